/* SPDX-License-Identifier: EUPL-1.2 */
/* feed.c - a bundle on its way into a socket, hashed as it goes. */
#include "publish/feed.h"

#include <curl/curl.h>
#include <errno.h>
#include <unistd.h>

#include "base/banned.h"

#define SKIP_AT_ONCE	KIB(32)

void
feed_open(struct feed *f, int fd, uint64_t size, struct digest want)
{
	*f = (struct feed){ .fd = fd, .size = size, .want = want, .hash = hash_new() };
}

void
feed_close(struct feed *f)
{
	hash_drop(f->hash);
	f->hash = NULL;
}

void
feed_skip(struct feed *f, uint64_t n)
{
	char piece[SKIP_AT_ONCE];

	while (f->at < n && f->sys == 0 && !f->wrong) {
		uint64_t left = n - f->at;

		(void)feed_read(piece, 1, left < sizeof piece ? (size_t)left : sizeof piece, f);
	}
}

int
feed_fault(const struct feed *f, struct err *e)
{
	if (f->sys != 0) {
		errno = f->sys;
		return err_sys(e, E_IO, _("de bundel lezen mislukt"));
	}
	if (f->wrong)
		return err_set(e, E_BUG, _("de bundel veranderde tijdens het verzenden; het verzenden is afgebroken"));
	return 0;
}

size_t
feed_read(char *p, size_t size, size_t n, void *arg)
{
	struct feed *f = arg;
	uint64_t left = f->size - f->at;
	ssize_t k;

	n *= size;
	if (n > left)
		n = (size_t)left;
	if (n == 0)
		return 0;
	do {
		k = pread(f->fd, p, n, (off_t)f->at);
	} while (k < 0 && errno == EINTR);
	if (k < 0)
		f->sys = errno;
	f->wrong = k == 0;
	if (k <= 0)
		return CURL_READFUNC_ABORT;
	hash_add(f->hash, p, (size_t)k);
	f->at += (uint64_t)k;
	if (f->at < f->size)
		return (size_t)k;
	f->wrong = !digest_eq(hash_end(f->hash), f->want);
	f->hash = NULL;
	return f->wrong ? CURL_READFUNC_ABORT : (size_t)k;
}

/* libcurl rewinds to send a body again; it asks for nothing but the start. */
int
feed_seek(void *arg, int64_t offset, int origin)
{
	struct feed *f = arg;

	if (offset != 0 || origin != SEEK_SET)
		return CURL_SEEKFUNC_FAIL;
	hash_drop(f->hash);
	f->hash = hash_new();
	f->at = 0;
	return CURL_SEEKFUNC_OK;
}
