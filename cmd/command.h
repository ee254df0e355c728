/* SPDX-License-Identifier: EUPL-1.2 */
/* command.h - the subcommands and what they are given. */
#ifndef COMMAND_H
#define COMMAND_H

#include "base/err.h"
#include "base/str.h"

#define PROGRAM_VERSION	"0.1.0"
#define CONFIG_DEFAULT	"/etc/woostraat/woostraat.yaml"

enum command_id {
#define COMMAND(ID, ...)	CMD_##ID,
#include "commands.def"
#undef COMMAND
	CMD__COUNT
};

enum {
#define COMMAND(ID, ...)	C_##ID = 1 << CMD_##ID,
#include "commands.def"
#undef COMMAND
	C_ALL = (1 << CMD__COUNT) - 1
};

enum option_id {
#define OPTION(ID, ...)	O_##ID##_,
#include "options.def"
#undef OPTION
	OPT__COUNT
};

struct invocation {
	enum command_id	 command;
	const char	*option[OPT__COUNT];	/* NULL: not given; "" for one without argument */
	char		**argv;			/* what is left */
	int		 argc;
};

/* A subcommand: returns the exit code of the program. */
typedef int	 command_run(const struct invocation *, struct arena *);
#define COMMAND(ID, name, ...)	command_run cmd_##name;
#include "commands.def"
#undef COMMAND

struct command {
	const char	*name, *arguments, *help, *example;
	command_run	*run;
};
extern const struct command commands[CMD__COUNT];

/*
 * Read the command line.  0: run it.  1: help or the version was asked for and
 * shown.  -1: wrong, E_USAGE says what.
 */
int		 invocation_read(int argc, char **argv, struct invocation *, struct arena *, struct err *) MUST_USE;

/* Say what went wrong on stderr; returns the exit code for it. */
int		 command_failed(const struct err *);

#endif
