/* SPDX-License-Identifier: EUPL-1.2 */
/* test_keys.c - files with keys: whose they are, and what stands in a netrc file. */
#include "scratch.h"

#include "publish/keys.h"

static const char *
keyed(const char *text, mode_t mode)
{
	const char *path = put("netrc", str_of(text));

	assert_int_equal(chmod(path, mode), 0);
	return path;
}

/* What libcurl makes of a netrc file is what we make of it. */
static void
netrc(void **state)
{
	static const struct { const char *text, *user, *password; } rows[] = {
		{ "machine bank.nl login jan password geheim\n", "jan", "geheim" },
		{ "machine bank.nl\n\tlogin jan\r\n\tpassword geheim", "jan", "geheim" },
		{ "machine BANK.NL password geheim login jan", "jan", "geheim" },
		{ "machine x login y password z\nmachine bank.nl login jan password geheim\nmachine bank.nl login q password r", "jan",
		    "geheim" },
		{ "machine x login y password z default login jan password geheim", "jan", "geheim" },
		{ "machine bank.nl login jan password geheim default login a password b", "jan", "geheim" },
		{ "# machine bank.nl login x password y\nmachine bank.nl # de bank\nlogin jan password geheim\n", "jan", "geheim" },
		{ "machine bank.nl login \"jan met spatie\" password \"a\\\"b\\\\c\\td\"", "jan met spatie", "a\"b\\c\td" },
		{ "machine bank.nl login jan account z password geheim", "jan", "geheim" },
		{ "machine bank.nl login jan password \"\"", "jan", "" },
		{ "machine bank.nl login jan", "jan", "" },
		{ "machine bank.nl password geheim", "", "geheim" },
		{ "macdef init\nmachine bank.nl login x password y\n\nmachine bank.nl login jan password geheim", "jan", "geheim" },
		{ "machine bank.nl.evil login x password y", NULL, NULL },
		{ "machine nl login x password y", NULL, NULL },
		{ "machine bank.nl", NULL, NULL },
		{ "", NULL, NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct login l;

		assert_ok(keys_login(str_of(keyed(rows[i].text, 0600)), S("bank.nl"), mem, &l, &err));
		if ((rows[i].user == NULL) != (l.user.p == NULL) || (rows[i].user != NULL && (!str_eq(l.user, str_of(rows[i].user)) ||
		    !str_eq(l.password, str_of(rows[i].password)))))
			fail_msg("%s: [%.*s] [%.*s]", rows[i].text, STRF(l.user), STRF(l.password));
	}
}

static void
netrc_faults(void **state)
{
	static const char *const rows[] = { "GEHEIM", "machine", "machine bank.nl login", "machine bank.nl login \"GEHEIM",
		"machine bank.nl login \"GEHEIM\\", "machine bank.nl user GEHEIM", "{\"GEHEIM\": 1}" };
	struct login l;
	struct str zero = { "machine a\0b login GEHEIM", 24 };

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_err(E_CONFIG, keys_login(str_of(keyed(rows[i], 0600)), S("bank.nl"), mem, &l, &err));
		if (strstr(err.msg, "GEHEIM") != NULL || strstr(err.msg, "machine ADRES login") == NULL)
			fail_msg("%s: %s", rows[i], err.msg);
	}
	(void)keyed("", 0600);
	assert_err(E_CONFIG, keys_login(str_of(put("netrc", zero)), S("bank.nl"), mem, &l, &err));
}

/* Nobody else may read it, and what is no file is no key. */
static void
modes(void **state)
{
	static const struct { mode_t mode; bool fine; } rows[] = { { 0600, true }, { 0400, true }, { 0700, true }, { 0640, false },
		{ 0620, false }, { 0610, false }, { 0604, false }, { 0602, false }, { 0601, false }, { 0440, false } };
	struct str s;
	const char *path;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		int rc = keys_line(str_of(keyed("GEHEIM\n", rows[i].mode)), "tokenbestand", mem, &s, &err);

		if ((rc == 0) != rows[i].fine || (rc != 0 && strstr(err.msg, "chmod 600") == NULL))
			fail_msg("%o: %s", rows[i].mode, rc == 0 ? "" : err.msg);
		assert_int_equal(chmod(in("netrc"), 0600), 0);
	}
	assert_str(s, "GEHEIM");
	assert_ok(keys_path(str_of(in("netrc")), "x", mem, &path, &err));
	assert_string_equal(path, in("netrc"));
	assert_int_equal(mkfifo(in("pijp"), 0600), 0);
	assert_err(E_CONFIG, keys_line(str_of(in("pijp")), "x", mem, &s, &err));
	assert_err(E_CONFIG, keys_line(str_of(make_folder("map")), "x", mem, &s, &err));
	assert_err(E_CONFIG, keys_line(S("/dev/null"), "x", mem, &s, &err));
	assert_err(E_CONFIG, keys_line(S(""), "x", mem, &s, &err));
	assert_err(E_CONFIG, keys_read(str_of(keyed("12345", 0600)), "x", 4, mem, &s, &err));
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(netrc), cmocka_unit_test(netrc_faults), cmocka_unit_test(modes) };

	return cmocka_run_group_tests_name("keys", tests, scratch_open, scratch_close);
}
