/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf_old.c - text of earlier versions of a PDF, and of parts that belong to nothing any more (gate facts, section 4). */
#include <math.h>
#include <string.h>

#include "base/ascii.h"
#include "base/form.h"
#include "base/utf8.h"
#include "reveal/pdf_seeing.h"

#include "base/banned.h"

#define END_WIDTH	((size_t)64)	/* bytes between startxref and %%EOF */
#define LINE_MOST	((size_t)65536)	/* bytes of one printed line */
#define NODES_MOST	100000		/* arrays and dictionaries within one object */
#define MARKS_MOST	20000000	/* references followed from the trailer */
#define LETTERS_LEAST	4		/* of a string that is told: shorter ones are names of things */
#define PAGES_MOST	1000		/* loose pages and drawings */
#define UNUSED_MOST	10000		/* drawings with text that no page shows: a form of 500 boxes has 1,500 */

/* ---- where a version ends ---- */

/* Does it end here: startxref, a number, and at that offset a table of objects?  at is that of %%EOF. */
static bool
is_end(struct str bytes, size_t at)
{
	size_t from = at > END_WIDTH ? at - END_WIDTH : 0, to = 0;
	struct str near = str_sub(bytes, from, at - from), n, table;
	const char *key = near.n == 0 ? NULL : memmem(near.p, near.n, "startxref", 9);
	uint64_t offset;

	if (key == NULL)
		return false;
	n = str_trim(str_from(near, (size_t)(key - near.p) + 9));
	if (str_u64(n, &offset) != 0 || offset == 0 || offset >= at)
		return false;
	table = str_sub(bytes, (size_t)offset, 20);
	if (str_starts(str_trim(table), S("xref")))
		return true;
	while (to < table.n && ascii_digit(table.p[to]))
		to++;
	return to != 0 && memmem(table.p, table.n, "obj", 3) != NULL;
}

size_t
pdf_old_ends(struct str bytes, size_t *ends, size_t most)
{
	size_t n = 0, at = 0;
	const char *p;

	while (at < bytes.n && (p = memmem(bytes.p + at, bytes.n - at, "%%EOF", 5)) != NULL) {
		at = (size_t)(p - bytes.p) + 5;
		if (!is_end(bytes, at - 5))
			continue;
		if (n == most)
			return n + 1;
		ends[n++] = at;
	}
	/* The last is the document of today. */
	return n == 0 ? 0 : n - 1;
}

/* ---- text ---- */

static int
tenths(float points)
{
	return points > (float)BOX_MOST / 10 ? BOX_MOST :
	    points > -(float)BOX_MOST / 10   ? (int)lroundf(points * 10) :
					       -BOX_MOST;
}

static void
tell_line(struct seeing *s, const fz_stext_line *l, struct unseen x)
{
	struct buf b;

	buf_init(&b, s->mem, LINE_MOST);
	for (const fz_stext_char *ch = l->first_char; ch != NULL; ch = ch->next) {
		char utf8[4];
		uint32_t c =
		    ch->c >= 0x20 && ch->c < 0x110000 && (ch->c < 0xd800 || ch->c > 0xdfff) ? (uint32_t)ch->c : 0xfffd;

		if (!b.cut)
			buf_add(&b, (struct str){ utf8, utf8_encode(c, utf8) });
	}
	x.text = x.near = str_trim(buf_str(&b));
	if (x.page != 0)
		x.box = (struct box){ tenths(l->bbox.x0), tenths(l->bbox.y0), tenths(l->bbox.x1), tenths(l->bbox.y1) };
	pdf_told_add(s, x);
}

/* All that a page says, whatever layer it is on. */
static void
tell_page(struct seeing *s, struct pdf_file *f, int number, struct unseen x)
{
	fz_stext_options none = { .flags = 0 };

	s->page = pdf_load_page(s->ctx, f->doc, number);
	if (!pdf_reader_fits(f, pdf_page_contents(s->ctx, s->page))) {
		reveal_stop(s->v, str_of(_("256 MB aan tekenopdrachten op een bladzijde")));
		return;
	}
	s->stext = fz_new_stext_page(s->ctx, pdf_bound_page(s->ctx, s->page));
	s->dev = fz_new_stext_device(s->ctx, s->stext, &none);
	pdf_run_page_with_usage(s->ctx, s->page, s->dev, fz_identity, NULL, &s->cookie);
	fz_close_device(s->ctx, s->dev);
	for (const fz_stext_block *b = s->stext->first_block; b != NULL; b = b->next) {
		for (const fz_stext_line *l = b->type == FZ_STEXT_BLOCK_TEXT ? b->u.t.first_line : NULL; l != NULL;
		     l = l->next)
			tell_line(s, l, x);
	}
}

static void
tell_string(struct seeing *s, pdf_obj *o, struct unseen x)
{
	struct str text = str_trim(str_of(pdf_to_text_string(s->ctx, o)));
	size_t letters = 0;

	for (size_t i = 0; i < text.n; i++)
		letters += ascii_letter(text.p[i]) || (unsigned char)text.p[i] >= 0xc3;
	/* D:20260312101500+01'00': a moment (ISO 32000 7.9.4). */
	if (letters < LETTERS_LEAST || str_starts(text, S("D:")) || !utf8_valid(text))
		return;
	x.text = x.near = str_sub(text, 0, utf8_begin(text, text.n < LINE_MOST ? text.n : LINE_MOST));
	pdf_told_add(s, x);
}

/* ---- earlier versions ---- */

bool
pdf_old_open(struct seeing *s, size_t end)
{
	return pdf_reader_open(&s->old, str_sub(s->v->bytes, 0, end)) == READER_OPEN &&
	    pdf_was_repaired(s->ctx, s->old.doc) == 0;
}

void
pdf_old_page(struct seeing *s, int number, unsigned version)
{
	struct unseen x = {
		.cause = CAUSE_REVISION, .page = (uint32_t)number + 1, .part = str_fmt(s->mem, _("versie %u"), version)
	};
	pdf_obj *annots;

	tell_page(s, &s->old, number, x);
	annots = pdf_dict_get(s->ctx, s->page->obj, PDF_NAME(Annots));
	for (int i = 0, n = pdf_array_len(s->ctx, annots); i < n; i++) {
		pdf_obj *note = pdf_array_get(s->ctx, annots, i);

		tell_string(s, pdf_dict_get(s->ctx, note, PDF_NAME(Contents)), x);
		tell_string(s, pdf_dict_get_inheritable(s->ctx, note, PDF_NAME(V)), x);
	}
}

/* ---- loose parts ---- */

static void
mark_add(struct seeing *s, pdf_obj *o)
{
	int num = pdf_is_indirect(s->ctx, o) ? pdf_to_num(s->ctx, o) : 0;

	if (num > 0 && num < s->nobjects) {
		if ((s->seen[num / 8] & 1u << num % 8) != 0)
			return;
		s->seen[num / 8] |= (uint8_t)(1u << num % 8);
	}
	if (num != 0 || pdf_is_array(s->ctx, o) || pdf_is_dict(s->ctx, o))
		*PUSH(s->mem, s->todo, s->ntodo, s->todo_cap) = o;
}

void
pdf_old_mark(struct seeing *s)
{
	size_t marked = 0;

	memset(s->seen, 0, (size_t)s->nobjects / 8 + 1);
	s->todo = NULL;
	s->ntodo = s->todo_cap = 0;
	mark_add(s, pdf_trailer(s->ctx, s->file.doc));
	while (s->ntodo != 0) {
		pdf_obj *o = s->todo[--s->ntodo];

		if (++marked > MARKS_MOST) {
			reveal_stop(s->v, str_of(_("te veel verwijzingen tussen onderdelen")));
			return;
		}
		s->drawings += pdf_unused_may(s, o);
		s->papers += pdf_unused_may_paper(s, o);
		for (int i = 0, n = pdf_array_len(s->ctx, o); i < n; i++)
			mark_add(s, pdf_array_get(s->ctx, o, i));
		for (int i = 0, n = pdf_dict_len(s->ctx, o); i < n; i++)
			mark_add(s, pdf_dict_get_val(s->ctx, o, i));
	}
}

/* Strings that are no text: names that programs give, how letters look, and scripts, which extract tells of. */
static bool
is_label(struct str key)
{
	static const char *const labels[] = { "ID", "NM", "DA", "DS", "Lang", "Registry", "Ordering", "CharSet",
		"FontFamily", "Producer", "Creator", "O", "U", "OE", "UE", "Perms", "CheckSum", "Cert", "ByteRange",
		"OutputConditionIdentifier", "OutputCondition", "RegistryName", "Info", "Panose", "Style", "JS" };

	return str_index(labels, COUNT(labels), key) >= 0;
}

static void
add_string(struct seeing *s, pdf_obj *o, struct unseen x)
{
	if (o == NULL || pdf_is_indirect(s->ctx, o))
		return;
	if (pdf_is_string(s->ctx, o))
		tell_string(s, o, x);
	else if ((pdf_is_array(s->ctx, o) || pdf_is_dict(s->ctx, o)) && s->ntodo < NODES_MOST)
		*PUSH(s->mem, s->todo, s->ntodo, s->todo_cap) = o;
}

static void
tell_strings(struct seeing *s, struct unseen x)
{
	s->ntodo = 0;
	add_string(s, s->object, x);
	while (s->ntodo != 0) {
		pdf_obj *at = s->todo[--s->ntodo];

		for (int i = 0, n = pdf_array_len(s->ctx, at); i < n; i++)
			add_string(s, pdf_array_get(s->ctx, at, i), x);
		for (int i = 0, n = pdf_dict_len(s->ctx, at); i < n; i++) {
			if (!is_label(str_of(pdf_to_name(s->ctx, pdf_dict_get_key(s->ctx, at, i)))))
				add_string(s, pdf_dict_get_val(s->ctx, at, i), x);
		}
	}
}

/* A page of its own for a loose page or drawing, behind those of the document in memory. */
static void
tell_drawing(struct seeing *s, int num, bool page, struct unseen x)
{
	pdf_document *doc = s->file.doc;
	pdf_obj *resources = pdf_dict_get(s->ctx, s->object, PDF_NAME(Resources));

	if (x.cause == CAUSE_UNUSED ? s->nunused++ >= UNUSED_MOST : s->nloose++ >= PAGES_MOST) {
		reveal_stop(s->v, str_of(_("te veel losse onderdelen met tekst")));
		return;
	}
	s->made = pdf_new_indirect(s->ctx, doc, num, 0);
	if (!page) {
		/* A page's old contents had the letters that the page still has, as a rule. */
		if (resources == NULL)
			resources =
			    pdf_dict_get_inheritable(s->ctx, pdf_lookup_page_obj(s->ctx, doc, 0), PDF_NAME(Resources));
		s->paper = pdf_add_page(s->ctx, doc, fz_make_rect(0, 0, 1000, 1000), 0, resources, NULL);
		pdf_dict_put(s->ctx, s->paper, PDF_NAME(Contents), s->made);
	}
	pdf_insert_page(s->ctx, doc, -1, page ? s->made : s->paper);
	tell_page(s, &s->file, pdf_count_pages(s->ctx, doc) - 1, x);
}

/* A stream that says nothing of itself is the contents of a page, as a rule. */
static bool
is_contents(struct seeing *s)
{
	static const char *const plain[] = { "Length", "Filter", "DecodeParms" };

	for (int i = 0, n = pdf_dict_len(s->ctx, s->object); i < n; i++) {
		if (str_index(
			plain, COUNT(plain), str_of(pdf_to_name(s->ctx, pdf_dict_get_key(s->ctx, s->object, i)))) < 0)
			return false;
	}
	return true;
}

/* It is referred to, and belongs to the document; that does not say that a page shows it. */
static void
tell_unused(struct seeing *s, int num)
{
	struct unseen x = { .cause = CAUSE_UNUSED };
	/* When there was so much to tell that not all pages were looked at, which are left out is not known. */
	bool paper = !s->v->unseen.more && s->papers > s->sheets && pdf_unused_is_paper(s, num);

	if (!paper && (s->drawings == 0 || !pdf_unused_is(s, num)))
		return;
	x.part = str_fmt(s->mem, _("onderdeel %d"), num);
	s->object = pdf_load_object(s->ctx, s->file.doc, num);
	tell_drawing(s, num, paper, x);
}

void
pdf_old_loose(struct seeing *s, int num)
{
	struct unseen x = { .cause = CAUSE_LOOSE };
	struct str type, kind;

	if ((s->seen[num / 8] & 1u << num % 8) != 0) {
		tell_unused(s, num);
		return;
	}
	s->object = pdf_load_object(s->ctx, s->file.doc, num);
	type = str_of(pdf_to_name(s->ctx, pdf_dict_get(s->ctx, s->object, PDF_NAME(Type))));
	kind = str_of(pdf_to_name(s->ctx, pdf_dict_get(s->ctx, s->object, PDF_NAME(Subtype))));
	if (str_eq(type, S("XRef")) || str_eq(type, S("ObjStm")) || str_starts(type, S("Font")) ||
	    str_eq(type, S("Encoding")) || pdf_dict_gets(s->ctx, s->object, "Linearized") != NULL)
		return;
	x.part = str_fmt(s->mem, _("onderdeel %d"), num);
	if (str_eq(type, S("Page")))
		tell_drawing(s, num, true, x);
	else if (pdf_obj_num_is_stream(s->ctx, s->file.doc, num) && (str_eq(kind, S("Form")) || is_contents(s)))
		tell_drawing(s, num, false, x);
	else
		tell_strings(s, x);
}
