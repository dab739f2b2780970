#include <fmt/format.h>

#include <boost/json.hpp>

#include "administration/appointments/api/api.h"
#include "base/network.h"
#include "base/text.h"

// From the held time to the confirmed appointment, for other programs. Each act happens once for its Idempotency-Key.
namespace kreislauf::appointments::api {

namespace json = boost::json;

namespace {

constexpr auto wait_after_limit = "600";

http::Response too_fast() {
  auto response = problem(
      429, "too_fast",
      "This address has used up its share of ten minutes. Wait as long as Retry-After says. Nothing was stored.");
  response.headers.emplace_back("Retry-After", wait_after_limit);
  return response;
}

http::Response too_late(Board const& board, Appointment const& a) {
  return problem(409, "too_late",
                 "It is too late to change this appointment here; the office must be asked. Nothing was stored.",
                 {{"state", name_of(a.state)}, {"changeableUntil", iso_utc(resident::changeable_until(board, a))}});
}

/// What was asked: the same key with other content is refused.
std::string asked(http::Request const& request, Context const& c) {
  return fmt::format("{}\n{}", c.values[0], request.body);
}

std::string trimmed(Given const& given, std::string_view name) { return std::string{text::trimmed(given.text(name))}; }

Person read_person(Given const& given) {
  Person person{.name = text::nfc(trimmed(given, "name")),
                .email = trimmed(given, "email"),
                .phone = trimmed(given, "phone"),
                .note = text::nfc(trimmed(given, "note"))};
  if (auto const language = given.text("language"); not language.empty()) {
    if (not i18n::language_of(language)) throw BadRequest{"language must be de, en, tr, uk or ar"};
    person.language = language;
  }
  return person;
}

std::string_view words(resident::Wrong wrong) {
  switch (wrong) {
    case resident::Wrong::missing:
      return "missing";
    case resident::Wrong::too_long:
      return "too long";
    case resident::Wrong::incomplete:
      return "incomplete";
    default:
      return {};
  }
}

http::Response invalid(resident::PersonCheck const& check) {
  json::object errors;
  auto const add = [&](std::string_view name, resident::Wrong wrong) {
    if (wrong != resident::Wrong::nothing) errors[name] = words(wrong);
  };
  add("name", check.name);
  add("email", check.email);
  add("phone", check.phone);
  add("note", check.note);
  return problem(400, "invalid", "Some fields are missing or wrong; see errors. The time is still held.",
                 {{"errors", errors}});
}

bool is_over(Appointment const& a, Instant now) {
  return a.state == State::deleted or (not a.until_at.empty() and parse_iso_utc(a.until_at) <= now);
}

std::string state_body(State state) { return json::serialize(json::object{{"state", name_of(state)}}); }

}  // namespace

http::Response hold_time(Appointments& module, http::Request const& request, Context& c) {
  if (auto refusal = without_key(request)) return std::move(*refusal);
  auto const given = Given::body(request);
  auto const choice = read_choice(given, given.items(module), Channel::onsite);
  if (choice.wish.items.empty()) throw BadRequest{"service is missing: the key of a service or its name in addresses"};
  Scene const scene{module, c};
  auto const board = scene.board();
  if (board->of(choice.wish.office) == nullptr) throw NotFound{};
  if (not resident::within_budget(module, c, request, "hold", resident::holds_of_client)) return too_fast();
  try {
    return run([&] {
      // Programs choose their keys themselves: one network's keys are not another's.
      auto const asker = "guest:" + crypto::hmac_hex(board->secret, network_of(request.client)).substr(0, 16);
      return hold(scene.place(),
                  {asker, "/api/v1/appointments/holds", std::string{request.idempotency_key}, asked(request, c)},
                  choice, "api", [&](Appointment const& a, std::string const& token) {
                    json::object const body{
                        {"token", token},
                        {"url", fmt::format("{}/termine/buchen/{}", c.origin, token)},
                        {"until", a.until_at},
                        {"appointment", time_json(a.office, a.day, a.minute, a.minutes)},
                        {"proof", {{"challenge", resident::challenge_of(token)}, {"bits", resident::proof_bits}}}};
                    return acts::Answer{.status = 201, .body = json::serialize(body)};
                  });
    });
  } catch (NotFree const&) {
    return taken(scene, c, choice.wish);
  }
}

http::Response book_it(Appointments& module, http::Request const& request, Context& c) {
  if (auto refusal = without_key(request)) return std::move(*refusal);
  auto const given = Given::body(request);
  auto const person = read_person(given);
  auto const a = resident::appointment_of(c, c.values[0]);
  if (auto const check = resident::check_person(person, a.channel); not check.fine() and not is_over(a, c.clock.now()))
    return invalid(check);
  bool const proof = resident::proven(resident::challenge_of(c.values[0]), given.text("proof"), resident::proof_bits);
  if (not proof and not resident::within_budget(module, c, request, "book", resident::bookings_of_client))
    return too_fast();
  Scene const scene{module, c};
  auto const board = scene.board();
  auto const* calendar = board->of(a.office);
  auto const minutes = std::chrono::minutes{calendar == nullptr ? 0 : calendar->plan->settings.confirm_minutes};
  auto const until = iso_utc(std::min(c.clock.now() + minutes, parse_iso_utc(a.starts_at)));
  json::object const body{{"state", name_of(State::preconfirmed)}, {"until", until}};
  return run([&] {
    return book(
        scene.place(),
        {"guest", "/api/v1/appointments/{token}/booking", std::string{request.idempotency_key}, asked(request, c)},
        c.values[0], person, {.status = 200, .body = json::serialize(body)});
  });
}

http::Response confirm_it(Appointments& module, http::Request const& request, Context& c) {
  if (auto refusal = without_key(request)) return std::move(*refusal);
  auto const code = Given::body(request).text("code");
  Scene const scene{module, c};
  auto const a = resident::appointment_of(c, c.values[0]);
  auto response = run([&] {
    return confirm(
        scene.place(),
        {"guest", "/api/v1/appointments/{token}/confirmation", std::string{request.idempotency_key}, asked(request, c)},
        c.values[0], code, {.status = 200, .body = state_body(State::confirmed)});
  });
  if (response.status == 200) scene.changed(a.office);
  return response;
}

http::Response move_it(Appointments& module, http::Request const& request, Context& c) {
  if (auto refusal = without_key(request)) return std::move(*refusal);
  Scene const scene{module, c};
  auto const board = scene.board();
  auto const a = resident::appointment_of(c, c.values[0]);
  auto const choice = read_choice(Given::body(request), a.items, a.channel);
  if (board->of(choice.wish.office) == nullptr) throw NotFound{};
  if (a.state == State::confirmed and c.clock.now() >= resident::changeable_until(*board, a))
    return too_late(*board, a);
  try {
    auto response = run([&] {
      return move(
          scene.place(),
          {"guest", "/api/v1/appointments/{token}/move", std::string{request.idempotency_key}, asked(request, c)}, a.id,
          choice, {.status = 200, .body = state_body(State::confirmed)});
    });
    if (response.status == 200) {
      scene.changed(a.office);
      scene.changed(choice.wish.office);
    }
    return response;
  } catch (NotFree const&) {
    return taken(scene, c, choice.wish);
  }
}

http::Response cancel_it(Appointments& module, http::Request const& request, Context& c) {
  if (auto refusal = without_key(request)) return std::move(*refusal);
  Scene const scene{module, c};
  auto const board = scene.board();
  auto const a = resident::appointment_of(c, c.values[0]);
  if (a.state == State::confirmed and c.clock.now() >= resident::changeable_until(*board, a))
    return too_late(*board, a);
  auto response = run([&] {
    return cancel(
        scene.place(),
        {"guest", "/api/v1/appointments/{token}/cancellation", std::string{request.idempotency_key}, asked(request, c)},
        a.id, Letter::cancelled, {.status = 200, .body = state_body(State::deleted)});
  });
  if (response.status == 200) scene.changed(a.office);
  return response;
}

}  // namespace kreislauf::appointments::api
