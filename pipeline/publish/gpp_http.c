/* SPDX-License-Identifier: EUPL-1.2 */
/* gpp_http.c - requests to a GPP-publicatiebank: headers, ceilings, and what their answers mean. */
#include "publish/gpp.h"

#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "publish/judge.h"

#include "base/banned.h"

#define ANSWER_MOST	MIB(1)		/* of JSON: a page of 100 rows is a few hundred kB */
#define JSON_MS		90000L		/* the bank itself waits for others, several times 10 s (contract 13) */
#define STALL_S		90L
#define PART_STALL_S	330L		/* after the last part the bank joins them; its proxy gives up after 300 s */
#define LIST_TRIES	5		/* readings of a list whose order shifts between pages (contract 3) */
#define LIST_PAGES	1000		/* of PAGE_ROWS; far more than one dossier has documents */
#define PAGE_ROWS	100		/* the bank gives no more */
#define REMARK_MOST	120		/* letters of a reason in a header */
#define BANKS_MOST	16		/* addresses whose version is remembered */
#define PART_OF_VERSION	1000000		/* of a version; more is no number of one */

int
gpp_stop(struct gpp *s, enum portal_answer answer, struct str detail)
{
	s->r->answer = answer;
	s->r->detail = detail;
	return 1;
}

/* Contract 6: a slug of at most 255 characters; absent is fine. */
static bool
slug_fine(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
			c == '-'))
			return false;
	}
	return s.n <= GPP_TITLE_MOST;
}

int
gpp_check(const struct order *o, struct arena *mem, struct target *t, struct way **w_r, struct err *e)
{
	if (target_parse(o->at.url, mem, t, e) != 0)
		return -1;
	if (t->folder.p != NULL)
		return err_set(e, E_CONFIG, _("een GPP-publicatiebank heeft een adres met https://"));
	if (!slug_fine(o->at.group))
		return err_set(e, E_CONFIG,
		    _("de groep van eigenaren mag alleen letters, cijfers, ‘_’ en ‘-’ hebben; neem het kenmerk dat "
		      "GPP-app bij de gebruikersgroep toont"));
	if (o->at.token.n == 0 && o->at.reach.oauth.url.n == 0)
		return err_set(e, E_CONFIG, _("er is geen tokenbestand voor de GPP-publicatiebank ingesteld"));
	if (!t->keys_safe)
		return err_set(e, E_CONFIG,
		    _("het portaal heeft geen https; de sleutel uit het tokenbestand zou leesbaar over het netwerk gaan"));
	return way_open(&o->at, t->url, "Token", o->ring, mem, w_r, e);
}

struct str
gpp_escape(struct gpp *s, struct str value)
{
	char *c = curl_easy_escape(NULL, value.p == NULL ? "" : value.p, (int)value.n);
	struct str out;

	must(c != NULL);
	out = str_dup(s->mem, str_of(c));
	curl_free(c);
	return out;
}

/* An answer on its way in: JSON is gathered, a download hashed, and both have a ceiling. */
struct intake {
	CURL		*curl;
	struct buf	 text;
	struct hash	*hash;		/* NULL: no download */
	uint64_t	 n, most;
};

static size_t
take(char *p, size_t size, size_t n, void *arg)
{
	struct intake *in = arg;
	long http = 0;

	n *= size;
	(void)curl_easy_getinfo(in->curl, CURLINFO_RESPONSE_CODE, &http);
	if (in->hash != NULL && http == 200) {
		in->n += n;
		if (in->n > in->most)
			return 0; /* anything but n ends the transfer */
		hash_add(in->hash, p, n);
		return n;
	}
	buf_add(&in->text, (struct str){ p, n });
	return in->text.cut ? 0 : n;
}

/* A part of the document: what lies between the feed's place and end. */
struct window { struct feed *feed; uint64_t begin, end; };

static size_t
window_read(char *p, size_t size, size_t n, void *arg)
{
	struct window *w = arg;
	uint64_t left = w->end - w->feed->at;

	n *= size;
	if (n > left)
		n = (size_t)left;
	return n == 0 ? 0 : feed_read(p, 1, n, w->feed);
}

/* Nothing is sent twice: only what has not begun may begin. */
static int
window_seek(void *arg, curl_off_t offset, int origin)
{
	const struct window *w = arg;

	return offset == 0 && origin == SEEK_SET && w->feed->at == w->begin ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_FAIL;
}

/*
 * The Idempotency-Key of a request (draft-ietf-httpapi-idempotency-key-header):
 * the order's own for the effect that it names, and one made of it for each
 * other request of the step, since a key belongs to one payload.
 */
static struct str
key_of(const struct gpp *s, const struct gpp_request *q)
{
	struct uuid ns;

	if (q->own_key || s->order->key.n == 0 || uuid_parse(s->order->key, &ns) != 0)
		return s->order->key;
	return uuid_text(s->mem, uuid_v5(ns, str_fmt(s->mem, "%s %.*s", q->method, STRF(q->path))));
}

/* Headers are not decoded as UTF-8 there (contract 2), and a reason is text of a list. */
static struct str
in_ascii(struct str s, struct arena *mem)
{
	char *p = NEW(mem, char, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n && n < REMARK_MOST; i++) {
		if ((s.p[i] & 0xc0) == 0x80) /* the rest of a letter that stands as a question mark already */
			continue;
		p[n++] = s.p[i] >= ' ' && s.p[i] <= '~' ? s.p[i] : '?';
	}
	return (struct str){ p, n };
}

/* Who reads the portal's audit log sees which step it was, and of what was taken back why. */
static const char *
remarks(const struct gpp *s, const struct gpp_request *q)
{
	struct str why = in_ascii(q->remark, s->mem);

	return str_c(s->mem,
	    str_fmt(s->mem, "Audit-Remarks: woostraat %s%s%.*s", step_name(s->order->step), why.n == 0 ? "" : ": ",
		STRF(why)));
}

static void
headers(const struct gpp *s, const struct gpp_request *q, bool effect, struct curl_slist **l)
{
	struct str key = effect ? key_of(s, q) : STR_NONE;

	/* All three on each request; they name the owner of what is made, so they stay the same (contract 2). */
	web_header(l, "Audit-User-ID: woostraat");
	web_header(l, "Audit-User-Representation: woostraat");
	web_header(l, remarks(s, q));
	web_header(l, "Expect:");
	web_header(l, "Cache-Control: no-cache");
	if (!q->download)
		web_header(l, "Accept: application/json");
	if (q->body != NULL)
		web_header(l, "Content-Type: application/json");
	if (key.n != 0)
		web_header(l, str_c(s->mem, str_fmt(s->mem, "Idempotency-Key: %.*s", STRF(key))));
}

static struct web_limits
limits(const struct gpp *s, const struct gpp_request *q)
{
	bool bytes = q->download || q->feed != NULL;
	long whole = s->order->wait_ms != 0 ? (long)s->order->wait_ms : PORTAL_WAIT_MS;

	if (!bytes && whole > JSON_MS)
		whole = JSON_MS;
	return (struct web_limits){ "http,https", whole, bytes ? PART_STALL_S : STALL_S };
}

static curl_mime *
multipart(CURL *c, const struct gpp_request *q, struct window *w)
{
	curl_mime *m = curl_mime_init(c);
	curl_mimepart *part = m == NULL ? NULL : curl_mime_addpart(m);

	must(part != NULL && curl_mime_name(part, "inhoud") == CURLE_OK);
	/* Without a file name it is a text field to the bank; with a size there is a Content-Length (contract 8). */
	must(curl_mime_filename(part, "part.bin") == CURLE_OK);
	must(curl_mime_type(part, "application/octet-stream") == CURLE_OK);
	must(curl_mime_data_cb(part, (curl_off_t)q->part, window_read, window_seek, NULL, w) == CURLE_OK);
	return m;
}

static CURLcode
perform(struct gpp *s, struct gpp_request *q, bool effect, struct intake *in)
{
	CURL *c = s->bank->curl;
	AUTO_SLIST l = NULL;
	struct window w = { .feed = q->feed };
	struct str body = q->body == NULL ? STR_NONE : json_write(s->mem, q->body);
	curl_mime *mime = NULL;
	curl_off_t sent = 0;
	CURLcode rc;

	web_prepare(c, str_c(s->mem, str_fmt(s->mem, "%.*sapi/v2/%.*s", STRF(s->bank->target.url), STRF(q->path))),
	    limits(s, q));
	way_prepare(s->bank->way, c, effect ? WEB_EFFECT : WEB_READ, &l);
	headers(s, q, effect, &l);
	WEB_SET(c, CURLOPT_HTTPHEADER, l);
	if (q->feed != NULL) {
		w.begin = q->feed->at;
		w.end = w.begin + q->part;
		mime = multipart(c, q, &w);
		WEB_SET(c, CURLOPT_MIMEPOST, mime);
	} else if (q->body != NULL) {
		WEB_SET(c, CURLOPT_POSTFIELDS, body.p);
		WEB_SET(c, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)body.n);
	}
	WEB_SET(c, CURLOPT_CUSTOMREQUEST, q->method);
	WEB_SET(c, CURLOPT_WRITEFUNCTION, take);
	WEB_SET(c, CURLOPT_WRITEDATA, in);
	rc = curl_easy_perform(c);
	curl_mime_free(mime);
	s->r->http = 0;
	(void)curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &s->r->http);
	(void)curl_easy_getinfo(c, CURLINFO_SIZE_UPLOAD_T, &sent);
	s->r->sent += effect ? (uint64_t)sent : 0;
	return rc;
}

/* What the status and the transfer do not say yet. */
static int
weigh(struct gpp *s, const struct gpp_request *q, bool effect, bool wants_json)
{
	struct receipt *r = s->r;
	struct str says;

	if (r->answer == PORTAL_SENT && (!wants_json || q->answer != NULL))
		return 0;
	if (r->answer == PORTAL_SENT)
		return gpp_stop(s, effect ? PORTAL_AMBIGUOUS : PORTAL_AWAY,
		    str_of(_("het portaal antwoordt niet zoals een GPP-publicatiebank")));
	if (r->http == 403 ||
	    r->http == 409) /* a key without the permission, for whatever dossier; not yet (contract 2, 13) */
		r->answer = PORTAL_AWAY;
	if (effect && r->http >= 500)
		r->answer = PORTAL_AMBIGUOUS;
	says = gpp_words(s, q);
	if (says.n != 0)
		r->detail = says;
	return 1;
}

int
gpp_call(struct gpp *s, struct gpp_request *q)
{
	bool effect = strcmp(q->method, "GET") != 0, wants_json = !q->download && strcmp(q->method, "DELETE") != 0;
	struct intake in = { .curl = s->bank->curl, .most = q->most };
	struct mark before = arena_mark(s->mem);
	json_error_t ignored;
	CURLcode rc;

	q->answer = NULL;
	buf_init(&in.text, s->mem, ANSWER_MOST);
	in.hash = q->download ? hash_new() : NULL;
	rc = perform(s, q, effect, &in);
	if (q->download)
		q->digest = hash_end(in.hash);
	q->got = in.n;
	q->over = q->download && in.n > q->most;
	if (rc == CURLE_OK && in.text.n != 0)
		q->answer = json_loadb(in.text.p, in.text.n, JSON_REJECT_DUPLICATES, &ignored);
	if (!json_is_object(q->answer)) {
		json_decref(q->answer);
		q->answer = NULL;
	}
	arena_rewind(s->mem, before); /* what a request needed, a page of a list above all, goes at once */
	if (q->feed != NULL && feed_fault(q->feed, s->e) != 0)
		return -1;
	if (judge_answer(s->bank->curl, rc, effect, s->r, s->mem, s->e) != 0)
		return -1;
	return weigh(s, q, effect, wants_json);
}

/* Add the rows of a page that are new; -1: it is not a page of such a list. */
static int
add_rows(const json_t *page, json_t *rows, json_t *known)
{
	const json_t *results = json_list(page, "results");
	json_t *row;
	size_t i;

	if (results == NULL || json_num(page, "count", -1) < 0)
		return -1;
	json_array_foreach (results, i, row) {
		const char *uuid = json_string_value(json_object_get(row, "uuid"));

		if (!gpp_uuid_fine(str_of(uuid)))
			return -1;
		if (json_object_get(known, uuid) != NULL)
			continue;
		json_put(known, uuid, json_true());
		json_push(rows, json_incref(row));
	}
	return 0;
}

/* Read all pages once.  *whole_r: as many rows came as the bank counted, and not one twice. */
static int
read_pages(struct gpp *s, struct str path, json_t *rows, bool *whole_r)
{
	AUTO_JSON known = json_object();
	uint64_t came = 0;

	*whole_r = false;
	for (int page = 1; page <= LIST_PAGES; page++) {
		struct gpp_request q = { .method = "GET",
			.path = str_fmt(s->mem, "%.*s&page=%d&pageSize=%d", STRF(path), page, PAGE_ROWS) };
		int rc = gpp_call(s, &q);
		AUTO_JSON answer = q.answer;

		if (rc == 1 && page > 1 && s->r->http == 404)
			return 0; /* the list became shorter under our hands */
		if (rc != 0)
			return rc;
		if (add_rows(answer, rows, known) != 0)
			return gpp_stop(
			    s, PORTAL_AWAY, str_of(_("het portaal antwoordt niet zoals een GPP-publicatiebank")));
		came += json_array_size(json_list(answer, "results"));
		if (came >= (uint64_t)json_num(answer, "count", 0) ||
		    json_array_size(json_list(answer, "results")) == 0) {
			/* Rows that come twice of themselves (contract 12) fill the count; a repeat on a later page does not. */
			*whole_r = came == (uint64_t)json_num(answer, "count", 0) &&
			    (page == 1 || json_array_size(rows) == came);
			return 0;
		}
	}
	return 0;
}

int
gpp_list(struct gpp *s, struct str path, json_t **rows_r)
{
	*rows_r = NULL;
	for (int i = 0; i < LIST_TRIES; i++) {
		json_t *rows = json_array();
		bool whole;
		int rc = read_pages(s, path, rows, &whole);

		if (rc == 0 && whole) {
			*rows_r = rows;
			return 0;
		}
		json_decref(rows);
		if (rc != 0)
			return rc;
	}
	return gpp_stop(s, PORTAL_AWAY, str_of(_("de lijst van het portaal verandert terwijl we lezen")));
}

/* The leading x.y.z: live it may say "2.1.0 (1)" (contract 1).  -1: no version. */
static int
read_version(struct str s, uint64_t v[3])
{
	size_t n = 0;

	while (n < s.n && (s.p[n] == '.' || (s.p[n] >= '0' && s.p[n] <= '9')))
		n++;
	s = str_sub(s, 0, n);
	for (int i = 0; i < 3; i++) {
		struct str part;

		if (!str_next(&s, '.', &part) || str_u64(part, &v[i]) != 0 || v[i] > PART_OF_VERSION)
			return -1;
	}
	return 0;
}

/*
 * The portal is opened for each step, and the answer is the whole contract: a
 * bank that was seen to be new enough is not asked again for an hour.
 */
static struct { struct digest url; int64_t until; } known_banks[BANKS_MOST];
static size_t known_next;

static bool
version_known(struct digest url)
{
	for (size_t i = 0; i < BANKS_MOST; i++) {
		if (known_banks[i].until > clock_ms() && digest_eq(known_banks[i].url, url))
			return true;
	}
	return false;
}

int
gpp_version(struct gpp *s)
{
	struct gpp_request q = { .method = "GET" };
	struct digest url = digest_of(s->bank->target.url);
	uint64_t v[3] = { 0 };
	int rc;

	if (version_known(url))
		return 0;
	rc = gpp_call(s, &q);
	if (rc == 1 && s->r->http == 404)
		rc = gpp_stop(s, PORTAL_AWAY, str_of(_("op dit adres staat geen GPP-publicatiebank met API v2")));
	if (rc == 1 && s->r->answer == PORTAL_REFUSED) /* no dossier is to blame */
		s->r->answer = PORTAL_AWAY;
	if (rc == 0 && read_version(json_str(json_map(q.answer, "info"), "version"), v) != 0)
		rc = gpp_stop(s, PORTAL_AWAY, str_of(_("het portaal antwoordt niet zoals een GPP-publicatiebank")));
	json_decref(q.answer);
	if (rc != 0)
		return rc;
	if (v[0] < 2 || (v[0] == 2 && v[1] < 1))
		return gpp_stop(s, PORTAL_AWAY,
		    str_fmt(s->mem,
			_("de GPP-publicatiebank heeft versie %d.%d.%d; nodig is 2.1.0 of later, laat haar bijwerken"),
			(int)v[0], (int)v[1], (int)v[2]));
	known_banks[known_next % BANKS_MOST].url = url;
	known_banks[known_next++ % BANKS_MOST].until = clock_ms() + (int64_t)GPP_VERSION_S * 1000;
	return 0;
}
