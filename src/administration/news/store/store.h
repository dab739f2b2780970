#pragma once

#include <optional>
#include <vector>

#include "administration/news/model.h"

/// The SQL of this module. All of it works on one authority's database.
namespace kreislauf::news::store {

std::int64_t add(db::Connection& connection, Piece const& piece);  ///< gives its number; `piece.id` is not looked at
void save(db::Connection& connection, Piece const& piece);
std::optional<Piece> piece(db::Connection& connection, std::int64_t id);
/// Newest first; with `withdrawn` also what was taken back.
std::vector<Piece> newest(db::Connection& connection, bool withdrawn, std::size_t limit, std::size_t offset = 0);

/// A piece whose mails are not all in the outbox yet, and up to which subscriber they are.
struct Mailing {
  std::int64_t piece = 0, mailed_to = 0;
  static Mailing from(db::Row const& row);
};
std::optional<Mailing> open_mailing(db::Connection& connection);
void save(db::Connection& connection, Mailing const& mailing);

std::int64_t add(db::Connection& connection, Subscriber const& subscriber);
std::optional<Subscriber> subscriber_by_address(db::Connection& connection, std::string_view address);
std::optional<Subscriber> subscriber_by_token(db::Connection& connection, std::string_view token);
/// Confirmed ones with a larger number, in the order of their numbers.
std::vector<Subscriber> confirmed_after(db::Connection& connection, std::int64_t id, std::size_t limit);
std::int64_t count_confirmed(db::Connection& connection);
/// Notes when somebody asked and confirmed.
void save(db::Connection& connection, Subscriber const& subscriber);
void remove(db::Connection& connection, Subscriber const& subscriber);
/// Forgets at most so many who asked before this moment and never confirmed; how many it were.
std::int64_t remove_unconfirmed(db::Connection& connection, std::string_view asked_before, std::int64_t limit);

}  // namespace kreislauf::news::store
