/* SPDX-License-Identifier: EUPL-1.2 */
/* certs.h - certificates for tests, made as they are needed: an authority, and who it vouches for. */
#ifndef CERTS_H
#define CERTS_H

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <stdlib.h>

#include "base/str.h"

struct cert {
	EVP_PKEY	*key;
	X509		*x;
};

static inline void
cert_extend(X509 *x, X509 *issuer, int nid, const char *value)
{
	X509V3_CTX ctx;
	X509_EXTENSION *ex;

	X509V3_set_ctx_nodb(&ctx);
	X509V3_set_ctx(&ctx, issuer, x, NULL, NULL, 0);
	ex = X509V3_EXT_conf_nid(NULL, &ctx, nid, value);
	must(ex != NULL && X509_add_ext(x, ex, -1) == 1);
	X509_EXTENSION_free(ex);
}

/* by: NULL for an authority of its own.  san: "DNS:localhost", or NULL.  Valid from and until, in seconds from now. */
static inline struct cert
cert_make(const struct cert *by, const char *cn, const char *san, long from, long until)
{
	static long serial;
	struct cert c = { EVP_EC_gen("P-256"), X509_new() };

	must(c.key != NULL && c.x != NULL && X509_set_version(c.x, 2) == 1);
	must(ASN1_INTEGER_set(X509_get_serialNumber(c.x), ++serial) == 1);
	must(X509_gmtime_adj(X509_getm_notBefore(c.x), from) != NULL && X509_gmtime_adj(X509_getm_notAfter(c.x), until) != NULL);
	must(X509_NAME_add_entry_by_txt(X509_get_subject_name(c.x), "CN", MBSTRING_ASC, (const unsigned char *)cn, -1, -1, 0) == 1);
	must(X509_set_issuer_name(c.x, X509_get_subject_name(by == NULL ? c.x : by->x)) == 1);
	must(X509_set_pubkey(c.x, c.key) == 1);
	if (by == NULL)
		cert_extend(c.x, c.x, NID_basic_constraints, "critical,CA:TRUE");
	if (san != NULL)
		cert_extend(c.x, by == NULL ? c.x : by->x, NID_subject_alt_name, san);
	must(X509_sign(c.x, by == NULL ? c.key : by->key, EVP_sha256()) > 0);
	return c;
}

static inline void
cert_free(struct cert *c)
{
	EVP_PKEY_free(c->key);
	X509_free(c->x);
}

static inline const char *
cert_text(BIO *b, struct arena *mem)
{
	char *p;
	long n = BIO_get_mem_data(b, &p);
	const char *s = str_c(mem, (struct str){ p, (size_t)n });

	BIO_free_all(b);
	return s;
}

static inline const char *
cert_pem(const struct cert *c, struct arena *mem)
{
	BIO *b = BIO_new(BIO_s_mem());

	must(b != NULL && PEM_write_bio_X509(b, c->x) == 1);
	return cert_text(b, mem);
}

/* password: NULL, or what it is locked with. */
static inline const char *
cert_key_pem(const struct cert *c, const char *password, struct arena *mem)
{
	BIO *b = BIO_new(BIO_s_mem());

	must(b != NULL && PEM_write_bio_PrivateKey(b, c->key, password == NULL ? NULL : EVP_aes_128_cbc(), NULL, 0, NULL,
	    (void *)(uintptr_t)password) == 1);
	return cert_text(b, mem);
}

/* As CURLOPT_PINNEDPUBLICKEY has it. */
static inline const char *
cert_pin(const struct cert *c, struct arena *mem)
{
	unsigned char *der = NULL, md[EVP_MAX_MD_SIZE], text[64];
	int n = i2d_PUBKEY(c->key, &der);
	unsigned len = 0;

	must(n > 0 && EVP_Digest(der, (size_t)n, md, &len, EVP_sha256(), NULL) == 1);
	OPENSSL_free(der);
	(void)EVP_EncodeBlock(text, md, (int)len);
	return str_c(mem, str_fmt(mem, "sha256//%s", (char *)text));
}

#endif
