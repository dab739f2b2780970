#include <algorithm>

#include "platform/kern/components.h"

// Figures: columns as SVG, numbers as coloured cells; with the sentence before and the table behind.
namespace kreislauf::kern {

namespace {

constexpr int left = 56, right = 950, top = 30, bottom = 220, widest = 84;

int height_of(Plot const& plot, int value) { return (bottom - top) * std::clamp(value, 0, plot.most) / plot.most; }

void write_axis(html::Writer& out, Plot const& plot) {
  out("<path class='kl-plot__grid' d='M56 30H950M56 77H950M56 125H950M56 172H950'/>"
      "<text class='kl-plot__text kl-plot__text--end' x='48' y='34'>"_h,
      plot.most, "</text><text class='kl-plot__text kl-plot__text--end' x='48' y='129'>"_h, plot.most / 2,
      "</text><text class='kl-plot__text kl-plot__text--end' x='48' y='224'>0</text>"_h);
  if (not plot.unit.empty()) out("<text class='kl-plot__text' x='8' y='16'>"_h, plot.unit, "</text>"_h);
}

struct Place {
  int x = 0, width = 0;
};

void write_bar(html::Writer& out, Plot const& plot, Place const& place, int value, html::Markup classes) {
  int const height = height_of(plot, value), y = bottom - height;
  out("<rect class='"_h, classes, "' x='"_h, place.x, "' y='"_h, y, "' width='"_h, place.width, "' height='"_h, height,
      "'/><text class='kl-plot__value' x='"_h, place.x + place.width / 2, "' y='"_h, y - 6, "'>"_h, value, "</text>"_h);
}

void write_bars(html::Writer& out, Plot const& plot) {
  auto const first = plot.plan ? "kl-plot__bar kl-plot__bar--plan"_h : "kl-plot__bar"_h;
  auto const count = static_cast<int>(plot.bars.size());
  for (int i = 0; i < count; ++i) {
    auto const& bar = plot.bars[static_cast<std::size_t>(i)];
    int const begin = left + (right - left) * i / count, end = left + (right - left) * (i + 1) / count;
    int const series = bar.second ? 2 : 1, gap = series == 2 ? 4 : 0;
    int const wide = std::min((end - begin) * 3 / 4 / series, widest) - gap, middle = (begin + end) / 2;
    int const x = middle - (wide * series + gap * (series - 1)) / 2;
    write_bar(out, plot, {.x = x, .width = wide}, bar.value, first);
    if (bar.second)
      write_bar(out, plot, {.x = x + wide + gap, .width = wide}, *bar.second, "kl-plot__bar kl-plot__bar--2"_h);
    out("<text class='kl-plot__text kl-plot__text--middle' x='"_h, middle, "' y='242'>"_h, bar.label, "</text>"_h);
  }
}

void write_mark(html::Writer& out, Plot const& plot) {
  if (not plot.mark) return;
  int const y = bottom - height_of(plot, *plot.mark);
  out("<path class='kl-plot__limit' d='M56 "_h, y, "H950'/>"_h);
}

void write_picture(html::Writer& out, Plot const& plot) {
  out("<svg viewBox='0 0 960 252' role='img' aria-labelledby='"_h, plot.id, "-t'><title id='"_h, plot.id, "-t'>"_h,
      plot.reading, "</title>"_h);
  write_axis(out, plot);
  write_mark(out, plot);
  write_bars(out, plot);
  out("<path class='kl-plot__axis' d='M56 220H950'/></svg>"_h);
}

/// Which column is which, and what the line is.
void write_legend(html::Writer& out, Plot const& plot) {
  if (plot.first.empty() and plot.mark_label.empty()) return;
  out("<p class='kl-plot__legend'>"_h);
  if (not plot.first.empty()) {
    out("<span class='kl-plot__key"_h, plot.plan ? " kl-plot__key--plan"_h : ""_h, "'></span>"_h, plot.first, " ");
  }
  if (not plot.second.empty()) out("<span class='kl-plot__key kl-plot__key--2'></span>"_h, plot.second, " ");
  if (not plot.mark_label.empty()) out("<span class='kl-plot__key kl-plot__key--limit'></span>"_h, plot.mark_label);
  out("</p>"_h);
}

struct Numbers {
  std::string const &id, &caption;
  std::vector<std::string> const& columns;
  std::vector<std::vector<std::string>> const& rows;
};

void write_numbers(html::Writer& out, i18n::Translator const& t, Numbers const& numbers, bool open) {
  fold(out, {.summary = t("Als Tabelle"), .open = open}, [&](html::Writer&) {
    std::vector<Column> columns;
    for (auto const& column : numbers.columns) columns.push_back({.label = column});
    auto const id = numbers.id + "-tabelle";
    table(out, {.caption = numbers.caption, .columns = columns, .hide_caption = true, .dense = true, .id = id},
          [&](Rows& rows) {
            for (auto const& line : numbers.rows) {
              rows.row([&](Row& row) {
                row.head(line.front());
                for (std::size_t i = 1; i < line.size(); ++i) row.cell(line[i]);
              });
            }
          });
  });
}

void write_caption(html::Writer& out, std::string_view strong, std::string_view rest) {
  out("<figcaption><b>"_h, strong, "</b> "_h, rest, "</figcaption>"_h);
}

}  // namespace

void plot(html::Writer& out, i18n::Translator const& t, Plot const& plot) {
  section(out, {.id = plot.id, .heading = plot.heading}, [&](html::Writer&) {
    if (plot.rows.empty()) return out("<p>"_h, t("Dafür gibt es noch keine Zahlen."), "</p>"_h);
    out("<figure class='kl-plot'>"_h);
    write_caption(out, plot.strong, plot.rest);
    if (not plot.bars.empty()) {
      write_legend(out, plot);
      out("<div class='kl-plot__pane' role='group' aria-label='"_h, t("Diagramm: {}", plot.heading),
          "' tabindex='0'>"_h);
      write_picture(out, plot);
      out("</div>"_h);
    }
    write_numbers(out, t, {plot.id, plot.heading, plot.columns, plot.rows}, plot.bars.empty());
    out("</figure>"_h);
  });
}

namespace {

html::Markup heat_of(int value) {
  if (value >= 90) return "kl-heat--5"_h;
  if (value >= 75) return "kl-heat--4"_h;
  if (value >= 60) return "kl-heat--3"_h;
  if (value >= 40) return "kl-heat--2"_h;
  return value >= 20 ? "kl-heat--1"_h : "kl-heat--0"_h;
}

void write_cells(html::Writer& out, HeatMap const& map) {
  std::vector<Column> columns{{.label = map.corner}};
  for (auto const& name : map.tops) columns.push_back({.label = name});
  auto const id = map.id + "-karte";
  Table const drawn{.caption = map.heading,
                    .columns = columns,
                    .hide_caption = true,
                    .dense = true,
                    .wide = true,
                    .id = id,
                    .classes = " kl-heat"_h};
  table(out, drawn, [&](Rows& rows) {
    for (auto const& line : map.lines) {
      rows.row([&](Row& row) {
        row.head(line.label);
        for (auto const& value : line.values) {
          if (value)
            row.cell(*value, heat_of(*value));
          else
            row.cell("–", "kl-heat--none"_h);
        }
      });
    }
  });
}

}  // namespace

void heat_map(html::Writer& out, i18n::Translator const& t, HeatMap const& map) {
  section(out, {.id = map.id, .heading = map.heading}, [&](html::Writer&) {
    if (map.rows.empty()) return out("<p>"_h, t("Dafür gibt es noch keine Zahlen."), "</p>"_h);
    out("<figure class='kl-plot'>"_h);
    write_caption(out, map.strong, map.rest);
    write_cells(out, map);
    write_numbers(out, t, {map.id, map.heading, map.columns, map.rows}, false);
    out("</figure>"_h);
  });
}

}  // namespace kreislauf::kern
