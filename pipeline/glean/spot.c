/* SPDX-License-Identifier: EUPL-1.2 */
/* spot.c - the words around a date: what they make of it. */
#include "glean/spot.h"

#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"

#include "base/banned.h"

#define TOP_LINES	4		/* a title, what it is a title of, and for whom */
#define ZONE_LINES	25		/* a letterhead with two addresses and five labels */
#define ZONE_MOST	((size_t)3000)	/* bytes of them: a text without line ends has no letterhead to see */
#define FOOT_LINES	14		/* two signatures with names and functions */
#define LINE_MOST	((size_t)200)	/* bytes; a longer line is a paragraph */
#define FLAT_LEAST	((size_t)400)	/* bytes of a line that was a page, its line ends lost */
#define FLAT_HEAD	((size_t)1000)	/* of it: where its letterhead or its title was */
#define TITLE_LEAST	((size_t)80)	/* bytes of a line that is more than a few words */
#define STRAY_MOST	((size_t)1500)	/* bytes of a letterhead and what its labels are apart from */
#define NEAR_WORDS	2		/* words before a date that say whose it is */
#define PAGE_DIGITS	3		/* of the number of a page */
#define CELLS_MOST	2		/* of a line with a label and its value; a table has more */
#define TOWN_MOST	((size_t)40)	/* bytes of "'s-Hertogenbosch" and its like */

static bool
is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool
in_word(char c)
{
	return is_letter(c) || ascii_digit(c);
}

/* The bytes at i that are these, or in which a reader of pictures saw rn for m. */
static size_t
bytes_at(struct str s, size_t i, struct str word)
{
	size_t k = i;

	for (size_t n = 0; n < word.n; n++, k++) {
		if (k >= s.n)
			return 0;
		if (s.p[k] == word.p[n])
			continue;
		if (word.p[n] != 'm' || s.p[k] != 'r' || k + 1 >= s.n || s.p[++k] != 'n')
			return 0;
	}
	return k - i;
}

/* A word, or words, at byte i of s. */
static bool
word_at(struct str s, size_t i, struct str word)
{
	size_t n = bytes_at(s, i, word);

	return n != 0 && (i == 0 || !in_word(s.p[i - 1]) || !in_word(word.p[0])) &&
	    (i + n == s.n || !in_word(s.p[i + n]) || !in_word(word.p[word.n - 1]));
}

bool
has_word(struct str s, const char *word)
{
	struct str w = str_of(word);

	for (size_t i = 0; i + w.n <= s.n; i++) {
		if (s.p[i] == w.p[0] && word_at(s, i, w))
			return true;
	}
	return false;
}

bool
begins_with(struct str s, const char *word)
{
	return word_at(s, 0, str_of(word));
}

bool
ends_with(struct str s, const char *word)
{
	struct str w = str_of(word);

	return s.n >= w.n && word_at(s, s.n - w.n, w);
}

bool
has_any(struct str s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (has_word(s, words[i]))
			return true;
	}
	return false;
}

bool
begins_any(struct str s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (begins_with(s, words[i]))
			return true;
	}
	return false;
}

bool
ends_any(struct str s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (ends_with(s, words[i]))
			return true;
	}
	return false;
}
#define HAS(s, list)	has_any((s), (list), COUNT(list))
#define BEGINS(s, list)	begins_any((s), (list), COUNT(list))
#define ENDS(s, list)	ends_any((s), (list), COUNT(list))

static bool
is_blank(struct str s, size_t from, size_t end)
{
	while (from < end && (s.p[from] == ' ' || s.p[from] == '\t' || s.p[from] == '|'))
		from++;
	return from == end;
}

void
spot_bounds(struct bounds *b, const struct view *v)
{
	struct str s;
	int lines = 0;

	*b = (struct bounds){ 0 };
	if (v->n == 0)
		return;
	s = v->w[0].f.s;
	for (size_t i = 0, end; i < s.n && i < ZONE_MOST && lines < ZONE_LINES; i = end + 1) {
		end = view_line_end(s, i);
		if (is_blank(s, i, end))
			continue;
		lines++;
		b->zone = end;
		if (lines == 1)
			b->first = end;
		if (lines <= TOP_LINES)
			b->top = end;
	}
	if (b->zone > ZONE_MOST)
		b->zone = ZONE_MOST;
	if (b->top > ZONE_MOST)
		b->top = ZONE_MOST;
	s = v->w[v->n - 1].f.s;
	b->foot = s.n;
	for (lines = 0; b->foot != 0 && lines < FOOT_LINES;) {
		size_t end = b->foot;

		b->foot = view_line_start(s, end);
		lines += !is_blank(s, b->foot, end);
		if (b->foot != 0)
			b->foot--;
	}
}

/* Where the sentence begins in which i stands: behind a full stop and a capital, or an empty line. */
static size_t
sentence_start(const struct view *v, const struct window *w, size_t i)
{
	struct str s = w->f.s;
	size_t least = i > BEFORE_MOST ? i - BEFORE_MOST : 0, k = i;
	bool any = false;

	for (; k > least; k--) {
		char c = s.p[k - 1];

		if (c == '\n' && any) {
			size_t p = k - 1;

			while (p > least && (s.p[p - 1] == ' ' || s.p[p - 1] == '\t'))
				p--;
			if (p > least && s.p[p - 1] == '\n')
				return k;
		}
		any |= in_word(c);
		if ((c == '.' || c == ';') && k < s.n && (s.p[k] == ' ' || s.p[k] == '\n')) {
			size_t p = k;

			while (p < i && !in_word(s.p[p]))
				p++;
			/* "d.d. 12" and "nr. 5" go on; "mr. Jansen" is nobody's date. */
			if (p < i && (c == ';' || (is_letter(s.p[p]) && view_capital(v, w, p))))
				return k;
		}
	}
	/* Not within a word. */
	while (k != 0 && k < i && in_word(s.p[k - 1]) && in_word(s.p[k]))
		k++;
	return k;
}

/* A digit within a word is what a reader of pictures made of a letter: vastgeste1d. */
static char
letter_for(struct str s, size_t i)
{
	bool within = i != 0 && i + 1 < s.n && is_letter(s.p[i + 1]) && is_letter(s.p[i - 1]);

	return !within ? s.p[i] : s.p[i] == '0' ? 'o' : s.p[i] == '1' ? 'l' : s.p[i];
}

/* With one space for each run of white space, none at the ends. */
static struct str
plain(struct str s, struct arena *mem)
{
	struct buf b;
	bool space = false;

	buf_init(&b, mem, s.n + 1);
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == ' ' || s.p[i] == '\t' || s.p[i] == '\n') {
			space = b.n != 0;
			continue;
		}
		if (space)
			buf_addc(&b, ' ');
		space = false;
		buf_addc(&b, letter_for(s, i));
	}
	return buf_str(&b);
}

/* The bounds of the cell, within its line, in which [at, at + n) stands. */
static void
cell_of(struct str s, size_t at, size_t n, size_t *start_r, size_t *end_r)
{
	size_t start = at, end = at + n;

	while (start != 0 && s.p[start - 1] != '\n' && s.p[start - 1] != '\t' && s.p[start - 1] != '|' &&
	    !(start > 2 && s.p[start - 1] == ' ' && s.p[start - 2] == ' ' && s.p[start - 3] == ' '))
		start--;
	while (end < s.n && s.p[end] != '\n' && s.p[end] != '\t' && s.p[end] != '|' &&
	    !str_starts(str_from(s, end), S("   ")))
		end++;
	*start_r = start;
	*end_r = end;
}

/* The byte that stands `back` bytes before the white space before i. */
static char
before_gap(struct str s, size_t i, size_t back)
{
	while (i != 0 && (s.p[i - 1] == ' ' || s.p[i - 1] == '\n' || s.p[i - 1] == '\t'))
		i--;
	return i > back ? s.p[i - 1 - back] : '\0';
}

/* "1 NOTULEN GEMEENTERAAD": without the numbers of pages that some programs put before a page. */
static struct str
without_page(struct str s)
{
	for (;;) {
		size_t n = 0;

		while (n < s.n && n < PAGE_DIGITS && ascii_digit(s.p[n]))
			n++;
		if (n == 0 || n >= s.n || s.p[n] != ' ')
			return s;
		s = str_from(s, n + 1);
	}
}

/* Are there more than two cells on the line? */
static bool
is_row(struct str s, size_t at)
{
	size_t i = view_line_start(s, at), end = view_line_end(s, at), cells = 0;

	while (i < end && cells <= CELLS_MOST) {
		size_t from = i;

		while (i < end && s.p[i] != '\t' && s.p[i] != '|' && !str_starts(str_from(s, i), S("   ")))
			i++;
		cells += !is_blank(s, from, i);
		while (i < end && (s.p[i] == '\t' || s.p[i] == '|' || s.p[i] == ' '))
			i++;
	}
	return cells > CELLS_MOST;
}

/* "1.", "nr. 3": does a row of a list begin with its number, before the cell that begins at end? */
static bool
is_listed(struct str s, size_t end)
{
	size_t i = view_line_start(s, end);

	while (i < end && (s.p[i] == ' ' || s.p[i] == '\t' || s.p[i] == '|'))
		i++;
	if (i == end)
		return false;
	if (word_at(s, i, S("nr")))
		i += sizeof "nr" - 1;
	while (i < end && !in_word(s.p[i]))
		i++;
	for (size_t n = 0; i < end && ascii_digit(s.p[i]); n++) {
		if (n == PAGE_DIGITS)
			return false;
		i++;
	}
	return !(i < end && in_word(s.p[i])) && i != 0 && ascii_digit(s.p[i - 1]);
}

/* The last words of s. */
static struct str
near_words(struct str s)
{
	size_t i = s.n;

	for (int n = 0; i != 0 && n < NEAR_WORDS; i--)
		n += s.p[i - 1] == ' ';
	return str_from(s, i == 0 ? 0 : i + 1);
}

void
spot_of(struct spot *p, const struct view *v, const struct bounds *b, const struct window *w, size_t from, size_t at,
    size_t n, struct arena *mem)
{
	struct str s = w->f.s;
	size_t start, end;

	*p = (struct spot){ .w = w, .at = at, .n = n };
	start = sentence_start(v, w, at);
	p->item = ascii_digit(before_gap(s, start, 1)) && before_gap(s, start, 0) == '.';
	if (start < from)
		start = from;
	p->before = when_without_weekday(without_page(plain(str_sub(s, start, at - start), mem)));
	if (start > from)
		from = start;
	cell_of(s, at, n, &start, &end);
	p->item |= is_listed(s, start);
	p->aside = !is_blank(s, view_line_start(s, start), start);
	if (at - start > BEFORE_MOST)
		start = at - BEFORE_MOST;
	if (start < from)
		start = from;
	p->row = is_row(s, at) || !is_blank(s, end, view_line_end(s, end));
	if (end - at > BEFORE_MOST)
		end = at + BEFORE_MOST;
	p->line = when_without_weekday(without_page(plain(str_sub(s, start, at - start), mem)));
	p->behind = at + n < end ? plain(str_sub(s, at + n, end - at - n), mem) : S("");
	for (size_t i = view_line_start(s, at); i < at && !p->quoted && !in_word(s.p[i]); i++)
		p->quoted = s.p[i] == '"';
	p->top = w == &v->w[0] && at < b->top;
	p->first = w == &v->w[0] && at < b->first;
	p->zone = w == &v->w[0] && at < b->zone;
	start = view_line_start(s, at);
	p->flat = p->zone && !p->row && at - start < FLAT_HEAD &&
	    (view_line_end(s, at) - start > FLAT_LEAST || str_starts(str_from(s, start), S("1 ")));
	p->foot = w == &v->w[v->n - 1] && at >= b->foot;
	for (size_t i = 0; i < v->text->nheadings; i++) {
		const struct heading *h = &v->text->headings[i];
		struct span span = view_span(v, w, at, at + n);

		if (h->off > span.off)
			break;
		p->heading |= span.off + span.len <= h->off + h->len && h->len - span.len < sizeof "donderdag ";
	}
}

bool
spot_is_town(const struct view *v, const struct window *w, size_t start, size_t end)
{
	struct str s = w->f.s;
	int words = 1;

	while (start < end && !in_word(s.p[start]))
		start++;
	while (end > start && (s.p[end - 1] == ' ' || s.p[end - 1] == ','))
		end--;
	if (start == end || end - start > TOWN_MOST || end - start < 2)
		return false;
	if (str_starts(str_from(s, start), S("s-")))
		start += 2; /* 's-Gravenhage */
	if (!is_letter(s.p[start]) || !view_capital(v, w, start))
		return false;
	for (size_t i = start; i < end; i++) {
		char c = letter_for(s, i);

		if (!is_letter(c) && c != ' ' && c != '-' && c != '\'')
			return false;
		words += c == ' ';
	}
	return words <= 4;
}

/* What it is based on, and not itself. */
static const char *const given[] = { "gelet", "gezien", "gelezen", "gehoord", "overwegende", "ingevolge", "krachtens",
	"voordracht", "verwijzend", "inachtneming" };
static const char *const organs[] = { "de raad", "de gemeenteraad", "het college", "gedeputeerde staten", "provinciale staten",
	"burgemeester en wethouders", "de burgemeester", "de burgemeester en wethouders", "het algemeen bestuur",
	"het dagelijks bestuur", "de verenigde vergadering", "dijkgraaf en heemraden", "college van burgemeester en wethouders",
	"de minister", "de staatssecretaris", "de commissaris", "de heffingsambtenaar", "de griffier" };
/* Words in which a document is put on paper, decided or signed; what follows "aldus", or begins a sentence. */
static const char *const signs[] = { "ondertekend", "getekend", "opgemaakt", "overeengekomen", "gedaan", "verleden",
	"verklaard", "geparafeerd", "gesloten", "signed", "done", "executed" };
static const char *const decides[] = { "vastgesteld", "besloten", "goedgekeurd", "aangenomen", "gegeven", "adopted", "approved" };
static const char *const by[] = { "op", "van", "d.d.", "d.d", "dd.", "dd", "de dato", "datum", "op de", "den", "d.d.:",
	"van de", "gedateerd", "op datum", "on", "dated", "of" };
static const char *const earlier[] = { "vaststellen", "vaststelling", "goedkeuren", "goedkeuring", "vorige", "vorig", "volgende",
	"voortgezet", "minutes of the meeting", "opgeheven" };
/* Papers of others, and what is not of this day. */
static const char *const others[] = { "uw", "brief", "verzoek", "aanvraag", "aanvragen", "bezwaar", "bezwaarschrift", "ontvangen",
	"ingekomen", "ingediend", "wet", "gelet", "gezien", "gelezen", "uitspraak", "arrest", "vonnis", "mail", "e-mail",
	"motie", "vragen", "vraag", "stb", "staatsblad", "stcrt", "geboren", "geb", "overleden", "voorstel",
	"besluit", "verordening", "raadsbesluit", "collegebesluit", "n.a.v.", "naar aanleiding", "versie van", "zoals",
	"gewijzigd", "wijziging", "laatstelijk", "vanaf", "tot", "t/m", "per", "uiterlijk", "voor", "na", "sinds", "met ingang",
	"evaluatie", "stand", "peildatum", "situatie", "print", "afgedrukt", "geprint", "gedownload", "download",
	"officiele uitgave", "staatscourant", "gemeenteblad", "provinciaal blad", "waterschapsblad", "geraadpleegd", "is", "zijn",
	"verlopen", "eindigt", "zichtdatum", "geldend", "geldig", "reageren", "jl", "jl.", "from", "to", "until", "period",
	"as at", "as of", "at" };
static const char *const meetings[] = { "vergadering", "raadsvergadering", "collegevergadering", "commissievergadering",
	"statenvergadering", "bestuursvergadering", "zitting", "bijeenkomst", "raadscommissie", "besluitenlijst", "agenda", "notulen",
	"verslag", "b&w-vergadering", "gs-vergadering", "afsprakenlijst", "actielijst", "presentielijst", "besluitenoverzicht",
	"bestuurlijk overleg", "themabijeenkomst", "raadsplein", "raadsavond", "beeldvormende avond", "hoorzitting", "actie- en besluitenlijst", "collegeagenda", "raadsagenda", "meeting", "decision list" };
static const char *const acts[] = { "besluit", "verordening", "regeling", "beleidsregel", "beleidsregels", "wijzigingsbesluit",
	"aanwijzingsbesluit", "verkeersbesluit", "mandaatbesluit", "delegatiebesluit", "intrekkingsbesluit", "raadsbesluit",
	"collegebesluit", "bekendmaking", "beschikking", "nadere regels", "reglement", "beslissing", "uitvoeringsbesluit", "treasurystatuut" };
static const char *const papers[] = { "memo", "memorandum", "notitie", "nota", "raadsbrief", "raadsinformatiebrief", "collegebrief",
	"rapport", "rapportage", "advies", "collegeadvies", "collegevoorstel", "raadsvoorstel", "statenvoorstel", "persbericht", "brief",
	"informatienota", "wethoudersbrief", "eindrapport", "onderzoeksrapport", "convenant", "overeenkomst",
	"samenwerkingsovereenkomst", "plan", "concept", "definitief", "versie", "ontwerp", "vastgesteld", "final", "uitgave" };

/* Behind these a date is part of a sentence. */
static const char *const not_own[] = { "op", "van", "d.d.", "dd.", "dd", "d.d", "per", "sinds", "vanaf", "tot", "voor", "na", "in",
	"en", "is", "de", "dan", "uiterlijk", "t/m", "jl", "bij", "met" };

/* What a sentence makes of the date at its end; s begins with the sentence, or with the line. */
static struct role
sentence_role(const struct spot *p, struct str b)
{
	static const char *const force[] = { "in werking", "in werking op", "in werking met ingang van",
		"inwerkingtreding op", "in werking per", "in werking vanaf", "inwerkingtreding per", "van kracht op",
		"van kracht met ingang van", "geldt vanaf", "geldt met ingang van", "geldig vanaf", "geldig van",
		"geldig tot", "geldig tot en met", "geldt tot en met", "geldig t/m", "inwerkingtreding" };
	static const char *const comes[] = { "treedt op", "treden op", "treedt met ingang van", "treedt per" };
	static const char *const held[] = { "heeft op", "hebben op", "vergadering van", "hebben bij besluit van",
		"heeft bij besluit van", "heeft in de vergadering van" };
	static const char *const done[] = { "besloten", "vastgesteld", "hebben vastgesteld", "heeft vastgesteld",
		"hebben besloten", "heeft besloten", "de volgende verordening heeft vastgesteld" };
	static const char *const this[] = { "dit", "deze" };
	static const char *const later[] = { "wordt", "worden", "zal", "zullen", "moet", "moeten", "dient", "dienen",
		"voor", "uiterlijk" };

	if (ENDS(b, force))
		return (struct role){ SAY_VALID, has_word(b, "deze") || has_word(b, "dit") || p->zone ? 88 : 60 };
	if (begins_with(p->behind, "in werking") && ENDS(b, comes))
		return (struct role){ SAY_VALID, has_word(b, "deze") || has_word(b, "dit") || p->zone ? 88 : 60 };
	if (p->zone && BEGINS(p->behind, done) && ENDS(b, held))
		return (struct role){ SAY_ESTABLISHED, 85 };
	if (has_word(b, "aldus") && HAS(b, signs))
		return (struct role){ SAY_SIGNED, 92 };
	if (has_word(b, "aldus") && HAS(b, decides))
		return (struct role){ SAY_ESTABLISHED, 95 };
	if (BEGINS(b, decides) && (ENDS(b, by) || HAS(b, meetings) || p->foot) && !HAS(b, later))
		return (struct role){ SAY_ESTABLISHED, p->zone || p->foot ? 90 : 70 };
	if (BEGINS(b, signs) && (ENDS(b, by) || has_word(b, "te")))
		return (struct role){ SAY_SIGNED, 90 };
	if (BEGINS(b, this) && HAS(b, decides) && ENDS(b, by) && !HAS(b, later))
		return (struct role){ SAY_ESTABLISHED, 85 };
	if (has_word(b, "vergadering bijeen") || ends_with(b, "bijeen op"))
		return (struct role){ SAY_MEETING, 85 };
	return (struct role){ 0 };
}

/* An annex is of the day of its decision.  "Opgesteld op", "versie": when a paper says how new it is; "het college heeft op" what its makers did. */
static struct role
made_role(const struct spot *p)
{
	static const char *const as_of[] = { "opgesteld op", "opgesteld d.d.", "bijgewerkt op", "bijgewerkt tot",
		"bijgewerkt tot en met", "geactualiseerd op", "versie", "versie van", "versie d.d.", "opgemaakt op" };
	static const char *const annex[] = { "bijlage", "inventarislijst", "bij het besluit", "bij besluit",
		"inventaris", "behorend" };
	static const char *const with[] = { "bij het besluit", "bij besluit", "bij de beslissing" };
	static const char *const offered[] = { "aangeboden op", "ingediend op", "overhandigd op" };
	static const char *const deed[] = { "vast op", "heeft op", "hebben op", "besloot op", "besloten op",
		"besluit op", "besluiten", "besluiten op", "stelden op", "stelde op", "vastgesteld op", "nam op",
		"namen op" };
	static const char *const theirs[] = { "uw", "aanvraag", "bezwaar", "bezwaarschrift", "verzoek", "zienswijze" };
	struct str b = p->before;

	if (!p->zone || HAS(b, given) || HAS(b, theirs))
		return (struct role){ 0 };
	if (ENDS(b, as_of))
		return (struct role){ SAY_DATE, 70 };
	if (p->top && (BEGINS(b, annex) || BEGINS(p->line, annex)) && HAS(b, with) && ENDS(b, by))
		return (struct role){ SAY_DATE, 70 };
	if (p->top && b.n <= TOWN_MOST && ENDS(b, offered))
		return (struct role){ SAY_DATE, 65 };
	if (BEGINS(b, organs) && ENDS(b, deed))
		return (struct role){ SAY_ESTABLISHED, 65 };
	return (struct role){ 0 };
}

/* The bytes at the end of s that are a day of the week. */
static size_t
day_of_week(struct str s)
{
	struct str rest = when_without_weekday(s);

	return (size_t)(s.p + s.n - (rest.p + rest.n)) > 1 ? (size_t)(s.p + s.n - (rest.p + rest.n)) : 0;
}

/* A town and a comma, with nothing else on the line but an end. */
static bool
town_before(const struct spot *p, const struct view *v)
{
	struct str s = p->w->f.s;
	size_t start, end;

	cell_of(s, p->at, 0, &start, &end);
	end = p->at;
	while (end > start && s.p[end - 1] == ' ')
		end--;
	end -= day_of_week(str_sub(s, start, end - start));
	if (end == start || s.p[end - 1] != ',')
		return false;
	/* "Voor akkoord, Duinwijk, 9 december 2021". */
	for (size_t i = end - 1; (p->zone || p->foot) && i > start; i--) {
		if (s.p[i - 1] == ',') {
			start = i;
			break;
		}
	}
	return spot_is_town(v, p->w, start, end);
}

/* Nothing stands behind but an end or what parts it from another thing. */
static bool
ends_line(struct str behind)
{
	/* "10:00 - 18:00", "20.00 uur": of a meeting. */
	if (behind.n > 4 && ascii_digit(behind.p[0]) && ascii_digit(behind.p[1]) &&
	    (behind.p[2] == ':' || behind.p[2] == '.'))
		return true;
	return behind.n == 0 || (behind.n == 1 && !in_word(behind.p[0])) || str_starts(behind, S("/ ")) ||
	    str_starts(behind, S("- ")) || str_starts(behind, S(", ")) || str_starts(behind, S("? ")) ||
	    str_starts(behind, S("| ")) || str_starts(behind, S("("));
}

/* "PROVINCIAAL BLAD Besluit van provinciale staten van": an act that begins, with its capital, behind a heading. */
static bool
titled_act(const struct spot *p, const struct view *v)
{
	static const char *const act_of[] = { "besluit van", "verordening van", "regeling van", "beleidsregel van",
		"beleidsregels van" };
	struct str s = p->w->f.s;
	size_t least = p->at > BEFORE_MOST ? p->at - BEFORE_MOST : 0;

	for (size_t i = p->at; i > least; i--) {
		if (is_letter(s.p[i - 1]) && begins_any(str_sub(s, i - 1, p->at - i + 1), act_of, COUNT(act_of)) &&
		    (i == 1 || !in_word(s.p[i - 2])))
			return view_capital(v, p->w, i - 1);
	}
	return false;
}

static struct role
line_role(const struct spot *p, const struct view *v)
{
	bool decided = ends_line(p->behind) || str_starts(p->behind, S("tot ")) ||
	    str_starts(p->behind, S("houdende")) || str_starts(p->behind, S("inzake")) ||
	    str_starts(p->behind, S("over ")) || str_starts(p->behind, S("nr")) || str_starts(p->behind, S(",")) ||
	    str_starts(p->behind, S("met ")) || str_starts(p->behind, S("kenmerk"));
	static const char *const elsewhere[] = { "wordt", "worden", "zal", "zullen", "is", "zijn", "was", "waren",
		"werd", "werden", "zoals", "eerder", "door ons" };
	static const char *const sat[] = { "gehouden op", "vergadering op", "vergadering d.d.", "vergadering dd",
		"vergadering dd." };
	static const char *const sits[] = { "vergadering", "vergadering van", "vergadering op", "raadsvergadering",
		"raadsvergadering van", "collegevergadering", "collegevergadering van", "commissievergadering",
		"commissievergadering van" };
	static const char *const taken[] = { "besluiten", "collegebesluiten" };
	static const char *const of_meeting[] = { "van de", "van de openbare", "van het", "der" };
	struct str b = p->before, line = p->line;

	/* "1. Besluitenlijst van 30 juni" is an item, not a title. */
	if (p->item || p->quoted || HAS(b, earlier) || (line.n > 2 && line.p[1] == '.' && line.p[2] == ' ') ||
	    (line.n != 0 && ascii_digit(line.p[0])) || begins_with(line, "nr."))
		return (struct role){ 0 };
	/* "van Zeelandvan 24 september": words that run into each other. */
	if (BEGINS(b, acts) && (ENDS(b, by) || str_ends(b, S("van"))) && decided && !HAS(b, given))
		return (struct role){ SAY_DECIDED, 85 };
	/* "PROVINCIAAL BLAD Besluit van de staten van 27 oktober 2000, nummer 20, tot vaststelling". */
	if (ENDS(b, by) && decided && p->behind.n != 0 && !HAS(b, given) && titled_act(p, v))
		return (struct role){ SAY_DECIDED, 75 };
	if (HAS(b, given))
		return (struct role){ 0 };
	if (HAS(b, meetings) && ENDS(b, sat) && !has_word(b, "uitgenodigd"))
		return (struct role){ SAY_MEETING, p->top || BEGINS(b, meetings) ? 85 : 75 };
	/* "Besluitenlijst / van de vergadering van het college / d.d. 3 november": a title of several lines. */
	if (p->top && b.n <= LINE_MOST && ENDS(b, by) && HAS(b, meetings) &&
	    (BEGINS(b, meetings) || BEGINS(b, of_meeting)) && ends_line(p->behind))
		return (struct role){ SAY_MEETING, 85 };
	/* "Openbaar verslag vergadering GS Utrecht 24-04-2018": the title itself. */
	if (p->first && line.n <= LINE_MOST / 2 && ends_line(p->behind) && (HAS(line, meetings) || BEGINS(line, taken)))
		return (struct role){ SAY_MEETING, 82 };
	if (HAS(line, meetings) && line.n <= LINE_MOST &&
	    (ENDS(line, by) || ENDS(line, meetings) || BEGINS(line, meetings)) && !has_word(line, "uw") &&
	    !has_word(line, "motie"))
		return (struct role){ SAY_MEETING, !ends_line(p->behind) ? 65 : p->top || ENDS(line, sits) ? 85 : 75 };
	if (line.n <= LINE_MOST &&
	    (has_word(line, "vastgesteld door") || has_word(line, "vastgesteld in") ||
		has_word(line, "vastgesteld op")) &&
	    ends_line(p->behind) && !HAS(line, elsewhere))
		return (struct role){ SAY_ESTABLISHED, 80 };
	if (BEGINS(line, papers) && line.n <= LINE_MOST && ENDS(line, by) && !has_word(line, "uw"))
		return (struct role){ SAY_DATE, 75 };
	return (struct role){ 0 };
}

/* "Datum 12 maart 2026 Afdeling": the label as a word of its own, with its capital, without its colon. */
static bool
after_label(const struct spot *p, const struct view *v)
{
	size_t i = p->at;

	if (!ends_with(p->before, "datum"))
		return false;
	while (i != 0 && !in_word(p->w->f.s.p[i - 1]))
		i--;
	return i >= sizeof "datum" - 1 && view_capital(v, p->w, i - (sizeof "datum" - 1));
}

/* "Stadskanaal, 13 mei 2016 Beslispunten": a word with a capital and a comma. */
static bool
after_town(const struct spot *p, const struct view *v)
{
	struct str s = p->w->f.s;
	size_t i = p->at, end;

	while (i != 0 && s.p[i - 1] == ' ')
		i--;
	i -= day_of_week(str_sub(s, view_line_start(s, i), i - view_line_start(s, i)));
	while (i != 0 && s.p[i - 1] == ' ')
		i--;
	if (i == 0 || s.p[i - 1] != ',')
		return false;
	end = i;
	for (i--; i != 0 && (is_letter(s.p[i - 1]) || s.p[i - 1] == '-' || s.p[i - 1] == '\'');)
		i--;
	return spot_is_town(v, p->w, i, end);
}

/* In a page whose lines are lost: what stood apart in it has a capital, a number or nothing behind it. */
static struct role
flat_role(const struct spot *p, const struct view *v)
{
	static const char *const by_whom[] = { "vastgesteld door", "vastgesteld in", "vastgesteld op" };
	struct str s = p->w->f.s;
	size_t i = p->at + p->n;
	bool apart;

	while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\n'))
		i++;
	apart = i >= s.n || s.p[i] == '/' || s.p[i] == '(' || s.p[i] == '|' ||
	    (is_letter(s.p[i]) && view_capital(v, p->w, i)) || (i > p->at + p->n && ascii_digit(s.p[i]));
	if (!apart || HAS(p->before, given))
		return (struct role){ 0 };
	if (after_town(p, v))
		return (struct role){ SAY_DATE, 66 };
	if (HAS(p->before, by_whom) && ENDS(p->before, by) && !HAS(near_words(p->before), others))
		return (struct role){ SAY_ESTABLISHED, 66 };
	if (p->before.n == 0 || HAS(near_words(p->before), others) || ENDS(p->before, not_own) || ENDS(p->before, by) ||
	    !is_letter(p->before.p[p->before.n - 1]))
		return (struct role){ 0 };
	return (struct role){ SAY_DATE, 62 };
}

struct role
spot_role(const struct spot *p, const struct view *v)
{
	static const char *const cites[] = { "voordracht", "gelet", "gezien", "gelezen", "voorstel", "gehoord",
		"advies", "uw" };
	static const char *const dd[] = { "d.d.", "dd.", "dd", "d.d", "de dato", "d.d.:" };
	struct role r = sentence_role(p, p->before);

	if (r.sure == 0)
		r = sentence_role(p, p->line);
	if (r.sure == 0)
		r = made_role(p);
	if (r.sure != 0)
		return r;
	if (town_before(p, v) && ends_line(p->behind))
		return (struct role){ SAY_DATE,
			p->aside                   ? 70 :
			    p->foot                ? 90 :
			    !p->zone               ? 70 :
			    has_word(p->line, ",") ? 75 :
						     90 };
	if (p->zone && after_label(p, v))
		return (struct role){ SAY_DATE, 75 };
	if (p->zone && (r = line_role(p, v)).sure != 0)
		return r;
	if (p->quoted)
		return (struct role){ 0 };
	if (p->line.n == 0 && !p->row && ends_line(p->behind) && (p->zone || p->foot || p->heading))
		return (struct role){ SAY_DATE,
			p->behind.n > 1          ? 65 :
			    p->foot && !p->zone  ? 65 :
			    p->heading || p->top ? 80 :
						   75 };
	if (p->top && !HAS(p->before, cites) && !HAS(near_words(p->before), others) &&
	    (str_starts(p->behind, S(", kenmerk")) || str_starts(p->behind, S(", nr")) ||
		str_starts(p->behind, S(", ons kenmerk"))))
		return (struct role){ SAY_DATE, 75 };
	if (p->flat)
		return flat_role(p, v);
	if (!p->zone || p->row || p->line.n > LINE_MOST || !ends_line(p->behind) || p->line.n == 0 ||
	    ascii_digit(p->line.p[0]) || str_ends(p->line, S("datum")) || HAS(p->before, given))
		return (struct role){ 0 };
	if (ENDS(p->line, dd))
		return (struct role){ SAY_DATE, HAS(p->line, others) ? 0 : 65 };
	/* Of a long title only its end says whose day it is. */
	if (HAS(p->top && p->line.n > TITLE_LEAST ? near_words(p->line) : p->line, others))
		return (struct role){ 0 };
	if ((p->top || p->line.n <= TOWN_MOST) && !ENDS(p->line, by))
		return (struct role){ SAY_DATE, p->behind.n > 1 ? 60 : p->top ? 65 : 60 };
	return (struct role){ 0 };
}

bool
spot_is_stray(const struct spot *p)
{
	return p->zone && p->at < STRAY_MOST && !p->item && !p->row &&
	    has_word(str_sub(p->w->f.s, 0, p->at), "datum") && !HAS(p->before, given) &&
	    !HAS(near_words(p->line), others) && !ENDS(p->line, by) && !ENDS(p->line, not_own);
}
