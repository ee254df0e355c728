/* SPDX-License-Identifier: EUPL-1.2 */
/* err.c - what went wrong with the machine. */
#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/lang.h"

#include "base/banned.h"

static const struct {
	const char	*name;
	int		 code;
} kinds[E__COUNT] = {
	[E_NONE] = { "none", EXIT_FINE },
	[E_AGAIN] = { "again", EXIT_AGAIN },
	[E_LIMIT] = { "limit", EXIT_AGAIN },
	[E_IO] = { "io", EXIT_DISK },
	[E_CONFIG] = { "config", EXIT_CONFIG },
	[E_USAGE] = { "usage", EXIT_USAGE },
	[E_PEER] = { "peer", EXIT_AGAIN },
	[E_BUG] = { "bug", EXIT_BUG },
};

static const struct { int sys; const char *text; } dutch[] = {
	{ ENOENT, N_("bestaat niet") }, { EACCES, N_("geen toegang") }, { EPERM, N_("niet toegestaan") },
	{ ENOSPC, N_("de schijf is vol") }, { EDQUOT, N_("het schijfquotum is bereikt") },
	{ EFBIG, N_("het bestand wordt te groot") }, { EIO, N_("fout van de schijf") },
	{ EROFS, N_("de schijf is alleen-lezen") }, { EEXIST, N_("bestaat al") },
	{ ENOTDIR, N_("is geen map") }, { EISDIR, N_("is een map") }, { ELOOP, N_("een verwijzing (link) wordt niet gevolgd") },
	{ EXDEV, N_("een verwijzing (link) wordt niet gevolgd") }, { ENAMETOOLONG, N_("de naam is te lang") },
	{ EMFILE, N_("te veel open bestanden") }, { ENFILE, N_("te veel open bestanden") },
	{ ENOMEM, N_("te weinig geheugen") }, { EAGAIN, N_("nu even niet beschikbaar") },
	{ EPIPE, N_("de ontvanger is weg") }, { ESTALE, N_("de netwerkschijf is weg") },
};

const char *
err_text(int sys)
{
	for (size_t i = 0; i < COUNT(dutch); i++) {
		if (dutch[i].sys == sys)
			return dutch[i].text;
	}
	return strerror(sys);
}

/* A message that was cut may end in half a character: take that half off. */
static void
whole(char *msg)
{
	size_t n = strlen(msg), back = 0;

	while (back < 3 && back < n && ((unsigned char)msg[n - 1 - back] & 0xc0) == 0x80)
		back++;
	if (back < n && (unsigned char)msg[n - 1 - back] >= 0xc0) {
		unsigned char lead = (unsigned char)msg[n - 1 - back];
		size_t want = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;

		if (back < want)
			msg[n - 1 - back] = '\0';
	}
}

/* fmt with its arguments, in Dutch and, where the person reads another language, in that; `more` follows both. */
static void say(struct err *, const char *more, const char *more_said, const char *fmt, va_list) PRINTF(4, 0);

static void
say(struct err *e, const char *more, const char *more_said, const char *fmt, va_list ap)
{
	const char *own = lang_text(fmt), *text;
	va_list again;
	size_t n;

	va_copy(again, ap);
	(void)vsnprintf(e->msg, sizeof e->msg, fmt, ap);
	n = strlen(e->msg);
	(void)snprintf(e->msg + n, sizeof e->msg - n, "%s", more);
	whole(e->msg);
	e->said[0] = '\0';
	if (lang_english()) {
		if (strcmp(fmt, "%s") == 0) {
			text = va_arg(again, const char *);
			(void)snprintf(e->said, sizeof e->said, "%s", lang_text(text));
		} else
			(void)vsnprintf(e->said, sizeof e->said, own, again);
		n = strlen(e->said);
		(void)snprintf(e->said + n, sizeof e->said - n, "%s", more_said);
		whole(e->said);
	}
	va_end(again);
}

int
err_set(struct err *e, enum errkind kind, const char *fmt, ...)
{
	va_list ap;

	lang_speak();
	e->kind = kind;
	e->sys = 0;
	va_start(ap, fmt);
	say(e, "", "", fmt, ap);
	va_end(ap);
	return -1;
}

int
err_sys(struct err *e, enum errkind kind, const char *fmt, ...)
{
	int sys = errno;
	char why[120], why_said[120];
	va_list ap;

	lang_speak();
	e->kind = kind;
	e->sys = sys;
	(void)snprintf(why, sizeof why, ": %s", err_text(sys));
	(void)snprintf(why_said, sizeof why_said, ": %s", lang_text(err_text(sys)));
	va_start(ap, fmt);
	say(e, why, why_said, fmt, ap);
	va_end(ap);
	return -1;
}

int
err_wrap(struct err *e, const char *fmt, ...)
{
	char inner[sizeof e->msg + 2], inner_said[sizeof e->said + 2];
	va_list ap;

	lang_speak();
	(void)snprintf(inner, sizeof inner, ": %s", e->msg);
	(void)snprintf(inner_said, sizeof inner_said, ": %s", err_said(e));
	va_start(ap, fmt);
	say(e, inner, inner_said, fmt, ap);
	va_end(ap);
	return -1;
}

const char *
err_said(const struct err *e)
{
	return e->said[0] != '\0' ? e->said : e->msg;
}

int
err_exit(const struct err *e)
{
	return kinds[e->kind].code;
}

const char *
errkind_name(enum errkind kind)
{
	return kinds[kind].name;
}

enum errkind
errkind_find(const char *name)
{
	for (int i = E_NONE + 1; i < E__COUNT; i++) {
		if (name != NULL && strcmp(kinds[i].name, name) == 0)
			return (enum errkind)i;
	}
	return E_BUG;
}
