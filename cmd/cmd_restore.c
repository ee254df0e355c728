/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_restore.c - woostraat restore: a back-up is checked, and put back in the place of the state. */
#include "asked.h"

#include <stdio.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/path.h"
#include "base/utf8.h"
#include "config/settings.h"
#include "store/backup.h"
#include "store/hold.h"

#include "base/spoken.h"

#include "base/banned.h"

struct restoring {
	const struct invocation *inv;
	struct arena	*mem;
	struct settings	 settings;
	const char	*path;		/* of the back-up */
	time_t		 now;
	struct str	*forgotten;	/* taken back after it was made */
	size_t		 nforgotten;
};

/* The folder of a back-up, or a folder of back-ups: then the newest. */
static int
find(struct restoring *a, struct err *e)
{
	struct backup *v;
	size_t n;

	a->path = a->inv->argv[0];
	if (access(str_c(a->mem, path_join(a->mem, str_of(a->path), S(BACKUP_ABOUT))), F_OK) == 0)
		return 0;
	if (backup_list(a->path, a->mem, &v, &n, e) != 0)
		return -1;
	if (n == 0)
		return err_set(e, E_IO, _("%s: dit is geen reservekopie, en er staat er geen in"), a->path);
	a->path = str_c(a->mem, v[n - 1].path);
	return 0;
}

static int
read_asked(struct restoring *a, struct err *e)
{
	if (a->inv->argc != 1)
		return err_set(e, E_USAGE, "%s",
		    _("noem de reservekopie: woostraat restore /mnt/reserve/woostraat/woostraat-2026-11-15T041500Z"));
	if (asked_now(a->inv, &a->now, e) != 0 || asked_settings(a->inv, a->mem, &a->settings, e) != 0)
		return -1;
	return find(a, e);
}

/* What the ledger that goes aside took back, and the one that comes knows nothing of. */
static void
read_forgotten(struct restoring *a, const struct backup *b, const char *state)
{
	struct err why;

	if (backup_forgets(b, state, a->mem, &a->forgotten, &a->nforgotten, &why) != 0)
		(void)printf(_("let op: wat er na de kopie is ingetrokken, is niet te lezen: %.*s\n"),
		    STRF(utf8_show(a->mem, str_of(err_said(&why)))));
}

static int
put_back(struct restoring *a, const struct backup *b, struct str *aside_r, struct err *e)
{
	const char *state = str_c(a->mem, a->settings.state);
	AUTO_FD lock = -1;
	bool marked, there;

	if (hold_to_restore(state, &marked, &lock, e) != 0 || backup_would_replace(state, &there, e) != 0)
		return -1;
	/* What an earlier time left there half is of nobody. */
	if (there && !marked && a->inv->option[O_OVER_] == NULL)
		return err_set(e, E_USAGE,
		    _("%s: hier staat al een administratie; met --replace gaat zij opzij, naar een map daarin"), state);
	if (there && !marked)
		read_forgotten(a, b, state);
	return backup_put_back(b, state, a->now, a->mem, aside_r, e);
}

static void
tell(const struct restoring *a, const struct backup *b, struct str aside)
{
	if (aside.p != NULL)
		(void)printf(
		    _("Wat er stond, staat in %.*s; er is niets verwijderd.\n"), STRF(utf8_show(a->mem, aside)));
	if (a->nforgotten != 0)
		(void)printf("%s\n",
		    _("Ingetrokken nadat de kopie is gemaakt. Haal het uit de intake tot het na die run opnieuw is "
		      "ingetrokken (woostraat withdraw):"));
	for (size_t i = 0; i < a->nforgotten; i++)
		(void)printf("  %.*s\n", STRF(utf8_show(a->mem, a->forgotten[i])));
	(void)printf(
	    _("Teruggezet in %.*s. Wat er na %.*s is gepubliceerd of ingetrokken, weet deze administratie niet.\n"
	      "1. Bekijk wat er op de portalen anders is: woostraat verify --portal\n"
	      "2. Doe één run met de hand: woostraat run --restored\n"
	      "Zonder --restored begint er geen run.\n"),
	    STRF(utf8_show(a->mem, a->settings.state)), STRF(time_rfc3339(a->mem, b->made)));
}

int
cmd_restore(const struct invocation *inv, struct arena *mem)
{
	struct restoring a = { .inv = inv, .mem = mem };
	struct str aside = STR_NONE;
	struct backup b;
	struct err e;

	if (read_asked(&a, &e) != 0 || backup_check(a.path, mem, &b, &e) != 0)
		return command_failed(&e);
	(void)printf(_("Heel: %.*s (%llu bestanden, %llu MiB; van %.*s, woostraat %.*s)\nBewijs: %lld:%.*s\n"),
	    STRF(utf8_show(mem, b.path)), (unsigned long long)b.files, (unsigned long long)(b.bytes >> 20),
	    STRF(time_rfc3339(mem, b.made)), STRF(utf8_show(mem, b.build)), (long long)b.seq, STRF(b.leaf));
	if (inv->option[O_DRY_RUN_] == NULL) {
		if (put_back(&a, &b, &aside, &e) != 0)
			return command_failed(&e);
		tell(&a, &b, aside);
	}
	return ferror(stdout) || fflush(stdout) != 0 ? EXIT_DISK : EXIT_FINE;
}
