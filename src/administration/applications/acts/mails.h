#pragma once

#include <string>
#include <string_view>

#include "administration/applications/model.h"
#include "administration/applications/store/signatures.h"
#include "administration/forms/forms.h"
#include "authority/context.h"
#include "platform/acts/outbox.h"

// Mails about an application. None of them repeats what somebody has typed: a mailbox that has not answered may be
// anybody's.
namespace kreislauf::applications {

/// Whose mail it is; in a job there is no page that somebody looks at.
struct Post {
  crypto::Keys const& keys;
  authority::Authority const& authority;
  std::string site;  ///< `https://gescher.example`
};

/// The link to a draft.
acts::OutboxMessage mail_to_go_on(authority::TownContext const& c, Application const& application,
                                  std::string_view service_name, std::string const& to);
/// It has arrived: number, code, link. `t` speaks the language of the applicant.
acts::OutboxMessage mail_arrived(authority::TownContext const& c, i18n::Translator const& t,
                                 Application const& application, std::string_view service_name, std::string const& to);
/// It waits for the signature of somebody else.
acts::OutboxMessage mail_waits(authority::TownContext const& c, Application const& application,
                               std::string_view service_name, std::string const& to);
/// Somebody is asked to sign. The mailbox was typed by somebody else: nothing of the answers stands here.
acts::OutboxMessage mail_to_sign(authority::TownContext const& c, Signature const& signature,
                                 forms::Cosigner const& who, std::string_view service_name, std::string const& to,
                                 std::string subject);
/// It has not signed and need not any more.
acts::OutboxMessage mail_lapsed(Post const& post, i18n::Translator const& t, Signature const& signature,
                                std::string_view service_name, std::string const& to);
/// What waited for a signature is a draft again.
acts::OutboxMessage mail_draft_changed(Post const& post, i18n::Translator const& t, Application const& application,
                                       std::string_view service_name, std::string const& to);
/// What is amended of it was not signed, and does not count.
acts::OutboxMessage mail_amendment_not_signed(Post const& post, i18n::Translator const& t,
                                              Application const& application, std::string_view service_name,
                                              std::string const& to);
/// The office has answered a question from the form.
acts::OutboxMessage mail_answered(authority::TownContext const& c, i18n::Translator const& t, std::string subject,
                                  Application const& application, std::string_view service_name, std::string const& to);
/// Something has happened to it; what, the page says.
acts::OutboxMessage mail_changed(authority::TownContext const& c, i18n::Translator const& t,
                                 Application const& application, std::string_view service_name, std::string const& to);

acts::OutboxMessage mail_changed(Post const& post, i18n::Translator const& t, Application const& application,
                                 std::string_view service_name, std::string const& to);

/// What the office has asked for is due today.
acts::OutboxMessage mail_ends_today(Post const& post, i18n::Translator const& t, Application const& application,
                                    std::string_view service_name, std::string const& to);

/// A notice lies ready, and until when.
struct ToFetch {
  std::string to;
  std::chrono::sys_days until;
};
acts::OutboxMessage mail_to_fetch(Post const& post, i18n::Translator const& t, Application const& application,
                                  std::string_view service_name, ToFetch const& fetch);

/// The address of the own application: `http://gescher.localhost:8080/en/mein-antrag/...`
std::string link_to(authority::TownContext const& c, i18n::Language language, Application const& a);
std::string link_to(Post const& post, i18n::Language language, Application const& a);

}  // namespace kreislauf::applications
