/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * place_s3.c - a bucket of an S3 provider as a place.
 *
 * Requests are signed with AWS Signature Version 4, which libcurl makes; the
 * digest of the body is among what is signed, so the provider checks what it
 * took.  A PUT is whole or not at all there, in place of another too.
 *
 * The file with keys has two or three lines: key id, secret, and the region
 * (us-east-1 when absent, which providers without regions take).
 */
#include "base/fd.h"
#include "publish/keys.h"
#include "publish/place_http.h"

#include "base/banned.h"

#define PUT_MOST	GIB(5)		/* of one PUT (AWS, Amazon S3 User Guide); above it S3 wants parts, which we do not send */
#define KEYS_MOST	KIB(4)		/* a file with keys; more is another file */
#define LINE_MOST	256		/* bytes of a line in it */

struct bucket {
	struct http	 http;
	struct signing	 signing;
};

/* Visible ASCII without a colon: a colon would end the key id, and a space the region. */
static bool
plain(struct str s, bool colon)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] <= ' ' || s.p[i] > '~' || (s.p[i] == ':' && !colon))
			return false;
	}
	return s.n != 0 && s.n <= LINE_MOST;
}

static int
read_keys(struct str path, struct arena *mem, struct signing *s, struct err *e)
{
	const char *p = str_c(mem, path);
	struct str text, rest, line[3] = { STR_NONE, STR_NONE, S("us-east-1") };

	if (keys_read(path, _("bestand met S3-sleutels"), KEYS_MOST, mem, &text, e) != 0)
		return -1;
	rest = str_trim(text);
	for (size_t i = 0; i < COUNT(line) && str_next(&rest, '\n', &text); i++)
		line[i] = str_trim(text);
	if (rest.p != NULL || !plain(line[0], false) || !plain(line[1], true) || !plain(line[2], false))
		return err_set(e, E_CONFIG,
		    _("in het bestand met S3-sleutels %s staan niet precies: een sleutel-id, een geheim, en "
		      "desgewenst een regio, elk op een eigen regel"),
		    p);
	s->pair = str_c(mem, str_fmt(mem, "%.*s:%.*s", STRF(line[0]), STRF(line[1])));
	s->region = str_c(mem, str_fmt(mem, "aws:amz:%.*s:s3", STRF(line[2])));
	return 0;
}

static int
bucket_open(struct place *p, struct arena *mem, struct err *e)
{
	struct bucket *b = NEW(mem, struct bucket, 1);

	p->own = b;
	if (p->at.keys.n == 0)
		return err_set(e, E_CONFIG, _("er is geen tokenbestand met de sleutels van de S3-opslag ingesteld"));
	if (!p->target.keys_safe)
		return err_set(
		    e, E_CONFIG, _("de S3-opslag heeft geen https; wat we er lezen en schrijven is dan te veranderen"));
	if (read_keys(p->at.keys, mem, &b->signing, e) != 0)
		return -1;
	b->http.signing = &b->signing;
	return http_open(&b->http, p, mem, e);
}

static void
bucket_close(struct place *p)
{
	struct bucket *b = p->own;

	http_close(&b->http);
}

static int
bucket_put(struct place *p, const struct place_file *f, struct arena *mem, struct receipt *r, struct err *e)
{
	struct bucket *b = p->own;

	if (f->size > PUT_MOST) {
		r->answer = PORTAL_REFUSED;
		r->detail = str_of(_("het bestand is groter dan 5 GiB; dat neemt een S3-opslag niet in één keer aan"));
		return 0;
	}
	return http_put(&b->http, f, r->url, mem, r, e);
}

static int
bucket_look(struct place *p, const struct place_file *f, enum place_look how, struct arena *mem, struct receipt *r,
    struct err *e)
{
	struct bucket *b = p->own;

	return http_look(&b->http, f, how, mem, r, e);
}

static int
bucket_read(struct place *p, struct str path UNUSED, size_t most, struct arena *mem, struct str *text_r,
    struct receipt *r, struct err *e)
{
	struct bucket *b = p->own;

	return http_read(&b->http, most, mem, text_r, r, e);
}

static int
bucket_remove(struct place *p, struct str path UNUSED, struct arena *mem, struct receipt *r, struct err *e)
{
	struct bucket *b = p->own;

	return http_remove(&b->http, mem, r, e);
}

const struct place_ops place_s3 = {
	.renames = true,
	.open = bucket_open,
	.close = bucket_close,
	.put = bucket_put,
	.look = bucket_look,
	.read = bucket_read,
	.remove = bucket_remove,
};
