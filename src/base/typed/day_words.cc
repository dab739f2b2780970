#include "base/typed/day_words.h"

#include <array>
#include <unordered_map>

#include "base/text.h"
#include "base/typed/tokens.h"

namespace kreislauf::typed {

namespace {

/// Months of Turkish, Ukrainian (both cases) and Russian, then Arabic: of Egypt, of Iraq and the Levant, of the
/// Maghreb.
constexpr std::array<std::string_view, 12> months{
    "januar jänner january ocak січень січня январь января يناير كانونالثاني جانفي",
    "februar feber february şubat лютий лютого февраль февраля فبراير شباط فيفري",
    "märz mrz marz march mart березень березня март марта مارس آذار",
    "april nisan квітень квітня апрель апреля أبريل إبريل نيسان أفريل",
    "mai may mayıs травень травня май мая مايو أيار ماي",
    "juni june haziran червень червня июнь июня يونيو حزيران جوان",
    "juli july temmuz липень липня июль июля يوليو تموز جويلية يوليوز",
    "august ağustos серпень серпня август августа أغسطس آب أوت غشت",
    "september eylül eylul вересень вересня сентябрь сентября سبتمبر أيلول شتنبر",
    "oktober october ekim жовтень жовтня октябрь октября أكتوبر تشرينالأول",
    "november kasım листопад листопада ноябрь ноября نوفمبر تشرينالثاني نونبر",
    "dezember december aralık грудень грудня декабрь декабря ديسمبر كانونالأول دجنبر",
};

constexpr std::array<std::string_view, 7> weekdays{
    "montag mo monday mon pazartesi pzt понеділок пн понедельник الاثنين اثنين",
    "dienstag di tuesday tue tues salı sal вівторок вт вторник الثلاثاء ثلاثاء",
    "mittwoch mi wednesday wed çarşamba çar середа середу ср среда среду الأربعاء أربعاء",
    "donnerstag do thursday thu thur thurs perşembe per четвер чт четверг الخميس خميس",
    "freitag fr friday fri cuma cum пятниця пятницю пт пятница пятницу الجمعة جمعة",
    "samstag sonnabend sa saturday sat cumartesi cmt субота суботу сб суббота субботу السبت سبت",
    "sonntag so sunday sun pazar paz неділя неділю нд воскресенье вс الأحد أحد",
};

constexpr std::array<std::string_view, 4> near{
    "gestern yesterday dün dun вчора вчера أمس امبارح",
    "heute today bugün bugun сьогодні сегодня اليوم",
    "morgen tomorrow yarın завтра غدا بكرة بكرا",
    "übermorgen післязавтра послезавтра",
};

constexpr std::array<std::string_view, 1> nothings{
    "den dem der am the on of st nd rd th року рік р года год г يوم سنة عام م"};

using Words = std::unordered_map<std::string, unsigned>;

/// Each word with the number of its row, from 1.
template <std::size_t Rows>
Words words_of(std::array<std::string_view, Rows> const& rows) {
  Words words;
  for (unsigned row = 0; row < Rows; ++row) {
    for (auto const word : text::split(rows[row], ' ')) words.emplace(key_of(word), row + 1);
  }
  return words;
}

std::optional<unsigned> find(Words const& words, std::string_view word) {
  auto const found = words.find(std::string{word});
  return found == words.end() ? std::nullopt : std::optional{found->second};
}

}  // namespace

std::optional<unsigned> month_of(std::string_view word) {
  static auto const words = words_of(months);
  if (auto const whole = find(words, word)) return whole;
  if (text::code_points(word) < 3) return std::nullopt;
  std::optional<unsigned> only;
  for (auto const& [name, month] : words) {
    if (not name.starts_with(word)) continue;
    if (only and *only != month) return std::nullopt;
    only = month;
  }
  return only;
}

std::optional<unsigned> weekday_of(std::string_view word) {
  static auto const words = words_of(weekdays);
  return find(words, word);
}

std::optional<int> days_from_today(std::string_view word) {
  static auto const words = words_of(near);
  auto const row = find(words, word);
  return row ? std::optional{static_cast<int>(*row) - 2} : std::nullopt;
}

bool says_nothing(std::string_view word) {
  static auto const words = words_of(nothings);
  return find(words, word).has_value();
}

}  // namespace kreislauf::typed
