#include "administration/processes/processes.h"
#include "administration/processes/shared/privacy.h"

namespace kreislauf::processes {

authority::Module module() {
  return {.name = "processes",
          .folder = "administration/processes",
          .event_words = {{"process.stick", "Ablauf stehen geblieben: Es geht ohne ihn weiter"}},
          .privacy = {privacy_section()},
          .under_keys = {.renew = renew_under_keys, .needs = sealed_under}};
}

}  // namespace kreislauf::processes
