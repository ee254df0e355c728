/* SPDX-License-Identifier: EUPL-1.2 */
/* exposition.c - numbers as Prometheus reads them from a file. */
#include "report/exposition.h"

#include "base/banned.h"

void
exposition_metric(struct buf *b, const char *name, const char *type, const char *help)
{
	buf_addf(b, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void
add_value(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		switch (s.p[i]) {
		case '\n':
			buf_add(b, S("\\n"));
			break;
		case '"':
		case '\\':
			buf_addc(b, '\\');
			buf_addc(b, s.p[i]);
			break;
		default:
			buf_addc(b, s.p[i]);
		}
	}
}

void
exposition_sample(struct buf *b, const char *name, const struct label *v, size_t n, int64_t value)
{
	char before = '{';

	buf_addf(b, "%s", name);
	for (size_t i = 0; i < n; i++) {
		if (v[i].value.n == 0)
			continue;
		buf_addf(b, "%c%s=\"", before, v[i].name);
		add_value(b, v[i].value);
		buf_addc(b, '"');
		before = ',';
	}
	if (before == ',')
		buf_addc(b, '}');
	buf_addf(b, " %lld\n", (long long)value);
}

int64_t
exposition_find(struct str text, const char *name)
{
	struct str line, want = str_of(name);
	uint64_t v;

	while (str_next(&text, '\n', &line)) {
		struct str rest = str_from(line, want.n);

		if (!str_starts(line, want) || rest.n == 0 || (rest.p[0] != ' ' && rest.p[0] != '{'))
			continue;
		while (str_has(rest, ' '))
			rest = str_from(rest, 1);
		return str_u64(rest, &v) == 0 && v <= INT64_MAX ? (int64_t)v : 0;
	}
	return 0;
}
