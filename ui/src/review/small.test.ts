/// <reference types="node" />
/** In a small window what somebody decides by is moved, not taken away. No test here has a layout. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const folder = join(process.cwd(), 'src/review')
const tasks = readdirSync(folder).filter((name) => name.endsWith('.svelte'))

test.each(tasks)('%s hides nothing in a small window', (name) => {
  const source = readFileSync(join(folder, name), 'utf8')
  const rules = source.split('@media').slice(1).join('\n')
  expect(rules).not.toMatch(/display:\s*none/)
})

test('what was put together stands below the passages where the window is narrow', () => {
  const source = readFileSync(join(folder, 'TwoVersions.svelte'), 'utf8')
  expect(source).toContain("import './reading.css'")
  expect(source).toContain('class="task reading"')
})
