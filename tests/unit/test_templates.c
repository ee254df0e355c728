/* SPDX-License-Identifier: EUPL-1.2 */
/* test_templates.c - the templates of a run kept in the vault, and laid out again for who asks why. */
#include "scratch.h"

#include "base/json.h"
#include "config/templates.h"

static struct vault *vault;

static const struct { const char *name; struct str bytes; } files[] = {
	{ "woostraat.yaml", S("intake: x\n") }, { "rules/woo.yaml", S("# regels é\n") }, { "rules/oud/woo.yaml", S("# oud\n") },
	{ "rules/diep/er/in/x.yaml", S("x") }, { "lists/leeg.tsv", S("") }, { "css/a.css", S("\0\xff\n") }, { "a", S("x") },
};

static int
setup(void **state)
{
	return scratch_open(state) != 0 || vault_open(in("kluis"), false, &vault, &err) != 0 ? -1 : 0;
}

static int
teardown(void **state)
{
	vault_close(vault);
	return scratch_close(state);
}

static void
lay(const char *dir)
{
	for (size_t i = 0; i < COUNT(files); i++)
		(void)put(str_c(mem, str_fmt(mem, "%s/%s", dir, files[i].name)), files[i].bytes);
}

static const char *
object(struct digest d)
{
	struct str hex = digest_hex(mem, d);

	return in(str_c(mem, str_fmt(mem, "kluis/%.2s/%.*s", hex.p, STRF(hex))));
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

static struct artefact
kept(const char *dir)
{
	struct artefact a;

	assert_ok(templates_keep(in(dir), vault, &a, &err));
	return a;
}

static void
twice(void **state)
{
	struct artefact a, b;
	struct stat st, again;
	struct str text, prev = S("");
	json_t *j;
	size_t n;

	(void)state;
	lay("een");
	(void)put("een/.verborgen", S("niet"));
	(void)put("een/rules/.git/x", S("niet"));
	a = kept("een");
	n = count_files(in("kluis"));
	assert_int_equal(n, COUNT(files) - 1 + 1);	/* two files have the same bytes; and the list */
	assert_int_equal(stat(object(a.sha256), &st), 0);
	assert_int_equal(st.st_size, a.size);
	b = kept("een");
	assert_true(digest_eq(a.sha256, b.sha256) && a.size == b.size);
	assert_int_equal(count_files(in("kluis")), n);
	assert_int_equal(stat(object(a.sha256), &again), 0);
	assert_true(st.st_ino == again.st_ino);
	/* The same files elsewhere, made in another order, are the same templates. */
	for (size_t i = COUNT(files); i-- > 0;)
		(void)put(str_c(mem, str_fmt(mem, "twee/%s", files[i].name)), files[i].bytes);
	b = kept("twee");
	assert_true(digest_eq(a.sha256, b.sha256));
	assert_int_equal(count_files(in("kluis")), n);

	assert_ok(file_read(object(a.sha256), MIB(1), mem, &text, &err));
	j = json_read(text, &err);
	assert_non_null(j);
	assert_int_equal(json_array_size(json_list(j, "files")), COUNT(files));
	for (size_t i = 0; i < COUNT(files); i++) {
		const json_t *one = json_array_get(json_list(j, "files"), i);
		struct str path = json_str(one, "path");

		assert_true(strcmp(str_c(mem, prev), str_c(mem, path)) < 0);
		prev = path;
		for (size_t k = 0; k < COUNT(files); k++) {
			if (!str_eq(path, str_of(files[k].name)))
				continue;
			assert_int_equal(json_num(one, "bytes", -1), files[k].bytes.n);
			assert_str(json_str(one, "sha256"), str_c(mem, digest_hex(mem, digest_of(files[k].bytes))));
		}
	}
	json_decref(j);
}

/* A byte, a name, a file more or less: other templates. */
static void
differs(void **state)
{
	struct artefact first, a;

	(void)state;
	lay("anders");
	first = kept("anders");
	(void)put("anders/rules/woo.yaml", S("# regels e\n"));
	a = kept("anders");
	assert_false(digest_eq(first.sha256, a.sha256));
	lay("anders");
	assert_int_equal(rename(in("anders/a"), in("anders/b")), 0);
	a = kept("anders");
	assert_false(digest_eq(first.sha256, a.sha256));
	assert_int_equal(unlink(in("anders/b")), 0);
	a = kept("anders");
	assert_false(digest_eq(first.sha256, a.sha256));
	lay("anders");
	a = kept("anders");
	assert_true(digest_eq(first.sha256, a.sha256));
	assert_err(E_CONFIG, templates_keep(in("is er niet"), vault, &a, &err));
	(void)make_folder("leeg");
	a = kept("leeg");
	assert_false(digest_eq(first.sha256, a.sha256));
	assert_ok(templates_restore(vault, a.sha256, in("leeg terug"), &err));
	assert_int_equal(count_files(in("leeg terug")), 0);
}

static void
restored(void **state)
{
	struct artefact a;

	(void)state;
	lay("heen");
	a = kept("heen");
	for (int i = 0; i < 2; i++) {		/* the second time over what is there */
		assert_ok(templates_restore(vault, a.sha256, in("terug/nieuw"), &err));
		assert_int_equal(count_files(in("terug/nieuw")), COUNT(files));
		for (size_t k = 0; k < COUNT(files); k++) {
			struct str s;

			assert_ok(file_read(in(str_c(mem, str_fmt(mem, "terug/nieuw/%s", files[k].name))), MIB(1), mem, &s, &err));
			assert_true(str_eq(s, files[k].bytes));
		}
	}
	assert_true(digest_eq(kept("terug/nieuw").sha256, a.sha256));
}

/* What the vault has under a name is believed only when it has that digest. */
static void
damaged(void **state)
{
	struct artefact a;
	const char *path = object(digest_of(S("# regels é\n"))), *list;

	(void)state;
	lay("heel");
	a = kept("heel");
	list = object(a.sha256);
	assert_int_equal(chmod(path, 0600), 0);
	assert_int_equal(truncate(path, 3), 0);
	assert_err(E_IO, templates_restore(vault, a.sha256, in("uit1"), &err));
	assert_int_equal(access(in("uit1/rules/woo.yaml"), F_OK), -1);
	assert_int_equal(unlink(path), 0);
	assert_err(E_IO, templates_restore(vault, a.sha256, in("uit2"), &err));
	(void)kept("heel");			/* written again, since it is gone */
	assert_ok(templates_restore(vault, a.sha256, in("uit3"), &err));
	assert_int_equal(chmod(list, 0600) + truncate(list, 10), 0);
	assert_err(E_IO, templates_restore(vault, a.sha256, in("uit4"), &err));
	assert_int_equal(access(in("uit4"), F_OK), -1);
	assert_int_equal(unlink(list), 0);
	assert_err(E_IO, templates_restore(vault, a.sha256, in("uit5"), &err));
	assert_true(digest_eq(kept("heel").sha256, a.sha256));
}

/* A list that would write elsewhere, or says nothing that can be checked. */
static void
hostile(void **state)
{
	static const char *const lists[] = {
		"{\"files\":[{\"path\":\"../x\",\"sha256\":\"%s\",\"bytes\":1}]}",
		"{\"files\":[{\"path\":\"goed\",\"sha256\":\"%s\"},{\"path\":\"a/../../x\",\"sha256\":\"%s\",\"bytes\":1}]}",
		"{\"files\":[{\"path\":\"/tmp/woostraat-x\",\"sha256\":\"%s\",\"bytes\":1}]}",
		"{\"files\":[{\"path\":\"\",\"sha256\":\"%s\",\"bytes\":1}]}",
		"{\"files\":[{\"path\":\".\",\"sha256\":\"%s\",\"bytes\":1}]}",
		"{\"files\":[{\"path\":\"a//b\",\"sha256\":\"%s\",\"bytes\":1}]}",
		"{\"files\":[{\"path\":\"x\\u0000y\",\"sha256\":\"%s\",\"bytes\":1}]}",
		"{\"files\":[{\"path\":7,\"sha256\":\"%s\",\"bytes\":1}]}",
		"{\"files\":[{\"sha256\":\"%s\"}]}",
		"{\"files\":[{\"path\":\"x\",\"sha256\":\"../%s\"}]}",
		"{\"files\":[{\"path\":\"x\"}]}",
		"{\"files\":[7]}",
		"{\"files\":[{\"path\":\"x\",\"sha256\":\"%s\"}]} en meer",
		"dit is geen lijst",
		"",
	};
	struct str hex = digest_hex(mem, keep(S("x")).sha256);

	(void)state;
	for (size_t i = 0; i < COUNT(lists); i++) {
		const char *text = lists[i], *to = str_c(mem, str_fmt(mem, "boos/%zu/in", i)), *mark;
		struct str s = S("");

		while ((mark = strstr(text, "%s")) != NULL) {
			s = str_fmt(mem, "%.*s%.*s%.*s", STRF(s), (int)(mark - text), text, STRF(hex));
			text = mark + 2;
		}
		s = str_fmt(mem, "%.*s%s", STRF(s), text);
		err.kind = E_NONE;
		if (templates_restore(vault, keep(s).sha256, in(to), &err) != -1 || err.kind == E_NONE)
			fail_msg("%s", lists[i]);
		assert_int_equal(access(in(str_c(mem, str_fmt(mem, "boos/%zu/x", i))), F_OK), -1);
		assert_int_equal(access("/tmp/woostraat-x", F_OK), -1);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(twice), cmocka_unit_test(differs), cmocka_unit_test(restored), cmocka_unit_test(damaged),
		cmocka_unit_test(hostile),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
