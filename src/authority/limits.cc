#include "authority/limits.h"

#include "platform/mail/mail.h"

namespace kreislauf::authority {

namespace {

constexpr limits::Limit begun{"mails begun", 1, std::chrono::hours{1}};
constexpr limits::Limit unasked{"mails unasked", 3, std::chrono::hours{24}};

}  // namespace

bool allows(Context const& c, http::Request const& request, limits::Limit const& limit) {
  return c.limits.take(limit, request.client.network, c.clock.now());
}

bool may_begin_mail(Context const& c, std::string_view address) {
  auto const box = mail::mailbox_of(address);
  if (not c.limits.take(begun, box, c.clock.now())) return false;
  if (may_repeat_mail(c, address)) return true;
  c.limits.give_back(begun, box);
  return false;
}

bool may_repeat_mail(Context const& c, std::string_view address) {
  return c.limits.take(unasked, mail::mailbox_of(address), c.clock.now());
}

void give_back_mail(Context const& c, std::string_view address) {
  auto const box = mail::mailbox_of(address);
  c.limits.give_back(begun, box);
  c.limits.give_back(unasked, box);
}

void has_answered(Context const& c, std::string_view address) {
  auto const box = mail::mailbox_of(address);
  c.limits.forget(begun, box);
  c.limits.forget(unasked, box);
}

}  // namespace kreislauf::authority
