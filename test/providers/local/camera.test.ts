import { expect, test } from 'vitest'
import { stillViewAt, viewAt } from '../../../providers/local/camera.ts'

test.each(['pan left', 'tilt up', 'orbit', 'push in', 'pull out'] as const)('%s goes as far as the motion that is asked for', (move) => {
  const reach = [...(['low', 'medium', 'high'] as const)].map((motion) => {
    const { x, y, zoom } = viewAt(move, 1, motion)
    const start = viewAt(move, 0, motion)
    return Math.abs(x - start.x) + Math.abs(y - start.y) + Math.abs(zoom - start.zoom)
  })
  expect(reach.toSorted((one, other) => one - other)).toEqual(reach)
  expect(new Set(reach).size).toBe(3)
  expect(viewAt(move, 0.5)).toEqual(viewAt(move, 0.5, 'medium'))
  // Over a still it begins with all of it, whatever is asked for.
  expect(stillViewAt(move, 0, 1, 'high')).toMatchObject({ zoom: 1 })
  expect(stillViewAt(move, 1, 1, 'low').zoom).not.toBe(stillViewAt(move, 1, 1, 'high').zoom)
})
