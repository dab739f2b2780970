#include "administration/applications/shared/objections.h"

#include <algorithm>

#include "administration/applications/store/inside.h"
#include "administration/applications/store/store.h"
#include "platform/i18n/dates.h"

namespace kreislauf::applications {

namespace {

constexpr std::string_view objection_service = "widerspruch";

/// There is an authority that looks at it once more; against others one goes to court.
bool can_be_objected_to(notices::Notice const& notice, std::chrono::sys_days today) {
  using deadlines::Remedy;
  bool const kind = notice.remedy == Remedy::objection or notice.remedy == Remedy::social_objection;
  auto const until = i18n::parse_iso(notice.remedy_until);
  return kind and notice.state == notices::State::issued and until and today <= *until;
}

std::optional<ObjectionSeen> seen(db::Connection& connection, store::Objection const& objection) {
  auto const own = store::find(connection, objection.application);
  auto const against = store::find(connection, objection.against);
  if (not own or not against) return std::nullopt;
  ObjectionSeen out{.application = own->id,
                    .against = against->id,
                    .against_number = against->number,
                    .against_office = against->office,
                    .own_number = own->number,
                    .sent = was_sent(own->state)};
  for (auto const& notice : notices::issued_of(connection, subject_of(*against))) {
    if (notice.id != objection.notice) continue;
    out.issued_on = i18n::iso(legal_time(parse_iso_utc(notice.issued_at)).day);
    out.until = notice.remedy_until;
  }
  if (out.sent)
    out.in_time = out.until.empty() or i18n::iso(legal_time(parse_iso_utc(own->submitted_at)).day) <= out.until;
  return out;
}

}  // namespace

std::shared_ptr<forms::Form const> objection_form(Applications const& module, authority::TownContext const& c,
                                                  notices::Notice const& notice) {
  if (not can_be_objected_to(notice, c.today())) return nullptr;
  auto const catalogue = module.catalog.snapshot();
  auto const* service = catalogue->any(objection_service);
  if (service == nullptr or service->audience != catalog::Audience::notice) return nullptr;
  if (not catalog::says_yes(c.town->answer_to(service->key.value(), catalog::online_question))) return nullptr;
  auto form = module.library.live(objection_service);
  return form != nullptr and can_prove(module, c.authority, *service, *form) ? form : nullptr;
}

std::optional<ObjectionSeen> objection_of(db::Connection& connection, Application const& application) {
  auto const found = store::objection(connection, application.id);
  return found ? seen(connection, *found) : std::nullopt;
}

std::vector<ObjectionSeen> objections_to(db::Connection& connection, Application const& application) {
  std::vector<ObjectionSeen> all;
  for (auto const& one : store::objections_against(connection, application.id)) {
    if (auto found = seen(connection, one); found and found->sent) all.push_back(*std::move(found));
  }
  return all;
}

}  // namespace kreislauf::applications
