#include <filesystem>
#include <fstream>
#include <set>

#include "administration/delivery/acts/hearing.h"
#include "administration/delivery/store/store.h"
#include "administration/intake/acts/sealing.h"
#include "administration/intake/acts/settling.h"
#include "administration/intake/store/store.h"
#include "administration/payments/acts/bank.h"
#include "administration/payments/acts/debiting.h"
#include "administration/payments/acts/running.h"
#include "administration/payments/payments.h"
#include "administration/payments/store/store.h"
#include "app/mail_delivery.h"
#include "app/outbox_sender.h"
#include "base/text.h"
#include "platform/html/html.h"
#include "platform/oidc/provider_for_tests.h"
#include "platform/webauthn/authenticator_for_tests.h"
#include "tests/support/booking_town.h"
#include "tests/support/push_service.h"
#include "tests/support/source.h"

using namespace kreislauf;
using namespace std::chrono;

namespace {

/// Everything that residents can leave in a town, each with a word that stands nowhere else.
struct Leaving : test::BookingTown {
  oidc::test::Provider provider{clock};

  Leaving() {
    remark();
    holds_by_program();
    books("202611241000", "Zeisiga", true);
    books("202611241010", "Zeisigob", false);
    waits("Zeisigc", true);
    waits("Zeisigd", false);
    post(host, "/neues/abo", form("news") + "&mail=zeisige%40beispiel.de");
    applies();
    is_not_taken();
    drafts();
    asks_another();
    logs_in();
    pays();
    has_an_account();
    acts_for_a_child();
    sends_paper();
    goes_elsewhere();
  }

  /// Another authority is asked about it, goes on with it, and hears why.
  void goes_elsewhere() {
    auto const own = begins("elsewhere");
    post(host, own + "/adresse",
         "abholort-strasse=Zeisigweg&abholort-hausnummer=2&abholort-plz=48712&abholort-ort=Gescher");
    post(host, own + "/dinge", "dinge=1&dinge-1-art=sofa&dinge-1-anzahl=2&elektro=nein");
    post(host, own + "/kontakt",
         "person-vorname=Zeisigx&person-nachname=Zeisigx&kontakt-mail=zeisigx%40beispiel.de&kontakt-telefon=");
    REQUIRE(post(host, own + "/senden", form("send elsewhere")).status == 303);
    std::int64_t id = 0;
    database("gescher").read([&](db::Connection& connection) {
      id = connection.number("SELECT MAX(id) FROM applications WHERE state = 'submitted'");
    });
    std::int64_t number = 0;
    database("gescher").read([&](db::Connection& connection) {
      number = connection.number("SELECT id FROM cases WHERE subject = '" + fmt::format("application:{}", id) + "'");
    });
    staff("gescher", "entscheiderin", {{authority::Role::clerk, "buergerbuero"}});
    REQUIRE(submit(host, fmt::format("/verwaltung/amt/buergerbuero/beteiligen/{}", number),
                   "an=05554004&amt=buergerbuero&frage=Wohnt+Zeisigx+dort%3F&zeigen=adresse&bis=2026-12-07")
                .status == 303);
    REQUIRE(submit(host, fmt::format("/verwaltung/amt/buergerbuero/antraege/{}/weitergeben", id),
                   "an=05554004&amt=buergerbuero&rechtsgrund=place&grund=Zeisigx+wohnt+in+Ahaus")
                .status == 303);
    cookies.clear();
  }

  /// A form on paper, scanned and read; somebody puts it aside and says why.
  void sends_paper() {
    auto at = visit("gescher");
    auto const c = authority::programme_context(at, {});
    acts::perform(at.db, clock, "guest", [&](acts::Transaction& tx) {
      intake::File file{.id = intake::store::next_file(tx.db),
                        .office = "buergerbuero",
                        .state = intake::FileState::read,
                        .sha256 = std::string(64, 'a'),
                        .received_at = iso_utc(clock.now()),
                        .received_by = "staff:1"};
      file.name = intake::sealed(c->keys, intake::subject_of(file), "Zeisigs Blatt.pdf", random);
      intake::store::add(tx.db, file);
      intake::Page page{.file = file.id, .number = 1};
      page.readings = intake::sealed(c->keys, intake::about(page), "Zeisig", random);
      intake::store::put(tx.db, page);
      intake::Sheet const sheet{.id = intake::store::next_sheet(tx.db),
                                .file = file.id,
                                .office = "buergerbuero",
                                .first_page = 1,
                                .last_page = 1,
                                .received_at = file.received_at};
      intake::store::add(tx.db, sheet);
      intake::discard(tx, *c, sheet, "Zeisig hat es doppelt geschickt");
    });
  }

  void makes_a_passkey() {
    auto const body = get(host, "/konto/sicherheit").body;
    auto const between = [&](std::string_view before, std::string_view after) {
      auto const at = body.find(before) + before.size();
      return body.substr(at, body.find(after, at) - at);
    };
    auto options = between("data-options=\"", "\"");
    for (std::size_t at = 0; (at = options.find("&quot;", at)) != std::string::npos;) options.replace(at, 6, "\"");
    webauthn::test::Device device;
    device.place.origin = "http://gescher.localhost:8080";
    device.take(options);
    REQUIRE(test::header(post(host, "/konto/passkeys",
                              form("passkey") + "&aufgabe=" + html::in_url(between("name=\"aufgabe\" value=\"", "\"")) +
                                  "&antwort=" + html::in_url(device.register_it())),
                         "Location") == "/konto/sicherheit?passkey=neu");
  }
  /// With what shall be known for the next application.
  void has_an_account() {
    user_agent = "Firefox/128.0 (Android)";
    post(host, "/konto/anmelden", form("account") + "&mail=zeisigr%40beispiel.de");
    std::string code;
    database("gescher").read([&](db::Connection& connection) {
      auto const mail = connection.text("SELECT payload FROM outbox WHERE subject = 'sign_in'").value_or("");
      auto const at = mail.find("Stadt Gescher: ") + 15;
      code = mail.substr(at, 4) + mail.substr(at + 5, 4);
    });
    std::string page;
    database("gescher").read([&](db::Connection& connection) {
      page = connection.text("SELECT location FROM idempotency_keys WHERE location LIKE '%/konto/code/%'").value_or("");
    });
    REQUIRE(post(host, page, form("code") + "&code=" + code).status == 303);
    REQUIRE(post(host, "/konto/angaben", form("facts") + "&vorname=Zeisigs&nachname=Zeisigt").status == 303);
    makes_a_passkey();
  }

  std::string begins(std::string const& name, std::string const& service = "sperrmuell-abholen") {
    constexpr std::string_view csv =
        "authority,service,question,answer\ngescher,99001009004002,online,ja\ngescher,99115003012000,online,ja\n"
        "gescher,99102013002000,online,ja\n";
    authority::import_answers(*store, csv, OnRejection::keep_good_lines,
                              [](std::string_view, std::string_view) { return true; });
    authorities.refresh_towns();
    auto const first = test::header(post(host, "/antrag/" + service, form(name)), "Location");
    return first.substr(0, first.rfind('/'));
  }
  /// Changes once what the office asks for, and begins to change it once more.
  void amends(std::string const& own, std::string const& one) {
    for (std::string const name : {"Zeisigu", "Zeisigv"}) {
      staff("gescher", "entscheiderin", {{authority::Role::clerk, "buergerbuero"}});
      REQUIRE(
          submit(host, one + "/nachfordern", "art=nachfordern&fragen=abholort&nachricht=Wo%3F&bis=2026-12-14").status ==
          303);
      cookies.clear();
      post(host, own + "/ergaenzen/adresse",
           "abholort-strasse=" + name + "weg&abholort-hausnummer=1&abholort-plz=48712&abholort-ort=Gescher");
      if (name == "Zeisigu") REQUIRE(post(host, own + "/ergaenzen/pruefen", form("amend")).status == 303);
    }
    staff("gescher", "entscheiderin", {{authority::Role::clerk, "buergerbuero"}});
  }
  /// Of this application, but not by day: what happens waits for the night.
  void lets_a_device_tell(std::string const& own) {
    user_agent = "Firefox/128.0 (Android)";
    test::PushService const service;
    get(host, own + "/benachrichtigungen");
    REQUIRE(post(host, own + "/benachrichtigungen/geraet", form("device") + "&" + service.form()).status == 303);
    REQUIRE(post(host, own + "/benachrichtigungen", form("quiet") + "&ruhe=ja&von=6%3A00&bis=23%3A00").status == 303);
  }
  /// Sent, written about, decided with a reason, and told by mail.
  void applies() {
    auto const own = begins("apply");
    post(host, own + "/adresse",
         "abholort-strasse=Zeisigweg&abholort-hausnummer=1&abholort-plz=48712&abholort-ort=Gescher");
    post(host, own + "/dinge", "dinge=1&dinge-1-art=sofa&dinge-1-anzahl=2&elektro=nein");
    post(host, own + "/kontakt",
         "person-vorname=Zeisigh&person-nachname=Zeisigh&kontakt-mail=zeisigh%40beispiel.de&kontakt-telefon=");
    REQUIRE(post(host, own + "/senden", form("send")).status == 303);
    lets_a_device_tell(own);
    REQUIRE(post(host, own + "/nachrichten", form("say") + "&nachricht=Zeisigp+fragt+nach").status == 303);
    staff("gescher", "entscheiderin", {{authority::Role::clerk, "buergerbuero"}});
    std::string const one = "/verwaltung/amt/buergerbuero/antraege/1";
    REQUIRE(submit(host, one, "tun=uebernehmen&begruendung=").status == 303);
    REQUIRE(submit(host, "/verwaltung/amt/buergerbuero/faelle/1", "tun=notieren&notiz=Zeisigs+rief+an").status == 303);
    amends(own, one);
    REQUIRE(submit(host, "/verwaltung/amt/buergerbuero/faelle/1/stellungnahme",
                   "amt=steueramt&frage=Zeisiga+gesehen%3F&bis=2026-12-14")
                .status == 303);
    staff("gescher", "nachbarin", {{authority::Role::clerk, "steueramt"}});
    REQUIRE(submit(host, "/verwaltung/amt/steueramt/stellungnahmen/1", "antwort=Zeisigb+ist+da").status == 303);
    staff("gescher", "entscheiderin", {{authority::Role::clerk, "buergerbuero"}});
    REQUIRE(submit(host, one + "/bescheid", "ergebnis=abgelehnt&begruendung=Zeisigw+ist+weg").status == 303);
    REQUIRE(submit(host, one, "tun=bewilligt&begruendung=Zeisigi+wohnt+woanders").status == 303);
    cookies.clear();
  }
  /// The specialist system says why it does not take the application.
  void is_not_taken() {
    delivery::Delivery d{.subject = "application:1",
                         .number = "2026-000001",
                         .service = "sperrmuell-abholen",
                         .office = "buergerbuero",
                         .state = delivery::State::rejected,
                         .name = "05554016-2026-000001-0011223344556677"};
    crypto::Keys const keys{keyring, "05554016"};
    database("gescher").write([&](db::Connection& connection) {
      delivery::store::add(connection, d);
      d.reasons = delivery::sealed_reasons(keys, d, "Zeisigq ist unbekannt", random);
      delivery::store::save(connection, d);
    });
  }
  /// Left with what was not understood.
  void drafts() {
    auto const own = begins("draft");
    post(host, own + "/adresse", "abholort-strasse=Zeisigj&abholort-hausnummer=1&abholort-plz=Zeisigk&abholort-ort=");
    REQUIRE(post(host, own + "/merken", form("link") + "&mail=zeisigl%40beispiel.de").status == 303);
    REQUIRE(
        post(host, own + "/frage", form("ask") + "&nachricht=Zeisigv+fragt&mail=zeisigv%40beispiel.de&seite=adresse")
            .status == 303);
  }

  /// Nobody signs it.
  void asks_another() {
    auto const own = begins("cosign", "hund-anmelden");
    post(host, own + "/hund",
         "rufname=Zeisigx&rasse=Dackel&geboren.tag=1&geboren.monat=3&geboren.jahr=2026&seit.tag=1&seit.monat=6&seit."
         "jahr=2026&chip=&gross=nein");
    post(host, own + "/halten", "andere=0&vorher=nein");
    post(host, own + "/person",
         "person-vorname=Zeisigy&person-nachname=Zeisigy&anschrift-strasse=Markt&anschrift-hausnummer=1&anschrift-plz="
         "48712&anschrift-ort=Gescher&kontakt-mail=zeisigy%40beispiel.de&kontakt-telefon=&zu_zweit=ja&halter_2=Zeisigz&"
         "halter_2_mail=zeisigz%40beispiel.de");
    post(host, own + "/zahlen", "zahlweg=ueberweisung");
    REQUIRE(post(host, own + "/senden", form("send to sign")).status == 303);
  }
  /// Remembered with the account, for the next application.
  void acts_for_a_child() {
    auto const own = begins("child", "meldebescheinigung");
    post(host, own + "/fuer-wen",
         "vertretung-fuer=child&vertretung-vertreter_vorname=Zeisigs&vertretung-vertreter_nachname=Zeisigt");
    post(host, own + "/umfang", "umfang=einfach");
    post(host, own + "/person",
         "vornamen=Zeisigw&familienname=Zeisigw&geburtstag.tag=1&geburtstag.monat=3&geburtstag.jahr=2019&wohnung-"
         "strasse="
         "Markt&wohnung-hausnummer=1&wohnung-plz=48712&wohnung-ort=Gescher");
    post(host, own + "/weg", "weg=datei");
    post(host, own + "/kontakt", "kontakt-mail=zeisigs%40beispiel.de&kontakt-telefon=");
    REQUIRE(post(host, own + "/senden", form("send for child") + "&person-merken=1").status == 303);
  }

  /// Known by a provider, and not sent.
  void logs_in() {
    logins::Provider bundid{.id = "bundid", .name = "BundID"};
    bundid.registration = {.issuer = provider.issuer, .client = "gescher", .secret = "geheim"};
    modules.logins().use({bundid}, provider);
    provider.claims = {
        {"given_name", "Zeisigo"}, {"family_name", "Zeisigp"}, {"bPK2", "zeisigq"}, {"acr", "STORK-QAA-Level-4"}};
    auto const own = begins("login", "meldebescheinigung");
    auto const out = test::header(post(host, own + "/anmelden", form("out") + "&anbieter=bundid"), "Refresh");
    auto const back = provider.log_in(out.substr(out.find("https")));
    auto const told = test::header(get(host, "/anmeldung/zurueck?" + back), "Location");
    REQUIRE(told.ends_with("?anmeldung=fertig"));
    REQUIRE(post(host, told.substr(0, told.find('?')) + "/uebernehmen", form("take")).status == 303);
  }

  /// By transfer, with words of their own on it.
  void pays() {
    payments::Payments const tills{house, printer};
    crypto::Keys const keys{keyring, "05554016"};
    std::string kassenzeichen;
    auto& db = database("gescher");
    acts::perform(db, clock, "guest", [&](acts::Transaction& tx) {
      kassenzeichen = payments::create(tx, {keys, random, "http://gescher.localhost:8080"},
                                       {.subject = "trial:1",
                                        .service = "sperrmuell-abholen",
                                        .purpose = "Sperrmüll",
                                        .amount = {2000},
                                        .mail = "zeisigm@beispiel.de"})
                          .kassenzeichen;
    });
    auto const booked = payments::take_statement(
        payments::desk_of(tills, *authorities.directory()->by_slug("gescher"), db), random,
        {{.mark = "1", .booked_on = "2026-11-23", .amount = {2000}, .text = kassenzeichen + " Zeisign"}}, "operator");
    REQUIRE(booked.booked == 1);
    gives_a_mandate(tills, keys);
  }

  /// For another one, from an account of hers.
  void gives_a_mandate(payments::Payments const& tills, crypto::Keys const& keys) {
    auto& db = database("gescher");
    db.write([](db::Connection& connection) {
      payments::store::save(connection,
                            payments::Settings{.holder = "Stadt Gescher", .iban = "DE93999999990000000001"});
      payments::store::save(connection, payments::DebitSettings{.creditor = "DE98ZZZ09999999999"});
    });
    acts::perform(db, clock, "guest", [&](acts::Transaction& tx) {
      auto const owed = payments::create(tx, {keys, random, "http://gescher.localhost:8080"},
                                         {.subject = "trial:2", .purpose = "Sperrmüll", .amount = {2000}});
      payments::give_mandate(tx, {tills, *authorities.directory()->by_slug("gescher"), keys, random}, owed.id,
                             {.debtor = {"Zeisigr", "DE02120300000000202051"}, .mail = "zeisigr@beispiel.de"});
    });
  }

  void remark() {
    post(host, "/rueckmeldung", form("remark") + "&urteil=nein&text=Zeisigf+sagt+etwas&mail=zeisigf%40beispiel.de");
  }
  /// A program gets its answer in words, not as a way to a page.
  void holds_by_program() {
    content_type = "application/json";
    idempotency_key = "zeisigg-1";
    auto const body = R"({"service":"99008001012000","office":"buergerbuero","day":"2026-11-24","time":"11:00"})";
    REQUIRE(post(host, "/api/v1/appointments/holds", body).status == 201);
    idempotency_key.clear();
    content_type = "application/x-www-form-urlencoded";
  }
  static std::string person(std::string const& who) {
    return "&name=" + who + "&mail=" + who + "%40beispiel.de&telefon=0254260999&notiz=" + who + "+kommt";
  }
  void books(std::string const& time, std::string const& who, bool confirms) {
    auto const token = token_of(reserves(time, "hold " + who));
    REQUIRE(post(host, "/termine/buchen/" + token, form("book " + who) + person(who)).status == 303);
    if (not confirms) return;
    auto const path = "/termin/" + token + "/bestaetigen/" + appointments::confirm_code_of(secrets, of(token));
    REQUIRE(post(host, path, form("confirm " + who)).status == 303);
  }
  void waits(std::string const& who, bool confirms) {
    REQUIRE(post(host, "/termine/warteliste",
                 form("wait " + who) + "&dienst=99008001012000&weg=telefon&wann=vormittag" + person(who))
                .status == 303);
    if (confirms) REQUIRE(post(host, entry_path(), form("yes " + who) + "&antwort=warten").status == 303);
  }

  /// A long weekend as the program lives it: jobs, mails that cannot be sent, the log of the store emptied. A clock
  /// that jumps further would stop them.
  void days_pass(app::Scheduler& scheduler, app::OutboxSender& sender) {
    clock.advance(hours{72});
    for (int round = 0; round < 3; ++round) scheduler.look();
    sender.look();
  }
};

/// `table.column` of what residents leave, from the map of personal data; languages are no canaries.
std::set<std::string> personal_columns() {
  std::set<std::string> all;
  for (auto const& entry : std::filesystem::recursive_directory_iterator{test::source_folder() / "src"}) {
    if (entry.path().filename() != "columns.csv") continue;
    std::ifstream in{entry.path()};
    for (std::string line; std::getline(in, line);) {
      auto const cells = text::split(line, ',');
      if (cells.size() < 3 or cells[2] != "resident") continue;
      for (auto const column : text::split(cells[1], ' '))
        if (column != "language") all.insert(std::string{cells[0]} + "." + std::string{column});
    }
  }
  return all;
}

std::set<std::string> files_with_canaries(std::filesystem::path const& folder) {
  std::set<std::string> found;
  for (auto const& entry : std::filesystem::recursive_directory_iterator{folder}) {
    if (not entry.is_regular_file()) continue;
    std::ifstream in{entry.path(), std::ios::binary};
    std::string const bytes{std::istreambuf_iterator<char>{in}, {}};
    for (std::string_view const word : {"Zeisig", "zeisig"})
      if (bytes.find(word) != std::string::npos) found.insert(entry.path().filename().string());
  }
  return found;
}

}  // namespace

TEST_CASE_FIXTURE(Leaving, "half a year later nothing of what residents left is in any byte of the store") {
  // Every column that the map names has held something: a new one needs a way to leave something in it here.
  for (auto const& column : personal_columns()) {
    auto const dot = column.find('.');
    auto const table = column.substr(0, dot), name = column.substr(dot + 1);
    std::int64_t held = 0;
    database("gescher").read([&](db::Connection& connection) {
      connection.each("SELECT " + name + " FROM " + table,
                      [&](db::Row const& row) { held += row.string(0).empty() ? 0 : 1; });
    });
    CAPTURE(column);
    CHECK(held > 0);
  }
  if (place.is_postgres()) return;  // its files are the server's
  CHECK_FALSE(files_with_canaries(place.location()).empty());

  // An account lives for two years, and as long as its owner wants.
  REQUIRE(post(host, "/konto/loeschen", form("end")).status == 200);

  app::MailDelivery mail{{}, clock};
  app::OutboxSender sender{house, modules.all(), mail, false};
  app::Scheduler scheduler{house, modules.all(), false};
  for (int day = 0; day < 220; day += 3) days_pass(scheduler, sender);
  for (auto const& file : files_with_canaries(place.location())) {
    CAPTURE(file);
    CHECK(file.empty());
  }
}
