/* SPDX-License-Identifier: EUPL-1.2 */
/* points.c - the points of each suite, made from one counted run. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "suites.h"

#include "base/banned.h"

#define DISK_MOST_KIB	512	/* more than the state of this world needs */
#define DISK_LEAST_KIB	16

static const enum prog programs[] = { PROG_SUPERVISOR, PROG_UPLOADER, PROG_WORKER };

static const struct { enum call call; int err; } errnos[] = {
	{ CALL_write, ENOSPC }, { CALL_write, EIO }, { CALL_write, EINTR }, { CALL_pwrite, ENOSPC }, { CALL_pwrite, EIO },
	{ CALL_fsync, EIO }, { CALL_fsync, ENOSPC }, { CALL_fdatasync, EIO }, { CALL_open, EMFILE },
	{ CALL_open, EACCES }, { CALL_create, ENOSPC }, { CALL_create, EMFILE }, { CALL_create, EACCES },
	{ CALL_rename, ENOSPC }, { CALL_rename, EIO }, { CALL_link, ENOSPC }, { CALL_link, EIO }, { CALL_unlink, EIO },
	{ CALL_ftruncate, ENOSPC }, { CALL_ftruncate, EIO }, { CALL_mkdir, ENOSPC }, { CALL_fcntl, ENOLCK },
	{ CALL_fcntl, EAGAIN }, { CALL_socket, EMFILE }, { CALL_connect, ECONNREFUSED }, { CALL_connect, ETIMEDOUT },
	{ CALL_send, EPIPE }, { CALL_send, ECONNRESET }, { CALL_sendto, EPIPE }, { CALL_sendto, ECONNRESET },
	{ CALL_sendmsg, EPIPE }, { CALL_recv, ECONNRESET }, { CALL_recvfrom, ECONNRESET }, { CALL_recvmsg, ECONNRESET },
	{ CALL_poll, EINTR }, { CALL_mmap, ENOMEM }, { CALL_close, EIO }, { CALL_copy_file_range, EIO },
};

static const enum call sticky[] = { CALL_write, CALL_pwrite, CALL_fsync, CALL_fdatasync, CALL_send };

struct making {
	struct suite	*suite;
	const struct census *census;
	struct arena	*mem;
	uint64_t	 seed;
};

/* xorshift64*: the same points on every machine. */
static uint64_t
chance(struct making *m, uint64_t below)
{
	m->seed ^= m->seed >> 12;
	m->seed ^= m->seed << 25;
	m->seed ^= m->seed >> 27;
	return below == 0 ? 0 : (m->seed * 0x2545f4914f6cdd1dULL >> 11) % below;
}

static struct point *
add(struct making *m)
{
	struct suite *s = m->suite;
	struct point *p = PUSH(m->mem, s->v, s->n, s->cap);

	*p = (struct point){ .n = 1 };
	return p;
}

static void
add_kill(struct making *m, enum act act, enum prog prog, uint32_t nth, const char *fault)
{
	struct point *p = add(m);

	p->row[0] = (struct order){ .act = act, .prog = prog, .call = CALL_EFFECT, .nth = nth };
	memcpy(p->row[0].fault, fault, strnlen(fault, NAME_MOST - 1));
}

static void
make_faults(struct making *m)
{
	for (size_t i = 0; i < m->census->nfaults; i++) {
		for (uint32_t nth = 1; nth <= m->census->faults[i].n; nth++) {
			add_kill(m, ACT_KILL, PROG_SUPERVISOR, nth, m->census->faults[i].name);
			add_kill(m, ACT_KILL_GROUP, PROG_SUPERVISOR, nth, m->census->faults[i].name);
		}
	}
}

static void
make_effects(struct making *m)
{
	for (size_t i = 0; i < COUNT(programs); i++) {
		for (uint32_t nth = 1; nth <= m->census->effects[programs[i]]; nth++)
			add_kill(m, nth % 2 == 0 ? ACT_KILL_GROUP : ACT_KILL, programs[i], nth, "");
	}
}

/* Where a run that follows a crash may die: it is shorter the more was done, so early calls come more often. */
static uint32_t
any_call(struct making *m, enum prog prog)
{
	uint64_t n = m->census->effects[prog];

	return 1 + (uint32_t)chance(m, chance(m, 2) == 0 ? n : n / 3);
}

static void
any_death(struct making *m, struct order *o)
{
	uint64_t r = chance(m, 10);

	*o = (struct order){ .act = chance(m, 2) == 0 ? ACT_KILL : ACT_KILL_GROUP, .call = CALL_EFFECT };
	if (r < 2 && m->census->nfaults != 0) {
		size_t k = (size_t)chance(m, m->census->nfaults);

		memcpy(o->fault, m->census->faults[k].name, NAME_MOST);
		o->nth = 1 + (uint32_t)chance(m, m->census->faults[k].n);
		return;
	}
	/* A worker that dies is started again: for the run to end, its group must go. */
	o->prog = r < 7 ? PROG_SUPERVISOR : r < 9 ? PROG_UPLOADER : PROG_WORKER;
	if (o->prog == PROG_WORKER)
		o->act = ACT_KILL_GROUP;
	o->nth = any_call(m, o->prog);
}

/* Each request to the bank goes wrong once, in each way that passes by itself; alone, and with a death besides. */
static void
make_portal(struct making *m)
{
	/* Those with an effect first: a fault in the protocol shows there. */
	static const struct { const char *name; int asked; } methods[] = { { "POST", 1 }, { "PATCH", 2 }, { "PUT", 3 },
		{ "DELETE", 4 }, { "GET", 0 } };
	static const char *const ways[] = { "lost", "late 1500", "deaf", "cut", "status 500", "status 503", "status 429 1" };

	for (size_t i = 0; i < COUNT(methods); i++) {
		for (unsigned nth = 1; nth <= m->census->asked[methods[i].asked]; nth++) {
			for (size_t k = 0; k < 2 * COUNT(ways); k++) {
				struct point *p = add(m);

				(void)snprintf(p->script, sizeof p->script, "%s %u %s", methods[i].name, nth, ways[k / 2]);
				p->row[0] = (struct order){ .act = ACT_NONE };
				if (k % 2 != 0)
					any_death(m, &p->row[0]);
			}
		}
	}
}

static void
make_rows(struct making *m, unsigned n)
{
	for (unsigned i = 0; i < n; i++) {
		struct point *p = add(m);

		p->n = 2 + (unsigned)chance(m, 2);
		for (unsigned k = 0; k < p->n; k++)
			any_death(m, &p->row[k]);
		if (i % 4 == 3) /* answers are lost, requests come late */
			(void)snprintf(p->script, sizeof p->script, "set lost 40\nset late 40\n");
	}
}

/* Every (program, call, errno), at calls spread over the run; then the sticky ones; then short writes. */
static void
make_errnos(struct making *m, unsigned most)
{
	unsigned each = most / (COUNT(errnos) * 2);

	for (size_t i = 0; i < COUNT(errnos); i++) {
		for (size_t k = 0; k < COUNT(programs); k++) {
			uint32_t n = m->census->calls[programs[k]][errnos[i].call];

			for (unsigned t = 0; t < each && t < n; t++)
				add(m)->row[0] = (struct order){ .act = ACT_FAIL, .prog = programs[k],
					.call = errnos[i].call, .err = errnos[i].err,
					.nth = n <= each ? t + 1 : 1 + (uint32_t)chance(m, n) };
		}
	}
	for (size_t i = 0; i < COUNT(sticky); i++) {
		for (size_t k = 0; k < COUNT(programs); k++) {
			uint32_t n = m->census->calls[programs[k]][sticky[i]];

			for (unsigned t = 0; t < each && t < n; t++) {
				uint32_t nth = 1 + (uint32_t)chance(m, n);

				add(m)->row[0] = (struct order){ .act = ACT_FAIL, .prog = programs[k], .call = sticky[i],
					.err = sticky[i] == CALL_send ? EPIPE : ENOSPC, .nth = nth, .sticky = true };
				add(m)->row[0] = (struct order){ .act = ACT_SHORT, .prog = programs[k],
					.call = sticky[i], .nth = nth };
			}
		}
	}
}

static void
make_memory(struct making *m, unsigned most)
{
	for (unsigned i = 0; i < most; i++) {
		enum prog prog = programs[i % COUNT(programs)];

		add(m)->row[0] = (struct order){ .act = ACT_NO_MEMORY, .prog = prog, .sticky = i / COUNT(programs) % 2 != 0,
			.nth = 1 + (uint32_t)chance(m, m->census->allocations[prog]) };
	}
}

static void
make_disk(struct making *m, unsigned step)
{
	for (unsigned kib = DISK_LEAST_KIB; kib <= DISK_MOST_KIB; kib += step) {
		struct point *p = add(m);

		p->n = 1;
		p->disk_kib = kib;
	}
}

static void
make_power(struct making *m, unsigned most)
{
	uint32_t n = m->census->effects[PROG_SUPERVISOR], more = m->census->effects[PROG_UPLOADER];

	for (unsigned i = 0; i < most; i++) {
		struct point *p = add(m);
		bool uploader = i % 4 == 3;

		p->row[0] = (struct order){ .act = ACT_KILL_GROUP, .call = CALL_EFFECT,
			.prog = uploader ? PROG_UPLOADER : PROG_SUPERVISOR,
			.nth = 1 + (uint32_t)chance(m, uploader ? more : n) };
		p->power = true;
		p->seed = i % 3 == 0 ? 0 : 1 + chance(m, UINT32_MAX);
	}
}

void
suites_make(struct suite suites[SU__COUNT], const struct census *census, const struct size *size, uint64_t seed,
    struct arena *mem)
{
	struct making m = { .census = census, .mem = mem, .seed = seed * 2 + 1 };

	suites[SU_FAULT] = (struct suite){ .name = "fault", .what = "each FAULT point, one program and all" };
	suites[SU_EFFECT] = (struct suite){ .name = "effect", .what = "each call with an effect" };
	suites[SU_ROWS] = (struct suite){ .name = "rows", .what = "two or three crashes in a row, by chance" };
	suites[SU_ERRNO] = (struct suite){ .name = "errno", .what = "calls that fail, and short writes" };
	suites[SU_MEMORY] = (struct suite){ .name = "memory", .what = "allocations that fail", .memory = true };
	suites[SU_DISK] = (struct suite){ .name = "disk", .what = "a full disk that grows afterwards" };
	suites[SU_ORDER] = (struct suite){ .name = "order", .what = "rules R1 to R3 in an undisturbed run", .watch = true };
	suites[SU_POWER] = (struct suite){ .name = "power", .what = "what no fsync covers is lost", .watch = true };
	suites[SU_PORTAL] = (struct suite){ .name = "portal", .what = "each request to the portal goes wrong once" };
	for (int i = 0; i < SU__COUNT; i++) {
		m.suite = &suites[i];
		switch ((enum suite_id)i) {
		case SU_FAULT: make_faults(&m); break;
		case SU_EFFECT: make_effects(&m); break;
		case SU_ROWS: make_rows(&m, size->rows); break;
		case SU_ERRNO: make_errnos(&m, size->errnos); break;
		case SU_MEMORY: make_memory(&m, size->allocations); break;
		case SU_DISK: make_disk(&m, size->disk_step_kib); break;
		case SU_ORDER: add(&m)->n = 0; break;
		case SU_POWER: make_power(&m, size->powers); break;
		case SU_PORTAL: make_portal(&m); break;
		case SU__COUNT: break;
		}
	}
}
