/* SPDX-License-Identifier: EUPL-1.2 */
/* dialer.c - the uploader's program as who opens connections to the virus scanner, and does nothing else. */
#include "proc/dialer.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "base/fd.h"
#include "base/json.h"
#include "base/log.h"
#include "proc/message.h"

#include "base/banned.h"

#define FRAME_MEM	MIB(1)

/* On a socket of this machine it succeeds or fails at once; EAGAIN: its queue is full. */
static int
dial(const struct sockaddr_un *at, int *fd_r, struct err *e)
{
	AUTO_FD fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (fd < 0 || connect(fd, (const struct sockaddr *)at, sizeof *at) != 0)
		return err_sys(e, E_IO, "%s", _("geen verbinding"));
	*fd_r = fd;
	fd = -1;
	return 0;
}

static int
serve(int sock, const struct sockaddr_un *at, const struct msg *m, struct arena *mem, struct err *e)
{
	AUTO_JSON j = json_object();
	struct msg back = { .kind = MSG_GIVE, .id = m->id };
	AUTO_FD fd = -1;
	struct err why;

	if (m->kind != MSG_WANT)
		return err_set(e, E_BUG, "%s", _("opdracht aan de verzender met een verkeerde vorm"));
	if (dial(at, &fd, &why) == 0) {
		back.fd[0] = fd;
		back.nfds = 1;
	} else
		json_put_str(j, "error", str_of(why.msg));
	back.body = json_write(mem, j);
	return msg_send(sock, &back, e);
}

int
dialer_serve(int sock, const char *path)
{
	struct msg ready = { .kind = MSG_READY, .body = S("{}") };
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	struct err e;

	if (strlen(path) >= sizeof at.sun_path)
		return EXIT_USAGE;
	memcpy(at.sun_path, path, strlen(path));
	if (msg_send(sock, &ready, &e) != 0)
		return err_exit(&e);
	for (;;) {
		struct arena *mem = arena_new("bericht", FRAME_MEM);
		struct msg m;
		int rc = msg_recv(sock, &m, mem, &e);

		if (rc == 1 && serve(sock, &at, &m, mem, &e) != 0)
			rc = -1;
		msg_close(&m);
		arena_free(mem);
		if (rc == 0)
			return EXIT_FINE;
		if (rc < 0) {
			if (e.kind != E_AGAIN)
				log_line(LOG_FOUT, "%s", e.msg);
			return err_exit(&e);
		}
	}
}
