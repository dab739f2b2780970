#include "administration/forms/exchange/xdatenfelder/schema_of.h"

#include <fmt/format.h>

#include <map>

#include "administration/forms/exchange/xdatenfelder/correspondence.h"
#include "administration/forms/exchange/xdatenfelder/cosigner_marks.h"
#include "administration/forms/exchange/xdatenfelder/fee_marks.h"
#include "administration/forms/exchange/xdatenfelder/field_of.h"
#include "administration/forms/exchange/xdatenfelder/known_marks.h"
#include "administration/forms/exchange/xdatenfelder/marks.h"
#include "administration/forms/rules/definition.h"

namespace kreislauf::forms::exchange::xdatenfelder {

namespace {

using i18n::Language;
using Sort = Element::Sort;

std::vector<Ground> grounds_in(std::string const& law) {
  std::vector<Ground> grounds;
  for (std::size_t begin = 0; begin < law.size();) {
    auto const end = std::min(law.find("; ", begin), law.size());
    grounds.push_back({law.substr(begin, end - begin), {}});
    begin = end + 2;
  }
  return grounds;
}

class Exporting {
 public:
  Exporting(Definition const& form, About const& about, Release release)
      : form_{form}, about_{about}, release_{release}, exported_{.schema = {.release = release}} {}

  Exported run() {
    auto& root = exported_.schema.root;
    Marks marks;
    root = element(Sort::schema, form_.fim, form_.fim.name.empty() ? about_.title : form_.fim.name, marks);
    if (not about_.title.empty()) root.label = about_.title;
    for (auto const& law : about_.laws) root.grounds.push_back({law, {}});
    root.documents = {"D99000000001"};  // the catalogue's stand-in, until the editor names the document (message 1096)
    root.change_structure = "3";        // all of it may be changed by who derives from it
    root.change_words = "1";
    marks.put("draft_days", form_.terms.draft_days);
    marks.put("kept_days", form_.terms.kept_days);
    marks.put("kept_law", form_.terms.kept_law);
    put_fee(marks, form_.terms.fee);
    if (form_.terms.identity_later) marks.put_flag("identity_later", true);
    if (not form_.terms.letters.empty()) marks.put("letters", form_.terms.letters);
    if (form_.terms.companies) marks.put_flag("companies", true);
    marks.put("behalf", fmt::format("{}", fmt::join(form_.terms.behalf, " ")));
    marks.put("cosign", text_of(form_.cosigners));
    marks.put("known", text_of(form_.known));
    root.description = marks.behind({});
    for (auto const& page : form_.pages) add(page, root);
    return std::move(exported_);
  }

 private:
  Element element(Sort sort, Fim const& fim, std::string const& label, Marks& marks) {
    Element element{.sort = sort};
    element.id = fim.empty() ? provisional(sort) : id_for(fim.id, release_);
    if (fim.empty()) marks.put_flag("provisional", true);
    auto const first = std::string{release_ == Release::two ? "1.0" : "1.0.0"};
    element.version = fim.empty() ? first : version_for(fim.version, release_);  // a working copy has none
    element.name = fim.name.empty() ? label : fim.name;
    element.label = element.label_shown = label;
    element.status = release_ == Release::two ? "inVorbereitung" : "2";
    element.creator = about_.creator;
    element.changed = about_.changed;
    if (sort != Sort::schema) element.binding = "RNG";
    return element;
  }

  std::string number(std::string_view letter) {
    return fmt::format("{}{}{}{:06}", letter, about_.range, release_ == Release::two ? "" : "000",
                       ++numbers_[std::string{letter}]);
  }
  std::string provisional(Sort sort) {
    ++exported_.provisional;
    return number(sort == Sort::schema ? "S" : sort == Sort::group ? "G" : "F");
  }

  void add(Page const& page, Element& root) {
    law_ = page.law;
    path_ = page.id;
    if (not page.fim.empty() and page.fim.id == form_.fim.id) {  // its fields stand in the schema itself
      for (auto const& question : page.questions) root.parts.push_back(part(question));
      return;
    }
    Marks marks;
    auto group = element(Sort::group, page.fim, page.title[Language::german], marks);
    group.help = page.lead[Language::german];
    group.grounds = grounds_in(page.law);
    group.rules = rules(page.title[Language::german], page.when, page.checks);
    for (auto const& question : page.questions) group.parts.push_back(part(question));
    marks.put("page", page.id);
    group.description = marks.behind({});
    root.parts.push_back(
        {.element = std::move(group), .times = page.fim.times.empty() ? times_of(page) : page.fim.times});
  }

  Part part(Question const& question) {
    auto const before = path_;
    path_ += "." + question.name;
    auto one = repeats_a_field(question) ? repeated(question) : once(question, question.name);
    path_ = before;
    return one;
  }

  Part once(Question const& question, std::string const& name) {
    bool const group = question.kind == Kind::list or question.kind == Kind::group;
    auto marks = marks_of(question);
    marks.put("name", name);
    auto one = element(group ? Sort::group : Sort::field, question.fim, question.label[Language::german], marks);
    one.help = question.hint[Language::german];
    one.grounds = grounds_in(question.law.empty() ? law_ : question.law);
    if (question.law == law_ and not law_.empty()) marks.put_flag("own_law", true);  // said again, where it need not be
    auto checks = question.checks;
    if (group) {
      for (auto const& inner : question.questions) one.parts.push_back(part(inner));
    } else {
      fill_field(one, question, checks, release_);
      answers(one, question);
    }
    one.rules = rules(question.label[Language::german], question.when, checks);
    one.description = marks.behind({});
    return {.element = std::move(one), .times = question.fim.times.empty() ? times_of(question) : question.fim.times};
  }

  /// The field of a list that stands for a repeated field, as often as the list says.
  Part repeated(Question const& list) {
    auto inner = list.questions.front();
    inner.label = list.label;
    inner.why = list.why;
    inner.when = list.when;
    if (inner.law.empty()) inner.law = list.law;
    inner.fim.times = list.fim.times.empty() ? times_of(list) : list.fim.times;
    return once(inner, list.name);
  }

  static Marks marks_of(Question const& question) {
    Marks marks;
    marks.put("kind", std::string{word_of(question.kind)});
    marks.put("block", question.block);
    marks.put("why", question.why[Language::german]);
    marks.put("fill", question.fill);
    marks.put("shown", question.shown);
    bool const counted = question.kind == Kind::list or question.kind == Kind::choices or question.kind == Kind::file;
    if (counted or question.kind == Kind::date) marks.put("least", question.least);  // of a date: for its calendar
    if (question.kind == Kind::date) marks.put("most", question.most);
    if (question.kind == Kind::note) marks.put("hint", question.hint[Language::german]);
    if (not question.when.empty()) marks.put_flag("optional", question.optional);
    if (question.calendar) marks.put_flag("calendar", true);
    return marks;
  }

  /// A reference where the answers are those of a code list; else the answers themselves.
  void answers(Element& field, Question const& question) {
    if (not question.fim.codes.empty()) field.codes = reference(question.fim.codes);
    if (question.options.empty() or field.codes.named()) return;
    std::vector<Code> values;
    for (auto const& one : question.options) values.push_back({one.value, one.label[Language::german], {}});
    if (release_ == Release::three) {
      field.has_values = true;
      field.values = std::move(values);
      return;
    }
    field.codes = {.id = number("C"),
                   .uri = fmt::format("urn:kreislauf:codeliste:{}.{}", about_.service, path_),
                   .version = about_.changed.substr(0, std::string_view{"2026-11-29"}.size())};
    field.codes.whole = field.codes.uri + "_" + field.codes.version;
    exported_.lists.push_back({field.codes, std::move(values)});
  }

  /// `C00000001 urn:de:muster:staat_2017-01-01`: the id is one of XDatenfelder 2, which asks for it.
  CodeList reference(std::string const& codes) {
    auto const blank = codes.find(' ');
    auto const whole = blank == std::string::npos ? codes : codes.substr(blank + 1);
    auto const cut = whole.rfind('_');
    bool const versioned = cut != std::string::npos;
    CodeList list{.uri = whole.substr(0, cut),
                  .version = versioned ? whole.substr(cut + 1) : "",
                  .whole = versioned ? whole : ""};
    if (release_ == Release::two) list.id = blank == std::string::npos ? number("C") : codes.substr(0, blank);
    return list;
  }

  /// In prose for people and as FEEL for who reads our scripts.
  std::vector<Rule> rules(std::string const& label, std::string const& when, std::vector<Check> const& checks) {
    std::vector<Rule> all;
    auto const version = std::string{release_ == Release::two ? "1.0" : "1.0.0"};
    if (not when.empty())
      all.push_back({.id = number("R"),
                     .version = version,
                     .name = "Bedingung: " + label,
                     .text = fmt::format("\"{}\" wird nur gefragt, wenn gilt: {}", label, when),
                     .script = "FEEL when: " + when,
                     .creator = about_.creator});
    for (auto const& check : checks)
      all.push_back({.id = number("R"),
                     .version = version,
                     .name = "Prüfung: " + label,
                     .text = check.otherwise[Language::german],
                     .script = "FEEL check: " + check.that,
                     .creator = about_.creator});
    return all;
  }

  Definition const& form_;
  About const& about_;
  Release release_;
  Exported exported_;
  std::string law_, path_;
  std::map<std::string, int, std::less<>> numbers_;
};

}  // namespace

Exported schema_of(Definition const& form, About const& about, Release release) {
  return Exporting{form, about, release}.run();
}

}  // namespace kreislauf::forms::exchange::xdatenfelder
