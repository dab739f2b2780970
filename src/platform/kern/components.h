#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/function_ref.h"
#include "platform/html/html.h"
#include "platform/i18n/i18n.h"

/// The parts that pages are made of, after the KERN design system (kern-ux). Each writes itself; none knows an
/// authority. What they look like in every state shows the gallery (`/galerie` in the demonstration); why they are
/// built like this tells web/MARKUP.md.
namespace kreislauf::kern {

using html::Content;
/// What stands inside of a component: written at once, before the call returns.
using Body = FunctionRef<void(html::Writer&)>;

// ---- Saying something

enum class Tone : std::uint8_t { info, success, warning, danger };
/// Something that must be read before going on; takes the focus (data-kl-errors), so a page has one. With an empty id
/// it only says something.
void alert(html::Writer& out, Tone tone, Content const& title, Content const& text, std::string_view id = "fehler");
/// A remark beside the text, with an icon.
struct Note {
  std::string_view icon = "info";
  bool warning = false;
  bool status = false;  ///< read out when it appears: something was done
};
void note(html::Writer& out, Note const& note, Body body);
/// "Gespeichert.": a remark with a tick that is read out.
void done(html::Writer& out, Content const& text);
/// The head of a page that says that something has worked: icon, heading, sentence.
struct Confirmation {
  Content heading, lead;
  std::string_view icon = "done";
  bool open = false;  ///< something is still to be done
  int level = 1;      ///< of the heading
};
void confirmation(
    html::Writer& out, Confirmation const& confirmation, Body more = [](html::Writer&) {});
void badge(html::Writer& out, Tone tone, Content const& text);
enum class Light : std::uint8_t { open, soon, closed, bad };
/// A word with a coloured mark: `geöffnet`, `wartet 4 Min.`
html::Fragment status(Light light, Content const& text);
/// What an empty list says, with what can be done.
void empty_state(html::Writer& out, Content const& text);

// ---- Parts of a page

struct Section {
  std::string_view id;
  Content heading;
  html::Markup classes = "kl-section"_h;
  int level = 2;
};
/// A section named by its heading.
void section(html::Writer& out, Section const& section, Body body);
void panel(html::Writer& out, std::string_view id, Content const& heading, Body body, bool soft = false);
struct Fold {
  Content summary;
  std::string_view id = {};
  bool open = false;
  html::Markup classes = "kl-fold"_h;
};
void fold(html::Writer& out, Fold const& fold, Body body);

// ---- Ways to go on

enum class Weight : std::uint8_t { primary, secondary, tertiary };
/// A button that sends the form around it.
struct Button {
  Content label;
  std::string_view icon = {};
  Weight weight = Weight::primary;
  std::string_view name = {}, value = {};
  std::string_view key = {};  ///< shortcut, shown behind the label
  std::string formaction = {};
  html::Markup classes = {};
  std::pair<std::string_view, std::string> data = {};  ///< an attribute for an island: `data-options`
};
void write_button(html::Writer& out, Button const& button);
/// A small button in a line of a list or a table. `about` says of whom it is to those who do not see the line: `: Erika
/// Mustermann`.
struct LineButton {
  Content label;
  Content about = {};
  std::string_view name = {};
  std::string value = {};
  std::string formaction = {};
};
void line_button(html::Writer& out, LineButton const& button);
/// The same as a link.
void line_link(html::Writer& out, std::string_view path, Content const& label, Content const& about = {});
/// A link that looks like a button. `path` is the whole address.
struct ButtonLink {
  std::string path;
  Content label;
  std::string_view icon = {};
  Weight weight = Weight::primary;
  bool download = false;
  std::string_view key = {};  ///< shortcut, shown behind the label
};
void button_link(html::Writer& out, ButtonLink const& link);
/// Switches the shortcuts of this page on and off (islands/keys.ts): off until somebody wants them (WCAG 2.1.4).
void keys_switch(html::Writer& out);
/// A row of buttons and links.
void actions(html::Writer& out, Body body, html::Markup classes = "kl-actions"_h);
/// A link on with an arrow (or another icon before the text).
void more_link(html::Writer& out, std::string_view path, Content const& label, std::string_view icon_before = {});
/// One line of a list of links.
struct Link {
  std::string path;
  Content label;
  Content small = {};
};
void links(html::Writer& out, std::vector<Link> const& links, html::Markup classes = "kl-links"_h);
/// A row of buttons to the same page about something else: another office. A list to choose from would need a script.
void switcher(html::Writer& out, Content const& label, std::vector<Link> const& choices, std::string_view current);
/// Other views of the same list, side by side; the current one is marked.
void views(html::Writer& out, Content const& label, std::vector<Link> const& choices, std::string_view current);
/// Pages before and after; an empty path has no link.
struct Pagination {
  std::string before, after;
  Content before_label, after_label;
};
void pagination(html::Writer& out, Pagination const& pages);

/// A line of what needs doing, inside of `<ul class='kl-todo'>`: what, about whom, and where it is done. Without a path
/// it only tells.
struct Todo {
  Light light = Light::soon;
  Content what, about = {};
  std::string path = {};
  Content label = {};
};
void todo(html::Writer& out, Todo const& todo);

// ---- Lists and tables

/// Terms with their values: what was booked, what a case says.
class Details {
 public:
  void row(Content const& term, Content const& value, Content const& small = {});
  void row(Content const& term, Body value);

 private:
  friend void details(html::Writer& out, FunctionRef<void(Details&)> rows);
  explicit Details(html::Writer& out) : out_{out} {}
  html::Writer& out_;
};
void details(html::Writer& out, FunctionRef<void(Details&)> rows);
/// The same as tiles with icons: the facts of a service at one glance.
struct Fact {
  std::string_view icon;
  Content term, value;
};
void facts(html::Writer& out, std::vector<Fact> const& facts);
/// The same, written one by one.
class Facts {
 public:
  void row(std::string_view icon, Content const& term, Body value);

 private:
  friend void facts(html::Writer& out, FunctionRef<void(Facts&)> rows);
  explicit Facts(html::Writer& out) : out_{out} {}
  html::Writer& out_;
};
void facts(html::Writer& out, FunctionRef<void(Facts&)> rows);
/// Numbered steps with headings.
struct Step {
  Content heading;
  Content text = {};
};
void steps(html::Writer& out, std::vector<Step> const& steps, int level = 3);

/// One row of a table; the first cell is its head.
class Row {
 public:
  void head(Content const& content, std::string_view id = {});
  void cell(Content const& content, html::Markup classes = {});
  void cell(Body body, html::Markup classes = {});

 private:
  friend class Rows;
  explicit Row(html::Writer& out) : out_{out} {}
  html::Writer& out_;
};
class Rows {
 public:
  void row(FunctionRef<void(Row&)> cells, html::Markup classes = {});

 private:
  friend void table(html::Writer& out, struct Table const& table, FunctionRef<void(Rows&)> rows);
  explicit Rows(html::Writer& out) : out_{out} {}
  html::Writer& out_;
};
struct Column {
  Content label;
  bool hidden = false;       ///< only for those who hear the table: a column of buttons
  std::string_view id = {};  ///< for cells that are named by it
  html::Markup classes = {};
};
struct Table {
  Content caption;
  std::vector<Column> columns;
  bool hide_caption = false;  ///< where a heading says the same
  bool dense = false, wide = false;
  bool scroll = true;  ///< in a box of its own that scrolls and can be reached by keyboard
  bool tall = false;   ///< that box also scrolls down, with the heads in sight
  std::string_view id = "tab-titel";
  html::Markup classes = {};  ///< ` kl-matrix`
};
void table(html::Writer& out, Table const& table, FunctionRef<void(Rows&)> rows);

// ---- Figures

/// A figure as a sentence, a picture and a table: nobody has to see the picture.
struct Bar {
  std::string label;
  int value = 0;
  std::optional<int> second = {};
};
struct Plot {
  std::string id = {}, heading = {};
  std::string strong = {}, rest = {};  ///< the sentence
  std::string reading = {};            ///< what is said of the picture: `Säulen: ...`
  std::vector<Bar> bars = {};
  int most = 100;
  std::string unit = {};                ///< what the numbers count: `Minuten`
  std::string first = {}, second = {};  ///< what the columns are, where there are two of each
  bool plan = false;                    ///< what is to come, not what was
  std::optional<int> mark = {};         ///< a line across, with what it stands for
  std::string mark_label = {};
  std::vector<std::string> columns = {};
  std::vector<std::vector<std::string>> rows = {};
};
void plot(html::Writer& out, i18n::Translator const& t, Plot const& plot);

/// Numbers by row and column as a table whose cells are the darker the higher they are, of 100. The picture is a table
/// itself; behind it stands another one with what the numbers were made of.
struct HeatMap {
  std::string id = {}, heading = {};
  std::string strong = {}, rest = {};
  std::string corner = {};             ///< over the names of the rows
  std::vector<std::string> tops = {};  ///< names of the columns
  struct Line {
    std::string label;
    std::vector<std::optional<int>> values;
  };
  std::vector<Line> lines = {};
  std::vector<std::string> columns = {};
  std::vector<std::vector<std::string>> rows = {};
};
void heat_map(html::Writer& out, i18n::Translator const& t, HeatMap const& map);

}  // namespace kreislauf::kern
