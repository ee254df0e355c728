/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fakesmtp.c - the mail server of smtpd.h as a program, for tests with the real programs.
 *
 *	fakesmtp FOLDER [KEY]
 *
 * Keeps each mail as FOLDER/N.eml, with its envelope before it.  FOLDER/mode may
 * hold a word of smtpd.h.  With KEY (AUTH PLAIN, base64) it has TLS under the name
 * "localhost", for which it makes FOLDER/ca.pem, and takes mail from who shows KEY
 * only.  Prints its port, serves until SIGTERM, and then prints what it counted.
 */
#include "smtpd.h"

#include <signal.h>
#include <sys/stat.h>

#include "base/err.h"
#include "base/fd.h"

#include "base/banned.h"

int
main(int argc, char **argv)
{
	struct arena *mem = arena_new("fakesmtp", MIB(4));
	struct cert ca = cert_make(NULL, "Proef CA", NULL, -3600, 3600);
	struct cert own = cert_make(&ca, "localhost", "DNS:localhost", -3600, 3600);
	struct smtpd *s = NEW(mem, struct smtpd, 1);
	sigset_t end;
	struct err e;
	int got;

	if (argc != 2 && argc != 3) {
		(void)fprintf(stderr, "usage: fakesmtp FOLDER [KEY]\n");
		return EXIT_USAGE;
	}
	(void)umask(077);
	s->folder = argv[1];
	s->mode_file = str_c(mem, str_fmt(mem, "%s/mode", argv[1]));
	if (argc == 3) {
		s->key = argv[2];
		s->own = &own;
		if (file_replace(str_c(mem, str_fmt(mem, "%s/ca.pem", argv[1])), str_of(cert_pem(&ca, mem)), &e) != 0) {
			(void)fprintf(stderr, "fakesmtp: %s\n", e.msg);
			return EXIT_DISK;
		}
	}
	(void)sigemptyset(&end);
	(void)sigaddset(&end, SIGTERM);
	must(pthread_sigmask(SIG_BLOCK, &end, NULL) == 0);
	(void)signal(SIGPIPE, SIG_IGN);
	smtpd_start(s);
	(void)printf("port=%u\n", s->port);
	(void)fflush(stdout);
	(void)sigwait(&end, &got);
	(void)printf("connections=%u taken=%u logins=%u handshakes=%u\n", s->connections, s->taken, s->logins, s->handshakes);
	smtpd_stop(s);
	arena_free(mem);
	return 0;
}
