#include "administration/applications/acts/asking.h"

#include "administration/applications/acts/telling.h"

namespace kreislauf::applications {

namespace {

constexpr std::string_view purpose = "applications/questions";
constexpr std::size_t at_once = 100;

/// Sealed for its draft: it opens nowhere else.
std::string place_of(OfficeQuestion const& q) { return "question of " + subject_of(q.application); }

template <class Each>
void each_question(authority::TownVisit& visit, Each const& each) {
  std::int64_t last = 0;
  for (bool more = true; more;) {
    std::vector<OfficeQuestion> some;
    visit.db.read([&](db::Connection& connection) { some = store::questions_after(connection, last, at_once); });
    for (auto const& one : some) each(one);
    more = some.size() == at_once;
    if (more) last = some.back().id;
  }
}

}  // namespace

void ask_office(acts::Transaction& tx, authority::TownContext const& c, Application const& application,
                NewQuestion const& asked) {
  if (was_sent(application.state)) throw TooLate{};
  if (store::questions_of(tx.db, application.id).size() >= most_questions) throw messages::ThreadFull{};
  OfficeQuestion question{.application = application.id, .office = asked.office, .page = asked.page};
  question.shares = asked.shares;
  question.language = i18n::code(c.t.language());
  question.asked_at = iso_utc(tx.now);
  question.sealed = c.keys.seal(purpose, place_of(question), asked.mail, c.random);
  store::add(tx.db, question);
  messages::write(tx, c,
                  {.subject = subject_of(question),
                   .office = asked.office,
                   .sender = messages::Sender::resident,
                   .content = {.text = asked.text, .language = question.language}});
}

void answer_question(acts::Transaction& tx, authority::TownContext const& c, i18n::Translator const& t,
                     OfficeQuestion const& question, Application const& application, std::string_view service_name,
                     std::string const& text, std::int64_t seen) {
  messages::write(tx, c,
                  {.subject = subject_of(question),
                   .office = question.office,
                   .sender = messages::Sender::office,
                   .open = false,
                   .seen = seen,
                   .content = {.text = text, .language = std::string{i18n::code(c.t.language())}}});
  auto const mail = mailbox_of(c.keys, question);
  if (mail.empty()) return;
  tell_applicant(tx, {c.keys, c.authority, c.origin}, c.random, t, application,
                 {.kind = notifications::Kind::message,
                  .service_name = service_name,
                  .to = mail,
                  .mail = mail_answered(c, t, subject_of(question), application, service_name, mail),
                  .page = "/frage"});
}

void erase_questions(acts::Transaction& tx, std::int64_t application) {
  auto const all = store::questions_of(tx.db, application);
  for (auto const& one : all) {
    messages::erase(tx, subject_of(one));
    notifications::erase(tx, subject_of(one));
    tx.withdraw(subject_of(one));
  }
  if (not all.empty()) store::remove_questions(tx.db, application);
}

std::string mailbox_of(crypto::Keys const& keys, OfficeQuestion const& question) {
  return question.sealed.empty() ? std::string{}
                                 : keys.open(purpose, place_of(question), question.sealed).value_or(std::string{});
}

void renew_questions(authority::TownVisit& visit) {
  auto const keys = visit.keys();
  each_question(visit, [&](OfficeQuestion one) {
    if (one.sealed.empty() or crypto::sealed_by(one.sealed) == keys.newest()) return;
    auto const plain = keys.open(purpose, place_of(one), one.sealed);
    one.sealed = plain ? keys.seal(purpose, place_of(one), *plain, visit.house.random) : std::string{};
    visit.db.write([&](db::Connection& connection) { store::save_sealed(connection, one); });
  });
}

std::int64_t questions_sealed_under(authority::TownVisit& visit, int number) {
  std::int64_t found = 0;
  each_question(visit, [&](OfficeQuestion const& one) { found += crypto::sealed_by(one.sealed) == number ? 1 : 0; });
  return found;
}

}  // namespace kreislauf::applications
