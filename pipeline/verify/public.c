/* SPDX-License-Identifier: EUPL-1.2 */
/* public.c - what the portals show, beside what the ledger says of it. */
#include <sys/stat.h>

#include "base/fd.h"
#include "base/utf8.h"
#include "plan.h"
#include "store/accounts.h"
#include "verify/check.h"

#include "base/banned.h"

/* A dossier that is, or may be, public, with what a question about it needs. */
struct shown {
	struct str id, name, remote;	/* name: for messages, with its place */
	enum state state;
	const struct organisation *org;
	const struct outlet *outlet;
	int bundle, plan; /* -1: none */
	struct digest sha256;
	uint64_t size;
};

/* --- the plan of a portal that asks for one --------------------------------------- */

/* The first value of an element of the account's metadata. */
static const json_t *
first(const json_t *doc, const char *element)
{
	return json_array_get(json_list(json_map(doc, "metadata"), element), 0);
}

static json_t *
of_value(const json_t *v)
{
	json_t *j = json_object();

	json_put_str(j, "uri", json_str(v, "uri"));
	json_put_str(j, "label", json_str(v, "value"));
	return j;
}

static void
put_value(json_t *j, const char *name, const json_t *doc, enum field f)
{
	if (first(doc, field_element(f)) != NULL)
		json_put(j, name, of_value(first(doc, field_element(f))));
}

static void
put_main(json_t *j, const json_t *doc, const json_t *notices, struct arena *mem)
{
	json_t *categories = json_array(), *v;
	struct buf about;
	size_t i;

	json_put_str(j, "title", json_str(first(doc, field_element(MD_OFFICIELE_TITEL)), "value"));
	buf_init(&about, mem, PLAN_TEXT_MOST);
	plan_describe(&about, json_str(first(doc, field_element(MD_OMSCHRIJVING)), "value"));
	json_array_foreach (notices, i, v)
		plan_describe(&about, json_str(v, "told"));
	json_put_str(j, "description", about.n == 0 ? STR_NONE : buf_str(&about));
	put_value(j, "publisher", doc, MD_PUBLISHER);
	put_value(j, "responsible", doc, MD_VERANTWOORDELIJKE);
	json_array_foreach (json_list(json_map(doc, "metadata"), field_element(MD_INFORMATIECATEGORIE)), i, v)
		json_push(categories, of_value(v));
	json_put(j, "categories", categories);
}

/* How large a document is: the evidence says so of what was delivered, the account of what came out of that. */
static int64_t
bytes_of(const json_t *doc, struct str id, const json_t *came_in)
{
	const json_t *one;
	size_t i;

	json_array_foreach (came_in, i, one) {
		if (str_eq(json_str(one, "id"), id))
			return json_num(one, "bytes", 0);
	}
	return json_num(doc, "bytes", 0);
}

/* NULL: it did not go out. */
static json_t *
of_document(const struct shown *d, struct uuid dossier, const json_t *doc, const json_t *came_in, struct arena *mem)
{
	json_t *j = plan_was_public(dossier, d->org->key, doc, mem);
	struct str path = json_str(doc, "path");
	size_t at = path.n;

	if (j == NULL)
		return NULL;
	while (at > 0 && path.p[at - 1] != '/')
		at--;
	json_put_str(j, "title", json_str(first(doc, field_element(MD_OFFICIELE_TITEL)), "value"));
	json_put_str(j, "file", str_from(path, at));
	json_put_str(j, "date", json_str(first(doc, field_element(MD_CREATIEDATUM)), "value"));
	json_put_num(j, "bytes", bytes_of(doc, json_str(j, "id"), came_in));
	return j;
}

/* As plan_of made it when it was published, out of its account and of what the evidence says came in. */
static json_t *
plan_again(const struct shown *d, struct uuid id, const json_t *account, const json_t *came_in, struct arena *mem)
{
	json_t *j = json_object(), *docs = json_array(), *doc, *one;
	const json_t *main = NULL, *notices = json_list(account, "notices");
	size_t i;

	json_put_str(j, "id", d->id);
	json_put_str(j, "source", S(PLAN_SOURCE));
	json_put(j, "bundle", json_deep_copy(json_map(account, "bundle")));
	json_array_foreach (json_list(account, "documents"), i, doc) {
		if (str_eq(json_str(doc, "role"), str_of(role_name(ROLE_MAIN))))
			main = doc;
		one = of_document(d, id, doc, came_in, mem);
		if (one != NULL)
			json_push(docs, one);
	}
	if (main == NULL)
		main = json_array_get(notices, 0);
	if (main != NULL)
		put_main(j, main, notices, mem);
	json_put(j, "documents", docs);
	if (notices != NULL)
		json_put(j, "notices", json_deep_copy(notices));
	return j;
}

/* What came in when it was last taken up.  A new reference. */
static int
last_documents(struct check *c, struct str id, json_t **docs_r, struct err *e)
{
	struct entry x;
	int rc;

	*docs_r = NULL;
	look_entries_start(c->store, ENTRIES_OF_DOSSIER, id);
	while ((rc = look_entries(c->store, ENTRIES_OF_DOSSIER, &x, e)) == 1) {
		struct err why;
		AUTO_JSON j = json_read(x.body, &why);
		json_t *docs = json_list(j, "documents");

		if (docs != NULL && str_eq(json_str(j, "event"), S("state"))) {
			json_decref(*docs_r);
			*docs_r = json_incref(docs);
		}
	}
	return rc;
}

/* -1 with plan -1 when its account is of another bundle, or gone. */
static int
make_plan(struct check *c, struct shown *d, struct err *e)
{
	AUTO_JSON account = NULL;
	AUTO_JSON docs = NULL;
	AUTO_JSON plan = NULL;
	const json_t *whole;
	struct uuid id;

	if (uuid_parse(d->id, &id) != 0 || accounts_last(c->store, c->vault, id, &account, e) != 0 || account == NULL ||
	    last_documents(c, d->id, &docs, e) != 0)
		return -1;
	whole = json_map(account, kind_of_outlet(d->outlet)->site ? "page" : "bundle");
	if (!str_eq(json_str(whole, "sha256"), digest_hex(c->mem, d->sha256)))
		return -1;
	plan = plan_again(d, id, account, docs, c->mem);
	return fd_of_str("plan", json_write(c->mem, plan), &d->plan, e);
}

/* --- the question ------------------------------------------------------------------ */

static int
ask(struct check *c, const struct shown *d, struct receipt *r, struct err *e)
{
	struct parcel p = { .step = STEP_SEEN,
		.at = d->outlet,
		.name = d->remote,
		.remote = d->remote,
		.plan = d->plan,
		.doc = -1,
		.bundle = d->bundle,
		.sha256 = d->sha256,
		.size = d->size };

	if (courier_send(c->v->courier, &p, e) != 0)
		return -1;
	return courier_receive(c->v->courier, c->mem, r, e);
}

/* A state in which nothing is under way: then what is public is known. */
static void
compare(struct check *c, const struct shown *d, const struct receipt *r)
{
	bool settled = d->state == S_CONFIRMED;

	switch (r->found) {
	case FOUND_SAME:
		return; /* what was handed over too: the next run says who made it public */
	case FOUND_MANY:
		check_fault(c, _("dossier %.*s staat meer dan één keer op het portaal"), STRF(d->name));
		return;
	case FOUND_OTHER:
		if (settled && d->outlet->concept_only) { /* people made it public, and may change it */
			check_note(
			    c, _("dossier %.*s: op het portaal staat iets anders dan is overgedragen"), STRF(d->name));
			return;
		}
		if (settled)
			check_fault(
			    c, _("dossier %.*s: op het portaal staat iets anders dan wat is verzonden"), STRF(d->name));
		break;
	case FOUND_CONCEPT:
	case FOUND_HANDED:
		if (d->state == S_HANDED)
			return;
		/* FALLTHROUGH */
	case FOUND_NOTHING:
		if (d->state == S_HANDED)
			check_fault(c, _("dossier %.*s: het overgedragen concept staat niet meer op het portaal"),
			    STRF(d->name));
		if (settled)
			check_fault(c, _("dossier %.*s staat niet meer openbaar op het portaal"), STRF(d->name));
		break;
	case FOUND_WITHDRAWN:
		if (settled)
			check_fault(c, _("dossier %.*s is op het portaal ingetrokken"), STRF(d->name));
		break;
	case FOUND_UNKNOWN:
	case FOUND__COUNT:
		c->sum->unanswered++;
		check_note(c, _("dossier %.*s: het portaal gaf geen antwoord (%.*s)"), STRF(d->name),
		    STRF(check_show(c, r->detail)));
		return;
	}
	if (!settled)
		check_note(c, _("dossier %.*s is onderweg (%s); wat openbaar is, is niet deze versie"), STRF(d->name),
		    state_name(d->state));
}

/* The bytes that must be public.  Gone from the vault: that was said already. */
static int
open_bundle(struct check *c, struct shown *d, struct str sha256)
{
	struct artefact a = { 0 };
	struct stat st;
	struct err why;

	if (digest_parse(sha256, &a.sha256) != 0 || vault_get(c->vault, &a, &d->bundle, &why) != 0 ||
	    fstat(d->bundle, &st) != 0)
		return -1;
	d->sha256 = a.sha256;
	d->size = (uint64_t)st.st_size;
	return 0;
}

static void
look_at(struct check *c, const struct dossier_line *line)
{
	const struct portal_kind *kind;
	struct shown d = {
		.id = str_dup(c->mem, line->main), .remote = str_dup(c->mem, line->remote), .bundle = -1, .plan = -1
	};
	struct receipt r;
	struct err e;

	c->sum->asked++;
	d.org = settings_organisation(c->v->settings, line->organisation);
	d.name = line->outlet.n == 0 ? d.id : str_fmt(c->mem, "%.*s (%.*s)", STRF(d.id), STRF(line->outlet));
	if (d.org != NULL)
		d.outlet = line->outlet.n == 0 ? first_outlet(d.org) : outlet_named(d.org, line->outlet);
	if (state_find(line->state, &d.state) != 0 || d.remote.p == NULL || open_bundle(c, &d, line->bundle) != 0 ||
	    d.outlet == NULL || d.outlet->url.p == NULL) {
		c->sum->unanswered++;
		check_note(
		    c, _("dossier %.*s is niet te vergelijken: de organisatie of de bundel ontbreekt"), STRF(d.name));
		auto_close(&d.bundle);
		return;
	}
	kind = kind_of_outlet(d.outlet);
	if ((kind->concepts || kind->site) && make_plan(c, &d, &e) != 0) {
		c->sum->unanswered++;
		check_note(c, _("dossier %.*s is niet te vergelijken: de verantwoording is van een latere versie"),
		    STRF(d.name));
	} else if (ask(c, &d, &r, &e) != 0) {
		c->sum->unanswered++;
		check_note(c, _("dossier %.*s: %s"), STRF(d.name), err_said(&e));
	} else
		compare(c, &d, &r);
	auto_close(&d.bundle);
	auto_close(&d.plan);
}

void
check_portals(struct check *c)
{
	struct dossier_line d;
	struct err e;
	int rc;

	look_dossiers_start(c->store);
	while ((rc = look_dossiers(c->store, &d, &e)) == 1) {
		struct mark mark = arena_mark(c->mem);

		if (d.exposed || str_eq(d.state, str_of(state_name(S_CONFIRMED))))
			look_at(c, &d);
		arena_rewind(c->mem, mark);
	}
	if (rc != 0)
		check_fault(c, "%s", err_said(&e));
}
