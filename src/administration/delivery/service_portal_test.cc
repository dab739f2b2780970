#include <algorithm>
#include <boost/json.hpp>

#include "administration/delivery/acts/hearing.h"
#include "administration/delivery/acts/keeping.h"
#include "administration/delivery/acts/submitting.h"
#include "tests/support/delivering.h"
#include "tests/support/delivery_service.h"
#include "tests/support/refusing.h"

using namespace kreislauf;
using namespace std::chrono_literals;
using delivery::State;
using test::DeliveryService, test::has;
using Mischief = DeliveryService::Mischief;

namespace {

namespace jose = crypto::jose;
namespace json = boost::json;

struct Submitting : test::Delivering {
  Submitting() : Delivering{to_service()}, service{clock} { deliveries->network = &service; }
  ~Submitting() { deliveries->network = &calls::network(); }

  static std::string to_service() {
    return fmt::format("gescher,99001009004002,fit-connect,{},{},amt,secret,{},{}", DeliveryService::place,
                       DeliveryService::token_url, DeliveryService::destination, DeliveryService::schema);
  }
  std::string sent() {
    auto own = applied();
    pass();
    return own;
  }
  /// Long enough that whatever is due was asked.
  void wait() {
    for (int i = 0; i < 8; ++i) pass(61s);
  }
  std::size_t handed_over() const {
    std::size_t count = 0;
    for (auto const& one : service.submissions) count += one.handed_over;
    return count;
  }
  std::vector<std::string> mails_about() const {
    std::vector<std::string> subjects;
    for (auto const& one : memory->sent) subjects.push_back(one.subject);
    return subjects;
  }
  /// A call of this kind goes wrong like this, the first so many times.
  void spoil(std::string method, std::string part, Mischief how, int times = 1) {
    service.decide = [=, left = times](std::string_view m, std::string_view path) mutable {
      if (m != method or path.find(part) == std::string_view::npos or left == 0) return Mischief::none;
      --left;
      return how;
    };
  }

  DeliveryService service;
};

constexpr std::string_view submit_path = "/v1/submissions/";

}  // namespace

TEST_CASE_FIXTURE(Submitting,
                  "an application is announced, encrypted and handed over, and the specialist system takes it") {
  auto const own = sent();
  CHECK(now().state == State::sent);
  REQUIRE(service.submissions.size() == 1);
  auto& s = service.last();
  auto const announced = json::parse(s.announcement);
  CHECK(announced.at("destinationId").as_string() == DeliveryService::destination);
  CHECK(announced.at("serviceType").at("identifier").as_string() == "urn:de:fim:leika:leistung:99001009004002");
  CHECK(s.data.find("Mustermann") == std::string::npos);
  CHECK(service.opened(s.data).find("Mustermann") != std::string::npos);
  auto const metadata = json::parse(service.opened(s.metadata));
  auto const& content = metadata.at("contentStructure");
  CHECK(content.at("data").at("hash").at("content").as_string() == jose::sha512_hex(service.opened(s.data)));
  auto const& files = content.at("attachments").as_array();
  REQUIRE(files.size() == 1);
  auto const document = service.opened(s.attachments.at(std::string{files[0].at("attachmentId").as_string()}));
  CHECK(document.starts_with("%PDF"));
  CHECK(files[0].at("hash").at("content").as_string() == jose::sha512_hex(document));
  CHECK(files[0].at("purpose").as_string() == "form");
  CHECK_FALSE(has(page(own), "in dem Programm angekommen"));

  service.accept(s);
  wait();
  CHECK(now().state == State::arrived);
  CHECK(has(page(own), "Ihr Antrag ist am 23. November 2026 in dem Programm angekommen"));
  CHECK(has(page(own), "In Bearbeitung"));
  CHECK(has(page("/en" + own), "reached the program"));
  auto const mails = mails_about();
  CHECK(std::count(mails.begin(), mails.end(), "Neues zu Ihrem Antrag 2026-000001") == 1);
  auto const asked = service.calls_made;
  wait();
  CHECK(service.calls_made == asked);  // what is settled is not asked about
  CHECK(office_page().find("beim Fachverfahren angekommen") != std::string::npos);
}

TEST_CASE_FIXTURE(Submitting,
                  "a rejection is a normal state: office and applicant read the reasons, and it can go once more") {
  auto const own = sent();
  service.reject(
      service.last(),
      R"([{"type":"https://schema.fitko.de/x","title":"Schema passt nicht","detail":"<b>Feld 7</b> fehlt"}])");
  wait();
  CHECK(now().state == State::rejected);
  CHECK(has(page(own), "hat Ihren Antrag nicht angenommen"));
  CHECK(has(page(own), "Schema passt nicht: &lt;b&gt;Feld 7&lt;/b&gt; fehlt"));
  CHECK(has(page(own), "Angekommen"));  // the authority has it all the same
  CHECK(office_page().find("vom Fachverfahren nicht angenommen") != std::string::npos);
  CHECK(now().reasons.find("Feld") == std::string::npos);  // sealed
  CHECK(submit("gescher.localhost", "/verwaltung/amt/buergerbuero/zustellungen/1", "tun=nochmal").status == 303);
  auto const rejection = service.last().log.back();
  pass();
  CHECK(now().state == State::sent);
  REQUIRE(service.submissions.size() == 2);
  service.last().log.push_back(rejection);  // what was said of the first one says nothing of the second
  wait();
  CHECK(now().state == State::sent);
  service.accept(service.last());
  for (int i = 0; i < 30; ++i) pass(15min);
  CHECK(now().state == State::arrived);
}

TEST_CASE_FIXTURE(Submitting, "what is not taken may stay here; what is withdrawn must be taken out there, too") {
  auto const own = sent();
  SUBCASE("it stays here") {
    service.reject(service.last(), R"([{"title":"Falscher Zustellpunkt"}])");
    wait();
    CHECK(office_page().find("Bleibt hier") != std::string::npos);
    auto const one = "/verwaltung/amt/buergerbuero/zustellungen/1";
    CHECK(submit("gescher.localhost", one, "tun=etwas").status == 400);
    CHECK(submit("gescher.localhost", one, "tun=hier").status == 303);
    CHECK(now().state == State::recalled);
    CHECK(has(get("gescher.localhost", "/verwaltung/amt/buergerbuero/zustellungen"), "Alles ist zugestellt."));
    CHECK(submit("gescher.localhost", "/verwaltung/amt/steueramt/zustellungen/1", "tun=nochmal").status == 403);
  }
  SUBCASE("it is withdrawn") {
    send_form(own + "/zuruecknehmen");
    CHECK(now().state == State::sent);
    CHECK(office_page().find("im Fachverfahren steht er noch") != std::string::npos);
  }
  SUBCASE("it is withdrawn after it was not taken: then nobody must look") {
    service.reject(service.last(), R"([{"title":"Nein"}])");
    wait();
    send_form(own + "/zuruecknehmen");
    CHECK(now().state == State::recalled);
  }
}

TEST_CASE_FIXTURE(Submitting, "a log with thousands of keys makes us fetch a few") {
  sent();
  for (int i = 0; i < 300; ++i) {
    auto const key = jose::Jwk{fmt::format("pen-{}", i + 2), DeliveryService::pen().key};
    service.last().log.push_back(service.token(service.claim_of(service.last(), "reject-submission", "{}"), key));
  }
  auto const before = service.calls_made;
  pass(61s);
  CHECK(service.calls_made < before + 20);
  CHECK(now().state == State::sent);
}

TEST_CASE_FIXTURE(Submitting, "whatever goes wrong on the way, it is handed over exactly once") {
  for (auto const& [method, part] :
       std::initializer_list<std::pair<char const*, char const*>>{{"GET", "/v1/destinations/"},
                                                                  {"GET", "/keys/"},
                                                                  {"POST", "/v1/submissions"},
                                                                  {"PUT", "/attachments/"},
                                                                  {"PUT", "/v1/submissions/"},
                                                                  {"GET", "/events"}}) {
    for (auto const how : {Mischief::lost, Mischief::late, Mischief::fail_first, Mischief::nonsense}) {
      CAPTURE(method);
      CAPTURE(part);
      CAPTURE(how);
      auto const before = handed_over();
      spoil(method, part, how);
      applied();
      for (int i = 0; i < 8; ++i) pass(61s);
      CHECK(handed_over() == before + 1);
      std::int64_t const id = count("SELECT MAX(id) FROM deliveries");
      CHECK(now(id).state == State::sent);
    }
  }
}

TEST_CASE_FIXTURE(Submitting, "an answer that never comes is asked about and never assumed") {
  spoil("PUT", std::string{submit_path}, Mischief::late);
  // The attachment is a PUT, too: it is repeated, which harms nothing; then the submission itself is spoilt.
  auto const attachments = [](std::string_view path) { return path.find("/attachments/") != std::string_view::npos; };
  service.decide = [=](std::string_view method, std::string_view path) {
    if (method == "PUT" and not attachments(path)) return Mischief::late;
    return path.find("/events") != std::string_view::npos ? Mischief::lost : Mischief::none;
  };
  sent();
  CHECK(now().state == State::unknown);
  for (int hour = 0; hour < 30; ++hour) pass(1h);
  CHECK(now().state == State::unknown);
  CHECK(handed_over() == 1);
  CHECK(office_page().find("die Antwort fehlt noch") != std::string::npos);
  service.decide = {};
  for (int hour = 0; hour < 8; ++hour) pass(1h);
  CHECK(now().state == State::sent);
  CHECK(handed_over() == 1);
}

TEST_CASE_FIXTURE(Submitting, "withdrawn while nobody knows whether it arrived: what did not arrive goes no more") {
  service.decide = [](std::string_view method, std::string_view path) {
    bool const submission = method == "PUT" and path.find("/attachments/") == std::string_view::npos;
    return submission or path.find("/events") != std::string_view::npos ? Mischief::lost : Mischief::none;
  };
  auto const own = sent();
  REQUIRE(now().state == State::unknown);
  SUBCASE("withdrawn") { send_form(own + "/zuruecknehmen"); }
  SUBCASE("rejected here") {
    staff("gescher", "entscheiderin", {{authority::Role::clerk, "buergerbuero"}});
    auto const one = "/verwaltung/amt/buergerbuero/antraege/1";
    REQUIRE(submit("gescher.localhost", one, "tun=uebernehmen&begruendung=").status == 303);
    test::open_documents(*this);
    REQUIRE(test::refuse(*this, "gescher.localhost", one).status == 303);
    cookies.clear();
  }
  CHECK(now().state == State::unknown);
  service.decide = {};
  for (int hour = 0; hour < 8; ++hour) pass(1h);
  CHECK(now().state == State::recalled);
  CHECK(handed_over() == 0);
}

TEST_CASE_FIXTURE(Submitting, "a service that is away for a night is not pressed, and nothing is lost") {
  service.decide = [](std::string_view, std::string_view) { return Mischief::lost; };
  sent();
  for (int hour = 0; hour < 12; ++hour) pass(1h);
  CHECK(now().state == State::waiting);
  CHECK(now().problem == "Der Zustelldienst antwortet gerade nicht.");
  CHECK(service.calls_made < 40);
  service.decide = {};
  for (int hour = 0; hour < 3; ++hour) pass(1h);
  CHECK(now().state == State::sent);
}

TEST_CASE_FIXTURE(Submitting, "tokens that nobody may believe change nothing; the true one does") {
  auto const own = sent();
  auto& s = service.last();
  auto const tags = service.tags_of(s);
  auto const real = service.claim_of(s, "accept-submission", tags);
  auto const stranger = jose::Jwk{"pen-1", crypto::RsaKey::make(4096)};
  auto const hostile = [&](char const* what, std::string token) {
    CAPTURE(what);
    auto const before = s.log;
    s.log.push_back(std::move(token));
    for (int i = 0; i < 30; ++i) pass(15min);
    CHECK(now().state == State::sent);
    s.log = before;
  };
  auto const changed = [&](auto change) {
    auto claim = real;
    change(claim);
    return claim;
  };
  auto const good = service.token(real, DeliveryService::pen());
  auto const body = good.substr(good.find('.') + 1, good.rfind('.') - good.find('.') - 1);
  auto const head = [](std::string_view text) { return jose::base64url(text); };
  hostile("without algorithm", head(R"({"alg":"none","typ":"secevent+jwt","kid":"pen-1"})") + "." + body + ".");
  hostile("signed with a key of somebody else", service.token(real, stranger));
  hostile("signed by the service itself", service.token(real, DeliveryService::service_pen()));
  hostile("changed", good.substr(0, good.find('.') + 30) + "A" + good.substr(good.find('.') + 31));
  hostile("of another destination", service.token(changed([](auto& c) { c.issuer[0] = '1'; }), DeliveryService::pen()));
  hostile("about another submission",
          service.token(changed([](auto& c) { c.submission[0] = '9'; }), DeliveryService::pen()));
  hostile("of another case", service.token(changed([](auto& c) { c.case_id[0] = '9'; }), DeliveryService::pen()));
  hostile("from the future", service.token(changed([](auto& c) { c.at += 900'000; }), DeliveryService::pen()));
  hostile("about other content",
          service.token(changed([](auto& c) { c.more = R"({"authenticationTags":{"metadata":"x","data":"y"}})"; }),
                        DeliveryService::pen()));
  hostile("about no content", service.token(changed([](auto& c) { c.more = "{}"; }), DeliveryService::pen()));
  hostile("said by the service, which may not",
          service.token(changed([](auto& c) { c.issuer = DeliveryService::place; }), DeliveryService::service_pen()));
  hostile("deleted, said by the destination, which may not",
          service.token(changed([](auto& c) { c.kind = "delete-submission"; }), DeliveryService::pen()));
  hostile("no token", "ey.ey.ey");
  hostile("nothing", "");
  // Control: the same with nothing wrong, twice.
  s.log.push_back(good);
  s.log.push_back(good);
  for (int i = 0; i < 30; ++i) pass(15min);
  CHECK(now().state == State::arrived);
  CHECK(count("SELECT COUNT(*) FROM events WHERE kind = 'delivery.arrive'") == 1);
}

TEST_CASE_FIXTURE(Submitting, "a key that is none for this encrypts nothing") {
  auto const weak = jose::Jwk{"lock-1", crypto::RsaKey::make(2048)};
  SUBCASE("too small") { service.published_lock = jose::written_jwk(weak, jose::Use::wrap); }
  SUBCASE("for something else") {
    service.published_lock = jose::written_jwk(DeliveryService::lock(), jose::Use::verify);
  }
  SUBCASE("another one") {
    service.published_lock = jose::written_jwk({"lock-2", DeliveryService::lock().key}, jose::Use::wrap);
  }
  sent();
  CHECK(now().state == State::waiting);
  CHECK(now().problem == "Der Schlüssel des Fachverfahrens fehlt oder taugt nicht.");
  CHECK(service.submissions.empty());
}

TEST_CASE_FIXTURE(Submitting, "what the service forwards stays on its way, what it deletes is told to the office") {
  sent();
  service.service_says(service.last(), "forward-submission");
  wait();
  CHECK(now().state == State::sent);
  CHECK(count("SELECT COUNT(*) FROM events WHERE kind = 'delivery.forward'") == 1);
  service.service_says(service.last(), "delete-submission");
  for (int i = 0; i < 30; ++i) pass(15min);
  CHECK(now().state == State::failed);
  CHECK(office_page().find("nicht abgeholt") != std::string::npos);
}

TEST_CASE_FIXTURE(Submitting, "a submission that the service has forgotten before it was whole is announced anew") {
  service.decide = [this](std::string_view method, std::string_view path) {
    if (method == "PUT" and path.find("/attachments/") != std::string_view::npos and service.submissions.size() == 1)
      service.last().id = "forgotten";
    return Mischief::none;
  };
  sent();
  pass(121s);
  CHECK(service.submissions.size() == 2);
  CHECK(now().state == State::sent);
}

TEST_CASE_FIXTURE(Submitting, "a hint with its code makes us ask at once, any other one is refused") {
  sent();
  auto const code = delivery::callback_code_of({keyring, "05554016"}, now());
  auto const announced = json::parse(service.last().announcement);
  CHECK(announced.at("callback").at("url").as_string() == "http://gescher.localhost:8080/api/v1/deliveries/1/" + code);
  for (int i = 0; i < 20; ++i) pass(1h);  // the pauses are long now
  service.accept(service.last());
  CHECK(post("gescher.localhost", "/api/v1/deliveries/1/" + std::string(64, '0'), "{}").status == 403);
  CHECK(post("gescher.localhost", "/api/v1/deliveries/2/" + code, "{}").status == 403);
  pass(11s);
  CHECK(now().state == State::sent);
  CHECK(post("gescher.localhost", "/api/v1/deliveries/1/" + code, R"({"type":"rejected"})").status == 200);
  pass(11s);
  CHECK(now().state == State::arrived);
}

TEST_CASE_FIXTURE(Submitting, "with another key everything still opens, and the old one is not needed") {
  sent();
  service.reject(service.last(), R"([{"title":"Geht nicht"}])");
  wait();
  keyring.take({{1, std::string(32, 'a')}, {2, std::string(32, 'b')}});
  auto visit = this->visit("gescher");
  CHECK(delivery::sealed_under(visit, 1) == 2);
  delivery::renew_under_keys(visit);
  CHECK(delivery::sealed_under(visit, 1) == 0);
  keyring.take({{2, std::string(32, 'b')}});
  CHECK(delivery::opened_reasons(visit.keys(), now()) == "Geht nicht");
  database("gescher").read([&](db::Connection& connection) {
    CHECK(delivery::opened_secret(visit.keys(), *delivery::store::destination(connection, 1)) == "geheim+1");
  });
}

TEST_CASE_FIXTURE(Submitting, "everything on its way stands in the outbox or is asked about; what does not is found") {
  sent();
  auto visit = this->visit("gescher");
  CHECK(delivery::verify(visit).findings.empty());
  database("gescher").write([](db::Connection& connection) {
    auto d = *delivery::store::find(connection, 1);
    d.state = State::waiting;
    delivery::store::save(connection, d);
  });
  CHECK(delivery::verify(visit).findings.size() == 1);
}

TEST_CASE_FIXTURE(Submitting, "from a copy of the data nothing is sent on suspicion: the office looks first") {
  applied();
  acts::perform(database("gescher"), clock, "operator",
                [](acts::Transaction& tx) { delivery::stop_after_restore(tx); });
  wait();
  CHECK(now().state == State::failed);
  CHECK(now().problem.starts_with("Die Daten kommen aus einer Kopie."));
  CHECK(service.submissions.empty());
  acts::perform(database("gescher"), clock, "test", [](acts::Transaction& tx) { delivery::send_again(tx, 1); });
  pass();
  CHECK(now().state == State::sent);
}

TEST_CASE_FIXTURE(Submitting, "nothing of an erased application remains") {
  auto const own = sent();
  service.reject(service.last(), R"([{"title":"Erika Mustermann fehlt"}])");
  wait();
  send_form(own + "/zuruecknehmen");
  for (int day = 0; day < 200 and not is_gone(); ++day) {
    clock.advance(24h);
    run_jobs(2);
  }
  CHECK(is_gone());
}
