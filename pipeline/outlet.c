/* SPDX-License-Identifier: EUPL-1.2 */
/* outlet.c - a place to publish as it goes from the supervisor to the uploader: one form, written and read here. */
#include "outlet.h"

#include <stddef.h>

#include "base/banned.h"

static const struct { const char *name; size_t at; } texts[] = {
	{ "outlet", offsetof(struct outlet, name) },
	{ "url", offsetof(struct outlet, url) },
	{ "kind", offsetof(struct outlet, kind) },
	{ "netrc", offsetof(struct outlet, netrc) },
	{ "token", offsetof(struct outlet, token) },
	{ "public", offsetof(struct outlet, public) },
	{ "group", offsetof(struct outlet, group) },
	{ "group_name", offsetof(struct outlet, group_name) },
	{ "certificate", offsetof(struct outlet, reach.certificate) },
	{ "certificate_key", offsetof(struct outlet, reach.certificate_key) },
	{ "ca", offsetof(struct outlet, reach.ca) },
	{ "pin", offsetof(struct outlet, reach.pin) },
	{ "header", offsetof(struct outlet, reach.header) },
	{ "oauth_url", offsetof(struct outlet, reach.oauth.url) },
	{ "oauth_client", offsetof(struct outlet, reach.oauth.client) },
	{ "oauth_secret", offsetof(struct outlet, reach.oauth.secret) },
	{ "oauth_scope", offsetof(struct outlet, reach.oauth.scope) },
	{ "known_hosts", offsetof(struct outlet, reach.known_hosts) },
	{ "proxy", offsetof(struct outlet, reach.proxy) },
};

#define CONNECTIONS	4u		/* when nothing is said: enough to hide a round trip, too few to be a burden */
#define CONNECTIONS_GPP	2u		/* the bank joins parts and waits for others while we send */

void
outlet_put(json_t *j, const struct outlet *o)
{
	for (size_t i = 0; i < COUNT(texts); i++) {
		const struct str *s = (const void *)((const char *)o + texts[i].at);

		if (s->p != NULL)
			json_put_str(j, texts[i].name, *s);
	}
	json_put_str(j, "kind", str_of(kind_of_outlet(o)->name));
	json_put(j, "concept_only", json_boolean(o->concept_only));
	json_put(j, "oauth_body", json_boolean(o->reach.oauth.body));
	json_put(j, "http2", json_boolean(o->reach.http2));
	json_put_num(j, "bandwidth_kib", o->reach.bandwidth_kib);
	json_put_num(j, "connections", outlet_connections(o));
}

void
outlet_get(const json_t *j, struct outlet *o)
{
	*o = (struct outlet){ .concept_only = json_flag(j, "concept_only"),
		.reach = { .http2 = json_flag(j, "http2"),
		    .oauth.body = json_flag(j, "oauth_body"),
		    .bandwidth_kib = (unsigned)json_num(j, "bandwidth_kib", 0),
		    .connections = (unsigned)json_num(j, "connections", 0) } };
	for (size_t i = 0; i < COUNT(texts); i++)
		*(struct str *)(void *)((char *)o + texts[i].at) = json_str(j, texts[i].name);
}

unsigned
outlet_connections(const struct outlet *o)
{
	if (str_starts(o->url, S("file:"))) /* one tree is in the making there, and a disk is not waited for */
		return 1;
	if (o->reach.connections != 0)
		return o->reach.connections;
	return str_eq(o->kind, S("gpp")) ? CONNECTIONS_GPP : CONNECTIONS;
}
