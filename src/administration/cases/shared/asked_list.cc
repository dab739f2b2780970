#include "administration/cases/shared/asked_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "administration/cases/shared/sight.h"
#include "platform/html/html.h"
#include "platform/http/message.h"
#include "platform/http/numbers.h"
#include "platform/i18n/dates.h"

namespace kreislauf::cases {

namespace {

constexpr std::array<std::string_view, store::all_views.size()> names{
    "meine", "vertretung", "neu", "alle", "post", "wartend", "vorlage", "mitzeichnung", "ueberfaellig", "erledigt"};
constexpr std::array<std::string_view, store::all_views.size()> german{
    "Meine",         "Vertretung",   "Unverteilt", "Alle offenen", "Neue Post", "Warten auf Antwort",
    "Wiedervorlage", "Mitzeichnung", "Überfällig", "Erledigt"};

bool is_slug(std::string_view text) {
  return text.size() <= 100 and
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

/// `2026-12-01.17`; of what is done the moment, whose colons stand in it.
store::Mark mark_in(std::string_view text) {
  auto const point = text.rfind('.');
  if (point == std::string_view::npos or point > 40) return {};
  auto const id = http::number_in(text.substr(point + 1));
  return id ? store::Mark{std::string{text.substr(0, point)}, *id} : store::Mark{};
}

}  // namespace

std::string_view name_of(store::View view) { return names[static_cast<std::size_t>(view)]; }
std::string_view german_of(store::View view) { return german[static_cast<std::size_t>(view)]; }

AskedList asked_list(std::string_view query) {
  AskedList list;
  auto const view = http::field(query, "sicht").value_or("");
  auto const found = std::find(names.begin(), names.end(), view);
  if (found != names.end()) list.view = store::all_views[static_cast<std::size_t>(found - names.begin())];
  auto type = http::field(query, "dienst").value_or("");
  if (is_slug(type)) list.type = std::move(type);
  list.after = mark_in(http::field(query, "nach").value_or(""));
  return list;
}

std::string in_query(store::Mark const& mark) { return html::in_url(fmt::format("{}.{}", mark.key, mark.id)); }

std::string in_query(AskedList const& list) {
  auto query = fmt::format("sicht={}", name_of(list.view));
  if (not list.type.empty()) query += "&dienst=" + list.type;
  return query;
}

std::string list_in(std::string_view query) {
  return http::field(query, "sicht") ? in_query(asked_list(query)) : std::string{};
}

std::string path_to_next(authority::StaffContext const& c, std::string_view list, Case const& one) {
  if (list.empty()) return {};
  auto const mark = store::mark_of(asked_list(list).view, one);
  return fmt::format("/verwaltung/amt/{}/faelle/naechster?{}&nach={}", c.path("amt"), list, in_query(mark));
}

store::Question question_of(authority::StaffContext const& c, AskedList const& list, std::size_t limit) {
  store::Question question{.office = c.path("amt"),
                           .view = list.view,
                           .holder = c.staff.id,
                           .today = i18n::iso(c.today()),
                           .after = list.after,
                           .limit = limit};
  question.types = types_seen(c.staff, question.office, list.type);
  return question;
}

}  // namespace kreislauf::cases
