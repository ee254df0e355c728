/* SPDX-License-Identifier: EUPL-1.2 */
/* versions.h - which file is the original of another that was redacted, by their names and by dossier.yaml. */
#ifndef SIDECAR_VERSIONS_H
#define SIDECAR_VERSIONS_H

#include "sidecar/visit.h"

#define VERSIONS_FILE	"versies.tsv"	/* below templates */

struct versions;

/*
 * The words by which names say it.  A TSV file: UTF-8, LF; line 1 starts with
 * "# "; then a row each: words, kind.  A fault names file and line (E_CONFIG).
 */
int	 versions_load(const char *templates, struct arena *, struct versions **, struct err *) MUST_USE;

/*
 * Set doc.redacted of each original, withheld ones too.  said[i] is the file of
 * which dossier.yaml calls document i the original, 1 for the first; 0: it says
 * nothing; NULL: there is no dossier.yaml.
 *
 * Two names are those of one document when nothing but such words sets them
 * apart, in the same place (folders with such names are no other place), or,
 * where nothing there fits, anywhere in the dossier.  Case, accents, marks and
 * the extension do not count.
 *
 * An original that goes out is held: SID-540 where dossier.yaml names the pair,
 * else SID-541; SID-542 where a name says original and there is no other version.
 * To be called when all roles but that of the main document are known.
 */
void	 versions_pair(struct visit *, const uint32_t *said);

#endif
