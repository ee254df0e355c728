/* SPDX-License-Identifier: EUPL-1.2 */
/* keeping.h - bewaren: how long what is at rest stays here, as a person wrote it. */
#ifndef CONFIG_KEEPING_H
#define CONFIG_KEEPING_H

#include <cyaml/cyaml.h>

#include "base/err.h"
#include "types.h"

/* As it stands in the file: "24 maanden" or "2 jaar". */
struct file_keeping { char *reports, *documents; };
extern const cyaml_schema_field_t keeping_fields[];

/* f NULL, and a key that is not there: as *k_r was.  E_CONFIG names the key. */
int	keeping_read(const struct file_keeping *f, struct keep_for *k_r, struct err *) MUST_USE;

/* The last day of what is no longer kept; year 0: all is kept. */
struct date	keeping_until(unsigned months, time_t now);

#endif
