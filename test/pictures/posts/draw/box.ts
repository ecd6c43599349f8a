import type { Image, SKRSContext2D } from '@napi-rs/canvas'

/** Something that is drawn, and the room it takes. */
export interface Box {
  width: number
  height: number
  draw(context: SKRSContext2D, x: number, y: number): void
}

export const column = (boxes: readonly Box[], gap: number): Box => ({
  width: Math.max(0, ...boxes.map(({ width }) => width)),
  height: boxes.reduce((sum, { height }) => sum + height, Math.max(0, boxes.length - 1) * gap),
  draw(context, x, given) {
    let y = given
    for (const box of boxes) {
      box.draw(context, x, y)
      y += box.height + gap
    }
  },
})

export const beside = (boxes: readonly Box[], gap: number): Box => ({
  width: boxes.reduce((sum, { width }) => sum + width, Math.max(0, boxes.length - 1) * gap),
  height: Math.max(0, ...boxes.map(({ height }) => height)),
  draw(context, given, y) {
    let x = given
    for (const box of boxes) {
      box.draw(context, x, y)
      x += box.width + gap
    }
  },
})

/** Side by side, and in another row where the width is used up. */
export const wrapped = (boxes: readonly Box[], gap: number, width: number): Box => {
  const rows: Box[][] = [[]]
  for (const box of boxes) {
    const row = rows.at(-1) ?? []
    if (row.length > 0 && beside([...row, box], gap).width > width) rows.push([box])
    else row.push(box)
  }
  return column(
    rows.map((row) => beside(row, gap)),
    gap,
  )
}

export interface Ground {
  fill?: string
  line?: string
  radius?: number
  /** Around what is in it: at the sides, above and below. */
  room: [number, number]
  /** A bar at the left edge. */
  bar?: string
  /** At least. */
  width?: number
}

/** A box on a ground of its own. */
export const grounded = (inner: Box, { fill, line, radius = 8, room: [side, above], bar, width = 0 }: Ground): Box => {
  const size = { width: Math.max(width, inner.width + 2 * side), height: inner.height + 2 * above }
  return {
    ...size,
    draw(context, x, y) {
      context.save()
      context.beginPath()
      context.roundRect(x, y, size.width, size.height, radius)
      if (fill) {
        context.fillStyle = fill
        context.fill()
      }
      if (line) {
        context.strokeStyle = line
        context.stroke()
      }
      context.clip()
      if (bar) {
        context.fillStyle = bar
        context.fillRect(x, y, 4, size.height)
      }
      context.restore()
      inner.draw(context, x + side, y + above)
    },
  }
}

/** A picture that fills its room, cut where its shape is another; `plays` puts the mark of a film on it. */
export const picture = (image: Image | undefined, width: number, height: number, plays = false): Box => ({
  width,
  height,
  draw(context, x, y) {
    context.save()
    context.beginPath()
    context.roundRect(x, y, width, height, 8)
    context.clip()
    context.fillStyle = '#777777'
    context.fillRect(x, y, width, height)
    if (image) {
      const scale = Math.max(width / image.width, height / image.height)
      const [w, h] = [image.width * scale, image.height * scale]
      context.drawImage(image, x + (width - w) / 2, y + (height - h) / 2, w, h)
    }
    context.restore()
    if (!plays) return
    const radius = Math.min(26, height / 5)
    const [middleX, middleY] = [x + width / 2, y + height / 2]
    context.fillStyle = 'rgb(0 0 0 / 60%)'
    context.beginPath()
    context.arc(middleX, middleY, radius, 0, 7)
    context.fill()
    context.fillStyle = '#ffffff'
    context.beginPath()
    context.moveTo(middleX - radius / 3, middleY - radius / 2)
    context.lineTo(middleX + radius / 2, middleY)
    context.lineTo(middleX - radius / 3, middleY + radius / 2)
    context.fill()
  },
})

/** A line across. */
export const rule = (width: number, colour: string): Box => ({
  width,
  height: 1,
  draw(context, x, y) {
    context.fillStyle = colour
    context.fillRect(x, y, width, 1)
  },
})
