/* SPDX-License-Identifier: EUPL-1.2 */
/* from_dc_table.c - Dublin Core in a table, as Archivematica takes it: metadata.csv and source-metadata.csv. */
#include "sidecar/from_dc_table.h"

#include "base/ascii.h"
#include "base/hash.h"
#include "base/path.h"
#include "proc/tools.h"
#include "sidecar/rows.h"
#include "sidecar/values.h"

#include "base/banned.h"

#define PAIRS_MOST	10000u		/* rows of source-metadata.csv; more files than an intake takes */

struct table_dc {
	struct rows	 rows;
	const struct catalog *lists;
	bool		 dossier;	/* a row described the whole */
	struct tally	 folders;
};

/* How the value of a term is read. */
enum term_kind { AS_TEXT, AS_DAY, AS_LANGUAGE, AS_FORMAT, AS_ACTOR, AS_SOORT, AS_REF };

/* The last part of a name, in lower case; others are own fields (facts 5.1). */
static const struct { const char *name; enum say what; enum term_kind kind; } terms[] = {
	{ "title", SAY_TITLE, AS_TEXT }, { "alternative", SAY_ALT_TITLE, AS_TEXT },
	{ "description", SAY_DESCRIPTION, AS_TEXT }, { "abstract", SAY_DESCRIPTION, AS_TEXT },
	{ "subject", SAY_TREFWOORD, AS_TEXT }, { "identifier", SAY_KENMERK, AS_TEXT },
	{ "creator", SAY_MAKER, AS_ACTOR }, { "publisher", SAY_PUBLISHER, AS_ACTOR },
	{ "contributor", SAY_PARTY, AS_TEXT }, { "date", SAY_DATE, AS_DAY }, { "created", SAY_DATE, AS_DAY },
	{ "type", SAY_SOORT, AS_SOORT }, { "format", SAY_FORMAT, AS_FORMAT }, { "language", SAY_LANGUAGE, AS_LANGUAGE },
	{ "ispartof", SAY_PART_OF, AS_REF }, { "relation", SAY_REFERS_TO, AS_REF },
	{ "references", SAY_REFERS_TO, AS_REF }, { "replaces", SAY_REPLACES, AS_REF },
	{ "rights", SAY_RESTRICTION, AS_TEXT }, { "accessrights", SAY_RESTRICTION, AS_TEXT },
};

/* Kinds of anything (DCMI Type): they say nothing of a document of a municipality. */
static const char *const dcmi_types[] = { "collection", "dataset", "event", "image", "interactiveresource",
	"movingimage", "physicalobject", "service", "software", "sound", "stillimage", "text" };

static bool
is_term(struct str label)
{
	return str_eq_nocase(str_sub(label, 0, 3), S("dc.")) || str_eq_nocase(str_sub(label, 0, 8), S("dcterms."));
}

static struct str
last_part(struct arena *mem, struct str label)
{
	for (size_t i = label.n; i > 0; i--) {
		if (label.p[i - 1] == '.')
			return str_lower(mem, str_from(label, i));
	}
	return str_lower(mem, label);
}

/* ---- one value ---- */

/* 2020 and 2020-03: true, but no day. */
static bool
is_part_of_day(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (!ascii_digit(s.p[i]) && !(i == 4 && s.p[i] == '-'))
			return false;
	}
	return s.n == 4 || s.n == 7;
}

static void
say_soort(struct table_dc *x, int file, const struct cell *c)
{
	const struct term *t = catalog_named(x->lists, scheme_list(SCHEME_SOORT), c->text);

	if (str_index(dcmi_types, COUNT(dcmi_types), str_lower(x->rows.v->tmp, c->text)) >= 0)
		rows_extra(&x->rows, file, "dc.type", c->column);
	else
		rows_say(&x->rows, file,
		    (struct statement){ .what = SAY_SOORT, .text = c->text, .uri = t == NULL ? STR_NONE : t->uri },
		    c->column);
}

static void
say_term(struct table_dc *x, int file, enum say what, const struct term *t, const struct cell *c)
{
	rows_say(&x->rows, file,
	    (struct statement){ .what = what, .text = c->text, .uri = t == NULL ? STR_NONE : t->uri }, c->column);
}

static void
say_cell(struct table_dc *x, int file, const struct cell *c)
{
	struct str label = x->rows.labels[c->column], name = last_part(x->rows.v->tmp, label);
	size_t i = 0;

	while (i < COUNT(terms) && !(is_term(label) && str_eq(name, str_of(terms[i].name))))
		i++;
	if (i == COUNT(terms)) {
		if (label.n != 0)
			rows_say(&x->rows, file, (struct statement){ .what = SAY_EXTRA, .text = c->text, .uri = label },
			    c->column);
		return;
	}
	switch (terms[i].kind) {
	case AS_DAY:
		if (is_part_of_day(c->text))
			rows_extra(&x->rows, file, "dc.date", c->column);
		else
			(void)rows_day(&x->rows, file, terms[i].what, c->column);
		return;
	case AS_LANGUAGE:
		say_term(x, file, terms[i].what, value_language(x->lists, x->rows.v->tmp, c->text), c);
		return;
	case AS_FORMAT:
		say_term(x, file, terms[i].what, value_format(x->lists, c->text), c);
		return;
	case AS_ACTOR:
		rows_actor(&x->rows, file, terms[i].what, c->column);
		return;
	case AS_SOORT:
		say_soort(x, file, c);
		return;
	case AS_TEXT:
	case AS_REF:
		break;
	}
	say_term(x, file, terms[i].what, NULL, c);
}

/* ---- rows ---- */

/* objects/a.pdf lies beside the folder metadata that the table lies in, or at the top, or without objects. */
static int
find_file(struct table_dc *x, struct str path)
{
	struct visit *v = x->rows.v;
	struct str folder = visit_folder(v, x->rows.doc), up = folder, inner = path;
	int file;

	up.n -= path_base(folder).n;
	if (str_starts(inner, S("objects/")))
		inner = str_from(inner, 8);
	if (up.n != 0 &&
	    (file = files_exact(&x->rows.files, str_fmt(v->tmp, "%.*s%.*s", STRF(up), STRF(path)))) != DOC_NONE)
		return file;
	if ((file = files_exact(&x->rows.files, path)) != DOC_NONE ||
	    (file = files_exact(&x->rows.files, inner)) != DOC_NONE)
		return file;
	return files_path(&x->rows.files, inner);
}

/* Is there something below it? */
static bool
is_folder(const struct table_dc *x, struct str path)
{
	struct arena *mem = x->rows.v->tmp;
	struct str inner = str_starts(path, S("objects/")) ? str_from(path, 8) : path;

	return files_below(&x->rows.files, str_fmt(mem, "%.*s/", STRF(path))) ||
	    files_below(&x->rows.files, str_fmt(mem, "%.*s/", STRF(inner)));
}

/* Whom the row describes; false: nobody here, which is said. */
static bool
find_subject(struct table_dc *x, int *file_r)
{
	struct rows *r = &x->rows;
	struct str path = rows_text(r, 1);
	bool before = x->dossier;

	while (path.n != 0 && path.p[path.n - 1] == '/')
		path.n--;
	*file_r = DOC_NONE;
	if (path.n == 0) {
		rows_fault(r, true, 1, _("de eerste kolom is leeg; daar hoort de naam van het bestand"));
		return false;
	}
	if (!str_eq(path, S("objects"))) {
		*file_r = find_file(x, path);
		if (*file_r == FILE_MANY)
			rows_fault(r, true, 1, _("meer dan één bestand in dit dossier heet zo; geef het hele pad"));
		else if (*file_r == DOC_NONE)
			tally_add(is_folder(x, path) ? &x->folders : &r->absent, r);
		if (*file_r < 0)
			return false;
	}
	if (*file_r == DOC_NONE)
		x->dossier = true;
	else
		before = rows_claim(r, *file_r) != 0;
	if (before)
		rows_fault(r, true, 1, _("over dit bestand gaat ook een eerdere rij; laat één van beide weg"));
	return !before;
}

static int
read_rows(struct table_dc *x, struct err *e)
{
	struct rows *r = &x->rows;
	int rc, file;

	visit_taken(r->v, r->doc, SOURCE_DUBLIN_CORE);
	rows_head(r);
	while ((rc = rows_next(r, e)) == 1) {
		r->read++;
		if (!find_subject(x, &file))
			continue;
		r->matched++;
		for (size_t i = 0; i < r->row.n; i++) {
			if (r->row.cells[i].column > 1)
				say_cell(x, file, &r->row.cells[i]);
		}
	}
	if (rc != 0)
		return -1;
	tally_tell(&x->folders, r, false, _("de rij gaat over een map; dat wordt niet gelezen"));
	rows_finish(r);
	return 1;
}

/* ---- source-metadata.csv ---- */

/* The file and kind of the row in hand, however long they are. */
static struct digest
pair_of(const struct rows *r)
{
	struct hash *h = hash_new();

	hash_str(h, rows_text(r, 1));
	hash_str(h, rows_text(r, 3));
	return hash_end(h);
}

/* Each pair once; of more than PAIRS_MOST nobody can tell. */
static void
take_pair(struct rows *r, struct digest *seen, size_t *n)
{
	struct digest pair = pair_of(r);

	for (size_t i = 0; i < *n && *n < PAIRS_MOST; i++) {
		if (!digest_eq(seen[i], pair))
			continue;
		rows_fault(r, true, 0, _("dezelfde combinatie van bestand en soort stond al in een eerdere rij"));
		return;
	}
	if (*n < PAIRS_MOST)
		seen[(*n)++] = pair;
	else
		rows_fault(r, true, 0, _("na 10.000 rijen wordt niet meer gekeken of een rij al eerder voorkwam"));
}

/* Which file with metadata belongs to which other: there, and never public itself. */
static int
read_pairs(struct rows *r, struct err *e)
{
	struct digest *seen = NEW(r->v->tmp, struct digest, PAIRS_MOST);
	size_t n = 0;
	int rc;

	visit_taken(r->v, r->doc, SOURCE_DUBLIN_CORE);
	rows_head(r);
	while ((rc = rows_next(r, e)) == 1) {
		struct str name = rows_text(r, 2);
		int beside = name.n == 0 ? DOC_NONE : visit_beside(r->v, r->doc, name);

		if (rows_text(r, 1).n == 0 || rows_text(r, 3).n == 0)
			rows_fault(r, true, 0, _("‘filename’ en ‘type’ mogen niet leeg zijn"));
		if (str_eq_nocase(rows_text(r, 3), S("CUSTOM")))
			rows_fault(r, true, 3, _("‘CUSTOM’ gebruikt Archivematica zelf; kies een andere soort"));
		if (beside != DOC_NONE)
			visit_metadata(r->v, beside, SOURCE_DUBLIN_CORE);
		else if (name.n != 0)
			rows_fault(r, true, 2, _("dit bestand met gegevens zit niet naast deze tabel"));
		take_pair(r, seen, &n);
	}
	if (rc != 0)
		return -1;
	rows_end(r);
	return 1;
}

static bool
is_pairs(const struct rows *r)
{
	return str_eq_nocase(rows_text(r, 1), S("filename")) && str_eq_nocase(rows_text(r, 2), S("metadata")) &&
	    str_eq_nocase(rows_text(r, 3), S("type"));
}

static bool
is_metadata(const struct rows *r)
{
	bool term = false;

	for (size_t i = 0; i < r->row.n; i++) {
		if (r->row.cells[i].column == 1 && is_term(r->row.cells[i].text))
			return false;
		term |= is_term(r->row.cells[i].text);
	}
	return term && rows_text(r, 1).n != 0;
}

static int
read_dc(struct visit *v, int doc, struct err *e)
{
	struct table_dc x = { .lists = v->job->tools->lists };
	int rc = rows_open(&x.rows, v, doc, SOURCE_DUBLIN_CORE, e);

	if (rc == 0) {
		rc = rows_next(&x.rows, e);
		if (rc == 1)
			rc = is_metadata(&x.rows) ? read_rows(&x, e) : is_pairs(&x.rows) ? read_pairs(&x.rows, e) : 0;
	} else if (rc == 1) {
		rc = 0;
	}
	rows_close(&x.rows);
	return rc;
}

/* A term of Dublin Core, or of the three names of the table of pairs; what is UTF-16 has a NUL in every other byte. */
static bool
may(struct str head)
{
	static const char *const words[] = { "dc.", "dcterms.", "metadata" };
	char bytes[READER_HEAD];
	size_t n = 0;

	for (size_t i = 0; i < head.n && n < sizeof bytes; i++) {
		if (head.p[i] != '\0')
			bytes[n++] = head.p[i];
	}
	for (size_t w = 0; w < COUNT(words); w++) {
		if (str_holds_nocase((struct str){ bytes, n }, str_of(words[w])))
			return true;
	}
	return false;
}

const struct reader from_dc_table = { .extensions = "csv", .may = may, .read = read_dc };
