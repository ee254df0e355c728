/* SPDX-License-Identifier: EUPL-1.2 */
/* proof.c - what was done with one dossier, in a folder that anybody can check without our programs. */
#include "verify/proof.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/path.h"
#include "base/utf8.h"
#include "store/accounts.h"
#include "store/evidence.h"
#include "store/hold.h"
#include "store/ledger.h"
#include "store/look.h"
#include "store/vault.h"

#include "base/banned.h"

#define ROW_MEM GIB(1) /* one entry, of a dossier of many documents */
#define OBJECTS_MOST 1000000 /* of one dossier, over all its revisions */
#define VERIFIER_MOST MIB(1)

struct object {
	struct digest d;
	const char *what;
	bool attached;
	bool gone; /* it went out of the vault on purpose */
};

struct pack {
	const struct proof *p;
	struct arena *mem, *row; /* of the whole; of one entry */
	struct store *store;
	struct vault *vault;
	int dir;
	struct str id;
	struct {
		struct object *v;
		size_t n, cap;
	} objects;
	struct {
		int64_t *v;
		size_t n, cap;
	} runs;
	int64_t passed; /* the run that passed it last; 0: none did */
	struct str since; /* of its last entry */
};

/* --- files of the folder ---------------------------------------------------------- */

static int
make_file(struct pack *k, const char *name, int *fd_r, struct err *e)
{
	*fd_r = openat(k->dir, name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);
	return *fd_r < 0 ? err_sys(e, E_IO, "%s/%s", k->p->out, name) : 0;
}

static int
write_file(struct pack *k, const char *name, struct str bytes, struct err *e)
{
	AUTO_FD fd = -1;

	if (make_file(k, name, &fd, e) != 0 || fd_write_all(fd, bytes, e) != 0)
		return -1;
	return fsync(fd) == 0 ? 0 : err_sys(e, E_IO, "%s/%s", k->p->out, name);
}

/* The bytes of the vault must be those of the digest: a folder that proves nothing is not made. */
static int
copy_object(struct pack *k, const struct object *o, struct err *e)
{
	const char *name = str_c(k->row, str_fmt(k->row, "objecten/%.*s", STRF(digest_hex(k->row, o->d))));
	AUTO_FD to = -1;

	if (make_file(k, name, &to, e) != 0 || vault_copy(k->vault, o->d, to, e) != 0)
		return -1;
	return fsync(to) == 0 ? 0 : err_sys(e, E_IO, "%s/%s", k->p->out, name);
}

/* --- what belongs to it -------------------------------------------------------------- */

/* public: it was, or may be, seen by anybody. */
static void
add_object(struct pack *k, struct str hex, const char *what, bool public)
{
	struct object o = { .what = what, .attached = public || k->p->all };

	if (digest_parse(hex, &o.d) != 0)
		return;
	for (size_t i = 0; i < k->objects.n; i++) {
		if (digest_eq(k->objects.v[i].d, o.d)) {
			k->objects.v[i].attached |= o.attached;
			return;
		}
	}
	*PUSH(k->mem, k->objects.v, k->objects.n, k->objects.cap) = o;
}

static void
add_run(struct pack *k, int64_t run)
{
	for (size_t i = 0; i < k->runs.n; i++) {
		if (k->runs.v[i] == run)
			return;
	}
	*PUSH(k->mem, k->runs.v, k->runs.n, k->runs.cap) = run;
}

/* It is named in the folder, and goes along only where it is there again. */
static void
add_gone(struct pack *k, struct str hex)
{
	add_object(k, hex, N_("opgeruimd bestand"), false);
	for (size_t i = 0; i < k->objects.n; i++)
		k->objects.v[i].gone |= str_eq(digest_hex(k->row, k->objects.v[i].d), hex);
}

/* What an entry names. */
static void
gather(struct pack *k, const json_t *j)
{
	const json_t *row = json_map(j, "row");
	json_t *one;
	size_t i;

	add_run(k, json_num(j, "run", 0));
	json_array_foreach (json_list(j, "objects"), i, one)
		add_gone(k, str_of(json_string_value(one)));
	add_object(k, json_str(row, "bundle_sha256"), N_("bundel"),
	    str_eq(json_str(row, "state"), str_of(state_name(S_CONFIRMED))));
	json_array_foreach (json_list(j, "documents"), i, one)
		add_object(k, json_str(one, "sha256"), N_("aangeleverd bestand"), false);
	if (str_eq(json_str(row, "state"), str_of(state_name(S_PASSED))))
		k->passed = json_num(j, "run", 0);
	k->since = str_dup(k->mem, json_str(j, "at"));
}

static int
gather_all(struct pack *k, struct err *e)
{
	struct entry x;
	int rc;

	look_entries_start(k->store, ENTRIES_OF_DOSSIER, k->id);
	while ((rc = look_entries(k->store, ENTRIES_OF_DOSSIER, &x, e)) == 1) {
		AUTO_JSON j = json_read(x.body, e);

		if (j == NULL || k->objects.n > OBJECTS_MOST)
			return err_wrap(e, _("bewijs %lld"), (long long)x.seq);
		gather(k, j);
	}
	if (rc == 0 && k->runs.n == 0)
		return err_set(e, E_USAGE, _("%.*s: dit dossier staat niet in de administratie"),
		    STRF(utf8_show(k->mem, k->p->key)));
	return rc;
}

/*
 * What the last account says is public: those originals may go along.  Of
 * withheld ones it has the names, so that it goes along only when all went out.
 */
static void
gather_account(struct pack *k, const json_t *j, bool *public_r)
{
	json_t *doc;
	size_t i;

	*public_r = str_eq(json_str(j, "verdict"), S("publish")) || str_eq(json_str(j, "verdict"), S("look"));
	json_array_foreach (json_list(j, "documents"), i, doc) {
		struct str outcome = json_str(doc, "outcome");
		bool public = str_eq(outcome, S("published")) || str_eq(outcome, S("unchanged"));

		if (public)
			add_object(k, json_str(doc, "sha256"), N_("aangeleverd bestand"), true);
		*public_r &= public || !str_eq(json_str(doc, "role"), str_of(role_name(ROLE_WITHHELD)));
	}
}

/* The last account, and the rules that it was passed with. */
static int
gather_rest(struct pack *k, struct err *e)
{
	struct run_id run;
	struct run_line r;
	struct artefact a;
	AUTO_JSON account = NULL;
	struct uuid id;
	bool found, public;

	if (uuid_parse(k->id, &id) != 0 || store_account(k->store, id, &a, &run, &found, e) != 0)
		return -1;
	if (found && accounts_read(k->vault, &a, &account, e) != 0)
		return -1;
	if (found) {
		gather_account(k, account, &public);
		add_object(k, digest_hex(k->mem, a.sha256), N_("verantwoording van de laatste run (JSON)"), public);
	}
	if (look_run(k->store, k->passed, k->mem, &r, e) != 0)
		return -1;
	if (r.found && r.templates.p != NULL)
		add_object(k, r.templates, N_("lijst van de regels en sjablonen bij de vrijgave (JSON)"), true);
	return 0;
}

static bool
is_named(const struct pack *k, int64_t run)
{
	for (size_t i = 0; i < k->runs.n; i++) {
		if (k->runs.v[i] == run)
			return true;
	}
	return false;
}

/* --- writing -------------------------------------------------------------------------- */

static int
put_line(int fd, struct str line, struct arena *mem, struct err *e)
{
	return fd_write_all(fd, str_fmt(mem, "%.*s\n", STRF(line)), e);
}

/* Every leaf; and of our dossier and its runs the entry too. */
static int
write_chain(struct pack *k, struct err *e)
{
	AUTO_FD chain = -1;
	AUTO_FD entries = -1;
	struct entry x;
	int rc;

	if (make_file(k, "keten.txt", &chain, e) != 0 || make_file(k, "bewijs.jsonl", &entries, e) != 0)
		return -1;
	look_entries_start(k->store, ENTRIES_ALL, STR_NONE);
	while ((rc = look_entries(k->store, ENTRIES_ALL, &x, e)) == 1) {
		struct mark mark = arena_mark(k->row);
		AUTO_JSON run = x.dossier.p == NULL ? json_read(x.body, e) : NULL;
		bool ours = x.dossier.p == NULL ? is_named(k, json_num(run, "run", 0)) : str_eq(x.dossier, k->id);

		if (put_line(chain, x.leaf, k->row, e) != 0 || (ours && put_line(entries, x.body, k->row, e) != 0))
			return -1;
		arena_rewind(k->row, mark);
	}
	if (rc == 0 && (fsync(chain) != 0 || fsync(entries) != 0))
		return err_sys(e, E_IO, "%s", k->p->out);
	return rc;
}

static int
write_objects(struct pack *k, struct err *e)
{
	for (size_t i = 0; i < k->objects.n; i++) {
		struct mark mark = arena_mark(k->row);
		uint64_t size;

		if (k->objects.v[i].gone && !vault_size(k->vault, k->objects.v[i].d, &size))
			k->objects.v[i].attached = false;
		if (k->objects.v[i].attached && copy_object(k, &k->objects.v[i], e) != 0)
			return -1;
		arena_rewind(k->row, mark);
	}
	return 0;
}

static void
add_list(struct pack *k, struct buf *b, const char *indent, bool attached)
{
	for (size_t i = 0; i < k->objects.n; i++) {
		const struct object *o = &k->objects.v[i];

		if (o->attached == attached)
			buf_addf(b, "%s%.*s  %s\n", indent, STRF(digest_hex(k->mem, o->d)), _(o->what));
	}
}

static int
write_readme(struct pack *k, struct str kop, struct err *e)
{
	struct buf b;

	buf_init(&b, k->mem, MIB(256));
	buf_addf(&b,
	    _("Bewijs van woostraat over één dossier\n"
	      "=====================================\n\n"
	      "Dossier   %.*s (organisatie %.*s)\n"
	      "Kenmerk   %.*s\n"
	      "Laatste   %.*s\n"
	      "Kop       %.*s\n"),
	    STRF(utf8_show(k->mem, k->p->key)), STRF(utf8_show(k->mem, k->p->org->key)), STRF(k->id), STRF(k->since),
	    STRF(kop));
	buf_add(&b,
	    str_of(_("In deze map staat wat woostraat met dit dossier heeft gedaan: wanneer, met welke\n"
		     "bestanden, volgens welke regels, en wat het portaal antwoordde. Ook het account\n"
		     "waaronder de runs zijn gestart staat erin.\n\n"
		     "Controleren, zonder woostraat:\n\n"
		     "    sh verifieer.sh .\n\n"
		     "Is van dezelfde administratie een latere of eerdere kop bekend (een regel\n"
		     "`Bewijs: nummer:hash` uit het verslag van een run), geef die er dan bij:\n\n"
		     "    sh verifieer.sh . nummer:hash\n\n"
		     "Dat kan met elke kop die niet later is dan die van deze map. Alleen zo'n kop, die\n"
		     "elders is bewaard, sluit uit dat de hele keten achteraf is gemaakt.\n\n"
		     "bewijs.jsonl   elke vastlegging over dit dossier en over de runs waarin dat was,\n"
		     "               één regel JSON elk; de hash van een regel is SHA-256 van een nulbyte\n"
		     "               en die regel (printf '\\0%s' \"$regel\" | sha256sum)\n"
		     "keten.txt      de hash van elke vastlegging in de administratie, op volgorde; van\n"
		     "               andere dossiers staat er niets dan die hash\n"
		     "kop.txt        nummer en hash van de laatste\n"
		     "sha256sums     van alle bestanden hier: sha256sum -c sha256sums\n"
		     "niet-bijgevoegd.txt   bestanden die worden genoemd en niet openbaar zijn geworden;\n"
		     "               wie zo'n bestand heeft, kan de SHA-256 ervan vergelijken\n"
		     "objecten/      bestanden, elk onder zijn eigen SHA-256:\n\n")));
	add_list(k, &b, "  ", true);
	return write_file(k, "LEESMIJ.txt", buf_str(&b), e);
}

/* What is named and not attached, for the verifier and for the reader. */
static int
write_omitted(struct pack *k, struct err *e)
{
	struct buf b;

	buf_init(&b, k->mem, MIB(256));
	add_list(k, &b, "", false);
	return write_file(k, "niet-bijgevoegd.txt", buf_str(&b), e);
}

static int
write_verifier(struct pack *k, struct err *e)
{
	struct str text;

	return file_read(k->p->verifier, VERIFIER_MOST, k->mem, &text, e) != 0 ? -1 :
										 write_file(k, "verifieer.sh", text, e);
}

static int
add_sum(struct pack *k, struct buf *b, const char *name, struct err *e)
{
	AUTO_FD fd = openat(k->dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	struct artefact a;

	if (fd < 0)
		return err_sys(e, E_IO, "%s/%s", k->p->out, name);
	if (digest_fd(fd, &a.sha256, NULL, &a.size, e) != 0)
		return -1;
	buf_addf(b, "%.*s  %s\n", STRF(digest_hex(k->mem, a.sha256)), name);
	return 0;
}

static int
write_sums(struct pack *k, struct err *e)
{
	static const char *const names[] = { "LEESMIJ.txt", "bewijs.jsonl", "keten.txt", "kop.txt",
		"niet-bijgevoegd.txt", "verifieer.sh" };
	struct buf b;

	buf_init(&b, k->mem, MIB(256));
	for (size_t i = 0; i < COUNT(names); i++) {
		if (add_sum(k, &b, names[i], e) != 0)
			return -1;
	}
	for (size_t i = 0; i < k->objects.n; i++) {
		struct str hex = digest_hex(k->mem, k->objects.v[i].d);

		if (k->objects.v[i].attached)
			buf_addf(&b, "%.*s  objecten/%.*s\n", STRF(hex), STRF(hex));
	}
	return write_file(k, "sha256sums", buf_str(&b), e);
}

static int
write_folder(struct pack *k, struct err *e)
{
	struct evidence_head head;
	struct str kop;

	if (mkdirat(k->dir, "objecten", 0755) != 0)
		return err_sys(e, E_IO, "%s", k->p->out);
	if (evidence_head(k->store, k->mem, &head, e) != 0)
		return -1;
	kop = str_fmt(k->mem, "%lld:%.*s\n", (long long)head.seq, STRF(head.leaf));
	if (write_chain(k, e) != 0 || write_objects(k, e) != 0 || write_file(k, "kop.txt", kop, e) != 0 ||
	    write_omitted(k, e) != 0 || write_verifier(k, e) != 0 || write_readme(k, kop, e) != 0 ||
	    write_sums(k, e) != 0)
		return -1;
	return fsync(k->dir) == 0 ? 0 : err_sys(e, E_IO, "%s", k->p->out);
}

/* --- the whole -------------------------------------------------------------------------- */

static int
open_state(struct pack *k, int *lock_r, struct err *e)
{
	struct str state = k->p->settings->state;
	const char *dir = str_c(k->mem, state);

	if (hold_alone(dir, lock_r, e) != 0)
		return -1;
	if (store_open_read(str_c(k->mem, path_join(k->mem, state, S(SEAL_LEDGER))), &k->store, e) != 0)
		return -1;
	return vault_open_read(str_c(k->mem, path_join(k->mem, state, S("kluis"))), &k->vault, e);
}

/* A folder that stands there already is somebody's. */
static int
make_folder(struct pack *k, struct err *e)
{
	if (mkdir(k->p->out, 0755) != 0)
		return errno == EEXIST ? err_set(e, E_USAGE, _("%s bestaat al; kies een nieuwe map"), k->p->out) :
					 err_sys(e, E_IO, "%s", k->p->out);
	k->dir = open(k->p->out, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	return k->dir < 0 ? err_sys(e, E_IO, "%s", k->p->out) : 0;
}

int
proof_write(const struct proof *p, struct arena *mem, struct err *e)
{
	struct dossier d = { .org = p->org, .key = p->key };
	struct pack k = { .p = p, .mem = mem, .dir = -1, .id = uuid_text(mem, dossier_uuid(&d)) };
	AUTO_FD lock = -1;
	int rc = open_state(&k, &lock, e);

	k.row = arena_new("bewijs", ROW_MEM);
	if (rc == 0)
		rc = gather_all(&k, e);
	if (rc == 0)
		rc = gather_rest(&k, e);
	if (rc == 0)
		rc = make_folder(&k, e);
	if (rc == 0) {
		rc = write_folder(&k, e);
		if (rc != 0)
			path_remove_tree(p->out);
	}
	auto_close(&k.dir);
	vault_close(k.vault);
	store_close(k.store);
	arena_free(k.row);
	return rc;
}
