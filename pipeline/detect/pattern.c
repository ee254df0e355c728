/* SPDX-License-Identifier: EUPL-1.2 */
/* pattern.c - a regular expression that always comes back, and says so when it gave up. */
#include "detect/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH	8
#include <pcre2.h>

#include "base/banned.h"

/* Limits of one match (gate facts 8.5): below 3 ms each, where the defaults allow 0.16 s and 20 GB. */
#define MATCH_MOST	200000
#define HEAP_MOST	16384		/* KiB; interpreter only */
#define DEPTH_MOST	1000		/* interpreter only */
#define STACK_LEAST	((size_t)32 << 10)
#define STACK_MOST	((size_t)1 << 20)
#define WINDOW		((size_t)64 << 10)	/* bytes searched in one call */

struct pattern {
	pcre2_code		*code;
	pcre2_match_data	*data;
	pcre2_match_context	*limits;
};

static void *
take(PCRE2_SIZE n, void *mem)
{
	return arena_alloc(mem, n, _Alignof(max_align_t));
}

static void
leave(void *p, void *mem)
{
	(void)p;
	(void)mem;
}

int
pattern_new(const char *re, struct arena *mem, struct pattern **p_r, struct err *e)
{
	struct pattern *p = NEW(mem, struct pattern, 1);
	pcre2_general_context *g = pcre2_general_context_create(take, leave, mem);
	pcre2_compile_context *c = pcre2_compile_context_create(g);
	PCRE2_SIZE at;
	int rc;

	p->code = pcre2_compile(
	    (PCRE2_SPTR)re, PCRE2_ZERO_TERMINATED, PCRE2_NEVER_BACKSLASH_C | PCRE2_NEVER_UTF, &rc, &at, c);
	if (p->code == NULL)
		return err_set(e, E_BUG, "patroon: fout %d op plaats %zu", rc, at);
	p->data = pcre2_match_data_create(1, g);
	p->limits = pcre2_match_context_create(g);
	must(p->data != NULL && p->limits != NULL);
	pcre2_set_match_limit(p->limits, MATCH_MOST);
	pcre2_set_heap_limit(p->limits, HEAP_MOST);
	pcre2_set_depth_limit(p->limits, DEPTH_MOST);
	/* Without JIT (a kernel that forbids it) the interpreter gives the same answers, later. */
	if (pcre2_jit_compile(p->code, PCRE2_JIT_COMPLETE) == 0)
		pcre2_jit_stack_assign(p->limits, NULL, pcre2_jit_stack_create(STACK_LEAST, STACK_MOST, g));
	*p_r = p;
	return 0;
}

/* One call, within [at, end); past the JIT's stack the interpreter may try. */
static int
find_in(const struct pattern *p, struct str s, size_t at, size_t end)
{
	int rc = pcre2_match(p->code, (PCRE2_SPTR)s.p, end, at, 0, p->data, p->limits);

	if (rc == PCRE2_ERROR_JIT_STACKLIMIT)
		rc = pcre2_match(p->code, (PCRE2_SPTR)s.p, end, at, PCRE2_NO_JIT, p->data, p->limits);
	return rc;
}

int
pattern_find(const struct pattern *p, struct str s, size_t from, size_t *start_r, size_t *end_r)
{
	const PCRE2_SIZE *v = pcre2_get_ovector_pointer(p->data);

	for (size_t at = from; at < s.n; at += WINDOW) {
		size_t end = s.n - at > WINDOW + PATTERN_SPAN ? at + WINDOW + PATTERN_SPAN : s.n;
		int rc = find_in(p, s, at, end);

		if (rc < 0 && rc != PCRE2_ERROR_NOMATCH)
			return -1;
		/* A match that starts in the overlap is left to the next window, which sees what follows it. */
		if (rc >= 0 && (v[0] < at + WINDOW || end == s.n)) {
			*start_r = v[0];
			*end_r = v[1];
			return 1;
		}
		if (end == s.n)
			return 0;
	}
	return 0;
}
