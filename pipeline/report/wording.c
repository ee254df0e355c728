/* SPDX-License-Identifier: EUPL-1.2 */
/* wording.c - the words of an account as an official knows them. */
#include "report/wording.h"

#include "base/banned.h"

struct word { const char *account, *dutch; };

static struct str
say(const struct word *words, size_t n, struct str word)
{
	for (size_t i = 0; i < n; i++) {
		if (str_eq(word, str_of(words[i].account)))
			return str_of(_(words[i].dutch));
	}
	return word;
}

struct str
wording_verdict(struct str word)
{
	static const struct word words[] = {
		{ "publish", N_("mag openbaar") },
		{ "look", N_("mag openbaar, met een opmerking") },
		{ "later", N_("later opnieuw") },
		{ "hold", N_("vasthouden") },
	};

	return say(words, COUNT(words), word);
}

struct str
wording_role(struct str word)
{
	static const struct word words[] = {
		{ "unknown", N_("rol onbekend") },
		{ "main", N_("hoofddocument") },
		{ "annex", N_("bijlage") },
		{ "inventory", N_("inventarislijst") },
		{ "withheld", N_("niet publiceren") },
		{ "package", N_("archief") },
		{ "sidecar", N_("beschrijving van het dossier") },
		{ "junk", N_("systeembestand") },
	};

	return say(words, COUNT(words), word);
}

struct str
wording_outcome(struct str word)
{
	static const struct word words[] = {
		{ "published", N_("gepubliceerd") },
		{ "unchanged", N_("ongewijzigd openbaar") },
		{ "handed", N_("als concept overgedragen") },
		{ "held", N_("vastgehouden") },
		{ "rejected", N_("geweigerd of apart gezet") },
		{ "later", N_("later opnieuw") },
		{ "skipped", N_("overgeslagen") },
	};

	return say(words, COUNT(words), word);
}

struct str
wording_origin(struct str word)
{
	static const struct word words[] = {
		{ "nowhere", N_("herkomst onbekend") },
		{ "source", N_("uit de bron") },
		{ "document", N_("uit het document") },
		{ "rule", N_("door een regel") },
		{ "default", N_("standaardwaarde") },
		{ "operator", N_("opgegeven door een medewerker") },
	};

	return say(words, COUNT(words), word);
}
