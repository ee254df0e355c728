/* SPDX-License-Identifier: EUPL-1.2 */
/* command.c - the tables of subcommands and options, read and explained. */
#include "command.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "base/fold.h"
#include "base/log.h"
#include "base/utf8.h"
#include "nearest.h"
#include "types.h"
#include "report/layout.h"

#include "base/spoken.h"

#include "base/banned.h"

#define HELP_COLUMN	24
#define COMMAND_COLUMN	9
#define HELP_WIDTH	79
#define C_SENDS		(C_RUN | C_REDO)
#define LONG_FIRST	1000	/* what getopt calls options; below it are letters */

const struct command commands[CMD__COUNT] = {
#define COMMAND(ID, name, arguments, help, example)	[CMD_##ID] = { #name, arguments, help, example, cmd_##name },
#include "commands.def"
#undef COMMAND
};

static const struct {
	const char	*name;
	int		 letter;
	const char	*argument;
	int		 commands;
	const char	*help;
} options[OPT__COUNT] = {
#define OPTION(ID, name, letter, argument, commands, help)	[O_##ID##_] = { name, letter, argument, commands, help },
#include "options.def"
#undef OPTION
};

/* A word or two on the left, its explanation wrapped beside it, or below it where they are long, within 79 columns. */
static void
print_row(const char *left, int column, const char *text)
{
	struct arena *mem = arena_new("uitleg", MIB(1));
	struct buf b;
	struct str lead;

	buf_init(&b, mem, KIB(16));
	lead = str_fmt(mem, "  %-*s ", column, left);
	if (fold_columns(lead) > (size_t)column + 3) {
		buf_addf(&b, "  %s\n", left);
		lead = STR_NONE;
	}
	layout_wrap(&b, str_of(text), lead, (size_t)column + 3, HELP_WIDTH);
	(void)printf("%.*s", STRF(buf_str(&b)));
	arena_free(mem);
}

static void
help_all(void)
{
	(void)printf(_("woostraat %s brengt dossiers naar de openbaarheid (Wet open overheid)\n\n"
		       "Gebruik: woostraat OPDRACHT [OPTIES] ...\n\nOpdrachten:\n"),
	    PROGRAM_VERSION);
	for (int i = 0; i < CMD__COUNT; i++)
		print_row(commands[i].name, COMMAND_COLUMN, _(commands[i].help));
	(void)printf("%s", _("\nwoostraat OPDRACHT --help toont de opties met een voorbeeld.\n"));
}

/* What a repeated request can do at each kind of portal: whoever publishes must know it. */
static void
help_portals(void)
{
	(void)printf("%s", _("\nPortalen (kind), en wat herhalen daar kan aanrichten:\n"));
	for (size_t i = 0; kind_of_portal_at(i) != NULL; i++)
		print_row(kind_of_portal_at(i)->name, COMMAND_COLUMN, _(kind_of_portal_at(i)->guarantee));
}

static void
help_command(enum command_id c)
{
	(void)printf(_("Gebruik: woostraat %s [OPTIES] %s\n\n%s.\n\nOpties:\n"), commands[c].name,
	    commands[c].arguments, _(commands[c].help));
	for (int i = 0; i < OPT__COUNT; i++) {
		char left[80];

		if ((options[i].commands & (1 << c)) == 0)
			continue;
		(void)snprintf(left, sizeof left, "%s%c%s--%s%s%s", options[i].letter != 0 ? "-" : " ",
		    options[i].letter != 0 ? options[i].letter : ' ', options[i].letter != 0 ? ", " : "  ",
		    options[i].name, options[i].argument != NULL ? " " : "",
		    options[i].argument != NULL ? _(options[i].argument) : "");
		print_row(left, HELP_COLUMN, _(options[i].help));
	}
	if ((C_SENDS & (1 << c)) != 0)
		help_portals();
	(void)printf(_("\nVoorbeeld:\n  %s\n"), commands[c].example);
}

static int
find_command(const char *name, enum command_id *id_r)
{
	for (int i = 0; i < CMD__COUNT; i++) {
		if (strcmp(name, commands[i].name) == 0) {
			*id_r = (enum command_id)i;
			return 0;
		}
	}
	return -1;
}

/* The table as getopt_long wants it, for one subcommand. */
static void
fill(enum command_id c, struct option *lo, char *so)
{
	size_t n = 0, k = 0;

	so[k++] = ':';
	for (int i = 0; i < OPT__COUNT; i++) {
		if ((options[i].commands & (1 << c)) == 0)
			continue;
		lo[n++] = (struct option){ options[i].name,
			options[i].argument != NULL ? required_argument : no_argument, NULL, LONG_FIRST + i };
		if (options[i].letter == 0)
			continue;
		so[k++] = (char)options[i].letter;
		if (options[i].argument != NULL)
			so[k++] = ':';
	}
	lo[n] = (struct option){ 0 };
	so[k] = '\0';
}

static int
option_of(enum command_id c, int got)
{
	for (int i = 0; i < OPT__COUNT; i++) {
		/* Two commands may mean something else by one letter. */
		if ((options[i].commands & (1 << c)) == 0)
			continue;
		if (got == LONG_FIRST + i || (options[i].letter != 0 && got == options[i].letter))
			return i;
	}
	return -1;
}

/* The option that getopt stumbled on: a letter may stand in the middle of others, where optind is not past it. */
static struct str
shown(char **argv, struct arena *mem)
{
	char letter = (char)optopt;

	if (optopt != 0 && optopt < LONG_FIRST)
		return str_fmt(mem, "-%.*s", STRF(utf8_show(mem, (struct str){ &letter, 1 })));
	return utf8_show(mem, str_of(argv[optind - 1]));
}

static int
unknown_option(struct str got, enum command_id c, struct err *e)
{
	const char *words[OPT__COUNT] = { NULL }, *near = NULL;
	struct str name = got, word;

	for (int i = 0; i < OPT__COUNT; i++) {
		if ((options[i].commands & (1 << c)) != 0)
			words[i] = options[i].name;
	}
	if (str_starts(name, S("--"))) {
		name = str_from(name, 2);
		if (str_next(&name, '=', &word))
			near = nearest(word, words, COUNT(words));
	}
	if (near != NULL)
		return err_set(e, E_USAGE, _("onbekende optie %.*s; bedoelt u ‘--%s’? Zie woostraat %s --help"),
		    STRF(got), near, commands[c].name);
	return err_set(e, E_USAGE, _("onbekende optie %.*s; zie woostraat %s --help"), STRF(got), commands[c].name);
}

static int
unknown_command(const char *typed, struct arena *mem, struct err *e)
{
	struct str as_typed = utf8_show(mem, str_of(typed));
	const char *words[CMD__COUNT], *near;

	for (int i = 0; i < CMD__COUNT; i++)
		words[i] = commands[i].name;
	near = nearest(str_of(typed), words, COUNT(words));
	if (near != NULL)
		return err_set(e, E_USAGE, _("onbekende opdracht %.*s; bedoelt u ‘%s’? Zie woostraat --help"),
		    STRF(as_typed), near);
	return err_set(e, E_USAGE, _("onbekende opdracht %.*s; zie woostraat --help"), STRF(as_typed));
}

static int
read_options(int argc, char **argv, struct invocation *inv, struct arena *mem, struct err *e)
{
	struct option lo[OPT__COUNT + 1];
	char so[2 * OPT__COUNT + 2];
	int got;

	fill(inv->command, lo, so);
	opterr = 0;
	while ((got = getopt_long(argc, argv, so, lo, NULL)) != -1) {
		int i = option_of(inv->command, got);

		if (got == ':')
			return err_set(e, E_USAGE, _("optie %.*s wil een waarde"), STRF(shown(argv, mem)));
		if (i < 0)
			return unknown_option(shown(argv, mem), inv->command, e);
		inv->option[i] = optarg == NULL ? "" : optarg;
	}
	inv->argv = argv + optind;
	inv->argc = argc - optind;
	return 0;
}

int
invocation_read(int argc, char **argv, struct invocation *inv, struct arena *mem, struct err *e)
{
	*inv = (struct invocation){ 0 };
	if (argc < 2)
		return err_set(e, E_USAGE, "%s", _("geef een opdracht; zie woostraat --help"));
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0) {
		help_all();
		return 1;
	}
	if (strcmp(argv[1], "--version") == 0) {
		(void)printf("woostraat %s\n", PROGRAM_VERSION);
		return 1;
	}
	if (find_command(argv[1], &inv->command) != 0)
		return unknown_command(argv[1], mem, e);
	if (read_options(argc - 1, argv + 1, inv, mem, e) != 0)
		return -1;
	if (inv->option[O_HELP_] != NULL) {
		help_command(inv->command);
		return 1;
	}
	return 0;
}

int
command_failed(const struct err *e)
{
	struct arena *mem = arena_new("melding", MIB(1));

	log_plain(NULL, utf8_show(mem, str_of(err_said(e))));
	arena_free(mem);
	return err_exit(e);
}
