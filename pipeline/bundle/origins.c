/* SPDX-License-Identifier: EUPL-1.2 */
/* origins.c - where each value of the public metadata comes from, as a table for a spreadsheet. */
#include "bundle/origins.h"

#include <string.h>

#include "base/buf.h"

#include "base/banned.h"

#define TABLE_MOST	((size_t)1 << 30)	/* bytes; the metadata itself has a quarter of that at most */
#define EOL		"\r\n"

static const char *const kinds[FROM__COUNT] = {
	[FROM_NOWHERE] = N_("niet bekend"),
	[FROM_SOURCE] = N_("aangeleverd"),
	[FROM_DOCUMENT] = N_("gelezen in het document"),
	[FROM_RULE] = N_("bepaald door een regel"),
	[FROM_DEFAULT] = N_("standaardwaarde"),
	[FROM_OPERATOR] = N_("instelling"),
};

static void
field(struct buf *b, struct str s, bool last)
{
	buf_addc(b, '"');
	if (s.n != 0 && strchr("=+-@\t", s.p[0]) != NULL)
		buf_addc(b, '\'');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			buf_addc(b, '"');
		buf_addc(b, s.p[i]);
	}
	buf_add(b, last ? S("\"" EOL) : S("\";"));
}

/*
 * Who said it: the file where it was read, or what stands in its place.  Of a
 * source the kind: how a delivered file is called is not for all to know.
 */
static struct str
source(const struct value *v, const struct sip_doc *one)
{
	switch (v->origin) {
	case FROM_SOURCE:
		return str_of(_(source_label(v->source)));
	case FROM_DOCUMENT:
		return one->file;
	case FROM_OPERATOR:
		return str_of(_("woostraat.yaml"));
	case FROM_NOWHERE:
	case FROM_RULE:
	case FROM_DEFAULT:
	case FROM__COUNT:
		break;
	}
	return str_of(_("woostraat"));
}

static void
row(struct buf *b, const struct sip_doc *one, enum field f, const struct value *v, struct arena *mem)
{
	must(v->origin < FROM__COUNT);
	field(b, one->stem, false);
	field(b, str_of(field_element(f)), false);
	field(b, v->text, false);
	field(b, v->uri, false);
	field(b, str_of(f == MD_REDEN ? _("besluit van een mens") : _(kinds[v->origin])), false);
	field(b, f == MD_REDEN ? str_of(_("woostraat")) : source(v, one), false);
	field(b, v->evidence.page == 0 ? STR_NONE : str_fmt(mem, "%u", v->evidence.page), true);
}

struct str
origins_table(const struct sip *sip, struct arena *mem)
{
	struct buf b;

	buf_init(&b, mem, TABLE_MOST);
	buf_add(&b, S("\xef\xbb\xbf"));
	buf_addf(&b, "%s" EOL, _("document;veld;waarde;adres;herkomst;bron;bladzijde"));
	for (size_t i = 0; i < sip->n; i++) {
		const struct record *r = sip->v[i].record;

		for (int f = 0; f < MD__COUNT; f++) {
			for (size_t k = 0; k < r->f[f].n; k++)
				row(&b, &sip->v[i], (enum field)f, &r->f[f].v[k], mem);
		}
	}
	must(!b.cut);
	return buf_str(&b);
}
