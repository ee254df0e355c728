/* SPDX-License-Identifier: EUPL-1.2 */
/* hash.h - SHA-2 digests (OpenSSL EVP) and the UUIDs made of them. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/err.h"
#include "base/str.h"

struct digest		{ uint8_t b[32]; };	/* SHA-256 */
struct digest512	{ uint8_t b[64]; };	/* SHA-512 */
struct uuid		{ uint8_t b[16]; };

struct hash;					/* SHA-256 under way */
struct hash	*hash_new(void);
void		 hash_add(struct hash *, const void *, size_t);
void		 hash_str(struct hash *, struct str);	/* length first, so that fields cannot run together */
struct digest	 hash_end(struct hash *);		/* frees it */
void		 hash_drop(struct hash *);		/* NULL is fine */

struct digest	 digest_of(struct str);
struct digest512 digest512_of(struct str);
/* Both digests of what can be read from fd, from offset 0 to the end; sha512_r may be NULL. */
int		 digest_fd(int fd, struct digest *, struct digest512 *sha512_r, uint64_t *size_r,
		    struct err *) MUST_USE;
bool		 digest_eq(struct digest, struct digest);
struct str	 digest_hex(struct arena *, struct digest);	/* 64 lower-case characters */
struct str	 digest512_hex(struct arena *, struct digest512);
int		 digest_parse(struct str hex, struct digest *) MUST_USE;

/* RFC 9562 version 5 (SHA-1 of namespace and name). */
struct uuid	 uuid_v5(struct uuid ns, struct str name);
extern const struct uuid uuid_ns_url;
struct str	 uuid_text(struct arena *, struct uuid);	/* 36 lower-case characters */
int		 uuid_parse(struct str, struct uuid *) MUST_USE;

#endif
