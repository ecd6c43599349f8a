/**
 * @typedef {{ x: number, y: number }} Point in pixels of the still
 * @typedef {'brush' | 'eraser' | 'lasso'} Tool
 * @typedef {{ tool: Tool | 'clear', size: number, points: Point[] }} Stroke `size` is the width of its line, in pixels of the still
 */

/** What is drawn is shown in this colour, and is white in the mask. */
const colour = '#ff4d6d'
/** What is marked is measured on a small copy, for a large one takes long to read. */
const measured = 256

/**
 * What was painted on a still, stroke by stroke, so that each can be undone. The canvas has the still's own size.
 *
 * @param {HTMLCanvasElement} canvas
 */
export const createStrokes = (canvas) => {
  const context = contextOf(canvas)
  /** @type {Stroke[]} */
  const done = []
  /** @type {Stroke[]} */
  let undone = []

  /** @param {Stroke} stroke @param {number} [from] the first point that was not drawn yet */
  const draw = ({ tool, size, points }, from = 0) => {
    const [first, ...others] = points.slice(Math.max(0, from - 1))
    if (tool === 'clear') return context.clearRect(0, 0, canvas.width, canvas.height)
    if (!first) return
    context.globalCompositeOperation = tool === 'eraser' ? 'destination-out' : 'source-over'
    context.strokeStyle = colour
    context.fillStyle = colour
    context.lineWidth = size
    context.lineCap = 'round'
    context.lineJoin = 'round'
    context.beginPath()
    context.moveTo(first.x, first.y)
    for (const { x, y } of others) context.lineTo(x, y)
    if (tool === 'lasso') context.fill()
    else {
      // A line of no length is a dot.
      if (others.length === 0) context.lineTo(first.x, first.y)
      context.stroke()
    }
  }
  const drawAll = () => {
    context.clearRect(0, 0, canvas.width, canvas.height)
    for (const stroke of done) draw(stroke)
  }

  return {
    /** @param {Tool | 'clear'} tool @param {number} size @param {Point[]} points */
    add: (tool, size, points) => {
      const stroke = { tool, size, points: [...points] }
      done.push(stroke)
      undone = []
      draw(stroke)
    },
    /** The last stroke goes on. @param {Point[]} points */
    extend: (points) => {
      const stroke = done.at(-1)
      if (!stroke) return
      const from = stroke.points.length
      stroke.points.push(...points)
      draw(stroke, from)
    },
    undo: () => {
      undone.push(...done.splice(-1))
      drawAll()
    },
    redo: () => {
      done.push(...undone.splice(-1))
      drawAll()
    },
    get canUndo() {
      return done.length > 0
    },
    get canRedo() {
      return undone.length > 0
    },
    /** How much of the still is marked, 0 to 1. */
    share: () => {
      const small = document.createElement('canvas')
      small.width = Math.min(measured, canvas.width)
      small.height = Math.min(measured, canvas.height)
      const look = contextOf(small)
      look.imageSmoothingQuality = 'high'
      look.drawImage(canvas, 0, 0, small.width, small.height)
      const { data } = look.getImageData(0, 0, small.width, small.height)
      let sum = 0
      for (let at = 3; at < data.length; at += 4) sum += data[at] ?? 0
      return sum / 255 / (data.length / 4)
    },
    /** The mask in the still's size: white where it may change, black elsewhere. @param {string} name @returns {Promise<File>} */
    file: async (name) => {
      const mask = document.createElement('canvas')
      mask.width = canvas.width
      mask.height = canvas.height
      const paint = contextOf(mask)
      paint.drawImage(canvas, 0, 0)
      paint.globalCompositeOperation = 'source-in'
      paint.fillStyle = '#fff'
      paint.fillRect(0, 0, mask.width, mask.height)
      paint.globalCompositeOperation = 'destination-over'
      paint.fillStyle = '#000'
      paint.fillRect(0, 0, mask.width, mask.height)
      /** @type {Blob | null} */
      const blob = await new Promise((resolve) => mask.toBlob(resolve, 'image/png'))
      if (!blob) throw new Error('the browser made no picture of the mask')
      return new File([blob], name, { type: 'image/png' })
    },
  }
}

/** @param {HTMLCanvasElement} canvas */
const contextOf = (canvas) => {
  const context = canvas.getContext('2d')
  if (!context) throw new Error('the browser draws nothing')
  return context
}
