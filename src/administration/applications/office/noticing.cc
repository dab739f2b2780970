#include "administration/applications/office/noticing.h"

#include <fmt/format.h>

#include "administration/applications/acts/deciding.h"
#include "administration/applications/office/notice_page.h"
#include "administration/applications/office/talking.h"
#include "administration/applications/shared/files.h"
#include "administration/applications/shared/issued_notice.h"
#include "administration/applications/shared/notice_document.h"
#include "authority/act.h"
#include "base/text.h"
#include "platform/http/numbers.h"

namespace kreislauf::applications::office {

namespace {

using notices::Notice;

/// Drafts are made while somebody works on the case, or while a second person looks at it.
NoticeDesk desk_of(Applications& module, StaffContext const& c, std::string_view query) {
  NoticeDesk desk{.own = find(module, c)};
  auto view = cases::view_of(module.cases, c, subject_of(desk.own.application), query);
  if (not view or desk.own.application.state != State::delivered) throw NotFound{};
  desk.view = *std::move(view);
  c.db.read([&](db::Connection& db) { desk.draft = notices::draft_of(db, subject_of(desk.own.application)); });
  desk.frame = frame_of(c, desk.own, *desk.view.type);
  return desk;
}

bool signs(NoticeDesk const& desk) { return desk.view.one.phase == cases::Phase::signing; }

/// § 39 VwVfG NRW: an adverse decision has its reasons; § 28: the person was heard, where the type asks for it.
void check_beginning(kern::Form& form, NoticeDesk const& desk) {
  auto const* result = desk.view.type->result(form.text(notice_field::result));
  if (result == nullptr) return;
  if (cases::is_adverse(result->outcome) and form.text(notice_field::reason).empty())
    form.wrong(notice_field::reason, "Schreiben Sie, warum so entschieden wird (§ 39 VwVfG NRW).");
  bool const heard = std::any_of(desk.view.asked.begin(), desk.view.asked.end(),
                                 [](cases::Asked const& one) { return one.kind == cases::Asked::Kind::hearing; });
  if (result->hearing and not heard)
    form.wrong(notice_field::result, "Hören Sie die Person vorher an (§ 28 VwVfG NRW): „Nachfordern oder anhören“.");
}

http::Response begin(StaffContext& c, http::Request const& request, NoticeDesk const& desk) {
  auto form = beginning(c, desk);
  form.read(request.body);
  if (form.fine()) check_beginning(form, desk);
  if (not form.fine()) return show_beginning(c, desk, form);
  auto const* result = desk.view.type->result(form.text(notice_field::result));
  auto text = notice_text(c, desk.own, *desk.view.type, {*result, form.text(notice_field::reason)});
  if (not text) {
    for (auto const& hole : text.error()) form.wrong("vorlage", fmt::format("In der Vorlage bleibt leer: {}", hole));
    return show_beginning(c, desk, form);
  }
  return perform(c, request, [&](acts::Transaction& tx) {
    notices::keep_draft(tx, c,
                        {.subject = subject_of(desk.own.application),
                         .office = desk.own.application.office,
                         .result = result->id,
                         .content = {*text, *text}});
    return acts::see(notice_path(c, desk));
  });
}

/// What keeps it from being issued; each with its reason.
void check_issue(kern::Form& form, NoticeDesk const& desk) {
  auto const& text = form.text(notice_field::text);
  if (text.find("{{") != std::string::npos)
    form.wrong(notice_field::text, "Hier steht noch eine Lücke: {{ … }}. Füllen Sie sie aus.");
  if (desk.frame.laws.empty())
    form.wrong("vorlage", "Diesem Dienst fehlt die Rechtsgrundlage. Ohne sie ergeht kein Bescheid (§ 37 VwVfG NRW).");
  if (desk.frame.instruction.empty())
    form.wrong("vorlage", "Das Gericht für die Rechtsbehelfsbelehrung ist nicht bekannt (§ 58 Abs. 1 VwGO).");
  constexpr std::size_t whole_address = 3;
  if (form.text(notice_field::way) == notices::name_of(notices::Way::post) and
      desk.frame.recipient.size() < whole_address)
    form.wrong(notice_field::way, "Im Antrag steht keine ganze Anschrift. Wählen Sie einen anderen Weg.");
}

Notice current_draft(acts::Transaction& tx, NoticeDesk const& desk) {
  auto draft = notices::draft_of(tx.db, subject_of(desk.own.application));
  if (not draft or draft->id != desk.draft->id) throw notices::NoDraft{};
  return *std::move(draft);
}

/// The bytes lie safely before the act begins; what fails is told, and the draft is as it was.
struct Printed {
  std::string sha256 = {}, trouble = {};
  std::int64_t size = 0;
};
Printed print(Applications& module, StaffContext const& c, NoticeDesk const& desk, std::string_view text) {
  auto made = module.documents.make(notice_document(c, desk.own, desk.frame, text, c.staff.name));
  if (not made) return {.trouble = std::string{pdf::sentence(c.t, made.error().trouble)}};
  auto store = module.blobs.of(c.authority.key, c.db);
  auto const kept = store.put(blobs::source_of(*made), made->size());
  if (not kept) return {.trouble = std::string{blobs::sentence(kept.error())}};
  return {.sha256 = kept->hash, .size = static_cast<std::int64_t>(kept->size)};
}

void decide_by_notice(acts::Transaction& tx, Applications& module, StaffContext const& c, NoticeDesk const& desk,
                      Printed const& printed, notices::Way way) {
  auto draft = current_draft(tx, desk);
  auto application = current(tx, desk.own.application.id);
  auto one = cases::unchanged(tx, desk.view.one.id, desk.view.one.revision);
  auto const& type = *desk.view.type;
  auto const* result = type.result(draft.result);
  if (result == nullptr) throw BadRequest{"this result is not known here"};
  cases::decide(tx, type, one, *result);
  notices::issue(
      tx, c, draft,
      {.sha256 = printed.sha256, .size = printed.size, .way = way, .regime = type.regime, .remedy = type.remedy});
  auto const language = language_of(application);
  decide(tx, c, module.house.languages.translator(language), application, *desk.own.form, desk.own.name(language),
         {result->outcome != cases::Outcome::refused, {}, module.payments});
}

/// Told on the page, beside what was typed.
http::Response refuse(Applications& module, StaffContext const& c, std::string_view query, kern::Form form,
                      std::string const& sentence) {
  form.wrong("vorlage", sentence);
  return show_draft(c, desk_of(module, c, query), form);
}

http::Response issue_notice(Applications& module, StaffContext& c, http::Request const& request, NoticeDesk const& desk,
                            kern::Form form) {
  check_issue(form, desk);
  if (not form.fine()) return show_draft(c, desk, form);
  auto const printed = print(module, c, desk, form.text(notice_field::text));
  if (not printed.trouble.empty()) return refuse(module, c, request.query, std::move(form), printed.trouble);
  auto const way = notices::way_in(form.text(notice_field::way)).value_or(notices::Way::retrieval);
  try {
    return perform(c, request,
                   [&](acts::Transaction& tx) {
                     decide_by_notice(tx, module, c, desk, printed, way);
                     return acts::see(path_of(c, desk.own.application, request.query));
                   },
                   {.button = std::string{notice_press::issue}});
  } catch (cases::Unchecked const& unchecked) {
    return refuse(module, c, request.query, std::move(form), "Erst prüfen: " + unchecked.items.front());
  } catch (cases::SamePerson const&) {
    return refuse(module, c, request.query, std::move(form), "Wer vorgeschlagen hat, zeichnet nicht selbst mit.");
  } catch (cases::NotNow const&) {
    return refuse(module, c, request.query, std::move(form),
                  "Inzwischen hat jemand den Fall geändert. Sehen Sie nach.");
  }
}

/// Kept as it was typed, before anything else is said.
void keep_text(acts::Transaction& tx, StaffContext const& c, NoticeDesk const& desk, std::string const& text) {
  auto const draft = current_draft(tx, desk);
  auto const before = notices::written(c.keys, draft);
  notices::keep_draft(tx, c,
                      {.subject = draft.subject,
                       .office = draft.office,
                       .result = draft.result,
                       .content = {before.template_text, text}});
}

void propose(acts::Transaction& tx, NoticeDesk const& desk) {
  auto one = cases::unchanged(tx, desk.view.one.id, desk.view.one.revision);
  auto const* result = desk.view.type->result(desk.draft->result);
  if (result == nullptr) throw BadRequest{"this result is not known here"};
  cases::propose(tx, *desk.view.type, one, *result);
}

http::Response act_on_draft(Applications& module, StaffContext& c, http::Request const& request,
                            NoticeDesk const& desk) {
  auto const pressed = http::field(request.body, button).value_or("");
  auto form = editing(c, desk);
  form.read(request.body);
  if (pressed == notice_press::discard)
    return perform(c, request, [&](acts::Transaction& tx) {
      notices::drop_draft(tx, subject_of(desk.own.application));
      return acts::see(path_of(c, desk.own.application, request.query));
    });
  if (not form.fine()) return show_draft(c, desk, form);
  // What is signed is what was proposed: the second person changes nothing of it.
  if (not signs(desk))
    acts::perform(c.db, c.clock, c.actor(),
                  [&](acts::Transaction& tx) { keep_text(tx, c, desk, form.text(notice_field::text)); });
  if (pressed == notice_press::save) return http::see_other(notice_path(c, desk));
  if (pressed != notice_press::issue) throw BadRequest{"this button is not known here"};
  bool const proposes = desk.view.type->four_eyes and not signs(desk);
  if (not proposes) return issue_notice(module, c, request, desk, std::move(form));
  check_issue(form, desk);
  if (not form.fine()) return show_draft(c, desk, form);
  return perform(c, request,
                 [&](acts::Transaction& tx) {
                   propose(tx, desk);
                   return acts::see(path_of(c, desk.own.application, request.query));
                 },
                 {.button = pressed});
}

}  // namespace

http::Response notice(Applications& module, http::Request const& request, StaffContext& c) {
  auto const desk = desk_of(module, c, request.query);
  if (desk.draft) return show_draft(c, desk, editing(c, desk));
  return show_beginning(c, desk, beginning(c, desk));
}

http::Response act_on_notice(Applications& module, http::Request const& request, StaffContext& c) {
  auto const desk = desk_of(module, c, request.query);
  return desk.draft ? act_on_draft(module, c, request, desk) : begin(c, request, desk);
}

http::Response notice_file(Applications& module, http::Request const& request, StaffContext& c) {
  auto const own = find(module, c);
  auto const& name = c.path("datei");
  if (name == draft_file) {
    auto const desk = desk_of(module, c, request.query);
    if (not desk.draft) throw NotFound{};
    auto made = module.documents.make(
        notice_document(c, desk.own, desk.frame, notices::written(c.keys, *desk.draft).text, c.staff.name));
    if (not made) throw StoreError{std::string{pdf::sentence(c.t, made.error().trouble)}};
    return {.content_type = "application/pdf", .body = *std::move(made), .caching = http::Caching::none};
  }
  return issued_file(module, c, own.application, name);
}

http::Response post_notice(Applications& module, http::Request const& request, StaffContext& c) {
  auto const own = find(module, c);
  return perform(c, request, [&](acts::Transaction& tx) {
    auto const id = http::number_in(http::field(request.body, notice_field::number).value_or("")).value_or(0);
    auto const one = cases::of_subject(tx.db, subject_of(own.application));
    for (auto& issued : notices::issued_of(tx.db, subject_of(own.application))) {
      if (issued.id == id and issued.way == notices::Way::post and one)
        notices::note_sent(tx, issued, module.cases.library.version(one->version)->regime);
    }
    return acts::see(path_of(c, own.application));
  });
}

}  // namespace kreislauf::applications::office
