#include "app/outbox_sender.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/errors.h"
#include "base/log.h"
#include "platform/acts/days.h"
#include "platform/acts/delivering.h"

namespace kreislauf::app {

namespace {

constexpr std::size_t at_once = 20;       // messages of one authority before the next one's turn
constexpr std::size_t hurried_step = 20;  // authorities looked at in a second after the start
constexpr std::size_t seconds_of_a_round = 200;
constexpr auto longest_pause = std::chrono::seconds{300};

}  // namespace

OutboxSender::OutboxSender(authority::House& house, std::vector<authority::Module> const& modules, MailDelivery& mail,
                           bool by_itself)
    : house_{house}, mail_{mail} {
  for (auto const& module : modules) {
    for (auto const& delivery : module.deliveries) senders_.emplace(delivery.kind, delivery);
  }
  senders_["mail"] = {.kind = "mail", .send = [this](authority::TownVisit& visit, acts::OutboxMessage const& message) {
                        return mail_.send(visit, message);
                      }};
  if (by_itself) loop_ = std::make_unique<jobs::Repeating>(std::chrono::seconds{1}, [this] { look(); });
}

OutboxSender::~OutboxSender() {
  {
    std::lock_guard const lock{mutex_};
    stopping_ = true;
  }
  mail_.cancel();
  loop_.reset();
}

void OutboxSender::wake(AuthorityKey const& authority) {
  {
    std::lock_guard const lock{mutex_};
    woken_.insert(authority);
  }
  if (loop_) loop_->wake();
}

std::string OutboxSender::state() const {
  if (mail_.sample() != nullptr) return "demonstration: mails are not sent, they are shown at /probepost of each town";
  if (not mail_.sends()) return "no mail server: mails wait in the outbox; start with --smtp to send them";
  std::lock_guard const lock{mutex_};
  return trouble_.empty() ? "mails are sent"
                          : "mails wait: the mail server cannot be used (" + trouble_ + "); it is tried again";
}

void OutboxSender::look() {
  if (paused_until_ and house_.clock.now() >= *paused_until_) {
    paused_until_.reset();
    // Without mails it was not known what else waits there.
    boxes_.clear();
    hurry_ = true;
    round_ = 0;
  }
  try {
    if (not house_.store.on_duty()) return;
    auto const directory = house_.authorities.directory();
    for (auto const& key : worth_a_look(*directory)) {
      if (auto const* authority = directory->by_key(key.value())) visit(*authority);
      if (not house_.authorities.town_is_loaded(key)) house_.store.rest(key);
    }
  } catch (StoreError const& reason) {
    log::error("outbox_failed", reason.what());
  }
}

std::set<AuthorityKey> OutboxSender::worth_a_look(authority::Directory const& directory) {
  std::set<AuthorityKey> keys;
  {
    std::lock_guard const lock{mutex_};
    keys.swap(woken_);
  }
  auto const now = house_.clock.now();
  for (auto const& [key, box] : boxes_) {
    if (box.next and *box.next <= now) keys.insert(key);
  }
  if (now >= next_search_) {
    next_search_ = now + std::chrono::milliseconds{900};
    find_changes(directory, keys);
  }
  return keys;
}

/// Where others may have written: towns in use, and some more in turn.
void OutboxSender::find_changes(authority::Directory const& directory, std::set<AuthorityKey>& keys) {
  auto const& all = directory.all();
  for (auto const& authority : all) {
    if (house_.authorities.town_is_loaded(authority.key)) keys.insert(authority.key);
  }
  // A tool on the command line that has written for an authority also touches the commons.
  if (auto const version = house_.store.commons().version(); version != commons_version_) {
    commons_version_ = version;
    round_ = 0;
    hurry_ = true;
  }
  auto const step = hurry_ ? hurried_step : all.size() / seconds_of_a_round + 1;
  for (std::size_t i = 0; i < step and round_ < all.size(); ++i) keys.insert(all[round_++].key);
  if (round_ >= all.size()) {
    round_ = 0;
    hurry_ = false;
  }
}

void OutboxSender::visit(authority::Authority const& authority) {
  auto& box = boxes_[authority.key];
  try {
    // The version is read first: what is written meanwhile is looked at in the next round.
    auto const version = house_.store.authority(authority.key).version();
    if (version == box.version and not(box.next and *box.next <= house_.clock.now())) return;
    empty_box(authority, box);
    box.version = version;
  } catch (mail::Unreachable const& reason) {
    box = {.version = -1, .next = house_.clock.now()};
    pause(reason.what());
  } catch (StoreError const& reason) {
    box.version = -1;
    log::error("outbox_failed", fmt::format("{}: {}", authority.key.value(), reason.what()));
  }
}

void OutboxSender::empty_box(authority::Authority const& authority, Box& box) {
  authority::TownVisit visit{house_, authority, house_.store.authority(authority.key)};
  auto const now = house_.clock.now();
  bool plausible = true;
  visit.db.read([&](db::Connection& connection) {
    plausible = acts::clock_is_plausible(connection, std::chrono::sys_days{legal_time(now).day});
  });
  if (not plausible) {  // a clock that stands wrong would send reminders of a whole year
    box.next = now + std::chrono::minutes{5};
    return;
  }
  auto const sender = [&](acts::OutboxMessage const& message) {
    auto problem = deliver(visit, message);
    if (not problem.empty())
      log::error("message_not_sent",
                 fmt::format("{} {} {}: {}", authority.key.value(), message.kind, message.id, problem));
    return problem;
  };
  // The rest has its turn after the other authorities.
  bool const mails_wait = not mail_.sends() or paused_until_.has_value();
  box.next = acts::deliver_but(visit.db, house_.clock, mails_wait ? "mail" : "", sender, at_once).next;
  if (loop_ and box.next and *box.next <= house_.clock.now()) loop_->wake();
}

/// Whatever is wrong with one message is counted as its failure and never ends the program.
std::string OutboxSender::deliver(authority::TownVisit& visit, acts::OutboxMessage const& message) {
  try {
    return send(visit, message);
  } catch (mail::Unreachable const&) {
    throw;
  } catch (StoreError const&) {
    throw;
  } catch (std::exception const& reason) {
    return fmt::format("the message could not be sent ({})", typeid(reason).name());
  } catch (...) {
    return "the message could not be sent";
  }
}

std::string OutboxSender::send(authority::TownVisit& visit, acts::OutboxMessage const& message) {
  {
    std::lock_guard const lock{mutex_};
    if (stopping_) throw mail::Unreachable{"the program is being stopped"};
  }
  auto const sender = senders_.find(message.kind);
  if (sender == senders_.end()) return "nobody in this program delivers messages of this kind";
  auto problem = sender->second.send(visit, message);
  if (message.kind != "mail") return problem;
  next_pause_ = std::chrono::seconds{30};
  std::lock_guard const lock{mutex_};
  trouble_.clear();
  return problem;
}

void OutboxSender::pause(char const* reason) {
  paused_until_ = house_.clock.now() + next_pause_;
  next_pause_ = std::min<std::chrono::seconds>(next_pause_ * 2, longest_pause);
  std::lock_guard const lock{mutex_};
  if (stopping_) return;
  if (trouble_ != reason) log::error("mail_server_unusable", reason);
  trouble_ = reason;
}

}  // namespace kreislauf::app
