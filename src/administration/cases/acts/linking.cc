#include "administration/cases/acts/linking.h"

#include <fmt/format.h>

#include "administration/cases/store/links.h"
#include "administration/cases/store/store.h"

namespace kreislauf::cases {

namespace {

void note_at_both(acts::Transaction& tx, std::string_view kind, Case& one, Case& other) {
  for (auto const& [at, to] : {std::pair{&one, &other}, std::pair{&other, &one}}) {
    touch(tx, *at);
    tx.event(kind, at->subject, fmt::format(R"({{"with":"{}"}})", to->number));
    store::save(tx.db, *at);
  }
}

}  // namespace

void link(acts::Transaction& tx, Case& one, Case& other) {
  if (store::are_linked(tx.db, one.id, other.id)) return;
  store::link(tx.db, one.id, other.id, staff_in(tx.actor), iso_utc(tx.now));
  note_at_both(tx, "case.link", one, other);
}

void unlink(acts::Transaction& tx, Case& one, Case& other) {
  if (not store::are_linked(tx.db, one.id, other.id)) return;
  store::unlink(tx.db, one.id, other.id);
  note_at_both(tx, "case.unlink", one, other);
}

}  // namespace kreislauf::cases
