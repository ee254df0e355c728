/* SPDX-License-Identifier: EUPL-1.2 */
/* test_plain.c - the text of a plain page is what MuPDF's structured text makes of it, or it is not called plain. */
#include "rig.h"

#include "plainly.h"

#define CASES		6000		/* pages made by chance, the same ones each time */
#define PLAIN_LEAST	4		/* one in so many of them is plain, or the test tests nothing */

static fz_context *ctx;

static bool
agrees(const char *contents)
{
	struct arena *mem = arena_new("test", MIB(64));
	const char *why;
	bool plain = plainly(ctx, mem, contents, DRAWING_CMAP, &why);

	if (why != NULL)
		fail_msg("%s\n%s", contents, why);
	arena_free(mem);
	return plain;
}

static void
known(void **state)
{
	static const struct { const char *s; bool plain; } v[] = {
		{ "", true },
		{ "BT /F 12 Tf 20 100 Td (Te zien) Tj ET", true },
		{ "q 1 0 0 1 5 5 cm BT /F 12 Tf 1 0 0 1 20 100 Tm [(T)-20(e)3.5( zien)]TJ T* (a) ' 1 2 (b) \" ET Q", true },
		{ "BT /U 12 Tf 20 100 Td (ABCDEa) Tj <41 4> Tj (\\101\\b\\\n(x)) Tj ET", true },
		{ "/P <</MCID 0/A[1 2 (x)/N true]/B<</C null>>>> BDC BT /F 12 Tf (a) Tj ET EMC", true },
		{ "/P /L BDC BT /F 12 Tf (a) Tj ET EMC", true },
		{ "/I Do /G gs /C cs 0 sc 1 0 0 rg 0 0 9 9 re f % (\n[3 1] 0 d 2 J /DeviceRGB CS 1 0 0 SC", true },
		{ "BT /F 12 Tf 90 Tz 2 Ts 1 Tc 3 Tw 14 TL 3 Tr 20 100 TD (a b) Tj 0 -14 Td (c) Tj T* (d) Tj ET", true },
		{ "BT 0.7 0.7 -.7 0.7 50 50 Tm /F 12 Tf (schuin) Tj 10 0 Td (er naast) Tj ET", true },
		{ "BT /F 12 Tf 20 100 Td (vet) Tj 0 0 Td (vet) Tj ET", true },
		{ "q q q BT /F 12 Tf (a) Tj ET", true },
		{ "Q Q BT /F 12 Tf (a) Tj ET", true },
		{ "/X Do", false },				/* a form */
		{ "/M gs", false },				/* a mask */
		{ "BT /G gs /F 12 Tf (a) Tj /G gs (b) Tj ET", false },	/* within a text */
		{ "/P cs", false }, { "/Pattern cs /P scn", false }, { "/N gs", false }, { "/N Do", false }, { "/N cs", false },
		{ "/OC /L BDC BT /F 12 Tf (a) Tj ET EMC", false },
		{ "BI /W 1 /H 1 /CS /G /BPC 8 ID A EI", false },
		{ "BT (a) Tj ET", false },			/* no font */
		{ "BT /N 12 Tf (a) Tj ET", false },		/* nor this one */
		{ "BT /T 12 Tf (a) Tj ET", false },		/* a font of drawings */
		{ "BT /F 12 Tf 7 Tr (a) Tj ET", false }, { "BT /F 12 Tf .5 Tr (a) Tj ET", false },
		{ "BT /F 12 Tf (a) TJ ET", false }, { "BT /F 12 Tf [(a)] Tj ET", false }, { "BT /F 12 Tf (a)(b) Tj ET", false },
		{ "BT /F 12 Tf 1 (a) Tj ET", false }, { "BT /F Tf (a) Tj ET", false }, { "1 2 3 cm", false },
		{ "BT /F 12 Tf [(a) 3 Tc (b)] TJ ET", false }, { "BT /F 12 Tf [(a) [1] (b)] TJ ET", false },
		{ "BT /F 12 Tf (a", false }, { "BT /F 12 Tf <61", false }, { "BT /F 12 Tf <6x> Tj ET", false },
		{ "BT /F 12 Tf [(a)", false }, { "/P <</MCID 0", false }, { "/P <<1 0>> BDC", false }, { "/P <</A 1 0 R>> BDC", false },
		{ "BT /#46 12 Tf (a) Tj ET", false }, { "BT /F +12 Tf ET", false }, { "BT /F 1-2 Tf ET", false },
		{ "BT /F --12 Tf ET", false }, { "BT /F 123456789 Tf ET", false }, { "BT /F 1.2.3 Tf ET", false },
		{ "BT /F 12x Tf ET", false }, { "- g", false }, { "x", false }, { ")", false }, { "{", false }, { ">", false },
		{ "BX x EX", false }, { "BT /F 12 Tf 1e9 0 0 1 0 0 Tm (a) Tj ET", false },
		{ "BT /F 12 Tf 99999999 0 0 1 0 0 Tm (aa) Tj ET", false },
		{ "q q q q q q q q q q q q q q q q q q q q q q q q q q q q q q q q q q q q q q q q q q q q q q q q q q q q q q q q q q "
		  "q q q q q q q", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(v); i++) {
		if (agrees(v[i].s) != v[i].plain)
			fail_msg("%s: %s", v[i].s, v[i].plain ? "not plain" : "plain");
	}
}

static void
random_number(struct buf *b)
{
	chance_number(b);
	if (b->p[b->n - 1] != '.' && chance(3) == 0 && memchr(b->p + b->n - 4, '.', 4) == NULL)
		buf_addf(b, ".%u", chance(10000));
}

/* An operator with its operands: N a number, / a name, ( a string, [ an array. */
static void
random_operator(struct buf *b)
{
	static const char *const ops[] = { "(Tj", "(Tj", "(Tj", "[TJ", "[TJ", "[TJ", "NNTd", "NNTd", "NNTD", "T*", "NNNNNNTm",
		"NTc", "NTw", "NTL", "NTs", "NTz", "/NTf", "/NTf", "/NTf", "BT", "ET", "BT", "ET", "q", "Q", "NNNNNNcm", "Ng", "NNNrg",
		"NNNNre", "f", "W", "n", "('", "NN(\"", "NTr", "Nw", "/gs", "/Do", "EMC", "/BMC", "[Nd", "NNNscn", "/cs" };
	static const char *const names[] = { "/F", "/F", "/U", "/B", "/B", "/F", "/G", "/I", "/T", "/C", "/DeviceRGB", "/X" };
	static const char *const turns[] = { "1 0 0 1 ", "1 0 0 -1 ", "0 1 -1 0 ", "12 0 0 12 ", "1 0 .2 1 " };
	const char *op = ops[chance(COUNT(ops))];

	if (chance_turn(b, op, turns, COUNT(turns)))
		return;
	for (; *op == 'N' || *op == '/' || *op == '(' || *op == '['; op++) {
		if (*op == 'N')
			random_number(b);
		else if (*op == '/')
			buf_addf(b, "%s", names[chance(op[1] == 'N' ? 6 : COUNT(names))]);
		else if (*op == '(')
			chance_string(b);
		else {
			buf_addc(b, '[');
			for (uint32_t n = chance(5); n-- != 0;) {
				chance_string(b);
				random_number(b);
			}
			buf_addc(b, ']');
		}
		buf_addc(b, ' ');
	}
	buf_addf(b, "%s\n", op);
}

static void
by_chance(void **state)
{
	uint32_t plain = 0;

	(void)state;
	for (int i = 0; i < CASES; i++) {
		struct arena *mem = arena_new("test", MIB(1));
		struct buf b;

		buf_init(&b, mem, 65536);
		buf_addf(&b, "BT /%s %u Tf %u %u Td\n", chance(2) != 0 ? "F" : "U", 6 + chance(12), chance(200), chance(200));
		for (uint32_t n = 1 + chance(16); n-- != 0;)
			random_operator(&b);
		chance_slip(&b);
		plain += agrees(str_c(mem, buf_str(&b)));
		arena_free(mem);
	}
	if (plain < CASES / PLAIN_LEAST)
		fail_msg("only %u of %d are plain", plain, CASES);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(known), cmocka_unit_test(by_chance) };
	int failed;

	ctx = drawing_context();
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	fz_drop_context(ctx);
	return failed;
}
