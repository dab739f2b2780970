#include "authority/import_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "authority/rules.h"
#include "base/text.h"
#include "platform/mail/mail.h"

namespace kreislauf::authority {

Result<double> degrees(csv::Table const& table, std::string_view column, double otherwise) {
  std::string written{table.cell(column)};
  if (written.empty()) return otherwise;
  if (written.find('.') == std::string::npos) std::replace(written.begin(), written.end(), ',', '.');
  double value = 0;
  auto const [end, error] = std::from_chars(written.data(), written.data() + written.size(), value);
  double const most = column == "latitude" ? 90 : 180;
  if (error != std::errc{} or end != written.data() + written.size() or not(std::abs(value) <= most))
    return failure(fmt::format("\"{}\" is no {}; write degrees like 7.01", table.cell(column), column));
  return value;
}

Result<std::string> telephone(std::string_view written) {
  if (written.empty()) return std::string{};
  if (rules::dial_of(written).empty())
    return failure(fmt::format("\"{}\" is no telephone number; write it like 02542 60-0", written));
  return text::nfc(text::trimmed(written));
}

Result<std::string> mail_address(std::string_view written) {
  std::string address{written};
  if (not address.empty() and
      (not mail::plausible_address(address) or address.find_first_of("?&%#") != std::string::npos))
    return failure("the e-mail address is none that mail can be sent to; write it like buero@gescher.de");
  return address;
}

Result<std::string> web_address(std::string_view written) {
  if (not written.empty() and not written.starts_with("https://"))
    return failure("the website must begin with https://");
  return std::string{written};
}

std::shared_ptr<Directory const> directory_of(db::Store& db) {
  Authorities authorities{db};
  authorities.reload();
  return authorities.directory();
}

Authority const* named(Directory const& directory, std::string_view name) {
  auto const* found = directory.by_key(name);
  return found != nullptr ? found : directory.by_slug(name);
}

std::string unknown_authority(Directory const& directory, std::string_view name) {
  std::vector<std::string> slugs;
  for (auto const& authority : directory.all()) slugs.push_back(authority.slug);
  auto const near = text::did_you_mean(text::slug(name), slugs);
  return fmt::format("there is no authority \"{}\"{}", name, near ? fmt::format("; did you mean {}?", *near) : "");
}

bool stops(ImportReport& report, OnRejection on_rejection) {
  report.rolled_back = not report.rejected.empty() and on_rejection == OnRejection::roll_back;
  if (report.rolled_back) report.added = report.changed = 0;
  return report.rolled_back;
}

}  // namespace kreislauf::authority
