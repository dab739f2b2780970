#include "administration/catalog/api/json.h"

#include <boost/json.hpp>

#include "platform/i18n/dates.h"

namespace kreislauf::catalog::api {

namespace json = boost::json;

namespace {

std::string_view level_name(Level level) {
  static constexpr std::array<std::string_view, 6> names{"municipality", "district", "state",
                                                         "federal",      "other",    "unknown"};
  return names[static_cast<std::size_t>(level)];
}

json::object fee_json(Fee const& fee) {
  static constexpr std::array<std::string_view, 6> kinds{"unknown", "free", "fixed", "range", "local", "usual"};
  json::object body{{"kind", kinds[static_cast<std::size_t>(fee.kind)]}};
  if (fee.most.cents > 0) {
    body["minCents"] = fee.least.cents;
    body["maxCents"] = fee.most.cents;
  }
  if (not fee.basis.empty()) body["basis"] = fee.basis;
  if (fee.checked_until) body["checkedUntil"] = i18n::iso(*fee.checked_until);
  return body;
}

json::object duration_json(Duration const& duration) {
  static constexpr std::array<std::string_view, 6> kinds{"unknown", "immediate", "days", "weeks", "months", "varies"};
  json::object body{{"kind", kinds[static_cast<std::size_t>(duration.kind)]}};
  if (duration.most > 0) {
    body["min"] = duration.least;
    body["max"] = duration.most;
  }
  return body;
}

std::string plain(std::vector<Block> const& blocks) {
  std::string out;
  for (auto const& block : blocks) {
    for (std::size_t i = 0; i < block.items.size(); ++i) {
      if (not out.empty()) out += '\n';
      if (block.kind == Block::Kind::bullets) out += "- ";
      if (block.kind == Block::Kind::steps) out += std::to_string(i + 1) + ". ";
      for (auto const& piece : block.items[i]) out += piece.text;
    }
  }
  return out;
}

json::object text_json(Text const& text) {
  static constexpr std::array<std::string_view, module_count> keys{
      "inShort", "requirements", "documents", "procedure", "cost", "deadlines", "duration", "hints", "remedy"};
  json::object body{{"name", text.name}, {"teaser", text.teaser}};
  for (std::size_t i = 0; i < module_count; ++i) {
    if (not text.modules[i].empty()) body[keys[i]] = plain(text.modules[i]);
  }
  return body;
}

}  // namespace

json::object summary_json(authority::Context const& c, Service const& service) {
  return {{"key", service.key.value()},
          {"slug", service.slug},
          {"name", service.name()},
          {"officialName", service.official_name},
          {"described", service.package},
          {"keyIs", service.nearest_key ? "nearest" : "exact"},
          {"url", c.origin + "/dienste/" + service.slug}};
}

json::object competence_json(Competence const& competence) {
  return {{"small", level_name(competence.small)},
          {"medium", level_name(competence.medium)},
          {"large", level_name(competence.large)},
          {"independent", level_name(competence.independent)},
          {"basis", competence.basis}};
}

json::object responsible_json(authority::TownContext const& c, Service const& service) {
  auto const responsible = rules::responsible(service, c.authority, *c.directory);
  json::object body{{"level", level_name(responsible.level)}};
  if (auto const* answers = responsible.authority; answers != nullptr) {
    body["authority"] = answers->key.value();
    body["name"] = answers->full_name();
  }
  if (auto const* agreement = responsible.delegation; agreement != nullptr) {
    body["agreement"] = {{"form", agreement->form}, {"basis", agreement->basis}, {"since", agreement->since}};
  }
  return body;
}

json::object service_json(authority::Context const& c, Service const& service) {
  auto body = summary_json(c, service);
  body["leikaTypes"] = service.types;
  body["bundle"] = service.bundle;
  body["situation"] = service.situation;
  body["topic"] = service.topic;
  json::array basis;
  for (auto const& law : service.legal_basis) {
    basis.push_back({{"law", law.law}, {"place", law.place}, {"title", law.title}, {"url", law.url}});
  }
  body["legalBasis"] = std::move(basis);
  body["catalogueLegalBasis"] = service.catalogue_law;
  body["lifeSituations"] = json::array(service.life_situations.begin(), service.life_situations.end());
  auto const& keywords = service.keywords[i18n::Language::german];
  body["keywords"] = json::array(keywords.begin(), keywords.end());
  json::array cases;
  for (auto const& one : service.cases) cases.emplace_back(one.value());
  body["cases"] = std::move(cases);
  body["competence"] = competence_json(service.competence);
  if (auto const* at = c.at_town()) body["responsible"] = responsible_json(*at, service);
  body["fee"] = fee_json(service.fee);
  body["processingTime"] = duration_json(service.duration);
  if (not service.online_url.empty()) body["online"] = {{"url", service.online_url}, {"by", service.online_by}};
  auto const& ways = service.channels;
  body["channels"] = {{"counter", ways.counter}, {"phone", ways.phone}, {"email", ways.email}, {"post", ways.post}};
  json::object texts;
  for (auto const language : i18n::all_languages) {
    if (auto const& text = service.texts[language]) texts[i18n::code(language)] = text_json(*text);
  }
  body["texts"] = std::move(texts);
  return body;
}

}  // namespace kreislauf::catalog::api
