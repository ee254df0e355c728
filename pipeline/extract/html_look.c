/* SPDX-License-Identifier: EUPL-1.2 */
/* html_look.c - which elements of a web page its styles hide, as far as that is simple to say. */
#include "extract/html_look.h"

#include "base/ascii.h"

#include "base/banned.h"

#define RULES_MOST	500		/* rules that hide something; each element is held against all of them */

enum by { BY_ELEMENT, BY_CLASS, BY_ID };

struct rule {
	struct str	 element;	/* absent: any */
	enum by		 by;
	struct str	 name;		/* of the class or id */
	struct html_look look;
};

struct html_rules {
	struct arena	*mem;
	struct rule	*v;
	size_t		 n, cap;
};

struct html_rules *
html_rules_new(struct arena *mem)
{
	struct html_rules *r = NEW(mem, struct html_rules, 1);

	r->mem = mem;
	return r;
}

/* The value starts with a number that is nothing, or no more than one point. */
static bool
is_tiny(struct str value)
{
	size_t digits = 0, i;

	if (str_eq(value, S("1px")) || str_eq(value, S("1pt")))
		return true;
	for (i = 0; i < value.n && (value.p[i] == '0' || value.p[i] == '.'); i++)
		digits += value.p[i] == '0';
	return digits != 0 && (i == value.n || value.p[i] < '0' || value.p[i] > '9');
}

static void
declare(struct html_look *l, struct str name, struct str value)
{
	struct str first;

	if (!str_next(&value, '!', &first)) /* !important */
		return;
	value = str_trim(first);
	if (str_eq_nocase(name, S("display")))
		l->gone = str_eq_nocase(value, S("none")) ? 1 : -1;
	else if (str_eq_nocase(name, S("opacity")) && is_tiny(value))
		l->gone = 1;
	else if (str_eq_nocase(name, S("visibility")))
		l->invisible = str_eq_nocase(value, S("hidden")) || str_eq_nocase(value, S("collapse")) ? 1 : -1;
	else if (str_eq_nocase(name, S("font-size")))
		l->tiny = is_tiny(value) ? 1 : -1;
}

struct html_look
html_look_of(struct str s)
{
	struct html_look l = { 0 };
	struct str one, name;

	while (str_next(&s, ';', &one)) {
		if (str_next(&one, ':', &name))
			declare(&l, str_trim(name), str_trim(one));
	}
	return l;
}

static bool
is_name(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (!(ascii_letter(c) || ascii_digit(c) || c == '-' || c == '_' || (c & 0x80) != 0))
			return false;
	}
	return true;
}

static void
add_selector(struct html_rules *r, struct str s, struct html_look look)
{
	struct rule rule = { .by = BY_ELEMENT, .look = look };
	size_t at = 0;

	s = str_trim(s);
	while (at < s.n && s.p[at] != '.' && s.p[at] != '#')
		at++;
	rule.element = str_eq(str_sub(s, 0, at), S("*")) ? STR_NONE : str_sub(s, 0, at);
	if (at < s.n) {
		rule.by = s.p[at] == '.' ? BY_CLASS : BY_ID;
		rule.name = str_from(s, at + 1);
	}
	if (s.n == 0 || !is_name(rule.element) || !is_name(rule.name) || (at < s.n && rule.name.n == 0) ||
	    r->n == RULES_MOST)
		return;
	rule.element = str_dup(r->mem, rule.element);
	rule.name = str_dup(r->mem, rule.name);
	*PUSH(r->mem, r->v, r->n, r->cap) = rule;
}

/* The length of what stands before one of these characters; quoted strings and comments are passed over. */
static size_t
before(struct str s, const char *ends)
{
	struct str stop = str_of(ends);
	char quote = '\0';
	size_t i = 0;

	for (; i < s.n; i++) {
		char c = s.p[i];

		if (quote != '\0') {
			if (c == '\\')
				i++;
			else if (c == quote)
				quote = '\0';
		} else if (c == '"' || c == '\'') {
			quote = c;
		} else if (str_has(stop, c)) {
			break;
		}
	}
	return i < s.n ? i : s.n;
}

/* Behind the brace that ends a block; s starts inside it. */
static struct str
behind_block(struct str s)
{
	size_t depth = 1;

	while (s.n != 0 && depth != 0) {
		s = str_from(s, before(s, "{}"));
		if (s.n != 0)
			depth += *s.p == '{' ? (size_t)1 : (size_t)-1;
		s = str_from(s, 1);
	}
	return s;
}

static struct str
without_comments(struct arena *mem, struct str s)
{
	char *out = NEW(mem, char, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '/' || i + 1 == s.n || s.p[i + 1] != '*') {
			out[n++] = s.p[i];
			continue;
		}
		for (i += 2; i + 1 < s.n && !(s.p[i] == '*' && s.p[i + 1] == '/'); i++)
			;
		i++;
	}
	return (struct str){ out, n };
}

void
html_rules_add(struct html_rules *r, struct str css)
{
	css = without_comments(r->mem, css);
	while (css.n != 0) {
		size_t n = before(css, "{};");
		struct str head = str_trim(str_sub(css, 0, n)), one;
		char end = n < css.n ? css.p[n] : ';';
		struct html_look look;

		css = str_from(css, n + 1);
		if (end != '{' || str_eq_nocase(head, S("@media screen")) || str_eq_nocase(head, S("@media all")))
			continue;
		if (str_starts(head, S("@"))) {
			css = behind_block(css);
			continue;
		}
		n = before(css, "}");
		look = html_look_of(str_sub(css, 0, n));
		css = str_from(css, n + 1);
		/* A sheet of long ago stands in a comment, for browsers of longer ago. */
		if (str_starts(head, S("<!--")) || str_starts(head, S("-->")))
			head = str_from(head, *head.p == '<' ? 4 : 3);
		while ((look.gone > 0 || look.invisible > 0 || look.tiny > 0) && str_next(&head, ',', &one))
			add_selector(r, one, look);
	}
}

static bool
has_class(struct str list, struct str name)
{
	while (list.n != 0) {
		size_t n = 0;

		while (n < list.n && list.p[n] != ' ' && list.p[n] != '\t' && list.p[n] != '\n' && list.p[n] != '\r')
			n++;
		if (str_eq(str_sub(list, 0, n), name))
			return true;
		list = str_from(list, n + 1);
	}
	return false;
}

struct html_look
html_rules_look(const struct html_rules *r, struct str element, struct str id, struct str class)
{
	struct html_look l = { 0 };

	for (size_t i = 0; i < r->n; i++) {
		const struct rule *x = &r->v[i];

		if ((x->element.n != 0 && !str_eq_nocase(x->element, element)) ||
		    (x->by == BY_ID && !str_eq(x->name, id)) || (x->by == BY_CLASS && !has_class(class, x->name)))
			continue;
		l.gone = x->look.gone != 0 ? x->look.gone : l.gone;
		l.invisible = x->look.invisible != 0 ? x->look.invisible : l.invisible;
		l.tiny = x->look.tiny != 0 ? x->look.tiny : l.tiny;
	}
	return l;
}
