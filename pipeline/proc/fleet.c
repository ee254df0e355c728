/* SPDX-License-Identifier: EUPL-1.2 */
/* fleet.c - several couriers side by side, each doing one order after the other. */
#include "proc/fleet.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>

#include "base/fd.h"
#include "base/log.h"

#include "base/banned.h"

struct fleet {
	struct { struct courier *courier; unsigned out; } v[COURIERS_MOST];
	unsigned	 n, most, busy;	/* busy: those that have an order */
	int		 poll;		/* an epoll of those that have an order */
};

int
fleet_open(struct courier *first, unsigned most, struct fleet **f_r, struct err *e)
{
	struct fleet *f = calloc(1, sizeof *f);

	must(f != NULL);
	f->v[0].courier = first;
	f->n = 1;
	f->most = most == 0 || courier_dry(first) ? 1 : most > COURIERS_MOST ? COURIERS_MOST : most;
	f->poll = epoll_create1(EPOLL_CLOEXEC);
	if (f->poll < 0) {
		free(f);
		return err_sys(e, E_IO, "epoll_create1");
	}
	*f_r = f;
	return 0;
}

void
fleet_close(struct fleet *f)
{
	if (f == NULL)
		return;
	for (unsigned i = 1; i < f->n; i++)
		courier_close(f->v[i].courier);
	auto_close(&f->poll);
	free(f);
}

bool
fleet_room(struct fleet *f)
{
	struct err e;

	if (f->busy < f->n)
		return true;
	if (f->n == f->most)
		return false;
	if (courier_another(f->v[0].courier, &f->v[f->n].courier, &e) != 0) {
		log_line(LOG_LET_OP, _("er komt geen verzender meer bij (%s); het gaat met %u verder"), e.msg, f->n);
		f->most = f->n;
		return false;
	}
	f->n++;
	return true;
}

static int
give(struct fleet *f, unsigned i, const struct parcel *p, struct err *e)
{
	struct epoll_event ev = { .events = EPOLLIN, .data.u32 = i };

	if (courier_send(f->v[i].courier, p, e) != 0)
		return -1;
	if (f->v[i].out == 0 && epoll_ctl(f->poll, EPOLL_CTL_ADD, courier_fd(f->v[i].courier), &ev) != 0)
		return err_sys(e, E_IO, "epoll_ctl");
	f->busy += f->v[i].out == 0;
	f->v[i].out++;
	return 0;
}

int
fleet_send(struct fleet *f, const struct parcel *p, unsigned *i_r, struct err *e)
{
	unsigned i = 0;

	while (f->v[i].out != 0)
		i++;
	must(i < f->n);
	*i_r = i;
	return give(f, i, p, e);
}

int
fleet_behind(struct fleet *f, const struct parcel *p, unsigned i, struct err *e)
{
	must(i < f->n && f->v[i].out != 0 && f->v[i].out < AHEAD_MOST);
	return give(f, i, p, e);
}

int
fleet_fd(const struct fleet *f)
{
	return f->busy == 0 ? -1 : f->poll;
}

bool
fleet_ready(const struct fleet *f, unsigned *i_r)
{
	struct epoll_event ev;
	int n;

	if (f->busy == 0)
		return false;
	for (unsigned i = 0; i < f->n; i++) { /* who died of one has no descriptor for the others */
		*i_r = i;
		if (f->v[i].out != 0 && courier_fd(f->v[i].courier) < 0)
			return true;
	}
	do
		n = epoll_wait(f->poll, &ev, 1, 0);
	while (n < 0 && errno == EINTR);
	if (n == 1)
		*i_r = ev.data.u32;
	return n == 1;
}

int
fleet_receive(struct fleet *f, unsigned i, struct arena *mem, struct receipt *r, struct err *e)
{
	must(i < f->n && f->v[i].out != 0);
	f->v[i].out--;
	if (f->v[i].out == 0) {
		f->busy--;
		/* Before it: who died is gone with its descriptor. */
		(void)epoll_ctl(f->poll, EPOLL_CTL_DEL, courier_fd(f->v[i].courier), NULL);
	}
	return courier_receive(f->v[i].courier, mem, r, e);
}
