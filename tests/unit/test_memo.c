/* SPDX-License-Identifier: EUPL-1.2 */
/* test_memo.c - what a stage said before: when it holds, and what makes it expire.  Needs build/woostraat-worker. */
#include "scratch.h"

#include "base/mask.h"
#include "base/reel.h"
#include "memo.h"
#include "proc/wire.h"

#define NOW	1768464000	/* 2026-01-15T08:00:00Z */
#define DAY	86400

static struct vault *vault;
static struct store *store;
static struct pool *pool;
static struct run_id run;
static struct organisation org = { .key = S("leiden"), .tooi = S("gm0546") };

static int
setup(void **state)
{
	static const struct run_facts facts_of_run = { .mode = "run", .now = NOW, .started = NOW, .who = S("nacht"),
		.build = S("0.1.0") };

	if (scratch_open(state) != 0 || vault_open(in("kluis"), false, &vault, &err) != 0 ||
	    store_open(in("administratie"), &store, &err) != 0 ||
	    store_run_begin(store, &facts_of_run, &run, &err) != 0 ||
	    pool_open(program("woostraat-worker"), "templates", NULL, 1, vault, &pool, &err) != 0) {
		print_error("%s\n", err.msg);
		return -1;
	}
	return 0;
}

static int
teardown(void **state)
{
	pool_close(pool);
	store_close(store);
	vault_close(vault);
	return scratch_close(state);
}

static struct artefact
keep(struct str bytes)
{
	struct artefact a;
	int fd;

	assert_ok(vault_temp(vault, &fd, &err));
	assert_ok(fd_write_all(fd, bytes, &err));
	assert_ok(vault_keep(vault, fd, &a, &err));
	assert_int_equal(close(fd), 0);
	return a;
}

static struct dossier
a_dossier(const char *name)
{
	struct dossier d = { .org = &org, .key = str_of(name), .mem = mem, .findings = { .mem = mem } };

	for (int i = 0; i < 2; i++) {
		struct document *x = PUSH(mem, d.docs, d.ndocs, d.docs_cap);

		*x = (struct document){ .path = str_fmt(mem, "%s-%d.txt", name, i), .role = i == 0 ? ROLE_MAIN : ROLE_ANNEX,
			.have_set = A_BIT(A_ORIGINAL) };
		x->have[A_ORIGINAL] = keep(str_fmt(mem, "inhoud %s %d", name, i));
	}
	return d;
}

static json_t *
answer(const char *text)
{
	json_t *j = json_read(str_of(text), &err);

	if (j == NULL)
		fail_msg("%s", err.msg);
	return j;
}

#define IDENTIFY(type)	"{\"stage\":\"identify\",\"findings\":[],\"docs\":[{\"media_type\":\"" type "\"}]}"
#define EXTRACT		"{\"stage\":\"extract\",\"findings\":[{\"code\":\"EXT-301\",\"doc\":0,\"arg0\":\"7\"}]," \
			"\"docs\":[{\"pages\":3,\"text_bytes\":4,\"props\":{}}]}"

static bool
recall(enum stage_id st, struct dossier *d, int doc)
{
	bool hit;

	assert_ok(memo_recall(store, vault, memo_key(st, pool, d, doc, NOW), st, d, doc, &hit, &err));
	return hit;
}

static void
hit_and_miss(void **state)
{
	struct dossier d = a_dossier("treffer");
	struct artefact have[A__COUNT] = { 0 };
	struct digest key = memo_key(ST_extract, pool, &d, 1, NOW);
	AUTO_JSON j = answer(EXTRACT);
	const struct document *x = &d.docs[1];

	(void)state;
	assert_false(recall(ST_extract, &d, 1));
	have[A_TEXT] = keep(S("text"));
	have[A_PROPS] = keep(S("props"));
	assert_ok(memo_keep(store, key, ST_extract, j, have, A_BIT(A_TEXT) | A_BIT(A_PROPS), run, &err));
	assert_int_equal(d.findings.n, 0);
	assert_true(recall(ST_extract, &d, 1));
	assert_int_equal(x->pages, 3);
	assert_int_equal(x->have_set, A_BIT(A_ORIGINAL) | A_BIT(A_TEXT) | A_BIT(A_PROPS));
	assert_true(digest_eq(x->have[A_TEXT].sha256, have[A_TEXT].sha256));
	assert_int_equal(x->have[A_PROPS].size, 5);
	assert_int_equal(d.findings.n, 1);
	assert_int_equal(d.findings.v[0].doc, 1);
	assert_str(d.findings.v[0].arg[0], "7");
	assert_int_equal(x->seen_by, 1u << ST_extract);
	assert_int_equal(d.docs[0].pages, 0);
	/* Another document of the same dossier has its own. */
	assert_false(recall(ST_extract, &d, 0));
	/* Another dossier, the same bytes and type: the facts are the same, and so is the answer. */
	struct dossier other = a_dossier("anders");
	other.docs[0].have[A_ORIGINAL] = d.docs[1].have[A_ORIGINAL];
	assert_true(recall(ST_extract, &other, 0));
	assert_int_equal(other.findings.v[0].doc, 0);
}

/* What was made must still be there: an answer without its text is no answer. */
static void
gone(void **state)
{
	struct dossier d = a_dossier("weg");
	struct artefact have[A__COUNT] = { 0 };
	struct digest key = memo_key(ST_extract, pool, &d, 0, NOW);
	AUTO_JSON j = answer(EXTRACT);
	struct str hex;
	const char *path;

	(void)state;
	have[A_TEXT] = keep(S("dit verdwijnt"));
	have[A_PROPS] = keep(S("dit blijft"));
	assert_ok(memo_keep(store, key, ST_extract, j, have, A_BIT(A_TEXT) | A_BIT(A_PROPS), run, &err));
	hex = digest_hex(mem, have[A_TEXT].sha256);
	path = in(str_c(mem, str_fmt(mem, "kluis/%.2s/%.*s", hex.p, STRF(hex))));
	assert_int_equal(chmod(path, 0600) + truncate(path, 3), 0);
	assert_false(recall(ST_extract, &d, 0));
	assert_int_equal(unlink(path), 0);
	assert_false(recall(ST_extract, &d, 0));
	assert_int_equal(d.docs[0].have_set, A_BIT(A_ORIGINAL));
	assert_int_equal(d.docs[0].pages, 0);
	assert_int_equal(d.findings.n, 0);
	/* Made again, it is remembered again. */
	(void)keep(S("dit verdwijnt"));
	assert_true(recall(ST_extract, &d, 0));
}

/* Of a hundred digests one has nine digits that pass the 11-proef: such an answer was never remembered. */
static void
digits_of_a_digest(void **state)
{
	struct dossier d = a_dossier("toeval");
	struct artefact have[A__COUNT] = { 0 };
	struct digest key = memo_key(ST_extract, pool, &d, 0, NOW);
	AUTO_JSON j = answer(EXTRACT);

	(void)state;
	for (int i = 0; have[A_TEXT].size == 0 && i < 10000; i++) {
		struct str text = str_fmt(mem, "deel %d", i);

		if (mask_needed(digest_hex(mem, digest_of(text)), mem))
			have[A_TEXT] = keep(text);
	}
	assert_int_not_equal(have[A_TEXT].size, 0);
	assert_ok(memo_keep(store, key, ST_extract, j, have, A_BIT(A_TEXT), run, &err));
	assert_true(recall(ST_extract, &d, 0));
}

static void
overwritten(void **state)
{
	struct dossier d = a_dossier("opnieuw");
	struct digest key = memo_key(ST_identify, pool, &d, 0, NOW);
	AUTO_JSON first = answer(IDENTIFY("text/plain"));
	AUTO_JSON second = answer(IDENTIFY("application/pdf"));

	(void)state;
	assert_ok(memo_keep(store, key, ST_identify, first, NULL, 0, run, &err));
	assert_ok(memo_keep(store, key, ST_identify, second, NULL, 0, run, &err));
	assert_true(recall(ST_identify, &d, 0));
	assert_str(d.docs[0].media_type, "application/pdf");
}

/* A memory that cannot be read is none, and the dossier is as it was. */
static void
unreadable(void **state)
{
	static const char *const texts[] = {
		"", "{", "[]", "{}", "{\"made\":{},\"answer\":7}", "{\"made\":{},\"answer\":{}}",
		"{\"made\":{\"9\":{}},\"answer\":" IDENTIFY("x") "}", "{\"made\":{\"x\":{}},\"answer\":" IDENTIFY("x") "}",
		"{\"made\":{\"1\":{\"sha256\":\"kort\"}},\"answer\":" IDENTIFY("x") "}",
		"{\"made\":{},\"answer\":" EXTRACT "}",
		"{\"made\":{},\"answer\":{\"stage\":\"identify\",\"findings\":[{\"code\":\"ING-201\",\"doc\":0},"
		    "{\"code\":\"OUD-501\",\"doc\":0}],\"docs\":[{\"media_type\":\"x\"}]}}",
		"{\"made\":{},\"answer\":{\"stage\":\"identify\",\"findings\":[{\"code\":\"ING-201\",\"doc\":0}],"
		    "\"docs\":[{\"media_type\":\"\\u0001\"}]}}",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct dossier d = a_dossier("stuk");

		d.docs[0].media_type = S("van tevoren");
		finding_add(&d.findings, (struct finding){ .code = F_ING_NAME_ODD, .doc = 0 });
		assert_ok(store_memo_put(store, memo_key(ST_identify, pool, &d, 0, NOW), "identify", str_of(texts[i]), run, &err));
		if (recall(ST_identify, &d, 0))
			fail_msg("%s", texts[i]);
		assert_int_equal(d.findings.n, 1);
		assert_str(d.docs[0].media_type, "van tevoren");
		assert_int_equal(d.docs[0].seen_by, 0);
		assert_int_equal(d.docs[0].have_set, A_BIT(A_ORIGINAL));
	}
	/* A dossier stage restores all its documents and what was declared. */
	struct dossier d = a_dossier("stuk");
	assert_ok(store_memo_put(store, memo_key(ST_sidecar, pool, &d, DOC_NONE, NOW), "sidecar", S("{\"made\":{},\"answer\":"
	    "{\"stage\":\"sidecar\",\"findings\":[],\"declared\":{\"titel\":\"t\"},\"docs\":[{\"role\":\"annex\"},{\"role\":\"x\"}]}}"),
	    run, &err));
	assert_false(recall(ST_sidecar, &d, DOC_NONE));
	assert_int_equal(d.docs[0].role, ROLE_MAIN);
	assert_null(d.declared.titel.p);
}

static bool
same(enum stage_id st, const struct dossier *a, const struct dossier *b, int doc)
{
	return digest_eq(memo_key(st, pool, a, doc, NOW), memo_key(st, pool, b, doc, NOW));
}

/* What a stage may see is in its key, and nothing else is. */
static void
facts(void **state)
{
	struct dossier a = a_dossier("feiten"), b = a;
	struct document docs[2];

	(void)state;
	for (int st = ST_sidecar; st <= ST_page; st++) {
		for (int other = ST_sidecar; other < st; other++)
			assert_false(digest_eq(memo_key((enum stage_id)st, pool, &a, stages[st].grain == PER_DOCUMENT ? 0 : DOC_NONE,
			    NOW), memo_key((enum stage_id)other, pool, &a, stages[other].grain == PER_DOCUMENT ? 0 : DOC_NONE, NOW)));
	}
	memcpy(docs, a.docs, sizeof docs);
	b.docs = docs;
	assert_true(same(ST_identify, &a, &b, 0) && same(ST_classify, &a, &b, 0) && same(ST_describe, &a, &b, DOC_NONE));
	/* Another document of the dossier concerns dossier stages only. */
	docs[1].have[A_ORIGINAL].sha256 = digest_of(S("andere bytes"));
	assert_true(same(ST_identify, &a, &b, 0) && same(ST_extract, &a, &b, 0) && same(ST_classify, &a, &b, 0));
	assert_false(same(ST_identify, &a, &b, 1) || same(ST_extract, &a, &b, 1));
	assert_false(same(ST_sidecar, &a, &b, DOC_NONE) || same(ST_describe, &a, &b, DOC_NONE) || same(ST_bundle, &a, &b, DOC_NONE));
	memcpy(docs, a.docs, sizeof docs);
	/* The path concerns who looks at names; extract does not. */
	docs[0].path = S("anders.txt");
	assert_true(same(ST_extract, &a, &b, 0));
	assert_false(same(ST_identify, &a, &b, 0) || same(ST_classify, &a, &b, 0));
	memcpy(docs, a.docs, sizeof docs);
	docs[0].have[A_TEXT].sha256 = digest_of(S("andere tekst"));
	docs[0].have_set |= A_BIT(A_TEXT);
	assert_true(same(ST_extract, &a, &b, 0));
	assert_false(same(ST_screen, &a, &b, 0) || same(ST_classify, &a, &b, 0));
	memcpy(docs, a.docs, sizeof docs);
	/* What dossier.yaml says, and whose it is. */
	b.declared.titel = S("titel");
	assert_true(same(ST_identify, &a, &b, 0));
	assert_false(same(ST_classify, &a, &b, 0) || same(ST_describe, &a, &b, DOC_NONE));
	b.declared.titel = STR_NONE;
	b.org = &(struct organisation){ .key = S("leiden"), .tooi = S("gm0547") };
	assert_false(same(ST_describe, &a, &b, DOC_NONE));
	b.org = &(struct organisation){ .key = S("leiden"), .tooi = S("gm0546"), .noutlets = 1,
		.outlets = &(struct outlet){ .url = S("https://x/"), .netrc = S("/x") } };
	assert_true(same(ST_describe, &a, &b, DOC_NONE) && same(ST_bundle, &a, &b, DOC_NONE));
	/* As what archive it goes out concerns the archive only. */
	b.pack = PACK_TAR_ZST;
	assert_true(same(ST_describe, &a, &b, DOC_NONE));
	assert_false(same(ST_bundle, &a, &b, DOC_NONE));
	/* So does who looks for viruses, and with which signatures, concern that alone; there neither name nor role counts. */
	b = a;
	b.docs = docs;
	memcpy(docs, a.docs, sizeof docs);
	docs[0].path = S("anders.txt");
	docs[0].role = ROLE_ANNEX;
	assert_true(same(ST_virus, &a, &b, 0));
	b.scanning = (struct scanning){ .wanted = true, .required = true, .wait_s = 9, .version = S("ClamAV 1/2") };
	assert_false(same(ST_virus, &a, &b, 0));
	a.scanning = b.scanning;
	assert_true(same(ST_virus, &a, &b, 0));
	b.scanning.version = S("ClamAV 1/3");
	assert_false(same(ST_virus, &a, &b, 0));
	assert_true(same(ST_describe, &a, &a, DOC_NONE) && same(ST_extract, &a, &b, 0));
	b.scanning = a.scanning;
	docs[0].have[A_ORIGINAL].sha256 = digest_of(S("andere bytes"));
	assert_false(same(ST_virus, &a, &b, 0));
	memcpy(docs, a.docs, sizeof docs);
	/* Findings are no facts. */
	finding_add(&b.findings, (struct finding){ .code = F_SCR_BSN, .doc = 0 });
	assert_true(same(ST_describe, &a, &b, DOC_NONE));
}

static void
days(void **state)
{
	struct dossier d = a_dossier("dag");
	/* Midnight in Leiden: 23:00 UTC in January, 22:00 in July. */
	static const time_t midnights[] = { 1768460400 - 1768460400 % DAY - 3600, 1784073600 - 1784073600 % DAY - 7200 };

	(void)state;
	for (int st = ST_sidecar; st <= ST_page; st++) {
		int doc = stages[st].grain == PER_DOCUMENT ? 0 : DOC_NONE;

		for (size_t i = 0; i < COUNT(midnights); i++) {
			struct digest noon = memo_key((enum stage_id)st, pool, &d, doc, midnights[i] + DAY / 2);

			assert_true(digest_eq(noon, memo_key((enum stage_id)st, pool, &d, doc, midnights[i] + 3600)));
			assert_int_equal(digest_eq(noon, memo_key((enum stage_id)st, pool, &d, doc, midnights[i] - 1)), st != ST_describe);
			assert_int_equal(digest_eq(noon, memo_key((enum stage_id)st, pool, &d, doc, midnights[i] + DAY)),
			    st != ST_describe);
		}
	}
}

static void
copy_folder(const char *from, const char *to)
{
	DIR *d = opendir(from);
	struct dirent *ent;

	assert_non_null(d);
	(void)make_folder(to);
	while ((ent = readdir(d)) != NULL) {
		struct str s;

		if (ent->d_type != DT_REG)
			continue;
		assert_ok(file_read(str_c(mem, str_fmt(mem, "%s/%s", from, ent->d_name)), MIB(16), mem, &s, &err));
		(void)put(str_c(mem, str_fmt(mem, "%s/%s", to, ent->d_name)), s);
	}
	(void)closedir(d);
}

/* A rule that changed expires what was classified, and leaves what was extracted. */
static void
templates(void **state)
{
	static const char *const folders[] = { "css", "detect", "glean", "lists", "retention", "rules", "schema", "site", "xsl" };
	/* One after the other; some are new, and then other. */
	static const struct { const char *file; enum stage_id expires; } changes[] = { { NULL, ST_ingest },
		{ "sjablonen/rules/basis.yaml", ST_classify }, { "sjablonen/rules/2k-beschikkingen.yaml", ST_classify },
		{ "sjablonen/organisations/leiden/rules.yaml", ST_classify }, { "sjablonen/organisations/leiden/rules.yaml", ST_classify },
		{ "sjablonen/retention/bewaren.csv", ST_describe }, { "sjablonen/organisations/leiden/bewaren.csv", ST_describe },
		{ "sjablonen/organisations/leiden/bewaren.csv", ST_describe }, { "sjablonen/namen.yaml", ST_sidecar },
		{ "sjablonen/toets.yaml", ST_screen }, { "sjablonen/site/site.css", ST_page },
		{ "sjablonen/organisations/leiden/site-tokens.css", ST_page },
		{ "sjablonen/versies.tsv", ST_sidecar } };
	struct dossier d = a_dossier("regels");
	struct pool *first = pool;
	struct digest before[ST__COUNT];
	struct str rules;

	(void)state;
	for (int st = ST_sidecar; st <= ST_page; st++)
		before[st] = memo_key((enum stage_id)st, pool, &d, stages[st].grain == PER_DOCUMENT ? 0 : DOC_NONE, NOW);
	for (size_t i = 0; i < COUNT(folders); i++)
		copy_folder(str_c(mem, str_fmt(mem, "templates/%s", folders[i])), str_c(mem, str_fmt(mem, "sjablonen/%s", folders[i])));
	assert_ok(file_read("templates/namen.yaml", MIB(1), mem, &rules, &err));
	(void)put("sjablonen/namen.yaml", rules);
	assert_ok(file_read("templates/toets.yaml", MIB(1), mem, &rules, &err));
	(void)put("sjablonen/toets.yaml", rules);
	assert_ok(file_read("templates/versies.tsv", MIB(1), mem, &rules, &err));
	(void)put("sjablonen/versies.tsv", rules);
	for (int changed = 0; changed < (int)COUNT(changes); changed++) {
		const char *file = changes[changed].file;

		if (file != NULL && access(in(file), F_OK) == 0) {
			assert_ok(file_read(in(file), MIB(16), mem, &rules, &err));
			(void)put(file, str_fmt(mem, "%.*s\n# anders\n", STRF(rules)));
		} else if (file != NULL && str_ends(str_of(file), S(".csv"))) {
			(void)put(file, S("categorie;waardering;bewaartermijn;begint bij;selectielijst;nummer;resultaat\n"));
		} else if (file != NULL) {
			assert_ok(path_mkdirs(in("sjablonen/organisations/leiden"), &err));
			(void)put(file, S("version: 2\nname: Leiden\n"));
		}
		assert_ok(pool_open(program("woostraat-worker"), in("sjablonen"), NULL, 1, vault, &pool, &err));
		for (int st = ST_sidecar; st <= ST_page; st++) {
			struct digest now = memo_key((enum stage_id)st, pool, &d, stages[st].grain == PER_DOCUMENT ? 0 : DOC_NONE, NOW);

			if (digest_eq(now, before[st]) != (st != (int)changes[changed].expires))
				fail_msg("%s, %d", stages[st].name, changed);
			before[st] = now;
		}
		pool_close(pool);
		pool = first;
	}
}

static void
deaths(void **state)
{
	struct dossier d = a_dossier("dood");
	struct digest key = memo_key(ST_identify, pool, &d, 1, NOW);
	struct finding f = { .code = F_RUN_WORKER_DIED, .doc = 1, .arg = { S("extract"), S("geheugenfout") } };
	AUTO_JSON j = answer(IDENTIFY("text/plain"));
	bool hit;

	(void)state;
	assert_ok(memo_recall_death(store, key, &d, 1, &hit, &err));
	assert_false(hit);
	assert_ok(memo_keep_death(store, key, &f, run, &err));
	assert_ok(memo_recall_death(store, key, &d, 1, &hit, &err));
	assert_true(hit);
	assert_int_equal(d.findings.n, 1);
	assert_int_equal(d.findings.v[0].code, F_RUN_WORKER_DIED);
	assert_int_equal(d.findings.v[0].doc, 1);
	assert_str(d.findings.v[0].arg[0], "extract");
	assert_str(d.findings.v[0].arg[1], "geheugenfout");
	/* A death is no answer, and an answer no death. */
	assert_false(recall(ST_identify, &d, 1));
	assert_ok(memo_keep(store, memo_key(ST_identify, pool, &d, 0, NOW), ST_identify, j, NULL, 0, run, &err));
	assert_ok(memo_recall_death(store, memo_key(ST_identify, pool, &d, 0, NOW), &d, 0, &hit, &err));
	assert_false(hit);
	/* Other bytes are tried again. */
	d.docs[1].have[A_ORIGINAL].sha256 = digest_of(S("hersteld"));
	assert_ok(memo_recall_death(store, memo_key(ST_identify, pool, &d, 1, NOW), &d, 1, &hit, &err));
	assert_false(hit);
}

/* An answer of sidecar about n documents, as its worker writes it; titles make it longer than a row. */
static int
many_lines(size_t n, struct str title)
{
	struct reel *out;
	int fd;

	assert_ok(vault_temp(vault, &fd, &err));
	out = reel_out(fd, NULL);
	{
		AUTO_JSON head = answer("{\"stage\":\"sidecar\",\"findings\":[{\"code\":\"EXT-301\",\"doc\":1}],"
		    "\"declared\":{\"titel\":\"t\"},\"said\":[],\"notices\":[],\"docs\":[]}");

		reel_put(out, head);
	}
	for (size_t i = 0; i < n; i++) {
		AUTO_JSON one = json_pack("{sssosos[]}", "role", i == 0 ? "main" : "annex", "declared_title",
		    json_of_str(str_fmt(mem, "%.*s %zu", STRF(title), i)), "redacted", json_integer(0), "said");

		reel_put(out, one);
	}
	assert_ok(reel_end(out, &err));
	return fd;
}

static struct dossier
many(const char *name, size_t n)
{
	struct dossier d = { .org = &org, .key = str_of(name), .mem = mem, .findings = { .mem = mem } };

	for (size_t i = 0; i < n; i++)
		*PUSH(mem, d.docs, d.ndocs, d.docs_cap) = (struct document){ .path = str_fmt(mem, "%05zu.txt", i) };
	return d;
}

/* What was said of many documents stands in several rows, and comes back whole or not at all. */
static void
parts(void **state)
{
	struct str title = str_fmt(mem, "%0400d", 0);
	struct dossier d = many("veel", 6000);
	struct digest key = memo_key(ST_sidecar, pool, &d, DOC_NONE, NOW);
	AUTO_FD fd = many_lines(d.ndocs, title);
	AUTO_FD few = many_lines(d.ndocs - 1, title);
	AUTO_FD more = many_lines(d.ndocs + 1, title);

	(void)state;
	assert_ok(memo_keep_whole(store, key, ST_sidecar, fd, d.have, 0, run, &err));
	assert_true(recall(ST_sidecar, &d, DOC_NONE));
	assert_int_equal(d.findings.n, 1);
	assert_int_equal(d.findings.v[0].doc, 1);
	assert_str(d.declared.titel, "t");
	for (size_t i = 0; i < d.ndocs; i++) {
		assert_int_equal(d.docs[i].role, i == 0 ? ROLE_MAIN : ROLE_ANNEX);
		assert_true(str_eq(d.docs[i].declared_title, str_fmt(mem, "%.*s %zu", STRF(title), i)));
	}
	/* One document less or more than there are: not remembered, and nothing is changed. */
	for (int i = 0; i < 2; i++) {
		d = many(i == 0 ? "minder" : "meer", 6000);
		key = memo_key(ST_sidecar, pool, &d, DOC_NONE, NOW);
		assert_ok(memo_keep_whole(store, key, ST_sidecar, i == 0 ? few : more, d.have, 0, run, &err));
		assert_false(recall(ST_sidecar, &d, DOC_NONE));
		assert_int_equal(d.findings.n, 0);
		assert_int_equal(d.docs[0].role, ROLE_UNKNOWN);
		assert_null(d.docs[0].declared_title.p);
		assert_null(d.declared.titel.p);
	}
}

/* A burgerservicenummer in any line keeps all of them out of the ledger. */
static void
parts_masked(void **state)
{
	struct dossier d = many("nummer", 3);
	struct digest key = memo_key(ST_sidecar, pool, &d, DOC_NONE, NOW);
	AUTO_FD fd = many_lines(3, S("van 111222333"));

	(void)state;
	assert_ok(memo_keep_whole(store, key, ST_sidecar, fd, d.have, 0, run, &err));
	assert_false(recall(ST_sidecar, &d, DOC_NONE));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hit_and_miss), cmocka_unit_test(gone), cmocka_unit_test(overwritten),
		cmocka_unit_test(digits_of_a_digest),
		cmocka_unit_test(unreadable), cmocka_unit_test(facts), cmocka_unit_test(days),
		cmocka_unit_test(templates), cmocka_unit_test(deaths),
		cmocka_unit_test(parts), cmocka_unit_test(parts_masked),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
