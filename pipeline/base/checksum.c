/* SPDX-License-Identifier: EUPL-1.2 */
/* checksum.c - checksums that others wrote down of a file, in the algorithms that they use. */
#include "base/checksum.h"

#include <errno.h>
#include <openssl/evp.h>
#include <unistd.h>
#include <zlib.h>

#include "base/ascii.h"

#include "base/banned.h"

#define PIECE		((size_t)64 << 10)	/* bytes read at once */

static const struct checksum algorithms[] = {
	{ "md5", "MD5", "MD5", 16 },
	{ "sha1", "SHA-1", "SHA1", 20 },
	{ "sha224", "SHA-224", "SHA224", 28 },
	{ "sha256", "SHA-256", "SHA256", 32 },
	{ "sha384", "SHA-384", "SHA384", 48 },
	{ "sha512", "SHA-512", "SHA512", 64 },
	{ "sha3", "SHA3-224", "SHA3-224", 28 },
	{ "sha3", "SHA3-256", "SHA3-256", 32 },
	{ "sha3", "SHA3-384", "SHA3-384", 48 },
	{ "sha3", "SHA3-512", "SHA3-512", 64 },
	{ "crc32", "CRC-32", NULL, 4 },
};

static struct str
plain(struct arena *mem, struct str s)
{
	char *p = NEW(mem, char, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (ascii_letter(s.p[i]) || ascii_digit(s.p[i]))
			p[n++] = s.p[i];
	}
	return str_lower(mem, (struct str){ p, n });
}

bool
checksum_find(struct arena *mem, struct str spelled, size_t digits, const struct checksum **c_r)
{
	struct str key = plain(mem, spelled);
	bool known = false;

	*c_r = NULL;
	for (size_t i = 0; i < COUNT(algorithms); i++) {
		if (!str_eq(key, str_of(algorithms[i].spelled)))
			continue;
		known = true;
		if (digits == 2 * (size_t)algorithms[i].bytes)
			*c_r = &algorithms[i];
	}
	return known;
}

bool
checksum_parse(const struct checksum *c, struct str s, uint8_t out[CHECKSUM_MOST])
{
	if (s.n != 2 * (size_t)c->bytes)
		return false;
	for (size_t i = 0; i < s.n; i += 2) {
		int a = ascii_hex(s.p[i]), b = ascii_hex(s.p[i + 1]);

		if (a < 0 || b < 0)
			return false;
		out[i / 2] = (uint8_t)(a << 4 | b);
	}
	return true;
}

int
checksum_fd(int fd, const struct checksum *c, uint8_t out[CHECKSUM_MOST], struct err *e)
{
	EVP_MD_CTX *ctx = NULL;
	uint8_t block[PIECE];
	uLong crc = crc32(0, NULL, 0);
	ssize_t k;
	int rc = 0;

	if (c->evp != NULL) {
		const EVP_MD *md = EVP_get_digestbyname(c->evp);

		ctx = EVP_MD_CTX_new();
		must(md != NULL && ctx != NULL && EVP_DigestInit_ex(ctx, md, NULL) == 1);
	}
	for (off_t at = 0; (k = pread(fd, block, sizeof block, at)) != 0;) {
		if (k < 0 && errno == EINTR)
			continue;
		if (k < 0) {
			rc = err_sys(e, E_IO, _("lezen mislukt"));
			break;
		}
		if (ctx != NULL)
			must(EVP_DigestUpdate(ctx, block, (size_t)k) == 1);
		else
			crc = crc32(crc, block, (uInt)k);
		at += k;
	}
	if (ctx != NULL)
		must(EVP_DigestFinal_ex(ctx, out, NULL) == 1);
	for (unsigned i = 0; i < 4 && ctx == NULL; i++)
		out[i] = (uint8_t)(crc >> (24 - 8 * i));
	EVP_MD_CTX_free(ctx);
	return rc;
}
