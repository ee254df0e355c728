/* SPDX-License-Identifier: EUPL-1.2 */
/* terms.h - fields that take what sources and the text say almost as it is: organisations, language, marks, words. */
#ifndef DESCRIBE_TERMS_H
#define DESCRIBE_TERMS_H

#include "describe/scribe.h"

/*
 * verantwoordelijke, medeverantwoordelijken, opsteller and naamOpsteller.  An
 * organisation that DiWoo does not know is left out and told; a name without an
 * address goes out only when a person typed it in dossier.yaml, since exports
 * put names of officials there.  A source that names another publisher is told.
 */
void	 terms_organisations(struct scribe *, const struct subject_of *);

/*
 * What a source says, else what was measured in the text, else what the file
 * says of itself (BCP 47, may be absent), else Dutch as a default.
 */
void	 terms_language(struct scribe *, const struct subject_of *, struct str claimed);

/* Kenmerken of this document, and of what it belongs to (aggregatiekenmerk); urn is its own public id. */
void	 terms_marks(struct scribe *, const struct subject_of *, struct str urn);

/* verkorte and alternatieve titels, omschrijvingen, documentsoort, themas and trefwoorden that a source gives. */
void	 terms_words(struct scribe *, const struct subject_of *);

/* documentsoort as the source says it: where no stage has looked at a text. */
void	 terms_soort(struct scribe *, const struct subject_of *);

/* Relations to other documents, and own fields (extraMetadata): grounds, judgement, zaaknummer, what a source adds. */
void	 terms_relations(struct scribe *, const struct subject_of *);
void	 terms_extra(struct scribe *, const struct subject_of *);
/* One own field more. */
void	 terms_own(struct scribe *, const struct subject_of *, struct str key, struct str value, enum source);

#endif
