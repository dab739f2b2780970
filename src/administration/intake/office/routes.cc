#include "administration/intake/office/pages.h"
#include "administration/intake/rights.h"

namespace kreislauf::intake::office {

void add_routes(authority::Rows& rows, Intake& module) {
  using authority::bind;
  auto const& right = rights::work;
  rows.staff("/verwaltung/amt/{amt}/papierpost", right, bind(module, &list), "Paper that came back");
  rows.staff_form("/verwaltung/amt/{amt}/papierpost", 48'000_KB, right, bind(module, &take_files),
                  "Take scanned files in")
      .with_files();
  rows.staff("/verwaltung/amt/{amt}/papierpost/{nummer}", right, bind(module, &one), "One paper with its pages");
  rows.staff_form("/verwaltung/amt/{amt}/papierpost/{nummer}", 16_KB, right, bind(module, &act_on_one),
                  "Take a paper over, attach it, hand it on or put it aside");
  rows.staff("/verwaltung/amt/{amt}/papierpost/{nummer}/seite/{seite}", right, bind(module, &picture),
             "A scanned page as a picture");
  rows.staff("/verwaltung/amt/{amt}/papierpost/{nummer}/original", right, bind(module, &scan),
             "The file as it was scanned");
}

}  // namespace kreislauf::intake::office
