/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * replay_main.c - the targets without libFuzzer.
 *
 *	replay --list			the table
 *	replay --parts FILE		a package (ZIP, OLE2) as parts, on standard output; anything else as it is
 *	replay --ole FILE		an OLE2 container of parts, on standard output
 *	replay NAME FILE...		run the target over each file once; "FILE..." may be "-": names on standard input
 *
 * Exit 0 when every file went through; a broken promise or a sanitizer ends it otherwise, the file's name before it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "extract/legacy.h"
#include "fuzz.h"
#include "parts.h"

#include "base/banned.h"

#define FILE_MOST	((size_t)64 << 20)

static void
one(const struct fuzz_target *t, const char *path)
{
	struct arena *mem = arena_new("replay", GIB(1));
	struct err e = { .kind = E_NONE };
	struct str s;

	if (file_read(path, FILE_MOST, mem, &s, &e) != 0) {
		(void)fprintf(stderr, "replay: %s: %s\n", path, e.msg);
		exit(1);
	}
	(void)fprintf(stderr, "%s %s\n", t->name, path);	/* the last line says who it was */
	if ((t->needs & SEED_PARTS) != 0)
		s = parts_of(mem, s);
	fuzz_run(t, s.p == NULL ? "" : s.p, s.n);
	arena_free(mem);
}

static int
convert(const char *path, struct str (*how)(struct arena *, struct str))
{
	struct arena *mem = arena_new("replay", GIB(1));
	struct err e = { .kind = E_NONE };
	struct str s;

	if (file_read(path, FILE_MOST, mem, &s, &e) != 0)
		return 1;
	ole_load();
	s = how(mem, s);
	return fwrite(s.p == NULL ? "" : s.p, 1, s.n, stdout) == s.n ? 0 : 1;
}

int
main(int argc, char **argv)
{
	const struct fuzz_target *t;
	char line[4096];

	if (argc == 2 && strcmp(argv[1], "--list") == 0) {
		target_list();
		return 0;
	}
	if (argc == 3 && strcmp(argv[1], "--parts") == 0)
		return convert(argv[2], parts_of);
	if (argc == 3 && strcmp(argv[1], "--ole") == 0)
		return convert(argv[2], streams_pack);
	if (argc < 3 || (t = target_find(argv[1])) == NULL) {
		(void)fprintf(stderr, "replay --list | --parts FILE | --ole FILE | NAME FILE...\n");
		return 64;
	}
	fuzz_load(t);
	for (int i = 2; i < argc; i++) {
		if (strcmp(argv[i], "-") != 0)
			one(t, argv[i]);
		else
			while (fgets(line, sizeof line, stdin) != NULL) {
				line[strcspn(line, "\n")] = '\0';
				one(t, line);
			}
	}
	return 0;
}
