/* SPDX-License-Identifier: EUPL-1.2 */
/* serve.c - woostraat-portal as a server: every side on one loopback port, and what its scripts make go wrong. */
#include "serve.h"

#include <gnutls/gnutls.h>
#include <limits.h>

#include "base/banned.h"

#define LOG_MOST	100000
#define FAULTY_MOST	((size_t)256 << 20)	/* of an answer that is spoilt on its way */
#define HTML_PAGE	"<!DOCTYPE html><title>Inloggen</title><p>GEHEIM-IN-HTML</p>"

/* One request; of a bank's only inner is used. */
struct state {
	struct ask	 ask;
	struct rule	 rule;
	void		*inner;
	bool		 begun, bank, control, broken;	/* broken: no room for its body */
	bool		 stranger;			/* no certificate of ours */
};

struct late {
	struct late	*next;
	struct ask	 ask;
	int64_t		 due;		/* ms */
};

static const struct { const char *name; side_run *run; } sides[] = { { "put", side_put }, { "dav", side_dav },
	{ "s3", side_s3 }, { "oauth", side_oauth }, { "kept", side_kept } };

static side_run *
side_of(const char *path)
{
	size_t n = strcspn(path, "/");

	for (size_t i = 0; i < COUNT(sides); i++) {
		if (strlen(sides[i].name) == n && strncmp(sides[i].name, path, n) == 0)
			return sides[i].run;
	}
	return NULL;
}

/* ---- scripts ---- */

static unsigned *
setting(struct serve *s, const char *name)
{
	return strcmp(name, "full") == 0 ? &s->common.full : strcmp(name, "skew") == 0 ? &s->common.skew_s
	    : strcmp(name, "expire") == 0 ? &s->common.expire_s : NULL;
}

/* The lines of the script that a bank knows, for one that is new. */
static void
tell_bank(struct gpp_world *w, const char *text)
{
	struct str rest = str_of(text);
	struct script_line x;
	int at = 0;

	while (script_next(&rest, &at, &x) == 1) {
		if (x.rule.fault != FAULT_NONE)
			gpp_rule_add(w, &x.rule);
		else
			(void)gpp_setting(&w->set, x.name, x.number);
	}
}

int
serve_script(struct serve *s, const char *text)
{
	struct gpp_settings bank;
	struct str rest = str_of(text);
	struct script_line x;
	int at = 0, more;
	char *all;

	while ((more = script_next(&rest, &at, &x)) == 1) {
		if (x.rule.fault == FAULT_NONE && setting(s, x.name) == NULL && !gpp_setting(&bank, x.name, x.number))
			return at;
		if (x.rule.fault == FAULT_NONE && setting(s, x.name) != NULL)
			*setting(s, x.name) = x.number;
		if (x.rule.fault == FAULT_NONE)
			continue;
		s->rules = reallocarray(s->rules, s->nrules + 1, sizeof *s->rules);
		must(s->rules != NULL);
		s->rules[s->nrules++] = x.rule;
	}
	if (more != 0)
		return at;
	must(asprintf(&all, "%s%s\n", s->script == NULL ? "" : s->script, text) >= 0);
	free(s->script);
	s->script = all;
	return 0;
}

/* ---- answers ---- */

static void
add_headers(const struct serve *s, const struct tell *t, struct MHD_Response *r)
{
	char date[64];
	time_t now = side_now(&s->common);
	struct tm tm;

	for (size_t i = 0; i < t->nheaders; i++)
		(void)MHD_add_response_header(r, t->header[i].name, t->header[i].value);
	if (t->type[0] != '\0')
		(void)MHD_add_response_header(r, "Content-Type", t->type);
	if (s->common.skew_s != 0) {
		must(gmtime_r(&now, &tm) != NULL && strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT", &tm) > 0);
		(void)MHD_add_response_header(r, "Date", date);
	}
}

/* Takes what is in t. */
static enum MHD_Result
send_tell(const struct serve *s, struct MHD_Connection *c, struct tell *t)
{
	struct MHD_Response *r;
	enum MHD_Result rc;

	if (t->fd >= 0)
		r = MHD_create_response_from_fd64(t->size, t->fd);
	else
		r = MHD_create_response_from_buffer(t->n, t->text == NULL ? (void *)(uintptr_t)"" : t->text,
		    t->text == NULL ? MHD_RESPMEM_PERSISTENT : MHD_RESPMEM_MUST_FREE);
	t->fd = -1;
	t->text = NULL;
	add_headers(s, t, r);
	rc = MHD_queue_response(c, t->status, r);
	MHD_destroy_response(r);
	return rc;
}

static enum MHD_Result
send_page(const struct serve *s, struct MHD_Connection *c, unsigned status, const char *name, const char *value)
{
	struct tell t = tell_text(status, "text/html", S(HTML_PAGE));

	if (name != NULL)
		tell_header(&t, name, value);
	return send_tell(s, c, &t);
}

/* The whole body in memory, so that it can be spoilt. */
static void
load(struct tell *t)
{
	if (t->fd < 0)
		return;
	must(t->size <= FAULTY_MOST);
	t->n = (size_t)t->size;
	t->text = calloc(1, t->n + 1);
	must(t->text != NULL && read(t->fd, t->text, t->n) == (ssize_t)t->n);
	(void)close(t->fd);
	t->fd = -1;
}

/* The answer to what was done, of which nothing was. */
static struct tell
pretend(const struct ask *q)
{
	static const struct { const char *method; unsigned status; } rows[] = { { "PUT", 201 }, { "MKCOL", 201 },
		{ "MOVE", 201 }, { "DELETE", 204 }, { "GET", 404 }, { "HEAD", 404 }, { "PROPFIND", 404 } };

	for (size_t i = 0; i < COUNT(rows); i++) {
		if (strcmp(rows[i].method, q->method) == 0)
			return tell(rows[i].status);
	}
	return tell_text(200, "application/json", S("{}"));
}

static void
wait_ms(const struct serve *s, unsigned ms)
{
	for (unsigned i = 0; i < ms && !s->stopping; i += 10)
		(void)usleep(10000);
}

static struct tell
run(struct serve *s, const struct ask *q, bool twice)
{
	side_run *side = side_of(q->path);
	struct tell t, again;

	(void)pthread_mutex_lock(&s->lock);
	t = side == NULL ? tell_text(404, "text/html", S(HTML_PAGE)) : side(&s->common, q);
	if (twice && side != NULL) {
		again = side(&s->common, q);
		tell_free(&again);
	}
	(void)pthread_mutex_unlock(&s->lock);
	return t;
}

/* ---- the log ---- */

static void
note(struct serve *s, const struct ask *q, unsigned status, enum fault fault)
{
	json_t *j;

	(void)pthread_mutex_lock(&s->lock);
	s->requests++;
	s->faults += fault != FAULT_NONE;
	if (json_array_size(s->log) < LOG_MOST) {
		j = json_pack("{s:s,s:s,s:I}", "method", q->method, "path", q->path, "bytes", (json_int_t)q->body.size);
		if (j != NULL && status != 0)
			json_put_num(j, "status", status);
		if (j != NULL && fault != FAULT_NONE)
			json_put(j, "fault", json_string(fault_name(fault)));
		if (j != NULL)
			json_push(s->log, j);
	}
	(void)pthread_mutex_unlock(&s->lock);
}

json_t *
serve_state(struct serve *s, bool log)
{
	struct arena *mem = arena_new("state", MIB(64));
	json_t *list = json_array(), *j;
	struct node **v;
	size_t n;

	(void)pthread_mutex_lock(&s->lock);
	v = kept_list(&s->common.kept, "", &n);
	for (size_t i = 0; i < n; i++) {
		struct str hex = digest_hex(mem, v[i]->sha256);

		j = json_pack("{s:s,s:b}", "path", v[i]->path, "folder", v[i]->folder);
		if (!v[i]->folder) {
			json_put_num(j, "bytes", (int64_t)v[i]->size);
			json_put_str(j, "sha256", hex);
			json_put_str(j, "type", str_of(v[i]->type));
		}
		json_push(list, j);
	}
	free(v);
	j = json_pack("{s:i,s:i,s:i,s:o}", "requests", (int)s->requests, "faults", (int)s->faults, "refused",
	    (int)s->common.refused, "kept", list);
	if (log)
		json_put(j, "log", json_deep_copy(s->log));
	(void)pthread_mutex_unlock(&s->lock);
	arena_free(mem);
	return j;
}

/* ---- requests ---- */

static void
ask_free(struct ask *q)
{
	free(q->raw);
	free(q->path);
	json_decref(q->query);
	json_decref(q->headers);
	body_drop(&q->body);
}

static enum MHD_Result
pair(void *arg, enum MHD_ValueKind kind, const char *name, const char *value)
{
	json_t *j = json_string(value == NULL ? "" : value);
	char lower[128];
	size_t n = 0;

	if (j == NULL)
		return MHD_YES;
	for (; name[n] != '\0' && n + 1 < sizeof lower; n++)
		lower[n] = kind == MHD_HEADER_KIND && name[n] >= 'A' && name[n] <= 'Z' ? (char)(name[n] + 32) : name[n];
	lower[n] = '\0';
	json_put(arg, lower, j);
	return MHD_YES;
}

/* The target before it is decoded; what is signed is that. */
static void *
target(void *arg UNUSED, const char *uri, struct MHD_Connection *c UNUSED)
{
	struct state *x = calloc(1, sizeof *x);

	must(x != NULL);
	x->ask.raw = strdup(uri);
	x->ask.body.fd = -1;
	return x;
}

/* Did who connected show a certificate of the authority that we know? */
static bool
known_client(const struct serve *s, struct MHD_Connection *c)
{
	const union MHD_ConnectionInfo *i;
	unsigned wrong = 1;

	if (s->client_ca == NULL)
		return true;
	i = MHD_get_connection_info(c, MHD_CONNECTION_INFO_GNUTLS_SESSION);
	return i != NULL && i->tls_session != NULL &&
	    gnutls_certificate_verify_peers2((gnutls_session_t)i->tls_session, &wrong) == GNUTLS_E_SUCCESS && wrong == 0;
}

/* A bank of this name that is new gets the script. */
static void
meet_bank(struct serve *s, const char *path)
{
	struct str rest = str_of(path), world;
	char name[128];

	if (!str_next(&rest, '/', &world) || !str_next(&rest, '/', &world) || world.n >= sizeof name)
		return;
	(void)snprintf(name, sizeof name, "%.*s", STRF(world));
	(void)pthread_mutex_lock(&s->lock);
	(void)pthread_mutex_lock(&s->bank.lock);
	if (*gpp_slot(&s->bank, name) == NULL && s->script != NULL)
		tell_bank(gpp_world(&s->bank, name), s->script);
	(void)pthread_mutex_unlock(&s->bank.lock);
	(void)pthread_mutex_unlock(&s->lock);
}

static void
begin(struct serve *s, struct MHD_Connection *c, const char *path, const char *method, struct state *x)
{
	x->begun = true;
	x->stranger = !known_client(s, c);
	(void)snprintf(x->ask.method, sizeof x->ask.method, "%s", method);
	x->ask.path = strdup(path[0] == '/' ? path + 1 : path);
	must(x->ask.path != NULL);
	x->bank = strncmp(path, "/gpp/", 5) == 0;
	x->control = strncmp(path, "/__", 3) == 0;
	if (x->stranger || x->control)
		return;
	if (x->bank) {
		meet_bank(s, strncmp(path, "/gpp/api/", 9) == 0 ? path : path + 4);
		return;
	}
	x->ask.query = json_object();
	x->ask.headers = json_object();
	(void)MHD_get_connection_values(c, MHD_GET_ARGUMENT_KIND, pair, x->ask.query);
	(void)MHD_get_connection_values(c, MHD_HEADER_KIND, pair, x->ask.headers);
	(void)pthread_mutex_lock(&s->lock);
	x->rule = rule_choose(s->rules, s->nrules, method, x->ask.path);
	(void)pthread_mutex_unlock(&s->lock);
}

static void
take_body(struct serve *s, struct state *x, const char *p, size_t n)
{
	int rc = 0;

	if (x->ask.body.file == NULL) {
		(void)pthread_mutex_lock(&s->lock);
		rc = body_begin(&s->common.kept, &x->ask.body);
		(void)pthread_mutex_unlock(&s->lock);
	}
	if (x->broken || rc != 0 || body_add(&x->ask.body, p, n) != 0)
		x->broken = true;
}

static enum MHD_Result
control(struct serve *s, struct MHD_Connection *c, struct state *x)
{
	struct arena *mem;
	char *text;
	struct tell t;
	json_t *j;
	int line;

	if (strcmp(x->ask.path, "__state") == 0) {
		mem = arena_new("state", MIB(256));
		j = serve_state(s, true);
		t = tell_text(200, "application/json", json_write(mem, j));
		json_decref(j);
		arena_free(mem);
		return send_tell(s, c, &t);
	}
	text = body_text(&x->ask.body, 1 << 20);
	if (strcmp(x->ask.path, "__script") != 0 || text == NULL) {
		free(text);
		return send_page(s, c, 404, NULL, NULL);
	}
	(void)pthread_mutex_lock(&s->lock);
	line = serve_script(s, text);
	(void)pthread_mutex_unlock(&s->lock);
	free(text);
	mem = arena_new("state", KIB(64));
	t = tell_text(line == 0 ? 200 : 400, "application/json", str_fmt(mem, "{\"line\":%d}", line));
	arena_free(mem);
	return send_tell(s, c, &t);
}

static void
postpone(struct serve *s, struct state *x)
{
	struct late *l = calloc(1, sizeof *l);

	must(l != NULL);
	(void)pthread_mutex_lock(&s->lock);
	l->ask = x->ask;
	x->ask = (struct ask){ .body.fd = -1 };
	l->due = clock_ms() + x->rule.value;
	l->next = s->late;
	s->late = l;
	(void)pthread_mutex_unlock(&s->lock);
}

/* What was asked is done, and goes wrong on its way back.  Takes t. */
static enum MHD_Result
spoil(struct serve *s, struct MHD_Connection *c, const struct rule *r, struct tell *t)
{
	enum MHD_Result rc;

	switch (r->fault) {
	case FAULT_LINGER:
		wait_ms(s, r->value);
		tell_free(t);
		return MHD_NO;
	case FAULT_LOST:
		tell_free(t);
		return MHD_NO;
	case FAULT_MASKED:
		tell_free(t);
		return send_page(s, c, r->value, NULL, NULL);
	case FAULT_SLOW:
		wait_ms(s, r->value);
		return send_tell(s, c, t);
	case FAULT_LONGER:
		tell_free(t);
		return gpp_stream(c, t->status, NULL, 0);
	case FAULT_CUT:
		load(t);
		rc = gpp_stream(c, t->status, t->text == NULL ? "" : t->text, t->n);
		tell_free(t);
		return rc;
	case FAULT_BLANK:
		tell_free(t);
		t->n = 0;
		return send_tell(s, c, t);
	case FAULT_WRONG:
		load(t);
		if (t->n > 0)
			t->text[t->n - 1] ^= 1;
		return send_tell(s, c, t);
	case FAULT_TYPE:
		(void)snprintf(t->type, sizeof t->type, "text/html");
		return send_tell(s, c, t);
	default:
		return send_tell(s, c, t);
	}
}

/* Is what was asked not done, or not now? */
static bool
never_done(enum fault f)
{
	return f == FAULT_STATUS || f == FAULT_STUMP || f == FAULT_FLOOD || f == FAULT_LATE || f == FAULT_HANG ||
	    f == FAULT_BREAK || f == FAULT_PAGE || f == FAULT_REDIRECT || f == FAULT_ODD || f == FAULT_VANISH;
}

/* The request is in; what does it get? */
static enum MHD_Result
finish(struct serve *s, struct MHD_Connection *c, struct state *x)
{
	const struct rule *r = &x->rule;
	struct tell t;

	if (never_done(r->fault))
		note(s, &x->ask, r->fault == FAULT_STATUS ? r->value : 0, r->fault);
	switch (r->fault) {
	case FAULT_STATUS:
		return send_page(s, c, r->value, r->retry[0] != '\0' ? "Retry-After" : NULL, r->retry);
	case FAULT_STUMP:
		return gpp_stream(c, r->value, HTML_PAGE, strlen(HTML_PAGE));
	case FAULT_FLOOD:
		return gpp_stream(c, r->value == 0 ? 200 : r->value, NULL, 0);
	case FAULT_LATE:
		postpone(s, x);
		return MHD_NO;
	case FAULT_HANG:
		wait_ms(s, r->value);
		return MHD_NO;
	case FAULT_BREAK:
		return MHD_NO;
	case FAULT_PAGE:
		return send_page(s, c, 200, NULL, NULL);
	case FAULT_REDIRECT:
		return send_page(s, c, 302, "Location", "/elders");
	case FAULT_ODD:
		t = tell_text(200, "application/json", S("{\"count\":\"GEHEIM\",\"uuid\":[1]}"));
		return send_tell(s, c, &t);
	case FAULT_VANISH:
		t = pretend(&x->ask);
		return send_tell(s, c, &t);
	default:
		break;
	}
	t = x->broken ? tell(507) : run(s, &x->ask, r->fault == FAULT_TWICE);
	note(s, &x->ask, t.status, r->fault);
	return spoil(s, c, r, &t);
}

static enum MHD_Result
handle(void *arg, struct MHD_Connection *c, const char *path, const char *method, const char *version, const char *body,
    size_t *n, void **state)
{
	struct serve *s = arg;
	struct state *x = *state;
	bool first = !x->begun;

	if (first)
		begin(s, c, path, method, x);
	if (x->stranger && first)
		return send_page(s, c, 403, NULL, NULL);
	if (x->bank) {
		if (first)
			note(s, &x->ask, 0, FAULT_NONE);
		return gpp_handle(&s->bank, c, strncmp(path, "/gpp/api/", 9) == 0 ? path : path + 4, method, version, body, n,
		    &x->inner);
	}
	if (first && (x->rule.fault == FAULT_DEAF || x->rule.fault == FAULT_EARLY))
		note(s, &x->ask, x->rule.value, x->rule.fault);
	if (first && x->rule.fault == FAULT_DEAF)
		return MHD_NO;
	if (first && x->rule.fault == FAULT_EARLY)
		return send_page(s, c, x->rule.value, NULL, NULL);
	if (first)
		return MHD_YES;
	if (*n != 0) {
		if (x->rule.fault == FAULT_BREAK)
			return MHD_NO;
		take_body(s, x, body, *n);
		*n = 0;
		return MHD_YES;
	}
	body_end(&x->ask.body);
	if (x->control)
		return control(s, c, x);
	return finish(s, c, x);
}

static void
done(void *arg, struct MHD_Connection *c, void **state, enum MHD_RequestTerminationCode why)
{
	struct state *x = *state;

	if (x == NULL)
		return;
	if (x->bank)
		gpp_done(arg, c, &x->inner, why);
	ask_free(&x->ask);
	free(x);
	*state = NULL;
}

/* ---- start and end ---- */

/* Do what is due at now. */
static void
do_late(struct serve *s, int64_t now)
{
	struct late *due = NULL;

	(void)pthread_mutex_lock(&s->lock);
	for (struct late **at = &s->late; *at != NULL;) {
		struct late *l = *at;

		if (l->due > now) {
			at = &l->next;
			continue;
		}
		*at = l->next;
		l->next = due;
		due = l;
	}
	(void)pthread_mutex_unlock(&s->lock);
	while (due != NULL) {
		struct late *l = due;
		struct tell t = run(s, &l->ask, false);

		due = l->next;
		tell_free(&t);
		ask_free(&l->ask);
		free(l);
	}
}

static void *
clerk(void *arg)
{
	struct serve *s = arg;

	while (!s->stopping) {
		(void)usleep(3000);
		do_late(s, clock_ms());
		(void)pthread_mutex_lock(&s->bank.lock);
		gpp_do_late(&s->bank, NULL, clock_ms());
		(void)pthread_mutex_unlock(&s->bank.lock);
	}
	return NULL;
}

int
serve_start(struct serve *s)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons(s->port) };
	struct MHD_OptionItem more[6] = { { MHD_OPTION_END, 0, NULL } };
	unsigned flags = MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION, n = 0;
	const union MHD_DaemonInfo *info;

	must(pthread_mutex_init(&s->lock, NULL) == 0 && pthread_mutex_init(&s->bank.lock, NULL) == 0);
	s->bank.set.part = s->bank.set.part == 0 ? 100 : s->bank.set.part;
	s->bank.record = -1;	/* nowhere; 0 would be our stdin */
	s->bank.token = s->common.keys.token[0] == '\0' ? NULL : s->common.keys.token;
	s->log = json_array();
	if (s->tls_cert != NULL) {
		flags |= MHD_USE_TLS;
		more[n++] = (struct MHD_OptionItem){ MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)(uintptr_t)s->tls_key };
		more[n++] = (struct MHD_OptionItem){ MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)(uintptr_t)s->tls_cert };
		if (s->client_ca != NULL)
			more[n++] = (struct MHD_OptionItem){ MHD_OPTION_HTTPS_MEM_TRUST, 0, (void *)(uintptr_t)s->client_ca };
	}
	if (s->common.skew_s != 0)
		flags |= MHD_USE_SUPPRESS_DATE_NO_CLOCK;
	more[n] = (struct MHD_OptionItem){ MHD_OPTION_END, 0, NULL };
	s->daemon = MHD_start_daemon(flags, 0, NULL, NULL, handle, s, MHD_OPTION_SOCK_ADDR, &a,
	    MHD_OPTION_URI_LOG_CALLBACK, target, NULL, MHD_OPTION_NOTIFY_COMPLETED, done, &s->bank,
	    MHD_OPTION_NOTIFY_CONNECTION, gpp_connection, NULL, MHD_OPTION_ARRAY, more, MHD_OPTION_END);
	info = s->daemon == NULL ? NULL : MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_BIND_PORT);
	if (info == NULL)
		return -1;
	s->port = info->port;
	return pthread_create(&s->clerk, NULL, clerk, s) == 0 ? 0 : -1;
}

void
serve_stop(struct serve *s)
{
	if (s->daemon != NULL) {
		s->stopping = s->bank.stopping = true;
		MHD_stop_daemon(s->daemon);
		(void)pthread_join(s->clerk, NULL);
		for (size_t i = 0; i < GPP_WORLDS; i++) {
			while (s->bank.worlds[i] != NULL)
				gpp_world_drop(&s->bank, s->bank.worlds[i]->name);
		}
	}
	while (s->late != NULL) {
		struct late *l = s->late;

		s->late = l->next;
		ask_free(&l->ask);
		free(l);
	}
	json_decref(s->log);
	free(s->rules);
	free(s->script);
	kept_close(&s->common.kept);
	(void)pthread_mutex_destroy(&s->bank.lock);
	(void)pthread_mutex_destroy(&s->lock);
}
