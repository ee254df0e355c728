/* SPDX-License-Identifier: EUPL-1.2 */
/* test_extract.c - text, pages, headings and properties out of every format, and what stops it. */
#include "extracting.h"

#include <dirent.h>

#include "extract/about.h"
#include "extract/gather.h"

#define DOCX	"application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#define ODT	"application/vnd.oasis.opendocument.text"

/* The same decision in four formats. */
static void
formats(void **state)
{
	static const struct { const char *name; uint32_t pages; } cases[] = {
		{ "besluit.pdf", 2 }, { "besluit.docx", 2 }, { "besluit.odt", 2 }, { "besluit.html", 1 },
	};
	static const char *const parts[] = { "één vergunning", "coöperatie en de reünie", "Nummer\tDocument\tOordeel\n",
		"2\tBrief aan café\tdeels openbaar\n", "toelichting in de voetnoot", "burgemeester en wethouders\n" };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int doc = run(cases[i].name, file(cases[i].name), "");
		const struct document *d = &r.dossier.docs[doc];
		const struct props *p = &d->props;
		struct text t = text_of(doc);

		for (size_t k = 0; k < COUNT(parts); k++) {
			if (!has(t.s, parts[k]))
				fail_msg("%s: no ‘%s’ in\n%.*s", cases[i].name, parts[k], STRF(t.s));
		}
		assert_int_equal(d->pages, cases[i].pages);
		assert_int_equal(t.npages, cases[i].pages);
		assert_int_equal(d->text_bytes, t.s.n);
		assert_int_equal(t.s.p[t.s.n - 1], '\n');
		assert_str(p->title, "Besluit op het Woo-verzoek over café De Zwaan");
		assert_true(str_starts(p->heading, S("Besluit op het Woo-verzoek over café")));
		assert_str(p->language, "nl-NL");
		assert_int_equal(date_cmp(p->dated, (struct date){ 2026, 3, 12 }), 0);
		assert_str(at(&t, p->dated_at), "12 maart 2026");
		assert_int_equal(p->dated_at.page, 1);
		assert_true(str_starts(at(&t, p->heading_at), S("Besluit op het Woo-verzoek over café")));
		assert_true(t.nheadings >= 4);
		for (size_t k = 1; k < t.nheadings; k++)
			assert_true(t.headings[k].off > t.headings[k - 1].off);
		assert_str(str_sub(t.s, t.headings[2].off, t.headings[2].len), "Inventarisatie");
		assert_true(t.headings[2].level > t.headings[1].level);
		assert_str(str_sub(t.s, t.headings[3].off, t.headings[3].len), "Motivering");
		assert_int_equal(text_page(&t, t.headings[3].off), cases[i].pages);
		assert_false(has(t.s, "\n\n\n\n"));
		assert_false(has(t.s, "\r"));
	}
}

static void
texts(void **state)
{
	static const char *const names[] = { "lijst-utf8.txt", "lijst-1252.txt", "lijst-utf16.txt" };
	static const char want[] = "Besluitenlijst van het college\nVergadering van dinsdag 3 maart 2026\n\n"
	    "1. Café De Zwaan: akkoord, kosten € 1.200\n2. Coöperatie: één jaar uitstel\n";

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		int doc = run(names[i], file(names[i]), "");
		struct text t = text_of(doc);

		assert_str(t.s, want);
		assert_str(at(&t, r.dossier.docs[doc].props.dated_at), "3 maart 2026");
		assert_str(r.dossier.docs[doc].props.heading, "Besluitenlijst van het college");
	}
	assert_str(text_of(run("a.csv", file("lijst.csv"), "")).s,
	    "nummer\tonderwerp\toordeel\n1\tCafé De Zwaan\topenbaar\n2\tBrief; met bijlage\tdeels openbaar\n");
	assert_str(text_of(run("mark.txt", S("\xef\xbb\xbf""een\rtwee\r\n\r\ndrie\fvier"), "")).s, "een\ntwee\n\ndrie\nvier\n");
	/* Letters with combining marks, the sign for angstrom, Hangul in parts. */
	assert_str(text_of(run("nfd.txt", S("e\xcc\x81\xc3\xa9n c\xcc\xa7""a \xe2\x84\xab \xe1\x84\x92\xe1\x85\xa1"), "")).s,
	    "één ça Å 하\n");
}

static void
charsets(void **state)
{
	static const struct { const char *name; struct str bytes; const char *tags; } cases[] = {
		{ "nul.txt", { "\xff\xfe" "a\0b\0\0", 7 }, "EXT-506" },		/* half a UTF-16 character */
		{ "hoog.txt", { "\x81\x8d\x8f\x90\x9d\x81\x8d\n", 8 }, "EXT-506" },
		{ "grieks.txt", { "\xca\xe1\xeb\xe7\xec\xdd\xf1\xe1 \xea\xfc\xf3\xec\xe5\n", 15 }, "EXT-506" },
		{ "raar.txt", { "tekst met \x81 erin, verder gewoon Nederlands\n", 43 }, "EXT-506" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		no_text(run(cases[i].name, cases[i].bytes, cases[i].tags));
	no_text(run("leeg.txt", S(""), "IDN-501"));
	no_text(run("ruis.txt", (struct str){ "\x07\x01\x00\x9c\xfe\x02\x00\x00\x13\x88\x00\xff", 12 }, "IDN-301 IDN-503"));
	assert_str(text_of(run("strepen.txt", S("--- ...\n"), "EXT-504")).s, "--- ...\n");
}

static void
html(void **state)
{
	int doc = run("p.html", S("<!DOCTYPE html><html lang=nl><head><title> Een &amp; ander </title>"
	    "<style>p { color: red }</style></head><body><h1>Kop\n  <b>één</b></h1><p>eerste<br>tweede<p>een<b>woord</b> "
	    "<img alt=\"plaatje van de brug\"><table><tr><td>a<td>b<tr><td>c<td>d</table>"
	    "<!-- nog 111222333 weghalen --><h3>Klein</h3><ul><li>x<li>y</ul></body></html>"), "");
	struct text t = text_of(doc);

	(void)state;
	assert_true(str_starts(t.s, S("Kop één\neerste\ntweede\neenwoord plaatje van de brug\na\tb\nc\td\nKlein\nx\ny\n")));
	assert_true(has(t.s, "nog 111222333 weghalen"));
	assert_true(text_origin_at(&t, (uint32_t)((const char *)memmem(t.s.p, t.s.n, "color", 5) - t.s.p)) == TEXT_REST);
	assert_str(r.dossier.docs[doc].props.title, "Een & ander");
	assert_str(r.dossier.docs[doc].props.heading, "Kop één");
	assert_str(r.dossier.docs[doc].props.language, "nl");
	assert_int_equal(t.nheadings, 2);
	assert_int_equal(t.headings[1].level, 3);
	/* A script may make text that we do not see. */
	t = text_of(run("s.html", S("<html><body><p>tekst</p><script>document.write('geheim')</script>"), "EXT-507"));
	assert_true(str_starts(t.s, S("tekst\ndocument.write('geheim')")));
	assert_true(has(text_of(run("l.html", S("<html><meta charset=iso-8859-1><p>caf\xe9 \x80 5</p>"), "")).s, "café € 5"));
	(void)run("leeg.html", S("<html><head><title>Titel</title></head><body></body></html>"), "EXT-504");
}

/* ---- PDF ---- */

struct pdf {
	const char	*pages[8];	/* content streams; NULL ends them */
	const char	*root;		/* more keys of the catalogue, or NULL */
	const char	*page;		/* more keys of each page, or NULL */
	const char	*more[4];	/* more objects, numbered from 100; NULL ends them */
	const char	*info;		/* keys of the properties, or NULL */
	int		 count;		/* what the page tree says it has; 0 = the truth */
};

static void
object(struct buf *b, uint32_t *offsets, int n, struct str body)
{
	offsets[n] = (uint32_t)b->n;
	buf_addf(b, "%d 0 obj\n", n);
	buf_add(b, body);
	buf_add(b, S("\nendobj\n"));
}

/* Objects: 1 catalogue, 2 page tree, 3 font, 10+i page, 20+i its content, 100+i more. */
static struct str
pdf_of(const struct pdf *p)
{
	uint32_t offsets[104] = { 0 };
	struct buf b, kids;
	size_t n, xref;

	buf_init(&b, r.mem, 1 << 20);
	buf_init(&kids, r.mem, 1000);
	buf_add(&b, S("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"));
	object(&b, offsets, 1, str_fmt(r.mem, "<< /Type /Catalog /Pages 2 0 R %s >>", p->root == NULL ? "" : p->root));
	for (n = 0; n < 8 && p->pages[n] != NULL; n++) {
		buf_addf(&kids, "%zu 0 R ", 10 + n);
		object(&b, offsets, (int)(10 + n), str_fmt(r.mem, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
		    "/Resources << /Font << /F 3 0 R >> /Properties << /L 100 0 R >> >> /Contents %zu 0 R %s >>", 20 + n, p->page == NULL ? "" : p->page));
		object(&b, offsets, (int)(20 + n), str_fmt(r.mem, "<< /Length %zu >>\nstream\n%s\nendstream",
		    strlen(p->pages[n]), p->pages[n]));
	}
	object(&b, offsets, 2, str_fmt(r.mem, "<< /Type /Pages /Kids [ %.*s] /Count %zu >>", STRF(buf_str(&kids)),
	    p->count != 0 ? (size_t)p->count : n));
	object(&b, offsets, 3, S("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"));
	for (size_t i = 0; i < 4 && p->more[i] != NULL; i++)
		object(&b, offsets, (int)(100 + i), str_of(p->more[i]));
	xref = b.n;
	buf_add(&b, S("xref\n0 104\n0000000000 65535 f \n"));
	for (size_t i = 1; i < COUNT(offsets); i++)
		buf_addf(&b, "%010u 00000 %c \n", offsets[i], offsets[i] == 0 ? 'f' : 'n');
	buf_addf(&b, "trailer\n<< /Size 104 /Root 1 0 R /Info << %s >> >>\nstartxref\n%zu\n%%%%EOF\n",
	    p->info == NULL ? "" : p->info, xref);
	return buf_str(&b);
}

#define SHOW(text)	"BT /F 11 Tf 72 700 Td (" text ") Tj ET"

static void
pdf_pages(void **state)
{
	struct pdf p = { .pages = { SHOW("een"), "", SHOW("drie"), "", SHOW("..."), "", SHOW("acht") } };
	struct text t;
	int doc;

	(void)state;
	doc = run("a.pdf", pdf_of(&p), "EXT-220 EXT-301");
	assert_str(r.dossier.findings.v[0].arg[0], "2, 4, 6");
	assert_str(r.dossier.findings.v[1].arg[0], "5");
	t = text_of(doc);
	assert_str(t.s, "een\ndrie\n...\nacht\n");
	assert_int_equal(t.npages, 7);
	assert_int_equal(text_page(&t, 0), 1);
	assert_int_equal(text_page(&t, 4), 3);
	assert_int_equal(text_page(&t, 13), 7);
	p = (struct pdf){ .pages = { "", "0 0 100 100 re f" } };
	assert_str(text_of(run("scan.pdf", pdf_of(&p), "EXT-504")).s, "\n");
	/* The text of a note does not make a picture readable. */
	p = (struct pdf){ .pages = { "0 0 100 100 re f" }, .page = "/Annots [100 0 R]",
		.more = { "<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (nog lakken) >>" } };
	assert_str(text_of(run("noot.pdf", pdf_of(&p), "EXT-504")).s, "nog lakken\n");
	/* Rows of a table, and text outside the page, in white, of zero opacity: all of it is in the file. */
	p = (struct pdf){ .pages = { "BT /F 11 Tf 72 700 Td (Datum) Tj 100 0 Td (9 maart 2026) Tj "
	    "-100 -40 Td 1 1 1 rg (wit) Tj 3 Tr 0 -40 Td (onzichtbaar) Tj 0 -3000 Td (buiten) Tj ET" } };
	doc = run("rij.pdf", pdf_of(&p), "");
	t = text_of(doc);
	assert_true(has(t.s, "Datum\t9 maart 2026\n") && has(t.s, "wit\n") && has(t.s, "onzichtbaar\n") && has(t.s, "buiten\n"));
	assert_str(at(&t, r.dossier.docs[doc].props.dated_at), "9 maart 2026");
}

/* A page without letters: blank, a picture, or lines and small pictures; no picture is decoded to tell. */
static void
pdf_looks(void **state)
{
	static const char picture[] = "<< /Type /XObject /Subtype /Image /Width 9999999 /Height 9999999 "
	    "/Filter /JPXDecode /Length 4 >>\nstream\nniet\nendstream";
	static const char form[] = "<< /Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << /XObject "
	    "<< /P 100 0 R /Q 101 0 R >> >> /Length 11 >>\nstream\n/P Do /Q Do\nendstream";
	static const char resources[] = "/Resources << /Font << /F 3 0 R >> /XObject << /P 100 0 R /Q 101 0 R >> >>";
	static const struct { const char *contents, *tags; } cases[] = {
		{ "q Q", "EXT-220" },
		{ "q 595 0 0 842 0 0 cm /P Do Q", "EXT-520" },
		{ "q 0 842 -595 0 595 0 cm /P Do Q", "EXT-520" },		/* turned */
		{ "q 595 0 0 300 0 0 cm /P Do Q q 595 0 0 300 0 300 cm /P Do Q", "EXT-520" },	/* in strips */
		{ "q 60 0 0 60 0 0 cm /P Do Q", "EXT-301" },			/* a logo */
		{ "595 0 0 842 0 0 cm /Q Do", "EXT-520" },			/* in a form that draws itself */
		{ "q 10 0 0 10 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q", "EXT-520" },
		{ "0 0 595 842 re f", "EXT-301" },
		{ "/Weg Do", "EXT-509 EXT-220" },
	};
	struct pdf p = { .pages = { SHOW("tekst"), "" }, .page = resources, .more = { picture, form } };
	int doc;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		p.pages[1] = cases[i].contents;
		doc = run(cases[i].contents, pdf_of(&p), cases[i].tags);
		assert_str(text_of(doc).s, "tekst\n");
	}
	p.pages[1] = str_c(r.mem, repeat("0 0 m ", "1 1 2 2 3 3 c ", 400, "f"));
	(void)run("letters als vlakken", pdf_of(&p), "EXT-520");
	assert_int_equal(r.dossier.findings.v[r.dossier.findings.n - 1].page, 2);
}

static void
pdf_headings(void **state)
{
	struct pdf p = { .pages = { "BT /F 20 Tf 72 780 Td (Nota van uitgangspunten) Tj ET "
	    "BT /F 11 Tf 72 700 Td (Dit is de gewone tekst van de nota, die langer is dan de kop.) Tj ET "
	    "BT /F 14 Tf 72 600 Td (Inleiding op het stuk) Tj ET "
	    "BT /F 11 Tf 72 500 Td (En weer gewone tekst, met alles wat daar bij hoort, nog een zin lang.) Tj ET" } };
	int doc = run("a.pdf", pdf_of(&p), "");
	struct text t = text_of(doc);

	(void)state;
	assert_int_equal(t.nheadings, 2);
	assert_str(str_sub(t.s, t.headings[0].off, t.headings[0].len), "Nota van uitgangspunten");
	assert_int_equal(t.headings[0].level, 1);
	assert_str(str_sub(t.s, t.headings[1].off, t.headings[1].len), "Inleiding op het stuk");
	assert_int_equal(t.headings[1].level, 2);
	assert_str(r.dossier.docs[doc].props.heading, "Nota van uitgangspunten");
}

static void
pdf_faults(void **state)
{
	struct str whole = file("besluit.pdf");
	static const struct { const char *name; struct pdf pdf; const char *tags; } cases[] = {
		{ "te veel geteld", { .pages = { SHOW("a") }, .count = 2 }, "EXT-502" },
		{ "te weinig geteld", { .pages = { SHOW("a"), SHOW("b") }, .count = 1 }, "EXT-502" },
		{ "geen bladzijden", { .pages = { NULL } }, "EXT-502" },
		{ "stroom met fout", { .pages = { "BT /Weg Do /F 11 Tf (a) Tj ET" } }, "EXT-509" },
		{ "bijlage", { .pages = { SHOW("a") }, .root = "/Names << /EmbeddedFiles << /Names [(x) 100 0 R] >> >>",
		    .more = { "<< /Type /Filespec /F (x) >>" } }, "EXT-507" },
		{ "bijlage aan noot", { .pages = { SHOW("a") }, .page = "/Annots [100 0 R]",
		    .more = { "<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] >>" } }, "EXT-507" },
		{ "xfa", { .pages = { SHOW("a") }, .root = "/AcroForm << /XFA [] /Fields [] >>" }, "EXT-507" },
		{ "kring van bladwijzers", { .pages = { SHOW("a") }, .root = "/Outlines << /First 100 0 R >>",
		    .more = { "<< /Title (x) /Next 100 0 R >>" } }, "EXT-502" },
		{ "diepe bladwijzers", { .pages = { SHOW("a") }, .root = "/Outlines << /First 100 0 R >>",
		    .more = { "<< /Title (x) /First 100 0 R >>" } }, "EXT-502" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		(void)run(cases[i].name, pdf_of(&cases[i].pdf), cases[i].tags);
	no_text(run("wachtwoord.pdf", file("wachtwoord.pdf"), "EXT-501"));
	no_text(run("half.pdf", str_sub(whole, 0, whole.n / 2), "EXT-502"));
	(void)run("staart weg.pdf", str_sub(whole, 0, whole.n - 200), "EXT-509");
	no_text(run("kop.pdf", S("%PDF-1.7\n"), "EXT-502"));
}

static void
pdf_beside(void **state)
{
	struct pdf p = { .pages = { SHOW("tekst") }, .page = "/Annots [100 0 R 101 0 R]",
		.root = "/Lang (nl) /AcroForm << /Fields [101 0 R] >> /Outlines << /First 102 0 R >> "
		    "/OCProperties << /OCGs [] /D << >> >>",
		.more = { "<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (opmerking \\351\\351n) >>",
		    "<< /Type /Annot /Subtype /Widget /FT /Tx /T (veld) /V (ingevuld) /Rect [0 0 9 9] >>",
		    "<< /Title (bladwijzer) >>" } };
	int doc = run("a.pdf", pdf_of(&p), "");
	struct text t = text_of(doc);

	(void)state;
	assert_true(str_starts(t.s, S("tekst\n")));
	assert_true(has(t.s, "opmerking één\n") && has(t.s, "ingevuld\n") && has(t.s, "bladwijzer\n"));
	assert_str(r.dossier.docs[doc].props.language, "nl");
}

static void
origin_is(const struct text *t, const char *part, enum text_origin want)
{
	const char *p = memmem(t->s.p, t->s.n, part, strlen(part));

	if (p == NULL)
		fail_msg("no ‘%s’ in\n%.*s", part, STRF(t->s));
	if (text_origin_at(t, (uint32_t)(p - t->s.p)) != want)
		fail_msg("‘%s’ is %s", part, text_origin_name(text_origin_at(t, (uint32_t)(p - t->s.p))));
}

/* Each piece of text says where it stands. */
static void
pdf_origins(void **state)
{
	static const struct { const char *part; enum text_origin origin; } want[] = {
		{ "tekst", TEXT_VISIBLE }, { "in beeld", TEXT_VISIBLE }, { "opmerking", TEXT_COMMENT },
		{ "B. Eheer", TEXT_COMMENT }, { "rijke tekst", TEXT_COMMENT }, { "ingevuld", TEXT_FIELD },
		{ "verstek", TEXT_FIELD }, { "keuze twee", TEXT_FIELD }, { "los veld", TEXT_FIELD },
		{ "https://example.nl/a", TEXT_LINK }, { "bladwijzer", TEXT_BOOKMARK },
		{ "https://example.nl/b", TEXT_LINK }, { "beschrijving van de kaart", TEXT_ALT },
		{ "staat voor", TEXT_ALT }, { "bijlage.xlsx", TEXT_ATTACHMENT }, { "lijst met leden", TEXT_ATTACHMENT },
		{ "Griffie", TEXT_PROPERTY }, { "2026-03-12", TEXT_PROPERTY }, { "maker in xmp", TEXT_PROPERTY },
		{ "programma in xmp", TEXT_PROPERTY },
	};
	struct pdf p = { .pages = { SHOW("tekst") },
		.info = "/Author (Griffie) /CreationDate (D:20260312101500+01'00')",
		.page = "/Annots [ << /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (opmerking) /T (B. Eheer) "
		    "/RC (<body><p>rijke <b>tekst</b></p></body>) >> << /Type /Annot /Subtype /FreeText /Rect [0 0 200 20] "
		    "/DA (/Helv 9 Tf 0 g) /Contents (in beeld) >> << /Type /Annot /Subtype /Widget /FT /Ch /T (veld) "
		    "/V (ingevuld) /DV (verstek) /Opt [ (keuze een) [ (2) (keuze twee) ] ] /F 2 /Rect [0 0 9 9] >> "
		    "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://example.nl/a) >> >> ]",
		.root = "/AcroForm << /Fields [ << /FT /Tx /T (x) /V (los veld) >> ] >> /Outlines << /First << "
		    "/Title (bladwijzer) /A << /S /URI /URI (https://example.nl/b) >> >> >> /StructTreeRoot << /K [ << /S /Document "
		    "/K [ << /S /Figure /Alt (beschrijving van de kaart) /K 0 >> << /S /Span /ActualText (staat voor) /K [ 1 ] >> ] "
		    ">> ] >> /Names << /EmbeddedFiles << /Kids [ << /Names [ (bijlage.xlsx) << /Type /Filespec "
		    "/Desc (lijst met leden) >> ] >> ] >> >> /Metadata 100 0 R",
		.more = { "<< /Type /Metadata /Subtype /XML /Length 172 >>\nstream\n<?xpacket begin=''?><x:xmpmeta "
		    "xmlns:x='adobe:ns:meta/'><rdf:D xmlns:rdf='urn:r' xmlns:p='urn:p' p:tool='programma in xmp'>maker in xmp"
		    "</rdf:D></x:xmpmeta><?xpacket end='w'?>      \nendstream" } };
	struct text t = text_of(run("a.pdf", pdf_of(&p), "EXT-507"));

	(void)state;
	for (size_t i = 0; i < COUNT(want); i++)
		origin_is(&t, want[i].part, want[i].origin);
	/* XMP that is no XML is read all the same, and a DOCTYPE in it is not. */
	p.more[0] = "<< /Length 18 >>\nstream\n<a>half in xmp </b>\nendstream";
	t = text_of(run("krom.pdf", pdf_of(&p), "EXT-507"));
	origin_is(&t, "half in xmp", TEXT_PROPERTY);
	p.more[0] = "<< /Length 30 >>\nstream\n<!DOCTYPE a [<!ENTITY b 'c'>]>\nendstream";
	no_text(run("doctype.pdf", pdf_of(&p), "EXT-507 EXT-505"));
}

/* What a document does by itself, wherever that is written (gate facts, section 4). */
static void
pdf_actions(void **state)
{
	static const struct { const char *name; struct pdf pdf; const char *tags, *text; } cases[] = {
		{ "script", { .pages = { SHOW("a") }, .root = "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>" },
		    "EXT-521", "app.alert(1)" },
		{ "script in een stroom", { .pages = { SHOW("a") }, .root = "/Names << /JavaScript << /Names [ (doe) << "
		    "/S /JavaScript /JS 100 0 R >> ] >> >>", .more = { "<< /Length 5 >>\nstream\nf(2);\nendstream" } },
		    "EXT-521", "f(2);" },
		{ "programma", { .pages = { SHOW("a") }, .page = "/AA << /O << /S /Launch /F (cmd.exe) >> >>" },
		    "EXT-521", "cmd.exe" },
		{ "verzenden na een koppeling", { .pages = { SHOW("a") }, .page = "/Annots [ << /Subtype /Link /Rect [0 0 1 1] "
		    "/A << /S /URI /URI (https://example.nl/) /Next [ << /S /SubmitForm /F << /F (https://example.nl/b) >> >> ] >> >> ]" },
		    "EXT-522", "https://example.nl/b" },
		{ "ander bestand", { .pages = { SHOW("a") }, .page = "/Annots [ << /Subtype /Link /Rect [0 0 1 1] "
		    "/A << /S /GoToR /F (geheim.pdf) /D [0 /Fit] >> >> ]" }, "EXT-522", "geheim.pdf" },
		{ "veld dat rekent", { .pages = { SHOW("a") }, .root = "/AcroForm << /Fields [ << /FT /Tx /T (x) /AA << /C << "
		    "/S /JavaScript /JS (som) >> >> >> ] >>" }, "EXT-521", "som" },
		{ "alleen naar een bladzijde", { .pages = { SHOW("a") }, .root = "/OpenAction [10 0 R /Fit]" }, "", "a" },
		{ "kring van acties", { .pages = { SHOW("a") }, .root = "/OpenAction 100 0 R",
		    .more = { "<< /S /URI /URI (x) /Next 100 0 R >>" } }, "EXT-502", NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int doc = run(cases[i].name, pdf_of(&cases[i].pdf), cases[i].tags);

		if (cases[i].text != NULL)
			assert_true(has(text_of(doc).s, cases[i].text));
	}
}

/* A font that does not say which letters it draws: the page can be read by nobody but a person. */
static void
pdf_garbled(void **state)
{
	struct pdf p = { .pages = { "BT /F 11 Tf 72 700 Td <000100020003000400050006000700080009000A000B000C000D000E000F"
	    "0010001100120013001400150016001700180019001A> Tj ET" },
		.page = "/Resources << /Font << /F 100 0 R >> >>",
		.more = { "<< /Type /Font /Subtype /Type0 /BaseFont /Naamloos /Encoding /Identity-H /DescendantFonts [101 0 R] >>",
		    "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Naamloos /CIDSystemInfo << /Registry (Adobe) "
		    "/Ordering (Identity) /Supplement 0 >> /FontDescriptor 102 0 R >>",
		    "<< /Type /FontDescriptor /FontName /Naamloos /Flags 4 /FontBBox [0 0 9 9] /ItalicAngle 0 /Ascent 9 "
		    "/Descent 0 /CapHeight 9 /StemV 1 >>" } };

	(void)state;
	(void)run("letters.pdf", pdf_of(&p), "EXT-508 EXT-504");
}

#define LAYER(text)	" /OC /L BDC BT /F 11 Tf 72 600 Td (" text ") Tj ET EMC"

/* A layer that is switched off, in whatever way, does not hide its text from us: it is hidden text. */
static void
pdf_layers(void **state)
{
	static const struct { const char *name; struct pdf pdf; bool shown; } cases[] = {
		{ "aan", { .pages = { SHOW("open") LAYER("uit de laag") }, .root = "/OCProperties << /OCGs [100 0 R] /D << >> >>",
		    .more = { "<< /Type /OCG /Name (laag) >>" } }, true },
		{ "geen lagen", { .pages = { SHOW("open") LAYER("uit de laag") }, .more = { "<< /Type /OCG /Name (laag) >>" } }, true },
		{ "OFF", { .pages = { SHOW("open") LAYER("uit de laag") }, .root = "/OCProperties << /OCGs [100 0 R] /D << "
		    "/OFF [100 0 R] /Order [100 0 R] >> >>", .more = { "<< /Type /OCG /Name (laag) >>" } }, false },
		{ "BaseState", { .pages = { SHOW("open") LAYER("uit de laag") }, .root = "/OCProperties << /OCGs [100 0 R] /D << "
		    "/BaseState /OFF >> >>", .more = { "<< /Type /OCG /Name (laag) >>" } }, false },
		{ "Usage", { .pages = { SHOW("open") LAYER("uit de laag") }, .root = "/OCProperties << /OCGs [100 0 R] /D << /AS [ << "
		    "/Event /View /Category [ /View ] /OCGs [100 0 R] >> ] >> >>", .more = { "<< /Type /OCG /Name (laag) /Usage << "
		    "/View << /ViewState /OFF >> >> >>" } }, false },
		{ "Intent", { .pages = { SHOW("open") LAYER("uit de laag") }, .root = "/OCProperties << /OCGs [100 0 R] /D << >> >>",
		    .more = { "<< /Type /OCG /Name (laag) /Intent /Design >>" } }, false },
		{ "OCMD", { .pages = { SHOW("open") LAYER("uit de laag") }, .root = "/OCProperties << /OCGs [101 0 R] /D << >> >>",
		    .more = { "<< /Type /OCMD /OCGs [101 0 R] /P /AllOff >>", "<< /Type /OCG /Name (laag) >>" } }, false },
		{ "noot", { .pages = { SHOW("open") }, .page = "/Annots [ << /Type /Annot /Subtype /FreeText /Rect [0 0 200 20] "
		    "/DA (/Helv 9 Tf 0 g) /Contents (uit de laag) /OC 100 0 R >> ]", .root = "/OCProperties << /OCGs [100 0 R] /D << "
		    "/OFF [100 0 R] >> >>", .more = { "<< /Type /OCG /Name (laag) >>" } }, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct text t = text_of(run(cases[i].name, pdf_of(&cases[i].pdf), ""));

		pieces(cases[i].name, &t, (const struct piece[]){ { "open", TEXT_VISIBLE },
		    { "uit de laag", cases[i].shown ? TEXT_VISIBLE : TEXT_HIDDEN } }, 2);
	}
}

/* What stands in a layer over the same letters is said once; beside them on the same line it is told apart. */
static void
pdf_layers_mixed(void **state)
{
	struct pdf p = { .pages = { SHOW("Aanvrager: ") " BT /F 11 Tf 190 700 Td (te Leiden) Tj ET /OC /L BDC "
	    "BT /F 11 Tf 72 700 Td (Aanvrager: ) Tj ET BT /F 11 Tf 128 700 Td (A. de Vries) Tj ET EMC", SHOW("blad twee") },
		.root = "/OCProperties << /OCGs [100 0 R] /D << /OFF [100 0 R] >> >>", .more = { "<< /Type /OCG /Name (Namen) >>" } };
	struct text t = text_of(run("a.pdf", pdf_of(&p), ""));
	static const struct piece want[] = { { "Aanvrager:", TEXT_VISIBLE }, { "te Leiden", TEXT_VISIBLE },
		{ "A. de Vries", TEXT_HIDDEN }, { "blad twee", TEXT_VISIBLE }, { "Namen", TEXT_REST } };
	const char *once = memmem(t.s.p, t.s.n, "Aanvrager:", 10);

	(void)state;
	pieces("a.pdf", &t, want, COUNT(want));
	assert_null(memmem(once + 1, t.s.n - (size_t)(once + 1 - t.s.p), "Aanvrager:", 10));
	/* A page with nothing else on it is one that a reader finds empty. */
	p.pages[0] = "/OC /L BDC BT /F 11 Tf 72 700 Td (alles hier) Tj ET EMC";
	t = text_of(run("leeg.pdf", pdf_of(&p), "EXT-301"));
	pieces("leeg.pdf", &t, &(const struct piece){ "alles hier", TEXT_HIDDEN }, 1);
}

/* ---- packages ---- */

#define TYPES	{ "[Content_Types].xml", S("<Types><Override PartName=\"/word/document.xml\" ContentType=\"" DOCX \
	".main+xml\"/></Types>") }
#define W	" xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define BODY(x)	"<?xml version=\"1.0\"?><w:document" W "><w:body>" x "</w:body></w:document>"
#define P(x)	"<w:p><w:r><w:t>" x "</w:t></w:r></w:p>"

/* A document with this body and up to three more members. */
static struct str
docx_of(struct str body, const struct member *more, size_t n)
{
	struct member m[5] = { TYPES, { "word/document.xml", body } };

	must(n <= 3);
	if (n != 0)
		memcpy(m + 2, more, n * sizeof *more);
	return zip_of(m, n + 2);
}

static void
docx(void **state)
{
	static const struct member more[] = {
		{ "word/header1.xml", { "<w:hdr" W ">" P("koptekst") "</w:hdr>", sizeof "<w:hdr" W ">" P("koptekst") "</w:hdr>" - 1 } },
		{ "word/comments.xml", { "<w:comments" W ">" P("opmerking") "</w:comments>", sizeof "<w:comments" W ">" P("opmerking") "</w:comments>" - 1 } },
		{ "docProps/core.xml", { "<cp:coreProperties xmlns:cp=\"urn:cp\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>De  titel</dc:title>"
		    "<dc:language>nl</dc:language></cp:coreProperties>", sizeof "<cp:coreProperties xmlns:cp=\"urn:cp\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
		    "<dc:title>De  titel</dc:title><dc:language>nl</dc:language></cp:coreProperties>" - 1 } },
	};
	int doc = run("a.docx", docx_of(S(BODY(
	    "<w:p><w:pPr><w:pStyle w:val=\"Kop2\"/><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>De k</w:t></w:r>"
	    "<w:r><w:t>op</w:t></w:r></w:p>"
	    "<w:p><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr><w:r><w:t>cafe\xcc\x81</w:t></w:r></w:p>"
	    "<w:p><w:pPr><w:outlineLvl w:val=\"9\"/></w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>"
	    "<w:del><w:r><w:delText>geschrapt </w:delText></w:r><w:r><w:delText>111222333</w:delText></w:r></w:del></w:p>"
	    "<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>" P("1") P("2") "</w:tc><w:tc>" P("3") "</w:tc></w:tr>"
	    "<w:tr><w:tc>" P("4") "</w:tc></w:tr></w:tbl>"
	    "<w:p><w:r><w:t>voor</w:t><w:pict><w:txbxContent>" P("kader") "</w:txbxContent></w:pict></w:r><w:r><w:t>na</w:t></w:r></w:p>")),
	    more, COUNT(more)), "");
	const struct props *p = &r.dossier.docs[doc].props;
	struct text t = text_of(doc);

	(void)state;
	assert_str(t.s, "De kop\ncafé\na\tb\nc\n1\n2\t3\n4\nvoor\nkader\nna\nkoptekst\n"
	    "geschrapt 111222333\nopmerking\nDe titel\nnl\n");
	assert_str(p->title, "De titel");
	assert_str(p->language, "nl");
	assert_int_equal(t.nheadings, 2);
	assert_int_equal(t.headings[0].level, 2);
	assert_str(str_sub(t.s, t.headings[0].off, t.headings[0].len), "De kop");
	assert_int_equal(t.headings[1].level, 1);
	assert_str(str_sub(t.s, t.headings[1].off, t.headings[1].len), "café");
}

static void
docx_faults(void **state)
{
	static const struct member ole = { "word/embeddings/blad1.xlsx", { "PK", 2 } };
	struct str good = S(BODY(P("tekst")));
	struct member twice[] = { TYPES, { "word/document.xml", good }, { "word/Document.xml", good } };
	struct member many = { "word/header1.xml", good };
	struct str sound = docx_of(good, NULL, 0), bad;
	char *p;

	(void)state;
	assert_str(text_of(run("goed.docx", sound, "")).s, "tekst\n");
	no_text(run("doctype.docx", docx_of(S("<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><d>&x;</d>"), NULL, 0),
	    "EXT-505"));
	many.bytes = S("<!DOCTYPE w:hdr><w:hdr/>");
	no_text(run("doctype2.docx", docx_of(good, &many, 1), "EXT-505"));
	no_text(run("twee.docx", zip_of(twice, COUNT(twice)), "EXT-502"));
	twice[2].name = "word/document.xml";
	no_text(run("dubbel.docx", zip_of(twice, COUNT(twice)), "EXT-502"));
	no_text(run("krom.docx", docx_of(S("<w:document" W "><w:body></w:document>"), NULL, 0), "EXT-502"));
	no_text(run("los.docx", docx_of(S(BODY("&onbekend;")), NULL, 0), "EXT-502"));
	no_text(run("leeg deel.docx", docx_of(S(""), NULL, 0), "EXT-502"));
	no_text(run("geen tekst.docx", zip_of(twice, 1), "EXT-502"));
	no_text(run("diep.docx", docx_of(repeat("<d>", "<d>", 400, ""), NULL, 0), "EXT-503"));
	no_text(run("bom.docx", docx_of(repeat("<d>", "                                ", 1 << 21, "</d>"), NULL, 0), "EXT-503"));
	(void)run("ole.docx", docx_of(good, &ole, 1), "EXT-507");
	(void)run("niets.docx", docx_of(S(BODY("<w:p/>")), NULL, 0), "EXT-504");
	/* A byte of the compressed text changed: its checksum is wrong. */
	bad = str_dup(r.mem, sound);
	p = memmem(bad.p, bad.n, "word/document.xml", 17);
	assert_non_null(p);
	p[17 + 40] ^= 0x10;
	no_text(run("bit om.docx", bad, "EXT-502"));
}

/* What identify could not open is for identify to say; extract adds nothing. */
static void
unread(void **state)
{
	(void)state;
	no_text(run("half.docx", str_sub(file("besluit.docx"), 0, 3000), "IDN-508"));
	/* No text, and what it says of itself. */
	assert_str(text_of(run("stip.png", file("stip.png"), "IDN-503 EXT-504")).s, "1 bij 1 beeldpunten\n");
	no_text(run("x.xyz", (struct str){ "\x00\x01\x02\x03\x9f", 5 }, "IDN-503"));
}

#define MANIFEST(x)	{ "META-INF/manifest.xml", S("<manifest>" x "</manifest>") }
#define O	" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:table=\"urn:t\" xmlns:office=\"urn:o\"" \
	" xmlns:style=\"urn:s\" xmlns:dc=\"urn:d\""

static void
odt(void **state)
{
	struct member m[] = { { "mimetype", S(ODT) }, MANIFEST(""),
		{ "styles.xml", S("<s" O "><text:p>koptekst</text:p></s>") },
		{ "content.xml", S("<office:c" O "> <style:style style:name=\"P1\" style:family=\"paragraph\" style:parent-style-name=\"Title\"/>\n"
		    "<text:tracked-changes><text:p>geschrapt</text:p></text:tracked-changes>\n"
		    "<text:p text:style-name=\"P1\">De\n   titel</text:p>"
		    "<text:h text:outline-level=\"3\">Kop<text:s text:c=\"2\"/>drie</text:h>"
		    "<text:p>woord<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>noot</text:p>"
		    "</text:note-body></text:note> verder<text:tab/>x<text:line-break/>y"
		    "<office:annotation><dc:creator>A</dc:creator><text:p>commentaar</text:p></office:annotation></text:p>"
		    "<table:table-row><table:table-cell><text:p>1</text:p></table:table-cell><table:table-cell><text:p>e\xcc\x81</text:p>"
		    "</table:table-cell></table:table-row></office:c>") },
		{ "layout-cache", S("x") } };
	int doc = run("a.odt", zip_of(m, COUNT(m)), "");
	struct text t = text_of(doc);

	(void)state;
	assert_str(t.s, "De titel\nKop drie\nwoord verder\tx\ny\n1\té\nkoptekst\ngeschrapt\n1\nnoot\nA\ncommentaar\n");
	assert_int_equal(t.nheadings, 2);
	assert_int_equal(t.headings[0].level, 1);
	assert_int_equal(t.headings[1].level, 3);
	assert_str(str_sub(t.s, t.headings[1].off, t.headings[1].len), "Kop drie");
	m[1] = (struct member)MANIFEST("<file-entry><encryption-data/></file-entry>");
	no_text(run("dicht.odt", zip_of(m, COUNT(m)), "EXT-501"));
	m[1] = (struct member)MANIFEST("");
	m[4] = (struct member){ "Basic/Standard/Module1.xml", S("<x/>") };
	(void)run("macro.odt", zip_of(m, COUNT(m)), "IDN-505");
	m[2].bytes = S("<!DOCTYPE s><s/>");
	no_text(run("doctype.odt", zip_of(m, COUNT(m) - 1), "EXT-505"));
	no_text(run("kaal.odt", zip_of(m, 2), "EXT-502"));
	m[1].name = "x.xml";
	no_text(run("zonder.odt", zip_of(m, 2), "EXT-502"));
}

/* ---- parts ---- */

static void
dates(void **state)
{
	static const struct { const char *text, *date; } cases[] = {
		{ "Datum: 12 maart 2026", "12 maart 2026" },
		{ "Datum\n12-03-2026\n", "12-03-2026" },
		{ "Datum besluit\t2026-03-12", "2026-03-12" },
		{ "BESLUITDATUM 1 mei 2025", "1 mei 2025" },
		{ "Collegebesluit d.d. 3 maart 2026", "3 maart 2026" },
		{ "Vastgesteld op 3 maart 2026.", "3 maart 2026" },
		{ "Vergadering van dinsdag 3 maart 2026", "3 maart 2026" },
		{ "Verslag van de vergadering van de raad van 3 maart 2026", "3 maart 2026" },
		{ "Aldus vastgesteld in de openbare bijeenkomst van de raad\nvan 3 maart 2026,", "3 maart 2026" },
		{ "Leiden, 12 maart 2026\n", "12 maart 2026" },
		{ "'s-Gravenhage, donderdag 12 maart 2026", "12 maart 2026" },
		{ "Súdwest-Fryslân, 12 maart 2026", "12 maart 2026" },
		{ "Verzonden: 12\xc2\xa0maart\xc2\xa0""2026", "12\xc2\xa0maart\xc2\xa0""2026" },
		{ "Op 1 januari 2020 is dat gezegd.\nDatum: 2 januari 2021", "2 januari 2021" },
		{ "Holland Rijnland, woensdag 24 juni 2026, 20.00 uur, gemeentehuis", "24 juni 2026" },
		{ "Vaststellen verslag van de vergadering van 6 oktober 2026\nDatum: 13 oktober 2026", "13 oktober 2026" },
		/* dates of something else */
		{ "Op 3 februari 2026 heeft u verzocht", "" },
		{ "Geboortedatum: 12-03-1980", "" },
		{ "geboorte datum: 12-03-1980", "" },
		{ "Uw brief d.d. 12 maart 2026", "" },
		{ "Geachte heer Jansen, 12 maart 2026 was een woensdag", "" },
		{ "de wet van 12 maart 2026", "" },
		{ "Datum: 31 februari 2026", "" },
		{ "Datum: 12/03/2026", "" },
		{ "zaak Z-2026-03-12", "" },
		{ "", "" },
	};
	uint32_t page[3] = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct text t = { .s = str_of(cases[i].text), .page_at = page, .npages = 1 };
		struct span where;
		struct date d = about_date(&t, t.s.n, r.mem, &where);

		if (strcmp(str_c(r.mem, at(&t, where)), cases[i].date) != 0 || (d.year == 0) != (*cases[i].date == '\0'))
			fail_msg("‘%s’: ‘%.*s’", cases[i].text, STRF(at(&t, where)));
	}
	/* The third page does not count, nor what stands behind the body. */
	struct text t = { .s = S("een\ntwee\nDatum: 3 maart 2026"), .page_at = page, .npages = 3 };
	struct span where;

	page[1] = 4;
	page[2] = 9;
	assert_int_equal(about_date(&t, t.s.n, r.mem, &where).year, 0);
	t.npages = 2;
	assert_int_equal(about_date(&t, t.s.n, r.mem, &where).year, 2026);
	assert_int_equal(where.page, 2);
	assert_int_equal(about_date(&t, 9, r.mem, &where).year, 0);
}

/* A date is the document's own only where its reader sees it say so; the same for its heading. */
static void
dates_seen(void **state)
{
	static const bool seen[TEXT__COUNT] = { [TEXT_VISIBLE] = true, [TEXT_HEADER] = true, [TEXT_NOTE] = true,
		[TEXT_MAIL] = true, [TEXT_SCAN] = true };
	uint32_t page = 0;
	struct span where;
	struct stretch one = { .origin = TEXT_HIDDEN };
	struct text t = { .page_at = &page, .npages = 1, .stretches = &one, .nstretches = 1 };

	(void)state;
	for (int o = 0; o < TEXT__COUNT; o++) {
		t.s = S("Datum: 3 maart 2026 van dit besluit\nDatum: 4 maart 2026\nBesluit over de brug\n");
		one = (struct stretch){ 0, 35, (enum text_origin)o };
		assert_int_equal(about_date(&t, t.s.n, r.mem, &where).day, seen[o] ? 3 : 4);
		assert_int_equal(where.off, seen[o] ? 7 : 43);
		assert_str(at(&t, about_heading(&t)), seen[o] ? "Datum: 3 maart 2026 van dit besluit" : "Besluit over de brug");
	}
	/* A label that nobody sees is none; what nobody sees between the two does not part them. */
	t.s = S("Datum: 3 maart 2026\n");
	one = (struct stretch){ 0, 6, TEXT_DELETED };
	assert_int_equal(about_date(&t, t.s.n, r.mem, &where).year, 0);
	t.s = S("Datum: 1 april 2025 3 maart 2026\n");
	one = (struct stretch){ 7, 12, TEXT_DELETED };
	assert_int_equal(about_date(&t, t.s.n, r.mem, &where).day, 3);
	assert_str(at(&t, where), "3 maart 2026");
	/* A heading of which the words are deleted is no heading either. */
	t = (struct text){ .s = S("Oude titel hier\nNieuwe titel van het stuk\n"), .page_at = &page, .npages = 1, .stretches = &one,
		.nstretches = 1, .headings = &(struct heading){ 0, 15, 1 }, .nheadings = 1 };
	one = (struct stretch){ 0, 15, TEXT_DELETED };
	assert_str(at(&t, about_heading(&t)), "Nieuwe titel van het stuk");
}

static void
headings(void **state)
{
	static const struct { const char *text, *heading; } cases[] = {
		{ "Gemeente Leiden\n\n  Nota over de brug  \nTekst.", "Nota over de brug" },
		{ "een\ntwee\n", "" },
		{ "1 2 3 4\n- - -\nEen goede kop\n", "Een goede kop" },
		{ "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\nm\nn\no\nDit komt te laat\n", "" },
	};
	uint32_t page = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct text t = { .s = str_of(cases[i].text), .page_at = &page, .npages = 1 };

		assert_str(at(&t, about_heading(&t)), cases[i].heading);
	}
}

static void
gathering(void **state)
{
	struct gather g;
	uint32_t from;

	(void)state;
	gather_init(&g, r.mem);
	gather_gap(&g, GAP_ROW);
	gather_add(&g, S("a\x01\xef\xbf\xbe""b"));		/* forbidden in XML */
	gather_gap(&g, GAP_LINE);
	gather_gap(&g, GAP_CELL);
	gather_gap(&g, GAP_SPACE);
	from = gather_here(&g);
	gather_add(&g, S(" e"));
	gather_add(&g, S("\xcc\x81 "));		/* the accent comes in a piece of its own */
	gather_heading(&g, from, gather_end(&g), 1);
	gather_add(&g, S("\xff\xc3"));			/* no UTF-8 */
	gather_page(&g);
	gather_gap(&g, GAP_LINE);
	gather_words(&g, S("  x \n y  "));
	gather_page(&g);
	(void)gather_end(&g);
	assert_str(buf_str(&g.text), "ab\t é \xef\xbf\xbd\xef\xbf\xbd\nx y\n");
	assert_int_equal(g.npages, 3);
	assert_int_equal(g.page_at[1], 14);
	assert_int_equal(g.page_at[2], 18);
	assert_true(g.page_has[0] && g.page_has[1] && !g.page_has[2]);
	assert_int_equal(g.nheadings, 1);
	assert_str(str_sub(buf_str(&g.text), g.headings[0].off, g.headings[0].len), "é");
	assert_str(gather_short(r.mem, S("  a\n\tb  "), 100), "a b");
	assert_str(gather_short(r.mem, S("ééé"), 3), "é");
	assert_false(gather_full(&g));
}

static void
origins(void **state)
{
	struct gather g, beside;
	struct text t;

	(void)state;
	gather_init(&g, r.mem);
	gather_init(&beside, r.mem);
	gather_origin(&beside, TEXT_REST);
	gather_add(&beside, S("rest"));
	gather_origin(&beside, TEXT_COMMENT);
	gather_origin(&beside, TEXT_REST);
	gather_gap(&beside, GAP_LINE);
	gather_origin(&beside, TEXT_COMMENT);
	gather_add(&beside, S("zegt"));
	gather_add(&g, S("een "));
	gather_origin(&g, TEXT_HEADER);
	gather_page(&g);
	gather_add(&g, S("kop"));
	gather_append(&g, &beside);
	(void)gather_end(&g);
	assert_str(buf_str(&g.text), "een \nkop\nrest\nzegt");
	t = (struct text){ .s = buf_str(&g.text), .stretches = g.stretches, .nstretches = g.nstretches };
	assert_int_equal(text_origin_at(&t, 0), TEXT_VISIBLE);
	assert_int_equal(text_origin_at(&t, 6), TEXT_HEADER);
	assert_int_equal(text_origin_at(&t, 9), TEXT_REST);
	assert_int_equal(text_origin_at(&t, 17), TEXT_COMMENT);
	assert_true(g.page_has[0] && !g.page_has[1]);
	for (size_t i = 1; i < g.nstretches; i++)
		assert_true(g.stretches[i].off >= g.stretches[i - 1].off + g.stretches[i - 1].len);
}

/* Long text is normalised in pieces; no seam may show. */
static void
seams(void **state)
{
	struct gather g;
	struct str s, want;

	(void)state;
	s = repeat("", "e\xcc\x81""e\xcc\x81o\xcc\x88 ", 40000, "");
	want = repeat("", "ééö ", 40000, "");
	gather_init(&g, r.mem);
	/* Each piece starts with an accent that belongs to the letter before it. */
	gather_add(&g, str_sub(s, 0, 1));
	for (size_t i = 1; i < s.n; i += 10)
		gather_add(&g, str_sub(s, i, 10));
	(void)gather_end(&g);
	assert_true(str_eq(buf_str(&g.text), want));
	/* No ASCII at all. */
	s = repeat("", "\xce\xb1\xcc\x81", 60000, "");
	want = repeat("", "\xce\xac", 60000, "");
	gather_init(&g, r.mem);
	gather_add(&g, s);
	(void)gather_end(&g);
	assert_true(str_eq(buf_str(&g.text), want));
}

static void
ceiling(void **state)
{
	struct str s = repeat("", "tekst van tweeëndertig letters.\n", (TEXT_MOST >> 5) + 1, "");
	int doc;

	(void)state;
	doc = run("lang.txt", s, "EXT-503");
	no_text(doc);
}

/* Real documents that are not ours to keep here: each gets a type, and text or a reason (an archive has no text). */
#define SAMPLES	"../shared/samples/documents"

static void
samples(void **state)
{
	static const char dir[] = SAMPLES;
	DIR *d = opendir(dir);

	(void)state;
	assert_non_null(d);
	for (struct dirent *f; (f = readdir(d)) != NULL;) {
		const char *path = str_c(r.mem, str_fmt(r.mem, "%s/%s", dir, f->d_name));
		const struct document *doc;
		int i;

		if (f->d_type != DT_REG)
			continue;
		i = rig_add(&r, f->d_name, path);
		assert_int_equal(rig_run(&r, ST_identify, identify_run, i), 0);
		assert_int_equal(rig_run(&r, ST_extract, extract_run, i), 0);
		doc = &r.dossier.docs[i];
		assert_true(doc->media_type.n != 0);
		if (doc->text_bytes == 0 && container_of_type(doc->media_type) != CONTAINER_ARCHIVE &&
		    verdict_doc(&r.dossier.findings, i) != V_HOLD)
			fail_msg("%s: %.*s without text and without a finding", f->d_name, STRF(doc->media_type));
		if (doc->text_bytes != 0)
			(void)text_of(i);
	}
	(void)closedir(d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(formats), TEST(texts), TEST(charsets), TEST(html), TEST(pdf_pages), TEST(pdf_looks), TEST(pdf_origins), TEST(pdf_actions), TEST(pdf_headings),
		TEST(pdf_faults), TEST(pdf_beside), TEST(pdf_garbled), TEST(pdf_layers), TEST(pdf_layers_mixed), TEST(docx), TEST(docx_faults), TEST(unread),
		TEST(odt), TEST(dates), TEST(dates_seen), TEST(headings), TEST(gathering), TEST(origins), TEST(seams), TEST(ceiling),
		TEST(samples),
	};

	/* The last one needs files that only some machines have: elsewhere it is no test. */
	return _cmocka_run_group_tests("extract", tests, COUNT(tests) - (access(SAMPLES, R_OK) != 0), load, NULL);
}
