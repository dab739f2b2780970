#pragma once

#include <string>
#include <vector>

#include "administration/forms/exchange/xdatenfelder/genericode.h"
#include "administration/forms/exchange/xdatenfelder/schema.h"
#include "administration/forms/model.h"

namespace kreislauf::forms::exchange::xdatenfelder {

/// What an export says that no form knows.
struct About {
  std::string service;     ///< `hund-anmelden`
  std::string title = {};  ///< of the service
  std::vector<std::string> laws = {};
  std::string creator = {};  ///< who answers for the schema (fachlicher Ersteller)
  std::string range = "99";  ///< two digits of the editor; ids of its own are provisional
  std::string changed = {};  ///< moment, ISO 8601
};

struct Exported {
  Schema schema;
  std::vector<CodeListFile> lists = {};  ///< XDatenfelder 2 has no answers in the schema itself
  std::size_t provisional = 0;           ///< elements that got an id of ours
};

/// A form as a data schema. Pages are groups, questions fields; what FIM cannot say travels in the description.
Exported schema_of(Definition const& form, About const& about, Release release);

}  // namespace kreislauf::forms::exchange::xdatenfelder
