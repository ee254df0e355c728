/* SPDX-License-Identifier: EUPL-1.2 */
/* test_waiving.c - findings that persons let pass: what a waiver holds for, and what it releases. */
#include "rows.h"

#include <string.h>

#include "base/utf8.h"
#include "report/account.h"
#include "store/accounts.h"
#include "store/waivers.h"
#include "waiving.h"

#define DOCS	2

static struct organisation org = { .key = S("leiden") };

/* A dossier of two documents as the gate sees it, with a ledger and a vault of its own. */
static void
begin(struct work *w, struct run *run, struct document *docs, const char *name)
{
	*run = (struct run){ .now = NOW };
	run->store = fresh(NULL, &run->id);
	assert_ok(vault_open(in(name), false, &run->vault, &err));
	docs[0] = (struct document){ .path = S("a.pdf"), .role = ROLE_MAIN, .have_set = A_BIT(A_ORIGINAL) };
	docs[1] = (struct document){ .path = S("b\xff.pdf"), .role = ROLE_ANNEX, .have_set = A_BIT(A_ORIGINAL) };
	docs[0].have[A_ORIGINAL].sha256 = digest_of(S("a"));
	docs[1].have[A_ORIGINAL].sha256 = digest_of(S("b"));
	*w = (struct work){ .mem = mem, .run = run, .input = input,
		.d = { .org = &org, .key = S("een"), .docs = docs, .ndocs = DOCS, .mem = mem, .findings = { .mem = mem } } };
	w->turn.id = dossier_uuid(&w->d);
}

static void
finish(struct run *run)
{
	store_close(run->store);
	vault_close(run->vault);
}

static void
found(struct work *w, enum finding_code code, int doc, const char *arg, uint32_t page)
{
	finding_add(&w->d.findings,
	    (struct finding){ .code = code, .doc = doc, .page = page, .arg = { str_of(arg), S("x") }, .masked = S("111*****3") });
}

/* A waiver of what the dossier says now. */
static struct waiver
waiver_of(const struct work *w, enum finding_code code, int doc)
{
	return (struct waiver){ .document = doc == DOC_NONE ? S("") : utf8_exact(mem, w->d.docs[doc].path),
		.of = doc == DOC_NONE ? w->input : w->d.docs[doc].have[A_ORIGINAL].sha256,
		.code = code,
		.says = waiving_says(&w->d.findings, code, doc, mem),
		.reason = S("afgewogen"),
		.by = S("A. de Vries"),
		.at = NOW };
}

static void
give(const struct work *w, enum finding_code code, int doc, const char *second)
{
	struct waiver x = waiver_of(w, code, doc);

	assert_ok(waivers_give(w->run->store, w->turn.id, &x, w->run->id, &err));
	if (second == NULL)
		return;
	x.second = str_of(second);
	x.second_at = NOW + 86400;
	assert_ok(waivers_second(w->run->store, w->turn.id, &x, w->run->id, &err));
}

static size_t
count(const struct work *w, enum finding_code code, int doc)
{
	size_t n = 0;

	for (size_t i = 0; i < w->d.findings.n; i++)
		n += w->d.findings.v[i].code == code && w->d.findings.v[i].doc == doc;
	return n;
}

/* Every finding of that code on that document, and no other. */
static void
holds(void **state)
{
	struct work w;
	struct run run;
	struct document docs[DOCS];

	(void)state;
	begin(&w, &run, docs, "holds");
	found(&w, F_SCR_BSN_POSSIBLE, 0, "de tekst", 1);
	found(&w, F_SCR_BSN_POSSIBLE, 0, "de tekst", 2);
	found(&w, F_SCR_BSN_POSSIBLE, 1, "de tekst", 1);
	give(&w, F_SCR_BSN_POSSIBLE, 0, NULL);
	assert_ok(waiving_read(&w, &err));
	assert_true(w.d.findings.v[0].waived != NULL && w.d.findings.v[1].waived != NULL);
	assert_null(w.d.findings.v[2].waived);
	assert_int_equal(verdict(&w.d.findings), V_HOLD);
	assert_int_equal(verdict_doc(&w.d.findings, 0), V_PUBLISH);
	give(&w, F_SCR_BSN_POSSIBLE, 1, NULL);
	assert_ok(waiving_read(&w, &err));
	assert_int_equal(verdict(&w.d.findings), V_PUBLISH);
	assert_int_equal(finding_weight(&w.d.findings.v[2]), G_LOOK);
	waiving_tell(&w);
	assert_int_equal(w.d.findings.n, 3);
	finish(&run);
}

/* Other bytes, or one more number on the same bytes: it holds no more, and that is told, once. */
static void
gone(void **state)
{
	struct work w;
	struct run run;
	struct document docs[DOCS];

	(void)state;
	begin(&w, &run, docs, "gone");
	found(&w, F_SCR_BSN_POSSIBLE, 0, "de tekst", 1);
	found(&w, F_SCR_BSN_MISTYPED, 1, "de tekst", 1);
	found(&w, F_SID_RELEASE_UNKNOWN, DOC_NONE, "", 0);
	give(&w, F_SCR_BSN_POSSIBLE, 0, NULL);
	give(&w, F_SCR_BSN_MISTYPED, 1, NULL);
	give(&w, F_SID_RELEASE_UNKNOWN, DOC_NONE, NULL);
	docs[0].have[A_ORIGINAL].sha256 = digest_of(S("c"));
	w.input = other;
	found(&w, F_SCR_BSN_MISTYPED, 1, "de tekst", 2);
	assert_ok(waiving_read(&w, &err));
	for (size_t i = 0; i < w.d.findings.n; i++)
		assert_null(w.d.findings.v[i].waived);
	waiving_tell(&w);
	waiving_tell(&w);
	assert_int_equal(count(&w, F_RUN_WAIVER_GONE, 0), 1);
	assert_int_equal(count(&w, F_RUN_WAIVER_GONE, 1), 1);
	assert_int_equal(count(&w, F_RUN_WAIVER_GONE, DOC_NONE), 1);
	assert_str(finding_text(mem, &w.d.findings.v[4]), "De vrijgave van SCR-502 geldt niet meer: de inhoud is gewijzigd");
	assert_str(finding_text(mem, &w.d.findings.v[5]),
	    "De vrijgave van SCR-503 geldt niet meer: wat er is gevonden is nu iets anders");
	finish(&run);
}

/* A code that asks for two persons holds until there are two. */
static void
two(void **state)
{
	struct work w;
	struct run run;
	struct document docs[DOCS];

	(void)state;
	begin(&w, &run, docs, "two");
	found(&w, F_IDN_MACROS, 0, "VBA", 0);
	found(&w, F_IDN_MACROS, 1, "VBA", 0);
	give(&w, F_IDN_MACROS, 0, NULL);
	give(&w, F_IDN_MACROS, 1, "B. Bakker");
	assert_ok(waiving_read(&w, &err));
	assert_null(w.d.findings.v[0].waived);
	assert_non_null(w.d.findings.v[1].waived);
	waiving_tell(&w);
	assert_int_equal(count(&w, F_RUN_WAIVER_HALF, 0), 1);
	assert_int_equal(count(&w, F_RUN_WAIVER_HALF, 1), 0);
	assert_str(waiver_text(mem, w.d.findings.v[1].waived),
	    "Vrijgegeven door A. de Vries op 15 januari 2026 en door B. Bakker op 16 januari 2026: afgewogen");
	finish(&run);
}

/* What nobody may let pass does not, whatever stands in the ledger. */
static void
never(void **state)
{
	static const struct { enum finding_code code; unsigned persons; } table[] = {
		{ F_SCR_BSN, 0 }, { F_SCR_BSN_POSSIBLE, 1 }, { F_IDN_MACROS, 2 }, { F_DSC_EMBARGO, 0 },
		{ F_CLS_OVERRULED, 0 }, { F_ING_JUNK, 0 }, { F_RUN_STILL_HELD, 1 }, { F_RUN_QUARANTINED, 0 },
		{ F_RUN_KILLER, 0 }, { F_PUB_FOREIGN, 0 }, { F_RUN_NOT_EXAMINED, 0 },
	};
	struct work w;
	struct run run;
	struct document docs[DOCS];

	(void)state;
	begin(&w, &run, docs, "never");
	for (size_t i = 0; i < COUNT(table); i++) {
		const char *why;

		assert_int_equal(waiving_persons(table[i].code, &why), table[i].persons);
		assert_true((why == NULL) == (table[i].persons != 0));
		found(&w, table[i].code, 0, "x", 0);
		give(&w, table[i].code, 0, "B. Bakker");
	}
	assert_ok(waiving_read(&w, &err));
	for (size_t i = 0; i < COUNT(table); i++) {
		if ((w.d.findings.v[i].waived != NULL) != (table[i].persons != 0))
			fail_msg("%s", finding_tag(table[i].code));
	}
	/* A file of which nobody kept the bytes. */
	docs[1].have_set = 0;
	found(&w, F_ING_NAME_ODD, 1, "x", 0);
	give(&w, F_ING_NAME_ODD, 1, NULL);
	assert_ok(waiving_read(&w, &err));
	assert_null(w.d.findings.v[w.d.findings.n - 1].waived);
	finish(&run);
}

/* The account says the same of a finding as the finding itself, and who let it pass. */
static void
account(void **state)
{
	struct work w;
	struct run run;
	struct document docs[DOCS];
	AUTO_JSON j = NULL;
	const json_t *list, *waived;

	(void)state;
	begin(&w, &run, docs, "account");
	found(&w, F_SCR_BSN_POSSIBLE, 1, "de tekst\x1b[2J", 7);
	found(&w, F_SCR_BSN_POSSIBLE, 1, "de kop", 0);
	found(&w, F_CLS_UNDECIDED, 1, "Convenant", 0);
	give(&w, F_SCR_BSN_POSSIBLE, 1, NULL);
	assert_ok(waiving_read(&w, &err));
	j = account_dossier(&w.d, NULL, mem);
	list = json_list(json_array_get(json_list(j, "documents"), 1), "findings");
	assert_true(digest_eq(waiving_says_of(list, F_SCR_BSN_POSSIBLE), waiving_says(&w.d.findings, F_SCR_BSN_POSSIBLE, 1, mem)));
	assert_true(digest_eq(waiving_says_of(list, F_CLS_UNDECIDED), waiving_says(&w.d.findings, F_CLS_UNDECIDED, 1, mem)));
	assert_false(digest_eq(waiving_says_of(list, F_CLS_UNDECIDED), waiving_says_of(list, F_SCR_BSN_POSSIBLE)));
	waived = json_map(json_array_get(list, 1), "waived");
	assert_str(json_str(waived, "by"), "A. de Vries");
	assert_str(json_str(waived, "at"), "2026-01-15T08:00:00Z");
	assert_str(json_str(waived, "reason"), "afgewogen");
	assert_null(json_map(json_array_get(list, 2), "waived"));
	assert_str(json_str(j, "verdict"), "hold");
	finish(&run);
}

/* A reason shows no personal data, whatever was written. */
static void
masked(void **state)
{
	struct waiver w = { .code = F_SCR_BSN_POSSIBLE, .by = S("j.jansen@example.nl"), .reason = S("is zaak 20261234567\x1b"),
		.at = NOW };

	(void)state;
	assert_str(waiver_text(mem, &w), "Vrijgegeven door *.******@*******.** op 15 januari 2026: is zaak ***********\\x1b");
}

static void
keep_account(struct work *w)
{
	AUTO_JSON j = account_dossier(&w->d, NULL, mem);

	{
		struct keeping k = { .id = w->turn.id, .verdict = V_HOLD, .run = w->run->id };
		AUTO_SERIES s = series_of("documents", j);

		assert_ok(accounts_keep(w->run->store, w->run->vault, &k, s, &(struct artefact){ 0 }, &err));
	}
}

/* What was held is released when all that held it was let pass, and not by a part of it. */
static void
releases(void **state)
{
	struct work w;
	struct run run;
	struct document docs[DOCS];
	struct waiver *v;
	size_t n;

	(void)state;
	begin(&w, &run, docs, "releases");
	assert_false(waiving_releases(&w));
	found(&w, F_SCR_BSN_POSSIBLE, 0, "de tekst", 1);
	found(&w, F_IDN_MACROS, 1, "VBA", 0);
	found(&w, F_SID_RELEASE_UNKNOWN, DOC_NONE, "", 0);
	found(&w, F_RUN_PUBLIC_BUT_HELD, DOC_NONE, "", 0);
	keep_account(&w);
	assert_ok(waiving_read(&w, &err));
	assert_false(waiving_releases(&w));
	give(&w, F_SCR_BSN_POSSIBLE, 0, NULL);
	give(&w, F_SID_RELEASE_UNKNOWN, DOC_NONE, NULL);
	give(&w, F_IDN_MACROS, 1, NULL);
	assert_ok(waiving_read(&w, &err));
	assert_false(waiving_releases(&w));	/* one person of two */
	assert_ok(waivers_of(run.store, w.turn.id, mem, &v, &n, &err));
	for (size_t i = 0; i < n; i++) {
		v[i].second = S("B. Bakker");
		v[i].second_at = NOW;
		if (v[i].code == F_IDN_MACROS)
			assert_ok(waivers_second(run.store, w.turn.id, &v[i], run.id, &err));
	}
	/* The rules of another day find none of it. */
	w.d.findings.n = 0;
	assert_ok(waiving_read(&w, &err));
	assert_true(waiving_releases(&w));
	w.input = other;
	assert_false(waiving_releases(&w));
	w.input = input;
	assert_ok(waivers_withdraw(run.store, w.turn.id, &v[0], S("A"), S("toch niet"), run.id, &err));
	assert_ok(waiving_read(&w, &err));
	assert_false(waiving_releases(&w));
	finish(&run);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(holds), cmocka_unit_test(gone), cmocka_unit_test(two), cmocka_unit_test(never),
		cmocka_unit_test(account), cmocka_unit_test(masked), cmocka_unit_test(releases),
	};

	return cmocka_run_group_tests(tests, rows_open, scratch_close);
}
