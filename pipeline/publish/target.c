/* SPDX-License-Identifier: EUPL-1.2 */
/* target.c - a portal's address, checked, and the place of a file below it. */
#include "publish/target.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <limits.h>
#include <string.h>

#include "base/path.h"
#include "publish/portal.h"

#include "base/banned.h"

#define URL_MOST	2000	/* bytes; longer ones are not addresses that people type */

static void
auto_url(CURLU **u)
{
	curl_url_cleanup(*u);
}

/* A part of the address, or absent. */
static struct str
part(CURLU *u, CURLUPart what, unsigned flags, struct arena *mem)
{
	char *c = NULL;
	struct str s = STR_NONE;

	if (curl_url_get(u, what, &c, flags) == CURLUE_OK)
		s = str_dup(mem, str_of(c));
	curl_free(c);
	return s;
}

/* RFC 6761 6.3 and RFC 1122 3.2.1.3 (g); libcurl never asks a name server for localhost. */
bool
target_loopback(struct str host, struct arena *mem)
{
	struct in_addr a;

	if (str_eq_nocase(host, S("localhost")) || str_eq(host, S("[::1]")))
		return true;
	return inet_pton(AF_INET, str_c(mem, host), &a) == 1 && ntohl(a.s_addr) >> 24 == 127;
}

/* A '/' at the end of the path: what follows is a name below it. */
static int
end_in_slash(CURLU *u, struct arena *mem, struct err *e)
{
	struct str path = part(u, CURLUPART_PATH, 0, mem);

	if (str_ends(path, S("/")))
		return 0;
	path = str_fmt(mem, "%.*s/", STRF(path));
	if (curl_url_set(u, CURLUPART_PATH, str_c(mem, path), 0) != CURLUE_OK)
		return err_set(e, E_CONFIG, _("het adres van het portaal is niet te lezen"));
	return 0;
}

/* Which scheme is which kind of place; bank: a portal that is asked over HTTP may have it too. */
static const struct { const char *scheme; enum target_kind kind; bool s3, bank; } schemes[] = {
	{ "file", TARGET_FOLDER, false, true }, { "http", TARGET_WEB, false, true }, { "https", TARGET_WEB, false, true },
	{ "sftp", TARGET_SFTP, false, false }, { "http", TARGET_S3, true, false }, { "https", TARGET_S3, true, false },
};

static int
find_kind(struct str scheme, bool s3, bool bank, enum target_kind *kind_r, struct err *e)
{
	for (size_t i = 0; i < COUNT(schemes); i++) {
		*kind_r = schemes[i].kind;
		if (str_eq(scheme, str_of(schemes[i].scheme)) && schemes[i].s3 == s3 && (schemes[i].bank || !bank))
			return 0;
	}
	if (bank)
		return err_set(e, E_CONFIG,
		    _("het adres van het portaal begint niet met https://, "
		      "http:// of file://"));
	return err_set(e, E_CONFIG,
	    _("het adres van het portaal begint niet met https://, "
	      "http://, sftp://, s3+https:// of file://"));
}

/* Only what an address of a folder may have. */
static int
refuse_parts(CURLU *u, struct arena *mem, struct err *e)
{
	if (part(u, CURLUPART_USER, 0, mem).p != NULL || part(u, CURLUPART_PASSWORD, 0, mem).p != NULL ||
	    part(u, CURLUPART_OPTIONS, 0, mem).p != NULL)
		return err_set(e, E_CONFIG,
		    _("in het adres van het portaal staat een gebruiker of wachtwoord; "
		      "zet die in het netrc-bestand"));
	if (part(u, CURLUPART_QUERY, 0, mem).p != NULL || part(u, CURLUPART_FRAGMENT, 0, mem).p != NULL)
		return err_set(e, E_CONFIG,
		    _("het adres van het portaal bevat een ‘?’ of ‘#’; "
		      "geef het adres van een map"));
	return 0;
}

/* Over TLS or SSH, or not over a network. */
static bool
keys_safe(struct str scheme, struct str host, struct arena *mem)
{
	return str_eq(scheme, S("https")) || str_eq(scheme, S("sftp")) || target_loopback(host, mem);
}

int
target_apart(struct str url, struct arena *mem, struct str *scheme_r, struct str *host_r, bool *safe_r, struct err *e)
{
	__attribute__((cleanup(auto_url))) CURLU *u = curl_url();

	must(u != NULL);
	*scheme_r = *host_r = S("");
	*safe_r = false;
	if (curl_url_set(u, CURLUPART_URL, str_c(mem, url), CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK)
		return err_set(e, E_CONFIG, _("een adres bij dit portaal is niet te lezen"));
	if (part(u, CURLUPART_USER, 0, mem).p != NULL)
		return err_set(
		    e, E_CONFIG, _("in een adres bij dit portaal staat een gebruiker; zet die in het netrc-bestand"));
	*scheme_r = part(u, CURLUPART_SCHEME, 0, mem);
	*host_r = part(u, CURLUPART_HOST, 0, mem);
	*safe_r = keys_safe(*scheme_r, *host_r, mem);
	return 0;
}

static int
parse(struct str url, bool bank, struct arena *mem, struct target *t, struct err *e)
{
	__attribute__((cleanup(auto_url))) CURLU *u = curl_url();
	bool s3 = !bank && str_eq_nocase(str_sub(url, 0, 3), S("s3+"));
	struct str scheme;

	must(u != NULL);
	*t = (struct target){ .keys_safe = false };
	if (url.n == 0)
		return err_set(e, E_CONFIG, _("er is geen adres van een portaal ingesteld"));
	if (url.n > URL_MOST || str_has(url, '\0') ||
	    curl_url_set(u, CURLUPART_URL, str_c(mem, str_from(url, s3 ? 3 : 0)), CURLU_NON_SUPPORT_SCHEME) !=
		CURLUE_OK)
		return err_set(e, E_CONFIG,
		    _("het adres van het portaal is niet te lezen; "
		      "het begint met https://, http:// of file://"));
	scheme = part(u, CURLUPART_SCHEME, 0, mem);
	if (refuse_parts(u, mem, e) != 0 || find_kind(scheme, s3, bank, &t->kind, e) != 0 ||
	    end_in_slash(u, mem, e) != 0)
		return -1;
	t->path = part(u, CURLUPART_PATH, CURLU_URLDECODE, mem);
	/* libcurl takes "file:map/" too, and gives a path that would hang on where we happen to stand. */
	if (!str_starts(t->path, S("/")) || t->path.n > PATH_MAX / 2)
		return err_set(e, E_CONFIG, _("het adres van het portaal is niet te lezen"));
	if (t->kind == TARGET_FOLDER)
		t->folder = t->path;
	t->keys_safe = t->kind != TARGET_FOLDER && keys_safe(scheme, part(u, CURLUPART_HOST, 0, mem), mem);
	t->url = part(u, CURLUPART_URL, 0, mem);
	must(t->url.p != NULL);
	return 0;
}

int
target_parse(struct str url, struct arena *mem, struct target *t, struct err *e)
{
	return parse(url, true, mem, t, e);
}

int
target_place(struct str url, struct arena *mem, struct target *t, struct err *e)
{
	return parse(url, false, mem, t, e);
}

int
target_keys(const struct target *t, struct str keys, struct err *e)
{
	if (keys.n == 0 || t->folder.p != NULL || t->keys_safe)
		return 0;
	return err_set(e, E_CONFIG,
	    _("er is een bestand met sleutels ingesteld, maar het portaal heeft geen https; "
	      "de sleutels zouden leesbaar over het netwerk gaan"));
}

bool
target_name_fine(struct str name)
{
	return name.n <= ORDER_NAME_MOST && path_inside(name) && !str_has(name, '/');
}

struct str
target_url(const struct target *t, struct str name, struct arena *mem)
{
	char *c = curl_easy_escape(NULL, name.p, (int)name.n);
	struct str s;

	must(c != NULL);
	s = str_fmt(mem, "%.*s%s", STRF(t->url), c);
	curl_free(c);
	return s;
}

struct str
target_url_of(const struct target *t, struct str path, struct arena *mem)
{
	struct target below = *t;
	struct str name;

	while (str_next(&path, '/', &name)) {
		below.url = target_url(&below, name, mem);
		if (path.n != 0)
			below.url = str_fmt(mem, "%.*s/", STRF(below.url));
	}
	return below.url;
}
