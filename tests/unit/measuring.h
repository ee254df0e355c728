/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * measuring.h - how often the title and the date of a document are right, against a list of the truth.
 *
 * The list is a TSV file with a first line of names, of which path and title
 * are used: title holds what the document may be called, " || " between two;
 * "-" is one that has no title.  Titles are the same when their letters and
 * digits are, without case and accents.  date, where there is such a column, is
 * the day that the document states as its own (2026-03-12), or empty.
 */
#ifndef MEASURING_H
#define MEASURING_H

#include <stdio.h>

#include "base/buf.h"
#include "base/fold.h"
#include "describe/title.h"
#include "extract/extract.h"
#include "glean/glean.h"
#include "glean/words.h"
#include "identify/identify.h"
#include "rig.h"
#include "titles.h"

struct measure {
	size_t	 right, wrong, none, absent;	/* titles; none: the name of the file, which is told (DSC-301) */
	size_t	 wrong_told, right_told;	/* of each: told as not sure (DSC-325), or that the properties have another (GLN-310) */
	size_t	 days, day_right, day_plain;	/* of documents that state one; plain: right, and taken without a word */
	size_t	 silent;			/* another day was taken without a word, or one where none is stated */
	size_t	 told;				/* the same, but told as not sure (DSC-321) */
};

static UNUSED struct str
measure_bare(struct str s, struct arena *mem)
{
	struct folded f;
	struct str rest, w;
	struct buf b;

	fold(&f, s, mem);
	rest = f.s;
	buf_init(&b, mem, f.s.n + 1);
	while (word_next(&rest, &w)) {
		if (b.n != 0)
			buf_addc(&b, ' ');
		buf_add(&b, w);
	}
	return buf_str(&b);
}

static UNUSED bool
measure_one(struct str said, struct str truth, struct arena *mem)
{
	struct str rest = truth;

	said = measure_bare(said, mem);
	for (;;) {
		const char *p = memmem(rest.p, rest.n, " || ", 4);
		struct str one = p == NULL ? rest : str_sub(rest, 0, (size_t)(p - rest.p));

		if (str_eq(said, measure_bare(one, mem)))
			return true;
		if (p == NULL)
			return false;
		rest = str_from(rest, one.n + 4);
	}
}

/* "The file; the paper": right when both are. */
static UNUSED bool
measure_same(struct str said, struct str truth, struct arena *mem)
{
	const char *p = said.n == 0 ? NULL : memmem(said.p, said.n, "; ", 2);

	if (measure_one(said, truth, mem))
		return true;
	return p != NULL && measure_one(str_sub(said, 0, (size_t)(p - said.p)), truth, mem) &&
	    measure_one(str_from(said, (size_t)(p - said.p) + 2), truth, mem);
}

/* What the file is called, as describe would say; origin FROM_DEFAULT: by its name. */
static UNUSED struct value
measure_title(struct rig *r, const struct tools *tools, const char *path)
{
	int doc;

	r->tools = *tools;
	doc = rig_add(r, path, path);
	if (rig_run(r, ST_identify, identify_run, doc) != 0 || r->dossier.docs[doc].media_type.n == 0 ||
	    rig_run(r, ST_extract, extract_run, doc) != 0)
		return (struct value){ .origin = FROM_DEFAULT };
	if (rig_run(r, ST_glean, glean_run, doc) != 0)
		fail_msg("%s: %s", path, r->err.msg);
	return title_choose(&r->dossier, (size_t)doc, r->mem);
}

static UNUSED int
measure_column(struct str head, const char *name)
{
	struct str one;

	for (int i = 0; str_next(&head, '\t', &one); i++) {
		if (str_eq(one, str_of(name)))
			return i;
	}
	return -1;
}

/* The day that describe would take from the text alone. */
static UNUSED void
measure_day(const struct statements *gleaned, struct str truth, struct str name, struct measure *m, bool aloud, struct arena *mem)
{
	const struct statement *day = statement_day(gleaned, 80);
	bool sure = day != NULL;
	struct str got;

	if (day == NULL)
		day = statement_day(gleaned, 60);
	got = day == NULL ? STR_NONE : date_iso(mem, day->date);
	m->days += truth.n != 0;
	m->day_right += truth.n != 0 && str_eq(got, truth);
	m->day_plain += truth.n != 0 && sure && str_eq(got, truth);
	if (str_eq(got, truth) || (got.n == 0 && truth.n == 0))
		return;
	if (got.n != 0) {
		m->silent += sure;
		m->told += !sure;
	}
	if (aloud)
		printf("%.*s\n  day:    %.*s\n  got:    %.*s%s\n", STRF(name), STRF(truth), STRF(got), got.n != 0 && !sure ? " (not sure)" : "");
}

/* Prints a line for each that is wrong; -1: the list is no list. */
static UNUSED int
measure_list(const char *list, const struct tools *tools, struct measure *m, bool aloud)
{
	struct arena *mem = arena_new("list", MIB(64));
	struct str rest, line;
	struct err e;
	int path = -1, title = -1, day = -1;

	*m = (struct measure){ 0 };
	if (file_read(list, 16 << 20, mem, &rest, &e) != 0) {
		(void)fprintf(stderr, "%s\n", e.msg);
		arena_free(mem);
		return -1;
	}
	while (str_next(&rest, '\n', &line)) {
		struct str col[16], cells = line, name, truth;
		struct rig r;
		struct value v;
		size_t n = 0;
		bool wrong, doubted;

		while (n < COUNT(col) && str_next(&cells, '\t', &col[n]))
			n++;
		if (path < 0) {
			path = measure_column(line, "path");
			title = measure_column(line, "title");
			day = measure_column(line, "date");
			if (path < 0 || title < 0)
				break;
			continue;
		}
		if ((int)n <= path || (int)n <= title || col[path].n == 0 || col[title].n == 0)
			continue;
		name = col[path];
		truth = col[title];
		if (access(str_c(mem, name), R_OK) != 0) {
			m->absent++;
			continue;
		}
		rig_open(&r);
		v = measure_title(&r, tools, str_c(mem, name));
		if (v.origin == FROM_DEFAULT ? str_starts(truth, S("-")) : measure_same(v.text, truth, r.mem))
			m->right++;
		else if (v.origin == FROM_DEFAULT)
			m->none++;
		else
			m->wrong++;
		wrong = v.origin != FROM_DEFAULT && !measure_same(v.text, truth, r.mem);
		doubted = title_unsure(&r.dossier.docs[0], &v) || rig_count(&r, F_GLN_TITLE_DIFFERS, 0) != 0;
		m->wrong_told += wrong && doubted;
		m->right_told += !wrong && doubted;
		if (aloud && !(v.origin == FROM_DEFAULT ? str_starts(truth, S("-")) : measure_same(v.text, truth, r.mem)))
			printf("%.*s\n  wanted: %.*s\n  got:    %.*s%s\n", STRF(name), STRF(truth), STRF(v.text),
			    v.origin == FROM_DEFAULT ? " (bestandsnaam)" : "");
		if (day >= 0 && (int)n > day && r.dossier.docs[0].text_bytes != 0)
			measure_day(&r.dossier.docs[0].gleaned, str_trim(col[day]), name, m, aloud, r.mem);
		rig_close(&r);
	}
	arena_free(mem);
	return path < 0 || title < 0 ? -1 : 0;
}

#endif
