#include <doctest/doctest.h>

#include "administration/programs/programs.h"
#include "tests/support/applying.h"

using namespace kreislauf;
using authority::Role;
using test::has, test::header;

namespace json = boost::json;

namespace {

constexpr std::string_view host = "gescher.localhost";
constexpr std::string_view cases_path = "/api/v1/cases/buergerbuero";

/// A specialist system of the Bürgerbüro, and one application that has come in.
struct CaseApi : test::Applying {
  std::string own = applied();

  CaseApi() { mails(); }

  /// A key of this office; it is sent from now on.
  std::string key(bool writes = true, std::string const& services = {}, std::string const& office = "buergerbuero",
                  std::string const& until = "2027-11-23") {
    auto const made = programs::make_key(random);
    acts::perform(database("gescher"), clock, "test", [&](acts::Transaction& tx) {
      programs::add_key(tx, {.name = "Sperrmüllplan",
                             .office = office,
                             .writes = writes,
                             .services = services,
                             .key_hash = programs::hash_of(made),
                             .expires_on = until});
    });
    authorization = "Bearer " + made;
    return made;
  }
  http::Response ask(std::string const& rest = {}) { return get(std::string{host}, std::string{cases_path} + rest); }
  http::Response send(std::string const& rest, json::object const& body, std::string const& seen = "\"0\"",
                      std::string const& form_key = {}) {
    content_type = "application/json";
    idempotency_key = form_key.empty() ? random.hex(16) : form_key;
    if_match = seen;
    auto answer = post(std::string{host}, std::string{cases_path} + rest, json::serialize(body));
    content_type = "application/x-www-form-urlencoded";
    idempotency_key.clear();
    if_match.clear();
    return answer;
  }
  static json::object object_of(http::Response const& answer) { return json::parse(answer.body).as_object(); }
  static std::string code_of(http::Response const& answer) {
    return json::value_to<std::string>(object_of(answer).at("code"));
  }
  std::string phase() {
    std::string found;
    database("gescher").read(
        [&](db::Connection& db) { found = db.text("SELECT phase FROM cases WHERE id = 1").value_or(""); });
    return found;
  }
};

}  // namespace

TEST_CASE_FIXTURE(CaseApi, "without a key that holds there is nothing, and the answer does not say why") {
  CHECK(ask().status == 401);
  CHECK(header(ask(), "WWW-Authenticate") == "Bearer");
  auto const good = key();
  CHECK(ask().status == 200);
  for (auto const& bad : {std::string{"Bearer "}, "Bearer kreislauf_" + std::string(64, '0'), "Basic " + good,
                          "Bearer " + good + "0", good, std::string{"Bearer x"}}) {
    authorization = bad;
    CHECK(ask().status == 401);
  }
  key(true, {}, "buergerbuero", "2026-11-22");
  CHECK(ask().status == 401);
  key();
  acts::perform(database("gescher"), clock, "test", [&](acts::Transaction& tx) { programs::revoke(tx, {.id = 3}); });
  CHECK(ask().status == 401);
  // A session of staff opens nothing here, and a key no page.
  authorization.clear();
  staff("gescher", "anna", {{Role::clerk, "buergerbuero"}});
  CHECK(ask().status == 401);
  cookies.clear();
  key();
  CHECK(get(std::string{host}, "/verwaltung/amt/buergerbuero/faelle").status == 303);
}

TEST_CASE_FIXTURE(CaseApi, "a key sees the cases of its office and of its services, as a clerk there does") {
  key();
  auto const list = object_of(ask());
  REQUIRE(list.at("items").as_array().size() == 1);
  auto const& item = list.at("items").as_array()[0].as_object();
  CHECK(item.at("number") == "2026-000001");
  CHECK(item.at("phase") == "new");
  CHECK(list.at("next").is_null());
  CHECK(ask().body.find("Erika") == std::string::npos);  // a list names nobody
  CHECK(get(std::string{host}, "/api/v1/cases/steueramt").status == 403);
  CHECK(ask("?view=sonstwas").status == 400);
  CHECK(ask("?limit=0").status == 400);
  CHECK(ask("/99").status == 404);
  key(true, {}, "steueramt");
  CHECK(ask().status == 403);
  CHECK(get(std::string{host}, "/api/v1/cases/steueramt/1").status == 404);
  key(true, "hund-anmelden");
  CHECK(object_of(ask()).at("items").as_array().empty());
  CHECK(ask("/1").status == 404);
  CHECK(object_of(ask("?service=sperrmuell-abholen")).at("items").as_array().empty());
  key(true, "sperrmuell-abholen,hund-anmelden");
  CHECK(object_of(ask()).at("items").as_array().size() == 1);
  CHECK(ask("/1").status == 200);
}

TEST_CASE_FIXTURE(CaseApi, "a list goes on where it ended, without gaps and without anything twice") {
  for (int i = 0; i < 6; ++i) applied();
  key();
  std::set<std::int64_t> seen;
  std::string after;
  int pages = 0;
  for (bool more = true; more and pages < 10; ++pages) {
    auto const page = object_of(ask("?limit=3&after=" + after));
    for (auto const& one : page.at("items").as_array()) CHECK(seen.insert(one.as_object().at("id").as_int64()).second);
    more = page.at("next").is_string();
    if (more) after = json::value_to<std::string>(page.at("next"));
  }
  CHECK(seen.size() == 7);
  CHECK(pages == 3);
}

TEST_CASE_FIXTURE(CaseApi, "a case has answers, deadlines and events; the applicant reads who has looked at it") {
  key();
  auto const answer = ask("/1");
  CHECK(answer.status == 200);
  CHECK(answer.caching == http::Caching::none);
  CHECK(header(answer, "ETag") == "\"0\"");
  auto const one = object_of(answer);
  auto const& data = one.at("data").as_object();
  CHECK(data.at("answers").as_object().at("person").as_object().at("nachname") == "Mustermann");
  CHECK(data.at("documents").as_array().empty());
  CHECK(one.at("deadline").as_object().at("law").as_string().size() > 0);
  ask("/1");
  CHECK(count("SELECT COUNT(*) FROM events WHERE kind = 'application.read' AND actor = 'program:1'") == 1);
  authorization.clear();
  auto const uses = page(own + "/datennutzung");
  CHECK(has(uses, "Fachverfahren „Sperrmüllplan“ des Amtes"));
  CHECK(has(uses, "hat den Antrag gelesen"));
}

TEST_CASE_FIXTURE(CaseApi, "work begins once, upon what was seen, and the applicant hears of it") {
  key();
  CHECK(send("/1/start", {}, "").status == 428);
  CHECK(send("/1/start", {}, "*").status == 428);
  CHECK(send("/1/start", {{"unbekannt", 1}}).status == 400);
  auto const done = send("/1/start", {}, "\"0\"", "einmal-und-nie-wieder");
  CHECK(done.status == 200);
  CHECK(object_of(done).at("phase") == "working");
  CHECK(object_of(done).at("revision") == 1);
  CHECK(phase() == "working");
  CHECK(mails().size() == 1);
  // The answer got lost, and the program tries again: the same answer, also with what it had seen then.
  CHECK(send("/1/start", {}, "\"0\"", "einmal-und-nie-wieder").body == done.body);
  CHECK(mails().empty());
  CHECK(code_of(send("/1/start", {}, "\"1\"")) == "not_now");
  CHECK(count("SELECT COUNT(*) FROM events WHERE kind = 'case.begin' AND actor = 'program:1'") == 1);
}

TEST_CASE_FIXTURE(CaseApi, "who has seen an older state is told what has changed, and nothing is done") {
  key();
  send("/1/start", {});
  send("/1/notes", {{"text", "Der Wagen ist bestellt."}}, "\"1\"");
  auto const late = send("/1/notes", {{"text", "Zu spät."}}, "\"0\"");
  CHECK(late.status == 412);
  CHECK(code_of(late) == "stale");
  auto const body = object_of(late);
  CHECK(body.at("revision") == 2);
  CHECK(header(late, "ETag") == "\"2\"");
  auto const& changes = body.at("changes").as_array();
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].as_object().at("kind") == "case.begin");
  CHECK(changes[1].as_object().at("kind") == "case.note");
  auto const notes = object_of(ask("/1")).at("notes").as_array();
  REQUIRE(notes.size() == 1);
  CHECK(notes[0].as_object().at("text") == "Sperrmüllplan: Der Wagen ist bestellt.");
}

TEST_CASE_FIXTURE(CaseApi,
                  "a program asks for what is missing as the page does: these questions, with time to answer") {
  key();
  send("/1/start", {});
  json::object const good{
      {"questions", json::array{"abholort"}}, {"text", "Welche Hausnummer?"}, {"until", "2026-12-14"}};
  auto const with = [&](std::string_view name, json::value value) {
    auto body = good;
    body[name] = std::move(value);
    return send("/1/requests", body, "\"1\"").status;
  };
  CHECK(with("questions", json::array{"geheim"}) == 400);
  CHECK(with("questions", json::array{}) == 400);
  CHECK(with("until", "2026-11-23") == 400);
  CHECK(with("until", "morgen") == 400);
  CHECK(with("text", " ") == 400);
  CHECK(with("kind", "sonst") == 400);
  CHECK(phase() == "working");
  CHECK(send("/1/requests", good, "\"1\"").status == 200);
  CHECK(phase() == "waiting");
  authorization.clear();
  CHECK(has(page(own), "Bitte ergänzen Sie Ihren Antrag"));
}

TEST_CASE_FIXTURE(CaseApi, "a case is handed over with its reason, and then the key sees it no longer") {
  key();
  CHECK(send("/1/handover", {{"office", "buergerbuero"}, {"reason", "Hier richtig"}}).status == 400);
  CHECK(send("/1/handover", {{"office", "gibt-es-nicht"}, {"reason", "?"}}).status == 400);
  auto const done = send("/1/handover", {{"office", "steueramt"}, {"reason", "Dort zuständig"}});
  CHECK(done.status == 200);
  CHECK(object_of(done).at("office") == "steueramt");
  CHECK(ask("/1").status == 404);
  authorization.clear();
  CHECK(has(page(own), "Steueramt"));
}

TEST_CASE_FIXTURE(CaseApi, "a handover whose answer got lost is answered again, though the key sees the case no more") {
  key();
  json::object const body{{"office", "steueramt"}, {"reason", "Dort zuständig"}};
  auto const done = send("/1/handover", body, "\"0\"", "einmal-und-nie-wieder");
  REQUIRE(done.status == 200);
  mails();
  auto const again = send("/1/handover", body, "\"0\"", "einmal-und-nie-wieder");
  CHECK(again.status == 200);
  CHECK(again.body == done.body);
  CHECK(mails().empty());
  CHECK(count("SELECT COUNT(*) FROM events WHERE kind = 'case.hand_over' AND actor = 'program:1'") == 1);
  // Anything else about a case that is elsewhere: it is not there for this key.
  CHECK(send("/1/handover", {{"office", "steueramt"}, {"reason", "Anders"}}, "\"0\"", "einmal-und-nie-wieder").status ==
        404);
  CHECK(send("/1/handover", body, "\"0\"").status == 404);
  CHECK(send("/1/start", {}, "\"1\"").status == 404);
}

TEST_CASE_FIXTURE(CaseApi, "a key that may only read changes nothing, and there is no way to decide") {
  key(false);
  CHECK(ask("/1").status == 200);
  CHECK(code_of(send("/1/start", {})) == "read_only");
  CHECK(phase() == "new");
  key();
  CHECK(send("/1/decision", {{"result", "granted"}}).status == 404);
}

TEST_CASE_FIXTURE(CaseApi, "the head of an office makes a key, sees it once, and revokes it") {
  staff("gescher", "leitung", {{Role::head, "buergerbuero"}});
  std::string const page_path = "/verwaltung/amt/buergerbuero/fachverfahren";
  CHECK(has(page(page_path), "Noch hat kein Fachverfahren einen Schlüssel."));
  CHECK(submit(std::string{host}, page_path + "/schluessel", "name=&bis=2027-01-01").status == 422);
  CHECK(submit(std::string{host}, page_path + "/schluessel", "name=Plan&dienste=gibt-es-nicht&bis=2027-01-01").status ==
        422);
  CHECK(submit(std::string{host}, page_path + "/schluessel", "name=Plan&bis=2030-01-01").status == 422);
  auto const made =
      submit(std::string{host}, page_path + "/schluessel", "name=Plan&dienste=sperrmuell-abholen&bis=2027-01-01");
  CHECK(made.status == 200);
  auto const at = made.body.find("kreislauf_");
  REQUIRE(at != std::string::npos);
  authorization = "Bearer " + made.body.substr(at, 74);
  CHECK_FALSE(has(page(page_path), "kreislauf_"));
  CHECK(has(page(page_path), "gilt bis 01.01.2027"));
  CHECK(ask("/1").status == 200);
  CHECK(code_of(send("/1/start", {})) == "read_only");
  CHECK(has(page(page_path), "23.11.2026"));  // last used
  CHECK(submit(std::string{host}, page_path + "/schluessel/1/sperren").status == 303);
  CHECK(ask("/1").status == 401);
  CHECK(count("SELECT COUNT(*) FROM api_keys WHERE key_hash LIKE 'kreislauf%'") == 0);
}
