#pragma once

#include "administration/catalog/catalog.h"
#include "administration/forms/exchange/folder.h"
#include "administration/forms/exchange/json_schema.h"
#include "administration/forms/library.h"
#include "administration/forms/rules/answers_json.h"
#include "administration/forms/rules/behalf.h"
#include "administration/forms/rules/example.h"
#include "administration/forms/rules/paper_code.h"
#include "administration/forms/rules/paper_layout.h"
#include "administration/forms/shared/all_at_once.h"
#include "administration/forms/shared/page_form.h"
#include "administration/forms/shared/page_script.h"
#include "administration/forms/shared/paper.h"
#include "administration/forms/shared/paper_answers.h"
#include "administration/forms/shared/shown_answers.h"
#include "administration/forms/shared/whole_form.h"
#include "administration/forms/store/paper_layouts.h"
#include "authority/module.h"

/// The forms of services: data in their packages, read, checked, drawn and run.
namespace kreislauf::forms {

/// All that this module gives to the house.
authority::Module module(Library& library, catalog::Catalog& catalog);

}  // namespace kreislauf::forms
