/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_clean.c - woostraat clean: copies of files without what was left in them. */
#include "session.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/path.h"
#include "clean/clean.h"
#include "deposit.h"
#include "report/layout.h"

#include "base/spoken.h"

#include "base/banned.h"

#define ANSWER_MOST	((size_t)1 << 20)	/* bytes of A_CLEANING */
#define NAME_MOST	((size_t)200)		/* bytes of a name that a worker is told */
#define INDENT		4
#define ONE_WORKER	"1"			/* files are cleaned one after the other */

/* What a person sees first of a file; the worst of all is the exit code. */
enum cleaned { CLEAN_DONE, CLEAN_REFUSED, CLEAN_UNREAD };

/* Rows of removals.def. */
static const struct { const char *word, *one, *more; } removals[] = {
#define REMOVAL(id, name, one, more)	{ name, one, more },
#include "clean/removals.def"
#undef REMOVAL
};

/* One file on its way. */
struct errand {
	struct session	*s;
	struct arena	*mem;
	const char	*path;
	struct str	 name;		/* of the file, without folders; raw */
	struct artefact	 original, result;
	json_t		*j;		/* what is said of it */
};

static enum cleaned
no(struct errand *x, enum cleaned how, struct str why)
{
	json_put(x->j, "cleaned", json_false());
	json_put_str(x->j, "why", why);
	return how;
}

/* A copy of our own, which nobody changes while it is read; the file itself is only read. */
static int
take(struct errand *x, enum cleaned *how, struct err *e)
{
	struct vault *v = x->s->run.vault;
	AUTO_FD from = open(x->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	AUTO_FD to = -1;
	char piece[KIB(64)];
	uint64_t size = 0;
	struct stat st;
	ssize_t n;

	if (from < 0 || fstat(from, &st) != 0) {
		*how = no(x, CLEAN_UNREAD, str_of(err_text(errno)));
		return 0;
	}
	if (!S_ISREG(st.st_mode) || st.st_size > (off_t)CLEAN_FILE_MOST) {
		*how = no(
		    x, CLEAN_UNREAD, str_of(S_ISREG(st.st_mode) ? _("groter dan 512 MB") : _("geen gewoon bestand")));
		return 0;
	}
	if (vault_temp(v, &to, e) != 0)
		return -1;
	while ((n = read(from, piece, sizeof piece)) != 0 && size <= CLEAN_FILE_MOST) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			*how = no(x, CLEAN_UNREAD, str_of(err_text(errno)));
			return 0;
		}
		size += (uint64_t)n;
		if (fd_write_all(to, (struct str){ piece, (size_t)n }, e) != 0)
			return -1;
	}
	*how = CLEAN_DONE;
	return vault_keep(v, to, &x->original, e);
}

/* What the worker asks for (clean/clean.h). */
static int
give(void *errand, int64_t doc, enum artefact_kind kind, int *fd_r, struct err *e)
{
	struct errand *x = errand;
	AUTO_JSON request = json_object();

	if (kind == A_ORIGINAL && doc == 0)
		return vault_get(x->s->run.vault, &x->original, fd_r, e);
	if (kind != A_RUN)
		return err_set(e, E_BUG, _("vraag naar iets dat er niet is"));
	json_put_str(request, "name", utf8_cut(utf8_show(x->mem, x->name), NAME_MOST));
	json_put(request, "metadata", json_boolean(x->s->inv->option[O_METADATA_] != NULL));
	return fd_of_str("opdracht", json_write(x->mem, request), fd_r, e);
}

/* Its answer into x->j; what it says in words is shown, never obeyed. */
static int
hear(struct errand *x, struct task *t, enum cleaned *how, struct err *e)
{
	struct str bytes;
	AUTO_JSON said = NULL;

	if (fd_read_all(t->out[A_CLEANING], ANSWER_MOST, x->mem, &bytes, e) != 0 ||
	    (said = json_read(bytes, e)) == NULL)
		return -1;
	json_put_str(x->j, "type", utf8_show(x->mem, json_str(said, "type")));
	if (!json_flag(said, "cleaned") || t->out[A_CLEANED] < 0) {
		*how = no(x, CLEAN_REFUSED, utf8_show(x->mem, json_str(said, "why")));
		return 0;
	}
	json_put(x->j, "cleaned", json_true());
	json_put(x->j, "removed", json_incref(json_list(said, "removed")));
	json_put(x->j, "left", json_incref(json_list(said, "left")));
	return vault_keep(x->s->run.vault, t->out[A_CLEANED], &x->result, e);
}

static int
work(struct errand *x, enum cleaned *how, struct err *e)
{
	struct task t, wanted = { .st = { ST_clean }, .give = give, .owner = x };
	int rc = -1;

	if (session_task(x->s, &wanted, &t, e) != 0)
		return -1;
	if (t.end == TASK_FAILED)
		*e = t.err;
	else if (t.end != TASK_DONE) {
		*how = no(x, CLEAN_REFUSED, str_fmt(x->mem, _("het schonen liep vast (%s)"), t.why));
		rc = 0;
	} else
		rc = hear(x, &t, how, e);
	task_drop(&t);
	return rc;
}

/* --- in words ------------------------------------------------------------------------ */

static void
show_removed(const json_t *j, struct arena *mem, struct buf *b)
{
	const json_t *list = json_list(j, "removed");
	struct buf text;

	buf_init(&text, mem, LAYOUT_MOST);
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *x = json_array_get(list, i);
		int64_t n = json_num(x, "n", 0);

		for (size_t k = 0; k < COUNT(removals); k++) {
			if (str_eq(json_str(x, "what"), str_of(removals[k].word)))
				buf_addf(&text, "%s%lld %s", text.n == 0 ? _("verwijderd: ") : ", ", (long long)n,
				    n == 1 ? _(removals[k].one) : _(removals[k].more));
		}
	}
	if (text.n == 0)
		buf_addf(&text, "%s", _("er was niets te verwijderen"));
	layout_wrap(b, buf_str(&text), S("    "), INDENT, TABLE_COLUMNS);
}

static void
show(const struct errand *x, enum cleaned how, struct buf *b)
{
	const char *const words[] = { _("geschoond"), _("NIET GESCHOOND"), _("NIET GELEZEN") };
	const json_t *left = json_list(x->j, "left");
	struct str why = json_str(x->j, "why"), to = json_str(x->j, "output");

	buf_addf(b, "%-14s  %.*s\n", words[how], STRF(utf8_show(x->mem, str_of(x->path))));
	if (why.n != 0)
		layout_wrap(b, utf8_cut(why, LAYOUT_MOST / 2), S("    "), INDENT, TABLE_COLUMNS);
	if (how != CLEAN_DONE)
		return;
	layout_wrap(b, str_fmt(x->mem, _("naar %.*s"), STRF(to)), S("    "), INDENT, TABLE_COLUMNS);
	show_removed(x->j, x->mem, b);
	for (size_t i = 0; i < json_array_size(left); i++)
		layout_wrap(b,
		    str_fmt(x->mem, _("blijft, voor een mens: %.*s"),
			STRF(utf8_show(x->mem, str_of(json_string_value(json_array_get(left, i)))))),
		    S("    "), INDENT + 2, TABLE_COLUMNS);
}

/* --- the command ------------------------------------------------------------------------- */

/* From the file to its copy; nothing is written before the worker has proved it. */
static int
clean_one(struct errand *x, struct deposit *d, enum cleaned *how, struct err *e)
{
	const char *folder = x->s->inv->option[O_INTO_];

	*how = CLEAN_DONE;
	if (x->name.n == 0 || deposit_has(d, x->name)) {
		*how = no(x, CLEAN_REFUSED,
		    str_fmt(
			x->mem, _("in %s staat al een bestand met deze naam; er wordt niets overschreven"), folder));
		return 0;
	}
	if (take(x, how, e) != 0 || (*how == CLEAN_DONE && work(x, how, e) != 0))
		return -1;
	if (*how != CLEAN_DONE)
		return 0;
	if (deposit_put(d, x->name, x->s->run.vault, &x->result, e) != 0) {
		if (e->kind != E_USAGE)
			return -1;
		*how = no(x, CLEAN_REFUSED, utf8_show(x->mem, str_of(e->msg)));
		return 0;
	}
	json_put_str(x->j, "output", utf8_show(x->mem, path_join(x->mem, str_of(folder), x->name)));
	json_put_str(x->j, "sha256", digest_hex(x->mem, x->original.sha256));
	json_put_str(x->j, "output_sha256", digest_hex(x->mem, x->result.sha256));
	return 0;
}

/* One file, and on to the next; its memory goes with it. */
static int
clean_file(struct session *s, const char *path, struct deposit *d, enum cleaned *worst, struct err *e)
{
	struct arena *mem = arena_new("bestand", MIB(64));
	AUTO_JSON j = json_object();
	struct errand x = { .s = s, .mem = mem, .path = path, .name = path_base(str_of(path)), .j = j };
	enum cleaned how;
	struct buf b;
	int rc = clean_one(&x, d, &how, e);

	if (rc == 0) {
		*worst = how > *worst ? how : *worst;
		buf_init(&b, mem, MIB(16));
		if (s->json) {
			json_put_str(j, "file", utf8_show(mem, str_of(path)));
			buf_addf(&b, "%.*s\n", STRF(json_write(mem, j)));
		} else
			show(&x, how, &b);
		session_print(s, buf_str(&b));
	} else
		(void)err_wrap(e, "%.*s", STRF(utf8_show(mem, str_of(path))));
	arena_free(mem);
	return rc;
}

int
cmd_clean(const struct invocation *inv, struct arena *mem)
{
	static const int codes[] = { EXIT_FINE, EXIT_HELD, EXIT_INPUT };
	enum cleaned worst = CLEAN_DONE;
	struct invocation with = *inv;
	struct deposit *d = NULL;
	struct session s;
	struct err e;
	int rc;

	if (inv->argc < 1 || inv->option[O_INTO_] == NULL) {
		(void)err_set(
		    &e, E_USAGE, "%s", _("noem bestanden en een map: woostraat clean BESTAND... --output MAP"));
		return command_failed(&e);
	}
	with.option[O_WORKERS_] = ONE_WORKER;
	if (deposit_open(inv->option[O_INTO_], mem, &d, &e) != 0)
		return command_failed(&e);
	if (session_open(&s, &with, "check", true, mem, &e) != 0) {
		deposit_close(d);
		return command_failed(&e);
	}
	rc = 0;
	for (int i = 0; rc == 0 && i < inv->argc; i++)
		rc = *s.run.stop != 0 ? err_set(&e, E_AGAIN, "%s", _("onderbroken")) :
					clean_file(&s, inv->argv[i], d, &worst, &e);
	session_close(&s);
	deposit_close(d);
	if (rc != 0)
		return command_failed(&e);
	if (ferror(stdout) || fflush(stdout) != 0)
		return EXIT_DISK;
	return codes[worst];
}
