// The call display: marks new calls, plays two notes and speaks the call. Sound starts with a press of the button,
// because browsers keep a page silent until somebody has touched it.
const button = document.querySelector<HTMLButtonElement>('button[data-kl-sound]')
const calls = () => [...document.querySelectorAll<HTMLElement>('[data-kl-call]')]
// Each call is announced once, also when it comes back into sight.
const known = new Set(calls().map(it => it.dataset.klCall))
let sound: AudioContext | undefined

function chime() {
  if (!sound) return
  ;[659.25, 523.25].forEach((pitch, i) => {
    const at = sound!.currentTime + i * .45
    const tone = new OscillatorNode(sound!, { frequency: pitch })
    const volume = new GainNode(sound!, { gain: 0 })
    volume.gain.setValueAtTime(0, at)
    volume.gain.linearRampToValueAtTime(.4, at + .02)
    volume.gain.exponentialRampToValueAtTime(.001, at + 1.2)
    tone.connect(volume).connect(sound!.destination)
    tone.start(at)
    tone.stop(at + 1.3)
  })
}

function speak(text?: string) {
  if (!sound || !text || !('speechSynthesis' in window)) return
  const words = new SpeechSynthesisUtterance(text)
  words.lang = document.documentElement.lang
  words.rate = .9
  speechSynthesis.speak(words)
}

document.addEventListener('kl:live', () => {
  const fresh = calls().filter(it => !known.has(it.dataset.klCall))
  for (const call of fresh) known.add(call.dataset.klCall)
  if (fresh.length === 0) return
  chime()
  for (const call of fresh) {
    call.classList.add('kl-board__call--new')
    setTimeout(speak, 1500, call.dataset.klSay)
  }
})

if (button) {
  button.hidden = false
  button.addEventListener('click', () => {
    if (sound) { sound.close(); sound = undefined; speechSynthesis?.cancel() }
    else { sound = new AudioContext(); chime() }
    button.setAttribute('aria-pressed', String(!!sound))
  })
}

export {}
