/** Two versions of a made-up story: Maria rewrote its first and its second paragraph. */
import type { PassageChoice, TwoVersions } from '../ipc'
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
    })),
    taken: [
      { field: 'dek', paragraph: 0, by: 'theirs', text: 'The contract took one meeting to approve.' },
      { field: null, paragraph: 4, by: 'ours', text: 'The sheriff’s office estimates the cost.' },
      { field: 'tags', paragraph: 0, by: 'both', text: 'county, jail phones' },
    ],
  }
}

/** The text with what was chosen. */
export function decidedText(one: Story, choices: PassageChoice[]): string {
  const all = paragraphs(one)
  choices.forEach((choice, i) => {
    const [mine, her] = [all[i] ?? '', hers[i] ?? '']
    all[i] = choice === 'ours' ? mine : choice === 'theirs' ? her : `${mine}\n\n${her}`
  })
  return `${all.join('\n\n')}\n`
}
