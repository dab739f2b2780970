#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "administration/cases/cases.h"
#include "administration/cases/shared/asked_list.h"
#include "platform/http/message.h"

/// The page of a work list, for who shows it and for who acts on several of its cases.
namespace kreislauf::cases::office {

using authority::StaffContext;

/// Fields of its form, and the button that undoes what was done to several.
inline constexpr std::string_view box = "fall-", list_field = "liste", undo_press = "rueckgaengig";

std::string path_of(StaffContext const& c);
/// The list with the place in it: the page that somebody sees.
std::string place_of(AskedList const& list);

struct Listed {
  std::vector<Case> cases;
  bool more = false;
  std::array<std::int64_t, store::all_views.size()> counts{};
  std::map<std::int64_t, std::string> names;
  std::vector<kern::Option> colleagues;
};
Listed listed(StaffContext const& c, AskedList const& list);
kern::Form questions(StaffContext const& c, std::vector<kern::Option> colleagues);

/// What was done last, and by which number it can be undone.
struct Told {
  std::string done = {};
  std::int64_t undo = 0;
};
http::Response show(Cases& cases, StaffContext const& c, AskedList const& list, Listed const& all,
                    kern::Form const& form, Told const& told);

}  // namespace kreislauf::cases::office
