/** The accessibility rules over what a test rendered. */
import axe from 'axe-core'
import { expect } from 'vitest'

/** Words of what lies underneath, which nobody who writes has to know. */
const underneath = /\b(commit|rebase|merge|YAML|SSH|front matter|Markdown|git|repository|HEAD)\b/

/** All that is said on a screen: its text, and what is only read out or shown when pointed at. */
function said(container: Element): string[] {
  const names = ['aria-label', 'title', 'placeholder', 'alt', 'aria-description']
  const all = [...container.querySelectorAll('*')]
  return [
    container.textContent ?? '',
    ...all.flatMap((one) => names.map((name) => one.getAttribute(name) ?? '')),
  ]
}

/** Fails with the rules that are broken, and where. Colours and page landmarks need a real window. */
export async function expectAccessible(container: Element = document.body): Promise<void> {
  const found = await axe.run(container, {
    // What is in the frame of the page is a story's.
    iframes: false,
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  })
  expect(found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`)).toEqual(
    [],
  )
  expect(said(container).filter((text) => underneath.test(text))).toEqual([])
}
