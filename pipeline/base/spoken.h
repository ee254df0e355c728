/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * spoken.h - for a file whose texts are for the person at the terminal: its _() is Dutch or English (lang.h).
 *
 * Included last but for banned.h.  What such a file puts in JSON, a ledger or a file is Dutch: without _().  Errors and
 * the log take the Dutch text, and say it in the other language themselves.
 */
#ifndef BASE_SPOKEN_H
#define BASE_SPOKEN_H

#include "base/date.h"
#include "base/err.h"
#include "base/lang.h"
#include "base/log.h"

#undef _
#undef ngettext
#define _(text)			lang_text(text)
#define ngettext(one, more, n)	lang_plural(one, more, n)

#define err_set(...)		(lang_hush(), err_set(__VA_ARGS__))
#define err_sys(...)		(lang_hush(), err_sys(__VA_ARGS__))
#define err_wrap(...)		(lang_hush(), err_wrap(__VA_ARGS__))
#define log_line(...)		(lang_hush(), log_line(__VA_ARGS__))
#define date_dutch(mem, d)	date_said(mem, d)
#define layout_moment(mem, t)	layout_moment_said(mem, t)

#endif
