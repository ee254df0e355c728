/* SPDX-License-Identifier: EUPL-1.2 */
/* log.c - what the program tells its keeper: on stderr, one logfmt line each, or in systemd's journal with fields. */
#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/journal.h"
#include "base/lang.h"

#include "base/banned.h"

#define TEXT_MOST	800	/* bytes of a line */

static struct {
	const char	*program;
	enum log_level	 level;
	int64_t		 run;
	void		(*wipe)(void *);
	void		*ctx;
} log_state = { "woostraat", LOG_INFO, 0, NULL, NULL };

void
log_open(const char *program, enum log_level level)
{
	log_state.program = program;
	log_state.level = level;
}

void
log_over(void (*wipe)(void *), void *ctx)
{
	log_state.wipe = wipe;
	log_state.ctx = ctx;
}

void
log_run(int64_t run)
{
	log_state.run = run;
}

/* A file name may hold anything: no control code reaches a terminal or a log. */
static void
harmless(char *text)
{
	for (char *c = text; *c != '\0'; c++) {
		if ((unsigned char)*c < 0x20 || *c == 0x7f)
			*c = '?';
	}
}

/* false: the journal is not there, or did not take it. */
static bool
to_journal(enum log_level level, const struct log_about *a, struct str text)
{
	/* Of syslog(3), whose header has names of ours: error, warning, notice, debug. */
	static const char *const priorities[] = {
		[LOG_FOUT] = "3",
		[LOG_LET_OP] = "4",
		[LOG_INFO] = "5",
		[LOG_DETAIL] = "7",
	};
	char run[24];
	struct journal_field f[] = {
		{ "MESSAGE", text },
		{ "PRIORITY", str_of(priorities[level]) },
		{ "SYSLOG_IDENTIFIER", str_of(log_state.program) },
		{ "WOOSTRAAT_RUN", STR_NONE },
		{ "WOOSTRAAT_ORGANISATION", a->organisation },
		{ "WOOSTRAAT_DOSSIER", a->dossier },
		{ "WOOSTRAAT_CODE", a->code },
		{ "WOOSTRAAT_EVIDENCE", a->evidence },
	};

	if (!journal_there())
		return false;
	if (log_state.run != 0) {
		(void)snprintf(run, sizeof run, "%lld", (long long)log_state.run);
		f[3].value = str_of(run);
	}
	return journal_send(f, COUNT(f));
}

static void
to_stderr(enum log_level level, const char *text)
{
	static const char *const names[] = {
		[LOG_FOUT] = "fout",
		[LOG_LET_OP] = "let-op",
		[LOG_INFO] = "info",
		[LOG_DETAIL] = "detail",
	};
	char line[TEXT_MOST * 2 + 80];
	size_t n;

	n = (size_t)snprintf(line, sizeof line, "%s: niveau=%s melding=\"", log_state.program, names[level]);
	for (const char *c = text; *c != '\0' && n < sizeof line - 4; c++) {
		if (*c == '"' || *c == '\\')
			line[n++] = '\\';
		line[n++] = *c;
	}
	line[n++] = '"';
	line[n++] = '\n';
	if (log_state.wipe != NULL)
		log_state.wipe(log_state.ctx);
	(void)fwrite(line, 1, n, stderr);
}

static void
write_line(enum log_level level, const struct log_about *a, const char *fmt, va_list ap)
{
	char text[TEXT_MOST];

	lang_speak();
	if (level > log_state.level)
		return;
	(void)vsnprintf(text, sizeof text, lang_text(fmt), ap);
	harmless(text);
	if (!to_journal(level, a, str_of(text)))
		to_stderr(level, text);
}

void
log_line(enum log_level level, const char *fmt, ...)
{
	const struct log_about nothing = { .code = STR_NONE };
	va_list ap;

	va_start(ap, fmt);
	write_line(level, &nothing, fmt, ap);
	va_end(ap);
}

void
log_about(const struct log_about *a, enum log_level level, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	write_line(level, a, fmt, ap);
	va_end(ap);
}

void
log_record(const struct log_about *a, enum log_level level, const char *fmt, ...)
{
	char text[TEXT_MOST];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	harmless(text);
	(void)to_journal(level, a, str_of(text));
}

void
log_plain(const struct log_about *about, struct str text)
{
	const struct log_about nothing = { .code = STR_NONE };

	if (!to_journal(LOG_FOUT, about == NULL ? &nothing : about, text))
		(void)fprintf(stderr, "%s: %.*s\n", log_state.program, STRF(text));
}
