/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * gpp_world.h - what a GPP-publicatiebank remembers, and the rules of its API v2 (facts: gpp-publicatiebank).
 *
 * A world is one bank: publications, documents and parts, and what was done to
 * them.  What is deleted stays in the list, marked, so that a test sees what
 * was ever public.  Every organisation and category of TOOI exists, unless the
 * script says otherwise.  Nothing here knows HTTP; gpp.h does.
 */
#ifndef GPP_WORLD_H
#define GPP_WORLD_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/json.h"
#include "script.h"

#define GPP_PARTS_MOST	65536		/* of one document, in a test */
#define GPP_EPOCH	1767225600	/* 2026-01-01; a world has its own clock: four records a second */
#define GPP_SERVER_ERROR "<!DOCTYPE html><title>Server Error</title><h1>GEHEIM-IN-HTML (500)</h1>"

enum gpp_method { GM_GET, GM_POST, GM_PATCH, GM_PUT, GM_DELETE, GM__COUNT };

struct gpp_request {
	enum gpp_method	 method;
	char		 path[512];	/* below /<world>/api/v2/ */
	json_t		*query;		/* decoded; the last value of a name */
	bool		 json;		/* Content-Type: application/json */
	char		*boundary;	/* of multipart/form-data; NULL: it is not */
	char		*p;		/* the body */
	size_t		 n;		/* of p; with set.sink more came than that */
	uint64_t	 came;
};

struct gpp_reply {
	unsigned	 status;
	json_t		*j;		/* or NULL */
	const char	*html;		/* or NULL */
	char		*bytes;		/* of a download; or NULL */
	size_t		 n;
	char		*format;
};

struct gpp_publication {
	char		 uuid[37];
	json_t		*j;		/* as it is answered */
	unsigned	 became_public;
	bool		 dead;
};

struct gpp_document {
	char		 uuid[37];
	json_t		*j;
	size_t		 publication;
	char		*p;		/* as uploaded */
	uint64_t	 size;
	unsigned	 nparts, have;
	unsigned char	*parts;		/* which are in */
	bool		 locked, dead, stripped;
	int64_t		 ready_at;	/* ms; INT64_MAX: never */
};

struct gpp_reference { char uuid[37]; char *uri; bool category, active, known; };

/* What a script may set; see gpp.h. */
struct gpp_settings {
	unsigned	 part;		/* bytes */
	unsigned	 ready_ms;
	unsigned	 never, strip, doubles, inactive, selfmade, strict;
	unsigned	 sink;		/* 1: parts are counted and not kept */
	unsigned	 subjects;	/* how many there are */
	unsigned	 version;	/* 20100 is 2.1.0; 0 is that too */
	unsigned	 lost, late;	/* of a thousand requests with an effect */
};

struct gpp_world {
	struct gpp_world *next;
	char		*name;
	struct gpp_settings set;
	struct gpp_publication *pubs;
	struct gpp_document *docs;
	struct gpp_reference *refs;
	size_t		 npubs, cpubs, ndocs, cdocs, nrefs, crefs;
	uint64_t	 seq, lists;
	char		 remark[160];	/* of the last request with an effect, as its header said */
	unsigned	 asked[GM__COUNT], applied[GM__COUNT], refused, keyless, reused, nonascii, pending;
	struct rule	*rules;
	size_t		 nrules;
	uint64_t	 dice;
};

static inline void
gpp_uuid(char out[37], const char *what, const char *name, uint64_t n)
{
	char text[1024];
	struct uuid u;
	size_t at = 0;

	(void)snprintf(text, sizeof text, "%s %s %llu", what, name, (unsigned long long)n);
	u = uuid_v5(uuid_ns_url, str_of(text));
	for (size_t i = 0; i < sizeof u.b; i++) {
		at += (size_t)snprintf(out + at, 37 - at, "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "",
		    u.b[i]);
	}
}

static inline void *
gpp_grow(void *v, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return v;
	*cap = *cap == 0 ? 8 : *cap * 2;
	v = reallocarray(v, *cap, size);
	must(v != NULL);
	memset((char *)v + n * size, 0, (*cap - n) * size);
	return v;
}

/* An instant of this world, with one offset or the other: who compares them as text is wrong. */
static inline json_t *
gpp_instant(uint64_t seq)
{
	int offset = seq % 2 == 0 ? 2 : 1;
	time_t t = (time_t)(GPP_EPOCH + seq / 4 + (uint64_t)offset * 3600);
	struct tm tm;
	char text[64];

	must(gmtime_r(&t, &tm) != NULL);
	(void)snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d+%02d:00", tm.tm_year + 1900, tm.tm_mon + 1,
	    tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec, offset);
	return json_string(text);
}

static inline const char *
gpp_text(const json_t *j, const char *name)
{
	const char *c = json_string_value(json_object_get(j, name));

	return c == NULL ? "" : c;
}

static inline bool
gpp_is(const json_t *j, const char *name, const char *value)
{
	return strcmp(gpp_text(j, name), value) == 0;
}

static inline struct gpp_reply
gpp_plain(unsigned status, json_t *j)
{
	return (struct gpp_reply){ .status = status, .j = j };
}

static inline struct gpp_reply
gpp_detail(unsigned status, const char *text)
{
	return gpp_plain(status, json_pack("{s:s}", "detail", text));
}

static inline struct gpp_reply
gpp_wrong(const char *field, const char *text)
{
	return gpp_plain(400, json_pack("{s:[s]}", field, text));
}

static inline struct gpp_reply
gpp_broken(void)
{
	return (struct gpp_reply){ .status = 500, .html = GPP_SERVER_ERROR };
}

/* ---- references ---- */

static inline struct gpp_reference *
gpp_reference(struct gpp_world *w, const char *uri, bool category)
{
	const char *prefix = category ? "https://identifier.overheid.nl/tooi/def/thes/kern/c_"
				      : "https://identifier.overheid.nl/tooi/id/";
	struct gpp_reference *x;

	for (size_t i = 0; i < w->nrefs; i++) {
		if (strcmp(w->refs[i].uri, uri) == 0)
			return &w->refs[i];
	}
	w->refs = gpp_grow(w->refs, w->nrefs, &w->crefs, sizeof *w->refs);
	x = &w->refs[w->nrefs++];
	gpp_uuid(x->uuid, "reference", uri, 0);
	x->uri = strdup(uri);
	x->category = category;
	x->known = strncmp(uri, prefix, strlen(prefix)) == 0;
	x->active = category || w->set.inactive == 0;
	return x;
}

static inline const struct gpp_reference *
gpp_reference_by_uuid(const struct gpp_world *w, const char *uuid, bool category)
{
	for (size_t i = 0; i < w->nrefs; i++) {
		if (strcmp(w->refs[i].uuid, uuid) == 0 && w->refs[i].category == category && w->refs[i].known)
			return &w->refs[i];
	}
	return NULL;
}

/* One page of results, which it takes. */
static inline struct gpp_reply
gpp_page(json_t *all, const json_t *query)
{
	size_t page = strtoul(gpp_text(query, "page"), NULL, 10), size = strtoul(gpp_text(query, "pageSize"), NULL, 10);
	size_t n = json_array_size(all);
	json_t *results = json_array(), *j;

	page = page == 0 ? 1 : page;
	size = size == 0 ? 10 : size > 100 ? 100 : size;
	if (page > 1 && (page - 1) * size >= n) {
		json_decref(results);
		json_decref(all);
		return gpp_detail(404, "Ongeldige pagina.");
	}
	for (size_t i = (page - 1) * size; i < n && i < page * size; i++)
		(void)json_array_append(results, json_array_get(all, i));
	j = json_pack("{s:I,s:s?,s:n,s:o}", "count", (json_int_t)n, "next",
	    page * size < n ? "http://elders.invalid/api/v2/?page=2" : NULL, "previous", "results", results);
	json_decref(all);
	return gpp_plain(200, j);
}

static inline struct gpp_reply
gpp_references(struct gpp_world *w, const json_t *query, bool category)
{
	const char *uri = gpp_text(query, "identifier"), *active = gpp_text(query, "isActief");
	const struct gpp_reference *x;
	json_t *all = json_array();

	if (uri[0] == '\0')
		return gpp_page(all, query);
	if (strncmp(uri, "http", 4) != 0) {
		json_decref(all);
		return gpp_wrong("identifier", "Voer een geldige URL in.");
	}
	x = gpp_reference(w, uri, category);
	if (x->known && x->category == category &&
	    (category || strcmp(active, "alle") == 0 || x->active == (strcmp(active, "false") != 0))) {
		json_t *j = json_pack("{s:s,s:s,s:s}", "uuid", x->uuid, "identifier", x->uri, "naam", "naam");

		if (!category)
			json_put(j, "isActief", json_boolean(x->active));
		else
			(void)json_object_update_new(j, json_pack("{s:s,s:s,s:s,s:i}", "naamMeervoud", "namen", "definitie", "",
			    "omschrijving", "", "order", 1));
		json_put(j, "oorsprong",
		    json_string(w->set.selfmade != 0 ? "zelf_toegevoegd" : category ? "waardelijst" : "gemeentelijst"));
		json_push(all, j);
	}
	return gpp_page(all, query);
}

/* ---- fields ---- */

/* NULL, or what is wrong with a list of kenmerken. */
static inline const char *
gpp_kenmerken_wrong(const json_t *list)
{
	size_t n = json_array_size(list);

	if (list == NULL)
		return NULL;
	if (!json_is_array(list))
		return "Dit veld mag niet leeg zijn.";
	for (size_t i = 0; i < n; i++) {
		const json_t *x = json_array_get(list, i);
		size_t k = strlen(gpp_text(x, "kenmerk")), b = strlen(gpp_text(x, "bron"));

		if (k == 0 || k > 40 || b == 0 || b > 40)
			return "Zorg ervoor dat dit veld niet meer dan 40 karakters bevat.";
		for (size_t m = 0; m < i; m++) {
			if (json_equal(json_array_get(list, m), x))
				return "Dubbel.";
		}
	}
	return NULL;
}

/* Take the fields that exist; others are dropped without a word. */
static inline void
gpp_take(json_t *to, const json_t *from, const char *const *names)
{
	for (size_t i = 0; names[i] != NULL; i++) {
		json_t *v = json_object_get(from, names[i]);

		if (v != NULL)
			(void)json_object_set(to, names[i], v);
	}
}

/* false with a 400 when a title is not one; required when it is absent. */
static inline bool
gpp_title_fine(const json_t *body, bool required, struct gpp_reply *bad_r)
{
	const json_t *v = json_object_get(body, "officieleTitel");
	size_t characters = 0;

	if (v == NULL && !required)
		return true;
	for (const char *c = gpp_text(body, "officieleTitel"); *c != '\0'; c++)
		characters += ((unsigned char)*c & 0xc0) != 0x80;
	if (characters > 0 && characters <= 255)
		return true;
	*bad_r = gpp_wrong("officieleTitel", characters == 0 ? "Dit veld is vereist." : "GEHEIM te lang");
	return false;
}

/* The audit user owns what it makes. */
static inline json_t *
gpp_owner(void)
{
	return json_pack("{s:s,s:s}", "identifier", "woostraat", "weergaveNaam", "woostraat");
}

/* ---- publications ---- */

static const char *const gpp_publication_fields[] = { "officieleTitel", "verkorteTitel", "omschrijving", "publicatiestatus",
	"informatieCategorieen", "publisher", "verantwoordelijke", "opsteller", "onderwerpen", "kenmerken", "eigenaar",
	"eigenaarGroep", "datumBeginGeldigheid", "datumEindeGeldigheid", "bronBewaartermijn", "selectiecategorie",
	"archiefnominatie", "archiefactiedatum", "toelichtingBewaartermijn", NULL };

static inline struct gpp_publication *
gpp_publication(struct gpp_world *w, const char *uuid)
{
	for (size_t i = 0; i < w->npubs; i++) {
		if (!w->pubs[i].dead && strcmp(w->pubs[i].uuid, uuid) == 0)
			return &w->pubs[i];
	}
	return NULL;
}

/* What the serializer sees of references; false with a 400. */
static inline bool
gpp_references_fine(const struct gpp_world *w, const json_t *body, bool complete, bool partial, struct gpp_reply *bad_r)
{
	const json_t *publisher = json_object_get(body, "publisher"), *responsible, *list, *x;
	const struct gpp_reference *r;
	size_t i;

	list = json_object_get(body, "informatieCategorieen");
	if ((list == NULL && complete && !partial) || (list != NULL && !json_is_array(list)) ||
	    (list != NULL && complete && json_array_size(list) == 0)) {
		*bad_r = gpp_wrong("informatieCategorieen", "Deze lijst mag niet leeg zijn.");
		return false;
	}
	json_array_foreach(list, i, x) {
		if (!json_is_string(x) || gpp_reference_by_uuid(w, json_string_value(x), true) == NULL) {
			*bad_r = gpp_wrong("informatieCategorieen", "Object bestaat niet.");
			return false;
		}
	}
	if (complete && (publisher == NULL ? !partial : json_is_null(publisher))) {
		*bad_r = gpp_wrong("publisher", "Dit veld is vereist.");
		return false;
	}
	responsible = json_object_get(body, "verantwoordelijke");
	for (i = 0; i < 2; i++) {
		x = i == 0 ? publisher : responsible;
		if (x == NULL || json_is_null(x))
			continue;
		r = json_is_string(x) ? gpp_reference_by_uuid(w, json_string_value(x), false) : NULL;
		if (r == NULL || !r->active) {
			*bad_r = gpp_wrong(i == 0 ? "publisher" : "verantwoordelijke", "Object bestaat niet.");
			return false;
		}
	}
	return true;
}

/* A topic of this world; they are made in the admin, and set.subjects says how many there are. */
static inline void
gpp_subject_uuid(const struct gpp_world *w, unsigned i, char out[37])
{
	gpp_uuid(out, "subject", w->name, i);
}

/* NULL, or the answer to fields that are not as they must be. */
static inline const char *
gpp_extras_wrong(const struct gpp_world *w, const json_t *body)
{
	const json_t *group = json_object_get(body, "eigenaarGroep"), *list = json_object_get(body, "onderwerpen"), *x;
	const char *nomination = gpp_text(body, "archiefnominatie");
	size_t i;

	if (group != NULL && (gpp_text(group, "identifier")[0] == '\0' || gpp_text(group, "weergaveNaam")[0] == '\0' ||
	    gpp_text(group, "identifier")[strspn(gpp_text(group, "identifier"),
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")] != '\0'))
		return "eigenaarGroep";
	if (nomination[0] != '\0' && strcmp(nomination, "blijvend_bewaren") != 0 && strcmp(nomination, "vernietigen") != 0)
		return "archiefnominatie";
	if (strlen(gpp_text(body, "bronBewaartermijn")) > 4 * 255)
		return "bronBewaartermijn";
	json_array_foreach(list, i, x) {
		char uuid[37];
		bool there = false;

		for (unsigned k = 1; k <= w->set.subjects && !there; k++) {
			gpp_subject_uuid(w, k, uuid);
			there = json_is_string(x) && strcmp(json_string_value(x), uuid) == 0;
		}
		if (!there)
			return "onderwerpen";
	}
	return NULL;
}

static inline struct gpp_reply
gpp_subjects(const struct gpp_world *w, const json_t *query)
{
	json_t *all = json_array();

	for (unsigned i = 1; i <= w->set.subjects; i++) {
		char uuid[37], title[64];

		gpp_subject_uuid(w, i, uuid);
		(void)snprintf(title, sizeof title, "Onderwerp %u", i);
		json_push(all,
		    json_pack("{s:s,s:s,s:s,s:s,s:[],s:s,s:b,s:o,s:o}", "uuid", uuid, "officieleTitel", title, "omschrijving", "",
			"afbeelding", "https://bank.example.nl/media/onderwerp.png", "publicaties", "publicatiestatus",
			"gepubliceerd", "promoot", 0, "registratiedatum", gpp_instant(i), "laatstGewijzigdDatum",
			gpp_instant(i)));
	}
	return gpp_page(all, query);
}

static inline void
gpp_publish(struct gpp_world *w, struct gpp_publication *p)
{
	p->became_public++;
	/* What was sent before is overwritten (contract 6). */
	json_put(p->j, "bronBewaartermijn", json_string(""));
	json_put(p->j, "selectiecategorie", json_string(""));
	json_put(p->j, "archiefnominatie", json_string("blijvend_bewaren"));
	json_put(p->j, "archiefactiedatum", json_string("2036-01-01"));
	json_put(p->j, "toelichtingBewaartermijn", json_string(""));
	json_put(p->j, "gepubliceerdOp", gpp_instant(w->seq));
	for (size_t i = 0; i < w->ndocs; i++) {
		struct gpp_document *d = &w->docs[i];

		if (&w->pubs[d->publication] == p && gpp_is(d->j, "publicatiestatus", "concept"))
			json_put(d->j, "publicatiestatus", json_string("gepubliceerd"));
	}
}

static inline struct gpp_reply
gpp_publication_post(struct gpp_world *w, const json_t *body)
{
	const char *status = json_object_get(body, "publicatiestatus") == NULL ? "gepubliceerd"
									       : gpp_text(body, "publicatiestatus");
	bool public = strcmp(status, "gepubliceerd") == 0;
	struct gpp_publication *p;
	struct gpp_reply bad;
	const char *wrong;

	if (!public && strcmp(status, "concept") != 0)
		return gpp_wrong("publicatiestatus", "Ongeldige keuze.");
	if (!gpp_title_fine(body, true, &bad) || !gpp_references_fine(w, body, public, false, &bad))
		return bad;
	if ((wrong = gpp_kenmerken_wrong(json_object_get(body, "kenmerken"))) != NULL)
		return gpp_wrong("kenmerken", wrong);
	if ((wrong = gpp_extras_wrong(w, body)) != NULL)
		return gpp_wrong(wrong, "GEHEIM");
	w->pubs = gpp_grow(w->pubs, w->npubs, &w->cpubs, sizeof *w->pubs);
	p = &w->pubs[w->npubs++];
	w->seq++;
	gpp_uuid(p->uuid, "publication", w->name, w->seq);
	p->j = json_pack("{s:s,s:[],s:[],s:n,s:n,s:n,s:s,s:s}", "uuid", p->uuid, "informatieCategorieen", "kenmerken",
	    "publisher", "gepubliceerdOp", "ingetrokkenOp", "urlPublicatieIntern", "", "urlPublicatieExtern", "");
	(void)json_object_update_new(p->j, json_pack("{s:n,s:n,s:[],s:[],s:s,s:s,s:n,s:n,s:n,s:s,s:s,s:s,s:n,s:s}",
	    "verantwoordelijke", "opsteller", "onderwerpen", "diWooInformatieCategorieen", "verkorteTitel", "", "omschrijving",
	    "", "eigenaarGroep", "datumBeginGeldigheid", "datumEindeGeldigheid", "bronBewaartermijn", "", "selectiecategorie",
	    "", "archiefnominatie", "", "archiefactiedatum", "toelichtingBewaartermijn", ""));
	json_put(p->j, "eigenaar", gpp_owner());
	json_put(p->j, "laatstGewijzigdDatum", gpp_instant(w->seq));
	gpp_take(p->j, body, gpp_publication_fields);
	json_put(p->j, "publicatiestatus", json_string(status));
	json_put(p->j, "registratiedatum", gpp_instant(w->seq));
	if (public)
		gpp_publish(w, p);
	return gpp_plain(201, json_deep_copy(p->j));
}

static inline void
gpp_withdraw(struct gpp_world *w, const struct gpp_publication *p)
{
	json_put(p->j, "ingetrokkenOp", gpp_instant(w->seq));
	for (size_t i = 0; i < w->ndocs; i++) {
		if (&w->pubs[w->docs[i].publication] == p && gpp_is(w->docs[i].j, "publicatiestatus", "gepubliceerd"))
			json_put(w->docs[i].j, "publicatiestatus", json_string("ingetrokken"));
	}
}

static inline struct gpp_reply
gpp_publication_change(struct gpp_world *w, struct gpp_publication *p, const json_t *body, bool partial)
{
	char was[32];
	const char *to = json_object_get(body, "publicatiestatus") == NULL ? gpp_text(p->j, "publicatiestatus")
									   : gpp_text(body, "publicatiestatus");
	bool publish, withdraw;
	const char *wrong;
	struct gpp_reply bad;

	(void)snprintf(was, sizeof was, "%s", gpp_text(p->j, "publicatiestatus"));
	if (strcmp(was, "ingetrokken") == 0)
		return gpp_wrong("nonFieldErrors", "Je kan een ingetrokken publicatie niet aanpassen.");
	publish = strcmp(was, "concept") == 0 && strcmp(to, "gepubliceerd") == 0;
	withdraw = strcmp(was, "gepubliceerd") == 0 && strcmp(to, "ingetrokken") == 0;
	if (!publish && !withdraw && strcmp(was, to) != 0)
		return gpp_wrong("publicatiestatus", "Het wijzigen van de status is niet toegestaan.");
	if (!gpp_title_fine(body, !partial, &bad) ||
	    !gpp_references_fine(w, body, strcmp(to, "concept") != 0, partial, &bad))
		return bad;
	if ((wrong = gpp_kenmerken_wrong(json_object_get(body, "kenmerken"))) != NULL)
		return gpp_wrong("kenmerken", wrong);
	if ((wrong = gpp_extras_wrong(w, body)) != NULL)
		return gpp_wrong(wrong, "GEHEIM");
	/* Partial validation skips what is absent, and the database refuses it later. */
	if (publish && ((json_object_get(body, "publisher") == NULL && json_is_null(json_object_get(p->j, "publisher"))) ||
	    (json_object_get(body, "informatieCategorieen") == NULL &&
	    json_array_size(json_object_get(p->j, "informatieCategorieen")) == 0)))
		return gpp_broken();
	w->seq++;
	gpp_take(p->j, body, gpp_publication_fields);
	json_put(p->j, "publicatiestatus", json_string(strcmp(to, "gepubliceerd") == 0 ? "gepubliceerd"
	    : strcmp(to, "concept") == 0 ? "concept" : "ingetrokken"));
	json_put(p->j, "laatstGewijzigdDatum", gpp_instant(w->seq));
	if (publish)
		gpp_publish(w, p);
	if (withdraw)
		gpp_withdraw(w, p);
	return gpp_plain(200, json_deep_copy(p->j));
}

static inline void
gpp_document_bury(struct gpp_document *d)
{
	d->dead = true;
	free(d->p);
	d->p = NULL;
}

static inline struct gpp_reply
gpp_publication_delete(struct gpp_world *w, struct gpp_publication *p)
{
	p->dead = true;
	for (size_t i = 0; i < w->ndocs; i++) {
		if (&w->pubs[w->docs[i].publication] == p)
			gpp_document_bury(&w->docs[i]);
	}
	return gpp_plain(204, NULL);
}

/* A comma-separated list of statuses holds this one; an absent list holds all. */
static inline bool
gpp_listed(const json_t *query, const char *name, const char *value)
{
	struct str rest = str_of(gpp_text(query, name)), part;

	if (rest.n == 0)
		return true;
	while (str_next(&rest, ',', &part)) {
		if (str_eq(part, str_of(value)))
			return true;
	}
	return false;
}

/* The two filters are separate joins: how many rows each of them makes. */
static inline size_t
gpp_joins(const struct gpp_publication *p, const json_t *query)
{
	const char *k = gpp_text(query, "kenmerk"), *b = gpp_text(query, "bron");
	size_t ks = 0, bs = 0, i;
	const json_t *x;

	json_array_foreach(json_object_get(p->j, "kenmerken"), i, x) {
		ks += gpp_is(x, "kenmerk", k);
		bs += gpp_is(x, "bron", b);
	}
	return (k[0] == '\0' ? 1 : ks) * (b[0] == '\0' ? 1 : bs);
}

static inline struct gpp_reply
gpp_publications(struct gpp_world *w, const json_t *query)
{
	json_t *all = json_array();

	/* -registratiedatum */
	for (size_t i = w->npubs; i-- > 0;) {
		const struct gpp_publication *p = &w->pubs[i];
		size_t rows = p->dead ? 0 : gpp_joins(p, query);

		if (!gpp_listed(query, "publicatiestatus", gpp_text(p->j, "publicatiestatus")))
			continue;
		if (rows > 1 && w->set.doubles == 0 && gpp_text(query, "publicatiestatus")[0] != '\0')
			rows = 1;
		for (; rows > 0; rows--)
			json_push(all, json_deep_copy(p->j));
	}
	return gpp_page(all, query);
}

#endif
