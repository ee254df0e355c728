/* SPDX-License-Identifier: EUPL-1.2 */
/* settings.h - woostraat.yaml: where things stand and for whom the street works. */
#ifndef CONFIG_SETTINGS_H
#define CONFIG_SETTINGS_H

#include "base/err.h"
#include "types.h"

#define OCR_LANGUAGE	"nld"		/* what ‘ocr: ja’ means */

struct settings {
	struct str	 intake;	/* folder with a folder for each organisation */
	struct str	 state;		/* folder of the ledger and the vault */
	struct str	 reports;	/* folder of the accounts */
	struct str	 templates;	/* folder of rules, lists, xsl and schema; absent: what came with the program */
	unsigned	 workers;	/* 0: as many as there are processors for us */
	unsigned	 settle_s;	/* seconds that a file must have been left alone before it is taken in */
	unsigned	 patience_s;	/* how long a run waits for portals that are away, in all */
	struct str	 ocr;		/* languages of the letters in pictures ("nld", "nld+fry"); absent: not read */
	enum packing	 pack;		/* of bundles, where an organisation says nothing else */
	struct str	 virus_socket;	/* of clamd, a path; absent: nobody looks for viruses */
	bool		 virus_required;	/* what was not scanned is held */
	unsigned	 virus_wait_s;	/* for one try */
	bool		 strict;	/* no run where a wall around the workers is missing */
	uint64_t	 file_most;	/* bytes of one file; more is ING-504 */
	struct organisation *orgs;
	size_t		 norgs;
};

/* What a rehearsal without woostraat.yaml works with. */
void		 settings_default(struct settings *);

/*
 * Read path.  Relative folders in it are relative to the folder of the file; a
 * portal that is no URL is a folder and becomes a file:// URL.  Every fault
 * names file, line and column, or the key (E_CONFIG).
 */
int		 settings_load(const char *path, struct arena *, struct settings *, struct err *) MUST_USE;

/* By the name of its folder below the intake; NULL when it is not there. */
const struct organisation *settings_organisation(const struct settings *, struct str key);

/* The number of workers to start: the setting, or the processors that this process may use, at most 64. */
unsigned	 settings_workers(const struct settings *);

#endif
