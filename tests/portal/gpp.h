/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * gpp.h - a fake GPP-publicatiebank on a loopback port: many banks in one process, with its traps, and faults by script.
 *
 * The first part of a path names the world, made on first use: http://127.0.0.1:PORT/<world>/api/v2/publicaties.
 *
 *	GET /<world>/__state	JSON: publications, documents, counts of what was asked and what had an effect
 *	POST /<world>/__script	add lines to its script; 400 with the number of the line that is not understood
 *	POST /<world>/__settle	apply what is late now; the answer is __state
 *	POST /<world>/__reset	as if it was never used; its script goes too
 *	DELETE /<world>		the same, and its memory is freed
 *
 * The lines of a script are those of script.h.
 *
 * "set NAME NUMBER" knows: part (bytes; 100), ready (ms until a strippable document is), never (1: none becomes
 * ready), strip (1: strippable documents come back with a byte more), doubles (1: rows come twice), inactive (1: no
 * organisation is active), selfmade (1: all are), strict (1: a filter on an unknown publication is 400), version
 * (20100: 2.1.0), subjects (how many: Onderwerp 1 to that), sink (1: parts are
 * counted and not kept, so none can be downloaded), lost and late (of a thousand requests with an effect).
 */
#ifndef GPP_H
#define GPP_H

#include <arpa/inet.h>
#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#include "gpp_docs.h"
#include "gpp_record.h"

#define GPP_BODY_MOST	((size_t)64 << 20)
#define GPP_SINK_KEEPS	4096		/* bytes of a part in a sink: its head */
#define GPP_WORLDS	256		/* buckets */
#define GPP_LATE_MOST	1500		/* ms, of a late effect that chance chose */
#define GPP_TOKEN	"GEHEIM-SLEUTEL-0123456789"
#define GPP_LOGIN	"<!DOCTYPE html><title>Inloggen</title><p>GEHEIM-IN-HTML</p>"

static const char *const gpp_methods[GM__COUNT] = { "GET", "POST", "PATCH", "PUT", "DELETE" };

struct gpp_late {
	struct gpp_late	*next;
	struct gpp_world *world;
	struct gpp_request request;
	int64_t		 due;		/* ms */
};

struct gpp {
	struct MHD_Daemon *daemon;
	pthread_mutex_t	 lock;
	pthread_t	 clerk;		/* does what is late */
	atomic_bool	 stopping;
	uint16_t	 port;
	int		 record;	/* gpp_record.h; -1: nowhere */
	const char	*token;		/* NULL: GPP_TOKEN */
	struct gpp_settings set;	/* of a new world */
	uint64_t	 seed;
	struct gpp_world *worlds[GPP_WORLDS];
	struct gpp_late	*late;
};

struct gpp_state {
	struct gpp_request request;
	struct rule	 rule;		/* the fault it gets */
	char		 world[128], control[32];
	bool		 any;		/* it has a path that we know */
	size_t		 cap;
	unsigned	 status;	/* of a request that is not allowed */
	struct gpp_heard heard;
	bool		 sink;
};

/* ---- worlds ---- */

static inline struct gpp_world **
gpp_slot(struct gpp *g, const char *name)
{
	unsigned h = 5381;
	struct gpp_world **at;

	for (const char *c = name; *c != '\0'; c++)
		h = h * 33 + (unsigned char)*c;
	for (at = &g->worlds[h % GPP_WORLDS]; *at != NULL && strcmp((*at)->name, name) != 0; at = &(*at)->next)
		;
	return at;
}

static inline struct gpp_world *
gpp_world(struct gpp *g, const char *name)
{
	struct gpp_world **at = gpp_slot(g, name), *w = *at;

	if (w != NULL)
		return w;
	w = calloc(1, sizeof *w);
	must(w != NULL);
	w->name = strdup(name);
	w->set = g->set;
	w->dice = g->seed * 0x9e3779b97f4a7c15u + 88172645463325252u;
	for (const char *c = name; *c != '\0'; c++)
		w->dice = (w->dice ^ (unsigned char)*c) * 0x100000001b3u;
	w->dice |= 1;
	*at = w;
	return w;
}

static inline void
gpp_forget_late(struct gpp *g, const struct gpp_world *w)
{
	for (struct gpp_late **at = &g->late; *at != NULL;) {
		struct gpp_late *l = *at;

		if (w != NULL && l->world != w) {
			at = &l->next;
			continue;
		}
		*at = l->next;
		gpp_request_free(&l->request);
		free(l);
	}
}

static inline void
gpp_world_drop(struct gpp *g, const char *name)
{
	struct gpp_world **at = gpp_slot(g, name), *w = *at;

	if (w == NULL)
		return;
	*at = w->next;
	gpp_forget_late(g, w);
	gpp_world_empty(w);
	free(w->name);
	free(w);
}

static inline unsigned
gpp_dice(struct gpp_world *w, unsigned sides)
{
	w->dice ^= w->dice << 13;
	w->dice ^= w->dice >> 7;
	w->dice ^= w->dice << 17;
	return (unsigned)(w->dice >> 33) % sides;
}

/* Do what is due at now; w: of that world only.  The caller holds the lock. */
static inline void
gpp_do_late(struct gpp *g, const struct gpp_world *w, int64_t now)
{
	for (struct gpp_late **at = &g->late; *at != NULL;) {
		struct gpp_late *l = *at;
		struct gpp_reply r;

		if (l->due > now || (w != NULL && l->world != w)) {
			at = &l->next;
			continue;
		}
		*at = l->next;
		l->world->pending--;
		r = gpp_apply(l->world, &l->request);
		gpp_reply_free(&r);
		gpp_request_free(&l->request);
		free(l);
	}
}

static inline void *
gpp_clerk(void *arg)
{
	struct gpp *g = arg;

	while (!g->stopping) {
		(void)usleep(3000);
		(void)pthread_mutex_lock(&g->lock);
		gpp_do_late(g, NULL, clock_ms());
		(void)pthread_mutex_unlock(&g->lock);
	}
	return NULL;
}

/* ---- script ---- */

/* false: a bank has no such setting. */
static inline bool
gpp_setting(struct gpp_settings *s, const char *name, unsigned v)
{
	const struct { const char *name; unsigned *to; } names[] = { { "part", &s->part }, { "ready", &s->ready_ms },
		{ "never", &s->never }, { "strip", &s->strip }, { "doubles", &s->doubles }, { "inactive", &s->inactive },
		{ "selfmade", &s->selfmade }, { "strict", &s->strict }, { "lost", &s->lost }, { "late", &s->late },
		{ "version", &s->version }, { "subjects", &s->subjects }, { "sink", &s->sink } };

	for (size_t i = 0; i < COUNT(names); i++) {
		if (strcmp(names[i].name, name) == 0 && (v > 0 || i > 0)) {
			*names[i].to = v;
			return true;
		}
	}
	return false;
}

static inline void
gpp_rule_add(struct gpp_world *w, const struct rule *x)
{
	w->rules = reallocarray(w->rules, w->nrules + 1, sizeof *w->rules);
	must(w->rules != NULL);
	w->rules[w->nrules++] = *x;
}

/* Add the lines of a script; 0, or the number of the line that is not understood.  The caller holds the lock. */
static inline int
gpp_script_add(struct gpp_world *w, const char *text)
{
	struct str rest = str_of(text);
	struct script_line x;
	int at = 0, more;

	while ((more = script_next(&rest, &at, &x)) == 1) {
		if (x.rule.fault != FAULT_NONE)
			gpp_rule_add(w, &x.rule);
		else if (!gpp_setting(&w->set, x.name, x.number))
			return at;
	}
	return more == 0 ? 0 : at;
}

/* Which fault does this request get: by the script, or by chance? */
static inline struct rule
gpp_choose(struct gpp_world *w, const struct gpp_request *q)
{
	struct rule got = rule_choose(w->rules, w->nrules, gpp_methods[q->method], q->path);

	if (got.fault == FAULT_NONE && q->method != GM_GET && w->set.lost + w->set.late > 0) {
		unsigned d = gpp_dice(w, 1000);

		got.fault = d < w->set.lost ? FAULT_LOST : d < w->set.lost + w->set.late ? FAULT_LATE : FAULT_NONE;
		got.value = got.fault == FAULT_LATE ? 1 + gpp_dice(w, GPP_LATE_MOST) : 0;
	}
	return got;
}

/* ---- answers ---- */

static inline enum MHD_Result
gpp_send(struct MHD_Connection *c, unsigned status, const char *type, const char *p, size_t n, const char *name,
    const char *value)
{
	struct MHD_Response *r = MHD_create_response_from_buffer(n, (void *)(uintptr_t)p, MHD_RESPMEM_MUST_COPY);
	enum MHD_Result rc;

	if (name != NULL)
		(void)MHD_add_response_header(r, name, value);
	(void)MHD_add_response_header(r, "Content-Type", type);
	rc = MHD_queue_response(c, status, r);
	MHD_destroy_response(r);
	return rc;
}

struct gpp_body { char *p; size_t n; bool endless; };

static inline ssize_t
gpp_body_read(void *arg, uint64_t at, char *out, size_t max)
{
	struct gpp_body *b = arg;
	size_t n;

	if (b->endless) {
		memset(out, ' ', max);
		return (ssize_t)max;
	}
	if (at >= b->n / 2)
		return MHD_CONTENT_READER_END_WITH_ERROR;
	n = b->n / 2 - (size_t)at < max ? b->n / 2 - (size_t)at : max;
	memcpy(out, b->p + at, n);
	return (ssize_t)n;
}

static inline void
gpp_body_free(void *arg)
{
	free(((struct gpp_body *)arg)->p);
	free(arg);
}

/* Half of p, and then the connection breaks; p NULL: no end at all. */
static inline enum MHD_Result
gpp_stream(struct MHD_Connection *c, unsigned status, const char *p, size_t n)
{
	struct gpp_body *b = calloc(1, sizeof *b);
	struct MHD_Response *r;
	enum MHD_Result rc;

	must(b != NULL);
	b->n = n;
	b->endless = p == NULL;
	b->p = malloc(n + 1);
	must(b->p != NULL);
	if (n != 0)
		memcpy(b->p, p, n);
	r = MHD_create_response_from_callback(b->endless ? MHD_SIZE_UNKNOWN : n, 4096, gpp_body_read, b, gpp_body_free);
	(void)MHD_add_response_header(r, "Content-Type", "application/json");
	rc = MHD_queue_response(c, status, r);
	MHD_destroy_response(r);
	return rc;
}

/* Takes what is in the reply. */
static inline enum MHD_Result
gpp_answer(struct MHD_Connection *c, struct gpp_reply *r, enum fault fault)
{
	const char *type = r->html != NULL ? "text/html" : r->bytes != NULL ? r->format : "application/json";
	char *text = r->j == NULL ? NULL : json_dumps(r->j, JSON_COMPACT);
	const char *p = r->html != NULL ? r->html : r->bytes != NULL ? r->bytes : text == NULL ? "" : text;
	size_t n = r->bytes != NULL ? r->n : strlen(p);
	enum MHD_Result rc;

	if (n > 0 && fault == FAULT_WRONG && p == r->bytes)
		r->bytes[n - 1] ^= 1;
	else if (n > 0 && fault == FAULT_WRONG && p == text)
		text[n - 1] ^= 1;
	if (fault == FAULT_TYPE)
		type = "text/html";
	if (fault == FAULT_BLANK)
		n = 0;
	rc = fault == FAULT_CUT ? gpp_stream(c, r->status, p, n) : gpp_send(c, r->status, type, p, n, NULL, NULL);
	free(text);
	gpp_reply_free(r);
	return rc;
}

static inline void
gpp_wait(struct gpp *g, unsigned ms)
{
	for (unsigned i = 0; i < ms && !g->stopping; i += 10)
		(void)usleep(10000);
}

/* ---- control ---- */

static inline enum MHD_Result
gpp_control(struct gpp *g, struct MHD_Connection *c, struct gpp_state *s)
{
	const char *what = s->control;
	struct gpp_reply r = { .status = 200 };
	struct gpp_world *w;
	int line = 0;

	(void)pthread_mutex_lock(&g->lock);
	if (strcmp(what, "delete") == 0 || strcmp(what, "__reset") == 0) {
		gpp_world_drop(g, s->world);
	} else {
		w = gpp_world(g, s->world);
		if (strcmp(what, "__script") == 0)
			line = gpp_script_add(w, s->request.p == NULL ? "" : s->request.p);
		if (strcmp(what, "__settle") == 0)
			gpp_do_late(g, w, INT64_MAX);
		r.j = gpp_state(w);
	}
	(void)pthread_mutex_unlock(&g->lock);
	if (line != 0) {
		json_decref(r.j);
		r = gpp_plain(400, json_pack("{s:i}", "line", line));
	}
	return gpp_answer(c, &r, FAULT_NONE);
}

/* ---- requests ---- */

static inline enum MHD_Result
gpp_pair(void *arg, enum MHD_ValueKind kind UNUSED, const char *name, const char *value)
{
	json_t *j = json_string(value == NULL ? "" : value);

	if (j != NULL)
		json_put(arg, name, j);
	return MHD_YES;
}

/* /<world>/api/v2/<path>, or /<world>/__control */
static inline void
gpp_path(struct gpp_state *s, const char *path, const char *method)
{
	struct str rest = str_from(str_of(path), 1), world;

	s->any = false;
	for (int i = 0; i < GM__COUNT; i++) {
		if (strcmp(method, gpp_methods[i]) == 0) {
			s->request.method = (enum gpp_method)i;
			s->any = true;
		}
	}
	if (!s->any || !str_next(&rest, '/', &world) || world.n == 0 || world.n >= sizeof s->world) {
		s->any = false;
		return;
	}
	(void)snprintf(s->world, sizeof s->world, "%.*s", STRF(world));
	if (rest.n == 0 && s->request.method == GM_DELETE)
		(void)snprintf(s->control, sizeof s->control, "delete");
	else if (str_starts(rest, S("__")))
		(void)snprintf(s->control, sizeof s->control, "%.*s", STRF(str_sub(rest, 0, sizeof s->control - 1)));
	else if (str_starts(rest, S("api/v2/")))
		(void)snprintf(s->request.path, sizeof s->request.path, "%.*s", STRF(str_from(rest, 7)));
	else
		s->any = false;
}

static inline const char *
gpp_header(struct MHD_Connection *c, const char *name)
{
	return MHD_lookup_connection_value(c, MHD_HEADER_KIND, name);
}

/* 0, or the status of what the headers do not allow. */
static inline unsigned
gpp_allowed(const struct gpp *g, struct gpp_world *w, struct MHD_Connection *c)
{
	static const char *const audit[] = { "Audit-User-ID", "Audit-User-Representation", "Audit-Remarks" };
	const char *auth = gpp_header(c, "Authorization"), *v;
	char want[128];

	(void)snprintf(want, sizeof want, "Token %s", g->token == NULL ? GPP_TOKEN : g->token);
	if (auth == NULL || strcmp(auth, want) != 0)
		return 401;
	for (size_t i = 0; i < COUNT(audit); i++) {
		v = gpp_header(c, audit[i]);
		if (v == NULL)
			return 403;
		for (; *v != '\0'; v++)
			w->nonascii += (unsigned char)*v > 126;
	}
	return 0;
}

/* How many requests this connection has carried, this one included. */
static inline unsigned
gpp_nth_on_connection(struct MHD_Connection *c)
{
	const union MHD_ConnectionInfo *i = MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

	return i == NULL || i->socket_context == NULL ? 1 : ++*(unsigned *)i->socket_context;
}

static inline void
gpp_connection(void *arg UNUSED, struct MHD_Connection *c UNUSED, void **context, enum MHD_ConnectionNotificationCode why)
{
	if (why == MHD_CONNECTION_NOTIFY_STARTED)
		*context = calloc(1, sizeof(unsigned));
	else
		free(*context);
}

/* A request begins: count it, see whether it may, and look up its fault. */
static inline struct gpp_state *
gpp_begin(struct gpp *g, struct MHD_Connection *c, const char *path, const char *method)
{
	struct gpp_state *s = calloc(1, sizeof *s);
	struct gpp_request *q = &s->request;
	const char *type = gpp_header(c, "Content-Type"), *b;
	bool kept = gpp_nth_on_connection(c) > 1;
	struct gpp_world *w;

	must(s != NULL);
	q->query = json_object();
	gpp_path(s, path, method);
	(void)MHD_get_connection_values(c, MHD_GET_ARGUMENT_KIND, gpp_pair, q->query);
	if (!s->any || s->control[0] != '\0')
		return s;
	q->json = type != NULL && strncmp(type, "application/json", 16) == 0;
	b = type == NULL || strncmp(type, "multipart/form-data", 19) != 0 ? NULL : strstr(type, "boundary=");
	q->boundary = b == NULL ? NULL : strdup(b + 9);
	(void)pthread_mutex_lock(&g->lock);
	w = gpp_world(g, s->world);
	s->sink = w->set.sink != 0 && q->boundary != NULL;
	w->asked[q->method]++;
	if (q->method != GM_GET) {
		w->keyless += gpp_header(c, "Idempotency-Key") == NULL;
		w->reused += kept;
		(void)snprintf(w->remark, sizeof w->remark, "%s",
		    gpp_header(c, "Audit-Remarks") == NULL ? "" : gpp_header(c, "Audit-Remarks"));
	}
	s->status = gpp_allowed(g, w, c);
	s->heard = (struct gpp_heard){ .token = gpp_header(c, "Authorization") != NULL, .audit = s->status != 403 && w->nonascii == 0,
		.length = gpp_header(c, "Content-Length") != NULL && gpp_header(c, "Transfer-Encoding") == NULL };
	if (gpp_header(c, "Transfer-Encoding") != NULL)
		s->status = 411; /* uwsgi does not decode it */
	w->refused += s->status != 0;
	if (s->status == 0)
		s->rule = gpp_choose(w, q);
	(void)pthread_mutex_unlock(&g->lock);
	return s;
}

static inline void
gpp_postpone(struct gpp *g, struct gpp_state *s)
{
	struct gpp_late *l = calloc(1, sizeof *l);

	must(l != NULL);
	(void)pthread_mutex_lock(&g->lock);
	l->world = gpp_world(g, s->world);
	l->world->pending++;
	l->request = s->request;
	s->request = (struct gpp_request){ .method = GM_GET };
	l->due = clock_ms() + s->rule.value;
	l->next = g->late;
	g->late = l;
	(void)pthread_mutex_unlock(&g->lock);
}

/* The answer to what was done, of which nothing was: a record that nobody will find again, an empty list. */
static inline struct gpp_reply
gpp_pretend(const struct gpp_request *q)
{
	json_t *j = q->json && q->p != NULL ? json_loadb(q->p, q->n, 0, NULL) : NULL;
	char uuid[37];

	if (q->method == GM_GET) {
		json_decref(j);
		return gpp_page(json_array(), q->query);
	}
	if (q->method == GM_DELETE || q->method == GM_PUT) {
		json_decref(j);
		return q->method == GM_DELETE ? gpp_plain(204, NULL)
					      : gpp_plain(200, json_pack("{s:b}", "documentUploadVoltooid", 0));
	}
	if (!json_is_object(j)) {
		json_decref(j);
		j = json_object();
	}
	gpp_uuid(uuid, "vanished", q->path, (uint64_t)clock_ms());
	if (q->method == GM_PATCH && strlen(q->path) > 36) /* the last part of the path is its uuid */
		(void)snprintf(uuid, sizeof uuid, "%.36s", q->path + strlen(q->path) - 36);
	json_put(j, "uuid", json_string(uuid));
	return gpp_plain(q->method == GM_POST ? 201 : 200, j);
}

/* What was asked is done; how is it answered? */
static inline enum MHD_Result
gpp_do(struct gpp *g, struct MHD_Connection *c, struct gpp_state *s)
{
	const struct rule *x = &s->rule;
	struct gpp_reply r, again;

	(void)pthread_mutex_lock(&g->lock);
	r = gpp_apply(gpp_world(g, s->world), &s->request);
	gpp_record(g->record, gpp_methods[s->request.method], &s->request, s->heard, &r, NULL);
	if (x->fault == FAULT_TWICE) {
		again = gpp_apply(gpp_world(g, s->world), &s->request);
		gpp_reply_free(&again);
	}
	(void)pthread_mutex_unlock(&g->lock);
	if (x->fault == FAULT_LINGER || x->fault == FAULT_SLOW)
		gpp_wait(g, x->value);
	if (x->fault != FAULT_LOST && x->fault != FAULT_LINGER && x->fault != FAULT_MASKED)
		return gpp_answer(c, &r, x->fault);
	gpp_reply_free(&r);
	return x->fault == FAULT_MASKED ? gpp_send(c, x->value, "text/html", GPP_LOGIN, strlen(GPP_LOGIN), NULL, NULL) : MHD_NO;
}

/* The request is in; what does it get? */
static inline enum MHD_Result
gpp_finish(struct gpp *g, struct MHD_Connection *c, struct gpp_state *s)
{
	const struct rule *x = &s->rule;
	struct gpp_reply r;

	if (s->status != 0) {
		r = gpp_detail(s->status, "GEHEIM geweigerd");
		gpp_record(g->record, gpp_methods[s->request.method], &s->request, s->heard, &r, NULL);
		return gpp_answer(c, &r, FAULT_NONE);
	}
	r = (struct gpp_reply){ .status = x->value };
	if (fault_stops(x->fault))
		gpp_record(g->record, gpp_methods[s->request.method], &s->request, s->heard, &r, fault_name(x->fault));
	switch (x->fault) {
	case FAULT_STATUS:
		return gpp_send(c, x->value, "text/html", GPP_LOGIN, strlen(GPP_LOGIN),
		    x->retry[0] != '\0' ? "Retry-After" : NULL, x->retry);
	case FAULT_HANG:
		gpp_wait(g, x->value);
		return MHD_NO;
	case FAULT_LATE:
		gpp_postpone(g, s);
		return MHD_NO;
	case FAULT_BREAK:
		return MHD_NO;
	case FAULT_STUMP:
		return gpp_stream(c, x->value, GPP_LOGIN, strlen(GPP_LOGIN));
	case FAULT_LONGER:
	case FAULT_FLOOD:
		return gpp_stream(c, x->value == 0 ? 200 : x->value, NULL, 0);
	case FAULT_PAGE:
		return gpp_send(c, 200, "text/html", GPP_LOGIN, strlen(GPP_LOGIN), NULL, NULL);
	case FAULT_REDIRECT:
		return gpp_send(c, 302, "text/html", "", 0, "Location", "/elders");
	case FAULT_ODD:
		return gpp_send(c, 200, "application/json", "{\"count\":\"GEHEIM\",\"uuid\":[1]}", 29, NULL, NULL);
	case FAULT_SAY:
		return gpp_send(c, x->value, "application/json", x->retry, strlen(x->retry), NULL, NULL);
	case FAULT_VANISH:
		r = gpp_pretend(&s->request);
		return gpp_answer(c, &r, x->fault);
	default:
		return gpp_do(g, c, s);
	}
}

static inline enum MHD_Result
gpp_handle(void *arg, struct MHD_Connection *c, const char *path, const char *method, const char *version UNUSED,
    const char *body, size_t *n, void **state)
{
	struct gpp *g = arg;
	struct gpp_state *s = *state;
	struct gpp_request *q;

	if (s == NULL) {
		*state = s = gpp_begin(g, c, path, method);
		if (s->rule.fault == FAULT_DEAF)
			return MHD_NO;
		if (s->rule.fault == FAULT_EARLY)
			return gpp_send(c, s->rule.value, "text/html", GPP_LOGIN, strlen(GPP_LOGIN), NULL, NULL);
		return MHD_YES;
	}
	q = &s->request;
	if (*n != 0) {
		size_t keep = s->sink && *n > GPP_SINK_KEEPS - q->n ? GPP_SINK_KEEPS - q->n : *n;

		if (s->rule.fault == FAULT_BREAK)
			return MHD_NO;
		q->came += *n;
		if (q->n + keep + 1 > s->cap) {
			s->cap = 2 * (q->n + keep) + 1;
			must(s->cap <= GPP_BODY_MOST);
			q->p = realloc(q->p, s->cap);
			must(q->p != NULL);
		}
		memcpy(q->p + q->n, body, keep);
		q->n += keep;
		q->p[q->n] = '\0';
		*n = 0;
		return MHD_YES;
	}
	if (!s->any)
		return gpp_send(c, 404, "text/html", GPP_LOGIN, strlen(GPP_LOGIN), NULL, NULL);
	return s->control[0] != '\0' ? gpp_control(g, c, s) : gpp_finish(g, c, s);
}

static inline void
gpp_done(void *arg UNUSED, struct MHD_Connection *c UNUSED, void **state, enum MHD_RequestTerminationCode why UNUSED)
{
	struct gpp_state *s = *state;

	if (s != NULL)
		gpp_request_free(&s->request);
	free(s);
}

/* Set token, set and seed first.  -1: could not listen. */
static inline int
gpp_start(struct gpp *g)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	const union MHD_DaemonInfo *info;

	must(pthread_mutex_init(&g->lock, NULL) == 0);
	g->stopping = false;
	g->record = gpp_record_open();
	g->set.part = g->set.part == 0 ? 100 : g->set.part;
	g->daemon = MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION, 0, NULL, NULL,
	    gpp_handle, g, MHD_OPTION_SOCK_ADDR, &a, MHD_OPTION_NOTIFY_COMPLETED, gpp_done, NULL,
	    MHD_OPTION_NOTIFY_CONNECTION, gpp_connection, NULL, MHD_OPTION_END);
	info = g->daemon == NULL ? NULL : MHD_get_daemon_info(g->daemon, MHD_DAEMON_INFO_BIND_PORT);
	if (info == NULL)
		return -1;
	g->port = info->port;
	return pthread_create(&g->clerk, NULL, gpp_clerk, g);
}

static inline void
gpp_stop(struct gpp *g)
{
	g->stopping = true;
	MHD_stop_daemon(g->daemon);
	(void)pthread_join(g->clerk, NULL);
	for (size_t i = 0; i < GPP_WORLDS; i++) {
		while (g->worlds[i] != NULL)
			gpp_world_drop(g, g->worlds[i]->name);
	}
	if (g->record >= 0)
		(void)close(g->record);
	(void)pthread_mutex_destroy(&g->lock);
}

#endif
