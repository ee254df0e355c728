/* SPDX-License-Identifier: EUPL-1.2 */
/* tidying.c - what the settings no longer keep goes: of dossiers that are done, and old accounts of runs. */
#include "tidying.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/path.h"
#include "base/utf8.h"
#include "config/keeping.h"
#include "session.h"
#include "store/look.h"
#include "store/seal.h"
#include "store/witness.h"

#include "base/spoken.h"

#include "base/banned.h"

#define NIGHT_MOST	1000			/* dossiers; the rest goes the nights after */
#define TEXT_MOST	KIB(64)
#define DAY_BYTES	((size_t)10)
#define GOING		".opruimen"		/* a folder of reports on its way out */

struct rules {
	const struct settings *s;
	struct arena	*mem;
	time_t		 now;
};

static bool
wanted(const struct settings *s)
{
	bool any = s->keep.reports != 0;

	for (size_t i = 0; i < s->norgs; i++)
		any = any || s->orgs[i].keep.reports != 0 || s->orgs[i].keep.documents != 0;
	return any;
}

/* --- dossiers ---------------------------------------------------------------------- */

/* Does it lie in the intake?  What cannot be seen counts as being there: each run would bring it back. */
static bool
delivered(const struct rules *r, const struct organisation *o, struct str key)
{
	struct str intake = settings_intake(r->s, o, r->mem);
	struct stat st;

	if (stat(str_c(r->mem, intake), &st) != 0)
		return true;
	return lstat(str_c(r->mem, path_join(r->mem, intake, key)), &st) == 0 || errno != ENOENT;
}

static struct date
until(void *ctx, struct str org, struct str key)
{
	const struct rules *r = ctx;
	struct mark mark = arena_mark(r->mem);
	const struct organisation *o = NULL;
	struct date day = { 0 };
	struct str raw;

	if (utf8_raw(r->mem, org, &raw) == 0)
		o = settings_organisation(r->s, raw);
	if (o != NULL && o->keep.documents != 0 && utf8_raw(r->mem, key, &raw) == 0 && !delivered(r, o, raw))
		day = keeping_until(o->keep.documents, r->now);
	arena_rewind(r->mem, mark);
	return day;
}

static int
dossiers(const struct settings *s, time_t now, bool dry, struct arena *mem, struct tidying_sum *sum, struct err *e)
{
	struct rules rules = { .s = s, .mem = arena_new("bewaren", MIB(16)), .now = now };
	struct tidy t = { .dry = dry, .most = NIGHT_MOST, .until = until, .ctx = &rules };
	const char *ledger = str_c(mem, path_join(mem, s->state, S(SEAL_LEDGER)));
	struct store_counts n;
	int rc = dry ? store_open_read(ledger, &t.store, e) : store_open(ledger, &t.store, e);

	if (rc == 0)
		rc = vault_open_read(str_c(mem, path_join(mem, s->state, S("kluis"))), &t.vault, e);
	if (rc == 0)
		rc = look_counts(t.store, &n, e);
	if (rc == 0) {
		t.run.v = n.runs; /* the last: they are numbered from 1 */
		rc = tidy(&t, mem, &sum->v, &sum->n, e);
	}
	/* The head moved on. */
	if (rc == 0 && !dry && sum->n != 0)
		rc = witness_write(s->reports, t.store, e);
	vault_close(t.vault);
	store_close(t.store);
	arena_free(rules.mem);
	return rc;
}

/* --- accounts of runs ------------------------------------------------------------------ */

/* 2026-11-15-run-12, as shares_folder() names them: nothing else is ours to remove. */
static bool
is_report(struct str name, struct date *day_r)
{
	struct str rest = str_from(name, DAY_BYTES + 1), mode, number;
	uint64_t n;

	if (name.n <= DAY_BYTES || name.p[DAY_BYTES] != '-' || date_parse(str_sub(name, 0, DAY_BYTES), day_r) != 0)
		return false;
	if (!str_next(&rest, '-', &mode) || mode.n == 0 || !str_next(&rest, '-', &number) || rest.n != 0)
		return false;
	return str_u64(number, &n) == 0;
}

static int
reports_in(struct str folder, unsigned months, time_t now, bool dry, struct arena *mem, size_t *n_r, struct err *e)
{
	struct date last = keeping_until(months, now), day;
	struct str *names;
	size_t n;

	if (months == 0)
		return 0;
	if (path_names(str_c(mem, folder), PATH_MAY_LACK | PATH_HIDDEN, mem, &names, &n, e) != 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		const char *path = str_c(mem, path_join(mem, folder, names[i]));
		const char *going = str_c(mem, path_join(mem, folder, S(GOING)));

		if (str_eq(names[i], S(GOING)) && !dry)
			path_remove_tree(path);
		if (!is_report(names[i], &day) || date_cmp(day, last) > 0)
			continue;
		++*n_r;
		if (dry)
			continue;
		/* First its name, so that half of one is never taken for one. */
		if (rename(path, going) != 0)
			return err_sys(e, E_IO, "%s", path);
		path_remove_tree(going);
	}
	return 0;
}

int
tidying(const struct settings *s, time_t now, bool dry, struct arena *mem, struct tidying_sum *sum, struct err *e)
{
	bool any = false;

	*sum = (struct tidying_sum){ 0 };
	if (!wanted(s))
		return 0;
	for (size_t i = 0; i < s->norgs; i++)
		any = any || s->orgs[i].keep.documents != 0;
	if (any && dossiers(s, now, dry, mem, sum, e) != 0)
		return -1;
	if (reports_in(s->reports, s->keep.reports, now, dry, mem, &sum->reports, e) != 0)
		return -1;
	for (size_t i = 0; i < s->norgs; i++) {
		const struct organisation *o = &s->orgs[i];

		if (reports_in(o->reports, o->keep.reports, now, dry, mem, &sum->reports, e) != 0)
			return -1;
	}
	return 0;
}

struct str
tidying_lines(const struct tidying_sum *sum, bool dry, struct arena *mem)
{
	struct buf b;

	buf_init(&b, mem, TEXT_MOST);
	for (size_t i = 0; i < sum->n && b.n < TEXT_MOST / 2; i++)
		buf_addf(&b,
		    dry ? _("Op te ruimen, %.*s: %llu dossiers (%llu bestanden, %llu KiB)\n") :
			  _("Opgeruimd, %.*s: %llu dossiers (%llu bestanden, %llu KiB)\n"),
		    STRF(utf8_show(mem, sum->v[i].org)), (unsigned long long)sum->v[i].dossiers,
		    (unsigned long long)sum->v[i].files, (unsigned long long)(sum->v[i].bytes >> 10));
	if (sum->reports != 0)
		buf_addf(&b,
		    dry ? _("Op te ruimen: %zu verslagen van runs\n") : _("Opgeruimd: %zu verslagen van runs\n"),
		    sum->reports);
	return buf_str(&b);
}

void
tidying_night(struct session *s)
{
	struct tidying_sum sum;
	struct err e;

	if (s->inv->command != CMD_RUN || s->head == NULL || s->lost)
		return;
	if (tidying(&s->settings, s->run.now, false, s->mem, &sum, &e) != 0)
		log_line(LOG_FOUT, _("opruimen: %s; de volgende run gaat verder"), e.msg);
	else if (!s->json && !s->quiet)
		session_print(s, tidying_lines(&sum, false, s->mem));
}

/* --- until now ------------------------------------------------------------------------- */

int
tidying_so_far(struct store *store, const struct settings *s, struct arena *mem, json_t **list_r, struct err *e)
{
	struct tidied *v;
	size_t n;

	*list_r = NULL;
	if (!wanted(s))
		return 0;
	if (tidied_so_far(store, mem, &v, &n, e) != 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		json_t *j = json_object();

		if (*list_r == NULL)
			*list_r = json_array();
		json_put_str(j, "organisation", v[i].org);
		json_put_num(j, "dossiers", (int64_t)v[i].dossiers);
		json_put_num(j, "files", (int64_t)v[i].files);
		json_put_num(j, "bytes", (int64_t)v[i].bytes);
		json_put_str(j, "last", date_iso(mem, date_here(v[i].last)));
		json_push(*list_r, j);
	}
	return 0;
}

struct str
tidying_line(const json_t *j, struct arena *mem)
{
	return str_fmt(mem, _("Opgeruimd, %.*s: %lld dossiers (%lld bestanden, %lld KiB), laatst %.*s\n"),
	    STRF(json_str(j, "organisation")), (long long)json_num(j, "dossiers", 0),
	    (long long)json_num(j, "files", 0), (long long)(json_num(j, "bytes", 0) >> 10), STRF(json_str(j, "last")));
}
