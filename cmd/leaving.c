/* SPDX-License-Identifier: EUPL-1.2 */
/* leaving.c - what dossier.yaml says is to be taken back by now. */
#include "leaving.h"

#include "base/log.h"
#include "base/utf8.h"
#include "revoking.h"
#include "store/accounts.h"

#include "base/banned.h"

#define LEAVES_MEM	MIB(256)

struct leaver { struct str key; struct withdrawal decision; };

struct leavers {
	struct session	*s;
	const struct organisation *org;
	struct arena	*mem;
	struct leaver	*v;
	size_t		 n, cap;
};

/* Strings of an account, which ends before they do. */
static struct str
kept(struct leavers *l, const json_t *j, const char *name)
{
	return str_dup(l->mem, json_str(j, name));
}

/* The ledger says that its account says so; the decision stands in the account. */
static int
look(struct leavers *l, struct str name, struct err *e)
{
	struct session *s = l->s;
	AUTO_SERIES account = NULL;
	const json_t *leave;
	struct dossier d = { .org = l->org };
	struct str key;
	time_t at;

	if (utf8_raw(l->mem, name, &key) != 0)
		return 0;
	d.key = key;
	if (accounts_open_last(s->run.store, s->run.vault, dossier_uuid(&d), &account, e) != 0)
		return -1;
	leave = json_map(json_map(series_head(account), "declared"), "leave");
	if (leave == NULL || time_parse(json_str(leave, "at"), &at) != 0 || at > s->run.now)
		return 0;
	*PUSH(l->mem, l->v, l->n, l->cap) = (struct leaver){ .key = key,
		.decision = { .what = TAKEN_BACK,
		    .document = S(""),
		    .reason = kept(l, leave, "reason"),
		    .label = kept(l, leave, "label"),
		    .explanation = kept(l, leave, "explanation"),
		    .by = kept(l, leave, "by"),
		    .at = s->run.now } };
	return 0;
}

/* Those of one organisation; what another run has claimed is left. */
static int
begin_of(struct leavers *l, size_t *begun_r, size_t *left_r, struct err *e)
{
	struct str *names, org = utf8_exact(l->mem, l->org->key);
	struct run *run = &l->s->run;
	struct log_about about;
	size_t n;

	if (accounts_leaving(run->store, org, run->now, l->mem, &names, &n, e) != 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		if (look(l, names[i], e) != 0)
			return -1;
	}
	for (size_t i = 0; i < l->n; i++) {
		struct revoking q = { .run = run, .org = l->org, .key = l->v[i].key };

		if (revoking_begin(&q, &l->v[i].decision, e) == 0) {
			++*begun_r;
			continue;
		}
		if (e->kind != E_USAGE && e->kind != E_AGAIN)
			return -1;
		++*left_r;
		about = (struct log_about){ .organisation = utf8_show(l->mem, l->org->key),
			.dossier = utf8_show(l->mem, l->v[i].key) };
		log_about(&about, LOG_LET_OP, _("%.*s/%.*s: moet worden ingetrokken, en dat kan nu niet (%s)"),
		    STRF(about.organisation), STRF(about.dossier), err_said(e));
	}
	return 0;
}

int
leaving_begin(struct session *s, bool (*mine)(void *ctx, const struct organisation *), size_t *begun_r, size_t *left_r,
    struct err *e)
{
	int rc = 0;

	*begun_r = *left_r = 0;
	for (size_t i = 0; i < s->settings.norgs && rc == 0; i++) {
		struct leavers l = { .s = s, .org = &s->settings.orgs[i], .mem = arena_new("intrekken", LEAVES_MEM) };

		if (mine(s, l.org))
			rc = begin_of(&l, begun_r, left_r, e);
		arena_free(l.mem);
	}
	return rc;
}
