/* SPDX-License-Identifier: EUPL-1.2 */
/* clamd.h - what is said to clamd over a connection, and what it may answer (clamd(8): VERSION, INSTREAM). */
#ifndef VIRUS_CLAMD_H
#define VIRUS_CLAMD_H

#include "base/err.h"
#include "base/str.h"

#define CLAMD_ANSWER_MOST	((size_t)1024)	/* bytes; the name of a signature is tens of them */

enum scan_end {
	SCAN_CLEAN,
	SCAN_FOUND,
	SCAN_TOO_BIG,			/* not scanned as a whole: larger than clamd takes or looks at */
	SCAN_UNSURE			/* no answer, or none that says one of these */
};

struct scan {
	enum scan_end	 end;
	struct str	 words;		/* found: the name; unsure: why, in Dutch; too big: what clamd said.  Untrusted text. */
};

/*
 * What an answer (without its NUL) means.  whole: clamd had got every byte
 * before it answered.  ‘OK’ about less than the whole is no answer.  words
 * borrow from it.
 */
struct scan	 clamd_judge(struct str answer, bool whole);

/*
 * Give clamd the file from offset 0 and take its answer, within wait_s seconds
 * in all.  sock is a fresh connection that does not block; one connection, one
 * file.  size is what the file must hold.  *scan_r is set whatever clamd does;
 * its words are in the arena.  -1: the file could not be read (E_IO).
 */
int		 clamd_scan(int sock, int file, uint64_t size, unsigned wait_s, struct arena *, struct scan *scan_r,
		    struct err *) MUST_USE;

/*
 * Engine and signatures as clamd names them ("ClamAV 1.4.3/27412/Mon Sep 30 ..."),
 * fit to be shown; within wait_ms.  false: why_r says in Dutch what was wrong.
 */
bool		 clamd_version(int sock, int wait_ms, struct arena *, struct str *version_r, struct str *why_r) MUST_USE;

#endif
