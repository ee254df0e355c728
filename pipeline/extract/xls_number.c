/* SPDX-License-Identifier: EUPL-1.2 */
/* xls_number.c - numbers of a worksheet as a reader sees them: dates by their format, the others in full. */
#include "extract/xls_number.h"

#include <string.h>

#include "base/date.h"

#include "base/banned.h"

#define FORMATS_MOST	65536	/* numbers of a format have 16 bits */
#define DAYS_TO_1970	25569	/* from day 0 of Excel to 1 January 1970 */
#define DAYS_1904	1462	/* from day 0 of Excel to that of the Macintosh */
#define DAY_MOST	2958465	/* 31 December 9999 */

void
xls_number_xf(struct xls_numbers *n, struct arena *mem, uint16_t format)
{
	if (n->nxf < FORMATS_MOST)
		*PUSH(mem, n->xf, n->nxf, n->xf_cap) = format;
}

/* A d or y outside quotes and brackets; m alone may be minutes. */
static bool
shows_date(struct str f)
{
	char until = 0;

	for (size_t i = 0; i < f.n; i++) {
		if (until != 0)
			until = f.p[i] == until ? 0 : until;
		else if (f.p[i] == '"')
			until = '"';
		else if (f.p[i] == '[')
			until = ']';
		else if (f.p[i] == '\\' || f.p[i] == '_' || f.p[i] == '*')
			i++;
		else if (strchr("dDyYjJ", f.p[i]) != NULL)
			return true;
	}
	return false;
}

void
xls_number_format(struct xls_numbers *n, struct arena *mem, uint16_t id, struct str format)
{
	if (shows_date(format) && n->ndates < FORMATS_MOST)
		*PUSH(mem, n->dates, n->ndates, n->dates_cap) = id;
}

/* Built in: 14 to 17 and 22 (ECMA-376 part 1, 18.8.30); 18 to 21 show a time. */
static bool
is_date(const struct xls_numbers *n, uint16_t xf)
{
	uint16_t format = xf < n->nxf ? n->xf[xf] : 0;

	for (size_t i = 0; i < n->ndates; i++) {
		if (n->dates[i] == format)
			return true;
	}
	return (format >= 14 && format <= 17) || format == 22;
}

struct str
xls_number(const struct xls_numbers *n, struct arena *mem, uint16_t xf, double v)
{
	double day = v + (n->from_1904 ? DAYS_1904 : 0);

	if (is_date(n, xf) && day >= 1 && day <= DAY_MOST)
		return date_iso(mem, date_of_time((time_t)((int64_t)day - DAYS_TO_1970) * 86400));
	return str_fmt(mem, "%.15g", v);
}

double
xls_rk(uint32_t rk)
{
	uint64_t bits = (uint64_t)(rk & ~3u) << 32;
	double v;

	if ((rk & 2) != 0)
		v = (double)((int32_t)rk >> 2);
	else
		memcpy(&v, &bits, sizeof v);
	return (rk & 1) != 0 ? v / 100 : v;
}
