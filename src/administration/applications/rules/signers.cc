#include "administration/applications/rules/signers.h"

#include <algorithm>

#include "administration/applications/rules/same_person.h"

namespace kreislauf::applications {

namespace {

/// The first address in these answers, without those that are other people's (`second.mail`).
std::string mail_in(std::vector<forms::Question> const& questions, feel::Value const& answers,
                    std::vector<forms::Cosigner> const& others, std::string const& before = {}) {
  for (auto const& one : questions) {
    auto const* value = answers.is(feel::Kind::context) ? answers.find(one.name) : nullptr;
    if (value == nullptr or value->is_null()) continue;
    auto const path = before + one.name;
    bool const another =
        std::any_of(others.begin(), others.end(), [&](forms::Cosigner const& other) { return other.mail == path; });
    if (one.kind == forms::Kind::email and not another) return value->string();
    if (one.kind == forms::Kind::group) {
      if (auto found = mail_in(one.questions, *value, others, path + "."); not found.empty()) return found;
    }
  }
  return {};
}

using Obstacle = WantedSignature::Obstacle;

Obstacle obstacle_of(std::string const& mail, std::string const& own, std::vector<WantedSignature> const& before) {
  if (mail.empty()) return Obstacle::missing;
  if (is_same_mailbox(mail, own)) return Obstacle::own;
  bool const twice = std::any_of(before.begin(), before.end(),
                                 [&](WantedSignature const& one) { return is_same_mailbox(mail, one.mail); });
  return twice ? Obstacle::twice : Obstacle::none;
}

}  // namespace

std::string mailbox_in(forms::Form const& form, forms::Answers const& answers) {
  auto const& definition = form.definition();
  for (std::size_t page = 0; page < definition.pages.size(); ++page) {
    feel::Entries entries;
    auto const slots = form.compiled->slots_of(page);
    auto slot = slots.begin();
    for (auto const& question : definition.pages[page].questions) {
      if (question.asks()) entries.emplace_back(question.name, answers[*slot++]);
    }
    auto found =
        mail_in(definition.pages[page].questions, feel::Value::context(std::move(entries)), definition.cosigners);
    if (not found.empty()) return found;
  }
  return {};
}

std::vector<WantedSignature> wanted_signatures(forms::Form const& form, forms::Answers const& answers,
                                               Clock const& clock) {
  std::vector<WantedSignature> wanted;
  auto const& all = form.definition().cosigners;
  if (all.empty()) return wanted;
  auto const own = mailbox_in(form, answers);
  for (auto const place : form.compiled->cosigners_of(answers, forms::environment_of(clock))) {
    auto mail = form.compiled->mailbox_of(all[place], answers);
    auto const obstacle = obstacle_of(mail, own, wanted);
    wanted.push_back({&all[place], std::move(mail), obstacle});
  }
  return wanted;
}

std::vector<WantedSignature> wanted_signatures(forms::Form const& form, forms::Entered const& entered,
                                               Clock const& clock) {
  if (form.definition().cosigners.empty()) return {};
  return wanted_signatures(form, form.compiled->run(entered.answers, forms::environment_of(clock)).answers, clock);
}

forms::Cosigner const* cosigner_of(forms::Form const& form, std::string_view role) {
  for (auto const& one : form.definition().cosigners) {
    if (one.id == role) return &one;
  }
  return nullptr;
}

}  // namespace kreislauf::applications
