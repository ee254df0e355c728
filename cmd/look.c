/* SPDX-License-Identifier: EUPL-1.2 */
/* look.c - the state as it is, for who only looks: settings, ledger and vault, opened for reading. */
#include "look.h"

#include <unistd.h>

#include "base/path.h"
#include "base/utf8.h"
#include "session.h"
#include "store/seal.h"

#include "base/banned.h"

int
look_open(struct look *l, const struct invocation *inv, struct arena *mem, struct err *e)
{
	const char *config = inv->option[O_CONFIG_], *now = inv->option[O_NOW_], *ledger;

	*l = (struct look){ .mem = mem, .now = time(NULL) };
	if (now != NULL && time_parse(str_of(now), &l->now) != 0)
		return err_set(e, E_USAGE, _("--now %s: schrijf de tijd als 2026-01-15T08:00:00Z"), now);
	settings_default(&l->settings);
	if (settings_load(config == NULL ? CONFIG_DEFAULT : config, mem, &l->settings, e) != 0)
		return -1;
	ledger = str_c(mem, path_join(mem, l->settings.state, S(SEAL_LEDGER)));
	if (access(ledger, F_OK) != 0)
		return 0;
	if (store_open_live(ledger, &l->store, e) != 0)
		return -1;
	if (vault_open_read(str_c(mem, path_join(mem, l->settings.state, S("kluis"))), &l->vault, e) != 0) {
		look_close(l);
		return -1;
	}
	return 0;
}

void
look_close(struct look *l)
{
	store_close(l->store);
	vault_close(l->vault);
	l->store = NULL;
	l->vault = NULL;
}

int
look_name(const struct look *l, struct str word, struct named *n, struct err *e)
{
	struct str rest = word, org;

	*n = (struct named){ 0 };
	if (!path_inside(word) && !(str_ends(word, S("/")) && path_inside(str_sub(word, 0, word.n - 1))))
		return err_set(e, E_USAGE,
		    _("%.*s: schrijf organisatie of organisatie/map, bijvoorbeeld leiden/convenant"),
		    STRF(utf8_show(l->mem, word)));
	(void)str_next(&rest, '/', &org);
	if ((n->org = settings_organisation(&l->settings, org)) == NULL)
		return err_set(e, E_USAGE, _("%.*s: deze organisatie staat niet in de instellingen"),
		    STRF(utf8_show(l->mem, org)));
	if (rest.n == 0)
		return 0;
	(void)str_next(&rest, '/', &n->key);
	if (rest.n != 0)
		n->doc = rest;
	return 0;
}

struct scope
look_scope(const struct look *l, const struct named *n)
{
	return (struct scope){ n->org == NULL ? S("") : utf8_exact(l->mem, n->org->key),
		n->key.p == NULL ? S("") : utf8_exact(l->mem, n->key) };
}
