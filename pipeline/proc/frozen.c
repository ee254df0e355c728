/* SPDX-License-Identifier: EUPL-1.2 */
/* frozen.c - memory of a fork server that a fork does not copy (decisions 054). */
#include "proc/frozen.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/heap.h"

#include "base/banned.h"

#define LEAST		((size_t)1 << 20)	/* bytes of a piece that is worth it */
#define MOST		((size_t)2 << 30)	/* a piece is read whole */
#define PIECES_MOST	64
#define MAPS_MOST	((size_t)256 << 10)	/* bytes of /proc/self/maps: a worker has some 400 lines of 100 */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define FREEZES		false		/* theirs is a memory of terabytes */
#else
#define FREEZES		true
#endif
#define PAGE		((size_t)4096)		/* what is looked at for zeros; no matter if the kernel's are larger */

struct piece {
	char		*at;
	size_t		 n;
	int		 prot;
};

/* Private, of no file, readable, and no stack or page of the kernel. */
static bool
is_ours(const char *line, struct piece *p)
{
	unsigned long from, to, inode;
	char r, w, x, s, name[8] = "";

	if (sscanf(line, "%lx-%lx %c%c%c%c %*x %*s %lu %7s", &from, &to, &r, &w, &x, &s, &inode, name) < 7)
		return false;
	*p = (struct piece){ (char *)(uintptr_t)from, to - from,
		PROT_READ | (w == 'w' ? PROT_WRITE : 0) | (x == 'x' ? PROT_EXEC : 0) };
	return inode == 0 && r == 'r' && s == 'p' && p->n >= LEAST && p->n <= MOST &&
	    (name[0] == '\0' || strcmp(name, "[heap]") == 0);
}

/* Nothing here may allocate: the heap is being looked at. */
static size_t
find_pieces(struct piece *v)
{
	static char maps[MAPS_MOST];
	AUTO_FD fd = open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
	size_t n = 0, found = 0;
	ssize_t k = 0;

	while (fd >= 0 && n < sizeof maps - 1 && (k = read(fd, maps + n, sizeof maps - 1 - n)) > 0)
		n += (size_t)k;
	if (fd < 0 || k < 0)
		return 0;
	maps[n] = '\0';
	for (char *line = maps, *end; found < PIECES_MOST && (end = strchr(line, '\n')) != NULL; line = end + 1) {
		*end = '\0';
		found += is_ours(line, &v[found]);
	}
	return found;
}

static bool
is_zero(const char *p, size_t n)
{
	return *p == '\0' && memcmp(p, p + 1, n - 1) == 0;
}

/* The bytes of a piece as a file that nobody can write any more; -1: none to be had. */
static int
file_of(const struct piece *p)
{
	int fd = memfd_create("frozen", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	char *to = MAP_FAILED;
	struct rlimit most;

	/* Above that limit a signal comes, not an error. */
	if (fd >= 0 && getrlimit(RLIMIT_FSIZE, &most) == 0 && most.rlim_cur >= p->n && ftruncate(fd, (off_t)p->n) == 0)
		to = mmap(NULL, p->n, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (to == MAP_FAILED) {
		auto_close(&fd);
		return -1;
	}
	/* Pages of zeros stay holes: what was never touched takes no memory. */
	for (size_t i = 0; i < p->n; i += PAGE) {
		size_t n = p->n - i < PAGE ? p->n - i : PAGE;

		if (!is_zero(p->at + i, n))
			memcpy(to + i, p->at + i, n);
	}
	(void)munmap(to, p->n);
	if (fcntl(fd, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) == 0)
		return fd;
	auto_close(&fd);
	return -1;
}

/* The file is mapped elsewhere first: what the kernel may refuse, it refuses before anything is gone. */
static bool
replace(const struct piece *p, int fd)
{
	void *new = mmap(NULL, p->n, p->prot, MAP_PRIVATE, fd, 0);

	return new != MAP_FAILED &&mremap(new, p->n, p->n, MREMAP_MAYMOVE | MREMAP_FIXED, p->at) == p->at;
}

size_t
frozen_here(void)
{
	struct piece v[PIECES_MOST];
	size_t frozen = 0;

	heap_settle();
	for (size_t i = 0, n = FREEZES ? find_pieces(v) : 0; i < n; i++) {
		AUTO_FD fd = file_of(&v[i]);

		if (fd >= 0 && replace(&v[i], fd))
			frozen += v[i].n;
	}
	return frozen;
}
