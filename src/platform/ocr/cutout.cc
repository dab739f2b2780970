#include "platform/ocr/cutout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "platform/ocr/registration.h"

namespace kreislauf::ocr {

namespace {

int points_of(double millimetres) { return static_cast<int>(std::lround(millimetres * straight_per_millimetre)); }

Grey cut(Grey const& from, int left, int top, int right, int bottom) {
  left = std::clamp(left, 0, from.width), right = std::clamp(right, left, from.width);
  top = std::clamp(top, 0, from.height), bottom = std::clamp(bottom, top, from.height);
  Grey out{right - left, bottom - top};
  for (int y = top; y < bottom; ++y) {
    for (int x = left; x < right; ++x) out.at(x - left, y - top) = from.at(x, y);
  }
  return out;
}

/// The shade below which this share of all points lies.
int shade_at(Grey const& picture, double share) {
  std::array<std::size_t, 256> counts{};
  for (auto const point : picture.points) counts[point] += 1;
  auto const wanted = static_cast<std::size_t>(share * static_cast<double>(picture.points.size()));
  std::size_t sum = 0;
  for (int shade = 0; shade < 256; ++shade) {
    sum += counts[static_cast<std::size_t>(shade)];
    if (sum > wanted) return shade;
  }
  return 255;
}

/// Between paper and ink; darker than the noise of the paper.
int ink_below(Grey const& picture) {
  int const paper = shade_at(picture, 0.75);
  int const ink = std::min(shade_at(picture, 0.004), paper - 1);
  return std::min(paper - 45, (paper + ink) / 2);
}

/// What was printed as an edge and lies in a little by the tilt: rows and columns near the rim that are dark over most
/// of their length become paper.
void without_rules(Grey& picture, int rim, std::uint8_t paper, int dark) {
  for (int y = 0; y < picture.height; ++y) {
    if (y >= rim and y < picture.height - rim) continue;
    int count = 0;
    for (int x = 0; x < picture.width; ++x) count += picture.at(x, y) < dark ? 1 : 0;
    if (count * 10 < picture.width * 4) continue;
    for (int x = 0; x < picture.width; ++x) picture.at(x, y) = paper;
  }
  for (int x = 0; x < picture.width; ++x) {
    if (x >= rim and x < picture.width - rim) continue;
    int count = 0;
    for (int y = 0; y < picture.height; ++y) count += picture.at(x, y) < dark ? 1 : 0;
    if (count * 10 < picture.height * 6) continue;
    for (int y = 0; y < picture.height; ++y) picture.at(x, y) = paper;
  }
}

/// Connected dark points: how many, and their box.
struct Blob {
  int size = 0, left = 0, top = 0, right = 0, bottom = 0;
};

class Blobs {
 public:
  Blobs(Grey const& picture, int dark) : picture_{picture}, seen_(picture.points.size(), 0) {
    for (int y = 0; y < picture.height; ++y) {
      for (int x = 0; x < picture.width; ++x) {
        if (picture.at(x, y) >= dark or is_seen(x, y)) continue;
        all_.push_back(grown(x, y, dark));
      }
    }
  }
  std::vector<std::pair<Blob, std::vector<std::pair<int, int>>>> const& all() const { return all_; }

 private:
  bool is_seen(int x, int y) const { return seen_[index(x, y)] != 0; }
  std::size_t index(int x, int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(picture_.width) + static_cast<std::size_t>(x);
  }
  std::pair<Blob, std::vector<std::pair<int, int>>> grown(int x, int y, int dark) {
    Blob blob{.left = x, .top = y, .right = x, .bottom = y};
    std::vector<std::pair<int, int>> points{{x, y}};
    seen_[index(x, y)] = 1;
    for (std::size_t i = 0; i < points.size(); ++i) {
      auto const [px, py] = points[i];
      blob.left = std::min(blob.left, px), blob.right = std::max(blob.right, px);
      blob.top = std::min(blob.top, py), blob.bottom = std::max(blob.bottom, py);
      for (int d = 0; d < 9; ++d) {
        int const nx = px + d % 3 - 1, ny = py + d / 3 - 1;
        if (not picture_.has(nx, ny) or is_seen(nx, ny) or picture_.at(nx, ny) >= dark) continue;
        seen_[index(nx, ny)] = 1;
        points.emplace_back(nx, ny);
      }
    }
    blob.size = static_cast<int>(points.size());
    return {blob, std::move(points)};
  }

  Grey const& picture_;
  std::vector<std::uint8_t> seen_;
  std::vector<std::pair<Blob, std::vector<std::pair<int, int>>>> all_;
};

/// How dark a blob is where it is darkest: the mean of a tenth of its points, so that no noise counts.
double core_of(Grey const& picture, std::vector<std::pair<int, int>> const& points) {
  std::vector<int> shades;
  for (auto const& [x, y] : points) shades.push_back(picture.at(x, y));
  auto const count = std::max<std::size_t>(1, shades.size() / 10);
  auto const end = shades.begin() + static_cast<std::ptrdiff_t>(count);
  std::nth_element(shades.begin(), end - 1, shades.end());
  return std::accumulate(shades.begin(), end, 0.0) / static_cast<double>(count);
}

/// The blob and its soft edge become paper.
void wipe(Grey& picture, std::vector<std::pair<int, int>> const& points, std::uint8_t paper, int dark) {
  constexpr int edge = 2;
  for (auto const& [px, py] : points) {
    picture.at(px, py) = paper;
    for (int y = py - edge; y <= py + edge; ++y) {
      for (int x = px - edge; x <= px + edge; ++x) {
        if (picture.has(x, y) and picture.at(x, y) >= dark) picture.at(x, y) = paper;
      }
    }
  }
}

/// Of each blob, and of the darkest; those as small as a dot are soft all through and do not count.
struct Cores {
  std::vector<double> all = {};
  double darkest = 255;
};
Cores cores_of(Grey const& picture, Blobs const& blobs) {
  constexpr std::size_t more_than_a_dot = 60;
  Cores cores;
  for (auto const& [blob, points] : blobs.all()) {
    bool const counts = points.size() >= more_than_a_dot;
    cores.all.push_back(counts ? core_of(picture, points) : 0);
    if (counts) cores.darkest = std::min(cores.darkest, cores.all.back());
  }
  return cores;
}

/// How far from ink to paper the ink of a stamp lies at least.
constexpr double far_from_ink = 0.25;

/// A stamp is paler than what was written beside it: what is far from the darkest goes. Where all is pale somebody may
/// have written with a pencil, and all stays.
void without_pale(Grey& picture, int dark) {
  auto const paper = static_cast<std::uint8_t>(shade_at(picture, 0.75));
  Blobs const blobs{picture, dark};
  auto const [cores, ink] = cores_of(picture, blobs);
  double const palest = ink + far_from_ink * (paper - ink);
  for (std::size_t i = 0; i < cores.size(); ++i) {
    if (cores[i] > palest) wipe(picture, blobs.all()[i].second, paper, dark);
  }
}

/// Takes out specks, and answers the box of what stays; nothing where nothing does.
std::optional<Blob> tidied(Grey& picture, int dark) {
  // A dot of an ü in 10 points has 12 or more; what a speck of one point at 200 dots an inch becomes has 5 at most.
  constexpr int least_points = 7;
  std::optional<Blob> whole;
  auto const paper = static_cast<std::uint8_t>(shade_at(picture, 0.75));
  Blobs const blobs{picture, dark};
  int largest = 0;
  for (auto const& [blob, points] : blobs.all()) largest = std::max(largest, blob.bottom - blob.top);
  for (auto const& [blob, points] : blobs.all()) {
    if (blob.size < least_points) {
      for (auto const& [x, y] : points) picture.at(x, y) = paper;
      continue;
    }
    if (not whole) whole = blob;
    whole->left = std::min(whole->left, blob.left), whole->right = std::max(whole->right, blob.right);
    whole->top = std::min(whole->top, blob.top), whole->bottom = std::max(whole->bottom, blob.bottom);
    whole->size += blob.size;
  }
  if (not whole or whole->size < 6 * least_points or largest < points_of(0.8)) return std::nullopt;
  return whole;
}

/// Paper becomes white and ink black, so that grey paper and pale ribbons read as any other.
void stretch(Grey& picture) {
  double const paper = shade_at(picture, 0.75) - 12.0, ink = std::min(shade_at(picture, 0.01) + 10.0, paper - 30);
  for (auto& point : picture.points)
    point = static_cast<std::uint8_t>(std::clamp(std::lround((point - ink) * 255 / (paper - ink)), 0L, 255L));
}

Grey with_margin(Grey const& inner, int margin) {
  Grey out{inner.width + 2 * margin, inner.height + 2 * margin};
  for (int y = 0; y < inner.height; ++y) {
    for (int x = 0; x < inner.width; ++x) out.at(x + margin, y + margin) = inner.at(x, y);
  }
  return out;
}

constexpr int margin_of_line = 14, between_signs = 9;

/// What stands in one cell of a comb. The height stays: where a sign stands on its line tells it from others.
std::optional<Grey> sign_in(Grey const& page, Region const& region, int number) {
  constexpr double line = 0.45;  // from the middle of a printed line to what is written, with the fault of the places
  double const step = region.width / region.cells;
  auto cell = cut(page, points_of(region.x + number * step + line), points_of(region.y + line),
                  points_of(region.x + (number + 1) * step - line), points_of(region.y + region.height - line));
  int const dark = ink_below(cell);
  without_rules(cell, points_of(0.5), static_cast<std::uint8_t>(shade_at(cell, 0.75)), dark);
  auto const box = tidied(cell, dark);
  if (not box) return std::nullopt;
  auto sign = cut(cell, box->left - 2, 0, box->right + 3, cell.height);
  stretch(sign);
  return sign;
}

}  // namespace

Grey inside_of(Grey const& page, Region const& region) {
  constexpr double edge = 0.35;
  return cut(page, points_of(region.x + edge), points_of(region.y + edge), points_of(region.x + region.width - edge),
             points_of(region.y + region.height - edge));
}

double ink_of(Grey const& page, Region const& region) {
  // Paper as it is around the box: a shadow over the whole corner is no tick.
  constexpr double around = 3;
  auto const about = cut(page, points_of(region.x - around), points_of(region.y - around),
                         points_of(region.x + region.width + around), points_of(region.y + region.height + around));
  int const paper = about.points.empty() ? 255 : shade_at(about, 0.75);
  double const inset = std::min({0.2 * region.width, 0.2 * region.height, 0.8});
  auto const inner = cut(page, points_of(region.x + inset), points_of(region.y + inset),
                         points_of(region.x + region.width - inset), points_of(region.y + region.height - inset));
  if (inner.points.empty()) return 0;
  auto const dark =
      std::count_if(inner.points.begin(), inner.points.end(), [&](auto point) { return point < paper - 70; });
  return static_cast<double>(dark) / static_cast<double>(inner.points.size());
}

double ink_of(Grey const& picture) {
  auto const inner =
      cut(picture, picture.width / 10, picture.height / 10, picture.width * 9 / 10, picture.height * 9 / 10);
  if (inner.points.empty()) return 0;
  int const paper = shade_at(inner, 0.75);
  auto const dark =
      std::count_if(inner.points.begin(), inner.points.end(), [&](auto point) { return point < paper - 70; });
  return static_cast<double>(dark) / static_cast<double>(inner.points.size());
}

int ink_shade(Grey const& page) { return shade_at(page, 0.01); }

bool is_pale(Grey const& page, Region const& region, int ink) {
  auto const picture = inside_of(page, region);
  if (picture.points.empty()) return false;
  int const paper = shade_at(picture, 0.75);
  auto const cores = cores_of(picture, Blobs{picture, ink_below(picture)});
  return cores.darkest > ink + far_from_ink * (paper - ink);
}

std::optional<Grey> writing_in(Grey const& page, Region const& region) {
  auto picture = inside_of(page, region);
  if (picture.width < 12 or picture.height < 12) return std::nullopt;
  int const dark = ink_below(picture);
  without_rules(picture, points_of(1.0), static_cast<std::uint8_t>(shade_at(picture, 0.75)), dark);
  without_pale(picture, dark);
  auto const box = tidied(picture, dark);
  if (not box) return std::nullopt;
  constexpr int rim = 5;
  auto writing = cut(picture, box->left - rim, box->top - rim, box->right + rim + 1, box->bottom + rim + 1);
  stretch(writing);
  return with_margin(writing, margin_of_line);
}

std::optional<Comb> cells_of(Grey const& page, Region const& region) {
  std::vector<std::optional<Grey>> signs;
  for (int i = 0; i < region.cells; ++i) signs.push_back(sign_in(page, region, i));
  Comb out;
  int width = 0, height = 0;
  bool empty_before = false;
  for (auto const& sign : signs) {
    if (not sign) {
      empty_before = true;
      continue;
    }
    out.gap = out.gap or empty_before;
    out.written += 1;
    width += sign->width + between_signs;
    height = std::max(height, sign->height);
  }
  if (out.written == 0) return std::nullopt;
  out.picture = Grey{width + 2 * margin_of_line, height + 2 * margin_of_line};
  int x = margin_of_line;
  for (auto const& sign : signs) {
    if (not sign) continue;
    for (int cy = 0; cy < sign->height; ++cy) {
      for (int cx = 0; cx < sign->width; ++cx) out.picture.at(x + cx, margin_of_line + cy) = sign->at(cx, cy);
    }
    x += sign->width + between_signs;
  }
  return out;
}

Grey black_and_white(Grey const& writing, int height) {
  auto const scale = static_cast<double>(height) / writing.height;
  auto out = resized(writing, std::max(8, static_cast<int>(std::lround(writing.width * scale))), height);
  std::array<double, 256> counts{};
  for (auto const point : out.points) counts[point] += 1;
  // Otsu 1979: the shade that parts both sides best.
  double const all = static_cast<double>(out.points.size());
  double sum = 0, below = 0, below_sum = 0, best = -1;
  int shade = 128;
  for (int i = 0; i < 256; ++i) sum += i * counts[static_cast<std::size_t>(i)];
  for (int i = 0; i < 256; ++i) {
    below += counts[static_cast<std::size_t>(i)];
    below_sum += i * counts[static_cast<std::size_t>(i)];
    if (below == 0 or below == all) continue;
    double const apart = below_sum / below - (sum - below_sum) / (all - below);
    if (auto const score = below * (all - below) * apart * apart; score > best) best = score, shade = i;
  }
  for (auto& point : out.points) point = point <= shade ? 0 : 255;
  return out;
}

}  // namespace kreislauf::ocr
