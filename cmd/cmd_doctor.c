/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_doctor.c - woostraat doctor: what would spoil the night, looked for by day. */
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "asked.h"
#include "base/log.h"
#include "base/utf8.h"
#include "doctor.h"
#include "proc/spawn.h"
#include "report/layout.h"
#include "report/table.h"
#include "session.h"

#include "base/spoken.h"

#include "base/banned.h"

#define GRADE_COLUMN	((size_t)12)	/* "niet bekeken" */
#define TITLE_COLUMN	((size_t)12)	/* "virusscanner" */
#define TEXT_COLUMN	(GRADE_COLUMN + 1 + TITLE_COLUMN + 1)
#define LINE_MEM	MIB(1)

static const struct { const char *id, *title; doctor_check *look; } checks[] = {
#define CHECK(id, name)	{ #id, name, doctor_##id },
#include "doctor.def"
#undef CHECK
};

static const char *const grade_ids[GRADE__COUNT] = { "ok", "look", "wrong", "unseen" };
static const char *const grade_names[GRADE__COUNT] = { N_("ok"), N_("let op"), N_("fout"), N_("niet bekeken") };

static void
print_json(struct str text, enum grade g, const struct doctor *d, const char *advice, struct arena *mem)
{
	AUTO_JSON j = json_object();

	json_put_str(j, "check", str_of(d->check));
	json_put_str(j, "grade", str_of(grade_ids[g]));
	json_put_str(j, "text", text);
	if (advice != NULL)
		json_put_str(j, "advice", str_of(advice));
	(void)printf("%.*s\n", STRF(json_write(mem, j)));
}

static void
print_line(struct str text, enum grade g, const struct doctor *d, const char *advice, struct arena *mem)
{
	struct buf b, lead;

	buf_init(&b, mem, LINE_MEM / 4);
	buf_init(&lead, mem, KIB(1));
	layout_cell(&lead, str_of(_(grade_names[g])), GRADE_COLUMN);
	layout_cell(&lead, str_of(_(d->title)), TITLE_COLUMN);
	layout_wrap(&b, text, buf_str(&lead), TEXT_COLUMN, TABLE_COLUMNS);
	if (advice != NULL)
		layout_wrap(&b, str_fmt(mem, "→ %s", advice), S(""), TEXT_COLUMN, TABLE_COLUMNS);
	(void)printf("%.*s", STRF(buf_str(&b)));
}

void
doctor_say(struct doctor *d, enum grade g, struct str text, const char *advice)
{
	struct arena *mem = arena_new("regel", LINE_MEM);

	d->n[g]++;
	text = utf8_show(mem, str_sub(text, 0, LAYOUT_MOST / 2));
	if (d->json)
		print_json(text, g, d, advice, mem);
	else
		print_line(text, g, d, advice, mem);
	/* Some of what follows takes seconds. */
	(void)fflush(stdout);
	arena_free(mem);
}

void
doctor_err(struct doctor *d, enum grade g, const struct err *e, const char *advice)
{
	doctor_say(d, g, str_of(d->json ? e->msg : err_said(e)), advice);
}

struct str
doctor_span(struct arena *mem, int64_t s)
{
	unsigned long n = (unsigned long)(s < 0 ? -s : s);

	if (n < 2 * 3600)
		return str_fmt(mem, ngettext("%lu minuut", "%lu minuten", n / 60), n / 60);
	if (n < 2 * 86400)
		return str_fmt(mem, _("%lu uur"), n / 3600);
	return str_fmt(mem, _("%lu dagen"), n / 86400);
}

/* Whose night it is: SQLite makes files beside a ledger that it reads, and those would be ours. */
static void
find_strangers(struct doctor *d)
{
	struct stat st;

	d->stranger = d->read && stat(str_c(d->mem, d->settings.state), &st) == 0 && st.st_uid != geteuid();
}

static int
begin(struct doctor *d, struct err *e)
{
	if (d->inv->argc != 0)
		return err_set(e, E_USAGE, "%s", _("doctor neemt geen dossiers; voor wat wacht is er status"));
	if (asked_now(d->inv, &d->now, e) != 0)
		return -1;
	return spawn_home(d->mem, &d->home, e);
}

static int
exit_of(const struct doctor *d)
{
	if (d->n[WRONG] != 0)
		return EXIT_CONFIG;
	return d->n[LOOK] != 0 ? EXIT_HELD : EXIT_FINE;
}

static void
print_sum(const struct doctor *d)
{
	if (!d->json) {
		(void)printf(_("\n%zu in orde, %zu om naar te kijken, %zu fout, %zu niet bekeken\n"), d->n[FINE],
		    d->n[LOOK], d->n[WRONG], d->n[UNSEEN]);
		return;
	}
	AUTO_JSON j = json_object();
	json_t *sum = json_object();

	for (int g = 0; g < GRADE__COUNT; g++)
		json_put_num(sum, grade_ids[g], (int64_t)d->n[g]);
	json_put(j, "doctor", sum);
	(void)printf("%.*s\n", STRF(json_write(d->mem, j)));
}

int
cmd_doctor(const struct invocation *inv, struct arena *mem)
{
	struct doctor d = { .inv = inv,
		.mem = mem,
		.config = inv->option[O_CONFIG_] == NULL ? CONFIG_DEFAULT : inv->option[O_CONFIG_],
		.json = inv->option[O_JSON_] != NULL,
		.ask = inv->option[O_ASK_] != NULL };
	struct err e;

	if (begin(&d, &e) != 0)
		return command_failed(&e);
	/* What the parts say by themselves (a scanner that is away) is told here as a line of its own. */
	log_open("woostraat", LOG_FOUT);
	for (size_t i = 0; i < COUNT(checks); i++) {
		d.check = checks[i].id;
		d.title = checks[i].title;
		checks[i].look(&d);
		if (i == 0)
			find_strangers(&d);
	}
	print_sum(&d);
	if (ferror(stdout) || fflush(stdout) != 0)
		return EXIT_DISK;
	return exit_of(&d);
}
