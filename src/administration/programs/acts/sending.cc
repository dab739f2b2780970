#include "administration/programs/acts/sending.h"

#include <fmt/format.h>

#include "administration/programs/acts/queue.h"
#include "administration/programs/acts/secrets.h"
#include "administration/programs/acts/stopping.h"
#include "administration/programs/rules/pauses.h"
#include "administration/programs/rules/signature.h"
#include "administration/programs/store/store.h"
#include "platform/i18n/dates.h"

namespace kreislauf::programs {

namespace {

using std::chrono::seconds;

constexpr std::string_view clock_actor = "clock";
constexpr seconds left_alone{60};
/// Of one queue in one go: others wait for the same thread.
constexpr int most_in_a_row = 20;
constexpr std::size_t due_at_once = 100;
constexpr int gone = 410;  ///< Standard Webhooks: the receiver wants none any more

struct Sent {
  std::int64_t status = 0;
  std::string problem = {};
  bool tried = true;  ///< false: nothing was sent at all
  bool fine() const { return status >= 200 and status < 300; }
};

Sent post(Programs& module, std::string const& secret, Webhook const& hook, Message const& message) {
  auto const address = calls::address_in(hook.url, module.peers);
  if (not address) return {.problem = "the address is none that we call"};
  auto const origin = address->origin();
  if (module.is_silent(origin)) return {.problem = "the receiver was silent a moment ago", .tried = false};
  auto const now = module.house.clock.now();
  auto const seconds_now = std::chrono::floor<seconds>(now).time_since_epoch().count();
  auto const made = signed_message(secret, message.id, seconds_now, message.body);
  calls::Call call{.method = "POST", .url = hook.url, .body = message.body};
  call.reach = module.peers == calls::Peers::local_too ? calls::Reach::anywhere : calls::Reach::public_only;
  call.fields = {{"Content-Type", "application/json"},
                 {"webhook-id", made.id},
                 {"webhook-timestamp", made.timestamp},
                 {"webhook-signature", made.signature}};
  call.most = 16'384;
  call.connect = seconds{5};
  call.silence = call.whole = seconds{10};
  auto const answer = module.network->call(call);
  if (answer.status == 0) module.note_silence(origin);
  if (answer.status == 0) return {.problem = "no answer: " + answer.problem};
  Sent sent{.status = answer.status};
  if (not sent.fine()) sent.problem = fmt::format("the receiver answered {}", answer.status);
  return sent;
}

/// It has arrived, and so has the receiver.
void note_arrival(authority::TownVisit& visit, Message message, Sent const& sent) {
  acts::perform(visit.db, visit.house.clock, clock_actor, [&](acts::Transaction& tx) {
    message.state = Message::State::delivered;
    message.status = sent.status;
    message.problem.clear();
    message.next_at.clear();
    message.settled_at = iso_utc(tx.now);
    ++message.attempts;
    store::save(tx.db, message);
    auto hook = store::webhook(tx.db, message.webhook);
    if (not hook or hook->failing_since.empty()) return;
    hook->failing_since.clear();
    store::save(tx.db, *hook);
  });
}

/// It rests, and everything behind it of the same case; after days the receiver is told no more.
void note_failure(authority::TownVisit& visit, Message message, Sent const& sent) {
  acts::perform(visit.db, visit.house.clock, clock_actor, [&](acts::Transaction& tx) {
    message.attempts += sent.tried ? 1 : 0;
    message.status = sent.status;
    message.problem = sent.problem;
    message.next_at = iso_utc(tx.now + (sent.tried ? pause_after(message.attempts) : left_alone));
    store::save(tx.db, message);
    auto hook = store::webhook(tx.db, message.webhook);
    if (not hook or not hook->stopped_at.empty()) return;
    if (hook->failing_since.empty()) hook->failing_since = iso_utc(tx.now);
    bool const too_long = parse_iso_utc(hook->failing_since) + stopped_after <= tx.now;
    store::save(tx.db, *hook);
    if (sent.status == gone) stop_and_tell(tx, visit, *hook, "the receiver wants no messages any more (410)");
    if (sent.status != gone and too_long) stop_and_tell(tx, visit, *hook, "nothing has arrived for five days");
  });
}

struct Next {
  Webhook hook;
  Message message;
};

/// The oldest of a queue, when it may go now.
std::optional<Next> next_of(authority::TownVisit& visit, Queue const& queue) {
  std::optional<Next> next;
  visit.db.read([&](db::Connection& connection) {
    auto hook = store::webhook(connection, queue.webhook);
    auto message = store::first_open(connection, queue.webhook, queue.case_id);
    if (not hook or not hook->stopped_at.empty() or not message) return;
    bool const rests = not message->next_at.empty() and parse_iso_utc(message->next_at) > visit.house.clock.now();
    if (not rests) next = Next{*std::move(hook), *std::move(message)};
  });
  return next;
}

}  // namespace

bool Programs::is_silent(std::string const& origin) {
  std::lock_guard const lock{mutex_};
  auto const found = silent_until_.find(origin);
  return found != silent_until_.end() and house.clock.now() < found->second;
}

void Programs::note_silence(std::string const& origin) {
  std::lock_guard const lock{mutex_};
  silent_until_[origin] = house.clock.now() + left_alone;
}

std::string send(Programs& module, authority::TownVisit& visit, acts::OutboxMessage const& outbox) {
  auto const queue = queue_of(outbox);
  if (not queue) return "permanent: the message names no queue";
  for (int i = 0; i < most_in_a_row; ++i) {
    auto const next = next_of(visit, *queue);
    if (not next) return {};
    auto const secret = secret_of(visit.keys(), next->hook);
    auto const sent = secret.empty() ? Sent{.problem = "no key opens the secret any more"}
                                     : post(module, secret, next->hook, next->message);
    if (not sent.fine()) {
      note_failure(visit, next->message, sent);
      return {};  // the log tells it, and `try_again` comes back to it
    }
    note_arrival(visit, next->message, sent);
  }
  acts::perform(visit.db, visit.house.clock, clock_actor,
                [&](acts::Transaction& tx) { put_on_its_way(tx, queue->webhook, queue->case_id); });
  return {};
}

std::optional<Instant> try_again(authority::TownVisit& visit) {
  std::optional<std::string> next;
  visit.db.read([&](db::Connection& connection) { next = store::next_due(connection); });
  if (not next) return std::nullopt;
  auto const due = parse_iso_utc(*next);
  if (due > visit.house.clock.now()) return due;
  acts::perform(visit.db, visit.house.clock, clock_actor, [&](acts::Transaction& tx) {
    for (auto message : store::due(tx.db, iso_utc(tx.now), due_at_once)) {
      message.next_at.clear();
      store::save(tx.db, message);
      put_on_its_way(tx, message.webhook, message.case_id);
    }
  });
  return visit.house.clock.now();
}

void send_again(acts::Transaction& tx, std::int64_t id) {
  auto message = store::message(tx.db, id);
  if (not message) return;
  message->state = Message::State::open;
  message->settled_at.clear();
  message->next_at.clear();
  store::save(tx.db, *message);
  tx.event("webhook.again", fmt::format("webhook:{}", message->webhook), fmt::format(R"({{"message":{}}})", id));
  put_on_its_way(tx, message->webhook, message->case_id);
}

std::optional<Instant> forget_settled(authority::TownVisit& visit) {
  constexpr std::size_t at_once = 500;
  constexpr std::int64_t whole = at_once;
  auto const now = visit.house.clock.now();
  auto const before = iso_utc(now - log_kept);
  for (std::int64_t removed = whole; removed >= whole;)
    visit.db.write([&](db::Connection& connection) {
      removed = store::remove_settled(connection, before, at_once) + store::remove_unsent(connection, before, at_once);
    });
  auto const day = std::chrono::sys_days{legal_time(now).day} - longest_life;
  visit.db.write([&](db::Connection& connection) { store::remove_keys_before(connection, i18n::iso(day)); });
  return std::nullopt;
}

}  // namespace kreislauf::programs
