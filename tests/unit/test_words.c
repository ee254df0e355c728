/* SPDX-License-Identifier: EUPL-1.2 */
/* test_words.c - words: what counts as one, the table of what they weigh, and learning it. */
#include "with_rules.h"

#include "base/csv.h"
#include "classify/learn.h"
#include "classify/words.h"

#define TABLE_HEAD	"woorden;waar;3.3 lid 2 k;3.3 lid 2 f;geen\n"

/* Thirty words that are known and say nothing, each ended by `end`. */
#define FIVE(x, end)	x "aa" end x "bb" end x "cc" end x "dd" end x "ee" end
#define THIRTY(end)	FIVE("p", end) FIVE("q", end) FIVE("r", end) FIVE("s", end) FIVE("t", end) FIVE("u", end)
#define KNOWN		THIRTY(";tekst\n")
#define FILL		THIRTY(" ")

/* --- what counts as a word ------------------------------------------------------------------- */

static void
show_word(void *ctx, const struct word *w)
{
	struct buf *b = ctx;

	buf_addf(b, "%s%.*s", w->where == WORD_HEAD ? "!" : "", STRF(w->a));
	if (w->b.n != 0)
		buf_addf(b, "_%.*s", STRF(w->b));
	buf_addf(b, "@%zu+%zu ", w->off, w->len);
}

static void
what_counts(void **state)
{
	static const struct { const char *text, *want; } t[] = {
		{ "", "" },
		{ "a b ?", "" },
		{ "de raad", "de@0+2 !de@0+2 raad@3+4 de_raad@0+7 !raad@3+4 " },
		{ "art.12a", "art@0+3 !art@0+3 0@4+2 art_0@0+6 !0@4+2 " },
		{ "2026", "0@0+4 !0@0+4 " },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct buf b;

		buf_init(&b, mem, KIB(4));
		words_each(str_of(t[i].text), show_word, &b);
		if (!str_eq(buf_str(&b), str_of(t[i].want)))
			fail_msg("'%s': %.*s", t[i].text, STRF(buf_str(&b)));
	}
}

struct tally { size_t text, head, most; };

static void
count_word(void *ctx, const struct word *w)
{
	struct tally *t = ctx;

	t->head += w->where == WORD_HEAD;
	t->text += w->where == WORD_TEXT && w->b.n == 0;
	t->most = w->off + w->len > t->most ? w->off + w->len : t->most;
}

/* Only the first bytes are head; a run of letters that is too long is no word. */
static void
head_and_length(void **state)
{
	struct tally t = { 0 };
	struct buf b;

	(void)state;
	buf_init(&b, mem, KIB(4));
	for (int i = 0; i < 100; i++)
		buf_addf(&b, "%s", "woord ");
	for (int i = 0; i < 61; i++)
		buf_addc(&b, 'x');
	words_each(buf_str(&b), count_word, &t);
	assert_int_equal(t.text, 100);
	assert_int_equal(t.head, WORDS_HEAD / 6);
	assert_int_equal(t.most, 599);
}

static void
indexing(void **state)
{
	struct word_index *x = word_index_new(mem);
	enum word_place where;

	(void)state;
	for (size_t round = 0; round < 2; round++) {
		for (size_t i = 0; i < 5000; i++) {
			struct word w = { .where = i % 2 == 0 ? WORD_TEXT : WORD_HEAD, .a = str_fmt(mem, "w%zu", i / 2) };

			if (i % 4 == 0)
				w.b = S("raad");
			assert_int_equal(word_index_find(x, &w), round == 0 ? WORD_UNKNOWN : i);
			assert_int_equal(word_index_add(x, &w), i);
		}
	}
	assert_int_equal(word_index_size(x), 5000);
	assert_true(str_eq(word_index_text(x, 4, &where), S("w2 raad")) && where == WORD_TEXT);
	/* A pair is the same as its words with a space between. */
	assert_int_equal(word_index_find(x, &(struct word){ .where = WORD_TEXT, .a = S("w2 raad") }), 4);
}

/* --- the table -------------------------------------------------------------------------------- */

static const char *
table_file(const char *bytes)
{
	char path[] = "/tmp/test-woorden-XXXXXX";
	int fd = mkstemp(path);
	struct err e;

	assert_true(fd >= 0);
	(void)close(fd);
	assert_int_equal(file_replace(path, str_of(bytes), &e), 0);
	return str_c(mem, str_of(path));
}

static struct words *
load_table(const char *bytes)
{
	const char *path = table_file(bytes);
	struct words *w;
	struct err e;

	if (words_load(path, lists, mem, &w, &e) != 0)
		fail_msg("%s", e.msg);
	(void)unlink(path);
	return w;
}

static void
faults(void **state)
{
	static const struct { const char *name, *bytes, *want; } t[] = {
		{ "empty", "", "dit is geen tabel" },
		{ "not UTF-8", "woorden;waar;2k\n\xff;tekst;1\n", "dit is geen tabel" },
		{ "other columns", "woord;waar;2k\n", "regel 1: de kolommen zijn" },
		{ "no values", "woorden;waar\n", "regel 1: de kolommen zijn" },
		{ "an unknown value", "woorden;waar;2z\n", "regel 1: ‘2z’ is geen informatiecategorie" },
		{ "a value twice", "woorden;waar;2k;3.3 lid 2 k\n", "regel 1: ‘3.3 lid 2 k’ staat er twee keer" },
		{ "a capital", TABLE_HEAD "Raad;tekst;1\n", "regel 2 (Raad): dit is geen woord" },
		{ "three words", TABLE_HEAD "van de raad;tekst;1\n", "regel 2 (van de raad): dit is geen woord" },
		{ "one letter", TABLE_HEAD "a;tekst;1\n", "regel 2 (a): dit is geen woord" },
		{ "a number itself", TABLE_HEAD "12;tekst;1\n", "regel 2 (12): dit is geen woord" },
		{ "nothing", TABLE_HEAD ";tekst;1\n", "regel 2 (): dit is geen woord" },
		{ "no place", TABLE_HEAD "raad;boven;1\n", "regel 2 (raad): in de kolom waar" },
		{ "twice", TABLE_HEAD "raad;tekst;1\nraad;hoofd;1\nraad;tekst;2\n", "regel 4 (raad): dit woord staat er al" },
		{ "half a weight", TABLE_HEAD "raad;tekst;1,5\n", "regel 2 (raad): een gewicht is een geheel getal" },
		{ "too much", TABLE_HEAD "raad;tekst;10001\n", "regel 2 (raad): een gewicht is een geheel getal" },
		{ "two signs", TABLE_HEAD "raad;tekst;--1\n", "regel 2 (raad): een gewicht is een geheel getal" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		const char *path = table_file(t[i].bytes);
		struct words *w;
		struct err e;

		if (words_load(path, lists, mem, &w, &e) != -1)
			fail_msg("%s was read", t[i].name);
		assert_int_equal(e.kind, E_CONFIG);
		if (strstr(e.msg, t[i].want) == NULL)
			fail_msg("%s: %s", t[i].name, e.msg);
		(void)unlink(path);
	}
}

static size_t
value(const char *name)
{
	const struct term *t = catalog_named(lists, "informatiecategorieen", str_of(name));
	size_t i = 0;

	while (t != NULL && catalog_at(lists, "informatiecategorieen", i) != t)
		i++;
	return t == NULL ? catalog_size(lists, "informatiecategorieen") : i;
}

/* The sum of weight x (1 + ln n), over ten times the root of the number of different words. */
static void
scores(void **state)
{
	static const char table[] = TABLE_HEAD KNOWN "vergunning;tekst;500;-200;\n"
					       "de raad;tekst;-340;;110\n"
					       "vergunning;hoofd;280\n"
					       "artikel 0;tekst;;5000\n";
	static const struct { const char *text; int bes, con, none; } t[] = {
		{ "niets hiervan", 0, 0, 0 },
		{ "wij vragen vergunning", 14, -4, 0 },	/* (500 + 280) / (10 x root 32), -200 / (10 x root 32) */
		{ "de\nraad", -6, 0, 2 },
		{ "vergunning, vergunning", 20, -6, 0 },	/* at most 20; -200 x 1.69 / 56.6 */
		{ "artikel 7", 0, 20, 0 },
		{ "artikel zeven", 0, 0, 0 },
		{ "", 0, 0, 0 },
	};
	struct words *w = load_table(table);

	(void)state;
	assert_int_equal(words_size(w), 34);
	for (size_t i = 0; i < COUNT(t); i++) {
		struct word_score *s = words_score(w, str_fmt(mem, "%s " FILL, t[i].text), mem);

		if (s[value("2k")].points != t[i].bes || s[value("2f")].points != t[i].con || s[value("geen")].points != t[i].none)
			fail_msg("%s: %d %d %d", t[i].text, s[value("2k")].points, s[value("2f")].points,
			    s[value("geen")].points);
		assert_int_equal(s[value("2a")].points, 0);
		/* Too few words to say anything. */
		assert_int_equal(words_score(w, str_of(t[i].text), mem)[value("2k")].points, 0);
	}
}

/* Those that did most come first, on the side that won. */
static void
named(void **state)
{
	static const char table[] = TABLE_HEAD KNOWN "aap;tekst;10\nnoot;tekst;50\nmies;tekst;-5;-60\nwim;tekst;30\nzus;tekst;40\n";
	struct str text = S("aap noot mies wim zus " FILL);
	struct words *w = load_table(table);
	struct word_score *s = words_score(w, text, mem);

	(void)state;
	assert_int_equal(s[value("2k")].nbest, 3);
	assert_true(str_eq(str_sub(text, s[value("2k")].best[0].off, s[value("2k")].best[0].len), S("noot")));
	assert_true(str_eq(str_sub(text, s[value("2k")].best[1].off, s[value("2k")].best[1].len), S("zus")));
	assert_true(str_eq(str_sub(text, s[value("2k")].best[2].off, s[value("2k")].best[2].len), S("wim")));
	s = words_score(w, S(FILL "mies"), mem);
	assert_int_equal(s[value("2f")].points, -1);
	assert_int_equal(s[value("2f")].nbest, 1);
}

/* In a document: points beside those of rules, with the places; words of nothing take from all. */
static void
in_a_document(void **state)
{
	static const struct rule_text files[FILES_MOST] = {
		{ HEAD "rules:\n" RULE("A1", BES, "tekst", "6", "vergunning|aap noot mies"), NULL },
		{ TABLE_HEAD KNOWN "verleend;tekst;290\nkoop nu;tekst;;;330\n", "rules/woorden.csv" },
	};
	struct rules *r = load_files(files);
	const struct class_score *c;
	struct document *d;
	struct rig rig;

	(void)state;
	d = classify(&rig, r, &(struct doc){ .text = "Een vergunning\nwordt Ver-\nleend. " FILL });
	assert_string_equal(chosen(d), BES);
	c = &d->classes[0];
	assert_int_equal(c->score, 11);
	assert_int_equal(c->nreasons, 2);
	assert_true(str_eq(c->reasons[1].rule, S(REASON_WORDS)) && c->reasons[1].weight == 5);
	assert_int_equal(c->reasons[1].at.off, 21);
	rig_close(&rig);
	/* Words alone choose nothing. */
	d = classify(&rig, r, &(struct doc){ .text = "Verleend verleend verleend verleend. " FILL });
	assert_true(score(d, BES) >= 10);
	assert_string_equal(chosen(d), "-");
	assert_int_equal(rig_count(&rig, F_CLS_UNDECIDED, 0), 1);
	rig_close(&rig);
	/* An annex does not leave its main document for them. */
	for (int k = 0; k < 2; k++) {
		d = classify(&rig, r, &(struct doc){ .role = k == 0 ? ROLE_MAIN : ROLE_ANNEX,
			.text = "Vergunning verleend, verleend, verleend, verleend, verleend. " FILL });
		assert_true(score(d, BES) >= 15);
		assert_string_equal(chosen(d), k == 0 ? BES : "-");
		rig_close(&rig);
	}
	d = classify(&rig, r, &(struct doc){ .text = "Koop nu een vergunning, snel verleend. " FILL });
	assert_int_equal(score(d, BES), 5);
	assert_int_equal(d->classes[0].nreasons, 2);
	assert_int_equal(d->classes[0].reasons[1].weight, -1);
	rig_close(&rig);
	rules_free(r);
}

/* --- learning ----------------------------------------------------------------------------------- */

static int
learn(struct rig *rig, struct rules *rules, struct str texts)
{
	int fd;

	rig_open(rig);
	rig->tools.lists = lists;
	rig->tools.rules = rules;
	assert_int_equal(fd_of_str("teksten", texts, &fd, &rig->err), 0);
	rig_set(rig, DOC_NONE, A_RUN, fd);
	return rig_run(rig, ST_learn, learn_run, DOC_NONE);
}

/* Words that stand in every text. */
#define OF_ALL	"een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien. "

static struct str
lessons(size_t each)
{
	static const struct { const char *label, *text; } t[] = {
		{ BES, OF_ALL "Wij verlenen u vergunning; tegen dit besluit kunt u bezwaar maken. Zaak" },
		{ CONV, OF_ALL "Partijen komen overeen dat zij samen optrekken en elkaar helpen. Versie" },
		{ "geen", OF_ALL "Te koop: fietsen, in goede staat, ophalen in het weekend na telefonisch overleg. Nummer" },
	};
	struct buf b;

	buf_init(&b, mem, MIB(1));
	for (size_t i = 0; i < each; i++) {
		for (size_t k = 0; k < COUNT(t); k++) {
			struct str text = str_fmt(mem, "%s %zu.", t[k].text, i);

			buf_addf(&b, "%s %zu\n%.*s\n", t[k].label, text.n, STRF(text));
		}
	}
	return buf_str(&b);
}

static void
learned(void **state)
{
	struct rules *r = load(HEAD "rules:\n" RULE("A1", BES, "titel", "6", "aap"));
	struct word_score *s;
	struct words *w;
	struct str one;
	struct rig rig;

	(void)state;
	assert_int_equal(learn(&rig, r, lessons(20)), 0);
	one = str_dup(mem, rig_read(&rig, DOC_NONE, A_WORDS));
	rig_close(&rig);
	assert_int_equal(learn(&rig, r, lessons(20)), 0);
	assert_true(str_eq(one, rig_read(&rig, DOC_NONE, A_WORDS)));
	rig_close(&rig);
	w = load_table(str_c(mem, one));
	s = words_score(w, S(OF_ALL "wij verlenen u vergunning voor een inrit"), mem);
	assert_true(s[value("2k")].points >= 3 && s[value("2f")].points < 0 && s[value("geen")].points < 0);
	s = words_score(w, S(OF_ALL "partijen komen overeen"), mem);
	assert_true(s[value("2f")].points >= 3 && s[value("2k")].points < 0);
	s = words_score(w, S(OF_ALL "te koop: een fiets, telefonisch overleg in het weekend"), mem);
	assert_true(s[value("geen")].points >= 3);
	/* Of which there were no texts: nothing is known. */
	assert_int_equal(s[value("2a")].points, 0);
	rules_free(r);
}

/* A word of one or two documents may be a name: it stays out. */
static void
rare_words(void **state)
{
	struct rules *r = load(HEAD "rules:\n" RULE("A1", BES, "titel", "6", "aap"));
	struct str texts = lessons(20), table;
	struct rig rig;
	struct buf b;

	(void)state;
	buf_init(&b, mem, MIB(1));
	buf_add(&b, texts);
	buf_addf(&b, "%s 19\nde heer Aardvarken.\n%s 19\nde heer Aardvarken.\n", BES, BES);
	buf_addf(&b, "%s 15\nmevrouw Zebra..\n%s 15\nmevrouw Zebra..\n%s 15\nmevrouw Zebra..\n", BES, BES, BES);
	assert_int_equal(learn(&rig, r, buf_str(&b)), 0);
	table = rig_read(&rig, DOC_NONE, A_WORDS);
	assert_null(strstr(str_c(mem, table), "aardvarken"));
	assert_non_null(strstr(str_c(mem, table), "zebra"));
	rig_close(&rig);
	rules_free(r);
}

static void
nothing_to_learn(void **state)
{
	static const struct { const char *name, *texts; enum errkind kind; } t[] = {
		{ "no texts", "", E_USAGE },
		{ "too few", BES " 3\nabc\n", E_USAGE },
		{ "an unknown label", "c_0 3\nabc\n", E_BUG },
		{ "no length", BES "\nabc\n", E_BUG },
		{ "more bytes than there are", BES " 4\nabc\n", E_BUG },
		{ "no UTF-8", BES " 3\na\xff" "c\n", E_BUG },
		{ "a length that turns over", BES " 18446744073709551615\nabc\n", E_BUG },
	};
	struct rules *r = load(HEAD "rules:\n" RULE("A1", BES, "titel", "6", "aap"));

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct rig rig;

		if (learn(&rig, r, str_of(t[i].texts)) != -1 || rig.err.kind != t[i].kind)
			fail_msg("%s", t[i].name);
		rig_close(&rig);
	}
	rules_free(r);
}

/* --- tables as spreadsheets save them -------------------------------------------------------------- */

static void
tables(void **state)
{
	static const struct { const char *name, *bytes, *want; } t[] = {
		{ "nothing", "", "" },
		{ "commas", "a,b\nc,d\n", "1:a|b 2:c|d " },
		{ "semicolons, spaces, no last line end", "a; b ;\nc;d", "1:a|b| 2:c|d " },
		{ "tabs and carriage returns", "a\tb\r\nc\td\r\n", "1:a|b 2:c|d " },
		{ "a byte order mark", "\xef\xbb\xbf" "a,b\n", "1:a|b " },
		{ "quoted", "\"a,\"\"b\"\"\",c\n", "1:a,\"b\"|c " },
		{ "a line end within quotes", "\"a\nb\",c\nd,e\n", "2:a\nb|c 3:d|e " },
		{ "quotes that do not end", "\"a,b", "1:a,b " },
		{ "an empty row", "a,b\n\nc,d\n", "1:a|b 2: 3:c|d " },
		{ "more fields than wanted", "1,2,3,4,5\n6\n", "1:1|2|3|4 2:6 " },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct str v[4];
		struct buf b;
		struct csv c;
		size_t n;

		buf_init(&b, mem, KIB(4));
		csv_open(&c, str_of(t[i].bytes), mem);
		while (csv_row(&c, v, COUNT(v), &n)) {
			buf_addf(&b, "%zu:", c.line);
			for (size_t k = 0; k < n; k++)
				buf_addf(&b, "%s%.*s", k == 0 ? "" : "|", STRF(v[k]));
			buf_addc(&b, ' ');
		}
		if (!str_eq(buf_str(&b), str_of(t[i].want)))
			fail_msg("%s: %.*s", t[i].name, STRF(buf_str(&b)));
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = { cmocka_unit_test(what_counts), cmocka_unit_test(head_and_length),
		cmocka_unit_test(indexing), cmocka_unit_test(faults), cmocka_unit_test(scores), cmocka_unit_test(named),
		cmocka_unit_test(in_a_document), cmocka_unit_test(learned), cmocka_unit_test(rare_words),
		cmocka_unit_test(nothing_to_learn), cmocka_unit_test(tables) };

	return cmocka_run_group_tests(tests, rules_setup, rules_teardown);
}
