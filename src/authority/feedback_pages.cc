#include <algorithm>

#include "authority/authority.h"
#include "authority/pages.h"
#include "base/text.h"

// Reports of barriers (§ 10b BGG NRW asks for a way to send them) and remarks on pages.
namespace kreislauf::authority {

Feedback Feedback::from(db::Row const& row) {
  return {row.string(0), row.string(1), row.string(2), row.string(3), row.string(4), row.string(5)};
}

namespace {

constexpr auto all_feedback =
    "SELECT form_key, received_at, kind, page, message, contact FROM feedback ORDER BY received_at, form_key";
// The key was made when the form was opened: a double click, the back button and a lost answer all store one remark.
constexpr auto store_feedback =
    "INSERT INTO feedback (form_key, received_at, kind, page, message, contact) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT "
    "(form_key) DO NOTHING";

}  // namespace

std::vector<Feedback> list_feedback(db::Database& database) {
  std::vector<Feedback> found;
  database.read([&](db::Connection& connection) { found = connection.query<Feedback>(all_feedback); });
  return found;
}

namespace pages {

namespace {

constexpr std::size_t longest_message = 2000;

struct Form {
  bool barrier = false;
  std::string key, page, verdict, message, contact;
  std::string verdict_error, message_error, contact_error;

  std::size_t errors() const {
    return static_cast<std::size_t>(not verdict_error.empty()) + static_cast<std::size_t>(not message_error.empty()) +
           static_cast<std::size_t>(not contact_error.empty());
  }
  std::string_view path() const { return barrier ? "/barriere-melden" : "/rueckmeldung"; }
};

void write_error(html::Writer& out, std::string_view id, std::string const& error) {
  if (not error.empty())
    out("<p class=\"kern-error\" id=\"", id,
        "-fehler\"><span class=\"kern-icon kern-icon--danger\" aria-hidden=\"true\"></span><span class=\"kern-body\">",
        error, "</span></p>");
}

void write_summary(html::Writer& out, Context const& c, Form const& form) {
  auto const& t = c.t;
  out("<div class=\"kern-alert kern-alert--danger\" id=\"fehler\" role=\"alert\" tabindex=\"-1\" data-kl-errors><div "
      "class=\"kern-alert__header\"><span class=\"kern-icon kern-icon--danger\" aria-hidden=\"true\"></span><h2 "
      "class=\"kern-title\">",
      t.count("Bitte prüfen Sie {} Angabe", "Bitte prüfen Sie {} Angaben", static_cast<std::int64_t>(form.errors())),
      "</h2></div><div class=\"kern-alert__body\"><p class=\"kern-body\">", t("Ihre anderen Angaben sind noch da."),
      "</p><ul class=\"kl-errors\">");
  if (not form.verdict_error.empty()) out("<li><a href=\"#urteil-ja\">", form.verdict_error, "</a></li>");
  if (not form.message_error.empty()) out("<li><a href=\"#text\">", form.message_error, "</a></li>");
  if (not form.contact_error.empty()) out("<li><a href=\"#mail\">", form.contact_error, "</a></li>");
  out("</ul></div></div>");
}

void write_verdict(html::Writer& out, Context const& c, Form const& form) {
  auto const& t = c.t;
  bool const wrong = not form.verdict_error.empty();
  if (wrong)
    out("<fieldset class=\"kern-fieldset kern-fieldset--error\" aria-describedby=\"urteil-fehler\">");
  else
    out("<fieldset class=\"kern-fieldset\">");
  out("<legend class=\"kern-label\">", t("Hat Ihnen die Seite geholfen?"),
      "</legend><div class=\"kern-fieldset__body\">");
  for (auto const& [value, label] :
       {std::pair{std::string_view{"ja"}, t("Ja")}, std::pair{std::string_view{"teils"}, t("Zum Teil")},
        std::pair{std::string_view{"nein"}, t("Nein")}}) {
    out("<div class=\"kern-form-check\"><input class=\"kern-form-check__radio",
        wrong ? std::string_view{" kern-form-check__radio--error"} : std::string_view{},
        "\" type=\"radio\" id=\"urteil-", value, "\" name=\"urteil\" value=\"", value, "\"");
    if (form.verdict == value) out(" checked");
    out("><label class=\"kern-label\" for=\"urteil-", value, "\">", label, "</label></div>");
  }
  out("</div>");
  write_error(out, "urteil", form.verdict_error);
  out("</fieldset>");
}

void write_message(html::Writer& out, Context const& c, Form const& form) {
  auto const& t = c.t;
  bool const wrong = not form.message_error.empty();
  out("<div class=\"kern-form-input", wrong ? std::string_view{" kern-form-input--error"} : std::string_view{},
      "\"><label class=\"kern-label\" for=\"text\">");
  if (form.barrier)
    out(t("Was hindert Sie? Auf welcher Seite?"));
  else
    out(t("Was können wir besser machen?"), " <span class=\"kern-label__optional\">", t("(optional)"), "</span>");
  out("</label><div class=\"kern-hint\" id=\"text-hinweis\">",
      t("Bitte keine Namen und keine Adressen. Höchstens {} Zeichen.", longest_message),
      "</div><textarea class=\"kern-form-input__input\" id=\"text\" name=\"text\" rows=\"6\" "
      "aria-describedby=\"text-hinweis");
  if (wrong) out(" text-fehler\" aria-invalid=\"true");
  out("\"");
  if (form.barrier) out(" aria-required=\"true\"");
  out(">\n", form.message, "</textarea>");
  write_error(out, "text", form.message_error);
  out("</div>");
}

void write_contact_field(html::Writer& out, Context const& c, Form const& form) {
  auto const& t = c.t;
  bool const wrong = not form.contact_error.empty();
  out("<div class=\"kern-form-input", wrong ? std::string_view{" kern-form-input--error"} : std::string_view{},
      "\"><label class=\"kern-label\" for=\"mail\">", t("E-Mail für eine Antwort"),
      " <span class=\"kern-label__optional\">", t("(optional)"),
      "</span></label><div class=\"kern-hint\" id=\"mail-hinweis\">", t("Wir nutzen sie nur für die Antwort."),
      "</div><input class=\"kern-form-input__input\" type=\"email\" dir=\"ltr\" id=\"mail\" name=\"mail\" "
      "autocomplete=\"email\" value=\"",
      form.contact, "\" aria-describedby=\"mail-hinweis");
  if (wrong) out(" mail-fehler\" aria-invalid=\"true");
  out("\">");
  write_error(out, "mail", form.contact_error);
  out("</div>");
}

http::Response show(Context const& c, Form const& form) {
  auto const& t = c.t;
  auto const heading = std::string{form.barrier ? t("Barriere melden") : t("Ihre Rückmeldung")};
  Page page{c,
            {.title = form.errors() > 0 ? t("Fehler: {}", heading) : heading,
             .path = std::string{form.path()},
             .here = heading,
             .index = false}};
  page("<div class=\"kl-wrap kl-page\">");
  if (form.errors() > 0) write_summary(page.out(), c, form);
  page("<h1>", heading, "</h1><p class=\"kl-lead\">");
  if (form.barrier)
    page(t("Sie kommen auf einer Seite nicht weiter? Schreiben Sie uns. Wir helfen Ihnen auch am Telefon."));
  else
    page(t("Danke, dass Sie sich Zeit nehmen."));
  page("</p><form class=\"kl-form kl-stack\" action=\"", path_in(c, form.path()),
       "\" method=\"post\" novalidate><input type=\"hidden\" name=\"form\" value=\"", form.key,
       "\"><input type=\"hidden\" name=\"von\" value=\"", form.page, "\">");
  if (not form.barrier) write_verdict(page.out(), c, form);
  write_message(page.out(), c, form);
  write_contact_field(page.out(), c, form);
  page(
      "<p class=\"kl-actions\"><button class=\"kern-btn kern-btn--primary\" type=\"submit\"><span "
      "class=\"kern-label\">",
      form.barrier ? t("Meldung senden") : t("Rückmeldung senden"), "</span></button></p></form></div>");
  auto response = page.finish(form.errors() > 0 ? 422 : 200);
  response.caching = http::Caching::none;
  return response;
}

/// Only paths of this site come back into the page.
std::string page_of(std::string_view encoded) {
  auto const from = http::field(encoded, "von").value_or("");
  return from.starts_with("/") and not from.starts_with("//") ? from.substr(0, 200) : std::string{};
}

std::string valid_key(std::string const& key) {
  bool const hex = key.size() == 32 and std::all_of(key.begin(), key.end(), [](char c) {
                     return (c >= '0' and c <= '9') or (c >= 'a' and c <= 'f');
                   });
  return hex ? key : std::string{};
}

Form read(http::Request const& request, Context& c, bool barrier) {
  auto const value = [&](std::string_view name) {
    return text::nfc(text::trimmed(http::field(request.body, name).value_or("")));
  };
  Form form{.barrier = barrier,
            .key = valid_key(value("form")),
            .page = page_of(request.body),
            .verdict = value("urteil"),
            .message = value("text"),
            .contact = value("mail"),
            .verdict_error = {},
            .message_error = {},
            .contact_error = {}};
  auto const& t = c.t;
  if (form.key.empty()) form.key = c.random.hex(16);
  if (not barrier and form.verdict != "ja" and form.verdict != "teils" and form.verdict != "nein")
    form.verdict_error = t("Wählen Sie aus, ob die Seite geholfen hat.");
  if (barrier and form.message.empty()) form.message_error = t("Beschreiben Sie, was Sie hindert.");
  if (text::code_points(form.message) > longest_message)
    form.message_error = t("Der Text hat mehr als {} Zeichen. Bitte kürzen Sie ihn.", longest_message);
  auto const at = form.contact.find('@');
  bool const address = form.contact.size() < 255 and at != std::string::npos and at > 0 and
                       form.contact.find('.', at + 2) != std::string::npos and
                       form.contact.find_first_of(" \r\n") == std::string::npos;
  if (not form.contact.empty() and not address)
    form.contact_error = t("Diese E-Mail-Adresse ist nicht vollständig. Beispiel: name@beispiel.de");
  return form;
}

Form empty_form(http::Request const& request, Context& c, bool barrier) {
  Form form;
  form.barrier = barrier;
  form.key = c.random.hex(16);
  form.page = page_of(request.query);
  return form;
}

}  // namespace

http::Response feedback_form(http::Request const& request, Context& c) {
  return show(c, empty_form(request, c, false));
}
http::Response barrier_form(http::Request const& request, Context& c) { return show(c, empty_form(request, c, true)); }

http::Response send_feedback(http::Request const& request, Context& c) {
  bool const barrier = request.path.ends_with("/barriere-melden");
  auto const form = read(request, c, barrier);
  if (form.errors() > 0) return show(c, form);
  auto const kind = barrier ? std::string{"barrier"} : "page:" + form.verdict;
  auto const now = iso_utc(c.clock.now());
  c.db->write([&](db::Connection& connection) {
    connection.exec(store_feedback, form.key, now, kind, form.page, form.message, form.contact);
  });
  return http::see_other(path_in(c, barrier ? "/barriere-melden/danke" : "/rueckmeldung/danke"));
}

http::Response feedback_sent(http::Request const&, Context& c) {
  auto const& t = c.t;
  Page page{c, {.title = std::string{t("Danke für Ihre Nachricht")}, .path = "/rueckmeldung/danke", .index = false}};
  page("<div class=\"kl-wrap kl-page\"><div class=\"kl-confirm kl-prose\">", icon("done"), "<h1>",
       t("Danke für Ihre Nachricht"), "</h1><p class=\"kl-lead\">", t("Sie ist bei uns gespeichert."),
       "</p></div><section class=\"kl-section\" aria-labelledby=\"weiter\"><h2 id=\"weiter\">", t("So geht es weiter"),
       "</h2><ol class=\"kl-steps\"><li><h3>", t("Wir lesen Ihre Nachricht"), "</h3><p>",
       t("Ein Mensch in der Verwaltung sieht sie sich an."), "</p></li><li><h3>", t("Wir antworten"), "</h3><p>",
       t("Wenn Sie eine E-Mail-Adresse angegeben haben, bekommen Sie eine Antwort."),
       "</p></li></ol></section><p class=\"kl-actions kl-section\"><a class=\"kern-btn kern-btn--primary\" href=\"",
       path_in(c, "/"), "\"><span class=\"kern-label\">", t("Zur Startseite"), "</span></a></p></div>");
  return page.finish();
}

}  // namespace pages

}  // namespace kreislauf::authority
