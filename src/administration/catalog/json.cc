#include "administration/catalog/json.h"

#include <boost/json.hpp>

namespace kreislauf::catalog {

namespace json = boost::json;

namespace {

std::string_view level_name(Level level) {
  static constexpr std::array<std::string_view, 6> names{"municipality", "district", "state",
                                                         "federal",      "other",    "unknown"};
  return names[static_cast<std::size_t>(level)];
}

json::object fee_json(Fee const& fee) {
  static constexpr std::array<std::string_view, 5> kinds{"unknown", "free", "fixed", "range", "local"};
  json::object body{{"kind", kinds[static_cast<std::size_t>(fee.kind)]}};
  if (fee.kind == Fee::Kind::fixed or fee.kind == Fee::Kind::range) {
    body["minCents"] = fee.least.cents;
    body["maxCents"] = fee.most.cents;
  }
  if (not fee.basis.empty()) body["basis"] = fee.basis;
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

json::object responsible_json(rules::Responsible const& responsible) {
  json::object body{{"level", level_name(responsible.level)}};
  if (responsible.authority != nullptr) {
    body["authority"] = responsible.authority->key.value();
    body["name"] = responsible.authority->full_name();
  }
  if (responsible.delegation != nullptr)
    body["agreement"] = {{"form", responsible.delegation->form},
                         {"basis", responsible.delegation->basis},
                         {"since", responsible.delegation->since}};
  return body;
}

/// JSON inside a script element: `<` must not end the element.
std::string script_safe(std::string text) {
  for (auto at = text.find('<'); at != std::string::npos; at = text.find('<', at)) text.replace(at, 1, "\\u003c");
  return text;
}

}  // namespace

void write_json_ld(html::Writer& out, authority::Context const& c, Service const& service,
                   rules::Responsible const& responsible) {
  json::object body{{"@context", "https://schema.org"},
                    {"@type", "GovernmentService"},
                    {"name", service.name()},
                    {"url", c.origin + "/dienste/" + service.slug},
                    {"identifier", service.key.value()},
                    {"serviceType", service.bundle},
                    {"areaServed", {{"@type", "AdministrativeArea"}, {"name", c.authority->full_name()}}}};
  if (service.german) body["description"] = service.german->teaser;
  if (responsible.authority != nullptr) {
    body["serviceOperator"] = {{"@type", "GovernmentOrganization"},
                               {"name", responsible.authority->full_name()},
                               {"url", c.origin_of(*responsible.authority) + "/"}};
  }
  out("<script type=\"application/ld+json\">", html::script_data(script_safe(json::serialize(body))), "</script>");
}

json::object summary_json(authority::Context const& c, Service const& service) {
  return {{"key", service.key.value()},   {"slug", service.slug},
          {"name", service.name()},       {"officialName", service.official_name},
          {"described", service.package}, {"url", c.origin + "/dienste/" + service.slug}};
}

json::object service_json(authority::Context const& c, Service const& service) {
  auto body = summary_json(c, service);
  body["leikaTypes"] = service.types;
  body["bundle"] = service.bundle;
  body["situation"] = service.situation;
  body["topic"] = service.topic;
  json::array basis;
  for (auto const& law : service.legal_basis)
    basis.push_back({{"law", law.law}, {"place", law.place}, {"title", law.title}, {"url", law.url}});
  body["legalBasis"] = basis;
  body["catalogueLegalBasis"] = service.catalogue_law;
  body["lifeSituations"] = json::array(service.life_situations.begin(), service.life_situations.end());
  body["keywords"] = json::array(service.keywords.begin(), service.keywords.end());
  body["competence"] = {{"small", level_name(service.competence.small)},
                        {"medium", level_name(service.competence.medium)},
                        {"large", level_name(service.competence.large)},
                        {"independent", level_name(service.competence.independent)},
                        {"basis", service.competence.basis}};
  if (c.authority != nullptr)
    body["responsible"] = responsible_json(rules::responsible(service, *c.authority, *c.directory));
  body["fee"] = fee_json(service.fee);
  body["processingTime"] = duration_json(service.duration);
  body["channels"] = {{"counter", service.channels.counter},
                      {"phone", service.channels.phone},
                      {"email", service.channels.email},
                      {"post", service.channels.post}};
  json::object texts;
  if (service.german) texts["de"] = text_json(*service.german);
  if (service.english) texts["en"] = text_json(*service.english);
  body["texts"] = texts;
  return body;
}

}  // namespace kreislauf::catalog
