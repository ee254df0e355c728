/* SPDX-License-Identifier: EUPL-1.2 */
/* memo.c - what a stage said before about exactly these facts. */
#include "memo.h"

#include <string.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/mask.h"
#include "base/reel.h"
#include "proc/wire.h"
#include "whole.h"

#include "base/banned.h"

#define MEMO_MEM	GIB(1)		/* the documents of a dossier as they were, while an answer is applied */
#define PART		MIB(1)		/* of what was said of the documents of a dossier, in a row of its own; a line more at most */

struct hash *
memo_hash(enum stage_id st, const struct pool *pool, time_t now)
{
	struct arena *mem = arena_new("geheugen", MIB(1));
	struct digest config = pool_config(pool, st);
	struct hash *h = hash_new();

	hash_str(h, str_of(stages[st].name));
	hash_str(h, str_fmt(mem, "%u", stages[st].version));
	hash_add(h, config.b, sizeof config.b);
	/* The day in the Netherlands: in winter one hour ahead of UTC, in summer two; both change when it does. */
	hash_str(h, st == ST_describe ? date_iso(mem, date_of_time(now + 3600)) : S(""));
	hash_str(h, st == ST_describe ? date_iso(mem, date_of_time(now + 7200)) : S(""));
	arena_free(mem);
	return h;
}

struct digest
memo_key(enum stage_id st, const struct pool *pool, const struct dossier *d, int doc, time_t now)
{
	struct hash *h = memo_hash(st, pool, now);

	if (stages[st].grain == PER_DOSSIER)
		whole_hash(st, d, h);
	else {
		struct arena *mem = arena_new("geheugen", MEMO_MEM);
		AUTO_JSON facts = wire_facts(st, d, doc);

		hash_str(h, json_write(mem, facts));
		arena_free(mem);
	}
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

/* Where a part of an answer about a dossier stands: lines, one for each document. */
static struct digest
part_key(struct digest key, int64_t n)
{
	struct hash *h = hash_new();

	hash_str(h, S("deel"));
	hash_add(h, key.b, sizeof key.b);
	hash_add(h, &n, sizeof n);
	return hash_end(h);
}

/* From document *doc on; it is then behind the last.  One line too many is no answer of ours. */
static int
apply_part(enum stage_id st, struct str lines, struct dossier *d, size_t *doc, struct err *e)
{
	struct str line;

	while (lines.n != 0 && str_next(&lines, '\n', &line)) {
		AUTO_JSON j = json_read(line, e);

		if (j == NULL)
			return -1;
		if (*doc >= wire_answer_docs(st, d))
			return err_set(e, E_BUG, "%s", _("er zijn regels te veel"));
		if (wire_apply_doc(st, j, d, (*doc)++, e) != 0)
			return -1;
	}
	return 0;
}

static int
apply_parts(struct store *store, struct digest key, enum stage_id st, const json_t *j, struct dossier *d, struct err *e)
{
	int64_t n = json_num(j, "parts", 0);
	size_t doc = 0;

	if (wire_apply_head(st, json_map(j, "answer"), d, e) != 0)
		return -1;
	for (int64_t i = 0; i < n; i++) {
		struct arena *mem = arena_new("geheugen", MEMO_MEM);
		struct str lines;
		int rc = store_memo_get(store, part_key(key, i), mem, &lines, e);

		if (rc == 0)
			rc = apply_part(st, lines, d, &doc, e);
		arena_free(mem);
		if (rc != 0)
			return -1;
	}
	return doc == wire_answer_docs(st, d) ? 0 : err_set(e, E_BUG, "%s", _("er ontbreken regels"));
}

/*
 * Apply a remembered answer, or leave d as it was: what an older or damaged
 * ledger says and we cannot read is not remembered, and is made anew.
 */
static bool
apply(struct store *store, struct digest key, enum stage_id st, const json_t *j, struct dossier *d, int doc)
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
	fine = (stages[st].grain == PER_DOSSIER ? apply_parts(store, key, st, j, d, &why) :
						  wire_apply(st, json_map(j, "answer"), d, doc, &why)) == 0;
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
	    (st == ST_unpack && !members_there(vault, json_map(j, "answer"))) || !apply(store, key, st, j, d, doc))
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

/* {"made", "answer"}: what a stage made and said. */
static json_t *
of_answer(const json_t *answer, const struct artefact *have, uint32_t made, struct arena *mem)
{
	json_t *j = json_object(), *list = json_object();

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
	json_put(j, "answer", json_incref((json_t *)(uintptr_t)answer));
	return j;
}

/* Nine digits of a digest or a UUID are nobody's number. */
static bool
is_made_up(struct str s)
{
	struct str urn = S("urn:uuid:");
	struct digest sha256;
	struct uuid id;

	return digest_parse(s, &sha256) == 0 || uuid_parse(str_starts(s, urn) ? str_from(s, urn.n) : s, &id) == 0;
}

/* Where the string of JSON that begins behind its quote at i ends: at its other quote. */
static size_t
string_end(struct str json, size_t i)
{
	while (i < json.n && json.p[i] != '"')
		i += json.p[i] == '\\' ? 2 : 1;
	return i < json.n ? i : json.n;
}

/* Does it say what the ledger is no place for, in anything but digests and UUIDs? */
static bool
is_personal(struct str json, struct arena *mem)
{
	struct mark mark = arena_mark(mem);
	struct buf b;
	bool needed;

	if (!mask_needed(json, mem))
		return false;
	buf_init(&b, mem, json.n + 1);
	for (size_t i = 0, end; i < json.n; i = end) {
		struct str s;

		end = json.p[i] == '"' ? string_end(json, i + 1) + 1 : i + 1;
		s = str_sub(json, i, end - i);
		if (s.n < 2 || !is_made_up(str_sub(s, 1, s.n - 2)))
			buf_add(&b, s);
	}
	needed = mask_needed(buf_str(&b), mem);
	arena_rewind(mem, mark);
	return needed;
}

int
memo_keep(struct store *store, struct digest key, enum stage_id st, const json_t *answer, const struct artefact *have,
    uint32_t made, struct run_id run, struct err *e)
{
	struct arena *mem = arena_new("geheugen", MEMO_MEM);
	AUTO_JSON j = of_answer(answer, have, made, mem);
	struct str text = json_write(mem, j);
	int rc = 0;

	/* Titles and names come back as they are: such a one is in the vault and nowhere else, and is made again. */
	if (!is_personal(text, mem))
		rc = store_memo_put(store, key, stages[st].name, text, run, e);
	arena_free(mem);
	return rc;
}

/* 1: a line of it may hold what the ledger is no place for. */
static int
lines_masked(int fd, struct err *e)
{
	struct reel *in = reel_in(fd);
	struct arena *mem = arena_new("geheugen", MEMO_MEM);
	struct mark mark = arena_mark(mem);
	bool needed = false;
	struct str line;
	int rc;

	while (!needed && (rc = reel_line(in, &line, e)) == 1) {
		needed = is_personal(line, mem);
		arena_rewind(mem, mark);
	}
	arena_free(mem);
	reel_free(in);
	return needed ? 1 : rc;
}

/* The lines of its documents, a part at a time. */
static int
keep_parts(struct store *store, struct digest key, enum stage_id st, struct reel *in, struct run_id run, int64_t *n_r,
    struct err *e)
{
	struct arena *mem = arena_new("geheugen", MEMO_MEM);
	struct mark mark = arena_mark(mem);
	struct str line;
	struct buf b;
	int rc = 1, kept = 0;

	for (*n_r = 0; rc == 1 && kept == 0;) {
		buf_init(&b, mem, PART + REEL_LINE_MOST + 1);
		while (b.n < PART && (rc = reel_line(in, &line, e)) == 1) {
			buf_add(&b, line);
			buf_addc(&b, '\n');
		}
		must(!b.cut);
		if (rc >= 0 && b.n != 0)
			kept = store_memo_put(store, part_key(key, (*n_r)++), stages[st].name, buf_str(&b), run, e);
		arena_rewind(mem, mark);
	}
	arena_free(mem);
	return rc < 0 || kept != 0 ? -1 : 0;
}

int
memo_keep_whole(struct store *store, struct digest key, enum stage_id st, int answer, const struct artefact *have,
    uint32_t made, struct run_id run, struct err *e)
{
	struct arena *mem = arena_new("geheugen", MEMO_MEM);
	struct reel *in = reel_in(answer);
	AUTO_JSON head = NULL;
	AUTO_JSON j = NULL;
	int64_t parts;
	int masked = lines_masked(answer, e), rc = masked < 0 ? -1 : 0;

	if (masked == 0)
		rc = reel_get(in, &head, e) == 0 ? keep_parts(store, key, st, in, run, &parts, e) : -1;
	if (masked == 0 && rc == 0) {
		j = of_answer(head, have, made, mem);
		json_put_num(j, "parts", parts);
		rc = store_memo_put(store, key, stages[st].name, json_write(mem, j), run, e);
	}
	reel_free(in);
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
