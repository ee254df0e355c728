/* SPDX-License-Identifier: EUPL-1.2 */
/* drawing.h - for tests: pages of drawing operations, the things that they name, and operations made by chance. */
#ifndef TESTS_DRAWING_H
#define TESTS_DRAWING_H

#include <mupdf/fitz.h>
#include <string.h>

#include "base/buf.h"
#include "chance.h"
#include "pdfs.h"

#define DRAWING_CMAP \
	"/CIDInit /ProcSet findresource begin begincmap /CMapName /X def\n" \
	"1 begincodespacerange <00> <ff> endcodespacerange\n" \
	"5 beginbfchar <41> <00660069> <42> <FB01> <43> <05D0> <44> <00A0> <45> <D800> endbfchar\n" \
	"endcmap end end"

/* The last of two counts. */
#define DRAWING_FONTS	"/Font<</F 5 0 R/U 9 0 R/B 10 0 R/T 11 0 R>>"

/* Objects 6 to 11, for a pdf_plan's more: the map to Unicode of /U, a form, a picture, and the fonts /U, /B and /T (of drawings). */
#define DRAWING_OBJECTS(mem, cmap) \
	pdf_stream(mem, "", cmap), \
	    pdf_stream(mem, "/Type/XObject/Subtype/Form/BBox[0 0 300 200]/Resources<</Font<</F 5 0 R>>>>", \
	        "BT /F 9 Tf 30 30 Td (form) Tj ET"), \
	    pdf_stream(mem, "/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8", "A"), \
	    "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/ToUnicode 6 0 R/FirstChar 65/Widths[600 600 600 600 600]>>", \
	    "<</Type/Font/Subtype/Type1/BaseFont/Courier-Bold>>", \
	    "<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[.1 0 0 .1 0 0]/CharProcs<</a 4 0 R>>" \
	    "/Encoding<</Differences[97/a]>>/FirstChar 97/LastChar 97/Widths[9]/Resources<<>>>>"

static inline void
say_nothing(void *user, const char *message)
{
	(void)user;
	(void)message;
}

/* NULL: no memory. */
static inline fz_context *
drawing_context(void)
{
	fz_context *ctx = fz_new_context(NULL, NULL, FZ_STORE_DEFAULT);

	if (ctx != NULL) {
		fz_set_warning_callback(ctx, say_nothing, NULL);
		fz_set_error_callback(ctx, say_nothing, NULL);
	}
	return ctx;
}

/* ---- by chance ---- */

static inline void
chance_number(struct buf *b)
{
	if (chance(4) == 0)
		buf_addc(b, '-');
	if (chance(8) != 0)
		buf_addf(b, "%u", chance(4) == 0 ? chance(1000) : chance(20));
	else
		buf_addf(b, ".%u", chance(1000));
}

static inline void
chance_string(struct buf *b)
{
	static const char *const parts[] = { "a", "e", "n", "Van", " ", " ", "1", "12", "\\(", "\\051", "\\300", "\\r", "(", ")",
		"A", "B", "C", "D", "E", ".", "-", "\\\n", "\xe9" };
	bool hex = chance(4) == 0;

	buf_addc(b, hex ? '<' : '(');
	for (uint32_t n = chance(8); n-- != 0;) {
		if (hex)
			buf_addf(b, "%02x", 0x20 + chance(0x60));
		else
			buf_addf(b, "%s", parts[chance(chance(8) == 0 ? COUNT(parts) : 12)]);
	}
	buf_addc(b, hex ? '>' : ')');
}

/*
 * Of op, six operands and a word, a matrix: as a rule the first of these turns;
 * of NTr a mode.  False: it is another one, and nothing was added.
 */
static inline bool
chance_turn(struct buf *b, const char *op, const char *const *turns, uint32_t n)
{
	if (str_eq(str_of(op), S("NTr"))) {
		buf_addf(b, "%u Tr\n", chance(5));
		return true;
	}
	if (!str_ends(str_of(op), S("Tm")) && !str_ends(str_of(op), S("cm")))
		return false;
	buf_addf(b, "%s%u %u %s\n", turns[chance(chance(4) == 0 ? n : 1)], chance(300), chance(200), op + 6);
	return true;
}

/* Now and then a byte is another one. */
static inline void
chance_slip(struct buf *b)
{
	if (chance(4) == 0)
		b->p[chance((uint32_t)b->n)] = (char)(chance(4) == 0 ? chance(256) : (uint32_t)b->p[chance((uint32_t)b->n)]);
}

#endif
