#include <algorithm>

#include "engines/bpmn/draft.h"

namespace kreislauf::bpmn {

namespace {

using Findings = std::vector<Finding>;

tl::unexpected<Findings> refusal(std::string reason, int line = 0) {
  return tl::unexpected<Findings>(Findings{{Finding::Weight::refusal, {}, std::move(reason), line}});
}

}  // namespace

std::string sentence(Finding const& finding) {
  auto text = finding.element.empty() ? std::string("file") : finding.element;
  if (finding.line > 0) text += " (line " + std::to_string(finding.line) + ")";
  return text + ": " + finding.reason;
}

Result<Model, Findings> load(std::string_view text, LoadLimits const& limits) {
  // A flow element has a handful of attributes and children; what is larger is no process.
  xml::Limits bounds;
  bounds.bytes = limits.bytes;
  bounds.nodes = limits.elements * 8;
  auto const document = xml::parse(text, bounds);
  if (not document) return refusal(document.error().message, document.error().line);
  auto const root = document->root();
  if (root.name() != "definitions" or root.namespace_uri() != draft::bpmn_namespace)
    return refusal("the file is no BPMN 2.0: its root is <" + std::string(root.name()) + ">", root.line());

  draft::Draft draft;
  draft.limits = limits;
  draft.expressions = feel_expressions();
  draft::collect_names(draft, root);
  draft::read_definitions(draft, root);
  auto const too_large = std::any_of(draft.findings.begin(), draft.findings.end(),
                                     [](Finding const& f) { return f.element.empty() and f.line == 0; });
  if (too_large) return tl::unexpected<Findings>(std::move(draft.findings));
  draft::resolve(draft);
  draft::check(draft);

  auto const refused = std::stable_partition(draft.findings.begin(), draft.findings.end(),
                                             [](Finding const& f) { return f.weight == Finding::Weight::refusal; });
  if (refused != draft.findings.begin()) return tl::unexpected<Findings>(std::move(draft.findings));
  draft.model.warnings = std::move(draft.findings);
  draft.model.expressions = std::move(draft.expressions);
  return std::move(draft.model);
}

}  // namespace kreislauf::bpmn
