#include "administration/appointments/rules/open_pieces.h"

namespace kreislauf::appointments {

namespace {

/// A rule with everything that does not change from day to day.
struct Prepared {
  Rule const* rule = nullptr;
  RuleBits bits;
  std::vector<Share> shares;  ///< of each desk; a pause makes no difference between staff and online
};

std::vector<Share> shares_of(Rule const& rule, int desks) {
  std::vector<Share> shares;
  for (int position = 1; position <= desks; ++position) {
    if (rule.kind == RuleKind::appointment) {
      shares.push_back(share_of(rule, position));
    } else {
      shares.push_back(concerns(rule.desks, position) ? Share::staff : Share::none);
    }
  }
  return shares;
}

std::vector<Prepared> prepared(Rules const& rules, int desks) {
  std::vector<Prepared> out;
  for (auto const& rule : rules.rules) {
    if (rule.kind != RuleKind::walk_in) out.push_back({&rule, bits_of(rule), shares_of(rule, desks)});
  }
  return out;
}

/// One row of a calendar: what each desk has on one day. `closed` is scratch space.
class DayRow {
 public:
  DayRow(std::vector<OpenDay>& open, std::vector<DayBits>& closed, std::size_t days, std::size_t day)
      : open_{open}, closed_{closed}, days_{days}, day_{day} {}

  void add(Prepared const& rule) {
    for (std::size_t desk = 0; desk < closed_.size(); ++desk) {
      if (rule.rule->kind == RuleKind::appointment) {
        open(at(desk), rule.bits, rule.shares[desk]);
      } else if (rule.shares[desk] != Share::none) {
        closed_[desk] = closed_[desk] | rule.bits.open;
      }
    }
  }
  void add(Closure const& closure) {
    auto const bits = bits_of(closure);
    for (std::size_t desk = 0; desk < closed_.size(); ++desk) {
      if (concerns(closure.desks, static_cast<int>(desk) + 1)) closed_[desk] = closed_[desk] | bits;
    }
  }
  void finish() {
    for (std::size_t desk = 0; desk < closed_.size(); ++desk) close(at(desk), closed_[desk]);
  }

 private:
  OpenDay& at(std::size_t desk) { return open_[desk * days_ + day_]; }

  std::vector<OpenDay>& open_;
  std::vector<DayBits>& closed_;
  std::size_t days_, day_;
};

}  // namespace

Calendar make_calendar(std::shared_ptr<Plan const> plan, Day first, int days) {
  auto const desks = plan->desks.size();
  auto const rules = prepared(plan->rules, static_cast<int>(desks));
  auto const count = static_cast<std::size_t>(days);
  auto open = std::make_shared<std::vector<OpenDay>>(desks * count);
  std::vector<DayBits> closed(desks);
  for (std::size_t i = 0; i < count; ++i) {
    auto const facts = facts_of(first + std::chrono::days{i});
    closed.assign(desks, facts.skipped);
    DayRow row{*open, closed, count, i};
    for (auto const& rule : rules) {
      if (applies(*rule.rule, facts)) row.add(rule);
    }
    for (auto const& closure : plan->rules.closures) {
      if (applies(closure, facts.day)) row.add(closure);
    }
    row.finish();
  }
  auto const rows = desks + plan->resources.size();
  return {.plan = std::move(plan), .open = std::move(open), .taken = Taken{rows, first, days}};
}

Calendar without(Calendar const& calendar, Appointment const& a) {
  auto copy = calendar;
  if (not copy.taken.covers(a.day)) return copy;
  int const first = a.minute / unit_minutes, last = first + units_of(a.minutes);
  std::size_t row = 0;
  for (auto const* list : {&copy.plan->desks, &copy.plan->resources}) {
    for (auto const& desk : *list) {
      if (desk.id == a.desk or desk.id == a.resource) copy.taken.at(row, a.day).clear(first, last);
      ++row;
    }
  }
  return copy;
}

}  // namespace kreislauf::appointments
