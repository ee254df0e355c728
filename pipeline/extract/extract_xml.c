/* SPDX-License-Identifier: EUPL-1.2 */
/* extract_xml.c - the text of an XML file of any kind: what stands in its elements, and beside it all the rest. */
#include <string.h>

#include "extract/charset.h"
#include "extract/xml_read.h"

#include "base/banned.h"

struct any {
	struct extraction *x;
	struct buf	 title;
	bool		 in_title, titled;
	size_t		 elements;
};

/* libxml2 leaves an ampersand in an attribute as the reference that a tree would resolve. */
static void
add_value(struct gather *g, struct str s)
{
	static const char amp[] = "&#38;";

	gather_gap(g, GAP_LINE);
	while (s.n != 0) {
		const char *at = memmem(s.p, s.n, amp, sizeof amp - 1);
		size_t n = at == NULL ? s.n : (size_t)(at - s.p);

		gather_words(g, str_sub(s, 0, n));
		if (at != NULL)
			gather_add(g, S("&"));
		s = str_from(s, at == NULL ? n : n + sizeof amp - 1);
	}
	gather_gap(g, GAP_LINE);
}

static void
any_start(void *user, const struct xml_tag *t)
{
	struct any *d = user;

	gather_gap(&d->x->text, GAP_SPACE);
	d->in_title = !d->titled && str_eq_nocase(t->name, S("title"));
	if (d->elements++ == 0)
		d->x->language = str_dup(d->x->r->mem, xml_attribute(t, "lang"));
	for (int i = 0; i < t->nattributes; i++)
		add_value(&d->x->aside, xml_attribute_at(t, i));
}

static void
any_end(void *user, struct str name)
{
	struct any *d = user;

	(void)name;
	d->titled |= d->in_title && d->title.n != 0;
	d->in_title = false;
	gather_gap(&d->x->text, GAP_SPACE);
}

/* White space with a line end in it is mark-up that was laid out: its elements stand on lines. */
static void
any_text(void *user, struct str s)
{
	struct any *d = user;

	if (d->in_title)
		buf_add(&d->title, s);
	if (str_trim(s).n == 0 && str_has(s, '\n'))
		gather_gap(&d->x->text, GAP_LINE);
	else
		gather_words(&d->x->text, s);
}

static const struct xml_handler any_handler = { any_start, any_end, any_text };

int
extract_xml(struct extraction *x, struct err *e)
{
	struct any d = { .x = x };
	struct str s;

	if (!charset_named(x, charset_label(x->bytes), &s))
		return 0;
	buf_init(&d.title, x->r->mem, ATTR_MOST);
	if (xml_read_file(x, s, &any_handler, &d, e) != 0)
		return -1;
	x->title = buf_str(&d.title);
	return 0;
}
