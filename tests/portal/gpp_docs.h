/* SPDX-License-Identifier: EUPL-1.2 */
/* gpp_docs.h - the documents and parts of a fake GPP-publicatiebank, and the routes of its API. */
#ifndef GPP_DOCS_H
#define GPP_DOCS_H

#include "gpp_world.h"

static const char *const gpp_document_fields[] = { "officieleTitel", "verkorteTitel", "omschrijving", "creatiedatum",
	"ontvangstdatum", "datumOndertekend", "kenmerken", "eigenaar", NULL };
static const char *const gpp_document_made[] = { "publicatie", "bestandsnaam", "bestandsformaat", "bestandsomvang",
	"identifier", NULL };

static inline struct gpp_document *
gpp_document(struct gpp_world *w, const char *uuid)
{
	for (size_t i = 0; i < w->ndocs; i++) {
		if (!w->docs[i].dead && strcmp(w->docs[i].uuid, uuid) == 0)
			return &w->docs[i];
	}
	return NULL;
}

static inline bool
gpp_strippable(const struct gpp_document *d)
{
	const char *f = gpp_text(d->j, "bestandsformaat");

	return strcmp(f, "application/pdf") == 0 || strcmp(f, "text/html") == 0 || strcmp(f, "application/zip") == 0 ||
	    strncmp(f, "application/vnd.oasis.opendocument.", 35) == 0 ||
	    strncmp(f, "application/vnd.openxmlformats-officedocument.", 46) == 0;
}

static inline void
gpp_complete(struct gpp_world *w, struct gpp_document *d)
{
	d->locked = false;
	d->ready_at = w->set.never != 0 ? INT64_MAX : clock_ms() + (gpp_strippable(d) ? w->set.ready_ms : 0);
	d->stripped = w->set.strip != 0 && gpp_strippable(d);
}

/* Look again: what was being stripped may be ready by now. */
static inline bool
gpp_ready(struct gpp_document *d)
{
	bool ready = !d->locked && clock_ms() >= d->ready_at;

	json_put(d->j, "uploadVoltooid", json_boolean(ready));
	json_put(d->j, "bestandsomvang", json_integer((json_int_t)(d->size + (ready && d->stripped ? 1 : 0))));
	return ready;
}

static inline json_t *
gpp_parts(const struct gpp_world *w, const struct gpp_document *d)
{
	json_t *list = json_array();

	for (unsigned i = 0; i < d->nparts; i++) {
		uint64_t at = (uint64_t)i * w->set.part, n = d->size - at < w->set.part ? d->size - at : w->set.part;
		char uuid[37], url[128];

		gpp_uuid(uuid, "part", d->uuid, i + 1);
		(void)snprintf(url, sizeof url, "http://elders.invalid/api/v2/documenten/%s/bestandsdelen/%s", d->uuid, uuid);
		json_push(list, json_pack("{s:s,s:s,s:i,s:I}", "uuid", uuid, "url", url, "volgnummer", (int)i + 1, "omvang",
		    (json_int_t)n));
	}
	return list;
}

static inline struct gpp_reply
gpp_document_post(struct gpp_world *w, const json_t *body)
{
	const struct gpp_publication *p = gpp_publication(w, gpp_text(body, "publicatie"));
	const char *date = gpp_text(body, "creatiedatum"), *wrong;
	json_int_t size = json_integer_value(json_object_get(body, "bestandsomvang"));
	struct gpp_document *d;
	struct gpp_reply bad;
	json_t *j;

	if (p == NULL)
		return gpp_wrong("publicatie", "Object bestaat niet.");
	if (gpp_is(p->j, "publicatiestatus", "ingetrokken"))
		return gpp_wrong("nonFieldErrors", "De publicatie is ingetrokken.");
	if (!gpp_title_fine(body, true, &bad))
		return bad;
	if (strlen(date) != 10 || date[4] != '-' || date[7] != '-')
		return gpp_wrong("creatiedatum", "Ongeldige datum.");
	if ((wrong = gpp_kenmerken_wrong(json_object_get(body, "kenmerken"))) != NULL)
		return gpp_wrong("kenmerken", wrong);
	if (size < 0 || (uint64_t)size / w->set.part >= GPP_PARTS_MOST)
		return gpp_wrong("bestandsomvang", "Te groot.");
	w->docs = gpp_grow(w->docs, w->ndocs, &w->cdocs, sizeof *w->docs);
	d = &w->docs[w->ndocs++];
	w->seq++;
	gpp_uuid(d->uuid, "document", w->name, w->seq);
	d->publication = (size_t)(p - w->pubs);
	d->size = (uint64_t)size;
	d->nparts = (unsigned)((d->size + w->set.part - 1) / w->set.part);
	d->parts = calloc(d->nparts + 1, 1);
	d->p = malloc(w->set.sink != 0 ? 1 : (size_t)d->size + 1);
	must(d->parts != NULL && d->p != NULL);
	d->locked = true;	/* of no bytes: for ever */
	d->j = json_pack("{s:s,s:[],s:s,s:s,s:i}", "uuid", d->uuid, "kenmerken", "bestandsnaam", "unknown.bin",
	    "bestandsformaat", "unknown", "bestandsomvang", 0);
	(void)json_object_update_new(d->j, json_pack("{s:s,s:s,s:s,s:n,s:n,s:n,s:n,s:o,s:o}", "identifier", "", "verkorteTitel",
	    "", "omschrijving", "", "gepubliceerdOp", "ingetrokkenOp", "ontvangstdatum", "datumOndertekend", "eigenaar",
	    gpp_owner(), "laatstGewijzigdDatum", gpp_instant(w->seq)));
	gpp_take(d->j, body, gpp_document_fields);
	gpp_take(d->j, body, gpp_document_made);
	json_put(d->j, "publicatiestatus", json_deep_copy(json_object_get(p->j, "publicatiestatus")));
	json_put(d->j, "registratiedatum", gpp_instant(w->seq));
	json_put(d->j, "uploadVoltooid", json_false());
	j = json_deep_copy(d->j);
	json_put(j, "aanleveringBestand", json_string("ontvangen"));
	json_put(j, "bestandsdelen", gpp_parts(w, d));
	return gpp_plain(201, j);
}

static inline struct gpp_reply
gpp_document_change(struct gpp_world *w, struct gpp_document *d, const json_t *body)
{
	const json_t *status = json_object_get(body, "publicatiestatus");
	bool withdraw = status != NULL && gpp_is(body, "publicatiestatus", "ingetrokken");
	struct gpp_reply bad;

	if (status != NULL && !gpp_is(d->j, "publicatiestatus", gpp_text(body, "publicatiestatus")) &&
	    (!withdraw || !gpp_is(d->j, "publicatiestatus", "gepubliceerd")))
		return gpp_wrong("publicatiestatus", "Het wijzigen van de status is niet toegestaan.");
	if (!gpp_title_fine(body, false, &bad))
		return bad;
	w->seq++;
	gpp_take(d->j, body, gpp_document_fields);
	if (withdraw)
		json_put(d->j, "publicatiestatus", json_string("ingetrokken"));
	return gpp_plain(200, json_deep_copy(d->j));
}

static inline struct gpp_reply
gpp_document_delete(struct gpp_document *d)
{
	if (d->locked)
		return gpp_detail(500, "Het verwijderen is geweigerd.");
	gpp_document_bury(d);
	return gpp_plain(204, NULL);
}

static inline struct gpp_reply
gpp_download(struct gpp_document *d)
{
	struct gpp_reply r = { .status = 200 };

	if (!gpp_ready(d))
		return gpp_detail(409, "Het document is nog niet compleet.");
	r.n = (size_t)d->size + d->stripped;
	r.bytes = malloc(r.n + 1);
	must(r.bytes != NULL);
	memcpy(r.bytes, d->p, (size_t)d->size);
	if (d->stripped)
		r.bytes[d->size] = '\n';
	r.format = strdup(gpp_text(d->j, "bestandsformaat"));
	return r;
}

/* By title, then date; what is equal in both stands in another order after every fifth list. */
static inline int
gpp_order(const struct gpp_document *a, const struct gpp_document *b, const char *sort, uint64_t lists)
{
	int c = strncmp(sort, "officiele_titel", 15) == 0
	    ? strcmp(gpp_text(a->j, "officieleTitel"), gpp_text(b->j, "officieleTitel")) : 0;

	if (c == 0)
		c = strcmp(gpp_text(a->j, "creatiedatum"), gpp_text(b->j, "creatiedatum"));
	if (c == 0)
		c = memcmp(a->uuid + lists / 5 % 8, b->uuid + lists / 5 % 8, 28);
	return c;
}

static inline struct gpp_reply
gpp_documents(struct gpp_world *w, const json_t *query)
{
	const char *of = gpp_text(query, "publicatie"), *ready = gpp_text(query, "isGereedVoorPublicatie");
	struct gpp_document **v = calloc(w->ndocs + 1, sizeof(struct gpp_document *));
	json_t *all = json_array();
	size_t n = 0;

	must(v != NULL);
	w->lists++;
	if (w->set.strict != 0 && of[0] != '\0' && gpp_publication(w, of) == NULL) {
		free(v);
		json_decref(all);
		return gpp_wrong("publicatie", "Object bestaat niet.");
	}
	for (size_t i = 0; i < w->ndocs; i++) {
		struct gpp_document *d = &w->docs[i];
		bool is = !d->dead && gpp_ready(d);
		size_t k = n;

		if (d->dead || (of[0] != '\0' && strcmp(w->pubs[d->publication].uuid, of) != 0) ||
		    (ready[0] != '\0' && is != (strcmp(ready, "true") == 0)) ||
		    !gpp_listed(query, "publicatiestatus", gpp_text(d->j, "publicatiestatus")))
			continue;
		for (; k > 0 && gpp_order(v[k - 1], d, gpp_text(query, "sorteer"), w->lists) > 0; k--)
			v[k] = v[k - 1];
		v[k] = d;
		n++;
	}
	for (size_t i = 0; i < n; i++)
		json_push(all, json_deep_copy(v[i]->j));
	free(v);
	return gpp_page(all, query);
}

/* How long the file in a multipart body is that was not kept: what came, without the head and the last boundary. */
static inline size_t
gpp_sunk(const struct gpp_request *q)
{
	const char *head = q->n == 0 ? NULL : memmem(q->p, q->n, "\r\n\r\n", 4);
	size_t around = head == NULL ? 0 : (size_t)(head - q->p) + 4 + 8 + strlen(q->boundary);

	return around == 0 || q->came < around ? 0 : (size_t)(q->came - around);
}

/* The one file field `inhoud` of a multipart body; false: there is none with a file name. */
static inline bool
gpp_multipart(const struct gpp_request *q, const char **p_r, size_t *n_r)
{
	char line[128];
	size_t k = (size_t)snprintf(line, sizeof line, "\r\n--%s", q->boundary);
	const char *head = q->n == 0 ? NULL : memmem(q->p, q->n, "\r\n\r\n", 4), *end;
	size_t h = head == NULL ? 0 : (size_t)(head - q->p);

	if (head == NULL || k >= sizeof line || memmem(q->p, h, "name=\"inhoud\"", 13) == NULL ||
	    memmem(q->p, h, "filename=\"", 10) == NULL || memmem(q->p, h, "filename=\"\"", 11) != NULL)
		return false;
	*p_r = head + 4;
	end = memmem(*p_r, q->n - h - 4, line, k);
	if (end == NULL)
		return false;
	*n_r = (size_t)(end - *p_r);
	return true;
}

static inline struct gpp_reply
gpp_part_put(struct gpp_world *w, struct gpp_document *d, const char *part, const struct gpp_request *q)
{
	const char *p = NULL;
	size_t n = 0, at, want;
	unsigned i;
	char uuid[37];

	if (q->boundary == NULL)
		return gpp_detail(415, "Ongeldig mediatype.");
	if (w->set.sink != 0)
		n = gpp_sunk(q);
	else if (!gpp_multipart(q, &p, &n))
		n = 0;
	if (n == 0)
		return gpp_wrong("inhoud", "Het ingediende bestand is leeg.");
	for (i = 0; i < d->nparts; i++) {
		gpp_uuid(uuid, "part", d->uuid, i + 1);
		if (strcmp(uuid, part) == 0)
			break;
	}
	if (i == d->nparts || !d->locked)
		return gpp_broken();
	at = (size_t)i * (size_t)w->set.part;
	want = (size_t)d->size - at < w->set.part ? (size_t)d->size - at : w->set.part;
	if (n != want)
		return gpp_plain(400, json_pack("{s:s,s:s,s:s,s:[{s:s,s:s,s:s}]}", "code", "invalid", "title",
		    "Ongeldige invoerwaarde.", "status", "400", "invalidParams", "name", "nonFieldErrors", "code",
		    "file-size", "reason", "GEHEIM"));
	if (p != NULL)
		memcpy(d->p + at, p, n);
	d->have += d->parts[i] == 0;
	d->parts[i] = 1;
	if (d->have == d->nparts)
		gpp_complete(w, d);
	return gpp_plain(200, json_pack("{s:b}", "documentUploadVoltooid", !d->locked));
}

static inline struct gpp_reply
gpp_route_document(struct gpp_world *w, const struct gpp_request *q, const char *path, const json_t *body)
{
	char uuid[37] = "";
	struct gpp_document *d;

	if (strlen(path) < 36)
		return gpp_detail(404, "Niet gevonden.");
	memcpy(uuid, path, 36);
	d = gpp_document(w, uuid);
	if (d == NULL)
		return gpp_detail(404, "Niet gevonden.");
	path += 36;
	if (strcmp(path, "/download") == 0 && q->method == GM_GET)
		return gpp_download(d);
	if (strncmp(path, "/bestandsdelen/", 15) == 0 && q->method == GM_PUT)
		return gpp_part_put(w, d, path + 15, q);
	if (*path != '\0')
		return gpp_detail(404, "Niet gevonden.");
	if (q->method == GM_GET) {
		(void)gpp_ready(d);
		return gpp_plain(200, json_deep_copy(d->j));
	}
	if (q->method == GM_DELETE)
		return gpp_document_delete(d);
	return gpp_document_change(w, d, body);
}

static inline struct gpp_reply
gpp_route_publication(struct gpp_world *w, const struct gpp_request *q, const char *uuid, const json_t *body)
{
	struct gpp_publication *p = gpp_publication(w, uuid);

	if (p == NULL)
		return gpp_detail(404, "Niet gevonden.");
	if (q->method == GM_GET)
		return gpp_plain(200, json_deep_copy(p->j));
	if (q->method == GM_DELETE)
		return gpp_publication_delete(w, p);
	return gpp_publication_change(w, p, body, q->method == GM_PATCH);
}

/* The head of the OpenAPI document; the version has a tail when it is served (contract 1). */
static inline struct gpp_reply
gpp_contract(const struct gpp_world *w)
{
	unsigned v = w->set.version == 0 ? 20100 : w->set.version;
	char text[64];

	(void)snprintf(text, sizeof text, "%u.%u.%u (1)", v / 10000, v / 100 % 100, v % 100);
	return gpp_plain(200, json_pack("{s:s,s:{s:s}}", "openapi", "3.0.3", "info", "version", text));
}

static inline struct gpp_reply
gpp_route(struct gpp_world *w, const struct gpp_request *q, const json_t *body)
{
	const char *path = q->path;
	bool list = q->method == GM_GET, post = q->method == GM_POST;

	if (strcmp(path, "") == 0 && list)
		return gpp_contract(w);
	if (strcmp(path, "informatiecategorieen") == 0 && list)
		return gpp_references(w, q->query, true);
	if (strcmp(path, "organisaties") == 0 && list)
		return gpp_references(w, q->query, false);
	if (strcmp(path, "onderwerpen") == 0 && list)
		return gpp_subjects(w, q->query);
	if (strcmp(path, "publicaties") == 0 && (list || post))
		return list ? gpp_publications(w, q->query) : gpp_publication_post(w, body);
	if (strcmp(path, "documenten") == 0 && (list || post))
		return list ? gpp_documents(w, q->query) : gpp_document_post(w, body);
	if (strncmp(path, "publicaties/", 12) == 0)
		return gpp_route_publication(w, q, path + 12, body);
	if (strncmp(path, "documenten/", 11) == 0)
		return gpp_route_document(w, q, path + 11, body);
	return gpp_detail(404, "Niet gevonden.");
}

/* What the request does and what it is answered.  The caller holds the lock, and frees what is in the reply. */
static inline struct gpp_reply
gpp_apply(struct gpp_world *w, const struct gpp_request *q)
{
	bool reads = q->method == GM_GET || q->method == GM_DELETE;
	AUTO_JSON body = NULL;
	struct gpp_reply r;

	if (!reads && q->boundary == NULL) {
		if (!q->json)
			return gpp_detail(415, "Ongeldig mediatype.");
		body = json_loadb(q->p == NULL ? "" : q->p, q->n, 0, NULL);
		if (!json_is_object(body))
			return gpp_detail(400, "JSON parse fout");
	}
	r = gpp_route(w, q, body);
	if (q->method != GM_GET && r.status < 300)
		w->applied[q->method]++;
	return r;
}

static inline void
gpp_reply_free(struct gpp_reply *r)
{
	json_decref(r->j);
	free(r->bytes);
	free(r->format);
}

static inline void
gpp_request_free(struct gpp_request *q)
{
	json_decref(q->query);
	free(q->boundary);
	free(q->p);
}

static inline void
gpp_world_empty(struct gpp_world *w)
{
	for (size_t i = 0; i < w->npubs; i++)
		json_decref(w->pubs[i].j);
	for (size_t i = 0; i < w->ndocs; i++) {
		json_decref(w->docs[i].j);
		free(w->docs[i].p);
		free(w->docs[i].parts);
	}
	for (size_t i = 0; i < w->nrefs; i++)
		free(w->refs[i].uri);
	free(w->pubs);
	free(w->docs);
	free(w->refs);
	free(w->rules);
}

static inline json_t *
gpp_sha(const char *p, size_t n)
{
	struct arena *own = arena_new("sha", KIB(64));
	struct str hex = digest_hex(own, digest_of((struct str){ p == NULL ? "" : p, n }));
	json_t *j = json_of_str(hex);

	arena_free(own);
	return j;
}

/* Everything a test may want to know of a world, as GET /<world>/__state gives it. */
static inline json_t *
gpp_state(struct gpp_world *w)
{
	static const char *const names[GM__COUNT] = { "GET", "POST", "PATCH", "PUT", "DELETE" };
	json_t *pubs = json_array(), *docs = json_array(), *asked = json_object(), *effects = json_object();
	int struck = 0;		/* lines of its script that had their request */

	for (size_t i = 0; i < w->npubs; i++) {
		const struct gpp_publication *p = &w->pubs[i];

		json_push(pubs, json_pack("{s:s,s:O,s:O,s:O,s:O*,s:O*,s:O*,s:O*,s:O*,s:i,s:b}", "uuid", p->uuid, "status",
		    json_object_get(p->j, "publicatiestatus"), "kenmerken", json_object_get(p->j, "kenmerken"), "title",
		    json_object_get(p->j, "officieleTitel"), "omschrijving", json_object_get(p->j, "omschrijving"), "group",
		    json_object_get(p->j, "eigenaarGroep"), "archive", json_object_get(p->j, "archiefnominatie"), "archived",
		    json_object_get(p->j, "archiefactiedatum"), "subjects", json_object_get(p->j, "onderwerpen"), "public", (int)p->became_public, "deleted", p->dead));
	}
	for (size_t i = 0; i < w->ndocs; i++) {
		struct gpp_document *d = &w->docs[i];
		bool whole = !d->dead && !d->locked;
		json_t *j = json_pack("{s:s,s:s,s:O,s:O,s:I,s:b,s:b,s:b}", "uuid", d->uuid, "publication",
		    w->pubs[d->publication].uuid, "kenmerken", json_object_get(d->j, "kenmerken"), "status",
		    json_object_get(d->j, "publicatiestatus"), "bytes", (json_int_t)d->size, "whole", whole, "ready",
		    whole && gpp_ready(d), "deleted", d->dead);

		if (whole && w->set.sink == 0)
			json_put(j, "sha256", gpp_sha(d->p, (size_t)d->size));
		json_push(docs, j);
	}
	for (int i = 0; i < GM__COUNT; i++) {
		json_put_num(asked, names[i], w->asked[i]);
		if (i != GM_GET)
			json_put_num(effects, names[i], w->applied[i]);
	}
	for (size_t i = 0; i < w->nrules; i++)
		struck += w->rules[i].nth != 0 && w->rules[i].seen >= w->rules[i].nth;
	return json_pack("{s:o,s:o,s:o,s:o,s:i,s:i,s:i,s:i,s:i,s:i}", "publications", pubs, "documents", docs, "asked", asked,
	    "effects", effects, "refused", (int)w->refused, "keyless", (int)w->keyless, "reused", (int)w->reused,
	    "nonascii", (int)w->nonascii, "pending", (int)w->pending, "struck", struck);
}

#endif
