#include "app/admission.h"

#include "administration/identity/identity.h"
#include "app/answers.h"
#include "base/errors.h"

namespace kreislauf::app {

std::optional<http::Response> admit(authority::Route const& route, http::Request const& request, authority::Context& c,
                                    bool json) {
  if (c.authority == nullptr) throw NotFound{};
  bool const post = route.method == http::Method::post;
  auto session = identity::has_cookie(request.cookie) ? identity::find_session(c, request.cookie) : std::nullopt;
  if (not session) {
    if (json) return problem_json(401, {});
    return post ? identity::signed_out_page(c) : http::see_other(identity::sign_in_path(c, request.target));
  }
  c.staff = session->staff;
  if (post and not identity::csrf_fits(*session, http::field(request.body, "csrf").value_or(""))) throw Forbidden{};
  if (not c.staff->may(route.right, http::value_named(route.pattern, "amt", c.values)))
    return json ? problem_json(403, {}) : identity::no_right_page(c);
  if (session->missing != identity::Missing::nothing and not identity::is_account_page(route.pattern)) {
    if (json) return problem_json(403, {});
    return post ? identity::no_right_page(c)
                : http::see_other(authority::path_in(c, identity::path_to_missing(session->missing)));
  }
  return std::nullopt;
}

}  // namespace kreislauf::app
