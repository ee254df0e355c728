/* SPDX-License-Identifier: EUPL-1.2 */
/* flight.c - the documents of one dossier that go to a site side by side, under one intent. */
#include "flight.h"

#include "plan.h"

#include "base/banned.h"

#define ROW_MEM	MIB(1)

enum { DUE, AWAY, THERE };

bool
flight_is(const struct work *w)
{
	return w->pub.kind->site && w->pub.step == STEP_DOCUMENT && !w->pub.asking;
}

bool
flight_due(const struct work *w, size_t doc)
{
	return w->pub.flight.stand == NULL || w->pub.flight.stand[doc] == DUE;
}

bool
flight_open(const struct work *w)
{
	return flight_is(w) && !w->pub.flight.broken;
}

void
flight_depart(struct work *w, size_t doc)
{
	struct flight *f = &w->pub.flight;

	if (f->stand == NULL)
		f->stand = NEW(w->mem, uint8_t, w->d.ndocs);
	if (!f->open)
		f->findings = w->d.findings.n;
	f->open = true;
	f->stand[doc] = AWAY;
}

/* What is told of the whole is the gravest: a refusal before what is in doubt, a failure before what arrived. */
static int
weight(const struct receipt *r)
{
	switch (r->answer) {
	case PORTAL_SAME:
		return 1;
	case PORTAL_SENT:
	case PORTAL_WOULD_SEND:
		return 2;
	case PORTAL_AWAY:
		return 3;
	case PORTAL_AMBIGUOUS:
		return 4;
	default:
		return 5;
	}
}

#define ARRIVED	2

void
flight_land(struct work *w, size_t doc, const struct receipt *r)
{
	struct flight *f = &w->pub.flight;

	must(f->open && f->stand[doc] == AWAY);
	f->stand[doc] = weight(r) <= ARRIVED ? THERE : DUE;
	f->there += weight(r) <= ARRIVED;
	f->same += r->answer == PORTAL_SAME;
	f->broken |= weight(r) > ARRIVED;
	if (!f->told || weight(r) > weight(&f->said))
		f->said = *r;
	f->told = true;
}

void
flight_close(struct work *w)
{
	uint8_t *stand = w->pub.flight.stand;

	w->pub.flight = (struct flight){ .stand = stand };
	w->pub.doc = 0;
}

bool
flight_brought(const struct work *w)
{
	return w->pub.flight.there != 0;
}

struct str
flight_row(struct work *w, size_t doc)
{
	struct arena *mem = arena_new("plan", ROW_MEM);
	AUTO_JSON j = json_object();
	json_t *docs = json_array();
	struct str row;

	json_put(j, "documents", docs);
	json_push(docs, plan_of_document(&w->d, &w->d.docs[doc], mem));
	row = json_write(w->mem, j);
	arena_free(mem);
	return row;
}

int
flight_digest(struct work *w, struct digest *d, struct err *e)
{
	struct arena *mem = arena_new("plan", MIB(512));
	int rc = digest_parse(plan_digest(&w->d, mem), d);

	arena_free(mem);
	return rc == 0 ? 0 : err_set(e, E_BUG, "plan");
}
