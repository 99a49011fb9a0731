/** Whole stories of the newsroom in memory: another address, another folder, a copy, away and back. */
import {
  type ActKind,
  type Backend,
  type DeletedStory,
  DeskError,
  type PostView,
  type StoryAct,
} from '../ipc'
import { copy } from './states'
import type { Story } from './stories'

const FOLDERS = ['content/posts/2026', 'content/posts/2025', 'content/news']
const DAYS = 30

type Whole = Pick<
  Backend,
  | 'renameStory'
  | 'previewAddress'
  | 'moveStory'
  | 'storyFolders'
  | 'duplicateStory'
  | 'deleteStory'
  | 'deletedStories'
  | 'bringBackStory'
  | 'takeBack'
  | 'removeLead'
>

/** What is done to these stories; `open` gives the view of one that is open. */
export function wholeStories(
  all: Story[],
  now: Date,
  open: (path: string) => PostView,
  told: () => void,
): Whole {
  const undos = new Map<string, () => StoryAct>()
  const trash: (DeletedStory & { story: Story; at: string })[] = []
  let count = 0

  const find = (path: string): Story => {
    const one = all.find((story) => story.path === path)
    if (one) return one
    throw new DeskError({ code: 'gone', sentence: 'This story is no longer there.', hint: '' })
  }
  const done = (
    kind: ActKind,
    one: Story,
    before: string | null,
    path: string | null,
    undo: () => StoryAct,
  ): StoryAct => {
    const id = `act-${++count}`
    undos.set(id, undo)
    setTimeout(told, 0)
    return {
      id,
      kind,
      title: one.fields.title,
      before,
      path,
      post: path ? open(path) : null,
      links: one.live ? 1 : 0,
      sent_on: one.live && (kind === 'rename' || kind === 'move') ? 'yes' : 'not-needed',
      address: path ? one.fields.address : '',
    }
  }
  const name = (typed: string) =>
    typed
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
  const place = (kind: ActKind, one: Story, path: string, slug: string): StoryAct => {
    const before = { path: one.path, address: one.fields.address, slug: one.fields.slug }
    one.path = path
    one.fields.slug = slug
    one.fields.address = `/${path.replace(/^content\/(posts\/)?|\.md$/g, '')}/`
    return done(kind, one, before.path, path, () => {
      const { path: now } = one
      one.path = before.path
      one.fields.address = before.address
      one.fields.slug = before.slug
      return done('undo', one, now, one.path, () => place(kind, one, path, slug))
    })
  }
  const away = (one: Story): StoryAct => {
    const at = all.indexOf(one)
    all.splice(at, 1)
    const id = `gone-${++count}`
    const until = new Date(now.valueOf() + DAYS * 86_400_000).toISOString()
    trash.unshift({
      id,
      title: one.fields.title,
      path: one.path,
      at: now.toISOString(),
      until,
      live: one.live !== null,
      picture: false,
      story: one,
    })
    return done('delete', one, one.path, null, () => back(id, at))
  }
  const back = (id: string, at = 0): StoryAct => {
    const found = trash.findIndex((one) => one.id === id)
    const [kept] = trash.splice(found, 1)
    if (!kept) throw new DeskError({ code: 'gone', sentence: 'That is no longer kept.', hint: '' })
    all.splice(at, 0, kept.story)
    return done('restore', kept.story, null, kept.path, () => away(kept.story))
  }

  return {
    renameStory: async (path, typed) => {
      const folder = path.slice(0, path.lastIndexOf('/'))
      return place('rename', find(path), `${folder}/${name(typed)}.md`, name(typed))
    },
    previewAddress: async (path, typed) => {
      const one = find(path)
      const slug = name(typed)
      const address = one.fields.address.replace(/[^/]+\/$/, `${slug}/`)
      const taken = all.some((other) => other !== one && other.fields.address === address)
      const problem = !slug
        ? { code: 'no-name', sentence: 'An address needs a letter or a digit.', hint: '' }
        : taken
          ? { code: 'address-taken', sentence: `Another story has the address “${slug}”.`, hint: '' }
          : null
      const same = address === one.fields.address
      return { name: slug, address, sent_on: one.live && !same ? 'yes' : 'not-needed', problem }
    },
    moveStory: async (path, folder) => {
      const one = find(path)
      return place('move', one, `${folder}/${one.fields.slug}.md`, one.fields.slug)
    },
    storyFolders: async () =>
      FOLDERS.map((folder) => ({
        folder,
        name: folder.replace('content/', '').replaceAll('/', ' › '),
        language: null,
        stories: all.filter((one) => one.path.startsWith(`${folder}/`)).length,
      })),
    duplicateStory: async (path) => {
      const one = find(path)
      const { fields, text } = copy(one)
      const slug = `${fields.slug}-2`
      const twin: Story = {
        path: path.replace(/\.md$/, '-2.md'),
        fields: {
          ...fields,
          title: `${fields.title} (copy)`,
          slug,
          address: fields.address.replace(/[^/]+\/$/, `${slug}/`),
          address_fixed: false,
          address_live: '',
        },
        text,
        approved: null,
        live: null,
        broken: null,
      }
      all.unshift(twin)
      return done('duplicate', twin, null, twin.path, () => away(twin))
    },
    deleteStory: async (path) => away(find(path)),
    removeLead: async (path) => {
      const one = find(path)
      const swap = (kind: ActKind, lead: typeof one.fields.lead): StoryAct => {
        const before = one.fields.lead
        one.fields.lead = lead
        return done(kind, one, path, path, () => swap('undo', before))
      }
      return swap('remove-lead', null)
    },
    deletedStories: async () => trash.map(({ story: _, ...one }) => ({ ...one })),
    bringBackStory: async (id) => back(id),
    takeBack: async (id) => {
      const undo = undos.get(id)
      if (!undo) throw new DeskError({ code: 'gone', sentence: 'That is no longer kept.', hint: '' })
      undos.delete(id)
      return undo()
    },
  }
}
