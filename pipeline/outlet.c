/* SPDX-License-Identifier: EUPL-1.2 */
/* outlet.c - a place to publish as it goes from the supervisor to the uploader: one form, written and read here. */
#include "outlet.h"

#include <stddef.h>

#include "base/banned.h"

static const struct { const char *name; size_t at; } texts[] = {
	{ "outlet", offsetof(struct outlet, name) },
	{ "url", offsetof(struct outlet, url) },
	{ "kind", offsetof(struct outlet, kind) },
	{ "netrc", offsetof(struct outlet, netrc) },
	{ "token", offsetof(struct outlet, token) },
	{ "public", offsetof(struct outlet, public) },
	{ "group", offsetof(struct outlet, group) },
	{ "group_name", offsetof(struct outlet, group_name) },
};

void
outlet_put(json_t *j, const struct outlet *o)
{
	for (size_t i = 0; i < COUNT(texts); i++) {
		const struct str *s = (const void *)((const char *)o + texts[i].at);

		if (s->p != NULL)
			json_put_str(j, texts[i].name, *s);
	}
	json_put_str(j, "kind", str_of(kind_of_outlet(o)->name));
	json_put(j, "concept_only", json_boolean(o->concept_only));
}

void
outlet_get(const json_t *j, struct outlet *o)
{
	*o = (struct outlet){ .concept_only = json_flag(j, "concept_only") };
	for (size_t i = 0; i < COUNT(texts); i++)
		*(struct str *)(void *)((char *)o + texts[i].at) = json_str(j, texts[i].name);
}
