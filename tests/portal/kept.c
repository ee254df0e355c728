/* SPDX-License-Identifier: EUPL-1.2 */
/* kept.c - what was brought to woostraat-portal: bodies as files in one folder, names in memory. */
#include "kept.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/banned.h"

static char *
text(const char *s)
{
	char *p = strdup(s == NULL ? "" : s);

	must(p != NULL);
	return p;
}

static char *
next_file(struct kept *k)
{
	char *path;

	must(asprintf(&path, "%s/%llu", k->dir, (unsigned long long)++k->last) > 0);
	return path;
}

static struct node **
slot(const struct kept *k, const char *path)
{
	unsigned h = 5381;
	struct node **at;

	for (const char *c = path; *c != '\0'; c++)
		h = h * 33 + (unsigned char)*c;
	at = (struct node **)(uintptr_t)&k->bucket[h % KEPT_BUCKETS];
	while (*at != NULL && strcmp((*at)->path, path) != 0)
		at = &(*at)->next;
	return at;
}

void
kept_open(struct kept *k, const char *dir)
{
	*k = (struct kept){ .dir = text(dir) };
}

/* The node is out of its list. */
static void
bury(struct kept *k, struct node *x)
{
	if (x->file != NULL) {
		(void)unlink(x->file);
		k->bytes -= x->size;
	}
	k->n--;
	free(x->file);
	free(x->path);
	free(x);
}

void
kept_close(struct kept *k)
{
	for (size_t i = 0; i < KEPT_BUCKETS; i++) {
		while (k->bucket[i] != NULL) {
			struct node *x = k->bucket[i];

			k->bucket[i] = x->next;
			bury(k, x);
		}
	}
	free(k->dir);
}

/* ---- bodies ---- */

int
body_begin(struct kept *k, struct body *b)
{
	*b = (struct body){ .file = next_file(k), .hash = hash_new(), .md = EVP_MD_CTX_new() };
	must(b->md != NULL && EVP_DigestInit_ex(b->md, EVP_md5(), NULL) == 1);
	b->fd = open(b->file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	return b->fd < 0 ? -1 : 0;
}

int
body_add(struct body *b, const void *p, size_t n)
{
	const char *at = p;

	hash_add(b->hash, p, n);
	must(EVP_DigestUpdate(b->md, p, n) == 1);
	b->size += n;
	while (n > 0) {
		ssize_t done = write(b->fd, at, n);

		if (done <= 0)
			return -1;
		at += done;
		n -= (size_t)done;
	}
	return 0;
}

void
body_end(struct body *b)
{
	uint8_t md[EVP_MAX_MD_SIZE];

	if (b->hash == NULL) {
		b->sha256 = digest_of(S(""));
		return;
	}
	b->sha256 = hash_end(b->hash);
	b->hash = NULL;
	must(EVP_DigestFinal_ex(b->md, md, NULL) == 1);
	for (size_t i = 0; i < 16; i++)
		(void)snprintf(b->md5 + 2 * i, 3, "%02x", md[i]);
	EVP_MD_CTX_free(b->md);
	b->md = NULL;
	if (b->fd >= 0)
		(void)close(b->fd);
	b->fd = -1;
}

void
body_drop(struct body *b)
{
	if (b->file == NULL)
		return;
	body_end(b);
	(void)unlink(b->file);
	free(b->file);
	b->file = NULL;
}

char *
body_text(const struct body *b, size_t most)
{
	char *p;
	int fd;
	ssize_t n = 0;

	if (b->size > most || (p = calloc(1, (size_t)b->size + 1)) == NULL)
		return NULL;
	fd = b->file == NULL ? -1 : open(b->file, O_RDONLY | O_CLOEXEC);
	if (fd >= 0) {
		n = read(fd, p, (size_t)b->size);
		(void)close(fd);
	}
	p[n < 0 ? 0 : n] = '\0';
	return p;
}

/* ---- names ---- */

struct node *
kept_find(const struct kept *k, const char *path)
{
	return *slot(k, path);
}

bool
kept_has_parent(const struct kept *k, const char *path)
{
	const char *slash = strrchr(path, '/');
	const struct node *x;
	char *up;

	if (slash == NULL)
		return false;
	if (strchr(path, '/') == slash)
		return true;
	up = strndup(path, (size_t)(slash - path));
	must(up != NULL);
	x = kept_find(k, up);
	if (x == NULL && k->roots && strchr(up, '/') == strrchr(up, '/')) {
		free(up);
		return true;
	}
	free(up);
	return x != NULL && x->folder;
}

static struct node *
make(struct kept *k, const char *path, time_t now)
{
	struct node **at = slot(k, path), *x = calloc(1, sizeof *x);

	must(x != NULL && *at == NULL);
	x->path = text(path);
	x->at = now;
	*at = x;
	k->n++;
	return x;
}

struct node *
kept_put(struct kept *k, const char *path, const struct body *b, const char *type, time_t now)
{
	struct node *x;
	char *file = next_file(k);
	int fd;

	if (b->file != NULL)
		must(link(b->file, file) == 0);
	else
		must((fd = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)) >= 0 && close(fd) == 0);
	kept_remove(k, path);
	x = make(k, path, now);
	x->file = file;
	x->size = b->size;
	x->sha256 = b->sha256;
	memcpy(x->md5, b->md5, sizeof x->md5);
	if (b->file == NULL)	/* of no bytes */
		memcpy(x->md5, "d41d8cd98f00b204e9800998ecf8427e", sizeof x->md5);
	(void)snprintf(x->type, sizeof x->type, "%s", type == NULL ? "" : type);
	k->bytes += x->size;
	return x;
}

struct node *
kept_folder(struct kept *k, const char *path, time_t now)
{
	struct node *x = make(k, path, now);

	x->folder = true;
	return x;
}

/* Is path this one, or below it? */
static bool
within(const char *path, const char *top)
{
	size_t n = strlen(top);

	return strncmp(path, top, n) == 0 && (path[n] == '\0' || path[n] == '/');
}

void
kept_remove(struct kept *k, const char *path)
{
	struct node **at = slot(k, path), *x = *at;
	bool folder = x != NULL && x->folder;

	if (x != NULL) {
		*at = x->next;
		bury(k, x);
	}
	for (size_t i = 0; folder && i < KEPT_BUCKETS; i++) {
		for (at = &k->bucket[i]; *at != NULL;) {
			x = *at;
			if (!within(x->path, path)) {
				at = &x->next;
				continue;
			}
			*at = x->next;
			bury(k, x);
		}
	}
}

void
kept_move(struct kept *k, const char *from, const char *to)
{
	size_t n;
	struct node **v = kept_list(k, from, &n);

	for (size_t i = 0; i < n; i++) {
		struct node *x = v[i], **at;
		char *path;

		if (!within(x->path, from))
			continue;
		at = slot(k, x->path);
		*at = x->next;
		must(asprintf(&path, "%s%s", to, x->path + strlen(from)) > 0);
		free(x->path);
		x->path = path;
		at = slot(k, path);
		must(*at == NULL);
		x->next = NULL;
		*at = x;
	}
	free(v);
}

static int
by_path(const void *a, const void *b)
{
	return strcmp((*(struct node *const *)a)->path, (*(struct node *const *)b)->path);
}

struct node **
kept_list(const struct kept *k, const char *prefix, size_t *n_r)
{
	struct node **v = calloc(k->n + 1, sizeof(struct node *));

	must(v != NULL);
	*n_r = 0;
	for (size_t i = 0; i < KEPT_BUCKETS; i++) {
		for (struct node *x = k->bucket[i]; x != NULL; x = x->next) {
			if (strncmp(x->path, prefix, strlen(prefix)) == 0)
				v[(*n_r)++] = x;
		}
	}
	qsort(v, *n_r, sizeof(struct node *), by_path);
	return v;
}
