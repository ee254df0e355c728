/* SPDX-License-Identifier: EUPL-1.2 */
/* keys.c - files with keys: only their owner reads them, and no message repeats a byte of them. */
#include "publish/keys.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/path.h"

#include "base/banned.h"

#define LINE_FILE_MOST	(KEY_MOST + 256)	/* a key and a line end; more is another file */
#define NETRC_MOST	KIB(64)			/* bytes; a line for each portal */

static const struct str credential = { "credential:", sizeof "credential:" - 1 };

/* By path, or in the folder that systemd made for this service. */
static int
find(struct str named, const char *what, struct arena *mem, const char **path_r, struct err *e)
{
	const char *dir = getenv("CREDENTIALS_DIRECTORY");
	struct str name = str_from(named, credential.n);

	*path_r = str_c(mem, named);
	if (!str_starts(named, credential))
		return 0;
	if (!path_inside(name) || str_has(name, '/'))
		return err_set(e, E_CONFIG, _("het %s: achter ‘credential:’ staat geen naam"), what);
	if (dir == NULL || dir[0] != '/')
		return err_set(e, E_CONFIG,
		    _("het %s %s: er is geen map met credentials; zet LoadCredential=%.*s:BESTAND in de service van systemd, "
		      "of noem het bestand met zijn pad"),
		    what, *path_r, STRF(name));
	*path_r = str_c(mem, path_join(mem, str_of(dir), name));
	return 0;
}

/* Open it, and look at what was opened: no link or pipe comes between. */
static int
open_file(struct str named, const char *what, bool secret, struct arena *mem, const char **path_r, int *fd_r,
    struct err *e)
{
	bool systemd = str_starts(named, credential);
	struct stat st;

	if (find(named, what, mem, path_r, e) != 0)
		return -1;
	*fd_r = open(*path_r, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (*fd_r < 0 || fstat(*fd_r, &st) != 0)
		return err_sys(e, E_CONFIG, _("het %s %s"), what, *path_r);
	if (!S_ISREG(st.st_mode))
		return err_set(e, E_CONFIG, _("het %s %s is geen gewoon bestand"), what, *path_r);
	if (!secret && (st.st_mode & S_IWOTH) != 0)
		return err_set(e, E_CONFIG, _("het %s %s is voor iedereen te veranderen; geef het de rechten 0644"),
		    what, *path_r);
	if (!secret)
		return 0;
	if ((st.st_mode & (systemd ? 0037 : 0077)) != 0)
		return err_set(e, E_CONFIG,
		    _("het %s %s is ook voor anderen toegankelijk; geef het de rechten 0600 (chmod 600)"), what,
		    *path_r);
	if (st.st_uid != geteuid() && st.st_uid != 0)
		return err_set(e, E_CONFIG,
		    _("het %s %s is van een ander; geef het aan de gebruiker die woostraat draait (chown)"), what,
		    *path_r);
	return 0;
}

static int
read_file(struct str named, const char *what, bool secret, size_t most, struct arena *mem, struct str *bytes_r,
    struct err *e)
{
	const char *path;
	AUTO_FD fd = -1;

	if (open_file(named, what, secret, mem, &path, &fd, e) != 0)
		return -1;
	if (fd_read_all(fd, most, mem, bytes_r, e) != 0) {
		e->kind = E_CONFIG; /* too long is not what a machine lacks, but another file */
		return err_wrap(e, _("het %s %s"), what, path);
	}
	return 0;
}

int
keys_path(struct str named, const char *what, struct arena *mem, const char **path_r, struct err *e)
{
	AUTO_FD fd = -1;

	return open_file(named, what, true, mem, path_r, &fd, e);
}

int
keys_read(struct str named, const char *what, size_t most, struct arena *mem, struct str *bytes_r, struct err *e)
{
	return read_file(named, what, true, most, mem, bytes_r, e);
}

int
keys_public(struct str named, const char *what, size_t most, struct arena *mem, struct str *bytes_r, struct err *e)
{
	return read_file(named, what, false, most, mem, bytes_r, e);
}

int
keys_line(struct str named, const char *what, struct arena *mem, struct str *key_r, struct err *e)
{
	struct str s;

	if (keys_read(named, what, LINE_FILE_MOST, mem, &s, e) != 0)
		return -1;
	s = str_trim(s);
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] <= ' ' || s.p[i] > '~')
			s.n = 0;
	}
	if (s.n == 0 || s.n > KEY_MOST)
		return err_set(
		    e, E_CONFIG, _("in het %s %.*s staat niet precies één sleutel op één regel"), what, STRF(named));
	*key_r = s;
	return 0;
}

/* ---- netrc ---- */

static bool
blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void
skip_line(struct str *rest)
{
	struct str line;

	(void)str_next(rest, '\n', &line);
}

/* A word between quotes; the first quote is off already.  false: it does not end. */
static bool
quoted(struct str *rest, struct arena *mem, struct str *word_r)
{
	char *to = arena_alloc(mem, rest->n + 1, 1);
	size_t n = 0;

	for (size_t i = 0; i < rest->n; i++) {
		char c = rest->p[i];

		if (c == '"') {
			*word_r = (struct str){ to, n };
			*rest = str_from(*rest, i + 1);
			return true;
		}
		if (c == '\\' && ++i == rest->n)
			return false;
		if (c == '\\') {
			c = rest->p[i];
			c = c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c;
		}
		to[n++] = c;
	}
	return false;
}

/* 1: a word; 0: the end; -1: a quote that does not end. */
static int
next_word(struct str *rest, struct arena *mem, struct str *word_r)
{
	size_t n = 0;

	for (;;) {
		while (rest->n != 0 && blank(rest->p[0]))
			*rest = str_from(*rest, 1);
		if (rest->n == 0)
			return 0;
		if (rest->p[0] != '#')
			break;
		skip_line(rest);
	}
	if (rest->p[0] == '"') {
		*rest = str_from(*rest, 1);
		return quoted(rest, mem, word_r) ? 1 : -1;
	}
	while (n < rest->n && !blank(rest->p[n]))
		n++;
	*word_r = str_sub(*rest, 0, n);
	*rest = str_from(*rest, n);
	return 1;
}

/* A macro goes on until a line that is empty. */
static void
skip_macro(struct str *rest)
{
	struct str line;

	skip_line(rest); /* its name */
	while (str_next(rest, '\n', &line)) {
		if (str_trim(line).n == 0)
			return;
	}
}

/* -1: not a netrc file. */
static int
find_login(struct str rest, struct str machine, struct arena *mem, struct login *l)
{
	bool ours = false, done = false;
	struct str word, value;
	int rc;

	while ((rc = next_word(&rest, mem, &word)) == 1) {
		bool entry = str_eq(word, S("machine"));

		if (str_eq(word, S("macdef"))) {
			skip_macro(&rest);
			continue;
		}
		if (entry || str_eq(word, S("default"))) {
			done = done || ours; /* the first that fits */
			if (entry && next_word(&rest, mem, &value) != 1)
				return -1;
			ours = !done && (!entry || str_eq_nocase(value, machine));
			continue;
		}
		if ((!str_eq(word, S("login")) && !str_eq(word, S("password")) && !str_eq(word, S("account"))) ||
		    next_word(&rest, mem, &value) != 1)
			return -1;
		if (ours && str_eq(word, S("login")))
			l->user = value;
		else if (ours && str_eq(word, S("password")))
			l->password = value;
	}
	return rc;
}

int
keys_login(struct str named, struct str machine, struct arena *mem, struct login *l, struct err *e)
{
	struct str s;

	*l = (struct login){ .user = STR_NONE };
	if (keys_read(named, _("netrc-bestand"), NETRC_MOST, mem, &s, e) != 0)
		return -1;
	if (str_has(s, '\0') || find_login(s, machine, mem, l) != 0)
		return err_set(e, E_CONFIG,
		    _("het netrc-bestand %.*s is niet te lezen; schrijf regels als: machine ADRES login NAAM password SLEUTEL"),
		    STRF(named));
	if (l->user.p == NULL && l->password.p != NULL)
		l->user = S("");
	if (l->user.p != NULL && l->password.p == NULL)
		l->password = S("");
	return 0;
}
