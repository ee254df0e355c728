/* SPDX-License-Identifier: EUPL-1.2 */
/* annotate.c - an account with the words around each place in it. */
#include "annotate.h"

#include "base/fd.h"
#include "report/excerpt.h"
#include "text.h"

#include "base/banned.h"

#define ANNOTATE_MEM	(TEXT_MOST * 2)

static void
add_around(json_t *at, struct str text, struct arena *mem)
{
	struct mark mark = arena_mark(mem);
	int64_t off = json_num(at, "offset", -1), len = json_num(at, "length", 0);

	if (off >= 0 && len > 0)
		json_put_str(at, "around", excerpt_of(mem, text, (uint64_t)off, (uint64_t)len, json_str(at, "masked")));
	arena_rewind(mem, mark);
}

static void
add_to_list(json_t *list, struct str text, struct arena *mem)
{
	for (size_t i = 0; i < json_array_size(list); i++)
		add_around(json_array_get(list, i), text, mem);
}

static void
annotate_document(json_t *doc, struct str text, struct arena *mem)
{
	json_t *categories = json_list(doc, "categories"), *values;
	const char *name;

	add_to_list(json_list(doc, "findings"), text, mem);
	add_to_list(json_list(doc, "gleaned"), text, mem);
	for (size_t i = 0; i < json_array_size(categories); i++)
		add_to_list(json_list(json_array_get(categories, i), "reasons"), text, mem);
	json_object_foreach (json_map(doc, "metadata"), name, values)
		add_to_list(values, text, mem);
}

static int
read_text(struct vault *vault, struct str hex, struct arena *mem, struct str *text_r, struct err *e)
{
	struct artefact a = { 0 };
	AUTO_FD fd = -1;

	if (digest_parse(hex, &a.sha256) != 0)
		return err_set(e, E_IO, "%s", _("het verslag noemt geen geldige digest van de tekst"));
	if (vault_get(vault, &a, &fd, e) != 0 || fd_read_all(fd, TEXT_MOST, mem, text_r, e) != 0)
		return -1;
	if (!digest_eq(digest_of(*text_r), a.sha256))
		return err_set(e, E_IO, "%s", _("kluis: de bewaarde tekst is beschadigd"));
	return 0;
}

void
annotate(json_t *account, struct vault *vault)
{
	const json_t *docs = json_list(account, "documents");

	for (size_t i = 0; i < json_array_size(docs); i++) {
		json_t *doc = json_array_get(docs, i);
		struct arena *mem;
		struct str text = STR_NONE;
		struct err e;

		if (json_str(doc, "text_sha256").p == NULL)
			continue;
		mem = arena_new("tekst", ANNOTATE_MEM);
		if (read_text(vault, json_str(doc, "text_sha256"), mem, &text, &e) == 0)
			annotate_document(doc, text, mem);
		else
			json_put_str(doc, "text_lost", str_of(e.msg));
		arena_free(mem);
	}
}
