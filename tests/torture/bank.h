/* SPDX-License-Identifier: EUPL-1.2 */
/* bank.h - ask the fake GPP-publicatiebank (tests/portal/gpp.h) what it has, and tell it what to do wrong. */
#ifndef TORTURE_BANK_H
#define TORTURE_BANK_H

#include "base/json.h"

/* One request to http://127.0.0.1:port/path with a body (may be ""); the answer's JSON, or NULL for another answer. */
json_t		*bank_ask(unsigned port, const char *method, struct str path, struct str body, struct arena *);

#endif
