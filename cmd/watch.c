/* SPDX-License-Identifier: EUPL-1.2 */
/* watch.c - what a night's run tells those who look on: systemd, the journal, and who counts (Prometheus). */
#include "watch.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/notify.h"
#include "base/utf8.h"
#include "metrics.h"
#include "report/estimate.h"

#include "base/banned.h"

#define STATUS_EACH_MS	1000	/* nobody reads faster, and a small dossier takes less */

void
watch_begin(struct session *s)
{
	log_run(s->run.id.v);
	notify_status(str_of(_("de dossiers worden gezocht")));
	notify_ready();
}

void
watch_progress(struct session *s, size_t done, const struct place *p)
{
	int64_t now = clock_ms();
	struct mark mark;

	notify_alive();
	if (s->watch.since_ms == 0)
		s->watch.since_ms = now;
	if (!notify_heard() || (s->watch.said_ms != 0 && now - s->watch.said_ms < STATUS_EACH_MS))
		return;
	mark = arena_mark(s->line);
	s->watch.said_ms = now;
	notify_status(
	    estimate_line(s->line, p->org == NULL ? S("-") : p->org->key, done, s->places.n, now - s->watch.since_ms));
	arena_rewind(s->line, mark);
}

void
watch_closed(struct session *s, const struct dossier *d)
{
	for (size_t i = 0; i < d->ndocs; i++)
		s->watch.bytes += d->docs[i].container.p == NULL ? d->docs[i].have[A_ORIGINAL].size : 0;
}

/* One line with the numbers, and the head of the evidence: who keeps the journal elsewhere has a witness of the ledger. */
static void
tell_journal(struct session *s, int rc)
{
	const json_t *head = json_map(s->head, "evidence");
	const struct totals *t = &s->totals;
	struct log_about about = { .code = str_fmt(s->line, "%d", rc) };

	if (head != NULL)
		about.evidence =
		    str_fmt(s->line, "%lld:%.*s", (long long)json_num(head, "seq", 0), STRF(json_str(head, "leaf")));
	log_record(&about, LOG_INFO,
	    _("run %lld is klaar (%d): %zu dossiers; van %zu documenten %zu gepubliceerd, %zu ongewijzigd, %zu overgedragen, "
	      "%zu vastgehouden, %zu geweigerd, %zu later, %zu overgeslagen"),
	    (long long)s->run.id.v, rc, t->dossiers, t->seen, t->published, t->unchanged, t->handed, t->held,
	    t->rejected, t->later, t->skipped);
}

void
watch_end(struct session *s, int rc)
{
	struct mark mark = arena_mark(s->line);

	notify_status(str_fmt(s->line, _("klaar (%d)"), rc));
	tell_journal(s, rc);
	metrics_write(s, rc);
	arena_rewind(s->line, mark);
}

void
watch_failed(const struct session *s, int rc)
{
	metrics_failed(&s->settings, s->inv, s->run.started_at, rc);
}

void
watch_gone(void)
{
	notify_stopping();
}
