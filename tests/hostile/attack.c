/* SPDX-License-Identifier: EUPL-1.2 */
/* attack.c - what a parser would try that was taken over by the document it reads. */
#include "attack.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/capability.h>
#include <linux/io_uring.h>
#include <linux/openat2.h>
#include <linux/perf_event.h>
#include <linux/sched.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/fanotify.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/ipc.h>
#include <sys/klog.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/msg.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

#include "base/defs.h"

#include "base/banned.h"

#define SECRET	"geheim"
#define HUGE	((size_t)2 << 30)	/* more than any stage may have */
#define PAGE	((size_t)4096)

static int
said(long rc)
{
	return rc < 0 ? errno : 0;
}

/* A name in the prey's folder. */
static const char *
at(const struct prey *p, const char *name)
{
	static char path[2][300];
	static int i;

	i = !i;
	(void)snprintf(path[i], sizeof path[i], "%s/%s", p->dir, name);
	return path[i];
}

/* --- files -------------------------------------------------------------------- */

static int
read_passwd(const struct prey *p)
{
	(void)p;
	return said(open("/etc/passwd", O_RDONLY));
}

static int
read_secret(const struct prey *p)
{
	return said(open(at(p, SECRET), O_RDONLY));
}

static int
read_openat2(const struct prey *p)
{
	struct open_how how = { .flags = O_RDONLY };

	return said(syscall(SYS_openat2, AT_FDCWD, at(p, SECRET), &how, sizeof how));
}

static int
read_environ(const struct prey *p)
{
	(void)p;
	return said(open("/proc/self/environ", O_RDONLY));
}

static int
write_own_memory(const struct prey *p)
{
	(void)p;
	return said(open("/proc/self/mem", O_RDWR));
}

static int
read_other_environ(const struct prey *p)
{
	char path[64];

	(void)snprintf(path, sizeof path, "/proc/%d/environ", (int)p->pid);
	return said(open(path, O_RDONLY));
}

static int
read_link(const struct prey *p)
{
	char to[300];

	(void)p;
	return said(readlink("/proc/self/exe", to, sizeof to));
}

static int
list_folder(const struct prey *p)
{
	(void)p;
	return said(open("/", O_RDONLY | O_DIRECTORY));
}

static int
create_file(const struct prey *p)
{
	int fd = open(at(p, "nieuw"), O_WRONLY | O_CREAT, 0600), rc = said(fd);

	if (rc == 0)
		(void)unlink(at(p, "nieuw"));
	return rc;
}

static int
create_in_tmp(const struct prey *p)
{
	int rc = said(open("/tmp/woostraat-hostile", O_WRONLY | O_CREAT, 0600));

	(void)p;
	if (rc == 0)
		(void)unlink("/tmp/woostraat-hostile");
	return rc;
}

static int
create_here(const struct prey *p)
{
	int rc = said(creat("hier.woo", 0600));

	(void)p;
	if (rc == 0)
		(void)unlink("hier.woo");
	return rc;
}

static int
create_nameless(const struct prey *p)
{
	return said(open(p->dir, O_TMPFILE | O_RDWR, 0600));
}

static int
overwrite(const struct prey *p)
{
	return said(open(at(p, SECRET), O_WRONLY));
}

/* What it may read it may not open again for writing. */
static int
reopen(const struct prey *p)
{
	char path[64];

	(void)snprintf(path, sizeof path, "/proc/self/fd/%d", p->fd);
	return said(open(path, O_RDWR));
}

static int
make_folder(const struct prey *p)
{
	int rc = said(mkdir(at(p, "map"), 0700));

	if (rc == 0)
		(void)rmdir(at(p, "map"));
	return rc;
}

static int
make_fifo(const struct prey *p)
{
	int rc = said(mknod(at(p, "buis"), S_IFIFO | 0600, 0));

	if (rc == 0)
		(void)unlink(at(p, "buis"));
	return rc;
}

static int
make_link(const struct prey *p)
{
	int rc = said(link(at(p, SECRET), at(p, "nog een")));

	if (rc == 0)
		(void)unlink(at(p, "nog een"));
	return rc;
}

static int
make_symlink(const struct prey *p)
{
	int rc = said(symlink("/etc/passwd", at(p, "wijzer")));

	if (rc == 0)
		(void)unlink(at(p, "wijzer"));
	return rc;
}

/* The control makes it anew: each attack finds the folder as it was. */
static int
remove_file(const struct prey *p)
{
	int rc = said(unlink(at(p, "weg")));

	if (rc == 0)
		(void)close(open(at(p, "weg"), O_WRONLY | O_CREAT, 0600));
	return rc;
}

static int
rename_file(const struct prey *p)
{
	int rc = said(rename(at(p, SECRET), at(p, "anders")));

	if (rc == 0)
		(void)rename(at(p, "anders"), at(p, SECRET));
	return rc;
}

static int
change_mode(const struct prey *p)
{
	return said(chmod(at(p, SECRET), 0600));
}

static int
change_mode_of_input(const struct prey *p)
{
	return said(fchmod(p->fd, 0600));
}

static int
change_owner(const struct prey *p)
{
	return said(chown(at(p, SECRET), (uid_t)-1, (gid_t)-1));
}

static int
change_times(const struct prey *p)
{
	return said(utimensat(AT_FDCWD, at(p, SECRET), NULL, 0));
}

static int
change_attribute(const struct prey *p)
{
	return said(setxattr(at(p, SECRET), "user.woo", "x", 1, 0));
}

static int
list_attributes(const struct prey *p)
{
	return said(listxattr(at(p, SECRET), NULL, 0));
}

static int
cut_file(const struct prey *p)
{
	return said(truncate(at(p, "weg"), 0));
}

static int
change_folder(const struct prey *p)
{
	(void)p;
	return said(chdir("/"));
}

static int
change_root(const struct prey *p)
{
	return said(chroot(p->dir));
}

static int
mount_disk(const struct prey *p)
{
	int rc = said(mount("none", p->dir, "tmpfs", 0, NULL));

	if (rc == 0)
		(void)umount2(p->dir, MNT_DETACH);
	return rc;
}

struct handle { struct file_handle head; char bytes[128]; };

static int
name_handle(const struct prey *p)
{
	struct handle h = { .head = { .handle_bytes = sizeof h.bytes } };
	int id;

	return said(name_to_handle_at(AT_FDCWD, at(p, SECRET), &h.head, &id, 0));
}

static int
open_handle(const struct prey *p)
{
	struct handle h = { .head = { .handle_bytes = sizeof h.bytes } };
	int id;

	(void)name_to_handle_at(AT_FDCWD, at(p, SECRET), &h.head, &id, 0);
	return said(open_by_handle_at(AT_FDCWD, &h.head, O_RDONLY));
}

static int
watch_files(const struct prey *p)
{
	(void)p;
	return said(inotify_init1(0));
}

static int
watch_all_files(const struct prey *p)
{
	(void)p;
	return said(fanotify_init(FAN_CLASS_NOTIF, O_RDONLY));
}

static int
memory_file(const struct prey *p)
{
	(void)p;
	return said(memfd_create("x", 0));
}

/* Writing to the pages of a file that was opened for reading has been possible once (CVE-2022-0847). */
static int
splice_input(const struct prey *p)
{
	off_t from = 0;
	int ends[2];

	return pipe(ends) != 0 ? errno : said(splice(p->fd, &from, ends[1], NULL, 1, 0));
}

/* Another document, or a key, that somebody left open. */
static int
other_descriptors(const struct prey *p)
{
	char bytes[16];

	(void)p;
	for (int fd = 3; fd < 4096; fd++) {
		ssize_t n = pread(fd, bytes, sizeof bytes, 0);

		if (n > 0 && memmem(bytes, (size_t)n, SECRET, sizeof SECRET - 1) != NULL)
			return 0;
	}
	return EBADF;
}

/* --- network -------------------------------------------------------------------- */

static int
tcp(const struct prey *p)
{
	(void)p;
	return said(socket(AF_INET, SOCK_STREAM, 0));
}

static int
udp(const struct prey *p)
{
	(void)p;
	return said(socket(AF_INET6, SOCK_DGRAM, 0));
}

static int
netlink(const struct prey *p)
{
	(void)p;
	return said(socket(AF_NETLINK, SOCK_RAW, 0));
}

static int
unix_pair(const struct prey *p)
{
	int pair[2];

	(void)p;
	return said(socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
}

static int
connect_out(const struct prey *p)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons((uint16_t)p->port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	return fd < 0 ? errno : said(connect(fd, (struct sockaddr *)&a, sizeof a));
}

static int
listen_here(const struct prey *p)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	(void)p;
	return fd < 0 ? errno : said(bind(fd, (struct sockaddr *)&a, sizeof a));
}

static int
connect_abstract(const struct prey *p)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };
	size_t n = strnlen(p->abstract, sizeof p->abstract);
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	memcpy(a.sun_path + 1, p->abstract, n);
	return fd < 0 ? errno : said(connect(fd, (struct sockaddr *)&a, (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + n)));
}

/* --- processes -------------------------------------------------------------------- */

static int
run_program(const struct prey *p)
{
	char *argv[] = { (char *)(uintptr_t) "true", NULL };

	(void)p;
	return said(execve("/bin/true", argv, NULL));
}

static int
run_program_at(const struct prey *p)
{
	char *argv[] = { (char *)(uintptr_t) "true", NULL };

	(void)p;
	return said(syscall(SYS_execveat, AT_FDCWD, "/bin/true", argv, NULL, 0));
}

static int
reap(pid_t pid)
{
	int err = errno;

	if (pid > 0)
		(void)waitpid(pid, NULL, 0);
	return pid < 0 ? err : 0;
}

static int
fork_self(const struct prey *p)
{
	pid_t pid = fork();

	(void)p;
	return pid == 0 ? (_exit(0), 0) : reap(pid);
}

static int
vfork_self(const struct prey *p)
{
	pid_t pid = vfork();

	(void)p;
	return pid == 0 ? (_exit(0), 0) : reap(pid);
}

static int
clone_by_number(const struct prey *p)
{
	pid_t pid = (pid_t)syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, NULL);

	(void)p;
	if (pid == 0)
		_exit(0);
	return reap(pid);
}

static int
clone_newest(const struct prey *p)
{
	struct clone_args a = { .exit_signal = SIGCHLD };
	pid_t pid = (pid_t)syscall(SYS_clone3, &a, sizeof a);

	(void)p;
	if (pid == 0)
		_exit(0);
	return reap(pid);
}

static void *
nothing(void *arg)
{
	return arg;
}

static int
start_thread(const struct prey *p)
{
	pthread_t t;
	int rc = pthread_create(&t, NULL, nothing, NULL);

	(void)p;
	if (rc == 0)
		(void)pthread_join(t, NULL);
	return rc;
}

static int
trace(const struct prey *p)
{
	return said(ptrace(PTRACE_SEIZE, p->pid, NULL, NULL));
}

static int
read_other_memory(const struct prey *p)
{
	char byte;
	struct iovec here = { &byte, 1 }, there = { &errno, 1 };	/* forked from one image: mapped there too */

	return said(process_vm_readv(p->pid, &here, 1, &there, 1, 0));
}

static int
signal_other(const struct prey *p)
{
	return said(kill(p->pid, 0));
}

static int
signal_group(const struct prey *p)
{
	(void)p;
	return said(kill(0, 0));
}

static int
signal_all(const struct prey *p)
{
	(void)p;
	return said(kill(-1, 0));
}

static int
signal_thread(const struct prey *p)
{
	return said(syscall(SYS_tgkill, p->pid, p->pid, 0));
}

static int
queue_signal(const struct prey *p)
{
	return said(sigqueue(p->pid, 0, (union sigval){ 0 }));
}

static int
hold_other(const struct prey *p)
{
	return said(syscall(SYS_pidfd_open, p->pid, 0));
}

/* A descriptor that sends signals when something arrives. */
static int
signal_by_descriptor(const struct prey *p)
{
	return said(fcntl(STDIN_FILENO, F_SETOWN, p->pid));
}

/* The kernel looks at the lower half of the command only. */
static int
signal_by_upper_half(const struct prey *p)
{
	return said(syscall(SYS_fcntl, STDIN_FILENO, (1ul << 32) | F_SETOWN, p->pid));
}

static int
outlive(const struct prey *p)
{
	(void)p;
	return said(prctl(PR_SET_PDEATHSIG, 0));
}

static int
be_dumpable(const struct prey *p)
{
	(void)p;
	return said(prctl(PR_SET_DUMPABLE, 1));
}

static int
new_session(const struct prey *p)
{
	(void)p;
	return said(setsid());
}

static int
slow_other(const struct prey *p)
{
	return said(setpriority(PRIO_PROCESS, (id_t)p->pid, 5));
}

static int
limit_other(const struct prey *p)
{
	struct rlimit r = { 0, 0 };

	return said(prlimit(p->pid, RLIMIT_CORE, &r, NULL));
}

static int
raise_limit(const struct prey *p)
{
	struct rlimit r = { RLIM_INFINITY, RLIM_INFINITY };

	(void)p;
	return said(setrlimit(RLIMIT_FSIZE, &r));
}

/* --- rights ------------------------------------------------------------------------- */

static int
be_another(const struct prey *p)
{
	(void)p;
	return said(setresuid(getuid() + 1, getuid() + 1, getuid() + 1));
}

static int
take_rights(const struct prey *p)
{
	struct __user_cap_header_struct head = { _LINUX_CAPABILITY_VERSION_3, 0 };
	struct __user_cap_data_struct all[_LINUX_CAPABILITY_U32S_3] = { { 1, 1, 0 }, { 0, 0, 0 } };	/* CAP_CHOWN */

	(void)p;
	return said(syscall(SYS_capset, &head, all));
}

static int
make_all_executable(const struct prey *p)
{
	(void)p;
	return said(personality(READ_IMPLIES_EXEC));
}

static int
new_user_space(const struct prey *p)
{
	(void)p;
	return said(unshare(CLONE_NEWUSER));
}

static int
other_space(const struct prey *p)
{
	int fd = (int)syscall(SYS_pidfd_open, getpid(), 0);

	(void)p;
	return said(setns(fd < 0 ? STDIN_FILENO : fd, CLONE_NEWUTS));
}

static int
read_keys(const struct prey *p)
{
	(void)p;
	return said(syscall(SYS_keyctl, 0 /* KEYCTL_GET_KEYRING_ID */, -3 /* of the session */, 1));
}

static int
add_a_key(const struct prey *p)
{
	(void)p;
	return said(syscall(SYS_add_key, "user", "woo", "x", 1ul, -2 /* of the process */));
}

/* --- memory ------------------------------------------------------------------------- */

static int
map_anew(int protection, int fd)
{
	return mmap(NULL, PAGE, protection, fd < 0 ? MAP_PRIVATE | MAP_ANONYMOUS : MAP_PRIVATE, fd, 0) == MAP_FAILED ? errno : 0;
}

static int
map_writable_code(const struct prey *p)
{
	(void)p;
	return map_anew(PROT_READ | PROT_WRITE | PROT_EXEC, -1);
}

static int
map_code_of_file(const struct prey *p)
{
	return map_anew(PROT_READ | PROT_EXEC, p->fd);
}

static int
make_code(const struct prey *p)
{
	void *m = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	(void)p;
	return said(mprotect(m, PAGE, PROT_READ | PROT_EXEC));
}

static int
make_code_by_key(const struct prey *p)
{
	void *m = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	(void)p;
	return said(pkey_mprotect(m, PAGE, PROT_READ | PROT_EXEC, -1));
}

#if !defined(__SANITIZE_ADDRESS__) /* there the wall `memory` does not stand, and the account says so */
static int
take_memory(const struct prey *p)
{
	(void)p;
	return mmap(NULL, HUGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0) == MAP_FAILED ?
	    errno :
	    0;
}
#endif

static int
lock_memory(const struct prey *p)
{
	void *m = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	(void)p;
	return said(syscall(SYS_mlock, m, PAGE));	/* by number: sanitizers answer it themselves */
}

static int
handle_page_faults(const struct prey *p)
{
	(void)p;
	return said(syscall(SYS_userfaultfd, 0));
}

/* --- the kernel ----------------------------------------------------------------------- */

static int
ring(const struct prey *p)
{
	struct io_uring_params params = { 0 };

	(void)p;
	return said(syscall(SYS_io_uring_setup, 1, &params));
}

static int
old_ring(const struct prey *p)
{
	unsigned long context = 0;

	(void)p;
	return said(syscall(SYS_io_setup, 1, &context));
}

static int
load_bpf(const struct prey *p)
{
	union bpf_attr a = { .map_type = BPF_MAP_TYPE_ARRAY, .key_size = 4, .value_size = 4, .max_entries = 1 };

	(void)p;
	return said(syscall(SYS_bpf, BPF_MAP_CREATE, &a, sizeof a));
}

static int
count_events(const struct prey *p)
{
	struct perf_event_attr a = { .type = PERF_TYPE_SOFTWARE, .size = sizeof a, .config = PERF_COUNT_SW_DUMMY };

	(void)p;
	return said(syscall(SYS_perf_event_open, &a, 0, -1, -1, 0));
}

static int
load_module(const struct prey *p)
{
	(void)p;
	return said(syscall(SYS_init_module, NULL, 0ul, ""));
}

static int
load_kernel(const struct prey *p)
{
	(void)p;
	return said(syscall(SYS_kexec_load, 0ul, 0ul, NULL, 0ul));
}

static int
restart_machine(const struct prey *p)
{
	(void)p;
	return said(syscall(SYS_reboot, 0, 0, 0, NULL));	/* without the magic numbers */
}

static int
read_kernel_log(const struct prey *p)
{
	(void)p;
	return said(klogctl(10 /* its size */, NULL, 0));
}

static int
name_host(const struct prey *p)
{
	(void)p;
	return said(sethostname("overgenomen", 11));
}

static int
set_clock(const struct prey *p)
{
	struct timespec t = { 0 };

	(void)p;
	return said(syscall(SYS_clock_settime, CLOCK_REALTIME, &t));
}

static int
control_device(const struct prey *p)
{
	(void)p;
	return said(ioctl(STDIN_FILENO, FIOCLEX));
}

static int
type_at_terminal(const struct prey *p)
{
	(void)p;
	return said(ioctl(STDERR_FILENO, TIOCSTI, "x"));
}

/* Newer than what the filter was written for: fchmodat2, Linux 6.6. */
static int
newer_call(const struct prey *p)
{
	return said(syscall(452, AT_FDCWD, at(p, SECRET), 0600, 0));
}

#ifdef __x86_64__
static int
call_of_i386(const struct prey *p)
{
	long rc = 20; /* getpid there */

	(void)p;
	__asm__ volatile("int $0x80" : "+a"(rc) : : "memory", "r8", "r9", "r10", "r11");
	return rc < 0 ? (int)-rc : 0;
}

static int
call_of_x32(const struct prey *p)
{
	(void)p;
	return said(syscall(0x40000000 + SYS_getpid));
}
#endif

/* --- other ways to other processes -------------------------------------------------------- */

static int
shared_memory(const struct prey *p)
{
	int id = shmget(IPC_PRIVATE, PAGE, IPC_CREAT | 0600), rc = said(id);

	(void)p;
	if (rc == 0)
		(void)shmctl(id, IPC_RMID, NULL);
	return rc;
}

static int
semaphores(const struct prey *p)
{
	int id = semget(IPC_PRIVATE, 1, IPC_CREAT | 0600), rc = said(id);

	(void)p;
	if (rc == 0)
		(void)semctl(id, 0, IPC_RMID);
	return rc;
}

static int
messages(const struct prey *p)
{
	int id = msgget(IPC_PRIVATE, IPC_CREAT | 0600), rc = said(id);

	(void)p;
	if (rc == 0)
		(void)msgctl(id, IPC_RMID, NULL);
	return rc;
}

static int
message_queue(const struct prey *p)
{
	int rc = said(syscall(SYS_mq_open, "woostraat-hostile", O_CREAT | O_RDWR, 0600, NULL));

	(void)p;
	if (rc == 0)
		(void)syscall(SYS_mq_unlink, "woostraat-hostile");
	return rc;
}

/* --- ceilings ------------------------------------------------------------------------------- */

static int
many_descriptors(const struct prey *p)
{
	(void)p;
	for (int i = 0; i < 200; i++) {
		if (dup(STDIN_FILENO) < 0)
			return errno;
	}
	return 0;
}

static int
long_file(const struct prey *p)
{
	return said(pwrite(p->out, "x", 1, (off_t)FILE_LIMIT));
}

static int
burn(const struct prey *p)
{
	struct timespec t = { 0 };

	(void)p;
	(void)signal(SIGXCPU, SIG_IGN);
	while (t.tv_sec < 4)
		(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return 0;
}

const struct attack attacks[] = {
	{ "read /etc/passwd", read_passwd, EACCES, BY_FILES, 0 },
	{ "read a file by its path", read_secret, EACCES, BY_FILES, 0 },
	{ "read a file with openat2", read_openat2, EACCES, BY_FILES, 0 },
	{ "read /proc/self/environ", read_environ, EACCES, BY_FILES, 0 },
	{ "write /proc/self/mem", write_own_memory, EACCES, BY_FILES, 0 },
	{ "read the environment of another process", read_other_environ, EACCES, BY_FILES, 0 },
	{ "read a link", read_link, EACCES, BY_CALLS, 0 },
	{ "list a folder", list_folder, EACCES, BY_FILES, 0 },
	{ "create a file", create_file, EACCES, BY_FILES, 0 },
	{ "create a file in /tmp", create_in_tmp, EACCES, BY_FILES, 0 },
	{ "create a file in the folder it stands in", create_here, EACCES, BY_FILES, 0 },
	{ "create a file without a name", create_nameless, EACCES, BY_FILES, 0 },
	{ "open a file for writing", overwrite, EACCES, BY_FILES, 0 },
	{ "open its input again for writing", reopen, EACCES, BY_FILES, 0 },
	{ "mkdir", make_folder, EPERM, BY_FILES, 0 },
	{ "mknod", make_fifo, EPERM, BY_FILES, 0 },
	{ "link", make_link, EPERM, BY_FILES, 0 },
	{ "symlink", make_symlink, EPERM, BY_FILES, 0 },
	{ "unlink", remove_file, EPERM, BY_FILES, 0 },
	{ "rename", rename_file, EPERM, BY_FILES, 0 },
	{ "chmod", change_mode, EPERM, BY_CALLS, 0 },
	{ "fchmod of its input", change_mode_of_input, EPERM, BY_CALLS, 0 },
	{ "chown", change_owner, EPERM, BY_CALLS, 0 },
	{ "utimensat", change_times, EPERM, BY_CALLS, 0 },
	{ "setxattr", change_attribute, EPERM, BY_CALLS, 0 },
	{ "listxattr", list_attributes, EPERM, BY_CALLS, 0 },
	{ "truncate", cut_file, EPERM, BY_CALLS, 0 },
	{ "chdir", change_folder, EPERM, BY_CALLS, 0 },
	{ "chroot", change_root, EPERM, BY_LIMITS, 0 },
	{ "mount", mount_disk, KILLED, BY_LIMITS, 0 },
	{ "name_to_handle_at", name_handle, EACCES, BY_CALLS, 0 },
	{ "open_by_handle_at", open_handle, KILLED, BY_LIMITS, 0 },
	{ "inotify", watch_files, EPERM, BY_CALLS, 0 },
	{ "fanotify", watch_all_files, EPERM, BY_CALLS, 0 },
	{ "memfd_create", memory_file, EPERM, BY_CALLS, 0 },
	{ "splice its input", splice_input, EPERM, BY_CALLS, 0 },
	{ "read what another left open", other_descriptors, EBADF, BY_LIMITS, 0 },
	{ "a TCP socket", tcp, EPERM, BY_CALLS, 0 },
	{ "a UDP socket", udp, EPERM, BY_CALLS, 0 },
	{ "a netlink socket", netlink, EPERM, BY_CALLS, 0 },
	{ "a pair of Unix sockets", unix_pair, EPERM, BY_CALLS, 0 },
	{ "connect to a listener on loopback", connect_out, EPERM, BY_NET, 0 },
	{ "bind a TCP port", listen_here, EPERM, BY_NET, 0 },
	{ "connect to an abstract Unix socket", connect_abstract, EPERM, BY_SCOPE, 0 },
	{ "execve", run_program, KILLED, BY_FILES, 0 },
	{ "execveat", run_program_at, KILLED, BY_FILES, 0 },
	{ "fork", fork_self, EPERM, BY_CALLS, 0 },
	{ "vfork", vfork_self, EPERM, BY_CALLS, 0 },
	{ "clone", clone_by_number, EPERM, BY_CALLS, 0 },
	{ "clone3", clone_newest, ENOSYS, BY_CALLS, 0 },
	{ "a thread", start_thread, EPERM, BY_CALLS, 0 },
	{ "ptrace", trace, KILLED, BY_FILES, 0 },
	{ "process_vm_readv", read_other_memory, KILLED, BY_FILES, 0 },
	{ "a signal to another process", signal_other, EPERM, BY_SCOPE, 0 },
	{ "a signal to its group", signal_group, EPERM, BY_CALLS, 0 },
	{ "a signal to everybody", signal_all, EPERM, BY_CALLS, 0 },
	{ "a signal to another thread", signal_thread, EPERM, BY_SCOPE, 0 },
	{ "a queued signal", queue_signal, EPERM, BY_SCOPE, 0 },
	{ "pidfd_open", hold_other, EPERM, BY_CALLS, 0 },
	{ "F_SETOWN", signal_by_descriptor, EPERM, BY_CALLS, 0 },
	{ "F_SETOWN with more above it", signal_by_upper_half, EPERM, BY_CALLS, 0 },
	{ "outlive its worker", outlive, EPERM, BY_CALLS, 0 },
	{ "be dumpable again", be_dumpable, EPERM, BY_CALLS, 0 },
	{ "setsid", new_session, EPERM, BY_CALLS, 0 },
	{ "setpriority of another", slow_other, EPERM, BY_CALLS, 0 },
	{ "prlimit of another", limit_other, EPERM, BY_CALLS, 0 },
	{ "raise its own limit", raise_limit, EPERM, BY_LIMITS, 0 },
	{ "setresuid", be_another, EPERM, BY_LIMITS, 0 },
	{ "capset", take_rights, EPERM, BY_LIMITS, 0 },
	{ "personality", make_all_executable, EPERM, BY_CALLS, 0 },
	{ "unshare", new_user_space, EPERM, BY_CALLS, 0 },
	{ "setns", other_space, EPERM, BY_LIMITS, 0 },
	{ "keyctl", read_keys, EPERM, BY_CALLS, 0 },
	{ "add_key", add_a_key, EPERM, BY_CALLS, 0 },
	{ "memory that can be written and executed", map_writable_code, EPERM, BY_CALLS, MAKES_CODE },
	{ "its input as code", map_code_of_file, EPERM, BY_CALLS, 0 },
	{ "mprotect to code", make_code, EPERM, BY_CALLS, MAKES_CODE },
	{ "pkey_mprotect to code", make_code_by_key, EPERM, BY_CALLS, MAKES_CODE },
#if !defined(__SANITIZE_ADDRESS__)
	{ "2 GiB of memory", take_memory, ENOMEM, BY_LIMITS, 0 },
#endif
	{ "mlock", lock_memory, EPERM, BY_LIMITS, 0 },
	{ "userfaultfd", handle_page_faults, EPERM, BY_CALLS, 0 },
	{ "io_uring", ring, EPERM, BY_CALLS, 0 },
	{ "io_setup", old_ring, EPERM, BY_CALLS, 0 },
	{ "bpf", load_bpf, KILLED, BY_CALLS, 0 },
	{ "perf_event_open", count_events, EPERM, BY_CALLS, 0 },
	{ "init_module", load_module, KILLED, BY_LIMITS, NO_CONTROL },
	{ "kexec_load", load_kernel, KILLED, BY_LIMITS, NO_CONTROL },
	{ "reboot", restart_machine, KILLED, BY_LIMITS, NO_CONTROL },
	{ "syslog", read_kernel_log, EPERM, BY_CALLS, 0 },
	{ "sethostname", name_host, EPERM, BY_LIMITS, NO_CONTROL },
	{ "clock_settime", set_clock, EPERM, BY_LIMITS, NO_CONTROL },
	{ "ioctl", control_device, ENOTTY, BY_CALLS, 0 },
	{ "type at the terminal", type_at_terminal, ENOTTY, BY_CALLS, NO_CONTROL },
	{ "a call newer than the filter", newer_call, ENOSYS, BY_CALLS, 0 },
#ifdef __x86_64__
	{ "a call of i386", call_of_i386, KILLED, BY_CALLS, 0 },
	{ "a call of x32", call_of_x32, ENOSYS, BY_CALLS, 0 },
#endif
	{ "shared memory of System V", shared_memory, EPERM, BY_CALLS, 0 },
	{ "semaphores of System V", semaphores, EPERM, BY_CALLS, 0 },
	{ "messages of System V", messages, EPERM, BY_CALLS, 0 },
	{ "a POSIX message queue", message_queue, EPERM, BY_LIMITS, 0 },
	{ "many descriptors", many_descriptors, EMFILE, BY_LIMITS, 0 },
	{ "a file past its limit", long_file, EFBIG, BY_LIMITS, NOT_IN_POOL },
	{ "processor time", burn, SPENT, BY_LIMITS, NOT_IN_POOL },
};
const size_t nattacks = COUNT(attacks);

const struct attack *
attack_find(const char *name)
{
	for (size_t i = 0; i < nattacks; i++) {
		if (strcmp(attacks[i].name, name) == 0)
			return &attacks[i];
	}
	return NULL;
}

bool
attack_read(const char *text, const struct attack **a_r, struct prey *p)
{
	char name[64];
	int pid;

	*p = (struct prey){ .fd = -1, .out = -1 };
	if (sscanf(text, "%63[^\t]\t%255[^\t]\t%d\t%63[^\t]\t%d", name, p->dir, &p->port, p->abstract, &pid) != 5)
		return false;
	p->pid = pid;
	*a_r = attack_find(name);
	return *a_r != NULL;
}
