/* SPDX-License-Identifier: EUPL-1.2 */
/* evidence.h - the append-only, hash-chained log of who did what, when, with which bytes (facts: reliability 11). */
#ifndef STORE_EVIDENCE_H
#define STORE_EVIDENCE_H

#include "base/json.h"
#include "store/store.h"

/*
 * An entry is one line of JSON, names sorted: "seq" (from 1, no gaps), "prev"
 * (leaf of the entry before it; 64 zeroes for the first), "at" (RFC 3339 UTC,
 * microseconds), "event", and what the event says.  Its leaf is SHA-256 of a
 * zero byte and the entry.  The table refuses every change but appending; who
 * can write the file can rewrite the whole chain, and is found by the head that
 * is printed after each run and kept elsewhere.
 *
 *	run-begin	run, mode, now, who, host, build, templates; only: the one organisation that it is for, absent: all
 *	run-end		run, balanced
 *	state		dossier, run, and row: the dossier's row of the ledger as it is from now on; why: at the gate
 *			verdict, findings (code, document, waived), goes, category, due, due_unknown (phasing_note)
 *	order		dossier, run, attempt, step, key, target, sha256: the intent, before the request
 *	waiver		dossier, run, what (given, second, withdrawn), code, document (a name, absent: the whole dossier),
 *			of (digest of its bytes or of the input), says, reason, by: a person lets a finding pass, or not any more
 *	withdrawal	dossier, run, n, what (withdrawn, replaced), document (a name, absent: the whole dossier),
 *			of (digest of its bytes or of the input), reason (address of a term), label, explanation, by: a person takes it back
 *	watch		dossier, run, address (its digest), answer (gone, closed, there, unknown), http, rounds, due: where it stood
 *			was asked
 *	page		dossier, run, page, entries, facts (digests), bytes, modified: what a site shows of it
 *	site		run, organisation, place, dossiers, files: the lists of a site of ours show something new
 *	night		run, now, organisation, seen, published, unchanged, handed, held, rejected, later, skipped: what a night came to
 *	tidied		dossier, run, organisation, objects (digests), bytes: what of it went out of the vault on purpose (tidy.h)
 *	answer		dossier, run, attempt, outcome, http, found, remote, url: what came of it
 */

/* Append, within a group (E_BUG outside one).  facts are taken.  dossier NULL: about the run. */
int		 evidence_note(struct store *, const char *event, const struct uuid *dossier, json_t *facts, struct err *) MUST_USE;

/* The leaf that an entry must have. */
struct digest	 evidence_leaf(struct str body);

struct evidence_head { int64_t seq; struct str leaf; };	/* seq 0: no entry yet */
int		 evidence_head(struct store *, struct arena *, struct evidence_head *, struct err *) MUST_USE;

#endif
