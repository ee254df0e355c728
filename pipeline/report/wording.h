/* SPDX-License-Identifier: EUPL-1.2 */
/* wording.h - the words of an account as an official knows them. */
#ifndef REPORT_WORDING_H
#define REPORT_WORDING_H

#include "base/str.h"

/*
 * Each takes the word that stands in an account (account.h) and gives the Dutch
 * one; a word that is not known comes back as it is.
 */
struct str	 wording_verdict(struct str);	/* publish: "mag openbaar" */
struct str	 wording_role(struct str);	/* main: "hoofddocument" */
struct str	 wording_outcome(struct str);	/* held: "vastgehouden" */
struct str	 wording_origin(struct str);	/* document: "uit het document" */

#endif
