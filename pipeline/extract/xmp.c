/* SPDX-License-Identifier: EUPL-1.2 */
/* xmp.c - an XMP packet, wherever it stood: what is between its tags and in their attributes. */
#include "extract/picture.h"
#include "extract/xml.h"

#include "base/banned.h"

static void
text(void *user, struct str s)
{
	struct extraction *x = user;

	gather_words(&x->aside, s);
}

static void
start(void *user, const struct xml_tag *t)
{
	struct extraction *x = user;

	gather_gap(&x->aside, GAP_LINE);
	for (int i = 0; i < t->nattributes; i++) {
		const unsigned char **a = t->attributes + (size_t)i * 5;

		gather_words(&x->aside, (struct str){ (const char *)a[3], (size_t)(a[4] - a[3]) });
		gather_gap(&x->aside, GAP_LINE);
	}
}

static void
end(void *user, struct str name)
{
	struct extraction *x = user;

	(void)name;
	gather_gap(&x->aside, GAP_LINE);
}

/* A packet that is no sound XML is read as it stands: then nothing in it is missed. */
int
xmp_read(struct extraction *x, struct str packet, struct err *e)
{
	static const struct xml_handler handler = { start, end, text };
	bool sound;

	if (packet.n == 0 || x->stopped)
		return 0;
	gather_gap(&x->aside, GAP_LINE);
	gather_origin(&x->aside, TEXT_PROPERTY);
	if (xml_bytes(x, packet, &handler, x, &sound, e) != 0)
		return -1;
	if (!sound)
		gather_words(&x->aside, packet);
	gather_gap(&x->aside, GAP_LINE);
	return 0;
}
