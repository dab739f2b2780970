#include <doctest/doctest.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "platform/crypto/base64.h"
#include "platform/ledger/checkpoint.h"
#include "tests/support/source.h"

using namespace kreislauf;
using namespace kreislauf::ledger;

namespace {

namespace fs = std::filesystem;

/// Public cases for RFC 6962 and 9162 proofs, good and bad ones; empty when they are not beside the source.
std::vector<fs::path> vectors(std::string const& kind) {
  auto const* named = std::getenv("KREISLAUF_SHARED");
  auto const shared = named != nullptr ? fs::path(named) : test::source_folder() / "../shared";
  auto const folder = shared / "data/security/crypto/merkle" / kind;
  std::vector<fs::path> found;
  if (not fs::exists(folder)) {
    MESSAGE("skipped: the Merkle vectors are not beside the source (set KREISLAUF_SHARED)");
    return found;
  }
  for (auto const& entry : fs::recursive_directory_iterator{folder}) {
    if (entry.path().extension() == ".json") found.push_back(entry.path());
  }
  return found;
}

boost::json::object read(fs::path const& path) {
  std::ifstream file{path};
  return boost::json::parse(std::string{std::istreambuf_iterator<char>{file}, {}}).as_object();
}

std::string_view text_of(boost::json::value const& value) { return std::string_view{value.as_string()}; }
/// Nothing when one of them has not 32 bytes: there is no such proof then.
std::optional<std::vector<Hash>> hashes_of(boost::json::value const& value) {
  std::vector<Hash> hashes;
  if (value.is_null()) return hashes;
  for (auto const& one : value.as_array()) {
    auto const hash = hash_in(text_of(one));
    if (not hash) return std::nullopt;
    hashes.push_back(*hash);
  }
  return hashes;
}
/// Where only their being equal counts, some cases have other texts for roots: filled up with zeros.
Hash filled(boost::json::value const& value) {
  auto const bytes = crypto::strict_base64(text_of(value)).value();
  REQUIRE(bytes.size() <= sizeof(Hash));
  Hash hash{};
  std::copy(bytes.begin(), bytes.end(), hash.begin());
  return hash;
}
std::uint64_t count(boost::json::value const& value) { return value.to_number<std::uint64_t>(); }

}  // namespace

TEST_CASE("all public vectors of inclusion proofs of a ledger's tree") {
  auto const files = vectors("inclusion");
  if (files.empty()) return;
  for (auto const& path : files) {
    auto const one = read(path);
    CAPTURE(path);
    auto const proof = hashes_of(one.at("proof"));
    auto const leaf = hash_in(text_of(one.at("leafHash"))), root = hash_in(text_of(one.at("root")));
    bool const proven = proof and leaf and root and
                        proves_inclusion(*proof, count(one.at("leafIdx")), count(one.at("treeSize")), *leaf, *root);
    CHECK(proven == not one.at("wantErr").as_bool());
  }
  CHECK(files.size() + vectors("consistency").size() == 130);
}

TEST_CASE("all public vectors of consistency proofs of a ledger's tree") {
  for (auto const& path : vectors("consistency")) {
    auto const one = read(path);
    CAPTURE(path);
    auto const proof = hashes_of(one.at("proof"));
    bool const proven = proof and proves_consistency(*proof, {count(one.at("size1")), filled(one.at("root1"))},
                                                     {count(one.at("size2")), filled(one.at("root2"))});
    CHECK(proven == not one.at("wantErr").as_bool());
  }
}
