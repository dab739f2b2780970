#pragma once

#include "administration/applications/acts/drafting.h"
#include "administration/applications/acts/identifying.h"
#include "administration/applications/store/signatures.h"
#include "administration/capacity/capacity.h"
#include "administration/cases/cases.h"
#include "administration/payments/payments.h"

namespace kreislauf::applications {

/// Something is missing or wrong: nothing was sent.
struct Incomplete : Refused {};

/// Declares it: from here on the authority has it, with number, day and an entry of the ledger by which that can be
/// proven. Throws Incomplete, Unproven, AnotherFee, TooLate, and capacity::Full where the chosen day has no room any
/// more.
struct Sending {
  std::string service_name;                       ///< in the language of the applicant
  std::string german_name;                        ///< the same for the treasury
  std::string office;                             ///< who gets it
  forms::FeeFacts prices = {};                    ///< of this town
  std::optional<forms::Fee> fee = {};             ///< what the applicant was told; nothing: the form asks for no money
  std::int64_t keep_reduction = 0;                ///< the account that shall know of a reduction once it was looked at
  logins::Level level = logins::Level::none;      ///< by which the applicant must be known
  std::optional<i18n::Translator> language = {};  ///< of the applicant, where somebody else looks at the page
  cases::Library* cases = nullptr;                ///< the case types
  bool automatic = false;                         ///< the town lets a programme decide it, where its type does

  /// What is asked for now; nothing at all is 0.
  Money amount() const { return fee and fee->costs() ? *fee->amount : Money{}; }
};
/// The answers have become others since the amount was told (two windows), so they cost something else. Nothing was
/// sent.
struct AnotherFee : Refused {};
void submit(acts::Transaction& tx, authority::TownContext const& c, Application& application, forms::Form const& form,
            Sending const& sending);
/// The first half of it: looks whether it may be sent, brings it to where `verb` leads, and keeps what is declared.
forms::Entered declare(acts::Transaction& tx, authority::TownContext const& c, Application& application,
                       forms::Form const& form, Verb verb, Sending const& sending);
/// The second half: what was declared has arrived, with number, entry of the ledger, fee, delivery and mail.
void arrive(acts::Transaction& tx, authority::TownContext const& c, Application& application, forms::Form const& form,
            Sending const& sending, forms::Entered const& entered);
/// The applicant takes it back (§ 130 Absatz 1 Satz 2 BGB does not apply any more: the procedure ends).
void withdraw(acts::Transaction& tx, payments::Payments const& payments, Application& application,
              forms::Form const& form);

/// `2026-000017`: of the authority and the year, in the order of arrival.
std::string next_number(acts::Transaction& tx);

/// What it costs who has answered so; nothing where the form asks for no money. Whether it is reduced follows from what
/// is claimed and proven there.
std::optional<forms::Fee> fee_of(forms::Form const& form, forms::Entered const& entered, forms::FeeFacts prices,
                                 Clock const& clock);

/// What conditions of a process read, by the names of the questions.
cases::Facts facts_of(forms::CompiledForm const& form, forms::Answers const& answers);

/// Pages that are not ready to be sent, by their place in the form.
std::vector<std::size_t> unready_pages(forms::Form const& form, forms::Entered const& entered, Clock const& clock);

/// What the ledger commits to and a receipt shows: JSON with number, service, version of the form, moment and the
/// hashes of answers and files, and who has signed besides, when.
std::string declaration_of(Application const& application, forms::Form const& form, forms::Entered const& entered,
                           std::vector<Signature> const& signatures);

}  // namespace kreislauf::applications
