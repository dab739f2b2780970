#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace kreislauf::forms::exchange::xdatenfelder {

/// How grave the official check calls it (code list urn:xoev-de:fim-datenfelder:codeliste:xdfm 1.8).
enum class Gravity : std::uint8_t { critical, methodical, warning, note };

/// What the official quality check of FIM calls by a number, in our words.
struct MessageKind {
  int number;
  Gravity gravity;
  std::string_view sentence;
};

/// All kinds that we check, by number.
std::span<MessageKind const> message_kinds();
MessageKind const& message_kind(int number);
/// As the code list writes it: `FehlerKritisch`.
std::string_view code_of(Gravity gravity);

/// A message about one element of a file.
struct Message {
  int number = 0;
  std::string id;  ///< of the element it is about
  std::size_t line = 0;
  std::string detail = {};  ///< the value that is meant

  /// `1046 FehlerKritisch F00000087: Die Anzahl ... (2-5)`
  std::string sentence() const;
};

}  // namespace kreislauf::forms::exchange::xdatenfelder
