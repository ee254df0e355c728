/* SPDX-License-Identifier: EUPL-1.2 */
/* recheck.c - recheck: how often a dossier is read again in which nothing changed. */
#include "config/recheck.h"

#include "config/value.h"

#include "base/banned.h"

#define RECHECK_D	28
#define RECHECK_MOST	366
#define DAY_S		((time_t)24 * 3600)

int
recheck_read(const char *text, unsigned *days_r, struct err *e)
{
	*days_r = RECHECK_D;
	return value_number("recheck", text, 0, RECHECK_MOST, days_r, e);
}

void
recheck_add(struct settings *s, struct str bytes)
{
	struct hash *h = hash_new();

	hash_add(h, s->bytes.b, sizeof s->bytes.b);
	hash_str(h, bytes);
	s->bytes = hash_end(h);
}

bool
recheck_due(unsigned days, struct uuid dossier, time_t last, time_t now)
{
	time_t turn = ((time_t)dossier.b[14] << 8 | dossier.b[15]);

	if (days == 0 || now < last)
		return true;
	return (now / DAY_S + turn) / days != (last / DAY_S + turn) / days;
}
