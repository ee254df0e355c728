/* SPDX-License-Identifier: EUPL-1.2 */
/* rule_load.c - the files of rules, checked and compiled. */
#include <string.h>

#include "base/path.h"
#include "base/utf8.h"
#include "classify/rule_file.h"
#include "classify/rules.h"
#include "config/own.h"

#include "base/banned.h"

#define FOLDER		"rules"
#define FIRST_FILE	"basis.yaml"	/* what all others may use */
#define ORG_FILE	"rules.yaml"
#define FILES_MOST	100		/* in one folder */
#define ALL_MOST	5000		/* rules and signs of all files */
#define WEIGHT_MOST	100
#define LEAST_MOST	20		/* times that a pattern must match */
#define POINTS_MOST	1000		/* of a threshold or margin */
#define BAD_TEXT	((size_t)2 << 10)	/* bytes of each text that a pattern must survive */
#define VERSION		2

/* What loading needs besides. */
struct loader {
	const struct catalog *lists;
	struct rules	*r;
	struct arena	*mem;
	struct pattern_part *parts;
	size_t		 nparts, parts_cap;
	struct str	*bad;		/* texts that a pattern must survive */
	size_t		 nbad;
	bool		 tried;		/* none need survive them: they did before */
	struct { enum scheme scheme; struct str name; size_t i; } found;	/* the value looked up last */
	/* The file that is being read. */
	const char	*path;
	struct str	 name;		/* below templates */
	struct str	 bytes;
	enum scheme	 scheme;
	const char	*value;		/* of rules that name none */
	size_t		 org;
	/* All files, to be read twice. */
	struct file	*files;
	size_t		 nfiles, files_cap;
};

/* A file as it was typed. */
struct file {
	const char	*path;
	struct str	 name, bytes;
	size_t		 org;
	struct y_file	*y;
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
find_value(struct loader *l, const char *name, size_t *i_r, struct str *why_r)
{
	const struct rule_scheme *s = &l->r->scheme[l->scheme];
	const struct term *t;

	if (name != NULL && strcmp(name, RULE_NONE) == 0) {
		*i_r = s->n;
		return 0;
	}
	if (name != NULL && l->found.name.n != 0 && l->found.scheme == l->scheme &&
	    str_eq(l->found.name, str_of(name))) {
		*i_r = l->found.i;
		return 0;
	}
	t = name == NULL ? NULL : catalog_named(l->lists, scheme_list(l->scheme), str_of(name));
	for (size_t i = 0; t != NULL && i < s->n; i++) {
		if (s->v[i].term == t) {
			l->found = (__typeof__(l->found)){ l->scheme, str_dup(l->mem, str_of(name)), i };
			*i_r = i;
			return 0;
		}
	}
	*why_r = name == NULL ?
	    str_of(_("geef de regel een value, of zet die boven in het bestand")) :
	    str_fmt(l->mem, _("‘%s’ staat niet in de lijst %s van TOOI"), name, scheme_list(l->scheme));
	return -1;
}

static size_t
find_sign(const struct rules *r, struct str id)
{
	size_t i = 0;

	while (i < r->nsigns && !str_eq(r->signs[i], id))
		i++;
	return i;
}

/* Long texts of what patterns stumble over: one letter, words, digits, empty lines, one word that recurs. */
static void
bad_texts(struct loader *l)
{
	static const char *const units[] = { "a", "a ", "12 ", "\n", " ", "besluit ", "de raad van de gemeente ",
		"e-" };

	l->bad = NEW(l->mem, struct str, COUNT(units));
	for (size_t i = 0; i < COUNT(units); i++) {
		struct buf b;

		buf_init(&b, l->mem, BAD_TEXT + 64);
		while (buf_str(&b).n < BAD_TEXT)
			buf_add(&b, str_of(units[i]));
		l->bad[l->nbad++] = buf_str(&b);
	}
}

/* Rules look at plain text, so what a pattern says outside ASCII is made plain too. */
static struct str
plain_pattern(struct arena *mem, struct str s)
{
	struct buf b;

	buf_init(&b, mem, 2 * s.n + 1);
	for (size_t i = 0, n; i < s.n; i += n) {
		struct folded f;
		uint32_t c;

		n = utf8_decode(str_from(s, i), &c);
		n = n == 0 ? 1 : n;
		fold(&f, str_sub(s, i, n), mem);
		/* What has no plain form is a question mark in the text. */
		buf_add(&b, n == 1 ? str_sub(s, i, 1) : str_eq(f.s, S("?")) ? S("\\?") : f.s);
	}
	return buf_str(&b);
}

/* Does it survive the bad texts? */
static bool
survives(const struct loader *l, const struct pattern *p, enum rule_field field, struct str *why_r)
{
	size_t off, len;
	int code;

	/* Without bad texts: these were tried before. */
	for (size_t i = 0; i < l->nbad; i++) {
		struct str bad = field == RULE_TEKST ? l->bad[i] : utf8_cut(l->bad[i], RULE_SHORT);

		if (pattern_match(p, l->r->matcher, bad, 0, &off, &len, &code) != MATCH_FAILED)
			continue;
		*why_r = str_fmt(l->mem, _("het patroon kost te veel op een lange tekst van ‘%.*s’ (%.*s)"),
		    STRF(str_sub(l->bad[i], 0, 8)), STRF(pattern_why(l->mem, code)));
		return false;
	}
	return true;
}

static int
expand(const struct loader *l, struct str text, struct str *expanded_r, struct str *why_r)
{
	return pattern_expand(plain_pattern(l->mem, text), l->parts, l->nparts, l->mem, expanded_r, why_r);
}

/* A rule of the set beside which this is loaded that has this pattern for the same field. */
static bool
known(const struct rules *beside, struct rule *x)
{
	const struct rule *like = NULL;

	for (size_t i = 0; beside != NULL && i < beside->n; i++) {
		const struct rule *y = &beside->v[i];

		if (y->field != x->field || !str_eq(y->pattern, x->pattern))
			continue;
		like = y;
		if (y->part == x->part && y->least == x->least && y->is_sign == x->is_sign) {
			x->question = y->question;
			break;
		}
	}
	if (like == NULL)
		return false;
	x->branch = like->branch;
	x->nbranches = like->nbranches;
	return true;
}

/* The pattern of a rule, an alternative at a time. */
static int
compile(const struct loader *l, struct str text, struct rule *x, struct str *why_r)
{
	struct rules *r = l->r;
	struct str expanded, *v;
	size_t n;

	if (expand(l, text, &expanded, why_r) != 0)
		return -1;
	x->pattern = expanded;
	x->question = r->nquestions;
	if (known(r->beside, x))
		return 0;
	v = pattern_branches(expanded, l->mem, &n);
	x->branch = r->nbranches;
	for (size_t i = 0; i < n; i++) {
		struct pattern *p = pattern_compile(v[i], l->mem, why_r);

		if (p == NULL)
			return -1;
		/* Kept before it is judged: rules_free frees it. */
		*PUSH(l->mem, r->branches, r->nbranches, r->branches_cap) = (struct rule_branch){ p, v[i] };
		if (!survives(l, p, x->field, why_r))
			return -1;
	}
	x->nbranches = n;
	return 0;
}

static struct str *
examples(struct arena *mem, char **v, unsigned n)
{
	struct str *s = NEW(mem, struct str, (size_t)n + 1);

	for (unsigned i = 0; i < n; i++)
		s[i] = str_dup(mem, str_of(v[i]));
	return s;
}

/* What a rule or a sign looks for. */
static int
test(const struct loader *l, const struct y_rule *y, struct rule *x, struct str *why_r)
{
	const char *fields[RULE__COUNT], *kinds[PART__COUNT];
	int field, part = PART_ALLES;

	for (int i = 0; i < RULE__COUNT; i++)
		fields[i] = rule_field_name((enum rule_field)i);
	for (int i = 0; i < PART__COUNT; i++)
		kinds[i] = rule_part_name((enum rule_part)i);
	if (word(fields, COUNT(fields), y->field, l->mem, &field, why_r) != 0 ||
	    (y->part != NULL && word(kinds, COUNT(kinds), y->part, l->mem, &part, why_r) != 0))
		return -1;
	x->field = (enum rule_field)field;
	x->part = (enum rule_part)part;
	x->least = y->least == 0 ? 1 : y->least;
	if (y->part != NULL && x->field != RULE_TEKST && x->field != RULE_KOP)
		*why_r = str_of(_("part kan alleen bij field tekst of kop"));
	else if (x->part == PART_HOOFD && x->field != RULE_TEKST)
		*why_r = str_of(_("part hoofd kan alleen bij field tekst"));
	else if (y->least > LEAST_MOST || (x->least > 1 && x->field != RULE_TEKST && x->field != RULE_KOP))
		*why_r = str_fmt(l->mem, _("least gaat van 1 tot %d en kan alleen bij field tekst of kop"), LEAST_MOST);
	else if (x->nyes == 0)
		*why_r = str_of(_("geef bij yes ten minste één tekst die moet passen"));
	else if (x->nno == 0)
		*why_r = str_of(_("geef bij no ten minste één tekst die niet mag passen"));
	else
		return compile(l, str_of(y->pattern), x, why_r);
	return -1;
}

static int
conditions(const struct loader *l, char **names, unsigned n, size_t **v_r, size_t *n_r, struct str *why_r)
{
	*v_r = NEW(l->mem, size_t, (size_t)n + 1);
	for (*n_r = 0; *n_r < n; ++*n_r) {
		size_t i = find_sign(l->r, str_of(names[*n_r]));

		if (i == l->r->nsigns) {
			*why_r = str_fmt(l->mem, _("‘%s’ staat in geen bestand bij signs"), names[*n_r]);
			return -1;
		}
		(*v_r)[*n_r] = i;
	}
	return 0;
}

static int
add_rule(struct loader *l, const struct y_rule *y, bool is_sign, struct str *why_r)
{
	struct rules *r = l->r;
	struct rule x = { .id = str_dup(l->mem, str_of(y->id)),
		.file = l->name,
		.is_sign = is_sign,
		.scheme = l->scheme,
		.weight = y->weight,
		.hold = y->hold != 0,
		.note = str_dup(l->mem, str_of(y->note)),
		.org = l->org,
		.yes = examples(l->mem, y->yes, y->yes_count),
		.nyes = y->yes_count,
		.no = examples(l->mem, y->no, y->no_count),
		.nno = y->no_count };

	for (size_t i = 0; i < r->n; i++) {
		/* One sign may be seen in more than one way. */
		if (str_eq(r->v[i].id, x.id) && !(is_sign && r->v[i].is_sign && str_eq(r->v[i].file, x.file))) {
			*why_r = str_of(_("er is al een regel met deze id"));
			return -1;
		}
	}
	if (r->n >= ALL_MOST) {
		*why_r = str_fmt(l->mem, _("er zijn meer dan %d regels"), ALL_MOST);
		return -1;
	}
	if (is_sign) {
		x.value = find_sign(r, x.id);
		if (x.value == r->nsigns)
			*PUSH(l->mem, r->signs, r->nsigns, r->signs_cap) = x.id;
	} else if (y->weight == 0 || y->weight < -WEIGHT_MOST || y->weight > WEIGHT_MOST) {
		*why_r = str_fmt(l->mem, _("weight moet van -%d tot %d gaan en is niet 0"), WEIGHT_MOST, WEIGHT_MOST);
		return -1;
	} else if (find_value(l, y->value != NULL ? y->value : l->value, &x.value, why_r) != 0 ||
	    conditions(l, y->needs, y->needs_count, &x.needs, &x.nneeds, why_r) != 0 ||
	    conditions(l, y->unless, y->unless_count, &x.unless, &x.nunless, why_r) != 0)
		return -1;
	if (test(l, y, &x, why_r) != 0)
		return -1;
	/* What one organisation says must not change how the texts of others are read. */
	for (size_t i = 0; i < x.nyes && x.org == RULE_EVERYWHERE; i++) {
		struct folded f;

		fold(&f, x.yes[i], l->mem);
		lexicon_add(r->lexicon, f.s);
	}
	*PUSH(l->mem, r->v, r->n, r->cap) = x;
	r->nquestions += x.question == r->nquestions;
	return 0;
}

static int
parts(struct loader *l, const struct y_file *y, struct err *e)
{
	for (unsigned i = 0; i < y->patterns_count; i++) {
		const struct y_part *p = &y->patterns[i];
		struct str text, why = STR_NONE;
		struct pattern *tried;
		bool ok;

		if (strspn(p->name, "abcdefghijklmnopqrstuvwxyz_") != strlen(p->name))
			return wrong(l, "name", p->name, str_of(_("een naam heeft alleen kleine letters en _")), e);
		for (size_t k = 0; k < l->nparts; k++) {
			if (str_eq(l->parts[k].name, str_of(p->name)))
				return wrong(
				    l, "name", p->name, str_of(_("er is al een vast stukje met deze naam")), e);
		}
		if (expand(l, str_of(p->pattern), &text, &why) != 0 ||
		    (tried = pattern_compile(text, l->mem, &why)) == NULL)
			return wrong(l, "name", p->name, why, e);
		ok = survives(l, tried, RULE_TITEL, &why);
		pattern_free(tried);
		if (!ok)
			return wrong(l, "name", p->name, why, e);
		*PUSH(l->mem, l->parts, l->nparts, l->parts_cap) =
		    (struct pattern_part){ str_dup(l->mem, str_of(p->name)), text };
	}
	return 0;
}

/* Threshold and margin of the scheme are said once, by the first file that has them. */
static int
scheme_points(struct loader *l, const struct y_file *y, struct err *e)
{
	struct rule_scheme *s = &l->r->scheme[l->scheme];

	if (y->threshold == 0 && y->margin == 0)
		return 0;
	if (y->threshold < 1 || y->threshold > POINTS_MOST || y->margin < 1 || y->margin > POINTS_MOST)
		return err_set(e, E_CONFIG, _("%s: threshold en margin gaan van 1 tot %d"), l->path, POINTS_MOST);
	if (s->threshold != 0)
		return err_set(
		    e, E_CONFIG, _("%s: threshold en margin van deze lijst staan al in een eerder bestand"), l->path);
	s->threshold = y->threshold;
	s->margin = y->margin;
	for (size_t i = 0; i < s->n; i++)
		s->v[i].threshold = y->threshold;
	return 0;
}

static int
thresholds(struct loader *l, const struct y_file *y, struct err *e)
{
	struct rule_scheme *s = &l->r->scheme[l->scheme];

	for (unsigned k = 0; k < y->thresholds_count; k++) {
		const struct y_threshold *t = &y->thresholds[k];
		struct str why = str_of(_("‘geen’ heeft geen drempel en gaat niet samen met iets"));
		size_t i;

		if (find_value(l, t->value, &i, &why) != 0 || i == s->n)
			return wrong(l, "value", t->value, why, e);
		if (t->threshold < 1 || t->threshold > POINTS_MOST)
			return wrong(
			    l, "value", t->value, str_fmt(l->mem, _("threshold gaat van 1 tot %d"), POINTS_MOST), e);
		if (l->org == RULE_EVERYWHERE) {
			s->v[i].threshold = t->threshold;
		} else {
			struct rule_org *o = &l->r->orgs[l->org];

			*PUSH(l->mem, o->thresholds, o->nthresholds, o->thresholds_cap) =
			    (__typeof__(*o->thresholds)){ l->scheme, i, t->threshold };
		}
	}
	return 0;
}

/* Which kind of organisation has no documents of the file's value; as in its address in TOOI. */
static int
not_of(struct loader *l, const struct y_file *y, struct err *e)
{
	static const char *const kinds[] = { "gemeente", "provincie", "waterschap", "ministerie" };
	struct str why = str_of(_("not_of hoort bij een value boven in het bestand"));
	size_t v;
	int kind;

	if (y->not_of == NULL)
		return 0;
	if (l->org != RULE_EVERYWHERE || y->value == NULL || find_value(l, y->value, &v, &why) != 0 ||
	    v == l->r->scheme[l->scheme].n || word(kinds, COUNT(kinds), y->not_of, l->mem, &kind, &why) != 0)
		return wrong(l, "not_of", y->not_of, why, e);
	l->r->scheme[l->scheme].v[v].not_of = str_of(kinds[kind]);
	return 0;
}

static int
pairs(struct loader *l, const struct y_file *y, struct err *e)
{
	for (unsigned k = 0; k < y->together_count; k++) {
		struct rule_pair p;
		struct str why = str_of(_("‘geen’ heeft geen drempel en gaat niet samen met iets"));

		for (unsigned i = 0; i < 2; i++) {
			if (find_value(l, y->together[k].values[i], i == 0 ? &p.a : &p.b, &why) != 0 ||
			    (i == 0 ? p.a : p.b) == l->r->scheme[l->scheme].n)
				return wrong(l, "together", y->together[k].values[i], why, e);
		}
		*PUSH(l->mem, l->r->pairs, l->r->npairs, l->r->pairs_cap) = p;
	}
	return 0;
}

/* What an organisation leaves out of the rules for all. */
static int
switched_off(struct loader *l, const struct y_file *y, struct err *e)
{
	for (unsigned k = 0; k < y->off_count; k++) {
		size_t i = 0;

		while (i < l->r->n && (l->r->v[i].is_sign || !str_eq(l->r->v[i].id, str_of(y->off[k]))))
			i++;
		if (l->org == RULE_EVERYWHERE)
			return err_set(
			    e, E_CONFIG, _("%s: off kan alleen in het bestand van een organisatie"), l->path);
		if (i == l->r->n)
			return wrong(l, "off", y->off[k], str_of(_("er is geen regel met deze id")), e);
		*PUSH(l->mem, l->r->orgs[l->org].off, l->r->orgs[l->org].noff, l->r->orgs[l->org].off_cap) = i;
	}
	return 0;
}

static int
find_scheme(struct loader *l, const char *list, struct err *e)
{
	const char *names[SCHEME__COUNT];
	struct str why;
	int scheme = SCHEME_CATEGORIE;

	for (int i = 0; i < SCHEME__COUNT; i++)
		names[i] = scheme_list((enum scheme)i);
	if (list != NULL && word(names, COUNT(names), list, l->mem, &scheme, &why) != 0)
		return wrong(l, "list", list, why, e);
	l->scheme = (enum scheme)scheme;
	return 0;
}

static int
add_all(struct loader *l, const struct y_rule *v, unsigned n, bool signs, struct err *e)
{
	for (unsigned i = 0; i < n; i++) {
		struct str why = STR_NONE;

		if (add_rule(l, &v[i], signs, &why) != 0)
			return wrong(l, "id", v[i].id, why, e);
	}
	return 0;
}

/* All of a file but its rules. */
static int
build(struct loader *l, const struct y_file *y, struct err *e)
{
	if (y->version != VERSION)
		return err_set(
		    e, E_CONFIG, _("%s: version %d wordt niet begrepen; verwacht: %d"), l->path, y->version, VERSION);
	if (find_scheme(l, y->list, e) != 0)
		return -1;
	l->value = y->value;
	if (y->together_count != 0 && (l->scheme != SCHEME_CATEGORIE || l->org != RULE_EVERYWHERE))
		return err_set(
		    e, E_CONFIG, _("%s: together kan alleen bij de informatiecategorieën, voor iedereen"), l->path);
	if (l->org != RULE_EVERYWHERE && (y->threshold != 0 || y->margin != 0))
		return err_set(e, E_CONFIG,
		    _("%s: een organisatie kan drempels veranderen met thresholds, niet met threshold of margin"),
		    l->path);
	if (scheme_points(l, y, e) != 0)
		return -1;
	if (l->r->scheme[l->scheme].threshold == 0 && y->rules_count + y->thresholds_count != 0)
		return err_set(e, E_CONFIG,
		    _("%s: threshold en margin van deze lijst staan hier niet en niet in een eerder bestand"), l->path);
	if (thresholds(l, y, e) != 0 || not_of(l, y, e) != 0 || pairs(l, y, e) != 0 || parts(l, y, e) != 0)
		return -1;
	return add_all(l, y->signs, y->signs_count, true, e);
}

/* From here on errors are about this file. */
static void
turn_to(struct loader *l, const struct file *f)
{
	l->path = f->path;
	l->name = f->name;
	l->bytes = f->bytes;
	l->org = f->org;
	l->value = f->y->value;
}

static int
load_file(struct loader *l, const char *templates, struct str name, size_t org, struct err *e)
{
	struct file f = { .path = str_c(l->mem, path_join(l->mem, str_of(templates), name)), .name = name, .org = org };

	if (rule_file_load(f.path, l->mem, &f.bytes, &f.y, e) != 0)
		return -1;
	*PUSH(l->mem, l->files, l->nfiles, l->files_cap) = f;
	turn_to(l, &f);
	return build(l, f.y, e);
}

/* The rules, now that all signs are known. */
static int
load_rules(struct loader *l, struct err *e)
{
	for (size_t i = 0; i < l->nfiles; i++) {
		const struct y_file *y = l->files[i].y;

		turn_to(l, &l->files[i]);
		if (find_scheme(l, y->list, e) != 0 || switched_off(l, y, e) != 0 ||
		    add_all(l, y->rules, y->rules_count, false, e) != 0)
			return -1;
	}
	return 0;
}

/* Names in a folder of templates. */
static int
names_in(const char *dir, unsigned how, struct arena *mem, struct str **v_r, size_t *n_r, struct err *e)
{
	if (path_names(dir, how, mem, v_r, n_r, e) != 0) {
		e->kind = E_CONFIG;
		return -1;
	}
	return *n_r > FILES_MOST ? err_set(e, E_CONFIG, _("%s: meer dan %d bestanden"), dir, FILES_MOST) : 0;
}

/* Additions of organisations. */
static int
load_orgs(struct loader *l, const char *templates, struct err *e)
{
	struct own_file *own;
	size_t n;

	if (own_files(templates, ORG_FILE, l->mem, &own, &n, e) != 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		struct str file = path_join(l->mem, path_join(l->mem, S(OWN_FOLDER), own[i].org), S(ORG_FILE));

		*PUSH(l->mem, l->r->orgs, l->r->norgs, l->r->orgs_cap) = (struct rule_org){ .key = own[i].org };
		if (load_file(l, templates, file, l->r->norgs - 1, e) != 0)
			return -1;
	}
	return 0;
}

static int
load_all(struct loader *l, const char *templates, struct err *e)
{
	const char *dir = str_c(l->mem, path_join(l->mem, str_of(templates), S(FOLDER)));
	struct str *names;
	size_t n;

	if (!l->tried)
		bad_texts(l);
	if (load_file(l, templates, S(FOLDER "/" FIRST_FILE), RULE_EVERYWHERE, e) != 0 ||
	    names_in(dir, 0, l->mem, &names, &n, e) != 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		if (!str_eq(names[i], S(FIRST_FILE)) && str_ends(names[i], S(".yaml")) &&
		    load_file(l, templates, path_join(l->mem, S(FOLDER), names[i]), RULE_EVERYWHERE, e) != 0)
			return -1;
	}
	if (l->r->scheme[SCHEME_CATEGORIE].threshold == 0)
		return err_set(e, E_CONFIG, _("%s: threshold en margin ontbreken"), l->path);
	for (size_t i = 0; i < n; i++) {
		if (str_eq(names[i], S(WORDS_FILE)) &&
		    words_load(str_c(l->mem, path_join(l->mem, str_of(dir), names[i])), l->lists, l->mem, &l->r->words,
			e) != 0)
			return -1;
	}
	if (load_orgs(l, templates, e) != 0)
		return -1;
	return load_rules(l, e);
}

/*
 * What each text asks of every rule, side by side: a child finds memory of its
 * worker page by page (proc/frozen.h), and this lay scattered over 16 MB.
 */
static void
gather_conditions(struct rules *r, struct arena *mem)
{
	size_t n = 0, *v;

	for (size_t i = 0; i < r->n; i++)
		n += r->v[i].nneeds + r->v[i].nunless;
	v = NEW(mem, size_t, n + 1);
	for (size_t i = 0; i < r->n; i++) {
		struct rule *x = &r->v[i];

		for (size_t k = 0; k < x->nneeds; k++)
			v[k] = x->needs[k];
		x->needs = v;
		v += x->nneeds;
		for (size_t k = 0; k < x->nunless; k++)
			v[k] = x->unless[k];
		x->unless = v;
		v += x->nunless;
	}
}

static void
prepare(struct rules *r, struct arena *mem)
{
	r->literals = literals_new(mem, r->nbranches);
	for (size_t i = 0; i < r->nbranches; i++)
		literals_add(r->literals, i, r->branches[i].text);
	literals_done(r->literals);
}

static int
load(struct rules *r, const char *templates, const struct catalog *lists, bool tried, struct arena *mem, struct err *e)
{
	struct loader l = { .lists = lists, .r = r, .mem = mem, .tried = tried };
	int rc;

	for (int s = 0; s < SCHEME__COUNT; s++) {
		const char *list = scheme_list((enum scheme)s);

		r->scheme[s].n = catalog_size(lists, list);
		r->scheme[s].v = NEW(mem, struct rule_value, r->scheme[s].n + 1);
		for (size_t i = 0; i < r->scheme[s].n; i++)
			r->scheme[s].v[i].term = catalog_at(lists, list, i);
	}
	r->lexicon = lexicon_new(mem);
	rc = load_all(&l, templates, e);
	for (size_t i = 0; i < l.nfiles; i++)
		rule_file_free(l.files[i].y);
	if (rc == 0)
		gather_conditions(r, mem);
	return rc;
}

static int
load_first(const char *templates, const struct catalog *lists, bool tried, struct arena *mem, struct rules **r_r,
    struct err *e)
{
	struct rules *r = NEW(mem, struct rules, 1);

	r->matcher = matcher_new(mem);
	if (load(r, templates, lists, tried, mem, e) != 0) {
		rules_free(r);
		return -1;
	}
	prepare(r, mem);
	*r_r = r;
	return 0;
}

int
rules_load(const char *templates, const struct catalog *lists, struct arena *mem, struct rules **r_r, struct err *e)
{
	return load_first(templates, lists, false, mem, r_r, e);
}

int
rules_load_tried(const char *templates, const struct catalog *lists, struct arena *mem, struct rules **r_r, struct err *e)
{
	return load_first(templates, lists, true, mem, r_r, e);
}

int
rules_load_beside(struct rules *first, const char *templates, const struct catalog *lists, struct arena *mem,
    struct rules **r_r, struct err *e)
{
	struct rules *r = NEW(mem, struct rules, 1);
	size_t had = first->nbranches;
	int rc;

	*r = (struct rules){ .branches = first->branches,
		.nbranches = had,
		.branches_cap = first->branches_cap,
		.nquestions = first->nquestions,
		.beside = first,
		.literals = first->literals,
		.matcher = first->matcher };
	rc = load(r, templates, lists, false, mem, e);
	/* Those that came are the first one's too, also when more could not come. */
	first->branches = r->branches;
	first->nbranches = r->nbranches;
	first->branches_cap = r->branches_cap;
	first->nquestions = r->nquestions;
	if (rc != 0)
		return -1;
	if (r->nbranches != had)
		prepare(first, mem);
	r->literals = first->literals;
	if (lexicon_same(r->lexicon, first->lexicon))
		r->lexicon = first->lexicon;
	if (words_same(r->words, first->words))
		r->words = first->words;
	*r_r = r;
	return 0;
}
