/* SPDX-License-Identifier: EUPL-1.2 */
/* encoded.h - the value of a header field as text: unfolded, its encoded words decoded (RFC 2047). */
#ifndef MAIL_ENCODED_H
#define MAIL_ENCODED_H

#include "mail/label.h"

/*
 * raw is the value as it stands in the message, line ends and all.  The result
 * is valid UTF-8.  *state_r becomes worse when an encoding is unknown or a byte
 * has no character; it is never made better.
 */
struct str	 encoded_text(struct arena *, struct str raw, enum label_state *state_r);

#endif
