#pragma once

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <boost/json.hpp>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "administration/identity/identity.h"
#include "app/modules.h"
#include "app/portal.h"
#include "app/scheduler.h"
#include "platform/acts/delivering.h"
#include "platform/mail/mail.h"
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

/// A district and some towns with two offices.
inline void fill_sample(std::string const& location) {
  FixedClock const clock{parse_iso_utc("2026-11-23T08:30:00Z")};
  auto const store = db::Store::open({.location = location, .vfs = {}, .without_sync = true});
  store->migrate_commons(app::commons_migrations(), clock);
  authority::import_authorities(*store, sample_authorities, OnRejection::keep_good_lines, clock);
  authority::migrate_all(*store, app::authority_migrations(), clock, [](std::size_t, std::size_t) {});
  authority::import_offices(*store, sample_offices, OnRejection::keep_good_lines);
}

/// A whole portal in a temporary place with a clock that stands still: Monday, 23 November 2026, 9:30 in Gescher.
class TestPortal {
 public:
  explicit TestPortal(app::PortalOptions options = {
                          .domain = "localhost", .port = 8080, .requests_per_second = 0, .burst = 0, .demo = false}) {
    keyring.take({{1, std::string(32, 'a')}});
    authorities.reload();
    for (auto const& module : modules.all()) {
      if (module.reload) module.reload();
      if (module.prepare) module.prepare(house);
    }
    portal.emplace(options, house, modules);
  }

  /// Whatever a test has done: the audit trail has words for it.
  ~TestPortal() {
    std::set<std::string> known{kind_of_the_past};
    for (auto const& word : modules.frame().event_words) known.emplace(word.kind);
    for (auto const& authority : authorities.directory()->all()) {
      store->authority(authority.key).read([&](db::Connection& connection) {
        connection.each("SELECT DISTINCT kind FROM events", [&](db::Row const& row) {
          auto const kind = row.string(0);
          CAPTURE(kind);
          CHECK_MESSAGE(known.contains(kind), "an event without words in its module");
        });
      });
    }
  }
  TestPortal(TestPortal const&) = delete;
  TestPortal& operator=(TestPortal const&) = delete;

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
    request.client = *client_of(client);
    request.forwarded = forwarded;
    request.body = kept_body_;
    request.origin = origin;
    request.user_agent = user_agent;
    request.sec_fetch_site = sec_fetch_site;
    request.secure = secure;
    request.idempotency_key = idempotency_key;
    request.authorization = authorization;
    request.if_match = if_match;
    auto const cookie = cookies.find(kept_name_);
    kept_cookies_ = cookie == cookies.end() ? std::string{} : cookie->second;
    for (auto const& [name, value] : other_cookies[kept_name_]) kept_cookies_ += "; " + name + "=" + value;
    request.cookie = kept_cookies_;
    request.background = background;
    if (method == http::Method::post) request.content_type = content_type;
    auto response = portal->respond(request, portal->plan(request));
    for (auto const& [name, value] : response.headers) {
      if (name != "Set-Cookie") continue;
      auto const pair = value.substr(0, value.find(';'));
      if (pair.starts_with(identity::cookie_of("")))
        cookies[kept_name_] = pair;
      else
        other_cookies[kept_name_][pair.substr(0, pair.find('='))] = pair.substr(pair.find('=') + 1);
    }
    return response;
  }

  db::Database& database(std::string const& town) {
    return store->authority(authorities.directory()->by_slug(town)->key);
  }
  authority::TownVisit visit(std::string const& town) {
    return {house, *authorities.directory()->by_slug(town), database(town)};
  }
  catalog::Catalog& catalog() { return modules.catalog(); }

  /// Signs somebody in at `gescher`: the requests that follow carry the session. The account is made the first time,
  /// with all that the first sign-in asks for done; later calls change its roles.
  std::int64_t staff(std::string const& town, std::string const& login,
                     std::vector<authority::Assignment> const& roles) {
    std::int64_t id = 0;
    acts::perform(database(town), clock, "test", [&](acts::Transaction& tx) {
      auto const known = identity::account_by_login(tx.db, login);
      if (known)
        id = known->id;
      else
        id = *identity::add_account(tx, {.login = login, .name = "Name von " + login + " in " + town, .roles = {}},
                                    {.shown = {}, .hash = "-"});
      tx.db.exec("UPDATE staff SET must_change = 0, totp_secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' WHERE id = ?", id);
      tx.db.exec("DELETE FROM staff_roles WHERE staff = ?", id);
      tx.db.exec("DELETE FROM staff_role_services WHERE staff = ?", id);
      for (auto const& one : roles) {
        tx.db.exec("INSERT INTO staff_roles (staff, role, office) VALUES (?, ?, ?)", id, authority::name_of(one.role),
                   one.office);
        for (auto const& service : one.services)
          tx.db.exec("INSERT INTO staff_role_services (staff, role, office, service) VALUES (?, ?, ?, ?)", id,
                     authority::name_of(one.role), one.office, service);
      }
      cookies[town + ".localhost"] =
          identity::cookie_of(identity::open_session(tx, random, identity::Holder::staff, id, "Test"));
    });
    return id;
  }

  /// The two hidden fields of a form of staff, as they stand in a page: `csrf=...&form=...`; only `form` when nobody is
  /// signed in.
  std::string fields(std::string const& host) {
    auto const form = "form=" + random.hex(16);
    auto const cookie = cookies.find(host);
    if (cookie == cookies.end()) return form;
    auto const session =
        identity::find_session(database(host.substr(0, host.find('.'))), clock, random, true, cookie->second);
    return session ? form + "&csrf=" + session->staff.csrf : form;
  }
  /// Sends a form of staff with its hidden fields.
  http::Response submit(std::string const& host, std::string target, std::string const& body = {}) {
    return post(host, std::move(target), fields(host) + (body.empty() ? "" : "&" + body));
  }

  /// The key of a form that a resident has opened: `form=...&`, for the body of a POST.
  std::string key() { return "form=" + random.hex(16) + "&"; }
  /// Everything that waits in the outbox and is due, oldest first; it counts as sent then.
  std::vector<mail::Message> mails(std::string const& town = "gescher") {
    std::vector<mail::Message> all;
    // What goes to browsers and to specialist systems is no mail, and waits on.
    acts::deliver_but(database(town), clock, "push", [&](acts::OutboxMessage const& message) {
      if (message.kind != "mail") return std::string{"no mail"};
      all.push_back(*mail::message_of(message.payload));
      return std::string{};
    });
    return all;
  }
  /// Does what is due by the clock, in all authorities, for a few seconds.
  void run_jobs(int seconds = 5) {
    app::Scheduler scheduler{house, modules.all(), false};
    for (int i = 0; i < seconds; ++i) {
      scheduler.look();
      clock.advance(std::chrono::seconds{1});
    }
  }

  TestPlace place{"sample", fill_sample};
  FixedClock clock{parse_iso_utc("2026-11-23T08:30:00Z")};
  crypto::SeededRandom random{1};
  live::Hub live;
  limits::Limits limits;
  crypto::Keyring keyring;
  i18n::Catalogues catalogues;
  // What these tests ask is not whether a power cut loses something (tests/crash does).
  std::unique_ptr<db::Store> store = db::Store::open({.location = place.location(), .vfs = {}, .without_sync = true});
  authority::Authorities authorities{*store};
  authority::House house{.store = *store,
                         .authorities = authorities,
                         .clock = clock,
                         .random = random,
                         .live = live,
                         .limits = limits,
                         .keyring = keyring,
                         .languages = catalogues};
  /// Answers at once with what it was given to print, so that tests can read it.
  struct Printer final : pdf::Maker {
    pdf::Made make(pdf::Document const& document) override {
      if (broken) return failure(pdf::Problem{pdf::Trouble::unavailable, "no printer"});
      if (document.places) return places;
      // One page, and what was asked for as a remark.
      return "%PDF-1.7\n%" + boost::json::serialize(document.data) +
             "\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
             "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n";
    }
    bool broken = false;
    std::string places = R"([{"pages":1}])";  ///< where answers stand on a paper form
  } printer;
  /// Answers at once with the pages that a test has laid into it.
  struct Scans final : ocr::Reader {
    struct Sheet : ocr::Page {
      ocr::Look is;
      std::vector<ocr::Reading> readings = {};  ///< in the order of what is asked for; what lacks is empty
      std::optional<ocr::Trouble> trouble = {};
      ocr::Look const& look() const override { return is; }
      Result<std::vector<ocr::Reading>, ocr::Trouble> read(std::vector<ocr::Region> const& regions) override {
        auto all = readings;
        all.resize(regions.size());
        return all;
      }
      Result<std::string, ocr::Trouble> picture() override { return "picture of " + is.code; }
    };
    std::string why_not() const override { return missing; }
    Result<std::unique_ptr<ocr::Page>, ocr::Trouble> open(std::string_view, int number) override {
      auto const place = static_cast<std::size_t>(number) - 1;
      if (place >= sheets.size()) return failure(ocr::Trouble::damaged);
      if (sheets[place].trouble) return failure(*sheets[place].trouble);
      return std::make_unique<Sheet>(sheets[place]);
    }
    std::vector<Sheet> sheets;
    std::string missing;
  } scans;
  app::Modules modules{house, printer, scans};
  std::optional<app::Portal> portal;
  http::Request request;
  std::string client = "192.0.2.7", origin, sec_fetch_site, idempotency_key, user_agent, authorization, if_match,
              content_type = "application/x-www-form-urlencoded";
  bool forwarded = false, secure = false, background = false;
  std::string kind_of_the_past;                ///< an event that no module knows any more, where a test is about that
  std::map<std::string, std::string> cookies;  ///< of the session, by host
  std::map<std::string, std::map<std::string, std::string>> other_cookies;  ///< by host and name

 private:
  std::string kept_host_, kept_name_, kept_target_, kept_body_, kept_cookies_;
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
