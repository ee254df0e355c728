/* SPDX-License-Identifier: EUPL-1.2 */
/* parts.c - the files that woostraat.yaml names: of organisations, and what they share. */
#include "config/parts.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/path.h"
#include "base/utf8.h"

#include "base/banned.h"

#define ENDING	".yaml"
#define ALL	"/*" ENDING

static int
name_fine(struct str name, struct err *e)
{
	if (path_inside(name) && utf8_xml(name))
		return 0;
	return err_set(e, E_CONFIG, "%s",
	    _("noem een bestand in de map van de instellingen of daaronder, zonder / aan het begin en zonder .."));
}

int
parts_named(struct str base, struct str name, struct arena *mem, struct str **v_r, size_t *n_r, struct err *e)
{
	struct str folder = name, *v;
	size_t n, cap = 0;

	*v_r = NULL;
	*n_r = 0;
	if (!str_ends(name, S(ALL))) {
		if (name_fine(name, e) != 0)
			return -1;
		*PUSH(mem, *v_r, *n_r, cap) = str_dup(mem, name);
		return 0;
	}
	folder.n -= sizeof ALL - 1;
	if (name_fine(folder, e) != 0)
		return -1;
	if (path_names(str_c(mem, path_join(mem, base, folder)), 0, mem, &v, &n, e) != 0) {
		e->kind = E_CONFIG;
		return -1;
	}
	for (size_t i = 0; i < n; i++) {
		if (str_ends(v[i], S(ENDING)) && utf8_xml(v[i]))
			*PUSH(mem, *v_r, *n_r, cap) = path_join(mem, folder, v[i]);
	}
	return *n_r != 0 ? 0 : err_set(e, E_CONFIG, _("in die map staat geen bestand dat op %s eindigt"), ENDING);
}

int
part_read(struct str base, struct str name, size_t most, struct arena *mem, struct str *bytes_r, struct err *e)
{
	AUTO_FD dir = -1;
	AUTO_FD fd = -1;
	struct stat st;

	if (name_fine(name, e) != 0)
		return -1;
	dir = open(str_c(mem, base), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir < 0)
		return err_sys(e, E_CONFIG, "%s", _("de map van de instellingen"));
	if (path_open(dir, str_c(mem, name), &fd, e) != 0)
		return err_set(e, E_CONFIG, "%s", err_text(e->sys));
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		return err_set(e, E_CONFIG, "%s", _("dit is geen gewoon bestand"));
	if (st.st_uid != geteuid() && st.st_uid != 0)
		return err_set(e, E_CONFIG, "%s",
		    _("dit bestand is van een ander; geef het aan root of aan de gebruiker die woostraat draait (chown)"));
	if ((st.st_mode & (S_IWGRP | S_IWOTH)) != 0)
		return err_set(e, E_CONFIG, "%s",
		    _("dit bestand is ook door anderen te veranderen; geef het de rechten 0640 (chmod 640)"));
	if (fd_read_all(fd, most, mem, bytes_r, e) != 0) {
		e->kind = E_CONFIG;
		return -1;
	}
	return 0;
}
