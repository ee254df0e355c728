/* SPDX-License-Identifier: EUPL-1.2 */
/* whereabouts.c - where the dossiers of an organisation stand: its places, and what was taken back, by the ledger. */
#include "whereabouts.h"

#include "base/ascii.h"
#include "base/mask.h"
#include "base/utf8.h"
#include "breaker.h"
#include "report/layout.h"
#include "report/table.h"
#include "revoking.h"
#include "standing.h"
#include "store/pages.h"

#include "base/spoken.h"

#include "base/banned.h"

#define ADDRESS_COLUMNS	((size_t)240)
#define NAMES_MOST	20	/* addresses under one heading; the JSON has them all */

/* --- a place ------------------------------------------------------------------------------ */

struct str
whereabouts_name(const struct outlet *o)
{
	return o->name.n == 0 ? str_of(kind_of_outlet(o)->name) : o->name;
}

static int
hex_of(char c)
{
	return ascii_digit(c)    ? c - '0' :
	    c >= 'A' && c <= 'F' ? c - 'A' + 10 :
	    c >= 'a' && c <= 'f' ? c - 'a' + 10 :
				   -1;
}

/* What config/outlets.c wrote as a file: URL. */
static struct str
folder_of(struct str path, struct arena *mem)
{
	struct buf b;

	buf_init(&b, mem, path.n + 1);
	for (size_t i = 0; i < path.n; i++) {
		int high = path.p[i] == '%' && i + 2 < path.n ? hex_of(path.p[i + 1]) : -1;
		int low = high < 0 ? -1 : hex_of(path.p[i + 2]);

		buf_addc(&b, low < 0 ? path.p[i] : (char)(high * 16 + low));
		i += low < 0 ? 0 : 2;
	}
	return utf8_show(mem, buf_str(&b));
}

struct str
whereabouts_address(struct str url, struct arena *mem)
{
	size_t host = 0, end, at = 0;

	if (str_starts(url, S("file://")))
		return folder_of(str_from(url, sizeof "file://" - 1), mem);
	for (size_t i = 0; i + 2 < url.n && host == 0; i++)
		host = url.p[i] == ':' && url.p[i + 1] == '/' && url.p[i + 2] == '/' ? i + 3 : 0;
	for (end = host; end < url.n && url.p[end] != '?' && url.p[end] != '#'; end++)
		;
	for (size_t i = host; i < end && url.p[i] != '/'; i++)
		at = url.p[i] == '@' ? i + 1 : at;
	return utf8_show(mem,
	    at == 0 ? str_sub(url, 0, end) :
		      str_fmt(mem, "%.*s***@%.*s", STRF(str_sub(url, 0, host)), STRF(str_sub(url, at, end - at))));
}

/* How it is reached, in one word and as people say it. */
static const struct { const char *scheme, *word, *says; } vias[] = {
	{ "file:", "folder", N_("in een map") },
	{ "https:", "https", N_("over https") },
	{ "http:", "http", N_("over http") },
	{ "sftp:", "sftp", N_("over SFTP") },
	{ "s3+", "s3", N_("in een S3-opslag") },
};

static const char *
via_says(struct str word)
{
	for (size_t i = 0; i < COUNT(vias); i++) {
		if (str_eq(word, str_of(vias[i].word)))
			return _(vias[i].says);
	}
	return "";
}

static void
put_settings(json_t *j, const struct outlet *o, struct arena *mem)
{
	const struct portal_kind *k = kind_of_outlet(o);

	json_put_str(j, "name", utf8_show(mem, whereabouts_name(o)));
	json_put(j, "listed", json_true());
	json_put_str(j, "kind", str_of(k->name));
	json_put_str(j, "class", (struct str){ &k->class, 1 });
	json_put_str(j, "what", str_of(k->what));
	json_put_str(j, "guarantee", str_of(k->guarantee));
	if (o->url.n != 0)
		json_put_str(j, "address", whereabouts_address(o->url, mem));
	if (o->public.n != 0)
		json_put_str(j, "public", whereabouts_address(o->public, mem));
	for (size_t i = 0; i < COUNT(vias); i++) {
		if (str_starts(o->url, str_of(vias[i].scheme)))
			json_put_str(j, "via", str_of(vias[i].word));
	}
}

/* --- what stands there -------------------------------------------------------------------- */

struct sums { int64_t n[GROUP__COUNT], exposed[GROUP__COUNT], behind, withdrawing; };

struct counting {
	const struct whereabouts *w;
	struct sums	*sums;		/* of each place of the settings */
	size_t		 n;
	json_t		*others;	/* by name: how many dossiers stand where the settings know no place */
};

static int
count(void *ctx, const struct outlet_count *c, struct err *e UNUSED)
{
	struct counting *x = ctx;
	const struct organisation *o = x->w->org;
	enum group g = standing_group(c->state);

	for (size_t i = 0; i < x->n; i++) {
		struct sums *s = &x->sums[i];

		if (i == 0 ? c->outlet.n != 0 : !str_eq(c->outlet, o->outlets[i].name))
			continue;
		s->n[g] += c->n;
		s->exposed[g] += c->exposed ? c->n : 0;
		s->behind += standing_to_send(c->state) ? c->n : 0;
		s->withdrawing += c->state == S_WITHDRAWING ? c->n : 0;
		return 0;
	}
	if (c->exposed) {
		const char *name = str_c(x->w->mem, c->outlet);

		json_put_num(x->others, name, json_num(x->others, name, 0) + c->n);
	}
	return 0;
}

static void
put_sums(json_t *j, const struct sums *s, int64_t lacks)
{
	json_t *groups = json_array();
	int64_t all = 0;

	for (int g = 0; g < GROUP__COUNT; g++) {
		json_t *one;

		all += s->n[g];
		if (s->n[g] == 0)
			continue;
		one = json_object();
		json_put_str(one, "words", str_of(standing_group_name((enum group)g)));
		json_put_num(one, "dossiers", s->n[g]);
		if (g == GROUP_HELD || g == GROUP_APART)
			json_put_num(one, "exposed", s->exposed[g]);
		json_push(groups, one);
	}
	json_put_num(j, "dossiers", all);
	json_put_num(j, "public_dossiers", s->n[GROUP_PUBLIC]);
	json_put(j, "groups", groups);
	json_put_num(j, "behind", s->behind + lacks);
	json_put_num(j, "lacks", lacks);
	json_put_num(j, "withdrawing", s->withdrawing);
}

/* Does it answer? */
static int
put_breaker(const struct whereabouts *w, json_t *j, const struct outlet *o, struct err *e)
{
	bool first = o == first_outlet(w->org);
	struct breaker b;
	time_t since = 0;

	if (store_breaker(w->store, way_key(w->org, o, w->mem), &b, e) != 0 ||
	    (b.fails != 0 &&
		overview_failing_since(
		    w->store, utf8_exact(w->mem, w->org->key), first ? STR_NONE : o->name, &since, e) != 0))
		return -1;
	json_put_num(j, "fails", b.fails);
	if (since != 0)
		json_put_str(j, "failing_since", time_rfc3339(w->mem, since));
	if (b.open_until > time(NULL)) /* by the clock of the machine, as it was set */
		json_put_str(j, "open_until", time_rfc3339(w->mem, b.open_until));
	return 0;
}

struct shown { int64_t pages, documents, withdrawn; };

static int
add_page(void *ctx, const struct page *p, enum state at, struct err *e)
{
	struct shown *n = ctx;
	AUTO_JSON facts = json_read(p->facts, e);

	if (facts == NULL)
		return -1;
	if (at == S_WITHDRAWN || at == S_WITHDRAWING) {
		n->withdrawn++;
		return 0;
	}
	n->pages++;
	n->documents += json_num(facts, "documents", 0);
	return 0;
}

/* Of a site: what its lists name, and when they last changed. */
static int
put_site(const struct whereabouts *w, json_t *j, const struct outlet *o, struct err *e)
{
	struct str org = utf8_exact(w->mem, w->org->key);
	struct shown n = { 0 };
	json_t *site;
	time_t at;

	if (!kind_of_outlet(o)->site || w->key.n != 0)
		return 0;
	if (pages_each(w->store, org, o == first_outlet(w->org) ? STR_NONE : o->name, add_page, &n, e) != 0 ||
	    pages_listed_at(w->store, org, whereabouts_name(o), &at, e) != 0)
		return -1;
	site = json_object();
	json_put_num(site, "pages", n.pages);
	json_put_num(site, "documents", n.documents);
	json_put_num(site, "withdrawn", n.withdrawn);
	if (at != 0)
		json_put_str(site, "updated", time_rfc3339(w->mem, at));
	json_put(j, "site", site);
	return 0;
}

/* --- what is said of it ------------------------------------------------------------------- */

static struct str
moment_of(const json_t *j, const char *name, struct arena *mem)
{
	time_t t;

	return time_parse(json_str(j, name), &t) != 0 ? S("?") : layout_moment(mem, t);
}

/* What is still to come there; absent: nothing. */
static struct str
behind_text(const json_t *j, struct arena *mem)
{
	int64_t n = json_num(j, "behind", 0);

	return n == 0 ? STR_NONE :
			str_fmt(mem,
			    ngettext("Loopt achter: %lld dossier moet hier nog heen of is hier nog niet teruggezien.",
				"Loopt achter: %lld dossiers moeten hier nog heen of zijn hier nog niet teruggezien.",
				(unsigned long)n),
			    (long long)n);
}

/* What is still to go from there; absent: nothing. */
static struct str
taking_text(const json_t *j, struct arena *mem)
{
	int64_t n = json_num(j, "withdrawing", 0);

	return n == 0 ? STR_NONE :
			str_fmt(mem,
			    ngettext("Hier moet nog %lld dossier worden ingetrokken.",
				"Hier moeten nog %lld dossiers worden ingetrokken.", (unsigned long)n),
			    (long long)n);
}

/* Whether it answers; absent: it does. */
static struct str
fails_text(const json_t *j, struct arena *mem)
{
	int64_t fails = json_num(j, "fails", 0);
	struct buf b;

	if (fails == 0)
		return STR_NONE;
	buf_init(&b, mem, LAYOUT_MOST);
	buf_addf(&b,
	    ngettext("Het portaal gaf %lld keer geen bruikbaar antwoord",
		"Het portaal gaf %lld keer achter elkaar geen bruikbaar antwoord", (unsigned long)fails),
	    (long long)fails);
	if (json_str(j, "failing_since").n != 0)
		buf_addf(&b, _(", sinds %.*s"), STRF(moment_of(j, "failing_since", mem)));
	if (json_str(j, "open_until").n != 0)
		buf_addf(&b, _(", en wordt tot %.*s niet gevraagd"), STRF(moment_of(j, "open_until", mem)));
	buf_addc(&b, '.');
	return buf_str(&b);
}

/* "Op de site: 3 bladen met 7 documenten." */
static struct str
site_text(const json_t *j, struct arena *mem)
{
	const json_t *site = json_map(j, "site");
	int64_t pages = json_num(site, "pages", 0), docs = json_num(site, "documents", 0);
	int64_t gone = json_num(site, "withdrawn", 0);
	struct buf b;

	if (site == NULL)
		return STR_NONE;
	buf_init(&b, mem, LAYOUT_MOST);
	buf_addf(&b, ngettext("Op de site: %lld blad met", "Op de site: %lld bladen met", (unsigned long)pages),
	    (long long)pages);
	buf_addf(&b, ngettext(" %lld document", " %lld documenten", (unsigned long)docs), (long long)docs);
	if (gone != 0)
		buf_addf(&b, ngettext(", en %lld ingetrokken", ", en %lld ingetrokken", (unsigned long)gone),
		    (long long)gone);
	if (json_str(site, "updated").n != 0)
		buf_addf(&b, _("; de lijsten zijn bijgewerkt op %.*s"), STRF(moment_of(site, "updated", mem)));
	else if (pages != 0)
		buf_add(&b, str_of(_("; wanneer de lijsten zijn bijgewerkt, is niet bekend")));
	buf_addc(&b, '.');
	return buf_str(&b);
}

/* What a person should know of it, in sentences; absent: nothing. */
static struct str (*const notes[])(const json_t *, struct arena *) = { behind_text, taking_text, fails_text, site_text };

static void
put_notes(json_t *j, struct arena *mem)
{
	json_t *list = json_array();

	lang_hush(); /* kept */
	for (size_t i = 0; i < COUNT(notes); i++) {
		struct str text = notes[i](j, mem);
		json_t *one;

		if (text.n == 0)
			continue;
		one = json_object();
		json_put_str(one, "text", text);
		json_push(list, one);
	}
	lang_speak();
	json_put(j, "notes", list);
}

static int
place(const struct whereabouts *w, size_t i, const struct sums *s, json_t *j, struct err *e)
{
	const struct outlet *o = i == 0 ? first_outlet(w->org) : &w->org->outlets[i];
	struct scope at = { utf8_exact(w->mem, w->org->key), w->key };
	int64_t lacks = 0;

	json_put_str(j, "organisation", utf8_show(w->mem, w->org->key));
	put_settings(j, o, w->mem);
	if (i != 0 && overview_lacks(w->store, at, o->name, &lacks, e) != 0)
		return -1;
	put_sums(j, s, lacks);
	if (put_breaker(w, j, o, e) != 0 || put_site(w, j, o, e) != 0)
		return -1;
	put_notes(j, w->mem);
	return 0;
}

int
whereabouts_places(const struct whereabouts *w, json_t **list_r, struct err *e)
{
	size_t n = w->org->noutlets == 0 ? 1 : w->org->noutlets;
	struct counting x = { .w = w, .sums = NEW(w->mem, struct sums, n), .n = n };
	AUTO_JSON others = json_object();
	struct scope at = { utf8_exact(w->mem, w->org->key), w->key };
	const char *name;
	json_t *value;

	*list_r = json_array();
	x.others = others;
	if (overview_outlets(w->store, at, count, &x, e) != 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		json_t *j = json_object();

		json_push(*list_r, j);
		if (place(w, i, &x.sums[i], j, e) != 0)
			return -1;
	}
	json_object_foreach (others, name, value) {
		json_t *j = json_object();

		json_put_str(j, "organisation", utf8_show(w->mem, w->org->key));
		json_put_str(j, "name", utf8_show(w->mem, str_of(name)));
		json_put(j, "listed", json_false());
		json_put_num(j, "dossiers", json_integer_value(value));
		json_push(*list_r, j);
	}
	return 0;
}

/* --- what was taken back --------------------------------------------------------------------- */

/* What was answered there last. */
static const char *
answered(enum reached r)
{
	static const char *const words[REACHED__COUNT] = { [REACHED_NEVER] = N_("nog niet gevraagd"),
		[REACHED_GONE] = N_("weg"),
		[REACHED_CLOSED] = N_("afgeschermd, niet voor iedereen te zien"),
		[REACHED_THERE] = N_("NOG TE VINDEN"),
		[REACHED_UNKNOWN] = N_("gaf geen antwoord") };

	return words[r];
}

struct addresses { const struct whereabouts *w; json_t *list; int64_t there; };

static struct str
outlet_called(const struct organisation *o, struct str outlet)
{
	return outlet.n == 0 ? whereabouts_name(first_outlet(o)) : outlet;
}

static int
add_address(void *ctx, const struct watched *x, struct err *e UNUSED)
{
	struct addresses *a = ctx;
	struct arena *mem = a->w->mem;
	json_t *j = json_object();

	json_put_str(j, "dossier", utf8_show(mem, x->key));
	json_put_str(j, "place", utf8_show(mem, outlet_called(a->w->org, x->outlet)));
	json_put_str(j, "address", utf8_show(mem, mask_personal(mem, x->watch.address)));
	if (x->watch.answer != REACHED_NEVER)
		json_put_str(j, "answer", str_of(reached_name(x->watch.answer)));
	json_put_str(j, "words", str_of(answered(x->watch.answer)));
	json_put_str(j, "since", time_rfc3339(mem, x->watch.since));
	json_put_str(j, "due", time_rfc3339(mem, x->watch.due));
	if (x->watch.answer == REACHED_GONE)
		json_put_str(j, "until", time_rfc3339(mem, revoking_until(x->watch.since)));
	lang_hush(); /* kept */
	json_put_str(j, "text",
	    x->watch.answer == REACHED_GONE ?
		str_fmt(mem, _("%s; wordt gevraagd tot en met %.*s"), answered(x->watch.answer),
		    STRF(date_dutch(mem, date_of_time(revoking_until(x->watch.since))))) :
		str_fmt(mem, _("%s; wordt gevraagd tot het weg is"), answered(x->watch.answer)));
	lang_speak();
	json_push(a->list, j);
	a->there += x->watch.answer == REACHED_THERE;
	return 0;
}

int
whereabouts_withdrawn(const struct whereabouts *w, json_t **j_r, struct err *e)
{
	struct str org = utf8_exact(w->mem, w->org->key);
	struct addresses a = { .w = w };
	struct withdrawal_sum n;

	*j_r = NULL;
	if (withdrawals_sum(w->store, org, w->key, w->run, &n, e) != 0)
		return -1;
	a.list = json_array();
	if (watches_open(w->store, org, w->key, add_address, &a, e) != 0) {
		json_decref(a.list);
		return -1;
	}
	if (n.dossiers + n.waiting + n.documents == 0 && json_array_size(a.list) == 0) {
		json_decref(a.list);
		return 0;
	}
	*j_r = json_object();
	json_put_str(*j_r, "organisation", utf8_show(w->mem, w->org->key));
	json_put_num(*j_r, "dossiers", n.dossiers);
	json_put_num(*j_r, "waiting", n.waiting);
	json_put_num(*j_r, "documents", n.documents);
	json_put_num(*j_r, "run_dossiers", n.run_dossiers);
	json_put_num(*j_r, "run_documents", n.run_documents);
	json_put_num(*j_r, "there", a.there);
	json_put(*j_r, "addresses", a.list);
	return 0;
}

/* --- as text ---------------------------------------------------------------------------------- */

/* "‘depot’ (plaats voor bundels, in een map)" */
static struct str
called(const json_t *j, struct arena *mem)
{
	struct str name = json_str(j, "name"), what = json_str(j, "what"), via = json_str(j, "via");

	if (!json_flag(j, "listed"))
		return str_fmt(mem, _("‘%.*s’ (staat niet meer in de instellingen)"), STRF(name));
	return str_fmt(
	    mem, "‘%.*s’ (%.*s%s%s)", STRF(name), STRF(lang_str(mem, what)), via.n != 0 ? ", " : "", via_says(via));
}

static void
paragraph(struct buf *b, struct str text, size_t indent)
{
	layout_wrap(b, text, S(""), indent, TABLE_COLUMNS);
}

/* Nothing stands there, and nothing is to be told. */
static bool
is_empty(const json_t *j)
{
	return json_num(j, "dossiers", 0) + json_num(j, "behind", 0) + json_num(j, "fails", 0) == 0;
}

/* "in twijfel" of "in twijfel: de volgende run vraagt het eerst". */
static struct str
shortly(struct str words)
{
	struct str part = words;

	(void)str_next(&words, ':', &part);
	return part;
}

void
whereabouts_place_text(struct buf *b, const json_t *j, struct arena *mem)
{
	struct str address = json_str(j, "address"), people = json_str(j, "public");
	const json_t *group;
	size_t i;

	paragraph(b, str_fmt(mem, _("Portaal %.*s"), STRF(called(j, mem))), 2);
	if (!json_flag(j, "listed")) {
		int64_t n = json_num(j, "dossiers", 0);

		paragraph(b,
		    str_fmt(mem,
			ngettext("Daar is, of was, %lld dossier openbaar; woostraat doet er niets meer mee.",
			    "Daar zijn, of waren, %lld dossiers openbaar; woostraat doet er niets meer mee.",
			    (unsigned long)n),
			(long long)n),
		    4);
		return;
	}
	if (is_empty(j)) {
		paragraph(b, str_of(_("nog geen dossiers")), 4);
		return;
	}
	if (address.n != 0)
		paragraph(b, layout_cut_middle(mem, address, ADDRESS_COLUMNS), 4);
	if (people.n != 0)
		paragraph(
		    b, str_fmt(mem, _("te zien op %.*s"), STRF(layout_cut_middle(mem, people, ADDRESS_COLUMNS))), 4);
	json_array_foreach (json_list(j, "groups"), i, group) {
		int64_t exposed = json_num(group, "exposed", 0);

		buf_addf(b, "  %8lld %.*s", (long long)json_num(group, "dossiers", 0),
		    STRF(lang_str(mem, json_str(group, "words"))));
		if (exposed != 0)
			buf_addf(b, _(" (van %lld is een versie al openbaar, of mogelijk)"), (long long)exposed);
		buf_addc(b, '\n');
	}
	for (i = 0; i < COUNT(notes); i++) {
		struct str text = notes[i](j, mem);

		if (text.n != 0)
			paragraph(b, text, 4);
	}
	paragraph(b,
	    str_fmt(mem, _("Klasse %.*s: %.*s."), STRF(json_str(j, "class")),
		STRF(lang_str(mem, json_str(j, "guarantee")))),
	    4);
}

void
whereabouts_place_line(struct buf *b, const json_t *j, struct arena *mem)
{
	const json_t *group;
	struct buf text;
	size_t i;

	/* What is of no run `status` tells, and where nothing stands there is nothing to tell. */
	if (!json_flag(j, "listed") || is_empty(j))
		return;
	buf_init(&text, mem, LAYOUT_MOST);
	buf_addf(&text, "%.*s, %.*s: ", STRF(json_str(j, "organisation")), STRF(called(j, mem)));
	json_array_foreach (json_list(j, "groups"), i, group)
		buf_addf(&text, "%s%lld %.*s", i == 0 ? "" : ", ", (long long)json_num(group, "dossiers", 0),
		    STRF(shortly(lang_str(mem, json_str(group, "words")))));
	buf_add(&text, i == 0 ? str_of(_("nog geen dossiers.")) : S("."));
	for (i = 0; i < COUNT(notes); i++) {
		struct str note = notes[i](j, mem);

		if (note.n != 0)
			buf_addf(&text, " %.*s", STRF(note));
	}
	layout_wrap(b, buf_str(&text), S("-"), 2, TABLE_COLUMNS);
}

/* "3 dossiers en 1 document" */
static struct str
how_many(int64_t dossiers, int64_t documents, struct arena *mem)
{
	struct str a =
	    str_fmt(mem, ngettext("%lld dossier", "%lld dossiers", (unsigned long)dossiers), (long long)dossiers);
	struct str b = str_fmt(mem, ngettext("%lld los document", "%lld losse documenten", (unsigned long)documents),
	    (long long)documents);

	return documents == 0 ? a : dossiers == 0 ? b : str_fmt(mem, _("%.*s en %.*s"), STRF(a), STRF(b));
}

void
whereabouts_withdrawn_text(struct buf *b, const json_t *j, struct arena *mem)
{
	int64_t waiting = json_num(j, "waiting", 0);
	const json_t *one;
	size_t i, n = json_array_size(json_list(j, "addresses"));

	paragraph(b,
	    str_fmt(mem, _("Ingetrokken: %.*s"),
		STRF(how_many(json_num(j, "dossiers", 0), json_num(j, "documents", 0), mem))),
	    2);
	if (waiting != 0)
		paragraph(b,
		    str_fmt(mem,
			ngettext(
			    "Van %lld dossier is nog niet gezien dat het overal weg is; de volgende run gaat ermee verder.",
			    "Van %lld dossiers is nog niet gezien dat ze overal weg zijn; de volgende run gaat ermee verder.",
			    (unsigned long)waiting),
			(long long)waiting),
		    4);
	if (n != 0)
		paragraph(b, str_of(_("Adressen waarop het te vinden was, en die nog worden gevraagd:")), 4);
	json_array_foreach (json_list(j, "addresses"), i, one) {
		if (i == NAMES_MOST)
			break;
		paragraph(b, layout_cut_middle(mem, json_str(one, "address"), ADDRESS_COLUMNS), 6);
		paragraph(
		    b, str_fmt(mem, "%.*s: %.*s", STRF(json_str(one, "dossier")), STRF(json_str(one, "text"))), 8);
	}
	if (n > NAMES_MOST)
		paragraph(b,
		    str_fmt(mem, ngettext("en nog %zu adres", "en nog %zu adressen", n - NAMES_MOST), n - NAMES_MOST),
		    6);
}

void
whereabouts_withdrawn_line(struct buf *b, const json_t *j, struct arena *mem)
{
	int64_t dossiers = json_num(j, "run_dossiers", 0), documents = json_num(j, "run_documents", 0);
	int64_t waiting = json_num(j, "waiting", 0), there = json_num(j, "there", 0);
	struct buf text;

	buf_init(&text, mem, LAYOUT_MOST);
	if (dossiers + documents != 0)
		buf_addf(&text, _(" In deze run ingetrokken: %.*s."), STRF(how_many(dossiers, documents, mem)));
	if (waiting != 0)
		buf_addf(&text, _(" Nog niet gezien dat het weg is: %.*s."), STRF(how_many(waiting, 0, mem)));
	if (there != 0)
		buf_addf(&text,
		    ngettext(" Ingetrokken, maar NOG TE VINDEN op %lld adres; zie ‘woostraat status’.",
			" Ingetrokken, maar NOG TE VINDEN op %lld adressen; zie ‘woostraat status’.",
			(unsigned long)there),
		    (long long)there);
	if (text.n != 0)
		layout_wrap(b, str_fmt(mem, "%.*s:%.*s", STRF(json_str(j, "organisation")), STRF(buf_str(&text))),
		    S("-"), 2, TABLE_COLUMNS);
}
