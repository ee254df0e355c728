/* SPDX-License-Identifier: EUPL-1.2 */
/* carry.h - what the tests of the portals share: a bundle, a folder, and a delivery that is looked at. */
#ifndef CARRY_H
#define CARRY_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/path.h"
#include "base/utf8.h"
#include "publish/portal.h"

#define NAME	"leiden-convenant-1a2b3c4d.zip"
#define BODY	((size_t)300 * 1024 + 7)	/* more than libcurl hands over at once */

static struct arena *mem;
static char dir[] = "/tmp/woostraat-test-XXXXXX";
static int bundle = -1;
static struct str payload;

static UNUSED int
setup(void **state UNUSED)
{
	struct err e;
	char *p;

	mem = arena_new("test", MIB(256));
	(void)signal(SIGPIPE, SIG_IGN);
	p = arena_alloc(mem, BODY, 1);
	for (size_t i = 0; i < BODY; i++)
		p[i] = (char)(i * 7 + i / 251);
	payload = (struct str){ p, BODY };
	if (fd_of_str("bundel", payload, &bundle, &e) != 0)
		return -1;
	return mkdtemp(dir) == NULL ? -1 : 0;
}

static UNUSED int
teardown(void **state UNUSED)
{
	auto_close(&bundle);
	path_remove_tree(dir);
	arena_free(mem);
	return 0;
}

static UNUSED struct order
order_to(const char *url)
{
	return (struct order){ .step = STEP_PUBLISH, .doc = -1, .at.url = str_of(url), .name = S(NAME), .bundle = bundle,
		.sha256 = digest_of(payload), .size = payload.n, .wait_ms = 10000 };
}

/* A new folder below the test's own. */
static UNUSED const char *
folder(const char *name)
{
	const char *path = str_c(mem, str_fmt(mem, "%s/%s", dir, name));

	assert_int_equal(mkdir(path, 0700), 0);
	return path;
}

static UNUSED const char *
below(const char *path, const char *name)
{
	return str_c(mem, str_fmt(mem, "%s/%s", path, name));
}

static UNUSED const char *
file_url(const char *path)
{
	return str_c(mem, str_fmt(mem, "file://%s", path));
}

static UNUSED void
put_file(const char *path, const char *text, mode_t mode)
{
	struct err e;

	assert_int_equal(file_replace(path, str_of(text), &e), 0);
	assert_int_equal(chmod(path, mode), 0);
}

static UNUSED void
assert_file(const char *path, struct str want)
{
	struct str got;
	struct err e;

	if (file_read(path, MIB(16), mem, &got, &e) != 0)
		fail_msg("%s", e.msg);
	assert_true(str_eq(got, want));
}

/* How many names there are in a folder, hidden ones too. */
static UNUSED unsigned
entries(const char *path)
{
	DIR *d = opendir(path);
	unsigned n = 0;

	assert_non_null(d);
	while (readdir(d) != NULL)
		n++;
	assert_int_equal(closedir(d), 0);
	return n - 2;
}

static UNUSED struct receipt
deliver(const struct order *o)
{
	struct receipt r;
	struct err e;

	if (portal_deliver(&drop_ops, o, mem, &r, &e) != 0)
		fail_msg("%s", e.msg);
	return r;
}

static UNUSED struct err
failure(const struct portal_ops *ops, const struct order *o)
{
	struct receipt r;
	struct err e = { .kind = E_NONE };

	assert_int_equal(portal_deliver(ops, o, mem, &r, &e), -1);
	return e;
}

static UNUSED bool
has(struct str s, const char *part)
{
	return memmem(s.p == NULL ? "" : s.p, s.n, part, strlen(part)) != NULL;
}

/* What an official reads: present when there is something to say, and nothing of what the portal sent. */
static UNUSED void
assert_receipt(const char *name, const struct receipt *r, enum portal_answer want)
{
	enum finding_code code;

	if (r->answer != want)
		fail_msg("%s: %s, not %s (HTTP %ld, %.*s)", name, answer_name(r->answer), answer_name(want), r->http,
		    STRF(r->detail));
	if (answer_finding(want, &code) != (r->detail.n != 0) && want != PORTAL_SENT)
		fail_msg("%s: detail '%.*s'", name, STRF(r->detail));
	if (!utf8_xml(r->detail) || has(r->detail, "GEHEIM") || has(r->url, "GEHEIM") || has(r->detail, "127.0.0.1"))
		fail_msg("%s: detail '%.*s'", name, STRF(r->detail));
}

#endif
