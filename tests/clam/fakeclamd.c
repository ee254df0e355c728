/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fakeclamd.c - a clamd that does what a test asks of it, for tests with the real programs.
 *
 *	fakeclamd --socket PATH [--mode FILE] [--max BYTES]
 *
 * Prints "ready", and then a line for each connection: what was asked, how many
 * bytes came, what was answered.  It finds the EICAR test string and nothing
 * else.  FILE, read for each connection, holds a word that changes that:
 *
 *	hang     takes everything, answers nothing
 *	close    closes after the command
 *	once     removes FILE and closes: only the first fails
 *	flood    answers without an end
 *	early    says OK before it has got a byte
 *	error    has no memory
 *	name     finds something with a name that is none
 *	renewed  is honest, with newer signatures
 */
#include <ctype.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/err.h"

#include "base/banned.h"

/* In two pieces: whoever scans this source finds nothing. */
#define EICAR_HEAD	"X5O!P%@AP[4\\PZX54(P^)7CC)7}$"
#define EICAR_TAIL	"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
#define FILE_MOST	((size_t)64 << 20)
#define WORD_MOST	15

#define PATIENT "WACHT-OP-DE-REST"

static const char *mode_file;
static size_t most = FILE_MOST;

/* The word of the mode file; none: honest. */
static void
read_mode(char word[WORD_MOST + 1])
{
	FILE *f = mode_file == NULL ? NULL : fopen(mode_file, "re");

	word[0] = '\0';
	if (f == NULL)
		return;
	if (fscanf(f, "%15s", word) != 1)
		word[0] = '\0';
	(void)fclose(f);
}

static bool
is(const char *word, const char *mode)
{
	return strcmp(word, mode) == 0;
}

/* Exactly n bytes; false: it ended before. */
static bool
get(int fd, void *to, size_t n)
{
	for (size_t at = 0; at < n;) {
		ssize_t got = read(fd, (char *)to + at, n - at);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		at += (size_t)got;
	}
	return true;
}

/* A command: z, letters, NUL. */
static bool
get_command(int fd, char *to, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (!get(fd, to + i, 1))
			return false;
		if (to[i] == '\0')
			return i != 0 && to[0] == 'z';
	}
	return false;
}

static void
say(int fd, const char *asked, size_t bytes, const char *answer)
{
	char line[256];
	int n = snprintf(line, sizeof line, "%s %zu %s\n", asked, bytes, answer);

	must(n > 0 && (size_t)n < sizeof line);
	/* In one write: the processes of other connections write here too. */
	if (write(STDOUT_FILENO, line, (size_t)n) != n)
		_exit(EXIT_DISK);
	if (answer[0] == '(')
		return;
	(void)send(fd, answer, strlen(answer) + 1, MSG_NOSIGNAL);
}

/* The chunks of a file; false: the sender broke off, or it is too much. */
static bool
get_file(int fd, char *file, size_t *n_r)
{
	unsigned char len[4];

	for (*n_r = 0;;) {
		size_t n;

		if (!get(fd, len, sizeof len))
			return false;
		n = (size_t)len[0] << 24 | (size_t)len[1] << 16 | (size_t)len[2] << 8 | len[3];
		if (n == 0)
			return true;
		if (n > most - *n_r) {
			say(fd, "INSTREAM", *n_r, "INSTREAM size limit exceeded. ERROR");
			return false;
		}
		if (!get(fd, file + *n_r, n))
			return false;
		*n_r += n;
	}
}

static void
flood(int fd)
{
	char line[4096];

	(void)memset(line, 'A', sizeof line);
	while (send(fd, line, sizeof line, MSG_NOSIGNAL) > 0)
		;
}

static void
scan(int fd, const char *word)
{
	char *file = malloc(FILE_MOST);
	char eicar[128];
	size_t n = 0;

	must(file != NULL);
	(void)snprintf(eicar, sizeof eicar, "%s%s", EICAR_HEAD, EICAR_TAIL);
	if (is(word, "close") || is(word, "once")) {
		if (is(word, "once"))
			(void)unlink(mode_file);
		say(fd, "INSTREAM", 0, "(closes)");
	} else if (is(word, "flood")) {
		say(fd, "INSTREAM", 0, "(floods)");
		flood(fd);
	} else if (is(word, "early")) {
		say(fd, "INSTREAM", 0, "stream: OK");
		(void)get_file(fd, file, &n);
	} else if (!get_file(fd, file, &n))
		; /* said already, or nobody is there to say it to */
	else if (is(word, "hang")) {
		say(fd, "INSTREAM", n, "(hangs)");
		(void)get(fd, eicar, 1);
	} else if (is(word, "patient") && memmem(file, n, PATIENT, sizeof PATIENT - 1) != NULL) {
		/* Until somebody takes the mode file away. */
		while (access(mode_file, F_OK) == 0)
			(void)poll(NULL, 0, 20);
		say(fd, "INSTREAM", n, "stream: OK");
	} else if (is(word, "error"))
		say(fd, "INSTREAM", n, "INSTREAM: Can't allocate memory ERROR");
	else if (is(word, "name"))
		say(fd, "INSTREAM", n, "stream: \x1b[31m111222333\x07 FOUND");
	else if (memmem(file, n, eicar, strlen(eicar)) != NULL)
		say(fd, "INSTREAM", n, "stream: Eicar-Test-Signature FOUND");
	else
		say(fd, "INSTREAM", n, "stream: OK");
	free(file);
}

static void
serve(int fd)
{
	char command[32], word[WORD_MOST + 1];

	read_mode(word);
	if (!get_command(fd, command, sizeof command))
		return;
	if (is(command, "zVERSION"))
		say(fd, "VERSION", 0,
		    is(word, "renewed") ? "ClamAV 1.4.6/27801/Sun Nov 15 09:12:44 2026" :
					  "ClamAV 1.4.6/27800/Sat Nov 14 09:12:44 2026");
	else if (is(command, "zINSTREAM"))
		scan(fd, word);
	else
		say(fd, "?", 0, "UNKNOWN COMMAND");
}

static int
listen_at(const char *path)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	must(fd >= 0 && strlen(path) < sizeof at.sun_path);
	memcpy(at.sun_path, path, strlen(path));
	(void)unlink(path);
	must(bind(fd, (const struct sockaddr *)&at, sizeof at) == 0 && listen(fd, 15) == 0);
	return fd;
}

int
main(int argc, char **argv)
{
	const char *path = NULL;
	int fd;

	for (int i = 1; i + 1 < argc; i += 2) {
		if (is(argv[i], "--socket"))
			path = argv[i + 1];
		else if (is(argv[i], "--mode"))
			mode_file = argv[i + 1];
		else if (is(argv[i], "--max"))
			most = strtoul(argv[i + 1], NULL, 10);
	}
	if (path == NULL || most > FILE_MOST) {
		(void)fprintf(stderr, "usage: fakeclamd --socket PATH [--mode FILE] [--max BYTES]\n");
		return EXIT_USAGE;
	}
	(void)signal(SIGCHLD, SIG_IGN);
	fd = listen_at(path);
	(void)printf("ready\n");
	(void)fflush(stdout);
	for (;;) {
		int one = accept(fd, NULL, NULL);

		if (one < 0)
			continue;
		if (fork() == 0) {
			serve(one);
			_exit(0);
		}
		(void)close(one);
	}
}
