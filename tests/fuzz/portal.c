/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * portal.c - targets that read what a portal answers: the bytes of its HTTP answers, one for each request, come from the
 * fuzzer through a socket, so that libcurl's own reading of them (Retry-After, dates, lengths) is in it.
 *
 * Input: a byte that chooses the step, then answers with a line "@@" between them.  After the last the portal hangs up.
 */
#include "fuzz.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include <curl/curl.h>

#include "base/json.h"
#include "base/utf8.h"
#include "publish/portal.h"

#include "base/banned.h"

#define ID	"2f6f9ad4-5d41-5f0c-9d54-0b6f7a1c2d3e"
#define REMOTE	"8c0b3a44-7a0e-4f5b-8f4f-0d7f0e7c1a2b"
#define BODY	"Het college besluit.\n"

void	 fuzz_portal(struct fuzz *);

static struct str answers;		/* what the portal still has to say */
static uint64_t slept_ns;		/* waiting costs the fuzzer nothing */

CURLcode __real_curl_easy_perform(CURL *);
CURLcode __wrap_curl_easy_perform(CURL *);
int	 __real_clock_gettime(clockid_t, struct timespec *);
int	 __wrap_clock_gettime(clockid_t, struct timespec *);
int	 __wrap_nanosleep(const struct timespec *, struct timespec *);

int
__wrap_nanosleep(const struct timespec *t, struct timespec *left UNUSED)
{
	slept_ns += (uint64_t)t->tv_sec * 1000000000u + (uint64_t)t->tv_nsec;
	return 0;
}

int
__wrap_clock_gettime(clockid_t clock, struct timespec *t)
{
	int rc = __real_clock_gettime(clock, t);
	uint64_t ns = (uint64_t)t->tv_nsec + slept_ns % 1000000000u;

	t->tv_sec += (time_t)(slept_ns / 1000000000u + ns / 1000000000u);
	t->tv_nsec = (long)(ns % 1000000000u);
	return rc;
}

/*
 * The portal: a thread that answers each connection with what is to be said, hangs up its half and reads until the other
 * half is gone.  libcurl 7.88 connects even a socket that it is told is connected, so a pair of sockets will not do.
 */
static struct {
	char		 name[64];	/* abstract: no file */
	int		 listener;
	pthread_mutex_t	 lock;
	char		 say[KIB(64)];
	size_t		 n;
} bank = { .lock = PTHREAD_MUTEX_INITIALIZER, .listener = -1 };

static void *
serve(void *arg UNUSED)
{
	static char say[sizeof bank.say], heard[KIB(64)];
	int fd;

	while ((fd = accept4(bank.listener, NULL, NULL, SOCK_CLOEXEC)) >= 0) {
		size_t n;

		must(pthread_mutex_lock(&bank.lock) == 0);
		n = bank.n;
		memcpy(say, bank.say, n);
		must(pthread_mutex_unlock(&bank.lock) == 0);
		(void)send(fd, say, n, MSG_NOSIGNAL);
		(void)shutdown(fd, SHUT_WR);
		while (recv(fd, heard, sizeof heard, 0) > 0)
			;
		(void)close(fd);
	}
	return NULL;
}

static void
open_bank(void)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };
	pthread_t thread;
	int n = snprintf(bank.name, sizeof bank.name, "woostraat-fuzz-%ld", (long)getpid());

	memcpy(a.sun_path + 1, bank.name, (size_t)n);
	bank.listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	must(bank.listener >= 0);
	must(bind(bank.listener, (struct sockaddr *)&a, (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + (size_t)n)) == 0);
	must(listen(bank.listener, 16) == 0 && pthread_create(&thread, NULL, serve, NULL) == 0);
	must(pthread_detach(thread) == 0);
}

/* One request: a connection of its own to the bank. */
CURLcode
__wrap_curl_easy_perform(CURL *c)
{
	struct str answer = STR_NONE;

	if (bank.listener < 0)
		open_bank();
	if (fuzz_part(&answers, &answer) && answer.n > sizeof bank.say)
		answer.n = sizeof bank.say;
	must(pthread_mutex_lock(&bank.lock) == 0);
	bank.n = answer.n;
	if (answer.n != 0)
		memcpy(bank.say, answer.p, answer.n);
	must(pthread_mutex_unlock(&bank.lock) == 0);
	must(curl_easy_setopt(c, CURLOPT_FRESH_CONNECT, 1L) == CURLE_OK);
	must(curl_easy_setopt(c, CURLOPT_FORBID_REUSE, 1L) == CURLE_OK);
	must(curl_easy_setopt(c, CURLOPT_ABSTRACT_UNIX_SOCKET, bank.name) == CURLE_OK);
	return __real_curl_easy_perform(c);
}

static struct str
plan(struct fuzz *f)
{
	AUTO_JSON j = json_pack("{s:s,s:s,s:s,s:{s:s,s:s},s:[{s:s,s:s}],s:[{s:s,s:s,s:s,s:s,s:s,s:s,s:I}]}", "id", ID, "source",
	    "woostraat", "title", "Besluit", "publisher", "uri", "https://x/gm0546", "label", "gemeente Leiden", "categories",
	    "uri", "https://x/c", "label", "beschikkingen", "documents", "id", ID, "title", "Besluit", "file", "besluit.txt",
	    "format", "text/plain", "date", "2026-03-12", "sha256", str_c(f->mem, digest_hex(f->mem, digest_of(S(BODY)))), "bytes",
	    (json_int_t)(sizeof BODY - 1));

	must(j != NULL);
	return json_write(f->mem, j);
}

/* Whatever comes, the receipt is whole, says nothing that the portal said, and names one record or none. */
static void
judge(const struct receipt *r)
{
	must(r->answer < PORTAL__COUNT && r->found < FOUND__COUNT);
	must(r->retry_after_s >= 0 && r->retry_after_s <= RETRY_AFTER_MOST);
	must(utf8_xml(r->detail) && utf8_xml(r->url) && utf8_xml(r->remote));
	must(r->detail.n < 2000 && r->remote.n <= 36);
	must(r->others <= 1000000);
}

/* The client asks a bank for its version before all else, once: no input is to pay for that. */
static void
introduce(const struct order *o, struct fuzz *f)
{
	static bool known;
	struct order first = *o;
	struct receipt r;

	answers = S("HTTP/1.1 200 OK\r\n\r\n{\"info\":{\"version\":\"2.1.0 (1)\"}}");
	first.step = STEP_FIND;
	if (!known)
		must(portal_deliver(&gpp_ops, &first, f->mem, &r, &f->err) == 0);
	known = true;
}

void
fuzz_portal(struct fuzz *f)
{
	const struct portal_ops *ops = portal_named(str_of(f->arg));
	bool gpp = ops == &gpp_ops;
	struct order o = { .at.url = S("http://127.0.0.1:9/"), .name = S("leiden-besluit.zip"), .size = sizeof BODY - 1,
		.sha256 = digest_of(S(BODY)), .key = S(ID), .wait_ms = 5000, .doc = -1, .bundle = -1 };
	struct receipt r = { .answer = PORTAL_AWAY };
	unsigned step = f->in.n == 0 ? 0 : (unsigned char)f->in.p[0];

	slept_ns = 0;
	o.step = (enum portal_step)(step % STEP__COUNT);
	o.force = (step / STEP__COUNT) % 2 != 0;
	if (ops->step[o.step] == NULL)
		return;
	must(fd_of_str("bundel", S(BODY), &o.bundle, &f->err) == 0);
	if (gpp) {
		o.at.token = str_of(fuzz_file(f, "token", S("geheim\n")));
		o.plan = plan(f);
		o.doc = o.step == STEP_DOCUMENT ? 0 : -1;
		if (o.step != STEP_FIND && o.step != STEP_CREATE)
			o.remote = S(REMOTE);
		introduce(&o, f);
	}
	answers = str_from(f->in, 1);
	if (portal_deliver(ops, &o, f->mem, &r, &f->err) == 0)
		judge(&r);
	else
		must(f->err.kind == E_LIMIT);
	auto_close(&o.bundle);
}
