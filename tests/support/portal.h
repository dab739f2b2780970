#pragma once

#include <fmt/format.h>

#include <map>
#include <memory>
#include <string>

#include "administration/identity/identity.h"
#include "app/commands/command.h"
#include "app/portal.h"
#include "tests/support/store.h"

namespace kreislauf::test {

inline constexpr std::string_view sample_authorities =
    "key,name,designation,district,population,postal_codes,longitude,latitude,outline,boundary\n"
    "05554,Borken,Kreis,,,,,,,\n"
    "05554016,Gescher,Stadt,05554,17600,48712,7.00,51.95,M69000 518500l2000 0 0 2000-2000 0z,M69000 518500l2000 0 0 "
    "2000-2000 0z\n"
    "05554004,Ahaus,Stadt,05554,39800,48683,7.01,52.07,M69000 520600l2000 0 0 2000-2000 0z,M69000 520600l2000 0 0 "
    "2000-2000 0z\n"
    "05554024,Heek,Gemeinde,05554,8700,48619,7.10,52.11,,\n"
    "05515000,Münster,Kreisfreie Stadt,05515,322900,48143 48147,7.62,51.96,,\n"
    "05382020,Hennef (Sieg),Stadt,05382,47800,53773,7.28,50.77,,\n"
    "05382,Rhein-Sieg-Kreis,Kreis,,,,,,,\n";

inline constexpr std::string_view sample_offices =
    "authority,id,kinds,name,street,postal_code,place,phone,email,website,longitude,latitude,hours,accessibility,note,"
    "sample\n"
    "gescher,buergerbuero,buergerbuero,Bürgerbüro,Marktplatz 1,48712,Gescher,02542 60-0,bb@gescher.example,,,,Mo "
    "08:00-12:30 14:00-16:00; Do 08:00-18:00,step_free toilet,Hier sind Sie richtig.,0\n"
    "gescher,steueramt,steuern,Steueramt <Test>,Marktplatz 1,48712,Gescher,,,,,,Mo 08:00-12:00,,,0\n"
    "ahaus,buergerbuero,buergerbuero,Bürgerbüro Ahaus,Rathausplatz 1,48683,Ahaus,,,,,,Mo "
    "08:00-12:00,,KANARIENVOGEL-AHAUS,0\n";

/// A whole portal in a temporary place with a clock that stands still: Monday, 23 November 2026, 9:30 in Gescher.
class TestPortal {
 public:
  explicit TestPortal(app::PortalOptions options = {
                          .domain = "localhost", .requests_per_second = 0, .burst = 0, .demo = false}) {
    store = app::open_store({.data = place.location(), .store = {}, .json = false}, clock);
    authority::import_authorities(*store, sample_authorities, OnRejection::keep_good_lines, clock);
    authority::migrate_all(*store, app::authority_migrations(), clock, [](std::size_t, std::size_t) {});
    authority::import_offices(*store, sample_offices, OnRejection::keep_good_lines);
    catalog::import_packages(*store, catalog::embedded_packages(), clock);
    authorities = std::make_unique<authority::Authorities>(*store);
    catalog = std::make_unique<catalog::Catalog>(*store);
    portal = std::make_unique<app::Portal>(options, *store, *authorities, *catalog, clock, random);
  }

  http::Response get(std::string host, std::string target) {
    return send(http::Method::get, std::move(host), std::move(target), {});
  }
  http::Response post(std::string host, std::string target, std::string body) {
    return send(http::Method::post, std::move(host), std::move(target), std::move(body));
  }

  http::Response send(http::Method method, std::string host, std::string target, std::string body) {
    request = {};
    kept_host_ = host + ":8080";
    kept_name_ = std::move(host);
    kept_target_ = std::move(target);
    kept_body_ = std::move(body);
    request.method = method;
    request.host = kept_name_;
    request.host_with_port = kept_host_;
    request.target = kept_target_;
    auto const mark = request.target.find('?');
    request.path = request.target.substr(0, mark);
    request.query = mark == std::string_view::npos ? std::string_view{} : request.target.substr(mark + 1);
    request.client = client;
    request.forwarded = forwarded;
    request.body = kept_body_;
    request.origin = origin;
    request.sec_fetch_site = sec_fetch_site;
    request.secure = secure;
    request.idempotency_key = idempotency_key;
    auto const cookie = cookies.find(kept_name_);
    request.cookie = cookie == cookies.end() ? std::string_view{} : std::string_view{cookie->second};
    if (method == http::Method::post) request.content_type = content_type;
    auto response = portal->respond(request, portal->plan(request));
    for (auto const& [name, value] : response.headers) {
      if (name == "Set-Cookie") cookies[kept_name_] = value.substr(0, value.find(';'));
    }
    return response;
  }

  db::Database& database(std::string const& town) {
    return store->authority(authorities->directory()->by_slug(town)->key);
  }

  /// Signs somebody in at `gescher`: the requests that follow carry the session. The account is made the first time,
  /// with all that the first sign-in asks for done; later calls change its roles.
  std::int64_t staff(std::string const& town, std::string const& login,
                     std::vector<authority::Assignment> const& roles) {
    std::int64_t id = 0;
    database(town).write([&](db::Connection& connection) {
      auto const known = identity::account_by_login(connection, login);
      if (known)
        id = known->id;
      else
        id = identity::add_account(connection, clock, random,
                                   {.login = login, .name = "Name von " + login + " in " + town, .roles = {}}, "test")
                 ->id;
      connection.exec("UPDATE staff SET must_change = 0, totp_secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' WHERE id = ?",
                      id);
      connection.exec("DELETE FROM staff_roles WHERE staff = ?", id);
      for (auto const& one : roles)
        connection.exec("INSERT INTO staff_roles (staff, role, office) VALUES (?, ?, ?)", id,
                        authority::name_of(one.role), one.office);
      cookies[town + ".localhost"] = identity::cookie_of(
          identity::open_session(connection, clock.now(), random, identity::Holder::staff, id, "Test"));
    });
    return id;
  }

  /// The two hidden fields of a form of staff, as they stand in a page: `csrf=...&form=...`; only `form` when nobody is
  /// signed in.
  std::string fields(std::string const& host) {
    std::string out = "form=" + random.hex(16);
    auto const cookie = cookies.find(host);
    if (cookie == cookies.end()) return out;
    auto const town = host.substr(0, host.find('.'));
    authority::Context const context{.clock = clock,
                                     .random = random,
                                     .t = catalogues.translator(i18n::Language::german),
                                     .directory = nullptr,
                                     .authority = nullptr,
                                     .town = nullptr,
                                     .db = &database(town),
                                     .origin = {},
                                     .portal_origin = {},
                                     .town_domain = {},
                                     .values = {},
                                     .demo = true};
    auto const session = identity::find_session(context, cookie->second);
    return session ? out + "&csrf=" + session->staff.csrf : out;
  }
  /// Sends a form of staff with its hidden fields.
  http::Response submit(std::string const& host, std::string target, std::string const& body = {}) {
    return post(host, std::move(target), fields(host) + (body.empty() ? "" : "&" + body));
  }

  TestPlace place;
  FixedClock clock{parse_iso_utc("2026-11-23T08:30:00Z")};
  crypto::SeededRandom random{1};
  std::unique_ptr<db::Store> store;
  std::unique_ptr<authority::Authorities> authorities;
  std::unique_ptr<catalog::Catalog> catalog;
  std::unique_ptr<app::Portal> portal;
  http::Request request;
  std::string client = "192.0.2.7", origin, sec_fetch_site, idempotency_key,
              content_type = "application/x-www-form-urlencoded";
  bool forwarded = false, secure = false;
  std::map<std::string, std::string> cookies;  ///< by host, as a browser keeps them
  i18n::Catalogues catalogues;

 private:
  std::string kept_host_, kept_name_, kept_target_, kept_body_;
};

inline bool has(http::Response const& response, std::string_view text) {
  return response.bytes().find(text) != std::string_view::npos;
}
inline std::string header(http::Response const& response, std::string_view name) {
  for (auto const& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return {};
}

}  // namespace kreislauf::test
