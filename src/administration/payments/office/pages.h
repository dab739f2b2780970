#pragma once

#include "administration/payments/acts/running.h"

namespace kreislauf::payments::office {

using authority::StaffContext;

/// What the treasury has to do, and the search for a Kassenzeichen.
http::Response overview(Payments& module, http::Request const& request, StaffContext& c);
/// A line of a statement goes to a receivable, or is filed away.
http::Response clear_entry(Payments& module, http::Request const& request, StaffContext& c);
/// A refund that no provider does was transferred or paid out.
http::Response refund_done(Payments& module, http::Request const& request, StaffContext& c);

http::Response one(Payments& module, http::Request const& request, StaffContext& c);
http::Response act_on_one(Payments& module, http::Request const& request, StaffContext& c);

/// The bookings of some days as a file.
http::Response bookings(Payments& module, http::Request const& request, StaffContext& c);

/// Direct debits: what is announced, the files for the bank, what has come back.
http::Response debits(Payments& module, http::Request const& request, StaffContext& c);
http::Response collect_debits(Payments& module, http::Request const& request, StaffContext& c);
http::Response debit_file(Payments& module, http::Request const& request, StaffContext& c);

inline constexpr auto overview_path = "/verwaltung/kasse";
std::string staff_path_of(Receivable const& receivable);
/// From then on somebody has to ask a provider that does not answer.
inline constexpr std::chrono::hours long_unanswered{24};

}  // namespace kreislauf::payments::office
