/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * torture.c - kill, starve and cut off a night's run in every place, run it again, and compare ledger, vault and
 * portal with the undisturbed run.
 *
 *	torture --bank PORT [--build DIR] [--suite NAME [--point N] [--broken FAULT]] [--control NAME] [--rows N] [--jobs N] ROOT
 *
 * PORT is that of a fakegpp (tests/portal).  ROOT is a folder that tests/torture/world.sh has filled.  WOO_SEED repeats
 * an earlier choice of points.  The last line is the sum; exit 1 when something
 * was lost, duplicated, leaked or not recovered, when a negative control was
 * not caught, or when fewer points were tried than points.txt asks for.
 */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/fd.h"
#include "suites.h"

#include "base/banned.h"

#define JOBS_MOST	16
#define POINTS_FILE	"tests/torture/points.txt"
#define SHOWN_MOST	12	/* points that went wrong, shown of one suite */
#define TRY_MEM		MIB(256)

/* A deliberate fault, what comes of it, and the suites that must notice: each of them, or it is not caught. */
static const struct {
	const char	*name;
	struct faults	 comes;
	enum suite_id	 by[3];
	size_t		 n;
} negatives[] = {
	{ "no-fsync", { .lost = 1 }, { SU_ORDER, SU_POWER }, 2 },
	{ "no-dir-fsync", { .lost = 1 }, { SU_ORDER, SU_POWER }, 2 },
	{ "synchronous-normal", { .lost = 1 }, { SU_ORDER, SU_POWER }, 2 },
	{ "ledger-before-file", { .lost = 1 }, { SU_FAULT, SU_ROWS }, 2 },
	{ "single-phase", { .duplicated = 1 }, { SU_PORTAL }, 1 },
	{ "no-lookup", { .duplicated = 1 }, { SU_PORTAL, SU_FAULT }, 2 },
	{ "reused-connection", { .duplicated = 1 }, { SU_PORTAL }, 1 },
	{ "gate-skipped", { .leaked = 1 }, { SU_ORDER, SU_EFFECT }, 2 },
};

/* What the jobs share. */
struct tally {
	atomic_uint	 next, points, crashes, lost, duplicated, leaked, unrecovered, held, shown;
	atomic_bool	 enough;	/* a control was caught */
};

struct session {
	struct common	 common;
	struct truth	 truth;
	struct suite	 suites[SU__COUNT];
	struct census	 census;
	struct tally	*tally;		/* of the suite under way */
	struct arena	*mem;
	struct size	 size;
	const char	*only_suite, *only_control;
	unsigned	 only_point;		/* 0: all */
	const char	*broken;		/* the deliberate fault under way; "" none */
	struct faults	 comes;			/* ... and what it must lead to */
	uint64_t	 seed;
	unsigned	 jobs;
	unsigned	 points, crashes;	/* in all */
	struct faults	 faults;
	unsigned	 caught, controls, too_few;
};

static unsigned
wrong(const struct faults *f)
{
	return f->lost + f->duplicated + f->leaked + f->unrecovered;
}

/* Did the deliberate fault show as what it is? */
static bool
shows(const struct session *s, const struct faults *f)
{
	return (s->comes.lost != 0 && f->lost != 0) || (s->comes.duplicated != 0 && f->duplicated != 0) ||
	    (s->comes.leaked != 0 && f->leaked != 0) || (s->comes.unrecovered != 0 && f->unrecovered != 0);
}

/* The first line of why says enough of a fault that was made on purpose. */
static void
show(const struct session *s, const struct suite *u, unsigned i, const struct tried *r, struct arena *mem)
{
	struct str why = r->why, line;

	if (s->broken[0] != '\0' && str_next(&why, '\n', &line))
		why = str_fmt(mem, "%.*s\n", STRF(line));
	else
		why = r->why;
	(void)printf("  %s %u: %.*s\n%.*s", u->name, i, STRF(point_text(&u->v[i], mem)), STRF(why));
	(void)fflush(stdout);
}

/* One job: take points until there are none. */
static void
work(struct session *s, const struct suite *u, unsigned job)
{
	struct tally *t = s->tally;
	struct world w;
	unsigned i;

	world_open(&w, &s->common, job);
	if (u == &s->suites[SU_DISK])
		world_may_mount(&w);
	while ((i = t->next++) < u->n && !t->enough) {
		struct arena *mem = arena_new("poging", TRY_MEM);
		struct tried r = suite_try(u, &u->v[i], &w, &s->truth, s->broken, mem);

		t->points++;
		t->crashes += r.crashes;
		t->lost += r.faults.lost;
		t->duplicated += r.faults.duplicated;
		t->leaked += r.faults.leaked;
		t->unrecovered += r.faults.unrecovered;
		t->held += r.faults.held;
		if (wrong(&r.faults) != 0 && t->shown++ < (s->broken[0] == '\0' ? SHOWN_MOST : 1))
			show(s, u, i, &r, mem);
		if (shows(s, &r.faults))
			t->enough = true;
		arena_free(mem);
		if (s->only_point != 0)
			break;
	}
	world_reset(&w);
}

/* Try all points of a suite by several jobs. */
static void
try_suite(struct session *s, const struct suite *u)
{
	unsigned failed = 0;

	memset((void *)s->tally, 0, sizeof *s->tally);
	s->tally->next = s->only_point;
	(void)fflush(stdout);
	for (unsigned job = 0; job < s->jobs; job++) {
		pid_t pid = fork();

		if (pid == 0) {
			work(s, u, job);
			(void)fflush(stdout);
			_exit(0);
		}
		if (pid < 0)
			failed++;
	}
	for (;;) {
		int status;
		pid_t pid = wait(&status);

		if (pid < 0 && errno == ECHILD)
			break;
		if (pid > 0 && (!WIFEXITED(status) || WEXITSTATUS(status) != 0))
			failed++;
	}
	if (failed != 0) {
		(void)fprintf(stderr, "torture: %u jobs of suite %s ended badly\n", failed, u->name);
		exit(2);
	}
}

/* How many points points.txt asks of this suite; 0: none. */
static unsigned
points_wanted(struct session *s, const char *name)
{
	struct str text, line, word;
	struct err e;
	uint64_t n;

	if (file_read(POINTS_FILE, KIB(16), s->mem, &text, &e) != 0)
		return 0;
	while (str_next(&text, '\n', &line)) {
		if (str_next(&line, ' ', &word) && str_eq(word, str_of(name)) && str_u64(str_trim(line), &n) == 0)
			return (unsigned)n;
	}
	return 0;
}

static void
report_suite(struct session *s, const struct suite *u, time_t began)
{
	struct tally *t = s->tally;
	unsigned wanted = points_wanted(s, u->name);

	(void)printf("%-7s points=%u crashes=%u lost=%u duplicated=%u leaked=%u unrecovered=%u  (%s; %ld s)\n", u->name,
	    t->points, t->crashes, t->lost, t->duplicated, t->leaked, t->unrecovered, u->what, (long)(time(NULL) - began));
	if (t->held != 0)
		(void)printf("  %s: in %u cases a dossier was held, for a person to look at\n", u->name, t->held);
	if (t->points < wanted) {
		(void)printf("  %s: fewer points than the %u of " POINTS_FILE "\n", u->name, wanted);
		s->too_few++;
	}
	(void)fflush(stdout);
	s->points += t->points;
	s->crashes += t->crashes;
	s->faults.lost += t->lost;
	s->faults.duplicated += t->duplicated;
	s->faults.leaked += t->leaked;
	s->faults.unrecovered += t->unrecovered;
}

static bool
known(const struct session *s, const char *name)
{
	for (size_t i = 0; i < s->census.nbroken; i++) {
		if (strcmp(s->census.broken[i], name) == 0)
			return true;
	}
	return false;
}

/* Each deliberate fault must be seen by each of its suites: one that sees nothing proves nothing. */
static void
try_controls(struct session *s)
{
	for (size_t i = 0; i < COUNT(negatives); i++) {
		size_t seen = 0;

		if (s->only_control != NULL && strcmp(s->only_control, negatives[i].name) != 0)
			continue;
		s->controls++;
		if (!known(s, negatives[i].name)) {
			(void)printf("control %s: not caught, the programs do not have this fault\n", negatives[i].name);
			continue;
		}
		s->broken = negatives[i].name;
		s->comes = negatives[i].comes;
		for (size_t k = 0; k < negatives[i].n; k++) {
			const struct suite *u = &s->suites[negatives[i].by[k]];

			try_suite(s, u);
			(void)printf("control %s: %s %s after %u points\n", s->broken,
			    s->tally->enough ? "caught by" : "NOT CAUGHT by", u->name, s->tally->points);
			seen += s->tally->enough;
		}
		s->caught += seen == negatives[i].n;
		(void)fflush(stdout);
	}
}

static int
usage(void)
{
	(void)fprintf(stderr, "usage: torture --bank PORT [--build DIR] [--suite NAME [--point N] [--broken FAULT]] [--control NAME] "
	    "[--rows N] [--jobs N] ROOT\n");
	return EXIT_USAGE;
}

static unsigned
number(const char *text)
{
	uint64_t v;

	if (text == NULL || str_u64(str_of(text), &v) != 0 || v == 0 || v > 10000000)
		exit(usage());
	return (unsigned)v;
}

static void
read_options(struct session *s, int argc, char **argv)
{
	static const struct option options[] = { { "build", 1, NULL, 'b' }, { "suite", 1, NULL, 's' },
		{ "control", 1, NULL, 'c' }, { "broken", 1, NULL, 'x' }, { "bank", 1, NULL, 'p' }, { "point", 1, NULL, 'n' }, { "rows", 1, NULL, 'r' }, { "jobs", 1, NULL, 'j' }, { NULL, 0, NULL, 0 } };
	const char *seed = getenv("WOO_SEED");
	int c;

	s->common.build = "build/torture";
	s->size = (struct size){ .rows = 2600, .errnos = 600, .allocations = 600, .powers = 300, .disk_step_kib = 4 };
	s->jobs = (unsigned)sysconf(_SC_NPROCESSORS_ONLN);
	s->seed = (uint64_t)time(NULL);
	if (seed != NULL && str_u64(str_of(seed), &s->seed) != 0)
		exit(usage());
	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (c) {
		case 'b': s->common.build = optarg; break;
		case 's': s->only_suite = optarg; break;
		case 'c': s->only_control = optarg; break;
		case 'p': s->common.bank = number(optarg); break;
		case 'n': s->only_point = number(optarg); break;
		case 'x': s->broken = optarg; break;
		case 'r': s->size.rows = number(optarg); break;
		case 'j': s->jobs = number(optarg); break;
		default: exit(usage());
		}
	}
	if (optind + 1 != argc || s->common.bank == 0)
		exit(usage());
	s->common.root = argv[optind];
	if (s->jobs > JOBS_MOST)
		s->jobs = JOBS_MOST;
}

/* The first world: what is right, and how often everything comes. */
static void
learn(struct session *s)
{
	struct world w, other;

	/* Two places: what is the same in both does not depend on where it is. */
	world_open(&other, &s->common, JOBS_MOST + 1);
	world_open(&w, &s->common, JOBS_MOST);
	oracle_learn(&w, &other, s->mem, &s->truth);
	world_reset(&other);
	census_take(&w, &s->census);
	memcpy(s->census.asked, s->truth.asked, sizeof s->census.asked);
	world_reset(&w);
	(void)printf("world: %zu public, %zu objects, %zu FAULT points, effects %u (supervisor) %u (uploader) %u (worker)\n",
	    s->truth.shown.n, s->truth.nobjects, s->census.nfaults, s->census.effects[PROG_SUPERVISOR],
	    s->census.effects[PROG_UPLOADER], s->census.effects[PROG_WORKER]);
	(void)printf("allocations: %u (supervisor) %u (uploader) %u (worker)\n", s->census.allocations[PROG_SUPERVISOR],
	    s->census.allocations[PROG_UPLOADER], s->census.allocations[PROG_WORKER]);
}

int
main(int argc, char **argv)
{
	struct session s = { .mem = arena_new("torture", GIB(1)), .broken = "" };

	read_options(&s, argc, argv);
	s.tally = mmap(NULL, sizeof *s.tally, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	must(s.tally != MAP_FAILED);
	(void)printf("WOO_SEED=%llu\n", (unsigned long long)s.seed);
	learn(&s);
	suites_make(s.suites, &s.census, &s.size, s.seed, s.mem);
	for (int i = 0; i < SU__COUNT; i++) {
		time_t began = time(NULL);

		if (s.only_control != NULL || (s.only_suite != NULL && strcmp(s.only_suite, s.suites[i].name) != 0))
			continue;
		try_suite(&s, &s.suites[i]);
		report_suite(&s, &s.suites[i], began);
	}
	if (s.only_suite == NULL)
		try_controls(&s);
	(void)printf("torture: points=%u crashes=%u lost=%u duplicated=%u leaked=%u unrecovered=%u controls=%u/%u\n",
	    s.points, s.crashes, s.faults.lost, s.faults.duplicated, s.faults.leaked, s.faults.unrecovered, s.caught,
	    s.controls);
	return wrong(&s.faults) != 0 || s.caught != s.controls || s.too_few != 0 ? 1 : 0;
}
