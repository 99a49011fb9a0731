/** For tests: a text as the editor reads it. */
import { ensureSyntaxTree, syntaxTree } from '@codemirror/language'
import { EditorState } from '@codemirror/state'
import type { Tree } from '@lezer/common'
import { prose } from './prose'

const BLOCK =
  /^(ATXHeading\d|SetextHeading\d|BulletList|OrderedList|ListItem|Blockquote|Paragraph|FencedCode|HTMLBlock|Table|HorizontalRule|LinkReference)$/

function treeOf(text: string): { state: EditorState; tree: Tree } {
  const state = EditorState.create({ doc: text, extensions: prose })
  return { state, tree: ensureSyntaxTree(state, text.length, 1000) ?? syntaxTree(state) }
}

/** What stands in what: `Blockquote(BulletList(ListItem(Paragraph)))`. */
export function reading(text: string): string {
  let said = ''
  treeOf(text).tree.iterate({
    enter: ({ name }) => {
      if (BLOCK.test(name)) said += `${said && !said.endsWith('(') ? ' ' : ''}${name}(`
    },
    leave: ({ name }) => {
      if (BLOCK.test(name)) said = said.endsWith('(') ? said.slice(0, -1) : `${said})`
    },
  })
  return said
}

/** The words that stand in nodes of a name. */
export function wordsIn(text: string, name: string): string[] {
  const found: string[] = []
  treeOf(text).tree.iterate({
    enter: (node) => {
      if (node.name === name) found.push(text.slice(node.from, node.to))
    },
  })
  return found
}

/** Signs of bold, italic and code that readers would see as signs. */
export function nakedMarks(text: string): string {
  const letters = [...text.split('')]
  treeOf(text).tree.iterate({
    enter: ({ name, from, to }) => {
      if (/^(EmphasisMark|StrikethroughMark|CodeMark|ListMark)$/.test(name)) letters.fill('', from, to)
    },
  })
  return letters.join('').replace(/[^*_~`]/g, '')
}
