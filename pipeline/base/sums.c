/* SPDX-License-Identifier: EUPL-1.2 */
/* sums.c - checksums that others wrote down of bytes, in the algorithms that they use; several at once. */
#include "base/sums.h"

#include <openssl/evp.h>
#include <zlib.h>

#include "base/ascii.h"
#include "base/fd.h"

#include "base/banned.h"

static const struct { const char *name, *label; size_t size; const EVP_MD *(*md)(void); } kinds[SUM__COUNT] = {
	[SUM_MD5] = { "md5", "MD5", 16, EVP_md5 },
	[SUM_SHA1] = { "sha1", "SHA-1", 20, EVP_sha1 },
	[SUM_SHA224] = { "sha224", "SHA-224", 28, EVP_sha224 },
	[SUM_SHA256] = { "sha256", "SHA-256", 32, EVP_sha256 },
	[SUM_SHA384] = { "sha384", "SHA-384", 48, EVP_sha384 },
	[SUM_SHA512] = { "sha512", "SHA-512", 64, EVP_sha512 },
	[SUM_SHA3_224] = { "sha3", "SHA3-224", 28, EVP_sha3_224 },
	[SUM_SHA3_256] = { "sha3", "SHA3-256", 32, EVP_sha3_256 },
	[SUM_SHA3_384] = { "sha3", "SHA3-384", 48, EVP_sha3_384 },
	[SUM_SHA3_512] = { "sha3", "SHA3-512", 64, EVP_sha3_512 },
	[SUM_CRC32] = { "crc32", "CRC-32", 4, NULL },
};

const char *
sum_name(enum sum_kind k)
{
	return kinds[k].name;
}

const char *
sum_label(enum sum_kind k)
{
	return kinds[k].label;
}

size_t
sum_size(enum sum_kind k)
{
	return kinds[k].size;
}

struct str
sum_plain(struct arena *mem, struct str spelled)
{
	char *p = NEW(mem, char, spelled.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < spelled.n; i++) {
		if (ascii_letter(spelled.p[i]) || ascii_digit(spelled.p[i]))
			p[n++] = spelled.p[i];
	}
	return str_lower(mem, (struct str){ p, n });
}

int
sum_find(struct str plain, enum sum_kind *k_r)
{
	for (int k = 0; k <= SUM_SHA512; k++) {
		if (str_eq(plain, str_of(kinds[k].name))) {
			*k_r = (enum sum_kind)k;
			return 0;
		}
	}
	return -1;
}

bool
sum_find_any(struct str plain, size_t digits, enum sum_kind *k_r)
{
	bool known = false;

	*k_r = SUM__COUNT;
	for (int k = 0; k < SUM__COUNT; k++) {
		if (!str_eq(plain, str_of(kinds[k].name)))
			continue;
		known = true;
		if (digits == 2 * kinds[k].size)
			*k_r = (enum sum_kind)k;
	}
	return known;
}

bool
sum_parse(enum sum_kind k, struct str hex, uint8_t out[SUM_BYTES])
{
	if (hex.n != 2 * kinds[k].size)
		return false;
	for (size_t i = 0; i < hex.n; i += 2) {
		int a = ascii_hex(hex.p[i]), b = ascii_hex(hex.p[i + 1]);

		if (a < 0 || b < 0)
			return false;
		out[i / 2] = (uint8_t)(a << 4 | b);
	}
	return true;
}

void
sums_begin(struct sums *s, unsigned set)
{
	*s = (struct sums){ .crc_wanted = (set & SUM_BIT(SUM_CRC32)) != 0, .crc = crc32_z(0, NULL, 0) };
	for (int k = 0; k < SUM__COUNT; k++) {
		EVP_MD_CTX *c;

		if ((set & SUM_BIT(k)) == 0 || kinds[k].md == NULL)
			continue;
		c = EVP_MD_CTX_new();
		must(c != NULL && EVP_DigestInit_ex2(c, kinds[k].md(), NULL) == 1);
		s->under_way[k] = c;
	}
}

void
sums_add(struct sums *s, struct str bytes)
{
	for (int k = 0; k < SUM__COUNT; k++) {
		if (s->under_way[k] != NULL)
			must(EVP_DigestUpdate(s->under_way[k], bytes.p, bytes.n) == 1);
	}
	if (s->crc_wanted && bytes.n != 0)
		s->crc = crc32_z(s->crc, (const Bytef *)bytes.p, bytes.n);
}

void
sums_end(struct sums *s, uint8_t out[SUM__COUNT][SUM_BYTES])
{
	for (int k = 0; k < SUM__COUNT; k++) {
		if (s->under_way[k] != NULL)
			must(EVP_DigestFinal_ex(s->under_way[k], out[k], NULL) == 1);
	}
	for (unsigned i = 0; i < 4 && s->crc_wanted; i++)
		out[SUM_CRC32][i] = (uint8_t)(s->crc >> (24 - 8 * i));
	sums_drop(s);
}

void
sums_drop(struct sums *s)
{
	for (int k = 0; k < SUM__COUNT; k++) {
		EVP_MD_CTX_free(s->under_way[k]);
		s->under_way[k] = NULL;
	}
}

static void
take(void *user, struct str bytes)
{
	sums_add(user, bytes);
}

int
sums_fd(int fd, unsigned set, uint8_t out[SUM__COUNT][SUM_BYTES], struct err *e)
{
	struct sums s;

	sums_begin(&s, set);
	if (fd_each(fd, take, &s, e) != 0) {
		sums_drop(&s);
		return -1;
	}
	sums_end(&s, out);
	return 0;
}
