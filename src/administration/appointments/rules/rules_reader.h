#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "administration/appointments/model.h"

/// The words of one line of opening rules, and what they have in common: times, dates, lists of desks.
namespace kreislauf::appointments {

struct RuleToken {
  enum Kind : std::uint8_t { word, number, sign, end } kind = end;
  std::string text;        ///< folded: `März` is `maerz`; for a sign the sign
  int value = 0;           ///< of a number
  std::string_view found;  ///< as it was written
};
/// Dashes become hyphens, semicolons commas, hard spaces spaces. Numbers of more than eight digits are words.
std::vector<RuleToken> tokens_of(std::string_view line);

/// Reads on through one line. After the first problem everything fails.
class RuleReader {
 public:
  RuleReader(std::string_view line, int desks) : tokens_{tokens_of(line)}, desks_{desks} {}

  RuleToken const& next(std::size_t ahead = 0) const { return tokens_[std::min(at_ + ahead, tokens_.size() - 1)]; }
  bool at_end() const { return next().kind == RuleToken::end; }
  bool is(std::string_view text, std::size_t ahead = 0) const { return not at_end() and next(ahead).text == text; }
  void skip() { ++at_; }
  bool accept(std::string_view text) {
    if (not is(text)) return false;
    skip();
    return true;
  }
  /// What stands here, in quotation marks.
  std::string found() const;

  bool fail(std::string message);
  std::string const& problem() const { return problem_; }

  bool number(int least, int most, int& value, std::string_view what);
  bool time(int& minute);                   ///< `8`, `8:30`, `8.30`, `8 Uhr`
  bool times(int& from, int& to);           ///< `8-12`, `von 8 bis 12 Uhr`
  bool date(Day& day);                      ///< `1.4.2027`, `2027-04-01`
  bool until();                             ///< `-`, `bis`, `bis zum`
  bool desks(std::vector<int>& positions);  ///< `1-3+5`, `1, 2 und 4`
  int desk_count() const { return desks_; }

 private:
  bool minute_of_hour(int& minute);
  bool iso_date(Day& day);
  bool checked_date(int year, int month, int of_month, Day& day);
  bool desk(int& position);
  bool more_desks();
  bool range_goes_on() const;

  std::vector<RuleToken> tokens_;
  std::size_t at_ = 0;
  int desks_;
  std::string problem_;
};

}  // namespace kreislauf::appointments
