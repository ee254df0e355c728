/* SPDX-License-Identifier: EUPL-1.2 */
/* uploader.c - the uploader's loop: orders in, receipts out. */
#include "proc/uploader.h"

#include "base/fd.h"
#include "base/json.h"
#include "base/log.h"
#include "base/utf8.h"
#include "outlet.h"
#include "proc/message.h"
#include "proc/kept.h"
#include "publish/oauth.h"
#include "publish/smtp.h"
#include "publish/outlook.h"

#include "base/banned.h"

#define RING_MEM	MIB(1)	/* what a few dozen tokens take */
#define PLAN_MOST	MIB(64)	/* of JSON: a dossier of a hundred thousand documents */
#define ORDER_MEM	MIB(512)	/* a frame, a plan as text and read, a receipt, and what a step needs on the way */

/* The descriptor that the frame names, or -1; -2: there is no such one. */
static int
fd_of(const struct msg *m, const json_t *j, const char *name)
{
	int64_t i = json_num(j, name, -1);

	return i < 0 ? -1 : (uint64_t)i < m->nfds ? m->fd[i] : -2;
}

static int
read_order(const struct msg *m, const json_t *j, struct keyring *ring, struct arena *mem, struct order *o, struct err *e)
{
	int64_t size = json_num(j, "size", 0);
	int plan = fd_of(m, j, "plan");

	*o = (struct order){ .name = json_str(j, "name"),
		.remote = json_str(j, "remote"),
		.key = json_str(j, "key"),
		.journal = json_str(j, "journal"),
		.plan = json_str(j, "row"),
		.force = json_flag(j, "force"),
		.doc = (int)json_num(j, "doc", -1),
		.bundle = fd_of(m, j, "bundle"),
		.size = (uint64_t)size,
		.ring = ring };
	outlet_get(j, &o->at);
	if (m->kind != MSG_ORDER || o->bundle == -2 || plan == -2 || size < 0 ||
	    step_find(json_str(j, "step"), &o->step) != 0 ||
	    (o->bundle >= 0 && digest_parse(json_str(j, "sha256"), &o->sha256) != 0))
		return err_set(e, E_BUG, "%s", _("opdracht aan de verzender met een verkeerde vorm"));
	return plan < 0 ? 0 : fd_read_all(plan, PLAN_MOST, mem, &o->plan, e);
}

static json_t *
of_receipt(const struct receipt *r, struct arena *mem)
{
	json_t *j = json_object();

	json_put_str(j, "answer", str_of(answer_name(r->answer)));
	json_put_str(j, "found", str_of(found_name(r->found)));
	json_put_str(j, "remote", utf8_show(mem, r->remote));
	json_put_str(j, "journal", r->journal);
	json_put_num(j, "others", r->others);
	json_put_num(j, "http", r->http);
	json_put_str(j, "url", utf8_show(mem, r->url));
	json_put_str(j, "detail", utf8_show(mem, r->detail));
	json_put_num(j, "sent", (int64_t)r->sent);
	json_put_num(j, "retry_after_s", r->retry_after_s);
	return j;
}

static json_t *
of_error(const struct err *why, struct arena *mem)
{
	json_t *j = json_object();

	json_put_str(j, "kind", str_of(errkind_name(why->kind)));
	json_put_str(j, "error", utf8_show(mem, str_of(why->msg)));
	return j;
}

/* In a rehearsal every kind is dry; NULL: no such kind. */
static const struct portal_ops *
ops_for(const json_t *j, bool dry)
{
	const struct portal_ops *ops = portal_named(json_str(j, "kind"));

	return ops != NULL && dry ? portal_rehearsal(ops) : ops;
}

/* Open and close: address and keys are looked at, nothing is sent.  *answer_r: what was asked besides, "outlook" or "touch". */
static int
probe(const json_t *j, bool dry, struct arena *mem, json_t **answer_r, struct err *e)
{
	bool touch = !dry && json_flag(j, "touch");
	bool look = touch || json_flag(j, "outlook");
	struct outlook seen = { 0 };
	const struct portal_ops *ops = ops_for(j, dry);
	struct order o = { .bundle = -1 };
	struct portal *portal = NULL;

	if (ops == NULL)
		return err_set(e, E_CONFIG, "%s", _("onbekende soort portaal"));
	outlet_get(j, &o.at);
	if (ops->open(&o, mem, &portal, e) != 0)
		return -1;
	ops->close(portal);
	if (look && outlook_of(&o.at, touch, mem, &seen, e) != 0)
		return -1;
	*answer_r = json_object();
	if (look) {
		json_put_num(*answer_r, "ours", (int64_t)seen.ours);
		json_put_num(*answer_r, "theirs", (int64_t)seen.theirs);
	}
	return 0;
}

/* One without a message is looked at only; in a rehearsal nobody gets mail. */
static json_t *
post(const json_t *j, bool dry, struct arena *mem, struct err *e)
{
	struct mail_receipt r = { .answer = MAIL_AGAIN };
	struct mail_route at;
	struct str message;
	json_t *answer;
	int rc = mailbag_get(j, mem, &at, &message, e);

	if (rc == 0 && message.p != NULL && !dry)
		rc = smtp_send(&at, message, SMTP_LIMITS, mem, &r, e);
	else if (rc == 0)
		rc = smtp_check(&at, mem, e);
	if (rc != 0)
		return of_error(e, mem);
	answer = json_object();
	mailbag_put_receipt(answer, &r, mem);
	return answer;
}

static int
serve(int sock, bool dry, struct kept *kept, struct keyring *ring, const struct msg *m, struct arena *mem, struct err *e)
{
	AUTO_JSON j = json_read(m->body, e);
	AUTO_JSON answer = NULL;
	struct msg back = { .kind = MSG_RECEIPT, .id = m->id };
	struct receipt r = { 0 };
	AUTO_FD served = -1;
	struct order o;

	if (j == NULL)
		return -1;
	if (m->kind == MSG_MAIL)
		answer = post(j, dry, mem, e);
	else if (m->kind == MSG_PROBE && probe(j, dry, mem, &answer, e) != 0)
		answer = of_error(e, mem);
	else if (m->kind == MSG_PROBE)
		must(answer != NULL);
	else if (ops_for(j, dry) == NULL || read_order(m, j, ring, mem, &o, e) != 0)
		return -1;
	else if (kept_deliver(kept, ops_for(j, dry), &o, mem, &r, e) == 0)
		answer = of_receipt(&r, mem);
	else
		answer = of_error(e, mem);
	back.body = json_write(mem, answer);
	if (r.served.n != 0) {
		if (fd_of_str("dienst", r.served, &served, e) != 0)
			return -1;
		back.fd[back.nfds++] = served;
	}
	return msg_send(sock, &back, e);
}

static int
serve_all(int sock, bool dry, struct kept *kept, struct keyring *ring)
{
	struct msg ready = { .kind = MSG_READY, .body = S("{}") };
	struct err e;

	if (msg_send(sock, &ready, &e) != 0)
		return err_exit(&e);
	for (;;) {
		struct arena *mem = arena_new("verzending", ORDER_MEM);
		struct msg m;
		int rc = msg_recv(sock, &m, mem, &e);

		if (rc == 1 && serve(sock, dry, kept, ring, &m, mem, &e) != 0)
			rc = -1;
		msg_close(&m);
		arena_free(mem);
		if (rc == 0)
			return EXIT_FINE;
		if (rc < 0) {
			if (e.kind != E_AGAIN)
				log_line(LOG_FOUT, "%s", e.msg);
			return err_exit(&e);
		}
	}
}

int
uploader_serve(int sock, bool dry)
{
	struct arena *mem = arena_new("sleutels", RING_MEM);
	struct keyring *ring = keyring_new(mem);
	struct kept kept = { .ops = NULL };
	int rc = serve_all(sock, dry, &kept, ring);

	kept_close(&kept);
	keyring_wipe(ring);
	arena_free(mem);
	return rc;
}
