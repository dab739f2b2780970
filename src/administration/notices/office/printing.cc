#include "administration/notices/office/printing.h"

#include <fmt/format.h>

#include "administration/notices/store/store.h"
#include "platform/pdf/joined.h"

namespace kreislauf::notices::office {

std::string document(Notices& module, StaffContext const& c, std::string_view sha256) {
  auto store = module.blobs.of(c.authority.key, c.db);
  auto opened = store.open(sha256);
  if (not opened) throw StoreError{std::string{blobs::sentence(opened.error())}};
  auto bytes = opened->read(0, opened->size());
  if (not bytes) throw StoreError{std::string{blobs::sentence(bytes.error())}};
  return *std::move(bytes);
}

Made print(Notices& module, StaffContext const& c) {
  std::vector<Notice> letters;
  c.db.read([&](db::Connection& db) { letters = store::to_post(db, c.path("amt"), most_letters); });
  if (letters.empty()) return {.trouble = "Kein Brief wartet auf den Druck."};
  std::vector<std::string> documents;
  for (auto const& one : letters) documents.push_back(document(module, c, one.sha256));
  auto const joined = pdf::joined(documents);
  if (not joined) {
    auto const number = letters[joined.error() < letters.size() ? joined.error() : 0].id;
    return {
        .trouble = fmt::format(
            "Der Bescheid {} lässt sich nicht drucken. Sagen Sie es der Person, die das Programm betreibt.", number)};
  }
  auto store = module.blobs.of(c.authority.key, c.db);
  auto const kept = store.put(blobs::source_of(joined->bytes), joined->bytes.size());
  if (not kept) return {.trouble = std::string{blobs::sentence(kept.error())}};
  Made made{.printed = {.office = c.path("amt"), .sha256 = kept->hash, .size = static_cast<std::int64_t>(kept->size)}};
  for (std::size_t i = 0; i < letters.size(); ++i) made.printed.letters.push_back({letters[i].id, joined->pages[i]});
  return made;
}

}  // namespace kreislauf::notices::office
