/* SPDX-License-Identifier: EUPL-1.2 */
/* teller.c - what readers of XML and JSON share: values looked at, told as statements, and faults with their place. */
#include "sidecar/teller.h"

#include "base/ascii.h"
#include "base/moment.h"
#include "base/path.h"
#include "base/utf8.h"
#include "config/catalog.h"
#include "ground.h"
#include "proc/tools.h"

#include "base/banned.h"

#define NAME_MOST	((size_t)300)	/* bytes of a name that is looked for in a list; none is longer */
#define TEXT_MOST	((size_t)16 << 10)	/* bytes of a value that are looked at: four times what a statement keeps */
#define SURE_FILE_NAME	40		/* of a title that is the name of a file: below what describe takes */

static const struct { enum say what; const char *list; } lists[] = {
	{ SAY_CATEGORIE, "informatiecategorieen" },
	{ SAY_SOORT, "documentsoorten" },
	{ SAY_THEMA, "themas" },
	{ SAY_LANGUAGE, "talen" },
	{ SAY_FORMAT, "formats" },
};

/* --- places ----------------------------------------------------------------------------- */

static struct str
place(const struct teller *t, const char *element)
{
	struct arena *mem = t->v->tmp;

	if (t->within.n == 0)
		return str_of(element == NULL ? _("het hele bestand") : element);
	return element == NULL ? t->within : str_fmt(mem, "%.*s, %s", STRF(t->within), element);
}

void
teller_fault(struct teller *t, bool bad, const char *element, const char *what)
{
	visit_fault(t->v, t->file, bad, place(t, element), str_of(what));
}

void
teller_fault_of(struct teller *t, bool bad, const char *element, const char *what, struct str shown)
{
	struct arena *mem = t->v->tmp;

	visit_fault(
	    t->v, t->file, bad, place(t, element), str_fmt(mem, "%s (%.*s)", what, STRF(finding_shown(mem, shown))));
}

/* --- statements ------------------------------------------------------------------------- */

void
teller_say(struct teller *t, struct statement s, const char *element)
{
	struct arena *mem = t->v->tmp;

	s.source = t->source;
	s.text = utf8_cut(s.text, TEXT_MOST);
	s.uri = utf8_cut(s.uri, TEXT_MOST);
	if (s.sure == 0)
		s.sure = t->sure;
	s.where = str_fmt(mem, "%.*s, %.*s", STRF(finding_shown(mem, path_base(t->v->d->docs[t->file].path))),
	    STRF(place(t, element)));
	visit_tell(t->v, t->doc, s);
}

/* What programs write when they have nothing to write (facts: intake-formats.md section 8). */
static bool
is_placeholder(struct teller *t, struct str s, const char *element)
{
	if (!str_starts(s, S("PLACEHOLDER_")) && !str_eq_nocase(s, S("onbekende titel")))
		return false;
	teller_fault(
	    t, false, element, _("hier staat een opvulwaarde van het programma dat dit bestand maakte; overgeslagen"));
	return true;
}

void
teller_text(struct teller *t, enum say what, struct str s, const char *element)
{
	s = str_trim(s);
	if (s.n != 0 && !is_placeholder(t, s, element))
		teller_say(t, (struct statement){ .what = what, .text = s }, element);
}

static bool
is_file_name(struct str s)
{
	struct str ext = path_ext(s);

	if (ext.n < 3 || ext.n > 4 || !ascii_letter(ext.p[0]))
		return false;
	for (size_t i = 0; i < ext.n; i++) {
		if (!ascii_letter(ext.p[i]) && !ascii_digit(ext.p[i]))
			return false;
	}
	return true;
}

void
teller_title(struct teller *t, enum say what, struct str s, const char *element)
{
	s = str_trim(s);
	if (s.n != 0 && !is_placeholder(t, s, element))
		teller_say(t,
		    (struct statement){ .what = what, .text = s, .sure = is_file_name(s) ? SURE_FILE_NAME : 0 },
		    element);
}

/* --- days ------------------------------------------------------------------------------- */

bool
teller_day_of(struct arena *mem, struct str s, struct date *d)
{
	struct str iso;
	time_t moment;

	*d = (struct date){ 0 };
	s = str_trim(s);
	if (s.n > 10 && str_has(S("Z+-"), s.p[10])) /* xs:date with a zone: the day as it is written */
		s.n = 10;
	if (s.n > 40)
		return false;
	iso = moment_iso(mem, s);
	if (iso.n < 10)
		return false;
	if (time_parse(iso, &moment) == 0)
		*d = date_here(moment);
	else if (date_parse(str_sub(iso, 0, 10), d) != 0)
		return false;
	return date_valid(*d);
}

/* A year, or a year and a month. */
static bool
is_part_of_date(struct str s)
{
	if (s.n != 4 && s.n != 7)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (i == 4 ? s.p[i] != '-' : !ascii_digit(s.p[i]))
			return false;
	}
	return true;
}

/* The day in s, or year 0 after it was told why there is none. */
static struct date
day(struct teller *t, struct str s, const char *element)
{
	struct arena *mem = t->v->tmp;
	struct date d = { 0 };

	s = str_trim(s);
	if (s.n == 19 && s.p[10] == ' ') {
		s = str_fmt(mem, "%.*sT%.*s", 10, s.p, 8, s.p + 11);
		teller_fault(t, false, element, _("tussen dag en uur hoort een T te staan; zo gelezen"));
	}
	if (s.n == 0 || teller_day_of(mem, s, &d))
		return d;
	if (is_part_of_date(s)) {
		if (t->source != SOURCE_MDTO)
			teller_fault(t, false, element,
			    _("alleen een jaar of maand is geen datum; schrijf jjjj-mm-dd. Overgeslagen"));
	} else
		teller_fault(t, false, element, _("dit is geen eenduidige datum; schrijf jjjj-mm-dd. Overgeslagen"));
	return d;
}

void
teller_day(struct teller *t, enum say what, struct str s, const char *element)
{
	struct date d = day(t, s, element);

	if (date_valid(d))
		teller_say(t, (struct statement){ .what = what, .date = d }, element);
}

void
teller_span(struct teller *t, enum say what, struct str from, struct str until, const char *element)
{
	struct date a = day(t, from, element), b = day(t, until, element);

	if (date_valid(a) && date_valid(b) && date_cmp(a, b) > 0)
		teller_fault(t, false, element, _("het einde ligt voor het begin. Overgeslagen"));
	else if (date_valid(a) || date_valid(b))
		teller_say(t, (struct statement){ .what = what, .date = a, .until = b }, element);
}

void
teller_ground(struct teller *t, struct str s, const char *element)
{
	struct str ground = ground_read(t->v->tmp, str_trim(s));

	if (ground.n != 0)
		teller_say(t, (struct statement){ .what = SAY_GROUND, .text = ground }, element);
	else if (str_trim(s).n != 0)
		teller_fault(
		    t, false, element, _("dit is geen weigeringsgrond van de Woo, zoals 5.1.2e. Overgeslagen"));
}

/* --- value lists -------------------------------------------------------------------------- */

static bool
is_label(const struct term *x, struct str label)
{
	if (str_eq_nocase(x->label, label))
		return true;
	for (size_t i = 0; i < x->nmore; i++) {
		if (str_eq_nocase(x->more[i], label))
			return true;
	}
	return false;
}

static const struct term *
resolve(struct teller *t, const char *list, struct str label, struct str uri, const char *element)
{
	const struct catalog *c = t->v->job->tools->lists;
	const struct term *x = uri.n == 0 ? NULL : catalog_uri(c, list, uri), *named;

	if (x != NULL) {
		if (label.n != 0 && !is_label(x, label))
			teller_fault_of(t, false, element,
			    _("naam en adres horen in de waardelijst niet bij elkaar; het adres telt"), x->label);
		return x;
	}
	named = label.n == 0 || label.n > NAME_MOST ? NULL : catalog_named(c, list, label);
	if (uri.n != 0)
		teller_fault(t, false, element,
		    named == NULL ? _("dit adres staat niet in de waardelijst van TOOI. Overgeslagen") :
				    _("dit adres staat niet in de waardelijst van TOOI; de naam wel, en die telt"));
	return named;
}

void
teller_term(struct teller *t, enum say what, struct str label, struct str uri, const char *element)
{
	const struct term *x;
	size_t i = 0;

	while (i < COUNT(lists) && lists[i].what != what)
		i++;
	must(i < COUNT(lists));
	label = str_trim(label);
	uri = str_trim(uri);
	if (label.n == 0 && uri.n == 0)
		return;
	if (is_placeholder(t, label, element) || is_placeholder(t, uri, element))
		return;
	x = resolve(t, lists[i].list, label, uri, element);
	if (x != NULL)
		teller_say(t, (struct statement){ .what = what, .text = x->label, .uri = x->uri }, element);
	else if (label.n != 0 && (what == SAY_SOORT || what == SAY_LANGUAGE || what == SAY_FORMAT))
		teller_say(t, (struct statement){ .what = what, .text = label },
		    element); /* its words; "nl", "application/pdf" */
	else if (uri.n == 0)
		teller_fault(t, false, element, _("deze naam staat niet in de waardelijst van TOOI. Overgeslagen"));
}

static const struct term *
organisation(const struct teller *t, struct str s)
{
	return s.n == 0 || s.n > NAME_MOST ? NULL : catalog_organisation(t->v->job->tools->lists, s);
}

void
teller_organisation(struct teller *t, enum say what, struct str name, struct str uri, bool bad, const char *element)
{
	const struct term *by_uri, *by_name, *x;

	name = str_trim(name);
	uri = str_trim(uri);
	if ((name.n == 0 && uri.n == 0) || is_placeholder(t, name, element) || is_placeholder(t, uri, element))
		return;
	by_uri = organisation(t, uri);
	by_name = organisation(t, name);
	x = by_uri != NULL ? by_uri : by_name;
	if (x != NULL) {
		if (by_uri == NULL && uri.n != 0)
			teller_fault(t, false, element,
			    _("dit adres is van geen organisatie in de lijst van TOOI; de naam wel, en die telt"));
		else if (by_uri != NULL && name.n != 0 && by_name != by_uri)
			teller_fault_of(t, false, element,
			    _("naam en adres horen in de lijst van TOOI niet bij elkaar; het adres telt"), x->label);
		teller_say(t, (struct statement){ .what = what, .text = x->label, .uri = x->uri }, element);
	} else if (what == SAY_MAKER) {
		teller_say(t, (struct statement){ .what = SAY_PARTY, .text = name }, element);
		teller_fault(t, bad, element,
		    _("dit is geen organisatie uit de lijst van TOOI en misschien een persoon; controleer of die naam niet openbaar wordt"));
	} else
		teller_fault(t, false, element, _("deze organisatie staat niet in de lijst van TOOI. Overgeslagen"));
}

void
teller_tell(struct teller *t, enum teller_as as, enum say what, struct str s, struct str uri, const char *element)
{
	switch (as) {
	case AS_TEXT:
		teller_text(t, what, s, element);
		break;
	case AS_TITLE:
		teller_title(t, what, s, element);
		break;
	case AS_TERM:
		teller_term(t, what, s, uri, element);
		break;
	case AS_ORG:
		teller_organisation(t, what, s, uri, false, element);
		break;
	case AS_DAY:
		teller_day(t, what, s, element);
		break;
	}
}
