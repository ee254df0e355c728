/* SPDX-License-Identifier: EUPL-1.2 */
/* test_command.c - the command line, as a person types it.  Needs build/woostraat. */
#include "scratch.h"

#include <spawn.h>

#define WORDS_MOST	12

struct said { int rc; struct str out, err; };

/* Run woostraat with these words; stdin is empty, the settings are not there. */
static struct said
run(char *const words[WORDS_MOST])
{
	static char *const env[] = { (char *)(uintptr_t)"PATH=/usr/bin:/bin", (char *)(uintptr_t)"LC_ALL=C.UTF-8",
		(char *)(uintptr_t)"ASAN_OPTIONS=detect_leaks=1", NULL };
	posix_spawn_file_actions_t fa;
	char *argv[WORDS_MOST + 2] = { (char *)(uintptr_t)"woostraat" };
	const char *out = in("uit"), *bad = in("fout");
	struct said s;
	pid_t pid;

	for (size_t i = 0; i < WORDS_MOST && words[i] != NULL; i++)
		argv[i + 1] = words[i];
	assert_int_equal(posix_spawn_file_actions_init(&fa), 0);
	assert_int_equal(posix_spawn_file_actions_addopen(&fa, 0, "/dev/null", O_RDONLY, 0), 0);
	assert_int_equal(posix_spawn_file_actions_addopen(&fa, 1, out, O_WRONLY | O_CREAT | O_TRUNC, 0600), 0);
	assert_int_equal(posix_spawn_file_actions_addopen(&fa, 2, bad, O_WRONLY | O_CREAT | O_TRUNC, 0600), 0);
	assert_int_equal(posix_spawn(&pid, program("woostraat"), &fa, NULL, argv, env), 0);
	assert_int_equal(posix_spawn_file_actions_destroy(&fa), 0);
	s.rc = wait_for(pid);
	assert_ok(file_read(out, MIB(1), mem, &s.out, &err));
	assert_ok(file_read(bad, MIB(1), mem, &s.err, &err));
	return s;
}

static void
usage(void **state)
{
	static const struct { const char *words[WORDS_MOST]; int rc; const char *says; } cases[] = {
		{ { NULL }, 64, "geef een opdracht" },
		{ { "" }, 64, "onbekende opdracht ; zie" },
		{ { "publiceer" }, 64, "onbekende opdracht publiceer; zie" },	/* as near to nothing */
		{ { "wihtdraw" }, 64, "onbekende opdracht wihtdraw; bedoelt u ‘withdraw’? Zie woostraat --help" },
		{ { "Vertify" }, 64, "bedoelt u ‘verify’?" },
		{ { "re" }, 64, "onbekende opdracht re; zie" },
		{ { "stat" }, 64, "onbekende opdracht stat; zie" },		/* status, stage */
		{ { "run", "--qiuet" }, 64, "onbekende optie --qiuet; bedoelt u ‘--quiet’? Zie woostraat run --help" },
		{ { "run", "--confg=x" }, 64, "bedoelt u ‘--config’?" },
		{ { "stage", "--quiett", "x", "y" }, 64, "onbekende optie --quiett; zie" },	/* it has none */
		{ { "ru" }, 64, "onbekende opdracht ru" },		/* no command is guessed */
		{ { "Run" }, 64, "onbekende opdracht Run" },
		{ { "--json" }, 64, "onbekende opdracht --json" },
		{ { "\x1b[31m\xff" }, 64, "onbekende opdracht \\x1b[31m\\xff;" },
		{ { "run", "--verzin" }, 64, "onbekende optie --verzin; zie woostraat run --help" },
		{ { "run", "-Z" }, 64, "onbekende optie -Z" },
		{ { "run", "-Zq" }, 64, "onbekende optie -Z" },
		{ { "run", "-qZ" }, 64, "onbekende optie -Z" },
		{ { "run", "-\xc3\xa9" }, 64, "onbekende optie -\\xc3" },
		{ { "run", "--quiet=ja" }, 64, "--quiet" },
		{ { "run", "--html", "x" }, 64, "onbekende optie --html" },	/* check's alone */
		{ { "run", "--organisation", "x" }, 64, "onbekende optie --organisation" },
		{ { "stage", "--json", "x", "y" }, 64, "onbekende optie --json" },
		{ { "clean", "x" }, 64, "noem bestanden en een map" },
		{ { "clean", "-o", "x" }, 64, "noem bestanden en een map" },
		{ { "clean", "-o" }, 64, "optie -o wil een waarde" },
		{ { "clean", "x", "--organisation", "y" }, 64, "onbekende optie --organisation" },
		{ { "check", "x", "--output", "y" }, 64, "onbekende optie --output" },
		{ { "run", "--config" }, 64, "optie --config wil een waarde" },
		{ { "run", "-c" }, 64, "optie -c wil een waarde" },
		{ { "run", "-qc" }, 64, "optie -c wil een waarde" },
		{ { "check", "x", "--now" }, 64, "optie --now wil een waarde" },
		{ { "run", "leiden/dossier" }, 64, "run neemt geen dossiers" },
		{ { "check" }, 64, "noem een dossiermap" },
		{ { "check", "--" }, 64, "noem een dossiermap" },
		{ { "redo" }, 64, "noem een dossier" },
		{ { "redo", "-y" }, 64, "noem een dossier" },
		{ { "run", "--from", "extract" }, 64, "onbekende optie --from" },
		{ { "run", "-y" }, 64, "onbekende optie -y" },
		{ { "redo", "--from" }, 64, "optie --from wil een waarde" },
		{ { "status", "--html", "x" }, 64, "onbekende optie --html" },
		{ { "status", "--replay" }, 64, "onbekende optie --replay" },
		{ { "status", "--now", "gisteren" }, 64, "--now gisteren" },
		{ { "status", "-c", "/nergens/x.yaml" }, 78, "/nergens/x.yaml" },
		{ { "explain" }, 64, "noem één dossier" },
		{ { "explain", "a/b", "a/c" }, 64, "noem één dossier" },
		{ { "explain", "--now", "x", "a/b" }, 64, "onbekende optie --now" },
		{ { "explain", "-c", "/nergens/x.yaml", "a/b" }, 78, "/nergens/x.yaml" },
		{ { "stage" }, 64, "noem een stap" },
		{ { "stage", "extract" }, 64, "noem een stap" },
		{ { "stage", "report", "x" }, 64, "noem een stap" },
		{ { "stage", "onbekend", "x" }, 64, "noem een stap" },
		{ { "stage", "extract", "x", "y" }, 64, "noem een stap" },
		{ { "check", "--now", "gisteren", "x" }, 64, "--now gisteren" },
		{ { "check", "--now", "2026-01-15", "x" }, 64, "--now 2026-01-15" },
		{ { "check", "--now", "", "x" }, 64, "--now " },
		{ { "check", "--workers", "0", "x" }, 64, "--workers 0" },
		{ { "check", "--workers", "65", "x" }, 64, "--workers 65" },
		{ { "check", "-w", "-1", "x" }, 64, "--workers -1" },
		{ { "check", "-w", "2x", "x" }, 64, "--workers 2x" },
		{ { "check", "-w", "99999999999999999999999", "x" }, 64, "--workers 999" },
		{ { "check", "-o", "\x01", "x" }, 64, "--organisation" },
		{ { "check", "/nergens/te/vinden" }, 64, "/nergens/te/vinden" },
		{ { "check", "" }, 64, "woostraat: " },
		{ { "check", "--config", "/nergens.yaml", "x" }, 78, "/nergens.yaml" },
		{ { "run", "--config", "/nergens.yaml" }, 78, "/nergens.yaml" },
		{ { "check", "--templates", "/nergens", "x" }, 78, "/nergens" },
		{ { "check", "--templates", "/nergens", "--templates", "/dev", "x" }, 78, "" },	/* the last one counts */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct said s = run((char *const *)(uintptr_t)cases[i].words);

		if (s.rc != cases[i].rc || strstr(str_c(mem, s.err), cases[i].says) == NULL || s.out.n != 0 ||
		    !str_starts(s.err, S("woostraat: ")))
			fail_msg("%zu: %d, %.*s%.*s", i, s.rc, STRF(s.err), STRF(s.out));
	}
}

static void
helps(void **state)
{
	static const struct { const char *words[WORDS_MOST]; const char *says[4]; } cases[] = {
		{ { "--help" }, { "Opdrachten:", "redo", "check", "stage" } },
		{ { "-h" }, { "Opdrachten:" } },
		{ { "help" }, { "Opdrachten:" } },
		{ { "--version" }, { "woostraat 0." } },
		{ { "run", "--help" }, { "woostraat run [OPTIES]", "--config BESTAND", "Voorbeeld:" } },
		{ { "redo", "-h" }, { "DOSSIER...", "-j, --json" } },
		{ { "check", "x", "--help" }, { "PAD...", "--html BESTAND", "--organisation NAAM" } },
		{ { "stage", "-h" }, { "STAP PAD", "--now TIJD" } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct said s = run((char *const *)(uintptr_t)cases[i].words);
		struct str rest = s.out, line;

		if (s.rc != 0 || s.err.n != 0)
			fail_msg("%zu: %d %.*s", i, s.rc, STRF(s.err));
		for (size_t k = 0; k < COUNT(cases[i].says) && cases[i].says[k] != NULL; k++) {
			if (strstr(str_c(mem, s.out), cases[i].says[k]) == NULL)
				fail_msg("%zu: %s: %.*s", i, cases[i].says[k], STRF(s.out));
		}
		while (str_next(&rest, '\n', &line)) {
			if (line.n > 100)
				fail_msg("%zu: %.*s", i, STRF(line));
		}
	}
	/* What a command does not take is not in its help. */
	assert_null(strstr(str_c(mem, run((char *[WORDS_MOST]){ (char *)(uintptr_t)"run", (char *)(uintptr_t)"--help" }).out),
	    "--html"));
}

/* Without what it took, which is another time each time. */
static struct str
timeless(struct str out)
{
	const char *text = str_c(mem, out), *at = strstr(text, "\"timing\":");

	assert_non_null(at);
	return (struct str){ text, (size_t)(at - text) };
}

/* Options may stand after the path, and what follows "--" is no option. */
static void
order(void **state)
{
	char *path = (char *)(uintptr_t)put("-los.txt", S("Een brief.\n")), *json = (char *)(uintptr_t)"--json";
	char *check = (char *)(uintptr_t)"check", *now = (char *)(uintptr_t)"--now=2026-01-15T08:00:00Z";
	char *templates = (char *)(uintptr_t)"--templates=templates", *dash = (char *)(uintptr_t)"--";
	struct said first = run((char *[WORDS_MOST]){ check, json, now, templates, path });
	struct said last = run((char *[WORDS_MOST]){ check, path, templates, now, json });
	struct said none = run((char *[WORDS_MOST]){ check, now, templates, dash, json });

	(void)state;
	assert_int_equal(first.rc, 1);
	assert_non_null(strstr(str_c(mem, first.out), "\"code\":\"ING-505\""));
	assert_int_equal(last.rc, first.rc);
	assert_true(str_eq(timeless(first.out), timeless(last.out)));
	assert_int_equal(none.rc, 64);
	assert_non_null(strstr(str_c(mem, none.err), "--json"));
}

/* The helpers are no programs for people. */
static void
helpers(void **state)
{
	static const char *const names[] = { "woostraat-worker", "woostraat-upload" };

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		for (int n = 0; n < 2; n++) {
			char *argv[] = { (char *)(uintptr_t)names[i], n == 0 ? NULL : (char *)(uintptr_t)"x", NULL };
			posix_spawn_file_actions_t fa;
			pid_t pid;
			struct str said;

			assert_int_equal(posix_spawn_file_actions_init(&fa), 0);
			assert_int_equal(posix_spawn_file_actions_addopen(&fa, 2, in("fout"), O_WRONLY | O_CREAT | O_TRUNC, 0600), 0);
			assert_int_equal(posix_spawn(&pid, program(names[i]), &fa, NULL, argv, (char *[]){ NULL }), 0);
			assert_int_equal(posix_spawn_file_actions_destroy(&fa), 0);
			assert_int_equal(wait_for(pid), 64);
			assert_ok(file_read(in("fout"), MIB(1), mem, &said, &err));
			assert_non_null(strstr(str_c(mem, said), "wordt door woostraat gestart"));
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(usage), cmocka_unit_test(helps), cmocka_unit_test(order), cmocka_unit_test(helpers),
	};

	return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
