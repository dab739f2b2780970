#include "administration/messages/messages.h"
#include "administration/messages/store/store.h"

namespace kreislauf::messages {

namespace {

authority::PrivacySection privacy_section() {
  using i18n::message;
  return {.id = "nachrichten",
          .heading = message("Nachrichten"),
          .data = {message("Was Sie und das Amt sich zu einem Antrag schreiben, mit den Dateien, die Sie schicken")},
          .purpose = message("Wir klären mit Ihnen, was zu Ihrem Antrag offen ist."),
          .basis = message("Artikel 6 Absatz 1 Buchstabe e DSGVO mit dem Gesetz, das beim jeweiligen Dienst steht"),
          .periods = [](authority::TownContext const& c) -> std::vector<authority::PrivacyPeriod> {
            return {{{}, std::string{c.t("So lange wie der Antrag, zu dem sie gehören")}}};
          },
          .recipients = message("Nur das Amt, das den Antrag bearbeitet"),
          .tables = {"messages"}};
}

}  // namespace

std::vector<std::string> waiting_subjects(db::Connection& connection, std::string_view office, std::size_t limit) {
  return store::open_subjects_in(connection, office, limit);
}

std::vector<std::string> waiting_subjects(db::Connection& connection, std::string_view office, std::string_view prefix,
                                          std::size_t limit) {
  return store::open_subjects_in(connection, office, prefix, limit);
}

std::int64_t waiting_in(db::Connection& connection, std::string_view office) {
  return store::count_open_in(connection, office);
}

authority::Module module() {
  return {.name = "messages",
          .folder = "administration/messages",
          .event_words = {{"message.write", "Nachricht geschrieben"}, {"message.tick_off", "Nachricht erledigt"}},
          .privacy = {privacy_section()},
          .under_keys = {.renew = renew_under_keys, .needs = sealed_under}};
}

}  // namespace kreislauf::messages
