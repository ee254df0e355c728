/* SPDX-License-Identifier: EUPL-1.2 */
/* from_name.c - what the names of files and folders say, by patterns. */
#include "sidecar/from_name.h"

#include "base/ascii.h"
#include "base/path.h"
#include "proc/tools.h"
#include "sidecar/names.h"

#include "base/banned.h"

#define SURE		60		/* there is a scheme behind it, and nobody checks it */
#define SURE_TITLE	30		/* below the first heading of the text */
#define EXT_MOST	((size_t)5)

static const struct { enum name_part part; enum say what; } says[] = {
	{ NAME_KENMERK, SAY_KENMERK },
	{ NAME_ZAAKNUMMER, SAY_ZAAKNUMMER },
	{ NAME_TITEL, SAY_TITLE },
	{ NAME_SOORT, SAY_SOORT },
};

static const struct { const char *word; enum doc_role role; } roles[] = {
	{ "hoofddocument", ROLE_MAIN },
	{ "bijlage", ROLE_ANNEX },
	{ "inventaris", ROLE_INVENTORY },
	{ "inventarislijst", ROLE_INVENTORY },
};

static void
say(struct visit *v, int doc, struct statement s, bool folder)
{
	s.source = SOURCE_NAME;
	s.where = str_of(folder ? _("de naam van de map") : _("de bestandsnaam"));
	if (s.sure == 0)
		s.sure = SURE;
	visit_tell(v, doc, s);
}

/* 2026-03-12 and nothing else; 12-03-2026 is no date in a name. */
static void
take_date(struct visit *v, int doc, struct str s, bool folder)
{
	struct date d;

	if (s.n == 0)
		return;
	if (s.n == 10 && s.p[4] == '-' && s.p[7] == '-' && date_parse(s, &d) == 0)
		say(v, doc, (struct statement){ .what = SAY_DATE, .date = d }, folder);
	else
		visit_fault(v, doc, false, str_of(folder ? _("de naam van de map") : _("de bestandsnaam")),
		    str_of(_("de datum daarin is geen dag die bestaat (jjjj-mm-dd). Overgeslagen")));
}

static void
take_parts(struct visit *v, int doc, const struct str part[NAME__COUNT], bool folder)
{
	for (size_t i = 0; i < COUNT(says); i++) {
		if (part[says[i].part].n != 0)
			say(v, doc,
			    (struct statement){ .what = says[i].what,
				.text = part[says[i].part],
				.sure = says[i].what == SAY_TITLE ? SURE_TITLE : SURE },
			    folder);
	}
	if (part[NAME_VOLGNUMMER].n != 0)
		say(v, doc,
		    (struct statement){ .what = SAY_EXTRA, .text = part[NAME_VOLGNUMMER], .uri = S("volgnummer") },
		    folder);
	take_date(v, doc, part[NAME_DATUM], folder);
}

static void
limit(struct visit *v, int doc)
{
	visit_fault(v, doc, false, str_of(_("de bestandsnaam")),
	    str_of(_("de patronen in namen.yaml kwamen hier niet uit; de naam is niet gebruikt")));
}

static struct str
without_ext(struct str name)
{
	struct str ext = path_ext(name);
	bool letter = false;

	for (size_t i = 0; i < ext.n; i++) {
		letter |= ascii_letter(ext.p[i]);
		if (!ascii_letter(ext.p[i]) && !ascii_digit(ext.p[i]))
			return name;
	}
	return letter && ext.n <= EXT_MOST && ext.n + 1 < name.n ? str_sub(name, 0, name.n - ext.n - 1) : name;
}

/* The nearest folder that has a mark gives it, where the file's own name has none. */
static void
take_folders(struct visit *v, int doc, struct str org)
{
	struct str rest = visit_folder(v, doc), part[NAME__COUNT];

	while (rest.n != 0) {
		struct str name = path_base(rest);
		bool found = false;

		rest = str_sub(rest, 0, rest.n - name.n == 0 ? 0 : rest.n - name.n - 1);
		if (!names_read(v->job->tools->names, org, true, name, v->tmp, part))
			return;
		for (size_t i = 0; i < 2; i++) {
			if (part[says[i].part].n == 0)
				continue;
			found = true;
			if (statement_of(&v->d->docs[doc].said, says[i].what, 0) == NULL)
				say(v, doc, (struct statement){ .what = says[i].what, .text = part[says[i].part] },
				    true);
		}
		if (found)
			return;
	}
}

static enum doc_role
role_of(struct str word)
{
	for (size_t i = 0; i < COUNT(roles); i++) {
		if (str_eq_nocase(word, str_of(roles[i].word)))
			return roles[i].role;
	}
	return ROLE_UNKNOWN;
}

/*
 * A name makes something an annex only where another can be the main document,
 * and a main document only where there is none yet and no second name says so.
 */
static void
take_roles(struct visit *v, const enum doc_role *said)
{
	struct dossier *d = v->d;
	size_t mains = 0, open = 0;

	for (size_t i = 0; i < d->ndocs; i++) {
		if (!document_goes_out(&d->docs[i]))
			continue;
		mains += d->docs[i].role == ROLE_MAIN || (d->docs[i].role == ROLE_UNKNOWN && said[i] == ROLE_MAIN);
		open += d->docs[i].role == ROLE_MAIN ||
		    (d->docs[i].role == ROLE_UNKNOWN && (said[i] == ROLE_UNKNOWN || said[i] == ROLE_MAIN));
	}
	for (size_t i = 0; i < d->ndocs; i++) {
		if (d->docs[i].role == ROLE_UNKNOWN && open != 0 && (said[i] != ROLE_MAIN || mains == 1))
			d->docs[i].role = said[i];
	}
}

void
name_run(struct visit *v)
{
	const struct names *names = v->job->tools->names;
	struct str org = v->d->org == NULL ? STR_NONE : v->d->org->key, part[NAME__COUNT];
	enum doc_role *said = NEW(v->tmp, enum doc_role, v->d->ndocs + 1);

	if (names == NULL)
		return;
	if (names_read(names, org, true, v->d->key, v->tmp, part))
		take_parts(v, DOC_NONE, part, true);
	for (size_t i = 0; i < v->d->ndocs; i++) {
		struct mark mark = arena_mark(v->tmp);

		if (document_goes_out(&v->d->docs[i])) {
			if (names_read(names, org, false, without_ext(path_base(v->d->docs[i].path)), v->tmp, part)) {
				take_parts(v, (int)i, part, false);
				said[i] = role_of(part[NAME_ROL]);
			} else
				limit(v, (int)i);
			take_folders(v, (int)i, org);
		}
		arena_rewind(v->tmp, mark);
	}
	take_roles(v, said);
}
