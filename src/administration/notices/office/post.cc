#include "administration/notices/office/post.h"

#include <fmt/format.h>

#include "administration/identity/identity.h"
#include "administration/notices/office/post_page.h"
#include "administration/notices/office/printing.h"
#include "administration/notices/store/jobs.h"
#include "administration/notices/store/store.h"
#include "authority/act.h"
#include "base/text.h"
#include "platform/http/numbers.h"

// The buttons of the page for outgoing post.
namespace kreislauf::notices {

namespace office {

namespace {

constexpr std::string_view meanwhile =
    "Inzwischen hat sich hier etwas geändert. Sehen Sie nach, und drücken Sie dann noch einmal.";

/// `gegeben 7`: what shall be done, and with which job or notice.
struct Pressed {
  std::string verb;
  std::int64_t number = 0;
};
Pressed pressed_in(std::string_view body) {
  auto const value = http::field(body, press::button).value_or("");
  auto const space = value.find(' ');
  if (space == std::string::npos) return {value};
  return {value.substr(0, space), http::number_in(std::string_view{value}.substr(space + 1)).value_or(0)};
}

PrintJob job_of(db::Connection& db, StaffContext const& c, std::int64_t number) {
  auto found = store::job(db, number);
  if (not found or found->office != c.path("amt")) throw NotFound{};
  return *std::move(found);
}

Notice notice_of(db::Connection& db, StaffContext const& c, std::int64_t number) {
  auto found = store::find(db, number);
  if (not found or found->office != c.path("amt")) throw NotFound{};
  return *std::move(found);
}

RegimeOf regime_of(Notices& module) {
  return [&module](db::Connection& db, Notice const& notice) {
    auto const one = cases::of_subject(db, notice.subject);
    return one ? module.cases.library.version(one->version)->regime : deadlines::Regime::general;
  };
}

void act(acts::Transaction& tx, Notices& module, StaffContext const& c, Pressed const& pressed) {
  auto const& [verb, number] = pressed;
  if (verb == press::given) return give_to_post(tx, c.random, job_of(tx.db, c, number), regime_of(module));
  if (verb == press::drop) return drop_job(tx, job_of(tx.db, c, number));
  auto notice = notice_of(tx.db, c, number);
  if (verb == press::by_post) return send_by_post(tx, notice);
  if (verb == press::by_hand) return hand_over(tx, notice, regime_of(module));
  if (verb == press::again) return provide_again(tx, notice);
  throw BadRequest{"this button is not known here"};
}

http::Response post(Notices&, http::Request const& request, StaffContext& c) {
  return show(c, work_of(c), done_words(request.query), {});
}

http::Response act_on_post(Notices& module, http::Request const& request, StaffContext& c) {
  auto const pressed = pressed_in(request.body);
  Printed printed;
  if (pressed.verb == press::print) {
    auto made = print(module, c);
    if (not made.trouble.empty()) return show(c, work_of(c), {}, made.trouble);
    printed = std::move(made.printed);
  }
  try {
    return perform(c, request,
                   [&](acts::Transaction& tx) {
                     pressed.verb == press::print ? void(make_job(tx, printed)) : act(tx, module, c, pressed);
                     return acts::see(fmt::format("{}?getan={}", path_of(c), pressed.verb));
                   },
                   {.button = http::field(request.body, press::button).value_or("")});
  } catch (NotTogether const&) {
    return show(c, work_of(c), {}, meanwhile);
  }
}

http::Response job_file(Notices& module, http::Request const&, StaffContext& c) {
  PrintJob job;
  c.db.read([&](db::Connection& db) { job = job_of(db, c, http::number_in(c.path("auftrag")).value_or(0)); });
  if (job.sha256.empty()) throw NotFound{};
  auto const name = fmt::format("attachment; filename=\"druckauftrag-{}.pdf\"", job.id);
  return {.content_type = "application/pdf",
          .body = document(module, c, job.sha256),
          .caching = http::Caching::none,
          .headers = {{"Content-Disposition", name}}};
}

}  // namespace

}  // namespace office

void add_office_routes(authority::Rows& rows, Notices& module) {
  using authority::bind;
  auto const& right = cases::rights::post;
  rows.staff("/verwaltung/amt/{amt}/post", right, bind(module, &office::post), "Letters that leave an office");
  rows.staff_form("/verwaltung/amt/{amt}/post", 8_KB, right, bind(module, &office::act_on_post),
                  "Print letters, give them to the post");
  rows.staff("/verwaltung/amt/{amt}/post/{auftrag}/briefe.pdf", right, bind(module, &office::job_file),
             "Letters that leave together, for the printer");
}

}  // namespace kreislauf::notices
