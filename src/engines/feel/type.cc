#include "engines/feel/type.h"

#include <algorithm>
#include <array>

namespace kreislauf::feel {

struct Type::Parts {
  Members members;  // of a context; a list or range keeps its element as the only one
  std::vector<Type> parameters;
};

namespace {

struct Named {
  std::string_view name;
  TypeKind kind;
};

constexpr std::array names{Named{"Any", TypeKind::any},
                           Named{"Null", TypeKind::null},
                           Named{"boolean", TypeKind::boolean},
                           Named{"number", TypeKind::number},
                           Named{"string", TypeKind::string},
                           Named{"date", TypeKind::date},
                           Named{"time", TypeKind::time},
                           Named{"date and time", TypeKind::date_time},
                           Named{"days and time duration", TypeKind::days_duration},
                           Named{"years and months duration", TypeKind::months_duration},
                           Named{"list", TypeKind::list},
                           Named{"context", TypeKind::context},
                           Named{"range", TypeKind::range},
                           Named{"function", TypeKind::function},
                           Named{"dateTime", TypeKind::date_time},
                           Named{"dayTimeDuration", TypeKind::days_duration},
                           Named{"yearMonthDuration", TypeKind::months_duration}};

}  // namespace

Type Type::list(Type element) {
  Type made{TypeKind::list};
  made.parts_ = std::make_shared<Parts>(Parts{.members = {{"", std::move(element)}}, .parameters = {}});
  return made;
}

Type Type::range(Type element) {
  auto made = list(std::move(element));
  made.kind_ = TypeKind::range;
  return made;
}

Type Type::context(Members members) {
  Type made{TypeKind::context};
  made.parts_ = std::make_shared<Parts>(Parts{.members = std::move(members), .parameters = {}});
  return made;
}

Type Type::function(std::vector<Type> parameters, Type result) {
  Type made{TypeKind::function};
  made.parts_ =
      std::make_shared<Parts>(Parts{.members = {{"", std::move(result)}}, .parameters = std::move(parameters)});
  return made;
}

Type Type::restricted(std::shared_ptr<Expression const> allowed) const {
  auto made = *this;
  made.allowed_ = std::move(allowed);
  return made;
}

Type Type::element() const { return kind_ != TypeKind::context and parts_ ? parts_->members.front().second : Type{}; }

Type::Members const& Type::members() const {
  static Members const none;
  return kind_ == TypeKind::context and parts_ ? parts_->members : none;
}

Type const* Type::member(std::string_view name) const {
  auto const& all = members();
  auto found = std::find_if(all.begin(), all.end(), [&](auto const& member) { return member.first == name; });
  return found == all.end() ? nullptr : &found->second;
}

std::vector<Type> const& Type::parameters() const {
  static std::vector<Type> const none;
  return kind_ == TypeKind::function and parts_ ? parts_->parameters : none;
}

bool Type::declares_parameters() const { return kind_ == TypeKind::function and parts_ != nullptr; }

std::string Type::print() const {
  auto named = std::find_if(names.begin(), names.end(), [&](Named const& n) { return n.kind == kind_; });
  std::string out{named->name};
  if (not parts_) return out;
  std::string inside;
  if (kind_ == TypeKind::context) {
    for (auto const& [name, type] : members()) inside += (inside.empty() ? "" : ", ") + name + ": " + type.print();
  } else if (kind_ == TypeKind::function) {
    for (auto const& type : parameters()) inside += (inside.empty() ? "" : ", ") + type.print();
    return out + "<" + inside + "> -> " + element().print();
  } else {
    inside = element().print();
  }
  return out + "<" + inside + ">";
}

bool Type::conforms_to(Type const& other) const {
  if (other.kind_ == TypeKind::any or kind_ == TypeKind::null) return true;
  if (kind_ != other.kind_) return false;
  switch (kind_) {
    case TypeKind::list:
    case TypeKind::range:
      return element().conforms_to(other.element());
    case TypeKind::context:
      return std::all_of(other.members().begin(), other.members().end(), [&](auto const& wanted) {
        auto const* own = member(wanted.first);
        return own != nullptr and own->conforms_to(wanted.second);
      });
    case TypeKind::function: {
      if (not other.declares_parameters()) return true;
      if (not declares_parameters() or parameters().size() != other.parameters().size()) return false;
      for (std::size_t i = 0; i < parameters().size(); ++i)
        if (not other.parameters()[i].conforms_to(parameters()[i])) return false;
      return element().conforms_to(other.element());
    }
    default:
      return true;
  }
}

std::shared_ptr<Type const> builtin_type(std::string_view name) {
  auto found = std::find_if(names.begin(), names.end(), [&](Named const& n) { return n.name == name; });
  return found == names.end() ? nullptr : std::make_shared<Type const>(found->kind);
}

}  // namespace kreislauf::feel
