/** The accessibility rules over what a test rendered. */
import axe from 'axe-core'
import { expect } from 'vitest'

/** Fails with the rules that are broken, and where. Colours and page landmarks need a real window. */
export async function expectAccessible(container: Element = document.body): Promise<void> {
  const found = await axe.run(container, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  })
  expect(found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`)).toEqual(
    [],
  )
}
