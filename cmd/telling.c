/* SPDX-License-Identifier: EUPL-1.2 */
/* telling.c - the account of a dossier that was closed: made, kept and told a document at a time. */
#include "telling.h"

#include "again.h"
#include "base/log.h"
#include "gallery.h"
#include "report/pageline.h"
#include "returned.h"
#include "review.h"
#include "shares.h"
#include "watch.h"

#include "base/spoken.h"

#include "base/banned.h"

#define NEWS_MEM	MIB(128)	/* the lines of the table about what changed */

static int
temp(void *user, int *fd_r, struct err *e)
{
	return vault_temp(user, fd_r, e);
}

/* What is made of the documents as they come by. */
struct gleaner {
	struct gathered	 g;
	struct pageline	*page;
};

/* The account; x: what is made of it on the way, or NULL. */
static struct series *
make(struct session *s, const struct dossier *d, const struct sending *sent, struct gleaner *x)
{
	struct account *a = account_begin(d, s->line);
	struct series *all = series_new(ACCOUNT_LIST, temp, s->run.vault);

	series_set_head(all, account_head(a, sent));
	if (x != NULL) {
		settled_begin(&x->g, series_head(all), false, s->line);
		x->page = pageline_begin(s->line);
	}
	for (size_t i = 0; i < d->ndocs; i++) {
		AUTO_JSON one = account_document(a, i);

		series_add(all, one);
		if (x != NULL) {
			settled_document(&x->g, one);
			pageline_document(x->page, one);
		}
	}
	return all;
}

struct series *
telling_account(struct session *s, const struct dossier *d, const struct sending *sent)
{
	return make(s, d, sent, NULL);
}

/* What the page wants of it; absent: all of it. */
static struct str
page_of(struct session *s, struct gleaner *x, const struct series *account)
{
	AUTO_JSON p = pageline_end(x->page, series_head(account));

	return p == NULL ? STR_NONE : json_write(s->line, p);
}

struct mouth { struct session *s; bool whole; };

static void
say_piece(void *user, struct str piece)
{
	const struct mouth *m = user;

	session_piece(m->s, piece, m->whole);
}

/* Its line. */
static void
say(struct session *s, const struct series *account, struct str page)
{
	struct mouth m = { s, page.p == NULL };
	struct err e;

	if (series_brief(account)) {
		session_line(s, series_line(account, s->line), page);
		return;
	}
	if (series_each(account, say_piece, &m, &e) != 0) {
		log_line(LOG_FOUT, _("verslag: %s"), err_said(&e));
		s->lost = true;
	}
	session_piece(s, S("\n"), m.whole);
	session_line_end(s, page);
}

static void
show(struct session *s, const struct dossier *d, const json_t *steps, const struct buf *news)
{
	struct buf out;
	struct table t = session_table(s, &out);

	table_dossier(&t, d);
	buf_add(&out, standin_lines(steps, s->line));
	buf_add(&out, buf_str(news));
	session_print(s, buf_str(&out));
}

void
telling_closed(void *ctx, const struct dossier *d, const struct sending *sent)
{
	struct session *s = ctx;
	struct mark mark = arena_mark(s->line);
	struct gleaner x;
	AUTO_SERIES account = make(s, d, sent, &x);
	json_t *steps = NULL;
	struct buf news;
	struct str page;
	struct err e;

	s->kept.tail = STR_NONE;
	buf_init(&news, s->line, NEWS_MEM);
	if (!s->rehearsal && review_closed(s, d, account, &news, &e) != 0) {
		log_line(LOG_FOUT, _("verslag: %s"), err_said(&e));
		s->lost = true;
	}
	if (s->standin != NULL)
		json_put(series_head(account), "steps", steps = standin_take(s->standin, d, s->line));
	page = page_of(s, &x, account);
	if (s->spool >= 0 && page.p == NULL) /* of a dossier that is unchanged the page shows no place */
		gallery_choose(s, d, s->lines);
	if (!s->json && !s->quiet)
		show(s, d, steps, &news);
	shares_add(s, d);
	watch_closed(s, d);
	returned_add(s, d, series_head(account), &x.g);
	again_note(s, d, account, &x.g, page);
	say(s, account, page);
	arena_rewind(s->line, mark);
}
