/* SPDX-License-Identifier: EUPL-1.2 */
/* morning.c - what a mail of a run says: three Dutch lines of numbers, without a name of a dossier or a person. */
#include "report/morning.h"

#include "base/utf8.h"

#include "base/banned.h"

#define LINE_MOST	KIB(4)
#define WHO_MOST	80		/* bytes of a name in a subject */

const char *
morning_why_name(enum morning_why w)
{
	static const char *const names[WHY__COUNT] = { "", "mens", "run", "altijd", "teken" };

	return names[w];
}

/* The run ended before its work was done, and the next one will end so too. */
static bool
failed(const struct morning *m)
{
	return m->code != EXIT_FINE && m->code != EXIT_HELD && m->code != EXIT_AGAIN;
}

enum morning_why
morning_needs(const struct morning *m)
{
	if (failed(m) || m->code == EXIT_AGAIN)
		return WHY_FAILED;
	return m->code == EXIT_HELD || m->there != 0 ? WHY_PERSON : WHY_NONE;
}

bool
morning_sign(int weekday, time_t last, time_t now)
{
	struct date monday = { 1970, 1, 5 }, today = date_here(now);
	int64_t days, week;

	if (weekday < 0)
		return false;
	if (last == 0)
		return true;
	/* Weeks are counted from the first such day of 1970. */
	days = date_between(monday, today) - weekday;
	week = date_between(monday, date_here(last)) - weekday;
	return (days + 7) / 7 > (week + 7) / 7;
}

/* Parts of a line, a space between each two. */
static void
part(struct buf *b, struct str text)
{
	if (b->n != 0)
		buf_addc(b, ' ');
	buf_add(b, text);
}

static struct str
of_dossiers(struct arena *mem, size_t n)
{
	return str_fmt(
	    mem, ngettext("%zu dossier wacht op een mens", "%zu dossiers wachten op een mens", (unsigned long)n), n);
}

static struct str
subject(const struct morning *m, enum morning_why why, struct arena *mem)
{
	if (failed(m))
		return str_fmt(mem, _("de run is niet goed afgelopen (%d)"), m->code);
	if (m->n != NULL && m->n->hold != 0)
		return of_dossiers(mem, m->n->hold);
	if (m->code == EXIT_AGAIN)
		return str_of(_("nog niet alles is gedaan"));
	if (morning_needs(m) == WHY_PERSON)
		return str_of(_("er is iets te doen voor een mens"));
	return str_of(why == WHY_SIGN ? _("teken van leven") : _("er wacht niets op een mens"));
}

/* What needs a person. */
static struct str
needs(const struct morning *m, struct arena *mem)
{
	const struct totals none = { 0 }, *n = m->n == NULL ? &none : m->n;
	struct buf b;

	buf_init(&b, mem, LINE_MOST);
	if (failed(m))
		part(
		    &b, str_fmt(mem, _("De run is niet goed afgelopen (%d): zie het logboek van de server."), m->code));
	if (m->left_out != 0)
		part(&b,
		    str_fmt(mem,
			ngettext("%zu organisatie bleef weg om een fout in de instellingen.",
			    "%zu organisaties bleven weg om een fout in de instellingen.", (unsigned long)m->left_out),
			m->left_out));
	if (n->hold != 0)
		part(&b, str_fmt(mem, "%.*s.", STRF(of_dossiers(mem, n->hold))));
	else if (n->held + n->rejected != 0)
		part(&b,
		    str_fmt(mem,
			ngettext("%zu document is vastgehouden of geweigerd.",
			    "%zu documenten zijn vastgehouden of geweigerd.", (unsigned long)(n->held + n->rejected)),
			n->held + n->rejected));
	if (m->there != 0)
		part(&b,
		    str_fmt(mem,
			ngettext("%zu adres van wat is ingetrokken antwoordt nog.",
			    "%zu adressen van wat is ingetrokken antwoorden nog.", (unsigned long)m->there),
			m->there));
	if (m->code == EXIT_AGAIN)
		part(&b, str_of(_("Nog niet alles is gedaan; de volgende run gaat verder.")));
	if (b.n == 0)
		part(&b, str_of(_("Er wacht niets op een mens.")));
	if (n->look != 0)
		part(&b,
		    str_fmt(mem,
			ngettext("Te bekijken: %zu dossier.", "Te bekijken: %zu dossiers.", (unsigned long)n->look),
			n->look));
	return buf_str(&b);
}

/* What went public, and what was there. */
static struct str
went(const struct morning *m, struct arena *mem)
{
	struct buf b;

	buf_init(&b, mem, LINE_MOST);
	if (m->n == NULL)
		return str_of(_("Er is geen dossier bekeken, en niets openbaar geworden."));
	buf_addf(&b,
	    ngettext("Openbaar geworden: %zu document; was het al: %zu",
		"Openbaar geworden: %zu documenten; waren het al: %zu", (unsigned long)m->n->published),
	    m->n->published, m->n->unchanged);
	if (m->n->handed != 0)
		buf_addf(&b, _("; overgedragen: %zu"), m->n->handed);
	if (m->n->later != 0)
		buf_addf(&b, _("; later: %zu"), m->n->later);
	if (m->withdrawn != 0)
		buf_addf(&b,
		    ngettext("; ingetrokken: %zu dossier", "; ingetrokken: %zu dossiers", (unsigned long)m->withdrawn),
		    m->withdrawn);
	buf_addc(&b, '.');
	return buf_str(&b);
}

void
morning_words(const struct morning *m, enum morning_why why, struct arena *mem, struct missive *x)
{
	struct str who = m->who.p == NULL ? str_of(_("alle organisaties")) : utf8_cut(utf8_show(mem, m->who), WHO_MOST);

	x->subject = str_fmt(mem, "[woostraat] %.*s: %.*s", STRF(who), STRF(subject(m, why, mem)));
	x->line[0] = needs(m, mem);
	x->line[1] = went(m, mem);
	x->line[2] = m->report.p == NULL ? str_of(_("Van deze run is er geen verslag.")) :
					   str_fmt(mem, _("Verslag: %.*s"), STRF(utf8_show(mem, m->report)));
}
