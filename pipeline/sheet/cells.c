/* SPDX-License-Identifier: EUPL-1.2 */
/* cells.c - what the cells of an Excel workbook (ECMA-376 part 1, 18) say of themselves. */
#include "sheet/cells.h"

#include "base/ascii.h"
#include "base/utf8.h"

#include "base/banned.h"

#define FORMATS_MOST	((size_t)65536)		/* cell formats; Excel allows 65,490 */
#define CUSTOMS_MOST	((size_t)1024)		/* number formats with a code; Excel allows 250 */

struct custom {
	uint64_t	 id;
	struct number_format format;
};

uint32_t
cell_column(struct str ref, uint32_t last)
{
	uint32_t c = 0;
	size_t i = 0;

	for (; i < ref.n && ref.p[i] >= 'A' && ref.p[i] <= 'Z' && c <= COLUMNS; i++)
		c = c * 26 + (uint32_t)(ref.p[i] - 'A') + 1;
	if (i == 0)
		c = last + 1;
	return c > COLUMNS ? COLUMNS + 1 : c;
}

char
cell_type(struct str t)
{
	return t.n == 0 || str_eq(t, S("n")) ? 'n' : str_eq(t, S("s")) ? 's' : str_eq(t, S("b")) ? 'b' : 't';
}

static bool
escape(struct str s, uint32_t *c_r)
{
	*c_r = 0;
	if (s.n < 7 || !str_starts(s, S("_x")) || s.p[6] != '_')
		return false;
	for (size_t i = 2; i < 6; i++) {
		int digit = ascii_hex(s.p[i]);

		if (digit < 0)
			return false;
		*c_r = *c_r << 4 | (uint32_t)digit;
	}
	return *c_r < 0xd800 || *c_r > 0xdfff;
}

struct str
cell_text(struct arena *mem, struct buf *b)
{
	struct str s = buf_str(b);
	char *out = NEW(mem, char, s.n + 1);
	size_t n = 0;
	uint32_t c;

	while (s.n != 0) {
		if (*s.p == '_' && escape(s, &c)) {
			n += utf8_encode(c, out + n);
			s = str_from(s, 7);
		} else {
			out[n++] = *s.p;
			s = str_from(s, 1);
		}
	}
	b->n = 0;
	return (struct str){ out, n };
}

static struct number_format
format_of(const struct formats *f, struct str id)
{
	uint64_t n;

	if (str_u64(id, &n) != 0)
		return (struct number_format){ .form = NUMBER_PLAIN };
	for (size_t i = 0; i < f->ncustoms; i++) {
		if (f->customs[i].id == n)
			return f->customs[i].format;
	}
	return number_format_built_in(n);
}

void
formats_start(struct formats *f, const struct xml_tag *t)
{
	uint64_t id;

	if (str_eq(t->name, S("cellXfs")))
		f->inside = true;
	else if (f->inside && str_eq(t->name, S("xf")) && f->nformats < FORMATS_MOST)
		*PUSH(f->mem, f->formats, f->nformats, f->formats_cap) = format_of(f, xml_attribute(t, "numFmtId"));
	else if (str_eq(t->name, S("numFmt")) && f->ncustoms < CUSTOMS_MOST &&
	    str_u64(xml_attribute(t, "numFmtId"), &id) == 0)
		*PUSH(f->mem, f->customs, f->ncustoms, f->customs_cap) =
		    (struct custom){ id, number_format(xml_attribute(t, "formatCode")) };
}

void
formats_end(struct formats *f, struct str name)
{
	if (str_eq(name, S("cellXfs")))
		f->inside = false;
}

struct number_format
formats_of(const struct formats *f, struct str style)
{
	uint64_t i;

	if (str_u64(style, &i) != 0 || i >= f->nformats)
		return (struct number_format){ .form = NUMBER_PLAIN };
	return f->formats[i];
}
