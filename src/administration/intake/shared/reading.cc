#include "administration/intake/shared/reading.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/intake/acts/sealing.h"
#include "administration/intake/rules/grouping.h"
#include "administration/intake/store/store.h"
#include "base/log.h"
#include "platform/blobs/references.h"

namespace kreislauf::intake {

namespace {

constexpr std::int64_t most_tries = 2;
constexpr auto pause = std::chrono::minutes{5};
constexpr std::uint64_t largest_picture = 8'000'000;
/// Less ink than this share of a page is dust on the back of a sheet.
constexpr double blank_below = 0.0008;

/// Nothing: it shall be tried again, or nobody can read just now.
struct Outcome {
  std::optional<Page> page = {};
  std::int64_t pages = 0;  ///< of the file, as the page says; 0: it does not
  bool unavailable = false;
};

class Reading {
 public:
  Reading(Intake& module, authority::TownVisit& visit, File const& file)
      : module_{module}, visit_{visit}, file_{file} {}

  Outcome read(std::int64_t number) const {
    Page page{.file = file_.id, .number = number};
    auto opened = module_.reader.open(bytes(), static_cast<int>(number));
    if (not opened) return without(opened.error(), page);
    auto const& look = (*opened)->look();
    page.code = look.code;
    page.marks = look.marks;
    Outcome out{.pages = file_.media_type == "image/tiff" ? look.pages : std::int64_t{0}};
    if (look.code.empty() and look.ink < blank_below) {
      page.trouble = "blank";
    } else {
      if (auto const trouble = read_places(**opened, page)) return without(*trouble, page);
      auto picture = (*opened)->picture();
      if (not picture) return without(picture.error(), page);
      page.picture = kept(*picture);
    }
    out.page = std::move(page);
    return out;
  }

 private:
  Outcome without(ocr::Trouble trouble, Page page) const {
    if (trouble == ocr::Trouble::unavailable) return {.page = {}, .unavailable = true};
    if (trouble == ocr::Trouble::failed and file_.tries < most_tries) return {};
    page.trouble = trouble == ocr::Trouble::damaged ? "damaged" : "failed";
    return {.page = std::move(page)};
  }

  std::string bytes() const {
    auto store = module_.blobs.of(visit_.authority.key, visit_.db);
    auto opened = store.open(file_.sha256);
    if (not opened) throw StoreError{std::string{blobs::sentence(opened.error())}};
    auto read = opened->read(0, opened->size());
    if (not read) throw StoreError{std::string{blobs::sentence(read.error())}};
    return *std::move(read);
  }

  std::string kept(std::string const& picture) const {
    auto store = module_.blobs.of(visit_.authority.key, visit_.db);
    auto put = store.put(blobs::source_of(picture), largest_picture);
    if (not put) throw StoreError{std::string{blobs::sentence(put.error())}};
    return put->hash;
  }

  /// Of a page that was printed here. A code of somebody else's form says nothing about places.
  std::optional<ocr::Trouble> read_places(ocr::Page& open, Page& page) const {
    auto const code = forms::paper_code_in(page.code);
    if (not code or code->authority != visit_.authority.key.value()) return std::nullopt;
    std::optional<forms::store::PrintedLayout> printed;
    visit_.db.read([&](db::Connection& db) { printed = forms::store::printed(db, code->layout); });
    auto const layout = printed ? forms::layout_in(printed->layout) : std::nullopt;
    auto const form = printed ? module_.library.version(printed->version) : nullptr;
    if (not layout or form == nullptr) return std::nullopt;
    auto const wanted = forms::wanted_places(*layout, form->definition(), code->page);
    std::vector<ocr::Region> regions;
    for (auto const& one : wanted) regions.push_back(one.region);
    auto const read = open.read(regions);
    if (not read) return read.error();
    std::vector<PlacedReading> readings;
    for (std::size_t i = 0; i < wanted.size(); ++i) readings.push_back({wanted[i].place, (*read)[i]});
    page.readings = sealed(visit_.keys(), about(page), text_of(readings), visit_.house.random);
    return std::nullopt;
  }

  Intake& module_;
  authority::TownVisit& visit_;
  File const& file_;
};

/// What a form with this code is, here and now.
void judge(Intake& module, authority::TownVisit& visit, db::Connection& db, std::string_view text, Sheet& sheet) {
  auto const clear = [&](Reason reason) { sheet.state = SheetState::clearing, sheet.reason = reason; };
  auto const code = forms::paper_code_in(text);
  if (not code) return clear(Reason::no_code);
  if (code->authority != visit.authority.key.value()) return clear(Reason::other_authority);
  auto const printed = forms::store::printed(db, code->layout);
  if (not printed) return clear(Reason::unknown_layout);
  sheet.layout = printed->id;
  sheet.service = printed->service;
  sheet.version = printed->version;
  auto const context = authority::programme_context(visit, {});
  auto const office = applications::office_of(module.applications, *context, printed->service);
  if (office.empty()) return clear(Reason::not_taken_here);
  // Whoever has scanned it: it lies where its form is worked on.
  sheet.office = office;
  auto const live = module.library.live(printed->service);
  if (live == nullptr or live->version != printed->version) clear(Reason::old_version);
}

Sheet sheet_of(Intake& module, authority::TownVisit& visit, acts::Transaction& tx, File const& file,
               std::vector<Page> const& pages, rules::Group const& group) {
  Sheet sheet{.id = store::next_sheet(tx.db),
              .file = file.id,
              .office = file.office,
              .first_page = pages[group.first].number,
              .last_page = pages[group.last].number,
              .received_at = file.received_at};
  judge(module, visit, tx.db, group.code, sheet);
  bool any = false;
  for (auto i = group.first; i <= group.last; ++i) any = any or not pages[i].picture.empty();
  if (not any) sheet.state = SheetState::clearing, sheet.reason = Reason::damaged;
  return sheet;
}

/// Behind the last page: everything in the file becomes something that somebody has on a list.
void finish(Intake& module, authority::TownVisit& visit, acts::Transaction& tx, File& file) {
  auto const pages = store::pages_of(tx.db, file.id);
  auto groups = rules::grouped(pages);
  // Blank pages alone are looked at, too: a machine may have missed what is on them.
  if (groups.empty()) groups.push_back({.first = 0, .last = pages.size() - 1});
  for (auto const& group : groups) {
    auto const sheet = sheet_of(module, visit, tx, file, pages, group);
    store::add(tx.db, sheet);
    tx.event(sheet.state == SheetState::ready ? "intake.read" : "intake.clear", subject_of(sheet),
             fmt::format(R"({{"office":"{}","reason":"{}"}})", sheet.office, name_of(sheet.reason)));
  }
  file.state = FileState::read;
}

void store_page(Intake& module, authority::TownVisit& visit, std::int64_t id, Outcome const& outcome) {
  acts::perform(visit.db, visit.house.clock, "programme", [&](acts::Transaction& tx) {
    auto file = store::file(tx.db, id);
    auto const& page = *outcome.page;
    // Another program at the same store may have been faster.
    if (not file or file->state != FileState::waiting or file->pages_read + 1 != page.number) return;
    file->pages = std::max(file->pages, outcome.pages);
    // A document that did not say how many pages it has ends with the first one that is not there.
    bool const counted = file->pages > 0;
    bool const beyond = not counted and not page.trouble.empty() and page.trouble != "blank";
    if (not page.picture.empty() and not blobs::hold(tx.db, page.picture, about(page)))
      throw Conflict{"the picture has gone"};
    if (not beyond or page.number == 1) store::put(tx.db, page);
    file->pages_read = page.number;
    file->tries = 0;
    if (beyond or (counted and file->pages_read >= file->pages)) finish(module, visit, tx, *file);
    store::save(tx.db, *file);
  });
}

}  // namespace

std::optional<Instant> read_due(Intake& module, authority::TownVisit& visit) {
  std::optional<File> file;
  visit.db.read([&](db::Connection& db) { file = store::next_waiting(db); });
  auto const now = visit.house.clock.now();
  if (not file) return std::nullopt;
  if (not module.reader.why_not().empty()) return now + pause;
  file->tries += 1;
  visit.db.write([&](db::Connection& db) { store::save(db, *file); });
  auto const number = file->pages_read + 1;
  Outcome outcome;
  if (file->tries > most_tries)  // two programs have ended over this page
    outcome.page = Page{.file = file->id, .number = number, .trouble = "failed"};
  else
    outcome = Reading{module, visit, *file}.read(number);
  if (outcome.unavailable) return now + pause;
  if (outcome.page) store_page(module, visit, file->id, outcome);
  return now;
}

}  // namespace kreislauf::intake
