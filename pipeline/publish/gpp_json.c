/* SPDX-License-Identifier: EUPL-1.2 */
/* gpp_json.c - what is said to a GPP-publicatiebank and what it says: bodies, rows, and whether they are the plan. */
#include "publish/gpp.h"

#include "base/date.h"
#include "base/path.h"
#include "base/utf8.h"

#include "base/banned.h"

#define ELLIPSIS	"\u2026"
#define EXTENSION_MOST	16		/* bytes of a file name that stay when it is cut */

void
gpp_names_free(struct gpp_names *n)
{
	json_decref(n->categories);
	json_decref(n->subjects);
	n->categories = n->subjects = NULL;
}

/* At most max characters, the last of them an ellipsis when something was cut. */
static struct str
cut(struct str s, size_t max, struct arena *mem)
{
	size_t at = 0, n = 0, last = 0;
	uint32_t c;

	while (at < s.n && n < max) {
		last = at;
		at += utf8_decode(str_from(s, at), &c);
		n++;
	}
	return at == s.n ? s : str_fmt(mem, "%.*s" ELLIPSIS, STRF(str_sub(s, 0, last)));
}

static struct str
missing(struct arena *mem, size_t doc, const char *what)
{
	return doc == 0 ? str_of(what) : str_fmt(mem, _("document %zu: %s"), doc, what);
}

/* n: its place, from 1. */
static struct str
document_lacks(const json_t *d, size_t n, struct arena *mem)
{
	struct digest sha;
	struct date date;

	if (!gpp_uuid_fine(json_str(d, "id")))
		return missing(mem, n, _("het kenmerk ontbreekt"));
	if (json_str(d, "file").n == 0)
		return missing(mem, n, _("de bestandsnaam ontbreekt"));
	if (json_str(d, "format").n == 0)
		return missing(mem, n, _("het bestandsformaat ontbreekt"));
	if (date_parse(json_str(d, "date"), &date) != 0)
		return missing(mem, n, _("de creatiedatum ontbreekt"));
	if (digest_parse(json_str(d, "sha256"), &sha) != 0)
		return missing(mem, n, _("de controlesom ontbreekt"));
	/* No bytes are no parts, so it would never be complete (contract 7 and 9). */
	return json_num(d, "bytes", 0) > 0 ? STR_NONE : missing(mem, n, _("het bestand is leeg"));
}

struct str
gpp_plan_lacks(const json_t *plan, struct arena *mem)
{
	const json_t *categories = json_list(plan, "categories"), *docs = json_list(plan, "documents");
	struct str lacks = STR_NONE;
	const json_t *x;
	size_t i;

	if (!gpp_uuid_fine(json_str(plan, "id")) || json_str(plan, "source").n == 0)
		return missing(mem, 0, _("het kenmerk van het dossier ontbreekt"));
	if (cut(json_str(plan, "source"), GPP_PAIR_MOST, mem).p != json_str(plan, "source").p)
		return missing(mem, 0, _("de bron van het kenmerk is te lang"));
	if (str_trim(json_str(plan, "title")).n == 0)
		return missing(mem, 0, _("de officiële titel ontbreekt"));
	if (json_str(json_map(plan, "publisher"), "uri").n == 0)
		return missing(mem, 0, _("de publisher ontbreekt"));
	if (json_array_size(categories) == 0)
		return missing(mem, 0, _("de informatiecategorie ontbreekt"));
	json_array_foreach (categories, i, x) {
		if (json_str(x, "uri").n == 0)
			return missing(mem, 0, _("de informatiecategorie ontbreekt"));
	}
	if (json_array_size(docs) == 0 && json_array_size(json_list(plan, "notices")) == 0)
		return missing(mem, 0, _("er is geen document om openbaar te maken"));
	json_array_foreach (docs, i, x) {
		lacks = document_lacks(x, i + 1, mem);
		if (lacks.n != 0)
			return lacks;
	}
	return STR_NONE;
}

bool
gpp_uuid_fine(struct str s)
{
	struct uuid u;

	return uuid_parse(s, &u) == 0;
}

struct str
gpp_title(struct str s, struct arena *mem)
{
	return cut(str_trim(s), GPP_TITLE_MOST, mem);
}

/* The end of the name tells the bank which kind of file it is (contract 7). */
static struct str
file_name(struct str s, struct arena *mem)
{
	struct str ext = path_ext(s), stem;

	if (ext.n == 0 || ext.n > EXTENSION_MOST)
		return cut(s, GPP_TITLE_MOST, mem);
	stem = cut(str_sub(s, 0, s.n - ext.n - 1), GPP_TITLE_MOST - ext.n - 1, mem);
	return str_fmt(mem, "%.*s.%.*s", STRF(stem), STRF(ext));
}

bool
gpp_has_pair(const json_t *row, struct str kenmerk, struct str bron)
{
	const json_t *list = json_list(row, "kenmerken"), *x;
	size_t i;

	json_array_foreach (list, i, x) {
		if (str_eq(json_str(x, "kenmerk"), kenmerk) && str_eq(json_str(x, "bron"), bron))
			return true;
	}
	return false;
}

enum gpp_status
gpp_status(const json_t *row)
{
	struct str s = json_str(row, "publicatiestatus");

	if (str_eq(s, S("concept")))
		return GPP_CONCEPT;
	if (str_eq(s, S("gepubliceerd")))
		return GPP_PUBLIC;
	return str_eq(s, S("ingetrokken")) ? GPP_WITHDRAWN : GPP_STRANGE;
}

int
gpp_record_read(const json_t *row, struct gpp_record *x)
{
	*x = (struct gpp_record){ .uuid = json_str(row, "uuid"), .status = gpp_status(row), .j = row };
	return gpp_uuid_fine(x->uuid) && x->status != GPP_STRANGE &&
		time_parse(json_str(row, "registratiedatum"), &x->registered) == 0 ?
	    0 :
	    -1;
}

static json_t *
pair_of(struct str kenmerk, struct str bron)
{
	json_t *list = json_array(), *x = json_object();

	json_put_str(x, "kenmerk", kenmerk);
	json_put_str(x, "bron", bron);
	json_push(list, x);
	return list;
}

/* Colleagues in GPP-app see a publication when it belongs to their group (contract 15.3). */
static json_t *
owner_group(const struct outlet *at, struct arena *mem)
{
	json_t *j = json_object();

	json_put_str(j, "identifier", at->group);
	json_put_str(j, "weergaveNaam", gpp_title(at->group_name.n != 0 ? at->group_name : at->group, mem));
	return j;
}

json_t *
gpp_body(const struct gpp *s, const struct gpp_names *names, const char *status, bool with_pair)
{
	json_t *j = json_object();
	struct str about = str_trim(json_str(s->plan, "description"));

	json_put_str(j, "publicatiestatus", str_of(status)); /* absent, it would be public at once (contract 6) */
	json_put_str(j, "officieleTitel", gpp_title(json_str(s->plan, "title"), s->mem));
	json_put(j, "omschrijving", json_of_str(about));
	json_put_str(j, "publisher", names->publisher);
	json_put(j, "verantwoordelijke", names->responsible.n == 0 ? json_null() : json_of_str(names->responsible));
	json_put(j, "informatieCategorieen", json_incref(names->categories));
	if (json_array_size(names->subjects) != 0)
		json_put(j, "onderwerpen", json_incref(names->subjects));
	/* Before it is handed over nobody there should find it: it would be half, and could be made public so. */
	if (s->order->at.group.n != 0 && !(s->order->at.concept_only && with_pair))
		json_put(j, "eigenaarGroep", owner_group(&s->order->at, s->mem));
	if (with_pair)
		json_put(j, "kenmerken", pair_of(s->id, s->source));
	return j;
}

static void
put_text(json_t *j, const char *name, const json_t *from, const char *ours, struct arena *mem)
{
	struct str text = json_str(from, ours);

	if (text.n != 0)
		json_put_str(j, name, gpp_title(text, mem));
}

json_t *
gpp_body_archive(const struct gpp *s)
{
	const json_t *a = json_map(s->plan, "archive");
	struct str what = json_str(a, "nomination");
	struct date date;
	json_t *j;

	if (json_object_size(a) == 0)
		return NULL;
	j = json_object();
	put_text(j, "bronBewaartermijn", a, "source", s->mem);
	put_text(j, "selectiecategorie", a, "category", s->mem);
	if (str_eq(what, S("blijvend_bewaren")) || str_eq(what, S("vernietigen")))
		json_put_str(j, "archiefnominatie", what);
	if (date_parse(json_str(a, "date"), &date) == 0)
		json_put_str(j, "archiefactiedatum", json_str(a, "date"));
	if (json_str(a, "note").n != 0)
		json_put_str(j, "toelichtingBewaartermijn", str_trim(json_str(a, "note")));
	return j;
}

static struct str
document_title(const json_t *doc, struct arena *mem)
{
	struct str title = str_trim(json_str(doc, "title"));

	return gpp_title(title.n != 0 ? title : json_str(doc, "file"), mem);
}

json_t *
gpp_body_document(const struct gpp *s, size_t doc)
{
	const json_t *d = json_array_get(json_list(s->plan, "documents"), doc);
	json_t *j = json_object();

	json_put_str(j, "publicatie", s->order->remote);
	json_put_str(j, "officieleTitel", document_title(d, s->mem));
	json_put_str(j, "creatiedatum", json_str(d, "date"));
	json_put_str(j, "bestandsnaam", file_name(json_str(d, "file"), s->mem));
	json_put_str(j, "bestandsformaat", json_str(d, "format"));
	json_put_num(j, "bestandsomvang", json_num(d, "bytes", 0));
	json_put(j, "kenmerken", pair_of(json_str(d, "id"), s->source));
	json_put_str(j, "aanleveringBestand", S("ontvangen"));
	return j;
}

static bool
same_categories(const json_t *a, const json_t *b)
{
	const json_t *x, *y;
	size_t i, k;

	if (json_array_size(a) != json_array_size(b))
		return false;
	json_array_foreach (a, i, x) {
		bool there = false;

		json_array_foreach (b, k, y)
			there = there || json_equal(x, y) == 1;
		if (!there)
			return false;
	}
	return true;
}

bool
gpp_same_record(const struct gpp *s, const json_t *row, const struct gpp_names *names)
{
	return str_eq(json_str(row, "officieleTitel"), gpp_title(json_str(s->plan, "title"), s->mem)) &&
	    str_eq(json_str(row, "omschrijving"), str_trim(json_str(s->plan, "description"))) &&
	    str_eq(json_str(row, "publisher"), names->publisher) &&
	    str_eq(json_str(row, "verantwoordelijke"), names->responsible) &&
	    same_categories(json_list(row, "informatieCategorieen"), names->categories);
}

bool
gpp_same_document(const json_t *row, const json_t *doc, struct arena *mem)
{
	return str_eq(json_str(row, "officieleTitel"), document_title(doc, mem)) &&
	    str_eq(json_str(row, "creatiedatum"), json_str(doc, "date")) &&
	    (gpp_strips(json_str(doc, "format"), json_str(doc, "file")) ||
		json_num(row, "bestandsomvang", -1) == json_num(doc, "bytes", 0));
}

bool
gpp_strips(struct str format, struct str file)
{
	static const char *const formats[] = { "application/pdf", "application/zip", "application/zip-compressed",
		"application/x-zip-compressed", "text/html" };
	static const char *const ends[] = { ".pdf", ".zip", ".html", ".htm", ".odt", ".ods", ".odp", ".odg", ".odf",
		".docx", ".dotx", ".xlsx", ".xltx", ".pptx", ".ppsx", ".potx" };

	for (size_t i = 0; i < COUNT(formats); i++) {
		if (str_eq(format, str_of(formats[i])))
			return true;
	}
	for (size_t i = 0; i < COUNT(ends); i++) {
		if (str_ends_nocase(file, str_of(ends[i])))
			return true;
	}
	return str_starts(format, S("application/vnd.oasis.opendocument.")) ||
	    str_starts(format, S("application/vnd.openxmlformats-officedocument."));
}
