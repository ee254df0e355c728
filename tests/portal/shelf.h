/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * shelf.h - a server on a loopback port that keeps a tree of files, for the tests of places: WebDAV with real folders,
 * PUT alone, or S3 with its signatures looked at.  It writes down every request.
 */
#ifndef SHELF_H
#define SHELF_H

#include <arpa/inet.h>
#include <microhttpd.h>
#include <openssl/hmac.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/str.h"

#define SHELF_FILES	256
#define SHELF_S3_ID	"SLEUTEL1"
#define SHELF_S3_SECRET	"GEHEIM/van+S3"
#define SHELF_S3_REGION	"nl-test"

enum shelf_kind { SHELF_PLAIN, SHELF_DAV, SHELF_S3 };

struct shelf_file { char *path, *p, *type; size_t n; bool folder; };

struct shelf {
	enum shelf_kind	 kind;
	bool		 no_parts;	/* names that end in .deel are refused with 403 */
	bool		 no_length;	/* answers to HEAD do not say how long */
	bool		 says_500;	/* as nginx: 500 and not 409 for a folder that is missing */
	bool		 keeps;		/* DELETE says 204 and does nothing */
	const char	*lose;		/* method whose next request is done, and not answered */
	const char	*fail;		/* method that is answered with fail_status, and not done */
	unsigned	 fail_status;
	struct MHD_Daemon *daemon;
	pthread_mutex_t	 lock;
	uint16_t	 port;
	struct shelf_file files[SHELF_FILES];
	size_t		 nfiles;
	unsigned	 bad_signatures, connections;
	char		 log[16384];	/* "PUT /a;MOVE /b;" */
};

struct shelf_request { char *raw, *p; size_t n; bool begun; };

static inline struct shelf_file *
shelf_find(struct shelf *s, const char *path)
{
	for (size_t i = 0; i < s->nfiles; i++) {
		if (strcmp(s->files[i].path, path) == 0)
			return &s->files[i];
	}
	return NULL;
}

static inline void
shelf_free(struct shelf_file *x)
{
	free(x->path);
	free(x->p);
	free(x->type);
}

static inline void
shelf_drop(struct shelf *s, struct shelf_file *x)
{
	shelf_free(x);
	*x = s->files[--s->nfiles];
}

/* Takes p. */
static inline void
shelf_keep(struct shelf *s, const char *path, char *p, size_t n, const char *type, bool is_folder)
{
	struct shelf_file *x = shelf_find(s, path);

	if (x != NULL)
		shelf_drop(s, x);
	must(s->nfiles < SHELF_FILES);
	s->files[s->nfiles++] = (struct shelf_file){ .path = strdup(path), .p = p, .n = n,
		.type = strdup(type == NULL ? "" : type), .folder = is_folder };
}

/* Folders end in '/' nowhere in the table; the root is one. */
static inline bool
shelf_has_parent(struct shelf *s, const char *path)
{
	char *up = strdup(path), *slash = strrchr(up, '/');
	const struct shelf_file *x;

	*slash = '\0';
	x = shelf_find(s, up);
	slash = up[0] == '\0' ? up : NULL;
	free(up);
	return slash != NULL || (x != NULL && x->folder);
}

static inline enum MHD_Result
shelf_say(struct MHD_Connection *c, unsigned status, const char *p, size_t n, const char *name, const char *value)
{
	struct MHD_Response *r = MHD_create_response_from_buffer(n, (void *)(uintptr_t)p, MHD_RESPMEM_MUST_COPY);
	enum MHD_Result rc;

	if (name != NULL)
		(void)MHD_add_response_header(r, name, value);
	rc = MHD_queue_response(c, status, r);
	MHD_destroy_response(r);
	return rc;
}

static inline ssize_t
shelf_nothing(void *arg UNUSED, uint64_t at UNUSED, char *p UNUSED, size_t max UNUSED)
{
	return MHD_CONTENT_READER_END_OF_STREAM;
}

/* --- SigV4, from its description (AWS: Signing AWS API requests), not from the client ----------------- */

static inline void
shelf_mac(const uint8_t *key, size_t n, const char *text, uint8_t out[32])
{
	unsigned len = 32;

	must(HMAC(EVP_sha256(), key, (int)n, (const uint8_t *)text, strlen(text), out, &len) != NULL);
}

static inline const char *
shelf_header(struct MHD_Connection *c, const char *name)
{
	const char *v = MHD_lookup_connection_value(c, MHD_HEADER_KIND, name);

	return v == NULL ? "" : v;
}

static inline bool
shelf_signed(struct MHD_Connection *c, const char *method, const char *raw, struct digest body)
{
	struct arena *own = arena_new("sigv4", MIB(1));
	const char *auth = shelf_header(c, "Authorization"), *date = shelf_header(c, "X-Amz-Date");
	const char *names = strstr(auth, "SignedHeaders="), *sig = strstr(auth, "Signature=");
	struct str day = str_sub(str_of(date), 0, 8), rest, name, hex = digest_hex(own, body), lines = STR_NONE, text, list;
	const char *scope = str_c(own, str_fmt(own, "%.*s/" SHELF_S3_REGION "/s3/aws4_request", STRF(day)));
	const char *want = str_c(own, str_fmt(own, "AWS4-HMAC-SHA256 Credential=" SHELF_S3_ID "/%s, SignedHeaders=", scope));
	uint8_t k[32], got[32];
	bool fine;

	if (strncmp(auth, want, strlen(want)) != 0 || names == NULL || sig == NULL || day.n != 8 ||
	    !str_eq(hex, str_of(shelf_header(c, "x-amz-content-sha256")))) {
		arena_free(own);
		return false;
	}
	names += strlen("SignedHeaders=");
	list = (struct str){ names, strcspn(names, ",") };
	for (rest = list; str_next(&rest, ';', &name);)
		lines = str_fmt(own, "%.*s%.*s:%s\n", STRF(lines), STRF(name), shelf_header(c, str_c(own, name)));
	fine = strstr(names, "host") != NULL && strstr(names, "x-amz-content-sha256") != NULL && strstr(names, "x-amz-date") != NULL;
	text = str_fmt(own, "%s\n%s\n\n%.*s\n%.*s\n%.*s", method, raw, STRF(lines), STRF(list), STRF(hex));
	text = str_fmt(own, "AWS4-HMAC-SHA256\n%s\n%s\n%.*s", date, scope, STRF(digest_hex(own, digest_of(text))));
	shelf_mac((const uint8_t *)"AWS4" SHELF_S3_SECRET, strlen("AWS4" SHELF_S3_SECRET), str_c(own, day), k);
	shelf_mac(k, 32, SHELF_S3_REGION, k);
	shelf_mac(k, 32, "s3", k);
	shelf_mac(k, 32, "aws4_request", k);
	shelf_mac(k, 32, str_c(own, text), got);
	sig += strlen("Signature=");
	for (int i = 0; i < 32; i++) {
		char two[3];

		(void)snprintf(two, sizeof two, "%02x", got[i]);
		fine = fine && strncmp(sig + 2 * i, two, 2) == 0;
	}
	arena_free(own);
	return fine;
}

/* --- what is asked ----------------------------------------------------------------------------------- */

static inline unsigned
shelf_put(struct shelf *s, struct MHD_Connection *c, const char *path, struct shelf_request *q)
{
	bool is_new = shelf_find(s, path) == NULL;

	if (s->no_parts && strlen(path) > 5 && strcmp(path + strlen(path) - 5, ".deel") == 0)
		return 403;
	if (s->kind == SHELF_DAV && !shelf_has_parent(s, path))
		return s->says_500 ? 500 : 409;
	shelf_keep(s, path, q->p, q->n, shelf_header(c, "Content-Type"), false);
	q->p = NULL;
	return is_new ? 201 : 204;
}

static inline unsigned
shelf_mkcol(struct shelf *s, const char *path)
{
	char *p = strdup(path);
	unsigned status = 201;

	must(p[strlen(p) - 1] == '/');
	p[strlen(p) - 1] = '\0';
	if (shelf_find(s, p) != NULL)
		status = 405;
	else if (!shelf_has_parent(s, p))
		status = 409;
	else
		shelf_keep(s, p, NULL, 0, NULL, true);
	free(p);
	return status;
}

static inline unsigned
shelf_move(struct shelf *s, struct MHD_Connection *c, const char *path)
{
	const char *to = strstr(shelf_header(c, "Destination"), "//");
	struct shelf_file *x = shelf_find(s, path);
	char *p, *whole;
	size_t n;

	if (x == NULL || to == NULL || strcmp(shelf_header(c, "Overwrite"), "T") != 0)
		return x == NULL ? 404 : 400;
	whole = strdup(strchr(to + 2, '/'));
	(void)MHD_http_unescape(whole);
	p = x->p;
	n = x->n;
	x->p = NULL;
	shelf_drop(s, x);
	x = shelf_find(s, whole);
	shelf_keep(s, whole, p, n, NULL, false);
	free(whole);
	return x == NULL ? 201 : 204;
}

static inline unsigned
shelf_do(struct shelf *s, struct MHD_Connection *c, const char *method, const char *path, struct shelf_request *q)
{
	struct shelf_file *x = shelf_find(s, path);

	if (s->fail != NULL && strcmp(s->fail, method) == 0)
		return s->fail_status;
	if (s->kind == SHELF_S3 && !shelf_signed(c, method, q->raw, digest_of((struct str){ q->p, q->n }))) {
		s->bad_signatures++;
		return 403;
	}
	if (strcmp(method, "PUT") == 0)
		return shelf_put(s, c, path, q);
	if (strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0)
		return x == NULL || x->folder ? 404 : 200;
	if (strcmp(method, "DELETE") == 0) {
		if (x != NULL && !s->keeps)
			shelf_drop(s, x);
		return x == NULL && s->kind != SHELF_S3 ? 404 : 204;
	}
	if (s->kind != SHELF_DAV)
		return 405;
	if (strcmp(method, "OPTIONS") == 0)
		return 200;
	return strcmp(method, "MKCOL") == 0 ? shelf_mkcol(s, path) : strcmp(method, "MOVE") == 0 ? shelf_move(s, c, path) : 405;
}

static inline enum MHD_Result
shelf_answer(struct shelf *s, struct MHD_Connection *c, const char *method, const char *path, struct shelf_request *q)
{
	unsigned status = shelf_do(s, c, method, path, q);
	const struct shelf_file *x = shelf_find(s, path);
	size_t len = strlen(s->log);

	(void)snprintf(s->log + len, sizeof s->log - len, "%s %s;", method, path);
	if (s->lose != NULL && strcmp(s->lose, method) == 0) {
		s->lose = NULL;
		return MHD_NO;
	}
	if (strcmp(method, "HEAD") == 0 && s->no_length && status == 200) {
		struct MHD_Response *r = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 1024, shelf_nothing, NULL, NULL);
		enum MHD_Result rc;

		/* libmicrohttpd ends the body that it does not send, and the next answer would begin with that. */
		must(MHD_add_response_header(r, "Connection", "close") == MHD_YES);
		rc = MHD_queue_response(c, 200, r);
		MHD_destroy_response(r);
		return rc;
	}
	if (status == 200 && x != NULL)
		return shelf_say(c, status, x->p, x->n, NULL, NULL);
	if (strcmp(method, "OPTIONS") == 0 && status == 200)
		return shelf_say(c, status, "", 0, "DAV", "2, 1");
	return shelf_say(c, status, "GEHEIM", status == 204 ? 0 : 6, NULL, NULL);
}

static inline enum MHD_Result
shelf_handle(void *arg, struct MHD_Connection *c, const char *path, const char *method, const char *version UNUSED,
    const char *body, size_t *n, void **state)
{
	struct shelf *s = arg;
	struct shelf_request *q = *state;
	enum MHD_Result rc;

	if (!q->begun) {
		q->begun = true;
		return MHD_YES;
	}
	if (*n != 0) {
		q->p = realloc(q->p, q->n + *n);
		must(q->p != NULL);
		memcpy(q->p + q->n, body, *n);
		q->n += *n;
		*n = 0;
		return MHD_YES;
	}
	(void)pthread_mutex_lock(&s->lock);
	rc = shelf_answer(s, c, method, path, q);
	(void)pthread_mutex_unlock(&s->lock);
	return rc;
}

/* The address as it was sent, before anything is decoded. */
static inline void *
shelf_begin(void *arg UNUSED, const char *uri, struct MHD_Connection *c UNUSED)
{
	struct shelf_request *q = calloc(1, sizeof *q);

	must(q != NULL);
	q->raw = strdup(uri);
	return q;
}

static inline void
shelf_done(void *arg UNUSED, struct MHD_Connection *c UNUSED, void **state, enum MHD_RequestTerminationCode why UNUSED)
{
	struct shelf_request *q = *state;

	free(q->raw);
	free(q->p);
	free(q);
}

static inline void
shelf_connected(void *arg, struct MHD_Connection *c UNUSED, void **state UNUSED, enum MHD_ConnectionNotificationCode what)
{
	struct shelf *s = arg;

	(void)pthread_mutex_lock(&s->lock);
	s->connections += what == MHD_CONNECTION_NOTIFY_STARTED;
	(void)pthread_mutex_unlock(&s->lock);
}

/* -1: could not listen. */
static inline int
shelf_start(struct shelf *s)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	const union MHD_DaemonInfo *info;

	must(pthread_mutex_init(&s->lock, NULL) == 0);
	s->daemon = MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION, 0, NULL, NULL,
	    shelf_handle, s, MHD_OPTION_SOCK_ADDR, &a, MHD_OPTION_URI_LOG_CALLBACK, shelf_begin, NULL,
	    MHD_OPTION_NOTIFY_COMPLETED, shelf_done, NULL, MHD_OPTION_NOTIFY_CONNECTION, shelf_connected, s, MHD_OPTION_END);
	info = s->daemon == NULL ? NULL : MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_BIND_PORT);
	if (info == NULL)
		return -1;
	s->port = info->port;
	return 0;
}

static inline void
shelf_stop(struct shelf *s)
{
	if (s->daemon != NULL)
		MHD_stop_daemon(s->daemon);
	s->daemon = NULL;
	while (s->nfiles != 0)
		shelf_drop(s, &s->files[s->nfiles - 1]);
	(void)pthread_mutex_destroy(&s->lock);
}

#endif
