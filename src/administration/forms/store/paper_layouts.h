#pragma once

#include <optional>
#include <string>

#include "administration/forms/rules/paper_layout.h"
#include "platform/db/connection.h"

/// Every layout in which a form of this authority was ever printed: what is on paper comes back when it likes.
namespace kreislauf::forms::store {

struct PrintedLayout {
  std::string id, service, version, language;
  std::string layout;  ///< rules/paper_layout.h

  static PrintedLayout from(db::Row const& row);
};
std::optional<PrintedLayout> printed(db::Connection& connection, std::string_view id);
/// One that is there already stays as it is.
void keep(db::Connection& connection, PrintedLayout const& layout, std::string_view first_printed);

}  // namespace kreislauf::forms::store
