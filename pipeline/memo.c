/* SPDX-License-Identifier: EUPL-1.2 */
/* memo.c - what a stage said before about exactly these facts. */
#include "memo.h"

#include <string.h>

#include "base/log.h"
#include "base/mask.h"
#include "proc/wire.h"

#include "base/banned.h"

#define MEMO_MEM	GIB(1)		/* the facts of a dossier of many documents */

struct digest
memo_key(enum stage_id st, const struct pool *pool, const struct dossier *d, int doc, time_t now)
{
	struct arena *mem = arena_new("geheugen", MEMO_MEM);
	AUTO_JSON facts = wire_facts(st, d, doc);
	struct digest config = pool_config(pool, st);
	struct hash *h = hash_new();

	hash_str(h, str_of(stages[st].name));
	hash_str(h, str_fmt(mem, "%u", stages[st].version));
	hash_add(h, config.b, sizeof config.b);
	/* The day in the Netherlands: in winter one hour ahead of UTC, in summer two; both change when it does. */
	hash_str(h, st == ST_describe ? date_iso(mem, date_of_time(now + 3600)) : S(""));
	hash_str(h, st == ST_describe ? date_iso(mem, date_of_time(now + 7200)) : S(""));
	hash_str(h, json_write(mem, facts));
	arena_free(mem);
	return hash_end(h);
}

static struct artefact *
place_of(struct dossier *d, int doc, uint32_t **set_r)
{
	if (doc == DOC_NONE) {
		*set_r = &d->have_set;
		return d->have;
	}
	*set_r = &d->docs[doc].have_set;
	return d->docs[doc].have;
}

/* The artefacts of a remembered answer; false when one is no longer there. */
static bool
recall_made(struct vault *vault, const json_t *made, struct artefact *have, uint32_t *set)
{
	const char *name;
	json_t *v;

	json_object_foreach ((json_t *)(uintptr_t)made, name, v) {
		uint64_t kind;
		struct artefact a;

		if (str_u64(str_of(name), &kind) != 0 || kind >= A__COUNT ||
		    digest_parse(json_str(v, "sha256"), &a.sha256) != 0)
			return false;
		a.size = (uint64_t)json_num(v, "size", 0);
		if (!vault_has(vault, &a))
			return false;
		have[kind] = a;
		*set |= A_BIT(kind);
	}
	return true;
}

/* Are the members of a remembered answer of unpack still there? */
static bool
members_there(struct vault *vault, const json_t *answer)
{
	const json_t *list = json_list(json_array_get(json_list(answer, "docs"), 0), "members");

	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *one = json_array_get(list, i);
		struct artefact a = { .size = (uint64_t)json_num(one, "size", 0) };

		if (digest_parse(json_str(one, "sha256"), &a.sha256) != 0 || !vault_has(vault, &a))
			return false;
	}
	return true;
}

/*
 * Apply a remembered answer, or leave d as it was: what an older or damaged
 * ledger says and we cannot read is not remembered, and is made anew.
 */
static bool
apply(enum stage_id st, const json_t *answer, struct dossier *d, int doc)
{
	struct dossier before = *d;
	/* A document stage changes one document; all of them for each of them would be their square. */
	size_t from = doc == DOC_NONE ? 0 : (size_t)doc, n = doc == DOC_NONE ? d->ndocs : 1;
	struct arena *mem = arena_new("geheugen", MEMO_MEM);
	struct document *docs = NEW(mem, struct document, n + 1);
	struct err why;
	bool fine;

	if (n != 0)
		memcpy(docs, d->docs + from, n * sizeof *docs);
	fine = wire_apply(st, answer, d, doc, &why) == 0;
	if (!fine) {
		log_line(LOG_LET_OP, _("geheugen: %s"), why.msg);
		if (n != 0)
			memcpy(d->docs + from, docs, n * sizeof *docs);
		d->declared = before.declared;
		d->findings.n = before.findings.n;
	}
	arena_free(mem);
	return fine;
}

/* NULL: nothing is remembered, or nothing that can be read. */
static int
read_answer(struct store *store, struct digest key, json_t **j_r, struct err *e)
{
	struct arena *mem = arena_new("geheugen", MEMO_MEM);
	struct str text;
	struct err why;
	int rc = store_memo_get(store, key, mem, &text, e);

	*j_r = rc != 0 || text.p == NULL ? NULL : json_read(text, &why);
	arena_free(mem);
	return rc;
}

int
memo_recall(struct store *store, struct vault *vault, struct digest key, enum stage_id st, struct dossier *d, int doc,
    bool *hit_r, struct err *e)
{
	struct artefact have[A__COUNT];
	AUTO_JSON j = NULL;
	uint32_t set = 0, *to;
	struct artefact *at;

	*hit_r = false;
	if (read_answer(store, key, &j, e) != 0)
		return -1;
	if (j == NULL || !recall_made(vault, json_map(j, "made"), have, &set) ||
	    (st == ST_unpack && !members_there(vault, json_map(j, "answer"))) ||
	    !apply(st, json_map(j, "answer"), d, doc))
		return 0;
	at = place_of(d, doc, &to);
	for (int k = 0; k < A__COUNT; k++) {
		if ((set & A_BIT(k)) != 0)
			at[k] = have[k];
	}
	*to |= set;
	*hit_r = true;
	return 0;
}

int
memo_keep(struct store *store, struct digest key, enum stage_id st, const json_t *answer, const struct artefact *have,
    uint32_t made, struct run_id run, struct err *e)
{
	struct arena *mem = arena_new("geheugen", MEMO_MEM);
	AUTO_JSON j = json_object();
	json_t *list = json_object();
	struct str text;
	int rc = 0;

	for (int k = 0; k < A__COUNT; k++) {
		json_t *a;

		if ((made & A_BIT(k)) == 0)
			continue;
		a = json_object();
		json_put_str(a, "sha256", digest_hex(mem, have[k].sha256));
		json_put_num(a, "size", (int64_t)have[k].size);
		json_put(list, str_c(mem, str_fmt(mem, "%d", k)), a);
	}
	json_put(j, "made", list);
	json_put(j, "answer", json_deep_copy(answer));
	text = json_write(mem, j);
	/* Titles and names come back as they are: such a one is in the vault and nowhere else, and is made again. */
	if (!mask_needed(text, mem))
		rc = store_memo_put(store, key, stages[st].name, text, run, e);
	arena_free(mem);
	return rc;
}

/* Beside the answer of the stage, not in its place. */
static struct digest
death_key(struct digest key)
{
	struct hash *h = hash_new();

	hash_str(h, S("dood"));
	hash_add(h, key.b, sizeof key.b);
	return hash_end(h);
}

int
memo_recall_death(struct store *store, struct digest key, struct dossier *d, int doc, bool *hit_r, struct err *e)
{
	struct finding f = { .doc = doc };
	AUTO_JSON j = NULL;
	struct str text;

	*hit_r = false;
	if (store_memo_get(store, death_key(key), d->mem, &text, e) != 0)
		return -1;
	if (text.p == NULL)
		return 0;
	if ((j = json_read(text, e)) == NULL || finding_find(json_str(j, "code"), &f.code) != 0)
		return err_set(e, E_BUG, "%s", _("administratie: een onthouden fout is onleesbaar"));
	f.arg[0] = str_dup(d->mem, json_str(j, "arg0"));
	f.arg[1] = str_dup(d->mem, json_str(j, "arg1"));
	finding_add(&d->findings, f);
	*hit_r = true;
	return 0;
}

int
memo_keep_death(struct store *store, struct digest key, const struct finding *f, struct run_id run, struct err *e)
{
	struct arena *mem = arena_new("geheugen", MIB(1));
	AUTO_JSON j = json_object();
	int rc;

	json_put_str(j, "code", str_of(finding_tag(f->code)));
	json_put_str(j, "arg0", f->arg[0]);
	json_put_str(j, "arg1", f->arg[1]);
	rc = store_memo_put(store, death_key(key), "dood", json_write(mem, j), run, e);
	arena_free(mem);
	return rc;
}
