/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_harvest.c - woostraat harvest: what will the harvester of the Woo-index find of a site that lies in a folder? */
#include "session.h"

#include <stdio.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/utf8.h"
#include "lying.h"
#include "report/layout.h"
#include "site/harvest.h"

#include "base/spoken.h"

#include "base/banned.h"

#define VERDICT_MOST	((size_t)64 << 20)	/* bytes of A_HARVEST */
#define LINES_MOST	((size_t)16 << 20)	/* bytes that are printed */
#define LISTING_MOST	GIB(1)
#define INDENT		4
#define ONE_WORKER	"1"

struct shown {
	struct lying	*lying;
	struct str	 address;
};

/* What lies there, with the address before it. */
static int
give(void *site, int64_t doc, enum artefact_kind kind, int *fd_r, struct err *e)
{
	const struct shown *s = site;
	struct arena *mem;
	struct str rest;
	struct buf b;
	AUTO_FD fd = -1;
	int rc = -1;

	if (kind != A_RUN)
		return lying_give(s->lying, doc, kind, fd_r, e);
	mem = arena_new("lijst", 3 * LISTING_MOST);
	if (lying_give(s->lying, doc, kind, &fd, e) == 0 && fd_read_all(fd, LISTING_MOST, mem, &rest, e) == 0) {
		buf_init(&b, mem, LISTING_MOST + s->address.n + 2);
		buf_addc(&b, 'u');
		buf_add(&b, s->address);
		buf_addc(&b, '\0');
		buf_add(&b, rest);
		must(!b.cut);
		rc = fd_of_str("lijst", buf_str(&b), fd_r, e);
	}
	arena_free(mem);
	return rc;
}

/* *j_r stays NULL, with err set, where there is nothing to look at; -1: the machine failed. */
static int
harvest(struct session *s, const char *path, const char *address, struct arena *mem, json_t **j_r, struct err *e)
{
	struct shown site = { .address = str_of(address) };
	struct task wanted = { .st = { ST_harvest }, .give = give, .owner = &site, .request = NULL };
	struct str bytes;
	AUTO_FD fd = -1;
	int rc = -1;

	if (lying_open(path, mem, &site.lying, e) != 0) {
		return e->kind == E_IO ? 0 : -1;
	}
	if (session_gift(s, &wanted, A_HARVEST, &fd, e) == 0 && fd_read_all(fd, VERDICT_MOST, mem, &bytes, e) == 0 &&
	    (*j_r = json_read(bytes, e)) != NULL)
		rc = 0;
	lying_close(site.lying);
	return rc;
}

/* A worker that says both that it is sound and what is wrong is not believed. */
static bool
is_sound(const json_t *j)
{
	const json_t *faults = json_list(j, "faults");
	bool sound = json_flag(j, "sound");

	for (size_t i = 0; i < json_array_size(faults); i++)
		sound &= str_eq(json_str(json_array_get(faults, i), "grade"), S("note"));
	return sound;
}

static void
show(const char *path, const json_t *j, struct arena *mem, struct buf *b)
{
	const json_t *faults = json_list(j, "faults");
	int64_t unsaid = json_num(j, "unsaid", 0);

	buf_addf(b, "%-8s  %.*s\n", is_sound(j) ? _("goed") : _("FOUT"), STRF(utf8_show(mem, str_of(path))));
	buf_addf(b, _("    %lld sitemapindexen, %lld sitemaps, %lld vermeldingen, %lld documenten\n"),
	    (long long)json_num(j, "indexes", 0), (long long)json_num(j, "sitemaps", 0),
	    (long long)json_num(j, "entries", 0), (long long)json_num(j, "documents", 0));
	for (size_t i = 0; i < json_array_size(faults); i++) {
		const json_t *f = json_array_get(faults, i);
		struct str file = utf8_show(mem, json_str(f, "file"));
		int64_t line = json_num(f, "line", 0);
		struct buf text;

		buf_init(&text, mem, LAYOUT_MOST);
		buf_addf(&text, "%s: ", str_eq(json_str(f, "grade"), S("note")) ? _("let op") : _("FOUT"));
		if (file.n != 0 && line > 0)
			buf_addf(&text, _("%.*s, regel %lld: "), STRF(file), (long long)line);
		else if (file.n != 0)
			buf_addf(&text, "%.*s: ", STRF(file));
		buf_add(&text, utf8_show(mem, json_str(f, "text")));
		layout_wrap(b, buf_str(&text), S("    "), INDENT + 2, TABLE_COLUMNS);
	}
	if (unsaid > 0)
		buf_addf(b, _("    en nog %lld\n"), (long long)unsaid);
}

static int
harvest_one(struct session *s, const char *path, const char *address, int *end_r, struct err *e)
{
	struct arena *mem = arena_new("site", GIB(2));
	AUTO_JSON j = NULL;
	struct buf b;
	int rc = harvest(s, path, address, mem, &j, e);

	if (rc == 0 && j == NULL) { /* what was to be looked at cannot be read */
		(void)command_failed(e);
		*end_r = EXIT_INPUT;
	} else if (rc == 0) {
		*end_r = is_sound(j) ? EXIT_FINE : EXIT_HELD;
		buf_init(&b, mem, LINES_MOST);
		if (s->json) {
			json_put_str(j, "site", utf8_show(mem, str_of(path)));
			buf_addf(&b, "%.*s\n", STRF(json_write(mem, j)));
		} else
			show(path, j, mem, &b);
		session_print(s, buf_str(&b));
	}
	arena_free(mem);
	return rc;
}

int
cmd_harvest(const struct invocation *inv, struct arena *mem)
{
	struct invocation with = *inv;
	struct session s;
	struct err e;
	int rc, end = EXIT_HELD;

	if (inv->argc != 1 || inv->option[O_PUBLIC_] == NULL) {
		(void)err_set(&e, E_USAGE, "%s", _("noem de map en het adres: woostraat harvest MAP --public ADRES"));
		return command_failed(&e);
	}
	with.option[O_WORKERS_] = ONE_WORKER;
	if (session_open(&s, &with, "check", true, mem, &e) != 0)
		return command_failed(&e);
	rc = harvest_one(&s, inv->argv[0], inv->option[O_PUBLIC_], &end, &e);
	session_close(&s);
	if (rc != 0)
		return command_failed(&e);
	if (ferror(stdout) || fflush(stdout) != 0)
		return EXIT_DISK;
	return end;
}
