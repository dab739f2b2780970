#include "administration/processes/model.h"

namespace kreislauf::processes {

Running Running::from(db::Row const& row) {
  return {.subject = row.string(0), .state = row.string(1), .next_due = row.string(2), .stuck = row.string(3)};
}

OpenTask OpenTask::from(db::Row const& row) {
  return {.id = row.integer(0),
          .subject = row.string(1),
          .element = row.string(2),
          .token = row.integer(3),
          .opened_at = row.string(4),
          .due_on = row.string(5),
          .waits_for = row.string(6),
          .answer = row.string(7),
          .staff = row.integer(8),
          .closed_at = row.string(9)};
}

}  // namespace kreislauf::processes
