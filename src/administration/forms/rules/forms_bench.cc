#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>

#include "administration/forms/rules/answers_json.h"
#include "administration/forms/rules/definition.h"
#include "administration/forms/shared/page_form.h"
#include "authority/authority.h"
#include "platform/db/embedded.h"
#include "tests/support/store.h"

// What it costs to check a whole submission on the server, in CPU time: `forms_bench [SECONDS]` prints a line for each
// size: the rules alone, with reading the JSON of a program, and with reading the pages of a browser.
// bench/forms/peer.mjs checks the same.
using namespace kreislauf;
using namespace kreislauf::forms;

namespace {

double cpu_seconds() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

/// Ten questions a page; of ten questions three have a condition and one a check.
std::string form_of(int questions) {
  std::string toml = "[form]\nkept_days = 1\nkept_law = \"§ 1\"\n";
  for (int i = 0; i < questions; ++i) {
    if (i % 10 == 0) toml += fmt::format("[page.p{}]\ntitle = \"Seite\"\nlaw = \"§ 1\"\n", i / 10);
    auto const kind = i % 3 == 0 ? "number" : i % 3 == 1 ? "text" : "yesno";
    toml += fmt::format("[[page.p{}.field]]\nname = \"f{}\"\nkind = \"{}\"\nlabel = \"Frage\"\n", i / 10, i, kind);
    if (i % 10 == 4) toml += fmt::format("when = \"f{} > 3 and f{} < 100\"\n", i / 3 * 3 - 3, i / 3 * 3 - 3);
    if (i % 10 == 6) toml += "when = \"f0 = 5 or f1 = \\\"nein\\\"\"\n";
    if (i % 10 == 8) toml += fmt::format("when = \"f{} != null\"\n", i - 1);
    if (i % 10 == 9) toml += fmt::format("check = [{{ that = \"f{} != null\", else = \"Fehlt.\" }}]\n", i);
  }
  return toml;
}

/// As a program sends it. Every seventh number hides the question that depends on it.
std::string json_of(int questions) {
  std::string json = "{";
  for (int i = 0; i < questions; ++i) {
    auto const number = i > 0 and i % 7 == 0 ? "2" : "5";
    auto const* text = R"("eine Antwort von gewöhnlicher Länge")";
    json += fmt::format("{}\"f{}\":{}", i == 0 ? "" : ",", i, i % 3 == 0 ? number : i % 3 == 1 ? text : "true");
  }
  return json + "}";
}

/// As a browser sends one page of it.
std::string body_of(int page) {
  std::string body = "form=0123456789abcdef0123456789abcdef";
  for (int i = page * 10; i < page * 10 + 10; ++i) {
    auto const number = i > 0 and i % 7 == 0 ? "2" : "5";
    auto const* text = "eine+Antwort+von+gew%C3%B6hnlicher+L%C3%A4nge";
    body += fmt::format("&f{}={}", i, i % 3 == 0 ? number : i % 3 == 1 ? text : "ja");
  }
  return body;
}

/// A town, because answers are read in the words of its pages.
struct Town {
  test::TestPlace place;
  FixedClock clock{parse_iso_utc("2026-11-23T08:30:00Z")};
  crypto::SeededRandom random{1};
  live::Hub live;
  limits::Limits limits;
  i18n::Catalogues languages;
  authority::Frame frame;
  std::unique_ptr<db::Store> store = db::Store::open({.location = place.location(), .vfs = {}, .without_sync = true});
  authority::Authorities authorities{*store};
  std::optional<authority::TownContext> c;

  Town() {
    store->migrate_commons(db::all_embedded_migrations("commons_"), clock);
    authority::import_authorities(*store,
                                  "key,name,designation,district,population,postal_codes,longitude,latitude,outline,"
                                  "boundary\n05554016,Gescher,Stadt,05554,17600,48712,7.00,51.95,,\n",
                                  OnRejection::keep_good_lines, clock);
    authority::migrate_all(*store, db::all_embedded_migrations("authority_"), clock, [](std::size_t, std::size_t) {});
    authorities.reload();
    auto const directory = authorities.directory();
    auto const& gescher = *directory->by_slug("gescher");
    c.emplace(authority::Visit{.clock = clock,
                               .random = random,
                               .t = languages.translator(i18n::Language::german),
                               .directory = directory,
                               .frame = frame,
                               .keyring = test::keyring(),
                               .limits = limits,
                               .live = live,
                               .origin = {},
                               .portal_origin = {},
                               .town_domain = {}},
              gescher, authorities.town(gescher.key), store->authority(gescher.key));
  }
};

std::shared_ptr<CompiledForm const> compiled(int questions) {
  std::vector<authored::Problem> problems;
  FormFiles const files{.form = form_of(questions), .translations = {}};
  auto form = CompiledForm::compile(read_definition(files, {}, problems), problems);
  for (auto const& one : problems) fmt::print(stderr, "{}:{}: {}\n", one.file, one.line, one.message);
  return problems.empty() ? form : nullptr;
}

/// CPU time of one, in microseconds.
double measure(double seconds, FunctionRef<void()> once) {
  std::size_t rounds = 0;
  auto const begin = cpu_seconds();
  while (cpu_seconds() - begin < seconds) {
    for (int i = 0; i < 20; ++i, ++rounds) once();
  }
  return (cpu_seconds() - begin) * 1e6 / static_cast<double>(rounds);
}

}  // namespace

int main(int count, char** arguments) {
  double const seconds = count > 1 ? std::atof(arguments[1]) : 1;
  Town town;
  for (int const questions : {100, 700}) {
    auto const form = compiled(questions);
    if (form == nullptr) return 1;
    auto const text = json_of(questions);
    std::string_view const json = text;
    std::vector<std::string> bodies;
    for (int page = 0; page < questions / 10; ++page) bodies.push_back(body_of(page));
    Outcome outcome;
    auto const answers = answers_in(*form, json);
    auto const rules = measure(seconds, [&] { outcome = form->run(answers, {}); });
    auto const of_json = measure(seconds, [&] { outcome = form->run(answers_in(*form, json), {}); });
    auto const kept = std::count_if(outcome.answers.begin(), outcome.answers.end(),
                                    [](auto const& answer) { return not answer.is_null(); });
    auto const of_pages = measure(seconds, [&] {
      Entered entered{.answers = Answers(form->names().size())};
      for (std::size_t page = 0; page < bodies.size(); ++page)
        entered = read_page(*town.c, *form, page, std::move(entered), bodies[page]);
      outcome = form->run(std::move(entered.answers), {});
    });
    fmt::print(
        "{{\"questions\":{},\"rules\":{},\"rules_us\":{:.1f},\"json_us\":{:.1f},\"pages_us\":{:.1f},\"kept\":{},"
        "\"faults\":{}}}\n",
        questions, questions * 4 / 10, rules, of_json, of_pages, kept, outcome.faults.size());
  }
  return 0;
}
