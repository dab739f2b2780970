#include "administration/messages/shared/thread.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/messages/store/store.h"
#include "authority/act.h"
#include "base/errors.h"
#include "platform/http/numbers.h"
#include "platform/i18n/dates.h"
#include "platform/kern/file_input.h"
#include "platform/kern/thread.h"

namespace kreislauf::messages {

std::vector<Shown> thread_of(authority::TownContext const& c, std::string_view subject) {
  std::vector<Shown> thread;
  c.db.read([&](db::Connection& connection) {
    for (auto& message : store::of_subject(connection, subject, longest_thread))
      thread.push_back({.message = std::move(message), .content = {.text = {}}});
  });
  for (auto& one : thread) one.content = opened(c.keys, one.message);
  return thread;
}

bool waits_for(std::vector<Shown> const& thread, Sender side) {
  return std::any_of(thread.begin(), thread.end(),
                     [&](Shown const& one) { return one.message.open and one.message.sender != side; });
}

void write_thread(html::Writer& out, i18n::Translator const& t, std::vector<Shown> const& thread, Look const& look) {
  std::vector<kern::Said> all;
  for (auto const& [message, content] : thread) {
    bool const own = message.sender == look.side;
    std::vector<kern::Link> files;
    for (std::size_t i = 0; i < content.files.size(); ++i)
      files.push_back({.path = fmt::format("{}{}-{}", look.files, message.id, i + 1), .label = content.files[i].name});
    all.push_back({.who = message.sender == Sender::resident ? look.resident : look.office,
                   .when = i18n::moment(t, parse_iso_utc(message.at)),
                   .text = content.text,
                   .language = content.language == i18n::code(t.language()) ? std::string_view{} : content.language,
                   .own = own,
                   .open = message.open and not own,
                   .open_label = look.open,
                   .files = std::move(files)});
  }
  kern::thread(out, all);
}

File const& file_of(std::vector<Shown> const& thread, std::string_view key) {
  for (auto const& [message, content] : thread) {
    for (std::size_t i = 0; i < content.files.size(); ++i) {
      if (fmt::format("{}-{}", message.id, i + 1) == key) return content.files[i];
    }
  }
  throw NotFound{};
}

kern::Form questions(authority::TownContext const& c, html::Content const& label, html::Content const& hint) {
  constexpr std::int64_t longest = 4000;
  return {c.t,
          c.today(),
          {{.name = std::string{text_field},
            .kind = kern::Kind::area,
            .label = label,
            .hint = hint,
            .most = longest,
            .rows = 8},
           {.name = std::string{file_field}, .label = c.t("Dateien"), .optional = true}}};
}

std::string seen_of(std::vector<Shown> const& thread) {
  return std::to_string(thread.empty() ? 0 : thread.back().message.id);
}

std::int64_t seen_in(std::string_view fields) {
  return http::number_in(http::field(fields, seen_field).value_or("0")).value_or(0);
}

http::SentForm form_of(http::Request const& request) {
  if (not http::carries_files(request.content_type)) return {.fields = std::string{request.body}, .files = {}};
  auto form = http::read_multipart(request.content_type, request.body);
  if (not form) throw BadRequest{form.error()};
  return *std::move(form);
}

Sent take_files(authority::TownContext const& c, blobs::Stores& blobs, http::SentForm form) {
  Sent sent{.fields = std::move(form.fields)};
  for (auto const& file : form.files) {
    if (file.field != file_field) continue;
    if (sent.files.size() >= most_files) {
      sent.refused = c.t("Das sind zu viele Dateien. Entfernen Sie eine.");
      break;
    }
    try {
      auto store = blobs.of(c.authority.key, c.db);
      auto const taken = blobs.door().take(store, file.bytes, file.name, longest_file);
      if (not taken) {
        sent.refused = blobs::sentence(c.t, taken.error(), longest_file);
        continue;
      }
      sent.files.push_back({.name = taken->inspection.name,
                            .type = std::string{blobs::media_type(taken->inspection.type)},
                            .sha256 = taken->blob.hash,
                            .size = static_cast<std::int64_t>(taken->blob.size)});
    } catch (StoreDenied const&) {
      sent.refused = c.t("Dateien nehmen wir hier gerade nicht an.");
    }
  }
  return sent;
}

void write_file_question(kern::Fields& fields, i18n::Translator const& t) {
  auto& out = fields.out();
  auto const error = fields.form().error(file_field);
  out("<div class='kern-form-input"_h, error.empty() ? ""_h : " kern-form-input--error"_h,
      "'><label class='kern-label' for='"_h, file_field, "'>"_h, t("Dateien"), " <span class='kern-label__optional'>"_h,
      t("(optional)"), "</span></label><div class='kern-hint' id='"_h, file_field, "-hinweis'>"_h,
      t("PDF, Foto, Text oder Tabelle, höchstens 10 MB je Datei."), " ", t("Schicken Sie große Dateien einzeln."),
      "</div>"_h);
  kern::file_input(out, {.name = file_field, .several = true, .wrong = not error.empty()});
  if (not error.empty())
    out("<p class='kern-error' id='"_h, file_field,
        "-fehler'><span class='kern-icon kern-icon--danger' aria-hidden='true'></span><span class='kern-body'>"_h,
        error, "</span></p>"_h);
  out("</div>"_h);
}

http::Request without_files(http::Request const& request, Sent const& sent) {
  auto plain = request;
  plain.body = sent.fields;
  plain.content_type = "application/x-www-form-urlencoded";
  return plain;
}

std::string asked_by(Sent const& sent) {
  auto asked = authority::asked_by(sent.fields);
  for (auto const& file : sent.files) asked += "&" + file.sha256;
  return asked;
}

}  // namespace kreislauf::messages
