/* SPDX-License-Identifier: EUPL-1.2 */
/* landlock.c - Landlock's system calls: a process gives up files, the network and signals to others. */
#include "proc/landlock.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/banned.h"

/* linux/landlock.h of Linux 6.12; the numbers of the calls are the same on every architecture. */
#define CREATE_RULESET		444
#define ADD_RULE		445
#define RESTRICT_SELF		446
#define ASK_VERSION		(1u << 0)

#define RULE_BENEATH	1		/* what lies below a path, or the file that it is */
#define FS_RUN		(1ull << 0)
#define FS_READ		(1ull << 2)
#define FS_LIST		(1ull << 3)
#define FS_ABI_1	((1ull << 13) - 1)	/* execute, read, write, list, make and remove of every kind */
#define FS_REFER	(1ull << 13)		/* ABI 2: link and rename between folders; before it these are refused always */
#define FS_TRUNCATE	(1ull << 14)		/* ABI 3 */
#define FS_IOCTL_DEV	(1ull << 15)		/* ABI 5 */
#define NET_TCP		((1ull << 0) | (1ull << 1))	/* ABI 4: bind, connect */
#define SCOPE_ALL	((1ull << 0) | (1ull << 1))	/* ABI 6: abstract Unix sockets, signals */

int
landlock_abi(void)
{
	long abi = syscall(CREATE_RULESET, NULL, (size_t)0, ASK_VERSION);

	return abi < 1 ? 0 : (int)abi;
}

struct landlock_rights
landlock_rights(int abi)
{
	struct landlock_rights r = { 0 };

	if (abi >= 1)
		r.fs = FS_ABI_1;
	if (abi >= 2)
		r.fs |= FS_REFER;
	if (abi >= 3)
		r.fs |= FS_TRUNCATE;
	if (abi >= 4)
		r.net = NET_TCP;
	if (abi >= 5)
		r.fs |= FS_IOCTL_DEV;
	if (abi >= 6)
		r.scope = SCOPE_ALL;
	return r;
}

/* An older kernel takes a shorter struct: what follows its last member must not be there or must be zero. */
static size_t
size_for(int abi)
{
	return abi >= 6 ? sizeof(struct landlock_rights) :
	    abi >= 4    ? offsetof(struct landlock_rights, scope) :
			  offsetof(struct landlock_rights, net);
}

static int
open_path(int ruleset, const struct opening *o, struct err *e)
{
	struct __attribute__((packed)) {
		uint64_t allow;
		int32_t fd;
	} rule = { FS_READ, -1 };
	struct stat st;
	int rc;

	if (o->path == NULL || (rule.fd = open(o->path, O_PATH | O_CLOEXEC)) < 0)
		return o->path == NULL || errno == ENOENT ? 0 : err_sys(e, E_CONFIG, "%s", o->path);
	if (o->how == OPEN_RUN)
		rule.allow |= FS_RUN;
	if (fstat(rule.fd, &st) == 0 && S_ISDIR(st.st_mode))
		rule.allow |= FS_LIST;
	rc = (int)syscall(ADD_RULE, ruleset, RULE_BENEATH, &rule, 0u);
	if (rc != 0)
		rc = err_sys(e, E_CONFIG, "Landlock: %s", o->path);
	(void)close(rule.fd);
	return rc;
}

int
landlock_enter(int abi, const struct opening *o, size_t n, struct err *e)
{
	struct landlock_rights r = landlock_rights(abi);
	int fd = (int)syscall(CREATE_RULESET, &r, size_for(abi), 0u);
	int rc = fd < 0 ? err_sys(e, E_CONFIG, "Landlock") : 0;

	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = open_path(fd, &o[i], e);
	if (rc == 0 && syscall(RESTRICT_SELF, fd, 0u) != 0)
		rc = err_sys(e, E_CONFIG, "Landlock");
	if (fd >= 0)
		(void)close(fd);
	return rc;
}
