#pragma once

#include <set>

#include "engines/dmn/model.h"

namespace kreislauf::dmn::internal {

/// One `.dmn` file while it is loaded.
struct Source {
  std::shared_ptr<xml::Document> document;
  std::string namespace_uri, name;
  bool feel = true;                                          ///< the language of expressions that name none
  std::string import_name;                                   ///< how the main model calls it
  std::vector<std::pair<std::string, std::size_t>> imports;  ///< name -> index of the source
};

/// Turns XML into a Loaded model. Split over load.cc, types.cc, compile_boxed.cc and compile_table.cc.
class Builder {
 public:
  explicit Builder(Resolver const& resolver) : resolver_{resolver}, loaded_{std::make_shared<Loaded>()} {}
  Result<std::shared_ptr<Loaded const>, std::vector<Problem>> build(std::string_view xml);

 private:
  // load.cc
  std::size_t read(std::string_view xml, std::string import_name, unsigned depth);
  void read_imports(std::size_t source, unsigned depth);
  void collect(std::size_t source);
  void collect_element(std::size_t source, xml::Element node, Element::Kind kind);
  void refuse_twin(std::size_t first, std::size_t source);
  void connect(std::size_t index);
  void connect_service(std::size_t index);
  std::optional<std::size_t> source_of(std::string_view namespace_uri, std::size_t from) const;
  std::optional<std::size_t> referenced(std::size_t index, xml::Element reference);
  std::string import_of(std::size_t source) const;
  void require(Element& element, Names& names, std::size_t target);
  void refuse_circles();
  bool circle_from(std::size_t index, std::vector<int>& state, std::vector<std::size_t>& path);
  void name_types(Names& names, std::size_t source) const;
  void compile(std::size_t index);
  void fail(Element const& element, int line, std::string message);
  void warn(Element const& element, int line, std::string message);

  // types.cc
  void define_types(std::size_t source);
  Type resolve_type(std::size_t source, std::string name, std::set<std::string>& open);
  Type item_type(std::size_t source, xml::Element item, std::set<std::string>& open);
  std::string without_prefix(std::string name, std::size_t source) const;
  bool imports_without_name(std::size_t source) const;
  std::string unknown_type(std::string const& name, std::size_t source) const;
  void warn_of_type(xml::Element item, std::string const& name, std::size_t source);
  Type type_of(xml::Element node, int line);  ///< of its typeRef
  Type named_type(std::string_view type_ref, xml::Element node, int line);

  // compile_boxed.cc
  bool is_feel(xml::Element node);
  BoxedPtr boxed(xml::Element node, Names const& names);
  BoxedPtr boxed_child(xml::Element parent, Names const& names);
  BoxedPtr wrapped(xml::Element parent, std::string_view name, Names const& names);
  void literal(Boxed& made, xml::Element node, Names const& names);
  void context(Boxed& made, xml::Element node, Names names);
  void relation(Boxed& made, xml::Element node, Names const& names);
  void invocation(Boxed& made, xml::Element node, Names const& names);
  void function(Boxed& made, xml::Element node, Names names);
  void filter(Boxed& made, xml::Element node, Names names);
  void iterator(Boxed& made, xml::Element node, Names names);
  std::optional<Expression> expression(std::string const& text, Names const& names, int line);

  // compile_table.cc
  std::unique_ptr<Table> table(xml::Element node, Names const& names);
  TableInput table_input(xml::Element node, Names const& names);
  TableOutput table_output(xml::Element node, Names const& names, bool only);
  Rule rule(xml::Element node, Table const& table, Names const& names);
  std::optional<Expression> tests(std::string const& text, Names const& names, Type const& input, int line);

  Resolver const& resolver_;
  std::shared_ptr<Loaded> loaded_;
  std::vector<Source> sources_;
  std::vector<std::pair<xml::Element, std::size_t>> nodes_;              ///< of each element: its XML and its source
  std::map<std::pair<std::size_t, std::string>, std::size_t> by_id_;     ///< source and id
  std::vector<std::size_t> reading_;                                     ///< the sources whose imports are being read
  std::vector<std::map<std::string, xml::Element, std::less<>>> items_;  ///< item definitions by source
  std::vector<std::map<std::string, Type, std::less<>>> types_;
  std::vector<Names> names_;  ///< of each element
  std::size_t current_ = 0;   ///< element that is being compiled
  std::size_t current_source_ = 0;
  unsigned depth_ = 0;
  std::set<std::string> open_;
};

[[nodiscard]] std::string attribute_or(xml::Element node, std::string_view name, std::string fallback = {});
[[nodiscard]] bool names_feel(std::string_view language);
[[nodiscard]] std::string trimmed(std::string_view text);
[[nodiscard]] std::string child_text(xml::Element node, std::string_view name);

}  // namespace kreislauf::dmn::internal
