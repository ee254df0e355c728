/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_config.c - woostraat config --check: everything that is wrong with the settings, at once. */
#include <stdio.h>
#include <sys/stat.h>

#include "base/path.h"
#include "base/utf8.h"
#include "command.h"
#include "config/calendar.h"
#include "mails.h"
#include "proc/courier.h"
#include "proc/spawn.h"
#include "session.h"
#include "views.h"

#include "base/spoken.h"

#include "base/banned.h"

struct checking {
	const struct invocation *inv;
	struct arena	*mem;
	struct settings	 settings;
	struct str	 home;
	size_t		 faults;
};

static void
tell(struct checking *c, struct str text)
{
	(void)printf("%.*s\n", STRF(utf8_show(c->mem, text)));
	c->faults++;
}

static void
tell_err(struct checking *c, struct str file, const struct err *e)
{
	tell(c, file.p == NULL ? str_of(err_said(e)) : str_fmt(c->mem, "%.*s: %s", STRF(file), err_said(e)));
}

static void
check_settings(struct checking *c, const char *path)
{
	struct err e = { .kind = E_NONE };

	if (settings_load(path, c->mem, &c->settings, &e) != 0 && c->settings.nfaults == 0)
		tell_err(c, STR_NONE, &e);
	for (size_t i = 0; i < c->settings.nfaults; i++)
		tell(c, c->settings.faults[i].text);
}

static void
check_intake(struct checking *c)
{
	struct stat st;
	struct err e;

	if (c->settings.intake.p == NULL)
		return;
	if (stat(str_c(c->mem, c->settings.intake), &st) != 0) {
		(void)err_sys(&e, E_CONFIG, _("de intakemap: %.*s"), STRF(c->settings.intake));
		tell_err(c, STR_NONE, &e);
	} else if (!S_ISDIR(st.st_mode))
		tell(c, str_fmt(c->mem, _("de intakemap: %.*s is geen map"), STRF(c->settings.intake)));
}

/* Each by itself: one fault does not hide the next. */
static void
check_calendars(struct checking *c, const char *templates)
{
	for (size_t i = 0; i < c->settings.norgs; i++) {
		struct settings one = { .orgs = &c->settings.orgs[i], .norgs = 1 };
		struct err e;

		if (calendars_load(&one, templates, c->mem, &e) != 0)
			tell_err(c, c->settings.orgs[i].file, &e);
	}
}

/* What all share, and what each organisation has besides. */
static int
check_templates(struct checking *c, struct err *e)
{
	const char *dir, *languages = c->settings.ocr.n == 0 ? NULL : str_c(c->mem, c->settings.ocr);
	const char *worker = str_c(c->mem, path_join(c->mem, c->home, S("woostraat-worker")));
	struct own_fault *v;
	size_t n;

	if (session_find_templates(c->inv, c->settings.templates, c->home, c->mem, &dir, e) != 0 ||
	    views_faults(worker, dir, languages, c->mem, &v, &n, e) != 0) {
		if (e->kind != E_CONFIG)
			return -1;
		tell_err(c, STR_NONE, e);
		return 0;
	}
	for (size_t i = 0; i < n; i++)
		tell(c, v[i].why);
	check_calendars(c, dir);
	return 0;
}

/* Addresses, keys and certificates, as the uploader sees them; nothing goes out. */
static int
check_outlets(struct checking *c, struct err *e)
{
	struct courier *courier;
	int rc;

	if (courier_open(str_c(c->mem, path_join(c->mem, c->home, S("woostraat-upload"))), "send", &courier, e) != 0)
		return -1;
	rc = 0;
	for (size_t i = 0; rc == 0 && i < c->settings.norgs; i++) {
		const struct organisation *o = &c->settings.orgs[i];

		for (size_t n = 0; rc == 0 && n < o->noutlets; n++) {
			if (courier_probe(courier, &o->outlets[n], e) == 0)
				continue;
			rc = e->kind == E_CONFIG ? 0 : -1;
			if (rc != 0)
				continue;
			(void)err_wrap(e, _("organisatie ‘%.*s’"), STRF(o->key));
			tell_err(c, o->file, e);
		}
	}
	courier_close(courier);
	return rc;
}

static void
tell_mail(void *ctx, struct str file, const struct err *e)
{
	tell_err(ctx, file, e);
}

int
cmd_config(const struct invocation *inv, struct arena *mem)
{
	const char *path = inv->option[O_CONFIG_] == NULL ? CONFIG_DEFAULT : inv->option[O_CONFIG_];
	struct checking c = { .inv = inv, .mem = mem };
	struct err e;
	int rc = 0;

	if (inv->argc != 0 || inv->option[O_CHECK_] == NULL) {
		(void)err_set(&e, E_USAGE, "%s", _("schrijf woostraat config --check, zonder meer"));
		return command_failed(&e);
	}
	check_settings(&c, path);
	check_intake(&c);
	rc = spawn_home(mem, &c.home, &e);
	if (rc == 0)
		rc = check_templates(&c, &e);
	if (rc == 0 && c.settings.norgs != 0)
		rc = check_outlets(&c, &e);
	if (rc == 0)
		rc = mails_check(
		    &c.settings, str_c(mem, path_join(mem, c.home, S("woostraat-upload"))), tell_mail, &c, &e);
	if (rc != 0)
		return command_failed(&e);
	if (ferror(stdout) || fflush(stdout) != 0)
		return EXIT_DISK;
	return c.faults != 0 ? EXIT_CONFIG : EXIT_FINE;
}
