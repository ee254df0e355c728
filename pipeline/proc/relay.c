/* SPDX-License-Identifier: EUPL-1.2 */
/* relay.c - what a child says on stderr, made harmless on its way to ours. */
#include "proc/relay.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/utf8.h"

#include "base/banned.h"

#define SAID_MOST	KIB(64)		/* the report of a sanitizer is a fifth of that */
#define RELAY_MEM	MIB(2)		/* that, and its lines with each byte escaped */
#define PIECE		KIB(4)
#define PIECES		32		/* at a time: who never stops talking may not keep us from the clock */

int
relay_open(struct relay *r, struct err *e)
{
	int ends[2];

	/* The end of the child waits when it is full; ours never does. */
	if (pipe2(ends, O_CLOEXEC) != 0 || fcntl(ends[0], F_SETFL, O_NONBLOCK) != 0)
		return err_sys(e, E_IO, "pipe");
	*r = (struct relay){ .from = ends[0], .to = ends[1], .mem = arena_new("melding", RELAY_MEM) };
	buf_init(&r->said, r->mem, SAID_MOST);
	return 0;
}

int
relay_speak(struct relay *r, struct err *e)
{
	return dup2(r->to, STDERR_FILENO) < 0 ? err_sys(e, E_IO, "dup2") : 0;
}

void
relay_listen(struct relay *r)
{
	auto_close(&r->to);
	r->to = -1;
}

void
relay_take(struct relay *r)
{
	char piece[PIECE];
	ssize_t n;

	for (int i = 0; i < PIECES && r->from >= 0; i++) {
		n = read(r->from, piece, sizeof piece);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			return;
		if (n > 0) {
			buf_add(&r->said, (struct str){ piece, (size_t)n }); /* past its ceiling: dropped */
			continue;
		}
		auto_close(&r->from);
		r->from = -1;
	}
}

void
relay_close(struct relay *r)
{
	struct str rest, line;

	relay_take(r);
	rest = buf_str(&r->said);
	while (rest.n != 0 && str_next(&rest, '\n', &line)) {
		struct mark mark = arena_mark(r->mem);
		struct str shown = utf8_show(r->mem, line);

		(void)fprintf(stderr, "%.*s\n", STRF(shown));
		arena_rewind(r->mem, mark);
	}
	auto_close(&r->from);
	auto_close(&r->to);
	arena_free(r->mem);
}
