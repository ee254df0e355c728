/* SPDX-License-Identifier: EUPL-1.2 */
/* clean_xmp.c - an XMP packet without the properties that say who made the document and with what. */
#include "clean/cleaning.h"
#include "clean/without.h"

#include "base/banned.h"

#define DC		"http://purl.org/dc/elements/1.1/"
#define XMP		"http://ns.adobe.com/xap/1.0/"
#define XMP_MM		"http://ns.adobe.com/xap/1.0/mm/"
#define PDFX		"http://ns.adobe.com/pdfx/1.3/"
#define PHOTOSHOP	"http://ns.adobe.com/photoshop/1.0/"

/* What goes (gate facts 4); name NULL: all of its namespace. */
static const struct { const char *ns, *name; } goes[] = {
	{ DC, "creator" }, { XMP, "CreatorTool" }, { XMP_MM, "History" }, { XMP_MM, "DerivedFrom" },
	{ XMP_MM, "Ingredients" }, { XMP_MM, "ManagedFrom" }, { XMP_MM, "Versions" }, { XMP_MM, "Pantry" },
	{ PDFX, NULL }, { PHOTOSHOP, "AuthorsPosition" }, { PHOTOSHOP, "CaptionWriter" }, { PHOTOSHOP, "History" },
	{ PHOTOSHOP, "DocumentAncestors" },
};

/* A property is an element or an attribute of an rdf:Description that stands in rdf:RDF. */
static bool
drop(void *user, const struct without_node *x)
{
	(void)user;
	if (!str_eq(x->parent, S("Description")) || !str_eq(x->grandparent, S("RDF")))
		return false;
	/* The mark of PDF/X, which has lived there since its first version (ISO 15930-1 6.11). */
	if (str_starts(x->name, S("GTS_")))
		return false;
	for (size_t i = 0; i < COUNT(goes); i++) {
		if (str_eq(x->ns, str_of(goes[i].ns)) &&
		    (goes[i].name == NULL || str_eq(x->name, str_of(goes[i].name))))
			return true;
	}
	return false;
}

bool
clean_xmp(struct str packet, struct arena *mem, struct str *out_r, uint64_t *n_r)
{
	const struct without w = { .drop = drop };

	/* Writers leave room behind a packet that is to be edited, some with NULs. */
	while (packet.n != 0 && packet.p[packet.n - 1] == '\0')
		packet.n--;
	return without_nodes(packet, &w, mem, out_r, n_r);
}
