/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_replace.c - woostraat replace: a document that is public gives way to what now stands in the intake. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/path.h"
#include "undoing.h"

#include "base/spoken.h"

#include "base/banned.h"

/* Other bytes must stand there: else nothing would be replaced, and the old would never go out again. */
static int
check_bytes(const struct undoing *u, struct err *e)
{
	const char *path = str_c(u->mem, path_join(u->mem, u->path, str_of(u->inv->option[O_DOCUMENT_])));
	AUTO_FD fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	struct digest now;
	uint64_t size;

	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		return err_set(e, E_USAGE,
		    _("%.*s staat niet in de map van het dossier; zet daar eerst het nieuwe bestand neer (een document uit een "
		      "container is zo niet te vervangen)"),
		    STRF(u->told));
	if (fd < 0 || digest_fd(fd, &now, NULL, &size, e) != 0)
		return fd < 0 ? err_sys(e, E_IO, "%.*s", STRF(u->told)) : -1;
	if (digest_eq(now, u->decision.of))
		return err_set(e, E_USAGE,
		    _("%.*s in de intake is nog wat al openbaar is; zet daar eerst het nieuwe bestand neer"),
		    STRF(u->told));
	return 0;
}

int
cmd_replace(const struct invocation *inv, struct arena *mem)
{
	struct undoing u;
	struct err e;
	int rc;

	if (undoing_open(&u, inv, mem, TAKEN_REPLACED, &e) != 0 || check_bytes(&u, &e) != 0)
		rc = command_failed(&e);
	else
		rc = undoing_agreed(&u, _("Dit document vervangen?")) ? undoing_again(&u, "replace") : EXIT_FINE;
	undoing_close(&u);
	return rc;
}
