/* SPDX-License-Identifier: EUPL-1.2 */
/* mdto.h - MDTO 1.0.1 of a dossier, of each document (archiefstuk) and of each file (bestand). */
#ifndef DESCRIBE_MDTO_H
#define DESCRIBE_MDTO_H

#include "stage.h"

struct catalog;
struct mdto;

/* xsl/mdto.xsl, schema/mdto.rng and the tables of retention below templates.  A fault in one of them is E_CONFIG. */
int		 mdto_load(const char *templates, const struct catalog *, struct arena *, struct mdto **,
		    struct err *) MUST_USE;
void		 mdto_free(struct mdto *);		/* NULL is fine */

/*
 * Of a dossier with a main document or a notice, once its records are filled and their
 * DiWoo is made: append to out[A_METADATA], which has *at bytes, and set
 * dossier.object, docs[i].object, docs[i].file and notices[i].object.  What does not satisfy our
 * schema keeps len 0, and DSC-504 says so.  A document without DiWoo is passed
 * over: its finding stands already.
 */
int		 mdto_write(const struct mdto *, const struct catalog *, struct result *, uint64_t *at, struct err *) MUST_USE;

#endif
