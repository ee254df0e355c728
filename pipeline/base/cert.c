/* SPDX-License-Identifier: EUPL-1.2 */
/* cert.c - certificates and their keys in PEM, as far as it must be known that they are of use. */
#include "base/cert.h"

#include <limits.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "base/banned.h"

/* Without this, OpenSSL asks at the terminal. */
static int
no_password(char *to UNUSED, int size UNUSED, int writing UNUSED, void *user)
{
	*(bool *)user = true;
	return -1;
}

static BIO *
open_pem(struct str pem)
{
	BIO *b = BIO_new_mem_buf(pem.p, (int)pem.n);

	must(pem.n < INT_MAX && b != NULL);
	return b;
}

/* The first certificate in it is the one that the key belongs to; the others are its chain. */
static X509 *
first_certificate(struct str pem)
{
	BIO *b = open_pem(pem);
	bool asked = false;
	X509 *x = PEM_read_bio_X509(b, NULL, no_password, &asked);

	BIO_free_all(b);
	ERR_clear_error();
	return x;
}

static EVP_PKEY *
private_key(struct str pem, bool *asked_r)
{
	BIO *b = open_pem(pem);
	EVP_PKEY *k;

	*asked_r = false;
	k = PEM_read_bio_PrivateKey(b, NULL, no_password, asked_r);
	BIO_free_all(b);
	ERR_clear_error();
	return k;
}

bool
cert_holds(struct str pem)
{
	X509 *x = first_certificate(pem);

	X509_free(x);
	return x != NULL;
}

enum cert_fault
cert_pair(struct str certificate, struct str key, bool *expired_r)
{
	X509 *x = first_certificate(certificate);
	bool locked;
	EVP_PKEY *k = private_key(key, &locked);
	enum cert_fault f = CERT_FINE;

	*expired_r = false;
	if (x == NULL)
		f = CERT_NO_CERTIFICATE;
	else if (k == NULL)
		f = locked ? CERT_LOCKED : CERT_NO_KEY;
	else if (X509_check_private_key(x, k) != 1)
		f = CERT_STRANGERS;
	else
		*expired_r = X509_cmp_current_time(X509_get0_notAfter(x)) < 0;
	ERR_clear_error();
	X509_free(x);
	EVP_PKEY_free(k);
	return f;
}

bool
cert_until(struct str pem, time_t *until_r)
{
	X509 *x = first_certificate(pem);
	ASN1_TIME *start = ASN1_TIME_set(NULL, 0);
	int days = 0, seconds = 0;
	bool fine = x != NULL && start != NULL && ASN1_TIME_diff(&days, &seconds, start, X509_get0_notAfter(x)) == 1;

	if (fine)
		*until_r = (time_t)days * 86400 + seconds;
	ASN1_TIME_free(start);
	X509_free(x);
	ERR_clear_error();
	return fine;
}

enum cert_verdict
cert_verdict(long code)
{
	switch (code) {
	case X509_V_OK:
	case X509_V_ERR_UNSPECIFIED: /* nobody looked */
		return CERT_TRUSTED;
	case X509_V_ERR_CERT_HAS_EXPIRED:
		return CERT_EXPIRED;
	case X509_V_ERR_CERT_NOT_YET_VALID:
		return CERT_EARLY;
	case X509_V_ERR_CERT_REVOKED:
		return CERT_REVOKED;
	case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
	case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
	case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
	case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
	case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
		return CERT_UNKNOWN_ISSUER;
	default:
		return CERT_DISTRUSTED;
	}
}
