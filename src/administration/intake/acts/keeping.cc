#include "administration/intake/acts/keeping.h"

#include "administration/intake/acts/sealing.h"
#include "administration/intake/store/store.h"
#include "base/function_ref.h"

namespace kreislauf::intake {

namespace {

constexpr std::size_t at_once = 100;

/// What belongs together in one commit: a file with its pages and sheets.
struct Whole {
  File file;
  std::vector<Page> pages;
  std::vector<Sheet> sheets;
};

void each_file(authority::TownVisit& visit, FunctionRef<void(db::Connection&, Whole&)> work, bool writes) {
  for (std::int64_t after = 0;;) {
    std::vector<File> files;
    visit.db.read([&](db::Connection& db) { files = store::files_after(db, after, at_once); });
    if (files.empty()) return;
    after = files.back().id;
    for (auto const& file : files) {
      auto const whole = [&](db::Connection& db) {
        Whole all{file, store::pages_of(db, file.id), store::sheets_of_file(db, file.id)};
        work(db, all);
      };
      if (writes)
        visit.db.write(whole);
      else
        visit.db.read(whole);
    }
  }
}

}  // namespace

void renew_under_keys(authority::TownVisit& visit) {
  auto const keys = visit.keys();
  auto const renewed = [&](std::string_view about, std::string& text) {
    if (text.empty() or crypto::sealed_by(text) == keys.newest()) return false;
    text = sealed(keys, about, opened(keys, about, text), visit.house.random);
    return true;
  };
  each_file(
      visit,
      [&](db::Connection& db, Whole& all) {
        if (renewed(subject_of(all.file), all.file.name)) store::save(db, all.file);
        for (auto& page : all.pages) {
          if (renewed(about(page), page.readings)) store::put(db, page);
        }
        for (auto& sheet : all.sheets) {
          if (renewed(subject_of(sheet), sheet.note)) store::save(db, sheet);
        }
      },
      true);
}

std::int64_t sealed_under(authority::TownVisit& visit, int number) {
  std::int64_t count = 0;
  auto const add = [&](std::string const& text) { count += crypto::sealed_by(text) == number ? 1 : 0; };
  each_file(
      visit,
      [&](db::Connection&, Whole const& all) {
        add(all.file.name);
        for (auto const& page : all.pages) add(page.readings);
        for (auto const& sheet : all.sheets) add(sheet.note);
      },
      false);
  return count;
}

}  // namespace kreislauf::intake
