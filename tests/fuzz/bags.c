/* SPDX-License-Identifier: EUPL-1.2 */
/* bags.c - targets that look at BagIt bags: an archive, and the texts of tags of a folder. */
#include "fuzz.h"

#include <sys/mman.h>

#include "base/utf8.h"
#include "inspect/inspect.h"

#include "base/banned.h"

void	 fuzz_bag(struct fuzz *);
void	 fuzz_bag_texts(struct fuzz *);

struct lying { struct str listing, *bytes; size_t n; };

static int
give(const struct job *job, int doc, enum artefact_kind kind, int *fd_r, struct err *e)
{
	const struct lying *l = job->source;

	if (kind == A_RUN)
		return fd_of_str("lijst", l->listing, fd_r, e);
	must(kind == A_ORIGINAL && doc >= 0 && (size_t)doc < l->n && l->bytes[doc].p != NULL);
	return fd_of_str("bytes", l->bytes[doc], fd_r, e);
}

/* It has an answer, and what is called valid has no fault. */
static void
inspect(struct fuzz *f, struct lying *l)
{
	struct dossier none = { .mem = f->mem };
	struct job job = { .tools = f->tools, .dossier = &none, .doc = DOC_NONE, .source = l, .open = give };
	struct result r = { .mem = f->mem, .findings = { .mem = f->mem } };
	AUTO_JSON j = NULL;
	AUTO_FD out = -1;
	const json_t *faults;
	struct str s;

	out = memfd_create("antwoord", MFD_CLOEXEC);
	must(out >= 0);
	for (int k = 0; k < A__COUNT; k++)
		r.out[k] = -1;
	r.out[A_BAG] = out;
	must(inspect_run(&job, &r, &f->err) == 0);
	must(fd_read_all(out, MIB(64), f->mem, &s, &f->err) == 0 && (j = json_read(s, &f->err)) != NULL);
	faults = json_list(j, "faults");
	for (size_t i = 0; i < json_array_size(faults); i++) {
		const json_t *x = json_array_get(faults, i);

		must(utf8_valid(json_str(x, "text")) && utf8_valid(json_str(x, "file")));
		must(!json_flag(j, "valid") || str_eq(json_str(x, "grade"), S("note")));
	}
	must(!json_flag(j, "valid") || json_flag(j, "read"));
}

void
fuzz_bag(struct fuzz *f)
{
	struct lying l = { { "afuzz", sizeof "afuzz" }, &f->in, 1 };

	if (f->in.n != 0)
		inspect(f, &l);
}

/* The parts of the input, in this order. */
void
fuzz_bag_texts(struct fuzz *f)
{
	static const char listing[] = "mfuzz\0fbag-info.txt\0fbagit.txt\0fdata/a\0ffetch.txt\0fmanifest-md5.txt\0"
				      "fmanifest-sha256.txt\0ftagmanifest-md5.txt";
	enum { ITEMS = 8 };
	struct str bytes[ITEMS] = { STR_NONE }, rest = f->in;
	struct lying l = { { listing, sizeof listing }, bytes, ITEMS };

	for (size_t i = 1; i < ITEMS; i++) {
		if (!fuzz_part(&rest, &bytes[i]) || bytes[i].n == 0)
			bytes[i] = S("");
	}
	inspect(f, &l);
}
