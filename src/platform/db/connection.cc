#include "platform/db/connection.h"

namespace kreislauf::db {

std::int64_t Connection::next(std::string_view last) {
  auto found = numbers_.find(last);
  if (found == numbers_.end()) {
    auto const number_now = number(last);
    found = numbers_.emplace(last, number_now).first;
  }
  return ++found->second;
}

void Connection::foresee(std::string_view last) {
  if (numbers_.contains(last)) return;
  ask(last, [this, key = std::string{last}](Row const& row) { numbers_.emplace(key, row.integer(0)); });
}

}  // namespace kreislauf::db
