/* SPDX-License-Identifier: EUPL-1.2 */
/* suites.c - one point, from a fresh world to the end. */
#include "suites.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"

#include "base/banned.h"

#define TRIES		4	/* runs that recovery may take */
#define WHY_MOST	8000

void
census_take(struct world *w, struct census *c)
{
	*c = (struct census){ .nfaults = 0 };
	world_reset(w);
	w->control->count_memory = true;
	(void)world_run(w, NULL);
	for (int p = 0; p < PROG__COUNT; p++) {
		for (int k = 0; k < CALL__COUNT; k++)
			c->calls[p][k] = w->control->calls[p][k];
		c->effects[p] = w->control->effects[p];
		c->allocations[p] = w->control->allocations[p];
	}
	for (size_t i = 0; i < PLACES_MOST; i++) {
		const struct place_name *x = &w->control->places[i];

		if (x->state != 2)
			continue;
		if (x->broken) {
			memcpy(c->broken[c->nbroken++], x->name, NAME_MOST);
		} else {
			memcpy(c->faults[c->nfaults].name, x->name, NAME_MOST);
			c->faults[c->nfaults++].n = x->n;
		}
	}
}

/* --- in words ------------------------------------------------------------------ */

static const char *const call_names[CALL__COUNT] = {
#define CALL(name, effect)	#name,
#include "calls.def"
#undef CALL
};

static void
order_text(const struct order *o, struct buf *b)
{
	static const char *const acts[] = { [ACT_NONE] = "nothing", [ACT_KILL] = "kill", [ACT_KILL_GROUP] = "kill all",
		[ACT_FAIL] = "fail", [ACT_SHORT] = "short", [ACT_NO_MEMORY] = "no memory" };
	static const char *const progs[] = { "supervisor", "uploader", "worker" };

	if (o->fault[0] != '\0')
		buf_addf(b, "%s at FAULT %s %u", acts[o->act], o->fault, o->nth);
	else
		buf_addf(b, "%s at %s of %s %u", acts[o->act],
		    o->act == ACT_NO_MEMORY    ? "allocation" :
			o->call == CALL_EFFECT ? "effect" :
						 call_names[o->call],
		    progs[o->prog], o->nth);
	if (o->act == ACT_FAIL)
		buf_addf(b, " with errno %d", o->err);
	if (o->sticky)
		buf_addf(b, " and after");
}

struct str
point_text(const struct point *p, struct arena *mem)
{
	struct buf b;

	buf_init(&b, mem, WHY_MOST);
	for (unsigned i = 0; i < p->n && p->row[i].act != ACT_NONE; i++) {
		if (i != 0)
			buf_addf(&b, ", then ");
		order_text(&p->row[i], &b);
	}
	if (p->power)
		buf_addf(&b, ", power fails (%llu)", (unsigned long long)p->seed);
	if (p->disk_kib != 0)
		buf_addf(&b, "a disk of %u KiB", p->disk_kib);
	if (p->script[0] != '\0')
		buf_addf(&b, "%s%s", buf_str(&b).n == 0 ? "" : ", ", p->script);
	else if (buf_str(&b).n == 0)
		buf_addf(&b, "undisturbed");
	return buf_str(&b);
}

/* --- trying ---------------------------------------------------------------------- */

struct trying {
	struct world	*w;
	const struct truth *truth;
	struct arena	*mem;
	struct buf	 why;
	struct tried	 r;
};

static void
note(struct trying *t, struct faults f, struct str why)
{
	t->r.faults.lost += f.lost;
	t->r.faults.duplicated += f.duplicated;
	t->r.faults.leaked += f.leaked;
	t->r.faults.unrecovered += f.unrecovered;
	t->r.faults.held += f.held;
	buf_add(&t->why, why);
}

/* A death that nobody ordered is a fault whatever the state is. */
static void
check_end(struct trying *t, const struct ended *e, bool may_die)
{
	if (e->hung)
		note(t, (struct faults){ .unrecovered = 1 }, S("    the run did not end\n"));
	else if (e->signal != 0 && !may_die)
		note(t, (struct faults){ .unrecovered = 1 },
		    str_fmt(t->mem, "    the run died by signal %d\n", e->signal));
}

static bool
done(const struct ended *e)
{
	return e->code == EXIT_FINE || e->code == EXIT_HELD;
}

static void
check_broken_off(struct trying *t)
{
	struct str why;
	struct faults f = oracle_broken_off(t->w, t->truth, t->mem, &why);

	note(t, f, why);
}

/* The runs that are hurt. */
static void
hurt(struct trying *t, const struct point *p)
{
	for (unsigned i = 0; i < p->n; i++) {
		const struct order *o = &p->row[i];
		bool kills = o->act == ACT_KILL || o->act == ACT_KILL_GROUP;
		struct ended e = world_run(t->w, p->disk_kib != 0 ? NULL : o);

		check_end(t, &e, kills && t->w->control->carried_out);
		t->r.crashes += kills && t->w->control->carried_out;
		if (p->power && t->w->control->carried_out)
			world_power(t->w, p->seed);
		check_broken_off(t);
	}
}

/* Rules of the write order that were broken are bytes lost when the power fails. */
static void
check_order(struct trying *t)
{
	struct control *c = t->w->control;

	for (unsigned i = 0; i < c->nnotes; i++)
		note(t, (struct faults){ .lost = 1 }, str_fmt(t->mem, "    %s\n", c->note[i]));
	if (c->overflow)
		note(t, (struct faults){ .lost = 1 }, S("    a table of the order checker is too small\n"));
	c->nnotes = 0;
}

/* Recovery is running the same command again. */
static void
recover(struct trying *t)
{
	struct ended e = { .code = -1 };

	for (int i = 0; i < TRIES && !done(&e); i++) {
		e = world_run(t->w, NULL);
		check_end(t, &e, false);
	}
	if (!done(&e))
		note(t, (struct faults){ .unrecovered = 1 },
		    str_fmt(t->mem, "    not finished after %d runs: exit code %d\n", TRIES, e.code));
}

struct tried
suite_try(const struct suite *s, const struct point *p, struct world *w, const struct truth *truth, const char *broken,
    struct arena *mem)
{
	struct trying t = { .w = w, .truth = truth, .mem = mem };
	struct leave leave = { .hold = s->memory };
	struct faults f;
	struct str why;

	buf_init(&t.why, mem, WHY_MOST);
	world_reset(w);
	(void)snprintf(w->control->broken, NAME_MOST, "%s", broken);
	w->control->watch = s->watch;
	w->control->count_memory = s->memory;
	if (p->power)
		(void)snprintf(w->control->shadow, sizeof w->control->shadow, "%s/schaduw", w->dir);
	if (p->disk_kib != 0)
		world_disk(w, p->disk_kib);
	if (p->script[0] != '\0')
		world_script(w, p->script);
	hurt(&t, p);
	w->control->shadow[0] = '\0';
	w->control->watch = s->watch && !p->power;
	if (p->disk_kib != 0)
		world_disk(w, DISK_LARGE_KIB);
	if (strncmp(p->script, "set ", 4) == 0)
		world_script(w, "set lost 0\nset late 0\n");
	recover(&t);
	leave.spare = strstr(p->script, "late") != NULL;
	f = oracle_finished(w, truth, &leave, mem, &why);
	note(&t, f, why);
	if (w->control->watch)
		check_order(&t);
	if (p->disk_kib != 0)
		world_disk(w, 0);
	t.r.why = buf_str(&t.why);
	return t.r;
}
