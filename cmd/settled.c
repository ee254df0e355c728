/* SPDX-License-Identifier: EUPL-1.2 */
/* settled.c - what became of a dossier, in the words and for the lists of who delivered it. */
#include "settled.h"

#include "base/ascii.h"
#include "base/date.h"
#include "base/fold.h"
#include "base/line.h"
#include "base/mask.h"
#include "base/path.h"
#include "base/utf8.h"
#include "finding.h"
#include "standing.h"
#include "titles.h"
#include "types.h"

#include "base/banned.h"

#define SENTENCE_MOST	((size_t)400)	/* bytes of why */
#define ID_MOST		((size_t)200)	/* bytes of an identifier; longer is text */

static const struct {
	const char	*name, *words;
	const char	*todo;		/* where the account says nothing */
} ends[END__COUNT] = {
	[END_PUBLIC] = { "public", N_("openbaar"), "" },
	[END_HANDED] = { "handed", N_("als concept overgedragen"), N_("Maak het openbaar op het portaal.") },
	[END_LATER] = { "later", N_("later"), N_("Niets: een volgende run gaat hiermee verder.") },
	[END_HELD] = { "held", N_("vastgehouden"), N_("Zie het verslag.") },
	[END_APART] = { "apart", N_("staat apart"), N_("Zoek de oorzaak en doe het opnieuw met woostraat redo.") },
	[END_DOUBT] = { "doubt", N_("in twijfel"), N_("Niets: de volgende run vraagt het portaal wat er staat.") },
	[END_AT_WORK] = { "at-work", N_("in behandeling"), N_("Niets: de volgende run gaat hiermee verder.") },
	[END_WITHDRAWN] = { "withdrawn", N_("ingetrokken"), N_("Haal het uit de bron, of laat het daar als ingetrokken staan.") },
};

const char *
settled_words(enum settled_end end)
{
	return _(ends[end].words);
}

const char *
settled_name(enum settled_end end)
{
	return ends[end].name;
}

static enum settled_end
end_of(const struct ledger_row *row, bool later)
{
	switch (standing_group(row->state)) {
	case GROUP_PUBLIC:
		return END_PUBLIC;
	case GROUP_HANDED:
		return END_HANDED;
	case GROUP_HELD:
		return END_HELD;
	case GROUP_APART:
		return END_APART;
	case GROUP_DOUBT:
		return END_DOUBT;
	case GROUP_WITHDRAWN:
		return END_WITHDRAWN;
	case GROUP_ON_WAY:
	case GROUP_AT_WORK:
	case GROUP__COUNT:
		break;
	}
	return later ? END_LATER : END_AT_WORK;
}

/* --- identifiers ---------------------------------------------------------------------------- */

struct str
settled_id(struct arena *mem, struct str s)
{
	struct folded f;
	struct buf b;
	bool gap = false;

	if (s.n == 0 || s.n > ID_MOST || str_has(s, '*'))
		return STR_NONE;
	fold(&f, s, mem);
	buf_init(&b, mem, 2 * f.s.n + 1);
	for (size_t i = 0; i < f.s.n; i++) {
		char c = f.s.p[i];

		if (!ascii_letter(c) && !ascii_digit(c)) {
			gap = b.n != 0;
			continue;
		}
		if (gap)
			buf_addc(&b, '-');
		gap = false;
		buf_addc(&b, c);
	}
	return b.n == 0 ? STR_NONE : buf_str(&b);
}

struct ids {
	struct arena	*mem;
	struct str	*v;
	size_t		 n, cap;
	json_t		*known;		/* their names as members */
};

static void
add_id(struct ids *ids, struct str s)
{
	struct str id = settled_id(ids->mem, s);

	if (id.n == 0 || json_object_get(ids->known, str_c(ids->mem, id)) != NULL)
		return;
	json_put(ids->known, str_c(ids->mem, id), json_true());
	*PUSH(ids->mem, ids->v, ids->n, ids->cap) = id;
}

/* Folders begin with the kenmerk, as a rule: "Z-26-318027 Woo zaak".  A day is none. */
static void
add_key(struct ids *ids, struct str key)
{
	struct str rest = key, first;
	struct date d;
	bool digit = false;

	add_id(ids, key);
	(void)str_next(&rest, ' ', &first);
	for (size_t i = 0; i < first.n; i++)
		digit |= ascii_digit(first.p[i]);
	if (digit && first.n >= 5 && date_parse(first, &d) != 0)
		add_id(ids, first);
	/* A loose file is a dossier. */
	if (path_ext(key).n != 0)
		add_id(ids, str_sub(key, 0, key.n - path_ext(key).n - 1));
}

static void
add_values(struct ids *ids, const json_t *metadata, enum field f)
{
	const json_t *v;
	size_t i;

	json_array_foreach (json_list(metadata, field_element(f)), i, v) {
		if (!str_starts(json_str(v, "value"), S("urn:uuid:")))
			add_id(ids, json_str(v, "value"));
	}
}

/* Case numbers that a table of the source gave. */
static void
add_cases(struct ids *ids, const json_t *metadata)
{
	const json_t *keys = json_list(metadata, "key"), *values = json_list(metadata, "value"), *v;
	size_t i;

	json_array_foreach (keys, i, v) {
		if (str_eq(json_str(v, "value"), S("zaaknummer")))
			add_id(ids, json_str(json_array_get(values, i), "value"));
	}
}

/* --- a dossier ------------------------------------------------------------------------------ */

/* A sentence ends before a capital: "art. 5.1" goes on. */
static struct str
first_sentence(struct str s)
{
	for (size_t i = 0; i + 2 < s.n; i++) {
		if (s.p[i] == '.' && s.p[i + 1] == ' ' && s.p[i + 2] >= 'A' && s.p[i + 2] <= 'Z')
			return str_sub(s, 0, i);
	}
	return str_ends(s, S(".")) ? str_sub(s, 0, s.n - 1) : s;
}

/* Of each code the first, and of the first of all what it says. */
static void
take_causes(struct gathered *g, const json_t *findings)
{
	const json_t *f;
	size_t i;

	json_array_foreach (findings, i, f) {
		int64_t gravity = standing_gravity(f);
		int k = gravity == G_STOP ? 0 : 1;
		struct str code = json_str(f, "code");
		size_t n = 0;

		if (gravity < G_LATER)
			continue;
		while (n < g->causes[k].n && !str_eq(g->causes[k].code[n], code))
			n++;
		if (n < g->causes[k].n || n == SETTLED_CODES)
			continue;
		if (n == 0)
			g->causes[k].why = str_fmt(g->mem, "%.*s: %.*s", STRF(code),
			    STRF(utf8_cut(first_sentence(json_str(f, "text")), SENTENCE_MOST)));
		g->causes[k].code[g->causes[k].n++] = str_dup(g->mem, code);
	}
}

static void
tell_causes(const struct gathered *g, struct arena *mem, struct settled *s)
{
	int k = g->causes[0].n != 0 ? 0 : 1;
	struct buf b;

	buf_init(&b, mem, KIB(1));
	for (size_t i = 0; i < g->causes[k].n; i++)
		buf_addf(&b, "%s%.*s", i == 0 ? "" : ", ", STRF(g->causes[k].code[i]));
	s->codes = buf_str(&b);
	if (g->causes[k].n != 0)
		s->why = str_dup(mem, g->causes[k].why);
}

static struct str
title_of(const json_t *head, struct arena *mem)
{
	struct str title = line_clean(mem, json_str(head, "title")), hidden;

	return mask_personal(mem, title_names_person(title, mem, &hidden) ? hidden : title);
}

void
settled_begin(struct gathered *g, const json_t *head, bool ids, struct arena *mem)
{
	const json_t *one;
	size_t i;

	*g = (struct gathered){ .mem = mem };
	take_causes(g, json_list(head, "findings"));
	if (!ids)
		return;
	g->ids = NEW(mem, struct ids, 1);
	*g->ids = (struct ids){ .mem = mem, .known = json_object() };
	json_array_foreach (json_list(head, "notices"), i, one)
		add_values(g->ids, json_map(one, "metadata"), MD_IDENTIFIER);
}

void
settled_document(struct gathered *g, const json_t *document)
{
	const json_t *metadata = json_map(document, "metadata");

	take_causes(g, json_list(document, "findings"));
	g->documents += !str_eq(json_str(document, "outcome"), str_of(outcome_name(O_SKIPPED)));
	if (g->ids == NULL)
		return;
	add_values(g->ids, metadata, MD_IDENTIFIER);
	add_values(g->ids, metadata, MD_AGGREGATIEKENMERK);
	add_cases(g->ids, metadata);
}

void
settled_ids(const struct settled *s, struct gathered *g, struct arena *mem, struct str **ids_r, size_t *n_r)
{
	struct ids none = { .mem = mem, .known = g == NULL ? json_object() : NULL };
	struct ids *ids = g == NULL ? &none : g->ids;

	add_key(ids, s->key);
	json_decref(ids->known);
	ids->known = NULL;
	*ids_r = ids->v;
	*n_r = ids->n;
}

struct settled
settled_dup(const struct settled *s, struct arena *mem)
{
	struct settled own = *s;
	struct str *const texts[] = { &own.org, &own.key, &own.day, &own.address, &own.codes, &own.why, &own.until,
		&own.title };

	for (size_t i = 0; i < COUNT(texts); i++)
		*texts[i] = str_dup(mem, *texts[i]);
	return own;
}

void
settled_of(const struct ledger_row *row, struct str org, struct str key, const json_t *head, const struct gathered *g,
    struct arena *mem, struct settled *s)
{
	struct str verdict = json_str(head, "verdict"), before = json_str(json_map(head, "declared"), "not_before");
	time_t at;

	*s = (struct settled){ .org = str_dup(mem, org),
		.key = str_dup(mem, key),
		.end = end_of(row, str_eq(verdict, str_of(verdict_name(V_LATER)))),
		.exposed = row->exposed,
		.day = S(""),
		.address = S(""),
		.codes = S(""),
		.why = S(""),
		.until = S(""),
		.title = S("") };
	if (head != NULL) {
		s->title = title_of(head, mem);
		s->documents = g->documents;
	}
	if (s->end == END_PUBLIC)
		s->day = date_iso(mem, date_here(row->since));
	if (s->end == END_PUBLIC && row->url.n != 0)
		s->address = str_dup(mem, utf8_show(mem, row->url));
	if (s->end == END_LATER && time_parse(before, &at) == 0)
		s->until = date_iso(mem, date_here(at));
	if (head != NULL && s->end != END_WITHDRAWN && s->end != END_HANDED &&
	    (s->end != END_PUBLIC || str_eq(verdict, str_of(verdict_name(V_HOLD)))))
		tell_causes(g, mem, s);
	if (s->why.n == 0)
		s->why = ends[s->end].todo[0] == '\0' ? S("") : str_of(_(ends[s->end].todo));
}

/* --- beside a row of the source --------------------------------------------------------------- */

const char *
settled_title(enum settled_column c)
{
	static const char *const titles[SC__COUNT] = {
		[SC_OUTCOME] = "uitkomst",
		[SC_DAY] = "datum openbaar",
		[SC_ADDRESS] = "adres",
		[SC_TODO] = "wat te doen",
		[SC_DOSSIER] = "woostraat-dossier",
	};

	return titles[c];
}

struct str
settled_cell(const struct settled *s, enum settled_column c, struct arena *mem)
{
	switch (c) {
	case SC_OUTCOME:
		return str_of(settled_words(s->end));
	case SC_DAY:
		return s->day;
	case SC_ADDRESS:
		return s->address;
	case SC_TODO:
		return s->why;
	case SC_DOSSIER:
		return str_fmt(mem, "%.*s/%.*s", STRF(s->org), STRF(s->key));
	case SC__COUNT:
		break;
	}
	return S("");
}
