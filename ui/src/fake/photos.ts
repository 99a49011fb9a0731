/** Pictures of the made-up newsroom: brought into a story, looked through, put right. */
import type { Backend, Brought } from '../ipc'
import { unsaid } from '../photo/rights'
import { albumOf, changeAlbum, creditMovesOf, moveCredits } from './album'
import { broughtOf } from './drafts'
import type { Newsroom } from './newsroom'
import { figureText, splitOf } from './page'
import { pictureOf } from './pictures'

type Photos = Pick<
  Backend,
  | 'bringPicture'
  | 'choosePictures'
  | 'bringChosen'
  | 'cancelPictures'
  | 'editPicture'
  | 'discardPicture'
  | 'placePicture'
  | 'provenance'
  | 'setProvenance'
  | 'figureText'
  | 'album'
  | 'deletePicture'
  | 'changeAlbum'
  | 'creditMoves'
  | 'moveCredits'
  | 'renamePicture'
  | 'movePicture'
  | 'undoAlbum'
>

/** These commands, in one newsroom. */
export function photos(room: Newsroom): Photos {
  const { all, find, openOf, touched, fieldsOf, said } = room
  const drafts = new Map<string, string>()
  const chosen: [name: string, bytes: number][] = [
    ['IMG_2041.jpg', 9_800_000],
    ['IMG_2044.jpg', 7_300_000],
    ['march.heic', 4_100_000],
  ]
  const renamed = new Map<string, string>()
  const thrown = new Set<string>()
  let draft = 0
  /** Takes back what was done last. */
  let step: (() => string[]) | null = null
  const bring = (name: string, bytes: number): Brought => {
    const brought = broughtOf(name, bytes, ++draft)
    if (brought.kind === 'draft') drafts.set(brought.draft.draft, brought.draft.picture.id)
    return brought
  }

  return {
    bringPicture: async (_path, name, bytes) => bring(name, bytes.length || 9_800_000),
    choosePictures: async () => chosen.map(([name]) => name),
    bringChosen: async (index) => bring(chosen[index]?.[0] ?? 'march.heic', chosen[index]?.[1] ?? 1),
    cancelPictures: async () => {},
    editPicture: async (key, edits) => {
      const id = drafts.get(key)
      const brought = broughtOf('IMG_2041.jpg', 9_800_000, ++draft)
      if (brought.kind === 'draft' && id) {
        drafts.delete(key)
        drafts.set(brought.draft.draft, id)
        const { width, height } = brought.draft.picture
        const turned = edits.turns % 2 === 1
        const crop = edits.crop ?? { width: 1, height: 1 }
        brought.draft.picture = {
          ...brought.draft.picture,
          id,
          width: Math.round((turned ? height : width) * crop.width),
          height: Math.round((turned ? width : height) * crop.height),
        }
      }
      return brought
    },
    discardPicture: async (key) => void drafts.delete(key),
    placePicture: async (path, key, words, provenance, lead, inText) => {
      const one = find(path)
      const src = `${drafts.get(key) ?? 'corridor'}.jpg`
      drafts.delete(key)
      said.set(src.replace(/\.\w+$/, ''), { ...provenance })
      if (lead) {
        const [picture, moved] = [pictureOf(src), splitOf(words)]
        one.fields.lead = { src, picture, words: { ...words }, moved, by_name: false, nowhere: [] }
      }
      const fields = lead ? fieldsOf(one, touched(one, openOf(path))) : null
      return { figure: inText ? figureText(src, words) : '', fields, act: null }
    },
    provenance: async (id) => ({ ...(said.get(id) ?? unsaid) }),
    setProvenance: async (id, provenance) => void said.set(id, { ...provenance }),
    figureText: async (_path, src, _form, words) => figureText(src, words),
    album: async () => {
      const album = albumOf(all, said)
      return { ...album, pictures: album.pictures.filter((one) => !thrown.has(one.file)) }
    },
    deletePicture: async (file) => {
      thrown.add(file)
      step = () => {
        thrown.delete(file)
        return []
      }
      return { changed: [], left: [], file: '' }
    },
    changeAlbum: async (file, edit) => {
      if (edit.kind === 'provenance') {
        const id = file.replace(/^.*\/|\.\w+$/g, '')
        const before = said.get(id) ?? unsaid
        said.set(id, { ...edit.provenance })
        step = () => {
          said.set(id, before)
          return []
        }
        return { changed: [], left: [], file }
      }
      const [changed, undo] = changeAlbum(all, file, edit)
      step = undo
      return { changed, left: [], file }
    },
    creditMoves: async () => creditMovesOf(all),
    moveCredits: async (moves) => {
      const [changed, undo] = moveCredits(all, moves)
      step = undo
      return { changed, left: [], file: '' }
    },
    renamePicture: async (file, name) => {
      const to = file.replace(/[^/]+(?=\.\w+$)/, name)
      renamed.set(to, file)
      return { changed: [], left: [], file: to }
    },
    movePicture: async (file, folder) => {
      step = () => []
      return { changed: [], left: [], file: `${folder}/${file.split('/').at(-1)}` }
    },
    undoAlbum: async () => {
      const changed = step?.() ?? null
      step = null
      return changed && { changed, left: [], file: '' }
    },
  }
}
