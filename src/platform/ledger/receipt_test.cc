#include "platform/ledger/receipt.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/support/ledger.h"

using namespace kreislauf;
using namespace kreislauf::ledger;

TEST_CASE_FIXTURE(test::Ledger,
                  "receipt: whoever has one shows what happened, when it was sealed, and with what content") {
  write(1000);
  auto const head = sealed();
  for (std::uint64_t number = 0; number < 1000; number += 37) {
    auto const truth = check(json_of(receipt(number)), key()).value();
    CHECK(truth.index == number);
    CHECK(truth.leaf.kind == "appointment.confirmed");
    CHECK(truth.leaf.subject == fmt::format("appointment:{}", number));
    CHECK(truth.head == head);
    CHECK(truth.with_content);
  }
}

TEST_CASE_FIXTURE(test::Ledger, "receipt: there is none before the entry is sealed") {
  write(3);
  auto const none = [&](std::uint64_t number) {
    return read([&](db::Connection& c) { return not make_receipt(c, number, key()); });
  };
  CHECK(none(0));
  sealed();
  write(1);
  CHECK_FALSE(none(2));
  CHECK(none(3));
  CHECK(none(4));
}

TEST_CASE_FIXTURE(test::Ledger, "receipt: an old one stays good when the ledger grows and when content is erased") {
  write(10);
  sealed();
  auto const old = json_of(receipt(4));
  write(5000);
  sealed();
  database().write([](db::Connection& c) { erase_content(c, 4); });
  CHECK(check(old, key()));
  CHECK_FALSE(check(json_of(receipt(4)), key()).value().with_content);
  auto const bare =
      read([&](db::Connection& c) { return make_receipt(c, 5, key(), ReceiptContent::left_out).value(); });
  CHECK(json_of(bare).find("Mustermann") == std::string::npos);
  CHECK(check(bare, key()));
}

TEST_CASE_FIXTURE(test::Ledger, "receipt: each lie in it is called by its name") {
  write(300);
  sealed();
  auto const good = receipt(77);
  auto const fault = [&](auto const& change) {
    auto copy = good;
    change(copy);
    return check(json_of(copy), key()).error();
  };
  CHECK(check(std::string_view{"{}"}, key()).error() == ReceiptFault::unreadable);
  CHECK(fault([](Receipt& r) { r.key_name = "ahaus.example/ledger"; }) == ReceiptFault::other_key);
  CHECK(fault([](Receipt& r) { r.note[40] = r.note[40] == 'A' ? 'B' : 'A'; }) == ReceiptFault::bad_signature);
  CHECK(fault([](Receipt& r) { r.leaf = "anything"; }) == ReceiptFault::no_entry);
  CHECK(fault([&](Receipt& r) { r.leaf = receipt(78).leaf; }) == ReceiptFault::not_included);
  CHECK(fault([](Receipt& r) { ++r.index; }) == ReceiptFault::not_included);
  CHECK(fault([](Receipt& r) { r.proof.pop_back(); }) == ReceiptFault::not_included);
  CHECK(fault([](Receipt& r) { r.content->text = "Max Mustermann"; }) == ReceiptFault::other_content);
  crypto::SeededRandom other{4};
  NoteKey const same_name{key().name(), crypto::SigningKey::make(other).public_key()};
  CHECK(check(good, same_name).error() == ReceiptFault::bad_signature);
  for (auto const one : {ReceiptFault::unreadable, ReceiptFault::other_key, ReceiptFault::bad_signature,
                         ReceiptFault::no_entry, ReceiptFault::not_included, ReceiptFault::other_content})
    CHECK_FALSE(sentence(one).empty());
}

TEST_CASE_FIXTURE(test::Ledger, "receipt: no flipped bit of one turns it into another good one") {
  write(20);
  sealed();
  auto const good = check(json_of(receipt(7)), key()).value();
  auto const json = json_of(receipt(7));
  int still_good = 0;
  for (std::size_t bit = 0; bit < 8 * json.size(); ++bit) {
    auto changed = json;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ 1 << bit % 8);
    auto const truth = check(changed, key());
    if (not truth) continue;
    ++still_good;  // blanks and the names of members that need not be there
    CHECK(truth->index == good.index);
    CHECK(truth->leaf == good.leaf);
    CHECK(truth->head == good.head);
  }
  CHECK(still_good < 8);
}

TEST_CASE_FIXTURE(test::Ledger, "receipt: for the tools of others it is a C2SP tlog-proof") {
  write(3);
  sealed();
  auto const one = receipt(1);
  auto const text = tlog_proof_of(one);
  CHECK(text.starts_with("c2sp.org/tlog-proof@v1\nextra "));
  CHECK(text.find("\nindex 1\n" + hash_text(one.proof[0]) + "\n" + hash_text(one.proof[1]) + "\n\n" + one.note) !=
        std::string::npos);
}

// For tests/ledger/run.mjs, whose verifier knows nothing of this program.
TEST_CASE_FIXTURE(test::Ledger, "receipt: some are written for the verifier of another language") {
  auto const* named = std::getenv("KREISLAUF_RECEIPTS");
  if (named == nullptr) return;
  std::filesystem::path const folder{named};
  auto const put = [&](std::string const& name, std::string const& text) {
    std::ofstream{folder / name, std::ios::binary} << text;
  };
  put("key.txt", key().text() + "\n");
  std::uint64_t written = 0;
  for (std::uint64_t const size : {1U, 2U, 3U, 7U, 8U, 255U, 256U, 257U, 1000U, 5000U, 70'000U}) {
    write(size - written);
    written = size;
    sealed();
    for (std::uint64_t const number : {std::uint64_t{0}, size / 3, size - 1})
      put(fmt::format("receipt-{}-{}.json", size, number), json_of(receipt(number)));
  }
  Head const known{.epoch = 1, .extent = {.size = 80'000, .root = leaf_hash("old")}};
  database().write([&](db::Connection& c) { begin_epoch(c, random, clock.now(), "operator", known); });
  sealed();
  put("receipt-after-restore.json", json_of(receipt(written)));
  database().write([](db::Connection& c) { erase_content(c, 12); });
  put("receipt-erased.json", json_of(receipt(12)));
}
