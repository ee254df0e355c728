/* SPDX-License-Identifier: EUPL-1.2 */
/* sigv4.c - is this request signed as AWS Signature Version 4 says? */
#include "sigv4.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

#include "base/banned.h"

#define SKEW_MOST_S	900		/* what S3 allows */
#define CANONICAL_MOST	KIB(256)

struct credential { struct str key, date, region, service, headers, signature; };

/* What stands behind NAME= in the header, up to a comma. */
static struct str
part_of(const char *auth, const char *name)
{
	const char *at = strstr(auth, name);
	struct str rest = str_of(at == NULL ? NULL : at + strlen(name)), part;

	return at != NULL && str_next(&rest, ',', &part) ? str_trim(part) : STR_NONE;
}

static bool
read_credential(const char *auth, struct credential *c)
{
	struct str rest = part_of(auth, "Credential="), end;

	c->headers = part_of(auth, "SignedHeaders=");
	c->signature = part_of(auth, "Signature=");
	return strncmp(auth, "AWS4-HMAC-SHA256 ", 17) == 0 && str_next(&rest, '/', &c->key) &&
	    str_next(&rest, '/', &c->date) && str_next(&rest, '/', &c->region) && str_next(&rest, '/', &c->service) &&
	    str_next(&rest, '/', &end) && str_eq(end, S("aws4_request")) && c->headers.n != 0 && c->signature.n == 64;
}

/* 20260115T080000Z; -1: it is not. */
static time_t
time_of(const char *text)
{
	struct tm tm = { .tm_isdst = 0 };
	const char *end = text == NULL ? NULL : strptime(text, "%Y%m%dT%H%M%SZ", &tm);

	return end == NULL || *end != '\0' ? -1 : timegm(&tm);
}

/* Is this header among those that were signed? */
static bool
is_signed(struct str list, const char *name)
{
	struct str part;

	while (str_next(&list, ';', &part)) {
		if (str_eq(part, str_of(name)))
			return true;
	}
	return false;
}

static bool
all_signed(const struct ask *q, struct str list)
{
	const char *name;
	json_t *value;

	json_object_foreach(q->headers, name, value) {
		if ((strcmp(name, "host") == 0 || strncmp(name, "x-amz-", 6) == 0) && !is_signed(list, name))
			return false;
	}
	return is_signed(list, "host");
}

/* The query as it is signed: pairs as they were sent, in byte order, each with a '='. */
static void
add_query(struct buf *b, struct arena *mem, const char *raw)
{
	const char *mark = strchr(raw, '?');
	struct str rest = str_of(mark == NULL ? NULL : mark + 1), part, v[64];
	size_t n = 0;

	while (n < COUNT(v) && str_next(&rest, '&', &part)) {
		if (part.n != 0)
			v[n++] = str_has(part, '=') ? part : str_fmt(mem, "%.*s=", STRF(part));
	}
	qsort(v, n, sizeof v[0], str_order);
	for (size_t i = 0; i < n; i++)
		buf_addf(b, "%s%.*s", i == 0 ? "" : "&", STRF(v[i]));
}

static struct str
canonical(const struct ask *q, const struct credential *c, const char *payload, struct arena *mem)
{
	struct str rest = c->headers, name;
	const char *mark = strchr(q->raw, '?');
	struct buf b;

	buf_init(&b, mem, CANONICAL_MOST);
	buf_addf(&b, "%s\n%.*s\n", q->method, (int)(mark == NULL ? strlen(q->raw) : (size_t)(mark - q->raw)), q->raw);
	add_query(&b, mem, q->raw);
	buf_addc(&b, '\n');
	while (str_next(&rest, ';', &name)) {
		const char *value = ask_header(q, str_c(mem, name));

		buf_addf(&b, "%.*s:%.*s\n", STRF(name), STRF(str_trim(str_of(value == NULL ? "" : value))));
	}
	buf_addf(&b, "\n%.*s\n%s", STRF(c->headers), payload);
	return buf_str(&b);
}

static void
mac(uint8_t out[32], const void *key, size_t n, struct str text)
{
	unsigned len = 32;

	must(HMAC(EVP_sha256(), key, (int)n, (const uint8_t *)text.p, text.n, out, &len) != NULL);
}

/* The signature that it should have, in hex. */
static struct str
signature(const struct common *k, const struct ask *q, const struct credential *c, const char *payload, struct arena *mem)
{
	struct str first = str_fmt(mem, "AWS4%s", k->keys.s3_secret), what;
	struct digest d = digest_of(canonical(q, c, payload, mem)), key;

	what = str_fmt(mem, "AWS4-HMAC-SHA256\n%s\n%.*s/%.*s/%.*s/aws4_request\n%.*s", ask_header(q, "x-amz-date"),
	    STRF(c->date), STRF(c->region), STRF(c->service), STRF(digest_hex(mem, d)));
	mac(key.b, first.p, first.n, c->date);
	mac(key.b, key.b, sizeof key.b, c->region);
	mac(key.b, key.b, sizeof key.b, c->service);
	mac(key.b, key.b, sizeof key.b, S("aws4_request"));
	mac(key.b, key.b, sizeof key.b, what);
	return digest_hex(mem, key);
}

static const char *
wrong(const struct common *k, const struct ask *q, struct arena *mem, unsigned *status_r)
{
	const char *auth = ask_header(q, "authorization"), *date = ask_header(q, "x-amz-date");
	const char *payload = ask_header(q, "x-amz-content-sha256");
	struct credential c = { .key = STR_NONE };
	struct str hex = digest_hex(mem, q->body.sha256);
	time_t at = time_of(date);

	*status_r = 403;
	if (auth == NULL)
		return "AccessDenied";
	*status_r = 400;
	if (!read_credential(auth, &c) || !str_eq(c.service, S("s3")))
		return "AuthorizationHeaderMalformed";
	if (payload == NULL)
		return "MissingSecurityHeader";
	*status_r = 403;
	if (!str_eq(c.key, str_of(k->keys.s3_key)))
		return "InvalidAccessKeyId";
	if (at < 0 || strncmp(date, c.date.p, c.date.n) != 0 || c.date.n != 8)
		return "AccessDenied";
	if (labs((long)(at - side_now(k))) > SKEW_MOST_S)
		return "RequestTimeTooSkewed";
	if (!all_signed(q, c.headers))
		return "AccessDenied";
	if (CRYPTO_memcmp(signature(k, q, &c, payload, mem).p, c.signature.p, 64) != 0)
		return "SignatureDoesNotMatch";
	*status_r = 400;
	return str_eq(hex, str_of(payload)) ? NULL : "XAmzContentSHA256Mismatch";
}

const char *
sigv4_wrong(const struct common *k, const struct ask *q, unsigned *status_r)
{
	struct arena *mem = arena_new("sigv4", MIB(4));
	const char *code = wrong(k, q, mem, status_r);

	arena_free(mem);
	return code;
}
