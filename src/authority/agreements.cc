#include "authority/agreements.h"

#include <algorithm>

#include "authority/store.h"

namespace kreislauf::authority {

void offer(db::Store& store, Delegation const& agreement) {
  store.commons().write([&](db::Connection& commons) { store::save_offer(commons, agreement); });
}

std::vector<Delegation> offers_of(db::Store& store, std::string_view key) {
  std::vector<Delegation> offers;
  store.commons().read([&](db::Connection& commons) { offers = store::load_offers(commons); });
  std::erase_if(offers, [&](Delegation const& one) { return one.from != key and one.to != key; });
  return offers;
}

bool agree(db::Store& store, std::string_view service, std::string_view from, std::string_view to,
           std::string_view today) {
  bool agreed = false;
  store.commons().write([&](db::Connection& commons) {
    agreed = false;
    for (auto one : store::load_offers(commons)) {
      if (one.service != service or one.from != from or one.to != to) continue;
      one.since = today;
      store::save(commons, one);
      store::drop_offer(commons, service, from);
      agreed = true;
    }
  });
  return agreed;
}

void drop_offer(db::Store& store, std::string_view service, std::string_view from) {
  store.commons().write([&](db::Connection& commons) { store::drop_offer(commons, service, from); });
}

void end_agreement(db::Store& store, std::string_view service, std::string_view from) {
  store.commons().write([&](db::Connection& commons) { store::drop_delegation(commons, service, from); });
}

}  // namespace kreislauf::authority
