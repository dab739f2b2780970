#pragma once

#include <cstdint>
#include <string>

#include "platform/db/connection.h"

namespace kreislauf::news {

/// Something the town tells its residents, in German.
struct Piece {
  std::int64_t id = 0;
  std::string title = {}, text = {};
  std::string published_at = {}, changed_at = {};  ///< ISO 8601, UTC
  bool withdrawn = false;
  static Piece from(db::Row const& row);
};

/// Somebody who wants a mail for each piece; only after `confirmed_at` was set.
struct Subscriber {
  std::int64_t id = 0;
  std::string address = {};
  std::string token = {};                        ///< 32 hexadecimal digits, the way to confirm and to unsubscribe
  std::string language = {};                     ///< `de`
  std::string site = {};                         ///< where they subscribed: `https://gescher.example`
  std::string asked_at = {}, confirmed_at = {};  ///< empty: not yet
  static Subscriber from(db::Row const& row);
};

inline constexpr std::int64_t longest_title = 120, longest_text = 6000;

}  // namespace kreislauf::news
