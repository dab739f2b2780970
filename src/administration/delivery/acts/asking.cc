#include "administration/delivery/acts/asking.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "administration/delivery/acts/folder.h"
#include "administration/delivery/acts/hearing.h"
#include "administration/delivery/acts/ordering.h"
#include "administration/delivery/acts/submitting.h"

namespace kreislauf::delivery {

namespace {

constexpr std::size_t at_once = 10;
constexpr std::int64_t most_tries = 5;
constexpr std::chrono::seconds hint_pause{10};

/// Nobody has said anything that ends it: it is asked again, later and later.
void postpone(Work& work) {
  work.visit.db.write([&](db::Connection& connection) {
    auto now = store::find(connection, work.delivery.id);
    if (not now or now->ask_at.empty()) return;
    ++now->asked;
    now->ask_at = iso_utc(work.module.house.clock.now() + pause_after(now->asked));
    store::save(connection, *now);
  });
}

/// The service has answered and knows of no content: it did not arrive, whatever has become of our call.
void send_once_more(Work& work) {
  auto const* sender = work.module.sender_of(work.delivery.subject);
  if (sender != nullptr and sender->wanted and not sender->wanted(work.visit, work.delivery.subject)) {
    work.settle(Verb::let_go, [](Delivery& d) { d.ask_at.clear(); });
    return;
  }
  if (tries_of(work.delivery) >= most_tries) {
    work.settle(Verb::fail, [](Delivery& d) {
      d.problem = "Der Zustelldienst behält nicht, was ihm übergeben wird.";
      d.ask_at.clear();
    });
    return;
  }
  work.settle(Verb::reopen, [](Delivery& d) { d.ask_at.clear(); });
}

void ask(Work& work) {
  auto const& to = work.destination;
  auto secret = opened_secret(work.visit.keys(), to);
  if (secret.empty() or work.module.is_silent(to.place)) return postpone(work);
  SubmissionApi api{*work.module.network, to, std::move(secret)};
  auto const log = api.events(work.delivery.case_id);
  if (not log.reply.done()) {
    if (log.reply.status == 0) work.module.note_silence(to.place);
    return postpone(work);
  }
  auto const heard = hear(work, api, log.tokens);
  if (work.delivery.state == State::unknown and not heard.submitted and not heard.doubtful) return send_once_more(work);
  if (work.delivery.state == State::unknown or work.delivery.state == State::sent) postpone(work);
}

/// Taken back or erased: what lies there and must not.
void clear_away(Work& work) {
  bool const erased = work.delivery.state == State::erased;
  // Taken back a moment too late: what is true there is true here.
  if (not erased and was_published(work.destination, work.delivery.name)) {
    work.settle(Verb::hand_over, [&](Delivery& d) {
      d.sent_at = iso_utc(work.module.house.clock.now());
      d.ask_at.clear();
    });
    return;
  }
  if (clear_folder(work.module, work.destination, work.delivery.name, erased)) return postpone(work);
  work.visit.db.write([&](db::Connection& connection) {
    auto now = store::find(connection, work.delivery.id);
    if (not now) return;
    now->ask_at.clear();
    if (erased)
      store::remove(connection, now->id);
    else
      store::save(connection, *now);
  });
}

}  // namespace

std::chrono::seconds pause_after(std::int64_t asked) {
  constexpr auto pauses = std::to_array<int>({60, 60, 120, 300, 900, 1800, 3600, 3600, 7200, 21'600});
  return std::chrono::seconds{pauses[static_cast<std::size_t>(std::clamp<std::int64_t>(asked, 0, pauses.size() - 1))]};
}

std::optional<Instant> ask_due(Deliveries& module, authority::TownVisit& visit) {
  std::vector<std::pair<Delivery, Destination>> due;
  auto const now = iso_utc(module.house.clock.now());
  visit.db.read([&](db::Connection& connection) {
    for (auto& one : store::to_ask(connection, now, at_once)) {
      if (auto to = store::destination(connection, one.destination)) due.emplace_back(std::move(one), *std::move(to));
    }
  });
  for (auto& [delivery, destination] : due) {
    Work work{module, visit, delivery, destination};
    if (delivery.state == State::recalled or delivery.state == State::erased)
      clear_away(work);
    else
      ask(work);
  }
  std::string next;
  visit.db.read([&](db::Connection& connection) { next = store::next_question(connection); });
  return next.empty() ? std::nullopt : std::optional{parse_iso_utc(next)};
}

bool take_hint(authority::TownContext const& c, std::int64_t delivery, std::string_view code) {
  std::optional<Delivery> found;
  c.db.read([&](db::Connection& connection) { found = store::find(connection, delivery); });
  if (not found or not callback_code_fits(c.keys, *found, code)) return false;
  auto const soon = iso_utc(c.clock.now() + hint_pause);
  // What is settled asks nothing; what is asked in a moment anyway is not asked twice.
  if (found->ask_at <= soon or (found->state != State::unknown and found->state != State::sent)) return true;
  c.db.write([&](db::Connection& connection) {
    auto now = store::find(connection, delivery);
    if (not now or now->ask_at.empty()) return;
    now->ask_at = soon;
    store::save(connection, *now);
  });
  return true;
}

}  // namespace kreislauf::delivery
