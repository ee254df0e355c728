/* SPDX-License-Identifier: EUPL-1.2 */
/* listing.c - the stage that makes what stands on a site around its dossiers: the request, and the files that come of it. */
#include "site/listing.h"

#include <stdlib.h>
#include <string.h>

#include "base/fd.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "config/catalog.h"
#include "proc/tools.h"
#include "site/address.h"
#include "site/building.h"
#include "site/category.h"
#include "site/page.h"
#include "site/press.h"

#include "base/banned.h"

#define REQUEST_MOST	MIB(512)
#define HELD_MOST	((size_t)MIB(1))	/* bytes that are hashed and written in one go */

static int
wrong(struct err *e, const char *what)
{
	return err_set(e, E_BUG, _("wat er op de site staat klopt niet: %s"), what);
}

/* --- files ------------------------------------------------------------------------------ */

void
building_begin(struct building *b)
{
	b->hash = hash_new();
	b->from = b->off;
}

static int
flush(struct building *b, struct err *e)
{
	struct str bytes = { b->held, b->nheld };

	hash_add(b->hash, bytes.p, bytes.n);
	b->nheld = 0;
	return fd_write_all(b->out, bytes, e);
}

int
building_part(struct building *b, struct str bytes, struct err *e)
{
	b->off += bytes.n;
	while (bytes.n != 0) {
		size_t n = HELD_MOST - b->nheld < bytes.n ? HELD_MOST - b->nheld : bytes.n;

		memcpy(b->held + b->nheld, bytes.p, n);
		b->nheld += n;
		bytes = str_from(bytes, n);
		if (b->nheld == HELD_MOST && flush(b, e) != 0)
			return -1;
	}
	return 0;
}

int
building_digest(struct building *b, struct digest *d_r, struct err *e)
{
	if (flush(b, e) != 0)
		return -1;
	*d_r = hash_end(b->hash);
	b->hash = NULL;
	return 0;
}

void
building_end(struct building *b, struct str path, struct digest d)
{
	json_t *j = json_object();
	struct mark mark = arena_mark(b->mem);

	json_put_str(j, "path", path);
	json_put_num(j, "off", (int64_t)b->from);
	json_put_num(j, "len", (int64_t)(b->off - b->from));
	json_put_str(j, "sha256", digest_hex(b->mem, d));
	json_push(b->files, j);
	arena_rewind(b->mem, mark);
}

int
building_file(struct building *b, struct str path, struct str bytes, struct err *e)
{
	struct digest d;

	building_begin(b);
	if (building_part(b, bytes, e) != 0 || building_digest(b, &d, e) != 0)
		return -1;
	building_end(b, path, d);
	return 0;
}

void
building_escape(struct buf *b, struct str text)
{
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if (c == '&')
			buf_add(b, S("&amp;"));
		else if (c == '<')
			buf_add(b, S("&lt;"));
		else if (c == '>')
			buf_add(b, S("&gt;"));
		else if (c == '"')
			buf_add(b, S("&quot;"));
		else
			buf_addc(b, c);
	}
}

/* --- the request ------------------------------------------------------------------------ */

static int
read_categories(struct building *b, const json_t *list, struct listed *one, struct err *e)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		struct str key = category_key(b->job->tools->lists, json_str(json_array_get(list, i), "uri"));
		size_t k = 0;

		while (k < b->nshelves && !str_eq(b->shelf[k].key, key))
			k++;
		if (k == b->nshelves)
			return wrong(e, "categories");
		one->categories |= 1u << k;
	}
	return one->categories == 0 ? wrong(e, "categories") : 0;
}

static int
read_dossier(struct building *b, const json_t *j, struct listed *one, struct err *e)
{
	struct str date = json_str(j, "date");
	const json_t *tells = json_object_get(j, "tells");
	struct uuid id;

	*one = (struct listed){ .id = json_str(j, "id"),
		.title = json_str(j, "title"),
		.modified = json_str(j, "modified"),
		.documents = (uint64_t)json_num(j, "documents", 0),
		.notices = (uint64_t)json_num(j, "notices", 0),
		.withdrawn = json_flag(j, "withdrawn") };
	one->tells = !one->withdrawn && !json_is_false(tells);
	if (uuid_parse(one->id, &id) != 0)
		return wrong(e, "id");
	if (one->title.n == 0 || !utf8_xml(one->title))
		return wrong(e, "title");
	if (time_parse(one->modified, &one->changed) != 0)
		return wrong(e, "modified");
	if (date.n != 0 && date_parse(date, &one->date) != 0)
		return wrong(e, "date");
	one->modified = time_rfc3339(b->mem, one->changed);
	return read_categories(b, json_list(j, "categories"), one, e);
}

/* The last changed first; of one moment, by id. */
static int
by_change(const void *a, const void *b)
{
	const struct listed *x = *(const struct listed *const *)a, *y = *(const struct listed *const *)b;

	return x->changed != y->changed ? (x->changed < y->changed) - (x->changed > y->changed) : str_cmp(x->id, y->id);
}

static void
make_shelves(struct building *b)
{
	const struct catalog *lists = b->job->tools->lists;
	const char *name = field_list(MD_INFORMATIECATEGORIE);

	for (size_t i = 0; i < catalog_size(lists, name) && b->nshelves < CATEGORIES_MOST; i++) {
		const struct term *t = catalog_at(lists, name, i);
		struct str key = category_key(lists, t->uri);

		if (key.n != 0)
			b->shelf[b->nshelves++] = (struct shelf){ .key = key, .name = t->label };
	}
}

/* Whose site it is, and where. */
static int
read_whose(struct building *b, const json_t *j, struct err *e)
{
	const json_t *org = json_map(j, "organisation");

	b->public = json_str(j, "public");
	b->name = json_str(org, "name");
	b->org = (struct organisation){ .key = json_str(org, "key"), .tooi = json_str(org, "tooi") };
	if (!site_address_sane(b->public))
		return err_set(e, E_CONFIG, "%s", _("het adres van de site moet https zijn, en eindigen op ‘/’"));
	return 0;
}

/* The page in the place of a dossier that was taken back. */
static int
write_gone(struct building *b, const json_t *what, struct err *e)
{
	struct str html;

	return page_withdrawn(b->job->tools->press, &b->org, b->name, what, b->mem, &html, e) != 0 ?
	    -1 :
	    fd_write_all(b->out, html, e);
}

static int
read_request(struct building *b, const json_t *j, struct err *e)
{
	const json_t *list = json_list(j, "dossiers");

	b->n = json_array_size(list);
	if (list == NULL || b->n > LISTING_DOSSIERS_MOST || !utf8_xml(b->name))
		return wrong(e, "dossiers");
	make_shelves(b);
	b->v = NEW(b->mem, struct listed, b->n + 1);
	b->newest = NEW(b->mem, const struct listed *, b->n + 1);
	for (size_t i = 0; i < b->n; i++) {
		if (read_dossier(b, json_array_get(list, i), &b->v[i], e) != 0)
			return -1;
		b->newest[i] = &b->v[i];
		for (size_t k = 0; k < b->nshelves; k++)
			b->shelf[k].dossiers += (b->v[i].categories & 1u << k) != 0;
	}
	if (b->n > 1)
		qsort(b->newest, b->n, sizeof *b->newest, by_change);
	return 0;
}

static int
write_css(struct building *b, struct err *e)
{
	for (int i = 0; i < PRESS_CSS; i++) {
		struct str path = str_fmt(b->mem, "css/%s", press_css_name[i]);

		if (building_file(b, path, press_css(b->job->tools->press, &b->org, i), e) != 0)
			return -1;
	}
	return 0;
}

int
site_run(const struct job *job, struct result *r, struct err *e)
{
	struct building b = { .job = job, .mem = r->mem, .out = r->out[A_SITE] };
	AUTO_JSON request = NULL;
	AUTO_JSON answer = json_object();
	struct str text;
	AUTO_FD fd = -1;
	int rc = -1;

	b.held = arena_alloc(r->mem, HELD_MOST, 1);
	b.files = json_array();
	json_put(answer, "files", b.files);
	if (job_open(job, DOC_NONE, A_RUN, &fd, e) != 0 || fd_read_all(fd, REQUEST_MOST, r->mem, &text, e) != 0 ||
	    (request = json_read(text, e)) == NULL)
		return -1;
	if (read_whose(&b, request, e) != 0)
		return -1;
	if (json_map(request, "gone") != NULL)
		rc = write_gone(&b, json_map(request, "gone"), e) != 0 ?
		    -1 :
		    fd_write_all(r->out[A_LISTING], json_write(r->mem, answer), e);
	else if (read_request(&b, request, e) == 0 && write_css(&b, e) == 0 && building_lists(&b, e) == 0 &&
	    building_feed(&b, e) == 0 && building_sitemaps(&b, e) == 0)
		rc = fd_write_all(r->out[A_LISTING], json_write(r->mem, answer), e);
	hash_drop(b.hash);
	return rc;
}
