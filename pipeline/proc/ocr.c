/* SPDX-License-Identifier: EUPL-1.2 */
/* ocr.c - the outside program that reads the letters in a picture (tesseract), behind walls of its own. */
#include "proc/ocr.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <poll.h>
#include <signal.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fd.h"
#include "proc/sandbox.h"

#include "base/banned.h"

#define PICTURE_MOST	((uint64_t)512 << 20)	/* bytes: a whole file may be a picture, and no file is larger */
#define WORDS_MOST	((size_t)16 << 20)	/* bytes of its answer: a full page takes some 60 kB, and a TIFF has many */
#define DATA_MOST	((size_t)64 << 20)	/* bytes of what it knows of a language; nld has 6 MB */
#define PICTURE_S	120			/* processor seconds for one picture; a full page takes 2 to 10 */
#define PICTURE_WALL_MS	300000			/* the same where others have the processor too */
#define PICTURE_MEM	GIB(2)			/* a page of 25 million dots takes some 400 MB */
#define MORE_WALL_S	3600			/* for a document of OCR_PICTURES of seven seconds */
#define MORE_CPU_S	600			/* to draw its pages, a second each */
#define LANGUAGES	16			/* at once */
#define ORIENTATION	"osd"			/* its data to see which way up a page is */

/* Where Debian keeps what it reads. */
#define DATA_DIR	"/usr/share/tesseract-ocr"

struct ocr {
	const char	*program, *languages;
	const struct sandbox *sandbox;
	struct digest	 digest;
};

struct limits
ocr_limits(struct limits l)
{
	l.wall_s += MORE_WALL_S;
	l.cpu_s += MORE_CPU_S;
	return l;
}

/* --- the program --------------------------------------------------------------------- */

/* The dynamic linker of this program, which is that of the other; NULL when there is none. */
static const char *
interpreter(void)
{
	const ElfW(Phdr) *h = (const ElfW(Phdr) *)getauxval(AT_PHDR);
	size_t n = getauxval(AT_PHNUM);
	uintptr_t base = 0;

	for (size_t i = 0; i < n; i++) {
		if (h[i].p_type == PT_PHDR)
			base = (uintptr_t)h - h[i].p_vaddr;
	}
	for (size_t i = 0; i < n; i++) {
		if (h[i].p_type == PT_INTERP)
			return (const char *)(base + h[i].p_vaddr);
	}
	return NULL;
}

/* In a process of its own, which becomes the program. */
static void
become(const struct ocr *o, const char *const *args, int in, int out)
{
	const struct limits limits = { .wall_s = 0, .cpu_s = PICTURE_S, .mem = PICTURE_MEM, .out = WORDS_MOST };
	const struct opening opens[] = {
		{ o->program, OPEN_RUN },
		{ interpreter(), OPEN_RUN },
		{ "/etc/ld.so.cache", OPEN_READ },
		{ "/lib", OPEN_READ },
		{ "/lib64", OPEN_READ },
		{ "/usr/lib", OPEN_READ },
		{ DATA_DIR, OPEN_READ },
	};
	char *env[] = { (char *)(uintptr_t) "LC_ALL=C.UTF-8", (char *)(uintptr_t) "OMP_THREAD_LIMIT=1", NULL };
	int nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);
	struct err e;

	/* What it has to say besides the words is about its own work, or a copy of the picture. */
	if (nothing < 0 || dup2(in, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0 ||
	    dup2(nothing, STDERR_FILENO) < 0)
		_exit(EXIT_DISK);
	if (sandbox_program(o->sandbox, &limits, opens, COUNT(opens), &e) != 0)
		_exit(err_exit(&e));
	(void)execve(o->program, (char *const *)(uintptr_t)args, env);
	_exit(EXIT_CONFIG);
}

/* Wait until it ends, its time is over, or the other end of gone (or -1) closes: then it is killed. */
static int
await(pid_t pid, int gone)
{
	int pidfd = (int)syscall(SYS_pidfd_open, pid, 0), status = 0;
	struct pollfd p[2] = { { .fd = pidfd, .events = POLLIN }, { .fd = gone, .events = POLLRDHUP } };
	int rc;

	must(pidfd >= 0);
	while ((rc = poll(p, COUNT(p), PICTURE_WALL_MS)) < 0 && errno == EINTR)
		;
	if (rc <= 0 || p[0].revents == 0)
		(void)kill(pid, SIGKILL);
	(void)close(pidfd);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* Run it with in as its input, a memory file; *out_r is what it wrote, a new one.  *code_r: how it ended; -1: killed. */
static int
run(const struct ocr *o, const char *const *args, int in, int gone, int *out_r, int *code_r, struct err *e)
{
	pid_t pid;

	*out_r = memfd_create("woorden", MFD_CLOEXEC);
	if (*out_r < 0 || lseek(in, 0, SEEK_SET) != 0)
		return err_sys(e, E_IO, "memfd");
	pid = fork();
	if (pid == 0)
		become(o, args, in, *out_r);
	if (pid < 0)
		return err_sys(e, E_IO, "fork");
	*code_r = await(pid, gone);
	return 0;
}

/* --- is it there? ---------------------------------------------------------------------- */

/* What it says when it is asked this. */
static int
say(const struct ocr *o, const char *question, struct arena *mem, struct str *s_r, struct err *e)
{
	const char *args[] = { o->program, question, NULL };
	AUTO_FD in = memfd_create("niets", MFD_CLOEXEC), out = -1;
	int code = -1;

	if (in < 0)
		return err_sys(e, E_IO, "memfd");
	if (run(o, args, in, -1, &out, &code, e) != 0 || fd_read_all(out, WORDS_MOST, mem, s_r, e) != 0)
		return -1;
	if (code != 0 || s_r->n == 0)
		return err_set(e, E_CONFIG,
		    _("OCR is gevraagd (‘ocr:’ of --ocr), maar %s start niet; installeer tesseract-ocr"), o->program);
	return 0;
}

/* The folder in: List of available languages in "/usr/share/tesseract-ocr/5/tessdata/" (3): */
static struct str
data_folder(struct str said)
{
	struct str before, dir;

	if (str_next(&said, '"', &before) && str_next(&said, '"', &dir) && str_starts(dir, S(DATA_DIR "/")))
		return dir;
	return STR_NONE;
}

static int
hash_languages(struct ocr *o, struct str dir, struct hash *h, struct arena *mem, struct err *e)
{
	struct str rest = str_fmt(mem, "%s+" ORIENTATION, o->languages), lang, data;
	int n = 0;

	while (str_next(&rest, '+', &lang)) {
		const char *path = str_c(mem, str_fmt(mem, "%.*s/%.*s.traineddata", STRF(dir), STRF(lang)));

		if (++n > LANGUAGES || lang.n == 0 || str_has(lang, '/'))
			return err_set(e, E_CONFIG, _("‘%s’: dit zijn geen talen voor OCR"), o->languages);
		if (file_read(path, DATA_MOST, mem, &data, e) != 0)
			return err_set(e, E_CONFIG, _("OCR kent de taal ‘%.*s’ niet; installeer tesseract-ocr-%.*s"),
			    STRF(lang), STRF(lang));
		hash_str(h, lang);
		hash_str(h, data);
	}
	return 0;
}

int
ocr_load(const char *program, const char *languages, const struct sandbox *sandbox, struct arena *mem, struct ocr **o_r,
    struct err *e)
{
	struct arena *tmp = arena_new("ocr", MIB(256));
	struct ocr *o = NEW(mem, struct ocr, 1);
	struct hash *h = hash_new();
	struct str version = STR_NONE, said = STR_NONE, dir;
	int rc = -1;

	*o = (struct ocr){
		.program = str_c(mem, str_of(program)), .languages = str_c(mem, str_of(languages)), .sandbox = sandbox
	};
	if (say(o, "--version", tmp, &version, e) == 0 && say(o, "--list-langs", tmp, &said, e) == 0) {
		dir = data_folder(said);
		hash_str(h, version);
		rc = dir.n == 0 ? err_set(e, E_CONFIG, _("%s noemt geen map met talen"), program) :
				  hash_languages(o, dir, h, tmp, e);
	}
	o->digest = hash_end(h);
	arena_free(tmp);
	*o_r = o;
	return rc;
}

struct digest
ocr_digest(const struct ocr *o)
{
	return o->digest;
}

/* --- who starts it ---------------------------------------------------------------------- */

static bool
take(int sock, void *to, size_t n)
{
	for (char *p = to; n != 0;) {
		ssize_t got = read(sock, p, n);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		p += got;
		n -= (size_t)got;
	}
	return true;
}

static bool
pass_on(int sock, int to, uint64_t n)
{
	static char block[64 << 10];
	struct err e;

	while (n != 0) {
		size_t some = n < sizeof block ? (size_t)n : sizeof block;

		if (!take(sock, block, some) || fd_write_all(to, (struct str){ block, some }, &e) != 0)
			return false;
		n -= some;
	}
	return true;
}

/* The code, the number of bytes, the bytes. */
static bool
answer(int sock, int code, int out)
{
	struct arena *mem = arena_new("woorden", 2 * WORDS_MOST);
	struct str words = STR_NONE;
	struct err e;
	uint64_t head[2];
	bool fine;

	if (code == 0 && fd_read_all(out, WORDS_MOST, mem, &words, &e) != 0)
		code = -1;
	head[0] = code == 0 ? 0 : 1;
	head[1] = words.n;
	fine = fd_write_all(sock, (struct str){ (const char *)head, sizeof head }, &e) == 0 &&
	    fd_write_all(sock, words, &e) == 0;
	arena_free(mem);
	return fine;
}

/* Picture after picture, until nobody asks any more.  Of a picture only its size is looked at. */
static void
serve(const struct ocr *o, int sock)
{
	const char *args[] = { o->program, "stdin", "stdout", "-l", o->languages, "--psm", "1", "tsv", NULL };
	uint64_t n;

	for (int i = 0; i < OCR_PICTURES && take(sock, &n, sizeof n) && n != 0 && n <= PICTURE_MOST; i++) {
		AUTO_FD in = memfd_create("beeld", MFD_CLOEXEC), out = -1;
		struct err e;
		int code = -1;

		if (in < 0 || !pass_on(sock, in, n) || run(o, args, in, sock, &out, &code, &e) != 0 ||
		    !answer(sock, code, out))
			return;
	}
}

int
ocr_start(const struct ocr *o, struct ocr_reader *r, struct err *e)
{
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
		return err_sys(e, E_IO, "socketpair");
	r->pid = fork();
	if (r->pid == 0) {
		if (sandbox_keeper(o->sandbox, pair[1], e) == 0)
			serve(o, pair[1]);
		_exit(EXIT_FINE);
	}
	(void)close(pair[1]);
	if (r->pid < 0) {
		(void)close(pair[0]);
		return err_sys(e, E_IO, "fork");
	}
	r->sock = pair[0];
	return 0;
}

void
ocr_end(struct ocr_reader *r, struct rusage *ru)
{
	struct rusage own = { 0 };
	int status;

	if (r->pid <= 0)
		return;
	auto_close(&r->sock);
	r->sock = -1;
	while (wait4(r->pid, &status, 0, &own) < 0 && errno == EINTR)
		;
	timeradd(&ru->ru_utime, &own.ru_utime, &ru->ru_utime);
	timeradd(&ru->ru_stime, &own.ru_stime, &ru->ru_stime);
}

bool
ocr_ask(int sock, struct str picture, struct arena *mem, struct str *words_r)
{
	uint64_t n = picture.n, head[2];
	struct err e;
	char *p;

	*words_r = STR_NONE;
	if (n == 0 || n > PICTURE_MOST || fd_write_all(sock, (struct str){ (const char *)&n, sizeof n }, &e) != 0 ||
	    fd_write_all(sock, picture, &e) != 0 || !take(sock, head, sizeof head) || head[1] > WORDS_MOST)
		return false;
	p = arena_alloc(mem, (size_t)head[1] + 1, 1);
	if (!take(sock, p, (size_t)head[1]))
		return false;
	*words_r = (struct str){ p, (size_t)head[1] };
	return head[0] == 0;
}
