/* SPDX-License-Identifier: EUPL-1.2 */
/* tables.c - a table of somebody else (CSV, XLSX), read by a worker. */
#include "tables.h"

#include <fcntl.h>

#include "base/fd.h"

#include "base/banned.h"

#define ANSWER_MOST	MIB(256)	/* bytes of A_ROWS */
#define ONE_WORKER	"1"

struct named_file { const char *path; };

static int
give_file(void *owner, int64_t doc, enum artefact_kind kind, int *fd_r, struct err *e)
{
	const struct named_file *f = owner;

	(void)doc;
	(void)kind;
	*fd_r = open(f->path, O_RDONLY | O_CLOEXEC);
	return *fd_r < 0 ? err_sys(e, E_IO, "%s", f->path) : 0;
}

/* *j_r NULL: it could not be read, and e says why. */
static int
ask(struct session *s, const struct task *wanted, const char *name, struct arena *mem, json_t **j_r, struct err *e)
{
	struct task t;
	struct str bytes;

	*j_r = NULL;
	if (session_task(s, wanted, &t, e) != 0)
		return -1;
	if (t.end == TASK_FAILED)
		*e = t.err;
	else if (t.end != TASK_DONE)
		(void)err_set(e, E_IO, _("%s: het lezen liep vast (%s)"), name, t.why);
	else if (fd_read_all(t.out[A_ROWS], ANSWER_MOST, mem, &bytes, e) == 0)
		*j_r = json_read(bytes, e);
	task_drop(&t);
	return *j_r != NULL ? 0 : -1;
}

int
tables_read_kept(struct session *s, const struct artefact *of, struct arena *mem, json_t **j_r, struct err *e)
{
	struct task wanted = { .st = { ST_sheet }, .extra = *of };

	return ask(s, &wanted, _("de tabel van de bron"), mem, j_r, e);
}

int
tables_read_file(const struct invocation *inv, const char *path, struct arena *mem, json_t **j_r, struct err *e)
{
	struct invocation with = *inv;
	struct named_file file = { path };
	struct task wanted = { .st = { ST_sheet }, .give = give_file, .owner = &file };
	struct session s;
	int rc;

	with.option[O_WORKERS_] = ONE_WORKER;
	if (session_open(&s, &with, "check", true, mem, e) != 0)
		return -1;
	rc = ask(&s, &wanted, path, mem, j_r, e);
	session_close(&s);
	return rc;
}
