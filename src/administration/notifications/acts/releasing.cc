#include "administration/notifications/acts/releasing.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "administration/notifications/acts/secrets.h"
#include "administration/notifications/acts/telling.h"
#include "administration/notifications/store/store.h"
#include "platform/mail/mail.h"

namespace kreislauf::notifications {

namespace {

/// Recipients in one commit: others wait for it.
constexpr std::size_t at_once = 100;
constexpr std::string_view account_page = "/konto";

struct Waiting {
  HeldNews news;
  Said said;
};

/// All that waits for one recipient. What no key opens any more is dropped: the page says it all the same.
std::vector<Waiting> take_all(acts::Transaction& tx, crypto::Keys const& keys, HeldNews const& first) {
  std::vector<Waiting> all;
  for (auto const& one : store::held_for(tx.db, first.way, first.recipient)) {
    if (auto said = said_of(keys, one)) all.push_back({one, *std::move(said)});
    store::remove_held(tx.db, one.id);
  }
  return all;
}

std::string sentence_of(i18n::Translator const& t, Kind kind) {
  switch (kind) {
    case Kind::message:
      return std::string{t("Das Amt hat Ihnen geschrieben.")};
    case Kind::decided:
      return std::string{t("Ihr Antrag ist entschieden.")};
    case Kind::unfetched:
      return std::string{t("Ein Bescheid liegt zum Abrufen bereit.")};
    case Kind::ends_today:
      return std::string{t("Heute endet eine Frist.")};
    case Kind::changed:
      break;
  }
  return std::string{t("Es gibt etwas Neues.")};
}

/// One entry for each matter, with everything that has happened to it.
std::string entries_of(i18n::Translator const& t, std::vector<Waiting> const& all) {
  std::vector<std::string> order;
  for (auto const& one : all)
    if (std::find(order.begin(), order.end(), one.said.link) == order.end()) order.push_back(one.said.link);
  std::string text;
  for (auto const& link : order) {
    std::string title, sentences;
    std::set<Kind> told;
    for (auto const& [news, said] : all) {
      if (said.link != link) continue;
      title = said.title;
      if (told.insert(news.kind).second) sentences += sentence_of(t, news.kind) + " ";
    }
    sentences.pop_back();
    text += fmt::format("{}\n{}\n{}\n\n", title, sentences, link);
  }
  return text;
}

/// The mail of the last one, where all say the same of one matter; else one that tells of all.
acts::OutboxMessage mail_of(authority::TownVisit& visit, std::vector<Waiting> const& all) {
  auto const& last = all.back();
  bool const same = std::all_of(all.begin(), all.end(), [&](Waiting const& one) {
    return one.said.link == last.said.link and one.news.kind == last.news.kind;
  });
  if (same) return {.kind = "mail", .subject = last.news.subject, .payload = last.said.mail};
  auto const language = i18n::language_of(last.said.language).value_or(i18n::Language::german);
  auto const t = visit.house.languages.translator(language);
  auto const text = fmt::format("{}\n\n{}\n\n{}{}\n", t("Guten Tag,"), t("das ist neu bei Ihren Anträgen:"),
                                entries_of(t, all), visit.authority.full_name());
  mail::Message const mail{.to = last.said.to, .subject = std::string{t("Neues zu Ihren Anträgen")}, .text = text};
  return {.kind = "mail", .subject = last.news.subject, .payload = mail::payload_of(mail)};
}

void push(acts::Transaction& tx, crypto::Keys const& keys, std::vector<Waiting> const& all) {
  auto const device = store::device(tx.db, std::stoll(all.back().news.recipient));
  if (not device) return;
  std::set<std::string> subjects;
  bool ends = false;
  for (auto const& one : all) {
    subjects.insert(one.news.subject);
    ends = ends or one.news.kind == Kind::ends_today;
  }
  auto const& last = all.back();
  bool const one = subjects.size() == 1;
  auto const language = i18n::language_of(device->language).value_or(i18n::Language::german);
  tx.send(
      message_of({.device = device->id,
                  .subject = last.news.subject,
                  .topic = topic_of(keys, one ? last.news.subject : device->subject),
                  .kind = ends ? Kind::ends_today : Kind::changed,
                  .matters = static_cast<std::int64_t>(subjects.size()),
                  .path = one ? last.said.link : std::string{i18n::path_prefix(language)} + std::string{account_page}},
                 tx.now));
}

/// False when nothing is due.
bool release_some(authority::TownVisit& visit) {
  bool more = false;
  acts::perform(visit.db, visit.house.clock, "clock", [&](acts::Transaction& tx) {
    auto const keys = visit.keys();
    auto const due = store::held_due(tx.db, iso_utc(tx.now), at_once);
    more = not due.empty();
    for (auto const& first : due) {
      auto const all = take_all(tx, keys, first);
      if (all.empty()) continue;  // taken with another one of the same recipient
      if (first.way == Way::mail)
        tx.send(mail_of(visit, all));
      else
        push(tx, keys, all);
    }
  });
  return more;
}

}  // namespace

std::optional<Instant> release(authority::TownVisit& visit) {
  std::optional<std::string> next;
  visit.db.read([&](db::Connection& connection) { next = store::next_due(connection); });
  if (not next) return std::nullopt;
  auto const due = parse_iso_utc(*next);
  if (due > visit.house.clock.now()) return due;
  return release_some(visit) ? std::optional{visit.house.clock.now()} : std::nullopt;
}

}  // namespace kreislauf::notifications
