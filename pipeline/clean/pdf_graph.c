/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf_graph.c - all objects of a PDF that something refers to, each visited once. */
#include "clean/pdf_graph.h"

#include <stdlib.h>

#include "base/buf.h"

#include "base/banned.h"

#define KEYS_MEM	MIB(256)		/* the names of one dictionary */

struct walk {
	struct pdf_graph *g;
	qpdf_data	 q;
	struct hash	*h;		/* NULL: not wanted */
	qpdf_oh		*todo;		/* arrays, dictionaries and streams, each once */
	size_t		 done, ntodo, todo_cap;
	struct arena	*keys;
};

bool
pdf_is(qpdf_data q, qpdf_oh dict, const char *key, const char *name)
{
	qpdf_oh value = qpdf_oh_get_key(q, dict, key);
	bool is = qpdf_oh_is_name_and_equals(q, value, name);

	qpdf_oh_release(q, value);
	return is;
}

static void
add(struct walk *w, char kind, struct str s)
{
	if (w->h == NULL)
		return;
	hash_add(w->h, &kind, 1);
	hash_str(w->h, s);
}

static void
add_number(struct walk *w, char kind, uint64_t v)
{
	add(w, kind, (struct str){ (const char *)&v, sizeof v });
}

/* Its place in the order of the visit: an object of its own may have one already. */
static uint32_t *
number_of(struct walk *w, qpdf_oh oh)
{
	struct pdf_graph *g = w->g;
	int id = qpdf_oh_get_object_id(w->q, oh);

	if (id <= 0)
		return NULL;
	if ((unsigned)id > PDF_OBJECTS_MOST) {
		g->whole = false;
		return NULL;
	}
	while (g->nnumbers <= (size_t)id)
		*PUSH(g->mem, g->numbers, g->nnumbers, g->numbers_cap) = 0;
	return &g->numbers[id];
}

/* What holds other values is visited later; takes over the handle. */
static void
add_holder(struct walk *w, qpdf_oh oh)
{
	uint32_t *number = number_of(w, oh);

	if (number != NULL && *number != 0) {
		add_number(w, 'h', *number);
		qpdf_oh_release(w->q, oh);
		return;
	}
	if (w->ntodo >= 4u * PDF_OBJECTS_MOST) {
		w->g->whole = false;
		qpdf_oh_release(w->q, oh);
		return;
	}
	*PUSH(w->g->mem, w->todo, w->ntodo, w->todo_cap) = oh;
	if (number != NULL)
		*number = (uint32_t)w->ntodo;
	add_number(w, 'h', w->ntodo);
}

/* Something refers to it, and there is nothing in it to visit. */
static void
mark_reached(struct walk *w, qpdf_oh oh)
{
	uint32_t *number = qpdf_oh_is_indirect(w->q, oh) ? number_of(w, oh) : NULL;

	if (number != NULL && *number == 0)
		*number = UINT32_MAX;
}

static void
add_scalar(struct walk *w, qpdf_oh oh, char kind, struct str s)
{
	mark_reached(w, oh);
	add(w, kind, s);
	qpdf_oh_release(w->q, oh);
}

/* Takes over the handle. */
static void
add_value(struct walk *w, qpdf_oh oh)
{
	qpdf_data q = w->q;
	const char *p;
	size_t n = 0;

	switch (qpdf_oh_get_type_code(q, oh)) {
	case ot_null:
		add_scalar(w, oh, 'z', STR_NONE);
		break;
	case ot_boolean:
		add_scalar(w, oh, 'b', qpdf_oh_get_bool_value(q, oh) ? S("1") : S("0"));
		break;
	case ot_integer:
	case ot_real:
		add_scalar(w, oh, 'n', str_of(qpdf_oh_unparse_resolved(q, oh)));
		break;
	case ot_name:
		add_scalar(w, oh, 'a', str_of(qpdf_oh_get_name(q, oh)));
		break;
	case ot_string:
		p = qpdf_oh_get_binary_string_value(q, oh, &n);
		add_scalar(w, oh, 's', (struct str){ p, n });
		break;
	case ot_array:
	case ot_dictionary:
	case ot_stream:
		add_holder(w, oh);
		break;
	default:
		w->g->whole = false;
		qpdf_oh_release(q, oh);
	}
}

static void
add_array(struct walk *w, qpdf_oh oh)
{
	int n = qpdf_oh_get_array_n_items(w->q, oh);

	add_number(w, '[', (uint64_t)n);
	for (int i = 0; i < n; i++)
		add_value(w, qpdf_oh_get_array_item(w->q, oh, i));
}

/* How a stream is stored; of XMP, which is always written plainly, that may change. */
static bool
is_storage(struct str key, bool xmp)
{
	return str_eq(key, S("/Length")) || (xmp && (str_eq(key, S("/Filter")) || str_eq(key, S("/DecodeParms"))));
}

/* In the order of its keys; one whose value is null is no key (ISO 32000-1 7.3.7). */
static void
add_dictionary(struct walk *w, qpdf_oh oh, bool stream, bool xmp)
{
	struct mark mark = arena_mark(w->keys);
	struct str *keys = NULL;
	size_t n = 0, cap = 0;

	qpdf_oh_begin_dict_key_iter(w->q, oh);
	while (qpdf_oh_dict_more_keys(w->q))
		*PUSH(w->keys, keys, n, cap) = str_dup(w->keys, str_of(qpdf_oh_dict_next_key(w->q)));
	for (size_t i = 0; i < n; i++) {
		qpdf_oh value;

		value = qpdf_oh_get_key(w->q, oh, str_c(w->keys, keys[i]));
		if (stream && is_storage(keys[i], xmp)) {
			mark_reached(w, value);
			qpdf_oh_release(w->q, value);
			continue;
		}
		if (qpdf_oh_is_null(w->q, value)) {
			qpdf_oh_release(w->q, value);
			continue;
		}
		add(w, 'k', keys[i]);
		add_value(w, value);
	}
	add(w, '>', STR_NONE);
	arena_rewind(w->keys, mark);
}

static void
add_stream(struct walk *w, qpdf_oh oh)
{
	qpdf_oh dict = qpdf_oh_get_dict(w->q, oh);
	bool xmp = pdf_is(w->q, dict, "/Type", "/Metadata");
	unsigned char *p = NULL;
	size_t n = 0;

	add_dictionary(w, dict, true, xmp);
	qpdf_oh_release(w->q, dict);
	if (w->h == NULL)
		return;
	if (qpdf_oh_get_stream_data(w->q, oh, xmp ? qpdf_dl_generalized : qpdf_dl_none, NULL, &p, &n) != QPDF_SUCCESS)
		w->g->whole = false;
	else
		add(w, 't', (struct str){ (const char *)p, n });
	free(p);
}

void
pdf_graph_read(struct pdf_graph *g)
{
	struct walk w = { .g = g, .q = g->q, .keys = arena_new("sleutels", KEYS_MEM) };
	qpdf_oh trailer = qpdf_get_trailer(g->q);

	g->whole = true;
	g->numbers = NULL;
	g->nnumbers = g->numbers_cap = 0;
	w.h = g->hashed ? hash_new() : NULL;
	add_value(&w, qpdf_oh_get_key(g->q, trailer, "/Root"));
	add_value(&w, qpdf_oh_get_key(g->q, trailer, "/Info"));
	qpdf_oh_release(g->q, trailer);
	while (w.done < w.ntodo && g->whole) {
		qpdf_oh oh = w.todo[w.done++];

		if (g->see != NULL)
			g->see(g->user, oh);
		if (qpdf_oh_is_array(g->q, oh))
			add_array(&w, oh);
		else if (qpdf_oh_is_stream(g->q, oh))
			add_stream(&w, oh);
		else
			add_dictionary(&w, oh, false, false);
		qpdf_oh_release(g->q, oh);
	}
	if (w.h != NULL)
		g->digest = hash_end(w.h);
	arena_free(w.keys);
	g->whole = g->whole && !qpdf_has_error(g->q);
}

bool
pdf_graph_reached(const struct pdf_graph *g, int id)
{
	return id > 0 && (size_t)id < g->nnumbers && g->numbers[id] != 0;
}
