/* SPDX-License-Identifier: EUPL-1.2 */
/* tell.c - what was typed in dossier.yaml behind the keys that become statements. */
#include "sidecar/tell.h"

#include "base/line.h"
#include "ground.h"

#include "base/banned.h"

#define SURE	100			/* a person typed it */

/* In the words of the portal (facts: gpp-publicatiebank 6); as they are written, with a space or without. */
static bool
read_nomination(struct statement *s)
{
	if (str_eq_nocase(s->text, S("blijvend bewaren")) || str_eq_nocase(s->text, S("blijvend_bewaren")))
		s->text = S("blijvend_bewaren");
	else if (str_eq_nocase(s->text, S("vernietigen")))
		s->text = S("vernietigen");
	else
		return false;
	return true;
}

/* The statement that a line is, on one line; false: nothing is left of it, or it could not be read, which was said. */
static bool
read_line(struct visit *v, int file, const struct typed_line *line, struct statement *s_r)
{
	*s_r = (struct statement){ .what = line->what, .source = SOURCE_DOSSIER_YAML, .sure = SURE };
	s_r->text = line_clean(v->r->mem, line->text);
	switch (say_shape(line->what)) {
	case SHAPE_DAY:
	case SHAPE_SPAN:
		if (date_parse(line->text, &s_r->date) != 0) {
			visit_say(v, F_SID_DATE_BAD, file, finding_shown(v->r->mem, line->text), STR_NONE);
			return false;
		}
		break;
	default:
		break;
	}
	if (line->what == SAY_GROUND) {
		s_r->text = ground_read(v->r->mem, line->text);
		if (s_r->text.n == 0) {
			visit_say(v, F_SID_VALUE_BAD, file, finding_shown(v->r->mem, line->text),
			    str_of(_(
				"een grond van artikel 5.1 of 5.2 van de Woo, zoals ‘5.1.2e’ of ‘5.1 lid 2 onder e’")));
			return false;
		}
	}
	if (line->what == SAY_NOMINATION && !read_nomination(s_r)) {
		visit_say(v, F_SID_VALUE_BAD, file, finding_shown(v->r->mem, line->text),
		    str_of(_("blijvend bewaren, vernietigen")));
		return false;
	}
	return s_r->text.n != 0;
}

/* Both ends of a validity are one statement. */
static void
add(struct statements *to, struct statement s, bool end, struct arena *mem)
{
	if (s.what == SAY_VALID && end) {
		s.until = s.date;
		s.date = (struct date){ 0 };
	}
	for (size_t i = 0; s.what == SAY_VALID && i < to->n; i++) {
		if (to->v[i].what != SAY_VALID || to->v[i].source != s.source)
			continue;
		if (end)
			to->v[i].until = s.until;
		else
			to->v[i].date = s.date;
		return;
	}
	statement_add(to, s, mem);
}

static void
tell(struct visit *v, int file, struct statements *to, const struct typed_lines *lines)
{
	for (size_t i = 0; i < lines->n; i++) {
		struct statement s;

		if (read_line(v, file, &lines->v[i], &s))
			add(to, s, str_ends(str_of(lines->v[i].key), S("-tot")), v->r->mem);
	}
}

void
tell_lines(struct visit *v, int file, int doc, const struct typed_lines *lines)
{
	tell(v, file, doc == DOC_NONE ? &v->d->said : &v->d->docs[doc].said, lines);
}

void
tell_notice(struct visit *v, int file, const struct typed_doc *t, struct str categories)
{
	struct typed_line about[] = { { "titel", SAY_TITLE, t->titel }, { "documentsoort", SAY_SOORT, t->soort } };
	const struct typed_lines called = { about, COUNT(about), COUNT(about) };
	struct str titel = line_clean(v->r->mem, t->titel), kenmerk = STR_NONE, datum = STR_NONE, key;
	struct notice *n;
	bool ground = false;

	for (size_t i = 0; i < t->lines.n; i++) {
		const struct typed_line *line = &t->lines.v[i];

		kenmerk = line->what == SAY_KENMERK ? line_clean(v->r->mem, line->text) : kenmerk;
		datum = line->what == SAY_DATE ? line->text : datum;
		ground |= line->what == SAY_GROUND;
	}
	if (titel.n == 0 || !ground) {
		visit_say(v, F_SID_NOTICE, file, finding_shown(v->r->mem, titel.n != 0 ? titel : kenmerk),
		    str_of(titel.n == 0 ? _("een titel") : _("een weigeringsgrond (‘gronden’)")));
		return;
	}
	key = kenmerk.n != 0 ? kenmerk : str_fmt(v->r->mem, "%.*s %.*s", STRF(titel), STRF(datum));
	n = visit_notice(v, key);
	if (n == NULL) { /* typed.c takes no more rows than there may be notices */
		visit_say(v, F_SID_FILE_TWICE, file, finding_shown(v->r->mem, key), STR_NONE);
		return;
	}
	n->categories = categories;
	tell(v, file, &n->said, &called);
	tell(v, file, &n->said, &t->lines);
}
