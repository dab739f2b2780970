#include "engines/feel/scope.h"

#include <algorithm>

namespace kreislauf::feel::internal {
namespace {

bool may_have_members(Type const& type) { return type.is(TypeKind::any) or type.is(TypeKind::context); }

/// Of an item with declared entries only those are names; of any other item every name might be one.
bool is_open(Type const& element) {
  return element.is(TypeKind::any) or (element.is(TypeKind::context) and element.members().empty());
}

}  // namespace

NameMatch Scope::longest_match(Source const& source) const {
  NameMatch best;
  auto consider = [&](std::string const& name) {
    auto end = source.match_name(name, source.position());
    if (end != std::string_view::npos and (not best or end > best.end)) best = {name, end};
  };
  for (auto const& level : levels_) {
    for (auto const& binding : level.bindings) consider(binding.name);
    if (level.kind == Level::Kind::item)
      for (auto const& [name, type] : level.element.members()) consider(name);
  }
  for (auto const& name : names_.all()) consider(name);
  return best;
}

bool Scope::has_open_item() const {
  return std::any_of(levels_.begin(), levels_.end(),
                     [](Level const& l) { return l.kind == Level::Kind::item and may_have_members(l.element); });
}

bool Scope::entries_are_declared() const {
  return std::none_of(levels_.begin(), levels_.end(),
                      [](Level const& l) { return l.kind == Level::Kind::item and is_open(l.element); });
}

std::vector<std::string> Scope::all_names() const {
  auto all = names_.all();
  for (auto const& level : levels_) {
    for (auto const& binding : level.bindings) all.push_back(binding.name);
    for (auto const& [name, type] : level.element.members()) all.push_back(name);
  }
  return all;
}

std::uint32_t Scope::carry_inwards(bool from_global, std::uint32_t slot, std::size_t function) {
  for (auto i = function + 1; i < functions_.size(); ++i) {
    auto& inner = functions_[i];
    auto key = std::pair{from_global, slot};
    auto found = inner.captured.find(key);
    if (found == inner.captured.end()) {
      auto to = inner.local_count++;
      inner.captures.push_back({.from_global = from_global, .from = slot, .to = to});
      found = inner.captured.emplace(key, to).first;
    }
    slot = found->second;
    from_global = false;
  }
  return slot;
}

NodePtr Scope::read_local(Level const& level, Binding const& binding) {
  if (level.partial_used != nullptr and binding.name == "partial") *level.partial_used = true;
  auto node = std::make_unique<Node>();
  node->op = Op::local;
  node->slot = carry_inwards(false, binding.slot, level.function);
  node->type = binding.type;
  node->text = binding.name;
  link(*node);
  return node;
}

NodePtr Scope::read_global(std::size_t slot) {
  if (std::find(used_.begin(), used_.end(), slot) == used_.end()) used_.push_back(slot);
  auto node = std::make_unique<Node>();
  bool inside_function = functions_.size() > 1;
  node->op = inside_function ? Op::local : Op::global;
  node->slot =
      inside_function ? carry_inwards(true, static_cast<std::uint32_t>(slot), 0) : static_cast<std::uint32_t>(slot);
  node->type = names_.type(slot);
  node->text = names_.name(slot);
  link(*node);
  return node;
}

NodePtr Scope::read(std::string_view name) {
  struct Open {
    Level const* level;
    Type type;
    bool certain;
  };
  std::vector<Open> items;  // innermost first: each may or may not have the entry
  NodePtr found;
  for (auto level = levels_.rbegin(); level != levels_.rend() and not found; ++level) {
    for (auto binding = level->bindings.rbegin(); binding != level->bindings.rend() and not found; ++binding)
      if (binding->name == name) found = read_local(*level, *binding);
    bool item_itself = found and name == "item" and level->kind == Level::Kind::item;
    if ((found and not item_itself) or level->kind != Level::Kind::item or not may_have_members(level->element))
      continue;
    auto const* member = level->element.member(name);
    if (member != nullptr or is_open(level->element))
      items.push_back({&*level, member ? *member : Type{}, member != nullptr});
    if (member != nullptr) break;
  }
  if (not found and items.empty() and not names_.find(name))  // last resort: an entry that is not declared
    for (auto level = levels_.rbegin(); level != levels_.rend() and items.empty(); ++level)
      if (level->kind == Level::Kind::item and level->element.is(TypeKind::context))
        items.push_back({&*level, {}, false});
  bool certain = not items.empty() and items.back().certain;
  if (not found and not certain)
    if (auto slot = names_.find(name)) found = read_global(*slot);
  for (auto item = items.rbegin(); item != items.rend(); ++item) {
    auto node = std::make_unique<Node>();
    node->op = Op::item_member;
    node->slot = carry_inwards(false, item->level->item_slot, item->level->function);
    node->text = name;
    node->type = item->certain ? item->type : Type{};
    if (found) node->children.push_back(std::move(found));
    found = std::move(node);
    link(*found);
  }
  return found;
}

}  // namespace kreislauf::feel::internal
