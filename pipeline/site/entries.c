/* SPDX-License-Identifier: EUPL-1.2 */
/* entries.c - what the sitemaps of a site say of one dossier, between the stage that makes it and the one that cuts it. */
#include "site/entries.h"

#include <inttypes.h>

#include "base/ascii.h"
#include "base/date.h"

#include "base/banned.h"

#define NUMBER	((size_t)10)	/* "infocat014" */

bool
entry_category(struct str s)
{
	return s.n == NUMBER && str_starts(s, S("infocat")) && ascii_digit(s.p[7]) && ascii_digit(s.p[8]) &&
	    ascii_digit(s.p[9]);
}

void
entry_write(struct buf *b, const struct entry *one, struct str url)
{
	buf_addf(b, "%.*s %.*s %zu\n", STRF(one->category), STRF(one->lastmod), url.n);
	buf_add(b, url);
}

int
entry_read(struct str s, struct entry *one, size_t *len_r, struct err *e)
{
	struct str line = STR_NONE, rest, len = STR_NONE;
	time_t t;

	s = str_sub(s, 0, ENTRY_HEAD_MOST);
	if (!str_has(s, '\n') || !str_next(&s, '\n', &line))
		goto bad;
	rest = line;
	if (!str_next(&rest, ' ', &one->category) || !str_next(&rest, ' ', &one->lastmod) ||
	    !str_next(&rest, ' ', &len) || rest.p != NULL || !entry_category(one->category) ||
	    time_parse(one->lastmod, &t) != 0 || str_u64(len, &one->len) != 0 || one->len == 0 || one->len > ENTRY_MOST)
		goto bad;
	*len_r = line.n + 1;
	return 0;
bad:
	return err_set(e, E_BUG, "%s", _("regels voor de sitemap kloppen niet"));
}
