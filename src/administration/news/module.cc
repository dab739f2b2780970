#include <fmt/format.h>

#include "administration/news/acts/mailing.h"
#include "administration/news/acts/publish.h"
#include "administration/news/acts/subscription.h"
#include "administration/news/news.h"
#include "administration/news/office/routes.h"
#include "administration/news/resident/pages.h"
#include "administration/news/resident/routes.h"
#include "administration/news/rights.h"
#include "administration/news/store/store.h"
#include "authority/page.h"

namespace kreislauf::news {

namespace {

std::vector<authority::Route> routes() {
  authority::Rows rows;
  add_resident_routes(rows);
  add_office_routes(rows);
  return rows.take();
}

/// On the home page: where news are. It asks no database, so it names no piece.
void write_home_panel(kern::Sheet& sheet, authority::TownContext const& c, std::string_view, std::string_view) {
  kern::panel(sheet.out(), "neues", pages::heading_of(c), [&](html::Writer& out) {
    kern::more_link(out, authority::path_in(c, "/neues"), c.t("Zu allen Neuigkeiten"));
  });
}

std::vector<authority::PrivacySection> privacy() {
  using i18n::message;
  return {{.id = "neues",
           .heading = message("Neuigkeiten per E-Mail"),
           .data = {message("Ihre E-Mail-Adresse und die Sprache, in der wir Ihnen schreiben")},
           .purpose = message("Wir schicken Ihnen, was es Neues gibt."),
           .basis = message("Ihre Erlaubnis: Artikel 6 Absatz 1 Buchstabe a DSGVO. Sie können sie mit jedem Link in "
                            "einer E-Mail zurücknehmen."),
           .periods = [](authority::TownContext const& c) -> std::vector<authority::PrivacyPeriod> {
             return {{{}, c.t("Bis Sie die E-Mails abbestellen; ohne Bestätigung {} Tage", days_to_confirm)}};
           },
           .tables = {"news_subscribers"}}};
}

/// `news:7` and `subscriber:7`, whose address is nobody else's business.
authority::EventReader by_number(std::string_view prefix, std::string_view name) {
  auto const read = [prefix, name](db::Connection&, authority::TownContext const&, std::string_view subject,
                                   std::string_view) {
    return authority::EventAbout{.what = fmt::format("{} Nummer {}", name, subject.substr(prefix.size()))};
  };
  return {.prefix = prefix, .read = read};
}

/// One invented piece for the town whose life the demonstration shows.
void demo(authority::House& house) {
  auto const* town = house.authorities.directory()->by_slug("gescher");
  if (town == nullptr) return;
  auto& database = house.store.authority(town->key);
  bool empty = false;
  database.read([&](db::Connection& db) { empty = store::newest(db, true, 1).empty(); });
  if (not empty) return;
  acts::perform(database, house.clock, "demo", [](acts::Transaction& tx) {
    publish(tx, "Bürgerbüro am Donnerstag länger geöffnet",
            "Ab Dezember ist das Bürgerbüro donnerstags bis 18 Uhr geöffnet.\n\nTermine am Abend können Sie online "
            "buchen. Wer keinen Termin hat, zieht am Eingang eine Nummer.");
  });
}

}  // namespace

authority::Module module(authority::House&) {
  return {
      .name = "news",
      .folder = "administration/news",
      .routes = routes(),
      .staff_menu = {{"/verwaltung/neues", "Neues", "Schreiben, was Ihre Stadt allen sagen möchte.", &rights::write}},
      .rights = {rights::write},
      .event_words = {{"news.publish", "Neuigkeit veröffentlicht"},
                      {"news.change", "Neuigkeit geändert"},
                      {"news.withdraw", "Neuigkeit zurückgezogen"},
                      {"news.ask", "E-Mails bestellt"},
                      {"news.confirm", "E-Mails bestätigt"},
                      {"news.unsubscribe", "E-Mails abbestellt"}},
      .event_readers = {by_number("news:", "Neuigkeit"), by_number("subscriber:", "E-Mail-Bestellung")},
      .jobs = {{.name = "news.mail", .run = mail_news},
               {.name = "news.forget", .when = authority::Job::When::daily, .run = forget_unconfirmed}},
      .panels = {{"home", write_home_panel}},
      .privacy = privacy(),
      .demo = demo};
}

}  // namespace kreislauf::news
