/* SPDX-License-Identifier: EUPL-1.2 */
/* identify.c - the stage that says what a file is, from its bytes. */
#include "identify/identify.h"

#include <string.h>

#include <gsf/gsf-utils.h>
#include <magic.h>

#include "base/fd.h"
#include "base/map.h"
#include "base/path.h"
#include "base/utf8.h"
#include "identify/advice.h"
#include "identify/kinds.h"
#include "identify/look.h"
#include "proc/tools.h"

#include "base/banned.h"

#define FILE_MOST	((size_t)512 << 20)	/* bytes of one file (gate facts 8.1); ingest refuses larger ones */
#define MAGIC_SEEN	((size_t)1 << 20)	/* bytes that file(1) looks at too */
#define MAGIC_ENCODED	KIB(32)		/* of these it reads more to tell how a text is written (64 KiB; libmagic(3)) */

#define TAGS_SINCE	"1.4"			/* version of PDF */
#define OLE2_MAGIC	"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

#define MAGIC_FLAGS	(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS | MAGIC_ERROR)

struct identifier {
	magic_t		 cookie;
	struct pdf_looker *pdf;
};

/* GLib writes to stderr what libgsf thinks of a file; the findings say it. */
static void
quiet(const char *domain, GLogLevelFlags level, const char *message, void *user)
{
	(void)domain;
	(void)level;
	(void)message;
	(void)user;
}

int
identify_load(struct arena *mem, struct identifier **id_r, struct err *e)
{
	magic_t m = magic_open(MAGIC_FLAGS);

	if (m == NULL)
		return err_sys(e, E_LIMIT, _("libmagic start niet"));
	if (magic_load(m, NULL) != 0) {
		(void)err_set(e, E_CONFIG, _("libmagic vindt zijn tabellen niet: %s"), magic_error(m));
		magic_close(m);
		return -1;
	}
	*id_r = NEW(mem, struct identifier, 1);
	(*id_r)->cookie = m;
	(void)g_log_set_default_handler(quiet, NULL);
	gsf_init();
	return look_pdf_load(mem, &(*id_r)->pdf, e);
}

/* libmagic's older or unofficial names, and what stands in kinds.c for them. */
static const struct { const char *magic, *iana; } aliases[] = {
	{ "text/rtf", "application/rtf" }, { "text/xml", "application/xml" },
	{ "image/x-ms-bmp", "image/bmp" }, { "application/x-gzip", "application/gzip" },
	{ "application/x-gtar", "application/x-tar" }, { "application/x-zstd", "application/zstd" },
	{ "application/vnd.rar", "application/x-rar" }, { "text/x-vcard", "text/vcard" },
	{ "image/heif", "image/heic" }, { "application/x-zip-compressed", "application/zip" },
};

/* Kinds of text that libmagic knows by a mark of their own; it guesses at the others by a word. */
static const char *const sure_texts[] = { "text/calendar", "text/vcard", "application/json" };

/* What libmagic calls a package without knowing it for one. */
static bool
is_package(struct str type)
{
	return str_eq(type, S("application/zip")) || str_eq(type, S("application/epub+zip")) ||
	    str_starts(type, S("application/vnd.openxmlformats-officedocument")) ||
	    (str_starts(type, S("application/vnd.oasis.opendocument")) && !str_ends(type, S("-flat-xml")));
}

static bool
is_text(struct str type)
{
	static const char *const odd[] = { "application/javascript", "application/csv", "application/xml",
		"application/rtf", "message/rfc822", "message/news", "application/mbox",
		"application/x-wine-extension-ini", "application/x-setupscript", "application/x-ndjson",
		"image/svg+xml" };

	for (size_t i = 0; i < COUNT(odd); i++) {
		if (str_eq(type, str_of(odd[i])))
			return true;
	}
	return str_starts(type, S("text/")) || str_ends(type, S("-flat-xml"));
}

/*
 * Is it a text, whatever word it begins with?  libmagic takes SPELREGELS for a
 * plotter's drawing and GIF89a for a picture.  All of the bytes and the name
 * must say so; what may be text from end to end and yet hold more than a reader
 * of text sees is left to libmagic.
 */
static bool
is_plain(struct str type, struct str bytes, struct str path)
{
	static const char *const holders[] = { "application/postscript", "application/pdf", "application/vnd.fdf",
		"application/pgp", "application/x-cpio", "application/x-archive" };
	struct str ext = path_ext(path);

	for (size_t i = 0; i < COUNT(holders); i++) {
		if (str_starts(type, str_of(holders[i])))
			return false;
	}
	return (ext.n == 0 || kind_has_extension(kind_find(S("text/plain")), ext)) && look_pdf_at(bytes) < 0 &&
	    utf8_xml(bytes);
}

/*
 * Before anything else libmagic reads the first 64 KiB as ASCII, UTF-8, UTF-7,
 * UTF-16, UTF-32, EBCDIC, each into a copy of four bytes a character.  What begins
 * with %PDF has no mark of the wide ones, and with a NUL in it is no text in the
 * others: the answer is known, and half of the time of this stage was spent on it.
 */
static bool
magic_for(magic_t m, struct str s)
{
	bool known = str_starts(s, S("%PDF-")) && str_has(str_sub(s, 0, MAGIC_ENCODED), '\0');

	return magic_setflags(m, known ? MAGIC_FLAGS | MAGIC_NO_CHECK_ENCODING : MAGIC_FLAGS) == 0;
}

/* Sets the type, and what the looks find on the way.  -1: the machine failed. */
static int
look(const struct identifier *id, struct str path, struct look *l, struct err *e)
{
	struct str bytes = l->bytes, seen = str_sub(bytes, 0, MAGIC_SEEN), type;

	if (str_starts(bytes, (struct str){ OLE2_MAGIC, sizeof OLE2_MAGIC - 1 })) {
		look_ole(l);
		return 0;
	}
	if (!magic_for(id->cookie, seen))
		return err_sys(e, E_LIMIT, _("libmagic start niet"));
	type = str_dup(l->mem, str_of(magic_buffer(id->cookie, seen.p, seen.n)));
	for (size_t i = 0; i < COUNT(aliases); i++) {
		if (str_eq(type, str_of(aliases[i].magic)))
			type = str_of(aliases[i].iana);
	}
	l->type = type;
	for (size_t i = 0; i < COUNT(sure_texts); i++) {
		if (str_eq(type, str_of(sure_texts[i])))
			return 0;
	}
	if (is_package(type) || str_starts(bytes, S("PK\x03\x04")))
		return look_zip(l, e);
	/* libmagic does not judge a text of one character. */
	if (is_text(type) || is_plain(type, bytes, path) ||
	    (str_eq(type, S("application/octet-stream")) && bytes.n <= MAGIC_SEEN && utf8_xml(bytes)))
		return look_text(l, e);
	/* Nothing, or no media type at all ("cannot open"). */
	if (!str_has(type, '/') || str_starts(type, S("inode/")))
		l->type = S("application/octet-stream");
	if (str_eq(l->type, S("application/octet-stream")) && look_pdf_at(bytes) >= 0)
		l->type = S("application/pdf");
	return str_eq(l->type, S("application/pdf")) ? look_pdf(id->pdf, l, e) : 0;
}

static void
find(const struct job *job, struct result *r, enum finding_code code, struct str a, struct str b)
{
	finding_add(&r->findings, (struct finding){ .code = code, .doc = job->doc, .arg = { a, b } });
}

/*
 * A package that broke off says nothing of itself any more: its name is all that
 * is known.  It is no archive, whatever its first bytes are.
 */
static bool
is_broken_package(const struct job *job, struct result *r, const struct look *l)
{
	const struct kind *k = kind_of_package(path_ext(r->doc.path));

	if (k == NULL || !(l->broken || str_eq(l->type, S("application/octet-stream"))))
		return false;
	r->doc.media_type = S("application/octet-stream");
	find(job, r, F_IDN_PACKAGE_BROKEN, str_of(_(k->name)), STR_NONE);
	return true;
}

static struct str
capital(struct arena *mem, struct str s)
{
	char *p = NEW(mem, char, s.n + 1);

	memcpy(p, s.p, s.n);
	if (s.n != 0 && p[0] >= 'a' && p[0] <= 'z')
		p[0] = (char)(p[0] - 'a' + 'A');
	return (struct str){ p, s.n };
}

/* What kind of file it is, and whether that is what its name says and what may be published. */
static void
judge_kind(const struct job *job, struct result *r)
{
	const struct kind *k = kind_find(r->doc.media_type);
	struct str ext = path_ext(r->doc.path);
	struct str name = k != NULL ? str_of(_(k->name)) :
				      str_fmt(r->mem, _("een bestand van de soort %.*s"), STRF(r->doc.media_type));
	bool lies = kind_extension_known(ext) && (k == NULL || !kind_has_extension(k, ext));

	if (lies)
		find(job, r, F_IDN_EXTENSION_LIES, str_lower(r->mem, ext), name);
	/* What is taken apart does not go out itself; gate.c holds it when it was not.  In the guise of a document it stays. */
	if (container_of_type(r->doc.media_type) == CONTAINER_ARCHIVE && !lies)
		return;
	if (container_of_type(r->doc.media_type) == CONTAINER_REFUSED)
		find(job, r, F_UNP_FORMAT, name, STR_NONE);
	else if (k == NULL || !k->allowed)
		find(job, r, F_IDN_FORMAT_REFUSED, capital(r->mem, name), str_of(advice(r->doc.media_type)));
	else if (!k->readable && !r->doc.locked)
		find(job, r, F_IDN_FORMAT_UNREAD, name, STR_NONE);
}

/* What stands in the way of it, whatever kind it is.  Of an XMP packet that cannot be read extract speaks. */
static void
judge_state(const struct job *job, struct result *r, const struct look *l)
{
	if (l->locked)
		find(job, r, F_EXT_PASSWORD, STR_NONE, STR_NONE);
	if (l->macros.n != 0)
		find(job, r, F_IDN_MACROS, l->macros, STR_NONE);
	/* Of what lies beside the members of an archive unpack speaks. */
	if (l->twofold.n != 0 && container_of_type(l->type) != CONTAINER_ARCHIVE)
		find(job, r, F_IDN_TWOFOLD, l->twofold, STR_NONE);
}

/*
 * What a version below 1.4 lacks is tags (ISO 32000-1 14.8.1), and so what the law asks of a public document
 * (Besluit digitale toegankelijkheid overheid).  Of 1.4 to 1.6 there is nothing to say but the number, which the
 * account has.
 */
static void
judge_pdf(const struct job *job, struct result *r, const struct look *l)
{
	if (!str_eq(l->type, S("application/pdf")))
		return;
	if (l->claim.n != 0)
		find(job, r, F_IDN_PDF_CLAIM, l->claim, STR_NONE);
	if (l->version.n != 0 && str_cmp(l->version, S(TAGS_SINCE)) < 0)
		find(job, r, F_IDN_PDF_OLD, l->version, STR_NONE);
	if (l->mute)
		find(job, r, F_IDN_PDF_MUTE, STR_NONE, STR_NONE);
	else if (l->restricted)
		find(job, r, F_IDN_PDF_RESTRICTED, STR_NONE, STR_NONE);
}

/* Only white space and NULs, perhaps behind a byte order mark. */
static bool
is_blank(struct str s)
{
	static const char blanks[] = " \t\r\n\v\f"; /* and its NUL */

	if (str_starts(s, S("\xef\xbb\xbf")))
		s = str_from(s, 3);
	else if (str_starts(s, S("\xff\xfe")) || str_starts(s, S("\xfe\xff")))
		s = str_from(s, 2);
	for (size_t i = 0; i < s.n; i++) {
		if (memchr(blanks, s.p[i], sizeof blanks) == NULL)
			return false;
	}
	return true;
}

int
identify_run(const struct job *job, struct result *r, struct err *e)
{
	AUTO_FD fd = -1;
	AUTO_MAP bytes = STR_NONE;
	struct look l = { .mem = r->mem };

	if (job_open(job, job->doc, A_ORIGINAL, &fd, e) != 0)
		return -1;
	if (r->doc.have[A_ORIGINAL].size > FILE_MOST) {
		r->doc.media_type = S("application/octet-stream");
		find(job, r, F_EXT_TOO_MUCH, str_of(_("512 MB")), STR_NONE);
		return 0;
	}
	if (map_fd(fd, FILE_MOST, &bytes, e) != 0)
		return -1;
	if (is_blank(bytes)) {
		r->doc.media_type = S("application/x-empty");
		find(job, r, bytes.n == 0 ? F_IDN_EMPTY : F_IDN_BLANK, STR_NONE, STR_NONE);
		return 0;
	}
	l.bytes = bytes;
	if (look(job->tools->identifier, r->doc.path, &l, e) != 0)
		return -1;
	if (is_broken_package(job, r, &l))
		return 0;
	look_twofold(&l);
	r->doc.media_type = l.type;
	r->doc.locked = l.locked;
	r->doc.format_version = l.version;
	r->doc.pdf_claim = l.claim;
	judge_kind(job, r);
	judge_state(job, r, &l);
	judge_pdf(job, r, &l);
	return 0;
}
