#include "app/post_office.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/errors.h"
#include "base/log.h"
#include "platform/crypto/crypto.h"

namespace kreislauf::app {

namespace {

constexpr std::size_t at_once = 20;       // errands of one authority before the next one's turn
constexpr std::size_t hurried_step = 20;  // authorities looked at in a second after the start
constexpr std::size_t seconds_of_a_round = 200;
constexpr auto longest_pause = std::chrono::seconds{300};

std::unique_ptr<mail::Sender> sender_for(PostOptions const& options, Clock const& clock) {
  if (options.server.url.empty()) return nullptr;
  return std::make_unique<mail::SmtpSender>(options.server, clock);
}

/// The address of the office people meet first, else of any office.
std::string address_of(authority::Town const& town) {
  if (auto const* first = town.office_for("buergerbuero"); first != nullptr and mail::plausible_address(first->email))
    return first->email;
  for (auto const& office : town.offices) {
    if (mail::plausible_address(office.email)) return office.email;
  }
  return {};
}

}  // namespace

PostOffice::PostOffice(PostOptions options, db::Store& store, authority::Authorities& authorities, Clock const& clock)
    : PostOffice{options, store, authorities, clock, sender_for(options, clock)} {
  if (sends()) loop_ = std::make_unique<jobs::Repeating>(std::chrono::seconds{1}, [this] { look(); });
}

PostOffice::PostOffice(PostOptions options, db::Store& store, authority::Authorities& authorities, Clock const& clock,
                       std::unique_ptr<mail::Sender> sender)
    : options_{std::move(options)},
      store_{store},
      authorities_{authorities},
      clock_{clock},
      sender_{std::move(sender)} {}

PostOffice::~PostOffice() {
  {
    std::lock_guard const lock{mutex_};
    stopping_ = true;
  }
  if (sender_) sender_->cancel();
  loop_.reset();
}

void PostOffice::wake(AuthorityKey const& authority) {
  if (not sends()) return;
  {
    std::lock_guard const lock{mutex_};
    woken_.insert(authority);
  }
  if (loop_) loop_->wake();
}

std::string PostOffice::state() const {
  if (sample() != nullptr) return "demonstration: mails are not sent, they are shown at /probepost of each town";
  if (not sends()) return "no mail server: mails wait in the outbox; start with --smtp to send them";
  std::lock_guard const lock{mutex_};
  return trouble_.empty() ? "mails are sent"
                          : "mails wait: the mail server cannot be used (" + trouble_ + "); it is tried again";
}

void PostOffice::look() {
  if (not sends() or (paused_until_ and clock_.now() < *paused_until_)) return;
  paused_until_.reset();
  try {
    auto const directory = authorities_.directory();
    for (auto const& key : worth_a_look(*directory)) {
      if (auto const* authority = directory->by_key(key.value())) visit(*authority);
      if (not authorities_.town_is_loaded(key)) store_.rest(key);
      if (paused_until_) return;
    }
  } catch (StoreError const& reason) {
    log::error("outbox_failed", reason.what());
  }
}

std::set<AuthorityKey> PostOffice::worth_a_look(authority::Directory const& directory) {
  std::set<AuthorityKey> keys;
  {
    std::lock_guard const lock{mutex_};
    keys.swap(woken_);
  }
  auto const now = clock_.now();
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
void PostOffice::find_changes(authority::Directory const& directory, std::set<AuthorityKey>& keys) {
  auto const& all = directory.all();
  for (auto const& authority : all) {
    if (authorities_.town_is_loaded(authority.key)) keys.insert(authority.key);
  }
  // A tool on the command line that has written for an authority also touches the commons.
  if (auto const version = store_.commons().version(); version != commons_version_) {
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

void PostOffice::visit(authority::Authority const& authority) {
  auto& box = boxes_[authority.key];
  try {
    // The version is read first: what is written meanwhile is looked at in the next round.
    auto const version = store_.authority(authority.key).version();
    if (version == box.version and not(box.next and *box.next <= clock_.now())) return;
    empty_box(authority, box);
    box.version = version;
  } catch (mail::Unreachable const& reason) {
    box = {.version = -1, .next = clock_.now()};
    pause(reason.what());
  } catch (StoreError const& reason) {
    box.version = -1;
    log::error("outbox_failed", fmt::format("{}: {}", authority.key.value(), reason.what()));
  }
}

void PostOffice::empty_box(authority::Authority const& authority, Box& box) {
  auto const courier = [&](acts::Errand const& errand) {
    auto problem = deliver(authority, errand);
    if (not problem.empty())
      log::error("errand_failed", fmt::format("{} {} {}: {}", authority.key.value(), errand.kind, errand.id, problem));
    return problem;
  };
  // The rest has its turn after the other authorities.
  box.next = acts::deliver(store_.authority(authority.key), clock_, courier, at_once).next;
  if (loop_ and box.next and *box.next <= clock_.now()) loop_->wake();
}

/// Whatever is wrong with one errand is counted as its failure and never ends the program.
std::string PostOffice::deliver(authority::Authority const& authority, acts::Errand const& errand) {
  try {
    return carry(authority, errand);
  } catch (mail::Unreachable const&) {
    throw;
  } catch (StoreError const&) {
    throw;
  } catch (std::exception const& reason) {
    return fmt::format("the errand could not be carried out ({})", typeid(reason).name());
  }
}

std::string PostOffice::carry(authority::Authority const& authority, acts::Errand const& errand) {
  {
    std::lock_guard const lock{mutex_};
    if (stopping_) throw mail::Unreachable{"the program is being stopped"};
  }
  if (errand.kind != "mail") return "nobody in this program delivers errands of this kind";
  auto message = mail::message_of(errand.payload);
  if (not message) return message.error();
  complete(*message, authority, errand);
  if (sender_ == nullptr) {
    sample_.put(authority.key, {.at = clock_.now(), .message = *std::move(message)});
    return {};
  }
  if (message->from.empty()) return "there is no sender: start with --mail-from, or give an office an e-mail address";
  auto problem = sender_->send(*message);
  next_pause_ = std::chrono::seconds{30};
  std::lock_guard const lock{mutex_};
  trouble_.clear();
  return problem;
}

void PostOffice::complete(mail::Message& message, authority::Authority const& authority, acts::Errand const& errand) {
  if (message.from.empty()) message.from = address_of(*authorities_.town(authority.key));
  if (message.from_name.empty()) message.from_name = authority.full_name();
  if (not options_.mail_from.empty()) {
    // One sender for all, as the mail server allows it; answers go to the office.
    if (message.reply_to.empty() and message.from != options_.mail_from) message.reply_to = message.from;
    message.from = options_.mail_from;
  }
  // The same id each time it is sent, so that a mailbox can tell a repetition.
  if (message.message_id.empty()) {
    auto const domain = message.from.substr(std::min(message.from.find('@') + 1, message.from.size()));
    auto const mark = crypto::sha256_hex(errand.payload).substr(0, 16);
    auto const host = mail::address_to_send("post@" + domain);
    message.message_id = fmt::format("{}.{}.{}@{}", authority.key.value(), errand.id, mark,
                                     host ? host->substr(5) : "kreislauf.invalid");
  }
}

void PostOffice::pause(char const* reason) {
  paused_until_ = clock_.now() + next_pause_;
  next_pause_ = std::min<std::chrono::seconds>(next_pause_ * 2, longest_pause);
  std::lock_guard const lock{mutex_};
  if (stopping_) return;
  if (trouble_ != reason) log::error("mail_server_unusable", reason);
  trouble_ = reason;
}

}  // namespace kreislauf::app
