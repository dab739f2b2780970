#include "app/answers.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "authority/authority.h"

namespace kreislauf::app {

namespace {

struct Words {
  unsigned status;
  std::string_view title, lead, english;
};

constexpr std::array words{
    Words{400, i18n::message("Diese Anfrage verstehen wir nicht"),
          i18n::message(
              "Die Adresse oder die Angaben sind unvollständig. Gehen Sie zurück und versuchen Sie es noch einmal."),
          "The request could not be understood. Check the address and the parameters."},
    Words{401, i18n::message("Sie sind nicht angemeldet"),
          i18n::message("Melden Sie sich an. Nichts wurde gespeichert."), "Sign in first. Nothing was stored."},
    Words{403, i18n::message("Das dürfen wir hier nicht tun"),
          i18n::message(
              "Das Formular kam nicht von dieser Seite. Öffnen Sie es hier noch einmal. Nichts wurde gespeichert."),
          "The request was refused. Nothing was stored."},
    Words{404, i18n::message("Diese Seite gibt es nicht"),
          i18n::message("Vielleicht hat sich die Adresse geändert. Suchen Sie mit Ihren eigenen Worten."),
          "There is nothing at this address."},
    Words{405, i18n::message("So geht das hier nicht"),
          i18n::message("Unter dieser Adresse geht das nicht. Gehen Sie zurück und versuchen Sie es noch einmal."),
          "This method is not offered here; see the Allow field."},
    Words{408, i18n::message("Das hat zu lange gedauert"),
          i18n::message("Die Anfrage kam nicht vollständig an. Bitte versuchen Sie es noch einmal."),
          "The request did not arrive in time."},
    Words{409, i18n::message("Das hat sich inzwischen geändert"),
          i18n::message("Jemand war schneller, oder das Formular wurde schon gesendet. Gehen Sie zurück und sehen Sie "
                        "nach, was jetzt gilt."),
          "The state has changed meanwhile, or the form was sent before. Look at what is now."},
    Words{413, i18n::message("Das ist zu groß für uns"),
          i18n::message("Nichts wurde gespeichert. Bitte kürzen Sie den Text, oder schicken Sie Dateien einzeln."),
          "The body is larger than this address takes. Nothing was stored."},
    Words{414, i18n::message("Die Adresse ist zu lang"),
          i18n::message("Bitte kürzen Sie die Adresse oder suchen Sie neu."), "The address is too long."},
    Words{415, i18n::message("Dieses Format verstehen wir nicht"),
          i18n::message("Bitte benutzen Sie das Formular auf dieser Seite. Nichts wurde gespeichert."),
          "The format of the body is not understood. Nothing was stored."},
    Words{429, i18n::message("Das war etwas zu schnell"),
          i18n::message("Von Ihrem Anschluss kamen gerade sehr viele Anfragen. Bitte warten Sie einen Moment. Dann "
                        "laden Sie die Seite neu."),
          "Too many requests; wait as long as Retry-After says."},
    Words{431, i18n::message("Diese Anfrage ist zu groß"),
          i18n::message("Ihr Programm hat zu viele Kopfzeilen geschickt. Versuchen Sie es mit einem anderen Browser."),
          "The request head is too large."},
    Words{500, i18n::message("Bei uns ist etwas schiefgegangen"),
          i18n::message("Der Fehler liegt bei uns, nicht bei Ihnen. Versuchen Sie es in ein paar Minuten noch einmal."),
          "The fault is ours. Try again in a few minutes."},
    Words{503, i18n::message("Wir sind gleich zurück"),
          i18n::message("Gerade ist sehr viel los. Versuchen Sie es in ein paar Minuten noch einmal."),
          "The service is busy. Try again as Retry-After says."},
    Words{507, i18n::message("Wir können gerade nichts speichern"),
          i18n::message("Sie können weiter alles lesen. Ihre Angaben wurden nicht gespeichert. Versuchen Sie es später "
                        "noch einmal."),
          "Nothing can be stored right now; reading goes on. Nothing was stored."},
};

Words const& words_for(unsigned status) {
  auto const found =
      std::find_if(words.begin(), words.end(), [&](auto const& entry) { return entry.status == status; });
  if (found != words.end()) return *found;
  return words_for(status >= 500 ? 500 : 400);
}

}  // namespace

http::Response error_page(authority::Context const& c, unsigned status, std::string_view path) {
  auto const& t = c.t;
  auto const& said = words_for(status);
  authority::Page page{c,
                       {.title = std::string{t(said.title)}, .path = "/", .layout = kern::Layout::own, .index = false}};
  page("<div class='kl-wrap kl-page'><div class='kl-oops'><div><p class='kl-muted'>"_h, t("Fehler {}", status),
       "</p><h1>"_h, t(said.title), "</h1><p class='kl-lead'>"_h, t(said.lead), "</p></div></div>"_h);
  // Others may know what was meant: services with a similar name.
  if (auto const* at = c.at_town(); at != nullptr and status == 404)
    authority::write_panels(page, *at, "not_found", path, {});
  kern::actions(
      page.out(),
      [&](html::Writer& out) {
        kern::button_link(out, {.path = authority::path_in(c, "/"), .label = t("Zur Startseite")});
        out(" ");
        authority::write_help_button(out, c);
      },
      "kl-actions kl-section"_h);
  page("</div>"_h);
  auto response = page.finish(status);
  response.caching = http::Caching::none;
  return response;
}

http::Response problem_json(unsigned status, std::string_view detail) {
  auto const& said = words_for(status);
  boost::json::object const body{{"type", "about:blank"},
                                 {"title", http::reason(status)},
                                 {"status", status},
                                 {"detail", detail.empty() ? said.english : detail}};
  return {.status = status,
          .content_type = "application/problem+json",
          .body = boost::json::serialize(body),
          .caching = http::Caching::none};
}

http::Response bare_error(unsigned status) {
  auto const& said = words_for(status);
  html::Writer out{1024};
  out("<!DOCTYPE html>\n<html lang='de'><head><meta charset='utf-8'>"_h);
  out("<meta name='viewport' content='width=device-width'><title>"_h, said.title, "</title></head><body><h1>"_h,
      said.title, "</h1><p>"_h, said.lead, "</p><p lang='en'>"_h, said.english, "</p></body></html>"_h);
  return {.status = status, .body = out.take_text(), .caching = http::Caching::none};
}

}  // namespace kreislauf::app
