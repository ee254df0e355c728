/* SPDX-License-Identifier: EUPL-1.2 */
/* identify.c - the stage that says what a file is, from its bytes. */
#include "identify/identify.h"

#include <magic.h>
#include <string.h>

#include "base/fd.h"
#include "base/map.h"
#include "base/path.h"
#include "base/utf8.h"
#include "identify/kinds.h"
#include "identify/look.h"
#include "proc/tools.h"

#include "base/banned.h"

#define FILE_MOST	((size_t)512 << 20)	/* bytes of one file (gate facts 8.1); ingest refuses larger ones */
#define MAGIC_SEEN	((size_t)1 << 20)	/* bytes that file(1) looks at too */

#define OLE2_MAGIC	"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

struct identifier {
	magic_t		 cookie;
};

int
identify_load(struct arena *mem, struct identifier **id_r, struct err *e)
{
	magic_t m = magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_TAR | MAGIC_ERROR);

	if (m == NULL)
		return err_sys(e, E_LIMIT, _("libmagic start niet"));
	if (magic_load(m, NULL) != 0) {
		(void)err_set(e, E_CONFIG, _("libmagic vindt zijn tabellen niet: %s"), magic_error(m));
		magic_close(m);
		return -1;
	}
	*id_r = NEW(mem, struct identifier, 1);
	(*id_r)->cookie = m;
	return 0;
}

/* libmagic's older or unofficial names, and what stands in kinds.c for them. */
static const struct { const char *magic, *iana; } aliases[] = {
	{ "text/rtf", "application/rtf" }, { "text/xml", "application/xml" },
	{ "application/CDFV2", "application/x-ole-storage" },
	{ "application/CDFV2-unknown", "application/x-ole-storage" },
	{ "application/vnd.ms-office", "application/x-ole-storage" },
	{ "image/x-ms-bmp", "image/bmp" }, { "application/x-gzip", "application/gzip" },
	{ "application/vnd.rar", "application/x-rar" }, { "text/x-vcard", "text/vcard" },
	{ "image/heif", "image/heic" }, { "application/x-zip-compressed", "application/zip" },
};

/* Kinds of text that libmagic knows by a mark of their own; it guesses at the others by a word. */
static const char *const sure_texts[] = { "text/calendar", "text/vcard", "application/json" };

static bool
is_package(struct str type)
{
	return str_eq(type, S("application/zip")) || str_eq(type, S("application/epub+zip")) ||
	    str_starts(type, S("application/vnd.openxmlformats-officedocument")) ||
	    str_starts(type, S("application/vnd.oasis.opendocument"));
}

static bool
is_text(struct str type)
{
	static const char *const odd[] = { "application/javascript", "application/csv", "application/xml",
		"application/rtf", "message/rfc822", "message/news", "application/x-wine-extension-ini",
		"application/x-setupscript", "application/x-ndjson" };

	for (size_t i = 0; i < COUNT(odd); i++) {
		if (str_eq(type, str_of(odd[i])))
			return true;
	}
	return str_starts(type, S("text/"));
}

/* An OLE2 file that is an OOXML document under a password holds a stream of this name, in UTF-16. */
static bool
is_encrypted_package(struct str s)
{
	static const char name[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";

	return memmem(s.p, s.n, name, sizeof name) != NULL;
}

static struct str
type_of(const struct identifier *id, struct str bytes, struct arena *mem)
{
	bool ole2 = str_starts(bytes, (struct str){ OLE2_MAGIC, sizeof OLE2_MAGIC - 1 });
	struct str type, seen = ole2 ? bytes : str_sub(bytes, 0, MAGIC_SEEN);

	type = str_dup(mem, str_of(magic_buffer(id->cookie, seen.p, seen.n)));
	for (size_t i = 0; i < COUNT(aliases); i++) {
		if (str_eq(type, str_of(aliases[i].magic)))
			type = str_of(aliases[i].iana);
	}
	for (size_t i = 0; i < COUNT(sure_texts); i++) {
		if (str_eq(type, str_of(sure_texts[i])))
			return type;
	}
	if (ole2 && is_encrypted_package(bytes))
		return S("application/encrypted");
	if (is_package(type) || str_starts(bytes, S("PK\x03\x04")))
		return look_zip(bytes, mem);
	/* libmagic does not judge a text of one character. */
	if (is_text(type) || (str_eq(type, S("application/octet-stream")) && bytes.n <= MAGIC_SEEN && utf8_xml(bytes)))
		return look_text(bytes);
	if (ole2 && kind_find(type) == NULL)
		return S("application/x-ole-storage");
	/* Nothing, or no media type at all ("cannot open"). */
	if (!str_has(type, '/') || str_starts(type, S("inode/")))
		return S("application/octet-stream");
	return type;
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

static void
judge(const struct job *job, struct result *r)
{
	const struct kind *k = kind_find(r->doc.media_type);
	struct str ext = path_ext(r->doc.path);
	struct str name = k != NULL ? str_of(_(k->name)) :
				      str_fmt(r->mem, _("een bestand van de soort %.*s"), STRF(r->doc.media_type));

	if (kind_extension_known(ext) && (k == NULL || !kind_has_extension(k, ext)))
		finding_add(&r->findings,
		    (struct finding){
			.code = F_IDN_EXTENSION_LIES, .doc = job->doc, .arg = { str_lower(r->mem, ext), name } });
	if (k == NULL || !k->allowed)
		finding_add(&r->findings,
		    (struct finding){
			.code = F_IDN_FORMAT_REFUSED, .doc = job->doc, .arg = { capital(r->mem, name) } });
	else if (!k->readable)
		finding_add(
		    &r->findings, (struct finding){ .code = F_IDN_FORMAT_UNREAD, .doc = job->doc, .arg = { name } });
}

int
identify_run(const struct job *job, struct result *r, struct err *e)
{
	AUTO_FD fd = -1;
	AUTO_MAP bytes = STR_NONE;

	if (job_open(job, job->doc, A_ORIGINAL, &fd, e) != 0)
		return -1;
	if (r->doc.have[A_ORIGINAL].size > FILE_MOST) {
		r->doc.media_type = S("application/octet-stream");
		finding_add(&r->findings,
		    (struct finding){ .code = F_EXT_TOO_MUCH, .doc = job->doc, .arg = { str_of(_("512 MB")) } });
		return 0;
	}
	if (map_fd(fd, FILE_MOST, &bytes, e) != 0)
		return -1;
	if (bytes.n == 0) {
		r->doc.media_type = S("application/x-empty");
		finding_add(&r->findings, (struct finding){ .code = F_IDN_EMPTY, .doc = job->doc });
		return 0;
	}
	r->doc.media_type = type_of(job->tools->identifier, bytes, r->mem);
	judge(job, r);
	return 0;
}
