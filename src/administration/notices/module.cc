#include <fmt/format.h>

#include "administration/notices/notices.h"
#include "administration/notices/office/post.h"
#include "administration/notices/store/jobs.h"
#include "administration/notices/store/store.h"
#include "platform/http/numbers.h"

namespace kreislauf::notices {

namespace {

authority::PrivacySection privacy_section() {
  using i18n::message;
  return {.id = "bescheide",
          .heading = message("Bescheide"),
          .data = {message("Was in einem Bescheid steht, wann er Ihnen bekannt gegeben wurde und auf welchem Weg")},
          .purpose = message("Sie erfahren, wie entschieden ist, und das Amt kann es später belegen."),
          .basis = message("Artikel 6 Absatz 1 Buchstabe e DSGVO mit dem Gesetz, das beim jeweiligen Dienst steht"),
          .periods = [](authority::TownContext const& c) -> std::vector<authority::PrivacyPeriod> {
            return {{{}, std::string{c.t("So lange wie der Antrag, zu dem sie gehören")}}};
          },
          .recipients = message("Nur das Amt, das den Antrag bearbeitet"),
          .tables = {"notices", "print_jobs"}};
}

/// `print_job:3`: letters of an office.
authority::EventReader job_reader() {
  constexpr std::string_view prefix = "print_job:";
  return {.prefix = prefix,
          .read = [prefix](db::Connection& connection, authority::TownContext const&, std::string_view subject,
                           std::string_view) {
            auto const id = http::number_in(subject.substr(prefix.size())).value_or(0);
            auto const found = store::job(connection, id);
            return authority::EventAbout{.what = fmt::format("Druckauftrag {}", id),
                                         .office = found ? found->office : std::string{}};
          }};
}

}  // namespace

std::vector<Notice> unfetched(db::Connection& connection, std::string_view office, std::string_view before,
                              std::size_t limit) {
  return store::unfetched(connection, office, before, limit);
}

authority::Module module(Notices needs) {
  auto const own = std::make_shared<Notices>(needs);
  authority::Rows rows;
  add_office_routes(rows, *own);
  return {.name = "notices",
          .folder = "administration/notices",
          .routes = rows.take(),
          .staff_menu = {{"/verwaltung/amt/{amt}/post", "Postausgang",
                          "Bescheide drucken und zur Post geben; was nicht abgerufen wurde.", &cases::rights::post}},
          .event_words = {{"notice.issue", "Bescheid erlassen"},
                          {"notice.post", "Bescheid zur Post gegeben"},
                          {"notice.fetch", "Bescheid abgerufen"},
                          {"notice.hand_over", "Bescheid übergeben"},
                          {"notice.print", "Druckauftrag gemacht"},
                          {"notice.drop_job", "Druckauftrag verworfen"},
                          {"notice.give_to_post", "Druckauftrag zur Post gegeben"},
                          {"notice.send_by_post", "Nicht abgerufenen Bescheid zur Post vorgesehen"},
                          {"notice.provide_again", "Bescheid noch einmal bereitgestellt"},
                          {"notice.recall", "Bescheid zurückgezogen, bevor er jemanden erreicht hat"},
                          {"notice.remind", "An den Bescheid erinnert"}},
          .event_readers = {job_reader()},
          .jobs = {{.name = "notices.tidy", .when = authority::Job::When::daily, .run = tidy_post}},
          .panels = {lapsed_panel()},
          .privacy = {privacy_section()},
          .under_keys = {.renew = renew_under_keys, .needs = sealed_under},
          .state = own};
}

}  // namespace kreislauf::notices
