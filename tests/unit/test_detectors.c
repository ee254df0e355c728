/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_detectors.c - personal data besides the BSN: every form found at its place, what only looks like it not, always masked.
 * test_detectors --bench FILE: what a text costs.  --cases FILE TAG: recall on labelled cases (JSON of examples with
 * annotations).  --hits FILE...: what stands in texts, masked.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/fd.h"
#include "base/path.h"
#include "detect/allow.h"
#include "detect/bsn.h"
#include "detect/detectors.h"
#include "detect/iban.h"
#include "detect/parties.h"
#include "finding.h"

#include "base/banned.h"

#define E_ACUTE	"\xc3\xa9"
#define NBSP	"\xc2\xa0"
#define ZWSP	"\xe2\x80\x8b"
#define ARABIC_06 "\xd9\xa0\xd9\xa6"

static struct arena *fixed;
static struct detectors *detectors;

static int
setup(void **state)
{
	struct err e = { 0 };

	(void)state;
	fixed = arena_new("detectors", MIB(64));
	if (detectors_load("templates", fixed, &detectors, &e) != 0)
		fail_msg("%s", e.msg);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(fixed);
	return 0;
}

/* "iban/geldig[NL91...] ...": what was found, with the text at its place; only: one detector, or D__COUNT. */
static const char *
found(struct arena *mem, struct str text, const struct allow *allow, const struct parties *parties, enum detector only)
{
	struct detector_hits hits;
	struct buf b;

	buf_init(&b, mem, 1 << 20);
	detectors_scan(detectors, allow, parties, text, mem, &hits);
	assert_false(hits.gave_up);
	for (size_t i = 0; i < hits.n; i++) {
		const struct detector_hit *h = &hits.v[i];
		size_t digits = 0;

		assert_true(h->len != 0 && (uint64_t)h->off + h->len <= text.n);
		assert_int_equal(h->which, detector_of(h->class));
		for (size_t k = 0; k < h->masked.n; k++)
			digits += ascii_digit(h->masked.p[k]);
		assert_true(h->masked.n != 0 && digits <= 4);
		assert_true(str_has(h->masked, '*'));
		if (only == D__COUNT || h->which == only)
			buf_addf(&b, "%s%s[%.*s]", b.n == 0 ? "" : " ", detector_class_name(h->class),
			    STRF(str_sub(text, h->off, h->len)));
	}
	return str_c(mem, buf_str(&b));
}

struct row { const char *text, *want; };

static void
rows(enum detector d, const struct row *v, size_t n, const struct allow *allow, const struct parties *parties)
{
	size_t wrong = 0;

	for (size_t i = 0; i < n; i++) {
		struct arena *mem = arena_new("test", MIB(16));
		const char *got = found(mem, str_of(v[i].text), allow, parties, d);

		if (strcmp(got, v[i].want) != 0) {
			print_message("%s\n  is:    %s\n  wants: %s\n", v[i].text, got, v[i].want);
			wrong++;
		}
		arena_free(mem);
	}
	assert_int_equal(wrong, 0);
}

static void
ibans(void **state)
{
	static const struct row t[] = {
		{ "NL91ABNA0417164300", "geldig[NL91ABNA0417164300]" },
		{ "iban: nl91 abna 0417 1643 00.", "geldig[nl91 abna 0417 1643 00]" },
		{ "NL91.ABNA.0417.1643.00", "geldig[NL91.ABNA.0417.1643.00]" },
		{ "NL 91 ABNA 0417 16 43 00", "geldig[NL 91 ABNA 0417 16 43 00]" },
		{ "NL91-ABNA-0417-1643-00", "geldig[NL91-ABNA-0417-1643-00]" },
		{ "NL91" NBSP "ABNA" NBSP "0417" NBSP "1643" NBSP "00", "geldig[NL91" NBSP "ABNA" NBSP "0417" NBSP "1643" NBSP "00]" },
		{ "NL91ABNA0417\n164300", "geldig[NL91ABNA0417\n164300]" },
		{ "NL91ABN" ZWSP "A0417164300", "geldig[NL91ABN" ZWSP "A0417164300]" },
		{ "BE68 5390 0754 7034", "geldig[BE68 5390 0754 7034]" },
		{ "DE89370400440532013000 en", "geldig[DE89370400440532013000]" },
		{ "GB82 WEST 1234 5698 7654 32", "geldig[GB82 WEST 1234 5698 7654 32]" },
		{ "AE070331234567890123456", "geldig[AE070331234567890123456]" },	/* not in our table of lengths */
		{ "rekening NL91ABNA0417164301", "vertypt[NL91ABNA0417164301]" },
		{ "NL91ABNA0417164301 is het bankrekeningnummer", "vertypt[NL91ABNA0417164301]" },
		{ "iban NL91 ABNA 0417 1643 0", "vertypt[NL91 ABNA 0417 1643 0]" },
		{ "iban NL91ABNA04171643000", "vertypt[NL91ABNA04171643000]" },
		{ "NL91ABNA0417164301", "" },
		{ "xNL91ABNA0417164300", "" },
		{ "NL91ABNA0417164300x", "" },
		{ "DE89370400440532013001", "" },
		{ "NL99 is geen rekening", "" },
		{ "NL111222333B01", "" },
		{ "in 2026 is ab12 3456", "" },
		{ "", "" },
	};

	(void)state;
	rows(D_IBAN, t, COUNT(t), NULL, NULL);
	/* No part of an account is a telephone. */
	rows(D_PHONE, &(struct row){ "NL91 ABNA 0417 1643 00 en iban NL91 ABNA 0417 1643 01", "" }, 1, NULL, NULL);
	assert_true(iban_valid(S("nl91abna0417164300")));
	assert_false(iban_valid(S("nl91abna041716430")));
	assert_false(iban_valid(S("")));
}

static void
phones(void **state)
{
	static const struct row t[] = {
		{ "06-12345678", "mobiel[06-12345678]" },
		{ "0612345678", "mobiel[0612345678]" },
		{ "06 12 34 56 78", "mobiel[06 12 34 56 78]" },
		{ "06 - 12 34 56 78.", "mobiel[06 - 12 34 56 78]" },
		{ "(06) 12345678", "mobiel[(06) 12345678]" },
		{ "+31612345678", "mobiel[+31612345678]" },
		{ "+31 6 12345678", "mobiel[+31 6 12345678]" },
		{ "+31 (0)6 1234 5678", "mobiel[+31 (0)6 1234 5678]" },
		{ "+31(0)612345678", "mobiel[+31(0)612345678]" },
		{ "+31-6-12345678", "mobiel[+31-6-12345678]" },
		{ "0031 6 12345678", "mobiel[0031 6 12345678]" },
		{ "0 6 1 2 3 4 5 6 7 8", "" },
		{ "0 61 23", "" },
		{ "06-1234\n5678 x", "mobiel[06-1234\n5678]" },
		{ "06" NBSP "12345678", "mobiel[06" NBSP "12345678]" },
		{ ARABIC_06 "12345678", "mobiel[" ARABIC_06 "12345678]" },
		{ "tel.0612345678", "mobiel[0612345678]" },
		{ "T06-12345678", "mobiel[06-12345678]" },
		{ "06.12345678", "mobiel[06.12345678]" },
		{ "06/12345678", "mobiel[06/12345678]" },
		{ "06-12345678 2 stuks", "mobiel[06-12345678]" },
		{ "a;06-12345678;b", "mobiel[06-12345678]" },
		{ "071-5165165", "vast[071-5165165]" },
		{ "(071) 516 51 65", "vast[(071) 516 51 65]" },
		{ "+31 71 516 51 65", "vast[+31 71 516 51 65]" },
		{ "0172-123456", "vast[0172-123456]" },
		{ "0715165165", "vast[0715165165]" },
		{ "088-1234567", "dienst[088-1234567]" },
		{ "085 - 123 45 67", "dienst[085 - 123 45 67]" },
		{ "0800-1351", "dienst[0800-1351]" },
		{ "0800 1234567", "dienst[0800 1234567]" },
		{ "0900-1234", "dienst[0900-1234]" },
		{ "+32 470 12 34 56", "buitenland[+32 470 12 34 56]" },
		{ "+491701234567", "buitenland[+491701234567]" },
		{ "071-516516", "afwijkend[071-516516]" },
		{ "06-1234567", "afwijkend[06-1234567]" },
		{ "tel 071516516", "afwijkend[071516516]" },
		{ "071-51651655", "afwijkend[071-51651655]" },
		/* none */
		{ "2023-09-06\n2023-09-06", "" }, { "2021-06-21\n2021-06-21", "" },
		{ "071516516", "" },
		{ "12-03-2026, 01-02-2026 123456", "" },
		{ "2026-0612345678901", "" },
		{ "10612345678", "" },
		{ "061234567890123", "" },
		{ "0,612345678 en 0.612345678", "" },
		{ "1.0612345678", "" },
		{ "EUR 1.000.000.000", "" },
		{ "KvK 01234567", "" },
		{ "00-00-0000000", "" },
		{ "0000000000", "" },
		{ "artikel 01.02.03.04.05", "" },
		{ "+ 5", "" },
		{ "+20 000 euro", "" },
		{ "0", "" }, { "+", "" }, { "(0", "" }, { "+31", "" }, { "0031", "" }, { "+31 (0)", "" },
	};

	(void)state;
	rows(D_PHONE, t, COUNT(t), NULL, NULL);
}

static void
mails(void **state)
{
	static const struct row t[] = {
		{ "jan@gmail.com", "prive[jan@gmail.com]" },
		{ "Jan.Jansen@Hotmail.com,", "prive[Jan.Jansen@Hotmail.com]" },
		{ "<henk1993@outlook.com>", "prive[henk1993@outlook.com]" },
		{ "info@gmail.com", "prive[info@gmail.com]" },
		{ "mailto:j.jansen@leiden.nl?subject=a", "op-naam[j.jansen@leiden.nl]" },
		{ "a.b.c.van.der.berg@leiden.nl.", "op-naam[a.b.c.van.der.berg@leiden.nl]" },
		{ "jan_jansen@voorbeeld.nl", "op-naam[jan_jansen@voorbeeld.nl]" },
		{ "j.jansen12@sub.leiden.nl", "op-naam[j.jansen12@sub.leiden.nl]" },
		{ "Ren" E_ACUTE ".jansen@leiden.nl", "op-naam[Ren" E_ACUTE ".jansen@leiden.nl]" },
		{ "info@leiden.nl", "functie[info@leiden.nl]" },
		{ "woo-verzoeken@leiden.nl", "functie[woo-verzoeken@leiden.nl]" },
		{ "Burgerzaken.Noord@leiden.nl", "functie[Burgerzaken.Noord@leiden.nl]" },
		{ "postbus10@minvws.nl", "functie[postbus10@minvws.nl]" },
		{ "jjansen@leiden.nl", "overig[jjansen@leiden.nl]" },
		{ "jan+woo@voorbeeld.co.uk", "op-naam[jan+woo@voorbeeld.co.uk]" },
		{ "jan@\ngmail.com", "prive[jan@\ngmail.com]" },
		{ "jan @ gmail.com", "prive[jan @ gmail.com]" },
		{ "j.jan\xc2\xadsen@leiden.nl", "op-naam[j.jan\xc2\xadsen@leiden.nl]" },
		{ "jan@gmail.com;piet@gmail.com", "prive[jan@gmail.com] prive[piet@gmail.com]" },
		{ "@gmail.com", "" }, { "jan@", "" }, { "jan@gmail", "" }, { "@", "" }, { "a@b.c", "" }, { "jan@1.2", "" },
		{ "volg @leiden of @leiden.nl", "" }, { "a@@b.nl", "" }, { "a@.nl", "" },
		{ "10 stuks @ 3.50", "" },
	};

	(void)state;
	rows(D_EMAIL, t, COUNT(t), NULL, NULL);
}

static void
plates(void **state)
{
	static const struct row t[] = {
		{ "FG-12-34", "geschreven[FG-12-34]" }, { "12-34-FG", "geschreven[12-34-FG]" },
		{ "12-FG-34", "geschreven[12-FG-34]" }, { "DB-12-GH", "geschreven[DB-12-GH]" },
		{ "DB-GH-12", "geschreven[DB-GH-12]" }, { "12-DB-GH", "geschreven[12-DB-GH]" },
		{ "12-DBG-3", "geschreven[12-DBG-3]" }, { "1-DBG-23", "geschreven[1-DBG-23]" },
		{ "DB-123-G", "geschreven[DB-123-G]" }, { "D-123-BG", "geschreven[D-123-BG]" },
		{ "DBG-12-H", "geschreven[DBG-12-H]" }, { "D-12-BGH", "geschreven[D-12-BGH]" },
		{ "1-DB-234", "geschreven[1-DB-234]" }, { "123-DB-4", "geschreven[123-DB-4]" },
		{ "(DB-123-G),", "geschreven[DB-123-G]" },
		{ "kenteken DB123G", "zonder-streepjes[DB123G]" },
		{ "kenteken db-123-g", "zonder-streepjes[db-123-g]" },
		{ "de auto's DB 123 G en", "zonder-streepjes[DB 123 G]" },
		{ "DB123G (voertuigen)", "zonder-streepjes[DB123G]" },
		{ "Parkeerboete 12dbg3", "zonder-streepjes[12dbg3]" },
		/* vowels, C, Q and what is not given out */
		{ "AB-12-GH", "" }, { "12-DAG-3", "" }, { "SS-12-GH", "" }, { "12-PVV-3", "" }, { "DB-12-QX", "" },
		{ "DB123G", "" }, { "db-123-g", "" }, { "12-34-56", "" }, { "DB-1234", "" }, { "DB-123-GH", "" },
		{ "X-DB-123-G", "" }, { "DB-123-G-1", "" }, { "2026-DB-12", "" }, { "kenteken 123456", "" },
		{ "kenteken ABCDEF", "" }, { "12-03-2026", "" }, { "DB12-3G", "" },
	};

	(void)state;
	rows(D_PLATE, t, COUNT(t), NULL, NULL);
}

static void
births(void **state)
{
	static const struct row t[] = {
		{ "geboren op 12-03-1980 te Leiden", "datum[12-03-1980]" },
		{ "geb. 12 maart 1980", "datum[12 maart 1980]" },
		{ "geb.datum: 1/2/'80", "datum[1/2/'80]" },
		{ "Geboortedatum\t12.03.80", "datum[12.03.80]" },
		{ "geboortedatum: 1980-03-12", "datum[1980-03-12]" },
		{ "geboortedatum 12031980", "datum[12031980]" },
		{ "geboortedatum 19800312", "datum[19800312]" },
		{ "geboren 1e mrt. 1980", "datum[1e mrt. 1980]" },
		{ "d.d. geboorte: 12 - 03 - 1980", "" },
		{ "geboren te Leiden, 12 jan 1980", "datum[12 jan 1980]" },
		{ "Geboorteplaats en -datum: Delft, 12-3-1980", "datum[12-3-1980]" },
		{ "kindgeboortedatum 12-03-2020", "datum[12-03-2020]" },
		{ "geboren op 12\nmaart 1980", "datum[12\nmaart 1980]" },
		{ "J. Jansen (* 12-03-1980)", "datum[12-03-1980]" },
		{ "12-03-1980", "" }, { "* 12-03-1980 vergadering", "" }, { "\n * 12-03-1980", "" },
		{ "geboren in de gemeente Leiden, en in 12-03-1980", "" },
		{ "geboren 45-03-1980", "" }, { "geboren 12-13-3", "" }, { "geboren in 1980", "" }, { "3 * 12-03-1980", "" },
		{ "begeb 12-03-1980", "" },
	};

	(void)state;
	rows(D_BORN, t, COUNT(t), NULL, NULL);
}

static void
addresses(void **state)
{
	static const struct row t[] = {
		{ "Kerkstraat 12", "los[Kerkstraat 12]" },
		{ "Kerkstraat 12a, 2311 AB Leiden", "los[Kerkstraat 12a, 2311 AB]" },
		{ "Kerkstraat 12-2\n2311AB  LEIDEN", "los[Kerkstraat 12-2\n2311AB]" },
		{ "aan de Burgemeester de Vrieslaan 5", "los[Burgemeester de Vrieslaan 5]" },
		{ "op Laan van Meerdervoort 70 te", "los[Laan van Meerdervoort 70]" },
		{ "Markt 1", "los[Markt 1]" }, { "Kerkstraat\n12", "los[Kerkstraat\n12]" },
		{ "Burg. de Vrieslaan 5", "los[Burg. de Vrieslaan 5]" }, { "Oude Kerkstraat 5", "los[Oude Kerkstraat 5]" },
		{ "Jan-van-Galenstraat nr. 8", "los[Jan-van-Galenstraat nr. 8]" },
		{ "te 2311 AB Leiden", "los[2311 AB]" },
		{ "2311 AB, 12", "los[2311 AB]" },
		{ "2311ab", "los[2311ab]" },
		{ "J. Jansen, Kerkstraat 12", "bij-persoon[Kerkstraat 12]" },
		{ "Kerkstraat 12; mevrouw Jansen", "bij-persoon[Kerkstraat 12]" },
		{ "06-12345678 2311 AB", "bij-persoon[2311 AB]" },
		{ "geboren 12-03-1980, Kerkstraat 12", "bij-persoon[Kerkstraat 12]" },
		/* none */
		{ "Postbus 9100, 2300 PC Leiden", "" }, { "in 2011 en 2012", "" }, { "2311 SA", "" }, { "1234567 AB", "" },
		{ "2024 EU-lidstaten", "" }, { "0311 AB", "" }, { "Park 2020", "" }, { "straat 12", "" },
		{ "Kerkstraat", "" }, { "artikel 12", "" }, { "Besluit 12", "" }, { "12 Kerkstraat", "" },
		{ "Raadsvergadering 12 is", "" }, { "wethouder Braamkamp. Motie 9", "" }, { "het Marktplein. Op 9 september", "" },
		{ "de Vismarkt op 2 juli", "" }, { "heer Kolk\n\n1. Verslag", "" }, { "Kolk\n1. Verslag", "" },
		{ "its 4644th meeting", "" }, { "P.O. Box 100\n9999 ZZ Voorbeeld", "" },
		{ "x2311 AB", "" }, { "Kerkstraat 12.000", "" }, { "Weg 5%", "" },
	};
	struct arena *mem = arena_new("test", MIB(1));

	(void)state;
	rows(D_ADDRESS, t, COUNT(t), NULL, NULL);
	/* Within 200 bytes, and not beyond. */
	for (size_t gap = 199; gap <= 201; gap += 2) {
		struct str before = str_fmt(mem, "J. Jansen%*sKerkstraat 12", (int)gap, "");
		struct str behind = str_fmt(mem, "Kerkstraat 12%*sJ. Jansen", (int)gap, "");
		const char *want = gap < 200 ? "bij-persoon[Kerkstraat 12]" : "los[Kerkstraat 12]";

		assert_string_equal(found(mem, before, NULL, NULL, D_ADDRESS), want);
		assert_string_equal(found(mem, behind, NULL, NULL, D_ADDRESS), want);
	}
	arena_free(mem);
}

static void
names(void **state)
{
	static const struct row t[] = {
		{ "mevrouw Jansen zei", "aanhef[mevrouw Jansen]" },
		{ "de heer J. van der Berg,", "aanhef[heer J. van der Berg]" },
		{ "dhr. drs. P. Jansen-de Vries", "aanhef[dhr. drs. P. Jansen]" },
		{ "mr. A.B. 't Hart", "aanhef[mr. A.B. 't Hart]" },
		{ "Mw. Jan\xc3\xa7" "en", "aanhef[Mw. Jan\xc3\xa7" "en]" },
		{ "w.g. J.P. Jansen", "voorletters[J.P. Jansen]" },
		{ "A.B.C. van Dijk", "voorletters[A.B.C. van Dijk]" },
		{ "de heer burgemeester", "" }, { "Geachte heer Gemeente", "" }, { "B.V. Nederland", "" }, { "A. Inleiding", "" },
		{ "i.p.v. Jansen", "" }, { "Jan Jansen", "" }, { "heer", "" }, { "J.", "" },
	};

	(void)state;
	rows(D_NAME, t, COUNT(t), NULL, NULL);
}

static struct parties *
some_parties(struct arena *mem)
{
	static const char *const v[] = {
		"Jan van der Berg", "Smolenaars, P.J.", "mevrouw C. Jansen-de Vries", "Ren" E_ACUTE "e G" E_ACUTE "rards",
		"Bos", "K. van den Bos", "Bouwbedrijf Voorbeeld B.V.", "Stichting De Linde", "'t Hart, A.", "Bakker",
		"O'Brien", "Kees de Koning", "Visser en Zonen BV",
	};
	struct parties *p = parties_new(detectors, mem);

	for (size_t i = 0; i < COUNT(v); i++)
		assert_int_equal(parties_add(p, str_of(v[i])), 0);
	assert_int_equal(parties_add(p, S("")), -1);
	assert_int_equal(parties_add(p, S(" . ")), -1);
	assert_int_equal(parties_add(p, S("J.")), -1);
	return p;
}

static void
parties_named(void **state)
{
	static const struct row t[] = {
		/* with first name or initials, before and behind */
		{ "aan Jan van der Berg te", "volledig[Jan van der Berg]" },
		{ "JAN VAN DER BERG", "volledig[JAN VAN DER BERG]" },
		{ "J. van der Berg", "volledig[J. van der Berg]" },
		{ "J.van der Berg", "volledig[J.van der Berg]" },
		{ "J. v.d. Berg", "volledig[J. v.d. Berg]" },
		{ "Berg, J. van der", "volledig[Berg, J. van der]" },
		{ "Berg, Jan", "volledig[Berg, Jan]" },
		{ "Berg\tJan", "volledig[Berg\tJan]" },
		{ "Berg van der, J.", "" },
		{ "P.J. Smolenaars", "volledig[P.J. Smolenaars]" },
		{ "PJ Smolenaars", "volledig[PJ Smolenaars]" },
		{ "C. Jansen", "volledig[C. Jansen]" },
		{ "C. de Vries", "volledig[C. de Vries]" },
		{ "C. Jansen - de Vries", "volledig[C. Jansen - de Vries]" },
		{ "Jansen-de Vries", "achternaam[Jansen-de Vries]" },
		{ "Renee Gerards", "volledig[Renee Gerards]" },
		{ "Ren" E_ACUTE "e G" E_ACUTE "rards", "volledig[Ren" E_ACUTE "e G" E_ACUTE "rards]" },
		{ "R. Gerards", "volledig[R. Gerards]" },
		{ "Gerards (Renee)", "volledig[Gerards (Renee]" },
		{ "Jan van\nder Berg", "volledig[Jan van\nder Berg]" },
		{ "A. 't Hart", "volledig[A. 't Hart]" },
		{ "K. de Koning", "volledig[K. de Koning]" },
		{ "smole\xc2\xadnaars", "achternaam[smole\xc2\xadnaars]" },
		{ "smole-\nnaars", "achternaam[smole-\nnaars]" },
		/* alone: long and no word */
		{ "volgens Smolenaars is", "achternaam[Smolenaars]" },
		{ "smolenaars", "achternaam[smolenaars]" },
		{ "X. Smolenaars", "achternaam[Smolenaars]" },
		{ "mevrouw Bos", "achternaam[Bos]" },
		{ "van den Bos", "achternaam[van den Bos]" },
		{ "de heer Bakker", "achternaam[Bakker]" },
		{ "O'Brien", "volledig[O'Brien]" },
		{ "op de berg", "" }, { "het bos", "" }, { "Bos", "" }, { "Bakker", "" }, { "van den bos", "" },
		{ "de koning", "" }, { "Smolenaarsx", "" }, { "Jan", "" }, { "de Berg", "" }, { "Vries", "" },
		{ "Hart", "" },
		/* organisations as a whole */
		{ "Bouwbedrijf Voorbeeld B.V.", "handelsnaam[Bouwbedrijf Voorbeeld B.V]" },
		{ "bouwbedrijf voorbeeld bv", "handelsnaam[bouwbedrijf voorbeeld]" },
		{ "Bouwbedrijf Voorbeeld", "handelsnaam[Bouwbedrijf Voorbeeld]" },
		{ "Stichting \"De Linde\"", "handelsnaam[Stichting \"De Linde]" },
		{ "Visser en Zonen B.V.", "handelsnaam[Visser en Zonen B.V]" },
		{ "Bouwbedrijf", "" }, { "De Linde", "" }, { "Visser en", "" },
	};
	struct arena *mem = arena_new("parties", MIB(16));

	(void)state;
	rows(D_PARTY, t, COUNT(t), NULL, some_parties(mem));
	/* A party's name is not told a second time as a name. */
	assert_string_equal(found(mem, S("mevrouw C. Jansen en P. Puk"), NULL, some_parties(mem), D__COUNT),
	    "volledig[C. Jansen] voorletters[P. Puk]");
	arena_free(mem);
}

static void
allowed(void **state)
{
	static const struct { enum allow_kind kind; const char *value; } own[] = {
		{ ALLOW_IBAN, "NL91 ABNA 0417 1643 00" }, { ALLOW_PHONE, "071 - 516 51 65" }, { ALLOW_PHONE, "+31 6 12345678" },
		{ ALLOW_MAIL, "leiden.nl" }, { ALLOW_MAIL, "J.Jansen@Leiden.nl" }, { ALLOW_MAIL, "gemeente@gmail.com" },
		{ ALLOW_ADDRESS, "2311 AB 12" }, { ALLOW_ADDRESS, "Stationsplein 107" },
	};
	static const struct { enum allow_kind kind; const char *value; } none[] = {
		{ ALLOW_IBAN, "NL91 ABNA 0417 1643 01" }, { ALLOW_IBAN, "" }, { ALLOW_PHONE, "tel" }, { ALLOW_MAIL, "leiden" },
		{ ALLOW_MAIL, "a b.nl" }, { ALLOW_ADDRESS, "Leiden" }, { ALLOW_ADDRESS, "" }, { ALLOW_PHONE, "12345678901234567890" },
	};
	static const struct row t[] = {
		{ "nl91abna0417164300", "" }, { "BE68539007547034", "geldig[BE68539007547034]" },
		{ "0715165165, +31 (0)71 5165165, 071-516 51 65", "" }, { "0612345678", "" }, { "071-5165166", "vast[071-5165166]" },
		{ "griffie@leiden.nl info@sub.leiden.nl", "" }, { "info@anderleiden.nl", "functie[info@anderleiden.nl]" },
		/* the domain does not cover its people */
		{ "p.puk@leiden.nl", "op-naam[p.puk@leiden.nl]" }, { "j.jansen@leiden.nl", "" }, { "gemeente@gmail.com", "" },
		{ "Kerkstraat 12, 2311 AB", "" }, { "2311 AB 12", "" }, { "Stationsplein 107, 2312 AJ", "" },
		{ "Stationsplein 108", "los[Stationsplein 108]" }, { "2311 AB 13", "los[2311 AB]" },
	};
	struct arena *mem = arena_new("allow", MIB(1));
	struct allow *a = allow_new(mem);
	struct detector_hits hits;

	(void)state;
	for (size_t i = 0; i < COUNT(own); i++)
		assert_int_equal(allow_add(a, own[i].kind, str_of(own[i].value)), 0);
	for (size_t i = 0; i < COUNT(none); i++)
		assert_int_equal(allow_add(a, none[i].kind, str_of(none[i].value)), -1);
	rows(D__COUNT, t, COUNT(t), a, NULL);
	detectors_scan(detectors, a, NULL, S("nl91abna0417164300 en griffie@leiden.nl"), mem, &hits);
	assert_int_equal(hits.allowed, 2);
	arena_free(mem);
}

static void
masks(void **state)
{
	static const struct row t[] = {
		{ "NL91ABNA0417164300", "NL***************0" }, { "06-12345678", "06-*******8" },
		{ "+31 6 12345678", "+31 * *******8" }, { "jan.jansen@gmail.com", "J**.******@gmail.com" },
		{ "j.jansen@voorbeeld.nl", "J.******@*********.nl" }, { "DB-123-G", "D*-***-*" },
		{ "geboren 12-03-1980", "**-**-****" }, { "Kerkstraat 12, 2311 AB", "K********* **, **** A*" },
		{ "mevrouw Jansen", "M****** J*****" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct arena *mem = arena_new("test", MIB(1));
		struct detector_hits hits;

		detectors_scan(detectors, NULL, NULL, str_of(t[i].text), mem, &hits);
		assert_int_equal(hits.n, 1);
		assert_string_equal(str_c(mem, hits.v[0].masked), t[i].want);
		arena_free(mem);
	}
}

/* Two thousand of a class are listed, all are counted, and one class does not crowd out another. */
static void
many(void **state)
{
	struct arena *mem = arena_new("test", MIB(16));
	struct detector_hits hits;
	struct buf b;

	(void)state;
	buf_init(&b, mem, 1 << 20);
	for (int i = 0; i < 3000; i++)
		buf_add(&b, S("info@leiden.nl\n"));
	buf_add(&b, S("NL91ABNA0417164300"));
	detectors_scan(detectors, NULL, NULL, buf_str(&b), mem, &hits);
	assert_int_equal(hits.n, DETECTOR_HITS_MOST + 1);
	assert_int_equal(hits.found[DC_EMAIL_ROLE], 3000);
	assert_int_equal(hits.found[DC_IBAN_VALID], 1);
	assert_true(hits.more);
	for (size_t i = 1; i < hits.n; i++)
		assert_true(hits.v[i].off > hits.v[i - 1].off);
	arena_free(mem);
}

static struct str
repeated(struct arena *mem, const char *part, size_t bytes)
{
	size_t n = strlen(part), times = bytes / n;
	char *p = arena_alloc(mem, times * n + 1, 1);

	for (size_t i = 0; i < times; i++)
		memcpy(p + i * n, part, n);
	return (struct str){ p, times * n };
}

static double
now_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Megabytes made to take long: they come to an end, and what stands behind them is found. */
static void
hostile(void **state)
{
	static const char *const parts[] = { "0 6 1 2 3 4 5 6 7 8 ", "06", "0 ", "06-", "+31", "+", "(0", "00", "@", "a@", "a.",
		"a@a.", "@a.a", "a@b.nl", "nl91", "nl91abna", "NL91 ABNA 0417 1643 01 ", "de ", "geb ", "geb. 1-", "* ", "*1",
		"A.", "J. ", "J. van der ", "Jan van der ", "dhr ", "van ", "Berg, ", "Straat 1", "Kerkstraat 1 ", "2311 AB ",
		"2311", "X-1-", "DB-123-G ", "DB123G ", "kenteken ", "db123g ", "rekening ", "Bouwbedrijf ", "\xff", "\xd0\x96",
		"?", "-\n", "1", "12 maart ", "Jansen de ", "Smolenaars ", "06-12345678 Kerkstraat 1 " };
	struct arena *own = arena_new("parties", MIB(16));
	struct parties *p = some_parties(own);
	double worst = 0;
	size_t which = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(parts); i++) {
		struct arena *mem = arena_new("test", MIB(640));
		struct str text = repeated(mem, parts[i], 4 << 20), tail = S("\n\nx NL91ABNA0417164300 jan@gmail.com P.J. Smolenaars");
		char *whole = arena_alloc(mem, text.n + tail.n, 1);
		struct detector_hits hits;
		double from;

		memcpy(whole, text.p, text.n);
		memcpy(whole + text.n, tail.p, tail.n);
		from = now_s();
		detectors_scan(detectors, NULL, p, (struct str){ whole, text.n + tail.n }, mem, &hits);
		if (now_s() - from > worst) {
			worst = now_s() - from;
			which = i;
		}
		if (hits.found[DC_IBAN_VALID] != 1 || hits.found[DC_EMAIL_PRIVATE] == 0 || hits.found[DC_PARTY_FULL] == 0)
			fail_msg("%s: not found behind it", parts[i]);
		assert_true(!hits.gave_up && hits.n <= (size_t)DETECTOR_HITS_MOST * DC__COUNT);
		arena_free(mem);
	}
	print_message("slowest: '%s', %.0f ms for 4 MB\n", parts[which], worst * 1e3);
	arena_free(own);
}

/* Any bytes: places are inside and in order, whatever stands there. */
static void
any_bytes(void **state)
{
	static const char some[] = "0123456789 06+31()@.-\nJNLabcdeVn,*\xc3\xa9\xff\xe2\x80\x8b/'";
	struct arena *own = arena_new("parties", MIB(16));
	struct parties *p = some_parties(own);
	uint32_t x = 7;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		struct arena *mem = arena_new("test", MIB(1));
		struct detector_hits hits;
		char text[64];
		size_t n;

		x = x * 1664525u + 1013904223u;
		n = x >> 8 & 63;
		for (size_t i = 0; i < n; i++) {
			x = x * 1664525u + 1013904223u;
			text[i] = some[(x >> 10) % (sizeof some - 1)];
		}
		detectors_scan(detectors, NULL, p, (struct str){ text, n }, mem, &hits);
		for (size_t i = 0; i < hits.n; i++) {
			assert_true(hits.v[i].len != 0 && (uint64_t)hits.v[i].off + hits.v[i].len <= n);
			assert_true(i == 0 || hits.v[i].off >= hits.v[i - 1].off);
		}
		arena_free(mem);
	}
	arena_free(own);
}

/* Thousands of parties cost no more for each byte. */
static void
thousands(void **state)
{
	struct arena *mem = arena_new("test", MIB(256));
	struct parties *p = parties_new(detectors, mem);
	struct detector_hits hits;

	(void)state;
	for (int i = 0; i < 5000; i++) {
		char word[8] = "xaaaaaa";

		for (int k = 1, v = i; k < 7; k++, v /= 10)
			word[k] = (char)('a' + v % 10);
		assert_int_equal(parties_add(p, str_fmt(mem, "Jan van %s", word)), 0);
	}
	detectors_scan(detectors, NULL, p, S("Jan van xbaaaaa, XJJJEAA en xkaaaaa"), mem, &hits);
	assert_int_equal(hits.found[DC_PARTY_FULL], 1);
	assert_int_equal(hits.found[DC_PARTY_SURNAME], 1);
	arena_free(mem);
}

static void
tables(void **state)
{
	enum detector d;
	enum detector_class c;

	(void)state;
	for (int i = 0; i < D__COUNT; i++) {
		assert_int_equal(detector_find(str_of(detector_name((enum detector)i)), &d), 0);
		assert_int_equal(d, i);
		assert_true(detector_label((enum detector)i)[0] != '\0');
	}
	for (int i = 0; i < DC__COUNT; i++) {
		char name[64];

		(void)snprintf(name, sizeof name, "%s/%s", detector_name(detector_of((enum detector_class)i)),
		    detector_class_name((enum detector_class)i));
		assert_int_equal(detector_class_find(str_of(name), &c), 0);
		assert_int_equal(c, i);
		assert_true(detector_class_label((enum detector_class)i)[0] != '\0');
	}
	assert_int_equal(detector_find(S("fax"), &d), -1);
	assert_int_equal(detector_class_find(S("telefoon"), &c), -1);
	assert_int_equal(detector_class_find(S("telefoon/fax"), &c), -1);
}

/* The lists below dir, one of them with this text, or without it. */
static void
copy_lists(const char *dir, const char *file, const char *text, struct arena *mem)
{
	struct err e = { 0 };
	struct str *names_v, s;
	size_t n;

	assert_int_equal(path_mkdirs(str_c(mem, str_fmt(mem, "%s/detect", dir)), &e), 0);
	assert_int_equal(path_names("templates/detect", 0, mem, &names_v, &n, &e), 0);
	for (size_t i = 0; i < n; i++) {
		const char *to = str_c(mem, str_fmt(mem, "%s/detect/%.*s", dir, STRF(names_v[i])));

		assert_int_equal(
		    file_read(str_c(mem, str_fmt(mem, "templates/detect/%.*s", STRF(names_v[i]))), MIB(1), mem, &s, &e), 0);
		if (!str_eq(names_v[i], str_of(file)))
			assert_int_equal(file_replace(to, s, &e), 0);
		else if (text != NULL)
			assert_int_equal(file_replace(to, str_of(text), &e), 0);
		else
			(void)unlink(to);
	}
}

/* Lists that cannot be read say where: the file and the line. */
static void
faults(void **state)
{
	static const struct { const char *file, *text, *said; } t[] = {
		{ "titels.txt", "heer\n", "titels.txt:1: de eerste regel" }, { "titels.txt", "# a\nheer\nheer\n", "titels.txt:3: dit woord" },
		{ "titels.txt", "# a\n", "er staat geen woord in" }, { "titels.txt", "# a\n\nh|r\n", "titels.txt:3: een woord bestaat" },
		{ "bij-kenteken.txt", "# a\n*\n", "bij-kenteken.txt:2: een woord bestaat" },
		{ "titels.txt", "# a\n aa\n", "titels.txt:2: een woord bestaat" },
		{ "titels.txt", "# a\naaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n", "titels.txt:2: een woord heeft" },
		{ "titels.txt", NULL, "titels.txt" },
	};
	char dir[] = "/tmp/detect-XXXXXX";

	(void)state;
	assert_non_null(mkdtemp(dir));
	for (size_t i = 0; i < COUNT(t); i++) {
		struct arena *mem = arena_new("test", MIB(16));
		struct detectors *d;
		struct err e = { 0 };

		copy_lists(dir, t[i].file, t[i].text, mem);
		assert_int_equal(detectors_load(dir, mem, &d, &e), -1);
		assert_int_equal(e.kind, E_CONFIG);
		if (strstr(e.msg, t[i].said) == NULL)
			fail_msg("%s", e.msg);
		arena_free(mem);
	}
	path_remove_tree(dir);
}

/* --- bench ------------------------------------------------------------------------- */

static int
bench(const char *path)
{
	struct arena *mem = arena_new("bench", GIB(1));
	struct bsn *b;
	struct err e = { 0 };
	struct str text;
	double t[2] = { 1e9, 1e9 };

	(void)setup(NULL);
	if (file_read(path, 64 << 20, mem, &text, &e) != 0 || bsn_load(mem, &b, &e) != 0 || text.n == 0) {
		fprintf(stderr, "%s\n", e.msg);
		return 1;
	}
	for (int round = 0; round < 5; round++) {
		struct mark m = arena_mark(mem);
		struct detector_hits hits;
		struct bsn_hits *found_r = NEW(mem, struct bsn_hits, 1);
		double from = now_s();

		detectors_scan(detectors, NULL, some_parties(mem), text, mem, &hits);
		t[0] = now_s() - from < t[0] ? now_s() - from : t[0];
		from = now_s();
		bsn_scan(b, text, mem, found_r);
		t[1] = now_s() - from < t[1] ? now_s() - from : t[1];
		arena_rewind(mem, m);
	}
	printf("%zu bytes: detectors %.1f ns/byte, bsn %.1f ns/byte, of the processor, each with its folding\n", text.n,
	    t[0] * 1e9 / (double)text.n, t[1] * 1e9 / (double)text.n);
	return 0;
}

/* Is this place what is annotated?  Its digits and letters count, not the brackets around it. */
static bool
covers(uint32_t off, uint32_t len, json_int_t from, json_int_t end)
{
	return off <= from + 1 && (json_int_t)off + len >= end - 1 && (json_int_t)off < end;
}

static int
cases(const char *path, enum detector which, bool want_bsn)
{
	json_error_t je;
	json_t *root = json_load_file(path, 0, &je), *example, *a;
	struct arena *mem = arena_new("cases", GIB(1));
	size_t i, k, all = 0, right = 0, wrong = 0;
	struct bsn *b;
	struct err e = { 0 };

	(void)setup(NULL);
	if (root == NULL || bsn_load(mem, &b, &e) != 0) {
		fprintf(stderr, "%s: %s%s\n", path, je.text, e.msg);
		return 1;
	}
	json_array_foreach(json_object_get(root, "examples"), i, example)
	{
		struct str text = str_of(json_string_value(json_object_get(example, "text")));
		struct bsn_hits *hits = NEW(mem, struct bsn_hits, 1);
		struct { uint32_t off, len; } place[DETECTOR_HITS_MOST * 4];
		struct detector_hits other;
		size_t n = 0, seen = 0, wanted = 0;

		bsn_scan(b, text, mem, hits);
		detectors_scan(detectors, NULL, NULL, text, mem, &other);
		for (size_t h = 0; want_bsn && h < hits->n; h++, n++) {
			place[n].off = hits->v[h].off;
			place[n].len = hits->v[h].len;
		}
		for (size_t h = 0; !want_bsn && h < other.n && n < COUNT(place); h++) {
			if (other.v[h].which == which) {
				place[n].off = other.v[h].off;
				place[n++].len = other.v[h].len;
			}
		}
		json_array_foreach(json_object_get(example, "annotations"), k, a)
		{
			json_int_t from = json_integer_value(json_object_get(a, "start_char"));
			json_int_t end = json_integer_value(json_object_get(a, "end_char"));
			const char *tag = json_string_value(json_object_get(a, "tag"));
			bool hit = false;

			if (want_bsn && strcmp(tag, "bsn") != 0)
				continue;
			wanted++;
			for (size_t h = 0; h < n; h++)
				hit = hit || covers(place[h].off, place[h].len, from, end);
			seen += hit;
			if (!hit)
				printf("  missed: example %zu\n", i);
		}
		all += wanted;
		right += seen;
		wrong += n > seen ? n - seen : 0;
	}
	printf("%s: %zu of %zu, %.3f; %zu more\n", path, right, all, all == 0 ? 0 : (double)right / (double)all, wrong);
	json_decref(root);
	return all != 0 && (double)right >= 0.95 * (double)all ? 0 : 1;
}

static int
show(char **path, int n)
{
	struct arena *mem = arena_new("hits", GIB(2));
	size_t total[DC__COUNT] = { 0 }, bytes = 0;
	struct bsn *b;
	struct err e = { 0 };

	(void)setup(NULL);
	if (bsn_load(mem, &b, &e) != 0)
		return 1;
	for (int i = 0; i < n; i++) {
		struct mark m = arena_mark(mem);
		struct bsn_hits *hits = NEW(mem, struct bsn_hits, 1);
		struct detector_hits other;
		struct str text;

		if (file_read(path[i], 64 << 20, mem, &text, &e) != 0) {
			fprintf(stderr, "%s\n", e.msg);
			return 1;
		}
		bsn_scan(b, text, mem, hits);
		detectors_scan(detectors, NULL, NULL, text, mem, &other);
		for (size_t k = 0; k < hits->n; k++)
			printf("%s\t%u\t%s\t%s\t%.*s\n", path[i], hits->v[k].off, finding_tag(hits->v[k].code), hits->v[k].masked,
			    STRF(hits->v[k].other));
		for (size_t k = 0; k < other.n; k++)
			printf("%s\t%u\t%s/%s\t%.*s\n", path[i], other.v[k].off, detector_name(other.v[k].which),
			    detector_class_name(other.v[k].class), STRF(other.v[k].masked));
		for (int c = 0; c < DC__COUNT; c++)
			total[c] += other.found[c];
		bytes += text.n;
		arena_rewind(mem, m);
	}
	printf("total: %d texts, %zu bytes\n", n, bytes);
	for (int c = 0; c < DC__COUNT; c++)
		printf("total: %s/%s %zu\n", detector_name(detector_of((enum detector_class)c)),
		    detector_class_name((enum detector_class)c), total[c]);
	return 0;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ibans), cmocka_unit_test(phones), cmocka_unit_test(mails), cmocka_unit_test(plates),
		cmocka_unit_test(births), cmocka_unit_test(addresses), cmocka_unit_test(names), cmocka_unit_test(parties_named),
		cmocka_unit_test(allowed), cmocka_unit_test(masks), cmocka_unit_test(many), cmocka_unit_test(hostile),
		cmocka_unit_test(any_bytes), cmocka_unit_test(thousands), cmocka_unit_test(tables), cmocka_unit_test(faults),
	};
	enum detector d = D__COUNT;

	if (argc == 3 && strcmp(argv[1], "--bench") == 0)
		return bench(argv[2]);
	if (argc == 4 && strcmp(argv[1], "--cases") == 0 &&
	    (strcmp(argv[3], "bsn") == 0 || detector_find(str_of(argv[3]), &d) == 0))
		return cases(argv[2], d, d == D__COUNT);
	if (argc > 2 && strcmp(argv[1], "--hits") == 0)
		return show(argv + 2, argc - 2);
	return cmocka_run_group_tests(tests, setup, teardown);
}
