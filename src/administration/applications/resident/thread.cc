#include "administration/applications/resident/thread.h"

#include "administration/applications/resident/draft_page.h"

namespace kreislauf::applications::pages {

using authority::path_in;

void write_thread(html::Writer& out, authority::TownContext const& c, Application const& a,
                  std::vector<messages::Shown> const& thread) {
  auto const& t = c.t;
  auto const* office = c.town->office(a.office);
  messages::write_thread(out, t, thread,
                         {.side = messages::Sender::resident,
                          .resident = t("Sie"),
                          .office = office == nullptr ? html::Content{t("Amt")} : authority::german(c, office->name),
                          .open = t("Bitte antworten"),
                          .files = path_in(c, path_of(c, "/nachrichten/"))});
}

void write_messages(html::Writer& out, authority::TownContext const& c, Application const& a,
                    std::vector<messages::Shown> const& thread, ThreadTold told) {
  bool const may = can_write(a);
  if (thread.empty() and not may) return;
  auto const& t = c.t;
  kern::section(out, {.id = "nachrichten", .heading = t("Nachrichten")}, [&](html::Writer&) {
    if (told.said) kern::done(out, t("Ihre Nachricht ist im Amt."));
    if (thread.empty())
      out("<p>"_h, t("Haben Sie eine Frage, oder hat sich etwas geändert? Schreiben Sie dem Amt."), "</p>"_h);
    else
      write_thread(out, c, a, thread);
    if (not may) return;
    bool const asked = not told.quiet and messages::waits_for(thread, messages::Sender::resident);
    kern::actions(out, [&](html::Writer&) {
      kern::button_link(out, {.path = path_in(c, path_of(c, "/nachrichten")),
                              .label = asked ? t("Jetzt antworten") : t("Nachricht schreiben"),
                              .weight = asked ? kern::Weight::primary : kern::Weight::secondary});
    });
  });
}

}  // namespace kreislauf::applications::pages
