/* SPDX-License-Identifier: EUPL-1.2 */
/* chain.c - the evidence, one entry after the other: is each what its leaf says, and does it follow the one before it? */
#include "base/utf8.h"
#include "store/evidence.h"
#include "verify/check.h"

#include "base/banned.h"

#define ZEROES S("0000000000000000000000000000000000000000000000000000000000000000")

json_t *
check_entry(struct check *c, const struct entry *x)
{
	struct err why;
	json_t *j = json_read(x->body, &why);

	if (j == NULL) {
		check_fault(c, _("bewijs %lld is niet te lezen"), (long long)x->seq);
		return NULL;
	}
	if (json_num(j, "seq", 0) == x->seq && str_eq(json_str(j, "prev"), x->prev) &&
	    str_eq(json_str(j, "dossier"), x->dossier))
		return j;
	check_fault(c, _("bewijs %lld zegt iets anders over zichzelf dan de tabel (nummer, voorganger of dossier)"),
	    (long long)x->seq);
	json_decref(j);
	return NULL;
}

/* --- runs --------------------------------------------------------------------- */

struct runs {
	int64_t begun, ended;
};

static bool
same_flag(struct str column, bool flag)
{
	return str_eq(column, flag ? S("1") : S("0"));
}

static void
run_begin(struct check *c, const json_t *j, struct runs *n)
{
	int64_t id = json_num(j, "run", 0);
	struct run_line r;
	struct err e;

	if (id != ++n->begun)
		check_fault(c, _("run %lld is niet de volgende na run %lld"), (long long)id, (long long)(n->begun - 1));
	if (look_run(c->store, id, c->mem, &r, &e) != 0)
		check_fault(c, "%s", err_said(&e));
	else if (!r.found)
		check_fault(c, _("run %lld staat in het bewijs en niet in de tabel"), (long long)id);
	else if (!str_eq(json_str(j, "mode"), r.mode) || !str_eq(json_str(j, "now"), time_rfc3339(c->mem, r.now)) ||
	    !str_eq(json_str(j, "host"), r.host) || !str_eq(json_str(j, "who"), r.who) ||
	    !str_eq(json_str(j, "build"), r.build) || !str_eq(json_str(j, "templates"), r.templates))
		check_fault(c, _("run %lld: de tabel zegt iets anders dan het bewijs van het begin"), (long long)id);
}

static void
run_end(struct check *c, const json_t *j, struct runs *n)
{
	int64_t id = json_num(j, "run", 0);
	struct run_line r;
	struct err e;

	n->ended++;
	if (look_run(c->store, id, c->mem, &r, &e) != 0)
		check_fault(c, "%s", err_said(&e));
	else if (!r.found || r.ended.p == NULL || !same_flag(r.balanced, json_flag(j, "balanced")))
		check_fault(c, _("run %lld: de tabel zegt iets anders dan het bewijs van het eind"), (long long)id);
}

/* Of an organisation, the lists of a site or the numbers of a night: told by a run that is there. */
static void
of_organisation(struct check *c, const json_t *j)
{
	int64_t id = json_num(j, "run", 0);
	struct run_line r;
	struct err e;

	if (look_run(c->store, id, c->mem, &r, &e) != 0)
		check_fault(c, "%s", err_said(&e));
	else if (!r.found || json_str(j, "organisation").n == 0)
		check_fault(c,
		    str_eq(json_str(j, "event"), S("site")) ?
			_("het bewijs van de lijsten van een site noemt run %lld, en die is er niet") :
			_("het bewijs van een nacht noemt run %lld, en die is er niet"),
		    (long long)id);
}

static void
about_run(struct check *c, const struct entry *x, struct runs *n)
{
	AUTO_JSON j = check_entry(c, x);
	struct str event = json_str(j, "event");

	if (j == NULL)
		return;
	if (str_eq(event, S("run-begin")))
		run_begin(c, j, n);
	else if (str_eq(event, S("run-end")))
		run_end(c, j, n);
	else if (str_eq(event, S("site")) || str_eq(event, S("night")))
		of_organisation(c, j);
	else
		check_fault(c, _("bewijs %lld gaat over geen dossier en over geen run"), (long long)x->seq);
}

/* --- the chain ------------------------------------------------------------------ */

void
check_chain(struct check *c)
{
	struct runs n = { 0 };
	struct digest leaf = { 0 }, was;
	struct store_counts counts;
	struct entry x;
	struct err e;
	int64_t last = 0;
	int rc;

	look_entries_start(c->store, ENTRIES_ALL, STR_NONE);
	while ((rc = look_entries(c->store, ENTRIES_ALL, &x, &e)) == 1) {
		struct mark mark = arena_mark(c->mem);

		c->sum->entries++;
		if (x.seq != last + 1)
			check_fault(c, _("na bewijs %lld komt bewijs %lld: er is iets weg of bij"), (long long)last,
			    (long long)x.seq);
		else if (digest_parse(x.prev, &was) != 0 || !digest_eq(was, leaf))
			check_fault(c, _("bewijs %lld volgt niet op het bewijs ervoor"), (long long)x.seq);
		if (digest_parse(x.leaf, &leaf) != 0 || !digest_eq(leaf, evidence_leaf(x.body)))
			check_fault(
			    c, _("bewijs %lld is gewijzigd: de inhoud hoort niet bij de hash"), (long long)x.seq);
		if (x.dossier.p == NULL)
			about_run(c, &x, &n);
		last = x.seq;
		arena_rewind(c->mem, mark);
	}
	if (rc != 0)
		check_fault(c, "%s", err_said(&e));
	if (look_counts(c->store, &counts, &e) != 0) {
		check_fault(c, "%s", err_said(&e));
		return;
	}
	c->sum->runs = (uint64_t)counts.runs;
	if (counts.runs != n.begun || counts.runs_ended != n.ended)
		check_fault(c, _("de tabel heeft %lld runs (%lld af), het bewijs %lld (%lld af)"),
		    (long long)counts.runs, (long long)counts.runs_ended, (long long)n.begun, (long long)n.ended);
}
