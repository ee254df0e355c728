/* SPDX-License-Identifier: EUPL-1.2 */
/* letter.c - LEESMIJ.txt: what a bundle is, for who opens it without knowing any of this. */
#include "bundle/letter.h"

#include <inttypes.h>

#include "base/buf.h"
#include "base/mask.h"
#include "ground.h"

#include "base/banned.h"

#define LETTER_MOST	((size_t)1 << 30)	/* bytes; a document takes a few lines */
#define EOL		"\r\n"

/* A line of our own words. */
static void
line(struct buf *b, const char *text)
{
	buf_addf(b, "%s" EOL, text);
}

static void
heading(struct buf *b, const char *text)
{
	size_t n;

	buf_add(b, S(EOL));
	n = b->n;
	buf_add(b, str_of(text));
	n = b->n - n;
	buf_add(b, S(EOL));
	while (n-- != 0)
		buf_addc(b, '-');
	buf_add(b, S(EOL));
}

/* What is known of the dossier; nothing is shown of what is not. */
static void
fact(struct buf *b, const char *name, const struct record *r, enum field f)
{
	for (size_t i = 0; i < r->f[f].n; i++)
		buf_addf(b, "%-14s %.*s" EOL, i == 0 ? name : "", STRF(r->f[f].v[i].text));
}

static void
facts(struct buf *b, const struct dossier *d, const struct sip *sip)
{
	const struct record *first = dossier_record(d);
	uint64_t bytes = 0;
	size_t files = 0;

	if (first != NULL) {
		fact(b, _("Titel:"), first, MD_OFFICIELE_TITEL);
		fact(b, _("Organisatie:"), first, MD_PUBLISHER);
		fact(b, _("Kenmerk:"), first, MD_AGGREGATIEKENMERK);
		fact(b, _("Categorie:"), first, MD_INFORMATIECATEGORIE);
	}
	for (size_t i = 0; i < sip->n; i++) {
		files += sip->v[i].file.n != 0;
		bytes += sip->v[i].file.n != 0 ? d->docs[sip->v[i].doc].have[A_ORIGINAL].size : 0;
	}
	buf_addf(b, _("%-14s %zu, samen %" PRIu64 " bytes"), _("Bestanden:"), files, bytes);
	buf_add(b, S(EOL));
}

static void
folders(struct buf *b, const struct sip *sip)
{
	heading(b, _("Wat erin zit"));
	buf_addf(b, "data/%.*s/" EOL, STRF(sip->dossier));
	line(b, _("    De documenten: een map per document, met het bestand zelf. Daarnaast staat steeds"));
	line(b, _("    een beschrijving voor het archief (MDTO 1.0.1): van het dossier, van elk document"));
	line(b, _("    en van elk bestand. Deze map is zo in te lezen in een e-depot."));
	line(b, "diwoo/");
	line(b, _("    Van elk document de metadata zoals die openbaar is (DiWoo)."));
	line(b, "bewijs/herkomst.csv");
	line(b, _("    Waar elke waarde in die metadata vandaan komt; te openen in een spreadsheet."));
	line(b, "bagit.txt, bag-info.txt, manifest-*.txt, tagmanifest-*.txt");
	line(b, _("    De verpakking (BagIt 1.0, RFC 8493): van elk bestand een controlegetal."));
}

/* Telling of it is a duty (Woo, art. 3.3 lid 8); so is saying why. */
static void
withheld(struct buf *b, const struct notice *n)
{
	const struct statement *p;

	line(b, _("    niet openbaar, zonder bestand; geweigerd op grond van de Woo:"));
	for (size_t i = 0; (p = statement_next(&n->said, SAY_GROUND, &i)) != NULL;)
		buf_addf(b, "    artikel %.*s (%s)" EOL, STRF(p->text),
		    ground_label(p->text) == NULL ? "?" : _(ground_label(p->text)));
}

static void
documents(struct buf *b, const struct dossier *d, const struct sip *sip, struct arena *mem)
{
	heading(b, _("De documenten"));
	for (size_t i = 0; i < sip->n; i++) {
		const struct sip_doc *one = &sip->v[i];
		const struct artefact *a = one->file.n == 0 ? NULL : &d->docs[one->doc].have[A_ORIGINAL];

		buf_addf(b, "%zu. %.*s" EOL, i + 1, STRF(one->record->f[MD_OFFICIELE_TITEL].v[0].text));
		if (one->notice != NULL)
			withheld(b, one->notice);
		else if (a == NULL)
			line(b, _("    zonder bestand"));
		if (a == NULL)
			continue;
		buf_addf(b, "    data/%.*s/%.*s/%.*s" EOL, STRF(sip->dossier), STRF(one->stem), STRF(one->file));
		buf_addf(b, "    %" PRIu64 " bytes" EOL, a->size);
		buf_addf(b, "    SHA-256 %.*s" EOL, STRF(digest_hex(mem, a->sha256)));
	}
}

/* What was in an earlier version; of a document that was taken back neither name nor title. */
static void
taken_back(struct buf *b, const struct dossier *d, struct arena *mem)
{
	if (d->ntaken == 0)
		return;
	heading(b, _("Ingetrokken of vervangen"));
	for (size_t i = 0; i < d->ntaken; i++) {
		const struct taken_doc *t = &d->taken[i];

		buf_addf(b, "%.*s" EOL, STRF(uuid_text(mem, t->id)));
		buf_addf(b, t->replaced ? _("    vervangen op %.*s: %.*s") : _("    ingetrokken op %.*s: %.*s"),
		    STRF(date_dutch(mem, date_here(t->at))), STRF(t->label));
		buf_addf(b, EOL "    %.*s" EOL, STRF(mask_personal(mem, t->explanation)));
	}
}

static void
checking(struct buf *b)
{
	heading(b, _("Zo controleert u of alles er is en niets is veranderd"));
	line(b, _("Pak alles uit en geef in deze map de opdrachten:"));
	line(b, "    sha256sum -c manifest-sha256.txt");
	line(b, "    sha256sum -c tagmanifest-sha256.txt");
	line(b, _("Wie woostraat heeft, controleert het archief zoals het is, zonder uitpakken:"));
	line(b, _("    woostraat bundle verify NAAM-VAN-HET-ARCHIEF"));
}

struct str
letter_text(const struct dossier *d, const struct sip *sip, struct arena *mem)
{
	struct buf b;

	buf_init(&b, mem, LETTER_MOST);
	line(&b, _("Dit zijn documenten die openbaar zijn gemaakt op grond van de Wet open overheid (Woo)."));
	buf_add(&b, S(EOL));
	facts(&b, d, sip);
	folders(&b, sip);
	documents(&b, d, sip, mem);
	taken_back(&b, d, mem);
	checking(&b);
	must(!b.cut);
	return buf_str(&b);
}
