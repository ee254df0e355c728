/* SPDX-License-Identifier: EUPL-1.2 */
/* standin.c - the portal that stands in for all others in `woostraat rehearse`, and what was heard from it. */
#include "standin.h"

#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>

#include "base/fd.h"
#include "base/hash.h"
#include "base/path.h"
#include "config/outlets.h"
#include "proc/message.h"
#include "report/layout.h"
#include "report/table.h"

#include "base/spoken.h"

#include "base/banned.h"

#define SCRIPT_MOST	KIB(256)	/* bytes; as much as woostraat-portal takes */
#define STEP_COLUMNS	((size_t)16)
#define ANSWER_COLUMNS	((size_t)14)
#define LINES_MOST	MIB(16)		/* of a dossier of a hundred thousand documents */
#define S3_KEY		"REPETITIE"	/* the key id; its secret is made for the occasion */
#define S3_BUCKET	"proef"
#define SLUG_MOST	((size_t)60)

static const char *const step_words[STEP__COUNT] = {
	[STEP_FIND] = N_("zoeken"),
	[STEP_CREATE] = N_("aanmaken"),
	[STEP_DOCUMENT] = N_("document"),
	[STEP_READY] = N_("nagaan"),
	[STEP_PUBLISH] = N_("openbaar maken"),
	[STEP_SEEN] = N_("bekijken"),
	[STEP_REMOVE] = N_("verwijderen"),
	[STEP_SWEEP] = N_("opruimen"),
	[STEP_LIST] = N_("lijst"),
	[STEP_SWITCH] = N_("omzetten"),
	[STEP_WITHDRAW] = N_("intrekken"),
	[STEP_REACH] = N_("adres vragen"),
};

static const char *const answer_words[PORTAL__COUNT] = {
	[PORTAL_SENT] = N_("gelukt"),
	[PORTAL_SAME] = N_("stond er al"),
	[PORTAL_WOULD_SEND] = N_("proef"),
	[PORTAL_AWAY] = N_("portaal weg"),
	[PORTAL_AMBIGUOUS] = N_("onzeker"),
	[PORTAL_REFUSED] = N_("geweigerd"),
	[PORTAL_DIFFERS] = N_("iets anders"),
};

static const char *const found_words[FOUND__COUNT] = {
	[FOUND_UNKNOWN] = "",
	[FOUND_NOTHING] = N_("er staat niets"),
	[FOUND_CONCEPT] = N_("klaargezet, nog niet te zien"),
	[FOUND_SAME] = N_("openbaar, zoals bedoeld"),
	[FOUND_OTHER] = N_("openbaar, met iets anders"),
	[FOUND_WITHDRAWN] = N_("ingetrokken"),
	[FOUND_MANY] = N_("meer dan één keer openbaar"),
	[FOUND_HANDED] = N_("concept, om daar openbaar te maken"),
};

/* --- start and end -------------------------------------------------------------- */

/* A key that nobody has had: 32 hexadecimal characters. */
static int
make_key(struct arena *mem, struct str *key_r, struct err *e)
{
	uint8_t r[32];

	if (getrandom(r, sizeof r, 0) != (ssize_t)sizeof r)
		return err_sys(e, E_IO, "getrandom");
	*key_r = str_sub(digest_hex(mem, digest_of((struct str){ (const char *)r, sizeof r })), 0, 32);
	return 0;
}

/* For its owner only: file_replace makes files that others may read. */
static int
lay_down(const char *path, struct str text, struct err *e)
{
	if (file_replace(path, text, e) != 0)
		return -1;
	return chmod(path, 0600) == 0 ? 0 : err_sys(e, E_IO, "%s", path);
}

static int
prepare(struct standin *s, struct str dir, const char *script, struct arena *mem, struct err *e)
{
	struct str key = STR_NONE, text = STR_NONE;

	if (script != NULL && file_read(script, SCRIPT_MOST, mem, &text, e) != 0)
		return e->kind == E_IO ? err_set(e, E_CONFIG, _("--script: %s"), str_c(mem, str_of(e->msg))) : -1;
	if (mkdir(str_c(mem, dir), 0700) != 0)
		return err_sys(e, E_IO, "%.*s", STRF(dir));
	s->dir = dir;
	s->token = path_join(mem, dir, S("token"));
	s->s3_keys = path_join(mem, dir, S("s3"));
	if (make_key(mem, &key, e) != 0 || lay_down(str_c(mem, s->token), str_fmt(mem, "%.*s\n", STRF(key)), e) != 0 ||
	    lay_down(str_c(mem, s->s3_keys), str_fmt(mem, S3_KEY "\n%.*s\n", STRF(key)), e) != 0 ||
	    lay_down(str_c(mem, path_join(mem, dir, S("keys"))),
		str_fmt(mem, "token %.*s\ns3 " S3_KEY " %.*s\nbucket " S3_BUCKET "\n", STRF(key), STRF(key)), e) != 0)
		return -1;
	return lay_down(str_c(mem, path_join(mem, dir, S("script"))), text, e);
}

/* It says where it is, or which line of the script it does not understand. */
static int
listen_to(struct standin *s, const char *script, struct arena *mem, struct err *e)
{
	AUTO_JSON j = NULL;
	struct msg m;
	int64_t line;

	if (msg_recv(s->helper.sock, &m, mem, e) != 1)
		return err_set(e, E_CONFIG, "%s", _("het proefportaal (woostraat-portal) begint niet"));
	j = m.kind == MSG_READY ? json_read(m.body, e) : NULL;
	line = json_num(j, "line", 0);
	s->url = str_dup(mem, json_str(j, "url"));
	msg_close(&m);
	if (line != 0)
		return err_set(e, E_CONFIG, _("%s, regel %lld: dit kan het proefportaal niet verkeerd doen"), script,
		    (long long)line);
	return str_starts(s->url, S("http://127.0.0.1:")) ? 0 :
							    err_set(e, E_BUG, "%s", _("het proefportaal zegt niets"));
}

/* A part of an address that says whose it is. */
static struct str
part_of(const struct organisation *o, const struct outlet *at, struct arena *mem)
{
	struct str key = path_slug(mem, o->key.n != 0 ? o->key : o->tooi, SLUG_MOST);

	return at->name.n == 0 ? key : str_fmt(mem, "%.*s-%.*s", STRF(key), STRF(at->name));
}

/* What can stand in: a kind of portal, and for a site how files are brought there. */
enum side { SIDE_GPP, SIDE_DROP, SIDE_MAP, SIDE_DAV, SIDE_S3, SIDE__COUNT };
static const struct { const char *name, *kind; } sides[SIDE__COUNT] = {
	[SIDE_GPP] = { "gpp", "gpp" },
	[SIDE_DROP] = { "drop", "drop" },
	[SIDE_MAP] = { "map", "site" },
	[SIDE_DAV] = { "dav", "site" },
	[SIDE_S3] = { "s3", "site" },
};

static int
side_find(const char *name, enum side *side_r, struct err *e)
{
	for (size_t i = 0; i < SIDE__COUNT; i++) {
		*side_r = (enum side)i;
		if (strcmp(name, sides[i].name) == 0)
			return 0;
	}
	return err_set(e, E_USAGE, _("--as %s: kies uit gpp, drop, map, dav en s3"), name);
}

/* A site goes as the settings bring it, but for what this machine cannot be: WebDAV is in the place of SFTP. */
static enum side
side_of(const struct outlet *o)
{
	const struct portal_kind *k = kind_of_outlet(o);

	if (!k->site)
		return k->concepts ? SIDE_GPP : SIDE_DROP;
	return str_starts(o->url, S("s3+")) ? SIDE_S3 : SIDE_DAV;
}

/* Nothing of its own access is left: a key of a real portal cannot be used here. */
static int
turn(const struct standin *s, const struct organisation *o, enum side side, struct outlet *at, struct arena *mem,
    struct err *e)
{
	struct outlet was = *at;
	struct str part = part_of(o, at, mem), url = s->url, folder;

	*at = (struct outlet){ .name = was.name,
		.kind = str_of(sides[side].kind),
		.group = was.group,
		.group_name = was.group_name,
		.concept_only = was.concept_only,
		.reach.connections = 1 }; /* what goes wrong by a script goes wrong in the same place each time */
	if (kind_of_outlet(at)->site) /* in its pages; nobody asks it */
		at->public = str_fmt(mem, "https://proef.invalid/%.*s/", STRF(part));
	switch (side) {
	case SIDE_GPP:
		at->url = str_fmt(mem, "%.*sgpp/%.*s/", STRF(url), STRF(part));
		at->token = s->token;
		break;
	case SIDE_DAV:
		at->url = str_fmt(mem, "%.*sdav/%.*s/", STRF(url), STRF(part));
		break;
	case SIDE_S3:
		at->url = str_fmt(mem, "s3+%.*ss3/" S3_BUCKET "/%.*s/", STRF(url), STRF(part));
		at->token = s->s3_keys;
		break;
	case SIDE_MAP:
		folder = path_join(mem, s->dir, str_fmt(mem, "site-%.*s", STRF(part)));
		if (mkdir(str_c(mem, folder), 0700) != 0)
			return err_sys(e, E_IO, "%.*s", STRF(folder));
		at->url = outlet_folder_url(mem, folder);
		break;
	default:
		at->url = str_fmt(mem, "%.*sput/%.*s/", STRF(url), STRF(part));
	}
	return 0;
}

/* as NULL: each place as the settings have it; else one place of that kind. */
static int
turn_places(const struct standin *s, const char *as, struct organisation *o, struct arena *mem, struct err *e)
{
	enum side side = SIDE_DROP;

	if (o->noutlets == 0 || as != NULL) {
		struct outlet *one = NEW(mem, struct outlet, 1);

		if (o->noutlets != 0)
			*one = o->outlets[0];
		o->outlets = one;
		o->noutlets = 1;
	}
	for (size_t i = 0; i < o->noutlets; i++) {
		if (as == NULL)
			side = side_of(&o->outlets[i]);
		else if (side_find(as, &side, e) != 0)
			return -1;
		if (turn(s, o, side, &o->outlets[i], mem, e) != 0)
			return -1;
	}
	return 0;
}

static int
turn_all(const struct standin *s, const char *as, struct settings *set, struct organisation *otherwise,
    struct arena *mem, struct err *e)
{
	for (size_t i = 0; i < set->norgs; i++) {
		if (turn_places(s, as, &set->orgs[i], mem, e) != 0)
			return -1;
	}
	return otherwise == NULL ? 0 : turn_places(s, as, otherwise, mem, e);
}

int
standin_open(const struct scratch *t, const char *as, const char *script, struct settings *set, struct organisation *otherwise,
    struct arena *mem, struct standin **s_r, struct err *e)
{
	struct standin *s = NEW(mem, struct standin, 1);
	struct str dir = path_join(mem, str_of(t->path), S("portaal")), home;
	enum side wanted;

	s->helper = (struct helper){ .sock = -1 };
	s->heard = json_object();
	*s_r = s;
	if (as != NULL && side_find(as, &wanted, e) != 0)
		return -1;
	if (prepare(s, dir, script, mem, e) != 0 || spawn_home(mem, &home, e) != 0 ||
	    spawn(str_c(mem, path_join(mem, home, S("woostraat-portal"))), "below", str_c(mem, dir), false, &s->helper,
		e) != 0 ||
	    listen_to(s, script, mem, e) != 0)
		return -1;
	return turn_all(s, as, set, otherwise, mem, e);
}

void
standin_close(struct standin *s)
{
	if (s == NULL)
		return;
	if (s->helper.sock >= 0)
		spawn_end(&s->helper);
	json_decref(s->heard);
}

/* --- what was heard --------------------------------------------------------------- */

static const char *
name_of(const struct dossier *d, struct arena *mem)
{
	return str_c(mem, utf8_show(mem, str_fmt(mem, "%.*s/%.*s", STRF(d->org->key), STRF(d->key))));
}

void
standin_heard(struct standin *s, const struct dossier *d, enum portal_step step, const struct document *doc,
    const struct receipt *r)
{
	struct arena *mem = arena_new("antwoord", MIB(1));
	const char *name = name_of(d, mem);
	json_t *list = json_list(s->heard, name), *j = json_object();

	if (list == NULL) {
		list = json_array();
		json_put(s->heard, name, list);
	}
	json_put_str(j, "step", str_of(step_name(step)));
	json_put_str(j, "answer", str_of(answer_name(r->answer)));
	if (r->found != FOUND_UNKNOWN)
		json_put_str(j, "found", str_of(found_name(r->found)));
	if (doc != NULL)
		json_put_str(j, "document", utf8_show(mem, doc->path));
	if (r->http != 0)
		json_put_num(j, "http", r->http);
	json_put_num(j, "bytes", (int64_t)r->sent);
	if (r->detail.n != 0)
		json_put_str(j, "detail", r->detail);
	json_push(list, j);
	arena_free(mem);
}

json_t *
standin_take(struct standin *s, const struct dossier *d, struct arena *mem)
{
	const char *name = name_of(d, mem);
	json_t *list = json_list(s->heard, name);

	list = list == NULL ? json_array() : json_incref(list);
	(void)json_object_del(s->heard, name);
	return list;
}

static void
add_line(struct buf *b, const json_t *j, struct arena *mem)
{
	enum portal_step step;
	enum portal_answer answer;
	enum portal_found found = FOUND_UNKNOWN;
	struct str doc = json_str(j, "document"), detail = json_str(j, "detail");
	int64_t http = json_num(j, "http", 0), bytes = json_num(j, "bytes", 0);
	struct buf more, lead;

	if (step_find(json_str(j, "step"), &step) != 0 || answer_find(json_str(j, "answer"), &answer) != 0)
		return;
	(void)!found_find(json_str(j, "found"), &found);
	buf_init(&more, mem, LAYOUT_MOST);
	if (http != 0)
		buf_addf(&more, "HTTP %lld; ", (long long)http);
	if (bytes != 0)
		buf_addf(&more, _("%lld bytes; "), (long long)bytes);
	if (found != FOUND_UNKNOWN)
		buf_addf(&more, "%s; ", _(found_words[found]));
	if (doc.n != 0)
		buf_addf(&more, "%.*s; ", STRF(layout_cut_middle(mem, doc, TABLE_COLUMNS)));
	if (detail.n != 0)
		buf_addf(&more, "%.*s; ", STRF(layout_cut(mem, detail, 3 * TABLE_COLUMNS)));
	more.n -= more.n >= 2 ? 2 : 0; /* the last "; " */
	buf_init(&lead, mem, LAYOUT_MOST);
	buf_add(&lead, S("    "));
	layout_cell(&lead, str_of(_(step_words[step])), STEP_COLUMNS);
	layout_cell(&lead, str_of(_(answer_words[answer])), ANSWER_COLUMNS);
	layout_wrap(b, buf_str(&more), buf_str(&lead), STEP_COLUMNS + ANSWER_COLUMNS + 6, TABLE_COLUMNS);
}

struct str
standin_lines(const json_t *list, struct arena *mem)
{
	const json_t *j;
	struct buf b;
	size_t i;

	buf_init(&b, mem, LINES_MOST);
	if (json_array_size(list) != 0)
		buf_addf(&b, "  %s\n", _("bij het proefportaal:"));
	json_array_foreach (list, i, j)
		add_line(&b, j, mem);
	return buf_str(&b);
}
