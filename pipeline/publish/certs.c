/* SPDX-License-Identifier: EUPL-1.2 */
/* certs.c - our own certificate and whom we trust, as the files of the settings have them. */
#include "publish/certs.h"

#include "base/cert.h"
#include "publish/keys.h"

#include "base/banned.h"

#define PEM_MOST	MIB(1)		/* bytes; all roots that Debian trusts are 220 kB */

/* Our own: the two belong together. */
static int
check_pair(const struct reach *a, struct certs *c, struct err *e)
{
	switch (cert_pair(c->certificate, c->key, &c->expired)) {
	case CERT_NO_CERTIFICATE:
		return err_set(
		    e, E_CONFIG, _("het certificaatbestand %.*s is geen certificaat in PEM"), STRF(a->certificate));
	case CERT_LOCKED:
		return err_set(e, E_CONFIG,
		    _("de sleutel in %.*s is met een wachtwoord versleuteld; haal dat eraf (openssl pkey) en geef het bestand de "
		      "rechten 0600"),
		    STRF(a->certificate_key));
	case CERT_NO_KEY:
		return err_set(
		    e, E_CONFIG, _("het sleutelbestand %.*s is geen sleutel in PEM"), STRF(a->certificate_key));
	case CERT_STRANGERS:
		return err_set(e, E_CONFIG, _("de sleutel in %.*s hoort niet bij het certificaat in %.*s"),
		    STRF(a->certificate_key), STRF(a->certificate));
	default:
		return 0;
	}
}

int
certs_read(const struct reach *a, struct arena *mem, struct certs *c, struct err *e)
{
	*c = (struct certs){ .expired = false };
	if (a->ca.p != NULL) {
		if (keys_public(a->ca, _("bestand met certificaten"), PEM_MOST, mem, &c->ca, e) != 0)
			return -1;
		if (!cert_holds(c->ca))
			return err_set(e, E_CONFIG, _("in %.*s (‘ca’) staat geen certificaat in PEM"), STRF(a->ca));
	}
	if (a->certificate.p == NULL)
		return 0;
	if (keys_public(a->certificate, _("certificaatbestand"), PEM_MOST, mem, &c->certificate, e) != 0 ||
	    keys_read(a->certificate_key, _("sleutelbestand"), PEM_MOST, mem, &c->key, e) != 0)
		return -1;
	return check_pair(a, c, e);
}
