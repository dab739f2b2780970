#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "administration/cases/acts/change.h"
#include "administration/processes/processes.h"
#include "platform/kern/form.h"

namespace kreislauf::cases {

class Cases;

/// Somebody who may work on the case.
struct Colleague {
  std::int64_t id = 0;
  std::string name;
};

/// A case with all that its page shows, read in one go.
struct View {
  Case one;
  Library::Type type;
  std::vector<Note> notes = {};
  std::vector<Tick> ticks = {};
  std::vector<Pause> pauses = {};
  std::vector<Asked> asked = {};
  std::vector<Opinion> opinions = {};
  std::vector<processes::OpenTask> tasks = {};  ///< of its process, the oldest first
  std::string stuck = {};                       ///< element at which its process stopped
  std::vector<acts::Event> events = {};
  std::map<std::int64_t, std::string> names = {};  ///< of staff
  std::vector<Colleague> colleagues = {};
  std::optional<Absence> away = {};       ///< who has it is not there today
  std::vector<std::int64_t> others = {};  ///< who looks at it just now, too
  std::string told = {};                  ///< what a button has just done (shared/told)
  std::string list = {};                  ///< from which somebody has come: `sicht=team`

  std::string name_of(std::int64_t staff) const;
};
/// Nothing where the subject has no case.
std::optional<View> view_of(Cases& cases, authority::StaffContext const& c, std::string_view subject,
                            std::string_view query = {});

/// The questions of its forms: note, day, colleague, status. One form, drawn in several places.
namespace question {
inline constexpr std::string_view note = "notiz", day = "wiedervorlage", colleague = "an", status = "stand";
}
kern::Form questions(authority::StaffContext const& c, View const& view);

/// Where its forms lead.
std::string path_of(authority::StaffContext const& c, View const& view);

}  // namespace kreislauf::cases
