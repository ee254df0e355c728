/* SPDX-License-Identifier: EUPL-1.2 */
/* shares.c - the account of a run, divided: what each organisation may read of it stands in a folder of its own. */
#include "shares.h"

#include "base/fd.h"
#include "base/path.h"
#include "base/utf8.h"
#include "reports.h"
#include "returned.h"
#include "trend.h"

#include "base/banned.h"

struct shares {
	const struct organisation **of;	/* of each line */
	size_t		 n, cap;
	struct totals	*totals;	/* of each organisation, as the settings have them */
};

/* One organisation in woostraat.yaml itself reads the account of the run. */
bool
shares_divided(const struct session *s)
{
	return !s->rehearsal && (s->settings.norgs > 1 || s->settings.in_files);
}

void
shares_add(struct session *s, const struct dossier *d)
{
	struct totals t = { 0 };

	totals_add(&t, d);
	shares_join(s, d, t);
}

void
shares_join(struct session *s, const struct dossier *d, struct totals t)
{
	const struct organisation *o = d->org;

	if (!shares_divided(s))
		return;
	if (s->shares == NULL) {
		s->shares = NEW(s->mem, struct shares, 1);
		s->shares->totals = NEW(s->mem, struct totals, s->settings.norgs);
	}
	*PUSH(s->mem, s->shares->of, s->shares->n, s->shares->cap) = o;
	if (o >= s->settings.orgs && o < s->settings.orgs + s->settings.norgs)
		totals_join(&s->shares->totals[o - s->settings.orgs], t);
}

const struct totals *
shares_totals(const struct session *s, size_t at)
{
	static const struct totals none;

	if (!shares_divided(s))
		return &s->totals;
	return s->shares == NULL ? &none : &s->shares->totals[at];
}

struct str
shares_folder(const struct session *s, struct arena *mem)
{
	return str_fmt(
	    mem, "%.*s-%s-%lld", STRF(date_iso(mem, date_of_time(s->run.now))), s->mode, (long long)s->run.id.v);
}

/* Of a list those that name this organisation; NULL: none. */
static json_t *
of_one(const json_t *list, struct str key)
{
	json_t *mine = NULL, *j;
	size_t i;

	json_array_foreach (list, i, j) {
		if (!str_eq(json_str(j, "organisation"), key))
			continue;
		if (mine == NULL)
			mine = json_array();
		json_push(mine, json_incref(j));
	}
	return mine;
}

/* The kinds of portal that she has. */
static json_t *
portals_of(const json_t *list, const struct organisation *o)
{
	json_t *mine = json_array(), *j;
	size_t i;

	json_array_foreach (list, i, j) {
		bool hers = false;

		for (size_t n = 0; n < o->noutlets; n++)
			hers |= str_eq(json_str(j, "kind"), str_of(kind_of_outlet(&o->outlets[n])->name));
		if (hers)
			json_push(mine, json_incref(j));
	}
	return mine;
}

/* The run's own object as she may read it: what is not named here stays away. */
static json_t *
head_of(const struct session *s, size_t at, struct arena *mem)
{
	static const char *const lists[] = { "calendars", "sites", "standing", "withdrawn", "tidied", "mail" },
				 *const common[] = { "evidence", "sandbox", "virusscan" };
	const struct organisation *o = &s->settings.orgs[at];
	json_t *j = account_run(&s->shares->totals[at], s->mode, s->run.now, 0, STR_NONE, mem);
	json_t *trend = trend_of(s, o, mem);
	struct str key = utf8_show(mem, o->key);

	if (trend != NULL)
		json_put(j, "trend", trend);
	json_put_str(json_map(j, "run"), "organisation", key);
	json_put(j, "portals", portals_of(json_list(s->head, "portals"), o));
	for (size_t i = 0; i < COUNT(lists); i++) {
		json_t *mine = of_one(json_list(s->head, lists[i]), key);

		if (mine != NULL)
			json_put(j, lists[i], mine);
	}
	for (size_t i = 0; i < COUNT(common); i++) {
		json_t *v = json_object_get(s->head, common[i]);

		if (v != NULL)
			json_put(j, common[i], json_incref(v));
	}
	returned_put(s, at, j);
	return j;
}

/* Where each line of an account ends. */
struct ends { uint64_t *v, at; size_t n, most; };

static void
find_ends(void *user, struct str piece)
{
	struct ends *x = user;

	for (size_t i = 0; i < piece.n; i++) {
		x->at++;
		if (piece.p[i] == '\n' && x->n < x->most)
			x->v[x->n++] = x->at;
	}
}

static int
ends_of(int fd, size_t most, struct arena *mem, struct ends *x, struct err *e)
{
	*x = (struct ends){ .v = NEW(mem, uint64_t, most + 1), .most = most };
	return fd_each(fd, find_ends, x, e);
}

/* An account, and where its lines end. */
struct division { int fd; struct ends ends; };

/* Her lines of it, those that stand together at once, and her own last one. */
static int
divide(const struct session *s, size_t at, const struct division *from, struct str head, int fd, struct err *e)
{
	const struct organisation *o = &s->settings.orgs[at];
	size_t n = s->shares->n < from->ends.n ? s->shares->n : from->ends.n;

	for (size_t i = 0, k; i < n; i = k + 1) {
		uint64_t begin = i == 0 ? 0 : from->ends.v[i - 1];

		for (k = i; k < n && s->shares->of[k] == o; k++)
			;
		if (k != i && fd_copy(from->fd, begin, from->ends.v[k - 1] - begin, fd, e) != 0)
			return -1;
	}
	return fd_write_all(fd, head, e) != 0 ? -1 : fd_write_all(fd, S("\n"), e);
}

static int
write_one(struct session *s, size_t at, const struct division account[2], struct arena *mem, struct err *e)
{
	struct str dir = path_join(mem, s->settings.orgs[at].reports, shares_folder(s, mem));
	AUTO_JSON j = head_of(s, at, mem);
	struct str head = json_write(mem, j);
	AUTO_FD lines = -1;
	AUTO_FD drawn = -1;
	AUTO_FD page = -1;

	if (vault_temp(s->run.vault, &lines, e) != 0 || vault_temp(s->run.vault, &drawn, e) != 0 ||
	    divide(s, at, &account[0], head, lines, e) != 0 || divide(s, at, &account[1], head, drawn, e) != 0 ||
	    reports_page(s, drawn, &page, e) != 0 || path_mkdirs(str_c(mem, dir), e) != 0 ||
	    returned_write(s, at, dir, e) != 0 ||
	    file_replace_fd(str_c(mem, path_join(mem, dir, S(REPORT_PAGE))), page, e) != 0)
		return -1;
	return file_replace_fd(str_c(mem, path_join(mem, dir, S(REPORT_LINES))), lines, e);
}

bool
shares_has(const struct session *s, size_t at, struct arena *mem)
{
	struct str key = utf8_show(mem, s->settings.orgs[at].key);
	AUTO_JSON gone = of_one(s->withdrawn, key);
	AUTO_JSON calendar = of_one(s->calendars, key);

	if (s->shares == NULL) /* nobody had a dossier: the account of the run has all there is */
		return false;
	if (json_array_size(json_list(json_array_get(calendar, 0), "overdue")) != 0)
		return true;
	for (size_t n = 0; n < s->shares->n; n++) {
		if (s->shares->of[n] == &s->settings.orgs[at])
			return true;
	}
	return gone != NULL;
}

int
shares_write(struct session *s, int with, struct err *e)
{
	struct arena *mem;
	struct division account[2] = { { .fd = s->spool }, { .fd = with >= 0 ? with : s->page_spool } };
	int rc = 0;

	if (!shares_divided(s) || s->shares == NULL)
		return 0;
	mem = arena_new("verslagen", GIB(1));
	for (size_t i = 0; rc == 0 && i < COUNT(account); i++)
		rc = ends_of(account[i].fd, s->shares->n, mem, &account[i].ends, e);
	for (size_t i = 0; rc == 0 && i < s->settings.norgs; i++) {
		struct mark mark = arena_mark(mem);

		if (shares_has(s, i, mem))
			rc = write_one(s, i, account, mem, e);
		arena_rewind(mem, mark);
	}
	arena_free(mem);
	return rc;
}
