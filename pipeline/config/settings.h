/* SPDX-License-Identifier: EUPL-1.2 */
/* settings.h - woostraat.yaml: where things stand and for whom the street works. */
#ifndef CONFIG_SETTINGS_H
#define CONFIG_SETTINGS_H

#include "base/err.h"
#include "types.h"

#define OCR_LANGUAGE	"nld"		/* what ‘ocr: ja’ means */
#define ORG_REPORTS	"organisaties"	/* below the reports: a folder for each organisation */

/* What is wrong with the settings, one fault each. */
struct settings_fault {
	struct str	 file;		/* of an organisation, as woostraat.yaml names it; absent: that itself */
	struct str	 key;		/* of the organisation; absent: not known, or of none */
	struct str	 text;		/* Dutch, with the file that it is in */
};

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
	struct str	 metrics;	/* file for Prometheus' node exporter; absent: none is written */
	struct keep_for	 keep;		/* of the account of the whole, and of organisations that say nothing else */
	unsigned	 recheck_d;	/* each so many days a dossier is read again in which nothing changed (recheck.h); 0: every run */
	struct digest	 bytes;		/* of all files that these settings were read from */
	uint64_t	 file_most;	/* bytes of one file; more is ING-504 */
	const struct mail_route *mail;	/* of who runs it for all; NULL: nobody gets one */
	struct organisation *orgs;
	size_t		 norgs;
	struct settings_fault *faults;	/* of organisations that are left out; where reading failed, of everything */
	size_t		 nfaults, faults_cap;
	bool		 in_files;	/* organisations stand in files of their own: a fault in one is no fault of the others */
};

/* What a rehearsal without woostraat.yaml works with. */
void		 settings_default(struct settings *);

/*
 * Read path, and the files of organisations that it names.  Relative folders in
 * all of them are relative to the folder of path; a portal that is no URL is a
 * folder and becomes a file:// URL.  Every fault names file, line and column, or
 * the key (E_CONFIG).
 *
 * An organisation with a fault in a file of its own is left out, and the fault
 * stands in faults; so are two that are in each other's way (one folder, one
 * intake, one site), since nobody can say which of them is meant.  What is in
 * woostraat.yaml itself is a fault of everything, and so is no organisation left.
 */
int		 settings_load(const char *path, struct arena *, struct settings *, struct err *) MUST_USE;

/* Leave out an organisation in whose files something is wrong that only showed later: those after it move up. */
void		 settings_leave_out(struct settings *, size_t org, struct str why, struct arena *);
/* Was the organisation of this folder left out? */
bool		 settings_left_out(const struct settings *, struct str key);

/* Where its dossiers lie: its own folder, or the one of its name below the intake. */
struct str	 settings_intake(const struct settings *, const struct organisation *, struct arena *);

/* By the name of its folder below the intake; NULL when it is not there. */
const struct organisation *settings_organisation(const struct settings *, struct str key);

/* The number of workers to start: the setting, or the processors that this process may use, at most 64. */
unsigned	 settings_workers(const struct settings *);

#endif
