#include "administration/news/office/routes.h"

#include "administration/news/office/pages.h"
#include "administration/news/rights.h"

namespace kreislauf::news {

void add_office_routes(authority::Rows& rows) {
  rows.staff("/verwaltung/neues", rights::write, &pages::overview, "All pieces of news");
  rows.staff("/verwaltung/neues/schreiben", rights::write, &pages::writing, "Write news");
  rows.staff_form("/verwaltung/neues/schreiben", 32_KB, rights::write, &pages::publish_piece, "Publish news");
  rows.staff("/verwaltung/neues/{nummer}", rights::write, &pages::editing, "Change a piece of news");
  rows.staff_form("/verwaltung/neues/{nummer}", 32_KB, rights::write, &pages::change_piece, "Change a piece of news");
  rows.staff_form("/verwaltung/neues/{nummer}/zurueckziehen", 8_KB, rights::write, &pages::withdraw_piece,
                  "Withdraw a piece of news");
}

}  // namespace kreislauf::news
