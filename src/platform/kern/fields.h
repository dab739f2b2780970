#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/function_ref.h"
#include "platform/html/html.h"
#include "platform/kern/components.h"
#include "platform/kern/form.h"

namespace kreislauf::kern {

/// How questions stand on the page: one below the other, or small and side by side (filters, short forms of staff).
enum class Look : std::uint8_t { full, row };

/// Draws what stands inside of a form: questions by name, with label, hint, value, error and everything assistive
/// technology needs, and buttons. Made by Sheet alone, which also writes the form around it.
class Fields {
 public:
  /// The question of this name, as its definition says.
  void operator()(std::string_view name);
  /// All questions in their order.
  void all();

  void hidden(std::string_view name, html::Content const& value);
  /// The main button of a form, in a line of its own.
  void submit(html::Content const& label, std::string_view icon = {});
  void button(Button const& button);

  /// Questions inside of a form, small and side by side: what puts a line together.
  void side_by_side(FunctionRef<void()> body, html::Markup classes = "kl-fields"_h);
  /// A large input on a screen without a keyboard: buttons beside it type, a scanner does, too.
  void touch(std::string_view name);

  /// A box that stands in a table, named by the heads of its row and its column (ids).
  void tick_cell(std::string_view name, std::string_view row, std::string_view column, bool ticked);
  /// A small input that stands in a table, with a label for those who do not see the head of the column.
  struct Cell {
    std::string name, value;
    html::Content label;
    bool digits = false;
  };
  void cell(Cell const& cell);
  void cell_list(std::string_view name, html::Content const& label, std::vector<Option> const& options,
                 std::string_view chosen);
  /// A service to tick with a list for how many: `dienst=KEY` and `anzahl-KEY=2`.
  struct Pick {
    std::string name, value;  ///< of the box
    std::string count_name;   ///< of the list
    html::Content label, count_label;
    html::Content small = {};    ///< what stands under the label
    int quantity = 0, most = 1;  ///< 0: not ticked
    bool wrong = false;
  };
  void pick(Pick const& pick);

  html::Writer& out() { return out_; }
  Form const& form() const { return form_; }

 private:
  friend class Sheet;
  Fields(html::Writer& out, Form const& form, Look look) : out_{out}, form_{form}, look_{look} {}

  void line(Field const& field);
  void area(Field const& field);
  void list(Field const& field);
  void boxes(Field const& field);
  void ticks(Field const& field);
  void tick(Field const& field);
  void date(Field const& field);
  void row(Field const& field);
  void label(Field const& field);
  void hint(Field const& field);
  void input(Field const& field, html::Markup classes);
  void options(Field const& field);
  void described(Field const& field);
  void error(std::string_view anchor, std::string_view sentence);
  void begin(Field const& field);

  html::Writer& out_;
  Form const& form_;
  Look look_;
};

}  // namespace kreislauf::kern
