/* SPDX-License-Identifier: EUPL-1.2 */
/* names.c - the patterns by which names of files and folders say something (templates/namen.yaml). */
#include "sidecar/names.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/buf.h"
#include "base/fd.h"
#include "base/line.h"
#include "base/yml.h"
#include "config/own.h"

#include "base/banned.h"

#define FILE_MOST	((size_t)256 << 10)	/* bytes of one file of patterns */
#define PATTERNS_MOST	200			/* of one file */
#define PATTERN_MOST	1000			/* bytes: what a person can still read */
#define EXAMPLES_MOST	50
#define EXAMPLE_MOST	300			/* bytes: a file name has at most 255 */
#define MATCH_STEPS	100000			/* of one attempt; some milliseconds for a pattern that explodes */
#define DEPTH_MOST	1000
#define HEAP_KIB	4096
#define ROUNDS_MOST	4			/* times that a title is looked at again */

static const char *const parts[NAME__COUNT] = { "kenmerk", "zaaknummer", "datum", "titel", "soort", "rol", "volgnummer" };

struct pattern_of {
	struct str	 id, org;	/* org absent: of everybody */
	bool		 folder, file;	/* whose names it reads */
	pcre2_code	*code;
	int		 group[NAME__COUNT];	/* number of the part; 0: it does not name it */
};

struct names {
	struct pattern_of *v;
	size_t		 n, cap;
	pcre2_match_data *data;
	pcre2_match_context *context;
};

const char *
name_part(enum name_part p)
{
	must(p < NAME__COUNT);
	return parts[p];
}

size_t
names_size(const struct names *all)
{
	return all->n;
}

/* --- the file ----------------------------------------------------------------------------- */

/* As libcyaml fills them. */
struct y_example { char *name, *kenmerk, *zaaknummer, *datum, *titel, *soort, *rol, *volgnummer; };
struct y_pattern {
	char		*id, *of, *pattern, *note, **no;
	struct y_example *yes;
	unsigned	 yes_count, no_count;
};
struct y_names {
	int		 version;
	struct y_pattern *patterns;
	unsigned	 patterns_count;
};

#define NEED		CYAML_FLAG_POINTER
#define MAY		(CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL)
#define EXPECT(key)	CYAML_FIELD_STRING_PTR(#key, MAY, struct y_example, key, 0, EXAMPLE_MOST)

static const cyaml_schema_field_t y_example_fields[] = {
	CYAML_FIELD_STRING_PTR("name", NEED, struct y_example, name, 1, EXAMPLE_MOST),
	EXPECT(kenmerk), EXPECT(zaaknummer), EXPECT(datum), EXPECT(titel), EXPECT(soort), EXPECT(rol), EXPECT(volgnummer),
	CYAML_FIELD_END,
};
static const cyaml_schema_value_t y_example = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct y_example, y_example_fields),
};
static const cyaml_schema_value_t y_no = { CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, EXAMPLE_MOST) };
static const cyaml_schema_field_t y_pattern_fields[] = {
	CYAML_FIELD_STRING_PTR("id", NEED, struct y_pattern, id, 1, 40),
	CYAML_FIELD_STRING_PTR("of", NEED, struct y_pattern, of, 1, 40),
	CYAML_FIELD_STRING_PTR("pattern", NEED, struct y_pattern, pattern, 1, PATTERN_MOST),
	CYAML_FIELD_STRING_PTR("note", MAY, struct y_pattern, note, 0, PATTERN_MOST),
	CYAML_FIELD_SEQUENCE("yes", NEED, struct y_pattern, yes, &y_example, 1, EXAMPLES_MOST),
	CYAML_FIELD_SEQUENCE("no", NEED, struct y_pattern, no, &y_no, 1, EXAMPLES_MOST),
	CYAML_FIELD_END,
};
static const cyaml_schema_value_t y_pattern = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct y_pattern, y_pattern_fields),
};
static const cyaml_schema_field_t y_names_fields[] = {
	CYAML_FIELD_INT("version", CYAML_FLAG_DEFAULT, struct y_names, version),
	CYAML_FIELD_SEQUENCE("patterns", NEED, struct y_names, patterns, &y_pattern, 1, PATTERNS_MOST),
	CYAML_FIELD_END,
};
static const cyaml_schema_value_t y_names = { CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct y_names, y_names_fields) };

/* --- one pattern ---------------------------------------------------------------------------- */

/* Does it match; 1, 0, or -1 past a limit.  What its parts are goes into part_r, borrowed of s. */
static int
match(const struct names *all, const struct pattern_of *p, struct str s, struct str part_r[NAME__COUNT])
{
	const PCRE2_SIZE *at;
	int rc = pcre2_match(p->code, (PCRE2_SPTR)(s.p == NULL ? "" : s.p), s.n, 0, 0, all->data, all->context);

	for (int i = 0; i < NAME__COUNT; i++)
		part_r[i] = STR_NONE;
	if (rc < 0)
		return rc == PCRE2_ERROR_NOMATCH ? 0 : -1;
	at = pcre2_get_ovector_pointer(all->data);
	for (int i = 0; i < NAME__COUNT; i++) {
		int g = p->group[i];

		if (g != 0 && g < rc && at[2 * g] != PCRE2_UNSET && at[2 * g] < at[2 * g + 1])
			part_r[i] = str_trim(str_sub(s, at[2 * g], at[2 * g + 1] - at[2 * g]));
	}
	return 1;
}

/* Names within names: the parts it gives, and that there are no others. */
static int
find_groups(struct pattern_of *p, struct err *e, const char *path)
{
	uint32_t n = 0, size = 0;
	PCRE2_SPTR table = NULL;

	(void)pcre2_pattern_info(p->code, PCRE2_INFO_NAMECOUNT, &n);
	(void)pcre2_pattern_info(p->code, PCRE2_INFO_NAMEENTRYSIZE, &size);
	(void)pcre2_pattern_info(p->code, PCRE2_INFO_NAMETABLE, &table);
	for (uint32_t i = 0; i < n; i++, table += size) {
		int part = str_index(parts, NAME__COUNT, str_of((const char *)table + 2));

		if (part < 0)
			return err_set(e, E_CONFIG,
			    _("%s (%.*s): ‘%s’ is geen onderdeel; kies uit kenmerk, zaaknummer, datum, titel, soort, rol, volgnummer"),
			    path, STRF(p->id), (const char *)table + 2);
		p->group[part] = table[0] << 8 | table[1];
	}
	return n == 0 ? err_set(e, E_CONFIG, _("%s (%.*s): het patroon noemt geen onderdeel, zoals (?<titel>.+)"), path,
			    STRF(p->id)) :
			0;
}

static int
compile(struct pattern_of *p, struct str text, const char *path, struct err *e)
{
	const uint32_t options = PCRE2_CASELESS | PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C | PCRE2_DOLLAR_ENDONLY;
	PCRE2_UCHAR why[160] = { 0 };
	size_t at = 0;
	int rc = 0;

	p->code = pcre2_compile((PCRE2_SPTR)text.p, text.n, options, &rc, &at, NULL);
	if (p->code != NULL)
		return find_groups(p, e, path);
	(void)pcre2_get_error_message(rc, why, sizeof why);
	return err_set(e, E_CONFIG, "%s (%.*s): %s, bij teken %zu", path, STRF(p->id), (const char *)why, at);
}

/* Each example is read as it says, and by this pattern alone. */
static int
try_examples(const struct names *all, const struct pattern_of *p, const struct y_pattern *y, struct arena *mem,
    const char *path, struct err *e)
{
	struct str got[NAME__COUNT];

	for (unsigned i = 0; i < y->yes_count; i++) {
		const struct y_example *x = &y->yes[i];
		const char *const want[NAME__COUNT] = { x->kenmerk, x->zaaknummer, x->datum, x->titel, x->soort, x->rol,
			x->volgnummer };

		if (match(all, p, line_clean(mem, str_of(x->name)), got) != 1)
			return err_set(e, E_CONFIG, _("%s (%.*s): het patroon past niet op zijn voorbeeld ‘%s’"), path,
			    STRF(p->id), x->name);
		for (int k = 0; k < NAME__COUNT; k++) {
			if (!str_eq(got[k], str_of(want[k])))
				return err_set(e, E_CONFIG, _("%s (%.*s): in ‘%s’ is %s ‘%.*s’ en niet ‘%s’"), path,
				    STRF(p->id), x->name, parts[k], STRF(got[k]), want[k] == NULL ? "" : want[k]);
		}
	}
	for (unsigned i = 0; i < y->no_count; i++) {
		if (match(all, p, line_clean(mem, str_of(y->no[i])), got) != 0)
			return err_set(e, E_CONFIG, _("%s (%.*s): het patroon past op ‘%s’ en dat mag niet"), path,
			    STRF(p->id), y->no[i]);
	}
	return 0;
}

static int
add(struct names *all, const struct y_pattern *y, struct str org, struct arena *mem, const char *path, struct err *e)
{
	struct pattern_of p = { .id = str_dup(mem, str_of(y->id)), .org = org };
	struct str of = str_of(y->of);

	p.file = str_eq(of, S("bestand")) || str_eq(of, S("beide"));
	p.folder = str_eq(of, S("map")) || str_eq(of, S("beide"));
	if (!p.file && !p.folder)
		return err_set(e, E_CONFIG, _("%s (%s): of is ‘bestand’, ‘map’ of ‘beide’"), path, y->id);
	if (compile(&p, str_of(y->pattern), path, e) != 0 || try_examples(all, &p, y, mem, path, e) != 0) {
		pcre2_code_free(p.code);
		return -1;
	}
	*PUSH(mem, all->v, all->n, all->cap) = p;
	return 0;
}

static int
load_file(struct names *all, const char *path, struct str org, struct arena *mem, struct err *e)
{
	struct yml_fault f;
	struct str bytes;
	struct y_names *y;
	void *data;
	int rc = 0;

	if (file_read(path, FILE_MOST, mem, &bytes, e) != 0) {
		e->kind = E_CONFIG;
		return err_wrap(e, _("het bestand met naampatronen %s is niet te lezen"), path);
	}
	if (yml_load(bytes, &y_names, &data, &f) != 0)
		return err_set(e, E_CONFIG, _("%s, regel %u: %s"), path, f.line, f.text);
	y = data;
	if (y == NULL)
		return err_set(e, E_CONFIG, _("%s is leeg"), path);
	if (y->version != 1)
		rc = err_set(e, E_CONFIG, _("%s: version is 1"), path);
	for (unsigned i = 0; rc == 0 && i < y->patterns_count; i++)
		rc = add(all, &y->patterns[i], org, mem, path, e);
	yml_free(&y_names, data);
	return rc;
}

static int
load_organisations(struct names *all, const char *templates, struct arena *mem, struct err *e)
{
	struct own_file *own;
	size_t n;

	if (own_files(templates, NAMES_FILE, mem, &own, &n, e) != 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		if (load_file(all, own[i].path, own[i].org, mem, e) != 0)
			return -1;
	}
	return 0;
}

int
names_load(const char *templates, struct arena *mem, struct names **all_r, struct err *e)
{
	struct names *all = NEW(mem, struct names, 1);

	all->data = pcre2_match_data_create(64, NULL);
	all->context = pcre2_match_context_create(NULL);
	must(all->data != NULL && all->context != NULL);
	(void)pcre2_set_match_limit(all->context, MATCH_STEPS);
	(void)pcre2_set_depth_limit(all->context, DEPTH_MOST);
	(void)pcre2_set_heap_limit(all->context, HEAP_KIB);
	if (load_organisations(all, templates, mem, e) != 0 ||
	    load_file(all, str_c(mem, str_fmt(mem, "%s/" NAMES_FILE, templates)), STR_NONE, mem, e) != 0) {
		names_free(all);
		return -1;
	}
	*all_r = all;
	return 0;
}

void
names_free(struct names *all)
{
	if (all == NULL)
		return;
	for (size_t i = 0; i < all->n; i++)
		pcre2_code_free(all->v[i].code);
	pcre2_match_data_free(all->data);
	pcre2_match_context_free(all->context);
}

/* --- a name ---------------------------------------------------------------------------------- */

static struct str
spaced(struct arena *mem, struct str name)
{
	struct buf b;

	buf_init(&b, mem, name.n);
	for (size_t i = 0; i < name.n; i++)
		buf_addc(&b, name.p[i] == '_' ? ' ' : name.p[i]);
	return line_clean(mem, buf_str(&b));
}

/* One pattern on what is left of the name; -1 past a limit. */
static int
apply(const struct names *all, size_t i, bool *used, struct str *left, struct str part_r[NAME__COUNT])
{
	struct str got[NAME__COUNT];
	int rc = match(all, &all->v[i], *left, got);

	if (rc != 1)
		return rc;
	used[i] = true;
	for (int k = 0; k < NAME__COUNT; k++) {
		if (k != NAME_TITEL && part_r[k].n == 0)
			part_r[k] = got[k];
	}
	if (got[NAME_TITEL].n != 0)
		*left = part_r[NAME_TITEL] = got[NAME_TITEL];
	return 1;
}

bool
names_read(const struct names *all, struct str org, bool folder, struct str name, struct arena *mem,
    struct str part_r[NAME__COUNT])
{
	struct str left = spaced(mem, name);
	bool *used = NEW(mem, bool, all->n + 1), again = true;

	for (int k = 0; k < NAME__COUNT; k++)
		part_r[k] = STR_NONE;
	for (int round = 0; round < ROUNDS_MOST && again; round++) {
		again = false;
		for (size_t i = 0; i < all->n; i++) {
			const struct pattern_of *p = &all->v[i];
			int rc;

			if (used[i] || !(folder ? p->folder : p->file) || (p->org.n != 0 && !str_eq(p->org, org)))
				continue;
			rc = apply(all, i, used, &left, part_r);
			if (rc < 0)
				return false;
			again |= rc == 1;
		}
	}
	return true;
}
