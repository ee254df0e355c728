/* SPDX-License-Identifier: EUPL-1.2 */
/* meeting.c - what the papers of a meeting are called. */
#include "glean/block.h"

#include <string.h>

#include "base/ascii.h"
#include "base/date.h"
#include "glean/join.h"
#include "glean/sort.h"
#include "glean/words.h"

#include "base/banned.h"

#define PAGE_TOP	((size_t)4)	/* lines: who meets, the name of the meeting, and its day */
#define PAGE_LINES	((size_t)14)	/* below its day in which the page of a meeting tells where it is and what comes */
#define NAME_MOST	((size_t)90)	/* bytes of the name of a meeting */
#define YEAR_BYTES	((size_t)4)
#define DATE_LINES	8		/* below the title of minutes in which their date stands */

/* Where the first date in s ends; 0: there is none. */
static size_t
date_end(struct str s, struct date *d_r)
{
	for (size_t i = 0; i < s.n; i++) {
		size_t n;

		if (ascii_digit(s.p[i]) &&
		    (i == 0 ||
			(!ascii_digit(s.p[i - 1]) && !ascii_letter(s.p[i - 1]) && !str_has(S("-/"), s.p[i - 1]))) &&
		    (n = date_scan(str_from(s, i), d_r)) != 0)
			return i + n;
	}
	return 0;
}

/* A date in the line, which is not the day on which it was laid down. */
static bool
has_date(const struct head_line *l, struct date *d_r)
{
	static const char *const other[] = { "vastgesteld", "vaststellen", "vaststelling", "gepubliceerd", "volgende",
		"opgesteld", "verzonden", "bijgewerkt", "geheimhouding" };

	return !word_has_any(l->plain, other, COUNT(other)) && date_end(l->s, d_r) != 0;
}

/* "van 9.30 tot 12 uur in de Statenzaal", "des avonds te half acht": when and where they met is no part of the title. */
static bool
is_hour(struct str behind)
{
	static const char *const hours[] = { "om", "des", "te", "in", "aanvang", "van tot", "van uur", "tot", "vanaf" };

	while (behind.n != 0 && str_has(S(" ,;"), behind.p[0]))
		behind = str_from(behind, 1);
	/* One letter is the mark of a label that a scan lost. */
	return word_starts_any(behind, hours, COUNT(hours)) >= 0 || behind.n == 1 ||
	    (str_starts(behind, S("van ")) && behind.n > 4 && ascii_digit(behind.p[4]));
}

/* Of those who meet, or of nobody; "Agenda voor de toekomst" is a plan. */
static bool
of_meeting(struct str title, struct arena *mem)
{
	static const char *const bodies[] = { "vergadering", "raad", "commissie", "college", "bestuur", "staten", "b&w",
		"b en w", "overleg", "kamer", "bijeenkomst", "wethouders", "avond", "heemraden", "presidium" };
	struct str low = str_lower(mem, title);

	for (size_t i = 0; i < COUNT(bodies); i++) {
		if (memmem(low.p, low.n, bodies[i], strlen(bodies[i])) != NULL)
			return true;
	}
	return !word_has(low, S("voor")) && !word_has(low, S("over"));
}

/* "Besluitenlijst raad 8.9.2020". */
static bool
has_year(struct str title)
{
	return title.n > YEAR_BYTES && sort_digit(str_sub(title, title.n - YEAR_BYTES, 1)) &&
	    sort_figure(str_from(title, title.n - YEAR_BYTES));
}

struct str
meeting_date(const struct head *h, size_t next, struct str title, struct arena *mem)
{
	struct date d;
	size_t end = date_end(title, &d), day;

	if (end != 0)
		return is_hour(str_from(title, end)) ? str_sub(title, 0, end) : title;
	for (size_t k = next; k < h->n && k < next + DATE_LINES && !has_year(title) && of_meeting(title, mem); k++) {
		if (h->v[k].kind == LINE_STOP && !word_starts(h->v[k].plain, S("aanwezig")))
			break;
		if (!has_date(&h->v[k], &d))
			continue;
		/* "Besluitenlijst 8 maart": what lacks is the year. */
		day = str_sub(date_dutch(mem, d), 0, date_dutch(mem, d).n - YEAR_BYTES - 1).n;
		if (str_ends(title, str_sub(date_dutch(mem, d), 0, day)))
			return str_fmt(mem, "%.*s %d", STRF(title), d.year);
		return str_fmt(mem, "%.*s van %.*s", STRF(title), STRF(date_dutch(mem, d)));
	}
	return title;
}

/* Below the name and the day of a meeting these stand, each on a line of its own. */
static const char *const parts[] = { "agendapunten", "agenda", "voorzitter", "locatie", "uitzending", "agenda vergadering" };

struct named
meeting_page(const struct head *h, struct arena *mem)
{
	size_t day = 1, next;
	int seen = 0;

	/* What stands above it is who meets. */
	while (day < h->n && day < PAGE_TOP && h->v[day].kind != LINE_DATE)
		day++;
	if (day >= h->n || day >= PAGE_TOP || h->v[day - 1].s.n > NAME_MOST)
		return (struct named){ 0 };
	for (size_t i = 0; i + 1 < day; i++) {
		if (h->v[i].kind != LINE_MAKER && h->v[i].kind != LINE_NUMBER)
			return (struct named){ 0 };
	}
	for (size_t i = day + 1; i < h->n && i < day + PAGE_LINES; i++) {
		struct str p = h->v[i].plain;

		if (str_ends(p, S(":")))
			p.n--;
		seen += word_is_any(p, parts, COUNT(parts));
	}
	if (seen < 2)
		return (struct named){ 0 };
	return (struct named){ .text = join_lines(h, day - 1, h->v[day - 1].s, &next, mem),
		.off = h->v[day - 1].off,
		.len = (uint32_t)h->v[day - 1].s.n,
		.sure = 86 };
}
