/* SPDX-License-Identifier: EUPL-1.2 */
/* lang.c - Dutch or English, for what is said to the person at the terminal. */
#include "base/lang.h"

#undef ngettext
#include <libintl.h>
#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/banned.h"

#define DOMAIN		"woostraat"
#define CATALOGUE	"/en/LC_MESSAGES/" DOMAIN ".mo"

static struct {
	bool	 found;		/* the catalogue */
	bool	 english;	/* the person's language */
	bool	 records;	/* _() is Dutch */
	bool	 hushed;
} lang;

/* As POSIX chooses a category of the locale: the first that is set and not empty. */
static bool
environment_english(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; i < COUNT(names); i++) {
		const char *v = getenv(names[i]);

		if (v != NULL && *v != '\0')
			return strncmp(v, "en", 2) == 0 && (v[2] == '\0' || strchr("_.@-", v[2]) != NULL);
	}
	return false;
}

/* Beside the program as built, and as installed; like the templates. */
static bool
find(const char *home, char dir[PATH_MAX])
{
	static const char *const tries[] = { "locale", "../share/locale", "../../build/locale", "../locale" };
	char file[PATH_MAX];

	for (size_t i = 0; i < COUNT(tries); i++) {
		if (snprintf(dir, PATH_MAX, "%s/%s", home, tries[i]) < PATH_MAX &&
		    snprintf(file, sizeof file, "%s%s", dir, CATALOGUE) < (int)sizeof file && access(file, R_OK) == 0)
			return true;
	}
	return false;
}

void
lang_open(const char *home)
{
	char dir[PATH_MAX];

	/*
	 * C.UTF-8 is in glibc itself (2.35), so this works where no locale was installed; only under plain C is
	 * LANGUAGE left aside.  Set here and not read: what strerror() says then never depends on who started us.
	 */
	lang.found = find(home, dir) && setlocale(LC_MESSAGES, "C.UTF-8") != NULL && setenv("LANGUAGE", "en", 1) == 0 &&
	    bindtextdomain(DOMAIN, dir) != NULL && bind_textdomain_codeset(DOMAIN, "UTF-8") != NULL;
	lang.english = environment_english();
}

int
lang_set(struct str name)
{
	if (!str_eq(name, S("nl")) && !str_eq(name, S("en")))
		return -1;
	lang.english = str_eq(name, S("en"));
	return 0;
}

bool
lang_english(void)
{
	return lang.found && lang.english;
}

void
lang_records(void)
{
	lang.records = true;
}

static bool
dutch(void)
{
	return !lang_english() || lang.records || lang.hushed;
}

const char *
lang_text(const char *text)
{
	/* The text "" is the head of the catalogue. */
	return dutch() || *text == '\0' ? text : dgettext(DOMAIN, text);
}

const char *
lang_plural(const char *one, const char *more, unsigned long n)
{
	return dutch() ? n == 1 ? one : more : dngettext(DOMAIN, one, more, n);
}

struct str
lang_str(struct arena *mem, struct str text)
{
	if (dutch() || text.n == 0 || memchr(text.p, '\0', text.n) != NULL)
		return text;
	return str_of(dgettext(DOMAIN, str_c(mem, text)));
}

void
lang_hush(void)
{
	lang.hushed = true;
}

void
lang_speak(void)
{
	lang.hushed = false;
}
