#include "administration/notifications/acts/telling.h"

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "administration/notifications/acts/secrets.h"
#include "administration/notifications/rules/quiet.h"
#include "administration/notifications/store/store.h"

namespace kreislauf::notifications {

namespace {

/// A push that nobody has fetched for so long is no news any more; the page and the mail say it.
constexpr std::chrono::hours push_lasts{24};
/// The lists of push services take topics of at most 32 letters (RFC 8030 § 5.4).
constexpr std::size_t topic_letters = 32;

void hold(acts::Transaction& tx, Teller const& teller, HeldNews news, Said const& said) {
  news.id = store::next_held(tx.db);
  news.sealed = sealed(teller.keys, news, said, teller.random);
  store::add(tx.db, news);
}

void tell_by_mail(acts::Transaction& tx, Teller const& teller, News const& news) {
  if (news.to.empty()) return;
  auto const due = said_at(tx.now, urgency_of(news.kind).mail, quiet_for(tx.db, news.subjects));
  if (due <= tx.now) {
    tx.send(news.mail);
    return;
  }
  hold(tx, teller,
       {.way = Way::mail,
        .recipient = recipient_of(teller.keys, news.to),
        .subject = news.mail.subject,
        .kind = news.kind,
        .due_at = iso_utc(due)},
       {.mail = news.mail.payload,
        .to = news.to,
        .title = news.title,
        .link = news.site + news.path,
        .language = std::string{i18n::code(news.language)}});
}

/// Each browser once, also where it hears of the matter and of the account in which it lies. The account counts: there
/// several are said together.
std::vector<Device> devices_for(db::Connection& connection, std::vector<std::string> const& subjects) {
  std::vector<Device> all;
  std::set<std::string> known;
  for (auto one = subjects.rbegin(); one != subjects.rend(); ++one) {
    for (auto& device : store::devices_of(connection, *one))
      if (known.insert(device.endpoint_hash).second) all.push_back(std::move(device));
  }
  return all;
}

void tell_device(acts::Transaction& tx, Teller const& teller, News const& news, Device const& device) {
  auto const due = said_at(tx.now, urgency_of(news.kind).push, quiet_for(tx.db, {device.subject}));
  if (due > tx.now) {
    hold(tx, teller,
         {.way = Way::push,
          .recipient = std::to_string(device.id),
          .subject = news.subjects.front(),
          .kind = news.kind,
          .due_at = iso_utc(due)},
         {.link = news.path});
    return;
  }
  tx.send(message_of({.device = device.id,
                      .subject = news.subjects.front(),
                      .topic = topic_of(teller.keys, news.subjects.front()),
                      .kind = news.kind,
                      .path = news.path},
                     tx.now));
}

}  // namespace

void tell(acts::Transaction& tx, Teller const& teller, News const& news) {
  tell_by_mail(tx, teller, news);
  for (auto const& device : devices_for(tx.db, news.subjects)) tell_device(tx, teller, news, device);
}

Quiet quiet_for(db::Connection& connection, std::vector<std::string> const& subjects) {
  for (auto const& one : subjects)
    if (auto const found = store::quiet_of(connection, one)) return *found;
  return {};
}

std::string topic_of(crypto::Keys const& keys, std::string_view subject) {
  return keys.mac("notifications/topic", subject).substr(0, topic_letters);
}

acts::OutboxMessage message_of(Push const& push, Instant now) {
  boost::json::object const all{{"device", push.device},
                                {"topic", push.topic},
                                {"kind", name_of(push.kind)},
                                {"matters", push.matters},
                                {"path", push.path}};
  return {.kind = std::string{push_kind},
          .subject = push.subject,
          .payload = boost::json::serialize(all),
          .stale = now + push_lasts};
}

}  // namespace kreislauf::notifications
