#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "administration/appointments/shared/running.h"
#include "authority/limits.h"

/// What one visitor may do, and what proves that he is none of a hundred robots. The same for pages and programs.
namespace kreislauf::appointments {

/// What one network may do, at all towns together: enough for a family that tries around, too little for a robot.
inline constexpr limits::Limit holds_of_network{"holds", 30, std::chrono::minutes{10}};
/// Of those that are open at one time: each is given back when it is booked or left, and by itself about when it ends.
inline constexpr limits::Limit open_holds_of_network{"holds open", 8, std::chrono::minutes{20}};
inline constexpr limits::Limit unproven_of_network{"bookings without proof", 6, std::chrono::minutes{10}};
inline constexpr limits::Limit unconfirmed_of_network{"bookings unconfirmed", 6, std::chrono::hours{2}};
inline constexpr limits::Limit bookings_of_network{"bookings", 40, std::chrono::hours{24}};
inline constexpr limits::Limit moves_of_network{"moves", 10, std::chrono::hours{24}};
inline constexpr limits::Limit entries_of_network{"waiting list unconfirmed", 6, std::chrono::hours{12}};
inline constexpr limits::Limit corrections_of_network{"corrections of addresses", 6, std::chrono::hours{12}};
/// Three times is enough to find a lost mail, and too little to fill somebody's mailbox.
inline constexpr limits::Limit mails_of_appointment{"mails", 3, std::chrono::hours{24}};

/// Takes a hold of a time, or longer for one that is held: to keep a time is to take it again.
bool may_hold(authority::TownContext const& c, http::Request const& request);
/// It was booked or left, and that is stored. Not for what was only tried: who is refused still holds the time.
void hold_ended(authority::TownContext const& c, http::Request const& request);

bool proven(std::string_view challenge, std::string_view proof, int bits);
/// What the proof of work of one booking is about, and how many zero bits it must show: a second of work on a telephone
/// for the first bookings of a network and day, twice as much for each of the next (web/islands/pow.ts).
std::string challenge_of(std::string const& token);
int proof_bits(authority::TownContext const& c, http::Request const& request);

/// A form for a time that is held was sent. Counts it against what network and mailbox may have open.
class BookingAttempt {
 public:
  enum class Verdict : std::uint8_t {
    fine,
    hurried,        ///< without proof, and not the first from this network
    proof_is_weak,  ///< the proof must be made again: others of this network have booked meanwhile
    network_full,   ///< too many that nobody has confirmed, or too many today
    mailbox_full,   ///< there lies a mail that nobody has answered
  };
  BookingAttempt(authority::TownContext const& c, http::Request const& request, std::string email)
      : c_{c}, request_{request}, email_{std::move(email)} {}
  Verdict begin(std::string const& token, std::string_view proof);
  /// The act has refused: nothing was booked, nothing counts.
  void give_back();

 private:
  authority::TownContext const& c_;
  http::Request const& request_;
  std::string email_;
};
/// Somebody has opened the link in the mail.
void has_confirmed(authority::TownContext const& c, http::Request const& request, Appointment const& appointment);

/// Until when somebody can move or cancel by himself.
Instant changeable_until(FreeTimes const& free_times, Appointment const& appointment);
/// A time that was held or waited for its confirmation, and no longer is. The clock decides, not the job that tidies
/// up.
bool is_over(Appointment const& appointment, Instant now);
/// The appointment of a link. Throws NotFound.
Appointment appointment_of(authority::TownContext const& context, std::string const& token);
/// The calendars that fit (one office or all, access without steps), in one list.
std::vector<Calendar const*> offices_for(FreeTimes const& free_times, authority::TownContext const& context,
                                         std::string_view office, bool step_free);

}  // namespace kreislauf::appointments
