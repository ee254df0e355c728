/* SPDX-License-Identifier: EUPL-1.2 */
/* places.c - where the dossiers stand. */
#include "ingest/ingest.h"

#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/path.h"
#include "base/utf8.h"
#include "ingest/junk.h"

#include "base/banned.h"

#define COLLECTION_DEPTH	6	/* folders of folders that a person may name at once */

static mode_t
type_at(const char *path)
{
	struct stat st;

	return lstat(path, &st) != 0 ? 0 : st.st_mode & S_IFMT;
}

static void
add(struct places *p, const struct organisation *org, struct str path, struct str key)
{
	struct str up = path;

	up.n -= path_base(up).n;
	up.n -= up.n > 1;
	*PUSH(p->mem, p->v, p->n, p->cap) = (struct place){ org, path, key, path_base(up) };
}

static int
of_organisation(const struct organisation *org, struct str dir, struct places *p, struct err *e)
{
	struct str *v;
	size_t n;

	if (path_names(str_c(p->mem, dir), PATH_HIDDEN, p->mem, &v, &n, e) != 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		struct str path = path_join(p->mem, dir, v[i]);

		/* A folder is a dossier, and so is a loose file; junk between them is nobody's. */
		if (junk_reason(v[i]) == NULL)
			add(p, org, path, v[i]);
		else
			log_line(
			    LOG_LET_OP, _("%.*s overgeslagen: %s"), STRF(utf8_show(p->mem, path)), junk_reason(v[i]));
	}
	return 0;
}

int
places_of_intake(const struct settings *s, struct places *p, struct err *e)
{
	struct str *v;
	size_t n;

	if (path_names(str_c(p->mem, s->intake), PATH_HIDDEN, p->mem, &v, &n, e) != 0) {
		e->kind = E_CONFIG;
		return err_wrap(e, "%s", _("de intakemap"));
	}
	for (size_t i = 0; i < n; i++) {
		if (settings_left_out(s, v[i]))
			log_line(LOG_LET_OP, _("%.*s blijft liggen: deze organisatie is weggelaten"),
			    STRF(utf8_show(p->mem, path_join(p->mem, s->intake, v[i]))));
		else if (settings_organisation(s, v[i]) == NULL && junk_reason(v[i]) == NULL)
			log_line(LOG_LET_OP, _("%.*s hoort bij geen organisatie en blijft liggen"),
			    STRF(utf8_show(p->mem, path_join(p->mem, s->intake, v[i]))));
	}
	for (size_t i = 0; i < s->norgs; i++) {
		struct str dir = settings_intake(s, &s->orgs[i], p->mem);
		mode_t type = type_at(str_c(p->mem, dir));

		if (type != S_IFDIR)
			log_line(LOG_LET_OP, _("%.*s is er niet: geen intake voor deze organisatie"), STRF(dir));
		else if (of_organisation(&s->orgs[i], dir, p, e) != 0)
			return -1;
	}
	return 0;
}

/* A folder is a dossier when a file that is no junk lies in it, or when nothing lies in it at all. */
static bool
is_dossier(struct arena *mem, struct str dir, const struct str *v, size_t n)
{
	size_t folders = 0;

	for (size_t i = 0; i < n; i++) {
		mode_t type = type_at(str_c(mem, path_join(mem, dir, v[i])));

		if (junk_reason(v[i]) != NULL)
			continue;
		if (type != S_IFDIR)
			return true;
		folders++;
	}
	return folders == 0;
}

/* Whose part of the intake this folder is: by its place, or else, for a copy elsewhere, by its name. */
static const struct organisation *
of_folder(const struct settings *s, struct str dir)
{
	for (size_t i = 0; i < s->norgs; i++) {
		if (s->orgs[i].intake.p != NULL && str_eq(s->orgs[i].intake, dir))
			return &s->orgs[i];
	}
	return settings_organisation(s, path_base(dir));
}

static const struct organisation *
organisation_of(struct str dir, const struct settings *s, const struct organisation *otherwise)
{
	const struct organisation *o = of_folder(s, dir);

	return o == NULL ? otherwise : o;
}

/* A stack instead of recursion: what a person names may be deep. */
struct todo { struct str path; const struct organisation *org; int depth; };

int
places_of_path(const char *path, const struct settings *s, const struct organisation *otherwise, struct places *p,
    struct err *e)
{
	char *real = realpath(path, NULL);
	struct todo *v = NULL;
	size_t n = 0, cap = 0;
	struct str up;

	if (real == NULL)
		return err_sys(e, E_USAGE, "%s", path);
	*PUSH(p->mem, v, n, cap) = (struct todo){ str_dup(p->mem, str_of(real)), otherwise, 0 };
	free(real);
	up = v[0].path;
	up.n -= path_base(up).n;
	up.n -= up.n > 1;
	v[0].org = organisation_of(up, s, otherwise);
	/* What lies in an organisation's folder is a dossier, whatever its name and however it is divided. */
	if (of_folder(s, up) != NULL) {
		add(p, v[0].org, v[0].path, path_base(v[0].path));
		return 0;
	}
	while (n != 0) {
		struct todo t = v[--n];
		const struct organisation *o;
		struct str *in;
		size_t nin;

		if (type_at(str_c(p->mem, t.path)) != S_IFDIR) {
			add(p, t.org, t.path, path_base(t.path));
			continue;
		}
		if (path_names(str_c(p->mem, t.path), PATH_HIDDEN, p->mem, &in, &nin, e) != 0)
			return -1;
		/* A folder with an organisation's name is its part of the intake, here as at night. */
		o = of_folder(s, t.path);
		if (o != NULL) {
			if (of_organisation(o, t.path, p, e) != 0)
				return -1;
			continue;
		}
		if (is_dossier(p->mem, t.path, in, nin)) {
			add(p, t.org, t.path, path_base(t.path));
			continue;
		}
		if (t.depth == COLLECTION_DEPTH)
			return err_set(e, E_USAGE, _("%s: mappen in mappen, dieper dan %d"), path, COLLECTION_DEPTH);
		for (size_t i = nin; i > 0; i--) {
			if (junk_reason(in[i - 1]) == NULL)
				*PUSH(p->mem, v, n, cap) = (struct todo){ path_join(p->mem, t.path, in[i - 1]),
					organisation_of(t.path, s, t.org), t.depth + 1 };
		}
	}
	return 0;
}
