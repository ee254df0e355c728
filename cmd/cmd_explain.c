/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_explain.c - woostraat explain: why this verdict, this category and this value. */
#include <stdio.h>
#include <stdlib.h>

#include "store/accounts.h"
#include "annotate.h"
#include "base/fd.h"
#include "base/mask.h"
#include "base/utf8.h"
#include "fates.h"
#include "replay.h"
#include "report/difference.h"
#include "report/layout.h"
#include "report/table.h"
#include "report/whatif.h"
#include "report/wording.h"
#include "standing.h"

#include "base/spoken.h"

#include "base/banned.h"

#define CATEGORIES_MOST	4	/* of one document; the JSON has them all */
#define PLACES_MOST	5	/* of one reason or category; the JSON has them all */
#define GLEANED_MOST	12	/* of one document */
#define VALUES_MOST	5	/* of one element */
#define HISTORY_MOST	40	/* lines; the JSON has them all */
#define TEXT_COLUMNS	((size_t)600)
#define LIST_MOST	MIB(8)	/* bytes of a list of templates */
#define LINE_MEM	GIB(1)

struct story {
	struct look	*look;
	struct arena	*mem;
	struct named	 named;
	struct standing	 st;		/* the ledger's row, and the account's whereabouts */
	struct run_row	 run;		/* of the account */
	json_t		*account, *doc;	/* doc: the one that was asked for, or NULL */
	json_t		*places, *withdrawals; /* fates.h */
	struct str	 at_place;	/* of the events that are being read; absent: the first */
	json_t		*history;
	json_t		*replay;	/* or NULL */
	int64_t		 rules;		/* files in the rule set; -1: not kept */
};

/* --- gathering ------------------------------------------------------------------------- */

static struct uuid
id_of(const struct named *n)
{
	struct dossier d = { .org = n->org, .key = n->key };

	return dossier_uuid(&d);
}

static bool
is_document(const json_t *doc, struct str raw, struct str exact)
{
	struct str kept = json_str(doc, "raw");

	return kept.p != NULL ? str_eq(kept, exact) || str_eq(kept, raw) : str_eq(json_str(doc, "path"), raw);
}

/* The document by its name, or by its name as woostraat shows it. */
static int
find_document(struct story *s, struct err *e)
{
	const json_t *docs = json_list(s->account, "documents");
	struct str raw = s->named.doc, exact = utf8_exact(s->mem, raw);

	for (size_t i = 0; raw.p != NULL && s->doc == NULL && i < json_array_size(docs); i++) {
		if (is_document(json_array_get(docs, i), raw, exact))
			s->doc = json_array_get(docs, i);
	}
	for (size_t i = 0; raw.p != NULL && s->doc == NULL && i < json_array_size(docs); i++) {
		if (str_eq(json_str(json_array_get(docs, i), "path"), raw))
			s->doc = json_array_get(docs, i);
	}
	if (raw.p != NULL && s->doc == NULL)
		return err_set(
		    e, E_USAGE, _("%.*s: dit document zit niet in het dossier"), STRF(utf8_show(s->mem, raw)));
	return 0;
}

/* "stand", "opdracht", "antwoord", as a sentence. */
static struct str
event_text(struct story *s, const json_t *entry)
{
	static const struct {
		const char *step, *words;
	} steps[] = {
		{ "find", N_("zoeken of het er al is") },
		{ "create", N_("een concept maken") },
		{ "document", N_("een document sturen") },
		{ "ready", N_("het concept nakijken") },
		{ "publish", N_("openbaar maken") },
		{ "seen", N_("kijken wat het publiek ziet") },
		{ "remove", N_("het concept weghalen") },
		{ "sweep", N_("overtollige concepten opruimen") },
		{ "withdraw", N_("intrekken") },
		{ "reach", N_("kijken of een adres nog antwoordt") },
	};
	static const struct {
		const char *outcome, *words;
	} outcomes[] = {
		{ "OK", N_("gelukt") },
		{ "SAME", N_("stond er al zo") },
		{ "RETRY", N_("niet gelukt; later opnieuw") },
		{ "AMBIGUOUS", N_("onzeker of het gelukt is") },
		{ "FATAL", N_("geweigerd") },
	};
	static const struct {
		const char *answer, *words;
	} reached[] = {
		{ "gone", N_("weg") },
		{ "closed", N_("afgeschermd") },
		{ "there", N_("NOG TE VINDEN") },
		{ "unknown", N_("geen antwoord") },
	};
	struct str event = json_str(entry, "event"), word = json_str(entry, "step"), what = json_str(entry, "what");
	enum state state;

	if (str_eq(event, S("state")) && state_find(json_str(json_map(entry, "row"), "state"), &state) == 0)
		return str_fmt(s->mem, _("%s, versie %lld"), _(standing_state(state)),
		    (long long)json_num(json_map(entry, "row"), "revision", 0));
	if (str_eq(event, S("waiver")))
		return str_fmt(s->mem,
		    str_eq(what, S("withdrawn"))  ? _("vrijgave van %.*s ingetrokken door %.*s: %.*s") :
			str_eq(what, S("second")) ? _("%.*s ook vrijgegeven door %.*s: %.*s") :
						    _("%.*s vrijgegeven door %.*s: %.*s"),
		    STRF(json_str(entry, "code")), STRF(mask_personal(s->mem, json_str(entry, "by"))),
		    STRF(mask_personal(s->mem, json_str(entry, "reason"))));
	if (str_eq(event, S("withdrawal")))
		return str_fmt(s->mem,
		    str_eq(what, S("replaced")) ? _("vervangen door %.*s: %.*s") : _("ingetrokken door %.*s: %.*s"),
		    STRF(mask_personal(s->mem, json_str(entry, "by"))), STRF(json_str(entry, "label")));
	if (str_eq(event, S("watch"))) {
		word = json_str(entry, "answer");
		for (size_t i = 0; i < COUNT(reached); i++) {
			if (str_eq(word, str_of(reached[i].answer)))
				word = str_of(_(reached[i].words));
		}
		return str_fmt(s->mem, _("een adres waarop het te vinden was: %.*s"), STRF(word));
	}
	for (size_t i = 0; i < COUNT(steps); i++) {
		if (str_eq(word, str_of(steps[i].step)))
			word = str_of(_(steps[i].words));
	}
	if (str_eq(event, S("order")))
		return str_fmt(s->mem, _("opdracht %lld aan het portaal: %.*s"),
		    (long long)json_num(entry, "attempt", 0), STRF(word));
	if (!str_eq(event, S("answer")))
		return event;
	word = json_str(entry, "outcome");
	for (size_t i = 0; i < COUNT(outcomes); i++) {
		if (str_eq(word, str_of(outcomes[i].outcome)))
			word = str_of(_(outcomes[i].words));
	}
	return str_fmt(
	    s->mem, _("antwoord op opdracht %lld: %.*s"), (long long)json_num(entry, "attempt", 0), STRF(word));
}

static int
add_event(void *ctx, const json_t *entry, struct err *e)
{
	struct story *s = ctx;
	struct run_id id = { json_num(entry, "run", 0) };
	struct run_row run;
	json_t *j;

	if (overview_run(s->look->store, id, s->mem, &run, e) != 0)
		return -1;
	j = json_object();
	json_put_num(j, "seq", json_num(entry, "seq", 0));
	json_put_str(j, "at", json_str(entry, "at"));
	json_put_str(j, "event", json_str(entry, "event"));
	json_put_num(j, "run", id.v);
	json_put_str(j, "mode", run.mode);
	json_put_str(j, "who", run.who);
	json_put_str(j, "place", s->at_place);
	json_put_str(j, "text", utf8_show(s->mem, event_text(s, entry)));
	json_push(s->history, j);
	return 0;
}

/* How many files the rule set of that run has. */
static int64_t
count_rules(struct story *s)
{
	struct artefact a = { .sha256 = s->run.templates };
	AUTO_JSON j = NULL;
	AUTO_FD fd = -1;
	struct str text;
	struct err e;

	if (vault_get(s->look->vault, &a, &fd, &e) != 0 || fd_read_all(fd, LIST_MOST, s->mem, &text, &e) != 0 ||
	    !digest_eq(digest_of(text), a.sha256) || (j = json_read(text, &e)) == NULL)
		return -1;
	return (int64_t)json_array_size(json_list(j, "files"));
}

static int
by_seq(const void *a, const void *b)
{
	int64_t x = json_num(*(json_t *const *)a, "seq", 0), y = json_num(*(json_t *const *)b, "seq", 0);

	return x < y ? -1 : x > y;
}

/* What happened at each place, in the order in which it happened; the name stands with it where there are more. */
static int
gather_history(struct story *s, struct err *e)
{
	size_t n = json_array_size(s->places);
	json_t **v;

	for (size_t i = 0; i < n; i++) {
		const json_t *place = json_array_get(s->places, i);
		struct uuid id;

		s->at_place = n > 1 ? json_str(place, "name") : STR_NONE;
		must(uuid_parse(json_str(place, "id"), &id) == 0);
		if (overview_evidence(s->look->store, id, add_event, s, e) != 0)
			return -1;
	}
	n = json_array_size(s->history);
	v = NEW(s->mem, json_t *, n + 1);
	for (size_t i = 0; i < n; i++)
		v[i] = json_incref(json_array_get(s->history, i));
	qsort(v, n, sizeof *v, by_seq);
	(void)json_array_clear(s->history);
	for (size_t i = 0; i < n; i++)
		json_push(s->history, v[i]);
	return 0;
}

static int
gather(struct story *s, const struct invocation *inv, struct err *e)
{
	struct store *store = s->look->store;
	struct uuid id = id_of(&s->named);

	s->st = (struct standing){
		.id = id, .org = utf8_exact(s->mem, s->named.org->key), .key = utf8_exact(s->mem, s->named.key)
	};
	if (ledger_get(store, id, s->mem, &s->st.row, e) != 0 ||
	    store_account(store, id, &s->st.account, &s->st.account_run, &s->st.accounted, e) != 0)
		return -1;
	if (!s->st.accounted)
		return err_set(e, E_USAGE, _("%.*s: van dit dossier is geen verslag bewaard"),
		    STRF(standing_name(s->mem, &s->st)));
	if (accounts_read(s->look->vault, &s->st.account, &s->account, e) != 0 || find_document(s, e) != 0 ||
	    overview_run(store, s->st.account_run, s->mem, &s->run, e) != 0 ||
	    fates_places(store, s->named.org, s->named.key, s->mem, &s->places, e) != 0 ||
	    fates_withdrawals(store, id, s->mem, &s->withdrawals, e) != 0 || gather_history(s, e) != 0)
		return -1;
	s->st.verdict = json_str(s->account, "verdict");
	s->rules = count_rules(s);
	if (inv->option[O_REPLAY_] != NULL &&
	    replay_run(s->look, inv, &s->named, s->account, &s->run, &s->replay, e) != 0)
		return -1;
	annotate(s->account, s->look->vault);
	return 0;
}

/* --- as text ------------------------------------------------------------------------------ */

static void
say(struct story *s, struct str text, struct str lead, size_t indent)
{
	struct mark mark = arena_mark(s->mem);
	struct buf b;

	buf_init(&b, s->mem, MIB(1));
	layout_wrap(&b, layout_cut(s->mem, utf8_show(s->mem, text), TEXT_COLUMNS), lead, indent, TABLE_COLUMNS);
	(void)printf("%.*s", STRF(buf_str(&b)));
	arena_rewind(s->mem, mark);
}

/* "blz. 2: …woord [gevonden] woord…"; absent when nothing is known of it. */
static struct str
place_of(struct story *s, const json_t *at)
{
	int64_t page = json_num(at, "page", 0);
	struct str around = json_str(at, "around");

	if (around.n == 0 && json_str(at, "masked").n != 0)
		around = json_str(at, "masked");
	if (page == 0)
		return around;
	return around.n == 0 ? str_fmt(s->mem, _("blz. %lld"), (long long)page) :
			       str_fmt(s->mem, _("blz. %lld: %.*s"), (long long)page, STRF(around));
}

static void
show_findings(struct story *s, const json_t *list, size_t indent)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *f = json_array_get(list, i);
		struct str place = place_of(s, f);

		say(s, json_str(f, "text"), str_fmt(s->mem, "%*s%.*s", (int)indent, "", STRF(json_str(f, "code"))),
		    indent + 8);
		if (place.n != 0)
			say(s, place, S(""), indent + 8);
		if (json_map(f, "waived") != NULL)
			say(s, json_str(json_map(f, "waived"), "text"), S(""), indent + 8);
	}
}

static void
show_category(struct story *s, const json_t *c)
{
	const json_t *reasons = json_list(c, "reasons");
	bool chosen = json_flag(c, "chosen");
	size_t n = json_array_size(reasons);

	say(s,
	    str_fmt(s->mem,
		ngettext("%.*s: %lld punt, %s", "%.*s: %lld punten, %s", (unsigned long)json_num(c, "score", 0)),
		STRF(json_str(c, "label")), (long long)json_num(c, "score", 0),
		chosen ? _("gekozen") : _("niet gekozen")),
	    chosen ? S("    *") : S("    -"), 6);
	for (size_t i = 0; i < n && i < PLACES_MOST; i++) {
		const json_t *r = json_array_get(reasons, i);
		struct str place = place_of(s, r);

		int64_t weight = json_num(r, "weight", 0);
		bool words = str_eq(json_str(r, "rule"), S(REASON_WORDS));
		struct str rule =
		    words ? str_of(_("de woorden samen")) : str_fmt(s->mem, _("regel %.*s"), STRF(json_str(r, "rule")));

		if (weight != 0)
			rule = str_fmt(s->mem, "%.*s (%+lld)", STRF(rule), (long long)weight);
		say(s, place.n == 0 ? rule : str_fmt(s->mem, "%.*s, %.*s", STRF(rule), STRF(place)), S(""), 8);
	}
	if (n > PLACES_MOST)
		say(s,
		    str_fmt(
			s->mem, ngettext("en nog %zu plaats", "en nog %zu plaatsen", n - PLACES_MOST), n - PLACES_MOST),
		    S(""), 8);
}

static void
show_whatif(struct story *s, const json_t *doc)
{
	AUTO_JSON list = whatif_of(doc, s->mem);

	if (json_array_size(list) != 0)
		(void)printf("  %s\n", _("Wat de categorie zou veranderen"));
	for (size_t i = 0; i < json_array_size(list); i++)
		say(s,
		    (struct str){
			json_string_value(json_array_get(list, i)), json_string_length(json_array_get(list, i)) },
		    S("    -"), 6);
}

static void
show_values(struct story *s, const char *name, const json_t *values)
{
	size_t n = json_array_size(values);

	for (size_t i = 0; i < n && i < VALUES_MOST; i++) {
		const json_t *v = json_array_get(values, i);
		struct str place = place_of(s, v), origin = lang_str(s->mem, wording_origin(json_str(v, "origin")));
		struct str text = str_fmt(s->mem, "%s: %.*s", name, STRF(json_str(v, "value")));

		say(s,
		    place.n == 0 ? str_fmt(s->mem, "%.*s (%.*s)", STRF(text), STRF(origin)) :
				   str_fmt(s->mem, "%.*s (%.*s, %.*s)", STRF(text), STRF(origin), STRF(place)),
		    S("    "), 6);
	}
	if (n > VALUES_MOST)
		say(s,
		    str_fmt(
			s->mem, ngettext("en nog %zu waarde", "en nog %zu waarden", n - VALUES_MOST), n - VALUES_MOST),
		    S(""), 6);
}

/* What the text says of itself, in the words of statements.def. */
static void
show_gleaned(struct story *s, const json_t *list)
{
	size_t n = json_array_size(list);

	if (n != 0)
		(void)printf("  %s\n", _("Gelezen in de tekst"));
	for (size_t i = 0; i < n && i < GLEANED_MOST; i++) {
		const json_t *g = json_array_get(list, i);
		struct str place = place_of(s, g), text = json_str(g, "text");
		enum say what;

		if (say_find(json_str(g, "what"), &what) != 0)
			continue;
		say(s,
		    str_fmt(s->mem, _("%s: %.*s (zekerheid %lld van 100)%s%.*s"), _(say_label(what)), STRF(text),
			(long long)json_num(g, "sure", 0), place.n == 0 ? "" : ", ", STRF(place)),
		    S("    "), 6);
	}
	if (n > GLEANED_MOST)
		say(s, str_fmt(s->mem, _("en nog %zu"), n - GLEANED_MOST), S(""), 6);
}

/* ", application/pdf 1.7, PDF/A-2b"; as far as known. */
static struct str
kind_of(struct story *s, const json_t *doc)
{
	struct str type = json_str(doc, "media_type"), version = json_str(doc, "format_version");
	struct str claim = json_str(doc, "pdf_claim");

	if (type.n == 0)
		return S("");
	return str_fmt(s->mem, ", %.*s%s%.*s%s%.*s", STRF(type), version.n != 0 ? " " : "", STRF(version),
	    claim.n != 0 ? _(", zegt te zijn: ") : "", STRF(claim));
}

static void
show_document(struct story *s, const json_t *doc)
{
	const json_t *findings = json_list(doc, "findings"), *categories = json_list(doc, "categories");
	json_t *metadata = json_map(doc, "metadata"), *values;
	const char *name;

	(void)printf("\n");
	say(s, json_str(doc, "path"), S(""), 0);
	say(s,
	    str_fmt(s->mem, "%.*s%.*s: %.*s", STRF(lang_str(s->mem, wording_role(json_str(doc, "role")))),
		STRF(kind_of(s, doc)), STRF(lang_str(s->mem, wording_outcome(json_str(doc, "outcome"))))),
	    S("  "), 2);
	if (json_str(doc, "text_lost").n != 0)
		say(s,
		    str_fmt(
			s->mem, _("De woorden rond de plaatsen zijn er niet: %.*s"), STRF(json_str(doc, "text_lost"))),
		    S("  "), 2);
	if (json_array_size(findings) != 0) {
		(void)printf("  %s\n", _("Bevindingen"));
		show_findings(s, findings, 4);
	}
	if (json_array_size(categories) != 0)
		(void)printf("  %s\n", _("Informatiecategorie"));
	for (size_t i = 0; i < json_array_size(categories); i++) {
		if (i < CATEGORIES_MOST || json_flag(json_array_get(categories, i), "chosen"))
			show_category(s, json_array_get(categories, i));
	}
	show_whatif(s, doc);
	show_gleaned(s, json_list(doc, "gleaned"));
	if (json_object_size(metadata) != 0)
		(void)printf("  %s\n", _("Metadata"));
	json_object_foreach (metadata, name, values)
		show_values(s, name, values);
}

static void
show_head(struct story *s)
{
	const struct ledger_row *row = &s->st.row;

	say(s, standing_name(s->mem, &s->st), S(""), 0);
	say(s, lang_str(s->mem, wording_verdict(s->st.verdict)), S("  Oordeel:"), 14);
	if (row->state == S_NONE)
		say(s, str_of(_(standing_state(S_NONE))), S("  Stand:"), 14);
	else
		say(s,
		    str_fmt(s->mem, _("%s sinds %.*s, versie %lld"), _(standing_state(row->state)),
			STRF(layout_moment(s->mem, row->since)), (long long)row->revision),
		    S("  Stand:"), 14);
	if (s->run.id.v == 0)
		return;
	say(s,
	    str_fmt(s->mem, _("run %lld (%.*s, door %.*s), %.*s"), (long long)s->run.id.v, STRF(s->run.mode),
		STRF(s->run.who), STRF(layout_moment(s->mem, s->run.now))),
	    S("  Beoordeeld:"), 14);
	say(s,
	    s->rules < 0 ?
		str_of(_("niet in de kluis")) :
		str_fmt(s->mem, _("%lld bestanden, zoals op %.*s; lijst %.*s"), (long long)s->rules,
		    STRF(date_dutch(s->mem, date_of_time(s->run.now))), STRF(digest_hex(s->mem, s->run.templates))),
	    S("  Regels:"), 14);
	say(s, s->run.build, S("  Programma:"), 14);
}

static void
show_fates(struct story *s)
{
	struct buf b;

	buf_init(&b, s->mem, MIB(4));
	fates_text(&b, s->places, s->withdrawals, s->mem);
	(void)printf("%.*s", STRF(buf_str(&b)));
}

static void
show_history(struct story *s)
{
	size_t n = json_array_size(s->history), from = n > HISTORY_MOST ? n - HISTORY_MOST : 0;

	if (n == 0)
		return;
	(void)printf("\n%s\n", _("Geschiedenis"));
	if (from != 0)
		say(s, str_fmt(s->mem, ngettext("%zu eerdere gebeurtenis", "%zu eerdere gebeurtenissen", from), from),
		    S(""), 2);
	for (size_t i = from; i < n; i++) {
		const json_t *h = json_array_get(s->history, i);
		time_t at = 0;

		if (time_parse(json_str(h, "at"), &at) != 0)
			at = 0;
		say(s,
		    str_fmt(s->mem, _("%.*s, run %lld (%.*s, door %.*s): %.*s%s%.*s"), STRF(layout_moment(s->mem, at)),
			(long long)json_num(h, "run", 0), STRF(json_str(h, "mode")), STRF(json_str(h, "who")),
			STRF(json_str(h, "place")), json_str(h, "place").n != 0 ? ": " : "", STRF(json_str(h, "text"))),
		    S("  "), 4);
	}
}

static void
show_replay(struct story *s)
{
	const json_t *out = json_list(s->replay, "left_out");
	struct buf b;

	if (s->replay == NULL)
		return;
	(void)printf("\n%s\n", _("Nagespeeld met de regels van toen"));
	if (!str_eq(json_str(s->replay, "build"), json_str(s->replay, "build_now")))
		say(s,
		    str_fmt(s->mem, _("Het programma was toen %.*s en is nu %.*s."), STRF(json_str(s->replay, "build")),
			STRF(json_str(s->replay, "build_now"))),
		    S("  "), 2);
	for (size_t i = 0; i < json_array_size(out); i++)
		say(s,
		    str_fmt(s->mem,
			_("%.*s telt niet mee: dat zei niet een regel, maar de administratie of het portaal."),
			STRF(json_str(json_array_get(out, i), "code"))),
		    S("  "), 2);
	if (json_flag(s->replay, "same")) {
		say(s, str_of(_("Zelfde uitkomst.")), S("  "), 2);
		return;
	}
	say(s, str_of(_("Andere uitkomst: ‘was’ is van toen, ‘nu’ van het naspelen.")), S("  "), 2);
	buf_init(&b, s->mem, MIB(16));
	difference_show(&b, s->replay, TABLE_COLUMNS);
	(void)printf("%.*s", STRF(buf_str(&b)));
}

static void
show_text(struct story *s)
{
	const json_t *docs = json_list(s->account, "documents");

	show_head(s);
	if (json_array_size(json_list(s->account, "findings")) != 0) {
		(void)printf("\n%s\n", _("Over het dossier als geheel"));
		show_findings(s, json_list(s->account, "findings"), 2);
	}
	for (size_t i = 0; i < json_array_size(docs); i++) {
		if (s->doc == NULL || s->doc == json_array_get(docs, i))
			show_document(s, json_array_get(docs, i));
	}
	if (s->doc == NULL) {
		show_fates(s);
		show_history(s);
	}
	show_replay(s);
}

/* --- as JSON ------------------------------------------------------------------------------- */

/* "would_change" beside the categories of each document. */
static void
add_whatif(struct story *s)
{
	const json_t *docs = json_list(s->account, "documents");

	for (size_t i = 0; i < json_array_size(docs); i++) {
		json_t *doc = json_array_get(docs, i);

		json_put(doc, "would_change", whatif_of(doc, s->mem));
	}
}

static void
show_json(struct story *s)
{
	AUTO_JSON j = json_object();
	json_t *run = json_object(), *ledger = json_object();
	struct str line;

	add_whatif(s);
	if (s->doc != NULL) {
		json_t *one = json_array();

		json_push(one, json_incref(s->doc));
		json_put(s->account, "documents", one);
	}
	json_put_str(j, "organisation", s->st.org);
	json_put_str(j, "dossier", s->st.key);
	json_put_str(j, "id", uuid_text(s->mem, s->st.id));
	json_put(j, "account", json_incref(s->account));
	json_put_str(ledger, "state", str_of(state_name(s->st.row.state)));
	json_put_str(ledger, "words", str_of(standing_state(s->st.row.state)));
	if (s->st.row.state != S_NONE) {
		json_put_str(ledger, "since", time_rfc3339(s->mem, s->st.row.since));
		json_put_num(ledger, "revision", s->st.row.revision);
		json_put(ledger, "exposed", json_boolean(s->st.row.exposed));
	}
	json_put(j, "ledger", ledger);
	json_put_num(run, "run", s->run.id.v);
	json_put_str(run, "mode", s->run.mode);
	json_put_str(run, "who", s->run.who);
	json_put_str(run, "now", time_rfc3339(s->mem, s->run.now));
	json_put_str(run, "build", s->run.build);
	json_put_str(run, "templates", digest_hex(s->mem, s->run.templates));
	if (s->rules >= 0)
		json_put_num(run, "files", s->rules);
	json_put(j, "run", run);
	json_put(j, "places", json_incref(s->places));
	json_put(j, "withdrawals", json_incref(s->withdrawals));
	json_put(j, "history", json_incref(s->history));
	if (s->replay != NULL)
		json_put(j, "replay", json_incref(s->replay));
	line = json_write(s->mem, j);
	(void)printf("%.*s\n", STRF(line));
}

int
cmd_explain(const struct invocation *inv, struct arena *mem)
{
	struct story s = { .mem = arena_new("uitleg", LINE_MEM) };
	struct look look = { 0 };
	struct err e;
	int rc = 0;

	if (inv->argc != 1)
		rc = err_set(&e, E_USAGE, "%s", _("noem één dossier of document: woostraat explain leiden/convenant"));
	if (rc == 0)
		rc = look_open(&look, inv, mem, &e);
	if (rc == 0 && look.store == NULL)
		rc = err_set(&e, E_USAGE, "%s", _("er is nog geen administratie: er is nog geen run geweest"));
	if (rc == 0)
		rc = named_read(&look.settings, str_of(inv->argv[0]), mem, &s.named, &e);
	if (rc == 0 && s.named.key.p == NULL)
		rc = err_set(&e, E_USAGE, _("%s: schrijf organisatie/map, bijvoorbeeld leiden/convenant"),
		    str_c(mem, utf8_show(mem, str_of(inv->argv[0]))));
	s.look = &look;
	s.history = json_array();
	if (rc == 0)
		rc = gather(&s, inv, &e);
	if (rc == 0 && inv->option[O_JSON_] != NULL)
		show_json(&s);
	else if (rc == 0)
		show_text(&s);
	if (rc == 0 && (ferror(stdout) != 0 || fflush(stdout) != 0))
		rc = err_set(&e, E_IO, "%s", _("de uitvoer is niet weg te schrijven"));
	if (rc == 0 && s.replay != NULL && !json_flag(s.replay, "same"))
		rc = EXIT_HELD;
	json_decref(s.account);
	json_decref(s.places);
	json_decref(s.withdrawals);
	json_decref(s.history);
	json_decref(s.replay);
	look_close(&look);
	arena_free(s.mem);
	return rc < 0 ? command_failed(&e) : rc;
}
