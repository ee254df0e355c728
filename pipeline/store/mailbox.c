/* SPDX-License-Identifier: EUPL-1.2 */
/* mailbox.c - mails that are to go: a file for each below the state, so that an outage of the mail server loses none. */
#include "store/mailbox.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/fd.h"
#include "base/json.h"
#include "base/log.h"
#include "base/path.h"
#include "base/utf8.h"

#include "base/banned.h"

#define FOLDER		"mail"
#define LOCK_FILE	"slot"
#define SUFFIX		".json"
#define FILE_MOST	KIB(64)
#define PAUSE_NS	50000000L

int
mailbox_open(struct mailbox *b, struct str state, int64_t wait_ms, struct arena *mem, struct err *e)
{
	const struct timespec pause = { 0, PAUSE_NS };
	int64_t until = clock_ms() + wait_ms;
	const char *path;

	*b = (struct mailbox){ .dir = path_join(mem, state, S(FOLDER)), .lock = -1, .mem = mem };
	path = str_c(mem, path_join(mem, b->dir, S(LOCK_FILE)));
	if (path_mkdirs(str_c(mem, b->dir), e) != 0)
		return -1;
	b->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (b->lock < 0)
		return err_sys(e, E_IO, "%s", path);
	while (flock(b->lock, LOCK_EX | LOCK_NB) != 0) {
		if (errno == EWOULDBLOCK && clock_ms() < until) {
			(void)nanosleep(&pause, NULL);
			continue;
		}
		mailbox_close(b);
		return err_set(e, E_AGAIN, "%s", _("een andere run is met de mail bezig"));
	}
	return 0;
}

void
mailbox_close(struct mailbox *b)
{
	auto_close(&b->lock);
	b->lock = -1;
}

static const char *
path_of(const struct mailbox *b, struct str name)
{
	return str_c(b->mem, path_join(b->mem, b->dir, name));
}

int
mailbox_put(struct mailbox *b, struct missive *x, size_t nth, struct err *e)
{
	AUTO_JSON j = json_object();
	json_t *lines = json_array();
	/* By name they stand in the order in which they were made. */
	struct str name = str_fmt(b->mem, "%012lld-%05zu-%.*s" SUFFIX, (long long)x->made, nth, STRF(x->id));

	for (size_t i = 0; i < MISSIVE_LINES; i++)
		json_push(lines, json_of_str(x->line[i]));
	json_put(j, "lines", lines);
	json_put_str(j, "subject", x->subject);
	json_put_str(j, "id", x->id);
	json_put_num(j, "made", x->made);
	if (x->organisation.p != NULL)
		json_put_str(j, "organisation", utf8_exact(b->mem, x->organisation));
	if (file_replace(path_of(b, name), json_write(b->mem, j), e) != 0)
		return -1;
	FAULT("mail-kept");
	x->file = name;
	return 0;
}

/* false: it is not what mailbox_put writes. */
static bool
read_one(const struct mailbox *b, struct str name, struct missive *x)
{
	AUTO_JSON j = NULL;
	struct str bytes, org;
	const json_t *lines;
	struct err e;
	bool fine;

	if (file_read(path_of(b, name), FILE_MOST, b->mem, &bytes, &e) != 0 || (j = json_read(bytes, &e)) == NULL)
		return false;
	lines = json_list(j, "lines");
	org = json_str(j, "organisation");
	*x = (struct missive){ .file = name,
		.id = str_dup(b->mem, json_str(j, "id")),
		.made = (time_t)json_num(j, "made", -1),
		.subject = str_dup(b->mem, json_str(j, "subject")) };
	fine = x->id.n != 0 && x->made >= 0 && x->subject.n != 0 && json_array_size(lines) == MISSIVE_LINES;
	for (size_t i = 0; fine && i < MISSIVE_LINES; i++) {
		fine = json_is_string(json_array_get(lines, i));
		if (fine)
			x->line[i] = str_dup(b->mem, str_of(json_string_value(json_array_get(lines, i))));
	}
	return fine && (org.p == NULL || utf8_raw(b->mem, org, &x->organisation) == 0);
}

int
mailbox_all(const struct mailbox *b, struct missive **v_r, size_t *n_r, struct err *e)
{
	struct str *names;
	size_t n;

	*n_r = 0;
	if (path_names(str_c(b->mem, b->dir), 0, b->mem, &names, &n, e) != 0)
		return -1;
	*v_r = NEW(b->mem, struct missive, n + 1);
	for (size_t i = 0; i < n; i++) {
		if (!str_ends(names[i], S(SUFFIX)))
			continue;
		if (read_one(b, names[i], &(*v_r)[*n_r]))
			(*n_r)++;
		else
			log_line(LOG_LET_OP, _("mail: %.*s is geen mail van ons"), STRF(utf8_show(b->mem, names[i])));
	}
	return 0;
}

int
mailbox_drop(const struct mailbox *b, const struct missive *x, struct err *e)
{
	AUTO_FD dir = -1;

	if (x->file.p == NULL)
		return 0;
	FAULT("mail-gone");
	if (unlink(path_of(b, x->file)) != 0 && errno != ENOENT)
		return err_sys(e, E_IO, "%s", path_of(b, x->file));
	/* What comes back after a power cut would go again. */
	dir = open(str_c(b->mem, b->dir), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return dir < 0 || fsync(dir) != 0 ? err_sys(e, E_IO, "%.*s", STRF(b->dir)) : 0;
}

/* Not by its own name: that is any bytes. */
static const char *
mark_of(const struct mailbox *b, struct str organisation)
{
	struct str hex = digest_hex(b->mem, digest_of(organisation));

	return path_of(b, organisation.p == NULL ? S("laatst") : str_fmt(b->mem, "laatst-%.16s", hex.p));
}

time_t
mailbox_last(const struct mailbox *b, struct str organisation)
{
	struct str s;
	struct err e;
	time_t t;

	if (file_read(mark_of(b, organisation), FILE_MOST, b->mem, &s, &e) != 0 || time_parse(str_trim(s), &t) != 0)
		return 0;
	return t;
}

int
mailbox_mark(const struct mailbox *b, struct str organisation, time_t t, struct err *e)
{
	return file_replace(mark_of(b, organisation), str_fmt(b->mem, "%.*s\n", STRF(time_rfc3339(b->mem, t))), e);
}
