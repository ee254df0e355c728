/* SPDX-License-Identifier: EUPL-1.2 */
/* clean_pdf.c - a PDF written anew by qpdf: what nothing refers to stays behind, all else goes over as it is. */
#include <stdlib.h>
#include <string.h>

#include "base/fd.h"
#include "clean/cleaning.h"
#include "clean/pdf_graph.h"

#include "base/banned.h"

struct pdf {
	struct cleaning	*c;
	qpdf_data	 q;
	bool		 signed_;
	bool		 unread;	/* an XMP packet that must be edited and cannot be */
	bool		 keep;		/* only look at what says who made it */
	uint64_t	 makers;	/* properties that say so, and were kept */
};

static void
shut(struct pdf *p)
{
	if (p->q == NULL)
		return;
	/* What nobody asked about goes to stderr, with words of the document in it. */
	if (qpdf_has_error(p->q))
		(void)qpdf_get_error(p->q);
	qpdf_cleanup(&p->q);
}
#define AUTO_PDF	__attribute__((cleanup(shut))) struct pdf

/* false: it cannot be read as it stands, or it is locked; nothing is repaired, since a repair guesses. */
static bool
open_pdf(struct pdf *p, struct cleaning *c, struct str bytes)
{
	int rc;

	*p = (struct pdf){ .c = c, .q = qpdf_init() };
	qpdf_silence_errors(p->q);
	qpdf_set_suppress_warnings(p->q, QPDF_TRUE);
	qpdf_set_attempt_recovery(p->q, QPDF_FALSE);
	rc = qpdf_read_memory(p->q, "document", bytes.p, bytes.n, NULL);
	if ((rc & (QPDF_ERRORS)) != 0)
		return false;
	return !qpdf_has_error(p->q);
}

static qpdf_oh
key_of(const struct pdf *p, qpdf_oh dict, const char *key)
{
	return qpdf_oh_get_key(p->q, dict, key);
}

static bool
has(const struct pdf *p, qpdf_oh dict, const char *key)
{
	return qpdf_oh_is_dictionary(p->q, dict) && qpdf_oh_has_key(p->q, dict, key);
}

/* --- what stands in the way -------------------------------------------------------------- */

/* A signature that was set has bytes that it is about (ISO 32000-1 12.8.1). */
static void
see_signature(void *user, qpdf_oh oh)
{
	struct pdf *p = user;

	p->signed_ = p->signed_ || (has(p, oh, "/ByteRange") && has(p, oh, "/Contents"));
}

static bool
has_permissions(const struct pdf *p)
{
	qpdf_oh root = qpdf_get_root(p->q);
	bool is = has(p, root, "/Perms");

	qpdf_oh_release(p->q, root);
	return is;
}

/* --- what goes ------------------------------------------------------------------------------ */

static void
drop_key(struct pdf *p, qpdf_oh dict, const char *key, enum removal what)
{
	if (!has(p, dict, key))
		return;
	qpdf_oh_remove_key(p->q, dict, key);
	p->c->removed[what]++;
}

static void
drop_in_packet(struct pdf *p, qpdf_oh stream)
{
	qpdf_oh null;
	unsigned char *bytes = NULL;
	size_t len = 0;
	struct str out;
	uint64_t n = 0;

	if (qpdf_oh_get_stream_data(p->q, stream, qpdf_dl_all, NULL, &bytes, &len) != QPDF_SUCCESS ||
	    !clean_xmp((struct str){ (const char *)bytes, len }, p->c->mem, &out, &n))
		p->unread = true;
	else if (p->keep)
		p->makers += n;
	else if (n != 0) {
		null = qpdf_oh_new_null(p->q);
		qpdf_oh_replace_stream_data(p->q, stream, (const unsigned char *)out.p, out.n, null, null);
		qpdf_oh_release(p->q, null);
		p->c->removed[REMOVED_XMP] += n;
	}
	free(bytes);
}

/* Thumbnails are a page's, the blocks of programs a page's, a form's or the document's (ISO 32000-1 12.3.4, 14.5). */
static void
see_left_over(void *user, qpdf_oh oh)
{
	struct pdf *p = user;
	bool stream = qpdf_oh_is_stream(p->q, oh);
	qpdf_oh dict = stream ? qpdf_oh_get_dict(p->q, oh) : qpdf_oh_new_object(p->q, oh);

	if (!qpdf_oh_is_dictionary(p->q, dict)) {
		qpdf_oh_release(p->q, dict);
		return;
	}
	if (!stream && pdf_is(p->q, dict, "/Type", "/Page")) {
		drop_key(p, dict, "/Thumb", REMOVED_THUMBNAIL);
		drop_key(p, dict, "/PieceInfo", REMOVED_PIECE);
	} else if (stream ? pdf_is(p->q, dict, "/Subtype", "/Form") : pdf_is(p->q, dict, "/Type", "/Catalog"))
		drop_key(p, dict, "/PieceInfo", REMOVED_PIECE);
	if (stream && pdf_is(p->q, dict, "/Type", "/Metadata") && pdf_is(p->q, dict, "/Subtype", "/XML"))
		drop_in_packet(p, oh);
	qpdf_oh_release(p->q, dict);
}

/* What may stay in the Info dictionary (ISO 32000-1 14.3.3), and the marks of PDF/X. */
static bool
may_stay(const char *key)
{
	static const char *const stay[] = { "/Title", "/Subject", "/Keywords", "/Producer", "/CreationDate", "/ModDate",
		"/Trapped", "/GTS_PDFXVersion", "/GTS_PDFXConformance" };

	for (size_t i = 0; i < COUNT(stay); i++) {
		if (strcmp(key, stay[i]) == 0)
			return true;
	}
	return false;
}

static void
drop_info(struct pdf *p)
{
	qpdf_oh trailer = qpdf_get_trailer(p->q), info = key_of(p, trailer, "/Info");
	struct str *keys = NULL;
	size_t n = 0, cap = 0;

	if (qpdf_oh_is_dictionary(p->q, info)) {
		qpdf_oh_begin_dict_key_iter(p->q, info);
		while (qpdf_oh_dict_more_keys(p->q))
			*PUSH(p->c->mem, keys, n, cap) = str_dup(p->c->mem, str_of(qpdf_oh_dict_next_key(p->q)));
	}
	for (size_t i = 0; i < n; i++) {
		const char *key = str_c(p->c->mem, keys[i]);
		bool own = strcmp(key, "/Author") != 0 && strcmp(key, "/Creator") != 0;

		if (may_stay(key))
			continue;
		if (p->keep)
			p->makers++;
		else
			drop_key(p, info, key, own ? REMOVED_CUSTOM : REMOVED_PROPERTY);
	}
	qpdf_oh_release(p->q, info);
	qpdf_oh_release(p->q, trailer);
}

/* --- what is counted ---------------------------------------------------------------------------- */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Does a cross-reference table, or a stream in its place, begin there? */
static bool
is_xref(struct str s, uint64_t at)
{
	struct str here = str_sub(s, (size_t)at, 4);

	return at < s.n && (str_eq(here, S("xref")) || (here.n != 0 && is_digit(here.p[0])));
}

/* How many times the document was written; the two parts of a linearized one are one time (gate facts 4). */
static uint64_t
count_revisions(const struct pdf *p, struct str s)
{
	static const char mark[] = "startxref";
	uint64_t n = 0;
	const char *at = s.p;

	while ((at = memmem(at, (size_t)(s.p + s.n - at), mark, sizeof mark - 1)) != NULL) {
		struct str rest = str_from(s, (size_t)(at - s.p) + sizeof mark - 1);
		uint64_t to = 0;

		while (rest.n != 0 && (rest.p[0] == ' ' || rest.p[0] == '\r' || rest.p[0] == '\n'))
			rest = str_from(rest, 1);
		for (; rest.n != 0 && is_digit(rest.p[0]) && to < s.n; rest = str_from(rest, 1))
			to = to * 10 + (uint64_t)(rest.p[0] - '0');
		n += to != 0 && is_xref(s, to);
		at += sizeof mark - 1;
	}
	if (qpdf_is_linearized(p->q) && n > 1)
		n--;
	return n;
}

/* What is there and nobody refers to; tables of the file itself are no objects of the document. */
static uint64_t
count_loose(const struct pdf *p, const struct pdf_graph *g)
{
	qpdf_oh trailer = qpdf_get_trailer(p->q), size = key_of(p, trailer, "/Size");
	long long most = qpdf_oh_is_integer(p->q, size) ? qpdf_oh_get_int_value(p->q, size) : 0;
	uint64_t n = 0;

	for (int id = 1; id < most && id < (int)PDF_OBJECTS_MOST; id++) {
		qpdf_oh oh, dict;

		if (pdf_graph_reached(g, id))
			continue;
		oh = qpdf_get_object_by_id(p->q, id, 0);
		dict = qpdf_oh_is_stream(p->q, oh) ? qpdf_oh_get_dict(p->q, oh) : qpdf_oh_new_object(p->q, oh);
		n += !qpdf_oh_is_null(p->q, oh) &&
		    !(qpdf_oh_is_dictionary(p->q, dict) &&
			(pdf_is(p->q, dict, "/Type", "/XRef") || pdf_is(p->q, dict, "/Type", "/ObjStm") ||
			    qpdf_oh_has_key(p->q, dict, "/Linearized")));
		qpdf_oh_release(p->q, dict);
		qpdf_oh_release(p->q, oh);
	}
	qpdf_oh_release(p->q, size);
	qpdf_oh_release(p->q, trailer);
	return n;
}

/* --- the two steps ---------------------------------------------------------------------------------- */

/* Look at all of it before anything changes.  false: it is refused. */
static bool
examine(struct pdf *p)
{
	struct cleaning *c = p->c;
	struct pdf_graph g = { .q = p->q, .mem = c->mem, .see = see_signature, .user = p };

	pdf_graph_read(&g);
	c->pages = qpdf_get_num_pages(p->q);
	if (!g.whole || c->pages <= 0 || qpdf_more_warnings(p->q))
		(void)cleaning_refuse(c, str_of(_("de PDF heeft fouten in haar opbouw; sla haar opnieuw op als PDF")));
	else if (p->signed_ || has_permissions(p))
		(void)cleaning_refuse(c,
		    str_of(_(
			"de PDF is ondertekend; opnieuw schrijven zou de handtekening ongeldig maken. Publiceer haar zoals zij "
			"is, of vraag een versie zonder handtekening")));
	if (c->why.p != NULL)
		return false;
	c->removed[REMOVED_REVISION] = count_revisions(p, c->bytes);
	if (c->removed[REMOVED_REVISION] != 0)
		c->removed[REMOVED_REVISION]--;
	c->removed[REMOVED_LOOSE] = count_loose(p, &g);
	return true;
}

/* The same bytes for the same document: its new id is made of what is written. */
static int
write_pdf(struct pdf *p, struct err *e)
{
	struct str s;

	if (qpdf_init_write_memory(p->q) & (QPDF_ERRORS))
		return cleaning_refuse(p->c, str_of(_("de PDF is niet opnieuw te schrijven")));
	qpdf_set_deterministic_ID(p->q, QPDF_TRUE);
	qpdf_set_object_stream_mode(p->q, qpdf_o_preserve);
	qpdf_set_stream_data_mode(p->q, qpdf_s_preserve);
	qpdf_set_preserve_unreferenced_objects(p->q, QPDF_FALSE);
	/* PDF/A asks for a line end before the word (ISO 19005-2 6.1.7.1). */
	qpdf_set_newline_before_endstream(p->q, QPDF_TRUE);
	if (qpdf_write(p->q) & (QPDF_ERRORS))
		return cleaning_refuse(p->c, str_of(_("de PDF is niet opnieuw te schrijven")));
	s = (struct str){ (const char *)qpdf_get_buffer(p->q), qpdf_get_buffer_length(p->q) };
	return fd_write_all(p->c->out, s, e);
}

static int
make(struct cleaning *c, struct err *e)
{
	AUTO_PDF p = { 0 };
	struct pdf_graph g;

	if (!open_pdf(&p, c, c->bytes))
		return cleaning_refuse(
		    c, str_of(_("de PDF is beschadigd of vergrendeld; sla haar opnieuw op als PDF")));
	if (qpdf_is_encrypted(p.q))
		return cleaning_refuse(
		    c, str_of(_("de PDF is versleuteld of beperkt; maak een versie zonder wachtwoord en beperkingen")));
	if (!examine(&p))
		return 0;
	p.keep = !c->metadata;
	drop_info(&p);
	g = (struct pdf_graph){ .q = p.q, .mem = c->mem, .see = see_left_over, .user = &p, .hashed = true };
	pdf_graph_read(&g);
	if (p.unread && c->metadata)
		return cleaning_refuse(c, str_of(_("de XMP-eigenschappen van de PDF zijn niet te lezen")));
	if (!g.whole)
		return cleaning_refuse(c, str_of(_("de PDF heeft fouten in haar opbouw; sla haar opnieuw op als PDF")));
	if (p.makers != 0)
		cleaning_leave(c,
		    str_fmt(c->mem,
			_("eigenschappen die zeggen wie het maakte of waarmee: %llu (--metadata haalt ze weg)"),
			(unsigned long long)p.makers));
	c->graph = g.digest;
	return write_pdf(&p, e);
}

/* Read again: the same objects, nobody without who refers to it, and nothing left to remove. */
static int
prove(struct cleaning *c, struct str cleaned, struct err *e)
{
	struct cleaning again = { .mem = c->mem, .bytes = cleaned, .metadata = c->metadata };
	AUTO_PDF p = { 0 };
	struct pdf_graph g;

	(void)e;
	if (!open_pdf(&p, &again, cleaned) || qpdf_get_num_pages(p.q) != c->pages)
		return cleaning_refuse(c, str_of(_("de geschoonde PDF heeft andere bladzijden")));
	p.keep = !c->metadata;
	drop_info(&p);
	g = (struct pdf_graph){ .q = p.q, .mem = c->mem, .see = see_left_over, .user = &p, .hashed = true };
	pdf_graph_read(&g);
	if (!g.whole || !digest_eq(g.digest, c->graph))
		return cleaning_refuse(c, str_of(_("de geschoonde PDF heeft niet dezelfde inhoud")));
	for (int i = 0; i < REMOVED__COUNT; i++) {
		if (again.removed[i] != 0)
			return cleaning_refuse(c, str_of(_("in de geschoonde PDF staat nog wat weg moest")));
	}
	if (count_loose(&p, &g) != 0 || count_revisions(&p, cleaned) != 1)
		return cleaning_refuse(c, str_of(_("in de geschoonde PDF staat nog wat weg moest")));
	return 0;
}

const struct clean_format clean_pdf = { make, prove };
