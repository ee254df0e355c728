/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf_unused.c - pages that a PDF refers to and has not, and drawings that no page shows: forms, and notes at other times. */
#include "reveal/pdf_seeing.h"

#include "base/banned.h"

/* What reads contents for the drawings that they call for, and paints nothing. */
struct caller {
	pdf_processor	 super;
	struct seeing	*s;
	bool		 text;		/* it shows some */
};

/* Once each: what it calls for is the same each time, but for one that has no resources of its own. */
static void
call_form(fz_context *ctx, pdf_processor *proc, const char *name, pdf_obj *form, pdf_obj *page_resources)
{
	struct seeing *s = ((struct caller *)proc)->s;
	pdf_obj *own = pdf_dict_get(ctx, form, PDF_NAME(Resources));
	int num = pdf_to_num(ctx, form);

	(void)name;
	if (num <= 0 || num >= s->nobjects || (s->shows[num / 8] & 1u << num % 8) != 0)
		return;
	s->shows[num / 8] |= (uint8_t)(1u << num % 8);
	*PUSH(s->mem, s->todo, s->ntodo, s->todo_cap) = own != NULL ? own : page_resources;
	*PUSH(s->mem, s->todo, s->ntodo, s->todo_cap) = form;
}

static void
text_array(fz_context *ctx, pdf_processor *proc, pdf_obj *array)
{
	(void)ctx;
	(void)array;
	((struct caller *)proc)->text = true;
}

static void
text_string(fz_context *ctx, pdf_processor *proc, char *string, size_t n)
{
	(void)ctx;
	(void)string;
	(void)n;
	((struct caller *)proc)->text = true;
}

static void
text_spaced(fz_context *ctx, pdf_processor *proc, float aw, float ac, char *string, size_t n)
{
	(void)aw;
	(void)ac;
	text_string(ctx, proc, string, n);
}

bool
pdf_unused_may_paper(struct seeing *s, pdf_obj *o)
{
	return pdf_name_eq(s->ctx, pdf_dict_get(s->ctx, o, PDF_NAME(Type)), PDF_NAME(Page));
}

/* The tree may list a page twice; what is no page by its own word is no paper either. */
void
pdf_unused_sheet(struct seeing *s)
{
	int num = pdf_to_num(s->ctx, s->page->obj);

	if (num > 0 && num < s->nobjects) {
		if ((s->shows[num / 8] & 1u << num % 8) != 0)
			return;
		s->shows[num / 8] |= (uint8_t)(1u << num % 8);
	}
	s->sheets += pdf_unused_may_paper(s, s->page->obj);
}

/* Who takes a page out leaves its object in the file, and a bookmark, a link or the tree of tags refers to it. */
bool
pdf_unused_is_paper(struct seeing *s, int num)
{
	bool is;

	if ((s->shows[num / 8] & 1u << num % 8) != 0)
		return false;
	s->made = pdf_new_indirect(s->ctx, s->file.doc, num, 0);
	is = pdf_unused_may_paper(s, s->made);
	pdf_drop_obj(s->ctx, s->made);
	s->made = NULL;
	return is;
}

static struct caller *
new_caller(struct seeing *s)
{
	struct caller *c = pdf_new_processor(s->ctx, sizeof *c);

	c->s = s;
	s->proc = &c->super;
	return c;
}

void
pdf_unused_page(struct seeing *s, int number)
{
	pdf_processor *proc = &new_caller(s)->super;

	s->todo = NULL;
	s->ntodo = s->todo_cap = 0;
	proc->op_Do_form = call_form;
	s->page = pdf_load_page(s->ctx, s->file.doc, number);
	/* Of what is not to be shown the page was asked as if it were (watch_all). */
	for (pdf_annot *a = pdf_first_annot(s->ctx, s->page); a != NULL; a = pdf_next_annot(s->ctx, a))
		call_form(s->ctx, proc, NULL, pdf_annot_ap(s->ctx, a), NULL);
	for (pdf_annot *a = pdf_first_widget(s->ctx, s->page); a != NULL; a = pdf_next_widget(s->ctx, a))
		call_form(s->ctx, proc, NULL, pdf_annot_ap(s->ctx, a), NULL);
	pdf_process_contents(
	    s->ctx, proc, s->file.doc, pdf_page_resources(s->ctx, s->page), pdf_page_contents(s->ctx, s->page), NULL);
	while (s->ntodo != 0) {
		pdf_obj *form = s->todo[--s->ntodo], *resources = s->todo[--s->ntodo];

		pdf_process_contents(s->ctx, proc, s->file.doc, resources, form, NULL);
	}
	pdf_close_processor(s->ctx, proc);
}

bool
pdf_unused_may(struct seeing *s, pdf_obj *o)
{
	return pdf_is_stream(s->ctx, o) &&
	    (pdf_name_eq(s->ctx, pdf_dict_get(s->ctx, o, PDF_NAME(Subtype)), PDF_NAME(Form)) ||
		pdf_dict_get_int(s->ctx, o, PDF_NAME(PatternType)) == 1);
}

/* Does it show text itself?  What it calls for is looked at on its own. */
static bool
shows_text(struct seeing *s)
{
	struct caller *c;

	if (!pdf_reader_fits(&s->file, s->made))
		return true;
	c = new_caller(s);
	c->super.op_TJ = text_array;
	c->super.op_Tj = c->super.op_squote = text_string;
	c->super.op_dquote = text_spaced;
	pdf_process_contents(
	    s->ctx, &c->super, s->file.doc, pdf_dict_get(s->ctx, s->made, PDF_NAME(Resources)), s->made, NULL);
	pdf_close_processor(s->ctx, &c->super);
	return c->text;
}

bool
pdf_unused_is(struct seeing *s, int num)
{
	bool is;

	if ((s->shows[num / 8] & 1u << num % 8) != 0 || !pdf_obj_num_is_stream(s->ctx, s->file.doc, num))
		return false;
	s->made = pdf_new_indirect(s->ctx, s->file.doc, num, 0);
	is = pdf_unused_may(s, s->made) && shows_text(s);
	pdf_drop_obj(s->ctx, s->made);
	s->made = NULL;
	return is;
}
