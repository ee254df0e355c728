/* SPDX-License-Identifier: EUPL-1.2 */
/* filter.c - system calls that a process gives up (seccomp). */
#include "proc/filter.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <seccomp.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/fd.h"

#include "base/banned.h"

/*
 * A list of what is refused, by the harm it can do, and not of what is allowed
 * (decisions 015).  What came after the newest call that is judged here does
 * not exist: so a new kernel opens nothing.  The numbers of new calls are the
 * same on all architectures that we build for.
 */
#define NEWEST		450		/* set_mempolicy_home_node, Linux 5.17 */
#define PROGRAM_MOST	KIB(32)		/* the kernel's own limit: 4096 instructions of 8 bytes */

/*
 * Stands in the compiled program where the id of the process belongs, which is
 * known only after the fork.  No argument that a rule compares is like it.
 */
#define SELF		0x5e1f5e1fu

#define KILL	SCMP_ACT_KILL_PROCESS
#define NO(e)	SCMP_ACT_ERRNO(e)
#define READER	(1u << FILTER_READER)
#define PROGRAM	(1u << FILTER_PROGRAM)
#define READING	(READER | PROGRAM)
#define EACH	(READING | 1u << FILTER_UPLOADER)

static const struct { unsigned who; uint32_t action; const char *names; } refused[] = {
	/* No library asks for these by itself: who does is no parser any more. */
	{ READER | 1u << FILTER_UPLOADER, KILL, "execve" },
	{ EACH, KILL, "execveat ptrace process_vm_readv process_vm_writev bpf open_by_handle_at" },
	{ EACH, KILL, "kexec_load kexec_file_load init_module finit_module delete_module reboot" },
	{ EACH, KILL, "mount umount2 pivot_root open_tree move_mount fsopen fsconfig fsmount fspick mount_setattr" },
	/* Processes: none besides itself, in no other place, with no other rights. */
	{ EACH, NO(EPERM), "fork vfork unshare setns setsid setpgid kcmp pidfd_open pidfd_getfd pidfd_send_signal" },
	{ EACH, NO(EPERM), "rt_sigqueueinfo rt_tgsigqueueinfo process_madvise process_mrelease" },
	{ EACH, NO(EPERM), "setuid setgid setreuid setregid setresuid setresgid setfsuid setfsgid setgroups capset" },
	{ EACH, NO(EPERM), "chroot acct swapon swapoff quotactl quotactl_fd iopl ioperm modify_ldt uselib vhangup" },
	{ EACH, NO(EPERM), "settimeofday clock_settime clock_adjtime adjtimex sethostname setdomainname syslog" },
	{ EACH, NO(EPERM), "keyctl add_key request_key perf_event_open userfaultfd lookup_dcookie" },
	{ EACH, NO(EPERM), "io_uring_setup io_uring_enter io_uring_register" },
	{ EACH, NO(EPERM), "io_setup io_destroy io_submit io_cancel io_getevents io_pgetevents" },
	/* The reader has one process of one thread, and has finished changing itself. */
	{ READING, NO(EPERM), "clone seccomp prctl setrlimit setpriority ioprio_set sched_setaffinity sched_setattr" },
	{ READING, NO(EPERM), "sched_setparam sched_setscheduler timer_create" },
	{ READING, NO(EPERM), "landlock_create_ruleset landlock_add_rule landlock_restrict_self" },
	/* The network, and every way to other processes but the channel that it has. */
	{ READING, NO(EPERM), "socket socketpair connect bind listen accept accept4 setsockopt sendto sendmmsg" },
	{ READING, NO(EPERM), "shmget shmat shmctl shmdt semget semop semctl semtimedop msgget msgsnd msgrcv msgctl" },
	{ READING, NO(EPERM), "mq_open mq_unlink mq_timedsend mq_timedreceive mq_notify mq_getsetattr" },
	/* Files: what it may read or write it was given open. */
	{ READER, NO(EACCES), "open openat openat2 creat" },
	{ READING, NO(EACCES), "readlink readlinkat name_to_handle_at" },
	{ READING, NO(EPERM), "mkdir mkdirat rmdir unlink unlinkat rename renameat renameat2 link linkat" },
	{ READING, NO(EPERM), "symlink symlinkat mknod mknodat truncate chdir fchdir umask" },
	{ READING, NO(EPERM), "chmod fchmod fchmodat chown fchown lchown fchownat utime utimes futimesat utimensat" },
	{ READING, NO(EPERM), "setxattr lsetxattr fsetxattr removexattr lremovexattr fremovexattr" },
	{ READING, NO(EPERM), "getxattr lgetxattr fgetxattr listxattr llistxattr flistxattr flock" },
	{ READING, NO(EPERM), "inotify_init inotify_init1 inotify_add_watch fanotify_init fanotify_mark" },
	{ READING, NO(EPERM), "splice tee vmsplice sendfile copy_file_range sync syncfs" },
	{ READING, NO(ENOTTY), "ioctl" },	/* as if no descriptor were a device */
	/* Memory that no limit counts, and other places for it. */
	{ READING, NO(EPERM), "memfd_create memfd_secret remap_file_pages mlock mlock2 mlockall" },
	{ READING, NO(EPERM), "mbind set_mempolicy migrate_pages move_pages" },
};

_Static_assert(sizeof(long) == 8, "the arguments of calls are looked at as 64-bit architectures pass them");

/* The kernel looks at the lower half of an int, and so must the rule. */
#define LOW(arg, is)	{ arg, SCMP_CMP_MASKED_EQ, 0xffffffff, is }

/* Refused for some arguments only. */
static const struct { unsigned who; const char *name; uint32_t action; struct scmp_arg_cmp arg; } partly[] = {
	/* glibc starts a thread with clone where there is no clone3, and clone's flags can be looked at. */
	{ EACH, "clone3", NO(ENOSYS), { 0 } },
	{ 1u << FILTER_UPLOADER, "clone", NO(EPERM), { 0, SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0 } },
	{ EACH, "kill", NO(EPERM), { 0, SCMP_CMP_NE, SELF, 0 } },
	{ EACH, "tgkill", NO(EPERM), { 0, SCMP_CMP_NE, SELF, 0 } },
	{ EACH, "tkill", NO(EPERM), { 0, SCMP_CMP_NE, SELF, 0 } },
	/* Its own limits may be read. */
	{ READING, "prlimit64", NO(EPERM), { 2, SCMP_CMP_NE, 0, 0 } },
	{ READING, "prlimit64", NO(EPERM), { 0, SCMP_CMP_NE, 0, 0 } },
	{ READING, "personality", NO(EPERM), { 0, SCMP_CMP_NE, 0xffffffff, 0 } },
	/* No code that was not there before the document: rules are compiled before the fork. */
	{ READER, "mmap", NO(EPERM), { 2, SCMP_CMP_MASKED_EQ, PROT_EXEC, PROT_EXEC } },
	{ READER, "mprotect", NO(EPERM), { 2, SCMP_CMP_MASKED_EQ, PROT_EXEC, PROT_EXEC } },
	{ READER, "pkey_mprotect", NO(EPERM), { 2, SCMP_CMP_MASKED_EQ, PROT_EXEC, PROT_EXEC } },
	/* A descriptor that sends signals to whom it is told, and leases on files of the vault. */
	{ READING, "fcntl", NO(EPERM), LOW(1, F_SETOWN) },
	{ READING, "fcntl", NO(EPERM), LOW(1, F_SETOWN_EX) },
	{ READING, "fcntl", NO(EPERM), LOW(1, F_SETSIG) },
	{ READING, "fcntl", NO(EPERM), LOW(1, F_SETLEASE) },
	{ READING, "fcntl", NO(EPERM), LOW(1, F_NOTIFY) },
	{ READING, "fcntl", NO(EPERM), LOW(1, F_SETPIPE_SZ) },
};

struct filter {
	struct sock_filter *v;
	size_t		 n;
};

bool
filter_possible(void)
{
	const uint32_t actions[] = { SECCOMP_RET_KILL_PROCESS, SECCOMP_RET_ERRNO };

	for (size_t i = 0; i < COUNT(actions); i++) {
		if (syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0u, &actions[i]) != 0)
			return false;
	}
	return true;
}

/* A call that this architecture never had gets a negative number from libseccomp, which leaves it out. */
static int
add_rule(scmp_filter_ctx ctx, const char *name, uint32_t action, const struct scmp_arg_cmp *arg, struct err *e)
{
	int nr = seccomp_syscall_resolve_name(name), rc;

	if (nr == __NR_SCMP_ERROR)
		return err_set(e, E_BUG, "libseccomp: %s", name);
	rc = seccomp_rule_add_array(ctx, action, nr, arg == NULL ? 0 : 1, arg);
	if (rc != 0) {
		errno = -rc;
		return err_sys(e, E_BUG, "libseccomp: %s", name);
	}
	return 0;
}

static int
add_rules(scmp_filter_ctx ctx, unsigned who, struct arena *mem, struct err *e)
{
	for (size_t i = 0; i < COUNT(refused); i++) {
		struct str rest = str_of(refused[i].names), name;

		while ((refused[i].who & who) != 0 && str_next(&rest, ' ', &name)) {
			if (add_rule(ctx, str_c(mem, name), refused[i].action, NULL, e) != 0)
				return -1;
		}
	}
	for (size_t i = 0; i < COUNT(partly); i++) {
		const struct scmp_arg_cmp *arg = partly[i].arg.op == 0 ? NULL : &partly[i].arg;

		if ((partly[i].who & who) != 0 && add_rule(ctx, partly[i].name, partly[i].action, arg, e) != 0)
			return -1;
	}
	return 0;
}

/* The program as the kernel takes it, with the bound on new calls before it. */
static int
export_program(scmp_filter_ctx ctx, struct arena *mem, struct filter *f, struct err *e)
{
	const struct sock_filter bound[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, NEWEST, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
	};
	AUTO_FD fd = memfd_create("filter", MFD_CLOEXEC);
	struct str s;
	size_t marks = 0;

	if (fd < 0 || seccomp_export_bpf(ctx, fd) != 0)
		return err_sys(e, E_IO, "libseccomp");
	if (fd_read_all(fd, PROGRAM_MOST, mem, &s, e) != 0)
		return -1;
	must(s.n % sizeof *f->v == 0);
	f->n = COUNT(bound) + s.n / sizeof *f->v;
	f->v = NEW(mem, struct sock_filter, f->n);
	memcpy(f->v, bound, sizeof bound);
	memcpy(f->v + COUNT(bound), s.p, s.n);
	for (size_t i = 0; i < f->n; i++)
		marks += f->v[i].k == SELF;
	must(marks != 0);
	return 0;
}

int
filter_make(enum filter_for who, struct arena *mem, struct filter **f_r, struct err *e)
{
	scmp_filter_ctx ctx = seccomp_init(SCMP_ACT_ALLOW);
	int rc;

	must(ctx != NULL);
	*f_r = NEW(mem, struct filter, 1);
	/* Calls of another architecture (int 0x80) have other numbers; a tree finds a call in a few steps. */
	must(seccomp_attr_set(ctx, SCMP_FLTATR_ACT_BADARCH, KILL) == 0);
	must(seccomp_attr_set(ctx, SCMP_FLTATR_CTL_OPTIMIZE, 2) == 0);
	rc = add_rules(ctx, 1u << who, mem, e);
	if (rc == 0)
		rc = export_program(ctx, mem, *f_r, e);
	seccomp_release(ctx);
	return rc;
}

int
filter_load(const struct filter *f, struct err *e)
{
	struct sock_filter v[BPF_MAXINSNS];
	struct sock_fprog program = { (unsigned short)f->n, v };

	must(f->n <= COUNT(v));
	memcpy(v, f->v, f->n * sizeof *v);
	for (size_t i = 0; i < f->n; i++) {
		if (v[i].k == SELF)
			v[i].k = (uint32_t)getpid();
	}
	if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0u, &program) != 0)
		return err_sys(e, E_CONFIG, "seccomp");
	return 0;
}
