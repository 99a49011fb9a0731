/** Two versions of a made-up story: Maria rewrote its first and its second paragraph. */
import type { PassageChoice, TogetherPage, TwoVersions } from '../ipc'
import { blocks, headHtml, pieces } from './page'
import type { Story } from './stories'

const hers = [
  'Huda al-Masri kept the receipts. Between August and September she paid $2,916 to talk with her son.',
  'The county’s share of that was $1,312, and nobody had told her so.',
]

function paragraphs(one: Story): string[] {
  return one.text.trim().split('\n\n')
}

/** What is asked about. */
export function twoVersions(one: Story, now: Date): TwoVersions {
  const all = paragraphs(one)
  const ago = (minutes: number) => new Date(now.valueOf() - minutes * 60_000).toISOString()
  return {
    path: one.path,
    title: one.fields.title,
    by: 'Maria Nwosu',
    ours_at: ago(10),
    theirs_at: ago(25),
    content: one.text,
    passages: hers.map((text, i) => ({
      field: null,
      ours: [{ fate: 'same', text: all[i] ?? '' }],
      theirs: [
        { fate: 'out', text: all[i] ?? '' },
        { fate: 'in', text },
      ],
      before: all[i - 1] ?? '',
      after: all[i + 1] ?? '',
      both: true,
      ours_text: all[i] ?? '',
      theirs_text: text,
    })),
    taken: [
      { field: 'dek', paragraph: 0, by: 'theirs', text: 'The contract took one meeting to approve.' },
      { field: null, paragraph: 4, by: 'ours', text: 'The sheriff’s office estimates the cost.' },
      { field: 'tags', paragraph: 0, by: 'both', text: 'county, jail phones' },
    ],
  }
}

/** The paragraphs with what was chosen. */
function decided(one: Story, choices: PassageChoice[]): string[] {
  return paragraphs(one).map((mine, i) => {
    const [choice, her] = [choices[i] ?? 'ours', hers[i] ?? '']
    if (choice === 'ours') return mine
    if (choice === 'theirs') return her
    return choice === 'both' ? `${mine}\n\n${her}` : choice.own.text.trim()
  })
}

/** The text with what was chosen. */
export function decidedText(one: Story, choices: PassageChoice[]): string {
  const all = decided(one, choices).filter((text) => text !== '')
  return `${all.join('\n\n')}\n`
}

/** The page with what was chosen. */
export function togetherPage(one: Story, choices: PassageChoice[]): TogetherPage {
  let at = 0
  const passages = decided(one, choices).map((text) => {
    const from = at
    at += pieces(text).length
    return { from, to: at }
  })
  let id = 0
  return {
    head: headHtml(one.fields),
    blocks: blocks(decidedText(one, choices), [], () => ++id),
    passages: passages.slice(0, hers.length),
  }
}
