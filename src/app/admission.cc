#include "app/admission.h"

#include "app/answers.h"
#include "base/errors.h"

namespace kreislauf::app {

namespace {

/// The office that the address names; empty for pages of the whole authority.
std::string_view office_of(authority::StaffContext const& c) {
  for (auto const& [name, value] : c.values) {
    if (name == "amt") return value;
  }
  return {};
}

}  // namespace

std::optional<http::Response> admit(authority::Route const& route, http::Request const& request,
                                    identity::SignedIn const& session, authority::StaffContext const& c, bool json) {
  bool const post = route.method == http::Method::post;
  if (post and not identity::csrf_fits(session, http::field(request.body, "csrf").value_or(""))) throw Forbidden{};
  if (not c.staff.may(*route.right, office_of(c))) return json ? problem_json(403, {}) : identity::no_right_page(c);
  if (session.missing != identity::Missing::nothing and not identity::is_account_page(route.pattern)) {
    if (json) return problem_json(403, {});
    return post ? identity::no_right_page(c) : http::see_other(identity::path_to_missing(session.missing));
  }
  return std::nullopt;
}

http::Response ask_to_sign_in(authority::Route const& route, http::Request const& request,
                              authority::TownContext const& c, bool json) {
  if (json) return problem_json(401, {});
  return route.method == http::Method::post ? identity::signed_out_page(c)
                                            : http::see_other(identity::sign_in_path(request.target));
}

}  // namespace kreislauf::app
