// The street map on the page of an office for the browser suite: the invented map of the demonstration.
export async function pages({ page }) {
  return [page('office-map', '/aemter/buergerbuero', { languages: ['de', 'en', 'ar'] }), page('office-map-depot', '/aemter/bauamt')]
}
