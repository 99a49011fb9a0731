/** How the made-up site keeps its stories. */
import type { ProfileChoice, ProfileRow, SiteProfile } from '../ipc'

const choice = (value: string, chosen = false, rest: Partial<ProfileChoice> = {}): ProfileChoice => ({
  value: [value],
  chosen,
  stories: 0,
  example: '',
  ...rest,
})

const row = (id: string, kind: ProfileRow['kind'], ...choices: ProfileChoice[]): ProfileRow => ({
  id,
  kind,
  learned: choices.filter(({ chosen }) => chosen).flatMap(({ value }) => value),
  choices,
})

/** What was found, with something to choose in each row. */
export function profileOf(): SiteProfile {
  return {
    rows: [
      row('generator', 'one', choice('hugo', true), choice('jekyll'), choice('generic')),
      row('folders', 'several', choice('content/pages'), choice('content/posts', true, { stories: 14 })),
      row(
        'path',
        'one',
        choice('content/posts/{year}/{slug}.md', true),
        choice('content/posts/{slug}/index.md'),
      ),
      row(
        'description',
        'one',
        choice('description', true, { example: 'A log can no longer look like a flood.' }),
        choice('summary'),
        choice(''),
      ),
      row('lead_credit', 'one', choice('image.credit', true, { example: 'Photo: Zoë Çelik' }), choice('')),
      row('figure', 'one', choice('markdown', true), choice('title'), choice('html')),
      row('pages', 'several', choice('content/about.md')),
    ],
    confirmed: false,
    problem: null,
  }
}

/** Says something of one row. */
export function say(profile: SiteProfile, id: string, values: string[]): void {
  for (const one of profile.rows) {
    if (one.id !== id) continue
    for (const choice of one.choices) choice.chosen = choice.value.every((value) => values.includes(value))
  }
}

/** A file is called a story, or none. */
export function call(profile: SiteProfile, path: string, story: boolean): void {
  const row = profile.rows.find(({ id }) => id === 'pages')
  const choice = row?.choices.find(({ value }) => value[0] === path)
  if (choice) choice.chosen = story
  else row?.choices.push({ value: [path], chosen: story, stories: 0, example: '' })
}
