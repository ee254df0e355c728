/* SPDX-License-Identifier: EUPL-1.2 */
/* test_rules.c - files of rules: their examples, faults in them, patterns, and the plain text that they look at. */
#include "with_rules.h"


#include "base/fd.h"

#include "base/utf8.h"
#include "classify/plain.h"

static void
examples(void **state)
{
	const struct rule_scheme *s = &real->scheme[SCHEME_CATEGORIE];
	struct rule_fault *f;
	size_t n = rules_check(real, mem, &f);

	(void)state;
	for (size_t i = 0; i < n; i++)
		print_error("%.*s: %.*s: %s: %.*s\n", STRF(f[i].rule->file), STRF(f[i].rule->id), f[i].should ? "yes" : "no",
		    STRF(f[i].example));
	assert_int_equal(n, 0);
	assert_true(real->n >= 120);
	/* Each category can be reached. */
	assert_int_equal(s->n, 18);
	for (size_t c = 0; c < s->n; c++) {
		int most = 0;

		for (size_t i = 0; i < real->n; i++) {
			const struct rule *x = &real->v[i];

			if (!x->is_sign && x->scheme == SCHEME_CATEGORIE && x->value == c && x->org == RULE_EVERYWHERE && x->weight > 0)
				most += x->weight;
		}
		if (most < s->v[c].threshold)
			fail_msg("%.*s: %d", STRF(s->v[c].term->label), most);
	}
}

/* A rule with one key more, the second line of it. */
#define WITH(key)	"- id: A1\n  " key "\n  value: " WOO "\n  field: kop\n  weight: 5\n  pattern: 'aap'\n" EXAMPLES
#define ONE		RULE("A1", WOO, "titel", "5", "aap")
#define ONLY(text)	{ { text, NULL } }
#define AND(text, file)	{ { HEAD "rules:\n" ONE, NULL }, { text, file } }
#define OF_ONE		"organisations/leiden/rules.yaml"

static const struct { const char *name; struct rule_text files[FILES_MOST]; const char *msg; } bad[] = {
	{ "bad regex", ONLY(HEAD "rules:\n" RULE("A1", WOO, "titel", "5", "aap(noot")),
	    "basis.yaml, regel 6 (A1): missing closing" },
	{ "unknown category", ONLY(HEAD "rules:\n" RULE("A1", "c_00000000", "titel", "5", "aap")),
	    "basis.yaml, regel 6 (A1): ‘c_00000000’ staat niet in de lijst informatiecategorieen" },
	{ "no category", ONLY(HEAD "rules:\n- id: A1\n  field: titel\n  weight: 5\n  pattern: 'x'\n" EXAMPLES),
	    "regel 6 (A1): geef de regel een value" },
	{ "unknown category of the file", ONLY(HEAD "value: 2z\nrules:\n- id: A1\n  field: titel\n  weight: 5\n  pattern: 'x'\n"
	    EXAMPLES), "regel 7 (A1): ‘2z’ staat niet" },
	{ "key of version 1", ONLY(HEAD "rules:\n- id: A1\n  category: " WOO "\n  field: kop\n  weight: 5\n  pattern: 'x'\n"),
	    "onbekende sleutel ‘category’" },
	{ "unknown field", ONLY(HEAD "rules:\n" RULE("A1", WOO, "titels", "5", "aap")),
	    "regel 6 (A1): ‘titels’ bestaat niet; kies uit: zaaktype, documentsoort, bron, map, titel" },
	{ "weight 0", ONLY(HEAD "rules:\n" RULE("A1", WOO, "titel", "0", "aap")), "regel 6 (A1): weight" },
	{ "weight 101", ONLY(HEAD "rules:\n" RULE("A1", WOO, "titel", "101", "aap")), "regel 6 (A1): weight" },
	{ "weight -101", ONLY(HEAD "rules:\n" RULE("A1", WOO, "titel", "-101", "aap")), "regel 6 (A1): weight" },
	{ "weight is a word", ONLY(HEAD "rules:\n" RULE("A1", WOO, "titel", "veel", "aap")), "past hier niet" },
	{ "twice", ONLY(HEAD "rules:\n" ONE RULE("A1", WOO, "kop", "5", "aap")), "(A1): er is al een regel met deze id" },
	{ "a named piece twice", ONLY(HEAD "patterns:\n- name: dier\n  pattern: aap\n- name: dier\n  pattern: beer\n"),
	    "(dier): er is al een vast stukje met deze naam" },
	{ "a named piece twice, in two files", { { HEAD "patterns:\n- name: dier\n  pattern: aap\nrules:\n" ONE, NULL },
	    { MORE "patterns:\n- name: dier\n  pattern: beer\n", "rules/z.yaml" } }, "z.yaml, regel 4 (dier): er is al een vast" },
	{ "twice, in two files", AND(MORE "rules:\n" ONE, "rules/z.yaml"), "z.yaml, regel 4 (A1): er is al een regel" },
	{ "part of a title", ONLY(HEAD "rules:\n- id: A1\n  value: " WOO "\n  field: titel\n  part: begin\n  weight: 5\n"
	    "  pattern: 'x'\n" EXAMPLES), "regel 6 (A1): part kan alleen" },
	{ "unknown part", ONLY(HEAD "rules:\n" WITH("part: midden")), "regel 6 (A1): ‘midden’ bestaat niet" },
	{ "no yes", ONLY(HEAD "rules:\n- id: A1\n  value: " WOO "\n  field: kop\n  weight: 5\n  pattern: 'x'\n  no: [y]\n"),
	    "regel 6 (A1): geef bij yes" },
	{ "no no", ONLY(HEAD "rules:\n- id: A1\n  value: " WOO "\n  field: kop\n  weight: 5\n  pattern: 'x'\n  yes: [x]\n"),
	    "regel 6 (A1): geef bij no" },
	{ "unknown key", ONLY(HEAD "rules:\n- id: A1\n  value: " WOO "\n  field: kop\n  weight: 5\n  patern: 'x'\n"),
	    "regel 10: onbekende sleutel ‘patern’" },
	{ "no pattern", ONLY(HEAD "rules:\n- id: A1\n  value: " WOO "\n  field: kop\n  weight: 5\n" EXAMPLES),
	    "verplichte sleutel ‘pattern’ ontbreekt" },
	{ "written another way", ONLY(HEAD "rules:\n- {id: A1, value: c_1, field: kop, weight: 5, pattern: x, yes: [x], no: [y]}\n"),
	    "basis.yaml (A1): ‘c_1’ staat niet" },
	{ "unknown part name", ONLY(HEAD "rules:\n" RULE("A1", WOO, "titel", "5", "{aap}")),
	    "regel 6 (A1): ‘{aap}’ staat niet" },
	{ "part used too early", ONLY(HEAD "patterns:\n- name: een\n  pattern: '{twee}'\n- name: twee\n  pattern: 'x'\nrules:\n" ONE),
	    "regel 6 (een): ‘{twee}’ staat niet" },
	{ "part badly named", ONLY(HEAD "patterns:\n- name: Een\n  pattern: 'x'\nrules:\n" ONE),
	    "regel 6 (Een): een naam heeft alleen" },
	{ "explodes", ONLY(HEAD "rules:\n" RULE("A1", WOO, "tekst", "5", "(?:a+)+[bc]")), "regel 6 (A1): het patroon kost te veel" },
	{ "old version", ONLY("version: 1\nname: t\nthreshold: 10\nmargin: 4\nrules:\n" ONE), "version 1 wordt niet begrepen" },
	{ "version to come", AND("version: 3\nname: t\nrules: []\n", "rules/z.yaml"), "z.yaml: version 3 wordt niet begrepen" },
	{ "not YAML", ONLY("name: 'x\n"), "basis.yaml" },
	{ "not UTF-8", ONLY(HEAD "rules:\n# \xff\n"), "geen UTF-8" },
	{ "empty", ONLY(""), "is leeg" },
	{ "empty, another", AND("", "rules/z.yaml"), "z.yaml is leeg" },
	{ "single bytes", ONLY(HEAD "rules:\n" RULE("A1", WOO, "titel", "5", "a\\C")), "\\C" },
	{ "no basis", ONLY(NULL), "basis.yaml" },
	{ "no basis, others", { { HEAD "rules:\n" ONE, "rules/a.yaml" } }, "basis.yaml" },
	/* thresholds */
	{ "threshold 0", ONLY("version: 2\nname: t\nthreshold: 0\nmargin: 4\nrules:\n" ONE), "threshold en margin gaan van 1" },
	{ "margin 0", ONLY("version: 2\nname: t\nthreshold: 4\nmargin: 0\nrules:\n" ONE), "threshold en margin gaan van 1" },
	{ "threshold 1001", ONLY("version: 2\nname: t\nthreshold: 1001\nmargin: 4\nrules:\n" ONE), "threshold en margin gaan" },
	{ "no threshold", ONLY(MORE "rules:\n" ONE), "threshold en margin van deze lijst staan hier niet" },
	{ "no threshold, nothing", ONLY(MORE), "threshold en margin ontbreken" },
	{ "threshold too late", { { MORE "rules:\n" ONE, NULL }, { HEAD, "rules/z.yaml" } }, "basis.yaml: threshold en margin van" },
	{ "threshold twice", AND(HEAD, "rules/z.yaml"), "z.yaml: threshold en margin van deze lijst staan al in" },
	{ "no threshold of another list", AND(MORE "list: themas\nvalue: geluid\nrules:\n- id: T1\n  field: kop\n  weight: 9\n"
	    "  pattern: 'x'\n" EXAMPLES, "rules/z.yaml"), "z.yaml: threshold en margin van deze lijst staan hier niet" },
	{ "threshold of nobody", ONLY(HEAD "thresholds:\n- value: c_1\n  threshold: 5\nrules:\n" ONE),
	    "regel 6 (c_1): ‘c_1’ staat niet" },
	{ "own threshold 0", ONLY(HEAD "thresholds:\n- value: 2k\n  threshold: 0\nrules:\n" ONE), "regel 6 (2k): threshold gaat van 1" },
	{ "threshold of none", ONLY(HEAD "thresholds:\n- value: geen\n  threshold: 5\nrules:\n" ONE),
	    "regel 6 (geen): ‘geen’ heeft geen drempel" },
	/* lists */
	{ "unknown list", AND(LIST("talen") "rules:\n" ONE, "rules/z.yaml"),
	    "z.yaml, regel 3 (talen): ‘talen’ bestaat niet; kies uit: informatiecategorieen, documentsoorten, themas" },
	{ "value of another list", AND(LIST("themas") "value: 2k\nrules:\n- id: T1\n  field: kop\n  weight: 9\n  pattern: 'x'\n"
	    EXAMPLES, "rules/z.yaml"), "z.yaml, regel 8 (T1): ‘2k’ staat niet in de lijst themas" },
	/* signs */
	{ "needs what is no sign", ONLY(HEAD "rules:\n" WITH("needs: [BRIEF]")), "regel 6 (A1): ‘BRIEF’ staat in geen bestand bij signs" },
	{ "unless what is no sign", ONLY(HEAD "rules:\n" WITH("unless: [A1]")), "regel 6 (A1): ‘A1’ staat in geen bestand bij signs" },
	{ "a sign gives no points", ONLY(HEAD "signs:\n- id: BRIEF\n  field: kop\n  weight: 3\n  pattern: 'aap'\n" EXAMPLES),
	    "onbekende sleutel ‘weight’" },
	{ "a sign holds nothing", ONLY(HEAD "signs:\n- id: BRIEF\n  field: kop\n  hold: true\n  pattern: 'aap'\n" EXAMPLES),
	    "onbekende sleutel ‘hold’" },
	{ "a sign needs no sign", ONLY(HEAD "signs:\n- id: BRIEF\n  field: kop\n  needs: []\n  pattern: 'aap'\n" EXAMPLES),
	    "onbekende sleutel ‘needs’" },
	{ "a sign without examples", ONLY(HEAD "signs:\n- id: BRIEF\n  field: kop\n  pattern: 'aap'\n"), "(BRIEF): geef bij yes" },
	{ "a rule called as a sign", ONLY(HEAD "signs:\n" SIGN("A1", "kop", "aap") "rules:\n" ONE), "(A1): er is al een regel" },
	{ "a sign in two files", { { HEAD "signs:\n" SIGN("BRIEF", "kop", "aap"), NULL },
	    { MORE "signs:\n" SIGN("BRIEF", "titel", "aap"), "rules/z.yaml" } }, "z.yaml, regel 4 (BRIEF): er is al een regel" },
	/* least, hold */
	{ "least 21", ONLY(HEAD "rules:\n" WITH("least: 21")), "regel 6 (A1): least gaat van 1 tot 20" },
	{ "least -1", ONLY(HEAD "rules:\n" WITH("least: -1")), "regel 7" },
	{ "least of a title", ONLY(HEAD "rules:\n- id: A1\n  least: 2\n  value: 2k\n  field: titel\n  weight: 5\n  pattern: 'x'\n"
	    EXAMPLES), "regel 6 (A1): least gaat van 1 tot 20 en kan alleen bij field tekst of kop" },
	{ "hold is a word", ONLY(HEAD "rules:\n" WITH("hold: misschien")), "regel 7" },
	/* together, off */
	{ "together with itself alone", ONLY(HEAD "together:\n- values: [2k]\nrules:\n" ONE), "regel 6" },
	{ "three together", ONLY(HEAD "together:\n- values: [2k, 2l, 2j]\nrules:\n" ONE), "regel 6" },
	{ "together with nobody", ONLY(HEAD "together:\n- values: [2k, 2z]\nrules:\n" ONE), "(2z): ‘2z’ staat niet in de lijst" },
	{ "together with none", ONLY(HEAD "together:\n- values: [2k, geen]\nrules:\n" ONE), "(geen): ‘geen’ heeft geen drempel" },
	{ "together in another list", AND(LIST("themas") "together:\n- values: [geluid, lucht]\n", "rules/z.yaml"),
	    "z.yaml: together kan alleen" },
	{ "off for all", ONLY(HEAD "rules:\n" ONE "off: [A1]\n"), "basis.yaml: off kan alleen" },
	/* not_of */
	{ "not_of nobody", AND(MORE "value: 2b\nnot_of: stad\n", "rules/z.yaml"), "z.yaml, regel 4 (stad): ‘stad’ bestaat niet; kies uit: gemeente" },
	{ "not_of without a value", AND(MORE "not_of: gemeente\n", "rules/z.yaml"), "z.yaml, regel 3 (gemeente): not_of hoort bij" },
	{ "not_of an unknown value", AND(MORE "value: 2z\nnot_of: gemeente\n", "rules/z.yaml"), "(gemeente): ‘2z’ staat niet" },
	{ "not_of with none", AND(MORE "value: geen\nnot_of: gemeente\n", "rules/z.yaml"), "(gemeente): not_of hoort bij" },
	{ "not_of for one", AND(MORE "value: 2b\nnot_of: gemeente\n", OF_ONE), OF_ONE ", regel 4 (gemeente): not_of hoort bij" },
	/* organisations */
	{ "off of nothing", AND(MORE "off: [A2]\n", OF_ONE), OF_ONE " (A2): er is geen regel met deze id" },
	{ "off of a sign", { { HEAD "signs:\n" SIGN("BRIEF", "kop", "aap"), NULL }, { MORE "off: [BRIEF]\n", OF_ONE } },
	    OF_ONE " (BRIEF): er is geen regel" },
	{ "threshold of one organisation", AND(HEAD, OF_ONE), OF_ONE ": een organisatie kan drempels" },
	{ "together of one organisation", AND(MORE "together:\n- values: [2k, 2l]\n", OF_ONE), OF_ONE ": together kan alleen" },
	{ "id of all", AND(MORE "rules:\n" ONE, OF_ONE), OF_ONE ", regel 4 (A1): er is al een regel" },
	{ "explodes for one", AND(MORE "rules:\n" RULE("L1", "2k", "tekst", "5", "(?:a+)+[bc]"), OF_ONE),
	    OF_ONE ", regel 4 (L1): het patroon kost te veel" },
	{ "empty, of one", AND("", OF_ONE), OF_ONE " is leeg" },
};

static void
bad_files(void **state)
{
	struct rules *r;
	struct err e;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		const char *dir = rule_dir(bad[i].files);

		e = (struct err){ 0 };
		if (rules_load(dir, lists, mem, &r, &e) == 0)
			fail_msg("%s: geladen", bad[i].name);
		assert_int_equal(e.kind, E_CONFIG);
		if (strstr(e.msg, bad[i].msg) == NULL || strstr(e.msg, dir) == NULL)
			fail_msg("%s: %s", bad[i].name, e.msg);
		path_remove_tree(dir);
	}
	assert_int_equal(rules_load("/nonexistent", lists, mem, &r, &e), -1);
}

/* What looks odd and is allowed. */
static void
good_files(void **state)
{
	static const struct { const char *name; struct rule_text files[FILES_MOST]; size_t n; } t[] = {
		{ "no rules", ONLY(HEAD), 0 },
		{ "empty lists", ONLY(HEAD "rules: []\nsigns: []\noff: []\ntogether: []\nthresholds: []\n"), 0 },
		{ "other files only", { { HEAD, NULL }, { MORE "value: 2k\nrules:\n" WITH("note: zomaar"), "rules/2k.yaml" } }, 1 },
		{ "a file of no rules", AND("vreemd", "rules/LEESMIJ.txt"), 1 },
		{ "a hidden file", AND("vreemd", "rules/.z.yaml"), 1 },
		{ "a note beside the organisations", AND("vreemd", "organisations/LEESMIJ"), 1 },
		{ "an organisation without rules", AND("vreemd", "organisations/leiden/LEESMIJ"), 1 },
		{ "a sign in two ways", ONLY(HEAD "signs:\n" SIGN("BRIEF", "kop", "aap") SIGN("BRIEF", "titel", "aap")), 2 },
		{ "a sign of an earlier file", { { HEAD "signs:\n" SIGN("BRIEF", "kop", "aap"), NULL },
		    { MORE "rules:\n" WITH("needs: [BRIEF]"), "rules/a.yaml" } }, 2 },
		{ "a sign of a later file", { { HEAD "rules:\n" WITH("needs: [BRIEF]"), NULL },
		    { MORE "signs:\n" SIGN("BRIEF", "kop", "aap"), "rules/z.yaml" } }, 2 },
		{ "a pattern of an earlier file", { { HEAD "patterns:\n- name: dier\n  pattern: aap\n", NULL },
		    { MORE "rules:\n" RULE("A2", "2k", "kop", "5", "{dier} noot"), "rules/a.yaml" } }, 1 },
		{ "least once", ONLY(HEAD "rules:\n" WITH("least: 1")), 1 },
		{ "off of what is for all", AND(MORE "off: [A1]\n", OF_ONE), 1 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct rules *r = load_files(t[i].files);

		if (r->n != t[i].n)
			fail_msg("%s: %zu", t[i].name, r->n);
		rules_free(r);
	}
}

static void
failing_examples(void **state)
{
	struct rules *r = load(HEAD "rules:\n" RULE("A1", WOO, "titel", "5", "aap") RULE("A2", WOO, "titel", "5", "wim|teun"));
	struct rule_fault *f;

	(void)state;
	assert_int_equal(rules_check(r, mem, &f), 2);
	assert_true(str_eq(f[0].rule->id, S("A2")) && f[0].should && str_eq(f[0].example, S("aap noot mies 12")));
	assert_true(str_eq(f[0].rule->file, S("rules/basis.yaml")));
	assert_true(str_eq(f[1].rule->id, S("A2")) && !f[1].should && str_eq(f[1].example, S("wim")));
	rules_free(r);
}

/* --- organisations ----------------------------------------------------------------------- */

/* The weight that counts for A1, and the threshold of 2k, for an organisation. */
static void
organisations(void **state)
{
	static const struct rule_text files[FILES_MOST] = {
		{ HEAD "thresholds:\n- value: 2k\n  threshold: 7\nrules:\n" ONE, NULL },
		{ MORE "thresholds:\n- value: beschikking\n  threshold: 12\noff: [A1]\nrules:\n" RULE("L1", "2k", "titel", "5", "aap"),
		    OF_ONE },
		{ MORE "rules:\n" RULE("D1", "2k", "titel", "5", "aap"), "organisations/gm0503/rules.yaml" },
	};
	static const struct { const char *name; struct organisation org; const char *counts; int threshold; } t[] = {
		{ "by its folder", { .key = S("leiden"), .tooi = S("gm0546") }, "L1", 12 },
		{ "by its code", { .key = S("post"), .tooi = S("gm0503") }, "A1 D1", 7 },
		{ "by its address", { .key = S("post"), .tooi = S("https://identifier.overheid.nl/tooi/id/gemeente/gm0503") },
		    "A1 D1", 7 },
		{ "another", { .key = S("post"), .tooi = S("gm0001") }, "A1", 7 },
		{ "a name that begins so", { .key = S("leiderdorp"), .tooi = S("gm05") }, "A1", 7 },
		{ "of no name", { .key = STR_NONE }, "A1", 7 },
	};
	struct rules *r = load_files(files);
	size_t bes = 0;

	(void)state;
	while (!str_eq(path_base(r->scheme[SCHEME_CATEGORIE].v[bes].term->uri), S(BES)))
		bes++;
	for (size_t i = 0; i < COUNT(t); i++) {
		size_t org = rules_org(r, &t[i].org);
		struct buf b;

		buf_init(&b, mem, 200);
		for (size_t k = 0; k < r->n; k++) {
			if (rule_counts(r, k, org))
				buf_addf(&b, "%s%.*s", b.n == 0 ? "" : " ", STRF(r->v[k].id));
		}
		if (!str_eq(buf_str(&b), str_of(t[i].counts)))
			fail_msg("%s: %.*s", t[i].name, STRF(buf_str(&b)));
		assert_int_equal(rules_threshold(r, SCHEME_CATEGORIE, bes, org), t[i].threshold);
	}
	assert_int_equal(rules_org(r, NULL), RULE_EVERYWHERE);
	rules_free(r);
}

/* A scan is read with the examples of all, not with those of one organisation. */
static void
lexicon_of_all(void **state)
{
	static const char *const places[] = { "rules/z.yaml", OF_ONE };

	(void)state;
	for (size_t i = 0; i < COUNT(places); i++) {
		struct rule_text files[FILES_MOST] = { { HEAD "rules:\n" ONE, NULL },
			{ MORE "rules:\n- id: L1\n  value: 2k\n  field: titel\n  weight: 5\n  pattern: singelplan\n"
			       "  yes: [singelplan]\n  no: [wim]\n", places[i] } };
		struct rules *r = load_files(files);
		struct folded f;

		plain(&f, S("s1ngelplan"), r->lexicon, mem);
		assert_true(str_eq(f.s, i == 0 ? S("singelplan") : S("s1ngelplan")));
		rules_free(r);
	}
}

/* An organisation's rules that are there and cannot be read are not taken for none. */
static void
organisations_unread(void **state)
{
	static const struct { const char *name, *link; } t[] = {
		{ "organisations", "organisations" },
		{ "organisations", "nergens" },
		{ "organisations/leiden", "leiden" },
		{ "organisations/leiden/rules.yaml", "nergens" },
		{ "organisations/leiden/rules.yaml", "rules.yaml" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		const char *dir = rule_dir((const struct rule_text[FILES_MOST]){ { .bytes = HEAD "rules:\n" ONE } });
		struct str path = path_join(mem, str_of(dir), str_of(t[i].name));
		struct rules *r;
		struct err e;

		assert_int_equal(path_mkdirs(str_c(mem, str_sub(path, 0, path.n - path_base(path).n - 1)), &e), 0);
		assert_int_equal(symlink(t[i].link, str_c(mem, path)), 0);
		if (rules_load(dir, lists, mem, &r, &e) != -1)
			fail_msg("%s -> %s", t[i].name, t[i].link);
		if (strstr(e.msg, t[i].name) == NULL)
			fail_msg("%s", e.msg);
		path_remove_tree(dir);
	}
}

/* --- patterns ------------------------------------------------------------------------------ */

static void
patterns(void **state)
{
	static const struct pattern_part parts[] = { { S("jaar"), S("20\\d\\d") } };
	static const struct { const char *pattern, *text; bool yes; } t[] = {
		{ "de raad", "de raad", true },
		{ "de raad", "de\n   raad", true },
		{ "de raad", "deraad", false },
		{ "de  raad", "de raad", true },
		{ "b ?en ?w", "benw", true },
		{ "b ?en ?w", "B EN W", true },
		{ "b[- ]w", "b w", true },
		{ "b[- ]w", "b\tw", false },
		{ "in {jaar}", "in 2026", true },
		{ "\\b{jaar}\\b", "anno 2026.", true },
		{ "x{2}", "xx", true },
		{ "x{2}", "x", false },
		{ "^twee$", "een\ntwee\ndrie", true },
		{ "a.b", "a\nb", true },
		{ "\\{jaar}", "{jaar}", true },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct str text, why = STR_NONE;
		struct matcher *m = matcher_new(mem);
		struct pattern *p;
		size_t off, len;
		int code;

		assert_int_equal(pattern_expand(str_of(t[i].pattern), parts, 1, mem, &text, &why), 0);
		p = pattern_compile(text, mem, &why);
		if (p == NULL)
			fail_msg("%s: %.*s", t[i].pattern, STRF(why));
		if (pattern_match(p, m, str_of(t[i].text), 0, &off, &len, &code) != (t[i].yes ? MATCH_YES : MATCH_NO))
			fail_msg("%s op %s", t[i].pattern, t[i].text);
		pattern_free(p);
		matcher_free(m);
	}
}

/* Pattern and text are made plain alike, whatever was typed. */
static void
plain_patterns(void **state)
{
	static const struct { const char *field, *pattern, *yes, *no; } t[] = {
		{ "kop", "één", "EÉN ÉÉN", "eon" },
		{ "kop", "caf[éè]s", "CAFES", "caf?s" },
		{ "kop", "^een prijs van € 5$", "Een prijs van € 5", "Een prijs van $ 5" },
		{ "kop", "1°", "1°", "11" },			/* what has no plain form is no wild card */
		{ "kop", "zo–zo", "zo-zo", "zozo" },
		{ "kop", "agenda’s", "agenda's", "agendas" },
		{ "kop", "\\bde raad", "de\xc2\xa0raad", "dde raad" },
		{ "kop", "financieel", "ﬁnancieel", "f nancieel" },
		{ "kop", "\\bk", "\xe2\x84\xaa", "ik" },	/* KELVIN SIGN */
		{ "kop", "besluit", "B E S L U I T", "b e s. l u i t" },
		{ "kop", "jaarverslag", "jaar-\\nverslag", "jaar verslag" },
		{ "map", "^woo verzoeken$", "woo_verzoeken", "woo/verzoeken" },
		{ "bestandsnaam", "^woo besluit$", "map/woo-besluit.pdf", "woo-besluit.pdf/x" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct rule_fault *f;
		struct rules *r = load(str_c(mem, str_fmt(mem, HEAD "rules:\n- {id: A1, value: 2k, field: %s, weight: 5, "
		    "pattern: '%s', yes: [\"%s\"], no: [\"%s\"]}\n", t[i].field, t[i].pattern, t[i].yes, t[i].no)));

		if (rules_check(r, mem, &f) != 0)
			fail_msg("%s: %s", t[i].pattern, f[0].should ? t[i].yes : t[i].no);
		rules_free(r);
	}
}

static void
filenames(void **state)
{
	static const struct { const char *path, *want; } t[] = {
		{ "map/2026-03_Woo-besluit.def.pdf", "2026 03 Woo besluit def" }, { "besluit nr. 12 van de raad", "besluit nr  12 van de raad" },
		{ ".pdf", " pdf" }, { "a", "a" }, { "", "" }, { "a\xff.pdf", "a\\xff" }, { "Raad.docx", "Raad" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++)
		assert_string_equal(str_c(mem, rule_filename(mem, str_of(t[i].path))), t[i].want);
	assert_string_equal(str_c(mem, rule_folder(mem, S("Z-26_1/raad.stukken+b/x\xff"))), "Z 26 1/raad stukken b/x\\xff");
}

/* --- plain text ---------------------------------------------------------------------------- */

/* Words of the lexicon that plain text is made with below. */
static const char *const words[] = { "beslissing informatie VERGOEDING", "gemeente, convenant (vergadering)",
	"besluit motie", "subsidie-verlening",
	"verenen vereven",	/* one shape: neither is meant */
	"abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz" };

static struct lexicon *
make_lexicon(void)
{
	struct lexicon *l = lexicon_new(mem);

	for (size_t i = 0; i < COUNT(words); i++)
		lexicon_add(l, str_lower(mem, str_of(words[i])));
	return l;
}

/* What is put right, and what the place of `part` in the plain text was in the original. */
static void
repaired(void **state)
{
	static const struct { const char *name, *text, *want, *part, *origin; } t[] = {
		{ "hyphenation", "de subsidie-\nverlening is", "de subsidieverlening is", "subsidieverlening", "subsidie-\nverlening" },
		{ "hyphenation, indented", "subsidie- \n  verlening", "subsidieverlening", "subsidieverlening",
		    "subsidie- \n  verlening" },
		{ "soft hyphen", "besluit\xc2\xad""vorming", "besluitvorming", "besluitvorming", "besluit\xc2\xad""vorming" },
		{ "ligature", "een oﬃcieel ﬁnancieel stuk", "een officieel financieel stuk", "financieel", "ﬁnancieel" },
		{ "ligature at the end", "staﬀ", "staff", "staff", "staﬀ" },
		{ "accents", "Coördinatie ÉÉN", "coordinatie een", "een", "ÉÉN" },
		{ "letter-spaced", "het B E S L U I T van", "het besluit van", "besluit", "B E S L U I T" },
		{ "letter-spaced, all of it", "B E S L U I T", "besluit", "besluit", "B E S L U I T" },
		{ "letter-spaced, then a word", "R A A D van", "raad van", "raad", "R A A D" },
		{ "letter-spaced, two of them", "R A A D  B E S L U I T", "raad  besluit", "besluit", "B E S L U I T" },
		{ "letter-spaced, accents", "R E Ü N I E.", "reunie.", "reunie", "R E Ü N I E" },
		{ "letter-spaced after a number", "2 B E S L U I T", "2 besluit", "besluit", "B E S L U I T" },
		{ "letter-spaced, a line's end", "R A A D\nB E S L U I T", "raad\nbesluit", "besluit", "B E S L U I T" },
		{ "1 for i", "de besl1ssing.", "de beslissing.", "beslissing", "besl1ssing" },
		{ "l for i", "lnformatie", "informatie", "informatie", "lnformatie" },
		{ "| for i", "|nformat|e", "informatie", "informatie", "|nformat|e" },
		{ "0 for o", "Verg0eding", "vergoeding", "vergoeding", "Verg0eding" },
		{ "5 for s, c for e", "be5li55ing bcslissing", "beslissing beslissing", "beslissing", "be5li55ing" },
		{ "rn for m, and on", "de gerneente is", "de gemeente is", "gemeente is", "gerneente is" },
		{ "u for n", "couveuaut", "convenant", "convenant", "couveuaut" },
		{ "cl for d", "vergaclering.", "vergadering.", "vergadering", "vergaclering" },
		{ "after a hyphenation", "be-\nsl1ssing", "beslissing", "beslissing", "be-\nsl1ssing" },
		{ "a word of an example with a hyphen", "ver1ening", "verlening", "verlening", "ver1ening" },
	};
	struct lexicon *l = make_lexicon();

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct folded f;
		const char *got, *at;
		uint32_t off, len;

		plain(&f, str_of(t[i].text), l, mem);
		got = str_c(mem, f.s);
		if (strcmp(got, t[i].want) != 0)
			fail_msg("%s: %s", t[i].name, got);
		at = strstr(got, t[i].part);
		assert_non_null(at);
		fold_origin(&f, (size_t)(at - got), (size_t)(at - got) + strlen(t[i].part), &off, &len);
		if (!str_eq(str_sub(str_of(t[i].text), off, len), str_of(t[i].origin)))
			fail_msg("%s: %u+%u: %.*s", t[i].name, off, len, STRF(str_sub(str_of(t[i].text), off, len)));
	}
}

/* What looks like a fault and is none, or is nobody's to put right. */
static void
left_alone(void **state)
{
	static const struct { const char *name, *text; } t[] = {
		{ "a short word", "de rnotie" }, { "a short word with a digit", "m0tie" },
		{ "a word that none has the shape of", "verg0edinq5" }, { "part of a longer word", "besl1ssingen" },
		{ "two words of one shape", "ver1nen verevcn verencn" }, { "a letter short", "gemeent gemeete" },
		{ "m for rn", "govemment" }, { "a number", "1000115 155.115 2026" }, { "a number of a case", "Z/26/0011115" },
		{ "three letters apart", "a b c" }, { "three letters, then a word", "b e s luit" },
		{ "letters of a list", "a. b. c. d. e." }, { "letters with two spaces", "b  e  s  l  u  i  t" },
		{ "letters on lines", "b\ne\ns\nl\nu\ni\nt" }, { "digits apart", "1 2 3 4 5 6" },
		{ "the end of a word, then letters", "ik b e" }, { "a hyphen within a line", "subsidie-verlening e-mail" },
		{ "a hyphen between numbers", "2025-\n2026" }, { "a dash at a line's end", "het plan -\nalleen" },
		{ "a word too long", "abcdefghijklmnopqrstuvwxyzabcdefghijk1mnopqrstuvwxyz" },
		{ "the right words", "beslissing informatie vergoeding gemeente" }, { "nothing", "" },
	};
	struct lexicon *l = make_lexicon();

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct folded f;

		plain(&f, str_of(t[i].text), l, mem);
		if (!str_eq(f.s, str_lower(mem, str_of(t[i].text))))
			fail_msg("%s: %.*s", t[i].name, STRF(f.s));
	}
	/* Without a lexicon letters stay; letters apart do not. */
	for (int with = 0; with < 2; with++) {
		struct folded f;

		plain(&f, S("besl1ssing R A A D"), with != 0 ? lexicon_new(mem) : NULL, mem);
		assert_string_equal(str_c(mem, f.s), "besl1ssing raad");
	}
}

/* Every byte there is, in heaps: never longer than it was, plain, and each place leads back into the text. */
static void
any_bytes(void **state)
{
	static const char *const heap[] = { "a", " ", "-", "\n", "1", "rn", "é", "ﬃ", "\xff", "\xc3", "gerneente", "\xe2\x82\xac", "B E S L",
		"\xc2\xad", "|", "0", "\xed\xa0\x80" };
	struct lexicon *l = make_lexicon();
	uint32_t seed = 1;

	(void)state;
	for (size_t i = 0; i < 3000; i++) {
		struct folded f;
		struct buf b;
		uint32_t off, len;

		buf_init(&b, mem, 200);
		for (size_t k = 0; k < i % 17; k++) {
			seed = seed * 1664525u + 1013904223u;
			buf_add(&b, str_of(heap[(seed >> 16) % COUNT(heap)]));
		}
		plain(&f, buf_str(&b), l, mem);
		assert_true(f.s.n <= b.n);
		for (size_t k = 0; k < f.s.n; k++) {
			assert_true((unsigned char)f.s.p[k] < 0x80 && (f.s.p[k] < 'A' || f.s.p[k] > 'Z'));
			assert_true(k == 0 || f.at[k] >= f.at[k - 1]);
			fold_origin(&f, k, f.s.n, &off, &len);
			assert_true(len > 0 && off + (size_t)len <= b.n);
		}
	}
}

/* What a pattern asks for at least: a text without it cannot match, and is not tried. */
static void
literals(void **state)
{
	static const struct { const char *pattern, *text; bool may; } t[] = {
		{ "besluit", "het besluit", true },
		{ "besluit", "het beslu it", false },
		{ "\\bbesluit(?:en)?\\b", "besluiten", true },
		{ "\\b(?:raad|staten)\\b", "de staten", true },
		{ "\\b(?:raad|staten)\\b", "het college", false },
		{ "(?:raad|ab)", "het college", true },		/* one branch asks for nothing */
		{ "(?:raad)?besluit", "besluit", true },
		{ "(?:raad){0,2}besluit", "raad", false },
		{ "(?:raad){1,2}.", "raad", true },
		{ "(?:raad)+", "rad", false },
		{ "raads?besluit", "raadbesluit", true },
		{ "raads?besluit", "raad", false },
		{ "verordeningen?", "verordeninge", true },
		{ "(?=raad)", "x", false },
		{ "(?!raad)besluit", "besluit", true },
		{ "be[sz]luit", "bezluit", true },
		{ "be[]x]luit", "be]luit", true },
		{ "be[^]]luit", "beluit", true },		/* luit is there, the rest is for PCRE2 */
		{ "a\\.b\\.c", "a.b.c", true },
		{ "a\\.b\\.c", "abc", false },
		{ "RAAD", "raad", true },
		{ "raad.{0,80}staten", "raad staten", true },	/* both */
		{ "raad.{0,80}staten", "staten", false },
		{ "raad.{0,80}staten", "raad", false },
		{ "(?i)raad", "x", true },			/* not understood: always tried */
		{ "\\Qraad\\E", "x", true },
		{ "\\x{72}aad", "x", true },
		{ "ab|cd", "x", true },
		{ "wet", "x", true },				/* too short to look for */
		{ "(raad", "x", true },
		{ "raad)", "x", true },
		{ "", "x", true },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct literals *l = literals_new(mem, 1);
		unsigned char *seen;

		literals_add(l, 0, str_of(t[i].pattern));
		literals_done(l);
		seen = NEW(mem, unsigned char, literals_size(l));
		literals_mark(l, str_of(t[i].text), seen, mem);
		if (literals_may(l, seen, 0) != t[i].may)
			fail_msg("%s op %s", t[i].pattern, t[i].text);
	}
}

static void
branches(void **state)
{
	static const struct { const char *pattern, *want; } t[] = {
		{ "een", "een" },
		{ "een|twee", "een twee" },
		{ "(?:een|twee)", "een twee" },
		{ "(?:(?:een|twee)|drie)", "drie een twee" },
		{ "(?:een|twee)?", "(?:een|twee)?" },
		{ "(?:een|twee) ?|drie", "drie een ? twee ?" },
		{ "(?:een)(?:twee|drie)", "een(?:twee|drie)" },
		{ "(?:(?:een|twee)\\b) drie", "een\\b drie twee\\b drie" },
		{ "(?:een){2}", "(?:een){2}" },
		{ "[|]|a\\|b", "[|] a\\|b" },
		{ "[(]|[]|)]", "[(] []|)]" },
		{ "(?!x|y)z", "(?!x|y)z" },
		{ "[[:alpha:]|]x|y", "[[:alpha:]|]x y" },
		{ "[[:alpha:](]x|y", "[[:alpha:](]x y" },
		/* What holds for all alternatives, or is quoted, is not taken apart. */
		{ "(?i)een|twee", "(?i)een|twee" },
		{ "\\Qa|b\\E|c", "\\Qa|b\\E|c" },
		{ "(*NO_JIT)een|twee", "(*NO_JIT)een|twee" },
		{ "(?<x>a)|(?P=x)", "(?<x>a)|(?P=x)" },
		{ "(?<=a)b|(?<!c)d|(?>e)", "(?<=a)b (?<!c)d (?>e)" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct buf b;
		size_t n;
		struct str *v = pattern_branches(str_of(t[i].pattern), mem, &n);

		buf_init(&b, mem, KIB(4));
		for (size_t k = 0; k < n; k++)
			buf_addf(&b, "%s%.*s", k == 0 ? "" : " ", STRF(v[k]));
		if (!str_eq(buf_str(&b), str_of(t[i].want)))
			fail_msg("%s: %.*s", t[i].pattern, STRF(buf_str(&b)));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(examples), cmocka_unit_test(bad_files), cmocka_unit_test(good_files),
		cmocka_unit_test(failing_examples), cmocka_unit_test(organisations), cmocka_unit_test(organisations_unread),
		cmocka_unit_test(lexicon_of_all), cmocka_unit_test(patterns),
		cmocka_unit_test(plain_patterns), cmocka_unit_test(filenames), cmocka_unit_test(repaired),
		cmocka_unit_test(left_alone), cmocka_unit_test(any_bytes), cmocka_unit_test(literals), cmocka_unit_test(branches),
	};

	return cmocka_run_group_tests(tests, rules_setup, rules_teardown);
}
