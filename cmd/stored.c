/* SPDX-License-Identifier: EUPL-1.2 */
/* stored.c - documents of the administration, to try rules on: their facts and text as they were kept. */
#include "stored.h"

#include "base/fd.h"
#include "base/utf8.h"
#include "proc/wire.h"
#include "store/accounts.h"

#include "base/banned.h"

#define ANSWER_MOST	MIB(256)
#define LOT_MOST	((size_t)256)	/* documents of a job: what a child costs is little for each, */
#define LOT_BYTES	MIB(4)		/* and bytes of text: a job has the time limit of one document */

/* --- reading ------------------------------------------------------------------------------ */

struct reading {
	const struct look *look;
	const struct stored_reader *reader;
	struct stored_list *list;
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
	    (r->reader->decided && json_str(facts, "categories").n == 0))
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
	AUTO_JSON account = NULL;
	const json_t *docs;
	struct str key = STR_NONE, org = STR_NONE;

	if (!st->accounted)
		return 0;
	if (accounts_read(r->look->vault, &st->account, &account, e) != 0)
		return -1;
	if (utf8_raw(st->mem, st->key, &key) != 0 || utf8_raw(st->mem, st->org, &org) != 0)
		return err_set(e, E_IO, "%s", _("de administratie noemt een onmogelijke naam"));
	docs = json_list(account, "documents");
	for (size_t i = 0; i < json_array_size(docs); i++) {
		const struct organisation *o = settings_organisation(&r->look->settings, org);
		struct stored *x;

		if (!take_document(r, account, json_array_get(docs, i), st))
			continue;
		x = &r->list->v[r->list->n - 1];
		x->d.key = str_dup(r->list->mem, key);
		if (o != NULL)
			x->org = *o;
		else
			x->org.key = str_dup(r->list->mem, org);
		if (r->reader->take != NULL && r->reader->take(r->reader->ctx, r->list, e) != 0)
			return -1;
	}
	if (r->reader->dossier != NULL)
		r->reader->dossier(r->reader->ctx, org, key);
	return 0;
}

int
stored_each(const struct look *look, const struct stored_reader *reader, struct stored_list *list, struct err *e)
{
	struct reading r = { look, reader, list };
	struct scope all = { S(""), S("") };

	return overview_each(look->store, all, true, take_account, &r, e);
}

int
stored_read(const struct look *look, bool decided, struct arena *mem, struct stored_list *list, struct err *e)
{
	struct stored_reader reader = { .decided = decided };

	*list = (struct stored_list){ .mem = mem };
	return stored_each(look, &reader, list, e);
}

/* --- classifying ---------------------------------------------------------------------------- */

/* Some that follow each other, as one job. */
struct lot {
	struct task	 task;
	const struct look *look;
	struct stored	*v, *beside;
	size_t		 n;
	struct lot	*next;
};

struct asking {
	const struct look *look;
	struct stored_list *list;
	struct stored	*beside;	/* of each in list->v; NULL: one set is tried */
	struct lot	*todo;		/* the first is the next */
};

static int
give(void *owner, int64_t doc, enum artefact_kind kind, int *fd_r, struct err *e)
{
	const struct lot *lot = owner;

	if (doc < 0 || (uint64_t)doc >= lot->n || (lot->v[doc].d.docs[0].have_set & A_BIT(kind)) == 0)
		return err_set(e, E_BUG, _("vraag naar iets dat er niet is"));
	return vault_get(lot->look->vault, &lot->v[doc].d.docs[0].have[kind], fd_r, e);
}

static void
add_lot(struct asking *a, struct stored *v, size_t n, struct lot **where)
{
	struct lot *lot = NEW(a->list->mem, struct lot, 1);

	*lot = (struct lot){ .look = a->look,
		.v = v,
		.beside = a->beside == NULL ? NULL : a->beside + (v - a->list->v),
		.n = n,
		.next = *where };
	*where = lot;
}

/* All of them in lots, in their order; no lot so large that a worker is idle while another has several. */
static void
make_lots(struct asking *a, size_t most)
{
	struct lot **end = &a->todo;

	for (size_t i = 0, n; i < a->list->n; i += n) {
		uint64_t bytes = a->list->v[i].d.docs[0].text_bytes;

		for (n = 1; i + n < a->list->n && n < most; n++) {
			bytes += a->list->v[i + n].d.docs[0].text_bytes;
			if (bytes > LOT_BYTES)
				break;
		}
		add_lot(a, &a->list->v[i], n, end);
		end = &(*end)->next;
	}
}

static int
ask(struct lot *lot, struct pool *pool, struct err *e)
{
	json_t *many = json_array();

	lot->task =
	    (struct task){ .st = { ST_classify }, .nst = 1, .doc = DOC_NONE, .give = give, .owner = lot, .answer = -1 };
	for (int k = 0; k < A__COUNT; k++)
		lot->task.out[k] = -1;
	lot->task.request = json_object();
	json_put_num(lot->task.request, "now", lot->look->now);
	for (size_t i = 0; i < lot->n; i++) {
		struct stored *x = &lot->v[i];
		struct str chosen = x->d.docs[0].declared_categories;

		x->d.org = &x->org;
		x->d.docs[0].declared_categories = STR_NONE;
		json_push(many, wire_facts(ST_classify, &x->d, 0));
		x->d.docs[0].declared_categories = chosen;
	}
	json_put(lot->task.request, "many", many);
	json_put(lot->task.request, "compare", json_boolean(lot->beside != NULL));
	return pool_start(pool, &lot->task, e);
}

static void
take_answer(struct stored *x, const json_t *answer, struct arena *mem)
{
	struct dossier d = x->d;
	struct document doc = x->d.docs[0];
	struct err e;

	d.docs = &doc;
	d.mem = mem;
	d.findings = (struct findings){ .mem = mem };
	/* An answer that cannot be trusted is the death of the worker that gave it. */
	if (!json_is_object(answer) || wire_apply(ST_classify, answer, &d, 0, &e) != 0)
		return;
	for (size_t i = 0; i < d.findings.n; i++) {
		enum finding_code code = d.findings.v[i].code;

		x->failed |= code == F_CLS_RULE_FAILED;
		x->held |= code == F_CLS_CONTRADICTION || code == F_CLS_RULE_HOLDS;
	}
	x->v = doc.classes;
	x->n = doc.nclasses;
	x->asked = true;
}

/* True instead of two answers: both sets choose the same, and no more is asked. */
static void
take_pair(struct stored *x, struct stored *beside, const json_t *answer, struct arena *mem)
{
	x->asked = beside->asked = json_is_true(answer);
	if (json_array_size(answer) == 2) {
		take_answer(x, json_array_get(answer, 0), mem);
		take_answer(beside, json_array_get(answer, 1), mem);
	}
}

static int
take_answers(struct asking *a, struct lot *lot, struct err *e)
{
	struct arena *scratch;
	AUTO_JSON j = NULL;
	const json_t *answers;
	struct str text;
	int rc;

	if (lot->task.end == TASK_DONE) {
		scratch = arena_new("antwoord", 2 * ANSWER_MOST);
		rc = fd_read_all(lot->task.answer, ANSWER_MOST, scratch, &text, e);
		if (rc == 0)
			j = json_read(text, e);
		arena_free(scratch);
		if (rc != 0)
			return -1;
	}
	answers = json_list(j, "stages");
	if (json_array_size(answers) == lot->n) {
		for (size_t i = 0; i < lot->n; i++) {
			const json_t *answer = json_array_get(answers, i);

			if (lot->beside != NULL)
				take_pair(&lot->v[i], &lot->beside[i], answer, a->list->mem);
			else
				take_answer(&lot->v[i], answer, a->list->mem);
		}
	} else if (lot->n > 1) {
		/* One of them was too much: which one? */
		add_lot(a, lot->v + lot->n / 2, lot->n - lot->n / 2, &a->todo);
		add_lot(a, lot->v, lot->n / 2, &a->todo);
	}
	return 0;
}

int
stored_classify(struct stored_list *l, struct stored *beside, struct pool *pool, const struct look *look, struct err *e)
{
	size_t share = l->n / settings_workers(&look->settings) / 4 + 1;
	struct asking a = { .look = look, .list = l, .beside = beside };
	int rc = 0;

	make_lots(&a, share < LOT_MOST ? share : LOT_MOST);
	while (rc == 0 && (a.todo != NULL || pool_busy(pool))) {
		struct task *t = NULL;
		bool other;

		while (rc == 0 && a.todo != NULL && pool_idle(pool)) {
			struct lot *lot = a.todo;

			a.todo = lot->next;
			rc = ask(lot, pool, e);
		}
		if (rc == 0)
			rc = pool_wait(pool, -1, -1, &t, &other, e);
		if (rc != 0 || t == NULL)
			continue;
		rc = take_answers(&a, t->owner, e);
		task_drop(t);
	}
	return rc;
}
