#include "administration/applications/acts/change.h"
#include "administration/applications/resident/draft_page.h"
#include "administration/applications/resident/pages.h"
#include "administration/applications/resident/thread.h"
#include "administration/applications/shared/files.h"
#include "authority/act.h"
#include "authority/limits.h"
#include "base/errors.h"

// What residents and the office write to each other about an application that was sent.
namespace kreislauf::applications::pages {

namespace {

using authority::Page, authority::path_in;

/// Who has the link may write; a person writes less often.
constexpr limits::Limit messages_of_network{"application messages", 20, std::chrono::hours{1}};

/// Sent and not taken back. Throws NotFound.
OwnApplication find(Applications& module, TownContext const& c) {
  auto own = by_token(module, c, c.path("kennung"));
  if (not can_write(own.application)) throw NotFound{};
  return own;
}

/// As it is now. Throws TooLate.
Application writable(acts::Transaction& tx, OwnApplication const& own) {
  auto a = current(tx, own.application);
  if (not can_write(a)) throw TooLate{};
  return a;
}

/// Who was to be heard has said something: the case goes on (§ 28 VwVfG NRW).
void hear(acts::Transaction& tx, Applications& module, TownContext const& c, Application const& a) {
  auto const asked = cases::open_asked(tx.db, subject_of(a));
  if (not asked or asked->kind != cases::Asked::Kind::hearing) return;
  auto one = cases::of_subject(tx.db, subject_of(a));
  if (one) cases::answered(tx, c, *module.cases.library.version(one->version), *one, {});
}

std::string path_to_write(TownContext const& c) { return path_of(c, "/nachrichten"); }

kern::Form questions(TownContext const& c) {
  return messages::questions(c, c.t("Ihre Nachricht"),
                             c.t("Auch auf Englisch oder in einfachen Sätzen. Nach Passwörtern fragen wir nie."));
}

http::Response show(TownContext const& c, OwnApplication const& own, kern::Form const& form, unsigned status = 200) {
  auto const& t = c.t;
  Page page{
      c, meta_of(c, own, std::string{t("Nachrichten zu Antrag {}", own.application.number)}, path_to_write(c), &form)};
  auto const thread = messages::thread_of(c, subject_of(own.application));
  if (not thread.empty()) write_thread(page.out(), c, own.application, thread);
  page.form(form, {.path = path_in(c, path_to_write(c)), .files = true}, [&](kern::Fields& f) {
    f.hidden(messages::seen_field, messages::seen_of(thread));
    f(messages::text_field);
    messages::write_file_question(f, t);
    kern::actions(f.out(), [&](html::Writer& out) {
      f.button({.label = t("Nachricht senden")});
      out(" ");
      kern::button_link(
          out, {.path = path_in(c, path_of(c)), .label = t("Zurück zum Antrag"), .weight = kern::Weight::secondary});
    });
  });
  return page.finish(status);
}

}  // namespace

http::Response talk(Applications& module, http::Request const&, TownContext& c) {
  return show(c, find(module, c), questions(c));
}

http::Response say(Applications& module, http::Request const& request, TownContext& c) {
  auto const own = find(module, c);
  auto carried = messages::form_of(request);
  auto form = questions(c);
  form.read(carried.fields);
  if (not form.fine()) return show(c, own, form);
  if (not authority::allows(c, request, messages_of_network)) {
    form.wrong(
        messages::text_field,
        std::string{c.t("Das waren viele Nachrichten. Bitte warten Sie eine Stunde, oder rufen Sie im Amt an.")});
    return show(c, own, form, 429);
  }
  // Only now: looking at files costs, and keeps them for a day.
  auto const sent = messages::take_files(c, module.blobs, std::move(carried));
  if (not sent.refused.empty()) {
    form.wrong(messages::file_field, sent.refused);
    return show(c, own, form);
  }
  try {
    return authority::perform(c, messages::without_files(request, sent),
                              [&](acts::Transaction& tx) {
                                auto const a = writable(tx, own);
                                messages::write(tx, c,
                                                {.subject = subject_of(a),
                                                 .office = a.office,
                                                 .sender = messages::Sender::resident,
                                                 .seen = messages::seen_in(sent.fields),
                                                 .content = {.text = form.text(messages::text_field),
                                                             .language = std::string{i18n::code(c.t.language())},
                                                             .files = sent.files}});
                                hear(tx, module, c, a);
                                return acts::see(path_in(c, path_of(c)) + "?gesagt=1#nachrichten");
                              },
                              {.asked = messages::asked_by(sent)});
  } catch (messages::ThreadFull const&) {
    form.wrong(messages::text_field,
               std::string{c.t("Hier stehen schon sehr viele Nachrichten. Bitte rufen Sie im Amt an.")});
    return show(c, own, form, 409);
  }
}

http::Response file_of_message(Applications& module, http::Request const&, TownContext& c) {
  auto const own = by_token(module, c, c.path("kennung"));
  auto const thread = messages::thread_of(c, subject_of(own.application));
  auto const& file = messages::file_of(thread, c.path("datei"));
  return file_answer(module, c, {file.name, file.type, file.sha256});
}

}  // namespace kreislauf::applications::pages
