#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/connection.h"

/// Sent applications on their way to a specialist system (Fachverfahren).
namespace kreislauf::delivery {

enum class State : std::uint8_t {
  waiting,   ///< nothing has left the house
  prepared,  ///< something is there that nobody can see yet: a folder without its name, a submission without content
  unknown,   ///< it was handed over and nobody has answered: it is asked, never assumed
  sent,      ///< the folder has its name; the other side has the submission
  arrived,   ///< the specialist system has taken it
  rejected,  ///< the specialist system has not taken it, with reasons: a normal state
  failed,    ///< given up: somebody in the office must look
  recalled,  ///< it does not go: the applicant was quicker, or the office works on it here
  erased,    ///< its application is gone; what may lie in the folder goes next
};
std::string_view name_of(State state);  ///< as stored: `waiting`
bool parse_state(std::string_view text, State& state);
/// What staff read: `beim Fachverfahren angekommen`.
std::string_view word_of(State state);

inline constexpr std::string_view by_folder = "folder", by_fit_connect = "fit-connect";

/// Where applications of a service go.
struct Destination {
  std::int64_t id = 0;
  std::string service;         ///< key of the official catalogue: `99001009004002`
  std::string slug = {};       ///< of its package
  std::string kind;            ///< `folder` or `fit-connect`
  std::string place;           ///< an absolute folder, or the address of the Submission API without `/v1`
  std::string token_url = {};  ///< where a token is given out for client and secret (RFC 6749 § 4.4)
  std::string client = {};
  std::string secret = {};       ///< sealed
  std::string destination = {};  ///< id of the destination (Zustellpunkt): a UUID
  std::string form_schema = {};  ///< by which the other side knows the data
  std::string ended_at = {};     ///< since when nothing new goes there

  static Destination from(db::Row const& row);
};

/// Moments are ISO 8601 in UTC, empty where it has not happened.
struct Delivery {
  std::int64_t id = 0;
  std::string subject;    ///< `application:17`
  std::string number;     ///< of the application: `2026-000017`
  std::string service;    ///< slug
  std::string office;     ///< who looks when something goes wrong
  std::string site = {};  ///< `https://gescher.example`, for links
  std::int64_t destination = 0;
  State state = State::waiting;
  std::string name;  ///< unique: of its folder
  std::string submission = {}, case_id = {};
  std::string attachments = {};  ///< ids, announced in this order: `UUID UUID`
  std::string tags = {};         ///< a line for each try: those of metadata, data and attachments
  std::string reasons = {};      ///< sealed
  std::string problem = {};      ///< German, for the office, without personal data
  std::string created_at = {}, sent_at = {}, settled_at = {};
  std::int64_t asked = 0;
  std::string ask_at = {};  ///< when the other side is asked next; empty: never

  static Delivery from(db::Row const& row);
};

/// In events: `delivery:5`.
std::string subject_of(Delivery const& delivery);
/// It is not settled which way it ends.
constexpr bool is_open(State state) {
  return state == State::waiting or state == State::prepared or state == State::unknown;
}

}  // namespace kreislauf::delivery
