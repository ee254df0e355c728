/* SPDX-License-Identifier: EUPL-1.2 */
/* timing.c - what each stage took in a run. */
#include "timing.h"

#include <string.h>
#include <time.h>

#include "base/utf8.h"

#include "base/banned.h"

#define US_OF_S		1000000
#define US_OF_MS	1000

static int64_t
clock_us(clockid_t id)
{
	struct timespec t;

	must(clock_gettime(id, &t) == 0);
	return (int64_t)t.tv_sec * US_OF_S + t.tv_nsec / 1000;
}

struct took
took_now(void)
{
	return (struct took){ clock_us(CLOCK_MONOTONIC), clock_us(CLOCK_PROCESS_CPUTIME_ID) };
}

struct took
took_since(struct took then)
{
	struct took now = took_now();

	return (struct took){ now.wall_us - then.wall_us, now.cpu_us - then.cpu_us };
}

const char *
timing_name(enum stage_id st)
{
	return st == TIMING_START ? "start" : stages[st].name;
}

void
timing_begin(struct timing *t, unsigned workers)
{
	*t = (struct timing){ .began = took_now(), .workers = workers };
}

static void
set_name(struct timed *to, struct str name)
{
	name = str_sub(name, 0, TIMED_MOST);
	to->n = name.n;
	if (name.n != 0)
		memcpy(to->c, name.p, name.n);
}

static void
note_slowest(struct stage_time *s, int64_t us, const struct dossier *d, int doc)
{
	if (us <= s->slowest_us)
		return;
	s->slowest_us = us;
	set_name(&s->organisation, d == NULL || d->org == NULL ? STR_NONE : d->org->key);
	set_name(&s->dossier, d == NULL ? STR_NONE : d->key);
	set_name(&s->document, d == NULL || doc == DOC_NONE ? STR_NONE : d->docs[doc].path);
}

void
timing_add(struct timing *t, enum stage_id st, struct took took, const struct dossier *d, int doc)
{
	struct stage_time *s = &t->stage[st];

	s->visits++;
	s->sum.wall_us += took.wall_us;
	s->sum.cpu_us = took.cpu_us < 0 || s->sum.cpu_us < 0 ? -1 : s->sum.cpu_us + took.cpu_us;
	note_slowest(s, took.wall_us, d, doc);
}

void
timing_remembered(struct timing *t, enum stage_id st)
{
	t->stage[st].remembered++;
}

static void
put_name(json_t *j, const char *name, const struct timed *v, struct arena *mem)
{
	if (v->n != 0)
		json_put_str(j, name, utf8_show(mem, (struct str){ v->c, v->n }));
}

static json_t *
of_stage(const char *name, const struct stage_time *s, struct arena *mem)
{
	json_t *j = json_object();

	json_put_str(j, "stage", str_of(name));
	json_put_num(j, "visits", (int64_t)s->visits);
	json_put_num(j, "remembered", (int64_t)s->remembered);
	json_put_num(j, "wall_ms", s->sum.wall_us / US_OF_MS);
	if (s->sum.cpu_us >= 0)
		json_put_num(j, "cpu_ms", s->sum.cpu_us / US_OF_MS);
	json_put_num(j, "slowest_ms", s->slowest_us / US_OF_MS);
	put_name(j, "organisation", &s->organisation, mem);
	put_name(j, "dossier", &s->dossier, mem);
	put_name(j, "document", &s->document, mem);
	return j;
}

json_t *
timing_json(const struct timing *t, struct arena *mem)
{
	struct took all = took_since(t->began);
	json_t *j = json_object(), *list = json_array();

	json_put_num(j, "wall_ms", all.wall_us / US_OF_MS);
	json_put_num(j, "supervisor_cpu_ms", all.cpu_us / US_OF_MS);
	json_put_num(j, "workers", t->workers);
	for (int i = 0; i <= TIMING_START; i++) {
		const struct stage_time *s = &t->stage[i];

		if (s->visits != 0 || s->remembered != 0)
			json_push(list, of_stage(timing_name((enum stage_id)i), s, mem));
	}
	json_put(j, "stages", list);
	return j;
}
