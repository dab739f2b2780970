#pragma once

#include "administration/applications/rules/signers.h"
#include "administration/applications/shared/own_application.h"
#include "authority/limits.h"
#include "authority/page.h"

/// What the pages of a draft share.
namespace kreislauf::applications::pages {

/// `/mein-antrag/TOKEN` and what stands behind it, without the language.
std::string path_of(authority::TownContext const& c, std::string_view rest = {});

/// A frame with the way back to the tasks.
authority::PageMeta meta_of(authority::TownContext const& c, OwnApplication const& own, std::string title,
                            std::string path, kern::Form const* form = nullptr);

/// The page behind this one that is shown, or nothing: then all answers are looked at.
std::optional<std::size_t> next_page(OwnApplication const& own, forms::Entered const& entered, Clock const& clock,
                                     std::size_t page);
/// The one before it.
std::optional<std::size_t> page_before(OwnApplication const& own, forms::Entered const& entered, Clock const& clock,
                                       std::size_t page);

/// The draft of the link. A sent one leads to its own page: then `answer` is set. Throws NotFound.
struct OpenDraft {
  OwnApplication own;
  forms::Entered entered = {};
  std::optional<http::Response> answer = {};
};
/// One whose link was renewed by a login leads to the page that says so.
OpenDraft open_draft(Applications& module, authority::TownContext const& c);

/// Each asks somebody by mail whom the visitor has named: at many mailboxes it would be a way to bother many people.
inline constexpr limits::Limit asked_to_sign{"asked to sign", 10, std::chrono::minutes{15}};
http::Response too_many_asked(authority::TownContext const& c);
/// Why nobody can be asked to sign at this mailbox; empty where somebody can.
std::string_view sentence_of(i18n::Translator const& t, WantedSignature::Obstacle obstacle);
/// Says so at the questions of a page; false where it does.
bool tell_mailboxes(forms::PageForm& form, authority::TownContext const& c, OwnApplication const& own,
                    forms::Entered const& entered, std::size_t page);
/// What waits for signatures, and what was not signed.
http::Response show_waiting(Applications& module, http::Request const& request, authority::TownContext const& c,
                            OwnApplication const& own, kern::Form const* form = nullptr);
/// The same of what is amended.
http::Response show_amendment_waits(http::Request const& request, authority::TownContext const& c,
                                    OwnApplication const& own, kern::Form const* form = nullptr);
void write_not_signed(html::Writer& out, authority::TownContext const& c, OwnApplication const& own,
                      std::int64_t version = 0);

/// Somebody acts for the applicant: who gets the messages. Nothing where he acts himself.
void write_acting(html::Writer& out, authority::TownContext const& c, OwnApplication const& own,
                  forms::Entered const& entered);

/// What the page says before anything is sent.
struct CheckTold {
  bool incomplete = false;   ///< somebody wanted to send it
  std::int64_t account = 0;  ///< of who is signed in; 0: nobody
};
http::Response show_check(Applications& module, authority::TownContext const& c, OwnApplication const& own,
                          forms::Entered const& entered, CheckTold const& told);
/// What the page says at its top, by the query: the link was sent, a login came to this.
struct Told {
  bool link_sent = false;
  std::string login = {};
  std::optional<accounts::Holder> holder = {};  ///< who is signed in
};
http::Response show_tasks(Applications& module, authority::TownContext const& c, OwnApplication const& own,
                          kern::Form const& form, Told const& told);
/// Where the link to go on shall be sent.
kern::Form address_question(authority::TownContext const& c);
http::Response show_progress(Applications& module, http::Request const& request, authority::TownContext const& c,
                             OwnApplication const& own);

}  // namespace kreislauf::applications::pages
