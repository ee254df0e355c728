/* SPDX-License-Identifier: EUPL-1.2 */
/* place_http.c - one request about one file, for the places that speak HTTP (WebDAV, S3). */
#include "publish/place_http.h"

#include <string.h>

#include "base/fault.h"
#include "publish/feed.h"
#include "publish/judge.h"
#include "publish/portal.h"

#include "base/banned.h"

#define STALL_S		30L		/* without a byte (facts: reliability, section 10) */
#define BUFFER_LEAST	(16L << 10)	/* as libcurl has them, and the least it takes to send */
#define BUFFER_MOST	(256UL << 10)	/* web.c */
#define NO_BODY		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"	/* SHA-256 of nothing */

int
http_open(struct http *h, struct place *p, struct arena *mem, struct err *e)
{
	struct outlet o = { .url = p->target.url, .netrc = p->at.netrc, .token = p->at.keys, .reach = p->at.reach };

	h->place = p;
	/* What signs is not sent. */
	if (way_open(&o, o.url, h->signing != NULL ? NULL : "Bearer", p->at.ring, mem, &h->way, e) != 0)
		return -1;
	h->curl = web_open();
	return 0;
}

void
http_close(struct http *h)
{
	web_close(h->curl);
}

static void
prepare(struct http *h, struct str url, enum web_use use, struct curl_slist **headers, struct arena *mem)
{
	long whole = h->place->at.wait_ms != 0 ? (long)h->place->at.wait_ms : PORTAL_WAIT_MS;
	CURL *c = h->curl;

	web_prepare(c, str_c(mem, url), (struct web_limits){ "http,https", whole, STALL_S });
	way_prepare(h->way, c, use, headers);
	if (h->signing != NULL) {
		WEB_SET(c, CURLOPT_USERPWD, h->signing->pair);
		WEB_SET(c, CURLOPT_AWS_SIGV4, h->signing->region);
	}
}

/* S3 wants the digest of the body among what is signed. */
static void
sign(struct http *h, struct curl_slist **headers, struct str hex, struct arena *mem)
{
	if (h->signing != NULL)
		web_header(headers, str_c(mem, str_fmt(mem, "x-amz-content-sha256: %.*s", STRF(hex))));
}

static CURLcode
perform(struct http *h, struct receipt *r)
{
	CURLcode rc = curl_easy_perform(h->curl);

	(void)curl_easy_getinfo(h->curl, CURLINFO_RESPONSE_CODE, &r->http);
	return rc;
}

int
http_put(struct http *h, const struct place_file *f, struct str url, struct arena *mem, struct receipt *r, struct err *e)
{
	const char *type = f->type == NULL ? "application/octet-stream" : f->type;
	AUTO_SLIST headers = NULL;
	uint64_t ignored = 0;
	curl_off_t sent = 0;
	struct feed feed;
	CURLcode rc;
	int done;

	prepare(h, url, f->once ? WEB_EFFECT : WEB_SAME, &headers, mem);
	web_header(&headers, "Expect:");
	web_header(&headers, str_c(mem, str_fmt(mem, "Content-Type: %s", type)));
	sign(h, &headers, digest_hex(mem, f->sha256), mem);
	WEB_SET(h->curl, CURLOPT_HTTPHEADER, headers);
	feed_open(&feed, f->fd, f->size, f->sha256);
	/* What libcurl frees is overwritten, for each request anew: no more than this one needs. */
	WEB_SET(h->curl, CURLOPT_BUFFERSIZE, BUFFER_LEAST);
	if (f->size < BUFFER_MOST)
		WEB_SET(h->curl, CURLOPT_UPLOAD_BUFFERSIZE,
		    f->size < (uint64_t)BUFFER_LEAST ? BUFFER_LEAST : (long)f->size);
	WEB_SET(h->curl, CURLOPT_UPLOAD, 1L);
	WEB_SET(h->curl, CURLOPT_READFUNCTION, feed_read);
	WEB_SET(h->curl, CURLOPT_READDATA, &feed);
	WEB_SET(h->curl, CURLOPT_SEEKFUNCTION, feed_seek);
	WEB_SET(h->curl, CURLOPT_SEEKDATA, &feed);
	WEB_SET(h->curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)f->size);
	WEB_SET(h->curl, CURLOPT_WRITEFUNCTION, web_ignore);
	WEB_SET(h->curl, CURLOPT_WRITEDATA, &ignored);
	FAULT("http-before-put");
	rc = perform(h, r);
	FAULT("http-after-put");
	(void)curl_easy_getinfo(h->curl, CURLINFO_SIZE_UPLOAD_T, &sent);
	r->sent += (uint64_t)sent;
	done = feed_fault(&feed, e) != 0 ? -1 : judge_answer(h->curl, rc, true, r, mem, e);
	feed_close(&feed);
	return done;
}

int
http_do(struct http *h, const char *method, struct str url, struct str destination, struct arena *mem,
    struct receipt *r, struct err *e)
{
	AUTO_SLIST headers = NULL;
	uint64_t ignored = 0;
	CURLcode rc;

	prepare(h, url, WEB_EFFECT, &headers, mem);
	if (destination.n != 0) {
		web_header(&headers, str_c(mem, str_fmt(mem, "Destination: %.*s", STRF(destination))));
		web_header(&headers, "Overwrite: T");
	}
	sign(h, &headers, S(NO_BODY), mem);
	WEB_SET(h->curl, CURLOPT_HTTPHEADER, headers);
	WEB_SET(h->curl, CURLOPT_CUSTOMREQUEST, method);
	WEB_SET(h->curl, CURLOPT_WRITEFUNCTION, web_ignore);
	WEB_SET(h->curl, CURLOPT_WRITEDATA, &ignored);
	rc = perform(h, r);
	return judge_answer(h->curl, rc, true, r, mem, e);
}

/* CURLOPT_HEADERFUNCTION: "DAV: 1, 2" (RFC 4918 10.1). */
static size_t
hear_dav(char *p, size_t size, size_t n, void *arg)
{
	struct str line = str_trim((struct str){ p, size * n }), one;
	bool *dav = arg;

	if (str_eq_nocase(str_sub(line, 0, 4), S("dav:"))) {
		line = str_from(line, 4);
		while (str_next(&line, ',', &one))
			*dav = *dav || str_eq(str_trim(one), S("1"));
	}
	return size * n;
}

int
http_options(struct http *h, struct str url, bool *dav_r, struct arena *mem, struct receipt *r, struct err *e)
{
	AUTO_SLIST headers = NULL;
	uint64_t ignored = 0;
	bool dav = false;
	CURLcode rc;

	prepare(h, url, WEB_READ, &headers, mem);
	WEB_SET(h->curl, CURLOPT_HTTPHEADER, headers);
	WEB_SET(h->curl, CURLOPT_CUSTOMREQUEST, "OPTIONS");
	WEB_SET(h->curl, CURLOPT_HEADERFUNCTION, hear_dav);
	WEB_SET(h->curl, CURLOPT_HEADERDATA, &dav);
	WEB_SET(h->curl, CURLOPT_WRITEFUNCTION, web_ignore);
	WEB_SET(h->curl, CURLOPT_WRITEDATA, &ignored);
	rc = perform(h, r);
	*dav_r = dav && r->http >= 200 && r->http < 300;
	return judge_answer(h->curl, rc, false, r, mem, e);
}

/* A body on its way in: taken while the status is 200, and dropped else. */
struct incoming {
	CURL		*curl;
	struct intake	 in;
	uint64_t	 ignored;
};

static size_t
take(char *p, size_t size, size_t n, void *arg)
{
	struct incoming *i = arg;
	long http = 0;

	(void)curl_easy_getinfo(i->curl, CURLINFO_RESPONSE_CODE, &http);
	if (http != 200)
		return web_ignore(p, size, n, &i->ignored);
	return intake_add(&i->in, p, size * n) ? size * n : 0; /* anything but n ends the transfer */
}

static CURLcode
fetch(struct http *h, struct incoming *i, struct receipt *r, struct arena *mem)
{
	AUTO_SLIST headers = NULL;

	i->curl = h->curl;
	prepare(h, r->url, WEB_READ, &headers, mem);
	web_header(&headers, "Cache-Control: no-cache"); /* what a proxy remembers proves nothing */
	sign(h, &headers, S(NO_BODY), mem);
	WEB_SET(h->curl, CURLOPT_HTTPHEADER, headers);
	WEB_SET(h->curl, CURLOPT_WRITEFUNCTION, take);
	WEB_SET(h->curl, CURLOPT_WRITEDATA, i);
	return perform(h, r);
}

/* What the answer to a question says when it is neither a whole file nor "not there". */
static int
judge_look(struct http *h, CURLcode rc, struct receipt *r, struct arena *mem, struct err *e)
{
	if (judge_answer(h->curl, rc, false, r, mem, e) != 0)
		return -1;
	if (r->answer == PORTAL_SENT) { /* 204, 206: not a file */
		r->answer = PORTAL_REFUSED;
		r->detail = str_fmt(mem, _("onverwacht antwoord bij het lezen: HTTP %ld"), r->http);
	}
	return 0;
}

/* *known_r: the answer told what there is to know; else it must be read. */
static int
look_size(struct http *h, const struct place_file *f, bool *known_r, struct arena *mem, struct receipt *r, struct err *e)
{
	AUTO_SLIST headers = NULL;
	curl_off_t size = -1;
	CURLcode rc;

	prepare(h, r->url, WEB_READ, &headers, mem);
	web_header(&headers, "Cache-Control: no-cache");
	sign(h, &headers, S(NO_BODY), mem);
	WEB_SET(h->curl, CURLOPT_HTTPHEADER, headers);
	WEB_SET(h->curl, CURLOPT_NOBODY, 1L);
	rc = perform(h, r);
	(void)curl_easy_getinfo(h->curl, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &size);
	*known_r = r->http != 405 && r->http != 501 && (rc != CURLE_OK || r->http != 200 || size >= 0);
	if (!*known_r)
		return 0;
	if (r->http == 404)
		r->found = FOUND_NOTHING;
	else if (rc == CURLE_OK && r->http == 200)
		r->found = (uint64_t)size == f->size ? FOUND_SAME : FOUND_OTHER;
	else
		return judge_look(h, rc, r, mem, e);
	return 0;
}

int
http_look(struct http *h, const struct place_file *f, enum place_look how, struct arena *mem, struct receipt *r,
    struct err *e)
{
	struct incoming i = { .in = { .most = place_most(f) } };
	struct digest got;
	bool known = false;
	CURLcode rc;

	if (how == LOOK_SIZE && look_size(h, f, &known, mem, r, e) != 0)
		return -1;
	if (known)
		return 0;
	i.in.hash = hash_new();
	rc = fetch(h, &i, r, mem);
	got = hash_end(i.in.hash);
	if (i.in.over)
		r->found = FOUND_OTHER;
	else if (rc == CURLE_OK && r->http == 200)
		r->found = intake_found(&i.in, f, got);
	else if (r->http == 404)
		r->found = FOUND_NOTHING;
	else
		return judge_look(h, rc, r, mem, e);
	return 0;
}

int
http_read(struct http *h, size_t most, struct arena *mem, struct str *text_r, struct receipt *r, struct err *e)
{
	struct buf text;
	struct incoming i = { .in = { .most = most, .text = &text } };
	CURLcode rc;

	buf_init(&text, mem, most);
	rc = fetch(h, &i, r, mem);
	r->answer = PORTAL_SENT;
	if (r->http == 404) {
		r->found = FOUND_NOTHING;
	} else if (i.in.over) {
		r->answer = PORTAL_REFUSED;
		r->detail = str_of(_("het bestand bij het portaal is te groot"));
	} else if (rc == CURLE_OK && r->http == 200) {
		r->found = FOUND_OTHER;
		*text_r = buf_str(&text);
	} else {
		return judge_look(h, rc, r, mem, e);
	}
	return 0;
}

int
http_remove(struct http *h, struct arena *mem, struct receipt *r, struct err *e)
{
	if (http_do(h, "DELETE", r->url, STR_NONE, mem, r, e) != 0)
		return -1;
	if (r->http == 404 || r->http == 410) {
		r->answer = PORTAL_SENT;
		r->detail = STR_NONE;
	}
	if (r->answer == PORTAL_SENT)
		r->found = FOUND_NOTHING;
	return 0;
}
