/** Input methods and the Compose key: letters come in steps, in the web view's own text node. */
import type { ChangeSet } from '@codemirror/state'
import { expect, test } from 'vitest'
import { figuresIn, setFigures } from './figures'
import { type Written, written } from './written'

/** A composition at the caret, step by step as an input method shows it. */
async function compose(editor: Written, steps: string[], between = () => {}): Promise<Node> {
  const { view } = editor
  view.focus()
  const at = view.domAtPos(view.state.selection.main.head)
  const node =
    at.node.nodeType === Node.TEXT_NODE ? at.node : (at.node.childNodes[at.offset - 1]?.firstChild ?? at.node)
  const offset = node === at.node ? at.offset : (node.textContent?.length ?? 0)
  const [before, after] = [node.textContent?.slice(0, offset) ?? '', node.textContent?.slice(offset) ?? '']
  const tell = (type: string, data: string) =>
    view.contentDOM.dispatchEvent(new CompositionEvent(type, { data, bubbles: true }))
  tell('compositionstart', '')
  for (const step of steps) {
    node.textContent = before + step + after
    document.getSelection()?.collapse(node, before.length + step.length)
    tell('compositionupdate', step)
    await new Promise((ready) => setTimeout(ready, 30))
    between()
    expect(node.isConnected, `the node that “${step}” is composed in`).toBe(true)
  }
  tell('compositionend', steps.at(-1) ?? '')
  await new Promise((ready) => setTimeout(ready, 80))
  return node
}

test.each([
  ['One |two.', ['k', 'か', 'かん', '漢'], 'One 漢|two.', 'Japanese'],
  ['One |two.', ['ㅎ', '하', '한'], 'One 한|two.', 'Korean'],
  ['caf|', ['´', 'é'], 'café|', 'a Compose key'],
  ['## He|ad', ['n', '你', '你好'], '## He你好|ad', 'in a heading'],
  ['- one\n- tw|o', ['n', '你'], '- one\n- tw你|o', 'in a list'],
  ['See **bo|ld** here', ['n', '你'], 'See **bo你|ld** here', 'within marks'],
])('%j composes %j into %j: %s', async (before, steps, after) => {
  const changes: ChangeSet[] = []
  const editor = written(before, { typed: (change) => changes.push(change) })
  await compose(editor, steps)
  expect(editor.text).toBe(after)
  // Nothing but the letters was changed, anywhere.
  const touched = changes.flatMap((change) => {
    const found: string[] = []
    change.iterChanges((_fromA, _toA, _fromB, _toB, text) => found.push(text.toString()))
    return found
  })
  expect(touched.filter((text) => !steps.some((step) => step.includes(text)))).toEqual([])
})

test('answers that come meanwhile leave the composition alone', async () => {
  const editor = written('One |two.\n\n![Door](door.jpg)\n')
  await compose(editor, ['k', 'か', '漢'], () => {
    const { view } = editor
    const list = figuresIn(view.state).map((one) => ({
      ...one,
      words: { ...one.words, alt: `Door ${Math.random()}` },
    }))
    view.dispatch({ effects: setFigures.of(list) })
  })
  expect(editor.view.state.doc.line(1).text).toBe('One 漢two.')
})
