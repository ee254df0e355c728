/* SPDX-License-Identifier: EUPL-1.2 */
/* regress.c - multinomial logistic regression over sparse rows. */
#include "classify/regress.h"

#include <math.h>
#include <string.h>

#include "base/banned.h"

#define ROUNDS		500
#define POWER_ROUNDS	30	/* of the power iteration; only the size of the steps depends on it */

/* y = X x, of one column of numbers. */
static void
times(const struct samples *s, const double *x, double *y)
{
	for (size_t i = 0; i < s->n; i++) {
		y[i] = 0;
		for (size_t k = 0; k < s->v[i].n; k++)
			y[i] += s->v[i].v[k].x * x[s->v[i].v[k].column];
	}
}

/* An upper bound, nearly, of the largest eigenvalue of X'X. */
static double
spread(const struct samples *s, struct arena *mem)
{
	double *x = NEW(mem, double, s->columns + 1), *y = NEW(mem, double, s->n + 1), most = 0;

	for (size_t i = 0; i < s->columns; i++)
		x[i] = 1 / sqrt((double)s->columns);
	for (int round = 0; round < POWER_ROUNDS; round++) {
		double sum = 0;

		times(s, x, y);
		memset(x, 0, s->columns * sizeof *x);
		for (size_t i = 0; i < s->n; i++) {
			for (size_t k = 0; k < s->v[i].n; k++)
				x[s->v[i].v[k].column] += s->v[i].v[k].x * y[i];
		}
		for (size_t i = 0; i < s->columns; i++)
			sum += x[i] * x[i];
		most = sqrt(sum);
		for (size_t i = 0; i < s->columns && most > 0; i++)
			x[i] /= most;
	}
	return 1.1 * most;
}

/* The chance of each class for one sample. */
static void
chances(const struct samples *s, const struct sample *x, const double *w, double *p)
{
	double top = -INFINITY, sum = 0;

	memset(p, 0, s->classes * sizeof *p);
	for (size_t k = 0; k < x->n; k++) {
		const double *row = w + x->v[k].column * s->classes;

		for (size_t c = 0; c < s->classes; c++)
			p[c] += x->v[k].x * row[c];
	}
	for (size_t c = 0; c < s->classes; c++)
		top = p[c] > top ? p[c] : top;
	for (size_t c = 0; c < s->classes; c++)
		sum += p[c] = exp(p[c] - top);
	for (size_t c = 0; c < s->classes; c++)
		p[c] /= sum;
}

/* Nesterov's accelerated gradient, for a function as smooth as `steep` and as curved as 1. */
double *
regress(const struct samples *s, double fit, struct arena *mem)
{
	size_t n = s->columns * s->classes;
	double *w = NEW(mem, double, n + 1), *ahead = NEW(mem, double, n + 1), *slope = NEW(mem, double, n + 1);
	double *p = NEW(mem, double, s->classes + 1);
	double steep = 1 + fit * spread(s, mem) / 2, root = sqrt(steep), push = (root - 1) / (root + 1);

	for (int round = 0; round < ROUNDS; round++) {
		memcpy(slope, ahead, n * sizeof *slope);
		for (size_t i = 0; i < s->n; i++) {
			const struct sample *x = &s->v[i];

			chances(s, x, ahead, p);
			p[x->class] -= 1;
			for (size_t k = 0; k < x->n; k++) {
				double *row = slope + x->v[k].column * s->classes, by = fit * x->v[k].x;

				for (size_t c = 0; c < s->classes; c++)
					row[c] += by * p[c];
			}
		}
		for (size_t i = 0; i < n; i++) {
			double next = ahead[i] - slope[i] / steep;

			ahead[i] = next + push * (next - w[i]);
			w[i] = next;
		}
	}
	return w;
}
