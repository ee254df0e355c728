/* SPDX-License-Identifier: EUPL-1.2 */
/* mdto_object.c - what the informatieobjecten of a set of MDTO files say. */
#include "sidecar/mdto_object.h"

#include "base/ascii.h"

#include "base/banned.h"

#define SURE		90
#define SURE_SERIES	70		/* a series goes before nothing that its dossier says */

/* One object being told. */
struct object {
	const struct mdto_set	*set;
	const struct mdto_record *record;
	const struct tree	*x;
	size_t			 k;		/* its element */
	struct teller		 t;
	bool			 whole;		/* it is a dossier, not a piece of one */
	bool			 responsible;	/* said already */
};

/* --- its elements --------------------------------------------------------------------- */

static void
take_mark(struct object *o, size_t k)
{
	teller_text(&o->t, SAY_KENMERK, tree_text(o->x, k, "identificatieKenmerk"), "identificatieKenmerk");
}

static void
take_name(struct object *o, size_t k)
{
	teller_title(&o->t, SAY_TITLE, o->x->v[k].text, "naam");
}

static void
take_class(struct object *o, size_t k)
{
	struct str label = tree_text(o->x, k, "begripLabel");

	if (label.n != 0)
		teller_say(&o->t, (struct statement){ .what = SAY_SOORT, .text = label }, "classificatie");
}

static void
take_word(struct object *o, size_t k)
{
	teller_text(&o->t, SAY_TREFWOORD, o->x->v[k].text, "trefwoord");
}

static void
take_description(struct object *o, size_t k)
{
	teller_text(&o->t, SAY_DESCRIPTION, o->x->v[k].text, "omschrijving");
}

static void
take_language(struct object *o, size_t k)
{
	teller_text(&o->t, SAY_LANGUAGE, o->x->v[k].text, "taal");
}

/* What it is about, unless its type says that it is about its validity. */
static void
take_cover(struct object *o, size_t k)
{
	struct str type = str_lower(o->t.v->tmp, tree_path(o->x, k, "dekkingInTijdType/begripLabel"));
	bool valid = false;

	for (size_t i = 0; i < type.n; i++)
		valid |= str_starts(str_from(type, i), S("geldig"));
	teller_span(&o->t, valid ? SAY_VALID : SAY_PERIOD, tree_text(o->x, k, "dekkingInTijdBegindatum"),
	    tree_text(o->x, k, "dekkingInTijdEinddatum"), "dekkingInTijd");
}

/* An event of the dossier is none of its documents. */
static void
take_event(struct object *o, size_t k)
{
	static const struct {
		const char *label;
		enum say what;
	} kinds[] = {
		{ "creatie", SAY_DATE },
		{ "ontvangst", SAY_RECEIVED },
		{ "verzending", SAY_SENT },
		{ "accordering", SAY_ESTABLISHED },
		{ "vaststelling", SAY_ESTABLISHED },
		{ "ondertekening", SAY_SIGNED },
	};
	struct str label = tree_path(o->x, k, "eventType/begripLabel");

	if (str_eq_nocase(label, S("publicatie")))
		teller_fault(&o->t, false, "event", _("dit is al eens gepubliceerd; kijk of het hier nog eens moet"));
	if (str_eq_nocase(label, S("vernietigen")))
		teller_fault(&o->t, true, "event", _("dit is volgens de gegevens vernietigd; haal het hier weg"));
	for (size_t i = 0; i < COUNT(kinds) && !o->whole; i++) {
		if (str_eq_nocase(label, str_of(kinds[i].label)))
			teller_day(&o->t, kinds[i].what, tree_text(o->x, k, "eventTijd"), "eventTijd");
	}
}

static void
take_worth(struct object *o, size_t k)
{
	static const struct {
		const char *code, *label;
	} codes[] = {
		{ "B", "blijvend te bewaren" },
		{ "V", "tijdelijk te bewaren" },
		{ "N", "nader te bepalen" },
	};
	struct str code = tree_text(o->x, k, "begripCode"), label = tree_text(o->x, k, "begripLabel");

	for (size_t i = 0; i < COUNT(codes); i++) {
		if (str_eq_nocase(code, str_of(codes[i].code)) ||
		    (code.n == 0 && str_eq_nocase(label, str_of(codes[i].label)))) {
			teller_say(&o->t, (struct statement){ .what = SAY_RETENTION, .text = str_of(codes[i].code) },
			    "waardering");
			return;
		}
	}
	teller_fault(&o->t, false, "waardering",
	    _("kies uit B (blijvend), V (tijdelijk) of N (nader te bepalen). Overgeslagen"));
}

/* P7Y, P1Y6M: what an xs:duration of years, months and days looks like. */
static bool
is_term(struct str s)
{
	size_t digits = 0, parts = 0;

	if (!str_starts(s, S("P")))
		return false;
	for (size_t i = 1; i < s.n; i++) {
		if (ascii_digit(s.p[i])) {
			digits++;
			continue;
		}
		if (digits == 0 || !str_has(S("YMD"), s.p[i]))
			return false;
		digits = 0;
		parts++;
	}
	return parts != 0 && digits == 0;
}

static void
take_term(struct object *o, size_t k)
{
	struct statement s = { .what = SAY_RETENTION_TERM, .text = tree_text(o->x, k, "termijnLooptijd") };

	if (s.text.n != 0 && !is_term(s.text)) {
		teller_fault(
		    &o->t, false, "bewaartermijn", _("schrijf de looptijd als P7Y (zeven jaar). Overgeslagen"));
		return;
	}
	(void)teller_day_of(o->t.v->tmp, tree_text(o->x, k, "termijnStartdatumLooptijd"), &s.date);
	(void)teller_day_of(o->t.v->tmp, tree_text(o->x, k, "termijnEinddatum"), &s.until);
	teller_say(&o->t, s, "bewaartermijn");
}

/* The dossier that it lies in; what the set calls a series or an archive is none. */
static void
take_parent(struct object *o, size_t k)
{
	struct mdto_mark m = mdto_mark_of(o->t.v->tmp, o->x, k);
	const struct mdto_record *parent = mdto_by_mark(o->set, m, false);

	teller_say(&o->t,
	    (struct statement){ .what = SAY_PART_OF, .text = tree_text(o->x, k, "verwijzingNaam"), .uri = m.mark },
	    "isOnderdeelVan");
	if (!o->whole && (parent == NULL || parent->level == LEVEL_DOSSIER || parent->level == LEVEL_UNKNOWN))
		teller_text(&o->t, SAY_DOSSIER, m.mark, "isOnderdeelVan");
}

/* Another file with metadata: it is not for the public, whoever reads it.  By its name, else by the bestand of it. */
static void
take_beside(struct object *o, size_t k)
{
	struct str name = tree_text(o->x, k, "verwijzingNaam");
	int found = name.n == 0 ? DOC_NONE : visit_beside(o->t.v, o->t.file, name);
	const struct mdto_record *file = mdto_by_mark(o->set, mdto_mark_of(o->t.v->tmp, o->x, k), true);

	if (found == DOC_NONE && file != NULL)
		found = file->of;
	if (found != DOC_NONE)
		visit_metadata(o->t.v, found, SOURCE_MDTO);
	else
		teller_fault(&o->t, false, "aanvullendeMetagegevens",
		    _("het bestand met aanvullende metagegevens is niet gevonden; kijk of het er ligt, want dan wordt het een bijlage"));
}

static bool
says_redacted(struct arena *mem, struct str s)
{
	static const char *const words[] = { "geanonimiseerd", "geanonimiseerde", "anoniem", "gelakt", "lakversie",
		"publieksversie", "openbare versie" };
	struct str low = str_lower(mem, s);

	for (size_t w = 0; w < COUNT(words); w++) {
		for (size_t i = 0; i + 4 < low.n; i++) {
			if (str_starts(str_from(low, i), str_of(words[w])))
				return true;
		}
	}
	return false;
}

static void
take_relation(struct object *o, size_t k)
{
	static const struct {
		const char *label;
		enum say what;
	} kinds[] = {
		{ "vervangt", SAY_REPLACES },
		{ "refereert aan", SAY_REFERS_TO },
	};
	struct str label = tree_path(o->x, k, "gerelateerdInformatieobjectTypeRelatie/begripLabel");
	size_t ref = tree_child(o->x, k, "gerelateerdInformatieobjectVerwijzing", 0);
	struct mdto_mark m = mdto_mark_of(o->t.v->tmp, o->x, ref);
	struct str name = tree_text(o->x, ref, "verwijzingNaam");
	const char *at = "gerelateerdInformatieobject";

	for (size_t i = 0; i < COUNT(kinds); i++) {
		if (str_eq_nocase(label, str_of(kinds[i].label)))
			teller_say(&o->t,
			    (struct statement){
				.what = kinds[i].what, .text = name.n != 0 ? name : m.mark, .uri = m.mark },
			    at);
	}
	if (str_eq_nocase(label, S("is vervangen door")))
		teller_fault(&o->t, false, at,
		    _("dit is volgens de gegevens vervangen door een ander stuk; kijk of dit nog openbaar moet"));
	if (says_redacted(o->t.v->tmp, name) && str_eq_nocase(label, S("heeft versie")))
		teller_fault(&o->t, true, at,
		    _("van dit stuk bestaat een geanonimiseerde versie; lever die aan in plaats van deze"));
	else if (says_redacted(o->t.v->tmp, label) ||
	    (says_redacted(o->t.v->tmp, tree_text(o->x, o->k, "naam")) && str_eq_nocase(label, S("is een versie van"))))
		teller_fault(&o->t, false, at,
		    _("er is een geanonimiseerde en een volledige versie; kijk of hier de geanonimiseerde ligt"));
}

/* By the list of TOOI only; of several the first answers for it, the others with it. */
static void
take_maker(struct object *o, size_t k)
{
	struct mdto_mark m = mdto_mark_of(o->t.v->tmp, o->x, k);

	teller_organisation(&o->t, o->responsible ? SAY_CORESPONSIBLE : SAY_RESPONSIBLE,
	    tree_text(o->x, k, "verwijzingNaam"), m.mark, false, "archiefvormer");
	o->responsible = true;
}

static void
take_party(struct object *o, size_t k)
{
	teller_text(&o->t, SAY_PARTY, tree_path(o->x, k, "betrokkeneActor/verwijzingNaam"), "betrokkene");
}

/* Only "Geen beperking" is none; and it is no decision to publish either. */
static void
take_restriction(struct object *o, size_t k)
{
	struct visit *v = o->t.v;
	struct str label = tree_path(o->x, k, "beperkingGebruikType/begripLabel");

	if (str_eq_nocase(label, S("geen beperking")))
		return;
	teller_say(&o->t, (struct statement){ .what = SAY_RESTRICTION, .text = label }, "beperkingGebruik");
	visit_say(v, F_SID_RESTRICTED, o->t.doc == DOC_NONE ? o->t.file : o->t.doc,
	    str_of(_(source_label(SOURCE_MDTO))),
	    label.n == 0 ? str_of(_("niet ingevuld")) : finding_shown(v->r->mem, label));
}

/* informatiecategorie is that of the selectielijst, never that of the Woo (facts: intake-formats.md 4.2). */
static const struct {
	const char *name;
	void (*take)(struct object *, size_t k);	/* NULL: known, and not for us */
} elements[] = {
	{ "identificatie", take_mark },
	{ "naam", take_name },
	{ "aggregatieniveau", NULL },
	{ "classificatie", take_class },
	{ "trefwoord", take_word },
	{ "omschrijving", take_description },
	{ "raadpleeglocatie", NULL },
	{ "dekkingInTijd", take_cover },
	{ "dekkingInRuimte", NULL },
	{ "taal", take_language },
	{ "event", take_event },
	{ "waardering", take_worth },
	{ "bewaartermijn", take_term },
	{ "informatiecategorie", NULL },
	{ "isOnderdeelVan", take_parent },
	{ "bevatOnderdeel", NULL },
	{ "heeftRepresentatie", NULL },
	{ "aanvullendeMetagegevens", take_beside },
	{ "gerelateerdInformatieobject", take_relation },
	{ "archiefvormer", take_maker },
	{ "betrokkene", take_party },
	{ "activiteit", NULL },
	{ "beperkingGebruik", take_restriction },
};

static void
take_all(struct object *o)
{
	const struct tree *x = o->x;

	for (size_t k = o->k + 1; k < x->v[o->k].end; k = x->v[k].end) {
		size_t i = 0;

		while (i < COUNT(elements) && !str_eq(x->v[k].name, str_of(elements[i].name)))
			i++;
		if (i == COUNT(elements))
			teller_fault_of(&o->t, false, "informatieobject",
			    _("dit onderdeel hoort niet bij MDTO 1.0.1; overgeslagen"), x->v[k].name);
		else if (elements[i].take != NULL)
			elements[i].take(o, k);
	}
	if (tree_child(x, o->k, "naam", 0) == TREE_NONE)
		teller_fault(&o->t, false, "naam", _("de naam ontbreekt"));
	if (tree_child(x, o->k, "beperkingGebruik", 0) == TREE_NONE)
		teller_fault(&o->t, false, "beperkingGebruik",
		    _("er staat niet of er een beperking op het gebruik is (MDTO 1.0.1 vraagt dat)"));
}

/* --- what it is about ----------------------------------------------------------------- */

static size_t
depth(const struct mdto_set *set, const struct mdto_record *r)
{
	struct str path = set->v->d->docs[r->doc].path;
	size_t n = 0;

	for (size_t i = 0; i < path.n; i++)
		n += path.p[i] == '/';
	return n;
}

/* The highest object that is a dossier; the first of these. */
static const struct mdto_record *
top(const struct mdto_set *set)
{
	const struct mdto_record *best = NULL;

	for (size_t i = 0; i < set->n; i++) {
		const struct mdto_record *r = &set->record[i];

		if (!r->is_file && r->level == LEVEL_DOSSIER && (best == NULL || depth(set, r) < depth(set, best)))
			best = r;
	}
	return best;
}

/* What was said of one file of an object is said of its other files. */
static void
say_of_others(struct visit *v, const int *files, size_t nfiles, size_t from)
{
	size_t n = v->d->docs[files[0]].said.n;

	for (size_t i = 1; i < nfiles; i++) {
		for (size_t k = from; k < n; k++)
			visit_retell(v, files[0], k, files[i]);
	}
}

/* Of an object that is not used otherwise: its restriction, its persons and what it calls metadata count all the same. */
static void
restrictions(struct object *o)
{
	size_t k;

	for (size_t i = 0; (k = tree_child(o->x, o->k, "beperkingGebruik", i)) != TREE_NONE; i++)
		take_restriction(o, k);
	for (size_t i = 0; (k = tree_child(o->x, o->k, "betrokkene", i)) != TREE_NONE; i++)
		take_party(o, k);
	for (size_t i = 0; (k = tree_child(o->x, o->k, "aanvullendeMetagegevens", i)) != TREE_NONE; i++)
		take_beside(o, k);
}

static void
say_of_files(struct object *o, bool *described)
{
	struct visit *v = o->t.v;
	size_t n, from;
	int *files = mdto_files(o->set, o->record, &n);

	if (n == 0) {
		teller_fault(&o->t, false, "heeftRepresentatie",
		    _("hier hoort geen enkel meegeleverd bestand bij; verder niet gebruikt"));
		restrictions(o);
		return;
	}
	o->t.doc = files[0];
	from = v->d->docs[files[0]].said.n;
	for (size_t i = 0; i < n; i++) {
		if (described[files[i]])
			teller_fault(&o->t, false, NULL,
			    _("meer dan één informatieobject beschrijft hetzelfde bestand; de eerste telt"));
		described[files[i]] = true;
	}
	take_all(o);
	say_of_others(v, files, n, from);
}

/* A dossier speaks of ours when it is the highest; a series always, and less surely; an archive never. */
static void
say_of_dossier(struct object *o, const struct mdto_record *highest)
{
	o->whole = true;
	if (o->record->level == LEVEL_SERIES)
		o->t.sure = SURE_SERIES;
	if (o->record->level != LEVEL_ARCHIVE && (o->record->level != LEVEL_DOSSIER || o->record == highest)) {
		take_all(o);
		return;
	}
	if (o->record->level == LEVEL_DOSSIER)
		teller_fault(&o->t, false, "aggregatieniveau",
		    _("er is meer dan één dossier; alleen het bovenste beschrijft deze aanlevering"));
	restrictions(o);
}

static void
say_object(struct object *o, const struct mdto_record *highest, bool *described)
{
	enum mdto_level level = o->record->level;
	size_t n;

	if (level == LEVEL_UNKNOWN) {
		bool named = tree_child(o->x, o->k, "aggregatieniveau", 0) != TREE_NONE;

		(void)mdto_files(o->set, o->record, &n);
		level = n == 0 || o->record->has_parts ? LEVEL_DOSSIER : LEVEL_PIECE;
		teller_fault(&o->t, false, "aggregatieniveau",
		    named ? _("kies uit Archief, Serie, Dossier, Zaak of Archiefstuk") :
			    _("dit ontbreekt; schrijf of het een dossier of een archiefstuk is"));
		if (level == LEVEL_DOSSIER && highest != NULL)
			level = LEVEL_PIECE;
	}
	if (level == LEVEL_PIECE)
		say_of_files(o, described);
	else
		say_of_dossier(o, highest);
}

int
mdto_objects(const struct mdto_set *set, struct err *e)
{
	const struct mdto_record *highest = top(set);
	bool *described = NEW(set->mem, bool, set->v->d->ndocs + 1);

	for (size_t i = 0; i < set->n; i++) {
		const struct mdto_record *r = &set->record[i];
		struct mark mark = arena_mark(set->v->tmp);
		struct object o = { .set = set, .record = r };
		struct tree x;

		if (r->is_file)
			continue;
		if (tree_read(set->v, r->doc, &x, e) != 0)
			return -1; /* it was sound a moment ago */
		o.x = &x;
		o.k = str_eq(x.v[0].name, S("MDTO")) ? tree_child(&x, 0, NULL, 0) : 0;
		o.t = (struct teller){
			.v = set->v, .file = r->doc, .doc = DOC_NONE, .source = SOURCE_MDTO, .sure = SURE
		};
		say_object(&o, highest, described);
		arena_rewind(set->v->tmp, mark);
	}
	return 0;
}
