/* SPDX-License-Identifier: EUPL-1.2 */
/* typed.c - targets for what people typed: dossier.yaml, settings, rules. */
#include "fuzz.h"

#include <string.h>

#include "base/path.h"
#include "base/utf8.h"
#include "base/xml.h"
#include "classify/rules.h"
#include "config/settings.h"
#include "sidecar/names.h"
#include "sidecar/sidecar.h"
#include "sidecar/typed.h"
#include "stage.h"

#include "base/banned.h"

void	 fuzz_sidecar(struct fuzz *);
void	 fuzz_described(struct fuzz *);
void	 fuzz_settings(struct fuzz *);
void	 fuzz_rules(struct fuzz *);

/* The stage itself, so that roles and findings are in it; and what it declares may go into XML. */
void
fuzz_sidecar(struct fuzz *f)
{
	struct visit v;
	struct typed t;
	struct yml_fault fault;

	if (typed_load(f->in, f->mem, &t, &fault) == 0) {
		must(utf8_xml(t.titel) && utf8_xml(t.kenmerk) && utf8_xml(t.omschrijving));
		for (size_t i = 0; i < t.ndocs; i++)
			must(utf8_valid(t.docs[i].bestand) && utf8_xml(t.docs[i].titel));
	} else
		must(utf8_valid(str_of(fault.text)) && memchr(fault.text, '\0', sizeof fault.text) != NULL);
	if (f->in.n == 0)
		return;
	visit_open(&v, f, S("dossier.yaml"), STR_NONE, f->in);
	v.d.docs[0].role = ROLE_UNKNOWN;
	*PUSH(f->mem, v.d.docs, v.d.ndocs, v.d.docs_cap) = (struct document){ .path = S("besluit.pdf") };
	*PUSH(f->mem, v.d.docs, v.d.ndocs, v.d.docs_cap) = (struct document){ .path = S("b\xff.pdf"), .role = ROLE_JUNK };
	must(visit_run(&v, ST_sidecar, sidecar_run) == 0);
	must(utf8_xml(v.d.declared.titel) && utf8_xml(v.d.declared.kenmerk));
	must(v.d.docs[0].role == ROLE_SIDECAR);
	/* What a person chose is of the list: who reads it relies on that. */
	for (size_t i = 0; i < v.d.ndocs; i++) {
		struct str rest = v.d.docs[i].declared_categories, uri;

		while (rest.n != 0 && str_next(&rest, ' ', &uri))
			must(catalog_uri(f->tools->lists, scheme_list(SCHEME_CATEGORIE), uri) != NULL);
		must(utf8_xml(v.d.docs[i].declared_soort));
	}
	visit_close(&v);
}

static void
check_said(const struct statements *said)
{
	must(said->n <= STATEMENTS_MOST);
	for (size_t i = 0; i < said->n; i++) {
		const struct statement *s = &said->v[i];

		must(utf8_xml(s->text) && utf8_xml(s->uri) && utf8_xml(s->where) && s->sure > 0 && s->sure <= 100);
		must(s->date.year == 0 || date_valid(s->date));
		must(s->until.year == 0 || date_valid(s->until));
	}
}

/*
 * A description under the name that the target gives, beside what it may
 * describe: whatever it says is fit for metadata, and what begins as one of its
 * kind does not go out.
 */
void
fuzz_described(struct fuzz *f)
{
	static const char *const kinds[] = { "<MDTO>", "<xpo>", "<simpledc>", "<diwoo:Document>" };
	static const char *const beside[] = { "besluit.pdf", "besluit.pdf.mdto.xml", "brief 1.pdf", "redacted.pdf",
		"README.txt" };
	struct visit v;

	if (f->in.n == 0)
		return;
	xml_load();
	if (f->tools->names == NULL)
		must(names_load("templates", f->tools->mem, &f->tools->names, &f->err) == 0);
	visit_open(&v, f, str_of(f->arg), STR_NONE, f->in);
	v.d.docs[0].role = ROLE_UNKNOWN;
	for (size_t i = 0; i < COUNT(beside); i++)
		*PUSH(f->mem, v.d.docs, v.d.ndocs, v.d.docs_cap) = (struct document){ .path = str_of(beside[i]) };
	must(visit_run(&v, ST_sidecar, sidecar_run) == 0);
	check_said(&v.d.said);
	for (size_t i = 0; i < v.d.ndocs; i++)
		check_said(&v.d.docs[i].said);
	for (size_t i = 0; i < COUNT(kinds) && str_ends(v.d.docs[0].path, S(".xml")); i++)
		must(!str_starts(f->in, str_of(kinds[i])) || !document_goes_out(&v.d.docs[0]));
	visit_close(&v);
}

void
fuzz_settings(struct fuzz *f)
{
	const char *path = fuzz_file(f, "woostraat.yaml", f->in);
	struct settings s;

	settings_default(&s);
	if (settings_load(path, f->mem, &s, &f->err) != 0) {
		must(f->err.kind == E_CONFIG && f->err.msg[0] != '\0');
		return;
	}
	must(s.norgs >= 1 && s.intake.n != 0 && s.state.n != 0);
	for (size_t i = 0; i < s.norgs; i++)
		must(settings_organisation(&s, s.orgs[i].key) == &s.orgs[i]);
}

static struct str
above(struct str path)
{
	return str_sub(path, 0, path.n - path_base(path).n - 1);
}

/* The file that all rules need, behind a separator one of a category and behind another one of an organisation. */
void
fuzz_rules(struct fuzz *f)
{
	static const char *const names[] = { "rules/basis.yaml", "rules/z.yaml", "organisations/leiden/rules.yaml" };
	const struct str dir = above(str_of(fuzz_file(f, "x", S(""))));
	struct rules *rules = NULL;
	struct rule_fault *faults;
	struct str rest = f->in, part;

	for (size_t i = 0; i < COUNT(names); i++) {
		struct str path = path_join(f->mem, dir, str_of(names[i]));

		must(path_mkdirs(str_c(f->mem, above(path)), &f->err) == 0);
		(void)fuzz_file(f, names[i], fuzz_part(&rest, &part) ? part : S("version: 2\nname: leeg\n"));
	}
	if (rules_load(str_c(f->mem, dir), f->tools->lists, f->mem, &rules, &f->err) != 0) {
		must(f->err.kind == E_CONFIG && f->err.msg[0] != '\0');
		return;
	}
	must(rules_check(rules, f->mem, &faults) <= rules->n * 1000);
	for (size_t i = 0; i < rules->n; i++) {
		const struct rule *x = &rules->v[i];

		must(x->value < (x->is_sign ? rules->nsigns : rules->scheme[x->scheme].n + 1));
		must(x->is_sign || rules->scheme[x->scheme].threshold > 0);
		for (size_t k = 0; k < x->nneeds; k++)
			must(x->needs[k] < rules->nsigns);
		for (size_t k = 0; k < x->nunless; k++)
			must(x->unless[k] < rules->nsigns);
	}
	rules_free(rules);
}
