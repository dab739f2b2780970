#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace kreislauf::forms::exchange::xdatenfelder {

/// Names that are given already.
class TakenNames {
 public:
  /// What stands inside of a group must not be called like what stands outside of it.
  explicit TakenNames(TakenNames const* outside = nullptr) : outside_{outside} {}

  void insert(std::string const& name) { all_.insert(name); }
  bool contains(std::string const& name) const;
  /// This name, or with the first number behind it that makes it another one; taken from now on.
  std::string unique(std::string name, char between);

 private:
  int last(std::string const& name) const;

  TakenNames const* outside_;
  std::set<std::string> all_;
  std::map<std::string, int> last_;  ///< the number that was given last: thousands of fields may have one name
};

/// Gives each question a name of its own: a-z, digits and _, none of FEEL's words, unlike all in `taken`.
std::string question_name(std::string_view text, TakenNames& taken);

/// May a question be called so?
bool is_question_name(std::string_view name);

/// The id of a page: a-z, digits and hyphens, none that the portal has itself.
std::string page_id(std::string_view text, TakenNames& taken);
bool is_page_id(std::string_view id);

}  // namespace kreislauf::forms::exchange::xdatenfelder
