/* SPDX-License-Identifier: EUPL-1.2 */
/* language.c - in which language a text is written. */
#include "glean/language.h"

#include "base/ascii.h"
#include "config/catalog.h"
#include "glean/readers.h"
#include "glean/words.h"
#include "proc/tools.h"

#include "base/banned.h"

#define EU		"http://publications.europa.eu/resource/authority/language/"
#define LOOK_MOST	((size_t)12000)	/* bytes: some two pages, so that a summary in another language does not decide */
#define WORDS_LEAST	40		/* of a text whose language can be told; a form or a table has fewer */
#define SHARE_LEAST	12		/* percent of them are small words: 35 in a letter, 15 in a list of names */
#define LEAD_LEAST	125		/* percent of the small words of the next language; Dutch and Frisian share some */
#define SURE_LEAST	60
#define SURE_MOST	97
#define SMALL_MOST	40		/* words of a language */
#define LETTERS		26

/* The small words of each language, folded; the most frequent ones that are no word of a letterhead. */
static const struct { const char *iso, *uri, *words[SMALL_MOST]; } languages[] = {
	{ "nl", EU "NLD", { "de", "het", "een", "van", "en", "in", "te", "dat", "die", "is", "voor", "op", "met", "zijn", "niet", "aan",
	    "er", "om", "ook", "als", "dan", "bij", "door", "naar", "wordt", "worden", "heeft", "deze", "dit", "tot", "over", "uit",
	    "wij", "u", "uw", "kan", "of", "der" } },
	{ "fy", EU "FRY", { "de", "it", "in", "fan", "en", "yn", "te", "dat", "dy", "is", "foar", "op", "mei", "binne", "net", "oan",
	    "der", "om", "ek", "as", "by", "troch", "nei", "wurdt", "wurde", "hat", "dizze", "dit", "ta", "oer", "ut", "wy", "jo", "kin",
	    "of", "wol", "hawwe", "soe", "mar", "sa" } },
	{ "en", EU "ENG", { "the", "of", "and", "to", "in", "a", "is", "that", "for", "it", "on", "with", "as", "be", "are", "this", "by",
	    "was", "at", "from", "or", "an", "which", "have", "has", "not", "will", "we", "you", "your", "our", "their", "its", "been" } },
	{ "de", EU "DEU", { "der", "die", "und", "in", "den", "von", "zu", "das", "mit", "sich", "des", "auf", "fur", "ist", "im", "dem",
	    "nicht", "ein", "eine", "als", "auch", "es", "an", "werden", "aus", "er", "hat", "dass", "sie", "nach", "wird", "bei",
	    "einer", "um", "am", "sind", "wir", "ihre" } },
	{ "fr", EU "FRA", { "de", "la", "le", "les", "et", "des", "en", "un", "une", "du", "est", "que", "pour", "qui", "dans", "par", "sur",
	    "au", "plus", "ne", "pas", "ce", "il", "avec", "sont", "aux", "se", "ou", "cette", "nous", "vous", "votre", "son", "d", "l" } },
	{ "es", EU "SPA", { "de", "la", "que", "el", "en", "y", "a", "los", "del", "se", "las", "por", "un", "para", "con", "no", "una", "su",
	    "al", "es", "lo", "como", "mas", "pero", "sus", "le", "ha", "este", "esta", "son" } },
	{ "it", EU "ITA", { "di", "e", "che", "la", "il", "un", "a", "per", "in", "una", "sono", "con", "del", "della", "non", "si", "da",
	    "dei", "le", "al", "come", "delle", "nel", "alla", "piu", "gli", "i", "questo", "ha", "o" } },
	{ "pt", EU "POR", { "de", "que", "e", "do", "da", "em", "um", "para", "com", "nao", "uma", "os", "no", "se", "na", "por", "mais", "as",
	    "dos", "como", "mas", "ao", "das", "seu", "sua", "ou", "quando", "muito", "o", "a" } },
	{ "pl", EU "POL", { "i", "w", "na", "z", "do", "nie", "sie", "jest", "o", "ze", "to", "od", "po", "za", "przez", "dla", "jak", "oraz",
	    "lub", "ktore", "ktory", "ktora", "sa", "przy", "tym", "tego", "co", "pod", "pani", "pana" } },
};

const char *
language_uri(const char *iso)
{
	for (size_t i = 0; i < COUNT(languages); i++) {
		if (str_eq(str_of(languages[i].iso), str_of(iso)))
			return languages[i].uri;
	}
	return NULL;
}

/* All of them, by their first letter. */
struct smalls {
	struct { struct str word; size_t language; } v[COUNT(languages) * SMALL_MOST];
	size_t		 from[LETTERS + 1];	/* where those begin that begin with a, with b, ... */
	size_t		 longest;		/* bytes */
};

static void
list_smalls(struct smalls *l)
{
	/* How many begin with each letter; then, from the last on, each goes before those that have its letter. */
	for (size_t i = 0; i < COUNT(languages); i++) {
		for (size_t k = 0; k < SMALL_MOST && languages[i].words[k] != NULL; k++)
			l->from[languages[i].words[k][0] - 'a']++;
	}
	for (int c = 1; c <= LETTERS; c++)
		l->from[c] += l->from[c - 1];
	for (size_t i = 0; i < COUNT(languages); i++) {
		for (size_t k = 0; k < SMALL_MOST && languages[i].words[k] != NULL; k++) {
			size_t at = --l->from[languages[i].words[k][0] - 'a'];

			l->v[at].word = str_of(languages[i].words[k]);
			l->v[at].language = i;
			if (l->v[at].word.n > l->longest)
				l->longest = l->v[at].word.n;
		}
	}
}

const char *
language_find(struct str plain, int *sure_r)
{
	size_t hits[COUNT(languages)] = { 0 }, words = 0, best = 0, next = 0;
	struct smalls *l = &(struct smalls){ 0 };
	struct str w;

	list_smalls(l);
	*sure_r = 0;
	while (word_next(&plain, &w)) {
		if (!ascii_letter(w.p[0]))
			continue;
		words++;
		if (w.p[0] < 'a')
			continue;
		/* Most words are longer than these, and most of these differ in their second letter. */
		for (size_t i = l->from[w.p[0] - 'a']; w.n <= l->longest && i < l->from[w.p[0] - 'a' + 1]; i++)
			hits[l->v[i].language] +=
			    l->v[i].word.n == w.n && l->v[i].word.p[w.n > 1] == w.p[w.n > 1] && str_eq(w, l->v[i].word);
	}
	for (size_t i = 1; i < COUNT(languages); i++) {
		if (hits[i] > hits[best])
			best = i;
	}
	for (size_t i = 0; i < COUNT(languages); i++) {
		if (i != best && hits[i] > next)
			next = hits[i];
	}
	if (words < WORDS_LEAST || hits[best] * 100 < words * SHARE_LEAST || hits[best] * 100 < next * LEAD_LEAST)
		return NULL;
	*sure_r = SURE_LEAST + (int)((hits[best] - next) * (SURE_MOST - SURE_LEAST) / hits[best]);
	return languages[best].iso;
}

void
glean_language(struct glean *g)
{
	const struct term *term;
	const char *iso;
	int sure;

	if (g->view.n == 0)
		return;
	iso = language_find(str_sub(g->view.w[0].f.s, 0, LOOK_MOST), &sure);
	if (iso == NULL || g->job->tools->lists == NULL)
		return;
	term = catalog_uri(g->job->tools->lists, "talen", str_of(language_uri(iso)));
	if (term != NULL)
		glean_say(g,
		    (struct statement){ .what = SAY_LANGUAGE,
			.text = term->label,
			.uri = term->uri,
			.sure = sure,
			.where = str_of(_("de woorden van de tekst")) });
}
