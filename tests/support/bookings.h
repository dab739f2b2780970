#pragma once

#include <fmt/format.h>

#include <map>
#include <mutex>

#include "administration/appointments/acts/counter.h"
#include "administration/appointments/acts/waiting.h"
#include "administration/appointments/store/verify.h"
#include "tests/support/appointments.h"

namespace kreislauf::test {

/// Does an act as a form asks for it: once for each key, by whom the key says.
inline acts::Answer act(appointments::Environment const& env, acts::Key const& key,
                        FunctionRef<acts::Answer(acts::Transaction&)> work) {
  return acts::perform(env.db, env.clock, key, key.principal, work);
}
/// The same for an act that takes a time.
inline acts::Answer act(appointments::Environment const& env, acts::Key const& key, appointments::Choice const& choice,
                        FunctionRef<acts::Answer(acts::Transaction&, appointments::Claim const&)> work) {
  return appointments::with_claim(env, choice, [&](appointments::Claim const& claim) {
    return act(env, key, [&](acts::Transaction& tx) { return work(tx, claim); });
  });
}
/// A form that was opened by somebody. With the same name it is the same form.
inline acts::Key form(std::string name, std::string_view route = "/test", std::string_view who = "guest") {
  return {.principal = std::string{who}, .route = std::string{route}, .form_key = name, .asked = name};
}

/// Does an act and gives back what it made.
template <class Work>
auto made(appointments::Environment const& env, acts::Key const& key, Work work) {
  std::optional<decltype(work(std::declval<acts::Transaction&>()))> result;
  act(env, key, [&](acts::Transaction& tx) {
    result = work(tx);
    return acts::Answer{};
  });
  return result.value();
}
/// The same for an act that takes a time.
template <class Work>
auto made(appointments::Environment const& env, acts::Key const& key, appointments::Choice const& choice, Work work) {
  std::optional<decltype(work(std::declval<acts::Transaction&>(), std::declval<appointments::Claim const&>()))> result;
  act(env, key, choice, [&](acts::Transaction& tx, appointments::Claim const& claim) {
    result = work(tx, claim);
    return acts::Answer{};
  });
  return result.value();
}

/// Notifications as programs like them: what it is and the link. Their post is read by the residents of a simulation.
struct PlainNotifications final : appointments::Notifications {
  std::string about(appointments::Notification notification, appointments::Appointment const& a,
                    std::string const& token, std::string const& code, std::string const&) const override {
    return fmt::format("{} {} {} {}", static_cast<int>(notification), a.email, token, code);
  }
  std::string moved(appointments::Appointment const& a, appointments::Appointment const&, std::string const& token,
                    std::string const& site) const override {
    return about(appointments::Notification::moved, a, token, {}, site);
  }
  std::string about(appointments::Notification notification, appointments::store::Entry const& entry,
                    appointments::Appointment const* offered, std::string const& token) const override {
    return fmt::format("{} {} {} {}", static_cast<int>(notification), entry.email, token,
                       offered == nullptr ? 0 : offered->id);
  }
};

/// The office of TestOffice with desks that book; desk 2 does registrations only, one camera for identity cards.
struct BookingOffice : TestOffice {
  PlainNotifications notifications;
  std::unique_ptr<appointments::FreeTimesCache> cache = std::make_unique<appointments::FreeTimesCache>(keyring());

  explicit BookingOffice(int desks = 1, int last_day = 56) {
    database().write([&](db::Connection& connection) {
      appointments::Settings settings;
      settings.office = "buergerbuero";
      settings.last_day = last_day;
      appointments::store::save(connection, settings);
      appointments::store::save_rules(connection, "buergerbuero",
                                      "Mo-Fr 08:00-17:00 alle 10 Minuten\nohne Termin Mo-Fr 08:00-12:00", clock.now(),
                                      "test");
      appointments::store::save(connection, appointments::BookableService{.office = "buergerbuero",
                                                                          .service = "ausweis",
                                                                          .label = {},
                                                                          .minutes = 10,
                                                                          .most = 4,
                                                                          .phone = true,
                                                                          .resource = {}});
      appointments::store::save(
          connection,
          appointments::BookableService{
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
  appointments::Environment env() {
    return {.key = key,
            .db = database(),
            .cache = *cache,
            .clock = clock,
            .random = random,
            .notifications = notifications,
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
