/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf_beside.c - what a PDF document says beside its pages: properties, bookmarks, notes, fields, links, actions. */
#include <string.h>

#include "base/moment.h"
#include "extract/extraction.h"
#include "extract/pdf_reading.h"

#include "base/banned.h"

#define OUTLINE_MOST	20000			/* bookmarks looked at */
#define NAMES_MOST	20000			/* nodes of a tree of names */
#define ACTIONS_MOST	200			/* actions behind one another */
#define FIELDS_MOST	50000			/* nodes of the tree of fields */
#define DAY		10			/* bytes of 2026-03-12 */
#define STRUCTURE_MOST	1000000			/* nodes of the structure tree; a report of 500 pages has some 100,000 */

/* ---- a walk over a graph that may be a ring: a list of nodes still to see, each object once ---- */

struct walk {
	struct reading	*d;
	pdf_obj		**v;
	size_t		 n, cap, left;
	bool		 over;			/* more nodes than may be seen */
};

static bool
bit_set(uint8_t *bits, int nobjects, int num)
{
	bool was;

	if (num <= 0 || num >= nobjects)
		return false;
	was = (bits[num / 8] & 1u << num % 8) != 0;
	bits[num / 8] |= (uint8_t)(1u << num % 8);
	return was;
}

static struct walk
walk_begin(struct reading *d, size_t most)
{
	memset(d->seen, 0, (size_t)d->nobjects / 8 + 1);
	return (struct walk){ .d = d, .left = most };
}

static void
walk_add(struct walk *w, pdf_obj *o)
{
	struct reading *d = w->d;

	/* What was seen has been read: a ring ends here. */
	if (o == NULL || (pdf_is_indirect(d->ctx, o) && bit_set(d->seen, d->nobjects, pdf_to_num(d->ctx, o))))
		return;
	w->over = w->over || w->left == 0;
	if (w->over)
		return;
	w->left--;
	*PUSH(d->x->r->mem, w->v, w->n, w->cap) = o;
}

/* The elements of an array, the last first, so that they are taken in their order; or the thing itself. */
static void
walk_add_all(struct walk *w, pdf_obj *o)
{
	if (!pdf_is_array(w->d->ctx, o)) {
		walk_add(w, o);
		return;
	}
	for (int i = pdf_array_len(w->d->ctx, o); i-- > 0;)
		walk_add(w, pdf_array_get(w->d->ctx, o, i));
}

static pdf_obj *
walk_next(struct walk *w)
{
	return w->n == 0 ? NULL : w->v[--w->n];
}

static void
unread(struct reading *d, const char *what)
{
	extraction_find(d->x, F_EXT_EMBEDDED, 0, str_of(what));
}

/* ---- words beside the pages ---- */

static void
add_aside(struct reading *d, enum text_origin origin, const char *text)
{
	struct gather *g = &d->x->aside;

	if (text == NULL || *text == '\0')
		return;
	gather_gap(g, GAP_LINE);
	gather_origin(g, origin);
	gather_add(g, str_of(text));
	gather_gap(g, GAP_LINE);
}

static void
add_string(struct reading *d, enum text_origin origin, pdf_obj *o)
{
	if (pdf_is_string(d->ctx, o))
		add_aside(d, origin, pdf_to_text_string(d->ctx, o));
}

void
pdf_beside_drop(struct reading *d)
{
	fz_drop_stream(d->ctx, d->side);
	d->side = NULL;
	if (d->lexing)
		pdf_lexbuf_fin(d->ctx, &d->lexbuf);
	d->lexing = false;
}

/* The decoded bytes of a stream up to the ceiling of b; b->cut says that there was more. */
static void
read_stream(struct reading *d, pdf_obj *o, struct buf *b)
{
	unsigned char block[4096];
	size_t n;

	d->side = pdf_open_stream(d->ctx, o);
	while (!b->cut && (n = fz_read(d->ctx, d->side, block, sizeof block)) != 0)
		buf_add(b, (struct str){ (const char *)block, n });
	pdf_beside_drop(d);
}

/* ---- properties and bookmarks ---- */

/* The day as ISO 8601 has it: digits that a detector does not take for a number.  What is no date is a text. */
static void
add_moment(struct reading *d, struct str *to, const char *text)
{
	struct str s = moment_pdf(d->x->r->mem, str_of(text));

	extraction_moment(to, s);
	add_aside(d, TEXT_PROPERTY, s.n == 0 ? text : str_c(d->x->r->mem, str_sub(s, 0, DAY)));
}

static void
read_properties(struct reading *d, pdf_obj *root)
{
	struct arena *mem = d->x->r->mem;
	pdf_obj *info = pdf_dict_get(d->ctx, pdf_trailer(d->ctx, d->doc), PDF_NAME(Info));

	d->x->title = str_dup(mem, str_of(pdf_dict_get_text_string(d->ctx, info, PDF_NAME(Title))));
	d->x->language = str_dup(mem, str_of(pdf_dict_get_text_string(d->ctx, root, PDF_NAME(Lang))));
	for (int i = 0, n = pdf_dict_len(d->ctx, info); i < n; i++) {
		pdf_obj *key = pdf_dict_get_key(d->ctx, info, i), *value = pdf_dict_get_val(d->ctx, info, i);

		bool created = pdf_name_eq(d->ctx, key, PDF_NAME(CreationDate));

		if (created || pdf_name_eq(d->ctx, key, PDF_NAME(ModDate)))
			add_moment(d, created ? &d->x->created : &d->x->modified, pdf_to_text_string(d->ctx, value));
		else
			add_string(d, TEXT_PROPERTY, value);
	}
}

static void
read_xmp(struct reading *d, pdf_obj *root)
{
	pdf_obj *o = pdf_dict_get(d->ctx, root, PDF_NAME(Metadata));

	if (!pdf_is_stream(d->ctx, o))
		return;
	d->packet = pdf_to_num(d->ctx, o);
	read_stream(d, o, &d->xmp);
	if (d->xmp.cut)
		unread(d, _("XMP-eigenschappen van meer dan 1 MB"));
}

static void
read_action(struct reading *d, pdf_obj *action);

static void
read_outline(struct reading *d, pdf_obj *root)
{
	int depth = 0;

	d->at[0] = pdf_dict_get(d->ctx, pdf_dict_get(d->ctx, root, PDF_NAME(Outlines)), PDF_NAME(First));
	for (int seen = 0; depth >= 0; seen++) {
		pdf_obj *item = d->at[depth], *child;

		if (!pdf_is_dict(d->ctx, item)) {
			depth--;
			continue;
		}
		add_string(d, TEXT_BOOKMARK, pdf_dict_get(d->ctx, item, PDF_NAME(Title)));
		read_action(d, pdf_dict_get(d->ctx, item, PDF_NAME(A)));
		child = pdf_dict_get(d->ctx, item, PDF_NAME(First));
		d->at[depth] = pdf_dict_get(d->ctx, item, PDF_NAME(Next));
		if (seen == OUTLINE_MOST || (pdf_is_dict(d->ctx, child) && depth + 1 == READER_DEPTH)) {
			extraction_stop(d->x, F_EXT_BROKEN, str_of(_("bladwijzers")));
			return;
		}
		if (pdf_is_dict(d->ctx, child))
			d->at[++depth] = child;
	}
}

/* ---- actions (gate facts, section 4) ---- */

/* What an action does; each kind is told once. */
static const struct {
	const char	*type;
	enum finding_code code;
	const char	*what;
} actions[] = {
	{ "JavaScript", F_EXT_ACTIVE, N_("JavaScript") },
	{ "Launch", F_EXT_ACTIVE, N_("een programma starten") },
	{ "SubmitForm", F_EXT_REACHES, N_("een formulier verzenden") },
	{ "ImportData", F_EXT_REACHES, N_("gegevens inlezen") },
	{ "GoToR", F_EXT_REACHES, N_("een ander bestand openen") },
	{ "GoToE", F_EXT_REACHES, N_("een ingesloten bestand openen") },
	{ "Rendition", F_EXT_REACHES, N_("geluid of beeld afspelen") },
	{ "Movie", F_EXT_REACHES, N_("geluid of beeld afspelen") },
	{ "RichMediaExecute", F_EXT_REACHES, N_("geluid of beeld afspelen") },
};

static void
add_script(struct reading *d, pdf_obj *o)
{
	struct buf b;

	if (!pdf_is_stream(d->ctx, o)) {
		add_string(d, TEXT_REST, o);
		return;
	}
	buf_init(&b, d->x->r->mem, ATTR_MOST);
	read_stream(d, o, &b);
	add_aside(d, TEXT_REST, str_c(d->x->r->mem, buf_str(&b)));
}

static void
tell_action(struct reading *d, pdf_obj *action)
{
	const char *type = pdf_to_name(d->ctx, pdf_dict_get(d->ctx, action, PDF_NAME(S)));
	pdf_obj *file = pdf_dict_get(d->ctx, action, PDF_NAME(F));

	if (strcmp(type, "URI") == 0)
		add_string(d, TEXT_LINK, pdf_dict_get(d->ctx, action, PDF_NAME(URI)));
	add_script(d, pdf_dict_get(d->ctx, action, PDF_NAME(JS)));
	add_string(d, TEXT_LINK, file);
	add_string(d, TEXT_LINK, pdf_dict_get(d->ctx, file, PDF_NAME(F)));
	add_string(d, TEXT_LINK, pdf_dict_get(d->ctx, file, PDF_NAME(UF)));
	for (size_t i = 0; i < COUNT(actions); i++) {
		if (strcmp(type, actions[i].type) != 0 || (d->acts & 1u << i) != 0)
			continue;
		d->acts |= 1u << i;
		extraction_find(d->x, actions[i].code, 0, str_of(_(actions[i].what)));
	}
}

/* An action and those that follow it.  Anything else (a destination, nothing) is let be. */
static void
read_action(struct reading *d, pdf_obj *action)
{
	pdf_obj *todo[ACTIONS_MOST];
	size_t n = 0;

	if (pdf_is_dict(d->ctx, action))
		todo[n++] = action;
	for (size_t i = 0; i < n; i++) {
		pdf_obj *next = pdf_dict_get(d->ctx, todo[i], PDF_NAME(Next));
		int more = pdf_is_array(d->ctx, next) ? pdf_array_len(d->ctx, next) : 1;

		tell_action(d, todo[i]);
		for (int k = 0; k < more; k++) {
			pdf_obj *o = pdf_is_array(d->ctx, next) ? pdf_array_get(d->ctx, next, k) : next;

			if (!pdf_is_dict(d->ctx, o))
				continue;
			if (n == ACTIONS_MOST) {
				extraction_stop(d->x, F_EXT_BROKEN, str_of(_("acties in een kring")));
				return;
			}
			todo[n++] = o;
		}
	}
}

/* A and AA of a thing. */
static void
read_actions(struct reading *d, pdf_obj *thing)
{
	pdf_obj *additional = pdf_dict_get(d->ctx, thing, PDF_NAME(AA));

	read_action(d, pdf_dict_get(d->ctx, thing, PDF_NAME(A)));
	for (int i = 0, n = pdf_dict_len(d->ctx, additional); i < n; i++)
		read_action(d, pdf_dict_get_val(d->ctx, additional, i));
}

/* ---- trees of names ---- */

static void
add_file(struct reading *d, pdf_obj *spec)
{
	add_string(d, TEXT_ATTACHMENT, spec);
	add_string(d, TEXT_ATTACHMENT, pdf_dict_get(d->ctx, spec, PDF_NAME(UF)));
	add_string(d, TEXT_ATTACHMENT, pdf_dict_get(d->ctx, spec, PDF_NAME(F)));
	add_string(d, TEXT_ATTACHMENT, pdf_dict_get(d->ctx, spec, PDF_NAME(Desc)));
}

static void
read_names(struct reading *d, pdf_obj *tree, bool scripts)
{
	struct walk w = walk_begin(d, NAMES_MOST);
	pdf_obj *node;

	walk_add(&w, tree);
	while ((node = walk_next(&w)) != NULL) {
		pdf_obj *names = pdf_dict_get(d->ctx, node, PDF_NAME(Names));

		walk_add_all(&w, pdf_dict_get(d->ctx, node, PDF_NAME(Kids)));
		for (int i = 0, n = pdf_array_len(d->ctx, names); i + 1 < n; i += 2) {
			pdf_obj *value = pdf_array_get(d->ctx, names, i + 1);

			add_string(d, scripts ? TEXT_REST : TEXT_ATTACHMENT, pdf_array_get(d->ctx, names, i));
			if (scripts)
				read_action(d, value);
			else
				add_file(d, value);
		}
	}
	if (w.over)
		extraction_stop(d->x, F_EXT_BROKEN, str_of(_("lijst met namen")));
}

static void
read_embedded(struct reading *d, pdf_obj *root)
{
	pdf_obj *all = pdf_dict_get(d->ctx, root, PDF_NAME(Names));
	pdf_obj *names = pdf_dict_get(d->ctx, all, PDF_NAME(EmbeddedFiles)), *files = pdf_dict_gets(d->ctx, root, "AF");

	if (pdf_array_len(d->ctx, pdf_dict_get(d->ctx, names, PDF_NAME(Names))) != 0 ||
	    pdf_array_len(d->ctx, pdf_dict_get(d->ctx, names, PDF_NAME(Kids))) != 0 || pdf_is_array(d->ctx, files) ||
	    pdf_is_dict(d->ctx, pdf_dict_get(d->ctx, root, PDF_NAME(Collection))))
		unread(d, _("ingesloten bestand"));
	if (pdf_dict_get(d->ctx, pdf_dict_get(d->ctx, root, PDF_NAME(AcroForm)), PDF_NAME(XFA)) != NULL)
		unread(d, _("XFA-formulier"));
	read_names(d, names, false);
	for (int i = 0, n = pdf_array_len(d->ctx, files); i < n && i < NAMES_MOST; i++)
		add_file(d, pdf_array_get(d->ctx, files, i));
	read_names(d, pdf_dict_get(d->ctx, all, PDF_NAME(JavaScript)), true);
	read_action(d, pdf_dict_gets(d->ctx, root, "OpenAction"));
	read_actions(d, root);
}

/* Readers show the names of layers in a list of their own, if at all. */
static void
read_layers(struct reading *d)
{
	for (int i = 0, n = pdf_count_layers(d->ctx, d->doc); i < n; i++)
		add_aside(d, TEXT_REST, pdf_layer_name(d->ctx, d->doc, i));
}

/* Alternative texts, and texts that stand for what is drawn (ISO 32000 14.9.3-5). */
static void
read_structure(struct reading *d, pdf_obj *root)
{
	struct walk w = walk_begin(d, STRUCTURE_MOST);
	pdf_obj *node, *kids;

	walk_add_all(&w, pdf_dict_get(d->ctx, pdf_dict_gets(d->ctx, root, "StructTreeRoot"), PDF_NAME(K)));
	while ((node = walk_next(&w)) != NULL) {
		if (!pdf_is_dict(d->ctx, node))
			continue;
		add_string(d, TEXT_ALT, pdf_dict_get(d->ctx, node, PDF_NAME(Alt)));
		add_string(d, TEXT_ALT, pdf_dict_get(d->ctx, node, PDF_NAME(ActualText)));
		add_string(d, TEXT_ALT, pdf_dict_get(d->ctx, node, PDF_NAME(E)));
		add_string(d, TEXT_ALT, pdf_dict_get(d->ctx, node, PDF_NAME(T)));
		/* A leaf that names contents or an object (MCR, OBJR) is no node of this tree. */
		kids = pdf_dict_get(d->ctx, node, PDF_NAME(K));
		if (!pdf_is_int(d->ctx, kids))
			walk_add_all(&w, kids);
	}
	if (w.over)
		unread(d, _("te grote opmaakstructuur"));
}

void
pdf_beside_document(struct reading *d, pdf_obj *root)
{
	d->nobjects = pdf_xref_len(d->ctx, d->doc);
	d->seen = NEW(d->x->r->mem, uint8_t, (size_t)d->nobjects / 8 + 1);
	d->widgets = NEW(d->x->r->mem, uint8_t, (size_t)d->nobjects / 8 + 1);
	read_properties(d, root);
	read_xmp(d, root);
	read_embedded(d, root);
	read_outline(d, root);
	read_layers(d);
	read_structure(d, root);
}

/* ---- notes, fields and links of a page ---- */

/* Add what an annotation says, unless its picture on the page said it already. */
static void
add_unseen(struct reading *d, enum text_origin origin, struct str s, uint32_t from)
{
	struct gather *g = &d->x->text;
	struct str seen;

	s = str_trim(s);
	(void)gather_end(g);
	seen = str_from(buf_str(&g->text), from);
	if (s.n == 0 || (seen.n != 0 && memmem(seen.p, seen.n, s.p, s.n) != NULL))
		return;
	gather_gap(g, GAP_ROW);
	gather_origin(g, origin);
	gather_add(g, s);
	gather_gap(g, GAP_ROW);
}

static void
add_unseen_text(struct reading *d, enum text_origin origin, pdf_obj *o, uint32_t from)
{
	if (pdf_is_string(d->ctx, o))
		add_unseen(d, origin, str_of(pdf_to_text_string(d->ctx, o)), from);
}

/* Rich text (RC, RV) without its tags. */
static void
add_rich(struct reading *d, enum text_origin origin, pdf_obj *o, uint32_t from)
{
	struct str s = pdf_is_string(d->ctx, o) ? str_of(pdf_to_text_string(d->ctx, o)) : STR_NONE, part;
	struct buf b;

	buf_init(&b, d->x->r->mem, ATTR_MOST);
	while (str_next(&s, '<', &part)) {
		if (part.n != 0 && b.n != 0)
			buf_addc(&b, ' ');
		buf_add(&b, str_trim(part));
		if (!str_next(&s, '>', &part))
			break;
	}
	add_unseen(d, origin, buf_str(&b), from);
}

static void
read_field(struct reading *d, pdf_obj *a, uint32_t from)
{
	pdf_obj *choices = pdf_dict_get_inheritable(d->ctx, a, PDF_NAME(Opt));

	if (pdf_is_indirect(d->ctx, a))
		(void)bit_set(d->widgets, d->nobjects, pdf_to_num(d->ctx, a));
	add_unseen(d, TEXT_FIELD, str_of(pdf_field_value(d->ctx, a)), from);
	add_unseen_text(d, TEXT_FIELD, pdf_dict_get_inheritable(d->ctx, a, PDF_NAME(DV)), from);
	add_unseen_text(d, TEXT_FIELD, pdf_dict_get_inheritable(d->ctx, a, PDF_NAME(TU)), from);
	add_rich(d, TEXT_FIELD, pdf_dict_gets(d->ctx, a, "RV"), from);
	for (int i = 0, n = pdf_array_len(d->ctx, choices); i < n && i < NAMES_MOST; i++) {
		pdf_obj *choice = pdf_array_get(d->ctx, choices, i);

		if (pdf_is_array(d->ctx, choice))
			choice = pdf_array_get(d->ctx, choice, 1);
		add_unseen_text(d, TEXT_FIELD, choice, from);
	}
}

static bool
is_media(const char *type)
{
	static const char *const media[] = { "FileAttachment", "Sound", "Movie", "Screen", "RichMedia", "3D" };

	for (size_t i = 0; i < COUNT(media); i++) {
		if (strcmp(type, media[i]) == 0)
			return true;
	}
	return false;
}

void
pdf_beside_page(struct reading *d, pdf_page *page, uint32_t from)
{
	pdf_obj *annots = pdf_dict_get(d->ctx, page->obj, PDF_NAME(Annots));
	bool media = false;

	for (int i = 0, n = pdf_array_len(d->ctx, annots); i < n; i++) {
		pdf_obj *a = pdf_array_get(d->ctx, annots, i);
		const char *type = pdf_to_name(d->ctx, pdf_dict_get(d->ctx, a, PDF_NAME(Subtype)));

		add_unseen_text(d, TEXT_COMMENT, pdf_dict_get(d->ctx, a, PDF_NAME(Contents)), from);
		add_rich(d, TEXT_COMMENT, pdf_dict_get(d->ctx, a, PDF_NAME(RC)), from);
		if (strcmp(type, "Widget") == 0)
			read_field(d, a, from);
		else
			add_unseen_text(d, TEXT_COMMENT, pdf_dict_get(d->ctx, a, PDF_NAME(T)), from);
		add_unseen_text(d, TEXT_COMMENT, pdf_dict_gets(d->ctx, a, "Subj"), from);
		read_actions(d, a);
		add_file(d, pdf_dict_get(d->ctx, a, PDF_NAME(FS)));
		media = media || is_media(type);
	}
	read_actions(d, page->obj);
	gather_origin(&d->x->text, TEXT_VISIBLE);
	if (media)
		extraction_find(d->x, F_EXT_EMBEDDED, (uint32_t)d->x->text.npages,
		    str_of(_("bijlage of geluid of beeld op de bladzijde")));
}

void
pdf_beside_fields(struct reading *d, pdf_obj *root)
{
	struct walk w = walk_begin(d, FIELDS_MOST);
	pdf_obj *f;

	walk_add_all(&w, pdf_dict_get(d->ctx, pdf_dict_get(d->ctx, root, PDF_NAME(AcroForm)), PDF_NAME(Fields)));
	while ((f = walk_next(&w)) != NULL) {
		pdf_obj *kids = pdf_dict_get(d->ctx, f, PDF_NAME(Kids));

		read_actions(d, f);
		if (pdf_is_array(d->ctx, kids)) {
			walk_add_all(&w, kids);
		} else if (!pdf_is_indirect(d->ctx, f) || !bit_set(d->widgets, d->nobjects, pdf_to_num(d->ctx, f))) {
			add_aside(d, TEXT_FIELD, pdf_field_value(d->ctx, f));
			add_string(d, TEXT_FIELD, pdf_dict_get(d->ctx, f, PDF_NAME(DV)));
			add_string(d, TEXT_FIELD, pdf_dict_get(d->ctx, f, PDF_NAME(TU)));
		}
	}
	if (w.over)
		extraction_stop(d->x, F_EXT_BROKEN, str_of(_("formuliervelden")));
}
