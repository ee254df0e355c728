/* SPDX-License-Identifier: EUPL-1.2 */
/* test_sidecar.c - dossier.yaml: what is understood, what is refused, and which document is the main one. */
#include "rig.h"

#include "base/buf.h"
#include "base/path.h"
#include "config/catalog.h"
#include "sidecar/sidecar.h"

#include "base/banned.h"

#define KERN	"https://identifier.overheid.nl/tooi/def/thes/kern/"
#define NFC_E	"\xc3\xa9"	/* é in one piece */
#define NFD_E	"e\xcc\x81"	/* e with a combining accent */

static struct arena *mem;
static struct catalog *lists;

static int
setup(void **state)
{
	struct err e;

	(void)state;
	mem = arena_new("test", MIB(64));
	return catalog_load("templates/lists", mem, &lists, &e);
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

static void
run(struct rig *r)
{
	r->tools.lists = lists;
	if (rig_run(r, ST_sidecar, sidecar_run, DOC_NONE) != 0)
		fail_msg("%s", r->err.msg);
}

/* Files separated by '|', each with the byte "x" in it; dossier.yaml first when there is one. */
static void
fill(struct rig *r, struct str yaml, const char *files)
{
	struct str rest = str_of(files), one;

	if (yaml.p != NULL)
		(void)rig_add_bytes(r, "dossier.yaml", yaml);
	while (str_next(&rest, '|', &one)) {
		if (one.n != 0)
			(void)rig_add_bytes(r, str_c(r->mem, one), S("x"));
	}
}

/* "SID-505 SID-202:b.pdf": tags, with the document they speak of; the note SID-201 is left out. */
static const char *
findings_of(struct rig *r)
{
	struct buf b;

	buf_init(&b, r->mem, 1 << 16);
	for (size_t i = 0; i < r->dossier.findings.n; i++) {
		const struct finding *f = &r->dossier.findings.v[i];

		if (f->code == F_SID_SIDECAR_READ)
			continue;
		buf_addf(&b, "%s%s", b.n == 0 ? "" : " ", finding_tag(f->code));
		if (f->doc != DOC_NONE && r->dossier.docs[f->doc].role != ROLE_SIDECAR)
			buf_addf(&b, ":%.*s", STRF(r->dossier.docs[f->doc].path));
	}
	return str_c(r->mem, buf_str(&b));
}

/* The roles of all documents in their order, the sidecar left out. */
static const char *
roles_of(struct rig *r)
{
	struct buf b;

	buf_init(&b, r->mem, 1 << 16);
	for (size_t i = 0; i < r->dossier.ndocs; i++) {
		if (r->dossier.docs[i].role != ROLE_SIDECAR)
			buf_addf(&b, "%s%s", b.n == 0 ? "" : " ", role_name(r->dossier.docs[i].role));
	}
	return str_c(r->mem, buf_str(&b));
}

static struct str
sentence(struct rig *r, enum finding_code code)
{
	for (size_t i = 0; i < r->dossier.findings.n; i++) {
		if (r->dossier.findings.v[i].code == code)
			return finding_text(r->mem, &r->dossier.findings.v[i]);
	}
	fail_msg("no %s", finding_tag(code));
	return STR_NONE;
}

static const struct {
	const char *yaml, *files, *findings, *roles;
} cases[] = {
	/* release */
	{ "vrijgave: ja\n", "a.pdf", "", "main" },
	{ "vrijgave: ' J '\n", "a.pdf", "", "main" },
	{ "vrijgave: YES\n", "a.pdf", "", "main" },
	{ "vrijgave: true\n", "a.pdf", "", "main" },
	{ "vrijgave: Waar\n", "a.pdf", "", "main" },
	{ "vrijgave: nee\n", "a.pdf", "SID-506", "main" },
	{ "vrijgave: N\n", "a.pdf", "SID-506", "main" },
	{ "vrijgave: No\n", "a.pdf", "SID-506", "main" },
	{ "vrijgave: FALSE\n", "a.pdf", "SID-506", "main" },
	{ "vrijgave:\n", "a.pdf", "SID-505", "main" },
	{ "vrijgave: ''\n", "a.pdf", "SID-505", "main" },
	{ "vrijgave: null\n", "a.pdf", "SID-504 SID-505", "main" },	/* null is not yes */
	{ "vrijgave: ~\n", "a.pdf", "SID-504 SID-505", "main" },
	{ "vrijgave: 1\n", "a.pdf", "SID-504 SID-505", "main" },
	{ "vrijgave: ja, na overleg\n", "a.pdf", "SID-504 SID-505", "main" },
	{ "titel: x\n", "a.pdf", "SID-505", "main" },
	{ "titel: 'vrijgave: ja'\n", "vrijgegeven openbaar ja.pdf", "SID-505", "main" },
	{ "vrijgave: misschien\n", "a.pdf", "SID-504 SID-505", "main" },
	{ "vrijgave: jaa\n", "a.pdf", "SID-504 SID-505", "main" },
	{ NULL, "a.pdf", "SID-505", "main" },
	/* shape */
	{ "", "a.pdf", "SID-505", "main" },
	{ "\n# nog in te vullen\n# vrijgave: ja\n", "a.pdf", "SID-505", "main" },
	{ "\xef\xbb\xbf" "vrijgave: ja\r\ntitel: x\r\ndocumenten:\r\n  - bestand: a.pdf\r\n", "a.pdf", "", "main" },
	{ "vrijgave: ja\ndocumenten:\n", "a.pdf", "", "main" },
	{ "vrijgave: ja\ndocumenten: []\n", "a.pdf", "", "main" },
	{ "vrijgave: ja\nonbekend: 1\n", "a.pdf", "SID-501 SID-505", "main" },
	{ "vrijgave: ja\nvrijgave: nee\n", "a.pdf", "SID-501 SID-505", "main" },
	{ "vrijgave: [ja]\n", "a.pdf", "SID-501 SID-505", "main" },
	{ "- vrijgave: ja\n", "a.pdf", "SID-501 SID-505", "main" },
	{ "vrijgave: ja\ndocumenten: a.pdf\n", "a.pdf", "SID-501 SID-505", "main" },
	{ "vrijgave: ja\ndocumenten:\n  - rol: bijlage\n", "a.pdf", "SID-501 SID-505", "main" },
	{ "vrijgave: ja\n\ttitel: x\n", "a.pdf", "SID-501 SID-505", "main" },
	{ "vrijgave: ja\ntitel: \"a\\eb\"\n", "a.pdf", "SID-501 SID-505", "main" },
	{ "vrijgave: ja\ntitel: caf\xe9\n", "a.pdf", "SID-501 SID-505", "main" },
	{ "vrijgave: ja\n---\nvrijgave: ja\n", "a.pdf", "SID-501 SID-505", "main" },
	{ "vrijgave: &a ja\ntitel: *a\n", "a.pdf", "SID-501 SID-505", "main" },
	/* a fault: nothing of the file is used, roles neither */
	{ "documenten:\n  - bestand: b.pdf\n    rol: hoofddocument\nfout: x\n", "a.pdf|b.pdf",
	    "SID-501 SID-505 SID-507", "unknown unknown" },
	/* dates */
	{ "vrijgave: ja\ndatum: 2026-03-12\n", "a.pdf", "", "main" },
	{ "vrijgave: ja\ndatum: 12 maart 2026\n", "a.pdf", "", "main" },
	{ "vrijgave: ja\ndatum:\n", "a.pdf", "", "main" },
	{ "vrijgave: ja\ndatum: 12/03/2026\n", "a.pdf", "SID-503", "main" },
	{ "vrijgave: ja\ndatum: 30-02-2026\n", "a.pdf", "SID-503", "main" },
	/* what it is */
	{ "vrijgave: ja\ncategorie: 2k\ndocumentsoort: beschikking\nbron: zaaksysteem\n", "a.pdf", "", "main" },
	{ "vrijgave: ja\ncategorie: 2z\n", "a.pdf", "SID-504", "main" },
	{ "vrijgave: ja\ncategorie: [2k]\n", "a.pdf", "SID-501 SID-505", "main" },
	{ "vrijgave: ja\ncategorie: 2k\ncategorie: 2k\n", "a.pdf", "SID-501 SID-505", "main" },
	{ "vrijgave: ja\nbron: \"a\\eb\"\n", "a.pdf", "SID-501 SID-505", "main" },
	{ "vrijgave: ja\ndocumenten:\n  - {bestand: a.pdf, bron: x}\n", "a.pdf", "SID-501 SID-505", "main" },
	/* files that are named */
	{ "vrijgave: ja\ndocumenten:\n  - bestand: x.pdf\n", "a.pdf", "SID-502", "main" },
	{ "vrijgave: ja\ndocumenten:\n  - bestand: ''\n", "a.pdf", "SID-502", "main" },
	{ "vrijgave: ja\ndocumenten:\n  - bestand: ../a.pdf\n", "a.pdf", "SID-502", "main" },
	{ "vrijgave: ja\ndocumenten:\n  - bestand: sub/../a.pdf\n", "a.pdf|sub/b.pdf", "SID-502 SID-507", "unknown unknown" },
	{ "vrijgave: ja\ndocumenten:\n  - bestand: /a.pdf\n", "a.pdf", "SID-502", "main" },
	{ "vrijgave: ja\ndocumenten:\n  - bestand: C:\\a.pdf\n", "a.pdf", "SID-502", "main" },
	{ "vrijgave: ja\ndocumenten:\n  - bestand: A.PDF\n    rol: hoofddocument\n", "a.pdf|b.pdf", "", "main annex" },
	{ "vrijgave: ja\ndocumenten:\n  - bestand: SUB\\B.pdf\n    rol: hoofddocument\n", "a.pdf|sub/b.pdf", "",
	    "annex main" },
	{ "vrijgave: ja\ndocumenten:\n  - bestand: A.pdf\n    rol: hoofddocument\n", "a.PDF|a.pdf",
	    "SID-502 SID-507", "unknown unknown" },		/* two files that A.pdf can mean */
	{ "vrijgave: ja\ndocumenten:\n  - bestand: a.pdf\n    rol: hoofddocument\n", "a.PDF|a.pdf", "", "annex main" },
	{ "vrijgave: ja\ndocumenten:\n  - bestand: " NFC_E ".pdf\n    rol: hoofddocument\n", "a.pdf|" NFD_E ".pdf", "",
	    "annex main" },
	{ "vrijgave: ja\ndocumenten:\n  - bestand: " NFD_E ".pdf\n    rol: hoofddocument\n", "a.pdf|" NFC_E ".pdf", "",
	    "annex main" },
	{ "vrijgave: ja\ndocumenten:\n  - bestand: a.pdf\n  - bestand: a.pdf\n", "a.pdf", "SID-509", "main" },
	{ "vrijgave: ja\ndocumenten:\n  - bestand: a.pdf\n  - bestand: A.pdf\n    rol: niet publiceren\n", "a.pdf",
	    "SID-509", "main" },
	{ "vrijgave: ja\ndocumenten:\n  - bestand: dossier.yaml\n", "a.pdf", "SID-510", "main" },
	{ "vrijgave: ja\ndocumenten:\n  - bestand: dossier.yaml\n    rol: niet publiceren\n", "a.pdf", "", "main" },
	/* roles that are declared */
	{ "vrijgave: ja\ndocumenten:\n  - bestand: b.pdf\n    rol: ' Hoofddocument '\n", "a.pdf|b.pdf", "", "annex main" },
	{ "vrijgave: ja\ndocumenten:\n  - {bestand: a.pdf, rol: hoofddocument}\n  - {bestand: b.pdf, rol: INVENTARIS}\n"
	    "  - {bestand: c.pdf, rol: inventarislijst}\n  - {bestand: d.pdf, rol: niet-publiceren}\n"
	    "  - {bestand: e.pdf, rol: bijlage}\n  - {bestand: f.pdf, rol: }\n",
	    "a.pdf|b.pdf|c.pdf|d.pdf|e.pdf|f.pdf", "SID-202:d.pdf", "main inventory inventory withheld annex annex" },
	{ "vrijgave: ja\ndocumenten:\n  - {bestand: a.pdf, rol: hoofd}\n", "a.pdf", "SID-504", "main" },
	{ "vrijgave: ja\ndocumenten:\n  - {bestand: a.pdf, rol: hoofddocument}\n  - {bestand: b.pdf, rol: hoofddocument}\n",
	    "a.pdf|b.pdf|c.pdf", "SID-508", "unknown unknown unknown" },
	{ "vrijgave: ja\ndocumenten:\n  - {bestand: a.pdf, rol: hoofddocument}\n  - {bestand: b.pdf, rol: hoofddocument}\n"
	    "  - {bestand: c.pdf, rol: hoofddocument}\n  - {bestand: d.pdf, rol: bijlage}\n",
	    "a.pdf|b.pdf|c.pdf|d.pdf", "SID-508", "unknown unknown unknown annex" },
	{ "vrijgave: ja\ndocumenten:\n  - {bestand: a.pdf, rol: niet publiceren}\n", "a.pdf|b.pdf", "SID-202:a.pdf",
	    "withheld main" },
	{ "vrijgave: ja\ndocumenten:\n  - {bestand: a.pdf, rol: niet publiceren}\n", "a.pdf", "SID-202:a.pdf ING-501",
	    "withheld" },
	{ "vrijgave: ja\ndocumenten:\n  - {bestand: a.pdf, rol: bijlage}\n", "a.pdf", "SID-507", "annex" },
	{ "vrijgave: ja\n", "", "ING-501", "" },
	{ NULL, "", "SID-505 ING-501", "" },
	/* roles that are guessed */
	{ "vrijgave: ja\n", "a.pdf|b.pdf", "SID-507", "unknown unknown" },
	{ "vrijgave: ja\n", "Besluit op verzoek.pdf|bijlage 1.pdf|Inventarislijst.pdf", "", "main annex inventory" },
	{ "vrijgave: ja\n", "besluit.pdf|brief.pdf", "", "main annex" },
	{ "vrijgave: ja\n", "00 advies.pdf|01 besluit.pdf|besluit.pdf", "", "main annex annex" },
	{ "vrijgave: ja\n", "0 advies.pdf|besluit.pdf", "", "main annex" },
	{ "vrijgave: ja\n", "01 a.pdf|02 b.pdf|besluit.pdf", "SID-507", "unknown unknown unknown" },
	{ "vrijgave: ja\n", "00.pdf|hoofddocument.docx", "", "annex main" },
	{ "vrijgave: ja\n", "besluit 1.pdf|besluit 2.pdf|brief.pdf", "SID-507", "unknown unknown unknown" },
	{ "vrijgave: ja\n", "BRIEF.pdf|xbesluit.pdf", "", "main annex" },
	{ "vrijgave: ja\n", "besluiten/a.pdf|b.pdf", "SID-507", "unknown unknown" },	/* the base name counts */
	{ "vrijgave: ja\ndocumenten:\n  - {bestand: besluit 1.pdf, rol: bijlage}\n", "besluit 1.pdf|besluit 2.pdf", "",
	    "annex main" },
	{ "vrijgave: ja\n", "a.pdf|sub/dossier.yaml", "SID-507", "unknown unknown" },	/* only the top one counts */
};

static void
table(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct rig r;

		rig_open(&r);
		fill(&r, str_of(cases[i].yaml), cases[i].files);
		run(&r);
		if (strcmp(findings_of(&r), cases[i].findings) != 0)
			fail_msg("%s\n%s: findings %s, not %s", cases[i].yaml, cases[i].files, findings_of(&r),
			    cases[i].findings);
		if (strcmp(roles_of(&r), cases[i].roles) != 0)
			fail_msg("%s\n%s: roles %s, not %s", cases[i].yaml, cases[i].files, roles_of(&r), cases[i].roles);
		assert_int_equal(rig_count(&r, F_SID_SIDECAR_READ, 0), cases[i].yaml != NULL);
		rig_close(&r);
	}
}

static void
everything_said(void **state)
{
	struct rig r;
	const struct declared *d = &r.dossier.declared;

	(void)state;
	rig_open(&r);
	fill(&r, S("kenmerk: Z/26/0001\ntitel: '  Besluit caf" NFD_E " '\nomschrijving: |\n  Eerste regel\n  Tweede\n"
	    "zaaktype: Woo-verzoek\norganisatie: Leiden\ndatum: 12 maart 2026\nvrijgave: ja\n"
	    "categorie: 2i\ndocumentsoort: ' Woo-besluit " NFD_E " '\nbron: ' zaak" NFD_E "systeem'\n"
	    "documenten:\n  - bestand: a.pdf\n    titel: ' Het " NFD_E NFC_E "n '\n  - bestand: b.pdf\n    titel:\n"),
	    "a.pdf|b.pdf|brief.pdf");
	run(&r);
	assert_string_equal(findings_of(&r), "");
	assert_true(str_eq(d->kenmerk, S("Z/26/0001")));
	assert_true(str_eq(d->titel, S("Besluit caf" NFC_E)));
	assert_true(str_eq(d->omschrijving, S("Eerste regel\nTweede")));
	assert_true(str_eq(d->zaaktype, S("Woo-verzoek")));
	assert_true(str_eq(d->organisatie, S("Leiden")));
	assert_true(str_eq(d->bron, S("zaak" NFC_E "systeem")));
	assert_true(str_eq(r.dossier.docs[3].declared_soort, S("Woo-besluit " NFC_E)));
	assert_true(str_eq(r.dossier.docs[3].declared_categories, S(KERN "c_3baef532")));
	assert_null(r.dossier.docs[1].declared_soort.p);
	assert_null(r.dossier.docs[1].declared_categories.p);
	assert_int_equal(date_cmp(d->datum, (struct date){ 2026, 3, 12 }), 0);
	assert_int_equal(d->vrijgave, RELEASE_YES);
	assert_true(str_eq(r.dossier.docs[1].declared_title, S("Het " NFC_E NFC_E "n")));
	assert_null(r.dossier.docs[2].declared_title.p);
	assert_null(r.dossier.docs[3].declared_title.p);
	rig_close(&r);
}

/* What is left empty counts as not said. */
static void
nothing_said(void **state)
{
	struct rig r;
	const struct declared *d = &r.dossier.declared;

	(void)state;
	rig_open(&r);
	fill(&r, S("kenmerk:\ntitel: ''\nomschrijving: '  '\nzaaktype:\norganisatie:\ndatum:\nvrijgave:\ndocumenten:\n"
	    "categorie:\ndocumentsoort: ' '\nbron: ''\n"),
	    "a.pdf");
	run(&r);
	assert_string_equal(findings_of(&r), "SID-505");
	assert_true(d->kenmerk.p == NULL && d->titel.p == NULL && d->omschrijving.p == NULL && d->zaaktype.p == NULL &&
	    d->organisatie.p == NULL && d->bron.p == NULL);
	assert_null(r.dossier.docs[1].declared_categories.p);
	assert_null(r.dossier.docs[1].declared_soort.p);
	assert_int_equal(d->datum.year, 0);
	rig_close(&r);
}

static void
sentences(void **state)
{
	static const struct { const char *yaml; enum finding_code code; const char *says; } want[] = {
		{ "titel: x\nfoo: y\n", F_SID_SYNTAX, "dossier.yaml, regel 2, kolom 1: onbekende sleutel ‘foo’" },
		{ "vrijgave: soms\n", F_SID_VALUE_BAD, "dossier.yaml: ‘soms’ wordt niet begrepen; kies uit: ja, nee" },
		{ "documenten:\n  - {bestand: a.pdf, rol: x}\n", F_SID_VALUE_BAD,
		    "dossier.yaml: ‘x’ wordt niet begrepen; kies uit: hoofddocument, bijlage, inventaris, niet publiceren" },
		{ "documenten:\n  - bestand: \"a\\e[1m.pdf\"\n", F_SID_FILE_MISSING,
		    "dossier.yaml noemt ‘a\\x1b[1m.pdf’, maar dat bestand is er niet" },
		{ "titel: \"\\e\"\n", F_SID_SYNTAX,
		    "dossier.yaml, ergens in het bestand: ‘titel’ bevat onzichtbare stuurtekens" },
		{ "documenten:\n  - {bestand: a.pdf, rol: hoofddocument}\n  - {bestand: b.pdf, rol: hoofddocument}\n",
		    F_SID_MAIN_MANY, "dossier.yaml noemt meer dan één hoofddocument (a.pdf en b.pdf)" },
		/* a number of nine digits in a wrong place is not repeated */
		{ "vrijgave: 111222333\n", F_SID_VALUE_BAD, "dossier.yaml: ‘*********’ wordt niet begrepen; kies uit: ja, nee" },
		{ "111222333: x\n", F_SID_SYNTAX, "dossier.yaml, regel 1, kolom 1: onbekende sleutel ‘*********’" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(want); i++) {
		struct rig r;

		rig_open(&r);
		fill(&r, str_of(want[i].yaml), "a.pdf|b.pdf");
		run(&r);
		assert_string_equal(str_c(r.mem, sentence(&r, want[i].code)), want[i].says);
		rig_close(&r);
	}
}

static struct str
repeat(struct rig *r, const char *head, char c, size_t n)
{
	struct buf b;

	buf_init(&b, r->mem, 4 << 20);
	buf_add(&b, str_of(head));
	for (size_t i = 0; i < n; i++)
		buf_addc(&b, c);
	buf_addc(&b, '\n');
	return buf_str(&b);
}

static void
limits(void **state)
{
	static const struct { const char *head; char c; size_t n; const char *findings; } want[] = {
		{ "vrijgave: ja\ntitel: ", 'x', 500, "" },
		{ "vrijgave: ja\ntitel: ", 'x', 501, "SID-501 SID-505" },
		{ "vrijgave: ja\nomschrijving: ", 'x', 4000, "" },
		{ "vrijgave: ja\nomschrijving: ", 'x', 4001, "SID-501 SID-505" },
		{ "vrijgave: ja\nkenmerk: ", 'x', 201, "SID-501 SID-505" },
		{ "vrijgave: ja\nbron: ", 'x', 200, "" },
		{ "vrijgave: ja\nbron: ", 'x', 201, "SID-501 SID-505" },
		{ "vrijgave: ja\ndocumentsoort: ", 'x', 201, "SID-501 SID-505" },
		{ "vrijgave: ja\ncategorie: ", 'x', 500, "SID-504" },
		{ "vrijgave: ja\ncategorie: x", ',', 499, "SID-504" },
		{ "vrijgave: ja\ncategorie: ", 'x', 501, "SID-501 SID-505" },
		{ "vrijgave: ja\n#", 'x', 1 << 19, "" },
		{ "vrijgave: ja\n#", 'x', 1 << 20, "SID-501 SID-505" },		/* more than the ceiling */
		{ "documenten: ", '[', 100000, "SID-501 SID-505" },
		{ "documenten: ", '{', 100000, "SID-501 SID-505" },
		{ "", '\0', 1000, "SID-501 SID-505" },
		{ "", '\xff', 1000, "SID-501 SID-505" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(want); i++) {
		struct rig r;

		rig_open(&r);
		fill(&r, repeat(&r, want[i].head, want[i].c, want[i].n), "a.pdf");
		run(&r);
		if (strcmp(findings_of(&r), want[i].findings) != 0)
			fail_msg("%zu: %s", i, findings_of(&r));
		rig_close(&r);
	}
}

/* Other spellings of the name, two of them, and one that nobody could read. */
static void
names(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r);
	(void)rig_add_bytes(&r, "Dossier.YML", S("vrijgave: ja\n"));
	(void)rig_add_bytes(&r, "a.pdf", S("x"));
	run(&r);
	assert_string_equal(findings_of(&r), "");
	assert_int_equal(r.dossier.docs[0].role, ROLE_SIDECAR);
	rig_close(&r);

	rig_open(&r);
	(void)rig_add_bytes(&r, "dossier.yaml", S("vrijgave: ja\n"));
	(void)rig_add_bytes(&r, "dossier.yml", S("vrijgave: ja\n"));
	(void)rig_add_bytes(&r, "a.pdf", S("x"));
	run(&r);
	assert_string_equal(findings_of(&r), "SID-501 SID-505");
	assert_int_equal(r.dossier.docs[1].role, ROLE_SIDECAR);
	assert_int_equal(r.dossier.docs[2].role, ROLE_MAIN);
	rig_close(&r);

	rig_open(&r);
	(void)rig_add_bytes(&r, "dossier.yaml", S("vrijgave: ja\n"));
	(void)rig_add_bytes(&r, "a.pdf", S("x"));
	r.dossier.docs[0].have_set = 0;
	run(&r);
	assert_string_equal(findings_of(&r), "SID-501 SID-505");
	rig_close(&r);
}

/* A vault that does not give the file is the machine's fault, not the dossier's. */
static void
machine(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r);
	(void)rig_add_bytes(&r, "dossier.yaml", S("vrijgave: ja\n"));
	auto_close(&r.fd[1][A_ORIGINAL]);
	r.fd[1][A_ORIGINAL] = -1;
	assert_int_equal(rig_run(&r, ST_sidecar, sidecar_run, DOC_NONE), -1);
	rig_close(&r);
}

/* Junk stays junk, is never the main document, and cannot be named for publication. */
static void
junk(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r);
	(void)rig_add_bytes(&r, "dossier.yaml", S("vrijgave: ja\ndocumenten:\n  - {bestand: ~$b.doc, rol: bijlage}\n"));
	(void)rig_add_bytes(&r, "a.pdf", S("x"));
	(void)rig_add_bytes(&r, "~$b.doc", S("x"));
	r.dossier.docs[2].role = ROLE_JUNK;
	run(&r);
	assert_string_equal(findings_of(&r), "SID-510");
	assert_string_equal(roles_of(&r), "main junk");
	rig_close(&r);
}

/* A letter and nineteen annexes; run twice the answer is the same. */
static void
twenty(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r);
	fill(&r, S("vrijgave: ja\ndocumenten:\n  - {bestand: 'bijlage 07.pdf', rol: niet publiceren}\n"), "");
	for (int i = 0; i < 20; i++)
		(void)rig_add_bytes(&r, str_c(r.mem, str_fmt(r.mem, i == 19 ? "Brief.pdf" : "bijlage %02d.pdf", i)), S("x"));
	for (int n = 0; n < 2; n++) {
		r.dossier.findings.n = 0;
		run(&r);
		assert_string_equal(findings_of(&r), "SID-202:bijlage 07.pdf");
		for (int i = 0; i < 20; i++)
			assert_int_equal(r.dossier.docs[i + 1].role,
			    i == 19 ? ROLE_MAIN : i == 7 ? ROLE_WITHHELD : ROLE_ANNEX);
	}
	rig_close(&r);
}

/* A name that is no UTF-8 can stand beside others; it can only be the main one by what it starts with. */
static void
raw_names(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r);
	fill(&r, S("vrijgave: ja\ndocumenten:\n  - bestand: b.pdf\n"), "besluit caf\xe9.pdf|b.pdf");
	run(&r);
	assert_string_equal(findings_of(&r), "");
	assert_string_equal(roles_of(&r), "main annex");
	rig_close(&r);
}

/* The tails of the addresses of what document i was said to be: "c_1 c_2". */
static const char *
categories_of(const struct rig *r, int i)
{
	struct str rest = r->dossier.docs[i].declared_categories, one;
	struct buf b;

	buf_init(&b, r->mem, 1 << 12);
	while (rest.n != 0 && str_next(&rest, ' ', &one)) {
		assert_non_null(catalog_uri(lists, "informatiecategorieen", one));
		buf_addf(&b, "%s%.*s", b.n == 0 ? "" : " ", STRF(path_base(one)));
	}
	return str_c(r->mem, buf_str(&b));
}

/* All ways to name a category; of what nobody knows nothing is taken. */
static void
categories(void **state)
{
	static const struct { const char *typed, *want, *says; } t[] = {
		{ KERN "c_46a81018", "c_46a81018", NULL },
		{ "c_46a81018", "c_46a81018", NULL },
		{ "beschikkingen", "c_46a81018", NULL },
		{ "Beschikking", "c_46a81018", NULL },
		{ "agenda’s en besluitenlijsten bestuurscolleges", "c_3a248e3a", NULL },
		{ "vergaderstukken-decentrale-overheden", "c_db4862c3", NULL },
		{ "2k", "c_46a81018", NULL },
		{ "2K", "c_46a81018", NULL },
		{ "2k-beschikkingen", "c_46a81018", NULL },
		{ "3.3 lid 2 k", "c_46a81018", NULL },
		{ "infocat016", "c_46a81018", NULL },
		{ "3.1", "c_816e508d", NULL },
		{ "2k, 2e", "c_46a81018 c_99a836c7", NULL },
		{ "adviezen,beschikkingen", "c_99a836c7 c_46a81018", NULL },
		{ "2z", "", "‘2z’" },
		{ "2k, gezellig", "", "‘gezellig’" },
		{ "gezellig, 2k", "", "‘gezellig’" },
		{ "2k,", "", "‘’" },
		{ "2k 2e", "", "‘2k 2e’" },
		{ "2k en 2e", "", "‘2k en 2e’" },
		{ "k", "", "‘k’" },
		{ "2", "", "‘2’" },
		{ "beschik", "", "‘beschik’" },
		{ "c_00000000", "", "‘c_00000000’" },
		{ "111222333", "", "‘*********’" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct rig r;

		rig_open(&r);
		fill(&r, str_fmt(r.mem, "vrijgave: ja\ncategorie: '%s'\n", t[i].typed), "besluit.pdf|bijlage.pdf");
		run(&r);
		if (strcmp(categories_of(&r, 1), t[i].want) != 0 || strcmp(findings_of(&r), t[i].says == NULL ? "" : "SID-504") != 0)
			fail_msg("%s: %s, %s", t[i].typed, categories_of(&r, 1), findings_of(&r));
		assert_string_equal(categories_of(&r, 2), "");
		if (t[i].says != NULL)
			assert_non_null(strstr(str_c(r.mem, sentence(&r, F_SID_VALUE_BAD)), t[i].says));
		rig_close(&r);
	}
}

/* What is said of the dossier is about its main document, unless that has words of its own. */
static void
of_which(void **state)
{
	static const struct { const char *name, *yaml, *files, *categories[2], *soorten[2]; } t[] = {
		{ "of the dossier", "categorie: 2k\ndocumentsoort: brief\n", "besluit.pdf|b.pdf", { "c_46a81018", "" }, { "brief", "" } },
		{ "of a document", "documenten:\n  - {bestand: b.pdf, categorie: 2e, documentsoort: kaart}\n", "besluit.pdf|b.pdf",
		    { "", "c_99a836c7" }, { "", "kaart" } },
		{ "of both", "categorie: 2k\ndocumentsoort: brief\ndocumenten:\n  - {bestand: b.pdf, categorie: 2e}\n", "besluit.pdf|b.pdf",
		    { "c_46a81018", "c_99a836c7" }, { "brief", "" } },
		{ "the document before the dossier", "categorie: 2k\ndocumentsoort: brief\ndocumenten:\n"
		    "  - {bestand: besluit.pdf, categorie: 2e}\n", "besluit.pdf|b.pdf", { "c_99a836c7", "" }, { "brief", "" } },
		{ "the main document that was declared", "categorie: 2k\ndocumenten:\n  - {bestand: b.pdf, rol: hoofddocument}\n",
		    "a.pdf|b.pdf", { "", "c_46a81018" }, { "", "" } },
		{ "no main document", "categorie: 2k\ndocumentsoort: brief\n", "a.pdf|b.pdf", { "", "" }, { "", "" } },
		{ "a fault elsewhere", "categorie: 2k\nfout: x\n", "besluit.pdf|b.pdf", { "", "" }, { "", "" } },
		{ "a file that is not there", "documenten:\n  - {bestand: c.pdf, categorie: 2k}\n", "besluit.pdf|b.pdf", { "", "" }, { "", "" } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct rig r;

		rig_open(&r);
		fill(&r, str_of(t[i].yaml), t[i].files);
		/* What an earlier run left is gone. */
		for (int k = 1; k < 3; k++) {
			r.dossier.docs[k].declared_categories = S("oud");
			r.dossier.docs[k].declared_soort = S("oud");
		}
		run(&r);
		for (int k = 0; k < 2; k++) {
			if (strcmp(categories_of(&r, k + 1), t[i].categories[k]) != 0 ||
			    !str_eq(r.dossier.docs[k + 1].declared_soort, str_of(t[i].soorten[k])))
				fail_msg("%s: %d: %s, %.*s", t[i].name, k, categories_of(&r, k + 1),
				    STRF(r.dossier.docs[k + 1].declared_soort));
		}
		rig_close(&r);
	}
}

/* What is said of an archive is said of the only file in it. */
static void
archive(void **state)
{
	static const struct { const char *name, *said; size_t files; const char *findings, *categories, *soort; } t[] = {
		{ "a category", "categorie: 2k", 1, "", "c_46a81018", "" },
		{ "a documentsoort", "documentsoort: brief", 1, "", "", "brief" },
		{ "both", "categorie: 2k, documentsoort: brief", 1, "", "c_46a81018", "brief" },
		{ "nothing", "rol: ", 1, "", "", "" },
		{ "nothing, of two", "rol: ", 2, "SID-507", "", "" },
		{ "a category of two files", "categorie: 2k", 2, "SID-511 SID-507", "", "" },
		{ "a documentsoort of two files", "documentsoort: brief", 2, "SID-511 SID-507", "", "" },
		{ "an unknown category", "categorie: 2z", 1, "SID-504", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct rig r;

		rig_open(&r);
		fill(&r, str_fmt(r.mem, "vrijgave: ja\ndocumenten:\n  - {bestand: stukken.zip, %s}\n", t[i].said),
		    "stukken.zip|stukken.zip/a.pdf");
		if (t[i].files == 2)
			(void)rig_add_bytes(&r, "stukken.zip/b.pdf", S("x"));
		r.dossier.docs[1].role = ROLE_PACKAGE;
		for (size_t k = 2; k < r.dossier.ndocs; k++)
			r.dossier.docs[k].container = S("stukken.zip");
		run(&r);
		if (strcmp(findings_of(&r), t[i].findings) != 0 || strcmp(categories_of(&r, 2), t[i].categories) != 0 ||
		    !str_eq(r.dossier.docs[2].declared_soort, str_of(t[i].soort)))
			fail_msg("%s: %s, %s, %.*s", t[i].name, findings_of(&r), categories_of(&r, 2),
			    STRF(r.dossier.docs[2].declared_soort));
		assert_null(r.dossier.docs[1].declared_categories.p);
		assert_null(r.dossier.docs[1].declared_soort.p);
		rig_close(&r);
	}
}

/* What is said of which, as a person typed it: kind, text, days. */
static const char *
said(struct rig *r, const struct statements *all)
{
	struct buf b;

	buf_init(&b, r->mem, KIB(64));
	for (size_t i = 0; i < all->n; i++) {
		const struct statement *x = &all->v[i];

		buf_addf(&b, "%s%s=%.*s", i == 0 ? "" : "; ", say_name(x->what), STRF(x->text));
		if (x->date.year != 0)
			buf_addf(&b, " %.*s", STRF(date_iso(r->mem, x->date)));
		if (x->until.year != 0)
			buf_addf(&b, " tot %.*s", STRF(date_iso(r->mem, x->until)));
	}
	return str_c(r->mem, buf_str(&b));
}

/* Keys that become statements: of the dossier, of its main document, of one document, of a notice. */
static void
statements(void **state)
{
	static const struct { const char *yaml, *findings, *dossier, *first, *annex; } t[] = {
		{ "zaaknummer: Z1\nverantwoordelijke: Leiden\nmedeverantwoordelijken: [Delft, Gouda]\n", "",
		    "zaaknummer=Z1; verantwoordelijke=Leiden; medeverantwoordelijke=Delft; medeverantwoordelijke=Gouda", "", "" },
		{ "opsteller: RUD\ntaal: fy\ntrefwoorden: [a, ' b ', '']\n", "", "", "opsteller=RUD; taal=fy; trefwoord=a; trefwoord=b", "" },
		{ "geldig-van: 1 maart 2026\ngeldig-tot: 2027-02-28\n", "", "", "geldigheid=1 maart 2026 2026-03-01 tot 2027-02-28", "" },
		{ "onderwerpen: [Parkeren, ' Haven ']\narchiefnominatie: Blijvend bewaren\narchiefactiedatum: 1 mei 2033\n"
		  "bron-bewaartermijn: Selectielijst 2020\nselectiecategorie: '5.1.2'\ntoelichting-bewaartermijn: Zeven jaar\n", "",
		    "archiefnominatie=blijvend_bewaren; archiefactiedatum=1 mei 2033 2033-05-01; bron-bewaartermijn=Selectielijst 2020; "
		    "selectiecategorie=5.1.2; toelichting-bewaartermijn=Zeven jaar; onderwerp=Parkeren; onderwerp=Haven", "", "" },
		{ "archiefnominatie: bewaren\narchiefactiedatum: straks\n", "SID-504 SID-503", "", "", "" },
		{ "geldig-tot: 2027-02-28\n", "", "", "geldigheid=2027-02-28 tot 2027-02-28", "" },
		{ "embargo: 01/02/2026\nopenbaar-tot: morgen\n", "SID-503 SID-503", "", "", "" },
		{ "documenten:\n  - {bestand: b.pdf, ondertekend: 12-03-2026, gronden: [5.1 lid 2 onder e, '5.2'], reactie-op: uw brief}\n", "",
		    "", "", "ondertekend=12-03-2026 2026-03-12; reactie-op=uw brief; weigeringsgrond=5.1.2e; weigeringsgrond=5.2" },
		{ "documenten:\n  - {bestand: b.pdf, gronden: [privacy], datum: '12-03-26'}\n", "SID-503 SID-504", "", "", "" },
		{ "documenten:\n  - {bestand: b.pdf, toelichting: \"een\\ntwee \xe2\x80\xae\"}\n", "", "", "", "toelichting=een twee" },
		{ "trefwoorden: parkeren\n", "SID-501 SID-505", "", "", "" },
		{ "trefwoorden: [[a]]\n", "SID-501 SID-505", "", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct rig r;

		rig_open(&r);
		fill(&r, str_fmt(r.mem, "vrijgave: ja\n%s", t[i].yaml), "besluit.pdf|b.pdf");
		run(&r);
		if (strcmp(findings_of(&r), t[i].findings) != 0 || strcmp(said(&r, &r.dossier.said), t[i].dossier) != 0 ||
		    (strstr(t[i].findings, "SID-501") == NULL && strcmp(said(&r, &r.dossier.docs[1].said), t[i].first) != 0) ||
		    strcmp(said(&r, &r.dossier.docs[2].said), t[i].annex) != 0)
			fail_msg("%s: %s | %s | %s | %s", t[i].yaml, findings_of(&r), said(&r, &r.dossier.said),
			    said(&r, &r.dossier.docs[1].said), said(&r, &r.dossier.docs[2].said));
		rig_close(&r);
	}
}

/* An embargo with an hour, and when it is to be taken back: by whom and why is said in full, or the dossier waits. */
static void
moments(void **state)
{
#define WHY	"reden: correctie procedurele fout, toelichting: De inzage is voorbij"
	static const struct { const char *yaml, *findings; time_t not_before, leave; } t[] = {
		{ "embargo: 16 maart 2026 om 09:00 uur\n", "", 1773648000, 0 },
		{ "embargo: 2026-03-16\n", "", 0, 0 },	/* a statement, for describe */
		{ "embargo: 2026-03-29 02:30\n", "SID-503", 0, 0 },
		{ "embargo: 1960-03-29 12:00\n", "SID-503", 0, 0 },
		{ "intrekken: {op: 2027-01-01, door: A. de Vries, " WHY "}\n", "", 0, 1798758000 },
		{ "intrekken: {op: '2026-07-01 17:00', door: A. de Vries, reden: c_098c1346, toelichting: Fout}\n", "", 0, 1782918000 },
		{ "intrekken:\n", "", 0, 0 },
		{ "intrekken: {op: 2027-01-01, " WHY "}\n", "SID-516", 0, 0 },
		{ "intrekken: {op: 2027-01-01, door: A}\n", "SID-516", 0, 0 },
		{ "intrekken: {op: ooit, door: A, " WHY "}\n", "SID-503", 0, 0 },
		{ "intrekken: {op: 2027-01-01, door: A, reden: zomaar, toelichting: x}\n", "SID-504", 0, 0 },
		{ "intrekken: {op: 2027-01-01, door: '111222333', " WHY "}\n", "SID-516", 0, 0 },
		{ "intrekken: {op: 2027-01-01, door: A, reden: c_098c1346, toelichting: 'van 111222333'}\n", "SID-516", 0, 0 },
		{ "intrekken: {op: 2027-01-01, door: A, reden: c_098c1346, toelichting: \"een\\ntwee\"}\n", "SID-516", 0, 0 },
		{ "intrekken: {op: 2027-01-01, wie: A}\n", "SID-501 SID-505", 0, 0 },
	};
#undef WHY

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct rig r;

		rig_open(&r);
		fill(&r, str_fmt(r.mem, "vrijgave: ja\n%s", t[i].yaml), "besluit.pdf");
		run(&r);
		if (strcmp(findings_of(&r), t[i].findings) != 0 || r.dossier.declared.not_before != t[i].not_before ||
		    r.dossier.declared.leave.at != t[i].leave)
			fail_msg("%s: %s %lld %lld", t[i].yaml, findings_of(&r), (long long)r.dossier.declared.not_before,
			    (long long)r.dossier.declared.leave.at);
		if (t[i].leave != 0)
			assert_int_not_equal(r.dossier.declared.leave.label.n, 0);
		rig_close(&r);
	}
}

/* What is withheld as a whole: with a title and a ground, once; a dossier may be nothing else. */
static void
withheld(void **state)
{
	static const struct { const char *yaml, *files, *findings; size_t n; } t[] = {
		{ "niet-openbaar:\n  - {titel: Advies, gronden: [5.1.2i]}\n", "a.pdf", "", 1 },
		{ "niet-openbaar:\n  - {titel: Advies, gronden: [5.1.2i]}\n", "", "", 1 },
		{ "niet-openbaar: []\n", "", "ING-501", 0 },
		{ "niet-openbaar:\n  - {titel: Advies}\n", "a.pdf", "SID-515", 0 },
		{ "niet-openbaar:\n  - {gronden: [5.2], kenmerk: A1}\n", "a.pdf", "SID-515", 0 },
		{ "niet-openbaar:\n  - {titel: Advies, gronden: [ik wil niet]}\n", "a.pdf", "SID-504", 1 },
		{ "niet-openbaar:\n  - {titel: B, gronden: [5.2]}\n  - {titel: A, gronden: [5.2]}\n", "a.pdf", "", 2 },
		{ "niet-openbaar:\n  - {titel: B, gronden: [5.2], kenmerk: K}\n  - {titel: A, gronden: [5.2], kenmerk: K}\n", "a.pdf", "SID-509", 1 },
		{ "niet-openbaar:\n  - {titel: \xe2\x80\x8b, gronden: [5.2]}\n", "a.pdf", "SID-515", 0 },	/* a zero-width space */
		{ "niet-openbaar:\n  - {titel: B, gronden: [5.2]}\n  - {titel: 'B\xc2\xad', gronden: [5.2]}\n", "a.pdf", "SID-509", 1 },
		{ "niet-openbaar:\n  - {titel: B, bestand: a.pdf, gronden: [5.2]}\n", "a.pdf", "SID-501 SID-505", 0 },
		{ "niet-openbaar:\n  - {titel: B, gronden: [5.2], categorie: onzin}\n", "a.pdf", "SID-504", 1 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct rig r;

		rig_open(&r);
		fill(&r, str_fmt(r.mem, "vrijgave: ja\ncategorie: 2e\n%s", t[i].yaml), t[i].files);
		run(&r);
		if (strcmp(findings_of(&r), t[i].findings) != 0 || r.dossier.nnotices != t[i].n)
			fail_msg("%s: %s, %zu", t[i].yaml, findings_of(&r), r.dossier.nnotices);
		for (size_t k = 0; k < r.dossier.nnotices; k++) {
			assert_true(k == 0 || str_cmp(r.dossier.notices[k - 1].key, r.dossier.notices[k].key) < 0);
			assert_true(str_starts(r.dossier.notices[k].categories, S(KERN)));
		}
		rig_close(&r);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table), cmocka_unit_test(everything_said), cmocka_unit_test(nothing_said),
		cmocka_unit_test(sentences), cmocka_unit_test(limits), cmocka_unit_test(names), cmocka_unit_test(machine),
		cmocka_unit_test(junk), cmocka_unit_test(twenty), cmocka_unit_test(raw_names),
		cmocka_unit_test(categories), cmocka_unit_test(of_which), cmocka_unit_test(archive), cmocka_unit_test(statements), cmocka_unit_test(moments), cmocka_unit_test(withheld),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
