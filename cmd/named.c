/* SPDX-License-Identifier: EUPL-1.2 */
/* named.c - what a person calls a dossier or a document: organisatie/map[/rest]. */
#include "named.h"

#include "base/path.h"
#include "base/utf8.h"

#include "base/banned.h"

int
named_read(const struct settings *settings, struct str word, struct arena *mem, struct named *n, struct err *e)
{
	struct str rest = word, org;

	*n = (struct named){ 0 };
	if (!path_inside(word) && !(str_ends(word, S("/")) && path_inside(str_sub(word, 0, word.n - 1))))
		return err_set(e, E_USAGE,
		    _("%.*s: schrijf organisatie of organisatie/map, bijvoorbeeld leiden/convenant"),
		    STRF(utf8_show(mem, word)));
	(void)str_next(&rest, '/', &org);
	if (settings_left_out(settings, org))
		return err_set(e, E_CONFIG,
		    _("%.*s: in de instellingen van deze organisatie staat een fout; zie woostraat config --check"),
		    STRF(utf8_show(mem, org)));
	if ((n->org = settings_organisation(settings, org)) == NULL)
		return err_set(
		    e, E_USAGE, _("%.*s: deze organisatie staat niet in de instellingen"), STRF(utf8_show(mem, org)));
	if (rest.n == 0)
		return 0;
	(void)str_next(&rest, '/', &n->key);
	if (rest.n != 0)
		n->doc = rest;
	return 0;
}

int
named_dossier(const struct settings *settings, struct str word, struct arena *mem, struct named *n, struct err *e)
{
	/* Without a slash it is rather a dossier than an organisation. */
	*n = (struct named){ 0 };
	if (str_has(word, '/') && named_read(settings, word, mem, n, e) != 0)
		return -1;
	if (n->key.p != NULL && n->doc.p == NULL)
		return 0;
	return err_set(
	    e, E_USAGE, _("%.*s: schrijf organisatie/map, bijvoorbeeld leiden/convenant"), STRF(utf8_show(mem, word)));
}
