/* SPDX-License-Identifier: EUPL-1.2 */
/* roles.c - which document is the main one, when nobody said so. */
#include "sidecar/roles.h"

#include "base/path.h"

#include "base/banned.h"

static bool
starts_nocase(struct str s, struct str prefix)
{
	return str_eq_nocase(str_sub(s, 0, prefix.n), prefix);
}

/* An original stands aside for its redacted version. */
static bool
may_be_main(const struct document *doc)
{
	return document_goes_out(doc) && doc->redacted == 0;
}

int
roles_guess_main(const struct dossier *d)
{
	static const char *const words[] = { "hoofddocument", "00", "0", "besluit", "brief" };
	size_t going = 0;
	int last = DOC_NONE;

	for (size_t i = 0; i < d->ndocs; i++) {
		if (!may_be_main(&d->docs[i]))
			continue;
		going++;
		last = (int)i;
	}
	if (going == 1)
		return d->docs[last].role == ROLE_UNKNOWN ? last : DOC_NONE;
	for (size_t w = 0; w < COUNT(words); w++) {
		size_t n = 0;

		for (size_t i = 0; i < d->ndocs; i++) {
			if (d->docs[i].role != ROLE_UNKNOWN || d->docs[i].redacted != 0 ||
			    !starts_nocase(path_base(d->docs[i].path), str_of(words[w])))
				continue;
			n++;
			last = (int)i;
		}
		if (n != 0)
			return n == 1 ? last : DOC_NONE;
	}
	return DOC_NONE;
}

void
roles_fill(struct dossier *d)
{
	for (size_t i = 0; i < d->ndocs; i++) {
		struct document *doc = &d->docs[i];

		if (doc->role == ROLE_UNKNOWN)
			doc->role =
			    str_holds_nocase(path_base(doc->path), S("inventaris")) ? ROLE_INVENTORY : ROLE_ANNEX;
	}
}
