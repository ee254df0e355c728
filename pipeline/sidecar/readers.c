/* SPDX-License-Identifier: EUPL-1.2 */
/* readers.c - the descriptions that municipalities have already: who reads which. */
#include "sidecar/readers.h"

#include "base/path.h"
#include "sidecar/from_dc_table.h"
#include "sidecar/from_diwoo.h"
#include "sidecar/from_dublin.h"
#include "sidecar/from_held.h"
#include "sidecar/from_mdto.h"
#include "sidecar/from_name.h"
#include "sidecar/from_openzaak.h"
#include "sidecar/from_production.h"
#include "sidecar/from_woobuddy.h"
#include "sidecar/from_woogle.h"
#include "sidecar/from_xpo.h"
#include "sidecar/pair.h"
#include "titles.h"

#include "base/banned.h"

/* In the order in which they may look at a file: the narrowest first. */
static const struct reader *const readers[] = {
	&from_woobuddy,
	&from_openzaak,
	&from_dc_table,
	&from_production,
	&from_xpo,
	&from_mdto,
	&from_diwoo,
	&from_dublin,
	&from_woogle,
	&from_held,
	NULL,
};

static bool
knows(const struct reader *x, struct str ext)
{
	struct str rest = str_of(x->extensions), one;

	while (str_next(&rest, ' ', &one)) {
		if (str_eq_nocase(one, ext))
			return true;
	}
	return false;
}

/* Junk, archives and what describes others already are nobody's; a main document is what it was said to be. */
static bool
is_open(const struct visit *v, int doc, const struct reader *x)
{
	enum doc_role role = v->d->docs[doc].role;

	return pair_unread(v, doc) || (x->public && (role == ROLE_ANNEX || role == ROLE_INVENTORY));
}

static int
look_at(struct visit *v, int doc, struct err *e)
{
	struct str ext = path_ext(v->d->docs[doc].path), head = STR_NONE;
	bool opened = false;

	for (size_t i = 0; readers[i] != NULL; i++) {
		int rc;

		if (!is_open(v, doc, readers[i]) || !knows(readers[i], ext))
			continue;
		if (!opened && visit_head(v, doc, READER_HEAD, &head, e) != 0)
			return -1;
		opened = true;
		if (!readers[i]->may(head))
			continue;
		rc = readers[i]->read(v, doc, e);
		if (rc != 0)
			return rc < 0 ? -1 : 0;
	}
	return 0;
}

/* What is metadata of others by what a description says, and nobody read.  open: dossier.yaml gave it no role. */
static void
keep_metadata(struct visit *v, const bool *open)
{
	for (size_t i = 0; i < v->d->ndocs; i++) {
		if (v->metadata[i] == SOURCE__COUNT || !open[i] || v->d->docs[i].role == ROLE_SIDECAR)
			continue;
		v->d->docs[i].role = ROLE_SIDECAR;
		visit_say(v, F_SID_METADATA_BESIDE, (int)i, str_of(_(source_label(v->metadata[i]))), STR_NONE);
	}
}

int
readers_run(struct visit *v, struct err *e)
{
	bool *open = NEW(v->tmp, bool, v->d->ndocs + 1);

	for (size_t i = 0; i < v->d->ndocs; i++)
		open[i] = v->d->docs[i].role == ROLE_UNKNOWN;
	for (size_t i = 0; i < v->d->ndocs; i++) {
		struct mark mark = arena_mark(v->tmp);
		int rc = look_at(v, (int)i, e);

		arena_rewind(v->tmp, mark);
		if (rc != 0)
			return -1;
	}
	keep_metadata(v, open);
	name_run(v);
	return 0;
}

#define SURE_LEAST	50		/* below it, a statement is compared and never taken over */

static bool
has_address(struct str all, struct str uri)
{
	struct str one;

	while (str_next(&all, ' ', &one)) {
		if (str_eq(one, uri))
			return true;
	}
	return false;
}

/* The addresses of the categories that the most trusted source names, each once. */
static struct str
categories(struct visit *v, const struct statements *said)
{
	const struct statement *best = statement_best(said, SAY_CATEGORIE), *s;
	struct str all = STR_NONE;

	for (size_t i = 0; best != NULL && (s = statement_next(said, SAY_CATEGORIE, &i)) != NULL;) {
		if (s->source != best->source || s->uri.n == 0 || has_address(all, s->uri))
			continue;
		all = all.n == 0 ? s->uri : str_fmt(v->r->mem, "%.*s %.*s", STRF(all), STRF(s->uri));
	}
	return all;
}

/* What the best source calls it.  Somebody's name is published only by who types it in dossier.yaml (describe/title.h). */
static void
declare_title(struct visit *v, size_t i)
{
	struct document *x = &v->d->docs[i];
	const struct statement *title = statement_best(&x->said, SAY_TITLE);
	struct str hidden;

	if (x->declared_title.n != 0 || title == NULL || title->sure < SURE_LEAST)
		return;
	if (!document_goes_out(x) || !title_names_person(title->text, v->tmp, &hidden)) {
		x->declared_title = title->text;
		return;
	}
	visit_say(v, F_SID_ROW_LOOK, (int)i, str_of(_(source_label(title->source))),
	    str_of(_(
		"de titel noemt misschien een persoon en wordt niet gebruikt; geef zo nodig een titel in dossier.yaml")));
}

void
readers_declare(struct visit *v)
{
	for (size_t i = 0; i < v->d->ndocs; i++) {
		struct document *x = &v->d->docs[i];
		const struct statement *soort = statement_best(&x->said, SAY_SOORT);

		if (x->role == ROLE_JUNK || x->role == ROLE_SIDECAR || x->role == ROLE_PACKAGE)
			continue;
		declare_title(v, i);
		if (x->declared_soort.n == 0 && soort != NULL && soort->sure >= SURE_LEAST)
			x->declared_soort = soort->text;
		if (x->declared_categories.n == 0)
			x->declared_categories = categories(v, &x->said);
	}
}
