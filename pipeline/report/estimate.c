/* SPDX-License-Identifier: EUPL-1.2 */
/* estimate.c - how far a run is and how long it still takes, in words. */
#include "report/estimate.h"

#include "base/utf8.h"

#include "base/banned.h"

#define GUESS_AFTER_MS	20000	/* sooner an estimate is of the first dossier, not of the night */
#define GUESS_DONE	((size_t)5)
#define MINUTE_MS	60000
#define MINUTES_MOST	90	/* more is said in hours: nobody waits for it by the minute */

struct str
estimate_line(struct arena *mem, struct str organisation, size_t done, size_t total, int64_t elapsed_ms)
{
	struct str line = str_fmt(mem, ngettext("%.*s: %zu van %zu dossier", "%.*s: %zu van %zu dossiers", total),
	    STRF(utf8_show(mem, organisation)), done, total);
	double left;
	long minutes;

	if (done < GUESS_DONE || done >= total || elapsed_ms < GUESS_AFTER_MS)
		return line;
	left = (double)elapsed_ms / (double)done * (double)(total - done);
	minutes = (long)(left / MINUTE_MS + 0.5);
	if (minutes < 1)
		return str_fmt(mem, _("%.*s, nog minder dan een minuut"), STRF(line));
	if (minutes < MINUTES_MOST)
		return str_fmt(mem,
		    ngettext("%.*s, nog ongeveer %ld minuut", "%.*s, nog ongeveer %ld minuten", (unsigned long)minutes),
		    STRF(line), minutes);
	return str_fmt(mem, _("%.*s, nog ongeveer %ld uur"), STRF(line), (minutes + 30) / 60);
}
