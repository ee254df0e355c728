/* SPDX-License-Identifier: EUPL-1.2 */
/* log.h - what the program tells its keeper, on stderr, one logfmt line each. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/defs.h"

enum log_level { LOG_FOUT, LOG_LET_OP, LOG_INFO, LOG_DETAIL };

/* program must outlive the log.  Lines above level are dropped.  Never put personal data in a line. */
void	log_open(const char *program, enum log_level level);
/* Called before each line: what stands on the terminal there is wiped first.  NULL: nothing does. */
void	log_over(void (*wipe)(void *), void *ctx);
void	log_line(enum log_level, const char *fmt, ...) PRINTF(2, 3);

#endif
