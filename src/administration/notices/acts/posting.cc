#include "administration/notices/acts/posting.h"

#include <fmt/format.h>

#include "administration/cases/cases.h"
#include "administration/notices/rules/retrieval.h"
#include "administration/notices/store/jobs.h"
#include "administration/notices/store/store.h"
#include "platform/blobs/references.h"
#include "platform/db/embedded.h"
#include "platform/i18n/dates.h"
#include "platform/ledger/store.h"

namespace kreislauf::notices {

namespace {

constexpr std::chrono::days file_kept{7}, proof_kept{3 * 366}, unsent_kept{30};
constexpr std::size_t at_once = 100;

std::string subject_of(PrintJob const& job) { return place_of(job); }

/// What the ledger commits to: which documents have left together.
std::string content_of(PrintJob const& job, std::vector<Notice> const& letters) {
  std::string all;
  for (auto const& one : letters)
    all += fmt::format("{}{{\"notice\":{},\"sha256\":\"{}\"}}", all.empty() ? "" : ",", one.id, one.sha256);
  return fmt::format(R"({{"job":{},"letters":[{}]}})", job.id, all);
}

/// In bounded commits, until nothing is left.
template <class Each>
void each_sent(authority::TownVisit& visit, std::chrono::days kept, store::WithFile which, Each const& each) {
  auto const day = i18n::iso(std::chrono::sys_days{legal_time(visit.house.clock.now()).day} - kept);
  for (std::size_t found = at_once; found == at_once;) {
    acts::perform(visit.db, visit.house.clock, "clock", [&](acts::Transaction& tx) {
      auto const some = store::sent_until(tx.db, day, which, at_once);
      found = some.size();
      for (auto const& job : some) each(tx, job);
    });
  }
}

/// Made and forgotten: nobody would ever send its letters.
void drop_forgotten(authority::TownVisit& visit) {
  auto const before = iso_utc(visit.house.clock.now() - unsent_kept);
  acts::perform(visit.db, visit.house.clock, "clock", [&](acts::Transaction& tx) {
    for (auto const& job : store::unsent_before(tx.db, before, at_once)) drop_job(tx, job);
  });
}

Notice lapsed(acts::Transaction& tx, Notice const& seen) {
  auto now = store::find(tx.db, seen.id);
  if (not now or not is_lapsed(*now, tx.now)) throw NotTogether{};
  return *std::move(now);
}

}  // namespace

PrintJob make_job(acts::Transaction& tx, Printed const& printed) {
  PrintJob job{.id = db::next_number(tx.db, "print_jobs"),
               .office = printed.office,
               .made_at = iso_utc(tx.now),
               .letters = static_cast<std::int64_t>(printed.letters.size()),
               .sha256 = printed.sha256,
               .size = printed.size};
  if (not blobs::hold(tx.db, job.sha256, place_of(job))) throw NotTogether{};
  for (auto const& letter : printed.letters) {
    auto notice = store::find(tx.db, letter.notice);
    bool const waits = notice and notice->state == State::issued and notice->way == Way::post and notice->job == 0 and
                       notice->sent_on.empty() and notice->office == printed.office;
    if (not waits) throw NotTogether{};
    notice->job = job.id;
    notice->pages = letter.pages;
    job.sheets += (letter.pages + 1) / 2;
    store::save(tx.db, *notice);
  }
  store::add(tx.db, job);
  tx.event("notice.print", subject_of(job), fmt::format(R"({{"letters":{}}})", job.letters));
  return job;
}

void drop_job(acts::Transaction& tx, PrintJob const& job) {
  if (not job.sent_on.empty()) throw NotTogether{};
  for (auto& letter : store::in_job(tx.db, job.id)) {
    letter.job = 0;
    store::save(tx.db, letter);
  }
  blobs::release_all(tx.db, place_of(job), tx.now);
  store::remove(tx.db, job);
  tx.event("notice.drop_job", subject_of(job));
}

void give_to_post(acts::Transaction& tx, crypto::Random& random, PrintJob job, RegimeOf const& regime) {
  if (not job.sent_on.empty()) throw NotTogether{};
  auto letters = store::in_job(tx.db, job.id);
  for (auto& letter : letters) note_sent(tx, letter, regime(tx.db, letter));
  job.sent_on = i18n::iso(legal_time(tx.now).day);
  job.staff = cases::staff_in(tx.actor);
  job.entry = static_cast<std::int64_t>(ledger::append(tx.db, random,
                                                       {.kind = "notice.posted",
                                                        .at = tx.now,
                                                        .actor = tx.actor,
                                                        .subject = subject_of(job),
                                                        .content = content_of(job, letters)}));
  store::save(tx.db, job);
  tx.event("notice.give_to_post", subject_of(job), fmt::format(R"({{"letters":{}}})", letters.size()));
}

void send_by_post(acts::Transaction& tx, Notice& notice) {
  notice = lapsed(tx, notice);
  if (not notice.addressed) throw NotTogether{};
  notice.way = Way::post;
  store::save(tx.db, notice);
  tx.event("notice.send_by_post", notice.subject, fmt::format(R"({{"notice":{}}})", notice.id));
}

void hand_over(acts::Transaction& tx, Notice& notice, RegimeOf const& regime) {
  notice = lapsed(tx, notice);
  notice.way = Way::handed_over;
  note_sent(tx, notice, regime(tx.db, notice));
}

void provide_again(acts::Transaction& tx, Notice& notice) {
  notice = lapsed(tx, notice);
  notice.provided_at = iso_utc(tx.now);
  store::save(tx.db, notice);
  tx.event("notice.provide_again", notice.subject, fmt::format(R"({{"notice":{}}})", notice.id));
}

void recall(acts::Transaction& tx, std::string_view subject) {
  for (auto const& seen : store::of_subject(tx.db, subject)) {
    if (seen.state != State::issued or not seen.sent_on.empty() or not seen.announced_on.empty()) continue;
    if (auto const job = store::job(tx.db, seen.job); job and job->sent_on.empty()) drop_job(tx, *job);
    auto notice = store::find(tx.db, seen.id).value_or(seen);
    notice.state = State::recalled;
    store::save(tx.db, notice);
    tx.event("notice.recall", notice.subject, fmt::format(R"({{"notice":{}}})", notice.id));
  }
}

void forget_files(acts::Transaction& tx, std::string_view subject) {
  for (auto const& notice : store::of_subject(tx.db, subject)) {
    auto job = store::job(tx.db, notice.job);
    if (not job or job->sha256.empty()) continue;
    if (job->sent_on.empty()) {
      drop_job(tx, *job);
      continue;
    }
    blobs::release_all(tx.db, place_of(*job), tx.now);
    job->sha256.clear();
    store::save(tx.db, *job);
  }
}

std::optional<Instant> tidy_post(authority::TownVisit& visit) {
  each_sent(visit, file_kept, store::WithFile::only, [](acts::Transaction& tx, PrintJob job) {
    blobs::release_all(tx.db, place_of(job), tx.now);
    job.sha256.clear();
    store::save(tx.db, job);
  });
  drop_forgotten(visit);
  each_sent(visit, proof_kept, store::WithFile::any,
            [](acts::Transaction& tx, PrintJob const& job) { store::remove(tx.db, job); });
  return std::nullopt;
}

}  // namespace kreislauf::notices
