/* SPDX-License-Identifier: EUPL-1.2 */
/* rtf.c - what was left behind in an RTF file (specification 1.9.1; gate facts, section 5). */
#include "format/rtf.h"

#include "reveal/left.h"

#include "base/banned.h"

#define DEPTH_MOST	1000		/* groups in each other; extract refuses more */

enum in { IN_TEXT, IN_AUTHOR, IN_FIELD, IN_TEMPLATE, IN_PEOPLE, IN_NOTHING };

struct group {
	enum in		 in;
	enum finding_code code;	/* and what it is called, of an author */
	const char	*label;
	bool		 tiny;
};

struct rtf {
	struct revealing *v;
	struct lefts	*lefts;
	struct group	 stack[DEPTH_MOST];
	size_t		 depth;
	bool		 spoken;	/* the group in hand has said something */
};

/* Destinations that say something of whoever wrote it, or of what lies elsewhere. */
static const struct { const char *word, *label; enum in in; enum finding_code code; } words[] = {
	{ "author", N_("auteur"), IN_AUTHOR, F_REV_AUTHORS }, { "operator", N_("laatst opgeslagen door"), IN_AUTHOR, F_REV_AUTHORS },
	{ "manager", N_("leidinggevende"), IN_AUTHOR, F_REV_AUTHORS }, { "company", N_("organisatie"), IN_AUTHOR, F_REV_AUTHORS },
	{ "template", N_("de eigenschappen"), IN_AUTHOR, F_REV_TEMPLATE },
	{ "annotation", N_("de tekst"), IN_NOTHING, F_REV_COMMENTS }, { "object", N_("de tekst"), IN_TEXT, F_REV_EMBEDDED },
	{ "propname", N_("eigen eigenschappen"), IN_AUTHOR, F_REV_OWN_DATA },
	{ "docvar", N_("documentvariabelen"), IN_AUTHOR, F_REV_OWN_DATA },
	{ "revtbl", N_("de tekst"), IN_PEOPLE, F_REV_PEOPLE }, { "fldinst", N_("de tekst"), IN_FIELD, F_REV_FIELDS },
	{ "info", "", IN_NOTHING, F__COUNT }, { "fonttbl", "", IN_NOTHING, F__COUNT }, { "stylesheet", "", IN_NOTHING, F__COUNT },
	{ "colortbl", "", IN_NOTHING, F__COUNT }, { "pict", "", IN_NOTHING, F__COUNT },
};

static void
on_word(struct rtf *d, const struct rtf_token *t)
{
	struct group *g = &d->stack[d->depth];

	for (size_t i = 0; i < COUNT(words); i++) {
		if (!str_eq(t->word, str_of(words[i].word)))
			continue;
		g->in = words[i].in;
		g->label = words[i].label;
		g->code = words[i].code;
		d->spoken = false;
		if (words[i].code == F_REV_COMMENTS || words[i].code == F_REV_EMBEDDED)
			left_add(d->lefts, words[i].code, 1, str_of(_(words[i].label)));
		return;
	}
	if ((str_eq(t->word, S("revised")) || str_eq(t->word, S("deleted"))) && t->value != 0)
		left_add(d->lefts, F_REV_CHANGES, 1, str_of(_("de tekst")));
	else if (str_eq(t->word, S("fs")))
		g->tiny = t->value >= 0 && t->value <= 4;
	else if (str_eq(t->word, S("plain")))
		g->tiny = false;
	else if (str_eq(t->word, S("revisions")))
		left_add(d->lefts, F_REV_TRACKING, 1, str_of(_("de instellingen")));
	else if (str_eq(t->word, S("formprot")) || str_eq(t->word, S("readprot")) || str_eq(t->word, S("annotprot")))
		left_add(d->lefts, F_REV_PROTECTED, 1, str_of(_("de instellingen")));
}

static void
on_field(struct rtf *d, struct str s)
{
	static const char *const elsewhere[] = { "INCLUDETEXT", "INCLUDEPICTURE", "LINK", "DDE", "DDEAUTO",
		"DATABASE" };
	struct str first, rest = str_trim(s);

	if (!str_next(&rest, ' ', &first))
		return;
	for (size_t i = 0; i < COUNT(elsewhere); i++)
		left_add(d->lefts, F_REV_FIELDS, str_eq_nocase(first, str_of(elsewhere[i])), str_of(_("de tekst")));
}

static void
on_text(struct rtf *d, struct str s)
{
	struct group *g = &d->stack[d->depth];
	uint64_t n = left_letters(s);

	if (n == 0)
		return;
	if (g->in == IN_TEXT && g->tiny)
		left_add(d->lefts, F_REV_FAINT_TEXT, n, str_of(_("de tekst")));
	else if (g->in == IN_FIELD && !d->spoken)
		on_field(d, s);
	else if (g->in == IN_PEOPLE)
		/* The first of them is always there: Unknown. */
		left_add(
		    d->lefts, F_REV_PEOPLE, !str_holds_nocase(s, S("Unknown")), str_of(_("de lijst van personen")));
	else if (g->in == IN_AUTHOR && !d->spoken && g->code == F_REV_AUTHORS)
		left_maker(d->lefts, g->label, s);
	else if (g->in == IN_AUTHOR && !d->spoken)
		left_add(d->lefts, g->code, 1, str_of(_(g->label)));
	d->spoken = true;
}

int
reveal_rtf(struct revealing *v, struct err *e)
{
	struct rtf *d = NEW(v->tmp, struct rtf, 1);
	struct str rest = v->bytes;
	struct rtf_token t;

	(void)e;
	d->v = v;
	d->lefts = lefts_new(v);
	for (rtf_next(&rest, &t); t.kind != RTF_END && t.kind != RTF_BROKEN; rtf_next(&rest, &t)) {
		if (t.kind == RTF_OPEN && d->depth + 1 == DEPTH_MOST) {
			reveal_stop(v, str_of(_("1000 groepen in elkaar")));
			break;
		}
		if (t.kind == RTF_OPEN) {
			d->stack[d->depth + 1] = d->stack[d->depth];
			d->depth++;
		} else if (t.kind == RTF_CLOSE) {
			d->depth -= d->depth != 0;
		} else if (t.kind == RTF_WORD) {
			on_word(d, &t);
		} else if (t.kind == RTF_TEXT) {
			on_text(d, t.bytes);
		}
	}
	left_hidden(d->lefts, str_of(_("de tekst")));
	lefts_tell(d->lefts);
	return 0;
}
