/* SPDX-License-Identifier: EUPL-1.2 */
/* test_tables.c - tables that describe documents: Open Zaak, production reports and inventories, Dublin Core. */
#include "sheets.h"

#include <locale.h>
#include <stdio.h>
#include <sys/resource.h>

#include "base/clock.h"
#include "base/path.h"
#include "base/xml.h"
#include "config/catalog.h"
#include "sidecar/files.h"
#include "sidecar/day.h"
#include "sidecar/inventory.h"
#include "sidecar/claim.h"
#include "sidecar/sidecar.h"

#include "base/banned.h"

static struct arena *mem;
static struct catalog *lists;
static struct rig r;

static int
load(void **state)
{
	struct err e;

	(void)state;
	if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
		return -1;
	xml_load();
	mem = arena_new("test", MIB(256));
	return catalog_load("templates/lists", mem, &lists, &e);
}

static int
unload(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

static int
setup(void **state)
{
	(void)state;
	rig_open(&r);
	r.tools.lists = lists;
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	rig_close(&r);
	return 0;
}

#define TEST(f)	cmocka_unit_test_setup_teardown(f, setup, teardown)

/* A dossier of this table and files of the byte x, their names between bars. */
static void
run(const char *table, struct str bytes, const char *files)
{
	struct str rest = str_of(files), one;

	(void)rig_add_bytes(&r, table, bytes);
	while (str_next(&rest, '|', &one))
		(void)rig_add_bytes(&r, str_c(r.mem, one), S("x"));
	if (rig_run(&r, ST_sidecar, sidecar_run, DOC_NONE) != 0)
		fail_msg("%s", r.err.msg);
	/* Only dossier.yaml can say so: whatever a table says of its files, nothing is released. */
	if (!str_eq(r.dossier.docs[0].path, S("dossier.yaml"))) {
		assert_int_equal(r.dossier.declared.vrijgave, RELEASE_UNKNOWN);
		assert_int_equal(rig_count(&r, F_SID_RELEASE_UNKNOWN, DOC_NONE), 1);
	}
}

/* What was said of a document: "titel=Besluit (rij 2, kolom ‘titel’)" without the place, a line end between each two. */
static const char *
said(int doc)
{
	const struct statements *all = doc == DOC_NONE ? &r.dossier.said : &r.dossier.docs[doc].said;
	struct buf b;

	buf_init(&b, r.mem, 1 << 20);
	for (size_t i = 0; i < all->n; i++) {
		const struct statement *s = &all->v[i];

		buf_addf(&b, "%s=", say_name(s->what));
		if (s->date.year != 0)
			buf_add(&b, date_iso(r.mem, s->date));
		else
			buf_add(&b, s->text);
		if (s->uri.n != 0)
			buf_addf(&b, " <%.*s>", STRF(path_base(s->uri)));
		buf_addc(&b, '\n');
	}
	return str_c(r.mem, buf_str(&b));
}

/* The findings that this test is about, with their texts; those on every dossier are left out. */
static const char *
found(void)
{
	struct buf b;

	buf_init(&b, r.mem, 1 << 20);
	for (size_t i = 0; i < r.dossier.findings.n; i++) {
		const struct finding *f = &r.dossier.findings.v[i];

		if (f->code == F_SID_RELEASE_UNKNOWN || f->code == F_SID_MAIN_UNKNOWN || f->code == F_ING_EMPTY_DOSSIER)
			continue;
		buf_addf(&b, "%s", finding_tag(f->code));
		if (f->doc > 0)
			buf_addf(&b, " %.*s", STRF(r.dossier.docs[f->doc].path));
		buf_addf(&b, ": %.*s\n", STRF(finding_text(r.mem, f)));
	}
	return str_c(r.mem, buf_str(&b));
}

static bool
has(const char *s, const char *part)
{
	return strstr(s, part) != NULL;
}

static void
want(const char *what, const char *got, const char *part)
{
	if (!has(got, part))
		fail_msg("%s: no ‘%s’ in:\n%s", what, part, got);
}

static void
refuse(const char *what, const char *got, const char *part)
{
	if (has(got, part))
		fail_msg("%s: ‘%s’ in:\n%s", what, part, got);
}

/* ---- Open Zaak ---- */

#define OZ_HEAD	"uuid,identificatie,bronorganisatie,creatiedatum,titel,vertrouwelijkheidaanduiding,auteur,status,formaat," \
	"taal,bestandsnaam,bestandsomvang,bestandspad,link,beschrijving,ontvangstdatum,verzenddatum," \
	"indicatieGebruiksrecht,verschijningsvorm,ondertekening.soort,ondertekening.datum,integriteit.algoritme," \
	"integriteit.waarde,integriteit.datum,informatieobjecttype,zaakUuid,trefwoorden"
#define OZ_TYPE	"http://catalogi.example.nl/informatieobjecttypen/1"

/* A row with what varies; the rest is as it should be. */
static const char *
oz_row(const char *open, const char *status, const char *size, const char *path, const char *kind, const char *value)
{
	return str_c(r.mem, str_fmt(r.mem, ",DOC-1,123456782,2026-03-12,Besluit,%s,gemeente Leiden,%s,application/pdf,dut,"
	    "b.pdf,%s,%s,,Toelichting,,2026-03-13,,,digitaal,2026-03-12,%s,%s,,%s,8b7f,\"parkeren, Garenmarkt\"", open, status,
	    size, path, kind, value, OZ_TYPE));
}

static void
openzaak(void **state)
{
	(void)state;
	run("import.csv", str_fmt(r.mem, "%s\n%s\n", OZ_HEAD, oz_row("openbaar", "definitief", "1", "2026/b.pdf", "md5",
	    "9dd4e461268c8034f5c8564e155c67a6")), "b.pdf|c.pdf");
	assert_string_equal(said(1), "titel=Besluit\nkenmerk=DOC-1\ndossierkenmerk=8b7f\nomschrijving=Toelichting\n"
	    "taal=dut <NLD>\nformaat=application/pdf <PDF>\n"
	    "extra=digitaal <ondertekening.soort>\nopsteller=gemeente Leiden <gm0546>\n"
	    "extra=" OZ_TYPE " <informatieobjecttype>\ntrefwoord=parkeren\ntrefwoord=Garenmarkt\n"
	    "datum=2026-03-12\nverzonden=2026-03-13\nondertekend=2026-03-12\n");
	assert_string_equal(found(), "SID-203: Gelezen als een importbestand van Open Zaak; wordt zelf niet gepubliceerd\n"
	    "SID-210: Gelezen rijen: 1 (met een bestand in dit dossier: 1)\n");
	assert_int_equal(r.dossier.docs[0].role, ROLE_SIDECAR);
	assert_string_equal(said(2), "");
	assert_true(str_eq(r.dossier.docs[1].said.v[0].where, S("import.csv, rij 2, kolom ‘titel’")));
}

static void
openzaak_rows(void **state)
{
	static const struct { const char *name, *open, *status, *size, *path, *kind, *value, *want; } t[] = {
		{ "size", "openbaar", "", "8092", "b.pdf", "", "", "SID-520 b.pdf: Dit bestand is niet wat import.csv, rij 2, "
		    "kolom ‘bestandsomvang’ ervan zegt: daar heeft het 8092 bytes, hier 1;" },
		{ "no size", "openbaar", "", "veel", "b.pdf", "", "", "SID-514: rij 2, kolom ‘bestandsomvang’: dit is geen aantal" },
		{ "confidential", "zaakvertrouwelijk", "", "", "b.pdf", "", "", "SID-522 b.pdf" },
		{ "a word nobody knows", "Openbaar", "", "", "b.pdf", "", "", "SID-522 b.pdf" },
		{ "nothing said", "", "", "", "b.pdf", "", "", "SID-523 b.pdf" },
		{ "not final", "openbaar", "in_bewerking", "", "b.pdf", "", "", "SID-524 b.pdf" },
		{ "to be decided", "openbaar", "ter_vaststelling", "", "b.pdf", "", "", "SID-524 b.pdf" },
		{ "wrong checksum", "openbaar", "", "", "b.pdf", "sha_256", "%064d", "SID-520 b.pdf" },
		{ "wrong CRC", "openbaar", "", "", "b.pdf", "crc_32", "8cdc1684", "SID-520 b.pdf" },
		{ "foo", "openbaar", "", "", "b.pdf", "md5", "foo", "kolom ‘integriteit.waarde’: dit is geen controlegetal" },
		{ "unknown algorithm", "openbaar", "", "", "b.pdf", "fletcher_16", "1234", "SID-340: rij 2, kolom ‘integriteit.alg" },
		{ "algorithm alone", "openbaar", "", "", "b.pdf", "md5", "", "SID-514: rij 2, kolom ‘integriteit.waarde’" },
		{ "no path", "openbaar", "", "", "", "", "", "SID-514: rij 2, kolom ‘bestandspad’: deze cel mag niet leeg" },
		{ "outside", "openbaar", "", "", "../b.pdf", "", "", "SID-340: rij 2: het bestand zit niet in dit dossier" },
		{ "not here", "openbaar", "", "", "x/z.pdf", "", "", "SID-340: rij 2: het bestand zit niet in dit dossier" },
		{ "two of that name", "openbaar", "", "", "q/c.pdf", "", "", "SID-514: rij 2, kolom ‘bestandspad’: meer dan één" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		const char *value = strcmp(t[i].value, "%064d") == 0 ? str_c(r.mem, str_fmt(r.mem, "%064d", 0)) : t[i].value;

		run("import.csv", str_fmt(r.mem, "%s\n%s\n", OZ_HEAD,
		    oz_row(t[i].open, t[i].status, t[i].size, t[i].path, t[i].kind, value)), "b.pdf|x/c.pdf|y/C.PDF");
		want(t[i].name, found(), t[i].want);
		(void)teardown(state);
		(void)setup(state);
	}
}

/* What holds a file holds it whichever row says so, and however Excel writes it; no cell that shifted is shown. */
static void
openzaak_holds(void **state)
{
	const char *const row = oz_row("openbaar", "", "", "b.pdf", "", "");
	const char *const rights = ",DOC-1,123456782,2026-03-12,Besluit,openbaar,gemeente Leiden,,application/pdf,dut,b.pdf,,b.pdf,,,,,%s,,,,,,," OZ_TYPE ",,\n";

	(void)state;
	run("import.csv", str_fmt(r.mem, "%s\n%s\n%s\n", OZ_HEAD, row, oz_row("geheim", "", "", "b.pdf", "", "")), "b.pdf");
	want("a second row", found(), "SID-514: rij 3, kolom ‘bestandspad’: dit bestand is ook dat van een eerdere rij");
	want("a second row", found(), "SID-522 b.pdf: Niet openbaar volgens import.csv, rij 3 (vertrouwelijkheidaanduiding ‘geheim’)");
	(void)teardown(state);
	(void)setup(state);
	run("import.csv", str_fmt(r.mem, "%s\n%s\n", OZ_HEAD, oz_row("P. Jansen", "K. Jansen", "", "b.pdf", "", "")), "b.pdf");
	want("a row that shifted", found(), "SID-522 b.pdf");
	want("a row that shifted", found(), "SID-524 b.pdf");
	refuse("a row that shifted", found(), "Jansen");
	for (size_t i = 0; i < 4; i++) {
		static const char *const says[] = { "TRUE", "WAAR", "ja", "FALSE" };

		(void)teardown(state);
		(void)setup(state);
		run("import.csv", str_fmt(r.mem, "%s\n%s", OZ_HEAD, str_c(r.mem, str_fmt(r.mem, rights, says[i]))), "b.pdf");
		if (i < 3)
			want(says[i], found(), "SID-514: rij 2, kolom ‘indicatieGebruiksrecht’");
		else
			refuse(says[i], found(), "SID-514");
	}
	/* Who keeps the table itself back does not mean that it says nothing. */
	(void)teardown(state);
	(void)setup(state);
	(void)rig_add_bytes(&r, "dossier.yaml", S("vrijgave: ja\ndocumenten:\n  - {bestand: import.csv, rol: niet publiceren}\n"));
	run("import.csv", str_fmt(r.mem, "%s\n%s\n", OZ_HEAD, oz_row("geheim", "", "", "b.pdf", "", "")), "b.pdf");
	want("kept back", found(), "SID-522 b.pdf");
}

static void
openzaak_checksums(void **state)
{
	static const struct { const char *kind, *value; } t[] = {
		{ "md5", "9dd4e461268c8034f5c8564e155c67a6" },
		{ "sha_1", "11f6ad8ec52a2984abaafd7c3b516503785c2072" },
		{ "sha_256", "2D711642B726B04401627CA9FBAC32F5C8530FB1903CC4DB02258717921A4881" },
		{ "sha_512", "a4abd4448c49562d828115d13a1fccea927f52b4d5459297f8b43e42da89238bc13626e43dcb38ddb082488927ec904fb42"
		    "057443983e88585179d50551afe62" },
		{ "sha_3", "ad7013ea8ee03e7a1b7d9a0c6e8a38c1a4fd9fe4a4e7f8fb7ab9db4fd5f8ac7f" },
		{ "crc_32", "8CDC1683" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		run("import.csv", str_fmt(r.mem, "%s\n%s\n", OZ_HEAD,
		    oz_row("openbaar", "", "1", "b.pdf", t[i].kind, t[i].value)), "b.pdf");
		/* This SHA-3 is of something else: it must be seen. */
		if (strcmp(t[i].kind, "sha_3") == 0)
			want(t[i].kind, found(), "SID-520 b.pdf");
		else
			refuse(t[i].kind, found(), "SID-5");
		(void)teardown(state);
		(void)setup(state);
	}
}

/* What would take too long to reckon is told, never taken for right. */
static void
claims_unseen(void **state)
{
	struct result res = { .mem = r.mem, .findings = { .mem = r.mem } };
	struct visit v = { .job = &r.job, .r = &res, .d = &r.dossier, .tmp = r.mem };
	enum claim_end end = CLAIM_SOUND;
	uint64_t spent = CLAIM_BYTES_MOST;
	struct err e = { 0 };
	int i = rig_add_bytes(&r, "b.pdf", S("x"));

	(void)state;
	assert_int_equal(claim_checksum(&v, i, S("rij 2"), S("md5"), S("9dd4e461268c8034f5c8564e155c67a6"), &spent, &end, &e), 0);
	assert_int_equal(end, CLAIM_UNSEEN);
	assert_int_equal(res.findings.n, 1);
	assert_int_equal(res.findings.v[0].code, F_SID_CLAIM_UNSEEN);
	assert_int_equal(res.findings.v[0].doc, i);
}

static void
openzaak_heads(void **state)
{
	static const struct { const char *name, *bytes, *want; } t[] = {
		{ "another order", "bestandspad,informatieobjecttype,bronorganisatie,creatiedatum,titel,auteur,taal\n",
		    "andere volgorde" },
		{ "columns lack", "bestandspad,informatieobjecttype\n", "‘bronorganisatie’, ‘creatiedatum’, ‘titel’" },
		{ "others lack", OZ_HEAD, NULL },
		{ "semicolons", "bestandspad;informatieobjecttype;bronorganisatie;creatiedatum;titel;auteur;taal\n", "geen komma" },
		{ "a mark", "\xef\xbb\xbf" OZ_HEAD "\n", "byte order mark" },
		{ "short row", OZ_HEAD "\n,,123456782\n", "minder dan 27 cellen" },
		{ "a report", OZ_HEAD ",opmerking,resultaat\n,,,,,,,,,,,,x.pdf,,,,,,,,,,,,,,,\"a\nb\",Niet geïmporteerd\n",
		    "SID-340: rij 2: Open Zaak heeft deze rij niet geïmporteerd" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		run("import.csv", str_of(t[i].bytes), "b.pdf");
		if (t[i].want != NULL)
			want(t[i].name, found(), t[i].want);
		assert_int_equal(r.dossier.docs[0].role, ROLE_SIDECAR);
		(void)teardown(state);
		(void)setup(state);
	}
}

static void
openzaak_persons(void **state)
{
	struct str row = str_of(oz_row("openbaar", "", "", "b.pdf", "", ""));
	const char *at;

	(void)state;
	at = strstr(row.p, "gemeente Leiden");
	run("import.csv", str_fmt(r.mem, "%s\n%.*sJ. de Vries%s\n%s\n", OZ_HEAD, (int)(at - row.p), row.p, at + 15, row.p), "b.pdf");
	want("person", said(1), "betrokkene=J. de Vries\n");
	refuse("person", said(1), "opsteller");
	want("twice", found(), "rij 3, kolom ‘bestandspad’: dit bestand is ook dat van een eerdere rij");
	refuse("person", found(), "Vries");
}

static void
openzaak_many(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, r.mem, 64 << 20);
	buf_addf(&b, "%s\n", OZ_HEAD);
	for (unsigned i = 0; i < 50000; i++)
		buf_addf(&b, ",D%u,123456782,2026-03-12,T,openbaar,A,definitief,,nld,,,f%u.pdf,,,,,,,,,,,,%s,,\n", i, i, OZ_TYPE);
	run("import.csv", buf_str(&b), "f7.pdf|f49999.pdf");
	want("one finding", found(), "SID-340: rijen 2, 3, 4, 5, 6, 7, 8, 10, 11, 12 en nog 49988: het bestand zit niet in dit dossier");
	want("rows", found(), "SID-210: Gelezen rijen: 50000 (met een bestand in dit dossier: 2)");
	want("the last", said(2), "kenmerk=D49999");
	assert_true(rig_count(&r, F_SID_ROW_LOOK, 0) < 3);
}

/* ---- production reports ---- */

#define REPORT	"ID;Matter;Family;Email Thread ID;Document;File type;Datum;Beoordeling;Opgeschort;Beoordelingsgrond;" \
	"Toelichting;Publieke link;Gerelateerd ID;Zaaknummer\n"

static void
report(void **state)
{
	static const char table[] = REPORT
	    "#3001;M-1;#1;#2;Notitie parkeren;word processing;@45363;Deels openbaar;;5.1.2.e;nader;https://example.nl/a;M-1-3002;Z1, Z2\n"
	    "#3002;M-1;#1;;Mail;email;2026-03-01;niet openbaar;;5.1.1c\n"
	    "#3003;M-1;#1;;Bijlage;pdf;2/19/2021 8:46 AM UTC;openbaar;ja\n"
	    "#3004;M-1;#1;;Brief;pdf;;reeds openbaar\n"
	    "#3005;M-1;#1;;Plan;pdf;19/2/2021;openbaar\n";

	(void)state;
	run("export.xlsx", wb_of(r.mem, table, "", ""), "3001 notitie.pdf|besluit.pdf");
	assert_string_equal(said(1), "datum=2024-03-12\nkenmerk=3001\ntitel=Notitie parkeren\ndossierkenmerk=M-1\n"
	    "extra=1 <family>\nextra=2 <email-thread>\nextra=word processing <bestandstype>\nzaaknummer=Z1\nzaaknummer=Z2\n"
	    "verwijst-naar=3002\nweigeringsgrond=5.1.2e\nkoppeling=https://example.nl/a <a>\ntoelichting=nader\n"
	    "beoordeling=deels openbaar\n");
	assert_string_equal(found(), "SID-203: Gelezen als een productierapport of inventarislijst; wordt zelf niet gepubliceerd\n"
	    "SID-340: rij 6: openbaar volgens deze lijst, maar het bestand zit niet in dit dossier\n"
	    "SID-210: Gelezen rijen: 5 (met een bestand in dit dossier: 1, niet openbaar: 1, reeds openbaar: 1, opgeschort: 1; "
	    "bestanden zonder rij: 1)\n");
	assert_int_equal(r.dossier.docs[0].role, ROLE_SIDECAR);
}

/* A file that its own report calls not public: the leak that all this is for. */
static void
report_leaks(void **state)
{
	static const struct { const char *row, *want; } t[] = {
		{ "#3001;M;;;a;;;niet openbaar", "SID-525 3001.pdf: Dit stuk hoort niet in dit dossier: r.xlsx, rij 2 noemt het ‘niet openbaar’" },
		{ "#3001;M;;;a;;;Reeds Openbaar", "SID-525 3001.pdf" },
		{ "#3001;M;;;a;;;openbaar;ja", "rij 2 noemt het ‘opgeschort’" },
		{ "#3001;M;;;a;;;openbaar;misschien", "SID-514: rij 2, kolom ‘Opgeschort’: kies uit: ja, nee" },
		{ "#3001;M;;;a;;;openbaar;=1", "‘opgeschort’" },
		{ "#3001;M;;;a;;;Gedeeltelijk openbaar", "SID-514: rij 2, kolom ‘Beoordeling’: kies uit: openbaar" },
		{ "#3001;M;;;a", "SID-514: rij 2, kolom ‘Beoordeling’: kies uit: openbaar" },
		{ "#9999;M;;;a;;;geheim", "SID-514: rij 2, kolom ‘Beoordeling’: kies uit: openbaar" },
		{ "#03001;M;;;a;;;niet openbaar", "SID-525 3001.pdf" },
		{ "x;M;;;3001.PDF;;;niet openbaar", "SID-525 3001.pdf" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		run("r.xlsx", wb_of(r.mem, str_c(r.mem, str_fmt(r.mem, "%s%s", REPORT, t[i].row)), "", ""), "3001.pdf");
		want(t[i].row, found(), t[i].want);
		(void)teardown(state);
		(void)setup(state);
	}
	/* Who keeps the file back himself has nothing to fear. */
	(void)rig_add_bytes(&r, "dossier.yaml", S("vrijgave: ja\ndocumenten:\n  - bestand: 3001.pdf\n    rol: niet publiceren\n"));
	run("r.csv", S("ID;Beoordeling;Document\n3001;niet openbaar;a\n"), "3001.pdf");
	refuse("withheld", found(), "SID-525");
}

static void
report_rows(void **state)
{
	static const struct { const char *row, *files, *want; } t[] = {
		{ "3001;M;;;a;;45363;openbaar", "3001.pdf", "SID-514: rij 2, kolom ‘Datum’: de datum wordt niet begrepen" },
		{ "3001;M;;;a;;01/02/2024;openbaar", "3001.pdf", "kolom ‘Datum’: wat is hier de dag en wat de maand?" },
		{ "3001;M;;;a;;1-2-24;openbaar", "3001.pdf", "kolom ‘Datum’: het jaar heeft twee cijfers" },
		{ "3001;M;;;a;;31-02-2024;openbaar", "3001.pdf", "deze dag bestaat niet" },
		{ "9;M;;;a;;01/02/2024;openbaar", "3001.pdf", "kolom ‘Datum’: wat is hier de dag" },
		{ ";M;;;a;;;openbaar", "3001.pdf", "SID-514: rij 2, kolom ‘ID’: het nummer ontbreekt" },
		{ "a b;M;;;a;;;openbaar", "3001.pdf", "SID-514: rij 2, kolom ‘ID’: een nummer bestaat uit" },
		{ "3001;M!;;;a;;;openbaar", "3001.pdf", "kolom ‘Matter’: hier mogen alleen" },
		{ "3001;M;12abc;;a;;;openbaar", "3001.pdf", "SID-340: rij 2, kolom ‘Family’: hier hoort een heel getal" },
		{ "3001;M;;;a;;;openbaar;;5.1.9", "3001.pdf", "SID-340: rij 2, kolom ‘Beoordelingsgrond’" },
		{ "3001;M;;;a;;;openbaar;;;;https://e x", "3001.pdf", "SID-340: rij 2, kolom ‘Publieke link’: dit is geen webadres" },
		{ "3001;M;;;a;;;openbaar", "3001.pdf|3001 b.pdf", NULL },
		{ "3001;M;;;a;;;openbaar", "3001 a.pdf|03001-b.pdf", "SID-514: rij 2, kolom ‘ID’: bij deze rij passen twee bestanden" },
		{ "3001;M;;;a;;;openbaar\n3001;M;;;b;;;openbaar", "3001.pdf", "rij 3, kolom ‘ID’: het bestand van deze rij hoort ook bij rij 2" },
		{ "3001;M;;;a;;;openbaar\n3001;M;;;b;;;niet openbaar", "3001.pdf", "SID-525 3001.pdf: Dit stuk hoort niet in dit dossier: r.csv, rij 3 noemt" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		run("r.csv", str_fmt(r.mem, "%s%s\n", REPORT, t[i].row), t[i].files);
		if (t[i].want != NULL)
			want(t[i].row, found(), t[i].want);
		else
			want(t[i].row, found(), "passen twee bestanden");
		(void)teardown(state);
		(void)setup(state);
	}
}

/* Good rows go on behind bad ones, and the rest of two hundred faults is counted. */
static void
report_goes_on(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, r.mem, 1 << 20);
	buf_addf(&b, "%s", REPORT);
	for (unsigned i = 0; i < 300; i++)
		buf_addf(&b, "%u;M;;;a;;;nee\n", 4000 + i);
	buf_addf(&b, "3001;M;;;Goed;;2026-03-12;openbaar\n");
	run("r.csv", buf_str(&b), "3001.pdf");
	want("good", said(1), "titel=Goed\n");
	assert_int_equal(rig_count(&r, F_SID_ROW_BAD, 0), ROWS_TOLD);
	assert_int_equal(rig_count(&r, F_SID_ROWS_MORE, 0), 1);
}

static void
recognised(void **state)
{
	static const struct { const char *name, *file, *table; enum doc_role role; const char *said; } t[] = {
		{ "public inventory", "lijst.csv", "Document ID;Documentnummer;Bestandsnaam;Beoordeling;Beoordelingsgrond;Opgeschort\n"
		    "77;P-M-1;b.pdf;Deels openbaar;5.1.2e 5.1.2i;\n", ROLE_INVENTORY, "weigeringsgrond=5.1.2e\nweigeringsgrond=5.1.2i\n" },
		{ "link sheet", "l.csv", "Matter;Document nr;Zaaknummers\nM;1;Z1;\n", ROLE_SIDECAR, "dossierkenmerk=M\nzaaknummer=Z1\n" },
		{ "aliases", "l.csv", "01 Id;02 Openbaarmaking;03 tagmulti006;case\n1;openbaar;5.1.5;Z9\n", ROLE_SIDECAR, "zaaknummer=Z9\n" },
		{ "numbered columns", "l.csv", "1. ID;2. Beoordeling;3. Document\n1;openbaar;T\n", ROLE_SIDECAR, "titel=T\n" },
		{ "of another body", "l.csv", "Inventaris bij het besluit\n\nNr.;Onderwerp;Afzender;Datum;Beoordeling Woo;Weigeringsgrond(en)\n"
		    "1;Brief;J. de Vries;12 maart 2026;Gedeeltelijk openbaar;5.1.2.e, 10 lid 2\n", ROLE_INVENTORY,
		    "kenmerk=1\ntitel=Brief\nweigeringsgrond=5.1.2e\nweigeringsgrond=10 lid 2\nbetrokkene=J. de Vries\nbeoordeling=deels openbaar\n" },
		{ "mirrored", "l.csv", "remmun;prewredno;mutad;gnelidrooeb\n1;B;2026-03-12;openbaar\n", ROLE_INVENTORY, "beoordeling=openbaar\n" },
		{ "mirrored by a letter", "l.csv", "remmun;regnavtno;gniledrooeb\n1;B;niet openbaar\n", ROLE_INVENTORY, "betrokkene=B\n" },
		{ "a column for each ground", "l.csv", "nr;titel;10.2.e;10.2.g;11.1\n1;T;x;;ja\n", ROLE_INVENTORY,
		    "weigeringsgrond=10.2e\nweigeringsgrond=11.1\n" },
		{ "a column for each outcome", "l.csv", "nr;titel;geheel;deels;niet\n1;T;;x;\n", ROLE_INVENTORY, "beoordeling=deels openbaar\n" },
		{ "judgement and ground together", "l.csv", "nr;titel;Beoordeling/weigeringsgrond\n1;T;Deels openbaar: 5.1.2e\n", ROLE_INVENTORY,
		    "beoordeling=deels openbaar\n" },
		{ "columns of a report", "l.csv", "nr;document;matter;grond\n1;T;M;5.2\n", ROLE_SIDECAR, "weigeringsgrond=5.2\n" },
		{ "order in the head", "l.csv", "ID;Beoordeling;Datum (dd/mm/jjjj)\n1;openbaar;01/02/2024\n", ROLE_SIDECAR, "datum=2024-02-01\n" },
		{ "a table of articles", "l.csv", "nr;omschrijving;artikel;grond\n1;T;3;4\n", ROLE_ANNEX, "" },
		{ "marks of a tender", "l.csv", "nr;naam;beoordeling\n1;T;goed\n", ROLE_INVENTORY, "" },
		{ "a list of addresses", "l.csv", "nr;titel;adres\n1;T;X\n", ROLE_ANNEX, "" },
		{ "a table of numbers", "l.csv", "1;2;3\n11;52;54\n", ROLE_ANNEX, "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		run(t[i].file, str_of(t[i].table), "1 b.pdf|b.pdf|00 besluit.pdf");
		if (r.dossier.docs[0].role != t[i].role)
			fail_msg("%s: %s, %s", t[i].name, role_name(r.dossier.docs[0].role), found());
		if (t[i].said[0] == '\0')
			assert_string_equal(said(1), "");
		else
			want(t[i].name, str_c(r.mem, str_fmt(r.mem, "%s%s", said(1), said(2))), t[i].said);
		(void)teardown(state);
		(void)setup(state);
	}
}

static void
declared(void **state)
{
	static const struct { const char *name, *role, *table, *want, *refuse; enum doc_role is; } t[] = {
		{ "an inventory made by hand", "inventaris", "ID;Document;Beoordeling\n1;a;openbaar\n", "SID-211", "SID-514", ROLE_INVENTORY },
		{ "a report as annex", "bijlage", REPORT "1;M;1;;a;;;openbaar\n", "SID-514 r.csv: het hele bestand: dit is een productierapport",
		    "SID-203", ROLE_ANNEX },
		{ "kept back", "niet publiceren", REPORT "1;M;1;;a;;;openbaar\n", "SID-210", "SID-514", ROLE_WITHHELD },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		(void)rig_add_bytes(&r, "dossier.yaml", str_fmt(r.mem, "vrijgave: ja\ndocumenten:\n  - bestand: r.csv\n    rol: %s\n", t[i].role));
		run("r.csv", str_of(t[i].table), "1 b.pdf|00 besluit.pdf");
		want(t[i].name, found(), t[i].want);
		refuse(t[i].name, found(), t[i].refuse);
		assert_int_equal(r.dossier.docs[1].role, t[i].is);
		want(t[i].name, said(2), "kenmerk=1\n");
		(void)teardown(state);
		(void)setup(state);
	}
}

static void
unread(void **state)
{
	static const struct { const char *file; struct str bytes; const char *want; } t[] = {
		{ "Productierapport.xls", { "\xd0\xcf\x11\xe0", 4 }, "SID-514: het hele bestand: niet gelezen als productierapport" },
		{ "inventarislijst.ods", { "PK\x03\x04", 4 }, "SID-340: het hele bestand: niet gelezen" },
		{ "productierapport.xlsx", { "PK\x03\x04 broken", 11 }, "beschadigd" },
		{ "productierapport.xlsx", { "no zip", 6 }, "SID-514: het hele bestand" },
		{ "begroting.xlsx", { "PK\x03\x04 broken", 11 }, NULL },
		{ "begroting.xls", { "\xd0\xcf\x11\xe0", 4 }, NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		run(t[i].file, t[i].bytes, "00 besluit.pdf");
		if (t[i].want != NULL)
			want(t[i].file, found(), t[i].want);
		else
			assert_string_equal(found(), "");
		(void)teardown(state);
		(void)setup(state);
	}
	run("r.csv", S("ID;Beoordeling;Document\n1;openbaar;\"a\n2;openbaar;b\n"), "1.pdf");
	want("an open quote", found(), "SID-514: na rij 1: een aanhalingsteken wordt niet gesloten");
}

/* Names of persons do not go where anybody reads. */
static void
parties(void **state)
{
	struct buf b;
	size_t n = 0;

	(void)state;
	buf_init(&b, r.mem, 1 << 20);
	buf_addf(&b, "nr;titel;beoordeling;afzender;ontvanger\n");
	for (unsigned i = 1; i <= 60; i++)
		buf_addf(&b, "%u;T;openbaar;J. de Vries;A. Bakker\n", i);
	(void)rig_add_bytes(&r, "lijst.csv", buf_str(&b));
	for (unsigned i = 1; i <= 60; i++)
		(void)rig_add_bytes(&r, str_c(r.mem, str_fmt(r.mem, "%u.pdf", i)), S("x"));
	assert_int_equal(rig_run(&r, ST_sidecar, sidecar_run, DOC_NONE), 0);
	for (size_t i = 0; i < r.dossier.ndocs; i++) {
		for (size_t k = 0; k < r.dossier.docs[i].said.n; k++)
			n += r.dossier.docs[i].said.v[k].what == SAY_PARTY;
	}
	assert_int_equal(n, 120);
	refuse("findings", found(), "Vries");
	refuse("findings", found(), "Bakker");
}

static void
days(void **state)
{
	static const struct { enum cell_kind kind; const char *text; enum day_order order; const char *want; } t[] = {
		{ CELL_DAY, "2026-03-12", DAY_UNKNOWN, "2026-03-12" }, { CELL_DAY, "2026-03-12 10:15", DAY_UNKNOWN, "2026-03-12" },
		{ CELL_TEXT, "2026-03-12T10:15:00Z", DAY_UNKNOWN, "2026-03-12" }, { CELL_TEXT, "2026/3/2", DAY_UNKNOWN, "2026-03-02" },
		{ CELL_TEXT, "12-03-2026", DAY_UNKNOWN, "2026-03-12" }, { CELL_TEXT, "12 maart 2026", DAY_UNKNOWN, "2026-03-12" },
		{ CELL_TEXT, "12-03-2026 9:05", DAY_UNKNOWN, "2026-03-12" }, { CELL_TEXT, "12.03.2026", DAY_UNKNOWN, "2026-03-12" },
		{ CELL_TEXT, "2/19/2021 8:46 AM UTC", DAY_UNKNOWN, "2021-02-19" }, { CELL_TEXT, "10/9/2022 1:34 PM UTC", DAY_UNKNOWN, "2022-10-09" },
		{ CELL_TEXT, "10/9/2022 13:34", DAY_UNKNOWN, "" }, { CELL_TEXT, "10/9/2022", DAY_UNKNOWN, "" },
		{ CELL_TEXT, "10/9/2022 1:34 PM", DAY_UNKNOWN, "" }, { CELL_TEXT, "13/9/2022", DAY_UNKNOWN, "2022-09-13" },
		{ CELL_TEXT, "9/13/2022", DAY_UNKNOWN, "2022-09-13" }, { CELL_TEXT, "9/9/2022", DAY_UNKNOWN, "2022-09-09" },
		{ CELL_TEXT, "10/9/2022", DAY_FIRST, "2022-09-10" }, { CELL_TEXT, "10/9/2022", MONTH_FIRST, "2022-10-09" },
		{ CELL_TEXT, "13/9/2022", MONTH_FIRST, "" }, { CELL_TEXT, "19/2/2021 8:46 AM UTC", DAY_UNKNOWN, "" },
		{ CELL_TEXT, "03/26/2020", DAY_FIRST, "" }, { CELL_TEXT, "31/31/2020", DAY_UNKNOWN, "" },
		{ CELL_TEXT, "30-02-2020", DAY_UNKNOWN, "" }, { CELL_TEXT, "12-03-26", DAY_UNKNOWN, "" }, { CELL_TEXT, "2026", DAY_UNKNOWN, "" },
		{ CELL_NUMBER, "45363", DAY_UNKNOWN, "" }, { CELL_TEXT, "45363", DAY_UNKNOWN, "" }, { CELL_TEXT, "maart 2026", DAY_UNKNOWN, "" },
		{ CELL_TEXT, "2026-03-12 en later", DAY_UNKNOWN, "" }, { CELL_TEXT, "12-03/2026", DAY_UNKNOWN, "" },
		{ CELL_TEXT, "0000-01-01", DAY_UNKNOWN, "" }, { CELL_TEXT, "", DAY_UNKNOWN, "" }, { CELL_TEXT, "-", DAY_UNKNOWN, "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct cell c = { 1, t[i].kind, str_of(t[i].text) };
		struct date d;
		const char *why = day_read(&c, t[i].order, &d);
		const char *got = why == NULL ? str_c(mem, date_iso(mem, d)) : "";

		if (strcmp(got, t[i].want) != 0)
			fail_msg("‘%s’: %s", t[i].text, got);
		if (why != NULL)
			assert_int_equal(d.year, 0);
	}
}

/* ---- Dublin Core ---- */

static void
dublin_core(void **state)
{
	(void)state;
	run("metadata/metadata.csv", S("Filename,dc.title,dc.subject,dc.subject,dc.creator,dcterms.created,dc.date,dc.language,dc.format,"
	    "dc.type,dc.description.abstract,eigen veld,dc.publisher\n"
	    "objects/a/Besluit 1.pdf,Titel,een,twee,J. de Vries,2026-03-12,2026,nl,application/pdf,Text,Kort,waarde,gemeente Leiden\n"
	    "objects/,Het geheel,,,,,,,,,,,\n"
	    "objects/a,De map,,,,,,,,,,,\n"
	    "objects/z.pdf,Weg,,,,,,,,,,,\n"
	    "objects/a/Besluit 1.pdf,Nog eens,,,,,,,,,,,\n"
	    ",Leeg,,,,,,,,,,,\n"), "objects/a/Besluit 1.pdf|b.pdf");
	assert_string_equal(said(1), "titel=Titel\ntrefwoord=een\ntrefwoord=twee\nbetrokkene=J. de Vries\ndatum=2026-03-12\n"
	    "extra=2026 <dc.date>\ntaal=nl\nformaat=application/pdf <PDF>\nextra=Text <dc.type>\nomschrijving=Kort\n"
	    "extra=waarde <eigen veld>\npublisher=gemeente Leiden <gm0546>\n");
	assert_string_equal(said(DOC_NONE), "titel=Het geheel\n");
	want("a folder", found(), "SID-340: rij 4: de rij gaat over een map");
	want("not here", found(), "SID-340: rij 5: het bestand zit niet");
	want("twice", found(), "SID-514: rij 6, kolom ‘Filename’: over dit bestand gaat ook een eerdere rij");
	want("no path", found(), "SID-514: rij 7, kolom ‘Filename’: de eerste kolom is leeg");
	assert_int_equal(r.dossier.docs[0].role, ROLE_SIDECAR);
}

static void
source_metadata(void **state)
{
	(void)state;
	run("metadata/source-metadata.csv", S("filename,metadata,type\nobjects/a.pdf,a.xml,mods\nobjects/a.pdf,a.xml,mods\n"
	    "objects/a.pdf,weg.xml,ead\nobjects/a.pdf,,CUSTOM\nobjects/a.pdf,a.xml,\n"), "objects/a.pdf|metadata/a.xml");
	assert_int_equal(r.dossier.docs[0].role, ROLE_SIDECAR);
	want("twice", found(), "SID-514: rij 3: dezelfde combinatie");
	want("not beside", found(), "SID-514: rij 4, kolom ‘metadata’: dit bestand met gegevens");
	want("reserved", found(), "SID-514: rij 5, kolom ‘type’: ‘CUSTOM’");
	want("no kind", found(), "SID-514: rij 6: ‘filename’ en ‘type’");
}

static struct str
utf16(const char *s)
{
	size_t n = strlen(s);
	char *p = NEW(r.mem, char, 2 * n + 2);

	memcpy(p, "\xff\xfe", 2);
	for (size_t i = 0; i < n; i++)
		p[2 * i + 2] = s[i];
	return (struct str){ p, 2 * n + 2 };
}

/* What such a table calls metadata stays here, however its head is written and in whatever bytes. */
static void
metadata_stays(void **state)
{
	static const char *const heads[] = { "filename,metadata,type\nobjects/a.pdf,a.xml,mods\n",
		"\"Filename\";\"Metadata\";\"Type\"\nobjects/a.pdf;A.XML;mods\n", "\n\nfilename\tmetadata\ttype\nobjects/a.pdf\ta.xml\tmods\n" };

	(void)state;
	for (size_t i = 0; i <= COUNT(heads); i++) {
		run("metadata/source-metadata.csv", i == COUNT(heads) ? utf16(heads[0]) : str_of(heads[i]), "objects/a.pdf|metadata/a.xml|metadata/b.xml");
		assert_int_equal(r.dossier.docs[0].role, ROLE_SIDECAR);
		assert_int_equal(r.dossier.docs[1].role, ROLE_UNKNOWN);
		assert_int_equal(r.dossier.docs[2].role, ROLE_SIDECAR);
		assert_int_equal(rig_count(&r, F_SID_METADATA_BESIDE, 2), 1);
		assert_int_equal(r.dossier.docs[3].role, ROLE_UNKNOWN);
		(void)teardown(state);
		(void)setup(state);
	}
}

/* Whoever named it in dossier.yaml knows what he does; what another description makes of it does not count. */
static void
metadata_named(void **state)
{
	(void)state;
	(void)rig_add_bytes(&r, "dossier.yaml", S("vrijgave: ja\ndocumenten:\n  - {bestand: b.xml, rol: bijlage}\n"));
	(void)rig_add_bytes(&r, "w.json", S("[{\"dc_title\": \"t\", \"foi_files\": {\"foi_documenten\": [{\"dc_source\": \"x/a.xml\"}]}}]"));
	run("source-metadata.csv", S("filename,metadata,type\nc.pdf,a.xml,mods\nc.pdf,b.xml,ead\n"), "a.xml|b.xml|c.pdf");
	assert_int_equal(r.dossier.docs[3].role, ROLE_SIDECAR);
	assert_int_equal(r.dossier.docs[4].role, ROLE_ANNEX);
}

/* ---- real ones ---- */

#define SAMPLES	"../shared/samples/documents"

/* Of minvws/nl-rdo-woo-web: two reports, with documents of one, and what is no workbook. */
static void
real_reports(void **state)
{
	static const char *const names[] = { "16101.docx", "16102.doc", "16103.odt", "16109.xlsx", "16110.xls" };
	int bad;

	(void)state;
	if (access(SAMPLES "/productierapport.xlsx", R_OK) != 0)
		skip();
	(void)rig_add(&r, "productierapport.xlsx", SAMPLES "/productierapport.xlsx");
	for (size_t i = 0; i < COUNT(names); i++)
		(void)rig_add(&r, names[i], str_c(r.mem, str_fmt(r.mem, SAMPLES "/%s", names[i])));
	(void)rig_add_bytes(&r, "3003.pdf", S("x"));
	(void)rig_add_bytes(&r, "3011.pdf", S("x"));
	(void)rig_add(&r, "productierapport1.xlsx", SAMPLES "/productierapport1.xlsx");
	bad = rig_add(&r, "productierapport-fout.xlsx", SAMPLES "/magicbytes-fail.xlsx");
	assert_int_equal(rig_run(&r, ST_sidecar, sidecar_run, DOC_NONE), 0);
	assert_int_equal(r.dossier.docs[0].role, ROLE_SIDECAR);
	assert_int_equal(r.dossier.docs[8].role, ROLE_SIDECAR);
	want("16103", said(3), "datum=2024-11-14\nkenmerk=16103\ntitel=document3.odt\ndossierkenmerk=161\n");
	want("3003", said(6), "zaaknummer=2024-01\nzaaknummer=2024-03\nweigeringsgrond=5.1.1e\nweigeringsgrond=5.1.2e\n");
	assert_int_equal(rig_count(&r, F_SID_ROW_BAD, 0), 0);
	assert_int_equal(rig_count(&r, F_SID_ROW_BAD, 8), 0);
	assert_int_equal(rig_count(&r, F_SID_ROW_BAD, bad), 1);
}

/* ---- which file ---- */

static void
which_file(void **state)
{
	static const char *const paths[] = { "t/lijst.csv", "t/a.pdf", "a.pdf", "t/x/007 brief.pdf", "c/\xc3\x89\xc3\xa9n.pdf",
		"3001.pdf", "3001.mdto.xml", "4001-a.pdf", "4001 b.pdf", "doc-5.pdf", ".._x.pdf", "5.1.pdf" };
	static const struct { int (*find)(const struct files *, struct str); const char *name; int want; } t[] = {
		{ files_path, "a.pdf", 1 }, { files_path, "A.PDF", 1 }, { files_path, "./a.pdf", 1 }, { files_path, "x\\007 brief.pdf", 3 },
		{ files_path, "elders/007 Brief.pdf", 3 }, { files_path, "../a.pdf", DOC_NONE }, { files_path, "/a.pdf", DOC_NONE },
		{ files_path, "", DOC_NONE }, { files_path, "q.pdf", DOC_NONE }, { files_path, "t/a.pdf", 1 },
		{ files_base, "a.pdf", FILE_MANY }, { files_base, "c/\xc3\x89" "e\xcc\x81n.pdf", 4 },
		{ files_number, "7", 3 }, { files_number, "007", 3 }, { files_number, "3001", 5 }, { files_number, "4001", FILE_MANY },
		{ files_number, "doc-5", 9 }, { files_number, "DOC", 9 }, { files_number, "0", DOC_NONE }, { files_number, "", DOC_NONE },
		{ files_number, "300", DOC_NONE }, { files_number, "5.1", 11 }, { files_number, "5", 11 }, { files_number, "4001-a", 7 },
	};
	struct document docs[COUNT(paths)] = { { .depth = 0 } };
	struct str keys[COUNT(paths)];
	struct dossier d = { .docs = docs, .ndocs = COUNT(paths) };
	struct visit v = { .d = &d, .tmp = r.mem, .keys = keys };
	struct files f;

	(void)state;
	for (size_t i = 0; i < COUNT(paths); i++) {
		docs[i].path = str_of(paths[i]);
		keys[i] = visit_key(r.mem, docs[i].path);
	}
	files_index(&f, &v, 0);
	for (size_t i = 0; i < COUNT(t); i++) {
		int got = t[i].find(&f, str_of(t[i].name));

		if (got != t[i].want)
			fail_msg("‘%s’: %d instead of %d", t[i].name, got, t[i].want);
	}
}

/* What a list costs, beside two of its files: for tests/bench/inventory.sh. */
static int
bench(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct rusage use;
	int64_t from;
	void *state = NULL;

	if (fd < 0 || load(&state) != 0)
		return 1;
	(void)setup(&state);
	*PUSH(r.mem, r.dossier.docs, r.dossier.ndocs, r.dossier.docs_cap) = (struct document){ .path = str_of(path_base(str_of(path)).p) };
	rig_set(&r, 0, A_ORIGINAL, fd);
	(void)rig_add_bytes(&r, "3.pdf", S("x"));
	(void)rig_add_bytes(&r, "999.pdf", S("x"));
	from = clock_ms();
	if (rig_run(&r, ST_sidecar, sidecar_run, DOC_NONE) != 0 || r.dossier.docs[2].said.n == 0) {
		(void)fprintf(stderr, "%s%s", r.err.msg, found());
		return 1;
	}
	must(getrusage(RUSAGE_SELF, &use) == 0);
	(void)printf("%lld ms, %ld KiB at its peak\n", (long long)(clock_ms() - from), use.ru_maxrss);
	return 0;
}

int
main(int argc, char **argv)
{
	static const struct CMUnitTest tests[] = { TEST(openzaak), TEST(openzaak_rows), TEST(openzaak_holds), TEST(openzaak_checksums), TEST(claims_unseen),
		TEST(openzaak_heads), TEST(openzaak_persons), TEST(openzaak_many), TEST(report), TEST(report_leaks),
		TEST(report_rows), TEST(report_goes_on), TEST(recognised), TEST(declared), TEST(unread), TEST(parties),
		TEST(days), TEST(dublin_core), TEST(source_metadata), TEST(metadata_stays), TEST(metadata_named),
		TEST(real_reports), TEST(which_file) };

	if (argc == 3 && strcmp(argv[1], "--bench") == 0)
		return bench(argv[2]);
	return cmocka_run_group_tests(tests, load, unload);
}
