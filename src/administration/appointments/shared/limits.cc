#include "administration/appointments/shared/limits.h"

#include <fmt/format.h>

#include <algorithm>

namespace kreislauf::appointments {

bool proven(std::string_view challenge, std::string_view proof, int bits) {
  if (proof.empty() or proof.size() > 12 or proof.find_first_not_of("0123456789") != std::string_view::npos)
    return false;
  auto const hash = crypto::sha256_hex(fmt::format("{}:{}", challenge, proof));
  int zeros = 0;
  for (char const digit : hash) {
    int const value = digit <= '9' ? digit - '0' : digit - 'a' + 10;
    if (value == 0) {
      zeros += 4;
      continue;
    }
    zeros += value < 2 ? 3 : value < 4 ? 2 : value < 8 ? 1 : 0;
    break;
  }
  return zeros >= bits;
}

bool may_hold(authority::TownContext const& c, http::Request const& request) {
  if (not authority::allows(c, request, open_holds_of_network)) return false;
  if (authority::allows(c, request, holds_of_network)) return true;
  hold_ended(c, request);
  return false;
}

void hold_ended(authority::TownContext const& c, http::Request const& request) {
  c.limits.give_back(open_holds_of_network, request.client.network);
}

std::string challenge_of(std::string const& token) { return "b" + token_hash_of(token).substr(0, 20); }

int proof_bits(authority::TownContext const& c, http::Request const& request) {
  constexpr int least = 18, most = 23, cheap_bookings = 3;
  auto const today = c.limits.taken(bookings_of_network, request.client.network, c.clock.now());
  return std::clamp(least + today - cheap_bookings, least, most);
}

namespace {
constexpr int proof_of_good_will = 12;  ///< bits that nobody shows by chance
}  // namespace

BookingAttempt::Verdict BookingAttempt::begin(std::string const& token, std::string_view proof) {
  auto const challenge = challenge_of(token);
  bool const enough = proven(challenge, proof, proof_bits(c_, request_));
  if (not enough and proven(challenge, proof, proof_of_good_will)) return Verdict::proof_is_weak;
  // Without scripts there is no proof: a few bookings from one connection are fine, a robot's hundred are not.
  if (not enough and not authority::allows(c_, request_, unproven_of_network)) return Verdict::hurried;
  if (not authority::allows(c_, request_, unconfirmed_of_network)) return Verdict::network_full;
  if (not authority::allows(c_, request_, bookings_of_network)) {
    c_.limits.give_back(unconfirmed_of_network, request_.client.network);
    return Verdict::network_full;
  }
  if (authority::may_begin_mail(c_, email_)) return Verdict::fine;
  c_.limits.give_back(unconfirmed_of_network, request_.client.network);
  c_.limits.give_back(bookings_of_network, request_.client.network);
  return Verdict::mailbox_full;
}

void BookingAttempt::give_back() {
  c_.limits.give_back(unconfirmed_of_network, request_.client.network);
  c_.limits.give_back(bookings_of_network, request_.client.network);
  authority::give_back_mail(c_, email_);
}

void has_confirmed(authority::TownContext const& c, http::Request const& request, Appointment const& appointment) {
  c.limits.give_back(unconfirmed_of_network, request.client.network);
  authority::has_answered(c, appointment.email);
}

Instant changeable_until(FreeTimes const& free_times, Appointment const& a) {
  auto const* calendar = free_times.of(a.office);
  auto const minutes = calendar == nullptr ? 0 : calendar->plan->settings.change_minutes;
  return parse_iso_utc(a.starts_at) - std::chrono::minutes{minutes};
}

bool is_over(Appointment const& a, Instant now) {
  return a.state == State::deleted or (not a.until_at.empty() and parse_iso_utc(a.until_at) <= now);
}

Appointment appointment_of(authority::TownContext const& c, std::string const& token) {
  std::optional<Appointment> found;
  c.db.read([&](db::Connection& connection) { found = store::by_token(connection, token_hash_of(token)); });
  if (not found) throw NotFound{};
  return *found;
}

std::vector<Calendar const*> offices_for(FreeTimes const& free_times, authority::TownContext const& c,
                                         std::string_view office_id, bool step_free) {
  auto calendars = free_times.view(office_id);
  std::erase_if(calendars, [&](Calendar const* calendar) {
    auto const& id = calendar->plan->settings.office;
    return c.town->office(id) == nullptr or (step_free and not step_free_in(c.town.held())(id));
  });
  return calendars;
}

}  // namespace kreislauf::appointments
