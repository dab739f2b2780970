#include "platform/blobs/door.h"

#include <doctest/doctest.h>

#include <set>

#include "tests/support/blobs.h"

using namespace kreislauf;
using namespace kreislauf::blobs;
using test::Shelf;

namespace {

struct Says final : scan::Scanner {
  explicit Says(scan::Verdict said) : verdict{said} {}
  scan::Answer scan(std::string_view) override { return {.verdict = verdict}; }
  std::string problem() override { return {}; }
  scan::Verdict verdict;
};

Door door(scan::Verdict verdict) { return Door{std::make_unique<Says>(verdict)}; }

constexpr std::uint64_t most = 1'000'000;

}  // namespace

TEST_CASE("a clean file is kept under a safe name and can be held") {
  Shelf shelf;
  auto const taken = door(scan::Verdict::clean).take(shelf.store, "Sehr geehrte", "../Brief an Sie.txt", most);
  REQUIRE(taken);
  CHECK(taken->inspection.name == "Brief an Sie.txt");
  CHECK(taken->inspection.type == Type::text);
  shelf.write([&](db::Connection& c) { CHECK(hold(c, taken->blob.hash, "application:1/attachment:1")); });
}

TEST_CASE("what the scanner did not call clean is not kept, whatever the reason") {
  Shelf shelf;
  auto const refusal = [&](scan::Verdict verdict) {
    return door(verdict).take(shelf.store, "Sehr geehrte", "Brief.txt", most).error();
  };
  CHECK(refusal(scan::Verdict::infected) == Refusal::infected);
  CHECK(refusal(scan::Verdict::not_looked_at) == Refusal::not_looked_at);
  CHECK(refusal(scan::Verdict::too_large) == Refusal::too_large);
  CHECK(refusal(scan::Verdict::unavailable) == Refusal::no_scanner);
  CHECK(Door{}.take(shelf.store, "Sehr geehrte", "Brief.txt", most).error() == Refusal::no_scanner);
  CHECK(shelf.objects().empty());
  CHECK(passes_later(Refusal::no_scanner));
  CHECK_FALSE(passes_later(Refusal::infected));
}

TEST_CASE("each refusal has a sentence of its own that says what to do") {
  Shelf shelf;
  auto const clean = door(scan::Verdict::clean);
  auto const refusal = [&](std::string_view bytes, std::string_view name) {
    return clean.take(shelf.store, bytes, name, most).error();
  };
  CHECK(refusal("", "a.pdf") == Refusal::empty);
  CHECK(refusal("MZ", "a.exe") == Refusal::kind);
  CHECK(refusal("<html>", "a.pdf") == Refusal::other_kind);
  CHECK(refusal("%PDF-1.7", "a.pdf") == Refusal::damaged);
  CHECK(refusal("text", "a.pdf") == Refusal::other_kind);
  CHECK(refusal(std::string(2'000'000, 'x'), "a.txt") == Refusal::too_large);
  i18n::Translator const t{i18n::Language::german, nullptr};
  std::set<std::string> sentences;
  for (int i = 0; i <= static_cast<int>(Refusal::no_space); ++i)
    sentences.insert(sentence(t, static_cast<Refusal>(i), most));
  CHECK(sentences.size() == 12);
  CHECK(sentence(t, Refusal::too_large, 20'000'000).find("20 MB") != std::string::npos);
}

TEST_CASE("a full disk is no fault of the file: it may come again later") {
  Shelf shelf;
  shelf.disk.fail_at = 1;
  CHECK(door(scan::Verdict::clean).take(shelf.store, "text", "a.txt", most).error() == Refusal::no_space);
}
