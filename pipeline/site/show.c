/* SPDX-License-Identifier: EUPL-1.2 */
/* show.c - the public page of a dossier, as a plain tree for the stylesheets (docs/SITE.md). */
#include "describe/sheet.h"
#include "ground.h"
#include "proc/tools.h"
#include "site/address.h"
#include "site/category.h"
#include "site/press.h"
#include "site/telling.h"

#include "base/path.h"

#include "base/banned.h"

#define ROOT	"../../"	/* from a page of a dossier to the top */

/* A size as people say it: "340 kB", "1,2 MB"; thousands, as file managers and portals count. */
static struct str
size_text(struct arena *mem, uint64_t n)
{
	static const char *const units[] = { "bytes", "kB", "MB", "GB", "TB" };
	size_t u = 0;
	uint64_t tenths = mul_or_die((size_t)n, 10);

	while (tenths >= 10000 && u + 1 < COUNT(units)) {
		tenths = (tenths + 500) / 1000;
		u++;
	}
	if (u < 2 || tenths >= 100)
		return str_fmt(mem, "%llu %s", (unsigned long long)(tenths + (u == 0 ? 0 : 5)) / 10, units[u]);
	return str_fmt(mem, "%llu,%llu %s", (unsigned long long)tenths / 10, (unsigned long long)tenths % 10, units[u]);
}

static struct date
day_of(const struct record *r)
{
	struct date d;

	return date_parse(telling_text(r, MD_CREATIEDATUM), &d) == 0 ? d : (struct date){ 0 };
}

/* By which grounds of the Woo something was left out: the codes that stand in own fields. */
static void
add_grounds(const struct telling *s, xmlNodePtr up, const struct record *r)
{
	for (size_t i = 0; i < r->f[MD_KEY].n; i++) {
		const struct value *key = &r->f[MD_KEY].v[i];

		if (!str_eq(key->text, str_of(say_name(SAY_GROUND))))
			continue;
		for (size_t k = 0; k < r->f[MD_VALUE].n; k++) {
			const struct value *v = &r->f[MD_VALUE].v[k];
			struct str code = v->group == key->group ? ground_read(s->mem, v->text) : STR_NONE;
			xmlNodePtr node;

			if (v->group != key->group)
				continue;
			node = press_add(up, "grond");
			press_say(node, "code", code.n != 0 ? code : v->text);
			if (code.n != 0)
				press_say(node, "naam", str_of(_(ground_label(code))));
		}
	}
}

static void
add_values(xmlNodePtr up, const char *name, const struct record *r, enum field f)
{
	for (size_t i = 0; i < r->f[f].n; i++)
		press_say(press_add(up, name), "naam", r->f[f].v[i].text);
}

/* What it has to do with others: its own words for it, and the document where that stands on this site. */
static void
add_relations(const struct telling *s, xmlNodePtr up, const struct record *r)
{
	for (size_t i = 0; i < r->f[MD_ROLE].n; i++) {
		const struct value *role = &r->f[MD_ROLE].v[i];

		for (size_t k = 0; k < r->f[MD_RELATION].n; k++) {
			const struct value *to = &r->f[MD_RELATION].v[k];
			const struct public *there = telling_place(s, to->uri);
			xmlNodePtr node;

			if (to->group != role->group)
				continue;
			node = press_add(up, "relatie");
			press_say(node, "rol", role->text);
			press_say(node, "naam", to->text);
			if (there != NULL)
				press_say(node, "adres", there->path);
			else if (str_starts(to->uri, S("https://")))
				press_say(node, "elders", to->uri);
		}
	}
}

/* How HTML names a language; DiWoo has the codes of the EU (ISO 639-3).  Absent: the page does not say. */
static struct str
language(const struct record *r)
{
	static const struct {
		const char *eu, *html;
	} all[] = { { "NLD", "nl" }, { "ENG", "en" }, { "DEU", "de" }, { "FRA", "fr" }, { "FRY", "fy" },
		{ "SPA", "es" }, { "ITA", "it" }, { "POL", "pl" } };
	struct str code = r->f[MD_LANGUAGE].n == 0 ? STR_NONE : path_base(r->f[MD_LANGUAGE].v[0].uri);

	for (size_t i = 0; i < COUNT(all); i++) {
		if (str_eq(code, str_of(all[i].eu)))
			return str_of(all[i].html);
	}
	return STR_NONE;
}

static void
add_document(const struct telling *s, xmlNodePtr page, const struct public *one)
{
	const struct document *x = &s->d->docs[one->doc];
	const struct record *r = one->record;
	xmlNodePtr node = press_add(page, "document");

	press_say(node, "id", one->id);
	press_say(node, "titel", telling_text(r, MD_OFFICIELE_TITEL));
	press_say(node, "rol", str_of(role_name(x->role)));
	press_say(node, "adres", one->path);
	press_say(node, "formaat", telling_text(r, MD_FORMAT));
	press_say(node, "mediatype", x->media_type);
	if ((x->have_set & A_BIT(A_ORIGINAL)) != 0) {
		press_count(node, "bytes", x->have[A_ORIGINAL].size);
		press_say(node, "grootte", size_text(s->mem, x->have[A_ORIGINAL].size));
	}
	press_say(node, "taal", telling_text(r, MD_LANGUAGE));
	press_say(node, "taalcode", language(r));
	press_day(node, "datum", day_of(r));
	for (size_t i = 0; i < r->f[MD_OMSCHRIJVING].n && x->role != ROLE_MAIN; i++)
		press_say(press_add(node, "omschrijving"), "tekst", r->f[MD_OMSCHRIJVING].v[i].text);
	add_values(node, "soort", r, MD_DOCUMENTSOORT);
	add_grounds(s, node, r);
	add_relations(s, node, r);
}

static void
add_notice(const struct telling *s, xmlNodePtr page, const struct public *one)
{
	xmlNodePtr node = press_add(page, "geweigerd");

	press_say(node, "id", one->id);
	press_say(node, "titel", telling_text(one->record, MD_OFFICIELE_TITEL));
	press_day(node, "datum", day_of(one->record));
	add_values(node, "soort", one->record, MD_DOCUMENTSOORT);
	add_grounds(s, node, one->record);
	add_relations(s, node, one->record);
}

/* Of the dossier as a whole: what its main document says, or else its first notice. */
static void
add_whole(const struct telling *s, xmlNodePtr page, const struct record *r)
{
	static const struct {
		enum field f;
		const char *role;
	} parties[] = { { MD_VERANTWOORDELIJKE, N_("Verantwoordelijk") },
		{ MD_MEDEVERANTWOORDELIJKE, N_("Medeverantwoordelijk") }, { MD_OPSTELLER, N_("Opgesteld door") },
		{ MD_NAAM_OPSTELLER, N_("Opgesteld door") } };
	struct str kenmerk = telling_text(r, MD_AGGREGATIEKENMERK);

	press_say(page, "id", s->id);
	press_say(page, "titel", telling_text(r, MD_OFFICIELE_TITEL));
	press_say(page, "organisatie", telling_text(r, MD_PUBLISHER));
	if (!str_starts(kenmerk, S("urn:uuid:"))) /* one of ours says nothing to a reader */
		press_say(page, "kenmerk", kenmerk);
	press_day(page, "datum", day_of(r));
	press_day(page, "gewijzigd", date_here(s->modified));
	press_say(page, "gewijzigd-moment", time_rfc3339(s->mem, s->modified));
	press_say(page, "canoniek", str_fmt(s->mem, "%.*s%.*s", STRF(s->site), STRF(site_dossier(s->mem, s->id))));
	for (size_t i = 0; i < r->f[MD_OMSCHRIJVING].n; i++)
		press_say(press_add(page, "omschrijving"), "tekst", r->f[MD_OMSCHRIJVING].v[i].text);
	for (size_t i = 0; i < r->f[MD_INFORMATIECATEGORIE].n; i++) {
		const struct value *v = &r->f[MD_INFORMATIECATEGORIE].v[i];
		xmlNodePtr node = press_add(page, "categorie");

		press_say(node, "naam", v->text);
		press_say(node, "sleutel", category_key(s->job->tools->lists, v->uri));
	}
	add_values(page, "thema", r, MD_THEMA);
	for (size_t k = 0; k < COUNT(parties); k++) {
		for (size_t i = 0; i < r->f[parties[k].f].n; i++) {
			xmlNodePtr node = press_add(page, "partij");

			press_say(node, "rol", str_of(_(parties[k].role)));
			press_say(node, "naam", r->f[parties[k].f].v[i].text);
		}
	}
}

int
telling_show(const struct telling *s, struct str *html_r, struct err *e)
{
	xmlNodePtr page;
	AUTO_XML doc = press_page("dossier", S(ROOT), &page);

	add_whole(s, page, dossier_record(s->d));
	for (size_t i = 0; i < s->n; i++) {
		if (s->v[i].notice)
			add_notice(s, page, &s->v[i]);
		else
			add_document(s, page, &s->v[i]);
	}
	return press_make(s->job->tools->press, s->d->org, doc, s->mem, html_r, e);
}
