/* SPDX-License-Identifier: EUPL-1.2 */
/* layout.c - text in columns: cut, pad, wrap.  A column is one character (utf8_width). */
#include "report/layout.h"

#include "base/date.h"
#include "base/lang.h"

#include "base/banned.h"

/* The bytes of the first `columns` characters, or all. */
static size_t
bytes_of(struct str s, size_t columns)
{
	size_t i = 0;

	for (; i < s.n; i++) {
		if (((unsigned char)s.p[i] & 0xc0) != 0x80 && columns-- == 0)
			break;
	}
	return i;
}

struct str
layout_cut(struct arena *mem, struct str s, size_t columns)
{
	must(columns >= 1);
	if (utf8_width(s) <= columns)
		return s;
	return str_fmt(mem, "%.*s…", STRF(str_sub(s, 0, bytes_of(s, columns - 1))));
}

struct str
layout_cut_middle(struct arena *mem, struct str s, size_t columns)
{
	size_t width = utf8_width(s), head;

	must(columns >= 1);
	if (width <= columns)
		return s;
	head = columns / 2;
	return str_fmt(mem, "%.*s…%.*s", STRF(str_sub(s, 0, bytes_of(s, head))),
	    STRF(str_from(s, bytes_of(s, width - (columns - 1 - head)))));
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
	size_t width = utf8_width(s);

	buf_add(b, s);
	blanks(b, 1 + (width < columns ? columns - width : 0));
}

void
layout_wrap(struct buf *b, struct str s, struct str lead, size_t indent, size_t columns)
{
	size_t at = indent; /* column of the next character */
	struct str rest = s, word;

	must(indent < columns && utf8_width(lead) <= indent);
	buf_add(b, lead);
	blanks(b, indent - utf8_width(lead));
	while (str_next(&rest, ' ', &word)) {
		size_t width = utf8_width(word);

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
			size_t n = bytes_of(word, columns - at);

			buf_add(b, str_sub(word, 0, n));
			buf_addc(b, '\n');
			blanks(b, indent);
			word = str_from(word, n);
			width -= columns - at;
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
