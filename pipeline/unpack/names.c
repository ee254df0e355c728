/* SPDX-License-Identifier: EUPL-1.2 */
/* names.c - the names of members: where they lead, how they are written, which were there before. */
#include "unpack/names.h"


#include "base/ascii.h"
#include "base/form.h"
#include "base/utf8.h"
#include "unpack/limits.h"

#include "base/banned.h"

/* --- one name -------------------------------------------------------------------- */

static bool
leads_up(struct str s)
{
	size_t from = 0;

	for (size_t i = 0; i <= s.n; i++) {
		if (i != s.n && s.p[i] != '/' && s.p[i] != '\\')
			continue;
		if (str_eq(str_sub(s, from, i - from), S("..")))
			return true;
		from = i + 1;
	}
	return false;
}

static bool
has_drive(struct str s)
{
	return s.n >= 2 && s.p[1] == ':' && (ascii_letter(s.p[0]));
}

/* Without "." and empty parts; *depth_r: how many parts are left. */
static struct str
tidy(struct str s, struct arena *mem, size_t *depth_r)
{
	struct str part;
	struct buf b;

	*depth_r = 0;
	buf_init(&b, mem, s.n + 1);
	while (str_next(&s, '/', &part)) {
		if (part.n == 0 || str_eq(part, S(".")))
			continue;
		if ((*depth_r)++ != 0)
			buf_addc(&b, '/');
		buf_add(&b, part);
	}
	return buf_str(&b);
}

int
names_judge(struct str raw, struct arena *mem, struct str *path_r, bool *nfd_r, enum finding_code *why_r)
{
	struct str composed;
	size_t depth;

	*nfd_r = false;
	*path_r = tidy(raw, mem, &depth);
	if (raw.n == 0)
		*why_r = F_UNP_NAME_EMPTY;
	else if (str_has(raw, '\0') || raw.n > UNPACK_PATH_MOST || depth > NAMES_DEPTH_MOST)
		*why_r = F_UNP_NAME_UNREADABLE;
	else if (leads_up(raw))
		*why_r = F_UNP_TRAVERSAL;
	else if (raw.p[0] == '/' || raw.p[0] == '\\')
		*why_r = F_UNP_ABSOLUTE;
	else if (has_drive(raw) || has_drive(*path_r))
		*why_r = F_UNP_DRIVE;
	else if (str_has(raw, '\\'))
		*why_r = F_UNP_BACKSLASH;
	else if (depth == 0)
		*why_r = F_UNP_NAME_EMPTY;
	else {
		if (!utf8_valid(*path_r))
			return 0;
		composed = form_nfc(mem, *path_r);
		*nfd_r = !str_eq(composed, *path_r);
		*path_r = composed;
		return 0;
	}
	return -1;
}

/* The upper half of code page 437 (the table of Unicode Inc., VENDORS/MICSFT/PC/CP437.TXT). */
static const uint16_t cp437[128] = {
	0x00c7, 0x00fc, 0x00e9, 0x00e2, 0x00e4, 0x00e0, 0x00e5, 0x00e7, 0x00ea, 0x00eb, 0x00e8, 0x00ef, 0x00ee, 0x00ec, 0x00c4, 0x00c5,
	0x00c9, 0x00e6, 0x00c6, 0x00f4, 0x00f6, 0x00f2, 0x00fb, 0x00f9, 0x00ff, 0x00d6, 0x00dc, 0x00a2, 0x00a3, 0x00a5, 0x20a7, 0x0192,
	0x00e1, 0x00ed, 0x00f3, 0x00fa, 0x00f1, 0x00d1, 0x00aa, 0x00ba, 0x00bf, 0x2310, 0x00ac, 0x00bd, 0x00bc, 0x00a1, 0x00ab, 0x00bb,
	0x2591, 0x2592, 0x2593, 0x2502, 0x2524, 0x2561, 0x2562, 0x2556, 0x2555, 0x2563, 0x2551, 0x2557, 0x255d, 0x255c, 0x255b, 0x2510,
	0x2514, 0x2534, 0x252c, 0x251c, 0x2500, 0x253c, 0x255e, 0x255f, 0x255a, 0x2554, 0x2569, 0x2566, 0x2560, 0x2550, 0x256c, 0x2567,
	0x2568, 0x2564, 0x2565, 0x2559, 0x2558, 0x2552, 0x2553, 0x256b, 0x256a, 0x2518, 0x250c, 0x2588, 0x2584, 0x258c, 0x2590, 0x2580,
	0x03b1, 0x00df, 0x0393, 0x03c0, 0x03a3, 0x03c3, 0x00b5, 0x03c4, 0x03a6, 0x0398, 0x03a9, 0x03b4, 0x221e, 0x03c6, 0x03b5, 0x2229,
	0x2261, 0x00b1, 0x2265, 0x2264, 0x2320, 0x2321, 0x00f7, 0x2248, 0x00b0, 0x2219, 0x00b7, 0x221a, 0x207f, 0x00b2, 0x25a0, 0x00a0,
};

struct str
names_cp437(struct arena *mem, struct str raw)
{
	struct buf b;
	char c[4] = { 0 };

	buf_init(&b, mem, mul_or_die(raw.n, 3));
	for (size_t i = 0; i < raw.n; i++) {
		unsigned char x = (unsigned char)raw.p[i];

		if (x < 0x80)
			buf_addc(&b, (char)x);
		else
			buf_add(&b, (struct str){ c, utf8_encode(cp437[x - 0x80], c) });
	}
	return buf_str(&b);
}

/* --- all names ------------------------------------------------------------------- */

/* What stands under a key; path absent: a folder. */
struct name { struct str key, path; };

struct names {
	struct arena	*mem;
	struct name	*slot;		/* key absent: free */
	size_t		 n, cap;	/* cap is a power of two, at least twice n */
};

struct names *
names_new(struct arena *mem)
{
	struct names *t = NEW(mem, struct names, 1);

	*t = (struct names){ .mem = mem, .cap = 1024 };
	t->slot = NEW(mem, struct name, t->cap);
	return t;
}

static struct name *
find(const struct names *t, struct str key)
{
	uint64_t h = 0xcbf29ce484222325u; /* FNV-1a */

	for (size_t i = 0; i < key.n; i++)
		h = (h ^ (unsigned char)key.p[i]) * 0x100000001b3u;
	for (size_t i = (size_t)h & (t->cap - 1);; i = (i + 1) & (t->cap - 1)) {
		if (t->slot[i].key.p == NULL || str_eq(t->slot[i].key, key))
			return &t->slot[i];
	}
}

static void
put(struct names *t, struct str key, struct str path)
{
	if (2 * (t->n + 1) > t->cap) {
		struct names wider = { .mem = t->mem, .n = t->n, .cap = 2 * t->cap };

		wider.slot = NEW(t->mem, struct name, wider.cap);
		for (size_t i = 0; i < t->cap; i++) {
			if (t->slot[i].key.p != NULL)
				*find(&wider, t->slot[i].key) = t->slot[i];
		}
		*t = wider;
	}
	*find(t, key) = (struct name){ key, path };
	t->n++;
}

enum names_seen
names_add(struct names *t, struct str path, struct str *other_r)
{
	struct str key = form_alike(t->mem, path);
	struct name *at = find(t, key);
	enum names_seen seen = NAMES_NEW;

	*other_r = path;
	if (at->key.p != NULL) {
		if (at->path.p == NULL)
			return NAMES_FOLDER;
		*other_r = at->path;
		return str_eq(at->path, path) ? NAMES_TWICE : NAMES_CASE;
	}
	for (size_t i = 0; i < key.n; i++) {
		struct str folder = str_sub(key, 0, i);

		if (key.p[i] != '/')
			continue;
		at = find(t, folder);
		if (at->key.p == NULL)
			put(t, folder, STR_NONE);
		else if (at->path.p != NULL) {
			*other_r = at->path;
			seen = NAMES_FOLDER;
		}
	}
	if (seen == NAMES_NEW)
		put(t, key, path);
	return seen;
}
