/* SPDX-License-Identifier: EUPL-1.2 */
/* sitepath.c - what stands where on a site of ours, and in which order it is brought. */
#include "publish/sitepath.h"

#include "base/hash.h"
#include "base/path.h"

#include "base/banned.h"

static bool
small(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

struct str
sitepath_document(struct str id, struct str name, struct arena *mem)
{
	struct uuid u;

	if (uuid_parse(id, &u) != 0 || name.n == 0 || !small(name.p[0]))
		return STR_NONE;
	for (size_t i = 0; i < name.n; i++) {
		if (!small(name.p[i]) && name.p[i] != '.' && name.p[i] != '-')
			return STR_NONE;
	}
	return str_fmt(mem, SITEPATH_DOCUMENTS "/%.*s/%.*s", STRF(uuid_text(mem, u)), STRF(name));
}

struct str
sitepath_page(struct str id, struct arena *mem)
{
	struct uuid u;

	return uuid_parse(id, &u) != 0 ? STR_NONE :
					 str_fmt(mem, SITEPATH_DOSSIERS "/%.*s/index.html", STRF(uuid_text(mem, u)));
}

bool
sitepath_listing_fine(struct str path)
{
	struct str rest = path, part;
	bool first = true;

	if (!path_inside(path) || str_eq(path, S(SITEPATH_MANIFEST)))
		return false;
	for (size_t i = 0; i < path.n; i++) {
		char c = path.p[i];

		if (!small(c) && !(c >= 'A' && c <= 'Z') && c != '.' && c != '_' && c != '/' && c != '-')
			return false;
	}
	for (; str_next(&rest, '/', &part); first = false) {
		if ((part.p[0] == '.' && !str_eq(part, S(".well-known"))) ||
		    (first && (str_eq(part, S(SITEPATH_DOCUMENTS)) || str_eq(part, S(SITEPATH_DOSSIERS)))))
			return false;
	}
	return true;
}

static const struct { const char *ext, *type; int rank; } types[] = {
	{ "html", "text/html; charset=utf-8", 2 },
	{ "xml", "application/xml", 1 },
	{ "atom", "application/atom+xml", 2 },
	{ "json", "application/json", 2 },
	{ "txt", "text/plain; charset=utf-8", 3 },
	{ "css", "text/css; charset=utf-8", 0 },
	{ "js", "text/javascript; charset=utf-8", 0 },
	{ "svg", "image/svg+xml", 0 },
	{ "png", "image/png", 0 },
	{ "ico", "image/x-icon", 0 },
	{ "woff2", "font/woff2", 0 },
	{ "pdf", "application/pdf", 2 },
};

const char *
sitepath_type(struct str path)
{
	for (size_t i = 0; i < COUNT(types); i++) {
		if (str_eq(path_ext(path), str_of(types[i].ext)))
			return types[i].type;
	}
	return "application/octet-stream";
}

/* "sitemapindex-diwoo-infocat014.xml" is an index, "sitemaps/infocat014-1-0f3a9c1e.xml" a sitemap, "feed.xml" neither. */
int
sitepath_rank(struct str path)
{
	struct str base = path_base(path);

	if (str_ends(base, S(".xml")) && str_holds_nocase(base, S("index")))
		return 3;
	if (str_ends(base, S(".xml")) && !str_holds_nocase(path, S("sitemap")))
		return 2;
	for (size_t i = 0; i < COUNT(types); i++) {
		if (str_eq(path_ext(path), str_of(types[i].ext)))
			return types[i].rank;
	}
	return 0;
}
