/* SPDX-License-Identifier: EUPL-1.2 */
/* paint.c - with what a shape of DrawingML is filled: does it cover, and is it black or dark grey (ECMA-376 part 1, 20.1). */
#include "reveal/paint.h"

#include "base/ascii.h"

#include "base/banned.h"

#define WHOLE		100000		/* a thousandth of a percent, which all parts of colours are in */
#define DARK		66		/* of 255: black with a quarter of white is 64 */
#define COLOURED	40		/* of 255: dark blue is the colour of a house, and no bar; as in pdf_beneath.c */
#define NEAR		24		/* of 255, all three together: nobody reads text in such a colour on the other */

static int32_t
hex(struct str s)
{
	int32_t v = 0;

	if (str_starts(s, S("#")))
		s = str_from(s, 1);
	if (s.n != 6 && s.n != 3)
		return -1;
	for (size_t i = 0; i < s.n; i++) {
		if (ascii_hex(s.p[i]) < 0)
			return -1;
		v = v << 4 | ascii_hex(s.p[i]);
		if (s.n == 3) /* each digit stands for two */
			v = v << 4 | ascii_hex(s.p[i]);
	}
	return v;
}

static int32_t
named(struct str s)
{
	/* Of a theme the two that are black and white in nearly all; which the others are it says elsewhere. */
	static const struct {
		const char *name;
		int32_t rgb;
	} few[] = { { "black", 0 }, { "white", 0xffffff }, { "window", 0xffffff }, { "windowText", 0 }, { "tx1", 0 },
		{ "dk1", 0 }, { "bg1", 0xffffff }, { "lt1", 0xffffff } };

	for (size_t i = 0; i < COUNT(few); i++) {
		if (str_eq(s, str_of(few[i].name)))
			return few[i].rgb;
	}
	return -1;
}

/* The colour that this element is; false: it is none. */
static bool
colour_of(const struct xml_tag *t, int32_t *rgb_r)
{
	struct str val = xml_attribute(t, "val"), n = t->name;

	if (str_eq(n, S("srgbClr")))
		*rgb_r = hex(val);
	else if (str_eq(n, S("schemeClr")) || str_eq(n, S("sysClr")) || str_eq(n, S("prstClr")))
		*rgb_r = named(val);
	else if (str_eq(n, S("scrgbClr")) || str_eq(n, S("hslClr")))
		*rgb_r = -1;
	else
		return false;
	return true;
}

enum paint_kind
paint_kind(struct str name)
{
	static const struct {
		const char *name;
		enum paint_kind kind;
	} fills[] = { { "noFill", PAINT_NONE }, { "pattFill", PAINT_NONE }, { "solidFill", PAINT_ONE },
		{ "gradFill", PAINT_BLEND }, { "blipFill", PAINT_PICTURE } };

	for (size_t i = 0; i < COUNT(fills); i++) {
		if (str_eq(name, str_of(fills[i].name)))
			return fills[i].kind;
	}
	return PAINT_UNSAID;
}

static bool
is_dark(const int rgb[3])
{
	int most = rgb[0] > rgb[1] ? rgb[0] : rgb[1], least = rgb[0] < rgb[1] ? rgb[0] : rgb[1];

	most = rgb[2] > most ? rgb[2] : most;
	least = rgb[2] < least ? rgb[2] : least;
	return rgb[0] >= 0 && most - least <= COLOURED && 30 * rgb[0] + 59 * rgb[1] + 11 * rgb[2] <= 100 * DARK;
}

static void
set(struct paint *p, int32_t rgb)
{
	p->light |= p->coloured && !is_dark(p->rgb);
	p->coloured = true;
	p->rgb[0] = rgb < 0 ? -1 : rgb >> 16;
	p->rgb[1] = rgb < 0 ? -1 : rgb >> 8 & 0xff;
	p->rgb[2] = rgb < 0 ? -1 : rgb & 0xff;
}

void
paint_hex(struct paint *p, struct str s)
{
	*p = (struct paint){ .kind = PAINT_ONE };
	set(p, hex(s) >= 0 ? hex(s) : named(s));
}

/* What is done to a colour, near enough to tell dark from light: each of its parts times one, and another added. */
static void
change(struct paint *p, struct str how, int64_t v)
{
	int64_t by = WHOLE, more = 0;

	if (str_starts(how, S("alpha")))
		p->clear |= str_eq(how, S("alphaOff")) ? v < 0 : v < WHOLE;
	else if (str_eq(how, S("lumMod")) || str_eq(how, S("shade")))
		by = v;
	else if (str_eq(how, S("lumOff")))
		more = v;
	else if (str_eq(how, S("tint")))
		more = WHOLE - (by = v);
	for (int i = 0; i < 3 && p->rgb[0] >= 0; i++) {
		int64_t c = (p->rgb[i] * by + 255 * more) / WHOLE;

		p->rgb[i] = c < 0 ? 0 : c > 255 ? 255 : (int)c;
	}
}

void
paint_start(struct paint *p, const struct xml_tag *t)
{
	/* Into a colour that we do not reckon; other elements without a value are about places. */
	static const char *const turned[] = { "inv", "comp", "gray", "gamma", "invGamma" };
	struct str val = xml_attribute(t, "val");
	bool minus = str_starts(val, S("-")), percent = str_ends(val, S("%")); /* of Strict */
	uint64_t v = 0;
	int32_t rgb;

	if (colour_of(t, &rgb))
		set(p, rgb);
	else if (!p->coloured)
		return;
	else if (str_u64(str_sub(val, minus, val.n - minus - percent), &v) == 0 && v <= 100 * WHOLE)
		change(p, t->name, (minus ? -(int64_t)v : (int64_t)v) * (percent ? WHOLE / 100 : 1));
	else if (str_starts(t->name, S("alpha")))
		p->clear = true;
	else if (val.n != 0 || str_index(turned, COUNT(turned), t->name) >= 0)
		p->rgb[0] = -1;
}

bool
paint_covers(const struct paint *p)
{
	return p->kind >= PAINT_ONE && !p->clear;
}

bool
paint_is_dark(const struct paint *p)
{
	return (p->kind == PAINT_ONE || p->kind == PAINT_BLEND) && p->coloured && !p->light && is_dark(p->rgb);
}

bool
paint_same(const struct paint *a, const struct paint *b)
{
	int apart = 0;

	if (a->kind != PAINT_ONE || b->kind != PAINT_ONE || !a->coloured || !b->coloured || a->rgb[0] < 0 ||
	    b->rgb[0] < 0)
		return false;
	for (int i = 0; i < 3; i++)
		apart += a->rgb[i] > b->rgb[i] ? a->rgb[i] - b->rgb[i] : b->rgb[i] - a->rgb[i];
	return apart <= NEAR;
}
