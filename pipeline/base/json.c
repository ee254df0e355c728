/* SPDX-License-Identifier: EUPL-1.2 */
/* json.c - small helpers over jansson: strings as struct str, strict reading. */
#include "base/json.h"

#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define BRIEF_MOST	KIB(8)		/* bytes of most of what we write: made once, not measured first */

void
auto_json(json_t **j)
{
	json_decref(*j);
}

json_t *
json_read(struct str s, struct err *e)
{
	json_error_t je;
	json_t *j = json_loadb(s.p == NULL ? "" : s.p, s.n, JSON_REJECT_DUPLICATES, &je);

	if (j == NULL) {
		(void)err_set(e, E_BUG, "JSON: %s (%d:%d)", je.text, je.line, je.column);
		return NULL;
	}
	if (!json_is_object(j)) {
		json_decref(j);
		(void)err_set(e, E_BUG, "JSON: geen object");
		return NULL;
	}
	return j;
}

struct str
json_write_line(struct arena *mem, const json_t *j)
{
	char brief[BRIEF_MOST];
	size_t flags = JSON_COMPACT | JSON_SORT_KEYS, n = json_dumpb(j, brief, sizeof brief, flags);
	char *p = arena_alloc(mem, n + 1, 1);

	if (n <= sizeof brief)
		memcpy(p, brief, n);
	else /* what was written of it is of no use: it says how long it is */
		must(json_dumpb(j, p, n, flags) == n);
	p[n] = '\n';
	return (struct str){ p, n + 1 };
}

struct str
json_write(struct arena *mem, const json_t *j)
{
	struct str line = json_write_line(mem, j);

	return (struct str){ line.p, line.n - 1 };
}

struct str
json_str(const json_t *obj, const char *name)
{
	const json_t *v = json_object_get(obj, name);

	return json_is_string(v) ? (struct str){ json_string_value(v), json_string_length(v) } : STR_NONE;
}

int64_t
json_num(const json_t *obj, const char *name, int64_t otherwise)
{
	const json_t *v = json_object_get(obj, name);

	return json_is_integer(v) ? json_integer_value(v) : otherwise;
}

bool
json_flag(const json_t *obj, const char *name)
{
	return json_is_true(json_object_get(obj, name));
}

json_t *
json_list(const json_t *obj, const char *name)
{
	json_t *v = json_object_get(obj, name);

	return json_is_array(v) ? v : NULL;
}

json_t *
json_map(const json_t *obj, const char *name)
{
	json_t *v = json_object_get(obj, name);

	return json_is_object(v) ? v : NULL;
}

void
json_put(json_t *obj, const char *name, json_t *value)
{
	must(value != NULL && json_object_set_new(obj, name, value) == 0);
}

void
json_put_str(json_t *obj, const char *name, struct str s)
{
	if (s.p != NULL)
		json_put(obj, name, json_of_str(s));
}

void
json_put_num(json_t *obj, const char *name, int64_t v)
{
	json_put(obj, name, json_integer(v));
}

void
json_push(json_t *list, json_t *value)
{
	must(value != NULL && json_array_append_new(list, value) == 0);
}

json_t *
json_of_str(struct str s)
{
	json_t *v = json_stringn(s.p == NULL ? "" : s.p, s.n);

	must(v != NULL); /* not UTF-8: whoever made s broke its promise */
	return v;
}
