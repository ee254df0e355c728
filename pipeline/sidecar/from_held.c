/* SPDX-License-Identifier: EUPL-1.2 */
/* from_held.c - recognises descriptions that are not read, and holds them. */
#include "sidecar/from_held.h"

#include "base/path.h"
#include "sidecar/pair.h"
#include "sidecar/tree.h"

#include "base/banned.h"

#define COPY	N_("Haal het weg, of neem wat erin staat over in dossier.yaml")
#define AGAIN	N_("Maak het opnieuw")
#define NAMED	N_("een bestand met metagegevens, naar zijn naam")
#define RENAME	N_("Haal het weg, of geef het een andere naam als het een stuk is")

static const struct {
	const char *root;		/* or NULL: any */
	const char *suffix;		/* of its name, or NULL: any */
	const char *label, *todo;
} kinds[] = {
	{ "ToPX", NULL, N_("ToPX"), N_("Zet het om naar MDTO en lever dat aan") },
	{ "OPEXMetadata", NULL, N_("OPEX (Preservica)"), COPY },
	{ NULL, ".opex", N_("OPEX (Preservica)"), COPY },
	{ NULL, ".metadata.properties.xml", N_("metagegevens van Alfresco"), COPY },
	{ NULL, ".metadata.properties", N_("metagegevens van Alfresco"), COPY },
	{ NULL, ".metadata", N_("een bestand met metagegevens"), N_("Zet het om naar MDTO of haal het weg") },
	{ NULL, ".mdto.xml", N_("een bestand dat naar zijn naam MDTO is, maar niet naar zijn inhoud"), AGAIN },
	{ NULL, ".diwoo.xml", N_("een bestand dat naar zijn naam DiWoo is, maar niet naar zijn inhoud"), AGAIN },
	{ "mets", NULL, N_("METS"), COPY },
	{ "premis", NULL, N_("PREMIS"), COPY },
	{ "mods", NULL, N_("MODS"), COPY },
	{ "dublin_core", NULL, N_("Dublin Core van DSpace"), COPY },
	{ NULL, "metadata.xml", NAMED, RENAME },
	{ NULL, "metadata.json", NAMED, RENAME },
	{ NULL, "metadata.csv", NAMED, RENAME },
	{ NULL, ".dc.xml", NAMED, RENAME },
	{ NULL, "dublincore.xml", NAMED, RENAME },
};

static int
hold(struct visit *v, int doc, const char *label, const char *todo)
{
	v->d->docs[doc].role = ROLE_SIDECAR;
	visit_say(v, F_SID_SOURCE_UNREAD, doc, str_of(_(label)), str_of(_(todo)));
	return 1;
}

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

	if (visit_head(v, doc, READER_HEAD, &head, e) != 0)
		return -1;
	tree_head(h, head);
	for (size_t i = 0; i < COUNT(kinds); i++) {
		if ((kinds[i].root != NULL && !tree_head_is(h, kinds[i].root, NULL)) ||
		    (kinds[i].suffix != NULL && !str_ends_nocase(name, str_of(kinds[i].suffix))))
			continue;
		return hold(v, doc, kinds[i].label, kinds[i].todo);
	}
	if (h->rootless && str_eq_nocase(path_ext(name), S("xml")))
		return hold(v, doc, N_("XML waarvan niet te zien is wat het is"),
		    N_("Haal weg wat voor het eerste element staat (toelichting, DOCTYPE)"));
	return 0;
}

const struct reader from_held = {
	.extensions = "xml json csv metadata opex properties",
	.may = may,
	.read = read_file,
};
