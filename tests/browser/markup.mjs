// Checks on the HTML as it was sent: validity and class names.
import { HtmlValidate } from 'html-validate'

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:recommended'],
  rules: {
    'doctype-style': ['error', { style: 'uppercase' }],
    // The server writes compact HTML on purpose; these are matters of taste.
    'no-trailing-whitespace': 'off',
    'long-title': 'off',
    'no-inline-style': 'error',
    // Several services are ticked under one name.
    'form-dup-name': ['error', { shared: ['radio', 'submit', 'button', 'reset', 'checkbox', 'hidden'] }],
    // 115 is a number without parts; the blank before the verb of a button may break.
    'tel-non-breaking': ['error', { ignoreClasses: ['kern-btn'] }],
    // Pages that change by themselves are fetched again where there are no scripts (WCAG 2.2, F41 is about pages that people read or fill in).
    'meta-refresh': 'off',
    // A search form is a landmark in every browser we support only with the role; <search> is too young.
    'prefer-native-element': ['error', { exclude: ['search', 'region'] }],
  },
})

export async function validate(html) {
  const report = await validator.validateString(html, 'page.html')
  return report.results.flatMap(result => result.messages).filter(m => m.severity === 2)
    .map(m => `html ${m.ruleId}: ${m.message} (${html.split('\n')[m.line - 1]?.slice(Math.max(0, m.column - 30), m.column + 90)})`)
}

export function classesIn(css) {
  return new Set([...css.matchAll(/\.(-?[A-Za-z_][\w-]*)/g)].map(match => match[1]))
}

export function unknownClasses(html, known) {
  const used = new Set([...html.matchAll(/\sclass="([^"]*)"/g)].flatMap(match => match[1].split(/\s+/).filter(Boolean)))
  return [...used].filter(name => !known.has(name)).map(name => `class "${name}" is in no style sheet of this page`)
}
