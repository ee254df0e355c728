/* SPDX-License-Identifier: EUPL-1.2 */
/* plan.c - what is to be public of a dossier: the same in a rehearsal, in a run, and at the portal. */
#include "plan.h"

#include "base/mask.h"
#include "base/path.h"
#include "base/series.h"
#include "base/utf8.h"
#include "identify/kinds.h"

#include "base/banned.h"

#define SLUG_MOST	60		/* of the organisation's folder in the name of a bundle */
#define ID_SHOWN	8		/* letters of a document's id in its public name */

/* A folder's name may hold a citizen's, and a title may change: the public name is neither, and stays. */
struct str
plan_bundle_name(const struct dossier *d, struct arena *mem)
{
	struct str slug = path_slug(mem, d->org->key, SLUG_MOST), id = uuid_text(mem, dossier_uuid(d));

	return str_fmt(mem, "%.*s-%.*s.%s", STRF(slug), STRF(id), pack_name(d->pack));
}

static const struct value *
first(const struct record *r, enum field f)
{
	return r->f[f].n == 0 ? NULL : &r->f[f].v[0];
}

static json_t *
of_value(const struct value *v)
{
	json_t *j = json_object();

	json_put_str(j, "uri", v->uri);
	json_put_str(j, "label", v->text);
	return j;
}

static void
put_value(json_t *j, const char *name, const struct record *r, enum field f)
{
	if (first(r, f) != NULL)
		json_put(j, name, of_value(first(r, f)));
}

static void
put_text(json_t *j, const char *name, const struct record *r, enum field f)
{
	if (first(r, f) != NULL)
		json_put_str(j, name, first(r, f)->text);
}

static void
put_bytes(json_t *j, const struct artefact *a, struct arena *mem)
{
	json_put_str(j, "sha256", digest_hex(mem, a->sha256));
	json_put_num(j, "bytes", (int64_t)a->size);
}

/* The first extension of its media type; what is a text without more is no table. */
static struct str
extension(struct str type)
{
	const struct kind *k = kind_find(type);
	struct str all = str_of(k == NULL ? "" : k->extensions), ext = STR_NONE;

	(void)str_next(&all, ' ', &ext);
	return ext;
}

struct str
plan_public_name(struct str org, struct str id, struct str media_type, struct arena *mem)
{
	struct str ext = extension(media_type);
	struct str name =
	    str_fmt(mem, "%.*s-%.*s", STRF(path_slug(mem, org, SLUG_MOST)), STRF(str_sub(id, 0, ID_SHOWN)));

	return ext.n == 0 ? name : str_fmt(mem, "%.*s.%.*s", STRF(name), STRF(ext));
}

json_t *
plan_of_document(const struct dossier *d, const struct document *x, struct arena *mem)
{
	json_t *j = json_object();

	json_put_str(j, "id", uuid_text(mem, document_uuid(d, x)));
	put_text(j, "title", &x->record, MD_OFFICIELE_TITEL);
	json_put_str(j, "file", utf8_show(mem, path_base(x->path)));
	json_put_str(
	    j, "public", plan_public_name(d->org->key, uuid_text(mem, document_uuid(d, x)), x->media_type, mem));
	json_put_str(j, "format", x->media_type);
	put_text(j, "date", &x->record, MD_CREATIEDATUM);
	put_bytes(j, &x->have[A_ORIGINAL], mem);
	return j;
}

/* Values of one own field, a comma between each two. */
static struct str
own_field(const struct record *r, struct str key, struct arena *mem)
{
	struct str all = STR_NONE;
	unsigned group = 0;

	for (size_t i = 0; i < r->f[MD_KEY].n; i++) {
		if (str_eq(r->f[MD_KEY].v[i].text, key))
			group = r->f[MD_KEY].v[i].group;
	}
	for (size_t i = 0; group != 0 && i < r->f[MD_VALUE].n; i++) {
		struct str one = r->f[MD_VALUE].v[i].text;

		if (r->f[MD_VALUE].v[i].group == group)
			all = all.n == 0 ? one : str_fmt(mem, "%.*s, %.*s", STRF(all), STRF(one));
	}
	return all;
}

static json_t *
of_notice(const struct dossier *d, const struct notice *n, struct arena *mem)
{
	json_t *j = json_object();

	json_put_str(j, "id", uuid_text(mem, notice_uuid(d, n)));
	put_text(j, "title", &n->record, MD_OFFICIELE_TITEL);
	put_text(j, "date", &n->record, MD_CREATIEDATUM);
	json_put_str(j, "grounds", own_field(&n->record, str_of(say_name(SAY_GROUND)), mem));
	return j;
}

struct str
plan_told(const struct notice *n, struct arena *mem)
{
	const struct value *title = first(&n->record, MD_OFFICIELE_TITEL);

	return str_fmt(mem, _("Niet openbaar: %.*s (Woo, artikel %.*s)."), STRF(title == NULL ? STR_NONE : title->text),
	    STRF(own_field(&n->record, str_of(say_name(SAY_GROUND)), mem)));
}

void
plan_describe(struct buf *b, struct str text)
{
	if (b->n != 0)
		buf_addc(b, '\n');
	buf_add(b, text);
}

static struct str
description(const struct dossier *d, const struct record *r, struct arena *mem)
{
	struct buf b;

	buf_init(&b, mem, PLAN_TEXT_MOST);
	if (r->f[MD_OMSCHRIJVING].n != 0)
		plan_describe(&b, first(r, MD_OMSCHRIJVING)->text);
	for (size_t i = 0; i < d->nnotices; i++)
		plan_describe(&b, plan_told(&d->notices[i], mem));
	must(!b.cut);
	return b.n == 0 ? STR_NONE : buf_str(&b);
}

static void
put_archive(json_t *j, const char *name, const struct statements *said, enum say what, struct arena *mem)
{
	const struct statement *s = statement_best(said, what);

	if (s != NULL)
		json_put_str(j, name, what == SAY_ARCHIVED ? date_iso(mem, s->date) : mask_personal(mem, s->text));
}

json_t *
plan_archive(const struct dossier *d, struct arena *mem)
{
	json_t *j = json_object();

	put_archive(j, "source", &d->said, SAY_SELECTION_LIST, mem);
	put_archive(j, "category", &d->said, SAY_SELECTION, mem);
	put_archive(j, "nomination", &d->said, SAY_NOMINATION, mem);
	put_archive(j, "date", &d->said, SAY_ARCHIVED, mem);
	put_archive(j, "note", &d->said, SAY_RETENTION_NOTE, mem);
	if (json_object_size(j) != 0)
		return j;
	json_decref(j);
	return NULL;
}

json_t *
plan_subjects(const struct dossier *d, struct arena *mem)
{
	const struct statement *s;
	json_t *list = NULL;

	for (size_t i = 0; (s = statement_next(&d->said, SAY_SUBJECT, &i)) != NULL;) {
		json_t *one = json_object();

		list = list == NULL ? json_array() : list;
		json_put_str(one, "label", mask_personal(mem, s->text));
		json_push(list, one);
	}
	return list;
}

static json_t *
taken_json(const struct taken_doc *t, struct arena *mem)
{
	json_t *j = json_object(), *reason = json_object();

	json_put_str(reason, "uri", t->reason);
	json_put_str(reason, "label", t->label);
	json_put_str(j, "at", time_rfc3339(mem, t->at));
	json_put(j, "reason", reason);
	json_put_str(j, "explanation", mask_personal(mem, t->explanation));
	return j;
}

/* What was taken back of it: a page may tell that. */
static void
put_taken(json_t *j, const struct dossier *d, struct arena *mem)
{
	json_t *list;

	if (d->ntaken == 0)
		return;
	list = json_array();
	for (size_t i = 0; i < d->ntaken; i++) {
		json_t *one = taken_json(&d->taken[i], mem);

		json_put_str(one, "id", uuid_text(mem, d->taken[i].id));
		json_put(one, "replaced", json_boolean(d->taken[i].replaced));
		json_push(list, one);
	}
	json_put(j, "taken", list);
}

static void
put_if(json_t *j, const char *name, json_t *value)
{
	if (value != NULL)
		json_put(j, name, value);
}

/* All but its documents. */
static json_t *
head_of(const struct dossier *d, struct arena *mem)
{
	const struct record *r = dossier_record(d);
	json_t *j = json_object(), *categories = json_array(), *bundle = json_object();
	json_t *notices = json_array();

	json_put_str(j, "id", uuid_text(mem, dossier_uuid(d)));
	json_put_str(j, "source", S(PLAN_SOURCE));
	if (r != NULL) {
		put_text(j, "title", r, MD_OFFICIELE_TITEL);
		json_put_str(j, "description", description(d, r, mem));
		put_value(j, "publisher", r, MD_PUBLISHER);
		put_value(j, "responsible", r, MD_VERANTWOORDELIJKE);
		for (size_t i = 0; i < r->f[MD_INFORMATIECATEGORIE].n; i++)
			json_push(categories, of_value(&r->f[MD_INFORMATIECATEGORIE].v[i]));
	}
	json_put(j, "categories", categories);
	put_if(j, "subjects", plan_subjects(d, mem));
	put_if(j, "archive", plan_archive(d, mem));
	json_put_str(bundle, "name", plan_bundle_name(d, mem));
	if ((d->have_set & A_BIT(A_BUNDLE)) != 0)
		put_bytes(bundle, &d->have[A_BUNDLE], mem);
	json_put(j, "bundle", bundle);
	for (size_t i = 0; i < d->nnotices; i++)
		json_push(notices, of_notice(d, &d->notices[i], mem));
	put_taken(j, d, mem);
	if (d->nnotices != 0)
		json_put(j, "notices", notices);
	else
		json_decref(notices);
	return j;
}

json_t *
plan_of(const struct dossier *d, struct arena *mem)
{
	json_t *j = head_of(d, mem), *docs = json_array();

	for (size_t i = 0; i < d->ndocs; i++) {
		if (document_goes_out(&d->docs[i]))
			json_push(docs, plan_of_document(d, &d->docs[i], mem));
	}
	json_put(j, "documents", docs);
	return j;
}

int
plan_place(const struct dossier *d, size_t doc)
{
	int n = 0;

	for (size_t i = 0; i < doc; i++)
		n += document_goes_out(&d->docs[i]);
	return n;
}

static void
take(void *user, struct str piece)
{
	hash_add(user, piece.p, piece.n);
}

/* A document at a time, since there may be many: their text is a third of what they are as a tree. */
struct str
plan_digest(const struct dossier *d, struct arena *mem)
{
	AUTO_SERIES s = series_new("documents", NULL, NULL);
	struct hash *h = hash_new();
	struct mark mark = arena_mark(mem);
	struct err none;

	series_set_head(s, head_of(d, mem));
	arena_rewind(mem, mark);
	for (size_t i = 0; i < d->ndocs; i++) {
		AUTO_JSON one = document_goes_out(&d->docs[i]) ? plan_of_document(d, &d->docs[i], mem) : NULL;

		if (one != NULL)
			series_add(s, one);
		arena_rewind(mem, mark);
	}
	must(series_each(s, take, h, &none) == 0); /* all of it is in memory */
	return digest_hex(mem, hash_end(h));
}

json_t *
plan_was_public(struct uuid dossier, struct str org, const json_t *doc, struct arena *mem)
{
	struct str raw = json_str(doc, "path"), sha256 = json_str(doc, "sha256"), id;
	enum doc_role role;
	json_t *j;

	if (role_find(json_str(doc, "role"), &role) != 0 || !document_goes_out(&(struct document){ .role = role }) ||
	    (json_str(doc, "raw").p != NULL && utf8_raw(mem, json_str(doc, "raw"), &raw) != 0) || sha256.n == 0)
		return NULL;
	id = uuid_text(mem, document_uuid_of(dossier, raw, sha256));
	j = json_object();
	json_put_str(j, "id", id);
	json_put_str(j, "public", plan_public_name(org, id, json_str(doc, "media_type"), mem));
	json_put_str(j, "format", json_str(doc, "media_type"));
	json_put_str(j, "sha256", sha256);
	json_put_num(j, "bytes", 0);
	return j;
}

static struct str
first_of(const json_t *doc, enum field f)
{
	return json_str(json_array_get(json_list(json_map(doc, "metadata"), field_element(f)), 0), "value");
}

json_t *
plan_withdrawn(struct uuid id, struct str org, struct str name, const struct taken_doc *t, const json_t *account, struct arena *mem)
{
	json_t *j = json_object(), *docs = json_array(), *bundle = json_object(), *one, *public;
	size_t i;

	json_put_str(j, "id", uuid_text(mem, id));
	json_put_str(j, "source", S(PLAN_SOURCE));
	json_put_str(bundle, "name", name);
	json_put(j, "bundle", bundle);
	json_array_foreach (json_list(account, "documents"), i, one) {
		public = plan_was_public(id, org, one, mem);
		if (public != NULL)
			json_push(docs, public);
		if (!str_eq(json_str(one, "role"), str_of(role_name(ROLE_MAIN))))
			continue;
		json_put_str(j, "title", mask_personal(mem, first_of(one, MD_OFFICIELE_TITEL)));
		json_put_str(j, "kenmerk", first_of(one, MD_AGGREGATIEKENMERK));
		json_put_str(j, "publisher", first_of(one, MD_PUBLISHER));
	}
	json_put(j, "documents", docs);
	json_put(j, "withdrawn", taken_json(t, mem));
	return j;
}
