#pragma once

#include <cstdint>
#include <string>

#include "platform/crypto/crypto.h"

namespace kreislauf::appointments {

/// Throws for invented days.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_{seed} {}
  /// 0 to `sides` - 1.
  int below(int sides) {
    std::uint32_t value = 0;
    random_.fill(reinterpret_cast<unsigned char*>(&value), sizeof value);
    return static_cast<int>(value % static_cast<std::uint32_t>(sides));
  }
  int between(int least, int most) { return least + below(most - least + 1); }
  bool percent(int chance) { return below(100) < chance; }

 private:
  crypto::SeededRandom random_;
};

struct Invented {
  std::string name, email, language;
};
/// A person who does not exist; addresses end in `.example`, which nobody can register (RFC 2606).
Invented invent_person(Dice& dice);

}  // namespace kreislauf::appointments
