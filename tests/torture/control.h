/* SPDX-License-Identifier: EUPL-1.2 */
/* control.h - what the torture driver orders from the three programs, and what they tell it: one shared file. */
#ifndef TORTURE_CONTROL_H
#define TORTURE_CONTROL_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define CONTROL_ENV	"WOO_TORTURE"	/* the path of the file; the driver makes it */
#define NAME_MOST	40
#define PLACES_MOST	200	/* names of FAULT and BROKEN */
#define FILES_MOST	256	/* files written and not yet synced */
#define NAMES_MOST	512	/* names made and not yet synced */
#define PATH_MOST	240
#define NOTES_MOST	40
#define NOTE_MOST	200
#define PORTALS_MOST	4

/* Whose call it is; the children of a worker count with it. */
enum prog { PROG_SUPERVISOR, PROG_UPLOADER, PROG_WORKER, PROG__COUNT };

enum call {
#define CALL(name, effect)	CALL_##name,
#include "calls.def"
#undef CALL
	CALL__COUNT,
	CALL_EFFECT = CALL__COUNT	/* any call with an effect, on one count */
};

enum act { ACT_NONE, ACT_KILL, ACT_KILL_GROUP, ACT_FAIL, ACT_SHORT, ACT_NO_MEMORY };

/* One order for one run: at the nth call (or FAULT point, or allocation) of prog do act. */
struct order {
	enum act	 act;
	enum prog	 prog;
	enum call	 call;
	char		 fault[NAME_MOST];	/* not "": the FAULT point of this name, whichever program passes it */
	uint32_t	 nth;			/* from 1 */
	bool		 sticky;		/* ACT_FAIL, ACT_NO_MEMORY: from then on every time */
	int		 err;			/* ACT_FAIL */
};

/* A name that FAULT or BROKEN was called with. */
struct place_name {
	atomic_uint	 state;		/* 0 free, 1 being written, 2 there */
	atomic_uint	 n;
	bool		 broken;
	char		 name[NAME_MOST];
};

struct inode {
	dev_t		 dev;
	ino_t		 ino;
};

/* A file with bytes that no fsync has covered. */
struct dirty {
	struct inode	 id;
	bool		 journal;	/* of the ledger */
	bool		 kept;		/* as it was at its last fsync, under its number in the folder shadow; else it was new */
	char		 path[PATH_MOST];
};

/* A name that no fsync of its directory has covered. */
struct fresh {
	struct inode	 dir;
	bool		 made;		/* by open(O_CREAT), not by mkdir, link or rename: rule R2 does not speak of it */
	char		 path[PATH_MOST];
};

struct control {
	/* From the driver. */
	struct order	 order;
	char		 broken[NAME_MOST];	/* the deliberate fault; "" none */
	bool		 watch;			/* keep dirty and fresh, and check the write order */
	bool		 count_memory;
	char		 shadow[PATH_MOST + 16];	/* not "": a folder for files as they were at their last fsync */
	struct inode	 portal[PORTALS_MOST];	/* folders where a rename is an effect */
	size_t		 nportals;
	/* From the programs. */
	atomic_bool	 carried_out;		/* the order, at least once */
	atomic_bool	 all_die;		/* of a process that may not kill its group: the others do it at their next call */
	atomic_uint	 calls[PROG__COUNT][CALL__COUNT];
	atomic_uint	 effects[PROG__COUNT];
	atomic_uint	 allocations[PROG__COUNT];
	struct place_name places[PLACES_MOST];
	/* The write order (order.c); under the lock. */
	atomic_uint	 lock;			/* pid of who holds it */
	struct dirty	 dirty[FILES_MOST];
	size_t		 ndirty;
	struct fresh	 fresh[NAMES_MOST];
	size_t		 nfresh;
	unsigned	 outside;		/* effects that were seen */
	unsigned	 nnotes;
	char		 note[NOTES_MOST][NOTE_MOST];	/* violations, in words */
	bool		 overflow;		/* a table was too small: nothing was proved */
};

extern struct control *control;			/* NULL: nobody ordered anything */

/* Which of the three this process is. */
enum prog	control_prog(void);

/* Count a call.  false: it must fail, errno is set.  May not return at all. */
bool		control_call(enum call);

/* The bytes that this writing call may write: n, or fewer when a short write was ordered. */
size_t		control_short(enum call, size_t n);

/* Count an allocation.  false: it must fail. */
bool		control_memory(void);

/*
 * The write order.  order_before_write comes before bytes of fd change, the
 * others after what they tell of succeeded, except order_sending and
 * order_renaming: those ask whether the effect may happen now.
 */
void		order_before_write(int fd);
void		order_last(void);	/* all are about to die: nobody is halfway in the tables */
void		order_synced(int fd);
void		order_made(int dir, const char *path, bool by_open);
void		order_removed(int dir, const char *path);
void		order_sending(int fd, const void *p, size_t n);
void		order_renaming(int from_dir, const char *from, bool follow, int dir, const char *path);

#endif
