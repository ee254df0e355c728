/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fakegpp.c - the fake GPP-publicatiebank as a program, for tests with the real programs.
 *
 *	fakegpp [--token KEY] [--part BYTES] [--seed N] [--chaos LOST LATE]
 *
 * Prints its address on one line and serves until SIGTERM or SIGINT; gpp.h says
 * what can be asked.  LOST and LATE, of a thousand requests with an effect, are
 * what a new world begins with.
 */
#include "gpp.h"

#include <signal.h>

#include "base/banned.h"

static bool
number(const char *text, unsigned *v_r)
{
	uint64_t v;

	if (text == NULL || str_u64(str_of(text), &v) != 0 || v > 1u << 30)
		return false;
	*v_r = (unsigned)v;
	return true;
}

static bool
options(int argc, char **argv, struct gpp *g)
{
	unsigned seed;

	for (int i = 1; i < argc; i++) {
		const char *value = argv[i + 1];

		if (strcmp(argv[i], "--token") == 0 && value != NULL)
			g->token = value;
		else if (strcmp(argv[i], "--seed") == 0 && number(value, &seed))
			g->seed = seed;
		else if (strcmp(argv[i], "--chaos") == 0 && number(value, &g->set.lost) && number(argv[i + 2], &g->set.late))
			i++;
		else if (strcmp(argv[i], "--part") != 0 || !number(value, &g->set.part))
			return false;
		i++;
	}
	return true;
}

int
main(int argc, char **argv)
{
	struct gpp g = { .seed = 1 };
	sigset_t end;
	int got;

	if (!options(argc, argv, &g)) {
		(void)fprintf(stderr, "usage: fakegpp [--token KEY] [--part BYTES] [--seed N] [--chaos LOST LATE]\n");
		return EXIT_USAGE;
	}
	(void)sigemptyset(&end);
	(void)sigaddset(&end, SIGTERM);
	(void)sigaddset(&end, SIGINT);
	must(pthread_sigmask(SIG_BLOCK, &end, NULL) == 0);	/* before the server's threads, which inherit it */
	if (gpp_start(&g) != 0) {
		(void)fprintf(stderr, "fakegpp: cannot listen\n");
		return EXIT_AGAIN;
	}
	(void)printf("http://127.0.0.1:%u/\n", g.port);
	(void)fflush(stdout);
	(void)sigwait(&end, &got);
	gpp_stop(&g);
	return 0;
}
