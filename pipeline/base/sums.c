/* SPDX-License-Identifier: EUPL-1.2 */
/* sums.c - several checksums of the same bytes at once, by the names that BagIt gives them. */
#include "base/sums.h"

#include <openssl/evp.h>

#include "base/banned.h"

static const struct { const char *name; size_t size; const EVP_MD *(*md)(void); } kinds[SUM__COUNT] = {
	[SUM_MD5] = { "md5", 16, EVP_md5 },
	[SUM_SHA1] = { "sha1", 20, EVP_sha1 },
	[SUM_SHA224] = { "sha224", 28, EVP_sha224 },
	[SUM_SHA256] = { "sha256", 32, EVP_sha256 },
	[SUM_SHA384] = { "sha384", 48, EVP_sha384 },
	[SUM_SHA512] = { "sha512", 64, EVP_sha512 },
};

const char *
sum_name(enum sum_kind k)
{
	return kinds[k].name;
}

size_t
sum_size(enum sum_kind k)
{
	return kinds[k].size;
}

int
sum_find(struct str name, enum sum_kind *k_r)
{
	for (int k = 0; k < SUM__COUNT; k++) {
		if (str_eq(name, str_of(kinds[k].name))) {
			*k_r = (enum sum_kind)k;
			return 0;
		}
	}
	return -1;
}

void
sums_begin(struct sums *s, unsigned set)
{
	*s = (struct sums){ { NULL } };
	for (int k = 0; k < SUM__COUNT; k++) {
		EVP_MD_CTX *c;

		if ((set & SUM_BIT(k)) == 0)
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
}

void
sums_end(struct sums *s, uint8_t out[SUM__COUNT][SUM_BYTES])
{
	for (int k = 0; k < SUM__COUNT; k++) {
		if (s->under_way[k] != NULL)
			must(EVP_DigestFinal_ex(s->under_way[k], out[k], NULL) == 1);
	}
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
