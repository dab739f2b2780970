#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "administration/forms/rules/compiled.h"

namespace kreislauf::forms {

/// A file that belongs to an answer. The bytes lie in platform/blobs under their hash; the answer names the file by its
/// key.
struct AttachedFile {
  std::string name;    ///< safe to show
  std::string type;    ///< `application/pdf`
  std::string sha256;  ///< 64 hexadecimal digits
  std::int64_t size = 0;
  std::string upload = {};  ///< the one in pieces that brought it, so that it is attached once; empty: with the form
};

/// A reduction that an office has looked at with an application before; taken over from the account by who has it.
struct ProvenBefore {
  std::string reduction;              ///< the answer that it proves
  std::string seen = {}, until = {};  ///< days
  friend bool operator==(ProvenBefore const&, ProvenBefore const&) = default;
};

/// What somebody has entered into a form so far: nothing of it gets lost, also where it is not understood yet.
struct Entered {
  Answers answers;
  std::map<std::string, std::string> rest = {};    ///< as typed, by the name of the field (page_form.h)
  std::map<std::string, AttachedFile> files = {};  ///< by key: `f1`
  std::optional<ProvenBefore> proven = {};         ///< instead of a file that proves it
};

/// The name of the field in which the question of this path stands: `dinge[2].art` -> `dinge-2-art`. Names of questions
/// have no hyphen.
std::string field_of(std::string_view path);

/// `{"answers": {...}, "rest": {...}, "files": {...}}`, and `"proven"` where something was
std::string text_of(CompiledForm const& form, Entered const& entered);
/// Reads it back; nothing but the text of text_of must come in.
Entered entered_in(CompiledForm const& form, std::string_view text);

}  // namespace kreislauf::forms
