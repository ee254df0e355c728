/* SPDX-License-Identifier: EUPL-1.2 */
/* lang.h - Dutch or English, for what is said to the person at the terminal (decision 046). */
#ifndef BASE_LANG_H
#define BASE_LANG_H

#include "base/str.h"

/*
 * What is kept or public is Dutch, whoever started the run: _() gives the Dutch
 * text that stands there.  A file that only speaks to a person at a terminal
 * says so with base/spoken.h, and its _() asks here.  Errors and the log are
 * said in both: their Dutch text is kept (err.h), the other is shown.
 *
 * Of the three programs only woostraat calls lang_open: in the others, and in
 * tests, everything is Dutch.
 */

/* The language of the environment: LC_ALL, LC_MESSAGES, LANG, the first that says something; en* is English. */
void		 lang_open(const char *home);	/* the folder of the program, from where the catalogue is found */
/* What the settings say, "nl" or "en"; -1: neither of these. */
int		 lang_set(struct str name) MUST_USE;
bool		 lang_english(void);		/* English, and its catalogue is there */

/* From now on _() is Dutch in spoken files too: what this command prints is JSON. */
void		 lang_records(void);

/* The text in the language of the person; where that is Dutch or the catalogue lacks it, itself. */
const char	*lang_text(const char *text) __attribute__((format_arg(1)));
const char	*lang_plural(const char *one, const char *more, unsigned long n)
		    __attribute__((format_arg(1))) __attribute__((format_arg(2)));
/* The same for a whole text that was kept (Dutch). */
struct str	 lang_str(struct arena *, struct str text);

/*
 * For err.c, log.c and spoken.h: between these two lang_text gives Dutch.  An
 * error that is set in a spoken file is written down in Dutch, and then said.
 * errno stays what it was.
 */
void		 lang_hush(void);
void		 lang_speak(void);

#endif
