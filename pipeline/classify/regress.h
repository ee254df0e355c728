/* SPDX-License-Identifier: EUPL-1.2 */
/* regress.h - multinomial logistic regression over sparse rows. */
#ifndef CLASSIFY_REGRESS_H
#define CLASSIFY_REGRESS_H

#include "base/arena.h"

struct cell { size_t column; double x; };

struct samples {
	struct sample { struct cell *v; size_t n, class; } *v;
	size_t		 n, columns, classes;
};

/*
 * The weights [column * classes + class] that make the sum over the samples of
 * fit x the logarithmic loss, plus half the sum of squares of the weights, as
 * small as can be.  Deterministic; the number of rounds is fixed.
 */
double		*regress(const struct samples *, double fit, struct arena *);

#endif
