/* SPDX-License-Identifier: EUPL-1.2 */
/* doctor_parts.c - what a night needs besides: templates, lists, walls, scanner, keys, certificates, portals. */
#include "base/fd.h"
#include "base/path.h"
#include "base/utf8.h"
#include "config/calendar.h"
#include "config/catalog.h"
#include "doctor.h"
#include "mails.h"
#include "proc/courier.h"
#include "proc/pool.h"
#include "proc/scanner.h"
#include "views.h"
#include "whereabouts.h"

#include "base/spoken.h"

#include "base/banned.h"

#define DAY_S		((int64_t)86400)
#define CERT_SOON_S	(30 * DAY_S)	/* to order a certificate takes a municipality some weeks */
#define CERT_NOW_S	(2 * DAY_S)
#define LIST_OLD_S	(2 * 365 * DAY_S)	/* TOOI lists change with each redivision: every first of January */
#define ASK_NAME	"woostraat-doctor"	/* of a bundle that nobody brought */
#define ASK_ID		"00000000-0000-0000-0000-000000000000"

/* --- templates and lists ---------------------------------------------------------------- */

static const char *
worker_of(const struct doctor *d)
{
	return str_c(d->mem, path_join(d->mem, d->home, S("woostraat-worker")));
}

static const char *
uploader_of(const struct doctor *d)
{
	return str_c(d->mem, path_join(d->mem, d->home, S("woostraat-upload")));
}

static const char *
languages_of(const struct doctor *d)
{
	return d->settings.ocr.n == 0 ? NULL : str_c(d->mem, d->settings.ocr);
}

static bool
unread(struct doctor *d)
{
	if (d->read && d->templates != NULL)
		return false;
	doctor_say(d, UNSEEN,
	    str_of(d->read ? _("de map met sjablonen is niet gevonden") : _("zonder instellingen niet bekend")), NULL);
	return true;
}

/* Each calendar by itself: one fault does not hide the next. */
static size_t
check_calendars(struct doctor *d)
{
	size_t faults = 0;

	for (size_t i = 0; i < d->settings.norgs; i++) {
		struct settings one = { .orgs = &d->settings.orgs[i], .norgs = 1 };
		struct err e;

		if (calendars_load(&one, d->templates, d->mem, &e) == 0)
			continue;
		doctor_err(d, WRONG, &e, _("herstel de kalender; deze organisatie blijft anders weg"));
		faults++;
	}
	return faults;
}

void
doctor_templates(struct doctor *d)
{
	struct own_fault *v;
	struct err e;
	size_t n;

	if (d->read && d->templates == NULL) {
		doctor_say(d, WRONG, str_of(_("de map met sjablonen is niet gevonden")),
		    _("geef ‘templates’ in de instellingen"));
		return;
	}
	if (unread(d))
		return;
	if (views_faults(worker_of(d), d->templates, languages_of(d), d->mem, &v, &n, &e) != 0) {
		doctor_err(d, WRONG, &e, _("herstel de sjablonen, of neem die van het programma"));
		return;
	}
	for (size_t i = 0; i < n; i++)
		doctor_say(d, WRONG, v[i].why, _("herstel dit sjabloon; deze organisatie blijft anders weg"));
	if (check_calendars(d) + n == 0)
		doctor_say(d, FINE, str_fmt(d->mem, _("%s: een werker leest ze"), d->templates), NULL);
}

void
doctor_lists(struct doctor *d)
{
	const struct list_about *a;
	struct date oldest = { .year = 0 };
	struct catalog *lists;
	size_t n = 0;
	struct err e;

	if (unread(d))
		return;
	if (catalog_load(str_c(d->mem, str_fmt(d->mem, "%s/lists", d->templates)), d->mem, &lists, &e) != 0) {
		doctor_err(d, WRONG, &e, _("zet de waardelijsten terug zoals ze met het programma kwamen"));
		return;
	}
	for (; (a = catalog_list(lists, n)) != NULL; n++) {
		if (str_eq(a->name, S("organisaties")))
			oldest = a->day;
	}
	if (oldest.year == 0)
		doctor_say(d, LOOK, str_of(_("de lijst van organisaties zegt niet van welke dag zij is")),
		    _("vergelijk haar met TOOI: woostraat lists diff BESTAND"));
	else if (date_between(oldest, date_here(d->now)) * DAY_S > LIST_OLD_S)
		doctor_say(d, LOOK,
		    str_fmt(d->mem,
			_("de lijst van organisaties is van %.*s; sindsdien kan er een gemeente zijn bijgekomen"),
			STRF(date_dutch(d->mem, oldest))),
		    _("haal de nieuwe lijst bij TOOI en bekijk wat er verandert: woostraat lists diff BESTAND"));
	else
		doctor_say(d, FINE,
		    str_fmt(d->mem, _("%zu waardelijsten zijn te lezen; die van organisaties is van %.*s"), n,
			STRF(date_dutch(d->mem, oldest))),
		    NULL);
}

/* --- walls, scanner --------------------------------------------------------------------- */

void
doctor_walls(struct doctor *d)
{
	struct pool *pool = NULL;
	struct walls w;
	struct str lacks;
	struct err e;

	if (unread(d))
		return;
	if (pool_open(worker_of(d), d->templates, languages_of(d), 1, NULL, &pool, &e) != 0) {
		doctor_err(d, UNSEEN, &e, NULL);
		return;
	}
	w = pool_walls(pool);
	pool_close(pool);
	lacks = walls_missing(&w, true, d->mem);
	if (lacks.p == NULL)
		doctor_say(d, FINE, str_of(_("alle muren om wie de documenten leest kunnen staan")), NULL);
	else
		doctor_say(d, d->settings.strict ? WRONG : LOOK,
		    str_fmt(d->mem, _("deze machine mist: %.*s"), STRF(lacks)),
		    d->settings.strict ?
			_("de instellingen zijn streng, dus er begint geen run; neem een kernel die dit heeft") :
			_("neem een kernel die dit heeft (Debian 12 heeft alles)"));
}

void
doctor_scanner(struct doctor *d)
{
	struct scanner *scanner = NULL;
	struct str gone;

	if (!d->read || d->settings.virus_socket.n == 0) {
		doctor_say(d, UNSEEN,
		    str_of(d->read ? _("de instellingen noemen er geen") : _("zonder instellingen niet bekend")), NULL);
		return;
	}
	scanner_open(uploader_of(d), &d->settings, d->mem, &scanner);
	gone = scanner_gone(scanner);
	if (gone.n == 0)
		doctor_say(d, FINE, scanner_facts(scanner).version, NULL);
	else
		doctor_say(d, d->settings.virus_required ? WRONG : LOOK,
		    str_fmt(d->mem, "%.*s: %.*s", STRF(d->settings.virus_socket), STRF(gone)),
		    d->settings.virus_required ?
			_("systemctl start clamav-daemon; zonder wordt alles vastgehouden") :
			_("systemctl start clamav-daemon; zonder kijkt niemand naar virussen"));
	scanner_close(scanner);
}

/* --- keys and portals --------------------------------------------------------------------- */

/* "leiden, ‘bank’" */
static struct str
place_name(struct doctor *d, const struct organisation *o, const struct outlet *at)
{
	return str_fmt(d->mem, "%.*s, ‘%.*s’", STRF(o->key), STRF(whereabouts_name(at)));
}

static void
check_until(struct doctor *d, struct str where, const char *whose, time_t until)
{
	int64_t left = (int64_t)(until - d->now);

	if (until == 0)
		return;
	if (left < CERT_NOW_S)
		doctor_say(d, WRONG,
		    left < 0 ? str_fmt(d->mem, _("%.*s: %s is %.*s geleden verlopen"), STRF(where), whose,
				   STRF(doctor_span(d->mem, left))) :
			       str_fmt(d->mem, _("%.*s: %s verloopt over %.*s"), STRF(where), whose,
				   STRF(doctor_span(d->mem, left))),
		    _("zet er vandaag een nieuw certificaat"));
	else if (left < CERT_SOON_S)
		doctor_say(d, LOOK,
		    str_fmt(
			d->mem, _("%.*s: %s verloopt over %.*s"), STRF(where), whose, STRF(doctor_span(d->mem, left))),
		    _("vraag nu een nieuw certificaat aan"));
	else
		doctor_say(d, FINE,
		    str_fmt(d->mem, _("%.*s: %s geldt nog %.*s"), STRF(where), whose, STRF(doctor_span(d->mem, left))),
		    NULL);
}

static bool
open_courier(struct doctor *d, struct courier **c_r)
{
	struct err e;

	if (!d->read || d->settings.norgs == 0) {
		doctor_say(d, UNSEEN, str_of(_("zonder instellingen niet bekend")), NULL);
		return false;
	}
	if (courier_open(uploader_of(d), "send", c_r, &e) == 0)
		return true;
	doctor_err(d, WRONG, &e, _("installeer het programma opnieuw"));
	return false;
}

static void
mail_fault(void *ctx, struct str file UNUSED, const struct err *e)
{
	doctor_err(ctx, LOOK, e,
	    _("een run gaat door, maar zonder dit gaat er geen mail; credentials van de service zijn alleen met systemd-run te zien"));
}

/* What a run looks at before its first document: addresses, key files and who may read them.  Nothing goes out. */
void
doctor_keys(struct doctor *d)
{
	struct courier *c = NULL;
	size_t n = 0, wrong = 0;
	struct err fault;

	if (!open_courier(d, &c))
		return;
	for (size_t i = 0; i < d->settings.norgs; i++) {
		const struct organisation *o = &d->settings.orgs[i];

		for (size_t k = 0; k < o->noutlets; k++, n++) {
			struct str where = place_name(d, o, &o->outlets[k]);
			struct outlook seen;
			struct err e;

			if (courier_outlook(c, &o->outlets[k], false, &seen, &e) == 0) {
				check_until(d, where, _("ons certificaat"), seen.ours);
				continue;
			}
			wrong++;
			(void)err_wrap(&e, "%.*s", STRF(where));
			doctor_err(d, WRONG, &e,
			    _("zonder dit blijft de organisatie weg; credentials van de service zijn alleen met systemd-run te zien"));
		}
	}
	courier_close(c);
	if (wrong == 0)
		doctor_say(d, FINE,
		    str_fmt(d->mem,
			ngettext("adres en sleutels van %zu portaal zijn bruikbaar",
			    "adres en sleutels van %zu portalen zijn bruikbaar", n),
			n),
		    NULL);
	if (mails_check(&d->settings, uploader_of(d), mail_fault, d, &fault) != 0)
		doctor_err(d, WRONG, &fault, _("installeer het programma opnieuw"));
}

/* A question about a dossier that nobody has: it reads only, and whoever answers it has taken our key. */
static int
ask(struct doctor *d, struct courier *c, const struct outlet *at, int plan, struct receipt *r, struct err *e)
{
	struct parcel p = { .step = STEP_FIND, .at = at, .name = S(ASK_NAME), .plan = plan, .doc = -1, .bundle = -1 };

	return courier_send(c, &p, e) != 0 ? -1 : courier_receive(c, d->mem, r, e);
}

static void
ask_portal(struct doctor *d, struct courier *c, const struct organisation *o, const struct outlet *at, int plan)
{
	struct str where = place_name(d, o, at);
	struct receipt r = { .answer = PORTAL_AWAY };
	struct outlook seen;
	struct err e;

	if (courier_outlook(c, at, true, &seen, &e) != 0)
		return; /* told with the keys */
	check_until(d, where, _("het certificaat van het portaal"), seen.theirs);
	if (ask(d, c, at, plan, &r, &e) != 0) {
		(void)err_wrap(&e, "%.*s", STRF(where));
		doctor_err(d, WRONG, &e, _("bekijk de instellingen van dit portaal"));
	} else if (r.answer == PORTAL_SENT || r.answer == PORTAL_SAME)
		doctor_say(d, FINE, str_fmt(d->mem, _("%.*s: antwoordt, en laat ons toe"), STRF(where)), NULL);
	else
		doctor_say(d, WRONG,
		    r.http != 0 ? str_fmt(d->mem, "%.*s: %.*s (HTTP %ld)", STRF(where), STRF(r.detail), r.http) :
				  str_fmt(d->mem, "%.*s: %.*s", STRF(where), STRF(r.detail)),
		    _("vraag de beheerder van het portaal; de run wacht er hoogstens ‘patience’ seconden op"));
}

void
doctor_portals(struct doctor *d)
{
	struct courier *c = NULL;
	AUTO_FD plan = -1;
	struct err e;

	if (!d->ask) {
		doctor_say(d, UNSEEN, str_of(_("niet gevraagd; met --portal wordt elk portaal iets gevraagd")), NULL);
		return;
	}
	if (!open_courier(d, &c))
		return;
	if (fd_of_str("plan", S("{\"id\":\"" ASK_ID "\",\"source\":\"" ASK_NAME "\",\"documents\":[]}"), &plan, &e) !=
	    0) {
		doctor_err(d, UNSEEN, &e, NULL);
		courier_close(c);
		return;
	}
	for (size_t i = 0; i < d->settings.norgs; i++) {
		for (size_t k = 0; k < d->settings.orgs[i].noutlets; k++)
			ask_portal(d, c, &d->settings.orgs[i], &d->settings.orgs[i].outlets[k], plan);
	}
	courier_close(c);
}
