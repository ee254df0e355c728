/* SPDX-License-Identifier: EUPL-1.2 */
/* outlets.c - the places where an organisation publishes, as woostraat.yaml has them. */
#include "config/outlets.h"

#include "base/ascii.h"
#include "base/path.h"
#include "base/utf8.h"

#include "base/banned.h"

#define NAME_MOST	40u		/* bytes of an outlet's name: a word for people */

#define TEXT(key, member, more)	\
	CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER | (more), struct file_outlet, member, 1, OUTLET_TEXT)

const cyaml_schema_field_t outlet_fields[] = {
	TEXT("name", name, 0),
	TEXT("url", url, 0),
	TEXT("kind", kind, CYAML_FLAG_OPTIONAL),
	TEXT("netrc", netrc, CYAML_FLAG_OPTIONAL),
	TEXT("token", token, CYAML_FLAG_OPTIONAL),
	TEXT("public", public, CYAML_FLAG_OPTIONAL),
	TEXT("group", group, CYAML_FLAG_OPTIONAL),
	TEXT("group-name", group_name, CYAML_FLAG_OPTIONAL),
	TEXT("concept-only", concept_only, CYAML_FLAG_OPTIONAL),
	CYAML_FIELD_END
};

struct str
settings_path(struct arena *mem, struct str base, const char *name)
{
	if (name == NULL)
		return STR_NONE;
	return name[0] == '/' ? str_dup(mem, str_of(name)) : path_join(mem, base, str_of(name));
}

/* A folder becomes a file:// URL; what is not plain is percent-encoded (RFC 3986, 2.1). */
static struct str
file_url(struct arena *mem, struct str path)
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

/* Of a GPP bank: to whom it is handed over. */
static int
read_hand_over(const struct file_outlet *f, const char *org, struct arena *mem, struct outlet *o, struct err *e)
{
	o->group = str_dup(mem, str_of(f->group));
	o->group_name = str_dup(mem, str_of(f->group_name));
	o->concept_only = f->concept_only != NULL && str_eq(str_of(f->concept_only), S("ja"));
	if (f->concept_only != NULL && !o->concept_only && !str_eq(str_of(f->concept_only), S("nee")))
		return err_set(e, E_CONFIG, _("organisatie ‘%s’: ‘concept-only’: schrijf ja of nee"), org);
	if ((o->group.p != NULL || o->concept_only || o->group_name.p != NULL) && !str_eq(o->kind, S("gpp")))
		return err_set(
		    e, E_CONFIG, _("organisatie ‘%s’: ‘group’ en ‘concept-only’ horen bij ‘kind: gpp’"), org);
	if ((o->group.p == NULL) != (o->group_name.p == NULL) || !utf8_xml(o->group) || !utf8_xml(o->group_name))
		return err_set(e, E_CONFIG,
		    _("organisatie ‘%s’: ‘group’ en ‘group-name’ zijn gewone tekst en horen bij elkaar"), org);
	return 0;
}

int
outlet_read(const struct file_outlet *f, struct str base, const char *org, struct arena *mem, struct outlet *o, struct err *e)
{
	*o = (struct outlet){ .name = str_dup(mem, str_of(f->name)),
		.kind = f->kind == NULL ? S("drop") : str_dup(mem, str_of(f->kind)),
		.netrc = settings_path(mem, base, f->netrc),
		.token = settings_path(mem, base, f->token) };
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
	o->url =
	    has_scheme(str_of(f->url)) ? str_dup(mem, str_of(f->url)) : file_url(mem, settings_path(mem, base, f->url));
	return read_public(f, org, mem, o, e) != 0 || read_hand_over(f, org, mem, o, e) != 0 ? -1 : 0;
}
