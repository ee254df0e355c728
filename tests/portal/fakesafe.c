/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fakesafe.c - the strict server as a program, for tests with the real programs.
 *
 *	fakesafe FOLDER KEY SECRET TOKEN PROXY
 *
 * Makes FOLDER/ca.pem, client.pem and client.key, and serves
 * https://portaal.example.nl/ through itself as a proxy, to who shows that
 * certificate, KEY as X-API-Key, the token TOKEN that it gives for SECRET, and
 * PROXY (a whole Basic value) as the proxy's.  A PUT waits as long as
 * FOLDER/hold is there.  Prints its port, serves until SIGTERM, and then prints
 * what it counted.
 */
#include "safe.h"

#include <signal.h>

#include "base/err.h"
#include "base/fd.h"

#include "base/banned.h"

static void
put(const char *folder, const char *name, const char *text, struct arena *mem)
{
	struct err e;

	if (file_replace(str_c(mem, str_fmt(mem, "%s/%s", folder, name)), str_of(text), &e) != 0) {
		(void)fprintf(stderr, "fakesafe: %s\n", e.msg);
		exit(EXIT_DISK);
	}
}

int
main(int argc, char **argv)
{
	struct arena *mem = arena_new("fakesafe", MIB(4));
	struct cert ca = cert_make(NULL, "Proef CA", NULL, -3600, 3600);
	struct cert own = cert_make(&ca, "portaal", "DNS:portaal.example.nl", -3600, 3600);
	struct cert client = cert_make(&ca, "woostraat", NULL, -3600, 3600);
	struct safe s = { .own = &own, .clients = &ca };
	sigset_t end;
	int got;

	if (argc != 6) {
		(void)fprintf(stderr, "usage: fakesafe FOLDER KEY SECRET TOKEN PROXY\n");
		return EXIT_USAGE;
	}
	(void)umask(077);
	put(argv[1], "ca.pem", cert_pem(&ca, mem), mem);
	put(argv[1], "client.pem", cert_pem(&client, mem), mem);
	put(argv[1], "client.key", cert_key_pem(&client, NULL, mem), mem);
	s.header = str_c(mem, str_fmt(mem, "\r\nX-API-Key: %s\r\n", argv[2]));
	s.token_want = str_c(mem, str_fmt(mem, "client_secret=%s", argv[3]));
	s.token_answer = str_c(mem, str_fmt(mem, "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":300}", argv[4]));
	s.bearer = argv[4];
	s.proxy_key = str_c(mem, str_fmt(mem, "\r\nProxy-Authorization: Basic %s\r\n", argv[5]));
	s.hold = str_c(mem, str_fmt(mem, "%s/hold", argv[1]));
	(void)sigemptyset(&end);
	(void)sigaddset(&end, SIGTERM);
	must(pthread_sigmask(SIG_BLOCK, &end, NULL) == 0);
	(void)signal(SIGPIPE, SIG_IGN);
	safe_start(&s);
	(void)printf("port=%u\n", s.port);
	(void)fflush(stdout);
	(void)sigwait(&end, &got);
	(void)printf("puts=%u tokens=%u connects=%u refused=%u\n", s.puts, s.tokens, s.connects, s.refused);
	safe_stop(&s);
	arena_free(mem);
	return 0;
}
