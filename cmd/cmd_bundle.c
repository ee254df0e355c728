/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_bundle.c - woostraat bundle verify: is this a valid BagIt bag, and what is in it? */
#include "session.h"

#include <stdio.h>
#include <string.h>

#include "base/fd.h"
#include "inspect/inspect.h"
#include "lying.h"
#include "report/layout.h"

#include "base/spoken.h"

#include "base/banned.h"

#define VERDICT_MOST	((size_t)64 << 20)	/* bytes of A_BAG */
#define LINES_MOST	((size_t)16 << 20)	/* bytes that are printed of one bag */
#define INDENT		4
#define ONE_WORKER	"1"			/* bags are looked at one after the other */

/* What a person sees first of a bag; the worst of all bags is the exit code. */
enum verdict_of_bag { BAG_VALID, BAG_INVALID, BAG_NOT_READ };

static json_t *
not_read(struct str why)
{
	json_t *j = json_object();

	json_put(j, "valid", json_false());
	json_put(j, "read", json_false());
	json_put_str(j, "error", why);
	return j;
}

/* What a worker says of it; -1: the machine failed. */
static int
inspect(struct session *s, const char *path, struct arena *mem, json_t **j_r, struct err *e)
{
	struct task t, wanted = { .st = { ST_inspect }, .give = lying_give };
	struct lying *l;
	struct str bytes;
	int rc = -1;

	if (lying_open(path, mem, &l, e) != 0) {
		*j_r = not_read(utf8_show(mem, str_of(e->msg)));
		return 0;
	}
	wanted.owner = l;
	if (session_task(s, &wanted, &t, e) != 0) {
		lying_close(l);
		return -1;
	}
	if (t.end == TASK_FAILED)
		*e = t.err;
	else if (t.end != TASK_DONE) {
		*j_r = not_read(str_fmt(mem, _("het lezen liep vast (%s)"), t.why));
		rc = 0;
	} else if (fd_read_all(t.out[A_BAG], VERDICT_MOST, mem, &bytes, e) == 0 && (*j_r = json_read(bytes, e)) != NULL)
		rc = 0;
	task_drop(&t);
	lying_close(l);
	return rc;
}

/* A worker that says both that it is valid and what is wrong is not believed. */
static enum verdict_of_bag
verdict_of(const json_t *j)
{
	const json_t *faults = json_list(j, "faults");
	bool valid = json_flag(j, "valid");

	if (!json_flag(j, "read"))
		return BAG_NOT_READ;
	for (size_t i = 0; i < json_array_size(faults); i++)
		valid &= str_eq(json_str(json_array_get(faults, i), "grade"), S("note"));
	return valid ? BAG_VALID : BAG_INVALID;
}

/* --- in words ------------------------------------------------------------------------ */

static void
show_fault(const json_t *f, struct arena *mem, struct buf *b)
{
	struct str grade = json_str(f, "grade"), file = utf8_show(mem, json_str(f, "file"));
	int64_t line = json_num(f, "line", 0);
	struct buf text;

	buf_init(&text, mem, LAYOUT_MOST);
	buf_addf(&text, "%s: ",
	    str_eq(grade, S("note"))      ? _("let op") :
		str_eq(grade, S("fault")) ? _("FOUT") :
					    _("NIET GELEZEN"));
	if (file.n != 0 && line > 0)
		buf_addf(&text, _("%.*s, regel %lld: "), STRF(file), (long long)line);
	else if (file.n != 0)
		buf_addf(&text, "%.*s: ", STRF(file));
	buf_add(&text, utf8_show(mem, json_str(f, "text")));
	layout_wrap(b, buf_str(&text), S("    "), INDENT + 2, TABLE_COLUMNS);
}

static void
show_contents(const json_t *j, struct arena *mem, struct buf *b)
{
	const json_t *algorithms = json_list(j, "algorithms");
	struct str version = utf8_show(mem, json_str(j, "version")), id = utf8_show(mem, json_str(j, "identifier"));
	int64_t files = json_num(j, "files", 0);
	struct buf text;

	buf_init(&text, mem, LAYOUT_MOST);
	if (version.n != 0)
		buf_addf(&text, _("BagIt %.*s, "), STRF(version));
	buf_addf(&text, files == 1 ? _("%lld bestand, %lld bytes") : _("%lld bestanden, %lld bytes"), (long long)files,
	    (long long)json_num(j, "bytes", 0));
	for (size_t i = 0; i < json_array_size(algorithms); i++)
		buf_addf(&text, "%s%s", i == 0 ? ", " : " ",
		    str_c(mem, utf8_show(mem, str_of(json_string_value(json_array_get(algorithms, i))))));
	if (id.n != 0)
		buf_addf(&text, ", %.*s", STRF(id));
	layout_wrap(b, buf_str(&text), S(""), INDENT, TABLE_COLUMNS);
}

static void
show(const char *path, const json_t *j, struct arena *mem, struct buf *b)
{
	const char *const words[] = { _("geldig"), _("ONGELDIG"), _("NIET GELEZEN") };
	const json_t *faults = json_list(j, "faults");
	struct str error = json_str(j, "error");
	int64_t unsaid = json_num(j, "unsaid", 0);

	buf_addf(b, "%-8s  %.*s\n", words[verdict_of(j)], STRF(utf8_show(mem, str_of(path))));
	if (error.p != NULL)
		layout_wrap(b, utf8_cut(error, LAYOUT_MOST / 2), S(""), INDENT, TABLE_COLUMNS);
	else
		show_contents(j, mem, b);
	for (size_t i = 0; i < json_array_size(faults); i++)
		show_fault(json_array_get(faults, i), mem, b);
	if (unsaid > 0)
		buf_addf(b, _("    en nog %lld\n"), (long long)unsaid);
}

/* --- the command ------------------------------------------------------------------------- */

/* One bag, and on to the next; its memory goes with it. */
static int
verify_one(struct session *s, const char *path, enum verdict_of_bag *worst, struct err *e)
{
	struct arena *mem = arena_new("bag", GIB(2));
	AUTO_JSON j = NULL;
	struct buf b;
	int rc = inspect(s, path, mem, &j, e);

	if (rc == 0) {
		enum verdict_of_bag v = verdict_of(j);

		*worst = v > *worst ? v : *worst;
		buf_init(&b, mem, LINES_MOST);
		if (s->json) {
			json_put_str(j, "bag", utf8_show(mem, str_of(path)));
			buf_addf(&b, "%.*s\n", STRF(json_write(mem, j)));
		} else
			show(path, j, mem, &b);
		session_print(s, buf_str(&b));
	}
	arena_free(mem);
	return rc;
}

int
cmd_bundle(const struct invocation *inv, struct arena *mem)
{
	static const int codes[] = { EXIT_FINE, EXIT_HELD, EXIT_INPUT };
	enum verdict_of_bag worst = BAG_VALID;
	struct invocation with = *inv;
	struct session s;
	struct err e;
	int rc = 0;

	if (inv->argc < 2 || strcmp(inv->argv[0], "verify") != 0) {
		(void)err_set(&e, E_USAGE, "%s", _("noem de bags: woostraat bundle verify BAG..."));
		return command_failed(&e);
	}
	with.option[O_WORKERS_] = ONE_WORKER;
	if (session_open(&s, &with, "check", true, mem, &e) != 0)
		return command_failed(&e);
	for (int i = 1; rc == 0 && i < inv->argc; i++)
		rc = verify_one(&s, inv->argv[i], &worst, &e);
	session_close(&s);
	if (rc != 0)
		return command_failed(&e);
	if (ferror(stdout) || fflush(stdout) != 0)
		return EXIT_DISK;
	return codes[worst];
}
