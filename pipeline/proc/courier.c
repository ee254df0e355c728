/* SPDX-License-Identifier: EUPL-1.2 */
/* courier.c - the supervisor's side of the uploader: one step at a time, its receipt back. */
#include "proc/courier.h"

#include <stdlib.h>
#include <string.h>

#include "base/fd.h"
#include "base/utf8.h"
#include "outlet.h"
#include "proc/message.h"
#include "proc/spawn.h"

#include "base/banned.h"

#define FRAME_MEM	MIB(1)
#define WORDS_MOST	KIB(16)		/* bytes of an address or a detail; both are far shorter */
#define HTTP_MOST	999		/* status, RFC 9110 15 */

struct courier {
	struct helper	 helper;
	char		*program, *mode;
	uint32_t	 id, heard;	/* the last order, and the last whose receipt was taken */
};

static int
start(struct courier *c, struct err *e)
{
	struct arena *mem = arena_new("bericht", FRAME_MEM);
	struct msg m;
	int rc = spawn(c->program, c->mode, NULL, true, &c->helper, e);

	if (rc == 0 && (msg_recv(c->helper.sock, &m, mem, e) != 1 || m.kind != MSG_READY)) {
		msg_close(&m);
		spawn_end(&c->helper);
		rc = err_set(e, E_CONFIG, _("%s is niet te starten"), c->program);
	}
	arena_free(mem);
	return rc;
}

int
courier_open(const char *program, const char *mode, struct courier **c_r, struct err *e)
{
	struct courier *c = calloc(1, sizeof *c);

	must(c != NULL);
	c->helper.sock = -1;
	c->program = strdup(program);
	c->mode = strdup(mode);
	must(c->program != NULL && c->mode != NULL);
	if (start(c, e) != 0) {
		courier_close(c);
		return -1;
	}
	*c_r = c;
	return 0;
}

int
courier_another(const struct courier *c, struct courier **c_r, struct err *e)
{
	return courier_open(c->program, c->mode, c_r, e);
}

bool
courier_dry(const struct courier *c)
{
	return strcmp(c->mode, "dry") == 0;
}

void
courier_close(struct courier *c)
{
	if (c == NULL)
		return;
	spawn_end(&c->helper);
	free(c->program);
	free(c->mode);
	free(c);
}

int
courier_fd(const struct courier *c)
{
	return c->helper.sock;
}

/* A descriptor goes beside the frame; its place among them is in it. */
static void
put_fd(json_t *j, const char *name, int fd, struct msg *m)
{
	if (fd < 0)
		return;
	json_put_num(j, name, (int64_t)m->nfds);
	m->fd[m->nfds++] = fd;
}

int
courier_send(struct courier *c, const struct parcel *o, struct err *e)
{
	struct arena *mem;
	AUTO_JSON j = NULL;
	struct msg m = { .kind = MSG_ORDER };
	int rc;

	must(c->helper.sock >= 0 || c->heard == c->id);
	if (c->helper.sock < 0 && start(c, e) != 0)
		return -1;
	mem = arena_new("bericht", FRAME_MEM);
	j = json_object();
	outlet_put(j, o->at);
	json_put_str(j, "step", str_of(step_name(o->step)));
	json_put_str(j, "name", o->name);
	json_put_str(j, "remote", o->remote);
	json_put_str(j, "key", o->key);
	json_put_str(j, "journal", o->journal);
	json_put(j, "force", json_boolean(o->force));
	json_put_num(j, "doc", o->doc);
	json_put_str(j, "row", o->row);
	put_fd(j, "plan", o->plan, &m);
	put_fd(j, "bundle", o->bundle, &m);
	if (o->bundle >= 0) {
		json_put_str(j, "sha256", digest_hex(mem, o->sha256));
		json_put_num(j, "size", (int64_t)o->size);
	}
	m.id = ++c->id;
	m.body = json_write(mem, j);
	rc = msg_send(c->helper.sock, &m, e);
	if (rc != 0 && e->kind == E_AGAIN && c->heard + 1 != c->id) {
		rc = 0; /* who has others too died of one of those; the receipt says so of each */
	} else if (rc != 0 && e->kind == E_AGAIN) {
		/* It ended before it had the order, so nothing can have been sent. */
		spawn_end(&c->helper);
		rc = start(c, e) == 0 ? msg_send(c->helper.sock, &m, e) : -1;
	}
	if (rc != 0)
		c->id--;
	arena_free(mem);
	return rc;
}

/* want: what is asked besides; NULL: nothing.  seen is left as it is where nothing is. */
static int
probe(struct courier *c, const struct outlet *o, const char *want, struct outlook *seen, struct err *e)
{
	struct arena *mem = arena_new("bericht", FRAME_MEM);
	AUTO_JSON j = json_object();
	AUTO_JSON answer = NULL;
	struct msg m = { .kind = MSG_PROBE, .id = c->id }, in;
	int rc;

	outlet_put(j, o);
	if (want != NULL)
		json_put(j, want, json_true());
	m.body = json_write(mem, j);
	rc = msg_send(c->helper.sock, &m, e);
	if (rc == 0)
		rc = msg_recv(c->helper.sock, &in, mem, e) == 1 && (answer = json_read(in.body, e)) != NULL ?
		    0 :
		    err_set(e, E_BUG, "%s", _("de verzender is weggevallen"));
	if (rc == 0 && json_str(answer, "error").p != NULL)
		rc = err_set(
		    e, errkind_find(str_c(mem, json_str(answer, "kind"))), "%.*s", STRF(json_str(answer, "error")));
	if (rc == 0 && want != NULL)
		*seen = (struct outlook){ .ours = (time_t)json_num(answer, "ours", 0),
			.theirs = (time_t)json_num(answer, "theirs", 0) };
	arena_free(mem);
	return rc;
}

int
courier_mail(struct courier *c, const struct mail_route *at, struct str message, struct arena *mem, struct mail_receipt *r,
    struct err *e)
{
	struct arena *tmp;
	AUTO_JSON j = json_object();
	AUTO_JSON answer = NULL;
	struct msg m = { .kind = MSG_MAIL, .id = c->id }, in = { .kind = MSG__COUNT };
	int rc;

	if (c->helper.sock < 0 && start(c, e) != 0)
		return -1;
	tmp = arena_new("bericht", FRAME_MEM);
	mailbag_put(j, at, message);
	m.body = json_write(tmp, j);
	rc = msg_send(c->helper.sock, &m, e);
	if (rc == 0 && msg_recv(c->helper.sock, &in, tmp, e) == 1 && in.kind == MSG_RECEIPT &&
	    (answer = json_read(in.body, e)) != NULL) {
		rc = json_str(answer, "error").p != NULL ?
		    err_set(e, errkind_find(str_c(tmp, json_str(answer, "kind"))), "%.*s",
			STRF(json_str(answer, "error"))) :
		    mailbag_get_receipt(answer, mem, r, e);
	} else {
		spawn_end(&c->helper);
		*r = (struct mail_receipt){ .answer = MAIL_AGAIN, .detail = str_of(_("de verzender is weggevallen")) };
		rc = 0;
	}
	msg_close(&in);
	arena_free(tmp);
	return rc;
}

int
courier_probe(struct courier *c, const struct outlet *o, struct err *e)
{
	return probe(c, o, NULL, NULL, e);
}

int
courier_outlook(struct courier *c, const struct outlet *o, bool touch, struct outlook *seen, struct err *e)
{
	*seen = (struct outlook){ .ours = 0 };
	return probe(c, o, touch ? "touch" : "outlook", seen, e);
}

/* A number of the uploader's within its limits; what is none counts as a fault. */
static int64_t
number(const json_t *j, const char *name, int64_t most, bool *bad)
{
	const json_t *v = json_object_get(j, name);
	int64_t n = json_num(j, name, 0);

	*bad |= (v != NULL && !json_is_integer(v)) || n < 0 || n > most;
	return *bad ? 0 : n;
}

/* Words of the uploader's, which go into the ledger and the report; absent when they are not there. */
static struct str
words(const json_t *j, const char *name, struct arena *mem, bool *bad)
{
	const json_t *v = json_object_get(j, name);
	struct str s = json_str(j, name);

	*bad |= (v != NULL && !json_is_string(v)) || !utf8_xml(s) || s.n > WORDS_MOST;
	return *bad ? STR_NONE : str_dup(mem, s);
}

int
courier_receipt(const json_t *j, struct arena *mem, struct receipt *r, struct err *e)
{
	bool bad = false;

	*r = (struct receipt){ .http = (long)number(j, "http", HTTP_MOST, &bad),
		.url = words(j, "url", mem, &bad),
		.detail = words(j, "detail", mem, &bad),
		.remote = words(j, "remote", mem, &bad),
		.journal = words(j, "journal", mem, &bad),
		.others = (uint32_t)number(j, "others", UINT32_MAX, &bad),
		.sent = (uint64_t)number(j, "sent", INT64_MAX, &bad),
		.retry_after_s = (int)number(j, "retry_after_s", RETRY_AFTER_MOST, &bad) };
	if (json_str(j, "error").p != NULL)
		return err_set(e, errkind_find(str_c(mem, json_str(j, "kind"))), "%.*s", STRF(json_str(j, "error")));
	bad |= r->journal.n > JOURNAL_MOST;
	if (bad || answer_find(json_str(j, "answer"), &r->answer) != 0 ||
	    found_find(json_str(j, "found"), &r->found) != 0)
		return err_set(e, E_BUG, "%s", _("ontvangstbewijs met een verkeerde vorm"));
	return 0;
}

/* What the portal serves comes beside the frame: too long for it, and looked at as closely. */
static int
read_served(const struct msg *m, struct arena *mem, struct receipt *r, struct err *e)
{
	AUTO_JSON list = NULL;
	const json_t *x;
	bool bad = m->nfds != 1;
	size_t i;

	if (m->nfds == 0)
		return 0;
	if (fd_read_all(m->fd[0], SERVED_MOST, mem, &r->served, e) != 0)
		return -1;
	list = json_loadb(r->served.p, r->served.n, JSON_REJECT_DUPLICATES, NULL);
	json_array_foreach (list, i, x) {
		struct digest d;
		struct uuid id;

		bad |= json_object_size(x) != 4 || uuid_parse(json_str(x, "id"), &id) != 0 ||
		    digest_parse(json_str(x, "sha256"), &d) != 0 || json_num(x, "bytes", -1) < 0 ||
		    !json_is_boolean(json_object_get(x, "same"));
	}
	if (bad || !json_is_array(list))
		return err_set(e, E_BUG, "%s", _("ontvangstbewijs met een verkeerde vorm"));
	return 0;
}

int
courier_receive(struct courier *c, struct arena *mem, struct receipt *r, struct err *e)
{
	struct arena *tmp = arena_new("bericht", FRAME_MEM);
	AUTO_JSON j = NULL;
	struct msg m = { .kind = MSG__COUNT };
	int rc = c->helper.sock < 0 ? 0 : msg_recv(c->helper.sock, &m, tmp, e);

	must(c->heard != c->id);
	c->heard++;
	if (rc == 1 && m.kind == MSG_RECEIPT && m.id == c->heard && (j = json_read(m.body, e)) != NULL)
		rc = courier_receipt(j, mem, r, e) == 0 ? read_served(&m, mem, r, e) : -1;
	else {
		spawn_end(&c->helper);
		*r = (struct receipt){ .answer = PORTAL_AMBIGUOUS, .detail = str_of(_("de verzender is weggevallen")) };
		rc = 0;
	}
	msg_close(&m);
	arena_free(tmp);
	return rc;
}
