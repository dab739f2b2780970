#include "administration/applications/acts/charging.h"

#include <fmt/format.h>

#include "base/text.h"

namespace kreislauf::applications {

void charge(acts::Transaction& tx, authority::TownContext const& c, Application const& application,
            std::string_view name, Money amount, std::string const& mail) {
  constexpr std::size_t longest_purpose = 100;
  auto purpose = fmt::format("{} {}", name, application.number);
  if (text::code_points(purpose) > longest_purpose) purpose = application.number;
  payments::create(tx, payments::issuer_of(c),
                   {.subject = subject_of(application),
                    .service = application.service,
                    .purpose = std::move(purpose),
                    .amount = amount,
                    .mail = mail,
                    .language = application.language});
}

void discharge(acts::Transaction& tx, payments::Payments const& payments, Application const& application) {
  for (auto const& owed : payments::all_of_subject(tx.db, subject_of(application)))
    payments::cancel(tx, payments, owed.id);
}

}  // namespace kreislauf::applications
