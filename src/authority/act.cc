#include "authority/act.h"

#include "base/text.h"
#include "platform/kern/form.h"

namespace kreislauf::authority {

std::string asked_by(std::string_view body) {
  std::string out;
  for (auto const pair : text::split(body, '&')) {
    auto const name = pair.substr(0, pair.find('='));
    if (name == "csrf" or name == "form" or name == "pow") continue;
    out.append(pair).push_back('&');
  }
  return out;
}

acts::Answer act(TownContext const& c, http::Request const& request, FunctionRef<acts::Answer(acts::Transaction&)> work,
                 ActOptions const& options) {
  auto key = request.idempotency_key.empty() ? kern::form_key_in(request.body) : std::string{request.idempotency_key};
  if (not key.empty() and not options.button.empty()) key += "." + options.button;
  auto asked = options.secret          ? std::string{}
               : options.asked.empty() ? asked_by(request.body)
                                       : std::string{options.asked};
  // Where a value stands in the address, it was asked for, too.
  for (auto const& [name, value] : c.values) asked += "\n" + value;
  if (options.secret) asked.clear();
  auto const actor = c.actor();
  return acts::perform(
      c.db, c.clock,
      {.principal = actor, .route = std::string{c.route}, .form_key = std::move(key), .asked = std::move(asked)}, actor,
      work);
}

http::Response perform(TownContext const& c, http::Request const& request,
                       FunctionRef<acts::Answer(acts::Transaction&)> work, ActOptions const& options) {
  return to_response(act(c, request, work, options));
}

http::Response to_response(acts::Answer const& answer) {
  http::Response response{.status = answer.status, .body = answer.body, .caching = http::Caching::none};
  if (not answer.body.empty()) response.content_type = "application/json";
  if (not answer.location.empty()) response.headers.emplace_back("Location", answer.location);
  return response;
}

}  // namespace kreislauf::authority
