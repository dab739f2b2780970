#include "app/portal.h"

#include <fmt/format.h>

#include "administration/identity/identity.h"
#include "administration/programs/programs.h"
#include "app/admission.h"
#include "app/answers.h"
#include "app/compress.h"
#include "app/gallery.h"
#include "app/mail_delivery.h"
#include "app/operations.h"
#include "app/outbox_sender.h"
#include "app/sample_mail.h"
#include "authority/act.h"
#include "base/errors.h"
#include "base/log.h"
#include "platform/http/multipart.h"

namespace kreislauf::app {

namespace {

/// A network that asks for more than anybody reads: it gets few bytes.
struct TooManyRequests : TooOften {
  using TooOften::TooOften;
};

// What a plan says instead of the number of a route.
constexpr int no_path = -1, other_method = -2, strange_host = -3;

/// Takes `/en` off the path; German has no prefix.
i18n::Language take_language(std::string_view& path) {
  for (auto const language : i18n::all_languages) {
    auto const prefix = i18n::path_prefix(language);
    if (prefix.empty() or not path.starts_with(prefix)) continue;
    auto const rest = path.substr(prefix.size());
    if (not rest.empty() and rest[0] != '/') continue;
    path = rest.empty() ? std::string_view{"/"} : rest;
    return language;
  }
  return i18n::Language::german;
}

bool wants_json(http::Request const& request) {
  return request.path.starts_with("/api/") or request.accept.starts_with("application/json") or
         request.accept.starts_with("application/problem+json");
}

/// A form may only be sent from this site; forms of staff carry the csrf field of their session besides
/// (app/admission.cc).
bool from_elsewhere(http::Request const& request) {
  if (request.sec_fetch_site == "cross-site") return true;
  if (request.origin.empty() or request.origin == "null") return request.origin == "null";
  auto const host = request.origin.find("://");
  return host == std::string_view::npos or request.origin.substr(host + 3) != request.host_with_port;
}

limits::Limit requests_of_network(PortalOptions const& options) {
  if (options.requests_per_second == 0) return {.name = "requests"};
  return {.name = "requests",
          .most = static_cast<int>(options.burst),
          .window = std::chrono::microseconds{std::chrono::seconds{options.burst}} / options.requests_per_second};
}

/// Whole seconds until somebody may come again, at least one; a different one for each, so that not all come back in
/// the same second.
std::string retry_after(std::chrono::microseconds wait, crypto::Random& random) {
  unsigned char chance = 0;
  random.fill(&chance, 1);
  auto const seconds = std::chrono::ceil<std::chrono::seconds>(wait).count() + 1;
  return std::to_string(seconds + chance % (seconds / 4 + 2));
}

/// Without words of the request: it may come from anybody.
std::string place_of(authority::Route const* route, std::string_view reason) {
  return std::string{route == nullptr ? std::string_view{"-"} : route->pattern} + " " + std::string{reason};
}

}  // namespace

bool is_on_this_machine(http::Request const& request) {
  auto const& address = request.client.address;
  return (address.starts_with("127.") or address == "::1") and not request.forwarded;
}

Portal::Portal(PortalOptions options, authority::House& house, Modules& modules)
    : options_{std::move(options)},
      house_{house},
      modules_{modules},
      requests_{requests_of_network(options_)},
      router_{all_routes()},
      started_{house.clock.now()} {
  listens_at(options_.port);
  for (auto const& route : router_.all()) {
    meter_of_.push_back(
        &meters_.route(route.method == http::Method::post ? "POST" : "GET", std::string{route.pattern}));
  }
}

void Portal::listens_at(unsigned short port) {
  if (options_.port == 0) options_.port = port;
  bool const usual = options_.port == (options_.scheme == "https" ? 443 : 80) or options_.port == 0;
  port_ = usual ? std::string{} : ":" + std::to_string(options_.port);
}

std::vector<authority::Route> Portal::all_routes() {
  std::vector<authority::Route> all;
  auto const append = [&](std::vector<authority::Route> const& part) {
    all.insert(all.end(), part.begin(), part.end());
  };
  for (auto const& module : modules_.all()) append(module.routes);
  append(operations_routes(*this));
  append(sample_mail_routes(options_.mail == nullptr ? nullptr : options_.mail->sample()));
  if (options_.demo) append(gallery_routes());
  return all;
}

Portal::Target Portal::target_of(http::Request const& request, authority::Directory const& directory) const {
  auto const host = request.host;
  bool const is_number = host.find_first_not_of("0123456789.") == std::string_view::npos or host.starts_with('[');
  if (host == options_.domain or is_number) return {true, nullptr};
  bool const below = host.size() > options_.domain.size() + 1 and host.ends_with(options_.domain) and
                     host[host.size() - options_.domain.size() - 1] == '.';
  auto const* found =
      below ? directory.by_slug(host.substr(0, host.size() - options_.domain.size() - 1)) : directory.by_host(host);
  return {found != nullptr, found};
}

Portal::Arrival Portal::arrival_of(http::Request const& request) const {
  Arrival arrival{.directory = house_.authorities.directory(), .target = {}, .language = {}, .path = request.path};
  arrival.target = target_of(request, *arrival.directory);
  arrival.language = take_language(arrival.path);
  return arrival;
}

http::Plan Portal::plan(http::Request const& request) {
  auto const arrival = arrival_of(request);
  auto const* town = arrival.target.authority;
  auto const found = router_.find(town != nullptr, request.method, arrival.path);
  bool const first_visit = town != nullptr and not house_.authorities.town_is_loaded(town->key);
  http::Plan plan;
  plan.blocking = first_visit;  // an error page of a town shows its offices, too
  plan.route = found.known_path ? other_method : no_path;
  if (found.route) {
    auto const& route = router_.all()[*found.route];
    plan.route = static_cast<int>(*found.route);
    plan.body_limit = route.body_limit;
    plan.load = route.load;
    plan.blocking = route.blocking or first_visit;
  }
  // A strange host gets the page that says so, with its styles.
  if (not arrival.target.known and not arrival.path.starts_with("/assets/")) plan.route = strange_host;
  return plan;
}

/// `http://gescher.localhost:8080`: the host is one that we know, the rest is ours.
std::string Portal::address_of(http::Request const& request, Target const& target) const {
  bool const behind_tls = options_.scheme.empty() and request.secure;
  std::string_view scheme = options_.scheme;
  if (scheme.empty()) scheme = behind_tls ? "https" : "http";
  auto const host = target.authority == nullptr ? std::string_view{options_.domain} : request.host;
  std::string address;
  address.reserve(host.size() + 20);
  address.append(scheme).append("://").append(host);
  if (not behind_tls) address.append(port_);
  return address;
}

authority::Visit Portal::visit_for(http::Request const& request, Arrival const& arrival) const {
  auto const portal_origin = address_of(request, {});
  return {.clock = house_.clock,
          .random = house_.random,
          .t = house_.languages.translator(arrival.language),
          .directory = arrival.directory,
          .frame = modules_.frame(),
          .keyring = house_.keyring,
          .limits = house_.limits,
          .live = house_.live,
          .origin = arrival.target.authority == nullptr ? portal_origin : address_of(request, arrival.target),
          .portal_origin = portal_origin,
          .town_domain = portal_origin.substr(portal_origin.find("://") + 3),
          .demo = options_.demo};
}

/// What is refused before anybody looks at who asks.
std::optional<http::Response> Portal::refusal_of(authority::Route const& route, http::Request const& request) {
  if (route.door == authority::Door::operator_on_this_machine and not is_on_this_machine(request)) throw Forbidden{};
  if (route.method != http::Method::post) return std::nullopt;
  if (from_elsewhere(request)) {
    house_.limits.count_refusal("forms of other sites");
    throw Forbidden{};
  }
  bool const form = request.content_type.starts_with("application/x-www-form-urlencoded");
  bool const json = route.pattern.starts_with("/api/") and request.content_type.starts_with("application/json");
  bool const files = route.takes_files and http::carries_files(request.content_type);
  return form or json or files ? std::nullopt : std::optional{error(request, 415)};
}

namespace {

/// Whoever sends a form again because its answer got lost finds the page changed by what he has done himself: he gets
/// the answer of then, not that something is not there any more.
http::Response handled(authority::Route const& route, http::Request const& request, authority::TownContext& c) {
  constexpr unsigned client_error = 400;
  if (route.method != http::Method::post) return route.handler(request, c);
  try {
    auto response = route.handler(request, c);
    if (response.status < client_error) return response;
    auto again = authority::answered_before(c, request);
    return again ? *std::move(again) : response;
  } catch (NotFound const&) {
    if (auto again = authority::answered_before(c, request)) return *std::move(again);
    throw;
  } catch (Conflict const&) {
    if (auto again = authority::answered_before(c, request)) return *std::move(again);
    throw;
  } catch (BadRequest const&) {
    if (auto again = authority::answered_before(c, request)) return *std::move(again);
    throw;
  }
}

}  // namespace

http::Response Portal::call_staff(authority::Route const& route, http::Request const& request, Arrival const& arrival,
                                  authority::Visit visit) {
  auto const& authority = *arrival.target.authority;
  auto& database = house_.store.authority(authority.key);
  auto session =
      identity::has_cookie(request.cookie)
          ? identity::find_session(database, house_.clock, house_.random, options_.demo, request.cookie,
                                   request.background ? identity::Visited::by_itself : identity::Visited::by_hand)
          : std::nullopt;
  if (not session) {
    authority::TownContext const stranger{std::move(visit), authority, house_.authorities.town(authority.key),
                                          database};
    return ask_to_sign_in(route, request, stranger, wants_json(request));
  }
  authority::StaffContext context{std::move(visit), authority, house_.authorities.town(authority.key), database,
                                  session->staff};
  if (auto refusal = admit(route, request, *session, context, wants_json(request))) return *std::move(refusal);
  return handled(route, request, context);
}

http::Response Portal::call_program(authority::Route const& route, http::Request const& request, Arrival const& arrival,
                                    authority::Visit visit) {
  auto const& authority = *arrival.target.authority;
  auto& database = house_.store.authority(authority.key);
  auto found = programs::find_caller(database, house_.clock, request.authorization);
  if (not found) return unknown_program();
  authority::ProgramContext context{
      std::move(visit),         authority, house_.authorities.town(authority.key), database, std::move(found->staff),
      std::move(found->program)};
  if (auto refusal = admit_program(route, context)) return *std::move(refusal);
  return handled(route, request, context);
}

http::Response Portal::call(authority::Route const& route, http::Request const& request, Arrival const& arrival,
                            authority::Visit visit) {
  if (route.door == authority::Door::staff) return call_staff(route, request, arrival, std::move(visit));
  if (route.door == authority::Door::program) return call_program(route, request, arrival, std::move(visit));
  if (arrival.target.authority == nullptr) {
    authority::RegionContext context{std::move(visit)};
    return route.handler(request, context);
  }
  auto const& authority = *arrival.target.authority;
  authority::TownContext context{std::move(visit), authority, house_.authorities.town(authority.key),
                                 house_.store.authority(authority.key)};
  return handled(route, request, context);
}

http::Response Portal::answer(http::Request const& request, http::Plan const& plan) {
  bool const asset = request.path.starts_with("/assets/");
  auto const now = house_.clock.now();
  if (not asset and not house_.limits.take(requests_, request.client.network, now))
    throw TooManyRequests{house_.limits.wait(requests_, request.client.network, now)};
  auto arrival = arrival_of(request);
  if (plan.route == strange_host) return error(request, 404);
  auto found = router_.find(arrival.target.authority != nullptr, request.method, arrival.path);
  if (not found.known_path) return error(request, 404);
  if (not found.route) {
    auto response = error(request, 405);
    response.headers.emplace_back("Allow",
                                  found.takes_post ? (found.takes_get ? "GET, HEAD, POST" : "POST") : "GET, HEAD");
    return response;
  }
  auto const& route = router_.all()[*found.route];
  if (auto refusal = refusal_of(route, request)) return *std::move(refusal);
  if (not route.all_languages and arrival.language != i18n::Language::german) {
    if (route.method != http::Method::post)
      return http::moved(std::string{request.target.substr(i18n::path_prefix(arrival.language).size())});
    arrival.language = i18n::Language::german;
  }
  auto visit = visit_for(request, arrival);
  visit.route = route.pattern;
  visit.values = std::move(found.values);
  auto response = call(route, request, arrival, std::move(visit));
  bool const changed = route.method == http::Method::post and arrival.target.authority != nullptr;
  if (changed and options_.outbox != nullptr) {
    auto const& key = arrival.target.authority->key;
    options_.outbox->wake(key);
    house_.store.tell_others(key.value() + "/outbox");
  }
  if (route.personal) response.caching = http::Caching::none;
  return response;
}

http::Response Portal::respond(http::Request const& request, http::Plan const& plan) {
  auto const begin = std::chrono::steady_clock::now();
  auto const* route = plan.route < 0 ? nullptr : &router_.all()[static_cast<std::size_t>(plan.route)];
  http::Response response;
  try {
    response = answer(request, plan);
  } catch (NotFound const&) {
    response = error(request, 404);
  } catch (Forbidden const&) {
    response = error(request, 403);
  } catch (BadRequest const& reason) {
    response = error(request, 400, reason.what());
  } catch (Conflict const& reason) {
    response = error(request, 409, reason.what());
  } catch (TooOften const& reason) {
    bool const plain = typeid(reason) == typeid(TooManyRequests) and not wants_json(request);
    response = plain ? bare_error(429) : error(request, 429);
    response.headers.emplace_back("Retry-After", retry_after(reason.wait, house_.random));
  } catch (Refused const&) {
    response = error(request, 409);
  } catch (StoreFull const& reason) {
    log::error("store_full", place_of(route, reason.what()));
    response = error(request, 507);
  } catch (StoreError const& reason) {
    log::error("store_failed", place_of(route, reason.what()));
    response = error(request, 503);
    response.headers.emplace_back("Retry-After", retry_after(std::chrono::seconds{20}, house_.random));
  } catch (std::exception const& reason) {
    log::error("handler_failed", place_of(route, typeid(reason).name()));
    response = error(request, 500);
  } catch (...) {
    log::error("handler_failed", place_of(route, "not an exception"));
    response = error(request, 500);
  }
  compress(response, request.accept_encoding);
  if (route != nullptr)
    meter_of_[static_cast<std::size_t>(plan.route)]->count(response.status, std::chrono::steady_clock::now() - begin);
  return response;
}

http::Response Portal::error(http::Request const& request, unsigned status, std::string_view detail) {
  if (wants_json(request)) return problem_json(status, detail);
  try {
    auto const arrival = arrival_of(request);
    auto visit = visit_for(request, arrival);
    if (auto const* authority = arrival.target.authority) {
      authority::TownContext const context{std::move(visit), *authority, house_.authorities.town(authority->key),
                                           house_.store.authority(authority->key)};
      return error_page(context, status, arrival.path);
    }
    authority::RegionContext const context{std::move(visit)};
    if (not arrival.target.known and status == 404) return unknown_host_page(context, request.host);
    return error_page(context, status, arrival.path);
  } catch (...) {
    return bare_error(status);  // the store is away: the visitor still gets words
  }
}

http::Response Portal::refuse(http::Request const* request, unsigned status) {
  bool const later = status == 503 or status == 429;
  house_.limits.count_refusal(status == 503   ? "too busy"
                              : status == 429 ? "passwords at once"
                              : status == 413 ? "bodies too large"
                                              : "broken requests");
  // Who is refused because there is too much to do must cost next to nothing.
  bool const json = request != nullptr and wants_json(*request);
  auto response = json ? problem_json(status, {}) : bare_error(status);
  if (request != nullptr and not json and not later) response = error(*request, status);
  if (later) response.headers.emplace_back("Retry-After", retry_after(std::chrono::seconds{4}, house_.random));
  return response;
}

}  // namespace kreislauf::app
