/* SPDX-License-Identifier: EUPL-1.2 */
/* wire_read.c - the reading half of wire.h: every value from the other side is checked. */
#include "proc/wire.h"

#include "base/path.h"
#include "base/utf8.h"
#include "unpack/apart.h"
#include "unpack/limits.h"

#include "base/banned.h"

/* Ceilings on what one answer may say; far above what an honest one does. */
#define FINDINGS_MOST	100000
#define VALUES_MOST	20000
#define CLASSES_MOST	64
#define REASONS_MOST	1000
#define DOCS_MOST	1000000
#define SCORE_MOST	1000000000
#define MOMENT_MOST	32503680000	/* the year 3000; date_valid has no later one */
#define DEPTH_MOST	100		/* of a member; unpack stops long before */

/* A fault anywhere sets err once; the readers go on with harmless values, so that they stay short. */
struct reader {
	struct arena	*mem;
	struct err	*err;
	bool		 bad;
};

static void
fault(struct reader *r, const char *what)
{
	if (!r->bad)
		(void)err_set(r->err, E_BUG, "%s: %s", _("antwoord klopt niet"), what);
	r->bad = true;
}

static struct str
text(struct reader *r, const json_t *j, const char *name)
{
	struct str s = json_str(j, name);

	if (s.p == NULL && json_object_get(j, name) != NULL)
		fault(r, name);
	if (!utf8_xml(s)) {
		fault(r, name);
		return STR_NONE;
	}
	return str_dup(r->mem, s);
}

/* Undo raw(). */
static struct str
bytes(struct reader *r, const json_t *j, const char *name)
{
	struct str s = json_str(j, name);
	char *p;
	size_t n = 0;

	if (s.p == NULL)
		return STR_NONE;
	p = arena_alloc(r->mem, s.n + 1, 1);
	for (size_t i = 0, k; i < s.n; i += k) {
		uint32_t c;

		k = utf8_decode(str_from(s, i), &c);
		if (k == 0 || c > 0xff) {
			fault(r, name);
			return STR_NONE;
		}
		p[n++] = (char)(unsigned char)c;
	}
	return (struct str){ p, n };
}

static uint64_t
number(struct reader *r, const json_t *j, const char *name, uint64_t most)
{
	const json_t *x = json_object_get(j, name);
	int64_t v = x == NULL ? 0 : json_is_integer(x) ? json_integer_value(x) : -1;

	if (v < 0 || (uint64_t)v > most) {
		fault(r, name);
		return 0;
	}
	return (uint64_t)v;
}

static struct date
date(struct reader *r, const json_t *j, const char *name)
{
	int v = (int)number(r, j, name, 99999999);
	struct date d = { v / 10000, v / 100 % 100, v % 100 };

	if (v == 0)
		return (struct date){ 0 };
	if (!date_valid(d)) {
		fault(r, name);
		return (struct date){ 0 };
	}
	return d;
}

static struct span
span(struct reader *r, const json_t *j, const char *name)
{
	const json_t *a = json_object_get(j, name);
	uint32_t v[3] = { 0 };

	if (a == NULL)
		return (struct span){ 0 };
	if (json_array_size(a) != 3)
		fault(r, name);
	for (size_t i = 0; i < 3; i++) {
		const json_t *x = json_array_get(a, i);

		if (!json_is_integer(x) || json_integer_value(x) < 0 || json_integer_value(x) > UINT32_MAX) {
			fault(r, name);
			return (struct span){ 0 };
		}
		v[i] = (uint32_t)json_integer_value(x);
	}
	return (struct span){ v[0], v[1], v[2] };
}

/* A list of objects with at most `most` members; anything else is a fault and an empty list. */
static const json_t *
list(struct reader *r, const json_t *j, const char *name, size_t most, size_t *n_r)
{
	const json_t *a = json_list(j, name);

	*n_r = json_array_size(a);
	if (a == NULL || *n_r > most) {
		fault(r, name);
		*n_r = 0;
	}
	for (size_t i = 0; i < *n_r; i++) {
		if (!json_is_object(json_array_get(a, i))) {
			fault(r, name);
			*n_r = 0;
		}
	}
	return a;
}

/* An object that must be there. */
static const json_t *
map(struct reader *r, const json_t *j, const char *name)
{
	const json_t *m = json_map(j, name);

	if (m == NULL)
		fault(r, name);
	return m;
}

static void
read_have(struct reader *r, const json_t *j, struct artefact have[A__COUNT], uint32_t *set)
{
	const json_t *m = json_map(j, "have");
	char name[16];

	for (int k = 0; k < A__COUNT; k++) {
		const json_t *a;

		(void)snprintf(name, sizeof name, "a%d", k);
		if ((a = json_map(m, name)) == NULL)
			continue;
		if (digest_parse(json_str(a, "sha256"), &have[k].sha256) != 0)
			fault(r, "sha256");
		have[k].size = number(r, a, "size", INT64_MAX);
		*set |= A_BIT(k);
	}
}

static struct props
read_props(struct reader *r, const json_t *j)
{
	return (struct props){ text(r, j, "title"), text(r, j, "heading"), span(r, j, "heading_at"),
		text(r, j, "language"), date(r, j, "dated"), span(r, j, "dated_at") };
}

/* May be below zero: rules take points away. */
static int
points(struct reader *r, const json_t *j, const char *name)
{
	const json_t *x = json_object_get(j, name);

	if (!json_is_integer(x) || json_integer_value(x) < -SCORE_MOST || json_integer_value(x) > SCORE_MOST) {
		fault(r, name);
		return 0;
	}
	return (int)json_integer_value(x);
}

static void
read_list(struct reader *r, const json_t *j, const char *name, struct class_score **v_r, size_t *n_r)
{
	struct class_score *had = *v_r;
	struct mark mark = arena_mark(r->mem);
	size_t n, nhad = *n_r;
	const json_t *a = list(r, j, name, CLASSES_MOST, &n);

	*v_r = NEW(r->mem, struct class_score, n + 1);
	*n_r = n;
	for (size_t i = 0; i < n; i++) {
		const json_t *c = json_array_get(a, i), *b;
		struct class_score *s = &(*v_r)[i];

		*s = (struct class_score){ text(r, c, "uri"), text(r, c, "label"), points(r, c, "score"),
			points(r, c, "need"), points(r, c, "lead"), json_flag(c, "chosen"), NULL, 0 };
		if (!json_is_boolean(json_object_get(c, "chosen")))
			fault(r, "chosen");
		b = list(r, c, "reasons", REASONS_MOST, &s->nreasons);
		s->reasons = NEW(r->mem, struct reason, s->nreasons + 1);
		for (size_t k = 0; k < s->nreasons; k++) {
			const json_t *x = json_array_get(b, k);

			s->reasons[k] = (struct reason){ text(r, x, "rule"), points(r, x, "weight"), span(r, x, "at") };
		}
	}
	/* Describe says again what classify said, of every document: the same need not be there twice. */
	if (had != NULL && classes_equal(had, nhad, *v_r, n)) {
		*v_r = had;
		arena_rewind(r->mem, mark);
	}
}

static void
read_classes(struct reader *r, const json_t *j, struct document *doc)
{
	read_list(r, j, "classes", &doc->classes, &doc->nclasses);
	read_list(r, j, "soorten", &doc->soorten, &doc->nsoorten);
	read_list(r, j, "themas", &doc->themas, &doc->nthemas);
}

static void
read_record(struct reader *r, const json_t *j, struct record *rec)
{
	const json_t *fields = json_map(j, "fields");
	size_t known = 0;

	*rec = (struct record){ .at = number(r, j, "at", INT64_MAX), .len = number(r, j, "len", INT64_MAX) };
	for (int f = 0; f < MD__COUNT; f++) {
		const char *element = field_element((enum field)f);
		const json_t *a;
		size_t n;

		if (json_object_get(fields, element) == NULL)
			continue;
		known++;
		a = list(r, fields, element, VALUES_MOST, &n);
		rec->f[f].v =
		    NEW(r->mem, struct value, n); /* just as many, since there are documents by the thousand */
		rec->f[f].cap = n;
		for (size_t i = 0; i < n; i++) {
			const json_t *x = json_array_get(a, i);
			struct value v = { .text = text(r, x, "text"),
				.uri = text(r, x, "uri"),
				.evidence = span(r, x, "at"),
				.group = (unsigned)number(r, x, "group", VALUES_MOST) };

			if (origin_find(json_str(x, "origin"), &v.origin) != 0)
				fault(r, "origin");
			if (v.origin == FROM_SOURCE && source_find(json_str(x, "source"), &v.source) != 0)
				fault(r, "source");
			record_add(rec, (enum field)f, v, r->mem);
		}
	}
	if (fields == NULL || known != json_object_size(fields))
		fault(r, "fields");
}

static struct slice
read_slice(struct reader *r, const json_t *j)
{
	return (struct slice){ .at = number(r, j, "at", INT64_MAX), .len = number(r, j, "len", INT64_MAX) };
}

/* What describe made of a document. */
static void
read_described(struct reader *r, const json_t *j, struct document *doc)
{
	read_record(r, map(r, j, "record"), &doc->record);
	doc->object = read_slice(r, map(r, j, "object"));
	doc->file = read_slice(r, map(r, j, "file"));
}

static void
read_archive(struct reader *r, const json_t *j, struct organisation *o)
{
	if (mdto_names_find(json_str(j, "mdto_names"), &o->mdto_names) != 0)
		fault(r, "mdto_names");
	o->archive = (struct aggregation){
		.naam = text(r, j, "naam"), .kenmerk = text(r, j, "kenmerk"), .bron = text(r, j, "bron")
	};
}

static struct leave
read_leave(struct reader *r, const json_t *j)
{
	return (struct leave){
		.at = (time_t)number(r, j, "at", MOMENT_MOST),
		.reason = text(r, j, "reason"),
		.label = text(r, j, "label"),
		.explanation = text(r, j, "explanation"),
		.by = text(r, j, "by"),
	};
}

static struct declared
read_declared(struct reader *r, const json_t *j)
{
	return (struct declared){
		.kenmerk = text(r, j, "kenmerk"),
		.titel = text(r, j, "titel"),
		.omschrijving = text(r, j, "omschrijving"),
		.zaaktype = text(r, j, "zaaktype"),
		.organisatie = text(r, j, "organisatie"),
		.bron = text(r, j, "bron"),
		.datum = date(r, j, "datum"),
		.vrijgave = (enum release)number(r, j, "vrijgave", RELEASE_YES),
		.not_before = (time_t)number(r, j, "not_before", MOMENT_MOST),
		.leave = json_object_get(j, "leave") == NULL ? (struct leave){ 0 } : read_leave(r, map(r, j, "leave")),
	};
}

static void
read_statements(struct reader *r, const json_t *j, const char *name, struct statements *all)
{
	size_t n;
	const json_t *a = list(r, j, name, STATEMENTS_MOST, &n);

	*all = (struct statements){ .v = n == 0 ? NULL : NEW(r->mem, struct statement, n), .cap = n };
	for (size_t i = 0; i < n; i++) {
		const json_t *x = json_array_get(a, i);
		struct statement s = { .text = text(r, x, "text"),
			.uri = text(r, x, "uri"),
			.where = text(r, x, "where"),
			.date = date(r, x, "date"),
			.until = date(r, x, "until"),
			.sure = (int)number(r, x, "sure", 100),
			.row = { (int)number(r, x, "table", INT32_MAX), (uint32_t)number(r, x, "sheet", UINT32_MAX),
			    (uint32_t)number(r, x, "row", UINT32_MAX) } };

		if (say_find(json_str(x, "what"), &s.what) != 0 || source_find(json_str(x, "source"), &s.source) != 0) {
			fault(r, name);
			return;
		}
		if (json_object_get(x, "at") != NULL)
			s.at = span(r, x, "at");
		statement_add(all, s, r->mem);
	}
}

/* With keep, what is known of a notice stays, and only its record is read. */
static void
read_notices(struct reader *r, const json_t *j, struct dossier *d, bool keep)
{
	size_t n;
	const json_t *a = list(r, j, "notices", NOTICES_MOST, &n);

	if (keep && n != d->nnotices) {
		fault(r, "notices");
		return;
	}
	if (!keep) {
		d->notices = NEW(r->mem, struct notice, n + 1);
		d->nnotices = n;
	}
	for (size_t i = 0; i < n; i++) {
		const json_t *x = json_array_get(a, i);
		struct notice *one = &d->notices[i];

		if (!keep) {
			one->key = text(r, x, "key");
			one->categories = text(r, x, "categories");
			read_statements(r, x, "said", &one->said);
			if (one->key.n == 0 || (i != 0 && str_cmp(d->notices[i - 1].key, one->key) >= 0))
				fault(r, "notices");
		}
		if (keep || json_map(x, "record") != NULL) {
			read_record(r, map(r, x, "record"), &one->record);
			one->object = read_slice(r, map(r, x, "object"));
		}
	}
}

/* What identify says. */
static void
read_format(struct reader *r, const json_t *j, struct document *doc)
{
	const json_t *locked = json_object_get(j, "locked");

	doc->media_type = text(r, j, "media_type");
	doc->format_version = text(r, j, "format_version");
	doc->pdf_claim = text(r, j, "pdf_claim");
	if (locked != NULL && !json_is_boolean(locked))
		fault(r, "locked");
	doc->locked = json_is_true(locked);
}

static struct spent
read_spent(struct reader *r, const json_t *j)
{
	return (struct spent){ .packed = number(r, j, "packed", INT64_MAX),
		.bytes = number(r, j, "bytes", INT64_MAX),
		.members = number(r, j, "members", INT64_MAX) };
}

/* What a person says of a document. */
static void
read_declared_doc(struct reader *r, const json_t *j, struct document *doc)
{
	doc->declared_title = text(r, j, "declared_title");
	doc->declared_categories = text(r, j, "declared_categories");
	doc->declared_soort = text(r, j, "declared_soort");
}

/* Absent: nobody looks.  What is not said to be enough is required. */
static struct scanning
read_scanning(struct reader *r, const json_t *j)
{
	if (j == NULL)
		return (struct scanning){ 0 };
	return (struct scanning){ .wanted = true,
		.required = !json_is_false(json_object_get(j, "required")),
		.wait_s = (unsigned)number(r, j, "wait_s", INT32_MAX),
		.version = text(r, j, "version") };
}

static void
read_document(struct reader *r, const json_t *j, struct document *doc)
{
	doc->path = bytes(r, j, "path");
	doc->container = bytes(r, j, "container");
	doc->depth = (uint32_t)number(r, j, "depth", DEPTH_MOST);
	if (json_object_get(j, "role") != NULL && role_find(json_str(j, "role"), &doc->role) != 0)
		fault(r, "role");
	doc->redacted = (uint32_t)number(r, j, "redacted", DOCS_MOST);
	read_declared_doc(r, j, doc);
	if (json_list(j, "said") != NULL)
		read_statements(r, j, "said", &doc->said);
	doc->reason = text(r, j, "reason");
	if (json_list(j, "gleaned") != NULL)
		read_statements(r, j, "gleaned", &doc->gleaned);
	read_format(r, j, doc);
	doc->pages = (uint32_t)number(r, j, "pages", UINT32_MAX);
	doc->text_bytes = number(r, j, "text_bytes", INT64_MAX);
	if (json_map(j, "props") != NULL)
		doc->props = read_props(r, json_map(j, "props"));
	if (json_list(j, "classes") != NULL)
		read_classes(r, j, doc);
	doc->since = (time_t)number(r, j, "since", INT64_MAX);
	if (json_map(j, "record") != NULL)
		read_described(r, j, doc);
	read_have(r, j, doc->have, &doc->have_set);
}

/* What was taken back of the dossier; absent: nothing was. */
static void
read_taken(struct reader *r, const json_t *j, struct dossier *d)
{
	const json_t *v = json_list(j, "taken");

	d->ntaken = json_array_size(v);
	if (d->ntaken > DOCS_MOST) {
		fault(r, "taken");
		d->ntaken = 0;
	}
	d->taken = NEW(r->mem, struct taken_doc, d->ntaken + 1);
	for (size_t i = 0; i < d->ntaken; i++) {
		const json_t *x = json_array_get(v, i);

		d->taken[i] = (struct taken_doc){ .label = text(r, x, "label"),
			.explanation = text(r, x, "explanation"),
			.at = (time_t)number(r, x, "at", INT64_MAX),
			.replaced = json_flag(x, "replaced") };
		if (uuid_parse(json_str(x, "id"), &d->taken[i].id) != 0)
			fault(r, "id");
	}
}

int
wire_read(const json_t *j, struct arena *mem, struct dossier *d, struct organisation *org, struct err *e)
{
	struct reader r = { .mem = mem, .err = e };
	const json_t *o = json_map(j, "organisation"), *docs;

	*org = (struct organisation){ .key = bytes(&r, o, "key"),
		.folder = bytes(&r, o, "folder"),
		.tooi = text(&r, o, "tooi"),
		.ns = text(&r, o, "ns") };
	*d = (struct dossier){ .org = org, .key = bytes(&r, j, "key"), .mem = mem, .findings = { .mem = mem } };
	if (json_map(j, "declared") != NULL)
		d->declared = read_declared(&r, json_map(j, "declared"));
	if (json_map(j, "archive") != NULL)
		read_archive(&r, json_map(j, "archive"), org);
	if (json_map(j, "object") != NULL)
		d->object = read_slice(&r, json_map(j, "object"));
	if (json_map(j, "spent") != NULL)
		d->spent = read_spent(&r, json_map(j, "spent"));
	if (json_list(j, "said") != NULL)
		read_statements(&r, j, "said", &d->said);
	if (json_list(j, "notices") != NULL)
		read_notices(&r, j, d, false);
	if (json_str(j, "pack").p != NULL && pack_find(json_str(j, "pack"), &d->pack) != 0)
		fault(&r, "pack");
	if (json_str(j, "public").p != NULL) {
		org->outlets = NEW(mem, struct outlet, 1);
		org->noutlets = 1;
		org->outlets[0] = (struct outlet){ .kind = S("site"), .public = text(&r, j, "public") };
	}
	d->modified = (time_t)number(&r, j, "modified", INT64_MAX);
	read_taken(&r, j, d);
	d->scanning = read_scanning(&r, json_map(j, "scanning"));
	docs = list(&r, j, "docs", DOCS_MOST, &d->ndocs);
	d->docs_cap = d->ndocs + 1;
	d->docs = NEW(mem, struct document, d->docs_cap);
	for (size_t i = 0; i < d->ndocs; i++)
		read_document(&r, json_array_get(docs, i), &d->docs[i]);
	read_have(&r, j, d->have, &d->have_set);
	return r.bad ? -1 : 0;
}

int
wire_read_doc(const json_t *j, struct dossier *d, struct err *e)
{
	struct reader r = { .mem = d->mem, .err = e };

	if (d->ndocs >= DOCS_MOST)
		fault(&r, "docs");
	else
		read_document(&r, j, PUSH(d->mem, d->docs, d->ndocs, d->docs_cap));
	return r.bad ? -1 : 0;
}

/* Where on its page; most findings do not say. */
static struct box
read_box(struct reader *r, const json_t *j)
{
	const json_t *a = json_object_get(j, "box");
	struct box b = { 0 };
	int *v[] = { &b.x0, &b.y0, &b.x1, &b.y1 };

	if (a == NULL)
		return b;
	if (json_array_size(a) != COUNT(v))
		fault(r, "box");
	for (size_t i = 0; i < COUNT(v) && !r->bad; i++) {
		const json_t *x = json_array_get(a, i);

		if (!json_is_integer(x) || json_integer_value(x) < -BOX_MOST || json_integer_value(x) > BOX_MOST)
			fault(r, "box");
		else
			*v[i] = (int)json_integer_value(x);
	}
	if (b.x0 > b.x1 || b.y0 > b.y1)
		fault(r, "box");
	return r->bad ? (struct box){ 0 } : b;
}

static void
read_findings(struct reader *r, const json_t *answer, struct dossier *d, int doc)
{
	size_t n;
	const json_t *a = list(r, answer, "findings", FINDINGS_MOST, &n);

	for (size_t i = 0; i < n; i++) {
		const json_t *x = json_array_get(a, i);
		struct span at = span(r, x, "at");
		int64_t about = json_num(x, "doc", DOC_NONE - 1);
		struct finding f = { .page = at.page,
			.off = at.off,
			.len = at.len,
			.box = read_box(r, x),
			.arg = { text(r, x, "arg0"), text(r, x, "arg1") },
			.masked = text(r, x, "masked") };

		if (finding_find(json_str(x, "code"), &f.code) != 0) {
			fault(r, "code");
			return;
		}
		/* In a document stage the document stands at 0, for us at doc. */
		if (about < DOC_NONE || about >= (doc == DOC_NONE ? (int64_t)d->ndocs : 1)) {
			fault(r, "doc");
			return;
		}
		f.doc = about == DOC_NONE ? DOC_NONE : doc == DOC_NONE ? (int)about : doc;
		finding_add(&d->findings, f);
	}
}

/* --- members --------------------------------------------------------------------- */

/* What came out of document x, after findings from `from` on were read: within the limits, or held. */
static void
read_members(struct reader *r, const json_t *j, const struct dossier *d, size_t from, struct document *x)
{
	enum container kind = container_of_type(x->media_type);
	size_t n;
	const json_t *a = list(r, j, "members", UNPACK_MEMBERS_MOST, &n);
	bool holds = false;
	uint64_t sum = 0;

	x->cost = read_spent(r, map(r, j, "cost"));
	x->nmembers = n;
	x->members = NEW(r->mem, struct unpacked, n + 1);
	for (size_t i = 0; i < n; i++) {
		const json_t *one = json_array_get(a, i);
		struct unpacked *m = &x->members[i];

		m->path = bytes(r, one, "path");
		m->notes = (unsigned)number(r, one, "notes", MEMBER_CP437 | MEMBER_NFD);
		m->bytes.size = number(r, one, "size", UNPACK_MEMBER_MOST);
		sum += m->bytes.size;
		if (!path_inside(m->path) || x->path.n + 1 + m->path.n > UNPACK_PATH_MOST ||
		    digest_parse(json_str(one, "sha256"), &m->bytes.sha256) != 0)
			fault(r, "members");
	}
	for (size_t i = from; i < d->findings.n; i++)
		holds |= finding_gravity(d->findings.v[i].code) == G_STOP;
	/* Bombs before this one may have spent more than there was; then no byte comes out any more. */
	if (x->cost.bytes > UNPACK_BYTES_MOST || x->cost.members > UNPACK_MEMBERS_MOST || n > x->cost.members ||
	    sum > x->cost.bytes || (sum != 0 && d->spent.bytes + sum > UNPACK_BYTES_MOST) || x->cost.packed != 0)
		fault(r, "cost");
	if (n != 0 && ((kind != CONTAINER_ARCHIVE && kind != CONTAINER_MAIL) || x->depth >= UNPACK_DEPTH_MOST))
		fault(r, "members");
	if (kind == CONTAINER_ARCHIVE && n == 0 && !holds)
		fault(r, "members");
	if (!r->bad && !apart(x->members, x->nmembers, r->mem))
		fault(r, "path");
	/* Its members speak for it; whatever holds it stays about it. */
	if (!r->bad && kind == CONTAINER_ARCHIVE)
		x->role = ROLE_PACKAGE;
}

/* An archive may be kept back as a whole, and nothing else may become one. */
static void
read_role(struct reader *r, const json_t *j, struct document *x)
{
	bool package = x->role == ROLE_PACKAGE;
	enum doc_role role;

	if (role_find(json_str(j, "role"), &role) != 0 || (role == ROLE_PACKAGE && !package) ||
	    (package && role != ROLE_PACKAGE && role != ROLE_WITHHELD))
		fault(r, "role");
	x->role = role;
}

/* What this stage counted; a stage counts only what is its own. */
static void
read_cover(struct reader *r, const json_t *answer, enum stage_id st, struct document *doc)
{
	const json_t *j = json_map(answer, "cover");

	for (int c = 0; c < COVER__COUNT; c++) {
		const json_t *pair = json_list(j, cover_name((enum coverage)c));
		json_int_t v[2] = { json_integer_value(json_array_get(pair, 0)),
			json_integer_value(json_array_get(pair, 1)) };

		/* What is not counted stays 0, and the gate will not have that. */
		if (cover_stage((enum coverage)c) != st || pair == NULL)
			continue;
		if (json_array_size(pair) != 2 || !json_is_integer(json_array_get(pair, 0)) ||
		    !json_is_integer(json_array_get(pair, 1)) || v[0] < 0 || v[1] < 0) {
			fault(r, "cover");
			return;
		}
		doc->cover[c] = (struct cover){ (uint64_t)v[0], (uint64_t)v[1] };
	}
}

/* Of a dossier stage: what it says of one document. */
static void
apply_doc(struct reader *r, enum stage_id st, const json_t *x, const struct dossier *d, size_t i)
{
	struct document *doc = &d->docs[i];

	if (st == ST_describe) {
		read_classes(r, x, doc);
		read_described(r, x, doc);
		return;
	}
	read_role(r, x, doc);
	doc->redacted = (uint32_t)number(r, x, "redacted", d->ndocs);
	if (doc->redacted == i + 1)
		fault(r, "redacted");
	read_declared_doc(r, x, doc);
	read_statements(r, x, "said", &doc->said);
}

/* And of the dossier itself. */
static void
apply_dossier(struct reader *r, enum stage_id st, const json_t *answer, struct dossier *d)
{
	if (st == ST_sidecar) {
		d->declared = read_declared(r, map(r, answer, "declared"));
		read_statements(r, answer, "said", &d->said);
		read_notices(r, answer, d, false);
	} else if (st == ST_describe) {
		read_notices(r, answer, d, true);
		d->object = read_slice(r, map(r, answer, "object"));
		d->turns = date(r, answer, "turns");
	}
}

static void
apply_document(struct reader *r, enum stage_id st, const json_t *x, struct dossier *d, int doc, size_t before)
{
	struct document *to = &d->docs[doc];

	switch (st) {
	case ST_unpack:
		read_members(r, x, d, before, to);
		break;
	case ST_identify:
		read_format(r, x, to);
		break;
	case ST_extract:
		to->pages = (uint32_t)number(r, x, "pages", UINT32_MAX);
		to->text_bytes = number(r, x, "text_bytes", INT64_MAX);
		to->props = read_props(r, map(r, x, "props"));
		break;
	case ST_classify:
		read_classes(r, x, to);
		break;
	case ST_glean:
		read_statements(r, x, "gleaned", &to->gleaned);
		/* Nobody but the text speaks here: a worker cannot put words in the mouth of a source. */
		for (size_t i = 0; i < to->gleaned.n; i++) {
			if (to->gleaned.v[i].source != SOURCE_TEXT)
				fault(r, "source");
		}
		break;
	default:
		break;
	}
}

/* Is it of this stage, about so many documents?  Its findings are read. */
static const json_t *
begin(struct reader *r, enum stage_id st, const json_t *answer, size_t docs, struct dossier *d, int doc)
{
	size_t n;
	const json_t *a = list(r, answer, "docs", DOCS_MOST, &n);

	if (!str_eq(json_str(answer, "stage"), str_of(stages[st].name)))
		fault(r, "stage");
	if (n != docs)
		fault(r, "docs");
	read_findings(r, answer, d, doc);
	return a;
}

int
wire_apply(enum stage_id st, const json_t *answer, struct dossier *d, int doc, struct err *e)
{
	struct reader r = { .mem = d->mem, .err = e };
	bool one = st == ST_unpack || st == ST_identify || st == ST_extract || st == ST_classify || st == ST_glean;
	size_t before = d->findings.n, n = doc == DOC_NONE ? wire_answer_docs(st, d) : one;
	const json_t *docs = begin(&r, st, answer, n, d, doc);

	if (r.bad)
		return -1;
	if (stages[st].grain == PER_DOCUMENT) {
		apply_document(&r, st, json_array_get(docs, 0), d, doc, before);
		read_cover(&r, answer, st, &d->docs[doc]);
		if (!r.bad)
			d->docs[doc].seen_by |= 1u << st;
		return r.bad ? -1 : 0;
	}
	apply_dossier(&r, st, answer, d);
	for (size_t i = 0; i < n; i++)
		apply_doc(&r, st, json_array_get(docs, i), d, i);
	return r.bad ? -1 : 0;
}

int
wire_apply_head(enum stage_id st, const json_t *answer, struct dossier *d, struct err *e)
{
	struct reader r = { .mem = d->mem, .err = e };

	(void)begin(&r, st, answer, 0, d, DOC_NONE);
	if (!r.bad)
		apply_dossier(&r, st, answer, d);
	return r.bad ? -1 : 0;
}

int
wire_apply_doc(enum stage_id st, const json_t *j, struct dossier *d, size_t i, struct err *e)
{
	struct reader r = { .mem = d->mem, .err = e };

	must(i < wire_answer_docs(st, d));
	apply_doc(&r, st, j, d, i);
	return r.bad ? -1 : 0;
}
