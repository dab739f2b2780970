// Takes from KERN native (EUPL-1.2) only the components we use, and says so in NOTICE.md.
//
// KERN ships 340 KB of CSS with physical left/right, its own palette and a dark mode by media query. We keep the
// component rules and drop the rest: utilities, grid, global resets, palette, and colours, which css/00-tokens.css
// sets once for light and dark.
import postcss from 'postcss'

// Blocks in the sense of BEM: the part of a class before "__" and "--".
const BLOCKS = new Set(['btn', 'label', 'alert', 'badge', 'form-input', 'form-check', 'fieldset', 'hint', 'error',
  'title', 'body', 'sr-only', 'icon', 'link'])
const ICONS = new Set(['info', 'success', 'warning', 'danger'])
// Variants no page uses; controls are never disabled here, they explain themselves instead.
const UNUSED = /--(x-small|select|readonly|stretched|large|muted)|__select|\[readonly|:visited|kern-sr-only-mobile|form-input__input--/
const DISABLED = /disabled/
const COLOUR = /^--kern-(color|shadow)/

export function kernRules(css) {
  const root = postcss.parse(css)
  root.walkComments(comment => comment.remove())
  const tokens = takeTokens(root)
  root.walkRules(keepWanted)
  root.walkAtRules(rule => { if (rule.name === 'keyframes' || rule.nodes?.length === 0) rule.remove() })
  const adaptive = inlineTokens(root, tokens)
  return { root, adaptive }
}

function keepWanted(rule) {
  const wanted = rule.selectors.filter(isWanted).map(selector =>
    selector.replace(/:not\((:disabled|\[disabled\]|\[aria-disabled=true\])\)/g, ''))
  // KERN paints icons white in forced colours, which vanishes on a white canvas; css/20-components.css has ours.
  const whiteIcon = rule.nodes.some(node => node.prop === 'forced-color-adjust')
  if (wanted.length === 0 || whiteIcon) {
    rule.remove()
    return
  }
  rule.selectors = [...new Set(wanted)]
  rule.walkDecls(declaration => {
    // The page's own language decides the font; KERN names it on every rule.
    if (['font-family', '-webkit-mask', '-webkit-mask-size', '-webkit-box-orient', '-webkit-line-clamp', 'line-clamp']
      .includes(declaration.prop)) declaration.remove()
  })
}

function isWanted(selector) {
  const positive = selector.replace(/:not\([^)]*\)/g, '')
  const classes = [...positive.matchAll(/\.kern-([a-z0-9-]+?)(?=__|--|[^a-z0-9-]|$)/g)].map(match => match[1])
  const icon = positive.match(/kern-icon--([a-z0-9-]+)/)
  return classes.length > 0 && classes.every(name => BLOCKS.has(name)) && !UNUSED.test(selector) &&
    !DISABLED.test(positive) && (!icon || ICONS.has(icon[1]))
}

// All custom properties of :root, the media-dependent ones apart.
function takeTokens(root) {
  const fixed = new Map()
  const adaptive = new Map()
  root.walkDecls(/^--kern-/, declaration => {
    const media = declaration.parent.parent.type === 'atrule' && declaration.parent.parent.name === 'media'
    if (!COLOUR.test(declaration.prop)) (media ? adaptive : fixed).set(declaration.prop, declaration.value)
    declaration.remove()
  })
  return { fixed, adaptive }
}

// Writes fixed tokens into the rules; returns the few that change with the width, for :root.
function inlineTokens(root, { fixed, adaptive }) {
  const used = new Set()
  const resolve = value => value.replace(/var\((--kern-[a-z0-9-]+)(?:, ?(?:[^()]|\([^()]*\))*)?\)/g, (_, name) => {
    if (COLOUR.test(name)) return `var(${name.replace(/-contextual$/, '')})`
    if (adaptive.has(name)) { used.add(name); return `var(${name})` }
    if (!fixed.has(name)) throw new Error(`KERN token ${name} is not defined: has KERN changed?`)
    return resolve(fixed.get(name))
  })
  root.walkDecls(declaration => { declaration.value = resolve(declaration.value) })
  const lines = (map, selector) => `${selector}{${[...used].map(name => `${name}:${resolve(map.get(name))}`).join(';')}}`
  return used.size === 0 ? '' : `${lines(fixed, ':root')}@media (min-width:768px){${lines(adaptive, ':root')}}`
}
