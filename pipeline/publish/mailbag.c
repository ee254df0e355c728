/* SPDX-License-Identifier: EUPL-1.2 */
/* mailbag.c - a mail as it goes from the supervisor to the uploader, and what became of it: one form, written and read here. */
#include "publish/mailbag.h"

#include "base/utf8.h"

#include "base/banned.h"

#define DETAIL_MOST	1000		/* bytes; ours are a sentence */
#define SMTP_MOST	599		/* RFC 5321 4.2 */

static const char *const names[MAIL__COUNT] = { "sent", "again", "refused" };

const char *
mail_answer_name(enum mail_answer a)
{
	return names[a];
}

void
mailbag_put(json_t *j, const struct mail_route *m, struct str message)
{
	json_t *to = json_array();

	for (size_t i = 0; i < m->nto; i++)
		json_push(to, json_of_str(m->to[i]));
	json_put(j, "to", to);
	json_put_str(j, "server", m->server);
	json_put_str(j, "from", m->from);
	json_put_str(j, "netrc", m->netrc);
	json_put_str(j, "ca", m->ca);
	json_put(j, "plain", json_boolean(m->plain));
	json_put_str(j, "message", message);
}

int
mailbag_get(const json_t *j, struct arena *mem, struct mail_route *m, struct str *message_r, struct err *e)
{
	const json_t *to = json_list(j, "to"), *one;
	size_t i;

	*m = (struct mail_route){ .server = json_str(j, "server"),
		.from = json_str(j, "from"),
		.netrc = json_str(j, "netrc"),
		.ca = json_str(j, "ca"),
		.plain = json_flag(j, "plain"),
		.to = NEW(mem, struct str, json_array_size(to) + 1) };
	json_array_foreach (to, i, one) {
		if (json_is_string(one))
			m->to[m->nto++] = (struct str){ json_string_value(one), json_string_length(one) };
	}
	*message_r = json_str(j, "message");
	if (m->server.n == 0 || m->from.n == 0 || m->nto == 0 || m->nto != json_array_size(to))
		return err_set(e, E_BUG, "%s", _("opdracht aan de verzender met een verkeerde vorm"));
	return 0;
}

void
mailbag_put_receipt(json_t *j, const struct mail_receipt *r, struct arena *mem)
{
	json_put_str(j, "answer", str_of(names[r->answer]));
	json_put_num(j, "smtp", r->smtp);
	if (r->detail.n != 0)
		json_put_str(j, "detail", utf8_show(mem, r->detail));
}

int
mailbag_get_receipt(const json_t *j, struct arena *mem, struct mail_receipt *r, struct err *e)
{
	struct str detail = json_str(j, "detail");
	int answer = str_index(names, MAIL__COUNT, json_str(j, "answer"));
	int64_t smtp = json_num(j, "smtp", -1);

	if (answer < 0 || smtp < 0 || smtp > SMTP_MOST || detail.n > DETAIL_MOST || !utf8_xml(detail))
		return err_set(e, E_BUG, "%s", _("ontvangstbewijs met een verkeerde vorm"));
	*r = (struct mail_receipt){ (enum mail_answer)answer, (long)smtp,
		detail.n == 0 ? STR_NONE : str_dup(mem, detail) };
	return 0;
}
