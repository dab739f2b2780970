#include "administration/applications/acts/asking.h"

#include "administration/applications/resident/draft_page.h"
#include "administration/applications/resident/pages.h"
#include "administration/applications/shared/office_questions.h"
#include "authority/act.h"
#include "authority/limits.h"
#include "base/errors.h"

// A question to the office from a page of the form. The page was saved before, so nothing typed there is lost.
namespace kreislauf::applications::pages {

namespace {

using authority::Page, authority::path_in;

constexpr std::string_view page_field = "seite", mail_field = "mail", share_box = "antworten-zeigen";
constexpr std::int64_t longest = 2000;

/// Who fills in may ask; a person asks less often.
constexpr limits::Limit questions_of_network{"questions from forms", 10, std::chrono::hours{1}};

kern::Form questions(TownContext const& c) {
  auto const& t = c.t;
  return {t,
          c.today(),
          {{.name = std::string{messages::text_field},
            .kind = kern::Kind::area,
            .label = t("Ihre Frage"),
            .hint = t("Auch auf Englisch oder in einfachen Sätzen. Nach Passwörtern fragen wir nie."),
            .most = longest,
            .rows = 6},
           {.name = std::string{mail_field},
            .kind = kern::Kind::email,
            .label = t("Ihre E-Mail-Adresse"),
            .hint = t("Dorthin schreiben wir, wenn die Antwort da ist. Sie steht dann auch hier."),
            .autocomplete = "email"},
           {.name = std::string{share_box},
            .kind = kern::Kind::tick,
            .label = t("Das Amt darf sehen, was ich auf dieser Seite eingetragen habe"),
            .hint = t("Sonst sieht es nur Ihre Frage und zu welcher Seite sie gehört."),
            .optional = true,
            .unmarked = true}}};
}

/// The page it is about; the first one where none is named.
forms::Page const& page_in(OwnApplication const& own, std::string_view fields) {
  auto const wanted = http::field(fields, page_field).value_or("");
  auto const& pages = own.form->definition().pages;
  for (auto const& one : pages) {
    if (one.id == wanted) return one;
  }
  return pages.front();
}

http::Response show(TownContext const& c, OwnApplication const& own, forms::Page const& about, kern::Form const& form,
                    bool asked = false, unsigned status = 200) {
  auto const& t = c.t;
  Page page{c, meta_of(c, own, std::string{t("Frage an das Amt")}, path_of(c, "/frage"), &form)};
  auto& out = page.out();
  if (asked) kern::done(out, t("Ihre Frage ist im Amt. Machen Sie einfach weiter, die Antwort kommt per E-Mail."));
  write_questions(out, c, own);
  if (was_sent(own.application.state)) return page.finish(status);
  out("<p>"_h, t("Seite:"), " "_h, forms::in_language(c, about.title), "</p>"_h);
  page.form(form, {.path = path_in(c, path_of(c, "/frage"))}, [&](kern::Fields& f) {
    f.hidden(page_field, about.id);
    f.all();
    kern::actions(f.out(), [&](html::Writer& inner) {
      f.button({.label = t("Frage senden")});
      inner(" ");
      kern::button_link(inner, {.path = path_in(c, path_of(c, "/" + about.id)),
                                .label = t("Zurück zur Seite"),
                                .weight = kern::Weight::secondary});
    });
  });
  return page.finish(status);
}

http::Response refuse(TownContext const& c, OwnApplication const& own, forms::Page const& about, kern::Form& form,
                      std::string_view sentence, unsigned status) {
  form.wrong(messages::text_field, std::string{sentence});
  return show(c, own, about, form, false, status);
}

}  // namespace

http::Response ask_question(Applications& module, http::Request const& request, TownContext& c) {
  auto const own = by_token(module, c, c.path("kennung"));
  auto form = questions(c);
  return show(c, own, page_in(own, request.query), form, http::field(request.query, "gefragt").has_value());
}

http::Response send_question(Applications& module, http::Request const& request, TownContext& c) {
  auto const own = by_token(module, c, c.path("kennung"));
  auto const back = path_in(c, path_of(c, "/frage"));
  if (was_sent(own.application.state)) return http::see_other(path_in(c, path_of(c, "/nachrichten")));
  auto const& about = page_in(own, request.body);
  auto form = questions(c);
  form.read(request.body);
  if (not form.fine()) return show(c, own, about, form);
  if (not authority::allows(c, request, questions_of_network))
    return refuse(c, own, about, form,
                  c.t("Das waren viele Fragen. Bitte warten Sie eine Stunde, oder rufen Sie im Amt an."), 429);
  try {
    return authority::perform(c, request, [&](acts::Transaction& tx) {
      ask_office(tx, c, current(tx, own.application),
                 {.office = office_that_gets(c, own),
                  .page = about.id,
                  .text = form.text(messages::text_field),
                  .mail = form.text(mail_field),
                  .shares = form.ticked(share_box)});
      return acts::see(back + "?gefragt=1&seite=" + about.id);
    });
  } catch (messages::ThreadFull const&) {
    return refuse(c, own, about, form,
                  c.t("Zu diesem Entwurf gibt es schon sehr viele Fragen. Bitte rufen Sie im Amt an."), 409);
  }
}

}  // namespace kreislauf::applications::pages
