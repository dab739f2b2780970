#include "administration/payments/resident/routes.h"

#include "administration/payments/resident/pages.h"

namespace kreislauf::payments {

using authority::bind;

void add_resident_routes(authority::Rows& rows, Payments& module) {
  rows.open("/zahlung/{kennung}", bind(module, &pages::payment), "The own payment, by its link").waits().personal();
  rows.form("/zahlung/{kennung}", 8_KB, bind(module, &pages::pay_online), "Pay online").sheds(http::Load::finish);
  rows.open("/zahlung/{kennung}/zusammen", bind(module, &pages::basket), "Several own payments together")
      .waits()
      .personal();
  rows.form("/zahlung/{kennung}/zusammen", 16_KB, bind(module, &pages::change_basket), "Pay several together")
      .sheds(http::Load::finish);
  rows.open("/zahlung/{kennung}/lastschrift", bind(module, &pages::debit), "Pay by direct debit").waits().personal();
  rows.form("/zahlung/{kennung}/lastschrift", 8_KB, bind(module, &pages::take_mandate), "Give a mandate")
      .sheds(http::Load::finish);
  rows.form("/zahlung/{kennung}/lastschrift/zurueck", 8_KB, bind(module, &pages::take_debit_back),
            "Take a direct debit back");
  rows.form("/zahlung/{kennung}/rechnung", 8_KB, bind(module, &pages::take_invoice), "Pay later, by invoice")
      .sheds(http::Load::finish);
  rows.open("/zahlung/{kennung}/rechnung.pdf", bind(module, &pages::invoice_file), "The invoice as a document")
      .waits()
      .personal();
  rows.open("/zahlung/{kennung}/zurueck", bind(module, &pages::back), "Back from the payment service")
      .waits()
      .personal()
      .sheds(http::Load::finish);
  rows.form("/api/v1/payments/notices", 16_KB, bind(module, &pages::notice), "A notice of the payment service")
      .sheds(http::Load::finish);
  rows.open("/testbezahlung", bind(module, &pages::sandbox_entrance), "A receivable to try out")
      .personal()
      .in_german_only();
  rows.form("/testbezahlung", 8_KB, bind(module, &pages::sandbox_receivable), "Make a receivable to try out")
      .in_german_only();
  rows.open("/testbezahlung/{nummer}", bind(module, &pages::sandbox_page), "Test payment of the demonstration")
      .waits()
      .personal()
      .in_german_only();
  rows.form("/testbezahlung/{nummer}", 8_KB, bind(module, &pages::sandbox_answer),
            "Pay, decline or abort the test payment")
      .in_german_only();
}

}  // namespace kreislauf::payments
