#pragma once

#include "administration/delivery/acts/work.h"

// The drop folder: whole or not at all, and once.
//
// Everything is written into a folder whose name nobody looks for (`.teil-NAME`), each file synced, then that is noted
// (`prepared`), and only then it gets its name by one rename. Whoever finds neither of both folders later, but the
// note, knows that it was given its name and fetched: so nothing is ever laid down twice, whenever the program ends.
namespace kreislauf::delivery {

Outcome into_folder(Work& work);
/// What was prepared has got its name: it was or is there for all to see.
bool was_published(Destination const& to, std::string_view name);
/// Takes away what lies there of one that was taken back (`named` false: only what has no name yet) or is erased.
Outcome clear_folder(Deliveries const& module, Destination const& to, std::string_view name, bool named);

}  // namespace kreislauf::delivery
