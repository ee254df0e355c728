/* SPDX-License-Identifier: EUPL-1.2 */
/* ending.c - what a run tells at its end: where the dossiers of its organisations stand, and what was taken back. */
#include "ending.h"

#include "agenda.h"
#include "mails.h"
#include "tidying.h"
#include "trend.h"
#include "whereabouts.h"

#include "base/spoken.h"

#include "base/banned.h"

#define TEXT_MOST	MIB(4)

static int
gather_one(struct session *s, const struct organisation *o, struct err *e)
{
	struct whereabouts w = {
		.store = s->run.store, .org = o, .key = S(""), .run = s->run.id, .now = s->run.now, .mem = s->line
	};
	AUTO_JSON places = NULL;
	json_t *withdrawn = NULL, *agenda = NULL;
	struct agenda g = { .store = s->run.store, .vault = s->run.vault, .org = o, .now = s->run.now, .mem = s->line };

	if (whereabouts_places(&w, &places, e) != 0 || whereabouts_withdrawn(&w, &withdrawn, e) != 0)
		return -1;
	must(json_array_extend(s->standing, places) == 0);
	if (withdrawn != NULL)
		json_push(s->withdrawn, withdrawn);
	if (agenda_of(&g, &agenda, e) != 0)
		return -1;
	if (agenda != NULL)
		json_push(s->calendars, agenda);
	return 0;
}

int
ending_gather(struct session *s, struct err *e)
{
	if (s->rehearsal)
		return 0;
	s->standing = json_array();
	s->withdrawn = json_array();
	s->calendars = json_array();
	for (size_t i = 0; i < s->settings.norgs; i++) {
		if (session_ours(s, &s->settings.orgs[i]) && gather_one(s, &s->settings.orgs[i], e) != 0)
			return -1;
	}
	if (tidying_so_far(s->run.store, &s->settings, s->line, &s->tidied, e) != 0)
		return -1;
	return trend_gather(s, e);
}

void
ending_put(const struct session *s, json_t *run)
{
	json_t *trend = trend_of(s, NULL, s->line);

	if (trend != NULL)
		json_put(run, "trend", trend);
	if (s->standing != NULL)
		json_put(run, "standing", json_incref(s->standing));
	if (json_array_size(s->withdrawn) != 0)
		json_put(run, "withdrawn", json_incref(s->withdrawn));
	if (s->tidied != NULL)
		json_put(run, "tidied", json_incref(s->tidied));
	if (json_array_size(s->calendars) != 0)
		json_put(run, "calendars", json_incref(s->calendars));
	mails_put(s, run);
}

void
ending_print(struct session *s)
{
	struct mark mark = arena_mark(s->line);
	const json_t *j;
	struct buf b;
	size_t i;

	buf_init(&b, s->line, TEXT_MOST);
	json_array_foreach (s->standing, i, j)
		whereabouts_place_line(&b, j, s->line);
	json_array_foreach (s->withdrawn, i, j)
		whereabouts_withdrawn_line(&b, j, s->line);
	json_array_foreach (s->calendars, i, j)
		agenda_line(&b, j, s->line);
	json_array_foreach (s->tidied, i, j)
		buf_add(&b, tidying_line(j, s->line));
	if (b.n != 0)
		session_print(s, str_fmt(s->line, "\n%s\n%.*s", _("Waar het staat"), STRF(buf_str(&b))));
	arena_rewind(s->line, mark);
}
