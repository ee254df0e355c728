/* SPDX-License-Identifier: EUPL-1.2 */
/* dav.c - the side of woostraat-portal that speaks WebDAV, as far as a client sees it (RFC 4918; no locks, no COPY). */
#include "side.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

#include "base/banned.h"

#define LISTING_MOST	MIB(64)

static struct tell
options(void)
{
	struct tell t = tell(200);

	tell_header(&t, "DAV", "1");
	tell_header(&t, "Allow", "OPTIONS, GET, HEAD, PUT, DELETE, MKCOL, MOVE, PROPFIND");
	return t;
}

/* The names of what is kept have no '/' at their end; those of requests for folders may. */
static char *
clean(const char *path)
{
	char *p = strdup(path);

	must(p != NULL);
	for (size_t n = strlen(p); n > 0 && p[n - 1] == '/'; n--)
		p[n - 1] = '\0';
	return p;
}

static bool
is_folder(const struct common *k, const char *path)
{
	const struct node *x = kept_find(&k->kept, path);

	return strcmp(path, "dav") == 0 || (x != NULL && x->folder);
}

static unsigned
mkcol(struct common *k, const struct ask *q, const char *path)
{
	if (q->body.size != 0)
		return 415;
	if (is_folder(k, path) || kept_find(&k->kept, path) != NULL)
		return 405;
	if (!kept_has_parent(&k->kept, path))
		return 409;
	(void)kept_folder(&k->kept, path, side_now(k));
	return 201;
}

static unsigned
put(struct common *k, const struct ask *q, const char *path)
{
	const struct node *x = kept_find(&k->kept, path);
	const char *none = ask_header(q, "if-none-match");
	unsigned status = x == NULL ? 201 : 204;

	if (is_folder(k, path))
		return 405;
	if (!kept_has_parent(&k->kept, path))
		return 409;
	if (x != NULL && none != NULL && strcmp(none, "*") == 0)
		return 412;
	if (!side_fits(k, path, q->body.size))
		return 507;
	(void)kept_put(&k->kept, path, &q->body, NULL, side_now(k));
	return status;
}

static int
hex(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Where a MOVE goes: a path of ours, decoded; NULL: another server's. */
static char *
destination(const struct ask *q)
{
	const char *to = ask_header(q, "destination"), *host = ask_header(q, "host");
	size_t n = host == NULL ? 0 : strlen(host);
	char *p, *out;

	if (to != NULL && *to != '/') {
		const char *at = strstr(to, "://");

		to = at != NULL && n != 0 && strncmp(at + 3, host, n) == 0 && at[3 + n] == '/' ? at + 3 + n : NULL;
	}
	if (to == NULL)
		return NULL;
	p = out = clean(to + 1);
	for (const char *c = p; *c != '\0'; c++) {
		bool coded = *c == '%' && hex(c[1]) >= 0 && hex(c[2]) >= 0;

		*out++ = coded ? (char)(hex(c[1]) * 16 + hex(c[2])) : *c;
		c += coded ? 2 : 0;
	}
	*out = '\0';
	return p;
}

static unsigned
move(struct common *k, const struct ask *q, const char *path)
{
	const char *overwrite = ask_header(q, "overwrite");
	char *to = destination(q);
	unsigned status = 201;
	size_t n = strlen(path);

	if (kept_find(&k->kept, path) == NULL)
		status = 404;
	else if (ask_header(q, "destination") == NULL)
		status = 400;
	else if (to == NULL || strncmp(to, "dav/", 4) != 0)
		status = 502;
	else if (strncmp(to, path, n) == 0 && (to[n] == '\0' || to[n] == '/'))
		status = 403;
	else if (!kept_has_parent(&k->kept, to))
		status = 409;
	else if (kept_find(&k->kept, to) != NULL)
		status = overwrite != NULL && strcmp(overwrite, "F") == 0 ? 412 : 204;
	if (status == 201 || status == 204) {
		kept_remove(&k->kept, to);
		kept_move(&k->kept, path, to);
	}
	free(to);
	return status;
}

static void
add_href(struct buf *b, const char *path, bool folder)
{
	buf_addc(b, '/');
	for (const char *c = path; *c != '\0'; c++) {
		bool plain = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9') ||
		    strchr("/-._~", *c) != NULL;

		if (plain)
			buf_addc(b, *c);
		else
			buf_addf(b, "%%%02X", (unsigned char)*c);
	}
	if (folder)
		buf_addc(b, '/');
}

/* x NULL: the side itself. */
static void
add_response(struct buf *b, const char *path, const struct node *x)
{
	bool folder = x == NULL || x->folder;
	struct tm tm;
	char date[64];

	buf_addf(b, "<D:response><D:href>");
	add_href(b, path, folder);
	buf_addf(b, "</D:href><D:propstat><D:prop><D:resourcetype>%s</D:resourcetype>", folder ? "<D:collection/>" : "");
	if (!folder) {
		must(gmtime_r(&x->at, &tm) != NULL && strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT", &tm) > 0);
		buf_addf(b, "<D:getcontentlength>%llu</D:getcontentlength><D:getetag>\"%s\"</D:getetag>"
		    "<D:getlastmodified>%s</D:getlastmodified>", (unsigned long long)x->size, x->md5, date);
	}
	buf_addf(b, "</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>\n");
}

static struct tell
propfind(const struct common *k, const struct ask *q, const char *path)
{
	const char *depth = ask_header(q, "depth");
	bool below = depth != NULL && strcmp(depth, "1") == 0;
	const struct node *x = kept_find(&k->kept, path);
	struct arena *mem;
	struct node **v;
	struct tell t;
	struct buf b;
	size_t n, top = strlen(path);

	if (x == NULL && strcmp(path, "dav") != 0)
		return tell(404);
	if (!below && (depth == NULL || strcmp(depth, "0") != 0))
		return tell_text(403, "application/xml", S("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
		    "<D:error xmlns:D=\"DAV:\"><D:propfind-finite-depth/></D:error>\n"));
	mem = arena_new("propfind", LISTING_MOST + MIB(1));
	buf_init(&b, mem, LISTING_MOST);
	buf_addf(&b, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<D:multistatus xmlns:D=\"DAV:\">\n");
	add_response(&b, path, x);
	v = kept_list(&k->kept, path, &n);
	for (size_t i = 0; below && i < n; i++) {
		if (v[i]->path[top] == '/' && strchr(v[i]->path + top + 1, '/') == NULL)
			add_response(&b, v[i]->path, v[i]);
	}
	free(v);
	buf_addf(&b, "</D:multistatus>\n");
	t = tell_text(207, "application/xml; charset=utf-8", buf_str(&b));
	arena_free(mem);
	return t;
}

static struct tell
route(struct common *k, const struct ask *q, const char *path)
{
	const struct node *x = kept_find(&k->kept, path);
	const char *m = q->method;

	if (strcmp(m, "OPTIONS") == 0)
		return options();
	if (strcmp(m, "PROPFIND") == 0)
		return propfind(k, q, path);
	if (strcmp(m, "MKCOL") == 0)
		return tell(mkcol(k, q, path));
	if (strcmp(m, "PUT") == 0)
		return tell(put(k, q, path));
	if (strcmp(m, "MOVE") == 0)
		return tell(move(k, q, path));
	if (strcmp(m, "GET") == 0 || strcmp(m, "HEAD") == 0)
		return x == NULL ? tell_text(404, "text/html", S("<p>niet gevonden</p>"))
		    : x->folder ? tell(405) : tell_file(&k->kept, x);
	if (strcmp(m, "DELETE") == 0) {
		kept_remove(&k->kept, path);
		return tell(x == NULL ? 404 : 204);
	}
	return tell(405);
}

struct tell
side_dav(struct common *k, const struct ask *q)
{
	char *path;
	struct tell t;

	if (!side_allowed(k, q)) {
		t = tell(401);
		tell_header(&t, "WWW-Authenticate", "Basic realm=\"portaal\"");
		return t;
	}
	path = clean(q->path);
	t = route(k, q, path);
	free(path);
	return t;
}
