#include "administration/appointments/exchange/setup.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/appointments/store/store.h"
#include "platform/acts/acts.h"

namespace kreislauf::appointments {

namespace {

Plan const* plan_of(std::span<Plan const> plans, std::string_view office) {
  auto const found =
      std::find_if(plans.begin(), plans.end(), [&](Plan const& plan) { return plan.settings.office == office; });
  return found == plans.end() ? nullptr : &*found;
}

/// Desks of the file get the ids of those that have their name already; the others of before are taken out of use and
/// come last.
std::vector<Desk> joined(std::vector<Desk> desks, std::vector<Desk> before) {
  for (auto& desk : desks) {
    auto const old = std::find_if(before.begin(), before.end(),
                                  [&](Desk const& one) { return one.id != 0 and one.name == desk.name; });
    if (old != before.end()) desk.id = std::exchange(old->id, 0);
  }
  for (auto& old : before) {
    if (old.id == 0) continue;
    old.active = false;
    old.position = static_cast<int>(desks.size()) + 1;
    desks.push_back(std::move(old));
  }
  return desks;
}

bool opens(Plan const& plan) {
  return std::any_of(plan.rules.rules.begin(), plan.rules.rules.end(),
                     [](Rule const& rule) { return rule.kind != RuleKind::pause; });
}

void store_plan(acts::Transaction& tx, Plan const& plan, Plan const* before) {
  static Plan const none;
  auto const& old = before != nullptr ? *before : none;
  store::save(tx.db, plan.settings);
  for (auto const& desk : plan.desks) store::save(tx.db, desk);
  for (auto const& unit : plan.resources) store::save(tx.db, unit);
  for (auto const& offer : old.services) {
    if (plan.service(offer.service) == nullptr) store::remove_offer(tx.db, offer.office, offer.service);
  }
  for (auto const& offer : plan.services) store::save(tx.db, offer);
  if (before == nullptr or tidy_rules(old.rules_text) != plan.rules_text)
    store::save_rules(tx.db, plan.settings.office, plan.rules_text, tx.now, tx.actor);
  tx.event("plan.imported", "office:" + plan.settings.office);
}

}  // namespace

std::vector<std::string> losses(std::span<Plan const> known, std::span<Plan const> plans) {
  std::vector<std::string> found;
  auto const tell = [&](Plan const& plan, std::string_view what) {
    found.push_back(fmt::format("the office \"{}\" would lose all its {}; --take-away lets that happen",
                                plan.settings.office, what));
  };
  for (auto const& plan : plans) {
    auto const* before = plan_of(known, plan.settings.office);
    if (before == nullptr) continue;
    if (opens(*before) and not opens(plan)) tell(plan, "opening hours");
    if (not before->services.empty() and plan.services.empty()) tell(plan, "services");
  }
  return found;
}

ImportReport import_plans(db::Database& database, std::string_view toml, Surroundings const& around, Clock const& clock,
                          std::string_view by, Loss loss) {
  ImportReport report;
  auto const read = read_plans(toml, around);
  if (not read) {
    report.rejected = read.error();
    report.rolled_back = true;
    return report;
  }
  acts::perform(database, clock, by, [&](acts::Transaction& tx) {
    report = {};
    auto const known = store::load_plans(tx.db);
    if (loss == Loss::refuse) {
      for (auto& one : losses(known, *read)) report.reject(0, std::move(one));
      report.rolled_back = not report.rejected.empty();
      if (report.rolled_back) return;
    }
    for (auto plan : *read) {
      auto const* before = plan_of(known, plan.settings.office);
      if (before != nullptr) {
        plan.desks = joined(std::move(plan.desks), before->desks);
        plan.resources = joined(std::move(plan.resources), before->resources);
        if (write_plans({before, 1}, around) == write_plans({&plan, 1}, around)) {
          ++report.unchanged;
          continue;
        }
      }
      store_plan(tx, plan, before);
      ++(before == nullptr ? report.added : report.changed);
    }
  });
  return report;
}

std::vector<Plan> plans_of(db::Database& database) {
  std::vector<Plan> plans;
  database.read([&](db::Connection& connection) { plans = store::load_plans(connection); });
  return plans;
}

bool has_plan(db::Database& database, std::string_view office) {
  return plan_of(plans_of(database), office) != nullptr;
}

std::string export_plans(db::Database& database, Surroundings const& around) {
  return write_plans(plans_of(database), around);
}

}  // namespace kreislauf::appointments
