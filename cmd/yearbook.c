/* SPDX-License-Identifier: EUPL-1.2 */
/* yearbook.c - the figures of a year (annals.h) as tables: on a terminal, as CSV, as a workbook. */
#include "yearbook.h"

#include "base/date.h"
#include "report/layout.h"
#include "report/table.h"
#include "finding.h"
#include "grid.h"
#include "xlsx.h"

#include "base/spoken.h"

#include "base/banned.h"

#define BOOK_BYTES	MIB(16)
#define HEAD_LEAST	((size_t)7)	/* columns of a number on a terminal */

/* --- the tables --------------------------------------------------------------------------- */

static void
say(struct book *b, struct str text)
{
	*PUSH(b->mem, b->said, b->nsaid, b->saidcap) = text;
}

static struct book_table *
table(struct book *b, const char *title, const char *first, const char *note)
{
	struct book_table *t = PUSH(b->mem, b->v, b->n, b->cap);

	*t = (struct book_table){ .title = str_of(title), .first = str_of(first), .note = str_of(note) };
	return t;
}

/* A row of the members of j that are named; a name that j lacks gives no number. */
static struct book_row *
row(struct book *b, struct book_table *t, struct str name, const json_t *j, const char *const *members)
{
	struct book_row *r = PUSH(b->mem, t->v, t->n, t->cap);

	*r = (struct book_row){ .name = name };
	for (size_t i = 0; i < YEARBOOK_COLUMNS; i++)
		r->v[i] = NUMBER_NONE;
	for (size_t i = 0; members[i] != NULL; i++)
		r->v[i] = json_num(j, members[i], NUMBER_NONE);
	return r;
}

static void
one(struct book *b, struct book_table *t, const char *name, const json_t *j, const char *member)
{
	const char *const members[] = { member, NULL };

	if (json_num(j, member, NUMBER_NONE) != NUMBER_NONE)
		(void)row(b, t, str_of(name), j, members);
}

static void
heads(struct book_table *t, const struct book_head *names)
{
	for (size_t i = 0; names[i].narrow != NULL; i++)
		t->heads[i] = (struct book_head){ _(names[i].narrow), _(names[i].whole) };
}

static const struct book_head number[] = { { N_("aantal"), N_("aantal") }, { 0 } };

static void
published(struct book *b, const json_t *j)
{
	static const char *const members[] = { "dossiers", "documents", "changed", "withdrawn", "public",
		"public_documents", NULL };
	static const struct book_head names[] = { { N_("nieuw"), N_("nieuwe dossiers") },
		{ N_("stukken"), N_("stukken daarin") }, { N_("gewijzigd"), N_("gewijzigde dossiers") },
		{ N_("ingetrokken"), N_("ingetrokken dossiers") }, { N_("openbaar"), N_("openbaar aan het eind") },
		{ N_("stukken"), N_("stukken daarvan") }, { 0 } };
	struct book_table *t = table(b, _("Openbaar gemaakt, per informatiecategorie"), _("informatiecategorie"),
	    _("Dossiers die dit jaar voor het eerst openbaar werden, met het aantal stukken daarin; dossiers waarvan een "
	      "nieuwe versie openbaar werd; dossiers die als geheel zijn ingetrokken; en wat er aan het eind van de "
	      "periode openbaar stond."));
	const json_t *x;
	size_t i;

	heads(t, names);
	json_array_foreach (json_list(j, "published"), i, x)
		(void)row(b, t,
		    json_str(x, "category").n == 0 ? lang_str(b->mem, json_str(x, "label")) : json_str(x, "label"), x,
		    members);
	(void)row(b, t, str_of(_("samen")), json_map(j, "published_total"), members);
}

static void
timeliness(struct book *b, const json_t *j)
{
	struct book_table *t = table(b, _("Op tijd"), "",
	    _("Van de dossiers die dit jaar voor het eerst openbaar werden, volgens de kalender van de organisatie op dat "
	      "moment. De wet kent geen algemene termijn; zonder termijn in de kalender is niets te laat."));
	const json_t *x = json_map(j, "timeliness");

	heads(t, number);
	one(b, t, _("dossiers binnen de termijn"), x, "in_time");
	one(b, t, _("dossiers te laat"), x, "late");
	one(b, t, _("dagen te laat, de middelste"), x, "late_median");
	one(b, t, _("dagen te laat, de langste"), x, "late_longest");
	one(b, t, _("dossiers waarvan de termijn niet te bepalen is"), x, "unknown");
	one(b, t, _("dossiers zonder termijn"), x, "without");
	one(b, t, _("dossiers nog niet openbaar, en over de termijn"), x, "overdue");
	one(b, t, _("dagen van binnenkomst tot openbaar, de middelste"), x, "lead_median");
	one(b, t, _("dagen van binnenkomst tot openbaar, de langste"), x, "lead_longest");
}

/* What a finding says, but for what to do; as the figures have it, or in the language of the person. */
static struct str
finding_words(struct arena *mem, const json_t *j)
{
	struct finding f = { .doc = DOC_NONE, .arg = { S("…"), S("…") } };
	struct str text, said;

	if (finding_find(json_str(j, "code"), &f.code) != 0)
		return json_str(j, "text");
	said = finding_said(mem, &f);
	(void)str_next(&said, ';', &text);
	return text;
}

static void
held(struct book *b, const json_t *j)
{
	static const char *const members[] = { "dossiers", "released", "waiting", "longest", NULL };
	static const struct book_head names[] = { { N_("dossiers"), N_("dossiers vastgehouden") },
		{ N_("vrij"), N_("daarvan vrijgekomen") }, { N_("wacht"), N_("daarvan nog wachtend") },
		{ N_("dagen"), N_("langst wachtend, in dagen") }, { 0 } };
	const json_t *x, *held = json_map(j, "held"), *total = json_map(held, "total");
	struct book_table *t = table(b, _("Vastgehouden, en waarom"), _("bevinding"),
	    _("Dossiers die in dit jaar op een mens wachtten; daarvan in dit jaar vrijgekomen, en aan het eind nog wachtend, "
	      "het langst zoveel dagen. Een dossier met twee oorzaken staat bij beide; onderaan telt elk dossier één keer."));
	size_t i;

	heads(t, names);
	json_array_foreach (json_list(held, "causes"), i, x)
		(void)row(b, t, str_fmt(b->mem, "%.*s %.*s", STRF(json_str(x, "code")), STRF(finding_words(b->mem, x))),
		    x, members);
	(void)row(b, t, str_of(_("samen, elk dossier één keer")), total, members);
	t = table(b, _("Hoe lang het wachtte, en wat apart staat"), "", NULL);
	heads(t, number);
	one(b, t, _("dagen gewacht door wat vrijkwam, de middelste"), total, "released_median");
	one(b, t, _("dagen gewacht door wat vrijkwam, de langste"), total, "released_longest");
	one(b, t, _("dossiers apart gezet: een portaal weigerde, of de verwerking liep vast"), held, "apart");
	one(b, t, _("daarvan nog apart aan het eind"), held, "apart_still");
}

static void
withdrawn(struct book *b, const json_t *j)
{
	static const char *const members[] = { "dossiers", "documents", "replaced", NULL };
	static const struct book_head names[] = { { N_("dossiers"), N_("ingetrokken dossiers") },
		{ N_("stukken"), N_("losse ingetrokken stukken") }, { N_("vervangen"), N_("vervangen stukken") },
		{ 0 } };
	const json_t *x, *w = json_map(j, "withdrawn");
	struct book_table *t =
	    table(b, _("Ingetrokken en vervangen, per reden"), _("reden"), _("Besluiten van mensen, in dit jaar."));
	size_t i;

	heads(t, names);
	json_array_foreach (json_list(w, "reasons"), i, x)
		(void)row(b, t, json_str(x, "reason"), x, members);
	t = table(b, _("Hoe lang tot het weg was"), "",
	    _("Weg is: gezien dat geen bekend adres het nog toont. Gevraagd wordt meteen, na een uur, na een dag en na "
	      "dertig dagen."));
	heads(t, number);
	one(b, t, _("besluiten waarvan alles weg is"), w, "gone");
	one(b, t, _("dagen tot alles weg was, de middelste"), w, "gone_median");
	one(b, t, _("dagen tot alles weg was, de langste"), w, "gone_longest");
	one(b, t, _("besluiten waarvan nog niet alles weg is"), w, "not_gone");
	one(b, t, _("besluiten zonder bekend adres om te vragen"), w, "no_address");
}

static void
leaks(struct book *b, const json_t *j)
{
	static const char *const members[] = { "dossiers", "documents", NULL };
	static const struct book_head names[] = { { N_("dossiers"), N_("dossiers") }, { N_("stukken"), N_("stukken") },
		{ 0 } };
	const json_t *x, *l = json_map(j, "leaks");
	struct book_table *t = table(b, _("Voorkomen datalekken"), _("wat erin stond"),
	    _("Dossiers die om deze reden zijn tegengehouden en daarmee nooit openbaar zijn geworden; elk dossier één keer per "
	      "oorzaak, in het jaar waarin het zo voor het eerst werd tegengehouden. Wat later onveranderd of met een vrijgave "
	      "toch openbaar werd, telt niet mee. Het is wat de controles vonden: een vals alarm telt mee, wat zij misten niet."));
	size_t i;

	heads(t, names);
	json_array_foreach (json_list(l, "causes"), i, x)
		(void)row(b, t, lang_str(b->mem, json_str(x, "cause")), x, members);
	(void)row(b, t, str_of(_("samen, elk dossier één keer")), l, members);
}

/* Of a portal without a name the figures have words of ours, with a space; a name from the settings has none. */
static struct str
portal_words(struct arena *mem, const json_t *j)
{
	struct str name = json_str(j, "portal");

	return str_has(name, ' ') ? lang_str(mem, name) : name;
}

static void
rest(struct book *b, const json_t *j)
{
	static const char *const members[] = { "runs", "failed", "outages", "longest", NULL };
	static const struct book_head asked[] = { { N_("runs"), N_("runs die het iets vroegen") },
		{ N_("zonder"), N_("daarvan zonder antwoord") }, { N_("storingen"), N_("storingen") },
		{ N_("dagen"), N_("langste storing, in dagen") }, { 0 } };
	const json_t *x, *w = json_map(j, "waivers");
	struct book_table *t = table(b, _("Vrijgaven van bevindingen door mensen"), "", NULL);
	size_t i;

	heads(t, number);
	one(b, t, _("door één persoon, waar dat genoeg is"), w, "one");
	one(b, t, _("door twee personen"), w, "two");
	one(b, t, _("door de eerste van twee, de tweede ontbreekt nog"), w, "half");
	one(b, t, _("weer ingetrokken"), w, "ended");
	t = table(b, _("Nachten"), "",
	    _("Runs over deze organisatie. Een run die niet kon beginnen staat in geen administratie."));
	x = json_map(j, "nights");
	heads(t, number);
	one(b, t, _("runs"), x, "runs");
	one(b, t, _("daarvan af, en de telling klopt"), x, "balanced");
	one(b, t, _("daarvan af, en de telling klopt niet"), x, "unbalanced");
	one(b, t, _("daarvan afgebroken"), x, "broken");
	t = table(b, _("Portalen"), _("portaal"),
	    _("Runs die het portaal iets vroegen; daarvan zonder antwoord aan het eind; storingen, en de langste in dagen."));
	heads(t, asked);
	json_array_foreach (json_list(j, "portals"), i, x)
		(void)row(b, t, portal_words(b->mem, x), x, members);
}

static struct str
day(struct arena *mem, const json_t *j, const char *name)
{
	struct date d;

	return date_parse(json_str(j, name), &d) == 0 ? date_dutch(mem, d) : STR_NONE;
}

void
yearbook_of(struct book *b, const json_t *j, struct arena *mem)
{
	struct str begins = day(mem, j, "begins"), until = day(mem, j, "until");

	*b = (struct book){ .mem = mem };
	b->title = str_fmt(
	    mem, _("Jaarcijfers %lld, %.*s"), (long long)json_num(j, "year", 0), STRF(json_str(j, "organisation")));
	say(b,
	    str_fmt(mem, _("Over %.*s tot en met %.*s, geteld uit de administratie en het bewijs van woostraat."),
		STRF(day(mem, j, "from")), STRF(until)));
	if (begins.n == 0)
		say(b, str_of(_("De administratie kent tot dan toe geen dossier van deze organisatie.")));
	else if (!json_flag(j, "whole") && str_cmp(json_str(j, "begins"), json_str(j, "from")) > 0)
		say(b,
		    str_fmt(mem, _("De administratie begint op %.*s; wat daarvoor gebeurde, is hierin niet geteld."),
			STRF(begins)));
	say(b,
	    str_fmt(mem,
		ngettext("In deze periode kwam %lld dossier voor het eerst binnen.",
		    "In deze periode kwamen %lld dossiers voor het eerst binnen.",
		    (unsigned long)json_num(j, "arrived", 0)),
		(long long)json_num(j, "arrived", 0)));
	published(b, j);
	timeliness(b, j);
	held(b, j);
	withdrawn(b, j);
	leaks(b, j);
	rest(b, j);
}

/* --- on a terminal ------------------------------------------------------------------------ */

static size_t
width_of(const char *head)
{
	size_t n = utf8_width(str_of(head));

	return (n < HEAD_LEAST ? HEAD_LEAST : n) + 1;
}

static void
add_right(struct buf *b, struct str s, size_t columns)
{
	for (size_t n = utf8_width(s); n < columns; n++)
		buf_addc(b, ' ');
	buf_add(b, s);
}

/* The name in its column, its last line beside the numbers. */
static void
add_name(struct buf *b, struct arena *mem, struct str name, size_t columns)
{
	struct buf lines;
	struct str text, line;

	buf_init(&lines, mem, LAYOUT_MOST);
	layout_wrap(&lines, name, S("  "), 2, columns);
	text = buf_str(&lines);
	if (text.n != 0)
		text.n--; /* the last line goes on */
	while (str_next(&text, '\n', &line)) {
		if (text.p != NULL) {
			buf_addf(b, "%.*s\n", STRF(line));
			continue;
		}
		buf_add(b, line);
		for (size_t n = utf8_width(line); n < columns; n++)
			buf_addc(b, ' ');
	}
}

static void
table_text(struct buf *b, const struct book_table *t, struct arena *mem)
{
	size_t names = TABLE_COLUMNS;

	buf_addf(b, "\n%.*s\n", STRF(t->title));
	if (t->note.n != 0)
		layout_wrap(b, t->note, S("  "), 2, TABLE_COLUMNS);
	for (size_t i = 0; t->heads[i].narrow != NULL; i++)
		names -= width_of(t->heads[i].narrow);
	add_name(b, mem, t->first.n == 0 ? S(" ") : t->first, names);
	for (size_t i = 0; t->heads[i].narrow != NULL; i++)
		add_right(b, str_of(t->heads[i].narrow), width_of(t->heads[i].narrow));
	buf_addc(b, '\n');
	for (size_t k = 0; k < t->n; k++) {
		add_name(b, mem, t->v[k].name, names);
		for (size_t i = 0; t->heads[i].narrow != NULL && t->v[k].v[i] != NUMBER_NONE; i++)
			add_right(b, str_fmt(mem, "%lld", (long long)t->v[k].v[i]), width_of(t->heads[i].narrow));
		buf_addc(b, '\n');
	}
	if (t->n == 0)
		buf_addf(b, "  %s\n", _("geen"));
}

struct str
yearbook_text(const struct book *k)
{
	struct buf b;

	buf_init(&b, k->mem, BOOK_BYTES);
	layout_wrap(&b, k->title, S(""), 0, TABLE_COLUMNS);
	for (size_t i = 0; i < k->nsaid; i++)
		layout_wrap(&b, k->said[i], S(""), 0, TABLE_COLUMNS);
	for (size_t i = 0; i < k->n; i++)
		table_text(&b, &k->v[i], k->mem);
	return buf_str(&b);
}

/* --- as a sheet --------------------------------------------------------------------------- */

static void
csv_row(struct buf *b, const struct str *cells, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i != 0)
			buf_addc(b, ';');
		grid_cell(b, cells[i]);
	}
	buf_add(b, S("\r\n"));
}

static void
csv_table(struct buf *b, const struct book_table *t, struct arena *mem)
{
	for (size_t k = 0; k < t->n; k++) {
		for (size_t i = 0; t->heads[i].narrow != NULL; i++) {
			int64_t n = t->v[k].v[i];
			const struct str cells[] = { t->title, t->v[k].name, str_of(t->heads[i].whole),
				str_fmt(mem, "%lld", (long long)n) };

			if (n != NUMBER_NONE)
				csv_row(b, cells, COUNT(cells));
		}
	}
}

struct str
yearbook_csv(const struct book *k)
{
	const struct str first[] = { S("onderdeel"), S("omschrijving"), S("kolom"), S("waarde") };
	struct buf b;

	buf_init(&b, k->mem, BOOK_BYTES);
	buf_add(&b, S("\xef\xbb\xbf"));
	csv_row(&b, first, COUNT(first));
	for (size_t i = 0; i <= k->nsaid; i++) {
		const struct str cells[] = { S("vooraf"), i == 0 ? k->title : k->said[i - 1], S(""), S("") };

		csv_row(&b, cells, COUNT(cells));
	}
	for (size_t i = 0; i < k->n; i++)
		csv_table(&b, &k->v[i], k->mem);
	return buf_str(&b);
}

struct writing {
	struct arena	*mem;
	lxw_worksheet	*sheet;
	const struct xlsx_looks *looks;
	lxw_row_t	 at;
	lxw_error	 rc;		/* the first that went wrong */
};

static void
put_text(struct writing *w, size_t column, struct str s, lxw_format *format)
{
	if (w->rc == LXW_NO_ERROR)
		w->rc = xlsx_text(w->sheet, w->at, column, s, format, w->mem);
}

static void
put_table(struct writing *w, const struct book_table *t)
{
	w->at++;
	put_text(w, 0, t->title, w->looks->head);
	w->at++;
	put_text(w, 0, t->note, w->looks->wrap);
	w->at += t->note.n != 0;
	put_text(w, 0, t->first, w->looks->head);
	for (size_t i = 0; t->heads[i].narrow != NULL; i++)
		put_text(w, i + 1, str_of(t->heads[i].whole), w->looks->head);
	for (size_t k = 0; k < t->n; k++) {
		w->at++;
		put_text(w, 0, t->v[k].name, w->looks->wrap);
		for (size_t i = 0; t->heads[i].narrow != NULL && w->rc == LXW_NO_ERROR; i++) {
			if (t->v[k].v[i] != NUMBER_NONE)
				w->rc = worksheet_write_number(
				    w->sheet, w->at, (lxw_col_t)(i + 1), (double)t->v[k].v[i], NULL);
		}
	}
	w->at++;
}

static lxw_error
fill(lxw_workbook *book, const struct xlsx_looks *looks, const void *what, struct arena *mem)
{
	const struct book *k = what;
	struct writing w = {
		.mem = mem, .sheet = workbook_add_worksheet(book, "jaarcijfers"), .looks = looks, .rc = LXW_NO_ERROR
	};

	if (w.sheet == NULL)
		return LXW_ERROR_MEMORY_MALLOC_FAILED;
	format_set_text_wrap(looks->head);
	if ((w.rc = worksheet_set_column(w.sheet, 0, 0, 60, NULL)) != LXW_NO_ERROR ||
	    (w.rc = worksheet_set_column(w.sheet, 1, YEARBOOK_COLUMNS, 14, NULL)) != LXW_NO_ERROR)
		return w.rc;
	put_text(&w, 0, k->title, looks->head);
	for (size_t i = 0; i < k->nsaid; i++) {
		w.at++;
		put_text(&w, 0, k->said[i], looks->wrap);
	}
	w.at++;
	for (size_t i = 0; i < k->n; i++)
		put_table(&w, &k->v[i]);
	worksheet_set_landscape(w.sheet);
	worksheet_set_paper(w.sheet, 9); /* A4 */
	worksheet_fit_to_pages(w.sheet, 1, 0);
	return w.rc;
}

int
yearbook_xlsx(const struct book *k, const char *path, time_t now, struct err *e)
{
	return xlsx_make(path, "Jaarcijfers", now, fill, k, k->mem, e);
}
