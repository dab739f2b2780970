#include <charconv>
#include <map>

#include "administration/identity/identity.h"
#include "administration/identity/management/management.h"
#include "administration/identity/rules.h"
#include "administration/identity/store/store.h"
#include "platform/i18n/dates.h"

// The audit trail: what has happened, newest first. Nothing can be changed here.
namespace kreislauf::identity::management {

namespace {

constexpr std::string_view own_path = "/verwaltung/protokoll";
constexpr std::size_t page_size = 50;

/// What a module says of its event; one that nobody knows (any more) stands there as it was stored.
std::string_view words_of(StaffContext const& c, std::string_view kind) {
  for (auto const& word : c.frame.event_words) {
    if (word.kind == kind) return word.german;
  }
  return kind;
}

struct Trail {
  std::vector<acts::Event> events;
  std::map<std::string, std::string, std::less<>> names;  ///< of people and devices, by subject

  std::string who(std::string const& subject) const {
    auto const found = names.find(subject);
    return found == names.end() ? subject : found->second + " (" + subject + ")";
  }
};

Trail read(StaffContext const& c, std::int64_t before) {
  Trail trail;
  c.db.read([&](db::Connection& connection) {
    trail.events = acts::events_before(connection, before, page_size);
    for (auto const& one : store::accounts(connection)) trail.names[rules::subject_of(one.id)] = one.name;
    for (auto const& one : store::devices(connection)) trail.names[rules::subject_of(one.id)] = one.name;
  });
  return trail;
}

void write_events(html::Writer& out, StaffContext const& c, Trail const& trail) {
  kern::Table const table{
      .caption = "Ereignisse",
      .columns = {{.label = "Nummer"}, {.label = "Zeit"}, {.label = "Wer"}, {.label = "Was"}, {.label = "Woran"}},
      .wide = true};
  kern::table(out, table, [&](kern::Rows& rows) {
    for (auto const& one : trail.events) {
      rows.row([&](kern::Row& row) {
        row.head(one.id);
        row.cell(i18n::short_moment(parse_iso_utc(one.at)));
        row.cell(trail.who(one.actor));
        row.cell(words_of(c, one.kind));
        row.cell([&](html::Writer&) {
          out(trail.who(one.subject));
          if (not one.data.empty()) out("<br><small>"_h, one.data, "</small>"_h);
        });
      });
    }
  });
}

}  // namespace

Response audit(Request const& request, StaffContext& c) {
  std::int64_t before = 0;
  auto const asked = http::field(request.query, "vor").value_or("");
  std::from_chars(asked.data(), asked.data() + asked.size(), before);
  auto const trail = read(c, before);
  StaffPage page{c, {.title = "Protokoll", .path = std::string{own_path}}};
  page.lead("Was geschehen ist, das Neueste zuerst. Einträge werden nie geändert.");
  if (trail.events.empty()) {
    kern::empty_state(page.out(), "Hier steht noch nichts.");
  } else {
    write_events(page.out(), c, trail);
  }
  kern::Pagination pages{
      .before = {}, .after = {}, .before_label = "Neueste Einträge", .after_label = "Ältere Einträge"};
  if (before > 0) pages.before = own_path;
  if (trail.events.size() == page_size) {
    pages.after = std::string{own_path} + "?vor=" + std::to_string(trail.events.back().id);
  }
  if (not pages.before.empty() or not pages.after.empty()) kern::pagination(page.out(), pages);
  return page.finish();
}

}  // namespace kreislauf::identity::management
