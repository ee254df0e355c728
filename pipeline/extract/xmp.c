/* SPDX-License-Identifier: EUPL-1.2 */
/* xmp.c - an XMP packet, wherever it stood: what is between its tags and in their attributes. */
#include "base/moment.h"
#include "extract/picture.h"
#include "extract/xml_read.h"

#include "base/banned.h"

#define MOMENT_MOST	((size_t)64)	/* bytes of a date */
#define XAP	"http://ns.adobe.com/xap/1.0/"	/* XMP specification part 1, 8.4 */

struct packet {
	struct extraction *x;
	struct buf	 said;		/* by the date in hand */
	struct str	*to;		/* where it goes, or NULL */
};

static void
text(void *user, struct str s)
{
	struct packet *p = user;

	gather_words(&p->x->aside, s);
	if (p->to != NULL)
		buf_add(&p->said, s);
}

/* The date of this name, or NULL: it stands in an element or in an attribute. */
static struct str *
moment_of(struct packet *p, struct str ns, struct str name)
{
	if (!str_eq(ns, S(XAP)))
		return NULL;
	return str_eq(name, S("CreateDate")) ? &p->x->created : str_eq(name, S("ModifyDate")) ? &p->x->modified : NULL;
}

static void
start(void *user, const struct xml_tag *t)
{
	struct packet *p = user;

	gather_gap(&p->x->aside, GAP_LINE);
	for (int i = 0; i < t->nattributes; i++) {
		struct str value = xml_attribute_at(t, i);
		struct str *to = moment_of(p, xml_attribute_ns(t, i), xml_attribute_name(t, i));

		gather_words(&p->x->aside, value);
		gather_gap(&p->x->aside, GAP_LINE);
		if (to != NULL)
			extraction_moment(to, moment_iso(p->x->r->mem, value));
	}
	p->said.n = 0;
	p->to = moment_of(p, t->ns, t->name);
}

static void
end(void *user, struct str name)
{
	struct packet *p = user;

	(void)name;
	gather_gap(&p->x->aside, GAP_LINE);
	if (p->to != NULL)
		extraction_moment(p->to, moment_iso(p->x->r->mem, buf_str(&p->said)));
	p->to = NULL;
}

/* A packet that is no sound XML is read as it stands: then nothing in it is missed. */
int
xmp_read(struct extraction *x, struct str packet, struct err *e)
{
	static const struct xml_handler handler = { start, end, text };
	struct packet p = { .x = x };
	bool sound;

	if (packet.n == 0 || x->stopped)
		return 0;
	gather_gap(&x->aside, GAP_LINE);
	gather_origin(&x->aside, TEXT_PROPERTY);
	buf_init(&p.said, x->r->mem, MOMENT_MOST);
	if (xml_read_bytes(x, packet, &handler, &p, &sound, e) != 0)
		return -1;
	if (!sound)
		gather_words(&x->aside, packet);
	gather_gap(&x->aside, GAP_LINE);
	return 0;
}
