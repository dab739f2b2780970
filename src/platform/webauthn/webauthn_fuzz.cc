// Changes recorded ceremonies at random, in each of their layers: every answer is refused, or is the one that was
// signed.
//   webauthn_fuzz FOLDER SECONDS SEED
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <random>
#include <string>
#include <vector>

#include "platform/webauthn/recorded_for_tests.h"

using namespace kreislauf;
using namespace kreislauf::webauthn;
using namespace kreislauf::webauthn::test;

namespace {

using Chance = std::mt19937_64;

struct Seed : Recorded {
  Credential stored;
};

std::string mutated(std::string bytes, std::string const& other, Chance& chance) {
  for (auto times = 1 + chance() % 4; times > 0 and not bytes.empty(); --times) {
    auto const at = chance() % bytes.size();
    auto const length = std::min<std::size_t>(1 + chance() % 32, bytes.size() - at);
    switch (chance() % 7) {
      case 0:
        bytes[at] = static_cast<char>(chance());
        break;
      case 1:
        bytes[at] = static_cast<char>(bytes[at] ^ 1 << chance() % 8);
        break;
      case 2:
        bytes.erase(at, length);
        break;
      case 3:
        bytes.insert(at, bytes.substr(at, length));
        break;
      case 4:
        if (not other.empty()) bytes.insert(at, other.substr(chance() % other.size(), length));
        break;
      case 5:
        bytes.resize(at);
        break;
      default:
        // Heads of CBOR with their lengths.
        bytes.insert(at, 1, "\x5b\x9f\xbf\x81\xa1\xff\x7b\x1b\x58\xc0"[chance() % 10]);
    }
  }
  return bytes;
}

constexpr std::string_view layers[] = {"clientDataJSON", "attestationObject", "authenticatorData", "signature"};

/// The message with one of its layers changed, or as a whole.
std::string changed(json::object message, json::object const& other, Chance& chance) {
  auto& response = message.at("response").as_object();
  auto const& layer = layers[chance() % std::size(layers)];
  if (chance() % 4 == 0 or not response.contains(layer))
    return mutated(json::serialize(message), json::serialize(other), chance);
  auto const& others = other.at("response").as_object();
  auto const more = others.contains(layer) ? bytes_of(others.at(layer)) : std::string{};
  response[layer] = crypto::base64url(mutated(bytes_of(response[layer]), more, chance));
  return json::serialize(message);
}

/// What is signed, by its names: all of it must be as it was.
bool is_as_signed(Seed const& one, std::string const& sent) {
  auto const now = json::parse(sent).as_object().at("response").as_object();
  auto const& then = one.login.at("response").as_object();
  return now.at("clientDataJSON") == then.at("clientDataJSON") and
         now.at("authenticatorData") == then.at("authenticatorData") and now.at("signature") == then.at("signature");
}

/// Which of the two was taken.
bool registers(Seed const& one, std::string const& sent, bool& fine) {
  auto const made = register_credential(one.place, one.registration_challenge, sent);
  if (not made) return false;
  // The key that is kept reads back and has signed nothing of this: another signature is never taken.
  Owner const owner{one.handle};
  auto const proven = verify(one.place, one.login_challenge, *made, owner, json::serialize(one.login));
  fine = made->id.size() <= 1023 and made->aaguid.size() == 16 and
         (proven ? made->key == one.stored.key
                 : made->key != one.stored.key or made->id != one.stored.id or
                       made->backup_eligible != one.stored.backup_eligible or proven.error() == Reason::copied);
  return true;
}
bool logs_in(Seed const& one, std::string const& sent, bool& fine) {
  static_cast<void>(which(sent));
  Owner const owner{.handle = one.handle, .named_before = true};
  auto const proven = verify(one.place, one.login_challenge, one.stored, owner, sent);
  if (proven) fine = is_as_signed(one, sent) and proven->credential == one.stored.id;
  return proven.has_value();
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 4) return 2;
  Chance chance{std::stoull(arguments[3])};
  std::vector<Seed> seeds;
  for (auto& one : all_recorded(arguments[1])) {
    auto made = one.made().value();
    seeds.push_back({std::move(one), std::move(made)});
  }
  if (seeds.empty()) return 2;
  auto const end =
      std::chrono::steady_clock::now() + std::chrono::milliseconds(static_cast<long>(std::stod(arguments[2]) * 1000));
  std::size_t tried = 0, taken = 0;
  double slowest = 0;
  for (; std::chrono::steady_clock::now() < end; ++tried) {
    auto const& one = seeds[tried / 2 % seeds.size()];
    auto const& other = seeds[chance() % seeds.size()];
    bool const is_login = tried % 2 == 1, is_seed = tried < 2 * seeds.size();
    auto const& message = is_login ? one.login : one.registration;
    auto const sent =
        is_seed ? json::serialize(message) : changed(message, is_login ? other.login : other.registration, chance);
    auto const begin = std::clock();
    bool fine = true;
    bool const is_taken = is_login ? logs_in(one, sent, fine) : registers(one, sent, fine);
    slowest = std::max(slowest, static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
    if (is_taken) ++taken;
    // No figure, only a bound that nothing honest comes near.
    if (fine and slowest < 5 and (is_taken or not is_seed)) continue;
    fmt::print("broken: {} ({})\n{}\n", one.name, tried, sent);
    return 1;
  }
  fmt::print("{} answers looked at, {} taken, slowest {:.1f} ms\n", tried, taken, slowest * 1000);
}
