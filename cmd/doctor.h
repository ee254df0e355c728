/* SPDX-License-Identifier: EUPL-1.2 */
/* doctor.h - what would spoil the night, looked for by day: the checks of doctor.def and what they share. */
#ifndef DOCTOR_H
#define DOCTOR_H

#include "base/json.h"
#include "command.h"
#include "config/settings.h"
#include "store/overview.h"

enum grade {
	FINE,
	LOOK,			/* a night can go on with it; a person should look */
	WRONG,			/* a night fails or does not do what it is for */
	UNSEEN,			/* could not be looked at here, or was not asked for; says nothing */
	GRADE__COUNT
};

struct doctor {
	const struct invocation *inv;
	struct arena	*mem;
	time_t		 now;		/* --now, or the clock */
	const char	*config;
	struct settings	 settings;
	bool		 read;		/* the settings could be read: without them only the machine is looked at */
	struct str	 home;		/* folder of the programs */
	const char	*templates;	/* NULL: not found */
	bool		 stranger;	/* we are another account than the state's: the ledger is left alone */
	bool		 json, ask;	/* --json, --portal */
	size_t		 n[GRADE__COUNT];
	const char	*check, *title;	/* which one speaks: its id, its Dutch name */
};

/*
 * One thing that was looked at.  text: what there is, nothing personal; advice:
 * what to do about it, absent where nothing is.  Both are shown so that they
 * steer no terminal.
 */
void	doctor_say(struct doctor *, enum grade, struct str text, const char *advice);

/* A fault that the machine tells of, with what to do. */
void	doctor_err(struct doctor *, enum grade, const struct err *, const char *advice);

/* "12 dagen", "3 uur", "5 minuten" of some seconds. */
struct str doctor_span(struct arena *, int64_t seconds);

/* Each looks at one subject and speaks by itself; it changes nothing and never gives up. */
typedef void	doctor_check(struct doctor *);
#define CHECK(id, name)	doctor_check doctor_##id;
#include "doctor.def"
#undef CHECK

#endif
