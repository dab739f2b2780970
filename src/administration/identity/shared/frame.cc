#include "administration/identity/shared/frame.h"

#include "administration/identity/rights.h"
#include "platform/html/html.h"

namespace kreislauf::identity {

std::vector<authority::Office const*> offices_of(authority::TownContext const& c) {
  std::vector<authority::Office const*> found;
  auto const* person = c.signed_in();
  if (person == nullptr) return found;
  for (auto const& office : c.town->offices) {
    if (person->may(rights::work, office.id.value())) found.push_back(&office);
  }
  return found;
}

bool is_of_office(authority::NavEntry const& entry) { return entry.path.find("{amt}") != std::string_view::npos; }

std::string with_office(std::string_view path, std::string_view office) {
  std::string out{path};
  if (auto const at = out.find("{amt}"); at != std::string::npos) out.replace(at, 5, html::in_url(office));
  return out;
}

std::vector<authority::NavEntry const*> entries_for(authority::TownContext const& c, std::string_view office) {
  std::vector<authority::NavEntry const*> found;
  auto const* person = c.signed_in();
  if (person == nullptr) return found;
  for (auto const& entry : c.frame.staff_menu) {
    bool const of_office = is_of_office(entry);
    if (of_office and office.empty()) continue;
    if (person->may(*entry.right, of_office ? office : std::string_view{})) found.push_back(&entry);
  }
  return found;
}

}  // namespace kreislauf::identity
