#pragma once

#include <chrono>
#include <string>

#include "administration/payments/model.h"
#include "platform/db/db.h"

namespace kreislauf::payments {

/// What came and went on these legal days, both among them, as CSV for the program of the treasury (semicolons, decimal
/// comma, UTF-8 with byte order mark, one line a payment, refunds negative):
/// `Buchung;Tag;Kassenzeichen;Betrag;Art;Weg;Referenz;Leistung;Zweck`. A booking keeps its number: what was taken over
/// already can be told by it.
std::string bookings_csv(db::Database& db, std::chrono::sys_days from, std::chrono::sys_days to);

}  // namespace kreislauf::payments
