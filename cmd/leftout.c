/* SPDX-License-Identifier: EUPL-1.2 */
/* leftout.c - the organisations that a run goes on without, since their settings are wrong. */
#include "leftout.h"

#include "base/log.h"
#include "base/utf8.h"
#include "config/own.h"
#include "report/layout.h"
#include "report/table.h"

#include "base/spoken.h"

#include "base/banned.h"

#define LINES_MOST	MIB(4)

void
left_out_say(const struct settings *s, size_t from)
{
	struct arena *mem = arena_new("weggelaten", MIB(64));

	for (size_t i = from; i < s->nfaults; i++) {
		const struct log_about about = { .organisation = utf8_show(mem, s->faults[i].key) };

		log_plain(&about,
		    str_fmt(mem, _("%.*s (deze organisatie blijft weg)"), STRF(utf8_show(mem, s->faults[i].text))));
	}
	arena_free(mem);
}

void
left_out_own(struct settings *s, struct str folder, struct str why, struct arena *mem)
{
	struct str file = str_fmt(mem, OWN_FOLDER "/%.*s", STRF(folder));
	bool found = false;

	for (size_t i = s->norgs; i > 0; i--) {
		if (!own_is_of(folder, &s->orgs[i - 1]))
			continue;
		found = true;
		settings_leave_out(s, i - 1, why, mem);
	}
	if (!found)
		*PUSH(mem, s->faults, s->nfaults, s->faults_cap) = (struct settings_fault){ .file = file, .text = why };
}

size_t
left_out_count(const struct settings *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->nfaults; i++) {
		bool again = false;

		for (size_t k = 0; k < i; k++)
			again |= str_eq(s->faults[k].file, s->faults[i].file);
		n += !again;
	}
	return n;
}

struct str
left_out_lines(const struct settings *s, struct arena *mem)
{
	struct buf b;

	buf_init(&b, mem, LINES_MOST);
	if (s->nfaults != 0)
		buf_addf(&b, "\n%s\n", _("Weggelaten: in de instellingen staat een fout, en er is niets gedaan"));
	for (size_t i = 0; i < s->nfaults; i++)
		layout_wrap(&b, utf8_show(mem, s->faults[i].text), S("- "), 2, TABLE_COLUMNS);
	return buf_str(&b);
}

json_t *
left_out_json(const struct settings *s, struct arena *mem)
{
	json_t *list = json_array();

	for (size_t i = 0; i < s->nfaults; i++) {
		const struct settings_fault *f = &s->faults[i];
		json_t *j = json_object();

		json_put_str(j, "organisation", f->key.p == NULL ? STR_NONE : utf8_show(mem, f->key));
		json_put_str(j, "file", utf8_show(mem, f->file));
		json_put_str(j, "why", utf8_show(mem, f->text));
		json_push(list, j);
	}
	return list;
}
