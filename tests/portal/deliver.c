/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * deliver.c - orders at a portal from the command line, as the uploader carries them out; for tests with real servers.
 *
 *	deliver KIND STEP URL [--netrc FILE] [--token FILE] [--known-hosts FILE] [--name NAME] [--plan FILE] [--doc N] [FILE]
 *	deliver many URL COUNT SIZE [--kept]
 *	deliver port
 *
 * The first prints "answer found http" and ends with 0 when the answer is sent or same, 1 when not, 2 when the
 * machine failed.  The second brings COUNT documents of SIZE bytes to a site, and prints seconds; --kept: over one
 * portal that stays open.  The third prints a port of the loopback that is free now.
 */
#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fd.h"
#include "proc/kept.h"

#include "base/banned.h"

static struct arena *mem;

static int
failed(const struct err *e)
{
	(void)fprintf(stderr, "%s\n", e->msg);
	return 2;
}

static int
read_file(const char *path, struct order *o, struct err *e)
{
	o->bundle = open(path, O_RDONLY | O_CLOEXEC);
	if (o->bundle < 0)
		return err_sys(e, E_IO, "%s", path);
	return digest_fd(o->bundle, &o->sha256, NULL, &o->size, e);
}

static int
read_arguments(int argc, char **argv, struct order *o, struct err *e)
{
	uint64_t doc;

	for (int i = 0; i < argc; i++) {
		const char *value = i + 1 < argc ? argv[i + 1] : "";

		if (strcmp(argv[i], "--netrc") == 0)
			o->at.netrc = str_of(value);
		else if (strcmp(argv[i], "--token") == 0)
			o->at.token = str_of(value);
		else if (strcmp(argv[i], "--known-hosts") == 0)
			o->at.reach.known_hosts = str_of(value);
		else if (strcmp(argv[i], "--name") == 0)
			o->name = str_of(value);
		else if (strcmp(argv[i], "--plan") == 0) {
			if (file_read(value, MIB(16), mem, &o->plan, e) != 0)
				return -1;
		} else if (strcmp(argv[i], "--doc") == 0) {
			if (str_u64(str_of(value), &doc) != 0)
				return err_set(e, E_USAGE, "--doc");
			o->doc = (int)doc;
		} else {
			if (read_file(argv[i], o, e) != 0)
				return -1;
			continue;
		}
		i++;
	}
	return 0;
}

static int
one(int argc, char **argv)
{
	const struct portal_ops *ops = portal_named(str_of(argv[1]));
	struct order o = { .doc = -1, .bundle = -1, .at = { .url = str_of(argv[3]), .kind = str_of(argv[1]) } };
	struct rusage used;
	struct receipt r;
	struct err e;

	if (ops == NULL || step_find(str_of(argv[2]), &o.step) != 0)
		return 2;
	if (read_arguments(argc - 4, argv + 4, &o, &e) != 0 || portal_deliver(ops, &o, mem, &r, &e) != 0)
		return failed(&e);
	(void)getrusage(RUSAGE_SELF, &used);
	(void)printf("%s %s %ld\n", answer_name(r.answer), found_name(r.found), r.http);
	(void)fprintf(stderr, "%.*s\nmost memory: %ld KiB\n", STRF(r.detail), used.ru_maxrss);
	return r.answer == PORTAL_SENT || r.answer == PORTAL_SAME ? 0 : 1;
}

static struct str
plan_of_one(uint64_t i, const struct order *o, struct arena *own)
{
	return str_fmt(own,
	    "{\"id\":\"11111111-2222-5333-8444-555555555555\",\"documents\":[{\"id\":\"aaaaaaaa-0000-5000-8000-%012llx\","
	    "\"public\":\"document.pdf\",\"format\":\"application/pdf\",\"bytes\":%llu,\"sha256\":\"%.*s\"}]}",
	    (unsigned long long)i, (unsigned long long)o->size, STRF(digest_hex(own, o->sha256)));
}

static int
many(int argc, char **argv)
{
	struct order o = { .step = STEP_DOCUMENT, .at = { .url = str_of(argv[2]), .kind = S("site") } };
	bool keep = argc > 5 && strcmp(argv[5], "--kept") == 0;
	struct kept k = { .ops = NULL };
	uint64_t count, size;
	struct rusage used;
	struct receipt r;
	int64_t began;
	struct err e;
	char *p;

	if (str_u64(str_of(argv[3]), &count) != 0 || str_u64(str_of(argv[4]), &size) != 0 || size > GIB(1))
		return 2;
	p = arena_alloc(mem, size + 1, 1);
	memset(p, 'x', size);
	if (fd_of_str("document", (struct str){ p, size }, &o.bundle, &e) != 0)
		return failed(&e);
	o.size = size;
	o.sha256 = digest_of((struct str){ p, size });
	began = clock_ms();
	for (uint64_t i = 0; i < count; i++) {
		struct arena *own = arena_new("opdracht", MIB(16));
		int rc;

		o.plan = plan_of_one(i, &o, own);
		rc = keep ? kept_deliver(&k, &site_ops, &o, own, &r, &e) : portal_deliver(&site_ops, &o, own, &r, &e);
		if (rc != 0)
			return failed(&e);
		if (r.answer != PORTAL_SENT) {
			(void)fprintf(stderr, "%s %ld %.*s\n", answer_name(r.answer), r.http, STRF(r.detail));
			return 1;
		}
		arena_free(own);
	}
	(void)getrusage(RUSAGE_SELF, &used);
	(void)printf("%.3f\n", (double)(clock_ms() - began) / 1000);
	(void)fprintf(stderr, "most memory: %ld KiB\n", used.ru_maxrss);
	kept_close(&k);
	return 0;
}

/* For servers that cannot say which port the kernel gave them. */
static int
free_port(void)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t n = sizeof a;
	AUTO_FD fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&a, n) != 0 || getsockname(fd, (struct sockaddr *)&a, &n) != 0)
		return 2;
	(void)printf("%u\n", ntohs(a.sin_port));
	return 0;
}

int
main(int argc, char **argv)
{
	int rc = 2;

	(void)signal(SIGPIPE, SIG_IGN);
	mem = arena_new("bezorgen", GIB(2));
	if (argc >= 5 && strcmp(argv[1], "many") == 0)
		rc = many(argc, argv);
	else if (argc == 2 && strcmp(argv[1], "port") == 0)
		rc = free_port();
	else if (argc >= 4)
		rc = one(argc, argv);
	else
		(void)fprintf(stderr, "usage: deliver KIND STEP URL [OPTION...] [FILE] | deliver many URL COUNT SIZE [--kept]\n");
	arena_free(mem);
	return rc;
}
