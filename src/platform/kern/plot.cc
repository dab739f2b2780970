#include <algorithm>

#include "platform/kern/components.h"

// Columns as SVG, with the sentence before and the table behind.
namespace kreislauf::kern {

namespace {

constexpr int left = 48, right = 710, top = 20, bottom = 200;

void write_axis(html::Writer& out, Plot const& plot) {
  out("<path class='kl-plot__grid' d='M48 20H710M48 65H710M48 110H710M48 155H710'/>"
      "<text class='kl-plot__text kl-plot__text--end' x='42' y='24'>"_h,
      plot.most, "</text><text class='kl-plot__text kl-plot__text--end' x='42' y='114'>"_h, plot.most / 2,
      "</text><text class='kl-plot__text kl-plot__text--end' x='42' y='204'>0</text>"_h);
}

void write_bars(html::Writer& out, Plot const& plot) {
  auto const y = [&](int value) { return bottom - (bottom - top) * std::min(value, plot.most) / plot.most; };
  auto const count = static_cast<int>(plot.bars.size());
  for (int i = 0; i < count; ++i) {
    auto const& bar = plot.bars[static_cast<std::size_t>(i)];
    int const begin = left + (right - left) * i / count, end = left + (right - left) * (i + 1) / count;
    int const gap = (end - begin) / 5, room = end - begin - 2 * gap, wide = bar.second ? room / 2 : room;
    out("<rect class='kl-plot__bar' x='"_h, begin + gap, "' y='"_h, y(bar.value), "' width='"_h, wide, "' height='"_h,
        bottom - y(bar.value), "'/>"_h);
    if (bar.second) {
      out("<rect class='kl-plot__bar kl-plot__bar--2' x='"_h, begin + gap + wide, "' y='"_h, y(*bar.second),
          "' width='"_h, wide, "' height='"_h, bottom - y(*bar.second), "'/>"_h);
    }
    out("<text class='kl-plot__text kl-plot__text--middle' x='"_h, (begin + end) / 2, "' y='222'>"_h, bar.label,
        "</text>"_h);
  }
}

void write_picture(html::Writer& out, Plot const& plot) {
  out("<svg viewBox='0 0 720 240' role='img' aria-labelledby='"_h, plot.id, "-t'><title id='"_h, plot.id, "-t'>"_h,
      plot.reading, "</title>"_h);
  write_axis(out, plot);
  write_bars(out, plot);
  out("<path class='kl-plot__axis' d='M48 200H710'/></svg>"_h);
}

void write_numbers(html::Writer& out, i18n::Translator const& t, Plot const& plot) {
  fold(out, {.summary = t("Als Tabelle"), .open = plot.bars.empty()}, [&](html::Writer&) {
    std::vector<Column> columns;
    for (auto const& column : plot.columns) columns.push_back({.label = column});
    auto const id = plot.id + "-tabelle";
    table(out, {.caption = plot.heading, .columns = columns, .hide_caption = true, .dense = true, .id = id},
          [&](Rows& rows) {
            for (auto const& line : plot.rows) {
              rows.row([&](Row& row) {
                row.head(line.front());
                for (std::size_t i = 1; i < line.size(); ++i) row.cell(line[i]);
              });
            }
          });
  });
}

}  // namespace

void plot(html::Writer& out, i18n::Translator const& t, Plot const& plot) {
  section(out, {.id = plot.id, .heading = plot.heading}, [&](html::Writer&) {
    if (plot.rows.empty()) return out("<p>"_h, t("Dafür gibt es noch keine Zahlen."), "</p>"_h);
    out("<figure class='kl-plot'><figcaption><b>"_h, plot.strong, "</b> "_h, plot.rest, "</figcaption>"_h);
    if (not plot.bars.empty()) {
      out("<div class='kl-plot__pane' role='group' aria-label='"_h, t("Diagramm: {}", plot.heading),
          "' tabindex='0'>"_h);
      write_picture(out, plot);
      out("</div>"_h);
    }
    write_numbers(out, t, plot);
    out("</figure>"_h);
  });
}

}  // namespace kreislauf::kern
