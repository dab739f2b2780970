#include "administration/applications/shared/reminding.h"

#include <fmt/format.h>

#include "administration/applications/acts/links.h"
#include "administration/applications/acts/mails.h"
#include "administration/applications/acts/telling.h"
#include "administration/applications/shared/own_application.h"
#include "administration/applications/store/store.h"
#include "administration/notices/notices.h"
#include "base/errors.h"
#include "base/log.h"
#include "platform/http/numbers.h"

namespace kreislauf::applications {

namespace {

constexpr std::size_t most = 1000;
constexpr std::string_view kind = "notice.remind", last_day_kind = "application.remind_last_day";

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
    auto const own = with_form(module, *std::move(found));
    auto const language = i18n::language_of(own.application.language).value_or(i18n::Language::german);
    auto const t = module.house.languages.translator(language);
    Post const post{keys, visit.authority, notice.site};
    auto letter = mail.empty() ? acts::OutboxMessage{}
                               : mail_to_fetch(post, t, own.application, own.name(language), {mail, *last});
    tell_applicant(
        tx, post, module.house.random, t, own.application,
        {.kind = notifications::Kind::unfetched, .service_name = own.name(language), .mail = std::move(letter)});
  });
}

/// The legal day began; what was told since then was told for today.
Instant begin_of_day(Instant now) { return instant_of_legal(legal_time(now).day, 0); }

void remind_of_today(Applications& module, authority::TownVisit& visit, std::string const& subject) {
  auto const number = http::number_in(std::string_view{subject}.substr(subject.find(':') + 1));
  acts::perform(visit.db, visit.house.clock, "clock", [&](acts::Transaction& tx) {
    auto found = store::find(tx.db, number.value_or(0));
    auto const one = cases::of_subject(tx.db, subject);
    if (not found or not one or acts::times(tx.db, subject, last_day_kind, "clock", begin_of_day(tx.now)) > 0) return;
    tx.event(last_day_kind, subject);
    auto const keys = visit.keys();
    auto const own = with_form(module, *std::move(found));
    auto const language = language_of(own.application);
    auto const t = module.house.languages.translator(language);
    Post const post{keys, visit.authority, one->site};
    auto const mail = opened(keys, own.application, own.application.mail);
    tell_applicant(tx, post, module.house.random, t, own.application,
                   {.kind = notifications::Kind::ends_today,
                    .service_name = own.name(language),
                    .mail = mail_ends_today(post, t, own.application, own.name(language), mail)});
  });
}

}  // namespace

std::optional<Instant> remind_of_last_day(Applications& module, authority::TownVisit& visit) {
  auto const today = std::chrono::sys_days{legal_time(visit.house.clock.now()).day};
  std::int64_t after = 0, before = -1;
  while (after != before) {
    before = after;
    std::vector<std::string> subjects;
    visit.db.read([&](db::Connection& connection) { subjects = cases::owed_until(connection, today, after, most); });
    for (auto const& subject : subjects) {
      if (not subject.starts_with("application:")) continue;
      try {
        remind_of_today(module, visit, subject);
      } catch (NotFound const&) {  // its form is gone: others are reminded all the same
        log::error("not_reminded", subject);
      }
    }
  }
  return std::nullopt;
}

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
