#include "administration/notifications/acts/pushing.h"

#include <algorithm>
#include <boost/json.hpp>

#include "administration/notifications/acts/choosing.h"
#include "administration/notifications/acts/secrets.h"
#include "administration/notifications/acts/telling.h"
#include "administration/notifications/rules/kinds.h"
#include "administration/notifications/store/store.h"
#include "platform/acts/acts.h"

namespace kreislauf::notifications {

namespace {

namespace json = boost::json;
using std::chrono::seconds;

constexpr seconds left_alone{60};

Push push_in(acts::OutboxMessage const& message) {
  auto const all = json::parse(message.payload).as_object();
  return {.device = all.at("device").as_int64(),
          .subject = message.subject,
          .topic = std::string{all.at("topic").as_string()},
          .kind = kind_in(std::string_view{all.at("kind").as_string()}),
          .matters = all.at("matters").as_int64(),
          .path = std::string{all.at("path").as_string()}};
}

/// What stands on the lock screen: that there is something, and from whom. Neither the service nor a number: a
/// telephone lies where others read it, and who applies for what is nobody's business (Art. 5 (1) c, 25 DSGVO).
std::string body_of(i18n::Translator const& t, Push const& push) {
  if (push.kind == Kind::ends_today) return std::string{t("Heute endet eine Frist. Bitte sehen Sie nach.")};
  if (push.matters == 1) return std::string{t("Es gibt Neues zu Ihrem Antrag.")};
  return t.count("Es gibt Neues zu {} Antrag.", "Es gibt Neues zu {} Anträgen.", push.matters);
}

std::string text_of(authority::TownVisit& visit, Push const& push, Device const& device) {
  auto const language = i18n::language_of(device.language).value_or(i18n::Language::german);
  auto const t = visit.house.languages.translator(language);
  return json::serialize(json::object{{"title", visit.authority.full_name()},
                                      {"body", body_of(t, push)},
                                      {"language", i18n::code(language)},
                                      {"path", push.path},
                                      {"tag", push.topic}});
}

/// RFC 8292 § 2.1: where the push service reaches somebody. The page on which the browser was allowed says who we are.
std::string contact_of(authority::TownVisit& visit, Device const& device) {
  if (device.site.starts_with("https://")) return device.site;
  for (auto const& office : visit.town()->offices)
    if (not office.email.empty()) return "mailto:" + office.email;
  return device.site;
}

void forget(authority::TownVisit& visit, Device const& device) {
  acts::perform(visit.db, visit.house.clock, "clock", [&](acts::Transaction& tx) {
    for (auto const& subject : store::remove_endpoint(tx.db, device.endpoint_hash))
      tx.event("notification.device_gone", subject);
    store::remove_held_for_device(tx.db, device.id);
  });
}

}  // namespace

bool Notifications::is_silent(std::string const& origin) {
  std::lock_guard const lock{mutex_};
  auto const found = silent_until_.find(origin);
  return found != silent_until_.end() and house.clock.now() < found->second;
}

void Notifications::note_silence(std::string const& origin) {
  std::lock_guard const lock{mutex_};
  silent_until_[origin] = house.clock.now() + left_alone;
}

std::string send_push(Notifications& module, authority::TownVisit& visit, acts::OutboxMessage const& message) {
  auto const push = push_in(message);
  std::optional<Device> device;
  std::optional<store::PushKey> key;
  visit.db.read([&](db::Connection& connection) {
    device = store::device(connection, push.device);
    key = store::push_key(connection);
  });
  if (not device or not key) return {};  // removed meanwhile
  auto const subscription = subscription_of(visit.keys(), *device);
  auto const own = key_of(visit.keys(), key->sealed);
  auto const reader = subscription ? push::reader_in(subscription->point, subscription->secret) : std::nullopt;
  if (not own or not reader) return "permanent: no key opens the subscription any more";
  auto const address = calls::address_in(subscription->endpoint, module.peers);
  auto const origin = address ? address->origin() : std::string{};
  if (module.is_silent(origin)) return acts::again_in(left_alone, "the push service was silent a moment ago");
  auto const now = module.house.clock.now();
  auto const until = message.stale.value_or(now);
  auto const report = push::send({*module.network, module.peers}, {*own, contact_of(visit, *device)},
                                 {.endpoint = subscription->endpoint,
                                  .reader = *reader,
                                  .text = text_of(visit, push, *device),
                                  .lasts = std::chrono::floor<seconds>(until - now),
                                  .urgent = urgency_of(push.kind).high,
                                  .topic = push.topic},
                                 module.house.random, now);
  if (report.silent) module.note_silence(origin);
  if (report.outcome == push::Outcome::gone) forget(visit, *device);
  if (report.outcome == push::Outcome::later) return acts::again_in(report.pause, report.reason);
  return report.outcome == push::Outcome::refused ? "permanent: " + report.reason : std::string{};
}

}  // namespace kreislauf::notifications
