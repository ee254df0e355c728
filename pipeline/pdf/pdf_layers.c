/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pdf_layers.c - which layers of a PDF show when it is opened (ISO 32000-1, 8.11), where MuPDF 1.21 thinks otherwise:
 * it takes the first of the other configurations for that of the document, lets what a layer is meant for go before
 * whether it is on, and does not reckon with all of a membership.  Its objects are made to say what is so; nothing is
 * taken out of them, so that nothing is loose.
 */
#include <string.h>

#include "pdf/pdf_layers.h"

#include "base/banned.h"

#define DEPTH_MOST	32		/* of what stands in each other in one object */
#define OBJECTS_MOST	2000000		/* reveal looks at no more */

static bool
is_name(struct pdf_file *f, pdf_obj *dict, const char *key, const char *want)
{
	return strcmp(pdf_to_name(f->ctx, pdf_dict_gets(f->ctx, dict, key)), want) == 0;
}

/* Is it one of those that follow what they are meant for? */
static bool
is_automatic(struct pdf_file *f, pdf_obj *config, pdf_obj *layer)
{
	pdf_obj *rules = pdf_dict_gets(f->ctx, config, "AS");

	for (int i = 0, n = pdf_array_len(f->ctx, rules); i < n; i++) {
		pdf_obj *rule = pdf_array_get(f->ctx, rules, i), *layers = pdf_dict_gets(f->ctx, rule, "OCGs");

		for (int k = 0, m = pdf_array_len(f->ctx, layers); is_name(f, rule, "Event", "View") && k < m; k++) {
			if (pdf_objcmp(f->ctx, pdf_array_get(f->ctx, layers, k), layer) == 0)
				return true;
		}
	}
	return false;
}

static void
say(struct pdf_file *f, pdf_obj *view, bool shown)
{
	pdf_dict_puts_drop(f->ctx, view, "ViewState", pdf_new_name(f->ctx, shown ? "ON" : "OFF"));
}

/* Does what it stands for show?  What cannot be said does not. */
static bool
shows(struct pdf_file *f, pdf_obj *o, int depth)
{
	const char *how = pdf_to_name(f->ctx, pdf_array_get(f->ctx, o, 0));
	bool all = strcmp(how, "And") == 0;
	int n = pdf_array_len(f->ctx, o);

	if (depth == DEPTH_MOST)
		return false;
	if (!pdf_is_array(f->ctx, o))
		return pdf_is_ocg_hidden(f->ctx, f->doc, NULL, "View", o) == 0;
	if (strcmp(how, "Not") == 0)
		return !shows(f, pdf_array_get(f->ctx, o, 1), depth + 1);
	for (int i = 1; i < n; i++) {
		if (shows(f, pdf_array_get(f->ctx, o, i), depth + 1) != all)
			return !all;
	}
	return all;
}

/* By its policy; the layers that are null count for nothing. */
static bool
member_shows(struct pdf_file *f, pdf_obj *o)
{
	pdf_obj *expression = pdf_dict_gets(f->ctx, o, "VE"), *layers = pdf_dict_gets(f->ctx, o, "OCGs");
	bool all = is_name(f, o, "P", "AllOn") || is_name(f, o, "P", "AllOff");
	bool on = !is_name(f, o, "P", "AnyOff") && !is_name(f, o, "P", "AllOff"), any = false;
	int n = pdf_is_array(f->ctx, layers) ? pdf_array_len(f->ctx, layers) : 1;

	if (pdf_is_array(f->ctx, expression))
		return shows(f, expression, 0);
	for (int i = 0; i < n; i++) {
		pdf_obj *layer = pdf_is_array(f->ctx, layers) ? pdf_array_get(f->ctx, layers, i) : layers;

		if (!pdf_is_dict(f->ctx, layer))
			continue;
		any = true;
		if (shows(f, layer, 0) == on ? !all : all)
			return !all;
	}
	return all || !any;
}

/* A membership becomes a layer that is on or off. */
static void
settle(struct pdf_file *f, pdf_obj *o, int depth)
{
	if (depth == DEPTH_MOST)
		return;
	for (int i = 0, n = pdf_array_len(f->ctx, o); i < n; i++) {
		if (!pdf_is_indirect(f->ctx, pdf_array_get(f->ctx, o, i)))
			settle(f, pdf_array_get(f->ctx, o, i), depth + 1);
	}
	for (int i = 0, n = pdf_dict_len(f->ctx, o); i < n; i++) {
		if (!pdf_is_indirect(f->ctx, pdf_dict_get_val(f->ctx, o, i)))
			settle(f, pdf_dict_get_val(f->ctx, o, i), depth + 1);
	}
	if (is_name(f, o, "Type", "OCMD") &&
	    (pdf_dict_gets(f->ctx, o, "P") != NULL || pdf_dict_gets(f->ctx, o, "VE") != NULL)) {
		bool shown = member_shows(f, o);
		pdf_obj *usage = pdf_dict_puts_dict(f->ctx, o, "Usage", 1);

		say(f, pdf_dict_puts_dict(f->ctx, usage, "View", 1), shown);
		pdf_dict_puts_drop(f->ctx, o, "Type", pdf_new_name(f->ctx, "OCG"));
	}
}

/* One that cannot be read has no layers: who needs it will find that out. */
static void
settle_object(struct pdf_file *f, int num)
{
	fz_try(f->ctx)
	{
		f->object = pdf_load_object(f->ctx, f->doc, num);
		settle(f, f->object, 0);
	}
	fz_always(f->ctx)
	{
		pdf_drop_obj(f->ctx, f->object);
		f->object = NULL;
	}
	fz_catch(f->ctx)
	{
		if (fz_caught(f->ctx) == FZ_ERROR_MEMORY)
			fz_rethrow(f->ctx);
	}
}

void
pdf_layers(struct pdf_file *f)
{
	pdf_obj *all = pdf_dict_gets(f->ctx, pdf_reader_root(f), "OCProperties"), *layers, *others, *config;
	bool lost;

	if (!pdf_is_dict(f->ctx, all))
		return;
	others = pdf_dict_gets(f->ctx, all, "Configs");
	config = pdf_dict_gets(f->ctx, all, "D");
	if (pdf_array_len(f->ctx, others) != 0 && pdf_is_dict(f->ctx, config))
		pdf_array_insert(f->ctx, others, config, 0);
	layers = pdf_dict_gets(f->ctx, all, "OCGs");
	for (int i = 0, n = pdf_array_len(f->ctx, layers); i < n; i++) {
		pdf_obj *layer = pdf_array_get(f->ctx, layers, i);
		pdf_obj *view = pdf_dict_gets(f->ctx, pdf_dict_gets(f->ctx, layer, "Usage"), "View");

		if (pdf_is_dict(f->ctx, view) && pdf_layer_is_enabled(f->ctx, f->doc, i) == 0 &&
		    !is_automatic(f, config, layer))
			say(f, view, false);
	}
	/* What is wrong with an object is told of who needs it. */
	lost = pdf_reader_lost(f);
	for (int num = 1, n = pdf_xref_len(f->ctx, f->doc); num < n && num < OBJECTS_MOST; num++)
		settle_object(f, num);
	pdf_reader_lost_set(f, lost);
}
