#include "authority/act.h"
#include "authority/authority.h"
#include "authority/limits.h"
#include "authority/resident/pages.h"
#include "authority/store.h"
#include "base/text.h"

// Reports of barriers (§ 10b BGG NRW asks for a way to send them) and remarks on pages.
namespace kreislauf::authority::pages {

namespace {

using kern::Kind;

constexpr std::int64_t longest_message = 2000;
constexpr limits::Limit remarks_of_network{"remarks", 5, std::chrono::minutes{10}};
constexpr std::string_view barrier_path = "/barriere-melden", remark_path = "/rueckmeldung";

bool is_barrier(TownContext const& c) { return c.route.starts_with(barrier_path); }
std::string path_of(TownContext const& c) { return std::string{is_barrier(c) ? barrier_path : remark_path}; }

kern::Form questions(TownContext const& c) {
  auto const& t = c.t;
  auto const hint = t("Bitte keine Namen und keine Adressen. Höchstens {} Zeichen.", longest_message);
  kern::Field const mail{.name = "mail",
                         .kind = Kind::email,
                         .label = t("E-Mail für eine Antwort"),
                         .hint = t("Wir nutzen sie nur für die Antwort."),
                         .optional = true,
                         .autocomplete = "email"};
  kern::Field text{.name = "text", .kind = Kind::area, .label = {}, .hint = hint, .most = longest_message, .rows = 6};
  if (is_barrier(c)) {
    text.label = t("Was hindert Sie? Auf welcher Seite?");
    text.missing = t("Beschreiben Sie, was Sie hindert.");
    return {t, c.today(), {text, mail}};
  }
  text.label = t("Was können wir besser machen?");
  text.optional = true;
  kern::Field const verdict{.name = "urteil",
                            .kind = Kind::choice,
                            .label = t("Hat Ihnen die Seite geholfen?"),
                            .options = {{"ja", t("Ja")}, {"teils", t("Zum Teil")}, {"nein", t("Nein")}},
                            .missing = std::string{t("Wählen Sie aus, ob die Seite geholfen hat.")}};
  return {t, c.today(), {verdict, text, mail}};
}

/// Only paths of this site come back into the page.
std::string page_of(std::string_view encoded) {
  auto const from = http::field(encoded, "von").value_or("");
  return from.starts_with("/") and not from.starts_with("//") ? from.substr(0, text::byte_of(from, 200))
                                                              : std::string{};
}

http::Response show(TownContext const& c, kern::Form const& form, std::string const& about) {
  auto const& t = c.t;
  bool const barrier = is_barrier(c);
  Page page{c,
            {.title = std::string{barrier ? t("Barriere melden") : t("Ihre Rückmeldung")},
             .path = path_of(c),
             .form = &form,
             .index = false}};
  page.lead(barrier ? t("Sie kommen auf einer Seite nicht weiter? Schreiben Sie uns. Wir helfen Ihnen auch am Telefon.")
                    : t("Danke, dass Sie sich Zeit nehmen."));
  page.form(form, {.path = path_in(c, path_of(c))}, [&](kern::Fields& f) {
    f.hidden("von", about);
    f.all();
    f.submit(barrier ? t("Meldung senden") : t("Rückmeldung senden"));
  });
  return page.finish();
}

}  // namespace

http::Response feedback_form(http::Request const& request, TownContext& c) {
  return show(c, questions(c), page_of(request.query));
}
http::Response barrier_form(http::Request const& request, TownContext& c) {
  return show(c, questions(c), page_of(request.query));
}

http::Response send_feedback(http::Request const& request, TownContext& c) {
  auto form = questions(c);
  form.read(request.body);
  auto const about = page_of(request.body);
  if (form.fine() and not allows(c, request, remarks_of_network))
    form.wrong("text", std::string{c.t("Von diesem Anschluss kamen gerade sehr viele Meldungen. Ihr Text ist noch da. "
                                       "Senden Sie ihn in zehn Minuten noch einmal.")});
  if (not form.fine()) return show(c, form, about);
  auto const kind = is_barrier(c) ? std::string{"barrier"} : "page:" + form.text("urteil");
  return perform(c, request, [&](acts::Transaction& tx) {
    store::save(tx.db, Feedback{.form_key = c.random.hex(16),
                                .received_at = iso_utc(tx.now),
                                .kind = kind,
                                .page = about,
                                .message = form.text("text"),
                                .contact = form.text("mail")});
    return acts::see(path_in(c, path_of(c) + "/danke"));
  });
}

http::Response feedback_sent(http::Request const&, TownContext& c) {
  auto const& t = c.t;
  Page page{c,
            {.title = std::string{t("Danke für Ihre Nachricht")},
             .path = "/rueckmeldung/danke",
             .layout = kern::Layout::own,
             .index = false}};
  auto& out = page.out();
  out("<div class='kl-wrap kl-page'>"_h);
  kern::confirmation(out, {.heading = t("Danke für Ihre Nachricht"), .lead = t("Sie ist bei uns gespeichert.")});
  kern::section(out, {.id = "weiter", .heading = t("So geht es weiter")}, [&](html::Writer&) {
    kern::steps(out,
                {{t("Wir lesen Ihre Nachricht"), t("Ein Mensch in der Verwaltung sieht sie sich an.")},
                 {t("Wir antworten"), t("Wenn Sie eine E-Mail-Adresse angegeben haben, bekommen Sie eine Antwort.")}});
  });
  kern::actions(
      out, [&](html::Writer&) { kern::button_link(out, {.path = path_in(c, "/"), .label = t("Zur Startseite")}); },
      "kl-actions kl-section"_h);
  out("</div>"_h);
  return page.finish();
}

}  // namespace kreislauf::authority::pages
