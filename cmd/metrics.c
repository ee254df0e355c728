/* SPDX-License-Identifier: EUPL-1.2 */
/* metrics.c - the numbers of a run for Prometheus. */
#include "metrics.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/log.h"
#include "base/path.h"
#include "base/utf8.h"
#include "report/exposition.h"
#include "shares.h"
#include "store/overview.h"

#include "base/banned.h"

#define TEXT_MOST	MIB(8)		/* a thousand organisations with twenty numbers each */

/* What is being written, and of which run. */
struct metrics {
	struct session	*s;		/* NULL: it did not begin */
	struct arena	*mem;
	struct buf	 b;
	struct str	 only;		/* the organisation of --only; absent: all */
};

#define SAMPLE(m, name, value, ...)								\
	do {											\
		const struct label v_[] = { { "only", (m)->only }, ##__VA_ARGS__ };		\
		exposition_sample(&(m)->b, name, v_, COUNT(v_), (int64_t)(value));		\
	} while (0)

static void
one(struct metrics *m, const char *name, const char *help, int64_t value)
{
	exposition_metric(&m->b, name, "gauge", help);
	SAMPLE(m, name, value);
}

/* --- of the run ------------------------------------------------------------------- */

static void
put_run(struct metrics *m, time_t started, int rc, struct str before)
{
	time_t now = time(NULL);
	bool done = rc == EXIT_FINE || rc == EXIT_HELD;

	exposition_metric(&m->b, "woostraat_info", "gauge", "Version of the program.");
	SAMPLE(m, "woostraat_info", 1, { "version", S(PROGRAM_VERSION) });
	one(m, "woostraat_run_start_timestamp_seconds", "When the last run began.", (int64_t)started);
	one(m, "woostraat_run_end_timestamp_seconds", "When the last run ended.", (int64_t)now);
	one(m, "woostraat_run_duration_seconds", "How long the last run took.",
	    now < started ? 0 : (int64_t)(now - started));
	one(m, "woostraat_run_exit_code", "0 or 1: all its work was done; the others are in woostraat(1).", rc);
	one(m, "woostraat_run_completed_timestamp_seconds", "When a run last ended with 0 or 1; 0: not known.",
	    done ? (int64_t)now : exposition_find(before, "woostraat_run_completed_timestamp_seconds"));
}

static void
put_totals(struct metrics *m)
{
	const struct session *s = m->s;

	one(m, "woostraat_run_balanced", "1: everything that was seen has exactly one outcome.",
	    totals_balanced(&s->totals));
	one(m, "woostraat_run_dossiers", "Dossiers in the last run.", (int64_t)s->totals.dossiers);
	one(m, "woostraat_run_bytes", "Bytes of the files that were delivered with them.", (int64_t)s->watch.bytes);
	one(m, "woostraat_organisations", "Organisations in the settings that have no fault.",
	    (int64_t)s->settings.norgs);
	one(m, "woostraat_organisations_faults",
	    "Faults in settings, keys or templates of organisations that were left out.", (int64_t)s->settings.nfaults);
}

static void
put_documents(struct metrics *m)
{
	static const char name[] = "woostraat_run_documents";
	struct session *s = m->s;

	exposition_metric(&m->b, name, "gauge", "Documents in the last run by what became of them.");
	for (size_t i = 0; i < s->settings.norgs; i++) {
		const struct totals *t = shares_totals(s, i);
		const struct {
			const char *name;
			size_t n;
		} v[] = {
			{ "published", t->published },
			{ "unchanged", t->unchanged },
			{ "handed", t->handed },
			{ "held", t->held },
			{ "rejected", t->rejected },
			{ "later", t->later },
			{ "skipped", t->skipped },
		};

		if (!session_ours(s, &s->settings.orgs[i]))
			continue;
		for (size_t k = 0; k < COUNT(v); k++)
			SAMPLE(m, name, v[k].n, { "organisation", utf8_show(m->mem, s->settings.orgs[i].key) },
			    { "outcome", str_of(v[k].name) });
	}
}

/* --- of the ledger, as the run leaves it --------------------------------------------- */

struct states { int64_t n[S__COUNT]; };

static int
add_state(void *ctx, const struct count *c, struct err *e UNUSED)
{
	struct states *v = ctx;

	v->n[c->state] += c->n;
	return 0;
}

/* "held" */
static struct str
state_word(struct arena *mem, enum state st)
{
	return str_lower(mem, str_of(state_name(st)));
}

static void
put_states(struct metrics *m)
{
	static const char name[] = "woostraat_dossiers";
	struct session *s = m->s;

	exposition_metric(&m->b, name, "gauge", "Dossiers by their state in the ledger; held: a person must act.");
	for (size_t i = 0; i < s->settings.norgs; i++) {
		struct str key = s->settings.orgs[i].key;
		struct states v = { { 0 } };
		struct err e;

		if (!session_ours(s, &s->settings.orgs[i]))
			continue;
		if (overview_counts(
			s->run.store, (struct scope){ utf8_exact(m->mem, key), S("") }, add_state, &v, &e) != 0) {
			log_line(LOG_FOUT, _("cijfers voor Prometheus: %s"), e.msg);
			return;
		}
		for (int st = S_NONE + 1; st < S__COUNT; st++) {
			/* What a person waits for is always there, so that an alarm has something to look at. */
			if (v.n[st] != 0 || st == S_HELD || st == S_QUARANTINED)
				SAMPLE(m, name, v.n[st], { "organisation", utf8_show(m->mem, key) },
				    { "state", state_word(m->mem, (enum state)st) });
		}
	}
}

static void
put_calendars(struct metrics *m)
{
	static const char *const names[] = { "woostraat_overdue_dossiers", "woostraat_due_dossiers" },
				 *const lists[] = { "overdue", "due" },
				 *const helps[] = { "Dossiers past the term of their category.",
					 "Dossiers of which the term ends in the weeks to come." };
	const json_t *j;
	size_t i;

	for (size_t k = 0; k < COUNT(names); k++) {
		if (json_array_size(m->s->calendars) == 0)
			return;
		exposition_metric(&m->b, names[k], "gauge", helps[k]);
		json_array_foreach (m->s->calendars, i, j)
			SAMPLE(m, names[k], json_array_size(json_list(j, lists[k])),
			    { "organisation", json_str(j, "organisation") });
	}
}

/* All stages by name, also those that did nothing: a series that comes and goes is read badly. */
static void
put_times(struct metrics *m)
{
	const struct timing *t = pool_timing(m->s->run.pool);

	exposition_metric(&m->b, "woostraat_stage_milliseconds", "gauge",
	    "How long each stage took in the last run, its jobs added up.");
	for (int i = 0; i <= TIMING_START; i++)
		SAMPLE(m, "woostraat_stage_milliseconds", t->stage[i].sum.wall_us / 1000,
		    { "stage", str_of(timing_name((enum stage_id)i)) });
	exposition_metric(&m->b, "woostraat_stage_jobs", "gauge", "How often each stage was done, or known already.");
	for (int i = 0; i <= TIMING_START; i++) {
		struct str name = str_of(timing_name((enum stage_id)i));

		SAMPLE(m, "woostraat_stage_jobs", t->stage[i].visits, { "stage", name }, { "from", S("work") });
		SAMPLE(m, "woostraat_stage_jobs", t->stage[i].remembered, { "stage", name }, { "from", S("memo") });
	}
}

enum portal_number { BEHIND, FAILS, SINCE };

static int64_t
portal_number(const json_t *j, enum portal_number what)
{
	time_t since = 0;

	if (what != SINCE)
		return json_num(j, what == BEHIND ? "behind" : "fails", 0);
	return time_parse(json_str(j, "failing_since"), &since) == 0 ? (int64_t)since : 0;
}

static void
put_portals(struct metrics *m)
{
	static const struct {
		const char *name, *help;
	} v[] = {
		[BEHIND] = { "woostraat_portal_behind_dossiers", "Dossiers that may be public there and are not yet." },
		[FAILS] = { "woostraat_portal_failures", "Failures in a row; 0: it answered the last time." },
		[SINCE] = { "woostraat_portal_failing_since_timestamp_seconds",
		    "Since when it fails; 0: it does not." },
	};
	const json_t *j;
	size_t i;

	if (json_array_size(m->s->standing) == 0)
		return;
	for (size_t k = 0; k < COUNT(v); k++) {
		exposition_metric(&m->b, v[k].name, "gauge", v[k].help);
		json_array_foreach (m->s->standing, i, j) {
			if (json_flag(j, "listed"))
				SAMPLE(m, v[k].name, portal_number(j, (enum portal_number)k),
				    { "organisation", json_str(j, "organisation") }, { "portal", json_str(j, "name") });
		}
	}
}

static void
put_disk(struct metrics *m)
{
	struct statvfs f;

	if (statvfs(str_c(m->mem, m->s->settings.state), &f) != 0)
		return;
	one(m, "woostraat_vault_free_bytes", "Bytes that are left where the ledger and the vault stand.",
	    (int64_t)((uint64_t)f.f_bavail * f.f_frsize));
	one(m, "woostraat_vault_size_bytes", "Bytes that there are in all.",
	    (int64_t)((uint64_t)f.f_blocks * f.f_frsize));
	/* Some file systems (btrfs) have no number of them. */
	if (f.f_files != 0)
		one(m, "woostraat_vault_free_inodes", "Files that can still be made there.", (int64_t)f.f_favail);
}

/* --- the file -------------------------------------------------------------------------- */

/* "woostraat.prom", and of a run for one organisation "woostraat-leiden.prom". */
static const char *
path_of(const struct settings *set, struct str only, struct arena *mem)
{
	struct str path = set->metrics, stem = str_sub(path, 0, path.n - (sizeof ".prom" - 1));

	if (only.n == 0)
		return str_c(mem, path);
	return str_c(mem, str_fmt(mem, "%.*s-%.*s.prom", STRF(stem), STRF(path_slug(mem, only, 100))));
}

/* As file_replace, but for another account to read; not synced, since the next run writes it anew. */
static int
replace(const char *path, struct str text, struct arena *mem, struct err *e)
{
	const char *temp = str_c(mem, str_fmt(mem, "%s.%ld", path, (long)getpid()));
	AUTO_FD fd = open(temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);

	if (fd < 0)
		return err_sys(e, E_IO, "%s", path);
	if (fd_write_all(fd, text, e) == 0) {
		if (fchmod(fd, S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH) == 0 && rename(temp, path) == 0)
			return 0;
		(void)err_sys(e, E_IO, "%s", path);
	}
	(void)unlink(temp);
	return -1;
}

static struct str
written_before(const char *path, struct arena *mem)
{
	struct str text;
	struct err e;

	return file_read(path, TEXT_MOST, mem, &text, &e) == 0 ? text : STR_NONE;
}

static void
write_all(struct session *s, const struct settings *set, const struct invocation *inv, time_t started, int rc)
{
	struct metrics m = { .s = s, .only = str_of(inv->option[O_ONLY_]) };
	const char *path;
	struct err e;

	/* A name that was mistyped gets no file, which nobody would ever renew. */
	if (set->metrics.n == 0 ||
	    (m.only.n != 0 && settings_organisation(set, m.only) == NULL && !settings_left_out(set, m.only)))
		return;
	m.mem = arena_new("cijfers", 4 * TEXT_MOST);
	buf_init(&m.b, m.mem, TEXT_MOST);
	path = path_of(set, m.only, m.mem);
	m.only = utf8_show(m.mem, m.only);
	put_run(&m, started, rc, written_before(path, m.mem));
	if (s != NULL) {
		put_totals(&m);
		put_documents(&m);
		put_states(&m);
		put_times(&m);
		put_calendars(&m);
		put_portals(&m);
		put_disk(&m);
	}
	if (replace(path, buf_str(&m.b), m.mem, &e) != 0)
		log_line(LOG_FOUT, _("cijfers voor Prometheus: %s"), e.msg);
	arena_free(m.mem);
}

void
metrics_write(struct session *s, int rc)
{
	write_all(s, &s->settings, s->inv, s->run.started_at, rc);
}

void
metrics_failed(const struct settings *set, const struct invocation *inv, time_t started, int rc)
{
	write_all(NULL, set, inv, started, rc);
}
