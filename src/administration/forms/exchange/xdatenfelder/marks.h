#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <string>
#include <string_view>

namespace kreislauf::forms::exchange::xdatenfelder {

/// What a form says and FIM has no place for (its own name, `email`, `block`) travels in the description of the
/// element, which is for editors: the last line of it is `Kreislauf: {"name":"mail","kind":"email"}`. Who reads an
/// export of ours back has the same form again.
class Marks {
 public:
  Marks() = default;
  /// Reads them from a description; there are none where somebody else wrote it.
  explicit Marks(std::string_view description);

  bool empty() const { return values_.empty(); }
  bool has(std::string_view name) const { return values_.contains(name); }
  std::string text(std::string_view name) const;
  std::int64_t number(std::string_view name) const;
  bool flag(std::string_view name) const;

  /// Keeps what says something.
  void put(std::string_view name, std::string const& text);
  void put(std::string_view name, std::int64_t number);
  void put_flag(std::string_view name, bool flag);

  /// The description with the marks behind it.
  std::string behind(std::string const& description) const;
  /// A description without its marks.
  static std::string without(std::string_view description);

 private:
  boost::json::object values_;
};

}  // namespace kreislauf::forms::exchange::xdatenfelder
