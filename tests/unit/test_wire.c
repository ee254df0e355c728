/* SPDX-License-Identifier: EUPL-1.2 */
/* test_wire.c - what travels between supervisor and worker: no more than a stage may know, nothing unchecked back. */
#include "scratch.h"

#include "base/buf.h"
#include "proc/wire.h"

#define RAW	"b\xff\x01\n\xe2\x82\xac \"\\.pdf"

static struct outlet outlet = { .url = { "https://geheim.example.nl", 25 }, .netrc = { "/etc/sleutels", 13 } };
static struct organisation org = { .key = S("lei\xfe""den"), .folder = S("ma\xfdp"), .tooi = S("gm0546"), .ns = S("6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
	.noutlets = 1, .outlets = &outlet };

/* A dossier with everything that a dossier can hold. */
static struct dossier
full(void)
{
	struct dossier d = { .org = &org, .key = S("dos\xff\x80sier"), .mem = mem, .findings = { .mem = mem },
		.declared = { S("Z-1"), S("Titel"), S("Over"), S("besluit"), S("leiden"), S("zaaksysteem"), { 2026, 3, 12 }, RELEASE_YES } };
	struct document *x;

	for (int i = 0; i < 2; i++) {
		x = PUSH(mem, d.docs, d.ndocs, d.docs_cap);
		*x = (struct document){ .path = i == 0 ? S("a.pdf") : S(RAW), .role = i == 0 ? ROLE_MAIN : ROLE_ANNEX, .redacted = i == 0 ? 2 : 0,
			.declared_title = S("Bijlage “1”"), .declared_categories = S("https://x/c https://x/d"), .declared_soort = S("brief"),
			.media_type = S("application/pdf"), .format_version = S("1.7"), .pdf_claim = S("PDF/A-2b"), .locked = true, .pages = 12, .text_bytes = 345,
			.props = { S("titel"), S("kop"), { 1, 2, 3 }, S("nl"), { 2025, 1, 2 }, { 4, 5, 6 } } };
		x->classes = NEW(mem, struct class_score, 2);
		x->nclasses = 2;
		x->classes[0] = (struct class_score){ S("https://x/c"), S("convenanten"), 12, 10, 4, true, NEW(mem, struct reason, 1), 1 };
		x->classes[0].reasons[0] = (struct reason){ S("titelwoord"), -7, { 1, 2, 3 } };
		x->classes[1] = (struct class_score){ S("https://x/d"), S("adviezen"), -3, 11, 5, false, NULL, 0 };
		x->soorten = &x->classes[0];
		x->themas = &x->classes[1];
		x->nsoorten = x->nthemas = 1;
		record_add(&x->record, MD_PUBLISHER, (struct value){ S("Leiden"), S("https://x/gm0546"), FROM_RULE, SOURCE_DOSSIER_YAML, { 1, 2, 3 }, 4 }, mem);
		statement_add(&x->said, (struct statement){ SAY_SIGNED, S("12 maart 2026"), STR_NONE, { 2026, 3, 12 }, { 0 }, SOURCE_MDTO, S("rij 1"), 90, { 0 }, { 1, 2, 3 } }, mem);
		statement_add(&x->said, (struct statement){ SAY_PERIOD, S("2026"), S("https://x/p"), { 0 }, { 2026, 12, 31 }, SOURCE_NAME, STR_NONE, 0, { 0 }, { 0 } }, mem);
		statement_add(&x->gleaned, (struct statement){ .what = SAY_TITLE, .text = S("Titel"), .source = SOURCE_TEXT, .sure = 100, .at = { 1, 2, 3 } }, mem);
		record_add(&x->record, MD_OFFICIELE_TITEL, (struct value){ .text = S("T\ni"), .origin = FROM_SOURCE, .source = SOURCE_XPO }, mem);
		x->record.at = 100;
		x->record.len = 200;
		x->object = (struct slice){ 300, 40 };
		x->file = (struct slice){ 340, 50 };
		x->since = 1768464000;
		for (int k = 0; k < A__COUNT; k++)
			x->have[k] = (struct artefact){ digest_of(str_fmt(mem, "%d%d", i, k)), (uint64_t)(1000 + k) };
		x->have_set = (1u << A__COUNT) - 1;
	}
	d.object = (struct slice){ 400, UINT32_MAX };
	d.said = d.docs[0].said;
	d.notices = NEW(mem, struct notice, 2);
	d.nnotices = 2;
	d.notices[0] = (struct notice){ .key = S("a"), .said = d.said, .record = d.docs[0].record };
	d.notices[1] = (struct notice){ .key = S("b"), .categories = S("https://x/c"), .record = d.docs[1].record };
	for (int k = 0; k < A__COUNT; k++)
		d.have[k] = (struct artefact){ digest_of(str_fmt(mem, "d%d", k)), UINT32_MAX + (uint64_t)k };
	d.have_set = (1u << A__COUNT) - 1;
	d.pack = PACK_TAR_ZST;
	d.scanning = (struct scanning){ .wanted = true, .wait_s = 7, .version = S("ClamAV 1.4.6/27800") };
	finding_add(&d.findings, (struct finding){ .code = F_SCR_BSN, .doc = 0, .masked = S("111*****3") });
	return d;
}

/* The names of an object's members, sorted; of the organisation and the artefacts too. */
static void
keys(struct buf *b, const json_t *j)
{
	struct str *v = NULL;
	size_t n = 0, cap = 0;
	const char *name;
	json_t *x;

	json_object_foreach((json_t *)(uintptr_t)j, name, x)
		*PUSH(mem, v, n, cap) = str_of(name);
	if (n > 1)
		qsort(v, n, sizeof *v, str_order);
	for (size_t i = 0; i < n; i++) {
		buf_addf(b, "%s%.*s", i == 0 ? "" : " ", STRF(v[i]));
		if (str_eq(v[i], S("have")) || str_eq(v[i], S("organisation")) || str_eq(v[i], S("scanning"))) {
			buf_addc(b, '(');
			keys(b, json_map(j, v[i].p));
			buf_addc(b, ')');
		}
	}
}

/* What a stage may know is what its memory depends on: a member more or less is a decision, made here. */
static void
facts(void **state)
{
#define DOSSIER	"declared docs key organisation(folder key ns tooi)"
	static const struct { enum stage_id st; const char *dossier, *doc; } cases[] = {
		{ ST_sidecar, "declared docs have(a3 a5) key organisation(folder key ns tooi)", "have(a0) path role" },
		{ ST_virus, "docs scanning(required version wait_s)", "have(a0)" },
		{ ST_identify, "docs", "have(a0) path" },
		{ ST_extract, "docs", "have(a0) locked media_type" },
		{ ST_reveal, "docs", "have(a0 a1 a2) locked media_type" },
		{ ST_screen, "declared docs key notices organisation(folder key ns tooi) said",
		    "classes declared_title have(a1 a11 a2) media_type pages path props role said soorten text_bytes themas" },
		{ ST_classify, DOSSIER, "declared_categories declared_soort declared_title have(a1 a2) media_type pages path props role text_bytes" },
		{ ST_glean, "docs", "have(a1 a2) media_type pages props text_bytes" },
		{ ST_describe, "archive declared docs have(a3 a5) key notices organisation(folder key ns tooi) said",
		    "classes declared_title gleaned have(a0 a1 a2) media_type pages path props redacted role said since soorten text_bytes themas" },
		{ ST_bundle, "archive declared docs have(a3 a5) key notices object organisation(folder key ns tooi) pack",
		    "file have(a0) media_type object path record role" },
	};
	struct dossier d = full();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		bool one = stages[cases[i].st].grain == PER_DOCUMENT;
		AUTO_JSON j = wire_facts(cases[i].st, &d, one ? 1 : DOC_NONE);
		struct buf top, doc;
		struct str text = json_write(mem, j);

		buf_init(&top, mem, 1000);
		buf_init(&doc, mem, 1000);
		keys(&top, j);
		keys(&doc, json_array_get(json_list(j, "docs"), 0));
		if (!str_eq(buf_str(&top), str_of(cases[i].dossier)) || !str_eq(buf_str(&doc), str_of(cases[i].doc)))
			fail_msg("%s: %.*s / %.*s", stages[cases[i].st].name, STRF(buf_str(&top)), STRF(buf_str(&doc)));
		assert_int_equal(json_array_size(json_list(j, "docs")), one ? 1 : 2);
		/* Never the way to the portal, nor what others found. */
		assert_null(memmem(text.p, text.n, "geheim", 6));
		assert_null(memmem(text.p, text.n, "sleutels", 8));
		assert_null(memmem(text.p, text.n, "SCR-501", 7));
	}
}

static void
round_trip(void **state)
{
	struct dossier d = full(), back;
	struct organisation o;

	(void)state;
	for (int doc = DOC_NONE; doc < 2; doc++) {
		AUTO_JSON j = wire_dossier(&d, doc);
		AUTO_JSON again = NULL;
		AUTO_JSON parsed = NULL;
		const struct document *x;

		parsed = json_read(json_write(mem, j), &err);
		assert_non_null(parsed);
		assert_ok(wire_read(parsed, mem, &back, &o, &err));
		assert_int_equal(back.ndocs, doc == DOC_NONE ? 2 : 1);
		again = wire_dossier(&back, doc == DOC_NONE ? DOC_NONE : 0);
		assert_true(str_eq(json_write(mem, j), json_write(mem, again)));
		x = &back.docs[doc == DOC_NONE ? 1 : 0];
		assert_true(str_eq(x->path, doc == 0 ? S("a.pdf") : S(RAW)));
		assert_true(str_eq(back.key, d.key) && str_eq(o.key, org.key));
		assert_true(str_eq(o.folder, org.folder));
		assert_null(o.outlets);
		assert_int_equal(x->classes[1].score, -3);
		assert_int_equal(x->classes[1].need, 11);
		assert_int_equal(x->classes[1].lead, 5);
		assert_int_equal(x->classes[0].reasons[0].weight, -7);
		assert_int_equal(x->nsoorten, 1);
		assert_str(x->soorten[0].label, "convenanten");
		assert_int_equal(x->nthemas, 1);
		assert_str(x->themas[0].label, "adviezen");
		assert_str(x->declared_categories, "https://x/c https://x/d");
		assert_str(x->declared_soort, "brief");
		assert_str(back.declared.bron, "zaaksysteem");
		assert_true(x->classes[0].chosen && !x->classes[1].chosen);
		assert_str(x->record.f[MD_OFFICIELE_TITEL].v[0].text, "T\ni");
		assert_int_equal(x->record.f[MD_OFFICIELE_TITEL].v[0].source, SOURCE_XPO);
		assert_int_equal(x->record.f[MD_PUBLISHER].v[0].origin, FROM_RULE);
		assert_int_equal(x->record.f[MD_PUBLISHER].v[0].evidence.len, 3);
		assert_int_equal(x->record.len, 200);
		assert_int_equal(x->object.at, 300);
		assert_int_equal(x->file.len, 50);
		assert_int_equal(x->since, 1768464000);
		assert_int_equal(x->props.dated.year, 2025);
		assert_int_equal(back.declared.vrijgave, RELEASE_YES);
		assert_int_equal(date_cmp(back.declared.datum, d.declared.datum), 0);
		assert_int_equal(x->have_set, d.docs[1].have_set);
		assert_true(digest_eq(x->have[A_TEXT].sha256, d.docs[doc == 0 ? 0 : 1].have[A_TEXT].sha256));
		assert_int_equal(x->have[A_TEXT].size, 1001);
	}
	/* A dossier with nothing: absent stays absent. */
	d = (struct dossier){ .org = &(struct organisation){ .key = STR_NONE }, .mem = mem };
	AUTO_JSON j = wire_dossier(&d, DOC_NONE);
	assert_ok(wire_read(j, mem, &back, &o, &err));
	assert_int_equal(back.ndocs, 0);
	assert_null(o.tooi.p);
	assert_null(back.declared.titel.p);
	assert_null(back.declared.bron.p);
	assert_int_equal(back.declared.datum.year, 0);
	assert_int_equal(back.have_set, 0);
}

/* Every byte there is, in a name. */
static void
raw_bytes(void **state)
{
	char all[255];
	struct dossier d = full(), back;
	struct organisation o;

	(void)state;
	for (int i = 0; i < 255; i++)
		all[i] = (char)(i + 1);
	d.docs[0].path = (struct str){ all, sizeof all };
	AUTO_JSON j = wire_dossier(&d, 0);
	assert_ok(wire_read(j, mem, &back, &o, &err));
	assert_true(str_eq(back.docs[0].path, d.docs[0].path));
	assert_true(back.scanning.wanted && !back.scanning.required);
	assert_int_equal(back.scanning.wait_s, 7);
	assert_str(back.scanning.version, "ClamAV 1.4.6/27800");
}

/* A stage's own fields come over, another's do not. */
static void
applies(void **state)
{
	struct dossier from = full();

	(void)state;
	for (int st = ST_sidecar; st <= ST_bundle; st++) {
		bool one = stages[st].grain == PER_DOCUMENT;
		struct result r = { .mem = mem, .findings = { .mem = mem }, .doc = from.docs[1], .dossier = from };
		struct dossier to = { .org = &org, .mem = mem, .findings = { .mem = mem } };
		const struct document *x;

		for (int i = 0; i < 2; i++)
			*PUSH(mem, to.docs, to.ndocs, to.docs_cap) = (struct document){ .path = S("p") };
		to.notices = (struct notice[2]){ { .key = S("x") }, { .key = S("y") } };
		to.nnotices = 2;
		finding_add(&r.findings, (struct finding){ .code = F_EXT_BROKEN, .doc = one ? 0 : 1, .page = 3, .off = 10, .len = 5,
		    .arg = { S("een"), S("twee") }, .masked = S("1*3"), .box = { -10, 20, 300, 400 } });
		finding_add(&r.findings, (struct finding){ .code = F_DSC_SCHEMA, .doc = DOC_NONE });
		AUTO_JSON j = wire_answer((enum stage_id)st, &r);
		AUTO_JSON parsed = json_read(json_write(mem, j), &err);
		assert_non_null(parsed);
		assert_ok(wire_apply((enum stage_id)st, parsed, &to, one ? 1 : DOC_NONE, &err));
		x = &to.docs[1];
		assert_int_equal(to.findings.n, 2);
		assert_int_equal(to.findings.v[0].doc, 1);	/* theirs is 0 in a document stage, ours 1 */
		assert_int_equal(to.findings.v[0].page, 3);
		assert_int_equal(to.findings.v[0].off, 10);
		assert_str(to.findings.v[0].arg[1], "twee");
		assert_str(to.findings.v[0].masked, "1*3");
		assert_int_equal(to.findings.v[0].box.x0, -10);
		assert_int_equal(to.findings.v[0].box.y1, 400);
		assert_false(box_is_there(to.findings.v[1].box));
		assert_int_equal(to.findings.v[1].doc, DOC_NONE);
		assert_null(to.findings.v[1].arg[0].p);
		assert_str(x->path, "p");
		assert_int_equal(x->have_set, 0);
		assert_int_equal(x->role, st == ST_sidecar ? ROLE_ANNEX : ROLE_UNKNOWN);
		assert_int_equal(x->redacted, 0);
		assert_int_equal(to.docs[0].redacted, st == ST_sidecar ? 2 : 0);
		assert_int_equal(x->declared_title.n != 0, st == ST_sidecar);
		assert_int_equal(x->declared_categories.n != 0, st == ST_sidecar);
		assert_int_equal(x->declared_soort.n != 0, st == ST_sidecar);
		assert_int_equal(x->said.n, st == ST_sidecar ? 2 : 0);
		assert_int_equal(x->gleaned.n, st == ST_glean);
		assert_int_equal(to.said.n, st == ST_sidecar ? 2 : 0);
		assert_str(to.notices[1].key, st == ST_sidecar ? "b" : "y");
		assert_int_equal(to.notices[0].said.n, st == ST_sidecar ? 2 : 0);
		assert_int_equal(to.notices[1].categories.n != 0, st == ST_sidecar);
		assert_int_equal(to.notices[1].record.f[MD_PUBLISHER].n, st == ST_describe);
		assert_int_equal(to.declared.titel.n != 0, st == ST_sidecar);
		assert_int_equal(to.declared.bron.n != 0, st == ST_sidecar);
		assert_int_equal(x->media_type.n != 0, st == ST_identify);
		assert_int_equal(x->format_version.n != 0, st == ST_identify);
		assert_int_equal(x->pdf_claim.n != 0, st == ST_identify);
		assert_int_equal(x->locked, st == ST_identify);
		assert_int_equal(x->pages, st == ST_extract ? 12 : 0);
		assert_int_equal(x->text_bytes, st == ST_extract ? 345 : 0);
		assert_int_equal(x->props.title.n != 0, st == ST_extract);
		assert_int_equal(x->nclasses, st == ST_classify || st == ST_describe ? 2 : 0);
		assert_int_equal(x->nsoorten, st == ST_classify || st == ST_describe ? 1 : 0);
		assert_int_equal(x->nthemas, st == ST_classify || st == ST_describe ? 1 : 0);
		assert_int_equal(x->record.f[MD_PUBLISHER].n, st == ST_describe);
		assert_int_equal(x->file.at, st == ST_describe ? 340 : 0);
		assert_int_equal(x->object.len, st == ST_describe ? 40 : 0);
		assert_int_equal(to.object.len, st == ST_describe ? UINT32_MAX : 0);
		assert_int_equal(x->since, 0);
		assert_int_equal(x->seen_by, one ? 1u << st : 0);
		assert_int_equal(to.docs[0].seen_by, 0);
		assert_int_equal(to.docs[0].media_type.n, 0);
	}
}

struct hostile { enum stage_id st; const char *answer; };

static const struct hostile hostile[] = {
	{ ST_identify, "{}" },
	{ ST_identify, "{\"stage\":\"extract\",\"findings\":[],\"docs\":[{}]}" },
	{ ST_identify, "{\"stage\":7,\"findings\":[],\"docs\":[{}]}" },
	{ ST_identify, "{\"stage\":\"identify\",\"findings\":[]}" },
	{ ST_identify, "{\"stage\":\"identify\",\"docs\":[{}]}" },
	{ ST_identify, "{\"stage\":\"identify\",\"findings\":{},\"docs\":[{}]}" },
	{ ST_identify, "{\"stage\":\"identify\",\"findings\":[],\"docs\":[]}" },
	{ ST_identify, "{\"stage\":\"identify\",\"findings\":[],\"docs\":[{},{}]}" },
	{ ST_identify, "{\"stage\":\"identify\",\"findings\":[],\"docs\":[[]]}" },
	{ ST_identify, "{\"stage\":\"identify\",\"findings\":[],\"docs\":[null]}" },
	{ ST_identify, "{\"stage\":\"identify\",\"findings\":[],\"docs\":[{\"media_type\":5}]}" },
	{ ST_identify, "{\"stage\":\"identify\",\"findings\":[],\"docs\":[{\"media_type\":null}]}" },
	{ ST_identify, "{\"stage\":\"identify\",\"findings\":[],\"docs\":[{\"media_type\":\"a/b\",\"locked\":1}]}" },
	{ ST_identify, "{\"stage\":\"identify\",\"findings\":[],\"docs\":[{\"media_type\":\"a/b\",\"locked\":null}]}" },
	{ ST_identify, "{\"stage\":\"identify\",\"findings\":[],\"docs\":[{\"media_type\":\"a/b\",\"pdf_claim\":7}]}" },
	{ ST_identify, "{\"stage\":\"identify\",\"findings\":[],\"docs\":[{\"media_type\":\"a/b\",\"format_version\":\"\\u0001\"}]}" },
	{ ST_identify, "{\"stage\":\"identify\",\"findings\":[],\"docs\":[{\"media_type\":\"a\\u0001b\"}]}" },
	{ ST_identify, "{\"stage\":\"identify\",\"findings\":[],\"docs\":[{\"media_type\":\"\\ufffe\"}]}" },
	{ ST_screen, "{\"stage\":\"screen\",\"findings\":[],\"docs\":[{}]}" },
	{ ST_bundle, "{\"stage\":\"bundle\",\"findings\":[],\"docs\":[{}]}" },
	{ ST_screen, "{\"stage\":\"screen\",\"findings\":[7],\"docs\":[]}" },
	{ ST_screen, "{\"stage\":\"screen\",\"findings\":[{\"code\":\"SCR-999\",\"doc\":0}],\"docs\":[]}" },
	{ ST_screen, "{\"stage\":\"screen\",\"findings\":[{\"doc\":0}],\"docs\":[]}" },
	{ ST_screen, "{\"stage\":\"screen\",\"findings\":[{\"code\":501,\"doc\":0}],\"docs\":[]}" },
	{ ST_screen, "{\"stage\":\"screen\",\"findings\":[{\"code\":\"SCR-501\"}],\"docs\":[]}" },
	{ ST_screen, "{\"stage\":\"screen\",\"findings\":[{\"code\":\"SCR-501\",\"doc\":\"0\"}],\"docs\":[]}" },
	{ ST_screen, "{\"stage\":\"screen\",\"findings\":[{\"code\":\"SCR-501\",\"doc\":1}],\"docs\":[]}" },
	{ ST_screen, "{\"stage\":\"screen\",\"findings\":[{\"code\":\"SCR-501\",\"doc\":-2}],\"docs\":[]}" },
	{ ST_screen, "{\"stage\":\"screen\",\"findings\":[{\"code\":\"SCR-501\",\"doc\":9223372036854775807}],\"docs\":[]}" },
	{ ST_describe, "{\"stage\":\"describe\",\"findings\":[{\"code\":\"DSC-504\",\"doc\":2}],\"docs\":[{},{}]}" },
	{ ST_screen, "{\"stage\":\"screen\",\"findings\":[{\"code\":\"SCR-501\",\"doc\":0,\"arg0\":1}],\"docs\":[]}" },
	{ ST_screen, "{\"stage\":\"screen\",\"findings\":[{\"code\":\"SCR-501\",\"doc\":0,\"masked\":\"\\u001b[31m\"}],\"docs\":[]}" },
	{ ST_screen, "{\"stage\":\"screen\",\"findings\":[{\"code\":\"SCR-501\",\"doc\":0,\"at\":[1,2]}],\"docs\":[]}" },
	{ ST_screen, "{\"stage\":\"screen\",\"findings\":[{\"code\":\"SCR-501\",\"doc\":0,\"at\":[1,2,3,4]}],\"docs\":[]}" },
	{ ST_screen, "{\"stage\":\"screen\",\"findings\":[{\"code\":\"SCR-501\",\"doc\":0,\"at\":[-1,2,3]}],\"docs\":[]}" },
	{ ST_screen, "{\"stage\":\"screen\",\"findings\":[{\"code\":\"SCR-501\",\"doc\":0,\"at\":[1,4294967296,3]}],\"docs\":[]}" },
	{ ST_screen, "{\"stage\":\"screen\",\"findings\":[{\"code\":\"SCR-501\",\"doc\":0,\"at\":[1,2.5,3]}],\"docs\":[]}" },
	{ ST_screen, "{\"stage\":\"screen\",\"findings\":[{\"code\":\"SCR-501\",\"doc\":0,\"at\":\"hier\"}],\"docs\":[]}" },
	{ ST_screen, "{\"stage\":\"screen\",\"findings\":[{\"code\":\"SCR-501\",\"doc\":0,\"box\":[1,2,3]}],\"docs\":[]}" },
	{ ST_screen, "{\"stage\":\"screen\",\"findings\":[{\"code\":\"SCR-501\",\"doc\":0,\"box\":[1,2,3,1000001]}],\"docs\":[]}" },
	{ ST_screen, "{\"stage\":\"screen\",\"findings\":[{\"code\":\"SCR-501\",\"doc\":0,\"box\":[3,2,1,4]}],\"docs\":[]}" },
	{ ST_screen, "{\"stage\":\"screen\",\"findings\":[{\"code\":\"SCR-501\",\"doc\":0,\"box\":[1,2,3,\"4\"]}],\"docs\":[]}" },
	{ ST_screen, "{\"stage\":\"screen\",\"findings\":[{\"code\":\"SCR-501\",\"doc\":0,\"box\":{}}],\"docs\":[]}" },
#define EXTRACT(x)	"{\"stage\":\"extract\",\"findings\":[],\"docs\":[{" x "}]}"
	{ ST_extract, EXTRACT("") },
	{ ST_extract, EXTRACT("\"props\":[]") },
	{ ST_extract, EXTRACT("\"props\":{},\"pages\":-1") },
	{ ST_extract, EXTRACT("\"props\":{},\"pages\":4294967296") },
	{ ST_extract, EXTRACT("\"props\":{},\"pages\":\"12\"") },
	{ ST_extract, EXTRACT("\"props\":{},\"pages\":1e3") },
	{ ST_extract, EXTRACT("\"props\":{},\"text_bytes\":-9223372036854775808") },
	{ ST_extract, EXTRACT("\"props\":{\"title\":[]}") },
	{ ST_extract, EXTRACT("\"props\":{\"heading\":\"\\u0000\"}") },
	{ ST_extract, EXTRACT("\"props\":{\"dated\":20261301}") },
	{ ST_extract, EXTRACT("\"props\":{\"dated\":999999999}") },
	{ ST_extract, EXTRACT("\"props\":{\"dated\":\"2026-01-01\"}") },
	{ ST_extract, EXTRACT("\"props\":{\"dated_at\":{}}") },
#define POINTS		"\"score\":1,\"need\":10,\"lead\":4,"
#define LISTS(c, s, t)	"{\"stage\":\"classify\",\"findings\":[],\"docs\":[{\"classes\":" c ",\"soorten\":" s ",\"themas\":" t "}]}"
#define CLASSIFY(x)	LISTS(x, "[]", "[]")
#define ONE		"[{" POINTS "\"chosen\":true,\"reasons\":[{\"rule\":\"x\",\"weight\":-3,\"at\":[1,2,3]}]}]"
	{ ST_classify, "{\"stage\":\"classify\",\"findings\":[],\"docs\":[{}]}" },
	{ ST_classify, CLASSIFY("{}") },
	{ ST_classify, CLASSIFY("[1]") },
	{ ST_classify, CLASSIFY("[{\"need\":10,\"lead\":4,\"chosen\":true,\"reasons\":[]}]") },
	{ ST_classify, CLASSIFY("[{\"score\":\"9\",\"need\":10,\"lead\":4,\"chosen\":true,\"reasons\":[]}]") },
	{ ST_classify, CLASSIFY("[{\"score\":4294967297,\"need\":10,\"lead\":4,\"chosen\":true,\"reasons\":[]}]") },
	{ ST_classify, CLASSIFY("[{\"score\":-9223372036854775808,\"need\":10,\"lead\":4,\"chosen\":true,\"reasons\":[]}]") },
	{ ST_classify, CLASSIFY("[{" POINTS "\"chosen\":1,\"reasons\":[]}]") },
	{ ST_classify, CLASSIFY("[{" POINTS "\"chosen\":true}]") },
	{ ST_classify, CLASSIFY("[{" POINTS "\"chosen\":true,\"reasons\":[[]]}]") },
	{ ST_classify, CLASSIFY("[{" POINTS "\"chosen\":true,\"reasons\":[{\"rule\":2,\"weight\":1}]}]") },
	{ ST_classify, CLASSIFY("[{" POINTS "\"chosen\":true,\"uri\":\"\\u0007\",\"reasons\":[]}]") },
	{ ST_classify, CLASSIFY("[{\"score\":1,\"lead\":4,\"chosen\":true,\"reasons\":[]}]") },
	{ ST_classify, CLASSIFY("[{\"score\":1,\"need\":10,\"chosen\":true,\"reasons\":[]}]") },
	{ ST_classify, CLASSIFY("[{\"score\":1,\"need\":10,\"lead\":\"4\",\"chosen\":true,\"reasons\":[]}]") },
	{ ST_classify, CLASSIFY("[{" POINTS "\"chosen\":true,\"reasons\":[{\"rule\":\"x\"}]}]") },
	{ ST_classify, CLASSIFY("[{" POINTS "\"chosen\":true,\"reasons\":[{\"rule\":\"x\",\"weight\":4294967297}]}]") },
	{ ST_classify, "{\"stage\":\"classify\",\"findings\":[],\"docs\":[{\"classes\":[],\"themas\":[]}]}" },
	{ ST_classify, "{\"stage\":\"classify\",\"findings\":[],\"docs\":[{\"classes\":[],\"soorten\":[]}]}" },
	{ ST_classify, LISTS("[]", "{}", "[]") },
	{ ST_classify, LISTS("[]", "[]", "[7]") },
#define SAYS(declared, said, notices, role) \
	"{\"stage\":\"sidecar\",\"findings\":[],\"declared\":" declared ",\"said\":" said ",\"notices\":" notices \
	",\"docs\":[{\"role\":\"main\",\"said\":[]},{\"said\":[],\"role\":" role "}]}"
#define SIDECAR(declared, role)	SAYS(declared, "[]", "[]", role)
#define SAID(x)		SAYS("{}", "[{" x "}]", "[]", "\"annex\"")
#define NOTICES(x)	SAYS("{}", "[]", "[" x "]", "\"annex\"")
#define TITLE		"\"what\":\"titel\",\"source\":\"mdto\""
#define GLEAN(x)	"{\"stage\":\"glean\",\"findings\":[],\"docs\":[{\"gleaned\":" x "}]}"
	{ ST_glean, "{\"stage\":\"glean\",\"findings\":[],\"docs\":[]}" },
	{ ST_glean, "{\"stage\":\"glean\",\"findings\":[],\"docs\":[{}]}" },
	{ ST_glean, GLEAN("{}") },
	{ ST_glean, GLEAN("[{\"what\":\"datum\",\"source\":\"tekst\",\"date\":20260230}]") },
	/* A document does not speak for its source. */
	{ ST_glean, GLEAN("[{\"what\":\"datum\",\"source\":\"dossier.yaml\",\"date\":20260228}]") },
	{ ST_sidecar, SIDECAR("{}", "\"hoofd\"") },
	{ ST_sidecar, SIDECAR("{}", "3") },
	{ ST_sidecar, SAYS("{}", "{}", "[]", "\"annex\"") },
	{ ST_sidecar, SAYS("{}", "[]", "{}", "\"annex\"") },
	{ ST_sidecar, SAYS("{}", "[3]", "[]", "\"annex\"") },
	{ ST_sidecar, SAID("") },
	{ ST_sidecar, SAID("\"what\":\"titel\"") },
	{ ST_sidecar, SAID("\"what\":\"titels\",\"source\":\"mdto\"") },
	{ ST_sidecar, SAID("\"what\":\"titel\",\"source\":\"de buurman\"") },
	{ ST_sidecar, SAID(TITLE ",\"sure\":101") },
	{ ST_sidecar, SAID(TITLE ",\"sure\":-1") },
	{ ST_sidecar, SAID(TITLE ",\"text\":\"\\u0001\"") },
	{ ST_sidecar, SAID(TITLE ",\"date\":20260230") },
	{ ST_sidecar, SAID(TITLE ",\"until\":\"2026\"") },
	{ ST_sidecar, SAID(TITLE ",\"at\":[1]") },
	{ ST_sidecar, NOTICES("{\"said\":[]}") },
	{ ST_sidecar, NOTICES("{\"key\":\"\",\"said\":[]}") },
	{ ST_sidecar, NOTICES("{\"key\":\"a\"}") },
	{ ST_sidecar, NOTICES("{\"key\":\"a\",\"said\":[]},{\"key\":\"a\",\"said\":[]}") },
	{ ST_sidecar, NOTICES("{\"key\":\"b\",\"said\":[]},{\"key\":\"a\",\"said\":[]}") },
	{ ST_sidecar, NOTICES("{\"key\":\"a\",\"said\":[],\"record\":{\"fields\":{\"titel\":[]}}}") },
	{ ST_sidecar, "{\"stage\":\"sidecar\",\"findings\":[],\"docs\":[{\"role\":\"main\"},{\"role\":\"annex\"}]}" },
	{ ST_sidecar, "{\"stage\":\"sidecar\",\"findings\":[],\"declared\":{},\"docs\":[{\"role\":\"main\"}]}" },
	{ ST_sidecar, SIDECAR("{\"vrijgave\":3}", "\"annex\"") },
	{ ST_sidecar, SIDECAR("{\"vrijgave\":\"ja\"}", "\"annex\"") },
	{ ST_sidecar, SIDECAR("{\"datum\":20260230}", "\"annex\"") },
	{ ST_sidecar, SIDECAR("{\"titel\":{}}", "\"annex\"") },
	{ ST_sidecar, SIDECAR("{\"bron\":1}", "\"annex\"") },
	{ ST_sidecar, SIDECAR("{}", "\"annex\",\"declared_categories\":[]") },
	{ ST_sidecar, SIDECAR("{}", "\"annex\",\"redacted\":-1") },
	{ ST_sidecar, SIDECAR("{}", "\"annex\",\"redacted\":3") },
	{ ST_sidecar, SIDECAR("{}", "\"annex\",\"redacted\":\"1\"") },
	{ ST_sidecar, SIDECAR("{}", "\"annex\",\"declared_soort\":\"\\u0001\"") },
#define NOTHING	"\"classes\":[],\"soorten\":[],\"themas\":[],"
#define TWO		"[{\"record\":{\"fields\":{}},\"object\":{}},{\"record\":{\"fields\":{}},\"object\":{}}]"
#define SLICES		"\"object\":{},\"file\":{},"
#define DESCRIBE(r)	DESCRIBED("{}", SLICES "\"record\":" r)
#define DESCRIBED(o, x)	"{\"stage\":\"describe\",\"findings\":[],\"object\":" o ",\"notices\":" TWO ",\"docs\":[" \
			"{" NOTHING SLICES "\"record\":{\"fields\":{}}},{" NOTHING x "}]}"
	{ ST_describe, DESCRIBED("[]", SLICES "\"record\":{\"fields\":{}}") },
	{ ST_describe, DESCRIBED("{\"at\":-1}", SLICES "\"record\":{\"fields\":{}}") },
	{ ST_describe, DESCRIBED("{}", "\"record\":{\"fields\":{}}") },
	{ ST_describe, DESCRIBED("{}", "\"object\":{\"len\":\"1\"},\"file\":{},\"record\":{\"fields\":{}}") },
	{ ST_describe, DESCRIBED("{}", "\"object\":{},\"file\":{\"len\":-1},\"record\":{\"fields\":{}}") },
	{ ST_describe, DESCRIBE("[]") },
	{ ST_describe, "{\"stage\":\"describe\",\"findings\":[],\"object\":{},\"notices\":[{\"record\":{\"fields\":{}}}],\"docs\":[{" NOTHING SLICES "\"record\":{\"fields\":{}}},{" NOTHING SLICES "\"record\":{\"fields\":{}}}]}" },
	{ ST_describe, DESCRIBE("{}") },
	{ ST_describe, DESCRIBE("{\"fields\":{\"geheim\":[]}}") },
	{ ST_describe, DESCRIBE("{\"fields\":{\"publisher\":{}}}") },
	{ ST_describe, DESCRIBE("{\"fields\":{\"publisher\":[{\"text\":\"x\"}]}}") },
	{ ST_describe, DESCRIBE("{\"fields\":{\"publisher\":[{\"text\":\"x\",\"origin\":\"god\"}]}}") },
	{ ST_describe, DESCRIBE("{\"fields\":{\"publisher\":[{\"text\":\"x\",\"origin\":\"source\"}]}}") },
	{ ST_describe, DESCRIBE("{\"fields\":{\"publisher\":[{\"text\":\"x\",\"origin\":\"source\",\"source\":\"god\"}]}}") },
	{ ST_describe, DESCRIBE("{\"fields\":{\"publisher\":[{\"text\":\"x\\u000by\",\"origin\":\"rule\"}]}}") },
	{ ST_describe, DESCRIBE("{\"fields\":{},\"at\":-1}") },
	{ ST_describe, DESCRIBE("{\"fields\":{},\"len\":9223372036854775808}") },
};

static void
hostile_answers(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(hostile); i++) {
		bool one = stages[hostile[i].st].grain == PER_DOCUMENT;
		struct dossier d = full();
		AUTO_JSON j = json_read(str_of(hostile[i].answer), &err);

		if (j == NULL)		/* the reader refused it before anybody looked */
			continue;
		err.kind = E_NONE;
		if (wire_apply(hostile[i].st, j, &d, one ? 1 : DOC_NONE, &err) != -1 || err.kind != E_BUG)
			fail_msg("%s: accepted", hostile[i].answer);
		assert_false(d.docs[1].seen_by != 0);
	}
}

/* The table above means something only if its forms are right but for the fault. */
static void
honest_answers(void **state)
{
	static const struct hostile fine[] = {
		{ ST_identify, "{\"stage\":\"identify\",\"findings\":[],\"docs\":[{\"media_type\":\"a\\tb\"}]}" },
		{ ST_identify, "{\"stage\":\"identify\",\"findings\":[],\"docs\":[{}]}" },
		{ ST_screen, "{\"stage\":\"screen\",\"findings\":[{\"code\":\"SCR-501\",\"doc\":0,\"at\":[4294967295,0,1]}],\"docs\":[]}" },
		{ ST_screen, "{\"stage\":\"screen\",\"findings\":[{\"code\":\"SCR-501\",\"doc\":-1}],\"docs\":[]}" },
		{ ST_bundle, "{\"stage\":\"bundle\",\"findings\":[],\"docs\":[]}" },
		{ ST_extract, EXTRACT("\"props\":{\"dated\":20261201},\"pages\":4294967295,\"text_bytes\":9223372036854775807") },
		{ ST_classify, CLASSIFY(ONE) },
		{ ST_classify, LISTS("[]", ONE, ONE) },
		{ ST_sidecar, SIDECAR("{\"vrijgave\":2,\"datum\":20260228}", "\"annex\"") },
	{ ST_sidecar, SAID(TITLE ",\"sure\":100,\"date\":20260228") },
	{ ST_sidecar, NOTICES("{\"key\":\"a\",\"said\":[]},{\"key\":\"b\",\"said\":[{" TITLE "}]}") },
		{ ST_sidecar, SIDECAR("{\"bron\":\"x\"}", "\"annex\",\"declared_categories\":\"x\",\"declared_soort\":\"y\"") },
		{ ST_glean, GLEAN("[{\"what\":\"datum\",\"source\":\"tekst\",\"date\":20260228}]") },
		{ ST_describe, DESCRIBE("{\"fields\":{\"publisher\":[{\"text\":\"x\",\"origin\":\"rule\"}]},\"at\":1,\"len\":2}") },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(fine); i++) {
		bool one = stages[fine[i].st].grain == PER_DOCUMENT;
		struct dossier d = full();
		AUTO_JSON j = json_read(str_of(fine[i].answer), &err);

		if (j == NULL || wire_apply(fine[i].st, j, &d, one ? 1 : DOC_NONE, &err) != 0)
			fail_msg("%s: %s", fine[i].answer, err.msg);
	}
}

/* More than an honest answer ever holds. */
static void
too_many(void **state)
{
	static const struct { enum stage_id st; const char *before, *each, *after; size_t n; } cases[] = {
		{ ST_screen, "{\"stage\":\"screen\",\"docs\":[],\"findings\":[", "{\"code\":\"SCR-501\",\"doc\":0}", "]}", 100001 },
		{ ST_classify, "{\"stage\":\"classify\",\"findings\":[],\"docs\":[{\"classes\":[",
		    "{" POINTS "\"chosen\":false,\"reasons\":[]}", "],\"soorten\":[],\"themas\":[]}]}", 65 },
		{ ST_classify, "{\"stage\":\"classify\",\"findings\":[],\"docs\":[{\"classes\":[],\"soorten\":[],\"themas\":[",
		    "{" POINTS "\"chosen\":false,\"reasons\":[]}", "]}]}", 65 },
		{ ST_classify, "{\"stage\":\"classify\",\"findings\":[],\"docs\":[{\"classes\":[{" POINTS "\"chosen\":false,\"reasons\":[",
		    "{\"weight\":1}", "]}],\"soorten\":[],\"themas\":[]}]}", 1001 },
		{ ST_describe, "{\"stage\":\"describe\",\"findings\":[],\"object\":{},\"notices\":" TWO ",\"docs\":[{" NOTHING SLICES
		    "\"record\":{\"fields\":{}}},{" NOTHING SLICES "\"record\":{\"fields\":{\"hasPart\":[", "{\"origin\":\"rule\"}", "]}}}]}", 20001 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		for (size_t less = 0; less < 2; less++) {
			struct dossier d = full();
			struct buf b;
			int rc;

			buf_init(&b, mem, MIB(16));
			buf_add(&b, str_of(cases[i].before));
			for (size_t k = 0; k < cases[i].n - less; k++) {
				buf_add(&b, k == 0 ? S("") : S(","));
				buf_add(&b, str_of(cases[i].each));
			}
			buf_add(&b, str_of(cases[i].after));
			AUTO_JSON j = json_read(buf_str(&b), &err);
			assert_non_null(j);
			rc = wire_apply(cases[i].st, j, &d, stages[cases[i].st].grain == PER_DOCUMENT ? 0 : DOC_NONE, &err);
			if (rc != (less == 0 ? -1 : 0))
				fail_msg("%zu, %zu: %d %s", i, cases[i].n - less, rc, err.msg);
		}
	}
}

/* A request is ours, but the worker trusts nothing either. */
static void
hostile_requests(void **state)
{
	static const char *const cases[] = {
		"{}", "{\"docs\":{}}", "{\"docs\":[1]}", "{\"docs\":[{\"path\":\"\\u0100\"}]}", "{\"docs\":[{\"role\":\"x\"}]}",
		"{\"docs\":[{\"have\":{\"a0\":{\"sha256\":\"00\"}}}]}",
		"{\"docs\":[{\"have\":{\"a0\":{\"sha256\":\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\",\"size\":-1}}}]}",
		"{\"docs\":[],\"organisation\":{\"tooi\":7}}", "{\"docs\":[],\"key\":\"\\u20ac\"}",
		"{\"docs\":[],\"declared\":{\"vrijgave\":9}}", "{\"docs\":[{\"record\":{\"fields\":{\"x\":[]}}}]}",
		"{\"docs\":[{\"pages\":true}]}",
	};
	struct dossier d;
	struct organisation o;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		AUTO_JSON j = json_read(str_of(cases[i]), &err);

		assert_non_null(j);
		err.kind = E_NONE;
		if (wire_read(j, mem, &d, &o, &err) != -1 || err.kind != E_BUG)
			fail_msg("%s: accepted", cases[i]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(facts), cmocka_unit_test(round_trip), cmocka_unit_test(raw_bytes),
		cmocka_unit_test(applies), cmocka_unit_test(hostile_answers), cmocka_unit_test(honest_answers),
		cmocka_unit_test(too_many), cmocka_unit_test(hostile_requests),
	};

	return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
