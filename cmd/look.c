/* SPDX-License-Identifier: EUPL-1.2 */
/* look.c - the state as it is, for who only looks: settings, ledger and vault, opened for reading. */
#include "look.h"

#include <unistd.h>

#include "asked.h"
#include "base/path.h"
#include "base/utf8.h"
#include "config/calendar.h"
#include "leftout.h"
#include "session.h"
#include "store/seal.h"

#include "base/banned.h"

int
look_open(struct look *l, const struct invocation *inv, struct arena *mem, struct err *e)
{
	const char *ledger;

	*l = (struct look){ .mem = mem };
	if (asked_now(inv, &l->now, e) != 0 || asked_settings(inv, mem, &l->settings, e) != 0)
		return -1;
	left_out_say(&l->settings, 0);
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

int
look_calendars(struct look *l, const struct invocation *inv, struct err *e)
{
	const char *dir = NULL;
	bool any = inv->command == CMD_PLAN || inv->command == CMD_YEAR;
	size_t left = l->settings.nfaults;

	for (size_t i = 0; i < l->settings.norgs; i++)
		any |= l->settings.orgs[i].calendar_file.n != 0;
	if (!any)
		return 0;
	if (l->settings.templates.p != NULL && inv->option[O_TEMPLATES_] == NULL)
		dir = str_c(l->mem, l->settings.templates);
	else if (session_templates(inv, l->mem, &dir, e) != 0)
		return -1;
	l->templates = dir;
	if (calendars_load(&l->settings, dir, l->mem, e) != 0)
		return -1;
	left_out_say(&l->settings, left);
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

struct scope
look_scope(const struct look *l, const struct named *n)
{
	return (struct scope){ n->org == NULL ? S("") : utf8_exact(l->mem, n->org->key),
		n->key.p == NULL ? S("") : utf8_exact(l->mem, n->key) };
}
