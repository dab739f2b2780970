#pragma once

#include <string>
#include <string_view>

#include "base/money.h"

namespace kreislauf::payments {

/// A transfer as a QR code that banking apps read (EPC069-12 v3.1: "Quick Response Code: Guidelines to enable data
/// capture for the initiation of an SEPA credit transfer"): version 002, UTF-8, `SCT`, lines ended by LF. Names are cut
/// to 70 characters, the text to 140. To be drawn with error correction M.
std::string epc_code(std::string_view holder, std::string_view iban, std::string_view bic, Money amount,
                     std::string_view text);
/// An IBAN in groups of four, as people read it.
std::string grouped_iban(std::string_view iban);

}  // namespace kreislauf::payments
