#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "administration/applications/model.h"

/// Those who sign besides the applicant.
namespace kreislauf::applications {

/// The version of what the applicant is about to change, because the office has asked for it.
inline constexpr std::int64_t of_amendment = -1;

struct Signature {
  enum class State : std::uint8_t {
    asked,    ///< nobody has answered yet
    given,    ///< signed
    refused,  ///< with a reason that the applicant reads
    lapsed,   ///< nobody has answered in time
  };
  std::int64_t id = 0, application = 0;
  std::string role = {};  ///< `[cosign.ID]` of the form
  State state = State::asked;
  Channel channel = Channel::online;  ///< by which way it was given
  std::string token_hash = {};
  std::int64_t link = 0;         ///< how often a login has renewed its link
  std::string former_link = {};  ///< hash of the token before the last login
  std::string sealed = {};       ///< Signer
  std::string site = {};         ///< the address of the authority that the applicant used, for links
  std::string asked_at = {}, mailed_at = {}, settled_at = {};
  std::string until = {};    ///< the last day
  std::int64_t version = 0;  ///< what is signed: 0 what holds, `of_amendment`, or a version that was sent before

  static Signature from(db::Row const& row);
};
std::string_view name_of(Signature::State state);  ///< as stored: `asked`

/// What is known of who signs; sealed.
struct Signer {
  std::string mail = {};    ///< where the applicant says that news reach the person
  std::string name = {};    ///< as it was signed
  std::string reason = {};  ///< why not
  std::string proof = {};   ///< logins::Proof
};
std::string text_of(Signer const& signer);
/// Nothing of anything else.
Signer signer_in(std::string_view text);

namespace store {

std::int64_t next_signature(db::Connection& connection);
void add(db::Connection& connection, Signature const& signature);
void save(db::Connection& connection, Signature const& signature);
std::optional<Signature> signature(db::Connection& connection, std::int64_t id);
std::optional<Signature> signature_by_token_hash(db::Connection& connection, std::string_view hash);
/// The one whose link was this before somebody has logged in for it.
std::optional<Signature> signature_by_former_link(db::Connection& connection, std::string_view hash);
/// Of one version, in the order in which they were asked for.
std::vector<Signature> signatures_of(db::Connection& connection, std::int64_t application, std::int64_t version = 0);
/// Of all versions.
void remove_signatures(db::Connection& connection, std::int64_t application);
void remove_signatures(db::Connection& connection, std::int64_t application, std::int64_t version);
/// Those of one version are of another one from here on.
void move_signatures(db::Connection& connection, std::int64_t application, std::int64_t from, std::int64_t to);
void remove_signature(db::Connection& connection, std::int64_t id);
/// Asked for, and the last day is over.
std::vector<Signature> overdue_signatures(db::Connection& connection, std::string_view today, std::size_t limit);
std::vector<Signature> signatures_after(db::Connection& connection, std::int64_t id, std::size_t limit);

}  // namespace store

}  // namespace kreislauf::applications
