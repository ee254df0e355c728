/* SPDX-License-Identifier: EUPL-1.2 */
/* test_compare.c - a redacted document beside its original: what is missing, whether it is alike, and what is said. */
#include "rig.h"

#include <ftw.h>
#include <stdlib.h>

#include "base/buf.h"
#include "describe/compare.h"
#include "text.h"

#include "base/banned.h"

#define LETTER	"Geachte heer Voorbeeld, op 3 februari 2026 vroeg u om documenten over de Zwaan. Wij maken deze openbaar. "	\
	"Uw adres Dorpsstraat 1 staat in ons dossier. De eigenaar P. Jansen heeft geen bezwaar. De termijn is vier weken. "	\
	"Met vriendelijke groet, namens het college van burgemeester en wethouders van Leiden, K. Voorbeeld.\n"
#define LACQUERED	"Geachte heer [5.1.2.e], op 3 februari 2026 vroeg u om documenten over de Zwaan. Wij maken\ndeze open-\nbaar. "	\
	"Uw adres xxxxx staat in ons dossier. De eigenaar xxxxx heeft geen bezwaar. De termijn is vier weken. "	\
	"Met vriendelijke groet, namens het college van burgemeester en wethouders van Leiden, xxxxx\n"
#define OTHER	"Raadsbesluit. De raad van de gemeente Leiden; gelezen het voorstel van het college; besluit vast te stellen de "	\
	"verordening op de heffing en de invordering van leges. Artikel 1 Begrippen. In deze verordening wordt verstaan onder "	\
	"dag: de periode van nul uur tot vierentwintig uur, waarbij een gedeelte van een dag als een hele dag wordt aangemerkt.\n"

static const struct { const char *name, *original, *redacted; size_t words, missing, left; unsigned alike_least, alike_most; } texts[] = {
	{ "the same", LETTER, LETTER, 52, 0, 52, 100, 100 },
	{ "other lines, capitals and accents", "Een café in Leiden", "EEN\nCAFE in lei-\nden", 4, 0, 4, 100, 100 },
	{ "marks are no words", "Een, twee; drie.", "een twee drie", 3, 0, 3, 100, 100 },
	{ "a word that stands twice", "een een twee", "een twee", 3, 1, 2, 100, 100 },
	{ "something was put in", "een twee drie", "openbaar: een twee drie", 3, 0, 4, 66, 67 },
	{ "all is gone", "een twee drie", "", 3, 3, 0, 100, 100 },
	{ "nothing there was", "", "een twee", 0, 0, 2, 0, 0 },
	{ "letters of elsewhere", "Ωμέγα een", "een", 1, 0, 1, 100, 100 },
	{ "half is gone", "a b c d", "a b", 4, 2, 2, 100, 100 },
};

static void
of_texts(void **state)
{
	struct arena *mem = arena_new("test", MIB(64));

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct comparison c = compare_texts(str_of(texts[i].original), str_of(texts[i].redacted), mem);

		if (c.words != texts[i].words || c.missing != texts[i].missing || c.left != texts[i].left ||
		    c.alike < texts[i].alike_least || c.alike > texts[i].alike_most)
			fail_msg("%s: %zu words, %zu missing, %zu left, %u alike", texts[i].name, c.words, c.missing, c.left, c.alike);
	}
	arena_free(mem);
}

static struct rig r;

static void
put(int doc, enum artefact_kind kind, struct str s)
{
	int fd;

	assert_int_equal(fd_of_str("test", s, &fd, &r.err), 0);
	rig_set(&r, doc, kind, fd);
}

/* hidden: the text from there on is what no reader sees. */
static void
text_of(int doc, struct str s, size_t hidden)
{
	put(doc, A_TEXT, s);
	put(doc, A_PROPS, hidden >= s.n ? S("{\"pages\":[0],\"headings\":[],\"origins\":[]}") :
	    str_fmt(r.mem, "{\"pages\":[0],\"headings\":[],\"origins\":[%zu,%zu,9]}", hidden, s.n - hidden));
	r.dossier.docs[doc].media_type = S("application/pdf");
	r.dossier.docs[doc].pages = 1;
}

static void
pair(const char *original, const char *redacted)
{
	rig_open(&r);
	(void)rig_add_bytes(&r, "besluit_gelakt.pdf", S("een"));
	(void)rig_add_bytes(&r, "besluit.pdf", S("twee"));
	r.dossier.docs[1].role = ROLE_WITHHELD;
	r.dossier.docs[1].redacted = 1;
	if (redacted != NULL)
		text_of(0, str_of(redacted), SIZE_MAX);
	if (original != NULL)
		text_of(1, str_of(original), SIZE_MAX);
}

/* What compare finds, and never a word of the original in it. */
static const char *
found(void)
{
	struct result res = { .mem = r.mem, .findings = { .mem = r.mem }, .dossier = r.dossier };
	struct buf b;

	r.job.doc = DOC_NONE;
	if (compare_run(&r.job, &res, &r.err) != 0)
		fail_msg("%s", r.err.msg);
	buf_init(&b, r.mem, 1 << 16);
	for (size_t i = 0; i < res.findings.n; i++) {
		const struct finding *f = &res.findings.v[i];

		assert_int_equal(f->doc, 0);
		assert_null(strstr(str_c(r.mem, finding_text(r.mem, f)), "Jansen"));
		buf_addf(&b, "%s%s %.*s|%.*s", i == 0 ? "" : " ", finding_tag(f->code), STRF(f->arg[0]), STRF(f->arg[1]));
	}
	return str_c(r.mem, buf_str(&b));
}

static void
of_documents(void **state)
{
	static const struct { const char *name, *original, *redacted, *want; } cases[] = {
		{ "redacted", LETTER, LACQUERED, "CMP-201 11|besluit.pdf" },
		{ "equal", LETTER, LETTER, "CMP-501 besluit.pdf|" },
		{ "only covered: all can be copied", LETTER, "Openbare versie " LETTER, "CMP-501 besluit.pdf|" },
		{ "one word of many", LETTER LETTER LETTER "geheim", LETTER LETTER LETTER, "CMP-201 minder dan 1|besluit.pdf" },
		{ "of something else", LETTER, OTHER, "CMP-301 besluit.pdf|" },
		{ "all was redacted", LETTER, "Deze bladzijde is geweigerd op grond van artikel 5.1", "CMP-201 " },
		{ "the original is not read", NULL, LETTER, "CMP-303 besluit.pdf|" },
		{ "the redacted one is a picture", LETTER, NULL, "CMP-303 besluit.pdf|" },
		{ "no word in it", LETTER, "...", "CMP-303 besluit.pdf|" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *got;

		pair(cases[i].original, cases[i].redacted);
		got = found();
		if (!str_starts(str_of(got), str_of(cases[i].want)))
			fail_msg("%s: %s", cases[i].name, got);
		rig_close(&r);
	}
}

static void
bytes(void **state)
{
	(void)state;
	pair(NULL, NULL);
	put(1, A_ORIGINAL, S("een"));
	assert_string_equal(found(), "CMP-501 besluit.pdf|");
	rig_close(&r);
}

static void
pages(void **state)
{
	(void)state;
	pair(LETTER, LACQUERED);
	r.dossier.docs[1].pages = 3;
	assert_string_equal(found(), "CMP-201 11|besluit.pdf CMP-302 1|3");
	r.dossier.docs[1].media_type = S("application/vnd.openxmlformats-officedocument.wordprocessingml.document");
	assert_string_equal(found(), "CMP-201 11|besluit.pdf");
	rig_close(&r);
}

/* Of the original what a reader sees, of the redacted one all that is there. */
static void
unseen(void **state)
{
	const struct str both = S("Een twee drie vier geheim");

	(void)state;
	pair(NULL, NULL);
	text_of(1, both, 18);
	text_of(0, S("Een twee drie vier"), SIZE_MAX);
	assert_string_equal(found(), "CMP-501 besluit.pdf|");
	text_of(1, both, SIZE_MAX);
	text_of(0, both, 18);
	assert_string_equal(found(), "CMP-501 besluit.pdf|");
	text_of(0, S("Een twee drie vier"), SIZE_MAX);
	assert_string_equal(found(), "CMP-201 20|besluit.pdf");
	rig_close(&r);
}

/* What is not to be compared is left alone. */
static void
nobody(void **state)
{
	(void)state;
	pair(LETTER, LETTER);
	r.dossier.docs[0].role = ROLE_WITHHELD;
	assert_string_equal(found(), "");
	r.dossier.docs[0].role = ROLE_MAIN;
	for (uint32_t i = 0; i < 4; i++) {
		r.dossier.docs[1].redacted = i == 1 ? 2 : i == 2 ? 9 : i == 3 ? UINT32_MAX : 0; /* itself, nobody */
		assert_string_equal(found(), "");
	}
	rig_close(&r);
}

/* --- measured: texts that are not each other's, and texts with holes --------- */

#define TEXTS_MOST	300

static struct arena *all_mem;
static struct str all[TEXTS_MOST];
static size_t nall;

static int
gather(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	struct err e;

	(void)st;
	(void)at;
	if (kind == FTW_F && nall < TEXTS_MOST && str_ends(str_of(path), S(".txt")) &&
	    file_read(path, MIB(1), all_mem, &all[nall], &e) == 0 && all[nall].n > 1000)
		nall++;
	return 0;
}

/* Of every ten words so many are gone, in a row or one by one. */
static struct str
holes(struct str s, int of_ten, bool row)
{
	struct str rest = s, w;
	unsigned k = 0, seed = 7;
	struct buf b;

	buf_init(&b, all_mem, s.n + 16);
	for (; str_next(&rest, ' ', &w); k++) {
		seed = seed * 1103515245u + 12345u;
		if (row ? (int)(k % 10) < of_ten : (int)(seed / 65536u % 10) < of_ten)
			continue;
		buf_add(&b, w);
		buf_addc(&b, ' ');
	}
	return buf_str(&b);
}

static void
measured(void **state)
{
	unsigned most = 0, least[2] = { 100, 100 };

	(void)state;
	all_mem = arena_new("test", GIB(1));
	assert_int_equal(nftw("fixtures/categorieen", gather, 16, FTW_PHYS), 0);
	assert_true(nall > 100);
	for (size_t i = 0; i < nall; i++) {
		struct mark m = arena_mark(all_mem);

		for (size_t j = i + 1; j < nall && j < i + 6; j++) {
			struct comparison c = compare_texts(all[i], all[j], all_mem);

			if (!str_eq(all[i], all[j]) && c.alike > most)
				most = c.alike;
			if (c.alike >= COMPARE_ALIKE_LEAST)
				print_message("# alike: %u: %.*s\n", c.alike, STRF(str_sub(all[i], 0, 60)));
		}
		for (int row = 0; row < 2; row++) {
			struct comparison c = compare_texts(all[i], holes(all[i], row ? 5 : 2, row), all_mem);

			assert_true(c.missing != 0);
			least[row] = c.alike < least[row] ? c.alike : least[row];
		}
		arena_rewind(all_mem, m);
	}
	print_message("# %zu texts: others are at most %u %% alike; with a fifth gone word by word at least %u %%, with half gone at least %u %%\n",
	    nall, most, least[0], least[1]);
	assert_true(least[0] >= COMPARE_ALIKE_LEAST && least[1] >= COMPARE_ALIKE_LEAST);
	arena_free(all_mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_texts), cmocka_unit_test(of_documents), cmocka_unit_test(bytes), cmocka_unit_test(pages),
		cmocka_unit_test(unseen), cmocka_unit_test(nobody), cmocka_unit_test(measured),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
