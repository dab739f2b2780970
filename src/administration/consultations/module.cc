#include "administration/consultations/acts/answering.h"
#include "administration/consultations/acts/asking.h"
#include "administration/consultations/acts/sealing.h"
#include "administration/consultations/consultations.h"
#include "administration/consultations/office/pages.h"
#include "administration/consultations/shared/crossing.h"
#include "administration/consultations/shared/privacy.h"
#include "administration/consultations/store/store.h"

namespace kreislauf::consultations {

namespace {

/// `consultation:1f0c…`: of the side that is asked.
authority::EventReader event_reader() {
  constexpr std::string_view prefix = "consultation:";
  auto const read = [prefix](db::Connection& db, authority::TownContext const&, std::string_view subject,
                             std::string_view) {
    auto const found = store::find(db, Consultation::Way::in, subject.substr(prefix.size()));
    return authority::EventAbout{.what = "Frage einer anderen Behörde",
                                 .office = found ? found->office : std::string{}};
  };
  return {.prefix = prefix, .read = read};
}

std::vector<authority::EventWord> event_words() {
  return {{"consultation.ask", "Eine andere Behörde um eine Stellungnahme gebeten"},
          {"consultation.get_answer", "Stellungnahme einer anderen Behörde bekommen"},
          {"consultation.drop", "Stellungnahme einer anderen Behörde nicht mehr gebraucht"},
          {"consultation.fail", "Frage an eine andere Behörde nicht angekommen"},
          {"consultation.come_in", "Eine andere Behörde bittet um eine Stellungnahme"},
          {"consultation.answer", "Einer anderen Behörde geantwortet"},
          {"consultation.end", "Die andere Behörde braucht keine Stellungnahme mehr"},
          {"consultation.erase", "Stellungnahme gelöscht, ihre Zeit ist um"}};
}

}  // namespace

authority::Module module(std::shared_ptr<Consultations> state) {
  authority::Rows rows;
  office::add_asking(rows, *state);
  office::add_answering(rows, *state);
  auto const carries = [&](std::string_view kind, auto send) {
    return authority::Delivery{.kind = kind,
                               .send = [state, send](authority::TownVisit& visit, acts::OutboxMessage const& message) {
                                 return send(*state, visit, message);
                               }};
  };
  using When = authority::Job::When;
  return {.name = "consultations",
          .folder = "administration/consultations",
          .routes = rows.take(),
          .event_words = event_words(),
          .event_readers = {event_reader()},
          .jobs = {{.name = "consultations.end", .run = drop_of_ended},
                   {.name = "consultations.carry", .when = When::daily, .run = carry_again},
                   {.name = "consultations.erase", .when = When::daily, .run = erase_old}},
          .deliveries = {carries(ask_kind, &carry_question), carries(answer_kind, &carry_answer),
                         carries(drop_kind, &carry_end)},
          .panels = {office::list_panel(), office::start_panel()},
          .privacy = {privacy_section()},
          .under_keys = {.renew = renew_under_keys, .needs = sealed_under},
          .state = std::move(state)};
}

}  // namespace kreislauf::consultations
