#include "administration/appointments/office/kiosk_screen.h"

#include "authority/page.h"
#include "platform/kern/assets.h"

namespace kreislauf::appointments::office {

std::string device_start(Room const& room) { return room.path("/kiosk"); }

std::string device_path(Room const& room, std::string_view rest) {
  return authority::path_in(room.c, device_start(room) + std::string{rest});
}

namespace {

ScreenMeta meta_of(Room const& room, std::string title, int seconds, kern::Form const* form) {
  ScreenMeta meta{.title = std::move(title),
                  .body_class = "kl-kiosk"_h,
                  .form = form,
                  .scripts = {"kiosk.js"},
                  .refresh_seconds = seconds};
  if (seconds > 0) meta.refresh_to = meta.idle_to = device_start(room);
  return meta;
}

}  // namespace

KioskScreen::KioskScreen(Room const& room, std::string title, int seconds, kern::Form const* form)
    : Screen{room.c, meta_of(room, std::move(title), seconds, form)}, room_{room} {
  out_("<header class='kl-kiosk__top'><div class='kl-wrap'><div class='kl-brand'>"_h);
  authority::write_arms(out_, room.c);
  out_("<span><span class='kl-brand__name'>"_h, authority::german(room.c, room.office.name),
       "</span> <span class='kl-brand__sub'>"_h, authority::name_of(room.c, room.c.authority),
       "</span></span></div><p>"_h, t()("Bitte berühren Sie ein Feld."),
       "</p></div></header><main id='inhalt'><div class='kl-wrap'>"_h);
  error_summary();
}

void KioskScreen::back(std::string_view icon, std::string_view text) {
  out_("<nav class='kl-kiosk__foot' aria-label='"_h, text, "'><a href='"_h, device_start(room_), "'>"_h,
       kern::icon(icon), text, "</a></nav>"_h);
}

http::Response KioskScreen::close(unsigned status, bool asks) {
  if (asks) {
    auto const question = t()("Sind Sie noch da?");
    out_("<div class='kl-ask' data-kl-still-there role='alertdialog' aria-label='"_h, question, "' hidden><p>"_h,
         question, "</p><button class='kl-choice kl-choice--main' type='button'>"_h, t()("Ja, weiter"),
         "</button></div>"_h);
  }
  out_("</div></main>"_h);
  return finish(status);
}

http::Response say(Room const& room, unsigned status, std::string_view title, std::string_view text,
                   html::Fragment const& more) {
  KioskScreen screen{room, std::string{title}, answer_seconds};
  screen("<h1>"_h, title, "</h1><p>"_h, text, "</p>"_h);
  if (not more.empty()) screen("<p>"_h, more, "</p>"_h);
  screen.back("back", room.c.t("Zurück zum Anfang"));
  return screen.close(status);
}

}  // namespace kreislauf::appointments::office
