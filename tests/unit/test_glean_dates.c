/* SPDX-License-Identifier: EUPL-1.2 */
/* test_glean_dates.c - the dates that a text names as its own, and all the others that stand in it. */
#include "gleaning.h"

#include <stdio.h>

#include "base/buf.h"
#include "glean/when.h"

#include "base/banned.h"

/* ---- one date ---- */

static const struct { const char *text, *want; } written[] = {
	{ "12 maart 2026", "2026-03-12" },
	{ "12 mrt. 2026", "2026-03-12" },
	{ "12 mrt 2026.", "2026-03-12" },
	{ "3den januari 1998", "1998-01-03" },
	{ "1e mei 2025", "2025-05-01" },
	{ "12\nmaart\n2026", "2026-03-12" },
	{ "12-maart-2026", "2026-03-12" },
	{ "2 febrewaris 2024", "2024-02-02" },
	{ "14 may 2024", "2024-05-14" },
	{ "march 12, 2026", "2026-03-12" },
	{ "12-03-2026", "2026-03-12" },
	{ "1-2-2024", "2024-02-01" },
	{ "12 - 03 - 2026", "2026-03-12" },
	{ "12.03.2026", "2026-03-12" },
	{ "2026-03-12", "2026-03-12" },
	{ "2026-03-12t08:00", "2026-03-12" },
	{ "25/03/2026", "2026-03-25" },
	{ "03/25/2026", "2026-03-25" },
	{ "03/03/2026", "2026-03-03" },
	{ "29 februari 2024", "2024-02-29" },
	/* meant as a day, and nobody knows which */
	{ "01/02/2024", "?" },
	{ "12-03-26", "?" },
	{ "12/03/26", "?" },
	{ "12 maart '26", "?" },
	{ "12 maart 26", "?" },
	{ "29 februari 2023", "?" },
	{ "31-11-2024", "?" },
	{ "12-13-2024", "?" },
	{ "1b maart 2026", "?" },
	{ "12 maart 2o2b", "?" },
	{ "12 maart 2o26", "2026-03-12~" },
	/* seen by a reader of pictures: the only day that it can be */
	{ "l2 maart 2026", "2026-03-12~" },
	{ "1o maart 2026", "2026-03-10~" },
	{ "l3 novernber 2oo8", "2008-11-13~" },
	{ "8 rnaart l993", "1993-03-08~" },
	{ "l juli 1996", "1996-07-01~" },
	{ "3o mrt 2009", "2009-03-30~" },
	{ "12 0ktober 2004", "2004-10-12~" },
	{ "12 apri1 2004", "2004-04-12~" },
	{ "1 2  m a a r t  2 0 2 6", "2026-03-12~" },
	{ "7 m e i 2 0 2 6", "2026-05-07~" },
	{ "2 6 feb. 2015", "2015-02-26~" },
	{ "l maart 2o26b", "" },
	{ "is maart 2026", "" },
	{ "i maart 2026", "" },
	{ "32 rnaart 2026", "?" },
	{ "5 6 feb. 2015", "" },
	/* written out */
	{ "negentien september tweeduizendtwaalf", "2012-09-19" },
	{ "eenentwintig maart tweeduizend negentien", "2019-03-21" },
	{ "dertigste juni tweeduizend en acht", "2008-06-30" },
	{ "eerste mei negentienhonderdnegenennegentig", "1999-05-01" },
	{ "twaalf maart 2026", "2026-03-12" },
	{ "eenendertig februari tweeduizend", "?" },
	{ "twaalf maart", "" },
	{ "twaalf marathons tweeduizend", "" },
	{ "12 maart 0026", "" },
	{ "12 maart 12026", "" },
	/* no dates */
	{ "2026", "" },
	{ "12 maart", "" },
	{ "maart", "" },
	{ "12 markt 2026", "" },
	{ "120 maart 2026", "" },
	{ "3.1.2", "" },
	{ "1.2.3.4", "" },
	{ "12-03-2026-01", "" },
	{ "12-03-20261", "" },
	{ "2026-03-12-44", "" },
	{ "06-12345678", "" },
	{ "14.00", "" },
	{ "marathon 2026", "" },
};

static void
forms(void **state)
{
	struct when w;

	(void)state;
	for (size_t i = 0; i < COUNT(written); i++) {
		struct str s = str_of(written[i].text), got = S("");

		if (when_scan(s, 0, ORDER_UNKNOWN, &w) != 0)
			got = w.kind == WHEN_UNCLEAR ? S("?") : w.kind == WHEN_MONTH ? S("month") : date_iso(r.mem, w.date);
		if (got.n > 1 && (w.kind == WHEN_NOISY || w.kind == WHEN_STAMP))
			got = str_fmt(r.mem, "%.*s~", STRF(got));
		if (!str_eq(got, str_of(written[i].want)))
			fail_msg("‘%s’: ‘%.*s’", written[i].text, STRF(got));
	}
	/* Within a word or a number none begins; digits that stand apart are not sure. */
	assert_int_equal(when_scan(S("z12 maart 2026"), 1, ORDER_UNKNOWN, &w), 0);
	assert_int_equal(when_scan(S("112 maart 2026"), 1, ORDER_UNKNOWN, &w), 0);
	assert_int_equal(when_scan(S("z-2026-03-12"), 2, ORDER_UNKNOWN, &w), 0);
	assert_int_equal(when_scan(S("2 6 feb. 2015"), 2, ORDER_UNKNOWN, &w), 11);
	assert_int_equal(w.kind, WHEN_UNCLEAR);
	assert_int_equal(when_scan(S("februari 2024"), 0, ORDER_UNKNOWN, &w), 13);
	assert_int_equal(w.kind, WHEN_MONTH);
	assert_int_equal(w.until.day, 29);
}

/* Each name of a month, also with one letter as a reader of pictures sees it, and each day that is written out. */
static void
names(void **state)
{
	static const char *const months[] = { "januari jan january jannewaris", "februari feb febr february febrewaris",
		"maart mrt maa mar march", "april apr", "mei may maaie", "juni jun june juny", "juli jul july",
		"augustus aug august", "september sep sept septimber", "oktober okt october oct",
		"november nov novimber", "december dec desimber" };
	static const char *const days[] = { "een eerste", "twee tweede", "drie derde", "vier vierde", "vijf vijfde",
		"zes zesde", "zeven zevende", "acht achtste", "negen negende", "tien tiende", "elf elfde",
		"twaalf twaalfde", "dertien dertiende", "veertien", "vijftien", "zestien", "zeventien", "achttien",
		"negentien", "twintig twintigste", "eenentwintig", "tweeentwintig", "drieentwintig", "vierentwintig",
		"vijfentwintig", "zesentwintig", "zevenentwintig", "achtentwintig", "negenentwintig", "dertig dertigste",
		"eenendertig" };
	static const struct { char c; const char *seen; } noise[] = { { 'o', "0" }, { 'l', "1" }, { 'l', "|" },
		{ 'i', "1" }, { 'i', "l" }, { 'i', "|" }, { 'm', "rn" } };
	struct str rest, one;
	struct when w;

	(void)state;
	for (int m = 0; m < 12; m++) {
		for (rest = str_of(months[m]); str_next(&rest, ' ', &one);) {
			struct str s = str_fmt(r.mem, "3 %.*s 2012", STRF(one));

			assert_int_equal(when_scan(s, 0, ORDER_UNKNOWN, &w), s.n);
			assert_true(w.kind == WHEN_DAY && w.date.month == m + 1);
			for (size_t i = 0; i < one.n * COUNT(noise); i++) {
				struct str behind = str_from(one, i / COUNT(noise) + 1);

				if (one.p[i / COUNT(noise)] != noise[i % COUNT(noise)].c)
					continue;
				s = str_fmt(r.mem, "3 %.*s%s%.*s 2012", STRF(str_sub(one, 0, i / COUNT(noise))),
				    noise[i % COUNT(noise)].seen, STRF(behind));
				if (when_scan(s, 0, ORDER_UNKNOWN, &w) != s.n || w.kind != WHEN_NOISY || w.date.month != m + 1)
					fail_msg("'%.*s'", STRF(s));
			}
		}
	}
	for (int d = 0; d < 31; d++) {
		for (rest = str_of(days[d]); str_next(&rest, ' ', &one);) {
			struct str s = str_fmt(r.mem, "%.*s maart 2012", STRF(one));

			if (when_scan(s, 0, ORDER_UNKNOWN, &w) != s.n || w.kind != WHEN_DAY || w.date.day != d + 1)
				fail_msg("'%.*s'", STRF(s));
		}
	}
}

static void
order(void **state)
{
	static const struct { const char *text; enum when_order want; } cases[] = {
		{ "01/02/2024", ORDER_UNKNOWN },
		{ "01/02/2024 en 25/02/2024", ORDER_DAY_FIRST },
		{ "01/02/2024 en 02/25/2024", ORDER_MONTH_FIRST },
		{ "25/02/2024 en 02/25/2024", ORDER_UNKNOWN },
		{ "datum (dd/mm/jjjj): 01/02/2024", ORDER_DAY_FIRST },
		{ "art. 25/02/1 en 40/02/2024", ORDER_UNKNOWN },
		{ "", ORDER_UNKNOWN },
	};
	struct when w;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		if (when_order(str_of(cases[i].text)) != cases[i].want)
			fail_msg("‘%s’", cases[i].text);
	}
	assert_int_equal(when_scan(S("01/02/2024"), 0, ORDER_DAY_FIRST, &w), 10);
	assert_int_equal(w.date.month, 2);
	assert_int_equal(when_scan(S("01/02/2024"), 0, ORDER_MONTH_FIRST, &w), 10);
	assert_int_equal(w.date.month, 1);
}

/* ---- in a text ---- */

struct reading { const char *text, *want; };

/* What all statements of a text say, a semicolon between them; those below 60 in brackets. */
static void
check(const struct reading *cases, size_t n)
{
	size_t bad = 0;

	for (size_t i = 0; i < n; i++) {
		const struct statements *all = gleaned(cases[i].text);
		struct buf b;

		buf_init(&b, r.mem, 10000);
		for (size_t k = 0; k < all->n; k++) {
			const struct statement *s = &all->v[k];

			if (say_shape(s->what) != SHAPE_DAY && say_shape(s->what) != SHAPE_SPAN)
				continue;
			buf_addf(&b, "%s%s%.*s%s", b.n == 0 ? "" : "; ", s->sure < 60 ? "(" : "", STRF(said(s)), s->sure < 60 ? ")" : "");
		}
		for (size_t k = 0; k < r.dossier.findings.n; k++)
			buf_addf(&b, "%s%s", b.n == 0 ? "" : "; ", finding_tag(r.dossier.findings.v[k].code));
		if (!str_eq(buf_str(&b), str_of(cases[i].want)))
			bad += (size_t)!!printf("‘%s’\n is ‘%.*s’\nnot ‘%s’\n", cases[i].text, STRF(buf_str(&b)), cases[i].want);
	}
	assert_int_equal(bad, 0);
}

static void
labels(void **state)
{
	static const struct reading cases[] = {
		{ "Datum: 12 maart 2026", "datum 2026-03-12" },
		{ "Datum\n12-03-2026\n", "datum 2026-03-12" },
		{ "DATUM\t12 maart 2026\tKENMERK\tZ/1", "datum 2026-03-12" },
		{ "Datum      12 maart 2026", "datum 2026-03-12" },
		{ "Datum\tKenmerk\tBehandeld door\n12 maart 2026\tZ/24/1\tJ. Jansen\n", "datum 2026-03-12" },
		{ "Kenmerk\tDatum\tBehandeld door\nZ/24/1\t12 maart 2026\tJ. Jansen\n", "datum 2026-03-12" },
		{ "Datum\tKenmerk\n12 maart 2026\tZ/24/1\nTelefoon\tUw kenmerk\n14 0 71\tB-3\n", "datum 2026-03-12" },
		{ "Datum\tKenmerk\n12 maart 2026\tZ/24/1\nGeachte heer,\n", "datum 2026-03-12" },
		{ "Kenmerk\nDatum\nBehandeld door\nZ/24/1\n12 maart 2026\nJ. Jansen\n", "datum 2026-03-12" },
		{ "Datum Kenmerk Onderwerp\n16 september 2003 03M459859 Notitie\n", "datum 2003-09-16" },
		{ "Datum:\tLeiden, donderdag 12 maart 2026", "datum 2026-03-12" },
		{ "Plaats en datum: Leiden, 12 maart 2026", "datum 2026-03-12" },
		{ "Datum (dd-mm-jjjj): 12-03-2026", "datum 2026-03-12" },
		{ "Datum besluit\t2026-03-12", "besluitdatum 2026-03-12" },
		{ "BESLUITDATUM 1 mei 2025", "besluitdatum 2025-05-01" },
		{ "Datum vaststelling inspectierapport: 13-11-2017", "vastgesteld 2017-11-13" },
		{ "VERZONDEN 12 MRT. 2026", "verzonden 2026-03-12" },
		{ "Verzenddatum: 12 maart 2026", "verzonden 2026-03-12" },
		{ "Ontvangen op: 3 april 2024 16:05", "ontvangen 2024-04-03" },
		{ "INGEKOMEN 3 APR 2024", "ontvangen 2024-04-03" },
		{ "Vergaderdatum: 12 maart 2026", "vergaderdatum 2026-03-12" },
		{ "Raadsvergadering\n\ndinsdag 25 juni 2024\n\n16:00 - 23:00", "vergaderdatum 2024-06-25" },
		{ "Ondertekend te Leiden op 12 maart 2026", "ondertekend 2026-03-12" },
		{ "Datum inwerkingtreding: 1 maart 2026", "geldigheid 2026-03-01" },
		{ "1 Informatienotitie AAN VAN ONDERWERP DATUM 27 juni 2012 KOPIE AAN BIJLAGE", "datum 2012-06-27" },
		{ "Verzonden: 12\xc2\xa0maart\xc2\xa0""2026", "verzonden 2026-03-12" },
		/* a month is a period, no day */
		{ "Datum: maart 2026", "periode 2026-03-01..2026-03-31" },
		/* nobody can tell which day: said, not taken */
		{ "Datum: 01/02/2024", "GLN-301" },
		{ "Datum: 12-03-26", "GLN-301" },
		{ "Datum: 1b maart 2O26", "GLN-301" },
		{ "Datum: 31 februari 2026", "GLN-301" },
		{ "Datum besluit: 3/4/2024", "GLN-301" },
		{ "Datum: 01/02/2024\nAanvraag van 25/01/2024", "datum 2024-02-01" },
		/* of two days neither is sure */
		{ "Datum: 12 maart 2026\nDatum: 13 maart 2026", "(datum 2026-03-12); (datum 2026-03-13); GLN-302" },
		{ "Datum: 12 maart 2026\nDatum: 12-03-2026", "datum 2026-03-12" },
		{ "Raadsvergadering: 24 oktober 2013\nCommissievergadering: 8 oktober 2013",
		    "(vergaderdatum 2013-10-24); vergaderdatum 2013-10-08; GLN-302" },
		/* what a reader of pictures saw */
		{ "Verz0nden: 3O MRT 2009", "verzonden 2009-03-30" },
		{ "VERZONDEN 2 6 FEB. 2015", "verzonden 2015-02-26" },
		{ "Vo1gende vergadering: 10 november 1998", "" },
		/* labels apart from their values, and pages without lines */
		{ "Datum Briefnummer Zaaknummer Behandeld door\n: : : :\nOnderwerp\n: Afspraken\n28 februari 2008 2008-09200/8, CW",
		    "datum 2008-02-28" },
		{ "1 Legal Audit Rapportage Datum 11 maart 2013 Afdeling Auteur M. Dirk", "datum 2013-03-11" },
		{ "Datum inwerkingtreding\n\nDatum ondertekening\n\n01-04-2022nieuwe regeling\n\n22-03-2022\n", "datum 2022-03-22" },
		{ "Gewenste datum van het advies\n20 oktober 2023", "" },
		{ "Datum: 12-03-26\nAldus vastgesteld op 12 maart 2026", "vastgesteld 2026-03-12" },
		/* labels of something else */
		{ "Geboortedatum: 12-03-1980", "" },
		{ "geboorte datum: 12-03-1980", "" },
		{ "Geboren 12-03-1980", "" },
		{ "Printdatum: 12-03-2026", "" },
		{ "Afgedrukt op 12 maart 2026", "" },
		{ "Uiterste datum: 12 maart 2026", "" },
		{ "Vervaldatum: 12 maart 2026", "" },
		{ "Datum aanvraag: 12 maart 2026", "" },
		{ "Uw brief van: 12 maart 2026", "" },
		{ "Publicatiedatum: 12 maart 2026", "" },
		{ "Plaatsingsdatum 17 november 2021", "" },
		{ "Datum: nog te bepalen", "" },
		{ "Datum:", "" },
		{ "Datum", "" },
	};

	(void)state;
	check(cases, COUNT(cases));
}

static void
sentences(void **state)
{
	static const struct reading cases[] = {
		{ "Aldus vastgesteld in de openbare raadsvergadering van 12 maart 2026,", "vastgesteld 2026-03-12" },
		{ "Aldus besloten in de openbare vergadering van de raad van de gemeente Leiden,\ngehouden op donderdag 12 maart 2026.",
		    "vastgesteld 2026-03-12" },
		{ "Aldus vastgesteld in de openbare bijeenkomst van de raad\nvan 3 maart 2026,", "vastgesteld 2026-03-03" },
		{ "Aldus overeengekomen en in tweevoud ondertekend te Leiden op 12 maart 2026", "ondertekend 2026-03-12" },
		{ "Vastgesteld op 3 maart 2026.", "vastgesteld 2026-03-03" },
		{ "Vastgesteld door het college van burgemeester en wethouders op 3 maart 2026.", "vastgesteld 2026-03-03" },
		{ "Deze beleidsregels zijn vastgesteld op 3 maart 2026.", "vastgesteld 2026-03-03" },
		{ "De raad heeft op 10 november 2016 besloten de verordening vast te stellen.", "vastgesteld 2016-11-10" },
		{ "Besluit van burgemeester en wethouders van Leiden van 12 maart 2026 tot vaststelling van regels", "besluitdatum 2026-03-12" },
		{ "1 Verordening van 4 oktober 2006, houdende nieuwe bepalingen", "besluitdatum 2006-10-04" },
		{ "Overeengekomen te Waterrijk op 15 maart 2023 door de Minister", "ondertekend 2023-03-15" },
		{ "Signed in Waterrijk on 11 October 2022, in two copies", "ondertekend 2022-10-11" },
		{ "Collegebesluit d.d. 3 maart 2026", "besluitdatum 2026-03-03" },
		{ "Vergadering van dinsdag 3 maart 2026", "vergaderdatum 2026-03-03" },
		{ "Verslag van de vergadering van de raad van 3 maart 2026", "vergaderdatum 2026-03-03" },
		{ "Besluitenlijst college 12 maart 2026", "vergaderdatum 2026-03-12" },
		{ "De raad, in vergadering bijeen op 12 november 2015,", "vergaderdatum 2015-11-12" },
		{ "NOTULEN van de vergadering, gehouden op dinsdag 17 december 2002, aanvang 20.00, en voortgezet op donderdag 19 december 2002",
		    "vergaderdatum 2002-12-17" },
		{ "Deze verordening treedt in werking op 1 mei 2026.", "geldigheid 2026-05-01" },
		{ "Deze verordening treedt op 1 mei 2026 in werking.", "geldigheid 2026-05-01" },
		{ "Periode 1 januari 2025 t/m 31 december 2025", "periode 2025-01-01..2025-12-31" },
		{ "Jaarverslag 2025", "periode 2025-01-01..2025-12-31" },
		{ "Programmabegroting 2026-2029", "periode 2026-01-01..2029-12-31" },
		{ "Verslag over het jaar 2025", "periode 2025-01-01..2025-12-31" },
		/* a place and a comma, and a date alone */
		{ "Leiden, 12 maart 2026\n", "datum 2026-03-12" },
		{ "'s-Gravenhage, donderdag 12 maart 2026", "datum 2026-03-12" },
		{ "Súdwest-Fryslân, 12 maart 2026", "datum 2026-03-12" },
		{ "Voor akkoord, Duinwijk, 9 december 2021", "datum 2021-12-09" },
		{ "Het belang van het kind\n12 september 2024\nAdvies", "datum 2024-09-12" },
		{ "Rapport over de haven\nconcept 0.3, 14 september 2018", "datum 2018-09-14" },
		{ "Leiden, 12-03-26\n", "GLN-301" },
		{ "Leiden, negentien september tweeduizendtwaalf\n", "datum 2012-09-19" },
		{ "Mo1enbroek, 1l rnaart 2OO3\n", "datum 2003-03-11" },
		{ "A1dus opgernaakt te Molenbroek, 22 april l999\n", "ondertekend 1999-04-22" },
		{ "Vandaag, zeven februari tweeduizend negen, verschenen voor mij,", "ondertekend 2009-02-07" },
		{ "Overzicht van de projecten, opgesteld op 12 februari 2026.", "datum 2026-02-12" },
		{ "Organisatie en werkwijze\nServiceorganisatie, bijgewerkt op 5 januari 2026\n", "datum 2026-01-05" },
		{ "Besluitenlijst van de vergadering van het college\nd.d. 3 november 1998          week 45\n", "vergaderdatum 1998-11-03" },
		{ "Openbaar verslag vergadering GS Utrecht 24-04-2018\n", "vergaderdatum 2018-04-24" },
		{ "Gemeente Leiden\nInventarislijst\nBij het besluit van 28 mei 2026, kenmerk Z/26/318027", "datum 2026-05-28" },
		{ "1 PROVINCIAAL BLAD Besluit van provinciale staten van 27 oktober 2000, nummer 20, tot vaststelling", "besluitdatum 2000-10-27" },
		{ "1 Convenant inzake antennes voor mobiele communicatie 28 september 2010 Partijen (1) De Minister", "datum 2010-09-28" },
		{ "1 Raadsvoorstel Onderwerp overname Noorderpoort Stadskanaal, 13 mei 2016 Beslispunten", "datum 2016-05-13" },
		/* dates of something else */
		{ "Op 3 februari 2026 heeft u verzocht", "" },
		{ "Uw brief d.d. 12 maart 2026", "" },
		{ "Geachte heer Jansen, 12 maart 2026 was een woensdag", "" },
		{ "de wet van 12 maart 2026", "" },
		{ "Gelet op het besluit van 12 maart 2026", "" },
		{ "gelezen het voorstel van burgemeester en wethouders van 12 maart 2026;", "" },
		{ "De nota is vastgesteld op 12 maart 2019 door een ander.", "" },
		{ "Dit besluit wordt vastgesteld op 12 maart 2027.", "" },
		{ "Reageren kan tot en met 12 maart 2026.", "" },
		{ "uiterlijk 12 maart 2026", "" },
		{ "vóór 12 maart 2026", "" },
		{ "1. Verslag van de vergadering van 7 mei 2019", "" },
		{ "Vaststellen verslag van de vergadering van 6 oktober 2026", "" },
		{ "De volgende vergadering is op 25 februari 2020.", "" },
		{ "\"Verslag van het overleg d.d. 4 juni 2018\"", "" },
		{ "Balans per 31 december 2019", "" },
		{ "Balance sheet as at 31 December 2019", "" },
		{ "Besluit van de Raad van Bestuur op het bezwaar tegen het besluit van 14 mei 2009, met kenmerk 6114", "" },
		{ "de provincie, handelend ter uitvoering van het besluit van Gedeputeerde Staten van 5 maart 2019, hierna: de Provincie", "" },
		{ "De raad;\ngehoord de raadscommissie van 11 december 2017;", "" },
		{ "1 Evaluatie\n\n5 Rapport Q3871\n\n6 februari 2005 Q3871 Evaluatie\n\n7 Bijlagen\n", "" },
		{ "zaak Z-2026-03-12", "" },
		{ "2 6 FEB. 2015", "" },
		{ "9 november 2010/24 november 2010", "" },
		{ "12 maart jl.", "" },
		{ "", "" },
	};

	(void)state;
	check(cases, COUNT(cases));
}

/* Rows of a table are nobody's date. */
static void
tables(void **state)
{
	static const struct reading cases[] = {
		{ "nr\tdatum\tsoort\toordeel\n1\t12-01-2021\trapport\topenbaar\n2\t13-01-2021\tmail\topenbaar\n", "" },
		{ "datum\tsoort\n12-01-2021\trapport\n13-01-2021\tmail\n", "" },
		{ "1  Stichting A   overeenkomst   12-02-2021   31-12-2027   4.800", "" },
		{ "1 | 12-01-2021 | rapport | openbaar", "" },
		{ "nr\tdatum\tsoort\n1\t12-11-2025\tadvies over de\nlosplaatsen\nopenbaar\n2\t22-01-2026\tverslag\n", "" },
		{ "Nr. 1   Besluitenlijst van 30 juni 2009\n        Vastgesteld.\n", "" },
	};

	(void)state;
	check(cases, COUNT(cases));
}

/* A day counts without a word only when none other could be the day of the document. */
static void
plain(void **state)
{
	static const struct { const char *text, *date; bool plain; } cases[] = {
		{ "Datum: 3 maart 2026", "2026-03-03", true },
		{ "Datum: 3 maart 2026\nRaadsvergadering: 26 maart 2026", "2026-03-03", true },
		{ "Datum: 3 maart 2026\nVerzonden: 5 maart 2026", "2026-03-03", true },
		{ "Datum: 3 maart 2026\nIngekomen: 5 maart 2026", "2026-03-03", true },
		/* sent, or of a meeting, before it was made? */
		{ "Datum: 3 maart 2026\nVerzonden: 1 maart 2026", "2026-03-03", false },
		{ "Datum: 3 maart 2026\nRaadsvergadering: 26 februari 2026", "2026-03-03", false },
		{ "Datum: 3 maart 2026\n\nAldus vastgesteld op 10 maart 2026", "2026-03-03", false },
		{ "Een plan\nvan velen\n12 maart 2026\n\nDe tekst.\n\nAldus vastgesteld op 10 maart 2026", "2026-03-12", false },
		/* only sent */
		{ "Verzonden: 5 maart 2026", "2026-03-05", false },
		/* a proposal is not of its meeting, nor are minutes of the next */
		{ "#Raadsvoorstel zwembad\nRaadsvergadering: 26 maart 2026", "2026-03-26", false },
		{ "#Besluitenlijst\n\nAanwezig: drie\n\nVastgesteld in de vergadering van 10 mei 2011.", "2011-05-10", false },
		{ "#Besluitenlijst\n\nvan de vergadering van het college\nop dinsdag 12 april 2011, aanvang 20.00 uur\n\nVastgesteld in de vergadering van 10 mei 2011.",
		    "2011-04-12", true },
		/* another was meant, and cannot be read */
		{ "Datum: 12-03-26\nAldus vastgesteld op 15 maart 2026", "2026-03-15", false },
		/* blurred */
		{ "Datum: l2 maart 2O26", "2026-03-12", false },
		{ "Datum: 12 rnaart 2026", "2026-03-12", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct statements *all = gleaned(cases[i].text);
		const struct statement *any = statement_day(all, 60), *sure = statement_day(all, 80);

		if (any == NULL || !str_eq(date_iso(r.mem, any->date), str_of(cases[i].date)) || (sure != NULL) != cases[i].plain ||
		    (sure != NULL && sure != any))
			fail_msg("‘%s’: %.*s%s", cases[i].text, any == NULL ? 0 : 10, any == NULL ? "" : date_iso(r.mem, any->date).p,
			    sure == NULL ? " (not sure)" : "");
	}
}

/* The best of several, as describe takes it. */
static void
best(void **state)
{
	static const struct { const char *text, *date; } cases[] = {
		{ "Datum: 3 maart 2026\nRaadsvergadering: 26 maart 2026", "2026-03-03" },
		{ "Besluit\nDatum besluit: 3 maart 2026\nVerzonden: 5 maart 2026", "2026-03-03" },
		{ "Vergadering van 3 maart 2026\nAldus vastgesteld op 10 maart 2026", "2026-03-03" },
		{ "Op 1 januari 2020 is dat gezegd.\nDatum: 2 januari 2021", "2021-01-02" },
		{ "Leiden, 12 maart 2026\nUw brief van 3 april 2025", "2026-03-12" },
		{ "Ontvangen: 3 april 2024", NULL },
		{ "Jaarverslag 2025", NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct statement *s = statement_day(gleaned(cases[i].text), 60);

		if ((s == NULL) != (cases[i].date == NULL) || (s != NULL && !str_eq(date_iso(r.mem, s->date), str_of(cases[i].date))))
			fail_msg("‘%s’: ‘%.*s’", cases[i].text, s == NULL ? 0 : (int)date_iso(r.mem, s->date).n, s == NULL ? "" : date_iso(r.mem, s->date).p);
	}
}

/* A date counts only where the reader of the document sees it and its label. */
static void
seen(void **state)
{
	static const bool is_seen[TEXT__COUNT] = { [TEXT_VISIBLE] = true, [TEXT_HEADER] = true, [TEXT_NOTE] = true,
		[TEXT_MAIL] = true, [TEXT_SCAN] = true };
	uint32_t page = 0;
	struct stretch one;
	struct text t = { .page_at = &page, .npages = 1, .stretches = &one, .nstretches = 1 };

	(void)state;
	for (int o = 0; o < TEXT__COUNT; o++) {
		const struct statement *s;

		t.s = S("Datum: 3 maart 2026\nDatum besluit: 4 maart 2026\n");
		one = (struct stretch){ 0, 19, (enum text_origin)o };
		s = statement_day(gleaned_of(&t), 60);
		assert_non_null(s);
		assert_int_equal(s->date.day, is_seen[o] ? 3 : 4);
		assert_int_equal(s->at.off, is_seen[o] ? 7 : 35);
		/* Behind all that is seen: the properties of a file. */
		t.s = S("Een nota over de haven van de stad\nDatum: 3 maart 2026\n");
		one = (struct stretch){ 35, 19, (enum text_origin)o };
		assert_int_equal(statement_day(gleaned_of(&t), 60) != NULL, is_seen[o]);
	}
	t.s = S("Datum: 3 maart 2026\n");
	one = (struct stretch){ 0, 6, TEXT_DELETED };
	assert_true(statement_of(gleaned_of(&t), SAY_DATE, 0) == NULL || statement_of(gleaned_of(&t), SAY_DATE, 0)->sure <= 80);
	t.s = S("Datum: 1 april 2025 3 maart 2026\n");
	one = (struct stretch){ 7, 12, TEXT_DELETED };
	assert_int_equal(statement_day(gleaned_of(&t), 80)->date.day, 3);
}

/* Pages: the first three and the last two, and of these no more than 24 and 8 KiB. */
static void
pages(void **state)
{
	struct buf b;

	(void)state;
	assert_int_equal(statement_day(gleaned("een\ftwee\fDatum: 3 maart 2026"), 60)->at.page, 3);
	assert_null(statement_day(gleaned("een\ftwee\fdrie\fDatum: 3 maart 2026\fvijf\fzes"), 60));
	assert_int_equal(statement_day(gleaned("een\ftwee\fdrie\fvier\fvijf\fAldus vastgesteld op 3 maart 2026"), 60)->at.page, 6);
	buf_init(&b, r.mem, 1 << 20);
	while (b.n < 25 * 1024)
		buf_add(&b, S("regel met woorden\n"));
	buf_add(&b, S("Datum: 3 maart 2026\n"));
	while (b.n < 100 * 1024)
		buf_add(&b, S("regel met woorden\n"));
	assert_null(statement_day(gleaned(str_c(r.mem, buf_str(&b))), 60));
	buf_add(&b, S("Aldus vastgesteld op 4 maart 2026\n"));
	assert_int_equal(statement_day(gleaned(str_c(r.mem, buf_str(&b))), 60)->date.day, 4);
}

/* Whoever writes a text of nothing but labels and dates is not waited for, and fills no memory. */
static void
floods(void **state)
{
	static const char *const floods[] = { "Datum: 12 maart 2026 ", "Datum ", "Datum\n", "1-1-2026 ", "\t", "Aldus vastgesteld ",
		"kenmerk Z/24/1\n", "bijlage 1 bij ", "uw brief van ", "12 maart ", "datum:", "(", ", ", "\xc3\xa9" };

	(void)state;
	for (size_t i = 0; i < COUNT(floods); i++) {
		struct buf b;

		buf_init(&b, r.mem, 200 * 1024);
		while (b.n < 100 * 1024)
			buf_add(&b, str_of(floods[i]));
		assert_true(gleaned(str_c(r.mem, buf_str(&b)))->n < 200);
	}
}

/* A message has a date of its own; what it quotes has others. */
static void
message(void **state)
{
	int doc;

	(void)state;
	(void)gleaned("Datum: Thu, 12 Mar 2026 23:30:00 +0000\nVan: a\n\nDatum: 1 maart 2026\n");
	doc = 0;
	r.dossier.docs[doc].media_type = S("message/rfc822");
	r.dossier.docs[doc].props.dated = (struct date){ 2026, 3, 13 };
	r.dossier.docs[doc].props.dated_at = (struct span){ 1, 7, 31 };
	r.dossier.docs[doc].gleaned = (struct statements){ 0 };
	assert_int_equal(rig_run(&r, ST_glean, glean_run, doc), 0);
	assert_int_equal(statement_day(&r.dossier.docs[doc].gleaned, 90)->date.day, 13);
	assert_null(statement_of(&r.dossier.docs[doc].gleaned, SAY_DATE, 1));
}

/* Without a text there is nothing to read, and nothing is wrong. */
static void
no_text(void **state)
{
	int doc = rig_add_bytes(&r, "scan.pdf", S("x"));

	(void)state;
	assert_int_equal(rig_run(&r, ST_glean, glean_run, doc), 0);
	assert_int_equal(r.dossier.docs[doc].gleaned.n, 0);
	assert_int_equal(r.dossier.findings.n, 0);
}

#define TEST(f)	cmocka_unit_test_setup_teardown(f, glean_setup, glean_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = { TEST(forms), TEST(names), TEST(order), TEST(labels), TEST(sentences), TEST(tables), TEST(plain), TEST(best),
		TEST(seen), TEST(pages), TEST(floods), TEST(message), TEST(no_text) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
