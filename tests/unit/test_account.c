/* SPDX-License-Identifier: EUPL-1.2 */
/* test_account.c - what an account does not say: personal data. */
#include "rig.h"

#include "report/account.h"

#define assert_str(got, want)	assert_string_equal(str_c(mem, (got)), (want))

static struct arena *mem;

static int
setup(void **state)
{
	(void)state;
	mem = arena_new("test", MIB(16));
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

static struct str
first(const json_t *account, const char *element, const char *what)
{
	const json_t *doc = json_array_get(json_list(account, "documents"), 0);

	return json_str(json_array_get(json_list(json_map(doc, "metadata"), element), 0), what);
}

/* What a person or a file says stands masked; what would be public does when the dossier is held for it. */
static void
account_private(void **state)
{
	static const struct { enum finding_code code; bool seen; const char *title; } table[] = {
		{ F_SCR_BSN, true, "Brief *********" },
		{ F_SCR_BSN_POSSIBLE, true, "Brief *********" },
		{ F_SCR_BSN_MISTYPED, true, "Brief *********" },
		{ F_SCR_SCREEN_FAILED, true, "Brief *********" },
		{ F_EXT_PASSWORD, true, "Brief 111222333" },
		{ F_EXT_PASSWORD, false, "Brief *********" },
		{ F_CLS_OVERRULED, true, "Brief 111222333" },	/* public: as it will be */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct document one = { .path = S("brief.pdf"), .role = ROLE_MAIN, .outcome = O_HELD }, *doc = &one;
		struct dossier d = { .key = S("een"), .docs = doc, .ndocs = 1, .mem = mem, .findings = { .mem = mem } };
		AUTO_JSON j = NULL;
		const json_t *facts;

		doc->seen_by = table[i].seen ? 1u << ST_screen : 0;
		doc->declared_title = doc->props.title = doc->props.heading = S("Brief 111222333");
		doc->declared_soort = d.declared.titel = d.declared.zaaktype = d.declared.bron = S("brief j@x.nl");
		doc->declared_categories = S("https://example.nl/c_12345678");
		record_add(&doc->record, MD_OFFICIELE_TITEL,
		    (struct value){ .text = S("Brief 111222333"), .origin = FROM_DOCUMENT }, mem);
		record_add(&doc->record, MD_IDENTIFIER,
		    (struct value){ .text = S("urn:uuid:12345678-0000-5000-8000-000000000000"), .origin = FROM_RULE }, mem);
		record_add(&doc->record, MD_RELATION,
		    (struct value){ .text = S("Brief"), .uri = S("https://example.nl/111222333"), .origin = FROM_SOURCE }, mem);
		record_add(&doc->record, MD_HAS_PART,
		    (struct value){ .text = S("Brief"), .uri = S("urn:uuid:12345678-0000-5000-8000-000000000001"), .origin = FROM_RULE }, mem);
		finding_add(&d.findings, (struct finding){ table[i].code, 0, .arg = { S("de tekst"), S("x") } });
		j = account_dossier(&d, NULL, mem);
		facts = json_map(json_array_get(json_list(j, "documents"), 0), "facts");
		assert_str(json_str(facts, "title"), "Brief *********");
		assert_str(json_str(facts, "property"), "Brief *********");
		assert_str(json_str(facts, "heading"), "Brief *********");
		assert_str(json_str(facts, "documentsoort"), "brief *@*.**");
		assert_str(json_str(facts, "categories"), "https://example.nl/c_12345678");
		assert_str(json_str(json_map(j, "declared"), "titel"), "brief *@*.**");
		assert_str(json_str(json_map(j, "declared"), "zaaktype"), "brief *@*.**");
		assert_str(json_str(json_map(j, "declared"), "bron"), "brief *@*.**");
		assert_str(json_str(j, "title"), table[i].title);
		assert_str(first(j, "officieleTitel", "value"), table[i].title);
		assert_str(first(j, "identifier", "value"), "urn:uuid:12345678-0000-5000-8000-000000000000");
		assert_str(first(j, "relation", "uri"), str_has(str_of(table[i].title), '*') ? "https://example.nl/*********" :
		    "https://example.nl/111222333");
		assert_str(first(j, "hasPart", "uri"), "urn:uuid:12345678-0000-5000-8000-000000000001");
	}
}

/* As many notices as there may be, each with a title as long as it may be, in a fraction of what a line may take. */
static void
many_notices(void **state)
{
	struct arena *own = arena_new("test", MIB(48));
	struct notice *v = NEW(own, struct notice, NOTICES_MOST);
	struct organisation org = { .key = S("leiden") };
	struct dossier d = { .org = &org, .key = S("een"), .notices = v, .nnotices = NOTICES_MOST, .mem = own, .findings = { .mem = own } };
	struct str title = str_fmt(own, "%0500d", 7);
	AUTO_JSON j = NULL;

	(void)state;
	for (size_t i = 0; i < NOTICES_MOST; i++) {
		v[i].key = str_fmt(own, "%zu", i);
		record_add(&v[i].record, MD_OFFICIELE_TITEL, (struct value){ .text = title, .origin = FROM_SOURCE }, own);
	}
	d.have_set = A_BIT(A_BUNDLE);
	j = account_dossier(&d, NULL, own);
	assert_int_equal(json_array_size(json_list(j, "notices")), NOTICES_MOST);
	assert_int_equal(json_str(j, "plan").n, 64);
	arena_free(own);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(account_private),
		cmocka_unit_test(many_notices),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
