#include "administration/processes/acts/sealing.h"

namespace kreislauf::processes {

namespace {

constexpr std::string_view purpose = "processes/state";

}  // namespace

void seal(crypto::Keys const& keys, crypto::Random& random, Running& one, std::string_view text) {
  one.state = text.empty() ? std::string{} : keys.seal(purpose, one.subject, text, random);
}

std::string opened(crypto::Keys const& keys, Running const& one) {
  return one.state.empty() ? std::string{} : keys.open(purpose, one.subject, one.state).value_or("");
}

}  // namespace kreislauf::processes
