/* SPDX-License-Identifier: EUPL-1.2 */
/* test_glean_title.c - titles: what a document calls itself, and what it does not. */
#include "measuring.h"

static int
bench(const char *list)
{
	struct tools *tools;
	struct measure m;
	struct err e;
	double all;

	if (tools_load("templates", NULL, &tools, &e) != 0) {
		(void)fprintf(stderr, "%s\n", e.msg);
		return 1;
	}
	if (measure_list(list, tools, &m, true) != 0)
		return 1;
	all = (double)(m.right + m.wrong + m.none) / 100;
	printf("titles: %zu documents, %.1f %% right, %.1f %% wrong, %.1f %% none, %zu absent\n", m.right + m.wrong + m.none,
	    (double)m.right / all, (double)m.wrong / all, (double)m.none / all, m.absent);
	return 0;
}

#include <locale.h>
int
main(int argc, char **argv)
{
	if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
		return 1;
	if (argc == 3 && strcmp(argv[1], "--bench") == 0)
		return bench(argv[2]);
	return 1;
}
