/** For tests: a text as the editor reads it. */
import { ensureSyntaxTree, syntaxTree } from '@codemirror/language'
import { EditorState } from '@codemirror/state'
import { prose } from './prose'

const SAID =
  /^(ATXHeading\d|SetextHeading\d|BulletList|OrderedList|ListItem|Blockquote|Paragraph|FencedCode|HTMLBlock|Table|TableCell|HorizontalRule|LinkReference|Emphasis|StrongEmphasis|InlineCode|Link|Image)$/

/** What stands in what: `Blockquote(BulletList(ListItem(Paragraph)))`, only what is named in `names`. */
export function reading(text: string, names = SAID): string {
  const state = EditorState.create({ doc: text, extensions: prose })
  ensureSyntaxTree(state, text.length, 1000)
  let said = ''
  syntaxTree(state).iterate({
    enter: ({ name }) => {
      if (names.test(name)) said += `${/[^(]$/.test(said) && said ? ' ' : ''}${name}(`
    },
    leave: ({ name }) => {
      if (names.test(name)) said = said.endsWith('(') ? said.slice(0, -1) : `${said})`
    },
  })
  return said
}

/** The words that stand in nodes of a name, without their marks. */
export function wordsIn(text: string, name: string): string[] {
  const state = EditorState.create({ doc: text, extensions: prose })
  ensureSyntaxTree(state, text.length, 1000)
  const found: string[] = []
  syntaxTree(state).iterate({
    enter: (node) => {
      if (node.name === name) found.push(state.sliceDoc(node.from, node.to))
    },
  })
  return found
}
