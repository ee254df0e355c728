/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * gpp_words.c - what a refusal of a GPP-publicatiebank means, in our own words (contract, sections 8 and 13).
 *
 * Error texts are Dutch and carry no codes, and a proxy answers with pages of
 * its own: nothing of them is repeated, and no decision hangs on them.
 */
#include "publish/gpp.h"

#include <string.h>

#include "base/buf.h"

#include "base/banned.h"

#define WORDS_MOST	600		/* bytes; a list of fields that is longer says no more */
#define DEPTH_MOST	3		/* of nested lists: kenmerken, an item, its field */

/* Fields that we send, so that their names are ours. */
static const char *const fields[] = { "officieleTitel", "verkorteTitel", "omschrijving", "publicatiestatus", "publisher",
	"verantwoordelijke", "informatieCategorieen", "onderwerpen", "kenmerken", "kenmerk", "bron", "eigenaar",
	"eigenaarGroep", "weergaveNaam", "publicatie", "creatiedatum", "bestandsnaam", "bestandsformaat",
	"bestandsomvang", "aanleveringBestand", "inhoud", "identifier", "bronBewaartermijn", "selectiecategorie",
	"archiefnominatie", "archiefactiedatum", "toelichtingBewaartermijn", "isActief", "nonFieldErrors" };

/* Codes of the Documenten API, which the bank passes on for a part (contract 8). */
static const struct { const char *code, *says; } codes[] = {
	{ "file-size", N_("het deel is niet zo groot als afgesproken") },
	{ "incorrect-lock-id", N_("het document is intussen vrijgegeven") },
	{ "missing-lock", N_("het document is niet vergrendeld") },
	{ "unlocked", N_("het document is niet vergrendeld") },
};

static void
say(struct buf *b, struct str what)
{
	if (b->n != 0)
		buf_add(b, S(", "));
	buf_add(b, what);
}

/*
 * The fields of ours that are named somewhere in j, with where they stand:
 * {"kenmerken": [{"kenmerk": ["..."]}, {}]} is kenmerken[1].kenmerk.
 * No deeper than DEPTH_MOST.  NOLINTBEGIN(misc-no-recursion)
 */
static void
name_fields(const json_t *j, struct str at, int depth, struct arena *mem, struct buf *b)
{
	for (size_t i = 0; i < COUNT(fields); i++) {
		const json_t *v = json_object_get(j, fields[i]), *x;
		struct str name = at.n == 0 ? str_of(fields[i]) : str_fmt(mem, "%.*s.%s", STRF(at), fields[i]);
		size_t before = b->n, k;

		if (v == NULL)
			continue;
		if (depth < DEPTH_MOST && json_is_object(v))
			name_fields(v, name, depth + 1, mem, b);
		json_array_foreach (v, k, x) {
			if (depth < DEPTH_MOST && json_object_size(x) != 0)
				name_fields(x, str_fmt(mem, "%.*s[%zu]", STRF(name), k + 1), depth + 1, mem, b);
		}
		if (b->n == before)
			say(b, name);
	}
}
/* NOLINTEND(misc-no-recursion) */

static void
name_params(const json_t *answer, struct buf *b)
{
	const json_t *x;
	size_t i;

	json_array_foreach (json_list(answer, "invalidParams"), i, x) {
		for (size_t k = 0; k < COUNT(codes); k++) {
			if (str_eq(json_str(x, "code"), str_of(codes[k].code)))
				say(b, str_of(_(codes[k].says)));
		}
		for (size_t k = 0; k < COUNT(fields); k++) {
			if (str_eq(json_str(x, "name"), str_of(fields[k])) && strcmp(fields[k], "nonFieldErrors") != 0)
				say(b, str_of(fields[k]));
		}
	}
}

/* Which of our fields a 400 is about; absent: none that we know. */
static struct str
wrong_fields(const json_t *answer, struct arena *mem)
{
	struct buf b;

	buf_init(&b, mem, WORDS_MOST);
	name_fields(answer, STR_NONE, 0, mem, &b);
	name_params(answer, &b);
	return b.cut || b.n == 0 ? STR_NONE : buf_str(&b);
}

static struct str
say_400(const struct gpp *s, const struct gpp_request *q)
{
	struct str wrong = wrong_fields(q->answer, s->mem);

	if (wrong.n != 0)
		return str_fmt(s->mem, _("het portaal keurt af: %.*s"), STRF(wrong));
	if (json_str(q->answer, "detail").n != 0)
		return str_of(_("het portaal kan ons bericht niet lezen (HTTP 400)"));
	return STR_NONE;
}

/* Creating a document, the bank asks its Documenten API, which asks the bank back at the address that we used (contract 7). */
static struct str
say_500(const struct gpp *s, const struct gpp_request *q)
{
	if (strcmp(q->method, "POST") == 0 && str_eq(q->path, S("documenten")))
		return str_of(
		    _("het portaal loopt vast op een document (HTTP 500); is het adres hier hetzelfde als dat "
		      "waaronder de Documenten API de GPP-publicatiebank kent?"));
	if (q->feed != NULL)
		return str_of(_("het portaal loopt vast op een deel van een document (HTTP 500)"));
	return str_fmt(s->mem, _("het portaal loopt vast (HTTP %ld)"), s->r->http);
}

struct str
gpp_words(const struct gpp *s, const struct gpp_request *q)
{
	bool reads = strcmp(q->method, "GET") == 0;

	switch (s->r->http) {
	case 400:
		return say_400(s, q);
	case 403: /* permissions are read and write, independent of each other (contract 2) */
		return reads ? str_of(_("de sleutel mag bij het portaal niet lezen (HTTP 403)")) :
			       str_of(_("de sleutel mag bij het portaal niet schrijven (HTTP 403)"));
	case 413:
		return reads        ? STR_NONE :
		    q->feed == NULL ? str_of(_("de beschrijving is het portaal te groot (HTTP 413)")) :
				      str_fmt(s->mem, _("een deel van %llu bytes is het portaal te groot (HTTP 413)"),
					  (unsigned long long)q->part);
	case 415:
		return str_of(_("het portaal neemt dit soort bericht niet aan (HTTP 415)"));
	case 500:
		return say_500(s, q);
	case 504:
		return str_of(_("wat voor het portaal staat wachtte te lang (HTTP 504); het kan toch gedaan zijn"));
	default:
		return STR_NONE;
	}
}
