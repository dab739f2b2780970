#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "administration/applications/acts/drafting.h"
#include "administration/applications/rules/signers.h"
#include "administration/applications/store/signatures.h"

// What asking for a signature is made of, whatever is signed: an application, or what is amended of it.
namespace kreislauf::applications {

/// In the outbox: not that of the application, whose mails go to the applicant.
std::string subject_of_mail(Signature const& signature);
/// The link to sign goes to this mailbox.
void send_to_sign(acts::Transaction& tx, authority::TownContext const& c, Signature& signature, forms::Form const& form,
                  std::string_view service_name, std::string const& mail);
void withdraw_mails(acts::Transaction& tx, std::vector<Signature> const& all);
/// Of an event: which signature, given by which way.
std::string data_of(Signature const& signature);
/// The last day to sign: of the form, and as long as the chosen day can be kept.
std::string last_day(acts::Transaction const& tx, forms::Form const& form, forms::Answers const& answers,
                     forms::Cosigner const& who);
/// A signature that is asked for now, with its link.
Signature new_signature(acts::Transaction& tx, authority::TownContext const& c, Application const& application,
                        WantedSignature const& wanted);
/// Puts another mailbox into the answers that are signed. Throws OwnSignature for one that nobody else can have.
void put_mailbox(acts::Transaction& tx, authority::TownContext const& c, Application& application,
                 forms::Form const& form, Signature const& signature, std::string const& mail);
/// By mailbox and by login: the applicant, or one who has signed already.
bool is_own(crypto::Keys const& keys, Application const& application, std::vector<Signature> const& all,
            Signature const& signature, Signer const& signer);

}  // namespace kreislauf::applications
