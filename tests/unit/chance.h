/* SPDX-License-Identifier: EUPL-1.2 */
/* chance.h - for tests of things made by chance: the same ones each time. */
#ifndef TESTS_CHANCE_H
#define TESTS_CHANCE_H

#include <stdint.h>

static uint32_t seed = 54;

static inline uint32_t
chance(uint32_t below)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % below;
}

#endif
