/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fake.c - the fake portal as a program, for tests with the real programs.
 *
 *	fakeportal [--dir FOLDER] [--script FILE] [--basic HEADER] [--away FILE]
 *
 * Prints its address on one line, serves until SIGTERM or SIGINT, and then
 * prints what it counted.  HEADER is the whole Authorization value asked for.
 * While the FILE of --away is there, nobody gets an answer.
 */
#include "fake.h"

#include <signal.h>

#include "base/fd.h"

#include "base/banned.h"

static int
usage(void)
{
	(void)fprintf(stderr, "usage: fakeportal [--dir FOLDER] [--script FILE] [--basic HEADER] [--away FILE]\n");
	return EXIT_USAGE;
}

static int
load(struct fake *f, const char *path, struct arena *mem)
{
	struct err e;
	struct str s;
	int line;

	if (file_read(path, KIB(64), mem, &s, &e) != 0) {
		(void)fprintf(stderr, "fakeportal: %s\n", e.msg);
		return -1;
	}
	line = fake_script(f, str_c(mem, s));
	if (line != 0)
		(void)fprintf(stderr, "fakeportal: %s:%d: not understood\n", path, line);
	return line == 0 ? 0 : -1;
}

int
main(int argc, char **argv)
{
	struct arena *mem = arena_new("fakeportal", MIB(1));
	struct fake f = { .basic = NULL };
	sigset_t end;
	int got;

	for (int i = 1; i < argc; i += 2) {
		if (i + 1 == argc)
			return usage();
		if (strcmp(argv[i], "--dir") == 0)
			f.dir = argv[i + 1];
		else if (strcmp(argv[i], "--basic") == 0)
			f.basic = argv[i + 1];
		else if (strcmp(argv[i], "--away") == 0)
			f.away = argv[i + 1];
		else if (strcmp(argv[i], "--script") != 0)
			return usage();
		else if (load(&f, argv[i + 1], mem) != 0)
			return EXIT_CONFIG;
	}
	(void)sigemptyset(&end);
	(void)sigaddset(&end, SIGTERM);
	(void)sigaddset(&end, SIGINT);
	must(pthread_sigmask(SIG_BLOCK, &end, NULL) == 0);	/* before the server's threads, which inherit it */
	if (fake_start(&f) != 0) {
		(void)fprintf(stderr, "fakeportal: cannot listen\n");
		return EXIT_AGAIN;
	}
	(void)printf("http://127.0.0.1:%u/\n", f.port);
	(void)fflush(stdout);
	(void)sigwait(&end, &got);
	(void)printf("get=%u put=%u applied=%u other=%u unauthorised=%u\n", f.asked, f.puts, f.applied, f.others,
	    f.unauthorised);
	fake_stop(&f);
	arena_free(mem);
	return 0;
}
