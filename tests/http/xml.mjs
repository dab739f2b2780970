// Just enough XML to say whether a document is well-formed. Refuses DOCTYPE, which none of our answers has.
export function readXml(text) {
  const stack = []
  let at = 0, root
  const fail = why => { throw new Error(`XML: ${why} at ${at}: ${text.slice(at, at + 60)}`) }
  const checkText = piece => {
    if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(piece)) fail('a character that XML forbids')
    if (/&(?!(amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)/.test(piece)) fail('an unescaped &')
  }
  while (at < text.length) {
    const open = text.indexOf('<', at)
    const piece = text.slice(at, open < 0 ? text.length : open)
    checkText(piece)
    if (stack.length === 0 && piece.trim() !== '') fail('text outside the root')
    if (open < 0) break
    at = open
    if (text.startsWith('<?', at)) { at = text.indexOf('?>', at) + 2; if (at < 2) fail('an open <?'); continue }
    if (text.startsWith('<!--', at)) { const end = text.indexOf('-->', at); if (end < 0) fail('an open comment'); at = end + 3; continue }
    if (text.startsWith('<![CDATA[', at)) { const end = text.indexOf(']]>', at); if (end < 0) fail('an open CDATA'); at = end + 3; continue }
    const tag = /^<(\/?)([A-Za-z_][\w.:-]*)((?:\s+[A-Za-z_][\w.:-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/.exec(text.slice(at, at + 20000))
    if (!tag) fail('not a tag')
    const [whole, closing, name, attributes, empty] = tag
    checkText(attributes)
    const names = [...attributes.matchAll(/([\w.:-]+)\s*=/g)].map(m => m[1])
    if (new Set(attributes.match(/(?<=\s)[\w.:-]+(?=\s*=\s*["'])/g) ?? []).size < (attributes.match(/(?<=\s)[\w.:-]+(?=\s*=\s*["'])/g) ?? []).length) fail(`an attribute twice (${names})`)
    if (closing) { if (stack.pop() !== name) fail(`</${name}> closes another element`) }
    else {
      if (stack.length === 0) { if (root) fail('a second root'); root = name }
      if (!empty) stack.push(name)
    }
    at += whole.length
  }
  if (stack.length > 0) fail(`${stack.at(-1)} is not closed`)
  if (!root) fail('no root')
  return { root }
}
