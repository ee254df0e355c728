/* SPDX-License-Identifier: EUPL-1.2 */
/* fates.c - how one dossier fared at each of its portals, and what was taken back of it, for `explain`. */
#include "fates.h"

#include "base/mask.h"
#include "base/utf8.h"
#include "report/layout.h"
#include "report/table.h"
#include "standing.h"
#include "store/withdrawals.h"
#include "whereabouts.h"

#include "base/spoken.h"

#include "base/banned.h"

#define URL_COLUMNS	((size_t)300)
#define TEXT_MOST	((size_t)2000)	/* columns of what a person wrote */

/* --- gathering ---------------------------------------------------------------------------- */

struct seen { struct arena *mem; struct str at; };

/* The moment of the last move to CONFIRMED. */
static int
note_confirmed(void *ctx, const json_t *entry, struct err *e UNUSED)
{
	struct seen *s = ctx;
	const json_t *row = json_map(entry, "row");

	if (str_eq(json_str(entry, "event"), S("state")) &&
	    str_eq(json_str(row, "state"), str_of(state_name(S_CONFIRMED))))
		s->at = str_dup(s->mem, json_str(entry, "at"));
	return 0;
}

static int
put_row(struct store *s, struct uuid id, const struct ledger_row *row, struct arena *mem, json_t *j, struct err *e)
{
	struct seen seen = { .mem = mem };

	json_put_str(j, "id", uuid_text(mem, id));
	if (row->state == S_NONE)
		return 0;
	if (overview_evidence(s, id, note_confirmed, &seen, e) != 0)
		return -1;
	json_put_str(j, "state", str_of(state_name(row->state)));
	json_put_str(j, "words", str_of(standing_state(row->state)));
	json_put_str(j, "since", time_rfc3339(mem, row->since));
	json_put_num(j, "revision", row->revision);
	json_put(j, "exposed", json_boolean(row->exposed));
	if (row->url.n != 0)
		json_put_str(j, "url", utf8_show(mem, row->url));
	if (row->error.n != 0)
		json_put_str(j, "error", utf8_show(mem, row->error));
	json_put_str(j, "confirmed", seen.at);
	return 0;
}

struct others {
	struct store	*store;
	const struct organisation *org;
	struct uuid	 id;
	struct arena	*mem;
	json_t		*list;
};

/* A place that the settings do not have. */
static int
add_other(void *ctx, struct str outlet, const struct ledger_row *row, struct err *e)
{
	struct others *x = ctx;
	json_t *j;

	if (outlet_named(x->org, outlet) != NULL)
		return 0;
	j = json_object();
	json_push(x->list, j);
	json_put_str(j, "name", utf8_show(x->mem, outlet));
	return put_row(x->store, outlet_uuid(x->id, outlet), row, x->mem, j, e);
}

int
fates_places(struct store *s, const struct organisation *o, struct str key, struct arena *mem, json_t **list_r,
    struct err *e)
{
	struct dossier d = { .org = o, .key = key };
	struct uuid id = dossier_uuid(&d);
	struct others x = { .store = s, .org = o, .id = id, .mem = mem, .list = json_array() };

	*list_r = x.list;
	for (size_t i = 0; i < (o->noutlets == 0 ? 1 : o->noutlets); i++) {
		const struct outlet *at = i == 0 ? first_outlet(o) : &o->outlets[i];
		struct uuid one = i == 0 ? id : outlet_uuid(id, at->name);
		struct ledger_row row;
		json_t *j = json_object();

		json_push(x.list, j);
		json_put_str(j, "name", utf8_show(mem, whereabouts_name(at)));
		json_put_str(j, "what", str_of(kind_of_outlet(at)->what));
		if (ledger_get(s, one, mem, &row, e) != 0 || put_row(s, one, &row, mem, j, e) != 0)
			return -1;
	}
	return overview_places(s, utf8_exact(mem, o->key), utf8_exact(mem, key), mem, add_other, &x, e);
}

int
fates_withdrawals(struct store *s, struct uuid dossier, struct arena *mem, json_t **list_r, struct err *e)
{
	struct withdrawal *v;
	size_t n;

	*list_r = json_array();
	if (withdrawals_of(s, dossier, mem, &v, &n, e) != 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		json_t *j = json_object();

		json_put_str(j, "what", str_of(taking_name(v[i].what)));
		if (v[i].document.n != 0)
			json_put_str(j, "document", utf8_show(mem, mask_personal(mem, v[i].document)));
		json_put_str(j, "reason", v[i].reason);
		json_put_str(j, "label", utf8_show(mem, v[i].label));
		json_put_str(j, "explanation", utf8_show(mem, mask_personal(mem, v[i].explanation)));
		json_put_str(j, "by", utf8_show(mem, mask_personal(mem, v[i].by)));
		json_put_str(j, "at", time_rfc3339(mem, v[i].at));
		json_push(*list_r, j);
	}
	return 0;
}

/* --- as text -------------------------------------------------------------------------------- */

static struct str
moment_of(const json_t *j, const char *name, struct arena *mem)
{
	time_t t;

	return time_parse(json_str(j, name), &t) != 0 ? S("?") : layout_moment(mem, t);
}

static void
add_place(struct buf *b, const json_t *j, struct arena *mem)
{
	struct str name = json_str(j, "name"), url = json_str(j, "url");

	if (json_str(j, "state").n == 0) {
		layout_wrap(b, str_fmt(mem, _("%.*s: nog niet geweest"), STRF(name)), S(""), 2, TABLE_COLUMNS);
		return;
	}
	layout_wrap(b,
	    str_fmt(mem, _("%.*s: %.*s sinds %.*s, versie %lld"), STRF(name), STRF(lang_str(mem, json_str(j, "words"))),
		STRF(moment_of(j, "since", mem)), (long long)json_num(j, "revision", 0)),
	    S(""), 2, TABLE_COLUMNS);
	if (json_str(j, "what").n == 0)
		layout_wrap(b, str_of(_("staat niet meer in de instellingen")), S(""), 4, TABLE_COLUMNS);
	if (url.n != 0)
		layout_wrap(b, layout_cut_middle(mem, url, URL_COLUMNS), S(""), 4, TABLE_COLUMNS);
	if (json_str(j, "confirmed").n != 0)
		layout_wrap(b,
		    str_fmt(mem,
			str_eq(json_str(j, "state"), str_of(state_name(S_CONFIRMED))) ?
			    _("openbaar gezien op %.*s") :
			    _("voor het laatst openbaar gezien op %.*s"),
			STRF(moment_of(j, "confirmed", mem))),
		    S(""), 4, TABLE_COLUMNS);
}

static void
add_withdrawal(struct buf *b, const json_t *j, struct arena *mem)
{
	struct str document = json_str(j, "document"), what = document;

	if (document.n == 0)
		what = str_of(_("het hele dossier"));
	else if (str_eq(json_str(j, "what"), str_of(taking_name(TAKEN_REPLACED))))
		what = str_fmt(mem, _("%.*s, vervangen"), STRF(document));
	layout_wrap(b,
	    str_fmt(mem, _("%.*s, door %.*s: %.*s"), STRF(moment_of(j, "at", mem)),
		STRF(layout_cut(mem, json_str(j, "by"), TEXT_MOST)), STRF(layout_cut(mem, what, TEXT_MOST))),
	    S(""), 2, TABLE_COLUMNS);
	layout_wrap(b,
	    str_fmt(mem, _("%.*s; toelichting: %.*s"), STRF(json_str(j, "label")),
		STRF(layout_cut(mem, json_str(j, "explanation"), TEXT_MOST))),
	    S(""), 4, TABLE_COLUMNS);
}

void
fates_text(struct buf *b, const json_t *places, const json_t *withdrawals, struct arena *mem)
{
	const json_t *j;
	size_t i;

	buf_addf(b, "\n%s\n", _("Waar het staat"));
	json_array_foreach (places, i, j)
		add_place(b, j, mem);
	if (json_array_size(withdrawals) == 0)
		return;
	buf_addf(b, "\n%s\n", _("Ingetrokken of vervangen"));
	json_array_foreach (withdrawals, i, j)
		add_withdrawal(b, j, mem);
}
