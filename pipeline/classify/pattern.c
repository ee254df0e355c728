/* SPDX-License-Identifier: EUPL-1.2 */
/* pattern.c - the patterns of rules: PCRE2 with named parts, spaces that stretch, and limits. */
#include "classify/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/buf.h"

#include "base/banned.h"

#define TEXT_MOST	((size_t)4096)	/* bytes of an expanded pattern; what a person can still read */
/* Some 6 ms for one attempt, where a pattern that explodes would take minutes (PCRE2 10.42, measured). */
#define MATCH_STEPS	400000
#define DEPTH_MOST	1000		/* of the interpreter; JIT has its stack instead */
#define HEAP_KIB	16384		/* of the interpreter */
#define STACK_LEAST	((size_t)32 << 10)	/* bytes of JIT stack */
#define STACK_MOST	((size_t)1 << 20)
#define BRANCHES_MOST	((size_t)64)	/* of one pattern, as far as groups are taken apart for it */
#define GAP		"(?>\\s{1,20})"	/* a space; 20 covers an indented next line */

struct matcher {
	pcre2_match_data *data;
	pcre2_match_context *context;
	pcre2_jit_stack	*stack;
};

/* A pattern is PCRE2's own: nothing stands between, for a child finds memory of its worker page by page (proc/frozen.h). */
static pcre2_code *
code_of(const struct pattern *p)
{
	return (pcre2_code *)(uintptr_t)p;
}

/* The part named at the start of s ("{naam}..."), its length with braces in *n_r; 0 when it is no name. */
static struct str
part_name(struct str s, size_t *n_r)
{
	size_t i = 1;

	while (i < s.n && ((s.p[i] >= 'a' && s.p[i] <= 'z') || s.p[i] == '_'))
		i++;
	*n_r = i > 1 && i < s.n && s.p[i] == '}' ? i + 1 : 0;
	return str_sub(s, 1, i - 1);
}

/* A backslash and what belongs to it: \b \. \p{Lu} \x{20ac}; the braces in \b{naam} are a name's. */
static size_t
escape(struct str s)
{
	size_t i = 2;

	if (s.n > 2 && s.p[2] == '{' && str_has(S("pPxoNgk"), s.p[1])) {
		while (i < s.n && s.p[i] != '}')
			i++;
		i++;
	}
	return i < s.n ? i : s.n;
}

size_t
pattern_piece(struct str s, size_t i)
{
	size_t k = i + 1;

	if (s.p[i] == '\\')
		return i + 1 < s.n ? 2 : 1;
	if (s.p[i] != '[')
		return 1;
	k += k < s.n && s.p[k] == '^';
	k += k < s.n && s.p[k] == ']';
	while (k < s.n && s.p[k] != ']') {
		if (str_starts(str_from(s, k), S("[:"))) {
			for (k += 2; k < s.n && !str_starts(str_from(s, k), S(":]")); k++)
				;
			k += 2;
		} else
			k += s.p[k] == '\\' ? 2 : 1;
	}
	return (k < s.n ? k + 1 : s.n) - i;
}

int
pattern_expand(struct str s, const struct pattern_part *parts, size_t nparts, struct arena *mem, struct str *text_r,
    struct str *why_r)
{
	struct buf b;

	buf_init(&b, mem, TEXT_MOST);
	for (size_t i = 0, n; i < s.n; i += n) {
		struct str rest = str_from(s, i), name;
		size_t k = 0;

		n = 1;
		if (s.p[i] == '\\') {
			n = escape(rest);
			buf_add(&b, str_sub(rest, 0, n));
		} else if (s.p[i] == ' ') {
			while (i + n < s.n && s.p[i + n] == ' ')
				n++;
			buf_add(&b, S(GAP));
		} else if (s.p[i] == '{' && (name = part_name(rest, &n)).n > 0 && n > 0) {
			while (k < nparts && !str_eq(parts[k].name, name))
				k++;
			if (k == nparts) {
				*why_r = str_fmt(mem, _("‘{%.*s}’ staat niet (eerder) bij patterns"), STRF(name));
				return -1;
			}
			buf_addf(&b, "(?:%.*s)", STRF(parts[k].text));
		} else {
			n = pattern_piece(s, i);
			buf_add(&b, str_sub(s, i, n));
		}
	}
	if (b.cut) {
		*why_r = str_fmt(mem, _("het patroon is langer dan %zu bytes"), TEXT_MOST);
		return -1;
	}
	*text_r = str_dup(mem, buf_str(&b));
	return 0;
}

/* Are options set or verbs given within it (?i) (*MARK) (?<name>...), or is something quoted by \Q?  Then it stays whole. */
static bool
has_options(struct str s)
{
	for (size_t i = 0; i < s.n; i += pattern_piece(s, i)) {
		struct str rest = str_from(s, i);

		if (str_starts(rest, S("\\Q")) || str_starts(rest, S("(*")))
			return true;
		if (str_starts(rest, S("(?")) && (rest.n < 3 || !str_has(S(":=!>"), rest.p[2])) &&
		    !str_starts(rest, S("(?<=")) && !str_starts(rest, S("(?<!")))
			return true;
	}
	return false;
}

/* Is all of s one group (?:...) that is not repeated?  Then *in_r is what is in it. */
static bool
is_group(struct str s, struct str *in_r)
{
	size_t depth = 0;

	if (!str_starts(s, S("(?:")))
		return false;
	for (size_t i = 0; i < s.n; i += pattern_piece(s, i)) {
		depth += s.p[i] == '(';
		if (s.p[i] == ')' && --depth == 0 && i + 1 < s.n)
			return false;
	}
	*in_r = str_sub(s, 3, s.n - 4);
	return depth == 0;
}

/* Strings in a row. */
struct list { struct str *v; size_t n, cap; };

static void
push(struct list *l, struct str s, struct arena *mem)
{
	*PUSH(mem, l->v, l->n, l->cap) = s;
}

/* The alternatives of s, one after the other. */
static struct list
split(struct str s, struct arena *mem)
{
	struct list l = { .v = NULL };
	size_t depth = 0, from = 0;

	for (size_t i = 0; i < s.n; i += pattern_piece(s, i)) {
		depth += s.p[i] == '(';
		depth -= s.p[i] == ')' && depth != 0;
		if (s.p[i] != '|' || depth != 0)
			continue;
		push(&l, str_sub(s, from, i - from), mem);
		from = i + 1;
	}
	push(&l, str_from(s, from), mem);
	return l;
}

/* \b(?:a|b)c is \ba c and \bb c: the group with which s begins, after what has no width.  False: there is none. */
static bool
leading_group(struct str s, struct str *before_r, struct str *in_r, struct str *after_r)
{
	size_t start = 0, depth = 0, i;

	while (str_starts(str_from(s, start), S("\\b")) || str_starts(str_from(s, start), S("^")))
		start += s.p[start] == '^' ? 1 : 2;
	if (!str_starts(str_from(s, start), S("(?:")))
		return false;
	for (i = start; i < s.n; i += pattern_piece(s, i)) {
		depth += s.p[i] == '(';
		if (s.p[i] == ')' && --depth == 0)
			break;
	}
	if (i >= s.n || (i + 1 < s.n && str_has(S("?*+{"), s.p[i + 1])))
		return false;
	*before_r = str_sub(s, 0, start);
	*in_r = str_sub(s, start + 3, i - start - 3);
	*after_r = str_from(s, i + 1);
	return true;
}

struct str *
pattern_branches(struct str s, struct arena *mem, size_t *n_r)
{
	struct list todo = { .v = NULL }, done = { .v = NULL };

	push(&todo, s, mem);
	if (has_options(s)) {
		*n_r = 1;
		return todo.v;
	}
	for (size_t k = 0; k < todo.n; k++) {
		struct str one = todo.v[k], before, in, after;
		struct list l;

		while (is_group(one, &in))
			one = in;
		/* (?:a)b is ab. */
		while (leading_group(one, &before, &in, &after) && split(in, mem).n == 1)
			one = str_fmt(mem, "%.*s%.*s%.*s", STRF(before), STRF(in), STRF(after));
		l = split(one, mem);
		if (l.n > 1) {
			for (size_t i = 0; i < l.n; i++)
				push(&todo, l.v[i], mem);
			continue;
		}
		if (leading_group(one, &before, &in, &after) && (l = split(in, mem)).n > 1 &&
		    todo.n - k + done.n + l.n <= BRANCHES_MOST) {
			for (size_t i = 0; i < l.n; i++)
				push(&todo, str_fmt(mem, "%.*s%.*s%.*s", STRF(before), STRF(l.v[i]), STRF(after)), mem);
			continue;
		}
		push(&done, one, mem);
	}
	*n_r = done.n;
	return done.v;
}

struct str
pattern_why(struct arena *mem, int code)
{
	PCRE2_UCHAR text[160];

	if (pcre2_get_error_message(code, text, sizeof text) < 0)
		return str_fmt(mem, "PCRE2 %d", code);
	return str_fmt(mem, "%s", (const char *)text);
}

struct pattern *
pattern_compile(struct str s, struct arena *mem, struct str *why_r)
{
	const uint32_t options = PCRE2_CASELESS | PCRE2_MULTILINE | PCRE2_DOTALL | PCRE2_NEVER_BACKSLASH_C;
	pcre2_compile_context *c = pcre2_compile_context_create(NULL);
	pcre2_code *code;
	size_t at = 0;
	int rc = 0;

	must(c != NULL);
	(void)pcre2_set_max_pattern_length(c, TEXT_MOST);
	code = pcre2_compile((PCRE2_SPTR)s.p, s.n, options, &rc, &at, c);
	pcre2_compile_context_free(c);
	if (code == NULL) {
		*why_r = str_fmt(mem, _("%.*s, bij ‘%.*s’"), STRF(pattern_why(mem, rc)),
		    STRF(str_sub(s, at < 20 ? 0 : at - 20, at < 20 ? at : 20)));
		return NULL;
	}
	rc = pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
	if (rc != 0) {
		*why_r = str_fmt(mem, _("niet te vertalen naar machinecode (%.*s)"), STRF(pattern_why(mem, rc)));
		pcre2_code_free(code);
		return NULL;
	}
	return (struct pattern *)code;
}

void
pattern_free(struct pattern *p)
{
	pcre2_code_free(code_of(p));
}

struct matcher *
matcher_new(struct arena *mem)
{
	struct matcher *m = NEW(mem, struct matcher, 1);

	m->data = pcre2_match_data_create(1, NULL);
	m->context = pcre2_match_context_create(NULL);
	m->stack = pcre2_jit_stack_create(STACK_LEAST, STACK_MOST, NULL);
	must(m->data != NULL && m->context != NULL && m->stack != NULL);
	(void)pcre2_set_match_limit(m->context, MATCH_STEPS);
	(void)pcre2_set_depth_limit(m->context, DEPTH_MOST);
	(void)pcre2_set_heap_limit(m->context, HEAP_KIB);
	pcre2_jit_stack_assign(m->context, NULL, m->stack);
	return m;
}

void
matcher_free(struct matcher *m)
{
	if (m == NULL)
		return;
	pcre2_match_data_free(m->data);
	pcre2_match_context_free(m->context);
	pcre2_jit_stack_free(m->stack);
}

enum match
pattern_match(const struct pattern *p, struct matcher *m, struct str s, size_t from, size_t *off_r, size_t *len_r,
    int *code_r)
{
	PCRE2_SPTR text = (PCRE2_SPTR)(s.p == NULL ? "" : s.p);
	int rc = pcre2_match(code_of(p), text, s.n, from, 0, m->data, m->context);

	if (rc == PCRE2_ERROR_JIT_STACKLIMIT)
		rc = pcre2_match(code_of(p), text, s.n, from, PCRE2_NO_JIT, m->data, m->context);
	if (rc == PCRE2_ERROR_NOMATCH)
		return MATCH_NO;
	if (rc < 0) {
		*code_r = rc;
		return MATCH_FAILED;
	}
	*off_r = pcre2_get_ovector_pointer(m->data)[0];
	*len_r = pcre2_get_ovector_pointer(m->data)[1];
	/* \K in a lookahead can put the start past the end. */
	*len_r = *len_r > *off_r ? *len_r - *off_r : 0;
	return MATCH_YES;
}

struct str
pattern_engine(struct arena *mem)
{
	char version[64] = "", target[64] = "";

	(void)pcre2_config(PCRE2_CONFIG_VERSION, version);
	(void)pcre2_config(PCRE2_CONFIG_JITTARGET, target);
	return str_fmt(mem, "%s %s", version, target);
}
