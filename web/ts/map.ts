// Shows the name of the place under the pointer in the corner of the map; the list beside it serves everyone else.
export function showPlaceNames(map: HTMLElement) {
  const label = map.querySelector<HTMLElement>('.kl-map__label')
  if (!label) return
  map.addEventListener('pointerover', event => {
    const name = (event.target as Element).closest('a')?.querySelector('title')?.textContent
    label.hidden = !name
    label.textContent = name ?? ''
  })
  map.addEventListener('pointerleave', () => { label.hidden = true })
}
