#include "administration/applications/rules/matching.h"

#include <algorithm>
#include <boost/json.hpp>
#include <span>

#include "base/text.h"

namespace kreislauf::applications {

namespace {

namespace json = boost::json;
using accounts::Facts;
using Fact = std::string& (*)(Facts&);

struct Slot {
  std::string question, member;
  forms::Text const* label;
  std::size_t page;
  Fact fact;
};

struct Named {
  std::string_view name;
  Fact fact;
};
Fact fact_of(std::span<Named const> all, std::string_view name) {
  auto const found = std::find_if(all.begin(), all.end(), [&](Named const& one) { return one.name == name; });
  return found == all.end() ? nullptr : found->fact;
}

std::string& given_name(Facts& f) { return f.who.given_name; }
std::string& family_name(Facts& f) { return f.who.family_name; }
std::string& birthdate(Facts& f) { return f.who.birthdate; }
std::string& street(Facts& f) { return f.who.street; }
std::string& house_number(Facts& f) { return f.who.house_number; }
std::string& postal_code(Facts& f) { return f.who.postal_code; }
std::string& place(Facts& f) { return f.who.place; }
std::string& company(Facts& f) { return f.who.company; }
std::string& mail(Facts& f) { return f.mail; }
std::string& phone(Facts& f) { return f.phone; }

/// The members of the blocks (services/blocks.toml).
constexpr Named of_person[] = {{"vorname", given_name}, {"nachname", family_name}};
constexpr Named of_address[] = {
    {"strasse", street}, {"hausnummer", house_number}, {"plz", postal_code}, {"ort", place}};
constexpr Named of_representative[] = {{"vertreter_vorname", given_name}, {"vertreter_nachname", family_name}};
constexpr Named of_contact[] = {{"mail", mail}, {"telefon", phone}};
/// The words of HTML for filling in (autofill).
constexpr Named texts[] = {{"given-name", given_name}, {"family-name", family_name}, {"organization", company}};

void add_block(forms::Question const& group, std::size_t page, std::span<Named const> members,
               std::vector<Slot>& slots) {
  for (auto const& member : group.questions) {
    if (auto const fact = fact_of(members, member.name); fact != nullptr)
      slots.push_back({group.name, member.name, &member.label, page, fact});
  }
}

Fact fact_for(forms::Question const& question) {
  using forms::Kind;
  if (question.fill == "bday") return question.kind == Kind::date ? birthdate : nullptr;
  if (question.fill == "email") return question.kind == Kind::email ? mail : nullptr;
  if (question.fill == "tel") return question.kind == Kind::phone ? phone : nullptr;
  bool const words = question.kind == Kind::name or question.kind == Kind::text;
  return words ? fact_of(texts, question.fill) : nullptr;
}

forms::Question const* block_on(forms::Page const& page, std::string_view block) {
  for (auto const& one : page.questions) {
    if (one.kind == forms::Kind::group and one.block == block) return &one;
  }
  return nullptr;
}

/// Of whom: who fills in for himself, who acts for somebody, the one for whom he acts.
enum class Of : std::uint8_t { self, representative, represented };

std::vector<Slot> slots_of(forms::Definition const& form, Of of) {
  std::vector<Slot> slots;
  bool contact_found = of == Of::represented;
  for (std::size_t i = 0; i < form.pages.size(); ++i) {
    auto const& page = form.pages[i];
    if (auto const* block = block_on(page, forms::behalf_block); block != nullptr and of == Of::representative)
      add_block(*block, i, of_representative, slots);
    if (auto const* contact = block_on(page, "kontakt"); contact != nullptr and not contact_found) {
      contact_found = true;
      add_block(*contact, i, of_contact, slots);
    }
    if (of == Of::representative) continue;
    if (auto const* person = block_on(page, "person"); person != nullptr) {
      add_block(*person, i, of_person, slots);
      if (auto const* address = block_on(page, "adresse"); address != nullptr)
        add_block(*address, i, of_address, slots);
    }
    for (auto const& one : page.questions) {
      if (auto const fact = fact_for(one); fact != nullptr) slots.push_back({one.name, {}, &one.label, i, fact});
    }
  }
  return slots;
}

KnownAnswer answer_at(Slot const& slot, std::string value) {
  return {slot.question, slot.member, std::move(value), slot.label, slot.page};
}

json::object object_of(forms::CompiledForm const& form, forms::Entered const& entered) {
  return json::parse(forms::text_of(form, entered)).as_object();
}

/// Where an answer stands: the object it is in, and its name there; nullptr where that object is not there yet.
json::object const* holder_of(json::object const& answers, KnownAnswer const& one) {
  if (one.member.empty()) return &answers;
  auto const* const group = answers.if_contains(one.question);
  return group == nullptr ? nullptr : group->if_object();
}

std::string text_in(json::object const& answers, KnownAnswer const& one) {
  auto const* const holder = holder_of(answers, one);
  auto const* const value =
      holder == nullptr ? nullptr : holder->if_contains(one.member.empty() ? one.question : one.member);
  auto const* const text = value == nullptr ? nullptr : value->if_string();
  return text == nullptr ? std::string{} : std::string{text->data(), text->size()};
}

std::string field_name(KnownAnswer const& one) {
  return one.member.empty() ? one.question : one.question + "-" + one.member;
}

/// A day is typed in three fields: `geboren.tag`.
bool is_field(std::string_view name, std::string const& field) {
  return name == field or name.starts_with(field + ".");
}

}  // namespace

namespace {

std::vector<KnownAnswer> known_of(forms::Definition const& form, Facts all, Of of) {
  std::vector<KnownAnswer> known;
  for (auto const& slot : slots_of(form, of)) {
    if (auto& value = slot.fact(all); not value.empty()) known.push_back(answer_at(slot, value));
  }
  return known;
}

Facts facts_of(forms::CompiledForm const& form, forms::Definition const& definition, forms::Entered const& entered,
               Of of) {
  Facts facts;
  auto const object = object_of(form, entered);
  auto const& answers = object.at("answers").as_object();
  for (auto const& slot : slots_of(definition, of)) {
    auto& value = slot.fact(facts);
    if (value.empty()) value = text_in(answers, answer_at(slot, {}));
  }
  return facts;
}

}  // namespace

std::string acts_as(forms::CompiledForm const& form, forms::Entered const& entered) {
  auto const slot = form.names().find(std::string{forms::behalf_block});
  if (not slot or *slot >= entered.answers.size()) return {};
  auto const& block = entered.answers[*slot];
  auto const* as = block.is(feel::Kind::context) ? block.find(std::string{forms::behalf_for}) : nullptr;
  if (as == nullptr or not as->is(feel::Kind::string) or as->string() == forms::behalf_self) return {};
  return as->string();
}

Acting acting_in(forms::CompiledForm const& form, forms::Entered const& entered) {
  return acts_as(form, entered).empty() ? Acting::self : Acting::behalf;
}

std::vector<KnownAnswer> known_answers(forms::Definition const& form, accounts::Facts const& facts, Acting acting) {
  return known_of(form, facts, acting == Acting::self ? Of::self : Of::representative);
}

std::vector<KnownAnswer> known_answers(forms::Definition const& form, accounts::Person const& person,
                                       accounts::Facts const& own) {
  auto const& pages = form.pages;
  if (pages.empty() or pages.front().id != forms::behalf_page or pages.front().questions.empty()) return {};
  auto const& block = pages.front().questions.front();
  std::vector<KnownAnswer> known;
  for (auto const& member : block.questions) {
    bool const offered = member.name == forms::behalf_for and
                         std::any_of(member.options.begin(), member.options.end(),
                                     [&](forms::Option const& one) { return one.value == person.as; });
    if (offered) known.push_back({block.name, member.name, person.as, &member.label, 0});
  }
  if (known.empty()) return {};
  auto names = own;
  names.mail.clear();
  names.phone.clear();
  for (auto& one : known_of(form, names, Of::representative)) known.push_back(std::move(one));
  Facts his;
  his.who.given_name = person.given_name;
  his.who.family_name = person.family_name;
  his.who.birthdate = person.birthdate;
  for (auto& one : known_of(form, his, Of::represented)) known.push_back(std::move(one));
  return known;
}

accounts::Facts facts_in(forms::CompiledForm const& form, forms::Definition const& definition,
                         forms::Entered const& entered) {
  return facts_of(form, definition, entered, acting_in(form, entered) == Acting::self ? Of::self : Of::representative);
}

std::optional<accounts::Person> person_in(forms::CompiledForm const& form, forms::Definition const& definition,
                                          forms::Entered const& entered) {
  auto const as = acts_as(form, entered);
  if (as.empty()) return std::nullopt;
  auto const facts = facts_of(form, definition, entered, Of::represented);
  if (facts.who.given_name.empty() and facts.who.family_name.empty()) return std::nullopt;
  return accounts::Person{.as = as,
                          .given_name = facts.who.given_name,
                          .family_name = facts.who.family_name,
                          .birthdate = facts.who.birthdate};
}

std::string answered(forms::CompiledForm const& form, forms::Entered const& entered, KnownAnswer const& known) {
  return text_in(object_of(form, entered).at("answers").as_object(), known);
}

std::vector<KnownAnswer> not_yet_so(forms::CompiledForm const& form, forms::Entered const& entered,
                                    std::vector<KnownAnswer> const& known) {
  auto const object = object_of(form, entered);
  auto const& answers = object.at("answers").as_object();
  std::vector<KnownAnswer> others;
  for (auto const& one : known) {
    if (text::folded(text_in(answers, one)) != text::folded(one.value)) others.push_back(one);
  }
  return others;
}

std::vector<KnownAnswer> not_answered(forms::CompiledForm const& form, forms::Entered const& entered,
                                      std::vector<KnownAnswer> const& known) {
  auto const object = object_of(form, entered);
  auto const& answers = object.at("answers").as_object();
  auto const& rest = object.at("rest").as_object();
  std::vector<KnownAnswer> open;
  for (auto const& one : known) {
    bool const typed = std::any_of(rest.begin(), rest.end(), [&](auto const& entry) {
      std::string_view const name{entry.key()};
      return is_field(name, field_name(one)) and entry.value() != json::value("");
    });
    if (not typed and text_in(answers, one).empty()) open.push_back(one);
  }
  return open;
}

forms::Entered filled(forms::CompiledForm const& form, forms::Entered const& entered,
                      std::vector<KnownAnswer> const& known) {
  auto object = object_of(form, entered);
  auto& answers = object.at("answers").as_object();
  auto& rest = object.at("rest").as_object();
  for (auto const& one : known) {
    if (one.member.empty()) {
      answers[one.question] = one.value;
    } else {
      auto& group = answers[one.question];
      if (not group.is_object()) group = json::object{};
      group.get_object()[one.member] = one.value;
    }
    // What was typed wrong there is answered now.
    auto const field = field_name(one);
    for (auto at = rest.begin(); at != rest.end();) {
      std::string_view const name{at->key()};
      at = is_field(name, field) ? rest.erase(at) : at + 1;
    }
  }
  return forms::entered_in(form, json::serialize(object));
}

std::string about(forms::Form const& form, forms::Entered const& entered) {
  auto const who = facts_in(*form.compiled, form.definition(), entered).who;
  if (not who.company.empty()) return who.company;
  return who.given_name.empty() or who.family_name.empty() ? who.given_name + who.family_name
                                                           : who.given_name + " " + who.family_name;
}

}  // namespace kreislauf::applications
