#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "administration/applications/acts/mails.h"
#include "administration/applications/applications.h"
#include "administration/applications/store/transfers.h"
#include "administration/messages/messages.h"

// An application goes to another authority, and perhaps back. An authority is a database and no transaction spans two:
// the sender orders it in its own act, the outbox carries it (shared/crossing), the receiver takes it in by an act of
// its own, once for each number of a transfer, and then the sender notes where it is. Each of these can be done again.
namespace kreislauf::applications {

inline constexpr std::string_view crossing_kind = "application.cross", returning_kind = "application.give_back";

/// Why an application must stay.
enum class Hindrance : std::uint8_t {
  none,
  inside,     ///< of staff themselves, or begun by the clock: it concerns this house alone
  objection,  ///< against a notice of this authority, which looks at it first (§ 72 VwGO)
  unpaid,     ///< money is owed for it, or somebody is just paying
  reduction   ///< nobody has looked at the proof of a reduction yet
};
Hindrance hindrance_of(db::Connection& connection, Application const& application);
struct Hindered : Refused {};

/// In what is sealed and in the outbox: `transfer:3f2a...`.
std::string subject_of(Transfer const& transfer);
Told told_of(crypto::Keys const& keys, Transfer const& transfer);
std::string sealed(crypto::Keys const& keys, Transfer const& transfer, Told const& told, crypto::Random& random);
/// What was paid here for it, in words; empty: nothing.
std::string paid_for(db::Connection& connection, i18n::Translator const& t, Application const& application);

/// Where it goes and why.
struct Onward {
  std::string authority, office, site;  ///< of the receiver
  Ground ground = Ground::place;
  Told told = {};
};
/// Another authority goes on with it: here nobody works on it any more. Throws Hindered, TooLate, cases::NotNow.
void pass_on(acts::Transaction& tx, authority::TownContext const& c, Application& application, cases::Case& one,
             forms::Form const& form, Onward const& onward);

/// All that crosses, in plain words; only in memory.
struct Parcel {
  Transfer transfer;  ///< as the sender knows it
  std::string sender_key, sender, sender_office, sender_site;
  Told told = {};
  Application application;  ///< its sealed columns opened
  std::vector<Version> versions = {};
  std::vector<std::pair<Signature, Signer>> signatures = {};
  std::vector<messages::Moved> thread = {};
  std::vector<std::string> papers = {}, notes = {};
  std::string about = {};
};
/// It has come: number, entry of the ledger and case, once; twice is the same one. Throws Conflict where a document has
/// gone since it was put: it is sent again. Answers with number, office and application as they are there.
Transfer take_in(acts::Transaction& tx, authority::TownContext const& c, Parcel const& parcel, std::string_view office,
                 forms::Form const& form, cases::Library const& library);
/// The sender hears that it is there, and tells the applicant.
void note_arrival(acts::Transaction& tx, Post const& post, crypto::Random& random, i18n::Translator const& t,
                  Transfer const& there, std::string_view authority_name, std::string_view service_name);

/// The receiver is not competent, either: it goes back as it came. Throws TooLate, cases::NotNow.
void give_back(acts::Transaction& tx, authority::TownContext const& c, Application& application, cases::Case& one,
               Told const& told);
/// Daily: what is still on its way is ordered anew, whatever has become of its message; twice is once.
std::optional<Instant> carry_again(authority::TownVisit& visit);

/// What comes back with it.
struct Back {
  Transfer transfer;  ///< as the receiver knows it
  Told told;
  std::vector<messages::Moved> thread = {};  ///< what was written there
  std::string from = {};                     ///< `Kreis Borken`
};
/// Open here again, with the reason in its notes; twice is once. False: it is not kept here any more.
bool take_back(acts::Transaction& tx, authority::TownContext const& c, i18n::Translator const& t, Back const& back,
               std::string_view service_name);
/// The receiver hears that it is there again; what it had goes after a month.
void note_return(acts::Transaction& tx, Transfer const& transfer);
/// Nobody takes it back: it goes on here.
void keep_after_all(acts::Transaction& tx, authority::TownContext const& c, Transfer const& transfer,
                    std::string_view why);

}  // namespace kreislauf::applications
