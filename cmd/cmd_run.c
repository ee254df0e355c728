/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_run.c - woostraat run: the nightly batch. */
#include "again.h"
#include "base/log.h"
#include "base/utf8.h"
#include "leaving.h"
#include "mails.h"
#include "revoking.h"
#include "session.h"
#include "store/slots.h"
#include "watch.h"

#include "base/spoken.h"

#include "base/banned.h"

/* --only: the dossiers of one organisation. */
static int
keep_only(struct session *s, const char *folder, struct err *e)
{
	const struct organisation *o = folder == NULL ? NULL : settings_organisation(&s->settings, str_of(folder));
	size_t kept = 0;

	if (folder == NULL)
		return 0;
	if (settings_left_out(&s->settings, str_of(folder)))
		return err_set(e, E_CONFIG,
		    _("--only %s: in de instellingen van deze organisatie staat een fout; zie woostraat config --check"),
		    folder);
	if (o == NULL)
		return err_set(e, E_USAGE, _("--only %s: deze organisatie staat niet in de instellingen"), folder);
	for (size_t i = 0; i < s->places.n; i++) {
		if (s->places.v[i].org == o)
			s->places.v[kept++] = s->places.v[i];
	}
	s->places.n = kept;
	return 0;
}

/* What is taken back is of no dossier in the intake: its organisation is asked for where it was not yet. */
static bool
is_mine(void *ctx, const struct organisation *o)
{
	struct session *s = ctx;
	const char *only = s->inv->option[O_ONLY_];
	struct err e;
	bool mine;

	return (only == NULL || str_eq(str_of(only), o->key)) && slots_lock(s->slots, o, &mine, &e) == 0 && mine;
}

static void
say_waiting(void *ctx, const struct revoking *q, const struct revoked *r)
{
	struct session *s = ctx;
	struct str org = utf8_show(s->line, q->org->key), key = utf8_show(s->line, q->key);
	const struct log_about about = { .organisation = org, .dossier = key };

	if (!r->gone)
		log_about(&about, LOG_LET_OP, _("%.*s/%.*s: nog niet ingetrokken (%.*s); de volgende run gaat verder"),
		    STRF(org), STRF(key), STRF(utf8_show(s->line, r->detail)));
	else
		log_about(&about, LOG_LET_OP,
		    ngettext("%.*s/%.*s: ingetrokken, maar nog te vinden op %zu bekend adres",
			"%.*s/%.*s: ingetrokken, maar nog te vinden op %zu bekende adressen", (unsigned long)r->there),
		    STRF(org), STRF(key), r->there);
}

static int
settle(struct session *s, struct revoking_sum *sum, struct err *e)
{
	struct revoking_night night = { .run = &s->run, .mine = is_mine, .say = say_waiting, .ctx = s };

	return revoking_all(&night, sum, e);
}

/* What was to be public until now: every dossier that is there has said tonight until when. */
static int
take_back(struct session *s, struct err *e)
{
	struct revoking_sum sum;
	size_t begun, left;

	if (leaving_begin(s, is_mine, &begun, &left, e) != 0)
		return -1;
	s->left_out |= left != 0;
	if (begun == 0)
		return 0;
	if (settle(s, &sum, e) != 0)
		return -1;
	s->left_out |= sum.waiting != 0;
	return 0;
}

/* First what must go, then what may come, and then what must go by now. */
static int
run_all(struct session *s)
{
	struct revoking_sum sum;
	struct err e;
	int rc;

	if (settle(s, &sum, &e) != 0)
		return command_failed(&e);
	s->after = take_back;
	s->besides = sum.there != 0 ? EXIT_HELD : sum.waiting != 0 ? EXIT_AGAIN : EXIT_FINE;
	rc = session_run(s);
	return rc == EXIT_FINE ? s->besides : rc;
}

int
cmd_run(const struct invocation *inv, struct arena *mem)
{
	struct session s;
	struct err e;
	int rc;

	if (inv->argc != 0) {
		(void)err_set(&e, E_USAGE, "%s", _("run neemt geen dossiers; voor één dossier is er redo"));
		return command_failed(&e);
	}
	if (session_open(&s, inv, "run", false, mem, &e) != 0) {
		rc = command_failed(&e);
		watch_failed(&s, rc);
		mails_failed(&s, rc);
		watch_gone();
		return rc;
	}
	watch_begin(&s);
	s.run.may = MAY_REUSE;
	rc = places_of_intake(&s.settings, &s.places, &e);
	if (rc == 0)
		rc = keep_only(&s, inv->option[O_ONLY_], &e);
	if (rc == 0)
		rc = session_claim(&s, true, &e);
	if (rc == 0)
		rc = again_begin(&s, &e);
	rc = rc == 0 ? run_all(&s) : command_failed(&e);
	watch_end(&s, rc);
	session_close(&s);
	mails_failed(&s, rc);
	watch_gone();
	return rc;
}
