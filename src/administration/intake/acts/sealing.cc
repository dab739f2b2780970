#include "administration/intake/acts/sealing.h"

#include <fmt/format.h>

#include <boost/json.hpp>

namespace kreislauf::intake {

namespace {

namespace json = boost::json;

constexpr std::string_view purpose = "intake/paper";

}  // namespace

std::string sealed(crypto::Keys const& keys, std::string_view about, std::string_view text, crypto::Random& random) {
  return text.empty() ? std::string{} : keys.seal(purpose, about, text, random);
}

std::string opened(crypto::Keys const& keys, std::string_view about, std::string_view sealed) {
  return sealed.empty() ? std::string{} : keys.open(purpose, about, sealed).value_or("");
}

std::string text_of(std::vector<PlacedReading> const& readings) {
  json::array all;
  for (auto const& [place, one] : readings)
    all.push_back(json::array{place, one.text, one.confidence, one.again, one.ink});
  return json::serialize(all);
}

std::vector<PlacedReading> readings_in(std::string_view text) {
  std::vector<PlacedReading> all;
  if (text.empty()) return all;
  auto const whole = json::parse(text);
  for (auto const& value : whole.as_array()) {
    auto const& one = value.as_array();
    all.push_back({one.at(0).to_number<std::size_t>(),
                   {.text = std::string{one.at(1).as_string()},
                    .confidence = one.at(2).to_number<double>(),
                    .again = std::string{one.at(3).as_string()},
                    .ink = one.at(4).to_number<double>()}});
  }
  return all;
}

std::string about(Page const& page) { return fmt::format("paper_file:{}/{}", page.file, page.number); }

}  // namespace kreislauf::intake
