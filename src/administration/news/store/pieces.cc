#include "administration/news/store/store.h"
#include "platform/db/embedded.h"

namespace kreislauf::news::store {

namespace {

constexpr auto insert =
    "INSERT INTO news (id, title, text, published_at, changed_at, withdrawn, mailed_to) VALUES (?, ?, ?, ?, ?, ?, 0)";
constexpr auto update = "UPDATE news SET title = ?, text = ?, changed_at = ?, withdrawn = ? WHERE id = ?";
constexpr auto by_id = "SELECT id, title, text, published_at, changed_at, withdrawn FROM news WHERE id = ?";
constexpr auto all_newest =
    "SELECT id, title, text, published_at, changed_at, withdrawn FROM news WHERE withdrawn <= ? ORDER BY published_at "
    "DESC, id DESC LIMIT ? OFFSET ?";
constexpr auto next_mailing =
    "SELECT id, mailed_to FROM news WHERE mailed_to >= 0 AND withdrawn = 0 ORDER BY mailed_to, id LIMIT 1";
constexpr auto save_mailing = "UPDATE news SET mailed_to = ? WHERE id = ?";

}  // namespace

std::int64_t add(db::Connection& connection, Piece const& piece) {
  auto const id = db::next_number(connection, "news");
  connection.exec(insert, id, piece.title, piece.text, piece.published_at, piece.changed_at, piece.withdrawn);
  return id;
}

void save(db::Connection& connection, Piece const& piece) {
  connection.exec(update, piece.title, piece.text, piece.changed_at, piece.withdrawn, piece.id);
}

std::optional<Piece> piece(db::Connection& connection, std::int64_t id) { return connection.one<Piece>(by_id, id); }

std::vector<Piece> newest(db::Connection& connection, bool withdrawn, std::size_t limit, std::size_t offset) {
  return connection.query<Piece>(all_newest, withdrawn ? 1 : 0, limit, offset);
}

Mailing Mailing::from(db::Row const& row) { return {.piece = row.integer(0), .mailed_to = row.integer(1)}; }

std::optional<Mailing> open_mailing(db::Connection& connection) { return connection.one<Mailing>(next_mailing); }

void save(db::Connection& connection, Mailing const& mailing) {
  connection.exec(save_mailing, mailing.mailed_to, mailing.piece);
}

}  // namespace kreislauf::news::store
