/* SPDX-License-Identifier: EUPL-1.2 */
/* from_openzaak.c - the CSV from which Open Zaak imports documents, and its report of an import. */
#include "sidecar/from_openzaak.h"

#include <string.h>

#include "proc/tools.h"
#include "sidecar/claim.h"
#include "sidecar/rows.h"
#include "sidecar/values.h"

#include "base/banned.h"

enum column {
	UUID, IDENTIFICATIE, BRONORGANISATIE, CREATIEDATUM, TITEL, VERTROUWELIJK, AUTEUR, STATUS, FORMAAT, TAAL,
	BESTANDSNAAM, OMVANG, PAD, LINK, BESCHRIJVING, ONTVANGST, VERZEND, GEBRUIKSRECHT, VORM, OND_SOORT, OND_DATUM,
	INT_ALGORITME, INT_WAARDE, INT_DATUM, TYPE, ZAAK, TREFWOORDEN,
	IMPORTED,			/* these are all that an import has */
	OPMERKING = IMPORTED, RESULTAAT,
	COLUMNS__COUNT
};

/* In the order in which Open Zaak reads them. */
static const struct { const char *name; bool required; } columns[COLUMNS__COUNT] = {
	[UUID] = { "uuid", false },
	[IDENTIFICATIE] = { "identificatie", false },
	[BRONORGANISATIE] = { "bronorganisatie", true },
	[CREATIEDATUM] = { "creatiedatum", true },
	[TITEL] = { "titel", true },
	[VERTROUWELIJK] = { "vertrouwelijkheidaanduiding", false },
	[AUTEUR] = { "auteur", true },
	[STATUS] = { "status", false },
	[FORMAAT] = { "formaat", false },
	[TAAL] = { "taal", true },
	[BESTANDSNAAM] = { "bestandsnaam", false },
	[OMVANG] = { "bestandsomvang", false },
	[PAD] = { "bestandspad", true },
	[LINK] = { "link", false },
	[BESCHRIJVING] = { "beschrijving", false },
	[ONTVANGST] = { "ontvangstdatum", false },
	[VERZEND] = { "verzenddatum", false },
	[GEBRUIKSRECHT] = { "indicatieGebruiksrecht", false },
	[VORM] = { "verschijningsvorm", false },
	[OND_SOORT] = { "ondertekening.soort", false },
	[OND_DATUM] = { "ondertekening.datum", false },
	[INT_ALGORITME] = { "integriteit.algoritme", false },
	[INT_WAARDE] = { "integriteit.waarde", false },
	[INT_DATUM] = { "integriteit.datum", false },
	[TYPE] = { "informatieobjecttype", true },
	[ZAAK] = { "zaakUuid", false },
	[TREFWOORDEN] = { "trefwoorden", false },
	[OPMERKING] = { "opmerking", false },
	[RESULTAAT] = { "resultaat", false },
};

struct import {
	struct rows	 rows;
	const struct catalog *lists;
	uint32_t	 at[COLUMNS__COUNT];	/* column in the table; 0: it has none */
	uint64_t	 spent;
	struct tally	 refused;
};

/* ---- recognised by its head ---- */

/* Where each name stands in the row in hand; the first counts. */
static void
find_columns(struct import *x)
{
	memset(x->at, 0, sizeof x->at);
	for (size_t i = 0; i < x->rows.row.n; i++) {
		for (int k = 0; k < COLUMNS__COUNT; k++) {
			if (x->at[k] == 0 && str_eq(x->rows.row.cells[i].text, str_of(columns[k].name)))
				x->at[k] = x->rows.row.cells[i].column;
		}
	}
}

static bool
is_import(const struct import *x)
{
	return x->at[PAD] != 0 && x->at[TYPE] != 0;
}

static struct str
absent_columns(struct import *x, bool required)
{
	struct str all = STR_NONE;

	for (int k = 0; k < IMPORTED; k++) {
		if (x->at[k] != 0 || columns[k].required != required)
			continue;
		all = all.n == 0 ? str_fmt(x->rows.v->tmp, "‘%s’", columns[k].name) :
				   str_fmt(x->rows.v->tmp, "%.*s, ‘%s’", STRF(all), columns[k].name);
	}
	return all;
}

/* What Open Zaak would not read as it stands here.  False: the rows cannot be read at all. */
static bool
judge_head(struct import *x)
{
	struct rows *r = &x->rows;
	struct str all = str_of(_("het hele bestand")), gone;
	bool ordered = true;

	for (int k = 0; k < IMPORTED; k++)
		ordered &= x->at[k] == 0 || x->at[k] == (uint32_t)k + 1;
	gone = absent_columns(x, true);
	if (gone.n != 0) {
		visit_fault(r->v, r->doc, true, rows_place(r, 0),
		    str_fmt(r->v->tmp, _("deze kolommen ontbreken: %.*s; er is geen rij gelezen"), STRF(gone)));
		return false;
	}
	if ((gone = absent_columns(x, false)).n != 0)
		visit_fault(r->v, r->doc, false, rows_place(r, 0),
		    str_fmt(r->v->tmp, _("deze kolommen ontbreken; Open Zaak weigert het bestand: %.*s"), STRF(gone)));
	if (!ordered)
		visit_fault(r->v, r->doc, false, rows_place(r, 0),
		    str_of(_("de kolommen staan in een andere volgorde dan die van Open Zaak. Hier zijn ze op naam "
			     "gelezen; Open Zaak leest ze op plaats en krijgt andere waarden")));
	if (table_separator(r->t) != ',')
		visit_fault(r->v, r->doc, false, all,
		    str_of(
			_("tussen de kolommen staat geen komma; hier geeft dat niet, Open Zaak weigert het bestand")));
	if (table_marked(r->t))
		visit_fault(r->v, r->doc, false, all,
		    str_of(
			_("het bestand begint met een byte order mark; hier geeft dat niet, Open Zaak weigert het")));
	return true;
}

/* ---- what a row says of its file ---- */

static void
say_term(struct import *x, int file, enum say what, enum column k, const struct term *t)
{
	if (x->at[k] != 0 && rows_text(&x->rows, x->at[k]).n != 0)
		rows_say(
		    &x->rows, file, (struct statement){ .what = what, .uri = t == NULL ? STR_NONE : t->uri }, x->at[k]);
}

static void
say_kind(struct import *x, int file)
{
	struct str kind = rows_text(&x->rows, x->at[TYPE]);
	const struct term *t = kind.n == 0 ? NULL : value_kind(x->lists, kind), *found;
	struct str soort, categorie;

	rows_extra(&x->rows, file, columns[TYPE].name, x->at[TYPE]);
	if (t == NULL)
		return;
	soort = value_kind_soort(t);
	categorie = value_kind_categorie(t);
	if (soort.n != 0) {
		found = catalog_named(x->lists, scheme_list(SCHEME_SOORT), soort);
		rows_say(&x->rows, file,
		    (struct statement){
			.what = SAY_SOORT, .text = soort, .uri = found == NULL ? STR_NONE : found->uri },
		    x->at[TYPE]);
	}
	if (categorie.n == 0)
		return;
	found = catalog_named(x->lists, scheme_list(SCHEME_CATEGORIE), categorie);
	if (found == NULL)
		rows_fault(&x->rows, true, x->at[TYPE],
		    _("informatieobjecttypen.tsv noemt hiervoor een informatiecategorie die niet bestaat"));
	else
		rows_say(&x->rows, file,
		    (struct statement){ .what = SAY_CATEGORIE, .text = found->label, .uri = found->uri }, x->at[TYPE]);
}

/* All quotes are gone, what is between commas is one (facts 2.2, row 27). */
static void
say_keywords(struct import *x, int file)
{
	struct str s = rows_text(&x->rows, x->at[TREFWOORDEN]), rest, one;
	char *p = NEW(x->rows.v->tmp, char, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '"')
			p[n++] = s.p[i];
	}
	rest = (struct str){ p, n };
	while (n != 0 && str_next(&rest, ',', &one)) {
		one = str_trim(one);
		if (one.n != 0)
			rows_say(&x->rows, file, (struct statement){ .what = SAY_TREFWOORD, .text = one },
			    x->at[TREFWOORDEN]);
	}
}

static void
say_all(struct import *x, int file)
{
	struct rows *r = &x->rows;
	struct str language = rows_text(r, x->at[TAAL]), format = rows_text(r, x->at[FORMAAT]);

	rows_tell(r, file, SAY_TITLE, x->at[TITEL]);
	rows_tell(r, file, SAY_KENMERK, x->at[IDENTIFICATIE]);
	rows_tell(r, file, SAY_DOSSIER, x->at[ZAAK]);
	rows_tell(r, file, SAY_DESCRIPTION, x->at[BESCHRIJVING]);
	rows_tell(r, file, SAY_LINK, x->at[LINK]);
	say_term(x, file, SAY_LANGUAGE, TAAL, language.n == 0 ? NULL : value_language(x->lists, r->v->tmp, language));
	say_term(x, file, SAY_FORMAT, FORMAAT, format.n == 0 ? NULL : value_format(x->lists, format));
	rows_extra(r, file, columns[UUID].name, x->at[UUID]);
	rows_extra(r, file, columns[VORM].name, x->at[VORM]);
	rows_extra(r, file, columns[OND_SOORT].name, x->at[OND_SOORT]);
	rows_actor(r, file, SAY_MAKER, x->at[AUTEUR]);
	say_kind(x, file);
	say_keywords(x, file);
}

/* ---- what holds it ---- */

/* The word in that column, when it is one of ZGW's: in a row that shifted a person's name may stand there. */
static struct str
shown(const char *const *words, int n, struct str s)
{
	return str_index(words, n, s) >= 0 ? s : str_of(_("een onbekende waarde"));
}

static void
hold(struct import *x, int file)
{
	static const char *const levels[] = { "openbaar", "beperkt_openbaar", "intern", "zaakvertrouwelijk",
		"vertrouwelijk", "confidentieel", "geheim", "zeer_geheim" };
	static const char *const states[] = { "in_bewerking", "ter_vaststelling", "definitief", "gearchiveerd" };
	static const char *const none[] = { "", "false", "onwaar", "nee", "0" };
	struct rows *r = &x->rows;
	struct str open = rows_text(r, x->at[VERTROUWELIJK]), status = rows_text(r, x->at[STATUS]);
	struct str rights = str_lower(r->v->tmp, rows_text(r, x->at[GEBRUIKSRECHT])), where;

	if (r->v->d->docs[file].role == ROLE_WITHHELD)
		return;
	where = str_dup(r->v->r->mem, rows_where(r, 0));
	if (open.n == 0)
		visit_say(r->v, F_SID_PUBLIC_UNKNOWN, file, where, STR_NONE);
	else if (!str_eq(open, S("openbaar")))
		visit_say(
		    r->v, F_SID_CONFIDENTIAL, file, where, str_dup(r->v->r->mem, shown(levels, COUNT(levels), open)));
	if (status.n != 0 && !str_eq(status, S("definitief")) && !str_eq(status, S("gearchiveerd")))
		visit_say(
		    r->v, F_SID_UNFINISHED, file, where, str_dup(r->v->r->mem, shown(states, COUNT(states), status)));
	if (str_index(none, COUNT(none), rights) < 0)
		rows_fault(r, true, x->at[GEBRUIKSRECHT],
		    _("er gelden voorwaarden voor het gebruik van dit bestand; kijk of het openbaar mag zijn"));
}

static int
verify(struct import *x, int file, struct err *e)
{
	struct rows *r = &x->rows;
	struct str size = rows_text(r, x->at[OMVANG]), kind = rows_text(r, x->at[INT_ALGORITME]);
	struct str value = rows_text(r, x->at[INT_WAARDE]);
	enum claim_end end = CLAIM_SOUND;
	uint64_t n;

	if (size.n != 0 && str_u64(size, &n) != 0)
		rows_fault(r, true, x->at[OMVANG], _("dit is geen aantal bytes"));
	else if (size.n != 0)
		claim_size(r->v, file, rows_where(r, x->at[OMVANG]), n);
	if (kind.n == 0 && value.n == 0)
		return 0;
	if (kind.n == 0 || value.n == 0) {
		rows_fault(r, true, x->at[INT_WAARDE],
		    _("algoritme en waarde horen bij elkaar; vul beide in of geen van beide"));
		return 0;
	}
	if (claim_checksum(r->v, file, rows_where(r, x->at[INT_WAARDE]), kind, value, &x->spent, &end, e) != 0)
		return -1;
	if (end == CLAIM_MALFORMED)
		rows_fault(r, true, x->at[INT_WAARDE], _("dit is geen controlegetal van dat algoritme"));
	else if (end == CLAIM_UNKNOWN)
		rows_fault(r, false, x->at[INT_ALGORITME],
		    _("dit controlegetal is niet nagerekend: dat kan van md5, sha_1, sha_256, sha_512, sha_3 en crc_32"));
	return 0;
}

/* ---- rows ---- */

static void
days(struct import *x, int file)
{
	static const struct {
		enum column k;
		enum say what;
	} all[] = { { CREATIEDATUM, SAY_DATE }, { ONTVANGST, SAY_RECEIVED }, { VERZEND, SAY_SENT },
		{ OND_DATUM, SAY_SIGNED } };

	for (size_t i = 0; i < COUNT(all); i++)
		(void)rows_day(&x->rows, file, all[i].what, x->at[all[i].k]);
}

/* The document that the row describes; DOC_NONE when it is said why not. */
static int
find_file(struct import *x)
{
	struct rows *r = &x->rows;
	int file = files_path(&r->files, rows_text(r, x->at[PAD]));

	if (file == FILE_MANY)
		rows_fault(r, true, x->at[PAD], _("meer dan één bestand in dit dossier heet zo; geef het hele pad"));
	else if (file == DOC_NONE)
		tally_add(&r->absent, r);
	return file < 0 ? DOC_NONE : file;
}

static int
take_row(struct import *x, struct err *e)
{
	struct rows *r = &x->rows;
	struct str bron = rows_text(r, x->at[BRONORGANISATIE]);
	uint64_t n;
	int file;

	r->read++;
	if (x->at[RESULTAAT] != 0 && !str_eq(rows_text(r, x->at[RESULTAAT]), S("Geïmporteerd")))
		tally_add(&x->refused, r);
	/* A RSIN is no field: no list says whose it is, and nine digits that pass the elfproef may be a person's. */
	if (bron.n != 0 && (bron.n != 9 || str_u64(bron, &n) != 0))
		rows_fault(r, true, x->at[BRONORGANISATIE], _("hier hoort een RSIN van negen cijfers"));
	if (r->row.width < IMPORTED)
		rows_fault(r, true, 0, _("de rij heeft minder dan 27 cellen; misschien ontbreekt een scheidingsteken"));
	for (int k = 0; k < IMPORTED; k++) {
		if (columns[k].required && rows_text(r, x->at[k]).n == 0)
			rows_fault(r, true, x->at[k], _("deze cel mag niet leeg zijn"));
	}
	file = rows_text(r, x->at[PAD]).n == 0 ? DOC_NONE : find_file(x);
	if (file == DOC_NONE)
		return 0;
	hold(x, file); /* whichever row says so */
	if (rows_claim(r, file) != 0) {
		rows_fault(
		    r, true, x->at[PAD], _("dit bestand is ook dat van een eerdere rij; laat één van beide weg"));
		return 0;
	}
	r->matched++;
	say_all(x, file);
	days(x, file);
	return verify(x, file, e);
}

static int
read_rows(struct import *x, struct err *e)
{
	struct rows *r = &x->rows;
	int rc;

	visit_taken(r->v, r->doc, SOURCE_OPEN_ZAAK);
	rows_head(r);
	if (!judge_head(x))
		return 1;
	while ((rc = rows_next(r, e)) == 1) {
		if (take_row(x, e) != 0)
			return -1;
	}
	if (rc != 0)
		return -1;
	tally_tell(&x->refused, r, false, _("Open Zaak heeft deze rij niet geïmporteerd"));
	rows_finish(r);
	return 1;
}

static int
read_import(struct visit *v, int doc, struct err *e)
{
	struct import x = { .lists = v->job->tools->lists };
	int rc = rows_open(&x.rows, v, doc, SOURCE_OPEN_ZAAK, e);

	if (rc == 0) {
		rc = rows_next(&x.rows, e);
		if (rc == 1) {
			find_columns(&x);
			rc = is_import(&x) ? read_rows(&x, e) : 0;
		}
	} else if (rc == 1) {
		rc = 0;
	}
	rows_close(&x.rows);
	return rc;
}

/* Its head stands at its start; what is UTF-16 has a NUL in every other byte. */
static bool
may(struct str head)
{
	struct str word = str_of(columns[PAD].name);
	size_t n = 0;

	for (size_t i = 0; i < head.n && n < word.n; i++) {
		if (head.p[i] == '\0')
			continue;
		n = head.p[i] == word.p[n] ? n + 1 : head.p[i] == *word.p;
	}
	return n == word.n;
}

const struct reader from_openzaak = { .extensions = "csv txt", .may = may, .read = read_import };
