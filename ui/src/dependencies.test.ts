import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

test('package.json says of each dependency what it is for, and of nothing else', () => {
  const { dependencies, devDependencies, ...rest } = JSON.parse(readFileSync('package.json', 'utf8'))
  const said: Record<string, string> = rest['//']
  const names = Object.keys({ ...dependencies, ...devDependencies })
  expect(names.filter((name) => !said[name])).toEqual([])
  const isOne = (name: string) =>
    names.includes(name) || names.some((one) => `${one.split('/')[0]}/*` === name)
  expect(Object.keys(said).filter((name) => !isOne(name))).toEqual([])
})
