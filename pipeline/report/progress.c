/* SPDX-License-Identifier: EUPL-1.2 */
/* progress.c - how far a run is, on one line of a terminal, drawn over itself. */
#include "report/progress.h"

#include <unistd.h>

#include "base/fd.h"
#include "report/layout.h"

#include "base/spoken.h"

#include "base/banned.h"

#define BAR_COLUMNS	((size_t)24)
#define LINE_COLUMNS	((size_t)79)	/* a full line of 80 would scroll on some terminals */

void
progress_start(struct progress *p, int fd, size_t total, struct arena *mem)
{
	*p = (struct progress){ .mem = mem, .fd = fd, .on = total != 0 && isatty(fd) == 1, .total = total };
}

struct str
progress_line(struct arena *mem, size_t done, size_t total, struct str organisation, struct str dossier)
{
	size_t full;
	struct buf b;

	must(total != 0);
	if (done > total)
		done = total;
	full = (size_t)((double)done / (double)total * (double)BAR_COLUMNS);
	buf_init(&b, mem, LAYOUT_MOST);
	buf_addc(&b, '[');
	for (size_t i = 0; i < BAR_COLUMNS; i++)
		buf_addc(&b, i < full ? '#' : '.');
	buf_addf(&b, "] %zu/%zu %s", done, total, ngettext("dossier", "dossiers", total));
	if (dossier.n != 0) {
		buf_add(&b, S("  "));
		if (organisation.n != 0)
			buf_addf(&b, "%.*s/", STRF(utf8_show(mem, organisation)));
		buf_add(&b, utf8_show(mem, dossier));
	}
	return layout_cut(mem, buf_str(&b), LINE_COLUMNS - 1);
}

/* Blanks to the end of the line instead of an escape code: also for terminals that know none. */
static void
draw(struct progress *p, struct str line)
{
	struct buf b;
	struct err e;

	buf_init(&b, p->mem, LAYOUT_MOST);
	buf_addc(&b, '\r');
	layout_cell(&b, line, LINE_COLUMNS - 1);
	buf_addc(&b, '\r');
	if (fd_write_all(p->fd, buf_str(&b), &e) != 0)
		p->on = false; /* the terminal went away; the run goes on */
}

void
progress_show(struct progress *p, size_t done, struct str organisation, struct str dossier)
{
	struct mark start;

	if (!p->on)
		return;
	start = arena_mark(p->mem);
	draw(p, progress_line(p->mem, done, p->total, organisation, dossier));
	arena_rewind(p->mem, start);
}

void
progress_wipe(struct progress *p)
{
	struct mark start;

	if (!p->on)
		return;
	start = arena_mark(p->mem);
	draw(p, S(""));
	arena_rewind(p->mem, start);
}
