#include "administration/applications/acts/counting.h"

#include <fmt/format.h>

#include "administration/applications/acts/sending.h"
#include "administration/applications/store/ratings.h"
#include "platform/i18n/dates.h"

namespace kreislauf::applications {

namespace {

void count(acts::Transaction& tx, Application const& a, std::string const& what) {
  if (not a.office.empty()) cases::count(tx, a.office, a.service, what);
}

}  // namespace

void count_begun(acts::Transaction& tx, Application const& draft) {
  if (draft.channel == Channel::online) count(tx, draft, std::string{cases::counts::begun});
}

void count_dropped(acts::Transaction& tx, forms::Form const& form, forms::Entered const& entered, Clock const& clock,
                   Application const& draft) {
  if (draft.channel != Channel::online or not is_open(draft.state)) return;
  auto const unready = unready_pages(form, entered, clock);
  // With every page filled in it ended where everything is looked at once more.
  auto const& page = unready.empty() ? std::string{} : form.definition().pages[unready.front()].id;
  count(tx, draft, fmt::format("{}{}", cases::counts::dropped, page));
}

void count_sent(acts::Transaction& tx, Application const& a) {
  count(tx, a, fmt::format("{}{}", cases::counts::way, name_of(a.channel)));
}

bool rate(acts::Transaction& tx, Application const& a, int mark) {
  if (mark < worst_mark or mark > best_mark) throw BadRequest{"the mark is a number from 1 to 5"};
  if (not store::add_rating(tx.db, a.id, i18n::iso(legal_time(tx.now).day))) return false;
  count(tx, a, fmt::format("{}{}", cases::counts::mark, mark));
  return true;
}

bool was_rated(db::Connection& connection, std::int64_t application) {
  return store::is_rated(connection, application);
}

}  // namespace kreislauf::applications
