// All islands. Every page works without them; they only save steps.
import { focusErrorSummary } from './errors'
import { showPlaceNames } from './map'
import { offerPosition } from './place'
import { suggestOn } from './suggest'

focusErrorSummary()
document.querySelectorAll<HTMLInputElement>('input[data-kl-suggest]').forEach(suggestOn)
document.querySelectorAll<HTMLButtonElement>('button[data-kl-place]').forEach(offerPosition)
document.querySelectorAll<HTMLElement>('[data-kl-map]').forEach(showPlaceNames)
