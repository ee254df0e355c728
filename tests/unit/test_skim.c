/* SPDX-License-Identifier: EUPL-1.2 */
/* test_skim.c - the quick look through a PDF stream never overlooks what MuPDF's lexer would have shown. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include "chance.h"
#include "skimming.h"

#define CASES		300000		/* streams made by chance, the same ones each time */
#define STREAM_MOST	200		/* bytes of one */

static fz_context *ctx;

static void
known(void **state)
{
	static const struct { const char *s; bool close; } v[] = {
		{ "", false },
		{ "q 1 0 0 1 72 720 cm BT /F1 11 Tf (Besluit van het college) Tj ET Q", false },
		{ "[(111)-20(222)3(333)]TJ", true },
		{ "(111) Tj (222) Tj (333) Tj", false },
		{ "(111222333) Tj", true },
		{ "(11122233a) Tj", false },
		{ "(deze 12-03-2026) Tj", false },
		{ "(\\061\\061\\061222333) Tj", true },
		{ "(1112\\n22333) Tj", false },
		{ "(12345678\\n9a) Tj", true },
		{ "<313131323232333333> Tj", true },
		{ "<0003001100200031> Tj", false },
		{ "<feff0031> Tj", true },
		{ "(\\376\\377\\0001) Tj", true },
		{ "(a(b)c) Tj (d) Tj", false },
		{ "(11(1222)333) Tj", false },
		{ "% (111222333)\n(a) Tj", false },
		{ "/P <</MCID 0 >>BDC (a) Tj EMC", false },
		{ "/A#28 1 Tf (a) Tj", true },		/* a name that hides a sign */
		{ "(a\\\nb) Tj", true },		/* goes on at the next line */
		{ "(a) Tj ) (b) Tj", true },		/* no token */
		{ "<3> Tj", true },			/* half a byte */
		{ "(111222333", true },			/* breaks off */
		{ "[(111222333)", true },
		{ "[(a)", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(v); i++) {
		struct str s = str_of(v[i].s);

		for (size_t piece = 1; piece < 4; piece++) {
			if (is_close(s, piece) != v[i].close)
				fail_msg("%s: %s", v[i].s, v[i].close ? "overlooked" : "looked at closely");
		}
	}
}

/* Long words and long strings. */
static void
long_ones(void **state)
{
	struct arena *mem = arena_new("test", MIB(16));
	struct buf b;

	(void)state;
	buf_init(&b, mem, MIB(1));
	for (int i = 0; i < 300; i++)
		buf_addf(&b, "a");
	buf_addf(&b, " (x) Tj");
	assert_true(is_close(buf_str(&b), b.n));
	b.n = 0;
	buf_addf(&b, "[");
	for (int i = 0; i < 600; i++)
		buf_addf(&b, "(woorden )-12");
	buf_addf(&b, "]TJ");
	assert_true(is_close(buf_str(&b), 100));
	b.n = 0;
	for (int i = 0; i < 600; i++)
		buf_addf(&b, "[(woorden )-12(1234567)]TJ\n");
	assert_false(is_close(buf_str(&b), 100));
	assert_false(is_told(ctx, mem, buf_str(&b)));
	arena_free(mem);
}

/* Pieces that mean something, and bytes that may mean anything. */
static struct str
by_chance(char *to)
{
	static const char *const parts[] = { "(", ")", "<", ">", "[", "]", "<<", ">>", "{", "}", "/", "%", "#", "\\", "\n", "\r",
		" ", "Tj", "TJ", "-20", "1", "12345678", "111222333", "1.2", "\\061", "\\1", "\\12", "\\n", "\\\r", "\\(", "3131",
		"32", "31313132323233", "a", "f", "fe", "feff", "/F1", "/A#2", "BI", "ID", "EI", "(1)", "(11)", "<31>", "] TJ", "-",
		"\\376", "\xfe\xff", "-.", " 1 ", "\\8", "(12-34", "5678-9)", "." };
	size_t n = 0, want = 1 + chance(STREAM_MOST - 20);

	while (n < want) {
		const char *part = parts[chance(COUNT(parts))];

		if (chance(12) == 0) {
			to[n++] = (char)chance(256);
			continue;
		}
		memcpy(to + n, part, strlen(part));
		n += strlen(part);
	}
	return (struct str){ to, n };
}

static void
overlooks_nothing(void **state)
{
	struct arena *mem = arena_new("test", MIB(16));
	struct mark m = arena_mark(mem);
	size_t told = 0, passed = 0;
	char bytes[STREAM_MOST + 32];

	(void)state;
	for (int i = 0; i < CASES; i++) {
		struct str s = by_chance(bytes);
		bool close = is_close(s, 1 + chance(64));

		if (is_told(ctx, mem, s)) {
			told++;
			if (!close)
				fail_msg("overlooked, stream %d: %.*s", i, STRF(s));
		}
		passed += !close;
		arena_rewind(mem, m);
	}
	/* Both happened often enough to mean something. */
	assert_true(told > CASES / 100 && passed > CASES / 100);
	arena_free(mem);
}

static int
load(void **state)
{
	(void)state;
	ctx = fz_new_context(NULL, NULL, FZ_STORE_DEFAULT);
	fz_set_warning_callback(ctx, NULL, NULL);
	fz_set_error_callback(ctx, NULL, NULL);
	return ctx == NULL ? -1 : 0;
}

static int
unload(void **state)
{
	(void)state;
	fz_drop_context(ctx);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(known), cmocka_unit_test(long_ones),
		cmocka_unit_test(overlooks_nothing) };

	return cmocka_run_group_tests(tests, load, unload);
}
