#include <fmt/format.h>

#include "administration/applications/acts/attaching.h"
#include "administration/applications/acts/drafting.h"
#include "administration/applications/acts/links.h"
#include "administration/applications/resident/account.h"
#include "administration/applications/resident/draft_page.h"
#include "administration/applications/resident/earlier.h"
#include "administration/applications/resident/pages.h"
#include "administration/applications/resident/pieces_island.h"
#include "administration/applications/resident/uploads.h"
#include "administration/applications/shared/terms_now.h"
#include "administration/applications/store/store.h"
#include "authority/act.h"
#include "base/errors.h"
#include "platform/http/numbers.h"

// One page of the form. It is stored as it was typed, right or wrong, before anything else is said.
namespace kreislauf::applications::pages {

namespace {

using authority::Page, authority::path_in;

/// Throws NotFound for a page that the form has not.
std::size_t place_of(TownContext const& c, OwnApplication const& own) {
  auto const& pages = own.form->definition().pages;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (pages[i].id == c.path("seite")) return i;
  }
  throw NotFound{};
}

std::string path_of_page(TownContext const& c, OwnApplication const& own, std::size_t page) {
  return path_of(c, "/" + own.form->definition().pages[page].id);
}

/// The same for all who fill in this version, so that it may be kept.
std::string path_of_script(OwnApplication const& own, std::size_t page) {
  return fmt::format("/formulare/{}/{}.js", own.form->version, own.form->definition().pages[page].id);
}

using Refused = std::vector<std::pair<std::string, std::string>>;

/// Saves the page and leads to the office.
constexpr std::string_view question_button = "frage-stellen";

/// What a page says besides its questions.
struct Told {
  bool faults = false;
  bool taken_over = false;  ///< from the account
  bool reused = false;      ///< from an earlier application
  Refused refused = {};     ///< files that were not taken, by question, and why
};

/// The enter key presses what stands first in a form: it goes on, takes nothing over and removes nothing.
void write_default_button(kern::Fields& f) {
  f.out()("<button type='submit' hidden>"_h, f.form().t()("Weiter"), "</button>"_h);
}

http::Response show(TownContext const& c, OwnApplication const& own, forms::Entered const& entered, std::size_t place,
                    Told const& told, Offer const& offer) {
  auto const& t = c.t;
  auto const& script = own.form->scripts[place];
  forms::PageForm form{c,
                       *own.form->compiled,
                       place,
                       entered,
                       script.empty() ? std::string{} : path_of_script(own, place),
                       days_of(c, own)};
  if (told.faults) {
    form.tell_faults();
    tell_mailboxes(form, c, own, entered, place);
  }
  for (auto const& [question, sentence] : told.refused) form.tell_file(question, sentence);
  auto const path = path_of_page(c, own, place);
  auto const& definition = form.page();
  auto meta = meta_of(c, own, forms::text_in(t.language(), definition.title), path, &form.form());
  meta.heading = forms::in_language(c, definition.title);
  if (not script.empty()) meta.scripts.push_back("form.js");
  if (form.asks_for_files()) meta.scripts.push_back("upload.js");
  Page page{c, std::move(meta)};
  if (told.taken_over) kern::done(page.out(), t("Aus Ihrem Konto übernommen. Bitte prüfen Sie die Angaben."));
  if (told.reused) kern::done(page.out(), t("Aus Ihrem früheren Antrag übernommen. Bitte prüfen Sie die Angaben."));
  if (auto const lead = forms::in_language(c, definition.lead); not lead.empty()) page.lead(lead);
  bool const acting = acting_in(*own.form->compiled, entered) == Acting::behalf and definition.id != forms::behalf_page;
  if (acting)
    page("<p class='kl-small'>"_h,
         t("Sie handeln für jemand anderen: Antworten Sie für diese Person. Nur E-Mail und Telefon sind Ihre."),
         "</p>"_h);
  kern::Target target{.path = path_in(c, path), .files = form.asks_for_files()};
  if (not form.data().empty()) target.data.emplace_back("data-kl-rules", form.data());
  if (form.asks_for_files()) target.data.emplace_back("data-kl-upload", pieces_data(c, own, place, entered));
  page.form(form.form(), target, [&](kern::Fields& f) {
    write_default_button(f);
    write_offer(f, c, offer);
    write_earlier(f, c, offer.earlier);
    form.write(f);
    kern::actions(f.out(), [&](html::Writer& out) {
      f.button({.label = t("Weiter")});
      auto const before = page_before(own, entered, c.clock, place);
      out(" ");
      kern::button_link(out, {.path = path_in(c, before ? path_of_page(c, own, *before) : path_of(c)),
                              .label = t("Zurück"),
                              .weight = kern::Weight::secondary});
      out(" ");
      f.button({.label = t("Frage zu dieser Seite stellen"),
                .weight = kern::Weight::tertiary,
                .name = question_button,
                .value = "1"});
    });
  });
  page("<p class='kl-small'>"_h);
  kern::more_link(page.out(), path_in(c, path_of(c)), t("Später weitermachen"));
  page("</p>"_h);
  return page.finish();
}

}  // namespace

http::Response page(Applications& module, http::Request const& request, TownContext& c) {
  auto draft = open_draft(module, c);
  if (draft.answer) return *std::move(draft.answer);
  auto const place = place_of(c, draft.own);
  auto const holder = accounts::holder_of(c, request);
  auto offer = offer_for(c, draft.own, draft.entered, place, holder);
  offer.earlier = earlier_offers(module, c, draft.own, draft.entered, place, holder);
  return show(c, draft.own, draft.entered, place,
              {.faults = http::field(request.query, "fehler").has_value(),
               .taken_over = http::field(request.query, account_button).has_value(),
               .reused = http::field(request.query, earlier_button).has_value()},
              offer);
}

namespace {

/// The buttons that stay on the page: an entry more or less, a file less. Where on the page it goes on.
std::string stays_at(std::string const& fields) {
  for (auto const name : {forms::list_button, forms::file_button}) {
    auto const button = http::field(fields, name);
    if (not button) continue;
    auto const what = name == forms::list_button ? button->substr(button->find(' ') + 1) : *button;
    return what.substr(0, what.find(' '));
  }
  return {};
}

void detach_by_button(acts::Transaction& tx, Application const& application, forms::Form const& form, std::size_t page,
                      forms::Entered& entered, std::string const& fields) {
  auto const button = http::field(fields, forms::file_button).value_or(std::string{});
  auto const blank = button.find(' ');
  if (blank != std::string::npos)
    detach(tx, application, form, page, entered, button.substr(0, blank), button.substr(blank + 1));
}

/// Only what nobody has answered: what was typed just now counts.
void take_from_account(acts::Transaction& tx, TownContext const& c, OpenDraft& draft, std::size_t place,
                       std::int64_t account) {
  auto const& form = *draft.own.form;
  auto known = known_answers(form.definition(), accounts::offered_facts(tx.db, c, account),
                             acting_in(*form.compiled, draft.entered));
  std::erase_if(known, [&](KnownAnswer const& one) { return one.page != place; });
  auto const open = not_answered(*form.compiled, draft.entered, known);
  if (open.empty()) return;
  draft.entered = filled(*form.compiled, draft.entered, open);
  accounts::note_use(tx, account, subject_of(draft.own.application));
}

/// For whom somebody has acted before: what the account knows of both, whatever stood there.
void take_person(acts::Transaction& tx, TownContext const& c, OpenDraft& draft, std::int64_t account,
                 std::int64_t wanted) {
  if (wanted == 0) return;
  auto const& form = *draft.own.form;
  auto const own = accounts::known_facts(tx.db, c, account);
  for (auto const& person : accounts::people_of(tx.db, c, account)) {
    if (person.id != wanted) continue;
    draft.entered = filled(*form.compiled, draft.entered, known_answers(form.definition(), person, own));
    accounts::note_use(tx, account, subject_of(draft.own.application));
  }
}

/// Somebody has pressed a button that takes something over from the account.
std::int64_t wanted_person(std::string const& fields) {
  return http::number_in(http::field(fields, person_button).value_or("")).value_or(0);
}
bool wants_facts(std::string const& fields) {
  return http::field(fields, account_button).value_or("") == account_value;
}
bool wants_known(std::string const& fields) { return wants_facts(fields) or wanted_person(fields) != 0; }

/// Who has saved it, and what that has brought.
struct Saved {
  bool signed_in = false;
  bool reused = false;  ///< answers of an earlier application were taken over
};

/// It is stored; where it goes on.
http::Response after_saving(TownContext const& c, OpenDraft const& draft, std::size_t place, std::string const& fields,
                            Saved const& saved) {
  auto const own_page = path_in(c, path_of_page(c, draft.own, place));
  auto const& form = *draft.own.form;
  if (http::field(fields, question_button))
    return http::see_other(path_in(c, path_of(c, "/frage")) + "?seite=" + form.definition().pages[place].id);
  if (wants_known(fields)) {
    // What was typed is kept; who was signed out meanwhile comes back here.
    if (not saved.signed_in) return http::see_other(path_in(c, "/konto") + "?ziel=" + html::in_url(own_page));
    return http::see_other(own_page + "?konto=1");
  }
  if (not wanted_earlier(fields).empty())
    return http::see_other(own_page + (saved.reused ? fmt::format("?{}=1", earlier_button) : std::string{}));
  if (auto const anchor = stays_at(fields); not anchor.empty())
    return http::see_other(own_page + "#" + html::in_url(anchor));
  forms::PageForm checked{c, *form.compiled, place, draft.entered, {}, days_of(c, draft.own)};
  bool fine = checked.tell_faults();
  fine = tell_mailboxes(checked, c, draft.own, draft.entered, place) and fine;
  // It is stored, so the page can be fetched: going back and forth asks nobody whether a form shall be sent again.
  if (not fine) return http::see_other(own_page + "?fehler=1");
  auto const next = next_page(draft.own, draft.entered, c.clock, place);
  return http::see_other(path_in(c, next ? path_of_page(c, draft.own, *next) : path_of(c, "/pruefen")));
}

}  // namespace

http::Response save_page(Applications& module, http::Request const& request, TownContext& c) {
  auto draft = open_draft(module, c);
  if (draft.answer) return *std::move(draft.answer);
  auto const place = place_of(c, draft.own);
  auto const& form = *draft.own.form;
  auto uploads = take_uploads(module, c, request, draft.own, place, draft.entered);
  auto const holder = accounts::holder_of(c, request);
  Saved saved{.signed_in = holder.has_value()};
  acts::perform(c.db, c.clock, c.actor(), [&](acts::Transaction& tx) {
    // As it is now: another page of the same draft may have been saved meanwhile, on another device.
    auto application = current(tx, draft.own.application);
    draft.entered = forms::read_page(c, *form.compiled, place, entered_of(c, application, form), uploads.fields);
    for (auto const& [question, file] : uploads.taken)
      attach(tx, application, form, place, draft.entered, question, file);
    detach_by_button(tx, application, form, place, draft.entered, uploads.fields);
    if (holder and wants_facts(uploads.fields)) take_from_account(tx, c, draft, place, holder->id);
    if (holder) take_person(tx, c, draft, holder->id, wanted_person(uploads.fields));
    saved.reused = act_on_earlier(tx, module, c,
                                  {.draft = application,
                                   .form = form,
                                   .entered = draft.entered,
                                   .page = place,
                                   .account = holder ? holder->id : 0},
                                  wanted_earlier(uploads.fields), draft.entered);
    save(tx, c, application, form, draft.entered);
  });
  tell_missing(c, uploads, draft.entered);
  drop_spent(module, c, uploads);
  if (not uploads.refused.empty()) return show(c, draft.own, draft.entered, place, {.refused = uploads.refused}, {});
  return after_saving(c, draft, place, uploads.fields, saved);
}

http::Response conditions(Applications& module, http::Request const&, TownContext& c) {
  auto const form = module.library.version(c.path("version"));
  if (form == nullptr) throw NotFound{};
  auto const& pages = form->definition().pages;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (pages[i].id + ".js" != c.path("datei")) continue;
    return {
        .content_type = "text/javascript; charset=utf-8", .body = form->scripts[i], .caching = http::Caching::forever};
  }
  throw NotFound{};
}

}  // namespace kreislauf::applications::pages
