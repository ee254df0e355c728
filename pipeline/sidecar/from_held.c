/* SPDX-License-Identifier: EUPL-1.2 */
/* from_held.c - recognises descriptions that are not read, and holds them. */
#include "sidecar/from_held.h"

#include "base/path.h"
#include "sidecar/pair.h"
#include "sidecar/tree.h"

#include "base/banned.h"

static const struct {
	const char *root;		/* or NULL: any */
	const char *suffix;		/* of its name, or NULL: any */
	const char *label, *todo;
} kinds[] = {
	{ "ToPX", NULL, N_("ToPX"), N_("Zet het om naar MDTO en lever dat aan") },
	{ "OPEXMetadata", NULL, N_("OPEX (Preservica)"), N_("Haal het weg, of neem wat erin staat over in dossier.yaml") },
	{ NULL, ".opex", N_("OPEX (Preservica)"), N_("Haal het weg, of neem wat erin staat over in dossier.yaml") },
	{ NULL, ".metadata.properties.xml", N_("metagegevens van Alfresco"), N_("Haal het weg, of neem wat erin staat over in dossier.yaml") },
	{ NULL, ".metadata.properties", N_("metagegevens van Alfresco"), N_("Haal het weg, of neem wat erin staat over in dossier.yaml") },
	{ NULL, ".metadata", N_("een bestand met metagegevens"), N_("Zet het om naar MDTO of haal het weg") },
	{ NULL, ".mdto.xml", N_("een bestand dat naar zijn naam MDTO is, maar niet naar zijn inhoud"), N_("Maak het opnieuw") },
	{ NULL, ".diwoo.xml", N_("een bestand dat naar zijn naam DiWoo is, maar niet naar zijn inhoud"), N_("Maak het opnieuw") },
};

static bool
may(struct str head)
{
	(void)head;
	return true; /* the name tells as well */
}

static int
read_file(struct visit *v, int doc, struct err *e)
{
	struct str name = path_base(v->d->docs[doc].path), head;
	struct tree_head *h = NEW(v->tmp, struct tree_head, 1);

	if (!pair_unread(v, doc))
		return 0;
	if (visit_head(v, doc, READER_HEAD, &head, e) != 0)
		return -1;
	tree_head(h, head);
	for (size_t i = 0; i < COUNT(kinds); i++) {
		if ((kinds[i].root != NULL && !tree_head_is(h, kinds[i].root, NULL)) ||
		    (kinds[i].suffix != NULL && !str_ends_nocase(name, str_of(kinds[i].suffix))))
			continue;
		v->d->docs[doc].role = ROLE_SIDECAR;
		visit_say(v, F_SID_SOURCE_UNREAD, doc, str_of(_(kinds[i].label)), str_of(_(kinds[i].todo)));
		return 1;
	}
	return 0;
}

const struct reader from_held = {
	.source = SOURCE_MDTO,
	.extensions = "xml metadata opex properties",
	.may = may,
	.read = read_file,
	.declared = true,
};
