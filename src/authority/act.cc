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

namespace {

std::string key_in(http::Request const& request) {
  return request.idempotency_key.empty() ? kern::form_key_in(request.body) : std::string{request.idempotency_key};
}

/// Where a value stands in the address, it was asked for, too.
std::string with_values(TownContext const& c, std::string asked) {
  for (auto const& [name, value] : c.values) asked += "\n" + value;
  return asked;
}

}  // namespace

acts::Answer act(TownContext const& c, http::Request const& request, FunctionRef<acts::Answer(acts::Transaction&)> work,
                 ActOptions const& options) {
  auto key = key_in(request);
  if (not key.empty() and not options.button.empty()) key += "." + options.button;
  auto asked = options.secret          ? std::string{}
               : options.asked.empty() ? asked_by(request.body)
                                       : std::string{options.asked};
  asked = options.secret ? std::string{} : with_values(c, std::move(asked));
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

std::optional<http::Response> answered_before(TownContext const& c, http::Request const& request) {
  auto const key = key_in(request);
  if (key.empty()) return std::nullopt;
  auto const asked = with_values(c, asked_by(request.body));
  auto const button = http::field(request.body, "tun").value_or("");
  std::optional<acts::Answer> found;
  c.db.read([&](db::Connection& connection) {
    for (auto const& one : {key, key + "." + button}) {
      if (not found) found = acts::answered(connection, {c.actor(), std::string{c.route}, one, asked});
    }
  });
  if (not found) return std::nullopt;
  return to_response(*found);
}

http::Response to_response(acts::Answer const& answer) {
  http::Response response{.status = answer.status, .body = answer.body, .caching = http::Caching::none};
  if (not answer.body.empty()) response.content_type = "application/json";
  if (not answer.location.empty()) response.headers.emplace_back("Location", answer.location);
  return response;
}

}  // namespace kreislauf::authority
