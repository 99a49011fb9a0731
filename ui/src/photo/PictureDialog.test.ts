import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { fakeBackend } from '../fake'
import { expectAccessible } from '../fake/axe'
import { type Brought, type PictureEdits, useBackend } from '../ipc'
import PictureDialog from './PictureDialog.svelte'
import { unsaid } from './rights'

const path = 'content/posts/2026/inspection-papers.md'

async function show(choose?: (all: Brought[]) => (Brought | Promise<Brought>)[], failing = {}) {
  const backend = fakeBackend({ failing })
  useBackend(backend)
  const names = await backend.choosePictures()
  const all = await Promise.all(names.map((_, index) => backend.bringChosen(index)))
  backend.calls.length = 0
  const onplaced = vi.fn()
  const onclose = vi.fn()
  render(PictureDialog, { path, brought: choose?.(all) ?? all, onplaced, onclose })
  const called = (name: string) => backend.calls.filter(([one]) => one === name)
  return { backend, called, onplaced, onclose, user: userEvent.setup() }
}

const first = (all: Brought[]) => all.slice(0, 1)
const second = (all: Brought[]) => all.slice(1, 2)

test('what the file says is filled in, and readers’ line is shown', async () => {
  await show(first)
  await expectAccessible()
  expect(screen.getByRole<HTMLInputElement>('combobox', { name: 'Who made it' }).value).toBe('Ilse Øverland')
  expect(screen.getByRole<HTMLInputElement>('combobox', { name: 'For' }).value).toBe('Orrin Record')
  expect(screen.getByText('(Photo: Ilse Øverland/Orrin Record)')).toBeTruthy()
  expect(screen.getByText(/^Location, camera serial number and a hidden/)).toBeTruthy()
  expect(
    screen.getByText('9.8 MB became 214 kB, 1600 × 1067. Your original stays where it was.'),
  ).toBeTruthy()
  expect(screen.getByText('74 of 250')).toBeTruthy()
})

test('the focus begins in the first empty field', async () => {
  await show(second)
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Description' }))
})

test('who sees all that was taken out is still at that', async () => {
  const { user } = await show(first)
  const all = screen.getByRole('button', { name: /^See all/ })
  await user.click(all)
  const entry = screen.getByText('EXIF:SerialNumber')
  await vi.waitFor(() => expect(document.activeElement).not.toBe(document.body))
  expect(document.activeElement?.parentElement?.contains(entry)).toBe(true)
})

test('the words typed go into the story with Ctrl Enter', async () => {
  const { called, onplaced, onclose, user } = await show(second)
  await user.keyboard('Long tables with green lamps.')
  await user.tab()
  await user.tab()
  await user.click(screen.getByRole('textbox', { name: 'Caption' }))
  await user.keyboard('The **lamp** is lit.')
  await user.click(screen.getByRole('combobox', { name: 'Who made it' }))
  await user.keyboard('mat{ArrowDown}{Enter}')
  expect(screen.getByRole<HTMLInputElement>('combobox', { name: 'For' }).value).toBe('Orrin Record')
  await user.click(screen.getByText('More about this picture'))
  await user.selectOptions(screen.getByRole('combobox', { name: 'Where it comes from' }), 'Our staff')
  await user.keyboard('{Control>}{Enter}{/Control}')
  await vi.waitFor(() => expect(onclose).toHaveBeenCalledTimes(1))
  expect(called('placePicture')[0]?.slice(1)).toEqual([
    path,
    'draft-2',
    {
      alt: 'Long tables with green lamps.',
      decorative: false,
      caption: 'The **lamp** is lit.',
      label: 'Photo',
      credit: 'Matej Žunić/Orrin Record',
      credit_url: '',
    },
    { ...unsaid, origin: 'staff' },
    false,
    true,
  ])
  expect(onplaced.mock.lastCall?.[0].figure).toContain('(Photo: Matej Žunić/Orrin Record)')
  expect(called('discardPicture')).toHaveLength(0)
})

test('a decoration has no description', async () => {
  const { called, user } = await show(first)
  await user.clear(screen.getByRole('textbox', { name: 'Caption' }))
  for (const name of ['Who made it', 'For']) await user.clear(screen.getByRole('combobox', { name }))
  await user.click(screen.getByRole('checkbox', { name: 'Decoration, nothing to describe' }))
  expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Description' }).disabled).toBe(true)
  await user.click(screen.getByRole('button', { name: /^Put in story/ }))
  expect(called('placePicture')[0]?.[3]).toMatchObject({ alt: '', decorative: true })
})

test('the lead picture changes the fields', async () => {
  const { onplaced, user } = await show(first)
  await user.click(screen.getByRole('checkbox', { name: 'Also use as the lead picture' }))
  await user.click(screen.getByRole('button', { name: /^Put in story/ }))
  await vi.waitFor(() => expect(onplaced).toHaveBeenCalled())
  expect(onplaced.mock.lastCall?.[0].fields.metadata.lead.src).toBe('corridor.jpg')
})

/** A picture as it comes where its file was brought for the so manyth time. */
function again(one: Brought | undefined, count: number): Brought {
  if (one?.kind !== 'draft') throw new Error('it could be read')
  const draft = `0123456789abcdef0123${count > 1 ? `-${count}` : ''}`
  return { kind: 'draft', draft: { ...one.draft, draft, words: { ...one.draft.words } } }
}

test.each(['is ready', 'comes later'])(
  'the same picture brought twice has the words that it was put in with when its turn comes: it %s',
  async (when) => {
    let come = (_: Brought) => {}
    const { called, user } = await show((all) => {
      const [one, two] = [again(all[1], 1), again(all[1], 2)]
      const later = new Promise<Brought>((resolve) => {
        come = () => resolve(two)
      })
      return [one, when === 'is ready' ? two : later]
    })
    await user.type(screen.getByRole('textbox', { name: 'Description' }), 'Green lamps.')
    await user.type(screen.getByRole('combobox', { name: 'Who made it' }), 'Ana Ruiz')
    await user.click(screen.getByRole('button', { name: /^Put in story/ }))
    await screen.findByText('2 of 2')
    come({} as Brought)
    const described = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Description' })
    expect(described.value).toBe('Green lamps.')
    expect(screen.getByRole<HTMLInputElement>('combobox', { name: 'Who made it' }).value).toBe('Ana Ruiz')
    await user.click(screen.getByRole('button', { name: /^Put in story/ }))
    await vi.waitFor(() => expect(called('placePicture')).toHaveLength(2))
    expect(called('placePicture')[1]?.[3]).toEqual(called('placePicture')[0]?.[3])
  },
)

test('what was typed for the second stays, and another picture keeps its own words', async () => {
  const { user } = await show((all) => [again(all[1], 1), again(all[1], 2), ...first(all)])
  const description = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Description' })
  await user.click(screen.getByRole('button', { name: /^Picture 2/ }))
  await user.type(description(), 'Mine.')
  await user.click(screen.getByRole('button', { name: /^Picture 1/ }))
  await user.type(description(), 'Green lamps.')
  await user.click(screen.getByRole('button', { name: /^Put in story/ }))
  await screen.findByText('2 of 3')
  expect(description().value).toBe('Mine.')
  await user.click(screen.getByRole('button', { name: /^Put in story/ }))
  await screen.findByText('3 of 3')
  expect(screen.getByRole<HTMLInputElement>('combobox', { name: 'Who made it' }).value).toBe('Ilse Øverland')
})

test('several pictures come one after the other; a refused one says why', async () => {
  const { called, onclose, user } = await show()
  expect(screen.getByText('1 of 3')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: /^Put in story/ }))
  await screen.findByText('2 of 3')
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Description' }))
  await user.click(screen.getByRole('button', { name: 'Leave it out' }))
  expect((await screen.findByRole('alert')).textContent).toContain('“march.heic” was not added.')
  await expectAccessible()
  await user.click(screen.getByRole('button', { name: /^Close Ctrl/ }))
  expect(onclose).toHaveBeenCalledTimes(1)
  expect(called('placePicture')).toHaveLength(1)
  expect(called('discardPicture')).toEqual([['discardPicture', 'draft-2']])
})

test('what was typed for one picture is there when one comes back to it', async () => {
  const { user } = await show()
  const caption = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Caption' })
  await user.clear(caption())
  await user.type(caption(), 'Mine.')
  await user.click(screen.getByRole('button', { name: 'Picture 2' }))
  expect(caption().value).toBe('')
  await user.click(screen.getByRole('button', { name: 'Picture 1' }))
  expect(caption().value).toBe('Mine.')
  await user.click(screen.getByRole('button', { name: 'Bring back the first wording' }))
  expect(caption().value).toContain('corridor of the annex')
})

test('Esc leaves the story as it was and keeps nothing', async () => {
  const { called, onclose, onplaced, user } = await show()
  await user.keyboard('{Escape}')
  expect(onclose).toHaveBeenCalledTimes(1)
  expect(onplaced).not.toHaveBeenCalled()
  expect(called('discardPicture').map(([, draft]) => draft)).toEqual(['draft-1', 'draft-2'])
})

test('what was typed or drawn is not lost without a question, and Esc leaves all as it was', async () => {
  const { called, onclose, user } = await show()
  const caption = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Caption' })
  await user.clear(caption)
  await user.type(caption, 'Mine.')
  await user.keyboard('{Escape}')
  expect(onclose).not.toHaveBeenCalled()
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Go on' }))
  await expectAccessible()
  await user.keyboard('{Escape}')
  expect(document.activeElement).toBe(caption)
  expect(caption.value).toBe('Mine.')
  // From another picture it is asked all the same.
  await user.click(screen.getByRole('button', { name: 'Picture 2' }))
  await user.click(screen.getByRole('button', { name: 'Close' }))
  expect(called('discardPicture')).toEqual([])
  await user.click(screen.getByRole('button', { name: 'Leave without them' }))
  expect(onclose).toHaveBeenCalledTimes(1)
  expect(called('discardPicture')).toHaveLength(2)
})

test('a picture that was turned is asked for as well, and one that was turned back is not', async () => {
  const { called, onclose, user } = await show(first)
  await user.click(screen.getByRole('button', { name: 'Rotate' }))
  await vi.waitFor(() => expect(called('editPicture')).toHaveLength(1))
  await vi.waitFor(() => expect(screen.getByRole('button', { name: 'Undo' })).toBeTruthy())
  await user.keyboard('{Escape}')
  expect(onclose).not.toHaveBeenCalled()
  await user.click(screen.getByRole('button', { name: 'Go on' }))
  await user.click(screen.getByRole('button', { name: 'Undo' }))
  const undo = screen.getByRole<HTMLButtonElement>('button', { name: 'Undo' })
  await vi.waitFor(() => expect(undo.disabled || undo.ariaDisabled === 'true').toBe(true))
  await user.keyboard('{Escape}')
  expect(onclose).toHaveBeenCalledTimes(1)
})

test('a picture that is ready after the dialog was left is thrown away too', async () => {
  let ready: (brought: Brought) => void = () => {}
  let late: Brought | undefined
  const { called, user } = await show((all) => {
    late = all[0]
    return [
      new Promise<Brought>((done) => {
        ready = done
      }),
    ]
  })
  expect(screen.getByText('Making it smaller…')).toBeTruthy()
  await user.keyboard('{Escape}')
  ready(late as Brought)
  await vi.waitFor(() => expect(called('discardPicture')).toEqual([['discardPicture', 'draft-1']]))
})

test('a picture that cannot be put in stays, with the reason', async () => {
  const problem = { code: 'disk', sentence: 'The disk is full.', hint: 'Free some space.' }
  const { onclose, user } = await show(first, { placePicture: problem })
  await user.click(screen.getByRole('button', { name: /^Put in story/ }))
  expect((await screen.findByRole('alert')).textContent).toContain('The disk is full.')
  expect(onclose).not.toHaveBeenCalled()
})

/** The picture was made anew. */
const made = () =>
  vi.waitFor(() => expect(document.querySelector('.shot')?.getAttribute('aria-busy')).toBe('false'))

test('a picture is turned, blurred and cropped by keys, and each step can be taken back', async () => {
  const { called, user } = await show(first)
  const edits = () => called('editPicture').map(([, , edits]) => edits)
  const press = (name: string) => user.click(screen.getByRole('button', { name }))
  await press('Rotate')
  await made()
  expect(edits()).toEqual([{ turns: 1, crop: null, blur: [] }])

  await press('Blur')
  expect(document.activeElement).toBe(screen.getByRole('group', { name: /^What is blurred/ }))
  await user.keyboard('{ArrowRight}{ArrowRight}{Enter}')
  await made()
  expect(edits().at(-1)).toMatchObject({ turns: 1, blur: [{ x: expect.closeTo(0.44) }] })

  await press('Crop')
  await user.keyboard('{Shift>}{ArrowLeft}{ArrowLeft}{/Shift}{Enter}')
  await made()
  expect(edits().at(-1)).toMatchObject({ crop: { width: expect.closeTo(0.96) } })

  for (const wanted of [{ turns: 1, crop: null }, { turns: 1, blur: [] }, { turns: 0 }]) {
    await press('Undo')
    await made()
    expect(edits().at(-1)).toMatchObject(wanted)
  }
  const count = edits().length
  await press('Undo')
  expect(edits()).toHaveLength(count)
})

test('Esc leaves the area that is being drawn, not the dialog', async () => {
  const { called, onclose, user } = await show(first)
  await user.click(screen.getByRole('button', { name: 'Blur' }))
  await user.keyboard('{Escape}')
  expect(onclose).not.toHaveBeenCalled()
  expect(called('editPicture')).toHaveLength(0)
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Blur' }))
})

test('what was typed stays when the picture is turned', async () => {
  const { called, user } = await show(first)
  const caption = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Caption' })
  await user.clear(caption())
  await user.type(caption(), 'Mine.')
  await user.click(screen.getByRole('button', { name: 'Rotate' }))
  await vi.waitFor(() => expect(called('editPicture')).toHaveLength(1))
  expect(caption().value).toBe('Mine.')
})

test('the focus point moves by keys, and the picture can be cut around it', async () => {
  const { called, onclose, user } = await show(first)
  const tool = screen.getByRole('button', { name: 'Focus point' })
  await user.click(tool)
  const point = screen.getByRole('slider', { name: /^Focus point/ })
  expect(document.activeElement).toBe(point)
  await user.keyboard('{Escape}')
  expect(onclose).not.toHaveBeenCalled()
  expect(document.activeElement).toBe(tool)
  await user.click(tool)
  await user.keyboard('{ArrowRight}{ArrowDown}')
  expect(document.activeElement?.getAttribute('aria-valuetext')).toBe('52 % from the left, 42 % from the top')
  await user.click(screen.getByRole('button', { name: 'Crop to 4:5' }))
  await vi.waitFor(() => expect(called('editPicture')[0]?.[2]).toMatchObject({ crop: { height: 1 } }))
})

test('what else the file says is on offer, and what is worth a look is said', async () => {
  const { user } = await show(first)
  await user.click(screen.getByRole('button', { name: 'Use that' }))
  expect(screen.getByText('(Photo: I. Overland)')).toBeTruthy()
  const alt = screen.getByRole('textbox', { name: 'Description' })
  await user.clear(alt)
  await user.type(alt, 'Photo of a corridor. Photo: AP')
  expect(screen.getByText(/^Drop “Photo of”/)).toBeTruthy()
  expect(screen.getByText(/^A credit stands in the description/)).toBeTruthy()
})

test('leaving while pictures are made ready gives them up', async () => {
  const { called, user } = await show(() => [new Promise<Brought>(() => {})])
  await user.keyboard('{Escape}')
  expect(called('cancelPictures')).toHaveLength(1)
})

/** Pictures are made only once they are let go; what was asked for, and what came of it. */
function hold(backend: Awaited<ReturnType<typeof show>>['backend']) {
  const make = backend.editPicture
  const waiting: (() => void)[] = []
  const asked: PictureEdits[] = []
  const drafts: string[] = []
  backend.editPicture = async (draft, edits) => {
    asked.push(edits)
    await new Promise<void>((go) => waiting.push(go))
    const came = await make(draft, edits)
    if (came.kind === 'draft') drafts.push(came.draft.draft)
    return came
  }
  const letGo = async () => {
    await vi.waitFor(() => expect(waiting.length).toBeGreaterThan(0))
    for (const go of waiting.splice(0)) go()
  }
  return { asked, drafts, letGo }
}

test('what was done to a picture is there when one comes back to it', async () => {
  const { called, user } = await show()
  const press = (name: string | RegExp) => user.click(screen.getByRole('button', { name }))
  await press('Crop')
  await user.keyboard('{Shift>}{ArrowLeft}{ArrowLeft}{/Shift}{Enter}')
  await made()
  await press('Picture 2')
  expect(screen.getByRole('button', { name: 'Undo' }).getAttribute('aria-disabled')).toBe('true')
  await press('Picture 1')
  await press('Rotate')
  await made()
  expect(screen.getByText(/^The picture was made anew: \d+ × \d+\.$/).getAttribute('role')).toBe('status')
  expect(called('editPicture').at(-1)?.[2]).toMatchObject({
    turns: 1,
    crop: { height: expect.closeTo(0.96) },
  })
  await press('Undo')
  await made()
  expect(called('editPicture').at(-1)?.[2]).toMatchObject({
    turns: 0,
    crop: { width: expect.closeTo(0.96) },
  })
})

test('an area that is being drawn waits for who looks at another picture meanwhile', async () => {
  const { called, user } = await show()
  const press = (name: string | RegExp) => user.click(screen.getByRole('button', { name }))
  await press('Blur')
  await user.keyboard('{ArrowRight}{ArrowRight}')
  await press('Picture 2')
  expect(screen.queryByRole('group', { name: /^What is blurred/ })).toBeNull()
  await press('Picture 1')
  await press('Blur this')
  await made()
  expect(called('editPicture').at(-1)?.[2]).toMatchObject({ blur: [{ x: expect.closeTo(0.44) }] })
})

test('a picture that is made anew while another one is looked at stays the first', async () => {
  const { backend, called, user } = await show()
  const { drafts, letGo } = hold(backend)
  await user.click(screen.getByRole('button', { name: 'Rotate' }))
  await user.click(screen.getByRole('button', { name: 'Picture 2' }))
  await letGo()
  await vi.waitFor(() => expect(drafts).toHaveLength(1))
  await user.click(screen.getByRole('button', { name: /^Put in story/ }))
  await vi.waitFor(() => expect(called('placePicture')[0]?.[2]).toBe('draft-2'))
  await user.click(screen.getByRole('button', { name: 'Picture 1' }))
  await user.click(screen.getByRole('button', { name: /^Put in story/ }))
  await vi.waitFor(() => expect(called('placePicture')[1]?.[2]).toBe(drafts[0]))
})

test('a picture is put in once it is blurred, not before', async () => {
  const { backend, called, onclose, user } = await show(first)
  const { asked, drafts, letGo } = hold(backend)
  await user.click(screen.getByRole('button', { name: 'Blur' }))
  await user.keyboard('{Enter}')
  expect(document.activeElement, 'keys go on from the tool').toBe(
    screen.getByRole('button', { name: 'Blur' }),
  )
  await user.keyboard('{Control>}{Enter}{/Control}')
  await user.click(screen.getByRole('button', { name: /^Put in story/ }))
  expect(called('placePicture')).toHaveLength(0)
  await letGo()
  await vi.waitFor(() => expect(onclose).toHaveBeenCalledTimes(1))
  expect(asked).toMatchObject([{ blur: [{ width: 0.2 }] }])
  expect(called('placePicture').map(([, , draft]) => draft)).toEqual(drafts)
})

test('an area that is drawn when the picture is put in is taken with it', async () => {
  const { backend, called, onclose, user } = await show(first)
  const { asked, drafts, letGo } = hold(backend)
  await user.click(screen.getByRole('button', { name: 'Blur' }))
  await user.keyboard('{ArrowRight}{ArrowRight}{Control>}{Enter}{/Control}')
  await letGo()
  await vi.waitFor(() => expect(onclose).toHaveBeenCalledTimes(1))
  expect(asked).toMatchObject([{ blur: [{ x: expect.closeTo(0.44) }] }])
  expect(called('placePicture').map(([, , draft]) => draft)).toEqual(drafts)
})

test('a crop that is looked at again is still there when the picture is put in', async () => {
  const { backend, called, onclose, user } = await show(first)
  const { asked, drafts, letGo } = hold(backend)
  const crop = () => user.click(screen.getByRole('button', { name: 'Crop' }))
  await crop()
  await user.keyboard('{Shift>}{ArrowLeft}{ArrowLeft}{/Shift}{Enter}')
  await letGo()
  await made()
  await crop()
  // All of it is shown again for choosing, and that is not what readers get.
  await user.click(screen.getByRole('button', { name: /^Put in story/ }))
  await letGo()
  await letGo()
  await vi.waitFor(() => expect(onclose).toHaveBeenCalledTimes(1))
  expect(asked.map(({ crop }) => crop?.width ?? 1)).toEqual([expect.closeTo(0.96), 1, expect.closeTo(0.96)])
  expect(called('placePicture').map(([, , draft]) => draft)).toEqual(drafts.slice(-1))
})

test('a picture that could not be blurred is not put in, and its area is still drawn', async () => {
  const problem = { code: 'disk', sentence: 'The disk is full.', hint: 'Free some space.' }
  const { called, onclose, user } = await show(first, { editPicture: problem })
  await user.click(screen.getByRole('button', { name: 'Blur' }))
  await user.keyboard('{Control>}{Enter}{/Control}')
  expect((await screen.findByRole('alert')).textContent).toContain('The disk is full.')
  expect(screen.getByRole('group', { name: /^What is blurred/ })).toBeTruthy()
  expect(called('placePicture')).toHaveLength(0)
  expect(onclose).not.toHaveBeenCalled()
})

test('steps that are asked for in a row are made in a row', async () => {
  const { backend, user } = await show(first)
  const { asked, letGo } = hold(backend)
  await user.click(screen.getByRole('button', { name: 'Rotate' }))
  await user.click(screen.getByRole('button', { name: 'Rotate' }))
  await letGo()
  await letGo()
  await made()
  expect(asked.map(({ turns }) => turns)).toEqual([1, 2])
})

test('a picture that is made anew after the dialog was left is thrown away', async () => {
  const { backend, called, user } = await show(first)
  const { drafts, letGo } = hold(backend)
  await user.click(screen.getByRole('button', { name: 'Rotate' }))
  await user.keyboard('{Escape}')
  await letGo()
  await vi.waitFor(() => expect(called('discardPicture').at(-1)?.[1]).toBe(drafts[0]))
})

test('leaving out a picture that is still made ready leaves the others, and what was typed for them', async () => {
  let ready: (brought: Brought) => void = () => {}
  let late: Brought | undefined
  const { called, onclose, onplaced, user } = await show((all) => {
    late = all[1]
    return [
      all[0] as Brought,
      new Promise<Brought>((done) => {
        ready = done
      }),
    ]
  })
  const caption = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Caption' })
  await user.clear(caption())
  await user.type(caption(), 'Mine.')
  await user.click(screen.getByRole('button', { name: 'Picture 2, Making it smaller' }))
  await user.click(screen.getByRole('button', { name: 'Leave it out' }))
  expect(onclose).not.toHaveBeenCalled()
  expect(called('cancelPictures'), 'others may be made ready').toHaveLength(0)
  expect(caption().value).toBe('Mine.')
  ready(late as Brought)
  await vi.waitFor(() => expect(called('discardPicture')).toEqual([['discardPicture', 'draft-2']]))
  await user.click(screen.getByRole('button', { name: /^Put in story/ }))
  await vi.waitFor(() => expect(onclose).toHaveBeenCalledTimes(1))
  expect(onplaced).toHaveBeenCalledTimes(1)
})

test('leaving out the only picture while it is made ready leaves the dialog', async () => {
  const { called, onclose, user } = await show(() => [new Promise<Brought>(() => {})])
  await user.click(screen.getByRole('button', { name: 'Leave it out' }))
  expect(onclose).toHaveBeenCalledTimes(1)
  expect(called('cancelPictures')).toHaveLength(1)
})
