#include "administration/applications/office/talking.h"

#include <fmt/format.h>

#include "administration/applications/acts/deciding.h"
#include "administration/applications/shared/files.h"
#include "administration/identity/identity.h"
#include "authority/act.h"

namespace kreislauf::applications::office {

namespace {

constexpr std::string_view asks = "antwort";

kern::Form questions(StaffContext const& c) {
  auto fields = messages::questions(c, "Ihre Nachricht", "Sagen Sie genau, was fehlt und bis wann Sie es brauchen.");
  return {
      c.t,
      c.today(),
      {fields.field(messages::text_field),
       {.name = std::string{asks}, .kind = kern::Kind::tick, .label = "Wir brauchen eine Antwort", .optional = true},
       fields.field(messages::file_field)}};
}

http::Response show(StaffContext const& c, OwnApplication const& own, kern::Form const& form) {
  auto const& a = own.application;
  identity::StaffPage page{
      c,
      {.title = fmt::format("Nachrichten zu {}", a.number),
       .path = path_of(c, a) + "/nachrichten",
       .form = &form,
       .office = c.path("amt"),
       .crumbs = {{fmt::format("/verwaltung/amt/{}/faelle", c.path("amt")), "Fälle"}, {path_of(c, a), a.number}},
       .here = "Nachrichten"}};
  auto const thread = messages::thread_of(c, subject_of(a));
  if (not thread.empty()) write_thread(page.out(), c, a, thread);
  page.form(form, {.path = path_of(c, a) + "/nachrichten", .files = true}, [&](kern::Fields& f) {
    f.hidden(messages::seen_field, messages::seen_of(thread));
    f(messages::text_field);
    f(asks);
    messages::write_file_question(f, c.t);
    f.submit("Nachricht senden");
  });
  return page.finish();
}

}  // namespace

void write_thread(html::Writer& out, StaffContext const& c, Application const& a,
                  std::vector<messages::Shown> const& thread) {
  messages::write_thread(out, c.t, thread,
                         {.side = messages::Sender::office,
                          .resident = "Antragsteller",
                          .office = "Amt",
                          .open = "wartet auf Antwort",
                          .files = path_of(c, a) + "/nachrichten/"});
}

http::Response talk(Applications& module, http::Request const&, StaffContext& c) {
  auto const own = find(module, c);
  if (not can_write(own.application)) throw NotFound{};
  return show(c, own, questions(c));
}

http::Response say(Applications& module, http::Request const& request, StaffContext& c) {
  auto const own = find(module, c);
  auto carried = messages::form_of(request);
  auto form = questions(c);
  form.read(carried.fields);
  if (not form.fine()) return show(c, own, form);
  auto const sent = messages::take_files(c, module.blobs, std::move(carried));
  if (not sent.refused.empty()) {
    form.wrong(messages::file_field, sent.refused);
    return show(c, own, form);
  }
  auto const language = i18n::language_of(own.application.language).value_or(i18n::Language::german);
  auto const t = module.house.languages.translator(language);
  try {
    return perform(c, messages::without_files(request, sent),
                   [&](acts::Transaction& tx) {
                     write_to_applicant(tx, c, t, current(tx, own.application.id), own.name(language),
                                        {.content = {.text = form.text(messages::text_field),
                                                     .language = std::string{i18n::code(c.t.language())},
                                                     .files = sent.files},
                                         .asks = form.ticked(asks),
                                         .seen = messages::seen_in(sent.fields)});
                     return acts::see(path_of(c, own.application) + "#nachrichten");
                   },
                   {.asked = messages::asked_by(sent)});
  } catch (messages::ThreadFull const&) {
    form.wrong(messages::text_field, "Hier stehen schon sehr viele Nachrichten. Bitte rufen Sie an.");
    return show(c, own, form);
  }
}

http::Response file_of_message(Applications& module, http::Request const&, StaffContext& c) {
  auto const own = find(module, c);
  auto const thread = messages::thread_of(c, subject_of(own.application));
  auto const& file = messages::file_of(thread, c.path("datei"));
  return file_answer(module, c, {file.name, file.type, file.sha256});
}

}  // namespace kreislauf::applications::office
