/* SPDX-License-Identifier: EUPL-1.2 */
/* certs.c - our own certificate and whom we trust, as the files of the settings have them. */
#include "publish/certs.h"

#include <limits.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "publish/keys.h"

#include "base/banned.h"

#define PEM_MOST	MIB(1)		/* bytes; all roots that Debian trusts are 220 kB */

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

/* Our own: the two belong together. */
static int
check_pair(const struct reach *a, struct certs *c, struct err *e)
{
	X509 *x = first_certificate(c->certificate);
	bool locked;
	EVP_PKEY *k = private_key(c->key, &locked);
	int rc = 0;

	if (x == NULL)
		rc = err_set(
		    e, E_CONFIG, _("het certificaatbestand %.*s is geen certificaat in PEM"), STRF(a->certificate));
	else if (k == NULL && locked)
		rc = err_set(e, E_CONFIG,
		    _("de sleutel in %.*s is met een wachtwoord versleuteld; haal dat eraf (openssl pkey) en geef het bestand de "
		      "rechten 0600"),
		    STRF(a->certificate_key));
	else if (k == NULL)
		rc =
		    err_set(e, E_CONFIG, _("het sleutelbestand %.*s is geen sleutel in PEM"), STRF(a->certificate_key));
	else if (X509_check_private_key(x, k) != 1)
		rc = err_set(e, E_CONFIG, _("de sleutel in %.*s hoort niet bij het certificaat in %.*s"),
		    STRF(a->certificate_key), STRF(a->certificate));
	else
		c->expired = X509_cmp_current_time(X509_get0_notAfter(x)) < 0;
	ERR_clear_error();
	X509_free(x);
	EVP_PKEY_free(k);
	return rc;
}

int
certs_read(const struct reach *a, struct arena *mem, struct certs *c, struct err *e)
{
	X509 *x;

	*c = (struct certs){ .expired = false };
	if (a->ca.p != NULL) {
		if (keys_public(a->ca, _("bestand met certificaten"), PEM_MOST, mem, &c->ca, e) != 0)
			return -1;
		x = first_certificate(c->ca);
		X509_free(x);
		if (x == NULL)
			return err_set(e, E_CONFIG, _("in %.*s (‘ca’) staat geen certificaat in PEM"), STRF(a->ca));
	}
	if (a->certificate.p == NULL)
		return 0;
	if (keys_public(a->certificate, _("certificaatbestand"), PEM_MOST, mem, &c->certificate, e) != 0 ||
	    keys_read(a->certificate_key, _("sleutelbestand"), PEM_MOST, mem, &c->key, e) != 0)
		return -1;
	return check_pair(a, c, e);
}
