/* SPDX-License-Identifier: EUPL-1.2 */
/* pair.c - which file a description means, by its place and its name. */
#include "sidecar/pair.h"

#include "base/ascii.h"
#include "base/path.h"

#include "base/banned.h"

bool
pair_may(const struct visit *v, int i)
{
	const struct document *x = &v->d->docs[i];
	struct str ext = path_ext(x->path);

	return x->role != ROLE_JUNK && x->role != ROLE_SIDECAR && x->role != ROLE_PACKAGE &&
	    !str_eq_nocase(ext, S("xml")) && !str_eq_nocase(ext, S("json"));
}

bool
pair_unread(const struct visit *v, int i)
{
	return v->d->docs[i].role == ROLE_UNKNOWN || v->d->docs[i].role == ROLE_WITHHELD;
}

/* The only one for which fits says so. */
static int
only(const struct visit *v, int beside, struct str name, bool (*fits)(struct str base, struct str name))
{
	struct str folder = visit_folder(v, beside);
	int found = DOC_NONE;

	for (size_t i = 0; i < v->d->ndocs; i++) {
		if (!pair_may(v, (int)i) || !str_eq(visit_folder(v, (int)i), folder) ||
		    !fits(path_base(v->keys[i]), name))
			continue;
		if (found != DOC_NONE)
			return PAIR_MANY;
		found = (int)i;
	}
	return found;
}

static bool
has_stem(struct str base, struct str stem)
{
	size_t ext = path_ext(base).n;

	return ext != 0 && str_eq(str_sub(base, 0, base.n - ext - 1), stem);
}

static bool
any(struct str base, struct str name)
{
	(void)base;
	(void)name;
	return true;
}

int
pair_stem(const struct visit *v, int beside, struct str stem)
{
	return only(v, beside, visit_key(v->tmp, stem), has_stem);
}

int
pair_only(const struct visit *v, int beside)
{
	return only(v, beside, STR_NONE, any);
}

struct str
pair_less(struct str name, const char *const *suffixes)
{
	for (; *suffixes != NULL; suffixes++) {
		struct str suffix = str_of(*suffixes);

		if (name.n > suffix.n && str_ends_nocase(name, suffix))
			return str_sub(name, 0, name.n - suffix.n);
	}
	return STR_NONE;
}

int
pair_own_name(const struct visit *v, int file, const char *const *suffixes)
{
	struct str name = pair_less(path_base(v->d->docs[file].path), suffixes);
	int found;

	if (name.n == 0)
		return DOC_NONE;
	found = visit_beside(v, file, name);
	return found != DOC_NONE && found != file ? found : pair_stem(v, file, name);
}

static struct str
decoded(struct arena *mem, struct str s)
{
	char *p = NEW(mem, char, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '%' && i + 2 < s.n && ascii_hex(s.p[i + 1]) >= 0 && ascii_hex(s.p[i + 2]) >= 0) {
			p[n++] = (char)(ascii_hex(s.p[i + 1]) << 4 | ascii_hex(s.p[i + 2]));
			i += 2;
		} else
			p[n++] = s.p[i];
	}
	return (struct str){ p, n };
}

int
pair_address(const struct visit *v, int beside, struct str url)
{
	struct str name, key;
	int found = DOC_NONE;
	size_t n = 0;

	while (n < url.n && url.p[n] != '?' && url.p[n] != '#')
		n++;
	name = path_base(decoded(v->tmp, path_base(str_sub(url, 0, n))));
	if (name.n == 0)
		return DOC_NONE;
	found = visit_beside(v, beside, name);
	if (found != DOC_NONE)
		return found;
	key = visit_key(v->tmp, name);
	for (size_t i = 0; i < v->d->ndocs; i++) {
		if (!pair_may(v, (int)i) || !str_eq(path_base(v->keys[i]), key))
			continue;
		if (found != DOC_NONE)
			return PAIR_MANY;
		found = (int)i;
	}
	return found;
}
