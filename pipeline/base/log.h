/* SPDX-License-Identifier: EUPL-1.2 */
/* log.h - what the program tells its keeper: on stderr, one logfmt line each, or in systemd's journal with fields. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/str.h"

enum log_level { LOG_FOUT, LOG_LET_OP, LOG_INFO, LOG_DETAIL };

/* program must outlive the log.  Lines above level are dropped.  Never put personal data in a line. */
void	log_open(const char *program, enum log_level level);
/* Called before each line: what stands on the terminal there is wiped first.  NULL: nothing does. */
void	log_over(void (*wipe)(void *), void *ctx);
void	log_line(enum log_level, const char *fmt, ...) PRINTF(2, 3);

/*
 * What a line is about, for who looks in the journal: WOOSTRAAT_ORGANISATION,
 * WOOSTRAAT_DOSSIER, WOOSTRAAT_CODE, WOOSTRAAT_EVIDENCE.  Absent ones are left
 * out.  Keys and codes, never a title, a name of a person or words of a document.
 */
struct log_about {
	struct str	 organisation;	/* its folder */
	struct str	 dossier;	/* its key */
	struct str	 code;		/* of a finding, "SCR-501"; of the program's end, "75" */
	struct str	 evidence;	/* "417:" and the digest, as `verify --head` takes it */
};
void	log_about(const struct log_about *, enum log_level, const char *fmt, ...) PRINTF(3, 4);

/* For the journal alone, whatever the level: what its readers ask for afterwards.  On stderr nothing is said. */
void	log_record(const struct log_about *, enum log_level, const char *fmt, ...) PRINTF(3, 4);

/* From now on every line has this as WOOSTRAAT_RUN; 0: none. */
void	log_run(int64_t run);

/* "woostraat: ..." as it is, whatever the level: what a command ends with.  about: NULL is nothing. */
void	log_plain(const struct log_about *about, struct str text);

#endif
