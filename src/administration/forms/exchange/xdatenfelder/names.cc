#include "administration/forms/exchange/xdatenfelder/names.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace kreislauf::forms::exchange::xdatenfelder {

namespace {

/// Words that FEEL or the portal (definition.cc) use themselves.
constexpr std::array<std::string_view, 28> reserved{
    "and",      "between", "date",   "else",   "every",    "false",         "for",         "function", "if",   "in",
    "instance", "not",     "null",   "of",     "or",       "return",        "satisfies",   "some",     "then", "time",
    "true",     "pruefen", "senden", "merken", "loeschen", "zuruecknehmen", "nachrichten", "stuecke"};

/// At most as long as a name that people still read, cut between words.
std::string shortened(std::string slug) {
  constexpr std::size_t longest = 44;
  if (slug.size() > longest) {
    auto const cut = slug.rfind('-', longest);
    slug.resize(cut == std::string::npos or cut < longest / 2 ? longest : cut);
  }
  while (slug.ends_with('-')) slug.pop_back();
  return slug;
}

/// A word that means something else gets another one behind it.
std::string free_of_reserved(std::string name, char between) {
  bool const is_reserved = std::find(reserved.begin(), reserved.end(), name) != reserved.end();
  return is_reserved ? name + between + "angabe" : name;
}

}  // namespace

bool TakenNames::contains(std::string const& name) const {
  return all_.contains(name) or (outside_ != nullptr and outside_->contains(name));
}

int TakenNames::last(std::string const& name) const {
  auto const found = last_.find(name);
  int const outside = outside_ == nullptr ? 1 : outside_->last(name);
  return found == last_.end() ? outside : std::max(found->second, outside);
}

std::string TakenNames::unique(std::string name, char between) {
  auto one = name;
  auto number = last(name);
  while (contains(one)) one = name + between + std::to_string(++number);
  last_[name] = number;
  all_.insert(one);
  return one;
}

bool is_question_name(std::string_view name) {
  return not name.empty() and name[0] >= 'a' and name[0] <= 'z' and
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

bool is_page_id(std::string_view id) {
  return not id.empty() and text::slug(id) == id and std::find(reserved.begin(), reserved.end(), id) == reserved.end();
}

std::string question_name(std::string_view text, TakenNames& taken) {
  auto name = shortened(text::slug(text));
  if (name.empty() or name.front() < 'a') name = name.empty() ? "angabe" : "angabe-" + name;
  std::replace(name.begin(), name.end(), '-', '_');
  return taken.unique(free_of_reserved(std::move(name), '_'), '_');
}

std::string page_id(std::string_view text, TakenNames& taken) {
  auto id = shortened(text::slug(text));
  return taken.unique(id.empty() ? "seite" : free_of_reserved(std::move(id), '-'), '-');
}

}  // namespace kreislauf::forms::exchange::xdatenfelder
