/* SPDX-License-Identifier: EUPL-1.2 */
/* lists.c - the pages with lists of a site: the first, the years of each category, the dossiers of each year. */
#include <stdlib.h>

#include "describe/sheet.h"
#include "proc/tools.h"
#include "site/address.h"
#include "site/building.h"
#include "site/press.h"

#include "base/banned.h"

#define NO_YEAR		S("zonder-datum")

static struct str
year_text(struct building *b, int year)
{
	return year == 0 ? NO_YEAR : str_fmt(b->mem, "%04d", year);
}

static void
add_dossier(struct building *b, xmlNodePtr page, const struct listed *one)
{
	xmlNodePtr node = press_add(page, "dossier");

	press_say(node, "titel", one->title);
	press_say(node, "adres", site_dossier(b->mem, one->id));
	press_day(node, "datum", one->date);
	press_count(node, "documenten", one->documents);
	if (one->notices != 0)
		press_count(node, "geweigerd", one->notices);
	if (one->withdrawn)
		press_say(node, "ingetrokken", S("ja"));
}

static int
write_page(struct building *b, struct str path, xmlDocPtr doc, struct err *e)
{
	struct str html;

	press_say(xmlDocGetRootElement(doc), "organisatie", b->name);
	if (press_make(b->job->tools->press, &b->org, doc, b->mem, &html, e) != 0)
		return -1;
	return building_file(b, path, html, e);
}

static struct str
category_path(struct building *b, const struct shelf *s)
{
	return str_fmt(b->mem, "categorie/%.*s/index.html", STRF(s->key));
}

static int
write_start(struct building *b, struct err *e)
{
	xmlNodePtr page;
	AUTO_XML doc = press_page("start", STR_NONE, &page);

	for (size_t k = 0; k < b->nshelves; k++) {
		const struct shelf *s = &b->shelf[k];
		xmlNodePtr node;

		if (s->dossiers == 0)
			continue;
		node = press_add(page, "categorie");
		press_say(node, "naam", s->name);
		press_say(node, "adres", category_path(b, s));
		press_count(node, "aantal", s->dossiers);
	}
	for (size_t i = 0; i < b->n && i < LISTING_NEW; i++)
		add_dossier(b, page, b->newest[i]);
	return write_page(b, S("index.html"), doc, e);
}

/* Page i, from 1 on, of the dossiers of a year. */
static struct str
year_path(struct building *b, const struct shelf *s, int year, size_t i)
{
	struct str y = year_text(b, year);

	return i == 1 ? str_fmt(b->mem, "categorie/%.*s/%.*s/index.html", STRF(s->key), STRF(y)) :
			str_fmt(b->mem, "categorie/%.*s/%.*s/pagina-%zu.html", STRF(s->key), STRF(y), i);
}

static int
write_year_page(struct building *b, const struct shelf *s, const struct listed *const *v, size_t n, size_t at, struct err *e)
{
	size_t pages = (n + LISTING_PAGE - 1) / LISTING_PAGE;
	int year = v[0]->date.year;
	xmlNodePtr page;
	AUTO_XML doc = press_page("jaar", S("../../../"), &page);

	press_say(page, "naam", s->name);
	press_say(page, "sleutel", s->key);
	press_say(page, "jaar", year == 0 ? str_of(_("zonder datum")) : year_text(b, year));
	press_count(page, "nummer", at);
	for (size_t i = (at - 1) * LISTING_PAGE; i < n && i < at * LISTING_PAGE; i++)
		add_dossier(b, page, v[i]);
	for (size_t i = 1; pages > 1 && i <= pages; i++) {
		xmlNodePtr node = press_add(page, "pagina");

		press_count(node, "nummer", i);
		press_say(node, "adres", year_path(b, s, year, i));
		if (i == at)
			press_say(node, "huidig", S("ja"));
	}
	return write_page(b, year_path(b, s, year, at), doc, e);
}

/* The latest day first; of one day, by title and id. */
static int
by_day(const void *a, const void *b)
{
	const struct listed *x = *(const struct listed *const *)a, *y = *(const struct listed *const *)b;
	int c = date_cmp(y->date, x->date);

	if (c == 0)
		c = str_cmp(x->title, y->title);
	return c == 0 ? str_cmp(x->id, y->id) : c;
}

/* One year after the other, each with its pages; and the page that names the years. */
static int
write_shelf(struct building *b, size_t k, struct err *e)
{
	const struct shelf *s = &b->shelf[k];
	const struct listed **v = NEW(b->mem, const struct listed *, s->dossiers);
	size_t n = 0, to;
	xmlNodePtr page;
	AUTO_XML doc = press_page("categorie", S("../../"), &page);

	for (size_t i = 0; i < b->n; i++) {
		if ((b->v[i].categories & 1u << k) != 0)
			v[n++] = &b->v[i];
	}
	qsort(v, n, sizeof *v, by_day);
	press_say(page, "naam", s->name);
	press_say(page, "sleutel", s->key);
	for (size_t from = 0; from < n; from = to) {
		int year = v[from]->date.year;
		xmlNodePtr node = press_add(page, "jaar");

		for (to = from; to < n && v[to]->date.year == year; to++)
			;
		press_say(node, "jaar", year == 0 ? str_of(_("zonder datum")) : year_text(b, year));
		press_say(node, "adres", year_path(b, s, year, 1));
		press_count(node, "aantal", to - from);
		for (size_t at = 1; (at - 1) * LISTING_PAGE < to - from; at++) {
			struct mark mark = arena_mark(b->mem);

			if (write_year_page(b, s, v + from, to - from, at, e) != 0)
				return -1;
			arena_rewind(b->mem, mark);
		}
	}
	return write_page(b, category_path(b, s), doc, e);
}

int
building_lists(struct building *b, struct err *e)
{
	struct mark mark = arena_mark(b->mem);
	int rc = write_start(b, e);

	arena_rewind(b->mem, mark);
	for (size_t k = 0; k < b->nshelves && rc == 0; k++) {
		if (b->shelf[k].dossiers != 0)
			rc = write_shelf(b, k, e);
		arena_rewind(b->mem, mark);
	}
	return rc;
}
