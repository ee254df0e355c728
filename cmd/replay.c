/* SPDX-License-Identifier: EUPL-1.2 */
/* replay.c - a dossier as it was, judged again with the rules of that day. */
#include "replay.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/path.h"
#include "base/utf8.h"
#include "config/templates.h"
#include "report/account.h"
#include "report/difference.h"
#include "session.h"
#include "standing.h"
#include "store/waivers.h"
#include "waiving.h"

#include "base/banned.h"

/* Said by the ledger, the portal, the virus scanner or the clock of that night; a rehearsal knows none of them. */
static const char *const of_that_night[] = { "RUN-301", "RUN-302", "RUN-401", "RUN-501", "RUN-504", "RUN-506" };
/* Nothing in the vault brings these about again. */
static const char *const not_kept[] = { "ING-401", "ING-502", "ING-503", "ING-504", "ING-506", "RUN-507" };

static bool
is_one_of(struct str code, const char *const *codes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (str_eq(code, str_of(codes[i])))
			return true;
	}
	return false;
}

static bool
left_out(const json_t *finding)
{
	struct str code = json_str(finding, "code");

	return str_starts(code, S("PUB-")) || str_starts(code, S("VIR-")) ||
	    is_one_of(code, of_that_night, COUNT(of_that_night));
}

/* --- laying out ---------------------------------------------------------------------- */

static int
copy_object(struct vault *vault, struct digest want, const char *to, struct err *e)
{
	AUTO_FD out = -1;

	must(to != NULL);
	out = open(to, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	return out < 0 ? err_sys(e, E_IO, "%s", _("tijdelijk bestand niet te maken")) : vault_copy(vault, want, out, e);
}

/* Where a document goes, its folders made; a name that leads out is refused. */
static int
make_place(const json_t *doc, struct str top, struct arena *mem, const char **to_r, struct err *e)
{
	struct str path = json_str(doc, "path"), raw = path, folder;

	if ((json_str(doc, "raw").p != NULL && utf8_raw(mem, json_str(doc, "raw"), &raw) != 0) || !path_inside(raw))
		return err_set(e, E_IO, "%s", _("het verslag noemt een onmogelijke bestandsnaam"));
	folder = path_join(mem, top, raw);
	*to_r = str_c(mem, folder);
	folder.n -= path_base(folder).n;
	return path_mkdirs(str_c(mem, folder), e);
}

static int
lay_document(struct vault *vault, const json_t *doc, struct str top, struct arena *mem, struct err *e)
{
	struct str hex = json_str(doc, "sha256");
	struct digest d;
	const char *to = NULL;

	if (make_place(doc, top, mem, &to, e) != 0)
		return -1;
	if (hex.p != NULL)
		return digest_parse(hex, &d) == 0 ? copy_object(vault, d, to, e) :
						    err_set(e, E_IO, "%s", _("het verslag noemt geen geldige digest"));
	/* Of what nobody meant to deliver only the name counts. */
	if (str_eq(json_str(doc, "role"), S("junk")))
		return file_replace(to, S(""), e);
	return err_set(e, E_IO, "%s", _("hiervan zijn geen bytes bewaard"));
}

/* What cannot be brought about again is not to be replayed. */
static int
refuse_not_kept(const json_t *list, struct err *e)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		struct str code = json_str(json_array_get(list, i), "code");

		if (is_one_of(code, not_kept, COUNT(not_kept)))
			return err_set(
			    e, E_IO, _("niet na te spelen: %.*s hangt af van wat de kluis niet bewaart"), STRF(code));
	}
	return 0;
}

static int
lay_out(struct vault *vault, const json_t *account, struct str top, struct arena *mem, struct err *e)
{
	const json_t *docs = json_list(account, "documents");

	if (refuse_not_kept(json_list(account, "findings"), e) != 0 || path_mkdirs(str_c(mem, top), e) != 0)
		return -1;
	for (size_t i = 0; i < json_array_size(docs); i++) {
		const json_t *doc = json_array_get(docs, i);
		struct mark mark = arena_mark(mem);

		/* What came out of an archive comes out of it again. */
		if (json_str(doc, "container").p != NULL)
			continue;
		if (refuse_not_kept(json_list(doc, "findings"), e) != 0 || lay_document(vault, doc, top, mem, e) != 0)
			return err_wrap(e, "%.*s", STRF(json_str(doc, "path")));
		arena_rewind(mem, mark);
	}
	return 0;
}

/* --- the rehearsal -------------------------------------------------------------------- */

struct catch { struct session *s; json_t *account; };

static void
on_closed(void *ctx, const struct dossier *d, const struct sending *sent)
{
	struct catch *c = ctx;

	json_decref(c->account);
	c->account = account_dossier(d, sent, c->s->line);
}

/* What persons had let pass, as an account tells it, into the ledger of a rehearsal. */
static int
give_waivers(struct session *s, struct uuid id, const json_t *findings, struct waiver w, struct err *e)
{
	for (size_t i = 0; i < json_array_size(findings); i++) {
		const json_t *f = json_array_get(findings, i), *j = json_map(f, "waived");
		struct waiver *v;
		bool there = false;
		size_t n;

		if (j == NULL || finding_find(json_str(f, "code"), &w.code) != 0)
			continue;
		w.says = waiving_says_of(findings, w.code);
		w.by = json_str(j, "by");
		w.reason = json_str(j, "reason");
		w.second = json_str(j, "second");
		if (time_parse(json_str(j, "at"), &w.at) != 0 ||
		    (w.second.p != NULL && time_parse(json_str(j, "second_at"), &w.second_at) != 0))
			return err_set(e, E_IO, "%s", _("het verslag noemt een onmogelijke vrijgave"));
		if (waivers_of(s->run.store, id, s->mem, &v, &n, e) != 0)
			return -1;
		for (size_t k = 0; k < n; k++)
			there |= v[k].code == w.code && str_eq(v[k].document, w.document);
		if (!there &&
		    (waivers_give(s->run.store, id, &w, s->run.id, e) != 0 ||
			(w.second.p != NULL && waivers_second(s->run.store, id, &w, s->run.id, e) != 0)))
			return -1;
	}
	return 0;
}

static int
give_all_waivers(struct session *s, const struct look *l, const json_t *account, struct err *e)
{
	const struct place *p = &s->places.v[0];
	const json_t *docs = json_list(account, "documents");
	struct dossier d = { .org = p->org, .key = p->key };
	struct uuid id = dossier_uuid(&d);
	struct ledger_row row;

	if (ledger_get(l->store, id, s->mem, &row, e) != 0 ||
	    give_waivers(
		s, id, json_list(account, "findings"), (struct waiver){ .document = S(""), .of = row.input }, e) != 0)
		return -1;
	for (size_t i = 0; i < json_array_size(docs); i++) {
		const json_t *doc = json_array_get(docs, i);
		struct str raw = json_str(doc, "raw");
		struct waiver w = { .document = raw.p != NULL ? raw : json_str(doc, "path") };

		if (json_str(doc, "sha256").p != NULL && digest_parse(json_str(doc, "sha256"), &w.of) == 0 &&
		    give_waivers(s, id, json_list(doc, "findings"), w, e) != 0)
			return -1;
	}
	return 0;
}

/* As `check` would judge it then. */
static int
rehearse(const struct look *l, const struct invocation *inv, const struct named *n, struct str folder,
    const json_t *account, json_t **account_r, struct err *e)
{
	struct session s;
	struct catch c = { &s, NULL };
	int rc;

	if (session_open(&s, inv, "check", true, l->mem, e) != 0)
		return -1;
	s.run.closed = on_closed;
	s.run.progress = NULL;
	s.run.ctx = &c;
	*PUSH(s.places.mem, s.places.v, s.places.n, s.places.cap) =
	    (struct place){ settings_organisation(&s.settings, n->org->key), folder, n->key, n->org->key };
	rc = give_all_waivers(&s, l, account, e);
	if (rc == 0)
		rc = runner_run(&s.run, &s.places, &s.totals, e);
	if (rc == 0 && c.account == NULL)
		rc = err_set(e, E_BUG, "%s", _("de herhaling gaf geen oordeel"));
	session_close(&s);
	*account_r = c.account;
	if (rc != 0) {
		json_decref(c.account);
		*account_r = NULL;
	}
	return rc;
}

/* --- comparing ------------------------------------------------------------------------- */

/* Take what is no part of the question off a list; the gravest of what stays is returned. */
static int64_t
strip_list(json_t *list, json_t *out)
{
	int64_t gravest = 0;

	for (size_t i = 0; i < json_array_size(list);) {
		json_t *f = json_array_get(list, i);
		int64_t g = standing_gravity(f);

		if (left_out(f)) {
			json_t *one = json_object();

			json_put_str(one, "code", json_str(f, "code"));
			json_put_str(one, "text", json_str(f, "text"));
			json_push(out, one);
			(void)json_array_remove(list, i);
			continue;
		}
		gravest = g > gravest ? g : gravest;
		i++;
	}
	return gravest;
}

/* The account as it would be without; its verdict follows from what stays. */
static void
strip(json_t *account, json_t *out)
{
	const json_t *docs = json_list(account, "documents");
	int64_t gravest = strip_list(json_list(account, "findings"), out);

	for (size_t i = 0; i < json_array_size(docs); i++) {
		int64_t g = strip_list(json_list(json_array_get(docs, i), "findings"), out);

		gravest = g > gravest ? g : gravest;
	}
	json_put_str(account, "verdict",
	    str_of(verdict_name(gravest >= G_STOP ? V_HOLD :
		    gravest == G_LATER            ? V_LATER :
		    gravest == G_LOOK             ? V_LOOK :
						    V_PUBLISH)));
}

static json_t *
compare(const json_t *account, const json_t *again, const struct run_row *run, struct arena *mem)
{
	AUTO_JSON then = json_deep_copy(account);
	AUTO_JSON now = json_deep_copy(again);
	AUTO_JSON ignored = json_array();
	AUTO_JSON difference = NULL;
	AUTO_SERIES was = NULL;
	AUTO_SERIES is = NULL;
	struct err none;
	json_t *j = json_object(), *out = json_array();

	strip(then, out);
	strip(now, ignored);
	/* Held by its past, it got no bundle; that says nothing about the rules. */
	if (json_map(then, "bundle") == NULL && json_array_size(out) != 0)
		(void)json_object_del(now, "bundle");
	was = series_of(ACCOUNT_LIST, then);
	is = series_of(ACCOUNT_LIST, now);
	must(difference_of(was, is, mem, &difference, &none) == 0); /* they are in memory */
	json_put(j, "same", json_boolean(difference_none(difference)));
	json_put_str(j, "build", run->build);
	json_put_str(j, "build_now", S(PROGRAM_VERSION));
	json_put(j, "left_out", out);
	json_put(j, "changes", json_incref(json_list(difference, "changes")));
	return j;
}

int
replay_run(const struct look *l, const struct invocation *inv, const struct named *n, const json_t *account,
    const struct run_row *run, json_t **j_r, struct err *e)
{
	static const struct digest none;
	struct invocation then = *inv;
	struct scratch t;
	AUTO_JSON again = NULL;
	struct str folder, rules;
	int rc;

	if (run->id.v == 0 || digest_eq(run->templates, none))
		return err_set(e, E_IO, "%s", _("van de run van toen zijn de regels niet bewaard"));
	if (scratch_open(&t, e) != 0)
		return -1;
	rules = path_join(l->mem, str_of(t.path), S("regels"));
	folder = path_join(l->mem, path_join(l->mem, str_of(t.path), S("dossier")), n->key);
	then.option[O_NOW_] = str_c(l->mem, time_rfc3339(l->mem, run->now));
	then.option[O_TEMPLATES_] = str_c(l->mem, rules);
	rc = templates_restore(l->vault, run->templates, str_c(l->mem, rules), e);
	if (rc == 0)
		rc = lay_out(l->vault, account, folder, l->mem, e);
	if (rc == 0)
		rc = rehearse(l, &then, n, folder, account, &again, e);
	scratch_close(&t);
	if (rc == 0)
		*j_r = compare(account, again, run, l->mem);
	return rc == 0 ? 0 : err_wrap(e, "%s", _("naspelen"));
}
