/* SPDX-License-Identifier: EUPL-1.2 */
/* feed.c - what is new on a site, as an Atom feed (RFC 4287). */
#include "site/address.h"
#include "site/building.h"

#include "base/banned.h"

#define FEED_MOST	MIB(4)

static void
element(struct buf *b, const char *name, struct str text)
{
	buf_addf(b, "<%s>", name);
	building_escape(b, text);
	buf_addf(b, "</%s>\n", name);
}

static void
add_entry(struct building *s, struct buf *b, const struct listed *one)
{
	struct str where = site_dossier(s->mem, one->id);

	buf_add(b, S("<entry>\n"));
	buf_addf(b, "<id>urn:uuid:%.*s</id>\n", STRF(one->id));
	element(b, "title", one->withdrawn ? str_fmt(s->mem, _("Ingetrokken: %.*s"), STRF(one->title)) : one->title);
	element(b, "updated", one->modified);
	buf_addf(b, "<link rel=\"alternate\" type=\"text/html\" href=\"%.*s%.*s\"/>\n", STRF(s->public), STRF(where));
	for (size_t k = 0; k < s->nshelves; k++) {
		if ((one->categories & 1u << k) == 0)
			continue;
		buf_addf(b, "<category term=\"%.*s\" label=\"", STRF(s->shelf[k].key));
		building_escape(b, s->shelf[k].name);
		buf_add(b, S("\"/>\n"));
	}
	if (one->withdrawn)
		element(b, "summary", str_of(_("Dit dossier is ingetrokken.")));
	else
		element(b, "summary",
		    str_fmt(s->mem, one->documents == 1 ? _("%llu document") : _("%llu documenten"),
			(unsigned long long)one->documents));
	buf_add(b, S("</entry>\n"));
}

/* updated is that of what changed last: a night without changes gives the same feed. */
int
building_feed(struct building *s, struct err *e)
{
	struct mark mark = arena_mark(s->mem);
	struct str name = s->name.n != 0 ? s->name : str_of(_("Openbare documenten"));
	struct buf b;
	int rc;

	buf_init(&b, s->mem, FEED_MOST);
	buf_add(&b,
	    S("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	      "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"nl\">\n"));
	buf_addf(&b, "<id>%.*sfeed.xml</id>\n", STRF(s->public));
	element(&b, "title", str_fmt(s->mem, _("%.*s: nieuw en gewijzigd"), STRF(name)));
	element(&b, "updated", s->n == 0 ? S("1970-01-01T00:00:00Z") : s->newest[0]->modified);
	buf_add(&b, S("<author>"));
	element(&b, "name", name);
	buf_add(&b, S("</author>\n"));
	buf_addf(&b, "<link rel=\"self\" type=\"application/atom+xml\" href=\"%.*sfeed.xml\"/>\n", STRF(s->public));
	buf_addf(&b, "<link rel=\"alternate\" type=\"text/html\" href=\"%.*sindex.html\"/>\n", STRF(s->public));
	for (size_t i = 0; i < s->n && i < LISTING_FEED; i++)
		add_entry(s, &b, s->newest[i]);
	buf_add(&b, S("</feed>\n"));
	must(!b.cut);
	rc = building_file(s, S("feed.xml"), buf_str(&b), e);
	arena_rewind(s->mem, mark);
	return rc;
}
