/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * place_web.c - a place over HTTP: WebDAV (RFC 4918), or a server that knows no more than PUT, GET and DELETE.
 *
 * Whether there is a MOVE is asked once, with OPTIONS on the root: only a server
 * that names DAV class 1 gets files under a name of their own first.  One that
 * then refuses the odd name or the MOVE gets them in their place.
 */
#include "base/fault.h"
#include "base/path.h"
#include "publish/place_http.h"

#include "base/banned.h"

#define FOLDERS_MOST	16	/* between root and file: ours have three */
#define FOLDERS_FIRST	MIB(1)	/* a file of more bytes is not sent to find out that its folder is missing */

struct web {
	struct http	 http;
	bool		 asked;		/* OPTIONS was answered */
	bool		 moves;
	bool		 folders_first;	/* the server does not make them: a PUT into a new one failed before */
};

static int
web_place_open(struct place *p, struct arena *mem, struct err *e)
{
	struct web *w = NEW(mem, struct web, 1);

	p->own = w;
	return http_open(&w->http, p, mem, e);
}

static void
web_place_close(struct place *p)
{
	struct web *w = p->own;

	http_close(&w->http);
}

/* Does the server move?  An answer that is none leaves the question open, and r says why. */
static int
ask_moves(struct place *p, struct arena *mem, struct receipt *r, struct err *e)
{
	struct web *w = p->own;
	struct receipt said = { .answer = PORTAL_AWAY };

	if (w->asked)
		return 0;
	if (http_options(&w->http, p->target.url, &w->moves, mem, &said, e) != 0)
		return -1;
	w->asked = said.http != 0;
	r->answer = said.answer;
	r->detail = said.detail;
	return 0;
}

/* The address of the folder, from the root down, that is parts deep; absent: path has fewer. */
static struct str
folder_url(struct place *p, struct str path, int parts, struct arena *mem)
{
	struct str rest = path, part;
	int n = 0;

	while (str_next(&rest, '/', &part) && rest.p != NULL) {
		if (++n == parts)
			return str_fmt(
			    mem, "%.*s/", STRF(target_url_of(&p->target, str_sub(path, 0, path.n - rest.n - 1), mem)));
	}
	return STR_NONE;
}

/*
 * MKCOL of each folder between root and path: 201 made, 405 it stands there
 * (RFC 4918 9.3.1), 409 the one above is missing.  From the deepest up until
 * one stands or is made, and down again.  Others may make them at the same
 * time, so one that stands there is as good as one that was made.  *there_r: the deepest is there now.
 */
static int
make_folders(struct place *p, struct str path, bool *there_r, struct arena *mem, struct err *e)
{
	struct web *w = p->own;
	struct str rest = path, part;
	int deepest = 0, at;

	*there_r = false;
	while (str_next(&rest, '/', &part) && rest.p != NULL)
		deepest++;
	if (deepest > FOLDERS_MOST)
		return 0;
	for (at = deepest; at > 0; at--) {
		struct receipt r = { .answer = PORTAL_AWAY };

		if (http_do(&w->http, "MKCOL", folder_url(p, path, at, mem), STR_NONE, mem, &r, e) != 0)
			return -1;
		*there_r = r.http == 201 || r.http == 405;
		if (r.http != 409 && r.http != 404)
			break;
	}
	for (at = at + 1; *there_r && at <= deepest; at++) {
		struct receipt r = { .answer = PORTAL_AWAY };

		if (http_do(&w->http, "MKCOL", folder_url(p, path, at, mem), STR_NONE, mem, &r, e) != 0)
			return -1;
		*there_r = r.http == 201 || r.http == 405;
	}
	return 0;
}

/*
 * PUT to url; where the folder is missing it is made, and the PUT comes once
 * more.  409 says that it is missing (RFC 4918 9.7.1); nginx 1.22 says 500.
 */
static int
put_at(struct place *p, const struct place_file *f, struct str url, struct arena *mem, struct receipt *r, struct err *e)
{
	struct web *w = p->own;
	bool there = false, first = w->folders_first || f->size > FOLDERS_FIRST;

	if (first && make_folders(p, f->path, &there, mem, e) != 0)
		return -1;
	if (http_put(&w->http, f, url, mem, r, e) != 0)
		return -1;
	if ((r->http != 409 && r->http != 404 && r->http != 500) || first || !str_has(f->path, '/'))
		return 0;
	if (make_folders(p, f->path, &there, mem, e) != 0)
		return -1;
	if (!there)
		return 0;
	w->folders_first = true;
	r->detail = STR_NONE;
	return http_put(&w->http, f, url, mem, r, e);
}

/* Under a name of its own, and then in its place.  *moved_r false: the server would not, and nothing is in its place. */
static int
put_and_move(struct place *p, const struct place_file *f, bool *moved_r, struct arena *mem, struct receipt *r,
    struct err *e)
{
	struct web *w = p->own;
	struct str part = target_url_of(&p->target, place_part(f->path, mem), mem);
	struct receipt gone = { .answer = PORTAL_AWAY };

	*moved_r = true;
	if (put_at(p, f, part, mem, r, e) != 0)
		return -1;
	if (r->answer == PORTAL_REFUSED)
		*moved_r = r->http == 413;
	if (r->answer != PORTAL_SENT)
		return 0;
	FAULT("web-before-move");
	if (http_do(&w->http, "MOVE", part, r->url, mem, r, e) != 0)
		return -1;
	FAULT("web-after-move");
	*moved_r =
	    r->http == 0 || r->answer == PORTAL_SENT || (r->answer == PORTAL_AWAY && r->http != 501 && r->http != 502);
	/* What lies there under an odd name was taken and is not wanted; that it may stay there is no fault of this file. */
	return *moved_r ? 0 : http_do(&w->http, "DELETE", part, STR_NONE, mem, &gone, e);
}

static int
web_place_put(struct place *p, const struct place_file *f, struct arena *mem, struct receipt *r, struct err *e)
{
	struct web *w = p->own;
	bool moved;

	if (f->aside) {
		if (ask_moves(p, mem, r, e) != 0)
			return -1;
		if (!w->asked)
			return 0;
		r->detail = STR_NONE;
	}
	if (f->aside && w->moves) {
		if (put_and_move(p, f, &moved, mem, r, e) != 0)
			return -1;
		if (moved)
			return 0;
		w->moves = false;
		r->detail = STR_NONE;
		r->http = 0;
	}
	return put_at(p, f, r->url, mem, r, e);
}

static int
web_place_look(struct place *p, const struct place_file *f, enum place_look how, struct arena *mem, struct receipt *r,
    struct err *e)
{
	struct web *w = p->own;

	return http_look(&w->http, f, how, mem, r, e);
}

static int
web_place_read(struct place *p, struct str path UNUSED, size_t most, struct arena *mem, struct str *text_r,
    struct receipt *r, struct err *e)
{
	struct web *w = p->own;

	return http_read(&w->http, most, mem, text_r, r, e);
}

static int
web_place_remove(struct place *p, struct str path UNUSED, struct arena *mem, struct receipt *r, struct err *e)
{
	struct web *w = p->own;

	return http_remove(&w->http, mem, r, e);
}

const struct place_ops place_web = {
	.open = web_place_open,
	.close = web_place_close,
	.put = web_place_put,
	.look = web_place_look,
	.read = web_place_read,
	.remove = web_place_remove,
};
