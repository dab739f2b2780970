#pragma once

#include "administration/accounts/accounts.h"
#include "administration/cases/cases.h"
#include "administration/catalog/catalog.h"
#include "administration/consultations/consultations.h"
#include "administration/delivery/delivery.h"
#include "administration/forms/forms.h"
#include "administration/logins/logins.h"
#include "administration/notifications/notifications.h"
#include "administration/payments/payments.h"
#include "authority/module.h"
#include "platform/acts/acts.h"
#include "platform/blobs/stores.h"
#include "platform/pdf/pdf.h"

/// Applications of residents, from the first answer to the decision.
namespace kreislauf::applications {

/// What was read of a paper form that came back, beside the sheet on which an office takes it over.
struct ReturnedPaper {
  std::vector<forms::PaperAnswer> answers = {};  ///< by the names of the fields; empty: nothing could be read
  std::vector<std::string> pages = {};           ///< addresses of the pictures of all its pages
  std::vector<int> printed = {};                 ///< of each picture the printed page it shows; 0: another one
  std::string remark = {};                       ///< German: what else to look at
};
/// Who keeps such papers (administration/intake).
struct PaperPost {
  /// Of this draft; nothing where no paper lies beside it.
  std::function<std::optional<ReturnedPaper>(authority::TownContext const&, std::int64_t application)> of = {};
  /// The draft was sent, or thrown away; in the same act.
  std::function<void(acts::Transaction&, std::int64_t application, bool sent)> ended = {};
};

/// What the pages of this module use of others.
struct Applications {
  authority::House& house;
  forms::Library& library;
  catalog::Catalog& catalog;
  blobs::Stores& blobs;
  pdf::Maker& documents;
  payments::Payments& payments;
  logins::Logins& logins;
  delivery::Deliveries& deliveries;
  accounts::Accounts& accounts;
  cases::Cases& cases;
  notifications::Notifications& notifications;
  consultations::Consultations& consultations;
  PaperPost paper = {};  ///< set by who keeps papers, before the first request
};

/// All that this module gives to the house.
authority::Module module(std::shared_ptr<Applications> const& state);

// ---- For papers that came back (administration/intake)

/// Services whose applications this office takes down, by name.
std::vector<catalog::Service const*> taken_down_in(Applications const& module, authority::TownContext const& c,
                                                   std::string_view office, catalog::Snapshot const& catalogue);
/// The office that gets applications for a service here; empty where this authority has no such form.
std::string office_of(Applications const& module, authority::TownContext const& c, std::string_view service);
/// Begins a draft of an office from paper with these answers (forms::body_of), as if somebody had typed them into its
/// sheet; its number. What is not understood is kept as it was read.
std::int64_t begin_from_paper(acts::Transaction& tx, authority::TownContext const& c, forms::Form const& form,
                              std::string_view office, std::string_view body);
/// `/verwaltung/amt/buergerbuero/aufnahme/7`
std::string path_of_sheet(std::string_view office, std::int64_t draft);
/// Can this draft still be worked on?
bool is_draft(db::Connection& connection, std::int64_t application);
/// One that this office has, by its number `2026-000017`; nothing where there is none.
std::optional<std::int64_t> sent_in(db::Connection& connection, std::string_view office, std::string_view number);
/// A picture that this program has made itself, to be displayed on pages of staff.
http::Response picture_answer(blobs::Stores& blobs, authority::TownContext const& c, std::string_view sha256);
/// A document of this authority as a download, never displayed.
struct Named {
  std::string const &name, &type, &sha256;
};
http::Response file_answer(Applications& module, authority::TownContext const& c, Named const& file);
/// Keeps a page with an application, as long as that is kept. Throws Conflict where the document has gone.
void keep_paper(acts::Transaction& tx, std::int64_t application, std::string_view sha256);

}  // namespace kreislauf::applications
