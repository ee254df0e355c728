/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_redo.c - woostraat redo: one dossier again, from its first stage or a later one. */
#include "named.h"
#include "review.h"

#include <unistd.h>

#include "base/path.h"
#include "base/utf8.h"

#include "base/spoken.h"

#include "base/banned.h"

/* "leiden/convenant" is the folder of that name in the intake of that organisation. */
static int
find_place(struct session *s, struct str name, struct err *e)
{
	struct named n;
	struct str path;

	if (named_dossier(&s->settings, name, s->mem, &n, e) != 0)
		return -1;
	path = path_join(s->mem, settings_intake(&s->settings, n.org, s->mem), n.key);
	if (access(str_c(s->mem, path), F_OK) != 0)
		return err_set(e, E_USAGE, _("%.*s: dit dossier is er niet"), STRF(utf8_show(s->mem, path)));
	*PUSH(s->places.mem, s->places.v, s->places.n, s->places.cap) =
	    (struct place){ n.org, path, n.key, n.org->key };
	return 0;
}

/* The stage to begin with: one whose answer is remembered. */
static int
read_from(struct session *s, struct err *e)
{
	const char *name = s->inv->option[O_FROM_];
	enum stage_id st;

	s->run.from = ST_unpack;
	if (name == NULL)
		return 0;
	if (stage_find(str_of(name), &st) != 0 || stages[st].site != SITE_WORKER || stages[st].grain == PER_RUN)
		return err_set(e, E_USAGE,
		    _("--from %.*s: kies uit unpack, sidecar, virus, identify, extract, screen, classify, glean, describe, bundle"),
		    STRF(utf8_show(s->mem, str_of(name))));
	s->run.from = st;
	return 0;
}

int
cmd_redo(const struct invocation *inv, struct arena *mem)
{
	struct session s;
	struct err e;
	int rc = 0;

	if (inv->argc == 0) {
		(void)err_set(&e, E_USAGE, "%s", _("noem een dossier: woostraat redo leiden/convenant"));
		return command_failed(&e);
	}
	if (session_open(&s, inv, "redo", false, mem, &e) != 0)
		return command_failed(&e);
	s.redo = true;
	s.run.by_hand = true;
	s.run.before = review_before;
	s.ask = inv->option[O_YES_] == NULL && !s.json && isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1;
	rc = read_from(&s, &e);
	for (int i = 0; rc == 0 && i < inv->argc; i++)
		rc = find_place(&s, str_of(inv->argv[i]), &e);
	if (rc == 0)
		rc = session_claim(&s, false, &e);
	rc = rc == 0 ? session_run(&s) : command_failed(&e);
	session_close(&s);
	return rc;
}
