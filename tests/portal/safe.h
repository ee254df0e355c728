/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * safe.h - a server that is strict about who asks: TLS with client certificates, a key in a header, tokens that
 * it gives itself (POST /token), and a proxy that leads to itself.  Files are put and got by name.
 */
#ifndef SAFE_H
#define SAFE_H

#include <arpa/inet.h>
#include <fcntl.h>
#include <openssl/ssl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "certs.h"

#define SAFE_FILES	64
#define SAFE_HEAD	16384
#define SAFE_THREADS	512

struct safe {
	/* Set before safe_start. */
	const struct cert *own;		/* NULL: no TLS */
	const struct cert *clients;	/* who vouches for them; NULL: nobody needs a certificate */
	const char	*header;	/* "x-api-key: abc", asked for with each file; NULL: none */
	const char	*bearer;	/* the token that is good; NULL: none is asked for */
	const char	*token_want;	/* what the head or body of POST /token must hold */
	const char	*token_answer;	/* the JSON of 200 */
	const char	*proxy_key;	/* "basic amFu...", asked for with CONNECT; NULL: none */
	int		 tls_most;	/* TLS1_2_VERSION, or 0 */
	const char	*hold;		/* a PUT is not answered while this file is there; FILE.put says that one came */
	/* What came. */
	unsigned	 handshakes, h2;	/* and those in which HTTP/2 was offered; it is not taken */
	unsigned	 port, requests, puts, tokens, connects, refused, failed;
	char		 last[SAFE_HEAD], proxied[SAFE_HEAD], asked[SAFE_HEAD]; /* heads: of a file, of CONNECT, of /token and its body */
	struct { char *path, *p; size_t n; } files[SAFE_FILES];
	size_t		 nfiles;
	/* Its own. */
	SSL_CTX		*ctx;
	int		 fd;
	bool		 stopping;
	pthread_t	 main, each[SAFE_THREADS];
	int		 fds[SAFE_THREADS];
	size_t		 nthreads;
	pthread_mutex_t	 lock;
};

struct safe_peer { struct safe *s; int fd; SSL *ssl; };

static inline ssize_t
safe_read(struct safe_peer *p, char *to, size_t n)
{
	return p->ssl != NULL ? SSL_read(p->ssl, to, (int)n) : recv(p->fd, to, n, 0);
}

static inline bool
safe_write(struct safe_peer *p, const char *from, size_t n)
{
	while (n != 0) {
		ssize_t k = p->ssl != NULL ? SSL_write(p->ssl, from, (int)n) : send(p->fd, from, n, MSG_NOSIGNAL);

		if (k <= 0)
			return false;
		from += k;
		n -= (size_t)k;
	}
	return true;
}

static inline bool
safe_answer(struct safe_peer *p, const char *status, const char *body, size_t n)
{
	char head[200];
	int len = snprintf(head, sizeof head, "HTTP/1.1 %s\r\nContent-Length: %zu\r\n\r\n", status, n);

	return safe_write(p, head, (size_t)len) && safe_write(p, body, n);
}

/* The head as it came, with its names in small letters; false: the end. */
static inline bool
safe_head(struct safe_peer *p, char *head)
{
	size_t n = 0;

	while (n < SAFE_HEAD - 1) {
		if (safe_read(p, head + n, 1) != 1)
			return false;
		head[++n] = '\0';
		if (n >= 4 && strcmp(head + n - 4, "\r\n\r\n") == 0)
			return true;
	}
	return false;
}

static inline size_t
safe_length(const char *head)
{
	const char *at = strcasestr(head, "\r\ncontent-length:");

	return at == NULL ? 0 : (size_t)strtoul(at + 17, NULL, 10);
}

static inline bool
safe_tls(struct safe_peer *p)
{
	char rest[512];
	struct timeval wait = { .tv_sec = 5 };

	p->ssl = SSL_new(p->s->ctx);
	must(p->ssl != NULL && SSL_set_fd(p->ssl, p->fd) == 1);
	if (SSL_accept(p->ssl) == 1)
		return true;
	p->s->failed++;
	/* What it says must arrive before the end of the connection does. */
	(void)setsockopt(p->fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
	(void)shutdown(p->fd, SHUT_WR);
	while (recv(p->fd, rest, sizeof rest, 0) > 0)
		;
	return false;
}

static inline bool
safe_token(struct safe_peer *p, const char *head, const char *body)
{
	struct safe *s = p->s;

	s->tokens++;
	(void)snprintf(s->asked, sizeof s->asked, "%s%s", head, body);
	if (s->token_want != NULL && strstr(s->asked, s->token_want) == NULL) {
		static const char no[] = "{\"error\":\"invalid_client\",\"error_description\":\"WATDESERVERZEGT\"}";

		return safe_answer(p, "401 Unauthorized", no, sizeof no - 1);
	}
	return safe_answer(p, "200 OK", s->token_answer, strlen(s->token_answer));
}

static inline bool
safe_allowed(struct safe *s, const char *head)
{
	char want[600];

	if (s->header != NULL && strcasestr(head, s->header) == NULL)
		return false;
	if (s->bearer == NULL)
		return true;
	(void)snprintf(want, sizeof want, "\r\nAuthorization: Bearer %s\r\n", s->bearer);
	return strstr(head, want) != NULL;
}

static inline void
safe_hold(struct safe *s)
{
	char came[512];
	int fd;

	if (s->hold == NULL || access(s->hold, F_OK) != 0)
		return;
	(void)snprintf(came, sizeof came, "%s.put", s->hold);
	fd = open(came, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	if (fd >= 0)
		(void)close(fd);
	while (!s->stopping && access(s->hold, F_OK) == 0)
		(void)usleep(20000);
}

static inline bool
safe_file(struct safe_peer *p, const char *head, char *body, size_t n)
{
	struct safe *s = p->s;
	char path[512] = "";
	size_t at = 0;
	bool put = strncmp(head, "PUT ", 4) == 0;

	(void)snprintf(s->last, sizeof s->last, "%s", head);
	if (!safe_allowed(s, head)) {
		s->refused++;
		return safe_answer(p, "401 Unauthorized", "", 0);
	}
	(void)sscanf(head, "%*s %511s", path);
	while (at < s->nfiles && strcmp(s->files[at].path, path) != 0)
		at++;
	if (!put)
		return at < s->nfiles ? safe_answer(p, "200 OK", s->files[at].p, s->files[at].n) :
					safe_answer(p, "404 Not Found", "", 0);
	s->puts++;
	safe_hold(s);
	must(at < SAFE_FILES);
	if (at == s->nfiles)
		s->files[s->nfiles++].path = strdup(path);
	free(s->files[at].p);
	s->files[at].p = malloc(n + 1);
	must(s->files[at].p != NULL);
	memcpy(s->files[at].p, body, n);
	s->files[at].n = n;
	return safe_answer(p, "201 Created", "", 0);
}

/* The tunnel of a proxy ends here, whatever name was asked for. */
static inline bool
safe_connect(struct safe_peer *p, const char *head)
{
	static const char yes[] = "HTTP/1.1 200 OK\r\n\r\n";

	p->s->connects++;
	(void)snprintf(p->s->proxied, sizeof p->s->proxied, "%s", head);
	if (p->s->proxy_key != NULL && strstr(head, p->s->proxy_key) == NULL)
		return safe_answer(p, "407 Proxy Authentication Required", "", 0) && false;
	return safe_write(p, yes, sizeof yes - 1) && safe_tls(p);
}

static inline bool
safe_request(struct safe_peer *p, char *head)
{
	size_t n, got = 0;
	char *body;
	bool fine;

	if (!safe_head(p, head))
		return false;
	if (strncmp(head, "CONNECT ", 8) == 0)
		return safe_connect(p, head);
	n = safe_length(head);
	body = calloc(1, n + 1);
	must(body != NULL);
	while (got < n) {
		ssize_t k = safe_read(p, body + got, n - got);

		if (k <= 0)
			break;
		got += (size_t)k;
	}
	fine = got == n;
	(void)pthread_mutex_lock(&p->s->lock);
	p->s->requests++;
	if (fine)
		fine = strncmp(head, "POST /token", 11) == 0 ? safe_token(p, head, body) : safe_file(p, head, body, n);
	(void)pthread_mutex_unlock(&p->s->lock);
	free(body);
	return fine;
}

static inline void *
safe_serve(void *arg)
{
	struct safe_peer *p = arg;
	char *head = malloc(SAFE_HEAD), first = '\0';
	bool fine;

	must(head != NULL);
	/* A handshake begins with 22; a proxy is asked in the clear first. */
	fine = recv(p->fd, &first, 1, MSG_PEEK) == 1 && (p->s->ctx == NULL || first != 22 || safe_tls(p));
	while (fine)
		fine = safe_request(p, head);
	if (p->ssl != NULL)
		(void)SSL_shutdown(p->ssl);
	SSL_free(p->ssl);
	(void)shutdown(p->fd, SHUT_RDWR);
	free(head);
	free(p);
	return NULL;
}

static inline void *
safe_listen(void *arg)
{
	struct safe *s = arg;

	for (;;) {
		int fd = accept(s->fd, NULL, NULL);
		struct safe_peer *p = calloc(1, sizeof *p);

		must(p != NULL && s->nthreads < SAFE_THREADS);
		if (fd < 0 || s->stopping) {
			free(p);
			if (fd >= 0)
				(void)close(fd);
			return NULL;
		}
		*p = (struct safe_peer){ s, fd, NULL };
		s->fds[s->nthreads] = fd;
		must(pthread_create(&s->each[s->nthreads++], NULL, safe_serve, p) == 0);
	}
}

static inline int
safe_alpn(SSL *ssl, const unsigned char **out, unsigned char *outlen, const unsigned char *in, unsigned inlen, void *arg)
{
	struct safe *s = arg;

	(void)ssl;
	(void)out;
	(void)outlen;
	s->handshakes++;
	s->h2 += memmem(in, inlen, "\2h2", 3) != NULL;
	return SSL_TLSEXT_ERR_NOACK;
}

static inline void
safe_context(struct safe *s)
{
	s->ctx = SSL_CTX_new(TLS_server_method());
	must(s->ctx != NULL && SSL_CTX_use_certificate(s->ctx, s->own->x) == 1);
	must(SSL_CTX_use_PrivateKey(s->ctx, s->own->key) == 1);
	SSL_CTX_set_alpn_select_cb(s->ctx, safe_alpn, s);
	if (s->tls_most != 0)
		must(SSL_CTX_set_max_proto_version(s->ctx, s->tls_most) == 1);
	must(SSL_CTX_set_session_id_context(s->ctx, (const unsigned char *)"safe", 4) == 1);
	if (s->clients == NULL)
		return;
	must(X509_STORE_add_cert(SSL_CTX_get_cert_store(s->ctx), s->clients->x) == 1);
	SSL_CTX_set_verify(s->ctx, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
}

static inline void
safe_start(struct safe *s)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t n = sizeof a;

	if (s->own != NULL)
		safe_context(s);
	must(pthread_mutex_init(&s->lock, NULL) == 0);
	s->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	must(s->fd >= 0 && bind(s->fd, (struct sockaddr *)&a, sizeof a) == 0 && listen(s->fd, 64) == 0);
	must(getsockname(s->fd, (struct sockaddr *)&a, &n) == 0);
	s->port = ntohs(a.sin_port);
	must(pthread_create(&s->main, NULL, safe_listen, s) == 0);
}

static inline void
safe_stop(struct safe *s)
{
	s->stopping = true;
	(void)shutdown(s->fd, SHUT_RDWR);
	(void)pthread_join(s->main, NULL);
	for (size_t i = 0; i < s->nthreads; i++) {
		(void)shutdown(s->fds[i], SHUT_RDWR);
		(void)pthread_join(s->each[i], NULL);
		(void)close(s->fds[i]);
	}
	(void)close(s->fd);
	SSL_CTX_free(s->ctx);
	for (size_t i = 0; i < s->nfiles; i++) {
		free(s->files[i].path);
		free(s->files[i].p);
	}
	(void)pthread_mutex_destroy(&s->lock);
	*s = (struct safe){ .own = NULL };
}

#endif
