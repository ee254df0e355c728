/* SPDX-License-Identifier: EUPL-1.2 */
/* listing.c - after the dossiers of a run: the lists, sitemaps and feed of each site, and the switch. */
#include "listing.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/log.h"
#include "base/utf8.h"
#include "outlet.h"
#include "proc/fleet.h"
#include "publish/sitepath.h"
#include "report/layout.h"
#include "report/table.h"
#include "store/pages.h"
#include "whereabouts.h"

#include "base/spoken.h"

#include "base/banned.h"

#define LISTING_MEM	GIB(1)		/* the files' names, and one at a time; of a dossier no more than its entries' digest */
#define FILE_MOST	MIB(64)		/* of one file: a sitemap has 50 MB at most */
#define LIST_MOST	MIB(64)		/* of the list of those: a quarter of a million names with their digests */

/* One site under way. */
struct showing {
	struct session	*s;
	const struct organisation *org;
	const struct outlet *outlet;
	struct arena	*mem;
	int		 request;	/* a file: of many dossiers it is too large to hold; they are in the order of entries */
	struct str	 name;		/* of the organisation, as its last page has it */
	struct artefact	*entries;
	size_t		 n, cap;
	size_t		 files;
	struct fleet	*fleet;
	unsigned	 out;		/* files that are under way */
	size_t		 heard;
	struct receipt	 r;		/* the one that decided */
	bool		 whole;		/* all of it was brought, and the site was switched */
};

/* --- the request ------------------------------------------------------------------------------ */

static int
say(struct showing *x, struct str bytes, struct err *e)
{
	return fd_write_all(x->request, bytes, e);
}

static int
add_page(void *ctx, const struct page *p, enum state at, struct err *e)
{
	struct showing *x = ctx;
	AUTO_JSON j = json_read(p->facts, e);
	struct mark mark;
	int rc;

	if (j == NULL)
		return -1;
	/* As the lists call it; the last says how it is called now. */
	if (json_str(j, "publisher").n != 0 && !str_eq(json_str(j, "publisher"), x->name))
		x->name = str_dup(x->mem, json_str(j, "publisher"));
	*PUSH(x->mem, x->entries, x->n, x->cap) = p->entries;
	mark = arena_mark(x->mem);
	json_put_str(j, "modified", time_rfc3339(x->mem, p->modified));
	json_put(j, "withdrawn", json_boolean(at == S_WITHDRAWN || at == S_WITHDRAWING));
	rc = x->n > 1 ? say(x, S(","), e) : 0;
	if (rc == 0)
		rc = say(x, json_write(x->mem, j), e);
	arena_rewind(x->mem, mark);
	return rc;
}

static int
make_request(struct showing *x, struct err *e)
{
	AUTO_JSON whose = json_object();
	json_t *org = json_object();
	struct str rest;

	json_put(whose, "organisation", org);
	json_put_str(whose, "public", x->outlet->public);
	if (vault_temp(x->s->run.vault, &x->request, e) != 0 || say(x, S("{\"dossiers\":["), e) != 0 ||
	    pages_each(x->s->run.store, utf8_exact(x->mem, x->org->key),
		x->outlet == first_outlet(x->org) ? STR_NONE : x->outlet->name, add_page, x, e) != 0)
		return -1;
	json_put_str(org, "key", x->org->key);
	json_put_str(org, "tooi", x->org->tooi);
	json_put_str(org, "name", x->name.n != 0 ? x->name : x->org->tooi);
	rest = json_write(x->mem, whose);
	return say(x, S("],"), e) != 0 ? -1 : say(x, str_from(rest, 1), e);
}

/* The request again, to be read only and from its beginning: each who asks has a place of its own in it. */
static int
open_request(const struct showing *x, int *fd_r, struct err *e)
{
	char self[32];

	(void)snprintf(self, sizeof self, "/proc/self/fd/%d", x->request);
	*fd_r = open(self, O_RDONLY | O_CLOEXEC);
	return *fd_r < 0 ? err_sys(e, E_IO, "%s", self) : 0;
}

/* What the worker asks for: the request, and what each dossier says in the sitemaps. */
static int
give(void *owner, int64_t doc, enum artefact_kind kind, int *fd_r, struct err *e)
{
	struct showing *x = owner;

	if (doc == DOC_NONE && kind == A_RUN)
		return open_request(x, fd_r, e);
	if (kind != A_ENTRIES || doc < 0 || (uint64_t)doc >= x->n)
		return err_set(e, E_BUG, "%s", _("vraag naar iets dat er niet is"));
	return vault_get(x->s->run.vault, &x->entries[doc], fd_r, e);
}

/* --- bringing it ------------------------------------------------------------------------------ */

static bool
fine(const struct receipt *r)
{
	return r->answer == PORTAL_SENT || r->answer == PORTAL_SAME || r->answer == PORTAL_WOULD_SEND;
}

static bool
all_fine(const struct showing *x)
{
	return x->heard == 0 || fine(&x->r);
}

/* The next receipt; the first that is not fine stays the one that decided. */
static int
take_receipt(struct showing *x, struct err *e)
{
	bool was_fine = all_fine(x);
	struct receipt r;
	unsigned i;

	while (!fleet_ready(x->fleet, &i)) {
		struct pollfd fd = { .fd = fleet_fd(x->fleet), .events = POLLIN };

		if (poll(&fd, 1, -1) < 0 && errno != EINTR)
			return err_sys(e, E_IO, "poll");
	}
	x->out--;
	if (fleet_receive(x->fleet, i, x->mem, &r, e) != 0)
		return -1;
	x->heard++;
	if (was_fine)
		x->r = r;
	return 0;
}

/* Wait until no more than so many are under way. */
static int
wait_for(struct showing *x, unsigned most, struct err *e)
{
	while (x->out > most) {
		if (take_receipt(x, e) != 0)
			return -1;
	}
	return 0;
}

/* When one more may go.  What is under way by then may have failed: all_fine tells. */
static int
order(struct showing *x, struct parcel *p, struct err *e)
{
	unsigned i;

	p->at = x->outlet;
	p->doc = -1;
	if (wait_for(x, outlet_connections(x->outlet) - 1, e) != 0)
		return -1;
	while (!fleet_room(x->fleet)) {
		if (wait_for(x, x->out - 1, e) != 0)
			return -1;
	}
	if (!all_fine(x))
		return 0;
	if (fleet_send(x->fleet, p, &i, e) != 0)
		return -1;
	x->out++;
	return 0;
}

/* One file out of the worker's, which is not believed: the uploader hashes what it sends. */
static int
bring_file(struct showing *x, int all, const json_t *f, struct err *e)
{
	struct parcel p = { .step = STEP_LIST, .name = json_str(f, "path"), .plan = -1 };
	struct mark mark = arena_mark(x->mem);
	int64_t off = json_num(f, "off", -1), len = json_num(f, "len", -1);
	char *bytes;
	int rc;

	if (!sitepath_listing_fine(p.name) || off < 0 || len < 0 || len > (int64_t)FILE_MOST ||
	    digest_parse(json_str(f, "sha256"), &p.sha256) != 0)
		return err_set(e, E_BUG, "%s", _("de lijst van de bestanden van een site heeft niet de juiste vorm"));
	p.size = (uint64_t)len;
	bytes = NEW(x->mem, char, p.size + 1);
	for (size_t n = 0; n < p.size;) {
		ssize_t got = pread(all, bytes + n, p.size - n, (off_t)(off + (int64_t)n));

		if (got <= 0)
			return got < 0 ? err_sys(e, E_IO, "pread") :
					 err_set(e, E_BUG, "%s", _("de lijsten van een site zijn niet heel"));
		n += (size_t)got;
	}
	rc = fd_of_str("lijst", (struct str){ bytes, p.size }, &p.bundle, e);
	arena_rewind(x->mem, mark);
	if (rc != 0)
		return -1;
	rc = order(x, &p, e);
	auto_close(&p.bundle);
	return rc;
}

/* Those of one rank, side by side, until one is not fine. */
static int
bring_rank(struct showing *x, int all, const json_t *files, int rank, struct err *e)
{
	const json_t *f;
	size_t i;

	json_array_foreach (files, i, f) {
		if (sitepath_rank(json_str(f, "path")) == rank && bring_file(x, all, f, e) != 0)
			return -1;
		if (!all_fine(x))
			break;
	}
	return wait_for(x, 0, e);
}

/* All files.  Where nothing switches they are seen at once, so what names others comes when those stand there. */
static int
bring_files(struct showing *x, int all, const json_t *files, struct err *e)
{
	for (int rank = 0; rank <= SITEPATH_RANK_LAST && all_fine(x); rank++) {
		if (bring_rank(x, all, files, rank, e) != 0)
			return -1;
	}
	return 0;
}

/* What the switch is told that stands there, when all of it does. */
static json_t *
switch_plan(const json_t *files)
{
	json_t *plan = json_object(), *list = json_array();
	const json_t *f;
	size_t i;

	json_array_foreach (files, i, f) {
		json_t *one = json_object();

		json_put_str(one, "path", json_str(f, "path"));
		json_put_str(one, "sha256", json_str(f, "sha256"));
		json_push(list, one);
	}
	json_put(plan, "files", list);
	return plan;
}

static int
bring(struct showing *x, int all, const json_t *files, struct err *e)
{
	struct parcel p = { .step = STEP_SWITCH, .plan = -1, .bundle = -1 };
	AUTO_JSON plan = NULL;
	int rc;

	if (bring_files(x, all, files, e) != 0)
		return -1;
	if (!all_fine(x))
		return 0;
	plan = switch_plan(files);
	x->files = json_array_size(files);
	if (fd_of_str("plan", json_write(x->mem, plan), &p.plan, e) != 0)
		return -1;
	rc = order(x, &p, e) == 0 ? wait_for(x, 0, e) : -1;
	auto_close(&p.plan);
	x->whole = rc == 0 && all_fine(x);
	return rc;
}

static int
make_and_bring(struct showing *x, struct err *e)
{
	struct task wanted = { .st = { ST_site }, .nst = 1, .give = give, .owner = x }, t;
	AUTO_JSON listing = NULL;
	struct str text;
	int rc;

	if (make_request(x, e) != 0 || x->n == 0)
		return x->n == 0 ? 0 : -1;
	if (session_task(x->s, &wanted, &t, e) != 0)
		return -1;
	if (t.end == TASK_FAILED)
		*e = t.err;
	else if (t.end != TASK_DONE)
		(void)err_set(e, E_BUG, _("de stap %s liep vast (%s)"), stages[ST_site].name, t.why);
	rc = t.end != TASK_DONE || fd_read_all(t.out[A_LISTING], LIST_MOST, x->mem, &text, e) != 0 ||
		(listing = json_read(text, e)) == NULL ?
	    -1 :
	    bring(x, t.out[A_SITE], json_list(listing, "files"), e);
	task_drop(&t);
	return rc;
}

static json_t *
told(struct showing *x)
{
	json_t *j = json_object();

	json_put_str(j, "organisation", utf8_show(x->mem, x->org->key));
	json_put_str(j, "place", whereabouts_name(x->outlet));
	json_put_num(j, "dossiers", (int64_t)x->n);
	json_put_num(j, "files", (int64_t)x->files);
	json_put_str(j, "answer", str_of(answer_name(x->r.answer)));
	json_put(j, "fine", json_boolean(x->whole));
	if (x->r.url.n != 0)
		json_put_str(j, "url", utf8_show(x->mem, x->r.url));
	if (x->r.detail.n != 0)
		json_put_str(j, "detail", utf8_show(x->mem, x->r.detail));
	return j;
}

/* What changed for who looks is evidence; that nothing changed is not. */
static int
note(struct showing *x, struct err *e)
{
	struct listed l = { .org = utf8_exact(x->mem, x->org->key),
		.place = whereabouts_name(x->outlet),
		.dossiers = x->n,
		.files = x->files };

	if (x->s->rehearsal || !x->whole || x->r.answer != PORTAL_SENT)
		return 0;
	return pages_listed(x->s->run.store, &l, x->s->run.id, e);
}

static int
one_site(struct session *s, const struct organisation *org, const struct outlet *outlet, json_t *list, struct err *e)
{
	struct showing x = {
		.s = s, .org = org, .outlet = outlet, .mem = arena_new("site", LISTING_MEM), .request = -1
	};
	int rc = fleet_open(s->run.courier, outlet_connections(outlet), &x.fleet, e);

	if (rc == 0)
		rc = make_and_bring(&x, e);
	fleet_close(x.fleet);
	if (rc == 0 && x.n != 0) {
		json_push(list, told(&x));
		if (!x.whole)
			log_line(LOG_LET_OP, _("de lijsten van de site van %.*s zijn niet bijgewerkt: %.*s"),
			    STRF(org->key), STRF(x.r.detail));
		rc = note(&x, e);
	}
	auto_close(&x.request);
	arena_free(x.mem);
	return rc;
}

int
session_sites(struct session *s, json_t **sites_r, struct err *e)
{
	json_decref(*sites_r);
	*sites_r = json_array();
	for (size_t i = 0; i < s->settings.norgs; i++) {
		const struct organisation *o = &s->settings.orgs[i];

		for (size_t n = 0; n < o->noutlets; n++) {
			if (kind_of_outlet(&o->outlets[n])->site && session_ours(s, o) &&
			    one_site(s, o, &o->outlets[n], *sites_r, e) != 0)
				return -1;
		}
	}
	return 0;
}

bool
session_sites_fine(const struct session *s)
{
	const json_t *j;
	size_t i;

	json_array_foreach (s->sites, i, j) {
		if (!json_flag(j, "fine"))
			return false;
	}
	return true;
}

void
session_sites_print(struct session *s)
{
	struct mark mark = arena_mark(s->line);
	const json_t *j;
	struct buf b;
	size_t i;

	buf_init(&b, s->line, KIB(64));
	json_array_foreach (s->sites, i, j) {
		struct str org = json_str(j, "organisation"), answer = json_str(j, "answer");
		long long dossiers = (long long)json_num(j, "dossiers", 0);

		layout_wrap(&b,
		    !json_flag(j, "fine") ?
			str_fmt(s->line,
			    _("Site van %.*s: de lijsten zijn niet bijgewerkt, een volgende run probeert het weer: %.*s"),
			    STRF(org), STRF(json_str(j, "detail"))) :
			str_fmt(s->line,
			    ngettext("Site van %.*s: %lld dossier in de lijsten; %s.",
				"Site van %.*s: %lld dossiers in de lijsten; %s.", (unsigned long)dossiers),
			    STRF(org), dossiers,
			    str_eq(answer, S("same"))           ? _("er is niets veranderd") :
				str_eq(answer, S("would-send")) ? _("een run zou ze bijwerken") :
								  _("ze zijn bijgewerkt")),
		    S(""), 0, TABLE_COLUMNS);
	}
	session_print(s, buf_str(&b));
	arena_rewind(s->line, mark);
}
