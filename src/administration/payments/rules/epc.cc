#include "administration/payments/rules/epc.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace kreislauf::payments {

namespace {

constexpr std::size_t longest_name = 70, longest_text = 140;

/// One line of the code: nothing that would begin another one.
std::string line(std::string_view text, std::size_t most) {
  std::string out{text::shortened(text, most)};
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c == '\n' or c == '\r'; }, ' ');
  return out;
}

}  // namespace

std::string epc_code(std::string_view holder, std::string_view iban, std::string_view bic, Money amount,
                     std::string_view text) {
  // Service tag, version, character set (1: UTF-8), identification, BIC, name, IBAN, amount, purpose code, structured
  // reference, text. The last element has no line end.
  return fmt::format("BCD\n002\n1\nSCT\n{}\n{}\n{}\nEUR{}.{:02}\n\n\n{}", bic, line(holder, longest_name), iban,
                     amount.cents / 100, amount.cents % 100, line(text, longest_text));
}

std::string grouped_iban(std::string_view iban) {
  std::string out;
  for (std::size_t i = 0; i < iban.size(); ++i) {
    if (i > 0 and i % 4 == 0) out += ' ';
    out += iban[i];
  }
  return out;
}

}  // namespace kreislauf::payments
