/* SPDX-License-Identifier: EUPL-1.2 */
/* csv.c - tables as spreadsheets save them (RFC 4180), a row at a time. */
#include "base/csv.h"

#include "base/buf.h"

#include "base/banned.h"

void
csv_open(struct csv *c, struct str bytes, struct arena *mem)
{
	struct str head, line = STR_NONE;

	if (str_starts(bytes, S("\xef\xbb\xbf")))
		bytes = str_from(bytes, 3);
	head = bytes;
	(void)str_next(&head, '\n', &line);
	*c = (struct csv){ .rest = bytes, .mem = mem };
	c->sep = str_has(line, '\t') ? '\t' : str_has(line, ';') ? ';' : ',';
}

/* One field off the rest ("" stands for a quotation mark); *last_r: its row ends with it. */
static struct str
field(struct csv *c, bool *last_r)
{
	struct str s = c->rest;
	struct buf b;
	size_t i = 0;

	if (s.n != 0 && s.p[0] == '"') {
		buf_init(&b, c->mem, s.n + 1);
		for (i = 1; i < s.n && (s.p[i] != '"' || (i + 1 < s.n && s.p[i + 1] == '"')); i++) {
			c->line += s.p[i] == '\n';
			buf_addc(&b, s.p[i]);
			i += s.p[i] == '"';
		}
		i += i < s.n;
		for (; i < s.n && s.p[i] != c->sep && s.p[i] != '\n'; i++)
			buf_addc(&b, s.p[i]);
		s = buf_str(&b);
	} else {
		while (i < s.n && s.p[i] != c->sep && s.p[i] != '\n')
			i++;
		s.n = i;
	}
	*last_r = i >= c->rest.n || c->rest.p[i] == '\n';
	c->rest = str_from(c->rest, i + 1);
	return str_trim(s);
}

bool
csv_row(struct csv *c, struct str *v, size_t most, size_t *n_r)
{
	bool last = false;

	*n_r = 0;
	if (c->rest.n == 0)
		return false;
	c->line++;
	while (!last) {
		struct str s = field(c, &last);

		if (*n_r < most)
			v[(*n_r)++] = s;
	}
	return true;
}
