/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_evidence.c - woostraat evidence: what was done with one dossier, for who wants to check it elsewhere. */
#include "asked.h"
#include "named.h"

#include <stdio.h>
#include <unistd.h>

#include "base/path.h"
#include "proc/spawn.h"
#include "verify/proof.h"

#include "base/spoken.h"

#include "base/banned.h"

/* As installed; as built; as built for the sanitizers. */
static int
find_verifier(const char **path_r, struct arena *mem, struct err *e)
{
	static const char *const places[] = { "../share/woostraat/verifieer.sh", "../docs/verifieer.sh",
		"../../docs/verifieer.sh" };
	struct str home;

	if (spawn_home(mem, &home, e) != 0)
		return -1;
	for (size_t i = 0; i < COUNT(places); i++) {
		*path_r = str_c(mem, path_join(mem, home, str_of(places[i])));
		if (access(*path_r, R_OK) == 0)
			return 0;
	}
	return err_set(e, E_CONFIG, "%s", _("verifieer.sh is niet gevonden; is woostraat goed geïnstalleerd?"));
}

int
cmd_evidence(const struct invocation *inv, struct arena *mem)
{
	struct settings settings;
	struct proof p = { .settings = &settings, .out = inv->option[O_OUT_], .all = inv->option[O_ALL_] != NULL };
	struct named n = { 0 };
	struct err e;
	int rc = 0;

	settings_default(&settings);
	if (inv->argc != 1 || p.out == NULL)
		rc = err_set(&e, E_USAGE, "%s",
		    _("noem een dossier en een nieuwe map: woostraat evidence leiden/convenant --out bewijs"));
	if (rc == 0)
		rc = asked_settings(inv, mem, &settings, &e);
	if (rc == 0)
		rc = named_dossier(&settings, str_of(inv->argv[0]), mem, &n, &e);
	p.org = n.org;
	p.key = n.key;
	if (rc == 0)
		rc = find_verifier(&p.verifier, mem, &e);
	if (rc == 0)
		rc = proof_write(&p, mem, &e);
	if (rc != 0)
		return command_failed(&e);
	(void)printf(_("bewijs geschreven in %s; controleren: sh %s/verifieer.sh %s\n"), p.out, p.out, p.out);
	return ferror(stdout) || fflush(stdout) != 0 ? EXIT_DISK : EXIT_FINE;
}
