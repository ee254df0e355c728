/* SPDX-License-Identifier: EUPL-1.2 */
/* inventory.c - which table lists the documents of a Woo decision, and what its columns mean. */
#include "sidecar/inventory.h"

#include <string.h>

#include "base/ascii.h"
#include "ground.h"

#include "base/banned.h"

#define LABEL_MOST	((size_t)200)	/* bytes of a name of a column; longer is text */
#define KEY_MOST	64		/* letters and digits of such a name; the longest that we know has 32 */

struct alias {
	enum inventory_column column;
	const char	*name;
};

/* As the production report has them (3.2). */
static const struct alias report[] = {
	{ INV_DATE, "date" }, { INV_DATE, "datum" }, { INV_DATE, "datum (utc)" },
	{ INV_DATE, "datum (dd/mm/jjjj)" }, { INV_DATE, "datum (mm/dd/jjjj)" }, { INV_DATE, "datum (dd/mm/yyyy)" },
	{ INV_DATE, "datum (mm/dd/yyyy)" },
	{ INV_DOCUMENT, "document" }, { INV_DOCUMENT, "document id" }, { INV_DOCUMENT, "documentnr" },
	{ INV_DOCUMENT, "document nr" }, { INV_DOCUMENT, "documentnr." }, { INV_DOCUMENT, "document nr." },
	{ INV_DOCUMENT, "nr." }, { INV_DOCUMENT, "omschrijving" }, { INV_DOCUMENT, "name" },
	{ INV_FAMILY, "family" }, { INV_FAMILY, "familie" }, { INV_FAMILY, "family id" },
	{ INV_TYPE, "file type" }, { INV_TYPE, "filetype" },
	{ INV_GROUND, "beoordelingsgrond" }, { INV_GROUND, "grond" }, { INV_GROUND, "tagmulti006" },
	{ INV_GROUND, "beoordelingsgrond (; gescheiden)" }, { INV_GROUND, "code entries" },
	{ INV_ID, "id" },
	{ INV_JUDGEMENT, "beoordeling" }, { INV_JUDGEMENT, "openbaarmaking" },
	{ INV_THREAD, "thread id" }, { INV_THREAD, "email thread id" }, { INV_THREAD, "email thread" },
	{ INV_ZAAK, "zaaknr" }, { INV_ZAAK, "casenr" }, { INV_ZAAK, "zaak" }, { INV_ZAAK, "case" },
	{ INV_ZAAK, "zaaknummer" },
	{ INV_SUSPENDED, "opgeschort" }, { INV_SUSPENDED, "suspended" }, { INV_SUSPENDED, "tag015" },
	{ INV_LINK, "publiekelinktag" }, { INV_LINK, "publieke link" }, { INV_LINK, "publiekelink" },
	{ INV_LINK, "publicatielink" }, { INV_LINK, "publicatie link" }, { INV_LINK, "publiekelink ( | gescheiden)" },
	{ INV_REMARK, "toelichting" }, { INV_REMARK, "opmerking" },
	{ INV_MATTER, "matter" }, { INV_MATTER, "matter / marjoleinnummer" },
	{ INV_CONTEXT, "publicatiecontext" }, { INV_CONTEXT, "publicationcontext" },
	{ INV_CONTEXT, "publication context" }, { INV_CONTEXT, "publication_context" },
	{ INV_REFERS, "gerelateerd id" },
};

/* As its public inventarislijst has them (3.7). */
static const struct alias public[] = {
	{ INV_ID, "document id" }, { INV_NUMBER, "documentnummer" }, { INV_FILE, "bestandsnaam" },
	{ INV_JUDGEMENT, "beoordeling" }, { INV_GROUND, "beoordelingsgrond" }, { INV_REMARK, "toelichting" },
	{ INV_LINK, "publieke link" }, { INV_SUSPENDED, "opgeschort" }, { INV_REFERS, "gerelateerd documentnummer" },
};

/* Its link sheet, where "document nr" does mean the id. */
static const struct alias links[] = {
	{ INV_MATTER, "matter" }, { INV_MATTER, "matter id" }, { INV_MATTER, "matterid" },
	{ INV_ID, "id" }, { INV_ID, "documentid" }, { INV_ID, "document" }, { INV_ID, "document id" },
	{ INV_ID, "documentnr" }, { INV_ID, "document nr" }, { INV_ID, "documentnr." }, { INV_ID, "document nr." },
	{ INV_ZAAK, "zaaknr" }, { INV_ZAAK, "casenr" }, { INV_ZAAK, "zaak" }, { INV_ZAAK, "case" },
	{ INV_ZAAK, "zaaknummer" }, { INV_ZAAK, "zaaknummers" }, { INV_ZAAK, "zaaknummer(s)" },
	{ INV_ZAAK, "inquiry_number" }, { INV_ZAAK, "inquiry_nr" },
};

/* Those of other bodies, letters and digits only: in 346 inventories (3.7). */
static const struct alias other[] = {
	{ INV_ID, "nr" }, { INV_ID, "nummer" }, { INV_ID, "volgnummer" }, { INV_ID, "volgnr" }, { INV_ID, "docnr" },
	{ INV_ID, "documentnr" }, { INV_ID, "id" }, { INV_ID, "documentnummer" }, { INV_ID, "documentid" },
	{ INV_DOCUMENT, "document" }, { INV_DOCUMENT, "documentnaam" }, { INV_DOCUMENT, "titeldocument" },
	{ INV_DOCUMENT, "titeldoc" }, { INV_DOCUMENT, "onderwerp" }, { INV_DOCUMENT, "naamdocument" },
	{ INV_DOCUMENT, "titel" }, { INV_DOCUMENT, "naam" }, { INV_DOCUMENT, "omschrijving" },
	{ INV_FILE, "bestandsnaam" }, { INV_FILE, "bestand" },
	{ INV_GROUND, "weigeringsgrond" }, { INV_GROUND, "artikelwob" }, { INV_GROUND, "wob" }, { INV_GROUND, "woo" },
	{ INV_GROUND, "artikelwoo" }, { INV_GROUND, "wobgrond" }, { INV_GROUND, "woogrond" },
	{ INV_GROUND, "uitzonderingsgrond" }, { INV_GROUND, "uitzonderingsgronden" }, { INV_GROUND, "artikel" },
	{ INV_GROUND, "wobartikel" }, { INV_GROUND, "wooartikel" }, { INV_GROUND, "weigeringsgrondwob" },
	{ INV_GROUND, "weigeringsgrondwoo" }, { INV_GROUND, "weigeringsgronden" }, { INV_GROUND, "lakgrond" },
	{ INV_GROUND, "lakgronden" }, { INV_GROUND, "relevantewobgronden" }, { INV_GROUND, "relevantewoogronden" },
	{ INV_GROUND, "grond" }, { INV_GROUND, "gronden" }, { INV_GROUND, "beoordelingsgrond" },
	{ INV_GROUND, "beslissingconform" },
	{ INV_JUDGEMENT, "beoordeling" }, { INV_JUDGEMENT, "beroordeling" }, { INV_JUDGEMENT, "beoordileng" }, { INV_JUDGEMENT, "oordeel" },
	{ INV_JUDGEMENT, "beoordelingwob" }, { INV_JUDGEMENT, "beoordelingwoo" }, { INV_JUDGEMENT, "openbaarmaking" },
	{ INV_BOTH, "beoordelinggrond" }, { INV_BOTH, "beoordelingengrond" }, { INV_BOTH, "beoordelingweigeringsgrond" },
	{ INV_BOTH, "beoordelingweigeringsgronden" }, { INV_BOTH, "beoordelingengronden" },
	{ INV_SENDER, "afzender" }, { INV_SENDER, "afzenders" }, { INV_SENDER, "van" },
	{ INV_RECEIVER, "ontvanger" }, { INV_RECEIVER, "ontvangers" }, { INV_RECEIVER, "naar" }, { INV_RECEIVER, "aan" },
	{ INV_DATE, "datum" }, { INV_DATE, "datumdocument" }, { INV_DATE, "documentdatum" }, { INV_DATE, "datumddmmjjjj" },
	{ INV_DATE, "datummmddjjjj" }, { INV_DATE, "datumddmmyyyy" }, { INV_DATE, "datummmddyyyy" },
	{ INV_SOORT, "soort" }, { INV_SOORT, "soortdocument" }, { INV_SOORT, "type" }, { INV_SOORT, "categorie" },
	{ INV_SOORT, "documenttype" }, { INV_SOORT, "typedocument" }, { INV_SOORT, "soortstuk" },
	{ INV_SOORT, "documentsoort" },
	{ INV_REMARK, "toelichting" }, { INV_REMARK, "opmerking" }, { INV_REMARK, "opmerkingen" },
	{ INV_LINK, "link" }, { INV_LINK, "publiekelink" }, { INV_LINK, "url" }, { INV_LINK, "vindplaats" },
	{ INV_SUSPENDED, "opgeschort" },
	{ INV_MATTER, "matter" }, { INV_MATTER, "mattermarjoleinnummer" }, { INV_CONTEXT, "publicatiecontext" },
	{ INV_CONTEXT, "publicationcontext" }, { INV_FAMILY, "family" }, { INV_FAMILY, "familyid" },
	{ INV_FAMILY, "familie" }, { INV_THREAD, "threadid" }, { INV_THREAD, "emailthreadid" },
	{ INV_THREAD, "emailthread" }, { INV_TYPE, "filetype" }, { INV_REFERS, "gerelateerdid" },
	{ INV_REFERS, "gerelateerddocumentnummer" }, { INV_ZAAK, "zaaknummer" }, { INV_ZAAK, "zaaknr" },
};

/* A column for each outcome. */
static const struct { const char *name; enum judgement judgement; } outcomes[] = {
	{ "openbaar", JUDGED_OPEN }, { "geheel", JUDGED_OPEN }, { "geheelopenbaar", JUDGED_OPEN },
	{ "deels", JUDGED_PART }, { "deelsopenbaar", JUDGED_PART }, { "gedeeltelijk", JUDGED_PART },
	{ "gedeeltelijkopenbaar", JUDGED_PART }, { "reedsopenbaar", JUDGED_ALREADY }, { "niet", JUDGED_CLOSED },
	{ "nietopenbaar", JUDGED_CLOSED }, { "geweigerd", JUDGED_CLOSED },
};

static const struct { const char *words; enum judgement judgement; bool loose; } judgements[] = {
	{ "openbaar", JUDGED_OPEN, false }, { "deels openbaar", JUDGED_PART, false },
	{ "reeds openbaar", JUDGED_ALREADY, false }, { "niet openbaar", JUDGED_CLOSED, false },
	{ "geheel openbaar", JUDGED_OPEN, true }, { "volledig openbaar", JUDGED_OPEN, true },
	{ "geheel", JUDGED_OPEN, true }, { "deels", JUDGED_PART, true }, { "gedeeltelijk", JUDGED_PART, true },
	{ "gedeeltelijk openbaar", JUDGED_PART, true }, { "reeds", JUDGED_ALREADY, true },
	{ "al openbaar", JUDGED_ALREADY, true }, { "niet", JUDGED_CLOSED, true }, { "geweigerd", JUDGED_CLOSED, true },
	{ "weigeren", JUDGED_CLOSED, true }, { "niet-openbaar", JUDGED_CLOSED, true },
	{ "deels-openbaar", JUDGED_PART, true }, { "reeds-openbaar", JUDGED_ALREADY, true },
};

/* Grounds as 3.4 knows them, without the dots: 512e is 5.1.2e. */
static const char *const grounds[] = { "5.1.1a", "5.1.1b", "5.1.1c", "5.1.1d", "5.1.1e", "5.1.2a", "5.1.2b", "5.1.2c",
	"5.1.2d", "5.1.2e", "5.1.2f", "5.1.2g", "5.1.2h", "5.1.2i", "5.1.5", "5.2", "5.4", "10.1a", "10.1b", "10.1c",
	"10.1d", "10.2a", "10.2b", "10.2c", "10.2d", "10.2e", "10.2g", "11.1", "dubbel" };

/* ---- names of columns ---- */

/*
 * Lower case, no digits before it (3.2).  "1. ID" is an ID too: MinVWS does not
 * read it, but what may be an internal report must not pass for something else.
 */
static struct str
plain(struct arena *mem, struct str label)
{
	struct str s = str_trim(str_lower(mem, label));
	size_t n = 0;

	while (n < s.n && ascii_digit(s.p[n]))
		n++;
	if (n != 0 && n < s.n && (s.p[n] == '.' || s.p[n] == ')'))
		n++;
	return str_trim(str_from(s, n));
}

/* Letters and digits in lower case, at most KEY_MOST of them; mirrored: from the last to the first. */
static struct str
letters(struct arena *mem, struct str label, bool mirrored)
{
	char *p = NEW(mem, char, KEY_MOST);
	size_t n = 0;

	for (size_t i = 0; i < label.n && n < KEY_MOST; i++) {
		char c = label.p[mirrored ? label.n - 1 - i : i];

		if (ascii_digit(c) || ascii_letter(c))
			p[n++] = (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
	}
	return (struct str){ p, n };
}

static bool
find(const struct alias *v, size_t n, struct str name, enum inventory_column *column_r)
{
	for (size_t i = 0; i < n; i++) {
		if (!str_eq(name, str_of(v[i].name)))
			continue;
		*column_r = v[i].column;
		return true;
	}
	return false;
}

static void
set(struct inventory *t, enum inventory_column k, uint32_t column)
{
	if (t->at[k] == 0)
		t->at[k] = column;
}

/* All columns of the row by one of the tables above; how many had a name in it. */
static size_t
match(struct inventory *t, const struct row *row, const struct alias *v, size_t n, struct arena *mem)
{
	enum inventory_column k;
	size_t found = 0;

	*t = (struct inventory){ .form = INVENTORY_NONE };
	for (size_t i = 0; i < row->n; i++) {
		if (row->cells[i].text.n > LABEL_MOST || !find(v, n, plain(mem, row->cells[i].text), &k))
			continue;
		set(t, k, row->cells[i].column);
		found++;
	}
	return found;
}

static struct str
ground_of_label(struct str key)
{
	char p[8];

	for (size_t i = 0; i < COUNT(grounds); i++) {
		size_t n = 0;

		for (const char *c = grounds[i]; *c != '\0'; c++) {
			if (*c != '.')
				p[n++] = *c;
		}
		if (str_eq(key, (struct str){ p, n }))
			return str_of(grounds[i]);
	}
	return STR_NONE;
}

static bool
is_outcome(struct str key, enum judgement *j_r)
{
	for (size_t i = 0; i < COUNT(outcomes); i++) {
		if (!str_eq(key, str_of(outcomes[i].name)))
			continue;
		*j_r = outcomes[i].judgement;
		return true;
	}
	return false;
}

/* One column of another body's inventory; false: nobody knows it. */
static bool
match_other(struct inventory *t, const struct cell *c, bool mirrored, struct arena *mem)
{
	struct str key = letters(mem, c->text, mirrored), ground = ground_of_label(key);
	enum inventory_column k;
	enum judgement j;

	if (find(other, COUNT(other), key, &k)) {
		set(t, k, c->column);
		return true;
	}
	if (t->nmarks == MARKS_MOST || mirrored)
		return false;
	if (ground.n != 0)
		t->marks[t->nmarks++] = (struct inventory_mark){ c->column, ground, JUDGED_NOT };
	else if (is_outcome(key, &j))
		t->marks[t->nmarks++] = (struct inventory_mark){ c->column, STR_NONE, j };
	else
		return false;
	return true;
}

/* "11" and "52" alone are numbers: columns of grounds come with one that has a letter, of outcomes in twos. */
static void
weigh_marks(struct inventory *t)
{
	size_t lettered = 0, outcome = 0, n = 0;

	for (size_t i = 0; i < t->nmarks; i++) {
		struct str g = t->marks[i].ground;

		outcome += g.n == 0;
		lettered += g.n != 0 && ascii_letter(g.p[g.n - 1]);
	}
	for (size_t i = 0; i < t->nmarks; i++) {
		if (t->marks[i].ground.n != 0 ? lettered != 0 : outcome > 1)
			t->marks[n++] = t->marks[i];
	}
	t->nmarks = n;
}

/* "Artikel" and "grond" head columns of other tables too: a ground of refusal says that it is one. */
static bool
refuses(struct str label, struct arena *mem)
{
	static const char *const words[] = { "wob", "woo", "weiger", "lak", "uitzonder", "beoordeling" };
	struct str key = letters(mem, label, false), back = letters(mem, label, true);

	for (size_t w = 0; w < COUNT(words); w++) {
		struct str word = str_of(words[w]);

		for (size_t i = 0; i + word.n <= key.n; i++) {
			if (str_starts(str_from(key, i), word) || str_starts(str_from(back, i), word))
				return true;
		}
	}
	return false;
}

bool
inventory_inner(const struct inventory *t)
{
	return t->at[INV_MATTER] != 0 || t->at[INV_CONTEXT] != 0 || t->at[INV_FAMILY] != 0 || t->at[INV_THREAD] != 0;
}

static enum inventory_form
head_other(struct inventory *t, const struct row *row, struct arena *mem)
{
	size_t found = 0;
	bool judged, refused = false, inner;

	*t = (struct inventory){ .form = INVENTORY_NONE };
	for (size_t i = 0; i < row->n; i++) {
		const struct cell *c = &row->cells[i];

		if (c->text.n > LABEL_MOST)
			continue;
		found += match_other(t, c, false, mem) || match_other(t, c, true, mem);
		refused |= t->at[INV_GROUND] == c->column && refuses(c->text, mem);
	}
	weigh_marks(t);
	inner = inventory_inner(t);
	judged = t->at[INV_JUDGEMENT] != 0 || t->at[INV_BOTH] != 0 || t->nmarks != 0 || refused ||
	    (inner && t->at[INV_GROUND] != 0);
	if (found < 3 || !judged || (t->at[INV_ID] == 0 && t->at[INV_DOCUMENT] == 0 && t->at[INV_FILE] == 0))
		return INVENTORY_NONE;
	return inner ? INVENTORY_REPORT : INVENTORY_OTHER;
}

enum inventory_form
inventory_head(struct inventory *t, const struct row *row, struct arena *mem)
{
	enum inventory_form form = INVENTORY_NONE;

	if (match(t, row, public, COUNT(public), mem) >= 3 && t->at[INV_ID] != 0 && t->at[INV_NUMBER] != 0 &&
	    t->at[INV_FILE] != 0)
		form = INVENTORY_PUBLIC;
	else if (match(t, row, report, COUNT(report), mem) >= 2 && t->at[INV_ID] != 0 && t->at[INV_JUDGEMENT] != 0)
		form = INVENTORY_REPORT;
	else if (match(t, row, links, COUNT(links), mem) == 3 && row->n == 3 && t->at[INV_ID] != 0 &&
	    t->at[INV_MATTER] != 0 && t->at[INV_ZAAK] != 0)
		form = INVENTORY_LINKS;
	else
		form = head_other(t, row, mem);
	t->form = form;
	return form;
}

/* ---- cells ---- */

enum judgement
inventory_judgement(struct str s, bool loose)
{
	s = str_trim(s);
	for (size_t i = 0; i < COUNT(judgements); i++) {
		if ((loose || !judgements[i].loose) && str_eq_nocase(s, str_of(judgements[i].words)))
			return judgements[i].judgement;
	}
	return JUDGED_NOT;
}

const char *
judgement_name(enum judgement j)
{
	static const char *const names[] = { [JUDGED_NOT] = "",
		[JUDGED_OPEN] = "openbaar",
		[JUDGED_PART] = "deels openbaar",
		[JUDGED_ALREADY] = "reeds openbaar",
		[JUDGED_CLOSED] = "niet openbaar" };

	return names[j];
}

enum judgement
inventory_both(struct str s, struct str *rest_r)
{
	size_t best = 0;
	enum judgement j = JUDGED_NOT;

	s = str_trim(s);
	for (size_t i = 0; i < COUNT(judgements); i++) {
		struct str words = str_of(judgements[i].words);
		bool whole = s.n == words.n || (s.n > words.n && !ascii_letter(s.p[words.n]) && s.p[words.n] != '-');

		if (!whole || words.n <= best || !str_eq_nocase(str_sub(s, 0, words.n), words))
			continue;
		best = words.n;
		j = judgements[i].judgement;
	}
	*rest_r = str_from(s, best);
	return j;
}

struct str
inventory_ground(struct arena *mem, struct str s, bool *known_r)
{
	struct str g = str_trim(s), woo = ground_read(mem, g);

	*known_r = true;
	if (woo.n != 0)
		return woo;
	if (g.n > 2 && g.p[g.n - 2] == '.' && ascii_letter(g.p[g.n - 1]))
		g = str_fmt(mem, "%.*s%c", STRF(str_sub(g, 0, g.n - 2)), g.p[g.n - 1]);
	for (size_t i = 0; i < COUNT(grounds); i++) {
		if (str_eq_nocase(g, str_of(grounds[i])))
			return str_of(grounds[i]);
	}
	*known_r = false;
	return str_trim(s);
}
