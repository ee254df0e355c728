/* SPDX-License-Identifier: EUPL-1.2 */
/* corpus.h - documents of which a person has said what they are, to test the rules on. */
#ifndef CORPUS_H
#define CORPUS_H

#include "config/catalog.h"
#include "ingest/ingest.h"

#define CORPUS_NONE	"geen"		/* the label of what has no category, or is not a document of the organisation */
#define CORPUS_LIST	"labels.csv"

/* A labelled document. */
struct specimen {
	struct str	 path;		/* of the file */
	struct str	 name;		/* below the corpus, for who reads the result */
	const struct term *label;	/* NULL: it has no category */
	/* What dossier.yaml would say of it; absent: nothing. */
	struct str	 titel, zaaktype, documentsoort, bron;
};

struct corpus {
	struct specimen	*v;
	size_t		 n, cap;
	size_t		 unlabelled;	/* files of which nobody said what they are; they are left out */
	struct arena	*mem;
};

/*
 * A folder, or a CSV file (UTF-8; comma, semicolon or tab; the first row names
 * the columns: bestand, categorie and, if wanted, titel, zaaktype,
 * documentsoort, bron; names of files from the folder of the CSV on).  In a
 * folder that has a labels.csv that says it; else every file is labelled by the
 * nearest folder around it that bears the name of a category (catalog_named)
 * or `geen`.  E_USAGE or E_CONFIG say what is wrong, with file and row.
 */
int	corpus_read(const char *path, const struct catalog *, struct arena *, struct corpus *, struct err *) MUST_USE;

#endif
