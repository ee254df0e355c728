/* SPDX-License-Identifier: EUPL-1.2 */
/* standing.c - how a dossier stands, in words that an official knows. */
#include "standing.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "finding.h"

#include "base/spoken.h"

#include "base/banned.h"

#define DAY_S	86400

static const struct { enum group group; const char *words; } states[S__COUNT] = {
	[S_NONE] = { GROUP_AT_WORK, N_("nog niet opgenomen") },
	[S_INGESTED] = { GROUP_AT_WORK, N_("opgenomen, nog niet beoordeeld") },
	[S_EXTRACTED] = { GROUP_AT_WORK, N_("gelezen, nog niet beoordeeld") },
	[S_CLASSIFIED] = { GROUP_AT_WORK, N_("onderzocht, nog niet beoordeeld") },
	[S_HELD] = { GROUP_HELD, N_("vastgehouden") },
	[S_PASSED] = { GROUP_AT_WORK, N_("mag openbaar, nog niet verzonden") },
	[S_BUNDLED] = { GROUP_AT_WORK, N_("ingepakt, nog niet verzonden") },
	[S_CREATING] = { GROUP_ON_WAY, N_("onderweg naar het portaal: het concept wordt gemaakt") },
	[S_CREATED] = { GROUP_ON_WAY, N_("onderweg naar het portaal: de plaats staat vast") },
	[S_UPLOADING] = { GROUP_ON_WAY, N_("onderweg naar het portaal: de documenten gaan naar het concept") },
	[S_UPLOADED] = { GROUP_ON_WAY, N_("onderweg naar het portaal: het concept is gevuld") },
	[S_VERIFIED] = { GROUP_ON_WAY, N_("onderweg naar het portaal: het concept is nagekeken") },
	[S_PUBLISHING] = { GROUP_DOUBT, N_("mogelijk openbaar: het antwoord van het portaal ontbreekt") },
	[S_PUBLISHED] = { GROUP_DOUBT, N_("openbaar gemaakt, nog niet teruggezien") },
	[S_HANDED] = { GROUP_HANDED, N_("als concept overgedragen; het portaal maakt het openbaar") },
	[S_CONFIRMED] = { GROUP_PUBLIC, N_("openbaar") },
	[S_REMOVING] = { GROUP_DOUBT, N_("het concept wordt weggehaald; nog niet zeker of dat lukte") },
	[S_QUARANTINED] = { GROUP_APART, N_("staat apart") },
	[S_WITHDRAWING] = { GROUP_DOUBT, N_("wordt ingetrokken; nog niet zeker of dat lukte") },
	[S_WITHDRAWN] = { GROUP_WITHDRAWN, N_("ingetrokken") },
};

enum group
standing_group(enum state s)
{
	return states[s].group;
}

const char *
standing_group_name(enum group g)
{
	static const char *const names[GROUP__COUNT] = {
		[GROUP_PUBLIC] = N_("openbaar"),
		[GROUP_HANDED] = N_("als concept overgedragen; het portaal maakt het openbaar"),
		[GROUP_HELD] = N_("vastgehouden"),
		[GROUP_APART] = N_("staat apart"),
		[GROUP_DOUBT] = N_("in twijfel: de volgende run vraagt het eerst aan het portaal"),
		[GROUP_ON_WAY] = N_("onderweg naar het portaal"),
		[GROUP_AT_WORK] = N_("in behandeling, nog niet verzonden"),
		[GROUP_WITHDRAWN] = N_("ingetrokken"),
	};

	return names[g];
}

const char *
standing_state(enum state s)
{
	return states[s].words;
}

bool
standing_to_send(enum state s)
{
	enum group g = states[s].group;

	if (s == S_WITHDRAWING)
		return false;
	return g == GROUP_ON_WAY || g == GROUP_DOUBT || s == S_PASSED || s == S_BUNDLED;
}

bool
standing_waits(const struct standing *st)
{
	enum state_kind k = state_kind(st->row.state);

	return k == K_WAIT || ((k == K_REST || st->row.state == S_HANDED) && str_eq(st->verdict, S("hold")));
}

/* Findings that only say that it waits for a person's `redo`. */
static bool
asks_redo(const json_t *finding)
{
	struct str code = json_str(finding, "code");

	return str_eq(code, S("RUN-501")) || str_eq(code, S("RUN-506")) || str_eq(code, S("RUN-507")) ||
	    str_eq(code, S("RUN-401"));
}

static bool
only_redo(const json_t *account, struct arena *mem)
{
	struct cause *v;
	size_t n = standing_causes(account, mem, &v);

	for (size_t i = 0; i < n; i++) {
		if (!asks_redo(v[i].finding))
			return false;
	}
	return n != 0;
}

struct str
standing_todo(struct arena *mem, const struct standing *st, const json_t *account, struct str name)
{
	struct str todo;

	if (st->row.state == S_WITHDRAWN)
		todo = str_of(
		    _("Haal de map uit de intake: intrekken is definitief, en er gaat niets meer van naar buiten."));
	else if (st->row.state == S_QUARANTINED)
		todo = str_fmt(
		    mem, _("Zoek de oorzaak; is die weg, doe het dan opnieuw: woostraat redo %.*s"), STRF(name));
	else if (only_redo(account, mem))
		todo = str_fmt(
		    mem, _("Beoordeel of het openbaar mag, en geef het dan vrij: woostraat redo %.*s"), STRF(name));
	else
		todo = str_of(_(
		    "Herstel de reden in het bronbestand of in dossier.yaml; daarna beoordeelt de volgende run het hele "
		    "dossier opnieuw."));
	if (st->row.exposed)
		todo = str_fmt(
		    mem, _("%.*s Beoordeel ook of moet worden ingetrokken wat (mogelijk) al openbaar is."), STRF(todo));
	return todo;
}

/* Plain names need no quotes. */
static bool
plain(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (!(ascii_letter(c) || ascii_digit(c) || c == '/' || c == '-' || c == '_' || c == '.'))
			return false;
	}
	return true;
}

struct str
standing_name(struct arena *mem, const struct standing *st)
{
	struct str name = str_fmt(mem, "%.*s/%.*s", STRF(st->org), STRF(st->key)), rest, part;
	struct buf b;

	if (plain(name))
		return name;
	buf_init(&b, mem, mul_or_die(name.n + 1, 4) + 8);
	/* The ledger writes what a terminal cannot show as \xNN, and a backslash so too; $'...' is read back by the shell. */
	if (str_has(name, '\\'))
		buf_addc(&b, '$');
	buf_addc(&b, '\'');
	for (rest = name; str_next(&rest, '\'', &part);) {
		buf_add(&b, part);
		if (rest.p != NULL)
			buf_add(&b, str_has(name, '\\') ? S("\\'") : S("'\\''"));
	}
	buf_addc(&b, '\'');
	return buf_str(&b);
}

struct str
standing_age(struct arena *mem, time_t since, time_t now)
{
	long long days = now <= since ? 0 : (long long)((now - since) / DAY_S);

	return days == 0 ? str_of(_("vandaag")) :
			   str_fmt(mem, ngettext("%lld dag", "%lld dagen", (unsigned long)days), days);
}

int64_t
standing_gravity(const json_t *finding)
{
	return json_map(finding, "waived") != NULL ? 0 : json_num(finding, "gravity", 0);
}

/* Those of this gravity. */
static void
gather(const json_t *list, const json_t *doc, int64_t gravity, struct arena *mem, struct cause **v, size_t *n, size_t *cap)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *f = json_array_get(list, i);

		if (standing_gravity(f) == gravity)
			*PUSH(mem, *v, *n, *cap) = (struct cause){ f, doc };
	}
}

size_t
standing_causes(const json_t *account, struct arena *mem, struct cause **v_r)
{
	const json_t *docs = json_list(account, "documents");
	size_t n = 0, cap = 0;

	*v_r = NULL;
	for (int64_t g = G_STOP; g >= G_LATER && n == 0; g--) {
		gather(json_list(account, "findings"), NULL, g, mem, v_r, &n, &cap);
		for (size_t i = 0; i < json_array_size(docs); i++) {
			const json_t *doc = json_array_get(docs, i);

			gather(json_list(doc, "findings"), doc, g, mem, v_r, &n, &cap);
		}
	}
	return n;
}
