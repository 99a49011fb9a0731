/** What is written in the made-up newsroom: the list, the story that is open, its page and its cards. */
import { type Backend, DeskError, type Library } from '../ipc'
import { folded } from '../library/filter'
import { albumOf } from './album'
import { FIRST, type Newsroom } from './newsroom'
import { site } from './options'
import { blocks, cardHtml, countWords, figures, splice, splitOf } from './page'
import { shortDay, stateOf } from './states'
import { dateOf, emptyFields, isMended, mend, type Story } from './stories'

type Writing = Pick<
  Backend,
  | 'library'
  | 'findStories'
  | 'newPost'
  | 'openPost'
  | 'restOfPage'
  | 'closePost'
  | 'edit'
  | 'setField'
  | 'save'
  | 'settleOutside'
  | 'choices'
  | 'cards'
  | 'look'
>

/** These commands, in one newsroom. */
export function writing(room: Newsroom): Writing {
  const {
    options,
    now,
    all,
    opened,
    nextBlock,
    emit,
    find,
    view,
    openOf,
    touched,
    fieldsOf,
    waiting,
    undecided,
    said,
  } = room

  return {
    findStories: async (asked) => {
      const sought = folded(asked).split(/\s+/).filter(Boolean)
      const has = (one: Story) => {
        const { title, dek, authors, tags } = one.fields
        const whole = folded([title, dek, ...authors, ...tags, one.text].join('\n'))
        return sought.length > 0 && sought.every((word) => whole.includes(word))
      }
      return all.filter(has).map((one) => one.path)
    },
    library: async (): Promise<Library> => ({
      site: room.current ?? site,
      stories: all.map((one) => ({
        path: one.path,
        title: one.fields.title || (one.path.split('/').at(-1) ?? ''),
        dek: one.fields.dek,
        authors: [...one.fields.authors],
        address: one.fields.address,
        date: one.fields.date?.raw ?? '',
        day: shortDay(one),
        state: stateOf(one),
        with_readers: one.live !== null,
        thumbnail: one.fields.lead?.picture?.id ?? null,
        broken: isMended(one) ? null : one.broken,
      })),
      waiting: all.filter((one) => stateOf(one) === 'approved').length,
      offline: waiting.size,
      undecided: [...undecided],
    }),
    newPost: async (headline) => {
      const slug = headline.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-') || 'untitled'
      const day = now.toISOString().slice(0, 10)
      const path = `content/posts/${day.slice(0, 4)}/${slug}.md`
      const fields = {
        ...emptyFields(headline),
        authors: room.settings.writer ? [room.settings.writer.name] : [],
        date: dateOf(day, '09:00', site.time_zone),
        address: `/${day.slice(0, 4)}/${slug}/`,
        slug,
      }
      all.unshift({ path, fields, text: '', approved: null, live: null, broken: null })
      setTimeout(() => emit({ kind: 'library' }), 0)
      return view(path)
    },
    openPost: async (path) => view(path),
    restOfPage: async (path, from) => {
      const { version = 1, blocks = [] } = opened.get(path) ?? {}
      return { version, blocks: blocks.slice(from, from + FIRST), more: blocks.length > from + FIRST }
    },
    closePost: async (path) => {
      const one = all.find((story) => story.path === path)
      if (!one || !isMended(one)) return
      opened.delete(path)
      mend(one)
    },
    edit: async (path, version, changes) => {
      const one = find(path)
      const open = openOf(path)
      if (version < open.textVersion) {
        throw new DeskError({ code: 'late', sentence: 'The text has changed meanwhile.', hint: '' })
      }
      let text = ''
      let at = 0
      for (const change of changes) {
        text += one.text.slice(at, change.from) + change.insert
        at = change.to
      }
      one.text = text + one.text.slice(at)
      const old = open.blocks
      open.blocks = one.broken ? [] : blocks(one.text, old, nextBlock)
      open.textVersion = touched(one, open)
      return structuredClone({
        version: open.version,
        splices: [splice(old, open.blocks)],
        figures: figures(one.text),
        words: countWords(one.text),
      })
    },
    setField: async (path, edit) => {
      const one = find(path)
      const fields = one.fields
      if (edit.field === 'title') fields.title = edit.value
      if (edit.field === 'dek') fields.dek = edit.value
      if (edit.field === 'authors') fields.authors = [...edit.value]
      if (edit.field === 'tags') fields.tags = [...edit.value]
      if (edit.field === 'date') fields.date = dateOf(edit.day, edit.time, edit.zone)
      if (edit.field === 'own') {
        const own = fields.own.find((field) => String(field.key) === String(edit.key))
        if (own) own.value = structuredClone(edit.value)
      }
      if (edit.field === 'no-lead') fields.lead = null
      if (edit.field === 'lead-words' && fields.lead) {
        fields.lead.words = { ...edit.words }
        fields.lead.moved = splitOf(edit.words)
      }
      return fieldsOf(one, touched(one, openOf(path)))
    },
    save: async (path) => {
      emit({ kind: 'saved', path, version: openOf(path).version, state: stateOf(find(path)) })
    },
    settleOutside: async (path) => view(path),
    choices: async () => ({
      authors: byUse(all.flatMap((one) => one.fields.authors)),
      tags: byUse(all.flatMap((one) => one.fields.tags)),
      credits: albumOf(all, said).credits,
      own: [
        { key: ['section'], choices: ['Courts', 'Schools', 'County board', 'Transit'] },
        { key: ['places'], choices: ['Orrin', 'Lower Marl', 'Fenwick'] },
        { key: ['layout'], choices: ['post'] },
      ],
    }),
    cards: async (count) => {
      const listed = all.filter((one) => !one.broken)
      const cards = listed.slice(0, count).map((one) => ({ path: one.path, html: cardHtml(one.fields) }))
      return { cards, more: listed.length > count }
    },
    look: async () => options.look ?? null,
  }
}

/** Each once, the most frequent first. */
function byUse(values: string[]): string[] {
  const uses = new Map<string, number>()
  for (const one of values) uses.set(one, (uses.get(one) ?? 0) + 1)
  return [...uses.keys()].sort((a, b) => (uses.get(b) ?? 0) - (uses.get(a) ?? 0) || a.localeCompare(b))
}
