/* SPDX-License-Identifier: EUPL-1.2 */
/* test_screen.c - burgerservicenummers: found as people and layout write them, never repeated, never missed in silence. */
#include "rig.h"

#include <stdio.h>

#include "base/buf.h"
#include "detect/bsn.h"
#include "base/fold.h"
#include "detect/pattern.h"
#include "config/catalog.h"
#include "detect/detectors.h"
#include "screen/policy.h"
#include "screen/screen.h"
#include "text.h"

#include "base/banned.h"

#define FULL_WIDTH	"\xef\xbc\x91\xef\xbc\x91\xef\xbc\x91\xef\xbc\x92\xef\xbc\x92\xef\xbc\x92\xef\xbc\x93\xef\xbc\x93\xef\xbc\x93"
#define ARABIC		"\xd9\xa1\xd9\xa1\xd9\xa1\xd9\xa2\xd9\xa2\xd9\xa2\xd9\xa3\xd9\xa3\xd9\xa3"
#define NBSP		"\xc2\xa0"
#define SHY		"\xc2\xad"
#define ZWSP		"\xe2\x80\x8b"
#define EN_DASH		"\xe2\x80\x93"
#define SUPER_2		"\xc2\xb2"

static void
setup_rig(struct rig *r)
{
	rig_open(r);
	if (bsn_load(r->mem, &r->tools.bsn, &r->err) != 0 ||
	    catalog_load("templates/lists", r->mem, &r->tools.lists, &r->err) != 0 ||
	    detectors_load("templates", r->mem, &r->tools.detectors, &r->err) != 0 ||
	    policy_load("templates", r->tools.lists, r->mem, &r->tools.policy, &r->err) != 0)
		fail_msg("%s", r->err.msg);
}

/* A document with this text, in pages that start at page_at. */
static int
add_text(struct rig *r, const char *path, struct str s, uint32_t *page_at, size_t npages)
{
	struct text t = { .s = s, .page_at = page_at, .npages = npages };
	struct result out = { .mem = r->mem };
	int doc = rig_add_bytes(r, path, S("x"));

	for (int k = 0; k < A__COUNT; k++)
		out.out[k] = -1;
	out.out[A_TEXT] = memfd_create("text", MFD_CLOEXEC);
	out.out[A_PROPS] = memfd_create("props", MFD_CLOEXEC);
	assert_int_equal(text_save(&t, &out, r->mem, &r->err), 0);
	rig_set(r, doc, A_TEXT, out.out[A_TEXT]);
	rig_set(r, doc, A_PROPS, out.out[A_PROPS]);
	return doc;
}

static void
run(struct rig *r, int doc)
{
	if (rig_run(r, ST_screen, screen_run, doc) != 0)
		fail_msg("%s", r->err.msg);
}

/* "501[111222333] 503[...]": codes, with the text at their place. */
static const char *
findings_of(struct rig *r, struct str text)
{
	struct buf b;

	buf_init(&b, r->mem, 1 << 16);
	for (size_t i = 0; i < r->dossier.findings.n; i++) {
		const struct finding *f = &r->dossier.findings.v[i];

		/* What else of a person stands there is test_personal.c's affair. */
		if (f->code < F_SCR_BSN || f->code > F_SCR_SCREEN_FAILED)
			continue;
		buf_addf(&b, "%s%s[%.*s]", b.n == 0 ? "" : " ", finding_tag(f->code) + 4,
		    STRF(str_sub(text, f->off, f->len)));
	}
	return str_c(r->mem, buf_str(&b));
}

/* No finding holds eight digits in a row in anything that is printed. */
static void
assert_masked(struct rig *r)
{
	for (size_t i = 0; i < r->dossier.findings.n; i++) {
		const struct finding *f = &r->dossier.findings.v[i];
		struct str said[] = { finding_text(r->mem, f), f->masked, f->arg[0], f->arg[1] };

		for (size_t k = 0; k < COUNT(said); k++) {
			size_t n = 0;

			for (size_t j = 0; j < said[k].n; j++)
				n += said[k].p[j] >= '0' && said[k].p[j] <= '9';
			if (n >= 8)
				fail_msg("%.*s", STRF(said[k]));
		}
	}
}

static const struct { const char *text, *want; } cases[] = {
	/* announced: never public */
	{ "BSN 111222333", "501[111222333]" },
	{ "bsn: 123456782.", "501[123456782]" },
	{ "Burgerservicenummer 111222333", "501[111222333]" },
	{ "burger service nummer: 111 222 333", "501[111 222 333]" },
	{ "burgerservice-\nnummer 111222333", "501[111222333]" },
	{ "burger" SHY "service" SHY "nummer 111222333", "501[111222333]" },
	{ "bur-\ngerservicenummer 111222333", "501[111222333]" },
	{ "BSN-\nhouder 111222333", "501[111222333]" },
	{ "B.S.N. 111222333", "501[111222333]" },
	{ "B S N 111222333", "501[111222333]" },
	{ "sofinummer 111222333", "501[111222333]" },
	{ "sofi-nr. 111222333", "501[111222333]" },
	{ "sociaal-fiscaal nummer 111222333", "501[111222333]" },
	{ "persoonlijk nummer 111222333", "501[111222333]" },
	{ "persoonsnummer 111222333", "501[111222333]" },
	{ "identificatienummer 111222333", "501[111222333]" },
	{ "citizen service number 111222333", "501[111222333]" },
	{ "omzetbelastingnummer NL111222333B01", "501[111222333]" },
	{ "111222333 is het bsn van betrokkene", "501[111222333]" },
	{ "klantBSN=111222333;", "501[111222333]" },
	{ "bsn_111222333", "501[111222333]" },
	{ "\xef\xbc\xa2\xef\xbc\xb3\xef\xbc\xae 111222333", "501[111222333]" },	/* BSN in full width */
	/* the writings in use */
	{ "bsn 111.222.333", "501[111.222.333]" },
	{ "bsn 111-222-333", "501[111-222-333]" },
	{ "bsn 1112.22.333", "501[1112.22.333]" },
	{ "bsn 11.12.22.333", "501[11.12.22.333]" },
	{ "bsn 111" NBSP "222" NBSP "333", "501[111" NBSP "222" NBSP "333]" },
	{ "bsn 111" EN_DASH "222" EN_DASH "333", "501[111" EN_DASH "222" EN_DASH "333]" },
	{ "bsn " FULL_WIDTH, "501[" FULL_WIDTH "]" },
	{ "bsn " ARABIC, "501[" ARABIC "]" },
	{ "bsn 111" ZWSP "222" SHY "333", "501[111" ZWSP "222" SHY "333]" },
	{ "bsn 111222333" SUPER_2, "501[111222333]" },		/* a footnote */
	{ "één bsn: 111222333, twee", "501[111222333]" },
	/* torn by layout */
	{ "bsn 11122\n2333 en", "501[11122\n2333]" },
	{ "bsn 111222-\n333 en", "501[111222-\n333]" },
	{ "bsn 111.222.\n333 en", "501[111.222.\n333]" },
	{ "bsn 111 222 \n 333 en", "501[111 222 \n 333]" },
	{ "bsn\n111\n222\n333\nnaam", "501[111\n222\n333]" },
	{ "bsn 1 1 1 2 2 2 3 3 3 naam", "502[1 1 1 2 2 2 3 3 3]" },
	{ "bsn\t1\t1\t1\t2\t2\t2\t3\t3\t3\tnaam", "501[1\t1\t1\t2\t2\t2\t3\t3\t3]" },
	{ "Naam\tBSN\tPlaats\nA\t111222333\tLeiden\nB\t123456782\tDelft\n", "501[111222333] 501[123456782]" },
	{ "bsn 111222 333", "502[111222 333]" },
	{ "bsn 111  222  333", "502[111  222  333]" },
	{ "bsn 111 .. 222 .. 333", "" },			/* dots that lead to a page number */
	/* what stands before it does not shield an announced number */
	{ "BSN-111222333", "501[111222333]" },
	{ "bsn/111222333", "501[111222333]" },
	{ "BSN nr.111222333", "501[111222333]" },
	{ "bsn 2023 111222333", "501[111222333]" },
	/* another number's label directly before it: a word further away makes it no more than possible */
	{ "bsn onbekend; dossiernummer 111222333", "502[111222333]" },
	{ "BSN\nKvK-nr.: 123456782", "502[123456782]" },
	{ "bsn; btw-id NL111222333B01", "502[111222333]" },
	{ "NL111222333B01 van de houder van dit bsn", "502[111222333]" },
	{ "bsn: tel. 111 222 333", "502[111 222 333]" },
	{ "dossiernummer 2026-7, bsn 111222333", "501[111222333]" },
	{ "dossier 7: 111222333 is het bsn", "501[111222333]" },
	{ "dossiernummer\n111222333 is het bsn", "501[111222333]" },
	{ "registratiebsn 111222333", "501[111222333]" },
	{ "bsn vermelden; KvK 12345670", "" },
	/* eight digits: only when announced */
	{ "bsn 12345670", "503[12345670]" },
	{ "bsn, geboren 20260312", "" },
	{ "bsn onbekend, tel. 06-12345678 of 06 12345678", "" },
	/* without a word: a person decides */
	{ "nummer 111222333", "502[111222333]" },
	{ "111222333", "502[111222333]" },
	{ "KvK 123456782", "502[123456782]" },
	{ "zaaknummer 111222333", "502[111222333]" },
	{ "btw-identificatienummer NL111222333B01", "502[111222333]" },
	{ "zie 11122\n2333 en", "502[11122\n2333]" },
	{ "zie 11 12\n22333 en", "" },				/* no writing in use */
	{ "zie 11122\n2333\n4 en", "" },			/* a list */
	{ "zie 5 11122\n2333 en", "" },
	{ "zie 111 222\n333 en", "502[111 222\n333]" },
	{ "nummer 111 222 333", "502[111 222 333]" },
	/* announced, but a digit is wrong */
	{ "bsn 111222334", "503[111222334]" },
	{ "bsn 111 222 334", "503[111 222 334]" },
	{ "bsn 11122\n2334 en", "503[11122\n2334]" },
	{ "bsn 000000000", "503[000000000]" },
	{ "bsn 001000007", "503[001000007]" },
	/* no BSN */
	{ "", "" },
	{ "geen nummer", "" },
	{ "111222334", "" },
	{ "1112223330 en 0111222333", "" },			/* ten digits: no window slides over them */
	{ "bsn 1112223330", "" },
	{ "1111222333444", "" },
	{ "06-12345678, 0612345678, +31612345678, 071-5165165", "" },
	{ "NL91ABNA0417164300 en NL91 ABNA 0417 1643 00", "" },
	{ "KvK 12345678, btw NL123456789B01", "" },
	{ "12-03-2026, 2026-03-12, 20260312, 12 03 2026", "" },
	{ "EUR 111.222.333.000", "502[111.222.333]" },		/* as the facts have it: 9 % of such amounts are held */
	{ "EUR 111222333,00 en 1.111222333", "" },
	{ "artikel 1.1.1.2.2.2.3.3.3", "" },
	{ "111 aa 222 bb 333", "" },
	{ "111222\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n333", "" },	/* too far apart */
	{ "2019\n2020\n2021\n111\n222\n333\n444\n", "" },	/* a column of numbers is not joined */
};

static void
table(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct rig r;
		uint32_t page = 0;
		struct str text = str_of(cases[i].text);

		setup_rig(&r);
		run(&r, add_text(&r, "a.pdf", text, &page, 1));
		if (strcmp(findings_of(&r, text), cases[i].want) != 0)
			fail_msg("%s: %s, not %s", cases[i].text, findings_of(&r, text), cases[i].want);
		assert_masked(&r);
		rig_close(&r);
	}
}

/* The word counts within 300 characters on either side, and not beyond. */
static void
distance(void **state)
{
	static const struct { const char *before, *after; size_t gap; const char *want; } want[] = {
		{ "bsn", "111222333", 299, "501[111222333]" }, { "bsn", "111222333", 301, "502[111222333]" },
		{ "111222333", "bsn", 299, "501[111222333]" }, { "111222333", "bsn", 301, "502[111222333]" },
		{ "bsn", "111222334", 299, "503[111222334]" }, { "bsn", "111222334", 301, "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(want); i++) {
		struct rig r;
		struct buf b;
		uint32_t page = 0;

		setup_rig(&r);
		buf_init(&b, r.mem, 4096);
		buf_addf(&b, "%1000s%s%*s%s", "", want[i].before, (int)want[i].gap, "", want[i].after);
		run(&r, add_text(&r, "a.pdf", buf_str(&b), &page, 1));
		assert_string_equal(findings_of(&r, buf_str(&b)), want[i].want);
		rig_close(&r);
	}
}

static void
pages_and_masks(void **state)
{
	struct str text = S("één\nbsn 111222333\ntwee\nBSN 123456782\n");
	uint32_t page_at[] = { 0, 19 };
	struct rig r;
	struct finding *f;

	(void)state;
	setup_rig(&r);
	run(&r, add_text(&r, "a.pdf", text, page_at, 2));
	assert_string_equal(findings_of(&r, text), "501[111222333] 501[123456782]");
	f = r.dossier.findings.v;
	assert_int_equal(f[0].page, 1);
	assert_int_equal(f[1].page, 2);
	assert_true(str_eq(f[0].masked, S("111*****3")));
	assert_true(str_eq(f[1].masked, S("123*****2")));
	assert_int_equal(f[0].doc, 0);
	assert_true(str_eq(finding_text(r.mem, &f[0]),
	    S("Burgerservicenummer gevonden in de tekst (Woo art. 5.1 lid 1 onder e); lak of verwijder het bij de bron")));
	rig_close(&r);
}

/* Why a possible number is only possible; the word comes from our list, never from the text around it. */
static void
reasons(void **state)
{
	static const struct { const char *text, *why; } want[] = {
		{ "nummer 111222333", "(zonder aanduiding)" },
		{ "Kenmerk: Z-Jansen 111222333", "(dichtbij staat ‘kenmerk’)" },
		{ "KvK 111222333", "(dichtbij staat ‘kvk’)" },
		{ "bsn, dossierjansen 111222333", "(dichtbij staat ‘dossier’)" },
		{ "bsn 1 1 1 2 2 2 3 3 3", "(als zodanig aangekondigd, in een ongewone schrijfwijze)" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(want); i++) {
		struct rig r;
		uint32_t page = 0;
		const char *said;

		setup_rig(&r);
		run(&r, add_text(&r, "a.pdf", str_of(want[i].text), &page, 1));
		assert_int_equal(rig_count(&r, F_SCR_BSN_POSSIBLE, 0), 1);
		said = str_c(r.mem, finding_text(r.mem, &r.dossier.findings.v[0]));
		if (strstr(said, want[i].why) == NULL)
			fail_msg("%s", said);
		rig_close(&r);
	}
}

/* What becomes public beside the text: names and titles.  Each finding says where. */
static void
beside(void **state)
{
	static const struct {
		const char *path, *property, *declared, *dossier;
		enum doc_role role;
		const char *want;	/* tag and place */
	} want[] = {
		{ "Besluit 111222333.pdf", "", "", "", ROLE_ANNEX, "SCR-502 de bestandsnaam" },
		{ "bsn_111222333.pdf", "", "", "", ROLE_ANNEX, "SCR-501 de bestandsnaam" },
		{ "map/111222333/a.pdf", "", "", "", ROLE_ANNEX, "SCR-502 de bestandsnaam" },
		{ "caf\xe9 111222333.pdf", "", "", "", ROLE_ANNEX, "SCR-502 de bestandsnaam" },
		{ "2026-03-12 besluit 20260312.pdf", "", "", "", ROLE_ANNEX, "" },
		{ "a.pdf", "brief 111222333", "", "", ROLE_ANNEX, "SCR-501 de titel in de bestandseigenschappen" },
		{ "a.pdf", "", "brief 111222333", "", ROLE_ANNEX, "SCR-502 de titel van dit stuk in dossier.yaml" },
		{ "a.pdf", "", "", "bsn 111222333", ROLE_MAIN, "SCR-501 de titel in dossier.yaml" },
		{ "a.pdf", "", "", "bsn 111222333", ROLE_ANNEX, "" },
		{ "bsn 111222333.pdf", "bsn 111222333", "", "", ROLE_WITHHELD, "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(want); i++) {
		struct rig r;
		struct buf b;
		int doc;

		setup_rig(&r);
		buf_init(&b, r.mem, 4096);
		doc = rig_add_bytes(&r, want[i].path, S("x"));		/* no text: another finding holds that */
		r.dossier.docs[doc].role = want[i].role;
		r.dossier.docs[doc].props.title = str_of(want[i].property);
		r.dossier.docs[doc].declared_title = str_of(want[i].declared);
		r.dossier.declared.titel = str_of(want[i].dossier);
		run(&r, doc);
		for (size_t k = 0; k < r.dossier.findings.n; k++) {
			const struct finding *f = &r.dossier.findings.v[k];

			buf_addf(&b, "%s %.*s", finding_tag(f->code), STRF(f->arg[0]));
			assert_int_equal(f->len, 0);
		}
		assert_string_equal(str_c(r.mem, buf_str(&b)), want[i].want);
		assert_masked(&r);
		rig_close(&r);
	}
}

static struct str
repeated(struct rig *r, const char *s, size_t n)
{
	struct buf b;

	buf_init(&b, r->mem, 64 << 20);
	while (n-- > 0)
		buf_add(&b, str_of(s));
	return buf_str(&b);
}

/* Fifty places are reported; one more, and the document counts as not looked at. */
static void
many(void **state)
{
	static const struct { size_t n, found, failed; } want[] = { { 49, 49, 0 }, { 50, 50, 0 }, { 51, 50, 1 },
		{ 5000, 50, 1 } };

	(void)state;
	for (size_t i = 0; i < COUNT(want); i++) {
		struct rig r;
		uint32_t page = 0;

		setup_rig(&r);
		run(&r, add_text(&r, "a.pdf", repeated(&r, "bsn 111222333\n", want[i].n), &page, 1));
		assert_int_equal(rig_count(&r, F_SCR_BSN, 0), want[i].found);
		assert_int_equal(rig_count(&r, F_SCR_SCREEN_FAILED, 0), want[i].failed);
		rig_close(&r);
	}
}

/* Megabytes made to take long: they come to an end, and what stands behind them is found. */
static void
hostile(void **state)
{
	static const char *const parts[] = { "1", "1 ", "12 ", "1\n", "111 222 334 ", "111222334 ", "123-", " ", "\n", "1\t",
		"12345678 ", "bsn ", "btw-", "-\n", "a-\n", "1................", ZWSP, "\xf0\x9d\x9f\x8f", "bsn 111222334x" };

	(void)state;
	for (size_t i = 0; i < COUNT(parts); i++) {
		struct rig r;
		uint32_t page = 0;
		struct buf b;

		setup_rig(&r);
		buf_init(&b, r.mem, 4 << 20);
		buf_add(&b, repeated(&r, parts[i], (2 << 20) / strlen(parts[i])));
		buf_add(&b, S("\nx\nbsn 111222333"));
		run(&r, add_text(&r, "a.pdf", buf_str(&b), &page, 1));
		if (rig_count(&r, F_SCR_BSN, 0) + rig_count(&r, F_SCR_SCREEN_FAILED, 0) == 0)
			fail_msg("%zu: nothing found", i);
		rig_close(&r);
	}
}

/* Around the borders of a window and of its overlap numbers are seen whole, once, and too long ones as too long. */
static void
windows(void **state)
{
	static const struct { const char *s; size_t n; enum finding_code code; } want[] = {
		{ "bsn 111.222.333", 1, F_SCR_BSN }, { "nr. 111.222.333", 1, F_SCR_BSN_POSSIBLE },
		{ "nr. 111222333", 1, F_SCR_BSN_POSSIBLE }, { "nr. 1112223330", 0, F_SCR_BSN },
		{ "nr. 0111222333", 0, F_SCR_BSN }, { "nr. 111222333,00", 0, F_SCR_BSN },
	};
	static const size_t borders[] = { 65536, 65536 + PATTERN_SPAN, 2 * 65536 };
	struct rig r;
	struct bsn *b;

	(void)state;
	setup_rig(&r);
	assert_int_equal(bsn_load(r.mem, &b, &r.err), 0);
	for (size_t i = 0; i < COUNT(want) * COUNT(borders) * 32; i++) {
		struct mark m = arena_mark(r.mem);
		struct str s = str_of(want[i % COUNT(want)].s);
		size_t before = borders[i / COUNT(want) % COUNT(borders)] - 24 + i / COUNT(want) / COUNT(borders);
		struct str text = str_fmt(r.mem, "%*s%.*s%70000s", (int)before, "", STRF(s), " ");
		struct bsn_hits *hits = NEW(r.mem, struct bsn_hits, 1);

		bsn_scan(b, text, r.mem, hits);
		if (hits->n != want[i % COUNT(want)].n)
			fail_msg("%.*s at %zu: %zu", STRF(s), before, hits->n);
		if (hits->n == 1) {
			assert_int_equal(hits->v[0].code, want[i % COUNT(want)].code);
			assert_int_equal(hits->v[0].off, before + 4);
			assert_int_equal(hits->v[0].len, s.n - 4);
		}
		arena_rewind(r.mem, m);
	}
	rig_close(&r);
}

/* The 11-proef by other means: weights from the right. */
static bool
passes(uint32_t n)
{
	int sum = -(int)(n % 10), weight = 2;

	for (uint32_t rest = n / 10; rest != 0; rest /= 10)
		sum += (int)(rest % 10) * weight++;
	return sum % 11 == 0;
}

/* Ten thousand numbers that do not pass are not found: with one weight wrong, one in eleven would be. */
static void
random_numbers(void **state)
{
	struct rig r;
	struct bsn *b;
	uint32_t x = 1;

	(void)state;
	setup_rig(&r);
	assert_int_equal(bsn_load(r.mem, &b, &r.err), 0);
	for (int i = 0; i < 10000; i++) {
		struct mark m = arena_mark(r.mem);
		struct bsn_hits *hits = NEW(r.mem, struct bsn_hits, 1);
		uint32_t n;

		x = x * 1664525u + 1013904223u;
		n = 100000000u + x % 900000000u;
		while (passes(n))
			n++;
		bsn_scan(b, str_fmt(r.mem, "%u", n), r.mem, hits);
		assert_int_equal(hits->n, 0);
		arena_rewind(r.mem, m);
	}
	rig_close(&r);
}

/* A number that lost its leading zero counts when announced.  It is computed, so that none stands here. */
static void
eight_digits(void **state)
{
	static const struct { const char *fmt, *masked; enum finding_code code; size_t n; } want[] = {
		{ "bsn %u", "100****", F_SCR_BSN, 1 }, { "nummer %u", "", F_SCR_BSN, 0 },
		{ "bsn-%u", "100****", F_SCR_BSN, 1 }, { "bsn 1%u0", "", F_SCR_BSN, 0 },
		{ "bsn, op %u", "202****", F_SCR_BSN_POSSIBLE, 1 },		/* also a day */
	};
	uint32_t number = 10000001, day = 20260301, n;

	(void)state;
	while (!passes(number))
		number++;
	while (!passes(day))
		day++;
	assert_true(day <= 20260331);
	for (size_t i = 0; i < COUNT(want); i++) {
		struct rig r;
		struct bsn *b;
		struct bsn_hits *hits;
		char text[64];

		setup_rig(&r);
		n = i == COUNT(want) - 1 ? day : number;
		hits = NEW(r.mem, struct bsn_hits, 1);
		assert_int_equal(bsn_load(r.mem, &b, &r.err), 0);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		(void)snprintf(text, sizeof text, want[i].fmt, n);
#pragma GCC diagnostic pop
		bsn_scan(b, str_of(text), r.mem, hits);
		assert_int_equal(hits->n, want[i].n);
		if (want[i].n != 0) {
			assert_int_equal(hits->v[0].code, want[i].code);
			assert_memory_equal(hits->v[0].masked, want[i].masked, 3);
			assert_int_equal(strlen(hits->v[0].masked), 8);
		}
		rig_close(&r);
	}
}

/* A pattern made to explode says that it was not carried out. */
static void
patterns(void **state)
{
	struct rig r;
	struct pattern *p;
	size_t s, e;

	(void)state;
	rig_open(&r);
	assert_int_equal(pattern_new("(?:a+)+[bc]", r.mem, &p, &r.err), 0);
	assert_int_equal(pattern_find(p, repeated(&r, "a", 5000), 0, &s, &e), -1);
	assert_int_equal(pattern_find(p, S("xxaaab"), 0, &s, &e), 1);
	assert_true(s == 2 && e == 6);
	assert_int_equal(pattern_find(p, S("xxaaab"), 3, &s, &e), 1);
	assert_int_equal(s, 3);
	assert_int_equal(pattern_find(p, S("xx"), 0, &s, &e), 0);
	assert_int_equal(pattern_find(p, STR_NONE, 0, &s, &e), 0);
	assert_int_equal(pattern_new("(", r.mem, &p, &r.err), -1);
	assert_int_equal(r.err.kind, E_BUG);
	rig_close(&r);
}

static void
folding(void **state)
{
	static const struct { const char *in, *out; } want[] = {
		{ "ABC één", "abc een" }, { "e\xcc\x81", "e" }, { "\xef\xac\x81", "fi" }, { "x" SUPER_2, "x?" },
		{ "a\xe2\x80\xa8" "b", "a\nb" }, { "a\xff" "b", "a?b" }, { "\xe2\x88\x92" "1", "-1" },
		{ "\xe0\xa5\xa6\xe0\xa5\xaf", "09" },		/* Devanagari 0 and 9 */
		{ "\xf0\x9d\x9f\x8e\xf0\x9d\x9f\xbf", "09" },	/* mathematical 0 and 9 */
		{ "\xd0\x96", "?" }, { "a-\n b", "ab" }, { "a-b", "a-b" }, { "1-\n2", "1-\n2" }, { "a-\n1", "a-\n1" },
		{ "\xef\xb7\xba", "?" },			/* falls apart into 18 characters */
		{ "\r\n\f", "\n\n\n" }, { "", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(want); i++) {
		struct arena *mem = arena_new("test", MIB(1));
		struct folded f;

		fold(&f, str_of(want[i].in), mem);
		assert_string_equal(str_c(mem, f.s), want[i].out);
		for (size_t k = 0; k < f.s.n; k++)
			assert_true(f.at[k] < f.from.n && (k == 0 || f.at[k] >= f.at[k - 1]));
		arena_free(mem);
	}
}

/* Text that cannot be read back is the machine's fault. */
static void
machine(void **state)
{
	struct rig r;
	uint32_t page = 0;
	int doc;

	(void)state;
	setup_rig(&r);
	doc = add_text(&r, "a.pdf", S("x"), &page, 1);
	auto_close(&r.fd[doc + 1][A_PROPS]);
	r.fd[doc + 1][A_PROPS] = -1;
	assert_int_equal(rig_run(&r, ST_screen, screen_run, doc), -1);
	rig_close(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table), cmocka_unit_test(distance), cmocka_unit_test(pages_and_masks),
		cmocka_unit_test(reasons), cmocka_unit_test(beside), cmocka_unit_test(many), cmocka_unit_test(hostile),
		cmocka_unit_test(windows), cmocka_unit_test(random_numbers), cmocka_unit_test(eight_digits),
		cmocka_unit_test(patterns),
		cmocka_unit_test(folding), cmocka_unit_test(machine),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
