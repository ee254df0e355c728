/* SPDX-License-Identifier: EUPL-1.2 */
/* docx.c - what was left behind in the text of a Word document (ECMA-376 part 1, 17). */
#include "format/attribute.h"
#include "reveal/ooxml.h"

#include "base/banned.h"

#define FIELD_MOST	((size_t)64 << 10)	/* bytes of one instruction */
#define TINY_MOST	4u			/* half points */

/* ---- how a run looks ---- */

static unsigned
look_of_shading(const struct xml_tag *t)
{
	struct str fill = xml_attribute(t, "fill"), pattern = xml_attribute(t, "val");
	bool plain = fill.n == 0 || str_eq_nocase(fill, S("auto")) || look_is_white(fill);
	bool clear = pattern.n == 0 || str_eq(pattern, S("clear")) || str_eq(pattern, S("nil"));

	return plain && clear ? 0 : LOOK_SHADED;
}

/* An element of w:rPr, or of the w:pPr around it. */
static unsigned
look_of(const struct xml_tag *t)
{
	struct str val = xml_attribute(t, "val");
	uint64_t size;

	if (str_eq(t->name, S("color")))
		return look_is_white(val) ? LOOK_WHITE : LOOK_COLOUR;
	if (str_eq(t->name, S("sz")) && str_u64(val, &size) == 0)
		return size <= TINY_MOST ? LOOK_TINY : LOOK_SIZED;
	if (str_eq(t->name, S("shd")))
		return look_of_shading(t);
	if (str_eq(t->name, S("highlight")))
		return str_eq(val, S("none")) || str_eq(val, S("white")) ? 0 : LOOK_SHADED;
	return 0;
}

/* ---- styles ---- */

static void
styles_start(struct ooxml *o, const struct xml_tag *t)
{
	struct word *w = &o->word;
	struct str val = xml_attribute(t, "val"), type = xml_attribute(t, "type");

	if (str_eq(t->name, S("style"))) {
		w->id = str_dup(o->v->tmp, xml_attribute(t, "styleId"));
		w->based_on = STR_NONE;
		w->family = type.n != 0 ? *type.p : 'p';
		w->look = 0;
	} else if (str_eq(t->name, S("basedOn"))) {
		w->based_on = str_dup(o->v->tmp, val);
	} else if (str_eq(t->name, S("lang")) && o->access.language.n == 0) {
		o->access.language = str_dup(o->v->tmp, val);
	} else if (w->id.n != 0) {
		w->look = look_over(look_of(t), w->look);
	}
}

static void
styles_end(struct ooxml *o, struct str name)
{
	struct word *w = &o->word;

	if (!str_eq(name, S("style")))
		return;
	if (!looks_add(o->looks, w->family, w->id, w->based_on, w->look))
		reveal_stop(o->v, str_of(_("65.536 opmaakstijlen")));
	w->id = STR_NONE;
}

/* ---- fields ---- */

static void
field_judge(struct ooxml *o, struct str instruction)
{
	static const char *const words[] = { "INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "LINK", "DDE",
		"DDEAUTO", "DATABASE", "RD" };
	struct str first, rest = str_trim(instruction);

	if (!str_next(&rest, ' ', &first))
		return;
	for (size_t i = 0; i < COUNT(words); i++)
		ooxml_left(o, F_REV_FIELDS, str_eq_nocase(str_trim(first), str_of(words[i])));
}

static void
field_end(struct ooxml *o)
{
	field_judge(o, buf_str(&o->word.field));
	o->word.field.n = 0;
	o->word.field.cut = false;
}

/* ---- text ---- */

static void
text_begin(struct ooxml *o)
{
	struct buf field = o->word.field;
	bool page_shaded = o->word.page_shaded;

	if (field.mem == NULL)
		buf_init(&field, o->v->tmp, FIELD_MOST);
	field.n = 0;
	o->word = (struct word){ .field = field, .page_shaded = page_shaded };
	shapes_begin(o);
}

static bool
is_change(struct str n)
{
	static const char *const names[] = { "ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge" };

	return str_index(names, COUNT(names), n) >= 0 || str_ends(n, S("Change"));
}

/* Elements that say how a run, its paragraph or its cell is. */
static void
look_start(struct ooxml *o, const struct xml_tag *t)
{
	struct word *w = &o->word;
	struct str n = t->name, val = xml_attribute(t, "val");
	unsigned look = look_of(t);

	if (w->changes != 0)
		return;
	if (str_eq(n, S("pStyle")))
		w->paragraph = looks_of(o->looks, 'p', val);
	else if (str_eq(n, S("rStyle")) && w->marks == 0)
		w->run = look_over(w->run, looks_of(o->looks, 'c', val));
	else if (str_eq(n, S("tblStyle")) && w->table == 0 && (looks_of(o->looks, 't', val) & LOOK_SHADED) != 0)
		/* The table is what this stands in, twice. */
		w->table = o->b.depth > 2 ? o->b.depth - 2 : 1;
	else if (str_eq(n, S("vanish")) && w->marks == 0 && w->runs != 0)
		w->vanish = attribute_on(val, true);
	else if (w->runs != 0 && w->marks == 0)
		w->run = look_over(look, w->run);
	else if (w->marks != 0 && str_eq(n, S("shd")))
		w->paragraph |= look;
	else if (str_eq(n, S("shd")) && look != 0 && w->shaded == 0)
		/* A cell, a row or a table. */
		w->shaded = o->b.depth > 2 ? o->b.depth - 2 : 1;
}

/* Pictures and tables, for who cannot see them. */
static void
access_start(struct ooxml *o, const struct xml_tag *t)
{
	struct str n = t->name;

	if (o->b.second != 0)
		return;
	if (str_eq(n, S("docPr")) && o->word.drawing != 0) {
		o->access.pictures++;
		o->access.described += str_trim(xml_attribute(t, "descr")).n != 0;
	} else if (str_eq(n, S("tblPr"))) {
		o->access.tables++;
	} else if (str_eq(n, S("tblHeader")) && attribute_on(xml_attribute(t, "val"), true)) {
		o->access.headed += o->access.headed < o->access.tables;
	}
}

static void
text_start(struct ooxml *o, const struct xml_tag *t)
{
	struct word *w = &o->word;
	struct str n = t->name;

	access_start(o, t);
	shapes_start(o, t);
	if (is_change(n))
		ooxml_left(o, F_REV_CHANGES, 1);
	w->changes += str_ends(n, S("Change"));
	w->marks += str_eq(n, S("pPr"));
	w->drawing += str_eq(n, S("drawing"));
	if (str_eq(n, S("p"))) {
		w->paragraph = 0;
	} else if (str_eq(n, S("r"))) {
		w->runs++;
		w->run = 0;
		w->vanish = false;
	} else if (str_eq(n, S("background"))) {
		w->page_shaded |= !look_is_white(xml_attribute(t, "color"));
	} else if (str_eq(n, S("txbxContent")) && w->box == 0) {
		w->box = o->b.depth;
	} else if (str_eq(n, S("instrText"))) {
		w->in_field = true;
	} else if (str_eq(n, S("fldChar"))) {
		field_end(o);
	} else if (str_eq(n, S("fldSimple"))) {
		field_judge(o, xml_attribute(t, "instr"));
	} else {
		look_start(o, t);
	}
}

static void
count_down(unsigned *n, bool here)
{
	*n -= here && *n != 0;
}

static void
text_end(struct ooxml *o, struct str n)
{
	struct word *w = &o->word;

	shapes_end(o);
	count_down(&w->changes, str_ends(n, S("Change")));
	count_down(&w->marks, str_eq(n, S("pPr")));
	count_down(&w->runs, str_eq(n, S("r")));
	count_down(&w->drawing, str_eq(n, S("drawing")));
	w->in_field = false;
	w->shaded = w->shaded == o->b.depth ? 0 : w->shaded;
	w->table = w->table == o->b.depth ? 0 : w->table;
	w->box = w->box == o->b.depth ? 0 : w->box;
}

static void
text_text(struct ooxml *o, struct str s)
{
	struct word *w = &o->word;
	unsigned look = look_over(w->run, w->paragraph);
	uint64_t n = left_letters(s);

	shapes_text(o, s);
	if (w->in_field)
		buf_add(&w->field, s);
	if (!o->in_t || n == 0)
		return;
	/* How much is hidden extract says, which knows what its styles come to. */
	if (w->vanish)
		ooxml_left(o, F_REV_HIDDEN_TEXT, 1);
	if (w->shaded != 0 || w->page_shaded)
		look |= LOOK_SHADED;
	if (!look_is_faint(look))
		return;
	/* What lies behind the text of a box or a table may have any colour. */
	ooxml_left(
	    o, (look & LOOK_TINY) == 0 && (w->box != 0 || w->table != 0) ? F_REV_WHITE_BOX : F_REV_FAINT_TEXT, n);
}

static void
comments_start(struct ooxml *o, const struct xml_tag *t)
{
	if (str_eq(t->name, S("comment")))
		ooxml_left(o, F_REV_COMMENTS, 1);
	text_start(o, t);
}

/* ---- settings ---- */

static void
settings_start(struct ooxml *o, const struct xml_tag *t)
{
	struct str n = t->name;

	if (str_eq(n, S("trackRevisions")) && attribute_on(xml_attribute(t, "val"), true))
		ooxml_left(o, F_REV_TRACKING, 1);
	else if (str_eq(n, S("documentProtection")) && attribute_on(xml_attribute(t, "enforcement"), false))
		ooxml_left(o, F_REV_PROTECTED, 1);
	else if (str_eq(n, S("writeProtection")))
		ooxml_left(o, F_REV_PROTECTED, 1);
	else if (str_eq(n, S("docVar")))
		left_add(o->lefts, F_REV_OWN_DATA, 1, str_of(_("documentvariabelen")));
	else if (str_eq(n, S("mailMerge")))
		ooxml_left(o, F_REV_SOURCES, 1);
}

static const struct root roots[] = {
	{ "document", text_begin, text_start, text_end, text_text }, { "hdr", text_begin, text_start, text_end, text_text },
	{ "ftr", text_begin, text_start, text_end, text_text }, { "footnotes", text_begin, text_start, text_end, text_text },
	{ "endnotes", text_begin, text_start, text_end, text_text },
	{ "comments", text_begin, comments_start, text_end, text_text },
	{ "glossaryDocument", text_begin, text_start, text_end, text_text },
	{ "styles", NULL, styles_start, styles_end, NULL }, { "settings", NULL, settings_start, NULL, NULL },
};

/* The background comes before the text, and styles before all. */
void
word_begin(struct ooxml *o)
{
	o->roots = roots;
	o->nroots = COUNT(roots);
	o->page_name = N_("bladzijde");
	o->shapes = shapes_new(o);
}

void
word_end(struct ooxml *o)
{
	left_hidden(o->lefts, str_of(_("door een opmaakstijl of in een tabelrij")));
	access_tell(o->v, &o->access);
}
