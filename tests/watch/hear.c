/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * hear.c - who listens at NOTIFY_SOCKET, for tests with the real programs.
 *
 *	hear PATH
 *
 * Prints "ready", and then each datagram on a line of its own, with '|' for a
 * line feed in it.  Until SIGTERM.
 */
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/err.h"

#include "base/banned.h"

int
main(int argc, char **argv)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };
	char text[4096];
	ssize_t n;
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (argc != 2 || strlen(argv[1]) >= sizeof a.sun_path)
		return EXIT_USAGE;
	memcpy(a.sun_path, argv[1], strlen(argv[1]));
	if (fd < 0 || bind(fd, (const struct sockaddr *)&a, sizeof a) != 0)
		return EXIT_DISK;
	(void)printf("ready\n");
	(void)fflush(stdout);
	while ((n = recv(fd, text, sizeof text, 0)) >= 0) {
		for (ssize_t i = 0; i < n; i++)
			(void)putchar(text[i] == '\n' ? '|' : text[i]);
		(void)putchar('\n');
		(void)fflush(stdout);
	}
	return EXIT_DISK;
}
