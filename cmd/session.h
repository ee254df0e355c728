/* SPDX-License-Identifier: EUPL-1.2 */
/* session.h - what run, redo and check share: open the parts, bring the dossiers through, account for them. */
#ifndef SESSION_H
#define SESSION_H

#include "command.h"
#include "report/progress.h"
#include "report/table.h"
#include "runner.h"
#include "scratch.h"
#include "standin.h"
#include "views.h"

struct again;
struct gallery;
struct returned;
struct shares;
struct trend;

struct session {
	struct arena	*mem;
	const struct invocation *inv;
	const char	*mode;		/* run, redo, check, rehearse, stage: for the account only */
	struct settings	 settings;
	struct organisation otherwise;	/* --organisation */
	struct run	 run;
	struct places	 places;
	struct totals	 totals;
	struct progress	 progress;
	struct { int64_t since_ms, said_ms; uint64_t bytes; } watch;	/* how far it is, for who looks on (watch.h); bytes of the documents */
	struct arena	*line;		/* one dossier's lines; rewound */
	bool		 json, quiet, rehearsal;
	int		(*after)(struct session *, struct err *);	/* when all dossiers are closed, before the lists of sites; NULL: nothing */
	int		 lock;		/* of the state folder, shared */
	struct slots	*slots;		/* NULL in a rehearsal */
	const char	*templates_dir;
	struct artefact	 templates;	/* the list of them in the vault */
	struct str	 no_walls;	/* what the machine lacks around the workers, in words; absent: nothing */
	struct str	 told_walls;	/* the same for who started this, in their language */
	bool		 restored;	/* a person said that the ledger was put back */
	bool		 left_out;	/* another run works for one of the organisations */
	json_t		*sites;		/* how the listing of each site went (listing.h); NULL: no site */
	json_t		*calendars;	/* what is late and due by the calendars at the end (agenda.h); NULL: not asked */
	json_t		*mail;		/* what became of each mail (mails.h); NULL: there was none */
	int		 mailed;	/* the exit code that they tell of; below 0: none does */
	int		 besides;	/* the exit code that something besides the dossiers asks for */
	json_t		*standing, *withdrawn;	/* how its organisations stand at the end (ending.h); NULL: not asked */
	json_t		*tidied;	/* what went out of the vault on purpose until now (tidying.h); NULL: nothing */
	bool		 redo;		/* a person waits; nothing is reused from run.from on */
	bool		 ask;		/* before something is sent */
	struct { struct uuid *v; size_t n, cap; } shown;	/* whose difference a person has seen */
	bool		 lost;		/* a line of the account could not be kept */
	int		 spool;		/* the account, for the page; -1: none wanted */
	int		 page_spool;	/* what the page is made of, line for line (report/pageline.h); with spool */
	size_t		 lines;		/* in it */
	struct { struct artefact is; struct str lead, tail; } kept;	/* the account that was kept last, and what stands around its
					   documents (review.h); tail absent: none was, of the dossier in hand */
	struct again	*again;		/* NULL: every dossier is read (again.h) */
	json_t		*head;		/* the account of the run itself */
	struct shares	*shares;	/* whose each line is (shares.h); NULL: nothing is divided */
	struct returned	*returned;	/* what became of each row of the sources (returned.h); NULL: nothing yet */
	struct trend	*trend;		/* what came of the last nights (trend.h); NULL: no night */
	struct gallery	*gallery;	/* places to be drawn for the page; NULL: none */
	struct scratch	 scratch;	/* of a rehearsal */
	struct view	 view;		/* the templates without those of organisations that are left out */
	struct standin	*standin;	/* the portal of a rehearsal that sends; NULL: nothing is sent in one */
};

/*
 * A session over the state that the settings name (run, redo), or over a
 * temporary one (check, rehearse, stage).  At -1 there is nothing to close.
 */
int	session_open(struct session *, const struct invocation *, const char *mode, bool rehearsal, struct arena *,
	    struct err *) MUST_USE;
void	session_close(struct session *);

/* The folder of templates that a session would use: --templates, of the settings, or what came with the program. */
int	session_templates(const struct invocation *, struct arena *, const char **dir_r, struct err *) MUST_USE;

/* The same for who has read the settings: set is what they say, home the folder of the programs. */
int	session_find_templates(const struct invocation *, struct str set, struct str home, struct arena *, const char **dir_r,
	    struct err *) MUST_USE;

/* The organisation of --organisation, or NULL. */
const struct organisation *session_otherwise(const struct session *);

/*
 * Take the organisations whose dossiers are in s->places, one run for each at a
 * time.  all: of every organisation; where another run is at work, its
 * dossiers are left out and said to be.  Else that is E_AGAIN.
 */
int	session_claim(struct session *, bool all, struct err *) MUST_USE;

/*
 * Does this run work for the organisation?  In a rehearsal for all.  A run over
 * everything also takes the lock of one that has nothing in the intake.
 */
bool	session_ours(struct session *, const struct organisation *);

/* On stdout, past the line that shows progress. */
void	session_print(struct session *, struct str);

/*
 * A line of the account, with its line feed, and what the page is made of (absent: of this line); the row of a dossier
 * that was not read.
 */
void	session_line(struct session *, struct str line, struct str page);
/* The same of a long line, a piece at a time; whole: the page is made of all of it, and page is absent at its end. */
void	session_piece(struct session *, struct str piece, bool whole);
void	session_line_end(struct session *, struct str page);
struct table	session_table(struct session *, struct buf *out);	/* that goes to out, which it makes */
void	session_row(struct session *, const struct dossier *, size_t ndocs, struct str category);

/* Where the page and the lines go: a folder of this run below the reports, or the file that was asked for. */
int	session_reports(struct session *, struct err *) MUST_USE;

/*
 * Let a worker do a stage that is about the run as a whole, on extra (NULL:
 * nothing); *fd_r is what it made of that kind.
 */
int	session_job(struct session *, enum stage_id, const struct artefact *extra, enum artefact_kind what, int *fd_r,
	    struct err *) MUST_USE;

/* The same of a task that somebody made. */
int	session_gift(struct session *, const struct task *wanted, enum artefact_kind what, int *fd_r, struct err *) MUST_USE;

/*
 * The same for who hands the worker its descriptors (task.give, task.owner) and
 * wants to know how it ended.  wanted says the stage; task_drop(t) in the end.
 */
int	session_task(struct session *, const struct task *wanted, struct task *t, struct err *) MUST_USE;

/*
 * End one in which no dossier went through the street.  rc is what came of it so
 * far, with its error, and is returned; a failure to end is an error too.
 */
int	session_end(struct session *, int rc, struct err *) MUST_USE;

/* Bring s->places through the street and account for them.  Returns the exit code. */
int	session_run(struct session *);

#endif
