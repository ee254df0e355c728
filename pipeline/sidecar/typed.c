/* SPDX-License-Identifier: EUPL-1.2 */
/* typed.c - dossier.yaml as it was typed: its shape is right, its meaning not yet looked at. */
#include "sidecar/typed.h"

#include <stdio.h>

#include "base/form.h"
#include "base/utf8.h"

#include "base/banned.h"

/* Bytes of a value.  Longer is a paste in the wrong place: a title is a line, a description a page. */
#define WORD_MOST	100		/* ja, bijlage, 12 maart 2026 */
#define NAME_MOST	200		/* kenmerk, zaaktype, organisatie */
#define TITLE_MOST	500
#define PROSE_MOST	4000
#define PATH_MOST	4096		/* PATH_MAX of Linux */
#define DOCS_MOST	10000		/* rows of documenten; more files than an intake takes */

#define WORDS_MOST	40		/* trefwoorden, medeverantwoordelijken, gronden (fields.def) */
#define NOTICES_ROWS	1000		/* NOTICES_MOST */

/* As libcyaml fills them. */
struct row {
	char		*bestand, *rol, *origineel, *titel, *categorie, *documentsoort;
	char		*kenmerk, *zaaknummer, *datum, *vastgesteld, *ondertekend, *ontvangen, *verzonden, *omschrijving;
	char		*verkorte, *taal, *opsteller, *beoordeling, *toelichting, *reactie, *verwijst, *uitwerking;
	char		**gronden, **trefwoorden;
	unsigned	 gronden_count, trefwoorden_count;
};

struct leaving { char *op, *reden, *toelichting, *door; };

struct sheet {
	char		*kenmerk, *titel, *omschrijving, *zaaktype, *organisatie, *datum, *vrijgave;
	char		*categorie, *documentsoort, *bron;
	char		*zaaknummer, *verantwoordelijke, *opsteller, *taal, *van, *tot, *embargo, *openbaar;
	char		*nominatie, *actiedatum, *lijst, *selectie, *bewaren;
	char		**trefwoorden, **mede, **onderwerpen;
	unsigned	 trefwoorden_count, mede_count, onderwerpen_count;
	struct leaving	*intrekken;
	struct row	*documenten, *geweigerd;
	unsigned	 documenten_count, geweigerd_count;
};

#define MAY_LACK	(CYAML_FLAG_POINTER_NULL | CYAML_FLAG_OPTIONAL)
#define LINE(T, key, most)	CYAML_FIELD_STRING_PTR(#key, MAY_LACK, struct T, key, 0, most)
#define NAMED(T, key, member, most)	CYAML_FIELD_STRING_PTR(key, MAY_LACK, struct T, member, 0, most)
#define WORDS(T, key, member)	CYAML_FIELD_SEQUENCE(key, MAY_LACK, struct T, member, &word_value, 0, WORDS_MOST)

static const cyaml_schema_value_t word_value = { CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 0, NAME_MOST) };

/* What may be said of a document, with a file or without. */
#define ABOUT_A_DOCUMENT			\
	LINE(row, titel, TITLE_MOST),		\
	LINE(row, categorie, TITLE_MOST),	\
	LINE(row, documentsoort, NAME_MOST),	\
	LINE(row, kenmerk, NAME_MOST),		\
	LINE(row, zaaknummer, NAME_MOST),	\
	LINE(row, datum, WORD_MOST),		\
	LINE(row, vastgesteld, WORD_MOST),	\
	LINE(row, ondertekend, WORD_MOST),	\
	LINE(row, ontvangen, WORD_MOST),	\
	LINE(row, verzonden, WORD_MOST),	\
	LINE(row, omschrijving, PROSE_MOST),	\
	LINE(row, taal, WORD_MOST),		\
	LINE(row, opsteller, NAME_MOST),	\
	LINE(row, beoordeling, WORD_MOST),	\
	LINE(row, toelichting, PROSE_MOST),	\
	NAMED(row, "verkorte-titel", verkorte, TITLE_MOST),	\
	NAMED(row, "reactie-op", reactie, TITLE_MOST),		\
	NAMED(row, "verwijst-naar", verwijst, TITLE_MOST),	\
	NAMED(row, "uitwerking-van", uitwerking, TITLE_MOST),	\
	WORDS(row, "gronden", gronden),				\
	WORDS(row, "trefwoorden", trefwoorden)

static const cyaml_schema_field_t row_fields[] = {
	CYAML_FIELD_STRING_PTR("bestand", CYAML_FLAG_POINTER, struct row, bestand, 0, PATH_MOST),
	LINE(row, rol, WORD_MOST),
	NAMED(row, "origineel-van", origineel, PATH_MOST),
	ABOUT_A_DOCUMENT,
	CYAML_FIELD_END
};
static const cyaml_schema_value_t row_value = { CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct row, row_fields) };

static const cyaml_schema_field_t notice_fields[] = {
	ABOUT_A_DOCUMENT,
	CYAML_FIELD_END
};
static const cyaml_schema_value_t notice_value = { CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct row, notice_fields) };

static const cyaml_schema_field_t leaving_fields[] = {
	LINE(leaving, op, WORD_MOST),
	LINE(leaving, reden, NAME_MOST),
	LINE(leaving, toelichting, TITLE_MOST),
	LINE(leaving, door, NAME_MOST),
	CYAML_FIELD_END
};

static const cyaml_schema_field_t sheet_fields[] = {
	LINE(sheet, kenmerk, NAME_MOST),
	LINE(sheet, titel, TITLE_MOST),
	LINE(sheet, omschrijving, PROSE_MOST),
	LINE(sheet, zaaktype, NAME_MOST),
	LINE(sheet, organisatie, NAME_MOST),
	LINE(sheet, datum, WORD_MOST),
	LINE(sheet, vrijgave, WORD_MOST),
	LINE(sheet, categorie, TITLE_MOST),
	LINE(sheet, documentsoort, NAME_MOST),
	LINE(sheet, bron, NAME_MOST),
	LINE(sheet, zaaknummer, NAME_MOST),
	LINE(sheet, verantwoordelijke, NAME_MOST),
	LINE(sheet, opsteller, NAME_MOST),
	LINE(sheet, taal, WORD_MOST),
	LINE(sheet, embargo, WORD_MOST),
	NAMED(sheet, "geldig-van", van, WORD_MOST),
	NAMED(sheet, "geldig-tot", tot, WORD_MOST),
	NAMED(sheet, "openbaar-tot", openbaar, WORD_MOST),
	NAMED(sheet, "archiefnominatie", nominatie, WORD_MOST),
	NAMED(sheet, "archiefactiedatum", actiedatum, WORD_MOST),
	NAMED(sheet, "bron-bewaartermijn", lijst, NAME_MOST),
	NAMED(sheet, "selectiecategorie", selectie, NAME_MOST),
	NAMED(sheet, "toelichting-bewaartermijn", bewaren, PROSE_MOST),
	WORDS(sheet, "onderwerpen", onderwerpen),
	WORDS(sheet, "medeverantwoordelijken", mede),
	WORDS(sheet, "trefwoorden", trefwoorden),
	CYAML_FIELD_MAPPING_PTR("intrekken", MAY_LACK, struct sheet, intrekken, leaving_fields),
	CYAML_FIELD_SEQUENCE("documenten", MAY_LACK, struct sheet, documenten, &row_value, 0, DOCS_MOST),
	CYAML_FIELD_SEQUENCE("niet-openbaar", MAY_LACK, struct sheet, geweigerd, &notice_value, 0, NOTICES_ROWS),
	CYAML_FIELD_END
};
static const cyaml_schema_value_t sheet_value = { CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct sheet,
    sheet_fields) };

static int
clean(const char *key, const char *from, struct arena *mem, struct str *s_r, struct yml_fault *f)
{
	struct str s = str_trim(str_of(from));

	*s_r = STR_NONE;
	if (s.n == 0)
		return 0;
	if (!utf8_xml(s)) {
		(void)snprintf(f->text, sizeof f->text, _("‘%s’ bevat onzichtbare stuurtekens"), key);
		return -1;
	}
	*s_r = str_dup(mem, form_nfc(mem, s));
	return 0;
}

/* A value that becomes a statement. */
struct told { const char *key, *from; enum say what; };

static int
clean_lines(const struct told *told, size_t n, struct arena *mem, struct typed_lines *to, struct yml_fault *f)
{
	for (size_t i = 0; i < n; i++) {
		struct typed_line line = { .key = told[i].key, .what = told[i].what };

		if (clean(told[i].key, told[i].from, mem, &line.text, f) != 0)
			return -1;
		if (line.text.n != 0)
			*PUSH(mem, to->v, to->n, to->cap) = line;
	}
	return 0;
}

static int
clean_words(const char *key, char *const *v, unsigned n, enum say what, struct arena *mem, struct typed_lines *to,
    struct yml_fault *f)
{
	for (unsigned i = 0; i < n; i++) {
		const struct told one = { key, v[i], what };

		if (clean_lines(&one, 1, mem, to, f) != 0)
			return -1;
	}
	return 0;
}

static int
clean_row(const struct row *row, struct arena *mem, struct typed_doc *d, struct yml_fault *f)
{
	const struct told told[] = {
		{ "kenmerk", row->kenmerk, SAY_KENMERK },
		{ "zaaknummer", row->zaaknummer, SAY_ZAAKNUMMER },
		{ "datum", row->datum, SAY_DATE },
		{ "vastgesteld", row->vastgesteld, SAY_ESTABLISHED },
		{ "ondertekend", row->ondertekend, SAY_SIGNED },
		{ "ontvangen", row->ontvangen, SAY_RECEIVED },
		{ "verzonden", row->verzonden, SAY_SENT },
		{ "omschrijving", row->omschrijving, SAY_DESCRIPTION },
		{ "verkorte-titel", row->verkorte, SAY_SHORT_TITLE },
		{ "taal", row->taal, SAY_LANGUAGE },
		{ "opsteller", row->opsteller, SAY_MAKER },
		{ "beoordeling", row->beoordeling, SAY_JUDGEMENT },
		{ "toelichting", row->toelichting, SAY_REMARK },
		{ "reactie-op", row->reactie, SAY_REPLY_TO },
		{ "verwijst-naar", row->verwijst, SAY_REFERS_TO },
		{ "uitwerking-van", row->uitwerking, SAY_ELABORATES },
	};

	d->bestand = str_dup(mem, str_of(row->bestand == NULL ? "" : row->bestand));
	d->origineel = str_trim(str_dup(mem, str_of(row->origineel == NULL ? "" : row->origineel)));
	if (clean("rol", row->rol, mem, &d->rol, f) != 0 || clean("titel", row->titel, mem, &d->titel, f) != 0 ||
	    clean("categorie", row->categorie, mem, &d->categorie, f) != 0 ||
	    clean("documentsoort", row->documentsoort, mem, &d->soort, f) != 0 ||
	    clean_lines(told, COUNT(told), mem, &d->lines, f) != 0)
		return -1;
	return clean_words("gronden", row->gronden, row->gronden_count, SAY_GROUND, mem, &d->lines, f) != 0 ||
		clean_words(
		    "trefwoorden", row->trefwoorden, row->trefwoorden_count, SAY_TREFWOORD, mem, &d->lines, f) != 0 ?
	    -1 :
	    0;
}

static int
clean_dossier(const struct sheet *y, struct arena *mem, struct typed *t, struct yml_fault *f)
{
	const struct {
		const char *key, *from;
		struct str *to;
	} lines[] = {
		{ "kenmerk", y->kenmerk, &t->kenmerk },
		{ "titel", y->titel, &t->titel },
		{ "omschrijving", y->omschrijving, &t->omschrijving },
		{ "zaaktype", y->zaaktype, &t->zaaktype },
		{ "organisatie", y->organisatie, &t->organisatie },
		{ "datum", y->datum, &t->datum },
		{ "vrijgave", y->vrijgave, &t->vrijgave },
		{ "categorie", y->categorie, &t->categorie },
		{ "documentsoort", y->documentsoort, &t->documentsoort },
		{ "bron", y->bron, &t->bron },
	};
	const struct told told[] = {
		{ "zaaknummer", y->zaaknummer, SAY_ZAAKNUMMER },
		{ "verantwoordelijke", y->verantwoordelijke, SAY_RESPONSIBLE },
		{ "opsteller", y->opsteller, SAY_MAKER },
		{ "taal", y->taal, SAY_LANGUAGE },
		{ "embargo", y->embargo, SAY_EMBARGO },
		{ "openbaar-tot", y->openbaar, SAY_UNTIL },
		{ "geldig-van", y->van, SAY_VALID },
		{ "geldig-tot", y->tot, SAY_VALID },
		{ "archiefnominatie", y->nominatie, SAY_NOMINATION },
		{ "archiefactiedatum", y->actiedatum, SAY_ARCHIVED },
		{ "bron-bewaartermijn", y->lijst, SAY_SELECTION_LIST },
		{ "selectiecategorie", y->selectie, SAY_SELECTION },
		{ "toelichting-bewaartermijn", y->bewaren, SAY_RETENTION_NOTE },
	};

	for (size_t i = 0; i < COUNT(lines); i++) {
		if (clean(lines[i].key, lines[i].from, mem, lines[i].to, f) != 0)
			return -1;
	}
	if (clean_lines(told, COUNT(told), mem, &t->lines, f) != 0)
		return -1;
	if (clean_words("onderwerpen", y->onderwerpen, y->onderwerpen_count, SAY_SUBJECT, mem, &t->lines, f) != 0)
		return -1;
	return clean_words("medeverantwoordelijken", y->mede, y->mede_count, SAY_CORESPONSIBLE, mem, &t->lines, f) !=
		    0 ||
		clean_words("trefwoorden", y->trefwoorden, y->trefwoorden_count, SAY_TREFWOORD, mem, &t->lines, f) !=
		    0 ?
	    -1 :
	    0;
}

static int
clean_rows(const struct row *rows, size_t n, struct arena *mem, struct typed_doc **v_r, struct yml_fault *f)
{
	*v_r = NEW(mem, struct typed_doc, n + 1);
	for (size_t i = 0; i < n; i++) {
		if (clean_row(&rows[i], mem, &(*v_r)[i], f) != 0)
			return -1;
	}
	return 0;
}

static int
clean_leave(const struct leaving *y, struct arena *mem, struct typed_leave *l, struct yml_fault *f)
{
	if (y == NULL)
		return 0;
	return clean("op", y->op, mem, &l->op, f) != 0 || clean("reden", y->reden, mem, &l->reden, f) != 0 ||
		clean("toelichting", y->toelichting, mem, &l->toelichting, f) != 0 ||
		clean("door", y->door, mem, &l->door, f) != 0 ?
	    -1 :
	    0;
}

static int
clean_all(const struct sheet *y, struct arena *mem, struct typed *t, struct yml_fault *f)
{
	t->ndocs = y->documenten_count;
	t->nnotices = y->geweigerd_count;
	if (clean_dossier(y, mem, t, f) != 0 || clean_leave(y->intrekken, mem, &t->leave, f) != 0 ||
	    clean_rows(y->documenten, t->ndocs, mem, &t->docs, f) != 0)
		return -1;
	return clean_rows(y->geweigerd, t->nnotices, mem, &t->notices, f);
}

int
typed_load(struct str bytes, struct arena *mem, struct typed *t, struct yml_fault *f)
{
	void *data;
	int rc = 0;

	*t = (struct typed){ .docs = NULL };
	if (yml_load(bytes, &sheet_value, &data, f) != 0)
		return -1;
	if (data != NULL)
		rc = clean_all(data, mem, t, f);
	yml_free(&sheet_value, data);
	return rc;
}
