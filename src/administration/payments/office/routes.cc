#include "administration/payments/office/routes.h"

#include "administration/payments/office/pages.h"
#include "administration/payments/rights.h"

namespace kreislauf::payments {

using authority::bind;

void add_office_routes(authority::Rows& rows, Payments& module) {
  auto const& right = rights::treasury;
  rows.staff("/verwaltung/kasse", right, bind(module, &office::overview), "What the treasury has to do");
  rows.staff("/verwaltung/kasse/buchungen.csv", right, bind(module, &office::bookings), "Bookings as CSV")
      .sheds(http::Load::export_data);
  rows.staff_form("/verwaltung/kasse/zeile/{nummer}", 8_KB, right, bind(module, &office::clear_entry),
                  "Assign or file a line of a statement");
  rows.staff_form("/verwaltung/kasse/erstattung/{nummer}", 8_KB, right, bind(module, &office::refund_done),
                  "A refund by hand is done");
  rows.staff("/verwaltung/kasse/lastschriften", right, bind(module, &office::debits), "Direct debits");
  rows.staff_form("/verwaltung/kasse/lastschriften", 8_KB, right, bind(module, &office::collect_debits),
                  "Make the file of direct debits for the bank");
  rows.staff("/verwaltung/kasse/lastschriften/{nummer}/pain008.xml", right, bind(module, &office::debit_file),
             "A file of direct debits");
  rows.staff("/verwaltung/kasse/forderung/{nummer}", right, bind(module, &office::one), "One receivable");
  rows.staff_form("/verwaltung/kasse/forderung/{nummer}", 8_KB, right, bind(module, &office::act_on_one),
                  "Pay at the counter, give back, call off");
}

}  // namespace kreislauf::payments
