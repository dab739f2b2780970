#pragma once

#include <doctest/doctest.h>

#include <boost/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "administration/appointments/acts/environment.h"
#include "app/scheduler.h"
#include "tests/support/portal.h"

namespace kreislauf::test {

/// Gescher's citizens' office with one desk, Monday, 23 November 2026, 9:30. Mails are read from the outbox.
struct BookingTown : TestPortal {
  std::string const host = "gescher.localhost";

  BookingTown() {
    database("gescher").write([&](db::Connection& connection) {
      using namespace appointments;
      Settings settings;
      settings.office = "buergerbuero";
      store::save(connection, settings);
      store::save_rules(connection, "buergerbuero", "Mo-Fr 08:00-12:00 alle 10 Minuten", clock.now(), "test");
      for (auto const* key : {"99008001012000", "99085001012000"}) {
        store::save(connection, BookableService{.office = "buergerbuero",
                                                .service = key,
                                                .label = "Dienst",
                                                .minutes = 10,
                                                .most = 4,
                                                .phone = true,
                                                .resource = {}});
      }
      store::save(connection, Desk{.office = "buergerbuero", .name = "Schalter 1", .position = 1, .skills = {}});
    });
  }

  appointments::Secrets const secrets{.keys = keys()};

  /// The key of a form that was opened once; the same word is the same form.
  static std::string form(std::string const& word) { return "form=" + crypto::sha256_hex(word).substr(0, 32); }
  http::Response reserves(std::string const& time, std::string const& word = "k1") {
    return post(host, "/termine/reservieren", form(word) + "&dienst=99008001012000&zeit=buergerbuero." + time);
  }
  std::string token_of(http::Response const& answer) {
    auto const to = header(answer, "Location");
    return to.substr(to.rfind('/') + 1);
  }
  http::Response books(std::string const& token, std::string const& word = "k2",
                       std::string const& mail = "erika@beispiel.de") {
    return post(host, "/termine/buchen/" + token, form(word) + "&name=Erika+Mustermann&mail=" + mail);
  }

  /// Subject and text of the mails that wait, oldest first.
  std::vector<std::pair<std::string, std::string>> mails() {
    std::vector<std::pair<std::string, std::string>> found;
    database("gescher").read([&](db::Connection& connection) {
      connection.each(
          "SELECT payload FROM outbox WHERE state = 'waiting' ORDER BY due_at, id", [&](db::Row const& row) {
            auto const mail = boost::json::parse(row.string(0)).as_object();
            found.emplace_back(std::string{mail.at("subject").as_string()}, std::string{mail.at("text").as_string()});
          });
    });
    return found;
  }
  /// The link of the last entry of the waiting list, which only its mail holds.
  std::string entry_path() {
    std::string path;
    database("gescher").read([&](db::Connection& connection) {
      auto const last = connection.number("SELECT MAX(id) FROM waiting_list");
      path = "/warteliste/" + appointments::entry_token_of(secrets, last);
    });
    return path;
  }
  /// The path of the first link in the newest mail with this subject.
  std::string link_in(std::string const& subject) {
    for (auto const& all = mails(); auto const& [is, text] : all) {
      if (is != subject) continue;
      auto const at = text.find("http://" + host + ":8080/");
      auto const path = at + 7 + host.size() + 5;
      return text.substr(path, text.find_first_of("\n ", path) - path);
    }
    return {};
  }
  appointments::Appointment of(std::string const& token) {
    std::optional<appointments::Appointment> found;
    database("gescher").read([&](db::Connection& connection) {
      found = appointments::store::by_token(connection, appointments::token_hash_of(token));
    });
    return *found;
  }
  appointments::State state_of(std::string const& token) { return of(token).state; }
  std::string confirmed(std::string const& time, std::string const& mail = "erika@beispiel.de") {
    auto const token = token_of(reserves(time, "hold" + time));
    REQUIRE(books(token, "book" + time, mail).status == 303);
    auto const path = "/termin/" + token + "/bestaetigen/" + appointments::confirm_code_of(secrets, of(token));
    REQUIRE(post(host, path, form("confirm" + time)).status == 303);
    return token;
  }
  void time_passes(std::chrono::minutes by) {
    clock.advance(by);
    for (int round = 0; round < 2; ++round) app::Scheduler{house, modules.all(), false}.look();
  }
};

}  // namespace kreislauf::test
