/* SPDX-License-Identifier: EUPL-1.2 */
/* test_pool.c - workers: a good visit, every way to die, and a worker that lies.  Needs build/woostraat-worker. */
#include "processes.h"

#include <archive.h>
#include <archive_entry.h>
#include <sys/prctl.h>

#include "proc/child.h"
#include "proc/filter.h"
#include "proc/landlock.h"
#include "proc/pool.h"
#include "proc/wire.h"
#include "store/vault.h"

#define NOW	1768464000

static struct vault *vault;
static struct organisation org = { .key = S("leiden"), .tooi = S("gm0546") };

static int
setup(void **state)
{
	return scratch_open(state) != 0 || vault_open(in("kluis"), false, &vault, &err) != 0 ? -1 : 0;
}

static int
teardown(void **state)
{
	vault_close(vault);
	return scratch_close(state);
}

static struct artefact
keep(struct str bytes)
{
	struct artefact a;
	int fd;

	assert_ok(vault_temp(vault, &fd, &err));
	assert_ok(fd_write_all(fd, bytes, &err));
	assert_ok(vault_keep(vault, fd, &a, &err));
	assert_int_equal(close(fd), 0);
	return a;
}

static struct dossier
dossier_of(const char *path, struct str bytes)
{
	struct dossier d = { .org = &org, .key = S("dossier"), .mem = mem, .findings = { .mem = mem } };
	struct document *x = PUSH(mem, d.docs, d.ndocs, d.docs_cap);

	*x = (struct document){ .path = str_of(path), .role = ROLE_MAIN, .have_set = A_BIT(A_ORIGINAL) };
	x->have[A_ORIGINAL] = keep(bytes);
	return d;
}

/* A visit of the four document stages, or of those from first to last. */
static struct task
visit(const struct dossier *d, enum stage_id first, enum stage_id last)
{
	struct task t = { .dossier = d, .doc = stages[first].grain == PER_DOCUMENT ? 0 : DOC_NONE, .answer = -1 };

	for (enum stage_id st = first; st <= last; st++)
		t.st[t.nst++] = st;
	for (int k = 0; k < A__COUNT; k++)
		t.out[k] = -1;
	t.request = json_object();
	json_put_num(t.request, "now", NOW);
	json_put(t.request, "dossier", wire_dossier(d, t.doc));
	return t;
}

static struct pool *
real_pool(unsigned n)
{
	struct pool *p;

	assert_ok(pool_open(program("woostraat-worker"), "templates", NULL, n, vault, &p, &err));
	return p;
}

static struct pool *
fake_pool(const char *how)
{
	struct pool *p;

	assert_ok(pool_open(self(), how, NULL, 1, vault, &p, &err));
	return p;
}

static void
wait_task(struct pool *p, struct task *t)
{
	struct task *done = NULL;
	bool other;

	while (done == NULL)
		assert_ok(pool_wait(p, -1, PATIENCE_MS, &done, &other, &err));
	assert_ptr_equal(done, t);
	assert_false(other);
}

static const json_t *
answer_of(struct task *t, json_t **whole_r)
{
	struct str s;

	assert_ok(fd_read_all(t->answer, WIRE_MOST, mem, &s, &err));
	*whole_r = json_read(s, &err);
	if (*whole_r == NULL)
		fail_msg("%s", err.msg);
	return json_list(*whole_r, "stages");
}

/* One good visit: four answers in their order, text and props. */
static void
check_good(struct pool *p)
{
	struct dossier d = dossier_of("brief.txt", S("Besluitenlijst van het college van 12 maart 2026\n"));
	struct task t = visit(&d, ST_identify, ST_classify);
	AUTO_JSON whole = NULL;
	const json_t *list;
	struct str text;

	assert_ok(pool_start(p, &t, &err));
	assert_true(pool_busy(p));
	wait_task(p, &t);
	assert_false(pool_busy(p));
	if (t.end != TASK_DONE)
		fail_msg("end %d in %s: %s %s", (int)t.end, stages[t.at].name, t.why, t.err.msg);
	assert_int_equal(t.made, A_BIT(A_TEXT) | A_BIT(A_PROPS));
	list = answer_of(&t, &whole);
	assert_int_equal(json_array_size(list), 4);
	for (size_t i = 0; i < 4; i++)
		assert_ok(wire_apply(t.st[i], json_array_get(list, i), &d, 0, &err));
	assert_str(d.docs[0].media_type, "text/plain");
	assert_ok(fd_read_all(t.out[A_TEXT], 1000, mem, &text, &err));
	assert_str(text, "Besluitenlijst van het college van 12 maart 2026\n");
	assert_int_equal(t.at, ST_classify);
	assert_true(t.rss_kib > 0);
	assert_int_equal(pool_timing(p)->stage[ST_classify].visits, pool_timing(p)->stage[TIMING_START].visits);
	assert_true(pool_timing(p)->stage[ST_identify].sum.cpu_us > 0);
	task_drop(&t);
	task_drop(&t);
}

static void
good(void **state)
{
	size_t fds = count_fds();
	struct pool *p = real_pool(2);

	(void)state;
	assert_true(pool_idle(p));
	for (int i = 0; i < 3; i++)
		check_good(p);
	pool_close(p);
	pool_close(NULL);
	assert_int_equal(count_fds(), fds);
	assert_int_equal(child_of(getpid()), 0);
}

/* A number of /proc/PID/status, or of a line of it in base 16. */
static uint64_t
status_of(pid_t pid, const char *name, int base)
{
	char text[4096];
	int fd = open(str_c(mem, str_fmt(mem, "/proc/%d/status", (int)pid)), O_RDONLY | O_CLOEXEC);
	ssize_t n = read(fd, text, sizeof text - 1);
	const char *at;

	assert_int_equal(close(fd), 0);
	text[n < 0 ? 0 : n] = '\0';
	at = strstr(text, name);
	assert_non_null(at);
	return strtoull(at + strlen(name), NULL, base);
}

/* The child that has a document in its hands, as the kernel sees it. */
static void
walls_of_child(void **state)
{
	struct dossier d = dossier_of("brief.txt", S("Een brief.\n"));
	struct pool *p = real_pool(1);
	struct walls w = pool_walls(p);
	struct task t = visit(&d, ST_identify, ST_classify);
	struct task *none;
	bool other;
	pid_t child;

	(void)state;
	assert_int_equal(w.landlock, landlock_abi());
	assert_int_equal((w.stand & WALL_BIT(WALL_calls)) != 0, filter_possible());
	assert_int_equal((w.stand & WALL_BIT(WALL_files)) != 0, landlock_abi() != 0);
	assert_int_equal(status_of(child_of(getpid()), "\nNoNewPrivs:", 10), 1);
	assert_ok(pool_start(p, &t, &err));
	child = await_child_of(child_of(getpid()));
	assert_ok(pool_wait(p, -1, PATIENCE_MS, &none, &other, &err));	/* it says that it begins: the walls are up */
	assert_null(none);
	assert_int_equal(status_of(child, "\nNoNewPrivs:", 10), 1);
	assert_int_equal(status_of(child, "\nCapEff:", 16), 0);
	assert_int_equal(status_of(child, "\nCapPrm:", 16), 0);
	assert_int_equal(status_of(child, "\nSeccomp:", 10), filter_possible() ? 2 : 0);
	wait_task(p, &t);
	assert_int_equal(t.end, TASK_DONE);
	task_drop(&t);
	pool_close(p);
}

/* Two at once on two workers, and a third finds none idle. */
static void
side_by_side(void **state)
{
	struct dossier d = dossier_of("brief.txt", S("Een brief van het college.\n"));
	struct pool *p = real_pool(2);
	struct task t[2] = { visit(&d, ST_identify, ST_classify), visit(&d, ST_identify, ST_classify) }, *done;
	int seen = 0;
	bool other;

	(void)state;
	assert_ok(pool_start(p, &t[0], &err));
	assert_true(pool_idle(p));
	assert_ok(pool_start(p, &t[1], &err));
	assert_false(pool_idle(p));
	while (seen != 3) {
		assert_ok(pool_wait(p, -1, PATIENCE_MS, &done, &other, &err));
		if (done == NULL)
			continue;
		assert_int_equal(done->end, TASK_DONE);
		seen |= done == &t[0] ? 1 : 2;
		task_drop(done);
	}
	pool_close(p);
}

static void
other_descriptor(void **state)
{
	struct pool *p = real_pool(1);
	struct task *t;
	int pipe_fd[2];
	bool other;

	(void)state;
	assert_int_equal(pipe2(pipe_fd, O_CLOEXEC), 0);
	assert_ok(pool_wait(p, pipe_fd[0], 0, &t, &other, &err));
	assert_true(t == NULL && !other);
	assert_int_equal(write(pipe_fd[1], "x", 1), 1);
	assert_ok(pool_wait(p, pipe_fd[0], -1, &t, &other, &err));
	assert_true(t == NULL && other);
	assert_int_equal(close(pipe_fd[0]) + close(pipe_fd[1]), 0);
	pool_close(p);
}

static void
worker_killed(void **state)
{
	struct dossier d = dossier_of("brief.txt", S("Een brief.\n"));
	struct pool *p = real_pool(1);
	struct task t;
	pid_t first = child_of(getpid()), child;
	siginfo_t si;

	(void)state;
	/* With the job in hand: stopped first, so that it cannot be ready before the end. */
	assert_int_equal(kill(first, SIGSTOP), 0);
	t = visit(&d, ST_identify, ST_classify);
	assert_ok(pool_start(p, &t, &err));
	assert_int_equal(kill(first, SIGKILL), 0);
	wait_task(p, &t);
	assert_int_equal(t.end, TASK_DIED);
	assert_int_equal(t.at, ST_identify);
	task_drop(&t);
	check_good(p);
	/* Its child: the worker lives on. */
	first = child_of(getpid());
	t = visit(&d, ST_identify, ST_classify);
	assert_ok(pool_start(p, &t, &err));
	child = await_child_of(first);		/* it asks for the document and gets no answer yet */
	assert_int_equal(kill(child, SIGKILL), 0);
	wait_task(p, &t);
	assert_int_equal(t.end, TASK_DIED);
	assert_string_equal(t.why, "beëindigd");
	task_drop(&t);
	check_good(p);
	assert_int_equal(child_of(getpid()), first);
	/* While it had nothing to do: the next job starts another one. */
	assert_int_equal(kill(first, SIGKILL), 0);
	assert_int_equal(waitid(P_PID, (id_t)first, &si, WEXITED | WNOWAIT), 0);	/* its socket is closed now */
	check_good(p);
	assert_int_not_equal(child_of(getpid()), first);
	pool_close(p);
}

/* The children of this process; at most `most` of them. */
static size_t
all_children(pid_t *pids, size_t most)
{
	DIR *d = opendir("/proc");
	struct dirent *ent;
	size_t n = 0;

	assert_non_null(d);
	while ((ent = readdir(d)) != NULL) {
		pid_t p = (pid_t)strtol(ent->d_name, NULL, 10);

		if (p > 0 && parent_of(p) == getpid() && n < most)
			pids[n++] = p;
	}
	(void)closedir(d);
	return n;
}

/* The second and third worker are copies of the first, and as much ours as that one. */
static void
copies(void **state)
{
	struct dossier d = dossier_of("brief.txt", S("Een brief.\n"));
	struct pool *p = real_pool(3);
	struct task t[3], *ended = NULL;
	pid_t pids[4], last;
	bool other;
	int died = 0;

	(void)state;
	assert_int_equal(all_children(pids, 4), 3);
	last = pids[0];
	for (size_t i = 1; i < 3; i++)
		last = pids[i] > last ? pids[i] : last;
	assert_int_equal(kill(last, SIGSTOP), 0);
	for (size_t i = 0; i < 3; i++) {
		t[i] = visit(&d, ST_identify, ST_classify);
		assert_ok(pool_start(p, &t[i], &err));
	}
	assert_false(pool_idle(p));
	assert_int_equal(kill(last, SIGKILL), 0);
	for (int n = 0; n < 3; n += ended != NULL) {
		assert_ok(pool_wait(p, -1, PATIENCE_MS, &ended, &other, &err));
		if (ended != NULL)
			died += ended->end == TASK_DIED;
	}
	assert_int_equal(died, 1);
	for (size_t i = 0; i < 3; i++) {
		assert_true(t[i].end == TASK_DIED || t[i].end == TASK_DONE);
		task_drop(&t[i]);
	}
	for (int i = 0; i < 4; i++)
		check_good(p);
	pool_close(p);
	assert_int_equal(all_children(pids, 4), 0);
}

/* A supervisor that is gone takes the copies with it too: nobody closed the pool. */
static void
copies_orphaned(void **state)
{
	pid_t pid, pids[4];
	int status;

	(void)state;
	assert_int_equal(prctl(PR_SET_CHILD_SUBREAPER, 1), 0);	/* what is left over comes to us, and is seen */
	(void)fflush(NULL);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		(void)real_pool(2);
		if (all_children(pids, 4) != 2)
			_exit(1);
		/* Or they could end of themselves, since nobody is at the other end. */
		_exit(kill(pids[0], SIGSTOP) == 0 && kill(pids[1], SIGSTOP) == 0 ? 0 : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	for (int i = 0; i < 2; i++)
		assert_true(waitpid(-1, &status, 0) > 0 && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	assert_int_equal(all_children(pids, 4), 0);
}

static void
supervisor_gone(void **state)
{
	struct dossier d = dossier_of("brief.txt", S("Een brief.\n"));
	struct pool *p = real_pool(2);
	struct task t = visit(&d, ST_identify, ST_classify), *none;
	bool other;

	(void)state;
	assert_ok(pool_start(p, &t, &err));
	pool_reset(p);
	assert_null(t.request);
	assert_int_equal(t.answer, -1);
	assert_int_equal(t.out[A_TEXT], -1);
	assert_int_equal(child_of(getpid()), 0);
	assert_true(pool_idle(p) && !pool_busy(p));
	assert_ok(pool_wait(p, -1, 0, &none, &other, &err));
	assert_null(none);
	check_good(p);
	t = visit(&d, ST_identify, ST_classify);
	assert_ok(pool_start(p, &t, &err));
	pool_close(p);
	assert_int_equal(child_of(getpid()), 0);
}

static void
cannot_start(void **state)
{
	static const char *const lists[] = { "glean", "lists", "retention", "rules", "schema", "xsl", "css" };
	struct pool *p;
	size_t fds = count_fds();

	(void)state;
	assert_err(E_CONFIG, pool_open(in("geen werker"), "templates", NULL, 2, vault, &p, &err));
	assert_non_null(strstr(err.msg, "niet te starten"));
	assert_err(E_CONFIG, pool_open("/bin/true", "templates", NULL, 1, vault, &p, &err));
	assert_err(E_CONFIG, pool_open(program("woostraat-worker"), in("geen map"), NULL, 1, vault, &p, &err));
	if (strstr(err.msg, "geen map") == NULL)
		fail_msg("%s", err.msg);
	/* Folders that are there and empty. */
	for (size_t i = 0; i < COUNT(lists); i++)
		(void)make_folder(str_c(mem, str_fmt(mem, "leeg/%s", lists[i])));
	assert_err(E_CONFIG, pool_open(program("woostraat-worker"), in("leeg"), NULL, 1, vault, &p, &err));
	assert_int_equal(count_fds(), fds);
	assert_int_equal(child_of(getpid()), 0);
}

/* The digests of the templates are the stages' own: what classify reads is none of extract's business. */
static void
config(void **state)
{
	struct pool *p = real_pool(1);
	struct digest nothing = digest_of(S(""));

	(void)state;
	assert_true(digest_eq(pool_config(p, ST_extract), nothing));
	assert_false(digest_eq(pool_config(p, ST_screen), nothing));
	assert_false(digest_eq(pool_config(p, ST_classify), nothing));
	assert_false(digest_eq(pool_config(p, ST_classify), pool_config(p, ST_describe)));
	assert_false(digest_eq(pool_config(p, ST_report), pool_config(p, ST_describe)));
	pool_close(p);
}

static struct str
bomb(void)
{
	static const struct str types = S("<Types><Override PartName=\"/word/document.xml\" ContentType=\"application/"
	    "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>");
	struct archive *a = archive_write_new();
	size_t used = 0, cap = 4 << 20, most = 300 << 20;
	char *out = NEW(mem, char, cap), *block = NEW(mem, char, 1 << 20);

	memset(block, ' ', 1 << 20);
	assert_int_equal(archive_write_set_format_zip(a), ARCHIVE_OK);
	assert_int_equal(archive_write_open_memory(a, out, cap, &used), ARCHIVE_OK);
	for (int i = 0; i < 2; i++) {
		struct archive_entry *entry = archive_entry_new();

		archive_entry_set_pathname(entry, i == 0 ? "[Content_Types].xml" : "word/document.xml");
		archive_entry_set_filetype(entry, AE_IFREG);
		archive_entry_set_perm(entry, 0644);
		archive_entry_set_size(entry, i == 0 ? (la_int64_t)types.n : (la_int64_t)most);
		assert_int_equal(archive_write_header(a, entry), ARCHIVE_OK);
		if (i == 0)
			assert_int_equal(archive_write_data(a, types.p, types.n), types.n);
		for (size_t n = 0; i == 1 && n < most; n += 1 << 20)
			assert_int_equal(archive_write_data(a, block, 1 << 20), 1 << 20);
		archive_entry_free(entry);
	}
	assert_int_equal(archive_write_close(a), ARCHIVE_OK);
	(void)archive_write_free(a);
	return (struct str){ out, used };
}

/* A document past its limits is a finding about it, not the end of a worker. */
static void
zip_bomb(void **state)
{
	struct dossier d = dossier_of("bom.docx", bomb());
	struct pool *p = real_pool(1);
	struct task t = visit(&d, ST_identify, ST_extract);
	AUTO_JSON whole = NULL;
	const json_t *list;

	(void)state;
	assert_ok(pool_start(p, &t, &err));
	wait_task(p, &t);
	assert_int_equal(t.end, TASK_DONE);
	assert_int_equal(t.made & A_BIT(A_TEXT), 0);
	list = answer_of(&t, &whole);
	for (size_t i = 0; i < t.nst; i++)
		assert_ok(wire_apply(t.st[i], json_array_get(list, i), &d, 0, &err));
	assert_int_equal(d.findings.n, 1);
	assert_int_equal(d.findings.v[0].code, F_EXT_TOO_MUCH);
	task_drop(&t);
	pool_close(p);
}

/* A request that breaks the form ends the job, not the run. */
static void
bad_request(void **state)
{
	static const char *const requests[] = {
		"{}", "{\"now\":1,\"dossier\":{}}", "{\"now\":1,\"dossier\":{\"docs\":[{\"role\":\"x\"}]}}",
	};
	struct dossier d = dossier_of("brief.txt", S("Een brief.\n"));
	struct pool *p = real_pool(1);

	(void)state;
	for (size_t i = 0; i < COUNT(requests); i++) {
		struct task t = visit(&d, ST_identify, ST_identify);

		json_decref(t.request);
		t.request = json_read(str_of(requests[i]), &err);
		assert_ok(pool_start(p, &t, &err));
		wait_task(p, &t);
		assert_int_equal(t.end, TASK_DIED);
		task_drop(&t);
	}
	/* A document that the vault lost: the machine's fault, and said as that. */
	struct task t = visit(&d, ST_identify, ST_identify);
	d.docs[0].have[A_ORIGINAL].sha256 = digest_of(S("nergens"));
	assert_ok(pool_start(p, &t, &err));
	wait_task(p, &t);
	assert_int_equal(t.end, TASK_FAILED);
	assert_int_equal(t.err.kind, E_IO);
	assert_non_null(strstr(t.err.msg, "kluis"));
	task_drop(&t);
	check_good(p);
	pool_close(p);
}

/* --- the same program as a worker that lies -------------------------------- */

/* What it may ask for and what not; the answers go back as letters. */
static const struct { int doc, kind; char want; } asks[] = {
	{ 0, A_ORIGINAL, 'y' }, { 0, A_TEXT, 'n' }, { 0, A_BUNDLE, 'n' }, { 0, A_RUN, 'n' }, { 1, A_ORIGINAL, 'n' },
	{ 2, A_ORIGINAL, 'n' }, { -1, A_ORIGINAL, 'n' }, { -2, A_ORIGINAL, 'n' }, { 0, -1, 'n' }, { 0, A__COUNT, 'n' },
	{ 0, A_SCANNER, 'n' }, { 0, 1000000, 'n' }, { INT32_MAX, A_ORIGINAL, 'n' }, { INT32_MIN, A_ORIGINAL, 'n' }, { 0, A_ORIGINAL, 'y' },
};

static void
fake_asks(const struct msg *job)
{
	char got[COUNT(asks)];

	for (size_t i = 0; i < COUNT(asks); i++) {
		struct msg m;

		fake_send(job->fd[1], MSG_WANT, 0, str_c(mem, str_fmt(mem, "{\"doc\":%d,\"kind\":%d}", asks[i].doc, asks[i].kind)));
		if (msg_recv(job->fd[1], &m, mem, &err) != 1 || m.kind != MSG_GIVE)
			_exit(98);
		got[i] = m.nfds == 1 ? 'y' : 'n';
		if (m.nfds == 0 && strstr(str_c(mem, m.body), "error") == NULL)
			got[i] = '?';
		msg_close(&m);
	}
	if (fd_write_all(job->fd[2], (struct str){ got, sizeof got }, &err) != 0)
		_exit(97);
	fake_send(job->fd[1], MSG_DONE, 0, "{\"made\":0}");
}

struct frame { enum msg_kind kind; const char *body; };

/* What a lying worker says for a job, and what the pool must make of it. */
static const struct lie {
	const char	*name;
	struct frame	 child[3];		/* on the channel */
	struct frame	 reaped;
	enum task_end	 end;
	const char	*why;			/* NULL: anything */
	enum errkind	 kind;
} lies[] = {
#define FINE	{ MSG_REAPED, "{\"status\":0,\"signal\":0,\"late\":false}" }
#define DONE	{ MSG_DONE, "{\"made\":0}" }
	{ "honest", { DONE }, FINE, TASK_DONE, NULL, E_NONE },
	{ "a bug", { { MSG_DONE, "{\"kind\":\"bug\",\"error\":\"x\"}" } }, FINE, TASK_DIED, "interne fout", E_NONE },
	{ "a limit", { { MSG_DONE, "{\"kind\":\"limit\",\"error\":\"x\"}" } }, FINE, TASK_LIMIT, "te groot", E_NONE },
	{ "a disk", { { MSG_DONE, "{\"kind\":\"io\",\"error\":\"vol\"}" } }, FINE, TASK_FAILED, NULL, E_IO },
	{ "an unknown kind", { { MSG_DONE, "{\"kind\":\"zomaar\"}" } }, FINE, TASK_DIED, "interne fout", E_NONE },
	{ "nothing", { { 0, NULL } }, FINE, TASK_DIED, NULL, E_NONE },
	{ "done twice", { DONE, DONE }, FINE, TASK_DIED, NULL, E_NONE },
	{ "a stage that is not there", { { MSG_AT, "{\"stage\":\"x\"}" }, DONE }, FINE, TASK_DIED, NULL, E_NONE },
	{ "a frame of another", { { MSG_READY, "{}" }, DONE }, FINE, TASK_DIED, NULL, E_NONE },
	{ "no JSON", { { MSG_DONE, "klaar" } }, FINE, TASK_DIED, NULL, E_NONE },
	{ "no object", { { MSG_DONE, "[]" } }, FINE, TASK_DIED, NULL, E_NONE },
	{ "a word after done", { DONE, { MSG_AT, "{\"stage\":\"extract\"}" } }, FINE, TASK_DIED, NULL, E_NONE },
	{ "SIGSEGV", { { MSG_AT, "{\"stage\":\"extract\"}" } }, { MSG_REAPED, "{\"status\":-1,\"signal\":11}" }, TASK_DIED,
	    "geheugenfout", E_NONE },
	{ "SIGSEGV after done", { DONE }, { MSG_REAPED, "{\"status\":-1,\"signal\":11}" }, TASK_DIED, "geheugenfout", E_NONE },
	{ "SIGSYS", { { 0, NULL } }, { MSG_REAPED, "{\"status\":-1,\"signal\":31}" }, TASK_DIED, "verboden handeling", E_NONE },
	{ "SIGABRT", { { 0, NULL } }, { MSG_REAPED, "{\"status\":-1,\"signal\":6}" }, TASK_DIED, "afgebroken", E_NONE },
	{ "exit 70", { { 0, NULL } }, { MSG_REAPED, "{\"status\":70,\"signal\":0}" }, TASK_DIED, "onverwacht einde", E_NONE },
	{ "late", { { 0, NULL } }, { MSG_REAPED, "{\"status\":-1,\"signal\":9,\"late\":true}" }, TASK_LIMIT, "te veel tijd", E_NONE },
	{ "SIGXCPU", { { 0, NULL } }, { MSG_REAPED, "{\"status\":-1,\"signal\":24}" }, TASK_LIMIT, "te veel tijd", E_NONE },
	{ "exit 79", { { 0, NULL } }, { MSG_REAPED, "{\"status\":79,\"signal\":0}" }, TASK_LIMIT, "te veel geheugen", E_NONE },
	{ "reaped without a word", { DONE }, { MSG_REAPED, "{}" }, TASK_DIED, NULL, E_NONE },
	{ "reaped without JSON", { DONE }, { MSG_REAPED, "" }, TASK_DIED, "de werker is weg", E_NONE },
	{ "ready again", { DONE }, { MSG_READY, "{}" }, TASK_DIED, "de werker is weg", E_NONE },
	{ "gone", { DONE }, { 0, NULL }, TASK_DIED, "de werker is weg", E_NONE },
	{ "times", { { MSG_DONE, "{\"made\":0,\"took\":[400,100,300,100,999,1,\"x\",1,5]}" } },
	    { MSG_REAPED, "{\"status\":0,\"wall_us\":1000,\"cpu_us\":500}" }, TASK_DONE, NULL, E_NONE },
	{ "times below nothing", { { MSG_DONE, "{\"made\":0,\"took\":[-400,-100]}" } },
	    { MSG_REAPED, "{\"status\":0,\"wall_us\":1000,\"cpu_us\":500}" }, TASK_DONE, NULL, E_NONE },
};

static void
fake_lies(int sock, const struct msg *job, const struct lie *lie)
{
	struct err ignored;

	for (size_t i = 0; i < COUNT(lie->child) && lie->child[i].body != NULL; i++) {
		struct msg m = { .kind = lie->child[i].kind, .body = str_of(lie->child[i].body) };

		if (msg_send(job->fd[1], &m, &ignored) != 0)
			break;		/* the pool has seen enough */
	}
	if (lie->reaped.body == NULL)
		_exit(0);
	(void)close(job->fd[1]);
	fake_send(sock, lie->reaped.kind, job->id, lie->reaped.body);
}

static void
fake_ready(const char *how)
{
	struct digest d = digest_of(strcmp(how, "wissel") == 0 ? str_fmt(mem, "%d", (int)getpid()) : S("x"));
	AUTO_JSON j = json_object();
	json_t *config = json_object();

	if (strcmp(how, "weg") == 0)
		_exit(0);
	if (strcmp(how, "geen JSON") == 0)
		fake_send(WORKER_FD, MSG_READY, 0, "hallo");
	if (strcmp(how, "zonder digests") == 0)
		fake_send(WORKER_FD, MSG_READY, 0, "{\"config\":{}}");
	if (strcmp(how, "regel kapot") == 0)
		fake_send(WORKER_FD, MSG_READY, 0, "{\"kind\":\"config\",\"error\":\"regel 7 deugt niet\"}");
	if (strcmp(how, "zonder soort") == 0)
		fake_send(WORKER_FD, MSG_READY, 0, "{\"error\":\"zomaar\"}");
	for (int i = 0; i < ST__COUNT; i++)
		json_put_str(config, stages[i].name, digest_hex(mem, d));
	json_put(j, "config", config);
	if (strcmp(how, "andere muren") == 0) {
		struct walls w = { .stand = WALLS_ALL, .landlock = (int)getpid() };

		json_put(j, "sandbox", walls_json(&w));
	}
	fake_send(WORKER_FD, MSG_READY, 0, str_c(mem, json_write(mem, j)));
}

static int
fake_worker(const char *how)
{
	struct msg m;

	mem = arena_new("nep", MIB(64));
	fake_ready(how);
	while (msg_recv(WORKER_FD, &m, mem, &err) == 1) {
		if (strcmp(how, "vraagt") == 0) {
			fake_asks(&m);
			fake_send(WORKER_FD, MSG_REAPED, m.id, "{\"status\":0,\"signal\":0}");
		}
		for (size_t i = 0; i < COUNT(lies); i++) {
			if (strcmp(how, lies[i].name) == 0)
				fake_lies(WORKER_FD, &m, &lies[i]);
		}
		msg_close(&m);
	}
	return 0;
}

static void
asks_too_much(void **state)
{
	struct dossier d = dossier_of("brief.txt", S("x"));
	struct pool *p = fake_pool("vraagt");
	struct document twin;
	struct task t;
	struct str got;

	(void)state;
	/* All of it is there, but not for this job. */
	twin = d.docs[0];
	*PUSH(mem, d.docs, d.ndocs, d.docs_cap) = twin;
	for (int k = 0; k < A__COUNT; k++)
		d.docs[0].have[k] = d.docs[1].have[k] = d.have[k] = d.docs[0].have[A_ORIGINAL];
	d.docs[0].have_set = d.docs[1].have_set = d.have_set = (1u << A__COUNT) - 1;
	t = visit(&d, ST_identify, ST_identify);
	assert_ok(pool_start(p, &t, &err));
	wait_task(p, &t);
	assert_int_equal(t.end, TASK_DONE);
	assert_ok(fd_read_all(t.answer, 1000, mem, &got, &err));
	assert_int_equal(got.n, COUNT(asks));
	for (size_t i = 0; i < COUNT(asks); i++) {
		if (got.p[i] != asks[i].want)
			fail_msg("document %d, kind %d: %c", asks[i].doc, asks[i].kind, got.p[i]);
	}
	task_drop(&t);
	pool_close(p);
}

static void
liars(void **state)
{
	struct dossier d = dossier_of("brief.txt", S("x"));

	(void)state;
	for (size_t i = 0; i < COUNT(lies); i++) {
		size_t fds = count_fds();
		struct pool *p = fake_pool(lies[i].name);

		/* Twice: the pool goes on with the same worker or a new one. */
		for (int n = 0; n < 2; n++) {
			struct task t = visit(&d, ST_identify, ST_classify);

			assert_ok(pool_start(p, &t, &err));
			wait_task(p, &t);
			if (t.end != lies[i].end || (lies[i].why != NULL && strcmp(t.why, lies[i].why) != 0) ||
			    (t.end == TASK_FAILED && t.err.kind != lies[i].kind))
				fail_msg("%s: end %d, %s, %s", lies[i].name, (int)t.end, t.why, t.err.msg);
			task_drop(&t);
		}
		pool_close(p);
		if (count_fds() != fds)
			fail_msg("%s: descriptors stayed open", lies[i].name);
	}
}

static struct timing
timing_of(const char *how)
{
	struct dossier d = dossier_of("brief.txt", S("x"));
	struct task t = visit(&d, ST_identify, ST_classify);
	struct pool *p = fake_pool(how);
	struct timing got;

	assert_ok(pool_start(p, &t, &err));
	wait_task(p, &t);
	task_drop(&t);
	got = *pool_timing(p);
	pool_close(p);
	return got;
}

/* A child can move time between the stages of its own job, and make none. */
static void
times(void **state)
{
	struct timing t = timing_of("times");
	AUTO_JSON j = timing_json(&t, mem);

	(void)state;
	assert_int_equal(t.stage[ST_identify].sum.wall_us, 400);
	assert_int_equal(t.stage[ST_extract].sum.wall_us, 300);
	assert_int_equal(t.stage[ST_extract].sum.cpu_us, 100);
	assert_int_equal(t.stage[ST_reveal].visits, 0);
	assert_int_equal(t.stage[TIMING_START].sum.wall_us, 300);
	assert_int_equal(t.stage[TIMING_START].sum.cpu_us, 300);
	assert_int_equal(json_array_size(json_list(j, "stages")), 3);
	assert_str(json_str(json_array_get(json_list(j, "stages"), 1), "document"), "brief.txt");
	t = timing_of("times below nothing");
	assert_int_equal(t.stage[ST_identify].visits, 0);
	assert_int_equal(t.stage[TIMING_START].sum.wall_us, 1000);
	t = timing_of("SIGSEGV");
	assert_int_equal(t.stage[ST_extract].visits, 1);
	assert_int_equal(t.stage[TIMING_START].visits, 0);
}

static void
bad_ready(void **state)
{
	static const struct { const char *how; enum errkind kind; const char *says; } cases[] = {
		{ "weg", E_CONFIG, "niet te starten" }, { "geen JSON", E_BUG, "JSON" },
		{ "zonder digests", E_BUG, "verkeerd aan" }, { "regel kapot", E_CONFIG, "regel 7 deugt niet" },
		{ "zonder soort", E_BUG, "zomaar" }, { "wissel", E_AGAIN, "gewijzigd" },
		{ "andere muren", E_CONFIG, "muren" },
	};
	struct pool *p;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		err.kind = E_NONE;
		if (pool_open(self(), cases[i].how, NULL, 2, vault, &p, &err) != -1 || err.kind != cases[i].kind ||
		    strstr(err.msg, cases[i].says) == NULL)
			fail_msg("%s: %s: %s", cases[i].how, errkind_name(err.kind), err.msg);
	}
	assert_int_equal(child_of(getpid()), 0);
}

/* --- the worker's own side, without a pool ---------------------------------- */

static void
job_forms(void **state)
{
	static const struct { const char *body; size_t nfds; bool fine; } cases[] = {
		{ "{\"stages\":[\"identify\"]}", 3, true },
		{ "{\"stages\":[\"identify\",\"extract\",\"screen\",\"classify\"]}", 5, true },
		{ "{\"stages\":[\"identify\"]}", 8, true },
		{ "{\"stages\":[\"identify\"]}", 2, false },
		{ "{\"stages\":[\"identify\"]}", 0, false },
		{ "{\"stages\":[\"extract\"]}", 4, false },		/* no place for what it gives */
		{ "{\"stages\":[]}", 3, false },
		{ "{}", 3, false },
		{ "[]", 3, false },
		{ "", 3, false },
		{ "{\"stages\":{}}", 3, false },
		{ "{\"stages\":\"identify\"}", 3, false },
		{ "{\"stages\":[1]}", 3, false },
		{ "{\"stages\":[null]}", 3, false },
		{ "{\"stages\":[\"onbekend\"]}", 3, false },
		{ "{\"stages\":[\"ingest\"]}", 3, false },		/* the supervisor's */
		{ "{\"stages\":[\"publish\"]}", 3, false },		/* the uploader's */
		{ "{\"stages\":[\"identify\",\"identify\",\"identify\",\"identify\",\"identify\",\"identify\",\"identify\","
		    "\"identify\",\"identify\"]}", 3, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct msg m = { .kind = MSG_JOB, .body = str_of(cases[i].body), .nfds = cases[i].nfds };
		struct child_job job;
		int rc;

		for (size_t k = 0; k < m.nfds; k++)
			m.fd[k] = 100 + (int)k;
		err.kind = E_NONE;
		rc = child_job_read(&m, &job, &err);
		if ((rc == 0) != cases[i].fine || (rc != 0 && err.kind != E_BUG))
			fail_msg("%s, %zu: %d %s", cases[i].body, cases[i].nfds, rc, err.msg);
		if (rc == 0) {
			assert_int_equal(job.request, 100);
			assert_int_equal(job.channel, 101);
			assert_int_equal(job.answer, 102);
			assert_int_equal(job.out[A_TEXT], job.nst == 4 ? 103 : -1);
			assert_int_equal(job.out[A_PROPS], job.nst == 4 ? 104 : -1);
			assert_int_equal(job.out[A_BUNDLE], -1);
		}
		m.kind = MSG_ORDER;
		assert_err(E_BUG, child_job_read(&m, &job, &err));
	}
}

static void
job_limits(void **state)
{
	static const enum stage_id all[] = { ST_identify, ST_extract, ST_reveal, ST_classify, ST_glean, ST_screen };
	struct limits l = child_limits(all, COUNT(all)), one = child_limits(all, 1);

	(void)state;
	assert_int_equal(l.wall_s, stages[ST_identify].limits.wall_s + stages[ST_extract].limits.wall_s + stages[ST_reveal].limits.wall_s +
	    stages[ST_screen].limits.wall_s + stages[ST_classify].limits.wall_s + stages[ST_glean].limits.wall_s);
	assert_true(l.out == stages[ST_extract].limits.out && l.mem == stages[ST_reveal].limits.mem);
	assert_int_equal(one.cpu_s, stages[ST_identify].limits.cpu_s);
}

/* Output past its ceiling: a limit that the document reached, no full disk. */
static void
output_ceiling(void **state)
{
	struct dossier d = dossier_of("brief.txt", S("Een brief die langer is dan de grens van tien bytes.\n"));
	struct task t = visit(&d, ST_identify, ST_extract);
	struct child_job job = { .st = { ST_identify, ST_extract }, .nst = 2 };
	static struct tools *tools;	/* lives as long as the program */
	struct msg m;
	int pair[2];
	pid_t pid;

	(void)state;
	assert_ok(tools_load("templates", NULL, &tools, &err));
	job.limits = child_limits(job.st, job.nst);
	job.limits.out = 10;
	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), 0);
	job.channel = pair[1];
	assert_ok(fd_of_str("opdracht", json_write(mem, t.request), &job.request, &err));
	assert_ok(vault_temp(vault, &job.answer, &err));
	for (int k = 0; k < A__COUNT; k++)
		job.out[k] = -1;
	assert_ok(vault_temp(vault, &job.out[A_TEXT], &err));
	assert_ok(vault_temp(vault, &job.out[A_PROPS], &err));
	pid = fork();
	if (pid == 0) {
		(void)close(pair[0]);
		_exit(child_run(tools, &job));
	}
	(void)close(pair[1]);
	while (msg_recv(pair[0], &m, mem, &err) == 1 && m.kind != MSG_DONE) {
		if (m.kind == MSG_WANT) {
			int fd;

			assert_ok(vault_get(vault, &d.docs[0].have[A_ORIGINAL], &fd, &err));
			m = (struct msg){ .kind = MSG_GIVE, .body = S("{}"), .fd = { fd }, .nfds = 1 };
			assert_ok(msg_send(pair[0], &m, &err));
			msg_close(&m);
		}
	}
	assert_int_equal(wait_for(pid), 0);
	assert_int_equal(m.kind, MSG_DONE);
	if (strstr(str_c(mem, m.body), "\"kind\":\"limit\"") == NULL)
		fail_msg("%.*s", STRF(m.body));
	(void)close(pair[0]);
	(void)close(job.request);
	t.answer = job.answer;
	t.out[A_TEXT] = job.out[A_TEXT];
	t.out[A_PROPS] = job.out[A_PROPS];
	task_drop(&t);
}

/* The digest of the rules does not pass over an organisation that cannot be read. */
static void
organisations_unread(void **state)
{
	static const char *const folders[] = { "css", "glean", "lists", "namen.yaml", "retention", "rules", "schema",
		"versies.tsv", "xsl" };
	char dir[] = "/tmp/woostraat-test-XXXXXX";
	char top[4096];
	struct tools *tools;

	(void)state;
	assert_non_null(getcwd(top, sizeof top));
	assert_non_null(mkdtemp(dir));
	for (size_t i = 0; i < COUNT(folders); i++)
		assert_int_equal(symlink(str_c(mem, str_fmt(mem, "%s/templates/%s", top, folders[i])),
		    str_c(mem, str_fmt(mem, "%s/%s", dir, folders[i]))), 0);
	assert_int_equal(symlink("organisations", str_c(mem, str_fmt(mem, "%s/organisations", dir))), 0);
	assert_int_equal(tools_load(dir, NULL, &tools, &err), -1);
	assert_int_equal(err.kind, E_CONFIG);
	assert_non_null(strstr(err.msg, "organisations"));
	path_remove_tree(dir);
}

/* The templates in a folder of their own, of which the style of the report is a file that can change. */
static const char *
own_templates(void)
{
	char top[PATH_MAX];
	struct str *names, css;
	size_t n;

	assert_non_null(getcwd(top, sizeof top));
	assert_ok(path_mkdirs(in("eigen/css"), &err));
	assert_ok(path_names("templates", 0, mem, &names, &n, &err));
	for (size_t i = 0; i < n; i++) {
		if (!str_eq(names[i], S("css")))
			assert_int_equal(symlink(str_c(mem, str_fmt(mem, "%s/templates/%.*s", top, STRF(names[i]))),
			    in(str_c(mem, str_fmt(mem, "eigen/%.*s", STRF(names[i]))))), 0);
	}
	assert_ok(file_read("templates/css/report.css", MIB(1), mem, &css, &err));
	assert_ok(file_replace(in("eigen/css/report.css"), css, &err));
	return in("eigen");
}

static struct pool *
tried_pool(const char *templates, const char *tried, unsigned n)
{
	struct pool *p;

	assert_ok(pool_open_tried(program("woostraat-worker"), templates, NULL, tried, n, vault, &p, &err));
	return p;
}

/* What was found good before is loaded when it is first needed, and only if it is that still. */
static void
waits(void **state)
{
	const char *templates = own_templates(), *tried;
	struct dossier d = dossier_of("brief.txt", S("Een brief.\n"));
	struct task t;
	struct pool *p = tried_pool(templates, NULL, 1), *late;
	struct digest good = pool_tried(p), config = pool_config(p, ST_classify);
	pid_t pids[4];

	(void)state;
	pool_close(p);
	tried = str_c(mem, digest_hex(mem, good));
	p = tried_pool(templates, "0000000000000000000000000000000000000000000000000000000000000000", 2);
	assert_int_equal(all_children(pids, 4), 2);
	pool_close(p);
	p = tried_pool(templates, "zomaar iets", 1);
	pool_close(p);

	p = tried_pool(templates, tried, 3);
	assert_int_equal(all_children(pids, 4), 1);
	assert_true(digest_eq(pool_tried(p), good) && digest_eq(pool_config(p, ST_classify), config));
	check_good(p);
	assert_int_equal(all_children(pids, 4), 3);
	for (int i = 0; i < 3; i++)
		check_good(p);
	pool_close(p);

	/* One that was killed while it waited. */
	p = tried_pool(templates, tried, 2);
	assert_int_equal(all_children(pids, 4), 1);
	assert_int_equal(kill(pids[0], SIGKILL), 0);
	check_good(p);
	check_good(p);
	pool_close(p);

	/* Changed while it waited, and before it starts. */
	late = tried_pool(templates, tried, 2);
	assert_ok(file_replace(in("eigen/css/report.css"), S("p { color: red }\n"), &err));
	t = visit(&d, ST_identify, ST_classify);
	assert_err(E_AGAIN, pool_start(late, &t, &err));
	pool_close(late);
	p = tried_pool(templates, tried, 2);
	assert_int_equal(all_children(pids, 4), 2);
	assert_false(digest_eq(pool_tried(p), good));
	pool_close(p);
	path_remove_tree(in("eigen"));
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good), cmocka_unit_test(walls_of_child), cmocka_unit_test(side_by_side), cmocka_unit_test(other_descriptor),
		cmocka_unit_test(worker_killed), cmocka_unit_test(copies),
		cmocka_unit_test(copies_orphaned), cmocka_unit_test(supervisor_gone), cmocka_unit_test(cannot_start),
		cmocka_unit_test(config), cmocka_unit_test(zip_bomb), cmocka_unit_test(bad_request),
		cmocka_unit_test(asks_too_much), cmocka_unit_test(liars), cmocka_unit_test(times), cmocka_unit_test(bad_ready),
		cmocka_unit_test(job_forms), cmocka_unit_test(job_limits), cmocka_unit_test(output_ceiling),
		cmocka_unit_test(organisations_unread), cmocka_unit_test(waits),
	};

	if (is_fake(argc))
		_exit(fake_worker(argv[1]));
	return cmocka_run_group_tests(tests, setup, teardown);
}
