/* SPDX-License-Identifier: EUPL-1.2 */
/* reel.c - a file of lines, written and read one at a time: a dossier in JSON, a line for each document; a manifest. */
#include "base/reel.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/hash.h"

#include "base/banned.h"

#define PIECE	KIB(64)			/* bytes written or read at once */

struct reel {
	struct arena	*mem;
	int		 fd;
	struct hash	*hash;
	struct err	 err;
	bool		 bad;
	char		*p;
	size_t		 n, cap;	/* bytes in p */
	size_t		 at;		/* of these were given out */
	off_t		 from;		/* where in the file the next piece stands */
	size_t		 most;		/* bytes of a line that comes in */
};

static struct reel *
reel_new(int fd, struct hash *hash, size_t most)
{
	struct arena *mem = arena_new("regels", 4 * (uint64_t)most + MIB(1));
	struct reel *r = NEW(mem, struct reel, 1);

	*r =
	    (struct reel){ .mem = mem, .fd = fd, .hash = hash, .p = NEW(mem, char, PIECE), .cap = PIECE, .most = most };
	return r;
}

void
reel_free(struct reel *r)
{
	if (r != NULL)
		arena_free(r->mem);
}

/* --- going out ------------------------------------------------------------------ */

struct reel *
reel_out(int fd, struct hash *hash)
{
	return reel_new(fd, hash, REEL_LINE_MOST);
}

static void
flush(struct reel *r)
{
	if (r->hash != NULL)
		hash_add(r->hash, r->p, r->n);
	if (r->fd >= 0 && !r->bad && fd_write_all(r->fd, (struct str){ r->p, r->n }, &r->err) != 0)
		r->bad = true;
	r->n = 0;
}

static int
add(const char *p, size_t n, void *user)
{
	struct reel *r = user;

	while (n != 0) {
		size_t k = r->cap - r->n < n ? r->cap - r->n : n;

		memcpy(r->p + r->n, p, k);
		r->n += k;
		p += k;
		n -= k;
		if (r->n == r->cap)
			flush(r);
	}
	return 0;
}

void
reel_put(struct reel *r, const json_t *j)
{
	must(json_dump_callback(j, add, r, JSON_COMPACT | JSON_SORT_KEYS) == 0);
	(void)add("\n", 1, r);
}

int
reel_end(struct reel *r, struct err *e)
{
	int rc;

	flush(r);
	rc = r->bad ? -1 : 0;
	if (r->bad)
		*e = r->err;
	reel_free(r);
	return rc;
}

/* --- coming in ------------------------------------------------------------------ */

struct reel *
reel_in(int fd)
{
	return reel_new(fd, NULL, REEL_LINE_MOST);
}

struct reel *
reel_in_most(int fd, size_t most)
{
	return reel_new(fd, NULL, most);
}

/* Room for a piece behind what is not yet given out. */
static int
make_room(struct reel *r, struct err *e)
{
	memmove(r->p, r->p + r->at, r->n - r->at);
	r->n -= r->at;
	r->at = 0;
	if (r->cap - r->n >= PIECE)
		return 0;
	if (r->n > r->most)
		return err_set(e, E_LIMIT, _("een regel van meer dan %zu bytes"), r->most);
	r->p = arena_grow(r->mem, r->p, r->cap, &r->cap, 1, 1);
	return 0;
}

static int
fill(struct reel *r, bool *more_r, struct err *e)
{
	ssize_t k;

	if (make_room(r, e) != 0)
		return -1;
	do {
		k = pread(r->fd, r->p + r->n, r->cap - r->n, r->from);
	} while (k < 0 && errno == EINTR);
	if (k < 0)
		return err_sys(e, E_IO, _("lezen mislukt"));
	*more_r = k != 0;
	r->n += (size_t)k;
	r->from += k;
	return 0;
}

int
reel_line(struct reel *r, struct str *line_r, struct err *e)
{
	size_t seen = 0;
	bool more = true;

	for (;;) {
		const char *from = r->p + r->at;
		size_t left = r->n - r->at;
		const char *end = memchr(from + seen, '\n', left - seen);

		if (end != NULL) {
			*line_r = (struct str){ from, (size_t)(end - from) };
			r->at += line_r->n + 1;
			return 1;
		}
		seen = left;
		if (!more) /* what has no end is half a line */
			return left == 0 ? 0 : err_set(e, E_BUG, "%s", _("een halve regel"));
		if (fill(r, &more, e) != 0)
			return -1;
	}
}

int
reel_get(struct reel *r, json_t **j_r, struct err *e)
{
	struct str line = STR_NONE;
	int rc = reel_line(r, &line, e);

	if (rc < 0)
		return -1;
	if (rc == 0)
		return err_set(e, E_BUG, "%s", _("er ontbreken regels"));
	*j_r = json_read(line, e);
	return *j_r == NULL ? -1 : 0;
}
