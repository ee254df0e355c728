/* SPDX-License-Identifier: EUPL-1.2 */
/* learning.c - a worker learns from labelled texts what their words say. */
#include "learning.h"

#include "base/fd.h"
#include "base/path.h"
#include "classify/learn.h"
#include "config/catalog.h"

#include "base/banned.h"

#define LESSON_MOST	(LEARN_TEXT_MOST + KIB(4))
#define LESSONS_MOST	(LEARN_RUN_MOST / LESSON_MOST)
#define TABLE_MOST	MIB(64)

/* The texts as the worker wants them (classify/learn.h). */
static int
put_lessons(struct vault *from, const struct lesson *v, size_t n, int to, struct arena *mem, struct err *e)
{
	for (size_t i = 0; i < n; i++) {
		struct mark mark = arena_mark(mem);
		AUTO_FD fd = -1;
		struct str bytes;
		int rc = vault_get(from, &v[i].text, &fd, e);

		if (rc == 0)
			rc = fd_read_head(fd, LEARN_TEXT_MOST, mem, &bytes, e);
		if (rc == 0)
			rc = fd_write_all(to,
			    str_fmt(mem, "%.*s %zu\n",
				STRF(v[i].label == NULL ? S(LEARN_NONE) : path_base(v[i].label->uri)), bytes.n),
			    e);
		if (rc == 0)
			rc = fd_write_all(to, bytes, e);
		if (rc == 0)
			rc = fd_write_all(to, S("\n"), e);
		arena_rewind(mem, mark);
		if (rc != 0)
			return -1;
	}
	return 0;
}

int
learn_words(struct session *s, struct vault *from, const struct lesson *v, size_t n, struct str *table_r, struct err *e)
{
	struct artefact lessons;
	AUTO_FD to = -1;
	AUTO_FD table = -1;

	if (n > LESSONS_MOST)
		return err_set(e, E_LIMIT, _("%zu documenten zijn meer dan de grens van %zu"), n, LESSONS_MOST);
	if (vault_temp(s->run.vault, &to, e) != 0 || put_lessons(from, v, n, to, s->mem, e) != 0 ||
	    vault_keep(s->run.vault, to, &lessons, e) != 0 ||
	    session_job(s, ST_learn, &lessons, A_WORDS, &table, e) != 0)
		return -1;
	return fd_read_all(table, TABLE_MOST, s->mem, table_r, e);
}
