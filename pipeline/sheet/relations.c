/* SPDX-License-Identifier: EUPL-1.2 */
/* relations.c - which part of an OOXML package refers to which (ISO/IEC 29500-2 6.5), and so to whose page it belongs. */
#include "sheet/relations.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/search.h"

#include "base/banned.h"

#define NAME_MOST	((size_t)4096)	/* bytes of a part's name; ZIP has 65535, file systems 4096 */

/* A part, and the page it belongs to: 0 = none. */
struct owned {
	struct str	 part;
	uint32_t	 page;
};

static int
cmp_nocase(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int d = n == 0 ? 0 : strncasecmp(a.p, b.p, n);

	return d != 0 ? d : (a.n > b.n) - (a.n < b.n);
}

bool
relations_source(struct str part, struct arena *mem, struct str *source_r)
{
	static const char folder[] = "_rels/";
	struct str dir = part, base;

	while (dir.n != 0 && dir.p[dir.n - 1] != '/')
		dir.n--;
	base = str_from(part, dir.n);
	if (!str_ends_nocase(base, S(".rels")) || !str_ends_nocase(dir, str_of(folder)))
		return false;
	dir.n -= sizeof folder - 1;
	if (dir.n != 0 && dir.p[dir.n - 1] != '/')
		return false;
	base.n -= sizeof ".rels" - 1;
	*source_r = str_fmt(mem, "%.*s%.*s", STRF(dir), STRF(base));
	return true;
}

/* Without empty and "." segments; ".." takes one back, and at the top does nothing (RFC 3986 5.2.4). */
static struct str
resolve(struct arena *mem, struct str source, struct str target)
{
	struct str parts[2] = { source, target }, rest, seg;
	struct buf b;

	buf_init(&b, mem, NAME_MOST);
	while (parts[0].n != 0 && parts[0].p[parts[0].n - 1] != '/')
		parts[0].n--;
	if (str_starts(target, S("/")))
		parts[0].n = 0;
	for (size_t i = 0; i < COUNT(parts); i++) {
		for (rest = parts[i]; str_next(&rest, '/', &seg);) {
			if (seg.n == 0 || str_eq(seg, S(".")))
				continue;
			if (str_eq(seg, S(".."))) {
				while (b.n != 0 && b.p[b.n - 1] != '/')
					b.n--;
				b.n -= b.n != 0;
				continue;
			}
			if (b.n != 0)
				buf_addc(&b, '/');
			buf_add(&b, seg);
		}
	}
	return buf_str(&b);
}

void
relations_add(struct relations *r, struct str source, struct str id, struct str type, struct str target)
{
	struct str last = type;

	if (r->n == RELATIONS_MOST) {
		r->full = true;
		return;
	}
	while (str_has(last, '/'))
		(void)str_next(&last, '/', &type);
	*PUSH(r->mem, r->v, r->n, r->cap) =
	    (struct relation){ source, str_dup(r->mem, id), str_dup(r->mem, last), resolve(r->mem, source, target) };
}

static int
by_source_id(const void *a, const void *b)
{
	const struct relation *x = a, *y = b;
	int d = cmp_nocase(x->source, y->source);

	return d != 0 ? d : str_cmp(x->id, y->id);
}

static int
by_part(const void *a, const void *b)
{
	const struct owned *x = a, *y = b;

	return cmp_nocase(x->part, y->part);
}

void
relations_settle(struct relations *r)
{
	size_t n = 0;

	if (r->n > 1)
		qsort(r->v, r->n, sizeof *r->v, by_source_id);
	r->owned = NEW(r->mem, struct owned, r->n + 1);
	for (size_t i = 0; i < r->n; i++)
		r->owned[i] = (struct owned){ r->v[i].target, 0 };
	if (r->n > 1)
		qsort(r->owned, r->n, sizeof *r->owned, by_part);
	for (size_t i = 0; i < r->n; i++) {
		if (n == 0 || by_part(&r->owned[n - 1], &r->owned[i]) != 0)
			r->owned[n++] = r->owned[i];
	}
	r->nowned = n;
}

static bool
source_before(const void *x, const void *key)
{
	const struct relation *r = x;
	const struct str *source = key;

	return cmp_nocase(r->source, *source) < 0;
}

/* The first relation of this source, or n. */
static size_t
first_of(const struct relations *r, struct str source)
{
	return search_first(&source, r->v, r->n, sizeof *r->v, source_before);
}

static bool
is_of(const struct relations *r, size_t i, struct str source)
{
	return i < r->n && cmp_nocase(r->v[i].source, source) == 0;
}

struct str
relations_target(const struct relations *r, struct str source, struct str id)
{
	struct relation key = { .source = source, .id = id }, *found = NULL;

	if (r->n != 0)
		found = bsearch(&key, r->v, r->n, sizeof *r->v, by_source_id);
	return found != NULL ? found->target : STR_NONE;
}

struct str
relations_target_of(const struct relations *r, struct str source, const char *type)
{
	for (size_t i = first_of(r, source); is_of(r, i, source); i++) {
		if (str_eq(r->v[i].type, str_of(type)))
			return r->v[i].target;
	}
	return STR_NONE;
}

static struct owned *
find(const struct relations *r, struct str part)
{
	struct owned key = { .part = part };

	return r->nowned == 0 ? NULL : bsearch(&key, r->owned, r->nowned, sizeof key, by_part);
}

/* Parts that belong to the page that refers to them; a layout, a theme or another slide does not. */
static bool
belongs(struct str type)
{
	static const char *const types[] = { "notesSlide", "comments", "threadedComment", "drawing", "vmlDrawing",
		"chart", "chartEx", "chartUserShapes", "diagramData", "diagramDrawing", "table", "pivotTable" };

	return str_index(types, COUNT(types), type) >= 0;
}

void
relations_own(struct relations *r, const struct str *pages, size_t npages)
{
	/* Each part enters the queue once, when it gets its page. */
	struct owned **queue = NEW(r->mem, struct owned *, r->nowned + 1), *o;
	size_t head = 0, tail = 0;

	for (size_t i = 0; i < npages; i++) {
		if ((o = find(r, pages[i])) != NULL && o->page == 0) {
			o->page = (uint32_t)i + 1;
			queue[tail++] = o;
		}
	}
	while (head < tail) {
		struct owned *from = queue[head++];

		for (size_t i = first_of(r, from->part); is_of(r, i, from->part); i++) {
			if (belongs(r->v[i].type) && (o = find(r, r->v[i].target)) != NULL && o->page == 0) {
				o->page = from->page;
				queue[tail++] = o;
			}
		}
	}
}

uint32_t
relations_page(const struct relations *r, struct str part)
{
	const struct owned *o = find(r, part);

	return o != NULL ? o->page : 0;
}
