/* SPDX-License-Identifier: EUPL-1.2 */
/* types.c - names of the words in types.h, and the ids made of them. */
#include "types.h"

#include "base/banned.h"

static const char *const roles[ROLE__COUNT] = {
	[ROLE_UNKNOWN] = "unknown", [ROLE_MAIN] = "main", [ROLE_ANNEX] = "annex", [ROLE_INVENTORY] = "inventory",
	[ROLE_WITHHELD] = "withheld", [ROLE_SIDECAR] = "sidecar", [ROLE_JUNK] = "junk",
	[ROLE_PACKAGE] = "package",
};

static const char *const outcomes[O__COUNT] = {
	[O_PUBLISHED] = "published", [O_UNCHANGED] = "unchanged", [O_HANDED] = "handed", [O_HELD] = "held",
	[O_REJECTED] = "rejected", [O_LATER] = "later", [O_SKIPPED] = "skipped",
};

static const char *const origins[FROM__COUNT] = {
	[FROM_NOWHERE] = "nowhere", [FROM_SOURCE] = "source", [FROM_DOCUMENT] = "document", [FROM_RULE] = "rule",
	[FROM_DEFAULT] = "default", [FROM_OPERATOR] = "operator",
};

static const char *const namings[MDTO__COUNT] = {
	[MDTO_EXTENSION] = "extensie", [MDTO_SHORT] = "kort", [MDTO_SPECIFIED] = "specificatie",
};
static const char *const packs[PACK__COUNT] = { [PACK_ZIP] = "zip", [PACK_TAR_ZST] = "tar.zst" };

#define TRUSTED_MOST	3		/* origins that one field may have */

enum lacking { LACK_OMIT, LACK_HOLD };

static const struct {
	const char	*element, *list;
	size_t		 least, most;
	enum lacking	 lacking;
	enum origin	 trust[TRUSTED_MOST];
} fields[MD__COUNT] = {
#define T1(a)		{ FROM_##a }
#define T2(a, b)	{ FROM_##a, FROM_##b }
#define T3(a, b, c)	{ FROM_##a, FROM_##b, FROM_##c }
#define FIELD(id, element, least, most, list, trust, lack)	[MD_##id] = { element, list, least, most, LACK_##lack, trust },
#include "fields.def"
#undef FIELD
#undef T3
#undef T2
#undef T1
};

const char *
role_name(enum doc_role r)
{
	return roles[r];
}

int
role_find(struct str name, enum doc_role *r)
{
	int i = str_index(roles, ROLE__COUNT, name);

	*r = i < 0 ? ROLE_UNKNOWN : (enum doc_role)i;
	return i < 0 ? -1 : 0;
}

const char *
outcome_name(enum outcome o)
{
	return outcomes[o];
}

const char *
origin_name(enum origin o)
{
	return origins[o];
}

int
origin_find(struct str name, enum origin *o)
{
	int i = str_index(origins, FROM__COUNT, name);

	*o = i < 0 ? FROM_NOWHERE : (enum origin)i;
	return i < 0 ? -1 : 0;
}

const char *
mdto_names_name(enum mdto_names n)
{
	return namings[n];
}

int
mdto_names_find(struct str name, enum mdto_names *n)
{
	int i = str_index(namings, MDTO__COUNT, name);

	*n = i < 0 ? MDTO_EXTENSION : (enum mdto_names)i;
	return i < 0 ? -1 : 0;
}

const char *
pack_name(enum packing p)
{
	return packs[p];
}

int
pack_find(struct str name, enum packing *p)
{
	int i = str_index(packs, PACK__COUNT, name);

	*p = i < 0 ? PACK_ZIP : (enum packing)i;
	return i < 0 ? -1 : 0;
}

const char *
field_element(enum field f)
{
	return fields[f].element;
}

const char *
field_list(enum field f)
{
	return fields[f].list;
}

size_t
field_most(enum field f)
{
	return fields[f].most;
}

bool
field_may_come(enum field f, enum origin o)
{
	for (size_t i = 0; i < TRUSTED_MOST; i++) {
		if (o != FROM_NOWHERE && fields[f].trust[i] == o)
			return true;
	}
	return false;
}

int
field_find(struct str element, enum field *f)
{
	for (int i = 0; i < MD__COUNT; i++) {
		if (str_eq(element, str_of(fields[i].element))) {
			*f = (enum field)i;
			return 0;
		}
	}
	return -1;
}

void
record_add(struct record *r, enum field f, struct value v, struct arena *mem)
{
	*PUSH(mem, r->f[f].v, r->f[f].n, r->f[f].cap) = v;
}

enum field
record_lacks(const struct record *r, bool notice)
{
	for (int f = 0; f < MD__COUNT; f++) {
		if (!(notice && f == MD_FORMAT) &&
		    (r->f[f].n < fields[f].least || (fields[f].lacking == LACK_HOLD && r->f[f].n == 0)))
			return (enum field)f;
	}
	return MD__COUNT;
}

bool
record_complete(const struct record *r, bool notice)
{
	for (int f = 0; f < MD__COUNT; f++) {
		for (size_t i = 0; i < r->f[f].n; i++) {
			if (r->f[f].v[i].origin == FROM_DEFAULT)
				return false;
		}
	}
	return record_lacks(r, notice) == MD__COUNT;
}

bool
document_goes_out(const struct document *d)
{
	return d->role != ROLE_JUNK && d->role != ROLE_SIDECAR && d->role != ROLE_WITHHELD && d->role != ROLE_PACKAGE;
}

bool
document_is_compared(const struct document *d)
{
	return d->role == ROLE_WITHHELD && d->redacted != 0;
}

bool
document_is_scanned(const struct document *d)
{
	return document_goes_out(d) || d->role == ROLE_PACKAGE;
}

const char *
scheme_list(enum scheme s)
{
	static const char *const lists[SCHEME__COUNT] = {
		[SCHEME_CATEGORIE] = "informatiecategorieen",
		[SCHEME_SOORT] = "documentsoorten",
		[SCHEME_THEMA] = "themas",
	};

	must(s < SCHEME__COUNT);
	return lists[s];
}

static const struct { const char *type; enum container is; } containers[] = {
	{ "application/zip", CONTAINER_ARCHIVE },
	{ "application/x-7z-compressed", CONTAINER_ARCHIVE },
	{ "application/x-tar", CONTAINER_ARCHIVE },
	{ "application/gzip", CONTAINER_ARCHIVE },
	{ "application/x-xz", CONTAINER_ARCHIVE },
	{ "application/zstd", CONTAINER_ARCHIVE },
	{ "application/x-bzip2", CONTAINER_ARCHIVE },
	{ "application/x-rar", CONTAINER_REFUSED },
	{ "application/vnd.ms-cab-compressed", CONTAINER_REFUSED },
	{ "application/x-iso9660-image", CONTAINER_REFUSED },
	{ "application/x-arj", CONTAINER_REFUSED },
	{ "application/x-lzh-compressed", CONTAINER_REFUSED },
	{ "application/x-cpio", CONTAINER_REFUSED },
	{ "application/x-archive", CONTAINER_REFUSED },
	{ "application/x-lzma", CONTAINER_REFUSED },
	{ "application/x-lzip", CONTAINER_REFUSED },
	{ "application/x-compress", CONTAINER_REFUSED },
	{ "application/mbox", CONTAINER_REFUSED },
	{ "message/rfc822", CONTAINER_MAIL },
	{ "application/vnd.ms-outlook", CONTAINER_MAIL },
};

enum container
container_of_type(struct str type)
{
	for (size_t i = 0; i < COUNT(containers); i++) {
		if (str_eq(type, str_of(containers[i].type)))
			return containers[i].is;
	}
	return CONTAINER_NO;
}

struct uuid
dossier_uuid(const struct dossier *d)
{
	struct uuid ns = uuid_ns_url;
	struct arena *mem = arena_new("kenmerk", MIB(1));
	struct uuid id;

	if (d->org->ns.n != 0)
		must(uuid_parse(d->org->ns, &ns) == 0); /* settings checked it */
	id = uuid_v5(ns, str_fmt(mem, "%.*s\x1f%.*s", STRF(d->org->key), STRF(d->key)));
	arena_free(mem);
	return id;
}

struct uuid
document_uuid_of(struct uuid dossier, struct str path, struct str sha256_hex)
{
	struct arena *mem = arena_new("kenmerk", MIB(1));
	struct uuid id = uuid_v5(dossier, str_fmt(mem, "%.*s\x1f%.*s", STRF(path), STRF(sha256_hex)));

	arena_free(mem);
	return id;
}

struct uuid
document_uuid(const struct dossier *d, const struct document *doc)
{
	struct arena *mem = arena_new("kenmerk", MIB(1));
	struct uuid id = document_uuid_of(dossier_uuid(d), doc->path, digest_hex(mem, doc->have[A_ORIGINAL].sha256));

	arena_free(mem);
	return id;
}

/* A path is never empty, so no document has the id of a notice. */
struct uuid
notice_uuid(const struct dossier *d, const struct notice *notice)
{
	return document_uuid_of(dossier_uuid(d), STR_NONE, notice->key);
}

struct uuid
file_uuid(struct uuid document)
{
	return uuid_v5(document, S("bestand"));
}

const struct document *
dossier_main(const struct dossier *d)
{
	for (size_t i = 0; i < d->ndocs; i++) {
		if (d->docs[i].role == ROLE_MAIN)
			return &d->docs[i];
	}
	return NULL;
}

const struct record *
dossier_record(const struct dossier *d)
{
	const struct document *m = dossier_main(d);

	return m != NULL ? &m->record : d->nnotices != 0 ? &d->notices[0].record : NULL;
}

static const struct portal_kind kinds[] = {
#define PORTAL(kind, class, concepts, site, what, guarantee)	{ #kind, class, concepts, site, what, guarantee },
#include "portals.def"
#undef PORTAL
};

const struct portal_kind *
kind_of_portal_at(size_t i)
{
	return i < COUNT(kinds) ? &kinds[i] : NULL;
}

const struct portal_kind *
kind_of_portal(struct str name)
{
	for (size_t i = 0; i < COUNT(kinds); i++) {
		if (str_eq(name, str_of(kinds[i].name)))
			return &kinds[i];
	}
	return NULL;
}

const struct portal_kind *
kind_of_outlet(const struct outlet *o)
{
	const struct portal_kind *k = kind_of_portal(o->kind.p == NULL ? S("drop") : o->kind);

	must(k != NULL); /* settings checked it */
	return k;
}

struct uuid
outlet_uuid(struct uuid dossier, struct str outlet)
{
	struct arena *mem = arena_new("kenmerk", KIB(64));
	struct uuid id = uuid_v5(dossier, str_fmt(mem, "outlet\x1f%.*s", STRF(outlet)));

	arena_free(mem);
	return id;
}

const struct outlet *
first_outlet(const struct organisation *o)
{
	static const struct outlet nowhere;

	return o->noutlets == 0 ? &nowhere : &o->outlets[0];
}

const struct outlet *
site_outlet(const struct organisation *o)
{
	for (size_t i = 0; i < o->noutlets; i++) {
		if (kind_of_outlet(&o->outlets[i])->site)
			return &o->outlets[i];
	}
	return NULL;
}

struct str
organisation_site(const struct organisation *o)
{
	const struct outlet *site = site_outlet(o);

	return site == NULL ? STR_NONE : site->public;
}

const struct outlet *
outlet_named(const struct organisation *o, struct str name)
{
	for (size_t i = 0; i < o->noutlets; i++) {
		if (str_eq(o->outlets[i].name, name))
			return &o->outlets[i];
	}
	return NULL;
}

static const struct { const char *name, *label; } covers[COVER__COUNT] = {
#define COVER(id, name, stage, label)	[COVER_##id] = { name, label },
#include "coverage.def"
#undef COVER
};

const char *
cover_name(enum coverage c)
{
	must(c < COVER__COUNT);
	return covers[c].name;
}

const char *
cover_label(enum coverage c)
{
	must(c < COVER__COUNT);
	return covers[c].label;
}

bool
classes_same(const struct class_score *a, size_t na, const struct class_score *b, size_t nb)
{
	size_t i = 0, k = 0;

	for (;;) {
		while (i < na && !a[i].chosen)
			i++;
		while (k < nb && !b[k].chosen)
			k++;
		if (i == na || k == nb)
			return i == na && k == nb;
		if (!str_eq(a[i++].uri, b[k++].uri))
			return false;
	}
}

static bool
reasons_equal(const struct class_score *a, const struct class_score *b)
{
	for (size_t i = 0; i < a->nreasons; i++) {
		const struct reason *x = &a->reasons[i], *y = &b->reasons[i];

		if (!str_eq(x->rule, y->rule) || x->weight != y->weight || x->at.page != y->at.page ||
		    x->at.off != y->at.off || x->at.len != y->at.len)
			return false;
	}
	return true;
}

bool
classes_equal(const struct class_score *a, size_t na, const struct class_score *b, size_t nb)
{
	if (na != nb)
		return false;
	for (size_t i = 0; i < na; i++) {
		if (!str_eq(a[i].uri, b[i].uri) || !str_eq(a[i].label, b[i].label) || a[i].score != b[i].score ||
		    a[i].need != b[i].need || a[i].lead != b[i].lead || a[i].chosen != b[i].chosen ||
		    a[i].nreasons != b[i].nreasons || !reasons_equal(&a[i], &b[i]))
			return false;
	}
	return true;
}
