/* SPDX-License-Identifier: EUPL-1.2 */
/* look_xmp.c - what an XMP packet claims its PDF to be. */
#include "base/buf.h"
#include "identify/look.h"

#include "base/banned.h"

#define PDFA	"http://www.aiim.org/pdfa/ns/id/"	/* ISO 19005-1 6.7.11 */
#define PDFUA	"http://www.aiim.org/pdfua/ns/id/"	/* ISO 14289-1 clause 5 */
#define VALUE_MOST	((size_t)16)		/* bytes of a part or conformance; real ones have one or two */
#define CLAIM_MOST	((size_t)64)

enum claim { A_PART, A_CONFORMANCE, UA_PART, NO_CLAIM };

static const struct { const char *ns, *name; } claims[] = {
	[A_PART] = { PDFA, "part" },
	[A_CONFORMANCE] = { PDFA, "conformance" },
	[UA_PART] = { PDFUA, "part" },
};

struct packet {
	struct arena	*mem;
	struct buf	 value[NO_CLAIM];
	enum claim	 at;		/* the element in hand */
};

/* A property is an attribute of rdf:Description or an element of its own (ISO 16684-1 7.4); the first one counts. */
static void
on_start(void *user, const struct xml_tag *t)
{
	struct packet *p = user;

	p->at = NO_CLAIM;
	for (int i = 0; i < NO_CLAIM; i++) {
		struct str said = xml_attribute_of(t, claims[i].ns, claims[i].name);

		if (said.p != NULL && p->value[i].n == 0)
			buf_add(&p->value[i], said);
		if (p->value[i].n == 0 && str_eq(t->ns, str_of(claims[i].ns)) &&
		    str_eq(t->name, str_of(claims[i].name)))
			p->at = (enum claim)i;
	}
}

static void
on_text(void *user, struct str s)
{
	struct packet *p = user;

	if (p->at != NO_CLAIM)
		buf_add(&p->value[p->at], s);
}

static void
on_end(void *user, struct str name)
{
	(void)name;
	((struct packet *)user)->at = NO_CLAIM;
}

/* The value when it is one to `most` ASCII letters or, with most 0, one digit; else absent. */
static struct str
value(const struct packet *p, enum claim c, size_t most)
{
	struct str s = str_trim(buf_str(&p->value[c]));

	if (p->value[c].cut || s.n == 0 || s.n > (most == 0 ? 1 : most))
		return STR_NONE;
	for (size_t i = 0; i < s.n; i++) {
		char ch = s.p[i];
		bool letter = (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z');

		if (most == 0 ? ch < '1' || ch > '9' : !letter)
			return STR_NONE;
	}
	return most == 0 ? s : str_lower(p->mem, s);
}

static const struct xml_handler handler = { on_start, on_end, on_text };

int
look_xmp(struct look *l, struct str packet, struct err *e)
{
	struct packet p = { .mem = l->mem, .at = NO_CLAIM };
	struct str part, ua;
	struct buf claim;

	for (int i = 0; i < NO_CLAIM; i++)
		buf_init(&p.value[i], l->mem, VALUE_MOST);
	/* Writers pad a packet, some of them with NULs. */
	while (packet.n != 0 && (unsigned char)packet.p[packet.n - 1] <= ' ')
		packet.n--;
	if (xml_parse(packet, &handler, &p, &l->xmp, e) != 0)
		return -1;
	part = value(&p, A_PART, 0);
	ua = value(&p, UA_PART, 0);
	if (l->xmp != XML_SOUND || (part.n == 0 && ua.n == 0))
		return 0;
	buf_init(&claim, l->mem, CLAIM_MOST);
	if (part.n != 0)
		buf_addf(&claim, "PDF/A-%.*s%.*s", STRF(part), STRF(value(&p, A_CONFORMANCE, 2)));
	if (ua.n != 0)
		buf_addf(&claim, "%sPDF/UA-%.*s", part.n != 0 ? ", " : "", STRF(ua));
	l->claim = buf_str(&claim);
	return 0;
}
