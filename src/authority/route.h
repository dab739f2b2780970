#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "authority/context.h"
#include "platform/http/message.h"

namespace kreislauf::authority {

/// Which address a route belongs to: the portal of the region, the town's own address, or both.
enum class Site : std::uint8_t { region, town, anywhere };
/// Who may call a route. There is no default: each kind of row says it.
enum class Door : std::uint8_t { everyone, staff, program, operator_on_this_machine };

/// How a request parameter appears in the OpenAPI document.
struct Parameter {
  std::string_view name;
  std::string_view where;  ///< "path", "query" or "header"; what stands in path and header is required
  std::string_view meaning;
};

/// What a route of the API takes and answers.
struct Api {
  std::string_view answers = {};  ///< name of the schema of the answer
  std::vector<Parameter> parameters = {};
  std::string_view takes = {};  ///< name of the schema of the body
  unsigned success = 200;
};

/// One row of the route table. Made by Rows alone.
struct Route {
  using Handler = std::function<http::Response(http::Request const&, Context&)>;

  http::Method method = http::Method::get;
  std::string_view pattern;  ///< `/dienste/{dienst}`
  Site site = Site::town;
  Door door = Door::everyone;
  Right const* right = nullptr;  ///< of rows of staff and of programs
  http::Load load = http::Load::read;
  bool personal = false;       ///< the answer is never kept on the way
  bool blocking = false;       ///< waits for the disk: goes to the workers
  bool all_languages = true;   ///< pages of staff are German only (docs/decisions/0005)
  std::size_t body_limit = 0;  ///< larger bodies are refused before they are read
  bool takes_files = false;    ///< also forms that carry files (platform/http/multipart.h)
  std::string_view summary;
  Api api = {};
  Handler handler = {};
};

/// A handler with the module it belongs to: `bind(module, &pages::times)`.
template <class Module, class C>
struct Bound {
  Module& module;
  http::Response (*handler)(Module&, http::Request const&, C&);
  http::Response operator()(http::Request const& request, C& context) const {
    return handler(module, request, context);
  }
};

/// Rows of a module, by kind: the kind says who may call, what is read of the body, where the work is done and whether
/// the answer may be kept. The type of a handler's context says what it may use.
///
///   Rows rows;
///   rows.open("/neues", &pages::list, "News of the town");
///   rows.staff_form("/verwaltung/neues", 64_KB, rights::write, &pages::publish, "Publish");
class Rows {
 public:
  template <class C>
  using Handler = http::Response (*)(http::Request const&, C&);

  /// What can be said of a row besides.
  class Row {
   public:
    Row& waits() {
      return set([](Route& r) { r.blocking = true; });
    }  ///< the handler waits for the disk
    Row& personal() {
      return set([](Route& r) { r.personal = true; });
    }  ///< somebody's own data
    Row& sheds(http::Load load) {
      return set([&](Route& r) { r.load = load; });
    }  ///< how early it gives way when there is too much work
    Row& with_files() {
      return set([](Route& r) { r.takes_files = true; });
    }  ///< a form that carries files
    Row& in_all_languages() {
      return set([](Route& r) { r.all_languages = true; });
    }  ///< a page of staff that visitors see
    Row& in_german_only() {
      return set([](Route& r) { r.all_languages = false; });
    }  ///< for staff who are not signed in yet
    Row& api(Api api) {
      return set([&](Route& r) { r.api = std::move(api); });
    }

   private:
    friend class Rows;
    Row(std::vector<Route>& all, std::size_t at) : all_{all}, at_{at} {}
    template <class Change>
    Row& set(Change const& change) {
      change(all_[at_]);
      return *this;
    }
    std::vector<Route>& all_;
    std::size_t at_;
  };

  /// For everybody, at a town's address.
  template <class H>
  Row open(std::string_view pattern, H handler, std::string_view summary) {
    return add<TownContext>({.pattern = pattern, .summary = summary}, std::move(handler));
  }
  /// For everybody, at the portal of the region.
  template <class H>
  Row region(std::string_view pattern, H handler, std::string_view summary) {
    return add<RegionContext>({.pattern = pattern, .site = Site::region, .summary = summary}, std::move(handler));
  }
  /// For everybody, at both.
  template <class H>
  Row anywhere(std::string_view pattern, H handler, std::string_view summary) {
    return add<Context>({.pattern = pattern, .site = Site::anywhere, .summary = summary}, std::move(handler));
  }
  /// Something that everybody may send to a town.
  template <class H>
  Row form(std::string_view pattern, std::size_t limit, H handler, std::string_view summary) {
    return add<TownContext>(sent({.pattern = pattern, .body_limit = limit, .summary = summary}), std::move(handler));
  }
  /// A page for those who hold a right, in the office that the pattern names where it has `{amt}`.
  template <class H>
  Row staff(std::string_view pattern, Right const& right, H handler, std::string_view summary) {
    return add<StaffContext>(of_staff({.pattern = pattern, .summary = summary}, right), std::move(handler));
  }
  template <class H>
  Row staff_form(std::string_view pattern, std::size_t limit, Right const& right, H handler, std::string_view summary) {
    return add<StaffContext>(of_staff(sent({.pattern = pattern, .body_limit = limit, .summary = summary}), right),
                             std::move(handler));
  }
  /// For specialist systems with a key that holds this right, in the office that the pattern names.
  template <class H>
  Row program(std::string_view pattern, Right const& right, H handler, std::string_view summary) {
    return add<ProgramContext>(of_program({.pattern = pattern, .summary = summary}, right), std::move(handler));
  }
  /// The same for keys that may also change something.
  template <class H>
  Row program_form(std::string_view pattern, std::size_t limit, Right const& right, H handler,
                   std::string_view summary) {
    return add<ProgramContext>(of_program(sent({.pattern = pattern, .body_limit = limit, .summary = summary}), right),
                               std::move(handler));
  }
  /// For who runs this machine, from this machine.
  template <class H>
  Row operation(std::string_view pattern, H handler, std::string_view summary) {
    return add<Context>(
        {.pattern = pattern, .site = Site::anywhere, .door = Door::operator_on_this_machine, .summary = summary},
        std::move(handler));
  }

  std::vector<Route> take() { return std::move(all_); }

 private:
  static Route sent(Route route) {
    route.method = http::Method::post;
    route.load = http::Load::submit;
    route.personal = route.blocking = true;
    return route;
  }
  static Route of_staff(Route route, Right const& right) {
    route.door = Door::staff;
    route.right = &right;
    route.personal = route.blocking = true;
    route.all_languages = false;
    return route;
  }
  static Route of_program(Route route, Right const& right) {
    route = of_staff(route, right);
    route.door = Door::program;
    return route;
  }
  template <class C, class H>
  Row add(Route route, H handler) {
    static_assert(std::is_invocable_r_v<http::Response, H const&, http::Request const&, C&>,
                  "the handler takes another context than this kind of row gives");
    route.handler = [handler = std::move(handler)](http::Request const& request, Context& context) {
      return handler(request, static_cast<C&>(context));
    };
    all_.push_back(std::move(route));
    return {all_, all_.size() - 1};
  }

  std::vector<Route> all_;
};

/// Binds a handler to its module.
template <class Module, class C>
Bound<Module, C> bind(Module& module, http::Response (*handler)(Module&, http::Request const&, C&)) {
  return {module, handler};
}

}  // namespace kreislauf::authority

namespace kreislauf {

/// Limits of bodies: `8_KB`.
consteval std::size_t operator""_KB(unsigned long long number) { return number * 1024; }

}  // namespace kreislauf
