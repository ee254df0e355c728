/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * gpp_record.h - what was said to the fake bank and what it said, for who holds both to the contract (contract.json).
 *
 * FAKE_GPP_RECORD names a file; each exchange becomes a line of JSON at its end:
 *
 *	method, path, query	as they came; the path below api/v2/
 *	token, audit, length	whether the headers were there: the key; all three of the audit, in ASCII; Content-Length
 *	json, multipart, part	what the body was; part: bytes of the field inhoud
 *	body			of JSON
 *	status, reply, html, bytes	what was answered; reply null when it was no JSON
 *	fault			by script: then the answer is not the bank's, or did not arrive
 */
#ifndef GPP_RECORD_H
#define GPP_RECORD_H

#include <fcntl.h>
#include <unistd.h>

#include "gpp_docs.h"

struct gpp_heard { bool token, audit, length; };

static inline int
gpp_record_open(void)
{
	const char *path = getenv("FAKE_GPP_RECORD");

	return path == NULL || path[0] == '\0' ? -1 : open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* One line in one write, so that programs may share the file. */
static inline void
gpp_record(int fd, const char *method, const struct gpp_request *q, struct gpp_heard h, const struct gpp_reply *r,
    const char *fault)
{
	const char *part = NULL;
	size_t n = 0;
	json_t *j, *body;
	char *text;

	if (fd < 0)
		return;
	body = q->json ? json_loadb(q->p == NULL ? "" : q->p, q->n, 0, NULL) : NULL;
	j = json_pack("{s:s,s:s,s:O,s:b,s:b,s:b,s:b,s:b,s:o?,s:i,s:O?,s:b,s:I}", "method", method, "path", q->path, "query",
	    q->query, "token", h.token, "audit", h.audit, "length", h.length, "json", q->json, "multipart", q->boundary != NULL,
	    "body", body, "status", (int)r->status, "reply", r->j, "html", r->html != NULL, "bytes", (json_int_t)r->n);
	must(j != NULL);
	if (q->boundary != NULL && q->came > q->n)
		json_put(j, "part", json_integer((json_int_t)gpp_sunk(q)));
	else if (q->boundary != NULL && gpp_multipart(q, &part, &n))
		json_put(j, "part", json_integer((json_int_t)n));
	if (fault != NULL)
		json_put(j, "fault", json_string(fault));
	text = json_dumps(j, JSON_COMPACT);
	must(text != NULL);
	n = strlen(text);
	text[n] = '\n';
	must(write(fd, text, n + 1) == (ssize_t)(n + 1));
	free(text);
	json_decref(j);
}

#endif
