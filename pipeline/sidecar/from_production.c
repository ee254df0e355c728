/* SPDX-License-Identifier: EUPL-1.2 */
/* from_production.c - production reports and inventories: a row for each document of a Woo decision. */
#include "sidecar/from_production.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "base/path.h"
#include "sidecar/inventory.h"
#include "sidecar/rows.h"

#include "base/banned.h"

/* Of 3.4, in bytes or characters as it says. */
#define ID_MOST		170
#define MATTER_MOST	255
#define TITLE_MOST	500
#define REMARK_MOST	1000
#define LINK_MOST	2048
#define PARTIES_MOST	1000u		/* cells with names of persons that are kept, and never published */

struct production {
	struct rows	 rows;
	struct inventory t;
	uint64_t	 closed, already, suspended;
	unsigned	 parties;
	struct tally	 absent, unjudged;
};

/* What the row in hand says, before anything is done about it. */
struct entry {
	struct str	 id;
	enum judgement	 judged;
	struct str	 grounds;	/* of a cell that has the judgement too */
	bool		 suspended;
	int		 file;
	uint32_t	 by;		/* the column that named it */
};

static bool
is_report(const struct production *p)
{
	return p->t.form == INVENTORY_REPORT;
}

static struct str
text(const struct production *p, enum inventory_column k)
{
	return rows_text(&p->rows, p->t.at[k]);
}

static void
fault(struct production *p, bool bad, enum inventory_column k, const char *what)
{
	rows_fault(&p->rows, bad, p->t.at[k], what);
}

static bool
made_of(struct str s, const char *signs, size_t most)
{
	struct str others = str_of(signs);

	for (size_t i = 0; i < s.n; i++) {
		if (!ascii_letter(s.p[i]) && !ascii_digit(s.p[i]) && !str_has(others, s.p[i]))
			return false;
	}
	return s.n != 0 && s.n <= most;
}

/* ---- the judgement ---- */

/* x, ja, 1: the column counts.  "nee", "0" and "-": it does not. */
static bool
is_marked(struct str s)
{
	static const char *const no[] = { "nee", "n", "0", "-", "false", "onwaar", "no" };

	for (size_t i = 0; i < COUNT(no); i++) {
		if (str_eq_nocase(s, str_of(no[i])))
			return false;
	}
	return s.n != 0;
}

static enum judgement
judge(struct production *p, struct str *rest_r)
{
	enum judgement j = JUDGED_NOT;
	bool twice = false;

	*rest_r = STR_NONE;
	if (p->t.at[INV_JUDGEMENT] != 0)
		j = inventory_judgement(text(p, INV_JUDGEMENT), p->t.form == INVENTORY_OTHER);
	else if (p->t.at[INV_BOTH] != 0)
		j = inventory_both(text(p, INV_BOTH), rest_r);
	for (size_t i = 0; i < p->t.nmarks; i++) {
		enum judgement marked = p->t.marks[i].judgement;

		if (marked == JUDGED_NOT || !is_marked(rows_text(&p->rows, p->t.marks[i].column)))
			continue;
		twice |= j != JUDGED_NOT && j != marked;
		j = marked;
	}
	return twice ? JUDGED_NOT : j;
}

static bool
judges(const struct production *p)
{
	bool marks = false;

	for (size_t i = 0; i < p->t.nmarks; i++)
		marks |= p->t.marks[i].judgement != JUDGED_NOT;
	return marks || p->t.at[INV_JUDGEMENT] != 0 || p->t.at[INV_BOTH] != 0;
}

static bool
suspended(struct production *p)
{
	static const char *const yes[] = { "true", "ja", "yes", "1", "y", "j", "waar", "x" };
	static const char *const no[] = { "", "false", "nee", "no", "0", "n", "onwaar", "-" };
	struct str s = text(p, INV_SUSPENDED);

	for (size_t i = 0; i < COUNT(yes); i++) {
		if (str_eq_nocase(s, str_of(yes[i])))
			return true;
	}
	for (size_t i = 0; i < COUNT(no); i++) {
		if (str_eq_nocase(s, str_of(no[i])))
			return false;
	}
	fault(p, true, INV_SUSPENDED, _("kies uit: ja, nee"));
	return true;
}

/* ---- what a row says of its file ---- */

/* The next piece of a cell between these signs, off *rest; empty ones are passed over.  False: there is none. */
static bool
next_piece(struct str *rest, struct str signs, struct str *one_r)
{
	while (rest->n != 0) {
		size_t n = 0;

		while (n < rest->n && !str_has(signs, rest->p[n]))
			n++;
		*one_r = str_trim(str_sub(*rest, 0, n));
		*rest = str_from(*rest, n + 1);
		if (one_r->n != 0)
			return true;
	}
	return false;
}

static void
say_each(struct production *p, int file, enum say what, enum inventory_column k, struct str signs)
{
	struct str rest = text(p, k), one;

	while (next_piece(&rest, signs, &one))
		rows_say(&p->rows, file, (struct statement){ .what = what, .text = one }, p->t.at[k]);
}

static void
say_ground(struct production *p, int file, struct str one, uint32_t column)
{
	bool known;
	struct str g = inventory_ground(p->rows.v->tmp, one, &known);

	if (g.n == 0)
		return;
	if (!known && is_report(p))
		rows_fault(&p->rows, false, column, _("deze weigeringsgrond staat niet in de Woo of de Wob"));
	rows_say(&p->rows, file, (struct statement){ .what = SAY_GROUND, .text = g, .sure = known ? 95 : 50 }, column);
}

/* Between semicolons; the public inventory joins them by a space, others also by a comma or a line end. */
static void
say_grounds(struct production *p, int file, const struct entry *x)
{
	bool cell = p->t.at[INV_GROUND] != 0;
	uint32_t column = cell ? p->t.at[INV_GROUND] : p->t.at[INV_BOTH];
	struct str s = cell ? text(p, INV_GROUND) : x->grounds, one;
	struct str signs = p->t.form == INVENTORY_PUBLIC ? S("; \n") : is_report(p) ? S(";") : S(";,\n");

	while (next_piece(&s, signs, &one))
		say_ground(p, file, one, column);
	for (size_t i = 0; i < p->t.nmarks; i++) {
		if (p->t.marks[i].ground.n != 0 && is_marked(rows_text(&p->rows, p->t.marks[i].column)))
			say_ground(p, file, p->t.marks[i].ground, p->t.marks[i].column);
	}
}

/* M-1-3001 in a row of matter M-1 is its document 3001, by which the others know it; also with a low line (3.4). */
static void
say_references(struct production *p, int file)
{
	struct str s = text(p, INV_REFERS), matter = text(p, INV_MATTER), one;

	while (next_piece(&s, S(";\n"), &one)) {
		if (matter.n != 0 && one.n > matter.n + 1 && str_eq_nocase(str_sub(one, 0, matter.n), matter) &&
		    (one.p[matter.n] == '-' || one.p[matter.n] == '_'))
			one = str_from(one, matter.n + 1);
		rows_say(&p->rows, file, (struct statement){ .what = SAY_REFERS_TO, .text = one }, p->t.at[INV_REFERS]);
	}
}

static bool
is_link(struct str s)
{
	return (str_starts(s, S("https://")) || str_starts(s, S("http://"))) && !str_has(s, ' ') && s.n <= LINK_MOST;
}

/* A remark that is a link, where the link is empty, is one (3.4). */
static void
say_links(struct production *p, int file)
{
	enum inventory_column k =
	    text(p, INV_LINK).n == 0 && str_starts(text(p, INV_REMARK), S("http")) ? INV_REMARK : INV_LINK;
	struct str s = text(p, k), one;

	while (next_piece(&s, S("|\n"), &one)) {
		if (is_link(one))
			rows_say(&p->rows, file, (struct statement){ .what = SAY_LINK, .text = one, .uri = one },
			    p->t.at[k]);
		else
			fault(p, false, k, _("dit is geen webadres (https://...) en is niet overgenomen"));
	}
	if (k != INV_REMARK)
		rows_tell(&p->rows, file, SAY_REMARK, p->t.at[INV_REMARK]);
}

/* Names of persons: for the gate only, and not too many of them. */
static void
say_parties(struct production *p, int file)
{
	static const enum inventory_column columns[] = { INV_SENDER, INV_RECEIVER };

	for (size_t i = 0; i < COUNT(columns); i++) {
		if (text(p, columns[i]).n != 0 && p->parties++ < PARTIES_MOST)
			rows_tell(&p->rows, file, SAY_PARTY, p->t.at[columns[i]]);
	}
}

static void
say_all(struct production *p, const struct entry *x)
{
	struct rows *r = &p->rows;
	const uint32_t *at = p->t.at;
	int file = x->file;

	rows_tell(r, file, SAY_KENMERK, at[INV_ID]);
	rows_tell(r, file, SAY_KENMERK, at[INV_NUMBER]);
	rows_tell(r, file, SAY_TITLE, at[INV_DOCUMENT]);
	rows_tell(r, file, SAY_DOSSIER, at[INV_MATTER]);
	rows_tell(r, file, SAY_SOORT, at[INV_SOORT]);
	rows_extra(r, file, "publicatiecontext", at[INV_CONTEXT]);
	rows_extra(r, file, "family", at[INV_FAMILY]);
	rows_extra(r, file, "email-thread", at[INV_THREAD]);
	rows_extra(r, file, "bestandstype", at[INV_TYPE]);
	say_each(p, file, SAY_ZAAKNUMMER, INV_ZAAK, S(",;"));
	say_references(p, file);
	say_grounds(p, file, x);
	say_links(p, file);
	say_parties(p, file);
	if (x->judged != JUDGED_NOT)
		rows_say(r, file,
		    (struct statement){ .what = SAY_JUDGEMENT, .text = str_of(judgement_name(x->judged)) },
		    at[INV_JUDGEMENT] != 0 ? at[INV_JUDGEMENT] : at[INV_BOTH]);
}

/* ---- what a cell may hold (3.4) ---- */

static void
check_number(struct production *p, enum inventory_column k)
{
	uint64_t n;
	struct str s = text(p, k);

	if (s.n != 0 && (str_u64(s, &n) != 0 || n == 0))
		fault(p, false, k, _("hier hoort een heel getal vanaf 1"));
}

static void
check_cells(struct production *p, const struct entry *x)
{
	struct str matter = text(p, INV_MATTER), context = text(p, INV_CONTEXT);

	if (!made_of(x->id, ".-", ID_MOST))
		fault(p, true, INV_ID,
		    x->id.n == 0 ? _("het nummer ontbreekt") :
				   _("een nummer bestaat uit letters, cijfers, punten en streepjes (hoogstens 170)"));
	if (matter.n != 0 && !made_of(matter, "-._~", MATTER_MOST))
		fault(p, true, INV_MATTER, _("hier mogen alleen letters, cijfers en - . _ ~ staan"));
	if (context.n != 0 && !made_of(context, "-._~", MATTER_MOST))
		fault(p, true, INV_CONTEXT, _("hier mogen alleen letters, cijfers en - . _ ~ staan"));
	if (matter.n != 0 && context.n != 0)
		fault(p, true, INV_CONTEXT, _("vul de matter of de publicatiecontext in, niet beide"));
	if (text(p, INV_DOCUMENT).n > TITLE_MOST)
		fault(p, false, INV_DOCUMENT, _("de naam is langer dan 500 tekens"));
	if (text(p, INV_REMARK).n > REMARK_MOST)
		fault(p, false, INV_REMARK, _("de toelichting is langer dan 1000 tekens"));
	check_number(p, INV_FAMILY);
	check_number(p, INV_THREAD);
}

/* ---- rows ---- */

/* The document that the row is about: by its file name, else by its number. */
static int
find_file(struct production *p, struct str id, uint32_t *by_r)
{
	enum inventory_column k = INV_ID;
	int file = DOC_NONE, other;

	if (text(p, INV_FILE).n != 0)
		file = files_path(&p->rows.files, text(p, k = INV_FILE));
	if (file == DOC_NONE && text(p, INV_DOCUMENT).n != 0)
		file = files_base(&p->rows.files, text(p, k = INV_DOCUMENT));
	other = files_number(&p->rows.files, id);
	if (file == DOC_NONE) {
		file = other;
		k = INV_ID;
	} else if (file >= 0 && other != DOC_NONE && other != file) {
		file = FILE_MANY;
	}
	if (file == FILE_MANY) {
		fault(p, true, k,
		    _("bij deze rij passen twee bestanden in dit dossier; geef ze verschillende nummers of namen"));
		return DOC_NONE;
	}
	*by_r = p->t.at[k];
	return file;
}

/* Of two rows about one file the first speaks of it. */
static void
claim(struct production *p, struct entry *x)
{
	struct arena *mem = p->rows.v->tmp;
	uint64_t before = rows_claim(&p->rows, x->file);

	if (before == 0)
		return;
	rows_fault(&p->rows, true, x->by,
	    str_c(mem, str_fmt(mem, _("het bestand van deze rij hoort ook bij rij %llu"), (unsigned long long)before)));
	x->file = DOC_NONE;
}

/* A file that is not to be public by its own list must not be here. */
static void
hold(struct production *p, const struct entry *x)
{
	struct visit *v = p->rows.v;
	const char *word = x->suspended ? _("opgeschort") : judgement_name(x->judged);

	if (v->d->docs[x->file].role == ROLE_WITHHELD)
		return;
	if (x->suspended || x->judged == JUDGED_CLOSED || x->judged == JUDGED_ALREADY)
		visit_say(v, F_SID_JUDGED_CLOSED, x->file, str_dup(v->r->mem, rows_where(&p->rows, 0)), str_of(word));
}

static void
count(struct production *p, const struct entry *x)
{
	p->rows.read++;
	p->rows.matched += x->file != DOC_NONE;
	if (x->suspended)
		p->suspended++;
	else if (x->judged == JUDGED_CLOSED)
		p->closed++;
	else if (x->judged == JUDGED_ALREADY)
		p->already++;
	else if (x->judged != JUDGED_NOT && x->file == DOC_NONE)
		tally_add(&p->absent, &p->rows);
}

/* Empty, zeros, or in a list of others a line between the rows: no row (3.1). */
static bool
is_blank(const struct production *p)
{
	bool zeros = true;

	for (size_t i = 0; i < p->rows.row.n; i++)
		zeros &= str_eq(p->rows.row.cells[i].text, S("0"));
	return zeros ||
	    (p->t.form == INVENTORY_OTHER && text(p, INV_ID).n == 0 && text(p, INV_FILE).n == 0 &&
		text(p, INV_DOCUMENT).n == 0);
}

static void
take_row(struct production *p)
{
	struct entry x = { .id = text(p, INV_ID), .file = DOC_NONE };
	enum inventory_column k = p->t.at[INV_JUDGEMENT] != 0 ? INV_JUDGEMENT : INV_BOTH;
	bool sound;

	if (is_blank(p))
		return;
	x.file = find_file(p, x.id, &x.by);
	x.judged = judge(p, &x.grounds);
	x.suspended = suspended(p);
	if (x.file != DOC_NONE) {
		hold(p, &x); /* whichever row says so */
		claim(p, &x);
	}
	if (is_report(p))
		check_cells(p, &x);
	sound = x.judged != JUDGED_NOT || !judges(p);
	if (!sound) {
		if (is_report(p) || x.file != DOC_NONE)
			fault(p, true, k, _("kies uit: openbaar, deels openbaar, reeds openbaar, niet openbaar"));
		else
			tally_add(&p->unjudged, &p->rows);
	}
	count(p, &x);
	if (is_report(p) || x.file != DOC_NONE)
		(void)rows_day(&p->rows, sound ? x.file : DOC_NONE, SAY_DATE, p->t.at[INV_DATE]);
	if (x.file == DOC_NONE)
		return;
	/* Who cannot be understood on what matters most is not believed on the rest. */
	if (sound)
		say_all(p, &x);
}

/* The link sheet: under which requests a document falls. */
static void
take_link(struct production *p)
{
	int file = files_number(&p->rows.files, text(p, INV_ID));

	if (is_blank(p))
		return;
	p->rows.read++;
	if (file == FILE_MANY) {
		fault(p, true, INV_ID,
		    _("bij deze rij passen twee bestanden in dit dossier; geef ze verschillende nummers"));
		return;
	}
	if (text(p, INV_ID).n == 0 || text(p, INV_ZAAK).n == 0)
		rows_fault(&p->rows, true, 0, _("een rij heeft een nummer en een zaaknummer"));
	if (file == DOC_NONE)
		return;
	p->rows.matched++;
	rows_tell(&p->rows, file, SAY_DOSSIER, p->t.at[INV_MATTER]);
	say_each(p, file, SAY_ZAAKNUMMER, INV_ZAAK, S(",;"));
}

/* ---- the table ---- */

/* Who called a report an annex may mean the inventory made of it; with columns that only a report has he does not. */
static void
take_role(struct production *p)
{
	struct visit *v = p->rows.v;
	struct document *x = &v->d->docs[p->rows.doc];
	bool internal = is_report(p) || p->t.form == INVENTORY_LINKS;

	if (x->role == ROLE_WITHHELD)
		return;
	if (internal && x->role == ROLE_UNKNOWN) {
		visit_taken(v, p->rows.doc, SOURCE_PRODUCTION);
		return;
	}
	if (internal && inventory_inner(&p->t))
		visit_fault(v, p->rows.doc, true, str_of(_("het hele bestand")),
		    str_of(_(
			"dit is een productierapport, met kolommen die intern zijn; haal de rol weg uit dossier.yaml, of "
			"lever de inventarislijst aan die openbaar wordt")));
	else if (internal)
		p->t.form = INVENTORY_OTHER;
	if (x->role == ROLE_UNKNOWN)
		x->role = ROLE_INVENTORY;
	visit_say(v, F_SID_SOURCE_STAYS, p->rows.doc, str_of(_(source_label(SOURCE_PRODUCTION))), STR_NONE);
}

static void
tell_counts(struct production *p)
{
	struct rows *r = &p->rows;
	struct buf b;
	uint64_t alone = 0;

	for (size_t i = 0; i < p->rows.files.n; i++)
		alone += p->rows.claimed[p->rows.files.paths[i].doc] == 0;
	buf_init(&b, r->v->r->mem, 1000);
	buf_addf(&b, _("met een bestand in dit dossier: %llu"), (unsigned long long)p->rows.matched);
	if (judges(p))
		buf_addf(&b,
		    _(", niet openbaar: %llu, reeds openbaar: %llu, opgeschort: %llu; bestanden zonder rij: %llu"),
		    (unsigned long long)p->closed, (unsigned long long)p->already, (unsigned long long)p->suspended,
		    (unsigned long long)alone);
	tally_tell(&p->absent, r, false, _("openbaar volgens deze lijst, maar het bestand zit niet in dit dossier"));
	tally_tell(
	    &p->unjudged, r, false, _("de beoordeling is niet herkend; deze rijen hebben geen bestand in dit dossier"));
	if (p->parties > PARTIES_MOST)
		visit_fault(r->v, r->doc, false, str_of(_("het hele bestand")),
		    str_of(_("de lijst noemt meer dan 1000 afzenders en ontvangers; de rest is niet gelezen")));
	visit_say(r->v, F_SID_ROWS_READ, r->doc, str_fmt(r->v->r->mem, "%llu", (unsigned long long)p->rows.read),
	    buf_str(&b));
}

static int
read_rows(struct production *p, struct err *e)
{
	int rc;

	take_role(p);
	rows_head(&p->rows);
	while ((rc = rows_next(&p->rows, e)) == 1) {
		if (p->t.form == INVENTORY_LINKS)
			take_link(p);
		else
			take_row(p);
	}
	if (rc != 0)
		return -1;
	rows_end(&p->rows);
	tell_counts(p);
	return 1;
}

/* The first sheet with a head in its first rows.  1: found, with that row in hand. */
static int
find_head(struct production *p, struct err *e)
{
	int sheet = 1;

	while (sheet == 1) {
		int rc = 1;

		for (unsigned i = 0; i < HEAD_ROWS && rc == 1; i++) {
			rc = rows_next(&p->rows, e);
			if (rc == 1 && p->rows.row.n >= 2 &&
			    inventory_head(&p->t, &p->rows.row, p->rows.v->tmp) != INVENTORY_NONE)
				return 1;
		}
		if (rc < 0)
			return -1;
		sheet = table_sheet(p->rows.t, e);
		p->rows.sheet++;
	}
	return sheet;
}

/* Its name says what it is, and nobody can read it: a report must not go out, of an inventory it is a pity. */
static int
unread(struct visit *v, int doc, const char *why)
{
	struct str base = path_base(v->d->docs[doc].path);
	bool internal = str_holds_nocase(base, S("productierapport")), list = str_holds_nocase(base, S("inventaris"));

	if ((!internal && !list) || v->d->docs[doc].role == ROLE_WITHHELD)
		return 0;
	visit_fault(v, doc, internal, str_of(_("het hele bestand")),
	    str_fmt(v->r->mem, _("niet gelezen als productierapport of inventarislijst: %s"), why));
	return 1;
}

static int
read_table(struct visit *v, int doc, struct err *e)
{
	struct production p = { .parties = 0 };
	struct str ext = path_ext(v->d->docs[doc].path);
	int rc;

	if (str_eq_nocase(ext, S("xls")) || str_eq_nocase(ext, S("ods")) || str_eq_nocase(ext, S("odf")))
		return unread(v, doc, _("sla het op als XLSX of CSV"));
	rc = rows_open(&p.rows, v, doc, SOURCE_PRODUCTION, e);
	if (rc == 0) {
		rc = find_head(&p, e);
		if (rc == 1)
			rc = read_rows(&p, e);
		else if (rc == 0)
			rc = unread(v, doc,
			    table_fault(p.rows.t) != NULL ? table_fault(p.rows.t) :
							    _("geen rij met de namen van de kolommen gevonden"));
	} else if (rc == 1) {
		rc = 0;
	}
	rows_close(&p.rows);
	return rc;
}

static bool
may(struct str head)
{
	return head.n != 0;
}

const struct reader from_production = {
	.extensions = "csv tsv xlsx xlsm xls ods odf", .may = may, .read = read_table, .public = true
};
