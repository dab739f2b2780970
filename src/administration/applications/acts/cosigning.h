#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "administration/applications/acts/mails.h"
#include "administration/applications/acts/sending.h"
#include "administration/applications/rules/signers.h"

// Somebody else signs before an application is sent (Mitzeichnung). What is signed does not change
// any more: who wants to change it takes it back, and all signatures begin anew, each with another link. What is
// amended later because the office has asked for it is signed again (cosigning_amendment.h).
namespace kreislauf::applications {

/// Who signs is the applicant himself, or has signed already in another role: by mailbox, account or login.
struct OwnSignature : Refused {};

/// The applicant declares it; the others are asked. `here`: roles of those who stand at the counter, and get no mail.
/// Throws Incomplete, Unproven, TooLate, capacity::Full.
void ask_signatures(acts::Transaction& tx, authority::TownContext const& c, Application& application,
                    forms::Form const& form, Sending const& sending, std::vector<std::string> const& here = {});

/// Sends it, or asks the others first where somebody must sign besides.
void submit_or_ask(acts::Transaction& tx, authority::TownContext const& c, Application& application,
                   forms::Form const& form, Sending const& sending, std::vector<std::string> const& here = {});

/// Somebody is asked for this signature now: of an application that is not sent before, or of an amendment that does
/// not count before.
bool waits_for(db::Connection& connection, Application const& application, Signature const& signature);

/// What somebody signs with.
struct Signing {
  std::string name;
  Channel channel = Channel::online;
  logins::Level level = logins::Level::none;  ///< by which who signs must be known
};
/// Signed. With the last signature it is sent, in the same act. Nothing where it was given already. Throws Unproven,
/// OwnSignature, TooLate.
void cosign(acts::Transaction& tx, authority::TownContext const& c, Signature signature, forms::Form const& form,
            Sending const& sending, Signing const& signing);
/// Not signed: the applicant has a draft again, and reads why.
void refuse_to_cosign(acts::Transaction& tx, authority::TownContext const& c, i18n::Translator const& t,
                      Signature signature, forms::Form const& form, std::string_view service_name,
                      std::string const& reason);
/// Nobody has signed in time: told to both.
struct Lapsing {
  Application application;
  forms::Form const& form;
  std::string service_name;
};
void lapse(acts::Transaction& tx, Post const& post, i18n::Translator const& t, Lapsing what, Signature signature);
/// The applicant takes it back to change it.
void reopen(acts::Transaction& tx, Application& application, forms::Form const& form);

/// May the mail be repeated now? An hour after one that did not leave, a day after the last one.
bool may_remind(Signature const& signature, Instant now);
/// Once more, to the same mailbox or to another one (then the link is another one, too). False: not now.
bool remind(acts::Transaction& tx, authority::TownContext const& c, Application const& application, Signature signature,
            forms::Form const& form, std::string_view service_name);
void readdress(acts::Transaction& tx, authority::TownContext const& c, Application& application, Signature signature,
               forms::Form const& form, std::string_view service_name, std::string const& mail);

/// As it is now. Throws NotFound: it was taken back; LinkRenewed for who comes by a link that a login has ended.
Signature current(acts::Transaction& tx, Signature const& seen);

}  // namespace kreislauf::applications
