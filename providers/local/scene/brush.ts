import { type Canvas, type CanvasGradient, createCanvas, Path2D, type SKRSContext2D } from '@napi-rs/canvas'

/** A canvas of at least this size, to paint on beforehand what is shown in every frame. */
export const createSheet = (width: number, height: number): SKRSContext2D =>
  createCanvas(Math.ceil(width), Math.ceil(height)).getContext('2d')

/** A picture that is worked out pixel by pixel, as RGBA; `show` puts the pixels onto its canvas. */
export const createRaster = (columns: number, rows: number): { pixels: Uint8ClampedArray; show(): Canvas } => {
  const context = createSheet(columns, rows)
  const image = context.createImageData(columns, rows)
  const show = () => {
    context.putImageData(image, 0, 0)
    return context.canvas
  }
  return { pixels: image.data, show }
}

/** The colours of a gradient, each after the place where it is, 0 to 1. */
export type Stops = [place: number, colour: string][]

export const withStops = (gradient: CanvasGradient, stops: Stops): CanvasGradient => {
  for (const [place, colour] of stops) gradient.addColorStop(place, colour)
  return gradient
}

/** Colours that go down (or up) from one height to another. */
export const verticalGradient = (context: SKRSContext2D, from: number, to: number, ...stops: Stops): CanvasGradient =>
  withStops(context.createLinearGradient(0, from, 0, to), stops)

/** Fills a circle of colours that end, clear, at its radius. */
export const fillGlow = (context: SKRSContext2D, x: number, y: number, radius: number, ...stops: Stops): void => {
  context.fillStyle = withStops(context.createRadialGradient(x, y, 0, x, y, radius), stops)
  context.fillRect(x - radius, y - radius, radius * 2, radius * 2)
}

/** Fills a shape, given as the path of an SVG. */
export const fillShape = (context: SKRSContext2D, colour: string | CanvasGradient, path: string): void => {
  context.fillStyle = colour
  context.fill(new Path2D(path))
}

/** Adds a circle to the path that is being drawn. */
export const addCircle = (context: SKRSContext2D, x: number, y: number, radius: number): void => {
  context.moveTo(x + radius, y)
  context.arc(x, y, radius, 0, Math.PI * 2)
}

export const fillCircle = (context: SKRSContext2D, colour: string | CanvasGradient, x: number, y: number, radius: number): void => {
  context.fillStyle = colour
  context.beginPath()
  context.arc(x, y, radius, 0, Math.PI * 2)
  context.fill()
}
