/* SPDX-License-Identifier: EUPL-1.2 */
/* test_site_files.c - a site of our own: documents, pages, the listing, the switch, and what is taken back. */
#include "../portal/carry.h"
#include "../portal/shelf.h"

#include "publish/kept.h"
#include "publish/sitepath.h"

#include "base/banned.h"

#define DOSSIER	"11111111-2222-5333-8444-555555555555"
#define ONE	"aaaaaaaa-0000-5000-8000-000000000001"
#define TWO	"aaaaaaaa-0000-5000-8000-000000000002"
#define DOC1	"documenten/" ONE "/besluit.pdf"
#define DOC2	"documenten/" TWO "/bijlage-1.csv"
#define PAGE	"dossiers/" DOSSIER "/index.html"
#define TEXT2	"a;b\n1;2\n"

enum where { FOLDER, DAV, PLAIN, S3, WHERE__COUNT };
static const char *const wheres[] = { "map", "WebDAV", "PUT", "S3" };

static unsigned turn;

/* A site somewhere: what stands there is asked of the server or the folder itself. */
struct world {
	enum where	 where;
	struct shelf	 shelf;
	const char	*dir;
	struct outlet	 at;
	struct str	 plan;
};

static void
world_open(struct world *w, enum where where)
{
	*w = (struct world){ .where = where, .plan = str_fmt(mem,
	    "{\"id\":\"" DOSSIER "\",\"documents\":[{\"id\":\"" ONE "\",\"public\":\"besluit.pdf\",\"format\":\"application/pdf\","
	    "\"bytes\":%zu,\"sha256\":\"%.*s\"},{\"id\":\"" TWO "\",\"public\":\"bijlage-1.csv\",\"format\":\"text/csv\","
	    "\"bytes\":%zu,\"sha256\":\"%.*s\"}]}", payload.n, STRF(digest_hex(mem, digest_of(payload))), sizeof TEXT2 - 1,
	    STRF(digest_hex(mem, digest_of(S(TEXT2))))) };
	if (where == FOLDER) {
		w->dir = folder(str_c(mem, str_fmt(mem, "site-%u", turn++)));
		w->at.url = str_of(file_url(w->dir));
		return;
	}
	w->shelf.kind = where == DAV ? SHELF_DAV : where == S3 ? SHELF_S3 : SHELF_PLAIN;
	assert_int_equal(shelf_start(&w->shelf), 0);
	w->at.url = str_fmt(mem, "%shttp://127.0.0.1:%u/", where == S3 ? "s3+" : "", w->shelf.port);
	if (where == S3) {
		put_file(below(dir, "s3"), SHELF_S3_ID "\n" SHELF_S3_SECRET "\n" SHELF_S3_REGION "\n", 0600);
		w->at.token = str_of(below(dir, "s3"));
	}
}

static void
world_close(struct world *w)
{
	assert_int_equal(w->shelf.bad_signatures, 0);
	if (w->dir == NULL)
		shelf_stop(&w->shelf);
}

/* The bytes that the public gets; absent: none. */
static struct str
served(struct world *w, const char *path)
{
	const char *whole = w->dir == NULL ? str_c(mem, str_fmt(mem, "/%s", path)) : below(below(w->dir, "nu"), path);
	const struct shelf_file *x;
	struct str s;
	struct err e;

	if (w->dir != NULL)
		return file_read(whole, MIB(1), mem, &s, &e) == 0 ? s : STR_NONE;
	x = shelf_find(&w->shelf, whole);
	return x == NULL || x->folder ? STR_NONE : str_dup(mem, (struct str){ x->p == NULL ? "" : x->p, x->n });
}

static struct receipt
give(struct world *w, struct order o)
{
	struct receipt r;
	struct err e;

	o.at = w->at;
	o.wait_ms = 10000;
	if (portal_deliver(&site_ops, &o, mem, &r, &e) != 0)
		fail_msg("%s: %s: %s", wheres[w->where], step_name(o.step), e.msg);
	return r;
}

static int
fd_of(struct str text)
{
	struct err e;
	int fd;

	assert_int_equal(fd_of_str("site", text, &fd, &e), 0);
	return fd;
}

static struct receipt
bring(struct world *w, enum portal_step step, int doc, const char *name, struct str bytes)
{
	AUTO_FD fd = fd_of(bytes);
	struct order o = { .step = step, .doc = doc, .plan = w->plan, .name = str_of(name), .bundle = fd, .size = bytes.n,
		.sha256 = digest_of(bytes) };

	return give(w, o);
}

static enum portal_found
seen(struct world *w, const char *page)
{
	struct order o = { .step = STEP_SEEN, .doc = -1, .plan = w->plan, .bundle = -1, .sha256 = digest_of(str_of(page)) };
	struct receipt r = give(w, o);

	if (r.found != FOUND_UNKNOWN && r.answer != PORTAL_SENT)
		fail_msg("%s: %s", wheres[w->where], answer_name(r.answer));
	return r.found;
}

/* files: "name=text" each. */
static struct receipt
turn_to(struct world *w, const char *const *files, size_t n)
{
	struct str list = STR_NONE;
	struct order o = { .step = STEP_SWITCH, .doc = -1, .bundle = -1 };

	for (size_t i = 0; i < n; i++) {
		struct str rest = str_of(files[i]), name;

		(void)str_next(&rest, '=', &name);
		list = str_fmt(mem, "%.*s%s{\"path\":\"%.*s\",\"sha256\":\"%.*s\"}", STRF(list), i == 0 ? "" : ",", STRF(name),
		    STRF(digest_hex(mem, digest_of(rest))));
	}
	o.plan = str_fmt(mem, "{\"files\":[%.*s]}", STRF(list));
	return give(w, o);
}

static void
list_all(struct world *w, const char *const *files, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct str rest = str_of(files[i]), name;
		struct receipt r;

		(void)str_next(&rest, '=', &name);
		r = bring(w, STEP_LIST, -1, str_c(mem, name), rest);
		if (r.answer != PORTAL_SENT && r.answer != PORTAL_SAME)
			fail_msg("%s: %s: %s", wheres[w->where], files[i], answer_name(r.answer));
	}
}

static const char *const first[] = { "css/site.css=rood", "sitemaps/a-1.xml=<een/>", "index.html=begin", "robots.txt=x" };
static const char *const second[] = { "css/site.css=rood", "sitemaps/a-2.xml=<twee/>", "index.html=verder", "robots.txt=x" };

static void
first_night(struct world *w, const char *page)
{
	assert_int_equal(bring(w, STEP_DOCUMENT, 0, "", payload).answer, PORTAL_SENT);
	assert_int_equal(bring(w, STEP_DOCUMENT, 1, "", S(TEXT2)).answer, PORTAL_SENT);
	assert_int_equal(bring(w, STEP_PUBLISH, -1, "", str_of(page)).answer, PORTAL_SENT);
	list_all(w, first, COUNT(first));
	assert_int_equal(turn_to(w, first, COUNT(first)).answer, PORTAL_SENT);
	assert_int_equal(seen(w, page), FOUND_SAME);
}

/* One night and the next: what is new comes, what is stale goes, what is the same is not sent. */
static void
nights(void **state UNUSED)
{
	for (int i = 0; i < WHERE__COUNT; i++) {
		bool waits = i == FOLDER;
		struct receipt r;
		struct world w;

		world_open(&w, (enum where)i);
		assert_int_equal(seen(&w, "blad"), FOUND_NOTHING);
		r = bring(&w, STEP_DOCUMENT, 0, "", payload);
		assert_receipt(wheres[i], &r, PORTAL_SENT);
		assert_int_equal(r.found, waits ? FOUND_CONCEPT : FOUND_SAME);
		assert_int_equal(seen(&w, "blad"), FOUND_NOTHING);
		r = bring(&w, STEP_PUBLISH, -1, "", S("blad"));
		assert_receipt(wheres[i], &r, PORTAL_SENT);
		assert_int_equal(seen(&w, "blad"), waits ? FOUND_NOTHING : FOUND_OTHER); /* a document is missing */
		assert_int_equal(bring(&w, STEP_DOCUMENT, 1, "", S(TEXT2)).answer, PORTAL_SENT);
		assert_int_equal(seen(&w, "blad"), waits ? FOUND_CONCEPT : FOUND_SAME);
		assert_int_equal(seen(&w, "ander"), waits ? FOUND_NOTHING : FOUND_OTHER);
		list_all(&w, first, COUNT(first));
		assert_true(!waits || served(&w, PAGE).p == NULL);
		r = turn_to(&w, first, COUNT(first));
		assert_receipt(wheres[i], &r, PORTAL_SENT);
		assert_true(str_eq(served(&w, DOC1), payload) && str_eq(served(&w, DOC2), S(TEXT2)));
		assert_true(str_eq(served(&w, PAGE), S("blad")) && str_eq(served(&w, "sitemaps/a-1.xml"), S("<een/>")));
		assert_int_equal(seen(&w, "blad"), FOUND_SAME);
		assert_int_equal(turn_to(&w, first, COUNT(first)).answer, PORTAL_SAME);
		r = bring(&w, STEP_PUBLISH, -1, "", S("blad"));
		assert_receipt(wheres[i], &r, PORTAL_SAME);
		assert_int_equal(r.sent, 0);
		list_all(&w, second, COUNT(second));
		assert_true(str_eq(served(&w, "sitemaps/a-1.xml"), S("<een/>")));
		assert_int_equal(turn_to(&w, second, COUNT(second)).answer, PORTAL_SENT);
		assert_true(served(&w, "sitemaps/a-1.xml").p == NULL && str_eq(served(&w, "index.html"), S("verder")));
		assert_true(str_eq(served(&w, "css/site.css"), S("rood")) && str_eq(served(&w, DOC1), payload));
		assert_int_equal(turn_to(&w, second, COUNT(second)).answer, PORTAL_SAME);
		if (i != FOLDER && i != DAV)
			assert_non_null(strstr(shelf_find(&w.shelf, "/" DOC1)->type, "application/pdf"));
		world_close(&w);
	}
}

/* A listing that is not whole does not switch, and an empty one never does. */
static void
not_whole(void **state UNUSED)
{
	for (int i = 0; i < WHERE__COUNT; i++) {
		static const char *const wrong[] = { "index.html=iets anders" };
		struct receipt r;
		struct world w;

		world_open(&w, (enum where)i);
		r = turn_to(&w, first, COUNT(first));
		assert_receipt("niets", &r, PORTAL_AMBIGUOUS);
		first_night(&w, "blad");
		r = turn_to(&w, NULL, 0);
		assert_receipt("leeg", &r, PORTAL_REFUSED);
		r = turn_to(&w, wrong, 1);
		assert_receipt("anders", &r, PORTAL_DIFFERS);
		r = turn_to(&w, second, COUNT(second));
		assert_int_not_equal(r.answer, PORTAL_SENT);
		for (size_t k = 0; k < COUNT(first); k++) {
			struct str rest = str_of(first[k]), name;

			(void)str_next(&rest, '=', &name);
			assert_true(str_eq(served(&w, str_c(mem, name)), rest));
		}
		assert_int_equal(seen(&w, "blad"), FOUND_SAME);
		world_close(&w);
	}
}

/* Taken back: gone at once, a page says so, twice is once; one document alone leaves the rest. */
static void
taken_back(void **state UNUSED)
{
	for (int i = 0; i < WHERE__COUNT; i++) {
		struct receipt r;
		struct world w;

		world_open(&w, (enum where)i);
		first_night(&w, "blad");
		r = give(&w, (struct order){ .step = STEP_WITHDRAW, .doc = 1, .plan = w.plan, .bundle = -1 });
		assert_receipt(wheres[i], &r, PORTAL_SENT);
		assert_int_equal(r.found, FOUND_WITHDRAWN);
		assert_true(served(&w, DOC2).p == NULL && str_eq(served(&w, DOC1), payload));
		assert_true(str_eq(served(&w, PAGE), S("blad")));
		for (int k = 0; k < 2; k++) {
			r = bring(&w, STEP_WITHDRAW, -1, "", S("ingetrokken"));
			assert_receipt(wheres[i], &r, PORTAL_SENT);
			assert_int_equal(r.found, FOUND_WITHDRAWN);
			assert_true(served(&w, DOC1).p == NULL && str_eq(served(&w, PAGE), S("ingetrokken")));
		}
		r = give(&w, (struct order){ .step = STEP_WITHDRAW, .doc = -1, .plan = w.plan, .bundle = -1 });
		assert_receipt(wheres[i], &r, PORTAL_SENT);
		assert_true(served(&w, PAGE).p == NULL && str_eq(served(&w, "index.html"), S("begin")));
		world_close(&w);
	}
}

/* A server that says it is gone and keeps it is not believed; one that will not is told. */
static void
not_gone(void **state UNUSED)
{
	struct receipt r;
	struct world w;

	world_open(&w, DAV);
	first_night(&w, "blad");
	w.shelf.keeps = true;
	r = bring(&w, STEP_WITHDRAW, -1, "", S("ingetrokken"));
	assert_receipt("blijft", &r, PORTAL_AMBIGUOUS);
	assert_int_not_equal(r.found, FOUND_WITHDRAWN);
	w.shelf.keeps = false;
	w.shelf.fail = "DELETE";
	w.shelf.fail_status = 403;
	r = bring(&w, STEP_WITHDRAW, -1, "", S("ingetrokken"));
	assert_receipt("mag niet", &r, PORTAL_REFUSED);
	assert_true(str_eq(served(&w, PAGE), S("ingetrokken"))); /* the rest is done all the same */
	world_close(&w);
}

/* In a folder: out of the version that is served, the next and the former; and it does not come back with a switch. */
static void
out_of_every_version(void **state UNUSED)
{
	struct world w;

	world_open(&w, FOLDER);
	first_night(&w, "blad");
	list_all(&w, second, COUNT(second));
	assert_int_equal(turn_to(&w, second, COUNT(second)).answer, PORTAL_SENT);
	list_all(&w, first, COUNT(first));
	assert_int_equal(access(below(w.dir, "versies/1/" DOC1), F_OK), 0);
	assert_int_equal(access(below(w.dir, "versies/2/" DOC1), F_OK), 0);
	assert_int_equal(access(below(w.dir, "versies/nieuw/" DOC1), F_OK), 0);
	assert_int_equal(bring(&w, STEP_WITHDRAW, -1, "", S("ingetrokken")).answer, PORTAL_SENT);
	assert_int_equal(access(below(w.dir, "versies/1/" DOC1), F_OK), -1);
	assert_int_equal(access(below(w.dir, "versies/2/" DOC1), F_OK), -1);
	assert_int_equal(access(below(w.dir, "versies/nieuw/" DOC1), F_OK), -1);
	assert_int_equal(access(below(w.dir, "versies/1/" PAGE), F_OK), -1);
	assert_true(str_eq(served(&w, PAGE), S("ingetrokken")) && str_eq(served(&w, "index.html"), S("verder")));
	assert_int_equal(turn_to(&w, first, COUNT(first)).answer, PORTAL_SENT);
	assert_true(str_eq(served(&w, PAGE), S("ingetrokken")) && str_eq(served(&w, "index.html"), S("begin")));
	assert_true(served(&w, DOC1).p == NULL);
	world_close(&w);
}

/* Two versions are kept, files that did not change are one file, and what somebody died in is gone on with. */
static void
versions(void **state UNUSED)
{
	char to[64];
	struct stat a, b;
	struct world w;
	ssize_t n;

	world_open(&w, FOLDER);
	first_night(&w, "blad");
	for (int i = 0; i < 3; i++) {
		list_all(&w, i % 2 == 0 ? second : first, COUNT(first));
		assert_int_equal(turn_to(&w, i % 2 == 0 ? second : first, COUNT(first)).answer, PORTAL_SENT);
	}
	n = readlink(below(w.dir, "nu"), to, sizeof to);
	assert_true(n == 9 && memcmp(to, "versies/4", 9) == 0);
	assert_int_equal(entries(below(w.dir, "versies")), 2);
	assert_int_equal(stat(below(w.dir, "versies/3/" DOC1), &a), 0);
	assert_int_equal(stat(below(w.dir, "versies/4/" DOC1), &b), 0);
	assert_int_equal(a.st_ino, b.st_ino);
	/* Died while linking, while a file was half-way, and between the number and the link. */
	assert_int_equal(mkdir(below(w.dir, "versies/bouw-1"), 0755), 0);
	put_file(below(w.dir, "versies/bouw-1/half"), "x", 0600);
	assert_int_equal(bring(&w, STEP_LIST, -1, "extra.html", S("extra")).answer, PORTAL_SENT);
	put_file(below(w.dir, "versies/nieuw/.index.html.deel"), "half", 0600);
	list_all(&w, first, COUNT(first));
	assert_int_equal(rename(below(w.dir, "versies/nieuw"), below(w.dir, "versies/5")), 0);
	assert_true(str_eq(served(&w, "index.html"), S("verder")));
	assert_int_equal(turn_to(&w, first, COUNT(first)).answer, PORTAL_SENT);
	assert_true(str_eq(served(&w, "index.html"), S("begin")) && served(&w, "extra.html").p == NULL);
	assert_true(str_eq(served(&w, DOC1), payload));
	assert_int_equal(access(below(w.dir, "nu/.index.html.deel"), F_OK), -1);
	assert_int_equal(entries(below(w.dir, "versies")), 2);
	assert_int_equal(entries(w.dir), 2);
	world_close(&w);
}

/* A folder that is not there is away, whatever is asked; and nothing is made. */
static void
away(void **state UNUSED)
{
	static const enum portal_step steps[] = { STEP_FIND, STEP_DOCUMENT, STEP_PUBLISH, STEP_LIST, STEP_SWITCH, STEP_WITHDRAW };
	struct world w;

	world_open(&w, FOLDER);
	assert_int_equal(rmdir(w.dir), 0);
	for (size_t i = 0; i < COUNT(steps); i++) {
		struct receipt r = steps[i] == STEP_SWITCH ? turn_to(&w, first, COUNT(first)) :
		    bring(&w, steps[i], 0, "index.html", payload);

		assert_receipt(step_name(steps[i]), &r, PORTAL_AWAY);
		assert_int_equal(access(w.dir, F_OK), -1);
	}
	world_close(&w);
}

/* What is not as a plan of a site is to be stops before anything is sent, in a rehearsal too. */
static void
bad_orders(void **state UNUSED)
{
	static const char *const plans[] = { "", "[]", "{}", "{\"documents\":[]}",
		"{\"id\":\"../x\",\"documents\":[{\"id\":\"" ONE "\",\"public\":\"../x\",\"bytes\":1}]}",
		"{\"id\":\"x\",\"documents\":[{\"id\":\"" ONE "\",\"public\":\"besluit.pdf\",\"bytes\":1,\"sha256\":\"\"}]}",
		"{\"files\":[{\"path\":\"../x\",\"sha256\":\"\"}]}", "{\"files\":[{\"path\":\"documenten/x\"}]}" };
	static const char *const names[] = { "", "/a", "../a", "documenten/" ONE "/x.pdf", "dossiers/x/index.html", "a//b",
		SITEPATH_MANIFEST, ".htaccess", "a/.b.deel", "a b.html", "x?y", "a%2fb" };
	struct world w;
	struct err e;
	struct receipt r;
	struct order o;

	world_open(&w, DAV);
	o = (struct order){ .at = w.at, .doc = 0, .bundle = bundle, .size = payload.n, .sha256 = digest_of(payload) };
	for (size_t i = 0; i < COUNT(plans); i++) {
		static const enum portal_step steps[] = { STEP_DOCUMENT, STEP_PUBLISH, STEP_WITHDRAW, STEP_SWITCH };

		o.plan = str_of(plans[i]);
		for (size_t k = 0; k < COUNT(steps); k++) {
			o.step = steps[k];
			if (portal_deliver(&site_ops, &o, mem, &r, &e) != -1)
				fail_msg("%s: %s", step_name(o.step), plans[i]);
			assert_int_equal(e.kind, i == 0 ? e.kind : E_BUG);
		}
	}
	for (size_t i = 0; i < COUNT(names); i++) {
		o.step = STEP_LIST;
		o.name = str_of(names[i]);
		assert_int_equal(portal_deliver(&site_ops, &o, mem, &r, &e), -1);
		assert_int_equal(portal_deliver(&dry_site_ops, &o, mem, &r, &e), -1);
		assert_int_equal(e.kind, E_BUG);
	}
	o.step = STEP_DOCUMENT;
	o.plan = w.plan;
	o.doc = 1; /* these are the bytes of the other */
	assert_int_equal(portal_deliver(&site_ops, &o, mem, &r, &e), -1);
	assert_string_equal(w.shelf.log, "");
	o.doc = 0;
	assert_int_equal(portal_deliver(&dry_site_ops, &o, mem, &r, &e), 0);
	assert_int_equal(r.answer, PORTAL_WOULD_SEND);
	assert_string_equal(w.shelf.log, "");
	assert_ptr_equal(portal_rehearsal(&site_ops), &dry_site_ops);
	world_close(&w);
}

static void
names_and_ranks(void **state UNUSED)
{
	static const struct { const char *path; bool fine; const char *type; int rank; } rows[] = {
		{ "index.html", true, "text/html; charset=utf-8", 2 },
		{ "categorie/infocat014/2026/pagina-2.html", true, "text/html; charset=utf-8", 2 },
		{ "sitemaps/infocat014-1-0f3a9c1e.xml", true, "application/xml", 1 },
		{ "sitemapindex-diwoo-infocat014.xml", true, "application/xml", 3 },
		{ "feed.xml", true, "application/xml", 2 }, { "robots.txt", true, "text/plain; charset=utf-8", 3 },
		{ "css/site.css", true, "text/css; charset=utf-8", 0 }, { ".well-known/x", true, "application/octet-stream", 0 },
		{ "documenten/x.pdf", false, "application/pdf", 2 }, { ".git/config", false, "application/octet-stream", 0 } };

	for (size_t i = 0; i < COUNT(rows); i++) {
		if (sitepath_listing_fine(str_of(rows[i].path)) != rows[i].fine || sitepath_rank(str_of(rows[i].path)) != rows[i].rank ||
		    strcmp(sitepath_type(str_of(rows[i].path)), rows[i].type) != 0)
			fail_msg("%s: rank %d", rows[i].path, sitepath_rank(str_of(rows[i].path)));
	}
	assert_true(str_eq(sitepath_page(S(DOSSIER), mem), S(PAGE)));
	assert_true(str_eq(sitepath_document(S(ONE), S("besluit.pdf"), mem), S(DOC1)));
	assert_null(sitepath_document(S("geen-uuid"), S("besluit.pdf"), mem).p);
	assert_null(sitepath_document(S(ONE), S(".besluit"), mem).p);
	assert_null(sitepath_document(S(ONE), S("a/b"), mem).p);
	assert_null(sitepath_document(S(ONE), S("Besluit van Jan.pdf"), mem).p);
}

/* What is remembered of a listing is believed only where it may: documents are not removed by it. */
static void
a_list_that_lies(void **state UNUSED)
{
	static const char lies[] = "{\"files\":[\"" DOC1 "\",\"" PAGE "\",\"../../etc/passwd\",7,\"oud.html\",\"index.html\"]}";
	struct world w;

	world_open(&w, PLAIN);
	first_night(&w, "blad");
	shelf_keep(&w.shelf, "/oud.html", strdup("oud"), 3, NULL, false);
	shelf_keep(&w.shelf, "/" SITEPATH_MANIFEST, strdup(lies), sizeof lies - 1, NULL, false);
	assert_int_equal(turn_to(&w, first, COUNT(first)).answer, PORTAL_SENT);
	assert_true(served(&w, "oud.html").p == NULL && str_eq(served(&w, DOC1), payload));
	assert_true(str_eq(served(&w, PAGE), S("blad")) && str_eq(served(&w, "index.html"), S("begin")));
	assert_null(strstr(w.shelf.log, "passwd"));
	world_close(&w);
}

/* One connection carries the orders of a run; another address, another portal. */
static void
kept_open(void **state UNUSED)
{
	struct kept k = { .ops = NULL };
	struct world one, two;
	struct receipt r;
	struct err e;

	world_open(&one, PLAIN);
	world_open(&two, PLAIN);
	for (int i = 0; i < 10; i++) {
		struct order o = { .step = STEP_DOCUMENT, .at = i == 9 ? two.at : one.at, .doc = 0, .plan = one.plan,
			.bundle = bundle, .size = payload.n, .sha256 = digest_of(payload), .wait_ms = 10000 };

		assert_int_equal(kept_deliver(&k, &site_ops, &o, mem, &r, &e), 0);
		assert_receipt("bewaard", &r, PORTAL_SENT);
		o.step = STEP_CREATE;
		assert_int_equal(kept_deliver(&k, &site_ops, &o, mem, &r, &e), -1);
		o.step = STEP_PUBLISH;
		o.plan = S("{}");
		if (i == 5)
			assert_int_equal(kept_deliver(&k, &site_ops, &o, mem, &r, &e), -1);
	}
	assert_int_equal(one.shelf.connections, 2); /* closed once, by the order that failed */
	assert_int_equal(two.shelf.connections, 1);
	kept_close(&k);
	kept_close(&k);
	world_close(&one);
	world_close(&two);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_and_ranks), cmocka_unit_test(nights), cmocka_unit_test(not_whole),
		cmocka_unit_test(taken_back), cmocka_unit_test(not_gone), cmocka_unit_test(out_of_every_version),
		cmocka_unit_test(versions), cmocka_unit_test(away), cmocka_unit_test(bad_orders), cmocka_unit_test(a_list_that_lies),
		cmocka_unit_test(kept_open),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
