/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * place_sftp.c - a folder of another machine as a place, over SFTP (libcurl with libssh2).
 *
 * Who we are: the user of the netrc file, with the private key of the settings
 * (and its password only when there is no key).  Who they are: the host's key
 * stands in known_hosts, or nothing is said and nothing sent; an unknown one is
 * never taken.
 *
 * The address has the path from the top of the server, or from the home of the
 * user as /~/.  SFTP has no digest and libcurl tells no size, so looking reads.
 *
 * A rename over a file is not in version 3 of the protocol (draft-ietf-secsh-
 * filexfer-02, 6.5); OpenSSH refuses it.  There the old file goes first, and
 * whoever dies in between has the part still to put.
 */
#include <string.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/path.h"
#include "publish/feed.h"
#include "publish/keys.h"
#include "publish/place.h"
#include "publish/portal.h"
#include "publish/web.h"

#include "base/banned.h"

#define STALL_S		30L	/* without a byte (facts: reliability, section 10) */
#define HOSTS_MOST	((size_t)1 << 20)	/* bytes of known_hosts */
#define PUBLIC_FILE	0644L	/* others come to read it */
#define PUBLIC_FOLDER	0755L

struct sftp {
	CURL		*curl;		/* kept, and with it the session */
	const char	*netrc, *key, *hosts;	/* paths; netrc and key may be NULL */
	struct str	 root;		/* as the server's commands take it: "/srv/site/", or below the home "site/" */
};

static int
sftp_place_open(struct place *p, struct arena *mem, struct err *e)
{
	struct sftp *s = NEW(mem, struct sftp, 1);
	struct str hosts;

	p->own = s;
	if (p->at.netrc.n == 0)
		return err_set(
		    e, E_CONFIG, _("er is geen netrc-bestand met de gebruiker van het SFTP-portaal ingesteld"));
	if (keys_path(p->at.netrc, _("netrc-bestand"), mem, &s->netrc, e) != 0)
		return -1;
	if (p->at.keys.n != 0 && keys_path(p->at.keys, _("bestand met de SSH-sleutel"), mem, &s->key, e) != 0)
		return -1;
	s->hosts = str_c(mem, p->at.known_hosts);
	if (p->at.known_hosts.n == 0 || access(s->hosts, R_OK) != 0)
		return err_set(e, E_CONFIG,
		    _("het bestand %s met de sleutels van SFTP-servers is niet te lezen; maak het met ssh-keyscan en "
		      "vergelijk de sleutel met die van de beheerder"),
		    s->hosts);
	if (keys_public(p->at.known_hosts, _("bestand met de sleutels van SFTP-servers"), HOSTS_MOST, mem, &hosts, e) !=
	    0)
		return -1;
	s->root = str_starts(p->target.path, S("/~/")) ? str_from(p->target.path, 3) : p->target.path;
	s->curl = web_open();
	return 0;
}

static void
sftp_place_close(struct place *p)
{
	struct sftp *s = p->own;

	web_close(s->curl);
}

/* CURLOPT_SSH_KEYFUNCTION: the key that stands in known_hosts, and no other. */
static int
known(CURL *c UNUSED, const struct curl_khkey *theirs UNUSED, const struct curl_khkey *ours UNUSED,
    enum curl_khmatch match, void *arg UNUSED)
{
	return match == CURLKHMATCH_OK ? CURLKHSTAT_FINE : CURLKHSTAT_REJECT;
}

static void
prepare(struct place *p, struct str url, struct arena *mem)
{
	struct sftp *s = p->own;
	CURL *c = s->curl;

	web_prepare(c, str_c(mem, url),
	    (struct web_limits){ "sftp", p->at.wait_ms != 0 ? (long)p->at.wait_ms : PORTAL_WAIT_MS, STALL_S });
	WEB_SET(c, CURLOPT_NETRC, (long)CURL_NETRC_REQUIRED);
	WEB_SET(c, CURLOPT_NETRC_FILE, s->netrc);
	WEB_SET(c, CURLOPT_SSH_KNOWNHOSTS, s->hosts);
	WEB_SET(c, CURLOPT_SSH_KEYFUNCTION, known);
	WEB_SET(c, CURLOPT_SSH_AUTH_TYPES, (long)(s->key != NULL ? CURLSSH_AUTH_PUBLICKEY : CURLSSH_AUTH_PASSWORD));
	if (s->key != NULL)
		WEB_SET(c, CURLOPT_SSH_PRIVATE_KEYFILE, s->key);
}

/* What an official reads about a session that broke; SFTP has no status. */
static const struct { CURLcode code; enum portal_answer answer; const char *says; } words[] = {
	{ CURLE_COULDNT_RESOLVE_HOST, PORTAL_AWAY, N_("de naam van het portaal is niet te vinden") },
	{ CURLE_COULDNT_CONNECT, PORTAL_AWAY, N_("geen verbinding") },
	{ CURLE_PEER_FAILED_VERIFICATION, PORTAL_AWAY, N_("de sleutel van de SFTP-server is niet die uit het bestand met bekende servers") },
	{ CURLE_LOGIN_DENIED, PORTAL_AWAY, N_("het portaal kent onze sleutel niet") },
	{ CURLE_REMOTE_ACCESS_DENIED, PORTAL_REFUSED, N_("het portaal laat ons niet toe") },
	{ CURLE_REMOTE_DISK_FULL, PORTAL_AWAY, N_("de schijf van het portaal is vol") },
	{ CURLE_QUOTE_ERROR, PORTAL_REFUSED, N_("het portaal geeft het bestand zijn naam niet") },
	{ CURLE_OPERATION_TIMEDOUT, PORTAL_AMBIGUOUS, N_("geen antwoord binnen de gestelde tijd") },
};

/* effect: what broke after bytes went may have happened. */
static int
judge(struct sftp *s, CURLcode rc, bool effect, struct receipt *r, struct arena *mem, struct err *e)
{
	curl_off_t sent = 0;

	(void)curl_easy_getinfo(s->curl, CURLINFO_SIZE_UPLOAD_T, &sent);
	r->answer = rc == CURLE_OK ? PORTAL_SENT : effect && sent > 0 ? PORTAL_AMBIGUOUS : PORTAL_AWAY;
	if (rc == CURLE_OK)
		return 0;
	if (rc == CURLE_OUT_OF_MEMORY)
		return err_set(e, E_LIMIT, _("te weinig geheugen voor de verbinding met het portaal"));
	if (rc == CURLE_URL_MALFORMAT)
		return err_set(e, E_CONFIG, _("het adres van het portaal is niet te lezen"));
	r->detail = str_fmt(mem, _("de overdracht mislukte (libcurl %d)"), (int)rc);
	for (size_t i = 0; i < COUNT(words); i++) {
		if (words[i].code == rc) {
			r->detail = str_of(_(words[i].says));
			r->answer = words[i].answer == PORTAL_AMBIGUOUS && !effect ? PORTAL_AWAY : words[i].answer;
		}
	}
	return 0;
}

/* A command is a line of its own, so a path with a line end would be two. */
static int
check_line(struct str path, struct err *e)
{
	return str_has(path, '\n') || str_has(path, '\r') ?
	    err_set(e, E_BUG, _("dit is geen naam voor een bestand bij een portaal")) :
	    0;
}

/* A path as libcurl's commands read it: in quotes, \ before " and \ . */
static struct str
quoted(struct sftp *s, struct str path, struct arena *mem)
{
	struct str whole = str_fmt(mem, "%.*s%.*s", STRF(s->root), STRF(path));
	struct buf b;

	buf_init(&b, mem, 2 * whole.n + 2);
	buf_addc(&b, '"');
	for (size_t i = 0; i < whole.n; i++) {
		if (whole.p[i] == '"' || whole.p[i] == '\\')
			buf_addc(&b, '\\');
		buf_addc(&b, whole.p[i]);
	}
	buf_addc(&b, '"');
	return buf_str(&b);
}

static void
command(struct curl_slist **l, const char *verb, struct str one, struct str two, struct arena *mem)
{
	web_header(l, str_c(mem, str_fmt(mem, "%s %.*s%s%.*s", verb, STRF(one), two.n != 0 ? " " : "", STRF(two))));
}

/* Commands without a transfer, and without a connection that died meanwhile. */
static CURLcode
commands(struct place *p, struct curl_slist *l, struct arena *mem)
{
	struct sftp *s = p->own;

	prepare(p, p->target.url, mem);
	WEB_SET(s->curl, CURLOPT_QUOTE, l);
	WEB_SET(s->curl, CURLOPT_NOBODY, 1L);
	return curl_easy_perform(s->curl);
}

/* The part over what stands there: the server would not rename over it. */
static int
replace(struct place *p, struct str part, struct str whole, struct receipt *r, struct arena *mem, struct err *e)
{
	struct sftp *s = p->own;
	AUTO_SLIST quote = NULL;

	command(&quote, "*rm", whole, STR_NONE, mem);
	command(&quote, "rename", part, whole, mem);
	return judge(s, commands(p, quote, mem), true, r, mem, e);
}

static int
sftp_place_put(struct place *p, const struct place_file *f, struct arena *mem, struct receipt *r, struct err *e)
{
	struct sftp *s = p->own;
	struct str name = place_part(f->path, mem), part = quoted(s, name, mem), whole = quoted(s, f->path, mem);
	AUTO_SLIST after = NULL;
	struct feed feed;
	curl_off_t sent = 0;
	CURLcode rc;
	int done;

	if (check_line(f->path, e) != 0)
		return -1;
	prepare(p, target_url_of(&p->target, name, mem), mem);
	command(&after, "rename", part, whole, mem);
	feed_open(&feed, f->fd, f->size, f->sha256);
	WEB_SET(s->curl, CURLOPT_UPLOAD, 1L);
	WEB_SET(s->curl, CURLOPT_READFUNCTION, feed_read);
	WEB_SET(s->curl, CURLOPT_READDATA, &feed);
	WEB_SET(s->curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)f->size);
	if (str_has(f->path, '/')) /* it makes the root as well, so not for a file right below that */
		WEB_SET(s->curl, CURLOPT_FTP_CREATE_MISSING_DIRS, (long)CURLFTP_CREATE_DIR);
	WEB_SET(s->curl, CURLOPT_NEW_FILE_PERMS, PUBLIC_FILE);
	WEB_SET(s->curl, CURLOPT_NEW_DIRECTORY_PERMS, PUBLIC_FOLDER);
	WEB_SET(s->curl, CURLOPT_POSTQUOTE, after);
	FAULT("sftp-before-put");
	rc = curl_easy_perform(s->curl);
	FAULT("sftp-after-put");
	(void)curl_easy_getinfo(s->curl, CURLINFO_SIZE_UPLOAD_T, &sent);
	r->sent = (uint64_t)sent;
	if (feed_fault(&feed, e) != 0)
		done = -1;
	else if (rc == CURLE_QUOTE_ERROR && r->sent == f->size)
		done = replace(p, part, whole, r, mem, e);
	else
		done = judge(s, rc, true, r, mem, e);
	feed_close(&feed);
	return done;
}

static size_t
take(char *p, size_t size, size_t n, void *arg)
{
	return intake_add(arg, p, size * n) ? size * n : 0; /* anything but n ends the transfer */
}

/* libcurl looks through no other than absence: a file, or a folder above it that is not there. */
static CURLcode
fetch(struct place *p, struct str url, struct intake *in, struct arena *mem)
{
	struct sftp *s = p->own;

	prepare(p, url, mem);
	WEB_SET(s->curl, CURLOPT_WRITEFUNCTION, take);
	WEB_SET(s->curl, CURLOPT_WRITEDATA, in);
	return curl_easy_perform(s->curl);
}

static int
sftp_place_look(struct place *p, const struct place_file *f, enum place_look how UNUSED, struct arena *mem,
    struct receipt *r, struct err *e)
{
	struct intake in = { .hash = hash_new(), .most = place_most(f) };
	CURLcode rc = fetch(p, r->url, &in, mem);
	struct digest got = hash_end(in.hash);

	if (in.over)
		r->found = FOUND_OTHER;
	else if (rc == CURLE_OK)
		r->found = intake_found(&in, f, got);
	else if (rc == CURLE_REMOTE_FILE_NOT_FOUND)
		r->found = FOUND_NOTHING;
	else
		return judge(p->own, rc, false, r, mem, e);
	return 0;
}

static int
sftp_place_read(struct place *p, struct str path UNUSED, size_t most, struct arena *mem, struct str *text_r,
    struct receipt *r, struct err *e)
{
	struct buf text;
	struct intake in = { .text = &text, .most = most };
	CURLcode rc;

	buf_init(&text, mem, most);
	rc = fetch(p, r->url, &in, mem);
	r->answer = PORTAL_SENT;
	if (in.over) {
		r->answer = PORTAL_REFUSED;
		r->detail = str_of(_("het bestand bij het portaal is te groot"));
	} else if (rc == CURLE_REMOTE_FILE_NOT_FOUND) {
		r->found = FOUND_NOTHING;
	} else if (rc != CURLE_OK) {
		return judge(p->own, rc, false, r, mem, e);
	} else {
		r->found = FOUND_OTHER;
		*text_r = buf_str(&text);
	}
	return 0;
}

/* A command that failed does not say why, so what is left is looked at. */
static int
sftp_place_remove(struct place *p, struct str path, struct arena *mem, struct receipt *r, struct err *e)
{
	struct intake in = { .most = 0 };
	AUTO_SLIST quote = NULL;
	CURLcode rc;

	if (check_line(path, e) != 0)
		return -1;
	command(&quote, "*rm", quoted(p->own, path, mem), STR_NONE, mem);
	rc = commands(p, quote, mem);
	if (rc != CURLE_OK)
		return judge(p->own, rc, true, r, mem, e);
	rc = fetch(p, r->url, &in, mem);
	if (rc == CURLE_REMOTE_FILE_NOT_FOUND) {
		r->answer = PORTAL_SENT;
		r->found = FOUND_NOTHING;
		return 0;
	}
	if (!in.over && rc != CURLE_OK)
		return judge(p->own, rc, true, r, mem, e);
	r->answer = PORTAL_REFUSED;
	r->detail = str_of(_("het portaal haalt het bestand niet weg"));
	return 0;
}

const struct place_ops place_sftp = {
	.open = sftp_place_open,
	.close = sftp_place_close,
	.put = sftp_place_put,
	.look = sftp_place_look,
	.read = sftp_place_read,
	.remove = sftp_place_remove,
};
