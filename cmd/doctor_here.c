/* SPDX-License-Identifier: EUPL-1.2 */
/* doctor_here.c - what a night needs of this machine: settings, rights, folders, disk, clock. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/timex.h>
#include <unistd.h>

#include "base/path.h"
#include "doctor.h"
#include "session.h"
#include "store/seal.h"
#include "store/store.h"

#include "base/spoken.h"

#include "base/banned.h"

#define RESERVE		GIB(1)		/* bytes for SQLite's log, reports and temporary files, whatever the night brings */
#define INODES_FEW	10000		/* the files of a large night */
#define OBJECTS_MOST	10000000	/* of the vault; more would take minutes to look at */
#define BEHIND_MOST_S	300		/* facts: reliability 9 */

/* --- settings -------------------------------------------------------------------------- */

void
doctor_settings(struct doctor *d)
{
	static const char advice[] = N_("woostraat config --check noemt alle fouten; herstel ze");
	struct err e = { .kind = E_NONE };

	settings_default(&d->settings);
	d->read = settings_load(d->config, d->mem, &d->settings, &e) == 0;
	if (!d->read && d->settings.nfaults == 0)
		doctor_err(d, WRONG, &e, _("geef --config met het bestand van de service, of maak het"));
	for (size_t i = 0; i < d->settings.nfaults; i++)
		doctor_say(d, WRONG, d->settings.faults[i].text, _(advice));
	if (!d->read)
		return;
	if (session_find_templates(d->inv, d->settings.templates, d->home, d->mem, &d->templates, &e) != 0)
		d->templates = NULL;
	if (d->settings.nfaults == 0)
		doctor_say(d, FINE,
		    str_fmt(d->mem, ngettext("%s: %zu organisatie", "%s: %zu organisaties", d->settings.norgs),
			d->config, d->settings.norgs),
		    NULL);
}

/* --- rights ------------------------------------------------------------------------------ */

/* Nobody else may look into it. */
static bool
closed(struct doctor *d, struct str path)
{
	struct stat st;

	if (stat(str_c(d->mem, path), &st) != 0 || (st.st_mode & (S_IRWXG | S_IRWXO)) == 0)
		return true;
	doctor_say(d, WRONG,
	    str_fmt(d->mem, _("%.*s is open voor anderen (%03o): daar staat ook wat niet openbaar mag worden"),
		STRF(path), (unsigned)(st.st_mode & 0777)),
	    str_c(d->mem, str_fmt(d->mem, "chmod %s %.*s", S_ISDIR(st.st_mode) ? "700" : "600", STRF(path))));
	return false;
}

/* What others may write, they decide. */
static bool
unwritable(struct doctor *d, const char *path)
{
	struct stat st;

	if (stat(path, &st) != 0 || (st.st_mode & (S_IWGRP | S_IWOTH)) == 0)
		return true;
	doctor_say(d, WRONG,
	    str_fmt(d->mem, _("%s kan door anderen worden gewijzigd (%03o)"), path, (unsigned)(st.st_mode & 0777)),
	    str_c(d->mem, str_fmt(d->mem, "chmod go-w %s", path)));
	return false;
}

void
doctor_rights(struct doctor *d)
{
	bool fine = true;

	if (!d->read) {
		doctor_say(d, UNSEEN, str_of(_("zonder instellingen niet bekend")), NULL);
		return;
	}
	if (d->stranger)
		doctor_say(d, LOOK,
		    str_of(_(
			"u bent een andere gebruiker dan die van de administratie; wat die gebruiker mag, is nu niet te zien")),
		    _("sudo -u woostraat woostraat doctor"));
	fine &= closed(d, d->settings.state);
	fine &= closed(d, path_join(d->mem, d->settings.state, S(SEAL_LEDGER)));
	fine &= closed(d, path_join(d->mem, d->settings.state, S("kluis")));
	fine &= closed(d, d->settings.reports);
	fine &= unwritable(d, d->config);
	if (d->templates != NULL)
		fine &= unwritable(d, d->templates);
	if (fine)
		doctor_say(d, FINE, str_of(_("administratie, kluis en verslagen zijn voor anderen dicht")), NULL);
}

/* --- folders ------------------------------------------------------------------------------- */

/* The folder above; false: there is none. */
static bool
above(struct str *path)
{
	size_t base = path_base(*path).n;

	if (base == 0 || base >= path->n)
		return false;
	*path = str_sub(*path, 0, path->n - base - (path->n - base > 1));
	return true;
}

/* Is it there and may we do this with it?  A folder that a run makes itself may lack where its parent can be written. */
static bool
usable(struct doctor *d, struct str path, int how, bool made)
{
	const char *p = str_c(d->mem, path);
	struct stat st;
	struct err e;

	while (made && stat(p, &st) != 0 && errno == ENOENT && above(&path))
		p = str_c(d->mem, path);
	if (stat(p, &st) != 0)
		(void)err_sys(&e, E_IO, "%s", p);
	else if (!S_ISDIR(st.st_mode))
		(void)err_set(&e, E_IO, _("%s is geen map"), p);
	else if (faccessat(AT_FDCWD, p, how | X_OK, AT_EACCESS) != 0)
		(void)err_sys(&e, E_IO, "%s", p);
	else
		return true;
	doctor_err(d, WRONG, &e,
	    (how & W_OK) != 0 ?
		_("maak de map van de gebruiker woostraat, en zet haar in de service in ReadWritePaths=") :
		_("maak de map, of koppel de schijf aan; de gebruiker woostraat moet er kunnen lezen"));
	return false;
}

void
doctor_places(struct doctor *d)
{
	bool fine = true;

	if (!d->read) {
		doctor_say(d, UNSEEN, str_of(_("zonder instellingen niet bekend")), NULL);
		return;
	}
	if (d->stranger && geteuid() != 0) {
		doctor_say(d, UNSEEN, str_of(_("als deze gebruiker is niet te zien wat een run mag")), NULL);
		return;
	}
	fine &= usable(d, d->settings.intake, R_OK, false);
	for (size_t i = 0; i < d->settings.norgs; i++)
		fine &= usable(d, settings_intake(&d->settings, &d->settings.orgs[i], d->mem), R_OK, false);
	fine &= usable(d, d->settings.state, R_OK | W_OK, true);
	fine &= usable(d, d->settings.reports, R_OK | W_OK, true);
	if (d->settings.metrics.n != 0)
		fine &=
		    usable(d, str_sub(d->settings.metrics, 0, d->settings.metrics.n - path_base(d->settings.metrics).n),
			W_OK, false);
	if (fine)
		doctor_say(
		    d, FINE, str_of(_("intake, administratie en verslagen zijn er, en mogen wat zij moeten")), NULL);
}

/* --- disk ------------------------------------------------------------------------------------ */

/* What came into the vault, by the day on which it came. */
struct day_of { int64_t day; uint64_t bytes; };

struct growth {
	struct day_of	*v;
	size_t		 n, cap, objects;
	struct arena	*mem, *names;
};

static void
grow(struct growth *g, const struct stat *st)
{
	int64_t day = (int64_t)st->st_mtime / 86400;
	uint64_t bytes = (uint64_t)st->st_blocks * 512;

	g->objects++;
	for (size_t i = g->n; i > 0; i--) {
		if (g->v[i - 1].day == day) {
			g->v[i - 1].bytes += bytes;
			return;
		}
	}
	*PUSH(g->mem, g->v, g->n, g->cap) = (struct day_of){ day, bytes };
}

static void
grow_by_files(struct growth *g, struct str dir)
{
	struct mark mark = arena_mark(g->names);
	struct str *names;
	struct stat st;
	struct err e;
	size_t n;

	if (path_names(str_c(g->names, dir), PATH_MAY_LACK, g->names, &names, &n, &e) != 0)
		n = 0;
	for (size_t i = 0; i < n && g->objects < OBJECTS_MOST; i++) {
		struct mark one = arena_mark(g->names);

		if (lstat(str_c(g->names, path_join(g->names, dir, names[i])), &st) == 0 && S_ISREG(st.st_mode))
			grow(g, &st);
		arena_rewind(g->names, one);
	}
	arena_rewind(g->names, mark);
}

/* The most that came in on one day; 0: nothing yet. */
static uint64_t
biggest_day(struct doctor *d)
{
	struct growth g = { .mem = arena_new("dagen", MIB(64)), .names = arena_new("namen", MIB(512)) };
	struct str kluis = path_join(d->mem, d->settings.state, S("kluis")), *names;
	uint64_t most = 0;
	struct err e;
	size_t n;

	if (path_names(str_c(d->mem, kluis), PATH_MAY_LACK, d->mem, &names, &n, &e) != 0)
		n = 0;
	for (size_t i = 0; i < n; i++)
		grow_by_files(&g, path_join(d->mem, kluis, names[i]));
	for (size_t i = 0; i < g.n; i++)
		most = g.v[i].bytes > most ? g.v[i].bytes : most;
	arena_free(g.mem);
	arena_free(g.names);
	return most;
}

static struct str
size_text(struct arena *mem, uint64_t bytes)
{
	uint64_t tenths = bytes / (GIB(1) / 10);

	if (bytes < GIB(1))
		return str_fmt(mem, "%llu MiB", (unsigned long long)(bytes >> 20));
	return str_fmt(mem, _("%llu,%llu GiB"), (unsigned long long)(tenths / 10), (unsigned long long)(tenths % 10));
}

/* The file system on which it stands, or will. */
static bool
file_system(struct doctor *d, struct str path, struct statvfs *f)
{
	while (statvfs(str_c(d->mem, path), f) != 0) {
		if (errno != ENOENT || !above(&path))
			return false;
	}
	return true;
}

static void
check_room(struct doctor *d, const char *what, struct str path, uint64_t need)
{
	struct statvfs f;
	uint64_t free_bytes;

	if (!file_system(d, path, &f)) {
		doctor_say(d, UNSEEN, str_fmt(d->mem, _("%s: %.*s is niet te bekijken"), what, STRF(path)), NULL);
		return;
	}
	free_bytes = (uint64_t)f.f_bavail * f.f_frsize;
	if (free_bytes < need)
		doctor_say(d, WRONG,
		    str_fmt(d->mem, _("%s (%.*s): %.*s vrij; een grote nacht vraagt %.*s"), what, STRF(path),
			STRF(size_text(d->mem, free_bytes)), STRF(size_text(d->mem, need))),
		    _("maak ruimte op deze schijf, of vergroot haar; verwijder niets uit de kluis"));
	else if (free_bytes / 3 < need)
		doctor_say(d, LOOK,
		    str_fmt(d->mem, _("%s (%.*s): %.*s vrij; dat is genoeg voor minder dan drie grote nachten"), what,
			STRF(path), STRF(size_text(d->mem, free_bytes))),
		    _("vergroot de schijf op tijd"));
	else
		doctor_say(d, FINE,
		    str_fmt(d->mem, _("%s: %.*s vrij; een grote nacht vraagt %.*s"), what,
			STRF(size_text(d->mem, free_bytes)), STRF(size_text(d->mem, need))),
		    NULL);
	if (f.f_files != 0 && f.f_favail < INODES_FEW)
		doctor_say(d, WRONG,
		    str_fmt(d->mem, _("%s (%.*s): nog maar %llu bestanden mogelijk (inodes)"), what, STRF(path),
			(unsigned long long)f.f_favail),
		    _("verwijder op deze schijf veel kleine bestanden van anderen, of maak haar opnieuw met meer inodes"));
}

void
doctor_disk(struct doctor *d)
{
	uint64_t most;

	if (!d->read || d->stranger) {
		doctor_say(d, UNSEEN,
		    str_of(d->read ? _("als deze gebruiker is de kluis niet te zien") :
				     _("zonder instellingen niet bekend")),
		    NULL);
		return;
	}
	most = biggest_day(d);
	/* What came on the biggest day comes twice: as it was delivered and as it goes out. */
	check_room(d, _("administratie en kluis"), d->settings.state, RESERVE + 2 * most);
	check_room(d, _("verslagen"), d->settings.reports, RESERVE / 4);
}

/* --- clock ------------------------------------------------------------------------------------- */

static void
check_synchronised(struct doctor *d)
{
	struct timex t = { .modes = 0 };
	int state = adjtimex(&t);

	if (state < 0)
		doctor_say(d, UNSEEN, str_of(_("of de klok gelijk loopt is hier niet te zien")), NULL);
	else if (state == TIME_ERROR || (t.status & STA_UNSYNC) != 0)
		doctor_say(d, LOOK, str_of(_("de klok wordt met geen andere gelijkgezet (NTP)")),
		    _("timedatectl set-ntp true; een verkeerde dag maakt een embargo te vroeg openbaar"));
	else
		doctor_say(d, FINE, str_of(_("de klok wordt gelijkgezet (NTP)")), NULL);
}

void
doctor_clock(struct doctor *d)
{
	const char *ledger = d->read ? str_c(d->mem, path_join(d->mem, d->settings.state, S(SEAL_LEDGER))) : NULL;
	struct store *store = NULL;
	struct run_row last;
	struct err e;

	check_synchronised(d);
	if (ledger == NULL || d->stranger || access(ledger, F_OK) != 0 || store_open_live(ledger, &store, &e) != 0)
		return; /* the check of the ledger says why */
	if (overview_last_run(store, "", d->mem, &last, &e) == 0 && last.id.v != 0 &&
	    last.started > d->now + BEHIND_MOST_S)
		doctor_say(d, WRONG,
		    str_fmt(d->mem, _("de klok loopt %.*s achter op het begin van de laatste run"),
			STRF(doctor_span(d->mem, (int64_t)(last.started - d->now)))),
		    _("zet de klok goed voordat een run begint"));
	store_close(store);
}

void
doctor_zone(struct doctor *d)
{
	static const char zone[] = "/usr/share/zoneinfo/Europe/Amsterdam";

	/* The rule itself is in the program (date.h); systemd's timer and the words of a report need the file. */
	if (access(zone, R_OK) == 0)
		doctor_say(d, FINE, str_of(_("Europe/Amsterdam is er")), NULL);
	else
		doctor_say(d, WRONG,
		    str_fmt(d->mem, _("%s is er niet: de timer kent de tijd van Nederland niet"), zone),
		    _("apt-get install tzdata"));
}
