/**
 * The text in the look of the manuscript: headings, bold, italic, links, lists and quotations
 * are shown as such. Their marks are hidden unless the caret, or all that is selected, is in them:
 * nothing moves under a selection that grows over them.
 */
import { commonmarkLanguage, markdown } from '@codemirror/lang-markdown'
import { syntaxTree } from '@codemirror/language'
import type { EditorState, Extension, Range } from '@codemirror/state'
import {
  Decoration,
  type DecorationSet,
  EditorView,
  ViewPlugin,
  type ViewUpdate,
  WidgetType,
} from '@codemirror/view'
import type { SyntaxNode } from '@lezer/common'
import { GFM } from '@lezer/markdown'
import { brackets } from './brackets'
import { isWithinLine } from './edit'
import { paragraphAt } from './gaps'
import { Letter, letterOf } from './letters'
import { linkOf } from './link'
import { templateAddresses } from './template'

const strong = Decoration.mark({ class: 'md-strong' })
const emphasis = Decoration.mark({ class: 'md-em' })
const strike = Decoration.mark({ class: 'md-strike' })
const code = Decoration.mark({ class: 'md-code' })
const address = Decoration.mark({ class: 'md-url' })
const sign = Decoration.mark({ class: 'md-mark' })

/** How what stands in a line is drawn, by the parser's name for it. */
const looks: Readonly<Record<string, Decoration>> = {
  StrongEmphasis: strong,
  Emphasis: emphasis,
  Strikethrough: strike,
  InlineCode: code,
  CodeText: code,
  URL: address,
  Autolink: address,
  HeaderMark: sign,
  HardBreak: sign,
  QuoteMark: sign,
  ListMark: sign,
  LinkMark: sign,
  EmphasisMark: sign,
  StrikethroughMark: sign,
  CodeMark: sign,
  TableDelimiter: sign,
}

interface Stretch {
  from: number
  to: number
}

const hidden = Decoration.replace({})
const link = Decoration.mark({ class: 'md-link' })
const raw = Decoration.mark({ class: 'md-raw' })
const lines = {
  heading: Decoration.line({ class: 'md-h' }),
  subheading: Decoration.line({ class: 'md-h md-h3' }),
  quote: Decoration.line({ class: 'md-quote' }),
  rule: Decoration.line({ class: 'md-rule' }),
  items: ['md-li', 'md-li md-li2', 'md-li md-li3'].map((name) => Decoration.line({ class: name })),
}

class Bullet extends WidgetType {
  override eq(): boolean {
    return true
  }
  override toDOM(): HTMLElement {
    const dot = document.createElement('span')
    dot.className = 'md-bullet'
    dot.textContent = '•'
    return dot
  }
}

class Ordinal extends WidgetType {
  constructor(readonly mark: string) {
    super()
  }
  override eq(other: Ordinal): boolean {
    return other.mark === this.mark
  }
  override toDOM(): HTMLElement {
    const number = document.createElement('span')
    number.className = 'md-number'
    number.textContent = `${this.mark} `
    return number
  }
}

const bullet = Decoration.replace({ widget: new Bullet() })

/** The decorations of stretches of the text. */
function dress(state: EditorState, stretches: readonly Stretch[]): Range<Decoration>[] {
  const { doc, selection } = state
  const touched = (from: number, to: number) =>
    selection.ranges.some((range) => range.from >= from && range.to <= to)
  const found: Range<Decoration>[] = []
  const hide = (from: number, to: number) => {
    if (to > from) found.push(hidden.range(from, to))
  }
  // The address of a link may stand on the next line; a line's end is never hidden.
  const hideInLines = (from: number, to: number) => {
    for (let at = from; at < to; ) {
      const end = Math.min(to, doc.lineAt(at).to)
      hide(at, end)
      at = end + 1
    }
  }
  for (const visible of stretches) {
    syntaxTree(state).iterate({
      from: visible.from,
      to: visible.to,
      enter(node) {
        const { name, from, to } = node
        const look = looks[name]
        if (look && to > from) found.push(look.range(from, to))
        if (/^ATXHeading[1-6]$/.test(name)) {
          const line = doc.lineAt(from)
          const deep = name > 'ATXHeading2'
          found.push((deep ? lines.subheading : lines.heading).range(line.from))
          const mark = /^\s*#{1,6}\s*/.exec(line.text)?.[0].length ?? 0
          hide(line.from, line.from + mark)
          return
        }
        if (/^SetextHeading[12]$/.test(name)) {
          // The last line is the one below the words.
          for (let line = doc.lineAt(from); line.to < to; line = doc.line(line.number + 1))
            found.push(lines.heading.range(line.from))
          return
        }
        if (name === 'HeaderMark') return false
        if (
          name === 'StrongEmphasis' ||
          name === 'Emphasis' ||
          name === 'Strikethrough' ||
          name === 'InlineCode'
        ) {
          if (touched(from, to)) return
          const marks = node.node.getChildren(
            name === 'InlineCode'
              ? 'CodeMark'
              : name === 'Strikethrough'
                ? 'StrikethroughMark'
                : 'EmphasisMark',
          )
          for (const mark of marks) hide(mark.from, mark.to)
          return
        }
        if (name === 'Link' || name === 'Bracketed') {
          const on = linkOf(state, node.node)
          if (!on) return
          found.push(link.range(on.words.from, Math.max(on.words.to, on.words.from + 1)))
          // Right behind it the text goes on.
          if (!touched(from, to - 1)) {
            hide(from, on.words.from)
            hideInLines(on.words.to, to)
          }
          return
        }
        if (name === 'Escape') {
          if (!touched(from, to)) hide(from, from + 1)
          return
        }
        if (name === 'Entity') {
          const letter = touched(from, to) ? null : letterOf(doc.sliceString(from, to))
          if (letter) found.push(Decoration.replace({ widget: new Letter(letter) }).range(from, to))
          return
        }
        if (name === 'ListMark') {
          const line = doc.lineAt(from)
          const depth = depthOf(node.node)
          const item = lines.items[Math.min(depth, 3) - 1]
          if (item) found.push(item.range(line.from))
          const after = /^\s?/.exec(doc.sliceString(to, line.to))?.[0].length ?? 0
          // The blanks before a mark are shown by the indentation.
          hide(line.from + leading(line.text, from - line.from), from)
          const mark = doc.sliceString(from, to)
          found.push(
            (/\d/.test(mark) ? Decoration.replace({ widget: new Ordinal(mark) }) : bullet).range(
              from,
              to + after,
            ),
          )
          return
        }
        if (name === 'Blockquote') {
          for (let pos = Math.max(from, visible.from); pos <= Math.min(to, visible.to); ) {
            const line = doc.lineAt(pos)
            found.push(lines.quote.range(line.from))
            pos = line.to + 1
          }
          return
        }
        if (name === 'QuoteMark') {
          const after = doc.sliceString(to, to + 1) === ' ' ? 1 : 0
          hide(from, to + after)
          return
        }
        if (name === 'HorizontalRule') {
          found.push(lines.rule.range(doc.lineAt(from).from))
          return
        }
        if (name === 'FencedCode' || name === 'CodeBlock' || name === 'Table' || name === 'HTMLBlock') {
          found.push(raw.range(from, to))
          return name === 'HTMLBlock' ? false : undefined
        }
        return
      },
    })
  }
  return found
}

function dressAll(view: EditorView): DecorationSet {
  return Decoration.set(dress(view.state, view.visibleRanges), true)
}

/** After a key within a paragraph: that is dressed anew, all else moves. */
function dressParagraph({ state, changes, view }: ViewUpdate, before: DecorationSet): DecorationSet {
  const { first, last } = paragraphAt(state, state.selection.main.head, view.viewport)
  const [from, to] = [first.from, last.to]
  // What only reaches out of the paragraph is there already.
  const fresh = dress(state, [{ from, to }]).filter((one) => one.from <= to && one.to >= from)
  return before
    .map(changes)
    .update({ filter: () => false, filterFrom: from, filterTo: to, add: fresh, sort: true })
}

function leading(text: string, before: number): number {
  // Quotation marks stay where they are; only the blanks right before the list mark go.
  const head = text.slice(0, before)
  return head.length - (/\s*$/.exec(head)?.[0].length ?? 0)
}

function depthOf(node: SyntaxNode): number {
  let depth = 0
  for (let at: SyntaxNode | null = node; at; at = at.parent) if (at.name === 'ListItem') depth++
  return depth
}

const dressed = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet
    constructor(view: EditorView) {
      this.decorations = dressAll(view)
    }
    update(update: ViewUpdate) {
      if (isWithinLine(update)) {
        this.decorations = dressParagraph(update, this.decorations)
        return
      }
      const parsed = syntaxTree(update.state) !== syntaxTree(update.startState)
      if (update.docChanged || update.selectionSet || update.viewportChanged || parsed) {
        this.decorations = dressAll(update.view)
      }
    }
  },
  {
    decorations: (plugin) => plugin.decorations,
    provide: (plugin) =>
      EditorView.atomicRanges.of((view) => {
        const all = view.plugin(plugin)?.decorations
        return all
          ? all.update({ filter: (_from, _to, value) => value.spec.widget !== undefined })
          : Decoration.none
      }),
  },
)

/** The language, its look, and hidden marks. */
export const prose: Extension = [
  markdown({
    base: commonmarkLanguage,
    extensions: [GFM, templateAddresses, brackets],
    addKeymap: false,
    completeHTMLTags: false,
    pasteURLAsLink: false,
  }),
  dressed,
]
