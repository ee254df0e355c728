/* SPDX-License-Identifier: EUPL-1.2 */
/* glancing.h - for the test of the first look: pages of text and paint made at random, the same for the same seed. */
#ifndef TESTS_GLANCING_H
#define TESTS_GLANCING_H

#include "base/buf.h"
#include "pdfs.h"

struct dice { uint64_t state; };

/* From 0 up to n - 1. */
static UNUSED int
roll(struct dice *d, int n)
{
	d->state = d->state * 6364136223846793005u + 1442695040888963407u;
	return (int)((d->state >> 33) % (uint64_t)n);
}

static UNUSED const char *
one_of(struct dice *d, const char *const *v, size_t n)
{
	return v[roll(d, (int)n)];
}

#define ONE_OF(d, ...)	one_of((d), (const char *const[]){ __VA_ARGS__ },	\
			    sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))

/* A space whose colours MuPDF cannot convert. */
#define GLANCE_ODD								\
	"[/Separation/A[/Indexed/DeviceRGB 1<ff0000ffffff>]<</FunctionType 2/Domain[0 1]/C0[0]/C1[1]/N 1>>]"

/* What the made pages have beside their font; F is Helvetica. */
#define GLANCE_STATES								\
	"/A<</ca .5/CA .5>>/B<</BM/Multiply>>/C<</BM/Difference>>/D<</ca .95>>/E<</ca 1/CA 1/BM/Normal/SMask/None>>"	\
	"/G<</BM/Screen>>/H<</ca .02>>/K<</SMask<</S/Luminosity/G 8 0 R>>>>/L<</BM/Darken>>/M<</CA .3>>"	\
	"/N<</OP true/op true/OPM 1>>/T<</SMask<</S/Luminosity/BC[1]/TR<</FunctionType 2/Domain[0 1]/C0[1]/C1[0]/N 1>>/G 8 0 R>>>>"
#define GLANCE_SOURCES								\
	"/ExtGState<<" GLANCE_STATES ">>"					\
	"/XObject<</I 6 0 R/J 7 0 R/X 8 0 R/Y 9 0 R/Z 10 0 R/O 14 0 R>>"		\
	"/Pattern<</P 11 0 R/Q 12 0 R>>"					\
	"/Shading<</S 13 0 R>>"							\
	"/ColorSpace<</CS[/Separation/Spot/DeviceCMYK<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[0 .9 .8 .1]/N 1>>]"	\
	"/CI[/Indexed/DeviceRGB 2<ffffff0000ff808080>]/CP[/Pattern/DeviceRGB]/CB " GLANCE_ODD ">>"

static UNUSED void
random_colour(struct dice *d, struct buf *b)
{
	switch (roll(d, 8)) {
	case 0:
	case 1:
		buf_addf(b, "%s %s ", ONE_OF(d, "0", "1", ".5", ".9", ".97", ".99", ".2"), ONE_OF(d, "g", "g", "G"));
		break;
	case 2:
		buf_addf(b, "%s %s %s %s ", ONE_OF(d, "0", "1", ".3"), ONE_OF(d, "0", "1", ".8"), ONE_OF(d, "0", "1", ".5"),
		    ONE_OF(d, "rg", "rg", "RG"));
		break;
	case 3:
		buf_addf(b, "%s %s %s %s ", ONE_OF(d, "0", "1", ".1"), ONE_OF(d, "0", "1", ".2"), ONE_OF(d, "0", "1"),
		    ONE_OF(d, "0 k", ".1 k", "1 k", "0 K"));
		break;
	case 4:
		buf_addf(b, "/CS cs %s scn ", ONE_OF(d, "0", "1", ".1"));
		break;
	case 5:
		buf_addf(b, "/CI cs %s sc ", ONE_OF(d, "0", "1", "2"));
		break;
	case 6:
		if (roll(d, 6) == 0)
			buf_addf(b, "%s ", ONE_OF(d, "/Pattern cs /P scn", "/Pattern cs /Q scn", "/CP cs 0 1 0 /Q scn"));
		break;
	default:
		buf_addf(b, "%s ", ONE_OF(d, "0 g", "1 g", "0 g"));
	}
}

/* Where text likes to stand, so that things meet. */
static UNUSED void
random_text(struct dice *d, struct buf *b)
{
	static const char *const sizes[] = { "12", "12", "10", "9", "8", "6", "5", "4", "3", "2", "1", ".6", "24", "60", "150" };

	buf_addf(b, "BT /F %s Tf ", one_of(d, sizes, sizeof sizes / sizeof sizes[0]));
	if (roll(d, 6) == 0)
		buf_addf(b, "%d Tr ", roll(d, 2) * roll(d, 8));
	if (roll(d, 10) == 0)
		buf_addf(b, "%s ", ONE_OF(d, "50 Tz", "200 Tz", "5 Ts", "1 Tc", "-3 Tc", "0 Tc 100 Tz 0 Ts"));
	switch (roll(d, 8)) {
	case 0:
		buf_addf(b, "0 1 -1 0 %d %d Tm ", 20 + 40 * roll(d, 6), 20 + roll(d, 100));
		break;
	case 1:
		buf_addf(b, "1 0 .3 1 %d.3 %d.7 Tm ", 20 + 40 * roll(d, 5), 20 + 12 * roll(d, 13));
		break;
	case 2:
		buf_addf(b, ".8 .6 -.6 .8 %d %d Tm ", 20 + 40 * roll(d, 5), 20 + 12 * roll(d, 10));
		break;
	default:
		buf_addf(b, "%d.%d %d.%d Td ", 20 + 30 * roll(d, 8) + roll(d, 3), roll(d, 10), 20 + 12 * roll(d, 13) + roll(d, 3),
		    roll(d, 10));
	}
	buf_addf(b, "%s ET\n", ONE_OF(d, "(Jan Jansen) Tj", "(il1.) Tj", "(   x ) Tj", "[(Geheim)-200(stuk)] TJ", "(HHHH HHHH) Tj",
	    "(Te zien) Tj (nog meer) Tj", "(mmmmmmmmmmmm) Tj"));
}

/* Lines with caps and corners of all kinds, widened unevenly. */
static UNUSED void
random_stroke(struct dice *d, struct buf *b, int x, int y)
{
	buf_addf(b, "q %s w %d J %d j %s M ", ONE_OF(d, "0", ".01", "1", "3", "12"), roll(d, 3), roll(d, 3), ONE_OF(d, "1", "4", "10", "5000"));
	if (roll(d, 4) == 0)
		buf_addf(b, "[%d %d] %s d ", roll(d, 30), 1 + roll(d, 9), ONE_OF(d, "0", "2.5", "-3", "1000"));
	switch (roll(d, 4)) {
	case 0:
		buf_addf(b, "500 0 0 .002 %d 0 cm %s %d m %s %d l %s %d l %s Q\n", x, ONE_OF(d, "0", ".02"), 500 * y,
		    ONE_OF(d, "0", ".02"), 500 * y + 9000, ONE_OF(d, "0", ".1"), 500 * y, ONE_OF(d, "S", "s"));
		return;
	case 1:
		buf_addf(b, ".7 .7 -.7 .7 %d %d cm ", x, y);
		break;
	case 2:
		buf_addf(b, "1 .3 0 1 %d %d cm ", x, y);
		break;
	default:
		buf_addf(b, "1 0 0 1 %d %d cm ", x, y);
	}
	buf_addf(b, "0 0 m %s 0 l %d %s l %s Q\n", ONE_OF(d, "0", ".01", "10", "60"), roll(d, 60), ONE_OF(d, "0", ".006", "1", "12"),
	    ONE_OF(d, "S", "s"));
}

/* So far from its origin that floats are coarse. */
static UNUSED void
random_far(struct dice *d, struct buf *b, int x, int y)
{
	int far = (1 + roll(d, 9)) * (roll(d, 2) == 0 ? 1000000 : 100000000) + roll(d, 1000);

	switch (roll(d, 3)) {
	case 0:
		buf_addf(b, "q 1 0 0 1 %d %d cm %d %d 150 60 re W n 1 0 0 1 %d %d cm ", -far, -far, far + x, far + y, far, far);
		random_text(d, b);
		break;
	case 1:
		buf_addf(b, "q 10 0 0 1 %d 0 cm %d w %d %d m %d 200 l S ", -far, 1 + roll(d, 20), (far + x) / 10, y, (far + x) / 10);
		break;
	default:
		buf_addf(b, "q %d 0 0 200 %d 0 cm /I Do ", far, x - far);
	}
	buf_addf(b, "Q\n");
}

static UNUSED void
random_paint(struct dice *d, struct buf *b)
{
	int x = 10 + 30 * roll(d, 8) + roll(d, 5), y = 14 + 12 * roll(d, 13) + roll(d, 5), w = 1 + roll(d, 150), h = 1 + roll(d, 30);

	switch (roll(d, 14)) {
	case 0:
	case 1:
	case 2:
		buf_addf(b, "%d %d %d %d re %s\n", x, y, w, h, ONE_OF(d, "f", "f", "f*", "B", "S"));
		break;
	case 3:
		buf_addf(b, "%d %d m %d %d l %d %d l %d %d l h %s\n", x, y, x + w, y, x + w, y + h, x, y + h, ONE_OF(d, "f", "f*", "S"));
		break;
	case 4:
		buf_addf(b, "%s w %d %d m %d %d l S\n", ONE_OF(d, "0", ".5", "1", "10", "14"), x, y, x + w, y + roll(d, 2) * h);
		break;
	case 5:
		buf_addf(b, "%d %d m %d %d %d %d %d %d c %s\n", x, y, x, y + 2 * h, x + w, y + 2 * h, x + w, y, ONE_OF(d, "f", "S", "b"));
		break;
	case 6:
		buf_addf(b, "%d %d %d %d re %d %d %d %d re %s\n", x, y, w, h, x + 3, y + 2, w, h, ONE_OF(d, "f", "f*", "S"));
		break;
	case 7:
		buf_addf(b, "q %d 0 0 %d %d %d cm %s Do Q\n", 1 + w / 4, h, 1 + x * 3 / 4, y, ONE_OF(d, "/I", "/J"));
		break;
	case 8:
		buf_addf(b, "q %s %d %d cm %s Do Q\n", ONE_OF(d, "1 0 0 1", ".5 0 0 .5", "0 1 -1 0", "1 0 0 -1"), roll(d, 60), roll(d, 60),
		    ONE_OF(d, "/X", "/Y", "/Z"));
		break;
	case 9:
		buf_addf(b, "q %d %d %d %d re W n %s Q\n", x, y, w, h, roll(d, 12) == 0 ? "/S sh" : "1 g 0 0 300 200 re f");
		break;
	case 10:
		buf_addf(b, "0 0 300 200 re f\n");
		break;
	case 11:
		random_stroke(d, b, x, y);
		break;
	case 12:
		if (roll(d, 4) == 0) {
			random_far(d, b, x, y);
			break;
		}
		/* fall through */
	default:
		buf_addf(b, "%d %d %d %d re f\n", x - 5, y - 3, w + 40, h + 6);
	}
}

/* A run of operators; depth: states that are open. */
static UNUSED void
random_step(struct dice *d, struct buf *b, int *depth, bool clips)
{
	switch (roll(d, 14)) {
	case 0:
	case 1:
	case 2:
	case 3:
	case 4:
		random_text(d, b);
		break;
	case 5:
	case 6:
	case 7:
		random_colour(d, b);
		break;
	case 8:
	case 9:
		random_paint(d, b);
		break;
	case 10:
		buf_addf(b, "q /%s gs ", ONE_OF(d, "A", "B", "C", "D", "E", "E", "E", "G", "H", "K", "L", "M", "N", "T"));
		(roll(d, 2) == 0 ? random_paint : random_text)(d, b);
		buf_addf(b, "Q ");
		break;
	case 11:
		buf_addf(b, "q ");
		(*depth)++;
		break;
	case 12:
		if (*depth > 0) {
			buf_addf(b, "Q ");
			(*depth)--;
		}
		break;
	default:
		if (clips && *depth > 0)
			buf_addf(b, "%s ", ONE_OF(d, "10 10 200 150 re W n", "20 20 m 280 20 l 150 190 l h W n", "15 50 250 40 re W* n",
			    "1 0 0 1 1.5 2.5 cm", ".9 0 0 .9 5 5 cm", "20 20 100 50 re 50 40 100 90 re W* n"));
	}
}

static UNUSED void random_plan(struct dice *d, struct arena *into, struct pdf_making *m, const char *contents);

/* A page of its own. */
static UNUSED void
random_page(struct dice *d, struct arena *into, struct pdf_making *m)
{
	struct buf b;
	int depth = 0;

	buf_init(&b, into, 1 << 20);
	for (int i = 0, n = 2 + roll(d, 2) * 8 + roll(d, 1 + 30 * roll(d, 2)); i < n; i++)
		random_step(d, &b, &depth, true);
	while (depth-- > 0)
		buf_addf(&b, "Q ");
	random_plan(d, into, m, str_c(into, buf_str(&b)));
}

/* A page with these contents, and all that they may ask for. */
static UNUSED void
random_plan(struct dice *d, struct arena *into, struct pdf_making *m, const char *contents)
{
	struct pdf_plan plan = { .resources = GLANCE_SOURCES, .contents = contents };

	plan.page = ONE_OF(d, "", "", "", "/Rotate 90", "/Rotate 180", "/CropBox[20 20 260 180]", "/UserUnit 2",
	    "/Group<</S/Transparency/CS/DeviceRGB>>", "", "", "", "/Group<</S/Transparency/CS/DeviceRGB/I true>>",
	    "/Group<</S/Transparency/I true/CS/DeviceCMYK>>",
	    "/Group<</S/Transparency/K true/CS/DeviceGray>>", "",
	    "/Annots[<</Type/Annot/Subtype/Stamp/F 4/Rect[15 20 250 150]/AP<</N 9 0 R>>>>]",
	    "/Annots[<</Type/Annot/Subtype/Stamp/F 6/Rect[15 20 250 150]/AP<</N 8 0 R>>>>]",
	    "/Annots[<</Type/Annot/Subtype/Highlight/F 4/Rect[15 40 150 130]/C[1 1 0]/QuadPoints[15 130 150 130 15 40 150 40]>>]");
	plan.more[0] = "<</Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8/Length 4>>stream\n"
	    "ABCD\nendstream";
	plan.more[1] = "<</Type/XObject/Subtype/Image/Width 8/Height 2/ImageMask true/BitsPerComponent 1/Length 2>>stream\n"
	    "UU\nendstream";
	plan.more[2] = pdf_stream(into, "/Type/XObject/Subtype/Form/BBox[0 0 300 200]/Resources<</Font<</F 5 0 R>>>>"
	    "/Group<</S/Transparency/CS/DeviceGray>>", ".5 g 0 0 150 200 re f 1 g 60 0 90 90 re f 0 g BT /F 12 Tf 20 60 Td (Binnenin) Tj ET");
	plan.more[3] = pdf_stream(into, str_c(into, str_fmt(into, "/Type/XObject/Subtype/Form/BBox[%d 0 300 %d]"
	    "/Resources<</Font<</F 5 0 R>>>>%s", roll(d, 2) * 30, 100 + roll(d, 100), ONE_OF(d, "", "/Group<</S/Transparency/I true>>",
	    "/Group<</S/Transparency/K true>>", "/Group<</S/Transparency/CS/DeviceCMYK/I true>>"))),
	    "BT /F 12 Tf 20 100 Td (In een vorm) Tj ET 1 g 20 98 30 12 re f 0 g BT /F 9 Tf 20 50 Td (In een vorm) Tj ET");
	plan.more[4] = pdf_stream(into, "/Type/XObject/Subtype/Form/BBox[0 0 300 200]/Resources<</XObject<</Y 9 0 R>>>>",
	    "q .7 0 0 .7 10 10 cm /Y Do Q 1 g 40 70 20 20 re f");
	plan.more[5] = pdf_stream(into, "/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 100 50]/XStep 100/YStep 50"
	    "/Resources<</Font<</F 5 0 R>>>>", ".9 g 0 0 100 50 re f 0 g BT /F 12 Tf 20 20 Td (Tegel) Tj ET");
	plan.more[6] = pdf_stream(into, "/Type/Pattern/PatternType 1/PaintType 2/TilingType 1/BBox[0 0 4 4]/XStep 5/YStep 5"
	    "/Resources<<>>", "0 0 3 3 re f");
	plan.more[7] = "<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 300 0]/Function<</FunctionType 2/Domain[0 1]/C0[0]/C1[1]/N 1>>"
	    "/Extend[true true]>>";
	plan.more[8] = "<</Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace[/Indexed " GLANCE_ODD " 1<00ff>]/BitsPerComponent 8"
	    "/Length 4>>stream\n\1\1\1\1\nendstream";
	pdf_make(m, into, &plan);
}

#endif
