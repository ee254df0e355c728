/* SPDX-License-Identifier: EUPL-1.2 */
/* completion.c - writes the completion for bash from the tables of commands, options and stages, while woostraat is built. */
#include <stdio.h>
#include <string.h>

#include "command.h"

#include "base/banned.h"

#define WORD_MOST	64	/* bytes; a word of the arguments of a command */

static const struct { const char *name, *arguments; } rows[CMD__COUNT] = {
#define COMMAND(ID, name, arguments, help, example)	[CMD_##ID] = { #name, arguments },
#include "commands.def"
#undef COMMAND
};

static const struct { const char *name; int letter; const char *argument; int commands; } opts[OPT__COUNT] = {
#define OPTION(ID, name, letter, argument, commands, help)	[O_##ID##_] = { name, letter, argument, commands },
#include "options.def"
#undef OPTION
};

static const char *const steps[] = {
#define STAGE(site, name, ...)	#name,
#include "stages.def"
#undef STAGE
};

/* What the word for an argument stands for. */
static const struct { const char *word, *kind; } words[] = {
	{ "BESTAND", "files" }, { "PAD", "files" }, { "BAG", "files" }, { "OUD", "files" }, { "NIEUW", "files" },
	{ "MAP", "folders" }, { "CORPUS", "folders" }, { "STAP", "steps" },
};

static const char head[] =
    "# SPDX-License-Identifier: EUPL-1.2\n"
    "# shellcheck shell=bash disable=SC2034,SC2207\n"
    "# woostraat - completion for bash; made from the tables of the program, so change those.\n\n"
    "_woostraat()\n"
    "{\n"
    "\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]}\n"
    "\tlocal options='' files='' folders='' steps='' other='' arguments='' wanted\n\n"
    "\tCOMPREPLY=()\n";

/* bash makes --option=value three words. */
static const char tail[] =
    "\tif [[ $cur == = ]]; then\n"
    "\t\tcur=\n"
    "\telif [[ $prev == = ]] && ((COMP_CWORD > 2)); then\n"
    "\t\tprev=${COMP_WORDS[COMP_CWORD - 2]}\n"
    "\tfi\n"
    "\twanted=$arguments\n"
    "\tcase \" $files \" in *\" ${prev:-=} \"*) wanted=files ;; esac\n"
    "\tcase \" $folders \" in *\" ${prev:-=} \"*) wanted=folders ;; esac\n"
    "\tcase \" $steps \" in *\" ${prev:-=} \"*) wanted=steps ;; esac\n"
    "\tcase \" $other \" in *\" ${prev:-=} \"*) return ;; esac\n"
    "\tif [[ $cur == -* && $wanted == \"$arguments\" ]]; then\n"
    "\t\tCOMPREPLY=($(compgen -W \"$options\" -- \"$cur\"))\n"
    "\t\treturn\n"
    "\tfi\n"
    "\tfor wanted in $wanted; do\n"
    "\t\tcase $wanted in\n"
    "\t\tfiles) compopt -o filenames 2>/dev/null; mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -f -- \"$cur\") ;;\n"
    "\t\tfolders) compopt -o filenames 2>/dev/null; mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -d -- \"$cur\") ;;\n"
    "\t\tsteps) COMPREPLY+=($(compgen -W \"$all_steps\" -- \"$cur\")) ;;\n"
    "\t\t*) COMPREPLY+=($(compgen -W \"$wanted\" -- \"$cur\")) ;;\n"
    "\t\tesac\n"
    "\tdone\n"
    "}\n"
    "complete -F _woostraat woostraat\n";

static const char *
kind_of(const char *word)
{
	for (size_t i = 0; i < COUNT(words); i++) {
		if (strcmp(words[i].word, word) == 0)
			return words[i].kind;
	}
	return "other";
}

/* The options of a command of one kind; NULL: all of them. */
static void
put_options(enum command_id c, const char *variable, const char *kind)
{
	(void)printf("\t\t%s='", variable);
	for (size_t i = 0; i < COUNT(opts); i++) {
		if ((opts[i].commands & (1 << c)) == 0 ||
		    (kind != NULL && (opts[i].argument == NULL || strcmp(kind_of(opts[i].argument), kind) != 0)))
			continue;
		(void)printf("--%s ", opts[i].name);
		if (opts[i].letter != 0)
			(void)printf("-%c ", opts[i].letter);
	}
	(void)printf("'\n");
}

/* Small letters are to be typed as they stand; capitals name what is wanted, once for each kind. */
static void
put_arguments(const char *text)
{
	static const char lower[] = "abcdefghijklmnopqrstuvwxyz-", upper[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	bool files = false, folders = false;
	char word[WORD_MOST];

	(void)printf("\t\targuments='");
	while (*text != '\0') {
		size_t small = strspn(text, lower), big = strspn(text, upper);

		if (small != 0 && text[0] != '-')
			(void)printf("%.*s ", (int)small, text);
		if (big != 0 && big < sizeof word) {
			memcpy(word, text, big);
			word[big] = '\0';
			files |= strcmp(kind_of(word), "files") == 0;
			folders |= strcmp(kind_of(word), "folders") == 0;
			if (strcmp(kind_of(word), "steps") == 0)
				(void)printf("steps ");
		}
		text += small + big != 0 ? small + big : 1;
	}
	/* A list of files has the folders in it. */
	(void)printf("%s'\n", files ? "files" : folders ? "folders" : "");
}

int
main(void)
{
	(void)printf("%s\tlocal all_steps='", head);
	for (size_t i = 0; i < COUNT(steps); i++)
		(void)printf("%s%s", i == 0 ? "" : " ", steps[i]);
	(void)printf("'\n\n\tif ((COMP_CWORD == 1)); then\n\t\tCOMPREPLY=($(compgen -W '");
	for (size_t i = 0; i < COUNT(rows); i++)
		(void)printf("%s ", rows[i].name);
	(void)printf("--help --version' -- \"$cur\"))\n\t\treturn\n\tfi\n\tcase $command in\n");
	for (enum command_id c = 0; c < CMD__COUNT; c++) {
		(void)printf("\t%s)\n", rows[c].name);
		put_options(c, "options", NULL);
		put_options(c, "files", "files");
		put_options(c, "folders", "folders");
		put_options(c, "steps", "steps");
		put_options(c, "other", "other");
		put_arguments(rows[c].arguments);
		(void)printf("\t\t;;\n");
	}
	(void)printf("\tesac\n%s", tail);
	return ferror(stdout) || fflush(stdout) != 0 ? EXIT_DISK : EXIT_FINE;
}
