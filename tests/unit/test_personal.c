/* SPDX-License-Identifier: EUPL-1.2 */
/* test_personal.c - personal data besides burgerservicenummers: weighed by where it stands and what toets.yaml says. */
#include "rig.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/fd.h"
#include "base/path.h"
#include "config/catalog.h"
#include "detect/bsn.h"
#include "detect/detectors.h"
#include "screen/policy.h"
#include "screen/screen.h"
#include "text.h"
#include "unseen.h"

#include "base/banned.h"

/* A rig whose toets.yaml is this; NULL: ours. */
static void
setup_rig(struct rig *r, const char *policy)
{
	char dir[] = "/tmp/test_personal.XXXXXX";
	const char *templates = "templates";

	rig_open(r);
	if (policy != NULL) {
		assert_non_null(mkdtemp(dir));
		templates = dir;
		assert_int_equal(file_replace(str_c(r->mem, str_fmt(r->mem, "%s/" POLICY_FILE, dir)), str_of(policy), &r->err), 0);
	}
	if (bsn_load(r->mem, &r->tools.bsn, &r->err) != 0 ||
	    catalog_load("templates/lists", r->mem, &r->tools.lists, &r->err) != 0 ||
	    detectors_load("templates", r->mem, &r->tools.detectors, &r->err) != 0 ||
	    policy_load(templates, r->tools.lists, r->mem, &r->tools.policy, &r->err) != 0)
		fail_msg("%s", r->err.msg);
	if (policy != NULL)
		path_remove_tree(dir);
}

/* A document with this text; from hidden on it is of this origin (0: all is seen). */
static int
add_text_of(struct rig *r, const char *s, size_t hidden, enum text_origin origin, const char *unseen)
{
	static uint32_t page;
	struct stretch tail = { (uint32_t)hidden, (uint32_t)(strlen(s) - hidden), origin };
	struct text t = { .s = str_of(s), .page_at = &page, .npages = 1, .stretches = &tail, .nstretches = hidden != 0 };
	struct unseens u = { .mem = r->mem };
	struct result out = { .mem = r->mem };
	int doc = rig_add_bytes(r, "stuk.pdf", S("x"));

	for (int k = 0; k < A__COUNT; k++)
		out.out[k] = -1;
	out.out[A_TEXT] = memfd_create("text", MFD_CLOEXEC);
	out.out[A_PROPS] = memfd_create("props", MFD_CLOEXEC);
	assert_int_equal(text_save(&t, &out, r->mem, &r->err), 0);
	rig_set(r, doc, A_TEXT, out.out[A_TEXT]);
	rig_set(r, doc, A_PROPS, out.out[A_PROPS]);
	if (unseen != NULL) {
		out.out[A_UNSEEN] = memfd_create("unseen", MFD_CLOEXEC);
		unseen_add(&u, (struct unseen){ .cause = CAUSE_COVERED, .page = 3, .text = str_of(unseen) });
		assert_int_equal(unseen_save(&u, &out, &r->err), 0);
		rig_set(r, doc, A_UNSEEN, out.out[A_UNSEEN]);
	}
	return doc;
}

static int
add_text(struct rig *r, const char *s, size_t hidden, const char *unseen)
{
	return add_text_of(r, s, hidden, TEXT_HIDDEN, unseen);
}

/* "SCR-530 SCR-239": what was told of it, in order; nothing of what was found is in it. */
static const char *
told(struct rig *r, int doc)
{
	struct buf b;

	if (rig_run(r, ST_screen, screen_run, doc) != 0)
		fail_msg("%s", r->err.msg);
	buf_init(&b, r->mem, 1 << 16);
	for (size_t i = 0; i < r->dossier.findings.n; i++) {
		const struct finding *f = &r->dossier.findings.v[i];
		struct str text = finding_text(r->mem, f);

		buf_addf(&b, "%s%s", b.n == 0 ? "" : " ", finding_tag(f->code));
		for (size_t k = 0, n = 0; k < text.n; k++) {
			n = text.p[k] >= '0' && text.p[k] <= '9' ? n + 1 : 0;
			assert_true(n < 5);
		}
		assert_false(str_holds_nocase(text, S("dijkgraaf")) || str_holds_nocase(f->masked, S("dijkgraaf")));
	}
	return str_c(r->mem, buf_str(&b));
}

static const struct {
	const char *key, *text, *note, *look, *hold, *unseen;
} subjects[] = {
	{ "iban", "Betaal op NL91 ABNA 0417 1643 00 graag", "SCR-230", "SCR-330", "SCR-530", "SCR-540" },
	{ "telefoon-mobiel", "Bel 06-12 34 56 78 dan", "SCR-231", "SCR-331", "SCR-531", "SCR-541" },
	{ "telefoon-vast", "Bel 071-516 51 65 dan", "SCR-232", "SCR-332", "SCR-532", "SCR-542" },
	{ "e-mail-prive", "Schrijf naar tuinman77@gmail.com dan", "SCR-233", "SCR-333", "SCR-533", "SCR-543" },
	{ "e-mail-op-naam", "Schrijf naar w.dijkgraaf@voorbeeldbedrijf.nl dan", "SCR-234", "SCR-334", "SCR-534", "SCR-544" },
	{ "e-mail-overig", "Schrijf naar werkplaats7@voorbeeldbedrijf.nl dan", "SCR-240", "SCR-340", "SCR-550", "SCR-551" },
	{ "kenteken", "De auto met kenteken GB-123-X stond er", "SCR-235", "SCR-335", "SCR-535", "SCR-545" },
	{ "geboortedatum", "Geboren op 12 maart 1980 te Leiden", "SCR-236", "SCR-336", "SCR-536", "SCR-546" },
	{ "adres", "De heer Dijkgraaf woont Dorpsstraat 12, 2312 AB Leiden", "SCR-237", "SCR-337", "SCR-537", "SCR-547" },
	{ "betrokkene", "Volgens Willemijn Dijkgraaf klopt het", "SCR-238", "SCR-338", "SCR-538", "SCR-548" },
	{ "naam", "Volgens de heer Dijkgraaf klopt het", "SCR-239", "SCR-339", "SCR-539", "SCR-549" },
};

/* All other subjects off. */
static const char *
policy_with(struct rig *r, size_t which, const char *measure)
{
	struct buf b;

	buf_init(&b, r->mem, 4096);
	buf_addf(&b, "version: 1\nmaatregelen:\n");
	for (size_t i = 0; i < COUNT(subjects); i++)
		buf_addf(&b, "  %s: %s\n", subjects[i].key, i == which ? measure : "nee");
	return str_c(r->mem, buf_str(&b));
}

static void
measures(void **state)
{
	static const char *const names[] = { "nee", "noteren", "kijken", "vasthouden" };
	struct rig texts;

	(void)state;
	rig_open(&texts);
	for (size_t i = 0; i < COUNT(subjects); i++) {
		const char *want[] = { "", subjects[i].note, subjects[i].look, subjects[i].hold };
		/* What no reader sees is one graver; a name is a name. */
		const char *unseen[] = { "", subjects[i].look, subjects[i].unseen, subjects[i].unseen };
		bool name = strcmp(subjects[i].key, "naam") == 0;

		for (size_t m = 0; m < COUNT(names); m++) {
			for (int hidden = 0; hidden < 2; hidden++) {
				const char *expect = hidden != 0 && !name ? unseen[m] : want[m], *got;
				struct rig r;
				int doc;

				setup_rig(&r, policy_with(&texts, i, names[m]));
				doc = add_text(&r, hidden != 0 ? str_c(r.mem, str_fmt(r.mem, "x\n%s", subjects[i].text)) :
								 subjects[i].text,
				    hidden != 0 ? 2 : 0, NULL);
				if (strcmp(subjects[i].key, "betrokkene") == 0)
					must(statement_add(&r.dossier.docs[doc].said,
					    (struct statement){ .what = SAY_PARTY, .text = S("Willemijn Dijkgraaf") }, r.mem));
				got = told(&r, doc);
				if (strcmp(got, expect) != 0)
					fail_msg("%s, %s, %d: %s, not %s", subjects[i].key, names[m], hidden, got, expect);
				rig_close(&r);
			}
		}
	}
	rig_close(&texts);
}

/* What can be read elsewhere in the document was seen by who read it. */
static void
seen_elsewhere(void **state)
{
	const char *twice = "Mail tuinman77@gmail.com, of Tuinman77@Gmail.com";
	struct rig r;

	(void)state;
	setup_rig(&r, "version: 1\nmaatregelen: {e-mail-prive: kijken}\n");
	assert_string_equal(told(&r, add_text(&r, twice, 26, NULL)), "SCR-333 SCR-333");
	rig_close(&r);
	setup_rig(&r, "version: 1\nmaatregelen: {e-mail-prive: kijken}\n");
	assert_string_equal(told(&r, add_text(&r, "Mail tuinman77@gmail.com, of molen12@gmail.com", 26, NULL)),
	    "SCR-333 SCR-543");
	rig_close(&r);
}

static void
own(void **state)
{
	struct rig r;

	(void)state;
	setup_rig(&r, "version: 1\neigen: {iban: ['NL91ABNA0417164300'], telefoon: ['06 1234 5678'], e-mail: [leiden.nl]}\n");
	assert_string_equal(told(&r, add_text(&r, "NL91 ABNA 0417 1643 00, 06-12345678, balie7@leiden.nl", 0, NULL)), "");
	rig_close(&r);
}

/* In text that no reader sees nine digits that pass are one; in the address of a page they may be. */
static void
origins(void **state)
{
	static const struct { enum text_origin origin; const char *want; } cases[] = {
		{ TEXT_VISIBLE, "SCR-502" }, { TEXT_HEADER, "SCR-502" }, { TEXT_NOTE, "SCR-502" }, { TEXT_MAIL, "SCR-502" },
		{ TEXT_SCAN, "SCR-502" }, { TEXT_LINK, "SCR-502" }, { TEXT_REST, "SCR-502" }, { TEXT_COMMENT, "SCR-501" },
		{ TEXT_ALT, "SCR-501" }, { TEXT_PROPERTY, "SCR-501" }, { TEXT_BOOKMARK, "SCR-501" }, { TEXT_ATTACHMENT, "SCR-501" },
		{ TEXT_DELETED, "SCR-501" }, { TEXT_HIDDEN, "SCR-501" }, { TEXT_FIELD, "SCR-501" }, { TEXT_SPEAKER, "SCR-501" },
	};

	(void)state;
	assert_int_equal(COUNT(cases), TEXT__COUNT);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct rig r;
		const char *got;

		setup_rig(&r, NULL);
		got = told(&r, add_text_of(&r, "Besluit\nnummer 111222333", 8, cases[i].origin, NULL));
		if (strcmp(got, cases[i].want) != 0)
			fail_msg("%s: %s", text_origin_name(cases[i].origin), got);
		rig_close(&r);
	}
}

/* Text that no reader sees: a burgerservicenummer without a word for it is one, and its page is known. */
static void
unseen(void **state)
{
	struct rig r;

	(void)state;
	setup_rig(&r, NULL);
	assert_string_equal(told(&r, add_text(&r, "Besluit", 0, "nummer 111222333")), "SCR-501 SCR-520");
	assert_int_equal(r.dossier.findings.v[0].page, 3);
	assert_string_equal(str_c(r.mem, r.dossier.findings.v[0].masked), "111*****3");
	rig_close(&r);
	setup_rig(&r, NULL);
	assert_string_equal(told(&r, add_text(&r, "Besluit", 0, "bel 06-12345678")), "SCR-541 SCR-520");
	rig_close(&r);
	/* Extract takes along what is covered: that is no second place where it can be read. */
	setup_rig(&r, NULL);
	assert_string_equal(told(&r, add_text(&r, "Besluit, bel 06-12345678", 0, "bel 06-12345678")), "SCR-531 SCR-541 SCR-520");
	rig_close(&r);
	setup_rig(&r, NULL);
	assert_string_equal(told(&r, add_text(&r, "bel 06-12345678, of bel 06-12345678", 0, "bel 06-12345678")),
	    "SCR-531 SCR-531 SCR-531 SCR-520");
	rig_close(&r);
	setup_rig(&r, NULL);
	assert_string_equal(told(&r, add_text(&r, "Besluit, besluit", 0, "besluit")), "SCR-320");
	rig_close(&r);
	/* The ledger says how much of the text was looked through. */
	setup_rig(&r, NULL);
	assert_string_equal(told(&r, add_text(&r, "Besluit", 0, "geheim stuk")), "SCR-520");
	assert_int_equal(r.dossier.docs[0].cover[COVER_TEXT].examined, 7);
	assert_int_equal(r.dossier.docs[0].cover[COVER_UNSEEN].examined, 1);
	rig_close(&r);
}

/* A list of telephone numbers stays readable, and says how long it is. */
static void
many(void **state)
{
	struct rig r;
	struct buf b;
	const struct finding *last;
	int doc;

	(void)state;
	setup_rig(&r, NULL);
	buf_init(&b, r.mem, 1 << 16);
	for (int i = 0; i < 40; i++)
		buf_addf(&b, "bel 06-1234%04d\n", 1000 + i * 7);
	doc = add_text(&r, str_c(r.mem, buf_str(&b)), 0, NULL);
	(void)told(&r, doc);
	last = &r.dossier.findings.v[r.dossier.findings.n - 1];
	assert_int_equal(r.dossier.findings.n, 26);
	assert_string_equal(finding_tag(last->code), "SCR-250");
	assert_string_equal(str_c(r.mem, last->arg[1]), "15");
	rig_close(&r);
	/* However many are to be seen, a hidden one asks for two persons and is told. */
	setup_rig(&r, NULL);
	buf_init(&b, r.mem, 1 << 16);
	for (int i = 0; i < 40; i++)
		buf_addf(&b, "bel 06-1234%04d\n", 1000 + i * 7);
	assert_non_null(strstr(told(&r, add_text(&r, str_c(r.mem, buf_str(&b)), 0, "bel 06-87654321")), "SCR-541"));
	rig_close(&r);
}

/* More than is listed was not weighed one by one: that is not examined.  Names only note anything, however many. */
static void
unlisted(void **state)
{
	struct rig r;
	struct buf b;

	(void)state;
	setup_rig(&r, NULL);
	buf_init(&b, r.mem, 1 << 20);
	for (int i = 0; i < DETECTOR_HITS_MOST + 1; i++)
		buf_addf(&b, "bel 06-1234%04d\n", i);
	assert_non_null(strstr(told(&r, add_text(&r, str_c(r.mem, buf_str(&b)), 0, NULL)), "SCR-504"));
	rig_close(&r);
	setup_rig(&r, NULL);
	buf_init(&b, r.mem, 1 << 20);
	for (int i = 0; i < DETECTOR_HITS_MOST + 1; i++)
		buf_addf(&b, "volgens de heer Dijkgraaf\n");
	assert_null(strstr(told(&r, add_text(&r, str_c(r.mem, buf_str(&b)), 0, NULL)), "SCR-504"));
	rig_close(&r);
}

static void
lost_party(void **state)
{
	struct rig r;
	int doc;

	(void)state;
	setup_rig(&r, NULL);
	doc = add_text(&r, "Besluit", 0, NULL);
	must(statement_add(&r.dossier.docs[doc].said, (struct statement){ .what = SAY_PARTY, .text = S("--") }, r.mem));
	assert_string_equal(told(&r, doc), "SCR-341");
	rig_close(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(measures),
		cmocka_unit_test(seen_elsewhere),
		cmocka_unit_test(own),
		cmocka_unit_test(origins),
		cmocka_unit_test(unseen),
		cmocka_unit_test(many),
		cmocka_unit_test(unlisted),
		cmocka_unit_test(lost_party),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
