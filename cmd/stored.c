/* SPDX-License-Identifier: EUPL-1.2 */
/* stored.c - documents of the administration, to try rules on: their facts and text as they were kept. */
#include "stored.h"

#include "base/fd.h"
#include "base/utf8.h"
#include "proc/wire.h"
#include "store/accounts.h"

#include "base/banned.h"

#define ANSWER_MOST	MIB(16)

/* --- reading ------------------------------------------------------------------------------ */

struct reading {
	const struct look *look;
	struct stored_list *list;
	bool		 decided;
};

static struct str
said(struct arena *mem, const json_t *j, const char *name)
{
	struct str s = json_str(j, name);

	return s.n == 0 ? STR_NONE : str_dup(mem, s);
}

static bool
artefact_of(const json_t *j, const char *digest, int64_t size, struct artefact *a)
{
	a->size = (uint64_t)size;
	return size >= 0 && digest_parse(json_str(j, digest), &a->sha256) == 0;
}

/* False: not a document that rules can be tried on. */
static bool
take_document(struct reading *r, const json_t *account, const json_t *j, const struct standing *st)
{
	struct arena *mem = r->list->mem;
	const json_t *facts = json_map(j, "facts"), *of = json_map(account, "declared");
	struct stored *x;
	struct document *doc;
	struct artefact text, props;
	struct str path = json_str(j, "path");
	enum doc_role role;

	if (facts == NULL || role_find(json_str(j, "role"), &role) != 0 ||
	    !artefact_of(j, "text_sha256", json_num(j, "text_bytes", -1), &text) ||
	    !artefact_of(facts, "props_sha256", json_num(facts, "props_bytes", -1), &props) ||
	    (r->decided && json_str(facts, "categories").n == 0))
		return false;
	if (json_str(j, "raw").p != NULL && utf8_raw(mem, json_str(j, "raw"), &path) != 0)
		return false;
	x = PUSH(mem, r->list->v, r->list->n, r->list->cap);
	*x = (struct stored){ .name = str_fmt(
				  mem, "%.*s/%.*s/%.*s", STRF(st->org), STRF(st->key), STRF(json_str(j, "path"))) };
	doc = NEW(mem, struct document, 1);
	*doc = (struct document){ .path = str_dup(mem, path),
		.role = role,
		.media_type = said(mem, j, "media_type"),
		.declared_title = said(mem, facts, "title"),
		.declared_soort = said(mem, facts, "documentsoort"),
		.declared_categories = said(mem, facts, "categories"),
		.pages = (uint32_t)json_num(j, "pages", 0),
		.text_bytes = text.size,
		.props = { .title = said(mem, facts, "property"), .heading = said(mem, facts, "heading") } };
	doc->have[A_TEXT] = text;
	doc->have[A_PROPS] = props;
	doc->have_set = A_BIT(A_TEXT) | A_BIT(A_PROPS);
	x->d = (struct dossier){ .declared = { .titel = said(mem, of, "titel"),
				     .zaaktype = said(mem, of, "zaaktype"),
				     .bron = said(mem, of, "bron") },
		.docs = doc,
		.ndocs = 1,
		.mem = mem };
	return true;
}

static int
take_account(void *ctx, const struct standing *st, struct err *e)
{
	struct reading *r = ctx;
	struct arena *mem = r->list->mem;
	AUTO_JSON account = NULL;
	const json_t *docs;
	struct str key = STR_NONE, org = STR_NONE;

	if (!st->accounted)
		return 0;
	if (accounts_read(r->look->vault, &st->account, &account, e) != 0)
		return -1;
	if (utf8_raw(mem, st->key, &key) != 0 || utf8_raw(mem, st->org, &org) != 0)
		return err_set(e, E_IO, "%s", _("de administratie noemt een onmogelijke naam"));
	docs = json_list(account, "documents");
	for (size_t i = 0; i < json_array_size(docs); i++) {
		const struct organisation *o = settings_organisation(&r->look->settings, org);
		struct stored *x;

		if (!take_document(r, account, json_array_get(docs, i), st))
			continue;
		x = &r->list->v[r->list->n - 1];
		x->d.key = str_dup(mem, key);
		if (o != NULL)
			x->org = *o;
		else
			x->org.key = str_dup(mem, org);
	}
	return 0;
}

int
stored_read(const struct look *look, bool decided, struct arena *mem, struct stored_list *list, struct err *e)
{
	struct reading r = { look, list, decided };
	struct scope all = { S(""), S("") };

	*list = (struct stored_list){ .mem = mem };
	return overview_each(look->store, all, true, take_account, &r, e);
}

/* --- classifying ---------------------------------------------------------------------------- */

struct asking {
	struct task	 task;
	struct stored	*x;
};

static int
ask(struct stored *x, struct pool *pool, time_t now, struct arena *mem, struct err *e)
{
	struct asking *a = NEW(mem, struct asking, 1);
	struct str chosen = x->d.docs[0].declared_categories;
	int rc;

	x->d.org = &x->org;
	x->d.docs[0].declared_categories = STR_NONE;
	a->x = x;
	a->task =
	    (struct task){ .st = { ST_classify }, .nst = 1, .dossier = &x->d, .doc = 0, .owner = a, .answer = -1 };
	for (int k = 0; k < A__COUNT; k++)
		a->task.out[k] = -1;
	a->task.request = json_object();
	json_put_num(a->task.request, "now", now);
	json_put(a->task.request, "dossier", wire_dossier(&x->d, 0));
	rc = pool_start(pool, &a->task, e);
	x->d.docs[0].declared_categories = chosen;
	return rc;
}

static int
take_answer(struct stored *x, const struct task *t, struct arena *mem, struct err *e)
{
	struct dossier d = x->d;
	struct document doc = x->d.docs[0];
	AUTO_JSON j = NULL;
	struct str text;

	if (t->end != TASK_DONE)
		return 0;
	d.docs = &doc;
	d.findings = (struct findings){ .mem = mem };
	if (fd_read_all(t->answer, ANSWER_MOST, mem, &text, e) != 0)
		return -1;
	/* An answer that cannot be trusted is the death of the worker that gave it. */
	if ((j = json_read(text, e)) == NULL ||
	    wire_apply(ST_classify, json_array_get(json_list(j, "stages"), 0), &d, 0, e) != 0)
		return 0;
	for (size_t i = 0; i < d.findings.n; i++) {
		enum finding_code code = d.findings.v[i].code;

		x->failed |= code == F_CLS_RULE_FAILED;
		x->held |= code == F_CLS_CONTRADICTION || code == F_CLS_RULE_HOLDS;
	}
	x->v = doc.classes;
	x->n = doc.nclasses;
	x->asked = true;
	return 0;
}

int
stored_classify(struct stored_list *l, struct pool *pool, time_t now, struct err *e)
{
	size_t begun = 0, ended = 0;
	int rc = 0;

	while (rc == 0 && ended < l->n) {
		struct task *t = NULL;
		bool other;

		while (rc == 0 && begun < l->n && pool_idle(pool))
			rc = ask(&l->v[begun++], pool, now, l->mem, e);
		if (rc == 0)
			rc = pool_wait(pool, -1, -1, &t, &other, e);
		if (rc != 0 || t == NULL)
			continue;
		rc = take_answer(((struct asking *)t->owner)->x, t, l->mem, e);
		task_drop(t);
		ended++;
	}
	return rc;
}
