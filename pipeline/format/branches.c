/* SPDX-License-Identifier: EUPL-1.2 */
/* branches.c - the same thing twice in an OOXML part, for programs of different ages. */
#include "format/branches.h"

#include "base/banned.h"

void
branches_start(struct branches *b, const struct xml_tag *t)
{
	bool choice = str_eq(t->name, S("Choice")) || str_eq(t->name, S("Fallback"));

	must(b->depth + 1 < DEPTH_SEEN);
	b->one[++b->depth] = false;
	if (!choice || !str_ends(t->ns, S("/markup-compatibility/2006")))
		return;
	if (b->one[b->depth - 1] && b->second == 0)
		b->second = b->depth;
	b->one[b->depth - 1] = true;
}

void
branches_end(struct branches *b)
{
	if (b->second == b->depth)
		b->second = 0;
	b->depth--;
}
