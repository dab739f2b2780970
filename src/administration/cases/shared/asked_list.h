#pragma once

#include <string>
#include <string_view>

#include "administration/cases/store/lists.h"
#include "authority/context.h"

namespace kreislauf::cases {

/// Which list somebody looks at, as it stands in the address: `?sicht=team&dienst=hund-anmelden&nach=2026-12-01.17`.
struct AskedList {
  store::View view = store::View::mine;
  std::string type = {};  ///< slug of a service; empty: all
  store::Mark after = {};
};
AskedList asked_list(std::string_view query);
/// The other way round, without its begin: `sicht=team&dienst=…`.
std::string in_query(AskedList const& list);
std::string in_query(store::Mark const& mark);  ///< `2026-12-01.17`

std::string_view name_of(store::View view);    ///< `meine`
std::string_view german_of(store::View view);  ///< `Meine Fälle`

/// The list that an address names, as it goes on in the next one: `sicht=team`; empty where it names none.
std::string list_in(std::string_view query);
/// Where the next case of this list is found; empty without one.
std::string path_to_next(authority::StaffContext const& c, std::string_view list, Case const& one);

store::Question question_of(authority::StaffContext const& c, AskedList const& list, std::size_t limit);

}  // namespace kreislauf::cases
