/* SPDX-License-Identifier: EUPL-1.2 */
/* scanner.c - the supervisor's side of the virus scanner: who it is, whether it answers, connections to it. */
#include "virus/scanner.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/log.h"
#include "virus/clamd.h"

#include "base/banned.h"

#define VERSION_MS	5000	/* clamd that loads its signatures answers after that */
#define SILENT_MOST	3	/* documents in a row without an answer, each asked for twice */

struct scanner {
	struct sockaddr_un at;
	struct scanning	 facts;
	unsigned	 silent;
	struct str	 gone;
};

int
scanner_connect(const struct scanner *s, int *fd_r, struct err *e)
{
	AUTO_FD fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	/* On a socket of this machine it succeeds or fails at once; EAGAIN: its queue is full. */
	if (fd < 0 || connect(fd, (const struct sockaddr *)&s->at, sizeof s->at) != 0)
		return err_sys(e, E_IO, "%s", _("geen verbinding"));
	*fd_r = fd;
	fd = -1;
	return 0;
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
		    s->at.sun_path, STRF(s->gone));
	else
		log_line(LOG_LET_OP, _("de virusscanner (%s) is er niet: %.*s; deze run kijkt niet naar virussen"),
		    s->at.sun_path, STRF(s->gone));
}

void
scanner_open(const struct settings *set, struct arena *mem, struct scanner **scanner_r)
{
	struct scanner *s;

	*scanner_r = NULL;
	if (set->virus_socket.n == 0)
		return;
	s = NEW(mem, struct scanner, 1);
	s->at.sun_family = AF_UNIX;
	must(set->virus_socket.n < sizeof s->at.sun_path);
	memcpy(s->at.sun_path, set->virus_socket.p, set->virus_socket.n);
	s->facts = (struct scanning){ .wanted = true, .required = set->virus_required, .wait_s = set->virus_wait_s };
	*scanner_r = s;
	ask(s, mem);
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
	log_line(LOG_LET_OP, _("de virusscanner (%s) geeft geen uitslag meer; deze run vraagt hem niets meer"),
	    s->at.sun_path);
}

struct str
scanner_gone(const struct scanner *s)
{
	return s->gone;
}
