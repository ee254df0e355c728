/* SPDX-License-Identifier: EUPL-1.2 */
/* claim.c - what a source says that a file is: its size and its checksum, held against the file. */
#include "sidecar/claim.h"

#include <errno.h>
#include <openssl/evp.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "base/ascii.h"
#include "base/fd.h"

#include "base/banned.h"

#define PIECE		((size_t)64 << 10)	/* bytes read at once */
#define DIGEST_MOST	64			/* bytes of the longest, SHA-512 */

/* Letters and digits of how it is spelled, in lower case; bytes: length, which tells the kinds of SHA-3 apart. */
static const struct algorithm {
	const char	*spelled, *name, *evp;	/* evp NULL: CRC-32 */
	unsigned	 bytes;
} algorithms[] = {
	{ "md5", "MD5", "MD5", 16 },
	{ "sha1", "SHA-1", "SHA1", 20 },
	{ "sha256", "SHA-256", "SHA256", 32 },
	{ "sha384", "SHA-384", "SHA384", 48 },
	{ "sha512", "SHA-512", "SHA512", 64 },
	{ "sha3", "SHA3-224", "SHA3-224", 28 },
	{ "sha3", "SHA3-256", "SHA3-256", 32 },
	{ "sha3", "SHA3-384", "SHA3-384", 48 },
	{ "sha3", "SHA3-512", "SHA3-512", 64 },
	{ "crc32", "CRC-32", NULL, 4 },
};

static void
differs(struct visit *v, int file, struct str where, struct str what)
{
	visit_say(v, F_SID_CLAIM_DIFFERS, file, str_dup(v->r->mem, where), what);
}

void
claim_size(struct visit *v, int file, struct str where, uint64_t bytes)
{
	const struct document *x = &v->d->docs[file];

	if ((x->have_set & A_BIT(A_ORIGINAL)) == 0 || x->have[A_ORIGINAL].size == bytes)
		return;
	differs(v, file, where, str_fmt(v->r->mem, _("daar heeft het %llu bytes, hier %llu"), (unsigned long long)bytes,
	    (unsigned long long)x->have[A_ORIGINAL].size));
}

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

/* 1: found; 0: its value is no such checksum; -1: unknown. */
static int
find(struct arena *mem, struct str spelled, struct str hex, const struct algorithm **a_r)
{
	struct str key = plain(mem, spelled);
	int known = -1;

	for (size_t i = 0; i < COUNT(algorithms); i++) {
		if (!str_eq(key, str_of(algorithms[i].spelled)))
			continue;
		known = 0;
		*a_r = &algorithms[i];
		if (hex.n == 2 * (size_t)algorithms[i].bytes)
			return 1;
	}
	return known;
}

static bool
parse_hex(struct str s, uint8_t *out)
{
	for (size_t i = 0; i < s.n; i += 2) {
		int a = ascii_hex(s.p[i]), b = ascii_hex(s.p[i + 1]);

		if (a < 0 || b < 0)
			return false;
		out[i / 2] = (uint8_t)(a << 4 | b);
	}
	return true;
}

/* The digest of all of fd; a CRC-32 in the order in which people write it. */
static int
digest(int fd, const struct algorithm *a, uint8_t out[DIGEST_MOST], struct err *e)
{
	EVP_MD_CTX *c = NULL;
	uint8_t block[PIECE];
	uLong crc = crc32(0, NULL, 0);
	ssize_t k = 0;
	int rc = 0;

	if (a->evp != NULL) {
		const EVP_MD *md = EVP_get_digestbyname(a->evp);

		c = EVP_MD_CTX_new();
		must(md != NULL && c != NULL && EVP_DigestInit_ex(c, md, NULL) == 1);
	}
	for (off_t at = 0; (k = pread(fd, block, sizeof block, at)) != 0;) {
		if (k < 0 && errno == EINTR)
			continue;
		if (k < 0) {
			rc = err_sys(e, E_IO, _("lezen mislukt"));
			break;
		}
		if (c != NULL)
			must(EVP_DigestUpdate(c, block, (size_t)k) == 1);
		else
			crc = crc32(crc, block, (uInt)k);
		at += k;
	}
	if (c != NULL)
		must(EVP_DigestFinal_ex(c, out, NULL) == 1);
	else
		for (unsigned i = 0; i < 4; i++)
			out[i] = (uint8_t)(crc >> (24 - 8 * i));
	EVP_MD_CTX_free(c);
	return rc;
}

int
claim_checksum(struct visit *v, int file, struct str where, struct str spelled, struct str value, uint64_t *spent,
    enum claim_end *end_r, struct err *e)
{
	const struct document *x = &v->d->docs[file];
	const struct algorithm *a = NULL;
	uint8_t want[DIGEST_MOST] = { 0 }, got[DIGEST_MOST] = { 0 };
	AUTO_FD fd = -1;
	int known;

	value = str_trim(value);
	known = find(v->tmp, spelled, value, &a);
	*end_r = known < 0 ? CLAIM_UNKNOWN : CLAIM_MALFORMED;
	if (known <= 0 || !parse_hex(value, want))
		return 0;
	*end_r = CLAIM_SOUND;
	if ((x->have_set & A_BIT(A_ORIGINAL)) == 0)
		return 0; /* ingest has said why nobody read it */
	if (a->evp != NULL && str_eq(str_of(a->evp), S("SHA256"))) {
		memcpy(got, x->have[A_ORIGINAL].sha256.b, sizeof x->have[A_ORIGINAL].sha256.b);
	} else if (*spent + x->have[A_ORIGINAL].size > CLAIM_BYTES_MOST) {
		*end_r = CLAIM_UNSEEN;
		visit_say(v, F_SID_CLAIM_UNSEEN, file, str_dup(v->r->mem, where), str_of(a->name));
		return 0;
	} else {
		*spent += x->have[A_ORIGINAL].size;
		if (job_open(v->job, file, A_ORIGINAL, &fd, e) != 0 || digest(fd, a, got, e) != 0)
			return -1;
	}
	if (memcmp(want, got, a->bytes) == 0)
		return 0;
	*end_r = CLAIM_DIFFERS;
	differs(v, file, where, str_fmt(v->r->mem, _("het controlegetal (%s) is anders"), a->name));
	return 0;
}
