/* SPDX-License-Identifier: EUPL-1.2 */
/* harvest.c - what the harvester of the Woo-index finds of a site: from robots.txt to the bytes of every document. */
#include "site/harvesting.h"

#include <stdlib.h>

#include "base/fd.h"
#include "base/search.h"
#include "base/utf8.h"
#include "proc/tools.h"
#include "site/address.h"
#include "site/entries.h"

#include "base/banned.h"

#define LISTING_MOST	MIB(512)
#define ROBOTS_MOST	((size_t)500 << 10)	/* bytes that must be read of a robots.txt (RFC 9309, 2.5) */
#define HEAD		((size_t)1024)		/* bytes of a document that say what it is */
#define SHOWN		((size_t)300)

enum grade { FAULT, NOTE };
static const struct { const char *word; enum grade grade; const char *text; } faults[HARVEST__COUNT] = {
#define HARVEST(id, word, grade, text)	[HARVEST_##id] = { word, grade, text },
#include "site/harvest_faults.def"
#undef HARVEST
};

void
harvest_say(struct harvest *h, enum harvest_code code, struct str file, int line, struct str arg)
{
	json_t *j;
	struct str text = str_of(_(faults[code].text)), head;
	struct buf b;

	h->unsound |= faults[code].grade == FAULT;
	if (json_array_size(h->faults) >= HARVEST_FAULTS_MOST) {
		h->unsaid++;
		return;
	}
	buf_init(&b, h->mem, KIB(64));
	(void)str_next(&text, '%', &head);
	buf_add(&b, head);
	if (text.p != NULL) {
		buf_add(&b, utf8_show(h->mem, str_sub(arg, 0, SHOWN)));
		buf_add(&b, str_from(text, 1));
	}
	j = json_object();
	json_put_str(j, "grade", faults[code].grade == FAULT ? S("fault") : S("note"));
	json_put_str(j, "code", str_of(faults[code].word));
	if (file.n != 0)
		json_put_str(j, "file", utf8_show(h->mem, file));
	if (line > 0)
		json_put_num(j, "line", line);
	json_put_str(j, "text", buf_str(&b));
	json_push(h->faults, j);
}

/* --- what lies there ---------------------------------------------------------------------- */

static bool
before(const void *x, const void *key)
{
	return str_cmp(((const struct harvest_file *)x)->path, *(const struct str *)key) < 0;
}

static int
by_path(const void *a, const void *b)
{
	return str_cmp(((const struct harvest_file *)a)->path, ((const struct harvest_file *)b)->path);
}

static struct harvest_file *
find(struct harvest *h, struct str path)
{
	size_t i = search_first(&path, h->v, h->n, sizeof *h->v, before);

	return i < h->n && str_eq(h->v[i].path, path) ? &h->v[i] : NULL;
}

static int
read_listing(struct harvest *h, struct err *e)
{
	struct str all, item;
	AUTO_FD fd = -1;

	if (job_open(h->job, DOC_NONE, A_RUN, &fd, e) != 0 || fd_read_all(fd, LISTING_MOST, h->mem, &all, e) != 0)
		return -1;
	if (!str_next(&all, '\0', &item) || !str_starts(item, S("u")))
		return err_set(e, E_BUG, "%s", _("de lijst van wat er is klopt niet"));
	h->address = str_from(item, 1);
	for (int i = 0; str_next(&all, '\0', &item) && item.n != 0; i++) {
		if (i >= (int)HARVEST_ITEMS_MOST)
			return err_set(e, E_LIMIT, "%s", _("er zijn te veel bestanden"));
		if (item.p[0] == 'f')
			*PUSH(h->mem, h->v, h->n, h->cap) =
			    (struct harvest_file){ .path = str_from(item, 1), .item = i };
	}
	if (h->n > 1)
		qsort(h->v, h->n, sizeof *h->v, by_path);
	return 0;
}

/* 1: there is no such file, or it cannot be read, and that was said. */
static int
open_file(struct harvest *h, struct harvest_file *f, int *fd_r, struct err *e)
{
	if (job_open(h->job, f->item, A_ORIGINAL, fd_r, e) == 0)
		return 0;
	if (e->kind != E_IO)
		return -1;
	harvest_say(h, HARVEST_UNREAD, f->path, 0, str_of(e->msg));
	return 1;
}

/* All of a text, into scratch. */
static int
read_text(struct harvest *h, struct harvest_file *f, size_t most, struct str *s_r, struct err *e)
{
	AUTO_FD fd = -1;
	int rc = open_file(h, f, &fd, e);

	if (rc != 0)
		return rc;
	if (fd_read_all(fd, most, h->scratch, s_r, e) == 0)
		return 0;
	if (e->kind != E_LIMIT && e->kind != E_IO)
		return -1;
	harvest_say(h, e->kind == E_LIMIT ? HARVEST_TOO_LARGE : HARVEST_UNREAD, f->path, 0, str_of(e->msg));
	return 1;
}

struct harvest_file *
harvest_named(struct harvest *h, struct str loc, struct str file, int line)
{
	struct harvest_file *f;

	if (!str_starts(loc, S("https://")) || !utf8_valid(loc)) {
		harvest_say(h, HARVEST_RELATIVE, file, line, loc);
		return NULL;
	}
	if (!str_starts(loc, h->address)) {
		harvest_say(h, HARVEST_ELSEWHERE, file, line, loc);
		return NULL;
	}
	for (size_t i = 0; i < h->nforbidden; i++) {
		if (str_starts(str_from(loc, h->host), h->forbidden[i])) {
			harvest_say(h, HARVEST_FORBIDDEN, file, line, loc);
			return NULL;
		}
	}
	f = find(h, site_path_of(str_from(loc, h->address.n)));
	if (f == NULL)
		harvest_say(h, HARVEST_ABSENT, file, line, loc);
	return f;
}

/* --- robots.txt ----------------------------------------------------------------------------- */

/* sitemapindex-diwoo.xml, or with the number of a category (facts: diwoo 1.5). */
static bool
index_name(struct str name)
{
	if (str_eq(name, S("sitemapindex-diwoo.xml")))
		return true;
	return str_starts(name, S(SITE_INDEX)) && str_ends(name, S(".xml")) && name.n > sizeof SITE_INDEX + 3 &&
	    entry_category(str_sub(name, sizeof SITE_INDEX - 1, name.n - (sizeof SITE_INDEX - 1) - 4));
}

static void
add_index(struct harvest *h, struct str value, int line)
{
	struct harvest_file *f = harvest_named(h, value, S("robots.txt"), line);
	struct str name = value, part;

	if (f == NULL)
		return;
	for (struct str rest = value; str_next(&rest, '/', &part);)
		name = part;
	if (!index_name(name))
		harvest_say(h, HARVEST_INDEX_NAME, f->path, 0, STR_NONE);
	if (f->told++ != 0)
		harvest_say(h, HARVEST_TWICE, S("robots.txt"), line, value);
	else
		*PUSH(h->mem, h->indexes, h->nindexes, h->indexes_cap) = f;
}

/* What holds for everybody: the harvester's own name is not known (facts: diwoo 1.5). */
static int
read_robots(struct harvest *h, struct err *e)
{
	struct harvest_file *f = find(h, S("robots.txt"));
	struct str text, row, host;
	bool ours = false, agents = false;
	int rc;

	if (f == NULL) {
		harvest_say(h, HARVEST_NO_ROBOTS, STR_NONE, 0, STR_NONE);
		return 1;
	}
	host = str_from(h->address, sizeof "https://" - 1);
	(void)str_next(&host, '/', &row);
	h->host = sizeof "https://" - 1 + row.n;
	if (h->host + 1 != h->address.n)
		harvest_say(h, HARVEST_NOT_AT_TOP, f->path, 0, row);
	if ((rc = read_text(h, f, ROBOTS_MOST, &text, e)) != 0)
		return rc;
	text = str_dup(h->mem, text);
	for (int round = 0; round < 2; round++) {
		struct str rest = text;

		for (int line = 1; str_next(&rest, '\n', &row); line++) {
			struct str name, value;

			(void)str_next(&row, '#', &value);
			if (!str_next(&value, ':', &name) || value.p == NULL)
				continue;
			name = str_trim(name);
			value = str_trim(value);
			if (str_eq_nocase(name, S("user-agent"))) {
				ours = agents ? ours || str_eq(value, S("*")) : str_eq(value, S("*"));
				agents = true;
				continue;
			}
			if (str_eq_nocase(name, S("sitemap")) && round == 1)
				add_index(h, value, line);
			else if (str_eq_nocase(name, S("disallow")) && ours && value.n != 0 && round == 0)
				*PUSH(h->mem, h->forbidden, h->nforbidden, h->forbidden_cap) = value;
			agents = false;
		}
	}
	if (h->nindexes == 0)
		harvest_say(h, HARVEST_NO_INDEX, f->path, 0, STR_NONE);
	return 0;
}

/* --- documents ------------------------------------------------------------------------------- */

/* How files of a format begin; of others nothing is said. */
static const char *
begins_wrong(struct str ext, struct str head)
{
	static const struct {
		const char *ext;
		struct str magic;
		const char *name;
	} known[] = { { "pdf", { "%PDF-", 5 }, "PDF" }, { "docx", { "PK\003\004", 4 }, "ZIP" },
		{ "xlsx", { "PK\003\004", 4 }, "ZIP" }, { "pptx", { "PK\003\004", 4 }, "ZIP" },
		{ "odt", { "PK\003\004", 4 }, "ZIP" }, { "ods", { "PK\003\004", 4 }, "ZIP" },
		{ "odp", { "PK\003\004", 4 }, "ZIP" }, { "zip", { "PK", 2 }, "ZIP" },
		{ "7z", { "7z\274\257", 4 }, "7z" }, { "rtf", { "{\\rtf", 5 }, "RTF" },
		{ "doc", { "\320\317\021\340", 4 }, "Word" }, { "xls", { "\320\317\021\340", 4 }, "Excel" },
		{ "ppt", { "\320\317\021\340", 4 }, "PowerPoint" } };

	for (size_t i = 0; i < COUNT(known); i++) {
		if (!str_eq_nocase(ext, str_of(known[i].ext)))
			continue;
		/* A PDF may have something before it (ISO 32000-1, appendix H). */
		for (size_t k = 0; k < head.n && (k == 0 || i == 0); k++) {
			if (str_starts(str_from(head, k), known[i].magic))
				return NULL;
		}
		return known[i].name;
	}
	return NULL;
}

int
harvest_document(struct harvest *h, struct harvest_file *f, struct str ext, struct err *e)
{
	struct mark mark = arena_mark(h->scratch);
	struct str head;
	const char *name;
	AUTO_FD fd = -1;
	int rc = open_file(h, f, &fd, e);

	if (rc != 0)
		return rc < 0 ? -1 : 0;
	if (fd_read_head(fd, HEAD, h->scratch, &head, e) != 0) {
		if (e->kind != E_IO)
			return -1;
		harvest_say(h, HARVEST_UNREAD, f->path, 0, str_of(e->msg));
		return 0;
	}
	if (head.n == 0)
		harvest_say(h, HARVEST_NOTHING, f->path, 0, STR_NONE);
	else if ((name = begins_wrong(ext, head)) != NULL)
		harvest_say(h, HARVEST_BYTES, f->path, 0, str_of(name));
	arena_rewind(h->scratch, mark);
	return 0;
}

/* --- all of it --------------------------------------------------------------------------------- */

/* Indexes and then sitemaps: the list grows while it is read. */
static int
read_maps(struct harvest *h, struct err *e)
{
	for (size_t i = 0; i < h->nindexes; i++) {
		struct harvest_file *f = h->indexes[i];
		struct mark mark = arena_mark(h->scratch);
		struct str text;
		int rc = read_text(h, f, HARVEST_XML_MOST, &text, e);

		if (rc == 0)
			rc = harvest_map(h, f, text, true, e);
		arena_rewind(h->scratch, mark);
		if (rc < 0)
			return -1;
	}
	for (size_t i = 0; i < h->nmaps; i++) {
		struct harvest_file *f = h->maps[i];
		struct mark mark = arena_mark(h->scratch);
		struct str text;
		int rc = read_text(h, f, HARVEST_XML_MOST, &text, e);

		if (rc == 0)
			rc = harvest_map(h, f, text, false, e);
		arena_rewind(h->scratch, mark);
		if (rc < 0)
			return -1;
	}
	return 0;
}

/* What lies there and nobody will find. */
static void
read_rest(struct harvest *h)
{
	if (h->nnotices > 1)
		qsort(h->notices, h->nnotices, sizeof *h->notices, str_order);
	for (size_t i = 1; i < h->nnotices; i++) {
		if (str_eq(h->notices[i - 1], h->notices[i]))
			harvest_say(h, HARVEST_TWICE, STR_NONE, 0, h->notices[i]);
	}
	for (size_t i = 0; i < h->n; i++) {
		const struct harvest_file *f = &h->v[i];

		h->documents += str_starts(f->path, S(SITE_DOCUMENTS));
		if (f->told != 0)
			continue;
		if (str_starts(f->path, S(SITE_DOCUMENTS)))
			harvest_say(h, HARVEST_UNTOLD, f->path, 0, STR_NONE);
		else if (str_starts(f->path, S(SITE_SITEMAPS)))
			harvest_say(h, HARVEST_UNINDEXED, f->path, 0, STR_NONE);
	}
}

static json_t *
answer(struct harvest *h)
{
	json_t *j = json_object();

	json_put(j, "sound", json_boolean(!h->unsound));
	json_put_str(j, "address", utf8_show(h->mem, h->address));
	json_put_num(j, "indexes", (int64_t)h->nindexes);
	json_put_num(j, "sitemaps", (int64_t)h->nmaps);
	json_put_num(j, "entries", (int64_t)h->entries);
	json_put_num(j, "documents", (int64_t)h->documents);
	json_put(j, "faults", json_incref(h->faults));
	json_put_num(j, "unsaid", (int64_t)h->unsaid);
	return j;
}

int
harvest_run(const struct job *job, struct result *r, struct err *e)
{
	struct harvest h = { .job = job, .mem = r->mem, .scratch = arena_new("harvest", GIB(1)) };
	AUTO_JSON list = json_array();
	AUTO_JSON j = NULL;
	int rc;

	h.faults = list;
	rc = read_listing(&h, e);
	if (rc == 0 && !site_address_sane(h.address)) {
		harvest_say(&h, HARVEST_ADDRESS, STR_NONE, 0, h.address);
		rc = 1;
	}
	if (rc == 0)
		rc = read_robots(&h, e);
	if (rc == 0)
		rc = read_maps(&h, e);
	if (rc == 0)
		read_rest(&h);
	if (rc >= 0) {
		j = answer(&h);
		rc = fd_write_all(r->out[A_HARVEST], json_write(r->mem, j), e);
	}
	arena_free(h.scratch);
	return rc;
}
