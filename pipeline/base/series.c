/* SPDX-License-Identifier: EUPL-1.2 */
/* series.c - a JSON object with one long list in it, made and read an element at a time: the account of a dossier. */
#include "base/series.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fd.h"

#include "base/banned.h"

#define BRIEF_MOST	MIB(1)		/* bytes of a list that stays in memory */
#define PIECE		KIB(64)		/* bytes read at once */
#define HEAD_MOST	MIB(256)	/* bytes of an object without its list, and of one element */
#define WAY_MOST	(4 * HEAD_MOST)	/* one of these twice, and what is made of them */
#define LIST_MOST	GIB(4)		/* memory of a list: where its elements end, and what stays out of a file */
#define NAME_MOST	32		/* of a member of the object that may be the list */

struct series {
	struct arena	*mem, *way;	/* way: rewound after each call */
	const char	*name;
	json_t		*head;
	int		 fd;		/* of what is not in memory; -1: none is */
	uint64_t	 from;		/* where the list begins in it */
	uint64_t	 put;		/* bytes of the list in it */
	char		*p;		/* the bytes behind these */
	size_t		 n, cap;
	uint64_t	*ends;		/* of each element, from the first byte of the list */
	size_t		 count, room;
	series_temp	*temp;		/* NULL: there is no file to be had */
	void		*user;
};

static struct series *
new_series(const char *name)
{
	struct arena *mem = arena_new("reeks", LIST_MOST);
	struct series *s = NEW(mem, struct series, 1);

	*s = (struct series){ .mem = mem, .way = arena_new("reeks", WAY_MOST), .name = name, .fd = -1 };
	return s;
}

void
series_free(struct series *s)
{
	if (s == NULL)
		return;
	json_decref(s->head);
	auto_close(&s->fd);
	arena_free(s->way);
	arena_free(s->mem);
}

void
auto_series(struct series **s)
{
	series_free(*s);
}

/* --- made ------------------------------------------------------------------------------------ */

struct series *
series_new(const char *list, series_temp *temp, void *user)
{
	struct series *s = new_series(list);

	s->temp = temp;
	s->user = user;
	return s;
}

void
series_set_head(struct series *s, json_t *head)
{
	must(json_object_get(head, s->name) == NULL);
	json_decref(s->head);
	s->head = head;
}

json_t *
series_head(const struct series *s)
{
	return s == NULL ? NULL : s->head;
}

static int
append(const char *p, size_t n, void *user)
{
	struct series *s = user;

	while (s->cap - s->n < n) {
		size_t had = s->cap;
		char *q;

		s->cap = had == 0 ? KIB(4) : mul_or_die(had, 2);
		q = arena_alloc(s->mem, s->cap, 1);
		if (s->n != 0)
			memcpy(q, s->p, s->n);
		s->p = q;
	}
	memcpy(s->p + s->n, p, n);
	s->n += n;
	return 0;
}

/* What is in memory goes to the file; where it cannot, it stays. */
static void
put_aside(struct series *s)
{
	struct err why;
	size_t done = 0;

	if (s->temp == NULL || (s->fd < 0 && s->temp(s->user, &s->fd, &why) != 0)) {
		s->temp = NULL;
		return;
	}
	while (done < s->n) {
		ssize_t k = pwrite(s->fd, s->p + done, s->n - done, (off_t)(s->put + done));

		if (k < 0 && errno == EINTR)
			continue;
		if (k <= 0) {
			s->temp = NULL;
			return;
		}
		done += (size_t)k;
	}
	s->put += s->n;
	s->n = 0;
}

void
series_add(struct series *s, const json_t *element)
{
	if (s->count != 0)
		(void)append(",", 1, s);
	must(json_dump_callback(element, append, s, JSON_COMPACT | JSON_SORT_KEYS) == 0);
	*PUSH(s->mem, s->ends, s->count, s->room) = s->put + s->n;
	if (s->n >= BRIEF_MOST)
		put_aside(s);
}

struct series *
series_of(const char *list, const json_t *whole)
{
	struct series *s = series_new(list, NULL, NULL);
	json_t *head = json_copy((json_t *)(uintptr_t)whole), *one;
	size_t i;

	must(head != NULL);
	(void)json_object_del(head, list);
	series_set_head(s, head);
	json_array_foreach (json_list(whole, list), i, one)
		series_add(s, one);
	return s;
}

/* --- read ------------------------------------------------------------------------------------ */

/* The first look at a file: where the list and its elements are.  The text is ours; each element is read strictly later. */
struct scan {
	struct series	*s;
	uint64_t	 at;		/* the next byte */
	uint64_t	 to;		/* end of the list */
	unsigned	 depth;
	bool		 string, escaped, key, in_list, found;
	char		 name[NAME_MOST];
	size_t		 n;		/* of the name of the member that we are in */
};

static void
in_string(struct scan *x, char c)
{
	if (x->escaped)
		x->escaped = false;
	else if (c == '\\')
		x->escaped = true;
	else if (c == '"')
		x->string = false;
	if (x->key && x->string && x->n < NAME_MOST)
		x->name[x->n++] = c;
}

static void
end_element(struct scan *x)
{
	*PUSH(x->s->mem, x->s->ends, x->s->count, x->s->room) = x->at - x->s->from;
}

static void
open_level(struct scan *x, char c)
{
	x->depth++;
	x->key = x->depth == 1;
	if (x->depth == 2 && c == '[' && !x->found && str_eq((struct str){ x->name, x->n }, str_of(x->s->name))) {
		x->in_list = x->found = true;
		x->s->from = x->at + 1;
	}
}

static void
close_level(struct scan *x)
{
	x->depth -= x->depth != 0;
	if (!x->in_list || x->depth != 1)
		return;
	x->in_list = false;
	x->to = x->at;
	if (x->at != x->s->from)
		end_element(x);
}

static void
look_at(void *user, struct str piece)
{
	struct scan *x = user;

	for (size_t i = 0; i < piece.n; i++, x->at++) {
		char c = piece.p[i];

		if (x->string)
			in_string(x, c);
		else if (c == '"') {
			x->string = true;
			x->n = x->key ? 0 : x->n;
		} else if (c == '{' || c == '[')
			open_level(x, c);
		else if (c == '}' || c == ']')
			close_level(x);
		else if (c == ',' && x->depth == 2 && x->in_list)
			end_element(x);
		else if (c == ',' || c == ':')
			x->key = c == ',' && x->depth == 1;
	}
}

/* Bytes of a file into memory of ours. */
static int
read_at(int fd, uint64_t at, char *p, size_t n, struct err *e)
{
	while (n != 0) {
		ssize_t k = pread(fd, p, n, (off_t)at);

		if (k < 0 && errno == EINTR)
			continue;
		if (k < 0)
			return err_sys(e, E_IO, _("lezen mislukt"));
		if (k == 0)
			return err_set(e, E_IO, "%s", _("lezen mislukt"));
		at += (uint64_t)k;
		p += k;
		n -= (size_t)k;
	}
	return 0;
}

/* What stands around the list, as an object with an empty one. */
static int
read_head(struct series *s, const struct scan *x, struct err *e)
{
	uint64_t lead = x->found ? s->from : x->at, tail = x->found ? x->at - x->to : 0;
	char *p;

	if (x->at - (x->found ? x->to - s->from : 0) > HEAD_MOST)
		return err_set(e, E_LIMIT, "%s", _("een te groot object"));
	p = arena_alloc(s->way, (size_t)(lead + tail) + 1, 1);
	if (read_at(s->fd, 0, p, (size_t)lead, e) != 0 || read_at(s->fd, x->to, p + lead, (size_t)tail, e) != 0 ||
	    (s->head = json_read((struct str){ p, (size_t)(lead + tail) }, e)) == NULL)
		return -1;
	if (json_array_size(json_list(s->head, s->name)) != 0)
		return err_set(e, E_BUG, "JSON: %s", s->name);
	(void)json_object_del(s->head, s->name);
	arena_rewind(s->way, (struct mark){ NULL, 0 });
	return 0;
}

int
series_read(int fd, const char *list, struct series **s_r, struct err *e)
{
	struct series *s = new_series(list);
	struct scan x = { .s = s };

	s->fd = fd;
	*s_r = s;
	if (fd_each(fd, look_at, &x, e) != 0)
		goto bad;
	if (x.depth != 0 || x.string || x.in_list) {
		(void)err_set(e, E_BUG, "JSON: geen object");
		goto bad;
	}
	if (read_head(s, &x, e) != 0)
		goto bad;
	s->put = x.found ? x.to - s->from : 0;
	if (s->put > BRIEF_MOST)
		return 0;
	s->n = s->cap = (size_t)s->put;
	s->p = arena_alloc(s->mem, s->n + 1, 1);
	if (read_at(fd, s->from, s->p, s->n, e) != 0)
		goto bad;
	s->put = 0;
	auto_close(&s->fd);
	s->fd = -1;
	return 0;
bad:
	series_free(s);
	*s_r = NULL;
	return -1;
}

/* --- asked ----------------------------------------------------------------------------------- */

size_t
series_n(const struct series *s)
{
	return s == NULL ? 0 : s->count;
}

uint64_t
series_bytes(const struct series *s)
{
	return s == NULL ? 0 : s->put + s->n;
}

/* The text of an element: borrowed, or in s->way. */
static int
element(const struct series *s, size_t i, struct str *text_r, struct err *e)
{
	uint64_t begin;
	size_t n;
	char *p;

	must(i < s->count);
	*text_r = STR_NONE;
	begin = i == 0 ? 0 : s->ends[i - 1] + 1;
	n = (size_t)(s->ends[i] - begin);
	if (begin >= s->put) {
		*text_r = (struct str){ s->p + (begin - s->put), n };
		return 0;
	}
	if (n > HEAD_MOST)
		return err_set(e, E_LIMIT, "%s", _("een te groot object"));
	p = arena_alloc(s->way, n + 1, 1);
	*text_r = (struct str){ p, n };
	return read_at(s->fd, s->from + begin, p, n, e);
}

int
series_get(const struct series *s, size_t i, json_t **j_r, struct err *e)
{
	struct mark mark = arena_mark(s->way);
	struct str text;
	int rc = element(s, i, &text, e);

	*j_r = rc == 0 ? json_read(text, e) : NULL;
	arena_rewind(s->way, mark);
	return *j_r == NULL ? -1 : 0;
}

bool
series_same(const struct series *s, size_t i, const struct series *other, size_t k)
{
	struct mark here = arena_mark(s->way), there = arena_mark(other->way);
	struct str a, b;
	struct err none;
	bool same = element(s, i, &a, &none) == 0 && element(other, k, &b, &none) == 0 && str_eq(a, b);

	arena_rewind(other->way, there);
	if (s != other)
		arena_rewind(s->way, here);
	return same;
}

/* --- as text --------------------------------------------------------------------------------- */

void
series_ends(const struct series *s, struct arena *mem, struct str *lead_r, struct str *tail_r)
{
	AUTO_JSON before = json_object();
	AUTO_JSON behind = json_object();
	struct str a, b;
	const char *name;
	json_t *v;

	json_object_foreach (s->head, name, v)
		json_put(str_cmp(str_of(name), str_of(s->name)) < 0 ? before : behind, name, json_incref(v));
	a = json_write(mem, before);
	b = json_write(mem, behind);
	*lead_r = str_fmt(mem, "%.*s%s\"%s\":[", STRF(str_sub(a, 0, a.n - 1)), a.n > 2 ? "," : "", s->name);
	*tail_r = str_fmt(mem, "]%s%.*s", b.n > 2 ? "," : "", STRF(str_from(b, 1)));
}

int
series_each(const struct series *s, void (*take)(void *user, struct str), void *user, struct err *e)
{
	struct mark mark = arena_mark(s->way);
	struct str lead, tail;
	char piece[PIECE];
	int rc = 0;

	series_ends(s, s->way, &lead, &tail);
	take(user, lead);
	for (uint64_t at = 0; at < s->put && rc == 0;) {
		size_t n = s->put - at < sizeof piece ? (size_t)(s->put - at) : sizeof piece;

		rc = read_at(s->fd, s->from + at, piece, n, e);
		if (rc == 0)
			take(user, (struct str){ piece, n });
		at += n;
	}
	if (rc == 0) {
		take(user, (struct str){ s->p, s->n });
		take(user, tail);
	}
	arena_rewind(s->way, mark);
	return rc;
}

bool
series_brief(const struct series *s)
{
	return s->put == 0;
}

struct str
series_line(const struct series *s, struct arena *mem)
{
	struct str lead, tail;
	char *p, *q;

	must(series_brief(s));
	series_ends(s, mem, &lead, &tail);
	p = q = arena_alloc(mem, lead.n + s->n + tail.n + 1, 1);
	memcpy(q, lead.p, lead.n);
	q += lead.n;
	if (s->n != 0)
		memcpy(q, s->p, s->n);
	q += s->n;
	memcpy(q, tail.p, tail.n);
	q[tail.n] = '\n';
	return (struct str){ p, lead.n + s->n + tail.n + 1 };
}

int
series_whole(const struct series *s, json_t **j_r, struct err *e)
{
	json_t *list = json_array(), *j = json_copy(s->head);

	json_put(j, s->name, list);
	*j_r = j;
	for (size_t i = 0; i < s->count; i++) {
		json_t *one;

		if (series_get(s, i, &one, e) != 0) {
			json_decref(j);
			*j_r = NULL;
			return -1;
		}
		json_push(list, one);
	}
	return 0;
}
