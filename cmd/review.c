/* SPDX-License-Identifier: EUPL-1.2 */
/* review.c - what is new about a dossier, shown to a person before it is sent, and told afterwards. */
#include "review.h"

#include <string.h>
#include <unistd.h>

#include "store/accounts.h"
#include "base/fold.h"
#include "base/log.h"
#include "base/utf8.h"
#include "report/difference.h"
#include "report/layout.h"
#include "store/ledger.h"
#include "telling.h"

#include "base/spoken.h"

#include "base/banned.h"

#define ANSWER_MOST	16		/* characters of an answer; "ja" is enough */

/* The difference with the last time. */
static int
compare(struct session *s, const struct dossier *d, const struct series *now, json_t **difference_r, struct err *e)
{
	AUTO_SERIES last = NULL;

	if (accounts_open_last(s->run.store, s->run.vault, dossier_uuid(d), &last, e) != 0)
		return -1;
	return difference_of(last, now, s->line, difference_r, e);
}

static void
show(struct session *s, const struct dossier *d, const json_t *difference, struct buf *out)
{
	layout_wrap(out,
	    str_fmt(s->line, "%.*s/%.*s:", STRF(utf8_show(s->line, d->org->key)), STRF(utf8_show(s->line, d->key))),
	    S(""), 0, TABLE_COLUMNS);
	difference_show(out, difference, TABLE_COLUMNS);
	*PUSH(s->mem, s->shown.v, s->shown.n, s->shown.cap) = dossier_uuid(d);
}

static bool
was_shown(const struct session *s, struct uuid id)
{
	for (size_t i = 0; i < s->shown.n; i++) {
		if (memcmp(s->shown.v[i].b, id.b, sizeof id.b) == 0)
			return true;
	}
	return false;
}

/* One line from the terminal; anything but "j" or "ja" is no (in English "y" or "yes" too), and so are its end and a signal. */
bool
review_said_yes(void)
{
	char text[ANSWER_MOST];
	struct str s = { text, 0 };
	ssize_t n;
	char c = 0;

	while ((n = read(STDIN_FILENO, &c, 1)) == 1 && c != '\n') {
		if (s.n < sizeof text)
			text[s.n++] = c;
	}
	s = str_trim(s);
	if (lang_english() && (str_eq_nocase(s, S("y")) || str_eq_nocase(s, S("yes"))))
		return n == 1;
	return n == 1 && (str_eq_nocase(s, S("j")) || str_eq_nocase(s, S("ja")));
}

bool
review_before(void *ctx, const struct dossier *d)
{
	struct session *s = ctx;
	struct mark mark = arena_mark(s->line);
	AUTO_SERIES now = telling_account(s, d, NULL);
	AUTO_JSON difference = NULL;
	bool go = true;
	struct buf out;
	struct err e;

	/* Who cannot be shown what changed has not agreed to it. */
	if (compare(s, d, now, &difference, &e) != 0) {
		log_line(LOG_FOUT, _("verschil met de vorige keer: %s"), err_said(&e));
		arena_rewind(s->line, mark);
		return false;
	}
	if (s->ask || (!s->json && !s->quiet)) {
		buf_init(&out, s->line, MIB(16));
		show(s, d, difference, &out);
		if (s->ask)
			buf_add(&out, str_of(_("Verzenden? [j/N] ")));
		session_print(s, buf_str(&out));
		go = !s->ask || review_said_yes();
	}
	arena_rewind(s->line, mark);
	return go;
}

/* "gewijzigd (versie 2): Andere inhoud: besluit.pdf; en nog 3" */
static void
add_changed(struct session *s, int64_t revision, const json_t *changes, struct buf *out)
{
	size_t n = json_array_size(changes);
	struct str more = n < 2 ?
	    S("") :
	    str_fmt(s->line, ngettext("; en nog %zu verschil", "; en nog %zu verschillen", n - 1), n - 1);
	struct str text = str_fmt(s->line, _("    gewijzigd (versie %lld): %.*s"), (long long)revision,
	    STRF(json_str(json_array_get(changes, 0), "text")));

	buf_add(out, layout_cut(s->line, text, TABLE_COLUMNS - fold_columns(more)));
	buf_addf(out, "%.*s\n", STRF(more));
}

/* What changed since people could last see it; an empty list when nothing did. */
static int
since_public(struct session *s, struct uuid id, const struct series *now, json_t **changes_r, struct err *e)
{
	AUTO_SERIES last = NULL;
	AUTO_JSON difference = NULL;

	*changes_r = NULL;
	if (accounts_open_public(s->run.store, s->run.vault, id, &last, e) != 0)
		return -1;
	if (last == NULL)
		return 0;
	if (difference_of(last, now, s->line, &difference, e) != 0)
		return -1;
	*changes_r = json_incref(json_list(difference, "changes"));
	return 0;
}

/* Into the vault, as it is before the ledger adds to it. */
static int
keep(struct session *s, const struct dossier *d, const struct ledger_row *row, const struct series *account, struct err *e)
{
	enum verdict v = verdict(&d->findings);
	struct keeping k = { .id = dossier_uuid(d),
		.verdict = v,
		.is_public = row->state == S_CONFIRMED && v <= V_LOOK,
		.leave = d->declared.leave.at,
		.run = s->run.id };

	if (accounts_keep(s->run.store, s->run.vault, &k, account, &s->kept.is, e) != 0)
		return -1;
	series_ends(account, s->line, &s->kept.lead, &s->kept.tail);
	return 0;
}

int
review_closed(struct session *s, const struct dossier *d, struct series *account, struct buf *out, struct err *e)
{
	struct uuid id = dossier_uuid(d);
	json_t *j = series_head(account);
	AUTO_JSON difference = NULL;
	AUTO_JSON changes = NULL;
	struct ledger_row row;

	if (ledger_get(s->run.store, id, s->line, &row, e) != 0 ||
	    (s->redo && compare(s, d, account, &difference, e) != 0) ||
	    (row.exposed && since_public(s, id, account, &changes, e) != 0) || keep(s, d, &row, account, e) != 0)
		return -1;
	if (row.state != S_NONE)
		json_put_num(j, "revision", row.revision);
	if (json_array_size(changes) != 0) {
		add_changed(s, row.revision, changes, out);
		json_put(j, "changed", json_incref(changes));
	}
	if (difference != NULL) {
		if (!was_shown(s, id))
			show(s, d, difference, out);
		json_put(j, "difference", json_incref(difference));
	}
	return 0;
}
