/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_stage.c - woostraat stage: one stage on one file, its result as JSON. */
#include "session.h"

#include <stdio.h>

#include "base/fd.h"
#include "base/mask.h"
#include "base/utf8.h"
#include "text.h"
#include "unseen.h"

#include "base/banned.h"

struct watch {
	struct session	*s;
	enum stage_id	 wanted;
};

static void
print_json(struct session *s, const json_t *j)
{
	struct mark mark = arena_mark(s->line);
	struct str line = json_write(s->line, j);

	(void)printf("%.*s\n", STRF(line));
	arena_rewind(s->line, mark);
}

static void
on_answer(void *ctx, enum stage_id st, const json_t *answer, const struct dossier *d, int doc)
{
	struct watch *w = ctx;
	AUTO_JSON j = NULL;

	/* What is read of an original that stays here is nobody's to see. */
	if (st != w->wanted || (doc != DOC_NONE && document_is_compared(&d->docs[doc])))
		return;
	j = json_object();
	json_put_str(j, "dossier", utf8_show(w->s->line, d->key));
	if (doc != DOC_NONE)
		json_put_str(j, "path", utf8_show(w->s->line, d->docs[doc].path));
	json_put(j, "answer", json_deep_copy(answer));
	print_json(w->s, j);
}

/* The text itself, since who asks for one stage of one file wants to see it. */
static void
print_text(struct watch *w, const struct dossier *d)
{
	for (size_t i = 0; i < d->ndocs; i++) {
		AUTO_JSON j = json_object();
		struct str text;
		struct err e;
		AUTO_FD fd = -1;

		if ((d->docs[i].have_set & A_BIT(A_TEXT)) == 0 || document_is_compared(&d->docs[i]) ||
		    vault_get(w->s->run.vault, &d->docs[i].have[A_TEXT], &fd, &e) != 0 ||
		    fd_read_all(fd, TEXT_MOST, w->s->line, &text, &e) != 0)
			continue;
		json_put_str(j, "path", utf8_show(w->s->line, d->docs[i].path));
		json_put_str(j, "text", text);
		print_json(w->s, j);
	}
}

/* What no reader sees, long numbers masked: a person wants to know where to look, and what for. */
static void
print_unseen(struct watch *w, const struct dossier *d)
{
	for (size_t i = 0; i < d->ndocs; i++) {
		AUTO_JSON j = NULL;
		json_t *one;
		struct str s;
		struct err e;
		size_t k;
		AUTO_FD fd = -1;

		if ((d->docs[i].have_set & A_BIT(A_UNSEEN)) == 0 ||
		    vault_get(w->s->run.vault, &d->docs[i].have[A_UNSEEN], &fd, &e) != 0 ||
		    fd_read_all(fd, UNSEEN_BYTES, w->s->line, &s, &e) != 0 || (j = json_read(s, &e)) == NULL)
			continue;
		json_array_foreach (json_object_get(j, "places"), k, one) {
			json_put_str(one, "text", mask_personal(w->s->line, json_str(one, "text")));
			json_put_str(one, "near", mask_personal(w->s->line, json_str(one, "near")));
		}
		json_put_str(j, "path", utf8_show(w->s->line, d->docs[i].path));
		print_json(w->s, j);
	}
}

static void
on_closed(void *ctx, const struct dossier *d, const struct sending *sent)
{
	struct watch *w = ctx;
	AUTO_JSON j = NULL;

	if (w->wanted == ST_extract)
		print_text(w, d);
	if (w->wanted == ST_reveal)
		print_unseen(w, d);
	/* The stages of the other two programs, and a bundle that the gate held back: the account says it. */
	if (stages[w->wanted].site == SITE_WORKER && (w->wanted != ST_bundle || (d->have_set & A_BIT(A_BUNDLE)) != 0))
		return;
	j = account_dossier(d, sent, w->s->line);
	print_json(w->s, j);
}

int
cmd_stage(const struct invocation *inv, struct arena *mem)
{
	struct session s;
	struct watch w = { .s = &s };
	struct err e;
	int rc;

	if (inv->argc != 2 || stage_find(str_of(inv->argv[0]), &w.wanted) != 0 || stages[w.wanted].grain == PER_RUN) {
		(void)err_set(&e, E_USAGE, "%s",
		    _("noem een stap (ingest, unpack, sidecar, virus, identify, extract, reveal, classify, "
		      "glean, screen, describe, bundle, page of publish) en een bestand of dossier"));
		return command_failed(&e);
	}
	if (session_open(&s, inv, "stage", true, mem, &e) != 0)
		return command_failed(&e);
	s.run.last = w.wanted;
	s.run.answered = on_answer;
	s.run.closed = on_closed;
	s.run.progress = NULL;
	s.run.ctx = &w;
	rc = places_of_path(inv->argv[1], &s.settings, session_otherwise(&s), &s.places, &e);
	if (rc == 0)
		rc = runner_run(&s.run, &s.places, &s.totals, &e);
	rc = rc == 0 ? EXIT_FINE : command_failed(&e);
	session_close(&s);
	return rc;
}
