/* SPDX-License-Identifier: EUPL-1.2 */
/* asking.c - what an earlier run left at the portal, in doubt or with people there, and what follows from its answer. */
#include "asking.h"

#include "base/date.h"
#include "gate.h"

#include "base/banned.h"

/* After this a person is told each night: nobody may have seen that it waits there. */
#define HANDED_LONG_S	((time_t)14 * 24 * 3600)

/* A person did this: redo, withdraw or replace. */
static bool
by_person(const struct work *w)
{
	return w->run->by_hand || (w->run->may & MAY_REUSE) == 0;
}

bool
asking_waits(const struct work *w)
{
	return w->outlet->concept_only && w->row.exposed && w->row.remote.p != NULL && !by_person(w);
}

const struct outlet *
asking_outlet(struct work *w)
{
	struct outlet *o;

	if (w->row.state != S_HANDED || w->pub.step != STEP_SEEN || w->outlet->concept_only)
		return w->outlet;
	o = NEW(w->mem, struct outlet, 1);
	*o = *w->outlet;
	o->concept_only = true;
	return o;
}

/* Is what would go out now what went out then? */
static bool
is_sent(const struct work *w)
{
	const struct artefact *whole = publication_whole(w);
	uint32_t bit = A_BIT(kind_of_outlet(w->outlet)->site ? A_PAGE : A_BUNDLE);

	return (w->d.have_set & bit) != 0 && digest_eq(whole->sha256, w->row.bundle);
}

/* Of what is with people: other rules alone bring nothing new, and would take away what they are working on. */
static bool
is_theirs_still(const struct work *w)
{
	bool redo = (w->run->may & MAY_REUSE) == 0;

	if (redo && !w->outlet->concept_only)
		return false;
	return is_sent(w) || (!redo && (w->d.have_set & A_BIT(A_BUNDLE)) != 0 && digest_eq(w->row.input, w->input));
}

static struct str
today(const struct work *w, time_t at)
{
	return date_dutch(w->mem, date_here(at));
}

/* It is with them, since then. */
static void
tell_handed(struct work *w, time_t since)
{
	struct str who = w->outlet->group_name.n != 0 ? w->outlet->group_name : str_of(_("het portaal"));

	if (w->run->now - since >= HANDED_LONG_S)
		work_find(w, F_PUB_HANDED_LONG, DOC_NONE, who, today(w, since));
	else
		work_find(w, F_PUB_HANDED, DOC_NONE, who, STR_NONE);
	w->sending = (struct sending){ .answer = str_of(found_name(FOUND_HANDED)) };
	work_close(w, O_HANDED);
}

int
asking_handed(struct work *w, const struct receipt *r, enum attempt_end end, struct err *e)
{
	if (r->found == FOUND_WITHDRAWN)
		return publication_refuse(w, r, F_PUB_WITHDRAWN, e);
	if (publication_settle(w, r, end, STEP(S_PUBLISHING, S_HANDED), e) != 0)
		return -1;
	if (w->phase == PH_CLOSED)
		return 0;
	if (w->pub.took_back)
		work_find(w, F_PUB_CONCEPT_REMOVED, DOC_NONE, STR_NONE, STR_NONE);
	tell_handed(w, w->run->now);
	return 0;
}

/* The row goes on from what stands there: held, or the next version. */
static int
go_on(struct work *w, struct err *e)
{
	if (w->phase == PH_CLOSED)
		return 0;
	w->pub.asking = false;
	if (verdict(&w->d.findings) == V_HOLD && w->row.exposed)
		work_find(w, F_RUN_PUBLIC_BUT_HELD, DOC_NONE, STR_NONE, STR_NONE);
	if (verdict(&w->d.findings) == V_HOLD && w->pub.took_back)
		work_find(w, F_PUB_CONCEPT_REMOVED, DOC_NONE, STR_NONE, STR_NONE);
	return gate_follow(w, e);
}

static int
ask_next(struct work *w, const struct receipt *r, enum attempt_end end, struct step step, enum portal_step next,
    struct err *e)
{
	int rc = publication_settle(w, r, end, step, e);

	w->pub.step = next;
	return rc;
}

/* People made it public there: that is what the municipality wants, and it is told who did. */
static int
people_published(struct work *w, const struct receipt *r, enum attempt_end end, struct err *e)
{
	bool theirs = is_theirs_still(w);
	struct step step = STEP(w->row.state, S_PUBLISHED);

	step.exposed = 1;
	if (r->others != 0)
		step.spares = 1;
	w->row.exposed = true;
	if (publication_settle(w, r, end, step, e) != 0)
		return -1;
	if (w->phase == PH_CLOSED)
		return 0;
	if (theirs) {
		work_find(w, r->found == FOUND_SAME ? F_PUB_MADE_PUBLIC : F_PUB_MADE_PUBLIC_OTHER, DOC_NONE,
		    today(w, w->run->now), STR_NONE);
		return publication_confirm(w, r, e);
	}
	if (r->found == FOUND_OTHER && asking_waits(w) && verdict(&w->d.findings) != V_HOLD)
		work_find(w, F_PUB_CHANGED_SINCE, DOC_NONE, STR_NONE, STR_NONE);
	return go_on(w, e);
}

/* With people there, or perhaps: asked what became of it. */
static int
handed(struct work *w, const struct receipt *r, enum attempt_end end, struct err *e)
{
	enum state at = w->row.state;
	bool person = by_person(w);
	struct receipt gone = *r;

	if (r->found == FOUND_SAME || r->found == FOUND_OTHER)
		return people_published(w, r, end, e);
	gone.detail = STR_NONE;
	if (r->found == FOUND_NOTHING && !person)
		return publication_refuse(w, &gone, F_PUB_HANDED_GONE, e);
	if (r->found != FOUND_NOTHING && at == S_HANDED && is_theirs_still(w)) {
		if (publication_settle(w, r, end, STEP(at, at), e) != 0)
			return -1;
		if (w->phase != PH_CLOSED)
			tell_handed(w, w->row.since);
		return 0;
	}
	/* What they added is theirs: only a person lets it go. */
	if (r->found == FOUND_CONCEPT && !person)
		return publication_refuse(w, &gone, F_PUB_HANDED_OTHERS, e);
	w->pub.took_back = r->found != FOUND_NOTHING;
	return ask_next(w, r, end, STEP(at, at), STEP_REMOVE, e);
}

/* The concept was deleted; or it was public after all. */
static int
removed(struct work *w, const struct receipt *r, enum attempt_end end, struct err *e)
{
	enum state at = w->row.state;
	struct step step = STEP(at, at);

	if (r->found == FOUND_CONCEPT || r->found == FOUND_NOTHING) {
		/* It is gone.  Taken up again from here, the record is chosen anew. */
		if (publication_settle(w, r, end, step, e) != 0)
			return -1;
		w->row.remote = STR_NONE;
		w->row.exposed = false;
		return go_on(w, e);
	}
	step.to = S_PUBLISHED;
	step.exposed = w->row.exposed = true;
	w->pub.took_back = false;
	return ask_next(w, r, end, step, STEP_SEEN, e);
}

int
asking_answered(struct work *w, const struct receipt *r, enum attempt_end end, struct err *e)
{
	enum state at = w->row.state;
	bool sent = is_sent(w), concept = r->found == FOUND_CONCEPT || r->found == FOUND_HANDED;
	struct step step = STEP(at, at);

	if (w->pub.step == STEP_SEEN && r->found == FOUND_UNKNOWN)
		return err_set(e, E_BUG, "%s", _("het portaal zegt niet wat er staat"));
	if (r->found == FOUND_WITHDRAWN)
		return publication_refuse(w, r, F_PUB_WITHDRAWN, e);
	if (w->pub.step == STEP_REMOVE)
		return removed(w, r, end, e);
	if (at == S_HANDED)
		return handed(w, r, end, e);
	if (w->outlet->concept_only && (r->found == FOUND_SAME || r->found == FOUND_OTHER))
		return people_published(w, r, end, e);
	if (concept && at == S_PUBLISHING && sent) {
		/* The gate lets the same through again, and PATCH twice is PATCH once. */
		w->pub.asking = false;
		w->at = S_PUBLISHING;
		return ask_next(w, r, end, step, STEP_PUBLISH, e);
	}
	if (concept && at == S_PUBLISHING && w->outlet->concept_only)
		return handed(w, r, end, e);
	if (concept && at == S_PUBLISHING && w->pub.kind->concepts)
		return ask_next(w, r, end, step, STEP_REMOVE, e);
	if (r->found == FOUND_SAME && sent) {
		step.to = S_PUBLISHED;
		if (r->others != 0)
			step.spares = 1;
		if (publication_settle(w, r, end, step, e) != 0)
			return -1;
		return publication_confirm(w, r, e);
	}
	if (r->found == FOUND_NOTHING && !w->pub.kind->concepts)
		step.exposed = w->row.exposed = false;
	else if (r->found == FOUND_SAME || r->found == FOUND_OTHER || r->found == FOUND_MANY)
		step.exposed = w->row.exposed = true;
	if (publication_settle(w, r, end, step, e) != 0)
		return -1;
	return go_on(w, e);
}
