/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * without.c - run a program on a kernel that lacks something.
 *
 *	without landlock|seccomp PROGRAM [ARGUMENT...]
 *
 * Exit 125: it cannot be taken away here.
 */
#include <stdio.h>
#include <unistd.h>

#include "lack.h"

#include "base/banned.h"

int
main(int argc, char **argv)
{
	if (argc < 3) {
		(void)fprintf(stderr, "usage: without landlock|seccomp PROGRAM [ARGUMENT...]\n");
		return 64;
	}
	if (lack(argv[1]) != 0) {
		perror(argv[1]);
		return 125;
	}
	(void)execvp(argv[2], argv + 2);
	perror(argv[2]);
	return 127;
}
