/* SPDX-License-Identifier: EUPL-1.2 */
/* versions.c - which file is the original of another that was redacted, by their names and by dossier.yaml. */
#include "sidecar/versions.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/fd.h"
#include "base/fold.h"
#include "base/path.h"
#include "base/search.h"
#include "base/utf8.h"
#include "proc/tools.h"

#include "base/banned.h"

#define FILE_MOST	((size_t)64 << 10)	/* bytes of the list; it has 3 KB */
#define WORDS_MOST	((size_t)500)		/* rows */
#define EXT_MOST	((size_t)5)		/* bytes: docx, xhtml */
#define ELSEWHERE_LEAST	((size_t)5)		/* letters of a name that is looked for in other folders: "1" and "a" are everywhere */

enum version { VERSION_NONE, VERSION_MAYBE, VERSION_ORIGINAL, VERSION_REDACTED };

static const char *const kinds[] = {
	[VERSION_NONE] = "", [VERSION_MAYBE] = "mogelijk", [VERSION_ORIGINAL] = "origineel", [VERSION_REDACTED] = "gelakt",
};

struct version_word {
	struct str	 words;		/* as plain() makes them */
	enum version	 kind;
};

struct versions { struct version_word *v; size_t n, cap; };

/* A name without what only tells its version. */
struct called {
	struct str	 place, name;
	enum version	 kind;
};

/* Letters and digits; whatever stands between is one space, and one goes before the first and behind the last. */
static struct str
plain(struct arena *mem, struct str s)
{
	struct folded f;
	struct buf b;

	fold(&f, s, mem);
	buf_init(&b, mem, f.s.n + 2);
	buf_addc(&b, ' ');
	for (size_t i = 0; i < f.s.n; i++) {
		bool word = ascii_letter(f.s.p[i]) || ascii_digit(f.s.p[i]);

		if (word || buf_str(&b).p[buf_str(&b).n - 1] != ' ')
			buf_addc(&b, word ? f.s.p[i] : ' ');
	}
	if (buf_str(&b).p[buf_str(&b).n - 1] != ' ')
		buf_addc(&b, ' ');
	return buf_str(&b);
}

/* --- the words --------------------------------------------------------------- */

static const char *
read_row(struct versions *all, struct str line, struct arena *mem)
{
	struct str words, kind;
	int k;

	if (!str_next(&line, '\t', &words) || !str_next(&line, '\t', &kind) || line.n != 0)
		return _("een rij heeft twee kolommen: woorden en soort");
	k = str_index(kinds, (int)COUNT(kinds), kind);
	if (k <= VERSION_NONE)
		return _("de soort is gelakt, origineel of mogelijk");
	words = plain(mem, words);
	if (words.n < 3)
		return _("er staat geen woord");
	for (size_t i = 0; i < all->n; i++) {
		if (str_eq(all->v[i].words, words))
			return _("deze woorden staan er al");
	}
	*PUSH(mem, all->v, all->n, all->cap) = (struct version_word){ words, (enum version)k };
	return NULL;
}

int
versions_load(const char *templates, struct arena *mem, struct versions **all_r, struct err *e)
{
	struct versions *all = *all_r = NEW(mem, struct versions, 1);
	const char *path = str_c(mem, str_fmt(mem, "%s/" VERSIONS_FILE, templates)), *why;
	struct str rest, line;
	size_t no = 0;

	if (file_read(path, FILE_MOST, mem, &rest, e) != 0) {
		e->kind = E_CONFIG;
		return err_wrap(e, _("het bestand met woorden voor versies %s is niet te lezen"), path);
	}
	if (!utf8_xml(rest) || !str_starts(rest, S("# ")))
		return err_set(e, E_CONFIG, _("%s:1: de eerste regel begint met ‘# ’"), path);
	while (str_next(&rest, '\n', &line)) {
		no++;
		if (line.n == 0 || line.p[0] == '#')
			continue;
		why = all->n == WORDS_MOST ? _("er zijn te veel rijen") : read_row(all, line, mem);
		if (why != NULL)
			return err_set(e, E_CONFIG, "%s:%zu: %s", path, no, why);
	}
	return 0;
}

/* --- names ------------------------------------------------------------------- */

/* The longest words of the list that begin at i, where a space stands; NULL: none. */
static const struct version_word *
word_at(const struct versions *all, struct str s, size_t i)
{
	const struct version_word *best = NULL;

	for (size_t k = 0; k < all->n; k++) {
		const struct version_word *w = &all->v[k];

		if (str_starts(str_from(s, i), w->words) && (best == NULL || w->words.n > best->words.n))
			best = w;
	}
	return best;
}

/* A part of a path less those words, without spaces around it; what they say is added to *kind. */
static struct str
less(const struct versions *all, struct str part, struct arena *mem, enum version *kind)
{
	struct str s = plain(mem, part);
	struct buf b;

	buf_init(&b, mem, s.n);
	for (size_t i = 0; i < s.n;) {
		const struct version_word *w = s.p[i] == ' ' ? word_at(all, s, i) : NULL;

		if (w == NULL) {
			buf_addc(&b, s.p[i++]);
			continue;
		}
		*kind = w->kind > *kind ? w->kind : *kind;
		i += w->words.n - 1; /* its last space may begin the next */
	}
	return str_trim(buf_str(&b));
}

/* "stukken.zip" is a folder like "stukken"; what stands behind the dot in "nr. 12 gelakt" is no extension. */
static struct str
without_ext(struct str name)
{
	struct str ext = path_ext(name);

	return ext.n == 0 || ext.n > EXT_MOST || str_has(ext, ' ') ? name : str_sub(name, 0, name.n - ext.n - 1);
}

static struct called
call(const struct versions *all, struct str path, struct arena *mem)
{
	enum version of_name = VERSION_NONE, of_folder = VERSION_NONE;
	struct str base = path_base(path), rest = str_sub(path, 0, path.n - base.n), part;
	struct called c = { .name = less(all, without_ext(base), mem, &of_name) };
	struct buf b;

	buf_init(&b, mem, path.n + 2);
	while (str_next(&rest, '/', &part)) {
		part = less(all, without_ext(part), mem, &of_folder);
		if (part.n != 0)
			buf_addf(&b, "%.*s/", STRF(part));
	}
	c.place = buf_str(&b);
	c.kind = of_name != VERSION_NONE ? of_name : of_folder;
	return c;
}

/* --- pairs ------------------------------------------------------------------- */

struct named {
	struct str	 name;
	size_t		 doc;
};

struct pairing {
	struct visit	*v;
	struct called	*called;	/* of each document */
	struct named	*by_name;	/* documents, those of one name side by side, in their order */
	size_t		 n;
};

/* A file that is a version of something: what stays here on purpose too. */
static bool
is_version(const struct document *x)
{
	return document_goes_out(x) || x->role == ROLE_WITHHELD;
}

static size_t
letters(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += ascii_letter(s.p[i]);
	return n;
}

/* How well document j fits as the redacted version of i: 0 not at all. */
static int
fits(const struct pairing *p, size_t i, size_t j)
{
	const struct called *a = &p->called[i], *b = &p->called[j];
	struct str one = p->v->d->docs[i].path, other = p->v->d->docs[j].path;
	int points = 1;

	if (i == j || !is_version(&p->v->d->docs[j]) || !str_eq(a->name, b->name))
		return 0;
	/* Of two that say nothing neither is the original; nor is one that says that it was redacted. */
	if (a->kind == VERSION_REDACTED || b->kind == VERSION_ORIGINAL || b->kind == VERSION_MAYBE ||
	    a->kind == b->kind)
		return 0;
	if (!str_eq(a->place, b->place) && (b->kind != VERSION_REDACTED || letters(a->name) < ELSEWHERE_LEAST))
		return 0;
	points += str_eq(a->place, b->place) ? 8 : 0;
	points += b->kind == VERSION_REDACTED ? 4 : 0;
	points += document_goes_out(&p->v->d->docs[j]) ? 2 : 0;
	return points + (str_eq_nocase(path_ext(one), path_ext(other)) ? 1 : 0);
}

static int
order(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int c = str_cmp(x->name, y->name);

	return c != 0 ? c : (x->doc > y->doc) - (x->doc < y->doc);
}

static bool
before(const void *x, const void *name)
{
	return str_cmp(((const struct named *)x)->name, *(const struct str *)name) < 0;
}

/* Only a version fits, and only one of the same name: so who has no namesake has no partner, and costs nothing. */
static void
index_names(struct pairing *p)
{
	const struct dossier *d = p->v->d;

	p->by_name = NEW(p->v->tmp, struct named, d->ndocs + 1);
	for (size_t i = 0; i < d->ndocs; i++) {
		if (is_version(&d->docs[i]))
			p->by_name[p->n++] = (struct named){ p->called[i].name, i };
	}
	if (p->n > 1)
		qsort(p->by_name, p->n, sizeof *p->by_name, order);
}

/* The redacted version of document i by their names, 1 for the first; 0: there is none. */
static uint32_t
partner(const struct pairing *p, size_t i)
{
	struct str name = p->called[i].name;
	size_t k = search_first(&name, p->by_name, p->n, sizeof *p->by_name, before);
	uint32_t found = 0;
	int best = 0;

	for (; k < p->n && str_eq(p->by_name[k].name, name); k++) {
		size_t j = p->by_name[k].doc;
		int points = fits(p, i, j);

		if (points > best) {
			best = points;
			found = (uint32_t)j + 1;
		}
	}
	return found;
}

static void
judge(const struct pairing *p, size_t i, bool said)
{
	struct visit *v = p->v;
	const struct document *x = &v->d->docs[i];

	if (!document_goes_out(x))
		return;
	if (x->redacted != 0)
		visit_say(v, said ? F_SID_ORIGINAL : F_SID_ORIGINAL_GUESSED, (int)i,
		    finding_shown(v->r->mem, v->d->docs[x->redacted - 1].path), STR_NONE);
	else if (p->called[i].kind == VERSION_ORIGINAL)
		visit_say(v, F_SID_ORIGINAL_ALONE, (int)i, STR_NONE, STR_NONE);
}

void
versions_pair(struct visit *v, const uint32_t *said)
{
	static const struct versions none;
	const struct versions *all = v->job->tools->versions;
	struct pairing p = { .v = v, .called = NEW(v->tmp, struct called, v->d->ndocs + 1) };

	for (size_t i = 0; i < v->d->ndocs; i++)
		p.called[i] = call(all == NULL ? &none : all, v->d->docs[i].path, v->tmp);
	index_names(&p);
	for (size_t i = 0; i < v->d->ndocs; i++) {
		struct document *x = &v->d->docs[i];

		if (!is_version(x))
			continue;
		x->redacted = said != NULL ? said[i] : 0;
		if (x->redacted == 0)
			x->redacted = partner(&p, i);
		judge(&p, i, said != NULL && said[i] != 0);
	}
}
