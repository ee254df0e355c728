/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_backup.c - woostraat backup: ledger, evidence and vault in a folder that can be checked and put back. */
#include "asked.h"

#include <stdio.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/path.h"
#include "base/utf8.h"
#include "config/settings.h"
#include "store/backup.h"
#include "store/closing.h"
#include "store/hold.h"

#include "base/spoken.h"

#include "base/banned.h"

#define KEEP_MOST	10000

struct backing_up {
	const struct invocation *inv;
	struct arena	*mem;
	struct settings	 settings;
	const char	*state, *into;
	uint64_t	 keep;		/* 0: all */
	time_t		 now;
};

static int
read_asked(struct backing_up *a, struct err *e)
{
	const char *keep = a->inv->option[O_KEEP_];

	if (a->inv->argc != 1)
		return err_set(
		    e, E_USAGE, "%s", _("noem de map met reservekopieën: woostraat backup /mnt/reserve/woostraat"));
	a->into = a->inv->argv[0];
	if (keep != NULL && (str_u64(str_of(keep), &a->keep) != 0 || a->keep == 0 || a->keep > KEEP_MOST))
		return err_set(e, E_USAGE, _("--keep %s: een getal van 1 tot %d"), keep, KEEP_MOST);
	if (asked_now(a->inv, &a->now, e) != 0 || asked_settings(a->inv, a->mem, &a->settings, e) != 0)
		return -1;
	a->state = str_c(a->mem, a->settings.state);
	if (access(str_c(a->mem, path_join(a->mem, a->settings.state, S(SEAL_LEDGER))), F_OK) != 0)
		return err_set(
		    e, E_CONFIG, _("%s: hier is nog geen administratie; eerst moet er een run zijn"), a->state);
	return 0;
}

/* As a run holds it: others may begin and end meanwhile, and nobody removes anything. */
static int
make(struct backing_up *a, struct backup *b, struct err *e)
{
	AUTO_FD lock = -1;
	struct err late;
	bool broken;
	int rc;

	if (hold_shared(a->state, false, &broken, &lock, e) != 0)
		return -1;
	rc = backup_make(a->state, a->into, a->now, S(PROGRAM_VERSION), a->mem, b, e);
	if (closing_seal(a->state, lock, &late) != 0 && rc == 0) {
		*e = late;
		rc = -1;
	}
	return rc;
}

int
cmd_backup(const struct invocation *inv, struct arena *mem)
{
	struct backing_up a = { .inv = inv, .mem = mem };
	struct backup b;
	size_t gone = 0;
	struct err e;

	if (read_asked(&a, &e) != 0 || make(&a, &b, &e) != 0)
		return command_failed(&e);
	(void)printf(_("Reservekopie: %.*s (%llu bestanden, %llu MiB; %llu gekoppeld)\n"), STRF(utf8_show(mem, b.path)),
	    (unsigned long long)b.files, (unsigned long long)(b.bytes >> 20), (unsigned long long)b.linked);
	(void)printf(_("Bewijs: %lld:%.*s\n"), (long long)b.seq, STRF(b.leaf));
	if (a.keep != 0 && backup_thin(a.into, a.keep, &gone, mem, &e) != 0)
		return command_failed(&e);
	if (gone != 0)
		(void)printf(ngettext("%zu oudere reservekopie opgeruimd\n", "%zu oudere reservekopieën opgeruimd\n",
				 (unsigned long)gone),
		    gone);
	return ferror(stdout) || fflush(stdout) != 0 ? EXIT_DISK : EXIT_FINE;
}
