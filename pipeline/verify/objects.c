/* SPDX-License-Identifier: EUPL-1.2 */
/* objects.c - the vault: every object is what its name says, and every digest that the ledger names is there. */
#include <sys/stat.h>

#include "base/fd.h"
#include "verify/check.h"

#include "base/banned.h"

#define LIST_MOST MIB(8) /* a list of templates (templates.c) */

static void
visit(void *ctx, const struct vault_file *f)
{
	struct check *c = ctx;

	if (f->temporary) {
		check_note(c, "%s",
		    _("kluis: een afgebroken run liet een tijdelijk bestand achter; de volgende ruimt het op"));
		return;
	}
	if (!f->named) {
		check_fault(c, _("kluis: %.*s hoort er niet"), STRF(check_show(c, str_of(f->path))));
		return;
	}
	c->sum->objects++;
	c->sum->bytes += f->is.size;
	if (!digest_eq(f->name, f->is.sha256))
		check_fault(c, _("kluis: %s is beschadigd: de inhoud hoort niet bij de naam"), f->path);
}

/* Open the object of a digest as it stands in a column; its size in *size_r. */
static int
open_object(struct check *c, struct str sha256, int *fd_r, int64_t *size_r)
{
	struct artefact a = { 0 };
	struct stat st;
	struct err why;

	if (digest_parse(sha256, &a.sha256) != 0 || vault_get(c->vault, &a, fd_r, &why) != 0)
		return -1;
	if (fstat(*fd_r, &st) != 0 || !S_ISREG(st.st_mode))
		return -1;
	*size_r = st.st_size;
	return 0;
}

void
check_named(struct check *c, struct str sha256, int64_t size, const char *what, struct str whose)
{
	AUTO_FD fd = -1;
	int64_t got;

	if (c->vault == NULL)
		return; /* said already */
	if (open_object(c, sha256, &fd, &got) != 0) {
		if (!check_is_gone(c, sha256))
			check_fault(c, _("kluis: %s ontbreekt (%.*s, %.*s)"), what, STRF(check_show(c, whose)),
			    STRF(check_show(c, sha256)));
	} else if (size != SIZE_UNKNOWN && got != size)
		check_fault(c, _("kluis: %s is niet zo lang als in de administratie staat (%.*s, %.*s)"), what,
		    STRF(check_show(c, whose)), STRF(check_show(c, sha256)));
}

static void
bundles(struct check *c)
{
	struct dossier_line d;
	struct err e;
	int rc;

	look_dossiers_start(c->store);
	while ((rc = look_dossiers(c->store, &d, &e)) == 1) {
		struct mark mark = arena_mark(c->mem);

		if (d.bundle.p != NULL)
			check_named(c, d.bundle, SIZE_UNKNOWN, _("een bundel"), d.id);
		arena_rewind(c->mem, mark);
	}
	if (rc != 0)
		check_fault(c, "%s", err_said(&e));
}

static void
accounts(struct check *c)
{
	struct account_line a;
	struct err e;
	int rc;

	look_accounts_start(c->store);
	while ((rc = look_accounts(c->store, &a, &e)) == 1) {
		struct mark mark = arena_mark(c->mem);

		check_named(c, a.sha256, a.size, _("een verantwoording"), a.dossier);
		arena_rewind(c->mem, mark);
	}
	if (rc != 0)
		check_fault(c, "%s", err_said(&e));
}

/* A list of templates names the files that a run judged with. */
static void
template_list(struct check *c, struct str sha256)
{
	AUTO_FD fd = -1;
	AUTO_JSON j = NULL;
	struct str text;
	int64_t size;
	struct err e;
	json_t *one;
	size_t i;

	check_named(c, sha256, SIZE_UNKNOWN, _("een lijst van sjablonen"), S("-"));
	if (open_object(c, sha256, &fd, &size) != 0)
		return;
	if (fd_read_all(fd, LIST_MOST, c->mem, &text, &e) != 0 || (j = json_read(text, &e)) == NULL) {
		check_fault(c, _("kluis: een lijst van sjablonen is onleesbaar (%.*s)"), STRF(check_show(c, sha256)));
		return;
	}
	json_array_foreach (json_list(j, "files"), i, one)
		check_named(c, json_str(one, "sha256"), json_num(one, "bytes", SIZE_UNKNOWN), _("een sjabloon"),
		    json_str(one, "path"));
}

static void
templates(struct check *c)
{
	struct str sha256;
	struct err e;
	int rc;

	look_templates_start(c->store);
	while ((rc = look_templates(c->store, &sha256, &e)) == 1) {
		struct mark mark = arena_mark(c->mem);

		template_list(c, sha256);
		arena_rewind(c->mem, mark);
	}
	if (rc != 0)
		check_fault(c, "%s", err_said(&e));
}

/* What stages made is a cache: what is gone from it is made again. */
static uint64_t
made_missing(struct check *c, struct str answer)
{
	struct err why;
	AUTO_JSON j = json_read(answer, &why);
	const char *name;
	uint64_t n = 0;
	json_t *one;

	json_object_foreach (json_map(j, "made"), name, one) {
		AUTO_FD fd = -1;
		int64_t size;

		n += open_object(c, json_str(one, "sha256"), &fd, &size) != 0 &&
		    !check_is_gone(c, json_str(one, "sha256"));
	}
	return n;
}

static void
memo(struct check *c)
{
	struct str answer;
	uint64_t n = 0;
	struct err e;
	int rc;

	look_memo_start(c->store);
	while ((rc = look_memo(c->store, &answer, &e)) == 1)
		n += made_missing(c, answer);
	if (rc != 0)
		check_fault(c, "%s", err_said(&e));
	if (n != 0)
		check_note(c, _("kluis: %llu tussenresultaten ontbreken; een volgende run maakt ze opnieuw"),
		    (unsigned long long)n);
}

void
check_vault(struct check *c)
{
	struct err e;

	if (vault_walk(c->vault, visit, c, &e) != 0)
		check_fault(c, "%s", err_said(&e));
	if (c->store == NULL)
		return;
	bundles(c);
	accounts(c);
	templates(c);
	memo(c);
}
