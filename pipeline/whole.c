/* SPDX-License-Identifier: EUPL-1.2 */
/* whole.c - what a stage of a whole dossier is asked and what it says, a document at a time. */
#include "whole.h"

#include "base/reel.h"
#include "memo.h"
#include "proc/wire.h"

#include "base/banned.h"

static void
put_facts(enum stage_id st, const struct dossier *d, struct reel *out)
{
	AUTO_JSON head = wire_facts_head(st, d);

	reel_put(out, head);
	for (size_t i = 0; i < d->ndocs; i++) {
		AUTO_JSON one = wire_facts_doc(st, d, i);

		reel_put(out, one);
	}
}

void
whole_hash(enum stage_id st, const struct dossier *d, struct hash *h)
{
	struct reel *out = reel_out(-1, h);
	struct err none;

	put_facts(st, d, out);
	must(reel_end(out, &none) == 0); /* nothing was written */
}

int
whole_request(struct work *w, struct visit *v, struct err *e)
{
	AUTO_JSON first = json_object();
	struct reel *out;
	struct hash *h;
	int rc;

	if (vault_temp(w->run->vault, &v->task.lines, e) != 0)
		return -1;
	v->task.lined = true;
	json_put_num(first, "now", w->run->now);
	json_put_num(first, "documents", (int64_t)w->d.ndocs);
	out = reel_out(v->task.lines, NULL);
	reel_put(out, first);
	if (reel_end(out, e) != 0)
		return -1;
	h = memo_hash(v->task.st[0], w->run->pool, w->run->now);
	out = reel_out(v->task.lines, h);
	put_facts(v->task.st[0], &w->d, out);
	rc = reel_end(out, e);
	w->whole_key = hash_end(h);
	return rc;
}

/* Apply it line by line.  A line too few or too many is no answer. */
static int
apply(struct work *w, enum stage_id st, struct reel *in, json_t *head, struct err *e)
{
	json_t *shown = w->run->answered == NULL ? NULL : json_list(head, "docs");
	struct str more;

	if (wire_apply_head(st, head, &w->d, e) != 0)
		return -1;
	for (size_t i = 0; i < wire_answer_docs(st, &w->d); i++) {
		AUTO_JSON one = NULL;

		if (reel_get(in, &one, e) != 0 || wire_apply_doc(st, one, &w->d, i, e) != 0)
			return -1;
		if (shown != NULL)
			json_push(shown, json_incref(one));
	}
	return reel_line(in, &more, e) == 0 ? 0 : err_set(e, E_BUG, "%s", _("er zijn regels te veel"));
}

int
whole_keep(struct work *w, struct visit *v, bool *bad_r, struct err *e)
{
	enum stage_id st = v->task.st[0];
	uint32_t made = v->task.made & stages[st].gives;
	struct reel *in = reel_in(v->task.answer);
	AUTO_JSON head = NULL;
	int rc = 0;

	for (int k = 0; k < A__COUNT && rc == 0; k++) {
		if ((made & A_BIT(k)) != 0)
			rc = work_keep_made(w, &v->task.out[k], &w->d.have[k], k, e);
	}
	if (rc == 0 && (reel_get(in, &head, e) != 0 || apply(w, st, in, head, e) != 0)) {
		*bad_r = true;
		rc = -1;
	}
	reel_free(in);
	if (rc != 0)
		return -1;
	w->d.have_set |= made;
	if (w->run->answered != NULL)
		w->run->answered(w->run->ctx, st, head, &w->d, DOC_NONE);
	if (store_group(w->run->store, e) != 0)
		return -1;
	rc = memo_keep_whole(w->run->store, w->whole_key, st, v->task.answer, w->d.have, made, w->run->id, e);
	return store_group_end(w->run->store, rc, e);
}
