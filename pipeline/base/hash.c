/* SPDX-License-Identifier: EUPL-1.2 */
/* hash.c - SHA-2 digests (OpenSSL EVP) and the UUIDs made of them. */
#include "base/hash.h"

#include <openssl/evp.h>
#include <string.h>

#include "base/ascii.h"
#include "base/fd.h"
#include "base/hashes.h"

#include "base/banned.h"

/* struct hash is never completed: behind the pointer stands OpenSSL's own context. */

static EVP_MD_CTX *
start(const EVP_MD *md)
{
	EVP_MD_CTX *c = EVP_MD_CTX_new();

	must(c != NULL && EVP_DigestInit_ex2(c, md, NULL) == 1);
	return c;
}

static void
finish(EVP_MD_CTX *c, uint8_t *out)
{
	must(EVP_DigestFinal_ex(c, out, NULL) == 1);
	EVP_MD_CTX_free(c);
}

struct hash *
hash_new(void)
{
	return (struct hash *)(void *)start(EVP_sha256());
}

void
hash_add(struct hash *h, const void *p, size_t n)
{
	must(EVP_DigestUpdate((EVP_MD_CTX *)(void *)h, p, n) == 1);
}

void
hash_str(struct hash *h, struct str s)
{
	uint64_t n = s.n;
	uint8_t len[8];

	for (int i = 0; i < 8; i++)
		len[i] = (uint8_t)(n >> (8 * (7 - i)));
	hash_add(h, len, sizeof len);
	hash_add(h, s.p, s.n);
}

struct digest
hash_end(struct hash *h)
{
	struct digest d;

	finish((EVP_MD_CTX *)(void *)h, d.b);
	return d;
}

void
hash_drop(struct hash *h)
{
	EVP_MD_CTX_free((EVP_MD_CTX *)(void *)h);
}

struct digest
digest_of(struct str s)
{
	struct hash *h = hash_new();

	hash_add(h, s.p, s.n);
	return hash_end(h);
}

struct digest512
digest512_of(struct str s)
{
	EVP_MD_CTX *c = start(EVP_sha512());
	struct digest512 d;

	must(EVP_DigestUpdate(c, s.p, s.n) == 1);
	finish(c, d.b);
	return d;
}

struct hashes {
	EVP_MD_CTX	*sha256, *sha512;
};

struct hashes *
hashes_new(struct arena *mem)
{
	struct hashes *h = NEW(mem, struct hashes, 1);

	h->sha256 = start(EVP_sha256());
	h->sha512 = start(EVP_sha512());
	return h;
}

void
hashes_add(struct hashes *h, struct str s)
{
	must(EVP_DigestUpdate(h->sha256, s.p, s.n) == 1 && EVP_DigestUpdate(h->sha512, s.p, s.n) == 1);
}

void
hashes_end(struct hashes *h, struct digest *d, struct digest512 *d512)
{
	finish(h->sha256, d->b);
	finish(h->sha512, d512->b);
}

void
hashes_drop(struct hashes *h)
{
	EVP_MD_CTX_free(h->sha256);
	EVP_MD_CTX_free(h->sha512);
}

/* Both digests of a file under way. */
struct reading {
	EVP_MD_CTX	*sha256, *sha512;	/* sha512 NULL: not wanted */
	uint64_t	 size;
};

static void
take(void *user, struct str bytes)
{
	struct reading *r = user;

	must(EVP_DigestUpdate(r->sha256, bytes.p, bytes.n) == 1);
	if (r->sha512 != NULL)
		must(EVP_DigestUpdate(r->sha512, bytes.p, bytes.n) == 1);
	r->size += bytes.n;
}

int
digest_fd(int fd, struct digest *d, struct digest512 *sha512_r, uint64_t *size_r, struct err *e)
{
	struct reading r = { start(EVP_sha256()), sha512_r == NULL ? NULL : start(EVP_sha512()), 0 };

	if (fd_each(fd, take, &r, e) != 0) {
		EVP_MD_CTX_free(r.sha256);
		EVP_MD_CTX_free(r.sha512);
		return -1;
	}
	finish(r.sha256, d->b);
	if (sha512_r != NULL)
		finish(r.sha512, sha512_r->b);
	*size_r = r.size;
	return 0;
}

bool
digest_eq(struct digest a, struct digest b)
{
	return memcmp(a.b, b.b, sizeof a.b) == 0;
}

static struct str
hex(struct arena *mem, const uint8_t *p, size_t n)
{
	static const char digits[] = "0123456789abcdef";
	char *c = arena_alloc(mem, n * 2 + 1, 1);

	for (size_t i = 0; i < n; i++) {
		c[2 * i] = digits[p[i] >> 4];
		c[2 * i + 1] = digits[p[i] & 15];
	}
	return (struct str){ c, n * 2 };
}

struct str
digest_hex(struct arena *mem, struct digest d)
{
	return hex(mem, d.b, sizeof d.b);
}

struct str
digest512_hex(struct arena *mem, struct digest512 d)
{
	return hex(mem, d.b, sizeof d.b);
}

static int
unhex(struct str s, uint8_t *out, size_t n)
{
	if (s.n != 2 * n)
		return -1;
	for (size_t i = 0; i < n; i++) {
		int hi = ascii_hex_lower(s.p[2 * i]), lo = ascii_hex_lower(s.p[2 * i + 1]);

		if (hi < 0 || lo < 0)
			return -1;
		out[i] = (uint8_t)(hi << 4 | lo);
	}
	return 0;
}

int
digest_parse(struct str hex, struct digest *d)
{
	return unhex(hex, d->b, sizeof d->b);
}

/* RFC 9562, 6.6: namespace for URLs. */
const struct uuid uuid_ns_url = { { 0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0,
    0x4f, 0xd4, 0x30, 0xc8 } };

struct uuid
uuid_v5(struct uuid ns, struct str name)
{
	EVP_MD_CTX *c = start(EVP_sha1());
	uint8_t sha1[EVP_MAX_MD_SIZE];
	struct uuid u;

	must(EVP_DigestUpdate(c, ns.b, sizeof ns.b) == 1 && EVP_DigestUpdate(c, name.p, name.n) == 1);
	finish(c, sha1);
	memcpy(u.b, sha1, sizeof u.b);
	u.b[6] = (uint8_t)((u.b[6] & 0x0f) | 0x50);
	u.b[8] = (uint8_t)((u.b[8] & 0x3f) | 0x80);
	return u;
}

struct str
uuid_text(struct arena *mem, struct uuid u)
{
	struct str h = hex(mem, u.b, sizeof u.b);

	return str_fmt(mem, "%.8s-%.4s-%.4s-%.4s-%.12s", h.p, h.p + 8, h.p + 12, h.p + 16, h.p + 20);
}

int
uuid_parse(struct str s, struct uuid *u)
{
	char h[32];
	size_t n = 0;

	if (s.n != 36)
		return -1;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (i == 8 || i == 13 || i == 18 || i == 23) {
			if (c != '-')
				return -1;
			continue;
		}
		h[n++] = c >= 'A' && c <= 'F' ? (char)(c + ('a' - 'A')) : c;
	}
	return unhex((struct str){ h, n }, u->b, sizeof u->b);
}
