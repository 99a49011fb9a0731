/** What an element says about itself in its style: only what bears on the meaning of its text. */
import type { Marks } from './blocks'

/** The declarations of an element's style, by name. Names that only Word knows are there too. */
export function declared(element: Element): Map<string, string> {
  const style = element.getAttribute('style') ?? ''
  const found = new Map<string, string>()
  for (const declaration of style.split(';')) {
    const at = declaration.indexOf(':')
    if (at < 0) continue
    found.set(
      declaration.slice(0, at).trim().toLowerCase(),
      declaration
        .slice(at + 1)
        .trim()
        .toLowerCase(),
    )
  }
  return found
}

/** Whether an element is not shown, or is there only for machines. */
export function isHidden(element: Element, style: Map<string, string>): boolean {
  return (
    style.get('display') === 'none' ||
    style.get('visibility') === 'hidden' ||
    style.get('mso-hide') === 'all' ||
    (style.get('mso-element')?.startsWith('comment') ?? false) ||
    element.hasAttribute('hidden') ||
    element.getAttribute('aria-hidden') === 'true' ||
    /(^|\s)(msocomanchor|msocomtxt|mw-editsection|reference)(\s|$)/i.test(element.className)
  )
}

const STRONG = ['b', 'strong', 'th', 'dt']
const EM = ['i', 'em', 'cite', 'dfn', 'var', 'address', 'figcaption']
const STRIKE = ['s', 'strike', 'del']
const CODE = ['code', 'kbd', 'samp', 'tt']

/** Elements whose look is the site's and not the author's. */
const STYLED_BY_SITE = ['blockquote', 'figcaption', 'cite', 'address']

/** The marks of what an element holds, under those around it. */
export function marksOf(element: Element, style: Map<string, string>, around: Marks): Marks {
  const tag = element.localName
  const marks = { ...around }
  if (STRONG.includes(tag)) marks.strong = true
  if (EM.includes(tag)) marks.em = true
  if (STRIKE.includes(tag)) marks.strike = true
  if (CODE.includes(tag)) marks.code = true
  const weight = style.get('font-weight')
  if (weight) marks.strong = /^(bold|bolder|[6-9]\d\d)/.test(weight)
  const slant = style.get('font-style')
  if (slant && !STYLED_BY_SITE.includes(tag)) marks.em = /^(italic|oblique)/.test(slant)
  const line = style.get('text-decoration') ?? style.get('text-decoration-line')
  if (line?.includes('line-through')) marks.strike = true
  return marks
}

/** Whether line ends in the text are shown; `around` where the element says nothing. */
export function keepsBreaks(style: Map<string, string>, around: boolean): boolean {
  const said = style.get('white-space-collapse') ?? style.get('white-space')
  if (!said) return around
  return /^(pre|preserve|break-spaces)/.test(said)
}
