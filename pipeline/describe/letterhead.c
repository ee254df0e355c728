/* SPDX-License-Identifier: EUPL-1.2 */
/* letterhead.c - whether a document is of the organisation that would publish it. */
#include "describe/letterhead.h"

#include <string.h>

#include "base/ascii.h"
#include "base/fd.h"
#include "base/fold.h"
#include "base/path.h"
#include "base/utf8.h"
#include "config/catalog.h"
#include "config/organisations.h"
#include "config/own.h"
#include "text.h"

#include "base/banned.h"

#define LIST		"organisaties"
#define MUNICIPALITY	"gemeente "
#define INCOMING	"https://identifier.overheid.nl/tooi/def/thes/kern/c_8c840238"	/* ingekomen stukken: Woo 3.3 lid 2 a */
#define FILE_MOST	((size_t)64 << 10)	/* bytes of a list of partners */
#define PARTNERS_MOST	((size_t)1000)		/* rows of all such lists: more than there are organisations */
#define FIRST_PAGE	((size_t)8 << 10)	/* bytes at the start in which a letterhead, or to whom it goes, may stand */
#define WORK_MOST	MIB(160)		/* text and properties of one document (text.h) */
#define SURE		85			/* of a letterhead or a signature (glean/organisation.c) */

struct partner { struct str org; const struct term *term; };
struct partners { struct partner *v; size_t n, cap; };

/* --- partners ---------------------------------------------------------------- */

static int
read_partners(struct partners *all, const char *path, struct str org, const struct catalog *lists, struct arena *mem,
    struct err *e)
{
	struct str rest, line;
	size_t no = 0;

	if (file_read(path, FILE_MOST, mem, &rest, e) != 0) {
		e->kind = E_CONFIG;
		return -1;
	}
	while (str_next(&rest, '\n', &line)) {
		const struct term *t;

		no++;
		line = str_trim(line);
		if (line.n == 0 || line.p[0] == '#')
			continue;
		t = utf8_xml(line) ? catalog_organisation(lists, line) : NULL;
		if (t == NULL)
			return err_set(e, E_CONFIG, _("%s:%zu: deze organisatie staat in geen lijst"), path, no);
		if (all->n == PARTNERS_MOST)
			return err_set(e, E_CONFIG, _("%s:%zu: meer dan %zu partners"), path, no, PARTNERS_MOST);
		*PUSH(mem, all->v, all->n, all->cap) = (struct partner){ org, t };
	}
	return 0;
}

int
partners_load(const char *templates, const struct catalog *lists, struct arena *mem, struct partners **all_r, struct err *e)
{
	struct partners *all = *all_r = NEW(mem, struct partners, 1);
	struct own_file *own;
	size_t n;

	if (own_files(templates, PARTNERS_FILE, mem, &own, &n, e) != 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		if (read_partners(all, own[i].path, own[i].org, lists, mem, e) != 0)
			return -1;
	}
	return 0;
}

/* --- one dossier --------------------------------------------------------------- */

struct looking {
	const struct job	*job;
	const struct catalog	*lists;
	const struct partners	*partners;
	struct result		*r;
	const struct term	*ours;
	struct date		 today;
	struct arena		*tmp;
};

static bool
is_partner(const struct looking *x, const struct term *t)
{
	const struct organisation *org = x->r->dossier.org;

	for (size_t i = 0; x->partners != NULL && i < x->partners->n; i++) {
		const struct partner *p = &x->partners->v[i];

		if (p->term == t && (str_eq(p->org, org->key) || str_eq(p->org, path_base(x->ours->uri))))
			return true;
	}
	return false;
}

/* Does a source say that this organisation made it, or answers for it? */
static bool
is_named(const struct looking *x, const struct statements *said, const struct term *t)
{
	for (size_t i = 0; i < said->n; i++) {
		const struct statement *s = &said->v[i];

		if ((s->what == SAY_MAKER || s->what == SAY_RESPONSIBLE || s->what == SAY_CORESPONSIBLE) &&
		    (str_eq(s->uri, t->uri) || (s->text.n != 0 && catalog_organisation(x->lists, s->text) == t)))
			return true;
	}
	return false;
}

/* Of the kind that the addresses of TOOI tell: .../id/gemeente/gm0546. */
static bool
same_kind(const struct term *a, const struct term *b)
{
	size_t n = a->uri.n - path_base(a->uri).n;

	return n == b->uri.n - path_base(b->uri).n && str_eq(str_sub(a->uri, 0, n), str_sub(b->uri, 0, n));
}

/* What no longer exists has gone into another: into ours, perhaps. */
static bool
is_other(const struct looking *x, const struct document *doc, const struct term *t)
{
	return t != x->ours && !(t->last.year != 0 && date_cmp(t->last, x->today) < 0) && !is_partner(x, t) &&
	    !is_named(x, &doc->said, t) && !is_named(x, &x->r->dossier.said, t);
}

/*
 * The surest letterhead or signature of another organisation; NULL: there is
 * none.  *ours_r: one of our own stands there too.  Of our own kind goes first.
 */
static const struct statement *
other_maker(const struct looking *x, const struct document *doc, const struct term **term_r, bool *ours_r)
{
	const struct statement *best = NULL;

	*ours_r = false;
	for (size_t i = 0; i < doc->gleaned.n; i++) {
		const struct statement *s = &doc->gleaned.v[i];
		const struct term *t =
		    s->what == SAY_MAKER && s->sure >= SURE ? catalog_uri(x->lists, LIST, s->uri) : NULL;

		*ours_r |= t != NULL && t == x->ours;
		if (t == NULL || !is_other(x, doc, t))
			continue;
		if (best == NULL || (same_kind(t, x->ours) && !same_kind(*term_r, x->ours)) ||
		    (same_kind(t, x->ours) == same_kind(*term_r, x->ours) && s->sure > best->sure)) {
			best = s;
			*term_r = t;
		}
	}
	return best;
}

/* The start of the first page, folded; false: it has no text. */
static int
first_page(const struct looking *x, int doc, struct folded *f, bool *there_r, struct err *e)
{
	const struct document *d = &x->r->dossier.docs[doc];
	struct job one = *x->job;
	struct text t;

	*there_r = (d->have_set & A_BIT(A_TEXT)) != 0 && (d->have_set & A_BIT(A_PROPS)) != 0;
	if (!*there_r)
		return 0;
	one.doc = doc;
	if (text_load(&one, &t, x->tmp, e) != 0)
		return -1;
	t.s = utf8_cut(t.s, t.npages > 1 && t.page_at[1] < FIRST_PAGE ? t.page_at[1] : FIRST_PAGE);
	fold(f, t.s, x->tmp);
	return 0;
}

static bool
holds(struct str text, struct str part)
{
	return part.n != 0 && memmem(text.p, text.n, part.p, part.n) != NULL;
}

/* "gemeente Leiden", or "burgemeester en wethouders van Leiden". */
static bool
names_us(const struct looking *x, struct str page)
{
	struct str label = x->ours->label;
	struct folded whole, bare;

	fold(&whole, label, x->tmp);
	if (holds(page, str_lower(x->tmp, whole.s)))
		return true;
	if (!str_starts(label, S(MUNICIPALITY)))
		return false;
	fold(&bare, str_from(label, strlen(MUNICIPALITY)), x->tmp);
	return holds(page, str_fmt(x->tmp, "wethouders van %.*s", STRF(bare.s))) ||
	    holds(page, str_fmt(x->tmp, "raad van %.*s", STRF(bare.s)));
}

/* The municipality whose address this is ("utrecht.nl", "gemeente-utrecht.nl"); NULL: none. */
static const struct term *
of_address(const struct looking *x, struct str host)
{
	struct str name;
	char *p;

	if (!str_ends(host, S(".nl")))
		return NULL;
	name = str_sub(host, 0, host.n - strlen(".nl"));
	for (size_t i = name.n; i > 0; i--) {
		if (name.p[i - 1] == '.') {
			name = str_from(name, i);
			break;
		}
	}
	if (str_starts(name, S("gemeente")))
		name = str_from(name, strlen("gemeente"));
	p = arena_alloc(x->tmp, name.n + 1, 1);
	for (size_t i = 0; i < name.n; i++)
		p[i] = name.p[i] == '-' ? ' ' : name.p[i];
	name = str_trim((struct str){ p, name.n });
	return name.n == 0 ? NULL : catalog_organisation(x->lists, str_fmt(x->tmp, MUNICIPALITY "%.*s", STRF(name)));
}

/* The first address on a page that is of another municipality; NULL when there is none, or one is ours. */
static const struct term *
other_address(const struct looking *x, const struct document *doc, struct str page)
{
	const struct term *other = NULL;

	for (size_t i = 0; i < page.n; i++) {
		struct str at = str_from(page, i);
		size_t from = at.p[0] == '@' ? 1 : str_starts(at, S("www.")) ? 4 : 0, n = from;
		const struct term *t;

		if (from == 0)
			continue;
		while (n < at.n && (ascii_letter(at.p[n]) || ascii_digit(at.p[n]) || at.p[n] == '-' || at.p[n] == '.'))
			n++;
		while (n > from && at.p[n - 1] == '.')
			n--;
		t = of_address(x, str_sub(at, from, n - from));
		if (t == x->ours && t != NULL)
			return NULL;
		if (other == NULL && t != NULL && is_other(x, doc, t))
			other = t;
	}
	return other;
}

static void
say(const struct looking *x, enum finding_code code, int doc, const struct statement *s, const struct term *t)
{
	struct finding f = { .code = code, .doc = doc, .arg = { t->label, x->ours->label } };

	if (s != NULL) {
		f.page = s->at.page;
		f.off = s->at.off;
		f.len = s->at.len;
	}
	finding_add(&x->r->findings, f);
}

static bool
is_incoming(const struct document *doc)
{
	for (size_t i = 0; i < doc->nclasses; i++) {
		if (doc->classes[i].chosen && str_eq(doc->classes[i].uri, S(INCOMING)))
			return true;
	}
	return false;
}

static int
look_at_main(const struct looking *x, int doc, struct err *e)
{
	const struct document *d = &x->r->dossier.docs[doc];
	const struct term *t = NULL;
	const struct statement *s;
	struct folded page;
	bool ours, there, named;

	s = other_maker(x, d, &t, &ours);
	if (ours)
		return 0;
	if (first_page(x, doc, &page, &there, e) != 0)
		return -1;
	named = there && names_us(x, page.s);
	if (s != NULL && same_kind(t, x->ours) && !named && !is_incoming(d))
		say(x, F_DSC_LETTERHEAD, doc, s, t);
	else if (s != NULL)
		say(x, F_DSC_LETTERHEAD_LOOK, doc, s, t);
	else if (there && !named && statement_of(&d->gleaned, SAY_MAKER, 0) == NULL &&
	    (t = other_address(x, d, page.s)) != NULL)
		say(x, F_DSC_LETTERHEAD_LOOK, doc, NULL, t);
	return 0;
}

static void
look_at_annex(const struct looking *x, int doc)
{
	const struct document *d = &x->r->dossier.docs[doc];
	const struct term *t = NULL;
	bool ours;
	const struct statement *s = other_maker(x, d, &t, &ours);

	if (s != NULL && !ours && same_kind(t, x->ours))
		say(x, F_DSC_LETTERHEAD_LOOK, doc, s, t);
}

int
letterhead_run(const struct job *job, const struct catalog *lists, const struct partners *partners, struct result *r,
    struct err *e)
{
	struct looking x = { .job = job, .lists = lists, .partners = partners, .r = r, .today = date_here(job->now) };
	const struct document *first = dossier_main(&r->dossier);
	int rc = 0;

	if (first == NULL || first->record.f[MD_PUBLISHER].n == 0)
		return 0;
	x.ours = catalog_uri(lists, LIST, first->record.f[MD_PUBLISHER].v[0].uri);
	if (x.ours == NULL)
		return 0;
	x.tmp = arena_new("briefhoofd", WORK_MOST);
	for (size_t i = 0; i < r->dossier.ndocs && rc == 0; i++) {
		const struct document *d = &r->dossier.docs[i];

		if (d == first)
			rc = look_at_main(&x, (int)i, e);
		else if (document_goes_out(d))
			look_at_annex(&x, (int)i);
	}
	arena_free(x.tmp);
	return rc;
}
