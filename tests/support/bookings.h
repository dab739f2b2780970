#pragma once

#include <fmt/format.h>

#include <map>
#include <mutex>

#include "administration/appointments/acts/counter.h"
#include "administration/appointments/acts/verify.h"
#include "administration/appointments/acts/waiting.h"
#include "tests/support/appointments.h"

namespace kreislauf::test {

/// Letters as programs like them: what it is and the link. Their post is read by the residents of a simulation.
struct PlainLetters final : appointments::Letters {
  std::string about(appointments::Letter letter, appointments::Appointment const& a, std::string const& token,
                    std::string const& code, std::string const&) const override {
    return fmt::format("{} {} {} {}", static_cast<int>(letter), a.email, token, code);
  }
  std::string about(appointments::Letter letter, appointments::store::Entry const& entry,
                    appointments::Appointment const* offered, std::string const& token) const override {
    return fmt::format("{} {} {} {}", static_cast<int>(letter), entry.email, token,
                       offered == nullptr ? 0 : offered->id);
  }
};

/// The office of TestOffice with desks that book; desk 2 does registrations only, one camera for identity cards.
struct BookingOffice : TestOffice {
  PlainLetters letters;
  std::unique_ptr<appointments::Boards> boards = std::make_unique<appointments::Boards>();

  explicit BookingOffice(int desks = 1, int last_day = 56) {
    database().write([&](db::Connection& connection) {
      appointments::store::keep_secret(connection, "a secret of this test");
      appointments::Settings settings;
      settings.office = "buergerbuero";
      settings.last_day = last_day;
      appointments::store::save(connection, settings);
      appointments::store::save_rules(connection, "buergerbuero",
                                      "Mo-Fr 08:00-17:00 alle 10 Minuten\nohne Termin Mo-Fr 08:00-12:00", clock.now(),
                                      "test");
      appointments::store::save(connection, appointments::Offer{.office = "buergerbuero",
                                                                .service = "ausweis",
                                                                .label = {},
                                                                .minutes = 10,
                                                                .most = 4,
                                                                .phone = true,
                                                                .resource = {}});
      appointments::store::save(
          connection,
          appointments::Offer{
              .office = "buergerbuero", .service = "wohnsitz", .label = {}, .minutes = 20, .most = 2, .resource = {}});
      for (int i = 0; i < desks; ++i) {
        appointments::store::save(connection, appointments::Desk{.office = "buergerbuero",
                                                                 .name = fmt::format("Schalter {}", i + 1),
                                                                 .position = i + 1,
                                                                 .skills = i == 1 ? std::vector<std::string>{"wohnsitz"}
                                                                                  : std::vector<std::string>{}});
      }
    });
  }
  appointments::Place place() {
    return {.key = key,
            .db = database(),
            .boards = *boards,
            .clock = clock,
            .random = random,
            .letters = letters,
            .site = "https://gescher.example"};
  }
  appointments::Choice choice(appointments::Day day, int minute, std::string service = "ausweis") const {
    appointments::Choice out{.wish = {}, .day = day, .minute = minute};
    out.wish.items = {{std::move(service), 1}};
    out.wish.office = "buergerbuero";
    return out;
  }
};

}  // namespace kreislauf::test
