#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "base/result.h"

namespace kreislauf::payments {

/// A line of an account statement: money that came (or went, negative).
struct StatementLine {
  int line = 0;           ///< in the file
  std::string mark;       ///< the same for this line in every file that brings it
  std::string booked_on;  ///< `2026-11-23`
  Money amount{};
  std::string text = {};  ///< what the payer has written, with his reference
  // Of direct debits:
  std::string end_to_end = {};  ///< the reference of one
  std::string group = {};       ///< of a booking of many: how the file called them (PmtInfId)
  bool returned = false;        ///< it has come back
  std::string reason = {};      ///< why, as a code (ISO 20022 ExternalReturnReason): `AC04`
};
struct Statement {
  std::vector<StatementLine> lines;
  std::vector<std::string> left_out;  ///< German: what was not taken and why
};
/// Reads camt.053 (statement) and camt.054 (notification), all versions (ISO 20022 Cash Management). Only what is
/// booked counts, in euros. A collective booking is taken apart where the file tells its transactions. Of payers
/// nothing is taken but what they have written. The reason is German and names the line.
Result<Statement> read_camt(std::string_view xml);

}  // namespace kreislauf::payments
