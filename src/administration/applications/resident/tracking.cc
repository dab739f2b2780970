#include "administration/applications/acts/links.h"
#include "administration/applications/resident/pages.h"
#include "administration/applications/store/store.h"
#include "authority/limits.h"
#include "authority/page.h"
#include "base/typed/typed.h"

// Without the link: number and code, as they stand in the mail and on the page.
namespace kreislauf::applications::pages {

namespace {

using authority::path_in;

/// A code has 31^8 forms; whoever guesses gets few tries, at all towns together.
constexpr limits::Limit codes_of_network{"application codes", 10, std::chrono::minutes{15}};

kern::Form questions(TownContext const& c) {
  auto const& t = c.t;
  return {t,
          c.today(),
          {{.name = "nummer", .label = t("Nummer"), .hint = t("Zum Beispiel 2026-000017"), .most = 30, .plain = true},
           {.name = "code", .label = t("Code"), .hint = t("Acht Zeichen"), .most = 30, .plain = true}}};
}

http::Response show(TownContext const& c, kern::Form const& form, unsigned status = 200) {
  auto const& t = c.t;
  authority::Page page{c,
                       {.title = std::string{t("Antrag verfolgen")},
                        .path = "/verfolgen",
                        .form = &form,
                        .layout = kern::Layout::narrow}};
  page.lead(t("Nummer und Code stehen in der E-Mail und auf der letzten Seite Ihres Antrags."));
  page.form(form, {.path = path_in(c, "/verfolgen")}, [&](kern::Fields& f) {
    f.all();
    f.submit(t("Antrag zeigen"));
  });
  return page.finish(status);
}

}  // namespace

http::Response ask_number(http::Request const&, TownContext& c) { return show(c, questions(c)); }

http::Response find_by_number(http::Request const& request, TownContext& c) {
  auto form = questions(c);
  form.read(request.body);
  if (not form.fine()) return show(c, form);
  if (not allows(c, request, codes_of_network)) {
    form.wrong("code", std::string{c.t("Das waren viele Versuche. Bitte versuchen Sie es in einer Viertelstunde.")});
    return show(c, form, 429);
  }
  std::optional<Application> found;
  c.db.read(
      [&](db::Connection& connection) { found = store::by_number(connection, typed::plain(form.text("nummer"))); });
  if (not found or not code_fits(c.keys, found->id, form.text("code"))) {
    form.wrong("code", std::string{c.t("Nummer und Code gehören nicht zusammen. Vergleichen Sie beide noch einmal.")});
    return show(c, form);
  }
  return http::see_other(path_in(c, "/mein-antrag/" + token_of(c.keys, *found)));
}

}  // namespace kreislauf::applications::pages
