import { expect, test } from 'vitest'
import {
  boundsOf,
  columnsFor,
  firstChoice,
  MANUSCRIPT_LEAST,
  panesFor,
  recall,
  remember,
  withIndex,
} from './columns'

test.each([
  [1520, 4, 'four from here'],
  [1519, 3, 'three below'],
  [1120, 3, 'three down to here'],
  [1119, 2, 'two below'],
  [720, 2, 'two down to here'],
  [719, 1, 'one below'],
])('%i pixels: %i columns (%s)', (width, columns) => {
  expect(columnsFor(width)).toBe(columns)
})

const page = (width: number) => panesFor(width, firstChoice(columnsFor(width)), 'page')

test('what a window shows at first', () => {
  expect(page(1400)).toMatchObject({
    index: 'column',
    companion: 'column',
    form: false,
    indexWidth: 288,
    companionWidth: 528,
  })
  expect(page(900)).toMatchObject({ index: 'hidden', companion: 'column', companionWidth: 390 })
  expect(page(600)).toMatchObject({ index: 'hidden', companion: 'hidden' })
  expect(page(1600)).toMatchObject({ index: 'column', companion: 'column', form: true, formWidth: 352 })
})

test('a form is narrower than a page', () => {
  expect(panesFor(1400, firstChoice(3), 'form').companionWidth).toBe(352)
  expect(panesFor(900, firstChoice(2), 'form').companionWidth).toBe(336)
})

test('in three columns page and form side by side put the index away, and it comes back with one', () => {
  const beside = { ...firstChoice(3), beside: true }
  expect(panesFor(1400, beside, 'page')).toMatchObject({ index: 'hidden', companion: 'column', form: true })
  const back = withIndex(1400, beside, true)
  expect(panesFor(1400, back, 'page')).toMatchObject({ index: 'column', form: false })
  expect(panesFor(1600, { ...firstChoice(4) }, 'page').index).toBe('column')
})

test('in two columns the index slides over, in one the companion as well', () => {
  expect(panesFor(900, { ...firstChoice(2), index: true }, 'page')).toMatchObject({
    index: 'over',
    companion: 'column',
  })
  expect(panesFor(600, { ...firstChoice(1), companion: true }, 'page').companion).toBe('over')
})

test('the manuscript is never narrower than its least, at any width and choice', () => {
  for (let width = 720; width <= 2400; width += 8) {
    const columns = columnsFor(width)
    for (const wide of [null, 9999]) {
      for (const shows of ['page', 'form'] as const) {
        const choice = { ...firstChoice(columns), indexWidth: wide, pageWidth: wide, formWidth: wide }
        const panes = panesFor(width, choice, shows)
        const others =
          (panes.index === 'column' ? panes.indexWidth : 0) +
          (panes.companion === 'column' ? panes.companionWidth : 0) +
          (panes.form ? panes.formWidth : 0)
        // Four columns of the greatest index have to give: page and form keep their least.
        const least = panes.form && wide ? width - 400 - 360 - 304 : MANUSCRIPT_LEAST
        expect(width - others, `${width} ${wide} ${shows}`).toBeGreaterThanOrEqual(
          Math.min(least, MANUSCRIPT_LEAST),
        )
      }
    }
  }
})

test('widths stay between their limits', () => {
  expect(panesFor(1400, { ...firstChoice(3), indexWidth: 10 }, 'page').indexWidth).toBe(
    boundsOf('index', 1400).least,
  )
  expect(panesFor(1400, { ...firstChoice(3), indexWidth: 900 }, 'page').indexWidth).toBe(400)
})

test('choices are kept for each number of columns', () => {
  localStorage.clear()
  remember(3, { ...firstChoice(3), indexWidth: 333, companion: false })
  expect(recall(3)).toMatchObject({ indexWidth: 333, companion: false })
  expect(recall(4)).toEqual(firstChoice(4))
  remember(2, { ...firstChoice(2), index: true })
  expect(recall(2).index).toBe(false)
  localStorage.setItem('galley.panes.3', '{broken')
  expect(recall(3)).toEqual(firstChoice(3))
})
