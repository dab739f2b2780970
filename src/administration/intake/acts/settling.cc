#include "administration/intake/acts/settling.h"

#include <fmt/format.h>

#include "administration/intake/acts/sealing.h"
#include "administration/intake/store/store.h"
#include "platform/blobs/references.h"
#include "platform/i18n/dates.h"

namespace kreislauf::intake {

namespace {

constexpr std::size_t in_a_commit = 100;

void expect_open(Sheet const& sheet) {
  if (not is_open(sheet.state)) throw Conflict{"this paper is done already"};
}

void settle(acts::Transaction& tx, Sheet& sheet, SheetState state) {
  sheet.state = state;
  sheet.settled_at = iso_utc(tx.now);
  sheet.erase_on = i18n::iso(std::chrono::sys_days{legal_time(tx.now).day} + std::chrono::days{days_after_end});
  store::save(tx.db, sheet);
}

/// Its pages go with the application; the file as it was scanned, too, where nothing else is in it.
void keep_with(acts::Transaction& tx, Sheet const& sheet, std::int64_t application) {
  for (auto const& page : store::pages_of(tx.db, sheet.file)) {
    bool const own = page.number >= sheet.first_page and page.number <= sheet.last_page;
    if (own and not page.picture.empty()) applications::keep_paper(tx, application, page.picture);
  }
}

}  // namespace

std::int64_t take_over(acts::Transaction& tx, authority::TownContext const& c, Sheet sheet, forms::Form const& form,
                       std::string_view body) {
  expect_open(sheet);
  if (sheet.application > 0 and applications::is_draft(tx.db, sheet.application)) return sheet.application;
  sheet.application = applications::begin_from_paper(tx, c, form, sheet.office, body);
  sheet.state = SheetState::taken;
  store::save(tx.db, sheet);
  tx.event("intake.take", subject_of(sheet), fmt::format(R"({{"application":{}}})", sheet.application));
  return sheet.application;
}

void attach(acts::Transaction& tx, Sheet sheet, std::int64_t application) {
  expect_open(sheet);
  sheet.application = application;
  keep_with(tx, sheet, application);
  settle(tx, sheet, SheetState::attached);
  tx.event("intake.attach", subject_of(sheet), fmt::format(R"({{"application":{}}})", application));
}

void discard(acts::Transaction& tx, authority::TownContext const& c, Sheet sheet, std::string_view why) {
  expect_open(sheet);
  sheet.note = sealed(c.keys, subject_of(sheet), why, c.random);
  settle(tx, sheet, SheetState::discarded);
  tx.event("intake.discard", subject_of(sheet));
}

void undo_discard(acts::Transaction& tx, Sheet sheet) {
  if (sheet.state != SheetState::discarded) throw Conflict{"this paper was not put aside"};
  sheet.state = sheet.reason == Reason::none ? SheetState::ready : SheetState::clearing;
  sheet.settled_at.clear();
  sheet.erase_on.clear();
  sheet.note.clear();
  store::save(tx.db, sheet);
  tx.event("intake.undo", subject_of(sheet));
}

void hand_on(acts::Transaction& tx, Sheet sheet, std::string_view office) {
  expect_open(sheet);
  if (sheet.state == SheetState::taken) throw Conflict{"somebody works on this paper"};
  auto const before = sheet.office;
  sheet.office = office;
  store::save(tx.db, sheet);
  tx.event("intake.hand_on", subject_of(sheet), fmt::format(R"({{"from":"{}","to":"{}"}})", before, office));
}

void end_draft(acts::Transaction& tx, std::int64_t application, bool sent) {
  auto found = store::sheet_of_application(tx.db, application);
  if (not found or found->state != SheetState::taken) return;
  if (sent) {
    keep_with(tx, *found, application);
    settle(tx, *found, SheetState::sent);
    return;
  }
  found->application = 0;
  found->state = found->reason == Reason::none ? SheetState::ready : SheetState::clearing;
  store::save(tx.db, *found);
}

std::optional<Instant> erase_due(authority::TownVisit& visit) {
  for (std::size_t found = in_a_commit; found == in_a_commit;) {
    acts::perform(visit.db, visit.house.clock, "clock", [&](acts::Transaction& tx) {
      auto const all = store::due(tx.db, i18n::iso(legal_time(tx.now).day), in_a_commit);
      found = all.size();
      for (auto const& sheet : all) {
        store::remove_sheet(tx.db, sheet.id);
        tx.event("intake.erase", subject_of(sheet));
        if (not store::sheets_of_file(tx.db, sheet.file).empty()) continue;
        blobs::release_all(tx.db, subject_of(File{.id = sheet.file}), tx.now);
        store::remove_file(tx.db, sheet.file);
      }
    });
  }
  return std::nullopt;
}

}  // namespace kreislauf::intake
