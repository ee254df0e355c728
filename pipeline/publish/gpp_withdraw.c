/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * gpp_withdraw.c - what is public at a GPP-publicatiebank is taken back.
 *
 * Withdrawing is final, and it is what takes a record out of the search index;
 * deleting alone does neither that nor removes the files (contract, section
 * 11).  So always: withdraw, then, when it is ordered, delete the documents,
 * then the record.  Each step may be done again after a lost answer.
 */
#include "publish/gpp.h"

#include "base/fault.h"

#include "base/banned.h"

struct str
gpp_reason(const struct gpp *s, const json_t *row)
{
	struct str why = json_str(json_map(json_map(s->plan, "withdrawn"), "reason"), "label");
	const json_t *x;
	size_t i;

	json_array_foreach (json_list(s->plan, "taken"), i, x) {
		if (row != NULL && gpp_has_pair(row, json_str(x, "id"), s->source))
			why = json_str(json_map(x, "reason"), "label");
	}
	return why;
}

static int
withdraw_record(struct gpp *s)
{
	AUTO_JSON body = json_object();
	struct gpp_request q = { .method = "PATCH",
		.path = str_fmt(s->mem, "publicaties/%.*s", STRF(s->order->remote)),
		.body = body,
		.own_key = true,
		.remark = gpp_reason(s, NULL) };
	int rc;

	json_put_str(body, "publicatiestatus", S("ingetrokken"));
	FAULT("gpp-withdraw-before");
	rc = gpp_call(s, &q);
	FAULT("gpp-withdraw-after");
	if (rc == 0 && gpp_status(q.answer) != GPP_WITHDRAWN)
		rc =
		    gpp_stop(s, PORTAL_AMBIGUOUS, str_of(_("het portaal antwoordt niet zoals een GPP-publicatiebank")));
	json_decref(q.answer);
	return rc;
}

/*
 * Documents of which doc is the place in the plan, or all (-1): none stays
 * public, whatever the bank took along with its record.  *n_r: how many there are.
 */
static int
withdraw_documents(struct gpp *s, int doc, size_t *n_r)
{
	AUTO_JSON rows = NULL;
	struct gpp_row *v = NULL;
	size_t n = 0;
	int rc = gpp_rows_all(s, s->order->remote, &rows, &v, &n);

	*n_r = 0;
	for (size_t i = 0; rc == 0 && i < n; i++) {
		if (doc >= 0 && v[i].doc != doc)
			continue;
		++*n_r;
		if (v[i].status == GPP_PUBLIC)
			rc = gpp_document_withdraw(s, &v[i]);
		/* A concept in a public record becomes public with the next PATCH, so of one alone it goes. */
		if (rc == 0 && (s->order->force || (doc >= 0 && v[i].status == GPP_CONCEPT)))
			rc = gpp_document_erase(s, v[i].uuid);
		if (rc == 1 && s->r->found == FOUND_OTHER && doc < 0) /* it goes with the publication */
			rc = 0;
	}
	return rc;
}

static int
delete_record(struct gpp *s)
{
	struct gpp_request q = { .method = "DELETE",
		.path = str_fmt(s->mem, "publicaties/%.*s", STRF(s->order->remote)) };
	int rc;

	FAULT("gpp-withdrawn-delete-before");
	rc = gpp_call(s, &q);
	FAULT("gpp-withdrawn-delete-after");
	json_decref(q.answer);
	return rc == 1 && s->r->http == 404 ? 0 : rc;
}

static int
withdraw_one(struct gpp *s)
{
	size_t n = 0;
	int rc = withdraw_documents(s, s->order->doc, &n);

	if (rc == 1 && s->r->found == FOUND_NOTHING) /* not even the record is there */
		rc = 0;
	if (rc == 0)
		s->r->found = n == 0 || s->order->force ? FOUND_NOTHING : FOUND_WITHDRAWN;
	return rc;
}

int
gpp_withdraw(struct gpp *s)
{
	const json_t *docs = json_list(s->plan, "documents");
	AUTO_JSON row = NULL;
	size_t n;
	int rc;

	if (s->order->doc >= 0 && (size_t)s->order->doc >= json_array_size(docs))
		return err_set(s->e, E_BUG, _("opdracht voor een document dat niet in het plan staat"));
	if (s->order->doc >= 0)
		return withdraw_one(s);
	rc = gpp_record_get(s, s->order->remote, &row);
	if (rc == 0 && row == NULL)
		s->r->found = FOUND_NOTHING;
	if (rc != 0 || row == NULL)
		return rc;
	if (gpp_status(row) == GPP_CONCEPT && !s->order->force) { /* nobody sees it, and a concept is not withdrawn */
		s->r->found = FOUND_CONCEPT;
		return 0;
	}
	if (gpp_status(row) == GPP_PUBLIC)
		rc = withdraw_record(s);
	if (rc == 0)
		rc = withdraw_documents(s, -1, &n);
	if (rc == 0 && s->order->force)
		rc = delete_record(s);
	if (rc == 0)
		s->r->found = s->order->force ? FOUND_NOTHING : FOUND_WITHDRAWN;
	return rc;
}
