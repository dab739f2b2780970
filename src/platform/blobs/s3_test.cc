#include "platform/blobs/s3.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <deque>

#include "platform/blobs/blobs.h"
#include "tests/support/blobs.h"

using namespace kreislauf;
using namespace kreislauf::blobs;
using test::Shelf;

namespace {

/// Answers from a list, and keeps what was asked.
struct Script final : calls::Caller {
  std::deque<calls::Answer> answers;
  std::vector<calls::Call> asked;
  calls::Answer call(calls::Call const& call) override {
    asked.push_back(call);
    if (answers.empty()) return {.status = 200};
    auto answer = std::move(answers.front());
    answers.pop_front();
    return answer;
  }
};

struct Scripted {
  Shelf shelf;
  Script script;
  std::vector<std::chrono::milliseconds> pauses;
  std::unique_ptr<Objects> objects = s3_objects({.origin = "https://speicher.example",
                                                 .name = "akte",
                                                 .prefix = "p",
                                                 .credentials = {.key_id = "K", .secret = "S"}},
                                                "05554016", shelf.folder.path() + "/new",
                                                {.caller = script,
                                                 .clock = shelf.clock,
                                                 .random = shelf.random,
                                                 .disk = shelf.disk,
                                                 .pause = [this](auto time) { pauses.push_back(time); },
                                                 .part = 100});

  Outcome<void> place(std::size_t bytes) {
    auto draft = Draft::begin(shelf.disk, objects->workshop(), std::string(32, 'a'));
    CHECK(draft->write(std::string(bytes, 'x')));
    return objects->place(*std::move(draft), std::string(32, 'a'));
  }
};

calls::Answer head(std::size_t bytes) { return {.status = 200, .fields = {{"content-length", std::to_string(bytes)}}}; }

}  // namespace

TEST_CASE("buckets are named by address, encrypted unless on this machine, and without keys in it") {
  auto const amazon = bucket_at("s3://akte/kreis?region=eu-central-1").value();
  CHECK(amazon.origin == "https://s3.eu-central-1.amazonaws.com");
  CHECK(amazon.name == "akte");
  CHECK(amazon.prefix == "kreis");
  CHECK(bucket_at("https://speicher.example:9000/akte/")->prefix.empty());
  CHECK(bucket_at("http://127.0.0.1:9000/akte")->origin == "http://127.0.0.1:9000");
  for (auto const* wrong :
       {"http://speicher.example/akte", "https://speicher.example", "https://k:s@speicher.example/akte", "ftp://x/y",
        "s3://", "https://speicher.example/../x?region=", "http://127.0.0.1.evil.example/akte"})
    CHECK_FALSE(bucket_at(wrong));
}

TEST_CASE("a storage that asks for patience is asked again, later each time, and never for ever") {
  Scripted s;
  s.script.answers = {{.status = 503}, {.status = 0, .problem = "broken"}, {.status = 200}};
  CHECK(s.place(10));
  CHECK(s.pauses.size() == 2);
  CHECK(s.pauses[0] >= std::chrono::milliseconds{100});
  CHECK(s.pauses[1] > s.pauses[0]);
  s.script.answers.assign(9, {.status = 500});
  CHECK(s.place(10).error() == Problem::unavailable);
  CHECK(s.script.asked.size() == 7);
}

TEST_CASE("a put whose answer was lost and that is there already has succeeded; one of another length has not") {
  Scripted s;
  s.script.answers = {{.status = 0}, {.status = 412}, head(10)};
  CHECK(s.place(10));
  s.script.answers = {{.status = 412}, head(11)};
  CHECK_FALSE(s.place(10));
}

TEST_CASE("redirects and refusals are no success, and nothing is sent elsewhere") {
  Scripted s;
  s.script.answers = {{.status = 307, .fields = {{"location", "https://evil.example/"}}}};
  CHECK(s.place(10).error() == Problem::denied);
  CHECK(s.script.asked.size() == 1);
  s.script.answers = {{.status = 403, .body = "<Error><Code>InvalidAccessKeyId</Code></Error>"}};
  CHECK(s.place(10).error() == Problem::denied);
  for (auto const& call : s.script.asked) CHECK(call.url.starts_with("https://speicher.example/akte/p/05554016/"));
}

TEST_CASE("what is long goes in parts; one that fails takes the others with it") {
  Scripted s;
  calls::Answer const begun{.status = 200, .body = "<R><UploadId>u/1+</UploadId></R>"};
  calls::Answer const part{.status = 200, .fields = {{"etag", "\"e\""}}};
  s.script.answers = {begun, part, part, part, {.status = 200}, head(250)};
  CHECK(s.place(250));
  CHECK(s.script.asked[3].file_bytes == 50);
  CHECK(s.script.asked[1].url.ends_with("?partNumber=1&uploadId=u%2F1%2B"));
  s.script.asked.clear();
  s.script.answers = {begun, part, {.status = 403}, {.status = 204}};
  CHECK(s.place(250).error() == Problem::denied);
  CHECK(s.script.asked.back().method == "DELETE");
  // An end that answers 200 with an error in its body: nothing is there.
  s.script.answers = {begun, part, part, part, {.status = 200, .body = "<Error/>"}, {.status = 404}};
  CHECK_FALSE(s.place(250));
  s.script.asked.clear();
  s.script.answers = {{.status = 500}};
  CHECK_FALSE(s.place(250));
  CHECK(s.script.asked.size() == 1);
}

TEST_CASE("a range that comes too short is damage, and the whole instead of a range is cut") {
  Scripted s;
  s.script.answers = {
      head(10), {.status = 206, .body = "ab"}, {.status = 200, .body = "0123456789"}, {.status = 206, .body = "234"}};
  auto object = s.objects->open(std::string(32, 'a')).value();
  CHECK(object->read(2, 3).error() == Problem::damaged);
  CHECK(object->read(2, 3) == "234");
  CHECK(object->read(2, 3) == "234");
  CHECK(object->read(9, 2).error() == Problem::damaged);
}

TEST_CASE("documents in a real, strict S3 storage") {
  auto const* server = std::getenv("KREISLAUF_TEST_S3");
  if (server == nullptr) {
    std::puts("skipped: an S3 storage (tests/blobs/s3.sh starts moto)");
    return;
  }
  auto const variable = [](char const* name) { return std::string{std::getenv(name)}; };
  Shelf shelf;
  auto bucket = bucket_at(std::string{server} + "/akte/kreis").value();
  bucket.credentials.key_id = variable("KREISLAUF_S3_KEY_ID");
  bucket.credentials.secret = variable("KREISLAUF_S3_SECRET");
  S3Around const around{.caller = calls::network(),
                        .clock = shelf.clock,
                        .random = shelf.random,
                        .disk = shelf.disk,
                        .pause = [](auto) {},
                        .part = std::size_t{5} << 20};
  auto const make = [&](Bucket const& where, std::string const& authority) {
    return std::shared_ptr<Objects>{s3_objects(where, authority, shelf.folder.path() + "/new", around)};
  };
  Store store{make(bucket, "05554016"), shelf.store.around()};
  SUBCASE("come back, in ranges, small and in parts, are listed and erased") {
    for (auto const bytes : {std::size_t{0}, std::size_t{100'000}, std::size_t{12'000'000}}) {
      std::string text(bytes, 'x');
      auto const blob = store.put(source_of(text), 20'000'000);
      REQUIRE(blob);
      CHECK(store.open(blob->hash)->read(0, bytes + 1) == text);
      CHECK(store.open(blob->hash)->read(bytes / 2, 10) == text.substr(bytes / 2, 10));
    }
    CHECK(store.verify().findings.empty());
    std::size_t listed = 0;
    CHECK(store.objects().list([&](Listed const& one) {
      ++listed;
      CHECK(one.bytes > 0);
      CHECK(one.changed > Instant{} + std::chrono::hours{24 * 365 * 50});
    }));
    CHECK(listed == 3);
    shelf.clock.advance(std::chrono::hours{25});
    store.sweep();
    shelf.clock.advance(std::chrono::hours{25});
    CHECK(store.sweep().erased == 3);
    listed = 0;
    CHECK(store.objects().list([&](Listed const&) { ++listed; }));
    CHECK(listed == 0);
  }
  SUBCASE("a name is given once") {
    auto const place = [&](std::string const& text) {
      auto draft = Draft::begin(shelf.disk, store.objects().workshop(), std::string(32, 'b'));
      CHECK(draft->write(text));
      return store.objects().place(*std::move(draft), std::string(32, 'b'));
    };
    CHECK(place("eins"));
    CHECK_FALSE(place("anders"));
    CHECK(store.objects().open(std::string(32, 'b')).value()->read(0, 4) == "eins");
    CHECK(store.objects().erase(std::string(32, 'b')));
  }
  SUBCASE("wrong keys are refused, another authority sees nothing") {
    auto wrong = bucket;
    wrong.credentials.secret = "falsch";
    Store closed{make(wrong, "05554016"), shelf.store.around()};
    CHECK(closed.put(source_of("x"), 10).error() == Problem::denied);
    std::size_t listed = 0;
    CHECK(make(bucket, "05554004")->list([&](Listed const&) { ++listed; }));
    CHECK(listed == 0);
  }
}
