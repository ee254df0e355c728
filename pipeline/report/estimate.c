/* SPDX-License-Identifier: EUPL-1.2 */
/* estimate.c - how far a run is and how long it still takes, in words. */
#include "report/estimate.h"

#include "base/utf8.h"
#include "report/progress.h"

#include "base/banned.h"

#define LINE_MOST	KIB(4)

struct str
estimate_line(struct arena *mem, struct str organisation, size_t done, size_t total, int64_t elapsed_ms)
{
	struct buf b;

	buf_init(&b, mem, LINE_MOST);
	buf_addf(&b, ngettext("%.*s: %zu van %zu dossier", "%.*s: %zu van %zu dossiers", total),
	    STRF(utf8_show(mem, organisation)), done, total);
	progress_add_left(&b, progress_left(done, total, elapsed_ms));
	return buf_str(&b);
}
