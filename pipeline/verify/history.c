/* SPDX-License-Identifier: EUPL-1.2 */
/* history.c - the entries of each dossier: only moves that exist, and at their end the rows as they stand. */
#include <string.h>

#include "base/utf8.h"
#include "store/pages.h"
#include "store/waivers.h"
#include "store/withdrawals.h"
#include "verify/check.h"

#include "base/banned.h"

#define ID_BYTES 36

/* A dossier as its entries tell it so far. */
struct history {
	char id[ID_BYTES + 1];
	json_t *row; /* of the last state entry; NULL: none yet */
	int64_t run, attempt; /* the last */
	bool open; /* that attempt has no answer */
	uint64_t answers;
	json_t *waivers; /* those that were given and not taken back: who, by what they are bound to; NULL: none yet */
	json_t *page; /* the last entry about what a site shows of it; NULL: none */
};

struct tally {
	uint64_t withdrawals, pages, entries, dossiers, attempts, ended, waivers;
};

static enum state
state_in(const json_t *row)
{
	enum state s;

	return state_find(json_str(row, "state"), &s) == 0 ? s : S_NONE;
}

/* --- moves ---------------------------------------------------------------------- */

/* The first row of a dossier is a dossier taken up. */
static bool
begins(const json_t *row)
{
	return state_in(row) == S_INGESTED && json_num(row, "epoch", 0) == 1 && json_num(row, "revision", 0) == 1 &&
	    json_str(row, "remote_id").p == NULL;
}

/* May this row follow that one?  The same rules as the guards of the table (schema.def). */
static const char *
follows(const json_t *was, const json_t *row)
{
	enum state from = state_in(was), to = state_in(row);
	int64_t epoch = json_num(row, "epoch", 0), revision = json_num(row, "revision", 0);
	bool taken_up = to == S_INGESTED, chosen_anew = from == S_REMOVING && taken_up;
	struct str before = json_str(was, "remote_id"), after = json_str(row, "remote_id");

	if (to == S_NONE || (from != to && !state_may(from, to)))
		return N_("deze stap bestaat niet");
	/* Taken up it is claimed anew; a row in doubt is, too, before its portal is asked. */
	if (epoch != json_num(was, "epoch", 0) + taken_up && (from != to || epoch != json_num(was, "epoch", 0) + 1))
		return N_("het volgnummer van de behandeling klopt niet");
	if (revision != json_num(was, "revision", 0) && (!taken_up || revision != json_num(was, "revision", 0) + 1))
		return N_("het versienummer klopt niet");
	if (before.p != NULL && (chosen_anew ? after.p != NULL : !str_eq(before, after)))
		return N_("het kenmerk bij het portaal is verwisseld");
	return NULL;
}

/* The files that came in must be there still. */
static void
originals(struct check *c, const struct history *h, const json_t *j)
{
	const json_t *docs = json_list(j, "documents");
	size_t i;
	json_t *one;

	json_array_foreach ((json_t *)(uintptr_t)docs, i, one)
		check_named(c, json_str(one, "sha256"), json_num(one, "bytes", SIZE_UNKNOWN),
		    _("een aangeleverd bestand"), str_of(h->id));
}

static void
state_entry(struct check *c, struct history *h, const struct entry *x, const json_t *j)
{
	json_t *row = json_map(j, "row");
	const char *why = NULL;

	if (row == NULL) {
		check_fault(c, _("bewijs %lld: de regel van het dossier ontbreekt"), (long long)x->seq);
		return;
	}
	if (h->row == NULL)
		why = begins(row) ? NULL : N_("een dossier begint anders");
	else
		why = follows(h->row, row);
	if (why != NULL)
		check_fault(c, _("dossier %s, bewijs %lld: %s"), h->id, (long long)x->seq, _(why));
	json_decref(h->row);
	h->row = json_incref(row);
	h->run = json_num(j, "run", 0);
	originals(c, h, j);
}

/* --- attempts -------------------------------------------------------------------- */

static void
order_entry(struct check *c, struct history *h, const struct entry *x, const json_t *j)
{
	static const struct str none = S("0000000000000000000000000000000000000000000000000000000000000000");
	struct str key = json_str(j, "key"), target = json_str(j, "target"), sha256 = json_str(j, "sha256");
	struct attempt_facts a;
	struct err e;

	if (json_num(j, "attempt", 0) != h->attempt + 1)
		check_fault(c, _("dossier %s, bewijs %lld: poging %lld is niet de volgende"), h->id, (long long)x->seq,
		    (long long)json_num(j, "attempt", 0));
	h->attempt = json_num(j, "attempt", 0);
	h->open = true;
	if (look_attempt(c->store, str_of(h->id), h->attempt, c->mem, &a, &e) != 0)
		check_fault(c, "%s", err_said(&e));
	else if (!a.found || a.run != json_num(j, "run", 0) || a.epoch != json_num(h->row, "epoch", 0) ||
	    !str_eq(a.op, json_str(j, "step")) || !str_eq(a.key, key.p == NULL ? S("-") : key) ||
	    !str_eq(a.target, target.p == NULL ? S("-") : target) ||
	    !str_eq(a.sha256, sha256.p == NULL ? none : sha256))
		check_fault(c, _("dossier %s: poging %lld staat anders in de tabel dan in bewijs %lld"), h->id,
		    (long long)h->attempt, (long long)x->seq);
	/* What was made public without concepts is exactly the bundle that passed the gate. */
	if (str_eq(json_str(j, "step"), S("publish")) &&
	    (json_str(h->row, "gate_sha256").p == NULL ||
		(sha256.p != NULL && !str_eq(sha256, json_str(h->row, "bundle_sha256")))))
		check_fault(c, _("dossier %s, bewijs %lld: verzonden zonder de vrijgave van juist deze bundel"), h->id,
		    (long long)x->seq);
}

static void
answer_entry(struct check *c, struct history *h, const struct entry *x, const json_t *j)
{
	struct mark mark = arena_mark(c->mem);
	struct attempt_facts a;
	int64_t http = json_num(j, "http", 0);
	struct err e;

	if (!h->open || json_num(j, "attempt", 0) != h->attempt)
		check_fault(c, _("dossier %s, bewijs %lld: een antwoord zonder vraag"), h->id, (long long)x->seq);
	h->open = false;
	h->answers++;
	if (look_attempt(c->store, str_of(h->id), json_num(j, "attempt", 0), c->mem, &a, &e) != 0)
		check_fault(c, "%s", err_said(&e));
	else if (!a.found || a.ended.p == NULL || !str_eq(a.outcome, json_str(j, "outcome")) ||
	    !str_eq(a.http, http == 0 ? STR_NONE : str_fmt(c->mem, "%lld", (long long)http)))
		check_fault(c, _("dossier %s: de uitkomst van poging %lld staat anders in de tabel dan in bewijs %lld"),
		    h->id, (long long)json_num(j, "attempt", 0), (long long)x->seq);
	arena_rewind(c->mem, mark);
}

/* --- what persons let pass ------------------------------------------------------------ */

static const char *
bound_to(struct check *c, struct str document, struct str code, struct str of, struct str says)
{
	return str_c(c->mem, str_fmt(c->mem, "%.*s %.*s %.*s %.*s", STRF(code), STRF(of), STRF(says), STRF(document)));
}

static void
waiver_entry(struct check *c, struct history *h, const struct entry *x, const json_t *j)
{
	struct str what = json_str(j, "what"), by = json_str(j, "by");
	const char *key =
	    bound_to(c, json_str(j, "document"), json_str(j, "code"), json_str(j, "of"), json_str(j, "says"));
	json_t *one;

	if (h->waivers == NULL)
		h->waivers = json_object();
	one = json_map(h->waivers, key);
	if (str_eq(what, S("given")) && one == NULL) {
		one = json_object();
		json_put_str(one, "by", by);
		json_put_str(one, "reason", json_str(j, "reason"));
		json_put(h->waivers, key, one);
	} else if (str_eq(what, S("second")) && one != NULL && json_str(one, "second").p == NULL)
		json_put_str(one, "second", by);
	else if (str_eq(what, S("withdrawn")) && one != NULL)
		(void)json_object_del(h->waivers, key);
	else
		check_fault(c, _("dossier %s, bewijs %lld: deze vrijgave kan zo niet"), h->id, (long long)x->seq);
}

/* The table says of this dossier what the evidence says. */
static void
close_waivers(struct check *c, struct history *h, struct tally *t)
{
	struct waiver *v;
	struct uuid id;
	struct err e;
	size_t n;

	t->waivers += json_object_size(h->waivers);
	if (uuid_parse(str_of(h->id), &id) != 0 || waivers_of(c->store, id, c->mem, &v, &n, &e) != 0) {
		check_fault(c, _("dossier %s: de vrijgaven zijn niet te lezen"), h->id);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		const json_t *one = json_map(h->waivers,
		    bound_to(c, v[i].document, str_of(finding_tag(v[i].code)), digest_hex(c->mem, v[i].of),
			digest_hex(c->mem, v[i].says)));

		if (one == NULL || !str_eq(json_str(one, "by"), v[i].by) ||
		    !str_eq(json_str(one, "reason"), v[i].reason) || !str_eq(json_str(one, "second"), v[i].second))
			check_fault(c, _("dossier %s: een vrijgave van %s staat niet zo in het bewijs"), h->id,
			    finding_tag(v[i].code));
	}
	if (n < json_object_size(h->waivers))
		check_fault(c, _("dossier %s: een vrijgave uit het bewijs staat niet in de tabel"), h->id);
}

/* --- what was taken back ------------------------------------------------------------------ */

/* The table has the row of which this entry tells. */
static void
withdrawal_entry(struct check *c, struct history *h, const struct entry *x, const json_t *j, struct tally *t)
{
	struct withdrawal *v;
	struct uuid id;
	struct err e;
	size_t n, at = (size_t)json_num(j, "n", 0);

	t->withdrawals++;
	if (uuid_parse(str_of(h->id), &id) != 0 || withdrawals_of(c->store, id, c->mem, &v, &n, &e) != 0)
		check_fault(c, _("dossier %s: de intrekkingen zijn niet te lezen"), h->id);
	else if (at == 0 || at > n || !str_eq(v[at - 1].document, json_str(j, "document")) ||
	    !str_eq(digest_hex(c->mem, v[at - 1].of), json_str(j, "of")) ||
	    !str_eq(v[at - 1].reason, json_str(j, "reason")) || !str_eq(v[at - 1].label, json_str(j, "label")) ||
	    !str_eq(v[at - 1].explanation, json_str(j, "explanation")) || !str_eq(v[at - 1].by, json_str(j, "by")) ||
	    !str_eq(json_str(j, "what"), str_of(taking_name(v[at - 1].what))))
		check_fault(c, _("dossier %s, bewijs %lld: deze intrekking staat niet zo in de tabel"), h->id,
		    (long long)x->seq);
}

/* --- what a site shows ---------------------------------------------------------------------- */

/* The table has what the last entry says, and the vault what goes into the sitemaps. */
static void
close_page(struct check *c, const struct history *h, struct tally *t)
{
	struct uuid id;
	struct page p;
	struct err e;
	bool found;

	if (h->page == NULL)
		return;
	t->pages++;
	if (uuid_parse(str_of(h->id), &id) != 0 || pages_get(c->store, id, c->mem, &p, &found, &e) != 0)
		check_fault(c, _("dossier %s: wat een site ervan toont is niet te lezen"), h->id);
	else if (!found || !str_eq(digest_hex(c->mem, p.page), json_str(h->page, "page")) ||
	    !str_eq(digest_hex(c->mem, p.entries.sha256), json_str(h->page, "entries")) ||
	    !str_eq(digest_hex(c->mem, digest_of(p.facts)), json_str(h->page, "facts")) ||
	    (int64_t)p.entries.size != json_num(h->page, "bytes", -1) ||
	    p.modified != json_num(h->page, "modified", -1))
		check_fault(
		    c, _("dossier %s: wat een site ervan toont staat anders in de tabel dan in het bewijs"), h->id);
	else
		check_named(c, digest_hex(c->mem, p.entries.sha256), (int64_t)p.entries.size,
		    _("wat in de sitemaps staat"), str_of(h->id));
}

/* --- rows ------------------------------------------------------------------------- */

/* The id is made of the organisation's namespace and the two names, and of its place when that is not the first. */
static bool
id_fits(struct check *c, struct str id, const struct dossier_facts *f, struct str ns_text)
{
	struct uuid ns = uuid_ns_url, whole;
	struct str raw_org, raw_key;

	if (utf8_raw(c->mem, f->organisation, &raw_org) != 0 || utf8_raw(c->mem, f->key, &raw_key) != 0 ||
	    (!str_eq(ns_text, S("-")) && uuid_parse(ns_text, &ns) != 0))
		return false;
	whole = uuid_v5(ns, str_fmt(c->mem, "%.*s\x1f%.*s", STRF(raw_org), STRF(raw_key)));
	return str_eq(id, uuid_text(c->mem, f->outlet.n == 0 ? whole : outlet_uuid(whole, f->outlet)));
}

/* All its entries were read: its row must be what the last of them says. */
static void
close_history(struct check *c, struct history *h, struct tally *t)
{
	struct mark mark = arena_mark(c->mem);
	struct dossier_facts f;
	struct str ns;
	struct err e;

	if (h->id[0] == '\0')
		return;
	t->dossiers++;
	t->attempts += (uint64_t)h->attempt;
	t->ended += h->answers;
	if (look_dossier(c->store, str_of(h->id), c->mem, &f, &e) != 0 ||
	    look_organisation(c->store, f.organisation, c->mem, &ns, &e) != 0)
		check_fault(c, "%s", err_said(&e));
	else if (f.row == NULL)
		check_fault(c, _("dossier %s staat in het bewijs en niet in de tabel"), h->id);
	else {
		if (h->row == NULL || json_equal(f.row, h->row) != 1 || f.run != h->run)
			check_fault(c, _("dossier %s: de tabel zegt iets anders dan het laatste bewijs"), h->id);
		if (!id_fits(c, str_of(h->id), &f, ns))
			check_fault(c, _("dossier %s: het kenmerk hoort niet bij de naam in de tabel"), h->id);
	}
	close_waivers(c, h, t);
	close_page(c, h, t);
	json_decref(f.row);
	json_decref(h->row);
	json_decref(h->waivers);
	json_decref(h->page);
	*h = (struct history){ 0 };
	arena_rewind(c->mem, mark);
}

static void
about_dossier(struct check *c, struct history *h, const struct entry *x, struct tally *t)
{
	AUTO_JSON j = check_entry(c, x);
	struct str event = json_str(j, "event");

	if (j == NULL)
		return;
	if (str_eq(event, S("state")))
		state_entry(c, h, x, j);
	else if (str_eq(event, S("order")))
		order_entry(c, h, x, j);
	else if (str_eq(event, S("answer")))
		answer_entry(c, h, x, j);
	else if (str_eq(event, S("waiver")))
		waiver_entry(c, h, x, j);
	else if (str_eq(event, S("withdrawal")))
		withdrawal_entry(c, h, x, j, t);
	else if (str_eq(event, S("page"))) {
		json_decref(h->page);
		h->page = json_incref(j);
	}
}

/* Rows that no entry explains. */
static void
check_untold(struct check *c, const struct tally *t)
{
	struct store_counts n;
	struct str id;
	struct err e;
	int64_t waivers = 0, withdrawals = 0, pages = 0;
	int rc;

	look_untold_start(c->store);
	while ((rc = look_untold(c->store, &id, &e)) == 1)
		check_fault(c, _("dossier %.*s staat in de tabel zonder enig bewijs"), STRF(check_show(c, id)));
	if (rc != 0 || look_counts(c->store, &n, &e) != 0 || waivers_count(c->store, &waivers, &e) != 0 ||
	    withdrawals_count(c->store, &withdrawals, &e) != 0 || pages_count(c->store, &pages, &e) != 0) {
		check_fault(c, "%s", err_said(&e));
		return;
	}
	if ((uint64_t)waivers > t->waivers)
		check_fault(c, _("de tabel heeft %lld vrijgaven, het bewijs %llu"), (long long)waivers,
		    (unsigned long long)t->waivers);
	if ((uint64_t)withdrawals != t->withdrawals)
		check_fault(c, _("de tabel heeft %lld intrekkingen, het bewijs %llu"), (long long)withdrawals,
		    (unsigned long long)t->withdrawals);
	if ((uint64_t)pages > t->pages)
		check_fault(c, _("de tabel heeft van %lld dossiers wat een site toont, het bewijs van %llu"),
		    (long long)pages, (unsigned long long)t->pages);
	c->sum->dossiers = (uint64_t)n.dossiers;
	c->sum->attempts = (uint64_t)n.attempts;
	if ((uint64_t)n.attempts != t->attempts || (uint64_t)n.attempts_ended != t->ended)
		check_fault(c, _("de tabel heeft %lld pogingen (%lld af), het bewijs %llu (%llu af)"),
		    (long long)n.attempts, (long long)n.attempts_ended, (unsigned long long)t->attempts,
		    (unsigned long long)t->ended);
}

void
check_histories(struct check *c)
{
	struct history h = { 0 };
	struct tally t = { 0 };
	struct entry x;
	struct err e;
	int rc;

	look_entries_start(c->store, ENTRIES_BY_DOSSIER, STR_NONE);
	while ((rc = look_entries(c->store, ENTRIES_BY_DOSSIER, &x, &e)) == 1) {
		struct mark mark = arena_mark(c->mem);

		t.entries++;
		if (x.dossier.n != ID_BYTES) {
			check_fault(c, _("bewijs %lld: dit is geen kenmerk van een dossier"), (long long)x.seq);
			continue;
		}
		if (memcmp(h.id, x.dossier.p, ID_BYTES) != 0) {
			close_history(c, &h, &t);
			memcpy(h.id, x.dossier.p, ID_BYTES);
		}
		about_dossier(c, &h, &x, &t);
		arena_rewind(c->mem, mark);
	}
	close_history(c, &h, &t);
	if (rc != 0)
		check_fault(c, "%s", err_said(&e));
	check_untold(c, &t);
}
