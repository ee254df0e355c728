/* SPDX-License-Identifier: EUPL-1.2 */
/* sourced.c - the rows of a table of the source, as they may be shown, with what became of each beside them. */
#include "sourced.h"

#include "base/line.h"
#include "base/mask.h"
#include "base/utf8.h"
#include "titles.h"

#include "base/banned.h"

#define HEAD_MOST	((size_t)20)	/* rows in which the names of the columns stand, as for the intake */

/* Names of columns that say which dossier or document it is, as settled_id writes them; the surest first. */
static const char *const id_columns[] = { "kenmerk", "dossierkenmerk", "zaakkenmerk", "zaaknummer", "zaaknr",
	"zaak-nr", "zaakidentificatie", "zaak-id", "zaakid", "dossiernummer", "dossiernr", "besluitnummer",
	"besluitkenmerk", "registratienummer", "identificatie", "documentnummer", "documentnr", "document-id", "dossier",
	"dossiernaam", "zaak", "matter", "nummer", "nr", "id", "zaakuuid", "uuid" };

/* Those of names of files, which an identifier is too for who looks it up. */
static const char *const file_columns[] = { "bestandspad", "bestandsnaam", "bestand", "file", "pad", "document",
	"volgnummer", "volgnr", "filename", "gerelateerd-id", "gerelateerd-documentnummer" };

/* Those in which persons stand (facts/intake-formats.md 2.2, 3.7). */
static const char *const person_columns[] = { "auteur", "auteurs", "afzender", "afzenders", "ontvanger", "ontvangers",
	"van", "aan", "naar", "cc", "bcc", "from", "to", "sender", "recipient", "author", "opsteller", "behandelaar",
	"betrokkene", "betrokkenen", "contactpersoon", "ondertekenaar", "aanvrager", "verzoeker", "indiener", "naam-aanvrager",
	"naam-verzoeker", "medewerker", "eigenaar", "bsn", "burgerservicenummer", "geboortedatum", "telefoon",
	"telefoonnummer", "e-mail", "email", "e-mailadres", "emailadres", "adres-aanvrager", "woonadres", "dc-creator",
	"dc-contributor", "dcterms-creator", "dcterms-contributor" };

void
sourced_of(const json_t *sheet, struct str separator, struct arena *mem, struct sourced *s)
{
	const json_t *row;
	size_t i;

	*s = (struct sourced){ .separator = separator.n == 0 ? '\0' : separator.p[0] };
	s->v = NEW(mem, struct sourced_row, json_array_size(json_list(sheet, "rows")) + 1);
	json_array_foreach (json_list(sheet, "rows"), i, row) {
		struct sourced_row *r = &s->v[s->n++];
		size_t width = json_array_size(json_list(row, "cells"));

		*r = (struct sourced_row){ .n = json_num(row, "n", 0), .cells = json_list(row, "cells") };
		for (int c = 0; c < SC__COUNT; c++)
			r->added[c] = S("");
		s->width = width > s->width ? width : s->width;
	}
}

struct str
sourced_cell(const struct sourced *s, size_t row, size_t column)
{
	const json_t *j = json_array_get(s->v[row].cells, column);

	return json_is_string(j) ? (struct str){ json_string_value(j), json_string_length(j) } : S("");
}

static size_t
filled(const struct sourced *s, size_t row)
{
	size_t n = 0;

	for (size_t c = 0; c < s->width; c++)
		n += sourced_cell(s, row, c).n != 0;
	return n;
}

size_t
sourced_guess_head(const struct sourced *s, size_t before)
{
	size_t best = 0;

	for (size_t i = 1; i < s->n && i < before && i < HEAD_MOST; i++) {
		if (filled(s, i) > filled(s, best))
			best = i;
	}
	return best;
}

static bool
is_one_of(const char *const *names, size_t n, struct str label)
{
	return label.n != 0 && str_index(names, (int)n, label) >= 0;
}

bool
sourced_find(struct sourced *s, struct str name, struct arena *mem, size_t *column_r)
{
	struct str want = settled_id(mem, name);
	int best = -1;

	for (size_t i = 0; i < s->n && i < HEAD_MOST; i++) {
		for (size_t c = 0; c < s->width; c++) {
			struct str label = settled_id(mem, sourced_cell(s, i, c));
			int at = want.n != 0 ? (str_eq(label, want) ? 0 : -1) :
			    label.n == 0     ? -1 :
					       str_index(id_columns, (int)COUNT(id_columns), label);

			if (at < 0 || (best >= 0 && at >= best))
				continue;
			best = at;
			s->head = i;
			*column_r = c;
		}
		/* The names stand in one row. */
		if (best >= 0)
			return true;
	}
	return false;
}

struct str
sourced_shown(const struct sourced *s, size_t row, size_t column, struct arena *mem)
{
	struct str cell = sourced_cell(s, row, column), label, hidden;

	if (row == s->head || cell.n == 0)
		return mask_personal(mem, utf8_show(mem, cell));
	label = settled_id(mem, sourced_cell(s, s->head, column));
	if (is_one_of(person_columns, COUNT(person_columns), label))
		return str_of(_("(niet overgenomen)"));
	cell = utf8_show(mem, line_clean(mem, cell));
	if ((is_one_of(id_columns, COUNT(id_columns), label) || is_one_of(file_columns, COUNT(file_columns), label) ||
		str_holds_nocase(label, S("datum"))) &&
	    !mask_needed(cell, mem) && !str_has(cell, '@'))
		return cell;
	return mask_personal(mem, title_names_person(cell, mem, &hidden) ? hidden : cell);
}

void
sourced_grid(const struct sourced *s, struct arena *mem, struct grid *g)
{
	g->head = s->head;
	g->separator = s->separator;
	for (size_t i = 0; i < s->n; i++) {
		struct grid_row *r = PUSH(mem, g->v, g->n, g->cap);

		*r = (struct grid_row){ NEW(mem, struct str, s->width + SC__COUNT), s->width + SC__COUNT };
		for (size_t c = 0; c < s->width; c++)
			r->cells[c] = str_dup(mem, sourced_shown(s, i, c, mem));
		for (int c = 0; c < SC__COUNT; c++)
			r->cells[s->width + (size_t)c] =
			    i == s->head ? str_of(settled_title((enum settled_column)c)) : s->v[i].added[c];
	}
}
