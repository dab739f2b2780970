#include "app/admission.h"

#include <fmt/format.h>

#include "app/answers.h"
#include "authority/api_answers.h"
#include "base/errors.h"
#include "base/log.h"
#include "platform/acts/acts.h"
#include "platform/http/multipart.h"

namespace kreislauf::app {

namespace {

/// The office that the address names; empty for pages of the whole authority.
std::string_view office_of(authority::StaffContext const& c) {
  for (auto const& [name, value] : c.values) {
    if (name == "amt") return value;
  }
  return {};
}

constexpr limits::Limit noted{"rights noted", 1, std::chrono::hours{1}};

/// Who tries doors is seen: each time in the log, once an hour for each person and right in the trail of the town.
void note_refusal(authority::Route const& route, authority::StaffContext const& c) {
  auto const who = fmt::format("{} {} {}", c.authority.key.value(), c.staff.actor(), route.right->name);
  log::info("right_refused", who);
  if (not c.limits.take(noted, who, c.clock.now())) return;
  acts::perform(c.db, c.clock, c.actor(), [&](acts::Transaction& tx) {
    tx.event("right.refused", c.staff.actor(), fmt::format(R"({{"right":"{}"}})", route.right->name));
  });
}

/// Also of a form that carries files.
std::string csrf_in(http::Request const& request) {
  constexpr std::string_view name = "csrf";
  if (not http::carries_files(request.content_type)) return http::field(request.body, name).value_or("");
  auto const sent = http::read_multipart(request.content_type, request.body);
  return sent ? http::field(sent->fields, name).value_or("") : std::string{};
}

}  // namespace

std::optional<http::Response> admit(authority::Route const& route, http::Request const& request,
                                    identity::SignedIn const& session, authority::StaffContext const& c, bool json) {
  bool const post = route.method == http::Method::post;
  if (post and not identity::csrf_fits(session, csrf_in(request))) {
    log::info("csrf_refused", fmt::format("{} {} {}", c.authority.key.value(), c.staff.actor(), route.pattern));
    throw Forbidden{};
  }
  if (not c.staff.may(*route.right, office_of(c))) {
    note_refusal(route, c);
    return json ? problem_json(403, {}) : identity::no_right_page(c);
  }
  if (session.missing != identity::Missing::nothing and not identity::is_account_page(route.pattern)) {
    if (json) return problem_json(403, {});
    return post ? identity::no_right_page(c) : http::see_other(identity::path_to_missing(session.missing));
  }
  return std::nullopt;
}

std::optional<http::Response> admit_program(authority::Route const& route, authority::ProgramContext const& c) {
  using authority::api::problem;
  if (not c.staff.may(*route.right, office_of(c))) {
    note_refusal(route, c);
    return problem(403, "other_office", "This key holds no right in this office. Nothing was stored.");
  }
  if (route.method == http::Method::post and not c.program.writes) {
    note_refusal(route, c);
    return problem(403, "read_only", "This key may only read. Nothing was stored.");
  }
  return std::nullopt;
}

http::Response unknown_program() {
  auto response = authority::api::problem(
      401, "no_key", "Send Authorization: Bearer with a key that holds: it may be wrong, revoked or expired.");
  response.headers.emplace_back("WWW-Authenticate", "Bearer");
  return response;
}

http::Response ask_to_sign_in(authority::Route const& route, http::Request const& request,
                              authority::TownContext const& c, bool json) {
  if (json) return problem_json(401, {});
  return route.method == http::Method::post ? identity::signed_out_page(c)
                                            : http::see_other(identity::sign_in_path(request.target));
}

}  // namespace kreislauf::app
