/* SPDX-License-Identifier: EUPL-1.2 */
/* breaker.h - when a portal may be asked: back-off, Retry-After, and the breaker that opens when it keeps failing. */
#ifndef BREAKER_H
#define BREAKER_H

#include "runner.h"

/*
 * Facts: reliability 10.  A portal that is away is asked again after a random
 * time up to twice the last one (full jitter), or after what it asked for
 * itself.  After five failures in a row the breaker opens: half a minute, then
 * twice as long each time, at most fifteen minutes; then one request is a
 * probe.  It is kept in the ledger, for the next run.  No run waits for portals
 * longer than its patience; what is left then is for the next one.
 * A portal that refuses five dossiers in a row in the same words means us, not
 * them: it is not asked again in this run.
 */
struct way {
	const struct organisation *org;
	const struct outlet *outlet;
	struct str	 key;		/* of it in the ledger */
	struct breaker	 breaker;
	int64_t		 not_before_ms;	/* by clock_ms */
	bool		 gone;		/* not asked again in this run */
	struct str	 refusal;	/* of the last dossiers, and of how many in a row */
	unsigned	 refused;
	struct str	 why;		/* Dutch, when gone */
	uint64_t	 known;		/* orders up to this one were out when it failed last: they say nothing new */
};

struct ways {
	struct way	*v;
	size_t		 n, cap;
	struct run	*run;
	int64_t		 deadline_ms;
	struct arena	*mem;
};

/* Milliseconds to wait after so many failures in a row; random is any number.  retry_after_s 0: the portal asked nothing. */
int64_t		 way_backoff_ms(unsigned tries, int retry_after_s, uint64_t random);
/* Seconds that the breaker stays open after so many failures in a row; 0: it stays shut. */
int64_t		 way_open_s(int64_t fails);

void		 ways_init(struct ways *, struct run *, struct arena *);
/* To this place of the organisation, read from the ledger when it is first asked for. */
int		 ways_of(struct ways *, const struct organisation *, const struct outlet *, struct way **, struct err *)
		    MUST_USE;
/* Its key in the ledger: the organisation's, with its name behind it when it is not the first. */
struct str	 way_key(const struct organisation *, const struct outlet *, struct arena *);
/*
 * What came of an order.  tries: failures in a row of its dossier; *again_ms_r: when that may try again.
 * order counts the orders of the run, last is the newest one: several that were out when the portal
 * failed are one failure.
 */
int		 ways_heard(struct ways *, struct way *, const struct receipt *, unsigned tries, uint64_t order, uint64_t last,
		    int64_t *again_ms_r, struct err *) MUST_USE;

#endif
