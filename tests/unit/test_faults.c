/* SPDX-License-Identifier: EUPL-1.2 */
/* test_faults.c - each fault of faults.def at each point of the protocol: the fake bank does what the table says. */
#include "carry.h"
#include "gpp.h"

#include <curl/curl.h>

#include "base/banned.h"

#define ORG	"https://identifier.overheid.nl/tooi/id/gemeente/gm0546"
#define CAT	"https://identifier.overheid.nl/tooi/def/thes/kern/c_8fc2335c"
#define MUCH	((size_t)64 << 10)	/* more than any answer here: one without end */

struct fault_row { const char *name, *rule; };
struct point_row { const char *name, *request; unsigned nth; };
#define FAULT(name, rule, text)	{ #name, rule },
#define POINT(name, request, nth, text)
static const struct fault_row faults[] = {
#include "faults.def"
};
#undef FAULT
#undef POINT
#define FAULT(name, rule, text)
#define POINT(name, request, nth, text)	{ #name, request, nth },
static const struct point_row points[] = {
#include "faults.def"
};
#undef FAULT
#undef POINT

static struct gpp bank;

struct reply { long status; char type[64], body[4096]; size_t n; bool broken; };

static size_t
take(char *p, size_t size, size_t count, void *arg)
{
	struct reply *r = arg;
	size_t n = size * count, room = r->n < sizeof r->body - 1 ? sizeof r->body - 1 - r->n : 0;

	memcpy(r->body + r->n, p, n < room ? n : room);
	r->n += n;
	return r->n > MUCH ? 0 : n;
}

/* boundary NULL: JSON. */
static struct reply
ask(const char *method, const char *world, const char *path, const char *body, const char *boundary)
{
	CURL *c = curl_easy_init();
	struct curl_slist *h = NULL;
	struct reply r = { .status = 0 };
	const char *type = NULL;

	h = curl_slist_append(h, "Authorization: Token " GPP_TOKEN);
	h = curl_slist_append(h, "Audit-User-ID: t");
	h = curl_slist_append(h, "Audit-User-Representation: t");
	h = curl_slist_append(h, "Audit-Remarks: t");
	h = curl_slist_append(h, "Expect:");
	if (body != NULL)
		h = curl_slist_append(h, boundary == NULL ? "Content-Type: application/json"
							  : "Content-Type: multipart/form-data; boundary=x");
	(void)curl_easy_setopt(c, CURLOPT_URL, str_c(mem, str_fmt(mem, "http://127.0.0.1:%u/%s/api/v2/%s", bank.port, world, path)));
	(void)curl_easy_setopt(c, CURLOPT_CUSTOMREQUEST, method);
	(void)curl_easy_setopt(c, CURLOPT_HTTPHEADER, h);
	(void)curl_easy_setopt(c, CURLOPT_NOPROXY, "*");
	(void)curl_easy_setopt(c, CURLOPT_FRESH_CONNECT, 1L);
	(void)curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take);
	(void)curl_easy_setopt(c, CURLOPT_WRITEDATA, &r);
	if (body != NULL)
		(void)curl_easy_setopt(c, CURLOPT_POSTFIELDS, body);
	r.broken = curl_easy_perform(c) != CURLE_OK;
	(void)curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &r.status);
	(void)curl_easy_getinfo(c, CURLINFO_CONTENT_TYPE, &type);
	(void)snprintf(r.type, sizeof r.type, "%s", type == NULL ? "" : type);
	curl_slist_free_all(h);
	curl_easy_cleanup(c);
	return r;
}

static const char *
uuid_in(const struct reply *r)
{
	json_t *j = json_loads(r->body, 0, NULL);
	const char *uuid = str_c(mem, str_dup(mem, str_of(json_string_value(json_object_get(j, "uuid")))));

	json_decref(j);
	return uuid;
}

/* What stands at the bank before the request that goes wrong. */
struct scene { const char *world, *publication, *document, *part; };

static struct scene
set_scene(const char *world, bool with_bytes)
{
	struct scene s = { .world = world };
	struct reply r;
	json_t *j, *parts;

	r = ask("POST", world, "publicaties", "{\"officieleTitel\":\"Een\",\"publicatiestatus\":\"concept\"}", NULL);
	s.publication = uuid_in(&r);
	r = ask("POST", world, "documenten", str_c(mem, str_fmt(mem, "{\"officieleTitel\":\"Stuk\",\"creatiedatum\":\"2026-01-01\","
	    "\"bestandsomvang\":5,\"publicatie\":\"%s\"}", s.publication)), NULL);
	s.document = uuid_in(&r);
	j = json_loads(r.body, 0, NULL);
	parts = json_object_get(j, "bestandsdelen");
	s.part = str_c(mem, str_dup(mem, json_str(json_array_get(parts, 0), "uuid")));
	json_decref(j);
	if (with_bytes)
		(void)ask("PUT", world, str_c(mem, str_fmt(mem, "documenten/%s/bestandsdelen/%s", s.document, s.part)),
		    "--x\r\nContent-Disposition: form-data; name=\"inhoud\"; filename=\"a\"\r\n\r\n12345\r\n--x--\r\n", "x");
	return s;
}

static const char *
escaped(const char *list, const char *uri)
{
	char *e = curl_easy_escape(NULL, uri, 0);
	const char *path = str_c(mem, str_fmt(mem, "%s?identifier=%s&isActief=alle", list, e));

	curl_free(e);
	return path;
}

/* The request of that point, as a client makes it. */
static struct reply
at_point(const char *point, const struct scene *s)
{
	const char *list = str_c(mem, str_fmt(mem, "documenten?publicatie=%s", s->publication));
	const char *record = str_c(mem, str_fmt(mem, "publicaties/%s", s->publication));
	struct reply org, category;

	if (strcmp(point, "version") == 0)
		return ask("GET", s->world, "", NULL, NULL);
	if (strcmp(point, "lists") == 0)
		return ask("GET", s->world, escaped("organisaties", ORG), NULL, NULL);
	if (strcmp(point, "find") == 0 || strcmp(point, "seen") == 0)
		return ask("GET", s->world, "publicaties", NULL, NULL);
	if (strcmp(point, "create") == 0)
		return ask("POST", s->world, "publicaties",
		    "{\"officieleTitel\":\"Twee\",\"publicatiestatus\":\"concept\"}", NULL);
	if (strcmp(point, "document") == 0)
		return ask("POST", s->world, "documenten", str_c(mem, str_fmt(mem, "{\"officieleTitel\":\"Nog een\","
		    "\"creatiedatum\":\"2026-01-01\",\"bestandsomvang\":5,\"publicatie\":\"%s\"}", s->publication)), NULL);
	if (strcmp(point, "part") == 0)
		return ask("PUT", s->world, str_c(mem, str_fmt(mem, "documenten/%s/bestandsdelen/%s", s->document, s->part)),
		    "--x\r\nContent-Disposition: form-data; name=\"inhoud\"; filename=\"a\"\r\n\r\n12345\r\n--x--\r\n", "x");
	if (strcmp(point, "ready") == 0)
		return ask("GET", s->world, list, NULL, NULL);
	if (strcmp(point, "download") == 0)
		return ask("GET", s->world, str_c(mem, str_fmt(mem, "documenten/%s/download", s->document)), NULL, NULL);
	if (strcmp(point, "publish") != 0)
		return ask("DELETE", s->world, record, NULL, NULL);
	org = ask("GET", s->world, escaped("organisaties", ORG), NULL, NULL);
	category = ask("GET", s->world, escaped("informatiecategorieen", CAT), NULL, NULL);
	return ask("PATCH", s->world, record, str_c(mem, str_fmt(mem, "{\"publicatiestatus\":\"gepubliceerd\","
	    "\"publisher\":\"%.36s\",\"informatieCategorieen\":[\"%.36s\"]}", strstr(org.body, "\"uuid\":\"") + 8,
	    strstr(category.body, "\"uuid\":\"") + 8)), NULL);
}

static unsigned
effects(const char *world)
{
	unsigned n = 0;

	(void)pthread_mutex_lock(&bank.lock);
	for (int i = 0; i < GM__COUNT; i++)
		n += gpp_world(&bank, world)->applied[i];
	(void)pthread_mutex_unlock(&bank.lock);
	return n;
}

static unsigned
number_in(const char *rule)
{
	const char *at = strpbrk(rule, "0123456789");
	unsigned v = 0;

	for (; at != NULL && *at >= '0' && *at <= '9'; at++)
		v = v * 10 + (unsigned)(*at - '0');
	return v;
}

/* Is what came back what the fault is?  done: how many effects there were; reads: the request has none. */
static bool
as_told(const char *rule, const struct reply *r, unsigned done, bool reads)
{
	unsigned n = number_in(rule), once = reads ? 0 : 1;
	bool said = r->status >= 200 && r->status < 300 && !r->broken;
	struct str what = str_of(rule);

	if (str_starts(what, S("status")) || str_starts(what, S("early")))
		return r->status == (long)n && done == 0 && strstr(r->type, "html") != NULL;
	if (str_starts(what, S("masked")))
		return r->status == (long)n && done == once;
	if (str_eq(what, S("deaf")) || str_eq(what, S("break")) || str_starts(what, S("late")) || str_starts(what, S("hang")))
		return r->broken && r->status == 0 && done == 0;
	if (str_eq(what, S("lost")))
		return r->broken && r->status == 0 && done == once;
	if (str_eq(what, S("cut"))) /* of an answer without a body there is no half */
		return (r->broken || r->status == 204) && r->status >= 200 && done == once;
	if (str_eq(what, S("flood")))
		return r->broken && r->status == 200 && done == 0;
	if (str_eq(what, S("page")))
		return said && strstr(r->type, "html") != NULL && done == 0;
	if (str_eq(what, S("redirect")))
		return r->status == 302 && done == 0;
	if (str_eq(what, S("odd")))
		return said && strstr(r->body, "GEHEIM") != NULL && done == 0;
	if (str_eq(what, S("vanish")))
		return said && done == 0;
	/* What was deleted cannot be deleted again, nor a whole document be brought or a public record be changed twice. */
	return str_eq(what, S("twice")) && said && done >= once && done <= 2;
}

static void
cells(void **state UNUSED)
{
	size_t n = 0;

	assert_int_equal(COUNT(faults), 24);
	assert_int_equal(COUNT(points), 12);
	for (size_t p = 0; p < COUNT(points); p++) {
		for (size_t f = 0; f < COUNT(faults); f++, n++) {
			const char *world = str_c(mem, str_fmt(mem, "%s-%s", points[p].name, faults[f].name));
			bool brought = strcmp(points[p].name, "ready") == 0 || strcmp(points[p].name, "download") == 0;
			struct scene s = set_scene(world, brought);
			struct reply r;
			unsigned before;

			(void)pthread_mutex_lock(&bank.lock);
			assert_int_equal(gpp_script_add(gpp_world(&bank, world), str_c(mem, str_fmt(mem, "%s %u %s",
			    points[p].request, points[p].nth, faults[f].rule))), 0);
			(void)pthread_mutex_unlock(&bank.lock);
			for (unsigned i = 1; i < points[p].nth; i++) {
				r = at_point(points[p].name, &s);
				assert_int_equal(r.status, 200);
			}
			before = effects(world);
			r = at_point(points[p].name, &s);
			if (!as_told(faults[f].rule, &r, effects(world) - before, str_starts(str_of(points[p].request), S("GET"))))
				fail_msg("%s (%s): %ld %s, %s, %u effects: %.200s", world, faults[f].rule, r.status, r.type,
				    r.broken ? "broken" : "whole", effects(world) - before, r.body);
			r = at_point("version", &s);	/* and that was all */
			assert_int_equal(r.status, 200);
		}
	}
	print_message("%zu cells\n", n);
}

/* A line is understood whole, or it is named. */
static void
grammar(void **state UNUSED)
{
	static const char *const bad[] = { "GET", "GET 1", "GET 0 lost", "GET 1 none", "GET 1 status x", "set", "set part",
		"set part 1 2", "set part -1", "GET/een-naam-die-veel-te-lang-is 1 lost" };
	struct str text;
	struct script_line x;
	int at;

	for (size_t i = 0; i < COUNT(bad); i++) {
		at = 0;
		text = str_fmt(mem, "# goed\n\n%s\n", bad[i]);
		if (script_next(&text, &at, &x) != -1 || at != 3)
			fail_msg("'%s' is understood", bad[i]);
	}
	for (int f = 1; f < FAULT__COUNT; f++) {
		at = 0;
		text = str_fmt(mem, "PUT/put * %s 5 Wed, 21 Oct 2015 07:28:00 GMT", fault_name((enum fault)f));
		assert_int_equal(script_next(&text, &at, &x), 1);
		assert_int_equal(x.rule.fault, f);
		assert_int_equal(x.rule.value, 5);
		assert_string_equal(x.rule.retry, "Wed, 21 Oct 2015 07:28:00 GMT");
		assert_int_equal(script_next(&text, &at, &x), 0);
	}
}

static void
parts_of_paths(void **state UNUSED)
{
	static const struct { const char *collection, *path; bool fits; } rows[] = {
		{ "", "publicaties", true }, { "root", "", true }, { "root", "publicaties", false },
		{ "publicaties", "publicaties", true }, { "publicaties/", "publicaties", false },
		{ "publicaties/", "publicaties/11111111-2222-5333-8444-555555555555", true },
		{ "documenten/", "documenten/11111111-2222-5333-8444-555555555555", true },
		{ "documenten/", "documenten/11111111-2222-5333-8444-555555555555/download", false },
		{ "documenten", "documenten/11111111-2222-5333-8444-555555555555/download", false },
		{ "download", "documenten/11111111-2222-5333-8444-555555555555/download", true },
		{ "put", "put/leiden/a.zip", true }, { "put", "putten", false } };

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct rule x = { .method = "GET" };

		(void)snprintf(x.collection, sizeof x.collection, "%s", rows[i].collection);
		if (rule_fits(&x, "GET", rows[i].path) != rows[i].fits || rule_fits(&x, "PUT", rows[i].path))
			fail_msg("%s and %s", rows[i].collection, rows[i].path);
	}
}

static int
up(void **state)
{
	return setup(state) != 0 ? -1 : gpp_start(&bank);
}

static int
down(void **state)
{
	gpp_stop(&bank);
	return teardown(state);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(grammar), cmocka_unit_test(parts_of_paths),
		cmocka_unit_test(cells) };

	return cmocka_run_group_tests(tests, up, down);
}
