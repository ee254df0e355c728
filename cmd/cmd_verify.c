/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_verify.c - woostraat verify: is everything still what it was? */
#include "asked.h"
#include "leftout.h"

#include <stdio.h>

#include "base/path.h"
#include "proc/spawn.h"
#include "verify/verify.h"

#include "base/spoken.h"

#include "base/banned.h"

static void
say(void *ctx, enum verify_grade g, struct str line)
{
	(void)ctx;
	(void)printf("%s: %.*s\n", g == VERIFY_FAULT ? _("FOUT") : _("let op"), STRF(line));
}

/* "417:" and 64 digits, as a run prints it. */
static int
read_head(const char *text, struct verify *v, struct err *e)
{
	struct str rest = str_of(text), seq;
	struct digest leaf;
	uint64_t n;

	if (text == NULL)
		return 0;
	if (!str_next(&rest, ':', &seq) || str_u64(seq, &n) != 0 || n == 0 || n > INT64_MAX ||
	    digest_parse(rest, &leaf) != 0)
		return err_set(e, E_USAGE, "%s", _("--head: schrijf het zoals een run het afdrukt, nummer:hash"));
	v->head_seq = (int64_t)n;
	v->head_leaf = rest;
	return 0;
}

static int
open_courier(struct courier **c_r, struct arena *mem, struct err *e)
{
	struct str home;

	if (spawn_home(mem, &home, e) != 0)
		return -1;
	return courier_open(str_c(mem, path_join(mem, home, S("woostraat-upload"))), "send", c_r, e);
}

static void
print_sum(const struct verify_sum *n, bool portals)
{
	if (portals)
		(void)printf(_("portalen: %llu dossiers vergeleken, %llu zonder antwoord\n"),
		    (unsigned long long)(n->asked - n->unanswered), (unsigned long long)n->unanswered);
	(void)printf(_("%s: %llu fouten, %llu opmerkingen; %llu bewijzen, %llu dossiers, %llu runs, %llu pogingen, "
		       "%llu objecten (%llu MiB); bewijs %lld:%.*s\n"),
	    n->faults == 0 ? _("heel") : _("NIET HEEL"), (unsigned long long)n->faults, (unsigned long long)n->notes,
	    (unsigned long long)n->entries, (unsigned long long)n->dossiers, (unsigned long long)n->runs,
	    (unsigned long long)n->attempts, (unsigned long long)n->objects, (unsigned long long)(n->bytes >> 20),
	    (long long)n->head_seq, STRF(n->head_leaf));
}

int
cmd_verify(const struct invocation *inv, struct arena *mem)
{
	bool portals = inv->option[O_PORTAL_] != NULL;
	struct settings settings;
	struct courier *courier = NULL;
	struct verify v = { .settings = &settings, .say = say };
	struct verify_sum sum;
	struct err e;
	int rc = 0;

	settings_default(&settings);
	if (inv->argc != 0)
		rc = err_set(&e, E_USAGE, "%s", _("verify neemt geen dossiers; voor één dossier is er evidence"));
	if (rc == 0)
		rc = read_head(inv->option[O_HEAD_], &v, &e);
	if (rc == 0)
		rc = asked_settings(inv, mem, &settings, &e);
	if (rc == 0)
		left_out_say(&settings, 0);
	if (rc == 0 && portals)
		rc = open_courier(&courier, mem, &e);
	v.courier = courier;
	if (rc == 0)
		rc = verify(&v, mem, &sum, &e);
	courier_close(courier);
	if (rc != 0)
		return command_failed(&e);
	print_sum(&sum, portals);
	if (ferror(stdout) || fflush(stdout) != 0)
		return EXIT_DISK;
	return sum.faults != 0 ? EXIT_BUG : sum.unanswered != 0 ? EXIT_AGAIN : EXIT_FINE;
}
