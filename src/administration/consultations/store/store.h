#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "administration/consultations/model.h"
#include "platform/db/db.h"

namespace kreislauf::consultations::store {

void add(db::Connection& connection, Consultation const& one);
/// Its state, what was said, who has answered and when.
void save(db::Connection& connection, Consultation const& one);
std::optional<Consultation> find(db::Connection& connection, Consultation::Way way, std::string_view id);
/// What was asked about a case, the oldest first.
std::vector<Consultation> of_subject(db::Connection& connection, std::string_view subject);
/// What this office has still to say to other authorities, the most urgent first.
std::vector<Consultation> to_answer(db::Connection& connection, std::string_view office, std::size_t limit);
/// In this state, in the order of their ids.
std::vector<Consultation> in_state(db::Connection& connection, Consultation::Way way, Consultation::State state,
                                   std::string_view after, std::size_t limit);
/// Of both ways; `after` is the last pair of way and id.
struct Mark {
  std::string way = {}, id = {};
};
std::vector<Consultation> after(db::Connection& connection, Mark const& mark, std::size_t limit);
void remove(db::Connection& connection, Consultation const& one);
/// What was asked here and was over before this moment.
std::vector<Consultation> settled_before(db::Connection& connection, std::string_view moment, std::size_t limit);

}  // namespace kreislauf::consultations::store
