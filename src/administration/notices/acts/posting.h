#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "administration/notices/acts/writing.h"

// What leaves by post: one file for the printer, one proof of what was given to the post and when.
namespace kreislauf::notices {

/// One of the letters has left, or is in another job: look again.
struct NotTogether : Conflict {
  NotTogether() : Conflict{"one of these letters has left meanwhile"} {}
};

/// A letter and how many pages its document has.
struct Letter {
  std::int64_t notice = 0;
  int pages = 0;
};
/// The file lies in platform/blobs already and is held from here on.
struct Printed {
  std::string office;
  std::vector<Letter> letters = {};
  std::string sha256;
  std::int64_t size = 0;
};
/// At most this many in one file: what a printer and a clerk can look through.
inline constexpr std::size_t most_letters = 200;
PrintJob make_job(acts::Transaction& tx, Printed const& printed);
/// It was not printed: its letters wait again.
void drop_job(acts::Transaction& tx, PrintJob const& job);
/// Today. From here on the announcement of each letter is known, and the ledger commits to what has left. `regime` says
/// by which law a notice is announced. Throws NotTogether where that was done before.
using RegimeOf = std::function<deadlines::Regime(db::Connection&, Notice const&)>;
void give_to_post(acts::Transaction& tx, crypto::Random& random, PrintJob job, RegimeOf const& regime);

/// Not fetched in time: it leaves by post. Throws NotTogether for one that is not lapsed, or
/// bears no address.
void send_by_post(acts::Transaction& tx, Notice& notice);
/// Not fetched in time: it was given to the person today.
void hand_over(acts::Transaction& tx, Notice& notice, RegimeOf const& regime);
/// Not fetched in time: it can be fetched for ten days more.
void provide_again(acts::Transaction& tx, Notice& notice);

/// The case was taken up again: what has reached nobody yet does not leave any more. A print job that holds it is
/// dropped, and its other letters wait again.
void recall(acts::Transaction& tx, std::string_view subject);
/// The subject is erased: no file for the printer holds a letter of it any more.
void forget_files(acts::Transaction& tx, std::string_view subject);

/// Files of what has left are erased after a week, the proof after three years (§ 195 BGB). A job that nobody has given
/// to the post for a month is dropped, and its letters wait again.
std::optional<Instant> tidy_post(authority::TownVisit& visit);

}  // namespace kreislauf::notices
