#include "reader/letters.h"

#include <tesseract/baseapi.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "platform/ocr/cutout.h"

namespace kreislauf::reader {

using ocr::Way;

namespace {

/// What can stand in a place of this kind; empty: anything.
char const* letters_of(Way way) {
  switch (way) {
    case Way::digits:
      return "0123456789 +-/.,()";
    case Way::comb:
      return "0123456789";
    case Way::iban:
      return "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    case Way::capitals:
      return "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜ -";
    case Way::address:
      return "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz@.-_+";
    default:
      return "";
  }
}

/// What Tesseract says of words: below the first one it is no word; a line that lost one is no surer than the last.
constexpr double rubbish = 45, good = 70, not_sure = 60;
constexpr std::size_t longest_rubbish = 3;

/// Without blanks around it, which Tesseract puts behind lines.
std::string tidy(std::string_view text) {
  auto const first = text.find_first_not_of(" \t\n");
  if (first == std::string_view::npos) return {};
  return std::string{text.substr(first, text.find_last_not_of(" \t\n") - first + 1)};
}

}  // namespace

struct Letters::Inner {
  tesseract::TessBaseAPI tesseract;
  bool ready = false;

  struct Read {
    std::string text = {};
    double confidence = 0;
  };
  Read read(ocr::Grey const& picture, Way way) {
    tesseract.SetPageSegMode(way == Way::lines ? tesseract::PSM_SINGLE_BLOCK : tesseract::PSM_SINGLE_LINE);
    tesseract.SetVariable("tessedit_char_whitelist", letters_of(way));
    tesseract.SetImage(picture.points.data(), picture.width, picture.height, 1, picture.width);
    tesseract.SetSourceResolution(300);
    if (tesseract.Recognize(nullptr) != 0) return {};
    auto read = joined(words(), way == Way::lines);
    if (way == Way::comb or way == Way::iban) std::erase(read.text, ' ');
    return read;
  }

 private:
  struct Word {
    std::string text;
    double confidence;
    bool begins_line;
  };
  std::vector<Word> words() {
    std::vector<Word> all;
    std::unique_ptr<tesseract::ResultIterator> const at{tesseract.GetIterator()};
    if (at == nullptr) return all;
    do {
      std::unique_ptr<char[]> const text{at->GetUTF8Text(tesseract::RIL_WORD)};
      if (text == nullptr) continue;
      all.push_back({tidy(text.get()), static_cast<double>(at->Confidence(tesseract::RIL_WORD)),
                     at->IsAtBeginningOf(tesseract::RIL_TEXTLINE)});
    } while (at->Next(tesseract::RIL_WORD));
    std::erase_if(all, [](auto const& one) { return one.text.empty(); });
    return all;
  }

  /// What a stamp or a fold leaves at the ends of a good line is taken away, and the line is never sure then.
  static Read joined(std::vector<Word> all, bool lines) {
    // A long word that was read badly is a word: somebody sees it and mends it.
    auto const is_rubbish = [](Word const& one) {
      return one.confidence < rubbish and one.text.size() <= longest_rubbish;
    };
    bool const some_good = std::any_of(all.begin(), all.end(), [](auto const& one) { return one.confidence >= good; });
    bool cut = false;
    while (some_good and is_rubbish(all.back())) all.pop_back(), cut = true;
    while (some_good and is_rubbish(all.front())) all.erase(all.begin()), cut = true;
    Read read{.text = {}, .confidence = all.empty() ? 0.0 : 100.0};
    for (auto const& one : all) {
      if (not read.text.empty()) read.text += lines and one.begins_line ? '\n' : ' ';
      read.text += one.text;
      read.confidence = std::min(read.confidence, one.confidence);
    }
    if (cut) read.confidence = std::min(read.confidence, not_sure);
    return read;
  }
};

Letters::Letters() : inner_{std::make_unique<Inner>()} {
  // Names have more letters than German has (DIN 91379: Łukasz, Šimić, Nguyễn), so the model is that of the script.
  // Names, streets and numbers are no words of a dictionary: it would bend them.
  std::vector<std::string> const names{"load_system_dawg", "load_freq_dawg", "load_punc_dawg", "load_number_dawg"};
  std::vector<std::string> const values(names.size(), "0");
  inner_->ready =
      inner_->tesseract.Init(nullptr, "Latin", tesseract::OEM_LSTM_ONLY, nullptr, 0, &names, &values, false) == 0;
}

Letters::~Letters() = default;
bool Letters::ready() const { return inner_->ready; }

ocr::Reading Letters::read(ocr::Grey const& page, ocr::Region const& region) {
  ocr::Reading reading{.ink = ocr::ink_of(page, region)};
  if (region.way == Way::ink) return reading;
  ocr::Grey picture;
  if (region.way == Way::comb or region.way == Way::iban) {
    auto comb = ocr::cells_of(page, region);
    if (not comb) return reading;
    picture = std::move(comb->picture);
  } else {
    auto writing = ocr::writing_in(page, region);
    if (not writing) return reading;
    picture = *std::move(writing);
  }
  auto first = inner_->read(picture, region.way);
  auto second = inner_->read(ocr::black_and_white(picture, region.way == Way::lines ? picture.height : 72), region.way);
  // The surer of both is shown; that both say the same is a sign of its own.
  if (second.confidence > first.confidence + 5) std::swap(first, second);
  if (not ink_) ink_ = ocr::ink_shade(page);
  // What nobody can read and is as pale as a stamp is one; a pencil that can be read is read.
  if (first.confidence < not_sure and ocr::is_pale(page, region, *ink_)) return reading;
  reading.text = std::move(first.text);
  reading.confidence = first.confidence;
  reading.again = std::move(second.text);
  return reading;
}

}  // namespace kreislauf::reader
