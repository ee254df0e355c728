/* SPDX-License-Identifier: EUPL-1.2 */
/* account.c - the account of a run as JSON: an object for each dossier, and one for the run. */
#include "report/account.h"

#include "base/mask.h"
#include "base/utf8.h"
#include "config/calendar.h"
#include "plan.h"
#include "stage.h"

#include "base/banned.h"

struct str
account_shown(struct arena *mem, struct str s)
{
	struct str rest = s, line;
	struct buf b;

	if (s.p == NULL)
		return STR_NONE;
	buf_init(&b, mem, mul_or_die(s.n + 1, 4));
	while (str_next(&rest, '\n', &line)) {
		if (line.p != s.p)
			buf_addc(&b, '\n');
		buf_add(&b, utf8_show(mem, line));
	}
	return buf_str(&b);
}

static void
put_shown(json_t *obj, const char *name, struct str s, struct arena *mem)
{
	json_put_str(obj, name, account_shown(mem, s));
}

static void
put_place(json_t *obj, uint32_t page, uint32_t off, uint32_t len)
{
	if (page != 0)
		json_put_num(obj, "page", page);
	if (len != 0) {
		json_put_num(obj, "offset", off);
		json_put_num(obj, "length", len);
	}
}

/* Words of a person or a file, which nobody may have screened yet. */
static void
put_said(json_t *obj, const char *name, struct str s, struct arena *mem)
{
	if (s.n != 0)
		put_shown(obj, name, mask_personal(mem, s), mem);
}

/* Who let it pass, when and why. */
static json_t *
of_waiver(const struct waiver *w, struct arena *mem)
{
	json_t *j = json_object();

	put_said(j, "by", w->by, mem);
	json_put_str(j, "at", time_rfc3339(mem, w->at));
	if (w->second.n != 0) {
		put_said(j, "second", w->second, mem);
		json_put_str(j, "second_at", time_rfc3339(mem, w->second_at));
	}
	put_said(j, "reason", w->reason, mem);
	json_put_str(j, "text", waiver_text(mem, w));
	return j;
}

static json_t *
of_finding(const struct finding *f, struct arena *mem)
{
	static const char *const waives[] = { [WAIVE_ONE] = "one", [WAIVE_TWO] = "two", [WAIVE_NEVER] = "never" };
	enum gravity g = finding_gravity(f->code);
	json_t *j = json_object();

	json_put_str(j, "code", str_of(finding_tag(f->code)));
	json_put_num(j, "gravity", g);
	if (g == G_STOP)
		json_put_str(j, "waive", str_of(waives[finding_waive(f->code)]));
	put_place(j, f->page, f->off, f->len);
	put_shown(j, "masked", f->masked, mem);
	put_shown(j, "text", finding_text(mem, f), mem);
	if (f->waived != NULL)
		json_put(j, "waived", of_waiver(f->waived, mem));
	return j;
}

static json_t *
of_class(const struct class_score *c, struct arena *mem)
{
	json_t *j = json_object(), *reasons = json_array();

	put_shown(j, "uri", c->uri, mem);
	put_shown(j, "label", c->label, mem);
	json_put_num(j, "score", c->score);
	json_put_num(j, "need", c->need);
	json_put_num(j, "lead", c->lead);
	json_put(j, "chosen", json_boolean(c->chosen));
	for (size_t i = 0; i < c->nreasons; i++) {
		const struct reason *r = &c->reasons[i];
		json_t *one = json_object();

		put_shown(one, "rule", r->rule, mem);
		json_put_num(one, "weight", r->weight);
		put_place(one, r->at.page, r->at.off, r->at.len);
		json_push(reasons, one);
	}
	json_put(j, "reasons", reasons);
	return j;
}

/* What the text says of itself: nobody has chosen from it, nor looked whether it may be public. */
static json_t *
of_gleaned(const struct statements *all, struct arena *mem)
{
	json_t *list = json_array();

	for (size_t i = 0; i < all->n; i++) {
		const struct statement *s = &all->v[i];
		json_t *j;

		if (s->what == SAY_PARTY)
			continue;
		j = json_object();
		json_put_str(j, "what", str_of(say_name(s->what)));
		put_said(j, "text", s->text, mem);
		put_said(j, "uri", s->uri, mem);
		if (date_valid(s->date))
			json_put_str(j, "date", date_iso(mem, s->date));
		if (date_valid(s->until))
			json_put_str(j, "until", date_iso(mem, s->until));
		json_put_num(j, "sure", s->sure);
		put_place(j, s->at.page, s->at.off, s->at.len);
		json_push(list, j);
	}
	return list;
}

/* What the rules saw besides the text, so that they can be tried again on the same. */
static json_t *
of_facts(const struct document *d, struct arena *mem)
{
	json_t *j = json_object();

	put_said(j, "title", d->declared_title, mem);
	put_said(j, "property", d->props.title, mem);
	put_said(j, "heading", d->props.heading, mem);
	put_said(j, "documentsoort", d->declared_soort, mem);
	if (d->declared_categories.n != 0)
		put_shown(j, "categories", d->declared_categories, mem);
	if ((d->have_set & A_BIT(A_PROPS)) != 0 && !document_is_compared(d)) {
		json_put_str(j, "props_sha256", digest_hex(mem, d->have[A_PROPS].sha256));
		json_put_num(j, "props_bytes", (int64_t)d->have[A_PROPS].size);
	}
	return j;
}

/* The coverage ledger; what nobody counted is left out. */
static json_t *
of_coverage(const struct document *d)
{
	json_t *j = json_object();

	for (int c = 0; c < COVER__COUNT; c++) {
		const struct cover *x = &d->cover[c];
		json_t *one;

		if (x->there == 0 && x->examined == 0)
			continue;
		one = json_object();
		json_put_num(one, "there", (int64_t)x->there);
		json_put_num(one, "examined", (int64_t)x->examined);
		json_put(j, cover_name((enum coverage)c), one);
	}
	return j;
}

static json_t *
of_leave(const struct leave *l, struct arena *mem)
{
	json_t *j = json_object();

	json_put_str(j, "at", time_rfc3339(mem, l->at));
	put_shown(j, "reason", l->reason, mem);
	put_shown(j, "label", l->label, mem);
	put_said(j, "explanation", l->explanation, mem);
	put_said(j, "by", l->by, mem);
	return j;
}

/* Also when it is held and nothing of it may be told: days say nothing of a person, but those of birth are none of these. */
static json_t *
of_days(const struct dossier *d, struct arena *mem)
{
	struct days days = days_of(d);
	json_t *j = json_object();

	for (int i = 0; i < SAY__COUNT; i++) {
		if (date_valid(days.v[i]))
			json_put_str(j, say_name((enum say)i), date_iso(mem, days.v[i]));
	}
	return j;
}

static json_t *
of_declared(const struct declared *d, struct arena *mem)
{
	json_t *j = json_object();

	put_said(j, "titel", d->titel, mem);
	put_said(j, "zaaktype", d->zaaktype, mem);
	put_said(j, "bron", d->bron, mem);
	if (d->not_before != 0)
		json_put_str(j, "not_before", time_rfc3339(mem, d->not_before));
	if (d->leave.at != 0)
		json_put(j, "leave", of_leave(&d->leave, mem));
	return j;
}

/*
 * Must what would have been public stay unsaid?  Yes where the dossier is held
 * and the screen found personal data in it, or did not look at all of it.
 */
static bool
is_private(const struct dossier *d)
{
	bool found = false;

	for (size_t i = 0; i < d->findings.n; i++) {
		found |= str_starts(str_of(finding_tag(d->findings.v[i].code)), S("SCR-5"));
	}
	for (size_t i = 0; i < d->ndocs; i++)
		found |= document_goes_out(&d->docs[i]) && (d->docs[i].seen_by & 1u << ST_screen) == 0;
	return found && verdict(&d->findings) == V_HOLD;
}

/* An address that a source wrote; those of lists and of our own documents say nothing of a person. */
static struct str
uri_shown(const struct value *v, enum field f, bool private, struct arena *mem)
{
	return private && field_list(f) == NULL && v->origin != FROM_RULE ? mask_personal(mem, v->uri) : v->uri;
}

/* Free text; an id that we made ourselves and the words of a list say nothing of a person. */
static struct str
value_shown(const struct value *v, enum field f, bool private, struct arena *mem)
{
	bool ours = (f == MD_IDENTIFIER || f == MD_AGGREGATIEKENMERK) && v->origin == FROM_RULE;

	return private && field_list(f) == NULL && !ours ? mask_personal(mem, v->text) : v->text;
}

static json_t *
of_record(const struct record *r, bool private, struct arena *mem)
{
	json_t *j = json_object();

	for (int f = 0; f < MD__COUNT; f++) {
		json_t *values = NULL;

		for (size_t i = 0; i < r->f[f].n; i++) {
			const struct value *v = &r->f[f].v[i];
			json_t *one = json_object();

			put_shown(one, "value", value_shown(v, (enum field)f, private, mem), mem);
			put_shown(one, "uri", uri_shown(v, (enum field)f, private, mem), mem);
			json_put_str(one, "origin", str_of(origin_name(v->origin)));
			put_place(one, v->evidence.page, v->evidence.off, v->evidence.len);
			if (values == NULL)
				values = json_array();
			json_push(values, one);
		}
		if (values != NULL)
			json_put(j, field_element((enum field)f), values);
	}
	return j;
}

/* Junk, sidecars and withheld documents are left out whatever became of the rest; an archive only when nothing holds it. */
static enum outcome
outcome_of(const struct document *d)
{
	return document_goes_out(d) || d->role == ROLE_PACKAGE ? d->outcome : O_SKIPPED;
}

static json_t *
of_document(const struct document *d, json_t *findings, bool private, struct arena *mem)
{
	json_t *j = json_object(), *classes = json_array();
	struct str exact = utf8_exact(mem, d->path);
	bool compared = document_is_compared(d);

	json_put_str(j, "path", utf8_show(mem, d->path));
	if (!str_eq(exact, d->path))
		json_put_str(j, "raw", exact);
	if (d->container.p != NULL) {
		json_put_str(j, "container", utf8_show(mem, d->container));
		if ((d->have_set & A_BIT(A_ORIGINAL)) != 0)
			json_put_num(j, "bytes", (int64_t)d->have[A_ORIGINAL].size);
	}
	if ((d->have_set & A_BIT(A_ORIGINAL)) != 0)
		json_put_str(j, "sha256", digest_hex(mem, d->have[A_ORIGINAL].sha256));
	if (!compared) {
		put_shown(j, "media_type", d->media_type, mem);
		put_shown(j, "format_version", d->format_version, mem);
		put_shown(j, "pdf_claim", d->pdf_claim, mem);
	}
	if (d->pages != 0 && !compared)
		json_put_num(j, "pages", d->pages);
	if (d->seen_by != 0 && !compared)
		json_put(j, "coverage", of_coverage(d));
	if ((d->have_set & A_BIT(A_TEXT)) != 0 && !compared) {
		json_put_num(j, "text_bytes", (int64_t)d->text_bytes);
		json_put_str(j, "text_sha256", digest_hex(mem, d->have[A_TEXT].sha256));
	}
	json_put_str(j, "role", str_of(role_name(d->role)));
	json_put_str(j, "outcome", str_of(outcome_name(outcome_of(d))));
	for (size_t i = 0; i < d->nclasses; i++)
		json_push(classes, of_class(&d->classes[i], mem));
	json_put(j, "categories", classes);
	json_put(j, "facts", of_facts(d, mem));
	json_put(j, "gleaned", of_gleaned(&d->gleaned, mem));
	json_put(j, "findings", findings);
	json_put(j, "metadata", of_record(&d->record, private, mem));
	if (d->record.len != 0)
		json_put(j, "complete", json_boolean(record_complete(&d->record, false)));
	return j;
}

static json_t *
of_notices(const struct dossier *d, bool private, struct arena *mem)
{
	json_t *list = json_array();

	for (size_t i = 0; i < d->nnotices; i++) {
		json_t *j = json_object();

		json_put_str(j, "id", uuid_text(mem, notice_uuid(d, &d->notices[i])));
		json_put_str(j, "outcome", str_of(outcome_name(d->outcome)));
		json_put(j, "metadata", of_record(&d->notices[i].record, private, mem));
		if (!private)
			json_put_str(j, "told", plan_told(&d->notices[i], mem));
		json_put(j, "complete", json_boolean(record_complete(&d->notices[i].record, true)));
		json_push(list, j);
	}
	return list;
}

struct str
account_organisation(const struct dossier *d)
{
	const struct document *m = dossier_main(d);

	if (d->org != NULL && d->org->key.n != 0)
		return d->org->key;
	if (d->declared.organisatie.n != 0)
		return d->declared.organisatie;
	return m != NULL && m->record.f[MD_PUBLISHER].n != 0 ? m->record.f[MD_PUBLISHER].v[0].text : S("");
}

static json_t *
of_bytes(const struct artefact *a, struct arena *mem)
{
	json_t *j = json_object();

	json_put_str(j, "sha256", digest_hex(mem, a->sha256));
	json_put_num(j, "bytes", (int64_t)a->size);
	return j;
}

static void
put_if(json_t *j, const char *name, json_t *value)
{
	if (value != NULL)
		json_put(j, name, value);
}

/* What stands only on some dossiers: title, bundle, page, sent. */
static void
put_extras(json_t *j, const struct dossier *d, const struct sending *sent, bool private, struct arena *mem)
{
	const struct document *m = dossier_main(d);

	if (m != NULL && m->record.f[MD_OFFICIELE_TITEL].n != 0)
		put_shown(j, "title",
		    value_shown(&m->record.f[MD_OFFICIELE_TITEL].v[0], MD_OFFICIELE_TITEL, private, mem), mem);
	if ((d->have_set & A_BIT(A_BUNDLE)) != 0) {
		json_put(j, "bundle", of_bytes(&d->have[A_BUNDLE], mem));
		json_put_str(j, "plan", plan_digest(d, mem));
		put_if(j, "archive", plan_archive(d, mem));
		put_if(j, "subjects", plan_subjects(d, mem));
	}
	if ((d->have_set & A_BIT(A_PAGE)) != 0)
		json_put(j, "page", of_bytes(&d->have[A_PAGE], mem));
	if (sent != NULL && (sent->url.p != NULL || sent->answer.p != NULL)) {
		json_t *s = json_object();

		put_shown(s, "url", sent->url, mem);
		put_shown(s, "answer", sent->answer, mem);
		json_put(j, "sent", s);
	}
}

static json_t *
of_places(const struct sending *sent, struct arena *mem)
{
	json_t *list = json_array();

	for (size_t i = 0; i < sent->nto; i++) {
		const struct sent_to *to = &sent->to[i];
		json_t *j = json_object();

		put_shown(j, "name", to->outlet, mem);
		json_put_str(j, "outcome", str_of(outcome_name(to->outcome)));
		put_shown(j, "url", to->url, mem);
		put_shown(j, "answer", to->answer, mem);
		json_push(list, j);
	}
	return list;
}

/* Findings of a document stand together, in their order: a place in `of` for each, those of document i at [from[i], from[i + 1]). */
struct account {
	const struct dossier *d;
	struct arena	*mem;
	uint32_t	*from, *of;
	bool		 private;
};

struct account *
account_begin(const struct dossier *d, struct arena *mem)
{
	struct account *a = NEW(mem, struct account, 1);

	must(d->ndocs < UINT32_MAX - 2 && d->findings.n < UINT32_MAX);
	*a = (struct account){ .d = d,
		.mem = mem,
		.from = NEW(mem, uint32_t, d->ndocs + 2),
		.of = NEW(mem, uint32_t, d->findings.n + 1),
		.private = is_private(d) };
	for (size_t i = 0; i < d->findings.n; i++) {
		int doc = d->findings.v[i].doc;

		must(doc == DOC_NONE || (size_t)doc < d->ndocs);
		if (doc != DOC_NONE)
			a->from[doc + 2]++;
	}
	for (size_t i = 2; i < d->ndocs + 2; i++)
		a->from[i] += a->from[i - 1];
	/* What was counted one place too far ends where it belongs. */
	for (size_t i = 0; i < d->findings.n; i++) {
		if (d->findings.v[i].doc != DOC_NONE)
			a->of[a->from[d->findings.v[i].doc + 1]++] = (uint32_t)i;
	}
	return a;
}

json_t *
account_document(const struct account *a, size_t i)
{
	struct mark way = arena_mark(a->mem); /* what is made on the way is copied into the JSON */
	json_t *findings = json_array(), *j;

	for (uint32_t k = a->from[i]; k < a->from[i + 1]; k++) {
		json_push(findings, of_finding(&a->d->findings.v[a->of[k]], a->mem));
		arena_rewind(a->mem, way);
	}
	j = of_document(&a->d->docs[i], findings, a->private, a->mem);
	arena_rewind(a->mem, way);
	return j;
}

json_t *
account_head(const struct account *a, const struct sending *sent)
{
	const struct dossier *d = a->d;
	struct arena *mem = a->mem;
	struct mark way = arena_mark(mem);
	json_t *j = json_object(), *general = json_array();

	for (size_t i = 0; i < d->findings.n; i++) {
		if (d->findings.v[i].doc == DOC_NONE)
			json_push(general, of_finding(&d->findings.v[i], mem));
		arena_rewind(mem, way);
	}
	json_put_str(j, "dossier", utf8_show(mem, d->key));
	json_put_str(j, "organisation", utf8_show(mem, account_organisation(d)));
	json_put_str(j, "verdict", str_of(verdict_name(verdict(&d->findings))));
	put_extras(j, d, sent, a->private, mem);
	if (sent != NULL && sent->nto != 0)
		json_put(j, "places", of_places(sent, mem));
	json_put(j, "declared", of_declared(&d->declared, mem));
	if (d->org != NULL && d->org->calendar != NULL)
		json_put(j, "days", of_days(d, mem));
	json_put(j, "findings", general);
	if (d->nnotices != 0)
		json_put(j, "notices", of_notices(d, a->private, mem));
	arena_rewind(mem, way);
	return j;
}

json_t *
account_dossier(const struct dossier *d, const struct sending *sent, struct arena *mem)
{
	struct account *a = account_begin(d, mem);
	json_t *j = account_head(a, sent), *docs = json_array();

	json_put(j, ACCOUNT_LIST, docs);
	for (size_t i = 0; i < d->ndocs; i++)
		json_push(docs, account_document(a, i));
	return j;
}

void
totals_add(struct totals *t, const struct dossier *d)
{
	enum verdict v = verdict(&d->findings);
	bool planned = verdict_planned(&d->findings);

	t->dossiers++;
	t->hold += v == V_HOLD;
	t->look += v == V_LOOK;
	t->wait += v == V_LATER && !planned;
	t->timed += v == V_LATER && planned;
	t->seen += d->ndocs;
	if (v != V_HOLD && (d->outcome == O_PUBLISHED || d->outcome == O_UNCHANGED))
		t->notices += d->nnotices;
	for (size_t i = 0; i < d->ndocs; i++) {
		enum outcome o = outcome_of(&d->docs[i]);

		t->published += o == O_PUBLISHED && v != V_HOLD && v != V_LATER;
		t->unchanged += o == O_UNCHANGED;
		t->handed += o == O_HANDED;
		t->held += o == O_HELD;
		t->rejected += o == O_REJECTED;
		t->later += o == O_LATER;
		t->planned += o == O_LATER && planned;
		t->skipped += o == O_SKIPPED;
	}
}

void
totals_join(struct totals *t, struct totals o)
{
	t->dossiers += o.dossiers;
	t->seen += o.seen;
	t->published += o.published;
	t->unchanged += o.unchanged;
	t->handed += o.handed;
	t->held += o.held;
	t->rejected += o.rejected;
	t->later += o.later;
	t->skipped += o.skipped;
	t->planned += o.planned;
	t->notices += o.notices;
	t->hold += o.hold;
	t->look += o.look;
	t->wait += o.wait;
	t->timed += o.timed;
}

bool
totals_balanced(const struct totals *t)
{
	return t->seen == t->published + t->unchanged + t->handed + t->held + t->rejected + t->later + t->skipped;
}

json_t *
account_run(const struct totals *t, const char *mode, time_t started, int64_t seq, struct str leaf, struct arena *mem)
{
	json_t *j = json_object(), *run = json_object();

	json_put_num(run, "seen", (int64_t)t->seen);
	json_put_num(run, "published", (int64_t)t->published);
	json_put_num(run, "unchanged", (int64_t)t->unchanged);
	if (t->handed != 0)
		json_put_num(run, "handed", (int64_t)t->handed);
	json_put_num(run, "held", (int64_t)t->held);
	json_put_num(run, "rejected", (int64_t)t->rejected);
	json_put_num(run, "later", (int64_t)t->later);
	if (t->planned != 0)
		json_put_num(run, "planned", (int64_t)t->planned);
	json_put_num(run, "skipped", (int64_t)t->skipped);
	json_put(run, "balanced", json_boolean(totals_balanced(t)));
	json_put_num(run, "dossiers", (int64_t)t->dossiers);
	if (t->notices != 0)
		json_put_num(run, "notices", (int64_t)t->notices);
	json_put_str(run, "started", time_rfc3339(mem, started));
	json_put_str(run, "mode", str_of(mode));
	json_put(j, "run", run);
	if (seq != 0) {
		json_t *last = json_object();

		json_put_num(last, "seq", seq);
		json_put_str(last, "leaf", leaf);
		json_put(j, "evidence", last);
	}
	return j;
}
