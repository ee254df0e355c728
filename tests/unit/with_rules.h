/* SPDX-License-Identifier: EUPL-1.2 */
/* with_rules.h - the lists and rules of the product, and small sets of rules that a test makes up. */
#ifndef WITH_RULES_H
#define WITH_RULES_H

#include "rig.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/path.h"
#include "classify/classify.h"
#include "classify/rules.h"
#include "text.h"

#define TEMPLATES	"templates"
#define KERN		"https://identifier.overheid.nl/tooi/def/thes/kern/"
#define FILES_MOST	4

#define AVV	"c_139c6280"
#define BAS	"c_aab6bfc7"
#define ONTW	"c_759721e2"
#define ORG	"c_40a05794"
#define BER	"c_89ee6784"
#define ING	"c_8c840238"
#define STG	"c_c76862ab"
#define VST	"c_db4862c3"
#define COL	"c_3a248e3a"
#define ADV	"c_99a836c7"
#define CONV	"c_8fc2335c"
#define JAAR	"c_c6cd1213"
#define SUB	"c_cf268088"
#define WOO	"c_3baef532"
#define OND	"c_fdaee95e"
#define BES	"c_46a81018"
#define KLA	"c_a870c43d"
#define INSP	"c_816e508d"

/* The beginning of basis.yaml, of a file of another list, and of any other. */
#define HEAD	"version: 2\nname: t\nthreshold: 10\nmargin: 4\n"
#define LIST(l)	"version: 2\nname: t\nlist: " l "\nthreshold: 10\nmargin: 4\n"
#define MORE	"version: 2\nname: t\n"
#define EXAMPLES	"  yes: ['aap noot mies 12']\n  no: ['wim']\n"
#define RULE(id, value, field, weight, pattern)	"- id: " id "\n  value: " value "\n  field: " field "\n  weight: " \
	weight "\n  pattern: '" pattern "'\n" EXAMPLES
#define SIGN(id, field, pattern)	"- id: " id "\n  field: " field "\n  pattern: '" pattern "'\n" EXAMPLES

/* A file of templates; the first without a name is rules/basis.yaml. */
struct rule_text {
	const char	*bytes, *name;
};

static struct arena *mem;
static struct catalog *lists;
static struct rules *real;

static UNUSED int
rules_setup(void **state)
{
	struct err e;

	(void)state;
	mem = arena_new("regels", GIB(1));
	if (catalog_load(TEMPLATES "/lists", mem, &lists, &e) != 0 || rules_load(TEMPLATES, lists, mem, &real, &e) != 0) {
		print_error("%s\n", e.msg);
		return -1;
	}
	return 0;
}

static UNUSED int
rules_teardown(void **state)
{
	(void)state;
	rules_free(real);
	arena_free(mem);
	return 0;
}

/* A folder of templates with these files; the caller removes it. */
static UNUSED const char *
rule_dir(const struct rule_text *files)
{
	char dir[] = "/tmp/test-regels-XXXXXX";
	struct err e;

	assert_non_null(mkdtemp(dir));
	for (size_t i = 0; i < FILES_MOST && files[i].bytes != NULL; i++) {
		struct str name = files[i].name != NULL ? str_of(files[i].name) : S("rules/basis.yaml");
		struct str path = path_join(mem, str_of(dir), name);

		assert_int_equal(path_mkdirs(str_c(mem, str_sub(path, 0, path.n - path_base(path).n - 1)), &e), 0);
		assert_int_equal(file_replace(str_c(mem, path), str_of(files[i].bytes), &e), 0);
	}
	return str_c(mem, str_of(dir));
}

static UNUSED struct rules *
load_files(const struct rule_text *files)
{
	const char *dir = rule_dir(files);
	struct rules *r;
	struct err e;

	if (rules_load(dir, lists, mem, &r, &e) != 0)
		fail_msg("%s", e.msg);
	path_remove_tree(dir);
	return r;
}

static UNUSED struct rules *
load(const char *bytes)
{
	return load_files((const struct rule_text[FILES_MOST]){ { .bytes = bytes } });
}

/* What a test says of a document. */
struct doc {
	const char	*path, *declared, *title, *zaaktype, *dossier_title;
	const char	*soort, *bron, *categories;	/* of dossier.yaml */
	const char	*key;		/* of the dossier */
	const char	*org, *tooi;	/* folder and code of its organisation */
	enum doc_role	 role;
	const char	*text;		/* NULL: no text artefact; a form feed starts a page */
	size_t		 headings;	/* the first so many lines are headings */
};

/* A_TEXT and A_PROPS of the last document, as extract would make them. */
static UNUSED void
give_text(struct rig *r, int doc, struct str text, size_t headings)
{
	struct buf b;
	struct str rest = text, line;
	int fd;

	buf_init(&b, r->mem, MIB(1));
	buf_addf(&b, "{\"pages\":[0");
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '\f')
			buf_addf(&b, ",%zu", i + 1);
	}
	buf_addf(&b, "],\"headings\":[");
	for (size_t i = 0; i < headings && str_next(&rest, '\n', &line); i++)
		buf_addf(&b, "%s%zu,%zu,1", i == 0 ? "" : ",", (size_t)(line.p - text.p), line.n);
	buf_addf(&b, "]}");
	assert_false(b.cut);
	assert_int_equal(fd_of_str("text", text, &fd, &r->err), 0);
	rig_set(r, doc, A_TEXT, fd);
	assert_int_equal(fd_of_str("props", buf_str(&b), &fd, &r->err), 0);
	rig_set(r, doc, A_PROPS, fd);
}

static UNUSED struct document *
classify(struct rig *r, struct rules *rules, const struct doc *d)
{
	struct document *x;
	int doc;

	rig_open(r);
	r->tools.lists = lists;
	r->tools.rules = rules;
	doc = rig_add_bytes(r, d->path != NULL ? d->path : "stuk.pdf", S("x"));
	x = &r->dossier.docs[doc];
	x->role = d->role == ROLE_UNKNOWN ? ROLE_MAIN : d->role;
	x->declared_title = str_of(d->declared);
	x->props.title = str_of(d->title);
	r->dossier.declared.zaaktype = str_of(d->zaaktype);
	r->dossier.declared.titel = str_of(d->dossier_title);
	r->dossier.declared.bron = str_of(d->bron);
	x->declared_soort = str_of(d->soort);
	x->declared_categories = str_of(d->categories);
	if (d->key != NULL)
		r->dossier.key = str_of(d->key);
	if (d->org != NULL)
		r->org.key = str_of(d->org);
	if (d->tooi != NULL)
		r->org.tooi = str_of(d->tooi);
	if (d->text != NULL) {
		give_text(r, doc, str_of(d->text), d->headings);
		if (d->headings > 0) {
			struct str rest = str_of(d->text);

			(void)str_next(&rest, '\n', &x->props.heading);
			x->props.heading_at = (struct span){ 1, 0, (uint32_t)x->props.heading.n };
		}
	}
	if (rig_run(r, ST_classify, classify_run, doc) != 0)
		fail_msg("%s", r->err.msg);
	return &r->dossier.docs[doc];
}

/* The last parts of the chosen categories' addresses, in their order, or "-". */
static UNUSED const char *
chosen(const struct document *d)
{
	struct buf b;

	buf_init(&b, mem, KIB(1));
	for (size_t i = 0; i < d->nclasses; i++) {
		if (d->classes[i].chosen)
			buf_addf(&b, "%s%.*s", b.n == 0 ? "" : " ", STRF(path_base(d->classes[i].uri)));
	}
	return b.n == 0 ? "-" : str_c(mem, buf_str(&b));
}

static UNUSED int
score(const struct document *d, const char *tail)
{
	for (size_t i = 0; i < d->nclasses; i++) {
		if (str_ends(d->classes[i].uri, str_of(tail)))
			return d->classes[i].score;
	}
	return 0;
}

#endif
