#pragma once

#include <map>

#include "administration/applications/applications.h"
#include "administration/applications/model.h"
#include "authority/context.h"
#include "platform/http/message.h"

/// The paper beside the sheet into which it is taken over: what is to be looked at first, and each answer as it stands
/// on the paper.
namespace kreislauf::applications::office {

class PaperBeside {
 public:
  PaperBeside(Applications const& module, authority::StaffContext const& c, std::int64_t application);

  /// Before the form: what is doubtful, with its picture and a way to its field; all pages.
  void write_head(html::Writer& out) const;
  /// Before this field; nothing where none was read.
  void write_answer(html::Writer& out, std::string const& field) const;

 private:
  void write_cutout(html::Writer& out, forms::PaperAnswer const& answer) const;
  void write_pages(html::Writer& out) const;

  std::optional<ReturnedPaper> paper_;
  std::map<std::string, forms::PaperAnswer const*> by_name_;
};

/// Scanned pages on the page of an application, and one of them as a picture.
void write_papers(html::Writer& out, authority::StaffContext const& c, Application const& application);
http::Response paper_of_one(Applications& module, http::Request const& request, authority::StaffContext& c);

}  // namespace kreislauf::applications::office
