/* SPDX-License-Identifier: EUPL-1.2 */
/* sitemap.c - the sitemaps of a site, cut to what a harvester takes, their indexes, and robots.txt. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/hash.h"
#include "site/address.h"
#include "site/building.h"
#include "site/entries.h"

#include "base/banned.h"

#define XML		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define SITEMAP_NS	"http://www.sitemaps.org/schemas/sitemap/0.9"
#define HEAD		XML "<urlset xmlns=\"" SITEMAP_NS "\">\n"
#define TAIL		"</urlset>\n"
#define ENTRIES_MOST	MIB(256)	/* of one dossier: what the stage page may write */
#define INDEX_MOST	MIB(16)
#define DIGEST_SHOWN	8		/* hexadecimal digits in a name */

/* An entry: where it stands. */
struct piece {
	size_t		 dossier;
	uint64_t	 off;
	uint32_t	 len, shelf;
	time_t		 changed;
};

struct cutter {
	struct building	*b;
	struct piece	*v;		/* of all dossiers, in their order */
	size_t		 n, cap;
	struct arena	*scratch;	/* one dossier at a time */
	size_t		 open;		/* the dossier whose entries are open; SIZE_MAX: none */
	int		 fd;
	size_t		 named[CATEGORIES_MOST];	/* sitemaps of each category */
	struct buf	 index;		/* of the category under way */
	struct buf	 robots;
};

/* One whole entry, and of this site: what would break the sitemap around it, or lead a harvester elsewhere, is no entry. */
static bool
is_entry(const struct building *b, struct str s)
{
	const char *end;

	if (!str_starts(s, S("<url>\n<loc>")) || !str_ends(s, S("</url>\n")) ||
	    !str_starts(str_from(s, sizeof "<url>\n<loc>" - 1), b->public))
		return false;
	end = memmem(s.p, s.n, "</url", 5);
	return end == s.p + s.n - (sizeof "</url>\n" - 1) && memmem(s.p + 1, s.n - 1, "<url", 4) == NULL;
}

static int
gather_dossier(struct cutter *c, size_t i, struct err *e)
{
	struct mark mark = arena_mark(c->scratch);
	AUTO_FD fd = -1;
	struct str all, rest;

	if (job_open(c->b->job, (int)i, A_ENTRIES, &fd, e) != 0 ||
	    fd_read_all(fd, ENTRIES_MOST, c->scratch, &all, e) != 0)
		return -1;
	for (rest = all; rest.n != 0;) {
		struct entry one;
		size_t head;
		uint32_t k = 0;
		time_t changed;

		if (entry_read(rest, &one, &head, e) != 0)
			return -1;
		rest = str_from(rest, head);
		while (k < c->b->nshelves && !str_eq(c->b->shelf[k].key, one.category))
			k++;
		if (one.len > rest.n || k == c->b->nshelves || time_parse(one.lastmod, &changed) != 0 ||
		    !is_entry(c->b, str_sub(rest, 0, (size_t)one.len)))
			return err_set(e, E_BUG, "%s", _("regels voor de sitemap kloppen niet"));
		*PUSH(c->b->mem, c->v, c->n, c->cap) = (struct piece){ .dossier = i,
			.off = (uint64_t)(rest.p - all.p),
			.len = (uint32_t)one.len,
			.shelf = k,
			.changed = changed };
		rest = str_from(rest, (size_t)one.len);
	}
	arena_rewind(c->scratch, mark);
	return 0;
}

static int
put_piece(struct cutter *c, const struct piece *p, struct err *e)
{
	struct mark mark = arena_mark(c->scratch);
	char *bytes = arena_alloc(c->scratch, p->len, 1);
	size_t have = 0;
	int rc;

	if (c->open != p->dossier) {
		auto_close(&c->fd);
		c->fd = -1;
		c->open = p->dossier;
		if (job_open(c->b->job, (int)p->dossier, A_ENTRIES, &c->fd, e) != 0)
			return -1;
	}
	while (have < p->len) {
		ssize_t n = pread(c->fd, bytes + have, p->len - have, (off_t)(p->off + have));

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return err_sys(e, E_IO, "%s", _("lezen mislukt"));
		have += (size_t)n;
	}
	rc = building_part(c->b, (struct str){ bytes, p->len }, e);
	arena_rewind(c->scratch, mark);
	return rc;
}

/* A sitemap is whole: it gets its name, and a place in the index. */
static int
end_sitemap(struct cutter *c, size_t k, time_t newest, struct err *e)
{
	struct building *b = c->b;
	struct mark mark;
	struct digest d;
	struct str path;

	if (building_part(b, S(TAIL), e) != 0 || building_digest(b, &d, e) != 0)
		return -1;
	mark = arena_mark(c->scratch);
	path = str_fmt(c->scratch, SITE_SITEMAPS "%.*s-%zu-%.*s.xml", STRF(b->shelf[k].key), ++c->named[k],
	    DIGEST_SHOWN, digest_hex(c->scratch, d).p);
	building_end(b, path, d);
	buf_addf(&c->index, "<sitemap>\n<loc>%.*s%.*s</loc>\n<lastmod>%.*s</lastmod>\n</sitemap>\n", STRF(b->public),
	    STRF(path), STRF(time_rfc3339(c->scratch, newest)));
	arena_rewind(c->scratch, mark);
	return 0;
}

/* The sitemaps of one category. */
static int
cut(struct cutter *c, size_t k, struct err *e)
{
	size_t entries = 0;
	uint64_t bytes = 0;
	time_t newest = 0;

	for (size_t i = 0; i < c->n; i++) {
		const struct piece *p = &c->v[i];

		if (p->shelf != k)
			continue;
		if (entries != 0 && (entries == LISTING_URLS || bytes + p->len + sizeof TAIL > LISTING_BYTES)) {
			if (end_sitemap(c, k, newest, e) != 0)
				return -1;
			entries = 0;
		}
		if (entries == 0) {
			building_begin(c->b);
			bytes = sizeof HEAD - 1;
			newest = p->changed;
			if (building_part(c->b, S(HEAD), e) != 0)
				return -1;
		}
		if (put_piece(c, p, e) != 0)
			return -1;
		entries++;
		bytes += p->len;
		newest = p->changed > newest ? p->changed : newest;
	}
	return entries == 0 ? 0 : end_sitemap(c, k, newest, e);
}

/* Each index is held until all sitemaps are written: who puts files in this order never names one that is not there. */
static int
write_all(struct cutter *c, struct err *e)
{
	struct building *b = c->b;
	struct str indexes[CATEGORIES_MOST] = { { 0 } };

	for (size_t k = 0; k < b->nshelves; k++) {
		buf_init(&c->index, b->mem, INDEX_MOST);
		buf_add(&c->index, S(XML "<sitemapindex xmlns=\"" SITEMAP_NS "\">\n"));
		if (cut(c, k, e) != 0)
			return -1;
		buf_add(&c->index, S("</sitemapindex>\n"));
		must(!c->index.cut);
		if (c->named[k] != 0)
			indexes[k] = buf_str(&c->index);
	}
	buf_init(&c->robots, b->mem, INDEX_MOST);
	buf_add(&c->robots, S("User-agent: *\nDisallow:\n"));
	for (size_t k = 0; k < b->nshelves; k++) {
		struct str path = str_fmt(b->mem, SITE_INDEX "%.*s.xml", STRF(b->shelf[k].key));

		if (indexes[k].n == 0)
			continue;
		if (building_file(b, path, indexes[k], e) != 0)
			return -1;
		buf_addf(&c->robots, "Sitemap: %.*s%.*s\n", STRF(b->public), STRF(path));
	}
	must(!c->robots.cut);
	return building_file(b, S("robots.txt"), buf_str(&c->robots), e);
}

int
building_sitemaps(struct building *b, struct err *e)
{
	struct cutter c = { .b = b, .fd = -1, .open = SIZE_MAX, .scratch = arena_new("sitemap", 2 * ENTRIES_MOST) };
	int rc = 0;

	for (size_t i = 0; i < b->n && rc == 0; i++) {
		if (b->v[i].tells)
			rc = gather_dossier(&c, i, e);
	}
	if (rc == 0)
		rc = write_all(&c, e);
	auto_close(&c.fd);
	arena_free(c.scratch);
	return rc;
}
