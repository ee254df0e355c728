/* SPDX-License-Identifier: EUPL-1.2 */
/* world.c - a small world that is made, run, hurt and thrown away, thousands of times. */
#include "world.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bank.h"
#include "base/fd.h"
#include "base/path.h"

#include "base/banned.h"

#define PATIENCE_S	30	/* a run takes a tenth of a second; this is a run that hangs */
#define FOLDERS_OPEN	16
#define FIRST_HOUR	4
#define LAST_HOUR	22	/* the same day in the Netherlands: the record of a document holds its date */

static const char settings[] =
    "intake: %s/intake\n"
    "templates: %s/templates\n"
    "state: staat\n"
    "reports: verslagen\n"
    "settle: 0\n"
    "workers: 1\n"
    "patience: 0\n"
    "organisations:\n"
    "  - folder: leiden\n"
    "    name: gm0546\n"
    "    namespace: fc0e6f79-10e3-486b-b9de-3910d9545be7\n"
    "    kind: gpp\n"
    "    portal: http://127.0.0.1:%u/%s\n"
    "    token: %s/sleutel\n"
    "  - folder: leiderdorp\n"
    "    name: gm0546\n"
    "    namespace: fc0e6f79-10e3-486b-b9de-3910d9545be8\n"
    "    portal: portaal/leiderdorp\n";

static const char *const portals[] = { "portaal/leiderdorp" };

static pid_t running;		/* the group that the alarm ends */
static volatile sig_atomic_t rang;

static void
on_alarm(int sig)
{
	(void)sig;
	rang = 1;
	if (running > 0)
		(void)kill(-running, SIGKILL);
}

static void __attribute__((noreturn))
give_up(const char *what)
{
	(void)fprintf(stderr, "torture: %s: %s\n", what, strerror(errno));
	exit(2);
}

static void
map_control(struct world *w)
{
	char path[PATH_MOST + 16];
	int fd;

	(void)snprintf(path, sizeof path, "%s/control", w->dir);
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0 || ftruncate(fd, sizeof *w->control) != 0)
		give_up(path);
	w->control = mmap(NULL, sizeof *w->control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (w->control == MAP_FAILED)
		give_up(path);
	(void)close(fd);
}

void
world_open(struct world *w, const struct common *c, unsigned job)
{
	struct sigaction alarm_action = { .sa_handler = on_alarm };

	*w = (struct world){ .common = c, .number = job };
	if (snprintf(w->dir, sizeof w->dir, "%s/job%u", c->root, job) >= PATH_MOST - 40 ||
	    (mkdir(w->dir, 0700) != 0 && errno != EEXIST))
		give_up(w->dir);
	(void)snprintf(w->out, sizeof w->out, "%s/out", w->dir);
	map_control(w);
	/* A helper of a run that was killed becomes our child, and is waited for. */
	(void)prctl(PR_SET_CHILD_SUBREAPER, 1);
	(void)sigaction(SIGALRM, &alarm_action, NULL);
	world_reset(w);
}

/* Another bank: what is late at the old one is nobody's any more. */
static void
new_bank(struct world *w)
{
	struct arena *mem = arena_new("bank", MIB(8));
	char path[PATH_MOST + 32];
	FILE *f;

	if (w->bank[0] != '\0')
		json_decref(bank_ask(w->common->bank, "DELETE", str_of(w->bank), STR_NONE, mem));
	(void)snprintf(w->bank, sizeof w->bank, "job%u-%u-%u", w->number, (unsigned)getpid(), ++w->resets);
	(void)snprintf(path, sizeof path, "%s/woostraat.yaml", w->dir);
	f = fopen(path, "we");
	if (f == NULL || fprintf(f, settings, w->common->root, w->common->root, w->common->bank, w->bank,
	    w->common->root) < 0 || fclose(f) != 0)
		give_up(path);
	arena_free(mem);
}

void
world_script(struct world *w, const char *lines)
{
	struct arena *mem = arena_new("bank", MIB(8));

	json_decref(bank_ask(w->common->bank, "POST", str_fmt(mem, "%s/__script", w->bank), str_of(lines), mem));
	arena_free(mem);
}

json_t *
world_bank(const struct world *w, bool settled, struct arena *mem)
{
	json_t *j = bank_ask(w->common->bank, settled ? "POST" : "GET",
	    str_fmt(mem, "%s/%s", w->bank, settled ? "__settle" : "__state"), STR_NONE, mem);

	if (j == NULL)
		give_up("fakegpp");
	return j;
}

void
world_reset(struct world *w)
{
	static const char *const gone[] = { "staat", "portaal", "verslagen", "schaduw" };
	char path[PATH_MOST + 32];
	struct stat st;

	world_disk(w, 0);
	for (size_t i = 0; i < COUNT(gone); i++) {
		(void)snprintf(path, sizeof path, "%s/%s", w->dir, gone[i]);
		path_remove_tree(path);
	}
	memset(w->control, 0, sizeof *w->control);
	(void)snprintf(path, sizeof path, "%s/schaduw", w->dir);
	(void)mkdir(path, 0700);
	(void)snprintf(path, sizeof path, "%s/portaal", w->dir);
	(void)mkdir(path, 0700);
	for (size_t i = 0; i < COUNT(portals); i++) {
		(void)snprintf(path, sizeof path, "%s/%s", w->dir, portals[i]);
		if (mkdir(path, 0700) != 0 || stat(path, &st) != 0)
			give_up(path);
		w->control->portal[w->control->nportals++] = (struct inode){ st.st_dev, st.st_ino };
	}
	new_bank(w);
	w->hour = FIRST_HOUR;
	w->again = false;
}

/* In the child: become the program. */
static void __attribute__((noreturn))
become(struct world *w)
{
	char program[PATH_MOST + 16], config[PATH_MOST + 32], orders[PATH_MOST + 32], now[40];
	char *argv[] = { program, (char *)(uintptr_t)"run", (char *)(uintptr_t)"--json", (char *)(uintptr_t)"--config",
		config, (char *)(uintptr_t)"--now", now, NULL };
	char *env[] = { (char *)(uintptr_t)"LC_ALL=C.UTF-8", orders, NULL };
	int out = open(w->out, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	(void)snprintf(program, sizeof program, "%s/woostraat", w->common->build);
	(void)snprintf(config, sizeof config, "%s/woostraat.yaml", w->dir);
	(void)snprintf(orders, sizeof orders, CONTROL_ENV "=%s/control", w->dir);
	(void)snprintf(now, sizeof now, "2026-11-15T%02u:15:00Z", w->hour);
	if (w->file_kib != 0) {
		struct rlimit most = { KIB(w->file_kib), KIB(w->file_kib) };

		(void)setrlimit(RLIMIT_FSIZE, &most);
	}
	if (out < 0 || dup2(out, STDOUT_FILENO) < 0 || dup2(out, STDERR_FILENO) < 0)
		_exit(99);
	(void)close(out);
	(void)setpgid(0, 0);
	(void)execve(program, argv, env);
	_exit(99);
}

static void
reset_counts(struct control *c, const struct order *o)
{
	c->order = o == NULL ? (struct order){ .act = ACT_NONE } : *o;
	c->carried_out = false;
	c->all_die = false;
	memset((void *)c->calls, 0, sizeof c->calls);
	memset((void *)c->effects, 0, sizeof c->effects);
	memset((void *)c->allocations, 0, sizeof c->allocations);
	for (size_t i = 0; i < PLACES_MOST; i++)
		c->places[i].n = 0;
	c->lock = 0;
}

struct ended
world_run(struct world *w, const struct order *o)
{
	struct itimerval limit = { .it_value = { .tv_sec = PATIENCE_S } }, none = { 0 };
	struct ended r = { .code = -1 };
	bool killed;
	int status = 0;
	pid_t got;

	reset_counts(w->control, o);
	rang = 0;
	running = fork();
	if (running == 0)
		become(w);
	if (running < 0)
		give_up("fork");
	(void)setpgid(running, running);
	(void)setitimer(ITIMER_REAL, &limit, NULL);
	/* The program, and then whoever outlives it. */
	for (;;) {
		int s;

		got = waitpid(-1, &s, 0);
		if (got == running)
			status = s;
		if (got < 0 && errno == ECHILD)
			break;
	}
	(void)setitimer(ITIMER_REAL, &none, NULL);
	running = 0;
	r.hung = rang != 0;
	r.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
	r.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	/*
	 * What is broken off is taken up at once: the ledger keeps the moment at which a document was first taken in, and
	 * the bundle names it (MDTO, checksumDatum).  What was killed is so however often, an uploader alone too, without
	 * which a run may end before it takes anything in; what fails again waits for the next hour.
	 */
	killed = r.signal != 0 || (o != NULL && w->control->carried_out && (o->act == ACT_KILL || o->act == ACT_KILL_GROUP));
	w->again = (killed || !w->again) && r.code != EXIT_FINE && r.code != EXIT_HELD;
	if (!w->again && w->hour < LAST_HOUR)
		w->hour++;
	return r;
}

/* --- a small disk --------------------------------------------------------------- */

static bool
write_to(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool fine = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);

	if (fd >= 0)
		(void)close(fd);
	return fine;
}

void
world_may_mount(struct world *w)
{
	char map[40];
	unsigned uid = getuid(), gid = getgid();

	if (unshare(CLONE_NEWNS) != 0) {
		if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0)
			return;
		(void)snprintf(map, sizeof map, "%u %u 1", uid, uid);
		if (!write_to("/proc/self/uid_map", map) || !write_to("/proc/self/setgroups", "deny"))
			return;
		(void)snprintf(map, sizeof map, "%u %u 1", gid, gid);
		if (!write_to("/proc/self/gid_map", map))
			return;
	}
	if (mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0)
		return;
	w->mounts = true;
	world_disk(w, 64);
	w->mounts = w->mounted;
	world_disk(w, 0);
}

void
world_disk(struct world *w, unsigned kib)
{
	char path[PATH_MOST + 16], options[40];

	(void)snprintf(path, sizeof path, "%s/staat", w->dir);
	(void)snprintf(options, sizeof options, "size=%uk", kib);
	w->file_kib = w->mounts ? 0 : kib;
	if (kib == 0) {
		if (w->mounted && umount2(path, MNT_DETACH) != 0)
			give_up(path);
		w->mounted = false;
	} else if (w->mounts) {
		(void)mkdir(path, 0700);
		if (mount("tmpfs", path, "tmpfs", w->mounted ? MS_REMOUNT : 0, options) == 0)
			w->mounted = true;
		else if (w->mounted)
			give_up(path);
	}
}

/* --- loss of power ------------------------------------------------------------- */

/* nftw takes no argument; a job is one thread. */
static struct {
	const struct world *w;
	uint64_t	 seed;
} loss;

/* xorshift64*: the same choices on every machine. */
static bool
lost(void)
{
	if (loss.seed == 0)
		return true;
	loss.seed ^= loss.seed >> 12;
	loss.seed ^= loss.seed << 25;
	loss.seed ^= loss.seed >> 27;
	return ((loss.seed * 0x2545f4914f6cdd1dULL) >> 63) != 0;
}

/* As it was at its last fsync: the kept bytes, or none. */
static void
restore(const char *path, const struct dirty *d)
{
	struct arena *mem = arena_new("verlies", MIB(64));
	struct str old = STR_NONE;
	struct err e;
	char shadow[PATH_MOST + 64];
	int fd;

	(void)snprintf(shadow, sizeof shadow, "%s/%llu", loss.w->control->shadow, (unsigned long long)d->id.ino);
	if (d->kept && file_read(shadow, MIB(32), mem, &old, &e) != 0)
		give_up(shadow);
	(void)chmod(path, 0600);
	fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);
	if (fd < 0 || fd_write_all(fd, old, &e) != 0)
		give_up(path);
	(void)close(fd);
	arena_free(mem);
}

static int
restore_dirty(const char *path, const struct stat *st, int type, struct FTW *at)
{
	const struct control *c = loss.w->control;

	(void)at;
	for (size_t i = 0; type == FTW_F && i < c->ndirty; i++) {
		if (c->dirty[i].id.dev == st->st_dev && c->dirty[i].id.ino == st->st_ino && lost())
			restore(path, &c->dirty[i]);
	}
	return 0;
}

void
world_power(struct world *w, uint64_t seed)
{
	static const char *const durable[] = { "staat", "portaal" };
	struct control *c = w->control;
	char path[PATH_MOST + 64];

	loss.w = w;
	loss.seed = seed;
	for (size_t i = 0; i < COUNT(durable); i++) {
		(void)snprintf(path, sizeof path, "%s/%s", w->dir, durable[i]);
		(void)nftw(path, restore_dirty, FOLDERS_OPEN, FTW_PHYS | FTW_MOUNT);
	}
	/* The newest name first: a folder goes after what is in it. */
	while (c->nfresh > 0) {
		struct fresh *f = &c->fresh[--c->nfresh];

		if (lost())
			path_remove_tree(f->path);
	}
	c->ndirty = 0;
	/* The index of the write-ahead log is made anew from the log. */
	(void)snprintf(path, sizeof path, "%s/staat/administratie.sqlite-shm", w->dir);
	(void)unlink(path);
}
