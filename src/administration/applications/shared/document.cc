#include "administration/applications/shared/document.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "platform/i18n/dates.h"

namespace kreislauf::applications {

namespace {

namespace json = boost::json;

json::array pages_of(std::vector<forms::ShownPage> const& shown) {
  json::array pages;
  for (auto const& page : shown) {
    if (page.answers.empty()) continue;
    json::array answers;
    for (auto const& answer : page.answers) {
      std::string text;
      for (auto const& line : answer.lines) text += (text.empty() ? "" : "\n") + line;
      answers.push_back({{"question", answer.label}, {"answer", text}});
    }
    pages.push_back({{"title", page.title}, {"answers", std::move(answers)}});
  }
  return pages;
}

/// Who has signed besides stands behind the answers, as one page more.
void add_signatures(json::array& pages, i18n::Translator const& t, std::vector<Signed> const& signatures) {
  if (signatures.empty()) return;
  json::array answers;
  for (auto const& one : signatures) {
    auto const at = i18n::moment(t, parse_iso_utc(one.at));
    answers.push_back({{"question", one.who}, {"answer", one.name.empty() ? at : fmt::format("{}, {}", one.name, at)}});
  }
  pages.push_back({{"title", t("Unterschriften")}, {"answers", std::move(answers)}});
}

json::array files_of(forms::Entered const& entered) {
  json::array files;
  for (auto const& [key, file] : entered.files)
    files.push_back({{"name", file.name}, {"size", file.size}, {"sha256", file.sha256}});
  return files;
}

}  // namespace

json::object sender_of(Desk const& c, std::string_view name) {
  json::object sender{{"name", c.authority.full_name()}};
  auto const* office = c.town.office(name);
  if (office == nullptr) return sender;
  sender["department"] = office->name;
  sender["address"] = json::array{office->street, office->postal_code + " " + office->place};
  json::array contact;
  if (not office->phone.empty()) contact.push_back({{"label", c.t("Telefon")}, {"value", office->phone}});
  if (not office->email.empty())
    contact.push_back({{"label", c.t("E-Mail")}, {"value", office->email}, {"link", "mailto:" + office->email}});
  sender["contact"] = std::move(contact);
  return sender;
}

pdf::Document document_of(Desk const& c, OwnApplication const& own, forms::Entered const& entered,
                          std::vector<Signed> const& signatures) {
  auto const& t = c.t;
  auto const& a = own.application;
  auto const shown = forms::shown_answers(t, *own.form->compiled, entered, forms::environment_of(c.clock));
  auto const sent = parse_iso_utc(a.submitted_at);
  auto pages = pages_of(shown);
  add_signatures(pages, t, signatures);
  json::object data{{"language", i18n::code(t.language())},
                    {"title", t("Ihr Antrag {}", a.number)},
                    {"date", i18n::iso(legal_time(sent).day)},
                    {"sender", sender_of(c, a.office)},
                    {"reference", a.number},
                    {"service", own.name(t.language())},
                    {"sent_at", i18n::moment(t, sent)},
                    {"lead", t("Das haben Sie uns geschickt. Bitte heben Sie dieses Blatt auf.")},
                    {"qr", {{"text", c.follow_url}, {"label", t("Antrag verfolgen")}}},
                    {"pages", std::move(pages)},
                    {"files", files_of(entered)}};
  return {.sheet = pdf::Template::receipt,
          .data = std::move(data),
          .attachments = {{.name = "antrag.json",
                           .type = "application/json",
                           .description = std::string{t("Die Antworten zum Weiterverarbeiten")},
                           .content = forms::json_of(*own.form->compiled, entered.answers)}}};
}

}  // namespace kreislauf::applications
