/* SPDX-License-Identifier: EUPL-1.2 */
/* hold.c - who has the folder of the state: runs share it, who checks it has it alone. */
#include "store/hold.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/path.h"

#include "base/banned.h"

/* Another run that begins or ends has it alone for as long as it takes to hash the ledger. */
#define TRIES		100
#define PAUSE_NS	100000000

static int
open_folder(const char *state, int *fd_r, struct err *e)
{
	*fd_r = open(state, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return *fd_r < 0 ? err_sys(e, errno == ENOENT ? E_CONFIG : E_IO, "%s", state) : 0;
}

/* Who has the folder locked asks: does half a back-up stand in it? */
static int
is_marked(const char *state, int fd, struct err *e)
{
	if (faccessat(fd, HOLD_MARK, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
		return err_set(e, E_CONFIG,
		    _("%s: het terugzetten van een reservekopie is afgebroken; doe ‘woostraat restore’ nog eens"),
		    state);
	return errno == ENOENT ? 0 : err_sys(e, E_IO, "%s/" HOLD_MARK, state);
}

static int
lock_alone(const char *state, int fd, struct err *e)
{
	if (flock(fd, LOCK_EX | LOCK_NB) == 0)
		return 0;
	return errno == EWOULDBLOCK ? err_set(e, E_AGAIN, "%s", _("er loopt een run; probeer het later")) :
				      err_sys(e, E_IO, "%s", state);
}

int
hold_alone(const char *state, int *fd_r, struct err *e)
{
	return open_folder(state, fd_r, e) != 0 || lock_alone(state, *fd_r, e) != 0 ? -1 : is_marked(state, *fd_r, e);
}

int
hold_to_restore(const char *state, bool *marked_r, int *fd_r, struct err *e)
{
	if (path_mkdirs(state, e) != 0 || open_folder(state, fd_r, e) != 0 || lock_alone(state, *fd_r, e) != 0)
		return -1;
	*marked_r = is_marked(state, *fd_r, e) != 0;
	return *marked_r && e->kind != E_CONFIG ? -1 : 0;
}

/* We have it alone: is it the ledger that was sealed? */
static int
break_seal(const char *state, bool accept, bool *broken_r, struct err *e)
{
	enum seal seal;

	if (seal_check(state, &seal, e) != 0) {
		if (!accept)
			return -1;
		seal = SEAL_BROKEN;
	}
	if (seal == SEAL_BROKEN && !accept)
		return err_set(e, E_CONFIG, "%s",
		    _("de administratie is gewijzigd sinds de laatste run, buiten woostraat om (het zegel klopt niet). "
		      "Bekijk ‘woostraat verify’ en ga door met --restored; dan wordt elk portaal eerst gevraagd wat er "
		      "staat"));
	if (seal == SEAL_RESTORED && !accept)
		return err_set(e, E_CONFIG, "%s",
		    _("de administratie is teruggezet uit een reservekopie, en weet niet wat er daarna is gebeurd. Bekijk "
		      "‘woostraat verify --portal’ en ga één keer door met ‘woostraat run --restored’; dan wordt elk "
		      "portaal eerst gevraagd wat er staat"));
	*broken_r |= seal == SEAL_BROKEN || seal == SEAL_RESTORED;
	return seal_break(state, e);
}

/* 1: it is ours; 0: try again. */
static int
try_shared(const char *state, int fd, bool accept, bool *broken_r, struct err *e)
{
	bool sealed;

	if (flock(fd, LOCK_EX | LOCK_NB) == 0 &&
	    (is_marked(state, fd, e) != 0 || break_seal(state, accept, broken_r, e) != 0))
		return -1;
	/* Between the two locks another may have come and gone: then there is a seal again. */
	if (flock(fd, LOCK_SH | LOCK_NB) != 0)
		return errno == EWOULDBLOCK ? 0 : err_sys(e, E_IO, "%s", state);
	if (seal_there(state, &sealed, e) != 0)
		return -1;
	return sealed ? 0 : 1;
}

int
hold_shared(const char *state, bool accept, bool *broken_r, int *fd_r, struct err *e)
{
	const struct timespec pause = { 0, PAUSE_NS };

	*broken_r = false;
	if (path_mkdirs(state, e) != 0 || open_folder(state, fd_r, e) != 0)
		return -1;
	for (int i = 0; i < TRIES; i++) {
		int rc = try_shared(state, *fd_r, accept, broken_r, e);

		if (rc != 0)
			return rc < 0 ? -1 : 0;
		(void)flock(*fd_r, LOCK_UN);
		(void)nanosleep(&pause, NULL);
	}
	return err_set(e, E_AGAIN, _("%s: er loopt al een run, of er is onderhoud; probeer het later"), state);
}

bool
hold_last(int fd)
{
	return flock(fd, LOCK_EX | LOCK_NB) == 0;
}
