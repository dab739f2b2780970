#include "platform/ledger/head.h"

#include <doctest/doctest.h>

using namespace kreislauf;
using namespace kreislauf::ledger;

namespace {

// The example of the first tool that wrote such notes, golang.org/x/mod/sumdb/note.
constexpr auto known_secret = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
constexpr auto known_key = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
std::string const known_text =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
std::string const known_note =
    known_text +
    "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

NoteSigner signer(std::uint64_t seed = 1, std::string name = "gescher.example/ledger") {
  crypto::SeededRandom random{seed};
  return {std::move(name), crypto::SigningKey::make(random)};
}
Head const head{
    .epoch = 1, .extent = {.size = 17, .root = leaf_hash("root")}, .sealed = parse_iso_utc("2026-11-23T08:00:00Z")};

}  // namespace

TEST_CASE("notes and their keys are those that other tools write and read") {
  auto const known = NoteSigner::read(known_secret).value();
  CHECK(known.key().text() == known_key);
  CHECK(known.secret_text() == known_secret);
  CHECK(known.sign(known_text) == known_note);
  CHECK(open_note(known_note, NoteKey::read(known_key).value()).value() == known_text);
}

TEST_CASE("a key whose name, hash or bytes were changed is none") {
  std::string const text = known_key;
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto changed = text;
    changed[i] = changed[i] == 'x' ? 'y' : 'x';
    CHECK_FALSE(NoteKey::read(changed));
  }
  for (auto const* wrong : {"", "a", "a+b", "+c74f20a3+AQ==", "a b+c74f20a3+AQ=="}) CHECK_FALSE(NoteKey::read(wrong));
  CHECK_FALSE(NoteSigner::read(known_key));
  CHECK_THROWS_AS(signer(1, "two words"), std::invalid_argument);
}

TEST_CASE("a note with any flipped bit is not opened") {
  auto const key = NoteKey::read(known_key).value();
  for (std::size_t bit = 0; bit < 8 * known_note.size(); ++bit) {
    auto changed = known_note;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ 1 << bit % 8);
    CAPTURE(bit);
    CHECK_FALSE(open_note(changed, key));
  }
}

TEST_CASE("signatures of others are passed over, a wrong one of ours is not") {
  auto const ours = signer(1), witness = signer(2, "ahaus.example/witness"), stranger = signer(3);
  auto const note = ours.sign("a text\n");
  auto const line_of = [](std::string const& signed_note) { return signed_note.substr(signed_note.find("\n\n") + 2); };
  auto const cosigned = note + line_of(witness.sign("a text\n")) + line_of(stranger.sign("a text\n"));
  CHECK(open_note(cosigned, ours.key()).value() == "a text\n");
  CHECK(open_note(cosigned, witness.key()).value() == "a text\n");
  CHECK_FALSE(open_note(note, witness.key()));
  CHECK_FALSE(open_note(note, stranger.key()));
  CHECK_FALSE(open_note(note + line_of(ours.sign("another text\n")), ours.key()));
  CHECK_FALSE(open_note(note + "no signature\n", ours.key()));
  CHECK_FALSE(open_note("a text\n", ours.key()));
  CHECK_FALSE(open_note("a text\n\n", ours.key()));
}

TEST_CASE("a checkpoint is origin, size, root and lines behind them, written in one way") {
  Checkpoint const checkpoint{.origin = "example.com/log", .extent = head.extent, .extensions = {"epoch 1"}};
  auto const text = text_of(checkpoint);
  CHECK(text == "example.com/log\n17\n" + hash_text(head.extent.root) + "\nepoch 1\n");
  CHECK(checkpoint_in(text) == checkpoint);
  auto const root = hash_text(head.extent.root);
  for (auto const& wrong :
       {"o\n17\n" + root, "o\n017\n" + root + "\n", "o\n\n17\n" + root + "\n", "o\n-1\n" + root + "\n",
        "\n17\n" + root + "\n", "o\n17\n" + root + "\n\n", "o\n17\n" + root.substr(4) + "\n", "o\n17\n" + root + " \n",
        std::string{"o\n17\n"}, std::string{}}) {
    CAPTURE(wrong);
    CHECK_FALSE(checkpoint_in(wrong));
  }
}

TEST_CASE("a head comes back as it was signed, and names what was before a restore") {
  auto const ours = signer();
  CHECK(open_head(sign_head(head, ours), ours.key()).value() == head);
  auto later = head;
  later.epoch = 2;
  later.before = Extent{.size = 40, .root = leaf_hash("old")};
  auto const note = sign_head(later, ours);
  CHECK(note.starts_with("gescher.example/ledger/2\n17\n"));
  CHECK(note.find("\nepoch 2\nsealed 2026-11-23T08:00:00Z\nafter 40 ") != std::string::npos);
  CHECK(open_head(note, ours.key()).value() == later);
}

TEST_CASE("what is signed but is no head of this ledger is refused") {
  auto const ours = signer();
  auto const root = hash_text(head.extent.root);
  for (auto const& text : {std::string{"a text\n"}, "gescher.example/ledger\n17\n" + root + "\n",
                           "ahaus.example/ledger\n17\n" + root + "\nepoch 1\nsealed 2026-11-23T08:00:00Z\n",
                           "gescher.example/ledger\n17\n" + root + "\nepoch 2\nsealed 2026-11-23T08:00:00Z\n",
                           "gescher.example/ledger\n17\n" + root + "\nepoch 1\nsealed yesterday\n",
                           "gescher.example/ledger\n17\n" + root + "\nepoch 1\nsealed 2026-11-23T08:00:00Z\nmore\n"}) {
    CAPTURE(text);
    CHECK_FALSE(open_head(ours.sign(text), ours.key()));
  }
}
