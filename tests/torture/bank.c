/* SPDX-License-Identifier: EUPL-1.2 */
/* bank.c - ask the fake GPP-publicatiebank what it has, and tell it what to do wrong. */
#include "bank.h"

#include <arpa/inet.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fd.h"

#include "base/banned.h"

#define ANSWER_MOST	MIB(4)

json_t *
bank_ask(unsigned port, const char *method, struct str path, struct str body, struct arena *mem)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	AUTO_FD fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct str all;
	struct buf b;
	struct err e;
	char bytes[4096];
	const char *head;
	ssize_t n;

	must(fd >= 0 && connect(fd, (struct sockaddr *)&a, sizeof a) == 0);
	must(fd_write_all(fd,
		 str_fmt(mem, "%s /%.*s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: %zu\r\n\r\n%.*s",
		     method, STRF(path), body.n, STRF(body)), &e) == 0);
	buf_init(&b, mem, ANSWER_MOST);
	while ((n = read(fd, bytes, sizeof bytes)) > 0)
		buf_add(&b, (struct str){ bytes, (size_t)n });
	all = buf_str(&b);
	head = all.n == 0 ? NULL : memmem(all.p, all.n, "\r\n\r\n", 4);
	return head == NULL ? NULL : json_read(str_from(all, (size_t)(head - all.p) + 4), &e);
}
