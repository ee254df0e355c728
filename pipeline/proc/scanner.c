/* SPDX-License-Identifier: EUPL-1.2 */
/* scanner.c - the supervisor's side of the virus scanner: who it is, whether it answers, connections to it. */
#include "proc/scanner.h"

#include "base/fd.h"
#include "base/json.h"
#include "base/log.h"
#include "proc/message.h"
#include "proc/spawn.h"
#include "virus/clamd.h"

#include "base/banned.h"

#define FRAME_MEM	MIB(1)
#define VERSION_MS	5000	/* clamd that loads its signatures answers after that */
#define SILENT_MOST	3	/* documents in a row without an answer, each asked for twice */

struct scanner {
	const char	*program, *socket;
	struct helper	 dialer;	/* proc/dialer.h */
	struct scanning	 facts;
	unsigned	 silent;
	struct str	 gone;
};

static int
start(struct scanner *s, struct arena *mem, struct err *e)
{
	struct msg m;

	if (spawn(s->program, "dial", s->socket, false, &s->dialer, e) != 0)
		return -1;
	if (msg_recv(s->dialer.sock, &m, mem, e) == 1 && m.kind == MSG_READY && m.nfds == 0)
		return 0;
	msg_close(&m);
	spawn_end(&s->dialer);
	return err_set(e, E_IO, _("%s is niet te starten"), s->program);
}

/* Ask the dialer; what does not have the form of an answer ends it, and the next is asked of a new one. */
static int
dial(struct scanner *s, struct arena *mem, int *fd_r, struct err *e)
{
	struct msg m = { .kind = MSG_WANT, .body = S("{}") }, in = { 0 };
	AUTO_JSON j = NULL;
	struct err why;

	if (s->dialer.sock < 0 && start(s, mem, e) != 0)
		return -1;
	if (msg_send(s->dialer.sock, &m, &why) == 0 && msg_recv(s->dialer.sock, &in, mem, &why) == 1 &&
	    in.kind == MSG_GIVE && (j = json_read(in.body, &why)) != NULL) {
		if (in.nfds == 1) {
			*fd_r = in.fd[0];
			return 0;
		}
		if (in.nfds == 0 && json_str(j, "error").p != NULL)
			return err_set(e, E_IO, "%.*s", STRF(json_str(j, "error")));
	}
	msg_close(&in);
	spawn_end(&s->dialer);
	return err_set(e, E_IO, "%s", _("geen verbinding"));
}

int
scanner_connect(struct scanner *s, int *fd_r, struct err *e)
{
	struct arena *mem = arena_new("bericht", FRAME_MEM);
	int rc = dial(s, mem, fd_r, e);

	arena_free(mem);
	return rc;
}

static void
ask(struct scanner *s, struct arena *mem)
{
	AUTO_FD fd = -1;
	struct str why;
	struct err e;

	if (scanner_connect(s, &fd, &e) != 0)
		s->gone = str_dup(mem, str_of(e.msg));
	else if (!clamd_version(fd, VERSION_MS, mem, &s->facts.version, &why))
		s->gone = str_dup(mem, why);
	if (s->gone.n == 0)
		return;
	if (s->facts.required)
		log_line(LOG_LET_OP,
		    _("de virusscanner (%s) is er niet: %.*s; wat deze run onderzoekt wordt vastgehouden (VIR-502)"),
		    s->socket, STRF(s->gone));
	else
		log_line(LOG_LET_OP, _("de virusscanner (%s) is er niet: %.*s; deze run kijkt niet naar virussen"),
		    s->socket, STRF(s->gone));
}

void
scanner_open(const char *program, const struct settings *set, struct arena *mem, struct scanner **scanner_r)
{
	struct scanner *s;

	*scanner_r = NULL;
	if (set->virus_socket.n == 0)
		return;
	s = NEW(mem, struct scanner, 1);
	s->program = str_c(mem, str_of(program));
	s->socket = str_c(mem, set->virus_socket);
	s->dialer.sock = -1;
	s->facts = (struct scanning){ .wanted = true, .required = set->virus_required, .wait_s = set->virus_wait_s };
	*scanner_r = s;
	ask(s, mem);
}

void
scanner_close(struct scanner *s)
{
	if (s != NULL)
		spawn_end(&s->dialer);
}

struct scanning
scanner_facts(const struct scanner *s)
{
	return s == NULL ? (struct scanning){ 0 } : s->facts;
}

void
scanner_heard(struct scanner *s, bool answered)
{
	s->silent = answered ? 0 : s->silent + 1;
	if (s->silent < SILENT_MOST || s->gone.n != 0)
		return;
	s->gone = str_of(_("na drie documenten zonder uitslag niet meer gevraagd"));
	log_line(
	    LOG_LET_OP, _("de virusscanner (%s) geeft geen uitslag meer; deze run vraagt hem niets meer"), s->socket);
}

struct str
scanner_gone(const struct scanner *s)
{
	return s->gone;
}
