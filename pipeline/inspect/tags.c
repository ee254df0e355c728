/* SPDX-License-Identifier: EUPL-1.2 */
/* tags.c - what the texts of a bag say: bagit.txt, manifests, bag-info.txt and fetch.txt. */
#include <stdlib.h>

#include "base/ascii.h"
#include "base/date.h"
#include "base/path.h"
#include "base/utf8.h"
#include "inspect/inspection.h"

#include "base/banned.h"

#define BOM		"\xef\xbb\xbf"
#define OLDEST		93		/* BagIt 0.93 is the first that was published */
#define LAST_OLD	97
#define PACKAGE_INFO	95		/* up to 0.95 bag-info.txt was package-info.txt */

static const char *const encodings[] = { "UTF-8", "US-ASCII", "ASCII", "ISO-8859-1", "UTF-16", "UTF-16LE", "UTF-16BE" };

/* --- characters and lines --------------------------------------------------------------- */

struct lines { struct str rest; uint32_t n; bool ended; };

/* A line without its end: LF, CR or both (RFC 8493, 2.3). */
static bool
next_line(struct lines *l, struct str *line_r)
{
	size_t i = 0;

	if (l->rest.n == 0)
		return false;
	while (i < l->rest.n && l->rest.p[i] != '\n' && l->rest.p[i] != '\r')
		i++;
	*line_r = str_sub(l->rest, 0, i);
	l->ended = i < l->rest.n;
	i += i + 1 < l->rest.n && l->rest.p[i] == '\r' && l->rest.p[i + 1] == '\n' ? 2 : 1;
	l->rest = str_from(l->rest, i);
	l->n++;
	return true;
}

static struct str
of_latin1(struct str s, struct arena *mem)
{
	struct buf b;
	char c[4];

	buf_init(&b, mem, mul_or_die(s.n + 1, 2));
	for (size_t i = 0; i < s.n; i++)
		buf_add(&b, (struct str){ c, utf8_encode((unsigned char)s.p[i], c) });
	return buf_str(&b);
}

/* Absent: it is no UTF-16.  Without a byte order mark it is big-endian (RFC 2781, 4.3). */
static struct str
of_utf16(struct str s, bool little, struct arena *mem)
{
	struct buf b;
	char c[4];

	buf_init(&b, mem, mul_or_die(s.n + 1, 2));
	if (s.n % 2 != 0)
		return STR_NONE;
	for (size_t i = 0; i < s.n; i += 2) {
		uint32_t hi = (unsigned char)s.p[i + little], u = hi << 8 | (unsigned char)s.p[i + !little], v;

		if (u >= 0xd800 && u < 0xe000) {
			if (u >= 0xdc00 || s.n - i < 4)
				return STR_NONE;
			i += 2;
			v = (uint32_t)(unsigned char)s.p[i + little] << 8 | (unsigned char)s.p[i + !little];
			if (v < 0xdc00 || v >= 0xe000)
				return STR_NONE;
			u = 0x10000 + ((u & 0x3ff) << 10) + (v & 0x3ff);
		}
		buf_add(&b, (struct str){ c, utf8_encode(u, c) });
	}
	return b.n == 0 ? S("") : buf_str(&b);
}

/* A text of tags as UTF-8, by the encoding that bagit.txt names. */
static struct str
text_of(struct inspection *in, const struct bag_item *x)
{
	bool wide = str_starts(in->encoding, S("UTF-16"));
	struct str s = x->bytes, out = s;
	bool little = str_eq(in->encoding, S("UTF-16LE"));

	if (wide && s.n >= 2 && ((s.p[0] == '\xff' && s.p[1] == '\xfe') || (s.p[0] == '\xfe' && s.p[1] == '\xff'))) {
		little = s.p[0] == '\xff';
		s = str_from(s, 2);
	}
	if (wide)
		out = of_utf16(s, little, in->mem);
	else if (str_eq(in->encoding, S("ISO-8859-1")))
		out = of_latin1(s, in->mem);
	else if (str_starts(s, S(BOM))) {
		bag_say(in, BAG_TAG_BOM, x->path, 0, STR_NONE, STR_NONE);
		out = str_from(s, sizeof BOM - 1);
	}
	if (out.p != NULL && utf8_valid(out))
		return out;
	bag_say(in, BAG_TAG_ENCODING, x->path, 0, in->encoding, STR_NONE);
	return out.p == NULL ? S("") : out;
}

/* --- bagit.txt (2.1.1) --------------------------------------------------------------------- */

static bool
read_version(struct inspection *in, struct str line)
{
	struct str rest, major, minor;
	uint64_t a, b;

	if (!str_starts(line, S("BagIt-Version: ")))
		return false;
	rest = str_from(line, sizeof "BagIt-Version: " - 1);
	in->version = rest;
	if (!str_next(&rest, '.', &major) || !str_next(&rest, '.', &minor) || rest.n != 0 || str_u64(major, &a) != 0 ||
	    str_u64(minor, &b) != 0)
		return false;
	if (a == 0 && b >= OLDEST && b <= LAST_OLD) {
		in->strict = false;
		in->minor = (unsigned)b;
	} else if (a != 1 || b != 0)
		bag_say(in, BAG_VERSION, S("bagit.txt"), 1, in->version, STR_NONE);
	return true;
}

static bool
read_encoding(struct inspection *in, struct str line)
{
	struct str name = str_from(line, sizeof "Tag-File-Character-Encoding: " - 1);

	if (!str_starts(line, S("Tag-File-Character-Encoding: ")) || name.n == 0 || !str_eq(str_trim(name), name))
		return false;
	for (size_t i = 0; i < COUNT(encodings); i++) {
		if (str_eq_nocase(name, str_of(encodings[i]))) {
			in->encoding = str_of(encodings[i]);
			return true;
		}
	}
	bag_say(in, BAG_ENCODING, S("bagit.txt"), 2, name, STR_NONE);
	return true;
}

static void
read_declaration(struct inspection *in)
{
	const struct bag_item *x = bag_item(in, S("bagit.txt"));
	struct lines l = { .ended = true };
	struct str line;

	if (x == NULL || x->kind != READER_FILE) {
		bag_say(in, BAG_NO_DECLARATION, STR_NONE, 0, STR_NONE, STR_NONE);
		return;
	}
	l.rest = x->bytes;
	if (str_starts(l.rest, S(BOM))) {
		bag_say(in, BAG_DECLARATION_BOM, x->path, 1, STR_NONE, STR_NONE);
		l.rest = str_from(l.rest, sizeof BOM - 1);
	}
	if (!utf8_valid(l.rest))
		bag_say(in, BAG_DECLARATION_UTF8, x->path, 0, STR_NONE, STR_NONE);
	if (!next_line(&l, &line) || !read_version(in, line))
		bag_say(in, BAG_DECLARATION_VERSION, x->path, 1, STR_NONE, STR_NONE);
	if (!next_line(&l, &line) || !read_encoding(in, line))
		bag_say(in, BAG_DECLARATION_CODE, x->path, 2, STR_NONE, STR_NONE);
	if (next_line(&l, &line))
		bag_say(in, BAG_DECLARATION_MORE, x->path, 3, STR_NONE, STR_NONE);
	else if (!l.ended)
		bag_say(in, BAG_LAST_LINE, x->path, l.n, STR_NONE, STR_NONE);
}

/* --- paths in manifests ----------------------------------------------------------------------- */

static bool
is_space(char c)
{
	return c == ' ' || c == '\t';
}

/* %0A, %0D and %25, and nothing else (2.1.3). */
static struct str
decoded(struct inspection *in, struct str s, struct str file, uint32_t line)
{
	struct buf b;
	bool bare = false;

	if (!str_has(s, '%'))
		return s;
	buf_init(&b, in->mem, s.n + 1);
	for (size_t i = 0; i < s.n; i++) {
		int hi = s.n - i > 2 ? ascii_hex(s.p[i + 1]) : -1, lo = s.n - i > 2 ? ascii_hex(s.p[i + 2]) : -1;
		int c = hi < 0 || lo < 0 ? -1 : hi * 16 + lo;

		if (s.p[i] == '%' && (c == '\n' || c == '\r' || c == '%')) {
			buf_addc(&b, (char)c);
			i += 2;
			continue;
		}
		bare |= s.p[i] == '%';
		buf_addc(&b, s.p[i]);
	}
	if (bare && in->strict)
		bag_say(in, BAG_LINE_PERCENT, file, line, STR_NONE, STR_NONE);
	return buf_str(&b);
}

/* Where it must not lead, on any system (RFC 8493, 5.1).  BAG__COUNT: nowhere. */
static enum bag_code
danger(struct str s)
{
	struct str rest = s, part;

	if (s.n >= 2 && s.p[0] == '\\' && s.p[1] == '\\')
		return BAG_PATH_UNC;
	if (s.p[0] == '/' || s.p[0] == '\\')
		return BAG_PATH_ABSOLUTE;
	if (s.p[0] == '~')
		return BAG_PATH_HOME;
	if (s.n >= 2 && s.p[1] == ':' && ascii_letter(s.p[0]))
		return BAG_PATH_DRIVE;
	for (size_t i = 0, from = 0; i <= s.n; i++) {
		if (i != s.n && s.p[i] != '/' && s.p[i] != '\\')
			continue;
		if (str_eq(str_sub(s, from, i - from), S("..")))
			return BAG_PATH_UP;
		from = i + 1;
	}
	while (str_next(&rest, '/', &part)) {
		if (part.n == 0 || str_eq(part, S(".")))
			return BAG_PATH_PARTS;
	}
	return s.p[s.n - 1] == '/' || str_has(s, '\0') ? BAG_PATH_PARTS : BAG__COUNT;
}

/* The path of a line, fit to be looked up.  false: it is not followed; said. */
static bool
take_path(struct inspection *in, struct str *path, struct str file, uint32_t line)
{
	struct str raw = *path;
	enum bag_code why;

	if (raw.n > 2 && str_starts(raw, S("./"))) {
		bag_say(in, BAG_LINE_DOT, file, line, STR_NONE, STR_NONE);
		raw = str_from(raw, 2);
	}
	/* Before 1.0 a percent sign may stand for itself: what is there under the very name is meant. */
	if (in->strict || bag_item(in, raw) == NULL)
		raw = decoded(in, raw, file, line);
	why = danger(raw);
	if (why != BAG__COUNT) {
		bag_say(in, why, file, line, raw, STR_NONE);
		return false;
	}
	*path = raw;
	return true;
}

/* --- manifests (2.1.3, 2.2.1) ---------------------------------------------------------------------- */

/* The checksum of a line, as many digits as there must be. */
static bool
take_sum(struct inspection *in, const struct bag_manifest *m, struct str hex, uint32_t line)
{
	bool fine = hex.n != 0 && (!m->known || hex.n == 2 * sum_size(m->kind));

	for (size_t i = 0; i < hex.n; i++)
		fine = fine && ascii_hex(hex.p[i]) >= 0;
	if (!fine)
		bag_say(in, BAG_LINE_SUM, m->file, line,
		    m->known ? str_fmt(in->mem, "%zu", 2 * sum_size(m->kind)) : STR_NONE, STR_NONE);
	return fine;
}

/* May a manifest of this kind name it? */
static bool
in_place(struct inspection *in, const struct bag_manifest *m, struct str path, uint32_t line)
{
	if (!m->tags) {
		if (!str_starts(path, S("data/")))
			bag_say(in, BAG_OUTSIDE, m->file, line, path, STR_NONE);
		return str_starts(path, S("data/"));
	}
	if (str_starts(path, S("data/")))
		bag_say(in, BAG_TAG_IN_DATA, m->file, line, path, STR_NONE);
	if (str_starts(path, S("tagmanifest-")) && !str_has(path, '/'))
		bag_say(in, BAG_TAG_OF_TAG, m->file, line, path, STR_NONE);
	return true;
}

static void
take_line(struct inspection *in, uint32_t manifest, struct str line, uint32_t n)
{
	const struct bag_manifest *m = &in->manifest[manifest];
	struct str path;
	size_t i = 0;

	if (str_trim(line).n == 0) {
		bag_say(in, BAG_LINE_EMPTY, m->file, n, STR_NONE, STR_NONE);
		return;
	}
	while (i < line.n && !is_space(line.p[i]))
		i++;
	path = str_from(line, i);
	while (path.n != 0 && is_space(path.p[0]))
		path = str_from(path, 1);
	if (path.n > 1 && path.p[0] == '*') {
		bag_say(in, BAG_LINE_STAR, m->file, n, STR_NONE, STR_NONE);
		path = str_from(path, 1);
	}
	if (path.n == 0) {
		bag_say(in, BAG_LINE_FORM, m->file, n, STR_NONE, STR_NONE);
		return;
	}
	if (take_sum(in, m, str_sub(line, 0, i), n) && take_path(in, &path, m->file, n) && in_place(in, m, path, n))
		*PUSH(in->mem, in->mentions, in->nmentions, in->mentions_cap) =
		    (struct bag_mention){ path, str_sub(line, 0, i), manifest, n, NO_ITEM };
}

/* manifest-sha256.txt: which algorithm? */
static void
name_algorithm(struct inspection *in, struct bag_manifest *m)
{
	size_t lead = m->tags ? sizeof "tagmanifest-" - 1 : sizeof "manifest-" - 1;
	struct str name = str_sub(m->file, lead, m->file.n - lead - (sizeof ".txt" - 1));
	struct str lower = sum_plain(in->mem, name);

	m->known = sum_find(lower, &m->kind) == 0;
	if (!m->known)
		bag_say(in, BAG_ALGORITHM, m->file, 0, name, STR_NONE);
	else if (!str_eq(name, lower))
		bag_say(in, BAG_ALGORITHM_NAME, m->file, 0, lower, STR_NONE);
	else if (m->kind == SUM_MD5 || m->kind == SUM_SHA1)
		bag_say(in, BAG_ALGORITHM_OLD, m->file, 0, lower, STR_NONE);
}

static void
read_manifest(struct inspection *in, const struct bag_item *x)
{
	uint32_t at = in->nmanifests++;
	struct bag_manifest *m = &in->manifest[at];
	struct lines l = { .ended = true };
	struct str line;

	*m = (struct bag_manifest){ .file = x->path, .tags = x->path.p[0] == 't' };
	name_algorithm(in, m);
	l.rest = text_of(in, x);
	while (next_line(&l, &line))
		take_line(in, at, line, l.n);
	if (!l.ended)
		bag_say(in, BAG_LAST_LINE, x->path, l.n, STR_NONE, STR_NONE);
}

/* Those of the payload first, each in order of name. */
static void
read_manifests(struct inspection *in)
{
	static const char *const leads[] = { "manifest-", "tagmanifest-" };
	size_t payload = 0;

	for (size_t k = 0; k < COUNT(leads); k++) {
		for (size_t i = 0; i < in->nby_path; i++) {
			const struct bag_item *x = &in->items[in->by_path[i]];

			if (x->kind != READER_FILE || str_has(x->path, '/') || !str_starts(x->path, str_of(leads[k])) ||
			    !str_ends(x->path, S(".txt")))
				continue;
			if (in->nmanifests == INSPECT_MANIFESTS_MOST) {
				bag_say(in, BAG_TOO_MUCH, x->path, 0, str_of(_("32 manifesten")), STR_NONE);
				return;
			}
			payload += k == 0;
			read_manifest(in, x);
		}
	}
	if (payload == 0)
		bag_say(in, BAG_NO_MANIFEST, STR_NONE, 0, STR_NONE, STR_NONE);
}

/* --- bag-info.txt (2.2.2) ------------------------------------------------------------------------------ */

static void
take_oxum(struct inspection *in, struct str value, struct str file, uint32_t line)
{
	struct str rest = value, bytes, files;
	uint64_t b, f;

	if (!str_next(&rest, '.', &bytes) || !str_next(&rest, '.', &files) || rest.n != 0 || str_u64(bytes, &b) != 0 ||
	    str_u64(files, &f) != 0) {
		bag_say(in, BAG_OXUM_FORM, file, line, STR_NONE, STR_NONE);
		return;
	}
	if (in->oxum.said)
		bag_say(in, BAG_OXUM_TWICE, file, line, STR_NONE, STR_NONE);
	if (in->oxum.said && (in->oxum.bytes != b || in->oxum.files != f)) {
		bag_say(in, BAG_OXUM_WRONG, file, line, value, STR_NONE);
		return;
	}
	in->oxum.said = true;
	in->oxum.bytes = b;
	in->oxum.files = f;
	in->oxum.line = line;
}

static bool
is_count(struct str s)
{
	struct str rest = s, n, of, all;
	uint64_t v;

	return str_next(&rest, ' ', &n) && str_next(&rest, ' ', &of) && str_next(&rest, ' ', &all) && rest.n == 0 &&
	    str_eq(of, S("of")) && str_u64(n, &v) == 0 && (str_eq(all, S("?")) || str_u64(all, &v) == 0);
}

static bool
is_day(struct str s)
{
	struct date d;

	return s.n == 10 && s.p[4] == '-' && s.p[7] == '-' && date_parse(s, &d) == 0;
}

static void
take_element(struct inspection *in, struct str label, struct str value, struct str file, uint32_t line)
{
	if (str_eq_nocase(label, S("Payload-Oxum")))
		take_oxum(in, value, file, line);
	else if (str_eq_nocase(label, S("External-Identifier")) && in->identifier.p == NULL)
		in->identifier = value;
	else if (str_eq_nocase(label, S("Bagging-Date")) && !is_day(value))
		bag_say(in, BAG_INFO_DATE, file, line, STR_NONE, STR_NONE);
	else if (str_eq_nocase(label, S("Bag-Count")) && !is_count(value))
		bag_say(in, BAG_INFO_COUNT, file, line, STR_NONE, STR_NONE);
}

static void
read_info(struct inspection *in)
{
	bool old = !in->strict && in->minor <= PACKAGE_INFO;
	const struct bag_item *x = bag_item(in, in->info = old ? S("package-info.txt") : S("bag-info.txt"));
	struct lines l = { .ended = true };
	struct str line;
	bool any = false;

	if (x == NULL || x->kind != READER_FILE)
		return;
	l.rest = text_of(in, x);
	while (next_line(&l, &line)) {
		struct str rest = line, label;

		if (line.n != 0 && is_space(line.p[0]) && any)
			continue; /* the value goes on */
		(void)str_next(&rest, ':', &label);
		if (label.n == 0 || label.n == line.n || is_space(label.p[0]) || is_space(label.p[label.n - 1]) ||
		    rest.n == 0 || !is_space(rest.p[0]))
			bag_say(in, BAG_INFO_FORM, x->path, l.n, STR_NONE, STR_NONE);
		any |= label.n != 0;
		take_element(in, str_trim(label), str_trim(rest), x->path, l.n);
	}
	if (!l.ended)
		bag_say(in, BAG_LAST_LINE, x->path, l.n, STR_NONE, STR_NONE);
}

/* --- fetch.txt (2.2.3) ------------------------------------------------------------------------------------ */

/* An absolute URI begins with its scheme (RFC 3986, 4.3). */
static bool
is_url(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == ':')
			return i != 0 && i + 1 < s.n;
		if (!ascii_letter(c) && (i == 0 || !(ascii_digit(c) || c == '+' || c == '-' || c == '.')))
			return false;
	}
	return false;
}

static struct str
next_word(struct str *rest)
{
	struct str word;
	size_t i = 0;

	while (i < rest->n && !is_space(rest->p[i]))
		i++;
	word = str_sub(*rest, 0, i);
	while (i < rest->n && is_space(rest->p[i]))
		i++;
	*rest = str_from(*rest, i);
	return word;
}

static void
read_fetch(struct inspection *in)
{
	const struct bag_item *x = bag_item(in, S("fetch.txt"));
	struct lines l = { .ended = true };
	struct str line;

	if (x == NULL || x->kind != READER_FILE)
		return;
	l.rest = text_of(in, x);
	while (next_line(&l, &line)) {
		struct str path = line, url = next_word(&path), length = next_word(&path);
		uint64_t n;

		if (path.n == 0 || (!str_eq(length, S("-")) && str_u64(length, &n) != 0)) {
			bag_say(in, BAG_FETCH_FORM, x->path, l.n, STR_NONE, STR_NONE);
			continue;
		}
		if (!is_url(url))
			bag_say(in, BAG_FETCH_URL, x->path, l.n, url, STR_NONE);
		if (!take_path(in, &path, x->path, l.n))
			continue;
		if (!str_starts(path, S("data/"))) {
			bag_say(in, BAG_FETCH_OUTSIDE, x->path, l.n, path, STR_NONE);
			continue;
		}
		*PUSH(in->mem, in->mentions, in->nmentions, in->mentions_cap) =
		    (struct bag_mention){ path, str_eq(length, S("-")) ? STR_NONE : length, FETCH, l.n, NO_ITEM };
	}
}

void
bag_read_tags(struct inspection *in)
{
	in->strict = true; /* what names no version is held to the last */
	in->encoding = S("UTF-8");
	read_declaration(in);
	read_manifests(in);
	read_info(in);
	read_fetch(in);
}
