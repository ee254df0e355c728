/* SPDX-License-Identifier: EUPL-1.2 */
/* difference.c - what is different between two accounts of one dossier. */
#include "report/difference.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "report/layout.h"
#include "report/wording.h"
#include "types.h"

#include "base/lang.h"
#include "base/banned.h"

#define NAME_COLUMNS	((size_t)80)	/* of a path in a sentence */
#define VALUE_COLUMNS	((size_t)100)	/* of a value in a sentence; the whole stands in the JSON */

struct diff {
	json_t		*list;
	struct arena	*mem;
};

/* As part of a sentence: on one line, and not too long. */
static struct str
inline_of(const struct diff *d, struct str s, size_t columns)
{
	char *p = NEW(d->mem, char, s.n + 1);

	for (size_t i = 0; i < s.n; i++)
		p[i] = s.p[i] == '\n' || s.p[i] == '\t' || s.p[i] == '\r' ? ' ' : s.p[i];
	return layout_cut(d->mem, (struct str){ p, s.n }, columns);
}

static struct str
name_of(const struct diff *d, const json_t *doc)
{
	return layout_cut_middle(d->mem, json_str(doc, "path"), NAME_COLUMNS);
}

/* One change; what is absent is left out. */
static json_t *
note(struct diff *d, const char *what, const json_t *doc, struct str old, struct str new, struct str text)
{
	json_t *j = json_object();

	json_put_str(j, "what", str_of(what));
	if (doc != NULL)
		json_put_str(j, "document", json_str(doc, "path"));
	json_put_str(j, "old", old);
	json_put_str(j, "new", new);
	json_put_str(j, "text", layout_cut(d->mem, text, DIFFERENCE_COLUMNS));
	json_push(d->list, j);
	return j;
}

static struct str
was_is(const struct diff *d, struct str about, struct str old, struct str new)
{
	if (old.n == 0)
		return str_fmt(d->mem, _("%.*s: nu ‘%.*s’"), STRF(about), STRF(inline_of(d, new, VALUE_COLUMNS)));
	if (new.n == 0)
		return str_fmt(
		    d->mem, _("%.*s: was ‘%.*s’, nu niets"), STRF(about), STRF(inline_of(d, old, VALUE_COLUMNS)));
	return str_fmt(d->mem, _("%.*s: was ‘%.*s’, nu ‘%.*s’"), STRF(about), STRF(inline_of(d, old, VALUE_COLUMNS)),
	    STRF(inline_of(d, new, VALUE_COLUMNS)));
}

/* --- findings ------------------------------------------------------------------ */

static struct str
saying(const struct diff *d, const json_t *finding)
{
	return str_fmt(d->mem, "%.*s\x1f%.*s\x1f%.*s", STRF(json_str(finding, "code")), STRF(json_str(finding, "text")),
	    STRF(json_str(finding, "masked")));
}

/* How often each thing is said: a map of counts. */
static json_t *
count_findings(const struct diff *d, const json_t *list)
{
	json_t *map = json_object();

	for (size_t i = 0; i < json_array_size(list); i++) {
		const char *key = str_c(d->mem, saying(d, json_array_get(list, i)));

		json_put_num(map, key, json_num(map, key, 0) + 1);
	}
	return map;
}

/* What is said more often in `list` than in `other`, once for each saying. */
static void
extra_findings(struct diff *d, const char *what, const char *lead, const json_t *doc, const json_t *list, const json_t *other)
{
	AUTO_JSON here = count_findings(d, list);
	AUTO_JSON there = count_findings(d, other);

	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *f = json_array_get(list, i);
		const char *key = str_c(d->mem, saying(d, f));
		int64_t more = json_num(here, key, 0) - json_num(there, key, 0);
		struct str text, masked = json_str(f, "masked");
		json_t *j;

		if (more <= 0)
			continue;
		json_put_num(there, key, json_num(here, key, 0)); /* told */
		text = str_fmt(d->mem, "%s: %.*s", lead, STRF(json_str(f, "code")));
		if (doc != NULL)
			text = str_fmt(d->mem, "%.*s, %.*s", STRF(text), STRF(name_of(d, doc)));
		if (masked.n != 0)
			text = str_fmt(d->mem, "%.*s, %.*s", STRF(text), STRF(masked));
		if (more > 1)
			text = str_fmt(d->mem, _("%.*s (%lld keer)"), STRF(text), (long long)more);
		text = str_fmt(
		    d->mem, "%.*s: %.*s", STRF(text), STRF(inline_of(d, json_str(f, "text"), DIFFERENCE_COLUMNS / 2)));
		j = note(d, what, doc, STR_NONE, STR_NONE, text);
		json_put_str(j, "code", json_str(f, "code"));
		json_put_str(j, "masked", masked);
		json_put_str(j, "says", json_str(f, "text"));
	}
}

static void
compare_findings(struct diff *d, const json_t *doc, const json_t *before, const json_t *now)
{
	extra_findings(d, "finding-removed", _("Bevinding weg"), doc, before, now);
	extra_findings(d, "finding-added", _("Bevinding erbij"), doc, now, before);
}

/* --- one document --------------------------------------------------------------- */

static struct str
chosen_categories(const struct diff *d, const json_t *doc)
{
	const json_t *list = json_list(doc, "categories");
	struct str all = STR_NONE;

	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *c = json_array_get(list, i);

		if (!json_flag(c, "chosen"))
			continue;
		all = all.n == 0 ? json_str(c, "label") :
				   str_fmt(d->mem, "%.*s; %.*s", STRF(all), STRF(json_str(c, "label")));
	}
	return all;
}

/* Our own id of a document follows from its bytes; that those changed is told already. */
static bool
is_own_id(const json_t *value)
{
	return str_starts(json_str(value, "value"), S("urn:uuid:")) && str_eq(json_str(value, "origin"), S("rule"));
}

/* "Convenant (uit het document); ..." */
static struct str
values(const struct diff *d, const json_t *list)
{
	struct buf b;

	if (json_array_size(list) == 0)
		return STR_NONE;
	buf_init(&b, d->mem, MIB(4));
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *v = json_array_get(list, i);

		if (is_own_id(v))
			continue;
		if (b.n != 0)
			buf_add(&b, S("; "));
		buf_addf(&b, "%.*s (%.*s)", STRF(json_str(v, "value")), STRF(wording_origin(json_str(v, "origin"))));
	}
	return buf_str(&b);
}

static void
compare_field(struct diff *d, const json_t *doc, const char *name, const json_t *before, const json_t *now)
{
	struct str old = values(d, before), new = values(d, now);

	if (str_eq(old, new))
		return;
	json_put_str(note(d, "metadata", doc, old, new,
			 was_is(d, str_fmt(d->mem, "%.*s, %s", STRF(name_of(d, doc)), name), old, new)),
	    "field", str_of(name));
}

static void
compare_metadata(struct diff *d, const json_t *before, const json_t *now)
{
	json_t *old = json_map(before, "metadata"), *new = json_map(now, "metadata"), *list;
	const char *name;

	/* In the order in which an account is made: one that was read has its names sorted. */
	for (int f = 0; f < MD__COUNT; f++) {
		name = field_element((enum field)f);
		if ((list = json_list(new, name)) != NULL)
			compare_field(d, now, name, json_list(old, name), list);
	}
	json_object_foreach (old, name, list) {
		if (json_list(new, name) == NULL)
			compare_field(d, now, name, list, NULL);
	}
}

static void
compare_document(struct diff *d, const json_t *before, const json_t *now)
{
	struct str old, new;

	if (!str_eq(json_str(before, "sha256"), json_str(now, "sha256")))
		(void)note(d, "document-changed", now, json_str(before, "sha256"), json_str(now, "sha256"),
		    str_fmt(d->mem, _("Andere inhoud: %.*s"), STRF(name_of(d, now))));
	old = wording_role(json_str(before, "role"));
	new = wording_role(json_str(now, "role"));
	if (!str_eq(old, new))
		(void)note(d, "role", now, old, new,
		    was_is(d, str_fmt(d->mem, _("Rol van %.*s"), STRF(name_of(d, now))), old, new));
	compare_findings(d, now, json_list(before, "findings"), json_list(now, "findings"));
	old = chosen_categories(d, before);
	new = chosen_categories(d, now);
	if (!str_eq(old, new))
		(void)note(d, "category", now, old, new,
		    was_is(d, str_fmt(d->mem, _("Informatiecategorie van %.*s"), STRF(name_of(d, now))), old, new));
	compare_metadata(d, before, now);
}

/* --- the dossier ----------------------------------------------------------------- */

/* The exact path of a document: two names that are shown alike stay two. */
static struct str
path_of(const json_t *doc)
{
	struct str raw = json_str(doc, "raw");

	return raw.p != NULL ? raw : json_str(doc, "path");
}

/* A document of an account, under the digest of its path. */
struct named { uint8_t name[16]; uint32_t i; };

static int
by_name(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int c = memcmp(x->name, y->name, sizeof x->name);

	return c != 0 ? c : (x->i > y->i) - (x->i < y->i);
}

/* The names of all its documents: in their order in plain, in that of the names in sorted. */
static int
names_of(struct diff *d, const struct series *a, struct named **plain_r, struct named **sorted_r, struct err *e)
{
	size_t n = series_n(a);
	struct named *plain = NEW(d->mem, struct named, n + 1), *sorted = NEW(d->mem, struct named, n + 1);

	for (size_t i = 0; i < n; i++) {
		AUTO_JSON doc = NULL;
		struct digest of;

		if (series_get(a, i, &doc, e) != 0)
			return -1;
		of = digest_of(path_of(doc));
		memcpy(plain[i].name, of.b, sizeof plain[i].name);
		plain[i].i = (uint32_t)i;
	}
	memcpy(sorted, plain, n * sizeof *plain);
	if (n != 0)
		qsort(sorted, n, sizeof *sorted, by_name);
	*plain_r = plain;
	*sorted_r = sorted;
	return 0;
}

/* The last of this name, as a list would have it; NULL: there is none. */
static const struct named *
find(const struct named *sorted, size_t n, const struct named *want)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (memcmp(sorted[mid].name, want->name, sizeof want->name) <= 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low != 0 && memcmp(sorted[low - 1].name, want->name, sizeof want->name) == 0 ? &sorted[low - 1] : NULL;
}

static int
tell_removed(struct diff *d, const struct series *before, size_t i, struct err *e)
{
	AUTO_JSON doc = NULL;

	if (series_get(before, i, &doc, e) != 0)
		return -1;
	(void)note(d, "document-removed", doc, STR_NONE, STR_NONE,
	    str_fmt(d->mem, _("Document weg: %.*s"), STRF(name_of(d, doc))));
	return 0;
}

static int
tell_added(struct diff *d, const struct series *now, size_t i, struct err *e)
{
	AUTO_JSON doc = NULL;

	if (series_get(now, i, &doc, e) != 0)
		return -1;
	(void)note(d, "document-added", doc, STR_NONE, STR_NONE,
	    str_fmt(d->mem, _("Document erbij: %.*s"), STRF(name_of(d, doc))));
	compare_findings(d, doc, NULL, json_list(doc, "findings"));
	return 0;
}

static int
compare_two(struct diff *d, const struct series *before, size_t k, const struct series *now, size_t i, struct err *e)
{
	AUTO_JSON old = NULL;
	AUTO_JSON new = NULL;

	if (series_same(before, k, now, i))
		return 0;
	if (series_get(before, k, &old, e) != 0 || series_get(now, i, &new, e) != 0)
		return -1;
	compare_document(d, old, new);
	return 0;
}

static int
compare_documents(struct diff *d, const struct series *before, const struct series *now, struct err *e)
{
	struct named *old, *old_sorted, *new, *new_sorted;
	struct mark mark;
	int rc = 0;

	if (names_of(d, before, &old, &old_sorted, e) != 0 || names_of(d, now, &new, &new_sorted, e) != 0)
		return -1;
	mark = arena_mark(d->mem);
	for (size_t i = 0; i < series_n(before) && rc == 0; i++) {
		if (find(new_sorted, series_n(now), &old[i]) == NULL)
			rc = tell_removed(d, before, i, e);
		arena_rewind(d->mem, mark);
	}
	for (size_t i = 0; i < series_n(now) && rc == 0; i++) {
		const struct named *was = find(old_sorted, series_n(before), &new[i]);

		rc = was == NULL ? tell_added(d, now, i, e) : compare_two(d, before, was->i, now, i, e);
		arena_rewind(d->mem, mark);
	}
	return rc;
}

static void
compare_bundle(struct diff *d, const json_t *before, const json_t *now)
{
	struct str old = json_str(json_map(before, "bundle"), "sha256"),
		   new = json_str(json_map(now, "bundle"), "sha256");
	const char *text = _("Wat er naar het portaal gaat is anders");

	if (str_eq(old, new))
		return;
	if (old.n == 0)
		text = _("Er is nu een bundel voor het portaal");
	else if (new.n == 0)
		text = _("Er is geen bundel meer voor het portaal");
	(void)note(d, "bundle", NULL, old, new, str_of(text));
}

int
difference_of(const struct series *before, const struct series *now, struct arena *mem, json_t **j_r, struct err *e)
{
	struct diff d = { json_array(), mem };
	const json_t *old = series_head(before), *new = series_head(now);
	json_t *j = json_object();
	int rc;

	*j_r = j;
	json_put(j, "first", json_boolean(before == NULL));
	json_put(j, "changes", d.list);
	if (before == NULL)
		return 0;
	if (!str_eq(json_str(old, "verdict"), json_str(new, "verdict")))
		(void)note(&d, "verdict", NULL, json_str(old, "verdict"), json_str(new, "verdict"),
		    was_is(&d, str_of(_("Oordeel")), wording_verdict(json_str(old, "verdict")),
			wording_verdict(json_str(new, "verdict"))));
	compare_findings(&d, NULL, json_list(old, "findings"), json_list(new, "findings"));
	rc = compare_documents(&d, before, now, e);
	compare_bundle(&d, old, new);
	if (rc != 0) {
		json_decref(j);
		*j_r = NULL;
	}
	return rc;
}

bool
difference_none(const json_t *difference)
{
	return !json_flag(difference, "first") && json_array_size(json_list(difference, "changes")) == 0;
}

void
difference_show(struct buf *out, const json_t *difference, size_t columns)
{
	const json_t *list = json_list(difference, "changes");

	if (json_flag(difference, "first"))
		layout_wrap(out, str_of(lang_text(N_("Eerste keer: er is nog niets om mee te vergelijken."))), S(""), 0,
		    columns);
	else if (json_array_size(list) == 0)
		layout_wrap(out, str_of(lang_text(N_("Geen verschil met de vorige keer."))), S(""), 0, columns);
	for (size_t i = 0; i < json_array_size(list); i++)
		layout_wrap(out, json_str(json_array_get(list, i), "text"), S("-"), 2, columns);
}
