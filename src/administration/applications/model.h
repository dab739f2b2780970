#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "platform/db/connection.h"

/// Applications (Anträge): from the first answer to the decision, and to the day on which everything is erased.
namespace kreislauf::applications {

enum class State : std::uint8_t {
  begun,      ///< somebody fills it in
  suspended,  ///< somebody goes on later, on any device
  to_cosign,  ///< declared by the applicant; somebody else must sign before it is sent
  submitted,  ///< declared; the authority has it (§ 130 BGB)
  delivered,  ///< somebody in the office works on it
  accepted,
  rejected,   ///< with a reason that the applicant reads
  withdrawn,  ///< by the applicant
  passed_on,  ///< another authority goes on with it; here it is only read
};
std::string_view name_of(State state);  ///< as stored: `submitted`
bool parse_state(std::string_view text, State& state);

/// By which way an application came. A trial is filled in by staff who look how a form works, and never sent; `staff`
/// is one of staff themselves (an internal process), `clock` one that began by itself.
enum class Channel : std::uint8_t { online, program, counter, phone, paper, trial, staff, clock };
std::string_view name_of(Channel channel);  ///< as stored: `counter`
Channel channel_in(std::string_view name);  ///< `online` for any other word

/// Moments are ISO 8601 in UTC, empty where it has not happened; days `2026-11-23`.
struct Application {
  std::int64_t id = 0;
  std::string number = {};  ///< `2026-000017`, from the moment at which it was sent
  std::string service;      ///< slug of its package
  std::string office = {};  ///< who works on it
  std::string version;      ///< of the form it began with
  State state = State::begun;
  std::string language = {};
  std::string token_hash = {};
  std::string begun_at = {}, changed_at = {}, submitted_at = {}, delivered_at = {}, settled_at = {};
  std::string erase_on = {};
  std::string entered = {};      ///< sealed: forms::Entered
  std::string mail = {};         ///< sealed: where news of it go
  std::string reason = {};       ///< sealed: why it was decided so
  std::int64_t entry = -1;       ///< of the ledger, in which its arrival is provable
  std::string proof = {};        ///< sealed: logins::Proof; empty where nobody has logged in
  std::int64_t link = 0;         ///< how often a login has renewed its link
  std::string former_link = {};  ///< hash of the token before the last login
  Channel channel = Channel::online;
  std::string amended = {};  ///< sealed: forms::Entered that is typed since the office has asked for something

  static Application from(db::Row const& row);
};

/// What was sent and then changed, because the office had asked for it.
struct Version {
  std::int64_t application = 0, number = 0;
  std::string until = {};    ///< moment of the change
  std::string entered = {};  ///< sealed
  static Version from(db::Row const& row);
};

/// It can still be filled in.
constexpr bool is_open(State state) { return state == State::begun or state == State::suspended; }
/// The authority has it, or has had it: a draft and what waits for a signature are nobody's business there.
constexpr bool was_sent(State state) { return not is_open(state) and state != State::to_cosign; }
constexpr bool is_settled(State state) {
  return state == State::accepted or state == State::rejected or state == State::withdrawn or state == State::passed_on;
}

/// The resident and the office may write to each other about it.
constexpr bool can_write(Application const& a) {
  return was_sent(a.state) and a.state != State::withdrawn and a.state != State::passed_on;
}

/// In events and in what is sealed: `application:17`.
std::string subject_of(Application const& application);
std::string subject_of(std::int64_t application);

}  // namespace kreislauf::applications
