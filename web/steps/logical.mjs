// Physical CSS to logical CSS, so that one file serves left-to-right and right-to-left pages.
const PROPERTY = {
  left: 'inset-inline-start',
  right: 'inset-inline-end',
  'margin-left': 'margin-inline-start',
  'margin-right': 'margin-inline-end',
  'padding-left': 'padding-inline-start',
  'padding-right': 'padding-inline-end',
  'border-left': 'border-inline-start',
  'border-right': 'border-inline-end',
  'border-left-width': 'border-inline-start-width',
  'border-right-width': 'border-inline-end-width',
}
const VALUE = { left: 'inline-start', right: 'inline-end' }
const TEXT_ALIGN = { left: 'start', right: 'end' }

export function toLogical(root) {
  root.walkDecls(declaration => {
    const { prop, value } = declaration
    if (PROPERTY[prop]) declaration.prop = PROPERTY[prop]
    else if ((prop === 'float' || prop === 'clear') && VALUE[value]) declaration.value = VALUE[value]
    else if (prop === 'text-align' && TEXT_ALIGN[value]) declaration.value = TEXT_ALIGN[value]
    else if (prop === 'padding' || prop === 'margin') splitShorthand(declaration)
  })
}

// padding: 1px 2px 3px 4px has a physical right and left; with equal sides nothing is to be done.
function splitShorthand(declaration) {
  const parts = splitOutsideBrackets(declaration.value)
  if (parts.length !== 4 || parts[1] === parts[3]) return
  const [top, right, bottom, left] = parts
  const { prop, important } = declaration
  declaration.cloneBefore({ prop: `${prop}-block`, value: `${top} ${bottom}`, important })
  declaration.replaceWith(declaration.clone({ prop: `${prop}-inline`, value: `${left} ${right}`, important }))
}

function splitOutsideBrackets(value) {
  const parts = ['']
  let depth = 0
  for (const char of value) {
    if (char === '(') depth++
    if (char === ')') depth--
    if (char === ' ' && depth === 0) parts.push('')
    else parts[parts.length - 1] += char
  }
  return parts.filter(Boolean)
}
