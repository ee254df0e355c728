/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * publish.pml - one dossier, NW workers, its row in the ledger, and a portal that makes concepts first.
 *
 *	spin -DNW=2 -a publish.pml && cc -O2 -DSAFETY -DCOLLAPSE -o pan pan.c && ./pan -m100000
 *
 * Workers may die at any step, lose answers, and lose their claim while alive.
 * A request whose answer is lost lands at any time later: POST, PATCH, the
 * PATCH that withdraws, DELETE, and those of the sweeper.  The gate's answer
 * changes between any two steps.  A person may withdraw what is CONFIRMED; with
 * one worker also what is PUBLISHED, and a record that is public while its next
 * revision is HELD.
 *
 * With the bounds below, all states, no error (spin 6.5.2, partial-order reduction on):
 *	NW=1	   345,188 states
 *	NW=2	29,474,358 states, 1.5 GB, two to five minutes
 *
 * Left out: what has no effect outside (the stages are one step; crashed
 * there, they start anew), documents and their parts, with two workers the next
 * revision of a record that is public, portals where a file has a fixed name,
 * changes by people at the portal, QUARANTINED, and whether it ever ends: this
 * is safety only.  When all RECORDS are used, a POST does nothing.
 */
#ifndef NW
#define NW		2
#endif
/* The bounds. */
#ifndef CRASHES
#define CRASHES		2	/* kill -9, at any step */
#endif
#ifndef LOSSES
#define LOSSES		2	/* answers that never come */
#endif
#ifndef EXPIRIES
#define EXPIRIES	3	/* claims taken over from a worker that lives */
#endif
#ifndef CHANGES
#define CHANGES		2	/* of the gate's answer, after the first */
#endif
#ifndef RECORDS
#define RECORDS		4	/* made at the portal, numbered from 1 */
#endif

/* What can be broken: each of these has a counterexample (model.sh). */
#ifndef DIRECT
#define DIRECT	0	/* 1: no concept at this portal, POST is public at once */
#endif
#ifndef CAS
#define CAS	1	/* 0: remote_id is overwritten instead of chosen once */
#endif
#ifndef GATE
#define GATE	1	/* 0: nobody looks at the verdict */
#endif
#ifndef NOASK
#define NOASK	0	/* 1: what broke off in PUBLISHING starts anew, and the portal is not asked */
#endif
#ifndef GIVEUP
#define GIVEUP	0	/* 1: what broke off in PUBLISHING goes to QUARANTINED, and from there starts anew */
#endif
#ifndef HAND
#define HAND	0	/* 1: to a portal whose people make it public: our work ends at the concept; not a broken form */
#endif
#ifndef LEAVE
#define LEAVE	0	/* 1: what people have stays with them when the gate says no to it */
#endif
#ifndef REASK
#define REASK	0	/* 1: what broke off in REMOVING, and turns out to be public, is kept */
#endif
/*
 * When other concepts may be swept: 0 CONFIRMED, for from there remote_id never becomes NULL again;
 * 1 as soon as one is chosen: a late DELETE meets a concept that is chosen after a REMOVING; 2 at any time.
 */
#ifndef SWEEP
#define SWEEP	0
#endif

/* The claims.  ONLY: look for a breach of this one, whatever else goes wrong. */
#define TWICE	1	/* two public records at once */
#define UNGATED	2	/* public, and the gate had not said yes when PUBLISHING was committed */
#define REFUSED	3	/* becomes public while the row says HELD or WITHDRAWN */
#define SWEPT	4	/* the chosen record is deleted, other than by REMOVING */
#define LOST	5	/* what the row says of the chosen record is not so */
#ifndef ONLY
#define ONLY	0
#endif
#define CLAIM(name, holds)	assert((holds) || (ONLY != 0 && ONLY != name))

#define NOBODY	0
#define ME	(_pid + 1)

/* The states of the table, and what a record is at the portal. */
#define STATE(id, gate, bundle, remote, kind)	, id
mtype = { UNKNOWN
#include "../../pipeline/store/states.def"
};
#undef STATE
mtype:at = { ABSENT, CONCEPT, PUBLIC, REVOKED, GONE };

/* The row.  claim stands for the epoch: an UPDATE finds the row only for who claimed it last. */
mtype state = INGESTED;
byte claim = NOBODY, remote = 0;	/* remote 0: NULL */
bool gated = false;			/* gate_sha256 is there */
bool exposed = false;			/* it is or may be public; set with the intent */

/* The portal, and what is under way to it. */
mtype:at rec[RECORDS + 1] = ABSENT;
byte newest = 0, npublic = 0, late_post = 0;
bool late_patch[RECORDS + 1], late_delete[RECORDS + 1], late_revoke[RECORDS + 1];
#if HAND
bool late_hand[RECORDS + 1], theirs[RECORDS + 1];	/* theirs: people of the portal have it, and may make it public */
#endif

/* The world. */
bool gate_ok;
bool passed[RECORDS + 1];		/* the gate said yes when PUBLISHING was committed */
byte crashes = 0, losses = 0, expiries = 0, changes = 0;

/* --- the row: each change of its state is a MOVE, and has what its STATE needs --- */

inline move(to)
{
#define MOVE(from, into, why)	|| (state == from && to == into)
	assert(false
#include "../../pipeline/store/states.def"
	);
#undef MOVE
#define STATE(id, gate, bundle, remote_id, kind) \
	&& (to != id || ((!gate || gated) && (!remote_id || remote != 0) && (WITHDRAWING != id || exposed)))
	assert(true
#include "../../pipeline/store/states.def"
	);
#undef STATE
	state = to
}

/* --- the portal --- */

inline post()
{
	if
	:: newest < RECORDS ->
		newest++;
		rec[newest] = CONCEPT;
		if :: DIRECT -> passed[newest] = true; patch(newest) :: else fi
	:: else
	fi
}

inline patch(n)		/* publicatiestatus gepubliceerd: only a concept can become it */
{
	if
	:: rec[n] == CONCEPT ->
		rec[n] = PUBLIC;
		npublic++;
		CLAIM(TWICE, npublic <= 1);
		CLAIM(UNGATED, passed[n]);
		CLAIM(REFUSED, state != HELD && state != WITHDRAWN)
	:: else
	fi
}

#if HAND
inline hand(n)		/* it gets its group of owners, and stays a concept */
{
	if :: rec[n] == CONCEPT -> theirs[n] = true :: else fi
}
#endif

inline delete(n)	/* the portal deletes a record whatever its status */
{
	if :: rec[n] == PUBLIC -> npublic-- :: else fi;
	rec[n] = GONE;
	CLAIM(SWEPT, n != remote || state == REMOVING)
}

inline revoke(n)
{
	if
	:: rec[n] == PUBLIC -> rec[n] = REVOKED; npublic--
	:: rec[n] == CONCEPT && HAND -> rec[n] = GONE	/* people could still make it public: it goes */
	:: else
	fi
}

#if SWEEP == 0
#define MAY_SWEEP	(state == CONFIRMED)
#elif SWEEP == 1
#define MAY_SWEEP	(remote != 0)
#else
#define MAY_SWEEP	true
#endif

proctype record(byte n)		/* what reaches it late, and the sweeper, whose DELETE may be late too */
{
end:	do
#if !HAND
	:: atomic { late_patch[n] -> late_patch[n] = false; patch(n) }
#endif
	:: atomic { late_delete[n] -> late_delete[n] = false; delete(n) }
	:: atomic { late_revoke[n] -> late_revoke[n] = false; revoke(n) }
#if HAND
	:: atomic { late_hand[n] -> late_hand[n] = false; hand(n) }
	:: atomic { theirs[n] && rec[n] == CONCEPT -> patch(n) }	/* people make it public, at any time or never */
#endif
	:: atomic { MAY_SWEEP && rec[n] == CONCEPT && n != remote && !late_delete[n] -> late_delete[n] = true }
	od
}

proctype world()
{
end:	do
	:: atomic { late_post > 0 -> late_post--; post() }
	:: atomic { changes < CHANGES -> changes++; gate_ok = !gate_ok }
	od
}

/* --- the worker --- */

#define MINE(s)		(state == s && claim == ME)	/* WHERE state=s AND epoch=mine; no row: fenced */

/* Options beside each step: it dies there; or no answer comes, and the effect does, at once or much later. */
#define OR_DIE		:: atomic { crashes < CRASHES -> crashes++; leave() }
#define OR_LOSE(late)	:: atomic { losses < LOSSES -> losses++; late; leave() }

inline leave()
{
	if :: claim == ME -> claim = NOBODY :: else fi;
	goto again
}

inline commit(from, into)
{
	if
	:: atomic { MINE(from) -> move(into) }
	:: atomic { !MINE(from) -> leave() }
	OR_DIE
	fi
}

inline start_anew()
{
	gated = false;
	move(INGESTED)
}

/* The next epoch.  Where an effect may be under way the portal is asked first; the rest starts anew. */
inline take()
{
	if :: claim != NOBODY -> expiries++ :: else fi;
	claim = ME;
	r = remote;
	if
	:: state == INGESTED
	:: state == PUBLISHING && !NOASK && !GIVEUP -> goto asking
	:: state == PUBLISHING && GIVEUP -> move(QUARANTINED); start_anew()
	:: state == PUBLISHED -> goto published
#if HAND
	:: state == HANDED -> goto asking_people
#endif
	:: state == REMOVING && !REASK -> goto removing		/* a DELETE may be under way: it goes, whatever it is */
	:: state == REMOVING && REASK -> goto looking
	:: state == WITHDRAWING -> goto withdrawing
	:: state == CONFIRMED -> move(WITHDRAWING); goto withdrawing	/* a person's command, at any time or never */
#if NW == 1
	:: state == PUBLISHED -> move(WITHDRAWING); goto withdrawing
	:: state == CONFIRMED -> start_anew()				/* other bytes: its next revision */
	:: state == HELD && exposed -> move(WITHDRAWING); goto withdrawing
	:: state == HELD && gate_ok -> start_anew()
#endif
	:: else -> start_anew()
	fi
}

/* The stages have no effect outside, and are one step. */
inline judge()
{
	move(EXTRACTED);
	move(CLASSIFIED);
	gated = true;
	if
	:: gate_ok || !GATE ->
		move(PASSED);
		move(BUNDLED);
		if :: remote != 0 -> move(CREATED); goto created :: else -> move(CREATING) fi
	:: else -> move(HELD); leave()
	fi
}

/* Documents go to the concept; then the gate is asked again, in the transaction of the intent. */
inline intend()
{
	if
	:: rec[r] == CONCEPT ->
		if :: move(UPLOADING) :: skip /* all is withheld: nothing to bring */ fi;
		move(UPLOADED); move(VERIFIED)
#if NW == 1	/* with two workers there would be too many states: it is REMOVING begun from another state */
	:: rec[r] == CONCEPT -> move(UPLOADING); move(REMOVING); goto removing	/* a half document: it can never be whole */
#endif
	:: rec[r] == PUBLIC
	:: else -> CLAIM(LOST, false); leave()	/* what was chosen is there */
	fi;
	if
	:: gate_ok || !GATE -> passed[r] = gate_ok; exposed = true; move(PUBLISHING)
	:: else -> start_anew(); leave()
	fi
}

/* The oldest record that lives; 0: none. */
inline find()
{
	r = 1;
	do
	:: r <= newest && rec[r] == GONE -> r++
	:: r <= newest && rec[r] != GONE -> break
	:: r > newest -> r = 0; break
	od
}

proctype worker()
{
	byte r;		/* the record it works with */

again:	r = 0;
end:	atomic {
		(claim == NOBODY || expiries < EXPIRIES) && state != WITHDRAWN && (state != HELD || gate_ok || (NW == 1 && exposed)) ->
		take()
	};

	if
	:: atomic { MINE(INGESTED) -> judge() }
	:: atomic { !MINE(INGESTED) -> leave() }
	OR_DIE
	fi;
	atomic { find() };
	if
	:: r != 0
	:: else ->
		if
		:: atomic { newest < RECORDS -> post(); r = newest }
		:: atomic { newest == RECORDS -> leave() }
		OR_LOSE(late_post++)
		OR_DIE
		fi
	fi;
	if		/* the choice: AND remote_id IS NULL */
	:: atomic { CAS && MINE(CREATING) && remote == 0 -> remote = r; move(CREATED) }
	:: atomic { CAS && !(MINE(CREATING) && remote == 0) -> leave() }
	:: atomic { !CAS -> remote = r; state = CREATED }
	OR_DIE
	fi;
created:
	if
	:: atomic { MINE(CREATED) -> intend() }
	:: atomic { !MINE(CREATED) -> leave() }
	OR_DIE
	fi;
publishing:
#if HAND
	if
	:: atomic { hand(r) }
	OR_LOSE(late_hand[r] = true)
	OR_DIE
	fi;
	if
	:: rec[r] == PUBLIC -> commit(PUBLISHING, PUBLISHED); goto published	/* they did already */
	:: rec[r] == CONCEPT -> commit(PUBLISHING, HANDED); leave()
	:: else -> leave()
	fi;
#else
	if
	:: atomic { patch(r); if :: rec[r] != PUBLIC -> leave() :: else fi }
	OR_LOSE(late_patch[r] = true)
	OR_DIE
	fi;
	commit(PUBLISHING, PUBLISHED);
#endif
published:
	if
	:: atomic { MINE(PUBLISHED) -> CLAIM(LOST, rec[r] == PUBLIC); move(CONFIRMED); leave() }
	:: atomic { !MINE(PUBLISHED) -> leave() }
	OR_DIE
	fi;

#if HAND
asking_people:
	if
	:: rec[r] == PUBLIC -> commit(HANDED, PUBLISHED); goto published
	:: rec[r] == CONCEPT && gate_ok -> leave()		/* it waits there; nothing is sent to it */
	:: rec[r] == CONCEPT && !gate_ok && LEAVE ->
		if
		:: atomic { MINE(HANDED) -> state = HELD; leave() }
		:: atomic { !MINE(HANDED) -> leave() }
		fi
	:: rec[r] == CONCEPT && !LEAVE -> commit(HANDED, REMOVING); goto removing	/* held, or other bytes */
	:: atomic { MINE(HANDED) -> move(WITHDRAWING); goto withdrawing }	/* a person's command */
	:: else -> leave()
	fi;
#endif

asking:
	if
	:: rec[r] == PUBLIC -> commit(PUBLISHING, PUBLISHED); goto published
	/* The gate lets the same through again: the intent stands anew, and PATCH twice is PATCH once. */
	:: atomic { rec[r] == CONCEPT && gate_ok && MINE(PUBLISHING) -> passed[r] = true }; goto publishing
	:: rec[r] == CONCEPT -> commit(PUBLISHING, REMOVING)
	:: else -> leave()	/* another has claimed it since */
	fi;
looking:
	if :: rec[r] == PUBLIC -> commit(REMOVING, PUBLISHED); goto published :: else fi;
removing:
	if
	:: atomic { delete(r) }
	OR_LOSE(late_delete[r] = true)
	OR_DIE
	fi;
	if
	:: atomic { MINE(REMOVING) -> remote = 0; exposed = false; start_anew(); leave() }
	:: atomic { !MINE(REMOVING) -> leave() }
	OR_DIE
	fi;

withdrawing:
	if
	:: atomic { revoke(r) }
	OR_LOSE(late_revoke[r] = true)
	OR_DIE
	fi;
	if
	:: atomic { MINE(WITHDRAWING) -> CLAIM(LOST, rec[r] == REVOKED || (HAND && rec[r] == GONE)); exposed = false; move(WITHDRAWN); leave() }
	:: atomic { !MINE(WITHDRAWING) -> leave() }
	OR_DIE
	fi
}

init
{
	byte i = 1;

	atomic {
		if :: gate_ok = true :: gate_ok = false fi;
		do :: i <= RECORDS -> run record(i); i++ :: else -> break od;
		i = 0;
		do :: i < NW -> run worker(); i++ :: else -> break od;
		run world()
	}
}
