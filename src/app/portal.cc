#include "app/portal.h"

#include <fmt/format.h>

#include "administration/identity/identity.h"
#include "app/admission.h"
#include "app/answers.h"
#include "app/compress.h"
#include "app/operations.h"
#include "app/post_office.h"
#include "app/sample_mail.h"
#include "base/errors.h"
#include "base/log.h"

namespace kreislauf::app {

namespace {

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

bool is_loopback(std::string const& client) { return client.starts_with("127.") or client == "::1"; }

}  // namespace

Portal::Portal(PortalOptions options, db::Store& store, authority::Authorities& authorities, catalog::Catalog& catalog,
               Clock const& clock, crypto::Random& random)
    : options_{std::move(options)},
      store_{store},
      authorities_{authorities},
      catalog_{catalog},
      clock_{clock},
      random_{random},
      appointments_{catalog},
      next_times_{appointments_},
      limit_{options_.requests_per_second, options_.burst},
      started_{clock.now()} {
  for (auto&& part :
       {authority::routes(), catalog::routes(catalog), identity::routes(), appointments::routes(appointments_),
        appointments::office_routes(appointments_), appointments::head_routes(appointments_),
        appointments::api_routes(appointments_), operations_routes(*this), sample_mail_routes(*this)})
    routes_.insert(routes_.end(), part.begin(), part.end());
  for (auto&& part : {appointments::office_navigation(), appointments::head_navigation(), identity::navigation()})
    navigation_.insert(navigation_.end(), part.begin(), part.end());
  for (auto const& route : routes_)
    meter_of_.push_back(
        &meters_.route(route.method == http::Method::post ? "POST" : "GET", std::string{route.pattern}));
}

Portal::Target Portal::target_of(http::Request const& request, authority::Directory const& directory) const {
  auto const host = request.host;
  bool const is_number = host.find_first_not_of("0123456789.") == std::string_view::npos or host.starts_with('[');
  if (host == options_.domain or is_number) return {true, nullptr};
  if (host.size() > options_.domain.size() + 1 and host.ends_with(options_.domain) and
      host[host.size() - options_.domain.size() - 1] == '.') {
    auto const* found = directory.by_slug(host.substr(0, host.size() - options_.domain.size() - 1));
    return {found != nullptr, found};
  }
  auto const* found = directory.by_host(host);
  return {found != nullptr, found};
}

http::Plan Portal::plan(http::Request const& request) {
  auto const directory = authorities_.directory();
  auto const target = target_of(request, *directory);
  auto path = request.path;
  take_language(path);
  http::PathValues values;
  http::Plan plan;
  auto const method = request.method == http::Method::head ? http::Method::get : request.method;
  for (std::size_t i = 0; i < routes_.size(); ++i) {
    auto const& route = routes_[i];
    bool const here = route.place == http::Place::anywhere or
                      (route.place == http::Place::authority) == (target.authority != nullptr);
    if (not here or http::match(route.pattern, path, values) < 0) continue;
    if (route.method != method) {
      plan.route = -2;  // the address exists, the method does not
      continue;
    }
    plan.route = static_cast<int>(i);
    plan.body_limit = route.body_limit;
    plan.blocking = route.work == http::Work::blocking or http::asks_for_staff(route.right) or
                    (target.authority != nullptr and not authorities_.town_is_loaded(target.authority->key));
    break;
  }
  // A strange host gets the page that says so, with its styles.
  if (not target.known and not path.starts_with("/assets/")) plan.route = -3;
  // An error page of a town shows its offices, too.
  if (plan.route < 0 and target.authority != nullptr)
    plan.blocking = not authorities_.town_is_loaded(target.authority->key);
  return plan;
}

authority::Context Portal::context_for(http::Request const& request,
                                       std::shared_ptr<authority::Directory const> directory, Target target,
                                       i18n::Language language) {
  auto const scheme = request.secure ? "https" : "http";
  auto const colon = request.host_with_port.rfind(':');
  bool const has_port =
      colon != std::string_view::npos and request.host_with_port.find(']', colon) == std::string_view::npos;
  auto const port = has_port ? request.host_with_port.substr(colon) : std::string_view{};
  authority::Context context{.clock = clock_,
                             .random = random_,
                             .t = catalogues_.translator(language),
                             .directory = std::move(directory),
                             .authority = target.authority,
                             .town = nullptr,
                             .db = nullptr,
                             .origin = fmt::format("{}://{}", scheme, request.host_with_port),
                             .portal_origin = fmt::format("{}://{}{}", scheme, options_.domain, port),
                             .town_domain = fmt::format("{}{}", options_.domain, port),
                             .values = {},
                             .demo = options_.demo,
                             .panel = &next_times_,
                             .live = options_.live,
                             .staff = {},
                             .navigation = &navigation_};
  if (target.authority != nullptr) {
    context.town = authorities_.town(target.authority->key);
    context.db = &store_.authority(target.authority->key);
  }
  return context;
}

http::Response Portal::call(authority::Route const& route, http::Request const& request, authority::Context& context) {
  if (route.right == http::Right::operator_on_this_machine and (not is_loopback(request.client) or request.forwarded))
    throw Forbidden{};
  if (route.method == http::Method::post) {
    if (from_elsewhere(request)) throw Forbidden{};
    bool const form = request.content_type.starts_with("application/x-www-form-urlencoded");
    if (not form and not(route.pattern.starts_with("/api/") and request.content_type.starts_with("application/json")))
      return error(request, 415);
  }
  if (http::asks_for_staff(route.right)) {
    if (auto refusal = admit(route, request, context, wants_json(request))) return std::move(*refusal);
  }
  auto response = route.handler(request, context);
  if (route.method == http::Method::post and context.authority != nullptr and options_.post != nullptr)
    options_.post->wake(context.authority->key);
  if (route.data == http::Data::personal or context.staff) response.caching = http::Caching::none;
  return response;
}

std::string Portal::allowed_methods(http::Request const& request) const {
  auto path = request.path;
  take_language(path);
  bool post = false;
  http::PathValues values;
  for (auto const& route : routes_)
    post = post or (route.method == http::Method::post and http::match(route.pattern, path, values) >= 0);
  return post ? "GET, HEAD, POST" : "GET, HEAD";
}

http::Response Portal::answer(http::Request const& request, http::Plan const& plan) {
  bool const asset = request.path.starts_with("/assets/");
  if (auto const wait = asset ? 0 : limit_.take(request.client, clock_.now()); wait > 0) {
    auto response = error(request, 429);
    response.headers.emplace_back("Retry-After", std::to_string(wait));
    return response;
  }
  if (plan.route == -2) {
    auto response = error(request, 405);
    response.headers.emplace_back("Allow", allowed_methods(request));
    return response;
  }
  if (plan.route < 0) return error(request, 404);
  auto directory = authorities_.directory();
  auto const target = target_of(request, *directory);
  auto path = request.path;
  auto const language = take_language(path);
  auto const& route = routes_[static_cast<std::size_t>(plan.route)];
  auto context = context_for(request, std::move(directory), target, language);
  http::match(route.pattern, path, context.values);
  return call(route, request, context);
}

http::Response Portal::respond(http::Request const& request, http::Plan const& plan) {
  auto const begin = std::chrono::steady_clock::now();
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
  } catch (StoreFull const& reason) {
    log::error("store_full", reason.what());
    response = error(request, 507);
  } catch (StoreError const& reason) {
    log::error("store_failed", reason.what());
    response = error(request, 503);
    response.headers.emplace_back("Retry-After", "30");
  } catch (std::exception const& reason) {
    log::error("handler_failed", typeid(reason).name());
    response = error(request, 500);
  }
  compress(response, request.accept_encoding);
  if (plan.route >= 0)
    meter_of_[static_cast<std::size_t>(plan.route)]->count(response.status, std::chrono::steady_clock::now() - begin);
  return response;
}

http::Response Portal::error(http::Request const& request, unsigned status, std::string_view detail) {
  if (wants_json(request)) return problem_json(status, detail);
  try {
    auto directory = authorities_.directory();
    auto const target = target_of(request, *directory);
    auto path = request.path;
    auto const language = take_language(path);
    auto const context = context_for(request, std::move(directory), target, language);
    if (not target.known and status == 404) return unknown_host_page(context, request.host);
    return error_page(context, status, *catalog_.snapshot(), path);
  } catch (std::exception const&) {
    return bare_error(status);  // the store is away: the visitor still gets words
  }
}

http::Response Portal::refuse(http::Request const* request, unsigned status) {
  auto response = request == nullptr ? bare_error(status) : error(*request, status);
  if (status == 503) response.headers.emplace_back("Retry-After", "5");
  return response;
}

}  // namespace kreislauf::app
