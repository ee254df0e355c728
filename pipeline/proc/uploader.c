/* SPDX-License-Identifier: EUPL-1.2 */
/* uploader.c - the uploader's loop: orders in, receipts out. */
#include "proc/uploader.h"

#include "base/json.h"
#include "base/log.h"
#include "base/utf8.h"
#include "proc/message.h"
#include "publish/portal.h"

#include "base/banned.h"

#define ORDER_MEM	MIB(8)	/* a frame, a receipt, and what a step needs on the way */

static int
read_order(const struct msg *m, const json_t *j, struct order *o, struct err *e)
{
	int64_t size = json_num(j, "size", -1);

	*o = (struct order){ .portal_url = json_str(j, "url"),
		.netrc = json_str(j, "netrc"),
		.name = json_str(j, "name"),
		.size = (uint64_t)size };
	if (m->kind != MSG_ORDER || m->nfds != 1 || size < 0 || digest_parse(json_str(j, "sha256"), &o->sha256) != 0)
		return err_set(e, E_BUG, "%s", _("opdracht aan de verzender met een verkeerde vorm"));
	o->bundle = m->fd[0];
	return 0;
}

static json_t *
of_receipt(const struct receipt *r, struct arena *mem)
{
	json_t *j = json_object();

	json_put_str(j, "answer", str_of(answer_name(r->answer)));
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

/* Open and close: address and keys are looked at, nothing is sent. */
static int
serve_probe(int sock, const struct portal_ops *ops, const struct msg *m, struct arena *mem, struct err *e)
{
	AUTO_JSON j = json_read(m->body, e);
	AUTO_JSON answer = NULL;
	struct msg back = { .kind = MSG_RECEIPT, .id = m->id };
	struct order o = { .portal_url = json_str(j, "url"), .netrc = json_str(j, "netrc"), .bundle = -1 };
	struct portal *portal = NULL;

	if (j == NULL)
		return -1;
	answer = ops->open(&o, mem, &portal, e) == 0 ? json_object() : of_error(e, mem);
	ops->close(portal);
	back.body = json_write(mem, answer);
	return msg_send(sock, &back, e);
}

static int
serve_order(int sock, const struct portal_ops *ops, const struct msg *m, struct arena *mem, struct err *e)
{
	AUTO_JSON j = json_read(m->body, e);
	AUTO_JSON answer = NULL;
	struct msg back = { .kind = MSG_RECEIPT, .id = m->id };
	struct receipt r = { 0 };
	struct order o;

	if (j == NULL || read_order(m, j, &o, e) != 0)
		return -1;
	if (portal_deliver(ops, &o, mem, &r, e) == 0)
		answer = of_receipt(&r, mem);
	else
		answer = of_error(e, mem);
	back.body = json_write(mem, answer);
	return msg_send(sock, &back, e);
}

int
uploader_serve(int sock, const char *kind)
{
	const struct portal_ops *ops = portal_named(str_of(kind));
	struct msg ready = { .kind = MSG_READY, .body = S("{}") };
	struct err e;

	if (ops == NULL) {
		log_line(LOG_FOUT, _("onbekende soort portaal"));
		return EXIT_CONFIG;
	}
	if (msg_send(sock, &ready, &e) != 0)
		return err_exit(&e);
	for (;;) {
		struct arena *mem = arena_new("verzending", ORDER_MEM);
		struct msg m;
		int rc = msg_recv(sock, &m, mem, &e);

		if (rc == 1 &&
		    (m.kind == MSG_PROBE ? serve_probe(sock, ops, &m, mem, &e) : serve_order(sock, ops, &m, mem, &e)) !=
			0)
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
