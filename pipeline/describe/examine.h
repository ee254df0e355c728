/* SPDX-License-Identifier: EUPL-1.2 */
/* examine.h - personal data in what sources say, before it becomes metadata. */
#ifndef DESCRIBE_EXAMINE_H
#define DESCRIBE_EXAMINE_H

#include "describe/scribe.h"

struct bsn;

/*
 * Look for burgerservicenummers in every statement by a source that may become
 * public: of the documents that go out, of the dossier and of its notices.  The
 * screen stage saw the text and what dossier.yaml says by name; the rest is seen
 * here.  SCR-501 to -504, as there.
 */
void	 examine_said(struct scribe *, const struct bsn *);

#endif
