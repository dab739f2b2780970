#include "administration/applications/shared/issued_notice.h"

#include <fmt/format.h>

#include "administration/applications/shared/files.h"
#include "platform/http/numbers.h"

namespace kreislauf::applications {

notices::Notice issued_notice(authority::TownContext const& c, Application const& application, std::string_view name) {
  auto const id = http::number_in(name.substr(0, name.find('.'))).value_or(0);
  std::vector<notices::Notice> issued;
  c.db.read([&](db::Connection& db) { issued = notices::issued_of(db, subject_of(application)); });
  for (auto const& one : issued) {
    if (one.id == id) return one;
  }
  throw NotFound{};
}

http::Response issued_file(Applications& module, authority::TownContext const& c, Application const& application,
                           std::string_view name) {
  auto const one = issued_notice(c, application, name);
  auto const shown = fmt::format("bescheid-{}-{}.pdf", application.number, one.id);
  std::string const type = "application/pdf";
  return file_answer(module, c, {shown, type, one.sha256});
}

}  // namespace kreislauf::applications
