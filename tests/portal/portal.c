/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * portal.c - woostraat-portal: a portal for rehearsals and tests, on loopback only, that keeps what it is brought until it ends.
 *
 *	woostraat-portal [--dir FOLDER] [--script FILE] [--keys FILE] [--part BYTES]
 *	    [--tls-cert FILE --tls-key FILE [--client-ca FILE]]
 *	woostraat-portal below FOLDER
 *
 * Its first line on stdout is JSON with its address: {"port":N,"url":"http://127.0.0.1:N/"}.  It serves until
 * SIGTERM or SIGINT, and then says what it counted.  FOLDER is where bodies lie meanwhile; without it, one of its own
 * below TMPDIR.  BYTES is the size of a part at its banks.
 *
 * "below" is how `woostraat rehearse` starts it: FOLDER holds keys, script and kept; the address goes to descriptor
 * 3 as MSG_READY, and it ends when that is closed.  What can be asked stands in serve.h, what it can do wrong in script.h.
 */
#include "serve.h"

#include <signal.h>
#include <sys/stat.h>

#include "base/fd.h"
#include "base/log.h"
#include "base/path.h"
#include "proc/message.h"
#include "proc/sandbox.h"
#include "proc/worker.h"

#include "base/banned.h"

/* At a bank of a rehearsal; a real one has ten times as much, but a document of some size is seen to go in parts. */
#define PART		1000000

struct options {
	const char	*dir, *script, *keys, *tls_cert, *tls_key, *client_ca;
	unsigned	 part;
	bool		 below;
};

static int
usage(void)
{
	(void)fprintf(stderr, "usage: woostraat-portal [--dir FOLDER] [--script FILE] [--keys FILE] [--part BYTES]\n"
	    "           [--tls-cert FILE --tls-key FILE [--client-ca FILE]]\n");
	return EXIT_USAGE;
}

static bool
read_options(int argc, char **argv, struct options *o)
{
	struct { const char *name, **to; } names[] = { { "--dir", &o->dir }, { "--script", &o->script },
		{ "--keys", &o->keys }, { "--tls-cert", &o->tls_cert }, { "--tls-key", &o->tls_key },
		{ "--client-ca", &o->client_ca } };

	for (int i = 1; i < argc; i += 2) {
		size_t k = 0;

		if (i + 1 == argc)
			return false;
		while (k < COUNT(names) && strcmp(argv[i], names[k].name) != 0)
			k++;
		if (k < COUNT(names))
			*names[k].to = argv[i + 1];
		else if (strcmp(argv[i], "--part") != 0 || !script_number(argv[i + 1], &o->part) || o->part == 0)
			return false;
	}
	return (o->tls_cert == NULL) == (o->tls_key == NULL) && (o->client_ca == NULL || o->tls_cert != NULL);
}

/* What `woostraat rehearse` laid down for us. */
static bool
below(const char *folder, struct arena *mem, struct options *o)
{
	struct str at = str_of(folder);

	o->below = true;
	o->part = PART;
	o->dir = str_c(mem, path_join(mem, at, S("kept")));
	o->script = str_c(mem, path_join(mem, at, S("script")));
	o->keys = str_c(mem, path_join(mem, at, S("keys")));
	return mkdir(o->dir, 0700) == 0;
}

/* NULL in *text_r: the option was not given. */
static int
read_text(const char *path, struct arena *mem, const char **text_r, struct err *e)
{
	struct str s;

	*text_r = NULL;
	if (path == NULL)
		return 0;
	if (file_read(path, KIB(256), mem, &s, e) != 0)
		return -1;
	*text_r = str_c(mem, s);
	return 0;
}

static int
prepare(const struct options *o, struct serve *s, int *line_r, struct arena *mem, struct err *e)
{
	const char *script;
	int line;

	if (read_text(o->script, mem, &script, e) != 0 || read_text(o->tls_cert, mem, &s->tls_cert, e) != 0 ||
	    read_text(o->tls_key, mem, &s->tls_key, e) != 0 || read_text(o->client_ca, mem, &s->client_ca, e) != 0 ||
	    (o->keys != NULL && keys_read(o->keys, &s->common.keys, e) != 0))
		return -1;
	*line_r = line = script == NULL ? 0 : serve_script(s, script);
	s->bank.set.part = o->part;
	s->bank.seed = 1;
	return line == 0 ? 0 : err_set(e, E_CONFIG, "%s:%d: not understood", o->script, line);
}

/* Who started us tells a person in Dutch; without an address this is no portal. */
static void
say_line(int line, struct arena *mem)
{
	struct msg no = { .kind = MSG_READY, .body = str_fmt(mem, "{\"line\":%d}", line) };
	struct err e;

	(void)!msg_send(WORKER_FD, &no, &e);
}

static int
say_ready(const struct options *o, const struct serve *s, struct arena *mem, struct err *e)
{
	struct msg ready = { .kind = MSG_READY };

	ready.body = str_fmt(mem, "{\"port\":%u,\"url\":\"%s://127.0.0.1:%u/\"}", s->port,
	    s->tls_cert == NULL ? "http" : "https", s->port);
	if (o->below)
		return msg_send(WORKER_FD, &ready, e);
	(void)printf("%.*s\n", STRF(ready.body));
	return fflush(stdout) == 0 ? 0 : err_sys(e, E_IO, "stdout");
}

static void
wait_for_end(const struct options *o, const sigset_t *end)
{
	char c;
	int got;

	if (!o->below)
		(void)sigwait(end, &got);
	else while (recv(WORKER_FD, &c, sizeof c, 0) > 0)
		;
}

/* Until the end; then its counts. */
static int
serve(const struct options *o, struct serve *s, const sigset_t *end, struct arena *mem, struct err *e)
{
	json_t *j;

	if (serve_start(s) != 0)
		return err_set(e, E_AGAIN, "cannot listen, or not with these certificates");
	if (say_ready(o, s, mem, e) != 0)
		return -1;
	wait_for_end(o, end);
	j = serve_state(s, false);
	if (!o->below)
		(void)printf("%.*s\n", STRF(json_write(mem, j)));
	json_decref(j);
	return 0;
}

int
main(int argc, char **argv)
{
	struct arena *mem = arena_new("portal", MIB(64));
	char own[] = "/tmp/woostraat-portal-XXXXXX";
	struct serve s = { .common.expire_s = 0 };
	struct options o = { .part = 0 };
	struct err e = { .kind = E_NONE };
	sigset_t end;
	int rc, line = 0;

	log_open("woostraat-portal", LOG_LET_OP);
	if (argc == 3 && strcmp(argv[1], "below") == 0 ? !below(argv[2], mem, &o) : !read_options(argc, argv, &o))
		return usage();
	(void)signal(SIGPIPE, SIG_IGN);
	(void)sigemptyset(&end);
	(void)sigaddset(&end, SIGTERM);
	(void)sigaddset(&end, SIGINT);
	must(o.below || pthread_sigmask(SIG_BLOCK, &end, NULL) == 0);	/* before the server's threads, which inherit it */
	if (o.dir == NULL && (o.dir = mkdtemp(own)) == NULL)
		return EXIT_DISK;
	walls_self();
	kept_open(&s.common.kept, o.dir);
	s.common.kept.roots = o.below;
	rc = prepare(&o, &s, &line, mem, &e);
	if (rc == 0)
		rc = serve(&o, &s, &end, mem, &e);
	serve_stop(&s);
	if (o.dir == own)
		path_remove_tree(own);
	if (rc != 0 && o.below && line != 0)
		say_line(line, mem);
	else if (rc != 0)
		(void)fprintf(stderr, "woostraat-portal: %s\n", e.msg);
	arena_free(mem);
	return rc == 0 ? EXIT_FINE : err_exit(&e);
}
