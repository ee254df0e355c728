/* SPDX-License-Identifier: EUPL-1.2 */
/* test_types.c - names of the words, the ids made of them, findings and verdicts. */
#include "scratch.h"

#include "base/utf8.h"
#include "stage.h"

static void
names(void **state)
{
	enum doc_role role;
	enum origin origin;
	enum field field;
	enum stage_id st;
	enum finding_code code;

	(void)state;
	for (int i = 0; i < ROLE__COUNT; i++) {
		assert_int_equal(role_find(str_of(role_name((enum doc_role)i)), &role), 0);
		assert_int_equal(role, i);
	}
	for (int i = 0; i < FROM__COUNT; i++) {
		assert_int_equal(origin_find(str_of(origin_name((enum origin)i)), &origin), 0);
		assert_int_equal(origin, i);
	}
	for (int i = 0; i < MD__COUNT; i++) {
		assert_int_equal(field_find(str_of(field_element((enum field)i)), &field), 0);
		assert_int_equal(field, i);
	}
	for (int i = 0; i < ST__COUNT; i++) {
		assert_int_equal(stage_find(str_of(stages[i].name), &st), 0);
		assert_int_equal(st, i);
		assert_true(stages[i].version >= 1 && stages[i].limits.wall_s != 0 && stages[i].limits.mem != 0);
	}
	for (int i = 0; i < F__COUNT; i++) {
		assert_int_equal(finding_find(str_of(finding_tag((enum finding_code)i)), &code), 0);
		assert_int_equal(code, i);
	}
	for (int i = 0; i < O__COUNT; i++)
		assert_non_null(outcome_name((enum outcome)i));
	assert_string_equal(field_list(MD_PUBLISHER), "organisaties");
	assert_null(field_list(MD_OFFICIELE_TITEL));
}

static void
unknown_names(void **state)
{
	static const struct str odd[] = { { NULL, 0 }, S(""), S("Main"), S("main "), S("main\0"), S("mai"), S("EXT-5011"),
		S("ext-501"), S("EXT-50"), S("identify\0x") };
	enum doc_role role;
	enum origin origin;
	enum field field;
	enum stage_id st;
	enum finding_code code;

	(void)state;
	for (size_t i = 0; i < COUNT(odd); i++) {
		assert_int_equal(role_find(odd[i], &role), -1);
		assert_int_equal(role, ROLE_UNKNOWN);
		assert_int_equal(origin_find(odd[i], &origin), -1);
		assert_int_equal(origin, FROM_NOWHERE);
		assert_int_equal(field_find(odd[i], &field), -1);
		assert_int_equal(stage_find(odd[i], &st), -1);
		assert_int_equal(finding_find(odd[i], &code), -1);
	}
}

/* What a finding repeats of a name: short, harmless, and no number of a person, not by halves either. */
static void
shown(void **state)
{
	static const struct { struct str raw; const char *want; } cases[] = {
		{ S("brief 2026-00012345.pdf"), "brief 2026-00012345.pdf" },
		{ S("bsn 111222333.pdf"), "bsn *********.pdf" },
		{ S("1234567890"), "**********" },
		{ S("a\x1b[2Jb\xff"), "a\\x1b[2Jb\\xff" },
		{ S(""), "" },
	};
	char name[300];

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(str_c(mem, finding_shown(mem, cases[i].raw)), cases[i].want);
	for (size_t at = 185; at < 201; at++) {
		struct str s;

		memset(name, 'a', sizeof name);
		memcpy(name + at, "111222333", 9);
		s = finding_shown(mem, (struct str){ name, sizeof name });
		assert_int_equal(s.n, 200);
		assert_false(str_has(s, '1'));
	}
	memset(name, 0x80, sizeof name);
	assert_int_equal(finding_shown(mem, (struct str){ name, sizeof name }).n, 200);
}

/* Every finding: the number and who may waive it agree, and its sentence takes what its arguments say. */
static void
findings_table(void **state)
{
	(void)state;
	for (int i = 0; i < F__COUNT; i++) {
		enum finding_code c = (enum finding_code)i;
		struct finding f = { .code = c, .arg = { S("[een]"), S("[twee]") } };
		const char *tag = finding_tag(c), *text = str_c(mem, finding_text(mem, &f));

		if (strlen(tag) != 7 || tag[3] != '-' || tag[4] - '0' != (char)finding_gravity(c))
			fail_msg("%s", tag);
		if ((finding_gravity(c) == G_STOP) != (finding_waive(c) != WAIVE_FREE))
			fail_msg("%s: waive %d", tag, (int)finding_waive(c));
		if (strchr(text, '%') != NULL || !utf8_valid(str_of(text)))
			fail_msg("%s: %s", tag, text);
		for (int k = 0; k < i; k++) {
			if (strcmp(tag, finding_tag((enum finding_code)k)) == 0)
				fail_msg("%s twice", tag);
		}
	}
}

static void
sentences(void **state)
{
	struct str long_arg = { arena_alloc(mem, 5000, 1), 5000 };
	struct finding f = { .code = F_SID_SYNTAX, .arg = { S("%2"), S("%1 100%") } };

	(void)state;
	/* Arguments are not read again, and an absent one leaves nothing. */
	assert_str(finding_text(mem, &f), "dossier.yaml, %2: %1 100%");
	f.arg[0] = f.arg[1] = STR_NONE;
	assert_str(finding_text(mem, &f), "dossier.yaml, : ");
	/* A sentence that is cut is still text. */
	for (size_t i = 0; i + 1 < long_arg.n; i += 2)
		memcpy((char *)(uintptr_t)long_arg.p + i, "é", 2);
	for (size_t n = 1990; n < 1996; n++) {
		struct str arg = str_fmt(mem, "%.*s", STRF(long_arg));

		f.arg[0] = str_fmt(mem, "%.*s%.*s", (int)(n % 2), "x", STRF(arg));
		if (!utf8_valid(finding_text(mem, &f)))
			fail_msg("%zu: cut in the middle of a character", n);
	}
}

static void
verdicts(void **state)
{
	static const struct { enum finding_code code; enum verdict want; const char *name; } cases[] = {
		{ F_ING_JUNK, V_PUBLISH, "publish" }, { F_IDN_EXTENSION_LIES, V_LOOK, "look" },
		{ F_ING_UNSTABLE, V_LATER, "later" }, { F_SCR_BSN, V_HOLD, "hold" },
	};
	struct findings none = { .mem = mem }, all = { .mem = mem };

	(void)state;
	assert_int_equal(verdict(&none), V_PUBLISH);
	assert_int_equal(verdict_doc(&none, DOC_NONE), V_PUBLISH);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct findings one = { .mem = mem };

		finding_add(&one, (struct finding){ .code = cases[i].code, .doc = 2 });
		assert_int_equal(verdict(&one), cases[i].want);
		assert_string_equal(verdict_name(verdict(&one)), cases[i].name);
		assert_int_equal(verdict_doc(&one, 2), cases[i].want);
		assert_int_equal(verdict_doc(&one, 1), V_PUBLISH);
		assert_int_equal(verdict_doc(&one, DOC_NONE), V_PUBLISH);
		/* The gravest decides, wherever it stands. */
		finding_add(&all, (struct finding){ .code = cases[i].code, .doc = DOC_NONE });
		assert_int_equal(verdict(&all), cases[i].want);
		finding_add(&all, (struct finding){ .code = F_ING_JUNK, .doc = 0 });
		assert_int_equal(verdict(&all), cases[i].want);
	}
}

static void
goes_out(void **state)
{
	static const bool want[ROLE__COUNT] = { [ROLE_UNKNOWN] = true, [ROLE_MAIN] = true, [ROLE_ANNEX] = true,
		[ROLE_INVENTORY] = true };

	(void)state;
	for (int i = 0; i < ROLE__COUNT; i++)
		assert_int_equal(document_goes_out(&(struct document){ .role = (enum doc_role)i }), want[i]);
}

/* python3 -c 'import uuid; print(uuid.uuid5(uuid.UUID(ns), "leiden\x1fdossier"))' */
static void
ids(void **state)
{
	struct organisation org = { .key = S("leiden"), .ns = S("6ba7b810-9dad-11d1-80b4-00c04fd430c8") }, no_ns = { .key = S("leiden") };
	struct document docs[] = {
		{ .path = S("a.pdf"), .have[A_ORIGINAL].sha256 = digest_of(S("abc")) },
		{ .path = S("b.pdf"), .have[A_ORIGINAL].sha256 = digest_of(S("abc")), .role = ROLE_MAIN },
		{ .path = S("a.pdf"), .have[A_ORIGINAL].sha256 = digest_of(S("abd")), .role = ROLE_MAIN },
		{ .path = S("\xff\n.pdf"), .have[A_ORIGINAL].sha256 = digest_of(S("abd")) },
	};
	struct dossier d = { .org = &org, .key = S("dossier"), .docs = docs, .ndocs = COUNT(docs), .mem = mem }, other = d;

	(void)state;
	assert_str(uuid_text(mem, dossier_uuid(&d)), "e0dffca2-86f4-5a4c-a185-e85f809a1015");
	assert_str(uuid_text(mem, document_uuid(&d, &docs[0])), "a2bfd0c8-7d7c-561a-8738-541555805de7");
	for (size_t i = 0; i < COUNT(docs); i++) {
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(str_c(mem, uuid_text(mem, document_uuid(&d, &docs[i]))),
			    str_c(mem, uuid_text(mem, document_uuid(&d, &docs[k]))));
	}
	other.org = &no_ns;
	assert_string_not_equal(str_c(mem, uuid_text(mem, dossier_uuid(&d))), str_c(mem, uuid_text(mem, dossier_uuid(&other))));
	other.org = &(struct organisation){ .key = S("leidendossier") };
	other.key = S("");
	assert_string_not_equal(str_c(mem, uuid_text(mem, dossier_uuid(&d))), str_c(mem, uuid_text(mem, dossier_uuid(&other))));
	assert_ptr_equal(dossier_main(&d), &docs[1]);
	d.ndocs = 1;
	assert_null(dossier_main(&d));
}

static void
records(void **state)
{
	struct record r = { 0 };

	(void)state;
	for (int i = 0; i < 100; i++)
		record_add(&r, MD_HAS_PART, (struct value){ .text = str_fmt(mem, "%d", i), .origin = FROM_RULE }, mem);
	assert_int_equal(r.f[MD_HAS_PART].n, 100);
	assert_str(r.f[MD_HAS_PART].v[99].text, "99");
	assert_int_equal(r.f[MD_PUBLISHER].n, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names), cmocka_unit_test(unknown_names), cmocka_unit_test(findings_table),
		cmocka_unit_test(shown), cmocka_unit_test(sentences), cmocka_unit_test(verdicts), cmocka_unit_test(goes_out),
		cmocka_unit_test(ids), cmocka_unit_test(records),
	};

	return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
