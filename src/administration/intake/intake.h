#pragma once

#include "administration/applications/applications.h"
#include "administration/catalog/catalog.h"
#include "administration/forms/forms.h"
#include "authority/module.h"
#include "platform/blobs/stores.h"
#include "platform/ocr/ocr.h"

/// Paper forms that come back: scanned, read, looked at and taken over into the same case as from the page.
namespace kreislauf::intake {

struct Intake {
  authority::House& house;
  blobs::Stores& blobs;
  forms::Library& library;
  catalog::Catalog& catalog;
  ocr::Reader& reader;
  applications::Applications& applications;
};

/// All that this module gives to the house.
authority::Module module(Intake needs);

}  // namespace kreislauf::intake
