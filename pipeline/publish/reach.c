/* SPDX-License-Identifier: EUPL-1.2 */
/* reach.c - does an address still give what was taken back?  Asked as anybody would ask it: without a key. */
#include "publish/reach.h"

#include <errno.h>
#include <sys/stat.h>

#include "base/path.h"
#include "publish/judge.h"
#include "publish/target.h"
#include "publish/way.h"
#include "publish/web.h"

#include "base/banned.h"

#define WAIT_MS		60000L		/* for one question; it is asked again by a later run */
#define STALL_S		30L

/* What the status says; the rest is no answer to the question. */
static enum portal_found
found_by(long http)
{
	if (http == 404 || http == 410)
		return FOUND_NOTHING;
	if (http == 401 || http == 403)
		return FOUND_CONCEPT;
	return http >= 200 && http < 400 ? FOUND_OTHER : FOUND_UNKNOWN;
}

static int
unknown(struct receipt *r, const char *why)
{
	r->found = FOUND_UNKNOWN;
	r->detail = str_of(why);
	return 0;
}

/* A file is gone when its folder is there and does not have it: a share that is not mounted says nothing. */
static int
look_in_folder(const struct order *o, struct arena *mem, struct receipt *r)
{
	struct target t;
	struct stat st;
	struct str path;
	struct err e;

	if (target_parse(o->remote, mem, &t, &e) != 0 || t.folder.p == NULL)
		return unknown(r, _("dit adres is niet te vragen"));
	path = str_sub(t.folder, 0, t.folder.n - 1); /* a '/' stands behind it */
	r->found = FOUND_OTHER;
	if (lstat(str_c(mem, path), &st) == 0)
		return 0;
	if (errno != ENOENT)
		return unknown(r, _("de map van het portaal laat ons niet toe"));
	path.n -= path_base(path).n;
	if (stat(str_c(mem, path), &st) != 0 || !S_ISDIR(st.st_mode))
		return unknown(r, _("de map van het portaal bestaat niet"));
	r->found = FOUND_NOTHING;
	return 0;
}

/* As anybody, but by the way that this network has: its proxy, and where the portal itself is asked whom we trust. */
static int
open_way(const struct order *o, struct arena *mem, struct way **w_r, struct receipt *r, struct err *e)
{
	struct outlet anybody = { .url = o->remote, .netrc = o->at.netrc, .reach.proxy = o->at.reach.proxy };
	struct str scheme, host, portal = STR_NONE;
	struct err ignored;
	bool safe;

	*w_r = NULL;
	(void)!target_apart(o->at.url, mem, &scheme, &portal, &safe, &ignored);
	if (target_apart(o->remote, mem, &scheme, &host, &safe, &ignored) != 0 ||
	    (!str_eq(scheme, S("https")) && !str_eq(scheme, S("http"))))
		return unknown(r, _("dit adres is niet te vragen"));
	if (str_eq_nocase(host, portal))
		anybody.reach.ca = o->at.reach.ca;
	return way_open(&anybody, o->remote, NULL, NULL, mem, w_r, e);
}

static int
ask(CURL *c, struct way *way, const struct order *o, struct arena *mem, struct receipt *r, struct err *e)
{
	AUTO_SLIST headers = NULL;
	uint64_t ignored = 0;
	CURLcode rc;

	web_prepare(c, str_c(mem, o->remote),
	    (struct web_limits){ "http,https", o->wait_ms != 0 ? (long)o->wait_ms : WAIT_MS, STALL_S });
	way_prepare(way, c, WEB_READ, &headers);
	web_header(&headers, "Cache-Control: no-cache"); /* what a proxy remembers is not what is there */
	WEB_SET(c, CURLOPT_HTTPHEADER, headers);
	WEB_SET(c, CURLOPT_WRITEFUNCTION, web_ignore);
	WEB_SET(c, CURLOPT_WRITEDATA, &ignored);
	rc = curl_easy_perform(c);
	(void)curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &r->http);
	r->found = found_by(r->http);
	return r->found != FOUND_UNKNOWN ? 0 : judge_answer(c, rc, false, r, mem, e);
}

static int
ask_server(const struct order *o, struct arena *mem, struct receipt *r, struct err *e)
{
	struct way *way;
	CURL *c;
	int rc;

	if (open_way(o, mem, &way, r, e) != 0)
		return -1;
	if (way == NULL)
		return 0;
	c = web_open();
	rc = ask(c, way, o, mem, r, e);
	web_close(c);
	return rc;
}

int
reach_address(const struct order *o, bool dry, struct arena *mem, struct receipt *r, struct err *e)
{
	/* A site in a folder has addresses for people beside it. */
	bool local = str_starts(o->at.url, S("file:")) && !str_starts(o->remote, S("https://"));

	*r = (struct receipt){ .answer = PORTAL_AWAY, .url = o->remote };
	if (o->remote.n == 0)
		return err_set(e, E_BUG, "%s", _("er is geen adres om te vragen"));
	if (dry) {
		r->answer = PORTAL_WOULD_SEND;
		return 0;
	}
	if ((local ? look_in_folder(o, mem, r) : ask_server(o, mem, r, e)) != 0)
		return -1;
	r->answer = r->found != FOUND_UNKNOWN ? PORTAL_SENT : r->answer == PORTAL_SENT ? PORTAL_AWAY : r->answer;
	return 0;
}
