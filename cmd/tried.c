/* SPDX-License-Identifier: EUPL-1.2 */
/* tried.c - the templates that were found good before, so that a night need not try them again. */
#include "tried.h"

#include "base/banned.h"

#define STAGE	"beproefd"	/* of this answer; no stage has that name */

static struct digest
key(void)
{
	return digest_of(S(STAGE " " PROGRAM_VERSION));
}

const char *
tried_before(struct session *s)
{
	AUTO_JSON j = NULL;
	struct str answer;
	struct digest d;
	struct err e;

	/* Who has all read again has all tried again. */
	if (s->rehearsal || s->restored || s->inv->command != CMD_RUN || s->settings.recheck_d == 0 ||
	    store_memo_get(s->run.store, key(), s->mem, &answer, &e) != 0 || answer.p == NULL)
		return NULL;
	j = json_read(answer, &e);
	if (j == NULL || digest_parse(json_str(j, STAGE), &d) != 0)
		return NULL;
	return str_c(s->mem, digest_hex(s->mem, d));
}

int
tried_keep(struct session *s, struct err *e)
{
	struct str now = digest_hex(s->mem, pool_tried(s->run.pool));
	const char *before = tried_before(s);
	AUTO_JSON j = NULL;

	if (before != NULL && str_eq(str_of(before), now))
		return 0;
	j = json_object();
	json_put_str(j, STAGE, now);
	return store_memo_put(s->run.store, key(), STAGE, json_write(s->mem, j), s->run.id, e);
}
