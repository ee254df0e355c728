/* SPDX-License-Identifier: EUPL-1.2 */
/* from_woogle.c - reads a dossier in the JSON of Woogle. */
#include "sidecar/from_woogle.h"

#include "base/json.h"
#include "base/path.h"
#include "sidecar/pair.h"
#include "sidecar/teller.h"

#include "base/banned.h"

#define SURE		80
#define BYTES_MOST	((size_t)16 << 20)

struct dossier_of {
	struct teller	 t;
	size_t		 lost;		/* files that are not here */
	size_t		 files;
};

static void
take_grounds(struct teller *t, struct str all)
{
	struct str one;

	while (all.n != 0 && str_next(&all, ';', &one))
		teller_ground(t, one, "foi_groundsOfRefusal");
}

/* Persons: never published. */
static void
take_parties(struct teller *t, const json_t *x, const char *name)
{
	const json_t *v = json_object_get(x, name);
	json_t *one;
	size_t i;

	teller_text(t, SAY_PARTY, json_str(x, name), name);
	json_array_foreach (v, i, one)
		teller_text(t, SAY_PARTY, str_of(json_string_value(one)), name);
}

static void
take_words(struct teller *t, const json_t *x)
{
	teller_title(t, SAY_TITLE, json_str(x, "dc_title"), "dc_title");
	teller_text(t, SAY_DESCRIPTION, json_str(x, "dc_description"), "dc_description");
	teller_text(t, SAY_KENMERK, json_str(x, "dc_identifier"), "dc_identifier");
	teller_text(t, SAY_LINK,
	    json_str(x, "foi_url_on_web").n != 0 && str_eq_nocase(json_str(x, "foi_url_on_web"), S("true")) ?
		json_str(x, "dc_source") :
		STR_NONE,
	    "dc_source");
}

/* One of foi_files; the file is found by the end of its address. */
static void
take_file(struct dossier_of *w, const json_t *x, const char *kind, enum doc_role role)
{
	struct teller t = w->t;
	struct str source = str_trim(json_str(x, "dc_source"));

	if (!json_is_object(x))
		return;
	w->files++;
	t.within = str_of(kind);
	t.doc = source.n == 0 ? DOC_NONE : pair_address(t.v, t.file, source);
	if (t.doc < 0) {
		w->lost++;
		return;
	}
	if (t.v->d->docs[t.doc].role == ROLE_UNKNOWN)
		t.v->d->docs[t.doc].role = role;
	take_words(&t, x);
	teller_day(&t, SAY_SENT, json_str(x, "foi_sentDate"), "foi_sentDate");
	teller_term(&t, SAY_SOORT, json_str(x, "foi_documentType"), STR_NONE, "foi_documentType");
	teller_text(&t, SAY_JUDGEMENT, json_str(x, "foi_valuation"), "foi_valuation");
	take_grounds(&t, json_str(x, "foi_groundsOfRefusal"));
	take_parties(&t, x, "foi_originator");
	take_parties(&t, x, "foi_recipient");
}

static void
take_files(struct dossier_of *w, const json_t *files)
{
	json_t *one;
	size_t i;

	take_file(w, json_object_get(files, "foi_verzoek"), "foi_verzoek", ROLE_ANNEX);
	take_file(w, json_object_get(files, "foi_besluit"), "foi_besluit", ROLE_MAIN);
	take_file(w, json_object_get(files, "foi_inventaris"), "foi_inventaris", ROLE_INVENTORY);
	json_array_foreach (json_object_get(files, "foi_documenten"), i, one)
		take_file(w, one, "foi_documenten", ROLE_ANNEX);
	if (w->lost != 0)
		visit_fault(w->t.v, w->t.file, w->lost == w->files, S("dc_source"),
		    str_fmt(w->t.v->tmp, _("van %zu van de %zu stukken hierin is het bestand niet meegeleverd"),
			w->lost, w->files));
}

static void
take_dossier(struct dossier_of *w, const json_t *x)
{
	struct teller *t = &w->t;

	take_words(t, x);
	teller_organisation(t, SAY_PUBLISHER, json_str(x, "dc_publisher"), STR_NONE, false, "dc_publisher");
	teller_term(t, SAY_CATEGORIE, json_str(x, "dc_type"), STR_NONE, "dc_type");
	teller_day(t, SAY_RECEIVED, json_str(x, "foi_requestDate"), "foi_requestDate");
	teller_day(t, SAY_DECIDED, json_str(x, "foi_decisionDate"), "foi_decisionDate");
	take_files(w, json_object_get(x, "foi_files"));
}

/* A JSON of something else begins with other names. */
static bool
may(struct str head)
{
	struct str s = str_trim(head);

	if (str_starts(s, S("\xef\xbb\xbf")))
		s = str_trim(str_from(s, 3));
	if (!str_starts(s, S("[")) && !str_starts(s, S("{")))
		return false; /* an object alone is no list of one: that is told, and stays here */
	for (size_t i = 0; i < s.n; i++) {
		if (str_starts(str_from(s, i), S("\"dc_")) || str_starts(str_from(s, i), S("\"foi_")))
			return true;
	}
	return false;
}

static int
read_file(struct visit *v, int doc, struct err *e)
{
	struct dossier_of w = {
		.t = { .v = v, .file = doc, .doc = DOC_NONE, .source = SOURCE_DUBLIN_CORE, .sure = SURE }
	};
	json_error_t why;
	struct str bytes;
	AUTO_JSON all = NULL;
	int rc;

	rc = visit_bytes(v, doc, BYTES_MOST, &bytes, e);
	if (rc < 0)
		return -1;
	visit_taken(v, doc, SOURCE_DUBLIN_CORE);
	if (rc > 0)
		return 1;
	if (str_starts(bytes, S("\xef\xbb\xbf")))
		bytes = str_from(bytes, 3);
	all = json_loadb(bytes.p, bytes.n, JSON_REJECT_DUPLICATES, &why);
	if (all == NULL)
		visit_fault(v, doc, true, str_fmt(v->tmp, _("regel %d"), why.line),
		    str_of(_("dit is geen geldige JSON; verbeter het bestand")));
	else if (json_array_size(all) != 1)
		teller_fault(&w.t, true, NULL,
		    _("hierin hoort precies één dossier te staan; lever elk dossier in een eigen map aan"));
	else
		take_dossier(&w, json_array_get(all, 0));
	return 1;
}

const struct reader from_woogle = {
	.extensions = "json",
	.may = may,
	.read = read_file,
};
