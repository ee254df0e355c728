/* SPDX-License-Identifier: EUPL-1.2 */
/* test_reveal_shapes.c - shapes over pictures in slides and texts: each rule, each reason not to, and files that are out for trouble. */
#include "offices.h"

#define A	" xmlns:a=\"a\" xmlns:p=\"p\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""
#define SLD(x)	"<p:sld" A "><p:cSld>" x "</p:cSld></p:sld>"
#define TREE(x)	SLD("<p:spTree>" x "</p:spTree>")
#define HELD	"REV-547|1|dia 1\n"
#define NOTED	"REV-213|1|dia 1\n"

/* A place in tens of thousands of the file's units: 80 is 63 points. */
#define XF(x, y, cx, cy) "<a:off x=\"" x "0000\" y=\"" y "0000\"/><a:ext cx=\"" cx "0000\" cy=\"" cy "0000\"/>"
#define XFRM(x, y, cx, cy) "<a:xfrm>" XF(x, y, cx, cy) "</a:xfrm>"
#define GEOM(name) "<a:prstGeom prst=\"" name "\"><a:avLst/></a:prstGeom>"
#define RGB(x)	"<a:solidFill><a:srgbClr val=\"" x "\"/></a:solidFill>"
#define SCHEME(x, more) "<a:solidFill><a:schemeClr val=\"" x "\">" more "</a:schemeClr></a:solidFill>"
#define BLUE_LINE "<a:ln w=\"12700\">" RGB("4472C4") "</a:ln>"
#define PIC	"<p:pic><p:blipFill><a:blip/></p:blipFill><p:spPr>" XFRM("100", "100", "400", "300") GEOM("rect") "</p:spPr></p:pic>"
#define SP(place, geom, fill, more) "<p:sp><p:spPr>" place geom fill "</p:spPr>" more "</p:sp>"
#define BAR(fill, more) SP(XFRM("150", "150", "80", "20"), GEOM("rect"), fill, more)
#define AREA(fill, more) SP(XFRM("150", "150", "200", "100"), GEOM("rect"), fill, more)
#define TX(font, x) "<p:txBody><a:p><a:r><a:rPr>" font "</a:rPr><a:t>" x "</a:t></a:r></a:p></p:txBody>"
#define STYLE(line, fill, colour) "<p:style><a:lnRef idx=\"" line "\"><a:schemeClr val=\"accent1\"/></a:lnRef><a:fillRef idx=\"" fill \
	"\"><a:schemeClr val=\"" colour "\"/></a:fillRef><a:fontRef idx=\"minor\"><a:schemeClr val=\"lt1\"/></a:fontRef></p:style>"
#define GROUP(at, within, x) "<p:grpSp><p:grpSpPr><a:xfrm>" at within "</a:xfrm></p:grpSpPr>" x "</p:grpSp>"
#define CH(x, y, cx, cy) "<a:chOff x=\"" x "0000\" y=\"" y "0000\"/><a:chExt cx=\"" cx "0000\" cy=\"" cy "0000\"/>"

static struct str
slides_of(const char *slide)
{
	return package((const struct part[]){ TYPES, ROOT("ppt/presentation.xml"),
	    { "ppt/_rels/presentation.xml.rels", RELS(TO("r1", "slide", "slides/slide1.xml") TO("r2", "slide", "slides/slide2.xml")) },
	    { "ppt/presentation.xml", "<p:presentation" A " xmlns:r=\"" REL "\"><p:sldIdLst><p:sldId r:id=\"r1\"/><p:sldId r:id=\"r2\"/></p:sldIdLst>"
		"<p:sldSz cx=\"12192000\" cy=\"6858000\"/></p:presentation>" },
	    { "ppt/slides/slide1.xml", slide }, { "ppt/slides/slide2.xml", TREE("<p:sp>" TX("", "tekst") "</p:sp>") }, { NULL, NULL } });
}

struct slide {
	const char	*slide, *want;
};

static void
slides_are(const struct slide *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		is_found(v[i].slide, SLIDES, slides_of(v[i].slide), v[i].want);
}

/* What is drawn as a bar is, and what else is painted over a picture. */
static void
covers(void **state)
{
	static const struct slide cases[] = {
		{ TREE(PIC BAR(RGB("000000"), "")), HELD },
		{ TREE(PIC AREA(RGB("333333"), "")), HELD },
		{ TREE(PIC AREA(SCHEME("tx1", ""), "")), HELD },
		{ TREE(PIC AREA(SCHEME("tx1", "<a:lumMod val=\"75000\"/><a:lumOff val=\"25000\"/>"), "")), HELD },
		{ TREE(PIC AREA(SCHEME("bg1", "<a:lumMod val=\"15000\"/>"), "")), HELD },
		{ TREE(PIC AREA("<a:solidFill><a:prstClr val=\"black\"><a:alpha val=\"100%\"/></a:prstClr></a:solidFill>", "")), HELD },
		{ TREE(PIC AREA("", STYLE("2", "1", "dk1"))), HELD },
		{ TREE(PIC AREA("<a:gradFill><a:gsLst><a:gs><a:srgbClr val=\"000000\"/></a:gs><a:gs><a:srgbClr val=\"202020\"/></a:gs></a:gsLst></a:gradFill>", "")), HELD },
		{ TREE(PIC SP(XFRM("150", "150", "80", "80"), GEOM("ellipse"), RGB("000000"), "")), HELD },
		{ TREE(PIC SP(XFRM("150", "150", "80", "80"), "<a:custGeom><a:pathLst><a:path fill=\"none\"/><a:path/></a:pathLst></a:custGeom>", RGB("000000"), "")), HELD },
		{ TREE(PIC PIC BAR(RGB("000000"), "")), "REV-213|1|dia 1\n" "REV-547|1|dia 1\n" },
		/* A bar over a line, in whatever colour. */
		{ TREE(PIC BAR(RGB("FFFFFF"), "")), HELD },
		{ TREE(PIC BAR(RGB("FF0000") "<a:ln><a:noFill/></a:ln>", "")), HELD },
		{ TREE(PIC BAR(RGB("FFFFFF") "<a:ln>" RGB("FFFFFF") "</a:ln>", "")), HELD },
		{ TREE(PIC BAR("", STYLE("0", "1", "accent1"))), HELD },
		{ TREE(PIC SP("<a:xfrm rot=\"16200000\">" XF("150", "150", "20", "80") "</a:xfrm>", GEOM("rect"), RGB("FFFFFF"), "")), HELD },
		{ TREE(PIC BAR(RGB("FFFFFF") BLUE_LINE, "")), NOTED },
		{ TREE(PIC BAR("", STYLE("2", "1", "accent1"))), NOTED },
		{ TREE(PIC BAR("", STYLE("0", "3", "accent1"))), NOTED },
		{ TREE(PIC SP(XFRM("150", "150", "20", "80"), GEOM("rect"), RGB("FF0000"), "")), NOTED },
		{ TREE(PIC SP(XFRM("150", "150", "40", "20"), GEOM("ellipse"), RGB("FF0000"), "")), NOTED },
		/* A large one is design, more often than not. */
		{ TREE(PIC AREA(RGB("FFFFFF"), "")), NOTED },
		{ TREE(PIC AREA(RGB("1F3864"), "")), NOTED },
		{ TREE(PIC AREA(SCHEME("accent1", ""), "")), NOTED },
		{ TREE(PIC AREA("<a:blipFill><a:blip/></a:blipFill>", "")), NOTED },
		{ TREE(PIC SP(XFRM("150", "150", "80", "20"), GEOM("rightArrow"), RGB("000000"), "")), NOTED },
		{ TREE(PIC PIC), NOTED },
		/* One that is filled with a picture is one. */
		{ TREE(AREA("<a:blipFill><a:blip/></a:blipFill>", "") BAR(RGB("000000"), "")), HELD },
		{ SLD("<p:bg><p:bgPr><a:blipFill><a:blip/></a:blipFill></p:bgPr></p:bg><p:spTree>" BAR(RGB("000000"), "") "</p:spTree>"), NOTED },
		/* Of a placeholder the layout may say where it is. */
		{ TREE("<p:pic><p:nvPicPr><p:ph type=\"pic\"/></p:nvPicPr><p:spPr/></p:pic>" BAR(RGB("000000"), "")), NOTED },
	};

	(void)state;
	slides_are(cases, COUNT(cases));
}

/* Text that a reader sees says why the shape is there; a ground of refusal says that it is a bar. */
static void
texts(void **state)
{
	static const struct slide cases[] = {
		{ TREE(PIC BAR(RGB("000000"), TX(RGB("FFFFFF"), "Fase een"))), "" },
		{ TREE(PIC BAR(RGB("000000"), TX(RGB("FFFFFF"), " "))), HELD },
		{ TREE(PIC BAR(RGB("000000"), TX(RGB("101010"), "zwart op zwart"))), HELD },
		{ TREE(PIC BAR(RGB("000000"), TX("", "zwart op zwart"))), HELD },
		{ TREE(PIC BAR(RGB("000000"), TX("<a:noFill/>", "zonder inkt"))), HELD },
		{ TREE(PIC BAR(RGB("000000"), TX(RGB("101010"), "a") TX(RGB("FFFFFF"), "b"))), "" },
		{ TREE(PIC BAR("", STYLE("2", "1", "dk1") TX("", "wit van de stijl"))), "" },
		{ TREE(PIC BAR(RGB("000000"), "<p:txBody><a:lstStyle><a:lvl1pPr><a:defRPr>" RGB("FFFFFF") "</a:defRPr></a:lvl1pPr></a:lstStyle></p:txBody>" TX("", "wit"))), "" },
		{ TREE(PIC "<p:sp><p:nvPr><p:ph/></p:nvPr><p:spPr>" XFRM("150", "150", "80", "20") RGB("000000") "</p:spPr>" TX("", "van de indeling") "</p:sp>"), "" },
		{ TREE(PIC AREA(RGB("FFFFFF"), TX(RGB("FFFFFF"), "wit op wit"))), NOTED },
		{ TREE(PIC AREA(RGB("FFFFFF"), TX("", "Titel"))), "" },
		{ TREE(PIC BAR(RGB("000000"), TX(RGB("FFFFFF"), "5.1.2e"))), HELD },
		{ TREE(PIC BAR(RGB("FFFF00"), TX("", "artikel 5.1, tweede lid, onder e, Woo"))), HELD },
		{ TREE(PIC BAR(RGB("000000"), TX(RGB("FFFFFF"), "5.1.2e is de grond waarop dit stuk niet openbaar wordt gemaakt, zoals in het besluit van 3 maart is gezegd, en verder niets"))), "" },
	};

	(void)state;
	slides_are(cases, COUNT(cases));
}

/* What covers nothing. */
static void
free_of(void **state)
{
	static const struct slide cases[] = {
		{ TREE(BAR(RGB("000000"), "") PIC), "" },
		{ TREE(BAR(RGB("000000"), "")), "" },
		{ TREE(PIC SP(XFRM("510", "150", "80", "20"), GEOM("rect"), RGB("000000"), "")), "" },
		{ TREE(PIC SP(XFRM("495", "150", "80", "20"), GEOM("rect"), RGB("000000"), "")), "" },
		{ TREE(PIC SP(XFRM("150", "150", "80", "4"), GEOM("rect"), RGB("000000"), "")), "" },
		{ TREE(PIC SP(XFRM("150", "150", "6", "6"), GEOM("rect"), RGB("000000"), "")), "" },
		{ TREE(PIC SP(XFRM("150", "150", "5", "8"), GEOM("rect"), RGB("000000"), "")), "" },
		{ TREE(PIC BAR("<a:noFill/>", "")), "" },
		{ TREE(PIC BAR("", "")), "" },
		{ TREE(PIC BAR("", STYLE("2", "0", "dk1"))), "" },
		{ TREE(PIC BAR("<a:noFill/>", STYLE("2", "1", "dk1"))), "" },
		{ TREE(PIC BAR(SCHEME("tx1", "<a:alpha val=\"60000\"/>"), "")), "" },
		{ TREE(PIC BAR("<a:gradFill><a:gsLst><a:gs><a:srgbClr val=\"000000\"/></a:gs><a:gs><a:srgbClr val=\"000000\"><a:alpha val=\"0\"/></a:srgbClr></a:gs></a:gsLst></a:gradFill>", "")), "" },
		{ TREE(PIC BAR("<a:pattFill><a:fgClr><a:srgbClr val=\"000000\"/></a:fgClr></a:pattFill>", "")), "" },
		{ TREE(PIC SP(XFRM("150", "150", "80", "80"), GEOM("frame"), RGB("000000"), "")), "" },
		{ TREE(PIC SP(XFRM("150", "150", "80", "80"), "<a:custGeom><a:pathLst><a:path fill=\"none\"/></a:pathLst></a:custGeom>", RGB("000000"), "")), "" },
		{ TREE(PIC "<p:cxnSp><p:spPr>" XFRM("150", "150", "80", "80") "<a:ln>" RGB("000000") "</a:ln></p:spPr></p:cxnSp>"), "" },
		{ SLD("<p:bg><p:bgPr>" RGB("FFFFFF") "</p:bgPr></p:bg><p:spTree>" BAR(RGB("000000"), "") "</p:spTree>"), "" },
		/* A picture that a program shows instead of something else is not there. */
		{ TREE("<mc:AlternateContent><mc:Choice Requires=\"x\"/><mc:Fallback>" PIC "</mc:Fallback></mc:AlternateContent>" BAR(RGB("000000"), "")), "" },
	};

	(void)state;
	slides_are(cases, COUNT(cases));
}

/* A group gives what is in it another place, and perhaps a fill. */
static void
groups(void **state)
{
	static const struct slide cases[] = {
		/* Twice as large, and to the left: 600 to 150, 80 to 160. */
		{ TREE(PIC GROUP(XF("150", "150", "400", "200"), CH("600", "600", "200", "100"), SP(XFRM("600", "600", "80", "20"), GEOM("rect"), RGB("000000"), ""))), HELD },
		{ TREE(PIC GROUP(XF("150", "150", "400", "200"), CH("100", "100", "200", "100"), SP(XFRM("700", "600", "80", "20"), GEOM("rect"), RGB("000000"), ""))), "" },
		/* Low in its group, and on the slide higher than a line is. */
		{ TREE(PIC GROUP(XF("150", "150", "300", "200"), CH("0", "0", "60", "40"), SP(XFRM("0", "0", "60", "40"), GEOM("rect"), RGB("FFFFFF"), ""))), NOTED },
		{ TREE(PIC GROUP(XF("0", "0", "100", "100"), CH("0", "0", "100", "100"), GROUP(XF("150", "150", "80", "20"), CH("900", "900", "8", "2"),
		    SP(XFRM("900", "900", "8", "2"), GEOM("rect"), RGB("000000"), "")))), HELD },
		{ TREE(GROUP(XF("0", "0", "100", "100"), CH("0", "0", "100", "100"), PIC) BAR(RGB("000000"), "")), HELD },
		{ TREE(PIC "<p:grpSp><p:grpSpPr/>" BAR(RGB("000000"), "") "</p:grpSp>"), HELD },
		{ TREE(PIC "<p:grpSp><p:grpSpPr>" RGB("000000") "</p:grpSpPr>" BAR("<a:grpFill/>", "") "</p:grpSp>"), HELD },
		{ TREE(PIC "<p:grpSp><p:grpSpPr><a:noFill/></p:grpSpPr>" BAR("<a:grpFill/>", "") "</p:grpSp>"), "" },
	};

	(void)state;
	slides_are(cases, COUNT(cases));
}

/* ---- Word ---- */

#define W	A " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:wp=\"wp\" xmlns:wps=\"wps\" xmlns:wpg=\"wpg\"" \
	" xmlns:wpc=\"wpc\" xmlns:pic=\"pic\" xmlns:v=\"urn:schemas-microsoft-com:vml\""
#define NONE	"REV-222|koppen: 0; taal: niet opgegeven; afbeeldingen met alternatieve tekst: 0 van 0; tabellen met koprij: 0 van 0; titel: nee|\n"
#define W_HELD	NONE "REV-547|1|de tekst\n"
#define W_NOTED	NONE "REV-213|1|de tekst\n"
#define P(x)	"<w:p><w:r>" x "</w:r></w:p>"
#define TEXT	P("<w:t>tekst</w:t>")
#define POS(which, from, at) "<wp:position" which " relativeFrom=\"" from "\"><wp:posOffset>" at "0000</wp:posOffset></wp:position" which ">"
#define FLOAT(how, across, x, down, y, in) "<w:drawing><wp:anchor " how ">" POS("H", across, x) POS("V", down, y) in "</wp:anchor></w:drawing>"
#define INLINE(in) "<w:drawing><wp:inline>" in "</wp:inline></w:drawing>"
#define UP(n)	"behindDoc=\"0\" relativeHeight=\"" n "\""
#define BEHIND	"behindDoc=\"1\" relativeHeight=\"9\""
#define WPIC	"<pic:pic><pic:blipFill><a:blip/></pic:blipFill><pic:spPr>" XFRM("0", "0", "400", "300") GEOM("rect") "</pic:spPr></pic:pic>"
#define WSP(place, fill, more) "<wps:wsp><wps:spPr>" place GEOM("rect") fill "</wps:spPr>" more "</wps:wsp>"
#define WBAR(fill, more) WSP(XFRM("0", "0", "80", "20"), fill, more)
#define BLACK	WBAR(RGB("000000"), "")
#define WTX(more, x) "<wps:txbx><w:txbxContent><w:p><w:r><w:rPr>" more "</w:rPr><w:t>" x "</w:t></w:r></w:p></w:txbxContent></wps:txbx>"
#define WGROUP(name, own, x) "<wpg:" name "><wpg:grpSpPr>" own "</wpg:grpSpPr>" x "</wpg:" name ">"

#define NUL40	"0000000000000000000000000000000000000000"
#define FAR	NUL40 NUL40 NUL40 NUL40 NUL40 NUL40 NUL40 NUL40	/* more than a double holds */
#define VML(name, style, how, in) "<w:pict><v:" name " style=\"position:absolute;" style "\" " how ">" in "</v:" name "></w:pict>"

static void
word_is(const char *body, const char *want)
{
	is_found(body, WORD, package((const struct part[]){ TYPES, ROOT("word/document.xml"),
	    { "word/document.xml", str_c(r.mem, str_fmt(r.mem, "<w:document" W "><w:body>%s" TEXT "</w:body></w:document>", body)) }, { NULL, NULL } }), want);
}

static void
words(void **state)
{
	static const struct slide cases[] = {
		/* Both stand to the same, of one paragraph. */
		{ P(FLOAT(UP("1"), "column", "10", "paragraph", "10", WPIC) FLOAT(UP("2"), "column", "30", "paragraph", "50", BLACK)), W_HELD },
		{ P(FLOAT(UP("2"), "column", "30", "paragraph", "50", BLACK) FLOAT(UP("1"), "column", "10", "paragraph", "10", WPIC)), W_HELD },
		{ P(FLOAT(UP("1"), "page", "10", "page", "10", WPIC) FLOAT(UP("2"), "page", "30", "page", "50", WBAR(RGB("FFFFFF"), ""))), W_HELD },
		{ P(FLOAT(BEHIND, "page", "10", "page", "10", WPIC) FLOAT(UP("2"), "page", "30", "page", "50", BLACK)), W_HELD },
		{ P(FLOAT(UP("1"), "page", "10", "page", "10", WPIC) FLOAT(UP("2"), "page", "30", "page", "50", WSP(XFRM("0", "0", "90", "90"), RGB("1F3864"), ""))), W_NOTED },
		{ P(FLOAT(UP("3"), "column", "10", "paragraph", "10", WPIC) FLOAT(UP("2"), "column", "30", "paragraph", "50", BLACK)), NONE },
		{ P(FLOAT(UP("1"), "column", "10", "paragraph", "10", WPIC) FLOAT(BEHIND, "column", "30", "paragraph", "50", BLACK)), NONE },
		{ P(FLOAT(UP("1"), "column", "10", "paragraph", "10", WPIC) FLOAT(UP("2"), "column", "450", "paragraph", "50", BLACK)), NONE },
		{ P(FLOAT(UP("1"), "column", "10", "paragraph", "10", WPIC) FLOAT(UP("2"), "column", "30", "paragraph", "-50", BLACK)), NONE },
		{ P(FLOAT(UP("1"), "column", "10", "paragraph", "10", WPIC) FLOAT(UP("2"), "column", "30", "paragraph", "50", WBAR(RGB("000000"), WTX("", "wit uit zichzelf")))), NONE },
		{ P(FLOAT(UP("1"), "column", "10", "paragraph", "10", WPIC) FLOAT(UP("2"), "column", "30", "paragraph", "50", WBAR(RGB("000000"), WTX("<w:color w:val=\"000000\"/>", "zwart")))), W_HELD },
		{ P(FLOAT(UP("1"), "column", "10", "paragraph", "10", WPIC) FLOAT(UP("2"), "column", "30", "paragraph", "50", WBAR(RGB("000000"), WTX("", "5.1.2e")))), W_HELD },
		/* Where they stand to each other is not known: the line, another paragraph, an alignment. */
		{ P(INLINE(WPIC) FLOAT(UP("2"), "column", "30", "paragraph", "50", BLACK)), W_NOTED },
		{ P(INLINE(WPIC)) P(FLOAT(UP("2"), "column", "30", "paragraph", "50", BLACK)), W_NOTED },
		{ P(FLOAT(UP("2"), "column", "30", "paragraph", "50", BLACK)) P(INLINE(WPIC)), W_NOTED },
		{ P(FLOAT(UP("1"), "page", "10", "page", "10", WPIC)) P(FLOAT(UP("2"), "page", "30", "page", "50", BLACK)), W_NOTED },
		{ P(FLOAT(UP("1"), "page", "10", "page", "10", WPIC) FLOAT(UP("2"), "column", "900", "page", "50", BLACK)), W_NOTED },
		{ P(FLOAT(UP("1"), "page", "10", "page", "10", WPIC) "<w:drawing><wp:anchor " UP("2") "><wp:positionH relativeFrom=\"page\"><wp:align>left</wp:align></wp:positionH>"
		    POS("V", "page", "900") BLACK "</wp:anchor></w:drawing>"), W_NOTED },
		{ P(INLINE(WPIC)) TEXT P(FLOAT(UP("2"), "column", "30", "paragraph", "50", BLACK)), NONE },
		{ P(INLINE(WPIC) FLOAT(BEHIND, "column", "30", "paragraph", "50", BLACK)), NONE },
		{ P(INLINE(WPIC) INLINE(BLACK)), NONE },
		{ P(INLINE(WPIC) FLOAT(UP("2"), "column", "30", "paragraph", "50", WSP(XFRM("0", "0", "90", "90"), RGB("FFFFFF"), ""))), NONE },
		{ P(INLINE(WPIC) FLOAT(UP("2"), "column", "30", "paragraph", "50", WBAR(RGB("FFFFFF"), WTX("", "bijschrift")))), NONE },
		/* In one drawing all is known. */
		{ P(INLINE(WGROUP("wgp", "<a:xfrm>" XF("0", "0", "400", "300") CH("0", "0", "400", "300") "</a:xfrm>", WPIC BLACK))), W_HELD },
		{ P(INLINE(WGROUP("wgp", "", BLACK WPIC))), NONE },
		{ P(INLINE("<wpc:wpc>" WPIC WGROUP("wgp", "<a:xfrm>" XF("900", "0", "80", "20") CH("0", "0", "80", "20") "</a:xfrm>", BLACK) "</wpc:wpc>")), NONE },
		{ P(INLINE("<wpc:wpc>" WPIC WGROUP("wgp", "<a:xfrm>" XF("90", "0", "80", "20") CH("0", "0", "80", "20") "</a:xfrm>", BLACK) "</wpc:wpc>")), W_HELD },
		/* Shapes as older programs know them. */
		{ P(FLOAT(UP("1"), "column", "10", "paragraph", "10", WPIC) VML("rect", "margin-left:20pt;margin-top:20.5pt;width:80pt;height:20pt;z-index:9", "fillcolor=\"black [3213]\"", "")), W_HELD },
		{ P(FLOAT(UP("1"), "page", "10", "page", "10", WPIC) VML("oval", "margin-left:1in;margin-top:20pt;width:80pt;height:80pt;z-index:9;"
		    "mso-position-horizontal-relative:page;mso-position-vertical-relative:page", "fillcolor=\"#333\"", "")), W_HELD },
		{ P(FLOAT(UP("1"), "column", "10", "paragraph", "10", WPIC) VML("rect", "margin-left:20pt;margin-top:20pt;width:80pt;height:20pt;z-index:9", "stroked=\"f\"", "")), W_HELD },
		{ P(FLOAT(UP("1"), "column", "10", "paragraph", "10", WPIC) VML("rect", "margin-left:20pt;margin-top:20pt;width:80pt;height:20pt;z-index:9", "", "")), W_NOTED },
		{ P(INLINE(WPIC) VML("rect", "width:80pt;height:20pt;z-index:9", "fillcolor=\"black\"", "")), W_NOTED },
		{ P("<w:pict><v:shape style=\"width:80pt;height:20pt\"><v:imagedata/></v:shape></w:pict>" VML("rect", "width:800;height:200", "fillcolor=\"black\"", "")), W_NOTED },
		{ P(FLOAT(UP("1"), "column", "10", "paragraph", "10", WPIC) VML("rect", "margin-left:400pt;width:80pt;height:20pt;z-index:9", "fillcolor=\"black\"", "")), NONE },
		{ P(FLOAT(UP("1"), "column", "10", "paragraph", "10", WPIC) VML("rect", "margin-left:1" FAR "." FAR "pt;width:80pt;height:20pt;z-index:9", "fillcolor=\"black\"", "")), W_NOTED },
		{ P(INLINE(WPIC) VML("rect", "width:80pt;height:20pt;z-index:-9", "fillcolor=\"black\"", "")), NONE },
		{ P(INLINE(WPIC) VML("rect", "width:80pt;height:20pt", "fillcolor=\"black\" filled=\"f\"", "")), NONE },
		{ P(INLINE(WPIC) VML("rect", "width:80pt;height:20pt", "fillcolor=\"black\"", "<v:fill opacity=\".5\"/>")), NONE },
		{ P(INLINE(WPIC) VML("rect", "width:80pt;height:20pt", "fillcolor=\"black\"", "<v:fill type=\"gradient\"/>")), NONE },
		{ P(INLINE(WPIC) VML("rect", "width:80pt;height:20pt", "fillcolor=\"black\"", "<v:textbox><w:txbxContent>" TEXT "</w:txbxContent></v:textbox>")), NONE },
		{ P(INLINE(WPIC) "<w:pict><v:rect fillcolor=\"black\"/></w:pict>"), NONE },
		/* A picture in the text of a shape: the shape is no bar, and where it stands is not known. */
		{ P(FLOAT(UP("1"), "column", "10", "paragraph", "10", WBAR(RGB("000000"), "<wps:txbx><w:txbxContent>" P(INLINE(WPIC)) "</w:txbxContent></wps:txbx>"))), NONE },
		{ P("<mc:AlternateContent><mc:Choice Requires=\"x\">" FLOAT(UP("1"), "column", "10", "paragraph", "10", WPIC) "</mc:Choice><mc:Fallback>"
		    FLOAT(UP("1"), "column", "10", "paragraph", "10", WPIC BLACK) "</mc:Fallback></mc:AlternateContent>"), NONE },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		word_is(cases[i].slide, cases[i].want);
}

/* ---- out for trouble ---- */

static bool
is_stopped(const char *slide, const char *why)
{
	return has(found(reveal(SLIDES, slides_of(slide))), why);
}

static void
hostile(void **state)
{
	static const struct slide cases[] = {
		/* Measures that are none, or past all that is: where it stands is not known. */
		{ TREE(PIC SP("<a:xfrm><a:off x=\"99999999999999999999999999\" y=\"0\"/><a:ext cx=\"1\" cy=\"1\"/></a:xfrm>", GEOM("rect"), RGB("000000"), "")), NOTED },
		{ TREE(PIC SP("<a:xfrm><a:off x=\"1\" y=\"1\"/><a:ext cx=\"9999999999999999\" cy=\"1\"/></a:xfrm>", GEOM("rect"), RGB("000000"), "")), NOTED },
		{ TREE(PIC SP("<a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"-1000000\" cy=\"1000000\"/></a:xfrm>", GEOM("rect"), RGB("000000"), "")), NOTED },
		{ TREE(PIC SP("<a:xfrm><a:off/><a:ext/></a:xfrm>", GEOM("rect"), RGB("000000"), "")), NOTED },
		{ TREE(PIC SP("<a:xfrm/>", GEOM("rect"), RGB("000000"), "")), NOTED },
		{ TREE(PIC SP("", "<a:prstGeom/>", RGB("000000"), "")), "" },
		{ TREE(PIC SP("<a:xfrm><a:off x=\"-900000000000000\" y=\"-900000000000000\"/><a:ext cx=\"950000000000000\" cy=\"950000000000000\"/></a:xfrm>", GEOM("rect"), RGB("000000"), "")), HELD },
		{ TREE(PIC SP("<a:xfrm rot=\"-99999999999999999999\">" XF("150", "150", "80", "20") "</a:xfrm>", GEOM("rect"), RGB("000000"), "")), HELD },
		{ TREE(PIC GROUP("<a:off x=\"x\" y=\"0\"/><a:ext cx=\"1\" cy=\"1\"/>", CH("0", "0", "0", "0"), BAR(RGB("000000"), ""))), NOTED },
		{ TREE(PIC GROUP(XF("150", "150", "0", "0"), CH("0", "0", "0", "0"), BAR(RGB("000000"), ""))), HELD },
		{ TREE(PIC BAR("<a:solidFill/>", "")), HELD },
		{ TREE(PIC AREA(RGB("00") , "")), NOTED },
		{ TREE(PIC AREA(SCHEME("tx1", "<a:lumMod val=\"-99999999999999999999\"/>"), "")), NOTED },
		{ TREE(PIC BAR(SCHEME("tx1", "<a:alpha/>"), "")), "" },
		/* Elements where no such element stands. */
		{ TREE(PIC SP("<a:xfrm>" BAR(RGB("000000"), "") "</a:xfrm>", "", RGB("000000"), "")), NOTED },
		{ TREE("<p:grpSpPr>" PIC "<a:xfrm/></p:grpSpPr><a:off x=\"1\"/><a:srgbClr val=\"000000\"/><a:ln/>" BAR(RGB("000000"), "")), HELD },
		{ TREE(PIC "<p:sp><p:spPr>" XFRM("150", "150", "80", "20") "<a:solidFill><p:grpSp/><a:srgbClr val=\"000000\"/></a:solidFill></p:spPr></p:sp>"), HELD },
	};
	struct str deep, many;

	(void)state;
	slides_are(cases, COUNT(cases));
	/* Groups in each other, each a billion times larger: places end somewhere. */
	deep = repeat("<p:sld" A ">" PIC, "<p:grpSp><p:grpSpPr><a:xfrm><a:off x=\"900000000000000\" y=\"9\"/><a:ext cx=\"900000000000000\" cy=\"900000000000000\"/>"
	    "<a:chOff x=\"-9\" y=\"-9\"/><a:chExt cx=\"1\" cy=\"1\"/></a:xfrm></p:grpSpPr>", 32, BAR(RGB("000000"), ""));
	deep = repeat(str_c(r.mem, deep), "</p:grpSp>", 32, "</p:sld>");
	assert_false(is_stopped(str_c(r.mem, deep), "REV-501"));
	deep = repeat("<p:sld" A ">" PIC, "<p:grpSp>", 100, BAR(RGB("000000"), "") "<p:grpSp><p:grpSpPr><a:xfrm/></p:grpSpPr></p:grpSp>");
	deep = repeat(str_c(r.mem, deep), "</p:grpSp>", 100, BAR(RGB("000000"), "") "</p:sld>");
	assert_true(is_stopped(str_c(r.mem, deep), "REV-501|te veel groepen in elkaar|\n"));
	assert_true(is_stopped(str_c(r.mem, deep), "REV-547|1|dia 1\n"));
	/* More pictures than are kept; and no more than that, yet too many pairs with shapes that cover none of them. */
	many = repeat("<p:sld" A ">", "<p:pic/>", 20001, "</p:sld>");
	assert_true(is_stopped(str_c(r.mem, many), "REV-501|te veel vormen bij afbeeldingen|\n"));
	many = repeat("<p:sld" A ">", PIC, 6000, "");
	many = repeat(str_c(r.mem, many), SP(XFRM("900", "600", "80", "20"), GEOM("rect"), RGB("000000"), ""), 6000, "</p:sld>");
	assert_true(is_stopped(str_c(r.mem, many), "REV-501|te veel vormen bij afbeeldingen|\n"));
	/* Few of either with many of the other is work that is done. */
	many = repeat("<p:sld" A ">" PIC, SP(XFRM("900", "600", "80", "20"), GEOM("rect"), RGB("000000"), ""), 19990, BAR(RGB("000000"), "") "</p:sld>");
	is_found("many", SLIDES, slides_of(str_c(r.mem, many)), HELD);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { TEST(covers), TEST(texts), TEST(free_of), TEST(groups), TEST(words), TEST(hostile) };

	return cmocka_run_group_tests(tests, load, NULL);
}
