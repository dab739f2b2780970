#include "administration/applications/resident/draft_page.h"

#include "administration/applications/acts/drafting.h"
#include "administration/applications/resident/pages.h"
#include "administration/applications/rules/matching.h"

namespace kreislauf::applications::pages {

std::string path_of(authority::TownContext const& c, std::string_view rest) {
  return "/mein-antrag/" + c.path("kennung") + std::string{rest};
}

authority::PageMeta meta_of(authority::TownContext const& c, OwnApplication const& own, std::string title,
                            std::string path, kern::Form const* form) {
  return {.title = std::move(title),
          .path = std::move(path),
          .form = form,
          .layout = kern::Layout::narrow,
          .crumbs = {{path_of(c), own.name(c.t.language())}},
          .index = false};
}

std::optional<std::size_t> next_page(OwnApplication const& own, forms::Entered const& entered, Clock const& clock,
                                     std::size_t page) {
  auto const outcome = own.form->compiled->run(entered.answers, forms::environment_of(clock));
  for (auto next = page + 1; next < outcome.pages.size(); ++next) {
    if (outcome.pages[next]) return next;
  }
  return std::nullopt;
}

std::optional<std::size_t> page_before(OwnApplication const& own, forms::Entered const& entered, Clock const& clock,
                                       std::size_t page) {
  auto const outcome = own.form->compiled->run(entered.answers, forms::environment_of(clock));
  for (auto before = page; before-- > 0;) {
    if (outcome.pages[before]) return before;
  }
  return std::nullopt;
}

http::Response too_many_asked(authority::TownContext const& c) {
  return short_answer(c, {.status = 429,
                          .title = std::string{c.t("Das waren viele Versuche in kurzer Zeit")},
                          .lead = std::string{c.t("Bitte versuchen Sie es in einer Viertelstunde noch einmal.")},
                          .path = path_of(c),
                          .button = std::string{c.t("Zurück zum Antrag")}});
}

std::string_view sentence_of(i18n::Translator const& t, WantedSignature::Obstacle obstacle) {
  switch (obstacle) {
    case WantedSignature::Obstacle::missing:
      return t("Für die Unterschrift fehlt die E-Mail-Adresse.");
    case WantedSignature::Obstacle::own:
      return t("Das ist Ihre eigene E-Mail-Adresse. Wer mit unterschreibt, braucht eine andere.");
    case WantedSignature::Obstacle::twice:
      return t("Diese E-Mail-Adresse steht schon bei jemand anderem. Alle brauchen ihre eigene.");
    default:
      return {};
  }
}

bool tell_mailboxes(forms::PageForm& form, authority::TownContext const& c, OwnApplication const& own,
                    forms::Entered const& entered, std::size_t page) {
  bool fine = true;
  for (auto const& one : wanted_signatures(*own.form, entered, c.clock)) {
    using Obstacle = WantedSignature::Obstacle;
    // What is missing the form says by itself.
    if (one.obstacle == Obstacle::none or one.obstacle == Obstacle::missing) continue;
    if (own.form->compiled->page_of(*one.who) != page) continue;
    form.tell_file(forms::field_of(one.who->mail), std::string{sentence_of(c.t, one.obstacle)});
    fine = false;
  }
  return fine;
}

void write_acting(html::Writer& out, authority::TownContext const& c, OwnApplication const& own,
                  forms::Entered const& entered) {
  if (acting_in(*own.form->compiled, entered) == Acting::self) return;
  // § 14 Absatz 3, § 41 Absatz 1 VwVfG NRW
  out("<p>"_h, c.t("Sie handeln für jemand anderen. Nachrichten und Bescheid bekommen Sie."), "</p>"_h);
}

OpenDraft open_draft(Applications& module, authority::TownContext const& c) {
  OpenDraft draft;
  try {
    draft.own = by_token(module, c, c.path("kennung"));
  } catch (LinkRenewed const&) {
    draft.answer = http::see_other(authority::path_in(c, path_of(c)));
    return draft;
  }
  if (not is_open(draft.own.application.state))
    draft.answer = http::see_other(authority::path_in(c, path_of(c)));
  else
    draft.entered = entered_of(c, draft.own.application, *draft.own.form);
  return draft;
}

}  // namespace kreislauf::applications::pages
