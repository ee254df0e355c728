/* SPDX-License-Identifier: EUPL-1.2 */
/* mails.c - the mails of a run: three lines to who must do something, and what still waits of earlier runs. */
#include "mails.h"

#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/log.h"
#include "base/path.h"
#include "base/utf8.h"
#include "leftout.h"
#include "proc/spawn.h"
#include "report/mime.h"
#include "report/morning.h"
#include "reports.h"
#include "shares.h"
#include "store/mailbox.h"

#include "base/banned.h"

#define MAILS_MEM	MIB(256)
#define LOCK_WAIT_MS	150000		/* longer than one mail of another run may take */
#define DAY_S		86400

/* One of this run's own. */
struct fresh { struct missive x; enum morning_why why; };

struct round {
	struct session	*s;
	struct arena	*mem;
	struct mailbox	 box;
	struct courier	*courier;	/* NULL: not started */
	struct fresh	*v;		/* what this run has to say */
	size_t		 n, cap;
	struct { const struct mail_route *by; struct str why; } *down;	/* servers that say nothing: each is tried once */
	size_t		 ndown, down_cap;
	size_t		 sent;
	json_t		*told;
};

/* Whose mail it is. */
static const struct mail_route *
mailing_of(const struct settings *set, struct str organisation)
{
	const struct organisation *o = organisation.p == NULL ? NULL : settings_organisation(set, organisation);

	return organisation.p == NULL ? set->mail : o == NULL ? NULL : o->mail;
}

static bool
any_mail(const struct settings *set)
{
	bool any = set->mail != NULL;

	for (size_t i = 0; i < set->norgs; i++)
		any |= set->orgs[i].mail != NULL;
	return any;
}

/* --- what there is to say -------------------------------------------------------- */

/* Of a list of the account the sum over those that name this organisation; absent: over all. */
static size_t
sum(const json_t *list, const char *name, struct str shown)
{
	const json_t *j;
	size_t i, n = 0;

	json_array_foreach (list, i, j) {
		if (shown.p == NULL || str_eq(json_str(j, "organisation"), shown))
			n += (size_t)json_num(j, name, 0);
	}
	return n;
}

/* How the run ended for her: what is wrong with another is not hers to know. */
static int
code_of(const struct session *s, const struct totals *n, struct str shown)
{
	const json_t *j;
	bool sites = true;
	size_t i;

	json_array_foreach (s->sites, i, j)
		sites &= json_flag(j, "fine") || !str_eq(json_str(j, "organisation"), shown);
	if (!totals_balanced(n))
		return EXIT_BUG;
	if (n->later > n->planned || !sites || sum(s->withdrawn, "waiting", shown) != 0)
		return EXIT_AGAIN;
	return n->held != 0 || n->rejected != 0 || n->hold != 0 ? EXIT_HELD : EXIT_FINE;
}

/* The page of this run below a folder of reports: as an address where the settings have one. */
static struct str
page_in(const struct round *r, const struct mail_route *m, struct str reports)
{
	return str_fmt(r->mem, "%.*s/%.*s/" REPORT_PAGE, STRF(m->reports.p != NULL ? m->reports : reports),
	    STRF(shares_folder(r->s, r->mem)));
}

/* One that this run makes, if it has to: kept before anything is sent.  to: whose mail it is; absent: of who runs all. */
static void
make(struct round *r, const struct mail_route *m, struct str to, const struct morning *what)
{
	const struct session *s = r->s;
	enum morning_why why = morning_needs(what);
	struct hash *h = hash_new();
	struct fresh *f;
	struct err e;

	if (why == WHY_NONE && m->always)
		why = WHY_ALWAYS;
	if (why == WHY_NONE && morning_sign(m->sign, mailbox_last(&r->box, to), s->run.now))
		why = WHY_SIGN;
	if (why == WHY_NONE)
		return hash_drop(h);
	f = PUSH(r->mem, r->v, r->n, r->cap);
	*f = (struct fresh){ .why = why, .x = { .organisation = to, .made = s->run.now } };
	morning_words(what, why, r->mem, &f->x);
	/* Never the same as that of another mail, of here or elsewhere. */
	hash_str(h, s->settings.state);
	hash_str(h, to);
	hash_str(h,
	    str_fmt(r->mem, "%lld %lld %lld %ld %zu", (long long)s->run.id.v, (long long)s->run.now,
		(long long)time(NULL), (long)getpid(), r->n));
	f->x.id = str_sub(digest_hex(r->mem, hash_end(h)), 0, 32);
	if (mailbox_put(&r->box, &f->x, r->n, &e) != 0 || mailbox_mark(&r->box, to, s->run.now, &e) != 0)
		log_line(LOG_FOUT, _("mail: %s"), e.msg); /* it goes all the same, if it can */
}

/* --- bringing them ------------------------------------------------------------------ */

static void
tell(struct round *r, const struct missive *x, const char *answer, struct str text)
{
	struct str who = x->organisation.p == NULL ? STR_NONE : utf8_show(r->mem, x->organisation);
	struct str day = date_dutch(r->mem, date_here(x->made));
	json_t *j = json_object();

	json_put_str(j, "organisation", who);
	for (size_t i = 0; i < r->n; i++) {
		if (str_eq(r->v[i].x.id, x->id))
			json_put_str(j, "why", str_of(morning_why_name(r->v[i].why)));
	}
	json_put_str(j, "made", time_rfc3339(r->mem, x->made));
	json_put_str(j, "answer", str_of(answer));
	json_put_str(j, "text", text);
	json_push(r->told, j);
	if (text.p != NULL)
		log_line(LOG_FOUT, _("mail van %.*s%s%.*s: %.*s"), STRF(day), who.p == NULL ? "" : _(" voor "),
		    STRF(who), STRF(text));
}

static int
ask(struct round *r, const struct mail_route *m, const struct missive *x, struct mail_receipt *got, struct err *e)
{
	struct str home;

	if (r->courier == NULL &&
	    (spawn_home(r->mem, &home, e) != 0 ||
		courier_open(str_c(r->mem, path_join(r->mem, home, S("woostraat-upload"))), "send", &r->courier, e) !=
		    0))
		return -1;
	return courier_mail(r->courier, m, mime_message(r->mem, m, x), r->mem, got, e);
}

/* The same server, by the same key and the same trust: what another wrote in her settings is nothing of hers. */
static bool
same_way(const struct mail_route *a, const struct mail_route *b)
{
	return str_eq(a->server, b->server) && str_eq(a->netrc, b->netrc) && str_eq(a->ca, b->ca) &&
	    a->plain == b->plain;
}

/* Why the server said nothing before in this round; absent: it did, or was not asked. */
static struct str
down(const struct round *r, const struct mail_route *m)
{
	for (size_t i = 0; i < r->ndown; i++) {
		if (same_way(r->down[i].by, m))
			return r->down[i].why;
	}
	return STR_NONE;
}

/* A server that says no is there, and may say yes to the next mail. */
static void
note_down(struct round *r, const struct mail_route *m, const struct mail_receipt *got)
{
	if (got->answer == MAIL_AGAIN && got->smtp < 400)
		*PUSH(r->mem, r->down, r->ndown, r->down_cap) = (typeof(*r->down)){ m, got->detail };
}

static void
drop(struct round *r, const struct missive *x)
{
	struct err e;

	if (mailbox_drop(&r->box, x, &e) != 0)
		log_line(LOG_FOUT, _("mail: %s"), e.msg);
}

static void
bring(struct round *r, const struct missive *x)
{
	const struct mail_route *m = mailing_of(&r->s->settings, x->organisation);
	struct mail_receipt got = { .answer = MAIL_AGAIN };
	struct str text = STR_NONE, why;
	struct err e;

	if (r->s->run.now - x->made > (time_t)MAILBOX_DAYS * DAY_S) {
		drop(r, x);
		tell(r, x, "late", str_fmt(r->mem, _("na %u dagen niet verstuurd; zij vervalt"), MAILBOX_DAYS));
		return;
	}
	if (m == NULL) /* left out tonight, or without mail from now on */
		return;
	why = down(r, m);
	if (why.p != NULL)
		got.detail = why;
	else if (*r->s->run.stop != 0)
		got.detail = str_of(_("de run werd afgebroken"));
	else if (ask(r, m, x, &got, &e) != 0)
		got.detail = str_dup(r->mem, str_of(e.msg));
	else
		note_down(r, m, &got);
	if (got.answer == MAIL_AGAIN) {
		text = str_fmt(r->mem,
		    x->file.p == NULL ? _("niet verstuurd: %.*s") :
					_("niet verstuurd: %.*s; de volgende run probeert het weer"),
		    STRF(got.detail));
	} else
		drop(r, x);
	if (got.answer == MAIL_REFUSED)
		text = str_fmt(r->mem, _("geweigerd, en niet opnieuw geprobeerd: %.*s"), STRF(got.detail));
	else if (got.answer == MAIL_SENT && got.detail.p != NULL)
		text = got.detail;
	r->sent += got.answer == MAIL_SENT;
	tell(r, x, mail_answer_name(got.answer), text);
}

static void
bring_all(struct round *r)
{
	struct missive *v;
	struct err e;
	size_t n = 0;

	if (r->box.lock >= 0 && mailbox_all(&r->box, &v, &n, &e) != 0)
		log_line(LOG_FOUT, _("mail: %s"), e.msg);
	for (size_t i = 0; i < n; i++)
		bring(r, &v[i]);
	/* Where it could not be kept it is tried from here: a full disk is what a person must hear of. */
	for (size_t i = 0; i < r->n; i++) {
		if (r->v[i].x.file.p == NULL)
			bring(r, &r->v[i].x);
		else if (r->box.lock < 0)
			tell(r, &r->v[i].x, mail_answer_name(MAIL_AGAIN),
			    str_of(_("een andere run is met de mail bezig; die of de volgende verstuurt haar")));
	}
}

/* false: nobody gets mail, and there is nothing to close. */
static bool
round_open(struct round *r, struct session *s)
{
	struct err e;

	*r = (struct round){ .s = s, .box = { .lock = -1 } };
	if (s->inv->command != CMD_RUN || !any_mail(&s->settings))
		return false;
	r->mem = arena_new("mail", MAILS_MEM);
	r->told = json_array();
	if (mailbox_open(&r->box, s->settings.state, LOCK_WAIT_MS, r->mem, &e) != 0 && e.kind != E_AGAIN)
		log_line(LOG_FOUT, _("mail: %s"), e.msg);
	return true;
}

/* The JSON is a new reference. */
static json_t *
round_close(struct round *r)
{
	courier_close(r->courier);
	mailbox_close(&r->box);
	arena_free(r->mem);
	return r->told;
}

/* --- what a session calls --------------------------------------------------------------- */

static void
make_all(struct round *r, int code)
{
	struct session *s = r->s;
	const char *only = s->inv->option[O_ONLY_];
	struct morning m = { .who = str_of(only),
		.code = code,
		.n = &s->totals,
		.left_out = only == NULL ? left_out_count(&s->settings) : 0,
		.withdrawn = sum(s->withdrawn, "run_dossiers", STR_NONE),
		.there = sum(s->withdrawn, "there", STR_NONE) };

	if (s->settings.mail == NULL)
		return;
	m.report = page_in(r, s->settings.mail, s->settings.reports);
	make(r, s->settings.mail, STR_NONE, &m);
}

static void
make_one(struct round *r, size_t at, int code, bool broken)
{
	struct session *s = r->s;
	const struct organisation *o = &s->settings.orgs[at];
	struct str shown = utf8_show(r->mem, o->key);
	const struct totals *n = shares_totals(s, at);
	struct morning m = { .who = o->key,
		.code = broken ? code : code_of(s, n, shown),
		.n = n,
		.withdrawn = sum(s->withdrawn, "run_dossiers", shown),
		.there = sum(s->withdrawn, "there", shown) };

	if (o->mail == NULL || !session_ours(s, o))
		return;
	if (!shares_divided(s))
		m.report = page_in(r, o->mail, s->settings.reports);
	else if (shares_has(s, at, r->mem))
		m.report = page_in(r, o->mail, o->reports);
	make(r, o->mail, o->key, &m);
}

void
mails_run(struct session *s, int code, bool broken)
{
	struct round r;

	if (code == EXIT_FINE)
		code = s->besides;
	s->mailed = code;
	if (!round_open(&r, s))
		return;
	make_all(&r, code);
	for (size_t i = 0; i < s->settings.norgs; i++)
		make_one(&r, i, code, broken);
	bring_all(&r);
	if (r.sent != 0 && !s->json && !s->quiet)
		session_print(s, str_fmt(r.mem, lang_text(N_("Mail: %zu verstuurd\n")), r.sent));
	s->mail = round_close(&r);
}

void
mails_failed(struct session *s, int code)
{
	const char *only = s->inv->option[O_ONLY_];
	bool through = s->mailed >= 0; /* dossiers went through the street, and something after that went wrong */
	struct morning m = { .code = code, .n = through ? &s->totals : NULL };
	struct round r;

	if (code < EXIT_BUG || code == s->mailed || s->settings.state.p == NULL || !round_open(&r, s))
		return;
	if (s->settings.mail != NULL)
		make(&r, s->settings.mail, STR_NONE, &m);
	/* Settings with a fault in woostraat.yaml itself: nothing in them is certain but where the mail goes. */
	for (size_t i = 0; s->run.settings != NULL && i < s->settings.norgs; i++) {
		const struct organisation *o = &s->settings.orgs[i];

		m.who = o->key;
		m.n = through ? shares_totals(s, i) : NULL;
		if (o->mail != NULL && (only == NULL || str_eq(str_of(only), o->key)))
			make(&r, o->mail, o->key, &m);
	}
	bring_all(&r);
	json_decref(round_close(&r));
}

void
mails_put(const struct session *s, json_t *run)
{
	if (json_array_size(s->mail) != 0)
		json_put(run, "mail", json_incref(s->mail));
}

/* --- before a run -------------------------------------------------------------------------- */

int
mails_check(const struct settings *set, const char *upload, void (*say)(void *ctx, struct str file, const struct err *),
    void *ctx, struct err *e)
{
	struct arena *mem;
	struct courier *courier;
	int rc = 0;

	if (!any_mail(set))
		return 0;
	if (courier_open(upload, "send", &courier, e) != 0)
		return -1;
	mem = arena_new("mail", MAILS_MEM);
	for (size_t i = 0; rc == 0 && i <= set->norgs; i++) {
		const struct organisation *o = i == 0 ? NULL : &set->orgs[i - 1];
		const struct mail_route *m = o == NULL ? set->mail : o->mail;
		struct mail_receipt got;

		if (m == NULL || courier_mail(courier, m, STR_NONE, mem, &got, e) == 0)
			continue;
		rc = e->kind == E_CONFIG ? 0 : -1;
		if (rc != 0)
			continue;
		(void)err_wrap(e, "%s", _("‘mail’"));
		if (o != NULL)
			(void)err_wrap(e, _("organisatie ‘%.*s’"), STRF(o->key));
		say(ctx, o == NULL ? STR_NONE : o->file, e);
	}
	arena_free(mem);
	courier_close(courier);
	return rc;
}
