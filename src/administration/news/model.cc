#include "administration/news/model.h"

namespace kreislauf::news {

Piece Piece::from(db::Row const& row) {
  return {.id = row.integer(0),
          .title = row.string(1),
          .text = row.string(2),
          .published_at = row.string(3),
          .changed_at = row.string(4),
          .withdrawn = row.integer(5) != 0};
}

Subscriber Subscriber::from(db::Row const& row) {
  return {.id = row.integer(0),
          .address = row.string(1),
          .token = row.string(2),
          .language = row.string(3),
          .site = row.string(4),
          .asked_at = row.string(5),
          .confirmed_at = row.string(6)};
}

}  // namespace kreislauf::news
