#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "platform/crypto/ed25519.h"

/// Signed notes (C2SP signed-note): a text for people and the lines of those who have signed it.
namespace kreislauf::ledger {

/// A name and a public key, as whoever checks knows both beforehand.
class NoteKey {
 public:
  NoteKey(std::string name, crypto::PublicKey const& key);
  /// `NAME+HASH+KEY`: eight hexadecimal digits and base64, as tools for such notes write it. The reason never holds it.
  static Result<NoteKey> read(std::string_view text);

  std::string text() const;
  std::string const& name() const { return name_; }
  crypto::PublicKey const& key() const { return key_; }
  /// What a signature names its key by besides the name: the first four bytes of a hash of both.
  std::uint32_t id() const { return id_; }

 private:
  std::string name_;
  crypto::PublicKey key_;
  std::uint32_t id_;
};

/// A name has no blanks and no `+`.
bool is_note_name(std::string_view name);

/// Signs notes under a name. Whoever seals has it; the server that answers pages must not.
class NoteSigner {
 public:
  /// Throws std::invalid_argument when this is no name.
  NoteSigner(std::string name, crypto::SigningKey key);
  /// `PRIVATE+KEY+NAME+HASH+KEY`, the one line of a file of the one who seals.
  static Result<NoteSigner> read(std::string_view text);

  std::string secret_text() const;
  NoteKey const& key() const { return public_; }
  /// The text, which ends with a line end, an empty line and the signature.
  std::string sign(std::string_view text) const;

 private:
  crypto::SigningKey key_;
  NoteKey public_;
};

/// The text of a note this key has signed; lines of others are passed over. The reason says what is wrong with it.
Result<std::string> open_note(std::string_view note, NoteKey const& key);

}  // namespace kreislauf::ledger
