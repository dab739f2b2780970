#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "administration/applications/acts/change.h"
#include "administration/applications/applications.h"
#include "administration/applications/model.h"
#include "base/errors.h"

/// An application with what it is about.
namespace kreislauf::applications {

struct OwnApplication {
  Application application;
  std::shared_ptr<forms::Form const> form;  ///< the version it began with
  std::shared_ptr<catalog::Snapshot const> catalogue;
  catalog::Service const* service = nullptr;  ///< nothing when its package is gone
  cases::Library* cases = nullptr;            ///< the case types

  /// In the language of the page, else in German.
  std::string name(i18n::Language language) const;
};

/// In which somebody has applied.
i18n::Language language_of(Application const& application);

/// The name of a service in this language, else in German.
std::string name_in(catalog::Service const& service, i18n::Language language);

/// Who must have proven to be the applicant before this is sent.
logins::Need need_of(catalog::Service const& service, forms::Form const& form);
logins::Need need_of(OwnApplication const& own);

/// By the secret of its address. Throws NotFound, LinkRenewed.
OwnApplication by_token(Applications& module, authority::TownContext const& c, std::string_view token);
/// By its id. Throws NotFound.
OwnApplication by_id(Applications& module, authority::TownContext const& c, std::int64_t id);
OwnApplication with_form(Applications& module, Application application);

/// Can this service be applied for here and now? Its form is live, the task is that of this authority, and it has said
/// that somebody takes the applications (`kreislauf questions`).
std::shared_ptr<forms::Form const> offered(Applications const& module, authority::TownContext const& c,
                                           catalog::Service const& service);
/// Can it be asked for on paper? Its form is live, and an office of this authority takes it, whether it also takes it
/// online or not.
std::shared_ptr<forms::Form const> on_paper(Applications const& module, authority::TownContext const& c,
                                            catalog::Service const& service);
/// Somebody can prove here who he is, as far as this service needs it: what nobody could send in the end is not begun.
bool can_prove(Applications const& module, authority::Authority const& authority, catalog::Service const& service,
               forms::Form const& form);
/// The same of another authority that does it for this one.
bool offered_by(Applications const& module, authority::Authority const& other, catalog::Service const& service);
/// The office that gets what is sent now, also when the service or its office is gone since somebody began: then the
/// one from the begin, else any of the town. Nothing arrives where nobody looks. Throws NotFound in a town without any.
std::string office_that_gets(authority::TownContext const& c, OwnApplication const& own);
/// The office of a service; empty where there is none.
std::string office_for(authority::TownContext const& c, catalog::Service const& service);

}  // namespace kreislauf::applications
