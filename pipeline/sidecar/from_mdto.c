/* SPDX-License-Identifier: EUPL-1.2 */
/* from_mdto.c - reads MDTO sidecars: all of a dossier at once, since files and objects point at each other. */
#include "sidecar/from_mdto.h"

#include "base/path.h"
#include "sidecar/claim.h"
#include "sidecar/mdto_object.h"
#include "sidecar/pair.h"

#include "base/banned.h"

#define SET_MOST	MIB(64)		/* marks of ten thousand files */
#define NAMESPACE	"https://www.nationaalarchief.nl/mdto"

static const char *const file_suffixes[] = { ".bestand.mdto.xml", ".mdto.xml", ".xml", NULL };

/* --- one file ---------------------------------------------------------------------------- */

/* The file that a bestand describes: by its name, then by ours. */
static int
described(struct teller *t, const struct tree *x, size_t k)
{
	struct str name = tree_text(x, k, "naam");
	int found = name.n == 0 ? DOC_NONE : visit_beside(t->v, t->file, name);

	if (found == DOC_NONE || found == t->file)
		found = pair_own_name(t->v, t->file, file_suffixes);
	if (found >= 0)
		return found;
	teller_fault(t, true, "naam",
	    found == PAIR_MANY ?
		_("er zijn meer bestanden die dit kunnen zijn; noem het hele bestand in ‘naam’") :
		_("het bestand dat hier wordt beschreven is er niet; lever het mee of haal deze beschrijving weg"));
	return DOC_NONE;
}

static int
checksum(struct teller *t, const struct tree *x, size_t k, int of, struct str where, uint64_t *spent, struct err *e)
{
	enum claim_end end = CLAIM_SOUND;

	if (claim_checksum(t->v, of, where, tree_path(x, k, "checksumAlgoritme/begripLabel"),
		tree_text(x, k, "checksumWaarde"), spent, &end, e) != 0)
		return -1;
	if (end == CLAIM_UNKNOWN)
		teller_fault(t, true, "checksum",
		    _("dit algoritme kent woostraat niet, dus het controlegetal is niet gecontroleerd; gebruik SHA-256"));
	if (end == CLAIM_MALFORMED)
		teller_fault(t, true, "checksum", _("dit is geen controlegetal van dat algoritme; verbeter het"));
	return 0;
}

/* Its size and checksums are claims: they are held against the file. */
static int
verify(struct teller *t, const struct tree *x, size_t k, int of, struct err *e)
{
	struct str where = finding_shown(t->v->r->mem, path_base(t->v->d->docs[t->file].path));
	struct str size = tree_text(x, k, "omvang");
	uint64_t bytes, spent = 0;
	size_t c;

	if (str_u64(size, &bytes) == 0)
		claim_size(t->v, of, where, bytes);
	else
		teller_fault(t, true, "omvang", _("dit is geen aantal bytes; verbeter het"));
	for (size_t i = 0; (c = tree_child(x, k, "checksum", i)) != TREE_NONE; i++) {
		if (checksum(t, x, c, of, where, &spent, e) != 0)
			return -1;
	}
	if (tree_child(x, k, "checksum", 0) == TREE_NONE)
		teller_fault(t, false, "checksum",
		    _("er staat geen controlegetal, dus niemand kan zien of dit hetzelfde bestand is"));
	return 0;
}

static int
take_file(struct mdto_set *set, struct mdto_record *r, const struct tree *x, size_t k, struct err *e)
{
	struct teller t = { .v = set->v, .file = r->doc, .doc = DOC_NONE, .source = SOURCE_MDTO, .sure = 90 };

	r->is_file = true;
	r->of = t.doc = described(&t, x, k);
	*PUSH(set->mem, r->refs.v, r->refs.n, r->refs.cap) =
	    mdto_mark_of(set->mem, x, tree_child(x, k, "isRepresentatieVan", 0));
	if (r->of == DOC_NONE)
		return 0;
	teller_text(&t, SAY_FORMAT, tree_path(x, k, "bestandsformaat/begripLabel"), "bestandsformaat");
	return verify(&t, x, k, r->of, e);
}

static void
take_object(struct mdto_set *set, struct mdto_record *r, const struct tree *x, size_t k)
{
	size_t c;

	r->of = DOC_NONE;
	r->level = mdto_level_of(tree_path(x, k, "aggregatieniveau/begripLabel"));
	r->has_parts = tree_child(x, k, "bevatOnderdeel", 0) != TREE_NONE;
	for (size_t i = 0; (c = tree_child(x, k, "heeftRepresentatie", i)) != TREE_NONE; i++)
		*PUSH(set->mem, r->refs.v, r->refs.n, r->refs.cap) = mdto_mark_of(set->mem, x, c);
}

/* Its informatieobject or bestand; TREE_NONE: it has neither, or more than one, and that was told. */
static size_t
subject(struct visit *v, int doc, const struct tree *x)
{
	struct teller t = { .v = v, .file = doc, .doc = DOC_NONE, .source = SOURCE_MDTO };
	size_t k = tree_child(x, 0, NULL, 0);

	if (!str_eq(x->v[0].name, S("MDTO"))) {
		teller_fault(&t, false, "MDTO", _("de buitenste MDTO ontbreekt; toch gelezen"));
		return 0;
	}
	if (!str_eq(x->v[0].ns, S(NAMESPACE)))
		teller_fault(&t, false, "MDTO", _("de naamruimte is niet die van MDTO (" NAMESPACE "); toch gelezen"));
	if (k != TREE_NONE && tree_child(x, 0, NULL, 1) == TREE_NONE &&
	    (str_eq(x->v[k].name, S("informatieobject")) || str_eq(x->v[k].name, S("bestand"))))
		return k;
	teller_fault(
	    &t, true, "MDTO", _("hierin hoort precies één informatieobject of bestand te staan; verbeter het bestand"));
	return TREE_NONE;
}

static int
add(struct mdto_set *set, int doc, struct err *e)
{
	struct mark mark = arena_mark(set->v->tmp);
	struct mdto_record r = { .doc = doc };
	struct tree x;
	size_t k = TREE_NONE, c;
	int rc = tree_take(set->v, doc, SOURCE_MDTO, &x, e);

	if (rc < 0)
		return -1;
	if (rc == 0)
		k = subject(set->v, doc, &x);
	rc = 0;
	if (k != TREE_NONE) {
		for (size_t i = 0; (c = tree_child(&x, k, "identificatie", i)) != TREE_NONE; i++)
			*PUSH(set->mem, r.ids.v, r.ids.n, r.ids.cap) = mdto_mark_of(set->mem, &x, c);
		if (str_eq(x.v[k].name, S("bestand")))
			rc = take_file(set, &r, &x, k, e);
		else
			take_object(set, &r, &x, k);
		*PUSH(set->mem, set->record, set->n, set->cap) = r;
	}
	arena_rewind(set->v->tmp, mark);
	return rc;
}

/* --- the set ------------------------------------------------------------------------------ */

static bool
may(struct str head)
{
	struct tree_head h;

	tree_head(&h, head);
	return tree_head_is(&h, "MDTO", NULL) || tree_head_is(&h, "informatieobject", NULL) ||
	    tree_head_is(&h, "bestand", NAMESPACE);
}

static int
add_all(struct mdto_set *set, int from, struct err *e)
{
	struct visit *v = set->v;

	for (size_t i = (size_t)from; i < v->d->ndocs; i++) {
		struct mark mark = arena_mark(v->tmp);
		struct str head = STR_NONE;
		bool is = false;

		if (pair_unread(v, (int)i) && str_eq_nocase(path_ext(v->d->docs[i].path), S("xml"))) {
			if (visit_head(v, (int)i, READER_HEAD, &head, e) != 0)
				return -1;
			is = may(head);
		}
		arena_rewind(v->tmp, mark);
		if (is && add(set, (int)i, e) != 0)
			return -1;
	}
	return 0;
}

/* A bestand of an object that nobody describes says nothing about what it is. */
static void
find_orphans(const struct mdto_set *set)
{
	for (size_t i = 0; i < set->n; i++) {
		const struct mdto_record *r = &set->record[i];
		struct teller t = { .v = set->v, .file = r->doc, .doc = DOC_NONE, .source = SOURCE_MDTO };
		bool known = !r->is_file || r->of == DOC_NONE;

		for (size_t k = 0; k < set->n && !known; k++) {
			const struct mdto_record *x = &set->record[k];

			known = !x->is_file && (mdto_share(&r->refs, &x->ids) || mdto_share(&x->refs, &r->ids));
		}
		if (!known)
			teller_fault(&t, false, "isRepresentatieVan",
			    _("het informatieobject waar dit bestand bij hoort is niet meegeleverd"));
	}
}

static int
read_set(struct visit *v, int doc, struct err *e)
{
	struct mdto_set set = { .v = v };
	int rc;

	set.mem = arena_new("mdto", SET_MOST);
	rc = add_all(&set, doc, e);
	if (rc == 0) {
		find_orphans(&set);
		rc = mdto_objects(&set, e);
	}
	arena_free(set.mem);
	return rc == 0 ? 1 : -1;
}

const struct reader from_mdto = {
	.extensions = "xml",
	.may = may,
	.read = read_set,
};
