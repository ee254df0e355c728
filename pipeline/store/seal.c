/* SPDX-License-Identifier: EUPL-1.2 */
/* seal.c - the digest of the ledger's file between two runs, so that any byte that changed there is seen. */
#include "store/seal.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/hash.h"
#include "base/path.h"

#include "base/banned.h"

#define LINE_MOST	4096
#define SEAL_MEM	MIB(1)
#define RESTORED	"teruggezet "

static const char *
in(const char *state, const char *name, struct arena *mem)
{
	return str_c(mem, path_join(mem, str_of(state), str_of(name)));
}

/* Does SQLite find more to read beside the file?  Between two runs there is nothing, or an empty one of a killed reader. */
static bool
more_beside(const char *state, struct arena *mem)
{
	static const char *const names[] = { SEAL_LEDGER "-wal", SEAL_LEDGER "-journal" };
	struct stat st;

	for (size_t i = 0; i < COUNT(names); i++) {
		if (lstat(in(state, names[i], mem), &st) == 0 && st.st_size != 0)
			return true;
	}
	return false;
}

/* The line as it should be now. */
static int
line_now(const char *state, struct arena *mem, struct str *line_r, struct err *e)
{
	AUTO_FD fd = open(in(state, SEAL_LEDGER, mem), O_RDONLY | O_CLOEXEC);
	struct digest d;
	uint64_t size;

	if (fd < 0)
		return err_sys(e, E_IO, "%s", in(state, SEAL_LEDGER, mem));
	if (digest_fd(fd, &d, NULL, &size, e) != 0)
		return -1;
	*line_r = str_fmt(mem, "%.*s  %s\n", STRF(digest_hex(mem, d)), SEAL_LEDGER);
	return 0;
}

int
seal_break(const char *state, struct err *e)
{
	struct arena *mem = arena_new("zegel", SEAL_MEM);
	AUTO_FD dir = open(state, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int rc = 0;

	if (unlink(in(state, SEAL_FILE, mem)) == 0)
		rc = dir < 0 || fsync(dir) != 0 ? err_sys(e, E_IO, "%s", state) : 0;
	else if (errno != ENOENT)
		rc = err_sys(e, E_IO, "%s", in(state, SEAL_FILE, mem));
	arena_free(mem);
	return rc;
}

int
seal_make(const char *state, struct err *e)
{
	struct arena *mem = arena_new("zegel", SEAL_MEM);
	AUTO_FD dir = open(state, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct str line = STR_NONE;
	int rc = line_now(state, mem, &line, e);

	/* A log that SQLite threw away must not be there again, after a loss of power, beside a seal. */
	if (rc == 0 && (dir < 0 || fsync(dir) != 0))
		rc = err_sys(e, E_IO, "%s", state);
	if (rc == 0)
		rc = file_replace(in(state, SEAL_FILE, mem), line, e);
	arena_free(mem);
	return rc;
}

int
seal_restored(const char *state, struct str name, struct err *e)
{
	struct arena *mem = arena_new("zegel", SEAL_MEM);
	int rc = file_replace(in(state, SEAL_FILE, mem), str_fmt(mem, RESTORED "%.*s\n", STRF(name)), e);

	arena_free(mem);
	return rc;
}

int
seal_there(const char *state, bool *there_r, struct err *e)
{
	struct arena *mem = arena_new("zegel", SEAL_MEM);
	const char *file = in(state, SEAL_FILE, mem);
	int rc;

	*there_r = access(file, F_OK) == 0;
	rc = *there_r || errno == ENOENT ? 0 : err_sys(e, E_IO, "%s", file);
	arena_free(mem);
	return rc;
}

int
seal_check(const char *state, enum seal *seal_r, struct err *e)
{
	struct arena *mem = arena_new("zegel", SEAL_MEM);
	struct str line = STR_NONE, kept = STR_NONE;
	bool there;
	int rc = seal_there(state, &there, e);

	*seal_r = SEAL_NONE;
	if (rc == 0 && there) {
		rc = line_now(state, mem, &line, e);
		*seal_r = SEAL_BROKEN;
		if (rc == 0 && file_read(in(state, SEAL_FILE, mem), LINE_MOST, mem, &kept, e) == 0) {
			if (str_starts(kept, S(RESTORED)))
				*seal_r = SEAL_RESTORED;
			else if (!more_beside(state, mem) && str_eq(kept, line))
				*seal_r = SEAL_WHOLE;
		}
	}
	arena_free(mem);
	return rc;
}
