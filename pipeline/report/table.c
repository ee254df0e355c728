/* SPDX-License-Identifier: EUPL-1.2 */
/* table.c - the account of a run on a terminal: a line for each dossier, the totals, what to do now. */
#include "report/table.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fold.h"
#include "report/layout.h"

#include "base/spoken.h"

#include "base/banned.h"

#define WORD_COLUMNS	((size_t)12)
#define KEY_COLUMNS	((size_t)24)
#define ORG_COLUMNS	((size_t)10)
#define LABEL_COLUMNS	((size_t)23)
#define REASON_INDENT	((size_t)4)
#define TEXT_INDENT	((size_t)12)	/* behind "EXT-501 " */

#define REASONS_MOST	6		/* more than a person reads at one go; the page has them all */
#define PLACES_MOST	3		/* of one reason, likewise */
#define TEXT_MOST	((size_t)300)	/* columns; an argument may be as long as a hostile file name */
#define NAME_MOST	((size_t)100)	/* columns of a file's path */

enum word { W_PUBLISH, W_LOOK, W_LATER, W_HOLD, W_HANDED, W_UNCHANGED, W_SKIPPED, W__COUNT };

static const struct { char symbol; const char *text, *sgr; } words[W__COUNT] = {
	[W_PUBLISH] = { '+', N_("PUBLICEREN"), "32" },
	[W_LOOK] = { '?', N_("BEKIJKEN"), "33" },
	[W_LATER] = { '~', N_("LATER"), "36" },
	[W_HOLD] = { '!', N_("VASTGEHOUDEN"), "1;31" },
	[W_HANDED] = { '>', N_("OVERGEDRAGEN"), "34" },
	[W_UNCHANGED] = { '=', N_("ONGEWIJZIGD"), "2" },
	[W_SKIPPED] = { '-', N_("OVERGESLAGEN"), "2" },
};

/* The findings decide; where they let it pass, what became of the documents. */
static enum word
word_of(const struct dossier *d, size_t *ndocs_r)
{
	enum verdict v = verdict(&d->findings);
	size_t of[O__COUNT] = { 0 }, n = 0;

	for (size_t i = 0; i < d->ndocs; i++) {
		if (!document_goes_out(&d->docs[i]))
			continue;
		must(d->docs[i].outcome < O__COUNT);
		n++;
		of[d->docs[i].outcome]++;
	}
	*ndocs_r = n;
	if (d->nnotices != 0) { /* they share what becomes of the dossier */
		n++;
		of[d->outcome]++;
	}
	if (v == V_HOLD || of[O_HELD] + of[O_REJECTED] != 0)
		return W_HOLD;
	if (v == V_LATER || of[O_LATER] != 0)
		return W_LATER;
	if (of[O_SKIPPED] == n)
		return W_SKIPPED;
	if (of[O_UNCHANGED] + of[O_SKIPPED] == n)
		return W_UNCHANGED;
	if (v != V_LOOK && of[O_HANDED] != 0 && of[O_PUBLISHED] == 0)
		return W_HANDED;
	return v == V_LOOK ? W_LOOK : W_PUBLISH;
}

static struct str
category(const struct dossier *d)
{
	const struct document *m = dossier_main(d);

	for (size_t i = 0; m != NULL && i < m->nclasses; i++) {
		if (m->classes[i].chosen)
			return m->classes[i].label;
	}
	if (m == NULL && d->nnotices != 0 && d->notices[0].record.f[MD_INFORMATIECATEGORIE].n != 0)
		return d->notices[0].record.f[MD_INFORMATIECATEGORIE].v[0].text;
	return S("-");
}

/* Gravest first, personal data before the rest; equal reasons side by side, their places in order. */
static int
by_gravity(const void *pa, const void *pb)
{
	const struct finding *a = *(const struct finding *const *)pa, *b = *(const struct finding *const *)pb;
	int c = (int)finding_weight(b) - (int)finding_weight(a);

	if (c == 0)
		c = (b->masked.n != 0) - (a->masked.n != 0);
	if (c == 0)
		c = (int)finding_waive(b->code) - (int)finding_waive(a->code);
	if (c == 0)
		c = (int)a->code - (int)b->code;
	if (c == 0)
		c = str_cmp(a->arg[0], b->arg[0]);
	if (c == 0)
		c = str_cmp(a->arg[1], b->arg[1]);
	if (c == 0)
		c = a->doc - b->doc;
	if (c == 0)
		c = (a->page > b->page) - (a->page < b->page);
	if (c == 0)
		c = (a->off > b->off) - (a->off < b->off);
	return c;
}

static bool
same_reason(const struct finding *a, const struct finding *b)
{
	return a->code == b->code && a->waived == b->waived && (a->masked.n != 0) == (b->masked.n != 0) &&
	    str_eq(a->arg[0], b->arg[0]) && str_eq(a->arg[1], b->arg[1]);
}

static void
add_place(const struct table *t, const struct dossier *d, const struct finding *f)
{
	struct buf b;

	if (f->doc == DOC_NONE)
		return;
	buf_init(&b, t->mem, LAYOUT_MOST);
	buf_add(&b, layout_cut_middle(t->mem, utf8_show(t->mem, d->docs[f->doc].path), NAME_MOST));
	if (f->page != 0)
		buf_addf(&b, _(", blz. %u"), f->page);
	if (f->masked.n != 0)
		buf_addf(&b, ": %.*s", STRF(utf8_show(t->mem, f->masked)));
	layout_wrap(t->out, buf_str(&b), S(""), TEXT_INDENT, TABLE_COLUMNS);
}

/* One reason, n findings that say the same at different places. */
static void
add_reason(const struct table *t, const struct dossier *d, const struct finding *const *f, size_t n)
{
	struct str text = layout_cut(t->mem, utf8_show(t->mem, finding_said(t->mem, f[0])), TEXT_MOST);

	layout_wrap(t->out, text, str_fmt(t->mem, "%*s%s", (int)REASON_INDENT, "", finding_tag(f[0]->code)),
	    TEXT_INDENT, TABLE_COLUMNS);
	if (f[0]->waived != NULL)
		layout_wrap(t->out, layout_cut(t->mem, waiver_text(t->mem, f[0]->waived), TEXT_MOST), S(""),
		    TEXT_INDENT, TABLE_COLUMNS);
	for (size_t i = 0; i < n && i < PLACES_MOST; i++)
		add_place(t, d, f[i]);
	if (n > PLACES_MOST) {
		n -= PLACES_MOST;
		buf_addf(t->out, "%*s", (int)TEXT_INDENT, "");
		buf_addf(t->out, ngettext("en nog %zu plaats\n", "en nog %zu plaatsen\n", n), n);
	}
}

/* The findings of at least this gravity. */
static void
add_reasons(const struct table *t, const struct dossier *d, enum gravity least)
{
	const struct finding **f = NEW(t->mem, const struct finding *, d->findings.n);
	size_t n = 0, reasons = 0;

	for (size_t i = 0; i < d->findings.n; i++) {
		if (finding_weight(&d->findings.v[i]) >= least)
			f[n++] = &d->findings.v[i];
	}
	if (n != 0)
		qsort(f, n, sizeof *f, by_gravity);
	for (size_t i = 0, k; i < n; i = k) {
		for (k = i + 1; k < n && same_reason(f[i], f[k]); k++)
			;
		if (++reasons <= REASONS_MOST)
			add_reason(t, d, f + i, k - i);
	}
	if (reasons > REASONS_MOST) {
		reasons -= REASONS_MOST;
		buf_addf(t->out, "%*s", (int)REASON_INDENT, "");
		buf_addf(t->out, ngettext("en nog %zu reden\n", "en nog %zu redenen\n", reasons), reasons);
	}
}

bool
table_colour(int fd)
{
	const char *none = getenv("NO_COLOR"), *term = getenv("TERM");

	return isatty(fd) == 1 && (none == NULL || *none == '\0') && term != NULL && strcmp(term, "dumb") != 0;
}

void
table_head(const struct table *t)
{
	buf_add(t->out, S("  "));
	layout_cell(t->out, str_of(_("STATUS")), WORD_COLUMNS);
	layout_cell(t->out, str_of(_("DOSSIER")), KEY_COLUMNS);
	layout_cell(t->out, str_of(_("VAN")), ORG_COLUMNS);
	buf_addf(t->out, "%s\n", _("DOCS CATEGORIE"));
}

/* Whoever must act needs the whole name of the folder. */
static void
add_full_key(const struct table *t, const struct dossier *d)
{
	struct str key = utf8_show(t->mem, d->key);

	if (fold_columns(key) > KEY_COLUMNS)
		layout_wrap(t->out, layout_cut(t->mem, key, TEXT_MOST), S(""), REASON_INDENT, TABLE_COLUMNS);
}

static void
add_row(const struct table *t, const struct dossier *d, enum word w, size_t ndocs, struct str label)
{
	bool colour = t->colour;

	if (colour)
		buf_addf(t->out, "\x1b[%sm", words[w].sgr);
	buf_addf(t->out, "%c ", words[w].symbol);
	layout_cell(t->out, str_of(_(words[w].text)), WORD_COLUMNS);
	if (colour)
		buf_add(t->out, S("\x1b[0m"));
	layout_cell(t->out, layout_cut(t->mem, utf8_show(t->mem, d->key), KEY_COLUMNS), KEY_COLUMNS);
	layout_cell(t->out, layout_cut(t->mem, utf8_show(t->mem, account_organisation(d)), ORG_COLUMNS), ORG_COLUMNS);
	buf_addf(t->out, "%4zu ", ndocs);
	buf_add(t->out, layout_cut(t->mem, utf8_show(t->mem, label), LABEL_COLUMNS));
	buf_addc(t->out, '\n');
}

bool
table_rests(const struct dossier *d, size_t *ndocs_r, struct str *category_r)
{
	*category_r = category(d);
	return word_of(d, ndocs_r) == W_UNCHANGED;
}

void
table_rested(const struct table *t, const struct dossier *d, size_t ndocs, struct str category)
{
	struct mark start = arena_mark(t->mem);

	add_row(t, d, W_UNCHANGED, ndocs, category);
	arena_rewind(t->mem, start);
}

void
table_dossier(const struct table *t, const struct dossier *d)
{
	struct mark start = arena_mark(t->mem);
	size_t ndocs;
	enum word w = word_of(d, &ndocs);

	add_row(t, d, w, ndocs, category(d));
	if (w == W_HOLD || w == W_LATER || w == W_LOOK)
		add_full_key(t, d);
	if (w == W_HOLD || w == W_LATER)
		add_reasons(t, d, G_LATER);
	else if (w == W_LOOK)
		add_reasons(t, d, G_LOOK);
	arena_rewind(t->mem, start);
}

static void
add_sum(const struct table *t, const struct totals *n)
{
	struct buf b;
	const char *published = _("gepubliceerd"), *held = _("vastgehouden");

	if (t->rehearsal) {
		published = ngettext("zou worden gepubliceerd", "zouden worden gepubliceerd", n->published);
		held = ngettext("zou worden vastgehouden", "zouden worden vastgehouden", n->held);
	}
	buf_init(&b, t->mem, LAYOUT_MOST);
	buf_addf(&b, ngettext("%zu dossier, %zu", "%zu dossiers, %zu", n->dossiers), n->dossiers, n->seen);
	buf_addf(&b, " %s =", ngettext("bestand gezien", "bestanden gezien", n->seen));
	buf_addf(&b, " %zu %s + %zu %s", n->published, published, n->unchanged, _("ongewijzigd"));
	if (n->handed != 0)
		buf_addf(&b, " + %zu %s", n->handed, _("als concept overgedragen"));
	buf_addf(&b, " + %zu %s + %zu %s", n->held, held, n->rejected, _("geweigerd door het portaal"));
	buf_addf(&b, " + %zu %s + %zu %s: ", n->later, _("later opnieuw"), n->skipped, _("overgeslagen"));
	buf_add(&b, str_of(totals_balanced(n) ? _("klopt.") : _("KLOPT NIET.")));
	if (n->notices != 0)
		buf_addf(&b,
		    ngettext(" Daarnaast %zu melding van een stuk dat niet openbaar wordt.",
			" Daarnaast %zu meldingen van stukken die niet openbaar worden.", n->notices),
		    n->notices);
	layout_wrap(t->out, buf_str(&b), S(""), 0, TABLE_COLUMNS);
}

static void
add_advice(const struct table *t, struct str text)
{
	layout_wrap(t->out, text, S("-"), 2, TABLE_COLUMNS);
}

void
table_totals(const struct table *t, const struct totals *n)
{
	struct mark start = arena_mark(t->mem);

	buf_addc(t->out, '\n');
	add_sum(t, n);
	buf_addf(t->out, "\n%s\n", _("Wat nu?"));
	if (!totals_balanced(n))
		add_advice(t,
		    str_of(_("De telling klopt niet: niet elk bestand heeft precies één uitkomst. Vertrouw "
			     "deze run niet en waarschuw de beheerder.")));
	if (n->hold != 0)
		add_advice(t,
		    str_fmt(t->mem,
			ngettext(
			    "%zu dossier wacht op een mens. Herstel wat bij ‘VASTGEHOUDEN’ staat, in het bronbestand of in "
			    "dossier.yaml; daarna wordt het hele dossier opnieuw gecontroleerd.",
			    "%zu dossiers wachten op een mens. Herstel wat bij ‘VASTGEHOUDEN’ staat, in het bronbestand of in "
			    "dossier.yaml; daarna wordt het hele dossier opnieuw gecontroleerd.",
			    n->hold),
			n->hold));
	if (n->look != 0)
		add_advice(t,
		    str_fmt(t->mem,
			ngettext(
			    "%zu dossier met een opmerking (‘BEKIJKEN’). Dat houdt publicatie niet tegen; kijk of het zo "
			    "bedoeld is.",
			    "%zu dossiers met een opmerking (‘BEKIJKEN’). Dat houdt publicatie niet tegen; kijk of het zo "
			    "bedoeld is.",
			    n->look),
			n->look));
	if (n->wait != 0)
		add_advice(t,
		    str_fmt(t->mem,
			ngettext("%zu dossier komt bij de volgende run vanzelf weer aan de beurt.",
			    "%zu dossiers komen bij de volgende run vanzelf weer aan de beurt.", n->wait),
			n->wait));
	if (n->timed != 0)
		add_advice(t,
		    str_fmt(t->mem,
			ngettext(
			    "%zu dossier wacht op zijn dag, volgens de kalender of een embargo, en gaat dan vanzelf.",
			    "%zu dossiers wachten op hun dag, volgens de kalender of een embargo, en gaan dan vanzelf.",
			    n->timed),
			n->timed));
	if (n->wait == 0 && n->later > n->planned)
		add_advice(t,
		    str_fmt(t->mem,
			ngettext("%zu bestand is niet aan de beurt gekomen; de volgende run gaat verder.",
			    "%zu bestanden zijn niet aan de beurt gekomen; de volgende run gaat verder.", n->later),
			n->later));
	if (n->hold + n->look + n->wait + n->later + n->timed == 0 && totals_balanced(n))
		add_advice(t, str_of(_("Niets: er is niets blijven liggen.")));
	if (t->rehearsal)
		add_advice(t,
		    str_of(t->standin ?
			    _("Dit was een proef: er is verzonden naar een proefportaal op deze machine, dat niet "
			      "meer bestaat, en niets vastgelegd.") :
			    _("Dit was een proef: er is niets verzonden en niets vastgelegd.")));
	add_advice(t,
	    str_of(_("Er is gezocht naar persoonsgegevens en verborgen tekst. Namen worden niet volledig gevonden, "
		     "handtekeningen en gezichten niet: of die erin mogen staan, beoordeelt u.")));
	arena_rewind(t->mem, start);
}
