/* SPDX-License-Identifier: EUPL-1.2 */
/* site_list.c - the listing of a site becomes the one that is served; what it lacks goes. */
#include <stdlib.h>

#include "base/fault.h"
#include "base/fd.h"
#include "publish/post.h"
#include "publish/sitepath.h"

#include "base/banned.h"

#define FILES_MOST	100000		/* of a listing: 50,000 sitemaps is the most that an index may name */
#define MANIFEST_MOST	MIB(32)		/* bytes: FILES_MOST paths with their digests take 20 MB */

struct listing {
	struct place_file *files;	/* in byte order of path */
	struct str	*paths;		/* the same paths */
	size_t		 n;
	struct str	*gone;		/* must not be there, whatever we remember */
	size_t		 ngone;
};

static int
bad_list(struct err *e)
{
	return err_set(e, E_BUG, _("de lijst van de bestanden van een site heeft niet de juiste vorm"));
}

static int
by_path(const void *a, const void *b)
{
	const struct place_file *x = a, *y = b;

	return str_cmp(x->path, y->path);
}

static int
read_file(const json_t *j, struct place_file *f)
{
	*f = (struct place_file){ .fd = -1, .path = json_str(j, "path"), .size = PLACE_ANY_SIZE };
	return sitepath_listing_fine(f->path) ? digest_parse(json_str(j, "sha256"), &f->sha256) : -1;
}

/* {"files": [{"path", "sha256"}], "gone": [path]}; gone may be absent. */
static int
read_listing(const json_t *plan, struct arena *mem, struct listing *l, struct err *e)
{
	const json_t *files = json_list(plan, "files"), *gone = json_list(plan, "gone");
	size_t n = json_array_size(files);

	*l = (struct listing){ .n = 0 };
	if (files == NULL || n > FILES_MOST || json_array_size(gone) > FILES_MOST)
		return bad_list(e);
	l->n = n;
	l->ngone = json_array_size(gone);
	l->files = NEW(mem, struct place_file, n + 1);
	l->paths = NEW(mem, struct str, n + 1);
	l->gone = NEW(mem, struct str, l->ngone + 1);
	for (size_t i = 0; i < n; i++) {
		if (read_file(json_array_get(files, i), &l->files[i]) != 0)
			return bad_list(e);
	}
	qsort(l->files, n, sizeof *l->files, by_path);
	for (size_t i = 0; i < n; i++)
		l->paths[i] = l->files[i].path;
	for (size_t i = 0; i < l->ngone; i++) {
		l->gone[i] = str_of(json_string_value(json_array_get(gone, i)));
		if (!sitepath_listing_fine(l->gone[i]))
			return bad_list(e);
	}
	return 0;
}

static bool
listed(const struct listing *l, struct str path)
{
	return l->n != 0 && bsearch(&path, l->paths, l->n, sizeof *l->paths, str_order) != NULL;
}

/* All files of the listing stand there with their bytes: SENT.  Else r says what is wrong. */
static int
all_there(struct post *s, struct place *at, const struct listing *l, struct receipt *r, struct err *e)
{
	struct arena *mem = s->mem;

	for (size_t i = 0; i < l->n; i++) {
		struct mark m = arena_mark(mem);
		enum portal_found found;

		if (place_look(at, &l->files[i], LOOK_BYTES, mem, r, e) != 0)
			return -1;
		found = r->found;
		if (found == FOUND_UNKNOWN)
			return 0;
		arena_rewind(mem, m);
		*r = (struct receipt){ .answer = PORTAL_SENT };
		if (found == FOUND_SAME)
			continue;
		r->answer = found == FOUND_OTHER ? PORTAL_DIFFERS : PORTAL_AMBIGUOUS;
		r->detail = str_fmt(mem,
		    found == FOUND_OTHER ? _("op de site is ‘%.*s’ niet wat er verzonden is") :
					   _("op de site is ‘%.*s’ nog niet te zien"),
		    STRF(l->files[i].path));
		return 0;
	}
	*r = (struct receipt){ .answer = PORTAL_SENT };
	return 0;
}

/* Remove those of paths that the listing lacks.  *n_r: how many; r says why when one could not go. */
static int
remove_stale(struct post *s, struct place *at, const struct listing *l, const struct str *paths, size_t n, size_t *n_r,
    struct receipt *r, struct err *e)
{
	for (size_t i = 0; i < n; i++) {
		if (listed(l, paths[i]))
			continue;
		if (place_remove(at, paths[i], s->mem, r, e) != 0)
			return -1;
		if (r->answer != PORTAL_SENT)
			return 0;
		(*n_r)++;
		FAULT("site-between-stale");
	}
	return 0;
}

/* --- where nothing switches -------------------------------------------------------- */

/* What the listing was when it was last whole, as we wrote it there; nothing that it names is believed but its place. */
static int
remembered(struct post *s, struct str **paths_r, size_t *n_r, struct str *text_r, struct receipt *r, struct err *e)
{
	AUTO_JSON j = NULL;
	struct str *paths;
	struct err mine;
	size_t n;

	*n_r = 0;
	if (place_read(s->served, S(SITEPATH_MANIFEST), MANIFEST_MOST, s->mem, text_r, r, e) != 0)
		return -1;
	if (r->answer != PORTAL_SENT || text_r->n == 0)
		return 0;
	j = json_read(*text_r, &mine);
	n = json_array_size(json_list(j, "files"));
	if (n > FILES_MOST)
		n = 0;
	paths = NEW(s->mem, struct str, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct str path = str_of(json_string_value(json_array_get(json_list(j, "files"), i)));

		if (sitepath_listing_fine(path))
			paths[(*n_r)++] = str_dup(s->mem, path);
	}
	*paths_r = paths;
	return 0;
}

static int
remember(struct post *s, const struct listing *l, struct str old, bool *same_r, struct receipt *r, struct err *e)
{
	json_t *files = json_array();
	AUTO_JSON j = json_object();
	AUTO_FD fd = -1;
	struct place_file f = {
		.path = S(SITEPATH_MANIFEST), .type = sitepath_type(S(SITEPATH_MANIFEST)), .aside = true
	};
	struct str text;

	for (size_t i = 0; i < l->n; i++)
		json_push(files, json_of_str(l->paths[i]));
	json_put(j, "files", files);
	text = json_write(s->mem, j);
	*same_r = str_eq(text, old);
	if (*same_r)
		return 0;
	if (fd_of_str("lijst", text, &fd, e) != 0)
		return -1;
	f.fd = fd;
	f.size = text.n;
	f.sha256 = digest_of(text);
	return post_put(s, s->served, &f, r, e);
}

static int
settle_listing(struct post *s, const struct listing *l, struct receipt *r, struct err *e)
{
	struct str *old = NULL, text;
	size_t n = 0, removed = 0;
	bool same = false;

	if (all_there(s, s->served, l, r, e) != 0)
		return -1;
	if (r->answer != PORTAL_SENT)
		return 0;
	if (remembered(s, &old, &n, &text, r, e) != 0)
		return -1;
	if (r->answer != PORTAL_SENT)
		return 0;
	if (remove_stale(s, s->served, l, old, n, &removed, r, e) != 0)
		return -1;
	if (r->answer == PORTAL_SENT && remove_stale(s, s->served, l, l->gone, l->ngone, &removed, r, e) != 0)
		return -1;
	if (r->answer != PORTAL_SENT)
		return 0;
	if (remember(s, l, text, &same, r, e) != 0)
		return -1;
	if (same && removed == 0)
		r->answer = PORTAL_SAME;
	return 0;
}

/* --- a folder, which switches ------------------------------------------------------- */

static int
stale_of(struct post *s, struct str folder, const struct listing *l, struct str **paths_r, size_t *n_r, struct err *e)
{
	struct str *all;
	size_t n, stale = 0;

	if (tree_listing(&s->tree, folder, s->mem, &all, &n, e) != 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		if (!listed(l, all[i]))
			all[stale++] = all[i];
	}
	*paths_r = all;
	*n_r = stale;
	return 0;
}

static int
switch_tree(struct post *s, const struct listing *l, struct receipt *r, struct err *e)
{
	bool pending = s->tree.pending, half = s->tree.newest != s->tree.now;
	struct place *at = s->next != NULL ? s->next : s->served;
	struct str folder =
	    pending ? S(TREE_PENDING) : str_fmt(s->mem, "versies/%llu", (unsigned long long)s->tree.newest);
	struct str *stale;
	size_t n, removed = 0;

	if (at == NULL) {
		r->answer = PORTAL_AMBIGUOUS;
		r->detail = str_of(_("er staat nog niets op de site"));
		return 0;
	}
	if (all_there(s, at, l, r, e) != 0)
		return -1;
	if (r->answer != PORTAL_SENT)
		return 0;
	if (stale_of(s, folder, l, &stale, &n, e) != 0)
		return -1;
	if (n != 0 && (post_begin(s, e) != 0 || remove_stale(s, s->next, l, stale, n, &removed, r, e) != 0))
		return -1;
	if (r->answer != PORTAL_SENT)
		return 0;
	if (tree_switch(&s->tree, s->mem, e) != 0)
		return -1;
	if (!pending && !half && removed == 0)
		r->answer = PORTAL_SAME;
	return 0;
}

int
site_switch(struct portal *p, const struct order *o, struct arena *mem, struct receipt *r, struct err *e)
{
	AUTO_JSON plan = post_plan(o, e);
	struct listing l;
	struct post s;
	bool ready;
	int rc = 0;

	*r = (struct receipt){ .answer = PORTAL_REFUSED };
	if (plan == NULL || read_listing(plan, mem, &l, e) != 0)
		return -1;
	if (l.n == 0) {
		r->detail = str_of(_("de lijst van de site is leeg; een lege site wordt niet gepubliceerd"));
		return 0;
	}
	if (post_open(&s, p, mem, &ready, r, e) != 0)
		return -1;
	if (ready)
		rc = p->switches ? switch_tree(&s, &l, r, e) : settle_listing(&s, &l, r, e);
	if (rc == 0 && (r->answer == PORTAL_SENT || r->answer == PORTAL_SAME))
		r->found = FOUND_SAME;
	post_close(&s);
	return rc;
}
