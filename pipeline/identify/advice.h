/* SPDX-License-Identifier: EUPL-1.2 */
/* advice.h - what an official can do with a file that DiWoo's list of formats does not have. */
#ifndef IDENTIFY_ADVICE_H
#define IDENTIFY_ADVICE_H

#include "base/str.h"

/* Dutch, the end of a sentence: "sla het op als PDF/A". */
const char	*advice(struct str type);

#endif
