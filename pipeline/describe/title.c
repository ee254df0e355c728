/* SPDX-License-Identifier: EUPL-1.2 */
/* title.c - what a document is called. */
#include "describe/title.h"

#include "base/buf.h"
#include "base/line.h"
#include "base/path.h"
#include "base/utf8.h"
#include "describe/scribe.h"
#include "titles.h"

#include "base/banned.h"

#define TITLE_SURE	40		/* of what glean says; below it is what no reader would call it, or somebody's name */
#define TITLE_PLAIN	84		/* below it a reader of many documents would look at the page (measured: tests/bench/titles.sh) */
#define SOURCE_SURE	50		/* of a source: below it is the name of a file (sidecar/teller.c) */
#define EXT_MOST	((size_t)5)	/* "xhtml"; what is longer is a word after a full stop */

static bool
is_extension(struct str ext)
{
	bool letter = false;

	for (size_t i = 0; i < ext.n; i++) {
		char c = ext.p[i];

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
			letter = true;
		else if (c < '0' || c > '9')
			return false;
	}
	return letter && ext.n <= EXT_MOST;
}

static struct str
of_name(struct arena *mem, struct str path)
{
	struct str name = path_base(path), ext = path_ext(path);
	struct buf b;

	if (is_extension(ext) && ext.n + 1 < name.n)
		name.n -= ext.n + 1;
	buf_init(&b, mem, name.n);
	for (size_t i = 0; i < name.n; i++)
		buf_addc(&b, name.p[i] == '_' ? ' ' : name.p[i]);
	return line_clean(mem, buf_str(&b));
}

/* What a source says, unless it may name somebody.  The name of a file is no title until there is no other, whoever says it. */
static struct value
of_source(const struct document *doc, struct arena *mem)
{
	const struct statement *s = statement_best(&doc->said, SAY_TITLE);
	struct value v = { .origin = FROM_SOURCE };
	struct str hidden;

	if (s == NULL || s->source == SOURCE_NAME || s->sure < SOURCE_SURE)
		return v;
	v.source = s->source;
	v.text = line_clean(mem, s->text);
	if (title_names_person(v.text, mem, &hidden))
		v.text = STR_NONE;
	return v;
}

/* What the text says, when it is sure enough. */
static struct value
of_text(const struct document *doc, struct arena *mem)
{
	const struct statement *s = statement_best(&doc->gleaned, SAY_TITLE);
	struct value v = { .origin = FROM_DOCUMENT };

	if (s != NULL && s->sure >= TITLE_SURE) {
		v.text = line_clean(mem, s->text);
		v.evidence = s->at;
	}
	return v;
}

/* Glean weighs the property with the text; of a document without text it says nothing. */
static struct str
of_property(const struct document *doc, struct arena *mem)
{
	struct str text = line_clean(mem, doc->props.title), hidden;

	return statement_of(&doc->gleaned, SAY_TITLE, 0) != NULL || !title_sane(text) ||
		title_names_person(text, mem, &hidden) ?
	    STR_NONE :
	    text;
}

struct value
title_choose(const struct dossier *d, size_t i, struct arena *mem)
{
	const struct document *doc = &d->docs[i];
	struct value v = { .origin = FROM_SOURCE,
		.source = scribe_source(&doc->said, SAY_TITLE, doc->declared_title, STR_NONE) };

	v.text = line_clean(mem, doc->declared_title);
	if (v.text.n == 0 && doc->role == ROLE_MAIN)
		v.text = line_clean(mem, d->declared.titel);
	if (v.text.n == 0)
		v = of_source(doc, mem);
	if (v.text.n == 0)
		v = of_text(doc, mem);
	if (v.text.n == 0)
		v.text = of_property(doc, mem);
	if (v.text.n == 0)
		v = (struct value){ .origin = FROM_DEFAULT, .text = of_name(mem, doc->path) };
	v.text = str_trim(utf8_cut(v.text, TITLE_MOST));
	return v;
}

bool
title_unsure(const struct document *doc, const struct value *v)
{
	const struct statement *s = statement_best(&doc->gleaned, SAY_TITLE);

	return v->origin == FROM_DOCUMENT && (s == NULL || s->sure < TITLE_PLAIN);
}
