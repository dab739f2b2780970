#include "platform/db/connection.h"

namespace kreislauf::db {

std::int64_t Connection::next(std::string_view last) {
  std::string const key{last};
  if (auto const found = numbers_.find(key); found == numbers_.end() or not found->second) {
    auto const known = number(last);  // an answer may undo a part, which forgets all numbers
    numbers_[key] = known;
  }
  return ++*numbers_[key];
}

void Connection::foresee(std::string_view last) {
  auto const [entry, fresh] = numbers_.try_emplace(std::string{last});
  if (not fresh) return;
  ask(last, [this, key = entry->first](Row const& row) {
    auto& known = numbers_[key];
    if (not known) known = row.integer(0);
  });
}

}  // namespace kreislauf::db
