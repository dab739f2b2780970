#include "administration/applications/acts/cosigning.h"
#include "administration/applications/acts/days.h"
#include "administration/applications/acts/links.h"
#include "administration/applications/resident/account.h"
#include "administration/applications/resident/draft_page.h"
#include "administration/applications/resident/identity.h"
#include "administration/applications/resident/pages.h"
#include "administration/applications/resident/reduction.h"
#include "administration/applications/shared/cost.h"
#include "administration/applications/shared/terms_now.h"
#include "authority/act.h"

// § 9a OZG: everything is read once more (2), nobody sends in haste (3).
namespace kreislauf::applications::pages {

namespace {

using authority::Page, authority::path_in;

void write_unready(html::Writer& out, TownContext const& c, OwnApplication const& own,
                   std::vector<std::size_t> const& unready, bool told) {
  auto const& t = c.t;
  if (told)
    kern::alert(out, kern::Tone::danger, t("Das ist noch nicht vollständig"),
                t("Es wurde nichts abgeschickt. Ihre Antworten sind gespeichert."));
  else
    kern::note(out, {.warning = true}, [&](html::Writer&) { out("<p>"_h, t("Hier fehlt noch etwas:"), "</p>"_h); });
  std::vector<kern::Link> links;
  for (auto const page : unready) {
    auto const& definition = own.form->definition().pages[page];
    links.push_back({.path = path_in(c, path_of(c, "/" + definition.id)) + "?fehler=1",
                     .label = forms::in_language(c, definition.title)});
  }
  kern::links(out, links);
}

/// Why somebody cannot be asked to sign.
void write_obstacles(html::Writer& out, TownContext const& c, std::vector<WantedSignature> const& wanted) {
  for (auto const& one : wanted) {
    if (auto const sentence = sentence_of(c.t, one.obstacle); not sentence.empty())
      out("<p>"_h, forms::in_language(c, one.who->who), ": "_h, sentence, "</p>"_h);
  }
}

/// Who is asked to sign before it arrives.
void write_signers(html::Writer& out, TownContext const& c, std::vector<WantedSignature> const& wanted) {
  if (wanted.empty()) return;
  out("<p>"_h,
      c.t("Danach muss noch jemand unterschreiben. Wir schicken dafür einen Link; wer ihn öffnet, liest alle Angaben. "
          "Erst mit der letzten Unterschrift kommt der Antrag bei uns an."),
      "</p>"_h);
  kern::details(out, [&](kern::Details& details) {
    for (auto const& one : wanted)
      details.row(forms::in_language(c, one.who->who), html::fragment("<bdi>"_h, one.mail, "</bdi>"_h));
  });
}

}  // namespace

namespace {

/// Who does it now, where that has changed since the draft was begun; nullptr: still this authority.
authority::Authority const* other_responsible(TownContext const& c, OwnApplication const& own) {
  if (own.service == nullptr) return nullptr;
  auto const* who = catalog::rules::responsible(*own.service, c.authority, *c.directory).authority;
  bool const for_others = c.directory->does_for_others(own.service->key.value(), c.authority);
  return who == &c.authority or for_others ? nullptr : who;
}

void write_moved(html::Writer& out, TownContext const& c, OwnApplication const& own,
                 authority::Authority const& other) {
  kern::note(out, {.warning = true}, [&](html::Writer&) {
    out("<p>"_h,
        c.t("Dafür ist jetzt {} zuständig. Hier können Sie den Antrag nicht mehr absenden.", other.full_name()),
        "</p>"_h);
  });
  kern::links(out, {{.path = c.origin_of(other) + path_in(c, "/dienste/" + own.service->slug),
                     .label = own.name(c.t.language())}});
}

/// What was shown and confirmed: another price since then is shown first.
constexpr std::string_view confirmed = "betrag";
std::string confirmed_fee(Sending const& sending) { return std::to_string(sending.amount().cents); }

}  // namespace

namespace {

void write_sending(Page& page, TownContext const& c, OwnApplication const& own, forms::Entered const& entered,
                   std::vector<WantedSignature> const& wanted, std::int64_t account) {
  auto const& t = c.t;
  kern::section(page.out(), {.id = "absenden", .heading = t("Absenden")}, [&](html::Writer& out) {
    out("<p>"_h,
        t("Lesen Sie alles noch einmal in Ruhe. Mit dem Absenden erklären Sie, dass Ihre Angaben stimmen, "
          "und der Antrag geht an {}.",
          c.authority.full_name()),
        "</p>"_h);
    write_signers(out, c, wanted);
    auto const sending = sending_of(c, own, entered);
    if (sending.fee) write_cost(out, c, *own.form, *sending.fee);
    write_reduction(page, c, own, entered, account);
    auto const form = remember_question(c, {.behalf = acting_in(*own.form->compiled, entered) == Acting::behalf,
                                            .reduction = claimed_now(c, own, entered).by_file});
    page.form(form, {.path = path_in(c, path_of(c, "/senden"))}, [&](kern::Fields& f) {
      if (account != 0) f.all();
      f.button({.label = t("Antrag verbindlich absenden"), .name = confirmed, .value = confirmed_fee(sending)});
    });
  });
}

}  // namespace

namespace {

/// Staff try a form: it ends here.
void write_trial(html::Writer& out, TownContext const& c, OwnApplication const& own, forms::Entered const& entered) {
  kern::note(out, {}, [&](html::Writer&) {
    out("<p>"_h, c.t("Das ist ein Versuch: Hier würde der Antrag abgeschickt. Morgen wird alles gelöscht."), "</p>"_h);
  });
  if (own.service == nullptr) return;
  if (auto const sending = sending_of(c, own, entered); sending.fee) write_cost(out, c, *own.form, *sending.fee);
}

}  // namespace

http::Response show_check(Applications& module, TownContext const& c, OwnApplication const& own,
                          forms::Entered const& entered, CheckTold const& told) {
  auto const& t = c.t;
  auto const path = path_of(c, "/pruefen");
  auto const unready = unready_pages(*own.form, entered, c.clock);
  Page page{c, meta_of(c, own, std::string{t("Prüfen und absenden")}, path)};
  auto& out = page.out();
  auto const wanted = wanted_signatures(*own.form, entered, c.clock);
  if (not unready.empty()) write_unready(out, c, own, unready, told.incomplete);
  write_obstacles(out, c, wanted);
  write_acting(out, c, own, entered);
  auto const shown = forms::shown_answers(t, *own.form->compiled, entered, forms::environment_of(c.clock));
  forms::write_answers(out, c, shown, 2, [&](html::Writer&, forms::ShownPage const& one) {
    out("<p>"_h);
    kern::line_link(
        out, path_in(c, path_of(c, "/" + one.id)), t("Ändern"),
        one.german ? html::fragment(": ", authority::german(c, one.title)) : html::fragment(": ", one.title));
    out("</p>"_h);
  });
  if (own.application.channel == Channel::trial) {
    write_trial(out, c, own, entered);
  } else if (auto const* other = other_responsible(c, own); other != nullptr) {
    write_moved(out, c, own, *other);
  } else {
    bool const known = write_identity(page, module, c, own, entered);
    if (unready.empty() and known) write_sending(page, c, own, entered, wanted, told.account);
  }
  out("<p class='kl-small'>"_h);
  kern::more_link(out, path_in(c, path_of(c)), t("Später weitermachen"));
  out("</p>"_h);
  return page.finish(told.incomplete ? 422 : 200);
}

namespace {

/// Of who is signed in; 0: nobody.
std::int64_t account_of(TownContext const& c, http::Request const& request) {
  auto const holder = accounts::holder_of(c, request);
  return holder ? holder->id : 0;
}

}  // namespace

http::Response check(Applications& module, http::Request const& request, TownContext& c) {
  auto draft = open_draft(module, c);
  if (draft.answer) return *std::move(draft.answer);
  return show_check(module, c, draft.own, draft.entered, {.account = account_of(c, request)});
}

namespace {

/// Because the applicant has ticked the box. What was known and is not asked here stays known.
void remember_answers(acts::Transaction& tx, TownContext const& c, OwnApplication const& own, std::int64_t account) {
  auto const entered = entered_of(c, own.application, *own.form);
  auto told = facts_in(*own.form->compiled, own.form->definition(), entered);
  // Only what the box says, and what the page of the account shows.
  told.mail.clear();
  told.who.company.clear();
  accounts::remember(tx, c, account, accounts::merged(accounts::known_facts(tx.db, c, account), told));
}

/// The same of the one for whom somebody acts.
void remember_person(acts::Transaction& tx, TownContext const& c, OwnApplication const& own, std::int64_t account) {
  auto const entered = entered_of(c, own.application, *own.form);
  auto person = person_in(*own.form->compiled, own.form->definition(), entered);
  if (not person) return;
  person->source = subject_of(own.application);
  accounts::keep_person(tx, c, account, *std::move(person));
}

}  // namespace

http::Response send(Applications& module, http::Request const& request, TownContext& c) {
  auto own = by_token(module, c, c.path("kennung"));
  auto const sent = path_in(c, path_of(c)) + "?neu=1";
  auto sending = sending_of(c, own, entered_of(c, own.application, *own.form));
  auto const fee = confirmed_fee(sending);
  bool const another_price = http::field(request.body, confirmed).value_or(fee) != fee;
  if (is_open(own.application.state) and (another_price or other_responsible(c, own) != nullptr))
    return http::see_other(path_in(c, path_of(c, "/pruefen")));
  bool const asks = not wanted_signatures(*own.form, entered_of(c, own.application, *own.form), c.clock).empty();
  if (asks and is_open(own.application.state) and not authority::allows(c, request, asked_to_sign))
    return too_many_asked(c);
  auto const holder = accounts::holder_of(c, request);
  if (holder and http::field(request.body, keep_box)) sending.keep_reduction = holder->id;
  bool const remembers = holder and http::field(request.body, remember_box).has_value();
  bool const remembers_person = holder and http::field(request.body, remember_person_box).has_value();
  try {
    auto answer = perform(c, request, [&](acts::Transaction& tx) {
      auto application = current(tx, own.application);
      // Sent from two windows: it is there once, and both see it.
      if (not is_open(application.state)) return acts::see(sent);
      submit_or_ask(tx, c, application, *own.form, sending);
      if (remembers) remember_answers(tx, c, own, holder->id);
      if (remembers_person) remember_person(tx, c, own, holder->id);
      return acts::see(sent);
    });
    cases::tell(c, sending.office);
    return answer;
  } catch (capacity::Full const&) {
    // Somebody was quicker: the page with the days says so and keeps everything else.
    auto const place = page_with_calendar(*own.form).value_or(0);
    return http::see_other(path_in(c, path_of(c, "/" + own.form->definition().pages[place].id)));
  } catch (Incomplete const&) {
    return show_check(module, c, own, entered_of(c, own.application, *own.form),
                      {.incomplete = true, .account = holder ? holder->id : 0});
  } catch (AnotherFee const&) {
    return http::see_other(path_in(c, path_of(c, "/pruefen")));
  } catch (Unproven const&) {
    return http::see_other(path_in(c, path_of(c, "/pruefen")) + "#identitaet");
  }
}

}  // namespace kreislauf::applications::pages
