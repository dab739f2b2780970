#include <doctest/doctest.h>

#include "authority/authority.h"
#include "base/text.h"

using namespace kreislauf;
using namespace kreislauf::authority;

namespace {

Authority town(std::string key, std::string name, std::vector<std::string> codes) {
  Authority a;
  a.key = AuthorityKey{std::move(key)};
  a.slug = text::slug(name);
  a.folded_name = text::folded(name);
  a.name = std::move(name);
  a.designation = "Stadt";
  a.district = a.key.value().substr(0, 5);
  a.postal_codes = std::move(codes);
  return a;
}

struct Towns {
  Directory directory{{town("05554016", "Gescher", {"48712"}), town("05554004", "Ahaus", {"48683"}),
                       town("05913000", "Dortmund", {"44135", "44137"}), town("05916000", "Herne", {"44623"})},
                      {},
                      {}};
  std::vector<std::string> find(std::string_view text) {
    std::vector<std::string> names;
    for (auto const* one : directory.find(text, 10)) names.push_back(one->name);
    return names;
  }
};

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE_FIXTURE(Towns, "a postal code is understood from its second digit on, however it is written") {
  CHECK(find("44") == Names{"Dortmund", "Herne"});
  CHECK(find("446") == Names{"Herne"});
  for (auto const* text :
       {"48712", "D-48712", "DE 48712", "48 712", "48712 Gescher", "Gescher, 48712", "48712, Gescher", "4 8 7 1 2"}) {
    CAPTURE(text);
    CHECK(find(text) == Names{"Gescher"});
  }
  CHECK(find("99999 Gescher") == Names{"Gescher"});  // a slip in the code
  CHECK(find("4").empty());
}

TEST_CASE_FIXTURE(Towns, "a part that nobody has told leads to its town, another word behind it does not") {
  CHECK(find("Gescher Hochmoor") == Names{"Gescher"});
  CHECK(find("gescher-hochmoor") == Names{"Gescher"});
  CHECK(find("Gesch Hochmoor").empty());
}

TEST_CASE_FIXTURE(Towns, "nothing that is typed reads beside the text") {
  std::string long_name(99, 'a');
  for (auto const* text : {"", " ", ",", "-", "1", "12", "d", "d-", "ü"}) find(text);
  CHECK(find(long_name + "ü").empty());  // the hundredth letter has two bytes
}
