#pragma once

#include <optional>
#include <string>
#include <vector>

#include "administration/forms/model.h"
#include "administration/forms/rules/paper_layout.h"
#include "authority/context.h"
#include "platform/ocr/ocr.h"

/// What was written on a printed form, as answers: from what was read in each of its places.
namespace kreislauf::forms {

/// How far what was read can be trusted. Names and other free text are never certain: nothing but an eye can tell.
enum class Certainty : std::uint8_t {
  empty,    ///< nothing stands there
  certain,  ///< read twice alike, with high confidence, and right by its own check: digits, a day, an option, a tick
  likely,   ///< read well: one look
  doubtful  ///< read badly, in two ways, or not as the question asks
};

struct PaperAnswer {
  std::string name;                     ///< of the field, as on the page; entries of a list are counted without gaps
  std::string label;                    ///< German: `Adresse: Straße`
  std::vector<std::string> typed = {};  ///< as somebody would type it, of a choice its value; several ticks, several
  std::string seen = {};                ///< as it was read, for who looks
  Certainty certainty = Certainty::empty;
  double confidence = 0;  ///< 0 to 100
  std::string why = {};   ///< German, why it is doubtful
  PaperPlace place = {};  ///< all of it on the page
};

/// What is to be read on this page of a layout: its places by their number in the layout, and how.
struct WantedPlace {
  std::size_t place;
  ocr::Region region;
};
std::vector<WantedPlace> wanted_places(PaperLayout const& layout, Definition const& form, int page);

/// `readings` by the number of the place; nothing where its page was not there. In the order of the layout.
std::vector<PaperAnswer> paper_answers(authority::TownContext const& c, Definition const& form,
                                       PaperLayout const& layout,
                                       std::vector<std::optional<ocr::Reading>> const& readings);

/// The same as somebody would send it from the pages (application/x-www-form-urlencoded), for read_whole.
std::string body_of(Definition const& form, std::vector<PaperAnswer> const& answers);

}  // namespace kreislauf::forms
