/* SPDX-License-Identifier: EUPL-1.2 */
/* slots.c - one run per organisation at a time, and which dossiers it has under way. */
#include "store/slots.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/path.h"
#include "base/utf8.h"

#include "base/banned.h"

/*
 * A line: 36 characters of the id, "+" alone or "-" with others, a line feed.
 * A free slot is a line of blanks.
 */
#define LINE_BYTES	38
#define ID_BYTES	36
#define SLOTS_MOST	1024		/* more are never under way at once (runner.c) */

struct one {
	const struct organisation *org;
	int		 fd;
	struct uuid	 id[SLOTS_MOST];
	bool		 used[SLOTS_MOST];
};

struct slots {
	struct arena	*mem;
	struct one	*v;
	size_t		 n, cap;
	struct str	 folder;
	struct { struct leftover *v; size_t n, cap; } left;
};

static int
read_leftovers(struct slots *s, int fd, struct err *e)
{
	struct str text, line;

	if (fd_read_all(fd, (size_t)SLOTS_MOST * LINE_BYTES, s->mem, &text, e) != 0)
		return -1;
	while (str_next(&text, '\n', &line)) {
		struct leftover l = { .alone = line.n > ID_BYTES && line.p[ID_BYTES] == '+' };

		/* Half a line is a write that death cut short: its work had not begun. */
		if (line.n == LINE_BYTES - 1 && uuid_parse(str_sub(line, 0, ID_BYTES), &l.id) == 0)
			*PUSH(s->mem, s->left.v, s->left.n, s->left.cap) = l;
	}
	return 0;
}

int
slots_open(const char *folder, struct slots **s_r, struct err *e)
{
	struct arena *mem;
	struct slots *s;

	if (path_mkdirs(folder, e) != 0)
		return -1;
	mem = arena_new("sloten", GIB(1));
	s = NEW(mem, struct slots, 1);
	s->mem = mem;
	s->folder = str_dup(mem, str_of(folder));
	*s_r = s;
	return 0;
}

void
slots_close(struct slots *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; i < s->n; i++)
		auto_close(&s->v[i].fd);
	arena_free(s->mem);
}

static struct one *
find(const struct slots *s, const struct organisation *o)
{
	for (size_t i = 0; i < s->n; i++) {
		if (s->v[i].org == o)
			return &s->v[i];
	}
	return NULL;
}

bool
slots_mine(const struct slots *s, const struct organisation *o)
{
	return find(s, o) != NULL;
}

int
slots_lock(struct slots *s, const struct organisation *o, bool *mine_r, struct err *e)
{
	const char *path = str_c(s->mem, path_join(s->mem, s->folder, o->key));
	struct one *one;
	AUTO_FD fd = -1;

	*mine_r = find(s, o) != NULL;
	if (*mine_r)
		return 0;
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return err_sys(e, E_IO, "%s", path);
	if (flock(fd, LOCK_EX | LOCK_NB) != 0)
		return errno == EWOULDBLOCK ? 0 : err_sys(e, E_IO, "%s", path);
	if (read_leftovers(s, fd, e) != 0)
		return -1;
	one = PUSH(s->mem, s->v, s->n, s->cap);
	one->org = o;
	one->fd = fd;
	fd = -1;
	*mine_r = true;
	return 0;
}

size_t
slots_leftovers(const struct slots *s, const struct leftover **v_r)
{
	*v_r = s->left.v;
	return s->left.n;
}

static int
put(const struct one *one, size_t at, const char line[LINE_BYTES], struct err *e)
{
	if (pwrite(one->fd, line, LINE_BYTES, (off_t)(at * LINE_BYTES)) == LINE_BYTES)
		return 0;
	return err_sys(e, E_IO, _("het slot van de organisatie is niet te schrijven"));
}

int
slots_note(struct slots *s, const struct organisation *o, struct uuid id, bool alone, struct err *e)
{
	struct one *one;
	struct mark start;
	char line[LINE_BYTES];
	size_t at = 0;

	if (s == NULL)
		return 0;
	one = find(s, o);
	must(one != NULL);
	while (at < SLOTS_MOST && one->used[at])
		at++;
	must(at < SLOTS_MOST);
	start = arena_mark(s->mem);
	memcpy(line, uuid_text(s->mem, id).p, ID_BYTES);
	arena_rewind(s->mem, start);
	line[ID_BYTES] = alone ? '+' : '-';
	line[ID_BYTES + 1] = '\n';
	one->used[at] = true;
	one->id[at] = id;
	return put(one, at, line, e);
}

int
slots_done(struct slots *s, const struct organisation *o, struct uuid id, struct err *e)
{
	struct one *one;
	char line[LINE_BYTES];

	if (s == NULL)
		return 0;
	one = find(s, o);
	must(one != NULL);
	memset(line, ' ', sizeof line);
	line[LINE_BYTES - 1] = '\n';
	for (size_t at = 0; at < SLOTS_MOST; at++) {
		if (one->used[at] && memcmp(&one->id[at], &id, sizeof id) == 0) {
			one->used[at] = false;
			return put(one, at, line, e);
		}
	}
	return 0;
}

int
slots_clear(struct slots *s, struct err *e)
{
	for (size_t i = 0; i < s->n; i++) {
		if (ftruncate(s->v[i].fd, 0) != 0)
			return err_sys(e, E_IO, _("het slot van de organisatie is niet te schrijven"));
	}
	s->left.n = 0;
	return 0;
}
