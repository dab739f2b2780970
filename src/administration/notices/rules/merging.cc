#include "administration/notices/rules/merging.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "administration/notices/rules/frame.h"
#include "base/text.h"

namespace kreislauf::notices {

namespace {

using Lines = std::vector<std::string>;

/// The lines `from` to before `to` of the base are now `lines`.
struct Edit {
  std::size_t from = 0, to = 0;
  Lines lines = {};
};

std::vector<Edit> edits_of(std::string_view base, std::string_view text) {
  std::vector<Edit> edits;
  std::size_t at = 0;
  bool open = false;
  for (auto const& line : difference(base, text)) {
    if (line.kind == Line::Kind::same) {
      open = false;
      ++at;
      continue;
    }
    if (not open) edits.push_back({at, at});
    open = true;
    // A text too long to be compared is told as a whole.
    auto const parts = text::split(line.text, '\n');
    if (line.kind == Line::Kind::gone)
      edits.back().to = at += parts.size();
    else
      edits.back().lines.insert(edits.back().lines.end(), parts.begin(), parts.end());
  }
  return edits;
}

/// A stretch of the base, with what each of both has made of it.
struct Stretch {
  std::size_t from = 0, to = 0;
  std::vector<Edit> mine = {}, theirs = {};

  bool meets(Edit const& edit) const {
    return edit.from < to or (edit.from == from and edit.to == from) or (edit.from == to and from == to);
  }
};

Lines with_edits(Lines const& base, Stretch const& stretch, std::vector<Edit> const& edits) {
  Lines out;
  auto at = stretch.from;
  for (auto const& edit : edits) {
    for (; at < edit.from; ++at) out.push_back(base[at]);
    out.insert(out.end(), edit.lines.begin(), edit.lines.end());
    at = edit.to;
  }
  for (; at < stretch.to; ++at) out.push_back(base[at]);
  return out;
}

/// Edits that touch each other belong together; in the order of the base.
std::vector<Stretch> stretches_of(std::vector<Edit> const& mine, std::vector<Edit> const& theirs) {
  std::vector<Stretch> all;
  for (std::size_t m = 0, t = 0; m < mine.size() or t < theirs.size();) {
    bool const first = t == theirs.size() or (m < mine.size() and mine[m].from <= theirs[t].from);
    auto const& begin = first ? mine[m] : theirs[t];
    Stretch stretch{begin.from, begin.to};
    for (bool grown = true; grown;) {
      grown = false;
      bool const fresh = stretch.mine.empty() and stretch.theirs.empty();
      if (m < mine.size() and (stretch.meets(mine[m]) or (fresh and first))) {
        stretch.to = std::max(stretch.to, mine[m].to);
        stretch.mine.push_back(mine[m++]);
        grown = true;
      }
      if (t < theirs.size() and (stretch.meets(theirs[t]) or (fresh and not first))) {
        stretch.to = std::max(stretch.to, theirs[t].to);
        stretch.theirs.push_back(theirs[t++]);
        grown = true;
      }
    }
    all.push_back(std::move(stretch));
  }
  return all;
}

}  // namespace

Merged merged(std::string_view base, std::string_view mine, std::string_view theirs, std::string_view other) {
  auto const parts = text::split(base, '\n');
  Lines const lines(parts.begin(), parts.end());
  Merged out;
  Lines text;
  auto const add = [&](Lines const& more) { text.insert(text.end(), more.begin(), more.end()); };
  std::size_t at = 0;
  for (auto const& stretch : stretches_of(edits_of(base, mine), edits_of(base, theirs))) {
    for (; at < stretch.from; ++at) text.push_back(lines[at]);
    auto const own = with_edits(lines, stretch, stretch.mine), foreign = with_edits(lines, stretch, stretch.theirs);
    if (stretch.theirs.empty() or own == foreign) {
      add(own);
    } else if (stretch.mine.empty()) {
      add(foreign);
    } else {
      ++out.conflicts;
      text.push_back("{{ Ihre Fassung }}");
      add(own);
      text.push_back(fmt::format("{{{{ Fassung von {} }}}}", other));
      add(foreign);
      text.push_back("{{ Ende der beiden Fassungen }}");
    }
    at = stretch.to;
  }
  for (; at < lines.size(); ++at) text.push_back(lines[at]);
  out.text = fmt::format("{}", fmt::join(text, "\n"));
  return out;
}

}  // namespace kreislauf::notices
