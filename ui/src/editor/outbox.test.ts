import { ChangeSet, Text } from '@codemirror/state'
import { expect, test } from 'vitest'
import { type Change, DeskError, type Edited, type FieldEdit, type FieldEdited, type PostView } from '../ipc'
import { type Carrier, Outbox } from './outbox'

/** A back end in the test's hands: answers when it is told to. */
class Desk implements Carrier {
  text: string
  version = 1
  sent: { version: number; changes: Change[] }[] = []
  fields: FieldEdit[] = []
  rebases: ChangeSet[] = []
  problems: unknown[] = []
  refusals = 0
  /** The code with which fields are refused. */
  closed: string | null = null
  refused: FieldEdit[] = []
  loseAnswer = false
  unsent: (ChangeSet | null)[] = []
  #answers: (() => void)[] = []

  constructor(text: string) {
    this.text = text
  }

  /** Lets the oldest request have its answer, and all that follows from it happen. */
  async answer(): Promise<void> {
    this.#answers.shift()?.()
    for (let i = 0; i < 20; i++) await Promise.resolve()
  }

  get outstanding(): number {
    return this.#answers.length
  }

  edit(version: number, changes: Change[]): Promise<Edited> {
    this.sent.push({ version, changes })
    return this.#later(() => {
      if (this.refusals > 0 || version !== this.version) {
        this.refusals--
        throw new Error('late')
      }
      this.text = applied(this.text, changes)
      this.version++
      if (this.loseAnswer) {
        this.loseAnswer = false
        throw new Error('lost')
      }
      return { version: this.version, splices: [], figures: null, words: 0 }
    })
  }

  setField(edit: FieldEdit): Promise<FieldEdited> {
    this.fields.push(edit)
    return this.#later(() => {
      if (this.closed) throw new DeskError({ code: this.closed, sentence: 'No.', hint: '' })
      return { version: ++this.version, head: '', card: '' } as FieldEdited
    })
  }

  async reopen(): Promise<PostView> {
    return { text: this.text, version: this.version } as PostView
  }

  edited(_answer: Edited, unsent: ChangeSet | null): void {
    this.unsent.push(unsent)
  }
  fieldEdited(): void {}
  fieldRefused(edit: FieldEdit): void {
    this.refused.push(edit)
  }
  rebased(_post: PostView, change: ChangeSet): void {
    this.rebases.push(change)
  }
  failed(problem: unknown): void {
    this.problems.push(problem)
  }

  #later<T>(make: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#answers.push(() => {
        try {
          resolve(make())
        } catch (problem) {
          reject(problem)
        }
      })
    })
  }
}

function applied(text: string, changes: Change[]): string {
  let doc = Text.of(text.split('\n'))
  doc = ChangeSet.of(changes, doc.length, '\n').apply(doc)
  return doc.toString()
}

/** An editor that types into the outbox. */
function typist(desk: Desk) {
  const outbox = new Outbox(desk, desk.version, desk.text)
  let doc = Text.of(desk.text.split('\n'))
  return {
    outbox,
    get text() {
      let now = doc
      for (const change of desk.rebases.splice(0)) now = change.apply(now)
      doc = now
      return doc.toString()
    },
    type(from: number, insert: string, to = from) {
      void this.text
      const set = ChangeSet.of({ from, to, insert }, doc.length, '\n')
      doc = set.apply(doc)
      outbox.push(set)
    },
  }
}

test('one request is out at a time; what is typed meanwhile goes together', async () => {
  const desk = new Desk('bus')
  const hand = typist(desk)
  hand.type(3, 'y')
  hand.type(4, '!')
  hand.type(0, 'A ')
  expect(desk.sent).toHaveLength(1)
  expect(desk.outstanding).toBe(1)
  await desk.answer()
  expect(desk.sent[1]).toEqual({
    version: 2,
    changes: [
      { from: 0, to: 0, insert: 'A ' },
      { from: 4, to: 4, insert: '!' },
    ],
  })
  // The first answer's offsets are older than what waits: it is told so.
  expect(desk.unsent[0]?.mapPos(4, 1)).toBe(7)
  await desk.answer()
  expect(desk.text).toBe('A busy!')
  expect(desk.text).toBe(hand.text)
  expect(hand.outbox.idle).toBe(true)
})

test('fields go the same way, the last value of each', async () => {
  const desk = new Desk('')
  const hand = typist(desk)
  hand.type(0, 'x')
  for (const value of ['N', 'Ni', 'Nig']) hand.outbox.field({ field: 'title', value })
  hand.outbox.field({ field: 'dek', value: 'd' })
  expect(desk.outstanding).toBe(1)
  for (let i = 0; i < 5; i++) await desk.answer()
  expect(desk.fields).toEqual([
    { field: 'title', value: 'Nig' },
    { field: 'dek', value: 'd' },
  ])
  expect(hand.outbox.version).toBe(4)
})

test('a text that changed under what is typed is put below it, and both survive', async () => {
  const desk = new Desk('one\n\ntwo')
  const hand = typist(desk)
  desk.text = 'ONE\n\ntwo'
  desk.version = 7
  hand.type(8, '!')
  await desk.answer()
  await desk.answer()
  expect(desk.text).toBe('ONE\n\ntwo!')
  expect(hand.text).toBe('ONE\n\ntwo!')
  expect(desk.problems).toEqual([])
})

test('an answer that was lost is not sent twice', async () => {
  const desk = new Desk('bus')
  const hand = typist(desk)
  desk.loseAnswer = true
  hand.type(3, 'y')
  await desk.answer()
  await desk.answer()
  expect(desk.text).toBe('busy')
  expect(hand.text).toBe('busy')
  expect(desk.sent).toHaveLength(1)
  expect(hand.outbox.idle).toBe(true)
})

test('what is refused again is told, kept, and goes with a retry', async () => {
  const desk = new Desk('bus')
  const hand = typist(desk)
  desk.refusals = 2
  hand.type(3, 'y')
  await desk.answer()
  await desk.answer()
  expect(desk.problems).toHaveLength(1)
  expect(hand.outbox.idle).toBe(false)
  hand.outbox.retry()
  await desk.answer()
  expect(desk.text).toBe('busy')
  expect(hand.outbox.idle).toBe(true)
})

test('a text fetched anew is the smallest change in the editor', async () => {
  const desk = new Desk('first\n\nsecond')
  const hand = typist(desk)
  desk.text = 'first\n\nother\n\nsecond'
  desk.version = 3
  await hand.outbox.refetch()
  const [change] = desk.rebases
  expect(change?.toJSON()).toEqual([7, [0, 'other', '', ''], 6])
  expect(hand.outbox.version).toBe(3)
})

test('an answer is lost while more was typed: nothing is typed twice', async () => {
  const desk = new Desk('1 2')
  const outbox = new Outbox(desk, 1, desk.text)
  desk.loseAnswer = true
  outbox.push(ChangeSet.of({ from: 3, insert: ' 3' }, 3))
  outbox.push(ChangeSet.of({ from: 5, insert: ' 4' }, 5))
  await desk.answer()
  await desk.answer()
  expect(desk.text).toBe('1 2 3 4')
  expect(desk.rebases.every((change) => change.empty)).toBe(true)
  expect(outbox.idle).toBe(true)
})

test('a headline that is refused is told and let go, and the text goes on', async () => {
  const desk = new Desk('bus')
  const hand = typist(desk)
  desk.closed = 'shared'
  hand.outbox.field({ field: 'title', value: 'Night' })
  hand.type(3, 'y')
  expect(hand.outbox.holds('title')).toBe(true)
  await desk.answer()
  await desk.answer()
  expect(desk.refused).toEqual([{ field: 'title', value: 'Night' }])
  expect(hand.outbox.holds('title')).toBe(false)
  expect(desk.text).toBe('busy')
  expect(desk.problems).toEqual([])
  expect(hand.outbox.idle).toBe(true)
})

test('a headline that only did not arrive is kept and goes with a retry', async () => {
  const desk = new Desk('')
  const hand = typist(desk)
  desk.closed = 'unexpected'
  hand.outbox.field({ field: 'title', value: 'Night' })
  await desk.answer()
  await desk.answer()
  expect(desk.refused).toEqual([])
  expect(desk.problems).toHaveLength(1)
  expect(hand.outbox.holds('title')).toBe(true)
  desk.closed = null
  hand.outbox.retry()
  await desk.answer()
  expect(hand.outbox.idle).toBe(true)
})
