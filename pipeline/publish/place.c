/* SPDX-License-Identifier: EUPL-1.2 */
/* place.c - what the protocols of a place share: the table of them, paths, and the body that comes in. */
#include "publish/place.h"

#include <sys/stat.h>

#include "base/buf.h"
#include "base/path.h"
#include "publish/portal.h"

#include "base/banned.h"

static const struct place_ops *const protocols[TARGET__COUNT] = {
	[TARGET_FOLDER] = &place_folder, [TARGET_WEB] = &place_web, [TARGET_SFTP] = &place_sftp, [TARGET_S3] = &place_s3,
};

void
place_access_of(const struct order *o, struct arena *mem, struct place_access *a)
{
	struct str beside = o->at.token.n != 0 ? o->at.token : o->at.netrc;

	*a = (struct place_access){ .url = o->at.url,
		.netrc = o->at.netrc,
		.keys = o->at.token,
		.wait_ms = o->wait_ms,
		.reach = o->at.reach,
		.ring = o->ring };
	a->known_hosts = o->at.reach.known_hosts;
	if (a->known_hosts.n == 0 && beside.n != 0)
		a->known_hosts = str_fmt(mem, "%.*s.known_hosts", STRF(beside));
}

int
place_open(const struct place_access *a, struct arena *mem, struct place **p_r, struct err *e)
{
	struct place *p = NEW(mem, struct place, 1);

	p->at = *a;
	if (target_place(a->url, mem, &p->target, e) != 0 || target_keys(&p->target, a->netrc, e) != 0 ||
	    target_keys(&p->target, a->keys, e) != 0)
		return -1;
	p->ops = protocols[p->target.kind];
	if (p->ops->open(p, mem, e) != 0)
		return -1;
	*p_r = p;
	return 0;
}

void
place_close(struct place *p)
{
	if (p != NULL)
		p->ops->close(p);
}

bool
place_path_fine(struct str path)
{
	struct str rest = path, part;

	if (path.n > PLACE_PATH_MOST || !path_inside(path))
		return false;
	while (str_next(&rest, '/', &part)) {
		if (!target_name_fine(part))
			return false;
	}
	return true;
}

static int
check_path(struct str path, struct err *e)
{
	return place_path_fine(path) ? 0 : err_set(e, E_BUG, _("dit is geen naam voor een bestand bij een portaal"));
}

int
place_put(struct place *p, const struct place_file *f, struct arena *mem, struct receipt *r, struct err *e)
{
	*r = (struct receipt){ .answer = PORTAL_AWAY };
	if (check_path(f->path, e) != 0 || place_check(f, e) != 0)
		return -1;
	r->url = target_url_of(&p->target, f->path, mem);
	return p->ops->put(p, f, mem, r, e);
}

int
place_look(struct place *p, const struct place_file *f, enum place_look how, struct arena *mem, struct receipt *r,
    struct err *e)
{
	*r = (struct receipt){ .answer = PORTAL_AWAY };
	if (check_path(f->path, e) != 0)
		return -1;
	r->url = target_url_of(&p->target, f->path, mem);
	if (p->ops->look(p, f, f->size == PLACE_ANY_SIZE ? LOOK_BYTES : how, mem, r, e) != 0)
		return -1;
	if (r->found != FOUND_UNKNOWN)
		r->answer = PORTAL_SENT;
	return 0;
}

int
place_read(struct place *p, struct str path, size_t most, struct arena *mem, struct str *text_r, struct receipt *r,
    struct err *e)
{
	*r = (struct receipt){ .answer = PORTAL_AWAY };
	*text_r = STR_NONE;
	if (check_path(path, e) != 0)
		return -1;
	r->url = target_url_of(&p->target, path, mem);
	return p->ops->read(p, path, most, mem, text_r, r, e);
}

int
place_remove(struct place *p, struct str path, struct arena *mem, struct receipt *r, struct err *e)
{
	*r = (struct receipt){ .answer = PORTAL_AWAY };
	if (check_path(path, e) != 0)
		return -1;
	r->url = target_url_of(&p->target, path, mem);
	return p->ops->remove(p, path, mem, r, e);
}

struct str
place_part(struct str path, struct arena *mem)
{
	struct str base = path_base(path), dir = str_sub(path, 0, path.n - base.n);

	return str_fmt(mem, "%.*s.%.*s.deel", STRF(dir), STRF(base));
}

int
place_check(const struct place_file *f, struct err *e)
{
	struct stat st;

	if (f->fd < 0 || fstat(f->fd, &st) != 0)
		return err_sys(e, E_IO, _("de bundel lezen mislukt"));
	if ((uint64_t)st.st_size != f->size || (f->size == 0 && !digest_eq(f->sha256, digest_of(S("")))))
		return err_set(e, E_BUG, _("de bundel is niet de bundel die is opgedragen; er is niets verzonden"));
	return 0;
}

uint64_t
place_most(const struct place_file *f)
{
	return f->size == PLACE_ANY_SIZE ? PLACE_READ_MOST : f->size;
}

bool
intake_add(struct intake *in, const char *p, size_t n)
{
	in->n += n;
	in->over = in->over || in->n > in->most;
	if (in->over)
		return false;
	if (in->hash != NULL)
		hash_add(in->hash, p, n);
	if (in->text != NULL)
		buf_add(in->text, (struct str){ p, n });
	return true;
}

enum portal_found
intake_found(const struct intake *in, const struct place_file *f, struct digest got)
{
	bool size = f->size == PLACE_ANY_SIZE || in->n == f->size;

	return !in->over && size && digest_eq(got, f->sha256) ? FOUND_SAME : FOUND_OTHER;
}

void
place_settle(const struct receipt *back, struct receipt *r)
{
	bool accepted = r->answer == PORTAL_SENT;

	r->found = back->found;
	switch (back->found) {
	case FOUND_SAME:
		if (!accepted)
			r->detail = str_of(_("het antwoord bleef uit, maar de bundel staat er en is gelijk"));
		r->answer = PORTAL_SENT;
		return;
	case FOUND_OTHER:
		r->answer = accepted ? PORTAL_DIFFERS : PORTAL_AMBIGUOUS;
		if (accepted)
			r->detail = str_of(_("teruggelezen en niet gelijk"));
		return;
	case FOUND_NOTHING:
		r->answer = PORTAL_AMBIGUOUS;
		if (accepted)
			r->detail = str_of(_("aangenomen, maar nog niet te zien"));
		return;
	default:
		r->answer = PORTAL_AMBIGUOUS;
		if (accepted) {
			r->detail = back->detail;
			r->http = back->http;
		}
		r->retry_after_s = back->retry_after_s;
		return;
	}
}
