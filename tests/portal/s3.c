/* SPDX-License-Identifier: EUPL-1.2 */
/* s3.c - the side of woostraat-portal that speaks S3: objects in buckets by path, ListObjectsV2, every request signed. */
#include "side.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "sigv4.h"

#include "base/banned.h"

#define KEYS_MOST	1000		/* of one page, as S3 has it */
#define LISTING_MOST	MIB(16)

static void
add_xml(struct buf *b, const char *text)
{
	for (const char *c = text; *c != '\0'; c++) {
		if (*c == '<' || *c == '>' || *c == '&')
			buf_addf(b, "&#%d;", *c);
		else
			buf_addc(b, *c);
	}
}

static struct tell
error(unsigned status, const char *code, const struct ask *q)
{
	struct arena *mem = arena_new("s3", MIB(1));
	struct tell t;
	struct buf b;

	buf_init(&b, mem, KIB(64));
	buf_addf(&b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>%s</Code><Message>GEHEIM</Message><Resource>/", code);
	add_xml(&b, q->path);
	buf_addf(&b, "</Resource><RequestId>4442587FB7D0A2F9</RequestId></Error>");
	t = tell_text(status, "application/xml", buf_str(&b));
	arena_free(mem);
	return t;
}

/* "s3/bucket", from malloc. */
static char *
bucket_of(const struct ask *q)
{
	const char *end = strchr(q->path + 3, '/');
	char *p = strndup(q->path, end == NULL ? strlen(q->path) : (size_t)(end - q->path));

	must(p != NULL);
	return p;
}

static bool
has_bucket(const struct common *k, const char *bucket)
{
	for (size_t i = 0; i < k->keys.nbuckets; i++) {
		if (strcmp(k->keys.bucket[i], bucket + 3) == 0)
			return true;
	}
	return kept_find(&k->kept, bucket) != NULL;
}

/* What a client says that the body is: x-amz-checksum-sha256 is base64. */
static bool
checksum_fits(const struct ask *q)
{
	const char *want = ask_header(q, "x-amz-checksum-sha256");
	char code[64];

	if (want == NULL)
		return true;
	(void)EVP_EncodeBlock((unsigned char *)code, q->body.sha256.b, sizeof q->body.sha256.b);
	return strcmp(code, want) == 0;
}

static struct tell
object(struct common *k, const struct ask *q)
{
	struct node *x = kept_find(&k->kept, q->path);
	const char *none = ask_header(q, "if-none-match");
	struct tell t;
	char etag[40];

	if (strcmp(q->method, "GET") == 0 || strcmp(q->method, "HEAD") == 0)
		return x == NULL ? error(404, "NoSuchKey", q) : tell_file(&k->kept, x);
	if (strcmp(q->method, "DELETE") == 0) {
		kept_remove(&k->kept, q->path);
		return tell(204);
	}
	if (strcmp(q->method, "PUT") != 0)
		return error(405, "MethodNotAllowed", q);
	if (ask_header(q, "x-amz-copy-source") != NULL)
		return error(501, "NotImplemented", q);
	if (!checksum_fits(q))
		return error(400, "BadDigest", q);
	if (x != NULL && none != NULL && strcmp(none, "*") == 0)
		return error(412, "PreconditionFailed", q);
	if (!side_fits(k, q->path, q->body.size))
		return error(507, "InsufficientStorage", q);
	x = kept_put(&k->kept, q->path, &q->body, ask_header(q, "content-type"), side_now(k));
	t = tell(200);
	(void)snprintf(etag, sizeof etag, "\"%s\"", x->md5);
	tell_header(&t, "ETag", etag);
	return t;
}

struct listing {
	const char	*prefix, *delimiter, *after;
	size_t		 most, n;
	struct buf	*out;
	char		 common[1024];	/* the last that was listed */
	const char	*last;		/* key after which the next page begins */
	bool		 more;
};

static void
list_one(struct listing *l, const char *key, const struct node *x)
{
	size_t n = strlen(l->prefix);
	const char *end;
	struct tm tm;
	char date[64];

	if (strncmp(key, l->prefix, n) != 0 || strcmp(key, l->after) <= 0 || l->more)
		return;
	end = l->delimiter[0] == '\0' ? NULL : strstr(key + n, l->delimiter);
	if (end != NULL && strncmp(l->common, key, (size_t)(end - key) + 1) == 0 && l->common[end - key + 1] == '\0') {
		l->last = key;
		return;
	}
	if (l->n == l->most) {
		l->more = true;
		return;
	}
	l->n++;
	l->last = key;
	if (end != NULL) {
		(void)snprintf(l->common, sizeof l->common, "%.*s", (int)(end - key) + 1, key);
		buf_addf(l->out, "<CommonPrefixes><Prefix>");
		add_xml(l->out, l->common);
		buf_addf(l->out, "</Prefix></CommonPrefixes>\n");
		return;
	}
	must(gmtime_r(&x->at, &tm) != NULL && strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%S.000Z", &tm) > 0);
	buf_addf(l->out, "<Contents><Key>");
	add_xml(l->out, key);
	buf_addf(l->out, "</Key><LastModified>%s</LastModified><ETag>\"%s\"</ETag><Size>%llu</Size>"
	    "<StorageClass>STANDARD</StorageClass></Contents>\n", date, x->md5, (unsigned long long)x->size);
}

static const char *
or_empty(const char *a, const char *b)
{
	return a != NULL ? a : b != NULL ? b : "";
}

/* ListObjectsV2; a continuation token is the key after which it goes on. */
static struct tell
list(const struct common *k, const struct ask *q, const char *bucket)
{
	const char *max = ask_query(q, "max-keys");
	uint64_t most = KEYS_MOST;
	struct arena *mem;
	struct listing l = { .prefix = or_empty(ask_query(q, "prefix"), NULL),
		.delimiter = or_empty(ask_query(q, "delimiter"), NULL),
		.after = or_empty(ask_query(q, "continuation-token"), ask_query(q, "start-after")), .last = "" };
	struct node **v;
	struct buf b;
	struct tell t;
	size_t n, top = strlen(bucket) + 1;

	if (max != NULL && str_u64(str_of(max), &most) != 0)
		return error(400, "InvalidArgument", q);
	mem = arena_new("s3", LISTING_MOST + MIB(1));
	l.most = most > KEYS_MOST ? KEYS_MOST : (size_t)most;
	l.out = &b;
	buf_init(&b, mem, LISTING_MOST);
	buf_addf(&b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>%s</Name><Prefix>", bucket + 3);
	add_xml(&b, l.prefix);
	buf_addf(&b, "</Prefix>\n");
	v = kept_list(&k->kept, bucket, &n);
	for (size_t i = 0; i < n; i++) {
		if (v[i]->path[top - 1] == '/')
			list_one(&l, v[i]->path + top, v[i]);
	}
	free(v);
	buf_addf(&b, "<KeyCount>%zu</KeyCount><MaxKeys>%zu</MaxKeys><IsTruncated>%s</IsTruncated>", l.n, l.most,
	    l.more ? "true" : "false");
	if (l.more) {
		buf_addf(&b, "<NextContinuationToken>");
		add_xml(&b, l.last);
		buf_addf(&b, "</NextContinuationToken>");
	}
	buf_addf(&b, "</ListBucketResult>\n");
	t = tell_text(200, "application/xml", buf_str(&b));
	arena_free(mem);
	return t;
}

static struct tell
in_bucket(struct common *k, const struct ask *q, const char *bucket)
{
	bool whole = strlen(q->path) <= strlen(bucket) + 1;

	if (whole && strcmp(q->method, "PUT") == 0) {
		if (has_bucket(k, bucket))
			return error(409, "BucketAlreadyOwnedByYou", q);
		(void)kept_folder(&k->kept, bucket, side_now(k));
		return tell(200);
	}
	if (!has_bucket(k, bucket))
		return error(404, "NoSuchBucket", q);
	if (!whole)
		return object(k, q);
	if (strcmp(q->method, "HEAD") == 0)
		return tell(200);
	return strcmp(q->method, "GET") == 0 ? list(k, q, bucket) : error(405, "MethodNotAllowed", q);
}

struct tell
side_s3(struct common *k, const struct ask *q)
{
	unsigned status;
	const char *code = sigv4_wrong(k, q, &status);
	char *bucket;
	struct tell t;

	if (code != NULL) {
		k->refused++;
		return error(status, code, q);
	}
	if (strlen(q->path) <= 3)
		return error(501, "NotImplemented", q);
	bucket = bucket_of(q);
	t = in_bucket(k, q, bucket);
	free(bucket);
	return t;
}
