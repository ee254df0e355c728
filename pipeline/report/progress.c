/* SPDX-License-Identifier: EUPL-1.2 */
/* progress.c - how far a run is, on one line of a terminal, drawn over itself. */
#include "report/progress.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fd.h"
#include "report/layout.h"

#include "base/spoken.h"

#include "base/banned.h"

#define BAR_COLUMNS	((size_t)24)
#define LINE_COLUMNS	((size_t)79)	/* a full line of 80 would scroll on some terminals */
#define LINE_LEAST	((size_t)20)	/* of a terminal that says it is narrower nothing can be made */
#define SETTLED_MS	10000		/* before that an estimate is a guess */
#define SETTLED_DONE	3
#define LEFT_MOST	(30.0 * 86400)	/* seconds; more is no estimate */

static void
wipe(void *p)
{
	progress_wipe(p);
}

void
progress_start(struct progress *p, int fd, size_t total, struct arena *mem)
{
	*p = (struct progress){
		.mem = mem, .fd = fd, .on = total != 0 && isatty(fd) == 1, .total = total, .began_ms = clock_ms()
	};
	if (p->on && fd == STDERR_FILENO)
		log_over(wipe, p);
}

void
progress_end(struct progress *p)
{
	progress_wipe(p);
	if (p->on && p->fd == STDERR_FILENO)
		log_over(NULL, NULL);
	p->on = false;
}

int64_t
progress_left(size_t done, size_t total, int64_t spent_ms)
{
	double left;

	if (done < SETTLED_DONE || done >= total || spent_ms < SETTLED_MS)
		return -1;
	left = (double)spent_ms / 1000 / (double)done * (double)(total - done);
	return left > LEFT_MOST ? -1 : (int64_t)left;
}

void
progress_add_left(struct buf *b, int64_t s)
{
	long long minutes = (long long)(s + 30) / 60, hours = (long long)(s + 1800) / 3600;

	if (s < 0)
		return;
	if (s < 30)
		buf_add(b, str_of(_(", bijna klaar")));
	else if (minutes < 90)
		buf_addf(b,
		    ngettext(", nog ongeveer %lld minuut", ", nog ongeveer %lld minuten", (unsigned long)minutes),
		    minutes);
	else
		buf_addf(
		    b, ngettext(", nog ongeveer %lld uur", ", nog ongeveer %lld uur", (unsigned long)hours), hours);
}

struct str
progress_line(struct arena *mem, size_t done, size_t total, int64_t left_s, struct str organisation, struct str dossier,
    size_t columns)
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
	progress_add_left(&b, left_s);
	if (dossier.n != 0) {
		buf_add(&b, S("  "));
		if (organisation.n != 0)
			buf_addf(&b, "%.*s/", STRF(utf8_show(mem, organisation)));
		buf_add(&b, utf8_show(mem, dossier));
	}
	return layout_cut(mem, buf_str(&b), columns);
}

/* Asked each time: somebody may make the window smaller, and a line that is too long cannot be drawn over. */
static size_t
columns_of(int fd)
{
	struct winsize w;

	if (ioctl(fd, TIOCGWINSZ, &w) != 0 || w.ws_col == 0 || w.ws_col > LINE_COLUMNS)
		return LINE_COLUMNS - 1;
	return w.ws_col < LINE_LEAST ? LINE_LEAST - 2 : (size_t)w.ws_col - 2;
}

/* Blanks to the end of the line instead of an escape code: also for terminals that know none. */
static void
draw(struct progress *p, struct str line)
{
	struct buf b;
	struct err e;

	buf_init(&b, p->mem, LAYOUT_MOST);
	buf_addc(&b, '\r');
	layout_cell(&b, line, columns_of(p->fd));
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
	draw(p,
	    progress_line(p->mem, done, p->total, progress_left(done, p->total, clock_ms() - p->began_ms), organisation,
		dossier, columns_of(p->fd)));
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
