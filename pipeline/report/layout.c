/* SPDX-License-Identifier: EUPL-1.2 */
/* layout.c - text in columns: cut, pad, wrap.  Columns are those of a terminal (fold_columns). */
#include "report/layout.h"

#include "base/date.h"
#include "base/fold.h"
#include "base/lang.h"

#include "base/banned.h"

struct str
layout_cut(struct arena *mem, struct str s, size_t columns)
{
	must(columns >= 1);
	if (fold_columns(s) <= columns)
		return s;
	return str_fmt(mem, "%.*s…", STRF(str_sub(s, 0, fold_fitting(s, columns - 1))));
}

struct str
layout_cut_middle(struct arena *mem, struct str s, size_t columns)
{
	size_t width = fold_columns(s), head, tail;

	must(columns >= 1);
	if (width <= columns)
		return s;
	head = columns / 2;
	tail = fold_fitting(s, width - (columns - 1 - head));
	/* A wide character across the place where the end begins is left out, and so is what stands on it. */
	while (tail < s.n &&
	    (((unsigned char)s.p[tail] & 0xc0) == 0x80 || fold_columns(str_from(s, tail)) > columns - 1 - head))
		tail++;
	return str_fmt(mem, "%.*s…%.*s", STRF(str_sub(s, 0, fold_fitting(s, head))), STRF(str_from(s, tail)));
}

static void
blanks(struct buf *b, size_t n)
{
	while (n-- != 0)
		buf_addc(b, ' ');
}

void
layout_cell(struct buf *b, struct str s, size_t columns)
{
	size_t width = fold_columns(s);

	buf_add(b, s);
	blanks(b, 1 + (width < columns ? columns - width : 0));
}

void
layout_wrap(struct buf *b, struct str s, struct str lead, size_t indent, size_t columns)
{
	size_t at = indent; /* column of the next character */
	struct str rest = s, word;

	must(indent < columns && fold_columns(lead) <= indent);
	buf_add(b, lead);
	blanks(b, indent - fold_columns(lead));
	while (str_next(&rest, ' ', &word)) {
		size_t width = fold_columns(word);

		if (width == 0)
			continue;
		if (at > indent && at + 1 + width > columns) {
			buf_addc(b, '\n');
			blanks(b, indent);
			at = indent;
		} else if (at > indent) {
			buf_addc(b, ' ');
			at++;
		}
		while (at + width > columns) {
			size_t n = fold_fitting(word, columns - at);

			/* Where not even a wide character fits, it stands there all the same. */
			if (n == 0)
				n = fold_fitting(word, 2);
			buf_add(b, str_sub(word, 0, n));
			buf_addc(b, '\n');
			blanks(b, indent);
			word = str_from(word, n);
			width = fold_columns(word);
			at = indent;
		}
		buf_add(b, word);
		at += width;
	}
	buf_addc(b, '\n');
}

/* The day and the minute here. */
static time_t
here(struct arena *mem, time_t t)
{
	struct date d = date_of_time(t);
	time_t day = 86400;

	/* Clocks change at 01:00 UTC, after one midnight here and before the next. */
	if ((t % day + day) % day >= 3600)
		d = date_of_time(t + day);
	return t + (str_ends(date_midnight(mem, d), S("+02:00")) ? 7200 : 3600);
}

struct str
layout_moment(struct arena *mem, time_t t)
{
	time_t local = here(mem, t), day = 86400;

	return str_fmt(mem, "%.*s, %02d:%02d uur", STRF(date_dutch(mem, date_of_time(local))),
	    (int)(local % day / 3600), (int)(local % 3600 / 60));
}

struct str
layout_moment_said(struct arena *mem, time_t t)
{
	time_t local = here(mem, t), day = 86400;

	return str_fmt(mem, lang_text(N_("%.*s, %02d:%02d uur")), STRF(date_said(mem, date_of_time(local))),
	    (int)(local % day / 3600), (int)(local % 3600 / 60));
}
