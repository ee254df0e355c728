/* SPDX-License-Identifier: EUPL-1.2 */
/* drop.c - the portal that takes a file by name, over libcurl: HTTP PUT, or a folder as file://. */
#include "base/fault.h"
#include "publish/judge.h"
#include "publish/feed.h"
#include "publish/local.h"
#include "publish/target.h"
#include "publish/web.h"

#include "base/banned.h"

#define STALL_S		30L		/* without a byte (facts: reliability, section 10) */

struct portal {
	CURL		*curl;		/* kept, so that reads use one connection */
	struct target	 target;
	const char	*netrc;		/* NULL: none */
};

static void
drop_close(struct portal *p)
{
	if (p == NULL)
		return;
	web_close(p->curl);
}

static int
drop_open(const struct order *o, struct arena *mem, struct portal **p_r, struct err *e)
{
	struct portal *p = NEW(mem, struct portal, 1);

	if (target_parse(o->at.url, mem, &p->target, e) != 0 || target_keys(&p->target, o->at.netrc, e) != 0)
		return -1;
	if (o->at.netrc.n != 0 && p->target.folder.p == NULL) {
		p->netrc = str_c(mem, o->at.netrc);
		if (web_keys(p->netrc, _("netrc-bestand"), e) != 0)
			return -1;
	}
	p->curl = web_open();
	*p_r = p;
	return 0;
}

static void
prepare(struct portal *p, const struct order *o, struct str url, struct arena *mem)
{
	long whole = o->wait_ms != 0 ? (long)o->wait_ms : PORTAL_WAIT_MS;
	CURL *c = p->curl;

	web_prepare(c, str_c(mem, url), (struct web_limits){ "file,http,https", whole, STALL_S });
	if (p->netrc != NULL) {
		WEB_SET(c, CURLOPT_NETRC, (long)CURL_NETRC_REQUIRED);
		WEB_SET(c, CURLOPT_NETRC_FILE, p->netrc);
		WEB_SET(c, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
	}
}

/* A body on its way in: hashed while the status is 200 (or there is none, file://), and dropped else. */
struct intake {
	CURL		*curl;
	bool		 local;
	struct hash	*hash;
	uint64_t	 n, most;
	bool		 over;		/* more came than the order has: it is something else */
};

static size_t
take(char *p, size_t size, size_t n, void *arg)
{
	struct intake *in = arg;
	long http = 0;

	n *= size;
	(void)curl_easy_getinfo(in->curl, CURLINFO_RESPONSE_CODE, &http);
	in->n += n;
	if (!in->local && http != 200)
		return in->n > WEB_IGNORED_MOST ? 0 : n;
	if (in->n > in->most) {
		in->over = true;
		return 0; /* anything but n ends the transfer */
	}
	hash_add(in->hash, p, n);
	return n;
}

/* What the answer and the bytes say of the order's place. */
static int
compare(struct portal *p, const struct order *o, CURLcode rc, const struct intake *in, struct digest got,
    struct receipt *r, struct arena *mem, struct err *e)
{
	bool whole = rc == CURLE_OK && (in->local || r->http == 200);

	if (in->over)
		r->found = FOUND_OTHER;
	else if (whole && in->n == o->size && digest_eq(got, o->sha256))
		r->found = FOUND_SAME;
	else if (whole)
		r->found = FOUND_OTHER;
	else if (r->http == 404)
		r->found = FOUND_NOTHING;
	else if (in->local && rc != CURLE_OUT_OF_MEMORY) {
		r->answer = PORTAL_AWAY;
		r->detail = str_of(_("het bestand in de map van het portaal is niet te lezen"));
	} else if (judge_answer(p->curl, rc, false, r, mem, e) != 0) {
		return -1;
	} else if (r->answer == PORTAL_SENT) { /* 204, 206: not a file */
		r->answer = PORTAL_REFUSED;
		r->detail = str_fmt(mem, _("onverwacht antwoord bij het lezen: HTTP %ld"), r->http);
	}
	return 0;
}

/* The question was answered. */
static int
heard(struct receipt *r)
{
	if (r->found != FOUND_UNKNOWN)
		r->answer = PORTAL_SENT;
	return 0;
}

static int
drop_find(struct portal *p, const struct order *o, struct arena *mem, struct receipt *r, struct err *e)
{
	struct intake in = { .curl = p->curl, .local = p->target.folder.p != NULL, .most = o->size };
	AUTO_SLIST headers = NULL;
	CURLcode rc;

	*r = (struct receipt){ .answer = PORTAL_AWAY };
	if (!target_name_fine(o->name))
		return err_set(e, E_BUG, _("dit is geen naam voor een bundel"));
	r->url = target_url(&p->target, o->name, mem);
	if (in.local) {
		struct str path = str_fmt(mem, "%.*s%.*s", STRF(p->target.folder), STRF(o->name));

		if (local_look(str_c(mem, p->target.folder), str_c(mem, path), &r->found, r, e) != 0)
			return -1;
		if (r->found != FOUND_OTHER)
			return heard(r);
		r->found = FOUND_UNKNOWN;
	}
	prepare(p, o, r->url, mem);
	web_header(&headers, "Cache-Control: no-cache"); /* what a proxy remembers proves nothing */
	WEB_SET(p->curl, CURLOPT_HTTPHEADER, headers);
	WEB_SET(p->curl, CURLOPT_WRITEFUNCTION, take);
	WEB_SET(p->curl, CURLOPT_WRITEDATA, &in);
	in.hash = hash_new();
	rc = curl_easy_perform(p->curl);
	(void)curl_easy_getinfo(p->curl, CURLINFO_RESPONSE_CODE, &r->http);
	if (compare(p, o, rc, &in, hash_end(in.hash), r, mem, e) != 0)
		return -1;
	return heard(r);
}

/* One upload; what came of the body is in feed, what came of the request in the return value. */
static CURLcode
upload(struct portal *p, const struct order *o, struct str url, struct feed *feed, struct receipt *r,
    struct arena *mem)
{
	AUTO_SLIST headers = NULL;
	uint64_t ignored = 0;
	curl_off_t sent = 0;
	CURLcode rc;

	prepare(p, o, url, mem);
	web_header(&headers, "Expect:");
	web_header(&headers, "Content-Type: application/octet-stream");
	WEB_SET(p->curl, CURLOPT_HTTPHEADER, headers);
	web_once(p->curl);
	WEB_SET(p->curl, CURLOPT_UPLOAD, 1L);
	WEB_SET(p->curl, CURLOPT_READFUNCTION, feed_read);
	WEB_SET(p->curl, CURLOPT_READDATA, feed);
	WEB_SET(p->curl, CURLOPT_SEEKFUNCTION, feed_seek);
	WEB_SET(p->curl, CURLOPT_SEEKDATA, feed);
	WEB_SET(p->curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)o->size);
	WEB_SET(p->curl, CURLOPT_WRITEFUNCTION, web_ignore);
	WEB_SET(p->curl, CURLOPT_WRITEDATA, &ignored);
	FAULT("drop-before-put");
	rc = curl_easy_perform(p->curl);
	FAULT("drop-after-put");
	(void)curl_easy_getinfo(p->curl, CURLINFO_RESPONSE_CODE, &r->http);
	(void)curl_easy_getinfo(p->curl, CURLINFO_SIZE_UPLOAD_T, &sent);
	r->sent = (uint64_t)sent;
	return rc;
}

static int
put_local(struct portal *p, const struct order *o, struct arena *mem, struct feed *feed, struct receipt *r,
    struct err *e)
{
	struct str name = local_part_name(o->name, mem), folder = p->target.folder;
	struct local l = { .fd = -1,
		.folder = str_c(mem, folder),
		.part = str_c(mem, str_fmt(mem, "%.*s%.*s", STRF(folder), STRF(name))),
		.whole = str_c(mem, str_fmt(mem, "%.*s%.*s", STRF(folder), STRF(o->name))) };
	CURLcode rc;
	bool ready;
	int done;

	if (local_begin(&l, &ready, r, e) != 0)
		return -1;
	if (!ready)
		return 0;
	rc = upload(p, o, target_url(&p->target, name, mem), feed, r, mem);
	if (feed_fault(feed, e) != 0)
		done = -1;
	else if (rc != CURLE_OK)
		done = err_set(e, E_IO, _("schrijven in de map van het portaal mislukt; is de schijf vol?"));
	else
		done = local_end(&l, e);
	local_drop(&l);
	r->answer = PORTAL_SENT;
	return done;
}

static int
drop_put(struct portal *p, const struct order *o, struct arena *mem, struct receipt *r, struct err *e)
{
	struct feed feed;
	CURLcode rc;
	int done;

	*r = (struct receipt){ .answer = PORTAL_AWAY };
	if (!target_name_fine(o->name))
		return err_set(e, E_BUG, _("dit is geen naam voor een bundel"));
	if (portal_check(o, e) != 0)
		return -1;
	r->url = target_url(&p->target, o->name, mem);
	feed_open(&feed, o->bundle, o->size, o->sha256);
	if (p->target.folder.p != NULL) {
		done = put_local(p, o, mem, &feed, r, e);
	} else {
		rc = upload(p, o, r->url, &feed, r, mem);
		done = feed_fault(&feed, e) != 0 ? -1 : judge_answer(p->curl, rc, true, r, mem, e);
	}
	feed_close(&feed);
	return done;
}

/* What reading back says about a put that was accepted, or whose answer was lost. */
static void
settle(const struct receipt *back, struct receipt *r)
{
	bool accepted = r->answer == PORTAL_SENT;

	switch (back->found) {
	case FOUND_SAME:
		if (!accepted)
			r->detail = str_of(_("het antwoord bleef uit, maar de bundel staat er en is gelijk"));
		r->answer = PORTAL_SENT;
		return;
	case FOUND_OTHER:
		r->answer = accepted ? PORTAL_DIFFERS : PORTAL_AMBIGUOUS;
		if (accepted)
			r->detail = str_of(_("teruggelezen en niet gelijk"));
		return;
	case FOUND_NOTHING:
		r->answer = PORTAL_AMBIGUOUS;
		if (accepted)
			r->detail = str_of(_("aangenomen, maar nog niet te zien"));
		return;
	default:
		r->answer = PORTAL_AMBIGUOUS;
		if (accepted) {
			r->detail = back->detail;
			r->http = back->http;
		}
		r->retry_after_s = back->retry_after_s;
		return;
	}
}

static int
drop_publish(struct portal *p, const struct order *o, struct arena *mem, struct receipt *r, struct err *e)
{
	struct receipt back;

	if (drop_find(p, o, mem, r, e) != 0)
		return -1;
	if (r->found == FOUND_SAME)
		r->answer = PORTAL_SAME;
	if (r->found == FOUND_SAME || r->found == FOUND_UNKNOWN)
		return 0;
	if (drop_put(p, o, mem, r, e) != 0)
		return -1;
	if (r->answer != PORTAL_SENT && r->answer != PORTAL_AMBIGUOUS)
		return 0;
	if (drop_find(p, o, mem, &back, e) != 0)
		return -1;
	settle(&back, r);
	r->found = back.found;
	return 0;
}

/* One DELETE.  What is not there (404, 410) is gone; what is heard of it is in the receipt. */
static int
delete_at(struct portal *p, const struct order *o, struct receipt *r, struct arena *mem, struct err *e)
{
	uint64_t ignored = 0;
	CURLcode rc;

	prepare(p, o, r->url, mem);
	web_once(p->curl);
	WEB_SET(p->curl, CURLOPT_CUSTOMREQUEST, "DELETE");
	WEB_SET(p->curl, CURLOPT_WRITEFUNCTION, web_ignore);
	WEB_SET(p->curl, CURLOPT_WRITEDATA, &ignored);
	FAULT("drop-before-delete");
	rc = curl_easy_perform(p->curl);
	FAULT("drop-after-delete");
	(void)curl_easy_getinfo(p->curl, CURLINFO_RESPONSE_CODE, &r->http);
	if (judge_answer(p->curl, rc, true, r, mem, e) != 0)
		return -1;
	if (r->http == 404 || r->http == 410)
		r->answer = PORTAL_SENT;
	return 0;
}

/* Gone is what is seen to be gone: an answer that was lost is settled by looking. */
static int
drop_withdraw(struct portal *p, const struct order *o, struct arena *mem, struct receipt *r, struct err *e)
{
	struct receipt back;
	bool gone = false;

	if (drop_find(p, o, mem, r, e) != 0)
		return -1;
	if (r->found == FOUND_NOTHING)
		r->answer = PORTAL_SAME;
	if (r->found == FOUND_NOTHING || r->found == FOUND_UNKNOWN)
		return 0;
	if (p->target.folder.p != NULL) {
		struct str path = str_fmt(mem, "%.*s%.*s", STRF(p->target.folder), STRF(o->name));

		if (local_remove(str_c(mem, p->target.folder), str_c(mem, path), &gone, r, e) != 0)
			return -1;
		r->answer = gone ? PORTAL_SENT : r->answer;
	} else if (delete_at(p, o, r, mem, e) != 0)
		return -1;
	if (r->answer != PORTAL_SENT && r->answer != PORTAL_AMBIGUOUS)
		return 0;
	if (drop_find(p, o, mem, &back, e) != 0)
		return -1;
	r->found = back.found;
	r->answer = back.found == FOUND_NOTHING ? PORTAL_SENT : PORTAL_AMBIGUOUS;
	if (back.found == FOUND_SAME || back.found == FOUND_OTHER)
		r->detail = str_of(_("na het intrekken nog te zien"));
	return 0;
}

const struct portal_ops drop_ops = {
	.name = "drop",
	.open = drop_open,
	.close = drop_close,
	.step = { [STEP_FIND] = drop_find, [STEP_DOCUMENT] = drop_put, [STEP_PUBLISH] = drop_publish, [STEP_SEEN] = drop_find,
	    [STEP_WITHDRAW] = drop_withdraw },
};
