/* SPDX-License-Identifier: EUPL-1.2 */
/* test_hidden.c - what no reader sees: a template's way is looked at, what is unique holds, what is of a person always. */
#include "rig.h"

#include "base/buf.h"
#include "screen/hidden.h"

#include "base/banned.h"

struct world {
	struct arena	*mem;
	struct text	 text;
	uint32_t	 page_at[1];
	struct unseens	 unseen;
	bool		 personal[64];
	struct screening how;
	struct findings	 findings;
};

static void
world_open(struct world *w, const char *seen)
{
	*w = (struct world){ .mem = arena_new("test", MIB(64)) };
	w->text = (struct text){ .s = str_of(seen), .page_at = w->page_at, .npages = 1 };
	w->unseen.mem = w->mem;
	w->findings.mem = w->mem;
}

static void
add(struct world *w, enum unseen_cause cause, uint32_t page, const char *text)
{
	unseen_add(&w->unseen, (struct unseen){ .cause = cause, .page = page, .text = str_of(text) });
}

/* "520 page 2 (18)": what was told, in order. */
static const char *
judged(struct world *w)
{
	struct arena *tmp = arena_new("test", MIB(64));
	struct buf b;

	hidden_judge(&w->unseen, w->personal, &w->text, &w->how, 0, &w->findings, tmp);
	buf_init(&b, w->mem, 1 << 16);
	for (size_t i = 0; i < w->findings.n; i++) {
		const struct finding *f = &w->findings.v[i];

		buf_addf(&b, "%s%s:%u(%.*s)", b.n == 0 ? "" : " ", finding_tag(f->code) + 4, f->page, STRF(f->arg[1]));
	}
	arena_free(tmp);
	return str_c(w->mem, buf_str(&b));
}

static void
unique_holds(void **state)
{
	struct world w;

	(void)state;
	world_open(&w, "Besluit\nDe gemeente besluit.\n");
	add(&w, CAUSE_COVERED, 2, "De heer Jansen");
	add(&w, CAUSE_COVERED, 2, "woont in Leiden");
	add(&w, CAUSE_COLOUR, 3, "intern: niet delen");
	add(&w, CAUSE_LAYER, 4, "concept van de jurist");
	assert_string_equal(judged(&w), "520:2(25) 520:3(15) 520:4(18)");
	arena_free(w.mem);
}

static void
templates_do_not_hold(void **state)
{
	static const struct str usual[] = { S("gemeente leiden postbus") };
	struct world w;

	(void)state;
	/* On more than one page; once more where it can be read; called usual; too little to mean anything. */
	world_open(&w, "Kenmerk 12\nOns kenmerk en uw kenmerk\nkenmerk 12\n");
	add(&w, CAUSE_COLOUR, 1, "Sjabloon A4");
	add(&w, CAUSE_TINY, 1, "KENMERK  12");
	add(&w, CAUSE_COLOUR, 2, "Sjabloon a4");
	add(&w, CAUSE_CLEAR, 2, "Gemeente Leiden  Postbus");
	add(&w, CAUSE_COVERED, 3, "ab");
	w.how.usual = usual;
	w.how.nusual = COUNT(usual);
	assert_string_equal(judged(&w), "320:0(3) 320:0(1, 2) 320:0(1) 320:0(2)");
	arena_free(w.mem);
}

static void
persons_always_hold(void **state)
{
	struct world w;

	(void)state;
	world_open(&w, "x\n");
	add(&w, CAUSE_COLOUR, 1, "Jansen");
	add(&w, CAUSE_COLOUR, 2, "Jansen");
	w.personal[1] = true;
	assert_string_equal(judged(&w), "520:2(6) 320:0(1)");
	arena_free(w.mem);
}

/* What stands in the text once is the place itself, for extract takes along what is hidden on a page. */
static void
stands_elsewhere(void **state)
{
	struct world w;

	(void)state;
	world_open(&w, "Het bedrag is geheim.\n");
	add(&w, CAUSE_COVERED, 1, "Het bedrag is geheim");
	add(&w, CAUSE_REVISION, 0, "Het bedrag is geheim");
	add(&w, CAUSE_REVISION, 0, "en 300 euro");
	assert_string_equal(judged(&w), "520:1(17) 522:0(9) 320:0(0)");
	assert_int_equal(w.findings.v[1].code, F_SCR_UNSEEN_OLD);
	arena_free(w.mem);
}

static void
burned_and_beside(void **state)
{
	struct world w;

	(void)state;
	world_open(&w, "geheim en nog eens geheim\n");
	add(&w, CAUSE_BURNED, 1, "geheim");
	add(&w, CAUSE_BURNED, 2, "geheim");
	add(&w, CAUSE_OUTSIDE, 2, "brochure_v3.indd 2 12-03-2024");
	add(&w, CAUSE_OUTSIDE, 3, "Dit is een hele alinea die iemand naast de bladzijde heeft gezet, en die niemand meer zag staan.");
	assert_string_equal(judged(&w), "521:1(6) 521:2(6) 520:3(77) 320:0(2)");
	assert_int_equal(w.findings.v[0].code, F_SCR_UNSEEN_BURNED);
	arena_free(w.mem);
}

/* Each cause is told apart, and a page a hundred times over stays readable. */
static void
many(void **state)
{
	struct world w;
	bool *personal;
	struct arena *tmp = arena_new("test", MIB(64));

	(void)state;
	world_open(&w, "x\n");
	for (uint32_t i = 1; i <= 500; i++)
		add(&w, CAUSE_COVERED, i, str_c(w.mem, str_fmt(w.mem, "geheim nummer %u hoort hier", i)));
	personal = NEW(w.mem, bool, w.unseen.n);
	hidden_judge(&w.unseen, personal, &w.text, &w.how, 0, &w.findings, tmp);
	assert_int_equal(w.findings.n, 51);
	assert_string_equal(finding_tag(w.findings.v[50].code), "SCR-250");
	assert_string_equal(str_c(w.mem, w.findings.v[50].arg[1]), "450");
	assert_int_equal(verdict(&w.findings), V_HOLD);
	arena_free(tmp);
	arena_free(w.mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(unique_holds),
		cmocka_unit_test(templates_do_not_hold),
		cmocka_unit_test(persons_always_hold),
		cmocka_unit_test(stands_elsewhere),
		cmocka_unit_test(burned_and_beside),
		cmocka_unit_test(many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
