/* SPDX-License-Identifier: EUPL-1.2 */
/* address.c - where things stand on a site, below its public address. */
#include "site/address.h"

#include "base/ascii.h"
#include "base/path.h"

#include "base/banned.h"


/* RFC 3986: unreserved, sub-delims without '&' and the apostrophe, and what parts an address. */
static bool
may_stand(char c)
{
	return ascii_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || str_has(S("-._~!$()*+,;=:@/%"), c);
}

bool
site_address_sane(struct str address)
{
	struct str rest, host = STR_NONE;

	if (!str_starts(address, S("https://")) || !str_ends(address, S("/")) || address.n > SITE_ADDRESS_MOST)
		return false;
	rest = str_from(address, sizeof "https://" - 1);
	if (!str_next(&rest, '/', &host) || host.n == 0 || str_has(host, '@'))
		return false;
	for (size_t i = 0; i < address.n; i++) {
		if (!may_stand(address.p[i]))
			return false;
	}
	return true;
}

struct str
site_document(struct arena *mem, struct str uuid, struct str name)
{
	return str_fmt(mem, SITE_DOCUMENTS "%.*s/%.*s", STRF(uuid), STRF(name));
}

struct str
site_dossier(struct arena *mem, struct str uuid)
{
	return str_fmt(mem, SITE_DOSSIERS "%.*s/index.html", STRF(uuid));
}

struct str
site_notice(struct arena *mem, struct str dossier, struct str notice)
{
	return str_fmt(mem, SITE_DOSSIERS "%.*s/index.html?stuk=%.*s", STRF(dossier), STRF(notice));
}

struct str
site_path_of(struct str loc)
{
	struct str path = STR_NONE;

	return str_next(&loc, '?', &path) ? path : STR_NONE;
}
