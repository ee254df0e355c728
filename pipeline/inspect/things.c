/* SPDX-License-Identifier: EUPL-1.2 */
/* things.c - what lies in a bag: every file and folder, and where the bag begins. */
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/form.h"
#include "base/path.h"
#include "base/search.h"
#include "base/utf8.h"
#include "inspect/inspection.h"

#include "base/banned.h"

#define ALIKE_MOST	100		/* pairs that are named: who has these knows enough */

/* --- gathering -------------------------------------------------------------------------- */

/* Is this the name of a text that BagIt says something about?  Its bytes are held. */
static bool
is_tag_text(struct str name)
{
	static const char *const names[] = { "bagit.txt", "bag-info.txt", "package-info.txt", "fetch.txt" };

	for (size_t i = 0; i < COUNT(names); i++) {
		if (str_eq(name, str_of(names[i])))
			return true;
	}
	return (str_starts(name, S("manifest-")) || str_starts(name, S("tagmanifest-"))) && str_ends(name, S(".txt"));
}

/* What is at the top of a folder, or in a folder at the top of an archive. */
static bool
may_be_tag(const struct inspection *in, struct str path)
{
	struct str base = path_base(path);
	size_t above = path.n - base.n;

	return is_tag_text(base) &&
	    (above == 0 || (reader_packed(in->reader) && !str_has(str_sub(path, 0, above - 1), '/')));
}

static bool
stopped(struct inspection *in, enum reader_state st, struct str file)
{
	if (st == READER_FAILED)
		in->failed = true;
	else
		bag_say(in, st == READER_TOO_MUCH ? BAG_TOO_MUCH : BAG_UNREADABLE, file, 0,
		    str_of(reader_why(in->reader)), STR_NONE);
	return false;
}

static bool
too_much(struct inspection *in, const char *limit)
{
	bag_say(in, BAG_TOO_MUCH, STR_NONE, 0, str_of(limit), STR_NONE);
	return false;
}

/* The bytes of a text of tags.  One file of a folder that cannot be read does not hide the others. */
static bool
hold(struct inspection *in, struct bag_item *x)
{
	enum reader_state st;
	struct str part;
	struct buf b;

	buf_init(&b, in->mem, INSPECT_TAGS_MOST);
	while ((st = reader_bytes(in->reader, &part, in->err)) == READER_MORE) {
		in->tags += part.n;
		if (in->tags > INSPECT_TAGS_MOST)
			return too_much(in, _("256 MiB aan manifesten"));
		buf_add(&b, part);
	}
	x->bytes = b.n == 0 ? S("") : buf_str(&b);
	if (st == READER_END)
		return true;
	x->unread = true;
	return stopped(in, st, x->path) || (st == READER_UNREAD && !reader_packed(in->reader));
}

struct str
bag_plain(struct str path)
{
	while (str_starts(path, S("./")))
		path = str_from(path, 2);
	while (path.n > 1 && str_ends(path, S("/")))
		path.n--;
	return str_eq(path, S(".")) ? S("") : path;
}

/* Where another system would take it for a place elsewhere. */
static bool
leads_out(struct str path)
{
	return path.p[0] == '\\' || (path.n >= 2 && path.p[1] == ':' && ascii_letter(path.p[0])) ||
	    str_starts(path, S("..\\")) || str_ends(path, S("\\..")) || memmem(path.p, path.n, "\\..\\", 4) != NULL;
}

static bool
take(struct inspection *in, const struct reader_item *it)
{
	struct str path = bag_plain(it->path);
	struct bag_item *x;

	if (path.n == 0)
		return true;
	in->names += path.n;
	if (in->n >= INSPECT_FILES_MOST)
		return too_much(in, _("1.000.000 bestanden"));
	if (in->names > INSPECT_NAMES_MOST)
		return too_much(in, _("256 MiB aan namen"));
	x = PUSH(in->mem, in->items, in->n, in->cap);
	*x = (struct bag_item){ .path = str_dup(in->mem, path), .kind = it->kind };
	if (!path_inside(path) || path.n > INSPECT_PATH_MOST || (reader_packed(in->reader) && leads_out(path))) {
		x->outside = true;
		bag_say(in, BAG_ENTRY_PATH, x->path, 0, STR_NONE, STR_NONE);
	}
	return x->outside || x->kind != READER_FILE || !may_be_tag(in, x->path) || hold(in, x);
}

/* --- where the bag begins ------------------------------------------------------------------ */

static struct str
first_part(struct str path)
{
	struct str part;

	(void)str_next(&path, '/', &part);
	return part;
}

/* The folder at the top of an archive: the one with a bagit.txt, or else the first. */
static void
find_top(struct inspection *in)
{
	bool any = false;

	for (size_t i = 0; i < in->n; i++) {
		const struct bag_item *x = &in->items[i];
		struct str base = path_base(x->path);

		if (x->outside || x->kind != READER_FILE || !str_eq(base, S("bagit.txt")))
			continue;
		if (base.n == x->path.n) {
			bag_say(in, BAG_NO_TOP, STR_NONE, 0, STR_NONE, STR_NONE);
			in->top = S("");
			return;
		}
		if (!any && first_part(x->path).n + 1 + base.n == x->path.n) {
			in->top = first_part(x->path);
			any = true;
		}
	}
	for (size_t i = 0; i < in->n && !any; i++) {
		if (in->items[i].outside)
			continue;
		in->top = first_part(in->items[i].path);
		any = true;
	}
}

/* Paths below the bag's folder; what lies elsewhere is none of it. */
static void
settle(struct inspection *in)
{
	for (size_t i = 0; i < in->n && in->top.n != 0; i++) {
		struct bag_item *x = &in->items[i];

		if (x->outside)
			continue;
		if (str_eq(x->path, in->top)) {
			x->outside = true; /* the folder itself */
			if (x->kind != READER_FOLDER)
				bag_say(in, BAG_MANY_TOPS, x->path, 0, in->top, STR_NONE);
		} else if (str_eq(first_part(x->path), in->top))
			x->path = str_from(x->path, in->top.n + 1);
		else {
			x->outside = true;
			bag_say(in, BAG_MANY_TOPS, x->path, 0, in->top, STR_NONE);
		}
	}
	for (size_t i = 0; i < in->n; i++) {
		const struct bag_item *x = &in->items[i];

		if (!x->outside && x->kind == READER_OTHER)
			bag_say(in, BAG_NOT_PLAIN, x->path, 0, STR_NONE, STR_NONE);
	}
}

/* --- in order --------------------------------------------------------------------------------- */

static int
by_path(const void *a, const void *b, void *ctx)
{
	const struct inspection *in = ctx;
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	int d = str_cmp(in->items[x].path, in->items[y].path);

	return d != 0 ? d : (x > y) - (x < y);
}

static void
sort_items(struct inspection *in)
{
	size_t n = 0;

	in->by_path = NEW(in->mem, uint32_t, in->n + 1);
	for (size_t i = 0; i < in->n; i++) {
		if (!in->items[i].outside)
			in->by_path[n++] = (uint32_t)i;
	}
	if (n > 1)
		qsort_r(in->by_path, n, sizeof *in->by_path, by_path, in);
	in->nby_path = n == 0 ? 0 : 1;
	for (size_t i = 1; i < n; i++) {
		const struct bag_item *last = &in->items[in->by_path[in->nby_path - 1]];
		struct bag_item *x = &in->items[in->by_path[i]];

		if (!str_eq(last->path, x->path)) {
			in->by_path[in->nby_path++] = in->by_path[i];
			continue;
		}
		x->outside = true;
		/* Folders are named by some programs before each file in them. */
		if (x->kind != READER_FOLDER || last->kind != READER_FOLDER)
			bag_say(in, BAG_ENTRY_TWICE, x->path, 0, STR_NONE, STR_NONE);
	}
}

/* --- names that are alike ------------------------------------------------------------------------ */

/* The names by which it is found; borrows from path where that is ASCII. */
static struct bag_alike
names_of(struct str path, struct arena *mem)
{
	for (size_t i = 0; i < path.n; i++) {
		if ((unsigned char)path.p[i] >= 0x80)
			return (struct bag_alike){ .key = form_caseless(mem, path), .letters = form_nfc(mem, path) };
	}
	return (struct bag_alike){ .key = str_lower(mem, path), .letters = path };
}

bool
bag_same_letters(struct str a, struct str b, struct arena *mem)
{
	struct mark mark = arena_mark(mem);
	bool same = str_eq(names_of(a, mem).letters, names_of(b, mem).letters);

	arena_rewind(mem, mark);
	return same;
}

static int
by_names(const struct bag_alike *x, const struct bag_alike *y)
{
	int d = str_cmp(x->key, y->key);

	return d != 0 ? d : str_cmp(x->letters, y->letters);
}

static int
by_key(const void *a, const void *b)
{
	const struct bag_alike *x = a, *y = b;
	int d = by_names(x, y);

	return d != 0 ? d : (x->rank > y->rank) - (x->rank < y->rank);
}

static void
sort_alike(struct inspection *in)
{
	size_t said = 0;

	in->alike = NEW(in->mem, struct bag_alike, in->nby_path + 1);
	for (size_t i = 0; i < in->nby_path; i++) {
		in->alike[i] = names_of(in->items[in->by_path[i]].path, in->mem);
		in->alike[i].item = in->by_path[i];
		in->alike[i].rank = (uint32_t)i;
	}
	if (in->nby_path > 1)
		qsort(in->alike, in->nby_path, sizeof *in->alike, by_key);
	for (size_t i = 1; i < in->nby_path && said < ALIKE_MOST; i++) {
		if (!str_eq(in->alike[i - 1].key, in->alike[i].key))
			continue;
		bag_say(in, BAG_ALIKE, in->items[in->alike[i].item].path, 0, in->items[in->alike[i - 1].item].path,
		    STR_NONE);
		said++;
	}
}

/* --- looking up ------------------------------------------------------------------------------------- */

struct bag_item *
bag_item(struct inspection *in, struct str path)
{
	size_t from = 0, to = in->nby_path;

	while (from < to) {
		size_t mid = from + (to - from) / 2;
		struct bag_item *x = &in->items[in->by_path[mid]];
		int d = str_cmp(path, x->path);

		if (d == 0)
			return x;
		if (d < 0)
			to = mid;
		else
			from = mid + 1;
	}
	return NULL;
}

static bool
alike_before(const void *x, const void *key)
{
	return by_names(x, key) < 0;
}

struct bag_item *
bag_item_alike(struct inspection *in, struct str path)
{
	struct mark mark = arena_mark(in->mem);
	struct bag_alike names = names_of(path, in->mem);
	size_t at = search_first(&names, in->alike, in->nby_path, sizeof *in->alike, alike_before);
	bool found;

	/* Of several the one with the same letters, else the first: any of them may stand for how it is written. */
	if (at == in->nby_path || by_names(&in->alike[at], &names) != 0) {
		names.letters = STR_NONE;
		at = search_first(&names, in->alike, in->nby_path, sizeof *in->alike, alike_before);
	}
	found = at < in->nby_path && str_eq(in->alike[at].key, names.key);
	arena_rewind(in->mem, mark);
	return found ? &in->items[in->alike[at].item] : NULL;
}

bool
bag_is_payload(const struct bag_item *x)
{
	return !x->outside && x->kind == READER_FILE && str_starts(x->path, S("data/"));
}

bool
bag_gather(struct inspection *in)
{
	struct reader_item it;
	enum reader_state st = reader_rewind(in->reader, in->err);
	bool going = st == READER_MORE;

	while (going && (st = reader_next(in->reader, &it)) == READER_MORE)
		going = take(in, &it);
	if (in->failed || !going)
		return st == READER_MORE || in->failed ? false : stopped(in, st, STR_NONE);
	if (st != READER_END)
		return stopped(in, st, STR_NONE);
	if (reader_packed(in->reader))
		find_top(in);
	settle(in);
	sort_items(in);
	sort_alike(in);
	return true;
}
