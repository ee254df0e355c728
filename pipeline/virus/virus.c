/* SPDX-License-Identifier: EUPL-1.2 */
/* virus.c - the stage that has a document looked at by the virus scanner of the settings (clamd). */
#include "virus/virus.h"

#include <time.h>

#include "base/fd.h"
#include "virus/clamd.h"

#include "base/banned.h"

#define TRIES		2
#define PAUSE_NS	300000000	/* before the second: clamd's queue of connections was full, or it restarts */

struct finding
virus_unscanned(const struct scanning *s, bool big, struct str why, struct arena *mem)
{
	if (big && !s->required)
		why = str_fmt(mem, _("groter dan de virusscanner aanneemt: %.*s"), STRF(why));
	return (struct finding){ .code = !s->required ? F_VIR_UNSCANNED :
		    big                               ? F_VIR_TOO_BIG :
							F_VIR_NOT_SCANNED,
		.doc = DOC_NONE,
		.arg = { finding_shown(mem, why) } };
}

bool
virus_is_unscanned(enum finding_code code)
{
	return code == F_VIR_UNSCANNED || code == F_VIR_NOT_SCANNED || code == F_VIR_TOO_BIG;
}

/* One connection.  That there is none is an answer too. */
static int
try_once(const struct job *job, int file, struct arena *mem, struct scan *scan_r, struct err *e)
{
	const struct dossier *d = job->dossier;
	struct err why;
	AUTO_FD sock = -1;

	*scan_r = (struct scan){ .end = SCAN_UNSURE };
	if (job_open(job, job->doc, A_SCANNER, &sock, &why) == 0)
		return clamd_scan(
		    sock, file, d->docs[job->doc].have[A_ORIGINAL].size, d->scanning.wait_s, mem, scan_r, e);
	if (why.kind != E_IO) {
		*e = why;
		return -1;
	}
	scan_r->words = str_dup(mem, str_of(why.msg));
	return 0;
}

int
virus_run(const struct job *job, struct result *r, struct err *e)
{
	const struct timespec pause = { 0, PAUSE_NS };
	struct scan scan = { .end = SCAN_UNSURE };
	struct finding f;
	AUTO_FD file = -1;

	if (job_open(job, job->doc, A_ORIGINAL, &file, e) != 0)
		return -1;
	for (int i = 0; i < TRIES && scan.end == SCAN_UNSURE; i++) {
		if (i != 0)
			(void)nanosleep(&pause, NULL);
		if (try_once(job, file, r->mem, &scan, e) != 0)
			return -1;
	}
	if (scan.end == SCAN_CLEAN)
		return 0;
	f = scan.end == SCAN_FOUND ?
	    (struct finding){ .code = F_VIR_FOUND, .arg = { finding_shown(r->mem, scan.words) } } :
	    virus_unscanned(&job->dossier->scanning, scan.end == SCAN_TOO_BIG, scan.words, r->mem);
	f.doc = job->doc;
	finding_add(&r->findings, f);
	return 0;
}
