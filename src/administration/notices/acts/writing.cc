#include "administration/notices/acts/writing.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/cases/cases.h"
#include "administration/notices/acts/posting.h"
#include "administration/notices/store/store.h"
#include "platform/blobs/references.h"
#include "platform/db/embedded.h"
#include "platform/i18n/dates.h"
#include "platform/ledger/store.h"

namespace kreislauf::notices {

namespace {

constexpr std::string_view purpose = "notices/text";
constexpr std::size_t at_once = 100;

std::string sealed(crypto::Keys const& keys, Notice const& notice, std::string_view text, crypto::Random& random) {
  return keys.seal(purpose, place_of(notice), text, random);
}

std::string opened(crypto::Keys const& keys, Notice const& notice, std::string_view text) {
  return text.empty() ? std::string{} : keys.open(purpose, place_of(notice), text).value_or("");
}

constexpr deadlines::Way way_of(Way way) {
  if (way == Way::post) return deadlines::Way::post;
  return way == Way::retrieval ? deadlines::Way::retrieval : deadlines::Way::handed_over;
}

/// When it counts as announced, and until when a remedy can be brought. Nothing where the law presumes nothing.
void announce(Notice& notice, std::optional<deadlines::Announced> const& announced) {
  if (not announced) return;
  notice.announced_on = i18n::iso(announced->day);
  notice.announced_law = announced->law;
  if (notice.remedy != deadlines::Remedy::none)
    notice.remedy_until = i18n::iso(deadlines::remedy_until(notice.remedy, announced->day, true));
}

/// § 41 VwVfG NRW and its sisters.
void announce(Notice& notice, deadlines::Regime regime, deadlines::Day sent) {
  announce(notice, deadlines::announced(way_of(notice.way), regime, sent));
  notice.sent_on = i18n::iso(sent);
}

/// § 122a Abs. 4 AO: what is made available counts as announced by that, whether it is fetched or not.
void provide(Notice& notice, deadlines::Day day) {
  announce(notice, deadlines::announced(deadlines::Way::mailbox, deadlines::Regime::taxes, day));
}

template <class Each>
void each_notice(authority::TownVisit& visit, Each const& each) {
  std::int64_t last = 0;
  for (bool more = true; more;) {
    std::vector<Notice> some;
    visit.db.read([&](db::Connection& connection) { some = store::after_id(connection, last, at_once); });
    for (auto const& one : some) each(one);
    more = some.size() == at_once;
    if (more) last = some.back().id;
  }
}

}  // namespace

Written written(crypto::Keys const& keys, Notice const& notice) {
  return {opened(keys, notice, notice.template_text), opened(keys, notice, notice.text)};
}

std::optional<Notice> draft_of(db::Connection& db, std::string_view subject) {
  for (auto& one : store::of_subject(db, subject)) {
    if (one.state == State::draft) return std::move(one);
  }
  return std::nullopt;
}

std::vector<Notice> issued_of(db::Connection& db, std::string_view subject) {
  auto all = store::of_subject(db, subject);
  std::erase_if(all, [](Notice const& one) { return one.state != State::issued; });
  return all;
}

Notice keep_draft(acts::Transaction& tx, authority::TownContext const& c, Draft const& draft) {
  auto known = draft_of(tx.db, draft.subject);
  Notice notice =
      known ? *known
            : Notice{.id = db::next_number(tx.db, "notices"), .subject = draft.subject, .office = draft.office};
  notice.office = draft.office;
  notice.result = draft.result;
  notice.staff = cases::staff_in(tx.actor);
  notice.changed_at = iso_utc(tx.now);
  notice.template_text = sealed(c.keys, notice, draft.content.template_text, c.random);
  notice.text = sealed(c.keys, notice, draft.content.text, c.random);
  known ? store::save(tx.db, notice) : store::add(tx.db, notice);
  return notice;
}

void drop_draft(acts::Transaction& tx, std::string_view subject) {
  if (auto const draft = draft_of(tx.db, subject)) store::remove(tx.db, draft->id);
}

void issue(acts::Transaction& tx, authority::TownContext const& c, Notice& notice, Issue const& issue) {
  if (notice.state != State::draft) throw NoDraft{};
  if (not blobs::hold(tx.db, issue.sha256, place_of(notice)))
    throw Conflict{"the document has gone before it was issued; issue it again"};
  notice.state = State::issued;
  notice.issued_at = iso_utc(tx.now);
  notice.staff = cases::staff_in(tx.actor);
  notice.way = issue.way;
  notice.addressed = issue.addressed;
  notice.site = c.origin;
  if (issue.way == Way::retrieval) notice.provided_at = notice.issued_at;
  notice.remedy = issue.remedy;
  notice.sha256 = issue.sha256;
  notice.size = issue.size;
  if (issue.way == Way::handed_over) announce(notice, issue.regime, legal_time(tx.now).day);
  // A letter that decides nothing waits for nobody: it lies there.
  if (issue.way == Way::retrieval and issue.remedy == deadlines::Remedy::none)
    notice.sent_on = i18n::iso(legal_time(tx.now).day);
  else if (issue.way == Way::retrieval and issue.regime == deadlines::Regime::taxes)
    provide(notice, legal_time(tx.now).day);
  notice.entry =
      static_cast<std::int64_t>(ledger::append(tx.db, c.random,
                                               {.kind = "notice.issued",
                                                .at = tx.now,
                                                .actor = tx.actor,
                                                .subject = notice.subject,
                                                .content = fmt::format(R"({{"notice":{},"result":"{}","sha256":"{}"}})",
                                                                       notice.id, notice.result, notice.sha256)}));
  store::save(tx.db, notice);
  tx.event("notice.issue", notice.subject,
           fmt::format(R"({{"notice":{},"way":"{}"}})", notice.id, name_of(notice.way)));
}

void note_sent(acts::Transaction& tx, Notice& notice, deadlines::Regime regime) {
  if (notice.state != State::issued or not notice.sent_on.empty()) return;
  if (notice.announced_on.empty())
    announce(notice, regime, legal_time(tx.now).day);
  else
    notice.sent_on = i18n::iso(legal_time(tx.now).day);
  store::save(tx.db, notice);
  auto const kind = notice.way == Way::post        ? "notice.post"
                    : notice.way == Way::retrieval ? "notice.fetch"
                                                   : "notice.hand_over";
  tx.event(kind, notice.subject, fmt::format(R"({{"notice":{}}})", notice.id));
}

void erase(acts::Transaction& tx, std::string_view subject) {
  forget_files(tx, subject);
  store::remove_all(tx.db, subject);
}

void renew_under_keys(authority::TownVisit& visit) {
  auto const keys = visit.keys();
  each_notice(visit, [&](Notice one) {
    bool const old =
        crypto::sealed_by(one.text) != keys.newest() or crypto::sealed_by(one.template_text) != keys.newest();
    if (not old) return;
    auto const content = written(keys, one);
    auto const again = [&](std::string const& text) {
      return text.empty() ? std::string{} : sealed(keys, one, text, visit.house.random);
    };
    one.template_text = again(content.template_text);
    one.text = again(content.text);
    visit.db.write([&](db::Connection& connection) { store::save_sealed(connection, one); });
  });
}

std::int64_t sealed_under(authority::TownVisit& visit, int number) {
  std::int64_t found = 0;
  each_notice(visit, [&](Notice const& one) {
    for (auto const* text : {&one.template_text, &one.text}) found += crypto::sealed_by(*text) == number ? 1 : 0;
  });
  return found;
}

}  // namespace kreislauf::notices
