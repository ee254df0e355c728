/* SPDX-License-Identifier: EUPL-1.2 */
/* test_place.c - files at a place: put, look, read and remove over each protocol that needs no server of somebody else. */
#include "../portal/carry.h"
#include "../portal/shelf.h"

#include <sys/mman.h>

#include "publish/place.h"

#include "base/banned.h"

enum where { FOLDER, PLAIN, DAV, S3, WHERE__COUNT };
static const char *const wheres[] = { "map", "PUT", "WebDAV", "S3" };

static unsigned turn;

struct at {
	struct shelf	 shelf;
	struct place_access access;
	const char	*dir;
	struct place	*place;
};

static const char *
s3_keys(void)
{
	const char *path = below(dir, "s3-sleutels");

	put_file(path, SHELF_S3_ID "\n" SHELF_S3_SECRET "\n" SHELF_S3_REGION "\n", 0600);
	return path;
}

static void
at_open(struct at *a, enum where w)
{
	struct err e;

	a->access.wait_ms = 10000;
	if (w == FOLDER) {
		a->dir = folder(str_c(mem, str_fmt(mem, "plaats-%u", turn++)));
		a->access.url = str_of(file_url(a->dir));
	} else {
		a->shelf.kind = w == PLAIN ? SHELF_PLAIN : w == DAV ? SHELF_DAV : SHELF_S3;
		assert_int_equal(shelf_start(&a->shelf), 0);
		shelf_keep(&a->shelf, "/site", NULL, 0, NULL, true);
		a->access.url = str_fmt(mem, "%shttp://127.0.0.1:%u/site", w == S3 ? "s3+" : "", a->shelf.port);
		a->access.keys = w == S3 ? str_of(s3_keys()) : STR_NONE;
	}
	if (place_open(&a->access, mem, &a->place, &e) != 0)
		fail_msg("%s", e.msg);
}

static void
at_close(struct at *a)
{
	place_close(a->place);
	if (a->dir == NULL)
		shelf_stop(&a->shelf);
}

static struct place_file
file_at(const char *path)
{
	return (struct place_file){ .path = str_of(path), .type = "application/pdf", .fd = bundle, .size = payload.n,
		.sha256 = digest_of(payload) };
}

static struct receipt
put(struct at *a, const struct place_file *f)
{
	struct receipt r;
	struct err e;

	if (place_put(a->place, f, mem, &r, &e) != 0)
		fail_msg("%s", e.msg);
	return r;
}

static enum portal_found
found(struct at *a, const struct place_file *f, enum place_look how)
{
	struct receipt r;
	struct err e;

	if (place_look(a->place, f, how, mem, &r, &e) != 0)
		fail_msg("%s", e.msg);
	if (r.found != FOUND_UNKNOWN && r.answer != PORTAL_SENT)
		fail_msg("%s", answer_name(r.answer));
	return r.found;
}

/* Over each: put, look, replace, read, remove; folders are made, odd names arrive. */
static void
everywhere(void **state UNUSED)
{
	static const char *const paths[] = { "a.pdf", "een/b.pdf", "een/twee/drie/c.pdf", "een/100% é ~+&=.pdf" };
	static const char words[] = "kort";
	AUTO_FD other = -1;
	struct err e;

	assert_int_equal(fd_of_str("ander", str_of(words), &other, &e), 0);
	for (int w = 0; w < WHERE__COUNT; w++) {
		struct at a = { .dir = NULL };
		struct receipt r;
		struct str text;

		at_open(&a, (enum where)w);
		for (size_t i = 0; i < 2 * COUNT(paths); i++) {
			struct place_file f = file_at(paths[i / 2]), g;

			f.aside = i % 2 != 0;
			if (found(&a, &f, LOOK_BYTES) != (i % 2 == 0 ? FOUND_NOTHING : FOUND_SAME))
				fail_msg("%s: %s", wheres[w], paths[i / 2]);
			assert_receipt(wheres[w], (r = put(&a, &f), &r), PORTAL_SENT);
			assert_true(r.sent == BODY || (w == DAV && r.sent == 2 * BODY)); /* twice where a folder was made */
			g = f;
			assert_int_equal(found(&a, &f, LOOK_SIZE), FOUND_SAME);
			g.size--;
			assert_int_equal(found(&a, &g, LOOK_SIZE), FOUND_OTHER);
			assert_int_equal(found(&a, &g, LOOK_BYTES), FOUND_OTHER);
			g.size = PLACE_ANY_SIZE;
			assert_int_equal(found(&a, &g, LOOK_SIZE), FOUND_SAME);
			g.sha256.b[0] ^= 1;
			assert_int_equal(found(&a, &g, LOOK_SIZE), FOUND_OTHER);
			f.fd = other;
			f.size = sizeof words - 1;
			f.sha256 = digest_of(str_of(words));
			f.aside = true;
			assert_receipt(wheres[w], (r = put(&a, &f), &r), PORTAL_SENT);
			assert_int_equal(place_read(a.place, f.path, 100, mem, &text, &r, &e), 0);
			if (r.answer != PORTAL_SENT || r.found != FOUND_OTHER || !str_eq(text, str_of(words)))
				fail_msg("%s: %s %s ‘%.*s’ %.*s", wheres[w], answer_name(r.answer), found_name(r.found), STRF(text), STRF(r.detail));
			assert_int_equal(place_read(a.place, f.path, 3, mem, &text, &r, &e), 0);
			assert_receipt("te groot", &r, PORTAL_REFUSED);
			f = file_at(paths[i / 2]);
			assert_int_equal(put(&a, &f).answer, PORTAL_SENT);
		}
		for (size_t i = 0; i < 2 * COUNT(paths); i++) {
			struct place_file f = file_at(paths[i / 2]);

			assert_int_equal(place_remove(a.place, f.path, mem, &r, &e), 0);
			assert_receipt(wheres[w], &r, PORTAL_SENT);
			assert_int_equal(r.found, FOUND_NOTHING);
			assert_int_equal(found(&a, &f, LOOK_SIZE), FOUND_NOTHING);
			assert_int_equal(place_read(a.place, f.path, 3, mem, &text, &r, &e), 0);
			assert_int_equal(r.found, FOUND_NOTHING);
		}
		assert_int_equal(a.shelf.bad_signatures, 0);
		for (size_t i = 0; a.dir == NULL && i < a.shelf.nfiles; i++)
			assert_true(a.shelf.files[i].folder);
		at_close(&a);
	}
}

/* Bytes that are not those of the file never arrive whole, and nothing is left of them. */
static void
other_bytes(void **state UNUSED)
{
	for (int w = 0; w < WHERE__COUNT; w++) {
		struct at a = { .dir = NULL };

		at_open(&a, (enum where)w);
		for (int i = 0; i < 4; i++) {
			struct place_file f = file_at("map/x.pdf");
			struct receipt r;
			struct err e;

			f.sha256.b[7] ^= i == 0;
			f.size += i == 1 ? 1 : i == 2 ? (uint64_t)-1 : 0;
			f.aside = i == 3;
			f.sha256.b[8] ^= i == 3;
			assert_int_equal(place_put(a.place, &f, mem, &r, &e), -1);
			assert_int_equal(e.kind, E_BUG);
			assert_int_equal(found(&a, &f, LOOK_SIZE), FOUND_NOTHING);
		}
		if (a.dir != NULL)
			assert_int_equal(entries(below(a.dir, "map")), 0);
		for (size_t i = 0; a.dir == NULL && i < a.shelf.nfiles; i++)
			assert_true(a.shelf.files[i].folder);
		at_close(&a);
	}
}

/* A path stays below the root, and a link below it is not followed. */
static void
paths_stay(void **state UNUSED)
{
	static const char *const bad[] = { "", "/a", "../a", "a/../b", "a//b", "a/.", "." };
	const char *outside = folder("buiten-plaats");

	for (int w = 0; w < WHERE__COUNT; w++) {
		struct at a = { .dir = NULL };
		struct receipt r;
		struct err e;

		at_open(&a, (enum where)w);
		for (size_t i = 0; i < COUNT(bad); i++) {
			struct place_file f = file_at(bad[i]);

			assert_int_equal(place_put(a.place, &f, mem, &r, &e), -1);
			assert_int_equal(place_look(a.place, &f, LOOK_SIZE, mem, &r, &e), -1);
			assert_int_equal(place_remove(a.place, f.path, mem, &r, &e), -1);
			assert_int_equal(e.kind, E_BUG);
		}
		if (a.dir != NULL) {
			struct place_file f = file_at("weg/a.pdf");

			put_file(below(outside, "a.pdf"), "blijft", 0600);
			assert_int_equal(symlink(outside, below(a.dir, "weg")), 0);
			assert_int_not_equal(put(&a, &f).answer, PORTAL_SENT);
			assert_int_equal(found(&a, &f, LOOK_SIZE), FOUND_UNKNOWN);
			assert_int_equal(place_remove(a.place, f.path, mem, &r, &e), 0);
			assert_int_not_equal(r.answer, PORTAL_SENT);
			assert_file(below(outside, "a.pdf"), S("blijft"));
		}
		at_close(&a);
	}
}

/* What a WebDAV server is asked: OPTIONS once, a name of its own for what readers know, and no more than is needed. */
static void
dav_requests(void **state UNUSED)
{
	struct at a = { .dir = NULL };
	struct place_file f = file_at("k/x.pdf");
	unsigned connections;

	at_open(&a, DAV);
	a.shelf.says_500 = true;
	assert_int_equal(put(&a, &f).answer, PORTAL_SENT);
	assert_string_equal(a.shelf.log, "PUT /site/k/x.pdf;MKCOL /site/k/;PUT /site/k/x.pdf;");
	assert_string_equal(shelf_find(&a.shelf, "/site/k/x.pdf")->type, "application/pdf");
	a.shelf.log[0] = '\0';
	f.path = S("l/m/y.pdf");
	assert_int_equal(put(&a, &f).answer, PORTAL_SENT);
	assert_string_equal(a.shelf.log, "MKCOL /site/l/m/;MKCOL /site/l/;MKCOL /site/l/m/;PUT /site/l/m/y.pdf;");
	a.shelf.log[0] = '\0';
	f.path = S("x.html");
	f.aside = true;
	assert_int_equal(put(&a, &f).answer, PORTAL_SENT);
	assert_int_equal(put(&a, &f).answer, PORTAL_SENT);
	assert_string_equal(a.shelf.log,
	    "OPTIONS /site/;PUT /site/.x.html.deel;MOVE /site/.x.html.deel;PUT /site/.x.html.deel;MOVE /site/.x.html.deel;");
	connections = a.shelf.connections;
	f.aside = false;
	for (int i = 0; i < 10; i++)
		assert_int_equal(put(&a, &f).answer, PORTAL_SENT);
	assert_true(a.shelf.connections - connections <= 1); /* a MOVE closes nothing, but has one of its own */
	f.once = true;
	for (int i = 0; i < 3; i++)
		assert_int_equal(put(&a, &f).answer, PORTAL_SENT);
	assert_true(a.shelf.connections - connections >= 3);
	at_close(&a);
}

/* A server that says DAV and then will not: the file comes in its place all the same, and no part stays. */
static void
dav_unwilling(void **state UNUSED)
{
	for (int i = 0; i < 4; i++) {
		struct at a = { .dir = NULL };
		struct place_file f = file_at("x.html");
		struct receipt r;

		f.aside = true;
		at_open(&a, DAV);
		a.shelf.no_parts = i == 0;
		a.shelf.fail = i == 1 ? "MOVE" : i == 2 ? "MOVE" : i == 3 ? "OPTIONS" : NULL;
		a.shelf.fail_status = i == 1 ? 403 : i == 2 ? 502 : 405;
		r = put(&a, &f);
		assert_receipt("onwillig", &r, PORTAL_SENT);
		assert_int_equal(found(&a, &f, LOOK_BYTES), FOUND_SAME);
		assert_null(shelf_find(&a.shelf, "/site/.x.html.deel"));
		a.shelf.log[0] = '\0';
		assert_int_equal(put(&a, &f).answer, PORTAL_SENT);
		assert_string_equal(a.shelf.log, "PUT /site/x.html;");
		at_close(&a);
	}
}

/* An answer that is lost: ambiguous, and looking settles it.  MOVE and DELETE are one each. */
static void
lost_answers(void **state UNUSED)
{
	static const struct { const char *method; enum portal_answer answer; enum portal_found then; } rows[] = {
		{ "PUT", PORTAL_AMBIGUOUS, FOUND_NOTHING }, { "MOVE", PORTAL_AMBIGUOUS, FOUND_SAME },
		{ "OPTIONS", PORTAL_AWAY, FOUND_NOTHING } };

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct at a = { .dir = NULL };
		struct place_file f = file_at("x.html");
		struct receipt r;
		struct err e;

		f.aside = true;
		f.once = true;
		at_open(&a, DAV);
		a.shelf.lose = rows[i].method;
		r = put(&a, &f);
		if (r.answer != rows[i].answer)
			fail_msg("%s: %s", rows[i].method, answer_name(r.answer));
		assert_true(r.detail.n != 0);
		assert_int_equal(found(&a, &f, LOOK_BYTES), rows[i].then);
		a.shelf.lose = NULL;
		assert_int_equal(put(&a, &f).answer, PORTAL_SENT);
		a.shelf.lose = "DELETE";
		a.shelf.log[0] = '\0';
		assert_int_equal(place_remove(a.place, f.path, mem, &r, &e), 0);
		assert_int_equal(r.answer, PORTAL_AMBIGUOUS);
		assert_string_equal(a.shelf.log, "DELETE /site/x.html;");
		at_close(&a);
	}
}

/* A server that tells no length is read. */
static void
no_length(void **state UNUSED)
{
	struct at a = { .dir = NULL };
	struct place_file f = file_at("x.pdf");

	at_open(&a, PLAIN);
	a.shelf.no_length = true;
	assert_int_equal(put(&a, &f).answer, PORTAL_SENT);
	assert_int_equal(found(&a, &f, LOOK_SIZE), FOUND_SAME);
	assert_string_equal(a.shelf.log, "PUT /site/x.pdf;HEAD /site/x.pdf;GET /site/x.pdf;");
	a.shelf.fail = "HEAD";
	a.shelf.fail_status = 405;
	assert_int_equal(found(&a, &f, LOOK_SIZE), FOUND_SAME);
	a.shelf.fail = "GET";
	assert_int_equal(found(&a, &f, LOOK_BYTES), FOUND_UNKNOWN);
	at_close(&a);
}

/* Keys: none without, none wrong, none unencrypted, none that others may read; and none in a message. */
static void
keys(void **state UNUSED)
{
	static const char *const bad[] = { "", "een\n", "een\ntwee\ndrie\nvier\n", "e:en\nGEHEIM\n", "een\nGE HEIM\n",
		"een\nGEHEIM\neu west\n" };
	const char *path = s3_keys();
	struct at a = { .dir = NULL };
	struct place_file f = file_at("x.pdf");
	struct place_access s3 = { .url = S("s3+https://s3.example.nl/emmer/"), .keys = str_of(path) };
	struct place *p;
	struct receipt r;
	struct err e;

	assert_int_equal(place_open(&s3, mem, &p, &e), 0);
	place_close(p);
	s3.url = S("s3+http://s3.example.nl/emmer/");
	assert_int_equal(place_open(&s3, mem, &p, &e), -1);
	s3.url = S("s3+https://s3.example.nl/emmer/");
	assert_int_equal(chmod(path, 0644), 0);
	assert_int_equal(place_open(&s3, mem, &p, &e), -1);
	for (size_t i = 0; i < COUNT(bad); i++) {
		put_file(path, bad[i], 0600);
		assert_int_equal(place_open(&s3, mem, &p, &e), -1);
		assert_int_equal(e.kind, E_CONFIG);
		assert_null(strstr(e.msg, "HEIM"));
	}
	s3.keys = STR_NONE;
	assert_int_equal(place_open(&s3, mem, &p, &e), -1);
	at_open(&a, S3);
	place_close(a.place);
	put_file(path, SHELF_S3_ID "\nGEHEIM-fout\n" SHELF_S3_REGION "\n", 0600);
	assert_int_equal(place_open(&a.access, mem, &a.place, &e), 0);
	r = put(&a, &f);
	assert_receipt("verkeerd geheim", &r, PORTAL_REFUSED);
	assert_int_equal(a.shelf.bad_signatures, 1);
	at_close(&a);
}

/* SFTP says nothing to a server whose key is not known, and does not begin without a file of known ones. */
static void
sftp_settings(void **state UNUSED)
{
	const char *netrc = below(dir, "netrc-sftp");
	struct place_access a = { .url = S("sftp://127.0.0.1:1/srv/"), .wait_ms = 5000 };
	struct place_file f = file_at("x.pdf");
	struct receipt r;
	struct place *p;
	struct err e;

	assert_int_equal(place_open(&a, mem, &p, &e), -1);
	put_file(netrc, "machine 127.0.0.1 login jan password GEHEIM\n", 0600);
	a.netrc = str_of(netrc);
	assert_int_equal(place_open(&a, mem, &p, &e), -1);
	assert_non_null(strstr(e.msg, "ssh-keyscan"));
	put_file(below(dir, "bekend"), "", 0666);
	a.known_hosts = str_of(below(dir, "bekend"));
	assert_int_equal(place_open(&a, mem, &p, &e), -1); /* anybody could add a server to it */
	assert_int_equal(chmod(below(dir, "bekend"), 0644), 0);
	assert_int_equal(place_open(&a, mem, &p, &e), 0);
	assert_int_equal(place_put(p, &f, mem, &r, &e), 0);
	assert_receipt("niemand", &r, PORTAL_AWAY);
	place_close(p);
	place_close(NULL);
}

/* Where the keys of servers stand: as the settings say, else beside the key, else beside the netrc file. */
static void
sftp_hosts(void **state UNUSED)
{
	static const struct { const char *netrc, *token, *said, *want; } cases[] = {
		{ "/k/netrc", "/k/id", NULL, "/k/id.known_hosts" },
		{ "/k/netrc", NULL, NULL, "/k/netrc.known_hosts" },
		{ "/k/netrc", "credential:id", "/etc/ssh/bekend", "/etc/ssh/bekend" },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct order o = { .at = { .netrc = str_of(cases[i].netrc), .token = str_of(cases[i].token),
			.reach.known_hosts = str_of(cases[i].said) } };
		struct place_access a;

		place_access_of(&o, mem, &a);
		assert_string_equal(str_c(mem, a.known_hosts), cases[i].want);
	}
}

/* More than one PUT of S3 takes is refused before a byte goes. */
static void
too_large_for_s3(void **state UNUSED)
{
	AUTO_FD fd = memfd_create("groot", MFD_CLOEXEC);
	struct at a = { .dir = NULL };
	struct place_file f = file_at("groot.zip");
	struct receipt r;

	assert_int_equal(ftruncate(fd, (off_t)GIB(5) + 1), 0);
	f.fd = fd;
	f.size = GIB(5) + 1;
	at_open(&a, S3);
	r = put(&a, &f);
	assert_receipt("te groot", &r, PORTAL_REFUSED);
	assert_string_equal(a.shelf.log, "");
	at_close(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(everywhere), cmocka_unit_test(other_bytes), cmocka_unit_test(paths_stay),
		cmocka_unit_test(dav_requests), cmocka_unit_test(dav_unwilling), cmocka_unit_test(lost_answers),
		cmocka_unit_test(no_length), cmocka_unit_test(keys), cmocka_unit_test(sftp_settings), cmocka_unit_test(sftp_hosts),
		cmocka_unit_test(too_large_for_s3),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
