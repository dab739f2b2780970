#include <fmt/format.h>

#include "administration/intake/acts/keeping.h"
#include "administration/intake/acts/settling.h"
#include "administration/intake/exchange/check_scan.h"
#include "administration/intake/intake.h"
#include "administration/intake/office/pages.h"
#include "administration/intake/rights.h"
#include "administration/intake/shared/privacy.h"
#include "administration/intake/shared/reading.h"
#include "administration/intake/shared/returned.h"
#include "administration/intake/store/store.h"
#include "platform/http/numbers.h"

namespace kreislauf::intake {

namespace {

constexpr std::string_view sheet_prefix = "paper:", file_prefix = "paper_file:";

std::vector<authority::EventWord> event_words() {
  return {{"intake.receive", "Papier eingescannt"},
          {"intake.read", "Papier gelesen"},
          {"intake.clear", "Papier gelesen, zu klären"},
          {"intake.take", "Papier in einen Antrag übernommen"},
          {"intake.attach", "Papier zu einem Antrag gelegt"},
          {"intake.discard", "Papier beiseitegelegt"},
          {"intake.undo", "Papier zurückgeholt"},
          {"intake.hand_on", "Papier an ein anderes Amt gegeben"},
          {"intake.erase", "Scan gelöscht, seine Zeit ist um"}};
}

std::int64_t number_behind(std::string_view subject, std::string_view prefix) {
  return http::number_in(subject.substr(prefix.size())).value_or(0);
}

authority::EventReader sheet_reader() {
  return {.prefix = sheet_prefix,
          .read = [](db::Connection& db, authority::TownContext const&, std::string_view subject, std::string_view) {
            auto const found = store::sheet(db, number_behind(subject, sheet_prefix));
            return authority::EventAbout{.what = fmt::format("Papier Nummer {}", subject.substr(sheet_prefix.size())),
                                         .office = found ? found->office : std::string{}};
          }};
}

authority::EventReader file_reader() {
  return {.prefix = file_prefix,
          .read = [](db::Connection& db, authority::TownContext const&, std::string_view subject, std::string_view) {
            auto const found = store::file(db, number_behind(subject, file_prefix));
            return authority::EventAbout{.what = fmt::format("Scan Nummer {}", subject.substr(file_prefix.size())),
                                         .office = found ? found->office : std::string{}};
          }};
}

}  // namespace

authority::Module module(Intake needs) {
  auto state = std::make_shared<Intake>(needs);
  authority::Rows rows;
  office::add_routes(rows, *state);
  state->applications.paper = {
      .of = [state = state.get()](authority::TownContext const& c,
                                  std::int64_t application) { return returned(*state, c, application); },
      .ended = end_draft};
  return {
      .name = "intake",
      .folder = "administration/intake",
      .routes = rows.take(),
      .rights = {rights::work},
      .event_words = event_words(),
      .event_readers = {sheet_reader(), file_reader()},
      .jobs = {{.name = "intake.read", .run = [state](authority::TownVisit& visit) { return read_due(*state, visit); }},
               {.name = "intake.erase", .when = authority::Job::When::daily, .run = erase_due}},
      .panels = {office::ways_panel(), office::start_panel()},
      .commands = {exchange::check_scan(*state)},
      .privacy = {privacy_section()},
      .under_keys = {.renew = renew_under_keys, .needs = sealed_under},
      .state = state};
}

}  // namespace kreislauf::intake
