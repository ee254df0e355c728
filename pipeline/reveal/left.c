/* SPDX-License-Identifier: EUPL-1.2 */
/* left.c - what was left behind in a file: of each kind how many, and where. */
#include "reveal/left.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "format/exif.h"

#include "base/banned.h"

#define PLACES_MOST	((size_t)2000)	/* bytes of all places in one finding */

struct lefts *
lefts_new(struct revealing *v)
{
	struct lefts *l = NEW(v->tmp, struct lefts, 1);

	l->v = v;
	return l;
}

void
left_add(struct lefts *l, enum finding_code code, uint64_t n, struct str where)
{
	struct left *x = &l->of[code];

	x->n += n;
	if (where.n == 0 || n == 0)
		return;
	for (size_t i = 0; i < x->nwhere; i++) {
		if (str_eq(x->where[i], where))
			return;
	}
	if (x->nwhere == WHERE_MOST)
		x->more = true;
	else
		x->where[x->nwhere++] = str_dup(l->v->tmp, where);
}

static struct str
places(const struct left *x, struct arena *mem)
{
	struct buf b;

	buf_init(&b, mem, PLACES_MOST);
	for (size_t i = 0; i < x->nwhere; i++)
		buf_addf(&b, i == 0 ? "%.*s" : ", %.*s", STRF(x->where[i]));
	if (x->more)
		buf_addf(&b, " %s", _("en meer"));
	return buf_str(&b);
}

void
lefts_tell(struct lefts *l)
{
	struct arena *mem = l->v->tmp;

	for (int c = 0; c < F__COUNT; c++) {
		const struct left *x = &l->of[c];

		if (x->n != 0)
			reveal_find(l->v, (enum finding_code)c, 0, str_fmt(mem, "%llu", (unsigned long long)x->n),
			    x->nwhere != 0 ? places(x, mem) : str_of(_("plaats onbekend")));
	}
}

uint64_t
left_letters(struct str s)
{
	uint64_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += (unsigned char)s.p[i] > ' ' && (s.p[i] & 0xc0) != 0x80;
	return n;
}

void
left_hidden(struct lefts *l, struct str where)
{
	const struct text *t = &l->v->text;
	struct left *x = &l->of[F_REV_HIDDEN_TEXT];
	uint64_t n = 0;

	for (size_t i = 0; i < t->nstretches; i++) {
		const struct stretch *s = &t->stretches[i];

		if (s->origin == TEXT_HIDDEN)
			n += left_letters(str_sub(t->s, s->off, s->len));
	}
	/* The reader of the format names places; how much there is extract has seen, which knows styles. */
	x->n = 0;
	left_add(l, F_REV_HIDDEN_TEXT, n, x->nwhere == 0 ? where : STR_NONE);
}

bool
left_is_local(struct str s)
{
	s = str_trim(s);
	return str_eq_nocase(str_sub(s, 0, 5), S("file:")) || str_starts(s, S("\\\\")) ||
	    (s.n > 2 && ascii_letter(*s.p) && s.p[1] == ':' && (s.p[2] == '\\' || s.p[2] == '/'));
}

bool
left_is_web(struct str s)
{
	static const char *const schemes[] = { "http:", "https:", "ftp:", "ws:", "wss:" };

	s = str_trim(s);
	for (size_t i = 0; i < COUNT(schemes); i++) {
		if (str_eq_nocase(str_sub(s, 0, str_of(schemes[i]).n), str_of(schemes[i])))
			return true;
	}
	return str_starts(s, S("//"));
}

/* The first word of a name says that it is no person's, or the whole of it is what a program writes. */
static bool
is_nobody(struct str s)
{
	static const char *const words[] = { "gemeente", "gemeenteraad", "provincie", "waterschap", "hoogheemraadschap",
		"ministerie", "college", "regio", "omgevingsdienst", "veiligheidsregio", "griffie", "afdeling",
		"team" };
	static const char *const programs[] = { "microsoft office user", "microsoft office-gebruiker", "windows user",
		"windows-gebruiker", "python-docx", "openpyxl", "docx4j", "apache poi", "un-named", "unknown", "user",
		"gebruiker", "administrator", "pandoc" };
	struct str first, rest = s;
	size_t n = 0;

	(void)str_next(&rest, ' ', &first);
	for (size_t i = 0; i < COUNT(words); i++)
		n += str_eq_nocase(first, str_of(words[i]));
	for (size_t i = 0; i < COUNT(programs); i++)
		n += str_eq_nocase(s, str_of(programs[i]));
	return n != 0;
}

void
left_maker(struct lefts *l, const char *label, struct str value)
{
	value = str_trim(value);
	if (left_letters(value) != 0)
		left_add(l, is_nobody(value) ? F_REV_MAKER : F_REV_AUTHORS, 1, str_of(_(label)));
}

void
left_picture(struct lefts *l, struct str bytes, struct str where)
{
	unsigned told = exif_tells(bytes, l->v->tmp);

	left_add(l, F_REV_PICTURE_PLACE, (told & EXIF_PLACE) != 0, where);
	left_add(l, F_REV_PICTURE_MAKER, (told & EXIF_MAKER) != 0, where);
}

void
access_tell(struct revealing *v, const struct access *a)
{
	bool lang = a->language.n != 0 && a->language.n <= 16;

	for (size_t i = 0; lang && i < a->language.n; i++)
		lang = ascii_letter(a->language.p[i]) || ascii_digit(a->language.p[i]) || a->language.p[i] == '-';
	reveal_find(v, F_REV_ACCESS_OFFICE, 0,
	    str_fmt(v->tmp,
		_("koppen: %zu; taal: %.*s; afbeeldingen met alternatieve tekst: %llu van %llu; tabellen met koprij: "
		  "%llu van %llu; titel: %s"),
		v->text.nheadings, STRF(lang ? a->language : str_of(_("niet opgegeven"))),
		(unsigned long long)a->described, (unsigned long long)a->pictures, (unsigned long long)a->headed,
		(unsigned long long)a->tables, a->title ? _("ja") : _("nee")),
	    STR_NONE);
}
