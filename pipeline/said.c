/* SPDX-License-Identifier: EUPL-1.2 */
/* said.c - what a receipt says, as it stands in ledger and evidence. */
#include "said.h"

#include "flight.h"
#include "publish/sitepath.h"

#include "base/banned.h"

/* Of what the portal rewrote: what it serves, beside what was sent. */
static void
put_rewritten(json_t *j, struct str served)
{
	AUTO_JSON all = json_loadb(served.p, served.n, 0, NULL);
	json_t *list = json_array(), *x;
	size_t i;

	json_array_foreach (all, i, x) {
		if (!json_flag(x, "same"))
			json_push(list, json_incref(x));
	}
	if (json_array_size(list) != 0)
		json_put(j, "served", list);
	else
		json_decref(list);
}

json_t *
said_receipt(enum portal_step step, const struct receipt *r)
{
	json_t *j = json_object();

	json_put_str(j, "step", str_of(step_name(step)));
	json_put_str(j, "answer", str_of(answer_name(r->answer)));
	json_put_str(j, "found", str_of(found_name(r->found)));
	if (r->detail.n != 0)
		json_put_str(j, "detail", r->detail);
	return j;
}

json_t *
said_facts(const struct work *w, const struct receipt *r)
{
	json_t *j = said_receipt(w->pub.step, r);

	if (w->row.state == S_HANDED && (r->found == FOUND_SAME || r->found == FOUND_OTHER))
		json_put_str(j, "made_public_by", S("portal"));
	if (r->remote.n != 0)
		json_put_str(j, "remote", r->remote);
	if (r->url.n != 0)
		json_put_str(j, "url", r->url);
	if (r->served.n != 0)
		put_rewritten(j, r->served);
	if (flight_is(w)) {
		json_put_num(j, "documents", w->pub.flight.there);
		json_put_num(j, "there", w->pub.flight.same);
	}
	return j;
}

struct str
said_address(const struct work *w, struct str url)
{
	if (!w->pub.kind->site || url.n == 0)
		return url;
	return str_fmt(w->mem, "%.*s" SITEPATH_DOSSIERS "/%.*s/", STRF(w->outlet->public),
	    STRF(uuid_text(w->mem, dossier_uuid(&w->d))));
}
