/* SPDX-License-Identifier: EUPL-1.2 */
/* test_courier.c - orders to the uploader and its receipts, also from one that dies or lies.  Needs build/woostraat-upload. */
#include "processes.h"

#include "proc/courier.h"

static struct courier *
real_courier(const char *kind)
{
	struct courier *c;

	assert_ok(courier_open(program("woostraat-upload"), kind, &c, &err));
	return c;
}

/* A place of this address, until the next one. */
static const struct outlet *
place(const char *url)
{
	static struct outlet o;

	o = (struct outlet){ .url = str_of(url) };
	return &o;
}

/* A parcel with these bytes for this portal; the caller closes the bundle. */
static struct parcel
parcel(const char *url, struct str bytes)
{
	struct parcel p = { .step = STEP_PUBLISH, .plan = -1, .doc = -1, .at = place(url), .name = S("bundel.zip"), .sha256 = digest_of(bytes), .size = bytes.n };

	assert_ok(fd_of_str("bundel", bytes, &p.bundle, &err));
	return p;
}

/* Hand it over and take the receipt: what courier_receive says. */
static int
deliver(struct courier *c, const char *url, struct str bytes, struct receipt *r)
{
	struct parcel p = parcel(url, bytes);

	assert_ok(courier_send(c, &p, &err));
	assert_int_not_equal(fcntl(p.bundle, F_GETFD), -1);
	assert_int_equal(close(p.bundle), 0);
	return courier_receive(c, mem, r, &err);
}

static const char *
folder_url(const char *name)
{
	return str_c(mem, str_fmt(mem, "file://%s/", make_folder(name)));
}

static void
dry(void **state)
{
	size_t fds = count_fds();
	struct courier *c = real_courier("dry");
	struct receipt r;

	(void)state;
	for (int i = 0; i < 3; i++) {
		assert_ok(deliver(c, folder_url("proef"), S("inhoud"), &r));
		assert_int_equal(r.answer, PORTAL_WOULD_SEND);
		assert_int_equal(r.sent, 0);
		assert_true(str_ends(r.url, S("/proef/bundel.zip")));
		assert_str(r.detail, "proef: niets verzonden");
	}
	assert_int_equal(count_files(in("proef")), 0);
	/* A rehearsal without settings has no address. */
	assert_ok(deliver(c, NULL, S("inhoud"), &r));
	assert_int_equal(r.answer, PORTAL_WOULD_SEND);
	courier_close(c);
	courier_close(NULL);
	assert_int_equal(count_fds(), fds);
	assert_int_equal(child_of(getpid()), 0);
}

static void
drop(void **state)
{
	struct courier *c = real_courier("send");
	const char *url = folder_url("portaal");
	struct receipt r;
	struct str s;

	(void)state;
	assert_ok(deliver(c, url, S("een"), &r));
	assert_int_equal(r.answer, PORTAL_SENT);
	assert_int_equal(r.sent, 3);
	assert_ok(file_read(in("portaal/bundel.zip"), 100, mem, &s, &err));
	assert_str(s, "een");
	assert_ok(deliver(c, url, S("een"), &r));
	assert_int_equal(r.answer, PORTAL_SAME);
	assert_ok(deliver(c, str_c(mem, str_fmt(mem, "file://%s/", in("weg"))), S("een"), &r));
	assert_int_equal(r.answer, PORTAL_AWAY);
	courier_close(c);
}

/* The order itself is wrong: said as that, and the next one works. */
static void
wrong_orders(void **state)
{
	struct courier *c = real_courier("send");
	const char *url = folder_url("later");
	struct parcel p;
	struct receipt r;

	(void)state;
	assert_int_equal(deliver(c, "ftp://example.nl/", S("x"), &r), -1);
	assert_int_equal(err.kind, E_CONFIG);
	assert_int_equal(deliver(c, NULL, S("x"), &r), -1);
	assert_int_equal(err.kind, E_CONFIG);
	p = parcel(url, S("andere bytes"));
	p.sha256 = digest_of(S("dan gezegd"));
	assert_ok(courier_send(c, &p, &err));
	assert_err(E_BUG, courier_receive(c, mem, &r, &err));
	(void)close(p.bundle);
	p = parcel(url, S("x"));
	p.name = S("../uitbraak.zip");
	assert_ok(courier_send(c, &p, &err));
	assert_err(E_BUG, courier_receive(c, mem, &r, &err));
	(void)close(p.bundle);
	assert_int_equal(count_files(in("later")), 0);
	assert_ok(deliver(c, url, S("x"), &r));
	assert_int_equal(r.answer, PORTAL_SENT);
	courier_close(c);
}

/* Looked at before the first order: an address or keys that cannot work. */
static void
probes(void **state)
{
	static const struct { const char *url, *netrc; bool fine; } cases[] = {
		{ "file:///srv/uit/", NULL, true }, { "https://portaal.example.nl/in", NULL, true },
		{ "http://localhost:1/", NULL, true },	/* nothing is asked of it */
		{ "ftp://example.nl/", NULL, false }, { "https://ik:geheim@example.nl/", NULL, false },
		{ "geen adres", NULL, false }, { "https://example.nl/", "/nergens/netrc", false },
		{ "http://example.nl/", "/dev/null", false },
	};
	struct courier *c = real_courier("send");
	struct receipt r;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int rc;

		err = (struct err){ E_NONE };
		struct outlet o = { .url = str_of(cases[i].url), .netrc = str_of(cases[i].netrc) };

		rc = courier_probe(c, &o, &err);
		if ((rc == 0) != cases[i].fine || (rc != 0 && err.kind != E_CONFIG) || strstr(err.msg, "geheim") != NULL)
			fail_msg("%s: %d %s", cases[i].url, rc, err.msg);
	}
	assert_ok(deliver(c, folder_url("daarna"), S("x"), &r));
	courier_close(c);
}

static void
killed(void **state)
{
	struct courier *c = real_courier("send");
	const char *url = folder_url("dood");
	pid_t pid = child_of(getpid());
	struct parcel p = parcel(url, S("een"));
	struct receipt r;
	siginfo_t si;

	(void)state;
	/* With the order in hand: nobody knows what became of it. */
	assert_int_equal(kill(pid, SIGSTOP), 0);
	assert_ok(courier_send(c, &p, &err));
	assert_int_equal(kill(pid, SIGKILL), 0);
	assert_ok(courier_receive(c, mem, &r, &err));
	assert_int_equal(r.answer, PORTAL_AMBIGUOUS);
	assert_true(r.detail.n != 0 && r.url.n == 0 && r.http == 0);
	(void)close(p.bundle);
	assert_ok(deliver(c, url, S("een"), &r));
	assert_int_equal(r.answer, PORTAL_SENT);
	/* While it had nothing to do: the next order goes to a new one, and is no ambiguity. */
	pid = child_of(getpid());
	assert_int_equal(kill(pid, SIGKILL), 0);
	assert_int_equal(waitid(P_PID, (id_t)pid, &si, WEXITED | WNOWAIT), 0);
	assert_ok(deliver(c, url, S("een"), &r));
	assert_int_equal(r.answer, PORTAL_SAME);
	assert_int_not_equal(child_of(getpid()), pid);
	courier_close(c);
	assert_int_equal(child_of(getpid()), 0);
}

/* Orders that wait with it are done one after the other; when it dies, of each it is unknown, and then it works again. */
static void
in_a_row(void **state UNUSED)
{
	static const char *const names[] = { "een", "twee", "drie" };
	struct courier *c = real_courier("send");
	pid_t pid = child_of(getpid());
	struct receipt r;

	for (int dies = 0; dies < 2; dies++) {
		assert_int_equal(kill(pid, SIGSTOP), 0);
		for (size_t i = 0; i < COUNT(names); i++) {
			struct parcel p = parcel(folder_url(dies == 0 ? "rij" : "dood"), str_of(names[i]));

			p.name = str_of(names[i]);
			assert_ok(courier_send(c, &p, &err));
			assert_int_equal(close(p.bundle), 0);
		}
		assert_int_equal(kill(pid, dies == 0 ? SIGCONT : SIGKILL), 0);
		for (size_t i = 0; i < COUNT(names); i++) {
			assert_ok(courier_receive(c, mem, &r, &err));
			assert_int_equal(r.answer, dies == 0 ? PORTAL_SENT : PORTAL_AMBIGUOUS);
			assert_true(dies != 0 || str_ends(r.url, str_of(names[i])));
		}
	}
	assert_ok(deliver(c, folder_url("erna"), S("inhoud"), &r));
	assert_int_equal(r.answer, PORTAL_SENT);
	courier_close(c);
}

static void
cannot_start(void **state)
{
	size_t fds = count_fds();
	struct courier *c;

	(void)state;
	assert_err(E_CONFIG, courier_open(in("geen verzender"), "dry", &c, &err));
	assert_non_null(strstr(err.msg, "geen verzender"));
	assert_err(E_CONFIG, courier_open("/bin/true", "dry", &c, &err));
	assert_err(E_CONFIG, courier_open(program("woostraat-upload"), "duif", &c, &err));
	assert_err(E_CONFIG, courier_open(program("woostraat-upload"), "", &c, &err));
	assert_int_equal(count_fds(), fds);
	assert_int_equal(child_of(getpid()), 0);
}

/* --- the same program as an uploader that lies ------------------------------ */

#define SHA	"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define SERVED(bytes, same) \
	"[{\"id\":\"5f1f3a0e-3a51-5d0c-9b1a-2f6a0c4e8d11\",\"sha256\":\"" SHA "\",\"bytes\":" bytes ",\"same\":" same "}]"

static const struct lie {
	const char	*name;
	enum msg_kind	 kind;
	uint32_t	 id_more;		/* added to the order's id */
	const char	*body;			/* NULL: it ends instead */
	int		 rc;
	enum portal_answer answer;
	enum errkind	 err;
	const char	*served;		/* what lies in the descriptor beside it; NULL: none does */
} lies[] = {
	{ "honest", MSG_RECEIPT, 0, "{\"found\":\"same\",\"answer\":\"sent\",\"http\":201,\"url\":\"u\",\"detail\":\"d\",\"sent\":7,\"retry_after_s\":9}",
	    0, PORTAL_SENT, E_NONE, NULL },
	{ "of another order", MSG_RECEIPT, 1, "{\"found\":\"same\",\"answer\":\"sent\"}", 0, PORTAL_AMBIGUOUS, E_NONE, NULL },
	{ "another frame", MSG_READY, 0, "{\"found\":\"same\",\"answer\":\"sent\"}", 0, PORTAL_AMBIGUOUS, E_NONE, NULL },
	{ "no JSON", MSG_RECEIPT, 0, "sent", 0, PORTAL_AMBIGUOUS, E_NONE, NULL },
	{ "no object", MSG_RECEIPT, 0, "[]", 0, PORTAL_AMBIGUOUS, E_NONE, NULL },
	{ "gone", MSG_RECEIPT, 0, NULL, 0, PORTAL_AMBIGUOUS, E_NONE, NULL },
	{ "no answer", MSG_RECEIPT, 0, "{\"found\":\"same\"}", -1, PORTAL_SENT, E_BUG, NULL },
	{ "an unknown answer", MSG_RECEIPT, 0, "{\"answer\":\"misschien\"}", -1, PORTAL_SENT, E_BUG, NULL },
	{ "an unknown finding", MSG_RECEIPT, 0, "{\"answer\":\"sent\",\"found\":\"iets\"}", -1, PORTAL_SENT, E_BUG, NULL },
	{ "a number", MSG_RECEIPT, 0, "{\"answer\":1}", -1, PORTAL_SENT, E_BUG, NULL },
	{ "a full disk", MSG_RECEIPT, 0, "{\"kind\":\"io\",\"error\":\"vol\"}", -1, PORTAL_SENT, E_IO, NULL },
	{ "a setting", MSG_RECEIPT, 0, "{\"kind\":\"config\",\"error\":\"adres\"}", -1, PORTAL_SENT, E_CONFIG, NULL },
	{ "an error of no kind", MSG_RECEIPT, 0, "{\"kind\":\"none\",\"error\":\"niets\"}", -1, PORTAL_SENT, E_BUG, NULL },
	{ "a time before now", MSG_RECEIPT, 0, "{\"found\":\"same\",\"answer\":\"away\",\"retry_after_s\":-1}", -1, PORTAL_SENT, E_BUG, NULL },
	{ "a time too long", MSG_RECEIPT, 0, "{\"found\":\"same\",\"answer\":\"away\",\"retry_after_s\":3601}", -1, PORTAL_SENT, E_BUG, NULL },
	{ "more than there can be", MSG_RECEIPT, 0, "{\"found\":\"same\",\"answer\":\"sent\",\"others\":4294967296}", -1, PORTAL_SENT, E_BUG, NULL },
	{ "a broken number", MSG_RECEIPT, 0, "{\"found\":\"same\",\"answer\":\"sent\",\"sent\":1.5}", -1, PORTAL_SENT, E_BUG, NULL },
	{ "words that steer", MSG_RECEIPT, 0, "{\"found\":\"same\",\"answer\":\"sent\",\"detail\":\"\\u001b[31m\"}", -1, PORTAL_SENT, E_BUG, NULL },
	{ "served", MSG_RECEIPT, 0, "{\"found\":\"same\",\"answer\":\"sent\"}", 0, PORTAL_SENT, E_NONE, SERVED("12", "true") },
	{ "served nothing", MSG_RECEIPT, 0, "{\"found\":\"same\",\"answer\":\"sent\"}", 0, PORTAL_SENT, E_NONE, "[]" },
	{ "served no list", MSG_RECEIPT, 0, "{\"found\":\"same\",\"answer\":\"sent\"}", -1, PORTAL_SENT, E_BUG, "{}" },
	{ "served no JSON", MSG_RECEIPT, 0, "{\"found\":\"same\",\"answer\":\"sent\"}", -1, PORTAL_SENT, E_BUG, "ja" },
	{ "served less than none", MSG_RECEIPT, 0, "{\"found\":\"same\",\"answer\":\"sent\"}", -1, PORTAL_SENT, E_BUG, SERVED("-1", "true") },
	{ "served, perhaps", MSG_RECEIPT, 0, "{\"found\":\"same\",\"answer\":\"sent\"}", -1, PORTAL_SENT, E_BUG, SERVED("1", "\"x\"") },
	{ "served, and more", MSG_RECEIPT, 0, "{\"found\":\"same\",\"answer\":\"sent\"}", -1, PORTAL_SENT, E_BUG, SERVED("1", "true, \"x\": 1") },
	{ "an error and an answer", MSG_RECEIPT, 0, "{\"found\":\"same\",\"answer\":\"sent\",\"error\":\"x\"}", -1, PORTAL_SENT, E_BUG, NULL },
};

static int
fake_uploader(const char *how)
{
	struct msg m;

	mem = arena_new("nep", MIB(64));
	if (strcmp(how, "anders gereed") == 0)
		fake_send(WORKER_FD, MSG_AT, 0, "{}");
	fake_send(WORKER_FD, MSG_READY, 0, "{}");
	while (msg_recv(WORKER_FD, &m, mem, &err) == 1) {
		for (size_t i = 0; i < COUNT(lies); i++) {
			if (strcmp(how, lies[i].name) != 0)
				continue;
			if (lies[i].body == NULL)
				return 0;
			if (lies[i].served != NULL) {
				struct msg back = { .kind = lies[i].kind, .id = m.id, .body = str_of(lies[i].body), .nfds = 1 };

				assert_ok(fd_of_str("dienst", str_of(lies[i].served), &back.fd[0], &err));
				assert_ok(msg_send(WORKER_FD, &back, &err));
				auto_close(&back.fd[0]);
				continue;
			}
			fake_send(WORKER_FD, lies[i].kind, m.id + lies[i].id_more, lies[i].body);
		}
		msg_close(&m);
	}
	return 0;
}

static void
liars(void **state)
{
	struct courier *c;
	struct receipt r;

	(void)state;
	for (size_t i = 0; i < COUNT(lies); i++) {
		size_t fds = count_fds();

		assert_ok(courier_open(self(), lies[i].name, &c, &err));
		for (int n = 0; n < 2; n++) {
			int rc;

			err.kind = E_NONE;
			rc = deliver(c, "file:///x/", S("x"), &r);
			if (rc != lies[i].rc || (rc == 0 && r.answer != lies[i].answer) || (rc != 0 && err.kind != lies[i].err))
				fail_msg("%s: %d, %s, %s: %s", lies[i].name, rc, answer_name(r.answer),
				    errkind_name(err.kind), err.msg);
		}
		if (i == 0) {
			assert_int_equal(r.http, 201);
			assert_int_equal(r.sent, 7);
			assert_int_equal(r.retry_after_s, 9);
			assert_str(r.url, "u");
			assert_str(r.detail, "d");
		}
		courier_close(c);
		if (count_fds() != fds)
			fail_msg("%s: descriptors stayed open", lies[i].name);
	}
	assert_err(E_CONFIG, courier_open(self(), "anders gereed", &c, &err));
	assert_int_equal(child_of(getpid()), 0);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dry), cmocka_unit_test(drop), cmocka_unit_test(wrong_orders), cmocka_unit_test(probes),
		cmocka_unit_test(killed), cmocka_unit_test(in_a_row), cmocka_unit_test(cannot_start), cmocka_unit_test(liars),
	};

	if (is_fake(argc))
		_exit(fake_uploader(argv[1]));
	return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
