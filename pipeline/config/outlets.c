/* SPDX-License-Identifier: EUPL-1.2 */
/* outlets.c - the places where an organisation publishes, as woostraat.yaml has them. */
#include "config/outlets.h"

#include <string.h>

#include "base/ascii.h"
#include "base/path.h"
#include "base/utf8.h"
#include "config/value.h"

#include "base/banned.h"

#define NAME_MOST	40u		/* bytes of an outlet's name: a word for people */
#define HEADER_MOST	64		/* bytes of the name of a header */
#define BANDWIDTH_LEAST	64u		/* KiB a second: slower, and no bundle is over before its time is */
#define BANDWIDTH_MOST	(10u << 20)
#define CONNECTIONS_MOST 16u		/* of us alone; a portal has others to serve */

#define TEXT(key, member, more)	\
	CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER | (more), struct file_outlet, member, 1, OUTLET_TEXT)

#define OAUTH(key, member, more)	\
	CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER | (more), struct file_oauth, member, 1, OUTLET_TEXT)

static const cyaml_schema_field_t oauth_fields[] = {
	OAUTH("url", url, 0),
	OAUTH("client", client, 0),
	OAUTH("secret", secret, 0),
	OAUTH("scope", scope, CYAML_FLAG_OPTIONAL),
	OAUTH("auth", auth, CYAML_FLAG_OPTIONAL),
	CYAML_FIELD_END
};

const cyaml_schema_field_t outlet_fields[] = {
	TEXT("name", name, 0),
	TEXT("url", url, 0),
	TEXT("kind", kind, CYAML_FLAG_OPTIONAL),
	TEXT("netrc", netrc, CYAML_FLAG_OPTIONAL),
	TEXT("token", token, CYAML_FLAG_OPTIONAL),
	TEXT("public", public, CYAML_FLAG_OPTIONAL),
	TEXT("group", group, CYAML_FLAG_OPTIONAL),
	TEXT("group-name", group_name, CYAML_FLAG_OPTIONAL),
	TEXT("until", until, CYAML_FLAG_OPTIONAL),
	TEXT("certificate", certificate, CYAML_FLAG_OPTIONAL),
	TEXT("certificate-key", certificate_key, CYAML_FLAG_OPTIONAL),
	TEXT("ca", ca, CYAML_FLAG_OPTIONAL),
	TEXT("pin", pin, CYAML_FLAG_OPTIONAL),
	TEXT("header", header, CYAML_FLAG_OPTIONAL),
	TEXT("known-hosts", known_hosts, CYAML_FLAG_OPTIONAL),
	CYAML_FIELD_MAPPING_PTR(
	    "oauth", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct file_outlet, oauth, oauth_fields),
	TEXT("proxy", proxy, CYAML_FLAG_OPTIONAL),
	TEXT("bandwidth", bandwidth, CYAML_FLAG_OPTIONAL),
	TEXT("connections", connections, CYAML_FLAG_OPTIONAL),
	TEXT("http2", http2, CYAML_FLAG_OPTIONAL),
	CYAML_FIELD_END
};

struct str
settings_path(struct arena *mem, struct str base, const char *name)
{
	if (name == NULL)
		return STR_NONE;
	return name[0] == '/' ? str_dup(mem, str_of(name)) : path_join(mem, base, str_of(name));
}

struct str
settings_key(struct arena *mem, struct str base, const char *name)
{
	return name != NULL && str_starts(str_of(name), S("credential:")) ? str_dup(mem, str_of(name)) :
									    settings_path(mem, base, name);
}

struct str
outlet_folder_url(struct arena *mem, struct str path)
{
	struct buf b;

	buf_init(&b, mem, mul_or_die(path.n, 3) + sizeof "file:///");
	buf_add(&b, S("file://"));
	for (size_t i = 0; i < path.n; i++) {
		unsigned char c = (unsigned char)path.p[i];

		if (ascii_letter(c) || ascii_digit(c) || c == '/' || c == '-' || c == '_' || c == '.' || c == '~')
			buf_addc(&b, (char)c);
		else
			buf_addf(&b, "%%%02X", c);
	}
	if (!str_ends(path, S("/")))
		buf_addc(&b, '/');
	return buf_str(&b);
}

/* "https://..." and its like (RFC 3986, 3.1); "/srv/a://b" is a folder. */
static bool
has_scheme(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool letter = ascii_letter(c);

		if (i != 0 && c == ':')
			return str_starts(str_from(s, i), S("://"));
		if (!letter && (i == 0 || !(ascii_digit(c) || c == '+' || c == '-' || c == '.')))
			return false;
	}
	return false;
}

/* Those that there are, for a message. */
static struct str
kinds(struct arena *mem)
{
	struct str all = STR_NONE;
	const struct portal_kind *k;

	for (size_t i = 0; (k = kind_of_portal_at(i)) != NULL; i++)
		all = i == 0 ? str_of(k->name) : str_fmt(mem, "%.*s, %s", STRF(all), k->name);
	return all;
}

/* It stands in the ledger and in messages. */
static bool
name_fine(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (!(s.p[i] >= 'a' && s.p[i] <= 'z') && !ascii_digit(s.p[i]) && s.p[i] != '-')
			return false;
	}
	return s.n != 0 && s.n <= NAME_MOST;
}

/* Of a site: where people and the harvester find it.  The Woo-index takes https only (diwoo, publication conditions). */
static int
read_public(const struct file_outlet *f, const char *org, struct arena *mem, struct outlet *o, struct err *e)
{
	bool wanted = str_eq(o->kind, S("site"));

	if (wanted != (f->public != NULL))
		return err_set(
		    e, E_CONFIG, _("organisatie ‘%s’: ‘public’ hoort bij ‘kind: site’, en alleen daarbij"), org);
	if (!wanted)
		return 0;
	o->public = str_dup(mem, str_of(f->public));
	if (!str_starts(o->public, S("https://")) || o->public.n == sizeof "https://" - 1 || !utf8_xml(o->public) ||
	    str_has(o->public, '?') || str_has(o->public, '#') || str_has(o->public, ' ') || str_has(o->public, '@'))
		return err_set(e, E_CONFIG, _("organisatie ‘%s’: ‘public’ is geen adres dat met https:// begint"), org);
	if (!str_ends(o->public, S("/")))
		o->public = str_fmt(mem, "%.*s/", STRF(o->public));
	return 0;
}

/* Of a GPP bank: to whom it is handed over, and whether they make it public. */
static int
read_hand_over(const struct file_outlet *f, const char *org, struct arena *mem, struct outlet *o, struct err *e)
{
	o->group = str_dup(mem, str_of(f->group));
	o->group_name = str_dup(mem, str_of(f->group_name));
	if ((o->group.p != NULL || o->group_name.p != NULL) && !str_eq(o->kind, S("gpp")))
		return err_set(e, E_CONFIG, _("organisatie ‘%s’: ‘group’ en ‘group-name’ horen bij ‘kind: gpp’"), org);
	if ((o->group.p == NULL) != (o->group_name.p == NULL) || !utf8_xml(o->group) || !utf8_xml(o->group_name))
		return err_set(e, E_CONFIG,
		    _("organisatie ‘%s’: ‘group’ en ‘group-name’ zijn gewone tekst en horen bij elkaar"), org);
	if (f->until == NULL)
		return 0;
	if (strcmp(f->until, "concept") != 0 && strcmp(f->until, "public") != 0)
		return err_set(
		    e, E_CONFIG, _("organisatie ‘%s’: ‘until: %s’: kies uit public en concept"), org, f->until);
	o->concept_only = strcmp(f->until, "concept") == 0;
	if (o->concept_only && !str_eq(o->kind, S("gpp")))
		return err_set(e, E_CONFIG,
		    _("organisatie ‘%s’: ‘until: concept’ hoort bij ‘kind: gpp’; andere portalen hebben geen concepten"),
		    org);
	if (o->concept_only && o->group.p == NULL)
		return err_set(e, E_CONFIG,
		    _("organisatie ‘%s’: ‘until: concept’ vraagt ook ‘group’ en ‘group-name’: wie het daar openbaar maakt"),
		    org);
	return 0;
}

/* One word of visible ASCII, a space where it is said (RFC 6749 appendix A). */
static bool
visible(struct str s, bool space)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < (space ? ' ' : '!') || s.p[i] > '~')
			return false;
	}
	return s.n != 0;
}

/* sha256// and 32 bytes in base64; more than one with ; between them, so that a key can be renewed. */
static bool
pin_fine(struct str all)
{
	static const struct str begin = { "sha256//", sizeof "sha256//" - 1 };
	struct str one;

	if (str_ends(all, S(";")))
		return false;
	while (str_next(&all, ';', &one)) {
		struct str code = str_from(one, begin.n);

		if (!str_starts(one, begin) || code.n != 44 || code.p[43] != '=')
			return false;
		for (size_t i = 0; i < code.n - 1; i++) {
			if (!ascii_letter(code.p[i]) && !ascii_digit(code.p[i]) && code.p[i] != '+' && code.p[i] != '/')
				return false;
		}
	}
	return true;
}

/* The name of a header (RFC 9110 5.1, 5.6.2), and none that says how a message is made up. */
static bool
header_fine(struct str name)
{
	static const char *const ours[] = { "host", "content-length", "content-type", "content-encoding",
		"transfer-encoding", "connection", "upgrade", "te", "trailer", "expect", "range", "accept", "cookie",
		"idempotency-key" };

	for (size_t i = 0; i < name.n; i++) {
		if (!ascii_letter(name.p[i]) && !ascii_digit(name.p[i]) && name.p[i] != '-' && name.p[i] != '_')
			return false;
	}
	for (size_t i = 0; i < COUNT(ours); i++) {
		if (str_eq_nocase(name, str_of(ours[i])))
			return false;
	}
	return name.n <= HEADER_MOST;
}

static int
oauth_read(const struct file_oauth *f, struct str base, const char *org, struct arena *mem, struct oauth *o,
    struct err *e)
{
	if (f == NULL)
		return 0;
	*o = (struct oauth){ .url = str_dup(mem, str_of(f->url)),
		.client = str_dup(mem, str_of(f->client)),
		.secret = settings_key(mem, base, f->secret),
		.scope = str_dup(mem, str_of(f->scope)),
		.body = f->auth != NULL && strcmp(f->auth, "body") == 0 };
	if (f->auth != NULL && !o->body && strcmp(f->auth, "basic") != 0)
		return err_set(
		    e, E_CONFIG, _("organisatie ‘%s’: ‘oauth’: ‘auth: %s’: kies uit basic en body"), org, f->auth);
	if (!visible(o->url, false) || !visible(o->client, true) || (o->scope.p != NULL && !visible(o->scope, true)) ||
	    !utf8_xml(o->secret))
		return err_set(e, E_CONFIG,
		    _("organisatie ‘%s’: ‘oauth’: url, client, secret en scope zijn gewone tekst zonder accenten"),
		    org);
	return 0;
}

/* What belongs together, and what is of no use where it stands. */
static int
reach_fits(const struct outlet *o, const char *org, struct err *e)
{
	const struct reach *a = &o->reach;
	bool tls = a->certificate.p != NULL || a->ca.p != NULL || a->pin.p != NULL;

	if ((a->certificate.p == NULL) != (a->certificate_key.p == NULL))
		return err_set(
		    e, E_CONFIG, _("organisatie ‘%s’: ‘certificate’ en ‘certificate-key’ horen bij elkaar"), org);
	if (a->header.p != NULL && o->token.p == NULL)
		return err_set(e, E_CONFIG,
		    _("organisatie ‘%s’: ‘header’ zegt in welke header de sleutel uit ‘token’ gaat; geef ook ‘token’"),
		    org);
	if (a->oauth.url.p != NULL && o->token.p != NULL && a->header.p == NULL)
		return err_set(e, E_CONFIG,
		    _("organisatie ‘%s’: ‘token’ en ‘oauth’ willen allebei in Authorization; kies er een, of geef ‘header’"),
		    org);
	if (str_starts(o->url, S("file:")) &&
	    (tls || a->proxy.p != NULL || a->oauth.url.p != NULL || a->header.p != NULL || a->bandwidth_kib != 0))
		return err_set(e, E_CONFIG,
		    _("organisatie ‘%s’: bij een map horen geen certificaat, sleutels, proxy of bandbreedte"), org);
	if (a->known_hosts.p != NULL && !str_starts(o->url, S("sftp:")))
		return err_set(e, E_CONFIG, _("organisatie ‘%s’: ‘known-hosts’ hoort bij een adres met sftp://"), org);
	if (tls && str_starts(o->url, S("http:")))
		return err_set(e, E_CONFIG,
		    _("organisatie ‘%s’: bij ‘certificate’, ‘ca’ en ‘pin’ hoort een adres met https://"), org);
	return 0;
}

/* How it is reached over the network. */
static int
reach_read(const struct file_outlet *f, struct str base, const char *org, struct arena *mem, struct outlet *o,
    struct err *e)
{
	struct reach *a = &o->reach;

	*a = (struct reach){ .certificate = settings_key(mem, base, f->certificate),
		.certificate_key = settings_key(mem, base, f->certificate_key),
		.ca = settings_key(mem, base, f->ca),
		.pin = str_dup(mem, str_of(f->pin)),
		.header = str_dup(mem, str_of(f->header)),
		.known_hosts = settings_path(mem, base, f->known_hosts),
		.proxy = str_dup(mem, str_of(f->proxy)) };
	if (!utf8_xml(a->certificate) || !utf8_xml(a->certificate_key) || !utf8_xml(a->ca) || !utf8_xml(a->known_hosts))
		return err_set(
		    e, E_CONFIG, _("organisatie ‘%s’: ‘certificate’, ‘ca’ of ‘known-hosts’ is geen gewone tekst"), org);
	if (a->pin.p != NULL && !pin_fine(a->pin))
		return err_set(e, E_CONFIG,
		    _("organisatie ‘%s’: ‘pin’ is sha256// met 44 tekens base64 van de publieke sleutel"), org);
	if (a->header.p != NULL && !header_fine(a->header))
		return err_set(
		    e, E_CONFIG, _("organisatie ‘%s’: ‘header: %s’ is geen header voor een sleutel"), org, f->header);
	if (a->proxy.p != NULL && !(str_starts(a->proxy, S("http://")) || str_starts(a->proxy, S("https://"))))
		return err_set(e, E_CONFIG, _("organisatie ‘%s’: ‘proxy’ begint met http:// of https://"), org);
	if (value_number("bandwidth", f->bandwidth, BANDWIDTH_LEAST, BANDWIDTH_MOST, &a->bandwidth_kib, e) != 0 ||
	    value_number("connections", f->connections, 1, CONNECTIONS_MOST, &a->connections, e) != 0 ||
	    value_yes("http2", f->http2, &a->http2, e) != 0)
		return err_wrap(e, _("organisatie ‘%s’"), org);
	return oauth_read(f->oauth, base, org, mem, &a->oauth, e) != 0 || reach_fits(o, org, e) != 0 ? -1 : 0;
}

int
outlet_read(const struct file_outlet *f, struct str base, const char *org, struct arena *mem, struct outlet *o, struct err *e)
{
	*o = (struct outlet){ .name = str_dup(mem, str_of(f->name)),
		.kind = f->kind == NULL ? S("drop") : str_dup(mem, str_of(f->kind)),
		.netrc = settings_key(mem, base, f->netrc),
		.token = settings_key(mem, base, f->token) };
	if (f->name != NULL && !name_fine(o->name))
		return err_set(e, E_CONFIG,
		    _("organisatie ‘%s’: de naam van een portaal heeft alleen a-z, 0-9 en -, en hoogstens %u tekens"),
		    org, NAME_MOST);
	if (!utf8_xml(o->netrc) || !utf8_xml(o->token)) /* they travel to the uploader as text */
		return err_set(e, E_CONFIG, _("organisatie ‘%s’: ‘netrc’ of ‘token’ is geen gewone tekst"), org);
	if (kind_of_portal(o->kind) == NULL)
		return err_set(
		    e, E_CONFIG, _("organisatie ‘%s’: ‘kind: %s’: kies uit %.*s"), org, f->kind, STRF(kinds(mem)));
	if (kind_of_portal(o->kind)->concepts && !has_scheme(str_of(f->url)))
		return err_set(
		    e, E_CONFIG, _("organisatie ‘%s’: ‘portal’ moet bij ‘kind: %s’ een adres zijn"), org, f->kind);
	o->url = has_scheme(str_of(f->url)) ? str_dup(mem, str_of(f->url)) :
					      outlet_folder_url(mem, settings_path(mem, base, f->url));
	return read_public(f, org, mem, o, e) != 0 || read_hand_over(f, org, mem, o, e) != 0 ||
		reach_read(f, base, org, mem, o, e) != 0 ?
	    -1 :
	    0;
}

static struct str
without_slash(struct str url)
{
	return str_ends(url, S("/")) ? str_sub(url, 0, url.n - 1) : url;
}

bool
outlets_meet(const struct outlet *a, const struct outlet *b)
{
	return kind_of_outlet(a) == kind_of_outlet(b) && str_eq(without_slash(a->url), without_slash(b->url));
}

int
outlets_fit(const struct organisation *o, struct err *e)
{
	for (size_t i = 0; i < o->noutlets; i++) {
		const struct outlet *at = &o->outlets[i];

		if (outlet_named(o, at->name) != at)
			return err_set(e, E_CONFIG, _("organisatie ‘%.*s’: twee portalen heten ‘%.*s’"), STRF(o->key),
			    STRF(at->name));
		for (size_t k = 0; k < i; k++) {
			if (outlets_meet(at, &o->outlets[k]))
				return err_set(e, E_CONFIG,
				    _("organisatie ‘%.*s’: de portalen ‘%.*s’ en ‘%.*s’ zijn dezelfde plaats"),
				    STRF(o->key), STRF(o->outlets[k].name), STRF(at->name));
			if (kind_of_outlet(at)->site && kind_of_outlet(&o->outlets[k])->site)
				return err_set(e, E_CONFIG,
				    _("organisatie ‘%.*s’: twee portalen zijn een site; een organisatie heeft er één"),
				    STRF(o->key));
		}
	}
	return 0;
}
