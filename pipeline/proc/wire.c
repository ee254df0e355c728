/* SPDX-License-Identifier: EUPL-1.2 */
/* wire.c - dossiers, results and findings as JSON, between supervisor and worker. */
#include "proc/wire.h"

#include "base/utf8.h"

#include "base/banned.h"




/* Raw bytes (a file name) as a JSON string: each byte the character of the same number. */
static json_t *
raw(struct str s, struct arena *mem)
{
	struct buf b;
	char c[4];

	buf_init(&b, mem, mul_or_die(s.n, 2));
	for (size_t i = 0; i < s.n; i++)
		buf_add(&b, (struct str){ c, utf8_encode((unsigned char)s.p[i], c) });
	return json_of_str(buf_str(&b));
}

static void
put_date(json_t *j, const char *name, struct date d)
{
	if (d.year != 0)
		json_put_num(j, name, d.year * 10000 + d.month * 100 + d.day);
}

static json_t *
of_span(struct span s)
{
	return json_pack("[iii]", (int)s.page, (int)s.off, (int)s.len);
}

static json_t *
of_artefact(const struct artefact *a)
{
	struct arena *mem = arena_new("bericht", MIB(1));
	json_t *j = json_object();

	json_put_str(j, "sha256", digest_hex(mem, a->sha256));
	json_put_num(j, "size", (int64_t)a->size);
	arena_free(mem);
	return j;
}

static void
put_have(json_t *j, const struct artefact have[A__COUNT], uint32_t set, uint32_t wanted)
{
	json_t *list = json_object();
	char name[16];

	for (int k = 0; k < A__COUNT; k++) {
		(void)snprintf(name, sizeof name, "a%d", k);
		if ((set & wanted & A_BIT(k)) != 0)
			json_put(list, name, of_artefact(&have[k]));
	}
	json_put(j, "have", list);
}

static json_t *
of_props(const struct props *p)
{
	json_t *j = json_object();

	json_put_str(j, "title", p->title);
	json_put_str(j, "heading", p->heading);
	json_put(j, "heading_at", of_span(p->heading_at));
	json_put_str(j, "language", p->language);
	put_date(j, "dated", p->dated);
	json_put(j, "dated_at", of_span(p->dated_at));
	return j;
}

static json_t *
of_classes(const struct class_score *v, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++) {
		const struct class_score *c = &v[i];
		json_t *j = json_object(), *reasons = json_array();

		json_put_str(j, "uri", c->uri);
		json_put_str(j, "label", c->label);
		json_put_num(j, "score", c->score);
		json_put_num(j, "need", c->need);
		json_put_num(j, "lead", c->lead);
		json_put(j, "chosen", json_boolean(c->chosen));
		for (size_t k = 0; k < c->nreasons; k++) {
			json_t *r = json_object();

			json_put_str(r, "rule", c->reasons[k].rule);
			json_put_num(r, "weight", c->reasons[k].weight);
			json_put(r, "at", of_span(c->reasons[k].at));
			json_push(reasons, r);
		}
		json_put(j, "reasons", reasons);
		json_push(list, j);
	}
	return list;
}

static json_t *
of_record(const struct record *r)
{
	json_t *j = json_object(), *fields = json_object();

	for (int f = 0; f < MD__COUNT; f++) {
		json_t *list = json_array();

		for (size_t i = 0; i < r->f[f].n; i++) {
			const struct value *v = &r->f[f].v[i];
			json_t *x = json_object();

			json_put_str(x, "text", v->text);
			json_put_str(x, "uri", v->uri);
			json_put_str(x, "origin", str_of(origin_name(v->origin)));
			if (v->origin == FROM_SOURCE)
				json_put_str(x, "source", str_of(source_name(v->source)));
			json_put(x, "at", of_span(v->evidence));
			if (v->group != 0)
				json_put_num(x, "group", v->group);
			json_push(list, x);
		}
		if (json_array_size(list) != 0)
			json_put(fields, field_element((enum field)f), list);
		else
			json_decref(list);
	}
	json_put(j, "fields", fields);
	json_put_num(j, "at", (int64_t)r->at);
	json_put_num(j, "len", (int64_t)r->len);
	return j;
}

static json_t *
of_slice(struct slice p)
{
	json_t *j = json_object();

	json_put_num(j, "at", (int64_t)p.at);
	json_put_num(j, "len", (int64_t)p.len);
	return j;
}

/* Absent strings and days of year 0 are left out: most statements are short. */
static json_t *
of_statements(const struct statements *all)
{
	json_t *list = json_array();

	for (size_t i = 0; i < all->n; i++) {
		const struct statement *s = &all->v[i];
		json_t *j = json_object();

		json_put_str(j, "what", str_of(say_name(s->what)));
		json_put_str(j, "source", str_of(source_name(s->source)));
		json_put_str(j, "text", s->text);
		json_put_str(j, "uri", s->uri);
		json_put_str(j, "where", s->where);
		put_date(j, "date", s->date);
		put_date(j, "until", s->until);
		json_put_num(j, "sure", s->sure);
		if (s->at.len != 0)
			json_put(j, "at", of_span(s->at));
		if (s->row.n != 0) {
			json_put_num(j, "row", s->row.n);
			json_put_num(j, "table", s->row.table);
			json_put_num(j, "sheet", s->row.sheet);
		}
		json_push(list, j);
	}
	return list;
}

static json_t *
of_notices(const struct dossier *d, bool records)
{
	json_t *list = json_array();

	for (size_t i = 0; i < d->nnotices; i++) {
		const struct notice *x = &d->notices[i];
		json_t *j = json_object();

		json_put_str(j, "key", x->key);
		json_put_str(j, "categories", x->categories);
		json_put(j, "said", of_statements(&x->said));
		if (records) {
			json_put(j, "record", of_record(&x->record));
			json_put(j, "object", of_slice(x->object));
		}
		json_push(list, j);
	}
	return list;
}

/* When and why it is to be taken back, as a person decided beforehand. */
static json_t *
of_leave(const struct leave *l)
{
	json_t *j = json_object();

	json_put_num(j, "at", l->at);
	json_put_str(j, "reason", l->reason);
	json_put_str(j, "label", l->label);
	json_put_str(j, "explanation", l->explanation);
	json_put_str(j, "by", l->by);
	return j;
}

static json_t *
of_declared(const struct declared *d)
{
	json_t *j = json_object();

	json_put_str(j, "kenmerk", d->kenmerk);
	json_put_str(j, "titel", d->titel);
	json_put_str(j, "omschrijving", d->omschrijving);
	json_put_str(j, "zaaktype", d->zaaktype);
	json_put_str(j, "organisatie", d->organisatie);
	json_put_str(j, "bron", d->bron);
	put_date(j, "datum", d->datum);
	json_put_num(j, "vrijgave", d->vrijgave);
	if (d->not_before != 0)
		json_put_num(j, "not_before", d->not_before);
	if (d->leave.at != 0)
		json_put(j, "leave", of_leave(&d->leave));
	return j;
}

/* Where the uploader goes and with which keys is no business of a worker. */
static json_t *
of_organisation(const struct organisation *o, struct arena *mem)
{
	json_t *j = json_object();

	json_put(j, "key", raw(o->key, mem));
	json_put(j, "folder", raw(o->folder, mem));
	json_put_str(j, "tooi", o->tooi);
	json_put_str(j, "ns", o->ns);
	return j;
}

/* What an archive will ask of the bundle. */
static json_t *
of_archive(const struct organisation *o)
{
	json_t *j = json_object();

	json_put_str(j, "mdto_names", str_of(mdto_names_name(o->mdto_names)));
	json_put_str(j, "naam", o->archive.naam);
	json_put_str(j, "kenmerk", o->archive.kenmerk);
	json_put_str(j, "bron", o->archive.bron);
	return j;
}

/* Parts of a document that facts may hold. */
enum part {
	P_PATH = 1, P_ROLE = 2, P_TITLE = 4, P_TYPE = 8, P_TEXT = 16, P_CLASSES = 32, P_RECORD = 64,
	P_FORMAT = 128, P_LOCKED = 256,
	P_INSIDE = 512,			/* what it came out of */
	P_LIMITS = 1024,		/* how deep it lies, and what the dossier spent of the limits of unpack */
	P_CHOICE = 2048,		/* what a person says that it is */
	P_SAID = 4096,			/* what all sources say */
	P_GLEANED = 8192,		/* what its own text says */
	P_SINCE = 16384,		/* when it was first taken in */
	P_ARCHIVE = 32768,		/* of the dossier: what the settings say for an archive */
	P_PACK = 65536,			/* of the dossier: as what archive it goes out */
	P_VERSION = 131072,		/* of which it is the original */
	P_SCANNING = 262144,		/* of the dossier: how it is looked at for viruses */
	P_SITE = 524288,		/* of the dossier: where the public finds it, and since when it is as it is */
	P_ALL = 1048575
};

static json_t *
of_document(const struct document *doc, unsigned parts, uint32_t artefacts, struct arena *mem)
{
	json_t *j = json_object();

	if ((parts & P_PATH) != 0)
		json_put(j, "path", raw(doc->path, mem));
	if ((parts & P_INSIDE) != 0 && doc->container.p != NULL)
		json_put(j, "container", raw(doc->container, mem));
	if ((parts & P_LIMITS) != 0)
		json_put_num(j, "depth", doc->depth);
	if ((parts & P_ROLE) != 0)
		json_put_str(j, "role", str_of(role_name(doc->role)));
	if ((parts & P_VERSION) != 0 && doc->redacted != 0)
		json_put_num(j, "redacted", doc->redacted);
	if ((parts & P_TITLE) != 0)
		json_put_str(j, "declared_title", doc->declared_title);
	if ((parts & P_CHOICE) != 0) {
		json_put_str(j, "declared_categories", doc->declared_categories);
		json_put_str(j, "declared_soort", doc->declared_soort);
	}
	if ((parts & P_SAID) != 0)
		json_put(j, "said", of_statements(&doc->said));
	if ((parts & P_SAID) != 0 && doc->reason.n != 0)
		json_put_str(j, "reason", doc->reason);
	if ((parts & P_GLEANED) != 0)
		json_put(j, "gleaned", of_statements(&doc->gleaned));
	if ((parts & P_TYPE) != 0)
		json_put_str(j, "media_type", doc->media_type);
	if ((parts & P_FORMAT) != 0) {
		json_put_str(j, "format_version", doc->format_version);
		json_put_str(j, "pdf_claim", doc->pdf_claim);
	}
	if ((parts & P_LOCKED) != 0)
		json_put(j, "locked", json_boolean(doc->locked));
	if ((parts & P_TEXT) != 0) {
		json_put_num(j, "pages", doc->pages);
		json_put_num(j, "text_bytes", (int64_t)doc->text_bytes);
		json_put(j, "props", of_props(&doc->props));
	}
	if ((parts & P_CLASSES) != 0) {
		json_put(j, "classes", of_classes(doc->classes, doc->nclasses));
		json_put(j, "soorten", of_classes(doc->soorten, doc->nsoorten));
		json_put(j, "themas", of_classes(doc->themas, doc->nthemas));
	}
	if ((parts & P_SINCE) != 0)
		json_put_num(j, "since", doc->since);
	if ((parts & P_RECORD) != 0) {
		json_put(j, "record", of_record(&doc->record));
		json_put(j, "object", of_slice(doc->object));
		json_put(j, "file", of_slice(doc->file));
	}
	put_have(j, doc->have, doc->have_set, artefacts);
	return j;
}

/* What each stage may see of a document and of its dossier. */
static const struct {
	unsigned	 doc_parts;
	uint32_t	 doc_artefacts;
	bool		 dossier;	/* organisation, key and what dossier.yaml says */
} sees[ST__COUNT] = {
	[ST_unpack] = { P_PATH | P_TYPE | P_LIMITS, A_BIT(A_ORIGINAL), false },
	[ST_sidecar] = { P_PATH | P_ROLE | P_INSIDE, A_BIT(A_ORIGINAL), true },
	[ST_virus] = { P_SCANNING, A_BIT(A_ORIGINAL), false },
	[ST_identify] = { P_PATH, A_BIT(A_ORIGINAL), false },
	[ST_extract] = { P_TYPE | P_LOCKED, A_BIT(A_ORIGINAL), false },
	[ST_reveal] = { P_TYPE | P_LOCKED, A_BIT(A_ORIGINAL) | A_BIT(A_TEXT) | A_BIT(A_PROPS), false },
	[ST_classify] = { P_PATH | P_ROLE | P_TITLE | P_CHOICE | P_TYPE | P_TEXT, A_BIT(A_TEXT) | A_BIT(A_PROPS), true },
	[ST_glean] = { P_TYPE | P_TEXT, A_BIT(A_TEXT) | A_BIT(A_PROPS), false },
	[ST_screen] = { P_PATH | P_ROLE | P_TITLE | P_TYPE | P_TEXT | P_CLASSES | P_SAID,
	    A_BIT(A_TEXT) | A_BIT(A_PROPS) | A_BIT(A_UNSEEN), true },
	[ST_describe] = { P_PATH | P_ROLE | P_VERSION | P_TITLE | P_TYPE | P_TEXT | P_CLASSES | P_SAID | P_GLEANED | P_SINCE |
		P_ARCHIVE,
	    A_BIT(A_ORIGINAL) | A_BIT(A_TEXT) | A_BIT(A_PROPS), true },
	[ST_bundle] = { P_PATH | P_ROLE | P_TYPE | P_RECORD | P_ARCHIVE | P_PACK, A_BIT(A_ORIGINAL), true },
	[ST_page] = { P_PATH | P_ROLE | P_TYPE | P_RECORD | P_SITE, A_BIT(A_ORIGINAL), true },
};

static json_t *
of_spent(const struct spent *s)
{
	json_t *j = json_object();

	json_put_num(j, "packed", (int64_t)s->packed);
	json_put_num(j, "bytes", (int64_t)s->bytes);
	json_put_num(j, "members", (int64_t)s->members);
	return j;
}

static json_t *
of_scanning(const struct scanning *s)
{
	json_t *j = json_object();

	json_put(j, "required", json_boolean(s->required));
	json_put_num(j, "wait_s", s->wait_s);
	json_put_str(j, "version", s->version);
	return j;
}

/* For who opens the bundle: what was in it before. */
static json_t *
of_taken(const struct dossier *d, struct arena *mem)
{
	json_t *list = json_array();

	for (size_t i = 0; i < d->ntaken; i++) {
		const struct taken_doc *t = &d->taken[i];
		json_t *j = json_object();

		json_put_str(j, "id", uuid_text(mem, t->id));
		json_put_str(j, "label", t->label);
		json_put_str(j, "explanation", t->explanation);
		json_put_num(j, "at", t->at);
		json_put(j, "replaced", json_boolean(t->replaced));
		json_push(list, j);
	}
	return list;
}

/* Everything of a dossier but its documents; of one document of it its facts have no artefacts of the dossier. */
static json_t *
head_of(const struct dossier *d, bool one, unsigned parts, bool whole)
{
	struct arena *mem = arena_new("bericht", MIB(256));
	json_t *j = json_object();

	if (whole) {
		json_put(j, "organisation", of_organisation(d->org, mem));
		json_put(j, "key", raw(d->key, mem));
		json_put(j, "declared", of_declared(&d->declared));
	}
	if ((parts & P_SAID) != 0)
		json_put(j, "said", of_statements(&d->said));
	if ((parts & (P_SAID | P_RECORD)) != 0)
		json_put(j, "notices", of_notices(d, (parts & P_RECORD) != 0));
	if ((parts & P_ARCHIVE) != 0)
		json_put(j, "archive", of_archive(d->org));
	if ((parts & P_RECORD) != 0)
		json_put(j, "object", of_slice(d->object));
	if ((parts & P_LIMITS) != 0)
		json_put(j, "spent", of_spent(&d->spent));
	/* A ZIP is not named, so that what was remembered before there was a choice still counts. */
	if ((parts & P_PACK) != 0 && d->pack != PACK_ZIP)
		json_put_str(j, "pack", str_of(pack_name(d->pack)));
	if ((parts & P_SITE) != 0) {
		json_put_str(j, "public", organisation_site(d->org));
		json_put_num(j, "modified", d->modified);
	}
	/* Nor what was never taken back. */
	if ((parts & P_PACK) != 0 && d->ntaken != 0)
		json_put(j, "taken", of_taken(d, mem));
	if ((parts & P_SCANNING) != 0 && d->scanning.wanted)
		json_put(j, "scanning", of_scanning(&d->scanning));
	json_put(j, "docs", json_array());
	if (!one)
		put_have(j, d->have, d->have_set, A_BIT(A_METADATA) | A_BIT(A_RUN));
	arena_free(mem);
	return j;
}

static json_t *
doc_of(const struct dossier *d, size_t i, unsigned parts, uint32_t artefacts)
{
	struct arena *mem = arena_new("bericht", MIB(256));
	json_t *j = of_document(&d->docs[i], parts, artefacts, mem);

	arena_free(mem);
	return j;
}

static json_t *
of_dossier(const struct dossier *d, int doc, unsigned parts, uint32_t artefacts, bool whole)
{
	json_t *j = head_of(d, doc != DOC_NONE, parts, whole);

	/* One of many is not looked for: for each of them that would be their square. */
	for (size_t i = doc == DOC_NONE ? 0 : (size_t)doc; i < d->ndocs && (doc == DOC_NONE || i == (size_t)doc); i++)
		json_push(json_list(j, "docs"), doc_of(d, i, parts, artefacts));
	return j;
}

json_t *
wire_facts(enum stage_id st, const struct dossier *d, int doc)
{
	return of_dossier(d, doc, sees[st].doc_parts, sees[st].doc_artefacts, sees[st].dossier);
}

json_t *
wire_facts_head(enum stage_id st, const struct dossier *d)
{
	return head_of(d, false, sees[st].doc_parts, sees[st].dossier);
}

json_t *
wire_facts_doc(enum stage_id st, const struct dossier *d, size_t i)
{
	return doc_of(d, i, sees[st].doc_parts, sees[st].doc_artefacts);
}

json_t *
wire_dossier(const struct dossier *d, int doc)
{
	return of_dossier(d, doc, P_ALL, ~0u, true);
}

static json_t *
of_findings(const struct findings *fs)
{
	json_t *list = json_array();

	for (size_t i = 0; i < fs->n; i++) {
		const struct finding *f = &fs->v[i];
		json_t *j = json_object();

		json_put_str(j, "code", str_of(finding_tag(f->code)));
		json_put_num(j, "doc", f->doc);
		json_put(j, "at", of_span((struct span){ f->page, f->off, f->len }));
		if (box_is_there(f->box))
			json_put(j, "box", json_pack("[iiii]", f->box.x0, f->box.y0, f->box.x1, f->box.y1));
		json_put_str(j, "arg0", f->arg[0]);
		json_put_str(j, "arg1", f->arg[1]);
		json_put_str(j, "masked", f->masked);
		json_push(list, j);
	}
	return list;
}

static json_t *
of_members(const struct document *doc, struct arena *mem)
{
	json_t *j = json_object(), *list = json_array();

	for (size_t i = 0; i < doc->nmembers; i++) {
		json_t *one = of_artefact(&doc->members[i].bytes);

		json_put(one, "path", raw(doc->members[i].path, mem));
		json_put_num(one, "notes", doc->members[i].notes);
		json_push(list, one);
	}
	json_put(j, "members", list);
	json_put(j, "cost", of_spent(&doc->cost));
	return j;
}

/* What this stage counted. */
static json_t *
of_cover(enum stage_id st, const struct document *doc)
{
	json_t *j = json_object();

	for (int c = 0; c < COVER__COUNT; c++) {
		if (cover_stage((enum coverage)c) != st)
			continue;
		json_put(j, cover_name((enum coverage)c),
		    json_pack("[II]", (json_int_t)doc->cover[c].there, (json_int_t)doc->cover[c].examined));
	}
	return j;
}

json_t *
wire_answer_head(enum stage_id st, const struct result *r)
{
	json_t *j = json_object(), *docs = json_array();

	json_put_str(j, "stage", str_of(stages[st].name));
	if (stages[st].grain == PER_DOCUMENT)
		json_put(j, "cover", of_cover(st, &r->doc));
	json_put(j, "findings", of_findings(&r->findings));
	switch (st) {
	case ST_unpack:
		json_push(docs, of_members(&r->doc, r->mem));
		break;
	case ST_sidecar:
		json_put(j, "declared", of_declared(&r->dossier.declared));
		json_put(j, "said", of_statements(&r->dossier.said));
		json_put(j, "notices", of_notices(&r->dossier, false));
		break;
	case ST_identify:
		json_push(docs, of_document(&r->doc, P_TYPE | P_FORMAT | P_LOCKED, 0, r->mem));
		break;
	case ST_extract:
		json_push(docs, of_document(&r->doc, P_TEXT, 0, r->mem));
		break;
	case ST_classify:
		json_push(docs, of_document(&r->doc, P_CLASSES, 0, r->mem));
		break;
	case ST_glean:
		json_push(docs, of_document(&r->doc, P_GLEANED, 0, r->mem));
		break;
	case ST_describe:
		json_put(j, "notices", of_notices(&r->dossier, true));
		json_put(j, "object", of_slice(r->dossier.object));
		put_date(j, "turns", r->dossier.turns);
		break;
	default:
		break;
	}
	json_put(j, "docs", docs);
	return j;
}

/* What a dossier stage says of each document; 0: nothing. */
static unsigned
says(enum stage_id st)
{
	return st == ST_sidecar ? P_ROLE | P_VERSION | P_TITLE | P_CHOICE | P_SAID :
	    st == ST_describe   ? P_CLASSES | P_RECORD :
				  0;
}

size_t
wire_answer_docs(enum stage_id st, const struct dossier *d)
{
	return says(st) == 0 ? 0 : d->ndocs;
}

json_t *
wire_answer_doc(enum stage_id st, const struct dossier *d, size_t i)
{
	return doc_of(d, i, says(st), 0);
}

json_t *
wire_answer(enum stage_id st, const struct result *r)
{
	json_t *j = wire_answer_head(st, r);

	for (size_t i = 0; stages[st].grain == PER_DOSSIER && i < wire_answer_docs(st, &r->dossier); i++)
		json_push(json_list(j, "docs"), wire_answer_doc(st, &r->dossier, i));
	return j;
}
