/* SPDX-License-Identifier: EUPL-1.2 */
/* witness.c - the head of the evidence, kept beside the reports: it betrays a ledger that was put back from a back-up. */
#include "store/witness.h"

#include <unistd.h>

#include "base/fd.h"
#include "base/path.h"
#include "store/evidence.h"
#include "store/look.h"

#include "base/banned.h"

#define LINE_MOST	4096
#define WITNESS_MEM	MIB(1)

static int
compare(struct store *s, struct str line, struct arena *mem, bool *same_r, struct err *e)
{
	struct str rest = str_trim(line), number, leaf;
	uint64_t seq;

	/* What cannot be read is no witness against us, and none for us. */
	if (!str_next(&rest, ':', &number) || str_u64(number, &seq) != 0 || seq > INT64_MAX) {
		*same_r = false;
		return 0;
	}
	if (look_leaf(s, (int64_t)seq, mem, &leaf, e) != 0)
		return -1;
	*same_r = leaf.p != NULL && str_eq(leaf, rest);
	return 0;
}

int
witness_check(struct str reports, struct store *s, bool *same_r, struct err *e)
{
	struct arena *mem = arena_new("getuige", WITNESS_MEM);
	const char *path = str_c(mem, path_join(mem, reports, S(WITNESS_FILE)));
	struct str line;
	int rc = 0;

	*same_r = true;
	if (access(path, F_OK) == 0) {
		rc = file_read(path, LINE_MOST, mem, &line, e);
		if (rc == 0)
			rc = compare(s, line, mem, same_r, e);
	}
	arena_free(mem);
	return rc;
}

int
witness_write(struct str reports, struct store *s, struct err *e)
{
	struct arena *mem = arena_new("getuige", WITNESS_MEM);
	struct evidence_head head;
	int rc = evidence_head(s, mem, &head, e);

	if (rc == 0)
		rc = path_mkdirs(str_c(mem, reports), e);
	if (rc == 0)
		rc = file_replace(str_c(mem, path_join(mem, reports, S(WITNESS_FILE))),
		    str_fmt(mem, "%lld:%.*s\n", (long long)head.seq, STRF(head.leaf)), e);
	arena_free(mem);
	return rc;
}
