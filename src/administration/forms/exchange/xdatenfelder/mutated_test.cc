#include <doctest/doctest.h>

#include <array>

#include "administration/forms/exchange/xdatenfelder/quality.h"
#include "administration/forms/exchange/xdatenfelder/read.h"
#include "administration/forms/exchange/xdatenfelder/schema_for_tests.h"
#include "administration/forms/exchange/xdatenfelder/schema_of.h"
#include "administration/forms/exchange/xdatenfelder/write.h"

using namespace kreislauf;
using namespace kreislauf::forms;
using namespace kreislauf::forms::exchange::xdatenfelder;
namespace x = kreislauf::forms::exchange::xdatenfelder::sample;

namespace {

/// The same numbers in every run.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_{seed} {}
  std::size_t below(std::size_t limit) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::size_t>(state_ >> 33) % limit;
  }

 private:
  std::uint64_t state_;
};

constexpr std::array<std::string_view, 24> texts{
    "",
    "0",
    "-1",
    "1:*",
    "5:2",
    "9223372036854775808",
    "\"\"\"\n[form]\n",
    "# x = 1",
    "\\u0000",
    "'''",
    "select",
    "label",
    "file",
    "hidden",
    "bool",
    "num",
    "2026-02-30",
    "[a-z",
    "(a|b)+\\d\"",
    "X",
    "F05000000001",
    "../../x",
    "&#13;&#10;[page.x]&#10;title = 1",
    "Kreislauf: "
    "{&quot;name&quot;:&quot;x&quot;,&quot;kind&quot;:&quot;list&quot;,&quot;page&quot;:&quot;a]b&quot;,&quot;block&"
    "quot;:&quot;adresse&quot;,&quot;least&quot;:-7}"};

std::string whole() {
  auto const values = "<xdf:werte><xdf:wert><xdf:code>a</xdf:code><xdf:name>A</xdf:name></xdf:wert></xdf:werte>";
  auto const rule =
      "<xdf:regel><xdf:identifikation><xdf:id>R05000000001</xdf:id></xdf:identifikation><xdf:name>R</xdf:name>"
      "<xdf:freitextRegel>F05000000001</xdf:freitextRegel><xdf:skript>FEEL check: true</xdf:skript></xdf:regel>";
  auto const bounds =
      "<xdf:beschreibung>B</xdf:beschreibung><xdf:inhalt>I</xdf:inhalt><xdf:praezisierung minLength='1' "
      "pattern='[a-z]'/>";
  return x::schema(
      x::group("G05000000001", "Hund",
               rule + x::field("F05000000001", "Name", "text", bounds) +
                   x::field("F05000000002", "Art", "text", values, "1:3", "select")) +
      x::group("G05000000002", "Orte",
               x::group("G05000000003", "Ort",
                        x::field("F05000000003", "Tag", "date", "", "0:3") + x::field("F05000000004", "Plan", "file"),
                        "0:1"),
               "1:*"));
}

/// Another text in one element or attribute; sometimes an element less or twice.
std::string mutated(std::string text, Dice& dice) {
  for (auto changes = dice.below(4) + 1; changes > 0; --changes) {
    auto const at = text.find(dice.below(8) == 0 ? "'" : ">", dice.below(text.size()));
    auto const end = at == std::string::npos ? at : text.find_first_of("<'", at + 1);
    if (end == std::string::npos) continue;
    text.replace(at + 1, end - at - 1, texts[dice.below(texts.size())]);
  }
  if (dice.below(3) != 0) return text;
  auto const open = text.find("<xdf:struktur>", dice.below(text.size()));
  auto const close = open == std::string::npos ? open : text.find("</xdf:struktur>", open);
  if (close == std::string::npos) return text;
  auto const part = text.substr(open, close - open + std::string_view{"</xdf:struktur>"}.size());
  return dice.below(2) == 0 ? text.insert(open, part) : text.erase(open, part.size());
}

}  // namespace

TEST_CASE("xdatenfelder: whatever a file says, the form is TOML, and its export is read again") {
  auto const good = whole();
  std::size_t taken = 0;
  for (std::uint64_t seed = 0; seed < 4000; ++seed) {
    Dice dice{seed};
    auto const xml = mutated(good, dice);
    CAPTURE(seed);
    std::vector<authored::Problem> problems;
    auto const schema = read(xml, "a.xml", problems);
    CHECK(schema.has_value() == problems.empty());
    if (not schema) continue;
    ++taken;
    for (auto const& message : quality_of(*schema)) CHECK_FALSE(message.sentence().empty());
    auto const draft = draft_of(*schema, {}, "a.xml");
    x::Reading const reading{draft};
    CAPTURE(form_toml(draft));
    CHECK(reading.told().find("rror while parsing") == std::string::npos);
    CHECK(reading.form.pages.size() == draft.definition.pages.size());
    for (auto const release : {Release::two, Release::three}) {
      About const about{.service = "a", .title = "A", .changed = "2026-11-29T12:00:00Z"};
      std::vector<authored::Problem> wrong;
      CHECK(read(write(schema_of(reading.form, about, release).schema), "b.xml", wrong));
      for (auto const& one : wrong) MESSAGE(one.line << ": " << one.message);
    }
  }
  MESSAGE("taken: " << taken << " of 4000");
  CHECK(taken > 1000);
}
