/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * keys.h - who may use woostraat-portal: a file that only its owner can read, a line for each key.
 *
 *	token KEY		of the banks ("Authorization: Token KEY")
 *	basic USER PASSWORD	of put and dav
 *	oauth ID SECRET		of /oauth/token; put and dav take what it gives
 *	s3 KEY SECRET		of s3, whatever the region
 *	bucket NAME		of s3; it is there from the start
 */
#ifndef KEYS_H
#define KEYS_H

#include "base/err.h"
#include "base/str.h"

#define KEYS_BUCKETS	16

struct keys {
	char	 token[256], user[128], password[128], id[128], secret[128], s3_key[128], s3_secret[128];
	char	 bucket[KEYS_BUCKETS][64];
	size_t	 nbuckets;
};

/* 0, or -1: the file is not there, is for others to read too, or has a line that is none of these. */
int	keys_read(const char *path, struct keys *, struct err *) MUST_USE;

#endif
