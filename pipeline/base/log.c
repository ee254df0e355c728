/* SPDX-License-Identifier: EUPL-1.2 */
/* log.c - what the program tells its keeper, on stderr, one logfmt line each. */
#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/lang.h"

#include "base/banned.h"

static struct {
	const char	*program;
	enum log_level	 level;
	void		(*wipe)(void *);
	void		*ctx;
} log_state = { "woostraat", LOG_INFO, NULL, NULL };

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
log_line(enum log_level level, const char *fmt, ...)
{
	static const char *const names[] = {
		[LOG_FOUT] = "fout",
		[LOG_LET_OP] = "let-op",
		[LOG_INFO] = "info",
		[LOG_DETAIL] = "detail",
	};
	char text[800], line[sizeof text * 2 + 80];
	size_t n;
	va_list ap;

	lang_speak();
	if (level > log_state.level)
		return;
	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof text, lang_text(fmt), ap);
	va_end(ap);
	n = (size_t)snprintf(line, sizeof line, "%s: niveau=%s melding=\"", log_state.program, names[level]);
	/* A file name may hold anything: no control code reaches a terminal or a log. */
	for (const char *c = text; *c != '\0' && n < sizeof line - 4; c++) {
		if ((unsigned char)*c < 0x20 || *c == 0x7f)
			line[n++] = '?';
		else if (*c == '"' || *c == '\\') {
			line[n++] = '\\';
			line[n++] = *c;
		} else
			line[n++] = *c;
	}
	line[n++] = '"';
	line[n++] = '\n';
	if (log_state.wipe != NULL)
		log_state.wipe(log_state.ctx);
	(void)fwrite(line, 1, n, stderr);
}
