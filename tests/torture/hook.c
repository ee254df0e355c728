/* SPDX-License-Identifier: EUPL-1.2 */
/* hook.c - in the torture build: FAULT, BROKEN, and the count on which a call dies or fails. */
#include "control.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/heap.h"

#include "base/banned.h"

struct control *control;
static enum prog prog;

static const bool call_effect[CALL__COUNT] = {
#define CALL(name, effect)	effect,
#include "calls.def"
#undef CALL
};

/* Before main: the libraries' own first calls count as well. */
static void __attribute__((constructor))
attach(void)
{
	const char *path = getenv(CONTROL_ENV), *name = program_invocation_short_name;
	int fd;
	void *p;

	if (path == NULL)
		return;
	prog = strcmp(name, "woostraat-worker") == 0 ? PROG_WORKER :
	    strcmp(name, "woostraat-upload") == 0    ? PROG_UPLOADER :
						       PROG_SUPERVISOR;
	/* System calls by number: the functions of these names are wrapped. */
	fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC, 0);
	if (fd < 0)
		_exit(99);
	p = (void *)syscall(SYS_mmap, NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	(void)syscall(SYS_close, fd);
	if (p == MAP_FAILED)
		_exit(99);
	control = p;
	heap_may = control_memory;
}

enum prog
control_prog(void)
{
	return prog;
}

static void
die(enum act act)
{
	control->carried_out = true;
	if (act == ACT_KILL_GROUP) {
		control->all_die = true;
		order_last();
		(void)syscall(SYS_kill, 0, SIGKILL);	/* the child of a worker may not: its walls stand here too */
	}
	(void)syscall(SYS_kill, getpid(), SIGKILL);
	for (;;)
		(void)syscall(SYS_pause);
}

/* Another process carried out an order for all of us, and could not reach us. */
static void
die_with_all(void)
{
	if (control->all_die)
		(void)syscall(SYS_kill, 0, SIGKILL);
}

/* Is this the call that was meant?  n: how often it was made, this time included. */
static bool
is_it(const struct order *o, uint32_t n)
{
	return n == o->nth || (o->sticky && n > o->nth);
}

bool
control_call(enum call c)
{
	const struct order *o;
	uint32_t n, all = 0;

	if (control == NULL)
		return true;
	die_with_all();
	o = &control->order;
	n = ++control->calls[prog][c];
	if (call_effect[c])
		all = ++control->effects[prog];
	if (o->act == ACT_NONE || o->act == ACT_SHORT || o->act == ACT_NO_MEMORY || o->fault[0] != '\0' ||
	    o->prog != prog)
		return true;
	if (o->call == CALL_EFFECT ? !call_effect[c] || !is_it(o, all) : o->call != c || !is_it(o, n))
		return true;
	if (o->act != ACT_FAIL)
		die(o->act);
	control->carried_out = true;
	errno = o->err;
	return false;
}

size_t
control_short(enum call c, size_t n)
{
	const struct order *o;

	if (control == NULL)
		return n;
	o = &control->order;
	if (o->act != ACT_SHORT || o->prog != prog || o->call != c || n < 2 || !is_it(o, control->calls[prog][c]))
		return n;
	control->carried_out = true;
	return n / 2;
}

bool
control_memory(void)
{
	const struct order *o;
	uint32_t n;

	if (control == NULL || !control->count_memory)
		return true;
	o = &control->order;
	n = ++control->allocations[prog];
	if (o->act != ACT_NO_MEMORY || o->prog != prog || !is_it(o, n))
		return true;
	control->carried_out = true;
	errno = ENOMEM;
	return false;
}

/* Find or add a name.  Two that add it at once make two entries: the driver adds them up. */
static struct place_name *
place(const char *name, bool broken)
{
	for (size_t i = 0; i < PLACES_MOST; i++) {
		struct place_name *p = &control->places[i];
		unsigned nobody = 0;

		if (p->state == 2 && p->broken == broken && strcmp(p->name, name) == 0)
			return p;
		if (p->state == 0 && atomic_compare_exchange_strong(&p->state, &nobody, 1)) {
			p->broken = broken;
			memcpy(p->name, name, strnlen(name, NAME_MOST - 1));
			p->state = 2;
			return p;
		}
	}
	control->overflow = true;
	return NULL;
}

void
fault_point(const char *name)
{
	const struct order *o;
	struct place_name *p;
	unsigned n;

	if (control == NULL || (p = place(name, false)) == NULL)
		return;
	o = &control->order;
	n = ++p->n;
	if ((o->act == ACT_KILL || o->act == ACT_KILL_GROUP) && strcmp(o->fault, name) == 0 && is_it(o, n))
		die(o->act);
}

bool
fault_broken(const char *name)
{
	struct place_name *p;

	if (control == NULL || (p = place(name, true)) == NULL)
		return false;
	p->n++;
	return strcmp(control->broken, name) == 0;
}
