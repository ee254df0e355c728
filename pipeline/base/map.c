/* SPDX-License-Identifier: EUPL-1.2 */
/* map.c - a whole file as bytes in the address space, without a copy. */
#include "base/map.h"

#include <sys/mman.h>
#include <sys/stat.h>

#include "base/banned.h"

int
map_fd(int fd, size_t max, struct str *s_r, struct err *e)
{
	struct stat st;
	void *p;

	*s_r = S("");
	if (fstat(fd, &st) != 0)
		return err_sys(e, E_IO, _("bestand niet te lezen"));
	if (!S_ISREG(st.st_mode))
		return err_set(e, E_IO, _("geen gewoon bestand"));
	if ((uint64_t)st.st_size > max)
		return err_set(e, E_LIMIT, _("%lld bytes, meer dan de grens van %zu"), (long long)st.st_size, max);
	if (st.st_size == 0)
		return 0;
	p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (p == MAP_FAILED)
		return err_sys(e, E_LIMIT, _("bestand past niet in het geheugen"));
	*s_r = (struct str){ p, (size_t)st.st_size };
	return 0;
}

void
map_end(struct str *s)
{
	if (s->n != 0)
		(void)munmap((void *)(uintptr_t)s->p, s->n);
	*s = STR_NONE;
}
