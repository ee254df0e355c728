/* SPDX-License-Identifier: EUPL-1.2 */
/* doctor_state.c - how the last nights left things: the ledger and its seal, runs, what was broken off, the timer. */
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/path.h"
#include "doctor.h"
#include "report/layout.h"
#include "store/hold.h"
#include "store/overview.h"
#include "store/store.h"
#include "store/witness.h"

#include "base/spoken.h"

#include "base/banned.h"

#define NIGHT_S		((int64_t)36 * 3600)	/* a day and a half: last night's run was not there */
#define OPEN_RUNS	20
#define SLOT_MOST	KIB(64)			/* bytes of a file of slots */
#define BOOTED		"/run/systemd/system"	/* sd_booted(3) */
#define WANTS		"/etc/systemd/system/timers.target.wants"

/* May the ledger be opened?  Says why not. */
static bool
there(struct doctor *d)
{
	if (!d->read)
		doctor_say(d, UNSEEN, str_of(_("zonder instellingen niet bekend")), NULL);
	else if (access(str_c(d->mem, path_join(d->mem, d->settings.state, S(SEAL_LEDGER))), F_OK) != 0 &&
	    errno == ENOENT)
		doctor_say(d, UNSEEN, str_of(_("er is nog geen administratie: er was nog geen run")), NULL);
	else if (d->stranger)
		doctor_say(
		    d, UNSEEN, str_of(_("als deze gebruiker niet te zien")), _("sudo -u woostraat woostraat doctor"));
	else
		return true;
	return false;
}

/* --- the seal ------------------------------------------------------------------------------ */

/* Nobody writes it meanwhile. */
static void
check_seal(struct doctor *d, const char *state)
{
	enum seal seal;
	struct err e;

	if (seal_check(state, &seal, &e) != 0)
		doctor_err(d, WRONG, &e, _("woostraat verify"));
	else if (seal == SEAL_BROKEN)
		doctor_say(d, WRONG,
		    str_of(_("de administratie is gewijzigd sinds de laatste run, buiten woostraat om")),
		    _("woostraat verify; zie BEHEER, Terugzetten"));
	else if (seal == SEAL_NONE)
		doctor_say(d, LOOK, str_of(_("er is geen zegel: de laatste run is afgebroken")),
		    _("de volgende run herstelt dit; woostraat status zegt wat in twijfel is"));
	else
		doctor_say(d, FINE, str_of(_("de administratie is die van de laatste run")), NULL);
}

/* The witness beside the reports. */
static void
check_witness(struct doctor *d, const char *ledger)
{
	struct store *store;
	struct err e;
	bool same;

	if (store_open_live(ledger, &store, &e) != 0) {
		doctor_err(d, WRONG, &e, _("woostraat verify"));
		return;
	}
	if (witness_check(d->settings.reports, store, &same, &e) != 0)
		doctor_err(d, WRONG, &e, _("woostraat verify"));
	else if (!same)
		doctor_say(d, WRONG,
		    str_of(
			_("de administratie mist bewijs dat bij de verslagen staat (bewijs.txt): is zij teruggezet?")),
		    _("zie BEHEER, Terugzetten; een run begint zo niet"));
	store_close(store);
}

void
doctor_ledger(struct doctor *d)
{
	const char *state;
	AUTO_FD lock = -1;
	struct err e;

	if (!there(d))
		return;
	state = str_c(d->mem, d->settings.state);
	if (hold_alone(state, &lock, &e) != 0) {
		doctor_err(d, UNSEEN, &e, NULL);
		return;
	}
	check_seal(d, state);
	check_witness(d, str_c(d->mem, path_join(d->mem, d->settings.state, S(SEAL_LEDGER))));
}

/* --- runs ------------------------------------------------------------------------------------ */

/* Those that never ended and live no more. */
static void
check_open(struct doctor *d, struct store *store)
{
	struct run_id open[OPEN_RUNS];
	struct run_row r;
	struct err e;
	size_t n, dead = 0, alive = 0;

	if (overview_open_runs(store, open, OPEN_RUNS, &n, &e) != 0)
		return;
	for (size_t i = 0; i < n; i++) {
		if (overview_run(store, open[i], d->mem, &r, &e) != 0)
			return;
		if (run_alive(&r))
			alive++;
		else
			dead += r.started + 7 * (time_t)86400 > d->now; /* of old ones nothing is left to do */
	}
	if (alive != 0)
		doctor_say(d, FINE, str_of(_("er loopt nu een run")), NULL);
	if (dead != 0)
		doctor_say(d, LOOK,
		    str_fmt(d->mem,
			ngettext("%zu run van de laatste week is afgebroken",
			    "%zu runs van de laatste week zijn afgebroken", dead),
			dead),
		    _("journalctl -u woostraat.service zegt waardoor; een volgende run neemt het werk over"));
}

static void
check_last(struct doctor *d, const struct run_row *r)
{
	int64_t age = (int64_t)(d->now - r->started);
	struct str when = layout_moment(d->mem, r->started);

	if (r->id.v == 0)
		doctor_say(d, LOOK, str_of(_("er was nog geen run over alles")),
		    _("zet de timer aan, of begin met woostraat check"));
	else if (r->ended != 0 && !r->balanced)
		doctor_say(d, WRONG, str_fmt(d->mem, _("van de laatste run (%.*s) klopt de telling niet"), STRF(when)),
		    _("woostraat verify, en meld het: dit is een fout van woostraat"));
	else if (age > NIGHT_S)
		doctor_say(d, LOOK,
		    str_fmt(d->mem, _("de laatste run begon %.*s geleden (%.*s)"), STRF(doctor_span(d->mem, age)),
			STRF(when)),
		    _("systemctl list-timers woostraat.timer; journalctl -u woostraat.service"));
	else
		doctor_say(d, FINE, str_fmt(d->mem, _("de laatste run was op %.*s"), STRF(when)), NULL);
}

void
doctor_runs(struct doctor *d)
{
	struct store *store = NULL;
	struct run_row r;
	struct err e;

	if (!there(d))
		return;
	if (store_open_live(str_c(d->mem, path_join(d->mem, d->settings.state, S(SEAL_LEDGER))), &store, &e) != 0 ||
	    overview_last_run(store, "run", d->mem, &r, &e) != 0)
		doctor_err(d, WRONG, &e, _("woostraat verify"));
	else {
		check_last(d, &r);
		check_open(d, store);
	}
	store_close(store);
}

/* --- what was broken off ------------------------------------------------------------------------ */

/* Dossiers that a run had under way: a line that is not blank each. */
static size_t
noted(struct str text)
{
	struct str line;
	size_t n = 0;

	while (str_next(&text, '\n', &line))
		n += str_trim(line).n != 0;
	return n;
}

void
doctor_leftovers(struct doctor *d)
{
	struct str folder, *names, text;
	AUTO_FD lock = -1;
	struct err e;
	size_t n, under_way = 0;

	if (!there(d))
		return;
	if (hold_alone(str_c(d->mem, d->settings.state), &lock, &e) != 0) {
		doctor_err(d, UNSEEN, &e, NULL);
		return;
	}
	folder = path_join(d->mem, d->settings.state, S("slot"));
	if (path_names(str_c(d->mem, folder), PATH_MAY_LACK, d->mem, &names, &n, &e) != 0) {
		doctor_err(d, WRONG, &e, _("woostraat verify"));
		return;
	}
	for (size_t i = 0; i < n; i++) {
		if (file_read(str_c(d->mem, path_join(d->mem, folder, names[i])), SLOT_MOST, d->mem, &text, &e) == 0)
			under_way += noted(text);
	}
	if (under_way == 0)
		doctor_say(d, FINE, str_of(_("geen run liet iets half liggen")), NULL);
	else
		doctor_say(d, LOOK,
		    str_fmt(d->mem,
			ngettext("een afgebroken run had %zu dossier onder handen",
			    "een afgebroken run had %zu dossiers onder handen", under_way),
			under_way),
		    _("de volgende run neemt ze een voor een; wat een run steeds afbreekt, wordt vastgehouden"));
}

/* --- the timer ------------------------------------------------------------------------------------ */

/* By the links that `systemctl enable` makes: nothing is started to know it. */
void
doctor_timer(struct doctor *d)
{
	struct str *names;
	struct stat st;
	size_t n, on = 0;
	struct err e;

	if (stat(BOOTED, &st) != 0) {
		doctor_say(d, UNSEEN, str_of(_("deze machine is niet met systemd gestart")), NULL);
		return;
	}
	if (path_names(WANTS, PATH_MAY_LACK, d->mem, &names, &n, &e) != 0)
		n = 0;
	for (size_t i = 0; i < n; i++)
		on += str_starts(names[i], S("woostraat")) && str_ends(names[i], S(".timer"));
	if (on == 0)
		doctor_say(d, LOOK, str_of(_("de timer staat uit: er komt vanzelf geen run")),
		    _("systemctl enable --now woostraat.timer"));
	else
		doctor_say(
		    d, FINE, str_fmt(d->mem, ngettext("%zu timer staat aan", "%zu timers staan aan", on), on), NULL);
}
