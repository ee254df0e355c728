/* SPDX-License-Identifier: EUPL-1.2 */
/* test_subject.c - what the rules look at in a document, and where it stands. */
#include "with_rules.h"

static void
places(void **state)
{
	struct rules *rules = load(HEAD "rules:\n" RULE("A1", WOO, "tekst", "10", "aap") RULE("A2", WOO, "kop", "3", "aap")
	    RULE("A3", WOO, "bestandsnaam", "2", "aap") RULE("A4", WOO, "zaaktype", "1", "aap"));
	static const struct doc d = { .path = "map.aap/01_aap-noot.pdf", .zaaktype = "aap",
		.text = "aap kop\nnoot é aap\faap aap aap\n", .headings = 1 };
	struct rig r;
	const struct document *x = classify(&r, rules, &d);
	const struct reason *w = x->classes[0].reasons;
	static const struct { const char *rule; int weight; uint32_t page, off, len; } want[] = {
		{ "A1", 10, 1, 0, 3 }, { "A1", 0, 1, 16, 3 }, { "A1", 0, 2, 20, 3 }, { "A2", 3, 1, 0, 3 }, { "A3", 2, 0, 0, 0 },
		{ "A4", 1, 0, 0, 0 },
	};

	(void)state;
	assert_int_equal(x->nclasses, 1);
	assert_int_equal(x->classes[0].score, 16);
	assert_int_equal(x->classes[0].need, 10);
	assert_int_equal(x->classes[0].lead, 4);
	assert_int_equal(x->classes[0].nreasons, COUNT(want));
	for (size_t i = 0; i < COUNT(want); i++) {
		assert_true(str_eq(w[i].rule, str_of(want[i].rule)));
		assert_int_equal(w[i].weight, want[i].weight);
		assert_int_equal(w[i].at.page, want[i].page);
		assert_int_equal(w[i].at.off, want[i].off);
		assert_int_equal(w[i].at.len, want[i].len);
	}
	rig_close(&r);
	rules_free(rules);
}

static void
titles(void **state)
{
	static const struct { const char *name; struct doc d; int want; } t[] = {
		{ "declared", { .declared = "aap", .title = "wim" }, 10 },
		{ "declared wins", { .declared = "wim", .title = "aap" }, 0 },
		{ "of the dossier", { .dossier_title = "aap", .title = "wim" }, 10 },
		{ "of the dossier, annex", { .dossier_title = "aap", .role = ROLE_ANNEX }, 0 },
		{ "property", { .title = "Het aapje", .text = "wim\n", .headings = 1 }, 10 },
		{ "heading", { .text = "aap\n", .headings = 1 }, 10 },
		{ "Word's own", { .title = "Microsoft Word - aap", .text = "wim\n", .headings = 1 }, 0 },
		{ "Word's own, then heading", { .title = "Microsoft Word - x", .text = "aap\n", .headings = 1 }, 10 },
		{ "file name", { .title = "aap_def.docx" }, 0 },
		{ "file name, capitals", { .title = "AAP.PDF" }, 0 },
		{ "path", { .title = "C:\\stukken\\aap" }, 0 },
		{ "numbered", { .title = "Document12", .text = "aap\n", .headings = 1 }, 10 },
		{ "a title that begins so", { .title = "Documentatie aap" }, 10 },
		{ "too short", { .title = "aap" }, 0 },
		{ "dot in a title", { .title = "Besluit nr. 12 aap" }, 10 },
	};
	struct rules *rules = load(HEAD "rules:\n" RULE("A1", WOO, "titel", "10", "aap"));

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct rig r;
		const struct document *x = classify(&r, rules, &t[i].d);

		if (score(x, WOO) != t[i].want)
			fail_msg("%s: %d", t[i].name, score(x, WOO));
		rig_close(&r);
	}
	rules_free(rules);
}

static void
parts(void **state)
{
	struct rules *rules = load(HEAD "rules:\n"
	    "- {id: B, value: " WOO ", field: tekst, part: begin, weight: 1, pattern: aap, yes: [aap], no: [x]}\n"
	    "- {id: E, value: " WOO ", field: tekst, part: einde, weight: 2, pattern: aap, yes: [aap], no: [x]}\n"
	    "- {id: A, value: " WOO ", field: tekst, weight: 4, pattern: aap, yes: [aap], no: [x]}\n"
	    "- {id: H, value: " WOO ", field: tekst, part: hoofd, weight: 8, pattern: aap, yes: [aap], no: [x]}\n");
	static const struct { size_t n, at; int want; } t[] = {
		{ 100, 50, 15 }, { 20000, 0, 13 }, { 20000, 10000, 4 }, { 20000, 19990, 6 },
		{ 20000, 1197, 13 }, { 20000, 1198, 5 },
		{ 20000, 3997, 5 }, { 20000, 3998, 4 }, { 20000, 15999, 4 }, { 20000, 16000, 6 },
		/* Of a text of 20 KiB all is looked at; of a longer one between front and back nobody looks. */
		{ 20 << 10, (16 << 10) - 2, 4 }, { (20 << 10) + 1, (16 << 10) - 2, 0 }, { 40 << 10, 28 << 10, 0 },
		{ 1 << 20, 0, 13 }, { 1 << 20, (16 << 10) - 3, 4 }, { 1 << 20, (16 << 10) - 2, 0 }, { 1 << 20, 500 << 10, 0 },
		{ 1 << 20, (1020 << 10) - 1, 0 }, { 1 << 20, 1020 << 10, 4 }, { 1 << 20, (1 << 20) - 4001, 4 },
		{ 1 << 20, (1 << 20) - 4000, 6 }, { 1 << 20, (1 << 20) - 3, 6 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		char *p = NEW(mem, char, t[i].n + 1);
		struct doc d = { .text = p };
		struct rig r;
		const struct document *x;

		memset(p, '.', t[i].n);
		memcpy(p + t[i].at, "aap", 3);
		x = classify(&r, rules, &d);
		assert_int_equal(score(x, WOO), t[i].want);
		if (x->nclasses > 0)
			assert_int_equal(x->classes[0].reasons[0].at.off, t[i].at);
		rig_close(&r);
	}
	/* A character of two bytes across each edge. */
	for (size_t shift = 0; shift < 2; shift++) {
		size_t n = 1 << 20;
		char *p = NEW(mem, char, n + 3);
		struct doc d = { .text = p };
		struct rig r;

		memset(p, '.', shift);
		for (size_t i = shift; i < n; i += 2)
			memcpy(p + i, "é", 2);
		(void)classify(&r, rules, &d);
		assert_int_equal(rig_count(&r, F_CLS_RULE_FAILED, 0), 0);
		rig_close(&r);
	}
	rules_free(rules);
}

/* hoofd ends after twelve lines with something in them. */
static void
head(void **state)
{
	struct rules *rules = load(HEAD "rules:\n"
	    "- {id: H, value: " WOO ", field: tekst, part: hoofd, weight: 8, pattern: '^aap', yes: [aap], no: [x]}\n");
	static const struct { const char *text; int want; } t[] = {
		{ "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\naap\n", 8 },
		{ "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\naap\n", 0 },
		{ "\n\n1\n\n2\n3\n4\n5\n6\n \n7\n8\n9\n10\n11\n\naap\n", 8 },
		{ "aap", 8 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct doc d = { .text = t[i].text };
		struct rig r;

		assert_int_equal(score(classify(&r, rules, &d), WOO), t[i].want);
		rig_close(&r);
	}
	rules_free(rules);
}

/* Each field sees its own text and no other; facts of the dossier are not an annex's. */
static void
fields(void **state)
{
	static const struct { const char *name; struct doc d; const char *seen; } t[] = {
		{ "zaaktype", { .zaaktype = "De AAP" }, "Z" },
		{ "documentsoort", { .soort = "aapje" }, "D" },
		{ "bron", { .bron = "aap-systeem" }, "B" },
		{ "folder", { .path = "map/aap_1/stuk.pdf" }, "M" },
		{ "folder of the dossier", { .key = "2026-aap" }, "M" },
		{ "a word over folder and dossier", { .key = "a", .path = "ap/stuk.pdf" }, "" },
		{ "folder read as words", { .path = "x.aap+noot/stuk.pdf" }, "M" },
		{ "file name", { .path = "map/aap.pdf" }, "F" },
		{ "title of the document", { .declared = "aap" }, "T" },
		{ "heading", { .text = "de aap\n.\n", .headings = 1 }, "T K X" },
		{ "text", { .text = "de aap\n" }, "X" },
		{ "zaaktype, annex", { .zaaktype = "aap", .role = ROLE_ANNEX }, "" },
		{ "bron, annex", { .bron = "aap", .role = ROLE_ANNEX }, "" },
		{ "documentsoort, annex", { .soort = "aap", .role = ROLE_ANNEX }, "D" },
		{ "folder, annex", { .path = "aap/b.pdf", .role = ROLE_ANNEX }, "M" },
		{ "the category that was chosen is no text", { .categories = KERN WOO, .text = "." }, "" },
	};
	struct rules *rules = load(HEAD "rules:\n" RULE("Z", WOO, "zaaktype", "1", "\\baap") RULE("D", WOO, "documentsoort", "1", "\\baap")
	    RULE("B", WOO, "bron", "1", "\\baap") RULE("M", WOO, "map", "1", "\\baap") RULE("F", WOO, "bestandsnaam", "1", "\\baap")
	    RULE("T", WOO, "titel", "1", "\\baap") RULE("K", WOO, "kop", "1", "\\baap") RULE("X", WOO, "tekst", "1", "\\baap"));

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct rig r;
		const struct document *x = classify(&r, rules, &t[i].d);
		struct buf b;

		buf_init(&b, mem, KIB(1));
		for (size_t k = 0; x->nclasses != 0 && k < x->classes[0].nreasons; k++) {
			if (!str_eq(x->classes[0].reasons[k].rule, S(REASON_SAID)))
				buf_addf(&b, "%s%.*s", b.n == 0 ? "" : " ", STRF(x->classes[0].reasons[k].rule));
		}
		if (!str_eq(buf_str(&b), str_of(t[i].seen)))
			fail_msg("%s: %.*s", t[i].name, STRF(buf_str(&b)));
		rig_close(&r);
	}
	rules_free(rules);
}

/* Places are those of the text as it was, whatever was put right. */
static void
repaired_places(void **state)
{
	static const struct { const char *name, *text; size_t headings; const char *rule, *origin; uint32_t page; } t[] = {
		{ "letter-spaced heading", "B E S L U I T  op\nbezwaar", 1, "K", "B E S L U I T  op", 1 },
		{ "letter-spaced, on a page", "é\fde B E S L U I T op.", 0, "X", "B E S L U I T op", 2 },
		{ "hyphenated", "een be-\nsluit op bezwaar", 0, "X", "be-\nsluit op", 1 },
		{ "look-alikes", "de bes1uit op bezwaar", 0, "X", "bes1uit op", 1 },
		{ "ligature before it", "ﬁlms en besluit op", 0, "X", "besluit op", 1 },
		{ "of two bytes each", "é é beslúít op", 0, "X", "beslúít op", 1 },
	};
	struct rules *rules = load(HEAD "rules:\n- {id: K, value: 2k, field: kop, weight: 5, pattern: besluit op, yes: [besluit op], no: [x]}\n"
	    "- {id: X, value: 2k, field: tekst, weight: 5, pattern: besluit op, yes: [besluit op], no: [x]}\n");

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct doc d = { .text = t[i].text, .headings = t[i].headings };
		struct rig r;
		const struct document *x = classify(&r, rules, &d);
		size_t found = 0;

		for (size_t k = 0; x->nclasses != 0 && k < x->classes[0].nreasons; k++) {
			const struct reason *w = &x->classes[0].reasons[k];

			if (!str_eq(w->rule, str_of(t[i].rule)))
				continue;
			found++;
			if (!str_eq(str_sub(str_of(t[i].text), w->at.off, w->at.len), str_of(t[i].origin)) || w->at.page != t[i].page)
				fail_msg("%s: %u+%u", t[i].name, w->at.off, w->at.len);
		}
		if (found != 1)
			fail_msg("%s: %zu", t[i].name, found);
		rig_close(&r);
	}
	rules_free(rules);
}

/* Begin and end are so many bytes of the text as it was; a place in the back is the right one. */
static void
edges(void **state)
{
	struct rules *rules = load(HEAD "rules:\n"
	    "- {id: B, value: 2i, field: tekst, part: begin, weight: 1, pattern: aap, yes: [aap], no: [x]}\n"
	    "- {id: E, value: 2i, field: tekst, part: einde, weight: 2, pattern: aap, yes: [aap], no: [x]}\n"
	    "- {id: K, value: 2i, field: kop, part: begin, weight: 4, pattern: aap, yes: [aap], no: [x]}\n");
	static const struct { size_t n, at; int want; } t[] = {
		{ 10000, 3996, 1 }, { 10000, 3998, 0 }, { 10000, 5998, 0 }, { 10000, 6000, 2 },
		{ 1 << 20, 3996, 1 }, { 1 << 20, (1 << 20) - 4000, 2 }, { 1 << 20, (1 << 20) - 4002, 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		char *p = NEW(mem, char, t[i].n + 1);
		struct doc d = { .text = p };
		struct rig r;
		const struct document *x;

		/* Two bytes that become one. */
		for (size_t k = 0; k < t[i].n; k += 2)
			memcpy(p + k, "é", 2);
		memcpy(p + t[i].at, "aap.", 4);
		x = classify(&r, rules, &d);
		if (score(x, WOO) != t[i].want)
			fail_msg("%zu of %zu: %d", t[i].at, t[i].n, score(x, WOO));
		if (x->nclasses > 0)
			assert_int_equal(x->classes[0].reasons[0].at.off, t[i].at);
		rig_close(&r);
	}
	rules_free(rules);
}

/* Bytes that are no UTF-8 are never shown to PCRE2, and never pass. */
static void
not_utf8(void **state)
{
	static const struct { const char *name; struct doc d; } t[] = {
		{ "text", { .text = "Raadsvoorstel \xff\xfe\n" } },
		{ "cut character", { .text = "Raadsvoorstel \xc3" } },
		{ "declared", { .declared = "Raadsvoorstel \xed\xa0\x80" } },
		{ "zaaktype", { .zaaktype = "Woo-verzoek \xc0\x80" } },
		{ "heading", { .text = "\x80\x80\nRaad", .headings = 1 } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct rig r;

		(void)classify(&r, real, &t[i].d);
		if (rig_count(&r, F_CLS_RULE_FAILED, 0) != 1)
			fail_msg("%s", t[i].name);
		rig_close(&r);
	}
}

/* Pages and headings that lie outside the text are the machine's fault, not the document's. */
static void
props_lie(void **state)
{
	struct rig r;
	int fd, doc;

	(void)state;
	rig_open(&r);
	r.tools.rules = real;
	doc = rig_add_bytes(&r, "a.pdf", S("x"));
	give_text(&r, doc, S("aap"), 0);
	assert_int_equal(fd_of_str("props", S("{\"pages\":[0],\"headings\":[0,4,1]}"), &fd, &r.err), 0);
	rig_set(&r, doc, A_PROPS, fd);
	assert_int_equal(rig_run(&r, ST_classify, classify_run, doc), -1);
	rig_close(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(places), cmocka_unit_test(titles), cmocka_unit_test(parts), cmocka_unit_test(head), cmocka_unit_test(fields),
		cmocka_unit_test(repaired_places), cmocka_unit_test(edges), cmocka_unit_test(not_utf8),
		cmocka_unit_test(props_lie),
	};

	return cmocka_run_group_tests(tests, rules_setup, rules_teardown);
}
