// Applications through the whole portal, without sockets.
//   applications_bench pages [SECONDS]                            CPU time of a page with its answers, of saving one,
//   of
//                                                                 the last look; microseconds each
//   applications_bench durable [APPLICATIONS] [TOWNS] [CLIENTS]   sent applications, each acknowledged after its
//   commit:
//                                                                 as many clients, spread over the towns
// The store lies in $TMPDIR, or on $KREISLAUF_TEST_POSTGRES. Each prints one line of JSON.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <ctime>
#include <fstream>
#include <latch>
#include <thread>

#include "app/modules.h"
#include "app/portal.h"
#include "platform/ocr/reader_process.h"
#include "tests/support/store.h"

using namespace kreislauf;
using Ticks = std::chrono::steady_clock;

namespace {

constexpr std::string_view service = "/antrag/sperrmuell-abholen";
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> filled{{
    {"/adresse", "abholort-strasse=Marktplatz&abholort-hausnummer=1&abholort-plz=48712&abholort-ort=Gescher"},
    {"/dinge",
     "dinge=3&dinge-1-art=sofa&dinge-1-anzahl=2&dinge-2-art=schrank&dinge-2-anzahl=1&dinge-3-art=anderes&dinge-3-was="
     "Spiegel&dinge-3-anzahl=1&elektro=nein"},
    {"/kontakt", "person-vorname=Erika&person-nachname=Mustermann&kontakt-mail=erika%40beispiel.de&kontakt-telefon="},
}};

double cpu_seconds() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

std::string name_of(int town) {
  return fmt::format("ort{}{}", static_cast<char>('a' + town / 26), static_cast<char>('a' + town % 26));
}

/// Towns of which each takes applications, and a portal before them, as it is served.
struct Towns {
  test::TestPlace place;
  SystemClock clock;
  crypto::SystemRandom random;
  live::Hub live;
  limits::Limits limits;
  crypto::Keyring keyring;
  i18n::Catalogues catalogues;
  std::unique_ptr<db::Store> store = db::Store::open({.location = place.location(), .vfs = {}});
  authority::Authorities authorities{*store};
  authority::House house{.store = *store,
                         .authorities = authorities,
                         .clock = clock,
                         .random = random,
                         .live = live,
                         .limits = limits,
                         .keyring = keyring,
                         .languages = catalogues};
  /// Nobody asks for a document here.
  struct NoDocuments final : pdf::Maker {
    pdf::Made make(pdf::Document const&) override { return failure(pdf::Problem{pdf::Trouble::unavailable, "none"}); }
  } documents;
  ocr::ReaderProcess scans;
  app::Modules modules{house, documents, scans};
  std::optional<app::Portal> portal;
  std::atomic<unsigned> forms = 0;

  explicit Towns(int count) {
    keyring.take({{1, std::string(32, 'a')}});
    store->migrate_commons(app::commons_migrations(), clock);
    std::string towns =
        "key,name,designation,district,population,postal_codes,longitude,latitude,outline,boundary\n"
        "05554,Borken,Kreis,,,,,,,\n";
    std::string offices =
        "authority,id,kinds,name,street,postal_code,place,phone,email,website,longitude,latitude,hours,accessibility,"
        "note,sample\n";
    std::string answers = "authority,service,question,answer\n";
    for (int i = 0; i < count; ++i) {
      towns += fmt::format("05554{:03},{},Stadt,05554,30000,48712,7.00,51.95,,\n", 4 * i + 4, name_of(i));
      offices +=
          fmt::format("{},buergerbuero,buergerbuero,Amt,Markt 1,48712,Ort,,,,,,Mo 08:00-12:00,,,0\n", name_of(i));
      answers += fmt::format("{},99001009004002,online,ja\n", name_of(i));
    }
    authority::import_authorities(*store, towns, OnRejection::keep_good_lines, clock);
    authority::migrate_all(*store, app::authority_migrations(), clock, [](std::size_t, std::size_t) {});
    authority::import_offices(*store, offices, OnRejection::keep_good_lines);
    authorities.reload();
    for (auto const& module : modules.all()) {
      if (module.reload) module.reload();
      if (module.prepare) module.prepare(house);
    }
    authority::import_answers(*store, answers, OnRejection::keep_good_lines, [](auto, auto) { return true; });
    authorities.refresh_towns();
    portal.emplace(
        app::PortalOptions{.domain = "localhost", .port = 8080, .requests_per_second = 0, .burst = 0, .demo = false},
        house, modules);
  }

  http::Response ask(std::string const& town, std::string const& target, std::string_view fields, bool post) {
    auto const number = forms++;
    auto const host = town + ".localhost", with_port = host + ":8080";
    auto const body = fmt::format("form={:032x}&{}", number, fields);
    http::Request request;
    request.method = post ? http::Method::post : http::Method::get;
    request.host = host;
    request.host_with_port = with_port;
    request.target = request.path = target;
    request.client = *client_of(fmt::format("10.{}.{}.7", number / 256 % 256, number % 256));
    if (post) {
      request.content_type = "application/x-www-form-urlencoded";
      request.body = body;
    }
    return portal->respond(request, portal->plan(request));
  }
  std::string sent(std::string const& town, std::string const& target, std::string_view fields) {
    auto const response = ask(town, target, fields, true);
    for (auto const& [name, value] : response.headers) {
      if (name == "Location") return value;
    }
    throw std::runtime_error{fmt::format("{} was answered with {}", target, response.status)};
  }
  /// A draft with all of its pages: its address.
  std::string draft(std::string const& town) {
    auto const first = sent(town, std::string{service}, {});
    auto own = first.substr(0, first.rfind('/'));
    for (auto const& [page, fields] : filled) sent(town, own + std::string{page}, fields);
    return own;
  }
  db::Database& database(std::string const& town) {
    return store->authority(authorities.directory()->by_slug(town)->key);
  }
};

double measure(double seconds, FunctionRef<void()> once) {
  std::size_t rounds = 0;
  auto const begin = cpu_seconds();
  while (cpu_seconds() - begin < seconds) {
    for (int i = 0; i < 20; ++i, ++rounds) once();
  }
  return (cpu_seconds() - begin) * 1e6 / static_cast<double>(rounds);
}

int bench_pages(double seconds) {
  Towns towns{1};
  auto const town = name_of(0);
  auto const own = towns.draft(town);
  std::size_t bytes = 0;
  auto const get = [&](std::string const& target) {
    return measure(seconds, [&] { bytes = towns.ask(town, target, {}, false).bytes().size(); });
  };
  auto const page = get(own + "/dinge");
  auto const page_bytes = bytes;
  auto const look = get(own + "/pruefen");
  auto const save = measure(seconds, [&] { towns.sent(town, own + "/dinge", filled[1].second); });
  fmt::print("{{\"page_us\":{:.1f},\"page_bytes\":{},\"look_us\":{:.1f},\"save_us\":{:.1f}}}\n", page, page_bytes, look,
             save);
  return 0;
}

/// Runs `work` with each number below `count` on so many threads; seconds, and how long each took in milliseconds.
struct Taken {
  double seconds = 0;
  std::vector<double> milliseconds;
};
Taken each(int count, int clients, std::function<void(int)> const& work) {
  std::atomic<int> next = 0;
  std::vector<double> times(static_cast<std::size_t>(count));
  auto const begin = Ticks::now();
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < clients; ++i) {
      threads.emplace_back([&] {
        for (int number = next++; number < count; number = next++) {
          auto const start = Ticks::now();
          work(number);
          times[static_cast<std::size_t>(number)] =
              std::chrono::duration<double, std::milli>(Ticks::now() - start).count();
        }
      });
    }
  }
  Taken taken{std::chrono::duration<double>(Ticks::now() - begin).count(), std::move(times)};
  std::sort(taken.milliseconds.begin(), taken.milliseconds.end());
  return taken;
}

/// What this program has given to the system to write so far; on PostgreSQL what its server has written to its log.
std::int64_t bytes_to_disk(Towns& towns) {
  std::int64_t bytes = 0;
  if (towns.place.is_postgres()) {
    towns.database(name_of(0)).read([&](db::Connection& c) {
      bytes = c.number("SELECT CAST(pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') AS BIGINT)");
    });
    return bytes;
  }
  std::ifstream file{"/proc/self/io"};
  std::string word;
  while (file >> word and word != "wchar:") {
  }
  file >> bytes;
  return bytes;
}

/// What one sending writes into the tables, without what the engine adds.
std::int64_t content_bytes(db::Database& database) {
  std::int64_t bytes = 0;
  database.read([&](db::Connection& c) {
    for (
        auto const* sql :
        {"SELECT SUM(16 + LENGTH(number || service || office || version || state || language || token_hash || begun_at "
         "|| changed_at || submitted_at || entered || mail)) FROM applications WHERE state = 'submitted'",
         "SELECT SUM(8 + LENGTH(leaf || salt || content)) FROM ledger_entries",
         "SELECT SUM(8 + LENGTH(at || kind || subject || actor || data)) FROM events WHERE kind = 'application.submit'",
         "SELECT SUM(16 + LENGTH(kind || subject || due_at || payload || created_at)) FROM outbox",
         "SELECT SUM(LENGTH(principal || route || form_key || body_hash || location || answered_at)) FROM "
         "idempotency_keys WHERE route LIKE '%senden'"})
      bytes += c.number(sql);
  });
  return bytes;
}

int bench_durable(int applications, int count, int clients) {
  Towns towns{count};
  std::vector<std::string> names, drafts(static_cast<std::size_t>(applications));
  for (int i = 0; i < count; ++i) names.push_back(name_of(i));
  auto const town_of = [&](int number) -> std::string const& {
    return names[static_cast<std::size_t>(number % count)];
  };
  auto const made =
      each(applications, clients, [&](int i) { drafts[static_cast<std::size_t>(i)] = towns.draft(town_of(i)); });
  auto const before = bytes_to_disk(towns);
  auto const cpu = cpu_seconds();
  auto const sent = each(applications, clients,
                         [&](int i) { towns.sent(town_of(i), drafts[static_cast<std::size_t>(i)] + "/senden", {}); });
  auto const cost = (cpu_seconds() - cpu) * 1e6 / applications;
  auto const disk = (bytes_to_disk(towns) - before) / applications;
  std::int64_t content = 0;
  for (auto const& name : names) content += content_bytes(towns.database(name));
  content /= applications;
  auto const at = [&](double share) {
    return sent.milliseconds[static_cast<std::size_t>(share * static_cast<double>(applications - 1))];
  };
  fmt::print(
      "{{\"applications\":{},\"towns\":{},\"clients\":{},\"per_second\":{:.0f},\"p50_ms\":{:.1f},\"p99_ms\":{:.1f},"
      "\"cpu_us\":"
      "{:.0f},\"disk_bytes\":{},\"content_bytes\":{},\"times_content\":{:.1f},\"saved_pages_per_second\":{:.0f}}}\n",
      applications, count, clients, applications / sent.seconds, at(0.5), at(0.99), cost, disk, content,
      static_cast<double>(disk) / static_cast<double>(content), 4 * applications / made.seconds);
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  std::string_view const what = count > 1 ? arguments[1] : "";
  auto const number = [&](int at, double otherwise) { return count > at ? std::atof(arguments[at]) : otherwise; };
  if (what == "pages") return bench_pages(number(2, 1));
  if (what == "durable")
    return bench_durable(static_cast<int>(number(2, 3000)), static_cast<int>(number(3, 1)),
                         static_cast<int>(number(4, 64)));
  fmt::print(stderr, "applications_bench pages [SECONDS] | durable [APPLICATIONS] [TOWNS] [CLIENTS]\n");
  return 2;
}
