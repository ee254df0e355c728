/* SPDX-License-Identifier: EUPL-1.2 */
/* extract_doc.c - the text of a Word 97-2003 document ([MS-DOC]), by its piece table. */
#include <stdlib.h>

#include "extract/legacy.h"
#include "extract/legible.h"

#include "base/banned.h"

#define FIELDS_MOST	64		/* fields inside each other; Word allows 20 */
#define PIECES_MOST	1000000		/* of the piece table; a document saved fast a hundred times has some thousands */
#define RUNS_MOST	2000000		/* stretches of one character format */
#define STRINGS_MOST	20000		/* of one table of strings */

/* Offsets in the FIB ([MS-DOC] 2.5.1), and the index of a pair fc, lcb in it (2.5.6). */
#define FIB_NFIB	2
#define FIB_FLAGS	10
#define FIB_CCP		0x4c
#define FIB_PAIRS	0x9a
#define PAIR_BTE_CHPX	12
#define PAIR_BOOKMARKS	21
#define PAIR_ASSOC	32
#define PAIR_CLX	33
#define PAIR_OWNERS	36
#define PAIR_REVISORS	51
#define PAIR_SAVED_BY	71
#define FLAG_ENCRYPTED	0x0100
#define FLAG_TABLE_1	0x0200
#define NFIB_97		0xc1		/* what Word 97 and later write at least */

#define SPRM_DELETED	0x0800		/* sprmCFRMarkDel */
#define SPRM_VANISH	0x083c		/* sprmCFVanish */
#define SPRM_T_DEF	0xd608		/* sprmTDefTable: its length has two bytes */

struct run {
	uint32_t	 from, to;	/* bytes of the main stream */
	bool		 deleted, hidden;
};

/* The parts of a document, in the order of their characters; ccpText and its followers in the FIB. */
static const enum text_origin parts[] = { TEXT_VISIBLE, TEXT_NOTE, TEXT_HEADER, TEXT_REST, TEXT_COMMENT, TEXT_NOTE,
	TEXT_VISIBLE, TEXT_HEADER };

/* Bytes of the main stream that are text of today. */
struct range {
	uint64_t	 from, to;
};

struct doc {
	struct extraction *x;
	struct str	 main, table;
	struct range	*ranges;
	size_t		 nranges, ranges_cap;
	struct run	*runs;
	size_t		 nruns, runs_cap;
	uint64_t	 part_end[COUNT(parts)];	/* character positions */
	size_t		 part;
	unsigned	 depth;				/* fields around us */
	bool		 code[FIELDS_MOST];		/* of each: in its instruction, not in its result */
	bool		 cell;				/* the last mark ended a cell */
};

static void
broken(struct doc *d, const char *what)
{
	extraction_stop(d->x, F_EXT_BROKEN, str_of(what));
}

/* What a pair fc, lcb of the FIB points at; absent when it is empty, stopped when it points outside. */
static struct str
pair(struct doc *d, size_t i)
{
	size_t at = FIB_PAIRS + i * 8, fc = legacy_u32(d->main, at), n = legacy_u32(d->main, at + 4);

	if (n == 0 || i >= legacy_u16(d->main, FIB_PAIRS - 2))
		return STR_NONE;
	if (fc > d->table.n || d->table.n - fc < n) {
		broken(d, _("tabel van het Word-document"));
		return STR_NONE;
	}
	return str_sub(d->table, fc, n);
}

/* ---- character formats: which bytes are deleted or hidden text ---- */

/* Bytes of the operand of a property ([MS-DOC] 2.6), its length included; 0: unknown. */
static size_t
operand(struct str s, uint16_t sprm)
{
	static const size_t sizes[] = { 1, 1, 2, 4, 2, 2, 0, 3 };

	if (sprm == SPRM_T_DEF)
		return (size_t)legacy_u16(s, 0) + 1;
	if (sprm >> 13 == 6)
		return s.n == 0 ? 1 : (size_t)(unsigned char)s.p[0] + 1;
	return sizes[sprm >> 13];
}

static void
read_run(struct run *r, struct str s)
{
	while (s.n > 2) {
		uint16_t sprm = legacy_u16(s, 0);
		bool on = s.p[2] == 1;

		if (sprm == SPRM_DELETED)
			r->deleted = on;
		else if (sprm == SPRM_VANISH)
			r->hidden = on;
		s = str_from(s, 2 + operand(str_from(s, 2), sprm));
	}
}

/* A page of 512 bytes with formats (ChpxFkp, [MS-DOC] 2.9.33). */
static void
read_format_page(struct doc *d, struct str page)
{
	size_t n = page.n < 512 ? 0 : (unsigned char)page.p[511];

	if (n == 0 || n > 101) {
		broken(d, _("tekenopmaak"));
		return;
	}
	for (size_t i = 0; i < n; i++) {
		struct run r = { legacy_u32(page, i * 4), legacy_u32(page, i * 4 + 4), false, false };
		size_t at = (size_t)(unsigned char)page.p[(n + 1) * 4 + i] * 2;

		if (at != 0)
			read_run(&r, str_sub(page, at + 1, (unsigned char)page.p[at]));
		if (r.from < r.to && (r.deleted || r.hidden) && d->nruns < RUNS_MOST)
			*PUSH(d->x->r->mem, d->runs, d->nruns, d->runs_cap) = r;
	}
}

static void
read_formats(struct doc *d)
{
	struct str s = pair(d, PAIR_BTE_CHPX);
	size_t n = s.n < 4 ? 0 : (s.n - 4) / 8;

	for (size_t i = 0; i < n && !d->x->stopped; i++)
		read_format_page(
		    d, str_sub(d->main, (size_t)(legacy_u32(s, (n + 1) * 4 + i * 4) & 0x3fffff) * 512, 512));
	/* The pages stand in the order of their text. */
	for (size_t i = 1; i < d->nruns; i++) {
		if (d->runs[i].from < d->runs[i - 1].to)
			broken(d, _("tekenopmaak"));
	}
}

/* The run at byte fc, or the next one; NULL: there is none. */
static const struct run *
run_at(const struct doc *d, uint32_t fc)
{
	size_t low = 0, high = d->nruns;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (d->runs[mid].to <= fc)
			low = mid + 1;
		else
			high = mid;
	}
	return low < d->nruns ? &d->runs[low] : NULL;
}

/* ---- text ---- */

/* Where the next characters go, and as what. */
static struct gather *
target(struct doc *d, const struct run *run)
{
	enum text_origin o = d->part < COUNT(parts) ? parts[d->part] : TEXT_REST;
	bool code = false;
	struct gather *g;

	for (unsigned i = 0; i < d->depth; i++)
		code = code || d->code[i];
	if (run != NULL)
		o = run->deleted ? TEXT_DELETED : TEXT_HIDDEN;
	else if (code)
		o = TEXT_FIELD;
	g = o == TEXT_VISIBLE || (o == TEXT_HIDDEN && d->part == 0) ? &d->x->text : &d->x->aside;
	gather_origin(g, o);
	return g;
}

static void
gaps(struct doc *d, enum gap gap)
{
	gather_gap(&d->x->text, gap);
	gather_gap(&d->x->aside, gap);
}

static void
field(struct doc *d, unsigned char c)
{
	if (c == 0x13 && d->depth == FIELDS_MOST)
		broken(d, _("velden in elkaar"));
	else if (c == 0x13)
		d->code[d->depth++] = true;
	else if (d->depth != 0 && c == 0x14)
		d->code[d->depth - 1] = false;
	else if (d->depth != 0)
		d->depth--;
	if (c == 0x15 || c == 0x13)
		gather_gap(&d->x->aside, GAP_LINE);
}

/* Marks within the text ([MS-DOC] 2.4.1 and the list of special characters). */
static void
mark(struct doc *d, struct gather *g, unsigned char c)
{
	/* Two in a row end a row. */
	bool row = c == 0x07 && d->cell;

	d->cell = c == 0x07;
	if (c >= 0x13 && c <= 0x15)
		field(d, c);
	else if (c == 0x07)
		gaps(d, row ? GAP_ROW : GAP_CELL);
	else if (c == '\t')
		gather_add(g, S("\t"));
	else if (c == 0x1e)
		gather_add(g, S("\xe2\x80\x91"));
	else if (c == 0x1f)
		gather_add(g, S("\xc2\xad"));
	else if (c == 0x0b)
		gather_add(g, S("\n"));
	else if (c == 0x0c || c == 0x0d || c == 0x0e)
		gaps(d, GAP_LINE);
	else if (c == 0x02 || c == 0x05)
		gather_add(g, S(" "));
}

/* Characters of one part and one format. */
static void
add_letters(struct doc *d, struct str s, bool wide, const struct run *run)
{
	size_t step = wide ? 2 : 1;
	struct buf b;

	buf_init(&b, d->x->r->mem, 4 * s.n + 16);
	while (s.n >= step && !d->x->stopped) {
		size_t n = 0;
		struct gather *g = target(d, run);

		while (n + step <= s.n && !((unsigned char)s.p[n] < ' ' && (!wide || s.p[n + 1] == 0)))
			n += step;
		b.n = 0;
		if (wide)
			legacy_wide(&b, str_sub(s, 0, n));
		else
			legacy_narrow(&b, str_sub(s, 0, n));
		if (b.n != 0)
			d->cell = false;
		gather_add(g, buf_str(&b));
		if (n < s.n)
			mark(d, g, (unsigned char)s.p[n]);
		s = str_from(s, n + step);
	}
}

/* Characters from..to of the document, which stand at byte fc. */
static void
add_piece(struct doc *d, uint64_t from, uint64_t to, uint64_t fc, bool wide)
{
	size_t step = wide ? 2 : 1;

	while (from < to && !d->x->stopped && !gather_full(&d->x->text) && !gather_full(&d->x->aside)) {
		const struct run *run;
		uint64_t end = to;

		while (d->part < COUNT(parts) && from >= d->part_end[d->part]) {
			d->part++;
			d->depth = 0;
			gaps(d, GAP_LINE);
		}
		if (d->part < COUNT(parts) && d->part_end[d->part] < end)
			end = d->part_end[d->part];
		run = run_at(d, (uint32_t)fc);
		if (run != NULL && run->from > fc) {
			end = from + (run->from - fc) / step < end ? from + (run->from - fc + step - 1) / step : end;
			run = NULL;
		} else if (run != NULL && from + (run->to - fc + step - 1) / step < end) {
			end = from + (run->to - fc + step - 1) / step;
		}
		if (end > to)
			end = to;
		add_letters(d, str_sub(d->main, fc, (size_t)(end - from) * step), wide, run);
		fc += (end - from) * step;
		from = end;
	}
}

/* The piece table: which bytes are which characters (Clx, [MS-DOC] 2.9.38). */
static void
read_pieces(struct doc *d)
{
	struct str s = pair(d, PAIR_CLX);
	size_t n;

	while (s.n > 3 && s.p[0] == 1)
		s = str_from(s, 3 + (size_t)legacy_u16(s, 1));
	n = s.n < 9 || s.p[0] != 2 ? 0 : legacy_u32(s, 1);
	if (n < 16 || n > s.n - 5) {
		broken(d, _("tabel van tekstdelen"));
		return;
	}
	s = str_sub(s, 5, n);
	n = (s.n - 4) / 12;
	if (n > PIECES_MOST) {
		extraction_stop(d->x, F_EXT_TOO_MUCH, str_of(_("1.000.000 tekstdelen")));
		return;
	}
	for (size_t i = 0; i < n && !d->x->stopped; i++) {
		uint32_t from = legacy_u32(s, i * 4), to = legacy_u32(s, i * 4 + 4);
		uint32_t fc = legacy_u32(s, (n + 1) * 4 + i * 8 + 2);
		bool wide = (fc & 0x40000000) == 0;
		uint64_t at = wide ? fc & 0x3fffffff : (fc & 0x3fffffff) / 2,
			 bytes = (uint64_t)(to - from) * (wide ? 2 : 1);

		if (to < from || at > d->main.n || d->main.n - at < bytes)
			broken(d, _("tabel van tekstdelen"));
		else {
			*PUSH(d->x->r->mem, d->ranges, d->nranges, d->ranges_cap) = (struct range){ at, at + bytes };
			add_piece(d, from, to, at, wide);
		}
	}
	/* The last characters of all must have been there. */
	if (!d->x->stopped && legacy_u32(s, n * 4) < d->part_end[COUNT(parts) - 1])
		broken(d, _("tabel van tekstdelen"));
}

/* ---- names and properties beside the text ---- */

/* A table of strings with 16-bit characters (STTB, [MS-DOC] 2.2.4). */
static void
read_strings(struct doc *d, size_t i, enum text_origin origin)
{
	struct str s = pair(d, i);
	size_t extra = legacy_u16(s, 4), n = legacy_u16(s, 2);

	if (s.n < 6 || legacy_u16(s, 0) != 0xffff)
		return;
	s = str_from(s, 6);
	for (size_t k = 0; k < n && k < STRINGS_MOST && s.n >= 2; k++) {
		size_t bytes = (size_t)legacy_u16(s, 0) * 2;

		legacy_aside(d->x, origin, legacy_text(d->x->r->mem, str_sub(s, 2, bytes), true));
		s = str_from(s, 2 + bytes + extra);
	}
}

/* Who wrote the comments: strings one after the other, without a table. */
static void
read_owners(struct doc *d)
{
	struct str s = pair(d, PAIR_OWNERS);

	for (size_t k = 0; k < STRINGS_MOST && s.n >= 2; k++) {
		size_t bytes = (size_t)legacy_u16(s, 0) * 2;

		legacy_aside(d->x, TEXT_COMMENT, legacy_text(d->x->r->mem, str_sub(s, 2, bytes), true));
		s = str_from(s, 2 + bytes);
	}
}

static int
by_from(const void *a, const void *b)
{
	const struct range *x = a, *y = b;

	return x->from < y->from ? -1 : x->from > y->from;
}

/*
 * What no piece of the text has: words of before the last save, lists, formats,
 * properties of drawings, fields of forms.  A number in them counts.
 */
static void
look_through(struct doc *d, struct ole *o)
{
	static const char *const streams[] = { "0Table", "1Table", "Data" };
	uint64_t at = 0;

	if (d->nranges > 1)
		qsort(d->ranges, d->nranges, sizeof *d->ranges, by_from);
	for (size_t i = 0; i < d->nranges; i++) {
		if (d->ranges[i].from > at)
			legible_aside(d->x, str_sub(d->main, at, d->ranges[i].from - at));
		if (d->ranges[i].to > at)
			at = d->ranges[i].to;
	}
	legible_aside(d->x, str_from(d->main, at));
	for (size_t i = 0; i < COUNT(streams); i++)
		legible_aside(d->x, ole_stream(o, streams[i]));
}

static void
read_word(struct doc *d, struct ole *o)
{
	uint64_t end = 0;

	for (size_t i = 0; i < COUNT(parts); i++) {
		end += legacy_u32(d->main, FIB_CCP + i * 4);
		d->part_end[i] = end;
	}
	d->table = ole_stream(o, (legacy_u16(d->main, FIB_FLAGS) & FLAG_TABLE_1) != 0 ? "1Table" : "0Table");
	if (d->table.n == 0) {
		broken(d, _("tabel van het Word-document"));
		return;
	}
	read_formats(d);
	read_pieces(d);
	read_strings(d, PAIR_BOOKMARKS, TEXT_BOOKMARK);
	read_strings(d, PAIR_ASSOC, TEXT_PROPERTY);
	read_strings(d, PAIR_REVISORS, TEXT_PROPERTY);
	read_strings(d, PAIR_SAVED_BY, TEXT_PROPERTY);
	read_owners(d);
	look_through(d, o);
	gather_origin(&d->x->text, TEXT_VISIBLE);
}

int
extract_doc(struct extraction *x, struct err *e)
{
	static const char *const known[] = { "WordDocument", "0Table", "1Table", "Data" };
	AUTO_OLE o = ole_open(x);
	struct doc d = { .x = x };

	(void)e;
	if (o == NULL)
		return 0;
	d.main = ole_stream(o, "WordDocument");
	if (x->stopped)
		return 0;
	if (d.main.n < FIB_PAIRS || legacy_u16(d.main, 0) != 0xa5ec || legacy_u16(d.main, FIB_NFIB) < NFIB_97)
		broken(&d, _("geen Word 97 of later"));
	else if ((legacy_u16(d.main, FIB_FLAGS) & FLAG_ENCRYPTED) != 0)
		extraction_stop(x, F_EXT_PASSWORD, STR_NONE);
	else
		read_word(&d, o);
	if (x->stopped)
		return 0;
	ole_judge(o, known, COUNT(known));
	ole_properties(o);
	return 0;
}
