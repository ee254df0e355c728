/* SPDX-License-Identifier: EUPL-1.2 */
/* yml.c - settings, rules and dossier.yaml: YAML by a libcyaml schema, faults with their place. */
#include "base/yml.h"

#include <stdio.h>
#include <string.h>
#include <yaml.h>

#include "base/banned.h"

/* libcyaml tells its reasons only through the log; these are gathered there. */
struct watch {
	char		 reason[160];	/* the first error line */
	unsigned	 line, column;	/* of the innermost place */
	bool		 placed, refused;
};

static void
watch_log(cyaml_log_t level, void *ctx, const char *fmt, va_list ap)
{
	struct watch *w = ctx;
	char line[256];
	const char *at;
	unsigned l, c;

	if (level < CYAML_LOG_WARNING)
		return;
	(void)vsnprintf(line, sizeof line, fmt, ap);
	line[strcspn(line, "\n")] = '\0';
	at = strstr(line, "(line: ");
	if (at != NULL && sscanf(at, "(line: %u, column: %u)", &l, &c) == 2) {
		if (!w->placed) {
			w->placed = true;
			w->line = l;
			w->column = c;
		}
		return;
	}
	w->refused = true;
	if (w->reason[0] == '\0' && strstr(line, "Backtrace") == NULL)
		(void)snprintf(w->reason, sizeof w->reason, "%.150s", line + (strncmp(line, "Load: ", 6) == 0 ? 6 : 0));
}

static const cyaml_config_t *
config(struct watch *w, cyaml_config_t *c)
{
	*c = (cyaml_config_t){ .log_fn = watch_log,
		.log_ctx = w,
		.mem_fn = cyaml_mem,
		.log_level = CYAML_LOG_WARNING,
		.flags = CYAML_CFG_NO_ALIAS };
	return c;
}

/* Which scalars are keys: in a mapping each second node is one. */
#define NEST_MOST	32
struct nest {
	struct { bool mapping, key_next; } at[NEST_MOST + 1];
	unsigned	 n;
};

/* Follow one event; true when it is a key.  Deeper nesting than any schema of ours is not followed. */
static bool
nest_step(struct nest *s, yaml_event_type_t type)
{
	bool opens = type == YAML_MAPPING_START_EVENT || type == YAML_SEQUENCE_START_EVENT;
	bool closes = type == YAML_MAPPING_END_EVENT || type == YAML_SEQUENCE_END_EVENT;
	bool key;

	if (!opens && !closes && type != YAML_SCALAR_EVENT && type != YAML_ALIAS_EVENT)
		return false;
	if (closes) {
		s->n -= s->n > 0;
		return false;
	}
	key = s->at[s->n].mapping && s->at[s->n].key_next;
	s->at[s->n].key_next = !s->at[s->n].key_next;
	if (opens && s->n < NEST_MOST) {
		s->n++;
		s->at[s->n].mapping = type == YAML_MAPPING_START_EVENT;
		s->at[s->n].key_next = true;
	}
	return key;
}

/*
 * libcyaml gives the place of the last thing that was right.  The key that was
 * wrong is the first one from there on that reads `word`.
 */
static void
locate(struct str bytes, const char *word, struct watch *w)
{
	struct nest nest = { .n = 0 };
	yaml_parser_t parser;
	yaml_event_t ev;
	bool more = true;

	if (yaml_parser_initialize(&parser) == 0)
		return;
	yaml_parser_set_input_string(&parser, (const unsigned char *)bytes.p, bytes.n);
	while (more && yaml_parser_parse(&parser, &ev) != 0) {
		unsigned line = (unsigned)ev.start_mark.line + 1, column = (unsigned)ev.start_mark.column + 1;
		bool key = nest_step(&nest, ev.type);

		more = ev.type != YAML_STREAM_END_EVENT;
		if (key && ev.type == YAML_SCALAR_EVENT && strcmp((const char *)ev.data.scalar.value, word) == 0 &&
		    (line > w->line || (line == w->line && column >= w->column))) {
			w->line = line;
			w->column = column;
			more = false;
		}
		yaml_event_delete(&ev);
	}
	yaml_parser_delete(&parser);
}

/* A text that is no YAML at all: libyaml itself knows the place. */
static void
locate_syntax(struct str bytes, struct watch *w)
{
	yaml_parser_t parser;
	yaml_event_t ev;
	bool more = true;

	if (yaml_parser_initialize(&parser) == 0)
		return;
	yaml_parser_set_input_string(&parser, (const unsigned char *)bytes.p, bytes.n);
	while (more) {
		if (yaml_parser_parse(&parser, &ev) == 0) {
			w->line = (unsigned)parser.problem_mark.line + 1;
			w->column = (unsigned)parser.problem_mark.column + 1;
			break;
		}
		more = ev.type != YAML_STREAM_END_EVENT;
		yaml_event_delete(&ev);
	}
	yaml_parser_delete(&parser);
}

/* A value with a NUL in it ("ja\0nee") would be read as its first half.  True: there is one, and w says where. */
static bool
has_nul(struct str bytes, struct watch *w)
{
	yaml_parser_t parser;
	yaml_event_t ev;
	bool more = true, found = false;

	if (yaml_parser_initialize(&parser) == 0)
		return true;
	yaml_parser_set_input_string(&parser, (const unsigned char *)bytes.p, bytes.n);
	while (more && !found && yaml_parser_parse(&parser, &ev) != 0) {
		more = ev.type != YAML_STREAM_END_EVENT;
		found =
		    ev.type == YAML_SCALAR_EVENT && memchr(ev.data.scalar.value, '\0', ev.data.scalar.length) != NULL;
		w->line = (unsigned)ev.start_mark.line + 1;
		w->column = (unsigned)ev.start_mark.column + 1;
		yaml_event_delete(&ev);
	}
	yaml_parser_delete(&parser);
	return found;
}

/* What stands behind a key of the outermost mapping: its text, or whether it is a list that begins with a text. */
struct behind { struct str text; bool texts; };

static struct behind
look_behind(struct str bytes, const char *key, struct arena *mem)
{
	struct behind b = { .text = STR_NONE };
	struct nest nest = { .n = 0 };
	yaml_parser_t parser;
	yaml_event_t ev;
	bool here = false, list = false, more = true;

	if (yaml_parser_initialize(&parser) == 0)
		return b;
	yaml_parser_set_input_string(&parser, (const unsigned char *)bytes.p, bytes.n);
	while (more && yaml_parser_parse(&parser, &ev) != 0) {
		bool is_key = nest_step(&nest, ev.type), scalar = ev.type == YAML_SCALAR_EVENT;
		const char *text = scalar ? (const char *)ev.data.scalar.value : "";

		more = ev.type != YAML_STREAM_END_EVENT && !list && (!here || ev.type == YAML_SEQUENCE_START_EVENT);
		b.texts = list && scalar;
		if (here && scalar && mem != NULL)
			b.text = str_dup(mem, str_of(text));
		list = here;
		here = !here && is_key && nest.n == 1 && scalar && strcmp(text, key) == 0;
		yaml_event_delete(&ev);
	}
	yaml_parser_delete(&parser);
	return b;
}

bool
yml_has_texts(struct str bytes, const char *key)
{
	return look_behind(bytes, key, NULL).texts;
}

struct str
yml_text(struct str bytes, const char *key, struct arena *mem)
{
	return look_behind(bytes, key, mem).text;
}

static void
explain(struct str bytes, cyaml_err_t rc, struct watch *w, struct yml_fault *f)
{
	static const struct {
		const char *prefix, *dutch;
	} known[] = {
		{ "Unexpected key: ", N_("onbekende sleutel ‘%s’") },
		{ "Mapping field already seen: ", N_("sleutel ‘%s’ staat er twee keer") },
		{ "Missing required mapping field: ", N_("verplichte sleutel ‘%s’ ontbreekt") },
	};

	for (size_t i = 0; i < COUNT(known); i++) {
		size_t n = strlen(known[i].prefix);

		if (strncmp(w->reason, known[i].prefix, n) == 0) {
			if (i != 2)
				locate(bytes, w->reason + n, w);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
			(void)snprintf(f->text, sizeof f->text, _(known[i].dutch), w->reason + n);
#pragma GCC diagnostic pop
			f->line = w->line;
			f->column = w->column;
			return;
		}
	}
	if (rc == CYAML_ERR_LIBYAML_PARSER) {
		locate_syntax(bytes, w);
		(void)snprintf(f->text, sizeof f->text, _("dit is geen geldige YAML (%s)"),
		    w->reason + (strncmp(w->reason, "libyaml: ", 9) == 0 ? 9 : 0));
	} else if (rc == CYAML_ERR_STRING_LENGTH_MAX)
		(void)snprintf(f->text, sizeof f->text, "%s", _("de waarde is te lang"));
	else if (rc == CYAML_ERR_STRING_LENGTH_MIN)
		(void)snprintf(f->text, sizeof f->text, "%s", _("de waarde is leeg"));
	else if (rc == CYAML_ERR_SEQUENCE_ENTRIES_MIN)
		(void)snprintf(f->text, sizeof f->text, "%s", _("de lijst is leeg"));
	else if (rc == CYAML_ERR_ALIAS)
		(void)snprintf(f->text, sizeof f->text, "%s", _("verwijzingen (*naam) zijn hier niet toegestaan"));
	else if (rc == CYAML_OK)
		(void)snprintf(f->text, sizeof f->text, "%s", _("er staat meer dan één document in het bestand"));
	else
		(void)snprintf(f->text, sizeof f->text, _("deze waarde past hier niet (%s)"), w->reason);
	f->line = w->line;
	f->column = w->column;
}

int
yml_load(struct str bytes, const cyaml_schema_value_t *schema, void **data_r, struct yml_fault *fault_r)
{
	struct watch w = { .reason = "" };
	cyaml_config_t c;
	cyaml_data_t *data = NULL;
	cyaml_err_t rc;

	*fault_r = (struct yml_fault){ .text = "" };
	*data_r = NULL;
	/* Windows editors put a byte order mark first. */
	if (str_starts(bytes, S("\xef\xbb\xbf")))
		bytes = str_from(bytes, 3);
	if (str_trim(bytes).n == 0)
		return 0;
	rc = cyaml_load_data((const uint8_t *)bytes.p, bytes.n, config(&w, &c), schema, &data, NULL);
	if (rc == CYAML_OK && !w.refused) {
		if (!has_nul(bytes, &w)) {
			*data_r = data;
			return 0;
		}
		*fault_r = (struct yml_fault){ .line = w.line, .column = w.column };
		(void)snprintf(fault_r->text, sizeof fault_r->text, "%s", _("in de waarde staat een NUL-teken (\\0)"));
	} else
		explain(bytes, rc, &w, fault_r);
	if (data != NULL)
		yml_free(schema, data);
	return -1;
}

void
yml_free(const cyaml_schema_value_t *schema, void *data)
{
	struct watch w = { .reason = "" };
	cyaml_config_t c;

	if (data != NULL)
		(void)cyaml_free(config(&w, &c), schema, data, 0);
}
