#include "administration/news/acts/publish.h"

#include <fmt/format.h>

#include "administration/news/store/store.h"
#include "base/errors.h"

namespace kreislauf::news {

namespace {

std::string subject_of(std::int64_t id) { return fmt::format("news:{}", id); }

Piece find(acts::Transaction& tx, std::int64_t id) {
  auto found = store::piece(tx.db, id);
  if (not found) throw NotFound{};
  return *std::move(found);
}

}  // namespace

std::int64_t publish(acts::Transaction& tx, std::string title, std::string text) {
  auto const now = iso_utc(tx.now);
  auto const id = store::add(
      tx.db, Piece{.title = std::move(title), .text = std::move(text), .published_at = now, .changed_at = now});
  tx.event("news.publish", subject_of(id));
  return id;
}

void change(acts::Transaction& tx, std::int64_t id, std::string title, std::string text) {
  auto piece = find(tx, id);
  piece.title = std::move(title);
  piece.text = std::move(text);
  piece.changed_at = iso_utc(tx.now);
  store::save(tx.db, piece);
  tx.event("news.change", subject_of(id));
}

void withdraw(acts::Transaction& tx, std::int64_t id) {
  auto piece = find(tx, id);
  if (piece.withdrawn) return;
  piece.withdrawn = true;
  piece.changed_at = iso_utc(tx.now);
  store::save(tx.db, piece);
  tx.withdraw(subject_of(id));
  tx.event("news.withdraw", subject_of(id));
}

}  // namespace kreislauf::news
