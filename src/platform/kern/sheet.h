#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/function_ref.h"
#include "platform/crypto/crypto.h"
#include "platform/html/html.h"
#include "platform/http/message.h"
#include "platform/kern/components.h"
#include "platform/kern/fields.h"
#include "platform/kern/form.h"

namespace kreislauf::kern {

/// What stands around the content of a page.
enum class Layout : std::uint8_t {
  page,    ///< a page with its heading
  narrow,  ///< short questions and answers
  prose,   ///< running text
  own,     ///< the page draws its box and its heading itself
};

/// Where a form leads.
struct Target {
  std::string path;  ///< the whole address
  html::Markup classes = "kl-form kl-stack"_h;
  Content label = {};  ///< what a screen reader says of it, where no heading does
  std::vector<std::pair<std::string_view, std::string>> data = {};  ///< attributes for islands: `data-kl-pow`
  bool files = false;                                               ///< carries files (platform/http/multipart.h)
};

/// A page under construction: what the frames of residents, of staff and of screens share. Forms are written here, so
/// that none of them can be without its key, its csrf field, its error summary, its status or its protection from being
/// kept.
class Sheet {
 public:
  Sheet(Sheet const&) = delete;
  Sheet& operator=(Sheet const&) = delete;

  template <class... Parts>
  void operator()(Parts const&... parts) {
    out_(parts...);
  }
  html::Writer& out() { return out_; }
  i18n::Translator const& t() const { return t_; }

  /// A form that changes something (POST): a fresh key, or the one it came with when it is shown again; the csrf field
  /// of staff; the fields.
  void form(Form const& form, Target const& target, FunctionRef<void(Fields&)> body);
  /// One without questions: buttons and hidden fields.
  void form(Target const& target, FunctionRef<void(Fields&)> body);
  /// A form that only asks (GET): filters stand in the address.
  void ask(Form const& form, Target const& target, FunctionRef<void(Fields&)> body);
  void filter(Form const& form, Target const& target, FunctionRef<void(Fields&)> body);
  /// A form whose questions stand side by side (POST).
  void short_form(Form const& form, Target const& target, FunctionRef<void(Fields&)> body);
  /// A form of one button.
  void button_form(std::string path, Button const& button,
                   std::vector<std::pair<std::string_view, std::string>> const& hidden = {});

  void lead(Content const& text) { out_("<p class='kl-lead'>"_h, text, "</p>"_h); }
  /// What is wrong, with links to the fields: before the heading. Only pages of the layout `own` call it themselves.
  void error_summary();

 protected:
  /// `csrf` is empty where nobody is signed in. `form` is the one whose errors this page shows, or nullptr.
  Sheet(i18n::Translator t, crypto::Random& random, std::string csrf, Form const* form, std::size_t expected_size);
  ~Sheet() = default;

  /// "Fehler: " before the title of a page that shows what is wrong (WCAG 2.2, technique G83; KERN).
  std::string title(std::string_view text) const;
  /// Opens the box of the content: first what is wrong, then the heading.
  void begin_content(Layout layout, Content const& heading);
  void end_content();
  /// Closes the answer: 422 where something is wrong, never kept where there is a form.
  http::Response answer(unsigned status);
  bool shows_errors() const { return form_ != nullptr and not form_->fine(); }

  html::Writer out_;

 private:
  void open(Target const& target, bool post, Form const* form);

  i18n::Translator t_;
  crypto::Random& random_;
  std::string csrf_;
  Form const* form_;
  Layout layout_ = Layout::own;
  bool keyed_ = false, summary_written_ = false;
};

}  // namespace kreislauf::kern
