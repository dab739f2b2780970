#include "administration/applications/shared/terms_now.h"

#include "administration/applications/shared/cost.h"
#include "administration/capacity/capacity.h"

namespace kreislauf::applications {

Sending sending_of(authority::TownContext const& c, OwnApplication const& own, forms::Entered const& entered) {
  Sending sending{.service_name = own.name(c.t.language()),
                  .german_name = own.name(i18n::Language::german),
                  .office = office_that_gets(c, own),
                  .cases = own.cases};
  if (own.service == nullptr) return sending;
  sending.automatic = catalog::says_yes(c.town->answer_to(own.service->key.value(), catalog::automatic_question));
  if (auto const need = need_of(own); not need.later) sending.level = need.level;
  sending.prices = prices_of(c, *own.service, *own.form);
  sending.fee = fee_of(*own.form, entered, sending.prices, c.clock);
  return sending;
}

forms::PageForm::Days days_of(authority::TownContext const& c, OwnApplication const& own) {
  constexpr std::size_t most = 30;
  return [&c, service = own.application.service](forms::Question const& question) {
    std::vector<std::chrono::sys_days> days;
    auto const first = c.today() + std::chrono::days{std::max<std::int64_t>(1, question.least)};
    c.db.read([&](db::Connection& connection) {
      for (auto const& one : capacity::free_days(connection, service, first, most)) days.push_back(one.day);
    });
    return days;
  };
}

}  // namespace kreislauf::applications
