/* SPDX-License-Identifier: EUPL-1.2 */
/* journal.h - a line for systemd's journal, with its fields apart so that they can be asked for. */
#ifndef BASE_JOURNAL_H
#define BASE_JOURNAL_H

#include "base/str.h"

#define JOURNAL_SOCKET	"/run/systemd/journal/socket"

/*
 * The journal's native protocol (systemd: docs/JOURNAL_NATIVE_PROTOCOL.md): one
 * datagram, for each field "NAME=value\n", or where the value has a line feed
 * "NAME\n", its length in eight bytes, the value, "\n".
 */
struct journal_field {
	const char	*name;		/* A-Z and _ */
	struct str	 value;		/* absent: the field is left out */
};

/*
 * Is stderr a stream of the journal (JOURNAL_STREAM, systemd.exec(5)), and does
 * the journal listen at this socket?  Who redirected stderr wants the lines
 * there.  Nothing else is said before this.
 */
bool		 journal_open(const char *socket);
void		 journal_close(void);
bool		 journal_there(void);
/* false: it did not take it; then the line belongs on stderr.  At most JOURNAL_MOST bytes in all. */
bool		 journal_send(const struct journal_field *, size_t n);
#define JOURNAL_MOST	((size_t)8 << 10)

#endif
