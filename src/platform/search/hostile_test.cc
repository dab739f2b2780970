#include <doctest/doctest.h>

#include "platform/search/analysis.h"
#include "platform/search/reading.h"
#include "platform/search/search.h"
#include "tests/support/leika_sample.h"

// Nothing a person or a machine types may take long, crash, or reach beyond the limits.
using namespace kreislauf;
using namespace kreislauf::search;

namespace {

Index small_index() {
  IndexBuilder builder{Language::german};
  builder.add({.id = 0, .key = "a", .fields = {{FieldKind::name, "Hundesteuer"}}, .prior = 0});
  builder.add({.id = 1,
               .key = "b",
               .fields = {{FieldKind::name, "Personalausweis"}, {FieldKind::keyword, "perso"}},
               .prior = 0});
  builder.add({.id = 2, .key = "c", .fields = {}, .prior = 0});
  builder.synonyms(sample::synonyms());
  return std::move(builder).build();
}

void ask(Index const& index, std::string_view text) {
  (void)index.query(text);
  (void)index.suggest(text);
  (void)index.did_you_mean(text);
}

}  // namespace

TEST_CASE("an empty index and an empty query answer with nothing") {
  auto const empty = IndexBuilder{Language::german}.build();
  CHECK(empty.query("hund").empty());
  CHECK(empty.documents() == 0);
  auto const index = small_index();
  for (auto const* text : {"", " ", "\t\n", "???", "§ - /", "ich und du"}) {
    CAPTURE(text);
    CHECK(index.query(text).empty());
  }
}

TEST_CASE("of a long text only the first 200 letters and 12 words are read") {
  std::string const flood(1'000'000, 'a');
  CHECK(query_tokens(flood).size() == 1);
  CHECK(query_tokens(flood).front().raw.size() == longest_query);
  CHECK(query_tokens(flood).front().folded.size() == longest_word);

  std::string words;
  for (int i = 0; i < 10'000; ++i) words += "wort ";
  CHECK(query_tokens(words).size() == most_words);

  std::string umlauts;
  for (int i = 0; i < 300; ++i) umlauts += "ü";
  CHECK(query_tokens(umlauts).front().raw.size() == 2 * longest_query);

  auto const index = small_index();
  CHECK(index.query("hundesteuer " + flood).front().id == 0);
  CHECK(index.query(words + "hundesteuer").empty());
  CHECK(index.did_you_mean("hudnesteuer " + flood).value_or("").size() < 400);
  ask(index, flood);
  ask(index, words);
}

TEST_CASE("control characters and broken UTF-8 only separate words") {
  auto const index = small_index();
  CHECK(index.query(std::string_view{"\0hundesteuer\0", 13}).front().id == 0);
  CHECK(index.query("\xFF\xFEhundesteuer\xC3").front().id == 0);
  CHECK(index.query("\x1B[31mhundesteuer").front().id == 0);
  CHECK(index.query("\u202Ehundesteuer\u202C").front().id == 0);  // text direction marks
  ask(index, "\xF0\x9F\x98\x80 \xED\xA0\x80 \xC0\xAF \xF5\x80\x80\x80");
  ask(index, "\xC3");
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  ask(index, all);
}

TEST_CASE("every pair of bytes is survived") {
  auto const index = small_index();
  for (int left = 0; left < 256; left += 5) {
    for (int right = 0; right < 256; right += 3) {
      std::string const text{'h', static_cast<char>(left), static_cast<char>(right), 'u'};
      (void)index.query(text);
    }
  }
}

TEST_CASE("a query cannot make more work than the limits allow") {
  IndexBuilder builder{Language::german};
  builder.synonyms(sample::synonyms());
  for (auto& document : sample::leika_documents()) builder.add(std::move(document));
  auto const index = std::move(builder).build();
  for (auto const* text :
       {"a b c d e f g h i j k l m n o p",
        "auto hund kind pass wohnung umziehen verloren heiraten laterne müll baby kita",
        "erteilung genehmigung anmeldung zulassung eintragung gesetz verordnung ausstellung a e i o"}) {
    CHECK(index.query(text).size() <= 10);
    CHECK(index.suggest(text).size() <= 10);
  }
}

TEST_CASE("names with all letters of DIN 91379 are found in every spelling") {
  auto const content = sample::read_file(sample::shared_directory() / "data/security/din91379/latin_letters_1.3.txt");
  if (not content) {
    MESSAGE("skipped: the DIN 91379 letters are not beside the source");
    return;
  }
  IndexBuilder builder{Language::german};
  std::vector<std::string> names{"Gülşen Yıldırım", "Łukasz Żółć",        "Đặng Thị Hồng",
                                 "Māris Bērziņš",   "Þórður Guðmundsson", "Ștefăniță Brâncuși",
                                 "Šárka Růžičková", "Jürgen Groß",        "Ángel Ñandú"};
  for (std::uint32_t i = 0; i < names.size(); ++i)
    builder.add({.id = i, .key = names[i], .fields = {{FieldKind::name, names[i]}}, .prior = 0});
  auto const index = std::move(builder).build();
  for (auto const* query : {"Gülşen Yıldırım", "GUELSEN YILDIRIM", "Gulsen Yildirim"})
    CHECK(index.query(query).front().id == 0);
  for (auto const* query : {"Łukasz Żółć", "lukasz zolc"}) CHECK(index.query(query).front().id == 1);
  for (auto const* query : {"Đặng Thị Hồng", "dang thi hong", "D\u0323ang"}) CHECK(index.query(query).front().id == 2);
  for (auto const* query : {"Þórður", "thordur gudmundsson"}) CHECK(index.query(query).front().id == 4);
  for (auto const* query : {"Jürgen Groß", "JUERGEN GROSS", "JÜRGEN GROẞ", "Ju\u0308rgen"})
    CHECK(index.query(query).front().id == 7);
  for (std::uint32_t i = 0; i < names.size(); ++i) CHECK(index.query(names[i]).front().id == i);
  ask(index, *content);
}
