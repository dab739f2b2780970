#include "app/keeper.h"

#include "base/errors.h"
#include "base/log.h"

namespace kreislauf::app {

namespace {

constexpr std::size_t first_looks = 40;  // authorities whose plans are read for the first time in one round
constexpr auto look_again = std::chrono::minutes{5};  // where there were no appointments

}  // namespace

Keeper::Keeper(appointments::Appointments& module, db::Store& store, authority::Authorities& authorities,
               Clock const& clock, crypto::Random& random, live::Hub* hub, bool by_itself)
    : module_{module}, store_{store}, authorities_{authorities}, clock_{clock}, random_{random}, hub_{hub} {
  if (by_itself) loop_.emplace(std::chrono::seconds{1}, [this] { look(); });
}

void Keeper::look() {
  auto const directory = authorities_.directory();
  std::size_t firsts = 0;
  for (auto const& authority : directory->all()) {
    try {
      auto const board = module_.boards().known(authority.key);
      auto& kept = kept_[authority.key];
      bool const unknown = not board or (board->empty() and clock_.now() - kept.looked > look_again);
      if (unknown) {
        if (++firsts > first_looks) continue;
        kept.looked = clock_.now();
        if (module_.boards().now(authority.key, store_.authority(authority.key), clock_.now())->empty()) {
          if (not authorities_.town_is_loaded(authority.key))
            store_.rest(authority.key);  // its file need not stay open for us
          continue;
        }
      } else if (board->empty()) {
        continue;
      }
      visit(authority, kept);
    } catch (StoreError const& reason) {
      log::error("appointments_not_kept", reason.what());  // the next round tries again
    }
  }
}

void Keeper::visit(authority::Authority const& authority, Kept& kept) {
  auto& database = store_.authority(authority.key);
  auto const now = clock_.now();
  auto const today = appointments::Day{legal_time(now).day};
  auto const version = database.version();
  if (version == kept.version and kept.closed == today and not(kept.next and *kept.next <= now)) return;
  appointments::TownLetters const letters{module_, authority, authorities_.town(authority.key)};
  appointments::Place const place{.key = authority.key,
                                  .db = database,
                                  .boards = module_.boards(),
                                  .clock = clock_,
                                  .random = random_,
                                  .letters = letters,
                                  .site = {},
                                  .actor = "clock"};
  if (kept.closed != today) {
    appointments::close_day(place);
    kept.closed = today;
  }
  auto const report = appointments::tick(place);
  kept.next = report.next;
  // The version from before: what others have written meanwhile is looked at next time.
  kept.version = version;
  if (hub_ != nullptr and report.expired + report.offered + report.freed > 0)
    hub_->publish(authority.key.value() + "/*");
}

}  // namespace kreislauf::app
