#pragma once

#include <string>
#include <vector>

#include "administration/notifications/model.h"
#include "platform/acts/acts.h"
#include "platform/crypto/keys.h"
#include "platform/i18n/i18n.h"

namespace kreislauf::notifications {

/// Who tells: the authority with its keys.
struct Teller {
  crypto::Keys const& keys;
  crypto::Random& random;
};

/// Something that a person wants to know of an own matter.
struct News {
  Kind kind = Kind::changed;
  /// Whose choice counts: the matter itself (`application:17`), then the accounts in which it lies.
  std::vector<std::string> subjects;
  i18n::Language language = i18n::Language::german;
  std::string title;  ///< what it is about, for who has opened the mail: `Sperrmüll, 2026-000017`
  std::string site;   ///< `https://gescher.example`
  std::string path;   ///< where it is read, with the language: `/en/mein-antrag/...`
  std::string to;     ///< empty where nobody has given a mailbox
  /// The mail that says this alone; its subject is what it belongs to in the outbox.
  acts::OutboxMessage mail;
};

/// Tells it by each way that the person has, at once or after the quiet hours (rules/kinds.cc). A push says only that
/// there is something: who holds the telephone need not be who it is for.
void tell(acts::Transaction& tx, Teller const& teller, News const& news);

/// A message to one device, into the outbox. Its words are made when it goes.
struct Push {
  std::int64_t device = 0;
  std::string subject, topic;
  Kind kind = Kind::changed;
  std::int64_t matters = 1;  ///< of how many it tells
  std::string path;          ///< what opens when it is touched
};
inline constexpr std::string_view push_kind = "push";
acts::OutboxMessage message_of(Push const& push, Instant now);
/// By which a later message takes the place of one that waits (RFC 8030 § 5.4): tells a push service nothing.
std::string topic_of(crypto::Keys const& keys, std::string_view subject);

/// The choice that counts for these: of the first that has made one, else the usual hours.
Quiet quiet_for(db::Connection& connection, std::vector<std::string> const& subjects);

}  // namespace kreislauf::notifications
