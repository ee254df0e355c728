/* SPDX-License-Identifier: EUPL-1.2 */
/* lists.c - the words of templates/detect, by which personal data is known. */
#include "detect/lists.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "base/fd.h"
#include "base/fold.h"
#include "base/path.h"
#include "base/utf8.h"
#include "detect/pattern.h"
#include "detect/set.h"

#include "base/banned.h"

#define FILE_MOST	((size_t)256 << 10)	/* bytes of a list; ours have a few KB */
#define WORD_MOST	((size_t)48)		/* bytes of a word or phrase */
#define PATTERN_MOST	((size_t)16 << 10)	/* bytes of the pattern that a list of context becomes */

static const char *const list_files[LIST__COUNT] = {
	[LIST_FREEMAIL] = "maildomeinen.txt", [LIST_ROLE] = "functiebussen.txt", [LIST_SUFFIX] = "straten.txt",
	[LIST_TITLE] = "titels.txt", [LIST_INTERFIX] = "tussenvoegsels.txt", [LIST_LEGAL] = "rechtsvormen.txt",
	[LIST_COMMON] = "gewone-woorden.txt", [LIST_NO_NAME] = "geen-namen.txt", [LIST_SERVICE] = "dienstnummers.txt",
};

static const char *const context_files[CONTEXT__COUNT] = {
	[CONTEXT_IBAN] = "bij-rekening.txt", [CONTEXT_PHONE] = "bij-telefoon.txt", [CONTEXT_PLATE] = "bij-kenteken.txt",
	[CONTEXT_BORN] = "bij-geboorte.txt",
};

struct lists {
	struct set	*list[LIST__COUNT];
	struct pattern	*context[CONTEXT__COUNT];
};

/* What is done with a word of a file; why_r: Dutch, when it cannot be taken. */
struct reader {
	struct arena	*mem;
	struct set	*set;		/* the words so far: none stands there twice */
	struct buf	*re;		/* of context; or NULL */
};

/* As part of a pattern: a space in a phrase is any small gap. */
static void
put_pattern(struct buf *re, struct str word)
{
	bool open = str_starts(word, S("*")), more = str_ends(word, S("*"));
	struct str body = str_sub(word, open, word.n - open - more);

	buf_addf(re, "%s%s", re->n == 0 ? "(?:" : "|", open ? "" : "(?<![a-z0-9])");
	for (size_t i = 0; i < body.n; i++) {
		char c = body.p[i];

		if (c == ' ')
			buf_add(re, S("[ \\n-]{1,2}"));
		else if (ascii_letter(c) || ascii_digit(c))
			buf_addc(re, c);
		else
			buf_addf(re, "\\%c", c);
	}
	if (!more && ascii_letter(body.p[body.n - 1]))
		buf_add(re, S("(?![a-z0-9])"));
}

static bool
fit(struct str word, bool context)
{
	size_t from = context && str_starts(word, S("*")), end = word.n - (context && str_ends(word, S("*")));

	if (from >= end)
		return false;
	for (size_t i = from; i < end; i++) {
		char c = word.p[i];

		if (!ascii_letter(c) && !ascii_digit(c) && c != ' ' && c != '-' && c != '.' && c != '\'' && c != '/')
			return false;
	}
	return true;
}

static int
read_word(struct reader *r, struct str line, const char **why_r)
{
	struct folded f;

	*why_r = _("een woord heeft ten hoogste 48 tekens");
	if (line.n > WORD_MOST)
		return -1;
	fold(&f, line, r->mem);
	*why_r = _("een woord bestaat uit letters, cijfers, punten, streepjes en spaties");
	if (str_trim(f.s).n != f.s.n || !fit(f.s, r->re != NULL))
		return -1;
	*why_r = _("dit woord staat er al");
	if (set_get(r->set, f.s) != 0)
		return -1;
	*set_add(r->set, f.s) = 1;
	if (r->re != NULL)
		put_pattern(r->re, f.s);
	return 0;
}

static int
read_file(struct reader *r, const char *path, struct err *e)
{
	const char *why = _("de eerste regel begint met ‘# ’");
	struct str rest, line;
	size_t n = 0, words = 0;

	if (file_read(path, FILE_MOST, r->mem, &rest, e) != 0) {
		e->kind = E_CONFIG;
		return -1;
	}
	if (!utf8_xml(rest) || !str_starts(rest, S("# ")))
		return err_set(e, E_CONFIG, "%s:1: %s", path, why);
	while (str_next(&rest, '\n', &line)) {
		n++;
		if (line.n == 0 || line.p[0] == '#')
			continue;
		if (read_word(r, line, &why) != 0)
			return err_set(e, E_CONFIG, "%s:%zu: %s", path, n, why);
		words++;
		if (r->re != NULL && r->re->cut)
			return err_set(e, E_CONFIG, _("%s:%zu: te veel woorden"), path, n);
	}
	return words != 0 ? 0 : err_set(e, E_CONFIG, _("%s:%zu: er staat geen woord in"), path, n);
}

int
lists_load(const char *dir, struct arena *mem, struct lists **l_r, struct err *e)
{
	struct lists *l = *l_r = NEW(mem, struct lists, 1);

	for (int i = 0; i < LIST__COUNT; i++) {
		struct reader r = { .mem = mem, .set = l->list[i] = set_new(mem) };

		if (read_file(&r, str_c(mem, path_join(mem, str_of(dir), str_of(list_files[i]))), e) != 0)
			return -1;
	}
	for (int i = 0; i < CONTEXT__COUNT; i++) {
		struct reader r = { .mem = mem, .set = set_new(mem) };
		struct buf re;

		buf_init(&re, mem, PATTERN_MOST);
		r.re = &re;
		if (read_file(&r, str_c(mem, path_join(mem, str_of(dir), str_of(context_files[i]))), e) != 0)
			return -1;
		buf_addc(&re, ')');
		if (pattern_new(str_c(mem, buf_str(&re)), mem, &l->context[i], e) != 0)
			return -1;
	}
	return 0;
}

bool
lists_has(const struct lists *l, enum list list, struct str folded)
{
	return set_get(l->list[list], folded) != 0;
}

const struct pattern *
lists_pattern(const struct lists *l, enum context context)
{
	return l->context[context];
}
