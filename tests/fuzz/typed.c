/* SPDX-License-Identifier: EUPL-1.2 */
/* typed.c - targets for what people typed: dossier.yaml, settings, rules. */
#include "fuzz.h"

#include <string.h>

#include "base/utf8.h"
#include "classify/rules.h"
#include "config/settings.h"
#include "sidecar/sidecar.h"
#include "sidecar/typed.h"
#include "stage.h"

#include "base/banned.h"

void	 fuzz_sidecar(struct fuzz *);
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

void
fuzz_rules(struct fuzz *f)
{
	struct str path = str_of(fuzz_file(f, "woo.yaml", f->in));
	struct rules *rules = NULL;
	struct rule_fault *faults;

	if (rules_load(str_c(f->mem, str_sub(path, 0, path.n - strlen("/woo.yaml"))), f->tools->lists, f->mem, &rules,
	        &f->err) != 0) {
		must(f->err.kind == E_CONFIG && f->err.msg[0] != '\0');
		return;
	}
	must(rules_check(rules, f->mem, &faults) <= rules->n * 1000);
	rules_free(rules);
}
