#include "administration/appointments/acts/booking.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "administration/appointments/api/answers.h"
#include "administration/appointments/api/api.h"
#include "administration/appointments/api/reading.h"
#include "administration/appointments/shared/limits.h"
#include "administration/appointments/shared/person_questions.h"
#include "base/text.h"

// From the held time to the confirmed appointment, for other programs. Each act happens once for its Idempotency-Key.
namespace kreislauf::appointments::api {

namespace json = boost::json;

namespace {

http::Response too_fast() {
  constexpr auto wait = "600";
  auto response =
      problem(429, "too_fast",
              "This address has used up its share of ten minutes. Wait as long as Retry-After says. Nothing "
              "was stored.");
  response.headers.emplace_back("Retry-After", wait);
  return response;
}

http::Response too_late(FreeTimes const& free_times, Appointment const& a) {
  return problem(409, "too_late",
                 "It is too late to change this appointment here; the office must be asked. Nothing was stored.",
                 {{"state", name_of(a.state)}, {"changeableUntil", iso_utc(changeable_until(free_times, a))}});
}

/// Confirmed, and nearer than the office allows changes.
bool is_too_late(FreeTimes const& free_times, Appointment const& a, Instant now) {
  return a.state == State::confirmed and now >= changeable_until(free_times, a);
}

// What the fields of the page are called here.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> names{
    {{"name", "name"}, {"mail", "email"}, {"telefon", "phone"}, {"notiz", "note"}}};

/// The answers to the questions of the page: one check for people and for programs.
kern::Form read_person(TownContext const& c, Given const& given, Channel channel) {
  std::string encoded;
  for (auto const& [ours, theirs] : names) {
    encoded += ours;
    encoded += '=';
    html::escape_url(encoded, given.text(theirs));
    encoded += '&';
  }
  auto form = person_questions(c, channel);
  form.read(encoded);
  return form;
}

std::string read_language(Given const& given) {
  auto const language = given.text("language");
  if (language.empty()) return "de";
  if (not i18n::language_of(language)) throw BadRequest{"language must be de, en, tr, uk or ar"};
  return language;
}

/// Which field is wrong and how, without repeating it.
http::Response invalid(kern::Form const& form) {
  json::object errors;
  for (auto const& [ours, theirs] : names) {
    if (form.error(ours).empty()) continue;
    auto const typed = text::trimmed(form.typed(ours));
    auto const most = form.field(ours).most;
    bool const too_long = most > 0 and static_cast<std::int64_t>(text::code_points(typed)) > most;
    errors[theirs] = typed.empty() ? "missing" : too_long ? "too long" : "incomplete";
  }
  return problem(400, "invalid", "Some fields are missing or wrong; see errors. The time is still held.",
                 {{"errors", errors}});
}

acts::Answer state_now(State state) {
  return {.status = 200, .location = {}, .body = json::serialize(json::object{{"state", name_of(state)}})};
}

acts::Answer held_answer(TownContext const& c, http::Request const& request, Appointment const& a,
                         std::string const& token) {
  json::object const proof{{"challenge", challenge_of(token)}, {"bits", proof_bits(c, request)}};
  json::object const body{{"token", token},
                          {"url", fmt::format("{}/termine/buchen/{}", c.origin, token)},
                          {"until", a.until_at},
                          {"appointment", time_json(a.office, a.day, a.minute, a.minutes)},
                          {"proof", proof}};
  return {.status = 201, .location = {}, .body = json::serialize(body)};
}

http::Response not_admitted(TownContext const& c, http::Request const& request, BookingAttempt::Verdict verdict) {
  switch (verdict) {
    case BookingAttempt::Verdict::mailbox_full:
      return problem(429, "mailbox_waits",
                     "A mail to this address waits for its link to be opened. The time is still held.");
    case BookingAttempt::Verdict::proof_is_weak:
      return problem(409, "proof_too_weak", "The proof must show more zero bits now; see bits. The time is still held.",
                     {{"bits", proof_bits(c, request)}});
    default:
      return too_fast();
  }
}

}  // namespace

http::Response hold_time(Appointments& module, http::Request const& request, TownContext& c) {
  if (auto refusal = without_key(request)) return std::move(*refusal);
  auto const given = Given::body(request);
  auto const choice = read_choice(given, given.items(module), Channel::onsite);
  if (choice.wish.items.empty()) {
    throw BadRequest{"service is missing: the key of a service or its name in addresses"};
  }
  Scene const scene{module, c};
  auto const free_times = scene.free_times();
  if (free_times->of(choice.wish.office) == nullptr) throw NotFound{};
  if (not may_hold(c, request)) return too_fast();
  // Programs choose their keys themselves: one network's keys are not another's.
  auto const network = c.keys.mac("appointments/networks", request.client.network).substr(0, 32);
  acts::Key const key{.principal = "guest:" + network,
                      .route = std::string{c.route},
                      .form_key = std::string{request.idempotency_key},
                      .asked = authority::asked_by(request.body)};
  try {
    return run([&] {
      return with_claim(scene.env(), choice, [&](Claim const& claim) {
        return acts::perform(c.db, c.clock, key, c.actor(), [&](acts::Transaction& tx) {
          auto const a = hold(tx, scene.env(), claim, "api");
          return held_answer(c, request, a, token_of(claim.known().secrets, a));
        });
      });
    });
  } catch (NotFree const&) {
    hold_ended(c, request);
    return taken(scene, c, choice.wish);
  }
}

http::Response book_it(Appointments& module, http::Request const& request, TownContext& c) {
  if (auto refusal = without_key(request)) return std::move(*refusal);
  auto const given = Given::body(request);
  auto const language = read_language(given);
  auto const& token = c.path("token");
  auto const a = appointment_of(c, token);
  auto const form = read_person(c, given, a.channel);
  if (not form.fine() and not is_over(a, c.clock.now())) return invalid(form);
  Scene const scene{module, c};
  BookingAttempt attempt{c, request, form.text("mail")};
  bool const first = a.state == State::reserved;
  if (first) {
    auto const verdict = attempt.begin(token, given.text("proof"));
    if (verdict != BookingAttempt::Verdict::fine) return not_admitted(c, request, verdict);
  }
  try {
    auto response = run([&] {
      return authority::act(c, request, [&](acts::Transaction& tx) -> acts::Answer {
        auto const booked = book(tx, scene.env(), token, person_of(form, language));
        json::object const body{{"state", name_of(booked.state)}, {"until", booked.until_at}};
        return {.status = 200, .location = {}, .body = json::serialize(body)};
      });
    });
    if (first and response.status != 200)
      attempt.give_back();
    else if (first)
      hold_ended(c, request);
    return response;
  } catch (...) {
    if (first) attempt.give_back();  // nothing was stored, so nothing may count
    throw;
  }
}

http::Response confirm_it(Appointments& module, http::Request const& request, TownContext& c) {
  if (auto refusal = without_key(request)) return std::move(*refusal);
  auto const code = Given::body(request).text("code");
  Scene const scene{module, c};
  auto const a = appointment_of(c, c.path("token"));
  bool now = false;  // the same answer given again confirms nothing again
  auto response = run([&] {
    return authority::act(c, request, [&](acts::Transaction& tx) {
      confirm(tx, scene.env(), c.path("token"), code);
      now = true;
      return state_now(State::confirmed);
    });
  });
  if (response.status != 200) return response;
  scene.changed(a.office);
  if (now) has_confirmed(c, request, a);
  return response;
}

http::Response move_it(Appointments& module, http::Request const& request, TownContext& c) {
  if (auto refusal = without_key(request)) return std::move(*refusal);
  Scene const scene{module, c};
  auto const free_times = scene.free_times();
  auto const a = appointment_of(c, c.path("token"));
  auto choice = read_choice(Given::body(request), a.items, a.channel);
  choice.own = a;
  if (free_times->of(choice.wish.office) == nullptr) throw NotFound{};
  if (is_too_late(*free_times, a, c.clock.now())) return too_late(*free_times, a);
  if (not authority::allows(c, request, moves_of_network)) return too_fast();
  try {
    auto response = run([&] {
      return with_claim(scene.env(), choice, [&](Claim const& claim) {
        return authority::act(c, request, [&](acts::Transaction& tx) {
          move(tx, scene.env(), claim, a.id);
          return state_now(State::confirmed);
        });
      });
    });
    if (response.status != 200) return response;
    scene.changed(a.office);
    scene.changed(choice.wish.office);
    return response;
  } catch (NotFree const&) {
    return taken(scene, c, choice.wish);
  }
}

http::Response cancel_it(Appointments& module, http::Request const& request, TownContext& c) {
  if (auto refusal = without_key(request)) return std::move(*refusal);
  Scene const scene{module, c};
  auto const free_times = scene.free_times();
  auto const a = appointment_of(c, c.path("token"));
  if (is_too_late(*free_times, a, c.clock.now())) return too_late(*free_times, a);
  auto response = run([&] {
    return authority::act(c, request, [&](acts::Transaction& tx) {
      cancel(tx, scene.env(), a.id, Notification::cancelled);
      return state_now(State::deleted);
    });
  });
  if (response.status == 200) scene.changed(a.office);
  return response;
}

}  // namespace kreislauf::appointments::api
