/* SPDX-License-Identifier: EUPL-1.2 */
/* typed.c - dossier.yaml as it was typed: its shape is right, its meaning not yet looked at. */
#include "sidecar/typed.h"

#include <stdio.h>
#include <stdlib.h>
#include <utf8proc.h>

#include "base/utf8.h"

#include "base/banned.h"

/* Bytes of a value.  Longer is a paste in the wrong place: a title is a line, a description a page. */
#define WORD_MOST	100		/* ja, bijlage, 12 maart 2026 */
#define NAME_MOST	200		/* kenmerk, zaaktype, organisatie */
#define TITLE_MOST	500
#define PROSE_MOST	4000
#define PATH_MOST	4096		/* PATH_MAX of Linux */
#define DOCS_MOST	10000		/* rows of documenten; more files than an intake takes */

/* As libcyaml fills them. */
struct row {
	char		*bestand, *rol, *titel, *categorie, *documentsoort;
};

struct sheet {
	char		*kenmerk, *titel, *omschrijving, *zaaktype, *organisatie, *datum, *vrijgave;
	char		*categorie, *documentsoort, *bron;
	struct row	*documenten;
	unsigned	 documenten_count;
};

#define MAY_LACK	(CYAML_FLAG_POINTER_NULL | CYAML_FLAG_OPTIONAL)
#define LINE(T, key, most)	CYAML_FIELD_STRING_PTR(#key, MAY_LACK, struct T, key, 0, most)

static const cyaml_schema_field_t row_fields[] = {
	CYAML_FIELD_STRING_PTR("bestand", CYAML_FLAG_POINTER, struct row, bestand, 0, PATH_MOST),
	LINE(row, rol, WORD_MOST),
	LINE(row, titel, TITLE_MOST),
	LINE(row, categorie, TITLE_MOST),
	LINE(row, documentsoort, NAME_MOST),
	CYAML_FIELD_END
};
static const cyaml_schema_value_t row_value = { CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct row, row_fields) };

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
	CYAML_FIELD_SEQUENCE("documenten", MAY_LACK, struct sheet, documenten, &row_value, 0, DOCS_MOST),
	CYAML_FIELD_END
};
static const cyaml_schema_value_t sheet_value = { CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct sheet,
    sheet_fields) };

struct str
typed_nfc(struct arena *mem, struct str s)
{
	utf8proc_uint8_t *p = NULL;
	utf8proc_ssize_t n;
	struct str out;

	if (s.n == 0)
		return s;
	n = utf8proc_map((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &p, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	if (n < 0)
		return s;
	out = str_dup(mem, (struct str){ (const char *)p, (size_t)n });
	free(p);
	return out;
}

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
	*s_r = str_dup(mem, typed_nfc(mem, s));
	return 0;
}

static int
clean_all(const struct sheet *y, struct arena *mem, struct typed *t, struct yml_fault *f)
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

	for (size_t i = 0; i < COUNT(lines); i++) {
		if (clean(lines[i].key, lines[i].from, mem, lines[i].to, f) != 0)
			return -1;
	}
	t->ndocs = y->documenten_count;
	t->docs = NEW(mem, struct typed_doc, t->ndocs + 1);
	for (size_t i = 0; i < t->ndocs; i++) {
		const struct row *row = &y->documenten[i];

		t->docs[i].bestand = str_dup(mem, str_of(row->bestand));
		if (clean("rol", row->rol, mem, &t->docs[i].rol, f) != 0 ||
		    clean("titel", row->titel, mem, &t->docs[i].titel, f) != 0 ||
		    clean("categorie", row->categorie, mem, &t->docs[i].categorie, f) != 0 ||
		    clean("documentsoort", row->documentsoort, mem, &t->docs[i].soort, f) != 0)
			return -1;
	}
	return 0;
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
