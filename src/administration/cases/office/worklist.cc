#include "administration/cases/office/worklist.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/cases/office/worklist_page.h"
#include "administration/cases/store/store.h"
#include "platform/http/numbers.h"

namespace kreislauf::cases::office {

namespace {

std::string done_words(std::string_view query) {
  if (http::field(query, "abgegeben")) return "Der Fall ist im anderen Amt.";
  if (http::field(query, "zuspaet")) return "Das lässt sich nicht mehr rückgängig machen.";
  auto const undone = http::number_in(http::field(query, "zurueckgenommen").value_or("")).value_or(-1);
  auto const count = std::max(undone, http::number_in(http::field(query, "getan").value_or("")).value_or(-1));
  if (count < 0) return {};
  auto const left = http::number_in(http::field(query, "nicht").value_or("0")).value_or(0);
  auto text = count == 1 ? std::string{"Ein Fall ist geändert."} : fmt::format("{} Fälle sind geändert.", count);
  if (undone >= 0)
    text = count == 1 ? std::string{"Ein Fall ist wieder, wie er war."}
                      : fmt::format("{} Fälle sind wieder, wie sie waren.", count);
  if (left > 0) text += fmt::format(" {} nicht: Sie sind inzwischen weiter.", left);
  return text;
}

}  // namespace

http::Response worklist(Cases& cases, http::Request const& request, StaffContext& c) {
  auto const list = asked_list(request.query);
  auto const all = listed(c, list);
  return show(
      cases, c, list, all, questions(c, all.colleagues),
      {done_words(request.query), http::number_in(http::field(request.query, "zurueck").value_or("")).value_or(0)});
}

http::Response list_news(Cases&, http::Request const&, StaffContext& c) {
  http::Response response{.caching = http::Caching::none};
  response.stream_topic = news_topic(c.authority, c.path("amt"));
  return response;
}

http::Response next(Cases& cases, http::Request const& request, StaffContext& c) {
  auto list = asked_list(request.query);
  std::vector<Case> found;
  c.db.read([&](db::Connection& db) { found = store::list(db, question_of(c, list, 1)); });
  if (found.empty()) return http::see_other(fmt::format("{}?{}", path_of(c), in_query(list)));
  return http::see_other(fmt::format("{}?{}", cases.source_of(found.front()).path(found.front()), in_query(list)));
}

}  // namespace kreislauf::cases::office
