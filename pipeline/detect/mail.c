/* SPDX-License-Identifier: EUPL-1.2 */
/* mail.c - addresses of e-mail, and whose they are (gate facts 2.5). */
#include <string.h>

#include "detect/allow.h"
#include "detect/seek.h"

#include "base/banned.h"

#define LOCAL_MOST	((size_t)64)	/* bytes before the @ (RFC 5321 4.5.3.1.1) */
#define LABEL_MOST	((size_t)63)
#define DOMAIN_MOST	((size_t)253)
#define TOP_MOST	((size_t)24)	/* of the last label; the longest that is given out */

struct address {
	size_t		 s, at, domain, e;	/* bytes of the folded text */
};

static bool
in_local(const struct seek *x, size_t i)
{
	char c = seek_at(x, i);

	return seek_part(x, i) || c == '.' || c == '_' || c == '+' || c == '-' || c == '%' || c == '\'';
}

/* One blank beside the @, as layout leaves it. */
static bool
blank(char c)
{
	return c == ' ' || c == '\n';
}

static bool
read_local(const struct seek *x, struct address *a)
{
	size_t end = a->at;

	if (end > 1 && blank(x->f.s.p[end - 1]) && blank(seek_at(x, a->at + 1)))
		end--;
	for (a->s = end; a->s > 0 && end - a->s < LOCAL_MOST && in_local(x, a->s - 1);)
		a->s--;
	while (a->s < end && !seek_part(x, a->s) && x->f.s.p[a->s] != '_')
		a->s++;
	return a->s < end;
}

/* Labels with dots between; the last has only letters. */
static bool
read_domain(const struct seek *x, struct address *a)
{
	size_t i = a->at + 1, dots = 0;

	if (blank(seek_at(x, i)))
		i++;
	a->domain = i;
	a->e = 0;
	while (i - a->domain < DOMAIN_MOST) {
		size_t from = i;
		bool letters = true;

		while (i - from < LABEL_MOST && (seek_part(x, i) || seek_at(x, i) == '-' || seek_at(x, i) == '_')) {
			letters = letters && seek_letter(x, i);
			i++;
		}
		if (i == from)
			break;
		if (dots != 0 && letters && i - from >= 2 && i - from <= TOP_MOST)
			a->e = i;
		if (seek_at(x, i) != '.')
			break;
		dots++;
		i++;
	}
	return a->e != 0;
}

/* A word of the list, whole or between dots, dashes and digits; what follows "+" is a label of its owner. */
static bool
is_role(const struct seek *x, struct str local)
{
	struct str rest = local;

	(void)str_next(&rest, '+', &local);
	/* j.post@ is somebody called Post. */
	if (local.n > 2 && ascii_letter(local.p[0]) && (local.p[1] == '.' || local.p[1] == '_'))
		return false;
	if (lists_has(x->d->lists, LIST_ROLE, local))
		return true;
	for (size_t i = 0; i < local.n;) {
		size_t n = 0;

		while (i + n < local.n && ascii_letter(local.p[i + n]))
			n++;
		if (n != 0 && lists_has(x->d->lists, LIST_ROLE, str_sub(local, i, n)))
			return true;
		i += n == 0 ? 1 : n;
	}
	return false;
}

/* j.jansen, j.p.van.der.berg, jan.jansen, jansen-j, j_jansen12: two parts or more, the longest a name. */
static bool
is_named(struct str local)
{
	size_t parts = 0, longest = 0;

	for (size_t i = 0; i < local.n;) {
		size_t n = 0;

		while (i + n < local.n && (ascii_letter(local.p[i + n]) || local.p[i + n] == '?'))
			n++;
		parts += n != 0;
		longest = n > longest ? n : longest;
		i += n == 0 ? 1 : n;
	}
	return parts >= 2 && longest >= 2;
}

/* j*****@g***.nl; of a provider for everybody its name stays. */
static struct str
masked(struct seek *x, const struct address *a, bool whole_domain)
{
	struct str local = str_sub(x->f.s, a->s, a->at - a->s), domain = str_sub(x->f.s, a->domain, a->e - a->domain);
	struct str shown = domain;
	const char *dot = memrchr(domain.p, '.', domain.n);

	if (!whole_domain) {
		size_t n = (size_t)(dot - domain.p);

		shown = str_fmt(x->mem, "%.*s%.*s", STRF(seek_masked(x->mem, str_sub(domain, 0, n), MASK_ALL)),
		    STRF(str_from(domain, n)));
	}
	return str_fmt(x->mem, "%.*s@%.*s", STRF(seek_masked(x->mem, str_trim(local), MASK_FIRST)), STRF(shown));
}

static void
judge(struct seek *x, const struct address *a)
{
	struct str local = str_trim(str_sub(x->f.s, a->s, a->at - a->s));
	struct str domain = str_sub(x->f.s, a->domain, a->e - a->domain);
	enum detector_class class = DC_EMAIL_OTHER;
	struct mark m = arena_mark(x->mem);
	bool free_mail = lists_has(x->d->lists, LIST_FREEMAIL, domain), own;

	if (free_mail)
		class = DC_EMAIL_PRIVATE;
	else if (is_role(x, local))
		class = DC_EMAIL_ROLE;
	else if (is_named(local))
		class = DC_EMAIL_NAMED;
	own = allow_has(x->allow, ALLOW_MAIL, str_fmt(x->mem, "%.*s@%.*s", STRF(local), STRF(domain)), x->mem);
	arena_rewind(x->mem, m);
	/* The names of its people are not the organisation's to give (Woo 5.1 lid 2 onder e): a domain does not cover them. */
	if (own || (class != DC_EMAIL_NAMED && !free_mail && allow_has_domain(x->allow, domain)))
		x->hits->allowed++;
	else
		seek_hit_masked(x, class, a->s, a->e,
		    x->hits->found[class] < DETECTOR_HITS_MOST ? masked(x, a, free_mail) : STR_NONE);
}

void
seek_mail(struct seek *x)
{
	struct str s = x->f.s;
	size_t i = 0;
	const char *p;

	while (i < s.n && (p = memchr(s.p + i, '@', s.n - i)) != NULL) {
		struct address a = { .at = (size_t)(p - s.p) };

		i = a.at + 1;
		if (read_local(x, &a) && read_domain(x, &a)) {
			judge(x, &a);
			i = a.e;
		}
	}
}
