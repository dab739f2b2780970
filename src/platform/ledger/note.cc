#include "platform/ledger/note.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "base/text.h"
#include "platform/crypto/base64.h"
#include "platform/crypto/sha256.h"

namespace kreislauf::ledger {

namespace {

constexpr char ed25519_type = '\1';
constexpr std::string_view signature_begin = "\u2014 ", secret_begin = "PRIVATE+KEY+";
/// Sixteen signatures, as every reader must take, and room for those of other kinds, which are long.
constexpr std::size_t longest_note = 128 * 1024;

std::string_view bytes_of(crypto::PublicKey const& key) {
  return {reinterpret_cast<char const*>(key.data()), key.size()};
}

std::uint32_t number_of(std::string_view four_bytes) {
  std::uint32_t number = 0;
  for (char const c : four_bytes) number = number << 8 | static_cast<unsigned char>(c);
  return number;
}

std::string bytes_of(std::uint32_t number) {
  std::string bytes;
  for (int const shift : {24, 16, 8, 0}) bytes += static_cast<char>(number >> shift & 0xFF);
  return bytes;
}

/// SHA-256(name || LF || type || public key)[:4]
std::uint32_t id_of(std::string_view name, crypto::PublicKey const& key) {
  auto const hash = crypto::sha256({name, "\n", {&ed25519_type, 1}, bytes_of(key)});
  return number_of(crypto::bytes_of(hash).substr(0, 4));
}

/// The 32 bytes behind the type in `NAME+HASH+KEY`, and the name; the hash is checked by whoever knows the public key.
struct KeyText {
  std::string_view name, hash;
  std::string key;
};
Result<KeyText> key_text_in(std::string_view text) {
  auto const parts = text::split(text, '+');
  // The base64 of the key may hold a + itself.
  if (parts.size() < 3 or not is_note_name(parts[0])) return failure("this is no key: NAME+HASH+KEY is expected");
  auto const behind = parts[0].size() + parts[1].size() + 2;
  auto const bytes = crypto::strict_base64(text.substr(behind));
  if (not bytes or bytes->size() != 33 or not bytes->starts_with(ed25519_type))
    return failure("this is no key of Ed25519");
  return KeyText{.name = parts[0], .hash = parts[1], .key = bytes->substr(1)};
}

/// A note in two: the text with its last line end, and the lines behind the last empty one.
struct NoteParts {
  std::string_view text, signatures;
};
Result<NoteParts> parts_of(std::string_view note) {
  if (note.size() > longest_note) return failure("the note is too long");
  bool const controls =
      std::any_of(note.begin(), note.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 and c != '\n'; });
  if (controls or not text::is_utf8(note)) return failure("the note holds signs that no note has");
  auto const empty_line = note.rfind("\n\n");
  if (empty_line == std::string_view::npos or not note.ends_with('\n') or empty_line + 2 >= note.size())
    return failure("the note has no signature");
  return NoteParts{.text = note.substr(0, empty_line + 1), .signatures = note.substr(empty_line + 2)};
}

}  // namespace

bool is_note_name(std::string_view name) {
  // Spaces of Unicode beyond ASCII are not looked for: the names of our own logs are addresses.
  return not name.empty() and std::all_of(name.begin(), name.end(), [](char c) {
    return static_cast<unsigned char>(c) > 0x20 and c != '+' and c != 0x7F;
  });
}

NoteKey::NoteKey(std::string name, crypto::PublicKey const& key)
    : name_{std::move(name)}, key_{key}, id_{id_of(name_, key)} {}

Result<NoteKey> NoteKey::read(std::string_view text) {
  auto const parts = key_text_in(text);
  if (not parts) return failure(parts.error());
  crypto::PublicKey key{};
  std::copy(parts->key.begin(), parts->key.end(), key.begin());
  NoteKey made{std::string{parts->name}, key};
  if (made.text() != text) return failure("name, hash and key do not belong together");
  return made;
}

std::string NoteKey::text() const {
  return fmt::format("{}+{:08x}+{}", name_, id_, crypto::base64(ed25519_type + std::string{bytes_of(key_)}));
}

NoteSigner::NoteSigner(std::string name, crypto::SigningKey key)
    : key_{std::move(key)}, public_{std::move(name), key_.public_key()} {
  if (not is_note_name(public_.name())) throw std::invalid_argument{"a name has no blanks and no +"};
}

Result<NoteSigner> NoteSigner::read(std::string_view text) {
  if (not text.starts_with(secret_begin)) return failure("this is no private key of a note");
  auto const parts = key_text_in(text.substr(secret_begin.size()));
  if (not parts) return failure(parts.error());
  NoteSigner made{std::string{parts->name}, crypto::SigningKey{parts->key}};
  if (made.secret_text() != text) return failure("name, hash and key do not belong together");
  return made;
}

std::string NoteSigner::secret_text() const {
  return fmt::format("{}{}+{:08x}+{}", secret_begin, public_.name(), public_.id(),
                     crypto::base64(ed25519_type + key_.seed()));
}

std::string NoteSigner::sign(std::string_view text) const {
  return fmt::format("{}\n{}{} {}\n", text, signature_begin, public_.name(),
                     crypto::base64(bytes_of(public_.id()) + key_.sign(text)));
}

Result<std::string> open_note(std::string_view note, NoteKey const& key) {
  auto const parts = parts_of(note);
  if (not parts) return failure(parts.error());
  bool signed_by_key = false;
  auto const lines = parts->signatures.substr(0, parts->signatures.size() - 1);
  for (auto line : text::split(lines, '\n')) {
    if (not line.starts_with(signature_begin)) return failure("the note has a line that is no signature");
    line = line.substr(signature_begin.size());
    auto const blank = line.find(' ');
    auto const name = line.substr(0, blank);
    auto const bytes = blank == std::string_view::npos ? std::nullopt : crypto::strict_base64(line.substr(blank + 1));
    if (not is_note_name(name) or not bytes or bytes->size() < 5)
      return failure("the note has a line that is no signature");
    if (name != key.name() or number_of(std::string_view{*bytes}.substr(0, 4)) != key.id()) continue;
    if (not crypto::verifies(key.key(), parts->text, std::string_view{*bytes}.substr(4)))
      return failure("the signature does not belong to this text");
    signed_by_key = true;
  }
  if (not signed_by_key) return failure("the note is not signed with this key");
  return std::string{parts->text};
}

}  // namespace kreislauf::ledger
