#include <doctest/doctest.h>

#include <fmt/format.h>
#include <set>

#include "administration/delivery/rules/event.h"
#include "administration/delivery/rules/manifest.h"
#include "administration/delivery/rules/submission.h"
#include "administration/delivery/rules/transitions.h"

using namespace kreislauf;
using namespace kreislauf::delivery;

TEST_CASE("whatever happens to a delivery stands in one table, and every state can be reached") {
  std::set<State> reached{State::waiting};
  std::set<std::pair<State, Verb>> known;
  for (auto const& one : transitions()) {
    CHECK(known.insert({one.from, one.verb}).second);
    CHECK(after(one.from, one.verb) == one.to);
    reached.insert(one.to);
  }
  for (auto const state : {State::waiting, State::prepared, State::unknown, State::sent, State::arrived,
                           State::rejected, State::failed, State::recalled}) {
    CAPTURE(name_of(state));
    CHECK(reached.contains(state));
    State read{};
    CHECK(parse_state(name_of(state), read));
    CHECK(read == state);
  }
  // What may have arrived is never prepared again without having been asked about.
  CHECK_FALSE(after(State::unknown, Verb::restart));
  CHECK_FALSE(after(State::unknown, Verb::recall));
  CHECK_FALSE(after(State::sent, Verb::again));
  CHECK_FALSE(after(State::arrived, Verb::reject));
}

TEST_CASE("an event is read when it says whose it is and what has happened, and nothing else is one") {
  auto const payload = [](std::string_view sub, std::string_view events) {
    return fmt::format(R"({{"iss":"we","iat":1795422600,"sub":"{}","txn":"case:c","events":{}}})", sub, events);
  };
  constexpr std::string_view reject = R"({"https://schema.fitko.de/fit-connect/events/reject-submission":{"problems":[
    {"title":"Erstens","detail":"so"},{"detail":"Zweitens"},{"title":"Drittens"},{},7]}})";
  auto const read = read_event(payload("submission:s", reject));
  REQUIRE(read);
  CHECK(read->kind == "reject-submission");
  CHECK(read->submission == "s");
  CHECK(read->transaction == "c");
  CHECK(read->reasons == std::vector<std::string>{"Erstens: so", "Zweitens", "Drittens"});
  CHECK(read->tags.empty());
  constexpr std::string_view accept =
      R"({"https://schema.fitko.de/fit-connect/events/accept-submission":{"authenticationTags":
    {"metadata":"m","data":"d","attachments":{"b":"2","a":"1"}}}})";
  CHECK(read_event(payload("submission:s", accept))->tags == line_of({"m", "d", {{"a", "1"}, {"b", "2"}}}));
  CHECK_FALSE(read_event(payload("s", accept)));
  CHECK_FALSE(read_event(payload("submission:", accept)));
  CHECK_FALSE(read_event(payload("submission:" + std::string(200, 's'), accept)));
  CHECK_FALSE(read_event(payload("submission:s", "{}")));
  CHECK_FALSE(read_event(payload("submission:s", R"({"https://example.org/accept-submission":{}})")));
  CHECK_FALSE(read_event(payload("submission:s", R"({"https://schema.fitko.de/fit-connect/events/a":{},"b":{}})")));
  CHECK_FALSE(read_event("[]"));
  CHECK_FALSE(read_event("{\"events\":"));
}

TEST_CASE("reasons are short and few, however much the other side writes") {
  std::string problems;
  for (int i = 0; i < 50; ++i)
    problems += fmt::format(R"({}{{"title":"{}"}})", i == 0 ? "" : ",", std::string(2000, 'x'));
  auto const read = read_event(fmt::format(
      R"({{"iss":"we","iat":1,"sub":"submission:s","txn":"case:c","events":{{"https://schema.fitko.de/fit-connect/events/)"
      R"(reject-submission":{{"problems":[{}]}}}}}})",
      problems));
  REQUIRE(read);
  CHECK(read->reasons.size() == 10);
  CHECK(read->reasons[0].size() <= 510);
}

TEST_CASE("names of files are our own") {
  CHECK(plain_name(2, "application/pdf") == "anhang-2.pdf");
  CHECK(plain_name(3, "../../etc/passwd") == "anhang-3.bin");
}

TEST_CASE("ids are random UUIDs and nothing else is one") {
  crypto::SeededRandom random{7};
  std::set<std::string> ids;
  for (int i = 0; i < 200; ++i) {
    auto const id = new_uuid(random);
    CHECK(is_uuid(id));
    CHECK(id[14] == '4');
    CHECK(std::string_view{"89ab"}.find(id[19]) != std::string_view::npos);
    CHECK(ids.insert(id).second);
  }
  CHECK_FALSE(is_uuid(""));
  CHECK_FALSE(is_uuid("../../../../../../../../../../../etc"));
  CHECK_FALSE(is_uuid("0f6ab2c1-8d39-4d53-9b5e-6d1f3a5f7a1g"));
}
