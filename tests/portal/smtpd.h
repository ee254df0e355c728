/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * smtpd.h - a mail server on loopback that does what a test asks of it (RFC 5321, STARTTLS, AUTH PLAIN).
 *
 * A word for each connection changes how it goes; none: it takes everything.
 *
 *	421, 554       says so in the place of a greeting
 *	451, 550       to MAIL FROM
 *	to550          to each RCPT TO; one550: to the first of them
 *	at451, at554   to the whole message
 *	hang           says nothing at all
 *	mute           says nothing to the whole message
 *	close          ends the connection after the whole message
 *	notls          offers no STARTTLS
 */
#ifndef SMTPD_H
#define SMTPD_H

#include <arpa/inet.h>
#include <fcntl.h>
#include <openssl/ssl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "certs.h"

#define SMTPD_LINE	2048
#define SMTPD_MAIL	65536

struct smtpd {
	/* Set before smtpd_start. */
	const struct cert *own;		/* its certificate; NULL: no TLS */
	bool		 at_once;	/* TLS from the first byte (smtps) */
	const char	*key;		/* what AUTH PLAIN must bring, base64; NULL: nobody logs in */
	const char	*mode_file;	/* a word, read for each connection; NULL: mode says it */
	char		 mode[16];
	const char	*folder;	/* each mail that was taken becomes N.eml there; NULL: none is kept */
	/* What came. */
	unsigned	 port, connections, taken, logins, handshakes;
	char		 last[SMTPD_MAIL];	/* the last message, with its envelope before it */
	char		 hello[SMTPD_LINE];
	/* Its own. */
	SSL_CTX		*ctx;
	int		 fd;
	bool		 stopping;
	pthread_t	 main;
};

struct smtpd_peer { struct smtpd *s; int fd; SSL *ssl; bool key; unsigned rcpt; char word[16]; char mail[SMTPD_MAIL]; size_t n; };

static inline bool
smtpd_line(struct smtpd_peer *p, char *to)
{
	for (size_t n = 0; n < SMTPD_LINE - 1;) {
		ssize_t got = p->ssl != NULL ? SSL_read(p->ssl, to + n, 1) : recv(p->fd, to + n, 1, 0);

		if (got != 1)
			return false;
		to[++n] = '\0';
		if (to[n - 1] == '\n')
			return true;
	}
	return false;
}

static inline void
smtpd_say(struct smtpd_peer *p, const char *text)
{
	char line[SMTPD_LINE];
	int n = snprintf(line, sizeof line, "%s\r\n", text);

	if (p->ssl != NULL)
		(void)SSL_write(p->ssl, line, n);
	else
		(void)send(p->fd, line, (size_t)n, MSG_NOSIGNAL);
}

static inline bool
smtpd_is(const struct smtpd_peer *p, const char *word)
{
	return strcmp(p->word, word) == 0;
}

static inline bool
smtpd_tls(struct smtpd_peer *p)
{
	p->ssl = SSL_new(p->s->ctx);
	must(p->ssl != NULL && SSL_set_fd(p->ssl, p->fd) == 1);
	if (SSL_accept(p->ssl) != 1)
		return false;
	p->s->handshakes++;
	return true;
}

static inline void
smtpd_add(struct smtpd_peer *p, const char *text)
{
	size_t n = strlen(text);

	if (n < sizeof p->mail - p->n) {
		memcpy(p->mail + p->n, text, n + 1);
		p->n += n;
	}
}

static inline void
smtpd_keep(struct smtpd_peer *p)
{
	char path[4096];
	FILE *f;

	p->s->taken++;
	memcpy(p->s->last, p->mail, p->n + 1);
	if (p->s->folder == NULL)
		return;
	must((size_t)snprintf(path, sizeof path, "%s/%u.eml", p->s->folder, p->s->taken) < sizeof path);
	f = fopen(path, "we");
	must(f != NULL && fwrite(p->mail, 1, p->n, f) == p->n && fclose(f) == 0);
}

/* The message; false: the connection is over. */
static inline bool
smtpd_data(struct smtpd_peer *p)
{
	char line[SMTPD_LINE];

	smtpd_say(p, "354 ga door");
	smtpd_add(p, "\n");
	while (smtpd_line(p, line) && strcmp(line, ".\r\n") != 0)
		smtpd_add(p, line[0] == '.' ? line + 1 : line);
	if (smtpd_is(p, "mute")) {
		(void)smtpd_line(p, line);
		return false;
	}
	if (smtpd_is(p, "close"))
		return false;
	if (smtpd_is(p, "at451") || smtpd_is(p, "at554")) {
		smtpd_say(p, smtpd_is(p, "at451") ? "451 WATDESERVERZEGT" : "554 WATDESERVERZEGT");
		return true;
	}
	smtpd_keep(p);
	smtpd_say(p, "250 aangenomen");
	return true;
}

static inline void
smtpd_hello(struct smtpd_peer *p, const char *line)
{
	struct smtpd *s = p->s;

	(void)snprintf(s->hello, sizeof s->hello, "%s", line);
	smtpd_say(p, "250-proef");
	if (s->ctx != NULL && p->ssl == NULL && !smtpd_is(p, "notls"))
		smtpd_say(p, "250-STARTTLS");
	if (s->key != NULL)
		smtpd_say(p, "250-AUTH PLAIN");
	smtpd_say(p, "250 8BITMIME");
}

static inline void
smtpd_auth(struct smtpd_peer *p, char *line)
{
	line[strcspn(line, "\r\n")] = '\0';
	p->key = p->s->key != NULL && strcmp(line, p->s->key) == 0;
	p->s->logins += p->key;
	smtpd_say(p, p->key ? "235 goed" : "535 WATDESERVERZEGT");
}

static inline bool
smtpd_command(struct smtpd_peer *p, char *line)
{
	struct smtpd *s = p->s;
	bool from = strncasecmp(line, "MAIL FROM:", 10) == 0;

	if (strncasecmp(line, "EHLO ", 5) == 0)
		smtpd_hello(p, line);
	else if (strncasecmp(line, "STARTTLS", 8) == 0 && s->ctx != NULL) {
		smtpd_say(p, "220 begin");
		return smtpd_tls(p);
	} else if (strncasecmp(line, "AUTH PLAIN ", 11) == 0)
		smtpd_auth(p, line + 11);
	else if (strncasecmp(line, "AUTH PLAIN", 10) == 0) {
		smtpd_say(p, "334 ");
		if (!smtpd_line(p, line))
			return false;
		smtpd_auth(p, line);
	} else if (from && s->key != NULL && !p->key)
		smtpd_say(p, "530 WATDESERVERZEGT");
	else if (from && (smtpd_is(p, "451") || smtpd_is(p, "550")))
		smtpd_say(p, smtpd_is(p, "451") ? "451 WATDESERVERZEGT" : "550 WATDESERVERZEGT");
	else if (strncasecmp(line, "RCPT TO:", 8) == 0 && (smtpd_is(p, "to550") || (smtpd_is(p, "one550") && p->rcpt++ == 0)))
		smtpd_say(p, "550 WATDESERVERZEGT");
	else if (from || strncasecmp(line, "RCPT TO:", 8) == 0) {
		smtpd_add(p, line);
		smtpd_say(p, "250 goed");
	} else if (strncasecmp(line, "DATA", 4) == 0)
		return smtpd_data(p);
	else if (strncasecmp(line, "QUIT", 4) == 0) {
		smtpd_say(p, "221 dag");
		return false;
	} else
		smtpd_say(p, "250 goed");
	return true;
}

static inline void
smtpd_serve(struct smtpd_peer *p)
{
	char line[SMTPD_LINE];

	if (p->s->at_once && !smtpd_tls(p))
		return;
	if (smtpd_is(p, "hang")) {
		(void)smtpd_line(p, line);
		return;
	}
	if (smtpd_is(p, "421") || smtpd_is(p, "554")) {
		smtpd_say(p, smtpd_is(p, "421") ? "421 WATDESERVERZEGT" : "554 WATDESERVERZEGT");
		return;
	}
	smtpd_say(p, "220 proef ESMTP");
	while (smtpd_line(p, line) && smtpd_command(p, line))
		;
}

/* What is wanted of this connection. */
static inline void
smtpd_word(struct smtpd_peer *p)
{
	FILE *f = p->s->mode_file == NULL ? NULL : fopen(p->s->mode_file, "re");

	if (f == NULL)
		memcpy(p->word, p->s->mode, sizeof p->word);
	else if (fscanf(f, "%15s", p->word) != 1)
		p->word[0] = '\0';
	if (f != NULL)
		(void)fclose(f);
}

static inline void *
smtpd_main(void *arg)
{
	struct smtpd *s = arg;

	for (;;) {
		struct smtpd_peer *p = calloc(1, sizeof *p);
		int fd = accept(s->fd, NULL, NULL);

		must(p != NULL);
		if (fd < 0 || s->stopping) {
			free(p);
			if (fd >= 0)
				(void)close(fd);
			return NULL;
		}
		s->connections++;
		p->s = s;
		p->fd = fd;
		smtpd_word(p);
		smtpd_serve(p);
		SSL_free(p->ssl);
		(void)close(fd);
		free(p);
	}
}

static inline void
smtpd_start(struct smtpd *s)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t n = sizeof at;

	if (s->own != NULL) {
		s->ctx = SSL_CTX_new(TLS_server_method());
		must(s->ctx != NULL && SSL_CTX_use_certificate(s->ctx, s->own->x) == 1 &&
		    SSL_CTX_use_PrivateKey(s->ctx, s->own->key) == 1);
	}
	s->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	must(s->fd >= 0 && bind(s->fd, (const struct sockaddr *)&at, sizeof at) == 0 && listen(s->fd, 16) == 0);
	must(getsockname(s->fd, (struct sockaddr *)&at, &n) == 0);
	s->port = ntohs(at.sin_port);
	must(pthread_create(&s->main, NULL, smtpd_main, s) == 0);
}

static inline void
smtpd_stop(struct smtpd *s)
{
	s->stopping = true;
	(void)shutdown(s->fd, SHUT_RDWR);
	(void)pthread_join(s->main, NULL);
	(void)close(s->fd);
	SSL_CTX_free(s->ctx);
}

#endif
