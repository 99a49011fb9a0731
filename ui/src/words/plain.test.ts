/// <reference types="node" />
/** Nothing that is said, here or by the core, names the machinery below. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const strange =
  /\b(commit(s|ted|ting)?|branch(es)?|push(es|ed|ing)?|pull(s|ed|ing)?|merg(e|es|ed|ing)|rebas(e|ed|ing)|remotes?|ssh|tokens?|ya?ml|toml|markdown|git|front[ -]matter|repositor(y|ies)|work(ing)? tree|checkout|staged|stash)\b|\bHEAD\b/
const capitals = /\b(Commit|Branch|Push|Pull|Merge|Rebase|Remote|SSH|Token|YAML|TOML|Markdown|Git|HTTPS?)\b/

/** What stands between quotation marks, without what is put into it and without comments. */
function said(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
  const literals = code.match(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`/g) ?? []
  return literals.map((one) => one.replace(/\$\{[^}]*\}/g, ' '))
}

function read(path: string): string {
  return readFileSync(join(process.cwd(), path), 'utf8')
}

const catalogue = readdirSync(join(process.cwd(), 'src/words')).filter(
  (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
)

test.each(catalogue)('%s has no word of the machinery', (name) => {
  const all = said(read(`src/words/${name}`))
  if (name !== 'index.ts') expect(all.length).toBeGreaterThan(5)
  expect(all.filter((one) => strange.test(one) || capitals.test(one))).toEqual([])
})

/** The sentences of a file of Rust: no codes, no tests. The one file that people mend has a name. */
function sentences(source: string): string[] {
  const code = source.replace(/#\[cfg\(test\)\][\s\S]*$/, '').replace(/^\s*\/\/.*$/gm, '')
  const literals = code.match(/"(?:[^"\\]|\\[\s\S])*"/g) ?? []
  return literals
    .filter((one) => /^"[\p{Lu}“{][\s\S]* [\s\S]*[.?!…”]"$/u.test(one))
    .map((one) => one.replace(/site\.toml/g, ''))
}

/** The files of Rust in a folder of the core. */
function files(folder: string): string[] {
  return readdirSync(join(process.cwd(), `../crates/core/src/${folder}`)).map((name) => `${folder}/${name}`)
}

test.each([
  ['problem', files('problem'), 200],
  ['check/words.rs', ['check/words.rs'], 60],
] as const)('the sentences of %s have no word of the machinery', (_, names, least) => {
  const all = names.flatMap((name) => sentences(read(`../crates/core/src/${name}`)))
  expect(all.length).toBeGreaterThan(least)
  expect(all.filter((one) => strange.test(one) || capitals.test(one))).toEqual([])
})

test('a word of the machinery is seen', () => {
  const seen = said("a: 'It was merged', // so\n// 'push'\n/* 'pull' */ b: `A branch`").filter((one) =>
    strange.test(one),
  )
  expect(seen).toEqual(["'It was merged'", '`A branch`'])
  const rust = sentences(
    'problem("push-refused", "The push did not \\\n  go on.")\n#[cfg(test)]\n"A push is a push."',
  )
  expect(rust.filter((one) => strange.test(one))).toEqual(['"The push did not \\\n  go on."'])
  expect(strange.test("'Pushkin, ahead, branching out'")).toBe(false)
})
