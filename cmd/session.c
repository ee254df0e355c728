/* SPDX-License-Identifier: EUPL-1.2 */
/* session.c - what run, redo, check and rehearse share: open the parts, bring the dossiers through, account for them. */
#include "session.h"

#include <errno.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "again.h"
#include "asked.h"
#include "base/fd.h"
#include "base/log.h"
#include "base/notify.h"
#include "base/path.h"
#include "base/utf8.h"
#include "config/calendar.h"
#include "config/templates.h"
#include "ending.h"
#include "leftout.h"
#include "listing.h"
#include "mails.h"
#include "proc/scanner.h"
#include "proc/spawn.h"
#include "report/layout.h"
#include "readiness.h"
#include "returned.h"
#include "shares.h"
#include "store/closing.h"
#include "store/evidence.h"
#include "store/hold.h"
#include "store/rests.h"
#include "store/slots.h"
#include "store/witness.h"
#include "telling.h"
#include "tidying.h"
#include "watch.h"

#include "base/spoken.h"

#include "base/banned.h"

#define TEMPLATES_DEFAULT "share/woostraat/templates"	/* below the prefix under which bin/ stands */
#define LINE_MEM	GIB(1)		/* the account of one dossier of many documents */
#define WORKERS_MOST	64

/* A signal can only reach a variable of the program; this is the one. */
static volatile int stop_asked;

static void
on_stop(int sig)
{
	(void)sig;
	notify_stopping();
	if (stop_asked != 0)
		_exit(EXIT_AGAIN);
	stop_asked = 1;
}

static void
catch_stop(void)
{
	struct sigaction sa = { .sa_handler = on_stop };

	(void)sigaction(SIGINT, &sa, NULL);
	(void)sigaction(SIGTERM, &sa, NULL);
}

/* --- clock, settings, templates -------------------------------------------- */

static int
read_clock(struct session *s, struct err *e)
{
	s->run.started_at = time(NULL);
	return asked_now(s->inv, &s->run.now, e);
}

static int
read_settings(struct session *s, struct err *e)
{
	const char *config = s->inv->option[O_CONFIG_], *workers = s->inv->option[O_WORKERS_];
	uint64_t n;

	settings_default(&s->settings);
	if (config == NULL && !s->rehearsal)
		config = CONFIG_DEFAULT;
	if (config != NULL && settings_load(config, s->mem, &s->settings, e) != 0)
		return -1;
	left_out_say(&s->settings, 0);
	if (s->rehearsal)
		s->settings.settle_s = 0; /* who checks by hand has finished copying */
	if (workers != NULL) {
		if (str_u64(str_of(workers), &n) != 0 || n == 0 || n > WORKERS_MOST)
			return err_set(e, E_USAGE, _("--workers %s: een getal van 1 tot %d"), workers, WORKERS_MOST);
		s->settings.workers = (unsigned)n;
	}
	if (s->inv->option[O_STRICT_] != NULL)
		s->settings.strict = true;
	if (s->inv->option[O_OCR_] != NULL && s->settings.ocr.n == 0)
		s->settings.ocr = S(OCR_LANGUAGE);
	s->otherwise.tooi = str_of(s->inv->option[O_ORGANISATION_]);
	if (!utf8_xml(s->otherwise.tooi))
		return err_set(e, E_USAGE, "%s", _("--organisation: dit is geen gewone tekst"));
	s->run.settings = &s->settings;
	s->run.patience_s = s->rehearsal ? 0 : s->settings.patience_s;
	return 0;
}

const struct organisation *
session_otherwise(const struct session *s)
{
	return s->otherwise.tooi.p == NULL ? NULL : &s->otherwise;
}

static bool
is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* --templates, the settings, beside the program as installed, beside it as built. */
int
session_find_templates(const struct invocation *inv, struct str set, struct str home, struct arena *mem, const char **dir_r,
    struct err *e)
{
	struct str tries[] = {
		str_of(inv->option[O_TEMPLATES_]),
		set,
		str_fmt(mem, "%.*s/../" TEMPLATES_DEFAULT, STRF(home)),
		str_fmt(mem, "%.*s/../templates", STRF(home)),
		str_fmt(mem, "%.*s/../../templates", STRF(home)),
	};

	for (size_t i = 0; i < COUNT(tries); i++) {
		if (tries[i].p == NULL)
			continue;
		*dir_r = str_c(mem, tries[i]);
		if (is_folder(*dir_r))
			return 0;
		if (i < 2)
			return err_set(e, E_CONFIG, _("%s: deze map met sjablonen is er niet"), *dir_r);
	}
	return err_set(e, E_CONFIG, "%s", _("de map met sjablonen is niet gevonden; geef --templates"));
}

int
session_templates(const struct invocation *inv, struct arena *mem, const char **dir_r, struct err *e)
{
	struct settings settings;
	struct str home;

	settings_default(&settings);
	if ((inv->option[O_CONFIG_] != NULL && settings_load(inv->option[O_CONFIG_], mem, &settings, e) != 0) ||
	    spawn_home(mem, &home, e) != 0)
		return -1;
	return session_find_templates(inv, settings.templates, home, mem, dir_r, e);
}

/* --- places for state ------------------------------------------------------- */

static int
open_rehearsal(struct session *s, struct err *e)
{
	if (scratch_open(&s->scratch, e) != 0 || store_open(NULL, &s->run.store, e) != 0)
		return -1;
	return vault_open(str_c(s->mem, str_fmt(s->mem, "%s/kluis", s->scratch.path)), false, &s->run.vault, e);
}

static void
on_heard(void *ctx, const struct dossier *d, enum portal_step step, int doc, const struct receipt *r)
{
	struct session *s = ctx;

	standin_heard(s->standin, d, step, doc < 0 ? NULL : &d->docs[doc], r);
}

/* A portal of our own in the place of every other, so that this rehearsal can send. */
static int
open_standin(struct session *s, struct err *e)
{
	if (s->inv->command != CMD_REHEARSE)
		return 0;
	s->run.heard = on_heard;
	return standin_open(&s->scratch, s->inv->option[O_AS_], s->inv->option[O_SCRIPT_], &s->settings,
	    session_otherwise(s) == NULL ? NULL : &s->otherwise, s->mem, &s->standin, e);
}

/* Is this the ledger of the last run?  One that was put back has forgotten what is public. */
static int
check_witness(struct session *s, struct err *e)
{
	bool same;

	if (witness_check(s->settings.reports, s->run.store, &same, e) != 0)
		return -1;
	s->restored |= !same && s->inv->option[O_RESTORED_] != NULL;
	/* Given every night it would walk around the seal that breaks one day. */
	if (same && !s->restored && s->inv->option[O_RESTORED_] != NULL)
		return err_set(e, E_CONFIG, "%s",
		    _("de administratie is niet teruggezet of gewijzigd: haar zegel en bewijs.txt kloppen. --restored is alleen "
		      "voor één run, door een mens die een reservekopie heeft teruggezet; laat het weg"));
	if (same || s->restored)
		return 0;
	return err_set(e, E_CONFIG, "%s",
	    _("de administratie is niet die van de laatste run (zie bewijs.txt bij de verslagen): een teruggezette "
	      "reservekopie? Bekijk ‘woostraat verify’ en ga door met --restored; dan wordt elk portaal eerst gevraagd "
	      "wat er staat"));
}

static int
open_state(struct session *s, struct err *e)
{
	const char *dir = str_c(s->mem, s->settings.state), *store;

	if (hold_shared(dir, s->inv->option[O_RESTORED_] != NULL, &s->restored, &s->lock, e) != 0)
		return -1;
	store = str_c(s->mem, path_join(s->mem, s->settings.state, S(SEAL_LEDGER)));
	if (store_open(store, &s->run.store, e) != 0 ||
	    slots_open(str_c(s->mem, path_join(s->mem, s->settings.state, S("slot"))), &s->slots, e) != 0)
		return -1;
	for (size_t i = 0; i < s->settings.norgs; i++) {
		if (store_organisation(s->run.store, &s->settings.orgs[i], e) != 0)
			return -1;
	}
	if (check_witness(s, e) != 0 || (s->restored && rests_forget(s->run.store, e) != 0))
		return -1;
	return vault_open(str_c(s->mem, path_join(s->mem, s->settings.state, S("kluis"))), true, &s->run.vault, e);
}

/* --- the account ------------------------------------------------------------- */

struct table
session_table(struct session *s, struct buf *out)
{
	buf_init(out, s->line, LINE_MEM / 4);
	return (struct table){ .out = out,
		.mem = s->mem,
		.colour = table_colour(STDOUT_FILENO),
		.rehearsal = s->rehearsal,
		.standin = s->standin != NULL };
}

void
session_print(struct session *s, struct str text)
{
	progress_wipe(&s->progress);
	(void)fwrite(text.p, 1, text.n, stdout);
	(void)fflush(stdout);
}

void
session_row(struct session *s, const struct dossier *d, size_t ndocs, struct str category)
{
	struct buf out;
	struct table t = session_table(s, &out);

	table_rested(&t, d, ndocs, category);
	session_print(s, buf_str(&out));
}

static void
add_line(struct session *s, json_t *j)
{
	session_line(s, json_write_line(s->line, j), STR_NONE);
	json_decref(j);
}

static void
on_progress(void *ctx, size_t done, const struct place *p)
{
	struct session *s = ctx;

	progress_show(&s->progress, done, p->org == NULL ? STR_NONE : p->org->key, p->key);
	watch_progress(s, done, p);
}

int
session_task(struct session *s, const struct task *wanted, struct task *t, struct err *e)
{
	return pool_do(s->run.pool, wanted, s->run.now, t, e);
}

/* What it made of that kind, or why it did not. */
int
session_gift(struct session *s, const struct task *wanted, enum artefact_kind what, int *fd_r, struct err *e)
{
	struct task t;

	if (session_task(s, wanted, &t, e) != 0)
		return -1;
	if (t.end == TASK_FAILED)
		*e = t.err;
	else if (t.end != TASK_DONE)
		(void)err_set(e, E_BUG, _("de stap %s liep vast (%s)"), stages[wanted->st[0]].name, t.why);
	else {
		*fd_r = t.out[what];
		t.out[what] = -1;
	}
	task_drop(&t);
	return t.end == TASK_DONE ? 0 : -1;
}

int
session_job(struct session *s, enum stage_id st, const struct artefact *extra, enum artefact_kind what, int *fd_r,
    struct err *e)
{
	struct task wanted = { .st = { st } };

	if (extra != NULL)
		wanted.extra = *extra;
	return session_gift(s, &wanted, what, fd_r, e);
}

/* --- open, run, close --------------------------------------------------------- */

/* Does the machine hold the walls that a strict run wants? */
static int
check_walls(struct session *s, struct err *e)
{
	struct walls w = pool_walls(s->run.pool);

	s->no_walls = walls_missing(&w, false, s->mem);
	s->told_walls = walls_missing(&w, true, s->mem);
	if (s->no_walls.p != NULL && s->settings.strict)
		return err_set(e, E_CONFIG,
		    _("deze machine mist muren om wie de documenten leest, en de run is streng (--strict of ‘strict: ja’): "
		      "%.*s"),
		    STRF(s->no_walls));
	return 0;
}

static int
open_helpers(struct session *s, struct err *e)
{
	struct str home;
	const char *templates = NULL, *upload;
	size_t left = s->settings.nfaults;

	if (spawn_home(s->mem, &home, e) != 0 ||
	    session_find_templates(s->inv, s->settings.templates, home, s->mem, &templates, e) != 0)
		return -1;
	s->templates_dir = templates;
	if (calendars_load(&s->settings, templates, s->mem, e) != 0 ||
	    readiness_workers(s, str_c(s->mem, path_join(s->mem, home, S("woostraat-worker"))), e) != 0)
		return -1;
	if (check_walls(s, e) != 0)
		return -1;
	upload = str_c(s->mem, path_join(s->mem, home, S("woostraat-upload")));
	scanner_open(upload, &s->settings, s->mem, &s->run.scanner);
	if (courier_open(upload, s->rehearsal && s->standin == NULL ? "dry" : "send", &s->run.courier, e) != 0)
		return -1;
	if (readiness_outlets(s, e) != 0)
		return -1;
	left_out_say(&s->settings, left);
	return 0;
}

/* Who started it: the account, and behind sudo the person. */
static struct str
who(struct session *s)
{
	const struct passwd *pw = getpwuid(getuid());
	const char *sudo = getuid() == 0 ? getenv("SUDO_USER") : NULL;
	struct str account = pw == NULL ? str_fmt(s->mem, "%lu", (unsigned long)getuid()) : str_of(pw->pw_name);

	account = sudo == NULL || sudo[0] == '\0' ? account : str_fmt(s->mem, "%s (%.*s)", sudo, STRF(account));
	return utf8_show(s->mem, str_dup(s->mem, account));
}

static int
begin_run(struct session *s, struct err *e)
{
	struct run_facts f = { .mode = s->mode,
		.now = s->run.now,
		.started = s->run.started_at,
		.who = who(s),
		.build = S(PROGRAM_VERSION),
		.restored = s->restored,
		.only = str_of(s->inv->option[O_ONLY_]),
		.no_walls = s->no_walls };

	if (!s->rehearsal && templates_keep(s->templates_dir, s->run.vault, &s->templates, e) != 0)
		return -1;
	f.templates = s->templates.sha256;
	return store_run_begin(s->run.store, &f, &s->run.id, e);
}

int
session_open(struct session *s, const struct invocation *inv, const char *mode, bool rehearsal, struct arena *mem,
    struct err *e)
{
	*s = (struct session){ .mem = mem,
		.inv = inv,
		.mode = mode,
		.rehearsal = rehearsal,
		.lock = -1,
		.scratch = { .lock = -1 },
		.view = { .scratch = { .lock = -1 } },
		.spool = -1,
		.page_spool = -1,
		.mailed = -1,
		.json = inv->option[O_JSON_] != NULL,
		.quiet = inv->option[O_QUIET_] != NULL };
	s->line = arena_new("regel", LINE_MEM);
	s->places.mem = mem;
	s->run.last = ST_publish;
	s->run.stop = &stop_asked;
	s->run.closed = telling_closed;
	s->run.progress = on_progress;
	s->run.ctx = s;
	catch_stop();
	if (read_clock(s, e) != 0 || read_settings(s, e) != 0 ||
	    (rehearsal ? open_rehearsal(s, e) : open_state(s, e)) != 0 || open_standin(s, e) != 0 ||
	    open_helpers(s, e) != 0 || begin_run(s, e) != 0) {
		session_close(s);
		return -1;
	}
	return 0;
}

/* Those whose dossiers are asked for; false in mine[i]: another run works for it. */
static int
claim_one(struct session *s, const struct organisation *o, bool all, struct err *e)
{
	bool mine;

	if (slots_lock(s->slots, o, &mine, e) != 0)
		return -1;
	if (mine)
		return 0;
	if (!all)
		return err_set(e, E_AGAIN, _("voor ‘%.*s’ loopt al een run"), STRF(utf8_show(s->mem, o->key)));
	s->left_out = true;
	log_line(LOG_LET_OP, _("voor ‘%.*s’ loopt al een run; die dossiers blijven nu liggen"),
	    STRF(utf8_show(s->mem, o->key)));
	return 0;
}

int
session_claim(struct session *s, bool all, struct err *e)
{
	const struct leftover *left;
	size_t n, kept = 0;

	if (s->rehearsal)
		return 0;
	for (size_t i = 0; i < s->places.n; i++) {
		const struct place *p = &s->places.v[i];

		/* The dossiers of an organisation stand together: each is asked for once. */
		if ((i == 0 || p->org != s->places.v[i - 1].org) && claim_one(s, p->org, all, e) != 0)
			return -1;
	}
	for (size_t i = 0; i < s->places.n; i++) {
		if (slots_mine(s->slots, s->places.v[i].org))
			s->places.v[kept++] = s->places.v[i];
	}
	s->places.n = kept;
	s->run.slots = s->slots;
	n = slots_leftovers(s->slots, &left);
	for (size_t i = 0; i < n; i++) {
		if (store_death_add(s->run.store, left[i].id, left[i].alone, s->run.id, e) != 0)
			return -1;
	}
	return slots_clear(s->slots, e);
}

bool
session_ours(struct session *s, const struct organisation *o)
{
	bool all = s->inv->command == CMD_RUN && s->inv->option[O_ONLY_] == NULL, mine;
	struct err e;

	if (s->slots == NULL || slots_mine(s->slots, o))
		return true;
	return all && slots_lock(s->slots, o, &mine, &e) == 0 && mine;
}

/* The last run to end seals the ledger. */
static void
seal(struct session *s)
{
	struct err e;

	if (s->rehearsal || s->run.store == NULL)
		return;
	if (closing_alone(str_c(s->mem, s->settings.state), s->lock))
		tidying_night(s);
	if (closing_seal(str_c(s->mem, s->settings.state), s->lock, &e) != 0)
		log_line(LOG_FOUT, _("het zegel op de administratie: %s"), err_said(&e));
}

void
session_close(struct session *s)
{
	courier_close(s->run.courier);
	returned_close(s->returned);
	json_decref(s->sites);
	json_decref(s->standing);
	json_decref(s->mail);
	json_decref(s->withdrawn);
	json_decref(s->calendars);
	json_decref(s->tidied);
	standin_close(s->standin);
	scanner_close(s->run.scanner);
	pool_close(s->run.pool);
	slots_close(s->slots);
	store_close(s->run.store);
	vault_close(s->run.vault);
	again_end(s);
	auto_close(&s->spool);
	auto_close(&s->page_spool);
	seal(s);
	json_decref(s->head);
	view_close(&s->view);
	scratch_close(&s->scratch);
	auto_close(&s->lock);
	arena_free(s->line);
}

/* Does an organisation of this run send there? */
static bool
sends_to(const struct session *s, const struct portal_kind *k)
{
	for (size_t i = 0; i < s->settings.norgs; i++) {
		const struct organisation *o = &s->settings.orgs[i];

		for (size_t n = 0; n < o->noutlets; n++) {
			if (kind_of_outlet(&o->outlets[n]) == k)
				return true;
		}
	}
	return false;
}

/* The kinds of portal of this run with their guarantee: who publishes must know what a repeat can do. */
static json_t *
portals(const struct session *s)
{
	json_t *list = json_array();

	for (size_t i = 0; kind_of_portal_at(i) != NULL; i++) {
		const struct portal_kind *k = kind_of_portal_at(i);
		json_t *j;

		if (!sends_to(s, k))
			continue;
		j = json_object();
		json_put_str(j, "kind", str_of(k->name));
		json_put_str(j, "class", (struct str){ &k->class, 1 });
		json_put_str(j, "guarantee", str_of(k->guarantee));
		json_push(list, j);
	}
	return list;
}

static void
print_portals(struct session *s)
{
	struct mark mark = arena_mark(s->line);
	struct buf b;

	buf_init(&b, s->line, KIB(16));
	for (size_t i = 0; kind_of_portal_at(i) != NULL; i++) {
		const struct portal_kind *k = kind_of_portal_at(i);

		if (sends_to(s, k))
			layout_wrap(&b,
			    str_fmt(s->line, _("portaal %s, klasse %c: %s"), k->name, k->class, _(k->guarantee)), S(""),
			    0, TABLE_COLUMNS);
	}
	session_print(s, buf_str(&b));
	arena_rewind(s->line, mark);
}

/* What the kernel could not do to hold a parser that was taken over. */
static void
print_walls(struct session *s)
{
	struct mark mark = arena_mark(s->line);
	struct buf b;

	buf_init(&b, s->line, KIB(16));
	if (s->no_walls.p != NULL)
		layout_wrap(&b,
		    str_fmt(s->line, _("let op: deze machine mist muren om wie de documenten leest: %.*s"),
			STRF(s->told_walls)),
		    S(""), 0, TABLE_COLUMNS);
	session_print(s, buf_str(&b));
	arena_rewind(s->line, mark);
}

static void
print_totals(struct session *s)
{
	struct buf out;
	struct table t = session_table(s, &out);

	if (s->json || s->quiet)
		return;
	table_totals(&t, &s->totals);
	session_print(s, buf_str(&out));
	ending_print(s);
	session_sites_print(s);
	session_print(s, left_out_lines(&s->settings, s->line));
}

static int
exit_code(const struct session *s, int rc, const struct err *e)
{
	if (rc != 0)
		return err_exit(e);
	if (!totals_balanced(&s->totals))
		return EXIT_BUG;
	if (s->lost)
		return EXIT_DISK;
	/* One of the organisations whose night this was had none. */
	if (s->settings.nfaults != 0 && s->inv->command == CMD_RUN && s->inv->option[O_ONLY_] == NULL)
		return EXIT_CONFIG;
	if (s->totals.later > s->totals.planned || s->left_out || !session_sites_fine(s))
		return EXIT_AGAIN;
	return s->totals.held != 0 || s->totals.rejected != 0 || s->totals.hold != 0 ? EXIT_HELD : EXIT_FINE;
}

/* Which scanner looked for viruses; without a version it did not answer. */
static json_t *
virusscan(const struct session *s)
{
	struct scanning f = scanner_facts(s->run.scanner);
	json_t *j = json_object();

	json_put_str(j, "version", f.version);
	json_put(j, "required", json_boolean(f.required));
	return j;
}

/* The run's line, and where the evidence stands now: kept elsewhere, it is what betrays a chain that was rewritten. */
static void
add_head(struct session *s)
{
	struct evidence_head head = { 0 };
	struct walls walls = pool_walls(s->run.pool);
	struct err e;
	json_t *j;

	if (!s->rehearsal && evidence_head(s->run.store, s->line, &head, &e) != 0)
		(void)command_failed(&e);
	j = account_run(&s->totals, s->mode, s->run.now, head.seq, head.leaf, s->line);
	json_put(j, "portals", portals(s));
	if (json_array_size(s->sites) != 0)
		json_put(j, "sites", json_incref(s->sites));
	ending_put(s, j);
	json_put(j, "sandbox", walls_json(&walls));
	json_put(j, "timing", timing_json(pool_timing(s->run.pool), s->line));
	if (s->run.scanner != NULL)
		json_put(j, "virusscan", virusscan(s));
	if (s->settings.nfaults != 0)
		json_put(j, "left_out", left_out_json(&s->settings, s->line));
	if (!shares_divided(s))
		returned_put(s, 0, j);
	s->head = json_incref(j);
	add_line(s, j);
	if (!s->json && !s->quiet && head.seq != 0)
		session_print(s, str_fmt(s->line, _("Bewijs: %lld:%.*s\n"), (long long)head.seq, STRF(head.leaf)));
}

int
session_end(struct session *s, int rc, struct err *e)
{
	struct err late;
	int ended = store_run_end(s->run.store, s->run.id, time(NULL), true, &late);

	if (ended == 0 && !s->rehearsal)
		ended = witness_write(s->settings.reports, s->run.store, &late);
	if (rc == 0 && ended != 0)
		*e = late;
	return rc != 0 ? rc : ended;
}

int
session_run(struct session *s)
{
	struct buf out;
	struct table t = session_table(s, &out);
	struct err e = { .kind = E_NONE }, late;
	int rc = 0;

	if (!s->rehearsal || s->inv->option[O_HTML_] != NULL)
		rc = vault_temp(s->run.vault, &s->spool, &e) != 0 ? -1 : vault_temp(s->run.vault, &s->page_spool, &e);
	if (rc == 0) {
		if (!s->json && !s->quiet) {
			print_portals(s);
			print_walls(s);
			table_head(&t);
			session_print(s, buf_str(&out));
		}
		progress_start(&s->progress, s->quiet ? -1 : STDERR_FILENO, s->places.n, s->mem);
		rc = runner_run(&s->run, &s->places, &s->totals, &e);
		progress_end(&s->progress);
	}
	if (rc == 0 && s->after != NULL)
		rc = s->after(s, &e);
	if (rc == 0 && s->run.last == ST_publish)
		rc = session_sites(s, &s->sites, &e);
	if (rc == 0)
		rc = ending_gather(s, &e);
	returned_gather(s);
	if (rc != 0)
		(void)command_failed(&e);
	if (store_run_end(s->run.store, s->run.id, time(NULL), totals_balanced(&s->totals), &late) != 0)
		(void)command_failed(&late);
	if (!s->rehearsal && witness_write(s->settings.reports, s->run.store, &late) != 0)
		(void)command_failed(&late);
	print_totals(s);
	mails_run(s, exit_code(s, rc, &e), rc != 0);
	add_head(s);
	if (s->spool >= 0 && session_reports(s, &late) != 0) {
		(void)command_failed(&late);
		if (rc == 0) {
			rc = -1;
			e = late;
		}
	}
	if (!totals_balanced(&s->totals))
		(void)fprintf(stderr, "woostraat: %s\n", _("de telling klopt niet; dit is een fout van woostraat"));
	if (ferror(stdout) || fflush(stdout) != 0) {
		(void)fprintf(stderr, "woostraat: %s\n", _("de uitvoer is niet weg te schrijven"));
		return rc != 0 ? exit_code(s, rc, &e) : EXIT_DISK;
	}
	return exit_code(s, rc, &e);
}
