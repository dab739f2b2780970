#pragma once

#include <array>
#include <bit>
#include <cstdint>

namespace kreislauf::appointments {

/// The finest unit of time: an appointment takes a number of units of five minutes.
inline constexpr int unit_minutes = 5;
inline constexpr int units_per_day = 24 * 60 / unit_minutes;
constexpr int units_of(int minutes) { return (minutes + unit_minutes - 1) / unit_minutes; }

/// One bit for each unit of a day; bit 0 begins at midnight. Everything about free times is a few operations on these
/// five words.
class DayBits {
 public:
  void set(int from, int to) {  ///< units, `to` is behind the last
    each_word(from, to, [](std::uint64_t& word, std::uint64_t mask) { word |= mask; });
  }
  void clear(int from, int to) {
    each_word(from, to, [](std::uint64_t& word, std::uint64_t mask) { word &= ~mask; });
  }
  bool test(int i) const { return (words_[static_cast<std::size_t>(i >> 6)] >> (i & 63) & 1) != 0; }
  bool any() const { return (words_[0] | words_[1] | words_[2] | words_[3] | words_[4]) != 0; }
  int count() const {
    int sum = 0;
    for (auto const word : words_) sum += std::popcount(word);
    return sum;
  }

  DayBits operator&(DayBits const& other) const {
    return with(other, [](auto a, auto b) { return a & b; });
  }
  DayBits operator|(DayBits const& other) const {
    return with(other, [](auto a, auto b) { return a | b; });
  }
  DayBits without(DayBits const& other) const {
    return with(other, [](auto a, auto b) { return a & ~b; });
  }
  bool operator==(DayBits const&) const = default;

  /// Bit i of the answer is set when bit i + `by` is set here.
  DayBits shifted(int by) const {
    DayBits out;
    auto const whole = static_cast<std::size_t>(by >> 6);
    int const rest = by & 63;
    for (std::size_t i = 0; i + whole < words_.size(); ++i) {
      out.words_[i] = words_[i + whole] >> rest;
      if (rest != 0 and i + whole + 1 < words_.size()) out.words_[i] |= words_[i + whole + 1] << (64 - rest);
    }
    return out;
  }

  /// Where `length` units in a row are set: bit i stands for i .. i + length - 1. Doubles the run, so it takes
  /// log2(length) steps.
  DayBits runs(int length) const {
    auto out = *this;
    int have = 1;
    while (have < length) {
      int const step = have < length - have ? have : length - have;
      out = out & out.shifted(step);
      have += step;
    }
    return out;
  }

  /// Calls `see` with each set unit in order, until it returns false.
  template <class See>
  void each(See&& see) const {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      for (auto word = words_[i]; word != 0; word &= word - 1) {
        if (not see(static_cast<int>(i * 64) + std::countr_zero(word))) return;
      }
    }
  }

 private:
  template <class Change>
  void each_word(int from, int to, Change change) {
    while (from < to) {
      int const end = (from | 63) + 1 < to ? (from | 63) + 1 : to;
      change(words_[static_cast<std::size_t>(from >> 6)], (~std::uint64_t{0} >> (64 - (end - from))) << (from & 63));
      from = end;
    }
  }

  template <class Combine>
  DayBits with(DayBits const& other, Combine combine) const {
    DayBits out;
    for (std::size_t i = 0; i < words_.size(); ++i) out.words_[i] = combine(words_[i], other.words_[i]);
    return out;
  }

  std::array<std::uint64_t, 5> words_{};
};

}  // namespace kreislauf::appointments
