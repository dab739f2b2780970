#include "administration/cases/acts/undoing.h"

#include <boost/json.hpp>

#include "administration/cases/store/store.h"
#include "administration/cases/store/undos.h"
#include "platform/db/embedded.h"

namespace kreislauf::cases {

namespace {

namespace json = boost::json;

json::object written(Before const& before) {
  auto const& one = before.one;
  return {{"id", one.id},         {"revision", before.revision}, {"phase", name_of(one.phase)},
          {"status", one.status}, {"holder", one.holder},        {"resubmit_on", one.resubmit_on}};
}

/// Sets back what several acts change: who has it, and when it is looked at again.
void set_back(acts::Transaction& tx, Case& one, json::object const& before) {
  one.phase = phase_in(std::string_view{before.at("phase").as_string()}).value_or(one.phase);
  one.status = before.at("status").as_string().c_str();
  one.holder = before.at("holder").as_int64();
  one.resubmit_on = before.at("resubmit_on").as_string().c_str();
  touch(tx, one);
  tx.event("case.undo", one.subject);
  store::save(tx.db, one);
}

}  // namespace

std::int64_t keep_before(acts::Transaction& tx, std::string_view office, std::vector<Before> const& all) {
  json::array cases;
  for (auto const& one : all) cases.push_back(written(one));
  store::Undo const undo{.id = db::next_number(tx.db, "case_undos"),
                         .office = std::string{office},
                         .staff = staff_in(tx.actor),
                         .at = iso_utc(tx.now),
                         .earlier = json::serialize(cases)};
  store::add(tx.db, undo);
  return undo.id;
}

Undone undo(acts::Transaction& tx, std::string_view office, std::int64_t number) {
  auto const found = store::undo(tx.db, number);
  bool const own = found and found->office == office and found->staff == staff_in(tx.actor);
  if (not own or found->earlier.empty() or parse_iso_utc(found->at) + undone_within < tx.now) throw NotNow{};
  Undone undone;
  auto const cases = json::parse(found->earlier);
  for (auto const& value : cases.as_array()) {
    auto const& before = value.as_object();
    auto one = store::find(tx.db, before.at("id").as_int64());
    bool const unchanged = one and one->office == found->office and one->revision == before.at("revision").as_int64();
    if (unchanged) set_back(tx, *one, before);
    ++(unchanged ? undone.changed : undone.left);
  }
  store::spend(tx.db, *found);
  return undone;
}

void tidy_undos(db::Connection& connection, Instant now) {
  store::drop_undos_before(connection, iso_utc(now - std::chrono::hours{24}));
}

}  // namespace kreislauf::cases
