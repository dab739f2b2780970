// All islands. Every page works without them; they only save steps.
import { focusErrorSummary } from './errors'
import { forgetWhenIdle } from './idle'
import { showPlaceNames } from './map'
import { offerPosition } from './place'
import { suggestOn } from './suggest'

focusErrorSummary()
if (document.body.matches('.kl-staff')) forgetWhenIdle()
document.querySelectorAll<HTMLInputElement>('input[data-kl-suggest]').forEach(suggestOn)
document.querySelectorAll<HTMLButtonElement>('button[data-kl-place]').forEach(offerPosition)
document.querySelectorAll<HTMLElement>('[data-kl-map]').forEach(showPlaceNames)
