/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fake.h - a portal on a loopback port that keeps what is PUT, gives it back on GET, and fails by script.
 *
 * Scripts are those of script.h.  It knows no late, masked, slow, blank, twice, odd and type, and no settings; its
 * collection is the first part of the path.
 */
#ifndef FAKE_H
#define FAKE_H

#include <arpa/inet.h>
#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "script.h"

#define FAKE_FILES	256
#define FAKE_FAULTS	64
#define FAKE_BODY_MOST	((size_t)256 << 20)
#define FAKE_PAGE	"<!DOCTYPE html><title>Inloggen</title><p>GEHEIM-IN-HTML</p>"

struct fake {
	struct MHD_Daemon *daemon;
	pthread_mutex_t	 lock;
	atomic_bool	 stopping;
	uint16_t	 port;
	const char	*tls_key, *tls_cert;	/* PEM; NULL: plain HTTP */
	const char	*basic;			/* the Authorization header that is asked for; NULL: none */
	const char	*dir;			/* kept bodies are written here too; NULL: memory only */
	const char	*away;			/* while this file is there nobody gets an answer; NULL: always there */
	struct rule	 faults[FAKE_FAULTS];
	size_t		 nfaults;
	struct { char *path, *p; size_t n; } files[FAKE_FILES];
	size_t		 nfiles;
	/* What happened; read it when no request is under way. */
	unsigned	 asked, puts, applied, others, unauthorised, expects;
	char		 authorization[256], agent[256];	/* of the last request */
};

struct fake_request {
	struct rule	 fault;
	char		*p;
	size_t		 n, cap;
	bool		 allowed;
};

static inline void
fake_wait(struct fake *f, unsigned ms)
{
	for (unsigned i = 0; i < ms && !f->stopping; i += 10)
		(void)usleep(10000);
}

static inline enum MHD_Result
fake_answer(struct MHD_Connection *c, unsigned status, const char *body, const char *name, const char *value)
{
	struct MHD_Response *r = MHD_create_response_from_buffer(strlen(body), (void *)(uintptr_t)body,
	    MHD_RESPMEM_MUST_COPY);
	enum MHD_Result rc;

	if (name != NULL)
		(void)MHD_add_response_header(r, name, value);
	(void)MHD_add_response_header(r, "Content-Type", "text/html");
	rc = MHD_queue_response(c, status, r);
	MHD_destroy_response(r);
	return rc;
}

struct fake_body { char *p; size_t n; bool cut, endless; };

static inline ssize_t
fake_body_read(void *arg, uint64_t at, char *out, size_t max)
{
	struct fake_body *b = arg;
	size_t end = b->cut ? b->n / 2 : b->n, n;

	if (b->endless) {
		memset(out, 'x', max);
		return (ssize_t)max;
	}
	if (b->cut && at >= end)
		return MHD_CONTENT_READER_END_WITH_ERROR;
	n = end - (size_t)at < max ? end - (size_t)at : max;
	memcpy(out, b->p + at, n);
	return (ssize_t)n;
}

static inline void
fake_body_free(void *arg)
{
	struct fake_body *b = arg;

	free(b->p);
	free(b);
}

/* Takes b. */
static inline enum MHD_Result
fake_stream(struct MHD_Connection *c, unsigned status, struct fake_body *b)
{
	struct MHD_Response *r = MHD_create_response_from_callback(b->endless ? MHD_SIZE_UNKNOWN : b->n, 4096,
	    fake_body_read, b, fake_body_free);
	enum MHD_Result rc = MHD_queue_response(c, status, r);

	MHD_destroy_response(r);
	return rc;
}

static inline struct fake_body *
fake_body_new(const char *p, size_t n)
{
	struct fake_body *b = calloc(1, sizeof *b);

	must(b != NULL);
	b->n = n;
	b->p = malloc(n + 1);
	must(b->p != NULL);
	memcpy(b->p, p, n);
	return b;
}

static inline int
fake_find(const struct fake *f, const char *path)
{
	for (size_t i = 0; i < f->nfiles; i++) {
		if (strcmp(f->files[i].path, path) == 0)
			return (int)i;
	}
	return -1;
}

/* Takes p. */
static inline void
fake_keep(struct fake *f, const char *path, char *p, size_t n)
{
	int i = fake_find(f, path);

	if (i < 0) {
		must(f->nfiles < FAKE_FILES);
		i = (int)f->nfiles++;
		f->files[i].path = strdup(path);
	} else {
		free(f->files[i].p);
	}
	f->files[i].p = p;
	f->files[i].n = n;
	if (f->dir != NULL) {
		char *name;
		FILE *out;

		must(asprintf(&name, "%s/%s", f->dir, strrchr(path, '/') + 1) > 0);
		out = fopen(name, "we");
		must(out != NULL && fwrite(p, 1, n, out) == n && fclose(out) == 0);
		free(name);
	}
}

static inline enum MHD_Result
fake_get(struct fake *f, struct MHD_Connection *c, const char *path, enum fault kind)
{
	struct fake_body *b = NULL;
	int i;

	(void)pthread_mutex_lock(&f->lock);
	i = fake_find(f, path);
	if (i >= 0 || kind == FAULT_LONGER)
		b = fake_body_new(i < 0 ? "" : f->files[i].p, i < 0 ? 0 : f->files[i].n);
	(void)pthread_mutex_unlock(&f->lock);
	if (b == NULL)
		return fake_answer(c, MHD_HTTP_NOT_FOUND, "<p>niet gevonden</p>", NULL, NULL);
	if (kind == FAULT_WRONG && b->n > 0)
		b->p[b->n - 1] ^= 1;
	b->cut = kind == FAULT_CUT;
	b->endless = kind == FAULT_LONGER;
	return fake_stream(c, MHD_HTTP_OK, b);
}

/* The request is in; what does it get? */
static inline enum MHD_Result
fake_finish(struct fake *f, struct MHD_Connection *c, const char *path, bool put, struct fake_request *q)
{
	const struct rule *x = &q->fault;
	bool keep = put && q->allowed && (x->fault == FAULT_NONE || x->fault == FAULT_LOST || x->fault == FAULT_LINGER);
	struct fake_body *b;
	bool is_new;

	if (!q->allowed)
		return fake_answer(c, MHD_HTTP_UNAUTHORIZED, "", "WWW-Authenticate", "Basic realm=\"portaal\"");
	(void)pthread_mutex_lock(&f->lock);
	is_new = fake_find(f, path) < 0;
	if (keep) {
		fake_keep(f, path, q->p, q->n);
		q->p = NULL;
		f->applied++;
	}
	(void)pthread_mutex_unlock(&f->lock);
	switch (x->fault) {
	case FAULT_STATUS:
		return fake_answer(c, x->value, FAKE_PAGE, x->retry[0] != '\0' ? "Retry-After" : NULL, x->retry);
	case FAULT_STUMP:
	case FAULT_FLOOD:
		b = fake_body_new(FAKE_PAGE, strlen(FAKE_PAGE));
		b->cut = x->fault == FAULT_STUMP;
		b->endless = x->fault == FAULT_FLOOD;
		return fake_stream(c, x->value, b);
	case FAULT_LINGER:
	case FAULT_HANG:
		fake_wait(f, x->value);
		return MHD_NO;
	case FAULT_LOST:
	case FAULT_BREAK:
		return MHD_NO;
	case FAULT_VANISH:
		return fake_answer(c, MHD_HTTP_ACCEPTED, "", NULL, NULL);
	case FAULT_REDIRECT:
		return fake_answer(c, MHD_HTTP_FOUND, "", "Location", "/elders/bundel.zip");
	case FAULT_PAGE:
		return fake_answer(c, MHD_HTTP_OK, FAKE_PAGE, NULL, NULL);
	default:
		if (put)
			return fake_answer(c, is_new ? MHD_HTTP_CREATED : MHD_HTTP_NO_CONTENT, "", NULL, NULL);
		return fake_get(f, c, path, x->fault);
	}
}

/* A request begins: count it, note what it shows of itself, and look up its fault. */
static inline struct fake_request *
fake_begin(struct fake *f, struct MHD_Connection *c, const char *path, const char *method)
{
	struct fake_request *q = calloc(1, sizeof *q);
	const char *auth = MHD_lookup_connection_value(c, MHD_HEADER_KIND, "Authorization");
	const char *agent = MHD_lookup_connection_value(c, MHD_HEADER_KIND, "User-Agent");

	must(q != NULL);
	(void)pthread_mutex_lock(&f->lock);
	++*(strcmp(method, "GET") == 0 ? &f->asked : strcmp(method, "PUT") == 0 ? &f->puts : &f->others);
	(void)snprintf(f->authorization, sizeof f->authorization, "%s", auth == NULL ? "" : auth);
	(void)snprintf(f->agent, sizeof f->agent, "%s", agent == NULL ? "" : agent);
	if (MHD_lookup_connection_value(c, MHD_HEADER_KIND, "Expect") != NULL)
		f->expects++;
	q->allowed = f->basic == NULL || strcmp(f->basic, f->authorization) == 0;
	if (!q->allowed)
		f->unauthorised++;
	q->fault = rule_choose(f->faults, f->nfaults, method, path + 1);
	if (f->away != NULL && access(f->away, F_OK) == 0)
		q->fault.fault = FAULT_DEAF;
	(void)pthread_mutex_unlock(&f->lock);
	return q;
}

static inline enum MHD_Result
fake_handle(void *arg, struct MHD_Connection *c, const char *path, const char *method, const char *version UNUSED,
    const char *body, size_t *n, void **state)
{
	struct fake *f = arg;
	struct fake_request *q = *state;
	bool put = strcmp(method, "PUT") == 0;

	if (q == NULL) {
		*state = q = fake_begin(f, c, path, method);
		if (q->fault.fault == FAULT_DEAF)
			return MHD_NO;
		if (q->fault.fault == FAULT_EARLY)
			return fake_answer(c, q->fault.value, FAKE_PAGE, NULL, NULL);
		return MHD_YES;
	}
	if (*n != 0) {
		if (q->fault.fault == FAULT_BREAK)
			return MHD_NO;
		if (q->n + *n > q->cap) {
			q->cap = 2 * (q->n + *n);
			must(q->cap <= FAKE_BODY_MOST);
			q->p = realloc(q->p, q->cap);
			must(q->p != NULL);
		}
		memcpy(q->p + q->n, body, *n);
		q->n += *n;
		*n = 0;
		return MHD_YES;
	}
	if (!put && strcmp(method, "GET") != 0)
		return fake_answer(c, MHD_HTTP_METHOD_NOT_ALLOWED, "", NULL, NULL);
	if (put && q->p == NULL) {
		q->p = malloc(1);
		must(q->p != NULL);
	}
	return fake_finish(f, c, path, put, q);
}

static inline void
fake_done(void *arg UNUSED, struct MHD_Connection *c UNUSED, void **state, enum MHD_RequestTerminationCode why UNUSED)
{
	struct fake_request *q = *state;

	if (q != NULL)
		free(q->p);
	free(q);
}

/* Set tls_key, tls_cert, basic, dir and away first.  -1: could not listen. */
static inline int
fake_start(struct fake *f)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct MHD_OptionItem tls[] = { { MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)(uintptr_t)f->tls_key },
		{ MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)(uintptr_t)f->tls_cert }, { MHD_OPTION_END, 0, NULL } };
	struct MHD_OptionItem none[] = { { MHD_OPTION_END, 0, NULL } };
	unsigned flags = MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION;
	const union MHD_DaemonInfo *info;

	must(pthread_mutex_init(&f->lock, NULL) == 0);
	f->stopping = false;
	f->daemon = MHD_start_daemon(flags | (f->tls_key != NULL ? MHD_USE_TLS : 0), 0, NULL, NULL, fake_handle, f,
	    MHD_OPTION_SOCK_ADDR, &a, MHD_OPTION_NOTIFY_COMPLETED, fake_done, NULL,
	    MHD_OPTION_ARRAY, f->tls_key != NULL ? tls : none, MHD_OPTION_END);
	info = f->daemon == NULL ? NULL : MHD_get_daemon_info(f->daemon, MHD_DAEMON_INFO_BIND_PORT);
	if (info == NULL)
		return -1;
	f->port = info->port;
	return 0;
}

static inline void
fake_stop(struct fake *f)
{
	f->stopping = true;
	if (f->daemon != NULL)
		MHD_stop_daemon(f->daemon);
	f->daemon = NULL;
	for (size_t i = 0; i < f->nfiles; i++) {
		free(f->files[i].path);
		free(f->files[i].p);
	}
	f->nfiles = 0;
	(void)pthread_mutex_destroy(&f->lock);
}

/* Add the faults of a script; 0, or the number of the line that is not understood. */
static inline int
fake_script(struct fake *f, const char *text)
{
	static const enum fault cannot[] = { FAULT_NONE, FAULT_LATE, FAULT_MASKED, FAULT_SLOW, FAULT_BLANK, FAULT_TWICE,
		FAULT_ODD, FAULT_TYPE };
	struct str rest = str_of(text);
	struct script_line x;
	int at = 0, more;

	while ((more = script_next(&rest, &at, &x)) == 1) {
		for (size_t i = 0; i < COUNT(cannot); i++) {
			if (x.rule.fault == cannot[i])
				return at;
		}
		if (f->nfaults == FAKE_FAULTS)
			return at;
		f->faults[f->nfaults++] = x.rule;
	}
	return more == 0 ? 0 : at;
}

#endif
