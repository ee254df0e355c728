/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf_left.c - what was left behind in a PDF beside its text: counted, with the pages (gate facts, section 4). */
#include <string.h>

#include "base/form.h"
#include "base/xml.h"
#include "format/exif.h"
#include "reveal/pdf_seeing.h"

#include "base/banned.h"

#define PACKET_MOST	((size_t)4 << 20)	/* bytes of XMP; extract reads less */
#define NODES_MOST	1000000		/* of the tree of tags; a report of 500 pages has some 100,000 */
#define PICTURE_MOST	(64 << 20)	/* bytes of a picture as it lies in the file */
#define NAME_MOST	((size_t)200)	/* bytes of the name of a maker */

static const struct { enum left_kind kind; enum finding_code code; } findings[] = {
	{ LEFT_SIGNED, F_REV_PDF_SIGNED }, { LEFT_PART_XMP, F_REV_PDF_PART_XMP }, { LEFT_FIELDS, F_REV_PDF_FIELDS },
	{ LEFT_THUMBS, F_REV_PDF_THUMBNAILS }, { LEFT_PIECES, F_REV_PDF_PIECES }, { LEFT_HISTORY, F_REV_PDF_HISTORY },
	{ LEFT_ACTUAL, F_REV_PDF_ACTUAL }, { LEFT_REDACT, F_REV_PDF_REDACT }, { LEFT_NOTES, F_REV_PDF_NOTES },
	{ LEFT_PLACE, F_REV_PDF_PLACE }, { LEFT_BENEATH, F_REV_PDF_BENEATH }, { LEFT_OVERLAID, F_REV_PDF_OVERLAID },
};

void
pdf_left_count(struct seeing *s, enum left_kind kind, uint32_t page)
{
	struct left *l = &s->left[kind];

	l->n++;
	if (page == 0 || l->npages > PAGES_TOLD || (l->npages != 0 && l->pages[l->npages - 1] == page))
		return;
	if (l->npages < PAGES_TOLD)
		l->pages[l->npages] = page;
	l->npages++;
}

static bool
says(fz_context *ctx, pdf_obj *o)
{
	return pdf_is_string(ctx, o) && form_speaks(str_of(pdf_to_text_string(ctx, o)));
}

/* ---- a page ---- */

/* Notes of people.  What FreeText says stands on the page; links, fields and windows are none. */
static bool
is_note(struct str type)
{
	static const char *const others[] = { "Link", "Widget", "Popup", "FreeText", "Redact", "PrinterMark", "TrapNet",
		"Screen", "Movie", "Sound", "RichMedia", "3D", "FileAttachment", "Watermark" };

	return str_index(others, COUNT(others), type) < 0;
}

static void
look_at_note(struct seeing *s, pdf_obj *a)
{
	struct str type = str_of(pdf_to_name(s->ctx, pdf_dict_get(s->ctx, a, PDF_NAME(Subtype))));

	if (str_eq(type, S("Redact")))
		pdf_left_count(s, LEFT_REDACT, s->number);
	else if (is_note(type) &&
	    (says(s->ctx, pdf_dict_get(s->ctx, a, PDF_NAME(Contents))) ||
		says(s->ctx, pdf_dict_get(s->ctx, a, PDF_NAME(RC)))))
		pdf_left_count(s, LEFT_NOTES, s->number);
	if (str_eq(type, S("Widget"))) {
		struct str field = str_of(pdf_to_name(s->ctx, pdf_dict_get_inheritable(s->ctx, a, PDF_NAME(FT))));

		if ((str_eq(field, S("Tx")) || str_eq(field, S("Ch"))) &&
		    form_speaks(str_of(pdf_field_value(s->ctx, a))))
			pdf_left_count(s, LEFT_FIELDS, s->number);
	}
}

void
pdf_left_page(struct seeing *s)
{
	pdf_obj *annots = pdf_dict_get(s->ctx, s->page->obj, PDF_NAME(Annots));

	for (int i = 0, n = pdf_array_len(s->ctx, annots); i < n; i++)
		look_at_note(s, pdf_array_get(s->ctx, annots, i));
	if (pdf_is_stream(s->ctx, pdf_dict_gets(s->ctx, s->page->obj, "Thumb")))
		pdf_left_count(s, LEFT_THUMBS, s->number);
	if (pdf_is_dict(s->ctx, pdf_dict_gets(s->ctx, s->page->obj, "PieceInfo")))
		pdf_left_count(s, LEFT_PIECES, s->number);
}

/* ---- an object ---- */

static void
see_tag(void *user, const struct exif_value *x)
{
	bool *place = user;

	*place = *place || (x->gps && x->tag == TAG_LATITUDE);
}

/* The place of a photo: in the EXIF part of a JPEG (EXIF 2.32, 4.7.2). */
static bool
has_place(struct seeing *s, struct str jpeg)
{
	bool place = false;
	uint32_t pages;
	size_t at = 2;

	if (!str_starts(jpeg, S("\xff\xd8")))
		return false;
	while (at + 4 <= jpeg.n && (unsigned char)jpeg.p[at] == 0xff) {
		unsigned kind = (unsigned char)jpeg.p[at + 1];
		size_t n = (size_t)(unsigned char)jpeg.p[at + 2] << 8 | (unsigned char)jpeg.p[at + 3];
		struct str part = str_sub(str_from(jpeg, at + 4), 0, n < 2 ? 0 : n - 2);

		if (kind == 0xda || n < 2)
			break;
		if (kind == 0xe1 && str_starts(part, S("Exif\0\0")))
			(void)exif_walk(str_from(part, 6), s->mem, see_tag, &place, &pages);
		at += n + 2;
	}
	return place;
}

static void
look_at_picture(struct seeing *s, int num)
{
	pdf_obj *filter = pdf_dict_get(s->ctx, s->object, PDF_NAME(Filter));
	struct str jpeg = STR_NONE;

	if (pdf_is_array(s->ctx, filter) && pdf_array_len(s->ctx, filter) == 1)
		filter = pdf_array_get(s->ctx, filter, 0);
	if (!pdf_name_eq(s->ctx, filter, PDF_NAME(DCTDecode)) ||
	    pdf_dict_get_int(s->ctx, s->object, PDF_NAME(Length)) > PICTURE_MOST)
		return;
	s->raw = pdf_load_raw_stream_number(s->ctx, s->file.doc, num);
	jpeg.n = fz_buffer_storage(s->ctx, s->raw, (unsigned char **)(uintptr_t)&jpeg.p);
	if (has_place(s, jpeg))
		pdf_left_count(s, LEFT_PLACE, 0);
}

static void
look_at_font(struct seeing *s, struct str kind)
{
	pdf_obj *d = pdf_dict_get(s->ctx, s->object, PDF_NAME(FontDescriptor));
	pdf_obj *coding = pdf_dict_get(s->ctx, s->object, PDF_NAME(Encoding));
	bool composite = str_eq(kind, S("Type0")), drawn = str_eq(kind, S("Type3"));

	if (!composite)
		s->tags.fonts++;
	if (!composite && !drawn && pdf_dict_get(s->ctx, d, PDF_NAME(FontFile)) == NULL &&
	    pdf_dict_get(s->ctx, d, PDF_NAME(FontFile2)) == NULL &&
	    pdf_dict_get(s->ctx, d, PDF_NAME(FontFile3)) == NULL)
		s->tags.loose_fonts++;
	if (pdf_dict_get(s->ctx, s->object, PDF_NAME(ToUnicode)) == NULL &&
	    (drawn || (composite && str_starts(str_of(pdf_to_name(s->ctx, coding)), S("Identity")))))
		s->tags.mute_fonts++;
}

void
pdf_left_object(struct seeing *s, int num)
{
	struct str type, kind;

	s->object = pdf_load_object(s->ctx, s->file.doc, num);
	type = str_of(pdf_to_name(s->ctx, pdf_dict_get(s->ctx, s->object, PDF_NAME(Type))));
	kind = str_of(pdf_to_name(s->ctx, pdf_dict_get(s->ctx, s->object, PDF_NAME(Subtype))));
	if (str_eq(type, S("Font")))
		look_at_font(s, kind);
	if (pdf_dict_get(s->ctx, s->object, PDF_NAME(ByteRange)) != NULL && str_eq(type, S("Sig")))
		pdf_left_count(s, LEFT_SIGNED, 0);
	if (!pdf_obj_num_is_stream(s->ctx, s->file.doc, num))
		return;
	if (pdf_is_stream(s->ctx, pdf_dict_get(s->ctx, s->object, PDF_NAME(Metadata))))
		pdf_left_count(s, LEFT_PART_XMP, 0);
	if (str_eq(kind, S("Image")))
		look_at_picture(s, num);
}

/* ---- properties ---- */

/*
 * A maker that is no person, as far as a word tells: a looks-at finding when in
 * doubt.  The words are those of names of organisations, and of programs.
 */
static bool
is_organisation(struct arena *mem, struct str name)
{
	static const char *const words[] = { "gemeente", "provincie", "ministerie", "waterschap", "hoogheemraadschap",
		"dienst", "stichting", "vereniging", "bureau", "afdeling", "directie", "college", "griffie", "raad",
		"commissie", "universit", "hogeschool", "politie", "regio", "ggd", "rijks", "inspectie", "autoriteit",
		"kamer", "rechtbank", "b.v.", " bv", "n.v.", " nv", "gmbh", " ltd", " inc", "groep", "advies",
		"adviseurs", "ingenieurs", "architect", "consult", "kadaster", "instituut", "centrum", "microsoft",
		"adobe", "team", "secretariaat", "administrat", "user", "gebruiker", "scanner", "anonymous", "onbekend",
		"unknown" };
	struct str s = str_lower(mem, name);

	for (size_t i = 0; i < COUNT(words); i++) {
		if (str_holds_nocase(s, str_of(words[i])))
			return true;
	}
	return !form_speaks(name);
}

static void
look_at_properties(struct seeing *s, pdf_obj *root)
{
	pdf_obj *info = pdf_dict_get(s->ctx, pdf_trailer(s->ctx, s->file.doc), PDF_NAME(Info));
	struct str author = str_of(pdf_dict_get_text_string(s->ctx, info, PDF_NAME(Author)));
	struct str title = str_trim(str_of(pdf_dict_get_text_string(s->ctx, info, PDF_NAME(Title))));
	pdf_obj *packet = pdf_dict_get(s->ctx, root, PDF_NAME(Metadata));
	unsigned char block[4096];
	size_t n;

	s->maker_info = !is_organisation(s->v->tmp, str_sub(author, 0, NAME_MOST));
	s->tags.title = form_speaks(title) && !str_starts(title, S("Microsoft ")) && !str_starts(title, S("untitled"));
	s->tags.title_shown = pdf_to_bool(
	    s->ctx, pdf_dict_gets(s->ctx, pdf_dict_gets(s->ctx, root, "ViewerPreferences"), "DisplayDocTitle"));
	if (!pdf_is_stream(s->ctx, packet))
		return;
	s->file.side = pdf_open_stream(s->ctx, packet);
	while (!s->packet.cut && (n = fz_read(s->ctx, s->file.side, block, sizeof block)) != 0)
		buf_add(&s->packet, (struct str){ (const char *)block, n });
	fz_drop_stream(s->ctx, s->file.side);
	s->file.side = NULL;
}

/* ---- tags ---- */

static void
walk_add(struct seeing *s, pdf_obj *o)
{
	int num = pdf_is_indirect(s->ctx, o) ? pdf_to_num(s->ctx, o) : 0;

	if (num > 0 && num < s->nobjects) {
		if ((s->seen[num / 8] & 1u << num % 8) != 0)
			return;
		s->seen[num / 8] |= (uint8_t)(1u << num % 8);
	}
	if (s->ntodo < NODES_MOST)
		*PUSH(s->mem, s->todo, s->ntodo, s->todo_cap) = o;
}

static void
look_at_tag(struct seeing *s, pdf_obj *node, pdf_obj *roles)
{
	pdf_obj *role = pdf_dict_get(s->ctx, node, PDF_NAME(S)), *stands = pdf_dict_get(s->ctx, roles, role);
	pdf_obj *actual = pdf_dict_get(s->ctx, node, PDF_NAME(ActualText));
	struct str type = str_of(pdf_to_name(s->ctx, pdf_is_name(s->ctx, stands) ? stands : role));

	s->tags.headings +=
	    str_eq(type, S("H")) || (type.n == 2 && type.p[0] == 'H' && type.p[1] >= '1' && type.p[1] <= '6');
	s->tags.tables += str_eq(type, S("Table"));
	s->tags.headed += str_eq(type, S("TH"));
	if (str_eq(type, S("Figure"))) {
		s->tags.figures++;
		s->tags.described += says(s->ctx, pdf_dict_get(s->ctx, node, PDF_NAME(Alt))) || says(s->ctx, actual);
	}
	if (says(s->ctx, actual) && !pdf_is_shown(s, str_of(pdf_to_text_string(s->ctx, actual))))
		pdf_left_count(s, LEFT_ACTUAL, 0);
}

static void
look_at_tags(struct seeing *s, pdf_obj *tree)
{
	pdf_obj *roles = pdf_dict_gets(s->ctx, tree, "RoleMap");

	walk_add(s, pdf_dict_get(s->ctx, tree, PDF_NAME(K)));
	while (s->ntodo != 0) {
		pdf_obj *node = s->todo[--s->ntodo];
		pdf_obj *kids = pdf_is_array(s->ctx, node) ? node : pdf_dict_get(s->ctx, node, PDF_NAME(K));

		if (pdf_is_dict(s->ctx, node))
			look_at_tag(s, node, roles);
		for (int i = 0, n = pdf_array_len(s->ctx, kids); i < n; i++)
			walk_add(s, pdf_array_get(s->ctx, kids, i));
		if (pdf_is_dict(s->ctx, kids))
			walk_add(s, kids);
	}
}

void
pdf_left_document(struct seeing *s)
{
	pdf_obj *root = pdf_reader_root(&s->file), *tree = pdf_dict_gets(s->ctx, root, "StructTreeRoot");
	pdf_obj *mark = pdf_dict_gets(s->ctx, root, "MarkInfo");

	s->nobjects = pdf_xref_len(s->ctx, s->file.doc);
	s->seen = NEW(s->v->tmp, uint8_t, (size_t)s->nobjects / 8 + 1);
	s->shows = NEW(s->v->tmp, uint8_t, (size_t)s->nobjects / 8 + 1);
	buf_init(&s->packet, s->v->tmp, PACKET_MOST);
	s->tags.tagged = pdf_to_bool(s->ctx, pdf_dict_gets(s->ctx, mark, "Marked")) &&
	    pdf_dict_get(s->ctx, tree, PDF_NAME(K)) != NULL;
	s->tags.language = str_dup(s->v->tmp, str_of(pdf_dict_get_text_string(s->ctx, root, PDF_NAME(Lang))));
	look_at_properties(s, root);
	if (pdf_is_dict(s->ctx, pdf_dict_gets(s->ctx, root, "PieceInfo")))
		pdf_left_count(s, LEFT_PIECES, 0);
	look_at_tags(s, tree);
}

/* ---- XMP ---- */

struct packet {
	struct seeing	*s;
	bool		 creator, title, item;	/* what it is in */
};

static void
packet_start(void *user, const struct xml_tag *t)
{
	struct packet *p = user;
	bool item = str_eq(t->name, S("li"));

	p->creator = p->creator || str_eq(t->name, S("creator"));
	p->title = p->title || str_eq(t->name, S("title"));
	p->item = item && (p->creator || p->title);
	/* An item of the history has its action, what it was made of an instance (XMP specification, part 2). */
	if (xml_attribute(t, "action").n != 0 || str_eq(t->name, S("action")) || str_eq(t->name, S("DerivedFrom")))
		pdf_left_count(p->s, LEFT_HISTORY, 0);
}

static void
packet_end(void *user, struct str name)
{
	struct packet *p = user;

	p->item = false;
	p->creator = p->creator && !str_eq(name, S("creator"));
	p->title = p->title && !str_eq(name, S("title"));
}

static void
packet_text(void *user, struct str s)
{
	struct packet *p = user;

	if (p->item && p->creator && !is_organisation(p->s->v->tmp, str_sub(s, 0, NAME_MOST)))
		p->s->maker_xmp = true;
	if (p->item && p->title && form_speaks(s) && !str_starts(s, S("Microsoft ")))
		p->s->tags.title = true;
}

static int
look_at_packet(struct seeing *s, struct err *e)
{
	static const struct xml_handler h = { packet_start, packet_end, packet_text };
	struct packet p = { .s = s };
	enum xml_end end;

	/* One that is no XML was read by extract as it stands; what it says of its maker nobody can tell apart. */
	return s->packet.n == 0 ? 0 : xml_parse(buf_str(&s->packet), &h, &p, &end, e);
}

/* ---- findings ---- */

static struct str
pages_of(struct seeing *s, const struct left *l)
{
	struct buf b;

	buf_init(&b, s->v->tmp, 200);
	for (size_t i = 0; i < l->npages && i < PAGES_TOLD; i++)
		buf_addf(&b, "%s%u", i == 0 ? "" : ", ", l->pages[i]);
	if (l->npages > PAGES_TOLD)
		buf_addf(&b, ", ...");
	return l->npages == 0 ? S("-") : buf_str(&b);
}

static void
tell_access(struct seeing *s)
{
	const struct tags *t = &s->tags;
	struct buf b;

	buf_init(&b, s->v->tmp, 1000);
	buf_addf(&b, "%s", t->tagged ? _("heeft tags") : _("heeft geen tags"));
	if (t->tagged)
		buf_addf(&b, _("; koppen: %llu (bladzijden: %d)"), (unsigned long long)t->headings, s->file.npages);
	if (t->tagged && t->figures != 0)
		buf_addf(&b, _("; afbeeldingen: %llu, waarvan met alternatieve tekst: %llu"),
		    (unsigned long long)t->figures, (unsigned long long)t->described);
	if (t->tagged && t->tables != 0)
		buf_addf(&b, _("; tabellen: %llu (kopcellen: %llu)"), (unsigned long long)t->tables,
		    (unsigned long long)t->headed);
	if (t->language.n != 0)
		buf_addf(&b, _("; taal opgegeven: %.*s"), STRF(finding_shown(s->v->tmp, str_sub(t->language, 0, 35))));
	else
		buf_addf(&b, "%s", _("; geen taal opgegeven"));
	buf_addf(&b, "%s",
	    !t->title          ? _("; geen bruikbare titel") :
		t->title_shown ? _("; titel, getoond in het venster") :
				 _("; titel, niet getoond in het venster"));
	reveal_find(s->v, F_REV_PDF_ACCESS, 0, buf_str(&b), STR_NONE);
}

static void
tell_durable(struct seeing *s)
{
	struct buf b;

	buf_init(&b, s->v->tmp, 1000);
	buf_addf(&b, _("lettertypen: %llu, waarvan niet in het bestand: %llu"), (unsigned long long)s->tags.fonts,
	    (unsigned long long)s->tags.loose_fonts);
	if (s->tags.mute_fonts != 0)
		buf_addf(&b, _(", zonder tekencodes: %llu"), (unsigned long long)s->tags.mute_fonts);
	if (s->tags.fonts != 0)
		reveal_find(s->v, F_REV_PDF_DURABLE, 0, buf_str(&b), STR_NONE);
}

int
pdf_left_tell(struct seeing *s, struct err *e)
{
	if (look_at_packet(s, e) != 0)
		return -1;
	tell_access(s);
	tell_durable(s);
	if (s->maker_info || s->maker_xmp)
		reveal_find(s->v, F_REV_PDF_AUTHOR, 0,
		    str_of(s->maker_info && s->maker_xmp ? "Author, XMP" :
			    s->maker_info                ? "Author" :
							   "XMP"),
		    STR_NONE);
	for (size_t i = 0; i < COUNT(findings); i++) {
		const struct left *l = &s->left[findings[i].kind];

		if (l->n != 0)
			reveal_find(s->v, findings[i].code, l->npages == 1 ? l->pages[0] : 0,
			    str_fmt(s->v->tmp, "%llu", (unsigned long long)l->n), pages_of(s, l));
	}
	return 0;
}
