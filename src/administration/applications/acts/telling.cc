#include "administration/applications/acts/telling.h"

#include <fmt/format.h>

#include "administration/accounts/accounts.h"
#include "administration/applications/acts/links.h"

namespace kreislauf::applications {

void tell_applicant(acts::Transaction& tx, Post const& post, crypto::Random& random, i18n::Translator const& t,
                    Application const& a, Happened happened) {
  if (happened.to.empty()) happened.to = opened(post.keys, a, a.mail);
  notifications::News news{
      .kind = happened.kind,
      .subjects = {subject_of(a)},
      .language = t.language(),
      .title = a.number.empty() ? std::string{happened.service_name}
                                : fmt::format("{}, {}", happened.service_name, a.number),
      .site = post.site,
      .path =
          fmt::format("{}/mein-antrag/{}{}", i18n::path_prefix(t.language()), token_of(post.keys, a), happened.page),
      .to = happened.to,
      .mail = happened.mail.kind.empty() ? mail_changed(post, t, a, happened.service_name, happened.to)
                                         : std::move(happened.mail)};
  for (auto& account : accounts::holders_of(tx.db, subject_of(a))) news.subjects.push_back(std::move(account));
  notifications::tell(tx, {post.keys, random}, news);
}

}  // namespace kreislauf::applications
