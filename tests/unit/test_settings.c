/* SPDX-License-Identifier: EUPL-1.2 */
/* test_settings.c - woostraat.yaml: every key, and every fault with its place. */
#include "scratch.h"

#include <sched.h>

#include "config/settings.h"
#include "outlet.h"

#define PLACES	"intake: in\nstate: staat\nreports: /srv/verslagen\n"
#define ORG(f)	"  - folder: " f "\n    name: gm0546\n    portal: uit\n"
#define ORGS	"organisations:\n" ORG("leiden")
#define ONE	"organisations:\n  - folder: leiden\n    name: gm0546\n"
#define SITE(url)	"    portals: [{name: a, url: " url ", kind: site, public: 'https://x/'}]\n"
#define LONG_NAME "een-map-met-een-naam-die-lang-is-een-map-met-een-naam-die-lang-is"
#define PIN	"sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
#define UUID	"6ba7b810-9dad-11d1-80b4-00c04fd430c8"

static struct settings
load(const char *text)
{
	struct settings s;

	assert_ok(settings_load(put("woostraat.yaml", str_of(text)), mem, &s, &err));
	return s;
}

static const char *
below(const char *name)
{
	char *real = realpath(scratch, NULL);
	const char *path = str_c(mem, str_fmt(mem, "%s/%s", real, name));

	free(real);
	return path;
}

static void
every_key(void **state)
{
	struct settings s = load("intake: in/bak\nstate: /var/lib/woostraat\nreports: verslagen\ntemplates: sjablonen\n"
	    "workers: 3\nsettle: 0\npatience: 86400\nmax-file-mib: 7\nstrict: ja\n"
	    "virusscan:\n  socket: clamd.ctl\n  eis: nee\n  wacht_s: 600\norganisations:\n"
	    "  - folder: leiden\n    name: gemeente Leiden\n    namespace: " UUID "\n    portal: https://portaal.example.nl/in\n"
	    "    kind: gpp\n    netrc: sleutels/leiden\n    token: sleutels/gpp\n"
	    "    mdto-names: specificatie\n    archive:\n      name: Archief 2020\n      id: 0546-2020\n      source: e-depot\n"
	    "  - folder: Holland Rijnland\n    name: gm0537\n    portal: uit\n    netrc: /etc/woostraat/hr\n    kind: drop\n"
	    "    token: /etc/woostraat/token\n");

	(void)state;
	assert_str(s.intake, below("in/bak"));
	assert_str(s.state, "/var/lib/woostraat");
	assert_str(s.reports, below("verslagen"));
	assert_str(s.templates, below("sjablonen"));
	assert_int_equal(s.workers, 3);
	assert_int_equal(settings_workers(&s), 3);
	assert_int_equal(s.settle_s, 0);
	assert_int_equal(s.patience_s, 86400);
	assert_int_equal(s.file_most, 7 << 20);
	assert_true(s.strict);
	assert_str(s.virus_socket, below("clamd.ctl"));
	assert_false(s.virus_required);
	assert_int_equal(s.virus_wait_s, 600);
	assert_int_equal(s.norgs, 2);
	assert_str(s.orgs[0].key, "leiden");
	assert_str(s.orgs[0].tooi, "gemeente Leiden");
	assert_str(s.orgs[0].ns, UUID);
	assert_str(s.orgs[0].outlets->url, "https://portaal.example.nl/in");
	assert_str(s.orgs[0].outlets->netrc, below("sleutels/leiden"));
	assert_str(s.orgs[0].outlets->kind, "gpp");
	assert_str(s.orgs[0].outlets->token, below("sleutels/gpp"));
	assert_int_equal(s.orgs[0].mdto_names, MDTO_SPECIFIED);
	assert_str(s.orgs[0].archive.naam, "Archief 2020");
	assert_str(s.orgs[0].archive.kenmerk, "0546-2020");
	assert_str(s.orgs[0].archive.bron, "e-depot");
	assert_null(s.orgs[1].ns.p);
	assert_int_equal(s.orgs[1].mdto_names, MDTO_EXTENSION);
	assert_null(s.orgs[1].archive.kenmerk.p);
	assert_str(s.orgs[1].outlets->kind, "drop");
	assert_str(s.orgs[1].outlets->token, "/etc/woostraat/token");
	assert_str(s.orgs[1].outlets->netrc, "/etc/woostraat/hr");
	assert_ptr_equal(settings_organisation(&s, S("Holland Rijnland")), &s.orgs[1]);
	assert_null(settings_organisation(&s, S("holland rijnland")));
	assert_null(settings_organisation(&s, S("")));
}

static void
defaults(void **state)
{
	struct settings s = load(PLACES ORGS), none;
	cpu_set_t set;

	(void)state;
	assert_null(s.templates.p);
	assert_int_equal(s.workers, 0);
	assert_int_equal(s.settle_s, 60);
	assert_int_equal(s.file_most, 512 << 20);
	assert_null(s.orgs[0].outlets->netrc.p);
	assert_null(s.orgs[0].outlets->token.p);
	assert_str(s.orgs[0].outlets->kind, "drop");
	assert_int_equal(s.patience_s, 900);
	assert_int_equal(load(PLACES "patience: 0\n" ORGS).patience_s, 0);
	assert_false(s.strict);
	assert_false(load(PLACES "strict: nee\n" ORGS).strict);
	assert_int_equal(load(PLACES "ocr: nee\n" ORGS).ocr.n, 0);
	assert_int_equal(load(PLACES ORGS).orgs[0].pack, PACK_ZIP);
	assert_int_equal(load(PLACES "bundle: tar.zst\n" ORGS).orgs[0].pack, PACK_TAR_ZST);
	s = load(PLACES "bundle: tar.zst\n" ORGS "    bundle: zip\n");
	assert_int_equal(s.orgs[s.norgs - 1].pack, PACK_ZIP);
	assert_true(str_eq(load(PLACES "ocr: ja\n" ORGS).ocr, S("nld")));
	assert_true(str_eq(load(PLACES "ocr: nld+fry+chi_sim\n" ORGS).ocr, S("nld+fry+chi_sim")));
	assert_null(s.virus_socket.p);
	s = load(PLACES "virusscan:\n  socket: /run/clamav/clamd.ctl\n" ORGS);
	assert_str(s.virus_socket, "/run/clamav/clamd.ctl");
	assert_true(s.virus_required);	/* who says nothing wants all of it scanned */
	assert_int_equal(s.virus_wait_s, 120);
	assert_int_equal(sched_getaffinity(0, sizeof set, &set), 0);
	assert_int_equal(settings_workers(&s), CPU_COUNT(&set) > 64 ? 64 : CPU_COUNT(&set));
	settings_default(&none);
	assert_int_equal(none.norgs, 0);
	assert_int_equal(none.settle_s, 0);
	assert_int_equal(none.file_most, 512 << 20);
	assert_null(none.intake.p);
	assert_null(settings_organisation(&none, S("leiden")));
}

/* Relative folders go by the folder of the file, also when it is named from elsewhere or through a link. */
static void
relative(void **state)
{
	struct settings s;
	char here[4096];

	(void)state;
	(void)put("etc/echt/woostraat.yaml", S(PLACES ORGS));
	assert_int_equal(symlink("echt/woostraat.yaml", in("etc/link.yaml")), 0);
	assert_ok(settings_load(in("etc/link.yaml"), mem, &s, &err));
	assert_str(s.intake, below("etc/echt/in"));
	assert_non_null(getcwd(here, sizeof here));
	assert_int_equal(chdir(in("etc/echt")), 0);
	assert_ok(settings_load("woostraat.yaml", mem, &s, &err));
	assert_int_equal(chdir(here), 0);
	assert_str(s.intake, below("etc/echt/in"));
}

static void
portals(void **state)
{
	static const struct { const char *yaml, *want; bool here; } cases[] = {
		{ "/srv/uit", "file:///srv/uit/", false },
		{ "/srv/uit/", "file:///srv/uit/", false },
		{ "uit", "/uit/", true },
		{ "'/srv/met spatie/é%#?&'", "file:///srv/met%20spatie/%C3%A9%25%23%3F%26/", false },
		{ "'/srv/a://b'", "file:///srv/a%3A//b/", false },
		{ "'a b://c'", "/a%20b%3A//c/", true },
		{ "'://x'", "/%3A//x/", true },
		{ "/-_.~AZaz09", "file:///-_.~AZaz09/", false },
		{ "\"/a\\tb\\\"c\"", "file:///a%09b%22c/", false },
		{ "https://portaal.example.nl", "https://portaal.example.nl", false },
		{ "http://localhost:8080/a%20b", "http://localhost:8080/a%20b", false },
		{ "file:///srv/uit", "file:///srv/uit", false },
		{ "HTTPS://x/", "HTTPS://x/", false },
		{ "s3+x.y-z://x/", "s3+x.y-z://x/", false },	/* refused where it is opened, with its own message */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct settings s = load(str_c(mem, str_fmt(mem, PLACES "organisations:\n  - folder: x\n    name: y\n"
		    "    portal: %s\n", cases[i].yaml)));
		const char *got = str_c(mem, s.orgs[0].outlets->url);

		if (cases[i].here ? !str_ends(s.orgs[0].outlets->url, str_of(cases[i].want)) ||
		    strncmp(got, "file:///", 8) != 0 : strcmp(got, cases[i].want) != 0)
			fail_msg("%s: %s", cases[i].yaml, got);
	}
}

/* Several places to publish, each with its own keys. */
static void
outlets(void **state)
{
	struct settings s = load(PLACES ONE
	    "    portals:\n"
	    "      - {name: bank, url: https://bank.example.nl/, kind: gpp, token: sleutel, group: g-1, group-name: Team Woo, until: concept}\n"
	    "      - {name: e-depot, url: uit, netrc: /etc/keys}\n");
	const struct organisation *o = &s.orgs[0];

	(void)state;
	assert_int_equal(o->noutlets, 2);
	assert_str(o->outlets[0].name, "bank");
	assert_str(o->outlets[0].token, below("sleutel"));
	assert_str(o->outlets[0].group, "g-1");
	assert_str(o->outlets[0].group_name, "Team Woo");
	assert_true(o->outlets[0].concept_only);
	assert_false(o->outlets[1].concept_only);
	assert_str(o->outlets[1].kind, "drop");
	assert_str(o->outlets[1].netrc, "/etc/keys");
	assert_ptr_equal(outlet_named(o, S("e-depot")), &o->outlets[1]);
	assert_null(outlet_named(o, S("site")));
	assert_ptr_equal(first_outlet(o), &o->outlets[0]);
}

/* How they are reached: certificates, keys, and how much of the network. */
static void
reach_keys(void **state)
{
	struct settings s = load(PLACES ONE
	    "    portals:\n"
	    "      - name: bank\n        url: https://bank.example.nl/\n        kind: gpp\n        token: credential:bank\n"
	    "        header: X-API-Key\n        certificate: tls/bank.pem\n        certificate-key: credential:bank-key\n"
	    "        ca: /etc/ssl/eigen.pem\n        pin: '" PIN "'\n"
	    "        oauth: {url: 'https://sso.example.nl/token', client: woostraat, secret: geheim, scope: a b, auth: body}\n"
	    "        proxy: http://proxy.example.nl:3128\n        bandwidth: 2048\n        connections: 1\n        http2: ja\n"
	    "      - {name: uit, url: https://uit.example.nl/, netrc: credential:uit}\n"
	    "      - {name: map, url: 'sftp://uit.example.nl/srv/', netrc: n, known-hosts: bekend}\n"
	    "      - {name: gpp, url: https://bank2.example.nl/, kind: gpp, token: t}\n");
	const struct outlet *o = s.orgs[0].outlets;
	AUTO_JSON j = json_object();
	struct outlet back;

	(void)state;
	outlet_put(j, o);
	outlet_get(j, &back);
	for (int i = 0; i < 2; i++) {
		const struct outlet *x = i == 0 ? o : &back; /* and as it reaches the uploader */

		assert_str(x->token, "credential:bank");
		assert_str(x->reach.header, "X-API-Key");
		assert_str(x->reach.certificate, below("tls/bank.pem"));
		assert_str(x->reach.certificate_key, "credential:bank-key");
		assert_str(x->reach.ca, "/etc/ssl/eigen.pem");
		assert_str(x->reach.pin, PIN);
		assert_str(x->reach.oauth.url, "https://sso.example.nl/token");
		assert_str(x->reach.oauth.client, "woostraat");
		assert_str(x->reach.oauth.secret, below("geheim"));
		assert_str(x->reach.oauth.scope, "a b");
		assert_true(x->reach.oauth.body);
		assert_str(x->reach.proxy, "http://proxy.example.nl:3128");
		assert_int_equal(x->reach.bandwidth_kib, 2048);
		assert_int_equal(outlet_connections(x), 1);
		assert_true(x->reach.http2);
	}
	assert_str(o[1].netrc, "credential:uit");
	assert_null(o[1].reach.certificate.p);
	assert_false(o[1].reach.http2);
	assert_int_equal(o[1].reach.bandwidth_kib, 0);
	assert_int_equal(outlet_connections(&o[1]), 4);
	assert_int_equal(outlet_connections(&o[3]), 2);
	outlet_put(j, &o[2]);
	outlet_get(j, &back);
	assert_str(back.reach.known_hosts, below("bekend"));
}

static const struct fault { const char *text, *says; } outlet_faults[] = {
	{ PLACES ORGS "    portals: [{name: site, url: x}]\n", "geef ‘portal’, of ‘portals’ met een lijst" },
	{ PLACES ONE "    portals: []\n", "regel 7" },
	{ PLACES ONE "    portals: [{url: x}]\n", "verplichte sleutel ‘name’" },
	{ PLACES ONE "    portals: [{name: A, url: x}]\n", "alleen a-z, 0-9 en -" },
	{ PLACES ONE "    portals: [{name: a, url: x}, {name: a, url: y}]\n", "twee portalen heten ‘a’" },
	{ PLACES ONE "    portals: [{name: a, url: uit}, {name: b, url: uit/}]\n", "‘a’ en ‘b’ zijn dezelfde plaats" },
	{ PLACES ONE "    portals: [{name: a, url: x, kind: site, public: 'https://x/'}, {name: b, url: y, kind: site, public: 'https://y/'}]\n",
	    "twee portalen zijn een site" },
	{ PLACES ONE SITE("x") "  - folder: delft\n    name: gm0503\n" SITE("x/"), "‘leiden’ en ‘delft’ hebben hun site op dezelfde plaats" },
	{ PLACES ONE "    kind: gpp\n    portals: [{name: a, url: x}]\n", "staan ‘kind’, ‘netrc’ en ‘token’ in de lijst" },
	{ PLACES ONE "    portals: [{name: a, url: x, public: https://x/}]\n", "‘public’ hoort bij ‘kind: site’" },
	{ PLACES ONE "    portals: [{name: a, url: x, group: y, group-name: z}]\n", "horen bij ‘kind: gpp’" },
	{ PLACES ONE "    portals: [{name: a, url: x, until: concept}]\n", "andere portalen hebben geen concepten" },
	{ PLACES ONE "    portals: [{name: a, url: 'https://x/', kind: gpp, until: concept}]\n", "vraagt ook ‘group’" },
	{ PLACES ONE "    portals: [{name: a, url: 'https://x/', kind: gpp, until: nooit}]\n", "kies uit public en concept" },
	{ PLACES ONE "    portals: [{name: a, url: https://x, kind: gpp, group: y}]\n", "horen bij elkaar" },
};

#define AT(url, more)	PLACES ONE "    portals: [{name: a, url: " url ", " more "}]\n"
#define HTTPS(more)	AT("'https://x/'", more)

static const struct fault reach_faults[] = {
	{ HTTPS("certificate: x"), "‘certificate’ en ‘certificate-key’ horen bij elkaar" },
	{ HTTPS("certificate-key: x"), "‘certificate’ en ‘certificate-key’ horen bij elkaar" },
	{ HTTPS("certificate: x, certificate-key: \"a\\x01\""), "geen gewone tekst" },
	{ AT("'http://x/'", "ca: x"), "hoort een adres met https://" },
	{ AT("uit", "ca: x"), "bij een map horen geen" },
	{ AT("uit", "bandwidth: 100"), "bij een map horen geen" },
	{ HTTPS("known-hosts: x"), "hoort bij een adres met sftp://" },
	{ HTTPS("pin: abc"), "‘pin’ is sha256//" },
	{ HTTPS("pin: 'sha256//=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='"), "‘pin’ is sha256//" },
	{ HTTPS("pin: '" PIN ";'"), "‘pin’ is sha256//" },
	{ HTTPS("header: X-API-Key"), "geef ook ‘token’" },
	{ HTTPS("token: t, header: 'X-API-Key: x'"), "is geen header voor een sleutel" },
	{ HTTPS("token: t, header: Host"), "‘header: Host’ is geen header voor een sleutel" },
	{ HTTPS("token: t, oauth: {url: x, client: y, secret: z}"), "kies er een, of geef ‘header’" },
	{ HTTPS("oauth: {url: x, client: y}"), "verplichte sleutel ‘secret’" },
	{ HTTPS("oauth: {url: x, client: y, secret: z, auth: digest}"), "‘auth: digest’: kies uit basic en body" },
	{ HTTPS("oauth: {url: x, client: é, secret: z}"), "zonder accenten" },
	{ HTTPS("proxy: 'socks5://x'"), "‘proxy’ begint met http:// of https://" },
	{ HTTPS("bandwidth: 63"), "‘bandwidth: 63’: een getal van 64 tot" },
	{ HTTPS("connections: 0"), "‘connections: 0’: een getal van 1 tot 16" },
	{ HTTPS("connections: 17"), "‘connections: 17’" },
	{ HTTPS("http2: true"), "‘http2: true’: schrijf ja of nee" },
};

static void
refused(const struct fault *cases, size_t n)
{
	struct settings s;

	for (size_t i = 0; i < n; i++) {
		const char *path = put("fout.yaml", str_of(cases[i].text));

		err.kind = E_NONE;
		if (settings_load(path, mem, &s, &err) != -1 || err.kind != E_CONFIG ||
		    strstr(err.msg, cases[i].says) == NULL || strstr(err.msg, "fout.yaml") == NULL ||
		    strstr(err.msg, "regel 0") != NULL)
			fail_msg("%zu: %s: %s", i, cases[i].says, err.msg);
	}
}

static void
faults(void **state)
{
	static const struct fault cases[] = {
		{ "", "leeg" },
		{ "\n# niets\n", "leeg" },
		{ "{}\n", "verplichte sleutel" },
		{ PLACES, "verplichte sleutel ‘organisations’" },
		{ "state: x\nreports: y\n" ORGS, "verplichte sleutel ‘intake’" },
		{ "intake: x\nreports: y\n" ORGS, "verplichte sleutel ‘state’" },
		{ "intake: x\nstate: y\n" ORGS, "verplichte sleutel ‘reports’" },
		{ PLACES "organisations: []\n", "regel 4, kolom 16" },
		{ PLACES "organisations: leiden\n", "regel 4, kolom 16" },
		{ PLACES "organisaties: []\n" ORGS, "regel 4, kolom 1: onbekende sleutel ‘organisaties’" },
		{ PLACES "intake: twee\n" ORGS, "regel 4, kolom 1" },
		{ PLACES ORGS "    geheim: geheim\n", "regel 8, kolom 5: onbekende sleutel ‘geheim’" },
		{ PLACES "organisations:\n  - folder: x\n    name: y\n", "geef ‘portal’, of ‘portals’ met een lijst" },
		{ PLACES "organisations:\n  - folder: x\n    portal: y\n", "verplichte sleutel ‘name’" },
		{ PLACES "organisations:\n  - name: x\n    portal: y\n", "verplichte sleutel ‘folder’" },
		{ "intake: ''\nstate: x\nreports: y\n" ORGS, "regel 1, kolom 9" },
		{ PLACES "workers: veel\n" ORGS, "‘workers: veel’: een getal van 0 tot 64" },
		{ PLACES "workers: -1\n" ORGS, "‘workers: -1’" },
		{ PLACES "workers: 1.5\n" ORGS, "‘workers: 1.5’" },
		{ PLACES "workers: 0x10\n" ORGS, "‘workers: 0x10’" },
		{ PLACES "workers: 65\n" ORGS, "‘workers: 65’" },
		{ PLACES "workers:\n" ORGS, "regel 4" },
		{ PLACES "workers: [1]\n" ORGS, "regel 4" },
		{ PLACES "workers: 99999999999999999999\n" ORGS, "‘workers: 99999999999999999999’" },
		{ PLACES "workers: 4294967297\n" ORGS, "‘workers: 4294967297’" },
		{ PLACES "settle: 5m\n" ORGS, "‘settle: 5m’: een getal van 0 tot 86400" },
		{ PLACES "settle: 86401\n" ORGS, "‘settle: 86401’" },
		{ PLACES "patience: 15m\n" ORGS, "‘patience: 15m’: een getal van 0 tot 86400" },
		{ PLACES "patience: 86401\n" ORGS, "‘patience: 86401’" },
		{ PLACES "patience: -1\n" ORGS, "‘patience: -1’" },
		{ PLACES ORGS "    kind: ftp\n", "‘leiden’: ‘kind: ftp’: kies uit drop, gpp" },
		{ PLACES ORGS "    kind: Drop\n", "‘kind: Drop’" },
		{ PLACES ORGS "    kind: dry\n", "‘kind: dry’" },
		{ PLACES ORGS "    kind: ''\n", "regel 8" },
		{ PLACES ORGS "    kind: gpp\n", "‘portal’ moet bij ‘kind: gpp’ een adres zijn" },
		{ PLACES ORGS "    token: \"a\\x01\"\n", "‘token’" },
		{ PLACES ORGS "    token:\n", "regel 8" },
		{ PLACES "strict: yes\n" ORGS, "‘strict: yes’: schrijf ja of nee" },
		{ PLACES "strict: Ja\n" ORGS, "‘strict: Ja’" },
		{ PLACES "bundle: 7z\n" ORGS, "‘bundle: 7z’: kies uit zip en tar.zst" },
		{ PLACES ORGS "    bundle: tar\n", "organisatie ‘leiden’: ‘bundle: tar’" },
		{ PLACES "ocr: Ja\n" ORGS, "‘ocr: Ja’: schrijf nee, ja of talen" },
		{ PLACES "ocr: nld+\n" ORGS, "‘ocr: nld+’" },
		{ PLACES "ocr: ../nld\n" ORGS, "‘ocr: ../nld’" },
		{ PLACES "ocr: nl\n" ORGS, "‘ocr: nl’" },
		{ PLACES "strict: \"\"\n" ORGS, "leeg" },
		{ PLACES "max-file-mib: 0\n" ORGS, "‘max-file-mib: 0’: een getal van 1 tot 65536" },
		{ PLACES "max-file-mib: 65537\n" ORGS, "‘max-file-mib: 65537’" },
		{ PLACES ORGS ORG("delft") ORG("leiden"), "‘leiden’ staat er twee keer" },
		{ PLACES "organisations:\n" ORG("a/b"), "‘a/b’: ‘folder’" },
		{ PLACES "organisations:\n" ORG(".."), "‘..’: ‘folder’" },
		{ PLACES "organisations:\n" ORG("."), "‘.’: ‘folder’" },
		{ PLACES "organisations:\n" ORG("/"), "‘/’: ‘folder’" },
		{ PLACES "organisations:\n" ORG("\"a\\x01b\""), "‘folder’" },
		{ PLACES ORGS "    namespace: leiden\n", "‘namespace’ is geen UUID" },
		{ PLACES ORGS "    namespace: 6ba7b810-9dad-11d1-80b4-00c04fd430cZ\n", "‘namespace’ is geen UUID" },
		{ PLACES ORGS "    netrc: \"a\\x01\"\n", "‘netrc’" },
		{ PLACES "organisations:\n  - folder: x\n    name: \"\\x07\"\n    portal: y\n", "‘name’" },
		{ "intake: [\n", "regel 1, kolom 9" },
		{ "\t- x", "regel 1" },
		{ "intake: \"\xff\"\n", "geldige YAML" },
		{ PLACES ORGS "---\n" PLACES ORGS, "meer dan één document" },
		{ "- intake\n", "past hier niet" },
		{ "intake: &a x\nstate: *a\nreports: y\n" ORGS, "regel 2" },
	};
	(void)state;
	refused(cases, COUNT(cases));
	refused(outlet_faults, COUNT(outlet_faults));
	refused(reach_faults, COUNT(reach_faults));
}

/* Who looks for viruses. */
static void
scanner_faults(void **state)
{
	static const struct fault cases[] = {
		{ PLACES "virusscan: ja\n" ORGS, "regel 4" },
		{ PLACES "virusscan:\n  eis: ja\n" ORGS, "verplichte sleutel ‘socket’" },
		{ PLACES "virusscan:\n  socket: x\n  eis: yes\n" ORGS, "‘virusscan’: ‘eis: yes’: schrijf ja of nee" },
		{ PLACES "virusscan:\n  socket: x\n  wacht_s: 0\n" ORGS, "‘virusscan’: ‘wacht_s: 0’: een getal van 1 tot 600" },
		{ PLACES "virusscan:\n  socket: x\n  wacht_s: 601\n" ORGS, "‘wacht_s: 601’" },
		{ PLACES "virusscan:\n  socket: x\n  host: y\n" ORGS, "onbekende sleutel ‘host’" },
		{ PLACES "virusscan:\n  socket: /" LONG_NAME LONG_NAME "\n" ORGS, "‘socket’ is langer dan 107 bytes" },
	};

	(void)state;
	refused(cases, COUNT(cases));
}

/* What the settings say for an archive. */
static void
archive_faults(void **state)
{
	static const struct fault cases[] = {
		{ PLACES ORGS "    mdto-names: lang\n", "‘leiden’: ‘mdto-names: lang’: kies uit extensie, kort en specificatie" },
		{ PLACES ORGS "    mdto-names: Kort\n", "‘mdto-names: Kort’" },
		{ PLACES ORGS "    archive: e-depot\n", "regel 8" },
		{ PLACES ORGS "    archive:\n      name: x\n      id: y\n", "verplichte sleutel ‘source’ ontbreekt" },
		{ PLACES ORGS "    archive:\n      name: x\n      id: ' '\n      source: z\n", "‘archive’: name, id en source" },
		{ PLACES ORGS "    archive:\n      name: \"a\\x01\"\n      id: y\n      source: z\n", "‘archive’: name, id en source" },
	};

	(void)state;
	refused(cases, COUNT(cases));
}

static void
not_a_file(void **state)
{
	struct str big = { arena_alloc(mem, MIB(2), 1), MIB(2) };
	struct settings s;

	(void)state;
	assert_err(E_CONFIG, settings_load(in("nergens.yaml"), mem, &s, &err));
	assert_non_null(strstr(err.msg, "nergens.yaml"));
	assert_int_equal(s.file_most, 512 << 20);
	assert_err(E_CONFIG, settings_load("", mem, &s, &err));
	assert_err(E_CONFIG, settings_load(make_folder("map.yaml"), mem, &s, &err));
	assert_int_equal(mkfifo(in("pijp.yaml"), 0600), 0);
	assert_err(E_CONFIG, settings_load(in("pijp.yaml"), mem, &s, &err));
	memset((char *)(uintptr_t)big.p, '#', big.n);
	assert_err(E_CONFIG, settings_load(put("groot.yaml", big), mem, &s, &err));
	/* A folder that is no text: what goes to the uploader as text is refused here. */
	assert_err(E_CONFIG, settings_load(put("\xff/w.yaml", S(PLACES ORGS "    netrc: sleutel\n")), mem, &s, &err));
	assert_ok(settings_load(put("\xff/w.yaml", S(PLACES ORGS)), mem, &s, &err));
	assert_non_null(strstr(str_c(mem, s.orgs[0].outlets->url), "/%FF/uit/"));
}

/* --- organisations in files of their own ------------------------------------------------- */

#define APART	PLACES "organisations:\n  - org/*.yaml\n"
#define OWN(f, more)	"folder: " f "\nname: gm0546\n" more
#define OWN_PORTAL(f)	OWN(f, "portal: uit-" f "\n")

static struct settings
apart(void)
{
	struct settings s;

	assert_ok(settings_load(put("apart.yaml", S(APART)), mem, &s, &err));
	assert_true(s.in_files);
	return s;
}

/* A file of an organisation, with rights that are fine. */
static void
own(const char *name, const char *text)
{
	assert_int_equal(chmod(put(name, str_of(text)), 0640), 0);
}

static void
fresh(void)
{
	static const char *const names[] = { "org/a.yaml", "org/b.yaml", "org/c.yaml", "deel/een.yaml", "deel/twee.yaml",
		"deel/drie.yaml", "deel/vier.yaml", "deel/vijf.yaml", "elders.yaml" };

	for (size_t i = 0; i < COUNT(names); i++)
		(void)unlink(in(names[i]));
	own("org/a.yaml", OWN_PORTAL("leiden"));
	own("org/b.yaml", OWN_PORTAL("leiderdorp"));
}

static void
in_files(void **state)
{
	struct settings s;

	(void)state;
	fresh();
	own("org/.c.yaml", "x");		/* of an editor */
	own("org/lees.txt", "x");
	s = apart();
	assert_int_equal(s.norgs, 2);
	assert_int_equal(s.nfaults, 0);
	assert_str(s.orgs[0].key, "leiden");
	assert_str(s.orgs[0].file, "org/a.yaml");
	assert_str(s.orgs[1].key, "leiderdorp");
	/* Paths are those of the settings, whatever file names them. */
	assert_true(str_ends(s.orgs[0].outlets->url, str_fmt(mem, "%s/", below("uit-leiden"))));
	assert_str(settings_intake(&s, &s.orgs[0], mem), below("in/leiden"));
	assert_str(s.orgs[1].reports, "/srv/verslagen/organisaties/leiderdorp");
	own("org/b.yaml", OWN_PORTAL("leiderdorp") "intake: eigen/bak\nreports: eigen/verslag\n");
	s = apart();
	assert_str(s.orgs[1].intake, below("eigen/bak"));
	assert_str(s.orgs[1].reports, below("eigen/verslag"));
	/* A file that a list names twice is one organisation. */
	assert_ok(settings_load(put("apart.yaml", S(PLACES "organisations:\n  - org/b.yaml\n  - org/*.yaml\n")), mem, &s, &err));
	assert_int_equal(s.norgs, 2);
	assert_str(s.orgs[0].key, "leiderdorp");
}

static void
included(void **state)
{
	struct settings s;

	(void)state;
	fresh();
	own("deel/een.yaml", "include: [deel/twee.yaml]\nnetrc: een\nbundle: tar.zst\n");
	own("deel/twee.yaml", "netrc: twee\nportal: https://twee/\ntoken: twee\nbundle: zip\n");
	own("deel/drie.yaml", "token: drie\nmdto-names: kort\n");
	own("org/a.yaml", OWN("leiden", "include: [deel/een.yaml, deel/drie.yaml]\n"));
	own("org/b.yaml", OWN_PORTAL("leiderdorp") "include: [deel/drie.yaml, deel/een.yaml]\nnetrc: zelf\n");
	s = apart();
	assert_int_equal(s.nfaults, 0);
	assert_str(s.orgs[0].outlets->url, "https://twee/");
	assert_str(s.orgs[0].outlets->netrc, below("een"));	/* the first that says it */
	assert_str(s.orgs[0].outlets->token, below("twee"));	/* what a part includes comes before what is beside it */
	assert_int_equal(s.orgs[0].pack, PACK_TAR_ZST);
	assert_int_equal(s.orgs[0].mdto_names, MDTO_SHORT);
	assert_str(s.orgs[1].outlets->netrc, below("zelf"));	/* its own before all */
	assert_str(s.orgs[1].outlets->token, below("drie"));
	assert_true(str_ends(s.orgs[1].outlets->url, S("/uit-leiderdorp/")));
}

/* One fault in org/b.yaml, or in what it includes: leiden goes on. */
static void
alone(void **state)
{
	static const struct { const char *b, *part, *says, *key; } cases[] = {
		{ "", "", "org/b.yaml is leeg", NULL },
		{ "folder: [\n", "", "org/b.yaml, regel", NULL },
		{ OWN_PORTAL("leiderdorp") "geheim: x\n", "", "org/b.yaml, regel 4, kolom 1: onbekende sleutel", "leiderdorp" },
		{ OWN_PORTAL("leiderdorp") "namespace: x\n", "", "org/b.yaml: organisatie ‘leiderdorp’: ‘namespace’", "leiderdorp" },
		{ OWN("leiderdorp", ""), "", "geef ‘portal’", "leiderdorp" },
		{ OWN_PORTAL("a/b"), "", "‘folder’ moet de naam van één map", NULL },
		{ OWN_PORTAL("x") "include: []\n", "", "org/b.yaml, regel 4", "x" },
		{ OWN_PORTAL("x") "include: [../deel/een.yaml]\n", "", "zonder / aan het begin en zonder ..", "x" },
		{ OWN_PORTAL("x") "include: [/etc/passwd]\n", "", "zonder / aan het begin", "x" },
		{ OWN_PORTAL("x") "include: [deel/geen.yaml]\n", "", "deel/geen.yaml: bestaat niet", "x" },
		{ OWN_PORTAL("x") "include: [deel]\n", "", "deel: dit is geen gewoon bestand", "x" },
		{ OWN_PORTAL("x") "include: [deel/link.yaml]\n", "", "deel/link.yaml: ", "x" },
		{ OWN_PORTAL("x") "include: [deel/een.yaml]\n", "folder: y\n", "deel/een.yaml, regel 1, kolom 1: onbekende sleutel ‘folder’", "x" },
		{ OWN_PORTAL("x") "include: [deel/een.yaml]\n", "", "deel/een.yaml is leeg", "x" },
		{ OWN_PORTAL("x") "include: [deel/een.yaml]\n", "include: [deel/een.yaml]\n", "leidt naar zichzelf", "x" },
		{ OWN_PORTAL("x") "include: [org/b.yaml]\n", "", "leidt naar zichzelf", "x" },
		{ OWN_PORTAL("x") "include: [deel/een.yaml]\n", "include: [deel/twee.yaml]\n", "dieper dan 4", "x" },
		{ OWN_PORTAL("leiden"), "", "‘folder’ is ook die van een andere", "leiden" },
		{ OWN_PORTAL("x") "intake: in/leiden/deel\n", "", "‘intake’ is die van een andere", "x" },
		{ OWN_PORTAL("x") "reports: /srv\n", "", "‘reports’", "x" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct settings s;
		bool both = strstr(cases[i].says, "‘folder’ is ook") != NULL;

		fresh();
		own("org/c.yaml", OWN_PORTAL("delft"));
		own("org/b.yaml", cases[i].b);
		own("deel/een.yaml", cases[i].part);
		own("deel/twee.yaml", "include: [deel/drie.yaml]\n");
		own("deel/drie.yaml", "include: [deel/vier.yaml]\n");
		own("deel/vier.yaml", "include: [deel/vijf.yaml]\n");
		own("deel/vijf.yaml", "bundle: zip\n");
		own("elders.yaml", "bundle: zip\n");
		(void)unlink(in("deel/link.yaml"));
		assert_int_equal(symlink("../elders.yaml", in("deel/link.yaml")), 0);
		s = apart();
		if (s.norgs != (both ? 1 : 2) || s.nfaults == 0 ||
		    strstr(str_c(mem, s.faults[s.nfaults - 1].text), cases[i].says) == NULL ||
		    !str_eq(s.orgs[s.norgs - 1].key, S("delft")) ||
		    (cases[i].key != NULL) != settings_left_out(&s, str_of(cases[i].key == NULL ? "x" : cases[i].key)))
			fail_msg("%zu: %s: %zu organisations, %zu faults, %s", i, cases[i].says, s.norgs, s.nfaults,
			    s.nfaults == 0 ? "" : str_c(mem, s.faults[0].text));
	}
}

static void
rights(void **state)
{
	struct settings s;

	(void)state;
	fresh();
	assert_int_equal(chmod(in("org/b.yaml"), 0660), 0);
	s = apart();
	assert_int_equal(s.norgs, 1);
	assert_non_null(strstr(str_c(mem, s.faults[0].text), "ook door anderen te veranderen"));
	assert_int_equal(chmod(in("org/a.yaml"), 0602), 0);
	/* No organisation is left: that is a fault of everything. */
	assert_err(E_CONFIG, settings_load(in("apart.yaml"), mem, &s, &err));
	assert_int_equal(s.nfaults, 2);
}

/* All of it at once, also where reading fails. */
static void
every_fault(void **state)
{
	struct settings s;

	(void)state;
	assert_err(E_CONFIG,
	    settings_load(put("fout.yaml", S("intake: x\nstate: y\nreports: z\nworkers: veel\nsettle: kort\nstrict: wel\n"
		"organisations:\n" ORG("leiden") "    namespace: x\n    bundle: rar\n    kind: ftp\n" ORG("a/b"))), mem, &s, &err));
	assert_int_equal(s.nfaults, 7);
	assert_err(E_CONFIG, settings_load(put("fout.yaml", S(PLACES "organisations:\n  - niets/*.yaml\n  - ../x.yaml\n")), mem, &s, &err));
	assert_int_equal(s.nfaults, 2);
}

/* One that turns out to be wrong later: those after it move up. */
static void
leaving_out(void **state)
{
	struct settings s;

	(void)state;
	fresh();
	own("org/c.yaml", OWN_PORTAL("delft"));
	s = apart();
	settings_leave_out(&s, 1, S("de sleutel is weg"), mem);
	assert_int_equal(s.norgs, 2);
	assert_str(s.orgs[1].key, "delft");
	assert_str(s.faults[0].text, "org/b.yaml: de sleutel is weg");
	assert_true(settings_left_out(&s, S("leiderdorp")));
	assert_false(settings_left_out(&s, S("delft")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_key), cmocka_unit_test(defaults), cmocka_unit_test(relative),
		cmocka_unit_test(portals), cmocka_unit_test(outlets), cmocka_unit_test(reach_keys), cmocka_unit_test(faults), cmocka_unit_test(scanner_faults), cmocka_unit_test(archive_faults), cmocka_unit_test(not_a_file),
		cmocka_unit_test(in_files), cmocka_unit_test(included), cmocka_unit_test(alone), cmocka_unit_test(rights),
		cmocka_unit_test(every_fault), cmocka_unit_test(leaving_out),
	};

	return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
