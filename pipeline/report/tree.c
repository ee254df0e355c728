/* SPDX-License-Identifier: EUPL-1.2 */
/* tree.c - the account of a run as a plain XML tree. */
#include "report/tree.h"

#include "base/utf8.h"

#include "base/banned.h"

/* An object or list that is being walked. */
struct level {
	json_t		*v;
	void		*member;	/* of an object: jansson's iterator */
	size_t		 i;		/* of a list */
	const char	*name;		/* of a list: of the elements it becomes */
	xmlNode		*node;		/* of an object: itself; of a list: its parent */
};

static struct str
plain(struct arena *mem, const json_t *s)
{
	const char *from = json_string_value(s);
	size_t n = json_string_length(s);
	char *p = NEW(mem, char, n + 1);

	for (size_t i = 0; i < n; i++)
		p[i] = from[i] == '\t' || from[i] == '\n' || from[i] == '\r' ? ' ' : from[i];
	return utf8_show(mem, (struct str){ p, n });
}

static int
set_scalar(xmlNode *node, const char *name, const json_t *v, struct arena *mem, struct err *e)
{
	const char *text;

	if (json_is_string(v))
		text = str_c(mem, plain(mem, v));
	else if (json_is_integer(v))
		text = str_c(mem, str_fmt(mem, "%lld", (long long)json_integer_value(v)));
	else if (json_is_boolean(v))
		text = json_is_true(v) ? "true" : "false";
	else
		return err_set(e, E_BUG, "A_RUN: %s: soort %d", name, (int)json_typeof(v));
	must(xmlNewProp(node, BAD_CAST name, BAD_CAST text) != NULL);
	return 0;
}

/* Hang an object below parent. */
static int
enter_object(struct level *at, xmlNode *parent, const char *name, json_t *v)
{
	*at = (struct level){
		.v = v, .member = json_object_iter(v), .node = xmlNewChild(parent, NULL, BAD_CAST name, NULL)
	};
	must(at->node != NULL);
	return 1;
}

/* Take the next thing out of *at: returns 1 when at[1] was entered, 0 when not, -1 with err set. */
static int
step(struct level *at, struct arena *mem, struct err *e)
{
	const char *name;
	json_t *v;

	if (json_is_array(at->v)) {
		v = json_array_get(at->v, at->i++);
		if (json_is_string(v)) {
			xmlNode *node = xmlNewChild(at->node, NULL, BAD_CAST at->name, NULL);

			must(node != NULL);
			return set_scalar(node, "name", v, mem, e);
		}
		if (!json_is_object(v))
			return err_set(e, E_BUG, "A_RUN: %s: geen object", at->name);
		return enter_object(at + 1, at->node, at->name, v);
	}
	name = json_object_iter_key(at->member);
	v = json_object_iter_value(at->member);
	at->member = json_object_iter_next(at->v, at->member);
	if (xmlValidateNCName(BAD_CAST name, 0) != 0)
		return err_set(e, E_BUG, "A_RUN: naam van een lid");
	if (str_eq(str_of(name), S("metadata")))
		return 0;
	if (json_is_object(v))
		return enter_object(at + 1, at->node, name, v);
	if (json_is_array(v)) {
		at[1] = (struct level){ .v = v, .name = name, .node = at->node };
		return 1;
	}
	return set_scalar(at->node, name, v, mem, e);
}

static bool
used_up(const struct level *at)
{
	return json_is_array(at->v) ? at->i == json_array_size(at->v) : at->member == NULL;
}

xmlDoc *
tree_new(void)
{
	xmlDoc *doc = xmlNewDoc(BAD_CAST "1.0");

	must(doc != NULL);
	(void)xmlDocSetRootElement(doc, xmlNewNode(NULL, BAD_CAST "account"));
	must(xmlDocGetRootElement(doc) != NULL);
	return doc;
}

int
tree_add(xmlDoc *doc, json_t *line, size_t nr, struct arena *mem, struct err *e)
{
	struct mark start = arena_mark(mem);
	struct level level[TREE_DEPTH];
	size_t depth = 1;
	int rc = 0;

	(void)enter_object(&level[0], xmlDocGetRootElement(doc), "line", line);
	must(xmlNewProp(level[0].node, BAD_CAST "nr", BAD_CAST str_c(mem, str_fmt(mem, "%zu", nr))) != NULL);
	while (rc >= 0 && depth != 0) {
		if (used_up(&level[depth - 1])) {
			depth--;
			continue;
		}
		rc = depth == TREE_DEPTH ? err_set(e, E_BUG, _("A_RUN: te diep genest")) :
					   step(&level[depth - 1], mem, e);
		depth += rc > 0 ? 1 : 0;
	}
	arena_rewind(mem, start);
	return rc < 0 ? -1 : 0;
}
