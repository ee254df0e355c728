/* SPDX-License-Identifier: EUPL-1.2 */
/* libfuzzer_main.c - the targets under libFuzzer: the program's own name says which one (build/fuzz/bin/<target>). */
#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"

#include "base/path.h"

#include "base/banned.h"

int	 LLVMFuzzerInitialize(int *, char ***);
int	 LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static const struct fuzz_target *target;

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	target = target_find(path_base(str_of((*argv)[0])).p);
	if (target == NULL) {
		(void)fprintf(stderr, "%s: no such target\n", (*argv)[0]);
		exit(64);
	}
	fuzz_load(target);
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	fuzz_run(target, bytes, n);
	return 0;
}
