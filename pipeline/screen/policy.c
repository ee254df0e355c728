/* SPDX-License-Identifier: EUPL-1.2 */
/* policy.c - what the gate does with what it finds, by organisation and informatiecategorie: toets.yaml. */
#include "screen/policy.h"

#include "base/fd.h"
#include "base/form.h"
#include "base/line.h"
#include "base/yml.h"
#include "config/catalog.h"
#include "config/own.h"
#include "detect/allow.h"

#include "base/banned.h"

#define FILE_MOST	((size_t)1 << 20)	/* bytes of one file */
#define VALUE_MOST	300			/* bytes of one value */
#define VALUES_MOST	5000			/* in one list */
#define CATEGORIES	"informatiecategorieen"

static const struct { const char *key, *label; enum measure measure; } subjects[SUBJECT__COUNT] = {
#define SUBJECT(id, key, measure, label)	[SUBJECT_##id] = { key, label, MEASURE_##measure },
#include "screen/subjects.def"
#undef SUBJECT
};

static const char *const measures[MEASURE__COUNT] = { "nee", "noteren", "kijken", "vasthouden" };

/* What a file says of one category, or of all that it does not name. */
struct choice {
	bool		 common;		/* everybody's file says it */
	struct str	 uri;			/* absent: of all */
	int		 of[SUBJECT__COUNT];	/* enum measure; -1: not said */
};

/* One file. */
struct part {
	struct str	 org;			/* name of the folder; absent: everybody's */
	struct choice	*v;
	size_t		 n, cap;
	struct allow	*allow;			/* everybody's own is in that of each organisation too */
	struct str	*usual;
	size_t		 nusual, usual_cap;
};

struct policy { struct part *v; size_t n, cap; };	/* everybody's first */

const char *
subject_key(enum subject s)
{
	must(s < SUBJECT__COUNT);
	return subjects[s].key;
}

const char *
subject_label(enum subject s)
{
	must(s < SUBJECT__COUNT);
	return subjects[s].label;
}

struct str
policy_plain(struct arena *mem, struct str s)
{
	return line_clean(mem, form_caseless(mem, s));
}

/* --- the file ------------------------------------------------------------------------------- */

/* As libcyaml fills them. */
struct y_measures { char *of[SUBJECT__COUNT]; };
struct y_category {
	char		**names;
	unsigned	 names_count;
	struct y_measures measures;
};
struct y_own {
	char		**iban, **phone, **mail, **address;
	unsigned	 iban_count, phone_count, mail_count, address_count;
};
struct y_policy {
	int		 version;
	struct y_measures measures;
	struct y_category *per;
	unsigned	 per_count;
	struct y_own	 own;
	char		**usual;
	unsigned	 usual_count;
};

#define MAY		(CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL)
#define NEED		CYAML_FLAG_POINTER

static const cyaml_schema_value_t y_text = { CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, VALUE_MOST) };
static const cyaml_schema_field_t y_measures[] = {
#define SUBJECT(id, key, measure, label) \
	CYAML_FIELD_STRING_PTR(key, MAY, struct y_measures, of[SUBJECT_##id], 1, VALUE_MOST),
#include "screen/subjects.def"
#undef SUBJECT
	CYAML_FIELD_END,
};
static const cyaml_schema_field_t y_category_fields[] = {
	CYAML_FIELD_SEQUENCE_COUNT("categorieen", NEED, struct y_category, names, names_count, &y_text, 1, VALUES_MOST),
	CYAML_FIELD_MAPPING("maatregelen", CYAML_FLAG_DEFAULT, struct y_category, measures, y_measures),
	CYAML_FIELD_END,
};
static const cyaml_schema_value_t y_category = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct y_category, y_category_fields),
};
#define LIST(key, member)	\
	CYAML_FIELD_SEQUENCE_COUNT(key, MAY, struct y_own, member, member##_count, &y_text, 0, VALUES_MOST)
static const cyaml_schema_field_t y_own[] = {
	LIST("iban", iban),
	LIST("telefoon", phone),
	LIST("e-mail", mail),
	LIST("adres", address),
	CYAML_FIELD_END,
};
static const cyaml_schema_field_t y_policy_fields[] = {
	CYAML_FIELD_INT("version", CYAML_FLAG_DEFAULT, struct y_policy, version),
	CYAML_FIELD_MAPPING("maatregelen", CYAML_FLAG_OPTIONAL, struct y_policy, measures, y_measures),
	CYAML_FIELD_SEQUENCE_COUNT("per-categorie", MAY, struct y_policy, per, per_count, &y_category, 0, VALUES_MOST),
	CYAML_FIELD_MAPPING("eigen", CYAML_FLAG_OPTIONAL, struct y_policy, own, y_own),
	CYAML_FIELD_SEQUENCE_COUNT("verborgen", MAY, struct y_policy, usual, usual_count, &y_text, 0, VALUES_MOST),
	CYAML_FIELD_END,
};
static const cyaml_schema_value_t y_policy = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct y_policy, y_policy_fields),
};

/* One file being read. */
struct reading {
	const char	*path;
	const struct catalog *lists;
	struct arena	*mem;
	struct part	*to;
	bool		 common;
};

static int
read_choice(const struct reading *r, struct str uri, const struct y_measures *y, struct err *e)
{
	struct choice c = { .common = r->common, .uri = uri };

	for (int s = 0; s < SUBJECT__COUNT; s++) {
		c.of[s] = -1;
		if (y->of[s] == NULL)
			continue;
		c.of[s] = str_index(measures, MEASURE__COUNT, str_of(y->of[s]));
		if (c.of[s] < 0)
			return err_set(e, E_CONFIG,
			    _("%s: ‘%s’ is geen maatregel voor %s; kies uit nee, noteren, kijken, vasthouden"), r->path,
			    y->of[s], subjects[s].key);
	}
	*PUSH(r->mem, r->to->v, r->to->n, r->to->cap) = c;
	return 0;
}

static int
read_categories(const struct reading *r, const struct y_category *y, struct err *e)
{
	for (unsigned i = 0; i < y->names_count; i++) {
		const struct term *t = catalog_named(r->lists, CATEGORIES, str_of(y->names[i]));

		if (t == NULL)
			return err_set(e, E_CONFIG, _("%s: ‘%s’ is geen informatiecategorie"), r->path, y->names[i]);
		if (read_choice(r, t->uri, &y->measures, e) != 0)
			return -1;
	}
	return 0;
}

static int
read_own(const struct reading *r, enum allow_kind kind, char *const *v, unsigned n, struct err *e)
{
	for (unsigned i = 0; i < n; i++) {
		if (allow_add(r->to->allow, kind, str_of(v[i])) != 0)
			return err_set(e, E_CONFIG, _("%s: ‘%s’ bij ‘eigen’ is niet te lezen"), r->path, v[i]);
	}
	return 0;
}

static int
read_policy(const struct reading *r, const struct y_policy *y, struct err *e)
{
	const struct y_own *own = &y->own;

	if (y->version != 1)
		return err_set(e, E_CONFIG, _("%s: version is 1"), r->path);
	if (read_choice(r, STR_NONE, &y->measures, e) != 0)
		return -1;
	for (unsigned i = 0; i < y->per_count; i++) {
		if (read_categories(r, &y->per[i], e) != 0)
			return -1;
	}
	for (unsigned i = 0; i < y->usual_count; i++)
		*PUSH(r->mem, r->to->usual, r->to->nusual, r->to->usual_cap) =
		    policy_plain(r->mem, str_dup(r->mem, str_of(y->usual[i])));
	return read_own(r, ALLOW_IBAN, own->iban, own->iban_count, e) != 0 ||
		read_own(r, ALLOW_PHONE, own->phone, own->phone_count, e) != 0 ||
		read_own(r, ALLOW_MAIL, own->mail, own->mail_count, e) != 0 ||
		read_own(r, ALLOW_ADDRESS, own->address, own->address_count, e) != 0 ?
	    -1 :
	    0;
}

static int
load_file(const struct reading *r, struct err *e)
{
	struct yml_fault f;
	struct str bytes;
	void *data;
	int rc;

	if (file_read(r->path, FILE_MOST, r->mem, &bytes, e) != 0) {
		e->kind = E_CONFIG;
		return err_wrap(e, _("wat de toets moet doen, %s, is niet te lezen"), r->path);
	}
	if (yml_load(bytes, &y_policy, &data, &f) != 0)
		return err_set(e, E_CONFIG, _("%s, regel %u: %s"), r->path, f.line, f.text);
	if (data == NULL)
		return err_set(e, E_CONFIG, _("%s is leeg"), r->path);
	rc = read_policy(r, data, e);
	yml_free(&y_policy, data);
	return rc;
}

/* Everybody's own is the organisation's too: the file of all is read again into its part. */
static int
load_organisations(struct policy *p, const char *templates, const char *common, const struct catalog *lists,
    struct arena *mem, struct err *e)
{
	struct own_file *own;
	size_t n;

	if (own_files(templates, POLICY_FILE, mem, &own, &n, e) != 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		struct part *to = PUSH(mem, p->v, p->n, p->cap);

		*to = (struct part){ .org = own[i].org, .allow = allow_new(mem) };
		if (load_file(&(struct reading){ own[i].path, lists, mem, to, false }, e) != 0 ||
		    load_file(&(struct reading){ common, lists, mem, to, true }, e) != 0)
			return -1;
	}
	return 0;
}

int
policy_load(const char *templates, const struct catalog *lists, struct arena *mem, struct policy **p_r, struct err *e)
{
	struct policy *p = NEW(mem, struct policy, 1);
	const char *path = str_c(mem, str_fmt(mem, "%s/" POLICY_FILE, templates));
	struct part *all = PUSH(mem, p->v, p->n, p->cap);

	*all = (struct part){ .allow = allow_new(mem) };
	if (load_file(&(struct reading){ path, lists, mem, all, true }, e) != 0)
		return -1;
	*p_r = p;
	return load_organisations(p, templates, path, lists, mem, e);
}

/* --- a document ------------------------------------------------------------------------------ */

static int
said(const struct part *of, bool common, struct str uri, int s)
{
	for (size_t i = 0; i < of->n; i++) {
		const struct choice *c = &of->v[i];

		if (c->common == common && str_eq(c->uri, uri) && c->of[s] >= 0)
			return c->of[s];
	}
	return -1;
}

/* For one category, or for a document without any: uri absent. */
static enum measure
measure_for(const struct part *of, struct str uri, int s)
{
	for (int common = 0; common < 2; common++) {
		int m = said(of, common != 0, uri, s);

		if (m < 0)
			m = said(of, common != 0, STR_NONE, s);
		if (m >= 0)
			return (enum measure)m;
	}
	return subjects[s].measure;
}

static enum measure
measure_of(const struct part *of, const struct document *doc, int s)
{
	enum measure most = MEASURE_NO;
	bool any = false;

	for (size_t i = 0; i < doc->nclasses; i++) {
		enum measure one;

		if (!doc->classes[i].chosen)
			continue;
		one = measure_for(of, doc->classes[i].uri, s);
		most = one > most ? one : most;
		any = true;
	}
	return any ? most : measure_for(of, STR_NONE, s);
}

struct screening
policy_of(const struct policy *p, const struct organisation *org, const struct document *doc)
{
	const struct part *of = &p->v[0];
	struct screening out = { 0 };

	for (size_t i = 1; i < p->n; i++) {
		if (own_is_of(p->v[i].org, org))
			of = &p->v[i];
	}
	for (int s = 0; s < SUBJECT__COUNT; s++)
		out.of[s] = measure_of(of, doc, s);
	out.allow = of->allow;
	out.usual = of->usual;
	out.nusual = of->nusual;
	return out;
}
