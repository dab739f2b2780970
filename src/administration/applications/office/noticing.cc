#include "administration/applications/office/noticing.h"

#include <fmt/format.h>

#include "administration/applications/acts/deciding.h"
#include "administration/applications/office/notice_page.h"
#include "administration/applications/office/one.h"
#include "administration/applications/office/talking.h"
#include "administration/applications/shared/files.h"
#include "administration/applications/shared/issued_notice.h"
#include "administration/applications/shared/notice_document.h"
#include "authority/act.h"
#include "base/text.h"
#include "platform/http/numbers.h"
#include "platform/i18n/dates.h"

namespace kreislauf::applications::office {

namespace {

using notices::Notice;

constexpr std::string_view changed_meanwhile =
    "Inzwischen hat jemand den Fall oder den Entwurf geändert. Sehen Sie nach, und drücken Sie dann noch einmal.";

/// Drafts are made while somebody works on the case, or while a second person looks at it.
NoticeDesk desk_of(Applications& module, StaffContext const& c, std::string_view query) {
  NoticeDesk desk{.own = find(module, c)};
  auto view = cases::view_of(module.cases, c, subject_of(desk.own.application), query);
  if (not view or desk.own.application.state != State::delivered) throw NotFound{};
  desk.view = *std::move(view);
  c.db.read([&](db::Connection& db) { desk.draft = notices::draft_of(db, subject_of(desk.own.application)); });
  auto const& type = *desk.view.type;
  if (not type.notices) throw NotFound{};
  desk.frame = frame_of(c, desk.own, type, desk.draft ? type.result(desk.draft->result) : nullptr);
  return desk;
}

/// § 39 VwVfG NRW: an adverse decision has its reasons; § 28: the person was heard, where the type asks for it.
void check_beginning(kern::Form& form, NoticeDesk const& desk, std::chrono::sys_days today) {
  auto const* result = desk.view.type->result(form.text(notice_field::result));
  if (result == nullptr) return;
  if (cases::is_adverse(result->outcome) and form.text(notice_field::reason).empty())
    form.wrong(notice_field::reason, fmt::format("Schreiben Sie, warum so entschieden wird ({}).",
                                                 cases::reason_law(desk.view.type->regime)));
  if (result->hearing and not cases::was_heard(desk.view.asked, i18n::iso(today)))
    form.wrong(notice_field::result, unheard_words(*desk.view.type));
}

http::Response begin(StaffContext& c, http::Request const& request, NoticeDesk const& desk) {
  auto form = beginning(c, desk);
  form.read(request.body);
  if (form.fine()) check_beginning(form, desk, c.today());
  if (not form.fine()) return show_beginning(c, desk, form);
  auto const* result = desk.view.type->result(form.text(notice_field::result));
  auto text = notice_text(c, desk.own, *desk.view.type, {*result, form.text(notice_field::reason)});
  if (not text) {
    for (auto const& hole : text.error()) form.wrong("vorlage", fmt::format("In der Vorlage bleibt leer: {}", hole));
    return show_beginning(c, desk, form);
  }
  return perform_on_case(c, request, [&](acts::Transaction& tx) {
    notices::keep_draft(tx, c,
                        {.subject = subject_of(desk.own.application),
                         .office = desk.own.application.office,
                         .result = result->id,
                         .content = {*text, *text}});
    return acts::see(notice_path(c, desk));
  });
}

/// What keeps it from being issued; each with its reason.
void check_issue(kern::Form& form, NoticeDesk const& desk, std::string const& text) {
  if (notices::has_gap(text))
    form.wrong(signs(desk) ? "vorlage" : notice_field::text,
               "Hier steht noch eine Lücke: {{ … }}. Füllen Sie sie aus.");
  if (desk.frame.laws.empty() and not desk.frame.letter)
    form.wrong("vorlage", "Diesem Dienst fehlt die Rechtsgrundlage. Ohne sie ergeht kein Bescheid (§ 37 VwVfG NRW).");
  if (desk.frame.instruction.empty() and not desk.frame.letter)
    form.wrong("vorlage", "Das Gericht für die Rechtsbehelfsbelehrung ist nicht bekannt (§ 58 Abs. 1 VwGO).");
  if (form.text(notice_field::way) == notices::name_of(notices::Way::post) and not is_addressed(desk.frame))
    form.wrong(notice_field::way, "Im Antrag steht keine ganze Anschrift. Wählen Sie einen anderen Weg.");
}

Notice current_draft(acts::Transaction& tx, NoticeDesk const& desk) {
  auto draft = notices::draft_of(tx.db, subject_of(desk.own.application));
  if (not draft or draft->id != desk.draft->id) throw notices::NoDraft{};
  return *std::move(draft);
}

/// The bytes lie safely before the act begins; what fails is told, and the draft is as it was.
struct Printed {
  std::string text = {}, sha256 = {}, trouble = {};
  std::int64_t size = 0;
};
Printed print(Applications& module, StaffContext const& c, NoticeDesk const& desk, std::string const& text) {
  auto made = module.documents.make(notice_document(c, desk.own, desk.frame, text, c.staff.name));
  if (not made) return {.trouble = std::string{pdf::sentence(c.t, made.error().trouble)}};
  auto store = module.blobs.of(c.authority.key, c.db);
  auto const kept = store.put(blobs::source_of(*made), made->size());
  if (not kept) return {.trouble = std::string{blobs::sentence(kept.error())}};
  return {.text = text, .sha256 = kept->hash, .size = static_cast<std::int64_t>(kept->size)};
}

void decide_by_notice(acts::Transaction& tx, Applications& module, StaffContext const& c, NoticeDesk const& desk,
                      Printed const& printed, notices::Way way) {
  auto draft = current_draft(tx, desk);
  auto application = current(tx, desk.own.application.id);
  auto one = cases::unchanged(tx, desk.view.one.id, desk.view.one.revision);
  // What was printed is what the draft says: somebody could have changed it meanwhile.
  if (notices::written(c.keys, draft).text != printed.text) throw cases::NotNow{};
  draft.office = application.office;  // handed over since, it leaves by who has it now
  auto const& type = *desk.view.type;
  auto const* result = type.result(draft.result);
  if (result == nullptr) throw BadRequest{"this result is not known here"};
  cases::decide(tx, c, type, one, *result, cases::Written::as_notice);
  notices::issue(tx, c, draft,
                 {.sha256 = printed.sha256,
                  .size = printed.size,
                  .way = way,
                  .addressed = is_addressed(desk.frame),
                  .regime = type.regime,
                  .remedy = type.remedy_of(result)});
  auto const language = language_of(application);
  decide(tx, c, module.house.languages.translator(language), application, *desk.own.form, desk.own.name(language),
         {result->outcome != cases::Outcome::refused, {}, module.payments});
}

/// A colleague has written meanwhile: what both have changed stands together, to be read before anything is kept.
http::Response show_merged(Applications& module, StaffContext const& c, http::Request const& request, kern::Form form,
                           std::string const& text) {
  auto const now = desk_of(module, c, request.query);
  if (not now.draft) throw notices::NoDraft{};
  auto const other = now.view.name_of(now.draft->staff);
  auto const base = http::field(request.body, notice_field::base).value_or("");
  auto const theirs = notices::written(c.keys, *now.draft).text;
  auto const merged = notices::merged(base, text, theirs, other);
  form.fill(notice_field::text, merged.text);
  form.wrong(notice_field::text,
             merged.conflicts == 0
                 ? fmt::format("Inzwischen hat {} den Text geändert. Beides steht jetzt zusammen hier, gespeichert ist "
                               "davon noch nichts. Lesen Sie es, und drücken Sie dann noch einmal.",
                               other)
                 : fmt::format("Inzwischen hat {} dieselben Stellen geändert. Beide Fassungen stehen zwischen {{{{ … "
                               "}}}}. Streichen Sie, was nicht gelten soll, und drücken Sie dann noch einmal.",
                               other));
  return show_draft(c, now, form);
}

/// Told on the page, beside what was typed.
http::Response refuse(Applications& module, StaffContext const& c, std::string_view query, kern::Form form,
                      std::string const& sentence) {
  auto const now = desk_of(module, c, query);
  if (not now.draft) throw notices::NoDraft{};
  form.wrong("vorlage", sentence);
  return show_draft(c, now, form);
}

/// What the law or a colleague has against it stands on the page; what was typed is kept.
template <class Act>
http::Response perform_or_tell(Applications& module, StaffContext& c, http::Request const& request,
                               NoticeDesk const& desk, kern::Form form, std::string_view done, Act const& act) {
  try {
    return perform_on_case(c, request,
                           [&](acts::Transaction& tx) {
                             act(tx);
                             return acts::see(cases::told(path_of(c, desk.own.application, request.query), done));
                           },
                           {.button = std::string{notice_press::issue}});
  } catch (cases::Unchecked const& unchecked) {
    return refuse(module, c, request.query, std::move(form), "Erst prüfen: " + unchecked.items.front());
  } catch (cases::Unheard const&) {
    return refuse(module, c, request.query, std::move(form), unheard_words(*desk.view.type));
  } catch (cases::SamePerson const&) {
    return refuse(module, c, request.query, std::move(form), "Wer vorgeschlagen hat, zeichnet nicht selbst mit.");
  } catch (cases::NotNow const&) {
    return refuse(module, c, request.query, std::move(form), std::string{changed_meanwhile});
  }
}

http::Response issue_notice(Applications& module, StaffContext& c, http::Request const& request, NoticeDesk const& desk,
                            kern::Form form, std::string const& text) {
  auto const printed = print(module, c, desk, text);
  if (not printed.trouble.empty()) return refuse(module, c, request.query, std::move(form), printed.trouble);
  auto const way = notices::way_in(form.text(notice_field::way)).value_or(notices::Way::retrieval);
  return perform_or_tell(module, c, request, desk, std::move(form), cases::done::issued,
                         [&](acts::Transaction& tx) { decide_by_notice(tx, module, c, desk, printed, way); });
}

/// Somebody else has written into the draft since it was shown.
struct OthersWrote : Refused {};

/// Kept as it was typed, before anything else is said. Throws NotNow where a second person looks at it, OthersWrote.
void keep_text(acts::Transaction& tx, StaffContext const& c, NoticeDesk const& desk, http::Request const& request,
               std::string const& text) {
  auto const draft = current_draft(tx, desk);
  auto const one = cases::of_subject(tx.db, draft.subject);
  if (not one or one->phase == cases::Phase::signing) throw cases::NotNow{};
  auto const seen = http::field(request.body, notice_field::state).value_or("");
  bool const others = draft.staff != c.staff.id and not seen.empty() and seen != state_of(draft);
  auto const before = notices::written(c.keys, draft);
  if (others and before.text != text) throw OthersWrote{};
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
  cases::propose(tx, *desk.view.type, one, *result, cases::Written::as_notice);
}

http::Response discard(StaffContext& c, http::Request const& request, NoticeDesk const& desk) {
  return perform_on_case(c, request, [&](acts::Transaction& tx) {
    auto const one = cases::of_subject(tx.db, subject_of(desk.own.application));
    if (not one or one->phase == cases::Phase::signing) throw cases::NotNow{};
    notices::drop_draft(tx, subject_of(desk.own.application));
    return acts::see(cases::told(path_of(c, desk.own.application, request.query), cases::done::discarded));
  });
}

http::Response act_on_draft(Applications& module, StaffContext& c, http::Request const& request,
                            NoticeDesk const& desk) {
  auto const pressed = http::field(request.body, button).value_or("");
  if (pressed == notice_press::discard) return discard(c, request, desk);
  if (pressed != notice_press::save and pressed != notice_press::issue)
    throw BadRequest{"this button is not known here"};
  auto form = editing(c, desk);
  form.read(request.body);
  if (not form.fine()) return show_draft(c, desk, form);
  // What is signed is what was proposed: the second person changes nothing of it.
  bool const second = signs(desk);
  auto const text = second ? notices::written(c.keys, *desk.draft).text : form.text(notice_field::text);
  try {
    if (not second)
      acts::perform(c.db, c.clock, c.actor(), [&](acts::Transaction& tx) { keep_text(tx, c, desk, request, text); });
  } catch (OthersWrote const&) {
    return show_merged(module, c, request, std::move(form), text);
  } catch (cases::NotNow const&) {
    return refuse(module, c, request.query, std::move(form), std::string{changed_meanwhile});
  }
  if (pressed == notice_press::save) return http::see_other(notice_path(c, desk) + "#vorschau");
  check_issue(form, desk, text);
  if (not form.fine()) return show_draft(c, desk, form);
  if (second or not desk.view.type->four_eyes) return issue_notice(module, c, request, desk, std::move(form), text);
  return perform_or_tell(module, c, request, desk, std::move(form), cases::done::proposed,
                         [&](acts::Transaction& tx) { propose(tx, desk); });
}

}  // namespace

http::Response notice(Applications& module, http::Request const& request, StaffContext& c) {
  auto const desk = desk_of(module, c, request.query);
  if (desk.draft) return show_draft(c, desk, editing(c, desk));
  // What was proposed without a notice is signed without one.
  if (signs(desk)) throw NotFound{};
  return show_beginning(c, desk, beginning(c, desk));
}

http::Response act_on_notice(Applications& module, http::Request const& request, StaffContext& c) {
  auto const desk = desk_of(module, c, request.query);
  if (desk.draft) return act_on_draft(module, c, request, desk);
  if (signs(desk)) throw NotFound{};
  return begin(c, request, desk);
}

namespace {

/// The sheet as it would be printed; each page says that it is a draft, so that nobody takes it for a notice.
pdf::Document draft_document(StaffContext const& c, NoticeDesk const& desk) {
  auto frame = desk.frame;
  frame.title = fmt::format("Entwurf: {}", frame.title);
  auto document = notice_document(c, desk.own, frame, notices::written(c.keys, *desk.draft).text, c.staff.name);
  document.data["draft"] = true;
  return document;
}

}  // namespace

http::Response notice_file(Applications& module, http::Request const& request, StaffContext& c) {
  auto const own = find(module, c);
  auto const& name = c.path("datei");
  if (name == draft_file) {
    auto const desk = desk_of(module, c, request.query);
    if (not desk.draft) throw NotFound{};
    auto made = module.documents.make(draft_document(c, desk));
    if (not made) throw StoreError{std::string{pdf::sentence(c.t, made.error().trouble)}};
    return {.content_type = "application/pdf", .body = *std::move(made), .caching = http::Caching::none};
  }
  return issued_file(module, c, own.application, name);
}

http::Response post_notice(Applications& module, http::Request const& request, StaffContext& c) {
  auto const own = find(module, c);
  return perform_on_case(c, request, [&](acts::Transaction& tx) {
    auto const id = http::number_in(http::field(request.body, notice_field::number).value_or("")).value_or(0);
    auto const one = cases::of_subject(tx.db, subject_of(own.application));
    for (auto& issued : notices::issued_of(tx.db, subject_of(own.application))) {
      if (issued.id == id and issued.way == notices::Way::post and issued.job == 0 and one)
        notices::note_sent(tx, issued, module.cases.library.version(one->version)->regime);
    }
    return acts::see(cases::told(path_of(c, own.application), cases::done::posted));
  });
}

}  // namespace kreislauf::applications::office
