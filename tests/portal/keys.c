/* SPDX-License-Identifier: EUPL-1.2 */
/* keys.c - who may use woostraat-portal: a file that only its owner can read, a line for each key. */
#include "keys.h"

#include <string.h>
#include <sys/stat.h>

#include "base/fd.h"
#include "script.h"

#include "base/banned.h"

static bool
read_line(struct str line, struct keys *k)
{
	char what[16];

	if (!script_word(&line, what, sizeof what))
		return false;
	if (strcmp(what, "token") == 0)
		return script_word(&line, k->token, sizeof k->token) && line.n == 0;
	if (strcmp(what, "basic") == 0)
		return script_word(&line, k->user, sizeof k->user) && script_word(&line, k->password, sizeof k->password);
	if (strcmp(what, "oauth") == 0)
		return script_word(&line, k->id, sizeof k->id) && script_word(&line, k->secret, sizeof k->secret);
	if (strcmp(what, "s3") == 0)
		return script_word(&line, k->s3_key, sizeof k->s3_key) &&
		    script_word(&line, k->s3_secret, sizeof k->s3_secret);
	return strcmp(what, "bucket") == 0 && k->nbuckets < KEYS_BUCKETS &&
	    script_word(&line, k->bucket[k->nbuckets++], sizeof k->bucket[0]);
}

int
keys_read(const char *path, struct keys *k, struct err *e)
{
	struct arena *mem = arena_new("keys", MIB(1));
	struct str text, line;
	struct stat st;
	int rc = file_read(path, KIB(64), mem, &text, e), at = 0;

	if (rc == 0 && (stat(path, &st) != 0 || (st.st_mode & 077) != 0))
		rc = err_set(e, E_CONFIG, "%s: others can read it", path);
	while (rc == 0 && str_next(&text, '\n', &line)) {
		at++;
		line = str_trim(line);
		if (line.n != 0 && line.p[0] != '#' && !read_line(line, k))
			rc = err_set(e, E_CONFIG, "%s:%d: not understood", path, at);
	}
	arena_free(mem);
	return rc;
}
