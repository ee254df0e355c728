/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * told.c - what stands in the book of the workers (timed.h), as rows with tabs.
 *
 *	stage	NAME	CALLS	CPU_MS	WALL_MS
 *	workers	CPU_MS
 *	children	N	CPU_MS
 *	visits	N	CPU_MS	MEDIAN_RSS_KIB	MOST_RSS_KIB	STAGES_MS	of the children that ran extract
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "timed.h"

#include "base/banned.h"

static int
by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

static void
tell(const struct book *b, uint32_t *rss)
{
	uint64_t n = b->nchildren < BOOK_CHILDREN ? b->nchildren : BOOK_CHILDREN, all = 0, of_visits = 0, in_stages = 0;
	size_t visits = 0;

	for (int st = 0; st < ST__COUNT; st++) {
		const struct counted *c = &b->stage[st];

		if (c->calls != 0)
			(void)printf("stage\t%s\t%llu\t%.1f\t%.1f\n", stages[st].name, (unsigned long long)c->calls,
			    (double)c->cpu_ns / 1e6, (double)c->wall_ns / 1e6);
	}
	for (uint64_t i = 0; i < n; i++) {
		all += b->child[i].cpu_us;
		if ((b->child[i].stages & 1u << ST_extract) == 0)
			continue;
		of_visits += b->child[i].cpu_us;
		in_stages += b->child[i].stages_us;
		rss[visits++] = b->child[i].rss_kib;
	}
	qsort(rss, visits, sizeof *rss, by_number);
	(void)printf("workers\t%.1f\nchildren\t%llu\t%.1f\n", (double)b->workers_us / 1e3,
	    (unsigned long long)b->nchildren, (double)all / 1e3);
	if (visits != 0)
		(void)printf("visits\t%zu\t%.1f\t%u\t%u\t%.1f\n", visits, (double)of_visits / 1e3, rss[visits / 2],
		    rss[visits - 1], (double)in_stages / 1e3);
}

int
main(int argc, char **argv)
{
	static uint32_t rss[BOOK_CHILDREN];
	struct stat st;
	void *p;
	int fd = argc == 2 ? open(argv[1], O_RDONLY | O_CLOEXEC) : -1;

	if (fd < 0 || fstat(fd, &st) != 0 || (size_t)st.st_size != sizeof(struct book)) {
		(void)fprintf(stderr, "told BOOK: no worker wrote in it\n");
		return 1;
	}
	p = mmap(NULL, sizeof(struct book), PROT_READ, MAP_PRIVATE, fd, 0);
	(void)close(fd);
	if (p == MAP_FAILED)
		return 1;
	tell(p, rss);
	return 0;
}
