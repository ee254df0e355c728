/* SPDX-License-Identifier: EUPL-1.2 */
/* again.c - what a run says of a dossier that it did not read: what the last one said that did. */
#include "again.h"

#include <string.h>
#include <sys/stat.h>

#include "base/fd.h"
#include "base/log.h"
#include "base/path.h"
#include "base/utf8.h"
#include "gate.h"
#include "proc/scanner.h"
#include "proc/spawn.h"
#include "resting.h"
#include "returned.h"
#include "shares.h"
#include "tried.h"
#include "watch.h"

#include "base/banned.h"

#define NOTE_MEM	GIB(1)

struct again {
	struct arena	*mem;
	struct mark	 empty;
	struct rest	 rest;
	bool		 noted;		/* of the dossier that was closed last */
};

/* --- keeping -------------------------------------------------------------------------------- */

/* Where what was told has more than what was kept, and what; false: it differs otherwise. */
static bool
find_added(struct str kept, struct str told, size_t *at_r, struct str *add_r)
{
	size_t at = 0, more = told.n - kept.n;

	if (told.n < kept.n)
		return false;
	while (at < kept.n && kept.p[at] == told.p[at])
		at++;
	*at_r = at;
	*add_r = str_sub(told, at, more);
	return at == kept.n || memcmp(kept.p + at, told.p + at + more, kept.n - at) == 0;
}

/* The same of the account: what was added since it was kept stands behind its documents. */
static bool
find_in_account(struct session *s, const struct series *account, size_t *at_r, struct str *add_r)
{
	struct str lead, tail;

	series_ends(account, s->line, &lead, &tail);
	if (!str_eq(lead, s->kept.lead) || !find_added(s->kept.tail, tail, at_r, add_r))
		return false;
	*at_r += lead.n + (size_t)series_bytes(account);
	return true;
}

static json_t *
facts_of(struct session *s, const struct dossier *d, const json_t *head, const struct gathered *g, size_t at, struct str add)
{
	struct totals t = { 0 };
	json_t *f = json_object(), *row = json_object();
	struct ledger_row none = { .state = S_CONFIRMED };
	struct settled is;
	struct str category;
	uint64_t bytes = 0;
	size_t ndocs;

	totals_add(&t, d);
	for (size_t i = 0; i < d->ndocs; i++)
		bytes += d->docs[i].container.p == NULL ? d->docs[i].have[A_ORIGINAL].size : 0;
	(void)table_rests(d, &ndocs, &category);
	settled_of(&none, S(""), S(""), head, g, s->line, &is);
	json_put_num(f, "seen", (int64_t)t.seen);
	json_put_num(f, "unchanged", (int64_t)t.unchanged);
	json_put_num(f, "skipped", (int64_t)t.skipped);
	json_put_num(f, "notices", (int64_t)t.notices);
	json_put_num(f, "look", (int64_t)t.look);
	json_put_num(f, "bytes", (int64_t)bytes);
	json_put_num(row, "documents", (int64_t)ndocs);
	json_put_str(row, "category", category);
	json_put(f, "row", row);
	json_put_num(f, "at", (int64_t)at);
	json_put_str(f, "add", add);
	json_put_str(f, "title", is.title);
	json_put_num(f, "documents", (int64_t)is.documents);
	json_put(f, "sources", returned_sources(d, s->line));
	return f;
}

/* Does what it adds to a run fit into the facts?  What is not unchanged or left out is told by who read it. */
static bool
is_plain(const struct dossier *d)
{
	struct totals t = { 0 };
	struct str category;
	size_t ndocs;

	totals_add(&t, d);
	return t.seen == t.unchanged + t.skipped && t.hold + t.wait + t.timed == 0 && table_rests(d, &ndocs, &category);
}

void
again_note(struct session *s, const struct dossier *d, const struct series *account, const struct gathered *g, struct str page)
{
	const json_t *head = series_head(account);
	struct again *a = s->again;
	AUTO_JSON facts = NULL;
	struct str add;
	size_t at;

	if (a == NULL)
		return;
	arena_rewind(a->mem, a->empty);
	a->noted = false;
	/* What is new since it became public is told once. */
	if (d->outcome != O_UNCHANGED || page.p == NULL || s->kept.tail.p == NULL || !is_plain(d) ||
	    json_object_get(head, "changed") != NULL || json_object_get(head, "difference") != NULL)
		return;
	if (!find_in_account(s, account, &at, &add) || !utf8_valid(add))
		return;
	facts = facts_of(s, d, head, g, at, add);
	a->rest =
	    (struct rest){ .account = s->kept.is, .facts = json_write(a->mem, facts), .page = str_dup(a->mem, page) };
	a->noted = true;
}

static bool
on_again(void *ctx, struct rest *r)
{
	const struct again *a = ((struct session *)ctx)->again;

	if (a->noted)
		*r = a->rest;
	return a->noted;
}

/* --- telling -------------------------------------------------------------------------------- */

static struct totals
totals_of(const json_t *f)
{
	return (struct totals){ .dossiers = 1,
		.seen = (size_t)json_num(f, "seen", 0),
		.unchanged = (size_t)json_num(f, "unchanged", 0),
		.skipped = (size_t)json_num(f, "skipped", 0),
		.notices = (size_t)json_num(f, "notices", 0),
		.look = (size_t)json_num(f, "look", 0) };
}

/* Its row among those that are given back. */
static void
give_back(struct session *s, const struct dossier *d, const json_t *f)
{
	struct settled is;

	if (!returned_row(s, d, NULL, NULL, &is))
		return;
	is.title = json_str(f, "title");
	is.documents = (size_t)json_num(f, "documents", 0);
	returned_take(s, d->org, &is, json_map(f, "sources"));
}

struct retelling {
	struct session	*s;
	struct str	 add;
	uint64_t	 at, done;	/* bytes: where it stands, and how far we are */
	struct hash	*hash;		/* of what was read */
};

static void
retell(void *user, struct str piece)
{
	struct retelling *x = user;
	size_t first = 0;

	hash_add(x->hash, piece.p, piece.n);
	if (x->add.n != 0 && x->at - x->done <= piece.n) {
		first = (size_t)(x->at - x->done);
		session_piece(x->s, str_sub(piece, 0, first), false);
		session_piece(x->s, x->add, false);
		x->add.n = 0;
	}
	session_piece(x->s, str_from(piece, first), false);
	x->done += piece.n;
}

/* A long account, out of the vault: it was what it was when the dossier was looked at, and must still be. */
static void
tell_long(struct session *s, const struct artefact *account, size_t at, struct str add, struct str page)
{
	struct retelling x = { .s = s, .add = add, .at = at, .hash = hash_new() };
	struct err e;
	AUTO_FD fd = -1;
	int rc = vault_get(s->run.vault, account, &fd, &e);

	if (rc == 0)
		rc = fd_each(fd, retell, &x, &e);
	if (!digest_eq(hash_end(x.hash), account->sha256) && rc == 0)
		rc = err_set(&e, E_IO, "%s", _("kluis: het verslag van een dossier is beschadigd"));
	if (rc != 0) {
		log_line(LOG_FOUT, _("verslag: %s"), err_said(&e));
		s->lost = true;
	}
	session_piece(s, S("\n"), false);
	session_line_end(s, page);
}

/* A line of what an account is, with this in it: not printed into, since it is as long as the account of all its documents. */
static struct str
insert(struct arena *mem, struct str line, size_t at, struct str add)
{
	struct buf b;

	buf_init(&b, mem, line.n + add.n + 1);
	buf_add(&b, str_sub(line, 0, at));
	buf_add(&b, add);
	buf_add(&b, str_from(line, at));
	buf_addc(&b, '\n');
	return buf_str(&b);
}

static struct totals
on_rested(void *ctx, const struct dossier *d, const struct rest *r, struct str line)
{
	struct session *s = ctx;
	struct mark mark = arena_mark(s->line);
	struct err e;
	AUTO_JSON f = json_read(r->facts, &e);
	size_t at = (size_t)json_num(f, "at", 0);
	struct totals t = totals_of(f);

	must(f != NULL); /* the digest held */
	if (!s->json && !s->quiet) {
		const json_t *row = json_map(f, "row");

		session_row(s, d, (size_t)json_num(row, "documents", 0), json_str(row, "category"));
	}
	shares_join(s, d, t);
	s->watch.bytes += (uint64_t)json_num(f, "bytes", 0);
	give_back(s, d, f);
	if (line.p == NULL)
		tell_long(s, &r->account, at, json_str(f, "add"), r->page);
	else
		session_line(s, insert(s->line, line, at, json_str(f, "add")), r->page);
	arena_rewind(s->line, mark);
	return t;
}

/* --- what every outcome depends on ------------------------------------------------------------ */

/* The programs as they are installed: another build may judge otherwise under the same version. */
static int
add_programs(struct session *s, struct hash *h, struct err *e)
{
	static const char *const names[] = { "woostraat", "woostraat-worker", "woostraat-upload" };
	struct str home;

	if (spawn_home(s->mem, &home, e) != 0)
		return -1;
	for (size_t i = 0; i < COUNT(names); i++) {
		struct str path = path_join(s->mem, home, str_of(names[i]));
		struct stat st = { 0 };
		int64_t facts[3];

		if (stat(str_c(s->mem, path), &st) != 0)
			return err_sys(e, E_CONFIG, "%.*s", STRF(path));
		facts[0] = st.st_size;
		facts[1] = st.st_mtim.tv_sec;
		facts[2] = st.st_mtim.tv_nsec;
		hash_str(h, path);
		hash_add(h, facts, sizeof facts);
	}
	return 0;
}

static int
setup_of(struct session *s, struct digest *all_r, struct err *e)
{
	struct scanning f = scanner_facts(s->run.scanner);
	struct hash *h = hash_new();
	int rc = add_programs(s, h, e);

	hash_str(h, S(PROGRAM_VERSION));
	hash_add(h, s->settings.bytes.b, sizeof s->settings.bytes.b);
	hash_str(h, s->settings.ocr);
	hash_str(h, f.version);
	run_config_hash(h, &s->run);
	*all_r = hash_end(h);
	return rc;
}

int
again_begin(struct session *s, struct err *e)
{
	/* A ledger that was put back says how things were, not how they are. */
	if (s->restored)
		return 0;
	if (setup_of(s, &s->run.setup, e) != 0 || tried_keep(s, e) != 0)
		return -1;
	s->again = NEW(s->mem, struct again, 1);
	s->again->mem = arena_new("rust", NOTE_MEM);
	s->again->empty = arena_mark(s->again->mem);
	s->run.rested = on_rested;
	s->run.again = on_again;
	return 0;
}

void
again_end(struct session *s)
{
	if (s->again != NULL)
		arena_free(s->again->mem);
}
