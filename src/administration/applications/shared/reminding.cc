#include "administration/applications/shared/reminding.h"

#include <fmt/format.h>

#include "administration/applications/acts/links.h"
#include "administration/applications/acts/mails.h"
#include "administration/applications/shared/own_application.h"
#include "administration/applications/store/store.h"
#include "administration/notices/notices.h"
#include "base/errors.h"
#include "base/log.h"
#include "platform/http/numbers.h"

namespace kreislauf::applications {

namespace {

constexpr std::size_t most = 1000;
constexpr std::string_view kind = "notice.remind";

std::vector<notices::Notice> due(authority::TownVisit& visit, std::string_view office, Instant now) {
  std::vector<notices::Notice> all;
  visit.db.read([&](db::Connection& db) {
    all = notices::unfetched(db, office, iso_utc(now - notices::remind_after), most);
    std::erase_if(all, [&](notices::Notice const& one) {
      bool const told = acts::times(db, one.subject, kind, "clock", parse_iso_utc(one.provided_at)) > 0;
      return told or one.site.empty() or notices::is_lapsed(one, now);
    });
  });
  return all;
}

void remind(Applications& module, authority::TownVisit& visit, notices::Notice const& notice) {
  auto const number = http::number_in(std::string_view{notice.subject}.substr(notice.subject.find(':') + 1));
  acts::perform(visit.db, visit.house.clock, "clock", [&](acts::Transaction& tx) {
    auto found = store::find(tx.db, number.value_or(0));
    auto const last = notices::last_day_to_fetch(notice);
    if (not found or not last) return;
    tx.event(kind, notice.subject, fmt::format(R"({{"notice":{}}})", notice.id));
    auto const keys = visit.keys();
    auto const mail = opened(keys, *found, found->mail);
    if (mail.empty()) return;
    auto const own = with_form(module, *std::move(found));
    auto const language = i18n::language_of(own.application.language).value_or(i18n::Language::german);
    tx.send(mail_to_fetch({keys, visit.authority, notice.site}, module.house.languages.translator(language),
                          own.application, own.name(language), {mail, *last}));
  });
}

}  // namespace

std::optional<Instant> remind_of_notices(Applications& module, authority::TownVisit& visit) {
  auto const town = visit.town();
  if (town == nullptr) return std::nullopt;
  for (auto const& office : town->offices) {
    for (auto const& notice : due(visit, office.id.value(), visit.house.clock.now())) {
      try {
        remind(module, visit, notice);
      } catch (NotFound const&) {  // its form or its town is gone: others are reminded all the same
        log::error("not_reminded", notice.subject);
      }
    }
  }
  return std::nullopt;
}

}  // namespace kreislauf::applications
