import fc from 'fast-check'
import { expect, test } from 'vitest'
import { around, between, byKey, inside, outOf, turn, turned, untouched, whole } from './edits'

const share = fc.double({ min: 0, max: 1, noNaN: true })
const area = fc.record({ x: share, y: share, width: share, height: share })

test('an area is always inside the picture, and never too small to be seen', () => {
  fc.assert(
    fc.property(area, (any) => {
      const kept = inside(any)
      expect(kept.x).toBeGreaterThanOrEqual(0)
      expect(kept.x + kept.width).toBeLessThanOrEqual(1 + 1e-9)
      expect(kept.y + kept.height).toBeLessThanOrEqual(1 + 1e-9)
      expect(Math.min(kept.width, kept.height)).toBeGreaterThanOrEqual(0.05)
    }),
  )
})

test('four quarter turns leave a picture and what was done to it as it was', () => {
  fc.assert(
    fc.property(area, (any) => {
      const edits = { ...untouched, crop: inside(any), blur: [inside(any)] }
      const round = turn(turn(turn(turn(edits))))
      expect(round.turns).toBe(0)
      for (const side of ['x', 'y', 'width', 'height'] as const) {
        expect(round.crop?.[side]).toBeCloseTo(edits.crop[side], 9)
      }
    }),
  )
  expect(turned({ x: 0, y: 0, width: 0.5, height: 0.2 })).toEqual({ x: 0.8, y: 0, width: 0.2, height: 0.5 })
})

test.each([
  [{ x: 0.5, y: 0.5 }, 16 / 9, 3 / 2, { x: 0, width: 1 }, 'wider than the picture: all of its width'],
  [{ x: 0.5, y: 0.5 }, 4 / 5, 3 / 2, { y: 0, height: 1 }, 'taller than the picture: all of its height'],
  [{ x: 0.9, y: 0.5 }, 4 / 5, 3 / 2, { x: 1 - 4 / 5 / (3 / 2) }, 'a point at the edge: up to the edge'],
])('the shape around %o (%d in %d) is %o: %s', (point, ratio, shape, wanted, _why) => {
  for (const [side, value] of Object.entries(wanted)) {
    expect(around(point, ratio, shape)[side as 'x']).toBeCloseTo(value, 6)
  }
})

test('what is chosen in a cropped picture is found again in the whole one', () => {
  const crop = { x: 0.5, y: 0, width: 0.5, height: 1 }
  expect(outOf({ x: 0.5, y: 0.25, width: 0.5, height: 0.5 }, crop)).toEqual({
    x: 0.75,
    y: 0.25,
    width: 0.25,
    height: 0.5,
  })
  expect(outOf(whole, null)).toEqual(whole)
})

test('dragging past the edge of a picture leaves the other side where it is', () => {
  expect(between({ x: 0.6, y: 0.7 }, { x: 1.3, y: -0.2 })).toEqual({
    x: expect.closeTo(0.6),
    y: 0,
    width: expect.closeTo(0.4),
    height: expect.closeTo(0.7),
  })
})

test('arrows move an area, with Shift they change its size', () => {
  const start = { x: 0.5, y: 0.5, width: 0.2, height: 0.2 }
  expect(byKey(start, 'ArrowLeft', false)?.x).toBeCloseTo(0.48)
  expect(byKey(start, 'ArrowDown', true)?.height).toBeCloseTo(0.22)
  expect(byKey({ ...start, x: 0.8 }, 'ArrowRight', true)?.width).toBeCloseTo(0.2)
  expect(byKey(start, 'a', false)).toBeNull()
  expect(between({ x: 0.6, y: 0.1 }, { x: 0.2, y: 0.4 })).toMatchObject({
    x: 0.2,
    y: 0.1,
    width: expect.closeTo(0.4),
  })
})
