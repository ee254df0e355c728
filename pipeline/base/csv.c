/* SPDX-License-Identifier: EUPL-1.2 */
/* csv.c - tables as spreadsheets save them (RFC 4180), a row at a time. */
#include "base/csv.h"

#include <string.h>

#include "base/banned.h"

#define LOOKED_AT	20u		/* rows by which the separator is chosen: a title may stand above the table */

static const char separators[] = { '\t', ';', ',' };

static void
start(struct csv *c, struct arena *mem, struct arena *own)
{
	*c = (struct csv){ .mem = mem };
	buf_init(&c->b, own, CSV_ROW_MOST);
}

void
csv_open(struct csv *c, struct str bytes, struct arena *mem)
{
	struct str head, line = STR_NONE;

	if (str_starts(bytes, S("\xef\xbb\xbf")))
		bytes = str_from(bytes, 3);
	head = bytes;
	(void)str_next(&head, '\n', &line);
	start(c, mem, mem);
	c->rest = bytes;
	c->sep = str_has(line, '\t') ? '\t' : str_has(line, ';') ? ';' : ',';
}

/* How often each separator stands outside quotes in the next row; the rest after it. */
static struct str
count(struct str s, unsigned n[COUNT(separators)])
{
	bool in = false, first = true;
	size_t i = 0;

	memset(n, 0, COUNT(separators) * sizeof *n);
	for (; i < s.n && (in || (s.p[i] != '\n' && s.p[i] != '\r')); i++) {
		const char *sep = in ? NULL : memchr(separators, s.p[i], COUNT(separators));

		if (s.p[i] == '"' && (in || first))
			in = !in;
		else
			first = sep != NULL;
		if (sep != NULL)
			n[sep - separators]++;
	}
	return str_from(s, i + 1);
}

static unsigned
middle(unsigned *v, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		unsigned x = v[i];
		size_t k = i;

		for (; k > 0 && v[k - 1] > x; k--)
			v[k] = v[k - 1];
		v[k] = x;
	}
	return n == 0 ? 0 : v[n / 2];
}

/* What stands most in the middle one of the first rows: commas in one title say nothing. */
static char
separator(struct str head)
{
	unsigned v[COUNT(separators)][LOOKED_AT], best = 0;
	size_t rows = 0;
	char sep = ',';

	while (head.n != 0 && rows < LOOKED_AT) {
		unsigned n[COUNT(separators)];
		bool empty = *head.p == '\n' || *head.p == '\r';

		head = count(head, n);
		for (size_t k = 0; k < COUNT(separators); k++)
			v[k][rows] = n[k];
		rows += !empty;
	}
	for (size_t k = 0; k < COUNT(separators); k++) {
		unsigned n = middle(v[k], rows);

		if (n > best) {
			best = n;
			sep = separators[k];
		}
	}
	return sep;
}

void
csv_stream(struct csv *c, csv_more *more, void *user, struct arena *mem, struct arena *own)
{
	start(c, mem, own);
	c->more = more;
	c->user = user;
	(void)more(user, &c->rest);
	c->sep = separator(c->rest);
}

/* The next byte, left where it is; -1: there is none. */
static int
peek(struct csv *c)
{
	while (c->rest.n == 0) {
		if (c->more == NULL || !c->more(c->user, &c->rest))
			return -1;
	}
	return (unsigned char)*c->rest.p;
}

static void
skip(struct csv *c)
{
	c->rest = str_from(c->rest, 1);
}

/* What stands between quotation marks, behind the first of them; "" stands for one. */
static void
quoted(struct csv *c)
{
	int ch;

	while ((ch = peek(c)) != -1) {
		skip(c);
		c->line += ch == '\n';
		if (ch == '"') {
			if (peek(c) != '"')
				return;
			skip(c);
		}
		buf_addc(&c->b, (char)ch);
	}
	c->open = true;
}

/* One field into the buffer; true: its row ends with it. */
static bool
field(struct csv *c)
{
	int ch = peek(c);

	if (ch == '"') {
		skip(c);
		quoted(c);
	}
	while ((ch = peek(c)) != -1) {
		skip(c);
		if (ch == c->sep)
			return false;
		if (ch == '\r' && peek(c) == '\n')
			continue;
		if (ch == '\n' || ch == '\r')
			return true;
		buf_addc(&c->b, (char)ch);
	}
	return true;
}

bool
csv_row(struct csv *c, struct str *v, size_t most, size_t *n_r)
{
	struct str all;
	bool last = false;
	size_t past = 0;

	*n_r = 0;
	if (peek(c) == -1)
		return false;
	c->line++;
	c->row++;
	c->b.n = 0;
	c->b.cut = false;
	while (!last) {
		size_t from = c->b.n;

		last = field(c);
		if (*n_r < most)
			v[(*n_r)++] = (struct str){ NULL, c->b.n - from };
		else
			c->b.n = from;
	}
	c->cut |= c->b.cut;
	all = str_dup(c->mem, buf_str(&c->b));
	for (size_t i = 0; i < *n_r; i++) {
		size_t n = v[i].n;

		v[i] = str_trim(str_sub(all, past, n));
		past += n;
	}
	return true;
}
