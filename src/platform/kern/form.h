#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/money.h"
#include "platform/i18n/i18n.h"
#include "platform/kern/field.h"

namespace kreislauf::kern {

/// Questions with what somebody answered: read once, checked once, asked about by name. What was typed stays as it was
/// typed until it is right.
///
///   kern::Form form{c.t, today, {{.name = "mail", .kind = Kind::email, .label = t("E-Mail")}}};
///   form.read(request.body);
///   if (form.fine()) send_to(form.text("mail"));
///
/// Asking for a name that no question has is an error of the program and throws std::logic_error.
class Form {
 public:
  Form(i18n::Translator t, std::chrono::sys_days today, std::vector<Field> fields);

  /// Takes what was sent (application/x-www-form-urlencoded) and checks every answer.
  void read(std::string_view encoded);
  /// What stands in a field before anybody has answered, as a person would type it; of a choice the value, of a tick
  /// anything.
  void fill(std::string_view name, std::string value);
  void fill(std::string_view name, std::vector<std::string> values);

  /// Something only the caller can know is wrong with an answer, or with all of them (`name` may be an id of the page
  /// then).
  void wrong(std::string_view name, std::string sentence);
  bool fine() const { return errors_ == 0; }
  bool sent() const { return sent_; }

  // ---- Answers, when they are right; empty where nothing was answered

  std::string const& text(std::string_view name) const;  ///< tidied text; of a choice its value; of money its cents
  std::vector<std::string> const& all(std::string_view name) const;
  bool ticked(std::string_view name) const;
  std::optional<std::int64_t> number(std::string_view name) const;
  std::optional<Money> money(std::string_view name) const;
  std::optional<std::chrono::sys_days> day(std::string_view name) const;
  std::optional<int> minute(std::string_view name) const;

  // ---- For those who draw

  std::vector<Field> const& fields() const { return fields_; }
  Field const& field(std::string_view name) const;
  std::string const& typed(std::string_view name) const;
  bool chosen(std::string_view name, std::string_view value) const;
  std::string_view error(std::string_view name) const;
  /// Anchor and sentence of everything that is wrong, in the order of the questions.
  std::vector<std::pair<std::string, std::string>> errors() const;
  i18n::Translator const& t() const { return t_; }
  /// The key that came with the form (a name made when the page was opened), or empty.
  std::string const& key() const { return key_; }

 private:
  struct Answer {
    std::string typed = {}, text = {}, error = {};
    std::vector<std::string> all = {};
    std::int64_t value = 0;
    bool given = false;  ///< something was answered and understood
  };
  static Answer date_in(std::string_view encoded, std::string const& name);
  std::size_t place(std::string_view name) const;
  Answer const& answer(std::string_view name) const { return answers_[place(name)]; }
  void check(Field const& field, Answer& answer) const;
  void set_error(Answer& answer, std::string sentence);

  i18n::Translator t_;
  std::chrono::sys_days today_;
  std::vector<Field> fields_;
  std::vector<Answer> answers_;
  std::vector<std::pair<std::string, std::string>> others_;
  std::string key_;
  std::size_t errors_ = 0;
  bool sent_ = false;
};

/// A form key that came with a form: 32 hexadecimal digits, else empty.
std::string form_key_in(std::string_view encoded);

}  // namespace kreislauf::kern
