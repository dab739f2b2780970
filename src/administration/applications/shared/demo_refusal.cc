#include "administration/applications/shared/demo_refusal.h"

#include "administration/applications/acts/deciding.h"
#include "administration/applications/shared/notice_document.h"

namespace kreislauf::applications {

namespace {

constexpr std::string_view sample_reason = "Bauschutt holen wir nicht ab. Er gehört auf den Wertstoffhof.",
                           sample_clerk = "Sachbearbeitung Bauamt";

/// What the notice says, and what was printed of it; nothing printed where this machine makes no documents.
struct PrintedRefusal {
  NoticeFrame frame = {};
  std::string text = {};
  std::optional<blobs::Blob> printed = {};
};

PrintedRefusal printed_refusal(Applications& module, authority::ProgrammeContext const& c, OwnApplication const& own,
                               cases::CaseType const& type, cases::Result const& result) {
  PrintedRefusal sheet{.frame = frame_of(c, own, type, &result)};
  sheet.text = notice_text(c, own, type, {result, std::string{sample_reason}}).value_or(std::string{});
  auto const made = module.documents.make(notice_document(c, own, sheet.frame, sheet.text, sample_clerk));
  if (not made) return sheet;
  auto const kept = module.blobs.of(c.authority.key, c.db).put(blobs::source_of(*made), made->size());
  if (kept) sheet.printed = *kept;
  return sheet;
}

}  // namespace

void refuse_sample(Applications& module, authority::ProgrammeContext const& c, std::string const& clerk,
                   OwnApplication const& own) {
  auto const subject = subject_of(own.application);
  std::optional<cases::Case> known;
  c.db.read([&](db::Connection& db) { known = cases::of_subject(db, subject); });
  if (not known) return;
  auto const type = module.cases.library.version(known->version);
  auto const* result = type->result_of(cases::Outcome::refused);
  if (result == nullptr) return;
  auto const sheet = printed_refusal(module, c, own, *type, *result);
  acts::perform(c.db, c.clock, clerk, [&](acts::Transaction& tx) {
    auto application = current(tx, own.application.id);
    auto one = cases::current(tx, known->id);
    auto draft = notices::keep_draft(
        tx, c, {.subject = subject, .office = one.office, .result = result->id, .content = {sheet.text, sheet.text}});
    if (not sheet.printed) return;
    cases::decide(tx, c, *type, one, *result, cases::Written::as_notice);
    notices::issue(tx, c, draft,
                   {.sha256 = sheet.printed->hash,
                    .size = static_cast<std::int64_t>(sheet.printed->size),
                    .way = notices::Way::handed_over,
                    .addressed = is_addressed(sheet.frame),
                    .regime = type->regime,
                    .remedy = type->remedy_of(result)});
    decide(tx, c, c.t, application, *own.form, own.name(i18n::Language::german), {false, {}, module.payments});
    tx.withdraw(subject, "mail");  // nobody is written to who does not exist
  });
}

}  // namespace kreislauf::applications
