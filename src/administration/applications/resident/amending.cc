#include "administration/applications/resident/amending.h"

#include <algorithm>

#include "administration/applications/acts/amending.h"
#include "administration/applications/acts/attaching.h"
#include "administration/applications/acts/cosigning_amendment.h"
#include "administration/applications/acts/sending.h"
#include "administration/applications/resident/draft_page.h"
#include "administration/applications/resident/pages.h"
#include "administration/applications/resident/uploads.h"
#include "administration/applications/shared/terms_now.h"
#include "administration/messages/messages.h"
#include "authority/act.h"
#include "platform/i18n/dates.h"

namespace kreislauf::applications::pages {

namespace {

using authority::Page, authority::path_in;

/// What is asked of the holder of this link, and what is typed so far.
struct Amendment {
  OwnApplication own;
  bool waits = false;  ///< for signatures: nothing changes meanwhile
  forms::Entered entered = {};
  std::vector<AmendablePage> pages = {};

  std::string const& id_of(std::size_t place) const { return own.form->definition().pages[pages[place].page].id; }
  forms::PageForm::Only only(std::size_t place) const { return pages[place].names; }
};

std::vector<AmendablePage> pages_of(TownContext const& c, OwnApplication const& own, forms::Entered const& entered,
                                    std::vector<std::string> const& names) {
  return amendable(*own.form->compiled, names, entered_of(c, own.application, *own.form), entered,
                   forms::environment_of(c.clock));
}

/// Nothing where the office does not ask for anything (any more).
std::optional<Amendment> amendment_of(Applications& module, TownContext const& c) {
  Amendment found{.own = by_token(module, c, c.path("kennung"))};
  std::vector<std::string> names;
  c.db.read([&](db::Connection& db) {
    names = asked_names(db, found.own.application);
    found.waits = amendment_waits(db, found.own.application);
  });
  if (names.empty()) return std::nullopt;
  found.entered = amended_of(c, found.own.application, *found.own.form);
  found.pages = pages_of(c, found.own, found.entered, names);
  if (found.pages.empty()) return std::nullopt;
  return found;
}

http::Response back(TownContext const& c) { return http::see_other(path_in(c, path_of(c))); }

/// Where it says who has to sign.
http::Response to_waiting(TownContext const& c) { return http::see_other(path_in(c, path_of(c, "/ergaenzen"))); }

std::string path_of_page(TownContext const& c, std::string_view id) {
  return path_of(c, "/ergaenzen/" + std::string{id});
}

/// Throws NotFound for a page of which nothing is asked.
std::size_t place_of(TownContext const& c, Amendment const& amendment) {
  for (std::size_t i = 0; i < amendment.pages.size(); ++i) {
    if (amendment.id_of(i) == c.path("seite")) return i;
  }
  throw NotFound{};
}

using Refused = std::vector<std::pair<std::string, std::string>>;

http::Response show_page(TownContext const& c, Amendment const& amendment, std::size_t place, bool faults,
                         Refused const& refused) {
  auto const& t = c.t;
  auto const& own = amendment.own;
  forms::PageForm form{c,  *own.form->compiled, amendment.pages[place].page, amendment.entered,
                       {}, days_of(c, own),     amendment.only(place)};
  if (faults) form.tell_faults();
  for (auto const& [question, sentence] : refused) form.tell_file(question, sentence);
  auto const path = path_of_page(c, amendment.id_of(place));
  auto meta = meta_of(c, own, forms::text_in(t.language(), form.page().title), path, &form.form());
  meta.heading = forms::in_language(c, form.page().title);
  Page page{c, std::move(meta)};
  page.lead(t("Das Amt bittet Sie um diese Angaben. Alles andere bleibt, wie Sie es abgeschickt haben."));
  page.form(form.form(), {.path = path_in(c, path), .files = form.asks_for_files()}, [&](kern::Fields& f) {
    f.out()("<button type='submit' hidden>"_h, t("Weiter"), "</button>"_h);
    form.write(f);
    kern::actions(f.out(), [&](html::Writer& out) {
      f.button({.label = t("Weiter")});
      out(" ");
      auto const before = place == 0 ? path_of(c) : path_of_page(c, amendment.id_of(place - 1));
      kern::button_link(out, {.path = path_in(c, before), .label = t("Zurück"), .weight = kern::Weight::secondary});
    });
  });
  return page.finish();
}

/// A file is taken out of the answer; its bytes stay as long as the version that was sent with it.
void drop_file(Amendment& amendment, std::size_t place, std::string const& fields) {
  auto const pressed = http::field(fields, forms::file_button).value_or(std::string{});
  auto const blank = pressed.find(' ');
  if (blank == std::string::npos or not amendment.pages[place].names.contains(pressed.substr(0, blank))) return;
  auto const key = pressed.substr(blank + 1);
  auto file = forms::remove_file(*amendment.own.form->compiled, amendment.pages[place].page, amendment.entered,
                                 pressed.substr(0, blank), key);
  if (file) amendment.entered.files.emplace(key, *std::move(file));
}

bool stays(std::string const& fields) {
  return http::field(fields, forms::list_button) or http::field(fields, forms::file_button);
}

}  // namespace

http::Response amend(Applications& module, http::Request const& request, TownContext& c) {
  auto const amendment = amendment_of(module, c);
  if (not amendment) return back(c);
  if (amendment->waits) return show_amendment_waits(request, c, amendment->own);
  return http::see_other(path_in(c, path_of_page(c, amendment->id_of(0))));
}

http::Response amend_page(Applications& module, http::Request const& request, TownContext& c) {
  auto const amendment = amendment_of(module, c);
  if (not amendment) return back(c);
  if (amendment->waits) return to_waiting(c);
  return show_page(c, *amendment, place_of(c, *amendment), http::field(request.query, "fehler").has_value(), {});
}

http::Response save_amended_page(Applications& module, http::Request const& request, TownContext& c) {
  auto amendment = amendment_of(module, c);
  if (not amendment) return back(c);
  if (amendment->waits) return to_waiting(c);
  auto const place = place_of(c, *amendment);
  auto const& form = *amendment->own.form;
  auto const page = amendment->pages[place].page;
  auto const only = amendment->only(place);
  auto const id = amendment->id_of(place);
  auto uploads = take_uploads(module, c, request, amendment->own, page, amendment->entered);
  std::vector<std::string> names;
  acts::perform(c.db, c.clock, c.actor(), [&](acts::Transaction& tx) {
    auto application = current(tx, amendment->own.application);
    amendment->entered =
        forms::read_page(c, *form.compiled, page, amended_of(c, application, form), uploads.fields, only);
    for (auto const& [question, file] : uploads.taken) {
      if (only->contains(question)) attach(tx, application, form, page, amendment->entered, question, file);
    }
    drop_file(*amendment, place, uploads.fields);
    keep_amended(tx, c, application, form, amendment->entered);
    names = asked_names(tx.db, application);
  });
  drop_spent(module, c, uploads);
  if (not uploads.refused.empty()) return show_page(c, *amendment, place, false, uploads.refused);
  if (stays(uploads.fields)) return http::see_other(path_in(c, path_of_page(c, id)));
  forms::PageForm checked{c, *form.compiled, page, amendment->entered, {}, days_of(c, amendment->own), only};
  if (not checked.tell_faults()) return http::see_other(path_in(c, path_of_page(c, id)) + "?fehler=1");
  // What was answered may have brought another page, or taken one away.
  auto const pages = pages_of(c, amendment->own, amendment->entered, names);
  auto const next = std::find_if(pages.begin(), pages.end(), [&](AmendablePage const& one) { return one.page > page; });
  auto const to =
      next == pages.end() ? path_of(c, "/ergaenzen/pruefen") : path_of_page(c, form.definition().pages[next->page].id);
  return http::see_other(path_in(c, to));
}

namespace {

/// What is asked again, and no other answer.
std::vector<forms::ShownPage> asked_answers(TownContext const& c, Amendment const& amendment) {
  auto const& form = *amendment.own.form;
  auto shown = forms::shown_answers(c.t, *form.compiled, amendment.entered, forms::environment_of(c.clock));
  std::erase_if(shown, [&](forms::ShownPage& one) {
    auto const open = std::find_if(amendment.pages.begin(), amendment.pages.end(), [&](AmendablePage const& page) {
      return form.definition().pages[page.page].id == one.id;
    });
    if (open == amendment.pages.end()) return true;
    std::erase_if(one.answers, [&](forms::ShownAnswer const& answer) { return not open->names.contains(answer.name); });
    return false;
  });
  return shown;
}

void write_unready(html::Writer& out, TownContext const& c, OwnApplication const& own,
                   std::vector<std::size_t> const& unready, bool told) {
  kern::alert(out, kern::Tone::warning, c.t("Es fehlt noch etwas"), c.t("Auf diesen Seiten ist noch etwas offen:"),
              told ? "fehler" : "");
  std::vector<kern::Link> links;
  for (auto const place : unready) {
    auto const& page = own.form->definition().pages[place];
    links.push_back(
        {.path = path_in(c, path_of_page(c, page.id)) + "?fehler=1", .label = forms::in_language(c, page.title)});
  }
  kern::links(out, links);
}

http::Response show_check(TownContext const& c, Amendment const& amendment, bool incomplete) {
  auto const& t = c.t;
  auto const& own = amendment.own;
  auto const unready = unready_amended(*own.form, amendment.entered, amendment.pages, c.clock);
  auto const path = path_of(c, "/ergaenzen/pruefen");
  Page page{c, meta_of(c, own, std::string{t("Prüfen und absenden")}, path)};
  auto& out = page.out();
  write_not_signed(out, c, own, of_amendment);
  if (not unready.empty()) write_unready(out, c, own, unready, incomplete);
  auto const shown = asked_answers(c, amendment);
  forms::write_answers(out, c, shown, 2, [&](html::Writer&, forms::ShownPage const& one) {
    out("<p>"_h);
    kern::line_link(
        out, path_in(c, path_of_page(c, one.id)), t("Ändern"),
        one.german ? html::fragment(": ", authority::german(c, one.title)) : html::fragment(": ", one.title));
    out("</p>"_h);
  });
  if (unready.empty())
    kern::section(out, {.id = "absenden", .heading = t("Absenden")}, [&](html::Writer&) {
      out("<p>"_h, t("Mit dem Absenden erklären Sie, dass diese Angaben stimmen."), "</p>"_h);
      if (must_be_signed(c, own.application, *own.form, amendment.entered))
        out("<p>"_h,
            t("Danach muss noch jemand unterschreiben, wie beim Antrag selbst. Wir schicken dafür einen Link. Erst mit "
              "der letzten Unterschrift gilt die Änderung."),
            "</p>"_h);
      page.button_form(path_in(c, path), {.label = t("Verbindlich absenden")});
    });
  return page.finish(incomplete ? 422 : 200);
}

}  // namespace

http::Response check_amended(Applications& module, http::Request const&, TownContext& c) {
  auto const amendment = amendment_of(module, c);
  if (not amendment) return back(c);
  return amendment->waits ? to_waiting(c) : show_check(c, *amendment, false);
}

http::Response send_amended_pages(Applications& module, http::Request const& request, TownContext& c) {
  auto const amendment = amendment_of(module, c);
  if (not amendment) return back(c);
  auto const& own = amendment->own;
  auto const done = path_in(c, path_of(c)) + "?ergaenzt=1";
  bool const asks = not amendment->waits and must_be_signed(c, own.application, *own.form, amendment->entered);
  if (asks and not authority::allows(c, request, asked_to_sign)) return too_many_asked(c);
  try {
    return perform(c, request, [&](acts::Transaction& tx) {
      auto application = current(tx, own.application);
      auto const sent = send_amended(tx, c, module.cases.library, application, *own.form, own.name(c.t.language()));
      if (sent == Amended::waits) return acts::see(path_in(c, path_of(c, "/ergaenzen")));
      messages::tick_off(tx, subject_of(application), messages::Sender::resident);
      return acts::see(done);
    });
  } catch (NothingAsked const&) {  // sent from two windows
    return http::see_other(done);
  } catch (Incomplete const&) {
    return show_check(c, *amendment, true);
  }
}

void write_asked(html::Writer& out, TownContext const& c, Application const& a, cases::Asked const& asked) {
  auto const& t = c.t;
  bool waits = false;
  c.db.read([&](db::Connection& db) { waits = amendment_waits(db, a); });
  if (waits) {
    kern::panel(out, "ergaenzen", t("Ihre Ergänzung wartet auf Unterschrift"), [&](html::Writer&) {
      kern::actions(out, [&](html::Writer&) {
        kern::button_link(out, {.path = path_in(c, path_of(c, "/ergaenzen")), .label = t("Wer muss unterschreiben?")});
      });
    });
    return;
  }
  bool const heard = asked.kind == cases::Asked::Kind::hearing;
  auto const until = i18n::parse_iso(asked.due_on).value_or(c.today());
  kern::panel(out, "ergaenzen", heard ? t("Das Amt möchte Sie anhören") : t("Bitte ergänzen Sie Ihren Antrag"),
              [&](html::Writer&) {
                out("<p>"_h,
                    heard ? t("Schreiben Sie dem Amt bis {}, was Sie dazu sagen möchten. Erst danach wird entschieden.",
                              i18n::long_date(t, until))
                          : t("Das Amt braucht bis {} noch Angaben oder Unterlagen von Ihnen. Lesen Sie dazu seine "
                              "Nachricht.",
                              i18n::long_date(t, until)),
                    "</p>"_h);
                kern::actions(out, [&](html::Writer&) {
                  kern::button_link(out, {.path = path_in(c, path_of(c, heard ? "/nachrichten" : "/ergaenzen")),
                                          .label = heard ? t("Stellung nehmen") : t("Jetzt ergänzen")});
                });
              });
}

}  // namespace kreislauf::applications::pages
