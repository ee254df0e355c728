/* SPDX-License-Identifier: EUPL-1.2 */
/* exposition.h - numbers as Prometheus reads them from a file. */
#ifndef REPORT_EXPOSITION_H
#define REPORT_EXPOSITION_H

#include "base/buf.h"

/*
 * Text format 0.0.4 (prometheus.io, "Exposition formats"): of each metric one
 * HELP and one TYPE line, then all its samples together.  Names are ours and
 * are not checked; values of labels come from settings and dossiers and are
 * escaped.
 */
struct label {
	const char	*name;
	struct str	 value;		/* UTF-8 (utf8_show); empty: the label is left out */
};

/* type: gauge or counter. */
void	exposition_metric(struct buf *, const char *name, const char *type, const char *help);
void	exposition_sample(struct buf *, const char *name, const struct label *, size_t n, int64_t value);

/* The value of the first sample of that name in what was written before; 0: there is none. */
int64_t	exposition_find(struct str text, const char *name);

#endif
