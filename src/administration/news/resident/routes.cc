#include "administration/news/resident/routes.h"
#include "administration/news/resident/pages.h"

namespace kreislauf::news {

void add_resident_routes(authority::Rows& rows) {
  rows.open("/neues", &pages::list, "News of the town").waits();
  rows.open("/neues/feed.atom", &pages::feed, "News as an Atom feed").waits().sheds(http::Load::export_data);
  rows.open("/neues/{nummer}", &pages::piece, "A piece of news").waits();
  rows.form("/neues/abo", 8_KB, &pages::subscribe, "Ask for mails");
  rows.open("/neues/abo/gesendet", &pages::asked, "A mail to confirm is on its way");
  rows.open("/neues/abo/beendet", &pages::unsubscribed, "No more mails");
  rows.open("/neues/abo/{kennung}", &pages::subscription, "The own subscription, by the link in a mail")
      .waits()
      .personal();
  rows.form("/neues/abo/{kennung}", 8_KB, &pages::change_subscription, "Confirm or end the own subscription");
}

}  // namespace kreislauf::news
