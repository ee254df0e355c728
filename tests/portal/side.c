/* SPDX-License-Identifier: EUPL-1.2 */
/* side.c - what the sides of woostraat-portal share, and the small ones: put, oauth and kept. */
#include "side.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/banned.h"

#define EXPIRE_S	3600		/* of a token, unless a script says otherwise */
#define FORM_MOST	((size_t)16 << 10)

time_t
side_now(const struct common *k)
{
	return time(NULL) + (time_t)k->skew_s;
}

const char *
ask_header(const struct ask *q, const char *name)
{
	return json_string_value(json_object_get(q->headers, name));
}

const char *
ask_query(const struct ask *q, const char *name)
{
	return json_string_value(json_object_get(q->query, name));
}

char *
ask_below(const struct ask *q)
{
	const char *slash = strchr(q->path, '/');
	char *p = strdup(slash == NULL ? "" : slash + 1);

	must(p != NULL);
	for (size_t n = strlen(p); n > 0 && p[n - 1] == '/'; n--)
		p[n - 1] = '\0';
	return p;
}

/* ---- answers ---- */

struct tell
tell(unsigned status)
{
	return (struct tell){ .status = status, .fd = -1 };
}

struct tell
tell_text(unsigned status, const char *type, struct str text)
{
	struct tell t = tell(status);

	(void)snprintf(t.type, sizeof t.type, "%s", type);
	t.text = malloc(text.n + 1);
	must(t.text != NULL);
	if (text.n != 0)
		memcpy(t.text, text.p, text.n);
	t.text[text.n] = '\0';
	t.n = text.n;
	return t;
}

void
tell_header(struct tell *t, const char *name, const char *value)
{
	must(t->nheaders < SIDE_HEADERS);
	(void)snprintf(t->header[t->nheaders].name, sizeof t->header[0].name, "%s", name);
	(void)snprintf(t->header[t->nheaders++].value, sizeof t->header[0].value, "%s", value);
}

/* By the end of its name, as a server for pages does. */
static const char *
type_of(const struct node *x)
{
	static const struct { const char *end, *type; } types[] = { { "html", "text/html; charset=utf-8" },
		{ "xml", "application/xml" }, { "css", "text/css" }, { "txt", "text/plain; charset=utf-8" },
		{ "json", "application/json" }, { "pdf", "application/pdf" }, { "zip", "application/zip" },
		{ "csv", "text/csv" }, { "svg", "image/svg+xml" }, { "png", "image/png" }, { "jpg", "image/jpeg" },
		{ "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
		{ "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
		{ "odt", "application/vnd.oasis.opendocument.text" }, { "atom", "application/atom+xml" } };
	const char *dot = strrchr(x->path, '.');

	for (size_t i = 0; dot != NULL && i < COUNT(types); i++) {
		if (strcasecmp(dot + 1, types[i].end) == 0)
			return types[i].type;
	}
	return "application/octet-stream";
}

struct tell
tell_file(const struct kept *k UNUSED, const struct node *x)
{
	struct tell t = tell(200);
	char value[64];
	struct tm tm;

	t.fd = open(x->file, O_RDONLY | O_CLOEXEC);
	must(t.fd >= 0);
	t.size = x->size;
	(void)snprintf(t.type, sizeof t.type, "%s", x->type[0] != '\0' ? x->type : type_of(x));
	(void)snprintf(value, sizeof value, "\"%s\"", x->md5);
	tell_header(&t, "ETag", value);
	must(gmtime_r(&x->at, &tm) != NULL && strftime(value, sizeof value, "%a, %d %b %Y %H:%M:%S GMT", &tm) > 0);
	tell_header(&t, "Last-Modified", value);
	return t;
}

void
tell_free(struct tell *t)
{
	free(t->text);
	t->text = NULL;
	if (t->fd >= 0)
		(void)close(t->fd);
	t->fd = -1;
}

/* ---- keys ---- */

static bool
basic_fits(const char *auth, const char *user, const char *password)
{
	char plain[260], code[360];
	int n = snprintf(plain, sizeof plain, "%s:%s", user, password);

	(void)EVP_EncodeBlock((unsigned char *)code, (const unsigned char *)plain, n);
	return strncmp(auth, "Basic ", 6) == 0 && strcmp(auth + 6, code) == 0;
}

static bool
was_issued(const struct common *k, const char *auth)
{
	for (size_t i = 0; strncmp(auth, "Bearer ", 7) == 0 && i < k->nissued; i++) {
		if (strcmp(k->issued[i].token, auth + 7) == 0)
			return k->issued[i].until > time(NULL);
	}
	return false;
}

bool
side_allowed(struct common *k, const struct ask *q)
{
	const char *auth = ask_header(q, "authorization");

	if (k->keys.user[0] == '\0' && k->keys.id[0] == '\0')
		return true;
	if (auth != NULL && ((k->keys.user[0] != '\0' && basic_fits(auth, k->keys.user, k->keys.password)) ||
	    (k->keys.id[0] != '\0' && was_issued(k, auth))))
		return true;
	k->refused++;
	return false;
}

bool
side_fits(const struct common *k, const char *path, uint64_t size)
{
	const struct node *x = kept_find(&k->kept, path);

	return k->full == 0 || k->kept.bytes - (x == NULL ? 0 : x->size) + size <= k->full;
}

/* ---- put: files by name, no folders ---- */

struct tell
side_put(struct common *k, const struct ask *q)
{
	struct node *x = kept_find(&k->kept, q->path);
	unsigned status = x == NULL ? 201 : 204;
	struct tell t;

	if (!side_allowed(k, q)) {
		t = tell(401);
		tell_header(&t, "WWW-Authenticate", "Basic realm=\"portaal\"");
		return t;
	}
	if (strcmp(q->method, "GET") == 0 || strcmp(q->method, "HEAD") == 0)
		return x == NULL ? tell_text(404, "text/html", S("<p>niet gevonden</p>")) : tell_file(&k->kept, x);
	if (strcmp(q->method, "DELETE") == 0) {
		kept_remove(&k->kept, q->path);
		return tell(x == NULL ? 404 : 204);
	}
	if (strcmp(q->method, "PUT") != 0)
		return tell(405);
	if (!side_fits(k, q->path, q->body.size))
		return tell(507);
	(void)kept_put(&k->kept, q->path, &q->body, ask_header(q, "content-type"), side_now(k));
	return tell(status);
}

/* ---- kept: what anybody sees of the others ---- */

struct tell
side_kept(struct common *k, const struct ask *q)
{
	char *path = ask_below(q), *index;
	const struct node *x = kept_find(&k->kept, path);
	struct tell t;

	must(asprintf(&index, "%s/index.html", path) > 0);
	if (x == NULL || x->folder)
		x = kept_find(&k->kept, index);
	if (strcmp(q->method, "GET") != 0 && strcmp(q->method, "HEAD") != 0) {
		t = tell(405);
	} else if (x == NULL) {
		t = tell_text(404, "text/html", S("<p>niet gevonden</p>"));
	} else {
		t = tell_file(&k->kept, x);
		(void)snprintf(t.type, sizeof t.type, "%s", type_of(x));
	}
	free(path);
	free(index);
	return t;
}

/* ---- oauth: a token for who has the secret (RFC 6749, 4.4) ---- */

/* Does the form have NAME with this value?  What curl and libcurl send of letters and digits needs no decoding. */
static bool
form_has(const char *form, const char *name, const char *value)
{
	struct str rest = str_of(form), pair;
	char want[300];

	(void)snprintf(want, sizeof want, "%s=%s", name, value);
	while (str_next(&rest, '&', &pair)) {
		if (str_eq(pair, str_of(want)))
			return true;
	}
	return false;
}

static struct tell
give_token(struct common *k)
{
	size_t i = k->nissued % COUNT(k->issued);
	unsigned expire = k->expire_s == 0 ? EXPIRE_S : k->expire_s;
	struct arena *mem = arena_new("token", KIB(64));
	struct str hex = digest_hex(mem, digest_of(str_fmt(mem, "%zu %lld %p", k->nissued, (long long)time(NULL), (void *)k)));
	struct tell t;

	(void)snprintf(k->issued[i].token, sizeof k->issued[i].token, "%.32s", hex.p);
	k->issued[i].until = time(NULL) + (time_t)expire;
	k->nissued += k->nissued < COUNT(k->issued);
	t = tell_text(200, "application/json", str_fmt(mem,
	    "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%u}", k->issued[i].token, expire));
	tell_header(&t, "Cache-Control", "no-store");
	arena_free(mem);
	return t;
}

struct tell
side_oauth(struct common *k, const struct ask *q)
{
	const char *auth = ask_header(q, "authorization");
	char *form = body_text(&q->body, FORM_MOST);
	bool known, asks;

	if (strcmp(q->path, "oauth/token") != 0 || strcmp(q->method, "POST") != 0 || form == NULL) {
		free(form);
		return tell(strcmp(q->path, "oauth/token") != 0 ? 404 : 405);
	}
	known = k->keys.id[0] != '\0' && (auth != NULL ? basic_fits(auth, k->keys.id, k->keys.secret)
	    : form_has(form, "client_id", k->keys.id) && form_has(form, "client_secret", k->keys.secret));
	asks = form_has(form, "grant_type", "client_credentials");
	free(form);
	if (known && asks)
		return give_token(k);
	k->refused++;
	return known ? tell_text(400, "application/json", S("{\"error\":\"unsupported_grant_type\"}"))
		     : tell_text(401, "application/json", S("{\"error\":\"invalid_client\"}"));
}
