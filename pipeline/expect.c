/* SPDX-License-Identifier: EUPL-1.2 */
/* expect.c - how long a document will keep a worker, about. */
#include "expect.h"

#include <stdlib.h>

#include "base/banned.h"

#define EACH_MS		15	/* whatever it is: a process, and what all stages do before they read */

/* Milliseconds for each MiB.  Text that is packed counts for what it becomes; a picture has nothing to be read. */
static const struct { const char *end; int64_t ms; } rates[] = {
	{ ".pdf", 1000 },
	{ ".docx", 700 },
	{ ".odt", 700 },
	{ ".xlsx", 1500 },
	{ ".ods", 1500 },
	{ ".pptx", 300 },
	{ ".odp", 300 },
	{ ".doc", 400 },
	{ ".xls", 800 },
	{ ".ppt", 200 },
	{ ".txt", 700 },
	{ ".csv", 700 },
	{ ".html", 700 },
	{ ".htm", 700 },
	{ ".xml", 700 },
	{ ".rtf", 500 },
	{ ".eml", 300 },
	{ ".msg", 300 },
	{ ".jpg", 20 },
	{ ".jpeg", 20 },
	{ ".png", 20 },
	{ ".tif", 20 },
	{ ".tiff", 20 },
	{ ".mp4", 5 },
	{ ".zip", 50 },
};
#define RATE_OTHER	300

int64_t
expect_document(const struct document *x)
{
	int64_t rate = RATE_OTHER;

	if ((x->have_set & A_BIT(A_ORIGINAL)) == 0)
		return 0;
	for (size_t i = 0; i < COUNT(rates); i++) {
		if (str_ends_nocase(x->path, str_of(rates[i].end))) {
			rate = rates[i].ms;
			break;
		}
	}
	return EACH_MS + (int64_t)(x->have[A_ORIGINAL].size >> 10) * rate / 1024;
}

int64_t
expect_dossier(const struct dossier *d, int64_t *longest_r)
{
	int64_t sum = 0;

	*longest_r = 0;
	for (size_t i = 0; i < d->ndocs; i++) {
		int64_t ms = expect_document(&d->docs[i]);

		sum += ms;
		*longest_r = ms > *longest_r ? ms : *longest_r;
	}
	return sum;
}

struct turn_of {
	int64_t		 ms;
	uint32_t	 doc;
};

static int
longest_first(const void *a, const void *b)
{
	const struct turn_of *x = a, *y = b;

	if (x->ms != y->ms)
		return x->ms > y->ms ? -1 : 1;
	return x->doc < y->doc ? -1 : x->doc > y->doc;
}

uint32_t *
expect_order(const struct dossier *d, struct arena *mem)
{
	uint32_t *order = NEW(mem, uint32_t, d->ndocs + 1);
	struct turn_of *v = NEW(mem, struct turn_of, d->ndocs + 1);

	for (size_t i = 0; i < d->ndocs; i++)
		v[i] = (struct turn_of){ expect_document(&d->docs[i]), (uint32_t)i };
	qsort(v, d->ndocs, sizeof *v, longest_first);
	for (size_t i = 0; i < d->ndocs; i++)
		order[i] = v[i].doc;
	return order;
}
