/* SPDX-License-Identifier: EUPL-1.2 */
/* rules.c - the rules that tell which informatiecategorie a document has, from templates/rules. */
#include "classify/rules.h"

#include <string.h>

#include "base/fd.h"
#include "base/path.h"
#include "base/utf8.h"
#include "base/yml.h"

#include "base/banned.h"

#define FILE_NAME	"woo.yaml"
#define FILE_MOST	((size_t)4 << 20)	/* bytes of the rule file */
#define RULES_MOST	2000
#define PARTS_MOST	100
#define EXAMPLES_MOST	50			/* of one rule, of each kind */
#define EXAMPLE_MOST	4000			/* bytes */
#define WEIGHT_MOST	100
#define LIST		"informatiecategorieen"
#define URI_BEFORE	"https://identifier.overheid.nl/tooi/def/thes/kern/"
#define BAD_TEXT	((size_t)8 << 10)	/* bytes of each text that a pattern must survive */
#define EXTENSION_MOST	((size_t)5)
#define VERSION		1

/* The file as YAML; read with the schema below. */
struct y_part { char *name, *pattern; };
struct y_threshold { char *category; int threshold; };
struct y_rule {
	char		*id, *category, *field, *part, *pattern, *note, **yes, **no;
	int		 weight;
	unsigned	 yes_count, no_count;
};
struct y_file {
	int		 version, threshold, margin;
	char		*name;
	struct y_part	*patterns;
	struct y_threshold *thresholds;
	struct y_rule	*rules;
	unsigned	 patterns_count, thresholds_count, rules_count;
};

#define NEED		CYAML_FLAG_POINTER
#define MAY		(CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL)

static const cyaml_schema_value_t y_example = {
	CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, EXAMPLE_MOST),
};
static const cyaml_schema_field_t y_part_fields[] = {
	CYAML_FIELD_STRING_PTR("name", NEED, struct y_part, name, 1, 40),
	CYAML_FIELD_STRING_PTR("pattern", NEED, struct y_part, pattern, 1, 2000),
	CYAML_FIELD_END,
};
static const cyaml_schema_value_t y_part = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct y_part, y_part_fields),
};
static const cyaml_schema_field_t y_threshold_fields[] = {
	CYAML_FIELD_STRING_PTR("category", NEED, struct y_threshold, category, 1, 40),
	CYAML_FIELD_INT("threshold", CYAML_FLAG_DEFAULT, struct y_threshold, threshold),
	CYAML_FIELD_END,
};
static const cyaml_schema_value_t y_threshold = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct y_threshold, y_threshold_fields),
};
/* yes and no are needed too, but their absence is said with the rule's id. */
static const cyaml_schema_field_t y_rule_fields[] = {
	CYAML_FIELD_STRING_PTR("id", NEED, struct y_rule, id, 1, 40),
	CYAML_FIELD_STRING_PTR("category", NEED, struct y_rule, category, 1, 40),
	CYAML_FIELD_STRING_PTR("field", NEED, struct y_rule, field, 1, 40),
	CYAML_FIELD_STRING_PTR("part", MAY, struct y_rule, part, 1, 40),
	CYAML_FIELD_INT("weight", CYAML_FLAG_DEFAULT, struct y_rule, weight),
	CYAML_FIELD_STRING_PTR("pattern", NEED, struct y_rule, pattern, 1, 2000),
	CYAML_FIELD_STRING_PTR("note", MAY, struct y_rule, note, 0, 1000),
	CYAML_FIELD_SEQUENCE("yes", MAY, struct y_rule, yes, &y_example, 0, EXAMPLES_MOST),
	CYAML_FIELD_SEQUENCE("no", MAY, struct y_rule, no, &y_example, 0, EXAMPLES_MOST),
	CYAML_FIELD_END,
};
static const cyaml_schema_value_t y_rule = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct y_rule, y_rule_fields),
};
static const cyaml_schema_field_t y_file_fields[] = {
	CYAML_FIELD_INT("version", CYAML_FLAG_DEFAULT, struct y_file, version),
	CYAML_FIELD_STRING_PTR("name", NEED, struct y_file, name, 1, 200),
	CYAML_FIELD_INT("threshold", CYAML_FLAG_DEFAULT, struct y_file, threshold),
	CYAML_FIELD_INT("margin", CYAML_FLAG_DEFAULT, struct y_file, margin),
	CYAML_FIELD_SEQUENCE("patterns", MAY, struct y_file, patterns, &y_part, 0, PARTS_MOST),
	CYAML_FIELD_SEQUENCE("thresholds", MAY, struct y_file, thresholds, &y_threshold, 0, 100),
	CYAML_FIELD_SEQUENCE("rules", NEED, struct y_file, rules, &y_rule, 1, RULES_MOST),
	CYAML_FIELD_END,
};
static const cyaml_schema_value_t y_file = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct y_file, y_file_fields),
};

static const char *const field_names[RULE__COUNT] = {
	[RULE_ZAAKTYPE] = "zaaktype", [RULE_TITEL] = "titel", [RULE_BESTANDSNAAM] = "bestandsnaam",
	[RULE_KOP] = "kop", [RULE_TEKST] = "tekst",
};
static const char *const part_names[] = {
	[PART_ALLES] = "alles", [PART_BEGIN] = "begin", [PART_EINDE] = "einde",
};

/* What loading needs besides. */
struct loader {
	const char	*path;
	struct str	 bytes;
	struct arena	*mem;
	struct pattern_part *parts;
	size_t		 nparts;
	struct str	*bad;		/* texts that a pattern must survive */
	size_t		 nbad;
};

/* The line on which `key: value` stands, from 1; 0 when it is written another way. */
static size_t
line_of(const struct loader *l, const char *key, const char *value)
{
	struct str rest = l->bytes, line, want = str_fmt(l->mem, "%s: %s", key, value);

	for (size_t no = 1; str_next(&rest, '\n', &line); no++) {
		line = str_trim(line);
		if (str_starts(line, S("-")))
			line = str_trim(str_from(line, 1));
		if (str_eq(line, want))
			return no;
	}
	return 0;
}

static int
wrong(const struct loader *l, const char *key, const char *value, struct str what, struct err *e)
{
	size_t line = line_of(l, key, value);

	if (line == 0)
		return err_set(e, E_CONFIG, _("%s (%s): %.*s"), l->path, value, STRF(what));
	return err_set(e, E_CONFIG, _("%s, regel %zu (%s): %.*s"), l->path, line, value, STRF(what));
}

static int
word(const char *const *names, size_t n, const char *name, struct arena *mem, int *i_r, struct str *why_r)
{
	struct str all = STR_NONE;

	for (size_t i = 0; i < n; i++) {
		if (strcmp(names[i], name) == 0) {
			*i_r = (int)i;
			return 0;
		}
		all = str_fmt(mem, "%.*s%s%s", STRF(all), i == 0 ? "" : ", ", names[i]);
	}
	*why_r = str_fmt(mem, _("‘%s’ bestaat niet; kies uit: %.*s"), name, STRF(all));
	return -1;
}

static int
category(const struct rules *r, const char *tail, struct arena *mem, size_t *i_r, struct str *why_r)
{
	struct str uri = str_fmt(mem, URI_BEFORE "%s", tail);

	for (size_t i = 0; i < r->ncategories; i++) {
		if (str_eq(r->categories[i].term->uri, uri)) {
			*i_r = i;
			return 0;
		}
	}
	*why_r = str_fmt(mem, _("‘%s’ is geen informatiecategorie uit de lijst van TOOI"), tail);
	return -1;
}

/* Long texts of what patterns stumble over: one letter, words, digits, empty lines, one word that recurs. */
static void
bad_texts(struct loader *l)
{
	static const char *const units[] = { "a", "a ", "12 ", "\n", " ", "besluit ", "de raad van de gemeente ",
		"é-" };

	l->bad = NEW(l->mem, struct str, COUNT(units));
	for (size_t i = 0; i < COUNT(units); i++) {
		struct buf b;

		buf_init(&b, l->mem, BAD_TEXT + 64);
		while (buf_str(&b).n < BAD_TEXT)
			buf_add(&b, str_of(units[i]));
		l->bad[l->nbad++] = buf_str(&b);
	}
}

static struct pattern *
compile(const struct loader *l, struct str text, enum rule_field field, struct matcher *m, struct str *why_r)
{
	struct str expanded;
	struct pattern *p;
	size_t off, len;
	int code;

	if (pattern_expand(text, l->parts, l->nparts, l->mem, &expanded, why_r) != 0 ||
	    (p = pattern_compile(expanded, l->mem, why_r)) == NULL)
		return NULL;
	for (size_t i = 0; i < l->nbad; i++) {
		struct str bad = field == RULE_TEKST ? l->bad[i] : utf8_cut(l->bad[i], RULE_SHORT);

		if (pattern_match(p, m, bad, 0, &off, &len, &code) != MATCH_FAILED)
			continue;
		*why_r = str_fmt(l->mem, _("het patroon kost te veel op een lange tekst van ‘%.*s’ (%.*s)"),
		    STRF(str_sub(l->bad[i], 0, 8)), STRF(pattern_why(l->mem, code)));
		pattern_free(p);
		return NULL;
	}
	return p;
}

static struct str *
examples(struct arena *mem, char **v, unsigned n)
{
	struct str *s = NEW(mem, struct str, (size_t)n + 1);

	for (unsigned i = 0; i < n; i++)
		s[i] = str_dup(mem, str_of(v[i]));
	return s;
}

static int
rule(const struct loader *l, const struct y_rule *y, struct rules *r, struct str *why_r)
{
	struct rule *x = &r->v[r->n];
	int field, part = PART_ALLES;

	*x = (struct rule){ .id = str_dup(l->mem, str_of(y->id)),
		.weight = y->weight,
		.yes = examples(l->mem, y->yes, y->yes_count),
		.nyes = y->yes_count,
		.no = examples(l->mem, y->no, y->no_count),
		.nno = y->no_count };
	for (size_t i = 0; i < r->n; i++) {
		if (str_eq(r->v[i].id, x->id)) {
			*why_r = str_of(_("er is al een regel met deze id"));
			return -1;
		}
	}
	if (category(r, y->category, l->mem, &x->category, why_r) != 0 ||
	    word(field_names, COUNT(field_names), y->field, l->mem, &field, why_r) != 0 ||
	    (y->part != NULL && word(part_names, COUNT(part_names), y->part, l->mem, &part, why_r) != 0))
		return -1;
	x->field = (enum rule_field)field;
	x->part = (enum rule_part)part;
	if (y->part != NULL && x->field != RULE_TEKST && x->field != RULE_KOP)
		*why_r = str_of(_("part kan alleen bij field tekst of kop"));
	else if (y->weight == 0 || y->weight < -WEIGHT_MOST || y->weight > WEIGHT_MOST)
		*why_r = str_fmt(l->mem, _("weight moet van -%d tot %d gaan en is niet 0"), WEIGHT_MOST, WEIGHT_MOST);
	else if (x->nyes == 0)
		*why_r = str_of(_("geef bij yes ten minste één tekst die moet passen"));
	else if (x->nno == 0)
		*why_r = str_of(_("geef bij no ten minste één tekst die niet mag passen"));
	else if ((x->pattern = compile(l, str_of(y->pattern), x->field, r->matcher, why_r)) != NULL) {
		r->n++;
		return 0;
	}
	return -1;
}

static int
parts(struct loader *l, const struct y_file *y, struct matcher *m, struct err *e)
{
	l->parts = NEW(l->mem, struct pattern_part, (size_t)y->patterns_count + 1);
	for (unsigned i = 0; i < y->patterns_count; i++) {
		const struct y_part *p = &y->patterns[i];
		struct str text, why = STR_NONE;
		struct pattern *test;

		if (strspn(p->name, "abcdefghijklmnopqrstuvwxyz_") != strlen(p->name))
			return wrong(l, "name", p->name, str_of(_("een naam heeft alleen kleine letters en _")), e);
		if (pattern_expand(str_of(p->pattern), l->parts, l->nparts, l->mem, &text, &why) != 0 ||
		    (test = compile(l, str_of(p->pattern), RULE_TITEL, m, &why)) == NULL)
			return wrong(l, "name", p->name, why, e);
		pattern_free(test);
		l->parts[l->nparts++] = (struct pattern_part){ str_dup(l->mem, str_of(p->name)), text };
	}
	return 0;
}

static int
thresholds(struct loader *l, const struct y_file *y, struct rules *r, struct err *e)
{
	struct str why;
	size_t i;

	if (y->version != VERSION)
		return err_set(
		    e, E_CONFIG, _("%s: version %d wordt niet begrepen; verwacht: %d"), l->path, y->version, VERSION);
	if (y->threshold < 1 || y->threshold > 1000 || y->margin < 1 || y->margin > 1000)
		return err_set(e, E_CONFIG, _("%s: threshold en margin gaan van 1 tot 1000"), l->path);
	r->margin = y->margin;
	for (i = 0; i < r->ncategories; i++)
		r->categories[i].threshold = y->threshold;
	for (unsigned k = 0; k < y->thresholds_count; k++) {
		const struct y_threshold *t = &y->thresholds[k];

		if (category(r, t->category, l->mem, &i, &why) != 0)
			return wrong(l, "category", t->category, why, e);
		if (t->threshold < 1 || t->threshold > 1000)
			return wrong(l, "category", t->category, str_of(_("threshold gaat van 1 tot 1000")), e);
		r->categories[i].threshold = t->threshold;
	}
	return 0;
}

static int
build(struct loader *l, const struct y_file *y, struct rules *r, struct err *e)
{
	r->name = str_dup(l->mem, str_of(y->name));
	bad_texts(l);
	if (thresholds(l, y, r, e) != 0 || parts(l, y, r->matcher, e) != 0)
		return -1;
	r->v = NEW(l->mem, struct rule, y->rules_count);
	for (unsigned i = 0; i < y->rules_count; i++) {
		struct str why = STR_NONE;

		if (rule(l, &y->rules[i], r, &why) != 0)
			return wrong(l, "id", y->rules[i].id, why, e);
	}
	return 0;
}

int
rules_load(const char *dir, const struct catalog *lists, struct arena *mem, struct rules **r_r, struct err *e)
{
	struct loader l = { .path = str_c(mem, path_join(mem, str_of(dir), S(FILE_NAME))), .mem = mem };
	struct rules *r = NEW(mem, struct rules, 1);
	struct yml_fault f;
	void *y;
	int rc;

	if (file_read(l.path, FILE_MOST, mem, &l.bytes, e) != 0)
		return err_wrap(e, _("het regelbestand %s is niet te lezen"), l.path);
	if (!utf8_valid(l.bytes))
		return err_set(e, E_CONFIG, _("%s: dit is geen UTF-8-tekst"), l.path);
	if (yml_load(l.bytes, &y_file, &y, &f) != 0)
		return err_set(e, E_CONFIG, _("%s, regel %u: %s"), l.path, f.line, f.text);
	if (y == NULL)
		return err_set(e, E_CONFIG, _("%s is leeg"), l.path);
	r->ncategories = catalog_size(lists, LIST);
	r->categories = NEW(mem, struct rule_category, r->ncategories + 1);
	for (size_t i = 0; i < r->ncategories; i++)
		r->categories[i].term = catalog_at(lists, LIST, i);
	r->matcher = matcher_new(mem);
	rc = build(&l, y, r, e);
	yml_free(&y_file, y);
	if (rc != 0) {
		rules_free(r);
		return -1;
	}
	*r_r = r;
	return 0;
}

void
rules_free(struct rules *r)
{
	if (r == NULL)
		return;
	for (size_t i = 0; i < r->n; i++)
		pattern_free(r->v[i].pattern);
	matcher_free(r->matcher);
}

size_t
rules_check(const struct rules *r, struct arena *mem, struct rule_fault **faults_r)
{
	size_t n = 0, cap = 0, off, len;
	int code;

	*faults_r = NULL;
	for (size_t i = 0; i < r->n; i++) {
		const struct rule *x = &r->v[i];

		for (size_t k = 0; k < x->nyes + x->nno; k++) {
			bool should = k < x->nyes;
			struct str text = should ? x->yes[k] : x->no[k - x->nyes];
			struct str seen = x->field == RULE_BESTANDSNAAM ? rule_filename(mem, text) : text;

			if (pattern_match(x->pattern, r->matcher, seen, 0, &off, &len, &code) !=
			    (should ? MATCH_YES : MATCH_NO))
				*PUSH(mem, *faults_r, n, cap) = (struct rule_fault){ x, text, should };
		}
	}
	return n;
}

struct str
rule_filename(struct arena *mem, struct str path)
{
	struct str base = path_base(path), ext = path_ext(base);
	struct buf b;

	/* "besluit nr. 12 van de raad" has no extension. */
	if (ext.n > 0 && ext.n <= EXTENSION_MOST && !str_has(ext, ' '))
		base = str_sub(base, 0, base.n - ext.n - 1);
	base = utf8_show(mem, base);
	buf_init(&b, mem, base.n);
	for (size_t i = 0; i < base.n; i++)
		buf_addc(&b, strchr("_-+.", base.p[i]) != NULL && base.p[i] != '\0' ? ' ' : base.p[i]);
	return buf_str(&b);
}
