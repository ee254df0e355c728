/* SPDX-License-Identifier: EUPL-1.2 */
/* lack.c - make this kernel an older one: system calls that are not there. */
#include "lack.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/banned.h"

/* A filter that answers ENOSYS for the calls from first to last. */
static int
take_away(unsigned first, unsigned last)
{
	struct sock_filter v[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, first, 0, 2),
		BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, last, 1, 0),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { sizeof v / sizeof *v, v };

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return -1;
	return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0u, &program) == 0 ? 0 : -1;
}

int
lack(const char *what)
{
	if (strcmp(what, "landlock") == 0)
		return take_away(444, 446);	/* landlock_create_ruleset, add_rule, restrict_self */
	if (strcmp(what, "seccomp") == 0)
		return take_away(SYS_seccomp, SYS_seccomp);
	errno = EINVAL;
	return -1;
}
