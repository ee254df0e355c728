/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * script.h - what a portal of the tests does wrong: the one grammar of its scripts, and the one place that reads it.
 *
 * A line is METHOD[/COLLECTION] NTH FAULT [VALUE [VALUE]], or "set NAME NUMBER"; empty lines and what begins with
 * '#' are passed over.  METHOD is that of HTTP, or "*".  COLLECTION narrows it to a part of the portal:
 *
 *	at a bank		"root" (the address itself), the first part of the path ("documenten"), the same with a '/'
 *				behind it for one record ("publicaties/"), or the third ("bestandsdelen", "download")
 *	at woostraat-portal	for what is no bank the first part of the path: "put", "dav", "s3", "oauth", "kept"
 *
 * NTH counts from 1 the requests that fit, since the line was added ("*": all of them).  The first line that fits has it.
 *
 *	status N [RETRY-AFTER]	answer N with a page of HTML; nothing is done
 *	early N			the same, before the body is read
 *	masked N		do it, answer N with a page of HTML, as a gateway that did not wait
 *	stump N			answer N and close half-way its body; nothing is done
 *	flood [N]		an answer N (200) that does not end; nothing is done
 *	deaf			close without reading the body
 *	break			close in the middle of the body
 *	lost			do it, close without an answer
 *	linger MS		do it, wait, close without an answer
 *	late MS			close now, do it MS later
 *	hang MS			wait, close; nothing is done
 *	slow MS			do it, answer MS later
 *	cut			do it, close half-way the answer
 *	blank			do it, answer as it should be but without a body
 *	vanish			answer as if it was done; nothing is done
 *	twice			do it two times, answer to the first
 *	page			answer 200 with a log-in page; nothing is done
 *	redirect		answer 302 with another place; nothing is done
 *	odd			answer 200 with JSON of another shape; nothing is done
 *	wrong			do it, change the last byte of the answer
 *	longer			(what is read) an answer that does not end
 *	type			do it, call the answer text/html
 *
 * Who reads a script says what it can do: a fault or a setting that it does not know is a line not understood.
 */
#ifndef SCRIPT_H
#define SCRIPT_H

#include <stdio.h>
#include <string.h>

#include "base/str.h"

#define SCRIPT_FAULTS(F) F(STATUS, "status") F(EARLY, "early") F(MASKED, "masked") F(STUMP, "stump") F(FLOOD, "flood") \
	F(DEAF, "deaf") F(BREAK, "break") F(LOST, "lost") F(LINGER, "linger") F(LATE, "late") F(HANG, "hang") \
	F(SLOW, "slow") F(CUT, "cut") F(BLANK, "blank") F(VANISH, "vanish") F(TWICE, "twice") F(PAGE, "page") \
	F(REDIRECT, "redirect") F(ODD, "odd") F(WRONG, "wrong") F(LONGER, "longer") F(TYPE, "type")

enum fault {
	FAULT_NONE,
#define F(ID, name)	FAULT_##ID,
	SCRIPT_FAULTS(F)
#undef F
	FAULT__COUNT
};

struct rule {
	char		 method[10], collection[24];	/* collection "": any */
	unsigned	 nth, seen;	/* nth 0: all */
	enum fault	 fault;
	unsigned	 value;		/* status, or milliseconds; 0: none was given */
	char		 retry[64];	/* Retry-After as it is sent; may hold spaces */
};

struct script_line {
	struct rule	 rule;		/* fault FAULT_NONE: the line is a setting */
	char		 name[16];	/* of the setting */
	unsigned	 number;
};

static inline const char *
fault_name(enum fault f)
{
	static const char *const names[FAULT__COUNT] = { "none",
#define F(ID, name)	name,
		SCRIPT_FAULTS(F)
#undef F
	};

	return names[f];
}

/* The next word of a line; false: there is none, or it does not fit. */
static inline bool
script_word(struct str *line, char *out, size_t n)
{
	struct str w;

	out[0] = '\0';
	if (!str_next(line, ' ', &w) || w.n == 0 || w.n >= n)
		return false;
	memcpy(out, w.p, w.n);
	out[w.n] = '\0';
	return true;
}

static inline bool
script_number(const char *text, unsigned *v_r)
{
	uint64_t v;

	if (str_u64(str_of(text), &v) != 0 || v > 1u << 30)
		return false;
	*v_r = (unsigned)v;
	return true;
}

static inline bool
script_rule(struct str line, struct rule *x)
{
	char word[64], *slash;

	if (!script_word(&line, word, sizeof word))
		return false;
	slash = strchr(word, '/');
	if (slash != NULL) {
		*slash = '\0';
		if (strlen(slash + 1) >= sizeof x->collection)
			return false;
		memcpy(x->collection, slash + 1, strlen(slash + 1) + 1);
	}
	if (strlen(word) >= sizeof x->method)
		return false;
	memcpy(x->method, word, strlen(word) + 1);
	if (!script_word(&line, word, sizeof word) ||
	    (strcmp(word, "*") != 0 && (!script_number(word, &x->nth) || x->nth == 0)))
		return false;
	if (!script_word(&line, word, sizeof word))
		return false;
	for (int k = 1; k < FAULT__COUNT; k++)
		x->fault = strcmp(word, fault_name((enum fault)k)) == 0 ? (enum fault)k : x->fault;
	if (x->fault == FAULT_NONE || (line.n != 0 && (!script_word(&line, word, sizeof word) ||
	    !script_number(word, &x->value))))
		return false;
	(void)snprintf(x->retry, sizeof x->retry, "%.*s", STRF(line));
	return true;
}

/*
 * The next line that says something.  1: *x is that line, *at its number (0 before the first call).  0: there is none.
 * -1: line *at is not understood.
 */
static inline int
script_next(struct str *rest, int *at, struct script_line *x)
{
	struct str line;
	char number[16];

	while (str_next(rest, '\n', &line)) {
		(*at)++;
		line = str_trim(line);
		if (line.n == 0 || line.p[0] == '#')
			continue;
		*x = (struct script_line){ .number = 0 };
		if (!str_starts(line, S("set ")))
			return script_rule(line, &x->rule) ? 1 : -1;
		line = str_from(line, 4);
		return script_word(&line, x->name, sizeof x->name) && script_word(&line, number, sizeof number) &&
			line.n == 0 && script_number(number, &x->number) ? 1 : -1;
	}
	return 0;
}

/* Is this request one of those?  path without a '/' in front; of a bank what is below api/v2/. */
static inline bool
rule_fits(const struct rule *x, const char *method, const char *path)
{
	size_t n = strlen(x->collection);
	const char *last = strlen(path) > 48 && strncmp(path, "documenten/", 11) == 0 ? path + 48 : path;

	if (strcmp(x->method, "*") != 0 && strcmp(x->method, method) != 0)
		return false;
	if (strcmp(x->collection, "root") == 0)
		return *path == '\0';
	if (n != 0 && x->collection[n - 1] == '/')	/* one record */
		return strncmp(path, x->collection, n) == 0 && path[n] != '\0' && (last == path || strcmp(last, path) == 0);
	return n == 0 || (strncmp(last, x->collection, n) == 0 && (last[n] == '\0' || last[n] == '/'));
}

/* Which fault does this request get?  Every line that fits counts it.  The caller holds the lock. */
static inline struct rule
rule_choose(struct rule *v, size_t n, const char *method, const char *path)
{
	struct rule got = { .nth = 0 };

	for (size_t i = 0; i < n; i++) {
		if (!rule_fits(&v[i], method, path))
			continue;
		v[i].seen++;
		if (got.fault == FAULT_NONE && (v[i].nth == 0 || v[i].nth == v[i].seen))
			got = v[i];
	}
	return got;
}

#endif
